"""The situations that make a household a priority public, each with its definition by day.

A category that both lists of L.441-1 know, the one in force until 28 January 2017 and the one
since, keeps one code; `law.publics` says which are in force on a day. The list since 2017 was
read in secondary sources and in the laws that add to it; its consolidated text was not, so that
further conditions may stand in it, above all at j and k.
"""

from datetime import date
from typing import Final

from housing_agreements.criteria.combinations import at_least_of
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.questions import open_question
from housing_agreements.law.provisions import CODE, VERIFIED_UNTIL, code
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = (
    "ASSAULT_NEAR_HOME",
    "BADLY_HOUSED",
    "CHILD_WELFARE",
    "CROWDED_OR_NON_DECENT",
    "DALO",
    "DISABILITY",
    "EVICTION",
    "LEAVING_PROSTITUTION",
    "RESUMING_WORK",
    "TEMPORARILY_HOUSED",
    "THERAPEUTIC_FLAT",
    "TRAFFICKING",
    "UNFIT_HOUSING",
    "VIOLENCE",
    "WITHOUT_DWELLING",
)

_LETTERED: Final = date(2006, 7, 16)
_VIOLENCE: Final = date(2009, 3, 28)
_PROSTITUTION: Final = date(2016, 4, 15)
_ORDERED: Final = date(2017, 1, 29)
_ASSAULT: Final = date(2018, 11, 25)
_CHILD_WELFARE: Final = date(2022, 2, 9)

_BILL: Final = Source(
    "Projet de loi Égalité et citoyenneté (2016), critères de priorité",
    "source secondaire",
    url="http://droitaulogementopposable.org/definitions/les-priorites-dattribution-des-logements-sociaux-dans-le-projet-de-loi-egalite",
)
_ELAN: Final = Source("Loi 2018-1021 (ELAN)", "article 114")
_CHILDREN: Final = Source("Loi 2022-140 du 7 février 2022", "L.441-1, m")


def _before(letter: str, since: date) -> Source:
    """A criterion of the former list."""
    return Source(CODE, f"L.441-1, {letter}", in_force=Period(since, _ORDERED))


def _now(letter: str) -> Source:
    """A letter of the list in force."""
    return code(f"L.441-1, {letter}, version en vigueur depuis le 29 janvier 2017")


def _dated(since: date, criterion: Criterion) -> Timeline[Criterion | None]:
    """A criterion from a day on; nobody before, since the first list was lettered."""
    return Timeline({_LETTERED: None, since: criterion}, verified_until=VERIFIED_UNTIL)


def _public(
    name: str, en: str, fr: str, criterion: Timeline[Criterion | None], *sources: Source
) -> PriorityPublic:
    return PriorityPublic(name, Text(en, fr), criterion, sources)


DALO: Final = PriorityPublic(
    "dalo",
    Text("recognised under DALO", "bénéficiaires d'une décision favorable DALO"),
    Timeline({_VIOLENCE: facts.dalo_recognised}, verified_until=VERIFIED_UNTIL),
    (code("L.441-2-3"),),
)
"""Recognised as priority and urgent (*DALO*): before every letter since 29 January 2017.

Before, L.441-1 did not list them; L.313-26-2 counts them since 28 March 2009.
"""

DISABILITY: Final = _public(
    "disability",
    "disabled persons, or families with a disabled dependant",
    "personnes en situation de handicap ou familles ayant à charge une personne handicapée",
    _dated(_LETTERED, facts.disabled | facts.disabled_dependant),
    _before("a", _LETTERED),
    _now("a"),
)
"""a, in both lists."""

THERAPEUTIC_FLAT: Final = _public(
    "therapeutic-flat",
    "leaving a therapeutic-coordination flat",
    "sortant d'un appartement de coordination thérapeutique",
    _dated(_ORDERED, facts.leaving_therapeutic_flat),
    _now("b"),
)
"""b, since 29 January 2017."""

BADLY_HOUSED: Final = _public(
    "badly-housed",
    "badly housed, disadvantaged, or in particular difficulty",
    "personnes mal logées, défavorisées ou rencontrant des difficultés particulières",
    Timeline(
        {
            # The former list names difficulties of finance or living conditions only.
            _LETTERED: facts.badly_housed
            | facts.in_difficulty
            & open_question(
                "whether the difficulty is one of finance or living conditions, "
                "as the list in force until 28 January 2017 asks",
                "si la difficulté est financière ou tient aux conditions d'existence, "
                "comme le demande la liste en vigueur jusqu'au 28 janvier 2017",
                (_before("b", _LETTERED),),
            ),
            _ORDERED: facts.badly_housed | facts.in_difficulty,
        },
        verified_until=VERIFIED_UNTIL,
    ),
    _before("b", _LETTERED),
    _now("c"),
)
"""b of the former list; c since 29 January 2017, which adds difficulties of integration."""

TEMPORARILY_HOUSED: Final = _public(
    "temporarily-housed",
    "accommodated or temporarily housed",
    "personnes hébergées ou logées temporairement",
    _dated(_LETTERED, facts.temporarily_housed),
    _before("c", _LETTERED),
    _now("d"),
)
"""c of the former list, d since 29 January 2017."""

