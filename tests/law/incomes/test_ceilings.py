"""The income ceilings are the published ones, each on its own days, and no other.

`income-ceilings.csv` holds the amounts of the yearly orders, which are public facts.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Household, Known, Place, Verdict
from housing_agreements.criteria._decide import Decider
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.law.incomes.ceilings import (
    CEILING_TABLES,
    CeilingTable,
    ceiling,
    ceiling_table,
    under_ceiling,
    under_ceiling_of_dwelling,
)
from housing_agreements.law.incomes.zones import ZONES
from housing_agreements.law.provisions import Confidence

MET, UNMET, UNDETERMINED = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
NAMES: dict[str, str] = dict(
    zip(("paris_communes_limitrophes", "ile_de_france", "autres_regions"), ZONES, strict=True)
)
COLUMNS = ("1", "2", "3", "4", "5", "6", "supp")
Key = tuple[str, date, str, str]


def published() -> dict[Key, int]:
    """The rows of the file: the amount of each financing, day, zone and column."""
    path = Path(__file__).parent / "income-ceilings.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            (
                row["financing"],
                date.fromisoformat(row["in_force_from"]),
                NAMES[row["zone"]],
                row["category"],
            ): int(row["eur"])
            for row in csv.DictReader(lines)
        }


def held() -> Iterator[tuple[Key, int]]:
    """Every amount of PLAI and PLUS that the library holds."""
    for financing in ("PLAI", "PLUS"):
        for provision in CEILING_TABLES[financing]:
            for version in provision.versions:
                for zone in ZONES:
                    row = zip(COLUMNS, version.value.row(zone), strict=True)
                    for column, amount in row:
                        if amount is not None:
                            yield (financing, version.since, zone, column), amount


FILE = published()
STATED_AGAIN: Key = ("PLUS", date(2020, 1, 2), "other-regions", "4")
PUBLISHED = {key: amount for key, amount in FILE.items() if key != STATED_AGAIN}
HELD = dict(held())
CHANGES = sorted({(financing, day) for financing, day, _, _ in PUBLISHED})
PAGES = """
PLAI 2024-01-01 paris 14329 23355 30614 33511 39863 44861 4998
PLAI 2024-01-01 ile-de-france 14329 23355 28074 30824 36493 41064 4573
PLAI 2024-01-01 other-regions 12452 18143 21818 24276 28404 32010 3569
PLAI 2025-01-01 paris 14683 23931 31369 34338 40847 45968 5121
PLAI 2025-01-01 other-regions 12759 18591 22356 24875 29105 32800 3657
PLAI 2023-01-01 paris 13845 22567 29581 32380 38518 43347 4829
PLAI 2023-01-01 ile-de-france 13845 22567 27126 29784 35261 39678 4419
PLAI 2023-01-01 other-regions 12032 17531 21082 23457 27445 30930 3449
"""
"""The amounts that pages published, beside those of the file."""


def test_every_row_of_the_file_is_held() -> None:
    """Each of the 526 published amounts is what the library says from its day on.

    The file states one of 2020 twice; there is one table of 2020.
    """
    assert len(FILE) == 526
    assert FILE[STATED_AGAIN] == PUBLISHED["PLUS", date(2020, 1, 1), "other-regions", "4"]
    assert {key: HELD[key] for key in PUBLISHED} == PUBLISHED


def test_every_amount_held_was_published() -> None:
    """The library holds no amount but those of the file and those of pages."""
    pages = {
        (financing, date.fromisoformat(day), zone, column): int(amount)
        for financing, day, zone, *amounts in map(str.split, PAGES.split("\n")[1:-1])
        for column, amount in zip(COLUMNS, amounts, strict=False)
    }
    assert {**PUBLISHED, **pages} == HELD


@pytest.mark.parametrize(("financing", "day"), CHANGES)
def test_a_table_begins_on_its_day(financing: str, day: date) -> None:
    """On its day and on the last of its year a table is in force; the day before, it is not."""
    first = {
        zone: [PUBLISHED[financing, day, zone, column] for column in COLUMNS]
        for zone in ZONES
        if (financing, day, zone, "1") in PUBLISHED
    }
    later = [each for name, each in CHANGES if name == financing and each > day]
    end = date(day.year, 12, 31)
    last = min([end, *(each - timedelta(days=1) for each in later)])
    for asked in (day, day + timedelta(days=1), last):
        if asked > last:
            continue
        for zone, row in first.items():
            amounts = [ceiling(financing, zone, category, on=asked) for category in range(1, 8)]
            assert amounts == [*row[:6], row[5] + row[6]]
    before = day - timedelta(days=1)
    try:
        assert ceiling_table(financing, on=before).since < day
    except NotKnownError:
        assert (financing, day) in {
            ("PLAI", date(2017, 1, 1)),
            ("PLUS", date(2008, 1, 1)),
            ("PLUS", date(2009, 6, 1)),
        }


@pytest.mark.parametrize(
    ("financing", "day", "holds"),
    [
        ("PLUS", date(2007, 12, 31), False),
        ("PLUS", date(2008, 1, 1), True),
        ("PLUS", date(2008, 12, 31), True),
        ("PLUS", date(2009, 1, 1), False),
        ("PLUS", date(2009, 5, 31), False),
        ("PLUS", date(2009, 6, 1), True),
        ("PLUS", date(2026, 12, 31), True),
        ("PLUS", date(2027, 1, 1), False),
        ("PLUS", date(2001, 6, 1), False),
        ("PLUS", date(2099, 6, 1), False),
        ("PLAI", date(2016, 12, 31), False),
        ("PLAI", date(2017, 1, 1), True),
        ("PLAI", date(2022, 12, 31), True),
        ("PLAI", date(2023, 1, 1), True),
        ("PLAI", date(2023, 12, 31), True),
        ("PLAI", date(2024, 1, 1), True),
        ("PLAI", date(2025, 12, 31), True),
        ("PLAI", date(2026, 1, 1), False),
        ("PLS", date(2009, 5, 31), False),
        ("PLS", date(2026, 12, 31), True),
        ("PLS", date(2027, 1, 1), False),
    ],
)
def test_a_day_without_a_table_says_so(financing: str, day: date, *, holds: bool) -> None:
    """Where no table is held, asking is an error with its reason, and a criterion is open."""
    household = Household(annual_income=0, ceilings_zone="paris", ceilings_category=1)
    criterion = under_ceiling(financing)
    if holds:
        assert ceiling(financing, "paris", 1, on=day) > 0
        assert criterion.decide(household, on=day) is MET
        return
    with pytest.raises(NotKnownError, match="no verified table is held for that day"):
        ceiling(financing, "paris", 1, on=day)
    assert criterion.decide(household, on=day) is UNDETERMINED
    assert "no verified" in words_of(criterion.reasons(household, on=day))


GOLDEN = """
2016 paris 23132 34572 45320 54109 64378 72443 8072
2016 ile-de-france 23132 34572 41558 49779 58929 66313 7389
2016 other-regions 20111 26856 32297 38990 45867 51692 5766
2017 paris 23146 34593 45347 54141 64417 72486 8077
2017 ile-de-france 23146 34593 41583 49809 58964 66353 7393
2017 other-regions 20123 26872 32316 39013 45895 51723 5769
2018 paris 23354 34904 45755 54628 64997 73138 8150
2018 ile-de-france 23354 34904 41957 50257 59495 66950 7460
2018 other-regions 20304 27114 32607 39364 46308 52189 5821
2024 paris 26044 38925 51025 60921 72482 81562 9089
2024 ile-de-france 26044 38925 46789 56046 66347 74662 8319
2024 other-regions 22642 30238 36362 43899 51641 58200 6492
2025 paris 26687 39885 52284 62424 74271 83575 9313
2025 ile-de-france 26687 39885 47944 57429 67984 76504 8524
2025 other-regions 23201 30984 37259 44982 52915 59636 6652
2026 paris 26920 40233 52740 62968 74919 84304 9394
2026 ile-de-france 26920 40233 48362 57930 68577 77171 8598
2026 other-regions 23403 31254 37584 45374 53376 60156 6710
"""
"""The tables of PLUS as they are published, by year and zone."""


@pytest.mark.parametrize("line", GOLDEN.split("\n")[1:-1])
def test_plus_by_year(line: str) -> None:
    """The tables of PLUS, copied by hand from another page than the file."""
    year, zone, *amounts = line.split()
    row = ceiling_table("PLUS", on=date(int(year), 7, 1)).value.row(zone)
    assert [str(amount) for amount in row] == amounts


PLS = """
2025 paris 34693 51851 67969 81151 96552 108648 12107
2025 ile-de-france 34693 51851 62327 74658 88379 99455 11081
2025 other-regions 30161 40279 48437 58477 68790 77527 8648
2026 paris 34996 52303 68562 81858 97395 109595 12212
2026 ile-de-france 34996 52303 62871 75309 89150 100322 11177
2026 other-regions 30424 40630 48859 58986 69389 78203 8723
"""
"""The tables of PLS: those of PLUS increased by 30 %."""


@pytest.mark.parametrize("line", PLS.split("\n")[1:-1])
def test_pls_by_year(line: str) -> None:
    """The tables of PLS are those that were worked out apart, and seven of them published."""
    year, zone, *amounts = line.split()
    version = ceiling_table("PLS", on=date(int(year), 7, 1))
    assert [str(amount) for amount in version.value.row(zone)] == amounts
    assert version.confidence is Confidence.INFERRED


def test_pls_is_plus_and_thirty_per_cent_half_up() -> None:
    """Every amount of PLS is the nearest euro to 1.3 times that of PLUS, half up."""
    for plus, pls in zip(CEILING_TABLES["PLUS"], CEILING_TABLES["PLS"], strict=True):
        assert plus.verified_until == pls.verified_until
        for below, above in zip(plus.versions, pls.versions, strict=True):
            assert below.since == above.since
            for zone in ZONES:
                pairs = zip(below.value.row(zone), above.value.row(zone), strict=True)
                for low, high in pairs:
                    assert low is not None
                    assert high is not None
                    off = high - Fraction(low) * Fraction(13, 10)
                    assert -Fraction(1, 2) < off <= Fraction(1, 2)
    assert ceiling("PLS", "paris", 2, on=date(2025, 1, 1)) == 51_851  # 51,850.5


def test_plai_is_near_three_fifths_of_plus_at_most() -> None:
    """No ceiling of PLAI is below half that of PLUS, nor above 60 % by more than three euros.

    R.331-12 says 60 %; some published amounts exceed that by a euro or two.
    """
    for (financing, day, zone, column), amount in HELD.items():
        if financing == "PLAI":
            plus = HELD["PLUS", day, zone, column]
            assert Fraction(plus) / 2 < amount < Fraction(plus) * Fraction(3, 5) + 3


def test_ceilings_rise_with_the_category_and_the_zone() -> None:
    """More people never have a lower ceiling, nor does a zone nearer to Paris."""
    for provisions in CEILING_TABLES.values():
        for version in (each for provision in provisions for each in provision.versions):
            rows = [[version.value.ceiling(z, c) for c in range(1, 10)] for z in ZONES]
            for row in rows:
                amounts = [amount for amount in row if amount is not None]
                assert amounts == sorted(amounts)
            for column in zip(*rows, strict=True):
                amounts = [amount for amount in column if amount is not None]
                assert amounts == sorted(amounts, reverse=True)


@pytest.mark.parametrize(
    ("zone", "category"), [("ile-de-france", 1), ("ile-de-france", 2), ("ile-de-france", 7)]
)
def test_what_was_not_published_is_not_known(zone: str, category: int) -> None:
    """Of PLAI in 2025 around Paris, what arithmetic would give is not law: it is not known."""
    day = date(2025, 3, 1)
    with pytest.raises(NotKnownError, match="no verified amount is held"):
        ceiling("PLAI", zone, category, on=day)
    household = Household(annual_income=0, ceilings_zone=zone, ceilings_category=category)
    assert under_ceiling("PLAI").decide(household, on=day) is UNDETERMINED
    assert ceiling("PLAI", "other-regions", 7, on=day) == 32_800 + 3_657
    assert ceiling("PLAI", "paris", 7, on=day) == 45_968 + 5_121


def test_tables_say_where_they_come_from() -> None:
    """Every table has the order of 1987, and names the order of its year or says that it cannot."""
    for financing, provisions in CEILING_TABLES.items():
        for version in (each for provision in provisions for each in provision.versions):
            texts = [str(source) for source in version.sources]
            assert any("29 juillet 1987" in text for text in texts)
            yearly = {2016, 2017, 2018, 2024, 2025, 2026}
            if financing == "PLUS" and version.since.year not in yearly:
                assert version.note is not None
            expected = Confidence.INFERRED if financing == "PLS" else Confidence.SECONDARY
            if (financing, version.since) == ("PLUS", date(2024, 1, 1)):
                expected = Confidence.VERIFIED  # the annex itself
            assert version.confidence is expected


@pytest.mark.parametrize(
    ("financing", "day", "words"),
    [
        ("PLUS", date(2008, 6, 1), "1 January 2009"),
        ("PLUS", date(2009, 6, 1), "10.3 %"),
        ("PLUS", date(2020, 1, 1), "One table only"),
        ("PLUS", date(2021, 1, 1), "not named"),
        ("PLAI", date(2018, 6, 1), "suggest 35746"),
        ("PLAI", date(2022, 6, 1), "218805"),
        ("PLAI", date(2025, 6, 1), "not law"),
        ("PLAI", date(2025, 6, 1), "two errors of typing"),
        ("PLS", date(2019, 6, 1), "increased by 30 %"),
    ],
)
def test_doubts_are_said(financing: str, day: date, words: str) -> None:
    """What the sources leave open about a table stands beside it."""
    version = ceiling_table(financing, on=day)
    assert version.note is not None
    assert words in version.note.en


def test_there_is_one_table_of_2020() -> None:
    """The order's version is dated 2 January; the table holds from the first, the same all year."""
    day = date(2020, 1, 1)
    amounts = [ceiling("PLUS", "other-regions", 4, on=day + timedelta(days=d)) for d in range(3)]
    assert amounts == [40_462] * 3
    for asked_on in (day, date(2020, 1, 2), date(2020, 12, 31)):
        assert ceiling_table("PLUS", on=asked_on).since == day
        assert ceiling_table("PLS", on=asked_on).since == day


