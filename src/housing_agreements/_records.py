"""How values compare, hash and show themselves, written once for all of them.

attrs would write the same three methods anew for each class, and compile them at each import;
a class derived from `Record` asks it not to. What is compared or hashed in tight loops lets
attrs write its own all the same: they take half the time. All of them refuse the pickles of
another version, whose fields were others.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final

import attrs

from housing_agreements.errors import InvalidValueError

__all__ = ("Brief", "Enumeration", "Record", "setters_of", "shorten", "tell_missing", "tell_number")

LONGEST_REPR: Final = 200
"""The most characters of a repr that is no call: it fits two lines of a prompt."""


class Enumeration(Enum):
    """An enumeration (*énumération*) whose members are shown as they are written.

    Examples:
        >>> class Colour(Enumeration):
        ...     RED = "red"
        >>> Colour.RED
        Colour.RED
    """

    if TYPE_CHECKING:

        def __hash__(self) -> int:
            """That of the member itself."""
            ...
    else:
        # A member is equal to itself alone; the hash of its name, which Python takes, is slower.
        __hash__ = object.__hash__

    def __repr__(self) -> str:
        """The class and the name, as one writes them."""
        return f"{type(self).__name__}.{self.name}"


class Record:
    """A frozen value, known by its fields alone.

    As attrs has it: values of one class are equal when all their compared fields are, values
    of two classes never are, and the repr names each field.

    Examples:
        >>> @attrs.frozen(eq=False, repr=False)
        ... class Point(Record):
        ...     x: int
        ...     y: int
        >>> Point(1, 2), Point(1, 2) == Point(1, 2), Point(1, 2) == Point(2, 1)
        (Point(x=1, y=2), True, False)
    """

    __slots__ = ()

    # `Any`, since at run time neither `attrs.Attribute` nor `attrgetter` takes parameters.
    __attrs_attrs__: ClassVar[tuple[Any, ...]]
    _compared: ClassVar[Any]
    _hashed: ClassVar[Any]
    _shown: ClassVar[tuple[str, ...]]
    _stored: ClassVar[frozenset[str]]

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Look once at which fields count, when attrs has made the class."""
        fields = attrs.fields(cls)
        cls._compared = attrgetter(*[field.name for field in fields if field.eq])
        hashed = [field for field in fields if (field.eq if field.hash is None else field.hash)]
        cls._hashed = attrgetter(*[field.name for field in hashed])
        cls._shown = tuple(field.name for field in fields if field.repr)
        cls._stored = frozenset(field.name for field in fields)
        if "__setstate__" in vars(cls):  # that of attrs passes over what is missing
            del cls.__setstate__

    def __eq__(self, other: object) -> bool:
        """Whether all the compared fields of two values of one class are equal."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(self._compared(self) == self._compared(other))

    def __hash__(self) -> int:
        """The hash of the class and of its hashed fields."""
        return hash((self.__class__, self._hashed(self)))

    def __repr__(self) -> str:
        """The class and each field, as one would write them."""
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._shown)
        return f"{self.__class__.__qualname__.rpartition('>.')[2]}({fields})"

    def __setstate__(self, state: dict[str, object]) -> None:
        """Take the fields that a pickle or a copy holds.

        Raises:
            InvalidValueError: For a pickle of another version of the library, with other fields.
        """
        if state.keys() != self._stored:
            lacking, unknown = self._stored - state.keys(), state.keys() - self._stored
            given = "; ".join(
                f"{what} {', '.join(sorted(names))}"
                for what, names in (("without", lacking), ("with", unknown))
                if names
            )
            raise InvalidValueError(
                f"pickle of {type(self).__name__}",
                f"one {given}",
                "one of this version: pickles of another version are not supported",
                "build the value anew, and pickle it again",
            )
        set_field = object.__setattr__.__get__(self)
        for name, value in state.items():
            set_field(name, value)


def setters_of(kind: type, *names: str) -> tuple[Callable[[Any, Any], None], ...]:
    """What sets each of some slots of a class, for values that are made in tight loops.

    They do what `_checks.make` does, without looking the fields up by name each time.

    Examples:
        >>> point = attrs.make_class("Point", ["x", "y"], slots=True, frozen=True)
        >>> set_x, set_y = setters_of(point, "x", "y")
        >>> made = point.__new__(point)
        >>> set_x(made, 1), set_y(made, 2), made
        (None, None, Point(x=1, y=2))
    """
    return tuple(getattr(kind, name).__set__ for name in names)


class Brief(Record):
    """A value too large to be written out: its repr tells its essentials in one short line.

    Whatever derives from it is shown so: answers, agreements and their parts, territories,
    tallies, rules of law. Any other `Record` is shown by the call that makes it anew.

    Examples:
        >>> @attrs.frozen(eq=False, repr=False)
        ... class Shelf(Brief):
        ...     code: str
        ...     books: tuple[str, ...]
        ...
        ...     def _essentials(self) -> str:
        ...         return f"{self.code}: {tell_number(len(self.books), 'book')}"
        >>> Shelf("law", ("L.441-1", "R441-5"))
        <Shelf law: 2 books>
    """

    __slots__ = ()

    @abstractmethod
    def _essentials(self) -> str:
        """What tells the value from others at one look: its code, its verdict, its numbers."""

    def __repr__(self) -> str:
        """The class and the essentials, on one line of at most 200 characters."""
        name = type(self).__name__
        return f"<{name} {shorten(self._essentials(), LONGEST_REPR - len(name) - len('< >'))}>"


def shorten(text: str, most: int) -> str:
    """A text on one line, cut where it is longer than a number of characters.

    Examples:
        >>> shorten("Action Logement Services", 15)
        'Action Logemen…'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def tell_missing(names: Sequence[str]) -> str:
    """What is missing for another answer, at the end of its short form; nothing for no name.

    Examples:
        >>> tell_missing(("days",)), tell_missing(())
        ('; missing days', '')
    """
    return f"; missing {', '.join(names)}" if names else ""


def tell_number(number: int, noun: str) -> str:
    """A number of things, in English, as a repr tells it.

    Examples:
        >>> tell_number(1, "party"), tell_number(0, "party"), tell_number(11_500, "dwelling")
        ('1 party', '0 parties', '11,500 dwellings')
        >>> tell_number(2, "day")
        '2 days'
    """
    if number == 1:
        return f"1 {noun}"
    in_ies = noun.endswith("y") and noun[-2] not in "aeiou"
    return f"{number:,} {noun[:-1]}ies" if in_ies else f"{number:,} {noun}s"
