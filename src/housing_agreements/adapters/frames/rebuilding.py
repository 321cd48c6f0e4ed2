"""Groups of equal rows as the entries that they stand for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, Final

from housing_agreements.adapters.frames.entries import EntryColumns
from housing_agreements.adapters.frames.grouping import DIGITS, FLAGS, Groups
from housing_agreements.adapters.frames.rows import FEW
from housing_agreements.adapters.frames.samples import WRONG_COUNT, Sought
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidValueError,
)
from housing_agreements.model.attributions import Attribution
from housing_agreements.model.production import Production
from housing_agreements.rules.ledger import Entry
from housing_agreements.rules.lookups import Lookup
from housing_agreements.values.faults import Faults

__all__ = ("rebuilt",)

_MOST: Final = 12
"""How many different faults are told."""
_PERHAPS, _YES = 1, 2
_COUNTED: Final = ("lines", "dwellings", "wrong")

_Borne = tuple[dict[str, frozenset[str]], tuple[str, ...]]
"""The publics and tags of an entry, by field; and the tags of which it is not said."""
_Fault = tuple[str, str, str, str]
"""Where, what was given, what was expected, what to do."""


def rebuilt(
    groups: Groups,
    publics: Sequence[str],
    tags: Sequence[str],
    columns: EntryColumns,
    rows_said: Callable[[Sequence[Sought], int], str],
) -> Mapping[int, list[Entry]]:
    """One entry for each group, by how many rows it stands for.

    Each has all the dwellings of its group, less one for each row but one.

    Args:
        groups: The groups.
        publics: The publics of which the digits of their flags tell, from the first on.
        tags: The tags of which the digits after these tell.
        columns: What the columns are called.
        rows_said: How an error names some of its rows, see `Samples.said`.

    Raises:
        InvalidValueError: For groups that could be no entries, with how many rows are such.
        InvalidObjectError: For several of these at once.
    """
    make: Any = Production if columns.production else Attribution
    flags = [name for name in groups if name.startswith(FLAGS.format(""))]
    fields = [name for name in groups if name not in {*flags, *_COUNTED}]
    bare = {"commune": None} if columns.production else {"commune": None, "contingent": None}
    borne = Lookup[tuple[int, ...], _Borne](lambda numbers: _borne(numbers, publics, tags, columns))
    rows = zip(*(groups[name] for name in fields), strict=True)
    packed = zip(*(groups[name] for name in flags), strict=True) if flags else repeat(())
    counts = zip(*(groups[name] for name in _COUNTED), strict=True)
    entries: defaultdict[int, list[Entry]] = defaultdict(list)
    faults = _Wrong()
    for row, numbers, (lines, dwellings, wrong) in zip(rows, packed, counts, strict=False):
        borne_by, unsaid = borne[numbers]
        for tag in unsaid:
            at = (len(publics) + tags.index(tag)) // DIGITS
            sought: Sought = {FLAGS.format(at): numbers[at]}
            faults.note((columns.column("tag", tag), "null", *_SAID), lines, sought)
        if wrong:
            where = columns.column("count", "")
            faults.note((where, *_COUNT[columns.production]), wrong, WRONG_COUNT)
            continue
        given = {**bare, **dict(zip(fields, row, strict=True)), **borne_by}
        try:
            entries[lines].append(make("row", **given, count=int(dwellings) - lines + 1))
        except HousingAgreementsError as error:
            for each in _several(error):
                field = each.where.rpartition(", ")[2]
                remedy = each.remedy or _remedy(field, given[field])
                fault = (columns.column(field, ""), each.given, each.expected, remedy)
                faults.note(fault, lines, _alike(field, given))
    faults.report(rows_said)
    return entries


def _remedy(field: str, value: object) -> str:
    """What to do with a value that cannot be, where the entry does not say."""
    if isinstance(value, date):
        return "put the days of the row in order, or make null the one that is wrong"
    if field == "contingent":
        return "give each row the code of its contingent"
    return "strip it, or make it null where it is not known"


def _alike(field: str, given: Mapping[str, Any]) -> Sought:
    """What the rows of a fault have in common: a value, or all days when it is one of them."""
    if not isinstance(given[field], date):
        return {field: given[field]}
    return {name: value for name, value in given.items() if isinstance(value, date)}


_SAID: Final = ("true or false in each row", "fill it where no entry bears the tag")
_LEAVE_OUT: Final = "leave out what stands for none"
_COUNT: Final = {
    False: ("null, or less than 1", "a whole number of at least 1", _LEAVE_OUT),
    True: ("null, or 0", "a number of dwellings other than 0", _LEAVE_OUT),
}


def _several(error: HousingAgreementsError) -> tuple[HousingAgreementsError, ...]:
    return error.faults if isinstance(error, InvalidObjectError) else (error,)


def _borne(
    numbers: tuple[int, ...], publics: Sequence[str], tags: Sequence[str], columns: EntryColumns
) -> _Borne:
    """The publics and the tags that digits tell of."""
    digits = [number // 3**at % 3 for number in numbers for at in range(DIGITS)]
    sure, possible = (_with(publics, digits, each) for each in (_YES, _PERHAPS))
    borne, unsaid = (_with(tags, digits[len(publics) :], each) for each in (_YES, _PERHAPS))
    fields = {"tags": borne}
    if not columns.production:
        fields |= {"publics": sure, "possible_publics": possible}
    return fields, tuple(sorted(unsaid))


def _with(codes: Sequence[str], digits: Sequence[int], digit: int) -> frozenset[str]:
    return frozenset(code for code, each in zip(codes, digits, strict=False) if each == digit)


class _Wrong:
    """The faults of the groups, and what their rows have in common."""

    def __init__(self) -> None:
        self._lines: Counter[_Fault] = Counter()
        self._sought: defaultdict[_Fault, list[Sought]] = defaultdict(list)

    def note(self, fault: _Fault, lines: int, sought: Sought) -> None:
        """Note a fault of so many rows."""
        self._lines[fault] += lines
        there = self._sought[fault]
        if len(there) < FEW and sought not in there:
            there.append(sought)

    def report(self, rows_said: Callable[[Sequence[Sought], int], str]) -> None:
        """Raise what makes rows no entries, each with how many rows have it, the most first."""
        faults = Faults("tally, frame")
        most = sorted(self._lines.items(), key=lambda each: (-each[1], each[0]))[:_MOST]
        for fault, lines in most:
            where, given, expected, remedy = fault
            how_many = f"{lines:,} rows" if lines > 1 else "a row"
            said = f"{given} in {how_many}{rows_said(self._sought[fault], lines)}"
            faults.note(InvalidValueError(where, said, expected, remedy))
        faults.report()
