"""Groups of equal rows as the entries that they stand for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import repeat
from typing import Any, Final, NamedTuple

from housing_agreements._checks import Faults
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidValueError,
)
from housing_agreements.frames._engines import FEW
from housing_agreements.frames._faulty_rows import WRONG_COUNT, Sought
from housing_agreements.frames._flags import PERHAPS, YES, unpack_flags
from housing_agreements.frames._groups import MOST_DWELLINGS, Groups
from housing_agreements.frames._ledger_columns import EntryColumns, LedgerColumns
from housing_agreements.model.entries import Attribution, Production
from housing_agreements.rules.quotas.ledger import AlikeEntries, Entry, EntryDays, Lookup

__all__ = ("rebuild_entries",)

_MOST_FAULTS: Final = 12
"""How many different faults are told."""
_COUNTS: Final = ("lines", "dwellings", "wrong")


class _Fault(NamedTuple):
    """What keeps rows from being entries."""

    where: str
    """The column."""
    given: str
    """What was given."""
    expected: str
    """What was expected."""
    remedy: str
    """What to do."""


_Built = tuple[Entry | None, list[tuple[_Fault, Sought]]]
"""An entry, or all that keeps it from being one, each with what its rows have in common."""


def rebuild_entries(
    groups: Groups,
    ledger: LedgerColumns,
    columns: EntryColumns,
    say_rows: Callable[[Sequence[Sought], int], str],
) -> list[AlikeEntries]:
    """The entries that groups stand for; those that differ in their days only come together.

    What is wrong with a day depends on the other days alone. So all the days of an entry are
    looked at once, whatever entries have them, and so is all the rest of one.

    Args:
        groups: The groups.
        ledger: The columns read.
        columns: What they are called.
        say_rows: How an error names some of its rows, see `Samples.say`.

    Raises:
        InvalidValueError: For groups that could be no entries, with how many rows are such.
        InvalidObjectError: For several of these at once.
    """
    fields = [field for field in ledger.codes if field in groups]

    def build_undated(read: tuple[bool, tuple[Any, ...], tuple[int, ...]]) -> _Built:
        takes_back, values, numbers = read
        borne, unsaid = _unpack_borne(numbers, ledger, columns)
        nulls: list[tuple[_Fault, Sought]] = []
        for tag in unsaid:
            name = ledger.number_bearing("tag", tag)
            fault = _Fault(columns.name_column("tag", tag), "null", *_TAG_UNSAID)
            nulls.append((fault, {name: numbers[ledger.flag_numbers.index(name)]}))
        codes = {**_STANDS_NOWHERE[columns.production], **dict(zip(fields, values, strict=True))}
        entry, faults = _build({**codes, **borne, "count": -1 if takes_back else 1}, columns)
        return entry, faults + nulls

    def build_dated(days: EntryDays) -> _Built:
        dates = dict(zip(columns.days, days, strict=True))
        return _build({**_STANDS_ANYWHERE[columns.production], **dates}, columns)

    undated, dated = Lookup(build_undated), Lookup[EntryDays, _Built](build_dated)
    nothing = [None] * len(groups["lines"])
    rows = (
        zip(*(groups.get(name, nothing) for name in names), strict=True) if names else repeat(())
        for names in (fields, ledger.flag_numbers, columns.days, _COUNTS)
    )
    counts: defaultdict[Any, list[tuple[EntryDays, int, int]]] = defaultdict(list)
    faults = _FaultyGroups()
    for values, numbers, days, (lines, dwellings, wrong) in zip(*rows, strict=False):
        if wrong:
            where = columns.name_column("count")
            faults.note(_Fault(where, *_WRONG_COUNTS[columns.production]), wrong, WRONG_COUNT)
            continue
        read = (dwellings < 0, values, numbers)
        counts[read].append((days, int(lines), int(dwellings)))
        for fault, sought in (*undated[read][1], *dated[days][1]):
            faults.note(fault, lines, sought)
    faults.report(say_rows)
    entries = ((undated[read][0], found) for read, found in counts.items())
    return [AlikeEntries(entry, found) for entry, found in entries if entry is not None]


_STANDS_NOWHERE: Final[Mapping[bool, Mapping[str, object]]] = {
    False: {"contingent": None, "commune": None},
    True: {"commune": None},
}
"""What an entry must be given, as no column gave it."""
_STANDS_ANYWHERE: Final[Mapping[bool, Mapping[str, object]]] = {
    False: {"contingent": "any", "commune": "75056"},
    True: {"commune": "75056"},
}
"""The same, where only its days are asked about."""


def _build(given: Mapping[str, object], columns: EntryColumns) -> _Built:
    """An entry that is given these fields."""
    make: Any = Production if columns.production else Attribution
    try:
        return make("row", **given), []
    except HousingAgreementsError as error:
        errors = error.faults if isinstance(error, InvalidObjectError) else (error,)
        return None, [_fault_of_column(error, given, columns) for error in errors]


def _fault_of_column(
    error: HousingAgreementsError, given: Mapping[str, object], columns: EntryColumns
) -> tuple[_Fault, Sought]:
    """A fault of a field, under the name of its column."""
    field = error.field
    remedy = error.remedy or _remedy_for(field, given[field])
    fault = _Fault(columns.name_column(field), error.given, error.expected, remedy)
    return fault, _in_common(field, given)


def _remedy_for(field: str, value: object) -> str:
    """What to do with a value that cannot be, where the entry does not say."""
    if isinstance(value, date):
        return "put the days of the row in order, or make null the one that is wrong"
    if field == "contingent":
        return "give each row the code of its contingent"
    return "strip it, or make it null where it is not known"


def _in_common(field: str, given: Mapping[str, Any]) -> Sought:
    """What the rows of a fault have in common: a value, or all days when it is one of them."""
    if not isinstance(given[field], date):
        return {field: given[field]}
    return {name: value for name, value in given.items() if isinstance(value, date)}


_TAG_UNSAID: Final = ("true or false in each row", "fill it where no entry bears the tag")
_BEYOND: Final = f"beyond {MOST_DWELLINGS:,}"
_LEAVE_OUT: Final = "leave out what stands for none, and split what is beyond"
_WRONG_COUNTS: Final = {
    False: (f"null, less than 1 or {_BEYOND}", "a whole number of at least 1", _LEAVE_OUT),
    True: (f"null, 0 or {_BEYOND}", "a number of dwellings other than 0", _LEAVE_OUT),
}


def _unpack_borne(
    numbers: tuple[int, ...], ledger: LedgerColumns, columns: EntryColumns
) -> tuple[dict[str, frozenset[str]], list[str]]:
    """The publics and the tags that numbers tell of, by field; the tags of which it is not said."""
    digits, publics = unpack_flags(numbers), ledger.publics
    sure, possible = (_codes_with(publics, digits, digit) for digit in (YES, PERHAPS))
    of_tags = digits[len(publics) :]
    borne, unsaid = (_codes_with(ledger.tags, of_tags, digit) for digit in (YES, PERHAPS))
    fields = {"tags": borne}
    if not columns.production:
        fields |= {"publics": sure, "possible_publics": possible}
    return fields, sorted(unsaid)


def _codes_with(codes: Iterable[str], digits: Sequence[int], digit: int) -> frozenset[str]:
    return frozenset(code for code, found in zip(codes, digits, strict=False) if found == digit)


class _FaultyGroups:
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
        most = sorted(self._lines.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FAULTS]
        for fault, lines in most:
            where, given, expected, remedy = fault
            how_many = f"{lines:,} rows" if lines > 1 else "a row"
            in_rows = f"{given} in {how_many}{say_rows(self._sought[fault], lines)}"
            faults.note(InvalidValueError(where, in_rows, expected, remedy))
        faults.report()
