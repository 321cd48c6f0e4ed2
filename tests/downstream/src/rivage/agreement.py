"""The agreement: three commitments of the metropolis on the leases of its own contingent."""

from datetime import date
from typing import Final

import housing_agreements as ha
from rivage.households import local

__all__ = ("AGREEMENT", "CITY", "LANDLORDS", "METROPOLIS", "SUBURBS")

METROPOLIS: Final = ha.Party("rivage", "Métropole de Rivage")
LANDLORDS: Final = (
    ha.Party("rivage-habitat", "Rivage Habitat"),
    ha.Party("foyer-du-port", "Le Foyer du Port"),
)
CITY: Final = ha.Territory("city", "La ville", "commune", communes=("33063",))
SUBURBS: Final = ha.Territory(
    "suburbs",
    "La première couronne",
    "sector",
    communes=("33281", "33318"),
)

_DALO: Final = ha.PriorityPublic(
    "dalo", ha.Text("Recognised under DALO", "Reconnus au titre du DALO"), local.dalo_recognised
)
_ESSENTIAL: Final = ha.PriorityPublic(
    "essential",
    ha.Text("Essential workers who live far away", "Métiers essentiels logés loin"),
    local.essential_worker & local.commute_minutes.at_least(45),
)

AGREEMENT: Final = ha.Agreement(
    "rivage-2025",
    ha.AgreementKind.OTHER,
    ha.Text("Agreement on attributions, Rivage 2025", "Convention d'attribution, Rivage 2025"),
    parties=(METROPOLIS, *LANDLORDS),
    signed_on=date(2024, 12, 5),
    term=ha.Period.years(2025, 2027),
    territory=CITY | SUBURBS,
    contingents=(ha.Contingent("metropolis", METROPOLIS, CITY | SUBURBS),),
    landlords=LANDLORDS,
    publics=(_DALO, _ESSENTIAL),
    commitments=(
        ha.Share(
            "quarter",
            to=("dalo",),
            stage=ha.Stage.SIGNED,
            at_least="25 %",
            title=ha.Text("A quarter under DALO", "Un quart au titre du DALO"),
        ),
        ha.Volume(
            "workers",
            to=("essential",),
            stage=ha.Stage.SIGNED,
            at_least=ha.ramp(
                4, {2025: "50 %", 2026: "75 %", 2027: "100 %"}, rounding=ha.Rounding.UP
            ),
            title=ha.Text("Essential workers housed", "Métiers essentiels relogés"),
        ),
        ha.Share(
            "suburbs-share",
            located_in=SUBURBS,
            stage=ha.Stage.SIGNED,
            at_least="1/3",
            per=ha.Per.LANDLORD,
            title=ha.Text("A third in the suburbs", "Un tiers en première couronne"),
        ),
    ),
    sources=(ha.Source("Convention d'attribution de Rivage (texte fictif)", "1"),),
)
