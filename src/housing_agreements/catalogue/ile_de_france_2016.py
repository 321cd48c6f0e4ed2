"""The Île-de-France protocol of 7 March 2016, between the State and Action Logement.

What is stated here comes from the press release of the day, and from articles about the
protocol, whose own text was not read: they alone give the targets by year, the 30 % after
deficiency, the indicators and the meetings.

How it is read, where the sources leave a choice:

- the three years are the calendar years 2016 to 2018, as the yearly targets are;
- an attribution counts on the day the commission decides it ("attributions effectuées");
- the 60, 80 and 100 % of the rise hold for the quarter as they do for the numbers;
- the 50 and the 30 % hold for the deficient communes taken together;
- "salariés" are employees: L.313-26-2 also counts jobseekers, whom the release does not name;
- nobody is named for the steering and the team: they bind all the signatories.
"""

from datetime import date
from typing import Final

from housing_agreements._checks import Faults
from housing_agreements.catalogue._documents import ile_de_france_2016
from housing_agreements.catalogue._signatories import state_undertaking
from housing_agreements.catalogue.clauses import Clause
from housing_agreements.criteria.facts import facts
from housing_agreements.geography.departments import ILE_DE_FRANCE
from housing_agreements.geography.regions import region
from housing_agreements.geography.territories import Territory
from housing_agreements.law.reservations.obligations import QUARTERS, Holder
from housing_agreements.law.reservations.quarter import obligation_on
from housing_agreements.law.sru.deficiency import DEFICIENCY_LISTS
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Share, Volume
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.entries import Stage
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Reference
from housing_agreements.rules.quotas.figures import PublishedFigure
from housing_agreements.values.bounds import about
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding, rate
from housing_agreements.values.schedules import ramp
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = (
    "AGREEMENT",
    "ARTICLES",
    "CLAUSES",
    "DEFICIENT",
    "FIGURES",
    "FIGURE_OF_2014",
    "KNOWN_DEFICIENT",
    "LAW",
    "REGION",
    "SIGNED",
    "TERM",
    "derogation",
    "protocol",
)

SIGNED: Final = date(2016, 3, 7)
"""The day of signature."""

TERM: Final = Period.years(2016, 2018)
"""The years of the protocol."""

REGION: Final = region("11")
"""The region, from 2016 on."""

_MINISTER: Final = Party("minister", "État (ministre du Logement et de l'Habitat durable)")
_PREFECT_OF_THE_REGION: Final = Party(
    "prefect", "État (préfet de la région d'Île-de-France, préfet de Paris)"
)
_ACTION_LOGEMENT_GROUP: Final = Party("action-logement-group", "Action Logement")
_SIGNATORIES: Final = (_MINISTER, _PREFECT_OF_THE_REGION, _ACTION_LOGEMENT_GROUP)

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

_PROTOCOL_PUBLICS: Final = (
    PriorityPublic(
        "dalo",
        Text("employees recognised under DALO", "salariés reconnus au titre du DALO"),
        facts.employed & facts.dalo_recognised,
        (ile_de_france_2016("§ 1"), LAW[0]),
    ),
    PriorityPublic(
        "temporary-housing",
        Text(
            "employees leaving temporary housing",
            "salariés sortant d'un logement temporaire",
        ),
        facts.employed & facts.leaving_temporary_housing,
        (ile_de_france_2016("§ 1"), LAW[0]),
    ),
)
_PROTOCOL_PUBLIC_CODES: Final = tuple(public.code for public in _PROTOCOL_PUBLICS)

_QUARTER_OWED_IN_2016: Final = obligation_on(Holder.ACTION_LOGEMENT, SIGNED)[1]
_STEPS: Final = {2016: "60 %", 2017: "80 %", 2018: "100 %"}
_DUE_A_YEAR: Final = 4777
_TARGETS: Final = ramp(_DUE_A_YEAR, _STEPS, rounding=Rounding.NEAREST)

