"""One tree of errors: what was given, where, what was expected, how to put it right.

A rule that is not met is never an error: it is a result (`Verdict.UNMET`, a `Finding`).
Errors are for values that cannot be.
"""

import difflib
import reprlib
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, Self, TypeVar

__all__ = (
    "DuplicateIdError",
    "HousingAgreementsError",
    "InvalidObjectError",
    "InvalidTypeError",
    "InvalidValueError",
    "NotKnownError",
    "UncoveredReadingError",
    "UnknownCodeError",
    "UnknownColumnError",
    "UnknownFactError",
    "nearest",
    "show",
)

# Python's own limit, 30 characters, cuts a `datetime` before its hour.
_BRIEF: Final = reprlib.Repr()
_BRIEF.maxstring = _BRIEF.maxother = 80
_MOST_LISTED: Final = 12

E = TypeVar("E", bound="HousingAgreementsError")


class HousingAgreementsError(Exception):
    """The root of every error that this library raises; never raised itself.

    Args:
        where: The object at fault, or what was asked.
        given: What was given there, as text.
        expected: What would have been right.
        remedy: What to do.
        field: The field of the object that is at fault, when it is one.

    Examples:
        >>> error = InvalidValueError("Period", "2015-01-01", "a day after the start", field="end")
        >>> print(error)
        Period, end: given 2015-01-01; expected a day after the start
        >>> error.field, error.where
        ('end', 'Period, end')
    """

    def __init__(
        self, where: str, given: str, expected: str, remedy: str = "", *, field: str = ""
    ) -> None:
        place = f"{where}, {field}" if field else where
        super().__init__(place, given, expected, remedy)
        self.where: str = place
        """The object and its field, as the message shows them."""
        self.given: str = given
        """What was given there, as text."""
        self.expected: str = expected
        """What would have been right."""
        self.remedy: str = remedy
        """What to do; may be empty."""
        self.field: str = field
        """The field at fault; empty when it is the whole, or an argument of a function."""

    def at(self, where: str, field: str = "") -> Self:
        """The same fault, told of an object and of its field, whatever it was told of before.

        An error that itself names several faults, or ids, stays as it is.

        Args:
            where: The object.
            field: Its field that is at fault, when it is one.

        Examples:
            >>> print(InvalidValueError("a share", "2", "a share of at most 1").at("Share", "to"))
            Share, to: given 2; expected a share of at most 1
        """
        error = _remake(type(self), self.args, self.__dict__)
        error.where, error.field = f"{where}, {field}" if field else where, field
        error.args = (error.where, *self.args[1:])
        return error

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by what the error holds, whatever its constructor takes."""
        return _remake, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        """The whole message on one line."""
        message = f"{self.where}: given {self.given}; expected {self.expected}"
        return f"{message}; {self.remedy}" if self.remedy else message


def _remake(kind: type[E], args: tuple[object, ...], state: dict[str, object]) -> E:
    """An error of a kind that holds all that another held."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class InvalidValueError(HousingAgreementsError, ValueError):
    """A value of the right type that cannot be: a share above 1, an end before a start."""


class InvalidTypeError(HousingAgreementsError, TypeError):
    """A value of the wrong type: a float as a rate, a `datetime` as a day, `True` as a count."""


class UnknownCodeError(HousingAgreementsError, LookupError):
    """A code that nobody declared: a contingent, a public, a tag, a commitment."""


class UnknownColumnError(HousingAgreementsError, LookupError):
    """A column that a data frame does not have."""


class UnknownFactError(HousingAgreementsError, AttributeError):
    """A fact that no household of this kind has."""


class NotKnownError(HousingAgreementsError, LookupError):
    """A dated value asked on a day for which nothing is known, or nothing was verified."""


class UncoveredReadingError(HousingAgreementsError, ValueError):
    """A tally that did not read what the agreement needs."""


class DuplicateIdError(HousingAgreementsError, ValueError):
    """Entries that bear the same id in one call; `ids` lists them, sorted.

    Args:
        where: The call that read the entries.
        ids: The ids seen more than once.

    Examples:
        >>> DuplicateIdError("tally", ["b", "a"]).ids
        ('a', 'b')
    """

    def __init__(self, where: str, ids: Iterable[str]) -> None:
        self.ids: tuple[str, ...] = tuple(sorted(ids))
        listed = ", ".join(repr(code) for code in self.ids[:_MOST_LISTED])
        left = len(self.ids) - _MOST_LISTED
        more = f" and {left} more" if left > 0 else ""
        super().__init__(
            where,
            f"several entries with the same id: {listed}{more}",
            "each id once",
            "remove the repeated entries, or pass ids=Ids.TRUSTED if they are known to differ",
        )

    def at(self, where: str, field: str = "") -> Self:  # noqa: ARG002  # see the class above
        """The error itself: it names what read the entries."""
        return self


class InvalidObjectError(HousingAgreementsError, ValueError):
    """Several faults of one object, reported together; `faults` holds each.

    An object with a single fault raises that fault itself.

    Args:
        where: The object at fault.
        faults: Each fault, in the order of the fields.

    Examples:
        >>> english, french = (
        ...     InvalidValueError("Text", "''", "words", field=language)
        ...     for language in ("en", "fr")
        ... )
        >>> print(InvalidObjectError("Text", [english, french]))
        Text: 2 faults
          - Text, en: given ''; expected words
          - Text, fr: given ''; expected words
    """

    def __init__(self, where: str, faults: Iterable[HousingAgreementsError]) -> None:
        self.faults: tuple[HousingAgreementsError, ...] = tuple(faults)
        many = "fault" if len(self.faults) == 1 else "faults"
        super().__init__(where, f"{len(self.faults)} {many}", "none")

    def __str__(self) -> str:
        """One line for each fault; those of a part stand further in."""
        lines = [str(fault).replace("\n", "\n  ") for fault in self.faults]
        return "\n  - ".join([f"{self.where}: {self.given}", *lines])

    def at(self, where: str, field: str = "") -> Self:  # noqa: ARG002  # see the class above
        """The error itself: each of its faults says where it stands."""
        return self


def show(value: object) -> str:
    """A value as an error shows it: its repr, cut when long, with its type when that helps.

    A day is shown as it is written, 2016-03-07.

    Examples:
        >>> show("25 %")
        "'25 %'"
        >>> show(True)
        'True (a bool)'
    """
    try:
        text = value.isoformat() if type(value) is date else _BRIEF.repr(value)
    except ValueError:  # Python refuses to write out an int of thousands of digits
        text = "a number too long to write"
    plain = type(value) in {str, int} or value is None
    return text if plain else f"{text} (a {type(value).__name__})"


def nearest(code: object, known: Iterable[str]) -> str:
    """The remedy for a code that is not known: the nearest one, else all there are.

    Examples:
        >>> nearest("dallo", ["dalo", "shelter"])
        "did you mean 'dalo'?"
        >>> nearest("x", ["dalo", "shelter"])
        "known here: 'dalo', 'shelter'"
    """
    codes = sorted(known)
    close = difflib.get_close_matches(str(code), codes, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    if not codes:
        return "none is declared here"
    listed = ", ".join(repr(code) for code in codes[:_MOST_LISTED])
    return f"known here: {listed}" + (", ..." if len(codes) > _MOST_LISTED else "")
