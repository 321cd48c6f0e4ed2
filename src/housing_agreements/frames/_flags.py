"""Flags as digits of whole numbers, in base 3: the one module that knows this code.

A ledger bears a column for each public and tag, and engines group by few numbers far sooner than
by many columns. A digit says no, perhaps (null) or yes.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

import narwhals as nw

from housing_agreements.frames._engines import EngineWords

__all__ = (
    "PERHAPS",
    "YES",
    "digit_at",
    "number_bearing",
    "numbers_needed",
    "pack_flags",
    "sizes_of",
    "unpack_flags",
)

PERHAPS, YES = 1, 2
"""The digits of a flag that is null, and of one that is true."""
_BASE: Final = 3
_DIGITS: Final = 19
"""How many digits one number of 32 bits holds."""


def numbers_needed(flags: int) -> int:
    """How many numbers hold so many flags.

    Examples:
        >>> numbers_needed(0), numbers_needed(19), numbers_needed(20)
        (0, 1, 2)
    """
    return -(-flags // _DIGITS)


def sizes_of(flags: int) -> list[int]:
    """How many values each of the numbers may have that hold so many flags.

    Examples:
        >>> sizes_of(21)
        [1162261467, 9]
    """
    starts = range(0, flags, _DIGITS)
    sizes: list[int] = [_BASE ** min(_DIGITS, flags - start) for start in starts]
    return sizes


def pack_flags(api: EngineWords, flags: Sequence[nw.Expr | Literal[False] | None]) -> list[nw.Expr]:
    """Columns of flags as columns of numbers; `None`: null in every row; `False`: false in each."""
    starts = range(0, len(flags), _DIGITS)
    return [_pack_number(api, flags[start : start + _DIGITS]) for start in starts]


def _pack_number(api: EngineWords, flags: Sequence[nw.Expr | Literal[False] | None]) -> nw.Expr:
    never_given = (digit for digit, flag in enumerate(flags) if flag is None)
    number: Any = api.lit(sum(PERHAPS * _BASE**digit for digit in never_given))
    for digit, flag in enumerate(flags):
        if flag is not None and flag is not False:
            number = (flag.cast(api.Int32) * YES).fill_null(PERHAPS) * _BASE**digit + number
    packed: nw.Expr = number.cast(api.Int32)
    return packed


def unpack_flags(numbers: Iterable[int]) -> list[int]:
    """The digits of all flags, in their order, from the numbers of a row.

    Examples:
        >>> unpack_flags((0 + 1 * 3 + 2 * 9,))[:4]
        [0, 1, 2, 0]
    """
    return [number // _BASE**digit % _BASE for number in numbers for digit in range(_DIGITS)]


def number_bearing(index: int) -> int:
    """In which of the numbers a flag is a digit."""
    return index // _DIGITS


def digit_at(index: int, number: int) -> int:
    """The digit of a flag in its number."""
    weight: int = _BASE ** (index % _DIGITS)
    return number // weight % _BASE
