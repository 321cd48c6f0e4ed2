"""Groups of equal rows as the entries that they stand for."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from housing_agreements.adapters.frames.entries import EntryColumns
from housing_agreements.adapters.frames.grouping import DIGITS, FLAGS, Groups
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
    groups: Groups, publics: Sequence[str], tags: Sequence[str], columns: EntryColumns
) -> Mapping[int, list[Entry]]:
    """One entry for each group, by how many rows it stands for.

    Each has all the dwellings of its group, less one for each row but one.

    Args:
        groups: The groups.
        publics: The publics of which the digits of their flags tell, from the first on.
        tags: The tags of which the digits after these tell.
        columns: What the columns are called.

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
    faults: Counter[_Fault] = Counter()
    for row, numbers, (lines, dwellings, wrong) in zip(rows, packed, counts, strict=False):
        borne_by, unsaid = borne[numbers]
        for tag in unsaid:
            faults[columns.column("tag", tag), "null", *_SAID] += lines
        if wrong:
            faults[columns.column("count", ""), *_COUNT[columns.production]] += wrong
            continue
        given = {**bare, **dict(zip(fields, row, strict=True)), **borne_by}
        try:
            entries[lines].append(make("row", **given, count=int(dwellings) - lines + 1))
        except HousingAgreementsError as error:
            for each in _several(error):
                where = columns.column(each.where.rpartition(", ")[2], "")
                faults[where, each.given, each.expected, each.remedy] += lines
    _report(faults)
    return entries


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


def _report(counted: Mapping[_Fault, int]) -> None:
    """Raise what makes rows no entries, each with how many rows have it, the most first."""
    faults = Faults("tally, frame")
    for (where, given, expected, remedy), lines in sorted(
        counted.items(), key=lambda each: (-each[1], each[0])
    )[:_MOST]:
        said = f"{given} in {lines:,} rows" if lines > 1 else f"{given} in a row"
        faults.note(InvalidValueError(where, said, expected, remedy))
    faults.report()
