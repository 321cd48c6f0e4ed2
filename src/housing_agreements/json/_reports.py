"""Reports on quotas in documents: each commitment once, and the findings that name it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs
from cattrs.fns import identity

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.json._faults import READING_ERRORS, at_key, refuse
from housing_agreements.json._forms import (
    define,
    fields_form,
    form_of,
    own_factory,
    own_form,
    read_keys,
    read_series,
)
from housing_agreements.json._leaves import Definitions, Form, Schema
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import UNSEEN, ReportedGroup, Unseen
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.reports import QuotaReport

__all__ = ()

_OBJECT: Final = frozenset({"object"})


# --- Groups -----------------------------------------------------------------------------------------


_UNSEEN: Final = {"unseen": True}
"""What stands for the groups that no entry bears: a code may be any text."""


def _write_code(code: str | Unseen) -> Any:
    return {**_UNSEEN} if code is UNSEEN else code


def _write_group(group: ReportedGroup | None) -> Any:
    return [*map(_write_code, group)] if type(group) is tuple else group and _write_code(group)


def _read_code(given: object, _: object = None) -> str | Unseen:
    if given == _UNSEEN and type(given) is dict and given["unseen"] is True:
        return UNSEEN
    if type(given) is not str:
        raise refuse(given, 'the code of a group, a pair of codes, or {"unseen": true}')
    return given


def _read_group(given: object, _: object = None) -> Any:  # a group, or none for the total
    if given is None:
        return None
    return _PAIR.read(given) if type(given) is list else _read_code(given)


def _group_schema(known: Definitions) -> Schema:
    del known
    pair = {"type": "array", "items": _CODE_SCHEMA, "minItems": 2, "maxItems": 2}
    return {"anyOf": [_CODE_SCHEMA, pair, {"type": "null"}]}


_CODE_SCHEMA: Final[Schema] = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {"unseen": {"const": True}},
            "required": ["unseen"],
            "additionalProperties": False,
        },
    ]
}


class _Code:
    """Stands for the type of one code of a group."""


own_form(
    _Code,
    Form(_write_code, _read_code, lambda _: {**_CODE_SCHEMA}, frozenset({"string", "object"})),
)
_PAIR: Final = form_of(tuple[_Code, _Code])
_JSON_OF_GROUPS: Final = frozenset({"string", "object", "array", "null"})
_GROUP: Final = own_form(
    ReportedGroup | None, Form(_write_group, _read_group, _group_schema, _JSON_OF_GROUPS)
)


# --- Reports ----------------------------------------------------------------------------------------


def _by_index() -> Form:
    """A commitment that is replaced by its index among those of the report."""
    return Form(
        identity,
        lambda given, _=None: given,
        lambda _: {"type": "integer", "minimum": 0},
        frozenset({"integer"}),
    )


_COMMITMENT: Final = "commitment"


def _finding_form() -> Form:
    return fields_form(Finding, own={_COMMITMENT: _by_index()}, name="finding-in-report")


def _report_form() -> Form:
    """A report, of which the findings name their commitments by their indices."""
    finding = _finding_form()
    commitments = form_of(tuple[Commitment, ...])
    fields = [field for field in attrs.fields(QuotaReport) if field.init]
    forms = {field.alias: form_of(field.type) for field in fields if field.name != "findings"}

    def write(report: QuotaReport) -> dict[str, Any]:
        indices: dict[int, int] = {}
        listed: dict[Commitment, int] = {}
        findings: list[dict[str, Any]] = []
        for one in report.findings:
            found = finding.write(one)
            if id(one.commitment) not in indices:
                indices[id(one.commitment)] = listed.setdefault(one.commitment, len(listed))
            found[_COMMITMENT] = indices[id(one.commitment)]
            findings.append(found)
        written: dict[str, Any] = {}
        for field in fields:
            if field.name == "findings":
                written["commitments"] = commitments.write(tuple(listed))
                written["findings"] = findings
            else:
                written[field.alias] = forms[field.alias].write(getattr(report, field.name))
        return written

    def read(given: object, _: object = None) -> QuotaReport:
        readers: dict[str, Callable[..., Any]] = {
            **{name: form.read for name, form in forms.items()},
            "commitments": commitments.read,
            "findings": lambda findings, _: findings,
        }
        found = read_keys(given, readers, readers.keys())
        listed = found.pop("commitments")

        def read_finding(one: object, _: object = None) -> Finding:
            if type(one) is not dict:
                raise refuse(one, "an object: a finding")
            index = one.get(_COMMITMENT)
            if type(index) is not int or not 0 <= index < len(listed):
                expected = f"the index of a commitment, below {len(listed)}"
                raise at_key(InvalidValueError("", show(index), expected), _COMMITMENT)
            made: Finding = finding.read({**one, _COMMITMENT: listed[index]})
            return made

        try:
            found["findings"] = tuple(read_series(found["findings"], read_finding))
        except READING_ERRORS as fault:
            raise at_key(fault, "findings") from None
        return QuotaReport(**found)

    def schema(known: Definitions) -> Schema:
        def list_properties(known: Definitions) -> Mapping[str, Schema]:
            return {
                **{name: form.schema(known) for name, form in forms.items()},
                "commitments": commitments.schema(known),
                "findings": {"type": "array", "items": finding.schema(known)},
            }

        return define(known, "quota-report", list_properties, {*forms, "commitments", "findings"})

    return Form(write, read, schema, _OBJECT)


own_factory(QuotaReport, lambda _: _report_form())
