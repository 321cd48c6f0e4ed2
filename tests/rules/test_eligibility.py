"""Who is eligible, to which publics, why, and what is missing to say."""

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Attribution,
    Contingent,
    Criterion,
    Finding,
    Household,
    InvalidObjectError,
    InvalidTypeError,
    Party,
    Period,
    PriorityPublic,
    Source,
    Territory,
    Text,
    Timeline,
    Verdict,
    check_eligibility,
    check_quotas,
    facts,
    what_would_change,
)
from housing_agreements.errors import HousingAgreementsError
from housing_agreements.rules.eligibility import Assessment, Eligibility, EligibilityOutcome
from housing_agreements.testing.laws import explanation_agrees, more_facts_never_overturn
from housing_agreements.testing.strategies import criteria, households

DAY = date(2018, 5, 1)
HOLDER = Party("holder", "Holder")
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
DALO = PriorityPublic(
    "dalo", "DALO", facts.employed & facts.dalo_recognised, (Source("A text", "§ 1"),)
)
SHELTER = PriorityPublic(
    "shelter", Text("leaving shelter", "sortant d'hébergement"), facts.leaving_temporary_housing
)
ENDED = PriorityPublic(
    "ended", "Ended", Timeline({date(2016, 1, 1): facts.disabled, date(2018, 1, 1): None})
)


def agreement_of(*publics: PriorityPublic) -> Agreement:
    """A small agreement to these publics."""
    return Agreement(
        "synthetic",
        AgreementKind.OTHER,
        "A synthetic agreement",
        parties=(HOLDER,),
        signed_on=date(2016, 1, 1),
        term=Period.years(2016, 2018),
        territory=GIRONDE,
        contingents=(Contingent("holder-rights", HOLDER, GIRONDE),),
        publics=publics,
    )


@given(st.lists(criteria(), min_size=1, max_size=3), households())
@settings(max_examples=50)
def test_publics_are_those_whose_criterion_is_met(
    asked: list[Criterion], household: Household
) -> None:
    """Sure publics are met, possible ones undetermined, and one sure public is enough."""
    publics = [PriorityPublic(f"p{n}", "P", each) for n, each in enumerate(asked)]
    answer = check_eligibility(household, agreement_of(*publics), on=DAY)
    verdicts = {f"p{n}": each.decide(household, on=DAY) for n, each in enumerate(asked)}
    assert answer.publics == {code for code, each in verdicts.items() if each is Verdict.MET}
    assert answer.possible_publics == {
        code for code, each in verdicts.items() if each is Verdict.UNDETERMINED
    }
    assert answer.verdict is Verdict.any(verdicts.values())
    missing = {fact for each in asked for fact in each.missing(household, on=DAY)}
    rules = {rule.missing for each in asked for rule in each.not_followed(household, on=DAY)}
    assert answer.missing == (*sorted(missing), *sorted(rules))


@given(criteria(), households())
@settings(max_examples=50)
def test_the_two_sets_are_those_of_an_attribution(asked: Criterion, household: Household) -> None:
    """Whatever is answered can be carried by an attribution."""
    answer = check_eligibility(household, PriorityPublic("p", "P", asked), on=DAY)
    entry = Attribution(
        "a",
        "holder-rights",
        "33063",
        publics=answer.publics,
        possible_publics=answer.possible_publics,
    )
    assert (entry.publics, entry.possible_publics) == (answer.publics, answer.possible_publics)


def test_more_facts_never_overturn_eligibility() -> None:
    """A household that says more keeps whatever was decided."""
    criterion = DALO.criterion.on(DAY)
    assert criterion is not None
    less, more = Household(employed=False), Household(employed=False, dalo_recognised=True)
    more_facts_never_overturn(criterion, less, more, on=DAY)


def test_explanations_say_which_public_and_why() -> None:
    """Each public comes with its verdict, its reasons and its sources, in both languages."""
    household = Household(employed=True, leaving_temporary_housing=False)
    answer = check_eligibility(household, agreement_of(DALO, SHELTER, ENDED), on=DAY)
    assert str(answer) == (
        "eligibility undetermined on 1 May 2018\n"
        "  DALO: may belong\n"
        "    undetermined: all of these\n"
        "      met: employed (yes, declared)\n"
        "      undetermined: recognised under DALO (not known)\n"
        "    source: A text, § 1\n"
        "  leaving shelter: does not belong\n"
        "    unmet: leaving temporary housing (no, declared)\n"
        "  Ended: does not belong\n"
        "    nobody can belong to it on that day"
    )
    french = words_of(answer, "fr")
    assert french.startswith(
        "éligibilité indéterminée au 1er mai 2018\n  DALO\u00a0: en relève peut-être"
    )
    assert "sortant d'hébergement\u00a0: n'en relève pas" in french
    assert french.endswith("personne ne peut en relever ce jour-là")


