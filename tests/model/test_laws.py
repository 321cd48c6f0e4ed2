"""The laws of the model hold for whatever the strategies draw."""

import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from housing_agreements._records import Brief
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Amendment
from housing_agreements.model.commitments import Commitment, Volume
from housing_agreements.model.entries import Attribution, Production, Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.levels import as_numbers, as_shares
from housing_agreements.model.parties import Party
from housing_agreements.rules.quotas.ledger import tally
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.testing import laws
from housing_agreements.testing import strategies as drawn
from housing_agreements.values.periods import Period, years_of_terms

Entry = Attribution | Production

WIDE = {"min_value": date(2016, 1, 1), "max_value": date(2022, 12, 31)}
around = drawn.days(**WIDE)
few = settings(max_examples=15)

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "party": drawn.parties(),
    "reference": drawn.references(),
    "contingent": drawn.contingents(),
    "public": drawn.publics(),
    "substitute": drawn.substitutes(),
    "commitment": drawn.commitments(),
    "undertaking": drawn.undertakings(),
    "amendment": drawn.amendments(),
    "agreement": drawn.agreements(),
    "entry": drawn.entries(),
    "figure": drawn.published_figures(),
}


@pytest.mark.parametrize("name", VALUES)
@few
@given(data=st.data())
def test_values_are_values(name: str, data: st.DataObject) -> None:
    """What the model is made of survives pickle and copy, and can be built and printed again."""
    value = data.draw(VALUES[name])
    laws.survives_pickle_and_copy(value)
    laws.checking_again_changes_nothing(value)
    shown = f"<{type(value).__name__} " if isinstance(value, Brief) else f"{type(value).__name__}("
    assert repr(value).startswith(shown)


@given(drawn.stages())
def test_stages_are_values(stage: Stage) -> None:
    """A stage survives pickle and copy."""
    laws.survives_pickle_and_copy(stage)


def amended_agreements() -> st.SearchStrategy[tuple[Agreement, Amendment]]:
    """An agreement with an amendment that it accepts."""
    return drawn.agreements().flatmap(
        lambda agreement: st.tuples(st.just(agreement), drawn.amendments(agreement=agreement))
    )


@few
@given(drawn.agreements(), around, around)
def test_amendments_replace_by_code(agreement: Agreement, day: date, known: date) -> None:
    """The terms of a day are the original ones with the amendments in force, in their order."""
    laws.amendments_replace_by_code(agreement, day, known)


@few
@given(amended_agreements(), around, around)
def test_amending_leaves_the_past(
    pair: tuple[Agreement, Amendment], day: date, known: date
) -> None:
    """What was asked before an amendment was signed or took effect is answered as before."""
    agreement, amendment = pair
    before = agreement.amendments
    laws.amending_leaves_the_past(agreement, amendment, day, known)
    assert agreement.amendments == before


@few
@given(drawn.agreements(), around, around)
def test_versions_are_complete(agreement: Agreement, day: date, known: date) -> None:
    """Every version that can be asked for is listed."""
    laws.versions_are_complete(agreement, day, known)


@few
@given(drawn.agreements(), around)
def test_the_day_is_known_on_itself(agreement: Agreement, day: date) -> None:
    """Asked without a day of knowledge, an agreement answers as known on the day itself."""
    assert agreement.on(day) == agreement.on(day, known=day)


@given(drawn.commitments(), drawn.terms())
def test_accounting_periods_are_sound(commitment: Commitment, term: Period) -> None:
    """A commitment is judged on periods in order, never twice in one sum."""
    laws.accounting_periods_are_sound(commitment, term)


@given(drawn.agreements(), drawn.days(), drawn.days())
def test_every_version_has_periods(agreement: Agreement, day: date, known: date) -> None:
    """Whatever amendments do to the term, each commitment has periods, those of its term."""
    terms = agreement.on(day, known=known)
    for commitment in terms.commitments:
        periods = terms.periods_of(commitment)
        assert periods
        assert periods == tuple(sorted(set(periods)))
        if not commitment.stated_periods:
            assert periods == terms.years
            assert all(year.within(terms.term) for year in periods)


@given(drawn.agreements(max_amendments=0), drawn.days(), st.integers(1, 900))
def test_lengthening_keeps_the_periods_of_each_commitment(
    agreement: Agreement, day: date, more: int
) -> None:
    """An amendment that only lengthens the term takes no period away, whatever it adds."""
    longer = Period(agreement.term.start, agreement.term.end + timedelta(days=more))
    amended = agreement.amend(Amendment(effective=day, signed_on=day, term=longer)).on(day)
    assert (amended.term, amended.former_terms) == (longer, (agreement.term,))
    for commitment in agreement.commitments:
        before, after = agreement.periods_of(commitment), amended.periods_of(commitment)
        assert after[: len(before)] == before
        added = after[len(before) :]
        assert all(year == Period.lasting(year.start, years=1) for year in added)
        if added:
            assert (added[0].start, added[-1].end <= longer.end) == (before[-1].end, True)


