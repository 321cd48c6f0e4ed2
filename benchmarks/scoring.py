"""Ranking many applicants by a grid, beside the same work written by hand."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

import polars as pl

from benchmarks.measure import Figure, cost, fastest
from benchmarks.scoring_by_hand import rank_by_hand, sort_by_ready_key
from housing_agreements import Best, Grid, Household, Line, PerMonth, facts, frames, rank

__all__ = ("GRID", "ON", "agreeing", "applicants", "ranking")

ON: Final = date(2024, 3, 15)
GRID: Final = Grid(
    "synthetic",
    "A synthetic grid",
    [
        Line("dalo", facts.dalo_recognised, points=100),
        Line("shelter", facts.leaving_temporary_housing, points=60),
        Best(
            "dwelling",
            [
                Line("none", facts.without_dwelling, points=50),
                Line("hosted", facts.hosted_by_third_parties, points=30),
            ],
        ),
        Line("unfit", facts.unfit_housing, points=40),
        Line("large", facts.household_size.at_least(5), points=15),
        Line("children", facts.minor_children.at_least(1), points=10),
        Line("income", facts.annual_income.at_most(20_000), points=20),
        Line("employed", facts.employed, points=10),
        Line("refused", facts.offers_refused.at_least(1), points=-20),
        PerMonth("waiting", facts.applied_on, points=1, after=12, at_most=60, bonus={36: 20}),
    ],
    ties=(facts.applied_on, facts.dependants),
)
"""A grid like those that metropolises publish; its points are made up."""


def applicants(many: int, *, unknown: float = 0.05) -> list[Household]:
    """Synthetic applicants, of whom each fact is not known once in a while."""
    chance = random.Random(many)

    def give(value: object) -> object:
        return None if chance.random() < unknown else value

    def likely(share: float) -> object:
        return give(chance.random() < share)

    made: list[Household] = []
    for number in range(many):
        given = {
            "dalo_recognised": likely(0.05),
            "leaving_temporary_housing": likely(0.1),
            "without_dwelling": likely(0.05),
            "hosted_by_third_parties": likely(0.2),
            "unfit_housing": likely(0.05),
            "household_size": give(chance.choice((1, 1, 1, 2, 2, 3, 4, 5, 6))),
            "minor_children": give(chance.choice((0, 0, 1, 2, 3))),
            "annual_income": give(chance.randrange(6_000, 40_000)),
            "employed": likely(0.5),
            "offers_refused": give(chance.choice((0, 0, 0, 0, 1, 2))),
            "applied_on": give(ON - timedelta(days=chance.randrange(3_000))),
            "dependants": number,
        }
        made.append(Household(**given))  # type: ignore[arg-type]  # plain values of each fact
    return made


_SIZES: Final = (1_000, 10_000, 100_000)
_IN_FRAME: Final = 100_000


def ranking(entries: int, repeats: int) -> Iterator[Figure]:
    """Ranking by the library over the same bounds and ranks by hand, and over one ready sort.

    The grid was asked before: what it remembers of its facts, it remembers as criteria do.
    """
    for many in sorted({*(size for size in _SIZES if size < entries), min(entries, 1_000_000)}):
        some = applicants(many)
        jobs = {
            "ours": cost(partial(list, some), partial(rank, grid=GRID, on=ON)),
            "by hand": cost(partial(list, some), partial(rank_by_hand, on=ON)),
            "ready": cost(partial(list, some), partial(sort_by_ready_key, on=ON)),
        }
        if many == _IN_FRAME:
            jobs["frame"] = cost(_as_frame(some).clone, partial(frames.rank, grid=GRID, on=ON))
        took = fastest(jobs, repeats)
        name = f"ranking {many:,} applicants"
        yield Figure(name, "bounds and ranks by hand", took["ours"] / took["by hand"], 2)
        yield Figure(name, "lines by hand, one sort", took["ours"] / took["ready"], 3)
        if "frame" in took:
            of_frame = f"ranking {many:,} rows of Polars"
            yield Figure(of_frame, "lines by hand, one sort", took["frame"] / took["ready"], 3)


def agreeing(many: int) -> bool:
    """Whether all three give each applicant the same points and the same ranks."""
    some = applicants(many)
    ranking, by_hand = rank(some, GRID, on=ON), rank_by_hand(some, ON)
    in_frame = frames.rank(_as_frame(some), GRID, on=ON).rows()
    for index, expected in enumerate(by_hand):
        ranked = ranking.of(index)
        points, place = ranked.score.points, ranked.rank
        if points is None or place is None:
            return False
        low, high, best, worst = expected
        if (points.low, points.high, place.low, place.high) != expected:
            return False
        if in_frame[index][-4:] != (best, worst, low, high):
            return False
    return True


def _as_frame(some: list[Household]) -> pl.DataFrame:
    """The same applicants in columns."""
    columns = {name: [getattr(household, name) for household in some] for name in GRID_FACTS}
    return pl.DataFrame(columns)


GRID_FACTS: Final = (
    "annual_income",
    "applied_on",
    "dalo_recognised",
    "dependants",
    "employed",
    "hosted_by_third_parties",
    "household_size",
    "leaving_temporary_housing",
    "minor_children",
    "offers_refused",
    "unfit_housing",
    "without_dwelling",
)
"""The facts that the grid reads."""
