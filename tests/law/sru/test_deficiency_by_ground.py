"""Whether a commune is deficient is a matter of its ground, whatever it is coded as on a day."""

from datetime import date, timedelta
from functools import cache
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.geography.naive_history import department, tell

from housing_agreements import Period, Text, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, UnknownCodeError
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography._unknown_codes import is_given_up
from housing_agreements.law.provisions import Confidence
from housing_agreements.law.sru.deficiency import (
    DEFICIENCY_LISTS,
    DeficiencyList,
    deficiency_list_after,
    deficient,
)
from housing_agreements.testing import laws

CYCLE: Final = Period.years(2020, 2022)
SAINT_DENIS, PIERREFITTE, MERGED_ON = "93066", "93059", date(2025, 1, 1)
PARIS, DISTRICT, LYON = "75056", "75115", "69123"
BEFORE: Final = MERGED_ON - timedelta(days=1)
DEPARTMENTS: Final = ("12", "14", "24", "44", "49", "93", "94")
ALONE: Final = ("24", "12")
"""Departments that exchanged no commune with another one."""
FIRST_DAY: Final = date(1980, 1, 1)
days = st.dates(FIRST_DAY, LAST_DAY)
ACROSS: Final = "44180"
"""Vallons-de-l'Erdre, which has ground of Freigné, of another department until 2018."""


def listing(
    *communes: str, complete: tuple[str, ...] = (*DEPARTMENTS, "75"), day: date = CYCLE.end
) -> DeficiencyList:
    """A list of some communes, read on a day."""
    return DeficiencyList(CYCLE, communes, complete, (), Confidence.INFERRED, coded_on=day)


@cache
def codes_with_a_history() -> tuple[str, ...]:
    """The codes of a few departments that ever shared ground with others, not given up."""
    code = load_official_code()
    return tuple(
        one
        for key in DEPARTMENTS
        for one in code.codes(key)
        if len(code.sharers(one)) > 1 and not is_given_up(one)
    )


@cache
def mergers() -> tuple[tuple[str, str, date], ...]:
    """The communes that became part of another, with that one and the day."""
    code = load_official_code()
    return tuple(
        (one, stretch.into, stretch.end)
        for one in codes_with_a_history()
        for stretch in code.stretches(one)
        if stretch.into is not None and stretch.end is not None and stretch.end > FIRST_DAY
    )


codes = st.deferred(lambda: st.sampled_from(codes_with_a_history()))
lists = st.builds(
    lambda communes, complete, day: listing(*communes, complete=tuple(complete), day=day),
    st.frozensets(codes, max_size=4),
    st.frozensets(st.sampled_from(DEPARTMENTS)),
    days,
)


@given(
    merger=st.deferred(lambda: st.sampled_from(mergers())),
    listed=lists,
    is_listed=st.booleans(),
)
def test_a_merger_turns_no_answer_round(
    merger: tuple[str, str, date], listed: DeficiencyList, *, is_listed: bool
) -> None:
    """What held of a commune the day before it merged holds of the other surely or perhaps."""
    old, into, day = merger
    last = day - timedelta(days=1)
    own = listing(*listed.communes, *([old] if is_listed else []), day=last)
    before, after = own.holds(old, on=last), own.holds(into, on=day)
    assert before is Verdict.MET or not is_listed
    assert after is before or after is Verdict.UNDETERMINED


@given(lists, codes, days, days)
def test_ground_keeps_its_answer(
    listed: DeficiencyList, commune: str, day: date, later: date
) -> None:
    """What is told of a commune under its code of a day is told, or open, under any other."""
    laws.deficient_ground_stays(listed, commune, day, later)


