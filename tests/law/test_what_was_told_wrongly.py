"""What the library once told wrongly of reservations, of mix and of the SRU law, told rightly.

Each asks what anybody asked before, and fails on what was answered then.
"""

import importlib
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from housing_agreements import Household, Period, Territory, Verdict
from housing_agreements.law.mix import attribution_agreements
from housing_agreements.law.mix import neighbourhoods as mix
from housing_agreements.law.provisions import Confidence
from housing_agreements.law.reservations import ceilings, flow, obligations
from housing_agreements.law.sru import surcharge

DAY = date(2025, 3, 1)
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
POOR = Territory("qpv", "QPV", "neighbourhoods", neighbourhoods=("QP1",))
OLD: Any = {"subject_since": date(2002, 1, 1)}


def base_of(holder: obligations.Holder) -> str:
    """What the quarter of a holder is a part of."""
    owed = obligations.QUARTERS[holder].on(DAY)
    assert owed is not None
    return owed.base.en


def test_the_levy_is_a_quarter_of_the_potential() -> None:
    """25 % since 2017, never above 5 % of spending; it was told as 20 % without a cap."""
    assert surcharge.LEVY.on(DAY).share == Fraction(1, 4)
    assert surcharge.LEVY.on(date(2017, 1, 28)).share == Fraction(1, 5)
    assert surcharge.LEVY.on(DAY).share_of_spending == Fraction(1, 20)


@pytest.mark.parametrize(("gap", "part"), [("5 %", 33), ("4 %", 50), ("2 %", 50), ("1 %", 100)])
def test_the_catch_up_rate_is_not_one_for_all(gap: str, part: int) -> None:
    """33, 50 or 100 % by the gap to the target; it was told as 33 % for every commune."""
    catch_up = importlib.import_module("housing_agreements.law.sru.catch_up")
    found = catch_up.catch_up_rate(on=date(2024, 1, 1), gap=gap, **OLD)
    assert found.value == Fraction(part, 100)


def test_a_relocated_household_that_is_not_poor_counts_inside() -> None:
    """Inside, whoever is not of the first quartile counts; the relocated were left out."""
    *_, others = mix.mixity_publics(12_000)
    household = Household(income_per_unit=12_001, relocated_by_renewal=True)
    criterion = others.criterion.on(DAY)
    assert criterion is not None
    assert criterion.decide(household, on=DAY) is Verdict.MET


def test_the_quarter_of_the_fonciere_is_of_its_own_dwellings() -> None:
    """Of what belongs to it; it was told to be of what it reserves by contract."""
    assert "belong to it" in base_of(obligations.Holder.FONCIERE)


def test_the_quarter_of_a_landlord_is_where_the_candidate_failed() -> None:
    """It was told to be of what holders hand back for one turn."""
    assert base_of(obligations.Holder.LANDLORD).endswith("holder presented failed")


def test_a_flow_leaves_out_the_rehousing_of_a_sale() -> None:
    """And, since 2022, what the prefect attributes in place of a landlord; it left out sales."""
    tags = flow.left_out_tags(on=DAY)
    assert "sale" not in tags
    assert tags[-2:] == ("sale-relocation", "prefect-substitution")
    assert len(flow.left_out_tags(on=date(2022, 2, 22))) == 5


def test_local_authorities_have_a_ceiling_in_the_flow() -> None:
    """20 % on their territory since 22 February 2020; nothing was told from that day on."""
    assert ceilings.LOCAL_AUTHORITIES_CEILING.on(date(2020, 2, 22)).rate == Fraction(1, 5)


def test_a_conference_sets_a_higher_rate_only() -> None:
    """A lower one was taken without a word."""
    with pytest.raises(ValueError, match="higher rate"):
        mix.outside_neighbourhoods(GIRONDE, POOR, on=DAY, at_least="24 %")


def test_the_surcharge_has_a_least() -> None:
    """The part of the objective that was not made; it was told as not read."""
    version = surcharge.SURCHARGE.at(DAY)
    assert (version.confidence, version.note) == (Confidence.VERIFIED, None)
    assert surcharge.least_surcharge(30, 120, on=DAY).value == Fraction(3, 4)


def test_conventions_were_due_a_day_earlier() -> None:
    """On 23 November by the letter; 24 November was told, which is the practice."""
    for day, year in ((date(2019, 1, 1), 2021), (DAY, 2023)):
        version = flow.CONVERSION_DEADLINE.at(day)
        assert version.value == date(year, 11, 23)
        assert version.note is not None
        assert "24 November" in version.note.en


def test_the_last_step_of_2013_is_told_of_no_day() -> None:
    """All that is missing was told as owed from 2023 on, by a step that never came into force."""
    catch_up = importlib.import_module("housing_agreements.law.sru.catch_up")
    known = [catch_up.CATCH_UP.known_on(date(2022 + n, 1, 1)) for n in range(3)]
    assert known == [True, False, False]


def test_floors_are_cited_from_the_article_that_sets_them() -> None:
    """L.302-8, IX and X; the contract only is of L.302-8-1, which was cited for all."""
    catch_up = importlib.import_module("housing_agreements.law.sru.catch_up")
    cited = [source.article for source in catch_up.CONTRACT_FLOORS.at(DAY).sources]
    assert str(cited[0]).startswith("L.302-8, IX et X")


def test_a_subsidiary_of_the_fonciere_makes_up_for_what_it_lacks() -> None:
    """Only the association itself was told to."""
    for day, told in ((date(2017, 1, 28), False), (date(2017, 1, 29), True), (DAY, True)):
        owed = obligations.QUARTERS[obligations.Holder.FONCIERE].on(day)
        assert owed is not None
        assert ("its subsidiary concerned" in str(owed.shortfall)) is told


def test_a_conference_sets_objectives_of_rehousing() -> None:
    """It was told to set the ways of it, which the agreement does for urban renewal."""
    orientations = attribution_agreements.CONFERENCE_ORIENTATIONS
    assert not orientations.known_on(date(2022, 2, 8))
    for day in (date(2022, 2, 9), date(2022, 2, 10)):
        assert orientations.on(day)[-1].fr.startswith("les objectifs de relogement")


def test_rights_outlive_the_loan_by_decree_since_2019() -> None:
    """R.441-6 has its wording since 1 September 2019; 22 February 2020 was told."""
    days = [version.since for version in ceilings.YEARS_AFTER_LOAN.versions]
    assert date(2019, 9, 1) in days
    assert date(2020, 2, 22) not in days


def test_former_letters_say_what_they_asked() -> None:
    """A threat of forced marriage is in no list before 29 January 2017; the name told it."""
    publics = importlib.import_module("housing_agreements.law.publics")
    for day, told in (
        (date(2009, 3, 27), False),
        (date(2009, 3, 28), True),
        (date(2017, 1, 28), True),
        (date(2017, 1, 29), False),
    ):
        note = publics.PRIORITY_PUBLICS.at(day).note
        assert ("forced marriage is in no list" in str(note)) is told


def test_a_list_that_leaves_out_the_withdrawn_is_not_complete() -> None:
    """Any commune of Île-de-France that the list of 2025 does not name was told as no."""
    deficiency = importlib.import_module("housing_agreements.law.sru.deficiency")
    cycle = Period.years(2020, 2022)
    asked = {code: deficiency.deficient(code, cycle) for code in ("75056", "92050", "94065")}
    assert list(asked.values()) == [Verdict.UNDETERMINED, Verdict.UNMET, Verdict.UNMET]
