"""The page on rows names every kind of answer, and each column of its rows, and what cells hold."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest

import housing_agreements as ha
from housing_agreements import frames
from housing_agreements.catalogue import gironde_2018, lille_2018
from housing_agreements.explanations.explanation import Told
from housing_agreements.law.answers import LawAnswer
from housing_agreements.law.attributions.commission import Candidacy, check_candidates
from housing_agreements.law.attributions.replies import check_reply
from housing_agreements.law.attributions.scoring import ScoringCriterion, ScoringGrid, check_grid
from housing_agreements.law.dalo.deadlines import Deadline
from housing_agreements.law.dalo.imputation import imputation_of
from housing_agreements.law.mix.substitution import check_substitution
from housing_agreements.law.provisions import Confidence
from housing_agreements.law.sru.catch_up import catch_up_rate
from housing_agreements.law.tenancies.loss_of_stay import check_loss_of_stay
from housing_agreements.law.tenancies.occupation import check_occupation
from housing_agreements.plan import Expected, find_plan

PAGES = [Path(__file__).parents[2] / "docs/reference" / name for name in ("rows.md", "rows.fr.md")]
DAY = date(2019, 6, 1)


def make_answers() -> list[Told]:
    """An answer of each kind, with at least a row."""
    gironde = gironde_2018.AGREEMENT
    entries = [ha.Attribution("a", "action-logement", "33063", available_on=date(2018, 3, 1))]
    report = ha.check_quotas(gironde, entries, on=DAY)
    ahead = ha.outlook(ha.check_quotas(gironde, entries, on=date(2018, 6, 30)), 800)
    page = ha.yearly_page(gironde, entries, on=date(2018, 6, 30), expected=800)
    twin = attrs.evolve(gironde, code="twin")
    several = ha.check_agreements([gironde, twin], entries, on=DAY)
    counted = [attrs.evolve(entries[0], publics={"dalo"})]
    of_both = ha.check_agreements([gironde, twin], counted, on=DAY).in_both[0]
    concerned = ha.entries_of(report, report.finding("quarter", 2018), entries)
    eligibility = ha.check_eligibility(ha.Household(), gironde, on=DAY)
    assessment = eligibility.assessments[0]
    assert assessment.reasons is not None
    changes = ha.what_would_change(ha.Household(), gironde.publics[0], on=DAY)
    grounds = ha.check_grounds(ha.Household(good_faith=True), on=DAY, delay=None)
    review = ha.review(gironde, on=DAY)
    undertakings = ha.check_undertakings(gironde, {}, on=DAY)
    comparison = ha.compare(gironde, lille_2018.AGREEMENT)
    rooms = ha.OfferTest("rooms", "enough rooms", ha.offered.rooms.at_least(3))
    charter = ha.RelocationCharter("charter", "A charter", [rooms], refusals=1, months=6)
    small = ha.Offer("1", made_on=date(2018, 1, 8), facts=ha.OfferedHousehold(rooms=2))
    relocation = ha.check_relocation(ha.RelocationCase("case", [small]), charter, on=DAY)
    expected = [Expected(100, "action-logement", "33063")]
    none = find_plan(gironde, expected, on=date(2018, 7, 2))
    conflict, relaxation = none.conflict, none.relaxation
    assert conflict is not None
    assert relaxation is not None
    day = date(2024, 3, 20)
    grid = ScoringGrid([ScoringCriterion("dalo", "recognised under DALO", 100)])
    held = [attrs.evolve(contingent, share="30 %") for contingent in gironde.contingents]
    turn = ha.next_holder(held, {"state": 3, None: 2})
    strata = ha.next_holders(held, {"T2": {"state": 3}})
    flow = ha.share_flow(held, period=2024, freed=10)
    state = {"state": ha.Holder.STATE}
    ceilings = ha.check_flow_ceilings(2024, {"state": 3}, flow=10, holders=state, on=day)
    freed = [ha.Attribution("b", "state", "33063", available_on=day, decided_on=day)]
    account = ha.account_for_flow(held, freed, year=2024, on=date(2025, 2, 1))
    points = ha.Grid("grid", "A grid", [ha.Line("dalo", ha.facts.dalo_recognised, 100)])
    score = ha.score(ha.Household(), points, on=day)
    ranking = ha.rank([ha.Household()], points, on=day)
    never = ha.Line("never", ha.facts.employed & ~ha.facts.employed, 1)
    remarks = ha.review(ha.Grid("never", "A grid", [never]), on=day)
    return [
        *(turn, turn.standings[0], ha.list_turns(held, {}, dwellings=3), strata, strata[0]),
        *(flow, flow[0], ceilings, ceilings[0], account, account[0]),
        *(score, score.lines[0], ranking, ranking[0]),
        *(ranking.moves_of(0)[0], remarks),
        *(report, report[0], concerned, concerned[0], eligibility, assessment, assessment.reasons),
        *(ahead, ahead[0], page, page[0], page.next_steps[0], several, changes),
        *(of_both, of_both.promises[0]),
        *(grounds, grounds.assessed[0], review, review[0], undertakings, undertakings[0]),
        *(comparison, comparison[0], relocation, relocation.offers[0]),
        relocation.offers[0].tests[0],
        find_plan(gironde, [attrs.evolve(expected[0], count=403)], on=date(2018, 7, 2)),
        *(relaxation.allotments[0], conflict, conflict[0], relaxation),
        LawAnswer(ha.Text("a", "b"), day, ha.Verdict.MET, (), (), ()),
        check_candidates([Candidacy("a")], on=day),
        check_reply(date(2024, 3, 1), on=day, silent=True, days=None),
        check_grid(grid, on=day),
        Deadline("an offer", (day,), "example", (), Confidence.VERIFIED),
        imputation_of(ha.Household(employed=True), on=date(2016, 3, 7), deficient_commune=True),
        check_substitution(
            date(2024, 6, 30), six_months=ha.Verdict.MET, complete=None, twelve_months=None
        ),
        catch_up_rate(on=date(2024, 1, 1), gap="5 %"),
        check_loss_of_stay(2024, above_before=ha.Verdict.MET, above=ha.Verdict.MET),
        check_occupation(on=date(2025, 1, 1), tight=True),
    ]


ANSWERS = {type(answer).__name__: answer for answer in make_answers()}


def read_columns(page: Path) -> dict[str, list[str]]:
    """The columns that a page names for each kind of answer."""
    columns: dict[str, list[str]] = {}
    for kinds, told in re.findall(
        r"^\| (`[A-Z][^|]*) \| [^|]* \| ([^|]*) \|$", page.read_text("utf-8"), re.MULTILINE
    ):
        named: list[str] = []
        for name in re.findall(r"`(\w+)`", told):
            named += columns.get(name, [name])
        columns |= dict.fromkeys(re.findall(r"`(\w+)`", kinds), named)
    return columns


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_page_names_the_columns_of_each_kind(page: Path) -> None:
    """Those of its rows, in their order, in both languages."""
    found = {name: [*answer.rows("fr")[0]] for name, answer in ANSWERS.items()}
    assert read_columns(page) == found


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_empty_cell_holds_nothing(answer: Told) -> None:
    """Not an empty text: so one question finds the empty cells of any column."""
    assert not any("" in row.values() for row in (*answer.rows("en"), *answer.rows("fr")))


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_number_that_no_column_holds_is_refused_by_name(backend: str) -> None:
    """The largest that one holds is not; the rows themselves hold any number."""
    volume: Any
    (volume,) = (found for found in gironde_2018.AGREEMENT.commitments if found.code == "offers")
    for most, is_refused in ((2**63 - 1, False), (2**63, True)):
        promised = attrs.evolve(volume, at_least=ha.Schedule({2018: most}))
        terms = attrs.evolve(gironde_2018.AGREEMENT, commitments=(promised,))
        report = ha.check_quotas(terms, [], on=date(2018, 9, 1))
        assert report.rows()[0]["required_low"] == most
        if is_refused:
            with pytest.raises(ha.InvalidValueError, match=r"rows_of, required_low: .* 64 bits"):
                frames.rows_of(report, backend=backend)
        else:
            assert len(frames.rows_of(report, backend=backend)) == len(report)


def test_each_kind_of_answer_is_there() -> None:
    """Whatever explains itself, and is more than what others derive from."""
    waiting = Told.__subclasses__()
    kinds: set[str] = set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        where = f"{kind.__module__}.{kind.__name__}"
        if where.startswith(ha.__name__) and "._" not in where:
            kinds.add(kind.__name__)
    assert kinds == ANSWERS.keys()


@pytest.mark.parametrize(
    ("wrong", "error", "said"),
    [
        ({"answer": [{"on": 1}]}, ha.InvalidTypeError, "rows_of, answer: .* give a report"),
        ({"backend": "excel"}, ha.InvalidValueError, "rows_of, backend: .* 'polars'"),
        ({"backend": None}, ha.InvalidValueError, "rows_of, backend: given None"),
    ],
)
def test_a_frame_is_made_of_an_answer_by_a_backend_that_is_there(
    wrong: dict[str, Any], error: type[Exception], said: str
) -> None:
    """What else is given is refused by its name, with what to give instead."""
    asked: dict[str, Any] = {"answer": ANSWERS["QuotaReport"], "backend": "polars"}
    with pytest.raises(error, match=said):
        frames.rows_of(**(asked | wrong))
