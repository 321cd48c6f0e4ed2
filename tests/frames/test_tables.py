"""Criteria whose answers Polars looks up: ceilings and places, joined in every way."""

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.frames.drawing import as_columns, tell_missing
from tests.frames.engines import engine, listed

from housing_agreements import Household, Place, Territory, Timeline, at_least_of, facts
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.frames import Column, decide
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.law.incomes.ceilings import under_ceiling, under_ceiling_of_dwelling
from housing_agreements.values.verdicts import Verdict

ON = date(2017, 3, 1)
ANSWERS = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
POLARS = ("polars", "polars, lazy")
COMMUNES = ("35238", "35239", "59350", "94068", "97411")
ZONES = ("1", "2", "3", "elsewhere")


def _dated(rows: dict[Any, Any]) -> Timeline[dict[Any, Any]]:
    return Timeline({date(2016, 1, 1): rows}, verified_until=date(2018, 12, 31))


BY_SIZE = _dated({1: 10, 2: 20, 3: 30})
BY_OTHER_SIZE = _dated({2: 15, 3: None, 5: 20})
BY_ZONE = _dated({(zone, size): 10 * int(zone) + size for zone in "123" for size in (1, 2)})
LATER = Timeline({date(2020, 1, 1): {1: 10, 2: 20, 3: 30}})
ATOMS: tuple[Criterion, ...] = (
    facts.residence.within(Territory("a", "A", "list", communes=("35238", "59350"))),
    facts.residence.within(Territory("b", "B", "list", departments=("94", "974"))),
    facts.residence.within(
        Territory("c", "C", "list", communes=("35239",), possible_communes=("94068",))
    ),
    facts.residence.within(
        Territory("d", "D", "list", communes=Timeline({date(2020, 1, 1): frozenset({"35238"})}))
    ),
    facts.annual_income.under(BY_SIZE, by=facts.household_size),
    facts.annual_income.under(BY_SIZE, by=facts.household_size, strictly=True),
    facts.annual_income.under(BY_OTHER_SIZE, by=facts.household_size),
    facts.annual_income.under(BY_ZONE, by=(facts.ceilings_zone, facts.household_size)),
    facts.annual_income.under(LATER, by=facts.household_size),
    facts.dependants.under(BY_SIZE, by=facts.household_size),
    facts.dependants.under(BY_SIZE, by=facts.dependants),
    facts.employed,
    facts.disabled_member,
    facts.household_size.at_least(3),
)


def _criteria() -> st.SearchStrategy[Criterion]:
    def larger(inner: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
        several = st.lists(inner, min_size=2, max_size=4)
        return (
            st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1])
            | st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1])
            | inner.map(lambda each: ~each)
            | several.map(lambda each: at_least_of(2, *each))
        )

    return st.recursive(st.sampled_from(ATOMS), larger, max_leaves=8)


def _households() -> st.SearchStrategy[Household]:
    answers = st.sampled_from((True, False, None))
    return st.builds(
        Household,
        residence=st.none() | st.sampled_from(COMMUNES).map(Place),
        annual_income=st.none() | st.integers(8, 34),
        household_size=st.none() | st.integers(1, 6),
        dependants=st.none() | st.integers(0, 40),
        ceilings_zone=st.none() | st.sampled_from(ZONES),
        employed=answers,
        disabled_member=answers,
    )


@pytest.mark.parametrize("missing", [None, "missing"])
@pytest.mark.parametrize("name", POLARS)
@given(criterion=_criteria(), households=st.lists(_households(), min_size=1, max_size=8))
def test_tables_joined_with_tables_and_flags(
    name: str, missing: str | None, criterion: Criterion, households: list[Household]
) -> None:
    """However tables and flags are joined, each row answers as its household does."""
    case = as_columns(criterion, tuple(households), (ON,) * len(households), "cents")
    rows = {name: each for name, each in case.rows.items() if not name.endswith("neighbourhood")}
    frame = decide(engine(name)(rows), criterion, on=ON, columns=case.columns, missing=missing)
    answers = [ANSWERS[criterion.decide(household, on=ON)] for household in households]
    assert listed(frame, "answer") == answers
    if missing is not None:
        facts_missing = [tell_missing(criterion, household, ON) for household in households]
        assert listed(frame, missing) == facts_missing


