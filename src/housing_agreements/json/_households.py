"""Households in documents: plain data, as `Household.from_mapping` reads it."""

from datetime import date
from functools import cache
from typing import Any, Final

from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Kind, has_evidence
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.geography.territories import Place
from housing_agreements.json._exact import write_known, write_value
from housing_agreements.json._faults import refuse
from housing_agreements.json._forms import TAG, form_of, own_factory, read_tagged, tag_form
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.json._registry import KINDS, kinds_of

__all__ = ("any_household_form", "household_form")

_OF_KIND: Final[dict[Kind, list[Schema]]] = {
    Kind.FLAG: [{"type": "boolean"}],
    Kind.COUNT: [{"type": "integer"}],
    Kind.AMOUNT: [{"type": "integer"}, {"type": "string"}],
    Kind.CODE: [{"type": "string"}],
}


@cache
def household_form(cls: type[Household]) -> Form:
    """The form of a class of households: an object of the facts of which something is known."""
    known_facts = facts_by_name(cls)

    def write(household: Household) -> dict[str, Any]:
        values = ((name, getattr(household, name)) for name in known_facts)
        return {
            name: write_known(value) if has_evidence(value) else write_value(value)
            for name, value in values
            if value is not None
        }

    def read(given: object, _: object = None) -> Household:
        if type(given) is not dict:
            raise refuse(given, "an object of facts")
        return cls.from_mapping(given)

    def schema(known: Definitions) -> Schema:
        return {
            "type": "object",
            "properties": {
                TAG: {"type": "string"},
                **{name: _schema_of_values(fact.kind, known) for name, fact in known_facts.items()},
            },
            "additionalProperties": False,
        }

    return Form(write, read, schema, frozenset({"object"}))


def _schema_of_values(kind: Kind, known: Definitions) -> Schema:
    """A plain value of a fact, or what is known of it with bounds or evidence."""
    plain = _OF_KIND.get(kind) or [form_of(date if kind is Kind.DAY else Place).schema(known)]
    ends = {name: {"anyOf": plain} for name in ("value", "low", "high")}
    evidence = {
        "type": "object",
        "properties": {
            **ends,
            "verified": {"type": "boolean"},
            "valid_until": form_of(date).schema(known),
        },
        "additionalProperties": False,
    }
    return {"anyOf": [*plain, evidence, {"type": "null"}]}


own_factory(Household, household_form)


# --- Households of any class ----------------------------------------------------------------------


def _write_any(household: Household) -> dict[str, Any]:
    """A household; one of a class below `Household` says of which, as documents of it do."""
    cls = type(household)
    if cls is Household:
        plain: dict[str, Any] = form_of(cls).write(household)
        return plain
    names = [name for name in kinds_of(cls) if KINDS[name] is cls]
    if not names:
        expected = "a household of a class that is registered"
        remedy = f"register its class first: register({cls.__name__})"
        raise InvalidTypeError("dumps, household", show(household), expected, remedy)
    written: dict[str, Any] = tag_form(names[0], form_of(cls)).write(household)
    return written


def _read_any(given: object, _: object = None) -> Household:
    found: Household
    if type(given) is dict and TAG in given:
        forms = {name: tag_form(name, form_of(KINDS[name])) for name in kinds_of(Household)}
        found = read_tagged(given, forms)
    else:
        found = form_of(Household).read(given)
    return found


def _schema_of_any(known: Definitions) -> Schema:
    """The facts of `Household`, or those of a class that is told; these are not looked at."""
    tag = {"enum": sorted(kinds_of(Household))}
    told = {"type": "object", "required": [TAG], "properties": {TAG: tag}}
    return {"anyOf": [form_of(Household).schema(known), told]}


any_household_form: Final = Form(_write_any, _read_any, _schema_of_any, OBJECT)
"""The form of a household where its class is not known from the document."""
