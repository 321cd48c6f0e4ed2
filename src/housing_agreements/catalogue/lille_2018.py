"""The Lille partnership of 31 January 2018, between Action Logement and the metropolis.

What is stated here comes from the press release of the day; the text of the convention was not
read.

How it is read, where the source leaves a choice:

- no term is stated: it is taken to be the calendar year 2018, that of the study and the last of
  the local housing programme. `agreement(term=...)` states another one;
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

from housing_agreements.catalogue.documents import PLH_LAW, lille_2018
from housing_agreements.catalogue.lille_clauses import CLAUSES
from housing_agreements.catalogue.metropolises import LILLE
from housing_agreements.criteria.facts import facts
from housing_agreements.model.agreements import Agreement, AgreementKind, Reference
from housing_agreements.model.commitments import Volume
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.stages import Stage
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.rules.tally.figures import PublishedFigure
from housing_agreements.values.faults import Faults
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text

__all__ = ("AGREEMENT", "CLAUSES", "COMMUNES_COUNTED", "FIGURES", "agreement")

COMMUNES_COUNTED: Final = 90
"""Communes of the metropolis, as the press release counts them; it names none."""

_ACTION_LOGEMENT: Final = Party(
    "action-logement-group", "Action Logement (comité régional Hauts-de-France)"
)
_METROPOLIS: Final = Party("mel", "Métropole européenne de Lille")
_AUTHORITIES: Final = Party("authorities", "Collectivités territoriales de la métropole")
_BOTH: Final = (_ACTION_LOGEMENT.code, _METROPOLIS.code)

_TAKEN: Final = Period.year(2018)
_YEAR: Final = Text(
    "no term is stated: it is taken to be 2018, the year of the study and the last of the local "
    "housing programme",
    "aucune durée n'est dite\u00a0: elle est supposée être 2018, année de l'étude et dernière du "
    "programme local de l'habitat",
)
_APPROVED: Final = Text(
    "at which stage a home counts is not stated: it is counted when its financing is approved",
    "l'étape à laquelle un logement compte n'est pas dite\u00a0: il est compté à l'agrément de "
    "son financement",
)
_SOCIAL: Final = Text(
    "which homes are social is not stated: those financed in PLAI, PLUS or PLS are",
    "ce qu'est un logement social n'est pas dit\u00a0: ce sont ceux financés en PLAI, PLUS ou PLS",
)

_CONTINGENTS: Final = (
    Contingent("action-logement", _ACTION_LOGEMENT, LILLE, sources=(lille_2018("§ 4"),)),
    Contingent("local-authorities", _AUTHORITIES, LILLE, sources=(lille_2018("§ 4"),)),
)
_PUBLICS: Final = (
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


def _undertaking(
    code: str, en: str, fr: str, place: str, *, due: Period | None = None
) -> Undertaking:
    """An undertaking of both parties."""
    return Undertaking(code, Text(en, fr), by=_BOTH, due=due, sources=(lille_2018(place),))


_UNDERTAKINGS: Final = (
    _undertaking(
        "needs-study",
        "carry out a study of needs in employment and housing, in 2018, to share what is known "
        "of the housing needs of employees",
        "conduire en 2018 une étude sur les besoins emploi-logement, pour une connaissance "
        "partagée des besoins en logement des salariés",
        "§ 3",
        due=Period.year(2018),
    ),
    _undertaking(
        "quality",
        "attend to the quality, the place and the kind of the social homes produced; no "
        "figure is given",
        "veiller à la qualité, à la localisation et à la nature des logements sociaux "
        "produits\u00a0; aucun chiffre n'est donné",
        "§ 4",
    ),
    _undertaking(
        "private-homes",
        "improve private rented homes, by aid and loans for works in return for a ceiling on "
        "rents; no figure is given",
        "améliorer les logements locatifs privés, par des aides et des prêts aux travaux en "
        "contrepartie d'un plafonnement des loyers\u00a0; aucun chiffre n'est donné",
        "§ 4",
    ),
    _undertaking(
        "attributions",
        "work more closely together on attributions, to meet the demand of employees better "
        "within the territorial orientations on social balance; no share is given",
        "se concerter plus étroitement sur les attributions, pour mieux satisfaire les "
        "demandes des salariés selon les orientations territoriales d'équilibre social\u00a0; "
        "aucune part n'est donnée",
        "§ 4",
    ),
)
_REFERENCES: Final = (
    Reference("lille-plh-2012", "Programme local de l'habitat de la MEL, 2012-2018"),
    Reference(
        "lille-ciet-2017",
        "Convention intercommunale d'équilibre territorial de la MEL, 2017",
    ),
)


def agreement(*, term: Period | None = None) -> Agreement:
    """The partnership, over the term that is taken or over one that is known.

    Args:
        term: When it is in force, in whole years from its first day, each of which owes what
            holds by the year; `None`: 2018, and then each finding says that no term is stated.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a period that is not made of whole years.

    Examples:
        >>> longer = agreement(term=Period.years(2018, 2020))
        >>> [str(year) for year in longer.commitment("social-homes").periods]
        ['2018', '2019', '2020']
    """
    caveats = (_YEAR,) if term is None else ()
    whole = _TAKEN if term is None else _in_whole_years(term)
    return Agreement(
        "lille-2018",
        AgreementKind.PARTNERSHIP,
        Text(
            "Lille partnership of 31 January 2018",
            "Convention de partenariat de Lille, 31 janvier 2018",
        ),
        parties=(_ACTION_LOGEMENT, _METROPOLIS),
        signed_on=date(2018, 1, 31),
        term=whole,
        territory=LILLE,
        contingents=_CONTINGENTS,
        publics=_PUBLICS,
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
                caveats=(*caveats, _APPROVED, _SOCIAL),
            ),
        ),
        undertakings=_UNDERTAKINGS,
        part_of=_REFERENCES,
        sources=(lille_2018("texte entier"),),
    )


def _in_whole_years(term: Period) -> Period:
    """The term itself, once it is one of whole years: a part of a year owes no known number."""
    faults = Faults("lille_2018.agreement")
    faults.instance("term", term, Period, "a Period, such as Period.years(2018, 2020)")
    faults.report()
    years = term.split(years=1)
    if Period.lasting(term.start, years=len(years)) != term:
        faults.value("term", term, "whole years from its first day")
    faults.report()
    return term


AGREEMENT: Final = agreement()
"""The partnership, as far as its press release tells."""

FIGURES: Final[tuple[PublishedFigure, ...]] = ()
"""Outcomes that were published: none was found."""
