"""What can still be kept, in the middle of a period: numbers, days, words, and what is refused."""

import pickle
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import (
    CODES,
    LANDLORDS,
    SLOW,
    agreement_of,
    agreements,
    ledgers,
    many,
)
from tests.rules.test_bounds import turning_days
from tests.told import words_of

from housing_agreements import (
    PACE,
    UNSEEN,
    Agreement,
    Amendment,
    Attribution,
    Bounds,
    Commitment,
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Judge,
    Outlook,
    Party,
    Per,
    Period,
    Prospect,
    PublishedFigure,
    Reach,
    Share,
    Stage,
    Substitute,
    Tally,
    Unknown,
    UnknownCodeError,
    Unsure,
    Verdict,
    Volume,
    about,
    check_quotas,
    outlook,
)
from housing_agreements.catalogue import gironde_2018
from housing_agreements.testing import laws

MIDDLE = date(2018, 6, 30)
"""181 days of the year are gone, 184 are left."""


def look(
    commitment: Commitment,
    priority: int,
    others: int,
    expected: Any,
    *,
    on: date = MIDDLE,
    **fields: Any,
) -> Prospect:
    """The prospect of 2018, or of the sum, with so many attributions counted."""
    report = check_quotas(agreement_of(commitment, **fields), many(priority, others), on=on)
    return outlook(report, expected)[0]


def offers(**fields: Any) -> Volume:
    """A promise by number."""
    return Volume("offers", to=("p",), stage=Stage.DECIDED, **fields)


def quarter(**fields: Any) -> Share:
    """A promise by share."""
    return Share("quarter", to=("p",), stage=Stage.DECIDED, **fields)


# --- Numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promise", "expected", "reach", "needed", "room"),
    [
        (offers(at_least=10), 6, Reach.REACHABLE, 6, None),
        (offers(at_least=10), 5, Reach.OUT_OF_REACH, 6, None),
        (offers(at_least=4), 0, Reach.CERTAIN, 0, None),
        (offers(more_than=4), 0, Reach.OUT_OF_REACH, 1, None),
        (offers(at_most=4), 3, Reach.REACHABLE, None, 0),
        (offers(at_most=7), 3, Reach.CERTAIN, None, 3),
        (offers(less_than=4), 3, Reach.OUT_OF_REACH, None, -1),
        (offers(at_least=5, at_most=6), 3, Reach.REACHABLE, 1, 2),
        (quarter(at_least="25 %"), 0, Reach.CERTAIN, 0, None),
        (quarter(at_least="25 %"), 4, Reach.CERTAIN, 0, None),
        (quarter(at_least="25 %"), 5, Reach.REACHABLE, 1, None),
        (quarter(at_least="1/2"), 4, Reach.REACHABLE, 4, None),
        (quarter(at_least="1/2"), 3, Reach.OUT_OF_REACH, 4, None),
        (quarter(at_most="25 %"), 4, Reach.REACHABLE, None, 0),
        (quarter(at_most="25 %"), 3, Reach.OUT_OF_REACH, None, -1),
        (quarter(at_least="25 %", at_most="30 %"), 4, Reach.REACHABLE, 0, 0),
        (quarter(at_least="40 %", at_most="41 %"), 1, Reach.OUT_OF_REACH, 2, 1),
    ],
)
def test_numbers_of_four_counted_among_twelve(
    promise: Commitment, expected: int, reach: Reach, needed: int | None, room: int | None
) -> None:
    """Of 4 that count and 8 that do not: what must come, and what may."""
    prospect = look(promise, 4, 8, expected)
    numbers = [bounds and bounds.value for bounds in (prospect.needed, prospect.room)]
    assert (prospect.reach, *numbers) == (reach, needed, room)


def test_facts_missing_give_bounds() -> None:
    """What is not known of the entries widens what must come, and may leave it open."""
    ledger = [*many(4), attrs.evolve(many(0, 1)[0], id="X", possible_publics={"p"}, count=2)]
    report = check_quotas(agreement_of(offers(at_least=10)), ledger, on=MIDDLE)
    for expected, reach in ((6, Reach.REACHABLE), (4, Reach.UNDETERMINED), (3, Reach.OUT_OF_REACH)):
        prospect = outlook(report, expected)[0]
        assert (prospect.needed, prospect.reach) == (Bounds(4, 6), reach)
    assert outlook(report, Bounds(4, 6))[0].reach is Reach.UNDETERMINED
    assert outlook(report, Bounds(6, 7))[0].reach is Reach.REACHABLE


def test_what_is_not_named_is_not_known() -> None:
    """Of a commitment of which nothing is expected, the expectation has no end."""
    report = check_quotas(
        agreement_of(offers(at_least=10), quarter(at_least="1/2")), many(4, 8), on=MIDDLE
    )
    number, share = outlook(report, {})
    assert (number.expected, number.needed, number.reach) == (
        Bounds(0, None),
        Bounds(6, 6),
        Reach.UNDETERMINED,
    )
    assert (share.expected, share.needed, share.reach) == (
        Bounds(0, None),
        Bounds(2, None),
        Reach.UNDETERMINED,
    )
    assert "how many are expected by 31 December 2018, 184 days left, is not known" in words_of(
        number
    )
    assert "2 or more must reach the publics" in words_of(share)
    assert repr(number) == "<Prospect offers, 2018: undetermined, 6 needed>"
    kept = outlook(check_quotas(agreement_of(offers(at_least=4)), many(4), on=MIDDLE), {})[0]
    assert kept.reach is Reach.CERTAIN
    low = outlook(report, {"offers": Bounds(6, None), "quarter": Bounds(4, None)})
    assert [prospect.reach for prospect in low] == [Reach.REACHABLE, Reach.REACHABLE]
    never = outlook(
        check_quotas(agreement_of(quarter(at_least="100 %")), many(4, 8), on=MIDDLE), {}
    )
    assert never[0].reach is Reach.OUT_OF_REACH
    capped = outlook(
        check_quotas(agreement_of(quarter(at_most="25 %")), many(4, 8), on=MIDDLE), {}
    )[0]
    assert (capped.room, capped.reach) == (Bounds(-1, None), Reach.UNDETERMINED)


