"""A criterion is a value: equality, hash, text, copy, pickle, at any depth and sharing."""

import copy
import datetime as dt
import gc
import itertools
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from tests.told import words_of

from housing_agreements.criteria._nodes import say_the_same
from housing_agreements.criteria.changes import smallest_changes
from housing_agreements.criteria.criteria import (
    AtLeastOf,
    Criterion,
    Labelled,
    Not,
    all_of,
    any_of,
    at_least_of,
)
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household
from housing_agreements.errors import InvalidTypeError, InvalidValueError
from housing_agreements.geography.territories import Place
from housing_agreements.testing.laws._criteria import criterion_is_a_value
from housing_agreements.testing.strategies._criteria import criteria
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

DAY = date(2017, 3, 1)
DEPTH = 4_000
loose: Any = facts  # without types, to see what is refused when run
GROWTHS: dict[str, Callable[[Criterion], Criterion]] = {
    "and": lambda criterion: criterion & facts.disabled,
    "or": lambda criterion: facts.disabled | criterion,
    "not": lambda criterion: ~criterion,
    "label": lambda criterion: criterion.labelled("named"),
    "count": lambda criterion: at_least_of(2, facts.disabled, criterion, facts.key_worker),
}


def nested(growth: str) -> Criterion:
    """A criterion of four thousand levels."""
    criterion: Criterion = facts.employed
    for _ in range(DEPTH):
        criterion = GROWTHS[growth](criterion)
    return criterion


@given(criteria(), criteria())
def test_criteria_are_values(one: Criterion, other: Criterion) -> None:
    """A criterion equals its pickle and copies; equal criteria hash and print alike."""
    criterion_is_a_value(one)
    again = pickle.loads(pickle.dumps(other))
    assert (
        (one == other) is (one == again) is (repr(one) == repr(again) and hash(one) == hash(again))
    )


@given(criteria(names=("employed", "household_size", "applied_on", "dwelling_financing")))
def test_repr_makes_the_criterion_again(criterion: Criterion) -> None:
    """The text of a criterion, read as code, makes an equal criterion."""
    words = {
        "facts": facts, "all_of": all_of, "any_of": any_of, "at_least_of": at_least_of,
        "datetime": dt, "Decimal": Decimal, "Fraction": Fraction, "Text": Text,
        "Source": Source, "Period": Period, "Timeline": Timeline,
    }  # fmt: skip
    assert eval(repr(criterion), words) == criterion


@pytest.mark.parametrize("growth", GROWTHS)
def test_depth_does_not_matter(growth: str) -> None:
    """Every reader works on more levels than Python calls, and so does letting them go."""
    criterion, same = nested(growth), nested(growth)
    assert criterion == same
    assert hash(criterion) == hash(same)
    assert criterion != GROWTHS[growth](same)
    assert pickle.loads(pickle.dumps(criterion)) == criterion
    assert copy.deepcopy(criterion) is copy.copy(criterion) is criterion
    assert repr(criterion) == repr(same)
    assert criterion.say("fr")
    assert "employed" in criterion.facts
    household = Household(employed=True, disabled=True)
    verdict = criterion.decide(household, on=DAY)
    assert verdict is not Verdict.UNDETERMINED
    explained = criterion.reasons(household, on=DAY)
    assert explained.verdict is verdict
    assert words_of(explained, "en")
    assert criterion.missing(household, on=DAY) == ()
    assert dict(criterion.boundaries(on=DAY).sides)["employed"] == (False, True)
    assert smallest_changes(criterion, household, on=DAY).found
    del criterion, same
    gc.collect()


def test_sharing_does_not_matter() -> None:
    """A criterion doubled forty times is read at once, and its text stays short."""
    criterion, same = (facts.employed | facts.disabled for _ in range(2))
    for _ in range(40):
        criterion, same = criterion & criterion, same & same
    assert criterion == same
    assert hash(criterion) == hash(same)
    assert criterion.decide(Household(disabled=True), on=DAY) is Verdict.MET
    assert max(len(repr(criterion)), len(str(criterion)), len(pickle.dumps(criterion))) < 3_000
    assert len(criterion.reasons(Household(), on=DAY).reasons) < 100
    assert criterion.missing(Household(), on=DAY) == ("disabled", "employed")
    assert pickle.loads(pickle.dumps(criterion)) == criterion


