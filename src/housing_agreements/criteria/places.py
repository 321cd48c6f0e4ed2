"""The question whether a place lies in a territory on the day asked."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import islice
from typing import Any, Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements.criteria._nodes import Node, Style
from housing_agreements.criteria.comparisons import Atom, check_kind, days_of_change, why_unknown_on
from housing_agreements.criteria.kinds import Fact, HasFacts, Kind, has_evidence
from housing_agreements.geography._assumed_lists import tell_assumed_list
from housing_agreements.geography._names import tell_ground_named_in_part, tell_last_day
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography._unknown_codes import (
    check_code,
    departments_held,
    is_unknown,
)
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD, Place, Territory
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = ("Within",)


@attrs.frozen(eq=False, repr=False, str=False)
class Within(Atom):
    """Whether a place lies in a territory on the day asked.

    The answer is undetermined when it depends on a neighbourhood that is not known, when the
    commune may belong or not, and on a day for which the lists of the territory are not known.
    """

    fact: Fact
    """The fact it reads."""
    territory: Territory
    """The territory."""
    verified_only: bool = False
    """Whether only a verified fact counts."""

    def __attrs_post_init__(self) -> None:
        """Refuse any other fact than a place."""
        faults = Faults("within")
        check_kind(faults, self.fact, {Kind.PLACE}, self.verified_only)
        faults.instance("territory", self.territory, Territory, "a Territory")
        faults.report()

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """The answer of the territory.

        Raises:
            UnknownCodeError: For a place whose code names no ground on the day, also where the
                fact has ended or lacks a proof: a frame is refused it, too.
        """
        self._check_code(household, on)
        ends = self.ends(household, on)
        if ends is None or not self.territory.members.known_on(on):
            return Verdict.UNDETERMINED
        return self.territory.covers(ends[0], on=on)

    def _check_code(self, household: HasFacts, on: date) -> None:
        given = getattr(household, self.fact.name)
        place = given.low if has_evidence(given) else given
        if place is not None:
            check_code(self.fact.name, place.commune, place.coded_on or on)

    @property
    def selecting_facts(self) -> tuple[Fact, ...]:
        """The place, which selects what the territory covers there."""
        return (self.fact,)

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the name of the territory, or its code in Python."""
        if style is None:
            return [f"{self.write_fact(style)}.within(<Territory {self.territory.code!r}>)"]
        fact = self.write_fact(style)
        return [_WITHIN.say(style, fact=fact, territory=self.territory.name)]

    @property
    def dated(self) -> tuple[Timeline[Any], ...]:
        """The lists of the territory."""
        return (self.territory.members,)

    def why_undecidable(self, household: HasFacts, on: date) -> Text | None:
        """The reason when its lists are not known on the day, or say nothing of the commune."""
        unknown = why_unknown_on(on, self.territory.members)
        ends = self.ends(household, on)
        if unknown is not None or ends is None:
            return unknown
        commune, coded_on = ends[0].commune, ends[0].coded_on
        lists, read_on = self.territory.members.on(on), coded_on or on
        covered = lists.read_on(on, coded_on).covering(commune)
        if covered.elsewhere is not None:
            return None
        if max(on, read_on, lists.coded_on or on) > lists.last_day:
            return tell_last_day(lists.last_day)
        if named := lists.named_in_part(commune, on, coded_on):
            return tell_ground_named_in_part(commune, named, read_on, lists.coded_on or on)
        return _NOT_KNOWN_WHETHER.format(day=on)

    def tell_assumptions(self, household: HasFacts, on: date) -> tuple[Text, ...]:
        """The assumptions about its lists, and about the official code past its last edition."""
        lists, ends = self.territory.members, self.ends(household, on)
        if not lists.known_on(on):
            return ()
        of_list = tell_assumed_list(lists, on)
        if ends is None:
            return of_list
        return (*lists.on(on).tell_assumptions(max(on, ends[0].coded_on or on)), *of_list)

    def boundary_values(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """Places inside and outside the territory: one for each neighbourhood it lists."""
        return ((self.fact, tuple(self._places(on))),)

    def _places(self, on: date) -> Iterator[Place]:
        listed: set[str] = set()
        departments: list[str] = []
        neighbourhoods = {NO_NEIGHBOURHOOD}
        if self.territory.members.known_on(on):
            members = self.territory.members.on(on).read_on(on)
            listed |= {code for code, _ in members.communes if not is_unknown(code, on)}
            departments += [code for code, _ in members.departments]
            neighbourhoods |= {code for part in members.parts for code in part.listed}
        elsewhere = (code for code in departments_held() if code not in departments)
        anywhere_else = (code for one in elsewhere for code in _list_communes(one, listed, on))
        of_departments = [_list_communes(code, listed, on) for code in departments]
        others = {code for some in (*of_departments, anywhere_else) for code in islice(some, 1)}
        for code in sorted(listed | others):
            yield from (Place(code, neighbourhood) for neighbourhood in sorted(neighbourhoods))

    def days_of_change(self) -> tuple[date, ...]:
        """The days on which its lists change, or what the codes name that are listed."""
        lists = self.territory.members
        readings = (day for members in lists.held_values() for day in members.reading_days)
        return (*days_of_change(lists), *readings)


_WITHIN: Final = Text("{fact} within {territory}", "{fact}\u00a0: {territory}")
_NOT_KNOWN_WHETHER: Final = Text(
    "not known whether that commune belonged on {day}",
    "on ne sait pas si cette commune en était membre au {day}",
)


def _list_communes(department: str, listed: AbstractSet[str], on: date) -> Iterator[str]:
    """The communes of a department in use on a day, without those that are listed."""
    communes = load_official_code().codes_in_use(department, min(on, LAST_DAY))
    return (code for code in communes if code not in listed)
