"""Which column of a frame says what of a fact."""

from collections.abc import Collection, Mapping
from enum import Enum, unique
from typing import Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Record
from housing_agreements.criteria.kinds import Fact, Kind
from housing_agreements.errors import (
    InvalidTypeError,
    UnknownColumnError,
    UnknownFactError,
    nearest,
    show,
)

__all__ = ("Absent", "Column", "Columns", "check_mapping", "column_of")


@unique
class Absent(Enum):
    """What becomes of a fact that no column of a frame gives."""

    REFUSED = "refused"
    """An error names the column."""
    NOT_KNOWN = "not known"
    """The fact is not known of any household."""


@attrs.frozen(eq=False, repr=False)
class Column(Record):
    """The columns that give one fact of each household (*colonnes*).

    Args:
        value: The column of its value; a place is given by the code of its commune.
        low: The column of the least it can be, where the value is null.
        high: The column of the most it can be, where the value is null.
        verified: The column that says whether a document proves it; null: not proven.
        valid_until: The column of the last day on which it holds; null: no end.
        neighbourhood: For a place, the column of its neighbourhood.
        parts: How many units of the column make one of the fact: 100 for an amount in cents.

    Raises:
        InvalidTypeError: For a name that is not text, or parts that are not a whole number.
        InvalidValueError: For no value and no bound, or parts below 1.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> Column("income_in_cents", parts=100).parts
        100
    """

    value: str | None = None
    """The column of its value."""
    low: str | None = attrs.field(default=None, kw_only=True)
    """The column of the least it can be."""
    high: str | None = attrs.field(default=None, kw_only=True)
    """The column of the most it can be."""
    verified: str | None = attrs.field(default=None, kw_only=True)
    """The column that says whether it is proven."""
    valid_until: str | None = attrs.field(default=None, kw_only=True)
    """The column of the last day on which it holds."""
    neighbourhood: str | None = attrs.field(default=None, kw_only=True)
    """The column of the neighbourhood of a place."""
    parts: int = attrs.field(default=1, kw_only=True)
    """How many units of the column make one of the fact."""

    def __attrs_post_init__(self) -> None:
        """There is something to read."""
        faults = Faults("Column")
        for name in _NAMES:
            given = getattr(self, name)
            if given is not None and not isinstance(given, str):
                faults.add(InvalidTypeError, name, show(given), "a column name")
        if self.value is None and self.low is None and self.high is None:
            faults.value("value", None, "the name of a column", "or map the fact to None")
        faults.count("parts", self.parts, at_least=1)
        faults.report()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns it reads."""
        return tuple(name for each in _NAMES if (name := getattr(self, each)) is not None)


Columns = Mapping[str, str | Column | None]
"""For facts, by name: their column, or `None` when no column gives them."""

_NAMES: Final = ("value", "low", "high", "verified", "valid_until", "neighbourhood")
_BOUNDED: Final = {Kind.COUNT, Kind.AMOUNT, Kind.DAY}
_EVIDENCE: Final = ("verified", "valid_until")
_BESIDE: Final = {
    **dict.fromkeys(Kind, _EVIDENCE),
    **dict.fromkeys(_BOUNDED, ("low", "high", *_EVIDENCE)),
    Kind.PLACE: (*_EVIDENCE, "neighbourhood"),
}
"""What columns may stand beside that of a fact."""


def column_of(
    faults: Faults,
    fact: Fact,
    columns: Columns,
    there: Collection[str],
    *,
    absent: Absent,
    verified_only: bool,
) -> Column | None:
    """The columns of a fact, by the mapping or by their default names; `None`: not known.

    Notes each column that is named and not there, and each that is needed and not named.
    """
    name = fact.name
    if name in columns:
        given = columns[name]
        if given is None:
            return None
        column = Column(given) if isinstance(given, str) else given
    else:
        found = _by_default(fact, there)
        if found is None:
            if absent is Absent.REFUSED:
                faults.note(_missing(faults, name, there, _map_it(name)))
            return None
        column = found
    lost = [each for each in column.names if each not in there]
    for each in lost:
        faults.note(_missing(faults, each, there))
    if verified_only and column.verified is None:
        if absent is Absent.REFUSED:
            faults.add(
                UnknownColumnError,
                name,
                "no column that says whether it is verified",
                f"a column {name}_verified, since the criterion asks for verified facts",
                f"add it, or name it: columns={{{name!r}: Column(..., verified=...)}}",
            )
        return None
    _check_fit(faults, fact, column)
    return None if lost else column


def _by_default(fact: Fact, there: Collection[str]) -> Column | None:
    """The columns that bear the name of the fact."""
    found = {
        part: f"{fact.name}_{part}" for part in _BESIDE[fact.kind] if f"{fact.name}_{part}" in there
    }
    if fact.name in there:
        return Column(fact.name, **found)  # type: ignore[arg-type]  # names of columns only
    if found.keys() & {"low", "high"}:
        return Column(**found)  # type: ignore[arg-type]  # names of columns only
    return None


def _check_fit(faults: Faults, fact: Fact, column: Column) -> None:
    """Only numbers and days have bounds, only places neighbourhoods, only amounts parts."""
    if fact.kind not in _BOUNDED and (column.low is not None or column.high is not None):
        faults.value(fact.name, column, "an exact value", "only numbers and days have bounds")
    if fact.kind is not Kind.PLACE and column.neighbourhood is not None:
        faults.value(fact.name, column, "no neighbourhood", "only places have one")
    if fact.kind is not Kind.AMOUNT and column.parts > 1:
        faults.value(fact.name, column, "no parts", "only amounts have them")


def _map_it(name: str) -> str:
    return (
        f"map the fact with columns={{{name!r}: ...}} (None: not known of anyone), or pass "
        "absent=Absent.NOT_KNOWN"
    )


def _missing(
    faults: Faults, name: str, there: Collection[str], more: str = ""
) -> UnknownColumnError:
    remedy = nearest(name, there)
    return UnknownColumnError(
        faults.at(name), "no such column", "a column of the frame",
        f"{remedy}; or {more}" if more else remedy,
    )  # fmt: skip


def check_mapping(faults: Faults, columns: object, facts: Collection[str]) -> Columns:
    """A mapping of facts to columns; one that is none, or names no facts, is noted."""
    if not isinstance(columns, Mapping):
        expected = "a mapping of facts to columns"
        remedy = "write {'employed': 'salaried'}"
        faults.add(InvalidTypeError, "columns", show(columns), expected, remedy)
        return {}
    for name, given in columns.items():
        if name not in facts:
            expected, remedy = "a fact of households", nearest(name, facts)
            faults.add(UnknownFactError, "columns", show(name), expected, remedy)
        elif given is not None and not isinstance(given, (str, Column)):
            expected = "the name of a column, a Column, or None"
            faults.add(InvalidTypeError, f"columns, {name}", show(given), expected)
    faults.report()
    return columns
