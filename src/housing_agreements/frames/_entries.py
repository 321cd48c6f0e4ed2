"""Groups of equal rows as the entries that they stand for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, Final

from housing_agreements._checks import Faults
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidValueError,
)
from housing_agreements.frames._faulty_rows import WRONG_COUNT, Sought
from housing_agreements.frames._groups import DIGITS, FLAGS, MOST_DWELLINGS, Groups
from housing_agreements.frames._ledger_columns import EntryColumns, stages_of
from housing_agreements.frames._tables import FEW
from housing_agreements.model.entries import Attribution, Production
from housing_agreements.rules.quotas.ledger import AlikeEntries, Entry, EntryDays, Lookup

__all__ = ("rebuilt",)

_MOST: Final = 12
"""How many different faults are told."""
_PERHAPS, _YES = 1, 2
_COUNTED: Final = ("lines", "dwellings", "wrong")

_Fault = tuple[str, str, str, str]
"""Where, what was given, what was expected, what to do."""
_Made = tuple[Entry | None, list[tuple[_Fault, Sought]]]
"""An entry, or all that keeps it from being one, each with what its rows have in common."""


def rebuilt(
    groups: Groups,
    publics: Sequence[str],
    tags: Sequence[str],
    columns: EntryColumns,
    say_rows: Callable[[Sequence[Sought], int], str],
) -> list[AlikeEntries]:
    """The entries that groups stand for; those that differ in their days only come together.

    What is wrong with a day depends on the other days alone. So all the days of an entry are
    looked at once, whatever entries have them, and so is all the rest of one.

    Args:
        groups: The groups.
        publics: The publics of which the digits of their flags tell, from the first on.
        tags: The tags of which the digits after these tell.
        columns: What the columns are called.
        say_rows: How an error names some of its rows, see `Samples.say`.

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
        nulls: list[tuple[_Fault, Sought]] = []
        for tag in unsaid:
            at = (len(publics) + tags.index(tag)) // DIGITS
            fault = (columns.column("tag", tag), "null", *_SAID)
            nulls.append((fault, {FLAGS.format(at): numbers[at]}))
        given = {**_NOWHERE[columns.production], **dict(zip(fields, values, strict=True)), **borne}
        made, faults = _made({**given, "count": -1 if takes_back else 1}, columns)
        return made, faults + nulls

    entries = Lookup(entry)
    dated = Lookup[EntryDays, _Made](
        lambda each: _made(
            {**_SOMEWHERE[columns.production], **dict(zip(days, each, strict=True))}, columns
        )
    )
    nothing = [None] * len(groups["lines"])
    rows = (
        zip(*(groups.get(name, nothing) for name in names), strict=True) if names else repeat(())
        for names in (fields, flags, days, _COUNTED)
    )
    counts: defaultdict[Any, list[tuple[EntryDays, int, int]]] = defaultdict(list)
    faults = _Wrong()
    for values, numbers, reached, (lines, dwellings, wrong) in zip(*rows, strict=False):
        if wrong:
            where = columns.column("count", "")
            faults.note((where, *_COUNT[columns.production]), wrong, WRONG_COUNT)
            continue
        told = (dwellings < 0, values, numbers)
        counts[told].append((reached, int(lines), int(dwellings)))
        for fault, sought in (*entries[told][1], *dated[reached][1]):
            faults.note(fault, lines, sought)
    faults.report(say_rows)
    made = ((entries[told][0], each) for told, each in counts.items())
    return [AlikeEntries(entry, each) for entry, each in made if entry is not None]


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
        return None, [_fault(each, given, columns) for each in several]


def _fault(
    error: HousingAgreementsError, given: Mapping[str, object], columns: EntryColumns
) -> tuple[_Fault, Sought]:
    """A fault of a field, under the name of its column."""
    field = error.field
    remedy = error.remedy or _remedy(field, given[field])
    fault = (columns.column(field, ""), error.given, error.expected, remedy)
    return fault, _alike(field, given)


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
_BEYOND: Final = f"beyond {MOST_DWELLINGS:,}"
_LEAVE_OUT: Final = "leave out what stands for none, and split what is beyond"
_COUNT: Final = {
    False: (f"null, less than 1 or {_BEYOND}", "a whole number of at least 1", _LEAVE_OUT),
    True: (f"null, 0 or {_BEYOND}", "a number of dwellings other than 0", _LEAVE_OUT),
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

    def report(self, say_rows: Callable[[Sequence[Sought], int], str]) -> None:
        """Raise what makes rows no entries, each with how many rows have it, the most first."""
        faults = Faults("tally, frame")
        most = sorted(self._lines.items(), key=lambda each: (-each[1], each[0]))[:_MOST]
        for fault, lines in most:
            where, given, expected, remedy = fault
            how_many = f"{lines:,} rows" if lines > 1 else "a row"
            said = f"{given} in {how_many}{say_rows(self._sought[fault], lines)}"
            faults.note(InvalidValueError(where, said, expected, remedy))
        faults.report()
