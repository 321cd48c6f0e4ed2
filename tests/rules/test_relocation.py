"""Which offers comply, which refusals count, when the right to stay ends, what is still owed."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Bounds,
    InvalidTypeError,
    InvalidValueError,
    Offer,
    OfferedHousehold,
    OfferTest,
    RelocationCase,
    RelocationCharter,
    Source,
    Text,
    Verdict,
    check_relocation,
    offered,
)
from housing_agreements.catalogue.lille_relocation_charter import CHARTER
from housing_agreements.criteria.households import facts_by_name
from housing_agreements.rules import relocation
from housing_agreements.testing.strategies import (
    days,
    fact_values,
    relocation_cases,
    relocation_charters,
)
from housing_agreements.values.periods import months_after

DAY = timedelta(days=1)
MET, UNMET, OPEN = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
ROOMS = OfferTest("rooms", Text("enough rooms", "assez de pièces"), offered.rooms.at_least(3))
SMALL, LARGE, UNKNOWN = (OfferedHousehold(rooms=rooms) for rooms in (2, 3, None))
untyped: Any = relocation
asked_days = days(min_value=date(2016, 1, 1), max_value=date(2020, 12, 31))


def charter(refusals: int | None = 3, months: int | None = 6) -> RelocationCharter:
    """A synthetic charter that asks for three rooms."""
    title = Text("A synthetic charter", "Une charte fictive")
    return RelocationCharter("synthetic", title, [ROOMS], refusals=refusals, months=months)


def refused(*facts: OfferedHousehold) -> RelocationCase:
    """A case whose offers, one a month from January 2018, were each refused on the 20th."""
    offers = [
        Offer(
            f"{month}",
            made_on=date(2018, month, 1),
            facts=each,
            refused_on=date(2018, month, 20),
        )
        for month, each in enumerate(facts, start=1)
    ]
    return RelocationCase("case", offers)


def ends_of(refused: list[Offer], number: int, months: int) -> date | None:
    """The day on which so many refusals end the right: tried for every choice of that many."""
    return min(
        (
            max(
                *(day for offer in chosen if (day := offer.refused_on) is not None),
                *(months_after(offer.made_on, months) for offer in chosen),
            )
            for chosen in combinations(refused, number)
        ),
        default=None,
    )


def completions(
    case: RelocationCase, asked: RelocationCharter, on: date
) -> Iterator[tuple[list[Offer], int]]:
    """Of each way in which the offers in doubt may comply: those refused, and the compliant."""
    made = [each for each in case.offers if each.made_on <= on]
    answers: list[tuple[bool, ...]] = []
    for offer in made:
        tests = [test.criterion.decide(offer.facts, on=offer.made_on) for test in asked.tests]
        unmet, sure = UNMET in tests, all(test is MET for test in tests)
        answers.append((False,) if unmet else (True,) if sure else (False, True))
    for way in product(*answers):
        chosen = [offer for offer, complies in zip(made, way, strict=True) if complies]
        refusals = [
            each for each in chosen if each.refused_on is not None and each.refused_on <= on
        ]
        yield sorted(refusals, key=lambda offer: str(offer.refused_on)), len(chosen)


@given(relocation_cases(), relocation_charters(), asked_days)
@settings(max_examples=150)
def test_bounds_are_those_of_all_completions(
    case: RelocationCase, asked: RelocationCharter, on: date
) -> None:
    """Counts, days and verdicts are exactly what the ways of completing the offers span."""
    asked = attrs.evolve(asked, enough_alone=None)
    report = check_relocation(case, asked, on=on)
    ways = list(completions(case, asked, on))
    counts = [len(refusals) for refusals, _ in ways]
    assert report.refusals == Bounds(min(counts), max(counts))
    number, months = asked.refusals, asked.months
    if number is None:
        assert report.limit_reached is (OPEN if max(counts) else UNMET)
        return
    reached = {len(refusals) >= number for refusals, _ in ways}
    assert report.limit_reached is (OPEN if len(reached) > 1 else Verdict.of(reached.pop()))
    nth = [
        day
        for refusals, _ in ways
        if len(refusals) >= number and (day := refusals[number - 1].refused_on) is not None
    ]
    always = len(nth) == len(ways)
    assert report.last_refusal == (
        min(nth) if nth else None,
        max(nth) if always else None,
    )
    if months is not None:
        ends = [ends_of(refusals, number, months) for refusals, _ in ways]
        ended = {day is not None and day <= on for day in ends}
        days_known = [day for day in ends if day is not None]
        assert report.right_ends == (
            min(days_known, default=None),
            max(days_known) if len(days_known) == len(ends) else None,
        )
        assert report.right_ended is (OPEN if len(ended) > 1 else Verdict.of(ended.pop()))
    else:
        assert report.right_ends == (None, None)
        assert report.right_ended is (OPEN if nth else UNMET)
    owed = [max(0, number - compliant) for _, compliant in ways]
    expected = Bounds(0, 0) if report.accepted else Bounds(min(owed), max(owed))
    assert report.owed == expected


@given(relocation_cases(), relocation_charters(), asked_days, st.data())
@settings(max_examples=50)
def test_more_facts_never_overturn_a_relocation(
    case: RelocationCase, asked: RelocationCharter, on: date, data: st.DataObject
) -> None:
    """Whatever is learnt of the dwellings, what was decided stays, and bounds only narrow."""
    learnt: list[Offer] = []
    for offer in case.offers:
        more = {
            name: data.draw(fact_values(facts_by_name(OfferedHousehold)[name]))
            for name in (
                "rooms",
                "cost_remaining",
                "rights_respected",
                "convention_signed_on",
                "specially_designed",
            )
            if getattr(offer.facts, name) is None
        }
        learnt.append(attrs.evolve(offer, facts=attrs.evolve(offer.facts, **more)))
    before = check_relocation(case, asked, on=on)
    after = check_relocation(attrs.evolve(case, offers=learnt), asked, on=on)
    for name in ("limit_reached", "right_ended"):
        was, is_now = getattr(before, name), getattr(after, name)
        assert is_now is was or not was.decided
    assert set(before.compliant) <= set(after.compliant)
    for name in ("refusals", "owed"):
        was, is_now = getattr(before, name), getattr(after, name)
        if was is not None:
            assert was.low <= is_now.low <= is_now.high <= was.high


@given(relocation_cases(), relocation_charters(), asked_days)
@settings(max_examples=50)
def test_every_relocation_can_be_said(
    case: RelocationCase, asked: RelocationCharter, on: date
) -> None:
    """Each offer made by the day is told once, in both languages, and no other."""
    report = check_relocation(case, asked, on=on)
    made = {offer.id for offer in case.offers if offer.made_on <= on}
    for language, word in (("en", "offer"), ("fr", "proposition")):
        told = words_of(report, "en" if language == "en" else "fr").splitlines()
        heads = [line for line in told if line.startswith(f"  {word} ")]
        assert {line.split()[1].rstrip(",") for line in heads} == made
    decided = {*report.compliant, *report.possibly_compliant}
    assert decided <= made
    doubtful = {
        offer.offer.id
        for offer in report.offers
        if offer.enough_alone is not None and not offer.enough_alone.verdict.decided
    }
    assert {name for name, _ in report.missing} <= {*report.possibly_compliant, *doubtful}


@pytest.mark.parametrize(
    ("day", "limit", "ended"),
    [
        (date(2018, 3, 19), UNMET, UNMET),
        (date(2018, 3, 20), MET, UNMET),
        (date(2018, 3, 21), MET, UNMET),
        (date(2018, 8, 31), MET, UNMET),
        (date(2018, 9, 1), MET, MET),
        (date(2018, 9, 2), MET, MET),
    ],
    ids=str,
)
def test_third_offer_and_six_months(day: date, limit: Verdict, ended: Verdict) -> None:
    """With three and six: the limit on the third refusal, the end six months after the notice."""
    report = check_relocation(refused(LARGE, LARGE, LARGE), charter(), on=day)
    assert (report.limit_reached, report.right_ended) == (limit, ended)


@pytest.mark.parametrize(
    ("answered", "ends"),
    [
        (date(2018, 8, 31), date(2018, 9, 1)),
        (date(2018, 9, 1), date(2018, 9, 1)),
        (date(2018, 9, 2), date(2018, 9, 2)),
        (date(2018, 12, 1), date(2018, 12, 1)),
    ],
    ids=str,
)
def test_nobody_loses_a_right_before_the_last_refusal(answered: date, ends: date) -> None:
    """Six months after the notice of the third offer, and not before it is refused."""
    case = refused(LARGE, LARGE, LARGE)
    *first, third = case.offers
    late = attrs.evolve(case, offers=[*first, attrs.evolve(third, refused_on=answered)])
    report = check_relocation(late, charter(), on=date(2019, 1, 1))
    assert report.right_ends == (ends, ends)
    for day, verdict in ((ends - DAY, UNMET), (ends, MET), (ends + DAY, MET)):
        assert check_relocation(late, charter(), on=day).right_ended is verdict


def test_a_refused_offer_that_does_not_comply_does_not_count() -> None:
    """Three refusals of which one was too small are two, and one offer is owed still."""
    report = check_relocation(refused(LARGE, SMALL, LARGE), charter(), on=date(2019, 1, 1))
    assert (report.compliant, report.refusals, report.owed) == (
        ("1", "3"),
        Bounds(2, 2),
        Bounds(1, 1),
    )
    assert report.limit_reached is report.right_ended is UNMET


def test_what_is_not_known_of_an_offer_leaves_its_refusal_open() -> None:
    """The third refusal is then the third or the fourth, and the facts to ask for are named."""
    case = refused(LARGE, UNKNOWN, LARGE, LARGE)
    report = check_relocation(case, charter(), on=date(2018, 10, 1))
    assert report.last_refusal == (date(2018, 3, 20), date(2018, 4, 20))
    assert report.right_ends == (date(2018, 9, 1), date(2018, 10, 1))
    assert report.right_ended is MET
    assert report.missing == (("2", ("rooms",)),)
    assert check_relocation(case, charter(), on=date(2018, 9, 30)).right_ended is OPEN
    assert check_relocation(case, charter(), on=date(2018, 9, 1)).right_ended is OPEN
    assert check_relocation(case, charter(), on=date(2018, 8, 31)).right_ended is UNMET


def test_the_future_is_left_out() -> None:
    """Offers and answers after the day asked are not there yet."""
    case = refused(LARGE, LARGE)
    report = check_relocation(case, charter(1), on=date(2018, 1, 19))
    assert [offer.offer.id for offer in report.offers] == ["1"]
    assert (report.refusals, report.owed) == (Bounds(0, 0), Bounds(0, 0))
    assert "offer 1 of 1 January 2018: complies; not answered" in words_of(report, "en")


def test_an_offer_is_tested_on_its_own_day() -> None:
    """A dwelling under convention for less than five years then is not made older by waiting."""
    recent = OfferTest("recent", "recent", offered.convention_signed_on.less_than_ago(years=5))
    asked = RelocationCharter("synthetic", "A charter", [recent], refusals=1, months=0)
    for made_on, verdict in ((date(2018, 2, 28), MET), (date(2018, 3, 1), UNMET)):
        facts = OfferedHousehold(convention_signed_on=date(2013, 3, 1))
        case = RelocationCase("case", [Offer("1", made_on=made_on, facts=facts)])
        (offer,) = check_relocation(case, asked, on=date(2025, 1, 1)).offers
        assert offer.compliance is verdict


def test_once_accepted_nothing_is_owed() -> None:
    """From the day of the acceptance on, and not before."""
    taken = Offer("1", made_on=date(2018, 1, 1), facts=SMALL, accepted_on=date(2018, 1, 9))
    case = RelocationCase("case", [taken])
    before, after = (check_relocation(case, charter(), on=date(2018, 1, day)) for day in (8, 9))
    assert (before.accepted, before.owed) == (None, Bounds(3, 3))
    assert (after.accepted, after.owed) == (taken, Bounds(0, 0))
    assert "accepted on 9 January 2018" in words_of(after, "en")
    assert "encore dues\u00a0: aucune, la proposition 1 est acceptée" in words_of(after, "fr")


def test_numbers_that_are_not_known_decide_nothing() -> None:
    """Without the number of refusals or of months, only the want of any refusal decides."""
    case, day = refused(LARGE, LARGE, LARGE), date(2030, 1, 1)
    without_number = check_relocation(case, charter(None), on=day)
    assert (without_number.limit_reached, without_number.owed) == (OPEN, None)
    assert without_number.right_ends == (date(2018, 7, 1), None)
    assert "how many end the right is not known" in words_of(without_number, "en")
    assert "not before 20 January 2018, or never" in words_of(without_number, "en")
    assert "pas avant le 20 janvier 2018, ou jamais" in words_of(without_number, "fr")
    without_months = check_relocation(case, charter(3, None), on=day)
    assert (without_months.limit_reached, without_months.right_ended) == (MET, OPEN)
    assert "after a time not known" in words_of(without_months, "en")
    assert "après un délai inconnu" in words_of(without_months, "fr")
    for asked in (charter(None), charter(3, None)):
        assert check_relocation(refused(SMALL), asked, on=day).right_ended is UNMET


def test_a_relocation_is_explained() -> None:
    """The right, each offer with its tests and indicators, the refusals, the days, the sources."""
    asked = attrs.evolve(
        charter(2),
        tests=[attrs.evolve(ROOMS, sources=[Source("A charter", "§ 1")])],
        indicators=[OfferTest("new", Text("new", "neuf"), offered.new_dwelling)],
        sources=[Source("A charter")],
    )
    report = check_relocation(refused(LARGE, UNKNOWN), asked, on=date(2018, 9, 1))
    assert words_of(report) == (
        "case case, A synthetic charter, on 1 September 2018: not known whether refusals have "
        "ended the right to stay\n"
        "  offer 1 of 1 January 2018: complies; refused on 20 January 2018\n"
        "    enough rooms\n"
        "      met: rooms of the dwelling offered at least 3 (3, declared)\n"
        "      source: A charter, § 1\n"
        "    indicator, new\n"
        "      undetermined: in a new dwelling (not known)\n"
        "  offer 2 of 1 February 2018: may comply; refused on 20 February 2018\n"
        "    enough rooms\n"
        "      undetermined: rooms of the dwelling offered at least 3 (not known)\n"
        "      source: A charter, § 1\n"
        "    indicator, new\n"
        "      undetermined: in a new dwelling (not known)\n"
        "  refusals of offers that comply: between 1 and 2, of 2\n"
        "  the refusal that completes them: not before 20 February 2018, or never\n"
        "  the right to stay ends: not before 1 August 2018, or never\n"
        "  offers that comply still owed: between 0 and 1\n"
        "  note: how many refusals, and how many months, are those given with the charter; by law "
        "it is three offers that meet article 13 bis of the law of 1948, and six months from the "
        "notice of the third (L.442-6, L.353-15)\n"
        "  source: A charter"
    )
    french = words_of(report, "fr")
    assert french.startswith(
        "dossier case, Une charte fictive, au 1er septembre 2018\u00a0: on ne sait pas"
    )
    assert "proposition 1 du 1er janvier 2018\u00a0: conforme\u202f; refusée le" in french
    sure = check_relocation(refused(LARGE, LARGE), asked, on=date(2018, 9, 1))
    assert "the right to stay ends: on 1 August 2018" in words_of(sure, "en")
    between = check_relocation(refused(LARGE, UNKNOWN, LARGE), asked, on=date(2018, 9, 1))
    assert "entre le 1er août 2018 et le 1er septembre 2018" in words_of(between, "fr")


# --- An offer that needs no others ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("rooms", "designed", "limit", "ended", "owed"),
    [
        (3, False, UNMET, UNMET, Bounds(2, 2)),
        (3, None, OPEN, OPEN, Bounds(0, 2)),
        (3, True, MET, OPEN, Bounds(0, 0)),
        (None, True, OPEN, OPEN, Bounds(0, 3)),
        (2, True, UNMET, OPEN, Bounds(3, 3)),
        (2, False, UNMET, UNMET, Bounds(3, 3)),
    ],
)
def test_a_dwelling_specially_designed_needs_no_other_offers(
    rooms: int | None,
    designed: bool | None,  # noqa: FBT001  # a case of the table
    limit: Verdict,
    ended: Verdict,
    owed: Bounds[int],
) -> None:
    """Refused, it may have ended the right from that day on: when is not said."""
    asked = attrs.evolve(charter(), enough_alone=offered.specially_designed)
    facts = OfferedHousehold(rooms=rooms, specially_designed=designed)
    case = refused(facts)
    report = check_relocation(case, asked, on=date(2018, 1, 20))
    assert (report.limit_reached, report.right_ended, report.owed) == (limit, ended, owed)
    assert check_relocation(case, asked, on=date(2018, 1, 19)).right_ended is UNMET
    assert check_relocation(case, charter(), on=date(2018, 1, 20)).right_ended is UNMET
    assert ("specially_designed" in dict(report.missing).get("1", ())) is (designed is None)
    assert "enough alone" in words_of(report, "en")
    assert "suffit à elle seule" in words_of(report, "fr")
    unknown_months = attrs.evolve(asked, months=None)
    assert check_relocation(case, unknown_months, on=date(2018, 1, 20)).right_ended is ended
    said, french = words_of(report, "en"), words_of(report, "fr")
    assert ("an offer refused on 20 January 2018 is enough alone" in said) is (ended is OPEN)
    assert ("refusée le 20 janvier 2018 suffit à elle seule, ou peut" in french) is (ended is OPEN)
    assert ("not before 20 January 2018, or never" in said) is (ended is OPEN)


def test_three_offers_end_the_right_beside_one_specially_designed() -> None:
    """What three sure refusals end stays ended, whatever the dwelling was made for."""
    asked = attrs.evolve(charter(), enough_alone=offered.specially_designed)
    report = check_relocation(refused(LARGE, LARGE, LARGE), asked, on=date(2018, 9, 1))
    assert (report.limit_reached, report.right_ended) == (MET, MET)
    assert report.right_ends == (date(2018, 1, 20), date(2018, 9, 1))


# --- The charter of Lille ------------------------------------------------------------------------


def test_the_charter_of_lille_asks_three_things() -> None:
    """Rights, ways of life and residential path; an offer of which one fails does not comply."""
    names = ("rights_respected", "ways_of_life_respected", "residential_path_respected")
    for answers in product((True, False, None), repeat=3):
        given_facts: dict[str, Any] = dict(zip(names, answers, strict=True))
        facts = OfferedHousehold(**given_facts)
        case = RelocationCase("case", [Offer("1", made_on=date(2018, 1, 1), facts=facts)])
        (offer,) = check_relocation(case, CHARTER, on=date(2018, 1, 1)).offers
        assert offer.compliance is Verdict.all(map(Verdict.of, answers))


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (OfferedHousehold(new_dwelling=True), MET),
        (
            OfferedHousehold(new_dwelling=False, convention_signed_on=date(2013, 1, 2)),
            MET,
        ),
        (
            OfferedHousehold(new_dwelling=False, convention_signed_on=date(2013, 1, 1)),
            UNMET,
        ),
        (OfferedHousehold(new_dwelling=False), OPEN),
    ],
)
def test_indicators_do_not_bear_on_whether_an_offer_complies(
    facts: OfferedHousehold, verdict: Verdict
) -> None:
    """New, or under convention for less than five years; the cost aimed at was not read."""
    made = Offer("1", made_on=date(2018, 1, 1), facts=facts)
    (offer,) = check_relocation(RelocationCase("case", [made]), CHARTER, on=made.made_on).offers
    cost, recent = (indicator.reasons.verdict for indicator in offer.indicators)
    assert (cost, recent, offer.compliance) == (OPEN, verdict, OPEN)


def test_the_charter_of_lille_tells_no_number() -> None:
    """Its refusals and months were not read, and no verdict is made up for want of them."""
    assert (CHARTER.refusals, CHARTER.months) == (None, None)
    kept = OfferedHousehold(
        rights_respected=True, ways_of_life_respected=True, residential_path_respected=True
    )
    report = check_relocation(refused(kept, kept, kept, kept), CHARTER, on=date(2025, 1, 1))
    assert (report.limit_reached, report.right_ended, report.owed) == (OPEN, OPEN, None)


def test_anything_else_is_refused() -> None:
    """A case, a charter, a day, a language; and no truth value."""
    case = refused(LARGE)
    with pytest.raises(InvalidTypeError, match="a RelocationCase"):
        untyped.check_relocation(case.offers, charter(), on=date(2018, 1, 1))
    with pytest.raises(InvalidTypeError, match="a RelocationCharter"):
        untyped.check_relocation(case, ROOMS, on=date(2018, 1, 1))
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped.check_relocation(case, charter(), on="2018")
    report: Any = check_relocation(case, charter(), on=date(2018, 1, 1))
    with pytest.raises(InvalidTypeError, match=r"answer\.right_ended is Verdict\.MET"):
        bool(report)
    with pytest.raises(InvalidValueError, match="language"):
        report.explain("de")


def test_an_offer_is_explained_by_itself_with_all_that_was_answered() -> None:
    """Whatever the day asked: whoever looks at one offer sees its refusal."""
    report = check_relocation(refused(LARGE), charter(), on=date(2018, 1, 25))
    said = words_of(report.offers[0])
    assert said.startswith("offer 1 of 1 January 2018: complies; refused on 20 January 2018\n")
    assert "met: rooms of the dwelling offered at least 3 (3, declared)" in said


def test_where_neither_number_nor_months_are_known_the_first_refusal_is_told() -> None:
    """It may be the one that matters; an offer that is enough alone gives no day at all then."""
    report = check_relocation(refused(LARGE), charter(None, None), on=date(2019, 1, 1))
    said = words_of(report, "en")
    assert "the refusal that completes them: not before 20 January 2018, or never" in said
    assert "the right to stay ends after a time not known" in said
    asked = attrs.evolve(charter(3, None), enough_alone=offered.specially_designed)
    alone = refused(OfferedHousehold(rooms=2, specially_designed=True))
    said = words_of(check_relocation(alone, asked, on=date(2019, 1, 1)), "en")
    assert "an offer refused on 20 January 2018 is enough alone" in said
    assert "the right to stay ends" not in said
