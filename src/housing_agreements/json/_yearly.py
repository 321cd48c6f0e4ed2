"""Yearly pages in documents: the four answers that a page puts together, and what is to be done.

Where each promise stands is worked out anew when it is read, from the findings, the outlook, and
what is certain or out of reach however many come.
"""

from collections.abc import Mapping
from typing import Any, Final

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.json._faults import at_key, group, raise_all
from housing_agreements.json._forms import (
    define,
    fields_form,
    form_of,
    form_of_several,
    own_factory,
    own_form,
    read_keys,
)
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.rules.outlook.prospects import Outlook
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.review.remarks import Review
from housing_agreements.rules.undertakings import UndertakingReport
from housing_agreements.rules.yearly._promises import PartName, list_yearly_promises
from housing_agreements.rules.yearly.page import YearlyPage
from housing_agreements.rules.yearly.standings import Standing, YearlyPromise
from housing_agreements.rules.yearly.steps import NextStep

__all__ = ()


own_factory(YearlyPromise, lambda kind: fields_form(kind, own={"groups": form_of_several(kind)}))

_PARTS_OF_PAGES: Final[Mapping[str, Any]] = {
    "findings": QuotaReport,
    "outlook": Outlook,
    "undertakings": UndertakingReport,
    "remarks": Review,
    "next_steps": tuple[NextStep, ...],
    "however_many": tuple[PartName, ...],
}
_HOWEVER_MANY: Final = {Standing.KEPT, Standing.LOST}
"""Where a promise stands however many come, while its period runs."""
_ASKED_OF_ALL: Final = ("agreement", "on", "known")
"""What the four answers have in common."""


def _write_page(page: YearlyPage) -> dict[str, Any]:
    values = {name: getattr(page, name) for name in _PARTS_OF_PAGES if name != "however_many"}
    values["however_many"] = tuple(
        (of.commitment.code, of.period, of.group)
        for promise in page.promises
        for of in (promise, *promise.groups)
        if of.prospect is not None and of.standing in _HOWEVER_MANY
    )
    return {name: form_of(kind).write(values[name]) for name, kind in _PARTS_OF_PAGES.items()}


def _read_page(given: object, _: object = None) -> YearlyPage:
    found = read_keys(
        given,
        {name: form_of(kind).read for name, kind in _PARTS_OF_PAGES.items()},
        _PARTS_OF_PAGES.keys(),
    )
    report = found["findings"]
    others = {name: found[name] for name in ("outlook", "undertakings", "remarks")}
    raise_all(
        [
            fault
            for name, other in others.items()
            for fault in _list_differences(report, other, name)
        ]
    )
    promises = list_yearly_promises(report, found["outlook"], found.pop("however_many"))
    return YearlyPage(report.agreement, report.on, report.known, promises=promises, **found)


def _list_differences(report: QuotaReport, other: Any, key: str) -> list[Exception]:
    """What another answer was asked that the report was not."""
    faults: list[Exception] = []
    for name in _ASKED_OF_ALL:
        given = getattr(other, name)
        if given != getattr(report, name):
            fault = InvalidValueError("", show(given), "that of the findings")
            faults.append(at_key(group(at_key(fault, name)), key))
    return faults


def _page_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {name: form_of(kind).schema(known) for name, kind in _PARTS_OF_PAGES.items()}

    return define(known, "yearly-page", list_properties, {*_PARTS_OF_PAGES})


own_form(YearlyPage, Form(_write_page, _read_page, _page_schema, OBJECT))
