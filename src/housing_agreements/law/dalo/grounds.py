"""The grounds on which a household may go to the mediation commission under DALO.

They are asked of a household in `rules.grounds`.

Two doors (L.441-2-3, II): waiting longer than the delay of the department without a suitable
offer; or, in good faith, one of six situations, without any delay. What R*441-14-1 asks of each
situation is part of it.

A ground that is met can be argued before the commission. It is not recognition: the commission
decides, also whether the household resides lawfully and stably and cannot reach housing by its
own means (L.300-1). Nor does a ground that is not met bar recognition: the commission may
recognise a partial match, by a specially reasoned decision.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from housing_agreements._checks import exact_count
from housing_agreements.criteria.criteria import Criterion, open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.law._calendar import CODE_READ_ON, DALO_ARTICLE_CHANGES
from housing_agreements.law.dalo.surfaces import SURFACES, TOO_SMALL
from housing_agreements.law.provisions import Confidence, Provision, Version, carry_past, code
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("DALO_SITUATIONS", "NOT_RECOGNITION", "Ground", "delay_ground")

Ground = Provision[Criterion]
"""A ground: a criterion, with its versions."""

NOT_RECOGNITION: Final = Text(
    "a ground that is met can be argued before the mediation commission, which decides; it may "
    "also recognise a partial match by a specially reasoned decision",
    "un motif rempli peut être invoqué devant la commission de médiation, qui décide\u00a0; elle "
    "peut aussi reconnaître une situation qui n'y répond qu'en partie, par une décision "
    "spécialement motivée",
)
"""What a ground is worth."""

_GROUNDS_ARTICLE: Final = code("L.441-2-3")
_THRESHOLDS_ARTICLE: Final = code("R*441-14-1")
_DECENCY: Final = Source("Décret n° 2002-120 du 30 janvier 2002")

_THRESHOLDS_READ: Final = date(2014, 2, 14)
_MEASURED_SINCE: Final = SURFACES.versions[0].since
_CHANGES_WITH_DECREE: Final = tuple(
    sorted((*DALO_ARTICLE_CHANGES, date(2019, 8, 24), _MEASURED_SINCE))
)


def _versions(
    criterion: Criterion,
    sources: tuple[Source, ...],
    read: date,
    changes: Iterable[date],
    note: Text | None = None,
) -> tuple[Version[Criterion], ...]:
    first = Version(criterion, read, sources, Confidence.VERIFIED, note)
    return (first, *carry_past(criterion, sources, *changes, note=note))


def _situation_ground(
    code: str, title: Text, situation: Criterion, *sources: Source, note: Text | None = None
) -> Ground:
    """A situation without delay, in good faith; R*441-14-1 is known from an earlier day on."""
    criterion = (facts.good_faith & situation).labelled(title, (_GROUNDS_ARTICLE, *sources))
    of_decree = _THRESHOLDS_ARTICLE in sources
    read, changes = (
        (_THRESHOLDS_READ, _CHANGES_WITH_DECREE)
        if of_decree
        else (CODE_READ_ON, DALO_ARTICLE_CHANGES)
    )
    return Provision(
        code, title, _versions(criterion, (_GROUNDS_ARTICLE, *sources), read, changes, note)
    )


_FAMILY: Final = (
    facts.minor_children.at_least(1) | facts.disabled | facts.disabled_dependant
).labelled(
    Text(
        "with a minor child, a disabled person or a disabled dependant",
        "avec un enfant mineur, une personne handicapée ou une personne handicapée à charge",
    )
)

_ALONE: Final = facts.household_size.equals(1)
_OVERCROWDED: Final = Text("manifestly overcrowded", "suroccupation manifeste")


def _overcrowding_ground() -> Ground:
    """Overcrowding: a fact of the file while the surfaces are not held, a surface since 2019."""
    sources = (_GROUNDS_ARTICLE, _THRESHOLDS_ARTICLE)
    stated = facts.good_faith & _FAMILY & facts.overcrowded
    surface = (~_ALONE & TOO_SMALL) | (
        _ALONE
        & open_question(
            "the least surface for a person alone, for whom the version read refers to the "
            "decree on decency",
            "la surface minimale pour une personne seule, pour laquelle la version lue renvoie "
            "au décret sur la décence",
            (_THRESHOLDS_ARTICLE, _DECENCY),
        )
    )
    measured = (facts.good_faith & _FAMILY & surface).labelled(_OVERCROWDED, sources)
    before = _versions(
        stated.labelled(_OVERCROWDED, sources),
        sources,
        _THRESHOLDS_READ,
        (day for day in _CHANGES_WITH_DECREE if day < _MEASURED_SINCE),
        Text(
            "the surfaces of D.542-14 of the social security code are not held: whether the "
            "dwelling is manifestly overcrowded is a fact to give",
            "les surfaces de l'article D.542-14 du code de la sécurité sociale ne sont pas "
            "connues ici\u00a0: la suroccupation manifeste est un fait à donner",
        ),
    )
    since = Version(
        measured,
        _MEASURED_SINCE,
        (*sources, code("R.822-25")),
        Confidence.INFERRED,
        Text(
            "that the surfaces are now those of R.822-25 follows from changes of the same day",
            "que les surfaces soient désormais celles de R.822-25 se déduit de changements du "
            "même jour",
        ),
    )
    changes = (day for day in _CHANGES_WITH_DECREE if day > _MEASURED_SINCE)
    later = carry_past(measured, since.sources, *changes, note=since.note)
    return Provision("overcrowded", _OVERCROWDED, (*before, since, *later))


DALO_SITUATIONS: Final[tuple[Ground, ...]] = (
    _situation_ground(
        "without-dwelling",
        Text("without a dwelling", "dépourvu de logement"),
        facts.without_dwelling,
    ),
    _situation_ground(
        "eviction",
        Text("threatened with eviction", "menacé d'expulsion"),
        facts.threatened_with_eviction & facts.eviction_ordered,
        _THRESHOLDS_ARTICLE,
    ),
    _situation_ground(
        "temporarily-housed",
        Text(
            "accommodated for more than 6 months, or in transition for more than 18",
            "hébergé depuis plus de 6 mois, ou en logement de transition depuis plus de 18",
        ),
        facts.temporarily_housed
        & (
            facts.temporarily_housed_since.more_than_ago(months=18)
            | (
                ~facts.in_transitional_dwelling
                & facts.temporarily_housed_since.more_than_ago(months=6)
            )
        ),
        _THRESHOLDS_ARTICLE,
    ),
    _situation_ground(
        "unfit-premises",
        Text(
            "in unfit, insalubrious or dangerous premises",
            "en locaux impropres à l'habitation, insalubres ou dangereux",
        ),
        facts.unfit_premises,
    ),
    _overcrowding_ground(),
    _situation_ground(
        "non-decent",
        Text("in a non-decent dwelling", "en logement non décent"),
        _FAMILY & facts.non_decent_housing,
        _THRESHOLDS_ARTICLE,
        _DECENCY,
        note=Text(
            "non-decent here: one risk for safety or health at least (article 2), or two missing "
            "items of equipment (article 3); the fact is to be given so",
            "non décent s'entend ici d'au moins un risque pour la sécurité ou la santé "
            "(article 2) ou de deux équipements manquants (article 3)\u00a0; le fait est à "
            "donner ainsi",
        ),
    ),
)
"""The six situations for which no delay is asked."""


def delay_ground(months: int | None) -> Ground:
    """Having waited longer than the delay of the department, without a suitable offer.

    Args:
        months: That delay, for example `long_delay(...)`; `None`: not known, so that only a
            condition that is not met decides.

    Raises:
        InvalidTypeError: For a number that is not whole.
        InvalidValueError: For a number below 1.

    Examples:
        >>> print(delay_ground(30).on(date(2017, 1, 21)).facts)
        ('applied_on', 'meets_access_conditions', 'offered_suitable_dwelling')
    """
    sources = (_GROUNDS_ARTICLE, code("L.441-1-4"))
    if months is None:
        waited: Criterion = open_question(
            "the abnormally long delay of the department, set by its prefect, which was not given",
            "le délai anormalement long du département, fixé par le préfet, qui n'a pas été donné",
            sources,
        )
    else:
        exact_count(months, "delay_ground, months", at_least=1)
        waited = facts.applied_on.more_than_ago(months=months) | (
            facts.applied_on.at_least_ago(months=months)
            & open_question(
                "whether the day that ends the delay is past it",
                "si le jour qui achève le délai est au-delà du délai",
                sources,
            )
        )
    title = Text(
        "waiting for abnormally long without a suitable offer",
        "délai anormalement long sans proposition adaptée",
    )
    criterion = facts.meets_access_conditions & ~facts.offered_suitable_dwelling & waited
    versions = _versions(
        criterion.labelled(title, sources), sources, CODE_READ_ON, DALO_ARTICLE_CHANGES
    )
    return Provision("delay", title, versions)