def test_main_publics_are_told_apart() -> None:
    """With a substitute: how many must come, and how many of these for the main publics."""
    failing_that = Substitute(("r",), "50 %")
    prospect = look(offers(at_least=10, substitute=failing_that), 1, 0, 9)
    assert (prospect.needed, prospect.needed_of_main) == (Bounds(9, 9), Bounds(4, 4))
    assert "of which the main publics: at least 4" in words_of(prospect)
    ranged = offers(at_least=10, at_most=12, substitute=failing_that)
    assert look(ranged, 1, 0, 9).reach is Reach.REACHABLE


def test_all_count_where_there_is_no_public() -> None:
    """Of a number of homes whoever gets them, each to come counts."""
    homes = Volume("homes", stage=Stage.DECIDED, at_least=10)
    for expected, reach in ((3, Reach.CERTAIN), (2, Reach.OUT_OF_REACH), (Bounds(2, 3), None)):
        prospect = look(homes, 4, 3, expected)
        assert prospect.reach is (Reach.UNDETERMINED if reach is None else reach)
        assert (prospect.needed, prospect.lost_from) == (Bounds(3, 3), None)


def test_levels_published_rounded_leave_it_open() -> None:
    """Of a number published rounded, what is needed has bounds."""
    prospect = look(offers(at_least=about(10, to=2)), 4, 0, 6)
    assert (prospect.needed, prospect.reach) == (Bounds(5, 6), Reach.REACHABLE)
    assert look(offers(at_least=about(10, to=2)), 4, 0, 5).reach is Reach.UNDETERMINED


def test_a_sum_of_several_levels_is_bounded() -> None:
    """Of a sum of a tenth, then a half, it is not known in which year the expected come."""
    ramp = quarter(at_least={2018: "1/10", 2019: "1/2"}, cumulative=True)
    prospect = look(ramp, 4, 16, 10)
    assert (prospect.period, prospect.needed) == (Period.years(2018, 2019), Bounds(0, 3))
    assert prospect.reach is Reach.REACHABLE
    assert look(ramp, 0, 20, 4, on=date(2019, 6, 30)).needed == Bounds(4, 4)
    between = {"at_least": {2018: "1/10", 2019: "1/2"}, "at_most": {2018: "1/10", 2019: "3/5"}}
    assert look(quarter(**between, cumulative=True), 2, 18, 10).reach is Reach.UNDETERMINED


def test_a_wide_range_is_found_without_listing_every_base() -> None:
    """Between 25 and 30 % there is room in any large base, and little in a small one."""
    balance = quarter(at_least="25 %", at_most="30 %")
    assert look(balance, 5, 15, Bounds(0, 40_000)).reach is Reach.REACHABLE
    assert look(balance, 0, 0, Bounds(1, 40_000)).reach is Reach.UNDETERMINED
    narrow = quarter(at_least="25 %", at_most="25 %")
    assert look(narrow, 5, 15, Bounds(0, 40_000)).reach is Reach.UNDETERMINED
    fine = quarter(at_least="1/99991", at_most="1/99991")
    assert look(fine, 0, 20, Bounds(1, 40_000)).reach is Reach.UNDETERMINED
    ranged = quarter(at_least="25 %", at_most="30 %", substitute=Substitute(("r",), "50 %"))
    assert look(ranged, 5, 15, 20).reach is Reach.REACHABLE
    assert look(ranged, 5, 15, Bounds(0, 20)).reach is Reach.REACHABLE
    assert look(ranged, 5, 15, Bounds(0, 40_000)).reach is Reach.UNDETERMINED


# --- The pace, and days ------------------------------------------------------------------------


def test_pace_lies_between_its_floor_and_its_ceiling() -> None:
    """12 in the base in 181 days: 184 more days give 12.2."""
    prospect = look(offers(at_least=10), 4, 8, PACE)
    assert (prospect.expected, prospect.at_pace) == (Bounds(12, 13), True)
    assert (prospect.days_gone, prospect.days_left) == (181, 184)
    assert "at the pace so far: 12 to 13" in words_of(prospect)
    first = look(offers(at_least=10), 0, 0, PACE, on=date(2018, 1, 1))
    assert (first.expected, first.reach) == (Bounds(0, None), Reach.UNDETERMINED)


@pytest.mark.parametrize(
    ("promise", "due", "words"),
    [
        (offers(at_least=365), 181, "an even pace would have reached 181 by now"),
        (offers(at_most=365), 181, "an even pace would allow 181 by now"),
        (quarter(at_least="25 %"), 3, "owed of the base so far: 3"),
        (quarter(at_most="25 %"), 3, "allowed of the base so far: 3"),
    ],
)
def test_pace_owed_stands_beside_the_pace_so_far(promise: Commitment, due: int, words: str) -> None:
    """Of a number the part of the days gone; of a share what is owed of the base so far."""
    prospect = look(promise, 4, 8, 10)
    assert prospect.due == Bounds(due, due)
    assert words in words_of(prospect)
    assert "in 181 days" in words_of(prospect)


def test_pace_owed_of_a_sum_is_that_of_each_year() -> None:
    """Of a ramp, the years gone are owed whole, and the year that runs in part."""
    ramp = offers(at_least={2018: 100, 2019: 365}, cumulative=True)
    prospect = look(ramp, 4, 8, 10, on=date(2019, 1, 31))
    assert prospect.due == Bounds(131, 131)
    later = offers(at_least={2019: 365}, at_most={2018: 9, 2019: 900}, cumulative=True)
    assert look(later, 4, 8, 10, on=date(2019, 1, 31)).due == Bounds(31, 31)


def test_lost_on_the_first_day_on_which_too_few_are_left() -> None:
    """Of 184 in 184 days, 6 needed: 5 are left after 179 days. One day before, 6 are."""
    prospect = look(offers(at_least=10), 4, 0, 184)
    assert prospect.lost_from == prospect.lost_by == MIDDLE + timedelta(days=179)
    assert "if none of these does, out of reach from 26 December 2018 on" in words_of(prospect)
    assert look(offers(at_least=10), 4, 0, 5).lost_from == MIDDLE
    assert look(offers(at_least=4), 4, 0, 5).lost_from is None
    assert look(offers(at_most=4), 4, 0, 5).lost_from is None
    bounded = look(offers(at_least=10), 4, 0, Bounds(6, 184))
    assert (bounded.lost_from, bounded.lost_by) == (
        MIDDLE + timedelta(days=1),
        MIDDLE + timedelta(days=179),
    )
    assert "at the earliest" in words_of(bounded)
    few = look(offers(at_least=10), 4, 0, Bounds(6, 8))
    assert (few.lost_from, few.lost_by) == (
        MIDDLE + timedelta(days=1),
        MIDDLE + timedelta(days=47),
    )
    endless = look(offers(at_least=10), 4, 0, Bounds(8, None))
    assert (endless.lost_from, endless.lost_by) == (MIDDLE + timedelta(days=47), None)
    assert "perhaps out of reach from 16 August 2018 on" in words_of(endless)


