"""The grounds on which a household may go to the mediation commission under DALO.

They are asked of a household in `rules.grounds`.

Two doors (L.441-2-3, II): waiting longer than the delay of the department without a suitable
offer; or, in good faith, one of seven situations, without any delay. The seventh, a dwelling not
adapted to a disability, was added on 23 February 2022. What R*441-14-1 asks of each situation is
part of it.

A ground that is met can be argued before the commission. It is not recognition: the commission
decides, also whether the household resides lawfully and stably and cannot reach housing by its
own means (L.300-1). Nor does a ground that is not met bar recognition: the commission may
recognise a partial match, by a specially reasoned decision. One commission only decides on an
applicant (IV ter); what is then offered may not be manifestly unsuited (IV bis), and who refuses
a suited offer may lose the benefit of the decision (R*441-16-3).
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from housing_agreements._checks import exact_count
from housing_agreements.criteria.criteria import Criterion, open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.law._calendar import (
    CODE_READ_ON,
    DALO_ARTICLE_CHANGES,
    THREE_DS_SINCE,
)
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
    "un motif rempli peut être invoqué devant la commission de médiation, qui décide\u202f; elle "
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
    """A text that was read on a day, carried past its changes until it was read again in 2022."""
    first = Version(criterion, read, sources, Confidence.VERIFIED, note)
    unread = (day for day in changes if day < THREE_DS_SINCE)
    return (first, *carry_past(criterion, sources, *unread, note=note))


def _as_read_in_2022(
    criterion: Criterion, sources: tuple[Source, ...], note: Text | None = None
) -> Version[Criterion]:
    """A text as it stands since 23 February 2022, which was read."""
    return Version(criterion, THREE_DS_SINCE, sources, Confidence.VERIFIED, note)


def _situation_ground(
    code: str,
    title: Text,
    situation: Criterion,
    *sources: Source,
    note: Text | None = None,
    note_since_2022: Text | None = None,
) -> Ground:
    """A situation without delay, in good faith; R*441-14-1 is known from an earlier day on."""
    cited = (_GROUNDS_ARTICLE, *sources)
    criterion = (facts.good_faith & situation).labelled(title, cited)
    of_decree = _THRESHOLDS_ARTICLE in sources
    read, changes = (
        (_THRESHOLDS_READ, _CHANGES_WITH_DECREE)
        if of_decree
        else (CODE_READ_ON, DALO_ARTICLE_CHANGES)
    )
    last = _as_read_in_2022(criterion, cited, note_since_2022 or note)
    return Provision(code, title, (*_versions(criterion, cited, read, changes, note), last))


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
        _SURFACES_NOT_HELD,
    )
    cited = (*sources, code("R.822-25"))
    unread = (day for day in _CHANGES_WITH_DECREE if _MEASURED_SINCE <= day < THREE_DS_SINCE)
    since = carry_past(
        measured,
        cited,
        *unread,
        note=_READ_SINCE_2019,
    )
    last = _as_read_in_2022(measured, cited)
    return Provision("overcrowded", _OVERCROWDED, (*before, *since, last))


_SURFACES_NOT_HELD: Final = Text(
    "the surfaces of D.542-14 of the social security code are not held: whether the dwelling is "
    "manifestly overcrowded is a fact to give",
    "les surfaces de l'article D.542-14 du code de la sécurité sociale ne sont pas connues "
    "ici\u00a0: la suroccupation manifeste est un fait à donner",
)
_READ_SINCE_2019: Final = Text(
    "R*441-14-1 was read as it stands since 1 September 2019, and refers to R.822-25",
    "R*441-14-1 a été lu dans sa version en vigueur depuis le 1er septembre 2019, et renvoie à "
    "R.822-25",
)


_COUNCIL_OF_STATE: Final = Source(
    "Conseil d'État, décision du 19 juillet 2017",
    "source secondaire",
    url="http://droitaulogementopposable.org/",
)
_SEVENTH_LAW: Final = Source("Loi 2022-217 (3DS)", "article 91, source secondaire")


def _disability_ground() -> Ground:
    """A dwelling not adapted to a disability: a situation of its own since 23 February 2022."""
    sources = (_GROUNDS_ARTICLE, code("L.114", text="Code de l'action sociale et des familles"))
    unsuited = (
        facts.good_faith
        & (facts.disabled | facts.disabled_dependant)
        & facts.unsuited_to_disability
    )
    at_risk = unsuited & open_question(
        "whether the dwelling puts health at serious risk, where the commission was obliged "
        "before the law named this situation",
        "si le logement met gravement la santé en danger, cas où la commission était tenue avant "
        "que la loi ne nomme cette situation",
        (_COUNCIL_OF_STATE,),
    )
    before = _versions(
        at_risk.labelled(_NOT_ADAPTED, (_GROUNDS_ARTICLE, _COUNCIL_OF_STATE)),
        (_GROUNDS_ARTICLE, _COUNCIL_OF_STATE),
        CODE_READ_ON,
        DALO_ARTICLE_CHANGES,
        _NO_SITUATION_YET,
    )
    last = _as_read_in_2022(
        unsuited.labelled(_NOT_ADAPTED, sources),
        (*sources, _SEVENTH_LAW),
        _DAY_OF_LAW,
    )
    return Provision("unsuited-to-disability", _NOT_ADAPTED, (*before, last))


_NOT_ADAPTED: Final = Text(
    "in a dwelling not adapted to the disability of the applicant or of a dependant",
    "en logement non adapté au handicap du demandeur ou d'une personne à charge",
)
_NO_SITUATION_YET: Final = Text(
    "no situation of the article yet; the Conseil d'État held, on 19 July 2017, that a dwelling "
    "so unsuited that health is at serious risk obliges the commission",
    "situation que l'article ne vise pas encore\u202f; le Conseil d'État a jugé, le 19 juillet "
    "2017, qu'un logement inadapté au point de mettre gravement la santé en danger oblige la "
    "commission",
)
_DAY_OF_LAW: Final = Text(
    "the text was read; its day is that of the law that added it, told by secondary sources; "
    "R*441-14-1 sets no threshold for it",
    "le texte a été lu\u202f; sa date est celle de la loi qui l'a ajouté, d'après des sources "
    "secondaires\u202f; R*441-14-1 n'y met aucun seuil",
)


DALO_SITUATIONS: Final[tuple[Ground, ...]] = (
    _situation_ground(
        "without-dwelling",
        Text("without a dwelling", "dépourvu de logement"),
        facts.without_dwelling,
        note_since_2022=Text(
            "of someone housed by ascendants, R*441-14-1 has autonomy, age, family and living "
            "together weighed; the fact is to be given so",
            "pour qui est hébergé par ses ascendants, R*441-14-1 fait apprécier l'autonomie, "
            "l'âge, la situation familiale et la cohabitation\u202f; le fait est à donner ainsi",
        ),
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
            "hébergé depuis plus de 6 mois, ou en logement de transition depuis plus de 18 mois",
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
            "logé dans des locaux impropres à l'habitation, insalubres ou dangereux",
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
            "(article 2) ou de deux équipements manquants (article 3)\u202f; le fait est à "
            "donner ainsi",
        ),
    ),
    _disability_ground(),
)
"""The seven situations for which no delay is asked; the last one is of 23 February 2022."""


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
    asked = facts.meets_access_conditions & ~facts.offered_suitable_dwelling & waited
    criterion = asked.labelled(_WAITING_TOO_LONG, sources)
    versions = _versions(criterion, sources, CODE_READ_ON, DALO_ARTICLE_CHANGES)
    return Provision("delay", _WAITING_TOO_LONG, (*versions, _as_read_in_2022(criterion, sources)))


_WAITING_TOO_LONG: Final = Text(
    "waiting for abnormally long without a suitable offer",
    "délai anormalement long sans proposition adaptée",
)
