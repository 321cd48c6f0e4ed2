"""What each kind of frame is asked for the page of what it supports: criteria, facts, columns.

All households, ledgers and agreements here are synthetic.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import attrs
from tests.frames.drawing import as_columns, tell_missing
from tests.frames.engines import Rows, listed

from housing_agreements import (
    Household,
    Place,
    PriorityPublic,
    Territory,
    Text,
    Timeline,
    Verdict,
    at_least_of,
    check_eligibility,
    fact,
    facts,
    facts_of,
)
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion, open_question
from housing_agreements.criteria.kinds import Known
from housing_agreements.frames import Absent, classify, decide

__all__ = ("CRITERIA", "KINDS", "ON", "READING", "Ask", "Feature", "Make")

Make = Callable[[Rows], Any]
"""Puts rows in a frame of one engine."""
Ask = Callable[[Make], None]
"""Asks such a frame, and asserts that it answers as the objects do."""


@attrs.frozen
class Feature:
    """Something that a frame can be asked."""

    name: Text
    """What it is called on the page."""
    ask: Ask
    """How it is asked."""
    is_fault: bool = False
    """Whether it should be refused: where it is not, it decides nothing."""


ON: Final = date(2017, 3, 1)
_ANSWERS: Final[dict[Verdict | None, bool | None]] = {
    Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None
}  # fmt: skip
PEOPLE: Final = (
    Household(),
    Household(
        employed=True, disabled=True, household_size=1, annual_income=10_000, ceilings_zone="1",
        born_on=date(1999, 3, 1), applied_on=date(2016, 3, 1), dwelling_financing="PLAI",
        residence=Place("35238", "north"),
    ),
    Household(
        employed=False, disabled=True, household_size=3, annual_income=30_000, ceilings_zone="1",
        born_on=date(1999, 3, 2), applied_on=date(2016, 3, 2), dwelling_financing="PLUS",
        residence=Place("35238", "south"),
    ),
    Household(
        employed=True, disabled=False, household_size=4, annual_income=30_001, ceilings_zone="2",
        born_on=date(1950, 1, 1), applied_on=date(2010, 1, 1), dwelling_financing="PLS",
        residence=Place("75056", "north"),
    ),
    Household(
        employed=False, disabled=False, household_size=2, annual_income=5_000, ceilings_zone="2",
        born_on=date(2000, 2, 29), applied_on=date(2017, 3, 1), dwelling_financing="PLAI",
        residence=Place("59350"),
    ),
    Household(employed=True, household_size=2, annual_income=20_000, ceilings_zone="1"),
)  # fmt: skip
_BOUNDED: Final = (
    Household(),
    Household(household_size=Known(low=3), applied_on=Known(high=date(2016, 1, 1))),
    Household(household_size=Known(high=2), applied_on=Known(low=date(2017, 1, 1))),
    Household(household_size=Known(low=2, high=4), applied_on=Known(low=date(2016, 1, 1))),
    Household(household_size=3, applied_on=date(2016, 3, 2)),
)
_PROVEN: Final = (
    Household(),
    Household(employed=True),
    Household(employed=Known(True, verified=True)),  # noqa: FBT003  # the fact itself
    Household(employed=Known(False, verified=True)),  # noqa: FBT003  # the fact itself
)
_LASTING: Final = tuple(
    Household(employed=Known(True, valid_until=day))  # noqa: FBT003  # the fact itself
    for day in (date(2017, 2, 28), ON, date(2017, 3, 2), None)
)
_GRID: Final = {(zone, size): 10_000 * size for zone in ("1", "2") for size in (1, 2, 3, 4)}
_CEILINGS: Final = Timeline({date(2016, 1, 1): _GRID}, verified_until=date(2018, 12, 31))
_BY: Final = (facts.ceilings_zone, facts.household_size)


def _territory(**members: Any) -> Territory:
    return Territory("t", "somewhere", "list", **members)


def answers_as_households(
    criterion: Criterion,
    people: Sequence[Household] = PEOPLE,
    *,
    amounts: str = "cents",
    days: bool = False,
    varied: bool = True,
) -> Ask:
    """Asks a criterion, and what would settle it, of every household."""
    on = [date(2015 + row, 3, 1) if days else ON for row in range(len(people))]
    answers = [
        _ANSWERS[criterion.decide(each, on=day)] for each, day in zip(people, on, strict=True)
    ]
    missing = [tell_missing(criterion, each, day) for each, day in zip(people, on, strict=True)]
    if varied:
        assert len(set(answers)) > 1, criterion

    def ask(make: Make) -> None:
        case = as_columns(criterion, tuple(people), tuple(on), amounts)
        how: Any = {"on": "asked_on" if days else ON, "columns": case.columns, "missing": "missing"}
        found = decide(make(case.rows), criterion, **how)
        assert listed(found, "answer") == answers, criterion
        assert listed(found, "missing") == missing, criterion

    return ask


def _feature(en: str, fr: str, ask: Ask) -> Feature:
    return Feature(Text(en, fr), ask)


def _criterion(en: str, fr: str, criterion: Criterion, **how: Any) -> Feature:
    return _feature(en, fr, answers_as_households(criterion, **how))


def _nested(levels: int) -> Criterion:
    made: Criterion = facts.employed
    for level in range(levels):
        made = ~(made & facts.disabled) if level % 2 else made | facts.employed
    return made


class OwnQuestion(Flag):
    """A kind of question that this library does not know."""


CRITERIA: Final = (
    _criterion("a yes or no", "un oui ou non", facts.employed),
    _criterion("a number with a minimum", "un nombre avec un minimum",
               facts.household_size.at_least(3)),
    _criterion("a number between two", "un nombre entre deux autres",
               facts.household_size.between(2, 3)),
    _criterion("a number among several", "un nombre parmi plusieurs",
               facts.household_size.one_of(1, 4)),
    _criterion("a limit that changes with time", "un seuil qui change avec le temps",
               facts.household_size.at_least(Timeline({date(2016, 1, 1): 2, ON: 3}))),
    _criterion("an amount below a limit", "un montant sous un seuil",
               facts.annual_income.below(30_001)),
    _criterion("a day with a time limit", "un jour avec une date limite",
               facts.applied_on.at_most(date(2016, 3, 1))),
    _criterion("time that has passed", "un délai écoulé", facts.applied_on.at_least_ago(months=12)),
    _criterion("an age", "un âge", facts.born_on.aged_at_least(years=18)),
    _criterion("a code among several", "un code parmi plusieurs",
               facts.dwelling_financing.one_of("PLAI", "PLUS")),
    _criterion("a place in listed communes", "un lieu dans des communes énumérées",
               facts.residence.within(_territory(communes=("35238", "59350")))),
    _criterion("a place in departments", "un lieu dans des départements",
               facts.residence.within(_territory(departments=("35",)))),
    _criterion("a place in neighbourhoods", "un lieu dans des quartiers",
               facts.residence.within(_territory(neighbourhoods=("north",)))),
    _criterion("a place in a territory of which some communes are in doubt",
               "un lieu dans un territoire dont certaines communes sont incertaines",
               facts.residence.within(
                   _territory(communes=("75056",), possible_communes=("35238",)))),
    _criterion("a place in a territory that changes with time",
               "un lieu dans un territoire qui change avec le temps",
               facts.residence.within(
                   _territory(communes=Timeline.of_members({"35238": date(2017, 1, 1)}))),
               days=True),
    _criterion("an income under the ceiling of a dated table",
               "des ressources sous le plafond d'un barème daté",
               facts.annual_income.under(_CEILINGS, by=_BY)),
    _criterion("an income strictly under it", "des ressources strictement inférieures à ce plafond",
               facts.annual_income.under(_CEILINGS, by=_BY, strictly=True)),
    _criterion("an open question", "une question ouverte", open_question("when", "quand"),
               varied=False),
    _criterion("and, or, not", "et, ou, non",
               (facts.employed & ~facts.disabled) | facts.household_size.equals(3)),
    _criterion("at least two of three", "au moins deux sur trois",
               at_least_of(2, facts.employed, facts.disabled, facts.household_size.below(3))),
    _criterion("parts nested in one another, 25 deep",
               "des parties emboîtées sur 25 niveaux", _nested(25)),
    _criterion("a fact that must be verified", "un fait qui doit être justifié",
               facts.employed.verified(), people=_PROVEN),
    _criterion("a kind of question of your own", "un type de question que vous définissez",
               OwnQuestion(facts.employed.fact)),
)  # fmt: skip
"""Each kind of criterion."""


@attrs.frozen(kw_only=True)
class _Local(Household):
    in_town: bool | None = fact("lives in town", "habite la commune")
    """Synthetic: a fact that only one ledger has."""


def _ask_local(make: Make) -> None:
    criterion = facts_of(_Local).in_town & facts.employed
    people = [_Local(in_town=each, employed=True) for each in (True, False, None)]
    rows: Rows = {"in_town": ("flag", [True, False, None]), "employed": ("flag", [True] * 3)}
    found = decide(make(rows), criterion, on=ON)
    assert listed(found, "answer") == [_ANSWERS[criterion.decide(each, on=ON)] for each in people]


def _ask_names(make: Make) -> None:
    rows: Rows = {"salaried": ("flag", [True, False, None])}
    columns = {"employed": "salaried", "disabled": None}
    found = decide(make(rows), facts.employed | facts.disabled, on=ON, columns=columns)
    assert listed(found, "answer") == [True, None, None]
    criterion = facts.employed & facts.disabled
    found = decide(
        make(rows), criterion, on=ON, columns={"employed": "salaried"}, absent=Absent.NOT_KNOWN
    )
    assert listed(found, "answer") == [None, False, None]


def _ask_publics(make: Make) -> None:
    widening: Any = Timeline(
        {date(2016, 1, 1): facts.employed, ON: facts.employed | facts.disabled}
    )
    publics = [PriorityPublic("a", "A", widening), PriorityPublic("b", "B", facts.disabled)]
    days = [date(2017, 2, 28), ON, ON, date(2015, 1, 1), ON, ON]
    case = as_columns(facts.employed | facts.disabled, PEOPLE, tuple(days), "cents")
    found = classify(make(case.rows), publics, on="asked_on", prefix="in_")
    for public in publics:
        expected = [
            _ANSWERS[check_eligibility(each, public, on=day).verdict]
            for each, day in zip(PEOPLE, days, strict=True)
        ]
        assert listed(found, f"in_{public.code}") == expected


READING: Final = (
    _criterion("known within bounds, numbers and days", "connu entre des bornes, nombres et jours",
               facts.household_size.at_least(3) | facts.applied_on.at_least_ago(months=12),
               people=_BOUNDED),
    _criterion("valid until a day", "valable jusqu'à un jour", facts.employed, people=_LASTING),
    _criterion("amounts in cents", "des montants en centimes", facts.annual_income.below(30_001)),
    _criterion("amounts in decimals", "des montants en décimaux",
               facts.annual_income.below(30_001), amounts="decimal"),
    _criterion("a day asked for each row", "une date d'examen par ligne",
               facts.applied_on.at_least_ago(months=12), days=True),
    _feature("columns of other names, facts without one",
             "des colonnes d'un autre nom, des faits sans colonne",
             _ask_names),
    _feature("facts of your own", "des faits que vous définissez", _ask_local),
    _feature("publics whose definition widens", "des publics dont la définition s'élargit",
             _ask_publics),
)  # fmt: skip
"""Each way in which a fact is read."""


def _holds(
    kind: str, values: Sequence[object], criterion: Criterion, answers: Sequence[bool | None]
) -> Ask:
    """Asks a criterion of a column of some kind."""

    def ask(make: Make) -> None:
        rows: Rows = {criterion.facts[0]: (kind, values)}
        assert listed(decide(make(rows), criterion, on=ON), "answer") == answers

    return ask


def _impossible(rows: Rows, criterion: Criterion) -> Ask:
    """Asks a criterion of values that cannot be: refused, or else not known."""

    def ask(make: Make) -> None:
        assert listed(decide(make(rows), criterion, on=ON), "answer") == [None]

    return ask


_SIZE: Final = facts.household_size.at_least(3)
_INCOME: Final = facts.annual_income.at_most(1_000)
_APPLIED: Final = facts.applied_on.at_least_ago(months=12)
_PLAI: Final = facts.dwelling_financing.equals("PLAI")
_EMPLOYED: Final = facts.employed
KINDS: Final = (
    _feature("small integers", "de petits entiers",
             _holds("small", [3, 2, None], _SIZE, [True, False, None])),
    _feature("decimals of 38 digits", "des décimaux de 38 chiffres",
             _holds("wide", [Decimal(1000), Decimal("1000.0000000001"), None], _INCOME,
                    [True, False, None])),
    _feature("categories", "des catégories",
             _holds("category", ["PLAI", "PLS", None], _PLAI, [True, False, None])),
    _feature("nulls without a kind", "des valeurs toutes absentes, sans type",
             _holds("null", [None, None], _EMPLOYED, [None, None])),
    _feature("floats, whole ones", "des flottants à valeur entière",
             _holds("float", [3.0, 2.0, None], _SIZE, [True, False, None])),
    _feature("floats, others", "d'autres flottants", _holds("float", [2.5], _SIZE, [False])),
    _feature("times at midnight", "des instants à minuit",
             _holds("time", [datetime(2016, 3, 1), datetime(2016, 3, 2)],  # noqa: DTZ001  # naive
                    _APPLIED, [True, False])),
    _feature("other times", "d'autres instants",
             _holds("time", [datetime(2016, 3, 1, 12)], _APPLIED, [True])),  # noqa: DTZ001  # naive
    _feature("text for a yes or no", "du texte pour un oui ou non",
             _holds("code", ["oui", "non"], _EMPLOYED, [True, False])),
    _feature("text for days", "du texte pour des jours",
             _holds("code", ["2016-03-01"], _APPLIED, [True])),
    _feature("numbers for codes", "des nombres pour des codes",
             _holds("count", [1, 2], _PLAI, [False, False])),
    Feature(Text("a number that no household has", "un nombre qu'aucun ménage n'a"),
            _impossible({"household_size": ("count", [0])}, _SIZE), is_fault=True),
    Feature(Text("a code with a blank end", "un code bordé d'un blanc"),
            _impossible({"dwelling_financing": ("code", ["PLAI "])}, _PLAI), is_fault=True),
    Feature(Text("a commune that lost its zero", "une commune qui a perdu son zéro"),
            _impossible({"residence": ("code", ["1004"])},
                        facts.residence.within(_territory(departments=("10",)))), is_fault=True),
)  # fmt: skip
"""Columns of each kind, and what becomes of them."""
