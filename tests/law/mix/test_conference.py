"""Where an intercommunal conference is made, who is in it, and what is done with it."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from housing_agreements import Period, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.mix.conference import (
    CONFERENCE_MEMBERS,
    CONFERENCE_TASKS,
    CONFERENCE_TERRITORIES,
    conference_owed,
    conference_undertakings,
    neighbourhood_commission_owed,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence

DAY = timedelta(days=1)
SINCE, CONFERENCE, ON = date(2022, 2, 23), date(2022, 2, 9), date(2024, 1, 1)
ANSWERS = (True, False, None)


def test_a_conference_is_made_where_one_of_three_holds() -> None:
    """As all completions say: bound to a programme, competent with a neighbourhood, or Paris."""
    names = ("bound_to_programme", "competent", "neighbourhood", "paris")
    for answers in product(ANSWERS, repeat=4):
        ways = product(*((True, False) if answer is None else (answer,) for answer in answers))
        found = {bound or (able and poor) or paris for bound, able, poor, paris in ways}
        wanted = Verdict.of(found.pop() if len(found) == 1 else None)
        given: Any = dict(zip(names, answers, strict=True))
        answer = conference_owed(on=ON, **given)
        assert answer.verdict is wanted
        assert bool(answer.missing) is not wanted.decided


@pytest.mark.parametrize("inside", ANSWERS)
@pytest.mark.parametrize("requested", ANSWERS)
def test_a_neighbourhood_has_a_commission_where_the_mayor_asks(inside: Any, requested: Any) -> None:
    """Outside of a priority neighbourhood never, whoever asks."""
    answer = neighbourhood_commission_owed(inside=inside, requested=requested, on=ON)
    assert answer.verdict is Verdict.of(inside) & Verdict.of(requested)


def test_each_year_has_its_tasks() -> None:
    """Three stand; two are due in each whole year of the term."""
    owed = conference_undertakings(Period.lasting(date(2023, 3, 1), months=30), by=("m",))
    assert [(undertaking.code, str(undertaking.due)) for undertaking in owed] == [
        ("conference", "None"),
        ("orientations", "None"),
        ("following", "None"),
        ("evaluation-heard-2023", "2023-03-01 to 2024-02-29"),
        ("evaluation-heard-2024", "2024-03-01 to 2025-02-28"),
        ("plan-opinion-2023", "2023-03-01 to 2024-02-29"),
        ("plan-opinion-2024", "2024-03-01 to 2025-02-28"),
    ]
    assert {undertaking.by for undertaking in owed} == {("m",)}
    with pytest.raises(InvalidValueError, match="a year at least"):
        conference_undertakings(Period.lasting(ON, months=11), by=("m",))
    with pytest.raises(NotKnownError):
        conference_undertakings(Period.year(2022), by=("m",))
    untyped: Any = conference_undertakings
    with pytest.raises(InvalidTypeError, match="a Period"):
        untyped(2024, by=("m",))


@pytest.mark.parametrize(
    ("provision", "since"),
    [
        (CONFERENCE_MEMBERS, CONFERENCE),
        (CONFERENCE_TERRITORIES, SINCE),
        (CONFERENCE_TASKS, SINCE),
    ],
)
def test_the_conference_is_known_since_it_was_read(provision: Any, since: date) -> None:
    """On its day, the next, and the last verified one; not the day before, nor past the last."""
    for day in (since, since + DAY, VERIFIED_UNTIL):
        assert provision.at(day).confidence is Confidence.VERIFIED
    for day in (since - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            provision.on(day)


def test_questions_are_answered_on_these_days_only() -> None:
    """Both sides of the first day of each rule."""
    untyped: Any = conference_owed
    untyped_commission: Any = neighbourhood_commission_owed
    assert conference_owed(on=SINCE, paris=True).verdict is Verdict.MET
    with pytest.raises(NotKnownError):
        conference_owed(on=SINCE - DAY, paris=True)
    asked: Any = {"inside": True, "requested": True}
    assert neighbourhood_commission_owed(on=CONFERENCE, **asked).verdict is Verdict.MET
    with pytest.raises(NotKnownError):
        neighbourhood_commission_owed(on=CONFERENCE - DAY, **asked)
    for name in ("bound_to_programme", "competent", "neighbourhood", "paris"):
        with pytest.raises(InvalidTypeError, match=f"conference_owed, {name}"):
            untyped(on=ON, **{name: 1})
    for name in asked:
        with pytest.raises(InvalidTypeError, match=f"neighbourhood_commission_owed, {name}"):
            untyped_commission(on=ON, **{**asked, name: "yes"})
