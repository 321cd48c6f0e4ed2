"""Codes that were written as of another day than the day asked: of places, and of territories."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.geography.test_ground_of_territories import CODES, DAYS, expected, ground_of
from tests.told import words_of

from housing_agreements import Household, Place, Territory, Verdict, facts
from housing_agreements.errors import InvalidTypeError, UnknownCodeError
from housing_agreements.frames import Column, decide

BEFORE, AFTER, LATER = date(2024, 12, 31), date(2026, 2, 1), date(2028, 5, 1)
lists = st.frozensets(st.sampled_from(CODES), max_size=4)
departments = st.frozensets(st.sampled_from(["44", "49", "93", "75", "78", "95"]), max_size=2)
days_of_codes = st.none() | DAYS
any_day = DAYS | st.dates(date(2027, 1, 1), date(2029, 12, 31))
listed = st.tuples(lists, departments, days_of_codes)
Listed = tuple[frozenset[str], frozenset[str], date | None]
ANSWERS: Final = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}


def territory(
    communes: frozenset[str], of: frozenset[str] = frozenset(), coded_on: date | None = None
) -> Territory:
    """A synthetic territory of some communes and departments."""
    return Territory("T", "Test", "list", communes=communes, departments=of, coded_on=coded_on)


@settings(max_examples=60)
@given(listed, listed, st.sampled_from(CODES), days_of_codes, DAYS)
def test_each_code_is_read_on_its_own_day(
    one: Listed, other: Listed, code: str, coded_on: date | None, day: date
) -> None:
    """The ground of a place as of its day is held against that of lists as of theirs."""
    here = ground_of(one[0], one[1], one[2] or day)
    there = ground_of(other[0], other[1], other[2] or day)
    first, second = territory(*one), territory(*other)
    place = Place(code, coded_on=coded_on)
    for made, ground in (
        (first, here),
        (first | second, here | there),
        (first & second, here & there),
        (first - second, here - there),
    ):
        assert made.covers(place, on=day) is expected(code, ground, coded_on or day), made
    assert first.within(second, on=day) is here.within(there)


@settings(max_examples=30)
@given(lists, departments, st.sampled_from(CODES), any_day, any_day)
def test_codes_as_of_a_day_are_those_read_on_that_day(
    communes: frozenset[str], of: frozenset[str], code: str, coded_on: date, day: date
) -> None:
    """A list that never changes, as of a day like the place, says what it says on that day."""
    plain, dated = territory(communes, of), territory(communes, of, coded_on)
    there = plain.covers(Place(code), on=coded_on)
    place = Place(code, coded_on=coded_on)
    assert dated.covers(place, on=day) is there
    assert plain.covers(place, on=coded_on) is there
    assert dated.covers(Place(code), on=coded_on) is there


@settings(max_examples=40)
@given(listed, st.sampled_from(CODES), any_day, any_day)
def test_nothing_is_sure_between_two_days_past_the_last_edition(
    one: Listed, code: str, day: date, later: date
) -> None:
    """Where codes of both sides meet, only what covers all ground or none decides."""
    later = max(later, date(2027, 1, 1))
    made = territory(*one)
    place = Place(code, coded_on=later)
    if (one[0] or one[1]) and (one[2] or day) != later:
        assert made.covers(place, on=day) is Verdict.UNDETERMINED
        assert (made | territory(frozenset({"94068"}))).covers(place, on=day).decided is False
        assert not made.within(made - territory(one[0], one[1], later), on=day)
    assert territory(frozenset()).covers(place, on=day) is Verdict.UNMET


@settings(max_examples=15)
@given(listed, st.lists(st.tuples(st.sampled_from(CODES), any_day), min_size=1, max_size=6))
def test_criteria_and_frames_read_a_territory_of_another_day_alike(
    one: Listed, asked: list[tuple[str, date]]
) -> None:
    """A criterion on a household, and a frame with a day for each row, answer as it does."""
    where = territory(*one)
    criterion = facts.residence.within(where)
    verdicts = [where.covers(Place(code), on=day) for code, day in asked]
    frame = pl.DataFrame({"where": [code for code, _ in asked], "day": [day for _, day in asked]})
    column = {"residence": Column("where", neighbourhood=None)}
    found = decide(frame.lazy(), criterion, on="day", columns=column).collect()
    assert found["answer"].to_list() == [ANSWERS[verdict] for verdict in verdicts]
    for (code, day), verdict in zip(asked, verdicts, strict=True):
        assert criterion.decide(Household(residence=Place(code)), on=day) is verdict
        for coded_on in (None, *(other for _, other in asked)):
            place = Place(code, coded_on=coded_on)
            answer = criterion.decide(Household(residence=place), on=day)
            assert answer is where.covers(place, on=day)


def test_a_code_as_of_the_day_before_a_merger_is_what_it_was() -> None:
    """93066 of 2024 has nothing of 93059, and lies in the 93066 of today."""
    old, new = territory(frozenset({"93059"})), territory(frozenset({"93066"}))
    before, after = Place("93066", coded_on=BEFORE), Place("93066", coded_on=AFTER)
    assert old.covers(before, on=AFTER) is Verdict.UNMET
    assert old.covers(after, on=BEFORE) is Verdict.UNDETERMINED
    assert new.covers(before, on=AFTER) is Verdict.MET
    assert new.covers(after, on=BEFORE) is Verdict.UNDETERMINED
    first_day = Place("93066", coded_on=BEFORE + timedelta(days=1))
    assert old.covers(first_day, on=BEFORE) is Verdict.UNDETERMINED
    kept = territory(frozenset({"93066"}), coded_on=BEFORE)
    assert kept.covers(Place("93066"), on=AFTER) is Verdict.UNDETERMINED
    assert kept.covers(Place("93059"), on=AFTER) is Verdict.UNMET


def test_lists_of_different_days_stay_told_apart() -> None:
    """What is left of a commune without itself as it was before is what it took in."""
    grown = territory(frozenset({"93066"}), coded_on=AFTER)
    left = grown - territory(frozenset({"93066"}), coded_on=BEFORE)
    assert left.covers(Place("93059"), on=date(2010, 1, 1)) is Verdict.MET
    assert left.covers(Place("93066", coded_on=BEFORE), on=AFTER) is Verdict.UNMET
    assert grown != territory(frozenset({"93066"}))
    assert grown != territory(frozenset({"93066"}), coded_on=BEFORE)
    assert territory(frozenset(), coded_on=BEFORE) == territory(frozenset())


def test_a_territory_keeps_the_day_of_its_codes() -> None:
    """Under another name, with neighbourhoods beside, and in words, the day stays."""
    town = territory(frozenset({"93066"}), coded_on=BEFORE)
    quarter = Territory("Q", "Quarter", "list", neighbourhoods=("north",))
    assert attrs.evolve(town, name="Other").members == town.members
    assert (quarter | town).members.on(AFTER).coded_on == BEFORE
    assert town.say("en") == "Test (T): commune 93066, as coded on 31 December 2024"
    assert town.say("fr").endswith("commune 93066, codes au 31 décembre 2024")


def test_the_reason_names_the_day_as_of_which_a_code_was_written() -> None:
    """The doubt is told with the day of the code, and the place with its day, in both languages."""
    household = Household(residence=Place("93066", coded_on=AFTER))
    old = territory(frozenset({"93059"}))
    reasons = facts.residence.within(old).reasons(household, on=BEFORE)
    assert (
        "93066, as coded on 1 February 2026, declared; on 1 February 2026, 93066 Saint-Denis has "
        "ground of 93059 Pierrefitte-sur-Seine, which the list names, and more"
    ) in words_of(reasons, "en")
    assert "93066, code au 1er février 2026" in words_of(reasons, "fr")
    later = Household(residence=Place("93066", coded_on=LATER))
    reasons = facts.residence.within(old).reasons(later, on=BEFORE)
    assert "known until 31 December 2026" in words_of(reasons, "en")


def test_a_postcode_is_refused_as_of_the_day_of_the_code() -> None:
    """75015 was a commune until 1967: as of that day it is one, whatever the day asked."""
    town = territory(frozenset({"94015"}))
    place = Place("75015", coded_on=date(1967, 12, 31))
    assert town.covers(place, on=AFTER) is Verdict.MET
    criterion = facts.residence.within(town)
    assert criterion.decide(Household(residence=place), on=AFTER) is Verdict.MET
    given_up = Place("75015", coded_on=date(1968, 1, 1))
    with pytest.raises(UnknownCodeError, match="75015 is a postcode"):
        town.covers(given_up, on=date(1960, 1, 1))
    with pytest.raises(UnknownCodeError, match="75015 is a postcode"):
        criterion.decide(Household(residence=given_up), on=date(1960, 1, 1))


@pytest.mark.parametrize("given_", ["2024-12-31", datetime(2024, 12, 31, tzinfo=UTC), 2024, True])
def test_a_day_of_codes_is_a_day(given_: Any) -> None:
    """Anything but a day is refused by name, of a place and of a territory."""
    with pytest.raises(InvalidTypeError, match="Place, coded_on"):
        Place("94068", coded_on=given_)
    with pytest.raises(InvalidTypeError, match="coded_on"):
        Territory("T", "Test", "list", coded_on=given_)


def test_a_place_shows_the_day_of_its_code() -> None:
    """Its repr evaluates to it again, with the day only where there is one."""
    for place in (Place("94068"), Place("94068", "port", coded_on=BEFORE)):
        assert eval(repr(place).replace("datetime.", "")) == place
    assert repr(Place("94068")) == "Place(commune='94068', neighbourhood=None)"
    assert Place("94068", coded_on=BEFORE) != Place("94068")
