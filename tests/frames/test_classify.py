"""A frame is classified as its households are, one by one."""

import importlib
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.drawing import NAMES, as_columns, tell_missing
from tests.frames.engines import ENGINES, Rows, engine, kinds, listed

from housing_agreements import (
    Amendment,
    Household,
    PriorityPublic,
    Timeline,
    all_of,
    any_of,
    check_eligibility,
    facts,
)
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
from housing_agreements.criteria.criteria import Criterion, at_least_of, open_question
from housing_agreements.frames import Absent, Column, classify, decide
from housing_agreements.geography.territories import Place
from housing_agreements.testing.strategies._criteria import criteria
from housing_agreements.testing.strategies._households import days_asked, households
from housing_agreements.values.verdicts import Verdict

pd: Any = importlib.import_module("pandas")
ON = date(2017, 3, 1)
LOW, HIGH = Timeline({date(2016, 1, 1): 3}), Timeline({date(2016, 1, 1): 5})
ANSWERS: dict[Verdict | None, bool | None] = {
    Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None
}  # fmt: skip


def publics_drawn() -> st.SearchStrategy[tuple[PriorityPublic, ...]]:
    """A few publics, whose definitions change, begin, end or stop being known."""
    some = st.none() | criteria(names=NAMES)
    timelines = st.builds(
        lambda first, second, until: Timeline(
            {date(2015, 1, 1): first, date(2018, 1, 1): second}, verified_until=until
        ),
        some,
        some,
        st.none() | st.just(date(2019, 12, 31)),
    )
    return st.lists(timelines, min_size=1, max_size=3).map(
        lambda several: tuple(
            PriorityPublic(f"p{place}", f"P{place}", each) for place, each in enumerate(several)
        )
    )


@settings(max_examples=60)
@given(publics_drawn(), st.lists(st.tuples(households(), days_asked()), min_size=1, max_size=5))
def test_as_each_household_is(
    publics: tuple[PriorityPublic, ...], pairs: list[tuple[Household, date]]
) -> None:
    """Each public is answered as `check_eligibility` does, on one day and on a day for each."""
    read = all_of(
        *(each for public in publics for _, each in public.criterion.changes if each is not None)
    )
    plain = tuple(
        Household(
            **{
                n: v
                for n in read.facts
                if type(v := getattr(each, n)) in {bool, int, date, str, Place}
            }
        )
        for each, _ in pairs
    )
    days = tuple(day for _, day in pairs)
    case = as_columns(read, plain, days, "cents")
    frame = ENGINES["polars"](case.rows)
    how: Any = {"columns": case.columns, "absent": Absent.NOT_KNOWN}
    for on, each in ((days[0], days[:1] * len(days)), ("asked_on", days)):
        answers = classify(frame, publics, on=on, missing="missing", **how)
        for place, (household, day) in enumerate(zip(plain, each, strict=True)):
            verdicts = [check_eligibility(household, public, on=day) for public in publics]
            got = [answers[public.code][place] for public in publics]
            assert got == [ANSWERS[verdict.verdict] for verdict in verdicts]
            facts_missing = {fact for one in verdicts for fact in one.missing if " " not in fact}
            rules = {rule.missing for one in verdicts for rule in one.not_followed}
            expected = (*sorted(facts_missing), *sorted(rules))
            assert answers["missing"][place] == ", ".join(expected)


def test_the_versions_of_an_agreement() -> None:
    """By a column of days, each row is asked of the version of its day."""
    wider = PriorityPublic("dalo", "DALO", facts.dalo_recognised)
    new = PriorityPublic("key", "Key workers", facts.key_worker)
    day = date(2017, 6, 1)
    agreement = AGREEMENT.amend(
        Amendment(effective=day, signed_on=day, replace=(wider,), add=(new,))
    )
    frame = pl.DataFrame(
        {
            "employed": [False] * 3,
            "dalo_recognised": [True] * 3,
            "leaving_temporary_housing": [None, True, False],
            "key_worker": [True] * 3,
            "on": [date(2017, 5, 31), day, None],
        },
        schema_overrides={"leaving_temporary_housing": pl.Boolean},
    )
    answers = classify(frame, agreement, on="on", prefix="in_")
    assert answers["in_dalo"].to_list() == [False, True, None]
    assert answers["in_key"].to_list() == [False, True, None]
    assert classify(frame, agreement, on=date(2017, 5, 31)).columns[-1] == "temporary-housing"
    early = classify(frame, agreement, on="on", known=date(2017, 5, 31))
    assert early["dalo"].to_list() == [False, False, False]


