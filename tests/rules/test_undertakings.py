"""Undertakings: done in time, late, not done, kept, or not known."""

import pickle
from datetime import date, datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Done,
    Fulfilment,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotDone,
    Party,
    Period,
    Progress,
    Source,
    Territory,
    Text,
    Undertaking,
    UndertakingReport,
    UnknownCodeError,
    Verdict,
    check_undertakings,
)
from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
from housing_agreements.rules.undertakings import Statement
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import agreements

MET, UNMET, UNDETERMINED = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
CITY = Party("city", "The city")
TERM = Period.years(2018, 2020)
DUE = date(2018, 6, 30)
YEAR = Period.year(2018)
NEAR = st.dates(date(2017, 12, 1), date(2019, 2, 1))


def duty(
    code: str = "study", due: date | Period | None = DUE, text: str | Text = "A study"
) -> Undertaking:
    """An undertaking of the city."""
    return Undertaking(code, text, by=("city",), due=due, sources=(Source("A text", "§ 1"),))


def agreement_of(*undertakings: Undertaking, amendments: tuple[Amendment, ...] = ()) -> Agreement:
    """A small agreement with these undertakings."""
    return Agreement(
        "synthetic",
        AgreementKind.OTHER,
        "A synthetic agreement",
        parties=(CITY,),
        signed_on=date(2018, 1, 1),
        term=TERM,
        territory=Territory("33", "Gironde", "department", departments=("33",)),
        undertakings=undertakings,
        amendments=amendments,
    )


def judged(due: date | Period | None, stated: Statement | date | None, on: date) -> Fulfilment:
    """The finding on one undertaking."""
    return check_undertakings(agreement_of(duty(due=due)), {"study": stated}, on=on)[0]


def statements() -> st.SearchStrategy[Statement | None]:
    """Nothing, or anything that can be stated, around the year 2018."""
    return st.one_of(
        st.none(), NEAR.map(Done), NEAR.map(lambda day: Done(by=day)), NEAR.map(NotDone)
    )


def histories(stated: Statement | None, due: date | Period, on: date) -> set[date | None]:
    """The days on which it may have been done, `None` for not yet, as far as is stated."""
    days = [date(2017, 11, 1) + timedelta(days=n) for n in range(480)]
    never: set[date | None] = {None}
    if stated is None or stated.day > on:
        return never.union(days)
    if isinstance(stated, NotDone):
        return never.union(day for day in days if day > stated.by)
    if stated.on is not None:
        return {stated.on}
    opening = due.start if isinstance(due, Period) else date.min
    before = {day for day in days if day <= stated.day}
    return {day for day in before if day >= opening} or set(before)


def answers(done_on: date | None, due: date | Period) -> set[Verdict]:
    """What one history comes to; before the period in which it is due, either."""
    last = due.last_day if isinstance(due, Period) else due
    if done_on is None or done_on > last:
        return {UNMET}
    return {MET, UNMET} if isinstance(due, Period) and done_on < due.start else {MET}


@given(st.sampled_from([DUE, YEAR, Period(date(2018, 3, 1), date(2018, 7, 1))]), statements(), NEAR)
def test_a_verdict_is_what_all_histories_agree_on(
    due: date | Period, stated: Statement | None, on: date
) -> None:
    """Once it is due, it is decided exactly when every history that may be true agrees."""
    possible = {answer for day in histories(stated, due, on) for answer in answers(day, due)}
    agreed = possible.pop() if len(possible) == 1 else UNDETERMINED
    last = due.last_day if isinstance(due, Period) else due
    expected = agreed if on >= last or agreed is MET else None
    assert judged(due, stated, on).verdict is expected


@given(statements(), NEAR)
def test_missing_is_named_exactly_when_undetermined(stated: Statement | None, on: date) -> None:
    """What is undetermined says what would settle it; what is decided lacks nothing."""
    for due in (DUE, YEAR, None):
        finding = judged(due, stated, on)
        assert (finding.missing is not None) is (finding.verdict is UNDETERMINED)


@given(agreements(), NEAR | st.dates(date(2017, 1, 1), date(2021, 12, 31)))
def test_nothing_stated_decides_nothing(agreement: Agreement, on: date) -> None:
    """Of an undertaking on which nothing is stated, none is met and none is missed."""
    laws.silence_decides_nothing(agreement, on)
    report = check_undertakings(agreement, {}, on=on)
    assert report.missing == tuple(
        dict.fromkeys(each.undertaking.code for each in report if each.verdict is not None)
    )


