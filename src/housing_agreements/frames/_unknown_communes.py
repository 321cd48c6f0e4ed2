"""Codes that name no commune: how they are found in a column of a frame.

Where the rows are here, Python looks at each code once. A lazy engine compares them with a pattern
of all codes that some edition of the official code holds, in the grammar of `_odd_texts`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Final

from housing_agreements.frames._faults import join_remedies
from housing_agreements.geography._coverage import is_commune_code
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography._unknown_codes import (
    communes_of_postcode,
    is_given_up,
    remedy_for_code,
    unknown_since,
)

__all__ = (
    "group_given_up",
    "is_only_postcode_some_day",
    "is_unknown_for_ever",
    "list_given_up",
    "pattern_of_known",
    "remedy_for_unknown",
)


def is_unknown_for_ever(code: str) -> bool:
    """Whether a text has the form of a commune's code, and is that of none on any day."""
    return is_commune_code(code) and unknown_since(code) == date.min


def is_only_postcode_some_day(code: object) -> bool:
    """Whether a value is a postcode that names no commune, on some day at least.

    Examples:
        >>> [is_only_postcode_some_day(code) for code in ("94100", "75015", "59350", None)]
        [True, True, False, False]
    """
    return (
        type(code) is str
        and is_commune_code(code)
        and unknown_since(code) is not None
        and bool(communes_of_postcode(code))
    )


def remedy_for_unknown(codes: Iterable[str]) -> str:
    """What a few such codes seem to be, and what to write."""
    return join_remedies(map(remedy_for_code, sorted(codes)))


def group_given_up(codes: Iterable[str]) -> Mapping[date, Sequence[str]]:
    """Codes that are only postcodes from a day on, by that day."""
    by_day: defaultdict[date, list[str]] = defaultdict(list)
    for code in codes:
        by_day[unknown_since(code) or date.min].append(code)
    return by_day


@cache
def list_given_up() -> Mapping[date, Sequence[str]]:
    """All codes that are only postcodes from a day on, by that day."""
    return group_given_up(filter(is_given_up, _list_held()))


def _list_held() -> Iterator[str]:
    official = load_official_code()
    return chain.from_iterable(map(official.codes, official.departments))


@cache
def pattern_of_known() -> str:
    """A pattern of the codes that some edition holds, and of no others."""
    return rf"\A{_write_pattern(tuple(sorted(_list_held())))}\z"


_ALL_DIGITS: Final = "0123456789"


@cache
def _write_pattern(endings: tuple[str, ...]) -> str:
    """A pattern of texts of one length, where those with the same endings stand together."""
    if endings == ("",):
        return ""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for ending in endings:
        by_letter[ending[0]].append(ending[1:])
    letters: defaultdict[str, str] = defaultdict(str)
    for letter, rest in by_letter.items():
        letters[_write_pattern(tuple(rest))] += letter
    parts = [f"{_write_letters(some)}{rest}" for rest, some in letters.items()]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _write_letters(letters: str) -> str:
    if letters == _ALL_DIGITS:
        return "[0-9]"
    return letters if len(letters) == 1 else f"[{letters}]"
