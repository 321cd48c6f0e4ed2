"""What part of its missing dwellings a commune owes in a cycle (*taux de rattrapage*).

Up to the cycle 2020-2022 the part was one for all. Since the cycle 2023-2025 it depends on how
far the commune is from its target, and on since when it is subject to the law; a social-mix
contract may lower it, no lower than `contract_floor`. What a commune must be asked about is the
caller's to tell: a fact that is left out leaves several rates possible.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import Record
from housing_agreements.law._calendar import THREE_DS_SINCE
from housing_agreements.law._numbers import NumberLike, ShareLike, bound_amount, bound_share
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.law.sru._subject import SUBJECT_SINCE, check_subject
from housing_agreements.law.sru._texts import (
    DUFLOT,
    DUFLOT_SINCE,
    FIRST_YEAR_OF_CYCLES,
    OLD_TEXT_READ_ON,
    SRU_PRESENTATION,
    THREE_DS,
    YEARS_OF_A_CYCLE,
)
from housing_agreements.law.sru.reckoning import Reckoning
from housing_agreements.law.sru.shares import cycle_of
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import rate
from housing_agreements.values.texts import Text

__all__ = (
    "CATCH_UP",
    "CATCH_UP_BEFORE_2013",
    "CATCH_UP_SINCE_3DS",
    "CONTRACT_FLOORS",
    "CatchUpRates",
    "ContractFloors",
    "catch_up_rate",
    "contract_floor",
    "objective_of_cycle",
)

_OBJECTIVES_ARTICLE: Final = code("L.302-8")
_OF_CYCLE_2023: Final = date(2023, 1, 1)

CATCH_UP_BEFORE_2013: Final[Provision[Fraction]] = Provision(
    "sru-catch-up-before-2013",
    Text("catch-up rate of a cycle, before 2013", "taux de rattrapage d'un cycle, avant 2013"),
    (
        Version(
            rate("15 %"),
            date(FIRST_YEAR_OF_CYCLES, 1, 1),
            (SRU_PRESENTATION,),
            Confidence.SECONDARY,
        ),
        Version(
            rate("15 %"),
            OLD_TEXT_READ_ON,
            (_OBJECTIVES_ARTICLE,),
            Confidence.VERIFIED,
        ),
    ),
    ended=DUFLOT_SINCE,
)
"""What part of the missing dwellings a cycle owed, up to 19 January 2013."""

CATCH_UP: Final[Provision[Fraction]] = Provision(
    "sru-catch-up",
    Text("catch-up rate of a cycle", "taux de rattrapage d'un cycle"),
    tuple(
        Version(rate(share), date(year, 1, 1), (_OBJECTIVES_ARTICLE, DUFLOT), Confidence.VERIFIED)
        for year, share in ((2014, "25 %"), (2017, "33 %"), (2020, "50 %"))
    ),
    ended=_OF_CYCLE_2023,
)
"""What part a cycle owed as the law of 2013 set it, up to the cycle 2020-2022.

