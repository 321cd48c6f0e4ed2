"""Social mix between neighbourhoods (*mixité*): a quarter outside, a half inside.

Outside of the priority neighbourhoods of urban policy (*QPV*) a quarter of the attributions
followed by signed leases go to the poorest quarter of the applicants or to relocated households;
inside, half of the attributions go to applicants who are not of that quarter, relocated or not.
It is so on the territory of groupings bound to have a housing programme (*PLH*), or competent
for housing with a priority neighbourhood; in Paris; in the territorial establishments (*EPT*) of
Greater Paris. Of a dwelling inside whose holder presented a candidate in vain, the mayor names
candidates who are not of the first quartile (paragraph 44). What the prefect does where the quarter
outside is missed is in `law.mix.substitution`.

From 25 November 2018 to 22 February 2022 further quarters were assimilated to priority
neighbourhoods. Their list was not read: on these days a dwelling elsewhere is perhaps inside.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from housing_agreements._checks import Codes, Faults, exact_series
from housing_agreements.criteria.criteria import open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import Members
from housing_agreements.geography.territories import Territory
from housing_agreements.law._calendar import (
    ATTRIBUTION_ARTICLE_CHANGES,
    ELAN_LAW,
    ELAN_SINCE,
    EQUALITY_SINCE,
    THREE_DS_SINCE,
)
from housing_agreements.law._numbers import read_part
from housing_agreements.law.mix.quartiles import Thresholds, first_quartile
from housing_agreements.law.provisions import (
    NO_ROUNDING,
    VERIFIED_UNTIL,
    Confidence,
    Provision,
    Version,
    as_title,
    carry_past,
    code,
)
from housing_agreements.model.commitments import Share
from housing_agreements.model.entries import Stage
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import RateLike
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text, percent
from housing_agreements.values.timelines import Timeline

__all__ = (
    "ASSIMILATED_QUARTERS",
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

_QUARTER_OF_THEM: Final = Fraction(1, 4)
_HALF_OF_THEM: Final = Fraction(1, 2)
_CONFERENCE_ARTICLE: Final = code("L.441-1-5, version en vigueur depuis le 9 février 2022")
_READ_MIX_ARTICLE: Final = code("L.441-1, version en vigueur depuis le 23 février 2022")
_CONFERENCE_SINCE: Final = date(2022, 2, 9)
_HIGHER_ONLY: Final = Text(
    "an intercommunal conference may set a higher rate, and no lower one",
    "une conférence intercommunale peut fixer un taux supérieur, et non inférieur",
)

_OTHER_RATE: Final = Text(
    "that a conference or an agreement might set another rate was read in a secondary source only",
    "qu'une conférence ou une convention ait pu fixer un autre taux n'a été lu que dans une source "
    "secondaire",
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
            _QUARTER_OF_THEM,
            EQUALITY_SINCE,
            (_MIX_ARTICLE, _QUOTED),
            Confidence.VERIFIED,
            _OTHER_RATE,
        ),
        *carry_past(
            _QUARTER_OF_THEM,
            (_MIX_ARTICLE, _QUOTED),
            *(
                day
                for day in ATTRIBUTION_ARTICLE_CHANGES
                if EQUALITY_SINCE < day < _CONFERENCE_SINCE
            ),
            note=_OTHER_RATE,
        ),
        *carry_past(
            _QUARTER_OF_THEM,
            (_MIX_ARTICLE, _QUOTED, _CONFERENCE_ARTICLE),
            _CONFERENCE_SINCE,
            note=_HIGHER_ONLY,
        ),
        Version(
            _QUARTER_OF_THEM,
            THREE_DS_SINCE,
            (_READ_MIX_ARTICLE, _CONFERENCE_ARTICLE),
            Confidence.VERIFIED,
            Text(
                f"{_HIGHER_ONLY.en}; an intercommunal agreement may spread the effort between "
                "landlords, if the territory reaches the rate; failing notified objectives or an "
                "agreement, the quarter binds each landlord",
                f"{_HIGHER_ONLY.fr}\u202f; une convention intercommunale peut répartir l'effort "
                "entre bailleurs, si le territoire atteint le taux\u202f; à défaut d'objectifs "
                "notifiés ou de convention, le quart s'impose à chaque bailleur",
            ),
        ),
    ),
)
"""A quarter of the annual attributions followed by signed leases, since 29 January 2017."""

INSIDE_SHARE: Final[Provision[Fraction]] = Provision(
    "mixity-inside",
    Text(
        "the share of applicants who are not of the first quartile in priority neighbourhoods",
        "la part des demandeurs hors premier quartile dans les quartiers prioritaires",
    ),
    (
        Version(_HALF_OF_THEM, ELAN_SINCE, (_MIX_ARTICLE, ELAN_LAW), Confidence.VERIFIED),
        *carry_past(
            _HALF_OF_THEM,
            (_MIX_ARTICLE, ELAN_LAW),
            *(day for day in ATTRIBUTION_ARTICLE_CHANGES if ELAN_SINCE < day < _CONFERENCE_SINCE),
        ),
        *carry_past(
            _HALF_OF_THEM,
            (_MIX_ARTICLE, ELAN_LAW, _CONFERENCE_ARTICLE),
            _CONFERENCE_SINCE,
            note=_HIGHER_ONLY,
        ),
        Version(
            _HALF_OF_THEM,
            THREE_DS_SINCE,
            (_READ_MIX_ARTICLE, _CONFERENCE_ARTICLE),
            Confidence.VERIFIED,
            _HIGHER_ONLY,
        ),
    ),
)
"""Half of the annual attributions, since 25 November 2018.

