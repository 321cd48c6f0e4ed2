"""Filling in a frame overturns nothing, as filling in a ledger overturns nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.frames.engines import engine
from tests.frames.ledgers import as_rows
from tests.oracles.cases import Built
from tests.oracles.test_filling_in import FIELDS, built_cases

from housing_agreements import (
    NOT_KNOWN,
    Agreement,
    Attribution,
    Period,
    Production,
    QuotaReport,
    Tally,
    Unsure,
    check_quotas,
)
from housing_agreements.frames import Column, tally
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES
from housing_agreements.testing import laws, strategies

Entry = Attribution | Production


def _judge(name: str, agreement: Agreement, entries: Sequence[Entry], on: date) -> QuotaReport:
    """The report on a ledger in frames, in which a stage without a day is not known."""
    both = Tally.empty(agreement)
    for production in (False, True):
        some = [entry for entry in entries if isinstance(entry, Production) is production]
        if not some:
            continue
        rows = dict(as_rows(agreement, some, production=production))
        columns: dict[str, Column] = {}
        for stage in PRODUCTION_STAGES if production else ATTRIBUTION_STAGES:
            given_days = [_ends(day) for day in rows.pop(stage.field)[1]]
            for end, side in enumerate(("low", "high")):
                rows[f"{stage.field}_{side}"] = ("day", [ends[end] for ends in given_days])
            columns[stage.field] = Column(
                low=f"{stage.field}_low", high=f"{stage.field}_high", null=NOT_KNOWN
            )
        both += tally(
            agreement,
            engine(name)(rows),
            columns=columns,
            publics="is_",
            tags="tag_",
            production=production,
        )
    return check_quotas(agreement, both, on=on)


def _ends(day: Any) -> tuple[date | None, date | None]:
    if isinstance(day, Period):
        return day.start, day.last_day
    return (day, day) if isinstance(day, date) else (None, None)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("polars", "landlord"),
        ("polars", "days"),
        ("polars", "all"),
        ("polars, lazy", "all"),
        ("pandas", "all"),
        ("duckdb", "all"),
    ],
)
@settings(max_examples=6, phases=[Phase.generate])  # a case is printed whole
@given(built=built_cases(), data=st.data())
def test_filling_in_a_frame_overturns_nothing(
    name: str, fields: str, built: Built, data: st.DataObject
) -> None:
    """What is decided of a frame stays decided once some of what it does not know is filled in."""
    agreement, ledger = built.agreement, built.entries
    filled = data.draw(
        strategies.fuller_ledgers(ledger, agreement=agreement, fields=FIELDS[fields])
    )
    before, after = (_judge(name, agreement, each, built.on) for each in (ledger, filled))
    laws.filling_in_overturns_no_report(
        before, after, but=[part.code for part in agreement.every_part if _leaves_out(part)]
    )


def _leaves_out(part: object) -> bool:
    return getattr(part, "unsure", Unsure.BOUNDS) is Unsure.LEFT_OUT
