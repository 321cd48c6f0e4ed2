"""The rows of a frame that make a finding are the entries that do, one by one."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from tests.frames.engines import ENGINES, engine, kinds, listed
from tests.frames.test_stage_days import Shape, in_columns, told_shapes
from tests.rules.drawing import SLOW, Case, cases
from tests.rules.test_entries import doubtful_cases

from housing_agreements import (
    Agreement,
    Attribution,
    Finding,
    Production,
    QuotaReport,
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
            ", ".join(sorted(f"{fact.kind.value} {fact.code}" for fact in entry.missing)),
        )
        for entry in one_by_one(report, finding, entries)
    )


def findings_of_kind(report: QuotaReport, *, production: bool) -> Iterator[Finding]:
    """The findings on attributions, or on production."""
    for finding in report:
        if finding.commitment.stage.of_production is production:
            yield finding


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
        for finding in findings_of_kind(report, production=production):
            found = entries_of(report, finding, frame, **how)
            assert told_of_frame(found) == told_of_entries(report, finding, entries)


DRAWN = cases(unknowns=2, max_size=6) | doubtful_cases()


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in {"dask", "pyspark"}])
@settings(SLOW, max_examples=15)
@given(case=DRAWN, told=told_shapes)
def test_as_the_entries_one_by_one(name: str, case: Case, told: dict[str, Shape]) -> None:
    """A row is to a finding what its entry is, whatever is null."""
    agree(name, case, told)


@pytest.mark.parametrize("name", ["dask", "pyspark"])
@settings(SLOW, max_examples=3, phases=[Phase.explicit, Phase.generate])
@given(case=DRAWN, told=told_shapes)
def test_as_the_entries_on_several_partitions(
    name: str, case: Case, told: dict[str, Shape]
) -> None:
    """So it is on frames in several partitions."""
    agree(name, case, told)