asked = st.dates(date(2007, 1, 1), date(2027, 12, 31))
stated = st.fixed_dictionaries(
    {},
    optional={
        "annual_income": st.integers(0, 120_000),
        "ceilings_zone": st.sampled_from(ZONES),
        "ceilings_category": st.integers(1, 22)
        | st.tuples(st.integers(1, 9), st.integers(0, 3)).map(
            lambda ends: Known(low=ends[0], high=ends[0] + ends[1])
        ),
    },
)


def naive(financing: str, household: Household, zone: str, category: int, on: date) -> Verdict:
    """What an exactly known household answers, from the ceiling itself."""
    income = household.annual_income
    try:
        amount = ceiling(financing, zone, category, on=on)
    except NotKnownError:
        return UNDETERMINED
    return Verdict.of(None if not isinstance(income, int) else income <= amount)


@given(st.sampled_from(sorted(CEILING_TABLES)), stated, asked)
def test_a_criterion_agrees_with_the_ceiling(
    financing: str, facts: dict[str, Any], day: date
) -> None:
    """It decides only what every zone and category still possible decides alike, and all that."""
    household = Household(**facts)
    verdict = under_ceiling(financing).decide(household, on=day)
    zones = [household.ceilings_zone] if household.ceilings_zone else ZONES
    match household.ceilings_category:
        case Known(low=int(low), high=int(high)):
            categories = range(low, high + 1)
        case int(only):
            categories = range(only, only + 1)
        case _:
            categories = range(1, 22)
    answers = {
        naive(financing, household, str(zone), category, day)
        for zone in zones
        for category in categories
    }
    if max(categories) > 20 and verdict is UNDETERMINED:
        return  # beyond the rows looked up
    assert verdict is (answers.pop() if len(answers) == 1 else UNDETERMINED)


