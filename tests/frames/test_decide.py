"""A frame answers as its households do, one by one, on every engine."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from tests.frames.drawing import Drawn, drawn, tell_missing
from tests.frames.engines import ENGINES, Rows, engine, listed

from housing_agreements import Criterion, Household, Known, Period, Verdict, facts
from housing_agreements.frames import Column, decide

ANSWERS = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
MOST = {"polars": 40, "dask": 6, "pyspark": 2}
UNSHRUNK = tuple(phase for phase in Phase if phase not in {Phase.shrink, Phase.explain})


def examples(name: str) -> settings:
    """Fewer examples for the engines that take long; only those of Polars are made smaller."""
    phases = tuple(Phase) if name == "polars" else UNSHRUNK
    return settings(max_examples=MOST.get(name, 15), phases=phases)


@pytest.mark.parametrize("name", ENGINES)
def test_one_day_for_all(name: str) -> None:
    """On one day, each row answers as its household does; nulls are the undetermined."""
    make = engine(name)

    @examples(name)
    @given(drawn())
    def check(case: Drawn) -> None:
        on = case.days[0]
        frame = decide(make(case.rows), case.criterion, on=on, columns=case.columns)
        expected = [
            ANSWERS[case.criterion.decide(household, on=on)] for household in case.households
        ]
        assert listed(frame, "answer") == expected

    check()


@pytest.mark.parametrize("name", ENGINES)
def test_a_day_for_each(name: str) -> None:
    """With a column of days, each row answers as its household does on its own day."""
    make = engine(name)

    @examples(name)
    @given(drawn())
    def check(case: Drawn) -> None:
        frame = decide(make(case.rows), case.criterion, on="asked_on", columns=case.columns)
        expected = [
            ANSWERS[case.criterion.decide(each, on=day)]
            for each, day in zip(case.households, case.days, strict=True)
        ]
        assert listed(frame, "answer") == expected

    check()


@pytest.mark.parametrize("name", ENGINES)
def test_missing_facts(name: str) -> None:
    """The facts listed as missing are those that the object path lists."""
    make = engine(name)

    @examples(name)
    @given(drawn())
    def check(case: Drawn) -> None:
        on = case.days[0]
        frame = decide(
            make(case.rows), case.criterion, on=on, columns=case.columns, missing="missing"
        )
        expected = [tell_missing(case.criterion, household, on) for household in case.households]
        assert listed(frame, "missing") == expected
        answers = [
            ANSWERS[case.criterion.decide(household, on=on)] for household in case.households
        ]
        assert listed(frame, "answer") == answers

    check()


ENDS = [
    date(year, month, day)
    for year in (1899, 1900, 1999, 2000, 2015, 2016)
    for month, day in (
        (1, 29),
        (1, 31),
        (2, 27),
        (2, 28),
        (3, 1),
        (3, 31),
        (4, 30),
        (5, 31),
        (8, 31),
        (10, 31),
    )
] + [date(2000, 2, 29), date(2016, 2, 29)]
TIMES: list[tuple[Criterion, int]] = [
    *((facts.applied_on.at_least_ago(months=months), months) for months in (1, 12, 32, 33)),
    *((facts.applied_on.more_than_ago(months=months), months) for months in (1, 12, 32, 33)),
    *((facts.applied_on.less_than_ago(months=months), months) for months in (1, 32)),
    *((facts.applied_on.at_most_ago(months=months), months) for months in (1, 32)),
    (facts.applied_on.at_least_ago(years=100), 1_200),
    (facts.born_on.aged_at_least(years=18), 216),
    (facts.born_on.aged_below(years=18), 216),
]


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in {"dask", "pyspark"}])
@pytest.mark.parametrize(("criterion", "months"), TIMES, ids=str)
def test_elapsed_times_to_the_day(name: str, criterion: Criterion, months: int) -> None:
    """With a day for each row, a time has passed from the very day on, at ends of months too."""
    pairs = [
        (since, Period.lasting(since, months=months).end + timedelta(days=days))
        for since in ENDS
        for days in (-2, -1, 0, 1, 2)
    ]
    (asked,) = criterion.facts
    rows: Rows = {
        asked: ("day", [since for since, _ in pairs]),
        "asked_on": ("day", [on for _, on in pairs]),
    }
    found = listed(decide(engine(name)(rows), criterion, on="asked_on"), "answer")
    household: Any = Household
    assert found == [
        ANSWERS[criterion.decide(household(**{asked: since}), on=on)] for since, on in pairs
    ]
    assert len(set(found)) == 2


@pytest.mark.parametrize("name", [name for name in ENGINES if name not in {"dask", "pyspark"}])
@pytest.mark.parametrize("end", ["low", "high"])
def test_one_end_alone(name: str, end: str) -> None:
    """A column of one end alone leaves the other open."""
    values = [1, 3, 5, None]
    rows: Rows = {"end": ("count", values)}
    column: Any = Column
    known: Any = Known
    columns = {"household_size": column(**{end: "end"})}
    for criterion in (facts.household_size.at_most(3), facts.household_size.at_least(3)):
        frame = decide(engine(name)(rows), criterion, on=date(2018, 1, 1), columns=columns)
        expected = [
            criterion.decide(
                Household(household_size=None if value is None else known(**{end: value})),
                on=date(2018, 1, 1),
            )
            for value in values
        ]
        assert listed(frame, "answer") == [ANSWERS[verdict] for verdict in expected]
