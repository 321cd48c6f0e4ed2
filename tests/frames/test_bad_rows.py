"""On every engine, an error names the column, a few of the rows, how many, and the remedy."""

import importlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import polars as pl
import pytest
from tests.frames.engines import ENGINES, Rows, engine
from tests.rules.drawing import agreement_of

from housing_agreements import (
    Attribution,
    HousingAgreementsError,
    Ids,
    InvalidTypeError,
    PriorityPublic,
    Share,
    Stage,
    Territory,
    Unknown,
    check_quotas,
    facts,
)
from housing_agreements import tally as one_by_one
from housing_agreements.frames import classify, decide, tally

ON = date(2017, 3, 1)
DAY = date(2018, 5, 5)
AGREEMENT = agreement_of(
    Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least="1/2", leaving_out=("moved",),
        landlords=("office",),
    )
)  # fmt: skip
SURE: dict[str, Any] = {"publics": {"p"}}
POSSIBLE: dict[str, Any] = {"possible_publics": {"p"}}
EAGER = {"polars", "pandas", "pandas, nullable", "pandas, by Arrow", "pyarrow"}
NAMES = list(ENGINES)


def ledger(**replaced: tuple[str, list[Any]] | None) -> Rows:
    """Five attributions, some of their columns replaced or left out."""
    given: dict[str, tuple[str, list[Any]] | None] = {
        "id": ("code", [f"A{number}" for number in range(5)]),
        "contingent": ("code", ["a"] * 5),
        "commune": ("code", ["94068"] * 5),
        "landlord": ("code", ["office"] * 5),
        "decided_on": ("day", [DAY] * 5),
        "moved": ("flag", [False] * 5),
        "p": ("flag", [True, None, False, True, True]),
        **replaced,
    }
    return {name: column for name, column in given.items() if column is not None}


def told(ask: Callable[[], object]) -> str:
    """The message of the error that a call raises."""
    with pytest.raises(HousingAgreementsError) as caught:
        ask()
    return str(caught.value)


def tallied(name: str, rows: Rows, **how: Any) -> str:
    """The message of the error that the tally of these rows raises."""
    return told(lambda: tally(AGREEMENT, engine(name)(rows), **how))


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_column(name: str) -> None:
    """A column that is not there is named, with what else could be meant."""
    message = tallied(name, ledger(commune=None))
    assert message.startswith("tally, frame, commune: given no such column; expected a column")
    frame = engine(name)({"emploid": ("flag", [True, None])})
    public = PriorityPublic("p", "p", facts.employed)
    for where, ask in (
        ("decide", lambda: decide(frame, facts.employed, on=ON)),
        ("classify", lambda: classify(frame, [public], on=ON)),
    ):
        message = told(ask)
        assert message.startswith(f"{where}, frame, employed: given no such column; expected a")
        assert "did you mean 'emploid'?; or map the fact with columns={'employed': ...}" in message