def test_shared_parts_equal_repeated_parts() -> None:
    """Two criteria that say the same are equal, however their parts are shared."""
    part = facts.employed | facts.disabled
    again = facts.employed | facts.disabled
    assert part & part == part & again
    assert hash(part & part) == hash(part & again)
    assert repr(part & part) == "(x1 := facts.employed | facts.disabled) & x1"
    assert (part & part).say("fr") == "([1]: salarié ou en situation de handicap) et [1]"


def test_different_criteria_differ() -> None:
    """Criteria that say different things are not equal, nor equal to anything else."""
    several = [
        facts.employed,
        facts.employed.verified(),
        facts.disabled,
        ~facts.employed,
        facts.employed & facts.disabled,
        facts.disabled & facts.employed,
        facts.employed | facts.disabled,
        facts.household_size.at_least(3),
        facts.household_size.above(3),
        facts.dependants.at_least(3),
        facts.employed.labelled("a"),
        facts.employed.labelled("b"),
        facts.employed.labelled("a", [Source("synthetic text")]),
    ]
    assert len(set(several)) == len(several)
    assert not any(say_the_same(one, other) for one, other in itertools.combinations(several, 2))
    assert facts.employed != "employed"


def test_criteria_have_no_truth_value() -> None:
    """`and`, `or` and `not` are refused, since they would drop a part in silence."""
    with pytest.raises(InvalidTypeError, match=r"facts.employed: .* combine with a & b"):
        bool(facts.employed)
    long = any_of(*[facts.household_size.at_least(least) for least in range(1, 9)])
    with pytest.raises(InvalidTypeError, match=r"^criterion: given a criterion where true"):
        bool(long)


@pytest.mark.parametrize(
    ("compare", "remedy"),
    [
        (lambda: facts.employed == True, "write facts.employed"),  # noqa: E712  # a mistake
        (lambda: facts.employed == False, "write ~facts.employed"),  # noqa: E712  # a mistake
        (lambda: facts.employed != True, "write ~facts.employed"),  # noqa: E712  # a mistake
        (lambda: facts.employed != False, "write facts.employed"),  # noqa: E712  # a mistake
        (lambda: facts.employed in (True, None), "write facts.employed"),
    ],
    ids=itertools.count(),
)
def test_a_criterion_compared_with_true_says_what_to_write(
    compare: Callable[[], bool], remedy: str
) -> None:
    """A criterion is not compared with true or false: it stands by itself, or after `~`."""
    with pytest.raises(InvalidTypeError) as caught:
        compare()
    assert caught.value.remedy == remedy


@pytest.mark.parametrize(
    ("compare", "remedy"),
    [
        (lambda: loose.household_size == 3, "facts.household_size.equals(3), or .one_of(3, ...)"),
        (lambda: loose.household_size != 3, "~facts.household_size.equals(3), or .one_of(3, ...)"),
        (lambda: loose.household_size > 3, "facts.household_size.above(3)"),
        (lambda: loose.household_size < 3, "facts.household_size.below(3)"),
        (lambda: loose.household_size >= 3, "facts.household_size.at_least(3)"),
        (lambda: 3 >= loose.household_size, "facts.household_size.at_most(3)"),  # noqa: SIM300  # the value first
        (lambda: loose.household_size in (3, 4), "facts.household_size.equals(3), or .one_of(3"),
        (lambda: loose.annual_income < 2.5, "facts.annual_income.below(Decimal('2.5'))"),
        (lambda: loose.annual_income == Fraction(1, 2), "equals(Fraction(1, 2))"),
        (lambda: loose.applied_on > DAY, "facts.applied_on.above(date(2017, 3, 1))"),
        (lambda: loose.applied_on == DAY, "facts.applied_on.equals(date(2017, 3, 1))"),
        (lambda: loose.residence == Place("94068"), "facts.residence.within(territory)"),
        (lambda: loose.dwelling_financing == "PLAI", "facts.dwelling_financing.equals('PLAI')"),
        (lambda: loose.dwelling_financing < "PLAI", "facts.dwelling_financing.one_of('PLAI', "),
        (lambda: loose.couple_age_sum == 1j, "facts.couple_age_sum.equals(...)"),
        (lambda: bool(loose.household_size), "facts.household_size.at_least(3)"),
        (lambda: not loose.applied_on.verified(), "facts.applied_on.verified().at_least_ago("),
        (lambda: loose.residence and loose.employed, "facts.residence.within(territory)"),
    ],
    ids=itertools.count(),
)
def test_a_fact_compared_by_an_operator_says_what_to_write(
    compare: Callable[[], bool], remedy: str
) -> None:
    """A fact is neither compared nor true by itself; the error names the method that asks it."""
    with pytest.raises(InvalidTypeError) as caught:
        compare()
    assert remedy in caught.value.remedy