_COMMITMENTS_FOR_THE_REGION: Final = (
    Volume(
        "households",
        to=_PROTOCOL_PUBLIC_CODES,
        stage=Stage.DECIDED,
        at_least=_TARGETS,
        title=Text("Households rehoused in the year", "Ménages relogés dans l'année"),
        sources=(ARTICLES,),
    ),
    Volume(
        "households-total",
        to=_PROTOCOL_PUBLIC_CODES,
        stage=Stage.DECIDED,
        at_least=_TARGETS,
        cumulative=True,
        title=Text("Households rehoused, years added up", "Ménages relogés, années cumulées"),
        sources=(ARTICLES,),
    ),
    Volume(
        "announced",
        to=_PROTOCOL_PUBLIC_CODES,
        stage=Stage.DECIDED,
        at_least={TERM: 11_500},
        title=Text("Households announced", "Ménages annoncés"),
        sources=(ile_de_france_2016("titre, § 3"),),
    ),
    Share(
        "quarter",
        to=_PROTOCOL_PUBLIC_CODES,
        stage=Stage.DECIDED,
        # 60, 80 and 100 % of what the law asks: 15, 20 and 25 %.
        at_least={year: rate(step) * _QUARTER_OWED_IN_2016.share for year, step in _STEPS.items()},
        title=Text("Priority share of the attributions", "Part prioritaire des attributions"),
        sources=(ile_de_france_2016("§ 3"), ARTICLES, *LAW),
    ),
)


DEFICIENT: Final = next(
    known for known in DEFICIENCY_LISTS if known.cycle == Period.years(2011, 2013)
)
"""The communes known to be deficient after 2011-2013 (*communes carencées*).

The protocol counts 39; 37 are known. An order in force on 7 March 2016 can only concern that
cycle; the list of 2014-2016, pronounced in December 2017, is another one.
"""

_YEARS_AFTER: Final = 3

KNOWN_DEFICIENT: Final = Timeline(
    {TERM.start: DEFICIENT.communes}, verified_until=date(2017, 12, 31)
)
"""The deficient communes that are known, 37 of 39, taken not to change in 2016 and 2017.

The days on which each entered and left deficiency are not known. The next list was pronounced
in December 2017, and surcharges run from 1 January after an order (L.302-9-1): so from 2018 on
the list is not known here, rather than supposed to be the same.
"""

_CAVEATS_OF_THE_LIST: Final = (
    Text(
        "the list of deficient communes is incomplete: the protocol counts 39, the sources name 37",
        "la liste des communes carencées est incomplète\u00a0: le protocole en compte 39, les "
        "sources en nomment 37",
    ),
    Text(
        "the days on which communes entered and left deficiency are not known: the list is taken "
        "not to change in 2016 and 2017, and is not known from 2018 on",
        "les jours d'entrée et de sortie de carence ne sont pas connus\u00a0: la liste est "
        "supposée constante en 2016 et 2017, et n'est pas connue à partir de 2018",
    ),
)


def derogation(
    deficient_communes: Timeline[frozenset[str]] | None, *, to: tuple[str, ...]
) -> tuple[Share, Share]:
    """Half while a commune is deficient, 30 % for the three years after.

    The three years count for a commune that leaves deficiency in the term, or at its end; they
    may reach past it, so the second commitment has periods of its own.

    Args:
        deficient_communes: The communes deficient on each day; `None`: those that are known, and
            then both territories say that the list is incomplete.
        to: The publics that count.

    Raises:
        InvalidTypeError: For anything but a timeline of sets of codes.
        InvalidValueError: For a commune outside the region, a code of another form, or a list
            that begins after the term.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> half, after = derogation(None, to=("dalo",))
        >>> half.territory == after.territory
        False
    """
    listed = KNOWN_DEFICIENT if deficient_communes is None else _check_in_region(deficient_communes)
    caveats = _CAVEATS_OF_THE_LIST if deficient_communes is None else ()
    during = Territory(
        "deficient-communes", "Communes carencées", "list", communes=listed, caveats=caveats
    )
    after = Territory(
        "after-deficiency",
        "Communes sorties de carence depuis moins de trois ans",
        "list",
        communes=_keep_in_term(listed).after(years=_YEARS_AFTER),
        caveats=caveats,
    )
    last = TERM.last_day.year + _YEARS_AFTER
    return (
        Share(
            "deficient-communes",
            to=to,
            stage=Stage.DECIDED,
            at_least="50 %",
            territory=during,
            title=Text(
                "Priority share in the deficient communes",
                "Part prioritaire dans les communes carencées",
            ),
            sources=(ile_de_france_2016("§ 4"), *DEFICIENT.sources),
        ),
        Share(
            "after-deficiency",
            to=to,
            stage=Stage.DECIDED,
            at_least="30 %",
            territory=after,
            periods=tuple(Period.year(year) for year in range(TERM.start.year, last + 1)),
            title=Text(
                "Priority share in the communes that left deficiency",
                "Part prioritaire dans les communes sorties de carence",
            ),
            sources=(ARTICLES, *DEFICIENT.sources),
        ),
    )


