"""Whether a place is covered: by one territory, or by many at once.

The form of a code says what it names. `Coverage` is the part of one commune that is covered,
`Members` the coverage of every commune on a day, and `CoverTable` asks many territories at once,
as a ledger must. One rule holds everywhere: a commune is covered as it is listed, else as its
department is, else as everywhere. It stands in three places, which tests compare with each other:

- objects ask `Members.covering`, then `Coverage.covers` for the neighbourhood;
- ledgers ask `CoverTable`: `_MembersOnDay.covering`, then `CoverTable._split`, which keeps each
  neighbourhood in which a dwelling may stand apart, where `Coverage.covers(None)` says `None`;
- frames say the same as columns: `frames._questions`, `_areas_covered_alike` and
  `_is_neighbourhood_covered`.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from operator import and_, itemgetter, or_
from typing import Final, NamedTuple, final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.values.texts import Language, Spoken, Text, join_words, say_number_of
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "ALL",
    "A_COMMUNE_CODE",
    "NOTHING",
    "NOWHERE",
    "NO_NEIGHBOURHOOD",
    "OVERSEAS",
    "Area",
    "Cover",
    "CoverTable",
    "Coverage",
    "Join",
    "Members",
    "PlaceKey",
    "check_commune_code",
    "department_in",
    "is_commune_code",
    "is_department_code",
    "remedy_for_commune",
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
    return "write five characters, such as '94068' or '2A004'"


def is_department_code(code: str) -> bool:
    """Whether a text has the form of a department's code; overseas, it has three characters.

    Examples:
        >>> is_department_code("94"), is_department_code("974"), is_department_code("97")
        (True, True, False)
    """
    # "97" alone would cover nothing.
    length = 3 if code.startswith(OVERSEAS) else 2
    return code in _CORSICA or (len(code) == length and _is_number(code))


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


class Area(NamedTuple):
    """Communes of which the same part is covered."""

    coverage: Coverage
    """The part of each that is covered."""
    communes: tuple[str, ...] = ()
    """The communes; or else"""
    departments: tuple[str, ...] = ()
    """their departments; where neither is given, all communes that no other area names."""


Parts = tuple[tuple[str, Coverage], ...]


def _sort_parts(given: Mapping[str, Coverage] | Parts) -> Parts:
    return tuple(sorted(dict(given).items(), key=itemgetter(0)))


@final
@attrs.frozen(repr=False)
class Members(Spoken):
    """The coverage of every commune, in the only form that says it without repetition.

    Args:
        elsewhere: The coverage of the communes and departments that are not listed.
        departments: The coverage of the departments; those covered as elsewhere are dropped.
        communes: The coverage of the communes; those covered as their department are dropped.

    Laws:
        - `members_are_canonical`: members that cover alike are equal.

    Examples:
        >>> Members(NOTHING, {"94": ALL}, {"94068": ALL}) == Members(NOTHING, {"94": ALL}, {})
        True
    """

    elsewhere: Coverage
    """The coverage of the communes and departments that are not listed."""
    departments: Parts = attrs.field(converter=_sort_parts)
    """The departments covered otherwise, sorted."""
    communes: Parts = attrs.field(converter=_sort_parts)
    """The communes covered otherwise than their department, sorted."""
    _by_department: dict[str, Coverage] = attrs.field(init=False, eq=False, repr=False)
    _by_commune: dict[str, Coverage] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Drop what a wider area already says, and make the two look-ups."""
        wide = {code: part for code, part in self.departments if part != self.elsewhere}
        object.__setattr__(self, "_by_department", wide)
        own = {
            code: part
            for code, part in self.communes
            if part != self.of_department(department_in(code))
        }
        object.__setattr__(self, "_by_commune", own)
        object.__setattr__(self, "departments", tuple(wide.items()))
        object.__setattr__(self, "communes", tuple(own.items()))

    @classmethod
    def of(
        cls,
        communes: Iterable[str],
        departments: Iterable[str],
        neighbourhoods: Iterable[str],
        possible_communes: Iterable[str] = (),
    ) -> "Members":
        """Whole communes, whole departments, and neighbourhoods wherever they stand.

        The possible communes are those of which it is not known whether they are covered; in a
        neighbourhood or a department that is covered, they are.
        """
        quarters = dict.fromkeys(neighbourhoods, True)
        whole = dict.fromkeys(departments, ALL)
        doubt = Coverage(None, quarters)
        doubted = {code: doubt for code in possible_communes if department_in(code) not in whole}
        return cls(
            Coverage(elsewhere=False, exceptions=quarters),
            whole,
            doubted | dict.fromkeys(communes, ALL),
        )

    def covering(self, commune: str) -> Coverage:
        """The part of a commune that is covered."""
        own = self._by_commune.get(commune)
        return own if own is not None else self.of_department(department_in(commune))

    def of_department(self, department: str) -> Coverage:
        """The coverage of the communes of a department that are not listed."""
        return self._by_department.get(department, self.elsewhere)

    def join(self, other: "Members", join: Join) -> "Members":
        """A set operation, commune by commune."""
        departments = {
            code: join(self.of_department(code), other.of_department(code))
            for code, _ in (*self.departments, *other.departments)
        }
        communes = {
            code: join(self.covering(code), other.covering(code))
            for code, _ in (*self.communes, *other.communes)
        }
        return Members(join(self.elsewhere, other.elsewhere), departments, communes)

    def within(self, other: "Members") -> bool:
        """Whether everything covered here is covered there, for certain."""
        return self.join(other, Coverage.difference) == NOWHERE

    def shares_ground(self, other: "Members") -> bool:
        """Whether some ground is surely covered both here and there.

        A neighbourhood that one covers wherever it stands need not stand in a commune that the
        other covers; one that both name is shared.

        Examples:
            >>> town, quarter = (
            ...     Members.of(["94068"], (), ()),
            ...     Members.of((), (), ["port"]),
            ... )
            >>> town.shares_ground(quarter), town.shares_ground(town)
            (False, True)
        """
        communes = {code for code, _ in (*self.communes, *other.communes)}
        departments = {code for code, _ in (*self.departments, *other.departments)}
        both = [
            (self.elsewhere, other.elsewhere),
            *((self.of_department(code), other.of_department(code)) for code in departments),
            *((self.covering(code), other.covering(code)) for code in communes),
        ]
        return any(
            _share_ground((here, self.elsewhere), (there, other.elsewhere)) for here, there in both
        )

    def areas(self) -> tuple[Area, ...]:
        """The communes covered alike, the narrowest areas first.

        A commune is covered as the first area says that names it, else its department; the last
        area is everywhere else.

        Examples:
            >>> members = Members(NOTHING, {"94": ALL}, {"94068": NOTHING, "94081": NOTHING})
            >>> [(*area.communes, *area.departments) for area in members.areas()]
            [('94068', '94081'), ('94',), ()]
        """
        listed = [
            Area(coverage, **{level: tuple(code for code, part in parts if part == coverage)})
            for level, parts in (("communes", self.communes), ("departments", self.departments))
            for coverage in dict.fromkeys(part for _, part in parts)
        ]
        return (*listed, Area(self.elsewhere))

    @property
    def parts(self) -> tuple[Coverage, ...]:
        """What is covered elsewhere, then of each department and commune that is listed."""
        return (self.elsewhere, *self._by_department.values(), *self._by_commune.values())

    def neighbourhoods(self) -> tuple[str, ...]:
        """The neighbourhoods that are covered by name, sorted; not those left out by name."""
        named = {code for part in self.parts for code, here in part.exceptions if here}
        return tuple(sorted(named))

    def say(self, language: Language) -> str:
        """How many areas of each kind are covered, left out or not known; few are named.

        Examples:
            >>> Members.of(["94068", "94081"], ["75"], (), ["94028"]).say("en")
            'department 75, communes 94068 and 94081, perhaps commune 94028'

            A commune is left out of what contains it; what lies in nothing is not listed at all.

            >>> Members.of((), ["33"], ()).join(
            ...     Members.of(["33063"], (), ()), Coverage.difference
            ... ).say("en")
            'department 33, not commune 33063'
        """
        words = [_EVERYWHERE.say(language)] if self.elsewhere == ALL else []
        for nouns, areas in (
            (_DEPARTMENT_WORDS, self.departments),
            (_COMMUNE_WORDS, self.communes),
        ):
            by_manner: dict[Text, list[str]] = {_WHOLLY: []}
            for code, part in areas:
                by_manner.setdefault(_find_manner(part), []).append(code)
            words += (
                manner.say(language).format(_say_areas(codes, nouns, language))
                for manner, codes in by_manner.items()
                if codes
            )
        if named := self.neighbourhoods():
            words.append(_say_areas(named, _NEIGHBOURHOOD_WORDS, language))
        return ", ".join(words) or _NO_AREA.say(language)


