"""How values compare, hash and show themselves, written once for all of them.

attrs would write the same three methods anew for each class, and compile them at each import;
a class derived from `Record` asks it not to. What is compared or hashed in tight loops lets
attrs write its own all the same: they take half the time. All of them refuse the pickles of
another version, whose fields were others.
"""

from enum import Enum
from operator import attrgetter
from typing import Any, ClassVar

import attrs

from housing_agreements.errors import InvalidValueError

__all__ = ("Enumeration", "Record")


class Enumeration(Enum):
    """An enumeration (*énumération*) whose members are shown as they are written.

    Examples:
        >>> class Colour(Enumeration):
        ...     RED = "red"
        >>> Colour.RED
        Colour.RED
    """

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
