"""Amendments in mid-term: what is in force on a day, as known on a day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import pytest

from housing_agreements.criteria.facts import facts
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
)
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Amendment
from housing_agreements.model.commitments import Share, Volume
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.entries import Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.testing import laws
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import rate

PLACE = Territory("94", "Val-de-Marne", "department", departments=("94",))
OTHER = Territory("75", "Paris", "department", departments=("75",))
PARTY = Party("als", "Action Logement")
DALO = PriorityPublic("dalo", "DALO", facts.dalo_recognised)
SHELTER = PriorityPublic("shelter", "shelter", facts.leaving_temporary_housing)
JAN, FEB, MAR, APR = (date(2020, month, 1) for month in (1, 2, 3, 4))
EVE_OF_MARCH = date(2020, 2, 29)


def share(level: str, to: str = "dalo") -> Share:
    """The share of the agreement, at another level."""
    return Share("quarter", to=(to,), stage=Stage.DECIDED, at_least=level)


AGREEMENT = Agreement(
    "north",
    AgreementKind.PROTOCOL,
    "A protocol",
    parties=(PARTY,),
    signed_on=JAN,
    term=Period.year(2020),
    territory=PLACE,
    contingents=(Contingent("als", PARTY, PLACE),),
    publics=(DALO,),
    commitments=(share("25 %"),),
    undertakings=(Undertaking("study", "a study", by=("als",)),),
)


def level(day: date, known: date, *amendments: Amendment) -> object:
    """The level of the share in force on a day, as known on a day."""
    agreement = AGREEMENT
    for amendment in amendments:
        agreement = agreement.amend(amendment)
    floor = agreement.on(day, known=known).commitment("quarter").at_least
    return floor and floor.common


def changed(effective: date, signed_on: date, to: str) -> Amendment:
    """An amendment of the level."""
    return Amendment(effective=effective, signed_on=signed_on, replace=(share(to),))


@pytest.mark.parametrize(
    ("day", "known", "expected"),
    [
        (MAR, APR, "30 %"),
        (EVE_OF_MARCH, APR, "25 %"),
        (MAR, date(2020, 3, 31), "25 %"),
        (EVE_OF_MARCH, date(2020, 3, 31), "25 %"),
    ],
)
def test_an_amendment_signed_after_it_takes_effect(day: date, known: date, expected: str) -> None:
    """It holds from its day of effect on, and is known from its signature on."""
    assert level(day, known, changed(MAR, APR, "30 %")) == rate(expected)


def test_an_amendment_signed_before_it_takes_effect() -> None:
    """Known early, an amendment changes nothing before its day of effect."""
    early = changed(APR, FEB, "30 %")
    assert level(date(2020, 3, 31), FEB, early) == rate("25 %")
    assert level(APR, FEB, early) == rate("30 %")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_effect_comes_before_signature(order: tuple[int, int]) -> None:
    """Of two in force, the last to take effect prevails, whenever signed and added."""
    both = (changed(FEB, MAR, "30 %"), changed(MAR, FEB, "40 %"))
    assert level(APR, APR, *(both[place] for place in order)) == rate("40 %")
    assert level(APR, FEB, *(both[place] for place in order)) == rate("40 %")
    assert level(FEB, APR, *(both[place] for place in order)) == rate("30 %")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_signature_comes_before_addition(order: tuple[int, int]) -> None:
    """Of two that take effect on one day, the last signed prevails, whichever was added last."""
    both = (changed(MAR, FEB, "30 %"), changed(MAR, APR, "40 %"))
    assert level(MAR, APR, *(both[place] for place in order)) == rate("40 %")


def test_the_last_added_prevails() -> None:
    """Of two alike in effect and signature, the last added prevails."""
    both = (changed(MAR, FEB, "30 %"), changed(MAR, FEB, "40 %"))
    assert [level(MAR, MAR, *both), level(MAR, MAR, *reversed(both))] == [
        rate("40 %"),
        rate("30 %"),
    ]


def test_everything_can_be_amended() -> None:
    """Parts are added and removed, a share becomes a volume, term and territory change."""
    volume = Volume("quarter", stage=Stage.DECIDED, at_least=5)
    wider = Amendment(
        effective=MAR,
        signed_on=MAR,
        replace=(volume,),
        add=(SHELTER,),
        remove=("study", "dalo"),
        term=Period.years(2020, 2021),
        territory=OTHER,
    )
    terms = AGREEMENT.amend(wider).on(MAR)
    assert terms.parts == (*AGREEMENT.contingents, SHELTER, volume)
    assert (terms.term, terms.territory) == (Period.years(2020, 2021), OTHER)
    assert AGREEMENT.amend(wider).parts == AGREEMENT.parts


def test_versions_are_those_of_the_days_of_effect() -> None:
    """There is a version for the original and for each day of effect that is known of."""
    agreement = AGREEMENT.amend(changed(MAR, APR, "30 %")).amend(changed(FEB, FEB, "20 %"))
    levels = [
        [version.commitment("quarter") for version in agreement.versions(known=known)]
        for known in (JAN, FEB, APR)
    ]
    assert levels == [
        [share("25 %")],
        [share("25 %"), share("20 %")],
        [share("25 %"), share("20 %"), share("30 %")],
    ]


@pytest.mark.parametrize("name", ["replace", "remove"])
def test_what_is_not_there_cannot_be_amended(name: str) -> None:
    """Replacing or removing an unknown code fails at once, naming the nearest and the version."""
    fields: dict[str, Any] = {"replace": [attrs.evolve(DALO, code="dallo")], "remove": ["dallo"]}
    wrong = Amendment(effective=MAR, signed_on=APR, **{name: fields[name]})
    with pytest.raises(UnknownCodeError) as caught:
        AGREEMENT.amend(wrong)
    where = "Agreement 'north', amendments in force on 2020-03-01 as known on 2020-04-01"
    assert caught.value.where == where
    assert caught.value.given == "'dallo'"
    assert caught.value.expected == "the code of a part in force then"
    assert caught.value.remedy == "did you mean 'dalo'?"


def test_every_version_is_checked() -> None:
    """An amendment that is sound today, but not as known before another was signed, is refused."""
    added = Amendment(effective=JAN, signed_on=APR, add=(SHELTER,))
    uses = Amendment(effective=MAR, signed_on=FEB, replace=(share("25 %", "shelter"),))
    with pytest.raises(InvalidObjectError) as caught:
        AGREEMENT.amend(added).amend(uses)
    where = "Agreement 'north', amendments in force on 2020-03-01 as known on 2020-02-01"
    assert caught.value.where == where
    (fault,) = caught.value.faults
    assert isinstance(fault, UnknownCodeError)
    assert fault.where == "Agreement 'north', commitments, 'quarter', to"
    assert (fault.given, fault.remedy) == ("'shelter'", "known here: 'dalo'")


def test_a_replacement_of_what_was_removed() -> None:
    """A part that one amendment removes cannot be replaced by another that takes effect later."""
    removed = Amendment(effective=FEB, signed_on=MAR, remove=("study",))
    late = Amendment(
        effective=MAR, signed_on=FEB, replace=(Undertaking("study", "more", by=("als",)),)
    )
    with pytest.raises(UnknownCodeError, match=r"on 2020-03-01 as known on 2020-03-01: .*'study'"):
        AGREEMENT.amend(removed).amend(late)
    earlier = attrs.evolve(late, effective=JAN)
    assert AGREEMENT.amend(removed).amend(earlier).on(MAR).undertakings == ()


def test_only_what_can_be_asked_for_must_be_sound() -> None:
    """Two amendments of one day may need each other: neither is ever in force alone."""
    both = (
        Amendment(effective=MAR, signed_on=MAR, remove=("dalo",)),
        Amendment(effective=MAR, signed_on=MAR, add=(SHELTER,), replace=(share("1/4", "shelter"),)),
    )
    assert attrs.evolve(AGREEMENT, amendments=both).on(MAR).publics == (SHELTER,)
    with pytest.raises(InvalidObjectError, match="'dalo'"):
        AGREEMENT.amend(both[0])


def test_several_faults_of_a_version_come_together() -> None:
    """All that is wrong with an amended version is reported at once."""
    gone = Amendment(effective=MAR, signed_on=MAR, remove=("dallo", "alz"))
    with pytest.raises(InvalidObjectError, match=r"(?s)'dallo'.*'alz'"):
        AGREEMENT.amend(gone)
    none_left = Amendment(
        effective=MAR,
        signed_on=MAR,
        remove=("dalo", "als"),
        replace=(
            Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least=1, contingents=("als",)),
        ),
    )
    with pytest.raises(InvalidObjectError) as caught:
        AGREEMENT.amend(none_left)
    assert [fault.given for fault in caught.value.faults] == ["'als'", "'dalo'"]


def test_a_part_keeps_its_kind() -> None:
    """A public cannot take the place of an undertaking."""
    wrong = Amendment(effective=MAR, signed_on=MAR, replace=(attrs.evolve(DALO, code="study"),))
    with pytest.raises(InvalidTypeError) as caught:
        AGREEMENT.amend(wrong)
    assert caught.value.given == "'study' (PriorityPublic)"
    assert caught.value.expected == "a part of the kind that it replaces: Undertaking"


def test_an_added_code_is_new() -> None:
    """What is added cannot bear the code of what is there."""
    with pytest.raises(InvalidObjectError, match=r"publics: given 'dalo'; expected a code of its"):
        AGREEMENT.amend(Amendment(effective=MAR, signed_on=MAR, add=(DALO,)))


@pytest.mark.parametrize(
    "ask",
    [
        AGREEMENT.on,
        lambda day: AGREEMENT.on(MAR, known=day),
        lambda day: AGREEMENT.versions(known=day),
    ],
    ids=["on", "known", "versions"],
)
@pytest.mark.parametrize("day", ["2020-03-01", datetime(2020, 3, 1, tzinfo=UTC), 2020], ids=str)
def test_only_days_are_asked_for(ask: Callable[[object], object], day: object) -> None:
    """An agreement is asked about exact days, even when it has no amendment."""
    with pytest.raises(InvalidTypeError, match="expected a day"):
        ask(day)


def test_a_commitment_is_found_by_its_code() -> None:
    """An unknown commitment is an error that names the nearest."""
    assert AGREEMENT.commitment("quarter") == share("25 %")
    with pytest.raises(UnknownCodeError, match=r"given 'quater'; .*did you mean 'quarter'"):
        AGREEMENT.commitment("quater")


@pytest.mark.parametrize("known", [FEB, MAR, APR], ids=str)
@pytest.mark.parametrize("day", [EVE_OF_MARCH, MAR, APR], ids=str)
def test_the_laws_hold_on_both_sides_of_an_amendment(day: date, known: date) -> None:
    """Before and after it takes effect, before and after it is signed."""
    amendment = changed(MAR, MAR, "30 %")
    laws.amending_leaves_the_past(AGREEMENT, amendment, day, known)
    amended = AGREEMENT.amend(amendment)
    laws.amendments_replace_by_code(amended, day, known)
    laws.versions_are_complete(amended, day, known)


@pytest.mark.parametrize("cumulative", [False, True])
def test_the_law_of_periods_holds_of_named_years(cumulative: bool) -> None:  # noqa: FBT001  # a case of the table
    """A level by year has the years it names, whether they are added up or not."""
    yearly = Volume(
        "households",
        to=("dalo",),
        stage=Stage.DECIDED,
        at_least={2020: 10, 2021: 20},
        cumulative=cumulative,
    )
    laws.accounting_periods_are_sound(yearly, Period.years(2020, 2021))


def test_the_history_begins_with_the_original() -> None:
    """The terms in force one after another, each from its day on, as far as they are known."""
    later, latest = changed(MAR, FEB, "30 %"), changed(APR, APR, "40 %")
    amended = AGREEMENT.amend(latest).amend(later)
    assert amended.history(MAR, APR) == (
        (date.min, AGREEMENT),
        (MAR, amended.on(MAR, known=APR)),
    )
    assert [day for day, _ in amended.history(APR, APR)] == [date.min, MAR, APR]
    assert [day for day, _ in amended.history(APR, MAR)] == [date.min, MAR]
    untyped: Any = amended
    for day, known in ((datetime(2020, 3, 1, tzinfo=UTC), MAR), (MAR, None)):
        with pytest.raises(InvalidTypeError, match=r"Agreement\.history"):
            untyped.history(day, known)


def test_an_amendment_of_the_first_day_has_no_terms_before_it() -> None:
    """What takes effect on the first day of the calendar is the whole history."""
    amended = AGREEMENT.amend(changed(date.min, FEB, "30 %"))
    assert amended.history(APR, APR) == ((date.min, amended.on(APR)),)


def test_every_part_is_there_with_those_of_amendments() -> None:
    """The parts of the original come first, then what amendments add and replace."""
    added = Volume("offers", stage=Stage.DECIDED, at_least=9)
    amended = AGREEMENT.amend(
        Amendment(effective=MAR, signed_on=FEB, replace=(share("30 %"),), add=(added,))
    )
    assert AGREEMENT.every_part == AGREEMENT.parts
    assert amended.every_part == (*AGREEMENT.parts, added, share("30 %"))


def test_the_base_of_a_commitment_is_its_own_or_that_of_its_agreement() -> None:
    """What a commitment does not say of its base, the terms say; production has no contingent."""
    two = attrs.evolve(
        AGREEMENT, contingents=(Contingent("als", PARTY, PLACE), Contingent("b", PARTY, PLACE))
    )
    whole = share("30 %")
    own = attrs.evolve(whole, contingents=("b",), territory=OTHER)
    homes = Volume("homes", stage=Stage.DELIVERED, at_least=9)
    assert (two.contingents_of(whole), two.territory_of(whole)) == (("als", "b"), PLACE)
    assert (two.contingents_of(own), two.territory_of(own)) == (("b",), OTHER)
    assert two.contingents_of(homes) == ()


def test_the_first_version_that_is_unsound_is_reported() -> None:
    """Of several amendments at fault, that signed first is told, then that in force first."""
    orphan = Amendment(effective=MAR, signed_on=APR, remove=("dalo",))
    unknown = Amendment(effective=APR, signed_on=APR, remove=("late",))
    first = Amendment(effective=APR, signed_on=MAR, remove=("first",))
    for amendments, told in (((first, orphan, unknown), "'first'"), ((orphan, unknown), "'dalo'")):
        with pytest.raises(HousingAgreementsError, match=told):
            attrs.evolve(AGREEMENT, amendments=amendments)


def test_an_amendment_is_written_by_names() -> None:
    """Its days are told apart by their names alone."""
    untyped: Any = Amendment
    with pytest.raises(TypeError, match="positional"):
        untyped(MAR, MAR)


OFFERS = Volume("offers", stage=Stage.SIGNED, at_least=9)
BY_YEAR = attrs.evolve(
    AGREEMENT, commitments=(share("25 %"), OFFERS), term=Period.years(2018, 2020)
)


def with_term(*terms: Period) -> Agreement:
    """The agreement whose amendments change the term on one day, one after another."""
    agreement = BY_YEAR
    for number, term in enumerate(terms, 1):
        signed = date(2020, 2, number)
        agreement = agreement.amend(Amendment(effective=MAR, signed_on=signed, term=term))
    return agreement


@pytest.mark.parametrize(
    ("last_day", "years"),
    [
        (date(2018, 12, 31), ["2018"]),
        (date(2019, 12, 30), ["2018"]),
        (date(2019, 12, 31), ["2018", "2019"]),
        (date(2021, 6, 30), ["2018", "2019", "2020"]),
        (date(2021, 12, 30), ["2018", "2019", "2020"]),
        (date(2021, 12, 31), ["2018", "2019", "2020", "2021"]),
    ],
)
def test_a_term_that_ends_sooner_or_later_keeps_whole_years(
    last_day: date, years: list[str]
) -> None:
    """The years that the new term holds whole are judged, and nothing for what is left."""
    amended = with_term(Period(date(2018, 1, 1), last_day + timedelta(days=1)))
    terms = amended.on(MAR, known=APR)
    for code in ("quarter", "offers"):
        found = terms.periods_of(terms.commitment(code))
        assert [str(period) for period in found] == years
    assert terms.former_terms == (BY_YEAR.term,)
    assert amended.on(FEB, known=APR).years == Period.years(2018, 2020).calendar_years()


def test_a_term_that_holds_no_whole_year_any_more_needs_periods() -> None:
    """An amendment that leaves less than a year is refused, with what to write."""
    with pytest.raises(InvalidObjectError) as caught:
        with_term(Period(date(2018, 1, 1), date(2018, 12, 31)))
    assert [fault.where for fault in caught.value.faults] == [
        "Agreement 'north', commitments, 'quarter', periods",
        "Agreement 'north', commitments, 'offers', periods",
    ]
    assert "write periods=[Period(date(2018, 1, 1), date(2018, 12, 31))]" in str(caught.value)


def test_a_term_that_begins_anew_is_read_by_itself() -> None:
    """A term that begins on another day, and does not hold the former one, has its own years."""
    later = Period.lasting(date(2018, 7, 1), years=3)
    assert with_term(later).on(MAR, known=APR).years == later.split(years=1)
    with pytest.raises(InvalidObjectError, match="does not last whole years"):
        with_term(Period(date(2018, 7, 1), date(2021, 1, 1)))


def test_a_term_replaced_by_itself_is_not_a_former_one() -> None:
    """Only a term that changes is kept among the former ones, each in its order."""
    longer, longest = Period(date(2018, 1, 1), date(2021, 7, 1)), Period.years(2018, 2021)
    assert with_term(BY_YEAR.term).on(MAR, known=APR).former_terms == ()
    terms = with_term(longer, longer, longest).on(MAR, known=APR)
    assert (terms.term, terms.former_terms) == (longest, (BY_YEAR.term, longer))
    again = terms.amend(Amendment(effective=APR, signed_on=APR, term=longer)).on(APR)
    assert again.former_terms == (BY_YEAR.term, longer, longest)
    assert [str(year) for year in again.years] == ["2018", "2019", "2020"]


def test_periods_of_a_commitment_of_another_agreement() -> None:
    """A constant level is asked for its periods where the agreement has no years."""
    whole = attrs.evolve(BY_YEAR, commitments=())
    parts = attrs.evolve(whole, term=Period(date(2018, 1, 1), date(2018, 9, 1)))
    assert parts.years == ()
    assert whole.periods_of(OFFERS) == whole.years
    with pytest.raises(InvalidValueError, match=r"write periods=\[Period"):
        parts.periods_of(OFFERS)
    untyped: Any = parts
    with pytest.raises(InvalidTypeError, match=r"Agreement\.periods_of, commitment"):
        untyped.periods_of("offers")


def test_former_terms_are_periods() -> None:
    """What is no period is refused, and no more is said of periods then."""
    parts = Period(date(2018, 1, 1), date(2018, 9, 1))
    for wrong in (("2018",), (2018,), 2018):
        untyped: Any = {"former_terms": wrong}
        with pytest.raises(InvalidTypeError, match="Agreement 'north', former_terms"):
            attrs.evolve(BY_YEAR, term=parts, **untyped)
    untyped_offers: Any = OFFERS
    with pytest.raises(InvalidTypeError, match=r"Volume\.accounting_periods, term"):
        untyped_offers.accounting_periods(2018)