def _share_ground(one: tuple[Coverage, Coverage], other: tuple[Coverage, Coverage]) -> bool:
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


_MOST_NAMED: Final = 3
_DEPARTMENT_WORDS: Final = (Text("department", "département"), Text("departments", "départements"))
_COMMUNE_WORDS: Final = (Text("commune", "commune"), Text("communes", "communes"))
_NEIGHBOURHOOD_WORDS: Final = (
    Text("neighbourhood", "quartier"),
    Text("neighbourhoods", "quartiers"),
)
_EVERYWHERE: Final = Text("everywhere", "partout")
_NO_AREA: Final = Text("nowhere", "nulle part")
_WHOLLY: Final = Text("{}", "{}")
_LEFT_OUT: Final = Text("not {}", "hors {}")
_PERHAPS: Final = Text("perhaps {}", "peut-être {}")
_IN_PART: Final = Text("parts of {}", "une partie de {}")


def _find_manner(part: Coverage) -> Text:
    """How an area is covered."""
    if part.elsewhere is None:
        return _PERHAPS
    return {ALL: _WHOLLY, NOTHING: _LEFT_OUT}.get(part, _IN_PART)


def _say_areas(codes: Sequence[str], nouns: tuple[Text, Text], language: Language) -> str:
    """A few areas by their codes, many by their number."""
    if len(codes) > _MOST_NAMED:
        return say_number_of(len(codes), *nouns, language)
    return f"{nouns[len(codes) > 1].say(language)} {join_words(codes, language)}"