@given(st.sampled_from(sorted(CEILING_TABLES)), st.sampled_from(ZONES), st.integers(1, 20), asked)
def test_both_sides_of_a_ceiling(financing: str, zone: str, category: int, day: date) -> None:
    """The ceiling itself is not too much, and a cent more is."""
    try:
        amount = ceiling(financing, zone, category, on=day)
    except NotKnownError:
        return
    criterion = under_ceiling(financing)
    for income, verdict in ((amount, MET), (amount + Fraction(1, 100), UNMET)):
        household = Household(annual_income=income, ceilings_zone=zone, ceilings_category=category)
        assert criterion.decide(household, on=day) is verdict


def test_a_limit_of_the_library_is_called_one() -> None:
    """Beyond twenty people, or where no list tells the zone, the limit is said to be ours."""
    derived = under_ceiling_of_dwelling("PLUS")
    known: dict[str, Any] = {"annual_income": 60_000, "dependants": 3}
    for criterion, household in (
        (under_ceiling("PLUS"), Household(annual_income=1_000_000, ceilings_category=21)),
        (derived, Household(household_size=21, dwelling_offered=Place("92012"), **known)),
        (derived, Household(household_size=5, dwelling_offered=Place("97411"), **known)),
    ):
        said = criterion.reasons(household, on=date(2024, 6, 1))
        assert criterion.decide(household, on=date(2024, 6, 1)) is UNDETERMINED
        assert "(beyond what is held here)" in words_of(said)
        assert "the ceilin" in words_of(said)
        assert "(au-delà de ce qui figure ici)" in words_of(said, "fr")