@settings(max_examples=40)
@given(st.integers(0, 12), st.integers(0, 40))
def test_day_is_the_first_of_all_days_one_by_one(counted: int, expected: int) -> None:
    """Counting the days one by one finds the same day."""
    prospect = look(offers(at_least=10), counted, 0, expected, on=date(2018, 12, 1))
    needed, left = max(0, 10 - counted), 30
    lost = [day for day in range(left + 1) if expected * (left - day) < needed * left]
    day = date(2018, 12, 1) + timedelta(days=lost[0]) if lost else None
    assert prospect.lost_from == prospect.lost_by == day


def test_a_period_to_come_is_told_where_something_is_expected_of_it() -> None:
    """One that has not begun is left out, unless it is named; its days are all its own."""
    report = check_quotas(agreement_of(offers(at_least=365)), many(4), on=MIDDLE)
    assert [str(prospect.period) for prospect in outlook(report, 400)] == ["2018"]
    ahead = outlook(report, {("offers", 2019): 400, "offers": PACE})
    assert [str(prospect.period) for prospect in ahead] == ["2018", "2019"]
    coming = ahead.prospect("offers", 2019)
    assert (coming.reach, coming.days_gone, coming.days_left) == (Reach.REACHABLE, 0, 365)
    assert (coming.due, coming.lost_from) == (None, date(2019, 2, 1))
    assert "days" not in words_of(coming).split("expected by")[0]
    pace = outlook(report, {("offers", 2019): PACE}).prospect("offers", 2019)
    assert pace.expected == Bounds(0, None)


def test_what_is_over_is_counted_and_left_to_the_report() -> None:
    """Periods that have ended are no outlook; on the last day of all, nothing is left."""
    promise = agreement_of(offers(at_least=5), quarter(at_least="25 %"))
    over = outlook(check_quotas(promise, many(4), on=date(2020, 12, 31)), 3)
    assert (len(over), over.ended, over.reachable) == (0, 6, None)
    assert "6 promises were over by then: the report tells of them" in words_of(over)
    half = outlook(check_quotas(promise, many(4), on=date(2020, 6, 30)), 3)
    assert (len(half), half.ended) == (2, 4)
    one = outlook(check_quotas(agreement_of(offers(at_least=5)), [], on=date(2019, 6, 1)), 3)
    assert "1 promise was over by then" in words_of(one)


def test_nothing_expected_of_nothing_is_nothing_to_judge() -> None:
    """A share of nothing, of which nothing is expected, is neither reachable nor lost."""
    prospect = look(quarter(at_least="25 %"), 0, 0, 0)
    assert (prospect.reach, prospect.reachable) == (None, None)
    assert "nothing to judge" in words_of(prospect)
    indicator = check_quotas(agreement_of(offers()), many(2), on=MIDDLE)
    assert len(outlook(indicator, 5)) == 0


# --- Groups ------------------------------------------------------------------------------------


def by_landlord(**fields: Any) -> Volume:
    """A promise landlord by landlord."""
    return offers(per=Per.LANDLORD, **fields)


BOUND: dict[str, Any] = {"landlords": [Party(code, code) for code in LANDLORDS]}


def look_at_landlords(commitment: Commitment, expected: Any, **fields: Any) -> Prospect:
    """The prospect of 2018, with 2 counted of the office and 1 of the company."""
    ledger = [*many(2, landlord="office")]
    ledger += [attrs.evolve(many(1)[0], id="C", landlord="company")]
    report = check_quotas(agreement_of(commitment, **{**BOUND, **fields}), ledger, on=MIDDLE)
    return outlook(report, expected)[0]


@pytest.mark.parametrize("scale", [1, 100])
def test_one_sharing_must_keep_all_groups(scale: int) -> None:
    """5 and 4 are owed where 2 and 1 count: 3 and 3 are needed, and 5 are too few for both."""
    table = {"office": 3 * scale + 2, "company": 3 * scale + 1}
    enough = look_at_landlords(by_landlord(at_least=table), 6 * scale)
    few = look_at_landlords(by_landlord(at_least=table), 6 * scale - 1)
    assert (enough.reach, enough.needed) == (Reach.REACHABLE, Bounds(6 * scale, 6 * scale))
    assert few.reach is Reach.OUT_OF_REACH
    assert {group.reach for group in few.groups} == {Reach.REACHABLE}
    assert [group.needed for group in enough.groups] == [Bounds(3 * scale, 3 * scale)] * 2
    assert enough.of_group("office").shared
    assert "shared among the groups in any way" in words_of(enough)
    assert enough.lost_from == MIDDLE + timedelta(days=1)
    more = look_at_landlords(by_landlord(at_least=table), 6 * scale + 9)
    assert (more.reach, more.needed) == (Reach.REACHABLE, enough.needed)


def test_groups_may_be_expected_by_themselves() -> None:
    """What is expected of one group is its own; the rest is shared among the others."""
    table = by_landlord(at_least={"office": 4, "company": 3})
    own = look_at_landlords(table, {("offers", 2018): 6, ("offers", 2018, "office"): 1})
    assert (own.reach, own.of_group("office").reach) == (Reach.OUT_OF_REACH, Reach.OUT_OF_REACH)
    both = {("offers", 2018, "office"): 2, ("offers", 2018, "company"): 2}
    all_own = look_at_landlords(table, both)
    assert (all_own.reach, all_own.expected) == (Reach.REACHABLE, Bounds(4, None))
    one = look_at_landlords(table, {("offers", 2018, "office"): 2})
    assert (one.reach, one.of_group("company").expected) == (
        Reach.UNDETERMINED,
        Bounds(0, None),
    )
    bounded = {("offers", 2018): 6, ("offers", 2018, "office"): Bounds(1, None)}
    assert look_at_landlords(table, bounded).reach is Reach.UNDETERMINED


