"""Places and territories: which dwelling stands where, on which day.

A territory says for each day how much of each commune it covers: the whole, some of its
neighbourhoods, or all of them but some. Union, intersection and difference are exact. Two
territories that cover the same ground on every day have equal members. Where the neighbourhood of
a place is not known, the answer may be undetermined, as it is for a commune that may belong or not.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final, final

import attrs

from housing_agreements._checks import (
    Codes,
    Faults,
    as_tuple,
    attempt,
    exact_codes,
    exact_day,
    exact_kind,
)
from housing_agreements._records import Record, shorten, tell_number
from housing_agreements.errors import InvalidTypeError, NotKnownError, UnknownCodeError, show
from housing_agreements.geography._assumed_lists import say_assumed_list, tell_assumed_list
from housing_agreements.geography._coverage import (
    NO_NEIGHBOURHOOD,
    Coverage,
    Join,
    check_commune_code,
)
from housing_agreements.geography._members import Members
from housing_agreements.geography._unknown_codes import (
    check_code,
    check_listed_department,
    unknown_since,
)
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    colon,
    semicolon,
)
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = ("NO_NEIGHBOURHOOD", "Place", "Territory")

_MEMBERS: Final = "the members of another territory"
_MOST_DAYS_KEPT: Final = 4_096
"""For how many days a territory keeps how its codes are read."""


@final
@attrs.frozen(eq=False, repr=False)
class Place(Record):
    """Where a dwelling stands: a commune and, when known, a neighbourhood (*quartier*).

    Args:
        commune: Its INSEE code.
        neighbourhood: The code of the neighbourhood; `None` when not known, and
            `NO_NEIGHBOURHOOD` when it is known to stand in none.
        coded_on: The day as of which the code of the commune was written; `None`: it is read on
            the day asked.

    Raises:
        InvalidTypeError: For a code that is not a string, or a day that is none.
        InvalidValueError: For a commune code of another form, or an empty neighbourhood.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> Place("94068")
        Place(commune='94068', neighbourhood=None)
        >>> Place("93066", coded_on=date(2024, 12, 31))
        Place(commune='93066', neighbourhood=None, coded_on=datetime.date(2024, 12, 31))
    """

    commune: str
    """The INSEE code of the commune."""
    neighbourhood: str | None = None
    """The code of the neighbourhood; `None`: not known."""
    coded_on: date | None = attrs.field(default=None, kw_only=True)
    """The day as of which the code of the commune was written; `None`: the day asked."""

    def __attrs_post_init__(self) -> None:
        """The commune code has the official form."""
        faults = Faults("Place")
        check_commune_code(faults, "commune", self.commune)
        if self.neighbourhood is not None:
            faults.code("neighbourhood", self.neighbourhood)
        if self.coded_on is not None:
            faults.day("coded_on", self.coded_on)
        faults.report()

    def __repr__(self) -> str:
        """The call that makes it."""
        day = "" if self.coded_on is None else f", coded_on={self.coded_on!r}"
        return f"Place(commune={self.commune!r}, neighbourhood={self.neighbourhood!r}{day})"


_CHECKS_OF_LISTS: Final[Mapping[str, Callable[[Faults, str, str], None]]] = {
    "communes": check_commune_code,
    "departments": check_listed_department,
    "neighbourhoods": Faults.code,
    "possible_communes": check_commune_code,
}
"""What notes the fault of a code, by the field that holds it."""


CodesByDay = Codes | AbstractSet[str] | Timeline[frozenset[str]]
"""Codes in any order, or a timeline of sets of them."""


def _as_members(given: CodesByDay) -> Timeline[frozenset[str]]:
    return attempt(_as_codes_by_day, given)


def _as_codes_by_day(given: CodesByDay) -> Timeline[frozenset[str]]:
    if not isinstance(given, Timeline):
        return Timeline.constant(exact_codes(given, "a territory"))
    if not all(isinstance(members, frozenset) for members in given.held_values()):
        raise InvalidTypeError(
            "a territory", show(given), "a timeline of frozensets", "use Timeline.of_members"
        )
    return given


@final
@attrs.frozen(init=False, eq=False, repr=False)
class Territory(Spoken):
    """Communes, departments and neighbourhoods that belong together (*territoire*).

    Whatever lists it, a territory covers a dwelling that stands in one of its communes, of
    its departments or of its neighbourhoods. Each list may change with time. The operators
    `|`, `&` and `-` make territories of their own, with the codes and names of both.

    Args:
        code: Its code: that of a region, of an intercommunal body (EPCI), or one's own.
        name: Its name.
        level: What kind of territory it is: "region", "epci", "department", "list", ...
        communes: INSEE codes, or a `Timeline` of sets of them.
        departments: Department codes, or a `Timeline` of sets of them.
        neighbourhoods: Neighbourhood codes, or a `Timeline` of sets of them.
        possible_communes: INSEE codes, or a `Timeline` of sets of them: communes of which it is
            not known whether they belong, unless another list says that they do.
        caveats: What must be known by whoever relies on the lists, for example that one is
            incomplete; every finding on the territory says it.
        coded_on: The day as of which the codes of the lists were written; `None`: they are read
            on the day asked.
        members: What another territory covers, to which the lists are added; so
            `attrs.evolve` gives a territory another name.

    Raises:
        InvalidValueError: For a commune code that does not have the official form.
        UnknownCodeError: For a code that no department has; the error says what it seems to be.
        InvalidTypeError: For a list that is neither codes nor a timeline of sets.
        InvalidObjectError: For several of these at once.

    Laws:
        - `territory_algebra`: `(a | b).covers(p)` is `a.covers(p) | b.covers(p)` when that is
          decided, and likewise `&` and `-`; where logic cannot tell, the sets still may.
        - `territory_within`: a territory whose members are known lies within another exactly
          when nothing is left of it without the other.

    Examples:
        >>> region = Territory("11", "Île-de-France", "region", departments=("75", "94"))
        >>> region.covers(Place("94068"), on=date(2016, 3, 7))
        Verdict.MET
    """

    code: str
    """Its code."""
    name: str
    """Its name."""
    level: str
    """What kind of territory it is."""
    members: Timeline[Members]
    """What it covers of every commune, by day."""
    caveats: tuple[Text, ...]
    """What whoever relies on the lists must know."""
    _readings: dict[date, Members] = attrs.field(init=False, eq=False, repr=False, factory=dict)

    def __init__(
        self,
        code: str,
        name: str,
        level: str,
        *,
        communes: CodesByDay = (),
        departments: CodesByDay = (),
        neighbourhoods: CodesByDay = (),
        possible_communes: CodesByDay = (),
        caveats: Iterable[Text] = (),
        coded_on: date | None = None,
        members: Timeline[Members] | None = None,
    ) -> None:
        faults = Faults(f"Territory {show(code)}")
        faults.code("code", code)
        faults.text("name", name)
        faults.code("level", level)
        lists = {
            "communes": _as_members(communes),
            "departments": _as_members(departments),
            "neighbourhoods": _as_members(neighbourhoods),
            "possible_communes": _as_members(possible_communes),
        }
        for field, timeline in lists.items():
            if faults.refused(field, timeline):
                continue
            every_code = {code for codes in timeline.held_values() for code in codes}
            for member in sorted(every_code, key=str):
                _CHECKS_OF_LISTS[field](faults, field, member)
        kept = as_tuple(caveats)
        faults.each("caveats", kept, Text, "a Text")
        if coded_on is not None:
            faults.day("coded_on", coded_on)
        if members is not None and faults.instance("members", members, Timeline, _MEMBERS):
            for covered in members.held_values():
                if type(covered) is not Members:
                    faults.add(InvalidTypeError, "members", show(covered), _MEMBERS)
        faults.report()
        sure = lists["communes"].with_other(lists["departments"], lambda c, d: (c, d))
        listed = sure.with_other(lists["neighbourhoods"], lambda cd, n: (*cd, n))
        made = listed.with_other(
            lists["possible_communes"], lambda cdn, p: Members.of(*cdn, p, coded_on)
        )
        if members is not None:
            # Nothing is added to what another territory covers: it stays as it was made.
            made = (
                made.with_other(members, lambda a, b: a.join(b, Coverage.union))
                if any(codes for timeline in lists.values() for codes in timeline.held_values())
                else members
            )
        # attrs writes this method when `init=False`; pyright does not know of it.
        self.__attrs_init__(code, name, level, made, kept)  # pyright: ignore[reportAttributeAccessIssue]  # see above

    def covers(self, place: Place, *, on: date) -> Verdict:
        """Whether a place lies in the territory on a day.

        `UNDETERMINED` when it depends on a neighbourhood that is not known, and in a commune of
        which it is not known whether it belongs.

        Raises:
            InvalidTypeError: For anything but a place, or a day.
            UnknownCodeError: For a place whose commune no edition of the official code holds, or
                of which the code is only a postcode on the day; for a list with such a code.
            NotKnownError: On a day for which the lists are not known.

        Examples:
            >>> town = Territory("94068", "Saint-Maur", "commune", communes=("94068",))
            >>> town.covers(Place("94100"), on=date(2018, 1, 1))
            Traceback (most recent call last):
            ...
            housing_agreements.errors.UnknownCodeError: Territory.covers, place: given '94100'; \
