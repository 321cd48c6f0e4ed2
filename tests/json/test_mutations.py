"""A document that was changed is refused with the path of the change, or is another document."""

import copy
import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.json.values import OWN, of_kind
from tests.rules.drawing import SLOW

from housing_agreements import InvalidDocumentError
from housing_agreements.errors import show
from housing_agreements.json import _reports, dumps, loads, schema
from housing_agreements.json._registry import KINDS

Path = tuple[str | int, ...]
WRONG: tuple[Any, ...] = (
    0.25,
    {},
    [],
    "\ud800",
    None,
    True,
    -1,
    10**5,
    "no such",
    {"x": 1},
    [0.5],
    "2016-02-30",
)
FEW = settings(SLOW, max_examples=2)
SEEDED = st.integers(0, 2**32).map(Random)
"""Chance from one number that is drawn: to draw each choice would fill what an example may hold."""


def places(document: Any, path: Path = ()) -> Iterator[Path]:
    """The path of everything in a document."""
    yield path
    items: Any = ()
    if isinstance(document, dict):
        items = document.items()
    elif isinstance(document, list):
        items = enumerate(document)
    for step, part in items:
        yield from places(part, (*path, step))


def changed(document: Any, path: Path, value: Any) -> Any:
    """The document with something else at a place."""
    if not path:
        return value
    found = copy.deepcopy(document)
    holder = found
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return found


def told(path: Path) -> str:
    """A path as errors tell it."""
    return "$" + "".join(map(told_step, path))


def told_step(step: str | int) -> str:
    """A key that is a plain word stands after a point, any other in brackets, as an index does."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if re.fullmatch("[a-z_][a-z_0-9]{0,60}", step) else f"[{show(step)}]"


def drawn(document: Any, random: Random) -> list[Path]:
    """Some places of a document."""
    found = list(places(document))
    return random.sample(found, min(8, len(found)))


def error_of(text: str) -> InvalidDocumentError | None:
    """The error of a text; `None`: it is a document."""
    try:
        loads(text)
    except InvalidDocumentError as error:
        return error
    return None


@pytest.mark.parametrize("name", OWN)
@FEW
@given(data=st.data(), random=SEEDED)
def test_a_number_with_a_point_is_refused_where_it_stands(
    name: str, data: st.DataObject, random: Random
) -> None:
    """No place of any document takes a float, nor what holds one; the error names the place."""
    document = json.loads(dumps(data.draw(of_kind(name))))
    for path in drawn(document, random):
        held = random.choice((0.25, [0.25], {"x": 0.25}))
        with pytest.raises(InvalidDocumentError) as caught:
            loads(json.dumps(changed(document, path, held)))
        where = [fault.where for fault in caught.value.faults]
        assert any(one.startswith(told(path)) for one in where)
        assert isinstance(held, float) <= (told(path) in where)


@pytest.mark.parametrize("name", OWN)
@FEW
@given(data=st.data(), random=SEEDED)
def test_a_changed_document_is_refused_or_read(
    name: str, data: st.DataObject, random: Random
) -> None:
    """Whatever stands anywhere, nothing is raised but the error of documents, which can be told."""
    document = json.loads(dumps(data.draw(of_kind(name))))
    for path in drawn(document, random):
        for value in random.sample(WRONG, 3):
            error = error_of(json.dumps(changed(document, path, value)))
            if error is not None:
                assert all(line.isprintable() for line in str(error).split("\n"))
                assert all(fault.where.startswith("$") for fault in error.faults)


@pytest.mark.parametrize("name", OWN)
@FEW
@given(data=st.data())
def test_a_key_that_is_gone_is_named(name: str, data: st.DataObject) -> None:
    """Each key that the schema needs is named when it is not there; so is one too many."""
    definitions = schema(KINDS[name]).get("$defs", {})
    needed = definitions.get(name, {}).get("required", ())
    document = json.loads(dumps(data.draw(of_kind(name))))
    for key in needed:
        less = copy.deepcopy(document)
        del less["value"][key]
        with pytest.raises(InvalidDocumentError) as caught:
            loads(json.dumps(less))
        assert f"$.value.{key}" in {fault.where for fault in caught.value.faults}
    if isinstance(document["value"], dict):
        with pytest.raises(InvalidDocumentError) as caught:
            loads(json.dumps(changed(document, ("value", "no_such_key"), 1)))
        assert any(fault.where.startswith("$.value") for fault in caught.value.faults)


@settings(SLOW, max_examples=15)
@given(data=st.data(), random=SEEDED)
def test_findings_are_read_at_once_as_they_are_one_by_one(
    data: st.DataObject, random: Random
) -> None:
    """A report that was changed gives the same value, or the same faults, either way."""
    document = json.loads(dumps(data.draw(of_kind("quota-report"))))
    found = [path for path in places(document) if path[:2] == ("value", "findings")]
    for path in random.sample(found, min(8, len(found))):
        text = json.dumps(changed(document, path, random.choice(WRONG_IN_FINDINGS)))
        with pytest.MonkeyPatch.context() as patched:
            at_once = read_or_refuse(text)
            patched.setattr(_reports, "_read_findings_at_once", refuse_all)
            assert read_or_refuse(text) == at_once


WRONG_IN_FINDINGS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 10**20, "", "x", "1/2", "met", "2018-01-01", [], {}, [1]),
    *({"low": 0, "high": 1}, {"low": 1, "high": None}, {"unseen": True}, {"en": "a", "fr": "b"}),
)


def read_or_refuse(text: str) -> object:
    """The value of a document, or what is wrong with it."""
    try:
        return loads(text)
    except InvalidDocumentError as error:
        return str(error)


def refuse_all(*_: object) -> list[Any]:
    """What reads nothing at once."""
    raise TypeError


@pytest.mark.parametrize("name", OWN)
@FEW
@given(data=st.data(), random=SEEDED)
def test_a_key_too_many_is_named_wherever_it_stands(
    name: str, data: st.DataObject, random: Random
) -> None:
    """No object of any document takes a key that it does not have, with a float under it."""
    document = json.loads(dumps(data.draw(of_kind(name))))
    objects = [path for path in places(document) if isinstance(at(document, path), dict)]
    for path in random.sample(objects, min(8, len(objects))):
        with pytest.raises(InvalidDocumentError) as caught:
            loads(json.dumps(changed(document, (*path, "no_such_key"), 0.25)))
        assert any(fault.where.startswith(told(path)) for fault in caught.value.faults)


def at(document: Any, path: Path) -> Any:
    """What stands at a place."""
    for step in path:
        document = document[step]
    return document
