"""The faults of one frame, told on one screen: what several columns have in common is one line.

A frame may lack twenty columns, or bear twenty of another kind. Told one by one, so many faults
would hide the two or three things that there are to do.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from housing_agreements._checks import Faults
from housing_agreements._visible_text import is_text
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownColumnError,
    nearest,
    show,
)

__all__ = ("FrameFaults", "can_name_column", "join_remedies", "nearest_column", "say_few")

_WIDTH: Final = 100
_LINES_OF_A_SCREEN: Final = 20
"""How many lines of so many characters all faults may take together."""
_MOST_NAMES: Final = 30
"""How many columns with the same fault are named."""
_LONGEST_LIST: Final = 800
"""How many characters their names may take."""
_FEW: Final = 3
"""How many different things are told of faults that are told together."""


class _ColumnFault(NamedTuple):
    """A fault of a column, in the parts that a list of such faults is made of."""

    within: str
    """Where the column stands, before its name: `frame, ` or nothing."""
    what: str
    """The fact, the public or the field that it gives."""
    name: str
    """The same, with the name of the column where that is another."""
    hint: str
    """What to do about this column."""
    remedy: str
    """What to do about each such column; `{}` stands for its name."""


class FrameFaults(Faults):
    """What is wrong with one frame, or with the way it is asked; see `Faults`.

    Args:
        where: The function that is asked.

    Examples:
        >>> faults = FrameFaults("decide")
        >>> for name in ("employed", "disabled"):
        ...     faults.missing(name, name, ["jobless"])
        >>> faults.report()
        Traceback (most recent call last):
        ...
        housing_agreements.errors.UnknownColumnError: decide, frame, employed, disabled: \
