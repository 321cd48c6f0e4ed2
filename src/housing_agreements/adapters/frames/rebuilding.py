"""Groups of equal rows as the entries that they stand for."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, Final

from housing_agreements.adapters.frames.entries import EntryColumns, stages_of
from housing_agreements.adapters.frames.grouping import DIGITS, FLAGS, Groups
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidValueError,
)
from housing_agreements.model.attributions import Attribution
from housing_agreements.model.production import Production
from housing_agreements.rules.ledger import Alike
from housing_agreements.rules.lookups import Lookup
from housing_agreements.rules.sorting import Days, Entry
from housing_agreements.values.faults import Faults

__all__ = ("rebuilt",)

_MOST: Final = 12
"""How many different faults are told."""
_PERHAPS, _YES = 1, 2
_COUNTED: Final = ("lines", "dwellings", "wrong")

_Fault = tuple[str, str, str, str]
"""Where, what was given, what was expected, what to do."""
_Made = tuple[Entry | None, list[_Fault]]
"""An entry, or all that keeps it from being one."""


def rebuilt(
    groups: Groups, publics: Sequence[str], tags: Sequence[str], columns: EntryColumns
) -> list[Alike]:
    """The entries that groups stand for; those that differ in their days only come together.

    What is wrong with a day depends on the other days alone. So all the days of an entry are
    looked at once, whatever entries have them, and so is all the rest of one.

    Args:
        groups: The groups.
        publics: The publics of which the digits of their flags tell, from the first on.
        tags: The tags of which the digits after these tell.
        columns: What the columns are called.

    Raises:
        InvalidValueError: For groups that could be no entries, with how many rows are such.
        InvalidObjectError: For several of these at once.
    """
    days = (*(each.field for each in stages_of(production=columns.production)), "cancelled_on")
    flags = [name for name in groups if name.startswith(FLAGS.format(""))]
    fields = [name for name in groups if name not in {*days, *flags, *_COUNTED}]

    def entry(told: tuple[bool, tuple[Any, ...], tuple[int, ...]]) -> _Made:
        takes_back, values, numbers = told
        borne, unsaid = _borne(numbers, publics, tags, columns)
        nulls = [(columns.column("tag", each), "null", *_SAID) for each in unsaid]
        given = {**_NOWHERE[columns.production], **dict(zip(fields, values, strict=True)), **borne}
        made, faults = _made({**given, "count": -1 if takes_back else 1}, columns)
        return made, faults + nulls

    entries = Lookup(entry)
    dated = Lookup[Days, _Made](
        lambda each: _made(
            {**_SOMEWHERE[columns.production], **dict(zip(days, each, strict=True))}, columns
        )
    )
    nothing = [None] * len(groups["lines"])
    rows = (
        zip(*(groups.get(name, nothing) for name in names), strict=True) if names else repeat(())
        for names in (fields, flags, days, _COUNTED)
    )
    counts: defaultdict[Any, list[tuple[Days, int, int]]] = defaultdict(list)
    faults: Counter[_Fault] = Counter()
    for values, numbers, reached, (lines, dwellings, wrong) in zip(*rows, strict=False):
        if wrong:
            faults[columns.column("count", ""), *_COUNT[columns.production]] += wrong
            continue
        told = (dwellings < 0, values, numbers)
        counts[told].append((reached, int(lines), int(dwellings)))
        for fault in (*entries[told][1], *dated[reached][1]):
            faults[fault] += lines
    _report(faults)
    made = ((entries[told][0], each) for told, each in counts.items())
    return [Alike(entry, each) for entry, each in made if entry is not None]


_NOWHERE: Final[Mapping[bool, Mapping[str, object]]] = {
    False: {"contingent": None, "commune": None},
    True: {"commune": None},
}
"""What an entry must be given, as no column gave it."""
_SOMEWHERE: Final[Mapping[bool, Mapping[str, object]]] = {
    False: {"contingent": "any", "commune": "75056"},
    True: {"commune": "75056"},
}
"""The same, where only its days are asked about."""


def _made(given: Mapping[str, object], columns: EntryColumns) -> _Made:
    """An entry that is given these fields."""
    make: Any = Production if columns.production else Attribution
    try:
        return make("row", **given), []
    except HousingAgreementsError as error:
        several = error.faults if isinstance(error, InvalidObjectError) else (error,)
        wheres = [columns.column(each.where.rpartition(", ")[2], "") for each in several]
        return None, [
            (where, each.given, each.expected, each.remedy)
            for where, each in zip(wheres, several, strict=True)
        ]


_SAID: Final = ("true or false in each row", "fill it where no entry bears the tag")
_LEAVE_OUT: Final = "leave out what stands for none"
_COUNT: Final = {
    False: ("null, or less than 1", "a whole number of at least 1", _LEAVE_OUT),
    True: ("null, or 0", "a number of dwellings other than 0", _LEAVE_OUT),
}


def _borne(
    numbers: tuple[int, ...], publics: Sequence[str], tags: Sequence[str], columns: EntryColumns
) -> tuple[dict[str, frozenset[str]], list[str]]:
    """The publics and the tags that digits tell of, by field; the tags of which it is not said."""
    digits = [number // 3**at % 3 for number in numbers for at in range(DIGITS)]
    sure, possible = (_with(publics, digits, each) for each in (_YES, _PERHAPS))
    borne, unsaid = (_with(tags, digits[len(publics) :], each) for each in (_YES, _PERHAPS))
    fields = {"tags": borne}
    if not columns.production:
        fields |= {"publics": sure, "possible_publics": possible}
    return fields, sorted(unsaid)


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
