"""By which commune, department or intercommunality a code is grouped, from day to day.

A code is read on a day, and the ground that it names then lies in the commune that is in use on
that day, in the department of that commune, and in the intercommunality that has that commune for
a member. Ground of which parts lie in several is perhaps in each.
"""

from bisect import bisect_right
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from housing_agreements.geography._coverage import department_in
from housing_agreements.geography._ground import Extent, join_grounds
from housing_agreements.geography._members_by_day import (
    are_bodies_told,
    body_of_commune,
    days_of_editions,
    lacks_establishment,
)
from housing_agreements.geography._official_code import OfficialCode

__all__ = (
    "Among",
    "CodesRead",
    "FindGroup",
    "GroupSteps",
    "GroupsByPlace",
    "bodies_among",
    "communes_among",
    "departments_among",
)

Among = str | frozenset[str] | None
"""The group of a code: one for certain, or those in which it perhaps is; `None`: any may be it."""

GroupSteps = tuple[tuple[date, Among], ...]
"""From each day on, the group of a code."""


class CodesRead(NamedTuple):
    """By which official code the codes of entries are read, and as of which day."""

    official: OfficialCode
    """The official code, under whatever is assumed of it."""
    coded_on: date | None = None
    """The day as of which the codes were written; `None`: that of each entry."""

    def is_later(self, day: date) -> bool:
        """Whether a day, or that of the codes, comes after the last on which they are known."""
        return max(day, self.coded_on or day) > self.official.last_day

    def ground(self, code: str, day: date) -> Extent:
        """The ground of a code of an entry."""
        return self.official.reach(code, self.coded_on or day).ground


FindGroup = Callable[[str, AbstractSet[str], date, CodesRead], Among]
"""The group of a code, where some codes have a level of their own, on a day."""


def communes_among(code: str, grounds: AbstractSet[str], day: date, read: CodesRead) -> Among:
    """The commune by which a code is grouped on a day: the one in use that has its ground.

    Args:
        code: The code; one that no edition holds is the commune itself.
        grounds: Codes that have a level of their own: who stands in the ground of one of them is
            in no other group, and who perhaps does is perhaps in it.
        day: The day.
        read: How codes are read.

    Examples:
        >>> from housing_agreements.geography._official_code import load_official_code
        >>> read = CodesRead(load_official_code())
        >>> communes_among("93059", frozenset(), date(2018, 1, 1), read)
        '93059'
        >>> communes_among("93059", frozenset(), date(2026, 1, 1), read)
        '93066'
        >>> sorted(communes_among("93066", {"93059"}, date(2026, 1, 1), read))
        ['93059', '93066']
    """
    official = read.official
    if not official.stretches(code):
        return code
    own = official.commune_on(code, day, read.coded_on)
    if not grounds and own is not None:
        return own
    ground = read.ground(code, day)
    shared = grounds if read.is_later(day) else official.sharers(code) & grounds
    reaches = {one: official.reach(one, day) for one in shared if official.stretches(one)}
    answers = {one: reach.covers(ground) for one, reach in reaches.items()}
    surely = sorted(one for one, answer in answers.items() if answer)
    if surely:
        return surely[0]
    perhaps = {one for one, answer in answers.items() if answer is None}
    left = ground - join_grounds(reaches[one].ground for one in perhaps)
    if own is None and read.is_later(day):
        return None
    others = set[str]()
    if left:
        others = {own} if own is not None else {*official.holders(left, day)}
    return frozenset(perhaps | others) if perhaps else _as_among(others)


def _as_among(found: AbstractSet[str]) -> Among:
    """The one that was found, as a sure one; or all of them."""
    return next(iter(found)) if len(found) == 1 else frozenset(found)


def departments_among(code: str, _grounds: AbstractSet[str], day: date, read: CodesRead) -> Among:
    """The department by which a code is grouped on a day: that of the commune in use.

    Past the last edition a code that is in use lies in its department; of any other, it is known
    which departments have its ground.

    Examples:
        >>> from housing_agreements.geography._official_code import load_official_code
        >>> read = CodesRead(load_official_code())
        >>> departments_among("94068", frozenset(), date(2018, 1, 1), read)
        '94'
        >>> departments_among("75059", frozenset(), date(2018, 1, 1), read)
        '93'
    """
    official = read.official
    if not official.stretches(code):
        return department_in(code)
    last = official.last_day
    known = read._replace(coded_on=read.coded_on and min(read.coded_on, last))
    communes = communes_among(code, frozenset(), min(day, last), known)
    among = frozenset({communes}) if isinstance(communes, str) else communes or frozenset()
    return _as_among({department_in(commune) for commune in among})


