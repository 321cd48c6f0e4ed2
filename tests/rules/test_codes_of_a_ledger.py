"""Ledgers whose codes of communes were written as of one day, whatever the days of the entries."""

from datetime import UTC, date, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.engines import Rows, duckdb, pandas, polars
from tests.rules.drawing import SLOW
from tests.rules.test_ground_of_entries import CODES, ON, agreement, entry, share
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import Judge, Per, Place, Tally, Territory, Verdict, frames
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    UncoveredReadingError,
    UnknownCodeError,
)
from housing_agreements.geography._official_code import load_official_code

BEFORE, AFTER = date(2024, 6, 1), date(2026, 2, 1)
DAYS = (date(2024, 5, 5), date(2025, 5, 5))
coding_days = st.sampled_from([BEFORE, AFTER, date(2025, 1, 1), date(1960, 1, 1), DAYS[0]])


def rows_of(ledger: list[ha.Attribution]) -> Rows:
    """The rows of a ledger of signed attributions."""
    return {
        "id": ("code", [line.id for line in ledger]),
        "contingent": ("code", [line.contingent for line in ledger]),
        "commune": ("code", [line.commune for line in ledger]),
        "signed_on": ("day", [line.signed_on for line in ledger]),
        "dalo": ("flag", ["dalo" in line.publics for line in ledger]),
    }


@st.composite
def ledgers(draw: st.DrawFn) -> list[ha.Attribution]:
    """A few attributions, on two days, to a public or to nobody in particular."""
    publics = st.sampled_from([frozenset[str](), frozenset({"dalo"})])
    return [
        entry(
            f"E{index}",
            draw(st.sampled_from(CODES)),
            draw(st.sampled_from(DAYS)),
            publics=draw(publics),
        )
        for index in range(draw(st.integers(1, 4)))
    ]


@settings(SLOW, max_examples=40)
@given(st.frozensets(st.sampled_from(CODES), min_size=1), ledgers(), coding_days)
def test_an_entry_is_in_a_base_as_a_place_of_that_day_is_in_its_territory(
    communes: frozenset[str], ledger: list[ha.Attribution], coded_on: date
) -> None:
    """Surely, perhaps or not: as the territory says on the day of the entry."""
    built = agreement(communes, share())
    report = ha.check_quotas(built, ledger, on=ON, coded_on=coded_on)
    assert report.coded_on == coded_on
    for day in DAYS:
        inside = [
            built.territory.covers(Place(line.commune, coded_on=coded_on), on=day)
            for line in ledger
            if line.signed_on == day
        ]
        base = report.finding("half", day.year).base
        sure, no = inside.count(Verdict.MET), inside.count(Verdict.UNMET)
        assert (base.low, base.high) == (sure, len(inside) - no)
    for finding in report:
        told = ha.entries_of(report, finding, ledger)
        assert sum(one.in_base is Verdict.MET for one in told) == finding.base.low
        ha.what_would_settle(report, finding, ledger)


@settings(SLOW, max_examples=10)
@given(
    st.frozensets(st.sampled_from(CODES), min_size=1),
    ledgers(),
    coding_days,
    st.sampled_from([None, Per.COMMUNE]),
)
def test_a_frame_is_read_as_its_entries(
    communes: frozenset[str], ledger: list[ha.Attribution], coded_on: date, per: Per | None
) -> None:
    """On each engine, codes as of a day give the tally and the rows of the entries."""
    grouped = {} if per is None else {"per": per, "judge": Judge.BOTH}
    built = agreement(communes, share(**grouped))
    expected = ha.check_quotas(built, ledger, on=ON, coded_on=coded_on)
    tallied = ha.tally(built, ledger, coded_on=coded_on)
    publics = {"dalo": "dalo"}
    for make in (polars, pandas, duckdb):
        frame = make(rows_of(ledger))
        found = frames.tally(built, frame, publics=publics, coded_on=coded_on)
        assert found == tallied
        report = ha.check_quotas(built, found, on=ON)
        assert report == expected
        assert report.coded_on == coded_on
    finding = expected[0]
    inside = frames.entries_of(expected, finding, polars(rows_of(ledger)), publics=publics)
    told = ha.entries_of(expected, finding, ledger)
    assert inside["id"].to_list() == [one.id for one in told]