@given(agreements(), st.dates(date(2017, 1, 1), date(2021, 12, 31)))
def test_no_promise_disappears(agreement: Agreement, on: date) -> None:
    """Each undertaking of the terms in force is looked at, and each that was, or says its end."""
    laws.no_undertaking_disappears(agreement, on)


@given(agreements(), statements(), statements(), NEAR)
def test_saying_more_overturns_nothing(
    agreement: Agreement, one: Statement | None, other: Statement | None, on: date
) -> None:
    """What is stated of one undertaking does not touch the others."""
    codes = [undertaking.code for undertaking in agreement.undertakings]
    said = dict.fromkeys(codes[::2], one)
    laws.saying_more_never_overturns(agreement, said, dict.fromkeys(codes[1::2], other), on)


@pytest.mark.parametrize(
    ("stated", "on", "progress", "verdict"),
    [
        (None, date(2017, 12, 31), Progress.NOT_DUE, None),
        (None, date(2018, 1, 1), Progress.NOT_KNOWN, UNDETERMINED),
        (Done(date(2017, 6, 1)), date(2017, 12, 31), Progress.DONE, MET),
        (Done(date(2018, 6, 1)), date(2018, 5, 31), Progress.NOT_KNOWN, UNDETERMINED),
        (Done(date(2018, 6, 1)), date(2025, 1, 1), Progress.DONE, MET),
        (Done(by=date(2018, 6, 1)), date(2018, 6, 1), Progress.KEPT, MET),
        (Done(by=date(2018, 6, 1)), date(2018, 6, 2), Progress.NOT_KNOWN_SINCE, UNDETERMINED),
        (Done(by=TERM.last_day), date(2025, 1, 1), Progress.KEPT, MET),
        (NotDone(TERM.last_day), date(2025, 1, 1), Progress.NOT_DONE, UNMET),
        (
            NotDone(TERM.last_day - timedelta(days=1)),
            TERM.last_day,
            Progress.NOT_KNOWN_SINCE,
            UNDETERMINED,
        ),
    ],
)
def test_a_standing_undertaking_is_judged_by_what_is_stated(
    stated: Statement | None, on: date, progress: Progress, verdict: Verdict | None
) -> None:
    """Done once it is done for good; kept, or not, as far as what is stated reaches."""
    finding = judged(None, stated, on)
    assert (finding.progress, finding.verdict) == (progress, verdict)


@pytest.mark.parametrize(
    ("due", "stated", "progress"),
    [
        (DUE, Done(DUE), Progress.DONE),
        (DUE, Done(date(2018, 7, 1)), Progress.LATE),
        (DUE, Done(by=date(2018, 7, 1)), Progress.DAY_NOT_KNOWN),
        (DUE, NotDone(date(2018, 6, 29)), Progress.NOT_KNOWN),
        (DUE, NotDone(DUE), Progress.NOT_DONE),
        (YEAR, Done(date(2017, 12, 31)), Progress.EARLY),
        (YEAR, Done(date(2018, 1, 1)), Progress.DONE),
        (YEAR, Done(by=date(2018, 12, 31)), Progress.DONE),
    ],
)
def test_a_dated_undertaking_on_each_side_of_its_days(
    due: date | Period, stated: Statement, progress: Progress
) -> None:
    """The day itself is in time, the day after late, the day before the period early."""
    assert judged(due, stated, date(2019, 6, 1)).progress is progress


def test_a_plain_day_is_done_that_day() -> None:
    """A day and `Done` of that day say the same."""
    assert judged(DUE, date(2018, 6, 1), DUE) == judged(DUE, Done(date(2018, 6, 1)), DUE)


def test_what_is_later_than_the_day_asked_does_not_count_yet() -> None:
    """It is reported so, and what is due stays undetermined until that day."""
    before = judged(DUE, date(2018, 8, 1), date(2018, 7, 31))
    assert (before.verdict, before.later) == (UNDETERMINED, True)
    assert "done on 1 August 2018 (after the day asked: it does not count yet)" in str(before)
    after = judged(DUE, date(2018, 8, 1), date(2018, 8, 1))
    assert (after.verdict, after.later) == (UNMET, False)


def moved(due: date | Period | None, *, effective: date, signed_on: date) -> Agreement:
    """The study was due on 30 June 2018; an amendment moves it."""
    amendment = Amendment(effective=effective, signed_on=signed_on, replace=(duty(due=due),))
    return agreement_of(duty(), amendments=(amendment,))


