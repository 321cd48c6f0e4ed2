"""What a page calls kept or lost, against every small course of what comes."""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, agreement_of, agreements, ledgers, many
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import (
    PACE,
    UNSEEN,
    Agreement,
    Attribution,
    Bounds,
    Commitment,
    Judge,
    Per,
    Production,
    Reach,
    Share,
    Stage,
    Standing,
    StepKind,
    Verdict,
    Volume,
    YearlyPage,
    YearlyPromise,
    check_quotas,
    yearly_page,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT

Entry = Attribution | Production
MIDDLE = (date(2018, 6, 30), date(2018, 12, 30), date(2019, 2, 28), date(2020, 5, 5))
EXPECTED: tuple[Any, ...] = (PACE, PACE, 0, 1, 3, Bounds(0, 2), Bounds(2, None), {})
MOST_TO_COME = 3


def courses(promise: YearlyPromise, on: date) -> Iterator[tuple[Entry, ...]]:
    """Every few entries that may come, of a handful of kinds, on the last days of its years."""
    stage, period = promise.commitment.stage, promise.period
    days = [day for year in (2018, 2019, 2020) if on < (day := date(year, 12, 31))]
    days = [day for day in days if period.start <= day <= period.last_day] or [period.last_day]
    kinds: list[Entry] = []
    for day, publics, landlord, commune in itertools.product(
        days, ("p", "r", None), ("office", "company"), ("94068", "33063")
    ):
        shared: dict[str, Any] = {
            "commune": commune,
            "landlord": landlord,
            "neighbourhood": "north" if landlord == "office" else "south",
            "programme": "quai" if landlord == "office" else "new",
            stage.field: day,
        }
        if stage.of_production:
            financing = {"p": "PLAI", "r": "PLS"}.get(publics or "", "PLUS")
            kinds.append(Production("N", financing=financing, **shared))
        else:
            held = frozenset([publics] if publics else [])
            kinds.append(Attribution("N", "a", publics=held, **shared))
    few = kinds if len(kinds) <= 12 else kinds[:: len(kinds) // 12]
    for number in range(MOST_TO_COME + 1):
        for chosen in itertools.combinations_with_replacement(few, number):
            yield tuple(attrs.evolve(of, id=f"N{place}") for place, of in enumerate(chosen))


def find_end(
    agreement: Agreement, ledger: tuple[Entry, ...], promise: YearlyPromise, known: date
) -> Verdict | None:
    """What is found of it once its period is over."""
    report = check_quotas(agreement, ledger, on=promise.period.last_day, known=known)
    found = [
        of.verdict
        for of in report.findings
        if (of.commitment.code, of.period) == (promise.commitment.code, promise.period)
        and not of.for_information
        and promise.group in {None, of.group}
        and of.verdict is not None
    ]
    return Verdict.all(found) if found else None


@SLOW
@given(
    agreements(),
    ledgers(max_size=5, unknowns=1),
    st.sampled_from(MIDDLE),
    st.sampled_from(EXPECTED),
)
def test_what_comes_never_undoes_what_a_page_is_sure_of(
    agreement: Agreement, drawn: tuple[Entry, ...], on: date, expected: Any
) -> None:
    """Kept is never missed at the end, and lost never kept, whatever few come."""
    ledger = tuple(attrs.evolve(of, cancelled_on=None) for of in drawn)
    page = yearly_page(agreement, ledger, on=on, expected=expected)
    for whole in page:
        for promise in (whole, *whole.groups):
            if promise.is_over or promise.group is UNSEEN:
                continue
            wrong = {Standing.KEPT: Verdict.UNMET, Standing.LOST: Verdict.MET}.get(
                promise.standing or Standing.NOT_KNOWN
            )
            if wrong is None:
                continue
            for coming in courses(promise, on):
                assert find_end(agreement, (*ledger, *coming), promise, on) is not wrong


def quarter(**fields: Any) -> Share:
    """A promise by share."""
    return Share("quarter", to=("p",), stage=Stage.DECIDED, title="Quarter", **fields)


def offers(**fields: Any) -> Volume:
    """A promise by number."""
    return Volume("offers", to=("p",), stage=Stage.DECIDED, title="Offers", **fields)


def page_of(promise: Commitment, priority: int, others: int, expected: Any = PACE) -> YearlyPage:
    """The page of a small agreement in mid-year with so many attributions counted."""
    return yearly_page(
        agreement_of(promise), many(priority, others), on=MIDDLE[0], expected=expected
    )


def test_the_pace_so_far_is_no_certainty() -> None:
    """Two dwellings to the publics in January: of seven more in October, two of nine are too few.

    At the pace so far one more comes, and two of three are enough, whoever gets it.
    """
    made = [
        Attribution(
            f"A{n}", "action-logement", "33063", available_on=date(2018, 1, 9), publics={"dalo"}
        )
        for n in range(2)
    ]
    later = [
        Attribution(f"B{n}", "action-logement", "33063", available_on=date(2018, 10, 9))
        for n in range(7)
    ]
    page = yearly_page(AGREEMENT, made, on=date(2018, 9, 30))
    promise = page.promise("quarter", 2018)
    assert promise.prospect is not None
    assert promise.prospect.reach is Reach.CERTAIN
    assert promise.standing is Standing.ON_COURSE
    assert promise.say_standing("en") == "on course, certain at the pace so far"
    assert promise.say_standing("fr") == "en bonne voie, acquis si le rythme constaté se maintient"
    end = check_quotas(AGREEMENT, [*made, *later], on=date(2018, 12, 31))
    assert end.of("quarter")[0].verdict is Verdict.UNMET


@pytest.mark.parametrize(
    ("promise", "expected", "standing"),
    [
        (quarter(at_least="1/4"), 4, Standing.ON_COURSE),  # 2 of 8, whoever gets them
        (quarter(at_least="1/4"), 0, Standing.ON_COURSE),
        (quarter(at_least="1/4"), Bounds(0, None), Standing.ON_COURSE),
        (quarter(at_least="0"), 4, Standing.KEPT),
        (quarter(at_most="3/4"), 4, Standing.ON_COURSE),
        (quarter(at_most="100 %"), 4, Standing.KEPT),
        (offers(at_most=6), 4, Standing.ON_COURSE),
        (offers(at_most=1), 4, Standing.LOST),
        (offers(at_least=2), 4, Standing.KEPT),
        (offers(at_least=2, at_most=6), 4, Standing.ON_COURSE),
    ],
)  # fmt: skip
def test_kept_of_a_running_period_is_kept_of_any_number(
    promise: Commitment, expected: Any, standing: Standing
) -> None:
    """Of two that count and two that do not, floors and ceilings, of shares and of numbers."""
    page = page_of(promise, 2, 2, expected)
    assert page[0].standing is standing
    if page.outlook[0].reach is Reach.CERTAIN and standing is Standing.ON_COURSE:
        assert "certain if as many come as are expected" in words_of(page)
        assert page[0].say_gaps("en") == []


def test_nothing_is_asked_of_what_those_expected_surely_keep() -> None:
    """A ceiling with room for all of them asks for nothing, and limits none of them."""
    page = page_of(offers(at_most=20), 2, 2, 10)
    assert page[0].standing is Standing.ON_COURSE
    assert page.next_steps == ()
    assert "at most" not in words_of(page)
    just = page_of(offers(at_most=12), 2, 2, 10)
    assert just.next_steps == ()
    less = page_of(offers(at_most=11), 2, 2, 10)
    assert [step.kind for step in less.next_steps] == [StepKind.HOLD]
    assert "at most 9 of them may reach the publics" in words_of(less)


def test_a_group_is_kept_where_any_number_keeps_it() -> None:
    """Of a number one landlord has reached; of a share it is certain with those expected alone."""
    landlords = [ha.Party("office", "The office"), ha.Party("company", "The company")]
    ledger = [
        attrs.evolve(of, id=f"{of.id}{landlord}", landlord=landlord)
        for landlord in ("office", "company")
        for of in many(2)
    ]
    for promise, standing in (
        (offers(at_least=2, per=Per.LANDLORD, judge=Judge.GROUPS), Standing.KEPT),
        (quarter(at_least="1/4", per=Per.LANDLORD, judge=Judge.GROUPS), Standing.ON_COURSE),
    ):
        made = agreement_of(promise, landlords=landlords)
        page = yearly_page(made, ledger, on=MIDDLE[0], expected=2)
        assert page[0].standing is standing
        assert {of.standing for of in page[0].groups} == {standing}
