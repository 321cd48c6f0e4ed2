"""Mistakes that type checkers refuse, each at its line.

Each line silences the refusal that it expects: mypy (`warn_unused_ignores`) and pyright
(`reportUnnecessaryTypeIgnoreComment`) both fail where a refusal does not come. Nothing here is run.
"""

from datetime import date

import attrs
import polars as pl

import housing_agreements as ha
from housing_agreements import facts, frames
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.facts import HouseholdFacts, Number
from housing_agreements.criteria.kinds import WholeNumber, YesNo

DAY = date(2018, 6, 1)
ALS = ha.Party("als", "Action Logement Services")
GIRONDE = ha.Territory("33", "Gironde", "department", departments=("33",))
DALO = ha.PriorityPublic("dalo", "DALO", facts.dalo_recognised)
QUARTER = ha.Share("quarter", to=("dalo",), stage=ha.Stage.DECIDED, at_least="25 %")
AGREEMENT = ha.Agreement(
    "a", ha.AgreementKind.PROTOCOL, "A", parties=(ALS,), signed_on=DAY,
    term=ha.Period.year(2018), territory=GIRONDE, publics=(DALO,), commitments=(QUARTER,),
)  # fmt: skip
GRID = ha.Grid("points", "Points", [ha.Line("dalo", facts.dalo_recognised, points=100)])
REPORT = ha.check_quotas(AGREEMENT, (), on=DAY)
ATTRIBUTION = ha.Attribution("1", "als", "33063")
PEOPLE = pl.DataFrame({"employed": [True, None]})


@attrs.frozen(kw_only=True)
class LocalHousehold(ha.Household):
    """A household with two facts of its own."""

    works_here: YesNo = ha.fact("works here", "travaille ici")
    years_in_town: WholeNumber = ha.fact("years in town", "années dans la commune")


class LocalFacts(HouseholdFacts):
    """Its facts, with the types of its own."""

    works_here: Flag
    years_in_town: Number


local = LocalFacts(LocalHousehold)

# --- Names -------------------------------------------------------------------------------------

ha.Agrement  # type: ignore[attr-defined]  # it is `Agreement`
ha.Stage.PROMISED  # type: ignore[attr-defined]  # no stage of that name
facts.employd  # type: ignore[attr-defined]  # it is `employed`
REPORT.verdct  # type: ignore[attr-defined]  # it is `verdict`
REPORT[0].missing_count  # type: ignore[attr-defined]  # it is `shortfall`
ha.Verdict.MET.explain("en")  # type: ignore[attr-defined]  # a value is put in words by `say`

# --- Households and criteria -------------------------------------------------------------------

ha.Household(emplyed=True)  # type: ignore[call-arg]  # it is `employed`
ha.Household(employed="yes")  # type: ignore[arg-type]  # True, False or None
ha.Household(household_size=2.5)  # type: ignore[arg-type]  # a whole number
ha.Household(residence="33063")  # type: ignore[arg-type]  # a Place
facts.household_size.at_least("3")  # type: ignore[arg-type]  # a number
facts.employed.at_least(1)  # type: ignore[attr-defined]  # a yes or no has no levels
facts.household_size & facts.employed  # type: ignore[operator]  # a number is no criterion yet
ha.Household(True)  # type: ignore[call-arg]  # noqa: FBT003  # each fact by its name
ha.Household().employd  # type: ignore[attr-defined]  # it is `employed`
facts.household_size > 3  # type: ignore[operator]  # it is `.above(3)`
3 >= facts.household_size  # type: ignore[operator]  # noqa: SIM300  # it is `.at_most(3)`
facts.employed.decide(facts, on=DAY)  # type: ignore[arg-type]  # a household
LocalHousehold(works_heer=True)  # type: ignore[call-arg]  # it is `works_here`
LocalHousehold(works_here="yes")  # type: ignore[arg-type]  # True, False or None
LocalHousehold(years_in_town=ha.Known("2"))  # type: ignore[arg-type]  # a whole number
local.works_heer  # type: ignore[attr-defined]  # it is `works_here`
ha.PriorityPublic("dalo", "DALO", "dalo_recognised")  # type: ignore[arg-type]  # a criterion
ha.check_eligibility(DALO, ha.Household(), on=DAY)  # type: ignore[arg-type]  # the other way round
ha.check_eligibility(ha.Household(), DALO, on="2018-06-01")  # type: ignore[arg-type]  # a day
ha.Known(3, "declared")  # type: ignore[call-arg]  # what is known of it is told by name

# --- Levels ------------------------------------------------------------------------------------