def test_an_amendment_in_time_moves_the_day() -> None:
    """Asked once it is in effect, only the new day holds; before, the old one does."""
    later = date(2019, 6, 30)
    agreement = moved(later, effective=date(2018, 5, 1), signed_on=date(2018, 4, 1))
    report = check_undertakings(agreement, {}, on=date(2018, 7, 1))
    assert [(each.undertaking.due, each.progress) for each in report] == [(later, Progress.NOT_DUE)]
    report = check_undertakings(agreement, {}, on=date(2018, 4, 30))
    assert [each.undertaking.due for each in report] == [DUE]


def test_an_amendment_afterwards_leaves_the_first_promise() -> None:
    """What was due before it took effect stays judged, beside the new day."""
    later = date(2019, 6, 30)
    agreement = moved(later, effective=date(2018, 9, 1), signed_on=date(2018, 8, 1))
    report = check_undertakings(agreement, {"study": date(2019, 1, 15)}, on=later)
    assert [(each.undertaking.due, each.verdict) for each in report.of("study")] == [
        (DUE, UNMET),
        (later, MET),
    ]


def test_an_amendment_counts_once_it_is_known() -> None:
    """One signed late moves the day only for those who know of it."""
    agreement = moved(date(2019, 6, 30), effective=date(2018, 5, 1), signed_on=date(2019, 1, 1))
    on = date(2018, 12, 31)
    missed = {"study": NotDone(on)}
    assert check_undertakings(agreement, missed, on=on).verdict is UNMET
    assert check_undertakings(agreement, missed, on=on, known=date(2019, 1, 1)).verdict is None


def test_a_day_moved_into_the_past_is_judged() -> None:
    """A new day that lies before the amendment took effect is a promise all the same."""
    agreement = moved(date(2018, 3, 1), effective=date(2018, 5, 1), signed_on=date(2018, 5, 1))
    report = check_undertakings(agreement, {}, on=date(2018, 5, 1))
    assert [each.undertaking.due for each in report] == [date(2018, 3, 1)]


def test_a_day_moved_back_and_forth_is_judged() -> None:
    """A second amendment that restores the first day restores the promise."""
    agreement = moved(None, effective=date(2018, 2, 1), signed_on=date(2018, 2, 1)).amend(
        Amendment(effective=date(2018, 9, 1), signed_on=date(2018, 9, 1), replace=(duty(),))
    )
    report = check_undertakings(agreement, {}, on=date(2018, 9, 1))
    assert [each.undertaking.due for each in report] == [DUE]


def test_what_an_amendment_ends_is_told_and_not_judged() -> None:
    """It has no verdict; what was due before it ended keeps its own."""
    ending = Amendment(effective=date(2018, 6, 30), signed_on=date(2018, 6, 1), remove=("study",))
    agreement = agreement_of(duty(), amendments=(ending,))
    (finding,) = check_undertakings(agreement, {}, on=date(2018, 7, 1))
    assert (finding.progress, finding.verdict) == (Progress.WITHDRAWN, None)
    assert "an amendment ended it" in words_of(finding, "en")
    assert "un avenant y a mis fin" in words_of(finding, "fr")
    day_after = Amendment(effective=date(2018, 7, 1), signed_on=date(2018, 6, 1), remove=("study",))
    (finding,) = check_undertakings(
        agreement_of(duty(), amendments=(day_after,)), {}, on=date(2018, 7, 1)
    )
    assert finding.progress is Progress.NOT_KNOWN


def test_what_is_stated_and_not_promised_yet_is_told() -> None:
    """A statement on what an amendment adds later is not lost."""
    added = Amendment(
        effective=date(2019, 1, 1), signed_on=date(2019, 1, 1), add=(duty("charter"),)
    )
    agreement = agreement_of(duty(), amendments=(added,))
    report = check_undertakings(agreement, {"charter": date(2018, 6, 1)}, on=date(2018, 12, 31))
    assert report.unused == ("charter",)
    assert words_of(report).splitlines()[-1] == "  stated, but not promised yet: A study"
    assert check_undertakings(agreement, {"charter": None}, on=date(2018, 12, 31)).unused == ()


