"""A frame answers as its households do, one by one, on every engine."""

import pytest
from hypothesis import Phase, given, settings
from tests.frames.drawing import Drawn, drawn
from tests.frames.engines import ENGINES, engine, listed

from housing_agreements.frames import decide
from housing_agreements.values.verdicts import Verdict

ANSWERS = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
MOST = {"polars": 100, "dask": 12, "pyspark": 4}
UNSHRUNK = tuple(phase for phase in Phase if phase not in {Phase.shrink, Phase.explain})


def examples(name: str) -> settings:
    """Fewer examples for the engines that take long; only those of Polars are made smaller."""
    phases = tuple(Phase) if name == "polars" else UNSHRUNK
    return settings(max_examples=MOST.get(name, 30), phases=phases)


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
        expected = [
            ", ".join(case.criterion.missing(household, on=on)) for household in case.households
        ]
        assert listed(frame, "missing") == expected
        answers = [
            ANSWERS[case.criterion.decide(household, on=on)] for household in case.households
        ]
        assert listed(frame, "answer") == answers

    check()
