"""Reports on quotas in documents: each commitment once, and the findings that name it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any, Final

import attrs
from cattrs.fns import identity

from housing_agreements._checks import is_short
from housing_agreements._visible_text import is_code
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.json._faults import READING_ERRORS, at_key, group, refuse
from housing_agreements.json._forms import (
    define,
    fields_form,
    form_of,
    optional_form,
    own_form,
    read_keys,
    read_series,
)
from housing_agreements.json._leaves import MOST_KEPT, OBJECT, Definitions, Form, Schema
from housing_agreements.json._parsing import tell
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import UNSEEN, ReportedGroup, Unseen
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.limits import Completion, JudgedLimit, Promise
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.bounds import Bounds

__all__ = ()

_INDEX: Final[Schema] = {"type": "integer", "minimum": 0}


# --- Groups ---------------------------------------------------------------------------------------


_UNSEEN: Final = {"unseen": True}
"""What stands for the groups that no entry bears: a code may be any text."""


def _write_code_of_group(code: str | Unseen) -> Any:
    return {**_UNSEEN} if code is UNSEEN else code


def _write_group(group: ReportedGroup | None) -> Any:
    if group is None:
        return None
    return (
        [*map(_write_code_of_group, group)]
        if isinstance(group, tuple)
        else _write_code_of_group(group)
    )


def _read_code_of_group(given: object, _: object = None) -> str | Unseen:
    if given == _UNSEEN and type(given) is dict and given["unseen"] is True:
        return UNSEEN
    if type(given) is not str or not is_code(given):
        raise refuse(given, 'the code of a group, a pair of codes, or {"unseen": true}')
    return given


def _read_group(given: object, _: object = None) -> Any:  # a group, or none for the total
    if given is None:
        return None
    return _PAIR.read(given) if type(given) is list else _read_code_of_group(given)


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
    Form(
        _write_code_of_group,
        _read_code_of_group,
        lambda _: {**_CODE_SCHEMA},
        frozenset({"string", "object"}),
    ),
)
_PAIR: Final = form_of(tuple[_Code, _Code])
_JSON_OF_GROUPS: Final = frozenset({"string", "object", "array", "null"})
_GROUP: Final = own_form(
    ReportedGroup | None, Form(_write_group, _read_group, _group_schema, _JSON_OF_GROUPS)
)


# --- Reports --------------------------------------------------------------------------------------


class _Listed:
    """Values of one type that many findings have: each is listed once, and named by its index."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        """The values, in the order in which they were met."""
        self._indices: dict[Any, int] = {}
        self._known: dict[int, int] = {}

    def index(self, value: Any) -> int:
        """The index of a value."""
        index = self._known.get(id(value))
        if index is None:
            index = self._known[id(value)] = self._indices.setdefault(value, len(self.values))
            if index == len(self.values):
                self.values.append(value)
        return index


def _replace_index(found: dict[str, Any], key: str, listed: Sequence[Any]) -> None:
    """Put the value that an index names in its place."""
    index = found.get(key)
    if type(index) is not int or not 0 <= index < len(listed):
        told = tell(index) if key in found else "nothing"
        raise at_key(InvalidValueError("", told, f"an index below {len(listed)}"), key)
    found[key] = listed[index]


def _build_finding(**fields: Any) -> Finding:
    """A finding of fields that were read by their types, which is all that the class looks at."""
    made = Finding.__new__(Finding)
    set_field = object.__setattr__.__get__(made)
    for name, value in {**_NOTHING_TO_TELL, **fields}.items():
        set_field(name, value)
    return made


_NOTHING: Final = Bounds(0, 0)
_NOTHING_TO_TELL: Final[Mapping[str, Any]] = {
    "group": None,
    "group_names": (),
    "substitutes": _NOTHING,
    "left_out": _NOTHING,
    "base_may_be_empty": False,
    "rate": None,
    "floor": None,
    "main": None,
    "ceiling": None,
    "open_by_rate": False,
    "doubts": (),
    "caveats": (),
    "figure_sources": (),
}
"""What is left out of a finding in a report: whatever is nothing."""


def _build_limit(
    *,
    worst: Completion,
    best: Completion | None = None,
    base_may_be_empty: bool = False,
    **fields: Any,
) -> JudgedLimit:
    """A limit judged; where one completion alone is possible, it is written once."""
    return JudgedLimit(
        worst=worst, best=best or worst, base_may_be_empty=base_may_be_empty, **fields
    )


def _read_names(given: object, _: object = None) -> tuple[str | None, ...]:
    names: tuple[str | None, ...] = _GROUP_NAMES.read(given, None)
    for name in names:
        if name is not None and not is_code(name):
            raise InvalidValueError("", show(name), "one line of visible text")
    return names


def _read_pace(given: object, _: object = None) -> int | Fraction:
    """A level, of which the few that there are stand in many findings."""
    pace: int | Fraction | None = _PACES.get(given) if type(given) is str else None
    if pace is None:
        found: int | Fraction = _LEVEL.read(given)
        pace = found
        if pace < 0 or not is_short(Fraction(pace)):
            raise InvalidValueError("", show(pace), "a number of at least 0")
        if type(given) is str and len(_PACES) < MOST_KEPT:
            _PACES[given] = pace
    return pace


_PACES: Final[dict[str, Any]] = {}
_GROUP_NAMES: Final = form_of(tuple[str | None, ...])
_LEVEL: Final = form_of(int | Fraction)
_NAMED: Final = Form(
    identity, lambda given, _=None: given, lambda _: {**_INDEX}, frozenset({"integer"})
)
_SIDES: Final = ("floor", "main", "ceiling")
_REPORTED: Final[Mapping[str, Any]] = {
    str(field.alias): field for field in attrs.fields(QuotaReport) if field.init
}


def _quick(form: Form, kind: type[Any], build: Callable[..., Any], own: Mapping[str, Form]) -> Form:
    """The same form, which reads at once what is right, and by field what is not."""
    fields: Mapping[str, Any] = {str(field.alias): field for field in attrs.fields(kind)}
    readers = {name: (own.get(name) or form_of(field.type)).read for name, field in fields.items()}
    optional = {*_NOTHING_TO_TELL} if kind is Finding else {"best", "base_may_be_empty"}
    needed = {
        name
        for name, field in fields.items()
        if name not in optional and field.default is attrs.NOTHING
    }

    def read(given: object, _: object = None) -> Any:
        if type(given) is dict and needed <= given.keys():
            try:
                found = {key: readers[key](item, None) for key, item in given.items()}
            except (KeyError, *READING_ERRORS):
                pass  # each fault is told of its field
            else:
                return build(**found)
        return form.read(given, None)

    return form._replace(read=read)


@cache
def _finding_form() -> Form:
    """A finding in a report: the commitment and the promises stand as they are, to be replaced."""
    completion = _quick(form_of(Completion), Completion, Completion, {})
    own_limit = {"promise": _NAMED, "worst": completion, "best": completion}
    limit = fields_form(
        JudgedLimit,
        own=own_limit,
        name="judged-limit-in-report",
        build=_build_limit,
        defaults={"best": None, "base_may_be_empty": False},
    )
    own = {
        "commitment": _NAMED,
        **dict.fromkeys(_SIDES, optional_form(_quick(limit, JudgedLimit, _build_limit, own_limit))),
        "group_names": _GROUP_NAMES._replace(read=_read_names),
        "pace": _LEVEL._replace(read=_read_pace),
    }
    finding = fields_form(
        Finding,
        own=own,
        name="finding-in-report",
        build=_build_finding,
        defaults=_NOTHING_TO_TELL,
    )
    return _quick(finding, Finding, _build_finding, own)


def _forms() -> dict[str, Form]:
    """The forms of what a report has beside its findings, and of what these have in common."""
    return {
        **{name: form_of(field.type) for name, field in _REPORTED.items() if name != "findings"},
        "commitments": form_of(tuple[Commitment, ...]),
        "promises": form_of(tuple[Promise, ...]),
    }


def _write_report(report: QuotaReport) -> dict[str, Any]:
    commitments, promises, form = _Listed(), _Listed(), _finding_form()
    findings: list[dict[str, Any]] = []
    for finding in report.findings:
        found = form.write(finding)
        found["commitment"] = commitments.index(finding.commitment)
        for name in _SIDES:
            if name in found:
                limit = found[name]
                limit["promise"] = promises.index(limit["promise"])
                if limit["best"] == limit["worst"]:
                    del limit["best"]
        findings.append(found)
    values = {name: getattr(report, field.name) for name, field in _REPORTED.items()}
    listed = {"commitments": (*commitments.values,), "promises": (*promises.values,)}
    forms = _forms()
    written = {name: form.write((values | listed)[name]) for name, form in forms.items()}
    return written | {"findings": findings}


def _read_report(given: object, _: object = None) -> QuotaReport:
    forms = _forms()
    readers: dict[str, Callable[..., Any]] = {
        **{name: form.read for name, form in forms.items()},
        "findings": lambda findings, _: findings,
    }
    found = read_keys(given, readers, readers.keys())
    commitments, promises = found.pop("commitments"), found.pop("promises")
    read_finding = _finding_form().read

    def read(finding: object, _: object = None) -> Finding:
        if type(finding) is dict:
            _replace_index(finding, "commitment", commitments)
            for name in _SIDES:
                limit = finding.get(name)
                if type(limit) is dict:
                    try:
                        _replace_index(limit, "promise", promises)
                    except READING_ERRORS as fault:
                        raise group(at_key(fault, name)) from None
        made: Finding = read_finding(finding)
        return made

    try:
        found["findings"] = tuple(read_series(found["findings"], read))
    except READING_ERRORS as fault:
        raise at_key(fault, "findings") from None
    return QuotaReport(**found)


def _report_schema(known: Definitions) -> Schema:
    forms = _forms()

    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        findings = {"type": "array", "items": _finding_form().schema(known)}
        return {**{name: form.schema(known) for name, form in forms.items()}, "findings": findings}

    return define(known, "quota-report", list_properties, {*forms, "findings"})


own_form(QuotaReport, Form(_write_report, _read_report, _report_schema, OBJECT))