@settings(SLOW, max_examples=20)
@given(st.frozensets(st.sampled_from(CODES), min_size=1), st.lists(st.sampled_from(CODES)))
def test_codes_as_of_the_day_of_the_entries_say_nothing_new(
    communes: frozenset[str], codes: list[str]
) -> None:
    """Where all entries have one day, codes as of that day are those read on it."""
    for per in ({}, {"per": Per.COMMUNE, "judge": Judge.BOTH}):
        built = agreement(communes, share(**per))
        ledger = [entry(f"E{index}", code) for index, code in enumerate(codes)]
        dated = ha.check_quotas(built, ledger, on=ON, coded_on=DAYS[1])
        assert dated.findings == ha.check_quotas(built, ledger, on=ON).findings


def groups_of(code: str, day: date, coded_on: date | None) -> dict[object, tuple[int, int]]:
    """The base of each commune for one entry."""
    where = frozenset({"93059", "93066", "93001", "75056"})
    built = agreement(where, share(per=Per.COMMUNE, judge=Judge.BOTH))
    report = ha.check_quotas(built, [entry("A", code, day)], on=ON, coded_on=coded_on)
    found = [finding for finding in report if finding.period == ha.Period.year(day.year)]
    return {
        finding.group: (finding.base.low, finding.base.high)
        for finding in found
        if finding.group is not None and finding.base.high
    }


def test_a_group_by_commune_is_that_of_the_ground_of_the_code() -> None:
    """93066 of 2026 is, in 2024, Saint-Denis or Pierrefitte; that of 2024 stays Saint-Denis."""
    assert groups_of("93066", DAYS[0], None) == {"93066": (1, 1)}
    assert groups_of("93066", DAYS[0], AFTER) == {"93066": (0, 1), "93059": (0, 1)}
    assert groups_of("75115", DAYS[0], AFTER) == {"75056": (1, 1)}
    named = load_official_code().communes_among
    assert named("93066", frozenset(), AFTER, coded_on=BEFORE) == {"93066"}
    assert named("94068", frozenset(), AFTER, coded_on=date(2027, 1, 1)) == frozenset()
    assert named("94068", frozenset(), date(2027, 1, 1), coded_on=AFTER) == frozenset()


def test_a_code_of_another_side_of_the_last_edition_may_be_of_any_group() -> None:
    """It is not known in which commune it stands: each one of the list may be its."""
    assert set(groups_of("93066", DAYS[0], date(2027, 1, 1)).values()) == {(0, 1)}


def test_what_is_not_known_of_an_entry_is_its_place_as_of_that_day() -> None:
    """93066 of 2026 may have stood in 93059 in 2024; that of 2024 did not."""
    old = agreement(frozenset({"93059"}), share())
    ledger = [entry("A", "93066", DAYS[0])]
    report = ha.check_quotas(old, ledger, on=ON, coded_on=AFTER)
    (told,) = ha.entries_of(report, report.finding("half", 2024), ledger)
    assert [fact.say("en") for fact in told.missing] == ["whether the dwelling stands in “Test”"]
    plain = ha.check_quotas(old, ledger, on=ON, coded_on=BEFORE)
    assert len(ha.entries_of(plain, plain.finding("half", 2024), ledger)) == 0


def test_a_code_that_was_given_up_is_read_as_of_its_day() -> None:
    """75015 is a postcode since 1968: as of 1960 it is a commune, and so in every call."""
    town = agreement(frozenset({"94015"}), share())
    ledger = [entry("A", "75015"), entry("B", "94068")]
    with pytest.raises(UnknownCodeError, match="75015"):
        ha.tally(town, ledger)
    with pytest.raises(UnknownCodeError, match="75015"):
        ha.tally(town, ledger, coded_on=date(1968, 1, 1))
    report = ha.check_quotas(town, ledger, on=ON, coded_on=date(1960, 1, 1))
    assert report.finding("half", 2025).base == ha.Bounds(1, 1)
    found = frames.tally(
        town, polars(rows_of(ledger)), publics={"dalo": "dalo"}, coded_on=date(1960, 1, 1)
    )
    assert ha.check_quotas(town, found, on=ON) == report