NOWHERE: Final = Members(NOTHING, {}, {})
"""No part of any commune."""

PlaceKey = str | tuple[str, str | None]
"""A commune; with its neighbourhood where neighbourhoods are read."""

_Parts = tuple[Coverage | None, ...]
"""What each territory covers of a commune; `None`: not known."""


class Cover(NamedTuple):
    """Which bases cover a place on a day; a set of bases is a mask, one bit for each."""

    neighbourhood: str | None
    """The neighbourhood in which it may stand; `None`: its own, or one that is not named here.

    A code stands here only when its own neighbourhood is not known and neighbourhoods are read by
    code. Of a commune with `maurepas` left out, a dwelling of unknown neighbourhood then has two
    covers: that of `"maurepas"`, and that of `None`, for all the other neighbourhoods.
    """
    sure: int
    """The bases whose territories cover it."""
    possible: int
    """Those, and the ones of which the territories are not known."""


class _MembersOnDay:
    """What several territories cover on a day.

    As each by itself, in less time where they are many: what they cover of a department is asked
    once, and a commune only of those that list it.

    Args:
        territories: The territories.
        day: The day.
    """

    def __init__(self, territories: Iterable[Timeline[Members]], day: date) -> None:
        self._members = [
            territory.on(day) if territory.known_on(day) else None for territory in territories
        ]
        self._listed: defaultdict[str, list[tuple[int, Coverage]]] = defaultdict(list)
        for index, members in enumerate(self._members):
            for commune, part in () if members is None else members.communes:
                self._listed[commune].append((index, part))
        self._of_departments: dict[str, list[Coverage | None]] = {}

    def covering(self, commune: str) -> _Parts:
        """The part of a commune that each territory covers."""
        department = department_in(commune)
        if department not in self._of_departments:
            self._of_departments[department] = [
                members and members.of_department(department) for members in self._members
            ]
        parts = list(self._of_departments[department])
        for index, part in self._listed.get(commune, ()):
            parts[index] = part
        return tuple(parts)