def test_at_the_pace_each_group_goes_on() -> None:
    """2 of the office give 2.03 more, 1 of the company 1.02."""
    both = by_landlord(at_least=4, judge=Judge.BOTH)
    prospect = look_at_landlords(both, PACE)
    assert (prospect.expected, prospect.at_pace) == (Bounds(3, 4), True)
    assert [group.expected for group in prospect.groups] == [Bounds(1, 2), Bounds(2, 3)]
    assert [group.reach for group in prospect.groups] == [Reach.OUT_OF_REACH, Reach.REACHABLE]
    alone = look_at_landlords(by_landlord(at_least={"office": 4, "company": 2}), PACE)
    assert (alone.reach, alone.expected) == (Reach.REACHABLE, Bounds(3, 5))
    assert alone.finding is None


def test_groups_for_information_change_nothing() -> None:
    """Where the total alone is judged, its groups are told beside."""
    total = by_landlord(at_least=4, judge=Judge.TOTAL)
    prospect = look_at_landlords(total, 1)
    assert (prospect.reach, [group.reach for group in prospect.groups]) == (
        Reach.REACHABLE,
        [Reach.OUT_OF_REACH, Reach.OUT_OF_REACH],
    )
    assert [row["enters_reach"] for row in prospect.rows()] == [True, False, False]


def test_a_group_not_there_yet_may_come() -> None:
    """Where landlords are not declared, one more may come, of whom as many are owed."""
    each = quarter(at_least="1/2", per=Per.LANDLORD, judge=Judge.GROUPS)
    prospect = look_at_landlords(each, 1, landlords=())
    assert (prospect.reach, prospect.needed) == (Reach.REACHABLE, Bounds(0, 0))
    nobody = check_quotas(agreement_of(each), [], on=MIDDLE)
    assert outlook(nobody, 1)[0].reach is Reach.REACHABLE
    assert len(outlook(nobody, 1)[0].groups) == 0


def test_entries_of_no_known_group_leave_it_open() -> None:
    """One whose landlord is not known may be of one that nobody bears: it is not surely kept."""
    each = quarter(at_least="1/2", per=Per.LANDLORD, judge=Judge.GROUPS)
    report = check_quotas(agreement_of(each), many(0, 1), on=MIDDLE)
    prospect = outlook(report, 3)[0]
    assert prospect.of_group(UNSEEN).group is UNSEEN
    assert prospect.reach is Reach.UNDETERMINED


def test_many_groups_are_given_what_they_take() -> None:
    """Of 70 programmes each owes a quarter of its own: the least of all is one for each."""
    each = quarter(at_least="25 %", per=Per.PROGRAMME, judge=Judge.GROUPS)
    ledger = [attrs.evolve(entry, programme=f"P{index}") for index, entry in enumerate(many(0, 70))]
    report = check_quotas(agreement_of(each), ledger, on=MIDDLE)
    exact = outlook(report, 70)[0]
    assert (exact.reach, exact.needed) == (Reach.REACHABLE, Bounds(70, 70))
    more = outlook(report, 90)[0]
    assert more.reach is Reach.REACHABLE
    assert more.needed is not None
    assert more.needed.low == 70
    assert outlook(report, 69)[0].reach is Reach.OUT_OF_REACH
    assert outlook(report, Bounds(70, None))[0].reach is Reach.REACHABLE
    assert outlook(report, Bounds(65, 90))[0].reach is Reach.UNDETERMINED
    assert outlook(report, {})[0].reach is Reach.UNDETERMINED


def test_no_number_is_enough_where_all_must_be_priority() -> None:
    """Of a landlord that owes all, one that is none is one too many, however many come."""
    all_of = quarter(at_least={"office": "100 %"}, per=Per.LANDLORD)
    report = check_quotas(agreement_of(all_of, **BOUND), many(1, 1, landlord="office"), on=MIDDLE)
    prospect = outlook(report, 9)[0]
    assert (prospect.reach, prospect.of_group("office").needed) == (Reach.OUT_OF_REACH, None)
    assert "no number of them would be enough" in words_of(prospect)


def test_each_number_to_come_is_tried_where_no_kind_of_limit_is_alone() -> None:
    """Of 3 that count perhaps, exactly 2 are asked: no number to come is right for all."""
    both = by_landlord(at_least={"office": 2}, at_most={"office": 2})
    ledger = [attrs.evolve(many(0, 1, landlord="office")[0], possible_publics={"p"}, count=3)]
    report = check_quotas(agreement_of(both, **BOUND), ledger, on=MIDDLE)
    assert outlook(report, 1)[0].of_group("office").reach is Reach.UNDETERMINED


def test_all_count_of_each_landlord_too() -> None:
    """Of homes whoever gets them, the expected are shared, and each counts where it falls."""
    homes = Volume(
        "homes", stage=Stage.DECIDED, per=Per.LANDLORD, at_least={"office": 4, "company": 3}
    )
    assert look_at_landlords(homes, 4).reach is Reach.REACHABLE
    assert look_at_landlords(homes, 3).reach is Reach.OUT_OF_REACH
    capped = Volume("homes", stage=Stage.DECIDED, per=Per.LANDLORD, at_most={"office": 3})
    assert look_at_landlords(capped, {}).of_group("office").reach is Reach.REACHABLE
    assert look_at_landlords(capped, 1).reach is Reach.CERTAIN


def test_what_no_group_can_have_counts_in_the_total() -> None:
    """Where each group has its own, what is expected beyond them leaves them as they are."""
    table = by_landlord(at_least={"office": 4, "company": 3})
    for number in (6, 600):
        own = {
            ("offers", 2018): number, ("offers", 2018, "office"): 2, ("offers", 2018, "company"): 2,
        }  # fmt: skip
        assert look_at_landlords(table, own).reach is Reach.REACHABLE


# --- Figures -----------------------------------------------------------------------------------


