"""What no household can have decides nothing, on any engine: it is refused, or it is not known."""

import importlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from unicodedata import category

import attrs
import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.drawing import Drawn, drawn, tell_missing
from tests.frames.engines import ENGINES, Rows, arrow, engine, listed
from tests.frames.test_decide import ANSWERS, examples

from housing_agreements import (
    Household,
    HousingAgreementsError,
    InvalidValueError,
    PriorityPublic,
    Territory,
    check_quotas,
    facts,
    tally,
)
from housing_agreements._visible_text import is_text
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.criteria.kinds import Kind
from housing_agreements.frames import classify, decide
from housing_agreements.geography.territories import Place

DAY = date(2018, 1, 1)
LAZY = {"polars, lazy", "duckdb", "pyspark"}
"""The engines that are not run to look for such values; Dask looks at each part when it is run."""
PLAI = facts.dwelling_financing.equals("PLAI")
IN_QUARTER = facts.dwelling_offered.within(
    Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP033001",))
)
AIN, AUBE = (
    Territory(code, name, "department", departments=(code,))
    for code, name in (("01", "Ain"), ("10", "Aube"))
)
NEAR: Mapping[str, tuple[str, list[Any]]] = {"dwelling_offered": ("code", ["33063"])}
ODD: list[tuple[Criterion, Rows]] = [
    (PLAI, {"dwelling_financing": ("code", ["PLAI "])}),
    (PLAI, {"dwelling_financing": ("code", [""])}),
    (PLAI, {"dwelling_financing": ("category", ["\tPLAI"])}),
    (IN_QUARTER, {**NEAR, "dwelling_offered_neighbourhood": ("code", ["QP033001 "])}),
    (IN_QUARTER, {**NEAR, "dwelling_offered_neighbourhood": ("code", [""])}),
    (facts.residence.within(AUBE), {"residence": ("code", ["1004"])}),
    (facts.residence.within(AIN), {"residence": ("code", ["1004"])}),
    (~facts.residence.within(AUBE), {"residence": ("category", ["100411"])}),
    (facts.household_size.at_least(3), {"household_size": ("count", [0])}),
    (facts.household_size.one_of(1, 2), {"household_size": ("small", [-1])}),
    (facts.annual_income.below(9), {"annual_income": ("count", [-1])}),
    (facts.annual_income.below(9), {"annual_income_low": ("count", [8]),
                                    "annual_income_high": ("count", [7])}),
    (facts.annual_income.below(9), {"annual_income_low": ("count", [-1]),
                                    "annual_income_high": ("count", [7])}),
]  # fmt: skip
"""Rows that no household can be, each with a criterion that they seem to settle."""


@pytest.mark.parametrize("number", range(len(ODD)))
@pytest.mark.parametrize("name", ENGINES)
def test_what_no_household_can_have_is_never_decided(name: str, number: int) -> None:
    """It is refused where the rows are looked at, and elsewhere null, and counted by its fact."""
    criterion, rows = ODD[number]
    (fact,) = criterion.facts
    public = PriorityPublic("p", "P", criterion)
    asks: tuple[tuple[str, Callable[..., Any]], ...] = (
        ("answer", lambda **how: decide(engine(name)(rows), criterion, on=DAY, **how)),
        ("p", lambda **how: classify(engine(name)(rows), public, on=DAY, **how)),
    )
    for column, ask in asks:
        if name in LAZY:
            assert listed(ask(), column) == [None]
        else:
            with pytest.raises(InvalidValueError, match=fact):
                listed(ask(), column)
        answers = ask(refused="refused", missing="missing")
        assert listed(answers, column) == [None]
        assert listed(answers, "refused") == listed(answers, "missing") == [fact]


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in LAZY])
def test_a_lost_zero_is_told_with_the_code_it_was(name: str) -> None:
    """The remedy for a code of four digits is its zero, never to forget it."""
    frame = engine(name)({"residence": ("code", ["1004", "1053", None])})
    with pytest.raises(InvalidValueError) as caught:
        listed(decide(frame, facts.residence.within(AIN), on=DAY), "answer")
    assert caught.value.remedy == "pad it to five characters if it lost its zero: '01004'"


