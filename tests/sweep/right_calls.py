"""One right call of everything public, from which the sweep changes one argument at a time.

What Hypothesis can draw needs no line here: the least value drawn is taken. A line serves what no
strategy draws (the answers of the rules, arguments of methods), and what is drawn too poor.
"""

import importlib
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs

import housing_agreements as ha
from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Attribution,
    Bounds,
    Contingent,
    Done,
    Holder,
    Household,
    Ids,
    Judge,
    Known,
    Levels,
    Management,
    NotDone,
    Offer,
    OfferedHousehold,
    OfferTest,
    Party,
    Per,
    Period,
    Place,
    PriorityPublic,
    Production,
    PublishedFigure,
    Reference,
    RelocationCase,
    RelocationCharter,
    Rounding,
    Schedule,
    Share,
    Source,
    Stage,
    Substitute,
    Territory,
    Text,
    Timeline,
    Undertaking,
    Unknown,
    Unsure,
    Verdict,
    Volume,
    facts,
    frames,
    offered,
)  # fmt: skip
from housing_agreements.plan import Expected, find_plan
from housing_agreements.rules.assumptions import CommuneChange

DAY: Final = date(2018, 5, 1)
LATER: Final = date(2019, 6, 1)
TERM: Final = Period.years(2018, 2020)
YEAR: Final = Period.year(2018)
STATE: Final = Party("state", "The State")
FUND: Final = Party("fund", "The fund")
SOURCE: Final = Source(
    "A text", "§ 1", in_force=TERM, url="https://example.org/1", consulted=DAY
)  # fmt: skip
GIRONDE: Final = Territory(
    "33", "Gironde", "department", departments=("33",), caveats=(Text("a list", "une liste"),)
)
TOWN: Final = Territory(
    "town", "The town", "commune", communes=("33063",), neighbourhoods=("QP033001",),
    possible_communes=("33039",),
)  # fmt: skip
DALO: Final = PriorityPublic("dalo", Text("DALO", "DALO"), facts.dalo_recognised, (SOURCE,))
WORKERS: Final = PriorityPublic("workers", "Workers", Timeline.constant(facts.employed))
RIGHTS: Final = Contingent(
    "rights", STATE, GIRONDE, management=Management.STOCK, share=Fraction(1, 4), dwellings=100, sources=(SOURCE,),  # noqa: E501  # one case a line
)  # fmt: skip
RESERVED: Final = Contingent("reserved", FUND, GIRONDE)
QUARTER: Final = Share(
    "quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %", at_most="80 %",
    contingents=("rights",), landlords=("builder",), territory=TOWN, leaving_out=("moved",),
    unsure=Unsure.BOUNDS, periods=(YEAR,), rounding=Rounding.DOWN, cumulative=False,
    judge=Judge.TOTAL, per=Per.COMMUNE, substitute=Substitute(("workers",), at_most="1/2"),
    title=Text("A quarter", "Un quart"), sources=(SOURCE,),
    caveats=(Text("a caveat", "une réserve"),),
)  # fmt: skip
HALF: Final = Volume(
    "half", to=("dalo",), stage=Stage.DECIDED, at_least={2018: 5, 2019: 6}, sources=(SOURCE,)
)
BUILT: Final = Volume("built", stage=Stage.STARTED, at_least=5, per=Per.COMMUNE)
STUDY: Final = Undertaking("study", "A study", by=("state",), due=LATER, sources=(SOURCE,))
AMENDMENT: Final = Amendment(
    effective=LATER, signed_on=LATER, replace=(HALF,), add=(Volume(
        "more", to=("dalo",), stage=Stage.DECIDED, at_least=1),),
    remove=("study",), term=Period.years(2018, 2021), territory=GIRONDE, sources=(SOURCE,),
)  # fmt: skip
AGREEMENT: Final = Agreement(
    "gironde", AgreementKind.PROTOCOL, Text("An agreement", "Un accord"), parties=(STATE, FUND),
    signed_on=date(2018, 1, 1), term=TERM, territory=GIRONDE, contingents=(RIGHTS, RESERVED),
    landlords=(Party("builder", "A builder"),), others=(Party("office", "An office"),),
    publics=(DALO, WORKERS), commitments=(QUARTER, HALF, BUILT), undertakings=(STUDY,),
    part_of=(Reference("above", "Another document"),), annexes=(Reference("below", "A third"),),
    tags=("moved",), sources=(SOURCE,), amendments=(AMENDMENT,),
)  # fmt: skip
# It is asked many times: one promise will do.
OF_ONE: Final = attrs.evolve(AGREEMENT, commitments=(HALF,), amendments=())
ENTRY: Final = Attribution(
    "A1", "rights", "33063", publics={"dalo"}, possible_publics={"workers"},
    available_on=date(2018, 2, 1), proposed_on=date(2018, 2, 2), decided_on=date(2018, 2, 3),
    signed_on=date(2018, 2, 4), cancelled_on=date(2018, 2, 5), neighbourhood="QP033001",
    landlord="builder", programme="gardens", tags={"moved"}, count=2,
)  # fmt: skip
BUILDING: Final = Production(
    "P1", "33063", "PLAI", approved_on=date(2018, 2, 1), started_on=date(2018, 2, 2),
    delivered_on=date(2018, 2, 3), cancelled_on=date(2018, 2, 5), neighbourhood="QP033001",
    landlord="builder", programme="gardens", tags=("moved",), count=2,
)  # fmt: skip
LEDGER: Final = (
    Attribution("A2", "rights", "33063", publics={"dalo"}, decided_on=date(2018, 2, 3)),
    Attribution("A3", "reserved", "33063", decided_on=date(2018, 2, 3)),
)
FIGURE: Final = PublishedFigure(
    ("half",), 2018, Bounds(4, 6), base=Bounds(9, 10), sources=(SOURCE,)
)
HOUSEHOLD: Final = Household(
    dalo_recognised=True, employed=None, household_size=4,
    annual_income=Known(low=20_000, high=21_000, verified=True, valid_until=LATER),
    residence=Place("33063", "QP033001"), born_on=date(1990, 5, 1),
)  # fmt: skip
GRID: Final = ha.Grid(
    "grid", "A grid", [ha.Line("dalo", facts.dalo_recognised, 10)], ties=[facts.household_size]
)
TEST: Final = OfferTest(
    "size", Text("Rooms", "Pièces"), offered.rooms.at_least(2), sources=(SOURCE,)
)
INDICATOR: Final = OfferTest("rent", "Rent", offered.rent.at_most(900))
CHARTER: Final = RelocationCharter(
    "charter",
    "A charter",
    (TEST,),
    refusals=3,
    months=6,
    indicators=(INDICATOR,),
    sources=(SOURCE,),
)
OFFER: Final = Offer(
    "O1", made_on=DAY, facts=OfferedHousehold(rooms=2), refused_on=LATER
)  # fmt: skip
CASE: Final = RelocationCase("case", (OFFER,))
REPORT: Final = ha.check_quotas(AGREEMENT, LEDGER, on=DAY)
REVIEW: Final = ha.review(AGREEMENT, on=DAY)
COMPARISON: Final = ha.compare(AGREEMENT.on(DAY), AGREEMENT.on(LATER, known=LATER))
PROGRESS: Final = ha.check_undertakings(AGREEMENT, {"study": Done(DAY)}, on=DAY)
AHEAD: Final = ha.outlook(REPORT, 9)
PAGE: Final = ha.yearly_page(AGREEMENT, LEDGER, on=DAY, expected=9)
BY_GROUP: Final = next((prospect for prospect in AHEAD if prospect.groups), AHEAD[0])
EXPECTED: Final = Expected(
    Bounds(2, 4), "rights", "33063", landlord="builder", programme="gardens",
    neighbourhood="QP033001", period=Period.year(2019),
)  # fmt: skip
AWAITED: Final = (Expected(9, "rights", "33063", landlord="builder"),)
PLAN: Final = find_plan(AGREEMENT, AWAITED, on=DAY)
PLAN_OF_NONE: Final = find_plan(AGREEMENT, [Expected(1, "rights", "33063")], on=DAY)
CONFLICT: Final = PLAN_OF_NONE.conflict
assert CONFLICT is not None
MEMBERS: Final = Timeline.of_members({"33063": YEAR})
SHARED: Final[Mapping[str, Any]] = {
    "contingents": (RIGHTS,), "given": {"rights": 2, None: (DAY,)}, "on": DAY,
    "back": {"rights": 1}, "planned": {3: {"rights": "1/2"}}, "back_uses_turn": False,
}  # fmt: skip
TURN: Final = ha.next_holder(**SHARED)
KINDS: Final = ha.next_holders((RIGHTS,), {"T2": {"rights": 1}})
FLOW: Final = ha.share_flow((RIGHTS,), period=2024, freed=9)
CEILINGS: Final = ha.check_flow_ceilings(
    2024, {"rights": 1}, flow=9, holders={"rights": Holder.STATE}, on=date(2025, 1, 1)
)
ACCOUNT: Final = ha.account_for_flow((RIGHTS,), (), year=2024, on=date(2025, 1, 1))

