"""Deciding agrees with a naive reading of the criterion, and is never overturned."""

# the values of facts are of six kinds

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.comparisons import Atom, Flag, Interval, OneOf
from housing_agreements.criteria.criteria import AtLeastOf, Criterion, Labelled, Not, all_of, any_of
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Known
from housing_agreements.criteria.places import Within
from housing_agreements.criteria.times import Elapsed
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD, Place, Territory
from housing_agreements.testing.laws._criteria import (
    criteria_follow_verdicts,
    explanation_agrees,
    more_facts_never_overturn,
)
from housing_agreements.testing.strategies._criteria import atoms, criteria
from housing_agreements.testing.strategies._households import (
    completions,
    days_asked,
    households,
    households_around,
)
from housing_agreements.values.periods import anniversary, months_after
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

NAMES = (
    "dalo_recognised",
    "household_size",
    "annual_income",
    "applied_on",
    "residence",
    "dwelling_financing",
)


def plain(value: Any) -> Any:
    """A number as a fraction, all else as it is."""
    return Fraction(value) if isinstance(value, (int, Decimal)) else value


def exact_value(household: Household, name: str, on: date, *, verified_only: bool) -> Any:
    """The value that counts, `None` for one not known; exact households only."""
    given = getattr(household, name)
    known = given if isinstance(given, Known) or given is None else Known(given)
    if known is None or (verified_only and not known.verified):
        return None
    if known.valid_until is not None and known.valid_until < on:
        return None
    assert known.low == known.high
    return known.low


def limit(given: Any, on: date) -> Any:
    """A limit on a day."""
    return given.on(on) if isinstance(given, Timeline) else given


def known_on(given: Any, on: date) -> bool:
    """Whether a limit is known on a day."""
    return not isinstance(given, Timeline) or given.known_on(on)