def test_figures_tell_of_the_years_that_are_gone() -> None:
    """8 were published of the first of two years: the rest must come in the second."""
    ramp = agreement_of(offers(at_least={2018: 10, 2019: 20}, cumulative=True))
    figures = [PublishedFigure("offers", Period.year(2018), counted=8)]
    gone = check_quotas(ramp, Tally.from_counts(ramp, figures), on=date(2018, 12, 31))
    prospect = outlook(gone, 22)[0]
    assert (prospect.reach, prospect.needed) == (Reach.REACHABLE, Bounds(22, 22))
    assert "8 dwellings counted" in words_of(prospect)
    begun = check_quotas(ramp, Tally.from_counts(ramp, figures), on=date(2019, 6, 30))
    unknown = outlook(begun, 22)[0]
    assert (unknown.reach, unknown.needed) == (Reach.UNDETERMINED, None)
    assert "how many count so far is not known" in words_of(unknown)
    assert outlook(begun, PACE)[0].expected == Bounds(0, None)


def test_a_figure_without_a_base_leaves_a_share_open() -> None:
    """8 were published of a landlord, and not out of how many: nothing is enough for certain."""
    yearly = quarter(
        at_least={"office": {2018: "25 %", 2019: "25 %"}}, cumulative=True, per=Per.LANDLORD
    )
    promise = agreement_of(yearly, landlords=[Party("office", "office")])
    figures = Tally.from_counts(
        promise, [PublishedFigure("quarter", Period.year(2018), counted=8, group="office")]
    )
    report = check_quotas(promise, figures, on=date(2018, 12, 31))
    for expected in (9, 900):
        prospect = outlook(report, expected)[0]
        assert prospect.reach is Reach.UNDETERMINED
    at_pace = outlook(report, PACE)[0].of_group("office")
    assert (at_pace.expected.low, at_pace.expected.high) == (8, None)
    assert "or more" in words_of(at_pace)


def test_a_published_rate_leaves_it_open() -> None:
    """A rate speaks for the whole of its period, beside which nothing more can be counted."""
    figure = PublishedFigure("quarter", Period.year(2018), rate=about("17 %", to="1 %"))
    yearly = quarter(at_least={2018: "25 %", 2019: "25 %"}, cumulative=True)
    promise = agreement_of(yearly)
    report = check_quotas(promise, Tally.from_counts(promise, [figure]), on=date(2019, 3, 1))
    prospect = outlook(report, 30)[0]
    assert (prospect.reach, prospect.needed) == (Reach.UNDETERMINED, None)
    each = agreement_of(attrs.evolve(yearly, per=Per.LANDLORD, judge=Judge.GROUPS), **BOUND)
    of_office = attrs.evolve(figure, group="office")
    by_group = check_quotas(each, Tally.from_counts(each, [of_office]), on=date(2018, 12, 31))
    assert outlook(by_group, 30)[0].reach is Reach.UNDETERMINED


def test_without_an_end_more_may_be_needed_of_each_group() -> None:
    """Of a share, the more come the more must reach the publics; of a number, the same."""
    for promise, needed in (
        (quarter(at_least="1/4", per=Per.LANDLORD, judge=Judge.GROUPS), Bounds(0, None)),
        (by_landlord(at_least=4), Bounds(5, 5)),
    ):
        prospect = look_at_landlords(promise, Bounds(8, None))
        assert (prospect.reach, prospect.needed) == (Reach.REACHABLE, needed)


def test_a_group_in_which_all_count_may_have_some_of_those_expected() -> None:
    """One of the office is enough, and one may come; of very many, a ceiling would break."""
    floor = attrs.evolve(by_landlord(at_least=1), to=())
    agreement = agreement_of(floor, **BOUND)
    report = check_quotas(agreement, many(1, landlord="company"), on=MIDDLE)
    maybe = Bounds(0, 1)
    each: Any = {("offers", 2018): maybe, ("offers", 2018, "office"): maybe}
    assert outlook(report, each)[0].reach is Reach.UNDETERMINED
    ceiling = attrs.evolve(by_landlord(at_most=3, judge=Judge.GROUPS), to=())
    prospect = look_at_landlords(ceiling, Bounds(1, None))
    assert prospect.reach is Reach.UNDETERMINED


def test_very_large_numbers_are_numbers() -> None:
    """As bounds, shared among groups, and beside a range: each is told, with its numbers."""
    vast = 10**30
    ranged = quarter(at_least="1/4", at_most="1/2")
    for expected in (vast, Bounds(0, vast), Bounds(vast, None)):
        for promise in (ranged, attrs.evolve(ranged, per=Per.LANDLORD), offers(at_least=9)):
            report = check_quotas(agreement_of(promise), many(4, 4, landlord="office"), on=MIDDLE)
            assert outlook(report, expected)[0].reach in {Reach.REACHABLE, Reach.UNDETERMINED}
    assert look(offers(at_least=9), 4, 0, vast).needed == Bounds(5, 5)


# --- Amendments --------------------------------------------------------------------------------


def amend(promise: Commitment, *later: Commitment, signed_on: date, effective: date) -> Agreement:
    """A promise that an amendment replaces."""
    amendment = Amendment(effective=effective, signed_on=signed_on, replace=later)
    return agreement_of(promise).amend(amendment)


AUTUMN = date(2018, 10, 1)


@pytest.mark.parametrize(
    ("signed_on", "reach", "needed", "amended_on"),
    [
        (MIDDLE, Reach.OUT_OF_REACH, Bounds(8, 8), AUTUMN),
        (MIDDLE + timedelta(days=1), Reach.CERTAIN, Bounds(0, 0), None),
    ],
)
def test_a_level_that_an_amendment_raises_is_the_one_to_reach(
    signed_on: date, reach: Reach, needed: Bounds[int], amended_on: date | None
) -> None:
    """Once it is signed, though it is not in force yet; the day that it is in force is told."""
    raised = amend(offers(at_least=4), offers(at_least=12), signed_on=signed_on, effective=AUTUMN)
    prospect = outlook(check_quotas(raised, many(4, 4), on=MIDDLE), 3)[0]
    assert (prospect.reach, prospect.needed, prospect.amended_on) == (reach, needed, amended_on)
    told = "an amendment changes the level from 1 October 2018 on" in words_of(prospect)
    assert told is (amended_on is not None)
    if amended_on is not None:
        # What is said in June holds in December.
        assert check_quotas(raised, many(7, 4), on=date(2018, 12, 31))[0].verdict is Verdict.UNMET


