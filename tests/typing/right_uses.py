"""Right uses that both type checkers accept as they stand; a test runs them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import assert_type

import attrs
import polars as pl

import housing_agreements as ha
from housing_agreements import facts, frames
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import HouseholdFacts, Number
from housing_agreements.criteria.kinds import WholeNumber, YesNo

DAY = date(2018, 6, 1)
Y2019 = ha.Period.year(2019)
SOURCE = ha.Source("Protocol of 2018", "2")
STAGE = ha.Stage.DECIDED


def cite(*articles: str) -> Iterator[ha.Source]:
    """Any iterable of sources will do."""
    return (ha.Source("Protocol of 2018", article) for article in articles)


# --- Levels of a share, as they are written ----------------------------------------------------

by_year = {2018: "25 %", 2019: "30 %", 2020: "1/3"}
quarter = ha.Share("quarter", to=("dalo",), stage=STAGE, at_least="25 %", sources=cite("1", "2"))
steps = ha.Share("steps", to=["dalo"], stage=STAGE, at_least=by_year)
kinds = ha.Share("kinds", to=("dalo",), stage=STAGE, at_least={2018: "25 %", 2019: 1})
mixed = ha.Share("mixed", to=("dalo",), stage=STAGE, at_least={2018: "25 %", Y2019: "1/3"})
fixed = ha.Share("fixed", to=("dalo",), stage=STAGE, at_least=ha.Schedule({2018: Fraction(1, 4)}))
written = ha.Share("written", to=("dalo",), stage=STAGE, at_least=ha.Schedule({2018: "25 %"}))
between = ha.Share("between", to=("dalo",), stage=STAGE, at_least="25 %", less_than=Fraction(1, 2))
by_town = ha.Share(
    "by-town",
    to=("dalo",),
    stage=STAGE,
    per=ha.Per.COMMUNE,
    at_least={"33063": "25 %", "33318": {2018: "1/5", 2019: "1/4"}},
)
again = ha.Share("again", to=("dalo",), stage=STAGE, at_least=quarter.at_least)

assert_type(quarter.at_least, ha.Levels[Fraction] | None)
assert_type(quarter.to, tuple[str, ...])
assert_type(quarter.sources, tuple[ha.Source, ...])
assert_type(quarter.rounding, ha.Rounding | ha.RoundingBySize)
assert quarter.at_least is not None
assert_type(quarter.at_least.at(Y2019), Fraction | None)
assert quarter.at_least.at(Y2019) == Fraction(1, 4)

# --- Levels of a volume ------------------------------------------------------------------------

ramp = ha.ramp(4777, {2016: "60 %", 2017: "80 %", 2018: "100 %"}, rounding=ha.Rounding.NEAREST)
assert_type(ramp, ha.Schedule[int])
offers = ha.Volume("offers", stage=ha.Stage.AVAILABLE, at_least=403, caveats=[])
grown = ha.Volume("grown", stage=ha.Stage.AVAILABLE, at_least=ramp)
yearly = ha.Volume("yearly", stage=ha.Stage.SIGNED, at_most={2018: 403, Y2019: 410})
by_pair = ha.Volume(
    "by-pair",
    stage=ha.Stage.SIGNED,
    per=(ha.Per.COMMUNE, ha.Per.LANDLORD),
    at_least={("33063", "office"): 3, ("33318", "office"): {2018: 4}},
)
assert_type(offers.at_least, ha.Levels[int | ha.Bounds[int]] | None)
assert offers.at_least is not None
assert_type(offers.at_least.at(Y2019), int | ha.Bounds[int] | None)
assert_type(ha.Schedule({2018: 403}).at(2018), int | None)


def count_levels(commitment: ha.Commitment) -> int:
    """A share and a volume are commitments, whatever their levels."""
    return sum(len(list(limit.levels)) for limit in commitment.limits)


assert [count_levels(one) for one in (quarter, steps, by_town, grown)] == [1, 3, 3, 3]

# --- Local facts -------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class LocalHousehold(ha.Household):
    """A household with facts of its own, known plainly or with evidence."""

    works_here: YesNo = ha.fact("works here", "travaille ici")
    volunteers_here: bool | ha.Known[bool] | None = ha.fact("volunteers", "bénévole")
    years_in_town: WholeNumber = ha.fact("years in town", "années dans la commune")


class LocalFacts(HouseholdFacts):
    """Its facts, with the types of its own."""

    works_here: Flag
    volunteers_here: Flag
    years_in_town: Number


proved = ha.Known(True, verified=True)  # noqa: FBT003  # the fact itself
lately = ha.Known(low=2, valid_until=DAY)
nurse = LocalHousehold(
    works_here=proved, volunteers_here=proved, years_in_town=lately, employed=True
)
plain = LocalHousehold(works_here=True, volunteers_here=None, years_in_town=3, employed=proved)
local = LocalFacts(LocalHousehold)
asked = assert_type(local.works_here, Flag) & local.years_in_town.at_least(2) & facts.employed
untyped = ha.facts_of(LocalHousehold).works_here
assert_type(asked, Criterion)
assert [asked.decide(each, on=DAY) for each in (nurse, plain)] == [ha.Verdict.MET] * 2
assert ha.Household().employed is None
assert (local.years_in_town == local.years_in_town) is True

# --- An agreement, and what it holds -----------------------------------------------------------

als = ha.Party("als", "Action Logement Services")
gironde = ha.Territory("33", "Gironde", "department", departments=("33",))
metropolis = ha.Territory("epci", "Metropolis", "epci", communes={"33063", "33318"})
dalo = ha.PriorityPublic("dalo", ha.Text("DALO", "DALO"), facts.dalo_recognised)
widened = ha.PriorityPublic(
    "young", "Young workers", ha.Timeline({DAY: facts.employed & facts.dalo_recognised})
)
study = ha.Undertaking("study", "a study", by=["als"], due=DAY, sources=[SOURCE])
agreement = ha.Agreement(
    "gironde",
    ha.AgreementKind.PROTOCOL,
    "A protocol",
    parties=[als],
    signed_on=DAY,
    term=ha.Period.years(2018, 2020),
    territory=gironde | metropolis,
    contingents=[ha.Contingent("reserved", als, gironde, share="25 %")],
    publics=(dalo, widened),
    commitments=[quarter, offers],
    undertakings=(study,),
    tags=["moved"],
    sources=(SOURCE,),
)
amended = agreement.amend(
    ha.Amendment(effective=DAY, signed_on=DAY, replace=[steps], remove=("offers",))
    if steps.code in {part.code for part in agreement.parts}
    else ha.Amendment(effective=DAY, signed_on=DAY, add=[yearly], remove=["offers"])
)
assert [part.code for part in amended.on(DAY).commitments] == ["quarter", "yearly"]

# --- Households, entries and answers -----------------------------------------------------------

household = ha.Household(
    dalo_recognised=True, employed=None, household_size=4, residence=ha.Place("33063")
)
eligibility = ha.check_eligibility(household, dalo, on=DAY)
assert eligibility.verdict is ha.Verdict.MET
assert_type(eligibility.verdict & ~ha.Verdict.UNMET, ha.Verdict)

entry = ha.Attribution("1", "reserved", "33063", publics={"dalo"}, decided_on=DAY)
in_part = ha.Attribution("2", "reserved", "33063", decided_on=Y2019, signed_on=ha.NOT_KNOWN)
assert_type(in_part.decided_on, date | ha.Period | ha.NotKnown | None)
report = ha.check_quotas(agreement, [entry], on=DAY)
assert_type(report[0], ha.Finding)
assert_type(report[:1], tuple[ha.Finding, ...])
assert [finding.commitment.code for finding in report if finding.verdict is ha.Verdict.MET] == [
    "quarter"
]
assert len(ha.review(agreement, on=DAY)) >= 0
assert list(ha.compare(agreement, amended.on(DAY)))

# --- Points and turns ----------------------------------------------------------------------------

grid = ha.Grid(
    "points",
    "Points",
    [
        ha.Line("dalo", facts.dalo_recognised, points=100),
        ha.Best("dwelling", [ha.Line("none", facts.without_dwelling, Fraction(1, 2))]),
        ha.PerMonth("waiting", facts.applied_on, points=1, after=12, bonus={36: 20}),
    ],
    ties=(facts.applied_on,),
)
points = ha.score(household, grid, on=DAY)
assert_type(points, ha.Score)
assert_type(points.points, ha.Bounds[int] | ha.Bounds[Fraction] | None)
ranking = ha.rank({"A": household, "B": household}, grid, on=DAY)
assert_type(ranking, ha.Ranking)
assert len(ha.review(grid, on=DAY)) >= 0
shared = [attrs.evolve(agreement.contingents[0], share="25 %")]
turn = ha.next_holder(shared, {"reserved": 1, None: 3})
assert_type(turn.contingent, str | None)
assert_type(turn.bound, Fraction)

# --- What is still reachable, and several agreements ---------------------------------------------

other = attrs.evolve(agreement, code="other", beside=[ha.Reference(agreement.code, "The first")])
reports = ha.check_agreements([agreement, other], [entry], on=DAY)
assert_type(reports, ha.AgreementsReport)
assert_type(reports.of("other"), ha.QuotaReport)
joint = ha.tally((agreement, other), [entry])
assert_type(joint, ha.JointTally)
assert_type(ha.tally(agreement, [entry]), ha.Tally)
ahead = ha.outlook(report, {"quarter": ha.PACE, ("quarter", 2018): ha.Bounds(3, 5)})
assert_type(ahead[0], ha.Prospect)
assert_type(ahead[0].needed, ha.Bounds[int] | None)
page = ha.yearly_page(agreement, [entry], on=DAY)
assert_type(page.next_steps, tuple[ha.NextStep, ...])
assert_type(page.standing(ha.Standing.IN_DANGER), tuple[ha.YearlyPromise, ...])

# --- Data frames -------------------------------------------------------------------------------

people = pl.DataFrame({"salaried": [True, None], "income": [1_200_000, None], "day": [DAY] * 2})
names = {"employed": "salaried"}
assert_type(frames.decide(people, facts.employed, on=DAY, columns=names), pl.DataFrame)
assert_type(frames.decide(people.lazy(), facts.employed, on="day", columns=names), pl.LazyFrame)
income = frames.Column("income", parts=100)
answers = frames.classify(
    people, [dalo], on=DAY, columns={"dalo_recognised": "salaried", "annual_income": income},
    missing="missing",
)  # fmt: skip
assert_type(answers, pl.DataFrame)
ledger = pl.DataFrame(
    {"id": ["1"], "contingent": ["reserved"], "commune": ["33063"], "available_on": [DAY],
     "decided_on": [DAY], "is_dalo": [True]},
)  # fmt: skip
counts = frames.tally(agreement, ledger, publics={"dalo": "is_dalo"}, ids=ha.Ids.TRUSTED)
assert_type(counts, ha.Tally)
assert_type(frames.tally(agreement, ledger.lazy(), publics="is_"), ha.Tally)
frames.tally(agreement, ledger, publics={"dalo": False, "young": None}, tags={"moved": False})
assert_type(frames.decide(people, facts.employed, on=DAY, columns=names, refused="r"), pl.DataFrame)
in_a_month = frames.Column(low="available_on", high="decided_on", null=ha.NOT_KNOWN)
frames.tally(
    agreement, ledger, publics="is_",
    columns={"decided_on": in_a_month, "available_on": frames.Absent.NOT_REACHED, "count": None},
)  # fmt: skip