TWIN: Final = attrs.evolve(AGREEMENT, code="twin")
IN_BOTH: Final = ha.check_agreements([AGREEMENT, TWIN], LEDGER, on=DAY).in_both[0]

INSTANCES: Final[Mapping[str, Any]] = {
    "CountedInBoth": IN_BOTH,
    "PromisesInBoth": IN_BOTH.promises[0],
    "Agreement": AGREEMENT,
    "Amendment": AMENDMENT,
    "AgreementsReport": ha.check_agreements([AGREEMENT], LEDGER, on=DAY),
    "Attribution": ENTRY,
    "CeilingReport": CEILINGS,
    "Comparison": COMPARISON,
    "Contingent": RIGHTS,
    "Difference": COMPARISON[0],
    "DwellingDetail": ha.DwellingDetail(
        typology="T3", financing="PLUS", in_neighbourhood=True, built=1974
    ),
    "Done": Done(DAY, by=None, sources=(SOURCE,)),
    "Entries": ha.entries_of(REPORT, REPORT[0], LEDGER),
    "Score": ha.score(HOUSEHOLD, GRID, on=DAY),
    "Ranking": ha.rank([HOUSEHOLD], GRID, on=DAY),
    "Eligibility": ha.check_eligibility(HOUSEHOLD, AGREEMENT, on=DAY),
    "Finding": REPORT[0],
    "Flow": FLOW,
    "FlowAccount": ACCOUNT,
    "Fulfilment": PROGRESS.of("study")[0],
    "Grounds": ha.check_grounds(HOUSEHOLD, on=DAY, delay=36),
    "HolderStanding": TURN.standings[0],
    "Household": HOUSEHOLD,
    "Known": Known(low=2, high=3, verified=True, valid_until=DAY),
    "Levels": Levels(common=Schedule({2018: 5}), by_group=(("33063", Schedule({2018: 3})),)),
    "NotDone": NotDone(DAY, sources=(SOURCE,)),
    "Offer": OFFER,
    "OfferedHousehold": OfferedHousehold(rooms=2, dalo_recognised=True),
    "OfferTest": TEST,
    "Production": BUILDING,
    "PublishedFigure": FIGURE,
    "PriorityPublic": DALO,
    "NextStep": PAGE.next_steps[0],
    "Outlook": AHEAD,
    "Prospect": BY_GROUP,
    "QuotaReport": REPORT,
    "RelocationCase": CASE,
    "RelocationCharter": CHARTER,
    "RelocationReport": ha.check_relocation(CASE, CHARTER, on=LATER),
    "Remark": REVIEW[0],
    "Review": REVIEW,
    "Share": QUARTER,
    "Source": SOURCE,
    "JointTally": ha.tally([AGREEMENT], LEDGER),
    "Tally": ha.tally(AGREEMENT, LEDGER),
    "Territory": TOWN,
    "assumptions.CommuneChange": CommuneChange(on=date(2027, 1, 1), into="33063"),
    "frames.Column": frames.Column(
        "employed", low="a", high="b", verified="c", valid_until="d", neighbourhood="e", parts=1
    ),
    "plan.Allotment": PLAN[0],
    "plan.Conflict": CONFLICT,
    "plan.Expected": EXPECTED,
    "plan.Plan": PLAN,
    "plan.Promised": CONFLICT[0],
    "plan.Relaxation": PLAN_OF_NONE.relaxation,
    "Timeline": Timeline({DAY: 1, LATER: 2}, verified_until=LATER),
    "Turn": TURN,
    "Turns": ha.list_turns((RIGHTS,), {}, dwellings=2),
    "TurnsByStratum": KINDS,
    "Undertaking": STUDY,
    "UndertakingReport": PROGRESS,
    "YearlyPage": PAGE,
    "YearlyPromise": PAGE[0],
    "Volume": HALF,
}  # fmt: skip
"""A rich value of a class, by name; a class without one has the least value of its strategy."""


