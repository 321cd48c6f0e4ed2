"""What an error on a column says is done on every engine: the answer is right, unknown stays so."""

import importlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import attrs
import polars as pl
import pytest
from tests.frames.engines import ENGINES, Rows, engine, listed

from housing_agreements import HousingAgreementsError, Territory, facts
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.frames import Column, decide

ON = date(2017, 3, 1)
MEANT = {"oui": True, "non": False}
Action = Callable[[Any, str], Any]
"""What is done with a column of a frame."""


def _in_polars(make: Callable[[pl.Expr], pl.Expr]) -> Action:
    return lambda frame, name: frame.with_columns(make(pl.col(name)))


def _in_pandas(make: Callable[[Any], Any]) -> Action:
    return lambda frame, name: frame.assign(**{name: make(frame[name])})


def _in_arrow(make: Callable[[Any, Any, Any], Any]) -> Action:
    pa, pc = importlib.import_module("pyarrow"), importlib.import_module("pyarrow.compute")

    def act(frame: Any, name: str) -> Any:
        index = frame.column_names.index(name)
        return frame.set_column(index, name, make(pa, pc, frame[name]))

    return act


def _in_duckdb(words: str) -> Action:
    return lambda frame, name: frame.project(f"* REPLACE ({words.format(name)} AS {name})")


def _in_spark(words: str) -> Action:
    def act(frame: Any, name: str) -> Any:
        expr = importlib.import_module("pyspark.sql.functions").expr
        return frame.withColumn(name, expr(words.format(name)))

    return act


def _flags_of_arrow(pa: Any, pc: Any, column: Any) -> Any:
    cases = pc.make_struct(pc.equal(column, "oui"), pc.equal(column, "non"))
    return pc.case_when(cases, pa.scalar(MEANT["oui"]), pa.scalar(MEANT["non"]))


def _decimals_of_pandas(column: Any) -> Any:
    decimal = importlib.import_module("decimal").Decimal
    return column.round(2).map(lambda value: decimal(f"{value:.2f}"), na_action="ignore")


