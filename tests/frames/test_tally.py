"""A frame is tallied as its entries are, one by one."""

import importlib
from datetime import date
from typing import Any

import attrs
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from tests.frames.engines import ENGINES, engine
from tests.frames.ledgers import as_rows, possibly
from tests.rules.drawing import SLOW, Case, agreement_of, cases

from housing_agreements import (
    Attribution,
    DuplicateIdError,
    HousingAgreementsError,
    Ids,
    InvalidObjectError,
    Per,
    PriorityPublic,
    Production,
    Share,
    Stage,
    Tally,
    Territory,
    Unknown,
    Verdict,
    check_quotas,
    facts,
)
from housing_agreements import tally as one_by_one
from housing_agreements.frames import Absent, tally
from housing_agreements.geography._official_code import load_official_code


def agree(name: str, case: Case) -> None:
    """The tally of frames of one engine is that of the entries, and is judged alike."""
    agreement, entries, on, _ = case
    prefixes: Any = {"publics": "is_", "tags": "tag_"}
    both = Tally.empty(agreement)
    for production in (False, True):
        some = [entry for entry in entries if isinstance(entry, Production) is production]
        # Without values, plain pandas makes columns of floats, which are refused.
        if some or not name.startswith("pandas"):
            frame = engine(name)(as_rows(agreement, some, production=production))
            found = tally(agreement, frame, production=production, **prefixes)
            assert found == one_by_one(agreement, some)
            both += found
    assert check_quotas(agreement, both, on=on) == check_quotas(agreement, entries, on=on)


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in {"dask", "pyspark"}])
@settings(SLOW, max_examples=20)
@given(case=cases())
def test_as_the_entries_one_by_one(name: str, case: Case) -> None:
    """The tally of a frame is that of its entries, whatever is null, and is judged alike."""
    agree(name, case)


@pytest.mark.parametrize("name", ["dask", "pyspark"])
@settings(SLOW, max_examples=2, phases=[Phase.explicit, Phase.generate])
@given(case=cases())
def test_as_the_entries_on_several_partitions(name: str, case: Case) -> None:
    """A frame in several partitions gives the tally of one pass."""
    agree(name, case)


SHARE = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2", leaving_out=("moved",))
DAY = date(2018, 5, 5)


def polars(**columns: Any) -> pl.DataFrame:
    """Three attributions of 2018 in columns of Polars, some of these replaced or left out."""
    given = {
        "id": ["x", "y", "z"],
        "contingent": ["a"] * 3,
        "commune": ["94068"] * 3,
        "decided_on": [DAY] * 3,
        "moved": [False] * 3,
        "p": [True, None, False],
        **columns,
    }
    return pl.DataFrame({name: values for name, values in given.items() if values is not None})


def told(frame: Any, **how: Any) -> str:
    """The message of the error that tallying raises."""
    with pytest.raises(HousingAgreementsError) as caught:
        tally(agreement_of(SHARE), frame, **how)
    return str(caught.value)


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in {"dask", "pyspark"}])
@pytest.mark.parametrize("production", [False, True])
def test_too_many_dwellings_to_add_up(name: str, *, production: bool) -> None:
    """The most dwellings a row may stand for add up exactly; a row of more is refused."""
    most, signs = 2**31 - 1, (1, -1 if production else 1)
    agreement = agreement_of(attrs.evolve(SHARE, stage=Stage.STARTED, to=("PLAI",))
                             if production else SHARE)  # fmt: skip

    def rows(count: int) -> Any:
        entries: list[Any] = [
            Production(code, "94068", financing="PLAI", started_on=DAY, count=sign * count)
            if production
            else Attribution(code, "a", "94068", decided_on=DAY, count=sign * count)
            for code, sign in zip("xy", signs, strict=True)
        ]
        return entries, engine(name)(as_rows(agreement, entries, production=production))

    entries, frame = rows(most)
    how: Any = {"production": production, "publics": "is_", "tags": "tag_"}
    assert tally(agreement, frame, **how) == one_by_one(agreement, entries)
    for beyond in (most + 1, 2**62):
        with pytest.raises(HousingAgreementsError, match=r"beyond 2,147,483,647 in 2 rows"):
            tally(agreement, rows(beyond)[1], **how)