ODD_VALUES: Mapping[Kind, tuple[Any, ...]] = {
    Kind.COUNT: (-1, -128),
    Kind.AMOUNT: (-1, -10_000),
    Kind.PLACE: ("1004", "", " 94068", "94068 ", "2C004", "2a004", "940681", "94 68", "\u0661" * 5),
    Kind.CODE: ("", " ", "PLAI ", "\u00a0PLAI", "PL\nAI", "PLAI\r", "PL\u200bAI", "\u3164"),
}
"""What a fact of a kind cannot be."""


@st.composite
def refused(draw: st.DrawFn) -> tuple[Drawn, list[set[str]]]:
    """Households some of whose facts cannot be, which are not known of them; and which facts."""
    case = draw(drawn())
    known = facts_by_name(Household)
    rows = {name: (kind, list(values)) for name, (kind, values) in case.rows.items()}
    wrong: list[set[str]] = [set() for _ in case.households]
    for name in case.criterion.facts:
        pool = ODD_VALUES.get(known[name].kind)
        if pool is None:
            continue
        at_fault = draw(st.lists(st.integers(0, len(wrong) - 1), unique=True))
        ends = [column for column in (name, f"{name}_low", f"{name}_high") if column in rows]
        for row in at_fault:
            value = draw(st.sampled_from(pool))
            if known[name].kind is Kind.AMOUNT:
                value = type(next(filter(None, rows[name][1]), 0))(value)
            column = draw(st.sampled_from(ends))
            if known[name].kind is Kind.PLACE and draw(st.booleans()) and rows[name][1][row]:
                column = f"{name}_neighbourhood"
                value = draw(st.sampled_from(ODD_VALUES[Kind.CODE]))
            rows[column][1][row] = value
            wrong[row].add(name)
    households = tuple(
        attrs.evolve(household, **dict.fromkeys(names))
        for household, names in zip(case.households, wrong, strict=True)
    )
    return attrs.evolve(case, households=households, rows=rows), wrong


@pytest.mark.parametrize("by_row", [False, True], ids=["one day", "a day for each"])
@pytest.mark.parametrize("name", ENGINES)
def test_a_refused_fact_is_not_known(name: str, *, by_row: bool) -> None:
    """Rows answer as households of which what cannot be is not known; others as they did."""
    make = engine(name)

    @examples(name)
    @given(refused())
    def check(drawn_case: tuple[Drawn, list[set[str]]]) -> None:
        case, wrong = drawn_case
        criterion = case.criterion
        how: Any = {"on": "asked_on" if by_row else case.days[0], "columns": case.columns}
        answers = decide(make(case.rows), criterion, **how, missing="missing", refused="refused")
        days = case.days if by_row else case.days[:1] * len(case.days)
        pairs = list(zip(case.households, days, strict=True))
        expected = [ANSWERS[criterion.decide(each, on=day)] for each, day in pairs]
        assert listed(answers, "answer") == expected
        missing = [tell_missing(criterion, each, day) for each, day in pairs]
        assert listed(answers, "missing") == missing
        assert listed(answers, "refused") == [", ".join(sorted(names)) for names in wrong]
        if name in LAZY or not any(wrong):
            assert listed(decide(make(case.rows), criterion, **how), "answer") == expected
        else:
            with pytest.raises(HousingAgreementsError):
                listed(decide(make(case.rows), criterion, **how), "answer")

    check()


@pytest.mark.parametrize("value", ODD_VALUES[Kind.PLACE])
def test_places_are_refused_to_objects_too(value: str) -> None:
    """What is drawn as no commune is refused where a place is made."""
    with pytest.raises(HousingAgreementsError):
        Place(value)


