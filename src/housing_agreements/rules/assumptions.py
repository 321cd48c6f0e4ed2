"""Assumptions past the last day that is known: a caller may go on, in the open.

Each rule is followed until some day. A value is made of parts, and an assumption carries on those
parts that were followed less far: `assume_unchanged` as they were, `with_changes` with changes that
the caller knows. Whatever rests on it says so. One walk goes through the parts of a value
(`_rebuild`); what each part becomes is said once, by the kind of the part (`_CarryOn`).

An assumption carries on the official code of communes, past its last edition: it stands in what a
territory covers (`Members`). It carries on each rule of law, past the last day up to which this was
followed: a `Provision`, or a `Timeline` in a public or a criterion. A list or a table that was made
for a period, such as the communes of an intercommunality in its editions or the ceilings of a year,
says what held then. It ends by itself: it is carried on where it is given, and not where it is a
part of something else.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from operator import is_
from typing import Any, Final, NamedTuple, TypeVar, cast

import attrs

from housing_agreements._checks import Faults, exact_day
from housing_agreements._records import Record
from housing_agreements.criteria._nodes import flatten, rebuild
from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    show,
)
from housing_agreements.geography._assumed_code import AssumedCode
from housing_agreements.geography._coverage import check_commune_code
from housing_agreements.geography._history import CodeChange
from housing_agreements.geography._members import Members
from housing_agreements.geography._official_code import LAST_DAY
from housing_agreements.geography._told_changes import check_changes
from housing_agreements.geography.territories import Territory
from housing_agreements.law.provisions import Provision, Version
from housing_agreements.law.reservations.obligations import Quarter
from housing_agreements.model.agreements import Agreement, Amendment
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.relocation import OfferTest, RelocationCharter
from housing_agreements.values.timelines import Timeline

__all__ = ("CommuneChange", "assume_unchanged", "with_changes")

_Assumable = TypeVar(
    "_Assumable",
    bound=Territory
    | Criterion
    | PriorityPublic
    | Contingent
    | Commitment
    | Agreement
    | Provision[Any]
    | Timeline[Any],
)
_ASSUMABLE_KINDS: Final = (
    Territory, Criterion, PriorityPublic, Contingent, Commitment, Agreement, Provision, Timeline,
)  # fmt: skip
_AN_ASSUMABLE: Final = (
    "a territory, a criterion, a public, a contingent, a commitment, an agreement, a provision or "
    "a timeline"
)
_T = TypeVar("_T")
_Rule = TypeVar("_Rule", Timeline[Any], Provision[Any])


class _CarryOn(NamedTuple):
    """What a part becomes, by its kind."""

    members: Callable[[Members], Members]
    """What a territory covers."""
    rule: Callable[[Any], Any] = lambda rule: rule
    """A rule that may change from day to day, its values carried on already."""
    of_periods: bool = False
    """Whether tables and lists made for a period are rules too, since they are given themselves."""


@attrs.frozen(eq=False, repr=False)
class CommuneChange(Record):
    """What became of a commune after the last edition of the official code.

    Args:
        on: The first day on which its code is not in use any more.
        into: The code of the commune that has its ground from that day on.

    Raises:
        InvalidTypeError: For anything but a day, or a code that is not a string.
        InvalidValueError: For a code of another form.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> CommuneChange(on=date(2027, 1, 1), into="93001")
        CommuneChange(on=datetime.date(2027, 1, 1), into='93001')
    """

    on: date = attrs.field(kw_only=True)
    """The first day on which its code is not in use any more."""
    into: str = attrs.field(kw_only=True)
    """The code of the commune that has its ground from that day on."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("CommuneChange")
        faults.day("on", self.on)
        check_commune_code(faults, "into", self.into)
        faults.report()


