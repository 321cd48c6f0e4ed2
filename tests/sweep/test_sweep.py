"""Whatever is wrong is refused by an error of the library, or taken and right.

`python -m tests.sweep.report` prints what fails, grouped by kind.
"""

import os
import warnings
from collections import Counter

import attrs
import pytest
from hypothesis import settings
from tests.sweep import right_calls
from tests.sweep.sweeping import Failure, Target, choose, judge, targets
from tests.sweep.wrong_values import WRONG

import housing_agreements as ha
from housing_agreements import frames

TARGETS = list(targets())
EXPLORING = "SWEEP" in os.environ or settings.get_current_profile_name() == "explore"
"""Whether the values that take long are given to each argument too."""


def test_there_are_many_wrong_values() -> None:
    """At least two hundred, each of another name."""
    assert len({str(wrong) for wrong in WRONG}) == len(WRONG) >= 200


def test_everything_public_has_a_right_call() -> None:
    """A new class or function is drawn by a strategy, or has a line in the table of right calls."""
    assert [target.missing for target in TARGETS if target.missing] == []
    swept = {target.name.split(" (")[0].rpartition(".")[0] for target in TARGETS}
    swept |= {target.name.split(" (")[0] for target in TARGETS}
    for name in ha.__all__:
        thing = getattr(ha, name)
        if isinstance(thing, type) and attrs.has(thing) and thing is not ha.Commitment:
            assert name in swept, name
    assert {"facts", "offered"}.isdisjoint(swept)
    assert {f"frames.{name}" for name in frames.__all__} - swept <= {"frames.Absent"}


def test_what_is_exempt_exists() -> None:
    """No line of the tables outlives what it is about."""
    names = {target.name for target in TARGETS}
    assert set(right_calls.EXEMPT) <= set(ha.__all__)
    assert set(right_calls.CALLS) <= names
    classes = {name for name in right_calls.INSTANCES if "." not in name}
    assert classes <= set(ha.__all__)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_the_right_call_is_right(target: Target) -> None:
    """What the sweep starts from is taken, and means the same each time."""
    target.made()


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_wrong_values_are_refused_or_right(target: Target) -> None:
    """One argument at a time is wrong, and all the others are right."""
    found: list[Failure] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of libraries of data, on values of their own
        for argument in target.arguments:
            for wrong in choose(target, argument, every=EXPLORING):
                failure = judge(target, argument, wrong)
                found += [failure] if failure else []
    kinds = Counter((failure.what, failure.argument) for failure in found)
    first = {(failure.what, failure.argument): failure for failure in reversed(found)}
    lines = [f"{number} x {first[kind]}" for kind, number in kinds.most_common()]
    assert not found, "\n".join([f"{len(found)} failures", *lines])
