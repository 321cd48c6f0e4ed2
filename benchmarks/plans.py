"""Plans over many commitments: how long the best, the least relaxation and a conflict take."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import housing_agreements as ha
from benchmarks.measure import Figure
from housing_agreements.plan import Expected, Plan, find_plan
from housing_agreements.plan._find import _PlanSearch
from housing_agreements.plan._solver import Solver

__all__ = ("Asked", "draw_question", "measure_plan", "planning")

_DAY: Final = date(2024, 6, 3)
_PUBLICS: Final = ("first", "second", "third", "fourth")
"""Each commitment is to some of the first of these: so what counts in one counts in the next."""


class Asked(NamedTuple):
    """A question: which agreements, what is expected, on which day."""

    agreements: tuple[ha.Agreement, ...]
    """The agreements."""
    expected: tuple[Expected, ...]
    """What is expected."""
    on: date
    """The day asked."""


def draw_question(
    agreements: int, commitments: int, cells: int, *, seed: int = 18, hard: bool = False
) -> Asked:
    """Agreements whose levels are near a plan that exists.

    A plan is drawn first; each floor is a little below what it gives, each ceiling a little above.

    Args:
        agreements: How many agreements.
        commitments: How many commitments in all.
        cells: How many dwellings by contingent, landlord, commune and public, about.
        seed: From which all is drawn.
        hard: Whether one promise in fifty asks more than that plan gives.
    """
    chance = random.Random(seed)
    communes = tuple(f"33{number:03}" for number in _NUMBERS[:20])
    landlords = tuple(f"landlord-{number}" for number in range(20))
    holders = tuple(f"holder-{number}" for number in range(10))
    places = [
        (holder, landlord, commune)
        for holder in holders
        for landlord in landlords
        for commune in communes
    ]
    chance.shuffle(places)
    places = places[: cells // len(_PUBLICS)]
    expected = [
        Expected(chance.randint(5, 40), holder, commune, landlord=landlord)
        for holder, landlord, commune in places
    ]
    plan = [_draw_plan(chance, one) for one in expected]
    territory = ha.Territory("area", "Area", "area", communes=communes)
    parties = tuple(ha.Party(code, code) for code in (*landlords, *holders))
    made = []
    for number in range(agreements):
        of_holder = holders[number % len(holders)] if agreements > 1 else None
        many = commitments // agreements
        made.append(
            ha.Agreement(
                f"agreement-{number}",
                None,
                f"Agreement {number}",
                parties=parties,
                signed_on=None,
                term=2024,
                territory=territory,
                landlords=parties[: len(landlords)],
                contingents=tuple(
                    ha.Contingent(holder, parties[len(landlords) + index], territory)
                    for index, holder in enumerate(holders)
                ),
                publics=tuple(
                    ha.PriorityPublic(code, code, ha.facts.dalo_recognised) for code in _PUBLICS
                ),
                commitments=tuple(
                    _draw_commitment(chance, f"c{index}", of_holder, plan, hard=hard)
                    for index in range(many)
                ),
            )
        )
    return Asked(tuple(made), tuple(expected), _DAY)


_NUMBERS: Final = (
    63, 281, 318, 522, 39, 69, 75, 119, 162, 167, 192, 249, 273, 312, 376, 434, 449, 519, 550, 3,
)  # fmt: skip
_OF_SEVERAL: Final = (1, 1, 1, 1)
_OF_ONE: Final = (30, 30, 39, 1)
"""How often a commitment is of one landlord, of one commune, of one of both, of all: in one of
several agreements, each on its own contingent, and in an agreement alone."""
_Given = tuple[Expected, Counter[str]]


def _draw_plan(chance: random.Random, one: Expected) -> _Given:
    number = one.number.low
    given: Counter[str] = Counter()
    for public in _PUBLICS:
        given[public] = chance.randint(0, max(0, number // 6))
    return one, given


def _draw_commitment(
    chance: random.Random, code: str, holder: str | None, plan: Iterable[_Given], *, hard: bool
) -> ha.Commitment:
    """A share or a number, of one landlord, of one commune, of one contingent, or of all."""
    to = _PUBLICS[: chance.randint(1, len(_PUBLICS))]
    weights = _OF_ONE if holder is None else _OF_SEVERAL
    kind = chance.choices(["landlord", "commune", "both", "total"], weights)[0]
    fields: dict[str, Any] = {}
    listed = [given for given in plan if holder is None or given[0].contingent == holder]
    if holder is not None:
        fields["contingents"] = (holder,)
    if kind in {"landlord", "both"}:
        landlord = chance.choice(sorted({one.landlord or "" for one, _ in listed}))
        listed = [given for given in listed if given[0].landlord == landlord]
        fields["landlords"] = (landlord,)
    if kind in {"commune", "both"}:
        commune = chance.choice(sorted({one.commune for one, _ in listed}))
        listed = [given for given in listed if given[0].commune == commune]
        fields["territory"] = ha.Territory(commune, commune, "commune", communes=(commune,))
    base = sum(one.number.low for one, _ in listed)
    counted = sum(sum(given[public] for public in to) for _, given in listed)
    is_ceiling = chance.random() < 0.3
    slack = chance.randint(0, 2)
    more = chance.randint(1, 3) if hard and chance.random() < 0.02 else 0
    bound = max(0, counted + slack - more if is_ceiling else counted - slack + more)
    side = "at_most" if is_ceiling else "at_least"
    fields.update(to=to, stage=ha.Stage.DECIDED, periods=[ha.Period.year(2024)])
    if chance.random() < 0.5:
        fields[side] = bound
        return ha.Volume(code, **fields)
    rate = Fraction(bound * 1000 // base, 1000)
    if is_ceiling:
        rate = min(Fraction(1), rate + Fraction(1, 1000))
    fields[side] = rate
    return ha.Share(code, **fields)


def planning(entries: int, _: int) -> Iterator[Figure]:
    """Seconds to prove a plan, to find what misses least and what conflicts, each by itself.

    Args:
        entries: A million asks for ten agreements with a thousand commitments, and for one with
            ten thousand; fewer for less of each.
    """
    part = min(1.0, entries / 1_000_000)
    cells = max(1_600, int(16_000 * part))
    many = max(20, int(1_000 * part))
    asked = draw_question(10, many, cells)
    told = f"ten agreements, {many:,} commitments"
    yield from _tell(told, measure_plan(asked), _MOST)
    impossible = draw_question(10, many, cells, hard=True)
    yield from _tell(f"{told}, some too much", measure_plan(impossible), _MOST)
    many = max(20, int(10_000 * part))
    alone = draw_question(1, many, cells // 4)
    yield from _tell(f"one agreement, {many:,} commitments", measure_plan(alone), {})


_MOST: Final = {"plan": 10.0, "relaxation": 10.0, "conflict": 30.0}
"""The most seconds for each question, of a thousand commitments."""


def _tell(
    told: str, measured: tuple[Mapping[str, float], Plan], most: Mapping[str, float]
) -> Iterator[Figure]:
    """A figure for each question that was asked, with what was proved."""
    taken, plan = measured
    conflict, relaxation = plan.conflict, plan.relaxation
    found = {
        "all else": "read, stated and checked",
        "plan": plan.outcome.value if plan.least is None else f"{plan.outcome.value}, {plan.least}",
        "relaxation": "not found" if relaxation is None else repr(relaxation),
        "conflict": "not found" if conflict is None else repr(conflict),
    }
    for question, seconds in taken.items():
        yield Figure(f"{told}: {question}: {found[question]}", "s", seconds, most.get(question))


_QUESTIONS: Final = {
    "plan": (Solver, "solve"),
    "relaxation": (_PlanSearch, "_relax"),
    "conflict": (_PlanSearch, "_find_conflict"),
}
"""Where each question is asked: the search for a plan is what the solver is asked first."""


def measure_plan(asked: Asked) -> tuple[Mapping[str, float], Plan]:
    """A plan, and the seconds of the processor that each question took; those not asked left out.

    What a question asks of the solver, and the check of what it finds by the quota rules, is in
    its time. What is done once for all of them, and the check of the plan, is told as all else.
    """
    taken: dict[str, float] = {}
    within: list[str] = []

    def time_calls(question: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: object) -> object:
            if within:
                return call(*arguments)
            within.append(question)
            start = time.process_time()
            try:
                return call(*arguments)
            finally:
                taken[question] = taken.get(question, 0) + time.process_time() - start
                within.pop()

        return timed

    with ExitStack() as patched:
        for question, (owner, name) in _QUESTIONS.items():
            timed = time_calls(question, getattr(owner, name))
            patched.enter_context(patch.object(owner, name, timed))
        start = time.process_time()
        plan = find_plan(asked.agreements, asked.expected, on=asked.on)
        everything = time.process_time() - start
    return {"all else": everything - sum(taken.values()), **taken}, plan
