"""Whether a place is covered: by one territory, or by many at once.

The form of a code says what it names. `Coverage` is the part of one commune that is covered,
`CoveredGround` all ground split by how lists of codes cover it,
`Members` the coverage of every commune on a day, and `CoverTable` asks many territories at once,
as a ledger must. One rule holds everywhere: a commune is covered as it is listed, else as its
department is, else as everywhere. It stands in three places, which tests compare with each other:

- objects ask `Members.covering`, then `Coverage.covers` for the neighbourhood;
- ledgers ask `CoverTable`: `_MembersOnDay.covering`, then `CoverTable._split`, which keeps each
  neighbourhood in which a dwelling may stand apart, where `Coverage.covers(None)` says `None`;
- frames say the same as columns: `frames._questions`, `_areas_covered_alike` and
  `_is_neighbourhood_covered`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import and_, itemgetter, or_
from typing import Final, final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._divisions import NAMES_OF_DEPARTMENTS
from housing_agreements.geography._ground import EVERYWHERE, Extent, join_grounds
from housing_agreements.geography._official_code import OfficialCode
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "ALL",
    "A_COMMUNE_CODE",
    "NOTHING",
    "NO_NEIGHBOURHOOD",
    "OVERSEAS",
    "Coverage",
    "CoveredGround",
    "Join",
    "check_commune_code",
    "cover_ground",
    "department_in",
    "is_commune_code",
    "remedy_for_commune",
    "share_ground",
)

NO_NEIGHBOURHOOD: Final = "-"
"""The neighbourhood of a dwelling that is known to stand in none of those listed."""

COMMUNE_CODE_LENGTH: Final = 5
_CORSICA: Final = ("2A", "2B")
OVERSEAS: Final = ("97", "98")
"""How the codes of departments overseas begin."""


def department_in(commune: str) -> str:
    """The department of a commune, which its code begins with (three characters overseas).

    Examples:
        >>> department_in("94068"), department_in("97411")
        ('94', '974')
    """
    return commune[:3] if commune.startswith(OVERSEAS) else commune[:2]


A_COMMUNE_CODE: Final = "an INSEE commune code"
"""What an error expects of a commune."""


def is_commune_code(code: object) -> bool:
    """Whether a value has the form of an INSEE commune code (*code commune*).

    The form only: five characters, the department first. Whether such a commune existed on a
    day is a matter for an edition of the official code.

    Examples:
        >>> is_commune_code("94068"), is_commune_code("2A004"), is_commune_code("9406")
        (True, True, False)
    """
    return (
        type(code) is str
        and len(code) == COMMUNE_CODE_LENGTH
        and _is_number(code[2:] if code.startswith(_CORSICA) else code)
    )


def check_commune_code(faults: Faults, name: str, code: object) -> None:
    """Note a fault of a field that holds no INSEE commune code."""
    if not is_commune_code(code):
        kind = InvalidValueError if type(code) is str else InvalidTypeError
        faults.add(kind, name, show(code), A_COMMUNE_CODE, remedy_for_commune(code))


def remedy_for_commune(code: object) -> str:
    """What to write for a value that is no INSEE commune code.

    Spreadsheets take codes for numbers, which begin with no zero: that one is told from the rest.

    Examples:
        >>> remedy_for_commune("1004")
        "pad it to five characters if it lost its zero: '01004'"
        >>> remedy_for_commune(" 2a004"), remedy_for_commune(94068)
        ("write '2A004'", "write '94068'")
        >>> remedy_for_commune("94")
        "'94' is a department, Val-de-Marne: a commune has five characters, such as '94068'"
        >>> remedy_for_commune("33063 Bordeaux"), remedy_for_commune("'33063")
        ("write the code alone: '33063'", "write the code alone: '33063'")
        >>> remedy_for_commune("Saint-Maur")
        "write five characters, such as '94068' or '2A004'"
    """
    given = str(code) if type(code) is int and abs(code) < 10**COMMUNE_CODE_LENGTH else code
    if type(given) is str:
        meant = given.strip().upper().removesuffix(".0")
        if len(meant) == COMMUNE_CODE_LENGTH - 1 and is_commune_code(f"0{meant}"):
            return f"pad it to five characters if it lost its zero: {show(f'0{meant}')}"
        if is_commune_code(meant):
            return f"write {show(meant)}"
        if meant in NAMES_OF_DEPARTMENTS:
            department = f"{show(meant)} is a department, {NAMES_OF_DEPARTMENTS[meant]}"
            return f"{department}: a commune has five characters, such as '94068'"
        within = _CODES_WITHIN.findall(meant)
        if len(within) == 1:
            return f"write the code alone: {show(within[0])}"
    return "write five characters, such as '94068' or '2A004'"


_CODES_WITHIN: Final = re.compile(r"(?<![0-9A-Z])[0-9][0-9AB][0-9]{3}(?![0-9A-Z])")
"""The codes that stand beside the name of a commune, or behind the mark of a spreadsheet."""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


Exceptions = tuple[tuple[str, bool | None], ...]
"""Neighbourhoods covered (`True`), left out (`False`), or of which it is not known (`None`)."""


def _by_name(given: Mapping[str, bool | None] | Exceptions) -> Exceptions:
    return tuple(sorted(dict(given).items(), key=itemgetter(0)))


@final
@attrs.frozen(repr=False)
class Coverage(Record):
    """The part of a commune that is covered: some neighbourhoods, or all but some.

    Where it is not known whether a neighbourhood is covered, nor whether the others are, the
    coverage says so: it is a set with three answers.

    Args:
        elsewhere: Whether the neighbourhoods that are not named are covered; `None`: not known.
        exceptions: The neighbourhoods for which the answer is another one.

    Laws:
        - `coverage_algebra`: a neighbourhood is in a union, an intersection, a difference or
          a contrary exactly when logic says so.

    Examples:
        >>> Coverage.all_but("maurepas").holds("maurepas")
        Verdict.UNMET
        >>> Coverage(None, {"maurepas": True}).holds("villejean")
        Verdict.UNDETERMINED
    """

    elsewhere: bool | None
    """Whether the neighbourhoods that are not named are covered; `None`: not known."""
    exceptions: Exceptions = attrs.field(default=(), converter=_by_name)
    """The neighbourhoods for which the answer is another one, sorted."""
    _answers: dict[str, bool | None] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Drop the exceptions that make none, and make the look-up."""
        answers = {code: here for code, here in self.exceptions if here is not self.elsewhere}
        object.__setattr__(self, "_answers", answers)
        object.__setattr__(self, "exceptions", tuple(answers.items()))

    @classmethod
    def only(cls, *neighbourhoods: str) -> "Coverage":
        """These neighbourhoods and no other.

        Examples:
            >>> Coverage.only("maurepas").holds("villejean")
            Verdict.UNMET
        """
        return cls(elsewhere=False, exceptions=dict.fromkeys(neighbourhoods, True))

    @classmethod
    def all_but(cls, *neighbourhoods: str) -> "Coverage":
        """The whole commune but these neighbourhoods.

        Examples:
            >>> Coverage.all_but().holds(None)
            Verdict.MET
        """
        return cls(elsewhere=True, exceptions=dict.fromkeys(neighbourhoods, False))

    @property
    def listed(self) -> frozenset[str]:
        """The neighbourhoods that it names."""
        return frozenset(self._answers)

    @property
    def somewhere(self) -> bool:
        """Whether some part of the commune is covered for certain."""
        return bool(self.elsewhere) or any(self._answers.values())

    def covers(self, neighbourhood: str | None) -> bool | None:
        """Whether a neighbourhood is covered.

        `None`: not known, or the neighbourhood is missing and matters.
        """
        if neighbourhood is None:
            return None if self.exceptions else self.elsewhere
        return self._answers.get(neighbourhood, self.elsewhere)

    def holds(self, neighbourhood: str | None) -> Verdict:
        """Whether a neighbourhood is covered; undetermined when it is not known and matters."""
        return Verdict.of(self.covers(neighbourhood))

    def union(self, other: "Coverage") -> "Coverage":
        """What either covers."""
        return self._join(other, or_)

    def contrary(self) -> "Coverage":
        """What is not covered."""
        turned = {code: _ANSWER[~Verdict.of(here)] for code, here in self.exceptions}
        return Coverage(_ANSWER[~Verdict.of(self.elsewhere)], turned)

    def intersection(self, other: "Coverage") -> "Coverage":
        """What both cover."""
        return self._join(other, and_)

    def difference(self, other: "Coverage") -> "Coverage":
        """What this one covers and the other does not."""
        return self.intersection(other.contrary())

    def _join(self, other: "Coverage", join: Callable[[Verdict, Verdict], Verdict]) -> "Coverage":
        """The logic of two answers, on each neighbourhood and on those that neither names."""
        beyond = join(Verdict.of(self.elsewhere), Verdict.of(other.elsewhere))
        named = self.listed | other.listed
        return Coverage(
            _ANSWER[beyond],
            {code: _ANSWER[join(self.holds(code), other.holds(code))] for code in named},
        )


