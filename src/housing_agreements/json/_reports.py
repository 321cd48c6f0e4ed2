"""Reports on quotas in documents: each commitment once, and the findings that name it.

What an outlook says of the same findings is written alike, by `write_finding` and `read_finding`.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import islice
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
from housing_agreements.json._leaves import (
    MOST_KEPT,
    OBJECT,
    PLAIN_TYPES,
    Definitions,
    Form,
    Schema,
)
from housing_agreements.json._parsing import tell
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import UNSEEN, ReportedGroup, Unseen
from housing_agreements.rules.quotas.cells import NO_COUNT
from housing_agreements.rules.quotas.doubts import Doubt
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.limits import Completion, JudgedLimit, Promise
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import Rounding
from housing_agreements.values.texts import Text

__all__ = (
    "INDEX_FORM",
    "ListedOnce",
    "finding_form",
    "read_finding",
    "replace_index",
    "write_finding",
)

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


def _read_true(given: object, _: object = None) -> None:
    if given is not True:
        raise refuse(given, "true")


def _read_code_of_group(given: object, _: object = None) -> str | Unseen:
    if type(given) is dict:
        read_keys(given, {"unseen": _read_true}, {"unseen"})
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


# --- Findings ------------------------------------------------------------------------------------


class ListedOnce:
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


def replace_index(found: dict[str, Any], key: str, listed: Sequence[Any]) -> None:
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


_NONE_COUNTED: Final = Bounds(0, 0)
_NOTHING_TO_TELL: Final[Mapping[str, Any]] = {
    "group": None,
    "group_names": (),
    "substitutes": _NONE_COUNTED,
    "left_out": _NONE_COUNTED,
    "base_may_be_empty": False,
    "rate": None,
    "floor": None,
    "main": None,
    "ceiling": None,
    "open_by_rate": False,
    "doubts": (),
    "caveats": (),
    "figure_sources": (),
    "set_aside": NO_COUNT,
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


def _write_name(name: str | Text | None) -> Any:
    """A name of a group: a text always in both languages, for a plain string is no text."""
    return {"en": name.en, "fr": name.fr} if isinstance(name, Text) else name


def _read_name(given: object, _: object = None) -> str | Text | None:
    if given is None or (type(given) is str and is_code(given)):
        return given
    if type(given) is str:
        raise InvalidValueError("", show(given), "one line of visible text")
    name: Text = form_of(Text).read(given, None)
    return name


own_form(
    str | Text | None,
    Form(
        _write_name,
        _read_name,
        lambda known: form_of(Text | None).schema(known),
        frozenset({"null", "string", "object"}),
    ),
)


def _read_pace(given: object, _: object = None) -> int | Fraction:
    """A level, of which the few that there are stand in many findings."""
    pace: int | Fraction | None = _PACES.get(given) if type(given) is str else None
    if pace is None:
        found: int | Fraction = _LEVEL_FORM.read(given)
        pace = found
        if pace < 0 or not is_short(Fraction(pace)):
            raise InvalidValueError("", show(pace), "a number of at least 0")
        if type(given) is str and len(_PACES) < MOST_KEPT:
            _PACES[given] = pace
    return pace


_PACES: Final[dict[str, Any]] = {}
_LEVEL_FORM: Final = form_of(int | Fraction)
INDEX_FORM: Final = Form(
    identity, lambda given, _=None: given, lambda _: {**_INDEX}, frozenset({"integer"})
)
_SIDES: Final = ("floor", "main", "ceiling")
_POSSIBLE: Final = "possible"
"""What documents that were written before do not have: it is left out where nothing is in it."""
_REPORTED: Final[Mapping[str, Any]] = {
    str(field.alias): field for field in attrs.fields(QuotaReport) if field.init
}


@cache
def finding_form() -> Form:
    """A finding in a report: the commitment and the promises stand as they are, to be replaced."""
    limit = fields_form(
        JudgedLimit,
        own={"promise": INDEX_FORM},
        name="judged-limit-in-report",
        build=_build_limit,
        defaults={"best": None, "base_may_be_empty": False},
    )
    return fields_form(
        Finding,
        own={
            "commitment": INDEX_FORM,
            **dict.fromkeys(_SIDES, optional_form(limit)),
            "pace": _LEVEL_FORM._replace(read=_read_pace),
        },
        name="finding-in-report",
        build=_build_finding,
        defaults=_NOTHING_TO_TELL,
    )


# --- Findings at once -----------------------------------------------------------------------------

# A report may have thousands of findings, which are right. They are read field by field, by the
# readers that read them one by one; where anything is wrong, they are read anew, one by one, so
# that each fault is told by its path.

_ReadColumn = Callable[[list[Any]], list[Any]]
"""What reads whatever stands under one key of several objects; nobody reads what it raises."""


def _read_each(read: Callable[..., Any]) -> _ReadColumn:
    """What reads each of a column, and what stands there often once."""

    def read_column(given: list[Any]) -> list[Any]:
        if PLAIN_TYPES.issuperset(map(type, given)):
            found = {one: read(one, None) for one in {*given}}
            return [found[one] for one in given]
        return [read(one, None) for one in given]

    return read_column


def _read_each_of(kind: Any) -> _ReadColumn:  # any type
    """What reads a column of values of a type."""
    return _read_each(form_of(kind).read)


def _replace_indices(listed: Sequence[Any]) -> _ReadColumn:
    """What puts the values that indices name in their place."""

    def read_column(given: list[Any]) -> list[Any]:
        if {*map(type, given)} - {int} or min(given, default=0) < 0:
            raise TypeError
        return [listed[index] for index in given]

    return read_column


def _read_optional(read: _ReadColumn) -> _ReadColumn:
    """What leaves `None` as it is."""

    def read_column(given: list[Any]) -> list[Any]:
        found = iter(read([one for one in given if one is not None]))
        return [None if one is None else next(found) for one in given]

    return read_column


def _read_items(read: _ReadColumn) -> _ReadColumn:
    """What reads the items of lists, all of them as one column."""

    def read_column(given: list[Any]) -> list[Any]:
        if {*map(type, given)} - {list}:
            raise TypeError
        found = iter(read([item for series in given for item in series]))
        return [tuple(islice(found, len(series))) for series in given]

    return read_column


def _read_pairs(*reads: _ReadColumn) -> _ReadColumn:
    """What reads lists of two, the first of each as one column, and the second."""

    def read_column(given: list[Any]) -> list[Any]:
        if {*map(type, given)} - {list} or {*map(len, given)} - {len(reads)}:
            raise TypeError
        columns = [read([pair[index] for pair in given]) for index, read in enumerate(reads)]
        return [*zip(*columns, strict=True)]

    return read_column


def _read_fields_of(
    kind: type[Any], own: Mapping[str, _ReadColumn], left_out: Mapping[str, Any]
) -> _ReadColumn:
    """What makes values of a class of objects, a field after the other.

    Args:
        kind: The class, which looks at nothing but the types of its fields.
        own: What reads the fields that are not read as their types are.
        left_out: What stands for a key that is left out; all others are needed.
    """
    fields: Any = attrs.fields(kind)
    readers = {field.name: own.get(field.name) or _read_each_of(field.type) for field in fields}

    def read_column(given: list[Any]) -> list[Any]:
        if type(given) is not list or {*map(type, given)} - {dict}:
            raise TypeError
        made = [object.__new__(kind) for _ in given]
        keys = sum(map(len, given))
        for name, read in readers.items():
            if name in left_out:
                found = read([one[name] for one in given if name in one])
                keys -= len(found)
                if not found:
                    found = [left_out[name]] * len(given)
                elif len(found) < len(given):
                    rest, nothing = iter(found), left_out[name]
                    found = [next(rest) if name in one else nothing for one in given]
            else:
                found = read([one[name] for one in given])
                keys -= len(found)
            deque(map(getattr(kind, name).__set__, made, found), 0)
        if keys:
            raise TypeError
        return made

    return read_column


def _read_findings(
    given: object, commitments: Sequence[Any], promises: Sequence[Any]
) -> list[Finding]:
    """The findings of a report, one by one."""
    return read_series(given, lambda finding, _: read_finding(finding, commitments, promises))


def read_finding(given: object, commitments: Sequence[Any], promises: Sequence[Any]) -> Finding:
    """A finding that names its commitment and its promises by their indices."""
    if type(given) is dict:
        replace_index(given, "commitment", commitments)
        for name in _SIDES:
            limit = given.get(name)
            if type(limit) is dict:
                try:
                    replace_index(limit, "promise", promises)
                except READING_ERRORS as fault:
                    raise group(at_key(fault, name)) from None
    made: Finding = finding_form().read(given)
    return made


def _read_findings_at_once(
    given: Any, commitments: Sequence[Any], promises: Sequence[Any]
) -> list[Finding]:
    """The findings of a report of which nothing is wrong; else some error without its path."""
    completions = _read_fields_of(Completion, {}, {"empty": False, "endless": False})
    read_limits = _read_fields_of(
        JudgedLimit,
        {
            "promise": _replace_indices(promises),
            "worst": completions,
            "best": completions,
            "amounts": _read_items(_read_pairs(*map(_read_each_of, (Rounding, Bounds[Fraction])))),
        },
        {"best": None, "base_may_be_empty": False},
    )

    def read_sides(given: list[Any]) -> list[Any]:
        limits = read_limits(given)
        for limit in limits:
            if limit.best is None:
                object.__setattr__(limit, "best", limit.worst)
        return limits

    own = {
        "commitment": _replace_indices(commitments),
        **dict.fromkeys(_SIDES, _read_optional(read_sides)),
        "pace": _read_each(_read_pace),
        "doubts": _read_items(_read_fields_of(Doubt, {}, {"name": None})),
        "group_names": _read_items(_read_each_of(str | Text | None)),
    }
    return _read_fields_of(Finding, own, _NOTHING_TO_TELL)(given)


# --- Reports --------------------------------------------------------------------------------------


def _forms() -> dict[str, Form]:
    """The forms of what a report has beside its findings, and of what these have in common."""
    return {
        **{name: form_of(field.type) for name, field in _REPORTED.items() if name != "findings"},
        "commitments": form_of(tuple[Commitment, ...]),
        "promises": form_of(tuple[Promise, ...]),
    }


def write_finding(
    finding: Finding, commitments: ListedOnce, promises: ListedOnce
) -> dict[str, Any]:
    """A finding, of which the commitment and the promises are listed and named by their indices."""
    found: dict[str, Any] = finding_form().write(finding)
    found["commitment"] = commitments.index(finding.commitment)
    for name in _SIDES:
        if name in found:
            limit = found[name]
            limit["promise"] = promises.index(limit["promise"])
            if limit["best"] == limit["worst"]:
                del limit["best"]
    return found


def _write_report(report: QuotaReport) -> dict[str, Any]:
    commitments, promises = ListedOnce(), ListedOnce()
    findings = [write_finding(finding, commitments, promises) for finding in report.findings]
    values = {name: getattr(report, field.name) for name, field in _REPORTED.items()}
    listed = {"commitments": (*commitments.values,), "promises": (*promises.values,)}
    written = {
        name: form.write((values | listed)[name])
        for name, form in _forms().items()
        if name != _POSSIBLE or report.possible
    }
    return written | {"findings": findings}


def _read_report(given: object, _: object = None) -> QuotaReport:
    forms = _forms()
    readers: dict[str, Callable[..., Any]] = {
        **{name: form.read for name, form in forms.items()},
        "findings": lambda findings, _: findings,
    }
    found: dict[str, Any] = {
        _POSSIBLE: (),
        **read_keys(given, readers, readers.keys() - {_POSSIBLE}),
    }
    commitments, promises = found.pop("commitments"), found.pop("promises")
    try:
        findings = _read_findings_at_once(found["findings"], commitments, promises)
    except (TypeError, LookupError, *READING_ERRORS):
        try:
            findings = _read_findings(found["findings"], commitments, promises)
        except READING_ERRORS as fault:
            raise at_key(fault, "findings") from None
    found["findings"] = tuple(findings)
    if len(found[_POSSIBLE]) not in {0, len(findings)}:
        told, expected = f"a list of {len(found[_POSSIBLE])}", f"{len(findings)}, as of findings"
        raise group(at_key(InvalidValueError("", told, expected), _POSSIBLE))
    return QuotaReport(**found)


def _report_schema(known: Definitions) -> Schema:
    forms = _forms()

    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        findings = {"type": "array", "items": finding_form().schema(known)}
        return {**{name: form.schema(known) for name, form in forms.items()}, "findings": findings}

    needed = {*forms, "findings"} - {_POSSIBLE}
    return define(known, "quota-report", list_properties, needed)


own_form(QuotaReport, Form(_write_report, _read_report, _report_schema, OBJECT))
