"""A source names its text, and whatever else is known of it."""

import datetime as dt
from collections.abc import Callable
from datetime import UTC, date
from typing import Any

import attrs
import pytest
from hypothesis import given

from housing_agreements.errors import InvalidObjectError, InvalidTypeError, InvalidValueError
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import sources
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source

# What a type checker would refuse, callers without one write.
evolve: Any = attrs.evolve
NOON = dt.datetime(2016, 3, 7, 12, tzinfo=UTC)


@given(sources())
def test_a_source_prints_its_text_and_article(source: Source) -> None:
    """A source prints as its text, followed by the article when there is one."""
    assert str(source) == ", ".join(filter(None, (source.text, source.article)))


@pytest.mark.parametrize(
    ("field", "value", "given", "expected", "remedy"),
    [
        ("text", None, "None", "one line of visible text without blank ends", ""),
        ("article", 441, "441", "one line of visible text without blank ends", ""),
        ("url", b"x", "b'x' (a bytes)", "one line of visible text without blank ends", ""),
        ("in_force", 2016, "2016", "a Period", ""),
        ("consulted", "2016-03-07", "'2016-03-07'", "a day (datetime.date)",
         "write date(2016, 3, 7)"),
        ("consulted", NOON, f"{NOON!r} (a datetime)", "a day (datetime.date)",
         "call .date() on it"),
    ],
)  # fmt: skip
def test_each_field_has_its_type(
    field: str, value: object, given: str, expected: str, remedy: str
) -> None:
    """A field of another type is refused, and the error names it."""
    with pytest.raises(InvalidTypeError) as caught:
        evolve(Source("Code"), **{field: value})
    fault = caught.value
    assert (fault.where, fault.given) == (f"Source, {field}", given)
    assert (fault.expected, fault.remedy) == (expected, remedy)


@pytest.mark.parametrize("field", ["text", "article", "url"])
def test_words_are_not_empty(field: str) -> None:
    """An empty text is refused: what is not known is `None`."""
    with pytest.raises(InvalidValueError) as caught:
        evolve(Source("Code"), **{field: ""})
    assert caught.value.where == f"Source, {field}"


def test_faults_are_reported_together_in_the_order_of_the_fields() -> None:
    """Three bad fields are three faults of one error."""
    with pytest.raises(InvalidObjectError) as caught:
        Source("", "", consulted=NOON, in_force=Period.year(2016))
    assert [fault.where for fault in caught.value.faults] == [
        "Source, text",
        "Source, article",
        "Source, consulted",
    ]


@given(sources())
def test_a_source_survives_pickle_copy_and_repr(
    evaluated: Callable[[object], object], source: Source
) -> None:
    """A source is equal to its pickle, its copies, and what its repr evaluates to."""
    laws.survives_pickle_and_copy(source)
    assert evaluated(source) == source


def test_a_source_says_what_was_given() -> None:
    """What is given is kept, what is not is not known."""
    source = Source("Code", "L.441-1", consulted=date(2016, 3, 7))
    assert (source.article, source.in_force, source.url) == ("L.441-1", None, None)
