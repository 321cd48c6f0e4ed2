"""What a frame cannot be asked is an error that names the column, the rows and the remedy."""

import datetime as dt
import importlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from tests.frames.engines import ENGINES, Rows, engine

from housing_agreements import (
    Attribution,
    Household,
    PriorityPublic,
    Territory,
    all_of,
    facts,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownColumnError,
    UnknownFactError,
)
from housing_agreements.frames import Absent, Column, classify, decide, tally
from housing_agreements.frames._faults import FrameFaults

np: Any = importlib.import_module("numpy")
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
    """Columns that are missing are named together, with the nearest ones and what to do."""
    with pytest.raises(UnknownColumnError) as caught:
        decide(pl.DataFrame({"employe": [True]}), facts.employed & SIZE, on=ON)
    assert str(caught.value) == (
        "decide, frame, employed, household_size: given no such column; expected a column of that "
        "name; did you mean 'employe'? (employed); known here: 'employe'; or map the fact with "
        "columns={'employed': ...} (None: not known of anyone), or pass absent=Absent.NOT_KNOWN"
    )


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
    """A time of pandas is a day at midnight only, in units of whatever length."""
    times = pd.Series(pd.to_datetime(["2016-03-01 00:00", "2016-03-01 12:00"]))
    for unit in ("s", "us", "ns"):
        frame = pd.DataFrame({"applied_on": times.astype(f"datetime64[{unit}]")})
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
    with pytest.raises(UnknownFactError, match="did you mean 'annual_income'"):
        decide(frame, facts.employed, on=ON, columns={"revenu": "employed"})
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
    with pytest.raises(InvalidTypeError, match="the name of a column; write it between quotes"):
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
    assert "expected Absent.REFUSED or Absent.NOT_KNOWN" in told(
        frame, facts.employed, absent="refused"
    )


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


def test_a_question_of_others_names_the_function() -> None:
    """The error says which function was asked, as any other does."""
    public = PriorityPublic("p", "p", _Local(facts.employed.fact))
    with pytest.raises(InvalidTypeError, match="classify, criterion: given"):
        classify(pl.DataFrame({"employed": [True]}), public, on=ON)


@pytest.mark.parametrize(
    "name", [["a"], None, 3, True, "", " ", "a\nb", "a\0", "a\ud800", "\N{ZERO WIDTH SPACE}"]
)
def test_names_are_one_line_of_visible_text(name: Any) -> None:
    """A new column, a prefix and a column that is read have names that can be seen."""
    frame = pl.DataFrame({"employed": [True]})
    public = PriorityPublic("p", "p", facts.employed)
    asks: dict[str, Callable[[], object]] = {
        "decide, name": lambda: decide(frame, facts.employed, on=ON, name=name),
        "decide, missing": lambda: decide(frame, facts.employed, on=ON, missing=name),
        "decide, columns, employed": lambda: decide(
            frame, facts.employed, on=ON, columns={"employed": name}
        ),
        "classify, prefix": lambda: classify(frame, public, on=ON, prefix=name),
        "classify, missing": lambda: classify(frame, public, on=ON, missing=name),
        "Column, value": lambda: Column(name, low="low"),
        "Column, neighbourhood": lambda: Column("place", neighbourhood=name),
    }
    for where, ask in asks.items():
        meant = name is None and not where.endswith(("name", "prefix"))
        if meant or (name == "" and where.endswith("prefix")):
            ask()
            continue
        with pytest.raises(HousingAgreementsError) as caught:
            ask()
        assert str(caught.value).startswith(f"{where}: given ")


def test_names_of_new_columns_differ() -> None:
    """The column of missing facts has a name of its own."""
    frame = pl.DataFrame({"employed": [True]})
    expected = "missing: given 'a'; expected another name than those of the other new columns"
    assert expected in told(frame, facts.employed, name="a", missing="a")
    public = PriorityPublic("a", "A", facts.employed)
    with pytest.raises(InvalidValueError, match=expected):
        classify(frame, public, on=ON, missing="a")