class CoverTable:
    """Which of many territories cover a place on a day, asked of all of them at once.

    Time is cut into stretches in which no territory changes, numbered from the first.

    Args:
        bases: The territories, each with the bases that stand in it, as a mask.
        all_bases: All the bases, as a mask.
        by_code: Whether a neighbourhood is read by its code.
    """

    def __init__(
        self, bases: Mapping[Timeline[Members], int], *, all_bases: int, by_code: bool
    ) -> None:
        self._bases = bases
        self._all = all_bases
        self._by_code = by_code
        self._named = any(
            part.exceptions
            for territory in bases
            for members in territory.held_values()
            for part in members.parts
        )
        self.reads_neighbourhoods: bool = by_code or self._named
        """Whether it matters in which neighbourhood of a commune a place is."""
        days = {day for territory in bases for day, _ in territory.changes}
        for territory in bases:
            last = territory.verified_until
            if last is not None and last < date.max:
                days.add(last + timedelta(days=1))
        self.cuts: tuple[date, ...] = tuple(sorted(days))
        """The first day of each stretch of time but the first."""
        self._in_stretch: dict[int, _MembersOnDay] = {}
        self._covers: dict[tuple[int, PlaceKey], tuple[Cover, ...]] = {}
        self._covers_of_parts: dict[tuple[_Parts, str | None], tuple[Cover, ...]] = {}

    def stretch(self, day: date) -> int:
        """The stretch of time, without change of any territory, in which a day falls."""
        return bisect_right(self.cuts, day)

    def covers(self, place: PlaceKey, stretch: int) -> tuple[Cover, ...]:
        """What covers a place in a stretch: one cover for each neighbourhood in which it may be."""
        covers = self._covers.get((stretch, place))
        if covers is None:
            covers = self._covers[stretch, place] = self._find_covers(place, stretch)
        return covers

    def _find_covers(self, place: PlaceKey, stretch: int) -> tuple[Cover, ...]:
        if stretch not in self._in_stretch:
            day = self.cuts[stretch - 1] if stretch else date.min
            self._in_stretch[stretch] = _MembersOnDay(self._bases, day)
        commune, neighbourhood = place if isinstance(place, tuple) else (place, None)
        parts = self._in_stretch[stretch].covering(commune)
        if not (self._named and any(part is not None and part.exceptions for part in parts)):
            return (self._cover(parts, NO_NEIGHBOURHOOD, None),)
        covers = self._covers_of_parts.get((parts, neighbourhood))
        if covers is None:
            covers = self._split(parts, neighbourhood)
            self._covers_of_parts[parts, neighbourhood] = covers
        return covers

    def _split(self, parts: _Parts, neighbourhood: str | None) -> tuple[Cover, ...]:
        """One cover for each neighbourhood in which the place may be."""
        possible: dict[str, str | None] = {neighbourhood or NO_NEIGHBOURHOOD: None}
        if neighbourhood is None:
            named = sorted({code for part in parts if part is not None for code in part.listed})
            possible.update((code, code if self._by_code else None) for code in named)
        return tuple(dict.fromkeys(self._cover(parts, *codes) for codes in possible.items()))

    def _cover(self, parts: _Parts, neighbourhood: str, code: str | None) -> Cover:
        outside = unknown = 0
        for part, bases in zip(parts, self._bases.values(), strict=True):
            covered = None if part is None else part.covers(neighbourhood)
            if covered is None:
                unknown |= bases
            elif not covered:
                outside |= bases
        return Cover(code, self._all & ~(outside | unknown), self._all & ~outside)