CASES = "CASE {0} WHEN 'oui' THEN true WHEN 'non' THEN false END"
ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "map": {
        "polars": _in_polars(
            lambda column: column.replace_strict(MEANT, default=None, return_dtype=pl.Boolean)
        ),
        "pandas": _in_pandas(lambda column: column.map(MEANT)),
        "dask": _in_pandas(lambda column: column.map(MEANT, meta=(column.name, "boolean"))),
        "pyarrow": _in_arrow(_flags_of_arrow),
        "duckdb": _in_duckdb(CASES),
        "pyspark": _in_spark(CASES),
    },
    "to integers": {
        "polars": _in_polars(lambda column: column.cast(pl.Int64)),
        "pandas": _in_pandas(lambda column: column.astype("Int64")),
        "pyarrow": _in_arrow(lambda pa, pc, column: pc.cast(column, pa.int64())),
        "duckdb": _in_duckdb("CAST({} AS BIGINT)"),
        "pyspark": _in_spark("CAST({} AS BIGINT)"),
    },
    "to decimals": {
        "polars": _in_polars(lambda column: column.round(2).cast(pl.Decimal(12, 2))),
        "pandas": _in_pandas(_decimals_of_pandas),
        "dask": _in_pandas(
            lambda column: column.map_partitions(_decimals_of_pandas, meta=(column.name, object))
        ),
        "pyarrow": _in_arrow(
            lambda pa, pc, column: pc.cast(pc.round(column, 2), pa.decimal128(12, 2))
        ),
        "duckdb": _in_duckdb("CAST(round({}, 2) AS DECIMAL(12, 2))"),
        "pyspark": _in_spark("CAST(round({}, 2) AS DECIMAL(12, 2))"),
    },
    "to cents": {
        "polars": _in_polars(lambda column: (column * 100).round().cast(pl.Int64)),
        "pandas": _in_pandas(lambda column: (column * 100).round().astype("Int64")),
        "pyarrow": _in_arrow(
            lambda pa, pc, column: pc.cast(pc.round(pc.multiply(column, 100)), pa.int64())
        ),
        "duckdb": _in_duckdb("CAST(round({} * 100) AS BIGINT)"),
        "pyspark": _in_spark("CAST(round({} * 100) AS BIGINT)"),
    },
    "parse": {
        "polars": _in_polars(lambda column: column.str.to_date("%d/%m/%Y")),
        "pandas": _in_pandas(
            lambda column: importlib.import_module("pandas").to_datetime(column, format="%d/%m/%Y")
        ),
        "dask": _in_pandas(
            lambda column: importlib.import_module("dask.dataframe").to_datetime(
                column, format="%d/%m/%Y"
            )
        ),
        "pyarrow": _in_arrow(
            lambda pa, pc, column: pc.cast(
                pc.strptime(column, format="%d/%m/%Y", unit="s"), pa.date32()
            )
        ),
        "duckdb": _in_duckdb("CAST(strptime({}, '%d/%m/%Y') AS DATE)"),
        "pyspark": _in_spark("to_date({}, 'dd/MM/yyyy')"),
    },
    "to days": {
        "polars": _in_polars(lambda column: column.dt.date()),
        "pandas": _in_pandas(lambda column: column.dt.normalize()),
        "pyarrow": _in_arrow(
            lambda pa, pc, column: pc.cast(pc.floor_temporal(column), pa.date32())
        ),
        "duckdb": _in_duckdb("CAST({} AS DATE)"),
        "pyspark": _in_spark("CAST({} AS DATE)"),
    },
    "to text": {
        "polars": _in_polars(lambda column: column.cast(pl.String)),
        "pandas": _in_pandas(lambda column: column.astype("Int64").astype("string")),
        "pyarrow": _in_arrow(lambda pa, pc, column: pc.cast(column, pa.string())),
        "duckdb": _in_duckdb("CAST({} AS VARCHAR)"),
        "pyspark": _in_spark("CAST({} AS STRING)"),
    },
    "to padded text": {
        "polars": _in_polars(lambda column: column.cast(pl.String).str.zfill(5)),
        "pandas": _in_pandas(lambda column: column.astype("Int64").astype("string").str.zfill(5)),
        "pyarrow": _in_arrow(
            lambda pa, pc, column: pc.utf8_lpad(pc.cast(column, pa.string()), 5, padding="0")
        ),
        "duckdb": _in_duckdb("lpad(CAST({} AS VARCHAR), 5, '0')"),
        "pyspark": _in_spark("lpad(CAST({} AS STRING), 5, '0')"),
    },
    "pad": {
        "polars": _in_polars(lambda column: column.str.zfill(5)),
        "pandas": _in_pandas(lambda column: column.str.zfill(5)),
        "pyarrow": _in_arrow(lambda _, pc, column: pc.utf8_lpad(column, 5, padding="0")),
        "duckdb": _in_duckdb("lpad({}, 5, '0')"),
        "pyspark": _in_spark("lpad({}, 5, '0')"),
    },
    "strip, and make null": {
        "polars": _in_polars(
            lambda column: pl.when(column.str.strip_chars() != "").then(column.str.strip_chars())
        ),
        "pandas": _in_pandas(lambda column: column.str.strip().replace("", None)),
        "dask": _in_pandas(
            lambda column: column.str.strip().mask(column.str.strip() == "", None)
        ),
        "pyarrow": _in_arrow(
            lambda pa, pc, column: pc.if_else(
                pc.not_equal(pc.utf8_trim_whitespace(column), ""),
                pc.utf8_trim_whitespace(column), pa.scalar(None, pa.string()),
            )
        ),
        "duckdb": _in_duckdb("nullif(trim({}), '')"),
        "pyspark": _in_spark("nullif(trim({}), '')"),
    },
}  # fmt: skip
"""How each engine spells what is to be done; Dask as pandas does, where it is not said apart."""


@attrs.frozen
class Mended:
    """A column that is refused, or not known, and what it answers once it is mended."""

    kind: str
    values: Sequence[Any]
    criterion: Criterion
    says: str
    action: str
    answers: Sequence[bool | None]
    column: str = ""
    beside: Rows = attrs.field(factory=dict)
    read: Mapping[str, Column] = attrs.field(factory=dict)
    taken_by: tuple[str, ...] = ()
    """The engines that take the column as it is."""