What the law asked inside from 29 January 2017 to 24 November 2018 was not read.
"""

ASSIMILATED_QUARTERS: Final[Provision[bool]] = Provision(
    "assimilated-quarters",
    Text(
        "whether further quarters count as priority neighbourhoods",
        "si d'autres quartiers sont assimilés aux quartiers prioritaires",
    ),
    (
        Version(
            True,  # noqa: FBT003  # the value is the answer
            ELAN_SINCE,
            (_MIX_ARTICLE, ELAN_LAW),
            Confidence.VERIFIED,
            Text(
                "that the rule was is read; which quarters, and until when, is not: by the debate "
                "former sensitive urban zones (ZUS) for six years, and quarters no longer kept as "
                "priority neighbourhoods",
                "l'existence de la règle a été lue, non la liste de ces quartiers ni le terme de "
                "la règle\u00a0: d'après les débats, les anciennes ZUS pendant six ans et les "
                "quartiers qui ne sont plus prioritaires",
            ),
        ),
        Version(
            False,  # noqa: FBT003  # the value is the answer
            THREE_DS_SINCE,
            (_READ_MIX_ARTICLE,),
            Confidence.VERIFIED,
        ),
    ),
)
"""They did from 25 November 2018 to 22 February 2022."""

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

    The first quartile, those relocated by renewal, those relocated from condominiums; and, for
    inside, whoever is not of the first quartile, relocated or not. Before 25 November 2018 it was
    not read whom the law wanted inside.

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
    return (
        PriorityPublic(
            "first-quartile",
            _OF_FIRST_QUARTILE,
            Timeline({EQUALITY_SINCE: below}, verified_until=VERIFIED_UNTIL),
            (_MIX_ARTICLE, _QUOTED),
        ),
        RELOCATED_BY_RENEWAL,
        RELOCATED_FROM_CONDOMINIUM,
        PriorityPublic(
            "other-applicants",
            _NOT_OF_FIRST_QUARTILE,
            Timeline({ELAN_SINCE: ~below}, verified_until=VERIFIED_UNTIL),
            (_MIX_ARTICLE, ELAN_LAW),
        ),
    )


_OF_FIRST_QUARTILE: Final = Text(
    "of the first quartile of resources", "du premier quartile de ressources"
)
_NOT_OF_FIRST_QUARTILE: Final = Text(
    "not of the first quartile of resources", "hors premier quartile de ressources"
)


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
    assimilated: Territory | None = None,
) -> Share:
    """The share of the first quartile and of the relocated outside of priority neighbourhoods.

    Of the signed leases of all holders of reservations, in a year.

    Args:
        within: The territory concerned.
        neighbourhoods: The priority neighbourhoods (*QPV*), which may change with time.
        on: The day whose law is asked.
        to: The codes of the publics; those of `mixity_publics` by default.
        at_least: The rate of the intercommunal conference or agreement; `None`: that of the law.
            Since 9 February 2022 no lower one, but for single landlords, between whom an
            agreement may spread the effort.
        landlords: The landlords judged; none: all.
        periods: The accounting periods; `None`: the calendar years of the agreement.
        code: The code of the commitment.
        assimilated: From 25 November 2018 to 22 February 2022, the quarters assimilated to
            priority neighbourhoods (communes that may have some go into its
            `possible_communes`); `None`: not known, so that any dwelling outside of
            the neighbourhoods is perhaps in such a quarter.

    Raises:
        InvalidTypeError: For territories that are none.
        InvalidValueError: For a rate that the law does not admit, or assimilated quarters on a
            day on which there were none.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1 and L.441-1-5 of the Code de la construction et de l'habitation.

    Examples:
        >>> town = Territory("33", "Gironde", "department", departments=("33",))
        >>> poor = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP033001",))
        >>> outside_neighbourhoods(town, poor, on=date(2024, 1, 1)).stage.value
        'signed'
    """
    where = "outside_neighbourhoods"
    _check_territories(where, within, neighbourhoods, assimilated)
    version = OUTSIDE_SHARE.at(on)
    bound = exact_series(landlords, f"{where}, landlords", ordered=True)
    least = _check_rate(where, at_least, version, spread=bool(bound))
    quarters = _add_assimilated(where, neighbourhoods, assimilated, on)
    return Share(
        code,
        to=to,
        stage=Stage.SIGNED,
        at_least=least,
        territory=within - quarters,
        landlords=bound,
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
    stage: Stage = Stage.DECIDED,
    to: Codes = ("other-applicants",),
    at_least: RateLike | None = None,
    landlords: Codes = (),
    periods: Sequence[Period] | None = None,
    code: str = "inside-neighbourhoods",
    assimilated: Territory | None = None,
) -> Share:
    """The share of applicants who are not of the first quartile in priority neighbourhoods.

    Args:
        within: As in `outside_neighbourhoods`.
        neighbourhoods: As in `outside_neighbourhoods`.
        on: As in `outside_neighbourhoods`.
        stage: What counts. The clause speaks of attributions, which are decided, and of no
            lease, as the one on outside does.
        to: The codes of the publics; that of `mixity_publics` by default.
        at_least: As in `outside_neighbourhoods`.
        landlords: As in `outside_neighbourhoods`.
        periods: As in `outside_neighbourhoods`.
        code: As in `outside_neighbourhoods`.
        assimilated: As in `outside_neighbourhoods`.

    Raises:
        InvalidTypeError: For territories that are none.
        InvalidValueError: As `outside_neighbourhoods` does.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.441-1 and L.441-1-5 of the Code de la construction et de l'habitation.

    Examples:
        >>> town = Territory("33", "Gironde", "department", departments=("33",))
        >>> poor = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP033001",))
        >>> half = inside_neighbourhoods(town, poor, on=date(2024, 1, 1))
        >>> half.at_least.common, half.to, half.stage.value
        (Fraction(1, 2), ('other-applicants',), 'decided')
    """
    where = "inside_neighbourhoods"
    _check_territories(where, within, neighbourhoods, assimilated)
    version = INSIDE_SHARE.at(on)
    bound = exact_series(landlords, f"{where}, landlords", ordered=True)
    least = _check_rate(where, at_least, version, spread=bool(bound))
    quarters = _add_assimilated(where, neighbourhoods, assimilated, on)
    notes = [NO_ROUNDING, *([version.note] if version.note else [])]
    if stage is not Stage.DECIDED:
        notes.append(_NO_LEASE)
    return Share(
        code,
        to=to,
        stage=stage,
        at_least=least,
        territory=within & quarters,
        landlords=bound,
        periods=periods,
        title=as_title(INSIDE_SHARE.title),
        sources=version.sources,
        caveats=notes,
    )


def _check_territories(
    where: str, within: Territory, neighbourhoods: Territory, assimilated: Territory | None
) -> None:
    faults = Faults(where)
    faults.instance("within", within, Territory, "a Territory")
    faults.instance("neighbourhoods", neighbourhoods, Territory, "a Territory")
    if assimilated is not None:
        faults.instance("assimilated", assimilated, Territory, "a Territory or None")
    faults.report()


def _check_rate(
    where: str, asked: RateLike | None, version: Version[Fraction], *, spread: bool
) -> Fraction:
    """The rate of an agreement, where the law admits it, or else that of the law."""
    if asked is None:
        return version.value
    least = read_part(asked, f"{where}, at_least")
    if version.since >= _CONFERENCE_SINCE and least < version.value and not spread:
        raise InvalidValueError(
            f"{where}, at_least",
            show(asked),
            f"a rate of at least {percent(version.value, 'en')}",
            "since 9 February 2022 a conference may only set a higher rate; of single landlords, "
            "between whom an agreement spreads the effort, name the codes in landlords=",
        )
    return least


def _add_assimilated(
    where: str, neighbourhoods: Territory, assimilated: Territory | None, on: date
) -> Territory:
    """The priority neighbourhoods, with what was assimilated to them on a day, or perhaps was."""
    if ASSIMILATED_QUARTERS.known_on(on) and ASSIMILATED_QUARTERS.on(on):
        return neighbourhoods | (_PERHAPS_ANYWHERE if assimilated is None else assimilated)
    if assimilated is not None:
        raise InvalidValueError(
            f"{where}, assimilated",
            show(assimilated),
            f"None: no quarter was assimilated on {on}",
            "quarters were from 2018-11-25 to 2022-02-22",
        )
    return neighbourhoods


_PERHAPS_ANYWHERE: Final = Territory(
    "assimilated-quarters",
    "quartiers assimilés",
    "list",
    members=Timeline.constant(Members(Coverage(None), (), ())),
    caveats=(
        Text(
            "the quarters assimilated to priority neighbourhoods from 25 November 2018 to "
            "22 February 2022 are not known: say which there are in assimilated=",
            "les quartiers assimilés aux quartiers prioritaires du 25 novembre 2018 au 22 février "
            "2022 ne sont pas connus\u00a0: les donner dans assimilated=",
        ),
    ),
)
_NO_LEASE: Final = Text(
    "the clause counts attributions, and mentions no lease, as it does outside of the "
    "neighbourhoods",
    "la clause compte les attributions, sans mentionner de bail, comme elle le fait hors des "
    "quartiers",
)
