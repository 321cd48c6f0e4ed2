"""The solidarity surcharge around each step of its scale; an oracle adds per cent by per cent."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Bounds
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.tenancies.solidarity_surcharge import (
    SURCHARGE_EXEMPTIONS,
    SURCHARGE_SCALE,
    SURCHARGE_ZONES,
    excess_coefficient,
    solidarity_surcharge,
)

DAY = timedelta(days=1)
SINCE, EXEMPT_SINCE = date(2019, 9, 1), date(2024, 7, 1)
ASKED = date(2025, 1, 1)
EXEMPTIONS = ("priority_neighbourhood", "rural_zone", "left_out_by_programme", "other_exemption")
NO_EXEMPTION: Any = dict.fromkeys(EXEMPTIONS, False)
UNTYPED: Any = solidarity_surcharge


def oracle(excess: int) -> Fraction:
    """0.27 at 20 %, and what each further per cent adds, one by one, in hundredths."""
    if excess < 20:
        return Fraction(0)
    hundredths = 27
    for percent in range(21, excess + 1):
        hundredths += 6 if percent <= 59 else 8 if percent <= 149 else 10
    return Fraction(hundredths, 100)


@given(st.integers(0, 198))
def test_the_scale_is_that_of_the_oracle(excess: int) -> None:
    """For every excess below 200 %, and a part of a per cent adds nothing."""
    assert SURCHARGE_SCALE.on(ASKED).coefficient(excess) == oracle(excess)
    for more in (0, 99):
        income = 300 * (100 + excess) + 3 * more
        assert excess_coefficient(income, 30_000, on=ASKED).value == oracle(excess)


@pytest.mark.parametrize(
    ("excess", "coefficient"),
    [
        (-100, "0"),
        (19, "0"),
        (20, "0.27"),
        (21, "0.33"),
        (59, "2.61"),
        (60, "2.69"),
        (149, "9.81"),
        (150, "9.91"),
        (199, "14.81"),
    ],
)
def test_the_steps_of_the_scale(excess: int, coefficient: str) -> None:
    """0.06 up to 59 %, 0.08 from 60 to 149 %, 0.1 from 150 %."""
    income = 300 * (100 + excess)
    assert excess_coefficient(income, 30_000, on=ASKED) == Bounds.exactly(Fraction(coefficient))


def test_the_largest_coefficient_leaves_the_end_of_the_scale_open() -> None:
    """From 200 % on the scale exceeds 14.9; whether that limits it is not said."""
    assert excess_coefficient(90_000, 30_000, on=ASKED) == Bounds(
        Fraction("14.9"), Fraction("14.91")
    )
    assert SURCHARGE_SCALE.on(ASKED).most == Fraction("14.9")
    note = SURCHARGE_SCALE.at(ASKED).note
    assert note is not None
    assert "from an excess of 200 %, is not said" in note.en


def test_an_income_within_bounds() -> None:
    """The least excess and the most; without a limit above, none."""
    found = excess_coefficient(Bounds(30_000, 36_300), 30_000, on=ASKED)
    assert found == Bounds(Fraction(0), Fraction("0.33"))
    found = excess_coefficient(36_000, Bounds(24_000, 30_000), on=ASKED)
    assert found == Bounds(Fraction("0.27"), oracle(50))
    found = excess_coefficient(Bounds(36_000, None), Bounds(30_000, None), on=ASKED)
    assert found == Bounds(Fraction(0), None)


@pytest.mark.parametrize("day", [SINCE, EXEMPT_SINCE - DAY, EXEMPT_SINCE, VERIFIED_UNTIL], ids=str)
def test_since_when_each_is_known(day: date) -> None:
    """The scale since 1 September 2019, the exemptions since 1 July 2024."""
    assert SURCHARGE_SCALE.at(day).confidence is Confidence.VERIFIED
    assert SURCHARGE_EXEMPTIONS.known_on(day) is (day >= EXEMPT_SINCE)
    if day < EXEMPT_SINCE:
        with pytest.raises(NotKnownError, match="no earlier version"):
            solidarity_surcharge(36_000, 30_000, on=day, living_area=50)
    else:
        solidarity_surcharge(36_000, 30_000, on=day, living_area=50)


@pytest.mark.parametrize("day", [SINCE - DAY, VERIFIED_UNTIL + DAY], ids=str)
def test_nothing_is_told_outside_of_its_days(day: date) -> None:
    """Neither before 1 September 2019 nor past the last day that was followed."""
    with pytest.raises(NotKnownError, match=r"no earlier version|the last one verified"):
        excess_coefficient(36_000, 30_000, on=day)


@given(
    income=st.integers(30_000, 60_000),
    area=st.integers(9, 150),
    tenths=st.integers(0, 60),
    rent=st.integers(0, 1_500),
)
def test_the_surcharge_is_that_of_the_oracle(
    income: int, area: int, tenths: int, rent: int
) -> None:
    """Area times coefficient times reference, and no more than the cap of 30 % leaves."""
    reference = Fraction(tenths, 10)
    found = solidarity_surcharge(
        income,
        30_000,
        on=ASKED,
        living_area=area,
        reference=reference,
        rent=rent,
        **NO_EXEMPTION,
    )
    excess = (income - 30_000) // 300
    owed = area * oracle(excess) * reference
    left = Fraction(income * 30, 100 * 12) - rent
    assert found.value == max(0, min(owed, left))
    assert found.missing == ()


@given(
    incomes=st.tuples(st.integers(20_000, 60_000), st.integers(20_000, 60_000)),
    areas=st.tuples(st.integers(9, 99), st.integers(9, 99)),
    rents=st.tuples(st.integers(0, 900), st.integers(0, 900)),
    told=st.dictionaries(st.sampled_from(EXEMPTIONS), st.booleans()),
    leave_out=st.sets(st.sampled_from(["reference", "rent"])),
)
def test_full_knowledge_lies_within_the_bounds(
    incomes: tuple[int, int],
    areas: tuple[int, int],
    rents: tuple[int, int],
    told: dict[str, bool],
    leave_out: set[str],
) -> None:
    """Whatever is left out or within bounds, what it turns out to be is within the answer."""
    given_numbers: Any = {"reference": 2, "rent": Bounds(*sorted(rents))}
    for name in leave_out:
        del given_numbers[name]
    found = solidarity_surcharge(
        Bounds(*sorted(incomes)),
        30_000,
        on=ASKED,
        living_area=Bounds(*sorted(areas)),
        **given_numbers,
        **{name: told.get(name) for name in EXEMPTIONS},
    )
    for position in (0, 1):
        whole = solidarity_surcharge(
            incomes[position],
            30_000,
            on=ASKED,
            living_area=areas[position],
            reference=2,
            rent=rents[position],
            **{name: told.get(name, False) for name in EXEMPTIONS},
        )
        assert whole.value in found.bounds


@pytest.mark.parametrize("name", EXEMPTIONS)
def test_one_exemption_is_enough(name: str) -> None:
    """Nothing is due then, whatever else is not known; where it is not known, perhaps nothing."""
    exempt: Any = {name: True}
    found = solidarity_surcharge(36_000, 30_000, on=ASKED, living_area=50, **exempt)
    assert found.value == 0
    assert not found.missing
    some: Any = NO_EXEMPTION | {name: None}
    found = solidarity_surcharge(
        36_000, 30_000, on=ASKED, living_area=50, reference=2, rent=500, **some
    )
    assert (found.bounds, found.missing) == (Bounds(Fraction(0), Fraction(27)), (name,))


def test_below_a_fifth_nothing_is_due() -> None:
    """Without asking for anything else; at a fifth something is, and what is asked is named."""
    below = solidarity_surcharge(35_999, 30_000, on=ASKED, living_area=50)
    assert below.value == 0
    assert not below.missing
    at_it = solidarity_surcharge(36_000, 30_000, on=ASKED, living_area=50)
    assert at_it.missing == ("reference", "rent", *EXEMPTIONS)
    assert at_it.bounds == Bounds(Fraction(0), Fraction(900))
    unlimited = solidarity_surcharge(
        Bounds(36_000, None), 30_000, on=ASKED, living_area=Bounds(50, None)
    )
    assert unlimited.bounds == Bounds(Fraction(0), None)


def test_a_rent_above_the_cap_leaves_nothing() -> None:
    """30 % of 36,000 euros is 900 a month; a cent below is a cent of surcharge."""
    for rent, due in ((900, 0), (901, 0), (Fraction("899.99"), Fraction("0.01")), (873, 27)):
        found = solidarity_surcharge(
            36_000, 30_000, on=ASKED, living_area=50, reference=2, rent=rent, **NO_EXEMPTION
        )
        assert found.value == due
    some_rent = solidarity_surcharge(
        36_000,
        30_000,
        on=ASKED,
        living_area=50,
        reference=2,
        rent=Bounds(860, 890),
        **NO_EXEMPTION,
    )
    assert some_rent.bounds == Bounds(Fraction(10), Fraction(27))


def test_the_answer_is_told_in_both_languages() -> None:
    """What is due, what would say more, what is open, the articles."""
    found = solidarity_surcharge(36_000, 30_000, on=ASKED, living_area=50)
    assert words_of(found).startswith(
        "solidarity surcharge, a month: between 0 € and 900 €\n  what would say more: the reference"
    )
    assert "L.441-4" in words_of(found, "fr")
    assert "quartier prioritaire, ou l'était" in words_of(found, "fr")


def test_each_zone_has_its_reference_of_2009() -> None:
    """2.50, 2.00, 1.00 and 0.25 euros."""
    scale = SURCHARGE_SCALE.on(ASKED)
    assert [scale.reference(zone) * 100 for zone in SURCHARGE_ZONES] == [250, 200, 100, 25]
    with pytest.raises(UnknownCodeError, match="1-bis"):
        scale.reference("1bis")
    zone: Any = 1
    with pytest.raises(InvalidTypeError, match="the code of a zone"):
        scale.reference(zone)


def test_what_cannot_be_is_refused() -> None:
    """A negative income, a ceiling or a living area of 0, a float, a yes of another type."""
    told: Any = {"on": ASKED, "living_area": 50}
    with pytest.raises(InvalidValueError, match="excess_coefficient, income"):
        excess_coefficient(-1, 30_000, on=ASKED)
    with pytest.raises(InvalidValueError, match="excess_coefficient, ceiling"):
        excess_coefficient(36_000, 0, on=ASKED)
    with pytest.raises(InvalidValueError, match=r"solidarity_surcharge, ceiling.*above 0"):
        solidarity_surcharge(36_000, Bounds(0, 30_000), **told)
    with pytest.raises(InvalidValueError, match=r"living_area.*above 0"):
        solidarity_surcharge(36_000, 30_000, on=ASKED, living_area=0)
    with pytest.raises(InvalidTypeError, match="solidarity_surcharge, reference"):
        UNTYPED(36_000, 30_000, reference=2.5, **told)
    with pytest.raises(InvalidValueError, match="solidarity_surcharge, rent"):
        solidarity_surcharge(36_000, 30_000, rent=-1, **told)
    with pytest.raises(InvalidTypeError, match=r"rural_zone.*True, False or None"):
        UNTYPED(36_000, 30_000, rural_zone="no", **told)
    with pytest.raises(InvalidTypeError, match="coefficient, excess"):
        SURCHARGE_SCALE.on(ASKED).coefficient(20.5)  # type: ignore[arg-type]  # a float is refused