@given(st.sampled_from(ALONE), st.data())
def test_the_answer_is_that_of_the_pieces_of_ground(key: str, data: st.DataObject) -> None:
    """All pieces named: yes; none, and the list complete: no; else it is not known."""
    history = tell(key)
    asked_of = st.sampled_from([one for one in codes_with_a_history() if department(one) == key])
    communes = data.draw(st.frozensets(asked_of, max_size=4), "listed")
    asked, coded, on = data.draw(asked_of), data.draw(days, "coded on"), data.draw(days, "on")
    complete = data.draw(st.booleans(), "complete")
    listed = listing(*communes, complete=(key,) if complete else (), day=coded)
    named = set[int]().union(*(history.cover(one, str(coded)) for one in communes))
    pieces = history.cover(asked, str(on))
    expected = Verdict.MET if pieces <= named else Verdict.UNDETERMINED
    if complete and not pieces & named:
        expected = Verdict.UNMET
    assert listed.holds(asked, on=on) is expected
    assert (listed.why_undetermined(asked, on=on) is None) is expected.decided


@given(lists, codes)
def test_a_day_not_given_is_any_day(listed: DeficiencyList, commune: str) -> None:
    """Without a day the answer is the one of each day from that of the list on, or open."""
    answer = listed.holds(commune)
    assert listed.coded_on is not None
    turns = [day for day in load_official_code().days(commune) if day > listed.coded_on]
    asked = [listed.coded_on, *(day for day in turns if day <= LAST_DAY)]
    found = {listed.holds(commune, on=day) for day in asked}
    assert answer is (found.pop() if len(found) == 1 else Verdict.UNDETERMINED)
    assert (listed.why_undetermined(commune) is None) is answer.decided


@pytest.mark.parametrize(
    ("communes", "asked", "on", "verdict"),
    [
        ((PIERREFITTE,), SAINT_DENIS, BEFORE, Verdict.UNMET),
        ((PIERREFITTE,), SAINT_DENIS, MERGED_ON, Verdict.UNDETERMINED),
        ((PIERREFITTE,), PIERREFITTE, MERGED_ON, Verdict.MET),
        ((SAINT_DENIS,), PIERREFITTE, MERGED_ON, Verdict.UNMET),
        ((SAINT_DENIS,), SAINT_DENIS, MERGED_ON, Verdict.UNDETERMINED),
        ((SAINT_DENIS, PIERREFITTE), SAINT_DENIS, MERGED_ON, Verdict.MET),
        ((PIERREFITTE,), SAINT_DENIS, None, Verdict.UNDETERMINED),
        ((SAINT_DENIS, PIERREFITTE), SAINT_DENIS, None, Verdict.MET),
        ((), SAINT_DENIS, None, Verdict.UNMET),
        ((PARIS,), DISTRICT, CYCLE.end, Verdict.MET),
        ((DISTRICT,), PARIS, CYCLE.end, Verdict.UNDETERMINED),
        ((DISTRICT,), "75101", CYCLE.end, Verdict.UNMET),
        ((PARIS,), PARIS, date(2027, 1, 1), Verdict.UNDETERMINED),
        ((), PARIS, date(2027, 1, 1), Verdict.UNDETERMINED),
    ],
)
def test_both_sides_of_a_merger(
    communes: tuple[str, ...], asked: str, on: date | None, verdict: Verdict
) -> None:
    """Saint-Denis before and after it has Pierrefitte-sur-Seine; Paris and its districts."""
    assert listing(*communes).holds(asked, on=on) is verdict
    assert deficient(asked, CYCLE, on=on, lists=[listing(*communes)]) is verdict


def test_a_list_of_the_years_to_come_is_read_on_its_own_day_alone() -> None:
    """Past the last edition what is named is named, and the rest is not known."""
    later = date(2029, 1, 1)
    listed = listing(PARIS, day=later)
    assert listed.holds(PARIS) is Verdict.MET
    assert listed.holds("94068") is Verdict.UNMET  # in another department
    assert listing("94068", day=later).holds("94069") is Verdict.UNDETERMINED
    assert listed.holds(PARIS, on=later + timedelta(days=1)) is Verdict.UNDETERMINED
    assert listed.holds(PARIS, on=LAST_DAY) is Verdict.UNDETERMINED


