"""What lists of codes cover: the coverage of every commune, and on a day that of all ground.

A list names the ground of each of its codes. Where codes name parts of each other's ground, the
narrowest one that names a piece of ground says how it is covered, else its department. A code that
is not listed may still have some of that ground: it merged with a listed one, it is a district of
it, or it was itself split.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, cached_property
from operator import itemgetter
from typing import Final, NamedTuple, final

import attrs

from housing_agreements.geography._coverage import ALL, NOTHING, Coverage, Join, department_in
from housing_agreements.geography._ground import EVERYWHERE, Extent, join_grounds, later_block
from housing_agreements.geography._official_code import LAST_DAY, Standing, load_official_code
from housing_agreements.geography._unknown_codes import check_code, unknown_since
from housing_agreements.values.texts import Language, Spoken, Text, join_words, say_number_of

__all__ = ("NOWHERE", "Area", "Members", "Parts")


class _CoveredGround:
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

    def join(self, other: "_CoveredGround", join: Join) -> "_CoveredGround":
        """A set operation, piece by piece."""
        parts: dict[Coverage, Extent] = {}
        for one, here in self.parts.items():
            for two, there in other.parts.items():
                _add_ground(parts, join(one, two), here & there)
        return _CoveredGround(parts)

    def overlay(self, coverage: Coverage, ground: Extent) -> "_CoveredGround":
        """The same, but for some ground that is covered so."""
        parts = {before: extent - ground for before, extent in self.parts.items()}
        _add_ground(parts, coverage, ground)
        return _CoveredGround(parts)

    def doubt(self, coverage: Coverage, ground: Extent) -> "_CoveredGround":
        """The same, but for some ground that may be covered so, or as before."""
        parts: dict[Coverage, Extent] = {}
        for before, extent in self.parts.items():
            _add_ground(parts, before, extent - ground)
            _add_ground(parts, _blend([before, coverage]), extent & ground)
        return _CoveredGround(parts)


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


def _cover_ground(
    elsewhere: Coverage,
    departments: Iterable[tuple[str, Coverage]],
    communes: Iterable[tuple[str, Coverage]],
    day: date,
) -> _CoveredGround:
    """What lists cover of all ground, their codes read on a day.

    Args:
        elsewhere: How ground is covered that no list names.
        departments: How that of each department is covered that no commune names.
        communes: How that of communes is covered.
        day: The day.
    """
    official = load_official_code()
    covered = _CoveredGround({elsewhere: EVERYWHERE})
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
    if day > LAST_DAY:
        # What is coded otherwise may lie in it by then.
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


@cache
def _stays(code: str) -> bool:
    """Whether the ground of a code lay at all times in the department that it begins with."""
    official, department = load_official_code(), department_in(code)
    if not official.stretches(code):
        return True
    days = {date.min, *official.days(code), *official.department_days(department)}
    return all(
        official.reach(code, day).ground.within(official.department_reach(department, day).ground)
        for day in days
        if day <= official.last_day
    )


def _is_apart(code: str) -> bool:
    """Whether no other code ever had ground in common with one.

    So it is for a code that no edition holds: it names no ground.
    """
    return len(_list_sharers(code)) <= 1


def _list_sharers(code: str) -> frozenset[str]:
    official = load_official_code()
    return official.sharers(code) if official.stretches(code) else frozenset()


def _list_sharing(departments: Iterable[str], communes: Iterable[str]) -> frozenset[str]:
    """The codes that may share ground with what is listed, otherwise than as they are written.

    Those that ever had ground in common with a commune that is listed, and those that were in a
    department that is listed, and in another one.
    """
    official = load_official_code()
    return frozenset[str]().union(
        *(official.movers(code) for code in departments if code in official.departments),
        *(sharers for sharers in map(_list_sharers, communes) if len(sharers) > 1),
    )


def _list_reading_days(departments: Iterable[str], communes: Iterable[str]) -> tuple[date, ...]:
    """The days from which some codes name other ground, sorted; the day after the last edition."""
    official = load_official_code()
    days = {official.last_day + timedelta(days=1)}
    days.update(*(official.days(code) for code in communes))
    days.update(
        *(official.department_days(code) for code in departments if code in official.departments)
    )
    return tuple(sorted(days))


def _whole_later(department: str) -> Extent:
    """All that is coded in a department after the last edition."""
    return Extent({later_block(department): -1})


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
    made_of: "tuple[Join, Members, Members] | None" = attrs.field(default=None, repr=False)
    """The operation and the members that these were made of, where their lists do not tell all.

    A list tells codes apart, and codes may have ground in common: of what is left of a commune
    without another that it became part of, no list of codes tells.
    """
    is_reading: bool = attrs.field(default=False, eq=False, repr=False)
    """Whether it tells of the codes that are read on a day, and not of the ground they name."""
    _readings: "dict[int, Members]" = attrs.field(init=False, eq=False, repr=False, factory=dict)
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
            # What is listed twice is told once, but where its ground lies in another department.
            or (wide and not self.is_reading and not _stays(code))
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
        made_of = (join, self, other) if self._share_codes(other, join) else None
        return Members(join(self.elsewhere, other.elsewhere), departments, communes, made_of)

    def _share_codes(self, other: "Members", join: Join) -> bool:
        """Whether codes that are listed here may have ground in common with others."""
        both = (self, other)
        if any(members.made_of is not None for members in both):
            return True
        listed = {code for members in both for code, _ in members.communes}
        if join is Coverage.union and all(members.only_adds for members in both):
            return False
        return not all(map(_is_apart, listed))

    @property
    def only_adds(self) -> bool:
        """Whether what is listed covers all that it would cover if it were not."""
        return self.made_of is None and all(part == ALL for _, part in self.communes)

    def read_on(self, day: date) -> "Members":
        """What codes cover that are read on a day: those listed, and those that share their ground.

        A commune is covered as all its ground is. Where parts of its ground are covered otherwise,
        or perhaps, it is not known which of them is meant.

        Raises:
            UnknownCodeError: For lists of which a code names no commune on the day.

        Examples:
            >>> town = Members.of(["93059"], (), ())
            >>> town.read_on(date(2018, 1, 1)).covering("93066") == NOTHING
            True
            >>> town.read_on(date(2026, 1, 1)).covering("93066").elsewhere is None
            True
        """
        if self._unknown_codes:
            self.check_codes(day)
        stretch = bisect_right(self.reading_days, day)
        found = self._readings.get(stretch)
        if found is None:
            first = self.reading_days[stretch - 1] if stretch else date.min
            found = self._readings[stretch] = self._read(first)
        return found

    def check_codes(self, day: date) -> None:
        """Refuse lists of which a code names no commune on a day: nothing can be told by them.

        Raises:
            UnknownCodeError: For such a code; the error says what it seems to be.
        """
        for code, since in sorted(self._unknown_codes.items()):
            if since <= day:
                check_code("a territory, communes", code, day)

    @cached_property
    def _unknown_codes(self) -> Mapping[str, date]:
        """The listed codes that name no commune on some days, and from which day on."""
        if self.is_reading:
            return {}
        unknown: dict[str, date] = {}
        for part in self.made_of[1:] if self.made_of is not None else ():
            unknown.update(part._unknown_codes)  # noqa: SLF001  # of this class
        days = ((code, unknown_since(code)) for code, _ in self.communes)
        return unknown | {code: since for code, since in days if since is not None}

    def named_in_part(self, commune: str, day: date) -> tuple[str, ...]:
        """The listed communes that have a part of the ground of a commune on a day, and not all.

        Examples:
            >>> Members.of(["93059"], (), ()).named_in_part("93066", date(2026, 1, 1))
            ('93059',)
        """
        official = load_official_code()
        if commune not in self.sharing:
            return ()
        ground = official.reach(commune, day).ground
        return tuple(
            code
            for code, part in self.communes
            if part != NOTHING
            and code in self.sharing
            and official.reach(code, day).covers(ground) is None
        )

    @cached_property
    def reading_days(self) -> tuple[date, ...]:
        """The days from which codes may name other ground that is covered otherwise, sorted."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return tuple(sorted({*one.reading_days, *other.reading_days}))
        if not (self.departments or self.communes):
            return ()
        return _list_reading_days((code for code, _ in self.departments), self.sharing)

    @cached_property
    def sharing(self) -> frozenset[str]:
        """The codes that may be covered otherwise than as they are listed, on some day."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return one.sharing | other.sharing
        listed = (code for code, _ in self.communes)
        return _list_sharing((code for code, _ in self.departments), listed)

    def _read(self, day: date) -> "Members":
        official = load_official_code()
        is_later = day > official.last_day
        if not self.sharing and not is_later:
            return self
        covered = self._cover_ground(day)
        departments, communes = dict(self.departments), dict(self.communes)
        for code in self.sharing:
            communes[code] = covered.covering(official.reach(code, day).ground)
        if is_later:
            for department in {*departments, *(department_in(code) for code in communes)}:
                departments[department] = covered.covering(_whole_later(department))
        return Members(self.elsewhere, departments, communes, is_reading=True)

    def _cover_ground(self, day: date) -> _CoveredGround:
        if self.made_of is None:
            return _cover_ground(self.elsewhere, self.departments, self.communes, day)
        join, one, other = self.made_of
        return one._cover_ground(day).join(other._cover_ground(day), join)  # noqa: SLF001  # of this class

    @property
    def listed(self) -> "Members":
        """The same lists, whatever ground they were made of."""
        return self if self.made_of is None else attrs.evolve(self, made_of=None)

    def within_on(self, other: "Members", day: date) -> bool:
        """Whether everything covered here on a day is covered there, for certain."""
        left = self.join(other, Coverage.difference)
        if left.is_nowhere_on(day):
            return True
        # Past the last edition a code still lies in itself and in its department, by their lists.
        official = load_official_code()
        lasting = (official.standing(code, official.last_day) for code, _ in self.communes)
        return (
            day > official.last_day
            and self.made_of is None
            and other.made_of is None
            and left.listed == NOWHERE
            and all(standing is Standing.IN_USE for standing in lasting)
        )

    def is_nowhere_on(self, day: date) -> bool:
        """Whether no ground is covered on a day, for certain.

        Examples:
            >>> town, grown = Members.of(["93059"], (), ()), Members.of(["93066"], (), ())
            >>> left = town.join(grown, Coverage.difference)
            >>> left.is_nowhere_on(date(2018, 1, 1)), left.is_nowhere_on(date(2026, 1, 1))
            (False, True)
        """
        if self.made_of is None:
            return self == NOWHERE
        unread = (part for code, part in self.communes if _is_apart(code))
        covered = (*self._cover_ground(day).parts, *unread)
        return all(part == NOTHING for part in covered)

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
