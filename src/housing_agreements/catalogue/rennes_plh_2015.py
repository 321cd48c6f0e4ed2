"""The local housing programme of Rennes Métropole, 2015 to 2020 (*PLH*).

What is stated here is what the press release of 23 November 2017 on the Rennes framework tells
of it; the text of the programme was not read. It stands on its own, and the framework refers to
it: the 24,000 homes are an objective that the programme set itself, and the framework only has
its signatories work together towards their objectives.

How it is read, where the source leaves a choice:

- 24,000 homes over 2015-2020 are one sum, of which 4,000 a year are the average ("soit une
  moyenne"): no year is missed for itself, so the years are added up;
- they are dwellings of all kinds, whatever their financing, counted on the day their works
  start, since homes that are not social have no approval of financing;
- the balance of each neighbourhood and of each commune has no level: it is an undertaking;
- a programme is adopted by one body, which is its only party here.

The communes of the metropolis are known from 1 January 2019 on: in the years before, what is
produced may count or not. Give the communes that you know with `attrs.evolve`.
"""

from typing import Final

from housing_agreements.catalogue._documents import PLH_LAW, rennes_2017, rennes_2017_clause
from housing_agreements.catalogue._metropolises import RENNES
from housing_agreements.catalogue._signatories import RENNES_METROPOLIS, state_undertaking
from housing_agreements.catalogue.clauses import Clause
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Volume
from housing_agreements.model.entries import Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = ("AGREEMENT", "CLAUSES", "FIGURES")

_RENNES_PROGRAMME_CITED: Final = rennes_2017("§ 8")
_PROGRAMME_TERM: Final = Period.years(2015, 2020)


AGREEMENT: Final = Agreement(
    "rennes-plh-2015",
    AgreementKind.OTHER,
    Text(
        "Local housing programme of Rennes Métropole, 2015-2020",
        "Programme local de l'habitat de Rennes Métropole, 2015-2020",
    ),
    parties=(RENNES_METROPOLIS,),
    signed_on=None,
    term=_PROGRAMME_TERM,
    territory=RENNES,
    commitments=(
        Volume(
            "homes",
            stage=Stage.STARTED,
            # 4,000 a year on average, 24,000 in all.
            at_least=dict.fromkeys(_PROGRAMME_TERM.calendar_years(), 4_000),
            cumulative=True,
            title=Text("Homes produced, years added up", "Logements produits, années cumulées"),
            sources=(_RENNES_PROGRAMME_CITED, PLH_LAW),
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
            "existing-homes",
            "go on rehabilitating the oldest homes, lest they decline",
            "poursuivre la réhabilitation du parc ancien, contre tout risque de déqualification",
            _RENNES_PROGRAMME_CITED,
            by=(RENNES_METROPOLIS,),
        ),
        state_undertaking(
            "settlement",
            "reconsider the policy on attributions and on who lives where, to restore balance",
            "réinterroger la politique de peuplement et d'attribution, pour rééquilibrer",
            _RENNES_PROGRAMME_CITED,
            by=(RENNES_METROPOLIS,),
        ),
        state_undertaking(
            "demand",
            "organise the answers to the demand of households for social housing",
            "organiser les réponses à la demande sociale des ménages",
            _RENNES_PROGRAMME_CITED,
            by=(RENNES_METROPOLIS,),
        ),
        state_undertaking(
            "balance",
            "keep the balance of who lives in each neighbourhood and in each commune; no level is "
            "given for any",
            "assurer l'équilibre de peuplement de chaque quartier et de chaque commune\u202f; "
            "aucun niveau n'est donné",
            _RENNES_PROGRAMME_CITED,
            by=(RENNES_METROPOLIS,),
        ),
    ),
    sources=(_RENNES_PROGRAMME_CITED, PLH_LAW),
)
"""The programme, as far as the press release on the framework tells."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none was found."""

CLAUSES: Final[tuple[Clause, ...]] = (
    rennes_2017_clause(
        "8.1",
        "the local housing programme of 2015-2020 aims at 24,000 homes, 4,000 a year on average",
        "le programme local de l'habitat de 2015-2020 vise 24\u202f000 logements, soit 4\u202f000 "
        "par an en moyenne",
        "rennes-metropole",
        "territory",
        "term",
        "homes",
    ),
    rennes_2017_clause(
        "8.2",
        "the oldest homes go on being rehabilitated, lest they decline",
        "le parc ancien continue d'être réhabilité, contre tout risque de déqualification",
        "existing-homes",
    ),
    rennes_2017_clause(
        "8.3",
        "the policy on attributions and on who lives where is reconsidered, to restore balance",
        "la politique de peuplement et d'attribution est réinterrogée, pour rééquilibrer",
        "settlement",
    ),
    rennes_2017_clause(
        "8.4",
        "the metropolis organises the answers to the demand of households for social housing",
        "la métropole organise les réponses à la demande sociale des ménages",
        "demand",
    ),
    rennes_2017_clause(
        "8.5",
        "it keeps the balance of who lives in each neighbourhood and in each commune",
        "elle assure l'équilibre de peuplement de chacun des quartiers et des communes",
        "balance",
    ),
)
"""What the press release says of the programme, by its paragraphs."""