@pytest.mark.parametrize("name", sorted(LAZY - {"pyspark"}))
def test_a_pattern_takes_for_a_code_what_objects_do(name: str) -> None:
    """A lazy engine decides on no text that is no code, and on each that is one."""
    make = engine(name)
    letters = st.characters(exclude_categories=("Cn", "Cs", "Co"))
    blanks = st.sampled_from(" \t\n\r\u00a0\u2003\u2028\u200b\u202e\ufeff\u3164\u115f\u034f\u0301é")

    @settings(max_examples=40)
    @given(st.lists(st.text(letters | blanks, max_size=4), min_size=1, max_size=20))
    def check(texts: list[str]) -> None:
        frame = make({"quartile_area": ("code", texts)})
        found = listed(decide(frame, facts.quartile_area.equals("x"), on=DAY), "answer")
        for text, answer in zip(texts, found, strict=True):
            if not is_text(text):
                assert answer is None
            elif category(text[0])[0] != "M":
                assert answer is (text == "x")

    check()


DAYS = [20_000, 10_000_000, None, -800_000]
"""Days since 1970 began: one of 2024, none, and two that no calendar of Python has."""


def in_pandas(table: Any) -> Any:
    """A table of Arrow in pandas, its days as times of whole seconds."""
    pd: Any = importlib.import_module("pandas")
    seconds = {
        name: [None if day is None else day * 86_400 for day in days.cast("int32").to_pylist()]
        for name, days in zip(table.column_names, table.columns, strict=True)
    }
    return pd.DataFrame(
        {name: pd.Series(times, dtype="Int64").astype("datetime64[s]")
         for name, times in seconds.items()}
    )  # fmt: skip


FROM_ARROW: Mapping[str, Callable[[Any], Any]] = {
    "polars": pl.from_arrow,
    "polars, lazy": lambda table: pl.DataFrame(pl.from_arrow(table)).lazy(),
    "pandas": in_pandas,
    "pandas, by Arrow": lambda table: table.to_pandas(
        types_mapper=importlib.import_module("pandas").ArrowDtype
    ),
    "pyarrow": lambda table: table,
    "duckdb": lambda table: importlib.import_module("duckdb").from_arrow(table),
}


@pytest.mark.parametrize("column", ["applied_on", "applied_on_valid_until", "on"])
@pytest.mark.parametrize("name", FROM_ARROW)
def test_days_that_no_calendar_has(name: str, column: str) -> None:
    """A day of the year 29349, or of before our era, is refused, or not known."""
    pa: Any = importlib.import_module("pyarrow")
    table = arrow({"applied_on": ("day", [date(2010, 1, 1)] * 4), "on": ("day", [DAY] * 4)})
    if column in table.column_names:
        table = table.drop_columns(column)
    odd = pa.array(DAYS, pa.int32()).cast(pa.date32())
    frame = FROM_ARROW[name](table.append_column(column, odd))
    criterion = facts.applied_on.at_least_ago(months=12)
    if name in LAZY:
        answers = decide(frame, criterion, on="on", refused="refused").select("answer", "refused")
        known, fact = column != "applied_on", column.partition("_valid")[0]
        null = column.endswith("until") or None
        assert listed(answers, "answer") == [known, None, null, None]
        assert listed(answers, "refused") == ["", fact, "", fact]
    else:
        with pytest.raises(InvalidValueError) as caught:
            decide(frame, criterion, on="on")
        assert f"{column!r}" in str(caught.value) or caught.value.field == column
        assert "29349-01-26' in row 1" in caught.value.given
        assert "in row 3" in caught.value.given
        assert caught.value.expected == "a day from 0001-01-01 to 9999-12-31"


@pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")
@pytest.mark.parametrize("wrap", [False, True], ids=["as it is", "in narwhals"])
@pytest.mark.parametrize("name", ENGINES)
def test_a_frame_given_to_the_rules_names_the_way(name: str, *, wrap: bool) -> None:
    """`check_quotas` and `tally` of objects say which function tallies a frame of any engine."""
    rows: Rows = {"id": ("code", ["A"]), "commune": ("code", ["33063"])}
    frame: Any = engine(name)(rows)
    frame = nw.from_native(frame) if wrap else frame
    for ask in (lambda: check_quotas(AGREEMENT, frame, on=DAY), lambda: tally(AGREEMENT, frame)):
        with pytest.raises(HousingAgreementsError, match=r"housing_agreements\.frames\.tally"):
            ask()
