"""The local housing programme of the Métropole européenne de Lille, 2012 to 2018 (*PLH*).

What is stated here is what the press release of 31 January 2018 on the Lille partnership tells
of it; the text of the programme was not read. It stands on its own, and the partnership refers
to it: the 6,000 homes a year are an objective of the programme, which the release recalls, and
not something that the signatories of the partnership promise each other. Judged with the
partnership, they would make it kept or missed for what it does not promise.

How it is read, where the source leaves a choice:

- 6,000 a year hold year by year, and for dwellings of all kinds, whatever their financing;
- the release speaks of building ("objectif de construction"): a dwelling counts on the day its
  works start, since homes that are not social have no approval of financing;
- a programme is adopted by one body, which is its only party here.

The communes of the metropolis are known from 31 January 2018 on: in the years before, what is
produced may count or not. Give the communes that you know with `attrs.evolve`.
"""

from typing import Final

from housing_agreements.catalogue._documents import PLH_LAW, lille_2018, lille_2018_clause
from housing_agreements.catalogue._metropolises import LILLE
from housing_agreements.catalogue._signatories import LILLE_METROPOLIS, state_undertaking
from housing_agreements.catalogue.clauses import Clause
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Volume
from housing_agreements.model.entries import Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = ("AGREEMENT", "CLAUSES", "FIGURES")

_LILLE_PROGRAMME_CITED: Final = lille_2018("§ 2")


AGREEMENT: Final = Agreement(
    "lille-plh-2012",
    AgreementKind.OTHER,
    Text(
        "Local housing programme of the Métropole européenne de Lille, 2012-2018",
        "Programme local de l'habitat de la Métropole européenne de Lille, 2012-2018",
    ),
    parties=(LILLE_METROPOLIS,),
    signed_on=None,
    term=Period.years(2012, 2018),
    territory=LILLE,
    commitments=(
        Volume(
            "homes",
            stage=Stage.STARTED,
            at_least=6_000,
            title=Text("Homes built in the year", "Logements construits dans l'année"),
            sources=(_LILLE_PROGRAMME_CITED, PLH_LAW),
            caveats=(
                Text(
                    "at which stage a home counts is not stated: it is counted at the start of "
                    "works",
                    "l'étape à laquelle un logement compte n'est pas dite\u00a0: il est compté à "
                    "l'ouverture du chantier",
                ),
            ),
        ),
    ),
    undertakings=(
        state_undertaking(
            "axes",
            "build more; promote housing that is more mixed, more sustainable and more caring",
            "construire plus\u202f; promouvoir un habitat plus mixte, plus durable et plus "
            "solidaire",
            _LILLE_PROGRAMME_CITED,
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "support",
            "support social housing and home ownership at moderate prices; no figure is given",
            "accompagner le logement social et l'accession à prix abordable\u202f; aucun chiffre "
            "n'est donné",
            _LILLE_PROGRAMME_CITED,
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "existing-homes",
            "improve existing housing by an active policy",
            "mener une politique active d'amélioration de l'habitat existant",
            _LILLE_PROGRAMME_CITED,
            by=(LILLE_METROPOLIS,),
        ),
        state_undertaking(
            "right-to-housing",
            "affirm a right to housing for all, as the convention on territorial balance does",
            "affirmer un droit au logement pour tous, inscrit dans la convention d'équilibre "
            "territorial",
            _LILLE_PROGRAMME_CITED,
            by=(LILLE_METROPOLIS,),
        ),
    ),
    sources=(_LILLE_PROGRAMME_CITED, PLH_LAW),
)
"""The programme, as far as the press release on the partnership tells."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none was found."""

CLAUSES: Final[tuple[Clause, ...]] = (
    lille_2018_clause(
        "2.2",
        "the local housing programme is that of 2012-2018, with four axes: build more, and promote "
        "housing that is more mixed, more sustainable and more caring",
        "le programme local de l'habitat est celui de 2012-2018, en quatre axes\u00a0: construire "
        "plus, et promouvoir un habitat plus mixte, plus durable et plus solidaire",
        "mel",
        "territory",
        "term",
        "axes",
    ),
    lille_2018_clause(
        "2.3",
        "it aims at 6,000 homes built a year",
        "il vise la construction de 6\u202f000 logements par an",
        "homes",
    ),
    lille_2018_clause(
        "2.4",
        "the metropolis supports social housing and home ownership at moderate prices",
        "la métropole accompagne le logement social et l'accession à prix abordable",
        "support",
    ),
    lille_2018_clause(
        "2.5",
        "it improves existing housing by an active policy",
        "elle mène une politique active d'amélioration de l'habitat existant",
        "existing-homes",
    ),
    lille_2018_clause(
        "2.6",
        "it affirms a right to housing for all, inscribed in the convention on territorial balance",
        "elle affirme un droit au logement pour tous, inscrit dans la convention intercommunale "
        "d'équilibre territorial",
        "right-to-housing",
    ),
)
"""What the press release says of the programme, by its paragraphs."""
