"""The kit draws every class of the values and of territories, and its laws can fail."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from enum import Enum
from fractions import Fraction
from random import Random
from typing import get_args

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import housing_agreements.values
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import fact
from housing_agreements.geography import _coverage, _members, territories
from housing_agreements.testing import laws, strategies
from housing_agreements.testing.laws import _territories as of_territories
from housing_agreements.testing.laws import _values as of_values
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.testing.strategies import _geography as geography
from housing_agreements.testing.strategies import _values as values
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.schedules import Schedule
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

strategies.register()

FIRST, LAST = date(2016, 2, 28), date(2017, 3, 1)
MODULES = [
    *(
        importlib.import_module(f"housing_agreements.values.{module.name}")
        for module in pkgutil.iter_modules(housing_agreements.values.__path__)
    ),
    _coverage,
    _members,
    territories,
]
CLASSES = {
    member
    for module in MODULES
    for name in module.__all__
    if inspect.isclass(member := getattr(module, name))
    and (attrs.has(member) or issubclass(member, Enum))
}
REGISTERED = {kind for module in (values, geography) for kind, _ in module.REGISTERED}


def test_every_class_of_the_values_is_registered() -> None:
    """Every public value can be drawn."""
    assert REGISTERED == CLASSES


@pytest.mark.parametrize("kind", sorted(REGISTERED, key=str))
@given(data=st.data())
def test_a_registered_class_is_drawn_by_its_type(kind: type, data: st.DataObject) -> None:
    """`from_type` draws a class by our strategy, and what it draws survives pickle and copy."""
    laws.survives_pickle_and_copy(value := data.draw(st.from_type(kind)))
    assert type(value) is kind


@attrs.frozen(kw_only=True)
class LocalHousehold(Household):
    """Households of a project, with a fact of their own that its tests alone know."""

    rooms_wanted: int | None = fact("rooms wanted", "pièces demandées", least=1)


def test_a_class_of_households_of_a_project_is_drawn_by_its_type() -> None:
    """`from_type` draws it with its own facts and with those of `Household`, and asks nothing."""
    drawn = st.from_type(LocalHousehold)
    as_drawn = settings(phases=[Phase.generate], max_examples=2_000, database=None)
    found = find(
        drawn,
        lambda household: household.rooms_wanted is not None and household.employed is not None,
        settings=as_drawn,
    )
    assert type(found) is LocalHousehold
    assert type(find(st.from_type(Household), lambda _: True, settings=as_drawn)) is Household


def test_what_a_project_registers_for_its_class_stands() -> None:
    """Its own strategy is used, also when that of the library is told of again."""
    mine = attrs.make_class("Mine", {}, bases=(Household,), frozen=True)
    st.register_type_strategy(mine, st.just(mine(employed=True)))
    strategies.register()
    assert find(st.from_type(mine), lambda _: True) == mine(employed=True)


def test_classes_made_before_the_kit_is_loaded_are_drawn() -> None:
    """Whoever imports Hypothesis last has households drawn as whoever imports it first."""
    program = """
import attrs, housing_agreements as ha
Local = attrs.frozen(kw_only=True)(
    type("Local", (ha.Household,), {"__annotations__": {"works_here": bool | None},
                                    "works_here": None}))
from hypothesis import find, strategies as st
print(find(st.from_type(Local), lambda household: household.works_here is not None).works_here)
"""
    command = [sys.executable, "-c", program]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    assert ran.stdout == "False\n"


@pytest.mark.parametrize(
    ("asked", "held"), [(Timeline[bool], bool), (Schedule[Period], Period), (Schedule[str], str)]
)
@given(data=st.data())
def test_a_generic_class_is_drawn_with_what_it_holds(
    asked: type, held: type, data: st.DataObject
) -> None:
    """`from_type(Timeline[bool])` draws timelines of bools, and so on."""
    value = data.draw(st.from_type(asked))
    assert get_args(asked) == (held,)
    levels = list(value) if isinstance(value, Schedule) else [each for _, each in value.changes]
    assert {type(level) for level in levels} == {held}


def test_a_user_class_is_drawn_with_our_values() -> None:
    """In a fresh interpreter, a class of the user's own is built of registered values."""
    program = """
import attrs
from hypothesis import strategies as st
from housing_agreements.testing.strategies import register
from housing_agreements.values.periods import Period

@attrs.frozen
class Own:
    term: Period

register()
own = st.builds(Own).example()
assert own.term.start < own.term.end
"""
    subprocess.run([sys.executable, "-W", "ignore", "-c", program], check=True)


