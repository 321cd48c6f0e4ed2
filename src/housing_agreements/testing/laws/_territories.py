"""The laws of territories and of lists of communes, and of the coverages they are made of."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import Members
from housing_agreements.geography._official_code import LAST_DAY
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.periods import Period
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "coverage_algebra",
    "gone_for_so_long",
    "members_are_canonical",
    "members_come_and_go",
    "territory_algebra",
    "territory_within",
)


def members_come_and_go(members: Mapping[str, Iterable[Period]], day: date) -> None:
    """A member belongs on the days of its periods, and on no other."""
    kept = {member: tuple(periods) for member, periods in members.items()}
    expected = {
        member for member, periods in kept.items() if any(day in period for period in periods)
    }
    must_be(f"the members on {day}", Timeline.of_members(kept).on(day), expected)


def gone_for_so_long(timeline: Timeline[frozenset[str]], months: int, day: date) -> None:
    """`after` holds who is not in the list and left it, on that day or before, not so long ago."""
    if not timeline.known_on(day):
        return
    recently = {
        member
        for (_, before), (left, now) in pairwise(timeline.changes)
        for member in before - now
        if day in Period.lasting(left, months=months)
    }
    expected = recently - timeline.on(day)
    must_be(f"those gone on {day}", timeline.after(months=months).on(day), expected)


def coverage_algebra(a: Coverage, b: Coverage, neighbourhood: str) -> None:
    """A neighbourhood is in what is made of two coverages exactly when logic says so."""
    in_a, in_b = a.holds(neighbourhood), b.holds(neighbourhood)
    for name, made, expected in (
        ("union", a.union(b), in_a | in_b),
        ("intersection", a.intersection(b), in_a & in_b),
        ("difference", a.difference(b), in_a & ~in_b),
        ("contrary", a.contrary(), ~in_a),
    ):
        must_be(f"{neighbourhood} in the {name}", made.holds(neighbourhood), expected)


def members_are_canonical(a: Members, b: Members) -> None:
    """Members that list alike are equal, whatever operations made them."""
    must_be("a union with itself is itself", a.join(a, Coverage.union).listed, a.listed)
    back = a.join(b, Coverage.intersection).join(a.join(b, Coverage.difference), Coverage.union)
    must_be("what is in the other and what is not make the whole", back.listed, a.listed)


def territory_algebra(a: Territory, b: Territory, place: Place, day: date) -> None:
    """`covers` agrees with the set algebra, and is at least as decided as logic."""
    in_a, in_b = a.covers(place, on=day), b.covers(place, on=day)
    for name, made, expected in (
        ("union", a | b, in_a | in_b),
        ("intersection", a & b, in_a & in_b),
        ("difference", a - b, in_a & ~in_b),
    ):
        found = made.covers(place, on=day)
        must_hold(
            f"{place} in the {name}",
            holds=found is expected or not expected.decided,
            found=found,
            expected=expected,
        )
    must_be("| is commutative", _members_read(a | b, day), _members_read(b | a, day))
    must_be("& is commutative", _members_read(a & b, day), _members_read(b & a, day))
    if day <= LAST_DAY:
        must_be("| absorbs &", _members_read(a | (a & b), day), _members_read(a, day))


def _members_read(territory: Territory, day: date) -> Members:
    """What is covered of each code that is read on a day."""
    return territory.members.on(day).read_on(day)


def territory_within(a: Territory, b: Territory, place: Place, day: date) -> None:
    """A territory lies within another exactly when nothing is left of it without the other.

    Of territories whose members are known, on days until the last edition of the official code:
    one with possible communes is not surely in itself, nor is what codes will turn out to name.
    """
    if day > LAST_DAY:
        return
    nothing = a - a
    must_be("within when nothing is left", a.within(b, on=day), (a - b).within(nothing, on=day))
    must_hold("what is in both is in each", holds=(a & b).within(a, on=day), a=a, b=b)
    must_hold("each is in the union", holds=b.within(a | b, on=day), a=a, b=b)
    if a.within(b, on=day) and a.covers(place, on=day) is Verdict.MET:
        must_be(f"{place} in the wider one", b.covers(place, on=day), Verdict.MET)
