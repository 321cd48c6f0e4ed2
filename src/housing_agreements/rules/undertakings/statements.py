"""What is stated of an undertaking: that it was done, or that it was not.

Nothing stated is nothing known: it is never taken for a no.
"""

from datetime import date
from typing import Never

import attrs

from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.values.faults import Faults, as_tuple, exact_day
from housing_agreements.values.records import Record
from housing_agreements.values.sources import Source

__all__ = ("Done", "NotDone", "Statement", "StatementLike", "as_statement")


def _unread(name: str) -> InvalidTypeError:
    given, expected = "a statement where true or false is needed", "an undertaking to judge by it"
    return InvalidTypeError(name, given, expected, "pass it to check_undertakings")


@attrs.frozen(eq=False, repr=False)
class Done(Record):
    """An undertaking stated to be done (*fait*), on a day, or by a day when that is all one knows.

    Of a standing undertaking: done once and for all on a day; or kept up to a day.

    Args:
        on: The day it was done; or else
        by: A day by which it was done, in its period if it has one; or up to which it was kept.
        sources: Where that is stated.

    Raises:
        InvalidValueError: For neither day, or both.
        InvalidTypeError: For a `datetime` or anything else as a day.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> Done(date(2018, 11, 30)).day, Done(by=date(2018, 12, 31)).day
        (datetime.date(2018, 11, 30), datetime.date(2018, 12, 31))
    """

    on: date | None = None
    """The day it was done; `None`: it is not known."""
    by: date | None = attrs.field(default=None, kw_only=True)
    """A day by which it was done, or up to which it was kept."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """Where that is stated."""

    def __attrs_post_init__(self) -> None:
        """One day, and no other."""
        faults = Faults("Done")
        given = {name: day for name in ("on", "by") if (day := getattr(self, name)) is not None}
        for name, day in given.items():
            faults.day(name, day)
        if len(given) != 1:
            faults.value("on, by", tuple(given), "one of them", "write Done(date(2018, 11, 30))")
        faults.each("sources", self.sources, Source, "a Source")
        faults.report()

    @property
    def day(self) -> date:
        """The day of which it speaks."""
        return next(day for day in (self.on, self.by) if day is not None)

    def __bool__(self) -> Never:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always.
        """
        raise _unread("Done")


@attrs.frozen(eq=False, repr=False)
class NotDone(Record):
    """An undertaking stated not to be done by a day, that day included (*non fait*).

    Of a standing undertaking: not kept up to that day.

    Args:
        by: The last day of which it is said.
        sources: Where that is stated.

    Raises:
        InvalidTypeError: For a `datetime` or anything else as a day.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> NotDone(by=date(2018, 12, 31)).day
        datetime.date(2018, 12, 31)
    """

    by: date
    """The last day of which it is said."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_tuple, kw_only=True)
    """Where that is stated."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("NotDone")
        faults.day("by", self.by)
        faults.each("sources", self.sources, Source, "a Source")
        faults.report()

    @property
    def day(self) -> date:
        """The day of which it speaks."""
        return self.by

    def __bool__(self) -> Never:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always.
        """
        raise _unread("NotDone")


Statement = Done | NotDone
"""What is stated of one undertaking."""
StatementLike = date | Statement | None
"""A day stands for done on that day; `None`: nothing is known."""


def as_statement(given: object, where: str) -> Statement | None:
    """A statement, from a day on which it was done, or from nothing.

    Raises:
        InvalidTypeError: For a `datetime`, a yes or a no without a day, or anything else.

    Examples:
        >>> as_statement(date(2018, 11, 30), "done")
        Done(on=datetime.date(2018, 11, 30), by=None, sources=())
    """
    if given is None or isinstance(given, Statement):
        return given
    if isinstance(given, date):
        return Done(exact_day(given, where))
    expected = "the day it was done, Done(by=day), NotDone(by=day), or None when not known"
    remedy = "say of which day: a yes or a no holds on some day" if type(given) is bool else ""
    raise InvalidTypeError(where, shown(given), expected, remedy)