# A column, what it holds, what is said of its first three rows, and how many more there are.
OF_ANOTHER_KIND: Mapping[str, tuple[str, tuple[str, list[Any]], tuple[str, ...], str]] = {
    "strings for flags": (
        "p", ("code", ["oui", None, "non", "oui", "oui"]),
        ("'oui' for id 'A0'", "'non' for id 'A2'", "'oui' for id 'A3'", "and 1 row more"),
        "expected a boolean column, null where not known; map it: {'oui': True, 'non': False}",
    ),
    "strings for days": (
        "decided_on", ("code", ["2018-05-05", "x", "y", "2018-05-06", None]),
        ("'2018-05-05' for id 'A0'", "'x' for id 'A1'", "'y' for id 'A2'", "and 1 row more"),
        "expected a column of dates, or of years as whole numbers; parse it to dates",
    ),
    "numbers for codes": (
        "commune", ("count", [94068, None, 94068, None, None]),
        ("94068 for id 'A0'", "94068 for id 'A2'; "),
        "expected a column of commune codes as text, null where not known; ",
    ),
    "floats for counts": (
        "count", ("float", [1.5, None, None, None, None]), ("1.5 for id 'A0'; ",),
        "expected a column of integers, null where not known; cast it to integers",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", OF_ANOTHER_KIND)
@pytest.mark.parametrize("name", NAMES)
def test_a_column_of_another_kind(name: str, kind: str) -> None:
    """A ledger with a column of another kind is refused, with some of its ids and the remedy."""
    column, given, rows, expected = OF_ANOTHER_KIND[kind]
    if name == "pandas" and kind == "numbers for codes":
        given = ("count", [94068, 94068, 94068, 94068, 94068])
        rows = ("94068 for id 'A0'", "and 2 rows more")
    message = tallied(name, ledger(**{column: given}))
    assert message.startswith(f"tally, {column}: given ")
    for said in rows:
        assert said in message
    assert expected in message


APPLIED = facts.applied_on.at_least_ago(months=3)
FACTS: list[tuple[str, list[Any], Any, str]] = [
    ("employed", ["oui", None, "non", "oui", "x"], facts.employed, "a boolean column"),
    ("applied_on", ["2017", None, "x", "2017", "y"], APPLIED, "a column of dates"),
]  # fmt: skip


@pytest.mark.parametrize("case", FACTS, ids=lambda case: case[0])
@pytest.mark.parametrize("name", NAMES)
def test_a_fact_of_another_kind(name: str, case: tuple[str, list[Any], Any, str]) -> None:
    """A fact in a column of another kind is refused with some rows, by id if they have one."""
    fact, values, criterion, expected = case
    public = PriorityPublic("p", "p", criterion)
    for rows, place in (
        ({fact: ("code", values)}, "in row {}" if name in EAGER else ""),
        ({fact: ("code", values), "id": ("code", list("abcde"))}, "for id '{}'"),
    ):
        frame = engine(name)(rows)
        names = "abcde" if "id" in rows else range(5)
        first = ", ".join(f"{values[at]!r} {place.format(names[at])}".rstrip() for at in (0, 2, 3))
        for where, ask in (
            ("decide", partial(decide, frame, criterion, on=ON)),
            ("classify", partial(classify, frame, [public], on=ON)),
        ):
            message = told(ask)
            assert message.startswith(f"{where}, {fact}: given a column of String, {first}, and 1")
            assert expected in message


@pytest.mark.parametrize("name", NAMES)
def test_repeated_ids(name: str) -> None:
    """Ids that stand twice are listed, under the name of their column."""
    rows = ledger(id=None, number=("code", ["x", "y", "x", "z", "y"]))
    message = tallied(name, rows, columns={"id": "number"})
    assert message.startswith(
        "tally, id, column 'number': given several entries with the same id: 'x', 'y'; expected"
    )
    assert "remove the repeated entries, or pass ids=Ids.TRUSTED" in message


@pytest.mark.parametrize("name", NAMES)
def test_unknown_codes(name: str) -> None:
    """A code that the agreement does not know is told with some of its entries, or set aside."""
    contingents = ["aa", "a", "aa", "aa", "aa"]
    rows = ledger(contingent=("code", contingents), moved=("flag", [False] * 5))
    message = tallied(name, rows)
    assert message.startswith(
        "tally, contingent: given 'aa' in 4 of the entries (id 'A0', id 'A2', id 'A3', ...); "
    )
    assert "did you mean 'a'? (or pass unknown=Unknown.SET_ASIDE)" in message
    message = tallied(name, ledger(), publics={"pp": "p", "p": None})
    assert message.startswith(
        "tally, public 'pp', column 'p': given 'pp' in 4 of the entries (id 'A0', id 'A1', id 'A3',"
    )
    moved = ledger(moved=("flag", [False, True, False, False, False]))
    message = tallied(name, moved, tags={"movd": "moved", "moved": False})
    assert message.startswith(
        "tally, tag 'movd', column 'moved': given 'movd' in an entry (id 'A1'); "
    )
    entries = [
        Attribution(each, code, "94068", landlord="office", decided_on=DAY, **public)
        for each, code, public in zip(
            rows["id"][1],
            contingents,
            (SURE, POSSIBLE, {}, SURE, SURE),
            strict=True,
        )
    ]
    aside = tally(AGREEMENT, engine(name)(rows), unknown=Unknown.SET_ASIDE)
    assert aside == one_by_one(AGREEMENT, entries, unknown=Unknown.SET_ASIDE)
    report = check_quotas(AGREEMENT, aside, on=date(2019, 1, 1))
    assert report.account.read.entries == 5
    assert report.account.set_aside.entries == 4
    assert dict(report.set_aside) == {("contingent", "aa"): (4, 4)}


def test_many_unknown_codes() -> None:
    """Of many unknown codes the first are told with some entries, and how many more there are."""
    many = [f"x{number:02}" for number in range(15)]
    frame = pl.DataFrame(
        {
            "id": many, "contingent": many, "commune": ["94068"] * 15, "decided_on": [DAY] * 15,
            "landlord": ["office"] * 15, "p": [True] * 15, "moved": [False] * 15,
        }
    )  # fmt: skip
    message = told(lambda: tally(AGREEMENT, frame))
    assert message == (
        "tally, contingent: given 'x00' in an entry (id 'x00'), 'x01' in an entry (id 'x01'), "
        "'x02' in an entry (id 'x02') and 12 more; expected a contingent that the agreement knows; "
        "known here: 'a', 'b' (or pass unknown=Unknown.SET_ASIDE)"
    )
    frame = frame.with_columns(contingent=pl.Series([*many[:8], *["a"] * 7]))
    message = told(lambda: tally(AGREEMENT, frame, publics={"pp": "p", "p": None}))
    assert message.startswith("tally: 2 faults\n  - tally, contingent: given 'x00' in an entry")
    assert "\n  - tally, public 'pp', column 'p': given 'pp' in 7 of the entries" in message


BEFORE = [date(2018, 5, 4), None, date(2018, 5, 4), date(2018, 5, 4), date(2018, 5, 3)]
IMPOSSIBLE: Mapping[str, tuple[str, tuple[str, list[Any]], tuple[str, ...]]] = {
    "a commune": (
        "commune", ("code", ["9406", "94068", "9406", "x", "94068"]),
        (
            "tally, commune: given '9406' in 2 rows ({0}, {2}), 'x' in a row ({3}); ",
            "expected an INSEE commune code; pad it to five characters if it lost its zero: ",
            "'09406'; write five characters, such as '94068' or '2A004'",
        ),
    ),
    "no commune": (
        "commune", ("code", ["94068", None, None, None, None]),
        ("tally, commune: given None in 4 rows ({1}, {2}, {3}, ...); ",),
    ),
    "no contingent": (
        "contingent", ("code", ["a", None, "a", "a", "a"]),
        (
            "tally, contingent: given None in a row ({1}); expected a code: one line of visible",
            "; give each row the code of its contingent",
        ),
    ),
    "a blank landlord": (
        "landlord", ("code", [" x", "office", " x", None, ""]),
        (
            "tally, landlord: given ' x' in 2 rows ({0}, {2}), '' in a row ({4}); ",
            "expected a code: ",
            "; strip it; make it null where it is not known",
        ),
    ),
    "no dwellings": (
        "count", ("count", [1, 0, -1, 2, 0]),
        (
            "tally, count: given null, less than 1 or beyond 2,147,483,647 in 3 rows ({1}, {2}, ",
            "; fill a null with 1 where the row stands for one dwelling, leave out what stands for",
        ),
    ),
    "days": (
        "signed_on", ("day", BEFORE),
        (
            "tally, signed_on: given 2018-05-04 (a date) in 3 rows ({0}, {2}, {3}), ",
            "2018-05-03 (a date) in a row ({4}); expected a day not before decided_on, ",
            "2018-05-05; put the days of the row in order; where one",
        ),
    ),
    "a tag": (
        "moved", ("flag", [None, False, None, None, None]),
        (
            "tally, tag 'moved', column 'moved': given null in 4 rows ({0}, {2}, {3}, ...); ",
            "expected true or false in each row; write false where the entry does not bear it",
        ),
    ),
}  # fmt: skip
"""A column that holds what no entry can have, and what is said of it."""


@pytest.mark.parametrize("kind", IMPOSSIBLE)
@pytest.mark.parametrize("name", NAMES)
def test_rows_that_are_no_entries(name: str, kind: str) -> None:
    """Rows that could be no entry are told by id, with how many they are and the remedy."""
    column, given, expected = IMPOSSIBLE[kind]
    message = tallied(name, ledger(**{column: given}))
    for said in expected:
        assert said.format(*(f"id 'A{number}'" for number in range(5))) in message


def test_many_groups_at_fault() -> None:
    """A fault of many rows that come to different things names the first few of them."""
    days = [date(2018, 1 + number, 1) for number in range(9)]
    rows = ledger(
        id=("code", [f"A{number}" for number in range(9)]),
        contingent=("code", ["a"] * 9),
        commune=("code", ["x"] * 9),
        landlord=("code", ["office"] * 9),
        decided_on=("day", days),
        moved=("flag", [False] * 9),
        p=("flag", [True] * 9),
    )
    said = "tally, commune: given 'x' in 9 rows (id 'A0', id 'A1', id 'A2', ...); "
    assert tallied("polars", rows).startswith(said)


@pytest.mark.parametrize("name", NAMES)
def test_rows_without_ids(name: str) -> None:
    """Where there are no ids, rows are told by number, or counted where they have none."""
    rows = ledger(id=None, commune=("code", ["9406", "94068", "9406", "94068", "9406"]))
    message = tallied(name, rows, ids=Ids.TRUSTED)
    places = "" if name in {"polars, lazy", "duckdb", "pyspark"} else " (row {}, row {}, row {})"
    said = places.format(0, 2, 4)
    assert message.startswith(f"tally, commune: given '9406' in 3 rows{said}; ")
    message = tallied(name, ledger(id=("code", [None, "x", "y", None, None])))
    said = places.format(0, 3, 4)
    assert message.startswith(
        f"tally, id: given null in 3 rows{said}; expected an id in each row; "
    )
    assert "give each row one, or pass ids=Ids.TRUSTED" in message


@pytest.mark.parametrize("name", NAMES)
def test_trusted_ids_name_rows(name: str) -> None:
    """Ids that are not compared still name rows, unless they are of another kind."""
    bad = ("code", ["94068", "9406", "94068", "94068", "94068"])
    message = tallied(name, ledger(commune=bad), ids=Ids.TRUSTED)
    assert message.startswith("tally, commune: given '9406' in a row (id 'A1'); ")
    message = tallied(name, ledger(commune=bad, id=("count", [7, 8, 9, 10, 11])), ids=Ids.TRUSTED)
    assert message.startswith("tally, commune: given '9406' in a row (id ")
    days = ("day", [DAY] * 5)
    message = tallied(name, ledger(commune=bad, id=days), ids=Ids.TRUSTED)
    assert "(id " not in message


@pytest.mark.parametrize("name", ["dask", "pandas"])
def test_rows_of_pandas_are_told_by_their_index(name: str) -> None:
    """What a household cannot have is told by the index of pandas, in a partition of Dask too."""
    paris = Territory("75056", "Paris", "commune", communes=("75056",))
    frame = engine(name)({"residence": ("code", ["75056", None, "75056", "75056", "9406"])})

    def ask() -> object:
        answered: Any = decide(frame, facts.residence.within(paris), on=ON)
        return answered.compute()

    assert told(ask) == (
        "decide, residence: given '9406' in row 4; expected an INSEE commune code; "
        "pad it to five characters if it lost its zero: '09406'"
    )


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_nulls_of_another_kind(name: str) -> None:
    """A column of another kind without values says nothing where it is here to be seen."""
    frame = engine(name)({"employed": ("code", [None, None])})
    if name in EAGER:
        decide(frame, facts.employed, on=ON)
    else:
        message = told(lambda: decide(frame, facts.employed, on=ON))
        assert "given a column of String; expected a boolean column" in message


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("column", ["id", "commune", "contingent"])
def test_a_needed_column_of_nothing_but_nulls(name: str, column: str) -> None:
    """Where each row must have a value, a column of nulls without a kind is refused by its rows."""
    message = tallied(name, ledger(**{column: ("null", [None] * 5)}))
    assert message.startswith(f"tally, {column}: given ")
    assert " in 5 rows" in message
    trusted = tally(AGREEMENT, engine(name)(ledger(id=("null", [None] * 5))), ids=Ids.TRUSTED)
    assert trusted == tally(AGREEMENT, engine(name)(ledger()))


@pytest.mark.parametrize(
    "frame", [[{"id": "A"}], {"id": ["A"]}, pl.Series("id", ["A"]), None, "ledger.parquet"]
)
def test_what_is_no_frame(frame: Any) -> None:
    """Anything but a frame of a known engine is refused with the list of them and the remedy."""
    said = "expected a frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark; turn it into one"
    public = PriorityPublic("p", "p", facts.employed)
    for where, ask in (
        ("decide", lambda: decide(frame, facts.employed, on=ON)),
        ("classify", lambda: classify(frame, [public], on=ON)),
        ("tally", lambda: tally(AGREEMENT, frame)),
    ):
        message = told(ask)
        assert message.startswith(f"{where}, frame: given a ")
        assert said in message


def test_what_the_error_on_text_flags_says_keeps_missing_missing() -> None:
    """Mapped as it says, 'oui' is yes, 'non' is no, and whatever else is not known."""
    pd: Any = importlib.import_module("pandas")
    said = ["oui", None, "non", "NSP"]
    meant = {"oui": True, "non": False}
    known = pl.col("employed").replace_strict(meant, default=None, return_dtype=pl.Boolean)
    in_pandas = pd.DataFrame({"employed": pd.Series(said).map(meant)})
    in_polars = pl.DataFrame({"employed": said}).with_columns(known)
    with pytest.raises(InvalidTypeError, match=re.escape(str(meant))):
        decide(pl.DataFrame({"employed": said}), facts.employed, on=DAY)
    for frame in (in_pandas, in_polars):
        answers = decide(frame, facts.employed, on=DAY)["answer"]
        assert [None if pd.isna(answer) else bool(answer) for answer in answers] == [
            True,
            None,
            False,
            None,
        ]
