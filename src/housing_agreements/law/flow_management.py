"""Management by flow (*gestion en flux*): its base, its deadlines, its reports.

Since 22 February 2020 reservations are a share of the dwellings that a landlord has to attribute
in a year, after those left out. The list of what is left out was read up to a point where its
text is cut; how a stock becomes a flow, and first lettings, were not read.
"""

from datetime import date
from typing import Final

import attrs

from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.model.contingents import Management
from housing_agreements.values.records import Record
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("CONVERSION_DEADLINE", "LEFT_OUT", "MANAGEMENT", "REPORT_DAY", "LeftOut")


@attrs.frozen(eq=False, repr=False)
class LeftOut(Record):
    """Dwellings that are not counted in the flow of a year (*logements soustraits*).

    Examples:
        >>> LEFT_OUT.on(date(2024, 1, 1))[0].tag
        'transfer'
    """

    tag: str
    """The tag of its attributions, for `leaving_out=`."""
    name: Text
    """What they serve."""


_FLOW: Final = date(2020, 2, 22)
_3DS: Final = date(2022, 2, 23)
_STATE_SITE: Final = Source(
    "La gestion en flux des réservations de logements",
    "source secondaire, site de l'État sur l'attribution des logements sociaux, page a417",
    url="https://attributionlogementsocialetdalo.logement.gouv.fr/",
)
_ELAN: Final = Source("Loi 2018-1021 (ELAN)", "article 114, IV")

MANAGEMENT: Final[Provision[Management]] = Provision(
    "management",
    Text("how reservation rights are exercised", "la gestion des droits de réservation"),
    (
        Version(
            Management.STOCK,
            date(2011, 2, 17),
            (code("R*441-5"),),
            Confidence.VERIFIED,
            Text(
                "on identified dwellings; an annual flow, or both, were allowed",
                "sur des logements identifiés\u00a0; un flux annuel, ou les deux, étaient permis",
            ),
        ),
        Version(
            Management.FLOW,
            _FLOW,
            (code("R441-5"), Source("Décret 2020-145 du 20 février 2020")),
            Confidence.VERIFIED,
            Text(
                "a convention for each landlord, holder and department; defence and internal "
                "security keep identified dwellings, and public health establishments since the "
                "law 2022-217 (secondary source)",
                "une convention par bailleur, réservataire et département\u00a0; la défense et la "
                "sécurité intérieure gardent des logements identifiés, de même que les "
                "établissements publics de santé depuis la loi 2022-217 (source secondaire)",
            ),
        ),
    ),
)
"""By stock, then by flow; conventions had until `CONVERSION_DEADLINE` to become those of a flow."""

CONVERSION_DEADLINE: Final[Provision[date]] = Provision(
    "conversion-deadline",
    Text(
        "the last day for conventions of management by flow",
        "l'échéance des conventions de gestion en flux",
    ),
    (
        Version(date(2021, 11, 24), date(2018, 11, 25), (_ELAN,), Confidence.VERIFIED),
        Version(
            date(2023, 11, 24),
            _3DS,
            (Source("Loi 2022-217 du 21 février 2022"), _STATE_SITE),
            Confidence.SECONDARY,
            Text(
                "without a convention by then, the flow of the holder goes back to the prefect; "
                "the article that moved the day was not checked",
                "à défaut de convention à cette date, le flux du réservataire revient au "
                "préfet\u00a0; l'article qui a déplacé la date n'a pas été vérifié",
            ),
        ),
    ),
)
"""24 November 2021, moved to 24 November 2023."""

REPORT_DAY: Final[Provision[tuple[int, int]]] = Provision(
    "flow-report",
    Text(
        "the month and the day before which landlords report on the flow",
        "le mois et le jour avant lesquels les bailleurs rendent compte du flux",
    ),
    (
        Version(
            (2, 28),
            _FLOW,
            (code("R441-5-1"),),
            Confidence.VERIFIED,
            Text(
                "a second paragraph, on some territories, was not read; in Île-de-France the "
                "report on 2024 was accepted until 31 March 2025",
                "un second alinéa, propre à certains territoires, n'a pas été lu\u00a0; en "
                "Île-de-France le bilan de 2024 était admis jusqu'au 31 mars 2025",
            ),
        ),
    ),
)
"""28 February of each year, for the year before."""

LEFT_OUT: Final[Provision[tuple[LeftOut, ...]]] = Provision(
    "left-out-of-the-flow",
    Text(
        "the dwellings that are not counted in the flow of a year",
        "les logements soustraits du flux annuel",
    ),
    (
        Version(
            (
                LeftOut(
                    "transfer",
                    Text(
                        "internal transfers of the landlord's own tenants",
                        "mutations internes des locataires du bailleur",
                    ),
                ),
                LeftOut(
                    "renewal-relocation",
                    Text(
                        "relocations by urban renewal",
                        "relogements du renouvellement urbain",
                    ),
                ),
                LeftOut(
                    "condominium-relocation",
                    Text(
                        "requalification of degraded condominiums (L.741-1, L.741-2)",
                        "requalification de copropriétés dégradées (ORCOD, L.741-1 et L.741-2)",
                    ),
                ),
                LeftOut(
                    "unsafe-housing-relocation",
                    Text(
                        "rehousing under L.521-3-1 to L.521-3-3 (unfit or unsafe housing)",
                        "relogements des articles L.521-3-1 à L.521-3-3 (insalubrité, péril)",
                    ),
                ),
                LeftOut("sale", Text("sales of social dwellings", "ventes de logements sociaux")),
            ),
            _FLOW,
            (code("R441-5"),),
            Confidence.VERIFIED,
            Text(
                "the text read is cut after sales: further items were not read",
                "le texte lu est coupé après les ventes\u00a0: d'autres points n'ont pas été lus",
            ),
        ),
    ),
)
"""What is taken away first; the list was read up to its cut, and may be longer."""