@pytest.mark.parametrize("lazy", [False, True])
@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt8, pl.UInt32, pl.Int64, pl.UInt64, pl.Int128])
def test_ceilings_at_the_ends_of_a_kind(kind: Any, *, lazy: bool) -> None:
    """In a column of any integers, at most a ceiling is met and one more is not."""
    criterion = facts.annual_income.under(
        _dated({1: 0, 2: 126, 3: 127, 4: 2**40, 5: 2**70}), by=facts.household_size
    )
    small = kind in {pl.Int8, pl.UInt8, pl.UInt32}
    incomes = [0, 1, 126, 127, 127, None, 5] if small else [0, 1, 126, 127, 2**40 + 1, None, 5]
    sizes = [1, 1, 2, 2, 4, 5, None]
    given_ = pl.DataFrame(
        {"annual_income": incomes, "household_size": sizes},
        schema={"annual_income": kind, "household_size": pl.Int8},
    )
    frame: Any = decide(given_.lazy() if lazy else given_, criterion, on=ON)
    expected = [
        ANSWERS[criterion.decide(Household(annual_income=income, household_size=size), on=ON)]
        for income, size in zip(incomes, sizes, strict=True)
    ]
    assert frame.lazy().collect()["answer"].to_list() == expected


@pytest.mark.parametrize("sizes", [[None, None], [7, 8], [1, 2], [1, 7], [2, None]])
def test_sizes_that_a_table_has_or_not(sizes: list[int | None]) -> None:
    """Where all sizes are in the table, none is, or none is known, each answers for itself."""
    frame = pl.DataFrame(
        {"annual_income": [15, 9], "household_size": sizes},
        schema_overrides={"household_size": pl.Int64},
    )
    criterion = facts.annual_income.under(BY_SIZE, by=facts.household_size) & facts.employed
    alone = facts.annual_income.under(BY_SIZE, by=facts.household_size)
    households = [
        Household(annual_income=income, household_size=size)
        for income, size in zip((15, 9), sizes, strict=True)
    ]
    columns = {"employed": None}
    for each in (criterion, alone):
        expected = [ANSWERS[each.decide(household, on=ON)] for household in households]
        for given_ in (frame, frame.lazy()):
            got: Any = decide(given_, each, on=ON, columns=columns if each is criterion else None)
            assert got.lazy().collect()["answer"].to_list() == expected


@pytest.mark.parametrize("lazy", [False, True])
def test_tables_too_wide_to_look_up(*, lazy: bool) -> None:
    """Tables of many sizes, codes or cells, and of one fact twice, answer alike."""
    many = _dated({size: size for size in range(1, 400)})
    codes = _dated({f"z{place}": place for place in range(300)})
    square = _dated({(one, other): one + other for one in range(1, 66) for other in range(65)})
    twice = _dated({(one, other): one + other for one in (1, 2) for other in (1, 2)})
    frame = pl.DataFrame(
        {
            "annual_income": [5, 300, 2, 3],
            "household_size": [5, 299, 1, 2],
            "dependants": [0, 4, 64, 1],
            "ceilings_zone": ["z4", "z299", "z2", "other"],
        }
    )
    wide = pl.DataFrame(
        {
            "annual_income": list(range(300)),
            "household_size": list(range(1, 301)),
            "dependants": list(range(300)),
            "ceilings_zone": [f"z{place}" for place in range(300)],
        }
    )
    for criterion in (
        facts.annual_income.under(many, by=facts.household_size),
        facts.annual_income.under(codes, by=facts.ceilings_zone),
        facts.annual_income.under(square, by=(facts.household_size, facts.dependants)),
        facts.annual_income.under(twice, by=(facts.household_size, facts.household_size)),
    ):
        for given_ in (frame, wide):
            rows = given_.rows(named=True)
            expected = [ANSWERS[criterion.decide(Household(**row), on=ON)] for row in rows]
            got: Any = decide(given_.lazy() if lazy else given_, criterion, on=ON)
            assert got.lazy().collect()["answer"].to_list() == expected