def test_facts_of_which_nothing_is_asked_are_values() -> None:
    """Before anything is asked, a fact equals itself, hashes alike, and shows what it is."""
    size = facts.household_size
    assert (size == loose.household_size) is True
    assert hash(size) == hash(facts.household_size)
    assert size != size.verified()
    assert size != facts.dependants
    assert loose.household_size != loose.residence
    assert (
        repr([size, size.verified()]) == "[facts.household_size, facts.household_size.verified()]"
    )


def test_only_criteria_combine() -> None:
    """Combining with anything but a criterion is refused."""
    for combine in (
        lambda: facts.employed & True,  # type: ignore[operator]  # wrong on purpose
        lambda: facts.employed | facts.household_size,  # type: ignore[operator]  # wrong on purpose
        lambda: all_of(facts.employed, "disabled"),  # type: ignore[arg-type]  # wrong on purpose
        lambda: Not("employed"),  # type: ignore[arg-type]  # wrong on purpose
        lambda: AtLeastOf(1, facts.employed),  # type: ignore[arg-type]  # wrong on purpose
        lambda: facts.employed.labelled(3),  # type: ignore[arg-type]  # wrong on purpose
        lambda: facts.employed.labelled("a", ["b"]),  # type: ignore[list-item]  # wrong on purpose
    ):
        with pytest.raises(TypeError):
            combine()


def test_at_least_of_needs_a_count_that_can_be() -> None:
    """A count lies between one and the number of criteria."""
    assert at_least_of(1, facts.employed) == any_of(facts.employed) == all_of(facts.employed)
    for count in (0, 2):
        with pytest.raises(InvalidValueError):
            at_least_of(count, facts.employed)
    with pytest.raises(InvalidTypeError):
        at_least_of(1.0, facts.employed)  # type: ignore[arg-type]  # wrong on purpose


def test_the_day_is_exactly_a_day() -> None:
    """A datetime is not a day, for any reader and any length of criterion."""
    moment = datetime(2017, 3, 1, tzinfo=UTC)
    for criterion in (facts.employed, nested("not")):
        for read in (criterion.decide, criterion.missing, criterion.reasons):
            with pytest.raises(InvalidTypeError, match="on"):
                read(Household(), on=moment)
    with pytest.raises(InvalidTypeError):
        facts.employed.boundaries(on=moment)


def test_labels_are_texts() -> None:
    """A label in one language stands for both; with two, each is said in its language."""
    labelled = facts.employed.labelled(Text("at work", "au travail"), [Source("synthetic text")])
    assert isinstance(labelled, Labelled)
    assert labelled.say("fr") == "au travail (salarié)"
    assert str(facts.employed.labelled("ALS")) == "ALS (employed)"
    with pytest.raises(InvalidValueError):
        labelled.say("de")  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("criterion", "english", "french"),
    [
        (all_of(), "always", "toujours"),
        (any_of(), "never", "jamais"),
        (~(facts.employed & facts.disabled), "not (employed and disabled)",
         "non (salarié et en situation de handicap)"),
        (facts.employed & facts.disabled & facts.key_worker, "employed and disabled and key worker",
         "salarié et en situation de handicap et travailleur essentiel"),
        (facts.employed & (facts.disabled & facts.key_worker),
         "employed and (disabled and key worker)",
         "salarié et (en situation de handicap et travailleur essentiel)"),
        (all_of(facts.employed, ~facts.disabled, facts.key_worker),
         "employed, not disabled and key worker",
         "salarié, non en situation de handicap et travailleur essentiel"),
        (any_of(facts.employed | facts.disabled), "(employed or disabled)",
         "(salarié ou en situation de handicap)"),
        (at_least_of(2, facts.employed, facts.disabled, facts.jobseeker) | facts.key_worker,
         "(at least 2 of (employed; disabled; seeking work)) or key worker",
         ("(au moins 2 parmi (salarié\u202f; en situation de handicap\u202f; demandeur d'emploi))"
          " ou travailleur essentiel")),
    ],
)  # fmt: skip
def test_criteria_are_sentences(criterion: Criterion, english: str, french: str) -> None:
    """A criterion reads as a sentence in both languages."""
    assert (str(criterion), criterion.say("fr")) == (english, french)