@pytest.mark.parametrize(
    "later",
    [
        offers(at_least=4, unsure=Unsure.LEFT_OUT),
        quarter(at_least="1/2"),
        offers(at_least={"office": 4}, per=Per.LANDLORD),
        Volume("offers", to=("q",), stage=Stage.DECIDED, at_least=4),
    ],
)
def test_what_an_amendment_counts_otherwise_is_left_open(later: Commitment) -> None:
    """What counts so far is counted as it was: it cannot tell of what will count."""
    signed_on = date(2018, 3, 1)
    later = attrs.evolve(later, code="offers")
    changed = amend(offers(at_least=4), later, signed_on=signed_on, effective=AUTUMN)
    prospect = outlook(check_quotas(changed, many(4, 4), on=MIDDLE), 3)[0]
    assert (prospect.reach, prospect.needed, prospect.room) == (Reach.UNDETERMINED, None, None)
    assert (prospect.lost_from, prospect.amended_on) == (None, AUTUMN)
    assert ": ask again from that day on" in words_of(prospect)


def test_an_amendment_of_something_else_changes_nothing() -> None:
    """Nor one that is amended back before the period ends, nor one of groups already in force."""
    other, signed_on = Volume("other", stage=Stage.DECIDED, at_least=3), date(2018, 3, 1)
    beside = agreement_of(offers(at_least=4)).amend(
        Amendment(effective=AUTUMN, signed_on=signed_on, add=(other,))
    )
    raised = amend(offers(at_least=4), offers(at_least=9), signed_on=signed_on, effective=AUTUMN)
    back = Amendment(
        effective=date(2018, 11, 1), signed_on=signed_on, replace=(offers(at_least=4),)
    )
    for agreement in (beside, raised.amend(back)):
        prospect = outlook(check_quotas(agreement, many(4), on=MIDDLE), 3)[0]
        assert (prospect.reach, prospect.amended_on) == (Reach.CERTAIN, None)


def test_what_an_amendment_takes_away_is_nothing_to_judge() -> None:
    """Of a year of which nothing is promised any more on its last day."""
    december = offers(at_least={Period.lasting(date(2018, 12, 1), months=1): 1})
    changed = amend(offers(at_least=4), december, signed_on=date(2018, 3, 1), effective=AUTUMN)
    prospect = outlook(check_quotas(changed, many(1), on=MIDDLE), 3)[0]
    assert (prospect.reach, prospect.amended_on) == (None, AUTUMN)


def test_a_promise_by_group_that_is_amended_is_left_open() -> None:
    """In total and of each group; a figure does not say what it will count either."""
    levels = ({"office": 1}, {"office": 2})
    first, later = (by_landlord(at_least=level, judge=Judge.BOTH) for level in levels)
    changed = amend(first, later, signed_on=date(2018, 3, 1), effective=AUTUMN)
    prospect = outlook(check_quotas(changed, many(4, landlord="office"), on=MIDDLE), 3)[0]
    assert (prospect.reach, prospect.lost_from) == (Reach.UNDETERMINED, None)
    assert {group.reach for group in prospect.groups} == {Reach.UNDETERMINED}
    of_nobody = amend(
        by_landlord(at_least=1), by_landlord(at_least=2), signed_on=MIDDLE, effective=AUTUMN
    )
    empty = outlook(check_quotas(of_nobody, [], on=MIDDLE), 0)
    assert [each.reach for each in empty] == [Reach.UNDETERMINED]
    raised = amend(
        offers(at_least={2018: 1, 2019: 1}, cumulative=True),
        offers(at_least={2018: 1, 2019: 2}, cumulative=True),
        signed_on=date(2018, 3, 1),
        effective=date(2019, 7, 1),
    )
    figure = PublishedFigure("offers", 2018, 2)
    told = Tally.from_counts(raised, [figure])
    ahead = outlook(check_quotas(raised, told, on=date(2018, 12, 31)), {})
    assert [each.reach for each in ahead] == [Reach.UNDETERMINED]


# --- Laws --------------------------------------------------------------------------------------


@settings(SLOW, max_examples=40)
@given(agreements(), ledgers(max_size=4, unknowns=2), st.integers(0, 3))
def test_one_more_expected_never_loses_what_is_certain(
    agreement: Agreement, ledger: tuple[naive.Entry, ...], number: int
) -> None:
    """A floor by count that is certain stays so, however many more are expected."""
    report = check_quotas(agreement, ledger, on=MIDDLE)
    laws.one_more_expected_never_harms(outlook(report, number), outlook(report, number + 1))


def test_a_floor_by_count_that_is_certain_stays_so() -> None:
    """Of a total, and of groups beside which no other can come."""
    for promise, fields in (
        (offers(at_least=3), {}),
        (by_landlord(at_least=0, judge=Judge.BOTH), BOUND),
    ):
        given: Any = fields
        report = check_quotas(agreement_of(promise, **given), many(4), on=MIDDLE)
        assert outlook(report, 2)[0].reach is Reach.CERTAIN
        laws.one_more_expected_never_harms(outlook(report, 2), outlook(report, 3))


@settings(SLOW, max_examples=40)
@given(
    agreements(),
    ledgers(min_size=1, max_size=4, unknowns=2),
    st.sampled_from((PACE, 2, Bounds(1, 3), Bounds(0, None))),
    st.data(),
)
def test_a_fact_learnt_never_widens_a_bound(
    agreement: Agreement, ledger: tuple[naive.Entry, ...], expected: Any, data: st.DataObject
) -> None:
    """To fill in an entry leaves each bound within what it was, and what is decided as it is."""
    first, *others = ledger
    turning = turning_days(agreement, MIDDLE, MIDDLE)
    ways = list(completing.completions(attrs.evolve(first, count=1), turning, CODES))
    learnt = attrs.evolve(data.draw(st.sampled_from(ways)), count=first.count)
    unsure, sure = (
        outlook(check_quotas(agreement, entries, on=MIDDLE), expected)
        for entries in (ledger, [learnt, *others])
    )
    laws.filling_in_sharpens_the_outlook(unsure, sure)


# --- Answers -----------------------------------------------------------------------------------


def make_outlook() -> Outlook:
    """An outlook of every reach."""
    promises = [
        offers(at_least=4),
        quarter(at_least="1/2"),
        Volume("lost", to=("p",), stage=Stage.DECIDED, at_least=99),
        Volume("open", to=("p",), stage=Stage.DECIDED, at_least=11),
        Volume("capped", to=("p",), stage=Stage.DECIDED, at_most=3),
    ]
    ledger = [*many(4, 4), attrs.evolve(many(0, 1)[0], id="X", possible_publics={"p"})]
    return outlook(check_quotas(agreement_of(*promises), ledger, on=MIDDLE), 6)