def test_a_definition_not_known_on_the_day_decides_nothing() -> None:
    """Before the first definition nobody knows: undetermined, and no fact would settle it."""
    answer = check_eligibility(Household(disabled=True), ENDED, on=date(2015, 12, 31))
    assert (answer.verdict, answer.missing) == (Verdict.UNDETERMINED, ())
    assert "its definition on that day is not known" in words_of(answer, "en")
    changes = what_would_change(Household(), ENDED, on=date(2015, 12, 31))
    assert (changes.verdict, changes.found, changes.exhaustive) == (Verdict.UNDETERMINED, (), True)
    assert (changes.not_followed, answer.not_followed) == ((), ())


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(date(2016, 1, 1), Verdict.MET), (date(2017, 12, 31), Verdict.MET), (DAY, Verdict.UNMET)],
)
def test_a_definition_begins_and_ends_on_its_days(day: date, verdict: Verdict) -> None:
    """The day before, the day of and the day after each change."""
    assert check_eligibility(Household(disabled=True), ENDED, on=day).verdict is verdict


def test_nothing_would_change_what_nobody_can_be() -> None:
    """On a day when nobody can belong, no fact changes that."""
    changes = what_would_change(Household(), ENDED, on=DAY)
    assert (changes.verdict, changes.found, changes.exhaustive) == (Verdict.UNMET, (), True)


def test_publics_are_those_in_force_as_known() -> None:
    """An amendment that adds a public counts from its effect, once it is signed."""
    amended = agreement_of(DALO).amend(
        Amendment(effective=date(2017, 1, 1), signed_on=date(2017, 6, 1), add=(SHELTER,))
    )
    leaving = Household(leaving_temporary_housing=True, employed=False)
    asked = date(2017, 3, 1)
    assert check_eligibility(leaving, amended, on=asked).verdict is Verdict.UNMET
    later = check_eligibility(leaving, amended, on=asked, known=date(2017, 6, 1))
    assert later.publics == {"shelter"}


def test_anything_else_is_refused() -> None:
    """A day, a household and a target of another kind each say what was expected."""
    with pytest.raises(InvalidTypeError, match="a day"):
        check_eligibility(Household(), DALO, on="2018-05-01")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="a Household"):
        check_eligibility({"employed": True}, DALO, on=DAY)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="an Agreement or a PriorityPublic"):
        check_eligibility(Household(), facts.employed, on=DAY)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match=r"agreement\.publics"):
        what_would_change(Household(), agreement_of(DALO), on=DAY)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="a PriorityPublic"):
        what_would_change(Household(), "dalo", on=DAY)  # type: ignore[arg-type]  # wrong on purpose


def test_results_have_no_truth_value() -> None:
    """An answer, a report and a finding refuse to be read as true or false."""
    answer = check_eligibility(Household(), DALO, on=DAY)
    report = check_quotas(agreement_of(DALO), [], on=DAY)
    with pytest.raises(InvalidTypeError, match=r"answer\.verdict is Verdict\.MET"):
        bool(answer)
    with pytest.raises(InvalidTypeError, match=r"answer\.verdict is Verdict\.MET`, or len"):
        bool(report)
    with pytest.raises(InvalidTypeError, match=r"answer\.verdict is Verdict\.MET"):
        Finding.__bool__(object.__new__(Finding))


def test_the_day_of_the_knowledge_is_a_day() -> None:
    """It is checked for a public too, which has no amendments."""
    with pytest.raises(InvalidTypeError, match="known"):
        check_eligibility(Household(), DALO, on=DAY, known="2018")  # type: ignore[arg-type]  # wrong on purpose


def test_an_answer_on_eligibility_checks_its_fields() -> None:
    """A day, publics, verdicts and reasons of another type are refused, each by its field."""
    loose: Any = (Eligibility, Assessment)
    with pytest.raises(InvalidObjectError) as caught:
        loose[0](None, "2018", DAY, EligibilityOutcome.JUDGED, [DALO])
    assert [fault.field for fault in caught.value.faults] == ["on", "assessments"]
    with pytest.raises(InvalidTypeError, match="Assessment, verdict"):
        loose[1](DALO, True, None)  # noqa: FBT003  # wrong on purpose


def test_facts_do_not_pass_for_a_household() -> None:
    """`facts` are questions: nothing is asked of them, nor of anything but a household."""
    loose: Any = facts.dalo_recognised
    untyped: Any = what_would_change
    for stranger in (facts, "household", None, facts.employed, SimpleNamespace(dalo_recognised=1)):
        for ask in (loose.decide, loose.missing, loose.reasons):
            with pytest.raises(InvalidTypeError, match="criterion, household: given"):
                ask(stranger, on=DAY)
        with pytest.raises(InvalidTypeError, match="what_would_change, household"):
            untyped(stranger, DALO, on=DAY)


