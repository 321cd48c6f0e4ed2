"""Days of stages that are not known: a period, perhaps never, or left out below a later stage."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing
from tests.rules.drawing import SLOW, Case, agreement_of, cases
from tests.rules.drawing import given as given_entry
from tests.told import words_of

from housing_agreements import (
    NOT_KNOWN,
    Attribution,
    Finding,
    HousingAgreementsError,
    Period,
    Production,
    Share,
    Stage,
    Verdict,
    Volume,
    check_quotas,
    tally,
)
from housing_agreements.model.entries import ATTRIBUTION_STAGES, StageDay
from housing_agreements.rules.quotas.cells import CellDays, DaysReached, Window
from housing_agreements.testing import laws

WEEK = tuple(date(2018, 5, number) for number in range(7, 12))
LONG_AGO, SOME_DAY = date(1990, 1, 1), date(2040, 1, 1)
EVERY_DAY = (LONG_AGO, *WEEK, SOME_DAY)
HALVES = (Period(WEEK[0], WEEK[2]), Period(WEEK[2], WEEK[4]))
BY_STAGE = agreement_of(
    *(
        Volume(stage.value, to=("p",), stage=stage, at_least=1, periods=HALVES)
        for stage in ATTRIBUTION_STAGES
    )
)
AFTER = date(2019, 1, 1)

days_in_week: st.SearchStrategy[StageDay | None] = st.one_of(
    st.none(),
    st.sampled_from(WEEK),
    st.just(NOT_KNOWN),
    st.builds(
        lambda first, length: Period(first, first + timedelta(days=length)),
        st.sampled_from(WEEK[:-1]),
        st.integers(1, 4),
    ),
    st.sampled_from((Period(LONG_AGO, WEEK[2]), Period(WEEK[2], SOME_DAY + timedelta(days=1)))),
)


def every_way(written: tuple[StageDay | None, ...]) -> Iterator[tuple[date | None, ...]]:
    """Every day on which each stage may have been reached, looked at one by one."""
    for days in product((None, *EVERY_DAY), repeat=len(written)):
        agrees = all(
            (isinstance(said, date) and day == said)
            or (isinstance(said, Period) and day is not None and day in said)
            or said in {None, NOT_KNOWN}
            for said, day in zip(written, days, strict=True)
        )
        if agrees and completing.may_be(days, written):
            yield days


@settings(SLOW, max_examples=80)
@given(st.tuples(*[days_in_week] * 4), st.sampled_from((*WEEK, AFTER)))
def test_bounds_are_those_of_every_day(written: tuple[StageDay | None, ...], on: date) -> None:
    """What counts at a stage is the least and the most of all days in order; else it is refused."""
    ways = list(every_way(written))
    fields: Any = {stage.field: day for stage, day in zip(ATTRIBUTION_STAGES, written, strict=True)}
    if not ways:
        with pytest.raises(HousingAgreementsError, match="expected a day not before"):
            Attribution("E", "a", "94068", publics={"p"}, **fields)
        return
    entry = Attribution("E", "a", "94068", publics={"p"}, **fields)
    report = check_quotas(BY_STAGE, [entry], on=on)
    for finding in report:
        index = ATTRIBUTION_STAGES.index(finding.commitment.stage)
        reached = [days[index] for days in ways]
        counts = {int(day is not None and day in finding.period and day <= on) for day in reached}
        assert (finding.counted.low, finding.counted.high) == (min(counts), max(counts))


def narrower(day: StageDay | None) -> st.SearchStrategy[StageDay | None]:
    """The same day as more is known of it."""
    if isinstance(day, Period):
        last = day.last_day
        return st.one_of(
            st.dates(day.start, last),
            st.tuples(st.dates(day.start, last), st.dates(day.start, last)).map(
                lambda ends: Period(min(ends), max(ends) + timedelta(days=1))
            ),
        )
    if day is NOT_KNOWN:
        several = (None, Period.year(2018), Period.years(2017, 2020), date(2018, 7, 1))
        return st.sampled_from(several)
    return st.just(day)


@settings(SLOW, max_examples=80)
@given(cases(unknowns=2), st.data())
def test_more_of_a_day_overturns_nothing(case: Case, data: st.DataObject) -> None:
    """Perhaps, then in a period, then in a shorter one, then on a day: decided verdicts stand."""
    agreement, ledger, on, _ = case
    for _ in range(3):
        known = [fill_in(entry, data) for entry in ledger]
        laws.bounds_contain_full_knowledge(agreement, ledger, known, on)
        ledger = tuple(known)


def fill_in(entry: Attribution | Production, data: st.DataObject) -> Attribution | Production:
    """The same entry, of whose days more is known, if they can be so."""
    stages = [stage for stage in Stage if stage.of_production is isinstance(entry, Production)]
    filled: dict[str, Any] = {}
    for index, stage in enumerate(stages):
        day = getattr(entry, stage.field)
        if day is None and any(getattr(entry, later.field) for later in stages[index:]):
            day = data.draw(st.sampled_from((None, NOT_KNOWN)))  # it was left out
        filled[stage.field] = data.draw(narrower(day))
    try:
        return attrs.evolve(entry, **filled)
    except HousingAgreementsError:
        return entry


def days_of(entry: Attribution) -> CellDays:
    """The days of the only cell of an entry, at the decision."""
    share = agreement_of(Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2"))
    [cell] = tally(share, [entry]).entries.values()
    [days] = cell
    return days


YEAR, NEXT = Period.year(2018), Period.year(2019)
FIRST, LAST = date(2018, 1, 1), date(2018, 12, 31)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"decided_on": YEAR}, Window(FIRST, LAST)),
        ({"decided_on": NOT_KNOWN}, Window(None, None)),
        ({"decided_on": None, "signed_on": NOT_KNOWN}, Window(None, None)),
        ({"decided_on": None, "signed_on": YEAR}, Window(None, LAST)),
        ({"decided_on": NOT_KNOWN, "signed_on": YEAR}, Window(None, LAST)),
        ({"decided_on": NOT_KNOWN, "signed_on": LAST}, Window(None, LAST)),
        ({"proposed_on": FIRST, "decided_on": NOT_KNOWN}, Window(FIRST, None)),
        ({"proposed_on": YEAR, "decided_on": YEAR, "signed_on": YEAR}, Window(FIRST, LAST)),
        ({"proposed_on": date(2018, 3, 1), "decided_on": YEAR}, Window(date(2018, 3, 1), LAST)),
        ({"decided_on": YEAR, "signed_on": date(2018, 3, 1)}, Window(FIRST, date(2018, 3, 1))),
        ({"proposed_on": YEAR, "decided_on": NEXT}, Window(NEXT.start, NEXT.last_day)),
        ({"proposed_on": LAST, "decided_on": YEAR}, LAST),
        ({"decided_on": YEAR, "signed_on": FIRST}, FIRST),
        ({"decided_on": Period(FIRST, date(2018, 1, 2))}, FIRST),
        ({"available_on": FIRST, "decided_on": None, "signed_on": FIRST}, FIRST),
        ({"decided_on": LAST, "signed_on": NOT_KNOWN}, LAST),
        ({"decided_on": Period(date.min, NEXT.start)}, Window(None, LAST)),
    ],
)
def test_a_day_lies_between_those_of_the_other_stages(
    fields: dict[str, Any], expected: date | Window
) -> None:
    """A period is cut by earlier and later stages; what is left is a day, or a window."""
    found = days_of(given_entry("E", **fields))
    assert found == (expected if isinstance(expected, date) else DaysReached((expected,)))


def test_a_stage_that_nobody_reached_is_no_window() -> None:
    """No day, and none of a later stage, is *not reached*, whatever the earlier ones are."""
    entry = given_entry("E", available_on=YEAR, proposed_on=NOT_KNOWN, decided_on=None)
    assert days_of(entry) == DaysReached((None,))


VOLUME = Volume("v", to=("p",), stage=Stage.DECIDED, at_least={2018: 1})


def judge(on: date, **fields: Any) -> tuple[Finding, Any]:
    """The finding of 2018 on one dwelling, and the account of its ledger."""
    report = check_quotas(agreement_of(VOLUME), [given_entry("E", publics={"p"}, **fields)], on=on)
    return report.finding("v", 2018), report.account


def test_a_year_of_which_the_day_asked_lies_within() -> None:
    """A stage of some day of the year may be past or to come; the year after it is counted."""
    before, within, last = date(2017, 12, 31), date(2018, 6, 30), date(2018, 12, 31)
    assert judge(within, decided_on=YEAR)[0].counted.high == 1
    assert judge(within, decided_on=YEAR)[0].verdict is Verdict.UNDETERMINED
    assert judge(last, decided_on=YEAR)[0].verdict is Verdict.MET
    account = judge(before, decided_on=YEAR)[1]
    assert (account.counted.entries, account.later.entries) == (0, 1)
    account = judge(within, decided_on=YEAR)[1]
    assert (account.counted.entries, account.later.entries) == (1, 0)


@pytest.mark.parametrize(
    ("fields", "later"),
    [
        ({"decided_on": NEXT}, 1),
        ({"decided_on": date(2019, 1, 1)}, 1),
        ({"proposed_on": date(2019, 1, 1), "decided_on": NOT_KNOWN}, 1),
        ({"decided_on": None}, 0),
        ({"decided_on": None, "proposed_on": NOT_KNOWN}, 0),
    ],
)
def test_only_what_is_surely_to_come_is_dated_later(fields: dict[str, Any], later: int) -> None:
    """An entry is told as dated later when no day that it may have has come; else it may count."""
    _, account = judge(date(2018, 12, 31), **fields)
    assert account.counted.entries == 0
    assert (account.later.entries, account.not_concerned.entries) == (later, 1)


def test_what_would_settle_a_day_in_words() -> None:
    """A day is doubted, or whether it came at all; one doubt does not stand for the other."""
    on = date(2019, 1, 1)
    when, _ = judge(on, decided_on=Period.years(2017, 2018))
    assert "what would settle it: the day of the decision on 1 dwelling" in str(when)
    whether, _ = judge(on, decided_on=NOT_KNOWN)
    assert "what would settle it: whether 1 dwelling was attributed, and when" in str(whether)
    assert "trancher\u00a0: si un logement a été attribué, et quand" in words_of(whether, "fr")
    several, _ = judge(on, decided_on=NOT_KNOWN, count=30)
    assert "whether 30 dwellings were attributed, and when" in str(several)
    assert "si 30 logements ont été attribués, et quand" in words_of(several, "fr")


def test_day_that_no_one_knows_is_no_no() -> None:
    """30 priority dwellings, perhaps decided, are 0 to 30; were they not decided, they are 0."""
    ten = agreement_of(attrs.evolve(VOLUME, at_least={2018: 10}))
    for day, verdict in ((NOT_KNOWN, Verdict.UNDETERMINED), (None, Verdict.UNMET)):
        entry = given_entry("A", publics={"p"}, count=30, decided_on=day)
        assert check_quotas(ten, [entry], on=AFTER)[0].verdict is verdict