_ANSWER: Final = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}


Join = Callable[[Coverage, Coverage], Coverage]
"""A set operation on two coverages of one commune."""

ALL: Final = Coverage.all_but()
"""The whole commune."""
NOTHING: Final = Coverage.only()
"""No part of the commune."""


class CoveredGround:
    """All ground, split by how it is covered.

    Args:
        parts: The ground that is covered alike, by how it is covered.
    """

    __slots__ = ("parts",)

    parts: Mapping[Coverage, Extent]
    """The ground that is covered alike, by how it is covered."""

    def __init__(self, parts: Mapping[Coverage, Extent]) -> None:
        self.parts = {coverage: extent for coverage, extent in parts.items() if extent}

    def covering(self, ground: Extent) -> Coverage:
        """How some ground is covered; where parts of it are covered otherwise, that is not known.

        A dwelling of which no more is known may stand in any part of the ground.
        """
        return _blend([found for found, extent in self.parts.items() if ground.meets(extent)])

    def join(self, other: "CoveredGround", join: Join) -> "CoveredGround":
        """A set operation, piece by piece."""
        parts: dict[Coverage, Extent] = {}
        for one, here in self.parts.items():
            for two, there in other.parts.items():
                _add_ground(parts, join(one, two), here & there)
        return CoveredGround(parts)

    def overlay(self, coverage: Coverage, ground: Extent) -> "CoveredGround":
        """The same, but for some ground that is covered so."""
        parts = {before: extent - ground for before, extent in self.parts.items()}
        _add_ground(parts, coverage, ground)
        return CoveredGround(parts)

    def doubt(self, coverage: Coverage, ground: Extent) -> "CoveredGround":
        """The same, but for some ground that may be covered so, or as before."""
        parts: dict[Coverage, Extent] = {}
        for before, extent in self.parts.items():
            _add_ground(parts, before, extent - ground)
            _add_ground(parts, _blend([before, coverage]), extent & ground)
        return CoveredGround(parts)


