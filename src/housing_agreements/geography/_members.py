"""The coverage of every commune, as lists tell it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple, final

import attrs

from housing_agreements.geography._coverage import ALL, NOTHING, Coverage, Join, department_in
from housing_agreements.geography._covered_ground import (
    CoveredGround,
    cover_ground,
    is_apart,
    list_reading_days,
    list_sharing,
    whole_later,
)
from housing_agreements.geography._official_code import Standing, load_official_code
from housing_agreements.values.texts import Language, Spoken, Text, join_words, say_number_of

__all__ = (
    "NOWHERE",
    "Area",
    "Members",
    "Parts",
)


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
        if any(each.made_of is not None for each in both):
            return True
        listed = {code for each in both for code, _ in each.communes}
        if join is Coverage.union and all(each.only_adds for each in both):
            return False
        return not all(map(is_apart, listed))

    @property
    def only_adds(self) -> bool:
        """Whether what is listed covers all that it would cover if it were not."""
        return self.made_of is None and all(part == ALL for _, part in self.communes)

    def read_on(self, day: date) -> "Members":
        """What codes cover that are read on a day: those listed, and those that share their ground.

        A commune is covered as all its ground is. Where parts of its ground are covered otherwise,
        or perhaps, it is not known which of them is meant.

        Examples:
            >>> town = Members.of(["93059"], (), ())
            >>> town.read_on(date(2018, 1, 1)).covering("93066") == NOTHING
            True
            >>> town.read_on(date(2026, 1, 1)).covering("93066").elsewhere is None
            True
        """
        stretch = bisect_right(self.reading_days, day)
        found = self._readings.get(stretch)
        if found is None:
            first = self.reading_days[stretch - 1] if stretch else date.min
            found = self._readings[stretch] = self._read(first)
        return found

    @cached_property
    def reading_days(self) -> tuple[date, ...]:
        """The days from which codes may name other ground that is covered otherwise, sorted."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return tuple(sorted({*one.reading_days, *other.reading_days}))
        if not (self.departments or self.communes):
            return ()
        return list_reading_days((code for code, _ in self.departments), self.sharing)

    @cached_property
    def sharing(self) -> frozenset[str]:
        """The codes that may be covered otherwise than as they are listed, on some day."""
        if self.made_of is not None:
            _, one, other = self.made_of
            return one.sharing | other.sharing
        listed = (code for code, _ in self.communes)
        return list_sharing((code for code, _ in self.departments), listed)

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
                if department in official.departments:
                    departments[department] = covered.covering(whole_later(department))
        return Members(self.elsewhere, departments, communes)

    def _cover_ground(self, day: date) -> CoveredGround:
        if self.made_of is None:
            return cover_ground(self.elsewhere, self.departments, self.communes, day)
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
        unread = (part for code, part in self.communes if is_apart(code))
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