# --- Reasons when they are asked for -------------------------------------------------------------


@given(criteria(), households())
@settings(max_examples=50)
def test_reasons_given_later_are_those_of_the_criterion(
    asked: Criterion, household: Household
) -> None:
    """The verdict comes first and without reasons; they agree with it, and are the criterion's."""
    (assessed,) = check_eligibility(household, PriorityPublic("p", "P", asked), on=DAY).assessments
    verdict = assessed.verdict
    reasons = asked.reasons(household, on=DAY)
    assert assessed.reasons == reasons
    assert verdict is reasons.verdict
    assert assessed.not_followed == reasons.not_followed
    assert assessed.assumptions == reasons.assumptions
    explanation_agrees(asked, household, on=DAY)


@given(criteria(), households())
@settings(max_examples=50)
def test_nobody_can_tell_when_reasons_were_given(asked: Criterion, household: Household) -> None:
    """Equal questions give equal answers, copied and pickled before the reasons or after them."""
    publics = (PriorityPublic("p", "P", asked), ENDED)

    def ask() -> Eligibility:
        return check_eligibility(household, agreement_of(*publics), on=DAY)

    read = ask()
    assert str(read).startswith("elig")  # its reasons are given
    for again in (
        ask(),
        copy.copy(ask()),
        copy.deepcopy(ask()),
        pickle.loads(pickle.dumps(ask())),
        attrs.evolve(ask()),
        Eligibility(
            **{field.name: getattr(ask(), field.name) for field in attrs.fields(Eligibility)}
        ),
    ):
        assert again == read
        assert hash(again) == hash(read)
        assert repr(again) == repr(read)
        assert words_of(again, "fr") == words_of(read, "fr")
        for assessed, other in zip(again.assessments, read.assessments, strict=True):
            assert copy.copy(assessed) == attrs.evolve(other) == other


def test_no_reason_is_given_to_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verdict, the publics and the short form need no reasons; what is missing needs them."""
    household = Household(employed=True, leaving_temporary_housing=False)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("nobody asked for reasons")

    monkeypatch.setattr(Criterion, "reasons", refuse)
    answer = check_eligibility(household, agreement_of(DALO, SHELTER, ENDED), on=DAY)
    assert answer.verdict is Verdict.UNDETERMINED
    assert (answer.publics, answer.possible_publics) == (frozenset(), frozenset({"dalo"}))
    assert repr(answer) == "<Eligibility on 2018-05-01: undetermined, perhaps dalo>"
    with pytest.raises(AssertionError, match="nobody asked"):
        _ = answer.missing
    monkeypatch.undo()
    assert answer.missing == ("dalo_recognised",)


def test_several_threads_read_the_reasons_of_one_answer() -> None:
    """All of them read the same, and what they read is that of an answer which one thread asks."""
    household = Household(employed=True, leaving_temporary_housing=False)
    agreement = agreement_of(DALO, SHELTER, ENDED)
    alone = check_eligibility(household, agreement, on=DAY)
    expected = (str(alone.explain("fr")), alone.missing, hash(alone))
    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            shared = check_eligibility(household, agreement, on=DAY)

            def tell(shared: Eligibility = shared) -> tuple[str, tuple[str, ...], int]:
                return str(shared.explain("fr")), shared.missing, hash(shared)

            asked = [threads.submit(tell) for _ in range(8)]
            assert {told.result() for told in asked} == {expected}


def test_reasons_are_what_their_fields_say() -> None:
    """Whoever makes some anew is told what is wrong; nothing fails later."""
    (assessed,) = check_eligibility(Household(), DALO, on=DAY).assessments
    reasons = assessed.reasons
    assert reasons is not None
    assert attrs.evolve(reasons) == reasons
    wrong: Any = ("words",)
    for build in (
        lambda: attrs.evolve(reasons, reasons=wrong),
        lambda: attrs.evolve(reasons, verdict=wrong),
        lambda: attrs.evolve(reasons.reasons[0], depth=-1),
        lambda: attrs.evolve(reasons.reasons[0], text=wrong),
        lambda: attrs.evolve(assessed, reasons=wrong),
    ):
        with pytest.raises(HousingAgreementsError):
            build()


def test_an_assessment_has_its_fields_and_no_others() -> None:
    """What it does not have is refused in the words of Python."""
    (assessed,) = check_eligibility(Household(), DALO, on=DAY).assessments
    loose: Any = assessed
    with pytest.raises(AttributeError, match="'Assessment' object has no attribute 'raisons'"):
        _ = loose.raisons
