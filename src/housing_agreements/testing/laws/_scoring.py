"""The laws of scoring and of ranking."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import attrs

from housing_agreements.criteria.households import Household
from housing_agreements.rules.scoring.grids import Grid, Line
from housing_agreements.rules.scoring.rankings import Ranking, rank
from housing_agreements.rules.scoring.scores import AnyGrid, score
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "a_fact_never_widens",
    "a_point_more_never_harms",
    "order_of_applicants_changes_nothing",
    "score_agrees_with_ranking",
)

_AnyBounds = Bounds[int] | Bounds[Fraction]


def _lies_within(after: _AnyBounds, before: _AnyBounds) -> bool:
    return after.low in before and after.high is not None and after.high in before


def a_fact_never_widens(
    household: Household, fuller: Household, grid: AnyGrid, *, on: date
) -> None:
    """A household that says more has its points within the bounds of the one that says less."""
    before, after = score(household, grid, on=on), score(fuller, grid, on=on)
    if after.points is None or before.points is None:
        may_be_out = before.outside is not Verdict.UNMET
        must_hold("only one who may be outside is", holds=may_be_out, before=before, after=after)
        holds = before.points is not None or after.points is None
        must_hold("one who is outside stays so", holds=holds, before=before, after=after)
        return
    # Bounds that are not exact may be wider than need be, and then become exact.
    holds = not (before.exact and after.exact) or _lies_within(after.points, before.points)
    must_hold("a fact learnt widens nothing", holds=holds, before=before.points, after=after.points)
    for name in ("outside", "first"):
        known, learnt = getattr(before, name), getattr(after, name)
        must_hold(f"{name} is not overturned", holds=known in {learnt, Verdict.UNDETERMINED})


def order_of_applicants_changes_nothing(
    households: Mapping[str, Household], grid: AnyGrid, *, on: date
) -> None:
    """Each applicant has the same rank whatever the order in which all are given."""
    there = rank(households, grid, on=on)
    back = rank(dict(reversed(list(households.items()))), grid, on=on)
    must_be("ranked in another order", _ranks(back), _ranks(there))
    must_be("told in one order", [one.id for one in back], [one.id for one in there])


def _ranks(ranking: Ranking) -> dict[str | int, Bounds[int] | None]:
    return {ranked.id: ranked.rank for ranked in ranking}


def score_agrees_with_ranking(
    households: Mapping[str, Household], grid: AnyGrid, *, on: date
) -> None:
    """A ranking gives each applicant the score that the household has alone."""
    for ranked in rank(households, grid, on=on):
        alone = score(households[str(ranked.id)], grid, on=on)
        must_be("the score in a ranking", ranked.score, alone)
        must_be("a rank for whoever may be inside", ranked.rank is None, alone.points is None)


def a_point_more_never_harms(
    households: Mapping[str, Household], grid: Grid, code: str, *, on: date
) -> None:
    """A point more on a line never makes the rank worse of one to whom it is surely given.

    The line is one of those that add up.
    """
    line = grid.line(code)
    if not isinstance(line, Line):
        raise TypeError(code)
    raised = attrs.evolve(line, points=line.points + 1)
    lines = [raised if one is line else one for one in grid.lines or ()]
    before = _ranks(rank(households, grid, on=on))
    after = _ranks(rank(households, attrs.evolve(grid, lines=lines), on=on))
    for name, household in households.items():
        if line.criterion.decide(household, on=on) is not Verdict.MET:
            continue
        old, new = before[name], after[name]
        if old is None or new is None:
            continue
        worse = new.low > old.low or (new.high or 0) > (old.high or 0)
        must_hold(
            "a point more harms nobody to whom it is given", holds=not worse, old=old, new=new
        )
