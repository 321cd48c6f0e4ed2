"""The Lille partnership of 31 January 2018, between Action Logement and the metropolis.

What is stated here comes from the press release of the day; the text of the convention was not
read.

How it is read, where the source leaves a choice:

- no term is stated: it is taken to be the calendar year 2018, that of the study and the last of
  the local housing programme. `partnership(term=...)` states another one;
- 2,300 social homes a year hold year by year; a home counts on the day its financing is
  approved, since the release speaks of production that both parties finance;
- social homes are those financed in PLAI, PLUS or PLS, the three that a local housing programme
  tells apart (L.302-1);
- the 6,000 homes a year of the local housing programme are not promised here: the release
  recalls them, and they stand in `lille_plh_2012`. It does not say that the 2,300 are among them;
- two holders have contingents: Action Logement, and local authorities taken together, since the
  release does not tell them apart. No share of a contingent is promised;
- the publics are those the release names; which situations "entering work" holds is not stated;
- nobody is named for the study and the three fields of joint work: they bind both parties.
"""

from datetime import date
from typing import Final

from housing_agreements._checks import Faults
from housing_agreements.catalogue._documents import PLH_LAW, lille_2018, lille_2018_clause
from housing_agreements.catalogue._metropolises import LILLE
from housing_agreements.catalogue._signatories import (
    ACTION_LOGEMENT_HAUTS_DE_FRANCE,
    LILLE_METROPOLIS,
    state_undertaking,
)
from housing_agreements.catalogue.clauses import Clause
from housing_agreements.criteria.facts import facts
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Volume
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.entries import Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Reference
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = ("AGREEMENT", "CLAUSES", "COMMUNES_COUNTED", "FIGURES", "partnership")

COMMUNES_COUNTED: Final = 90
"""Communes of the metropolis, as the press release counts them; it names none."""

_AUTHORITIES: Final = Party("authorities", "Collectivités territoriales de la métropole")
_LILLE_SIGNATORIES: Final = (ACTION_LOGEMENT_HAUTS_DE_FRANCE, LILLE_METROPOLIS)

_TERM_TAKEN: Final = Period.year(2018)
_NO_TERM_STATED: Final = Text(
    "no term is stated: it is taken to be 2018, the year of the study and the last of the local "
    "housing programme",
    "aucune durée n'est dite\u00a0: elle est supposée être 2018, année de l'étude et dernière du "
    "programme local de l'habitat",
)
_COUNTED_WHEN_APPROVED: Final = Text(
    "at which stage a home counts is not stated: it is counted when its financing is approved",
    "l'étape à laquelle un logement compte n'est pas dite\u00a0: il est compté à l'agrément de "
    "son financement",
)
_WHICH_HOMES_ARE_SOCIAL: Final = Text(
    "which homes are social is not stated: those financed in PLAI, PLUS or PLS are",
    "ce qu'est un logement social n'est pas dit\u00a0: ce sont ceux financés en PLAI, PLUS ou PLS",
)

_LILLE_CONTINGENTS: Final = (
    Contingent(
        "action-logement", ACTION_LOGEMENT_HAUTS_DE_FRANCE, LILLE, sources=(lille_2018("§ 4"),)
    ),
    Contingent("local-authorities", _AUTHORITIES, LILLE, sources=(lille_2018("§ 4"),)),
)
_LILLE_PUBLICS: Final = (
    PriorityPublic(
        "employees",
        Text("employees", "salariés"),
        facts.employed,
        (lille_2018("§ 1, § 4"),),
    ),
    PriorityPublic(
        "entering-work",
        Text("people entering work", "personnes en accès à l'emploi"),
        facts.entering_work,
        (lille_2018("§ 1"),),
    ),
)