Its last step, all that is missing from 2023 on, was removed on 23 February 2022 and never came
into force.
"""

_REMOVED_STEP: Final = Version(
    rate("100 %"),
    _OF_CYCLE_2023,
    (_OBJECTIVES_ARTICLE, DUFLOT),
    Confidence.VERIFIED,
    Text(
        "as the law of 2013 had it; removed on 23 February 2022, before the cycle began",
        "tel que la loi de 2013 le prévoyait\u202f; supprimé le 23 février 2022, avant le début "
        "du cycle",
    ),
)


@attrs.frozen(eq=False, repr=False)
class CatchUpRates(Record):
    """What part of its missing dwellings a commune owes in a cycle (*taux de rattrapage*).

    Examples:
        >>> rates = CATCH_UP_SINCE_3DS.on(date(2023, 1, 1))
        >>> rates.by_gap(rate("4 %")), rates.by_gap(rate("4.01 %"))
        (Fraction(1, 2), Fraction(33, 100))
    """

    rule: Fraction
    """That of a commune far from its target."""
    near: Fraction
    """That of a commune near to it: its gap is `near_gap` at most."""
    nearest: Fraction
    """That of a commune still nearer: its gap is below `nearest_gap`."""
    near_gap: Fraction
    """Up to this gap to the target, a share of main residences, a commune is near to it."""
    nearest_gap: Fraction
    """Below this gap it is still nearer."""
    first_cycle: Fraction
    """That of a newly subject commune in its first full cycle."""
    second_cycle: Fraction
    """That of a newly subject commune in its second full cycle."""
    part_cycle: Fraction
    """That of a newly subject commune for the rest of a cycle that it joined midway."""

    def by_gap(self, gap: Fraction) -> Fraction:
        """The rate of a commune that is not newly subject, by its gap to the target.

        Examples:
            >>> CATCH_UP_SINCE_3DS.on(date(2023, 1, 1)).by_gap(rate("1.99 %"))
            Fraction(1, 1)
        """
        if gap < self.nearest_gap:
            return self.nearest
        return self.near if gap <= self.near_gap else self.rule


_CATCH_UP_NOTE: Final = Text(
    "a social-mix contract may lower the rate, no lower than its floor; with the accord of the "
    "mayor the prefect may raise it",
    "un contrat de mixité sociale peut abaisser le taux, sans aller sous son plancher\u202f; avec "
    "l'accord du maire le préfet peut le relever",
)

CATCH_UP_SINCE_3DS: Final[Provision[CatchUpRates]] = Provision(
    "sru-catch-up-3ds",
    Text(
        "catch-up rate of a cycle, since the 3DS law",
        "taux de rattrapage d'un cycle, depuis la loi 3DS",
    ),
    (
        Version(
            CatchUpRates(
                rule=rate("33 %"),
                near=rate("50 %"),
                nearest=rate("100 %"),
                near_gap=rate("4 %"),
                nearest_gap=rate("2 %"),
                first_cycle=rate("15 %"),
                second_cycle=rate("25 %"),
                part_cycle=rate("10 %"),
            ),
            _OF_CYCLE_2023,
            (code("L.302-8, VII à X, version en vigueur depuis le 23 février 2022"), THREE_DS),
            Confidence.VERIFIED,
            _CATCH_UP_NOTE,
        ),
    ),
)
"""What part a cycle owes from 2023 on, known since 23 February 2022."""


@attrs.frozen(eq=False, repr=False)
class ContractFloors(Record):
    """How low a social-mix contract may set the catch-up rate (*contrat de mixité sociale*).

    Examples:
        >>> CONTRACT_FLOORS.on(date(2024, 1, 1)).cycles
        3
    """

    rule: Fraction
    """The floor where the rate is that of a commune far from its target."""
    near: Fraction
    """The floor where it is that of a commune near to it."""
    nearest: Fraction
    """The floor where it is that of a commune still nearer."""
    cycles: int
    """For at most so many cycles; where the note says so, for more."""
    years: int
    """How many years a contract lasts."""
    pooled_part: Fraction
    """What a contract pooled between communes may not go below."""
    pooled_cycles: int
    """A pooled contract serves at most so many cycles; it leaves the total as it is."""


CONTRACT_FLOORS: Final[Provision[ContractFloors]] = Provision(
    "sru-contract-floors",
    Text(
        "least catch-up rate of a social-mix contract",
        "taux de rattrapage plancher d'un contrat de mixité sociale",
    ),
    (
        Version(
            ContractFloors(
                rule=rate("25 %"),
                near=rate("40 %"),
                nearest=rate("80 %"),
                cycles=3,
                years=3,
                pooled_part=Fraction(1, 2),
                pooled_cycles=2,
            ),
            THREE_DS_SINCE,
            (
                code("L.302-8, IX et X, version en vigueur depuis le 23 février 2022"),
                code("L.302-8-1"),
                THREE_DS,
            ),
            Confidence.VERIFIED,
            Text(
                "for three cycles at most, a limit that may be lifted below 5,000 inhabitants, or "
                "where 30 to 50 % of the urbanised ground cannot be built on; no floor of the "
                "rates of newly subject communes was read; a contract pooled between communes "
                "goes no lower than half, for two cycles at most, and leaves the total as it is",
                "pour trois cycles au plus, limite qui peut être levée en deçà de 5\u202f000 "
                "habitants, ou là où 30 à 50\u00a0% du territoire urbanisé est "
                "inconstructible\u202f; aucun plancher des taux des communes nouvellement "
                "soumises n'a été lu\u202f; un contrat mutualisé ne descend pas sous la moitié, "
                "pour deux cycles au plus, et laisse le total inchangé",
            ),
        ),
    ),
)
"""25, 40 and 80 %, where the law asks for 33, 50 and 100 %; since 23 February 2022."""

_GAP: Final[tuple[str, Text]] = (
    "gap",
    Text(
        "the gap to the target on 1 January of the year before the cycle",
        "l'écart à l'objectif au 1er janvier de l'année précédant le cycle",
    ),
)


def catch_up_rate(
    *,
    on: date,
    known: date | None = None,
    gap: ShareLike | None = None,
    subject_since: date | None = None,
) -> Reckoning:
    """What part of the missing dwellings the cycle of a day owes (*taux de rattrapage*).

    The rule only: a contract, or what the prefect notified with the mayor's accord, may say
    otherwise. Since the cycle 2023-2025 it depends on the commune; before, it is one for all.

    Args:
        on: A day of the cycle.
        known: The day of the knowledge: before 23 February 2022, the cycle 2023-2025 was to
            owe all that was missing; `None`: `on`.
        gap: The gap to the target on 1 January of the year before the cycle, a share of main
            residences ("3 %" for three points), exactly or within bounds, as `gap_to_target`
            gives it; `None`: not known.
        subject_since: The first day on which the commune is subject to the law; of a new commune
            that holds one already subject, that of the latter. `None`: not known, so that it is
            perhaps newly subject.

    Raises:
        InvalidTypeError: For anything but days and a share.
        InvalidValueError: For a commune that is subject only later, or a gap above the whole.
        NotKnownError: Before 2002, past the last day verified, or from 20 January to
            31 December 2013, for which no rate was found.

    Source:
        L.302-8 of the Code de la construction et de l'habitation.

    Examples:
        >>> catch_up_rate(on=date(2016, 3, 7)).value
        Fraction(1, 4)
        >>> old = date(2002, 1, 1)
        >>> catch_up_rate(on=date(2024, 1, 1), gap="3 %", subject_since=old).value
        Fraction(1, 2)
        >>> [str(part) for part in catch_up_rate(on=date(2024, 1, 1), subject_since=old).possible]
        ['33/100', '1/2', '1']
        >>> catch_up_rate(on=date(2024, 1, 1), known=date(2020, 1, 1)).value
        Fraction(1, 1)
    """
    asked = exact_day(on if known is None else known, "catch_up_rate, known")
    exact_day(on, "catch_up_rate, on")
    left = None if gap is None else bound_share(gap, "catch_up_rate, gap")
    if subject_since is not None:
        check_subject(subject_since, on, "catch_up_rate")
    open_facts: list[tuple[str, Text]] = []
    version: Version[Fraction] | Version[CatchUpRates]
    if on < _OF_CYCLE_2023:
        provision = CATCH_UP_BEFORE_2013 if on < DUFLOT_SINCE else CATCH_UP
        version = provision.at(on)
        possible = [version.value]
    else:
        version = CATCH_UP_SINCE_3DS.at(on)
        possible, open_facts = _list_rates(
            version.value, cycle_of(on).start.year, left, subject_since
        )
        if asked < THREE_DS_SINCE:
            version, possible, open_facts = _REMOVED_STEP, [_REMOVED_STEP.value], []
    return _reckon_rate(CATCH_UP.title, on, possible, open_facts, version)


def _list_rates(
    rates: CatchUpRates, year: int, gap: Bounds[Fraction] | None, subject_since: date | None
) -> tuple[list[Fraction], list[tuple[str, Text]]]:
    """The rates that a commune may have in the cycle that begins in a year, and what is open."""
    by_gap = _list_by_gap(rates, gap)
    of_newcomers = {
        0: rates.part_cycle,
        1: rates.first_cycle,
        2: rates.second_cycle,
    }
    if subject_since is not None:
        newcomer = of_newcomers.get(_count_full_cycles(subject_since, year))
        if newcomer is not None:
            return [newcomer], []
        return by_gap, [_GAP] if len(by_gap) > 1 else []
    possible = [*of_newcomers.values(), *by_gap]
    return possible, [*([_GAP] if len(by_gap) > 1 else []), ("subject_since", SUBJECT_SINCE)]


def _list_by_gap(rates: CatchUpRates, gap: Bounds[Fraction] | None) -> list[Fraction]:
    """The rates that a gap within bounds may lead to."""
    low, high = (Fraction(0), None) if gap is None else (gap.low, gap.high)
    beyond = Fraction(1)
    # The rate changes past each of these, so that one gap of each stretch tells it.
    tried = (low, rates.nearest_gap, rates.near_gap, beyond if high is None else high)
    return sorted(
        {rates.by_gap(value) for value in tried if low <= value and (high is None or value <= high)}
    )


def _count_full_cycles(subject_since: date, year: int) -> int:
    """Which full cycle of a commune the one that begins in a year is; 0: it is not full."""
    first_full = subject_since.year + (subject_since != date(subject_since.year, 1, 1))
    first_full += (FIRST_YEAR_OF_CYCLES - first_full) % YEARS_OF_A_CYCLE
    return (year - first_full) // YEARS_OF_A_CYCLE + 1


def _reckon_rate(
    title: Text,
    on: date,
    rates: Sequence[Fraction],
    open_facts: Sequence[tuple[str, Text]],
    version: Version[Fraction] | Version[CatchUpRates] | Version[ContractFloors],
) -> Reckoning:
    possible = tuple(sorted(set(rates)))
    notes = () if version.note is None else (version.note,)
    return Reckoning(
        title,
        on,
        Bounds(possible[0], possible[-1]),
        possible,
        tuple(open_facts),
        notes,
        version.sources,
        version.confidence,
    )


def contract_floor(*, on: date, gap: ShareLike | None = None) -> Reckoning:
    """How low a social-mix contract may set the catch-up rate of a commune.

    For a commune that has no newcomer's rate, of which no floor was read; and for a contract of
    its own, not one that is pooled.

    Args:
        on: A day of the cycle, from 2023 on.
        gap: As in `catch_up_rate`.

    Raises:
        InvalidTypeError: For anything but a day and a share.
        InvalidValueError: For a gap above the whole.
        NotKnownError: Before 2023, or past the last day verified.

    Source:
        L.302-8 IX of the Code de la construction et de l'habitation.

    Examples:
        >>> contract_floor(on=date(2024, 1, 1), gap="3 %").value
        Fraction(2, 5)
    """
    rates = CATCH_UP_SINCE_3DS.on(on)
    version = CONTRACT_FLOORS.at(on)
    floors = {
        rates.rule: version.value.rule,
        rates.near: version.value.near,
        rates.nearest: version.value.nearest,
    }
    by_gap = _list_by_gap(rates, None if gap is None else bound_share(gap, "contract_floor, gap"))
    open_facts = [_GAP] if len(by_gap) > 1 else []
    return _reckon_rate(
        CONTRACT_FLOORS.title, on, [floors[part] for part in by_gap], open_facts, version
    )


def objective_of_cycle(missing: NumberLike, part: ShareLike) -> Bounds[Fraction]:
    """How many dwellings a cycle owes: a part of those missing; never rounded.

    Args:
        missing: How many were missing when the cycle began, exactly or within bounds, as
            `missing_dwellings` gives them.
        part: The catch-up rate (`catch_up_rate(...).bounds`), or what a contract or the prefect
            set.

    Raises:
        InvalidTypeError: For a float.
        InvalidValueError: For a negative number, or a part above 1.

    Examples:
        >>> objective_of_cycle(1_000, "33 %").value
        Fraction(330, 1)
        >>> from housing_agreements.law.sru.shares import missing_dwellings
        >>> lacking = missing_dwellings(
        ...     main_residences=Bounds(1_768, 1_770), social=104, owed="25 %"
        ... )
        >>> print(objective_of_cycle(lacking, "33 %"))
        between 111.54 and 111.705
    """
    lacking = bound_amount(missing, "objective_of_cycle, missing")
    share = bound_share(part, "objective_of_cycle, part")
    most = 1 if share.high is None else share.high
    return Bounds(lacking.low * share.low, None if lacking.high is None else lacking.high * most)
