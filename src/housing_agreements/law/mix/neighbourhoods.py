"""Social mix between neighbourhoods (*mixité*): a quarter outside, a half inside.

Outside of the priority neighbourhoods of urban policy (*QPV*) a quarter of the attributions
followed by signed leases go to the poorest quarter of the applicants or to relocated households;
inside, half go to the others. Which territories are concerned was read in secondary sources:
groupings bound to have a housing programme, or competent with a priority neighbourhood; Paris;
the territorial establishments of Greater Paris.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from housing_agreements._checks import Codes, Faults
from housing_agreements.criteria.criteria import Criterion, open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.geography.territories import Territory
from housing_agreements.law._calendar import ELAN_LAW, ELAN_SINCE, EQUALITY_SINCE, THREE_DS_SINCE
from housing_agreements.law.mix.quartiles import Thresholds, first_quartile
from housing_agreements.law.provisions import (
    NO_ROUNDING,
    VERIFIED_UNTIL,
    Confidence,
    Provision,
    Version,
    as_title,
    code,
)
from housing_agreements.model.commitments import Share
from housing_agreements.model.entries import Stage
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = (
    "INSIDE_SHARE",
    "OUTSIDE_SHARE",
    "RELOCATED_BY_RENEWAL",
    "RELOCATED_FROM_CONDOMINIUM",
    "inside_neighbourhoods",
    "mixity_publics",
    "outside_neighbourhoods",
)

_MIX_ARTICLE: Final = code("L.441-1")
_QUOTED: Final = Source(
    "DREAL Provence-Alpes-Côte d'Azur, les arrêtés préfectoraux premier quartile",
    "citation de L.441-1",
    url="http://www.paca.developpement-durable.gouv.fr/les-arretes-prefectoraux-premier-quartile-a10351.html",
)
_GAZETTE: Final = Source(
    "La Gazette des communes, description de 2025",
    "source secondaire",
    url="https://www.lagazettedescommunes.com/988305/",
)

OUTSIDE_SHARE: Final[Provision[Fraction]] = Provision(
    "mixity-outside",
    Text(
        "the share of the first quartile and of relocated households outside of priority "
        "neighbourhoods",
        "la part du premier quartile et des relogés hors des quartiers prioritaires",
    ),
    (
        Version(
            Fraction(1, 4),
            EQUALITY_SINCE,
            (_MIX_ARTICLE, _QUOTED),
            Confidence.VERIFIED,
            Text(
                "an intercommunal conference or agreement may set another rate (secondary source)",
                "une conférence ou une convention intercommunale peut fixer un autre taux (source "
                "secondaire)",
            ),
        ),
    ),
)
"""A quarter of the annual attributions followed by signed leases, since 29 January 2017."""

INSIDE_SHARE: Final[Provision[Fraction]] = Provision(
    "mixity-inside",
    Text(
        "the share of the other applicants in priority neighbourhoods",
        "la part des autres demandeurs dans les quartiers prioritaires",
    ),
    (Version(Fraction(1, 2), ELAN_SINCE, (_MIX_ARTICLE, ELAN_LAW), Confidence.VERIFIED),),
)
"""Half of the annual attributions, since 25 November 2018."""

RELOCATED_BY_RENEWAL: Final = PriorityPublic(
    "relocated-by-renewal",
    Text("relocated by urban renewal", "relogés au titre du renouvellement urbain"),
    Timeline({EQUALITY_SINCE: facts.relocated_by_renewal}, verified_until=VERIFIED_UNTIL),
    (_MIX_ARTICLE, _QUOTED),
)
"""Relocated by urban renewal (*NPNRU*), since 29 January 2017."""

_SINCE_WHEN: Final = open_question(
    "whether condominium relocations count since 25 November 2018 or since 23 February 2022",
    "si les relogements d'ORCOD comptent depuis le 25 novembre 2018 ou depuis le 23 février 2022",
    (_GAZETTE,),
)

RELOCATED_FROM_CONDOMINIUM: Final = PriorityPublic(
    "relocated-from-condominium",
    Text("relocated from a degraded condominium", "relogés au titre d'une ORCOD"),
    Timeline(
        {
            EQUALITY_SINCE: None,
            ELAN_SINCE: facts.relocated_from_condominium & _SINCE_WHEN,
            THREE_DS_SINCE: facts.relocated_from_condominium,
        },
        verified_until=VERIFIED_UNTIL,
    ),
    (_MIX_ARTICLE, _GAZETTE),
)
"""Relocated from a degraded condominium (*ORCOD*): added in 2018 or in 2022, which is open."""


def mixity_publics(
    amounts: Thresholds, *, at_threshold: bool | None = None
) -> tuple[PriorityPublic, ...]:
    """The publics of both rules, on the thresholds of a territory (*publics de la mixité*).

    The first quartile, those relocated by renewal, those relocated from condominiums; and the
    others, for inside.

    Args:
        amounts: As in `first_quartile`.
        at_threshold: As in `first_quartile`.

    Raises:
        InvalidTypeError: As `first_quartile` does.
        InvalidValueError: As `first_quartile` does.

    Examples:
        >>> [public.code for public in mixity_publics(12_000)][0::3]
        ['first-quartile', 'other-applicants']
    """
    below = first_quartile(amounts, at_threshold=at_threshold)
    condominium = facts.relocated_from_condominium
    return (
        PriorityPublic(
            "first-quartile",
            Text("of the first quartile of resources", "du premier quartile de ressources"),
            Timeline({EQUALITY_SINCE: below}, verified_until=VERIFIED_UNTIL),
            (_MIX_ARTICLE, _QUOTED),
        ),
        RELOCATED_BY_RENEWAL,
        RELOCATED_FROM_CONDOMINIUM,
        PriorityPublic(
            "other-applicants",
            Text("neither of the first quartile nor relocated", "ni premier quartile ni relogés"),
            Timeline(
                {
                    EQUALITY_SINCE: None,
                    ELAN_SINCE: _other_applicants(below, condominium & _SINCE_WHEN),
                    THREE_DS_SINCE: _other_applicants(below, condominium),
                },
                verified_until=VERIFIED_UNTIL,
            ),
            (_MIX_ARTICLE, ELAN_LAW),
        ),
    )


def _other_applicants(below: Criterion, from_condominium: Criterion) -> Criterion:
    return ~(below | facts.relocated_by_renewal | from_condominium)


_COUNT_OUTSIDE: Final = (
    "first-quartile",
    RELOCATED_BY_RENEWAL.code,
    RELOCATED_FROM_CONDOMINIUM.code,
)


def outside_neighbourhoods(
    within: Territory,
    neighbourhoods: Territory,
    *,
    on: date,
    to: Codes = _COUNT_OUTSIDE,
    at_least: RateLike | None = None,
    landlords: Codes = (),
    periods: Sequence[Period] | None = None,
    code: str = "outside-neighbourhoods",
) -> Share:
    """The share of the first quartile and of the relocated outside of priority neighbourhoods.

    Of the signed leases of all holders of reservations, in a year.

    Args:
        within: The territory concerned.
        neighbourhoods: The priority neighbourhoods (*QPV*), which may change with time.
        on: The day whose law is asked.
        to: The codes of the publics; those of `mixity_publics` by default.
        at_least: The rate of the intercommunal agreement; `None`: that of the law.
        landlords: The landlords judged; none: all.
        periods: The accounting periods; `None`: the calendar years of the agreement.
        code: The code of the commitment.

    Raises:
        InvalidTypeError: For territories that are none.
        NotKnownError: On a day for which the rule is not known.

    Examples:
        >>> town = Territory("33", "Gironde", "department", departments=("33",))
        >>> poor = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP033001",))
        >>> outside_neighbourhoods(town, poor, on=date(2024, 1, 1)).stage.value
        'signed'
    """
    _check_territories("outside_neighbourhoods", within, neighbourhoods)
    version = OUTSIDE_SHARE.at(on)
    return Share(
        code,
        to=to,
        stage=Stage.SIGNED,
        at_least=version.value if at_least is None else at_least,
        territory=within - neighbourhoods,
        landlords=landlords,
        periods=periods,
        title=as_title(OUTSIDE_SHARE.title),
        sources=version.sources,
        caveats=(NO_ROUNDING, *([version.note] if version.note else [])),
    )


def inside_neighbourhoods(
    within: Territory,
    neighbourhoods: Territory,
    *,
    on: date,
    stage: Stage,
    to: Codes = ("other-applicants",),
    at_least: RateLike | None = None,
    landlords: Codes = (),
    periods: Sequence[Period] | None = None,
    code: str = "inside-neighbourhoods",
) -> Share:
    """The share of the other applicants in priority neighbourhoods.

    Args:
        within: As in `outside_neighbourhoods`.
        neighbourhoods: As in `outside_neighbourhoods`.
        on: As in `outside_neighbourhoods`.
        stage: What counts, decisions or signed leases: the clause read speaks of attributions,
            and not of leases as the one on outside does.
        to: As in `outside_neighbourhoods`.
        at_least: As in `outside_neighbourhoods`.
        landlords: As in `outside_neighbourhoods`.
        periods: As in `outside_neighbourhoods`.
        code: As in `outside_neighbourhoods`.

    Raises:
        InvalidTypeError: For territories that are none.
        NotKnownError: On a day for which the rule is not known.

    Examples:
        >>> town = Territory("33", "Gironde", "department", departments=("33",))
        >>> poor = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP033001",))
        >>> half = inside_neighbourhoods(town, poor, on=date(2024, 1, 1), stage=Stage.SIGNED)
        >>> half.at_least.common, half.to
        (Fraction(1, 2), ('other-applicants',))
    """
    _check_territories("inside_neighbourhoods", within, neighbourhoods)
    version = INSIDE_SHARE.at(on)
    return Share(
        code,
        to=to,
        stage=stage,
        at_least=version.value if at_least is None else at_least,
        territory=within & neighbourhoods,
        landlords=landlords,
        periods=periods,
        title=as_title(INSIDE_SHARE.title),
        sources=version.sources,
        caveats=(NO_ROUNDING, _WHICH_STAGE),
    )


def _check_territories(where: str, within: Territory, neighbourhoods: Territory) -> None:
    faults = Faults(where)
    faults.instance("within", within, Territory, "a Territory")
    faults.instance("neighbourhoods", neighbourhoods, Territory, "a Territory")
    faults.report()


_WHICH_STAGE: Final = Text(
    "the clause read counts attributions; whether they must be followed by signed leases, as "
    "outside of the neighbourhoods, it does not say",
    "la clause lue compte les attributions\u00a0; qu'elles doivent être suivies de baux signés, "
    "comme hors des quartiers, elle ne le dit pas",
)
