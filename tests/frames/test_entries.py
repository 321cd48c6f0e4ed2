"""The rows of a frame that make a finding are the entries that do, one by one."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import narwhals as nw
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from tests.frames.engines import ENGINES, engine, kinds, listed
from tests.frames.ledgers import as_rows
from tests.frames.test_stage_days import Shape, in_columns, told_shapes
from tests.rules.drawing import SLOW, Case, agreement_of, cases
from tests.rules.drawing import given as given_entry
from tests.rules.test_entries import doubtful_cases

from housing_agreements import (
    Attribution,
    Finding,
    HousingAgreementsError,
    Per,
    Production,
    QuotaReport,
    Share,
    Stage,
    Unknown,
    Verdict,
    check_quotas,
)
from housing_agreements import entries_of as one_by_one
from housing_agreements.frames import entries_of, tally

PREFIXES: Any = {"publics": "is_", "tags": "tag_"}
ANSWERS = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
Row = tuple[str, bool | None, bool | None, str]
"""An id, and the three new columns."""


def told_of_frame(frame: Any) -> list[Row]:
    """The ids and the answers of a frame, by id."""
    columns = (listed(frame, name) for name in ("id", "in_base", "counts", "missing"))
    return sorted(zip(*columns, strict=True))


def told_of_entries(
    report: QuotaReport, finding: Finding, entries: list[Attribution | Production]
) -> list[Row]:
    """The same of entries that are objects."""
    return sorted(
        (
            entry.id,
            ANSWERS[entry.in_base],
            ANSWERS[entry.counts],
            ", ".join(
                sorted(
                    f"{fact.kind.value} {code}"
                    for fact in entry.missing
                    for code in fact.code.split(", ")
                )
            ),
        )
        for entry in one_by_one(report, finding, entries)
    )


def findings_of_kind(report: QuotaReport, *, production: bool) -> Iterator[Finding]:
    """The findings on attributions, or on production."""
    for finding in report:
        if finding.commitment.stage.of_production is production:
            yield finding


SEVERAL_PARTITIONS = ("dask", "pyspark")


def agree(name: str, case: Case, told: dict[str, Shape]) -> None:
    """The rows of a frame of one engine are those of the entries, for each finding."""
    agreement, _, on, known = case
    for production in (False, True):
        entries, rows, columns = in_columns(case, told, production=production)
        # Without values, plain pandas makes columns of floats, which are refused.
        if not entries and name.startswith("pandas"):
            continue
        frame = engine(name)(rows)
        how: Any = {"production": production, "columns": columns, **PREFIXES}
        report = check_quotas(agreement, tally(agreement, frame, **how), on=on, known=known)
        findings = list(findings_of_kind(report, production=production))
        for finding in findings[:2] if name in SEVERAL_PARTITIONS else findings:
            found = entries_of(report, finding, frame, **how)
            assert told_of_frame(found) == told_of_entries(report, finding, entries)


DRAWN = cases(unknowns=2, max_size=6) | doubtful_cases()


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in SEVERAL_PARTITIONS])
@settings(SLOW, max_examples=3)
@given(case=DRAWN, told=told_shapes)
def test_as_the_entries_one_by_one(name: str, case: Case, told: dict[str, Shape]) -> None:
    """A row is to a finding what its entry is, whatever is null."""
    agree(name, case, told)


@pytest.mark.parametrize("name", SEVERAL_PARTITIONS)
@settings(SLOW, max_examples=2, phases=[Phase.explicit, Phase.generate])
@given(case=DRAWN, told=told_shapes)
def test_as_the_entries_on_several_partitions(
    name: str, case: Case, told: dict[str, Shape]
) -> None:
    """So it is on frames in several partitions."""
    agree(name, case, told)


SHARE = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2", landlords=("office", "company"))
AGREEMENT = agreement_of(SHARE)
LEDGER = [
    given_entry("A", publics={"p"}, landlord="office"),
    given_entry("B", possible_publics={"p"}, landlord="office", count=3),
    given_entry("C"),
    given_entry("D", landlord="fund"),
]
ROWS = as_rows(AGREEMENT, LEDGER, production=False)
ON = date(2021, 6, 1)


def ask(frame: Any, **how: Any) -> Any:
    """The rows of the finding on 2018."""
    report = check_quotas(AGREEMENT, tally(AGREEMENT, engine("polars")(ROWS), **PREFIXES), on=ON)
    return entries_of(report, report.finding("c", 2018), frame, **{**PREFIXES, **how})


def told_error(frame: Any, **how: Any) -> str:
    """The message of the error that asking raises."""
    with pytest.raises(HousingAgreementsError) as caught:
        ask(frame, **how)
    return str(caught.value)


@pytest.mark.parametrize("name", ENGINES)
def test_columns_are_added_to_the_rows(name: str) -> None:
    """The columns that were there stay as they are; the new ones hold flags and text."""
    frame = engine(name)({**ROWS, "note": ("code", ["a", None, "c", "d"])})
    found = ask(frame, in_base="inside", missing="what")
    before, after = kinds(frame), kinds(found)
    assert list(after) == [*before, "inside", "counts", "what"]
    assert {kind: after[kind] for kind in before} == before
    assert after["inside"] == after["counts"] == nw.Boolean
    columns = ("id", "note", "inside", "counts", "what")
    assert sorted(zip(*(listed(found, column) for column in columns), strict=True)) == [
        ("A", "a", True, True, ""),
        ("B", None, True, None, "public p"),
        ("C", "c", None, False, "landlord company, landlord office"),
    ]


@pytest.mark.parametrize("name", ENGINES)
def test_a_finding_of_no_row(name: str) -> None:
    """Where no row is in the base, no row is left, and the new columns are of the same kinds."""
    frame = engine(name)(ROWS)
    report = check_quotas(AGREEMENT, tally(AGREEMENT, frame, **PREFIXES), on=ON)
    found = entries_of(report, report.finding("c", 2019), frame, **PREFIXES)
    assert listed(found, "id") == listed(found, "missing") == []
    after = kinds(found)
    assert after["in_base"] == after["counts"] == nw.Boolean


def test_a_lazy_frame_stays_lazy() -> None:
    """It is read to see what it holds; its rows come when they are asked for."""
    assert isinstance(ask(engine("polars, lazy")(ROWS)), pl.LazyFrame)
    wrapped = nw.from_native(engine("polars")(ROWS))
    assert isinstance(ask(wrapped), nw.DataFrame)


def test_rows_of_pandas_keep_their_numbers() -> None:
    """The index of a frame of pandas stays with its rows."""
    frame = engine("pandas, by Arrow")(ROWS)
    frame.index = [7, 5, 3, 1]
    assert list(ask(frame).index) == [7, 5, 3]


def test_rows_set_aside_are_left_out() -> None:
    """A row of a contingent that the agreement does not know, or of no code, is in no base."""
    rows = {**ROWS, "contingent": ("code", ["a", "a", "elsewhere", "a"])}
    rows["landlord"] = ("code", ["office", " office", None, "\x1f"])
    frame = engine("polars")(rows)
    counts = tally(AGREEMENT, frame, unknown=Unknown.SET_ASIDE, **PREFIXES)
    report = check_quotas(AGREEMENT, counts, on=ON)
    found = entries_of(report, report.finding("c", 2018), frame, **PREFIXES)
    assert listed(found, "id") == ["A"]


def test_another_frame_is_refused() -> None:
    """The finding is made of all the rows of the frame, and of no others."""
    message = told_error(engine("polars")(ROWS).head(2))
    assert message.startswith("entries_of, entries: given a ledger that gives ")
    assert "give all the entries from which the report was made, and no other" in message
    twice = engine("polars")(ROWS)
    assert told_error(pl.concat([twice, twice])).startswith("entries_of, entries: given a ledger")


def test_a_frame_that_changes_is_refused() -> None:
    """Rows that were not there when the finding was counted again have no answer."""
    frame = engine("polars")(ROWS)
    agreement = agreement_of(attrs.evolve(SHARE, per=Per.PROGRAMME))
    report = check_quotas(agreement, tally(agreement, frame, **PREFIXES), on=ON)
    told = set[str]()
    for steady in range(1, 5):
        times = iter(range(100))

        def change(frame: pl.DataFrame, times: Any = times, steady: int = steady) -> pl.DataFrame:
            name = None if next(times) < steady else "quai"
            return frame.with_columns(programme=pl.lit(name, dtype=pl.String))

        unsteady = frame.lazy().map_batches(change, schema=frame.schema)
        try:
            entries_of(report, report[0], unsteady, **PREFIXES)
        except HousingAgreementsError as error:
            told.add(str(error))
    assert any("a frame that has other rows each time it is read; expected" in one for one in told)


def test_errors_name_the_function() -> None:
    """What is wrong with the frame or its columns is told as in a tally."""
    frame = engine("polars")(ROWS)
    assert told_error(frame.drop("decided_on")).startswith("entries_of, frame, decided_on: given")
    assert told_error(LEDGER).startswith("entries_of, frame: given a list; expected a frame of")
    assert told_error(frame.with_columns(count=0)).startswith("entries_of, count: given null, less")
    assert told_error(frame, in_base="count").startswith("entries_of, in_base: given 'count'")
    assert told_error(frame, counts="missing").startswith("entries_of, missing: given 'missing'")
    wrong: Any = 3
    assert told_error(frame, missing=wrong).startswith("entries_of, missing: given 3; expected")
    assert told_error(frame, production=wrong).startswith("entries_of, production: given 3")
    assert told_error(frame, columns=wrong).startswith("entries_of, columns: given 3; expected a")
    with pytest.raises(HousingAgreementsError, match="entries_of, finding: given 3"):
        entries_of(check_quotas(AGREEMENT, LEDGER[:3], on=ON), wrong, frame)


def test_a_frame_given_to_the_other_function() -> None:
    """The function for objects names the one for frames."""
    frame = engine("polars")(ROWS)
    report = check_quotas(AGREEMENT, tally(AGREEMENT, frame, **PREFIXES), on=ON)
    with pytest.raises(HousingAgreementsError, match=r"frames\.entries_of\(report, finding, frame"):
        one_by_one(report, report[0], frame)