def test_outlook_is_a_sequence_and_a_value() -> None:
    """It is found by code and period, survives a pickle, and has no truth value."""
    ahead = make_outlook()
    reaches = [prospect.reach for prospect in ahead]
    assert reaches == [
        Reach.CERTAIN, Reach.REACHABLE, Reach.OUT_OF_REACH, Reach.UNDETERMINED, Reach.OUT_OF_REACH,
    ]  # fmt: skip
    assert ahead.reachable is Verdict.UNMET
    assert pickle.loads(pickle.dumps(ahead)) == ahead
    assert ahead.of("lost") == (ahead[2],)
    assert repr(ahead) == (
        "<Outlook synthetic on 2018-06-30: 1 certain, 1 reachable, 2 out of reach, 1 undetermined>"
    )
    assert repr(ahead[3]) == ("<Prospect open, 2018: undetermined, 6 to 7 needed, 6 expected>")
    with pytest.raises(InvalidTypeError, match=r"reachable is Verdict\.MET"):
        bool(ahead)
    with pytest.raises(InvalidTypeError, match=r"reachable is Verdict\.MET"):
        bool(ahead[0])


def test_summary_tells_the_most_urgent_first() -> None:
    """What is lost, what is open, what can be kept and until when, what is certain."""
    told = str(make_outlook().summary())
    heads = [told.index(head) for head in ("out of reach:", "undetermined:", "reachable:")]
    assert heads == sorted(heads)
    assert "at least 6 to 7 of 6 expected; out of reach from" in told
    assert "too many reach the publics already: 1 to 2" in told
    unknown = check_quotas(agreement_of(offers(at_least=9)), many(4), on=MIDDLE)
    assert "at least 5 more" in str(outlook(unknown, {}).summary())
    codes = [f"offers{index}" for index in range(7)]
    several = [attrs.evolve(offers(at_least=9), code=code) for code in codes]
    report = check_quotas(agreement_of(*several), many(4), on=MIDDLE)
    assert "and 3 more" in str(outlook(report, 9).summary())
    for line in str(make_outlook().summary("fr")).splitlines():
        assert len(line) <= 80


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_fit_and_are_of_their_language(language: Any) -> None:
    """Both languages tell every number, in 80 columns; the page says the same."""
    ahead = make_outlook()
    told = str(ahead.explain(language))
    assert all(len(line) <= 80 for line in told.splitlines())
    assert "1\u00a0à\u00a02" not in told
    page = ahead.explain(language)._repr_html_()
    assert Reach.OUT_OF_REACH.say(language).replace("'", "&#x27;") in page
    rows = ahead.rows(language)
    assert [row["reach"] for row in rows] == [
        prospect.reach and prospect.reach.value for prospect in ahead
    ]


def test_rows_of_groups_follow_their_commitment() -> None:
    """A row for all together, then one for each group, with its name."""
    prospect = look_at_landlords(by_landlord(at_least={"office": 4, "company": 3}), 9)
    rows = prospect.rows("fr")
    assert [row["group"] for row in rows] == [None, "company", "office"]
    assert rows[0]["counted_low"] is None
    assert rows[1]["group_name"] == "company"
    assert "office: reachable, 2 needed, 9 expected" in repr(prospect.of_group("office"))
    capped = look_at_landlords(by_landlord(at_most=4, judge=Judge.BOTH), 9)
    assert "room for 1" in repr(capped)


@given(
    level=st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50),
    counted=st.integers(0, 3),
    others=st.integers(0, 20),
    is_floor=st.booleans(),
)
def test_what_some_number_keeps_is_never_out_of_reach_of_any(
    level: Fraction, counted: int, others: int, *, is_floor: bool
) -> None:
    """Where any number may come: a floor near 1 takes many, and so does a ceiling near 0."""
    promise = quarter(**{"at_least" if is_floor else "at_most": level})
    report = check_quotas(agreement_of(promise), many(counted, others), on=MIDDLE)
    (endless,) = outlook(report, Bounds(0, None))
    (large,) = outlook(report, 2000)
    assert large.reach in {Reach.REACHABLE, Reach.CERTAIN}
    assert endless.reach is not Reach.OUT_OF_REACH


@pytest.mark.parametrize(
    ("expected", "english", "french"),
    [
        (6, "all can still be kept", "tout peut encore être tenu"),
        (
            5,
            "not all can be kept with those that are expected",
            "tout ne peut pas être tenu avec les logements attendus",
        ),
    ],
)
def test_out_of_reach_is_said_of_those_expected(expected: int, english: str, french: str) -> None:
    """More of them would keep it, so that it is never said that nothing can."""
    report = check_quotas(agreement_of(offers(at_least=10)), many(4), on=MIDDLE)
    ahead = outlook(report, expected)
    assert str(ahead).splitlines()[0].endswith(f": {english}")
    assert words_of(ahead, "fr").splitlines()[0].endswith(french)
    assert outlook(report, 6).reachable is Verdict.MET


# --- Bad input -----------------------------------------------------------------------------------