@pytest.mark.parametrize("name", ENGINES)
def test_the_kind_of_frame_is_kept(name: str) -> None:
    """A frame comes back in its own kind, lazy if it was, with its columns and the new ones."""
    frame = engine(name)({"employed": ("flag", [True, None]), "extra": ("code", ["a", "b"])})
    answers = decide(frame, facts.employed, on=ON)
    assert type(answers) is type(frame)
    assert list(kinds(answers)) == ["employed", "extra", "answer"]
    assert kinds(answers)["answer"] == nw.Boolean
    assert listed(answers, "answer") == [True, None]


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_classifies(name: str) -> None:
    """Each public gets a column, beside the facts that are missing."""
    rows: Rows = {
        "employed": ("flag", [True, False]),
        "dalo_recognised": ("flag", [None, True]),
        "leaving_temporary_housing": ("flag", [False, None]),
    }
    answers = classify(engine(name)(rows), AGREEMENT, on=ON, prefix="in_", missing="missing")
    assert listed(answers, "in_dalo") == [None, False]
    assert listed(answers, "in_temporary-housing") == [False, False]
    assert listed(answers, "missing") == ["dalo_recognised", ""]


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_says_what_rules_its_days(name: str) -> None:
    """By a day for each row: whether the agreement is in force, and which rule was not followed."""
    until = date(2018, 6, 30)
    law: Any = Timeline({date(2016, 1, 1): facts.employed}, verified_until=until)
    limit = Timeline({date(2016, 1, 1): 3}, verified_until=date(2018, 9, 30))
    publics = (
        PriorityPublic("workers", "Workers", law),
        PriorityPublic("large", "Large", facts.household_size.at_least(limit)),
    )
    agreement = attrs.evolve(AGREEMENT, publics=publics, commitments=())
    days = [date(2016, 3, 6), date(2016, 3, 7), date(2018, 7, 1), date(2018, 12, 31), None]
    days.insert(4, date(2019, 1, 1))
    rows: Rows = {
        "employed": ("flag", [True] * 6),
        "household_size": ("count", [4] * 6),
        "on": ("day", days),
    }
    answers = classify(engine(name)(rows), agreement, on="on", missing="m", outcome="why")
    workers, large = "rule on workers after 2018-06-30", "rule on household_size after 2018-09-30"
    judged = ["judged"] * 3
    assert listed(answers, "why") == ["not_signed", *judged, "ended", ""]
    assert listed(answers, "workers") == [False, True, None, None, False, None]
    assert listed(answers, "large") == [False, True, True, None, False, None]
    assert listed(answers, "m") == ["", "", workers, f"{large}, {workers}", "", ""]


@pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")
@pytest.mark.parametrize("name", ENGINES)
def test_a_wrapped_frame_stays_wrapped(name: str) -> None:
    """A frame that narwhals wraps comes back so."""
    frame = nw.from_native(engine(name)({"employed": ("flag", [True, None])}))
    answers = decide(frame, facts.employed, on=ON)
    assert type(answers) is type(frame)
    assert listed(answers.to_native(), "answer") == [True, None]


CONSTANT: list[tuple[Criterion, bool | None]] = [
    (all_of(), True),
    (any_of(), False),
    (open_question("when", "quand"), None),
    (~open_question("when", "quand"), None),
    (facts.employed | all_of(), True),
    (facts.employed & any_of(), False),
    (at_least_of(2, facts.employed, all_of(), all_of()), True),
    (at_least_of(3, facts.employed, any_of(), all_of()), False),
]


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
@pytest.mark.parametrize(("criterion", "expected"), CONSTANT)
def test_the_same_answer_for_all(name: str, criterion: Criterion, expected: bool | None) -> None:  # noqa: FBT001  # an answer
    """A criterion that no fact can change answers alike in every row."""
    frame = engine(name)({"employed": ("flag", [True, False, None])})
    answers = decide(frame, criterion, on=ON)
    assert listed(answers, "answer") == [expected] * 3
    assert kinds(answers)["answer"] == nw.Boolean


def test_frames_without_rows_or_columns() -> None:
    """No rows give no answers; no columns leave what is not known."""
    empty = pl.DataFrame(schema={"employed": pl.Boolean})
    assert decide(empty, facts.employed, on=ON)["answer"].to_list() == []
    bare = pd.DataFrame(index=[0, 1])
    answers = decide(bare, facts.employed, on=ON, absent=Absent.NOT_KNOWN)
    assert listed(answers, "answer") == [None, None]


@pytest.mark.parametrize("name", ENGINES)
def test_columns_that_hold_nothing(name: str) -> None:
    """A column of nulls without a kind says nothing."""
    frame = engine(name)({"employed": ("null", [None, None]), "household_size": ("count", [1, 4])})
    criterion = facts.employed & facts.household_size.at_least(3)
    assert listed(decide(frame, criterion, on=ON), "answer") == [False, None]


def test_nothing_but_nulls_of_another_kind() -> None:
    """In an eager frame, a column of another kind that holds nothing but nulls says nothing."""
    frame = pl.DataFrame({"employed": [None, None]}, schema={"employed": pl.String})
    assert decide(frame, facts.employed, on=ON)["answer"].to_list() == [None, None]


