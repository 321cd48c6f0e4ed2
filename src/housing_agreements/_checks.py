"""Exact types, and all the faults of one object reported together.

The types are exact: a `datetime` is not a day and `True` is not a count.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, TypeVar, cast

from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    nearest,
    show,
)

__all__ = (
    "Faults",
    "Refused",
    "as_codes",
    "as_mapping",
    "as_tuple",
    "attempt",
    "exact_codes",
    "exact_count",
    "exact_day",
)

A = TypeVar("A")
K = TypeVar("K")
T = TypeVar("T")


class Refused:
    """What a converter leaves in a field when it refuses a value, until the object reports it."""

    def __init__(self, fault: HousingAgreementsError) -> None:
        self.fault = fault


def attempt(convert: Callable[[A], T], value: A) -> T:
    """Convert a field, keeping a refusal for the object to report with its other faults.

    The result is cast: an object that holds a `Refused` never outlives its own construction.
    """
    try:
        return convert(value)
    except HousingAgreementsError as fault:
        return cast("T", Refused(fault))


def exact_day(value: object, where: str) -> date:
    """The value itself when it is exactly a `date`.

    Raises:
        InvalidTypeError: For a `datetime`, a string or anything else.

    Examples:
        >>> exact_day(date(2016, 3, 7), "on")
        datetime.date(2016, 3, 7)
    """
    if type(value) is not date:
        remedy = "call .date() on it" if isinstance(value, date) else "write date(2016, 3, 7)"
        raise InvalidTypeError(where, show(value), "a day (datetime.date)", remedy)
    return value


def exact_count(value: object, where: str, *, at_least: int | None = 0) -> int:
    """The value itself when it is exactly an `int`, and not below `at_least`.

    Raises:
        InvalidTypeError: For a bool, a float or anything else.
        InvalidValueError: For a number that is too small.

    Examples:
        >>> exact_count(403, "offers")
        403
    """
    if type(value) is not int:
        expected = "a whole number (int)"
        raise InvalidTypeError(where, show(value), expected, "write a plain number, such as 403")
    if at_least is not None and value < at_least:
        raise InvalidValueError(where, show(value), f"a whole number of at least {at_least}")
    return value


# Any, since mypy leaves a type variable of a converter open in the class that uses it.
def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Any ordered iterable as a tuple; anything else is refused when the object is checked.

    A set is refused too: its order, and so the tuple, would differ from one run to the next.

    Examples:
        >>> as_tuple(["dalo", "shelter"])
        ('dalo', 'shelter')
    """
    return attempt(lambda series: _several(series, "a series", ordered=True), values)


def _several(values: Iterable[T], where: str, *, ordered: bool = False) -> tuple[T, ...]:
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise InvalidTypeError(where, show(values), "several values", "write a tuple: (value,)")
    if ordered and isinstance(values, AbstractSet):
        raise InvalidTypeError(where, show(values), "values in order", "write sorted(...)")
    return tuple(values)


def as_mapping(given: Mapping[K, T] | tuple[tuple[K, T], ...], expected: str) -> Mapping[K, T]:
    """A mapping as it is; the pairs that a frozen value keeps of one are read back.

    Raises:
        InvalidTypeError: For anything else.
        InvalidValueError: For pairs that give one key twice.

    Examples:
        >>> as_mapping(((2016, "15 %"),), "a mapping of years")
        {2016: '15 %'}
    """
    if isinstance(given, Mapping):
        return given
    try:
        read, doubled = dict(given), len(dict(given)) < len(given)
    except (TypeError, ValueError):
        raise InvalidTypeError("a mapping", show(given), expected, "write {key: value}") from None
    if doubled:
        raise InvalidValueError("a mapping", show(given), "each key once")
    return read


def as_codes(values: Iterable[str]) -> frozenset[str]:
    """Any iterable of codes as a frozenset; anything else is refused when the object is checked.

    Examples:
        >>> as_codes(["dalo", "dalo"])
        frozenset({'dalo'})
    """
    return attempt(lambda codes: exact_codes(codes, "a set of codes"), values)


def exact_codes(values: Iterable[str], where: str) -> frozenset[str]:
    """Any iterable of strings as a frozenset; a lone string is not cut into letters.

    Raises:
        InvalidTypeError: For a lone string, a mapping, or members that are not strings.

    Examples:
        >>> exact_codes(["94068"], "communes")
        frozenset({'94068'})
    """
    codes = _several(values, where)
    for code in codes:
        if type(code) is not str:
            raise InvalidTypeError(where, show(code), "a code: text", "write it between quotes")
    return frozenset(codes)