def test_a_day_of_codes_past_the_last_edition_is_one_day() -> None:
    """On that day alone, codes compare with those of a list that is read on it."""
    later = date(2027, 3, 1)
    town = Territory("T", "Test", "list", communes=("93066",))
    city = ha.Party("city", "City")
    built = ha.Agreement(
        "later",
        None,
        "Later",
        parties=(city,),
        signed_on=None,
        term=2027,
        territory=town,
        contingents=(ha.Contingent("city", city, town),),
        commitments=(ha.Volume("leases", stage=ha.Stage.SIGNED, at_least=1),),
    )
    for day, low in ((date(2027, 2, 28), 0), (later, 1), (date(2027, 3, 2), 0)):
        report = ha.check_quotas(
            built, [entry("A", "93066", day)], on=date(2028, 1, 1), coded_on=later
        )
        assert report[0].counted == ha.Bounds(low, 1)


def test_a_territory_made_of_lists_of_other_days_holds_in_a_ledger() -> None:
    """What is left of 93066 without itself as of 2024 is what it took in, and no commune else."""
    grown, before = (
        Territory("T", "Test", "list", communes=("93066",), coded_on=day) for day in (AFTER, BEFORE)
    )
    left = grown - before
    built = attrs.evolve(
        agreement(frozenset({"93066"}), share()),
        territory=left,
        contingents=(ha.Contingent("city", ha.Party("city", "A synthetic city"), left),),
    )
    quarter = Territory("Q", "Quarter", "list", neighbourhoods=("north",))
    for made in (built, attrs.evolve(built, territory=left | quarter)):
        ledger = [entry("D", "93059", DAYS[0]), entry("E", "93066"), entry("F", "94068")]
        report = ha.check_quotas(made, ledger, on=ON)
        assert report.finding("half", 2024).base == ha.Bounds(1, 1)
        assert report.finding("half", 2025).base == ha.Bounds(0, 1)
        tallied = frames.tally(built, polars(rows_of(ledger)), publics={"dalo": "dalo"})
        assert ha.check_quotas(built, tallied, on=ON) == ha.check_quotas(built, ledger, on=ON)


def test_a_tally_says_itself_as_of_which_day_its_codes_were_written() -> None:
    """Beside a tally the day is refused; tallies of codes of other days do not add up."""
    built = agreement(frozenset({"93066"}), share())
    ledger = [entry("A", "93066")]
    dated, plain = ha.tally(built, ledger, coded_on=BEFORE), ha.tally(built, ledger)
    with pytest.raises(InvalidValueError, match="no coded_on beside a tally"):
        ha.check_quotas(built, plain, on=ON, coded_on=BEFORE)
    report = ha.check_quotas(built, dated, on=ON)
    assert report.coded_on == BEFORE
    assert "codes of communes, as written on 1 June 2024" in words_of(report, "en")
    assert "codes des communes, tels qu'écrits au 1er juin 2024" in words_of(report, "fr")
    assert ha.check_quotas(built, plain, on=ON).coded_on is None
    with pytest.raises(UncoveredReadingError, match="the same coded_on"):
        _ = dated + plain
    assert dated + Tally.empty(built, coded_on=BEFORE) == dated
    assert dated + Tally.from_counts(built, (), coded_on=BEFORE) == dated


def test_an_assumption_about_places_belongs_to_the_reading() -> None:
    """Tallies under other assumptions do not add up, and one does not serve the other."""
    built = agreement(frozenset({"93066"}), share())
    assumed = ha.assume_unchanged(built, until=date(2028, 1, 1))
    ledger = [entry("A", "93066")]
    with pytest.raises(UncoveredReadingError, match="did not read the same"):
        _ = ha.tally(built, ledger) + ha.tally(assumed, ledger)
    with pytest.raises(UncoveredReadingError, match="in a territory of their own"):
        ha.check_quotas(assumed, ha.tally(built, ledger), on=ON)


@pytest.mark.parametrize("given_", ["2024-12-31", datetime(2024, 12, 31, tzinfo=UTC), 2024])
def test_a_day_of_codes_is_a_day(given_: Any) -> None:
    """Anything but a day is refused by name, in every call."""
    built = agreement(frozenset({"93066"}), share())
    calls: list[Any] = [
        lambda: ha.check_quotas(built, [], on=ON, coded_on=given_),
        lambda: ha.check_quotas(built, Tally.empty(built), on=ON, coded_on=given_),
        lambda: ha.tally(built, [], coded_on=given_),
        lambda: Tally.empty(built, coded_on=given_),
        lambda: Tally.from_counts(built, (), coded_on=given_),
        lambda: frames.tally(built, polars(rows_of([])), coded_on=given_),
    ]
    for call in calls:
        with pytest.raises(InvalidTypeError, match="coded_on"):
            call()