def test_other_columns_of_polars() -> None:
    """Integers of any width, categories and enums answer as they stand."""
    frame = pl.DataFrame(
        {
            "household_size": pl.Series([1, 127, None], dtype=pl.Int8),
            "minor_children": pl.Series([0, 255, None], dtype=pl.UInt8),
            "dwelling_financing": pl.Series(["PLAI", "PLUS", None], dtype=pl.Categorical),
            "quartile_area": pl.Series(["a", "b", None], dtype=pl.Enum(["a", "b"])),
        }
    )
    asked = {
        facts.household_size.at_least(127): [False, True, None],
        facts.household_size.at_least(128): [False, False, None],
        facts.household_size.above(127): [False, False, None],
        facts.household_size.below(128): [True, True, None],
        facts.household_size.equals(300): [False, False, None],
        facts.minor_children.at_most(300): [True, True, None],
        facts.household_size.between(HIGH, LOW): [False, False, None],
        facts.minor_children.below(0): [False, False, None],
        facts.minor_children.at_least(0): [True, True, None],
        facts.dwelling_financing.one_of("PLAI", "PLS"): [True, False, None],
        facts.quartile_area.equals("a"): [True, False, None],
    }
    for criterion, expected in asked.items():
        assert decide(frame, criterion, on=ON)["answer"].to_list() == expected, criterion


def test_bounds_of_several_widths() -> None:
    """Bounds in integers of other widths than the value are read in the widest."""
    frame = pl.DataFrame(
        {
            "household_size": pl.Series([None, 3, None], dtype=pl.Int8),
            "household_size_low": pl.Series([300, None, None], dtype=pl.Int16),
        }
    )
    answers = decide(frame, facts.household_size.at_least(200), on=ON)
    assert answers["answer"].to_list() == [True, False, None]


def test_parts_of_pandas() -> None:
    """Decimals among the objects of pandas are read exactly, each to its last digit."""
    values = pd.Series(["1000.001", "999.99", None]).map(Decimal, na_action="ignore")
    frame = pd.DataFrame({"annual_income": values})
    answers = decide(frame, facts.annual_income.at_most(1_000), on=ON)
    assert listed(answers, "answer") == [False, True, None]
    cents = pd.DataFrame({"cents": [100_000, 100_001]})
    how = {"annual_income": Column("cents", parts=100)}
    answers = decide(cents, facts.annual_income.at_most(1_000), on=ON, columns=how)
    assert listed(answers, "answer") == [True, False]
    assert decide(cents, facts.employed, on=ON, columns={"employed": None})["answer"].isna().all()


def deep(levels: int) -> Criterion:
    """A criterion nested so deep."""
    criterion: Criterion = facts.employed
    for level in range(levels):
        criterion = ~(criterion & facts.disabled) if level % 2 else criterion | facts.key_worker
    return criterion


def doubled(times: int) -> Criterion:
    """A criterion whose parts are shared, doubled so many times."""
    criterion = facts.employed | facts.disabled
    for _ in range(times):
        criterion = (criterion & facts.key_worker) | criterion
    return criterion


@pytest.mark.parametrize(
    ("name", "criterion"),
    [
        ("polars", deep(10_000)),
        ("polars, lazy", deep(2_000)),
        ("pyarrow", deep(2_000)),
        ("duckdb", deep(500)),
        ("dask", deep(2_000)),
        ("polars", doubled(40)),
        ("duckdb", doubled(40)),
        ("polars", all_of(*(facts.household_size.at_least(each) for each in range(1, 2_000)))),
        ("polars", at_least_of(60, *(facts.household_size.at_least(n) for n in range(1, 121)))),
    ],
    ids=map(str, range(9)),
)
def test_depth(name: str, criterion: Criterion) -> None:
    """Depth and shared parts do not matter."""
    given: dict[str, tuple[Any, ...]] = {
        "employed": (True, False, None),
        "disabled": (True, True, None),
        "key_worker": (False, None, None),
        "household_size": (130, 3, None),
    }
    kinds = {"household_size": "count"}
    frame = engine(name)({each: (kinds.get(each, "flag"), given[each]) for each in given})
    rows = [
        Household(**dict(zip(given, row, strict=True))) for row in zip(*given.values(), strict=True)
    ]
    expected = [ANSWERS[criterion.decide(household, on=ON)] for household in rows]
    assert listed(decide(frame, criterion, on=ON), "answer") == expected


@pytest.mark.parametrize(("name", "levels"), [("polars", 500), ("pandas", 150), ("pyarrow", 300)])
@pytest.mark.filterwarnings("error")
def test_depth_of_what_is_missing(name: str, levels: int) -> None:
    """However deep a criterion is nested, what would settle it is told, without a warning."""
    criterion = deep(levels)
    given = {"employed": (True, False, None), "disabled": (True, True, None),
             "key_worker": (False, None, None)}  # fmt: skip
    frame = engine(name)({each: ("flag", given[each]) for each in given})
    rows = [
        Household(**dict(zip(given, row, strict=True))) for row in zip(*given.values(), strict=True)
    ]
    found = decide(frame, criterion, on=ON, missing="missing")
    assert listed(found, "answer") == [ANSWERS[criterion.decide(each, on=ON)] for each in rows]
    assert listed(found, "missing") == [tell_missing(criterion, each, ON) for each in rows]
