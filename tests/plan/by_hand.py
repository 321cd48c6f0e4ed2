"""Plans found by trying all of them, each judged by `check_quotas` on entries written out.

What comes perhaps is tried as it comes and as it does not.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from drawing import DAY, Instance

import housing_agreements as ha

Given = tuple[int, ...]
"""How many dwellings go to each kind of household, that of no public first."""


class Tried(NamedTuple):
    """A plan that was tried."""

    priority: int
    """How many dwellings go to priority publics."""
    missed: Mapping[tuple[str, str], int]
    """By how many dwellings each commitment is missed, of those that are not kept."""


def share(number: int, kinds: int) -> Iterator[Given]:
    """All the ways to give dwellings to some kinds of households."""
    if kinds == 1:
        yield (number,)
        return
    for first in range(number + 1):
        for rest in share(number - first, kinds - 1):
            yield (first, *rest)


def try_all(instance: Instance) -> Iterator[Tried]:
    """Every plan there is, with what it misses."""
    kinds = (frozenset[str](), *instance.households)
    parts = [part for one in instance.expected for part in (one.number.low, one.number.high or 0)]
    numbers = [part - parts[index - 1] if index % 2 else part for index, part in enumerate(parts)]
    present = {
        agreement.code: ha.tally(agreement, instance.entries) for agreement in instance.agreements
    }
    one_more = {
        (agreement.code, index, kind): ha.tally(
            agreement,
            [
                ha.Attribution(
                    "x",
                    one.contingent,
                    one.commune,
                    landlord=one.landlord,
                    publics=household,
                    decided_on=DAY,
                    signed_on=DAY,
                )
            ],
        )
        for agreement in instance.agreements
        for index, one in enumerate(instance.expected)
        for kind, household in enumerate(kinds)
    }
    judged: dict[tuple[str, tuple[Given, ...]], Mapping[tuple[str, str], int]] = {}

    def judge(agreement: ha.Agreement, come: tuple[Given, ...]) -> Mapping[tuple[str, str], int]:
        """What is missed of an agreement when so many dwellings come."""
        key = agreement.code, come
        if key not in judged:
            ledger = present[agreement.code]
            for index, given in enumerate(come):
                for kind, number in enumerate(given):
                    for _ in range(number):
                        ledger += one_more[agreement.code, index, kind]
            missed: dict[tuple[str, str], int] = {}
            for finding in ha.check_quotas(agreement, ledger, on=DAY):
                if finding.verdict not in {ha.Verdict.MET, None} and not finding.for_information:
                    code = agreement.code, finding.commitment.code
                    gap = sum(side.gap.high or 0 for side in finding.sides)
                    missed[code] = missed.get(code, 0) + gap
            judged[key] = missed
        return judged[key]

    for plan in product(*(share(number, len(kinds)) for number in numbers)):
        missed: dict[tuple[str, str], int] = {}
        sure, perhaps = plan[::2], plan[1::2]
        for more in product(*(_at_most(given) for given in perhaps)):
            come = tuple(
                tuple(map(sum, zip(one, other, strict=True)))
                for one, other in zip(sure, more, strict=True)
            )
            for agreement in instance.agreements:
                for code, gap in judge(agreement, come).items():
                    missed[code] = max(missed.get(code, 0), gap)
        yield Tried(sum(sum(given[1:]) for given in plan), missed)


def _at_most(given: Given) -> Iterator[Given]:
    """All that may come of dwellings that come perhaps."""
    return product(*(range(number + 1) for number in given))
