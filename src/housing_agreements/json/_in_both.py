"""Reports of several agreements in documents, and what counts in promises of two of them.

Each commitment stands once beside the promises that name it, as in a report; and in a report of
several agreements, what counts in both names the two by the indices of their reports.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import attrs
from cattrs.fns import identity

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.json._faults import READING_ERRORS, at_index, at_key, group, refuse
from housing_agreements.json._forms import (
    define,
    fields_form,
    form_of,
    own_form,
    read_keys,
    read_series,
)
from housing_agreements.json._leaves import ARRAY, OBJECT, Definitions, Form, Schema
from housing_agreements.json._parsing import tell
from housing_agreements.json._reports import ListedOnce
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.rules.quotas.in_both import CountedInBoth, PromisesInBoth
from housing_agreements.rules.quotas.several import AgreementsReport

__all__ = ()

_LIST_OF_COMMITMENTS: Final = tuple[Commitment, ...]
_INDICES_SCHEMA: Final[Schema] = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}
_INDICES_FORM: Final = Form(
    identity, lambda given, _=None: given, lambda _: {**_INDICES_SCHEMA}, ARRAY
)
"""Two indices, which are replaced by what they name before this is read."""
_OF_REPORTS: Final[Mapping[str, Any]] = {
    field.name: field.type for field in attrs.fields(AgreementsReport) if field.name != "in_both"
}


def _replace_pair(given: dict[str, Any], key: str, listed: Sequence[Any]) -> None:
    """Put the two values that indices name in their place; a key that is missing is told later."""
    pair = given.get(key)
    if key not in given:
        return
    if type(pair) is not list or len(pair) != 2:  # noqa: PLR2004  # a pair is two
        raise group(at_key(refuse(pair, "a list of two indices"), key))
    for place, index in enumerate(pair):
        if type(index) is not int or not 0 <= index < len(listed):
            fault = InvalidValueError("", tell(index), f"an index below {len(listed)}")
            raise group(at_key(group(at_index(fault, place)), key))
    given[key] = tuple(listed[index] for index in pair)


# --- What counts in both of two agreements --------------------------------------------------------


@cache
def _promises_form() -> Form:
    """Two promises, of which the commitments are named by their indices."""
    return fields_form(
        PromisesInBoth, own={"commitments": _INDICES_FORM}, name="promises-in-both-of-two"
    )


def _schema_of_promises(known: Definitions) -> Schema:
    return {"type": "array", "items": _promises_form().schema(known)}


_PROMISES_FORM: Final = Form(identity, lambda given, _=None: given, _schema_of_promises, ARRAY)


@cache
def _alone_form() -> Form:
    """What counts in both, without the commitments beside it."""
    own = {"promises": _PROMISES_FORM}
    return fields_form(CountedInBoth, own=own, name="counted-in-both-of-two")


@cache
def _in_report_form() -> Form:
    """The same in a report: the agreements are named by the indices of their reports."""
    own = {"promises": _PROMISES_FORM, "agreements": _INDICES_FORM}
    return fields_form(CountedInBoth, own=own, name="counted-in-both-in-report")


def _write_promises_in_both(
    counted: CountedInBoth, commitments: ListedOnce
) -> list[dict[str, Any]]:
    return [
        {
            **_promises_form().write(promises),
            "commitments": [commitments.index(one) for one in promises.commitments],
        }
        for promises in counted.promises
    ]


def _replace_promises(given: object, commitments: Sequence[Commitment]) -> None:
    """Put the promises that are written in the place of how they are written."""
    if type(given) is not dict or "promises" not in given:
        return

    def read(promises: object, _: object = None) -> PromisesInBoth:
        if type(promises) is dict:
            _replace_pair(promises, "commitments", commitments)
        made: PromisesInBoth = _promises_form().read(promises)
        return made

    try:
        given["promises"] = tuple(read_series(given["promises"], read))
    except READING_ERRORS as fault:
        raise group(at_key(fault, "promises")) from None


def _write_counted(counted: CountedInBoth) -> dict[str, Any]:
    commitments = ListedOnce()
    promises = _write_promises_in_both(counted, commitments)
    listed = form_of(_LIST_OF_COMMITMENTS).write((*commitments.values,))
    return {**_alone_form().write(counted), "commitments": listed, "promises": promises}


def _read_counted(given: object, _: object = None) -> CountedInBoth:
    known = given if type(given) is dict else {}
    listed = {key: value for key, value in known.items() if key == "commitments"}
    readers = {"commitments": form_of(_LIST_OF_COMMITMENTS).read}
    found = read_keys(listed if known else given, readers, readers.keys())
    rest = {key: value for key, value in known.items() if key != "commitments"}
    _replace_promises(rest, found["commitments"])
    made: CountedInBoth = _alone_form().read(rest)
    return made


def _both_schema(known: Definitions) -> Schema:
    _alone_form().schema(known)
    whole = known["counted-in-both-of-two"]

    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {"commitments": form_of(_LIST_OF_COMMITMENTS).schema(known), **whole["properties"]}

    return define(known, "counted-in-both", list_properties, {"commitments", *whole["required"]})


# --- Reports of several agreements ----------------------------------------------------------------


def _write_reports(reports: AgreementsReport) -> dict[str, Any]:
    written = {
        name: form_of(kind).write(getattr(reports, name)) for name, kind in _OF_REPORTS.items()
    }
    if not reports.in_both:
        return written
    commitments = ListedOnce()
    judged = [report.agreement for report in reports.reports]
    in_both = [
        {
            **_in_report_form().write(counted),
            "agreements": [_find_report(judged, one) for one in counted.agreements],
            "promises": _write_promises_in_both(counted, commitments),
        }
        for counted in reports.in_both
    ]
    listed = form_of(_LIST_OF_COMMITMENTS).write((*commitments.values,))
    return {**written, "commitments": listed, "in_both": in_both}


def _find_report(judged: Sequence[Agreement], agreement: Agreement) -> int:
    """The index of the report on an agreement."""
    if agreement not in judged:
        expected = "an agreement of one of the reports"
        raise InvalidValueError("dumps, in_both, agreements", show(agreement.code), expected)
    return judged.index(agreement)


def _read_reports(given: object, _: object = None) -> AgreementsReport:
    readers: dict[str, Callable[..., Any]] = {
        **{name: form_of(kind).read for name, kind in _OF_REPORTS.items()},
        "commitments": form_of(_LIST_OF_COMMITMENTS).read,
        "in_both": lambda counted, _: counted,
    }
    found = read_keys(given, readers, _OF_REPORTS.keys())
    commitments = found.pop("commitments", ())
    judged = [report.agreement for report in found["reports"]]

    def read(counted: object, _: object = None) -> CountedInBoth:
        if type(counted) is dict:
            _replace_pair(counted, "agreements", judged)
        _replace_promises(counted, commitments)
        made: CountedInBoth = _in_report_form().read(counted)
        return made

    try:
        found["in_both"] = tuple(read_series(found.get("in_both", []), read))
    except READING_ERRORS as fault:
        raise at_key(fault, "in_both") from None
    return AgreementsReport(**found)


def _reports_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {
            **{name: form_of(kind).schema(known) for name, kind in _OF_REPORTS.items()},
            "commitments": form_of(_LIST_OF_COMMITMENTS).schema(known),
            "in_both": {"type": "array", "items": _in_report_form().schema(known)},
        }

    return define(known, "agreements-report", list_properties, _OF_REPORTS.keys())


own_form(CountedInBoth, Form(_write_counted, _read_counted, _both_schema, OBJECT))
own_form(AgreementsReport, Form(_write_reports, _read_reports, _reports_schema, OBJECT))
