"""What random criteria seldom meet, asked of a frame and of each household."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from tests.frames.drawing import as_columns, tell_missing
from tests.frames.engines import ENGINES, engine, listed

from housing_agreements import Household, Place, PriorityPublic, Territory, Timeline, any_of, facts
from housing_agreements.criteria.kinds import Known
from housing_agreements.frames import Absent, Column, classify, decide
from housing_agreements.values.verdicts import Verdict

ON = date(2017, 3, 1)
ANSWERS = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
LOCAL = [name for name in ENGINES if name not in {"pyspark", "dask"}]
GRID = {(zone, size): 10_000 * size for zone in ("1", "2") for size in (1, 2, 3)} | {
    ("2", 1): 12_000
}
CEILINGS = Timeline({date(2016, 1, 1): GRID}, verified_until=date(2018, 12, 31))
BY = (facts.ceilings_zone, facts.household_size)
TABLE = facts.annual_income.under(CEILINGS, by=BY)
STRICT = facts.annual_income.under(CEILINGS, by=BY, strictly=True)
TOWN = Territory("t", "Town", "list", communes=("35238",))
PART = Territory("p", "Part", "list", neighbourhoods=("north",))
OLD = Territory("o", "Old", "list", communes=Timeline({date(2018, 1, 1): frozenset({"35238"})}))
PEOPLE = (
    Household(),
    Household(annual_income=10_000, ceilings_zone="1", household_size=1),
    Household(annual_income=10_001, ceilings_zone="1", household_size=Known(low=1, high=2)),
    Household(annual_income=20_000, ceilings_zone="1", household_size=Known(low=2)),
    Household(annual_income=Known(low=9_000, high=9_500), household_size=3),
    Household(annual_income=Known(low=31_000), household_size=Known(high=3)),
    Household(annual_income=Known(high=30_000), ceilings_zone="3", household_size=3),
    Household(annual_income=12_000, household_size=9, ceilings_zone="1"),
    Household(annual_income=Known(8_000, verified=True), ceilings_zone="1", household_size=1),
    Household(residence=Place("35238", "-"), applied_on=date(2016, 3, 1)),
    Household(annual_income=9_000, household_size=Known(low=1, high=2)),
    Household(annual_income=9_000, household_size=Known(low=2, high=4)),
    Household(residence=Place("01004", "north"), applied_on=date(2016, 2, 29)),
    Household(residence=Place("35238"), applied_on=Known(low=date(2016, 1, 1))),
    Household(residence=Place("35238", "north"), applied_on=Known(high=date(2016, 1, 1))),
    Household(residence=Place("59350", "-"), applied_on=date(2017, 3, 1)),
    Household(residence=Known(Place("35238"), verified=True, valid_until=date(2017, 1, 1))),
)
DOUBT = Territory(
    "d", "Doubt", "list", neighbourhoods=("north",), possible_communes=("35238", "59350")
)
GAPS = Timeline({date(2016, 1, 1): {**GRID, ("1", 1): None, ("2", 3): None}})
FEW = Timeline({date(2016, 1, 1): {1: 10_000, 2: 20_000, 4: None}})
ASKED = [
    facts.residence.within(DOUBT),
    ~facts.residence.within(TOWN - DOUBT) | facts.residence.within(DOUBT - PART),
    facts.applied_on.more_than_ago(months=12),
    facts.applied_on.at_most_ago(months=12),
    facts.applied_on.more_than_ago(months=1),
    facts.annual_income.under(GAPS, by=BY),
    facts.annual_income.under(FEW, by=facts.household_size),
    facts.annual_income.under(FEW, by=facts.household_size, strictly=True),
    TABLE,
    STRICT,
    facts.annual_income.verified().under(CEILINGS, by=BY),
    facts.residence.within(TOWN) | facts.residence.within(PART),
    facts.residence.within(TOWN - PART),
    facts.residence.within(OLD),
    facts.applied_on.at_least_ago(months=9_000 * 12),
    facts.applied_on.less_than_ago(months=9_000 * 12),
    facts.applied_on.above(date.max),
    facts.applied_on.at_most(date.max),
    facts.household_size.one_of(1, 2, 9),
    facts.household_size.between(Timeline({date(2016, 1, 1): 5}), Timeline({date(2016, 1, 1): 3})),
    facts.annual_income.between(
        Timeline({date(2016, 1, 1): Fraction(5)}), Timeline({date(2016, 1, 1): Fraction(3)})
    ),
    facts.annual_income.between(Fraction(1, 1_000), Fraction(2, 1_000)),
    facts.annual_income.at_most(10**30),
]


@pytest.mark.parametrize("name", LOCAL)
@pytest.mark.parametrize("place", range(len(ASKED)))
@pytest.mark.parametrize("amounts", ["cents", "decimal"])
def test_as_each_household(name: str, place: int, amounts: str) -> None:
    """Each row answers as its household does, on one day and on a day for each."""
    criterion = ASKED[place]
    days = (ON, *(date(2015 + row % 5, 3, 1) for row in range(1, len(PEOPLE))))
    case = as_columns(criterion, PEOPLE, days, amounts)
    frame = engine(name)(case.rows)
    for on, each in ((ON, [ON] * len(PEOPLE)), ("asked_on", days)):
        answers = decide(frame, criterion, on=on, columns=case.columns, missing="missing")
        pairs = list(zip(PEOPLE, each, strict=True))
        expected = [ANSWERS[criterion.decide(person, on=day)] for person, day in pairs]
        assert listed(answers, "answer") == expected
        missing = [tell_missing(criterion, person, day) for person, day in pairs]
        assert listed(answers, "missing") == missing


def test_facts_without_columns() -> None:
    """A fact that no column gives is not known, of a key, a place or a part of one."""
    frame = pl.DataFrame({"annual_income": [1, 40_000, 15_000], "residence": ["35238"] * 3})
    expected: dict[Any, list[bool | None]] = {
        TABLE: [True, False, None],
        facts.residence.within(PART): [None] * 3,
        facts.residence.within(TOWN): [True] * 3,
        facts.workplace.within(TOWN): [None] * 3,
        facts.household_size.equals(3): [None] * 3,
        facts.household_size.one_of(3): [None] * 3,
        facts.applied_on.at_least_ago(years=1): [None] * 3,
        facts.dwelling_financing.equals("PLAI"): [None] * 3,
        ~facts.employed: [None] * 3,
        facts.offers_refused.at_least(1) & facts.employed: [None] * 3,
    }
    for criterion, answers in expected.items():
        for given in (frame, frame.to_arrow()):
            got = decide(given, criterion, on=ON, absent=Absent.NOT_KNOWN, missing="missing")
            assert listed(got, "answer") == answers
    everything = decide(
        frame, TABLE, on=ON, columns={"annual_income": None}, absent=Absent.NOT_KNOWN
    )
    assert everything["answer"].to_list() == [None] * 3


def test_missing_where_nothing_is_given() -> None:
    """What no column gives is listed as missing, in each row that it leaves undetermined."""
    frame = pl.DataFrame({"employed": [True, False], "residence": ["35238", "35238"]})
    criterion = facts.employed & facts.disabled & facts.residence.within(PART)
    how: Any = {"on": ON, "absent": Absent.NOT_KNOWN, "missing": "missing"}
    answers = decide(frame, criterion, **how)
    assert answers["missing"].to_list() == ["disabled, residence", ""]
    assert decide(frame, facts.key_worker, **how)["missing"].to_list() == ["key_worker"] * 2
    never = decide(frame, facts.key_worker & any_of(), **how)
    assert never["missing"].to_list() == ["", ""]
    nothing = decide(frame, facts.key_worker | ~facts.key_worker, **how)
    assert nothing["missing"].to_list() == ["key_worker"] * 2


def test_a_day_that_holds_nothing() -> None:
    """Where the day asked is not known, only what depends on no day is decided."""
    frame = pl.DataFrame(
        {
            "on": [None, None],
            "employed": [True, False],
            "employed_valid_until": [date(2017, 1, 1), None],
            "applied_on": [date(2016, 1, 1), None],
        }
    )
    answers = decide(frame, facts.applied_on.at_least_ago(months=1), on="on")
    assert answers["answer"].to_list() == [None, None]
    assert decide(frame, facts.employed, on="on")["answer"].to_list() == [None, None]
    dated = frame.with_columns(pl.col("on").cast(pl.Date))
    assert decide(dated, facts.employed, on="on")["answer"].to_list() == [None, False]


def test_names_that_are_taken() -> None:
    """The columns on the way never meet those of the frame."""
    frame = pl.DataFrame({"__0": ["a"], "employed": [True], "disabled": [None]})
    criterion = (facts.employed | facts.household_size.at_least(2)) & facts.household_size.below(5)
    made = decide(
        frame.with_columns(household_size=3).to_pandas(),
        ~criterion & criterion,
        on=ON,
    )
    assert list(made.columns) == ["__0", "employed", "disabled", "household_size", "answer"]
    taken = frame.to_pandas().rename(columns={"__0": "__unknown"})
    assert list(decide(taken, facts.employed, on=ON).columns)[-1] == "answer"


def test_columns_under_other_names() -> None:
    """A mapping names the value, its bounds and its evidence, whatever they are called."""
    frame = pl.DataFrame(
        {
            "rfr": pl.Series([2_000_050, None], dtype=pl.Int64),
            "rfr_min": pl.Series([None, 100], dtype=pl.Int32),
            "seen": [True, None],
            "until": [date(2017, 3, 1), None],
        }
    )
    column = Column("rfr", low="rfr_min", verified="seen", valid_until="until", parts=100)
    how: Any = {"columns": {"annual_income": column}, "missing": "missing"}
    limit = Fraction(40_001, 2)
    answers = decide(frame, facts.annual_income.at_most(limit), on=ON, **how)
    assert answers["answer"].to_list() == [True, None]
    assert answers["missing"].to_list() == ["", "annual_income"]
    proven = facts.annual_income.verified().at_least(20_000)
    assert decide(frame, proven, on=ON, **how)["answer"].to_list() == [True, None]
    later = decide(frame, proven, on=date(2017, 3, 2), **how)
    assert later["answer"].to_list() == [None, None]


@pytest.mark.parametrize("name", LOCAL)
def test_one_bound_only(name: str) -> None:
    """A fact of which only one bound has a column may decide by it alone."""
    frame = engine(name)({"household_size_low": ("count", [3, 1, None])})
    asked = {
        facts.household_size.at_least(2): [True, None, None],
        facts.household_size.at_most(2): [False, None, None],
    }
    for criterion, expected in asked.items():
        assert listed(decide(frame, criterion, on=ON), "answer") == expected


@pytest.mark.parametrize("name", LOCAL)
def test_days_without_bounds(name: str) -> None:
    """A day known exactly is on one side of a length of time, or on the other."""
    applied = [date(2016, 2, 29), date(2016, 3, 1), date(2016, 3, 2), None]
    frame = engine(name)({"applied_on": ("day", applied)})
    asked = {
        facts.applied_on.at_least_ago(months=12): [True, True, False, None],
        facts.applied_on.more_than_ago(months=12): [True, False, False, None],
        facts.applied_on.at_most_ago(months=12): [False, True, True, None],
    }
    for criterion, expected in asked.items():
        assert listed(decide(frame, criterion, on=ON), "answer") == expected


def test_parts_asked_in_some_spans_only() -> None:
    """What only the definition of other days asks is not missing."""
    public = PriorityPublic(
        "p", "P", Timeline({date(2016, 1, 1): facts.employed, date(2018, 1, 1): facts.disabled})
    )
    frame = pl.DataFrame(
        {"employed": [None, True], "disabled": [None, None], "on": [date(2017, 1, 1)] * 2},
        schema_overrides={"disabled": pl.Boolean},
    )
    answers = classify(frame, public, on="on", missing="missing")
    assert answers["p"].to_list() == [None, True]
    assert answers["missing"].to_list() == ["employed", ""]


@pytest.mark.parametrize("name", ENGINES)
def test_wide_decimals(name: str) -> None:
    """Decimals of as many digits as there can be are compared exactly."""
    values = [Decimal("1000.0000000001"), Decimal(1000), None]
    frame = engine(name)({"annual_income": ("wide", values)})
    answers = decide(frame, facts.annual_income.at_most(1_000), on=ON)
    assert listed(answers, "answer") == [False, True, None]


@pytest.mark.parametrize("name", [name for name in ENGINES if name.startswith(("pandas", "dask"))])
def test_whole_floats_of_pandas(name: str) -> None:
    """Floats that are whole are read as numbers, since pandas makes them of integers."""
    frame = engine(name)({"household_size": ("float", [3.0, 2.0, None])})
    answers = decide(frame, facts.household_size.at_least(3), on=ON)
    assert listed(answers, "answer") == [True, False, None]