STAGE = ha.Stage.DECIDED
ha.Share("q", to=("dalo",), stage=STAGE, at_least=0.25)  # type: ignore[arg-type]  # not 0.25: "25 %"
ha.Share("q", to=("dalo",), stage=STAGE, at_least={2018: 0.25})  # type: ignore[dict-item]  # not 0.25: "25 %"
ha.Share("q", to=("dalo",), stage=STAGE, at_least={DAY: "1/4"})  # type: ignore[dict-item]  # years
ha.Volume("v", stage=STAGE, at_least="25 %")  # type: ignore[arg-type]  # a share is not a number
ha.Volume("v", stage=STAGE, at_least=2.5)  # type: ignore[arg-type]  # a whole number
ha.Volume("v", stage=STAGE, at_most={"33063": "10"})  # type: ignore[dict-item]  # a number
ha.Schedule({"2018": 3})  # type: ignore[dict-item]  # a year is a number
ha.Schedule({2018: 3}).on(2018)  # type: ignore[attr-defined]  # it is asked by `at`
ha.ramp(4777, {2016: 0.6})  # type: ignore[dict-item]  # not 0.6: "60 %"
ha.rate(0.25)  # type: ignore[arg-type]  # not 0.25: "25 %"
ha.about(11_500.0, to=100)  # type: ignore[call-overload]  # a whole number
ha.Bounds("1", "2")  # type: ignore[type-var]  # numbers
QUARTER.at_least.common  # type: ignore[union-attr]  # it may have no floor
QUARTER.at_least = None  # type: ignore[misc]  # it is frozen

BY_SIZE = ha.Rounding.by_size({0: ha.Rounding.UP})

# --- Commitments and what they name ------------------------------------------------------------

ha.Share("q", to=("dalo",), at_least="25 %")  # type: ignore[call-arg]  # without its stage
ha.Share("q", to=("dalo",), stage=STAGE, at_leest="25 %")  # type: ignore[call-arg]  # it is `at_least`
ha.Share("q", to=("dalo",), stage="decided", at_least="25 %")  # type: ignore[arg-type]  # a Stage
ha.Share("q", to=(1, 2), stage=STAGE, at_least="25 %")  # type: ignore[arg-type]  # codes
ha.Share("q", to="dalo", stage=STAGE, at_least="25 %")  # type: ignore[arg-type]  # several codes
ha.Volume("v", stage=STAGE, at_least=1, per="commune")  # type: ignore[arg-type]  # a Per
ha.Volume("v", stage=STAGE, at_least=1, rounding="up")  # type: ignore[arg-type]  # a Rounding
ha.Volume("v", stage=STAGE, at_least=1, rounding=BY_SIZE)  # type: ignore[arg-type]  # for shares
ha.Rounding.by_size({0: "up"})  # type: ignore[dict-item]  # a Rounding for each size
ha.Volume("v", stage=STAGE, at_least=1, contingents=(ALS,))  # type: ignore[arg-type]  # codes
ha.Volume("v", stage=STAGE, at_least=1, sources=("a report",))  # type: ignore[arg-type]  # Source
ha.Volume("v", stage=STAGE, at_least=1, caveats=(3,))  # type: ignore[arg-type]  # texts
ha.Volume("v", stage=STAGE, at_least=1, periods=(2018,))  # type: ignore[arg-type]  # periods
ha.Substitute(to=("shelter",), at_most=0.5)  # type: ignore[arg-type]  # not 0.5: "50 %"
ha.Undertaking("study", "a study", by="ALS", due=DAY)  # type: ignore[arg-type]  # several codes
ha.Contingent("als", "Action Logement", GIRONDE)  # type: ignore[arg-type]  # a Party
ha.Contingent("als", ALS, GIRONDE, share=0.25)  # type: ignore[arg-type]  # not 0.25: "25 %"

# --- Agreements --------------------------------------------------------------------------------

ha.Agreement(
    "a",
    "protocol",  # type: ignore[arg-type]  # an AgreementKind
    "A",
    parties=["x"],  # type: ignore[list-item]  # parties
    signed_on="2018-06-01",  # type: ignore[arg-type]  # a day
    term="2018",  # type: ignore[arg-type]  # a Period
    territory="33",  # type: ignore[arg-type]  # a Territory
    publics=("dalo",),  # type: ignore[arg-type]  # publics, not their codes
    commitments=["no"],  # type: ignore[list-item]  # commitments
)
ha.Amendment(effective=DAY, signed_on=DAY, add=(ALS,))  # type: ignore[arg-type]  # no such part
ha.Amendment(effective=DAY, signed_on=DAY, remove="q")  # type: ignore[arg-type]  # several codes
ha.Reference(3, "A")  # type: ignore[arg-type]  # a code
ha.Source(3)  # type: ignore[arg-type]  # a text
ha.Text("met", 3)  # type: ignore[arg-type]  # a text

# --- Days and places ---------------------------------------------------------------------------

