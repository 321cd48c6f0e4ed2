"""Yearly pages in documents: the four answers that a page puts together, and what is to be done.

Where each promise stands is worked out anew from the findings and the outlook when it is read.
"""

from collections.abc import Mapping
from typing import Any, Final

from housing_agreements.errors import HousingAgreementsError, InvalidValueError, show
from housing_agreements.json._faults import at_key, group, raise_all
from housing_agreements.json._forms import (
    define,
    fields_form,
    form_of,
    own_factory,
    own_form,
    read_keys,
    read_series,
)
from housing_agreements.json._leaves import ARRAY, OBJECT, Definitions, Form, Schema
from housing_agreements.rules.outlook.prospects import Outlook
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.review.remarks import Review
from housing_agreements.rules.undertakings import UndertakingReport
from housing_agreements.rules.yearly._promises import list_promises
from housing_agreements.rules.yearly.page import YearlyPage
from housing_agreements.rules.yearly.standings import YearlyPromise
from housing_agreements.rules.yearly.steps import NextStep

__all__ = ()


def _promise_form(kind: type[YearlyPromise]) -> Form:
    """Where a promise stands, which holds where each of its groups does."""
    groups = Form(
        lambda values: [form_of(kind).write(value) for value in values],
        lambda given, _=None: tuple(read_series(given, form_of(kind).read)),
        lambda known: {"type": "array", "items": form_of(kind).schema(known)},
        ARRAY,
    )
    return fields_form(kind, own={"groups": groups})


own_factory(YearlyPromise, _promise_form)

_PARTS: Final[Mapping[str, Any]] = {
    "findings": QuotaReport,
    "outlook": Outlook,
    "undertakings": UndertakingReport,
    "remarks": Review,
    "next_steps": tuple[NextStep, ...],
}
_ASKED: Final = ("agreement", "on", "known")
"""What the four answers have in common."""


def _write_page(page: YearlyPage) -> dict[str, Any]:
    return {name: form_of(kind).write(getattr(page, name)) for name, kind in _PARTS.items()}


def _read_page(given: object, _: object = None) -> YearlyPage:
    found = read_keys(
        given, {name: form_of(kind).read for name, kind in _PARTS.items()}, _PARTS.keys()
    )
    report = found["findings"]
    others = {name: found[name] for name in ("outlook", "undertakings", "remarks")}
    raise_all([fault for name, other in others.items() for fault in _differ(report, other, name)])
    try:
        promises = list_promises(report, found["outlook"])
    except HousingAgreementsError as error:
        raise group(*(at_key(fault.at(""), "outlook") for fault in error.faults)) from None
    return YearlyPage(report.agreement, report.on, report.known, promises=promises, **found)


def _differ(report: QuotaReport, other: Any, key: str) -> list[Exception]:
    """What another answer was asked that the report was not."""
    faults: list[Exception] = []
    for name in _ASKED:
        given = getattr(other, name)
        if given != getattr(report, name):
            fault = InvalidValueError("", show(given), "that of the findings")
            faults.append(at_key(group(at_key(fault, name)), key))
    return faults


def _page_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {name: form_of(kind).schema(known) for name, kind in _PARTS.items()}

    return define(known, "yearly-page", list_properties, {*_PARTS})


own_form(YearlyPage, Form(_write_page, _read_page, _page_schema, OBJECT))
