"""The days of stages in a ledger: which columns give them, and what a row says of one.

A stage has a column of days or of years, or two columns between which its day lies, or none: then
nobody reached it, or nobody knows. A row without a value says either, as the columns are read.
"""

from collections.abc import Mapping
from datetime import MAXYEAR, date, timedelta
from typing import Any, Final

import attrs

from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames.columns import Absent, Column
from housing_agreements.model.entries import NOT_KNOWN, NotKnown, StageDay
from housing_agreements.values.periods import Period

__all__ = (
    "DAYS_EXPECTED",
    "REMEDY_FOR_ABSENT_STAGE",
    "REMEDY_FOR_ORDER",
    "StageColumns",
    "StageGiven",
    "check_stage_given",
    "columns_of_stage",
)

StageGiven = str | Column | Absent | None
"""What is said to give the day of a stage: see `tally`."""

DAYS_EXPECTED: Final = (
    "a column of dates, or of years as whole numbers",
    "parse it to dates; cast times to dates, years to integers",
)
"""What a column of the days of a stage must be, and what to do with another."""
REMEDY_FOR_ABSENT_STAGE: Final = (
    "; or map {} to its columns, to None when nobody knows its day, or to Absent.NOT_REACHED when "
    "nobody reached it"
)
_IF_NOT_KNOWN: Final = "where one is not known, say so: Column(..., null=NOT_KNOWN)"
REMEDY_FOR_ORDER: Final = f"put the days of the row in order; {_IF_NOT_KNOWN}"
"""What to do about days of which none can be in order."""

_LOW, _HIGH = " low", " high"
"""What follows the name of a stage in the keys of the columns between which its day lies."""
_YEARS: Final = range(1000, MAXYEAR)
_A_DAY: Final = timedelta(days=1)
_NO_USE_OF_A_DAY: Final = {
    "verified": None,
    "valid_until": None,
    "neighbourhood": None,
    "parts": 1,
}
"""The arguments of a `Column` that say nothing of the day of a stage, with their defaults."""


@attrs.frozen(eq=False)
class StageColumns:
    """The columns that give the day of a stage, and what a row says in which all are null."""

    field: str
    """The field of entries that holds the day."""
    names: Mapping[str, str]
    """The names of the columns, by keys under which they are read."""
    null: NotKnown | None
    """What a row without a value says: not reached, or not known."""
    are_plain: bool = attrs.field(init=False)
    """Whether one column at most gives the day."""

    def __attrs_post_init__(self) -> None:
        """Look once at how many columns there are."""
        object.__setattr__(self, "are_plain", self.names.keys() <= {self.field})

    def read(self, values: Mapping[str, Any]) -> StageDay | None:
        """When a row says that the stage was reached.

        Args:
            values: The values of the row, by key.

        Raises:
            InvalidValueError: For a year that is none, or a period that ends before it begins.
        """
        value = values.get(self.field)
        if isinstance(value, date):
            return value
        low = high = value
        if value is None and not self.are_plain:
            low, high = values.get(self.field + _LOW), values.get(self.field + _HIGH)
        if low is None and high is None:
            return self.null
        first = date.min if low is None else self._first_and_last(low)[0]
        last = date.max if high is None else self._first_and_last(high)[1]
        if last < first:
            expected, remedy = "a first day not after the last", f"swap the two; {_IF_NOT_KNOWN}"
            raise self._fault(f"from {low} to {high}", expected, remedy)
        # A period ends before the last day of the calendar.
        return first if first == last else Period(first, min(last, date.max - _A_DAY) + _A_DAY)

    def _first_and_last(self, value: Any) -> tuple[date, date]:
        """The first and the last day that a value stands for: a day, or a year."""
        if isinstance(value, date):
            return value, value
        if value not in _YEARS:
            expected, remedy = "a day, or a year such as 2018", f"write it so; {_IF_NOT_KNOWN}"
            raise self._fault(str(value), expected, remedy)
        year = int(value)
        return date(year, 1, 1), date(year, 12, 31)

    def _fault(self, given: str, expected: str, remedy: str) -> InvalidValueError:
        return InvalidValueError("row", given, expected, remedy, field=self.field)


def columns_of_stage(field: str, given: StageGiven, *, counted: bool) -> StageColumns:
    """The columns that give the day of a stage.

    Args:
        field: The field of entries that holds the day.
        given: What is said to give it.
        counted: Whether the agreement counts entries at the stage.
    """
    if given is None:
        return StageColumns(field, {}, NOT_KNOWN if counted else None)
    if isinstance(given, Absent):
        return StageColumns(field, {}, None)
    if isinstance(given, str):
        return StageColumns(field, {field: given}, None)
    ends = (("", given.value), (_LOW, given.low), (_HIGH, given.high))
    names = {f"{field}{end}": name for end, name in ends if name is not None}
    return StageColumns(field, names, given.null)


def check_stage_given(faults: FrameFaults, where: str, given: object) -> None:
    """Note what is said to give the day of a stage and cannot."""
    if isinstance(given, Column):
        for argument, default in _NO_USE_OF_A_DAY.items():
            if getattr(given, argument) != default:
                expected = "the columns of a day: value, low, high, null"
                faults.value(f"{where}, {argument}", getattr(given, argument), expected)
    elif isinstance(given, Absent | NotKnown):
        if given is not Absent.NOT_REACHED:
            expected = "a name, a Column, None when nobody knows the day, or Absent.NOT_REACHED"
            remedy = "write None" if given is not Absent.REFUSED else ""
            faults.add(InvalidTypeError, where, show(given), expected, remedy)
    elif given is not None:
        faults.column_name(
            where, given, "the name of a column, a Column, Absent.NOT_REACHED or None"
        )