def test_names_that_duckdb_takes_for_one() -> None:
    """An engine that does not tell capital letters apart is not left to choose a column."""
    duckdb: Any = importlib.import_module("duckdb")
    both = duckdb.sql('SELECT true AS employed, false AS "Employed"')
    assert "several columns of the same name: 'employed', 'Employed'; expected each name once" in (
        told(both, facts.employed)
    )
    alone = duckdb.sql("SELECT true AS employed")
    assert "decide, frame, Employed: given a column of that" in told(
        alone, facts.employed, name="Employed"
    )
    kept = decide(pl.DataFrame({"employed": [True]}), facts.employed, on=ON, name="Employed")
    assert kept["Employed"].to_list() == [True]


def test_doubled_columns() -> None:
    """Two columns of one name are refused: nobody could say which is meant."""
    arrow: Any = importlib.import_module("pyarrow")
    for frame in (
        pd.DataFrame([[True, False]], columns=["employed", "employed"]),
        arrow.table([arrow.array([True])] * 2, names=["employed", "employed"]),
    ):
        assert told(frame, facts.employed) == (
            "decide, frame: given several columns of the same name: 'employed'; expected each "
            "name once; rename them, or drop all but one"
        )


def test_columns_that_are_not_called_by_text() -> None:
    """Pandas calls columns by numbers too; they are no columns of facts."""
    assert decide(pd.DataFrame({1: [True], "employed": [True]}), facts.employed, on=ON) is not None
    message = told(pd.DataFrame({1: [True], "employe": [True]}), facts.employed)
    assert "did you mean 'employe'?" in message


def test_what_stands_in_the_wrong_place() -> None:
    """Swapped arguments, and objects given to the functions for frames, name what to call."""
    frame: Any = pl.DataFrame({"employed": [True]})
    household: Any = Household(employed=True)
    public: Any = PriorityPublic("p", "p", facts.employed)
    criterion: Any = facts.employed
    for message in (told(criterion, frame), told(frame, frame)):
        assert "; give the frame first, then the criterion" in message
    agreement: Any = AGREEMENT
    for wrong in (public, agreement):
        assert "; call classify for publics" in told(frame, wrong)
    assert "; for one household, ask criterion.decide(household, on=...)" in told(
        household, criterion
    )
    for given, publics, remedy in (
        (public, frame, "give the frame first, then the agreement or the publics"),
        (frame, criterion, "call decide for a criterion"),
        (household, public, "for one household, call check_eligibility(household, agreement, on="),
    ):
        with pytest.raises(InvalidTypeError) as caught:
            classify(given, publics, on=ON)
        assert remedy in caught.value.remedy
    doubled: Any = pd.DataFrame([[True, False]], columns=["employed", "employed"])
    assert "; give the frame first" in told(criterion, doubled)
    entries: Any = [Attribution("A", "a", "94068")]
    for arguments, remedy in (
        ((AGREEMENT, entries), "for entries that are objects, call housing_agreements.tally("),
        ((frame, AGREEMENT), "give the agreement first, then the frame"),
    ):
        with pytest.raises(InvalidTypeError) as caught:
            tally(*arguments)  # pyright: ignore[reportCallIssue, reportArgumentType]  # wrong on purpose
        assert remedy in caught.value.remedy


def test_a_day_written_as_text() -> None:
    """A text is the name of a column; one that is written as a day is told how to be one."""
    frame = pl.DataFrame({"employed": [True]})
    assert "expected a day, or the name of a column of the frame; write on=date(2019, 1, 1)" in (
        told(frame, facts.employed, on="2019-01-01")
    )
    for wrong in (None, 2019, dt.datetime(2019, 1, 1), ""):  # noqa: DTZ001  # naive on purpose
        assert told(frame, facts.employed, on=wrong).startswith("decide, on: given ")
    with pytest.raises(InvalidTypeError, match="classify, known: given 'x'"):
        classify(frame, AGREEMENT, on=ON, known="x")  # type: ignore[arg-type]  # on purpose