@given(drawn.entries())
def test_stage_days_are_in_order(entry: Entry) -> None:
    """No entry that stands has its days out of order."""
    laws.stage_days_are_in_order(entry)


@given(drawn.commitments())
def test_levels_are_read_alike_twice(commitment: Commitment) -> None:
    """Levels that were read are levels still, and the same."""
    read: Any = as_shares if commitment.of_base else as_numbers
    for limit in commitment.limits:
        assert read(limit.levels) == limit.levels


@given(drawn.commitments(), drawn.terms())
def test_limits_hold_in_some_period(commitment: Commitment, term: Period) -> None:
    """Each limit promises something in a period that is judged, in total or for a group."""
    assume(commitment.stated_periods or years_of_terms([term]))
    periods = commitment.accounting_periods(term)
    for limit in commitment.limits:
        asked = [None, *limit.levels.groups]
        levels = [limit.levels.at(period, group) for period in periods for group in asked]
        assert set(limit.levels) == {level for level in levels if level is not None}


@given(drawn.commitments())
def test_something_is_judged(commitment: Commitment) -> None:
    """Every commitment has its total judged, or its groups, or both."""
    assert commitment.judges_total or commitment.judges_groups


def test_strategies_draw_both_sides() -> None:
    """The strategies reach amendments, pairs, tables, substitutes and homes taken back."""
    seen: set[str] = set()

    @settings(max_examples=20, database=None)
    @given(drawn.agreements())
    def look_at_agreements(agreement: Agreement) -> None:
        seen.add("amended" if agreement.amendments else "original")

    @settings(max_examples=100, database=None)
    @given(drawn.commitments(), drawn.productions())
    def look_at_parts(commitment: Commitment, homes: Production) -> None:
        seen.add(f"per {len(commitment.per)}")
        seen.add("substitute" if commitment.substitute else "no substitute")
        seen.update("table" for limit in commitment.limits if limit.levels.groups)
        seen.add("taken back" if homes.count < 0 else "given")

    look_at_agreements()
    look_at_parts()
    assert seen == {
        "amended",
        "original",
        "per 0",
        "per 1",
        "per 2",
        "substitute",
        "no substitute",
        "table",
        "taken back",
        "given",
    }


@given(st.data())
def test_without_contingents_there_is_production_alone(data: st.DataObject) -> None:
    """For an agreement without contingents and publics, no attribution is drawn."""
    agreement = Agreement(
        "homes",
        AgreementKind.PARTNERSHIP,
        "Homes",
        parties=(Party("city", "A city"),),
        signed_on=date(2018, 1, 1),
        term=Period.year(2018),
        territory=Territory("94", "Val-de-Marne", "department", departments=("94",)),
        commitments=(Volume("homes", stage=Stage.APPROVED, at_least=3),),
    )
    assert type(data.draw(drawn.entries(agreement=agreement))) is Production
    amendment = data.draw(drawn.amendments(agreement=agreement))
    assert agreement.amend(amendment).amendments == (amendment,)


@few
@given(st.data())
def test_ledgers_fit_their_agreement(data: st.DataObject) -> None:
    """A ledger drawn for an agreement bears no code that the agreement does not know."""
    agreement = data.draw(drawn.agreements())
    ledger = data.draw(drawn.ledgers(agreement=agreement))
    assert tally(agreement, ledger).read.entries == len(ledger)


@settings(max_examples=40)
@given(st.data())
def test_figures_fit_their_agreement(data: st.DataObject) -> None:
    """Figures drawn for an agreement tell of commitments that it has."""
    agreement = data.draw(drawn.agreements())
    figure = data.draw(drawn.published_figures(agreement=agreement))
    assert figure in Tally.from_counts(agreement, [figure]).figures


def test_hypothesis_draws_agreements_by_itself() -> None:
    """Once the strategies are registered, a type is all that a test must name."""
    script = """
from hypothesis import assume, given, settings, strategies as st
from housing_agreements import Agreement, Amendment, Attribution, Commitment, Contingent, Party
from housing_agreements import PriorityPublic, Production, PublishedFigure, Reference, Share
from housing_agreements import Stage, Substitute, Undertaking, Volume
from housing_agreements.testing.strategies import register

register()
for kind in (Agreement, Amendment, Attribution, Commitment, Contingent, Party, PriorityPublic,
             Production, PublishedFigure, Reference, Share, Stage, Substitute, Undertaking, Volume):

    @settings(max_examples=3, database=None, deadline=None)
    @given(st.from_type(kind))
    def is_of_its_kind(value):
        assert isinstance(value, kind)

    is_of_its_kind()
print("drawn")
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.stdout == "drawn\n", done.stderr


def test_an_amendment_that_lengthens_the_term_keeps_the_former_one() -> None:
    """The law of amendments holds before, on and after the day on which one takes effect."""
    signed = date(2018, 6, 1)
    longer = Period(AGREEMENT.term.start, date(2030, 1, 1))
    amended = AGREEMENT.amend(Amendment(effective=signed, signed_on=signed, term=longer))
    for day in (date(2018, 5, 31), signed, date(2018, 6, 2)):
        laws.amendments_replace_by_code(amended, day, day)
