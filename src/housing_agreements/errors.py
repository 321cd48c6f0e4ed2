"""One tree of errors: what was given, where, what was expected, how to put it right.

A rule that is not met is never an error: it is a result (`Verdict.UNMET`, a `Finding`).
Errors are for values that cannot be. `except InvalidInputError` catches whatever is wrong with
what was given, one fault or several; `except HousingAgreementsError` catches a `NotKnownError`
too, which says that a right question has no answer.
"""

import difflib
import reprlib
from collections.abc import Iterable
from datetime import date
from typing import Any, Final, Self, TypeVar

__all__ = (
    "DuplicateIdError",
    "HousingAgreementsError",
    "InvalidDocumentError",
    "InvalidInputError",
    "InvalidObjectError",
    "InvalidTypeError",
    "InvalidValueError",
    "NotKnownError",
    "UncoveredReadingError",
    "UnknownCodeError",
    "UnknownColumnError",
    "UnknownFactError",
    "code_of_object",
    "nearest",
    "show",
    "words_of_object",
)

# Python's own limit, 30 characters, cuts a `datetime` before its hour.
_BRIEF: Final = reprlib.Repr()
_BRIEF.maxstring = _BRIEF.maxother = 80
_MOST_LISTED: Final = 12
_MOST_LINES: Final = 16
"""How many lines of faults a message has: it fits a screen."""
_LONGEST_SHOWN: Final = 160
_COLUMNS_OF_FAULTS: Final = ("field", "given", "expected", "remedy")
_LONGEST_CODE_COMPARED: Final = 200
"""To look for the code nearest to a longer text would take long, and find none."""

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

    @property
    def faults(self) -> tuple["HousingAgreementsError", ...]:
        """Each fault: the error itself, or those that an `InvalidObjectError` gathers.

        Examples:
            >>> error = InvalidValueError("Period", "2015-01-01", "a day after the start")
            >>> error.faults == (error,)
            True
        """
        return (self,)

    def rows(self) -> list[dict[str, str | None]]:
        """A row for each fault, as plain dictionaries: for JSON, or for a table.

        The columns are `field`, `given`, `expected` and `remedy`; what is empty is `None`.

        Examples:
            >>> error = InvalidValueError("Period", "2015-01-01", "a day after the start")
            >>> error.rows()[0]["expected"], error.rows()[0]["field"]
            ('a day after the start', None)
        """
        return [
            {column: getattr(fault, column) or None for column in _COLUMNS_OF_FAULTS}
            for fault in self.faults
        ]

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


class InvalidInputError(HousingAgreementsError, ValueError):
    """Something is wrong with what was given, in one place or in several.

    Catch this one for any wrong value: an object with one fault raises that fault, of one of the
    kinds below; an object with several raises an `InvalidObjectError`. All of them are this kind.

    Examples:
        >>> from housing_agreements import Party
        >>> for name in ("", None):
        ...     try:
        ...         Party("als" if name is None else "", name)
        ...     except InvalidInputError as error:
        ...         print(type(error).__name__)
        InvalidObjectError
        InvalidTypeError
    """


class InvalidValueError(InvalidInputError):
    """A value of the right type that cannot be: a share above 1, an end before a start."""


class InvalidTypeError(InvalidInputError, TypeError):
    """A value of the wrong type: a float as a rate, a `datetime` as a day, `True` as a count."""


class UnknownCodeError(InvalidInputError, LookupError):
    """A code that nobody declared: a contingent, a public, a tag, a commitment."""


class UnknownColumnError(InvalidInputError, LookupError):
    """A column that a data frame does not have."""


class UnknownFactError(InvalidInputError, AttributeError):
    """A fact that no household of this kind has."""


class NotKnownError(HousingAgreementsError, LookupError):
    """A dated value asked on a day for which nothing is known, or nothing was verified."""


class UncoveredReadingError(InvalidInputError):
    """A tally that did not read what the agreement needs."""


_TRUST_IDS: Final = (
    "remove the repeated entries, or pass ids=Ids.TRUSTED if they are known to differ"
)


class DuplicateIdError(InvalidInputError):
    """Entries that bear the same id in one call; `ids` lists them, sorted.

    Args:
        where: The call that read the entries.
        ids: The ids seen more than once.
        remedy: What to do about it.

    Examples:
        >>> DuplicateIdError("tally", ["b", "a"]).ids
        ('a', 'b')
    """

    def __init__(self, where: str, ids: Iterable[str], remedy: str = _TRUST_IDS) -> None:
        self.ids: tuple[str, ...] = tuple(sorted(ids))
        listed = ", ".join(show(code) for code in self.ids[:_MOST_LISTED])
        left = len(self.ids) - _MOST_LISTED
        more = f" and {left} more" if left > 0 else ""
        super().__init__(
            where,
            f"several entries with the same id: {listed}{more}",
            "each id once",
            remedy,
        )

    def at(self, where: str, field: str = "") -> Self:  # noqa: ARG002  # see the class above
        """The error itself: it names what read the entries."""
        return self


