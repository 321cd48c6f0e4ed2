"""Plans found by trying all of them, each judged by `check_quotas` on entries written out.

What comes perhaps is tried as it comes and as it does not. `complete` gives each way in which what
is not known may turn out, as an instance in which all is known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product
from math import prod
from typing import Any, NamedTuple

import attrs
from tests.plan.drawing import DAY, LANDLORDS, Instance

import housing_agreements as ha
from housing_agreements.model.groups import ReportedGroup
from housing_agreements.plan import Expected

Given = tuple[int, ...]
"""How many dwellings go to each kind of household, that of no public first."""

Limit = tuple[str, str, ReportedGroup | None, int]
"""The agreement, the commitment, the group, and which of its limits."""


class Tried(NamedTuple):
    """A plan that was tried."""

    priority: int
    """How many dwellings go to priority publics."""
    missed: Mapping[Limit, int]
    """By how many dwellings each limit is missed, whatever comes; none for those that are kept."""

    @property
    def broken(self) -> frozenset[tuple[str, str]]:
        """The commitments that it does not keep, each with its agreement."""
        return frozenset((agreement, code) for agreement, code, _, _ in self.missed)


def share(number: int, kinds: int) -> Iterator[Given]:
    """All the ways to give dwellings to some kinds of households."""
    if kinds == 1:
        yield (number,)
        return
    for first in range(number + 1):
        for rest in share(number - first, kinds - 1):
            yield (first, *rest)


class Trial:
    """All the plans of an instance."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._kinds = (frozenset[str](), *instance.households)
        self._judged: dict[tuple[str, tuple[Given, ...]], Mapping[Limit, int]] = {}
        self._present = {
            agreement.code: ha.tally(agreement, instance.entries)
            for agreement in instance.agreements
        }
        self._one_more = {
            (agreement.code, index, kind): ha.tally(agreement, [self._write(index, kind)])
            for agreement in instance.agreements
            for index in range(len(instance.expected))
            for kind in range(len(self._kinds))
        }

    def _write(self, index: int, kind: int) -> ha.Attribution:
        """One of the expected dwellings, for a kind of household."""
        one = self._instance.expected[index]
        return ha.Attribution(
            "x",
            one.contingent,
            one.commune,
            landlord=one.landlord,
            publics=self._kinds[kind],
            decided_on=DAY,
            signed_on=DAY,
        )

    def judge(self, agreement: ha.Agreement, come: tuple[Given, ...]) -> Mapping[Limit, int]:
        """What is missed of an agreement when so many dwellings come."""
        key = agreement.code, come
        if key not in self._judged:
            ledger = self._present[agreement.code]
            for index, given in enumerate(come):
                for kind, number in enumerate(given):
                    for _ in range(number):
                        ledger += self._one_more[agreement.code, index, kind]
            self._judged[key] = {
                (agreement.code, finding.commitment.code, finding.group, place): side.gap.high or 0
                for finding in ha.check_quotas(agreement, ledger, on=DAY)
                if finding.verdict not in {ha.Verdict.MET, None}
                if not finding.for_information
                for place, side in enumerate(finding.sides)
                if side.gap.high != 0
            }
        return self._judged[key]

    def try_all(self) -> Iterator[Tried]:
        """Every plan there is, with what it misses."""
        numbers: list[int] = []
        for one in self._instance.expected:
            low, high = one.number.low, one.number.high or 0
            numbers += [low, high - low]
        for plan in product(*(share(number, len(self._kinds)) for number in numbers)):
            missed: dict[Limit, int] = {}
            sure, perhaps = plan[::2], plan[1::2]
            for more in product(*map(list_at_most, perhaps)):
                pairs = (
                    zip(one, other, strict=True) for one, other in zip(sure, more, strict=True)
                )
                come = tuple(tuple(map(sum, pair)) for pair in pairs)
                for agreement in self._instance.agreements:
                    for limit, gap in self.judge(agreement, come).items():
                        missed[limit] = max(missed.get(limit, 0), gap)
            yield Tried(sum(sum(given[1:]) for given in plan), missed)


def list_at_most(given: Given) -> Iterator[Given]:
    """All that may come of dwellings that come perhaps."""
    return product(*(range(number + 1) for number in given))


def is_known(instance: Instance) -> bool:
    """Whether nothing is left unknown."""
    return all(one.landlord and one.number.exact for one in instance.expected) and all(
        entry.landlord and not entry.possible_publics for entry in instance.entries
    )


def complete(instance: Instance, most: int) -> Iterator[Instance]:
    """The ways in which what is not known may turn out; at most so many, drawn evenly from all."""
    of_entries = [[*_complete_entry(entry, instance)] for entry in instance.entries]
    of_expected = [[*_complete_expected(one, instance)] for one in instance.expected]
    options: list[Sequence[tuple[Any, ...]]] = [*of_entries, *of_expected]
    many = prod(map(len, options))
    step = max(1, -(-many // most))
    for index in range(0, many, step):
        chosen: list[tuple[Any, ...]] = []
        rest = index
        for option in options:
            rest, place = divmod(rest, len(option))
            chosen.append(option[place])
        entries = [one for each in chosen[: len(of_entries)] for one in each]
        yield Instance(
            instance.agreements,
            tuple(one for each in chosen[len(of_entries) :] for one in each),
            tuple(attrs.evolve(one, id=f"c{number}") for number, one in enumerate(entries)),
            instance.households,
        )


def count_completions(instance: Instance) -> int:
    """In how many ways what is not known may turn out."""
    of_entries = (len([*_complete_entry(entry, instance)]) for entry in instance.entries)
    of_expected = (len([*_complete_expected(one, instance)]) for one in instance.expected)
    return prod(of_entries) * prod(of_expected)


def _list_landlords(given: str | None, instance: Instance) -> Iterable[str]:
    """Whose a dwelling may be: of one that nobody has met, too, where none is declared."""
    if given is not None:
        return (given,)
    are_declared = any(agreement.landlords for agreement in instance.agreements)
    return LANDLORDS if are_declared else (*LANDLORDS, "west")


def _complete_entry(
    entry: ha.Attribution, instance: Instance
) -> Iterator[tuple[ha.Attribution, ...]]:
    """Each dwelling of an entry, all known."""
    landlords = _list_landlords(entry.landlord, instance)
    known = entry.publics
    publics = (known, known | entry.possible_publics) if entry.possible_publics else (known,)
    ways = [
        attrs.evolve(entry, count=1, landlord=landlord, publics=of, possible_publics=frozenset())
        for landlord in landlords
        for of in publics
    ]
    if len(ways) == 1:
        yield (attrs.evolve(ways[0], count=entry.count),)
        return
    yield from combinations_with_replacement(ways, entry.count)


def _complete_expected(one: Expected, instance: Instance) -> Iterator[tuple[Expected, ...]]:
    """So many dwellings as may come, each of a landlord."""
    landlords = [*_list_landlords(one.landlord, instance)]
    for number in range(one.number.low, (one.number.high or 0) + 1):
        for owners in combinations_with_replacement(landlords, number):
            yield tuple(
                attrs.evolve(one, count=owners.count(landlord), landlord=landlord)
                for landlord in dict.fromkeys(owners)
            )
