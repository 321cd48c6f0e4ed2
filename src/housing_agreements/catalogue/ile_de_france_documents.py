"""What the documents on the Île-de-France protocol of 2016 say: sources, clauses, figures."""

from datetime import date
from typing import Final

from housing_agreements.catalogue.clauses import Clause
from housing_agreements.law.deficiency import LISTS
from housing_agreements.law.obligations import QUARTERS, Holder
from housing_agreements.rules.tally.figures import PublishedFigure
from housing_agreements.values.bounds import about
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("ARTICLES", "CLAUSES", "DEFICIENT", "FIGURES", "LAW", "SIGNED", "press")

SIGNED: Final = date(2016, 3, 7)
"""The day of signature."""

_PRESS: Final = "Communiqué de presse du 7 mars 2016, protocole d'accord État – Action Logement"


def press(place: str) -> Source:
    """The press release of the day of signature, at a place in it.

    Examples:
        >>> press("§ 3").article
        '§ 3'
    """
    return Source(_PRESS, place)


ARTICLES: Final = Source(
    "Articles sur le protocole (Banque des Territoires, ministère du Logement, Moniteur 77)",
    "sources secondaires",
    url=(
        "https://banquedesterritoires.fr/ile-de-france-action-logement-signe-avec-letat-"
        "un-protocole-en-faveur-des-salaries-dalo"
    ),
)
"""Articles about the protocol: secondary sources, cited together."""

_OBLIGATION: Final = QUARTERS[Holder.ACTION_LOGEMENT]
LAW: Final = (
    *_OBLIGATION.at(SIGNED).sources,
    *_OBLIGATION.at(date(2018, 12, 31)).sources,
)
"""The obligation of a quarter, as it stood at the signature and as it was changed since."""

DEFICIENT: Final = next(each for each in LISTS if each.cycle == Period.years(2011, 2013))
"""The communes known to be deficient after 2011-2013 (*communes carencées*).

The protocol counts 39; 37 are known. An order in force on 7 March 2016 can only concern that
cycle; the list of 2014-2016, pronounced in December 2017, is another one.
"""

_LATER: Final = Source("Résultats publiés après coup", "source secondaire, arrondis")
_THREE_YEARS: Final = about(11_500, to=100)
_LAST_YEAR: Final = about(4_700, to=100)

FIGURES: Final = (
    PublishedFigure(
        ("households", "households-total", "announced"), 2014, 1445, sources=(ARTICLES,)
    ),
    PublishedFigure(
        ("households-total", "announced"),
        Period.years(2016, 2018),
        _THREE_YEARS,
        sources=(_LATER,),
    ),
    PublishedFigure("households", 2018, _LAST_YEAR, sources=(_LATER,)),
)
"""Outcomes that were published: 2014, before the protocol; 2016-2018, and "nearly 4,700" in 2018.

The first counts in nothing, since no period of the protocol contains it. The next two are
rounded, and neither was read at its origin. No figure was found for 2016 nor for 2017.
"""

