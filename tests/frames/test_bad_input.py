"""What a frame cannot be asked is an error that names the column, the rows and the remedy."""

import datetime as dt
import importlib
from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from tests.frames.engines import ENGINES, Rows, engine

from housing_agreements import PriorityPublic, Territory, facts
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownColumnError,
    UnknownFactError,
)
from housing_agreements.frames import Absent, Column, classify, decide

pd: Any = importlib.import_module("pandas")
ON = date(2017, 3, 1)
INCOME = facts.annual_income.below(1_000)
SIZE = facts.household_size.at_least(3)
APPLIED = facts.applied_on.at_least_ago(months=3)
TOWN = Territory("75056", "Paris", "commune", communes=("75056",))


def told(frame: Any, criterion: Criterion, **how: Any) -> str:
    """The message of the error that deciding raises."""
    with pytest.raises(HousingAgreementsError) as caught:
        decide(frame, criterion, on=how.pop("on", ON), **how)
    return str(caught.value)


def test_all_missing_columns_at_once() -> None:
    """Each column that is missing is named, with the nearest one and what to do."""
    with pytest.raises(InvalidObjectError) as caught:
        decide(pl.DataFrame({"employe": [True]}), facts.employed & SIZE, on=ON)
    first, second = caught.value.faults
    assert isinstance(first, UnknownColumnError)
    assert isinstance(second, UnknownColumnError)
    assert "did you mean 'employe'?" in first.remedy
    assert "columns={'household_size': ...}" in second.remedy


def test_a_mapped_column_must_be_there() -> None:
    """A column named in the mapping that is not there is an error, whatever `absent` says."""
    frame = pl.DataFrame({"salaried": [True]})
    with pytest.raises(UnknownColumnError, match="did you mean 'salaried'"):
        decide(
            frame, facts.employed, on=ON, columns={"employed": "salary"}, absent=Absent.NOT_KNOWN
        )


WRONG: dict[str, tuple[str, list[Any], Criterion, str]] = {
    "employed": ("code", ["oui", None], facts.employed, "a boolean column"),
    "household_size": ("code", ["3", None], SIZE, "a column of integers"),
    "annual_income": ("code", ["3", None], INCOME, "a column of integers or decimals"),
    "applied_on": ("code", ["2017-03-01", None], APPLIED, "a column of dates"),
    "residence": ("count", [1004, None], facts.residence.within(TOWN), "commune codes"),
    "dwelling_financing": ("count", [1, 1], facts.dwelling_financing.equals("PLAI"), "codes"),
}


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pandas"])
@pytest.mark.parametrize("fact", WRONG)
def test_a_column_of_another_kind(name: str, fact: str) -> None:
    """A column that holds something else is refused on every engine, with a remedy."""
    kind, values, criterion, expected = WRONG[fact]
    rows: Rows = {fact: (kind, values)}
    message = told(engine(name)(rows), criterion)
    assert f"decide, {fact}: given " in message
    assert expected in message
    assert "; " in message


def test_floats_never_decide() -> None:
    """A column of floats is refused where an amount or a count is needed."""
    for name, criterion in (("annual_income", INCOME), ("household_size", SIZE)):
        message = told(pl.DataFrame({name: [1.0, None]}), criterion)
        assert f"decide, {name}: given a column of Float64, 1.0 in row 0" in message


def test_a_few_rows_are_named() -> None:
    """Of the rows at fault, a few are named with their values, and the rest are counted."""
    frame = pl.DataFrame({"employed": ["oui", None, "non", "oui", "oui", "oui"]})
    message = told(frame, facts.employed)
    assert "'oui' in row 0, 'non' in row 2, 'oui' in row 3, and 2 rows more" in message


def test_a_lazy_frame_is_read_for_an_error() -> None:
    """On a lazy frame whose column is of another kind, a few of its values are told and counted."""
    frame = pl.LazyFrame({"employed": ["oui", None, "non", "oui", "oui"]})
    message = told(frame, facts.employed)
    assert "given a column of String, 'oui', 'non', 'oui', and 1 row more; " in message


@pytest.mark.parametrize(
    ("values", "criterion", "expected"),
    [
        ([True, "oui", None], facts.employed, "given 'oui' in row 1; expected a boolean column"),
        ([1, None, 2.5], SIZE, "given 2.5 in row 2; expected a column of integers"),
        ([1, None, True], SIZE, "given True in row 2; expected a column of integers"),
        ([float(2**53), None], SIZE, "given 9007199254740992.0 in row 0"),
        (["2017-03-01", None], APPLIED, "given '2017-03-01' in row 0; expected a column of dates"),
        ([date(2017, 3, 1), dt.datetime(2017, 3, 1)], APPLIED, "in row 1"),  # noqa: DTZ001  # naive
        ([1, None, "a"], facts.dwelling_financing.equals("PLAI"), "given 1 in row 0"),
        (["75056", None, 1], facts.residence.within(TOWN), "given 1 in row 2"),
    ],
)
def test_values_of_pandas(values: list[Any], criterion: Criterion, expected: str) -> None:
    """In a column of objects of pandas, each value of another kind is named by its row."""
    frame = pd.DataFrame({criterion.facts[0]: pd.Series(values, dtype=object)})
    if isinstance(values[-1], float) or isinstance(values[0], float):
        frame = pd.DataFrame({criterion.facts[0]: values})
    assert expected in told(frame, criterion)


