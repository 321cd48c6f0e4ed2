"""The laws of tallies and quotas hold on whatever is drawn."""

from datetime import date, timedelta
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import (
    CODES,
    COMMUNES,
    SLOW,
    Case,
    agreement_of,
    agreements,
    asked_days,
    cases,
    commitments,
    ledgers,
)
from tests.rules.drawing import given as given_entry

from housing_agreements import (
    Agreement,
    Attribution,
    Commitment,
    Per,
    Period,
    Rounding,
    Share,
    Stage,
    Unknown,
    Unsure,
    Verdict,
    Volume,
    check_quotas,
    tally,
)
from housing_agreements.testing import laws


@settings(SLOW, max_examples=60)
@given(agreements(), ledgers(unknowns=2), ledgers(unknowns=2), ledgers(unknowns=2))
def test_tallies_are_a_group(
    agreement: Agreement,
    first: tuple[naive.Entry, ...],
    second: tuple[naive.Entry, ...],
    third: tuple[naive.Entry, ...],
) -> None:
    """Tallies add up, in any order, and can be taken back."""
    laws.tally_is_a_group(*(tally(agreement, each) for each in (first, second, third)))


@settings(SLOW, max_examples=60)
@given(cases(unknowns=2), st.integers(0, 8))
def test_a_concatenation_is_a_sum(case: Case, cut: int) -> None:
    """A ledger may be cut anywhere, and its tallies added."""
    agreement, ledger, _, _ = case
    laws.concatenation_is_addition(agreement, ledger[:cut], ledger[cut:])


@settings(SLOW, max_examples=60)
@given(cases(unknowns=2), st.randoms(use_true_random=False))
def test_order_changes_nothing(case: Case, chance: object) -> None:
    """A shuffled ledger is judged as the ledger, and as its tally."""
    agreement, ledger, on, _ = case
    shuffled = list(ledger)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    laws.order_changes_nothing(agreement, ledger, shuffled, on)


@settings(SLOW, max_examples=100)
@given(cases(unknowns=2), commitments(code="other"))
def test_a_wider_tally_is_judged_alike(case: Case, other: Share | Volume) -> None:
    """A tally that also read what another commitment needs is judged as one that did not."""
    narrow, ledger, on, _ = case
    wide = attrs.evolve(narrow, commitments=(*narrow.commitments, other))
    laws.another_agreement_may_judge(wide, narrow, ledger, on)


def bounded(agreement: Agreement) -> Agreement:
    """The agreement, which leaves out no case of unknown status: to learn it adds to the base."""
    within = [
        attrs.evolve(commitment, unsure=Unsure.BOUNDS) for commitment in agreement.commitments
    ]
    amendments = [
        attrs.evolve(
            amendment,
            replace=[
                attrs.evolve(it, unsure=Unsure.BOUNDS)
                for it in amendment.replace
                if isinstance(it, Commitment)
            ],
        )
        for amendment in agreement.amendments
    ]
    return attrs.evolve(agreement, commitments=within, amendments=amendments)


@settings(SLOW, max_examples=150)
@given(cases(unknowns=2), st.data())
def test_more_knowledge_overturns_nothing(case: Case, data: st.DataObject) -> None:
    """However what is not known turns out, bounds contain it and decided verdicts stand."""
    agreement, ledger, on, _ = case
    agreement = bounded(agreement)
    turning = [on + timedelta(days=1), date(2018, 1, 1), date(2019, 1, 1), date(2019, 3, 1)]
    drawn = [
        data.draw(st.sampled_from(list(completing.completions(entry, turning, CODES))))
        for entry in completing.dwellings(ledger)
    ]
    sure = [attrs.evolve(each, id=f"K{place}") for place, each in enumerate(drawn)]
    laws.bounds_contain_full_knowledge(agreement, ledger, sure, on)


def test_a_group_in_which_nothing_was_at_last_is_not_looked_at() -> None:
    """Once the landlord of an entry is known, the group of the other one is no more."""
    share = Share("half", to=("p",), stage=Stage.DECIDED, at_least="50 %", per=Per.LANDLORD)
    agreement = agreement_of(share)
    entry = Attribution("1", "a", "94068", decided_on=date(2018, 3, 1))
    one, other = (attrs.evolve(entry, landlord=code) for code in ("x", "y"))
    second, on = attrs.evolve(one, id="2"), date(2019, 1, 1)
    laws.bounds_contain_full_knowledge(agreement, [entry, second], [one, second], on)
    laws.bounds_contain_full_knowledge(agreement, [entry], [other], on)


@settings(SLOW, max_examples=100)
@given(cases(unknowns=2), st.sampled_from(COMMUNES), st.sampled_from(("p", "q")))
def test_a_priority_attribution_never_harms(case: Case, commune: str, public: str) -> None:
    """One more attribution to a public keeps what was kept for it."""
    agreement, ledger, on, _ = case
    more = Attribution(
        "more", "a", commune, publics={public}, decided_on=date(2018, 7, 1),
        signed_on=date(2018, 12, 31), landlord="office", neighbourhood="south", programme="rue",
    )  # fmt: skip
    laws.priority_entries_never_harm(agreement, ledger, more, on)


def test_the_first_dwelling_of_a_base_may_miss_what_nothing_kept() -> None:
    """Where there was nothing to judge, nothing was kept: 1 is not more than the half of 1, up."""
    half = Share("half", to=("p",), stage=Stage.SIGNED, more_than="1/2", rounding=Rounding.NEAREST)
    agreement, on = agreement_of(half), date(2019, 1, 1)
    first = given_entry("first", publics={"p"}, signed_on=date(2018, 7, 1))
    assert check_quotas(agreement, [], on=on).finding("half", 2018).verdict is None
    assert check_quotas(agreement, [first], on=on).finding("half", 2018).verdict is Verdict.UNMET
    laws.priority_entries_never_harm(agreement, [], first, on)


@settings(SLOW, max_examples=60)
@given(cases(unknowns=2), st.sets(st.sampled_from(("contingent", "public", "tag")), max_size=2))
def test_every_entry_is_accounted_for(case: Case, strange: set[str]) -> None:
    """Whatever becomes of an entry, the account tells, also of codes that nobody declared."""
    agreement, ledger, on, as_known = case
    odd = Attribution("odd", "a", "94068", signed_on=date(2018, 5, 5), count=3)
    if "contingent" in strange:
        odd = attrs.evolve(odd, contingent="strange")
    if "public" in strange:
        odd = attrs.evolve(odd, publics={"strange"})
    if "tag" in strange:
        odd = attrs.evolve(odd, tags={"strange"})
    entries = [*ledger, odd]
    report = check_quotas(agreement, entries, on=on, known=as_known, unknown=Unknown.SET_ASIDE)
    laws.every_entry_is_accounted_for(report, entries)
    assert report.account.set_aside.dwellings == (3 if strange else 0)


@settings(SLOW, max_examples=60)
@given(commitments(simple=True), ledgers(), asked_days())
def test_splitting_a_period_preserves_counts(
    commitment: Share | Volume, ledger: tuple[naive.Entry, ...], on: date
) -> None:
    """The months of a period count what the period counts."""
    levels: Any = "1/2" if commitment.of_base else 2
    floor = attrs.evolve(commitment, at_least=levels, at_most=None, more_than=None, less_than=None)
    agreement = agreement_of(floor)
    laws.splitting_preserves_counts(
        agreement, "c", ledger, Period(date(2018, 1, 1), date(2019, 7, 15)), on
    )
