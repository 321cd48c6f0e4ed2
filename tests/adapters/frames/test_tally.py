"""A frame is tallied as its entries are, one by one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.adapters.frames.engines import ENGINES, Rows, engine
from tests.rules.drawing import SLOW, Case, cases

from housing_agreements import (
    Agreement,
    Attribution,
    Ids,
    Production,
    Unknown,
    check_quotas,
)
from housing_agreements import tally as one_by_one
from housing_agreements.adapters.frames import tally
from housing_agreements.model.stages import ATTRIBUTION_STAGES, PRODUCTION_STAGES
from housing_agreements.rules.reading import known_codes

Entry = Attribution | Production


def as_rows(agreement: Agreement, entries: Sequence[Entry], *, production: bool) -> Rows:
    """Entries as columns under the default names, those of publics and tags with a prefix."""
    known = known_codes(agreement)
    stages = PRODUCTION_STAGES if production else ATTRIBUTION_STAGES
    own = "financing" if production else "contingent"
    rows: dict[str, tuple[str, list[Any]]] = {
        name: ("code", [getattr(each, name) for each in entries])
        for name in ("id", own, "commune", "neighbourhood", "landlord", "programme")
    }
    for name in (*(stage.field for stage in stages), "cancelled_on"):
        rows[name] = ("day", [getattr(each, name) for each in entries])
    rows["count"] = ("count", [each.count for each in entries])
    for tag in known["tag"]:
        rows[f"tag_{tag}"] = ("flag", [tag in each.tags for each in entries])
    for public in known["public"]:
        flags = [_flag(each, public) for each in entries if isinstance(each, Attribution)]
        if not production:
            rows[f"is_{public}"] = ("flag", flags)
    return rows


def _flag(entry: Attribution, public: str) -> bool | None:
    return None if public in entry.possible_publics else public in entry.publics


def agree(name: str, case: Case) -> None:
    """The tally of frames of one engine is that of the entries, and is judged alike."""
    agreement, entries, on, _ = case
    prefixes: Any = {"publics": "is_", "tags": "tag_"}
    both = None
    for production in (False, True):
        kind = Production if production else Attribution
        some = [each for each in entries if isinstance(each, kind)]
        if some or production:
            frame = engine(name)(as_rows(agreement, some, production=production))
            found = tally(agreement, frame, production=production, **prefixes)
            assert found == one_by_one(agreement, some)
            both = found if both is None else both + found
    assert both is not None
    assert check_quotas(agreement, both, on=on) == check_quotas(agreement, entries, on=on)


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in {"dask", "pyspark"}])
@SLOW
@given(case=cases())
def test_as_the_entries_one_by_one(name: str, case: Case) -> None:
    """The tally of a frame is that of its entries, whatever is null, and is judged alike."""
    agree(name, case)


@pytest.mark.parametrize("name", ["dask", "pyspark"])
@settings(SLOW, max_examples=4, phases=[Phase.explicit, Phase.generate])
@given(case=cases())
def test_as_the_entries_on_several_partitions(name: str, case: Case) -> None:
    """A frame in several partitions gives the tally of one pass."""
    agree(name, case)
