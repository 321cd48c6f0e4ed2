"""The days of stages in frames: known, in a period, perhaps never; by columns of every kind."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.frames.engines import ENGINES, Rows, engine
from tests.frames.ledgers import Entry, as_rows
from tests.rules.drawing import SLOW, Case, agreement_of, cases
from tests.rules.drawing import given as given_entry

from housing_agreements import (
    NOT_KNOWN,
    Attribution,
    HousingAgreementsError,
    NotKnown,
    Period,
    Production,
    Share,
    Stage,
    Tally,
    Verdict,
    Volume,
    check_quotas,
    facts,
)
from housing_agreements import tally as one_by_one
from housing_agreements.frames import Absent, Column, decide, tally
from housing_agreements.frames.columns import Columns
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES, StageDay

CHEAP = [name for name in ENGINES if name not in {"dask", "pyspark"}]
CALLED: dict[str, Any] = {"publics": "is_", "tags": "tag_"}


class Shape(NamedTuple):
    """How a file tells of a stage."""

    columns: str
    """A column of days, one of years, or two for the rows of which no day is known."""
    null: NotKnown | None
    """What a null says."""
    kind: str
    """The kind of a column of years."""


shapes = st.builds(
    Shape,
    st.sampled_from(("day", "pair", "pair", "year")),
    st.sampled_from((None, NOT_KNOWN)),
    st.sampled_from(("count", "float")),
)


def as_told(day: StageDay | None, shape: Shape) -> StageDay | None:
    """A day as such columns tell it."""
    if isinstance(day, date):
        return Period.year(day.year) if shape.columns == "year" else day
    if isinstance(day, Period) and shape.columns == "pair":
        return day
    return shape.null


def columns_of(
    field: str, days: Sequence[StageDay | None], shape: Shape
) -> tuple[dict[str, tuple[str, list[Any]]], Column]:
    """The columns of a stage, and what is said of them."""
    first = [day.start if isinstance(day, Period) else None for day in days]
    if shape.columns == "year":
        years = [None if day is None else day.year for day in first]
        return {field: (shape.kind, years)}, Column(field, null=shape.null)
    exact = [day if isinstance(day, date) else None for day in days]
    rows: dict[str, tuple[str, list[Any]]] = {field: ("day", exact)}
    if shape.columns == "day":
        return rows, Column(field, null=shape.null)
    last = [day.last_day if isinstance(day, Period) else None for day in days]
    rows |= {"from": ("day", first), "until": ("day", last)}
    named = {f"{field}_{end}": column for end, column in rows.items() if end != field}
    column = Column(field, low=f"{field}_from", high=f"{field}_until", null=shape.null)
    return {field: rows[field], **named}, column


def in_columns(
    case: Case, told: dict[str, Shape], *, production: bool
) -> tuple[list[Entry], Rows, Columns]:
    """The entries of one kind as a file can tell them, its columns, and what is said of these."""
    agreement, entries, _, _ = case
    stages = PRODUCTION_STAGES if production else ATTRIBUTION_STAGES
    some: list[Entry] = []
    for entry in entries:
        if isinstance(entry, Production) is production:
            days: Any = {
                stage.field: as_told(getattr(entry, stage.field), told[stage.field])
                for stage in stages
            }
            some.append(attrs.evolve(entry, **days))
    undated: Any = {stage.field: None for stage in stages}
    rows = {**as_rows(agreement, [attrs.evolve(entry, **undated) for entry in some],
                      production=production)}  # fmt: skip
    columns: dict[str, Column] = {}
    for stage in stages:
        days_of_stage = [getattr(entry, stage.field) for entry in some]
        made, column = columns_of(stage.field, days_of_stage, told[stage.field])
        rows |= made
        columns[stage.field] = column
    return some, rows, columns


told_shapes = st.fixed_dictionaries({stage.field: shapes for stage in Stage})


def agree(name: str, case: Case, told: dict[str, Shape]) -> None:
    """The tally of frames of one engine is that of the entries, and is judged alike."""
    agreement, _, on, _ = case
    both, every = Tally.empty(agreement), []
    for production in (False, True):
        some, rows, columns = in_columns(case, told, production=production)
        # Without values, plain pandas makes columns of floats, which are refused.
        if some or not name.startswith("pandas"):
            frame = engine(name)(rows)
            found = tally(agreement, frame, columns=columns, production=production, **CALLED)
            assert found == one_by_one(agreement, some)
            both += found
            every += some
    assert check_quotas(agreement, both, on=on) == check_quotas(agreement, every, on=on)


@pytest.mark.parametrize("name", CHEAP)
@settings(SLOW, max_examples=10)
@given(case=cases(unknowns=2), told=told_shapes)
def test_as_the_entries_one_by_one(name: str, case: Case, told: dict[str, Shape]) -> None:
    """Days, years and pairs of days in a frame are those of its entries, whatever is null."""
    agree(name, case, told)


@pytest.mark.parametrize("name", ["dask", "pyspark"])
@settings(SLOW, max_examples=2, phases=[Phase.explicit, Phase.generate])
@given(case=cases(unknowns=2), told=told_shapes)
def test_as_the_entries_on_several_partitions(
    name: str, case: Case, told: dict[str, Shape]
) -> None:
    """A frame in several partitions gives the tally of one pass, whatever is known of its days."""
    agree(name, case, told)


SHARE = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2")
TEN = Volume("ten", to=("p",), stage=Stage.DECIDED, at_least={2018: 10})
DAY = date(2018, 5, 5)
ON = date(2019, 1, 1)


def ledger(**columns: tuple[str, list[Any]]) -> Rows:
    """Two entries without a column of days, 30 dwellings for the public and 70 not."""
    entries = [
        Attribution(code, "a", "94068", publics=publics, count=count)
        for code, publics, count in (("x", {"p"}, 30), ("y", set[str](), 70))
    ]
    rows = as_rows(agreement_of(TEN), entries, production=False)
    kept = {name: column for name, column in rows.items() if not name.endswith("_on")}
    return {**kept, **columns}


@pytest.mark.parametrize("name", CHEAP)
def test_day_that_no_column_gives_is_not_known(name: str) -> None:
    """Mapped to none, a stage that counts is perhaps reached; that nobody reached it is said."""
    agreement, frame = agreement_of(TEN), engine(name)(ledger())
    unknown = tally(agreement, frame, columns={"decided_on": None}, **CALLED)
    finding = check_quotas(agreement, unknown, on=ON)[0]
    assert (finding.verdict, finding.counted.low, finding.counted.high) == (
        Verdict.UNDETERMINED, 0, 30,
    )  # fmt: skip
    nobody = tally(agreement, frame, columns={"decided_on": Absent.NOT_REACHED}, **CALLED)
    assert check_quotas(agreement, nobody, on=ON)[0].verdict is Verdict.UNMET


def test_stage_that_is_not_counted_did_not_happen() -> None:
    """Stages that the agreement does not count, and cancellations, need no column."""
    agreement, frame = agreement_of(TEN), engine("polars")(ledger(decided_on=("day", [DAY, None])))
    found = tally(agreement, frame, **CALLED)
    entries = [
        Attribution("x", "a", "94068", publics={"p"}, count=30, decided_on=DAY),
        Attribution("y", "a", "94068", count=70),
    ]
    assert found == one_by_one(agreement, entries)
    absent: Any = {"signed_on": None, "proposed_on": Absent.NOT_REACHED, "cancelled_on": None}
    assert tally(agreement, frame, columns=absent, **CALLED) == found


def test_what_gives_no_day_is_told_in_both_ways() -> None:
    """Neither mapped nor there: the error names the ways to say not known, and nobody."""
    with pytest.raises(HousingAgreementsError) as caught:
        tally(agreement_of(TEN), engine("polars")(ledger()), **CALLED)
    assert str(caught.value) == (
        "tally, frame, decided_on: given no such column; expected a column of that name; "
        "known here: 'commune', 'contingent', 'count', 'id', 'is_p', 'is_q', 'is_r', 'landlord', "
        "'neighbourhood', 'programme', 'tag_moved', 'tag_other'; or map 'decided_on' to its "
        "columns, to None when nobody knows its day, or to Absent.NOT_REACHED when nobody reached "
        "it"
    )


def told_error(rows: Rows, *, name: str = "polars", **columns: Any) -> str:
    """The error of a ledger that is read from such columns."""
    with pytest.raises(HousingAgreementsError) as caught:
        tally(agreement_of(SHARE), engine(name)(rows), columns=columns, **CALLED)
    return str(caught.value)


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
def test_pair_of_which_one_is_null_is_open_on_that_side(name: str) -> None:
    """From a day on, by a day, between two, on one: both ends are included."""
    day = date(2018, 3, 1)
    pairs: list[tuple[date | None, date | None, StageDay | None]] = [
        (None, None, NOT_KNOWN),
        (day, None, Period(day, date.max)),
        (None, day, Period(date.min, day + timedelta(days=1))),
        (day, day + timedelta(days=1), Period(day, day + timedelta(days=2))),
        (day, day, day),
        (date.max, None, date.max),
    ]
    entries = [given_entry(f"E{index}", decided_on=told) for index, (*_, told) in enumerate(pairs)]
    undated = [attrs.evolve(entry, decided_on=None) for entry in entries]
    rows = {
        **as_rows(agreement_of(SHARE), undated, production=False),
        "from": ("day", [low for low, _, _ in pairs]),
        "until": ("day", [high for _, high, _ in pairs]),
    }
    if name.startswith("pandas"):  # its times end in 2262
        rows = {key: (kind, values[:5]) for key, (kind, values) in rows.items()}
        entries = entries[:5]
    columns = {"decided_on": Column(low="from", high="until", null=NOT_KNOWN)}
    found = tally(agreement_of(SHARE), engine(name)(rows), columns=columns, **CALLED)
    assert found == one_by_one(agreement_of(SHARE), entries)


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
@pytest.mark.parametrize("kind", ["count", "float"])
def test_years(name: str, kind: str) -> None:
    """Whole numbers are years, and so are floats that are whole; a pair may be of years, too."""
    years = [2018, None, 2019]
    rows: Any = {
        **as_rows(agreement_of(SHARE), [given_entry(code) for code in "xyz"], production=False),
        "decided_on": (kind, years),
        "until": (kind, [2018, None, 2020]),
    }
    frame = engine(name)(rows)
    told: Any = [Period.year(2018), None, Period.year(2019)]
    entries = [given_entry(code, decided_on=day) for code, day in zip("xyz", told, strict=True)]
    assert tally(agreement_of(SHARE), frame, **CALLED) == one_by_one(agreement_of(SHARE), entries)
    pair: Any = {"decided_on": Column(low="decided_on", high="until", null=NOT_KNOWN)}
    told = [Period.year(2018), NOT_KNOWN, Period.years(2019, 2020)]
    entries = [given_entry(code, decided_on=day) for code, day in zip("xyz", told, strict=True)]
    found = tally(agreement_of(SHARE), frame, columns=pair, **CALLED)
    assert found == one_by_one(agreement_of(SHARE), entries)


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("float", 2018.5, "2018.5"),
        ("count", 18, "18"),
        ("count", 999, "999"),
        ("count", 9999, "9999"),
        ("count", 20180505, "20180505"),
    ],
)
def test_number_that_is_no_year(name: str, kind: str, value: float, said: str) -> None:
    """A year is a whole number of four digits; any other is refused, with its row."""
    message = told_error(ledger(decided_on=(kind, [2018, value])), name=name)
    assert message.startswith(f"tally, decided_on: given {said}"), message
    assert "'y'" in message
    assert "years as whole numbers" in message or "or a year such as 2018" in message


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
def test_years_and_days_as_text(name: str) -> None:
    """A year that is text is refused with what to do, as a day that is text is."""
    for text in ("2018", "05/05/2018"):
        message = told_error(ledger(decided_on=("code", [text, None])), name=name)
        assert message.startswith("tally, decided_on: given ")
        assert f"{text!r} for id 'x'" in message
        assert message.endswith(
            "expected a column of dates, or of years as whole numbers; "
            "parse it to dates; cast times to dates, years to integers"
        )


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
def test_period_that_ends_before_it_begins(name: str) -> None:
    """A pair whose last day comes first is refused on every engine, with its row."""
    rows = ledger(low=("day", [DAY, DAY]), high=("day", [DAY, date(2018, 5, 4)]))
    message = told_error(rows, name=name, decided_on=Column(low="low", high="high"))
    assert message == (
        "tally, decided_on, columns 'low', 'high': given from 2018-05-05 to 2018-05-04 in a row "
        "(id 'y'); expected a first day not after the last; swap the two; where one is not known, "
        "say so: Column(..., null=NOT_KNOWN)"
    )


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
def test_days_out_of_order_for_every_day(name: str) -> None:
    """A lease of 2017 follows no decision of 2018; one of 2018 may follow a decision of May."""
    decided = ("day", [DAY, DAY])
    assert tally(
        agreement_of(SHARE),
        engine(name)(ledger(decided_on=decided, signed_on=("count", [2018, 2019]))),
        **CALLED,
    ).read.entries == 2  # fmt: skip
    message = told_error(ledger(decided_on=decided, signed_on=("count", [2018, 2017])), name=name)
    assert message == (
        "tally, signed_on: given the period 2017 in a row (id 'y'); expected a day not before "
        "decided_on, 2018-05-05; put the days of the row in order; where one is not known, say "
        "so: Column(..., null=NOT_KNOWN)"
    )


def test_no_day_of_a_stage() -> None:
    """What cannot give the day of a stage is refused by its argument, before the frame is read."""
    rows = ledger(decided_on=("day", [DAY, DAY]))
    wrong: Any
    for wrong, said in (
        (Absent.NOT_KNOWN, "given Absent.NOT_KNOWN (an Absent); expected a name, a Column, None"),
        (NOT_KNOWN, "None when nobody knows the day, or Absent.NOT_REACHED; write None"),
        (Absent.REFUSED, "given Absent.REFUSED"),
        (3, "given 3; expected the name of a column, a Column, Absent.NOT_REACHED or None"),
        (Column("decided_on", verified="x"), "'decided_on', verified: given 'x'; expected the col"),
        (Column("decided_on", parts=100), "parts: given 100; expected the columns of a day"),
    ):
        message = told_error(rows, decided_on=wrong)
        assert message.startswith("tally, columns, 'decided_on'"), message
        assert said in message
    for field in ("cancelled_on", "landlord"):
        for wrong in (Column("decided_on"), Absent.NOT_REACHED):
            message = told_error(rows, **{field: wrong})
            assert f"tally, columns, {field!r}: given " in message
            assert "only the day of a stage takes more" in message
    missing = told_error(rows, decided_on=Column(low="low", high="decided_on"))
    assert missing.startswith("tally, frame, decided_on, column 'low': given no such column")
    with pytest.raises(HousingAgreementsError, match="null: given 'x'"):
        Column("decided_on", null=wrong_null())


def wrong_null() -> Any:
    """Something that is neither `NOT_KNOWN` nor none."""
    return "x"


def test_nobody_reached_is_no_answer_for_facts() -> None:
    """That nobody reached it is said of the day of a stage, and of no fact."""
    with pytest.raises(HousingAgreementsError, match=r"absent: given .*NOT_REACHED"):
        decide(engine("polars")(ledger()), facts.employed, on=ON, absent=Absent.NOT_REACHED)


@pytest.mark.parametrize("name", CHEAP)
def test_columns_that_hold_nothing(name: str) -> None:
    """A column of nulls alone says what its nulls say."""
    for null, day in ((None, None), (NOT_KNOWN, NOT_KNOWN)):
        frame = engine(name)(ledger(decided_on=("null", [None, None])))
        columns = {"decided_on": Column("decided_on", null=null)}
        entries = [
            Attribution("x", "a", "94068", publics={"p"}, count=30, decided_on=day),
            Attribution("y", "a", "94068", count=70, decided_on=day),
        ]
        found = tally(agreement_of(SHARE), frame, columns=columns, **CALLED)
        assert found == one_by_one(agreement_of(SHARE), entries)


def test_floats_that_are_no_numbers() -> None:
    """A year that is not a number is refused where it is a value, and null where it is missing."""
    for name in ("polars", "polars, lazy", "pyarrow", "duckdb"):
        message = told_error(ledger(decided_on=("float", [float("nan"), 2018.0])), name=name)
        assert message.startswith("tally, decided_on: given nan"), message
    missing = ledger(decided_on=("float", [float("nan"), 2018.0]))
    entries = [
        Attribution("x", "a", "94068", publics={"p"}, count=30),
        Attribution("y", "a", "94068", count=70, decided_on=Period.year(2018)),
    ]
    found = tally(agreement_of(SHARE), engine("pandas")(missing), **CALLED)
    assert found == one_by_one(agreement_of(SHARE), entries)


def test_objects_of_pandas() -> None:
    """A column of objects holds years, or days, and not both."""
    pandas = pytest.importorskip("pandas")
    frame = engine("pandas")(ledger())
    frame["decided_on"] = pandas.Series([2018, None], dtype="object")
    entries = [
        Attribution("x", "a", "94068", publics={"p"}, count=30, decided_on=Period.year(2018)),
        Attribution("y", "a", "94068", count=70),
    ]
    found = tally(agreement_of(SHARE), frame, **CALLED)
    assert found == one_by_one(agreement_of(SHARE), entries)
    frame["decided_on"] = pandas.Series([2018, DAY], dtype="object")
    with pytest.raises(HousingAgreementsError, match=r"given 2018-05-05 for id 'y'"):
        tally(agreement_of(SHARE), frame, **CALLED)


@pytest.mark.parametrize("name", ["polars", "polars, lazy", "pyarrow", "duckdb"])
@pytest.mark.parametrize("field", ["decided_on", "cancelled_on", "low"])
def test_days_that_python_does_not_have(name: str, field: str) -> None:
    """A day of the year 26611 is refused with its row, wherever it stands, and others are read."""
    days: dict[str, list[Any]] = {"decided_on": [17_000, 17_000]}
    days[field] = [17_000, 9_000_000]  # days since 1970
    rows = ledger(**{column: ("day", values) for column, values in days.items()})
    how: Any = {"signed_on": Column(low="low")} if field == "low" else {}
    message = told_error(rows, name=name, **how)
    where = "signed_on, column 'low'" if field == "low" else field
    assert message == (
        f"tally, {where}: given a day before 0001-01-01 or after 9999-12-31 in a row (id 'y'); "
        "expected a day from 0001-01-01 to 9999-12-31; write the day that is meant"
    )