def _add_ground(parts: dict[Coverage, Extent], coverage: Coverage, ground: Extent) -> None:
    held = parts.get(coverage)
    parts[coverage] = ground if held is None else held | ground


def _blend(coverages: Sequence[Coverage]) -> Coverage:
    """What is known of ground of which parts are covered in these ways."""
    first, *others = coverages
    if not others:
        return first
    named = frozenset[str]().union(*(coverage.listed for coverage in coverages))
    return Coverage(
        _agreed([coverage.elsewhere for coverage in coverages]),
        {code: _agreed([part.covers(code) for part in coverages]) for code in named},
    )


def _agreed(answers: Sequence[bool | None]) -> bool | None:
    return answers[0] if len({*answers}) == 1 else None


def cover_ground(
    official: OfficialCode,
    elsewhere: Coverage,
    departments: Iterable[tuple[str, Coverage]],
    communes: Iterable[tuple[str, Coverage]],
    day: date,
    *,
    in_doubt: bool,
) -> CoveredGround:
    """What lists cover of all ground, their codes read on a day.

    Args:
        official: The official code by which they are read.
        elsewhere: How ground is covered that no list names.
        departments: How that of each department is covered that no commune names.
        communes: How that of communes is covered.
        day: The day.
        in_doubt: Whether it is told what they may cover beside.
    """
    covered = CoveredGround({elsewhere: EVERYWHERE})
    reaches = [
        (coverage, official.department_reach(code, day))
        for code, coverage in departments
        if code in official.departments
    ]
    for coverage, reach in reaches:
        covered = covered.overlay(coverage, reach.ground)
    read = [
        (coverage, official.reach(code, day))
        for code, coverage in communes
        if official.stretches(code)
    ]
    if in_doubt:
        # What is coded otherwise, or on the other side of the last edition, may lie in it.
        for coverage, reach in (*reaches, *read):
            covered = covered.doubt(coverage, reach.doubt)
    for coverage, ground in _from_wide_to_narrow([(part, reach.ground) for part, reach in read]):
        covered = covered.overlay(coverage, ground)
    return covered


def _from_wide_to_narrow(
    listed: Sequence[tuple[Coverage, Extent]],
) -> Iterator[tuple[Coverage, Extent]]:
    """Listed ground with how it is covered; what is covered alike at once, if none overlaps."""
    alike: dict[Coverage, list[Extent]] = {}
    for coverage, ground in listed:
        alike.setdefault(coverage, []).append(ground)
    joint = {coverage: join_grounds(grounds) for coverage, grounds in alike.items()}
    if not any(one.meets(other) for one, other in _pairs(list(joint.values()))):
        yield from joint.items()
        return
    yield from sorted(listed, key=lambda told: -told[1].size)


def _pairs(grounds: Sequence[Extent]) -> Iterator[tuple[Extent, Extent]]:
    return ((one, other) for place, one in enumerate(grounds) for other in grounds[place + 1 :])


def share_ground(one: tuple[Coverage, Coverage], other: tuple[Coverage, Coverage]) -> bool:
    """Whether two parts of an area, each with what is covered elsewhere, surely share ground."""
    (here, here_at_large), (there, there_at_large) = one, other
    if here.elsewhere and there.elsewhere:
        return True
    return any(
        here.covers(code)
        and there.covers(code)
        and (
            (code in here.listed and code in there.listed)
            or (code in here.listed and not here_at_large.covers(code))
            or (code in there.listed and not there_at_large.covers(code))
        )
        for code in here.listed | there.listed
    )