@given(strategies.days(min_value=FIRST, max_value=LAST))
def test_days_lie_within(day: date) -> None:
    """Both ends may be drawn, and nothing beyond."""
    assert FIRST <= day <= LAST


@given(strategies.days(min_value=FIRST, max_value=FIRST))
def test_a_single_day_can_be_drawn(day: date) -> None:
    """Within one day, that day is drawn, though its month ends later."""
    assert day == FIRST


@given(strategies.periods(min_value=FIRST, max_value=LAST))
def test_periods_lie_within(period: Period) -> None:
    """The first and the last day lie within the days given."""
    assert FIRST <= period.start <= period.last_day <= LAST


@given(
    strategies.timelines(
        st.booleans(), min_value=FIRST, max_value=LAST, max_size=3, verified_until=st.just(LAST)
    )
)
def test_timelines_are_as_asked(timeline: Timeline[bool]) -> None:
    """Values, days, number of changes and limit are those asked for."""
    assert FIRST <= timeline.days[0] <= timeline.days[-1] <= LAST
    assert len(timeline.changes) <= 3
    assert {value for _, value in timeline.changes} <= {True, False}
    assert timeline.verified_until == LAST


@given(strategies.schedules(st.booleans(), min_value=2016, max_value=2018, max_size=2))
def test_schedules_are_as_asked(schedule: Schedule[bool]) -> None:
    """Levels, years and number of periods are those asked for."""
    assert schedule.periods[0].start >= date(2016, 1, 1)
    assert schedule.periods[-1].end <= date(2019, 1, 1)
    assert 1 <= len(schedule.periods) <= 2
    assert set(schedule) <= {True, False}


@given(strategies.bounds(min_value=-3, max_value=3, allow_unlimited=False))
def test_bounds_are_as_asked(value: Bounds[int]) -> None:
    """Both ends lie between the numbers given, and there is a highest if so asked."""
    assert value.high is not None
    assert -3 <= value.low <= value.high <= 3


@given(strategies.rates(min_value=Fraction(1, 3), max_value=Fraction(1, 2)))
def test_rates_lie_within(value: Fraction) -> None:
    """Rates lie between those given, both included."""
    assert Fraction(1, 3) <= value <= Fraction(1, 2)


def test_a_strategy_of_impossible_values_is_refused() -> None:
    """No rate is negative, so none is asked for."""
    with pytest.raises(InvalidArgument, match="a rate is not negative"):
        strategies.rates(min_value=Fraction(-1))


@pytest.mark.parametrize("wanted", [(2, 28), (2, 29), (3, 1), (12, 31), (1, 1)])
def test_days_where_months_bend_are_drawn(wanted: tuple[int, int]) -> None:
    """A leap day, and both ends of a month, are found in a few hundred days."""
    day = find(
        strategies.days(),
        lambda day: (day.month, day.day) == wanted,
        settings=settings(max_examples=500, database=None),
        random=Random(2016),  # noqa: S311  # the same days on every run
    )
    assert (day.month, day.day) == wanted


class Different:
    """A thing that is never equal to its copies."""

    __hash__ = object.__hash__


class Forgetful(Different):
    """A thing that pickles to another type."""

    def __reduce__(self) -> tuple[type[object], tuple[()]]:
        return object, ()

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = Different.__hash__


