"""Ledgers as columns of frames."""

from collections.abc import Sequence
from typing import Any

from tests.frames.engines import Rows

from housing_agreements import Agreement, Attribution, Production
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES
from housing_agreements.rules.quotas._declared_codes import list_declared_codes

Entry = Attribution | Production


def as_rows(agreement: Agreement, entries: Sequence[Entry], *, production: bool) -> Rows:
    """Entries as columns under the default names, those of publics and tags with a prefix."""
    known = list_declared_codes(agreement)
    stages = PRODUCTION_STAGES if production else ATTRIBUTION_STAGES
    own = "financing" if production else "contingent"
    rows: dict[str, tuple[str, list[Any]]] = {
        name: ("code", [getattr(entry, name) for entry in entries])
        for name in ("id", own, "commune", "neighbourhood", "landlord", "programme")
    }
    for name in (*(stage.field for stage in stages), "cancelled_on"):
        rows[name] = ("day", [getattr(entry, name) for entry in entries])
    rows["count"] = ("count", [entry.count for entry in entries])
    for tag in known["tag"]:
        rows[f"tag_{tag}"] = ("flag", [tag in entry.tags for entry in entries])
    for public in known["public"]:
        flags = [possibly(entry, public) for entry in entries if isinstance(entry, Attribution)]
        if not production:
            rows[f"is_{public}"] = ("flag", flags)
    return rows


def possibly(entry: Attribution, public: str) -> bool | None:
    """Whether it reaches a public: true when sure, null when possible."""
    return None if public in entry.possible_publics else public in entry.publics