def test_what_cannot_be_asked_is_refused() -> None:
    """Another financing, zone, category or day is an error that says what was expected."""
    untyped: Any = None
    day = date(2018, 6, 1)
    with pytest.raises(UnknownCodeError, match="did you mean 'PLUS'"):
        ceiling("PLUSS", "paris", 1, on=day)
    for asks in (under_ceiling, lambda name: ceiling(name, "paris", 1, on=day)):
        with pytest.raises(UnknownCodeError, match="a financing that has income ceilings"):
            asks(untyped)
        with pytest.raises(UnknownCodeError):
            asks("PLI")
    with pytest.raises(UnknownCodeError, match="did you mean 'paris'"):
        ceiling("PLUS", "Paris", 1, on=day)
    with pytest.raises(InvalidValueError, match="at least 1"):
        ceiling("PLUS", "paris", 0, on=day)
    with pytest.raises(InvalidTypeError, match="whole number"):
        ceiling("PLUS", "paris", True, on=day)  # noqa: FBT003  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="a day"):
        ceiling("PLUS", "paris", 1, on=untyped)


def test_a_table_that_cannot_be_is_refused() -> None:
    """A row of another length, a negative amount, no row at all: each fault is named."""
    untyped: Any = CeilingTable
    row = (1, 2, 3, 4, 5, 6, 1)
    with pytest.raises(InvalidValueError, match="other_regions"):
        CeilingTable(row, row, row[:6])
    with pytest.raises(InvalidValueError, match="at least 0"):
        CeilingTable(row, row, (*row[:6], -1))
    with pytest.raises(InvalidObjectError):
        untyped(row, (1.5, *row[1:]), 3)
    partial = CeilingTable(row, row, (1, None, None, None, None, 6, None))
    assert partial.ceiling("other-regions", 6) == 6
    assert partial.ceiling("other-regions", 7) is None
    assert partial.for_pls().row("other-regions") == (1, None, None, None, None, 8, None)