def _same(value: object) -> object:
    return value


def _join(one: object, other: object) -> object:
    return (one, other)


def _frames() -> Mapping[str, Mapping[str, Any]]:
    """The right calls of frames."""
    pl: Any = importlib.import_module("polars")
    pd: Any = importlib.import_module("pandas")
    people = {"employed": [True, None], "household_size": [2, None]}
    ledger = {
        "id": ["x", "y"], "contingent": ["rights"] * 2, "commune": ["33063"] * 2,
        "decided_on": [DAY] * 2, "dalo": [True, None], "workers": [True, None],
        "moved": [False] * 2, "landlord": ["builder"] * 2,
        "neighbourhood": ["QP033001", None], "programme": ["gardens"] * 2, "count": [1, 2],
    }  # fmt: skip
    asked: dict[str, Any] = {
        "on": DAY, "absent": frames.Absent.NOT_KNOWN,
        "columns": {"employed": "employed"}, "missing": "missing",
    }  # fmt: skip
    counted = {
        "agreement": AGREEMENT, "columns": None, "publics": "", "tags": "", "ids": Ids.CHECKED,
        "unknown": Unknown.REFUSED, "production": False, "coded_on": DAY,
    }  # fmt: skip
    judged = ha.check_quotas(AGREEMENT, frames.tally(AGREEMENT, pl.DataFrame(ledger)), on=DAY)
    asked_of = {
        "report": judged, "finding": judged[0], "columns": None, "publics": "", "tags": "",
        "production": False, "in_base": "in_base", "counts": "counts", "missing": "missing",
    }  # fmt: skip
    return {
        "frames.decide": {
            "frame": pl.DataFrame(people), "criterion": facts.employed, "name": "answer", **asked
        },
        "frames.decide (pandas)": {
            "frame": pd.DataFrame(people).convert_dtypes(), "criterion": facts.employed,
            "name": "answer", **asked,
        },
        "frames.classify": {
            "frame": pl.DataFrame(people), "publics": [WORKERS], "known": None, "prefix": "",
            "outcome": "outcome", **asked,
        },
        "frames.rank": {
            "frame": pl.DataFrame({"id": ["a"], "dalo_recognised": [True]}),
            "grid": GRID, "on": DAY, "columns": {}, "absent": frames.Absent.NOT_KNOWN,
            "id": "id", "prefix": "",
        },
        "frames.tally": {"frame": pl.DataFrame(ledger), **counted},
        "frames.entries_of": {"frame": pl.DataFrame(ledger), **asked_of},
        "frames.entries_of (pandas)": {
            "frame": pd.DataFrame(ledger).convert_dtypes(), **asked_of
        },
        "frames.tally (pandas)": {"frame": pd.DataFrame(ledger).convert_dtypes(), **counted},
        "frames.rows_of": {"answer": judged, "backend": "polars", "language": "en"},
    }  # fmt: skip


