"""Private rents under ceilings, around each boundary; an oracle rounds decimals by itself."""

from datetime import date, timedelta
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Bounds, Verdict
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.law.provisions import Confidence
from housing_agreements.law.tenancies.private_rents import (
    PRIVATE_INCOMES,
    PRIVATE_RENT_ZONES,
    PRIVATE_RENTS,
    RentLevel,
    check_private_income,
    check_private_rent,
    private_income_ceiling,
    private_rent_ceiling,
    rent_per_metre,
    rent_surface,
    surface_coefficient,
)

DAY = timedelta(days=1)
FIRST, READ, LAST = date(2022, 1, 1), date(2025, 1, 1), date(2025, 12, 31)
SIGNED = date(2025, 3, 1)
LEVELS = {RentLevel.INTERMEDIATE: 85, RentLevel.SOCIAL: 70, RentLevel.VERY_SOCIAL: 55}
UNTYPED_CEILING: Any = private_income_ceiling
UNTYPED_RENT: Any = private_rent_ceiling
HUNDREDTHS = st.integers(100, 40_000).map(lambda hundredths: Fraction(hundredths, 100))


def oracle(surface: Fraction) -> tuple[Fraction, Fraction]:
    """The coefficient in decimals of many digits, a half rounded down and rounded up."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal("0.7") + 19 / (Decimal(surface.numerator) / Decimal(surface.denominator))
        down, up = (
            min(Decimal("1.2"), exact.quantize(Decimal("0.01"), way))
            for way in (ROUND_HALF_DOWN, ROUND_HALF_UP)
        )
    return Fraction(down), Fraction(up)


@pytest.mark.parametrize("day", [FIRST, READ - DAY, READ, LAST], ids=str)
def test_the_rule_is_that_of_2025_and_was_inferred_before(day: date) -> None:
    """Its text, which speaks of leases from 2022 on, was read in the wording of 2025."""
    version = PRIVATE_RENTS.at(day)
    assert {level: 100 * version.value.part_of_market(level) for level in RentLevel} == LEVELS
    expected = Confidence.INFERRED if day < READ else Confidence.VERIFIED
    assert version.confidence is expected
    assert version.note is not None
    assert ("wordings of 2022 to 2024" in version.note.en) is (day < READ)


@pytest.mark.parametrize("day", [FIRST - DAY, LAST + DAY], ids=str)
def test_no_rent_is_told_outside_of_its_days(day: date) -> None:
    """Neither of the device before, nor past the last day that was followed."""
    for ask in (
        lambda: rent_surface(40, on=day),
        lambda: surface_coefficient(40, on=day),
        lambda: rent_per_metre(RentLevel.SOCIAL, 12, on=day),
        lambda: private_rent_ceiling(8, 40, on=day),
    ):
        with pytest.raises(NotKnownError, match=r"no earlier version|the last one verified"):
            ask()


@pytest.mark.parametrize(
    ("surface", "low", "high"),
    [
        (1, "1.2", "1.2"),
        (38, "1.2", "1.2"),
        (Fraction(3838, 100), "1.2", "1.2"),
        (Fraction(3839, 100), "1.19", "1.19"),
        (Fraction(3999, 100), "1.18", "1.18"),
        (40, "1.17", "1.18"),
        (Fraction(4001, 100), "1.17", "1.17"),
        (76, "0.95", "0.95"),
        (200, "0.79", "0.8"),
        (10**9, "0.7", "0.7"),
    ],
    ids=str,
)
def test_the_coefficient_of_a_surface(surface: int | Fraction, low: str, high: str) -> None:
    """1.2 at most; both hundredths where it lies in the middle, as for 40 m²."""
    expected = Bounds(Fraction(low), Fraction(high))
    assert surface_coefficient(surface, on=SIGNED) == expected


@given(HUNDREDTHS)
def test_the_coefficient_is_that_of_the_oracle(surface: Fraction) -> None:
    """For every surface, with both ways of a half."""
    assert surface_coefficient(surface, on=SIGNED) == Bounds(*oracle(surface))


@given(HUNDREDTHS, st.integers(0, 3_000), st.integers(0, 3_000), st.integers(1, 40))
def test_bounds_hold_every_ceiling_and_are_reached(
    least: Fraction, more: int, inside: int, metre: int
) -> None:
    """A surface within bounds has a ceiling within bounds; their ends are those of a surface."""
    most = least + Fraction(more, 100)
    bounds = private_rent_ceiling(metre, Bounds(least, most), on=SIGNED).bounds
    surface = least + Fraction(min(more, inside), 100)
    for coefficient in oracle(surface):
        assert metre * coefficient * surface in bounds
    # Between two hundredths of a coefficient the product grows: its ends stand at a step or an end.
    steps = (
        Fraction(19) / (Fraction(half, 1000) - Fraction(7, 10)) for half in range(705, 1205, 10)
    )
    tried = [least, most, *(step for step in steps if least <= step <= most)]
    products = [metre * coefficient * step for step in tried for coefficient in oracle(step)]
    assert bounds == Bounds(min(products), max(products))


def test_a_surface_without_limit_leaves_the_ceiling_without_one() -> None:
    """At least that of the least surface, or of the step next to it."""
    bounds = private_rent_ceiling(10, Bounds(Fraction(50), None), on=SIGNED).bounds
    assert bounds == Bounds(Fraction(540), None)
    assert surface_coefficient(Bounds(50, None), on=SIGNED) == Bounds(
        Fraction("0.7"), Fraction("1.08")
    )
    assert private_rent_ceiling(1, Bounds(10**9, None), on=SIGNED).bounds.low == 7 * 10**8
    metre = private_rent_ceiling(Bounds(10, None), 50, on=SIGNED)
    assert (metre.bounds, metre.missing) == (Bounds(Fraction(540), None), ("per_metre",))


@pytest.mark.parametrize(("level", "left"), LEVELS.items())
@given(market=st.integers(0, 10_000))
def test_the_market_less_a_part_to_the_cent(level: RentLevel, left: int, market: int) -> None:
    """The nearest cent; both where it lies in the middle."""
    found = rent_per_metre(level, Fraction(market, 100), on=SIGNED)
    tens_of_thousandths = market * left
    down, rest = divmod(tens_of_thousandths, 100)
    assert found.low == Fraction(down + (rest > 50), 100)
    assert found.high == Fraction(down + (rest >= 50), 100)


def test_a_market_within_bounds() -> None:
    """Bounds of the rent per square metre; without a limit above, none."""
    found = rent_per_metre(RentLevel.SOCIAL, Bounds(10, 12), on=SIGNED)
    assert found == Bounds(Fraction(7), Fraction("8.4"))
    assert rent_per_metre(RentLevel.SOCIAL, Bounds(10, None), on=SIGNED).high is None


@pytest.mark.parametrize(
    ("annexes", "low", "high"),
    [
        (0, 40, 40),
        (5, "42.5", "42.5"),
        (16, 48, 48),
        (17, 48, 48),
        (None, 40, 48),
        (Bounds(2, 6), 41, 43),
        (Bounds(2, None), 41, 48),
    ],
    ids=str,
)
def test_half_of_the_annexes_counts_up_to_eight(annexes: Any, low: Any, high: Any) -> None:
    """Half of them, 8 m² at most; not told, anything up to that."""
    found = rent_surface(40, annexes=annexes, on=SIGNED)
    assert found == Bounds(Fraction(low), Fraction(high))


def test_the_ceiling_says_what_is_open() -> None:
    """A surface within bounds, a half of a hundredth, the sources, in both languages."""
    answer = private_rent_ceiling(Fraction("8.64"), rent_surface(50, on=SIGNED), on=SIGNED)
    assert answer.missing == ("surface",)
    assert words_of(answer, "fr").startswith(
        "plafond de loyer mensuel\u00a0: entre 466,56\u00a0€ et "
    )
    half = private_rent_ceiling(Fraction("8.64"), 40, on=SIGNED)
    assert half.missing == ()
    assert half.bounds == Bounds(Fraction("404.352"), Fraction("407.808"))
    assert "between ≈ 404.35 € and ≈ 407.81 €" in words_of(half)
    with pytest.raises(NotKnownError, match="to which side a half goes is not said"):
        half.value  # noqa: B018  # the property refuses


@pytest.mark.parametrize(
    ("rent", "surface", "verdict"),
    [
        (Fraction("466.56"), 50, Verdict.MET),
        (Fraction("466.57"), 50, Verdict.UNMET),
        (Fraction("404.35"), 40, Verdict.MET),
        (405, 40, Verdict.UNDETERMINED),
        (408, 40, Verdict.UNMET),
        (Bounds(460, 470), 50, Verdict.UNDETERMINED),
        (Bounds(460, None), 50, Verdict.UNDETERMINED),
        (Bounds(Fraction("466.56"), Fraction(470)), 50, Verdict.UNDETERMINED),
        (470, Bounds(50, None), Verdict.UNDETERMINED),
    ],
    ids=str,
)
def test_a_rent_at_its_ceiling_is_within_it(rent: Any, surface: Any, verdict: Verdict) -> None:
    """Not a cent above; open where the ceiling, the rent or the surface is."""
    per_metre = Fraction("8.64")
    found = check_private_rent(rent, per_metre=per_metre, surface=surface, on=SIGNED)
    assert found is verdict


def test_what_cannot_be_a_rent_is_refused() -> None:
    """A surface of 0, a negative amount, a float, a level or a day of another type."""
    for surface in (0, Bounds(0, 40)):
        with pytest.raises(InvalidValueError, match="a surface above 0, in square metres"):
            surface_coefficient(surface, on=SIGNED)
        with pytest.raises(InvalidValueError, match="private_rent_ceiling, surface"):
            private_rent_ceiling(8, surface, on=SIGNED)
    with pytest.raises(InvalidValueError, match="rent_surface, annexes"):
        rent_surface(40, annexes=-1, on=SIGNED)
    with pytest.raises(InvalidValueError, match="check_private_rent, rent"):
        check_private_rent(-1, per_metre=8, surface=40, on=SIGNED)
    with pytest.raises(InvalidTypeError, match="private_rent_ceiling, per_metre"):
        UNTYPED_RENT(8.64, 40, on=SIGNED)
    with pytest.raises(InvalidTypeError, match="day asked"):
        UNTYPED_RENT(8, 40, on="2025")
    level: Any = "social"
    with pytest.raises(InvalidTypeError, match="part_of_market, level"):
        PRIVATE_RENTS.on(SIGNED).part_of_market(level)
    with pytest.raises(InvalidValueError, match=r"surface_coefficient, surface.*4,000 digits"):
        surface_coefficient(10**5_000, on=SIGNED)
    with pytest.raises(InvalidTypeError, match="rent_per_metre, level"):
        rent_per_metre(level, 12, on=SIGNED)


def test_all_amounts_are_held_and_grow() -> None:
    """Fourteen in each of six zones; a couple has more than one person, each dependant adds."""
    amounts: set[tuple[RentLevel, str, int]] = set()
    for level, provision in PRIVATE_INCOMES.items():
        table = provision.on(SIGNED)
        for zone in PRIVATE_RENT_ZONES:
            column = getattr(table, zone.replace("-", "_"))
            assert len(column) == 7
            assert list(column[:6]) == sorted(set(column[:6]))
            amounts.update((level, zone, amount) for amount in column)
    assert len(amounts) == 84


@pytest.mark.parametrize(
    ("level", "zone", "couple", "dependants", "amount"),
    [
        (RentLevel.SOCIAL, "a-bis", False, 0, 32_177),
        (RentLevel.SOCIAL, "a-overseas", False, 0, 32_309),
        (RentLevel.SOCIAL, "b1-overseas", False, 0, 26_333),
        (RentLevel.SOCIAL, "b1", True, 0, 35_026),
        (RentLevel.SOCIAL, "b1", None, 1, 42_119),
        (RentLevel.SOCIAL, "a", True, 4, 92_251),
        (RentLevel.SOCIAL, "a", True, 6, 92_251 + 2 * 10_280),
        (RentLevel.VERY_SOCIAL, "b2-c", False, 0, 12_981),
        (RentLevel.VERY_SOCIAL, "b2-c", False, 5, 33_371 + 3_721),
    ],
)
def test_the_ceiling_of_a_household(
    level: RentLevel,
    zone: str,
    couple: bool | None,  # noqa: FBT001  # an answer
    dependants: int,
    amount: int,
) -> None:
    """By the people and the zone; with a dependant, one person alone has that of a couple."""
    found = private_income_ceiling(level, zone, on=SIGNED, couple=couple, dependants=dependants)
    assert found.value == amount
    ends: Any = {"on": SIGNED, "couple": couple, "dependants": dependants}
    for income, verdict in ((amount, Verdict.MET), (amount + 1, Verdict.UNMET)):
        assert check_private_income(income, level, zone, **ends) is verdict


def test_what_is_not_told_of_a_household_leaves_bounds() -> None:
    """Without its dependants there is no highest ceiling, so that no income is surely above."""
    found = private_income_ceiling(RentLevel.SOCIAL, "b1", on=SIGNED)
    assert found == Bounds(26_227, None)
    some = private_income_ceiling(RentLevel.SOCIAL, "b1", on=SIGNED, dependants=Bounds(0, 2))
    assert some == Bounds(26_227, 50_849)
    at_least = Bounds(1, None)
    found = private_income_ceiling(RentLevel.SOCIAL, "b1", on=SIGNED, dependants=at_least)
    assert found == Bounds(42_119, None)
    told: Any = {"level": RentLevel.SOCIAL, "zone": "b1", "on": SIGNED}
    assert check_private_income(26_227, **told) is Verdict.MET
    assert check_private_income(10**6, **told) is Verdict.UNDETERMINED
    assert check_private_income(30_000, couple=True, **told) is Verdict.MET


@pytest.mark.parametrize("day", [READ - DAY, LAST + DAY], ids=str)
def test_incomes_are_those_of_leases_of_2025(day: date) -> None:
    """The last day of 2024 and the first of 2026 have others, which were not read."""
    with pytest.raises(NotKnownError, match=r"no earlier version|the last one verified"):
        private_income_ceiling(RentLevel.SOCIAL, "b1", on=day)


def test_what_cannot_be_a_household_is_refused() -> None:
    """An income or dependants below 0, another zone, a couple of one, the intermediate level."""
    with pytest.raises(InvalidValueError, match="check_private_income, income"):
        check_private_income(-1, RentLevel.SOCIAL, "b1", on=SIGNED)
    for dependants in (-1, Bounds(-1, 2)):
        with pytest.raises(InvalidValueError, match="dependants"):
            private_income_ceiling(RentLevel.SOCIAL, "b1", on=SIGNED, dependants=dependants)
    with pytest.raises(UnknownCodeError, match="b1"):
        private_income_ceiling(RentLevel.SOCIAL, "B1", on=SIGNED)
    with pytest.raises(InvalidTypeError, match="the code of a zone"):
        UNTYPED_CEILING(RentLevel.SOCIAL, 3, on=SIGNED)
    with pytest.raises(InvalidTypeError, match="True, False or None"):
        UNTYPED_CEILING(RentLevel.SOCIAL, "b1", on=SIGNED, couple=2)
    with pytest.raises(NotKnownError, match="intermediate level are not held"):
        private_income_ceiling(RentLevel.INTERMEDIATE, "b1", on=SIGNED)