def places() -> st.SearchStrategy[Place]:
    """Places of every zone and of none: overseas, in no list, merged, with and without a part."""
    communes = ("75056", "75112", "92012", "93059", "94068", "77288", "33063", "97411", "69123")
    return st.builds(Place, st.sampled_from(communes), st.none() | st.just("centre"))


def amounts_on(financing: str, day: date) -> list[int]:
    """The amounts of a day, none without a table."""
    if not any(provision.known_on(day) for provision in CEILING_TABLES[financing]):
        return []
    table = ceiling_table(financing, on=day).value
    return [amount for zone in ZONES for amount in table.row(zone) if amount]


@st.composite
def applicants(draw: st.DrawFn, financing: str, day: date) -> Household:
    """Households at a ceiling of the day or beside it, of whom much is not known for sure."""
    amounts = amounts_on(financing, day) or [20_000]
    limits = st.sampled_from(amounts)
    values: dict[str, st.SearchStrategy[Any]] = {
        "annual_income": st.builds(lambda limit, more: limit + more, limits, st.integers(-1, 1)),
        "household_size": st.integers(1, 4) | st.integers(19, 22),
        "dependants": st.integers(0, 3),
        "disabled_member": st.booleans(),
        "couple": st.booleans(),
        "couple_age_sum": st.integers(54, 56),
        "dwelling_offered": places(),
        "ceilings_zone": st.sampled_from((*ZONES, "elsewhere")),
        "ceilings_category": st.integers(1, 8) | st.integers(19, 22),
    }
    given: dict[str, Any] = {}
    for name, drawn in values.items():
        until = st.none() | st.sampled_from((day, day - timedelta(days=1)))
        known_for_sure = st.builds(
            lambda value, verified, valid: Known(value, verified=verified, valid_until=valid),
            drawn, st.booleans(), until,
        )  # fmt: skip
        given[name] = draw(drawn | drawn | st.none() | known_for_sure)
        if draw(st.integers(0, 9)) == 0 and name in {"annual_income", "household_size"}:
            low = draw(drawn)
            given[name] = Known(low=low, high=low + draw(st.integers(1, 3)))
    return Household(**given)


@given(st.sampled_from(sorted(CEILING_TABLES)), st.data())
def test_criteria_answer_as_their_explanations(financing: str, data: st.DataObject) -> None:
    """Around each change of the tables, what is answered at once is what the reasons give."""
    asked = data.draw(st.sampled_from((under_ceiling, under_ceiling_of_dwelling)))
    criterion = asked(financing)
    turns = criterion.boundaries(on=date(2018, 1, 1)).days
    for _ in range(2):
        day = data.draw(st.sampled_from(turns)) + timedelta(days=data.draw(st.integers(-1, 1)))
        household = data.draw(applicants(financing, day))
        for on in (day, date(2024, 6, 1), day):
            expected = Decider(criterion).judge_nodes(household, on)[id(criterion)]
            assert criterion.decide(household, on=on) is expected


def test_the_day_of_a_table_is_named() -> None:
    """What is no day is refused where it was given."""
    untyped: Any = ceiling_table
    with pytest.raises(InvalidTypeError) as caught:
        untyped("PLUS", on="2018-06-01")
    assert caught.value.where == "ceilings, on"