def test_findings_in_words() -> None:
    """Verdict, what is stated, what is missing, who owes it and the sources, in both languages."""
    study = duty(due=YEAR, text=Text("A needs study", "Une étude des besoins"))
    cited = NotDone(date(2018, 3, 1), sources=(Source("Minutes", "3 March 2018"),))
    report = check_undertakings(agreement_of(study), {"study": cited}, on=date(2019, 1, 1))
    assert words_of(report) == (
        "A synthetic agreement: undetermined\n"
        "  on 1 January 2019\n"
        "  A needs study (due 2018): undetermined\n"
        "    not done by 1 March 2018\n"
        "    what would settle it: whether it was done in time, after 1 March 2018\n"
        "    owed by: The city\n"
        "    sources: A text, § 1; Minutes, 3 March 2018"
    )
    assert words_of(report, "fr") == (
        "A synthetic agreement\u00a0: indéterminé\n"
        "  au 1er janvier 2019\n"
        "  Une étude des besoins (échéance 2018)\u00a0: indéterminé\n"
        "    non fait au 1er mars 2018\n"
        "    à connaître pour trancher\u00a0: si cela a été fait à temps, après le 1er mars 2018\n"
        "    à la charge de\u00a0: The city\n"
        "    sources\u00a0: A text, § 1\u202f; Minutes, 3 March 2018"
    )
    by_day = judged(DUE, None, date(2018, 6, 29))
    assert words_of(by_day, "fr").startswith(
        "A study (échéance 30 juin 2018)\u00a0: rien à juger encore, échéance à venir"
    )
    assert "whether it was done by that day" in words_of(judged(DUE, None, DUE))
    assert "whether it was done in that period" in words_of(judged(YEAR, None, date(2019, 1, 1)))
    assert "la date de réalisation" in words_of(
        judged(DUE, Done(by=date(2018, 8, 1)), date(2019, 1, 1)), "fr"
    )
    assert "kept up to 1 June 2018" in words_of(judged(None, Done(by=date(2018, 6, 1)), DUE))
    assert "done by 1 June 2018" in words_of(judged(DUE, Done(by=date(2018, 6, 1)), DUE))


def test_the_catalogued_agreements_are_undetermined_by_default() -> None:
    """Nothing was found on their undertakings: none is met, none is missed."""
    for agreement in (gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT):
        report = check_undertakings(agreement, {}, on=date(2019, 1, 1))
        assert report.verdict is UNDETERMINED
        assert report.missing == tuple(of.code for of in agreement.undertakings if of.owed)
        assert check_undertakings(agreement, {}, on=date(2015, 12, 31)).verdict is None


def test_the_report_is_a_sequence() -> None:
    """It can be counted, sliced and walked through; a code that was not judged is named."""
    report = check_undertakings(agreement_of(duty(), duty("charter", None)), {}, on=DUE)
    assert (len(report), report[:1], tuple(report)) == (2, (report[0],), report.fulfilments)
    assert report.of("charter") == (report[1],)
    with pytest.raises(UnknownCodeError, match="did you mean 'charter'"):
        report.of("charte")
    assert pickle.loads(pickle.dumps(report)) == report


def test_an_unknown_code_names_the_nearest() -> None:
    """As every fault of what is stated, and all of them together."""
    agreement = agreement_of(duty(), duty("charter", None))
    with pytest.raises(UnknownCodeError, match="did you mean 'study'"):
        check_undertakings(agreement, {"stody": DUE}, on=DUE)
    wrong = {"stody": DUE, "charter": datetime(2018, 6, 1), "study": True}  # noqa: DTZ001  # refused
    with pytest.raises(InvalidObjectError) as caught:
        check_undertakings(agreement, wrong, on=DUE)  # type: ignore[arg-type]  # wrong on purpose
    assert [type(fault) for fault in caught.value.faults] == [
        UnknownCodeError,
        InvalidTypeError,
        InvalidTypeError,
    ]
    assert "a yes or a no holds on some day" in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"agreement": "lille"}, "an Agreement"),
        ({"done": ["study"]}, "a mapping of codes to days"),
        ({"done": {3: DUE}}, "a code"),
        ({"done": {"study": "2018"}}, r"Done\(by=day\)"),
        ({"on": "2018"}, "on"),
        ({"known": "2018"}, "known"),
    ],
)
def test_anything_else_is_refused(changed: dict[str, object], expected: str) -> None:
    """What was given, where, and what was expected."""
    asked = {"agreement": agreement_of(duty()), "done": {}, "on": DUE} | changed
    with pytest.raises(InvalidTypeError, match=expected):
        check_undertakings(**asked)  # type: ignore[arg-type]  # wrong on purpose


