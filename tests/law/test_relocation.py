"""What the law says of offers of relocation: three cases of nearness, three offers, six months."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import attrs
import pytest
from tests.told import words_of

from housing_agreements import (
    Bounds,
    Offer,
    OfferedHousehold,
    Place,
    RelocationCase,
    Verdict,
    check_relocation,
)
from housing_agreements.errors import NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.relocation import (
    CITIES_WITH_DISTRICTS,
    NEAR_BY_LAW,
    RIGHT_TO_STAY,
    TESTS_BY_LAW,
    UNDER_OCCUPATION,
)
from housing_agreements.values.periods import months_after

DAY = timedelta(days=1)
MET, UNMET, OPEN = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
ASKED = date(2023, 6, 1)
READ, AGAIN = date(2017, 1, 21), date(2022, 2, 23)
LILLE, PARIS, LYON_3 = Place("59350"), Place("75056"), Place("69383")
ANSWERS = (True, False, None)
SUITED: dict[str, Any] = {
    "decent_dwelling": True,
    "fits_needs": True,
    "fits_means": True,
    "residence": LILLE,
    "divided_into_cantons": False,
    "in_near_commune": True,
    "kilometres_away": 5,
    "specially_designed": False,
}


def near(**facts: Any) -> Verdict:
    """Whether a dwelling is near by article 13 bis."""
    return NEAR_BY_LAW.decide(OfferedHousehold(**facts), on=ASKED)


def refused(*kinds: dict[str, Any], first: int = 1) -> RelocationCase:
    """A case of offers, one a month in 2023, each refused on the 20th."""
    return RelocationCase(
        "case",
        [
            Offer(
                str(month),
                made_on=date(2023, month, 1),
                facts=OfferedHousehold(**kind),
                refused_on=date(2023, month, 20),
            )
            for month, kind in enumerate(kinds, start=first)
        ],
    )


@pytest.mark.parametrize("residence", [PARIS, Place("75115"), LYON_3, Place("13055")])
def test_in_a_city_with_districts_the_district_decides(residence: Place) -> None:
    """The same, a bordering one, or a commune that borders it: no canton, no distance."""
    for cantons, commune, away in product(ANSWERS, ANSWERS, (None, 4, 40)):
        others: dict[str, Any] = {
            "divided_into_cantons": cantons,
            "in_near_canton": commune,
            "in_near_commune": commune,
            "kilometres_away": away,
        }
        found = [near(residence=residence, in_near_district=each, **others) for each in ANSWERS]
        assert found == [MET, UNMET, OPEN]


def test_in_a_commune_with_cantons_the_canton_decides() -> None:
    """Five kilometres do not bind there."""
    for district, commune, away in product(ANSWERS, ANSWERS, (None, 4, 40)):
        others: dict[str, Any] = {
            "in_near_district": district,
            "in_near_commune": commune,
            "kilometres_away": away,
        }
        found = [
            near(residence=LILLE, divided_into_cantons=True, in_near_canton=each, **others)
            for each in ANSWERS
        ]
        assert found == [MET, UNMET, OPEN]


@pytest.mark.parametrize(
    ("commune", "away", "verdict"),
    [
        (True, 4, MET),
        (True, 5, MET),
        (True, 6, UNMET),
        (True, None, OPEN),
        (False, 1, UNMET),
        (None, 5, OPEN),
        (None, 6, UNMET),
    ],
)
def test_elsewhere_the_commune_and_five_kilometres_decide(
    commune: bool | None,  # noqa: FBT001  # a case of the table
    away: int | None,
    verdict: Verdict,
) -> None:
    """The same or a bordering commune, at most five kilometres away: both."""
    given: dict[str, Any] = {"in_near_commune": commune, "kilometres_away": away}
    others: dict[str, Any] = {"in_near_district": True, "in_near_canton": True}
    assert near(residence=LILLE, divided_into_cantons=False, **given, **others) is verdict


def test_without_the_division_only_what_all_cases_say_is_sure() -> None:
    """Where it is not known which case it is, a no of all cases is a no, and the rest is open."""
    nowhere: dict[str, Any] = {
        "in_near_district": False,
        "in_near_canton": False,
        "in_near_commune": False,
    }
    assert near(**nowhere) is UNMET
    assert near(residence=LILLE, in_near_canton=True, in_near_commune=False) is OPEN
    assert near() is OPEN
    assert CITIES_WITH_DISTRICTS.covers(LYON_3, on=ASKED) is MET


@pytest.mark.parametrize("denied", ["decent_dwelling", "fits_needs", "fits_means"])
def test_an_offer_meets_every_part_of_the_article(denied: str) -> None:
    """Decent, fit for needs and for means, and near: one denied, and its refusal does not count."""
    charter = RIGHT_TO_STAY.on(ASKED)
    assert [test.code for test in TESTS_BY_LAW] == ["decent", "needs", "means", "near"]
    for answer, expected in ((True, MET), (False, UNMET), (None, OPEN)):
        case = refused({**SUITED, denied: answer})
        (offer,) = check_relocation(case, charter, on=ASKED).offers
        assert offer.compliance is expected
    far = refused({**SUITED, "kilometres_away": 6})
    assert check_relocation(far, charter, on=ASKED).refusals == Bounds(0, 0)


@pytest.mark.parametrize(
    ("day", "ended"),
    [(date(2023, 8, 31), UNMET), (date(2023, 9, 1), MET), (date(2023, 9, 2), MET)],
    ids=str,
)
def test_six_months_run_from_the_notice_of_the_third_offer(day: date, ended: Verdict) -> None:
    """Refused on 20 March 2023, the third was notified on the first: the end is 1 September."""
    three, charter = refused(SUITED, SUITED, SUITED), RIGHT_TO_STAY.on(ASKED)
    report = check_relocation(three, charter, on=day)
    assert report.right_ended is ended
    assert "those given with the charter" not in words_of(report, "en")
    two = check_relocation(refused(SUITED, SUITED), charter, on=day)
    assert (two.right_ended, two.owed) == (UNMET, Bounds(1, 1))


def test_a_dwelling_specially_designed_leaves_the_end_open() -> None:
    """One refusal may then end the right; from which day, the sources do not say."""
    charter = RIGHT_TO_STAY.on(ASKED)
    for designed, verdict in ((True, OPEN), (None, OPEN), (False, UNMET)):
        case = refused({**SUITED, "specially_designed": designed})
        assert check_relocation(case, charter, on=date(2030, 1, 1)).right_ended is verdict


def test_the_rule_is_known_from_the_day_of_its_reading() -> None:
    """From 21 January 2017, the same three and six; the notes say where it applies."""
    for day in (READ, READ + DAY, AGAIN - DAY, AGAIN, AGAIN + DAY, VERIFIED_UNTIL):
        version = RIGHT_TO_STAY.at(day)
        assert (version.value.refusals, version.value.months) == (3, 6)
        assert version.confidence is Confidence.VERIFIED
        assert ("more than five dwellings" in str(version.note)) is (day >= AGAIN)
    for day in (READ - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            RIGHT_TO_STAY.on(day)


@pytest.mark.parametrize(
    ("rent", "ended"), [(True, MET), (False, UNMET), (None, OPEN)], ids=["lower", "not", "unknown"]
)
def test_whoever_has_too_much_room_is_offered_a_lower_rent(
    rent: bool | None,  # noqa: FBT001  # a case of the table
    ended: Verdict,
) -> None:
    """The same three and six, for a rent below the former one; nothing is enough alone."""
    charter = UNDER_OCCUPATION.on(date(2024, 1, 1))
    offers = [
        attrs.evolve(
            offer,
            made_on=months_after(offer.made_on, 12),
            refused_on=months_after(offer.made_on, 13),
            facts=attrs.evolve(offer.facts, rent_below_former=rent, specially_designed=True),
        )
        for offer in refused(SUITED, SUITED, SUITED).offers
    ]
    case = RelocationCase("case", offers)
    for day, expected in ((date(2024, 8, 31), UNMET), (date(2024, 9, 1), ended)):
        report = check_relocation(case, charter, on=day)
        assert report.right_ended is expected
        assert "those given with the charter" not in words_of(report, "en")


def test_under_occupation_is_known_from_its_wording() -> None:
    """From 31 December 2023; not a day before; the note says to whom it applies."""
    first = date(2023, 12, 31)
    assert [UNDER_OCCUPATION.known_on(first + days * DAY) for days in (-1, 0, 1)] == [
        False,
        True,
        True,
    ]
    assert "tight zones only" in str(UNDER_OCCUPATION.at(first).note)


def test_a_charter_of_ones_own_may_ask_the_tests_of_the_law() -> None:
    """The tests go into a charter beside its own, and the note on the law then stands."""
    mine = attrs.evolve(RIGHT_TO_STAY.on(ASKED), code="mine", refusals=2)
    report = check_relocation(refused(SUITED, SUITED), mine, on=date(2023, 8, 1))
    assert report.right_ended is MET
    assert "en droit, ce sont trois offres" in words_of(report, "fr")
