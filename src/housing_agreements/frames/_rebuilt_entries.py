"""The entries that groups of equal rows stand for, and what makes rows no entries.

`model.entries` says what an entry must be, once for each group, and how its days must follow.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Final, NamedTuple

from housing_agreements._checks import Faults
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidValueError,
)
from housing_agreements.frames._engines import FEW
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames._faulty_rows import WRONG_COUNT, Sought
from housing_agreements.frames._flags import PERHAPS, YES, unpack_flags
from housing_agreements.frames._groups import (
    COUNTS,
    MOST_DWELLINGS,
    OTHER_DAY,
    Groups,
)
from housing_agreements.frames._ledger_columns import (
    EntryColumns,
    LedgerColumns,
)
from housing_agreements.frames._odd_texts import remedy_for_texts
from housing_agreements.frames._reading import IN_THE_CALENDAR
from housing_agreements.frames._stage_days import REMEDY_FOR_ORDER
from housing_agreements.model.entries import (
    Attribution,
    Production,
    StageDay,
    check_days_in_order,
)
from housing_agreements.rules.quotas._cell_finder import EntryDays
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._own_codes import (
    OwnCodes,
)
from housing_agreements.rules.quotas.cells import NO_COUNT, Count
from housing_agreements.rules.quotas.ledger import (
    AlikeEntries,
    Entry,
    Unknown,
)

__all__ = ("EntryBuilder", "EntryKey", "KeyNames", "keys_of_entries", "rebuild_entries")


_MOST_FAULTS: Final = 12
"""Of how many different faults some rows are looked up: each reads the frame once more."""


class _Fault(NamedTuple):
    """Why rows cannot be entries."""

    where: str
    """The column."""
    given: str
    """What was given."""
    expected: str
    """What was expected."""
    remedy: str
    """What to do."""


_Built = tuple[Entry | None, list[tuple[_Fault, Sought]]]
"""An entry, or the faults for which there is none, each with what its rows have in common."""
_DaysBuilt = tuple[EntryDays, list[tuple[_Fault, Sought]]]
"""The days of an entry, and what is wrong with them."""


_UndatedKey = tuple[bool, tuple[Any, ...], tuple[int, ...]]
"""Whether dwellings are taken back, the codes, the numbers of flags."""
EntryKey = tuple[_UndatedKey, tuple[Any, ...]]
"""What tells the entries of a group from those of others, their days last."""


class KeyNames(NamedTuple):
    """The columns of groups that tell entries apart."""

    fields: tuple[str, ...]
    """The fields that are codes."""
    flags: tuple[str, ...]
    """The numbers of flags."""
    days: tuple[str, ...]
    """The columns of days."""


def keys_of_entries(groups: Groups, names: KeyNames) -> Iterator[EntryKey]:
    """What tells the entries of each group from those of others; no column is null throughout."""
    nothing = [None] * len(groups["lines"])
    rows = (
        zip(*(groups.get(name, nothing) for name in some), strict=True) if some else repeat(())
        for some in names
    )
    for values, numbers, days, dwellings in zip(*rows, groups["dwellings"], strict=False):
        yield ((dwellings or 0) < 0, values, numbers), days


class EntryBuilder:
    """Builds the entries that groups stand for.

    What is wrong with a day depends on the other days alone. So all the days of an entry are
    looked at once, whatever entries have them, and so is all the rest of one.

    Args:
        ledger: The columns read.
        columns: What they are called.
        groups: The groups.
    """

    def __init__(self, ledger: LedgerColumns, columns: EntryColumns, groups: Groups) -> None:
        self._ledger, self._columns = ledger, columns
        fields = tuple(field for field in ledger.codes if field in groups)
        self.names = KeyNames(fields, ledger.flag_numbers, tuple(ledger.days))
        """Which columns of the groups tell entries apart."""
        self.undated: Lookup[_UndatedKey, _Built] = Lookup(self._build_undated)
        """Entries without their days, and what is wrong with them."""
        self.days: Lookup[tuple[Any, ...], _DaysBuilt] = Lookup(self._build_days)
        """The days of entries, and what is wrong with them."""

    def _build_undated(self, key: _UndatedKey) -> _Built:
        takes_back, values, numbers = key
        ledger, columns = self._ledger, self._columns
        borne, unsaid = _unpack_borne(numbers, ledger, columns)
        nulls: list[tuple[_Fault, Sought]] = []
        for tag in unsaid:
            name = ledger.number_bearing("tag", tag)
            fault = _Fault(columns.name_column("tag", tag), "null", *_TAG_UNSAID)
            nulls.append((fault, {name: numbers[ledger.flag_numbers.index(name)]}))
        codes = dict(zip(self.names.fields, values, strict=True))
        given = {**_STANDS_NOWHERE[columns.production], **codes, **borne}
        entry, faults = _build({**given, "count": -1 if takes_back else 1}, columns)
        return entry, faults + nulls

    def _build_days(self, values: tuple[Any, ...]) -> "_DaysBuilt":
        named = dict(zip(self.names.days, values, strict=True))
        return _rebuild_days(named, self._ledger, self._columns)


def rebuild_entries(
    groups: Groups,
    built: EntryBuilder,
    columns: EntryColumns,
    say_rows: Callable[[Sequence[Sought], int], str],
    unknown: Unknown,
    *,
    own: OwnCodes | None = None,
) -> tuple[list[AlikeEntries], Mapping[tuple[str, str], Count]]:
    """The entries that groups stand for; those that differ in their days only come together.

    Args:
        groups: The groups.
        built: The entries that they stand for.
        columns: What the columns read are called.
        say_rows: How an error names some of its rows, see `Samples.say`.
        unknown: What becomes of groups whose only fault is a code.
        own: Whose an entry is, where the frame is read for several agreements.

    Returns:
        The entries; and how many rows are set aside, by what their code is one of and itself.

    Raises:
        InvalidValueError: For groups that could be no entries, with how many rows are such.
        InvalidObjectError: For several of these at once.
    """
    undated, days_read = built.undated, built.days
    counted = zip(*(groups[name] for name in COUNTS), strict=True)
    counts: defaultdict[Any, list[tuple[EntryDays, int, int]]] = defaultdict(list)
    faults = _FaultyGroups(columns.where)
    aside: defaultdict[tuple[str, str], Count] = defaultdict(lambda: NO_COUNT)
    keys = keys_of_entries(groups, built.names)
    for (read, written), (lines, dwellings, wrong) in zip(keys, counted, strict=True):
        if wrong:
            where = columns.name_column("count")
            faults.note(_Fault(where, *_WRONG_COUNTS[columns.production]), wrong, WRONG_COUNT)
            continue
        days, out_of_order = days_read[written]
        wrong_here = (*undated[read][1], *out_of_order)
        if wrong_here and unknown is Unknown.SET_ASIDE:
            code = _first_odd_code(sought for _, sought in wrong_here)
            if code is not None:
                if own is None or _is_own(own, built.names, read):
                    aside[code] = aside[code].plus(Count(int(lines), int(dwellings)))
                continue
        counts[read].append((days, int(lines), int(dwellings)))
        for fault, sought in wrong_here:
            faults.note(fault, lines, sought)
    faults.report(say_rows)
    entries = ((undated[read][0], found) for read, found in counts.items())
    alike = [AlikeEntries(entry, found) for entry, found in entries if entry is not None]
    return alike, aside


def _is_own(own: OwnCodes, names: KeyNames, undated: _UndatedKey) -> bool:
    """Whether an entry is one of an agreement, and not of others alone."""
    codes = dict(zip(names.fields, undated[1], strict=True))
    return own.takes(codes.get("contingent"), codes.get("landlord"))


_SET_ASIDE_BY: Final = {"commune", "contingent", "landlord"}
"""The fields by which a report tells what was set aside."""


def _first_odd_code(faults: Iterable[Sought]) -> tuple[str, str] | None:
    """The first of the codes that alone make rows no entry; `None`: something else does, too."""
    codes = [next(iter(sought.items())) for sought in faults]
    if any(field not in _SET_ASIDE_BY or code is None for field, code in codes):
        return None
    return min(codes)


_STANDS_NOWHERE: Final[Mapping[bool, Mapping[str, object]]] = {
    False: {"contingent": None, "commune": None},
    True: {"commune": None},
}
"""The fields that an entry must be given, though no column gives them."""


def _rebuild_days(
    values: Mapping[str, Any], ledger: LedgerColumns, columns: EntryColumns
) -> _DaysBuilt:
    """The days of an entry, from the values of the columns of days; and what is wrong with them."""
    days: dict[str, StageDay | None] = dict.fromkeys(ledger.stages)
    known, errors = values, list[HousingAgreementsError]()
    if OTHER_DAY in values.values():
        other = [key for key, value in values.items() if value == OTHER_DAY]
        known = {**values, **dict.fromkeys(other)}
        errors += (
            InvalidValueError("row", OTHER_DAY, *IN_THE_CALENDAR, field=key.partition(" ")[0])
            for key in other
        )
    for field, stage in ledger.stages.items():
        try:
            days[field] = stage.read(known)
        except InvalidValueError as error:
            errors.append(error)
    order = Faults("row")
    check_days_in_order(order, days.items())
    try:
        order.report()
    except HousingAgreementsError as error:
        errors += error.faults
    in_common = {key: value for key, value in values.items() if value is not None}
    faults = [
        _fault_of_column(error, error.remedy or REMEDY_FOR_ORDER, columns) for error in errors
    ]
    return (*days.values(), known.get("cancelled_on")), [(fault, in_common) for fault in faults]


def _build(given: Mapping[str, object], columns: EntryColumns) -> _Built:
    """An entry that is given these fields."""
    make: Any = Production if columns.production else Attribution
    try:
        return make("row", **given), []
    except HousingAgreementsError as error:
        told: list[tuple[_Fault, Sought]] = []
        for fault in error.faults:
            value = given[fault.field]
            remedy = fault.remedy or _remedy_for(fault.field, value)
            told.append((_fault_of_column(fault, remedy, columns), {fault.field: value}))
        return None, told


def _fault_of_column(error: HousingAgreementsError, remedy: str, columns: EntryColumns) -> _Fault:
    """A fault of a field, under the name of its column."""
    return _Fault(columns.name_column(error.field), error.given, error.expected, remedy)


def _remedy_for(field: str, value: object) -> str:
    """What to do with a code that cannot be, where the entry does not say."""
    if field == "contingent" and not str(value or "").strip():
        return "give each row the code of its contingent"
    of_neighbourhood = field == "neighbourhood"
    return remedy_for_texts(Kind.CODE, [str(value)], of_neighbourhood=of_neighbourhood)


_TAG_UNSAID: Final = (
    "true or false in each row", "write false where the entry does not bear it"
)  # fmt: skip
_BEYOND: Final = f"beyond {MOST_DWELLINGS:,}"
_LEAVE_OUT: Final = (
    "fill a null with 1 where the row stands for one dwelling, leave out what stands for none, and "
    "split what is beyond"
)
_WRONG_COUNTS: Final = {
    False: (f"null, less than 1 or {_BEYOND}", "a whole number of at least 1", _LEAVE_OUT),
    True: (f"null, 0 or {_BEYOND}", "a number of dwellings other than 0", _LEAVE_OUT),
}


def _unpack_borne(
    numbers: tuple[int, ...], ledger: LedgerColumns, columns: EntryColumns
) -> tuple[dict[str, frozenset[str]], list[str]]:
    """The publics and tags of an entry by field, from packed flags; and the tags that are null."""
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
    """The faults of the groups, and what their rows have in common.

    Args:
        where: The function that asks.
    """

    def __init__(self, where: str) -> None:
        self._where = where
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
        faults = FrameFaults(self._where)
        most = sorted(self._lines.items(), key=lambda item: (-item[1], item[0]))
        for index, (fault, lines) in enumerate(most):
            where, given, expected, remedy = fault
            how_many = f"{lines:,} rows" if lines > 1 else "a row"
            some = say_rows(self._sought[fault], lines) if index < _MOST_FAULTS else ""
            in_rows = f"{given} in {how_many}{some}"
            faults.note(InvalidValueError(where, in_rows, expected, remedy))
        faults.report()