class InvalidObjectError(InvalidInputError):
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
        self._faults: tuple[HousingAgreementsError, ...] = tuple(faults)
        many = "fault" if len(self._faults) == 1 else "faults"
        super().__init__(where, f"{len(self._faults)} {many}", "none")

    @property
    def faults(self) -> tuple[HousingAgreementsError, ...]:
        """Each fault of the object, in the order of its fields."""
        return self._faults

    def __str__(self) -> str:
        """One line for each fault, as many as fit a screen; those of a part stand further in."""
        lines: list[str] = []
        for index, fault in enumerate(self.faults):
            own = str(fault).split("\n")
            if index and len(lines) + len(own) > _MOST_LINES:
                left = len(self.faults) - index
                lines.append(f"  - and {left} more, in the `faults` of this error")
                break
            lines.extend([f"  - {own[0]}", *(f"  {line}" for line in own[1:])])
        return "\n".join([f"{self.where}: {self.given}", *lines])

    def at(self, where: str, field: str = "") -> Self:  # noqa: ARG002  # see the class above
        """The error itself: each of its faults says where it stands."""
        return self


class InvalidDocumentError(InvalidObjectError):
    """A text that is no document of this library, or a document that is wrong in some places.

    Each fault says where it stands: `path` is "$" for the whole document, and
    "$.value.commitments[2].at_least" for the floor of the third commitment. An error with one
    fault bears its path; one with several bears that of the whole, and `faults` holds each. The
    `field` is the path too, and empty for the whole.

    Args:
        path: Where the fault stands.
        given: What was given there, as text.
        expected: What would have been right.
        remedy: What to do.
        faults: Each fault, where there are several; none: the error is the only one.

    Examples:
        >>> error = InvalidDocumentError("$.value.code", "''", "a code")
        >>> print(error)
        $.value.code: given ''; expected a code
        >>> error.path, error.field, error.faults == (error,)
        ('$.value.code', '$.value.code', True)
    """

    def __init__(
        self,
        path: str,
        given: str,
        expected: str,
        remedy: str = "",
        *,
        faults: Iterable["InvalidDocumentError"] = (),
    ) -> None:
        super().__init__(path, faults)
        if not self._faults:
            self.given: str = given
            self.expected: str = expected
            self.remedy: str = remedy
            self.args: tuple[str, ...] = (path, given, expected, remedy)
        self.field: str = "" if path == "$" else path

    @property
    def path(self) -> str:
        """Where the fault stands in the document."""
        return self.where

    @property
    def faults(self) -> tuple[HousingAgreementsError, ...]:
        """Each fault; the error itself when it is the only one."""
        return self._faults or (self,)

    def __str__(self) -> str:
        """The fault on one line, or a line for each."""
        return super().__str__() if self._faults else HousingAgreementsError.__str__(self)


def show(value: object) -> str:
    """A value as an error shows it: its repr on one line, cut when long, and its type if it helps.

    A day is shown as it is written, 2016-03-07. Whatever the value is, there is something to
    show: also of one that cannot be written.

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
    except Exception:  # noqa: BLE001  # a repr may raise anything
        text = "a value that cannot be shown"
    text = _on_one_line(text)
    plain = type(value) in {str, int} or value is None
    if plain:
        return text
    kind = _on_one_line(type(value).__name__)
    return f"{text} ({'an' if kind[:1].lower() in 'aeiou' else 'a'} {kind})"


def _on_one_line(text: str) -> str:
    """A text that prints as it is, on one line, and cut when it is long."""
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[: _LONGEST_SHOWN - 3]}..."
    if text.isprintable():
        return text
    words = " ".join(text.split())
    return words if words.isprintable() else words.encode("unicode_escape").decode("ascii")


def nearest(code: object, declared: Iterable[str]) -> str:
    """The remedy for a code that is not declared: the nearest one, else all there are.

    Where an object was given in the place of its code, the remedy says to write its code.

    Examples:
        >>> nearest("dallo", ["dalo", "shelter"])
        "did you mean 'dalo'?"
        >>> nearest("x", ["dalo", "shelter"])
        "known here: 'dalo', 'shelter'"
    """
    if remedy := code_of_object(code):
        return remedy
    codes = sorted(declared)
    text = code if type(code) is str else show(code)
    close = difflib.get_close_matches(text[:_LONGEST_CODE_COMPARED], codes, n=1)
    if close:
        return f"did you mean {show(close[0])}?"
    if not codes:
        return "none is declared here"
    listed = ", ".join(show(code) for code in codes[:_MOST_LISTED])
    return f"known here: {listed}" + (", ..." if len(codes) > _MOST_LISTED else "")


def code_of_object(value: object) -> str:
    """The remedy when an object of the library stands where its code is meant; else empty.

    Examples:
        >>> from housing_agreements import Party
        >>> code_of_object(Party("als", "Action Logement"))
        "write its code: 'als'"
    """
    if not type(value).__module__.startswith("housing_agreements."):
        return ""
    code = getattr(value, "code", None)
    return f"write its code: {show(code)}" if type(code) is str else ""


def words_of_object(value: object) -> str:
    """The remedy when words in both languages stand where a name has one; else empty.

    Examples:
        >>> from housing_agreements import Text
        >>> words_of_object(Text("The city", "La ville"))
        "it is the same in both languages: write 'The city' or 'La ville'"
    """
    if not type(value).__module__.startswith("housing_agreements."):
        return ""
    words = [getattr(value, language, None) for language in ("en", "fr")]
    if any(type(said) is not str for said in words):
        return ""
    said = " or ".join(map(show, dict.fromkeys(words)))
    return f"it is the same in both languages: write {said}"