def assume_unchanged(value: _Assumable, *, until: date) -> _Assumable:
    """The same value, each rule of it that was followed less far taken to go on as it was.

    The official code of communes is known until 31 December 2026. Up to the day given, each code
    then covers what it covered on the last day. Answers about later days name the assumption.

    The law of this library was followed until 1 April 2026. On each later day, up to that given, a
    provision says what it said on its last day, and a public or a criterion asks what it asked.

    Lists and tables that were made for a period are carried on only where they are given: the
    communes of an intercommunality by edition, as their territory or the criterion that asks
    whether a place lies in it; the ceilings of a year, as their provision, their timeline or the
    criterion that asks them.

    Args:
        value: A territory, a criterion, a public, a contingent, a commitment, an agreement, a
            provision or a timeline.
        until: The last day on which it is taken to be as it was.

    Raises:
        InvalidTypeError: For anything else, or anything but a day.
        InvalidValueError: For a day up to which all of it is known, or where it has no rule that
            ends, or none but tables made for a period.

    Laws:
        - On each day up to `until` a rule answers as on the last day on which it was followed.
        - On each day up to `until` the codes cover what they cover on the last day known.
        - A value is equal only to one with the same assumption.

    Examples:
        >>> from housing_agreements import Place
        >>> town = Territory("T", "Towns", "list", communes=("93066", "93001"))
        >>> day = date(2027, 6, 1)
        >>> town.covers(Place("93059"), on=day)
        Verdict.UNDETERMINED
        >>> assumed = assume_unchanged(town, until=date(2027, 12, 31))
        >>> assumed.covers(Place("93059"), on=day)
        Verdict.MET
        >>> from housing_agreements.law.reservations.ceilings import STATE_CEILING
        >>> ceiling = assume_unchanged(STATE_CEILING, until=date(2026, 12, 31))
        >>> ceiling.on(date(2026, 11, 28)).rate
        Fraction(3, 10)
    """
    where = "assume_unchanged"
    _check_kind(value, where)
    exact_day(until, f"{where}, until")
    last_days: set[date] = set()

    def carry_members_on(members: Members) -> Members:
        if members.assumptions:
            last_days.add(members.last_day)
        return members.assume(lambda assumed: _assume_until(assumed, until))

    def carry_rule_on(rule: _Rule) -> _Rule:
        last = _last_day(rule)
        if last is None:
            return rule
        last_days.add(last)
        return _assume_rule(rule, until) if last < until else rule

    of_periods = isinstance(value, Territory | Criterion)
    carried = _rebuild(value, _CarryOn(carry_members_on, carry_rule_on, of_periods))
    if not last_days:
        given = f"{type(value).__name__} {show(getattr(value, 'code', value))}"
        expected = "a value with a rule that is followed until some day"
        remedy = "nothing in it ends, but perhaps a list or table of a period: give that itself"
        raise InvalidValueError(f"{where}, value", given, expected, remedy)
    if carried is value:
        expected = f"a day after {min(last_days)}, until which all of it is followed"
        raise InvalidValueError(f"{where}, until", str(until), expected, "nothing is to be assumed")
    return carried


def with_changes(value: _Assumable, changes: Mapping[str, CommuneChange]) -> _Assumable:
    """The same value, which knows of communes that became part of others since the last edition.

    The changes given are taken to be all that there were until the day of the last one. Beyond that
    day nothing more is known, unless `assume_unchanged` says so. Territories that were made of
    others by `&` or `-` are told of changes before they are joined: ground that was left out of
    them by its code alone is not known any more.

    Args:
        value: A territory, a criterion, a public, a contingent, a commitment, an agreement, a
            provision or a timeline.
        changes: What became of each commune, by its code.

    Raises:
        InvalidTypeError: For anything else, or anything but changes by code.
        InvalidValueError: For a change that contradicts the official code: of a commune not in
            use, on a day that the editions cover, into a commune that is not in use on that day or
            is in another department, into itself, or in a circle; and for no change at all.
        UnknownCodeError: For a code that no edition holds.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> from housing_agreements import Place
        >>> town = Territory("T", "Town", "list", communes=("93001",))
        >>> known = with_changes(town, {"93027": CommuneChange(on=date(2027, 1, 1), into="93001")})
        >>> known.covers(Place("93027"), on=date(2026, 12, 31))
        Verdict.UNMET
        >>> known.covers(Place("93027"), on=date(2027, 1, 1))
        Verdict.MET
    """
    where = "with_changes"
    _check_kind(value, where)
    told = _as_changes(changes)
    rests = False

    def change(members: Members) -> Members:
        nonlocal rests
        rests = rests or bool(members.assumptions)
        return members.assume(lambda assumed: _tell_changes(assumed, told))

    changed = _rebuild(value, _CarryOn(change))
    if not rests:
        given = f"{type(value).__name__} {show(getattr(value, 'code', value))}"
        expected = "a value that lists communes or departments"
        raise InvalidValueError(f"{where}, value", given, expected, "no change concerns it")
    return changed


def _check_kind(value: object, where: str) -> None:
    if not isinstance(value, _ASSUMABLE_KINDS):
        raise InvalidTypeError(f"{where}, value", show(value), _AN_ASSUMABLE)


def _rebuild(value: _Assumable, carry_on: _CarryOn) -> _Assumable:
    """A value of the same kind, each part of it carried on; itself where nothing changes."""
    return cast("_Assumable", _rebuild_part(value, carry_on))


def _rebuild_part(part: object, carry_on: _CarryOn) -> object:
    if isinstance(part, Members):
        return carry_on.members(part)
    for kinds, rebuild_kind in _REBUILDING:
        if isinstance(part, kinds):
            return rebuild_kind(part, carry_on)
    return part


def _rebuild_criterion(criterion: Criterion, carry_on: _CarryOn) -> Criterion:
    """Without recursion, since a criterion is nested without limit."""
    nodes = flatten(criterion)
    table = _CarryOn(carry_on.members)
    carried = tuple(
        (kind, _rebuild_several(fields, table if ends_by_itself else carry_on), parts)
        for kind, fields, parts in nodes
        for ends_by_itself in [kind is UnderCeiling and not carry_on.of_periods]
    )
    is_same = all(map(is_, [node[1] for node in carried], [node[1] for node in nodes]))
    return criterion if is_same else cast("Criterion", rebuild(carried))