CALLS: Final[Mapping[str, Mapping[str, Any]]] = {
    "Agreement (a year)": {
        "code": "year", "kind": AgreementKind.OTHER, "title": "A year", "parties": (STATE,),
        "signed_on": None, "term": 2018, "territory": GIRONDE, "contingents": (RIGHTS,),
    },
    "Agreement.commitment": {"code": "half"},
    "Agreement.amend": {"amendment": Amendment(effective=LATER, signed_on=LATER, term=TERM)},
    "Amendment.apply": {"parts": AGREEMENT.parts, "where": "Agreement"},
    "Bounds.exactly": {"value": 3},
    **{f"{kind}.accounting_periods": {"term": YEAR} for kind in ("Commitment", "Share", "Volume")},
    **{f"{kind}.codes_with_levels": {"kind": Per.COMMUNE} for kind in ("Commitment", "Share", "Volume")},  # noqa: E501  # one case a line
    "Comparison.of": {"code": "half"},
    "Contingent (by day)": {
        "code": "rights", "holder": STATE, "territory": GIRONDE,
        "share": Timeline({DAY: Fraction(1, 4), LATER: Fraction(1, 2)}),
    },
    "Turn.of": {"contingent": "rights"},
    "Turns.of": {"contingent": None},
    "TurnsByStratum.of": {"stratum": "T2"},
    "CeilingReport.of": {"code": "state-ceiling"},
    "account_for_flow": {
        "contingents": (RIGHTS,), "entries": (ENTRY,), "year": 2018 + 6, "on": DAY,
        "details": {"A1": ha.DwellingDetail(typology="T3")}, "own": ("open",),
    },
    "check_flow_ceilings": {
        "year": 2024, "given": {"rights": 1}, "flow": 9, "holders": {"rights": Holder.STATE},
        "on": DAY, "local_flow": 5,
    },
    "list_turns": {**SHARED, "dwellings": 3},
    "next_holder": SHARED,
    "next_holders": {
        "contingents": (RIGHTS,), "given": {"T2": {"rights": 2}}, "on": DAY,
        "back": {}, "back_uses_turn": True,
    },
    "share_flow": {
        "contingents": (RIGHTS,), "period": 2024, "freed": 9, "left_out": {"transfer": 1},
    },
    "commune": {"code": "93059"},
    "department": {"code": "33"},
    "intercommunality": {"numbers": ("243300316",)},
    "region": {"code": "75"},
    "Known (value)": {"value": 4},
    "Levels.at": {"period": YEAR, "group": "33063"},
    "Period.years": {"first": 2018, "last": 2020},
    "Period.lasting": {"start": DAY, "years": 1, "months": 6},
    "Period.split": {"years": 0, "months": 1},
    "Period.year": {"year": 2018},
    "Production (removed)": {"id": "P", "commune": "33063", "count": -3},
    "PublishedFigure (rate)": {
        "commitments": "half", "period": YEAR, "rate": "17 %", "substitutes": 0,
    },
    "PublishedFigure (group)": {"commitments": "built", "period": YEAR, "counted": 5, "group": "33063"},  # noqa: E501  # one case a line
    "YearlyPage.of": {"code": PAGE[0].commitment.code},
    "YearlyPage.promise": {"code": PAGE[0].commitment.code, "period": PAGE[0].period},
    "YearlyPage.standing": {"standing": ha.Standing.KEPT},
    "Outlook.of": {"code": AHEAD[0].commitment.code},
    "Outlook.prospect": {"code": AHEAD[0].commitment.code, "period": AHEAD[0].period},
    "Prospect.of_group": {"group": "33063"},
    "QuotaReport.finding": {"code": "half", "period": 2018, "group": None},
    "QuotaReport.of": {"code": "half"},
    "Review.of": {"what": REVIEW[0].kind},
    "Review.about": {"code": "half"},
    "Schedule.at": {"period": YEAR},
    "Schedule.map": {"change": _same},
    "Share (pair)": {
        "code": "quarter", "to": ["dalo"], "stage": Stage.DECIDED,
        "more_than": {("rights", "builder"): "25 %"}, "per": (Per.CONTINGENT, Per.LANDLORD),
    },
    "Share (groups)": {
        "code": "quarter", "to": ["dalo"], "stage": Stage.DECIDED, "less_than": {"33063": "25 %"},
        "per": Per.COMMUNE, "judge": Judge.GROUPS,
    },
    "Territory (lists)": {
        "code": "town", "name": "The town", "level": "list", "communes": ("33063",),
        "departments": ("94",), "neighbourhoods": ("QP033001",), "possible_communes": ("33039",),
        "caveats": (Text("a list", "une liste"),),
    },
    "Household.from_mapping": {"given": {"employed": True, "born_on": "1990-02-28"}},
    "OfferedHousehold.from_mapping": {"given": {"rooms": 2}},
    "JointTally.empty": {"agreements": (AGREEMENT,), "coded_on": DAY},
    "JointTally.of": {"code": AGREEMENT.code},
    "Tally.empty": {"agreement": AGREEMENT, "coded_on": DAY},
    "Tally.from_counts": {"agreement": AGREEMENT, "figures": (FIGURE,), "coded_on": DAY},
    "entries_of": {"report": REPORT, "finding": REPORT[0], "entries": LEDGER},
    "what_would_settle": {"report": REPORT, "finding": REPORT[0], "entries": LEDGER},
    "Timeline.constant": {"value": 3},
    "Timeline.of_members": {"members": {"33063": YEAR, "33039": DAY, "33001": (YEAR,)}},
    "Timeline.map": {"change": _same},
    "Timeline.with_other": {"other": Timeline.constant(3), "join": _join},
    "Timeline.after": {"self": MEMBERS, "years": 1, "months": 1},
    "UndertakingReport.of": {"code": "study"},
    "Verdict.of": {"answer": True},
    "Verdict.all": {"verdicts": (Verdict.MET, Verdict.UNMET)},
    "Verdict.any": {"verdicts": (Verdict.MET, Verdict.UNMET)},
    "Rounding.apply": {"amount": Fraction(5, 2)},
    "Rounding.by_size": {"steps": {0: Rounding.NEAREST, 11: Rounding.DOWN}},
    "RoundingBySize.at": {"base": 11},
    "Criterion.labelled": {"label": "working", "sources": (SOURCE,)},
    "CodeFact.equals": {"code": "PLAI"},
    "CodeFact.one_of": {"codes": ("PLAI", "PLUS")},
    "Criterion.decide": {"household": HOUSEHOLD, "on": DAY},
    "DayFact.aged_at_least": {"years": 18},
    "DayFact.aged_below": {"years": 18},
    **{
        f"DayFact.{name}": {"years": 1, "months": 6}
        for name in ("at_least_ago", "less_than_ago", "more_than_ago", "at_most_ago")
    },
    **{f"DayFact.{name}": {"day": DAY} for name in ("at_least", "above", "at_most", "below", "equals")},  # noqa: E501  # one case a line
    "DayFact.between": {"first": DAY, "last": LATER, "above": False, "below": True},
    **{f"Number.{name}": {"limit": 3} for name in ("at_least", "above", "at_most", "below")},
    "Number.equals": {"value": 3},
    "Number.between": {"low": 3, "high": 4, "above": False, "below": True},
    "Number.one_of": {"self": facts.household_size, "values": (3, 4)},
    "Number.under": {
        "ceilings": Timeline.constant({"I": 3, "II": 4}), "by": facts.quartile_area,
        "strictly": False,
    },
    "PlaceFact.within": {"territory": TOWN},
    "about": {"figure": 11_500, "to": 100},
    "about (rate)": {"figure": "17 %", "to": "1 %"},
    "all_of": {"criteria": (facts.employed, facts.disabled)},
    "any_of": {"criteria": (facts.employed, facts.disabled)},
    "apportion": {"total": 10, "shares": ("1/4", "3/4")},
    "at_least_of": {"count": 1, "criteria": (facts.employed, facts.disabled)},
    "Territory.tell_assumptions": {"until": DAY},
    "assume_unchanged": {"value": TOWN, "until": date(2028, 1, 1)},
    "assumptions.with_changes": {
        "value": TOWN,
        "changes": {"33001": CommuneChange(on=date(2027, 1, 1), into="33063")},
    },
    "Place": {"commune": "33063", "neighbourhood": "QP033001", "coded_on": DAY},
    "Territory (coded)": {
        "code": "town", "name": "Town", "level": "list", "communes": ("33063",), "coded_on": DAY,
    },
    "Grid.line": {"self": GRID, "code": "dalo"},
    "PerMonth.give": {"months": 40},
    "PerYear.give": {"months": 40},
    "Ranking.moves_of": {"id": 0},
    "Ranking.of": {"id": 0},
    "Ranking.verify": {"id": 0, "dalo_recognised": True},
    "score": {"household": HOUSEHOLD, "grid": GRID, "on": DAY},
    "rank": {"households": {"a": HOUSEHOLD}, "grid": GRID, "on": DAY},
    "check_agreements": {
        "agreements": (AGREEMENT,), "entries": LEDGER, "on": DAY, "known": DAY,
        "ids": Ids.CHECKED, "unknown": Unknown.REFUSED, "coded_on": DAY,
    },
    "AgreementsReport.of": {"code": AGREEMENT.code},
    "check_eligibility": {"household": HOUSEHOLD, "target": AGREEMENT, "on": DAY, "known": DAY},
    "check_grounds": {"household": HOUSEHOLD, "on": DAY, "delay": 36},
    "check_quotas": {
        "agreement": AGREEMENT, "entries": LEDGER, "on": DAY, "known": DAY, "ids": Ids.CHECKED,
        "unknown": Unknown.REFUSED, "coded_on": DAY,
    },
    "check_quotas (tally)": {
        "agreement": AGREEMENT, "entries": ha.tally(AGREEMENT, LEDGER), "on": DAY, "known": DAY,
    },
    "check_relocation": {"case": CASE, "charter": CHARTER, "on": LATER},
    "check_undertakings": {
        "agreement": AGREEMENT, "done": {"study": Done(DAY)}, "on": DAY, "known": DAY,
    },
    "compare": {"before": AGREEMENT, "after": AGREEMENT},
    "fact": {"en": "age", "fr": "âge", "least": 0, "unit": "years", "can_change": False},
    "facts_of": {"household": Household},
    "outlook": {"report": REPORT, "expected": 9},
    "yearly_page": {
        "agreement": OF_ONE, "entries": LEDGER, "on": DAY, "known": DAY, "done": {"study": DAY},
        "expected": 9, "ids": ha.Ids.CHECKED, "unknown": ha.Unknown.REFUSED, "coded_on": None,
        "beside": (), "holders": {"rights": Holder.STATE},
    },
    "outlook (mapping)": {
        "report": REPORT,
        "expected": {("half", 2018): 9, ("half", 2019): Bounds(2, 4), "quarter": ha.PACE},
    },
    "plan.find_plan": {
        "agreements": (AGREEMENT,), "expected": AWAITED,
        "entries": LEDGER, "on": DAY, "known": DAY, "households": (("dalo",),), "seconds": 1,
    },
    "plan.find_plan (tally)": {
        "agreements": AGREEMENT, "expected": AWAITED,
        "entries": ha.tally(AGREEMENT, LEDGER), "on": DAY,
    },
    "ramp": {"total": 4777, "steps": {2016: "60 %", 2017: "80 %"}, "rounding": Rounding.NEAREST},
    "rate": {"value": "25 %"},
    "review": {
        "agreement": AGREEMENT, "on": DAY, "known": DAY, "beside": (),
        "holders": {"rights": Holder.STATE},
    },
    "tally": {
        "agreement": AGREEMENT, "entries": LEDGER, "ids": Ids.CHECKED, "unknown": Unknown.REFUSED,
        "coded_on": DAY,
    },
    "what_would_change": {"household": HOUSEHOLD, "public": DALO, "on": DAY, "at_most": 3},
    **_frames(),
}  # fmt: skip
"""The arguments of a right call, by name; in parentheses, of another call of the same thing."""

ARGUMENTS: Final[Mapping[str, Any]] = {
    "on": DAY, "known": DAY, "day": DAY, "household": HOUSEHOLD, "place": Place("33063"),
    "language": "en",
}  # fmt: skip
"""What a method is given for an argument of that name, unless a line of `CALLS` says otherwise."""

EXEMPT: Final[Mapping[str, str]] = {
    "HousingAgreementsError": "the library raises errors, nobody else builds them",
    "NO_NEIGHBOURHOOD": "a text",
}
"""What is not swept, and why; an error stands for all those derived from it."""

RIGHT_CALLABLE: Final[Callable[..., object]] = _same
