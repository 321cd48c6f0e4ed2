"""What a reader of a finding must know, and how far its lists of places were followed."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from housing_agreements.criteria._nodes import in_order
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.geography._names import tell_last_day
from housing_agreements.geography.territories import Territory
from housing_agreements.model.groups import Per, ReportedGroup, codes_of
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod
from housing_agreements.rules.quotas.doubts import Doubt, DoubtKind
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.texts import Text

__all__ = ("list_caveats",)

_LIST_FOLLOWED: Final = Text(
    "the list of “{name}” was followed until {day}; what it holds later is not known",
    "la liste de «\u00a0{name}\u00a0» n'est connue que jusqu'au {day}\u202f; ce qu'elle contient "
    "ensuite ne l'est pas",
)
_LIST_KNOWN_FROM: Final = Text(
    "the list of “{name}” is known from {day} on; what it held before is not known",
    "la liste de «\u00a0{name}\u00a0» est connue à partir du {day}\u202f; ce qu'elle contenait "
    "avant n'est pas connu",
)


def list_caveats(
    judged: JudgedPeriod, group: ReportedGroup | None, doubts: Iterable[Doubt], on: date
) -> tuple[Text, ...]:
    """What a reader must know of the commitment and of its territories, each thing once.

    A territory whose list was not followed up to the last day counted is named where it is not
    known of some dwelling whether it stands in the territory, and so is the last day on which it
    is known what the codes of communes name. An assumption about a list is told where it reaches
    the days counted; so is one about a public that counts, since whoever declared it of a dwelling
    had to ask its definition.
    """
    of_group = zip(judged.commitment.per, () if group is None else codes_of(group), strict=False)
    code = dict(of_group).get(Per.SECTOR)
    caveats: dict[Text, None] = {}
    for accounting in judged.accounting_periods:
        commitment, terms = accounting.commitment, accounting.terms
        where = (terms.territory_of(commitment), commitment.located_in)
        sectors = (sector for sector in terms.sectors if sector.code == code)
        lists = [territory for territory in (*where, *sectors) if territory is not None]
        caveats.update(dict.fromkeys(commitment.caveats))
        for territory in lists:
            caveats.update(dict.fromkeys(territory.caveats))
        until = min(on, accounting.period.last_day)
        for _, version in accounting.in_force:
            for public in version.publics:
                if public.code in commitment.publics:
                    assumed = _tell_assumed(public, accounting.period.start, until)
                    caveats.update(dict.fromkeys(assumed))
        charged = terms.contingents_of(commitment)
        lists += [part.territory for part in terms.contingents if part.code in charged]
        for territory in lists:
            caveats.update(dict.fromkeys(territory.tell_assumptions(until)))
    if any(doubt.kind is DoubtKind.PLACE for doubt in doubts):
        caveats.update(dict.fromkeys(_list_lists_not_followed(judged, on)))
    return tuple(caveats)


def _tell_assumed(public: PriorityPublic, first: date, last: date) -> Iterator[Text]:
    """The assumptions about a public on one of several days: its definition, what it asks."""
    definition = public.criterion
    last_known = min(last, definition.known_until or last)
    rule = public.assumption_on(last_known) if first <= last_known else None
    if rule is not None:
        yield rule.tell_assumption()
    ends = (*definition.days[1:], date.max)
    for (start, criterion), end in zip(definition.changes, ends, strict=True):
        if criterion is not None and start <= last and first < end:
            for asked in _list_assumed_rules(criterion):
                if asked.last < last and first <= (asked.assumed_until or last):
                    yield asked.tell_assumption()


@lru_cache(maxsize=1_000)
def _list_assumed_rules(criterion: Criterion) -> tuple[FollowedUntil, ...]:
    nodes = in_order(criterion)
    return tuple(node.name_rule() for node in nodes if node.assumed_after is not None)


def _list_lists_not_followed(judged: JudgedPeriod, on: date) -> Iterator[Text]:
    """How far the lists of places were followed, and what their codes name, if not on each day."""
    for accounting in judged.accounting_periods:
        last_counted = min(on, accounting.period.last_day)
        for start, terms in accounting.in_force:
            commitment = accounting.commitment
            codes = terms.contingents_of(commitment)
            of_rights = (part.territory for part in terms.contingents if part.code in codes)
            first_counted = max(start, accounting.period.start)
            for territory in (terms.territory_of(commitment), commitment.located_in, *of_rights):
                if territory is not None:
                    yield from _tell_not_followed(territory, first_counted, last_counted)


def _tell_not_followed(territory: Territory, first: date, last: date) -> Iterator[Text]:
    """What is not known of a territory on some of several days: its list, or what codes name."""
    until, since = territory.members.known_until, territory.members.days[0]
    if first < since:
        yield _LIST_KNOWN_FROM.format(name=territory.name, day=since)
    if until is not None and until < last:
        yield _LIST_FOLLOWED.format(name=territory.name, day=until)
    held = (members for day, members in territory.members.changes if day <= last)
    ends = {members.last_day for members in held if members.assumptions}
    for end in sorted(ends):
        if end < last and (until is None or end < until):
            yield tell_last_day(end)
