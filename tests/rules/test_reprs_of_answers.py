"""What a prompt shows of an answer: what was asked, the verdict, the numbers."""

from datetime import date
from fractions import Fraction

import attrs
import pytest

import housing_agreements as ha
from housing_agreements.catalogue.gironde_2018 import AGREEMENT as GIRONDE
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
from housing_agreements.law.dalo.deadlines import Deadline
from housing_agreements.law.dalo.imputation import imputation_of
from housing_agreements.law.provisions import Confidence, code
from housing_agreements.rules.quotas.limits import Promise
from housing_agreements.values.rates import Rounding

FIGURES_ALONE = ha.check_quotas(
    AGREEMENT, ha.Tally.from_counts(AGREEMENT, FIGURES), on=date(2019, 6, 1)
)
BALANCE = ha.Share(
    "balance",
    to=("dalo",),
    stage=ha.Stage.DECIDED,
    at_least={("94028", "office"): {2016: "25 %"}},
    at_most="3/4",
    per=(ha.Per.COMMUNE, ha.Per.LANDLORD),
    judge=ha.Judge.GROUPS,
)
PROVISIONAL = ha.check_quotas(
    attrs.evolve(AGREEMENT, commitments=(BALANCE,)),
    [
        ha.Attribution(
            str(number),
            "action-logement",
            "94028",
            landlord="office",
            publics=frozenset({"dalo"} if number == 1 else ()),
            possible_publics=frozenset({"dalo"} if number == 2 else ()),
            decided_on=date(2016, 3, 1),
        )
        for number in range(4)
    ],
    on=date(2016, 6, 1),
)
ROOMS = ha.OfferTest("rooms", "enough rooms", ha.offered.rooms.at_least(3))
CHARTER = ha.RelocationCharter("charter", "A charter", [ROOMS], refusals=1, months=6)
OFFERS = [
    ha.Offer(
        str(rooms),
        made_on=date(2018, 1, 8),
        facts=ha.OfferedHousehold(rooms=rooms),
        refused_on=date(2018, 1, 20),
    )
    for rooms in (3, None)
]
RELOCATION = ha.check_relocation(ha.RelocationCase("case", OFFERS), CHARTER, on=date(2018, 9, 1))
UNDERTAKINGS = ha.check_undertakings(GIRONDE, {}, on=date(2019, 1, 1), known=date(2018, 5, 1))
REVIEW = ha.review(GIRONDE, on=date(2018, 1, 1))
ELIGIBILITY = ha.check_eligibility(
    ha.Household(employed=True, dalo_recognised=True), AGREEMENT, on=date(2017, 3, 1)
)
GROUNDS = ha.check_grounds(
    ha.Household(good_faith=True, without_dwelling=True), on=date(2017, 3, 1), delay=None
)
CHANGED = ha.compare(
    GIRONDE,
    attrs.evolve(
        GIRONDE,
        title="A longer name",
        parties=(*GIRONDE.parties, ha.Party("new", "New")),
        commitments=(
            ha.Share(
                "quarter",
                to=GIRONDE.commitment("quarter").to,
                stage=ha.Stage.AVAILABLE,
                at_least={2018: "25 %", 2019: "30 %"},
            ),
        ),
    ),
)
PROMISE = Promise(
    of_base=True,
    levels=(Fraction(1, 4), None),
    rounding=Rounding.EXACT,
    strict=True,
    main_part=Fraction(1, 2),
)
IMPUTATION = imputation_of(ha.Household(employed=True), on=date(2016, 3, 7), deficient_commune=True)
DEADLINE = Deadline(
    "an answer", (date(2018, 1, 1), date(2018, 2, 1)), "why", (code("L.1"),), Confidence.VERIFIED
)
SHOWN = {
    "<Imputation on 2016-03-07: action_logement or commune; disputed>": IMPUTATION,
    "<Deadline an answer: 2018-01-01 or 2018-02-01>": DEADLINE,
    "<Grounds on 2017-03-01: met, recognised undetermined; without-dwelling, perhaps delay, "
    "perhaps eviction, perhaps temporarily-housed, perhaps unfit-premises, perhaps overcrowded, "
    "perhaps non-decent,…>": GROUNDS,
    "<Promise at most 3, 4>": attrs.evolve(
        PROMISE, of_base=False, levels=(3, 4), strict=False, ceiling=True, main_part=None
    ),
    "<QuotaReport ile-de-france-2016 on 2019-06-01: unmet; "
    "17 findings: 2 undetermined, 1 unmet, 14 not judged>": FIGURES_ALONE,
    "<Finding households, 2018: unmet; 4,650 to 4,749 dwellings counted, "
    "at least 4,777 required>": FIGURES_ALONE.finding("households", 2018),
    "<Finding after-deficiency, 2021: nothing to judge yet, the period has not begun>": (
        FIGURES_ALONE.finding("after-deficiency", 2021)
    ),
    "<Account 0 entries read: 0 counted, 0 not concerned, 0 set aside; 2 published figures>": (
        FIGURES_ALONE.account
    ),
    "<QuotaReport ile-de-france-2016 on 2016-06-01: met; 1 finding: 1 met>": PROVISIONAL,
    "<Finding balance, 2016, 94028 / office: met; 1 to 2 dwellings counted out of 4 "
    "(25 % to 50 %), at least 1 required, at most 3 allowed; provisional>": PROVISIONAL[0],
    "<JudgedLimit at most 3: met; counted 2 at worst, 1 at best>": PROVISIONAL[0].ceiling,
    "<Difference in agreement, the signatories: added New>": CHANGED[1],
    "<Difference in quarter, the floor, 2019: 25 % before, 30 % now>": CHANGED[2],
    "<Difference in quarter, the floor, 2020: removed 25 %>": CHANGED[3],
    "<Remark GAP on offers, worth a look: the commitment “Reservations offered” states no "
    "level for some days of the term: 2019-2020>": REVIEW[0],
    "<UndertakingReport gironde-2018 on 2019-01-01, as known on 2018-05-01: undetermined; "
    "2 undertakings: 2 undetermined>": UNDERTAKINGS,
    "<Fulfilment applicants, standing, on 2019-01-01: undetermined (not known)>": UNDERTAKINGS[0],
    "<Review gironde-2018 on 2018-01-01: 1 remark: 1 worth a look>": REVIEW,
    "<Eligibility on 2017-03-01: met, dalo, perhaps temporary-housing>": ELIGIBILITY,
    "<Assessment dalo: met>": ELIGIBILITY.assessments[0],
    "<AssessedGround without-dwelling on 2017-03-01: met>": GROUNDS.assessed[1],
    "<RelocationReport case on 2018-09-01: right to stay ended met; 2 offers, 1 complying, "
    "between 1 and 2 of these refused>": RELOCATION,
    "<AssessedOffer 3 of 2018-01-08: complies>": RELOCATION.offers[0],
    "<AssessedOffer None of 2018-01-08: may comply; missing rooms>": RELOCATION.offers[1],
    "<AssessedTest rooms: met>": RELOCATION.offers[0].tests[0],
    "<Comparison of gironde-2018 with gironde-2018: 12 differences>": CHANGED,
    "<Promise more than 25 %, none of the base, 50 % of it by main publics>": PROMISE,
}


@pytest.mark.parametrize("shown", SHOWN)
def test_an_answer_is_shown_in_short(shown: str) -> None:
    """What was asked, the verdict, the numbers."""
    assert repr(SHOWN[shown]) == shown