_LILLE_UNDERTAKINGS: Final = (
    state_undertaking(
        "needs-study",
        "carry out a study of needs in employment and housing, in 2018, to share what is known "
        "of the housing needs of employees",
        "conduire en 2018 une étude sur les besoins emploi-logement, pour une connaissance "
        "partagée des besoins en logement des salariés",
        lille_2018("§ 3"),
        by=_LILLE_SIGNATORIES,
        due=Period.year(2018),
    ),
    state_undertaking(
        "quality",
        "attend to the quality, the place and the kind of the social homes produced; no "
        "figure is given",
        "veiller à la qualité, à la localisation et à la nature des logements sociaux "
        "produits\u202f; aucun chiffre n'est donné",
        lille_2018("§ 4"),
        by=_LILLE_SIGNATORIES,
    ),
    state_undertaking(
        "private-homes",
        "improve private rented homes, by aid and loans for works in return for a ceiling on "
        "rents; no figure is given",
        "améliorer les logements locatifs privés, par des aides et des prêts aux travaux en "
        "contrepartie d'un plafonnement des loyers\u202f; aucun chiffre n'est donné",
        lille_2018("§ 4"),
        by=_LILLE_SIGNATORIES,
    ),
    state_undertaking(
        "attributions",
        "work more closely together on attributions, to meet the demand of employees better "
        "within the territorial orientations on social balance; no share is given",
        "se concerter plus étroitement sur les attributions, pour mieux satisfaire les "
        "demandes des salariés selon les orientations territoriales d'équilibre social\u202f; "
        "aucune part n'est donnée",
        lille_2018("§ 4"),
        by=_LILLE_SIGNATORIES,
    ),
)
_LILLE_REFERENCES: Final = (
    Reference("lille-plh-2012", "Programme local de l'habitat de la MEL, 2012-2018"),
    Reference(
        "lille-ciet-2017",
        "Convention intercommunale d'équilibre territorial de la MEL, 2017",
    ),
)


def partnership(*, term: Period | None = None) -> Agreement:
    """The partnership, over the term that is taken or over one that is known.

    Args:
        term: When it is in force, in whole years from its first day, each of which owes what
            holds by the year; `None`: 2018, and then each finding says that no term is stated.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a period that is not made of whole years.

    Examples:
        >>> longer = partnership(term=Period.years(2018, 2020))
        >>> [str(year) for year in longer.commitment("social-homes").periods]
        ['2018', '2019', '2020']
    """
    caveats = (_NO_TERM_STATED,) if term is None else ()
    whole = _TERM_TAKEN if term is None else _check_whole_years(term)
    return Agreement(
        "lille-2018",
        AgreementKind.PARTNERSHIP,
        Text(
            "Lille partnership of 31 January 2018",
            "Convention de partenariat de Lille, 31 janvier 2018",
        ),
        parties=_LILLE_SIGNATORIES,
        signed_on=date(2018, 1, 31),
        term=whole,
        territory=LILLE,
        contingents=_LILLE_CONTINGENTS,
        publics=_LILLE_PUBLICS,
        commitments=(
            Volume(
                "social-homes",
                to=("PLAI", "PLUS", "PLS"),
                stage=Stage.APPROVED,
                at_least=2_300,
                periods=whole.split(years=1),
                title=Text(
                    "Social homes produced in the year", "Logements sociaux produits dans l'année"
                ),
                sources=(lille_2018("§ 4"), PLH_LAW),
                caveats=(*caveats, _COUNTED_WHEN_APPROVED, _WHICH_HOMES_ARE_SOCIAL),
            ),
        ),
        undertakings=_LILLE_UNDERTAKINGS,
        part_of=_LILLE_REFERENCES,
        sources=(lille_2018("texte entier"),),
    )


def _check_whole_years(term: Period) -> Period:
    """Check that a term is of whole years, since a part of a year owes no known number."""
    faults = Faults("lille_2018.partnership")
    faults.instance("term", term, Period, "a Period, such as Period.years(2018, 2020)")
    faults.report()
    years = term.split(years=1)
    if Period.lasting(term.start, years=len(years)) != term:
        faults.value("term", term, "whole years from its first day")
    faults.report()
    return term


AGREEMENT: Final = partnership()
"""The partnership, as far as its press release tells."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none was found."""