def test_missing_columns() -> None:
    """Each column that the agreement needs is named when it is not there, with the remedy."""
    bare = polars(id=None, contingent=None, decided_on=None, p=None, moved=None)
    message = told(bare.rename({"commune": "comune"}))
    for said in (
        "tally: 5 faults\n",
        "tally, frame, id: given no such column",
        "(or pass ids=Ids.TRUSTED)",
        "tally, frame, commune, contingent: given no such column; expected a column of that name; ",
        "did you mean 'comune'? (commune); ",
        "tally, frame, decided_on: given no such column",
        "tally, frame, p: given no such column",
        "or map it: publics={'p': None} (not known of anybody), or {'p': False} (of nobody)",
        "tally, frame, moved: given no such column",
        "or map it: tags={'moved': False} (no entry bears it)",
        "or map 'decided_on' to its columns, to None when nobody knows its day, or to Absent.NOT_",
    ):
        assert said in message
    for columns in ({"contingent": None}, {"contingent": "ctg"}):
        assert "tally, frame, contingent" in told(polars(), columns=columns)
    assert "tally, frame, landlord (column 'owner'), count: given no" in told(
        polars(), columns={"landlord": "owner", "count": "count"}
    )


def test_names() -> None:
    """Columns of other names are named in a mapping; what nothing gives is mapped to none."""
    agreement = agreement_of(SHARE)
    renamed = polars().rename({"contingent": "ctg", "p": "dalo", "moved": "mutation"})
    how: Any = {"columns": {"contingent": "ctg"}, "publics": {"p": "dalo"}}
    found = tally(agreement, renamed, tags={"moved": "mutation"}, **how)
    assert found == tally(agreement, polars())
    none = tally(agreement, polars(p=[None] * 3, moved=None), tags={"moved": False})
    assert none == tally(agreement, polars(), publics={"p": None})
    undecided = tally(agreement, polars(), columns={"decided_on": Absent.NOT_REACHED})
    assert undecided == tally(agreement, polars(decided_on=[None] * 3))


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("decided_on", ["2018-05-05"] * 3, "a column of dates"),
        ("p", ["oui", None, "non"], "a boolean column"),
        ("moved", [0, 0, 1], "a boolean column"),
        ("count", [1.0, 2.0, None], "a column of integers"),
        ("commune", [94068] * 3, "a column of commune codes as text"),
        ("id", [1.0, 2.0, 3.0], "a column of codes as text"),
    ],
)
def test_columns_of_another_kind(column: str, values: list[Any], expected: str) -> None:
    """A column of another kind is refused with a few of its rows and the remedy."""
    message = told(polars(**{column: values}))
    assert f"tally, {column}: given a column of " in message
    ids = values if column == "id" else ["x"]
    assert f"{values[0]!r} for id {ids[0]!r}" in message
    assert expected in message


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"contingent": [None, None, "a"]}, "tally, contingent: given None in 2 rows"),
        ({"contingent": [None] * 3}, "tally, contingent: given None in 3 rows"),
        ({"commune": ["9406", "94068", None]}, "tally, commune: given '9406' in a row"),
        ({"landlord": [" x", "x", ""]}, "tally, landlord: given ' x' in a row"),
        ({"signed_on": [date(2018, 5, 4)] * 3}, "tally, signed_on: given 2018-05-04"),
        (
            {"count": [0, None, 2]},
            "tally, count: given null, less than 1 or beyond 2,147,483,647 in 2 rows",
        ),
        (
            {"count": [None] * 3},
            "tally, count: given null, less than 1 or beyond 2,147,483,647 in 3 rows",
        ),
        ({"moved": [None, True, False]}, "tally, tag 'moved', column 'moved': given null in a row"),
        ({"moved": [None] * 3}, "tally, tag 'moved', column 'moved': given null in 3 rows"),
        ({"id": ["x", None, None]}, "tally, id: given null in 2 rows"),
        ({"id": [None, "y", "z"]}, "tally, id: given null in a row"),
    ],
)
def test_rows_that_are_no_entries(columns: dict[str, Any], expected: str) -> None:
    """Rows that could be no entry are refused, with how many they are."""
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least="1/2", leaving_out=("moved",),
        landlords=("office",),
    )  # fmt: skip
    with pytest.raises(HousingAgreementsError) as caught:
        tally(agreement_of(share), polars(**{"landlord": ["office"] * 3, **columns}))
    assert expected in str(caught.value)


