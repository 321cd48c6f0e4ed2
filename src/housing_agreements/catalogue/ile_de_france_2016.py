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

from typing import Final

from housing_agreements.catalogue.ile_de_france_deficiency import (
    KNOWN_DEFICIENT,
    TERM,
    derogation,
)
from housing_agreements.catalogue.ile_de_france_documents import (
    ARTICLES,
    CLAUSES,
    FIGURES,
    LAW,
    SIGNED,
    press,
)
from housing_agreements.criteria.facts import facts
from housing_agreements.law.departments import ILE_DE_FRANCE
from housing_agreements.law.obligations import Holder
from housing_agreements.law.shares import owed_on
from housing_agreements.model.agreements import Agreement, AgreementKind, Reference
from housing_agreements.model.commitments import Share, Volume
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.stages import Stage
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.rates import Rounding, rate
from housing_agreements.values.schedules import ramp
from housing_agreements.values.territories import Territory
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ("AGREEMENT", "CLAUSES", "FIGURES", "KNOWN_DEFICIENT", "REGION", "agreement")

REGION: Final = Territory("11", "Île-de-France", "region", departments=ILE_DE_FRANCE)
"""The region, by its departments."""

_MINISTER: Final = Party("minister", "État (ministre du Logement et de l'Habitat durable)")
_PREFECT: Final = Party("prefect", "État (préfet de la région d'Île-de-France, préfet de Paris)")
_ACTION_LOGEMENT: Final = Party("action-logement-group", "Action Logement")
_SIGNATORIES: Final = (_MINISTER, _PREFECT, _ACTION_LOGEMENT)
_ALL: Final = tuple(party.code for party in _SIGNATORIES)

_PUBLICS: Final = (
    PriorityPublic(
        "dalo",
        Text("employees recognised under DALO", "salariés reconnus au titre du DALO"),
        facts.employed & facts.dalo_recognised,
        (press("§ 1"), LAW[0]),
    ),
    PriorityPublic(
        "temporary-housing",
        Text(
            "employees leaving temporary housing",
            "salariés sortant d'un logement temporaire",
        ),
        facts.employed & facts.leaving_temporary_housing,
        (press("§ 1"), LAW[0]),
    ),
)
_TO: Final = tuple(public.code for public in _PUBLICS)

_OWED: Final = owed_on(Holder.ACTION_LOGEMENT, SIGNED)[1]
_STEPS: Final = {2016: "60 %", 2017: "80 %", 2018: "100 %"}
_TARGETS: Final = ramp(4777, _STEPS, rounding=Rounding.NEAREST)

_TARGETED: Final = (
    Volume(
        "households",
        to=_TO,
        stage=Stage.DECIDED,
        at_least=_TARGETS,
        title=Text("Households rehoused in the year", "Ménages relogés dans l'année"),
        sources=(ARTICLES,),
    ),
    Volume(
        "households-total",
        to=_TO,
        stage=Stage.DECIDED,
        at_least=_TARGETS,
        cumulative=True,
        title=Text("Households rehoused, years added up", "Ménages relogés, années cumulées"),
        sources=(ARTICLES,),
    ),
    Volume(
        "announced",
        to=_TO,
        stage=Stage.DECIDED,
        at_least={TERM: 11_500},
        title=Text("Households announced", "Ménages annoncés"),
        sources=(press("titre, § 3"),),
    ),
    Share(
        "quarter",
        to=_TO,
        stage=Stage.DECIDED,
        # 60, 80 and 100 % of what the law asks: 15, 20 and 25 %.
        at_least={year: rate(step) * _OWED.share for year, step in _STEPS.items()},
        title=Text("Priority share of the attributions", "Part prioritaire des attributions"),
        sources=(press("§ 3"), ARTICLES, *LAW),
    ),
)


def _undertaking(code: str, en: str, fr: str, *, place: str = "") -> Undertaking:
    """A standing undertaking of all the signatories."""
    source = press(place) if place else ARTICLES
    return Undertaking(code, Text(en, fr), by=_ALL, sources=(source,))


_UNDERTAKINGS: Final = (
    _undertaking(
        "collaboration",
        "work more closely together to house the priority publics",
        "développer la collaboration en faveur du logement des publics prioritaires",
        place="§ 1",
    ),
    _undertaking(
        "mobilisation",
        "make better use of the reservations of Action Logement",
        "améliorer la mobilisation du contingent de réservations d'Action Logement",
        place="§ 2",
    ),
    _undertaking(
        "steering",
        "reinforce steering, soon after the signature",
        "renforcer le pilotage, rapidement après la signature",
        place="§ 3",
    ),
    _undertaking(
        "regional-team",
        "set up a regional team for the targets, soon after the signature",
        "mettre en place une équipe régionale dédiée aux objectifs, rapidement après la signature",
        place="§ 3",
    ),
    _undertaking(
        "indicators",
        "follow monthly indicators drawn from SYPLO",
        "suivre des indicateurs mensuels tirés de SYPLO",
    ),
    _undertaking(
        "steering-meetings",
        "meet for steering twice a year",
        "réunir le pilotage deux fois par an",
    ),
    Undertaking(
        "social-support",
        Text(
            "propose social support, which Action Logement may do and does not owe",
            "proposer un accompagnement social, ce qui est une faculté d'Action Logement",
        ),
        by=(_ACTION_LOGEMENT.code,),
        sources=(ARTICLES,),
    ),
)


def agreement(deficient: Timeline[frozenset[str]] | None = None) -> Agreement:
    """The protocol, on the deficient communes that are known or on a list of one's own.

    Args:
        deficient: The communes of the protocol, by INSEE code, on each day on which they are
            deficient; `None`: `KNOWN_DEFICIENT`, which is incomplete, as each finding says.

    Raises:
        InvalidTypeError: For anything but a timeline of sets of codes.
        InvalidValueError: For a commune outside the region, a code of another form, or a list
            that begins after the term.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Period
        >>> mine = agreement(Timeline.of_members({"94068": Period.years(2015, 2017)}))
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
            Contingent("action-logement", _ACTION_LOGEMENT, REGION, sources=(press("§ 2"),)),
        ),
        publics=_PUBLICS,
        commitments=(*_TARGETED, *derogation(deficient, to=_TO)),
        undertakings=_UNDERTAKINGS,
        part_of=(Reference("convention-2014", "Convention quinquennale du 2 décembre 2014"),),
        sources=(press("texte entier"), ARTICLES),
    )


AGREEMENT: Final = agreement()
"""The protocol, on the 37 deficient communes that are known."""