def _check_in_region(deficient_communes: Timeline[frozenset[str]]) -> Timeline[frozenset[str]]:
    """Check that the list names communes of the region and begins in time, and hand it on."""
    faults = Faults("deficient communes")
    expected = "a timeline of sets of INSEE codes, such as Timeline.of_members({'94068': Period})"
    faults.instance("list", deficient_communes, Timeline, expected)
    faults.report()
    for code in sorted({str(code) for _, codes in deficient_communes.changes for code in codes}):
        if code[:2] not in ILE_DE_FRANCE:
            faults.value("communes", code, "communes of Île-de-France")
    if deficient_communes.days[0] >= TERM.end:
        faults.value(
            "first day", deficient_communes.days[0], f"a day before {TERM.end}, the end of the term"
        )
    faults.report()
    return deficient_communes


def _keep_in_term(listed: Timeline[frozenset[str]]) -> Timeline[frozenset[str]]:
    """The list without the changes before the term, nor those after the day that ends it."""
    begun = listed.with_other(Timeline({TERM.start: None}), lambda codes, _: codes)
    changes = {day: codes for day, codes in begun.changes if day <= TERM.end}
    return Timeline(changes, verified_until=begun.verified_until)


_PROTOCOL_UNDERTAKINGS: Final = (
    state_undertaking(
        "collaboration",
        "work more closely together to house the priority publics",
        "développer la collaboration en faveur du logement des publics prioritaires",
        ile_de_france_2016("§ 1"),
        by=_SIGNATORIES,
    ),
    state_undertaking(
        "mobilisation",
        "make better use of the reservations of Action Logement",
        "améliorer la mobilisation du contingent de réservations d'Action Logement",
        ile_de_france_2016("§ 2"),
        by=_SIGNATORIES,
    ),
    state_undertaking(
        "steering",
        "reinforce steering, soon after the signature",
        "renforcer le pilotage, rapidement après la signature",
        ile_de_france_2016("§ 3"),
        by=_SIGNATORIES,
    ),
    state_undertaking(
        "regional-team",
        "set up a regional team for the targets, soon after the signature",
        "mettre en place une équipe régionale dédiée aux objectifs, rapidement après la signature",
        ile_de_france_2016("§ 3"),
        by=_SIGNATORIES,
    ),
    state_undertaking(
        "indicators",
        "follow monthly indicators drawn from SYPLO",
        "suivre des indicateurs mensuels tirés de SYPLO",
        ARTICLES,
        by=_SIGNATORIES,
    ),
    state_undertaking(
        "steering-meetings",
        "meet for steering twice a year",
        "réunir le pilotage deux fois par an",
        ARTICLES,
        by=_SIGNATORIES,
    ),
    state_undertaking(
        "social-support",
        "propose social support",
        "proposer un accompagnement social",
        ARTICLES,
        by=(_ACTION_LOGEMENT_GROUP,),
        owed=False,
    ),
)


def protocol(deficient_communes: Timeline[frozenset[str]] | None = None) -> Agreement:
    """The protocol, on the deficient communes that are known or on a list of one's own.

    Args:
        deficient_communes: The communes of the protocol, by INSEE code, on each day on which they
            are deficient; `None`: `KNOWN_DEFICIENT`, which is incomplete, as each finding says.

    Raises:
        InvalidTypeError: For anything but a timeline of sets of codes.
        InvalidValueError: For a commune outside the region, a code of another form, or a list
            that begins after the term.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Period
        >>> mine = protocol(Timeline.of_members({"94068": Period.years(2015, 2017)}))
        >>> mine.commitment("after-deficiency").territory.communes(on=date(2020, 12, 31))
        ('94068',)
    """
    return Agreement(
        "ile-de-france-2016",
        AgreementKind.PROTOCOL,
        Text("Île-de-France protocol of 7 March 2016", "Protocole d'Île-de-France du 7 mars 2016"),
        parties=_SIGNATORIES,
        signed_on=SIGNED,
        term=TERM,
        territory=REGION,
        contingents=(
            Contingent(
                "action-logement",
                _ACTION_LOGEMENT_GROUP,
                REGION,
                sources=(ile_de_france_2016("§ 2"),),
            ),
        ),
        publics=_PROTOCOL_PUBLICS,
        commitments=(
            *_COMMITMENTS_FOR_THE_REGION,
            *derogation(deficient_communes, to=_PROTOCOL_PUBLIC_CODES),
        ),
        undertakings=_PROTOCOL_UNDERTAKINGS,
        part_of=(Reference("convention-2014", "Convention quinquennale du 2 décembre 2014"),),
        sources=(ile_de_france_2016("texte entier"), ARTICLES),
    )


