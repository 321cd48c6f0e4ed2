"""What lists of codes cover: the coverage of every commune, and on a day that of all ground.

A list names the ground of each of its codes. Where codes name parts of each other's ground, the
narrowest one that names a piece of ground says how it is covered, else its department. A code that
is not listed may still have some of that ground: it merged with a listed one, it is a district of
it, or it was itself split.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import cache, cached_property
from operator import itemgetter
from typing import Final, NamedTuple, final

import attrs

from housing_agreements.geography._assumed_code import AssumedCode, load_assumed_code
from housing_agreements.geography._coverage import (
    ALL,
    NOTHING,
    Coverage,
    CoveredGround,
    Join,
    cover_ground,
    department_in,
    share_ground,
)
from housing_agreements.geography._ground import EARLIER, LATER, Extent, later_block
from housing_agreements.geography._official_code import (
    LAST_DAY,
    OfficialCode,
    Standing,
    load_official_code,
)
from housing_agreements.geography._unknown_codes import check_code, unknown_since
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    join_words,
    say_number_of,
)

__all__ = ("NOWHERE", "Area", "Members", "Parts")


@cache
def _stays(code: str) -> bool:
    """Whether the ground of a code lay at all times in the department that it begins with."""
    official, department = load_official_code(), department_in(code)
    if not official.stretches(code):  # no code of a commune: kept, and refused where it is read
        return False
    days = {date.min, *official.days(code), *official.department_days(department)}
    return all(
        official.reach(code, day).ground.within(official.department_reach(department, day).ground)
        for day in days
        if day <= official.last_day
    )


def _is_apart(official: OfficialCode, code: str) -> bool:
    """Whether no other code ever had ground in common with one.

    So it is for a code that no edition holds: it names no ground.
    """
    return len(_list_sharers(official, code)) <= 1


def _list_sharers(official: OfficialCode, code: str) -> frozenset[str]:
    return official.sharers(code) if official.stretches(code) else frozenset()


def _list_sharing(
    official: OfficialCode, departments: Iterable[str], communes: Iterable[str]
) -> frozenset[str]:
    """The codes that may share ground with what is listed, otherwise than as they are written.

    Those that ever had ground in common with a commune that is listed, and those that were in a
    department that is listed, and in another one.
    """
    sharers = (_list_sharers(official, code) for code in communes)
    return frozenset[str]().union(
        *(official.movers(code) for code in departments if code in official.departments),
        *(codes for codes in sharers if len(codes) > 1),
    )


def _list_reading_days(
    official: OfficialCode, departments: Iterable[str], communes: Iterable[str]
) -> Iterator[date]:
    """The days from which some codes name other ground."""
    for code in communes:
        yield from official.days(code)
    for code in departments:
        yield from official.department_days(code)


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
        made_of: The operation and the members that these were made of, if lists do not tell all.
        is_reading: Whether it tells of codes that are read on a day.
        coded_on: The day as of which its codes were written; `None`: the day asked.
        assumed: What the official code is taken to be past its last edition.

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
    coded_on: date | None = attrs.field(default=None, repr=False)
    """The day as of which its codes were written; `None`: the day asked, or it lists none."""
    assumed: AssumedCode | None = attrs.field(default=None, repr=False)
    """What the official code is taken to be past its last edition; `None`: not known."""
    _readings: "dict[object, Members]" = attrs.field(init=False, eq=False, repr=False, factory=dict)
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
        if not self._lists_codes:
            object.__setattr__(self, "coded_on", None)
            object.__setattr__(self, "assumed", None)

    @classmethod
    def of(
        cls,
        communes: Iterable[str],
        departments: Iterable[str],
        neighbourhoods: Iterable[str],
        possible_communes: Iterable[str] = (),
        coded_on: date | None = None,
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
            coded_on=coded_on,
        )

    def covering(self, commune: str) -> Coverage:
        """The part of a commune that is covered."""
        own = self._by_commune.get(commune)
        if own is None:
            return self._by_department.get(department_in(commune), self.elsewhere)
        return own

    def of_department(self, department: str) -> Coverage:
        """The coverage of the communes of a department that are not listed."""
        return self._by_department.get(department, self.elsewhere)

    def join(self, other: "Members", join: Join) -> "Members":
        """A set operation, commune by commune; what is listed stays read as it is."""
        departments, communes = self._join_lists(other, join)
        made_of = (join, self, other) if self._share_codes(other, join) else None
        lists = self if self._lists_codes else other
        alike = made_of is None or self._is_read_as(other)
        return Members(
            join(self.elsewhere, other.elsewhere),
            departments,
            communes,
            made_of,
            coded_on=lists.coded_on if alike else None,
            assumed=lists.assumed if alike else None,
        )

    def _join_lists(
        self, other: "Members", join: Join
    ) -> tuple[dict[str, Coverage], dict[str, Coverage]]:
        departments = {
            code: join(self.of_department(code), other.of_department(code))
            for code, _ in (*self.departments, *other.departments)
        }
        communes = {
            code: join(self.covering(code), other.covering(code))
            for code, _ in (*self.communes, *other.communes)
        }
        return departments, communes

    @property
    def _lists_codes(self) -> bool:
        return bool(self.departments or self.communes or self.made_of is not None)

    def _is_read_as(self, other: "Members") -> bool:
        """Whether codes that both list are read alike; of what lists none, it does not matter."""
        return not (self._lists_codes and other._lists_codes) or (  # noqa: SLF001  # of this class
            self.coded_on == other.coded_on and self.assumed == other.assumed
        )

    def _share_codes(self, other: "Members", join: Join) -> bool:
        """Whether codes that are listed here may have ground in common with others."""
        both = (self, other)
        if any(members.made_of is not None for members in both) or not self._is_read_as(other):
            return True
        listed = {code for members in both for code, _ in members.communes}
        if join is Coverage.union and all(members.only_adds for members in both):
            return False
        official = load_assumed_code(self.assumed or other.assumed)
        return not all(_is_apart(official, code) for code in listed)

    @property
    def only_adds(self) -> bool:
        """Whether what is listed covers all that it would cover if it were not."""
        return self.made_of is None and all(part == ALL for _, part in self.communes)

    def read_on(self, day: date, coded_on: date | None = None) -> "Members":
        """What codes cover that are read on a day: those listed, and those that share their ground.

        A commune is covered as all its ground is. Where parts of its ground are covered otherwise,
        or perhaps, it is not known which of them is meant.

        Args:
            day: The day of the lists, on which their codes are read unless they say otherwise.
            coded_on: The day as of which the codes asked of were written; `None`: that day too.

        Raises:
            UnknownCodeError: For lists of which a code names no commune on the day.

        Examples:
            >>> town = Members.of(["93059"], (), ())
            >>> town.read_on(date(2018, 1, 1)).covering("93066") == NOTHING
            True
            >>> town.read_on(date(2026, 1, 1)).covering("93066").elsewhere is None
            True
            >>> town.read_on(date(2026, 1, 1), date(2018, 1, 1)).covering("93066") == NOTHING
            True
        """
        if self._unknown_codes:
            self.check_codes(day)
        if coded_on is None:
            found = self._readings.get(bisect_right(self.reading_days, day))
            if found is not None:
                return found
        return self._find_reading(day, day if coded_on is None else coded_on)

    def _find_reading(self, day: date, coded_on: date) -> "Members":
        days, is_one_day = self.reading_days, coded_on == day
        stretches = (bisect_right(days, day), bisect_right(days, coded_on))
        # The lists of a day, and codes read on that day: the key of nearly all that is asked.
        key = stretches[0] if is_one_day and not self._coding_days else (*stretches, is_one_day)
        found = self._readings.get(key)
        if found is None:
            if isinstance(key, int):
                day = coded_on = days[key - 1] if key else date.min
            found = self._readings[key] = self._read(day, coded_on)
        return found

    def check_codes(self, day: date) -> None:
        """Refuse lists of which a code names no commune on a day: nothing can be told by them.

        Raises:
            UnknownCodeError: For such a code; the error says what it seems to be.
        """
        for code, (since, read_on) in sorted(self._unknown_codes.items()):
            if since <= day:
                check_code("a territory, communes", code, read_on or day)

    @cached_property
    def _unknown_codes(self) -> Mapping[str, tuple[date, date | None]]:
        """The listed codes that name no commune on some days asked: from which day on.

        Beside it stands the day on which they are read, if that is not the day asked.
        """
        unknown: dict[str, tuple[date, date | None]] = {}
        for part in self.made_of[1:] if self.made_of is not None else ():
            unknown.update(part._unknown_codes)  # noqa: SLF001  # of this class
        for code, _ in self.communes:
            since = unknown_since(code)
            if since is not None and self.coded_on is None:
                unknown[code] = since, None
            elif since is not None and self.coded_on is not None and since <= self.coded_on:
                unknown[code] = date.min, self.coded_on
        return unknown

    def named_in_part(
        self, commune: str, day: date, coded_on: date | None = None
    ) -> tuple[str, ...]:
        """The listed communes that have a part of the ground of a commune on a day, and not all.

        Examples:
            >>> Members.of(["93059"], (), ()).named_in_part("93066", date(2026, 1, 1))
            ('93059',)
        """
        if commune not in self.sharing:
            return ()
        official = load_assumed_code(self.assumed)
        ground = official.reach(commune, coded_on or day).ground
        return tuple(
            code
            for code, part in self.communes
            if part != NOTHING
            and code in self.sharing
            and official.reach(code, self.coded_on or day).covers(ground) is None
        )

    @cached_property
    def reading_days(self) -> tuple[date, ...]:
        """The days from which codes may name other ground that is covered otherwise, sorted."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return tuple(sorted({*one.reading_days, *other.reading_days}))
        if not self._lists_codes:
            return ()
        official = load_assumed_code(self.assumed)
        departments = (code for code, _ in self.departments)
        days = _list_reading_days(official, departments, self.sharing)
        return tuple(sorted({*days, *self.turning_days}))

    @cached_property
    def turning_days(self) -> frozenset[date]:
        """Those of them from which any code may be covered otherwise, past the last edition."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return one.turning_days | other.turning_days
        if not self._lists_codes:
            return frozenset()
        last_day, own = load_assumed_code(self.assumed).last_day, self.coded_on
        days = {last_day + timedelta(days=1)} if last_day < date.max else set()
        if own is not None and last_day < own < date.max:
            days |= {own, own + timedelta(days=1)}
        return frozenset(days)

    @cached_property
    def sharing(self) -> frozenset[str]:
        """The codes that may be covered otherwise than as they are listed, on some day."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return one.sharing | other.sharing
        listed = (code for code, _ in self.communes)
        departments = (code for code, _ in self.departments)
        return _list_sharing(load_assumed_code(self.assumed), departments, listed)

    @cached_property
    def assumptions(self) -> frozenset[AssumedCode | None]:
        """What the official code is taken to be by each of the lists that these were made of."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return one.assumptions | other.assumptions
        return frozenset({self.assumed} if self._lists_codes else ())

    @property
    def last_day(self) -> date:
        """The last day on which it is known what the codes name that are listed."""
        last_days = (load_assumed_code(assumed).last_day for assumed in self.assumptions)
        return min(last_days, default=LAST_DAY)

    def tell_assumptions(self, day: date) -> tuple[Text, ...]:
        """What is assumed of the official code in what is said of a day."""
        told = [tuple(one.tell(day)) for one in self.assumptions if one is not None]
        return tuple(note for notes in sorted(told, key=str) for note in notes)

    @cached_property
    def _coding_days(self) -> frozenset[date]:
        """The days as of which codes were written that are not those of the day asked."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return one._coding_days | other._coding_days  # noqa: SLF001  # of this class
        return frozenset({self.coded_on} if self.coded_on is not None else ())

    def assume(self, assume: Callable[[AssumedCode | None], AssumedCode | None]) -> "Members":
        """The same, with what the official code is taken to be past its last edition.

        Args:
            assume: What follows of what each list takes it to be.
        """
        if not self._lists_codes:
            return self
        made_of = self.made_of
        if made_of is not None:
            join, one, other = made_of
            made_of = (join, one.assume(assume), other.assume(assume))
        made = attrs.evolve(self, made_of=made_of, assumed=assume(self.assumed))
        return self if made == self else made

    def _read(self, day: date, coded_on: date) -> "Members":
        if not self._lists_codes:
            return self
        listed_on = self._list_days_of_codes(day)
        if self.made_of is not None and not self._compares(listed_on | {coded_on}):
            join, one, other = self.made_of
            here, there = one.read_on(day, coded_on), other.read_on(day, coded_on)
            lists = here._join_lists(there, join)  # noqa: SLF001  # of this class
            return Members(join(here.elsewhere, there.elsewhere), *lists, is_reading=True)
        official = self._official
        last_day = self.last_day
        is_later = coded_on > last_day
        if listed_on != frozenset({coded_on}) and (is_later or max(listed_on) > last_day):
            # It is not known what comes between two days past the last edition.
            covered = self._cover_ground(day, in_doubt=True)
            known = covered.covering(LATER if is_later else EARLIER)
            return Members(known, {}, {}, is_reading=True)
        if not self.sharing and not is_later:
            return self
        covered = self._cover_ground(day, in_doubt=is_later)
        departments, communes = dict(self.departments), dict(self.communes)
        for code in self.sharing:
            communes[code] = covered.covering(official.reach(code, coded_on).ground)
        if is_later:
            for department in {*departments, *(department_in(code) for code in communes)}:
                departments[department] = covered.covering(_whole_later(department))
        return Members(self.elsewhere, departments, communes, is_reading=True)

    @property
    def _official(self) -> OfficialCode:
        """The official code by which all lists are read; of several, one that they agree with."""
        return load_assumed_code(next(iter(self.assumptions)))

    def _compares(self, days: AbstractSet[date]) -> bool:
        """Whether what the lists read on some days is ground of one official code.

        What is assumed differently is not compared, but on days up to which nothing is assumed.
        """
        changes = {() if assumed is None else assumed.changes for assumed in self.assumptions}
        return len(self.assumptions) == 1 or (len(changes) == 1 and max(days) <= self.last_day)

    def _list_days_of_codes(self, day: date) -> frozenset[date]:
        """The days on which the codes of the lists are read, when a day is asked."""
        if self.made_of is not None:
            _, one, other = self.made_of
            days = (part._list_days_of_codes(day) for part in (one, other))  # noqa: SLF001  # of this class
            return frozenset[date]().union(*days)
        return frozenset({self.coded_on or day} if self._lists_codes else ())

    def _cover_ground(self, day: date, *, in_doubt: bool) -> CoveredGround:
        if self.made_of is None:
            official = load_assumed_code(self.assumed)
            return cover_ground(
                official, self.elsewhere, self.departments, self.communes,
                self.coded_on or day, in_doubt=in_doubt,
            )  # fmt: skip
        join, one, other = self.made_of
        here = one._cover_ground(day, in_doubt=in_doubt)  # noqa: SLF001  # of this class
        return here.join(other._cover_ground(day, in_doubt=in_doubt), join)  # noqa: SLF001  # of this class

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
        official = load_assumed_code(self.assumed)
        lasting = (official.standing(code, official.last_day) for code, _ in self.communes)
        return (
            (self.coded_on or day) > official.last_day
            and self._is_read_as(other)
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
        listed_on = self._list_days_of_codes(day)
        if not self._compares(listed_on):
            return all(part == NOTHING for part in self.read_on(day).parts)
        unread = (part for code, part in self.communes if _is_apart(self._official, code))
        in_doubt = max(listed_on) > self.last_day
        covered = (*self._cover_ground(day, in_doubt=in_doubt).parts, *unread)
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
            share_ground((here, self.elsewhere), (there, other.elsewhere)) for here, there in both
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
                manner.say(language, areas=_say_areas(codes, nouns, language))
                for manner, codes in by_manner.items()
                if codes
            )
        if named := self.neighbourhoods():
            words.append(_say_areas(named, _NEIGHBOURHOOD_WORDS, language))
        return ", ".join([*words, *self.say_reading(language)]) or _NO_AREA.say(language)

    def say_reading(self, language: Language) -> Iterator[str]:
        """As of which day its codes were written, and until when they are assumed to go on."""
        if self.coded_on is not None:
            yield _CODES_AS_OF.say(language, day=self.coded_on)
        if self.assumed is not None:
            yield _CODES_ASSUMED.say(language, day=self.assumed.until)


# A class cannot name itself in an annotation but as text.
attrs.resolve_types(Members)


_MOST_NAMED: Final = 3


_DEPARTMENT_WORDS: Final = (Text("department", "département"), Text("departments", "départements"))


_COMMUNE_WORDS: Final = (Text("commune", "commune"), Text("communes", "communes"))


_NEIGHBOURHOOD_WORDS: Final = (
    Text("neighbourhood", "quartier"),
    Text("neighbourhoods", "quartiers"),
)


_EVERYWHERE: Final = Text("everywhere", "partout")


_NO_AREA: Final = Text("nowhere", "nulle part")


_WHOLLY: Final = Text("{areas}", "{areas}")


_LEFT_OUT: Final = Text("not {areas}", "hors {areas}")


_PERHAPS: Final = Text("perhaps {areas}", "peut-être {areas}")


_IN_PART: Final = Text("parts of {areas}", "une partie de {areas}")


_CODES_AS_OF: Final = Text("as coded on {day}", "codes au {day}")


_CODES_ASSUMED: Final = Text("codes assumed until {day}", "codes supposés jusqu'au {day}")


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
