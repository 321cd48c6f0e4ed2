"""One tree of errors: what was given, where, what was expected, how to put it right.

A rule that is not met is never an error: it is a result (`Verdict.UNMET`, a `Finding`).
Errors are for values that cannot be.
"""

import difflib
import reprlib
from collections.abc import Iterable
from datetime import date
from typing import Final

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


class HousingAgreementsError(Exception):
    """The root of every error that this library raises; never raised itself.

    Args:
        where: The object and the field at fault.
        given: What was given there, as text.
        expected: What would have been right.
        remedy: What to do.

    Examples:
        >>> error = InvalidValueError("Period, end", "2015-01-01", "a day after the start")
        >>> print(error)
        Period, end: given 2015-01-01; expected a day after the start
    """

    def __init__(self, where: str, given: str, expected: str, remedy: str = "") -> None:
        super().__init__(where, given, expected, remedy)
        self.where = where
        self.given = given
        self.expected = expected
        self.remedy = remedy

    def __str__(self) -> str:
        """The whole message on one line."""
        message = f"{self.where}: given {self.given}; expected {self.expected}"
        return f"{message}; {self.remedy}" if self.remedy else message


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
        listed = ", ".join(repr(each) for each in self.ids[:_MOST_LISTED])
        left = len(self.ids) - _MOST_LISTED
        more = f" and {left} more" if left > 0 else ""
        super().__init__(
            where,
            f"several entries with the same id: {listed}{more}",
            "each id once",
            "remove the repeated entries, or pass ids=Ids.TRUSTED if they are known to differ",
        )

    def __reduce__(self) -> tuple[type["DuplicateIdError"], tuple[str, tuple[str, ...]]]:
        """Pickle by what the constructor takes."""
        return type(self), (self.where, self.ids)


class InvalidObjectError(HousingAgreementsError, ValueError):
    """Several faults of one object, reported together; `faults` holds each.

    An object with a single fault raises that fault itself.

    Args:
        where: The object at fault.
        faults: Each fault, in the order of the fields.

    Examples:
        >>> english, french = (
        ...     InvalidValueError(f"Text, {it}", "''", "words") for it in ("en", "fr")
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

    def __reduce__(
        self,
    ) -> tuple[type["InvalidObjectError"], tuple[str, tuple[HousingAgreementsError, ...]]]:
        """Pickle by what the constructor takes."""
        return type(self), (self.where, self.faults)


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
    listed = ", ".join(repr(each) for each in codes[:_MOST_LISTED])
    return f"known here: {listed}" + (", ..." if len(codes) > _MOST_LISTED else "")
