"""The publics of L.441-1 asked of a frame, against Polars written by hand."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from importlib.metadata import version
from typing import Final

import polars as pl

from benchmarks import classes_by_hand
from benchmarks.measure import Figure
from benchmarks.timing import least, timed
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Kind
from housing_agreements.frames import classify
from housing_agreements.law.publics import PRIORITY_PUBLICS

__all__ = ("ON", "PUBLICS", "agreeing", "classifying", "draw_households")

ON: Final = date(classes_by_hand.ON_YEAR, 1, 1)
"""The day asked."""
PUBLICS: Final = PRIORITY_PUBLICS.on(ON)
"""All the publics of the article on that day."""
_CHILDREN: Final = (0, 1, 2, 3, None)


def draw_households(rows: int, seed: int = 1) -> pl.DataFrame:
    """Synthetic households: of each fact, one in ten is not known.

    Days lie on both sides of those that matter, these days among them.
    """
    chance = random.Random(seed)
    ended, born, of_age = (date(ON.year - years, 1, 1) for years in (3, 24, 21))
    days = {
        "child_welfare_ended_on": [*(ended + timedelta(days) for days in range(-400, 400)), ended],
        "born_on": [*(born + timedelta(days) for days in range(-4_000, 4_000, 10)), born, of_age],
    }
    columns: dict[str, pl.Series] = {}
    for name in _facts():
        match facts_by_name(Household)[name].kind:
            case Kind.FLAG:
                drawn: list[object] = chance.choices((True, False, None), (2, 7, 1), k=rows)
                columns[name] = pl.Series(drawn, dtype=pl.Boolean)
            case Kind.COUNT:
                columns[name] = pl.Series(chance.choices(_CHILDREN, k=rows), dtype=pl.Int64)
            case kind:
                if kind is not Kind.DAY:
                    raise AssertionError(kind)
                known = days[name]
                drawn = chance.choices([*known, *[None] * (len(known) // 9)], k=rows)
                columns[name] = pl.Series(drawn, dtype=pl.Date)
    return pl.DataFrame(columns)


def _facts() -> list[str]:
    criteria = [public.criterion.on(ON) for public in PUBLICS]
    return sorted(
        {name for criterion in criteria if criterion is not None for name in criterion.facts}
    )


def agreeing(frame: pl.DataFrame) -> bool:
    """Whether the library and the Polars written by hand give the same columns."""
    return classify(frame, PUBLICS, on=ON).equals(classes_by_hand.classify(frame))


def classifying(entries: int, repeats: int) -> Iterator[Figure]:
    """All the publics of the article, by the clock and by the processor."""
    frame = draw_households(entries)
    if not agreeing(frame):
        raise AssertionError("the library and the Polars written by hand differ")
    lazy = frame.lazy()
    jobs = {
        "hand": partial(timed, partial(classes_by_hand.classify, frame), _TIMES),
        "ours": partial(timed, partial(classify, frame, PUBLICS, on=ON), _TIMES),
        "lazy": partial(timed, lambda: classify(lazy, PUBLICS, on=ON).collect(), _TIMES),
    }
    took = least(jobs, repeats)
    said = (
        f"of {frame.height:,} rows in Polars {version('polars')} (narwhals {version('narwhals')}),"
        f" the {len(PUBLICS)} publics of L.441-1"
    )
    hand = took["hand"]
    for name, lazily in (("ours", ""), ("lazy", ", lazy")):
        whole = f"`classify` {said}{lazily}"
        ours = took[name]
        yield Figure(f"{whole}, on the clock", "Polars by hand", ours.clock / hand.clock, 2)
        by_processor = ours.processor / hand.processor
        yield Figure(f"{whole}, of the processor", "Polars by hand", by_processor, 2)


_TIMES: Final = 5
"""How often in a row: one run takes a few milliseconds."""
