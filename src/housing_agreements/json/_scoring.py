"""Scoring in documents: grids with the facts that they count by, scores, and rankings.

A ranking is stored as what was ranked: it is worked out anew when it is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import DayFact, Number
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind, Known
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidValueError,
    UnknownFactError,
    nearest,
    show,
)
from housing_agreements.json._faults import READING_ERRORS, at_index, at_key, group, raise_all
from housing_agreements.json._forms import (
    define,
    fields_form,
    form_of,
    form_of_several,
    own_factory,
    own_form,
    read_keys,
)
from housing_agreements.json._households import any_household_form
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.rules.scoring._reading import check_facts, read_grid
from housing_agreements.rules.scoring.grids import Grid, Points, Waiting
from housing_agreements.rules.scoring.rankings import Move, Ranking, rank
from housing_agreements.rules.scoring.scores import (
    Choice,
    LinePoints,
    Score,
    choose_grids,
)

__all__ = ()


def _tell_at(error: HousingAgreementsError, key: str) -> list[Exception]:
    """The faults that the library found, each told of a key of the document alone."""
    return [at_key(fault.at(""), key) for fault in error.faults]


# --- Facts that a grid counts by ------------------------------------------------------------------

_CLASSES_OF_ASKED: Final[Mapping[Kind, type[DayFact | Number]]] = {
    Kind.DAY: DayFact,
    Kind.COUNT: Number,
    Kind.AMOUNT: Number,
}
"""What a fact of each kind is made of when nothing is asked of it yet."""


def _form_of_asked(expected: str, *kinds: type[DayFact | Number]) -> Form:
    """A fact as itself or, where only a document counts, as an object that says so."""
    fact_form, flag_form = form_of(Fact), form_of(bool)
    readers = {"fact": fact_form.read, "verified_only": flag_form.read}

    def write(asked: DayFact | Number) -> Any:
        written = fact_form.write(asked.fact)
        if type(written) is str and not asked.verified_only:
            return written
        verified = {"verified_only": True} if asked.verified_only else {}
        return {"fact": written, **verified}

    def read(given: object, _: object = None) -> DayFact | Number:
        if type(given) is str:
            return make(fact_form.read(given))
        found = read_keys(given, readers, {"fact"})
        try:
            return make(**found)
        except READING_ERRORS as fault:
            raise group(at_key(fault, "fact")) from None

    def make(fact: Fact, *, verified_only: bool = False) -> DayFact | Number:
        kind = _CLASSES_OF_ASKED.get(fact.kind)
        if kind not in kinds:
            raise InvalidValueError("", show(fact.name), expected)
        return kind(fact, verified_only)

    def schema(known: Definitions) -> Schema:
        whole = {
            "type": "object",
            "properties": {
                "fact": fact_form.schema(known),
                "verified_only": flag_form.schema(known),
            },
            "required": ["fact"],
            "additionalProperties": False,
        }
        return {"anyOf": [{"type": "string"}, whole]}

    return Form(write, read, schema, OBJECT | {"string"})


own_form(DayFact, _form_of_asked("a fact that is a day", DayFact))
own_form(DayFact | Number, _form_of_asked("a fact that is a day or a number", DayFact, Number))


# --- Lines ----------------------------------------------------------------------------------------


def _waiting_form(kind: type[Waiting]) -> Form:
    """A time of waiting, with its bonuses as a mapping, of which each key stands once."""
    bonuses = form_of(Mapping[int, Points])
    own = bonuses._replace(write=lambda pairs: bonuses.write(dict(pairs)))
    return fields_form(kind, own={"bonus": own}, defaults={"bonus": ()})


own_factory(Waiting, _waiting_form)
own_factory(LinePoints, lambda kind: fields_form(kind, own={"parts": form_of_several(kind)}))


# --- Scores ---------------------------------------------------------------------------------------


def _build_score(*, household: Household, on: date, grids: tuple[Grid, ...], **rest: Any) -> Score:
    """A score, of which the grids can be read for the household."""
    faults: list[Exception] = []
    for grid in grids:
        try:
            choose_grids(grid, on, "score")
        except HousingAgreementsError as error:
            faults += _tell_at(error, "grids")
            continue
        try:
            check_facts(read_grid(grid, on), type(household))
        except HousingAgreementsError as error:
            faults += _tell_at(error, "household")
    raise_all(faults)
    return Score(household, on, grids, **rest)


def _build_move(*, shown: tuple[tuple[str, Known[Any]], ...], **rest: Any) -> Move:
    """A move, of which the documents show facts that the household has."""
    made = Move(shown, **rest)
    kind = type(made.after.score.household)
    known = facts_by_name(kind)
    faults: list[Exception] = []
    for name, value in shown:
        try:
            if name not in known:
                remedy = nearest(name, known)
                raise UnknownFactError("", show(name), "a fact of the household", remedy)
            kind(**{name: value})
        except HousingAgreementsError as error:
            faults += _tell_at(error, "shown")
    raise_all(faults)
    return made


own_factory(
    Score, lambda kind: fields_form(kind, own={"household": any_household_form}, build=_build_score)
)
own_factory(Move, lambda kind: fields_form(kind, build=_build_move))


# --- Rankings -------------------------------------------------------------------------------------


class _AnyHousehold:
    """Stands for the type of a household of any class."""


own_form(_AnyHousehold, any_household_form)
_GRIDS_BY_CRITERION: Final = tuple[tuple[Criterion, Grid], ...]
_PARTS_OF_RANKINGS: Final[Mapping[str, Any]] = {
    "on": date,
    "grid": Grid | _GRIDS_BY_CRITERION,
    "ids": tuple[str | int, ...],
    "households": tuple[_AnyHousehold, ...],
}
_NEEDED_OF_RANKINGS: Final = {"on", "grid", "households"}


def _write_ranking(ranking: Ranking) -> dict[str, Any]:
    """The day, the grids, and the applicants; ids are left out where they are indices."""
    choices: Any = ranking.choices
    first = choices[0]
    values = {
        "on": ranking.on,
        "grid": first.grid if first.criterion is None else tuple(one[:2] for one in choices),
        "ids": ranking.ids,
        "households": ranking.households,
    }
    if isinstance(ranking.ids, range):
        del values["ids"]
    return {name: form_of(_PARTS_OF_RANKINGS[name]).write(value) for name, value in values.items()}


def _read_ranking(given: object, _: object = None) -> Ranking:
    readers = {name: form_of(kind).read for name, kind in _PARTS_OF_RANKINGS.items()}
    found = read_keys(given, readers, _NEEDED_OF_RANKINGS)
    on, households, ids = found["on"], found["households"], found.get("ids")
    grid: Any = found["grid"]
    if ids is not None:
        _check_ids_of_ranking(ids, len(households))
    try:
        grid = _join_pairs(grid) if isinstance(grid, tuple) else grid
        choices = choose_grids(grid, on, "rank")
    except HousingAgreementsError as error:
        raise group(*_tell_at(error, "grid")) from None
    try:
        ranking = rank(households, grid, on=on)
    except HousingAgreementsError as error:
        faults = [*_list_faulty_applicants(households, choices, on)] or [error.at("")]
        raise at_key(group(*faults), "households") from None
    if ids is None:
        return ranking
    return attrs.evolve(ranking, ids=ids, indices=dict(zip(ids, range(len(ids)), strict=True)))


def _join_pairs(pairs: Sequence[tuple[Criterion, Grid]]) -> Mapping[Criterion, Grid]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InvalidValueError("", "a list with a criterion twice", "each criterion once")
    return found


def _check_ids_of_ranking(ids: Sequence[str | int], many: int) -> None:
    """Refuse ids that are not one for each applicant, each once."""
    if len(ids) != many or len({*ids}) < many:
        expected = f"{many} ids, one for each household, each once"
        raise at_key(InvalidValueError("", f"{len({*ids})} different ids", expected), "ids")


def _list_faulty_applicants(
    households: Sequence[Household], choices: Sequence[Choice], on: date
) -> Iterator[Exception]:
    """What is wrong with each applicant, by index."""
    for index, household in enumerate(households):
        try:
            for choice in choices:
                reading = read_grid(choice.asked, on)
                check_facts(reading, type(household))
                reading.found_of(household)
        except HousingAgreementsError as error:
            yield from (at_index(fault.at(""), index) for fault in error.faults)


def _ranking_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        return {name: form_of(kind).schema(known) for name, kind in _PARTS_OF_RANKINGS.items()}

    return define(known, "ranking", list_properties, _NEEDED_OF_RANKINGS)


own_form(Ranking, Form(_write_ranking, _read_ranking, _ranking_schema, OBJECT))