RESUMING_WORK: Final = _public(
    "resuming-work",
    "resuming work after long unemployment",
    "personnes reprenant une activité après un chômage de longue durée",
    Timeline(
        {
            _LETTERED: facts.resuming_work & facts.badly_housed,
            _ORDERED: facts.resuming_work,
        },
        verified_until=VERIFIED_UNTIL,
    ),
    _before("d", _LETTERED),
    _now("e"),
)
"""d of the former list, for the badly housed; e since 29 January 2017, for all."""

UNFIT_HOUSING: Final = _public(
    "unfit-housing",
    "exposed to unfit housing",
    "personnes exposées à l'habitat indigne",
    _dated(_ORDERED, facts.unfit_housing),
    _now("f"),
)
"""f, since 29 January 2017."""

VIOLENCE: Final = _public(
    "violence",
    "exposed to couple violence, or threatened with forced marriage",
    "victimes de violences au sein du couple ou menacées de mariage forcé",
    Timeline(
        {
            _LETTERED: None,
            _VIOLENCE: facts.couple_violence & facts.couple_violence.verified(),
            _ORDERED: facts.forced_marriage
            | facts.couple_violence
            & (
                facts.couple_violence.verified()
                | open_question(
                    "which proof of couple violence is asked",
                    "quelle preuve des violences au sein du couple est demandée",
                    (_BILL,),
                )
            ),
        },
        verified_until=VERIFIED_UNTIL,
    ),
    _before("e", _VIOLENCE),
    _now("g"),
)
"""e of the former list from 28 March 2009, g since 29 January 2017.

The former list asks for proof by a decision of a judge (a protection order too, from 1 October
2010): only a verified fact counts. The proof that the list in force asks for was not read.
"""

ASSAULT_NEAR_HOME: Final = _public(
    "assault-near-home",
    "assaulted at or near home, by someone whom a judge keeps away",
    "victimes de viol ou d'agression sexuelle à leur domicile ou à ses abords",
    _dated(_ASSAULT, facts.assaulted_near_home & facts.assailant_kept_away),
    code("L.441-1, g bis"),
    _ELAN,
)
"""g bis, since 25 November 2018: a judge barred the suspect from the places, or from contact."""

LEAVING_PROSTITUTION: Final = _public(
    "leaving-prostitution",
    "on the path out of prostitution",
    "personnes engagées dans le parcours de sortie de la prostitution",
    _dated(_PROSTITUTION, facts.leaving_prostitution),
    _before("f", _PROSTITUTION),
    _now("h"),
)
"""f of the former list from 15 April 2016, h since 29 January 2017."""

TRAFFICKING: Final = _public(
    "trafficking",
    "victims of trafficking or procuring",
    "victimes de la traite des êtres humains ou de proxénétisme",
    _dated(_PROSTITUTION, facts.trafficked),
    _before("g", _PROSTITUTION),
    _now("i"),
)
"""g of the former list from 15 April 2016, i since 29 January 2017."""

CROWDED_OR_NON_DECENT: Final = _public(
    "crowded-or-non-decent",
    "with a minor child, in manifest overcrowding or non-decent housing",
    "personnes ayant un enfant mineur, en suroccupation manifeste ou en logement non décent",
    _dated(
        _ORDERED,
        facts.minor_children.at_least(1) & (facts.overcrowded | facts.non_decent_housing),
    ),
    _now("j"),
)
"""j, since 29 January 2017."""

WITHOUT_DWELLING: Final = _public(
    "without-dwelling",
    "without any dwelling, those put up by third parties included",
    "personnes dépourvues de logement, y compris hébergées par des tiers",
    _dated(_ORDERED, facts.without_dwelling | facts.hosted_by_third_parties),
    _now("k"),
)
"""k, since 29 January 2017."""

EVICTION: Final = _public(
    "eviction",
    "threatened with eviction without rehousing",
    "personnes menacées d'expulsion sans relogement",
    _dated(_ORDERED, facts.threatened_with_eviction),
    _now("l"),
)
"""l, since 29 January 2017."""

CHILD_WELFARE: Final = _public(
    "child-welfare",
    "emancipated minors or young adults formerly in child welfare",
    "mineurs émancipés ou jeunes majeurs anciennement pris en charge par l'ASE",
    _dated(
        _CHILD_WELFARE,
        facts.former_child_welfare
        & at_least_of(
            2,
            facts.child_welfare_ended_on.less_than_ago(years=3),
            facts.born_on.aged_below(years=24),
            open_question(
                "whether it lasts three years from the end of the care, or from the age of 21",
                "si cela dure trois ans depuis la fin de la prise en charge, ou depuis 21 ans",
                (_CHILDREN,),
            ),
        ),
    ),
    _CHILDREN,
)
"""m, since 9 February 2022.

Two ends circulate, and the final wording was not read: three years after the last day of the
care, or three years after the age of 21. Where both agree, the criterion is decided.
"""