expected a commune or a district of the official code since 1943; 94100 is a postcode, of 94068 \
Saint-Maur-des-Fossés

            Pierrefitte-sur-Seine (93059) is part of Saint-Denis (93066) since 2025.

            >>> town = Territory("93059", "Pierrefitte", "commune", communes=("93059",))
            >>> before = Place("93066", coded_on=date(2024, 12, 31))
            >>> town.covers(before, on=date(2026, 1, 1))
            Verdict.UNMET
            >>> town.covers(Place("93066"), on=date(2026, 1, 1))
            Verdict.UNDETERMINED
        """
        if type(place) is not Place:
            exact_kind(place, "Territory.covers, place", Place, "write Place('94068')")
        if unknown_since(place.commune) is not None:
            where = "Territory.covers, place"
            day = exact_day(on, "Territory.covers, on")
            check_code(where, place.commune, place.coded_on or day)
        read = self._readings.get(on) if type(on) is date and place.coded_on is None else None
        if read is None:
            read = self._read_on(on, place.coded_on)
        return read.covering(place.commune).holds(place.neighbourhood)

    def _read_on(self, on: date, coded_on: date | None) -> Members:
        """What codes that are read on a day are covered by; most are asked for again."""
        members = _members_on(self, on, "covers")
        try:
            read = members.read_on(on, coded_on)
        except UnknownCodeError as fault:
            raise fault.at(f"Territory {show(self.code)}", "communes") from None
        if coded_on is None and len(self._readings) < _MOST_DAYS_KEPT:
            self._readings[on] = read
        return read

    def within(self, other: "Territory", *, on: date) -> bool:
        """Whether every place of this territory lies in the other on a day, for certain.

        A department is taken to be more than any list of communes, since none is known here
        to be all of them.

        Raises:
            InvalidTypeError: For anything but a day.
            UnknownCodeError: For a list with a code that names no commune on the day.
            NotKnownError: On a day for which the lists of either are not known.

        Examples:
            >>> town = Territory("35238", "Rennes", "commune", communes=("35238",))
            >>> town.within(
            ...     Territory("35", "Ille-et-Vilaine", "department", departments=("35",)),
            ...     on=date(2017, 11, 23),
            ... )
            True
        """
        remedy = "write Territory('94', 'The 94', 'department', departments=('94',))"
        exact_kind(other, "Territory.within, other", Territory, remedy)
        here, there = (_members_on(one, on, "within") for one in (self, other))
        for territory, members in ((self, here), (other, there)):
            try:
                members.check_codes(on)
            except UnknownCodeError as fault:
                raise fault.at(f"Territory {show(territory.code)}", "communes") from None
        return here.within_on(there, on)

    def communes(self, *, on: date) -> tuple[str, ...]:
        """The communes that the territory covers by name on a day, sorted, whole or in part.

        A commune that is covered exactly as the rest of its department is not named, nor one
        of which it is not known whether it belongs.

        Raises:
            InvalidTypeError: For anything but a day.
            NotKnownError: On a day for which the lists are not known.
        """
        return tuple(
            code for code, part in _members_on(self, on, "communes").communes if part.somewhere
        )

    def neighbourhoods(self, *, on: date) -> tuple[str, ...]:
        """The neighbourhoods that the territory covers by name on a day, sorted.

        Raises:
            InvalidTypeError: For anything but a day.
            NotKnownError: On a day for which the lists are not known.
        """
        return _members_on(self, on, "neighbourhoods").neighbourhoods()

    def tell_assumptions(self, until: date) -> tuple[Text, ...]:
        """What is assumed of the official code and of its lists in answers about days up to one.

        Each thing stands once.

        Examples:
            >>> import housing_agreements as ha
            >>> town = Territory("94068", "Saint-Maur", "commune", communes=("94068",))
            >>> assumed = ha.assume_unchanged(town, until=date(2027, 12, 31))
            >>> assumed.tell_assumptions(date(2026, 12, 31))
            ()
            >>> [note.en for note in assumed.tell_assumptions(date(2027, 1, 1))]
            ['assuming that the official code of communes, known until 31 December 2026, goes on \
unchanged until 31 December 2027']
        """
        exact_day(until, "Territory.tell_assumptions, until")
        held = (members for day, members in self.members.changes if day <= until)
        told = [note for members in held for note in members.tell_assumptions(until)]
        return tuple(dict.fromkeys([*told, *tell_assumed_list(self.members, until)]))

    def __or__(self, other: "Territory") -> "Territory":
        """The places of either."""
        return self._join(other, "|", Coverage.union)

    def __and__(self, other: "Territory") -> "Territory":
        """The places of both."""
        return self._join(other, "&", Coverage.intersection)

    def __sub__(self, other: "Territory") -> "Territory":
        """The places of this one that are not in the other."""
        return self._join(other, "-", Coverage.difference)

    def _join(self, other: "Territory", sign: str, join: Join) -> "Territory":
        if not isinstance(other, Territory):
            return NotImplemented
        members = self.members.with_other(other.members, lambda a, b: a.join(b, join))
        caveats = tuple(dict.fromkeys((*self.caveats, *other.caveats)))
        return Territory(
            f"({self.code} {sign} {other.code})",
            f"({self.name} {sign} {other.name})",
            "made",
            members=members,
            caveats=caveats,
        )

    def say(self, language: Language) -> str:
        """Its name, its code, and what it covers from each day on which that changes.

        Examples:
            >>> print(Territory("33", "Gironde", "department", departments=("33",)))
            Gironde (33): department 33
        """
        steps = (
            members.say(language)
            if day == date.min
            else _MEMBERS_FROM.say(language, day=day, members=members)
            for day, members in self.members.changes
        )
        head = f"{self.name} ({self.code}){colon(language)}"
        return head + semicolon(language).join([*steps, *say_assumed_list(self.members, language)])

    def _essentials(self) -> str:
        steps = self.members.changes
        more = "" if len(steps) == 1 else f"; {tell_number(len(steps) - 1, 'earlier list')}"
        last = steps[-1][1].say("en")
        return f"{shorten(self.code, 60)}: {shorten(self.name, 60)}, {self.level}; {last}{more}"


_MEMBERS_FROM: Final = Text("from {day}, {members}", "à partir du {day}, {members}")


def _members_on(territory: Territory, on: date, asked: str) -> Members:
    if type(on) is not date:
        exact_day(on, f"Territory.{asked}, on")
    try:
        return territory.members.on(on)
    except NotKnownError as fault:
        raise fault.at(f"Territory {show(territory.code)}", "on") from None