def test_a_statement_speaks_of_one_day() -> None:
    """Neither day, both days, or a moment of a day are refused."""
    with pytest.raises(InvalidValueError, match="one of them"):
        Done()
    with pytest.raises(InvalidValueError, match="one of them"):
        Done(DUE, by=DUE)
    with pytest.raises(InvalidTypeError, match=r"\.date\(\)"):
        NotDone(datetime(2018, 6, 1))  # noqa: DTZ001  # refused


def test_nothing_has_a_truth_value() -> None:
    """A statement, a finding and a report refuse to be read as true or false."""
    report = check_undertakings(agreement_of(duty()), {}, on=DUE)
    assert isinstance(report, UndertakingReport)
    for each in (Done(DUE), NotDone(DUE), report, report[0]):
        with pytest.raises(InvalidTypeError, match="true or false"):
            bool(each)


def test_who_owes_it_is_told_where_it_is_known() -> None:
    """Of a finding that somebody makes without any party, nothing is told of it."""
    finding = judged(DUE, None, DUE)
    assert "owed by: The city" in words_of(finding, "en")
    assert "à la charge de\u00a0: The city" in words_of(finding, "fr")
    nobody = attrs.evolve(finding, by=())
    assert "owed by" not in words_of(nobody, "en")
    assert words_of(nobody, "en").splitlines()[0] == words_of(finding, "en").splitlines()[0]


# --- What parties may do ------------------------------------------------------------------------


@given(stated=statements(), on=NEAR)
def test_what_is_not_owed_is_never_judged(stated: Statement | None, on: date) -> None:
    """Whatever is stated of it, and on any day: it is shown, asked for never, and never missed."""
    support = attrs.evolve(duty(due=None), owed=False)
    report = check_undertakings(agreement_of(support), {"study": stated}, on=on)
    (found,) = report
    assert (found.progress, found.verdict, found.missing) == (Progress.NOT_OWED, None, None)
    assert (report.verdict, report.missing) == (None, ())
    assert found.statement == stated
    assert report.rows()[0]["owed_by"] is None


def test_what_is_not_owed_decides_nothing_beside_what_is() -> None:
    """The report is the one on the others, and the words say who may do it."""
    support = attrs.evolve(duty("support", None, "Support"), owed=False)
    alone, both = (
        check_undertakings(agreement_of(*made), {"study": NotDone(DUE)}, on=date(2019, 1, 1))
        for made in ((duty(),), (duty(), support))
    )
    assert (both.verdict, both.missing) == (alone.verdict, alone.missing) == (UNMET, ())
    assert both[0] == alone[0]
    assert "Support (standing): nothing to judge, not owed\n    open to: The city" in (
        words_of(both)
    )
    assert "Support (sans échéance)\u00a0: rien à juger, c'est facultatif" in words_of(both, "fr")
    assert support.say("fr") == "Support (support), facultatif, à l'initiative de city"
    assert repr(support) == "<Undertaking support, not owed, open to city: Support>"


def test_an_amendment_may_make_it_owed_or_end_it() -> None:
    """From its day on it is asked for; what is ended is told as such."""
    support = attrs.evolve(duty(due=None), owed=False)
    day = date(2018, 6, 1)
    owed = Amendment(effective=day, signed_on=day, replace=(duty(due=None),))
    agreement = agreement_of(support, amendments=(owed,))
    before, after = (
        check_undertakings(agreement, {}, on=on)[0].progress for on in (date(2018, 5, 31), day)
    )
    assert (before, after) == (Progress.NOT_OWED, Progress.NOT_KNOWN)
    ended = Amendment(effective=day, signed_on=day, remove=["study"])
    (found,) = check_undertakings(agreement_of(support, amendments=(ended,)), {}, on=day)
    assert found.progress is Progress.WITHDRAWN


def test_what_is_not_owed_is_never_due() -> None:
    """A day, or a period, is refused; so is what is neither true nor false."""
    for due in (DUE, YEAR):
        with pytest.raises(InvalidValueError, match="what is not owed is never due"):
            Undertaking("study", "A study", by=("city",), due=due, owed=False)
    for owed in (None, 0, 1, "no", 1.0):
        with pytest.raises(InvalidTypeError, match="Undertaking 'study', owed"):
            Undertaking("study", "A study", by=("city",), owed=owed)  # type: ignore[arg-type]  # refused


def test_social_support_in_ile_de_france_is_not_owed() -> None:
    """The articles say that Action Logement may propose it."""
    report = check_undertakings(ile_de_france_2016.AGREEMENT, {}, on=date(2017, 6, 30))
    (found,) = report.of("social-support")
    assert found.progress is Progress.NOT_OWED
    assert "social-support" not in report.missing
