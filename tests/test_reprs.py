"""What a prompt shows of a value: the call that makes it anew, or its essentials in short."""

import datetime as dt
import doctest
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import housing_agreements as ha
from housing_agreements import catalogue, law
from housing_agreements._records import Brief, Record
from housing_agreements.catalogue.register import CATALOGUE, CLAUSES
from housing_agreements.model.agreements import Part
from housing_agreements.rules._answers import Sentence
from housing_agreements.testing import strategies
from housing_agreements.testing.strategies import _geography as geography
from housing_agreements.testing.strategies import _model as model
from housing_agreements.testing.strategies import _values as values
from housing_agreements.testing.strategies._entries import REGISTERED as COUNTED

LONGEST = 200
CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTS = Path(__file__).parents[1] / "docs"
# What these show of their own stands beside the call that shows it, and they need files or Java.
NEED_FILES = {
    "tally-a-table-in-spark.md",
    "tally-in-partitions.fr.md",
    "tally-in-partitions.md",
    "tally-parquet-files-with-duckdb.md",
}
PAGES = sorted(
    page
    for folder in ("tutorial", "how-to")
    for page in (DOCUMENTS / folder).glob("*.md")
    if page.name not in NEED_FILES
)

strategies.register()
KINDS = sorted(
    {
        kind
        for registered in (values.REGISTERED, geography.REGISTERED, model.REGISTERED, COUNTED)
        for kind, _ in registered
        if issubclass(kind, Record)
    },
    key=str,
)


def load_names(*packages: Any) -> dict[str, object]:
    """All that the modules of some packages define, by name."""
    names: dict[str, object] = {}
    for package in packages:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            names |= vars(importlib.import_module(module.name))
    return names | {"datetime": dt, "Decimal": Decimal, "Fraction": Fraction}


NAMES = load_names(ha)


def is_short(shown: str, kind: type) -> bool:
    """Whether a repr is one line of at most 200 visible characters between angle brackets."""
    framed = shown.startswith(f"<{kind.__name__} ") and shown.endswith(">")
    return framed and shown.isprintable() and len(shown) <= LONGEST


def walk(value: object, seen: set[int]) -> Iterator[object]:
    """A value, and whatever its fields and items hold."""
    if id(value) in seen or isinstance(value, str | bytes | type):
        return
    seen.add(id(value))
    yield value
    inner: list[object] = []
    kind: Any = type(value)
    if attrs.has(kind):
        inner = [getattr(value, field.name, None) for field in attrs.fields(kind)]
    elif isinstance(value, Mapping):
        inner = [*value.keys(), *value.values()]
    elif isinstance(value, tuple | list | set | frozenset):
        inner = list(value)
    for item in inner:
        yield from walk(item, seen)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(data=st.data())
def test_a_value_is_shown_in_short_or_by_the_call_that_makes_it(
    kind: type[Record], data: st.DataObject
) -> None:
    """Which of the two, its class says: only what derives from `Brief` is shown in short."""
    value = data.draw(st.from_type(kind))
    if issubclass(kind, Brief):
        assert is_short(repr(value), kind)
    else:
        assert eval(repr(value), dict(NAMES)) == value


def test_what_is_large_is_shown_in_short() -> None:
    """Answers, agreements and their parts, territories, tallies and their readings."""
    public = [getattr(ha, name) for name in ha.__all__]
    answers = {cls for cls in public if isinstance(cls, type) and issubclass(cls, Sentence)}
    assert len(answers) > 5
    parts = {ha.Agreement, ha.Amendment, ha.Party, ha.Reference, ha.Levels, ha.Substitute}
    others = {ha.RelocationCharter, ha.OfferTest, ha.Territory, ha.Tally}
    large = {*answers, *Part.__args__, *parts, *others}
    assert {cls.__name__ for cls in large if not issubclass(cls, Brief)} == set()


def test_what_the_catalogue_and_the_law_hold_is_shown_in_short() -> None:
    """Each agreement and each rule with all that it holds, and each clause."""
    held = (CATALOGUE, CLAUSES, load_names(law, catalogue))
    shown = [value for value in walk(held, set()) if isinstance(value, Brief)]
    assert len(shown) > 500
    assert [repr(value) for value in shown if not is_short(repr(value), type(value))] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_makes_is_shown_in_short(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the examples of the tutorial and of the how-to pages make or show."""
    names: dict[str, object] = {}
    shown: list[object] = []
    monkeypatch.setattr(sys, "displayhook", shown.append)
    for block in CODE.findall(page.read_text("utf-8")):
        if ">>> " not in block:
            exec(compile(block, str(page), "exec"), names)  # noqa: S102  # a page of ours
            continue
        for example in doctest.DocTestParser().get_examples(block):
            if example.exc_msg is None:
                exec(compile(example.source, str(page), "single"), names)  # noqa: S102  # likewise
    long = [
        repr(value)
        for value in walk((list(names.values()), shown), set())
        if isinstance(value, Brief) and not is_short(repr(value), type(value))
    ]
    assert long == []
