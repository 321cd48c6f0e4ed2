"""The history of the official code told the long way: each piece of ground with all its holders.

It reads the table by itself, and shares nothing with what reads it in the package. Where it is not
told who got some ground, the ground is doubled: one piece for each way that it may have gone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from housing_agreements.geography._official_communes import COMMUNES_TABLE

NEVER = "9999-12-31"
_ENTRY = re.compile(
    r"(?P<number>\d+)(?:\*(?P<districts>\d+-\d+))?"
    r"(?:\+(?P<start>[\d-]{10})(?P<manner>[bcrq]))?(?:-(?P<end>[\d-]{10})(?:>(?P<into>\w{5}))?)?"
)


class Row(NamedTuple):
    """A code in a stretch of time: days as they are written, the first of all empty."""

    code: str
    start: str
    end: str
    into: str
    manner: str


class Telling(NamedTuple):
    """What the table tells of some departments."""

    rows: list[Row]
    cities: dict[str, list[str]]


def department(code: str) -> str:
    """The department that a code begins with."""
    return code[:3] if code[:2] in {"97", "98"} else code[:2]


def read(departments: list[str], table: Mapping[str, str] = COMMUNES_TABLE) -> Telling:
    """The rows of some departments, in order."""
    rows: list[Row] = []
    cities: dict[str, list[str]] = {}
    for key in departments:
        always, others, _ = table[key].split("|")
        rows += [Row(code, "", NEVER, "", "") for code in _codes(key, always.split())]
        for entry in others.split(",") if others else []:
            found = _ENTRY.fullmatch(entry)
            assert found, entry
            code = key + found["number"]
            if found["districts"]:
                cities[code] = list(_codes(key, [found["districts"]]))
            end, into = found["end"] or NEVER, found["into"] or ""
            rows.append(Row(code, found["start"] or "", end, into, found["manner"] or ""))
    return Telling(sorted(rows), cities)


def _codes(key: str, runs: list[str]) -> Iterator[str]:
    for run in runs:
        ends = [int(number) for number in run.split("-")]
        for number in range(ends[0], ends[-1] + 1):
            yield key + str(number).rjust(5 - len(key), "0")


def family(key: str) -> list[str]:
    """A department and those with which it exchanged communes."""
    return sorted([key, *COMMUNES_TABLE[key].split("|")[2].split()])


class NaiveHistory:
    """Every piece of ground with its holders, from day to day."""

    def __init__(self, departments: list[str], table: Mapping[str, str] = COMMUNES_TABLE) -> None:
        self.rows, self.cities = read(departments, table)
        self.codes = sorted({row.code for row in self.rows})
        self.districts = {one for districts in self.cities.values() for one in districts}
        self.by_code: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            self.by_code[row.code].append(row)
        self.pieces: list[list[tuple[str, str]]] = []
        self.held: dict[str, set[int]] = defaultdict(set)
        for code in self.codes:
            if self.by_code[code][0].start == "":
                for origin in self.cities.get(code, [code]):
                    self._add([("", origin)])
        self.days = sorted({day for row in self.rows for day in row[1:3]} - {"", NEVER})
        for day in self.days:
            self._tell(day)

    def in_use(self, code: str, day: str) -> bool:
        """Whether a code is in use on a day."""
        return any(row.start <= day < row.end for row in self.by_code[code])

    def cover(self, code: str, day: str) -> set[int]:
        """The pieces that a code covers when it is read on a day."""
        rows = self.by_code[code]
        if code in self.districts or self.in_use(code, day):
            return self._holding(code, day, strictly=False)
        ends = [row.end for row in rows if row.end <= day]
        if ends:
            return self._holding(code, max(ends), strictly=True)
        return self._holding(code, rows[0].start, strictly=False)

    def _holding(self, code: str, day: str, *, strictly: bool) -> set[int]:
        holders = {code, *self.cities.get(code, [])}
        return {
            index
            for index, piece in enumerate(self.pieces)
            if [who for since, who in piece if since < day or (since == day and not strictly)][-1:]
            and [who for since, who in piece if since < day or (since == day and not strictly)][-1]
            in holders
        }

    def _add(self, piece: list[tuple[str, str]]) -> None:
        self.held[piece[-1][1]].add(len(self.pieces))
        self.pieces.append(piece)

    def _give(self, index: int, target: str, day: str) -> None:
        piece = self.pieces[index]
        self.held[piece[-1][1]].remove(index)
        self.held[target].add(index)
        piece.append((day, target))

    def _spread(self, indices: set[int], targets: list[str], day: str) -> None:
        """Give each piece to each of the targets, in as many worlds."""
        for index in indices:
            for target in targets[1:]:
                self._add([*self.pieces[index], (day, target)])
            self._give(index, targets[0], day)

    def _keep_or_lose(self, indices: Iterable[int], target: str, day: str) -> None:
        """Double each piece: one stays where it is, one goes to the target."""
        for index in indices:
            self._add([*self.pieces[index], (day, target)])

    def _tell(self, day: str) -> None:
        ended = [(row, set(self.held[row.code])) for row in self.rows if row.end == day]
        for row, indices in ended:
            heir = row.into
            while heir and not self.in_use(heir, day):
                heir = next(other.into for other in self.by_code[heir] if other.end == day)
            heirs = [heir] if heir else self._others(row.code, day)
            self._spread(indices, [one for code in heirs for one in self._holders(code)], day)
        began = [row for row in self.rows if row.start == day]
        self._restore([row for row in began if row.manner in {"r", "q"}], day)
        created = [row.code for row in began if row.manner == "c"]
        for code in created:
            for other in set(self._others(code, day)) - set(created):
                for holder in self._holders(other):
                    self._keep_or_lose(set(self.held[holder]), code, day)

    def _restore(self, again: list[Row], day: str) -> None:
        for row in again:
            for index in self.cover(row.code, self._before(row).end) & self._of_host(row):
                self._give(index, row.code, day)
        for row in again:
            if row.manner == "q":
                host = self._host(row)
                others = [index for index in self._of_host(row) if self.pieces[index][0][1] != host]
                self._keep_or_lose(others, row.code, day)

    def _holders(self, code: str) -> list[str]:
        return self.cities.get(code, [code])

    def _of_host(self, row: Row) -> set[int]:
        return set(self.held[self._host(row)])

    def _others(self, code: str, day: str) -> list[str]:
        """The communes of the department of a code that are in use on a day."""
        return [
            other
            for other in self.codes
            if department(other) == department(code) and self.in_use(other, day)
        ]

    def _before(self, row: Row) -> Row:
        return self.by_code[row.code][self.by_code[row.code].index(row) - 1]

    def _host(self, row: Row) -> str:
        """The commune that a restored one came out of."""
        ended = self._before(row)
        while True:
            rows = self.by_code[ended.into]
            in_use = [other for other in rows if other.start <= ended.end < other.end]
            (after,) = in_use or [other for other in rows if other.end == ended.end]
            if after.end > row.start:
                return after.code
            ended = after


@cache
def tell(key: str) -> NaiveHistory:
    """The history of a department and of those with which it exchanged communes."""
    return NaiveHistory(family(key))
