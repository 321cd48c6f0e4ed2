"""Territories in documents: their lists of codes, and what they were made of where lists do not do.

What a territory covers on a day is written as the lists that give it: departments, communes,
neighbourhoods. What was made of others by `|`, `&` or `-` may be no list of codes; it is written
as a flat series of nodes, each made of earlier ones, so that no depth matters.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from housing_agreements._checks import Faults
from housing_agreements._visible_text import is_code
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.geography._assumed_code import AssumedCode
from housing_agreements.geography._coverage import ALL, Coverage, Join, check_commune_code
from housing_agreements.geography._members import Members
from housing_agreements.geography._told_changes import check_assumed
from housing_agreements.geography._unknown_codes import check_listed_department
from housing_agreements.geography.territories import Territory
from housing_agreements.json._faults import READING_ERRORS, at_index, at_key, raise_all, refuse
from housing_agreements.json._forms import (
    define,
    form_of,
    own_form,
    read_keys,
)
from housing_agreements.json._leaves import OBJECT, Definitions, Form, Schema
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ("coverage_form", "members_form")

_LISTS_OF_CODES: Final = ("departments", "communes", "neighbourhoods", "possible_communes")
_JOINS: Final[Mapping[str, Join]] = {
    "union": Coverage.union,
    "intersection": Coverage.intersection,
    "difference": Coverage.difference,
}
_NAMES_OF_JOINS: Final[Mapping[Any, str]] = {join: name for name, join in _JOINS.items()}


# --- The coverage of a commune --------------------------------------------------------------------


def _write_coverage(coverage: Coverage) -> Any:
    if not coverage.exceptions:
        return coverage.elsewhere
    exceptions = [[code, here] for code, here in coverage.exceptions]
    return {"elsewhere": coverage.elsewhere, "exceptions": exceptions}


def _read_coverage(given: object, _: object = None) -> Coverage:
    if given is None or type(given) is bool:
        return Coverage(given)
    answer = form_of(bool | None).read
    exceptions = form_of(tuple[tuple[str, bool | None], ...]).read
    found = read_keys(given, {"elsewhere": answer, "exceptions": exceptions}, {"elsewhere"})
    for code, _here in found.get("exceptions", ()):
        if not is_code(code):
            raise at_key(InvalidValueError("", show(code), "a code"), "exceptions")
    return Coverage(found["elsewhere"], dict(found.get("exceptions", ())))


def _coverage_schema(known: Definitions) -> Schema:
    answer = {"type": ["boolean", "null"]}
    exceptions = form_of(tuple[tuple[str, bool | None], ...]).schema(known)
    properties = {"elsewhere": answer, "exceptions": exceptions}
    return {"anyOf": [answer, define(known, "coverage", lambda _: properties, {"elsewhere"})]}


coverage_form: Final = own_form(
    Coverage,
    Form(_write_coverage, _read_coverage, _coverage_schema, OBJECT | {"boolean", "null"}),
)


# --- What is assumed of the official code ---------------------------------------------------------


def _read_assumed(given: object, _: object = None) -> AssumedCode:
    until, changes = form_of(date).read, form_of(tuple[tuple[str, tuple[date, str]], ...]).read
    assumed = AssumedCode(**read_keys(given, {"until": until, "changes": changes}, {"until"}))
    check_assumed(assumed)
    return assumed


def _write_assumed(assumed: AssumedCode) -> dict[str, Any]:
    written: dict[str, Any] = {"until": assumed.until.isoformat()}
    if assumed.changes:
        written["changes"] = [
            [code, [day.isoformat(), into]] for code, (day, into) in assumed.changes
        ]
    return written


def _schema_of_assumed(known: Definitions) -> Schema:
    changes = form_of(tuple[tuple[str, tuple[date, str]], ...]).schema(known)
    properties = {"until": form_of(date).schema(known), "changes": changes}
    return define(known, "assumed-code", lambda _: properties, {"until"})


own_form(AssumedCode, Form(_write_assumed, _read_assumed, _schema_of_assumed, OBJECT))


# --- What is covered on a day ---------------------------------------------------------------------


def _write_members(members: Members) -> dict[str, Any]:
    """What is covered on a day: the lists that give it, else the nodes that it is made of."""
    lists = _lists_of(members)
    if lists is None:
        return {"parts": _write_parts(members)}
    return lists | _write_how_read(members)


def _write_how_read(members: Members) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if members.coded_on is not None:
        written["coded_on"] = members.coded_on.isoformat()
    if members.assumed is not None:
        written["assumed"] = _write_assumed(members.assumed)
    return written


def _lists_of(members: Members) -> dict[str, Any] | None:
    """The lists of codes of which members are made, without empty ones; `None`: there are none."""
    if members.made_of is not None:
        return None
    quarters = [code for code, here in members.elsewhere.exceptions if here]
    communes = [code for code, part in members.communes if part == ALL]
    listed = {
        "departments": [code for code, part in members.departments if part == ALL],
        "communes": communes,
        "neighbourhoods": quarters,
        "possible_communes": [code for code, part in members.communes if part != ALL],
    }
    return (
        {name: codes for name, codes in listed.items() if codes}
        if (_of_lists(listed, members.coded_on, members.assumed) == members)
        else None
    )


def _of_lists(
    lists: Mapping[str, Iterable[str]], coded_on: date | None, assumed: AssumedCode | None
) -> Members:
    codes = {name: lists.get(name, ()) for name in _LISTS_OF_CODES}
    made = Members.of(
        codes["communes"],
        codes["departments"],
        codes["neighbourhoods"],
        codes["possible_communes"],
        coded_on,
    )
    return made if assumed is None else made.assume(lambda _: assumed)


def _write_parts(members: Members) -> list[dict[str, Any]]:
    """The members and all that they are made of, each after its parts and once."""
    indices: dict[Members, int] = {}
    nodes: list[dict[str, Any]] = []
    waiting: list[tuple[Members, bool]] = [(members, False)]
    while waiting:
        node, ready = waiting.pop()
        if node in indices:
            continue
        parts = node.made_of[1:] if node.made_of is not None else ()
        if not ready:
            waiting.append((node, True))
            waiting.extend((part, False) for part in reversed(parts))
            continue
        indices[node] = len(nodes)
        written: dict[str, Any] = {"elsewhere": _write_coverage(node.elsewhere)}
        for name, listed in (("departments", node.departments), ("communes", node.communes)):
            if listed:
                written[name] = [[code, _write_coverage(part)] for code, part in listed]
        if node.made_of is not None:
            written["join"] = _NAMES_OF_JOINS[node.made_of[0]]
            written["of"] = [indices[part] for part in parts]
        nodes.append(written | _write_how_read(node))
    return nodes


def _read_members(given: object, _: object = None) -> Members:
    """What is covered on a day, from its lists or from its nodes."""
    if type(given) is dict and "parts" in given:
        whole: Members = read_keys(given, {"parts": _read_parts}, {"parts"})["parts"]
        return whole
    found = read_keys(given, _readers_of_lists(), frozenset())
    lists = {name: found.get(name, ()) for name in _LISTS_OF_CODES}
    _check_codes(lists)
    return _of_lists(lists, found.get("coded_on"), found.get("assumed"))


def _readers_of_lists() -> dict[str, Any]:
    codes = form_of(tuple[str, ...]).read
    return {**dict.fromkeys(_LISTS_OF_CODES, codes), **_how_read()}


def _how_read() -> dict[str, Any]:
    return {"coded_on": form_of(date).read, "assumed": form_of(AssumedCode).read}


def _check_codes(lists: Mapping[str, Iterable[str]]) -> None:
    """Refuse what is no code of a commune, of a department or of a neighbourhood."""
    checks = {"departments": check_listed_department, "neighbourhoods": Faults.code}
    faults: list[Exception] = []
    for name, codes in lists.items():
        found = Faults("")
        for code in codes:
            checks.get(name, check_commune_code)(found, name, code)
        try:
            found.report()
        except READING_ERRORS as error:
            faults.append(error)
    raise_all(faults)


def _read_parts(given: object, _: object = None) -> Members:
    parts = form_of(tuple[tuple[str, Coverage], ...]).read
    readers = {
        "elsewhere": form_of(Coverage).read,
        "departments": parts,
        "communes": parts,
        "join": form_of(str).read,
        "of": form_of(tuple[int, int]).read,
        **_how_read(),
    }
    made: list[Members] = []

    def read_node(node: object, _: object = None) -> None:
        found = read_keys(node, readers, {"elsewhere"})
        lists = {name: found.get(name, ()) for name in ("departments", "communes")}
        _check_codes({name: [code for code, _ in listed] for name, listed in lists.items()})
        made.append(
            Members(
                found["elsewhere"],
                dict(lists["departments"]),
                dict(lists["communes"]),
                _read_join(found, made),
                coded_on=found.get("coded_on"),
                assumed=found.get("assumed"),
            )
        )

    # A node is made of earlier ones: where one is wrong, those after it may be only for that.
    if type(given) is not list or not given:
        raise refuse(given, "a list of parts, at least one")
    for index, node in enumerate(given):
        try:
            read_node(node)
        except READING_ERRORS as fault:
            raise at_index(fault, index) from None
    return made[-1]


def _read_join(
    found: Mapping[str, Any], made: list[Members]
) -> tuple[Join, Members, Members] | None:
    if "join" not in found and "of" not in found:
        return None
    name, of = found.get("join"), found.get("of", ())
    if type(name) is not str or name not in _JOINS:
        expected = f"one of {', '.join(map(show, _JOINS))}"
        raise at_key(InvalidValueError("", show(name), expected), "join")
    if len(of) != len(("one", "other")) or not all(0 <= index < len(made) for index in of):
        raise at_key(InvalidValueError("", show(list(of)), "two indices of earlier parts"), "of")
    return _JOINS[name], made[of[0]], made[of[1]]


def _members_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        codes = {"type": "array", "items": {"type": "string"}}
        parts = form_of(tuple[tuple[str, Coverage], ...]).schema(known)
        how_read = {
            "coded_on": form_of(date).schema(known),
            "assumed": form_of(AssumedCode).schema(known),
        }
        node = {
            "type": "object",
            "properties": {
                "elsewhere": form_of(Coverage).schema(known),
                "departments": parts,
                "communes": parts,
                "join": {"enum": list(_JOINS)},
                "of": form_of(tuple[int, int]).schema(known),
                **how_read,
            },
            "required": ["elsewhere"],
            "additionalProperties": False,
        }
        return {
            **dict.fromkeys(_LISTS_OF_CODES, codes),
            **how_read,
            "parts": {"type": "array", "items": node, "minItems": 1},
        }

    return define(known, "members", list_properties, frozenset())


members_form: Final = own_form(
    Members, Form(_write_members, _read_members, _members_schema, OBJECT)
)


# --- Territories ----------------------------------------------------------------------------------


def _write_territory(territory: Territory) -> dict[str, Any]:
    """Its code, its name and its level, then its lists; or its members, where they change."""
    written: dict[str, Any] = {
        "code": territory.code,
        "name": territory.name,
        "level": territory.level,
    }
    members = territory.members
    covered = members.changes[0][1]
    lists = _lists_of(covered) if members == Timeline.constant(covered) else None
    if lists is not None and covered.assumed is None:
        written |= lists | _write_how_read(covered)
    else:
        written["members"] = form_of(Timeline[Members]).write(members)
    if territory.caveats:
        written["caveats"] = form_of(tuple[Text, ...]).write(territory.caveats)
    return written


def _read_territory(given: object, _: object = None) -> Territory:
    codes = form_of(tuple[str, ...]).read
    readers = {
        **dict.fromkeys(("code", "name", "level"), form_of(str).read),
        **dict.fromkeys(_LISTS_OF_CODES, codes),
        "coded_on": form_of(date).read,
        "members": form_of(Timeline[Members]).read,
        "caveats": form_of(tuple[Text, ...]).read,
    }
    return Territory(**read_keys(given, readers, {"code", "name", "level"}))


def _territory_schema(known: Definitions) -> Schema:
    def list_properties(known: Definitions) -> Mapping[str, Schema]:
        text = {"type": "string"}
        return {
            **dict.fromkeys(("code", "name", "level"), text),
            **{name: {"type": "array", "items": text} for name in _LISTS_OF_CODES},
            "coded_on": form_of(date).schema(known),
            "members": form_of(Timeline[Members]).schema(known),
            "caveats": form_of(tuple[Text, ...]).schema(known),
        }

    return define(known, "territory", list_properties, {"code", "name", "level"})


own_form(Territory, Form(_write_territory, _read_territory, _territory_schema, OBJECT))