def test_production_of_none() -> None:
    """Production of no dwellings is refused, and its financing is never checked for publics."""
    frame = pl.DataFrame({"id": ["x"], "commune": ["94068"], "count": [0], "moved": [False]})
    message = told(frame, production=True)
    assert message.startswith("tally, count: given null, 0 or beyond 2,147,483,647 in a row")


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "pyspark"])
def test_repeated_ids(name: str) -> None:
    """Ids that stand twice are listed, unless they are trusted; integers are ids too."""
    agreement = agreement_of(SHARE)
    for kind, ids, expected in (
        ("code", ["y", "x", "y", "x", "z"], ("x", "y")),
        ("count", [2, 1, 2, 3, 4], ("2",)),
    ):
        entries = [Attribution("x", "a", "94068", decided_on=DAY)] * 5
        rows = {**as_rows(agreement, entries, production=False), "id": (kind, ids)}
        frame = engine(name)(rows)
        how: Any = {"publics": "is_", "tags": "tag_"}
        with pytest.raises(DuplicateIdError) as caught:
            tally(agreement, frame, **how)
        assert caught.value.ids == expected
        assert tally(agreement, frame, ids=Ids.TRUSTED, **how).read.entries == 5


def test_ids_in_several_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a lazy frame that is longer than what is looked at at once, every id is looked at."""
    module = importlib.import_module("housing_agreements.frames._tally")
    monkeypatch.setattr(module, "_IDS_AT_ONCE", 2)
    agreement = agreement_of(SHARE)
    for ids, repeated in ((range(9), ()), ((*range(9), 3, 7, 3), ("3", "7"))):
        entries = [Attribution(f"E{each}", "a", "94068", decided_on=DAY) for each in ids]
        rows = {**as_rows(agreement, entries, production=False), "id": ("count", list(ids))}
        frame = engine("polars, lazy")(rows)
        if repeated:
            with pytest.raises(DuplicateIdError) as caught:
                tally(agreement, frame, publics="is_", tags="tag_")
            assert caught.value.ids == repeated
        else:
            assert tally(agreement, frame, publics="is_", tags="tag_").read.entries == len(ids)


@pytest.mark.parametrize("name", ["polars", "pandas", "duckdb", "dask"])
def test_unknown_codes(name: str) -> None:
    """Codes that the agreement does not know are told with their column, or set aside."""
    agreement = agreement_of(SHARE)
    given = [
        Attribution("1", "aa", "94068", count=4),
        Attribution("2", "aa", "94068"),
        Attribution("3", "a", "94068", publics={"pp"}),
        Attribution("4", "a", "94068", possible_publics={"pp"}),
        Attribution("5", "a", "94068", tags={"movd"}),
    ]
    rows = dict(as_rows(agreement, given, production=False))
    rows["pp"] = ("flag", [possibly(each, "pp") for each in given])
    rows["movd"] = ("flag", ["movd" in each.tags for each in given])
    how: Any = {
        "publics": {"p": "is_p", "pp": "pp", "q": "is_q"},
        "tags": {"moved": "tag_moved", "movd": "movd"},
    }
    frame = engine(name)(rows)
    with pytest.raises(InvalidObjectError) as caught:
        tally(agreement, frame, **how)
    first, second, third = map(str, caught.value.faults)
    assert first.startswith("tally, contingent: given 'aa' in 2 of the entries")
    assert second.startswith("tally, public 'pp', column 'pp': given 'pp' in 2 of the entries")
    assert third.startswith("tally, tag 'movd', column 'movd': given 'movd' in an entry")
    assert "did you mean 'moved'?" in third
    aside = tally(agreement, frame, unknown=Unknown.SET_ASIDE, **how)
    assert aside == one_by_one(agreement, given, unknown=Unknown.SET_ASIDE)
    assert aside.set_aside["contingent", "aa"] == (2, 5)


def test_what_is_no_mapping() -> None:
    """A mapping names fields of entries, and gives them names of columns."""
    wrong: Any = 3
    for how in ({"columns": wrong}, {"columns": "x"}):
        assert "a mapping of fields to columns; write {'count': " in told(polars(), **how)
    for how in ({"publics": wrong}, {"tags": wrong}, {"publics": None}, {"tags": ["moved"]}):
        assert "or a mapping of codes to columns; write {'dalo': " in told(polars(), **how)
    for what in ("publics", "tags"):
        for name in (wrong, "", "two\nlines", "\ud800"):
            message = told(polars(), **{what: {"p": name}})
            assert message.startswith(f"tally, {what}, 'p': given ")
            assert "expected the name of a column, " in message
        assert f"tally, {what}: given 2018; expected a code" in told(
            polars(), **{what: {2018: "x"}}
        )
        assert f"tally, {what}: given '\\n'; expected what beg" in told(polars(), **{what: "\n"})
    assert "did you mean 'landlord'" in told(polars(), columns={"landlrd": "x"})
    assert "expected True or False" in told(polars(), production=wrong)
    assert "expected a frame of Polars" in told([1])


def test_many_codes() -> None:
    """More publics than one number holds are told apart, and more classes than one expression."""
    publics = tuple(f"p{number}" for number in range(40))
    communes = load_official_code().codes_in_use("77", DAY)[:60]
    agreement = attrs.evolve(
        agreement_of(),
        commitments=tuple(
            Share(
                f"c{place}", to=(publics[place],), stage=Stage.DECIDED, at_least="1/2",
                territory=Territory("t", "some", "list", communes=communes[place : place + 9]),
            )
            for place in range(40)
        ),
        publics=tuple(PriorityPublic(code, code, facts.employed) for code in publics),
    )  # fmt: skip
    given = [
        Attribution(
            f"E{place}",
            "a",
            commune,
            decided_on=DAY,
            publics=frozenset(publics[place % 39 : place % 39 + 2]),
        )
        for place, commune in enumerate(communes)
    ]
    for name in ("polars", "duckdb", "pandas"):
        frame = engine(name)(as_rows(agreement, given, production=False))
        assert tally(agreement, frame, publics="is_") == one_by_one(agreement, given)


def test_hashes_that_meet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids that differ are never repeated ones, even where their hashes are the same."""
    agreement = agreement_of(SHARE)
    expected = tally(agreement, polars())
    monkeypatch.setattr(pl.Expr, "hash", lambda each: each.is_null().cast(pl.UInt64))
    assert tally(agreement, polars()) == expected
    assert tally(agreement, polars().lazy()) == expected