def test_words_that_come_late() -> None:
    """Words that the first rows do not hold are answered, few or many of them."""
    town = facts.residence.within(Territory("t", "T", "list", communes=("35238", "59350")))
    zone = facts.annual_income.under(_dated({"1": 10, "2": 20}), by=facts.ceilings_zone)
    late = ["35238"] * 10_001 + ["59350", "94068", None]
    official = load_official_code()
    others = [code for number in range(1, 20) for code in official.codes_in_use(f"{number:02}", ON)]
    many = others[:6_000] + ["35238"] * 5_000 + ["59350"]
    both_ways = [*others[:4_900] * 3, *others[5_000:6_000], "35238"]
    for words in (late, many, both_ways):
        answers = decide(pl.DataFrame({"residence": words}), town, on=ON)["answer"]
        assert answers.to_list() == [
            None if word is None else word in {"35238", "59350"} for word in words
        ]
    zones = ["1"] * 10_001 + ["2", "3", None, "1"]
    frame = pl.DataFrame({"annual_income": [15] * len(zones), "ceilings_zone": zones})
    assert decide(frame, zone, on=ON)["answer"].to_list()[-5:] == [False, True, None, None, False]


@pytest.mark.parametrize("name", [*POLARS, "pandas"])
@pytest.mark.parametrize("day", [date(2018, 1, 1), date(2024, 6, 1)])
def test_the_ceilings_of_the_law(name: str, day: date) -> None:
    """Under the ceilings of the law, each row answers as its household does."""
    households = tuple(
        Household(
            annual_income=income,
            household_size=size,
            dependants=dependants,
            disabled_member=disabled,
            couple=size == 2,
            couple_age_sum=ages,
            dwelling_offered=None if code is None else Place(code),
            ceilings_zone=zone,
            ceilings_category=size,
        )
        for income in (None, 11_531, 23_162, 40_000)
        for size, dependants in ((None, 1), (1, 0), (2, 0), (2, 1), (6, None), (21, 3))
        for disabled, ages in ((True, 50), (False, 70), (None, None))
        for code, zone in (
            ("75112", "paris"), ("77288", "ile-de-france"), ("33063", "other-regions"),
            ("97411", "elsewhere"), (None, None),
        )
    )  # fmt: skip
    for criterion in (under_ceiling("PLAI"), under_ceiling_of_dwelling("PLAI")):
        case = as_columns(criterion, households, (day,) * len(households), "cents")
        rows = {name: each for name, each in case.rows.items() if "neighbourhood" not in name}
        frame = decide(engine(name)(rows), criterion, on=day, columns=case.columns)
        expected = [ANSWERS[criterion.decide(household, on=day)] for household in households]
        assert listed(frame, "answer") == expected


def test_tables_too_large_to_be_joined() -> None:
    """Tables whose keys together make too many cells are looked up one by one."""
    sizes = _dated({size: 10 * size for size in range(1, 100)})
    refused = _dated({count: 500 - count for count in range(100)})
    criterion = facts.annual_income.under(sizes, by=facts.household_size) | (
        facts.annual_income.under(refused, by=facts.offers_refused)
    )
    rows: list[dict[str, Any]] = [
        {"annual_income": 450, "household_size": size, "offers_refused": count}
        for size in (1, 44, 45, 99, None)
        for count in (0, 49, 50, 51, 99, None)
    ]
    frame = pl.DataFrame(rows)
    expected = [ANSWERS[criterion.decide(Household(**row), on=ON)] for row in rows]
    assert decide(frame, criterion, on=ON)["answer"].to_list() == expected


def test_a_column_of_cents_is_held_against_ceilings_in_euros() -> None:
    """A ceiling of 10 € is met by 1,000 cents and not by 1,001."""
    frame = pl.DataFrame({"cents": [1_000, 1_001], "household_size": [1, 1]})
    criterion = facts.annual_income.under(BY_SIZE, by=facts.household_size)
    columns = {"annual_income": Column("cents", parts=100)}
    assert decide(frame, criterion, on=ON, columns=columns)["answer"].to_list() == [True, False]