FLAGS = [name for name, fact in facts_by_name(Household).items() if fact.kind is Kind.FLAG][:20]


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame({"x": [1]}),
        pl.DataFrame({name: ["oui", f"non {name}"] for name in FLAGS}),
        pl.DataFrame({name: [[name] * 9, [1, 2]] for name in FLAGS}, strict=False),
    ],
    ids=["none is there", "of text", "of lists"],
)
def test_twenty_faults_fit_a_screen(frame: Any) -> None:
    """The same fault of twenty columns is one, which names them all."""
    criterion = all_of(*(getattr(facts, name) for name in FLAGS))
    message = told(frame, criterion)
    assert all(name in message for name in FLAGS)
    assert sum(-(-len(line) // 100) for line in message.splitlines()) <= 24
    mapped = {name: f"{name} of {number}" for number, name in enumerate(FLAGS)}
    message = told(frame, criterion, columns=mapped)
    assert sum(-(-len(line) // 100) for line in message.splitlines()) <= 24


def test_different_faults_fit_a_screen() -> None:
    """Of faults that have nothing in common, as many are told as a screen has lines."""
    people = pl.DataFrame({name: ["x" * 90] * 5 for name in facts_by_name(Household)})
    criterion = all_of(
        *(
            getattr(facts, name).verified() if fact.kind is Kind.FLAG else SIZE | INCOME | APPLIED
            for name, fact in facts_by_name(Household).items()
        )
    )
    columns: Any = {name: Column(f"{name}", low="x" * 90, parts=3) for name in FLAGS}
    message = told(people, criterion, columns=columns)
    assert sum(-(-len(line) // 100) for line in message.splitlines()) <= 24


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("x ", "strip it"), (" x", "strip it"), ("x\n", "strip it"),
        ("", "make it null where it is not known"), (" ", "make it null where it is not known"),
        ("a\0b", "write it without what cannot be seen"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", ["polars", "pandas", "pandas, nullable", "pyarrow"])
def test_codes_are_those_of_households(make: str, code: str, remedy: str) -> None:
    """An eager frame refuses the codes that a household refuses; what is known is not made null."""
    with pytest.raises(HousingAgreementsError):
        Household(quartile_area=code)
    frame: Any = engine(make)({"quartile_area": ("code", ["y", None, code])})
    area = facts.quartile_area.equals("x")
    message = told(frame, area)
    assert message.startswith("decide, quartile_area: given ")
    assert message.endswith(
        f"expected a code: one line of visible text without blank ends; {remedy}"
    )
    near = engine(make)(
        {"residence": ("code", ["75056"]), "residence_neighbourhood": ("code", [code])}
    )
    in_none = ", and '-' (NO_NEIGHBOURHOOD) where it is none of those listed" * (not code.strip())
    message = told(near, facts.residence.within(TOWN))
    assert "column 'residence_neighbourhood': given" in message
    assert message.endswith(f"{remedy}{in_none}")


def test_halves_of_characters() -> None:
    """Text that cannot be written, which only objects of pandas hold, is refused by its row."""
    for name, criterion in (
        ("quartile_area", facts.quartile_area.equals("x")),
        ("residence", facts.residence.within(TOWN)),
    ):
        frame = pd.DataFrame({name: pd.Series(["é", "a\ud800"], dtype=object)})
        assert f"decide, {name}: given 'a\\ud800' in row 1; expected" in told(frame, criterion)


def test_codes_among_many() -> None:
    """Where there are too many codes to be looked up, they are still looked at."""
    codes = [f"c{number}" for number in range(6_000)]
    area = facts.quartile_area.equals("c3")
    assert decide(pl.DataFrame({"quartile_area": codes}), area, on=ON)["answer"].sum() == 1
    message = told(pl.DataFrame({"quartile_area": [*codes, "c3 "]}), area)
    assert "given 'c3 ' in row 6000; expected a code" in message


ODD_NUMBERS = [10**30, -(10**30), 2**63, 10**5000]


@pytest.mark.parametrize("name", ["employed", "household_size", "annual_income", "applied_on"])
def test_numbers_that_pandas_cannot_hold(name: str) -> None:
    """A number of any length, a signalling NaN and a complex one are refused by their rows."""
    criterion = {"employed": facts.employed, "household_size": SIZE, "annual_income": INCOME}.get(
        name, APPLIED
    )
    for odd in (*ODD_NUMBERS, Decimal("sNaN"), complex(0, float("nan"))):
        frame = pd.DataFrame({name: pd.Series([None, odd], dtype=object)})
        assert told(frame, criterion).startswith(f"decide, {name}: given ")
    missing = [
        None,
        pd.NA,
        pd.NaT,
        float("nan"),
        Decimal("NaN"),
        np.float32("nan"),
        np.datetime64("NaT"),
    ]
    frame = pd.DataFrame({name: pd.Series(missing, dtype=object)})
    assert decide(frame, criterion, on=ON)["answer"].isna().all()


def test_numbers_of_64_bits_without_a_sign() -> None:
    """Where an engine cannot compare them with whole numbers, those that are too large are told."""
    arrow: Any = importlib.import_module("pyarrow")
    for large in (2**63, 2**64 - 1):
        for frame in (
            pd.DataFrame({"household_size": np.array([3, large], dtype="uint64")}),
            pd.DataFrame({"household_size": pd.array([3, large], dtype="UInt64")}),
            arrow.table({"household_size": arrow.array([None, large], arrow.uint64())}),
        ):
            message = told(frame, SIZE)
            assert f"household_size: given {large} in row 1; expected numbers that 64 b" in message
    small = arrow.table({"household_size": arrow.array([None, 2, 2**63 - 1], arrow.uint64())})
    assert decide(small, SIZE, on=ON)["answer"].to_pylist() == [None, False, True]
    numbers = pd.DataFrame({"household_size": np.array([2, 3], dtype="uint64")})
    assert decide(numbers, SIZE, on=ON)["answer"].tolist() == [False, True]
    polars = pl.DataFrame({"household_size": [2, 2**64 - 1]}, schema={"household_size": pl.UInt64})
    assert decide(polars, SIZE, on=ON)["answer"].to_list() == [False, True]


def test_decimals_that_are_too_fine() -> None:
    """A decimal that cuts a unit too finely for the others is the one at fault."""
    fine = pd.DataFrame({"annual_income": [Decimal(3), Decimal("1e-30")]})
    assert "given Decimal('1E-30') in row 1; expected numbers that 64 bits hold" in told(
        fine, INCOME
    )


def test_categories_that_are_no_text() -> None:
    """Categories of numbers are no codes, as a column of numbers holds none."""
    arrow: Any = importlib.import_module("pyarrow")
    area = facts.quartile_area.equals("1")
    numbers = arrow.array([1, 2]).dictionary_encode()
    for frame in (
        pd.DataFrame({"quartile_area": pd.Categorical([1, 2])}),
        arrow.table({"quartile_area": numbers}),
    ):
        assert "expected a column of codes as text" in told(frame, area)
    texts = arrow.table({"quartile_area": arrow.array(["1", "2"]).dictionary_encode()})
    assert decide(texts, area, on=ON)["answer"].to_pylist() == [True, False]


def test_faults_that_differ_in_a_day_are_one() -> None:
    """What is wrong in one place, day after day, is told once, whatever the days."""
    faults = FrameFaults("tally")
    for day in ("2018-06-01", "2018-07-01"):
        faults.value("decided_on", "2018-05-05", f"a day not before available_on, {day}")
    with pytest.raises(InvalidValueError) as caught:
        faults.report()
    assert str(caught.value) == (
        "tally, decided_on: given '2018-05-05'; expected a day not before available_on"
    )


def test_a_column_of_nothing_says_nothing_of_a_neighbourhood() -> None:
    """Where no row gives the neighbourhood of a place, the place may lie in any of its commune."""
    frame = pl.DataFrame({"residence": ["75056"], "residence_neighbourhood": [None]})
    quarter = Territory("q", "Quarter", "neighbourhoods", neighbourhoods=("QP075001",))
    answers = [
        decide(frame, facts.residence.within(territory), on=date(2018, 6, 1))["answer"].to_list()
        for territory in (TOWN, quarter)
    ]
    assert answers == [[True], [None]]