ha.Period("2018-01-01", DAY)  # type: ignore[arg-type]  # a day
ha.Period.year("2018")  # type: ignore[arg-type]  # a number
ha.Timeline({2018: True})  # type: ignore[dict-item]  # days
ha.Place(33063)  # type: ignore[arg-type]  # a code is a text
ha.Territory("33", "Gironde", "list", communes="33063")  # type: ignore[arg-type]  # several codes
ha.Territory("33", "Gironde", "department", departments=(33,))  # type: ignore[arg-type]  # texts
GIRONDE.covers("33063", on=DAY)  # type: ignore[arg-type]  # a Place

# --- Ledgers and answers -----------------------------------------------------------------------

ha.Attribution("1", "als", 33063, decided_on=DAY)  # type: ignore[arg-type]  # a code is a text
ha.Attribution("1", "als", "33063", decided_on="2018-06-01")  # type: ignore[arg-type]  # a day
ha.Attribution("1", "als", "33063", signed_on=2018)  # type: ignore[arg-type]  # Period.year(2018)
ha.Attribution("1", "als", "33063", cancelled_on=ha.NOT_KNOWN)  # type: ignore[arg-type]  # a day
ha.Attribution("1", "als", "33063", publics=(DALO,))  # type: ignore[arg-type]  # a set of codes
ha.Attribution("1", "als", "33063", count="3")  # type: ignore[arg-type]  # a number
ha.PublishedFigure("quarter", "2018", 403)  # type: ignore[arg-type]  # a year is a number
ha.check_quotas(DALO, [], on=DAY)  # type: ignore[arg-type]  # an agreement
ha.check_quotas(AGREEMENT, [DALO], on=DAY)  # type: ignore[list-item]  # entries
ha.check_quotas(AGREEMENT, [], DAY)  # type: ignore[call-arg]  # the day is named, `on=`
ha.check_quotas(AGREEMENT, [])  # type: ignore[call-arg]  # the day is always given
ha.review(DALO, on=DAY)  # type: ignore[call-overload]  # an agreement
ha.compare(AGREEMENT, QUARTER)  # type: ignore[arg-type]  # two agreements
REPORT.explain("de")  # type: ignore[arg-type]  # English or French
REPORT.verdict == "met"  # type: ignore[comparison-overlap]  # a Verdict is no text

# --- Points and turns ----------------------------------------------------------------------------

ha.Line("dalo", facts.employed, points=0.5)  # type: ignore[arg-type]  # exact
ha.Grid("points", "Points", [facts.employed])  # type: ignore[list-item]  # rubrics
ha.PerMonth("waiting", facts.employed, points=1)  # type: ignore[arg-type]  # a fact of a day
ha.score(AGREEMENT, GRID, on=DAY)  # type: ignore[arg-type]  # a household
ha.rank([ha.Household()], GRID)  # type: ignore[call-arg]  # the day is always given
ha.next_holder(AGREEMENT.contingents, {"state": 0.5})  # type: ignore[arg-type]  # whole dwellings
ha.next_holder(AGREEMENT, {})  # type: ignore[arg-type]  # contingents

# --- What is still reachable, and several agreements ---------------------------------------------

ha.outlook(AGREEMENT, 9)  # type: ignore[arg-type]  # a report
ha.outlook(REPORT, 0.5)  # type: ignore[arg-type]  # whole dwellings
ha.check_agreements(AGREEMENT, [], on=DAY)  # type: ignore[arg-type]  # several
ha.yearly_page(AGREEMENT, [])  # type: ignore[call-arg]  # the day is always given
ha.Reference("a", "A", counting="both")  # type: ignore[arg-type]  # a member

# --- Data frames -------------------------------------------------------------------------------

frames.Column(3)  # type: ignore[arg-type]  # the name of a column
frames.Column("low", "high")  # type: ignore[call-arg]  # bounds are named, `low=`
frames.decide(PEOPLE, facts.employed, on=DAY, columns={"employed": 3})  # type: ignore[dict-item]  # a name
frames.decide(PEOPLE, facts.employed)  # type: ignore[call-arg]  # the day is always given
frames.decide(PEOPLE, AGREEMENT, on=DAY)  # type: ignore[arg-type]  # a criterion
frames.decide(PEOPLE, facts.employed, on=DAY, absent="refused")  # type: ignore[arg-type]  # a member
frames.decide(PEOPLE, facts.employed, on=DAY, name=["a", "b"])  # type: ignore[arg-type]  # one name
frames.classify(PEOPLE, facts.employed, on=DAY)  # type: ignore[arg-type]  # publics
frames.classify(PEOPLE, AGREEMENT, on=DAY, prefix=None)  # type: ignore[arg-type]  # a text
frames.tally(AGREEMENT, [ATTRIBUTION])  # type: ignore[call-overload]  # a frame
frames.tally(AGREEMENT, PEOPLE, publics={2018: "dalo"})  # type: ignore[dict-item]  # codes
frames.tally(AGREEMENT, PEOPLE, publics={"dalo": True})  # type: ignore[dict-item]  # or False, None
frames.tally(AGREEMENT, PEOPLE, ids="checked")  # type: ignore[call-overload]  # a member