@pytest.mark.parametrize(("value", "claim"), [(Different(), "equal"), (Forgetful(), "of one type")])
def test_a_value_that_does_not_survive_fails_the_law(value: object, claim: str) -> None:
    """A thing that its pickle differs from breaks the law, and the message says how."""
    with pytest.raises(AssertionError, match=f"the pickle is {claim}: found=.*, expected="):
        laws.survives_pickle_and_copy(value)


def test_a_broken_claim_says_what_was_found() -> None:
    """A law that fails names its claim and what it looked at; one that holds is silent."""
    with pytest.raises(AssertionError, match=r"^sums: found=3, expected=4$"):
        must_be("sums", 3, 4)
    with pytest.raises(AssertionError, match=r"^sums: total=3$"):
        must_hold("sums", holds=False, total=3)
    must_be("sums", 4, 4)
    must_hold("sums", holds=True)


def upside_down(a: Verdict, b: Verdict) -> Verdict:
    """A wrong `&`: undetermined whenever the two differ."""
    return a if a is b else Verdict.UNDETERMINED


BREAKING: tuple[tuple[object, str, object, Callable[[], None]], ...] = (
    (
        Verdict, "__and__", upside_down,
        lambda: laws.kleene_algebra(Verdict.MET, Verdict.UNMET, Verdict.MET),
    ),
    (
        Verdict, "__or__", lambda a, b: Verdict.UNMET if a is not b else a,
        lambda: laws.a_decision_stays(Verdict.UNDETERMINED, Verdict.MET),
    ),
    (
        Period, "split", lambda self, *, months: (self,) * (months + 1),
        lambda: laws.period_split_preserves_days(Period.year(2016), 1),
    ),
    (
        Period, "overlaps", lambda self, other: self == other,
        lambda: laws.period_meets(Period.year(2016), Period.years(2016, 2017), FIRST),
    ),
    (
        Bounds, "__add__", lambda self, _: self,
        lambda: laws.bounds_sum_contains(Bounds(1, 2), Bounds(3, 4), 1, 3),
    ),
    (
        Schedule, "at", lambda *_: None,
        lambda: laws.schedule_keeps_its_steps(Schedule({2016: 1})),
    ),
    (
        Timeline, "on", lambda self, _: self.changes[0][1],
        lambda: laws.timeline_is_piecewise_constant(Timeline({FIRST: 1, LAST: 2})),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("owner", "name", "wrong", "law"), BREAKING, ids=lambda each: getattr(each, "__name__", None)
)
def test_a_law_fails_when_it_is_broken(
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    wrong: object,
    law: Callable[[], None],
) -> None:
    """A law holds for the code as it is, and fails when what it speaks of is replaced."""
    law()
    monkeypatch.setattr(owner, name, wrong)
    with pytest.raises(AssertionError):
        law()


def stated_laws() -> dict[str, list[str]]:
    """The items of each `Laws:` section of the values, by where they stand."""
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                text = inspect.cleandoc(ast.get_docstring(node) or "")
                section = re.search(r"^Laws:\n((?:[ ]+.*\n?|\n(?=[ ]))+)", text, re.MULTILINE)
                if section:
                    items = re.findall(r"^ +- (.*)$", section[1], re.MULTILINE)
                    found[f"{module.__name__}.{node.name}"] = items
    return found


def test_docstrings_state_laws_that_exist() -> None:
    """Each law that a docstring states bears the name of a law of the kit, and none is left out."""
    stated = stated_laws()
    assert len(stated) > 10
    names = set()
    for where, items in stated.items():
        assert items, where
        for item in items:
            name = re.match(r"`(\w+)`: ", item)
            assert name, f"{where}: {item}"
            names.add(name[1])
    assert names | {"survives_pickle_and_copy"} == {*of_values.__all__, *of_territories.__all__}
    assert all(inspect.getdoc(getattr(laws, name)) for name in laws.__all__)