CLAUSES: Final[tuple[Clause, ...]] = (
    lille_2018_clause(
        "1.1",
        "Action Logement and the metropolis sign a partnership on 31 January 2018",
        "Action Logement et la métropole signent une convention de partenariat le 31 janvier 2018",
        "action-logement-group",
        "mel",
        "signed_on",
    ),
    lille_2018_clause(
        "1.2",
        "it is to meet the housing needs of employees and of people entering work better",
        "elle vise à mieux répondre aux besoins en logement des salariés et des personnes en "
        "accès à l'emploi",
        "employees",
        "entering-work",
    ),
    lille_2018_clause(
        "1.3",
        "it is to serve the attraction and the social balance of the territory",
        "elle vise à contribuer à l'attractivité et à l'équilibre social du territoire",
        "territory",
    ),
    lille_2018_clause(
        "2.1",
        "housing is one of the priorities of the metropolis",
        "le logement est une des priorités de la métropole",
    ),
    lille_2018_clause(
        "2.2",
        "its local housing programme is that of 2012-2018, with four axes",
        "son programme local de l'habitat est celui de 2012-2018, en quatre axes",
        "lille-plh-2012",
    ),
    lille_2018_clause(
        "2.3",
        "the programme aims at 6,000 homes built a year",
        "le programme vise la construction de 6\u202f000 logements par an",
        "lille-plh-2012",
    ),
    lille_2018_clause(
        "2.4",
        "the programme supports social housing and home ownership at moderate prices",
        "le programme accompagne le logement social et l'accession à prix abordable",
        "lille-plh-2012",
    ),
    lille_2018_clause(
        "2.5",
        "the programme improves existing housing by an active policy",
        "le programme améliore l'habitat existant par une politique active",
        "lille-plh-2012",
    ),
    lille_2018_clause(
        "2.6",
        "a right to housing for all is inscribed in the convention on territorial balance",
        "un droit au logement pour tous est inscrit dans la convention intercommunale d'équilibre "
        "territorial",
        "lille-plh-2012",
        "lille-ciet-2017",
    ),
    lille_2018_clause(
        "3.1",
        "both carry out in 2018 a study of needs in employment and housing, to share what is known "
        "of the housing needs of employees",
        "les deux conduisent en 2018 une étude sur les besoins emploi-logement, pour une "
        "connaissance partagée des besoins en logement des salariés",
        "needs-study",
        "term",
    ),
    lille_2018_clause(
        "3.2",
        "the study is to guide local policies on supply and on social balance",
        "l'étude orientera les politiques locales sur l'offre et sur l'équilibre social",
        "needs-study",
    ),
    lille_2018_clause(
        "4.1",
        "2,300 social homes are to be produced a year, largely financed by both",
        "2\u202f300 logements sociaux sont à produire par an, largement financés par les deux",
        "social-homes",
    ),
    lille_2018_clause(
        "4.2",
        "quality, place and kind of these homes are attended to",
        "leur qualité, leur localisation et leur nature font l'objet d'une attention particulière",
        "quality",
    ),
    lille_2018_clause(
        "4.3",
        "private rented homes are improved: owners get aid and loans for works in return for a "
        "ceiling on rents",
        "les logements locatifs privés sont améliorés\u00a0: les propriétaires reçoivent des aides "
        "et des prêts aux travaux en contrepartie d'un plafonnement des loyers",
        "private-homes",
    ),
    lille_2018_clause(
        "4.4",
        "Action Logement and local authorities each have a contingent of reservations",
        "Action Logement et les collectivités disposent chacun d'un contingent de réservation",
        "action-logement",
        "local-authorities",
    ),
    lille_2018_clause(
        "4.5",
        "they work more closely together on attributions, to meet the demand of employees better "
        "within the territorial orientations on social balance",
        "ils se concertent plus étroitement sur les attributions, pour mieux satisfaire les "
        "demandes des salariés selon les orientations territoriales d'équilibre social",
        "attributions",
        "employees",
    ),
    lille_2018_clause(
        "5.1",
        "about Action Logement: it manages employers' contributions, builds and finances homes, "
        "and helps employees to move",
        "à propos d'Action Logement\u00a0: il gère la participation des employeurs, construit et "
        "finance des logements, et accompagne la mobilité des salariés",
        "action-logement-group",
    ),
    lille_2018_clause(
        "6.1",
        "about the metropolis: it has 90 communes and 1.2 million inhabitants",
        "à propos de la métropole\u00a0: elle compte 90 communes et 1,2 million d'habitants",
        "territory",
        "mel",
    ),
)
"""Each statement of the press release in its order, by paragraph."""