def _rebuild_territory(territory: Territory, carry_on: _CarryOn) -> Territory:
    rebuild_lists = _rebuild_timeline if carry_on.of_periods else _rebuild_values
    members = rebuild_lists(territory.members, carry_on)
    return territory if members is territory.members else attrs.evolve(territory, members=members)


def _rebuild_timeline(timeline: Timeline[_T], carry_on: _CarryOn) -> Timeline[_T]:
    return cast("Timeline[_T]", carry_on.rule(_rebuild_values(timeline, carry_on)))


def _rebuild_values(timeline: Timeline[_T], carry_on: _CarryOn) -> Timeline[_T]:
    values = timeline.held_values()
    carried = _rebuild_several(values, carry_on)
    if carried is values:
        return timeline
    return attrs.evolve(timeline, changes=dict(zip(timeline.days, carried, strict=True)))


def _rebuild_provision(provision: Provision[_T], carry_on: _CarryOn) -> object:
    return carry_on.rule(_rebuild_fields(provision, carry_on))


def _rebuild_several(several: tuple[_T, ...], carry_on: _CarryOn) -> tuple[_T, ...]:
    carried = tuple(cast("_T", _rebuild_part(one, carry_on)) for one in several)
    return several if all(map(is_, several, carried)) else carried


def _rebuild_fields(holder: Any, carry_on: _CarryOn) -> object:  # noqa: ANN401  # of any class that holds parts
    own = {field.name: getattr(holder, field.name) for field in attrs.fields(type(holder))}
    carried = {name: _rebuild_part(held, carry_on) for name, held in own.items()}
    changed = {name: held for name, held in carried.items() if held is not own[name]}
    return attrs.evolve(holder, **changed) if changed else holder


_REBUILDING: Final[tuple[tuple[Any, Callable[[Any, _CarryOn], object]], ...]] = (
    (Criterion, _rebuild_criterion),
    (Territory, _rebuild_territory),
    (Timeline, _rebuild_timeline),
    (tuple, _rebuild_several),
    (Provision, _rebuild_provision),
    ((PriorityPublic, Contingent, Commitment, Agreement, Amendment), _rebuild_fields),
    ((Version, Quarter, RelocationCharter, OfferTest), _rebuild_fields),
)
"""How each kind of value that holds parts is made anew with those carried on."""


def _last_day(rule: Timeline[Any] | Provision[Any]) -> date | None:
    """The last day on which it has an answer; `None` where it goes on, or was over before."""
    line = rule.timeline if isinstance(rule, Provision) else rule
    last = line.known_until
    if isinstance(rule, Provision) and rule.ended is not None and last is not None:
        last = None if rule.ended <= last + timedelta(days=1) else last
    return None if last is None or line.days[0] > cast("date", line.verified_until) else last


def _assume_rule(rule: _Rule, until: date) -> _Rule:
    """A rule that changes no more after the last day up to which it was followed."""
    if isinstance(rule, Provision):
        last_day = rule.verified_until
        followed = tuple(version for version in rule.versions if version.since <= last_day)
        return attrs.evolve(rule, versions=followed, assumed_until=until)
    last = cast("date", rule.verified_until)
    steps = {day: value for day, value in rule.changes if day <= last}
    return attrs.evolve(rule, changes=steps, assumed_until=until)


def _assume_until(assumed: AssumedCode | None, until: date) -> AssumedCode | None:
    """The assumption that the official code goes on as it was until a day."""
    last_day = LAST_DAY if assumed is None else assumed.until
    if until <= last_day:
        return assumed
    return AssumedCode(until) if assumed is None else assumed._replace(until=until)


def _tell_changes(assumed: AssumedCode | None, told: Mapping[str, CodeChange]) -> AssumedCode:
    """The assumption that some changes of the official code came to pass beside those known."""
    known = {} if assumed is None else dict(assumed.changes)
    joint = {**known, **told}
    check_changes(joint, known)
    last_change = max(day for day, _ in joint.values())
    before = assumed or AssumedCode(LAST_DAY)
    until = max(before.until, last_change)
    return before._replace(until=until, changes=tuple(sorted(joint.items())))


def _as_changes(changes: object) -> dict[str, CodeChange]:
    """Changes as the official code takes them."""
    where = "with_changes, changes"
    expected = "a mapping of codes of communes to their CommuneChange"
    remedy = "write {'93027': CommuneChange(on=date(2027, 1, 1), into='93001')}"
    if not isinstance(changes, Mapping) or not all(
        type(change) is CommuneChange for change in changes.values()
    ):
        raise InvalidTypeError(where, show(changes), expected, remedy)
    if not changes:
        raise InvalidValueError(where, show(changes), "at least one change", remedy)
    faults = Faults("with_changes")
    for code in changes:
        check_commune_code(faults, "changes", code)
    faults.report()
    return {code: (change.on, change.into) for code, change in changes.items()}