AIN = facts.residence.within(Territory("01", "Ain", "department", departments=("01",)))
QUARTER = facts.residence.within(
    Territory("q", "Quarter", "neighbourhoods", neighbourhoods=("QP033001",))
)
SIZE = facts.household_size.at_least(3)
INCOME = facts.annual_income.at_most(1_000)
APPLIED = facts.applied_on.at_least_ago(months=12)
AREA = facts.quartile_area.equals("1")
IN_THREE = (True, None, False)
PANDAS = ("pandas", "dask")
TO_MEND: Mapping[str, Mended] = {
    "words for flags": Mended(
        "code", ["oui", None, "non", "NSP"], facts.employed,
        "map it: {'oui': True, 'non': False}, and leave null what is neither", "map",
        (True, None, False, None),
    ),
    "no word at all": Mended(
        "code", ["NSP", None, "?"], facts.employed, "leave null what is neither", "map", (None,) * 3
    ),
    "text for counts": Mended(
        "code", ["3", None, "2"], SIZE, "cast it to integers, once each is whole", "to integers",
        IN_THREE,
    ),
    "floats for counts": Mended(
        "float", [3.0, None, 2.0], SIZE, "cast it to integers, once each is whole", "to integers",
        IN_THREE, taken_by=PANDAS,
    ),
    "floats for amounts": Mended(
        "float", [1000.0, None, 1000.01, 999.995], INCOME, "round it to cents, and cast it to dec",
        "to decimals", (*IN_THREE, True),
    ),
    "floats for cents": Mended(
        "float", [1000.0, None, 1000.01, 0.29], INCOME, "integers in cents read by Column(..., ",
        "to cents", (*IN_THREE, True),
        read={"annual_income": Column("annual_income", parts=100)},
    ),
    "text for days": Mended(
        "code", ["01/03/2016", None, "02/03/2016"], APPLIED, "parse it to dates", "parse", IN_THREE
    ),
    "times for days": Mended(
        "time", [datetime(2016, 3, 1, 12), None, datetime(2016, 3, 2, 23)],  # noqa: DTZ001  # naive
        APPLIED, "cast it from times to dates", "to days", IN_THREE,
    ),
    "numbers for communes": Mended(
        "count", [1004, None, 94068], AIN, "cast it to text of five characters, such as '01004'",
        "to padded text", IN_THREE,
    ),
    "a lost zero": Mended(
        "code", ["1004", None, "94068"], AIN, "pad it to five characters if it lost its zero: "
        "'01004'", "pad", IN_THREE,
    ),
    "numbers for codes": Mended(
        "count", [1, None, 2], AREA, "cast it to text", "to text", IN_THREE
    ),
    "codes with blanks": Mended(
        "code", ["1 ", "", None, "2"], AREA, "make it null where it is not known; strip it",
        "strip, and make null", (True, None, None, False),
    ),
    "neighbourhoods with blanks": Mended(
        "code", ["QP033001 ", "", None, "-"], QUARTER,
        "make it null where it is not known, and '-' (NO_NEIGHBOURHOOD) where it is none of those ",
        "strip, and make null", (True, None, None, False), column="residence_neighbourhood",
        beside={"residence": ("code", ["33063"] * 4)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TO_MEND)
@pytest.mark.parametrize("name", ENGINES)
def test_what_an_error_says_is_done(name: str, what: str) -> None:
    """Refused, mended as the error says, a column answers rightly, and what was null stays null."""
    case = TO_MEND[what]
    column = case.column or case.criterion.facts[0]
    frame = engine(name)({**case.beside, column: (case.kind, case.values)})
    lazy = name in {"polars, lazy", "duckdb", "pyspark"}
    how: Any = {"on": ON, "columns": case.read}
    if not name.startswith(case.taken_by or "-"):
        try:
            first = listed(decide(frame, case.criterion, on=ON), "answer")
        except HousingAgreementsError as error:
            says = error.remedy
        else:
            # Where nothing is looked at, what is to be mended is not known.
            assert lazy
            assert first[0] is None
            says = case.says
        assert case.says in says
    family = name.partition(",")[0]
    by_family = ACTIONS[case.action]
    act = by_family.get(family) or by_family["pandas"]
    mended = decide(act(frame, column), case.criterion, **how)
    assert listed(mended, "answer") == list(case.answers)