def test_times_of_pandas() -> None:
    """A time of pandas is a day at midnight only."""
    frame = pd.DataFrame({"applied_on": pd.to_datetime(["2016-03-01 00:00", "2016-03-01 12:00"])})
    assert "given 2016-03-01 12:00:00 in row 1" in told(frame, APPLIED)


@pytest.mark.parametrize(
    ("columns", "criterion", "expected"),
    [
        ({"household_size": [3, 0, -1]}, SIZE, "0 in row 1, -1 in row 2; expected a number of at"),
        (
            {"annual_income_low": [5, 3], "annual_income_high": [1, 4]},
            INCOME,
            "column 'annual_income_high': given 1 in row 0; expected a value not below",
        ),
        ({"residence": ["75056", "9406"]}, facts.residence.within(TOWN), "'9406' in row 1"),
    ],
)
@pytest.mark.parametrize("make", [pl.DataFrame, pd.DataFrame], ids=["polars", "pandas"])
def test_values_that_cannot_be(
    make: Callable[[Any], Any], columns: dict[str, Any], criterion: Criterion, expected: str
) -> None:
    """The rows of an eager frame are looked through for what a household cannot have."""
    with pytest.raises(InvalidValueError) as caught:
        decide(make(columns), criterion, on=ON)
    assert expected in str(caught.value)


@pytest.mark.parametrize("frame", [[{"employed": True}], None, pl.Series([True]), {"employed": []}])
def test_what_is_no_frame(frame: Any) -> None:
    """Anything but a frame of a known engine is refused with the list of them."""
    assert "expected a frame of Polars, pandas, PyArrow, DuckDB" in told(frame, facts.employed)


def test_mappings() -> None:
    """A mapping names facts that exist and columns that fit them."""
    frame = pl.DataFrame({"employed": [True], "other": [True]})
    with pytest.raises(UnknownFactError, match="did you mean 'employed'"):
        decide(frame, facts.employed, on=ON, columns={"emploid": "employed"})
    with pytest.raises(InvalidTypeError, match="a mapping of facts to columns"):
        decide(frame, facts.employed, on=ON, columns=3)  # type: ignore[arg-type]  # on purpose
    wrong: Any = {"employed": 3}
    assert "a Column, or None" in told(frame, facts.employed, columns=wrong)
    for column, expected in (
        (Column("employed", parts=100), "only amounts have them"),
        (Column("employed", neighbourhood="other"), "only places have one"),
        (Column("employed", low="other"), "only numbers and days have bounds"),
    ):
        assert expected in told(frame, facts.employed, columns={"employed": column})


def test_columns_are_checked_when_built() -> None:
    """A column without a name, or with parts that are no number, is refused."""
    with pytest.raises(InvalidObjectError):
        Column(parts=0)
    with pytest.raises(InvalidTypeError, match="a column name"):
        Column(3)  # type: ignore[arg-type]  # on purpose


def test_bounds_of_two_kinds() -> None:
    """Bounds in decimals beside a value in integers are refused."""
    frame = pl.DataFrame({"annual_income": [1], "annual_income_low": ["1.10"]})
    mixed = frame.with_columns(pl.col("annual_income_low").cast(pl.Decimal(10, 2)))
    assert "expected columns of one kind" in told(mixed, INCOME)


def test_verified_facts_need_evidence() -> None:
    """A criterion on verified facts is refused without the column that says so."""
    frame = pl.DataFrame({"employed": [True]})
    message = told(frame, facts.employed.verified())
    assert "a column employed_verified" in message
    answers = decide(frame, facts.employed.verified(), on=ON, absent=Absent.NOT_KNOWN)
    assert answers["answer"].to_list() == [None]


def test_names_of_new_columns() -> None:
    """A new column never takes the place of another."""
    frame = pl.DataFrame({"employed": [True]})
    assert "no column of the name of a new one" in told(frame, facts.employed, name="employed")
    assert "no column of the name" in told(frame, facts.employed, missing="employed")
    assert "the name of a column" in told(frame, facts.employed, name=3)


def test_days_asked() -> None:
    """The day asked is a day, or a column of days that is there."""
    frame = pl.DataFrame({"employed": [True], "day": ["2017-03-01"]})
    assert "call .date() on it" in told(frame, facts.employed, on=dt.datetime(2017, 3, 1))  # noqa: DTZ001  # naive
    assert "known here: 'day', 'employed'" in told(frame, facts.employed, on="x")
    assert "decide, on, column 'day': given a column of String" in told(
        frame, facts.employed, on="day"
    )
    assert "one of Absent" in told(frame, facts.employed, absent="refused")


def test_what_is_no_criterion() -> None:
    """Anything but a criterion, or a public, is refused."""
    frame: Any = pl.DataFrame({"employed": [True]})
    assert "a criterion, such as" in told(frame, "employed")  # type: ignore[arg-type]  # on purpose
    public = PriorityPublic("dalo", "DALO", facts.dalo_recognised)
    for wrong, expected in (("dalo", "an Agreement"), (["dalo"], "an Agreement"), (3, "several")):
        with pytest.raises(InvalidTypeError, match=expected):
            classify(frame, wrong, on=ON)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(InvalidValueError, match="each code once"):
        classify(frame, [public, public], on=ON)


class _Local(Flag):
    """A question that this library does not know."""


def test_questions_of_others() -> None:
    """A kind of question that frames cannot be asked is refused by name."""
    assert "expected a kind of question that frames can be asked" in told(
        pl.DataFrame({"employed": [True]}), _Local(facts.employed.fact)
    )