@pytest.mark.parametrize("name", ENGINES)
def test_codes_that_come_to_the_same(name: str) -> None:
    """Codes that the agreement does not tell apart count as one, and a null one by itself."""
    agreement = agreement_of(
        Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2", landlords=("office",)),
        Share("d", to=("q",), stage=Stage.DECIDED, at_least="1/2", landlords=("company",)),
    )
    landlords = ("office", "one", "two", None, "company", "three")
    communes = ("94068", "75056", "75057", "33063", "13001", "94001", "94002")
    given = [
        Attribution(
            f"E{place}", "ab"[place % 2], communes[place % 7], decided_on=DAY,
            landlord=landlords[place % 6], count=1 + place % 3,
        )
        for place in range(84)
    ]  # fmt: skip
    frame = engine(name)(as_rows(agreement, given, production=False))
    assert tally(agreement, frame, publics="is_") == one_by_one(agreement, given)


@pytest.mark.parametrize("name", ENGINES)
def test_of_nobody_and_not_known_of_anybody(name: str) -> None:
    """A public mapped to False is nobody's, one mapped to None may be anybody's."""
    agreement = agreement_of(SHARE)
    entries = [Attribution(code, "a", "94068", decided_on=DAY) for code in "xyz"]
    rows = {
        column: values
        for column, values in as_rows(agreement, entries, production=False).items()
        if not column.startswith(("is_", "tag_"))
    }
    answers: tuple[tuple[Any, set[str]], ...] = ((False, set()), (None, {"p"}))
    for said, possible in answers:
        found = tally(agreement, engine(name)(rows), publics={"p": said}, tags={"moved": False})
        meant = [attrs.evolve(entry, possible_publics=possible) for entry in entries]
        assert found == one_by_one(agreement, meant)
        finding = check_quotas(agreement, found, on=date(2019, 1, 1)).finding("c", 2018)
        assert finding.verdict is (Verdict.UNMET if said is False else Verdict.UNDETERMINED)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"tags": {"moved": None}}, "write False for a tag that no entry bears"),
        ({"publics": {"p": True}}, "False (of nobody) or None (not known of anybody)"),
        ({"columns": {"landlord": False}}, "expected the name of a column, or None"),
        ({"publics": {"pp": False}}, "tally, publics: given 'pp'; expected a public that the agr"),
        ({"tags": {"movd": False}}, "did you mean 'moved'?"),
    ],
)
def test_what_no_public_and_no_tag_is_mapped_to(how: dict[str, Any], expected: str) -> None:
    """A tag is known of each entry; what is said of nobody is a code that the agreement knows."""
    assert expected in told(polars(), **how)