CLAUSES: Final = (
    Clause(
        "0.1",
        Text(
            "Action Logement is to rehouse 11,500 priority households in the region in three years",
            "Action Logement relogera en trois ans 11\u202f500 ménages prioritaires de la région",
        ),
        ("action-logement-group", "announced", "territory"),
        (press("titre"),),
    ),
    Clause(
        "1.1",
        Text(
            "the minister for housing, the prefect of the region and Action Logement sign it",
            "la ministre du Logement, le préfet de la région et Action Logement le signent",
        ),
        ("minister", "prefect", "action-logement-group"),
        (press("§ 1"),),
    ),
    Clause(
        "1.2",
        Text("it is signed on 7 March 2016", "il est signé le 7 mars 2016"),
        ("signed_on",),
        (press("§ 1"),),
    ),
    Clause(
        "1.3",
        Text(
            "for three years the signatories work more closely together to house these households",
            "pendant trois ans, les signataires collaborent davantage pour loger ces ménages",
        ),
        ("term", "collaboration"),
        (press("§ 1"),),
    ),
    Clause(
        "1.4",
        Text(
            "these are households of employees, recognised under DALO or leaving temporary housing",
            "ce sont des ménages salariés, reconnus au titre du DALO ou sortant d'un logement "
            "temporaire",
        ),
        ("dalo", "temporary-housing"),
        (press("§ 1"),),
    ),
    Clause(
        "2.1",
        Text(
            "it belongs to the five-year convention of 2 December 2014",
            "il s'inscrit dans la convention quinquennale du 2 décembre 2014",
        ),
        ("convention-2014",),
        (press("§ 2"),),
    ),
    Clause(
        "2.2",
        Text(
            "it goes with the reform of Action Logement, which ties housing to work and training",
            "il accompagne la réforme d'Action Logement, qui lie le logement à l'emploi et à la "
            "formation",
        ),
        (),
        (press("§ 2"),),
    ),
    Clause(
        "2.3",
        Text(
            "the reservations of Action Logement are to be better used, mostly for employees whose "
            "work is precarious",
            "le contingent d'Action Logement doit être mieux mobilisé, surtout au profit de "
            "salariés précaires",
        ),
        ("action-logement", "mobilisation"),
        (press("§ 2"),),
    ),
    Clause(
        "3.1",
        Text(
            "targets rise step by step to the whole of the legal obligation in 2018: a quarter of "
            "the attributions made on the contingent of Action Logement",
            "les objectifs montent par étapes jusqu'à la totalité de l'obligation légale en 2018, "
            "soit un quart des attributions effectuées sur le contingent d'Action Logement",
        ),
        ("quarter",),
        (press("§ 3"), *LAW),
    ),
    Clause(
        "3.2",
        Text(
            "so Action Logement is to rehouse 11,500 of these households in three years",
            "Action Logement relogera donc 11\u202f500 de ces ménages en trois ans",
        ),
        ("announced",),
        (press("§ 3"),),
    ),
    Clause(
        "3.3",
        Text(
            "steering is reinforced and a regional team is soon set up to reach the targets",
            "un pilotage renforcé et une équipe régionale sont mis en place rapidement pour "
            "atteindre les objectifs",
        ),
        ("steering", "regional-team"),
        (press("§ 3"),),
    ),
    Clause(
        "4.1",
        Text(
            "for the sake of social mix, and as an exception, half of the attributions on the "
            "contingent go to priority publics in the 39 communes deficient under the SRU law",
            "au nom de la mixité sociale, et à titre exceptionnel, la moitié des attributions sur "
            "le contingent va aux publics prioritaires dans les 39 communes carencées (loi SRU)",
        ),
        ("deficient-communes",),
        (press("§ 4"), *DEFICIENT.sources[:1]),
    ),
    Clause(
        "5.1",
        Text(
            "Action Logement's president says that it will see to it that the targets are kept",
            "le président d'Action Logement assure qu'il veillera au respect des objectifs",
        ),
        (),
        (press("§ 5"),),
    ),
    Clause(
        "s.1",
        Text(
            "4,777 households a year are due: 60 % of them in 2016, 80 % in 2017, all in 2018, "
            "which makes 2,866, 3,822 and 4,777, and 11,465 in all",
            "4\u202f777 ménages par an sont dus\u00a0: 60\u00a0% en 2016, 80\u00a0% en 2017, "
            "tous en 2018, soit 2\u202f866, 3\u202f822 et 4\u202f777, et 11\u202f465 au total",
        ),
        ("households", "households-total", "quarter"),
        (ARTICLES,),
    ),
    Clause(
        "s.2",
        Text(
            "the half holds while a commune is deficient; then 30 % hold for three years",
            "la moitié vaut tant que dure la carence\u00a0; puis 30\u00a0% pendant trois ans",
        ),
        ("deficient-communes", "after-deficiency"),
        (ARTICLES,),
    ),
    Clause(
        "s.3",
        Text(
            "indicators are drawn monthly from SYPLO",
            "des indicateurs mensuels sont tirés de SYPLO",
        ),
        ("indicators",),
        (ARTICLES,),
    ),
    Clause(
        "s.4",
        Text("steering meets twice a year", "le pilotage se réunit deux fois par an"),
        ("steering-meetings",),
        (ARTICLES,),
    ),
    Clause(
        "s.5",
        Text(
            "Action Logement may propose social support",
            "Action Logement peut proposer un accompagnement social",
        ),
        ("social-support",),
        (ARTICLES,),
    ),
)
"""Each statement of the press release in its order, by paragraph; then those of the articles."""
