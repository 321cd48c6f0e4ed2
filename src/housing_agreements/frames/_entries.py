"""The rows of a frame that make a finding: those in its base, which of them count, what is missing.

What a row is to the finding is asked once for all rows that the agreement cannot tell apart. Each
row then bears a mark, a text that it shares with the rows of its group alone, and the answers
stand beside the marks. So no column that may be null is ever joined on.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import add
from typing import Any, Final, NamedTuple, cast

from narwhals.typing import IntoFrameT

from housing_agreements.errors import InvalidValueError
from housing_agreements.frames._compile import check_new_names, list_names
from housing_agreements.frames._engines import PlannedColumn, by_partition, open_frame
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames._groups import MARK, mark_rows
from housing_agreements.frames._kleene import from_bounds
from housing_agreements.frames._ledger_columns import (
    Distinctions,
    EntryColumns,
    FieldNames,
    FlagNames,
    read_ledger,
)
from housing_agreements.frames._reading import ColumnReader
from housing_agreements.frames._rebuilt_entries import EntryKey, KeyNames, keys_of_entries
from housing_agreements.frames._tally import read_frame
from housing_agreements.rules.quotas.check import check_finding
from housing_agreements.rules.quotas.entries import AskedFinding, ConcernedEntry
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.ledger import Unknown
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.values.verdicts import Verdict

__all__ = ("entries_of",)

_WHERE: Final = "entries_of"


def entries_of(
    report: QuotaReport,
    finding: Finding,
    frame: IntoFrameT,
    *,
    columns: FieldNames | None = None,
    publics: str | FlagNames = "",
    tags: str | FlagNames = "",
    production: bool = False,
    in_base: str = "in_base",
    counts: str = "counts",
    missing: str = "missing",
) -> IntoFrameT:
    """The rows in the base of a finding, surely or perhaps, as `housing_agreements.entries_of`.

    The other rows are left out, and three columns added. `in_base` is true where a row is surely
    in the base, and null where it perhaps is. `counts` is true, false, or null where it may count.
    `missing` lists what is not known of the row and can change a number of the finding, such as
    "public dalo, day decided": the kind of what is not known and its code, as in a `MissingFact`.

    The frame is read to see that the finding is made of it. A lazy frame then stays lazy.

    Args:
        report: The report, made of the tally of the frame.
        finding: One of its findings.
        frame: The frame that was tallied: all its rows, and no others.
        columns: As in `tally`.
        publics: As in `tally`.
        tags: As in `tally`.
        production: Whether the rows are production rather than attributions.
        in_base: The name of the new column that says whether a row is in the base.
        counts: That of the one that says whether it counts.
        missing: That of the one that lists what is not known.

    Raises:
        InvalidValueError: For a finding of another report, or another frame: one from which the
            finding would have other numbers; and for whatever `tally` refuses.
        InvalidTypeError: For anything but these, and for whatever `tally` refuses.
        UnknownColumnError: For a column that the frame does not have.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from datetime import date
        >>> import housing_agreements as ha
        >>> import polars as pl
        >>> from housing_agreements import frames
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> offers = pl.DataFrame(
        ...     {
        ...         "id": ["A", "B", "C"],
        ...         "contingent": ["action-logement"] * 3,
        ...         "commune": ["33063", "33063", "94068"],
        ...         "available_on": [date(2018, 9, 3)] * 3,
        ...         "dalo": [True, None, None],
        ...         "badly-housed": [False, False, False],
        ...         "leaving-accommodation": [False, False, False],
        ...     }
        ... )
        >>> report = ha.check_quotas(
        ...     AGREEMENT, frames.tally(AGREEMENT, offers), on=date(2019, 1, 1)
        ... )
        >>> rows = frames.entries_of(report, report.finding("quarter", 2018), offers)
        >>> rows.select("id", "in_base", "counts", "missing").rows()
        [('A', True, True, ''), ('B', True, None, 'public dalo')]
    """
    check_finding(report, finding, _WHERE)
    faults = FrameFaults(_WHERE)
    faults.instance("production", production, bool, "True or False")
    names = _NewNames(in_base, counts, missing)
    for argument, name in names._asdict().items():
        faults.column_name(argument, name)
    faults.report()
    given = {} if columns is None else columns
    entry_columns = EntryColumns(given, publics, tags, production, with_ids=False, where=_WHERE)
    entry_columns.check(faults)
    # A frame of other ids or codes than those of the report gives the finding other numbers.
    read = read_frame(report.agreement, frame, entry_columns, Unknown.SET_ASIDE, report.coded_on)
    asked = AskedFinding(_WHERE, report, finding, read.tally)
    answers: dict[EntryKey, _Answer] = {}
    for key, entry, days in read.iterate():
        found = None if entry is None else asked.look_at(entry, days)
        if found is None:
            answers[key] = _OUTSIDE
        else:
            answers[key] = _Answer(found.in_base, found.counts, tuple(_list_missing(found)))
    add_answers = partial(
        _add_answers, columns=entry_columns, distinctions=read.distinctions, key_names=read.names,
        answers=answers, names=names,
    )  # fmt: skip
    partitions = by_partition(frame, add_answers, add_answers)
    return cast("IntoFrameT", add_answers(frame) if partitions is None else partitions)


def _list_missing(entry: ConcernedEntry) -> Iterator[str]:
    """What is not known of an entry, as codes; of several landlords, each by itself."""
    for fact in entry.missing:
        yield from (f"{fact.kind.value} {code}" for code in fact.code.split(", "))


class _NewNames(NamedTuple):
    """The names of the new columns."""

    in_base: str
    counts: str
    missing: str


class _Answer(NamedTuple):
    """What a row is to the finding."""

    in_base: Verdict
    """Whether it is in the base."""
    counts: Verdict
    """Whether it counts."""
    missing: tuple[str, ...]
    """What is not known of it."""


_OUTSIDE: Final = _Answer(Verdict.UNMET, Verdict.UNMET, ())


def _add_answers(
    frame: Any,
    whole: Any = None,
    *,
    columns: EntryColumns,
    distinctions: Distinctions,
    key_names: KeyNames,
    answers: Mapping[EntryKey, _Answer],
    names: _NewNames,
) -> Any:
    """The rows of a frame that are in the base, surely or perhaps, with the answers.

    Args:
        frame: The frame.
        whole: Where it only tells the kinds of a frame of Dask, and has no rows: that frame.
        columns: What its columns are called.
        distinctions: What the agreement tells apart.
        key_names: Which columns of its groups tell rows apart.
        answers: What the rows of each group are to the finding.
        names: The names of the new columns.
    """
    faults = FrameFaults(_WHERE)
    check_new_names(faults, open_frame(frame, _WHERE), (), names._asdict())
    faults.report()
    reader, ledger = read_ledger(frame, columns, distinctions, whole)
    groups, mark = mark_rows(reader, ledger, columns, distinctions)
    marks: defaultdict[_Answer, list[str]] = defaultdict(list)
    for key, written in zip(keys_of_entries(groups, key_names), groups[MARK], strict=True):
        if key not in answers:
            expected, remedy = "the same rows each time", "collect it first, and tally what it is"
            given = "a frame that has other rows each time it is read"
            raise InvalidValueError(_WHERE, given, expected, remedy, field="frame")
        if answers[key] is not _OUTSIDE:
            marks[answers[key]].append(written)
    made = _plan_answers(reader, mark, marks, names)
    rows = reader.with_columns(made)
    inside = reader.api.col(names.in_base).fill_null(True)
    return reader.table.give_back(rows.filter(inside))


def _plan_answers(
    reader: ColumnReader,
    mark: PlannedColumn,
    marks: Mapping[_Answer, Sequence[str]],
    names: _NewNames,
) -> dict[str, PlannedColumn]:
    """The new columns, from the mark of each row."""
    plan, api = reader.plan, reader.api
    shared = plan.share(mark)
    numbers = dict(enumerate(marks, 1))

    def number_of(number: int, texts: Sequence[str]) -> PlannedColumn:
        return plan.combine(
            lambda mark: api.when(mark.is_in(texts)).then(api.lit(number)).otherwise(api.lit(0)),
            shared,
        )

    pieces = [number_of(number, marks[answer]) for number, answer in numbers.items()]
    number = plan.share(plan.combine_in_pairs(add, pieces)) if pieces else None

    def is_among(chosen: Sequence[int]) -> PlannedColumn | bool:
        if not chosen or number is None:
            return False
        return plan.combine(lambda column: column.is_in(chosen), number)

    made: dict[str, PlannedColumn] = {}
    for name, verdict_of in ((names.in_base, 0), (names.counts, 1)):
        surely, possibly = (
            is_among([number for number, answer in numbers.items() if answer[verdict_of] in among])
            for among in ((Verdict.MET,), (Verdict.MET, Verdict.UNDETERMINED))
        )
        made[name] = reader.column(from_bounds(plan, surely, possibly))
    what = sorted({text for answer in marks for text in answer.missing})
    made[names.missing] = list_names(
        plan,
        {
            text: is_among([number for number, answer in numbers.items() if text in answer.missing])
            for text in what
        },
    )
    return made