def bodies_among(code: str, _grounds: AbstractSet[str], day: date, read: CodesRead) -> Among:
    """The intercommunality by which a code is grouped on a day, by its number.

    It is the one with its own taxes, and in the Paris area the public establishment (of Paris the
    metropolis). Some communes have none, and are in no group. `None`: before the first edition and
    past the last, and in the Paris area before 2023, it is not known.

    Examples:
        >>> from housing_agreements.geography._official_code import load_official_code
        >>> day, nothing, read = date(2020, 6, 1), frozenset(), CodesRead(load_official_code())
        >>> bodies_among("59350", nothing, day, read)
        '245900410'
        >>> bodies_among("59350", nothing, date(2018, 6, 1), read) is None
        True
        >>> bodies_among("75115", nothing, day, read), bodies_among("29083", nothing, day, read)
        ('200054781', frozenset())
    """
    if not are_bodies_told(day):
        return None
    official = read.official
    commune = official.commune_on(code, day, read.coded_on) if official.stretches(code) else code
    own = None if commune is None else body_of_commune(commune, day)
    if own is not None:
        return own
    if not official.stretches(code):
        return frozenset()
    if read.is_later(day):
        return None
    left = ground = read.ground(code, day)
    bodies: set[str] = set()
    for member in official.sharers(code):
        number, is_untold = body_of_commune(member, day), lacks_establishment(member, day)
        if number is not None or is_untold:
            shared = ground & official.reach(member, day).ground
            if shared and number is None:
                return None
            if shared and number is not None:
                bodies.add(number)
                left -= shared
    # Some of the ground may lie in none.
    return frozenset(bodies) if left else _as_among(bodies)


class GroupsByPlace:
    """The groups of one kind in which what bears a code may stand, from the first day to the last.

    Each code is looked at once.

    Args:
        find: The group of a code on a day.
        grounds: The codes of communes that have a level of their own.
        first: The first day.
        last: The last day.
        read: How codes are read.
    """

    def __init__(
        self,
        find: FindGroup,
        grounds: AbstractSet[str],
        first: date,
        last: date,
        read: CodesRead,
    ) -> None:
        self._find, self._grounds = find, frozenset(grounds)
        self._first, self._last = first, last
        self._read = read
        official = read.official
        held = filter(official.stretches, self._grounds)
        self._touched = frozenset[str]().union(*map(official.sharers, held))
        """The codes that may have ground in common with one that has a level of its own."""
        self._of_codes: dict[date | None, GroupsByPlace] = {read.coded_on: self}
        self._steps: dict[str, GroupSteps] = {}
        self._days: dict[str, frozenset[date]] = {}

    def of_codes(self, coded_on: date | None) -> "GroupsByPlace":
        """The same groups, of codes that were written as of another day.

        Args:
            coded_on: That day; `None`: each code is read on the day by which it is grouped.
        """
        found = self._of_codes.get(coded_on)
        if found is None:
            read = self._read._replace(coded_on=coded_on)
            found = GroupsByPlace(self._find, self._grounds, self._first, self._last, read)
            self._of_codes[coded_on] = found
        return found

    def steps(self, code: str) -> GroupSteps:
        """From which day on a code is of which group; the first day is the first that is asked."""
        steps = self._steps.get(code)
        if steps is None:
            days = (self._first, *sorted(self._turns(code)))
            told = [(day, self._find(code, self._near(code, day), day, self._read)) for day in days]
            runs = (next(run) for _, run in groupby(told, key=itemgetter(1)))
            steps = self._steps[code] = tuple(runs)
        return steps

    def on(self, code: str, day: date) -> Among:
        """The group of a code on a day."""
        steps = self.steps(code)
        if len(steps) == 1:
            return steps[0][1]
        return steps[max(bisect_right(steps, day, key=itemgetter(0)), 1) - 1][1]

    def _near(self, code: str, day: date) -> AbstractSet[str]:
        """The codes that have a level of their own, and perhaps ground of a code."""
        return self._grounds if self._read.is_later(day) or code in self._touched else frozenset()

    def _turns(self, code: str) -> set[date]:
        """The days after the first one from which the group of a code may be another."""
        official = self._read.official
        turns = {official.last_day + timedelta(days=1)}
        if self._find is bodies_among:
            turns.update(days_of_editions())
        if not self._stands_still(code):
            for department in {department_in(one) for one in official.sharers(code)}:
                if department not in self._days:
                    self._days[department] = frozenset(official.days_of_codes(department))
                turns |= self._days[department]
        return {day for day in turns if self._first < day <= self._last}

    def _stands_still(self, code: str) -> bool:
        """Whether a code has one commune on all days that an edition holds."""
        official = self._read.official
        stretches = official.stretches(code)
        if not stretches:
            return True
        # As of one day it names one ground, which others may have had, or may have since.
        of_a_day = self._read.coded_on is not None
        if code in self._touched or (of_a_day and len(official.sharers(code)) > 1):
            return False
        last = min(self._last, official.last_day)
        return any(stretch.holds(self._first) and stretch.holds(last) for stretch in stretches)