def test_a_code_that_cannot_be_is_never_taken_for_another() -> None:
    """Where landlords come to the same, one that is no code is still refused by its row."""
    share = attrs.evolve(SHARE, landlords=("office",))
    with pytest.raises(HousingAgreementsError) as caught:
        tally(agreement_of(share), polars(landlord=["one", "two", "two\u200b"]))
    assert "tally, landlord: given 'two\\u200b' in a row (id 'z')" in str(caught.value)
    assert caught.value.remedy == "write it without what cannot be seen"


def test_a_neighbourhood_that_is_blank() -> None:
    """The remedy tells a neighbourhood that is not known from one that is none of those listed."""
    share = attrs.evolve(SHARE, per=(Per.NEIGHBOURHOOD,))
    with pytest.raises(HousingAgreementsError) as caught:
        tally(agreement_of(share), polars(neighbourhood=["", "north", None]))
    assert "tally, neighbourhood: given '' in a row (id 'x')" in str(caught.value)
    assert caught.value.remedy == (
        "make it null where it is not known, and '-' (NO_NEIGHBOURHOOD) where it is none of those "
        "listed"
    )


def test_a_contingent_is_known_of_each_row() -> None:
    """A contingent with a blank end is stripped; where there is none, one is given."""
    with pytest.raises(HousingAgreementsError) as caught:
        tally(agreement_of(SHARE), polars(contingent=["a ", "a", "a"]))
    assert "tally, contingent: given 'a ' in a row (id 'x')" in str(caught.value)
    assert caught.value.remedy == "strip it"
