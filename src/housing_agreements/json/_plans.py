"""Plans in documents: agreements once, and findings by their indices in the reports of the plan."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.json._faults import READING_ERRORS, at_key
from housing_agreements.json._forms import define, form_of, own_form, read_keys, read_series
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.json._reports import INDEX_FORM, ListedOnce, replace_index
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.plan.plans import Plan, Promised, Relaxation
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.periods import Period

__all__ = ()

# --- Promises -------------------------------------------------------------------------------------

_IN_PROMISES: Final[Mapping[str, Any]] = {
    "agreements": tuple[Agreement, ...],
    "commitments": tuple[Commitment, ...],
}
"""What promises name by indices: of one agreement there may be hundreds."""
_NAMED: Final = {"agreement": "agreements", "commitment": "commitments"}


def _write_promised(promises: tuple[Promised, ...]) -> dict[str, Any]:
    listed = {name: ListedOnce() for name in _IN_PROMISES}
    period = form_of(Period)
    written = [
        {
            **{key: listed[name].index(getattr(one, key)) for key, name in _NAMED.items()},
            "period": period.write(one.period),
        }
        for one in promises
    ]
    lists = {
        name: form_of(kind).write((*listed[name].values,)) for name, kind in _IN_PROMISES.items()
    }
    return {**lists, "promised": written}


def _read_promised(given: object, _: object = None) -> tuple[Promised, ...]:
    readers = {name: form_of(kind).read for name, kind in _IN_PROMISES.items()}
    readers["promised"] = lambda promised, _: promised
    found = read_keys(given, readers, readers.keys())
    of_promise = {**dict.fromkeys(_NAMED, INDEX_FORM.read), "period": form_of(Period).read}

    def read(given: object, _: object = None) -> Promised:
        named = read_keys(given, of_promise, of_promise.keys())
        for key, name in _NAMED.items():
            replace_index(named, key, found[name])
        return Promised(**named)

    try:
        return tuple(read_series(found["promised"], read))
    except READING_ERRORS as fault:
        raise at_key(fault, "promised") from None


def _promises_schema(known: Definitions) -> Schema:
    def list_of_promise(known: Definitions) -> Mapping[str, Schema]:
        indices = {key: INDEX_FORM.schema(known) for key in _NAMED}
        return {**indices, "period": form_of(Period).schema(known)}

    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        lists = {name: form_of(kind).schema(known) for name, kind in _IN_PROMISES.items()}
        one = define(known, "promised-by-index", list_of_promise, {*_NAMED, "period"})
        return {**lists, "promised": {"type": "array", "items": one}}

    return define(known, "promises", list_properties, {*_IN_PROMISES, "promised"})


own_form(tuple[Promised, ...], Form(_write_promised, _read_promised, _promises_schema, OBJECT))


# --- Findings by their indices --------------------------------------------------------------------

_TWO_INDICES: Final = form_of(tuple[int, int])


class _IndicesOfFindings:
    """The indices of findings of some reports: that of the report, and that in the report."""

    def __init__(self, reports: Sequence[QuotaReport]) -> None:
        self._reports = reports
        self._indices = [
            {finding: index for index, finding in enumerate(report)} for report in reports
        ]

    def find(self, finding: Finding, agreement: Agreement | None = None) -> list[int]:
        """The indices of a finding, in the report on an agreement where one is named.

        Raises:
            InvalidValueError: For a finding that is in none of the reports.
        """
        for number, (report, indices) in enumerate(zip(self._reports, self._indices, strict=True)):
            if finding in indices and (agreement is None or report.agreement == agreement):
                return [number, indices[finding]]
        expected = "a finding of one of the reports of the plan"
        raise InvalidValueError("dumps, value", show(finding), expected)


def _read_indices(given: object, reports: Sequence[QuotaReport]) -> list[tuple[int, int]]:
    """The indices of findings, each of which is there."""

    def read(given: object, _: object = None) -> tuple[int, int]:
        pair: tuple[int, int] = _TWO_INDICES.read(given)
        number, index = pair
        many = len(reports[number]) if 0 <= number < len(reports) else 0
        if not 0 <= index < many:
            expected = "the index of a report, and that of a finding in it"
            raise InvalidValueError("", show([number, index]), expected)
        return pair

    return read_series(given, read)


# --- Plans, and what misses least -----------------------------------------------------------------


class _FormOfFindings:
    """The form of a class of which some findings stand in its reports.

    Args:
        cls: The class.
        key: The field of the findings.
        beside: The field of the agreement of each of them, which the reports tell; none: "".
    """

    def __init__(self, cls: type[Any], key: str, beside: str = "") -> None:
        self._cls, self._key, self._beside = cls, key, beside
        fields = attrs.fields(cls)
        types = {str(field.alias): field.type for field in fields}
        self._types: Mapping[str, Any] = {
            name: kind for name, kind in types.items() if name not in {key, beside}
        }
        self._defaults = {
            str(field.alias): field.default
            for field in fields
            if field.default is not attrs.NOTHING
        }
        self._needed = {*self._types, key} - self._defaults.keys()
        self._name = cls.__name__.lower()

    def write(self, value: Any) -> dict[str, Any]:
        """Its fields, without what has its default, and the indices of the findings."""
        found, findings = _IndicesOfFindings(value.reports), getattr(value, self._key)
        agreements = getattr(value, self._beside) if self._beside else (None,) * len(findings)
        held = {name: getattr(value, name) for name in self._types}
        return {
            **{
                name: form_of(self._types[name]).write(one)
                for name, one in held.items()
                if name in self._needed or one != self._defaults[name]
            },
            self._key: [*map(found.find, findings, agreements)],
        }

    def read(self, given: object, _: object = None) -> Any:
        """The value; what is wrong with an index is told by its path."""
        readers = {name: form_of(kind).read for name, kind in self._types.items()}
        readers[self._key] = lambda indices, _: indices
        found = read_keys(given, readers, self._needed)
        reports = found["reports"]
        try:
            indices = _read_indices(found[self._key], reports)
        except READING_ERRORS as fault:
            raise at_key(fault, self._key) from None
        found[self._key] = [reports[number][index] for number, index in indices]
        if self._beside:
            found[self._beside] = [reports[number].agreement for number, _ in indices]
        return self._cls(**found)

    def schema(self, known: Definitions) -> Schema:
        """An object with all these keys, or all but those that have a default."""

        def list_properties(known: Definitions) -> Mapping[str, Schema]:
            own = {name: form_of(kind).schema(known) for name, kind in self._types.items()}
            return {**own, self._key: {"type": "array", "items": _TWO_INDICES.schema(known)}}

        return define(known, self._name, list_properties, self._needed)


def _own_form_of_findings(cls: type[Any], key: str, beside: str = "") -> None:
    form = _FormOfFindings(cls, key, beside)
    own_form(cls, Form(form.write, form.read, form.schema, OBJECT))


_own_form_of_findings(Relaxation, "missed", beside="of")
_own_form_of_findings(Plan, "findings")