HALVES: Any = Bounds(Fraction(1, 2), Fraction(2))
REPORT = check_quotas(
    agreement_of(
        offers(at_least=10), quarter(at_least={"office": "1/2"}, per=Per.LANDLORD), **BOUND,
    ),
    many(4, landlord="office"),
    on=date(2019, 6, 30),
)  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "kind", "words"),
    [
        (-1, InvalidValueError, "expected: given -1; expected a whole number of at least 0"),
        (1.5, InvalidTypeError, r"given 1.5 \(a float\); expected a whole number \(int\), bounds"),
        (True, InvalidTypeError, "given True"),
        (None, InvalidTypeError, "given None"),
        (float("nan"), InvalidTypeError, r"given nan \(a float\)"),
        ("5", InvalidTypeError, "given '5'"),
        (HALVES, InvalidTypeError, r"given Bounds\(low=Fraction.* expected bounds of whole"),
        ("pace", InvalidTypeError, "given 'pace'; .*; write PACE$"),
        ((600, 700), InvalidTypeError, r"a tuple.*; write Bounds\(600, 700\)$"),
        ((True, 700), InvalidTypeError, r"a tuple.*; write 8_800, .* or {'quarter': 8_800}$"),
        ({"offers": {2019: 5}}, InvalidTypeError, r"write {\('quarter', 2018\): 8_800}, or"),
        ({"offers": "5"}, InvalidTypeError, r"write 8_800, Bounds\(8_000, 9_000\) or PACE$"),
        ({("quarter", 2019, None): 3}, InvalidTypeError, r"write \(code, period\)$"),
        (10**100, InvalidValueError, "a number of at most a hundred digits"),
        (Bounds(0, 10**100), InvalidValueError, "bounds of whole numbers, of at least 0 and at"),
        ({"offers": True}, InvalidTypeError, "expected, 'offers': given True"),
        ({("offers", True): 3}, InvalidTypeError, "given True"),
        ({("offers", 2019, UNSEEN): 3}, UnknownCodeError, "its total alone is judged"),
        (Bounds(-3, 4), InvalidValueError, r"given Bounds\(low=-3, high=4\) .* of at least 0"),
        ({"offers": -1}, InvalidValueError, "expected, 'offers': given -1"),
        ({"offrs": 3}, UnknownCodeError, "did you mean 'offers'"),
        ({3: 3}, InvalidTypeError, r"expected a code, \(code, period\)"),
        ({(): 3}, InvalidTypeError, r"expected a code, \(code, period\)"),
        ({("offers", 2019, "x", "y"): 3}, InvalidTypeError, r"expected a code, \(code, period\)"),
        ({("offers", "2019"): 3}, InvalidTypeError, "expected a year"),
        ({("offers", 2018): 3}, InvalidValueError, "not over on 2019-06-30; leave it out"),
        ({("offers", 2017): 3}, UnknownCodeError, "a period over which 'offers' was judged"),
        ({("offers", 2019, "office"): 3}, UnknownCodeError, "its total alone is judged"),
        ({("quarter", 2019, "ofice"): 3}, UnknownCodeError, "did you mean 'office'"),
        ({("quarter", 2019, 3): 3}, InvalidTypeError, "the code of a group"),
        (
            {("quarter", 2019): 3, ("quarter", 2019, "office"): 4},
            InvalidValueError,
            "at most 3 for the groups of 'quarter'",
        ),
        (
            {("offers", 2019): 3, ("offers", Period.year(2019)): 4},
            InvalidValueError,
            "each period and group of a commitment once",
        ),
    ],
)
def test_what_cannot_be_expected_is_refused(
    expected: Any, kind: type[HousingAgreementsError], words: str
) -> None:
    """The error says what was expected wrongly, and what was meant."""
    with pytest.raises(kind, match=words):
        outlook(REPORT, expected)


def test_faults_of_expectations_are_told_together() -> None:
    """Each is named once, in one error."""
    wrong: dict[Any, Any] = {"offrs": 3, ("offers", 2018): 4, "quarter": -1}
    with pytest.raises(InvalidObjectError) as caught:
        outlook(REPORT, wrong)
    assert len(caught.value.faults) == 3


def test_what_is_over_or_an_indicator_is_refused_by_its_code() -> None:
    """A code alone asks of the period that runs; an indicator promises nothing."""
    over = check_quotas(agreement_of(offers(at_least=10)), [], on=date(2021, 1, 1))
    with pytest.raises(InvalidValueError, match="is left on 2021-01-01; leave it out"):
        outlook(over, {"offers": 3})
    early = check_quotas(agreement_of(offers(at_least={2019: 3})), [], on=MIDDLE)
    with pytest.raises(InvalidValueError, match=r"runs on 2018-06-30; write \('offers', 2019\)"):
        outlook(early, {"offers": 3})
    indicator = check_quotas(agreement_of(offers()), [], on=MIDDLE)
    with pytest.raises(InvalidValueError, match="a commitment with a level"):
        outlook(indicator, {"offers": 3})
    with pytest.raises(InvalidTypeError, match="write check_quotas"):
        outlook(over[0], 3)  # type: ignore[arg-type]  # a finding


def test_prospects_are_asked_by_what_they_have() -> None:
    """A code, a period or a group that is not there is told, with what is."""
    ahead = outlook(REPORT, 3)
    with pytest.raises(UnknownCodeError, match=r"Outlook.prospect, code: .*did you mean 'offers'"):
        ahead.prospect("offrs", 2019)
    with pytest.raises(UnknownCodeError, match=r"period: given '2020'; .* known here: '2019'"):
        ahead.prospect("offers", 2020)
    with pytest.raises(InvalidTypeError, match=r"Outlook\.prospect, period"):
        ahead.prospect("offers", "2019")  # type: ignore[arg-type]  # a text
    with pytest.raises(UnknownCodeError, match="known here: office"):
        ahead.prospect("quarter", 2019).of_group("x")
    with pytest.raises(UnknownCodeError, match="it is judged in total alone"):
        ahead.prospect("offers", 2019).of_group("x")
    with pytest.raises(InvalidTypeError, match="the code of a group, a pair of codes, or UNSEEN"):
        ahead.prospect("quarter", 2019).of_group(3)  # type: ignore[arg-type]  # a number


def test_a_report_that_says_too_little_is_refused() -> None:
    """One that was stored before reports said what their dwellings may turn out to be."""
    report = check_quotas(agreement_of(quarter(at_least="25 %")), [], on=MIDDLE)
    with pytest.raises(InvalidValueError, match="judge the entries anew"):
        outlook(attrs.evolve(report, possible=()), 9)


def test_what_stands_aside_is_said() -> None:
    """An outlook says how many entries count nowhere, once, on its page and in its summary."""
    agreement = gironde_2018.AGREEMENT
    known = Attribution("A", "action-logement", "33063", available_on=date(2018, 5, 2))
    lost = Attribution("B", "action-logement", "33000", available_on=date(2018, 5, 2), count=3)
    report = check_quotas(agreement, [known, lost], on=MIDDLE, unknown=Unknown.SET_ASIDE)
    ahead = outlook(report, expected=400)
    for told in (str(ahead), str(ahead.summary("en"))):
        assert " ".join(told.split()).count("which count nowhere: 1 (3 dwellings)") == 1
    without = outlook(check_quotas(agreement, [known], on=MIDDLE), expected=400)
    assert "aside" not in str(without)