def naive_atom(  # noqa: C901, PLR0911  # one case for each kind of question
    atom: Atom, household: Household, on: date
) -> bool | None:
    """What an exact household answers to one question, from first principles."""
    value = exact_value(household, atom.fact.name, on, verified_only=atom.verified_only)
    if value is None:
        return None
    match atom:
        case Flag():
            return bool(value)
        case OneOf(values=values):
            return value in values
        case Interval(low=low, high=high, above=above, below=below):
            if not (known_on(low, on) and known_on(high, on)):
                return None
            least, most, given = limit(low, on), limit(high, on), plain(value)
            high_enough = least is None or (given > least if above else given >= least)
            return high_enough and (most is None or (given < most if below else given <= most))
        case Elapsed(months=months, aged=aged, reached=reached, strictly=strictly):
            due = anniversary(value, months // 12) if aged else months_after(value, months)
            return (due < on if strictly else due <= on) is reached
        case Within(territory=territory):
            if not territory.members.known_on(on):
                return None
            covered = territory.covers(value, on=on)
            return None if covered is Verdict.UNDETERMINED else covered is Verdict.MET
        case UnderCeiling(ceilings=ceilings, by=(by,), strictly=strictly):
            key = exact_value(household, by.name, on, verified_only=atom.verified_only)
            if not ceilings.known_on(on):
                return None
            rows = {row[0]: ceiling for row, ceiling in ceilings.on(on)}
            chosen = list(rows.values()) if key is None else [rows[key]] if key in rows else []
            if None in chosen:
                return None
            answers = {
                plain(value) < each or (plain(value) == each and not strictly) for each in chosen
            }
            return answers.pop() if len(answers) == 1 else None
        case _:
            raise NotImplementedError(atom)


def naive(criterion: Any, household: Household, on: date) -> Verdict:
    """A recursive reading of a criterion by counting what is met."""
    match criterion:
        case Not(part=part):
            return ~naive(part, household, on)
        case Labelled(part=part):
            return naive(part, household, on)
        case AtLeastOf(count=count, parts=parts):
            answers = [naive(part, household, on) for part in parts]
            if answers.count(Verdict.MET) >= count:
                return Verdict.MET
            possible = len(answers) - answers.count(Verdict.UNMET)
            return Verdict.UNDETERMINED if possible >= count else Verdict.UNMET
        case _:
            return Verdict.of(naive_atom(criterion, household, on))


@given(criteria(names=NAMES), days_asked(), st.data())
def test_decide_agrees_with_a_naive_reading(
    criterion: Criterion, on: date, data: st.DataObject
) -> None:
    """On households known exactly, deciding is what a recursive reading of the rule gives."""
    household = data.draw(households_around(criterion, on=on, exact=True))
    assert criterion.decide(household, on=on) is naive(criterion, household, on)


@given(criteria(names=NAMES), days_asked(), st.data())
def test_decide_agrees_on_plain_values(criterion: Criterion, on: date, data: st.DataObject) -> None:
    """Plain values, known or not, give what a recursive reading gives."""
    sides = criterion.boundaries(on=on).sides
    plainly: dict[str, Any] = {
        name: data.draw(st.none() | st.sampled_from(values)) for name, values in sides
    }
    household = Household(**plainly)
    assert criterion.decide(household, on=on) is naive(criterion, household, on)


@given(criteria(names=NAMES), days_asked(), st.data())
def test_completions_never_overturn(criterion: Criterion, on: date, data: st.DataObject) -> None:
    """A decided verdict holds whatever the missing facts turn out to be."""
    household = data.draw(households_around(criterion, on=on) | households(names=NAMES))
    fuller = data.draw(completions(household, criterion, on=on))
    more_facts_never_overturn(criterion, household, fuller, on=on)


@given(st.data())
def test_a_commune_is_completed_by_its_neighbourhoods(data: st.DataObject) -> None:
    """A place whose neighbourhood is not known stays in its commune, and gets a neighbourhood."""
    on = date(2017, 3, 1)
    centre = Territory("c", "centre", "area", neighbourhoods=("centre",))
    household = Household(residence=Place("59350"))
    criterion = facts.residence.within(centre)
    fuller = data.draw(completions(household, criterion, on=on))
    assert isinstance(fuller.residence, Known)
    assert fuller.residence.low in {Place("59350", "centre"), Place("59350", NO_NEIGHBOURHOOD)}
    assert criterion.decide(household, on=on) is Verdict.UNDETERMINED
    assert criterion.decide(fuller, on=on).decided


@given(atoms(names=NAMES[:-1]), days_asked(), st.data())
def test_bounds_decide_what_they_can(atom: Criterion, on: date, data: st.DataObject) -> None:
    """A fact known within bounds decides a question exactly when all its values agree."""
    assert isinstance(atom, Atom)
    if isinstance(atom, UnderCeiling):
        return
    household = data.draw(households_around(atom, on=on))
    known, name = atom.ends(household, on), atom.fact.name
    if known is None:
        assert atom.decide(household, on=on) is Verdict.UNDETERMINED
        return
    ends = [plain(end) for end in known]
    inside = [
        side
        for side in (*dict(atom.boundaries(on=on).sides)[name], *known)
        if side is not None
        and (known[0] == known[1] == side or known[0] != known[1])
        and (isinstance(atom, (Flag, Within)) or ends[0] is None or ends[0] <= plain(side))
        and (isinstance(atom, (Flag, Within)) or ends[1] is None or plain(side) <= ends[1])
    ]
    answers = {
        naive_atom(atom, Household(**{name: Known(value, verified=True)}), on) for value in inside
    }
    expected = Verdict.of(answers.pop()) if len(answers) == 1 else Verdict.UNDETERMINED
    assert atom.decide(household, on=on) is expected


@given(criteria(), criteria(), households(names=NAMES), days_asked())
def test_criteria_follow_verdicts(
    one: Criterion, other: Criterion, household: Household, on: date
) -> None:
    """Combining criteria combines their verdicts."""
    criteria_follow_verdicts(one, other, household, on=on)


@given(criteria(names=NAMES), days_asked(), st.data())
def test_explanations_agree(criterion: Criterion, on: date, data: st.DataObject) -> None:
    """An explanation never says another thing than the answer."""
    household = data.draw(households_around(criterion, on=on))
    explanation_agrees(criterion, household, on=on)


@given(criteria(names=NAMES), days_asked(), st.data())
def test_boundaries_tell_all_apart(criterion: Criterion, on: date, data: st.DataObject) -> None:
    """Between two neighbouring boundary values, the answer does not change."""
    household = data.draw(households_around(criterion, on=on, exact=True))
    boundaries = criterion.boundaries(on=on)
    for name, values in boundaries.values:
        if name in {"annual_income", "household_size", "applied_on"} and values:
            step = timedelta(days=1) if name == "applied_on" else 1
            far = values[-1] + step, values[-1] + 3 * step
            verdicts = set()
            for value in far:
                moved = {fact: getattr(household, fact) for fact in criterion.facts}
                moved[name] = Known(value, verified=True)
                verdicts.add(criterion.decide(Household(**moved), on=on))
            assert len(verdicts) == 1


@given(st.lists(st.sampled_from(Verdict), max_size=4), st.data())
def test_all_and_any_of_none(verdicts: list[Verdict], data: st.DataObject) -> None:
    """All of several and any of several are those of their verdicts, for none at all too."""
    answers = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}
    names = ("employed", "disabled", "key_worker", "overcrowded")
    given: dict[str, Any] = {n: answers[v] for n, v in zip(names, verdicts, strict=False)}
    household = Household(**given)
    parts = [getattr(facts, name) for name, _ in zip(names, verdicts, strict=False)]
    on = data.draw(days_asked())
    assert all_of(*parts).decide(household, on=on) is Verdict.all(verdicts)
    assert any_of(*parts).decide(household, on=on) is Verdict.any(verdicts)


@given(st.data())
def test_a_place_is_completed_by_its_neighbourhood(data: st.DataObject) -> None:
    """A place whose neighbourhood is not known is completed in its own commune, and decides."""
    on = date(2017, 3, 1)
    centre = Territory("c", "centre", "area", neighbourhoods=("centre",))
    criterion = facts.residence.within(centre)
    household = Household(residence=Place("59350"))
    fuller = data.draw(completions(household, criterion, on=on))
    assert isinstance(fuller.residence, Known)
    assert fuller.residence.low in {Place("59350", "centre"), Place("59350", "-")}
    assert criterion.decide(fuller, on=on).decided