AGREEMENT: Final = protocol()
"""The protocol, on the 37 deficient communes that are known."""


_PUBLISHED_LATER: Final = Source("Résultats publiés après coup", "source secondaire, arrondis")
_THREE_YEARS: Final = about(11_500, to=100)
_LAST_YEAR: Final = about(4_700, to=100)

FIGURES: Final = (
    PublishedFigure(
        ("households-total", "announced"),
        Period.years(2016, 2018),
        _THREE_YEARS,
        sources=(_PUBLISHED_LATER,),
    ),
    PublishedFigure("households", 2018, _LAST_YEAR, sources=(_PUBLISHED_LATER,)),
)
"""Outcomes that were published: of 2016-2018, and "nearly 4,700" in 2018.

Both are rounded, and neither was read at its origin. No figure was found for 2016 nor for 2017.
"""

FIGURE_OF_2014: Final = PublishedFigure("households", 2014, 1445, sources=(ARTICLES,))
"""The households of 2014, before the protocol: no commitment of it reads them."""


CLAUSES: Final = (
    Clause(
        "0.1",
        Text(
            "Action Logement is to rehouse 11,500 priority households in the region in three years",
            "Action Logement relogera en trois ans 11\u202f500 ménages prioritaires de la région",
        ),
        ("action-logement-group", "announced", "territory"),
        (ile_de_france_2016("titre"),),
    ),
    Clause(
        "1.1",
        Text(
            "the minister for housing, the prefect of the region and Action Logement sign it",
            "la ministre du Logement, le préfet de la région et Action Logement le signent",
        ),
        ("minister", "prefect", "action-logement-group"),
        (ile_de_france_2016("§ 1"),),
    ),
    Clause(
        "1.2",
        Text("it is signed on 7 March 2016", "il est signé le 7 mars 2016"),
        ("signed_on",),
        (ile_de_france_2016("§ 1"),),
    ),
    Clause(
        "1.3",
        Text(
            "for three years the signatories work more closely together to house these households",
            "pendant trois ans, les signataires collaborent davantage pour loger ces ménages",
        ),
        ("term", "collaboration"),
        (ile_de_france_2016("§ 1"),),
    ),
    Clause(
        "1.4",
        Text(
            "these are households of employees, recognised under DALO or leaving temporary housing",
            "ce sont des ménages salariés, reconnus au titre du DALO ou sortant d'un logement "
            "temporaire",
        ),
        ("dalo", "temporary-housing"),
        (ile_de_france_2016("§ 1"),),
    ),
    Clause(
        "2.1",
        Text(
            "it belongs to the five-year convention of 2 December 2014",
            "il s'inscrit dans la convention quinquennale du 2 décembre 2014",
        ),
        ("convention-2014",),
        (ile_de_france_2016("§ 2"),),
    ),
    Clause(
        "2.2",
        Text(
            "it goes with the reform of Action Logement, which ties housing to work and training",
            "il accompagne la réforme d'Action Logement, qui lie le logement à l'emploi et à la "
            "formation",
        ),
        (),
        (ile_de_france_2016("§ 2"),),
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
        (ile_de_france_2016("§ 2"),),
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
        (ile_de_france_2016("§ 3"), *LAW),
    ),
    Clause(
        "3.2",
        Text(
            "so Action Logement is to rehouse 11,500 of these households in three years",
            "Action Logement relogera donc 11\u202f500 de ces ménages en trois ans",
        ),
        ("announced",),
        (ile_de_france_2016("§ 3"),),
    ),
    Clause(
        "3.3",
        Text(
            "steering is reinforced and a regional team is soon set up to reach the targets",
            "un pilotage renforcé et une équipe régionale sont mis en place rapidement pour "
            "atteindre les objectifs",
        ),
        ("steering", "regional-team"),
        (ile_de_france_2016("§ 3"),),
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
        (ile_de_france_2016("§ 4"), *DEFICIENT.sources[:1]),
    ),
    Clause(
        "5.1",
        Text(
            "Action Logement's president says that it will see to it that the targets are kept",
            "le président d'Action Logement assure qu'il veillera au respect des objectifs",
        ),
        (),
        (ile_de_france_2016("§ 5"),),
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
            "la moitié vaut tant que dure la carence\u202f; puis 30\u00a0% pendant trois ans",
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