given no such column; expected a column of that name; known here: 'jobless'
    """

    @cached_property
    def _of_columns(self) -> dict[int, _ColumnFault]:
        """The faults of columns, by their index among all faults."""
        return {}

    def column_name(self, name: str, value: object, expected: str = "the name of a column") -> bool:
        """Whether an argument, or a part of one, can be the name of a column."""
        if type(value) is not str:
            self.add(InvalidTypeError, name, show(value), expected, "write it between quotes")
        elif not can_name_column(value):
            remedy = "give it one line of visible text"
            self.value(name, value, expected, remedy)
        else:
            return True
        return False

    def column(
        self,
        kind: type[HousingAgreementsError],
        what: str,
        column: str,
        given: str,
        expected: str,
        *,
        remedy: str = "",
        hint: str = "",
        within: str = "",
    ) -> None:
        """Keep a fault of a column, to be told with those of other columns that are like it.

        Args:
            kind: The error.
            what: The fact, the public or the field that the column gives.
            column: Its name.
            given: What it holds.
            expected: What it should hold.
            remedy: What to do about each such column; `{}` stands for its name.
            hint: What to do about this column.
            within: Where it stands, before its name.
        """
        other = "" if column == what else f"column {show(column)}"
        self.add(
            kind, f"{within}{what}{other and f', {other}'}", given, expected,
            f"{hint}{remedy}".replace("{}", show(what)),
        )  # fmt: skip
        name = f"{what} ({other})" if other else what
        self._of_columns[len(self._faults) - 1] = _ColumnFault(within, what, name, hint, remedy)

    def missing(self, what: str, column: str, there: Iterable[object], remedy: str = "") -> None:
        """Keep that the frame has no such column.

        Args:
            what: The fact, the public or the field that the column would give.
            column: The name that it should have.
            there: The names of the columns that are there.
            remedy: What else to do about each such column; `{}` stands for its name.
        """
        self.column(
            UnknownColumnError, what, column, "no such column", "a column of that name",
            remedy=remedy, hint=nearest_column(column, there), within="frame, ",
        )  # fmt: skip

    def _gather(self) -> HousingAgreementsError:
        """All faults as one error, those that are alike as one."""
        self._faults = [(fault.field, fault) for fault in self._join_alike()]
        self._of_columns.clear()
        return super()._gather()

    def join(self, error: InvalidObjectError) -> HousingAgreementsError:
        """The faults of another error, those that are alike as one."""
        for fault in error.faults:
            self.note(fault)
        faults = tuple(self._join_alike())
        return faults[0] if len(faults) == 1 else InvalidObjectError(self._where, faults)

    def _join_alike(self) -> Iterable[HousingAgreementsError]:
        """All faults, those that are alike as one, as far as a screen has lines for them."""
        together: defaultdict[object, list[int]] = defaultdict(list)
        for index, (_, fault) in enumerate(self._faults):
            column = self._of_columns.get(index)
            alike = fault.where if column is None else (column.within, column.remedy)
            together[type(fault), _without_day(fault.expected), alike].append(index)
        return _fit_a_screen(self._where, [self._merge(indices) for indices in together.values()])

    def _merge(self, indices: Sequence[int]) -> HousingAgreementsError:
        """Faults that are alike, as one."""
        faults = [self._faults[index][1] for index in indices]
        first = faults[0]
        if len(faults) == 1:
            return first
        columns = [self._of_columns[index] for index in indices if index in self._of_columns]
        givens = [fault.given for fault in faults]
        expected = first.expected
        if columns:
            within, example, _, _, remedy = columns[0]
            names = [column.name for column in columns]
            lengths = accumulate(len(name) + len(", ") for name in names)
            most = sum(length <= _LONGEST_LIST for length in lengths)
            where = f"{within}{say_few(names, max(1, min(most, _MOST_NAMES)))}"
            if len(set(givens)) > 1:
                givens = [f"{given} ({name})" for given, name in zip(givens, names, strict=True)]
            remedy = f"{_join_hints(columns)}{remedy}".replace("{}", show(example))
        else:
            where = first.where.removeprefix(f"{self._where}, ")
            remedy = join_remedies(fault.remedy for fault in faults)
            if len({fault.expected for fault in faults}) > 1:
                expected = _without_day(expected)
        given = say_few(list(dict.fromkeys(givens)), _FEW)
        return type(first)(self._where, given, expected, remedy, field=where)


def can_name_column(name: str) -> bool:
    r"""Whether a column may bear a name: one line of visible text; its ends may be blank.

    Examples:
        >>> can_name_column(" income"), can_name_column(" "), can_name_column("two\nlines")
        (True, False, False)
    """
    return is_text(name.strip(" "))


def nearest_column(name: str, there: Iterable[object]) -> str:
    """The remedy for a column that is not there; pandas calls columns by other things than text."""
    return nearest(name, [column for column in there if isinstance(column, str)])


def say_few(names: Sequence[str], most: int) -> str:
    """The first of several names, and how many more there are.

    Examples:
        >>> say_few(["a", "b", "c"], 3), say_few(["a", "b", "c"], 2)
        ('a, b, c', 'a, b and 1 more')
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def join_remedies(remedies: Iterable[str]) -> str:
    """Several remedies, of those that begin alike the first: they differ in an example.

    Examples:
        >>> join_remedies(["write '94068'", "strip it", "write '01004'"])
        "write '94068'; strip it"
    """
    first: dict[str, str] = {}
    for remedy in remedies:
        first.setdefault(remedy.partition(" ")[0], remedy)
    return "; ".join(filter(None, [*first.values()][:_FEW]))


def _join_hints(columns: Sequence[_ColumnFault]) -> str:
    """What to do about each of several columns: a question is about one of them."""
    hints = dict.fromkeys(
        f"{column.hint} ({column.name})" if column.hint.endswith("?") else column.hint
        for column in columns
    )
    return "; ".join([*sorted(hints, key=lambda hint: not hint.endswith(")"))][: _FEW + 1])


def _without_day(expected: str) -> str:
    """What was expected, whatever the other days of the row are."""
    return re.sub(r", \d{4}-\d\d-\d\d$", "", expected)


def _fit_a_screen(
    where: str, faults: Sequence[HousingAgreementsError]
) -> Iterable[HousingAgreementsError]:
    """The faults that a screen has lines for, and how many more there are."""
    lines = 0
    for index, fault in enumerate(faults):
        lines += -(-(len(str(fault)) + len("  - ")) // _WIDTH)
        if index and lines > _LINES_OF_A_SCREEN:
            more = f"{len(faults) - index} more faults"
            yield InvalidValueError(where, more, "none", "mend these first")
            return
        yield fault