class Faults:
    """What is wrong with one object that is being built, gathered field by field, raised once.

    Args:
        where: How an error names the object, for example `Share 'quarter'`.

    Examples:
        >>> faults = Faults("Example")
        >>> faults.code("code", "")
        >>> faults.day("signed_on", "2016-03-07")
        >>> faults.report()
        Traceback (most recent call last):
        ...
        housing_agreements.errors.InvalidObjectError: Example: 2 faults
          - Example, code: given ''; expected a code: text without blank ends, not empty
          - Example, signed_on: given '2016-03-07'; expected a day (datetime.date); \
write date(2016, 3, 7)
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self._faults: list[HousingAgreementsError] = []

    def at(self, name: str) -> str:
        """How an error names a field."""
        return f"{self._where}, {name}"

    def note(self, fault: HousingAgreementsError) -> None:
        """Keep a fault, as it is told."""
        self._faults.append(fault)

    def add(
        self,
        kind: type[HousingAgreementsError],
        name: str,
        given: str,
        expected: str,
        remedy: str = "",
    ) -> None:
        """Keep a fault of a field, of some kind; what was given is text already."""
        self.note(kind(self._where, given, expected, remedy, field=name))

    def value(self, name: str, given: object, expected: str, remedy: str = "") -> None:
        """Keep a fault of value."""
        self.add(InvalidValueError, name, show(given), expected, remedy)

    def refused(self, name: str, value: object) -> bool:
        """Whether a converter refused the field; its fault is kept, told where it stands."""
        if not isinstance(value, Refused):
            return False
        self.note(value.fault.at(self._where, name))
        return True

    def instance(self, name: str, value: object, kind: type, expected: str) -> bool:
        """Whether the field holds that kind of value, or a subclass of it."""
        if self.refused(name, value):
            return False
        if not isinstance(value, kind):
            self.add(InvalidTypeError, name, show(value), expected)
            return False
        return True

    def code(self, name: str, value: object) -> None:
        """The field must be a code: a non-empty string without blank ends."""
        self._text(name, value, "a code: text without blank ends, not empty")

    def text(self, name: str, value: object) -> None:
        """The field must be a non-empty string without blank ends."""
        self._text(name, value, "text without blank ends, not empty")

    def _text(self, name: str, value: object, expected: str) -> None:
        if type(value) is not str:
            self.add(InvalidTypeError, name, show(value), expected)
        elif not value or value != value.strip():
            self.value(name, value, expected)

    def day(self, name: str, value: object) -> None:
        """The field must be exactly a day."""
        self._attempt(name, lambda: exact_day(value, name))

    def count(self, name: str, value: object, *, at_least: int | None = 0) -> None:
        """The field must be a whole number, and not below `at_least`."""
        self._attempt(name, lambda: exact_count(value, name, at_least=at_least))

    def _attempt(self, name: str, check: Callable[[], object]) -> None:
        try:
            check()
        except HousingAgreementsError as fault:
            self.note(fault.at(self._where, name))

    def flag(self, name: str, value: object) -> None:
        """The field must be `True` or `False`."""
        if type(value) is not bool:
            self.add(InvalidTypeError, name, show(value), "True or False")

    def codes(self, name: str, value: object) -> bool:
        """Whether the field is a series of codes."""
        if self.refused(name, value):
            return False
        before = len(self._faults)
        for each in sorted(cast("Iterable[object]", value), key=show):
            self.code(name, each)
        return len(self._faults) == before

    def each(self, name: str, value: object, kind: type, expected: str) -> bool:
        """Whether the field is a series whose members are all of that kind."""
        if self.refused(name, value):
            return False
        wrong = [each for each in cast("Iterable[object]", value) if not isinstance(each, kind)]
        for each in wrong:
            self.add(InvalidTypeError, name, show(each), expected)
        return not wrong

    def known(self, name: str, codes: Iterable[str], declared: Iterable[str], what: str) -> None:
        """Every code must be declared; the remedy names the nearest one."""
        known = set(declared)
        for code in sorted(set(codes) - known):
            expected, remedy = f"{what} that is declared", nearest(code, known)
            self.add(UnknownCodeError, name, show(code), expected, remedy)

    def once(self, name: str, codes: Iterable[str]) -> None:
        """No code may stand twice."""
        seen: set[str] = set()
        for code in codes:
            if code in seen:
                self.value(name, code, "each code once")
            seen.add(code)

    @property
    def found(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._faults)

    def report(self) -> None:
        """Raise the single fault, or all of them together; nothing when there is none.

        Raises:
            HousingAgreementsError: The only fault.
            InvalidObjectError: When there are several.
        """
        if len(self._faults) == 1:
            raise self._faults[0]
        if self._faults:
            raise InvalidObjectError(self._where, self._faults)