IN_PART: Final = Text(
    "on 1 January 2025, 93066 Saint-Denis has ground of 93059 Pierrefitte-sur-Seine, which the "
    "list names, and more",
    "au 1er janvier 2025, 93066 Saint-Denis comprend du territoire de 93059 "
    "Pierrefitte-sur-Seine, que la liste nomme, et s'étend au-delà",
)
NO_DAY: Final = Text(
    "the day is not given as of which the code is written: 93066 Saint-Denis has other ground "
    "from 1 January 2025 on",
    "la date à laquelle le code a été écrit n'est pas donnée\u00a0: 93066 Saint-Denis n'a plus le "
    "même territoire à partir du 1er janvier 2025",
)
NOT_COMPLETE: Final = Text(
    "the list after 2020-2022 is not known to be complete in the department 93",
    "on ne sait pas si la liste établie après 2020-2022 est complète dans le département 93",
)
PAST: Final = Text(
    "what commune codes name is known until 31 December 2026",
    "ce que désignent les codes des communes est connu jusqu'au 31 décembre 2026",
)


@pytest.mark.parametrize(
    ("listed", "asked", "on", "words"),
    [
        (listing(PIERREFITTE), SAINT_DENIS, MERGED_ON, IN_PART),
        (listing(PIERREFITTE), SAINT_DENIS, None, NO_DAY),
        (listing(complete=("94",)), SAINT_DENIS, BEFORE, NOT_COMPLETE),
        (listing(), SAINT_DENIS, date(2027, 1, 1), PAST),
    ],
)
def test_why_it_is_not_known(
    listed: DeficiencyList, asked: str, on: date | None, words: Text
) -> None:
    """The reason names the communes and the days, in both languages."""
    assert listed.why_undetermined(asked, on=on) == words


def test_several_departments_are_named_together() -> None:
    """Ground of a commune that lay in two departments needs a list complete in both."""
    listed = listing(complete=(), day=FIRST_DAY)
    why = listed.why_undetermined(ACROSS, on=date(2026, 1, 1))
    assert why is not None
    assert "in the departments 44 and 49" in why.en
    assert "dans les départements 44 et 49" in why.fr


def test_the_lists_that_are_held_are_read_by_ground() -> None:
    """A deficient commune has its answer by all codes in use since; none of a list is unknown."""
    for listed in DEFICIENCY_LISTS:
        assert all(listed.holds(one) is Verdict.MET for one in listed.communes)
    last = deficiency_list_after(CYCLE)
    assert last is not None
    # Le Chesnay-Rocquencourt: Rocquencourt became part of it in 2019.
    assert last.holds("78158", on=MERGED_ON) is last.holds("78524", on=MERGED_ON) is Verdict.MET
    assert last.holds(DISTRICT, on=MERGED_ON) is Verdict.UNDETERMINED
    assert last.holds("94065", on=MERGED_ON) is Verdict.UNMET


def test_what_is_no_day_or_no_code_is_refused() -> None:
    """A day of another kind, an unknown code in a list, and a department that nobody has."""
    with pytest.raises(InvalidTypeError, match="on: given 2025"):
        listing().holds(PARIS, on=2025)  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(InvalidTypeError, match="coded_on"):
        listing(day="2025")  # type: ignore[arg-type]  # the point of the test
    with pytest.raises(InvalidValueError, match="an INSEE commune code"):
        listing().why_undetermined("9406")
    with pytest.raises(UnknownCodeError, match="2020-2022, communes: given '94100'"):
        listing("94100").holds(PARIS)
    with pytest.raises(UnknownCodeError, match="Corsica is '2A' and '2B'"):
        listing(complete=("20",))
    with pytest.raises(InvalidTypeError, match="complete_in"):
        listing(complete=(94,))  # type: ignore[arg-type]  # the point of the test
