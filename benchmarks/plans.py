"""Plans over many commitments: how long the best, the least relaxation and a conflict take."""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple

import housing_agreements as ha
from benchmarks.measure import Figure
from housing_agreements.plan import Expected, Plan, find_plan

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
    """Seconds to prove a plan, to find what misses least and what conflicts.

    Args:
        entries: A million asks for ten agreements with a thousand commitments, and for one with
            ten thousand; fewer for less of each.
    """
    part = min(1.0, entries / 1_000_000)
    cells = max(1_600, int(16_000 * part))
    sizes = (
        ("a plan of ten agreements", 10, max(20, int(1_000 * part)), cells, False),
        ("a conflict of ten agreements", 10, max(20, int(1_000 * part)), cells, True),
        ("a plan of one agreement", 1, max(20, int(10_000 * part)), cells // 4, False),
    )
    for name, agreements, commitments, many, hard in sizes:
        asked = draw_question(agreements, commitments, many, hard=hard)
        taken, plan = measure_plan(asked)
        yield Figure(f"{name}, {commitments:,} commitments: {plan.outcome.value}", "s", taken)


def measure_plan(asked: Asked) -> tuple[float, Plan]:
    """A plan, and the seconds of the processor that it took."""
    start = time.process_time()
    plan = find_plan(asked.agreements, asked.expected, on=asked.on)
    return time.process_time() - start, plan
