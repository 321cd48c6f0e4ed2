"""Errors say what was given, where, what was expected and what to do."""

import copy
import pickle
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import errors
from housing_agreements.errors import (
    DuplicateIdError,
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UncoveredReadingError,
    UnknownCodeError,
    UnknownFactError,
    nearest,
    show,
)

SIMPLE = {
    InvalidValueError: ValueError,
    InvalidTypeError: TypeError,
    UnknownCodeError: LookupError,
    UnknownFactError: AttributeError,
    NotKnownError: LookupError,
    UncoveredReadingError: ValueError,
}
words = st.text(min_size=1, max_size=10)


def assert_same(one: HousingAgreementsError, other: HousingAgreementsError) -> None:
    """Two errors say the same; errors themselves are never equal."""
    assert type(one) is type(other)
    assert str(one) == str(other)
    for name in ("where", "given", "expected", "remedy", "field", "args"):
        assert getattr(one, name) == getattr(other, name)


@pytest.mark.parametrize(("kind", "builtin"), SIMPLE.items())
@given(parts=st.tuples(words, words, words, st.just("") | words))
def test_an_error_is_caught_by_either_name(
    kind: type[HousingAgreementsError],
    builtin: type[Exception],
    parts: tuple[str, str, str, str],
) -> None:
    """Every error is one of ours and one of Python's, and its message is made of its parts."""
    error = kind(*parts)
    where, what, expected, remedy = parts
    assert isinstance(error, HousingAgreementsError)
    assert isinstance(error, builtin)
    tail = f"; {remedy}" if remedy else ""
    assert str(error) == f"{where}: given {what}; expected {expected}{tail}"


def test_every_class_is_in_the_tree() -> None:
    """The module offers the tree and the writers of messages, and nothing else."""
    classes = {name for name in errors.__all__ if name[0].isupper()}
    assert set(errors.__all__) - classes == {"code_of_object", "words_of_object", "nearest", "show"}
    for name in classes:
        assert issubclass(getattr(errors, name), HousingAgreementsError)


@pytest.mark.parametrize(
    "error",
    [kind("here", "this", "that", "do so") for kind in SIMPLE]
    + [
        InvalidValueError("Text", "''", "words", field="en"),
        DuplicateIdError("tally", ["b", "a"]),
        InvalidObjectError("Text", [InvalidValueError("Text, en", "''", "words")]),
    ],
    ids=lambda error: type(error).__name__ + error.field,
)
def test_an_error_survives_pickle_and_copy(error: HousingAgreementsError) -> None:
    """An error says the same in another process, and as a copy."""
    for other in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert_same(other, error)


def test_every_error_gives_a_row_for_each_fault() -> None:
    """One row or several, with the same columns; what is empty is nothing."""
    fault = InvalidValueError("Text", "''", "words", "write some", field="en")
    whole = NotKnownError("zone", "a day of 2050", "a day up to 2026")
    row = {"field": "en", "given": "''", "expected": "words", "remedy": "write some"}
    assert fault.rows() == [row]
    assert whole.rows() == [
        {"field": None, "given": whole.given, "expected": whole.expected, "remedy": None}
    ]
    assert InvalidObjectError("Text", [fault, whole]).rows() == [*fault.rows(), *whole.rows()]


def test_every_error_gives_its_faults_one_by_one() -> None:
    """An error with one fault is its own only fault; one of several gives each."""
    for kind in SIMPLE:
        error = kind("here", "this", "that")
        assert error.faults == (error,)
    faults = [InvalidValueError("Text", "''", "words", field=field) for field in ("en", "fr")]
    assert InvalidObjectError("Text", faults).faults == tuple(faults)


@given(st.tuples(words, words, words, st.just("") | words), words, st.just("") | words)
def test_a_fault_is_told_of_what_holds_it(
    parts: tuple[str, str, str, str], where: str, field: str
) -> None:
    """The field stands beside the object, in the message and by itself; the rest is the same."""
    error = InvalidValueError(*parts)
    told = error.at(where, field)
    assert_same(told, InvalidValueError(where, *parts[1:], field=field))
    assert told.field == field
    assert told.where == (f"{where}, {field}" if field else where)
    assert (error.where, error.field) == (parts[0], "")


class AnotherError(HousingAgreementsError):
    """An error whose constructor takes something else."""

    def __init__(self, day: date) -> None:
        super().__init__("a day", str(day), "a weekday")
        self.day = day


def test_an_error_of_another_constructor_is_told_and_copied_all_the_same() -> None:
    """No subclass must keep the arguments of the root."""
    error = AnotherError(date(2016, 3, 6))
    told = error.at("Offer '1'", "made_on")
    assert (type(told), told.day, told.field) == (AnotherError, date(2016, 3, 6), "made_on")
    assert str(told) == "Offer '1', made_on: given 2016-03-06; expected a weekday"
    for other in (pickle.loads(pickle.dumps(told)), copy.copy(told)):
        assert_same(other, told)
        assert other.day == told.day


@pytest.mark.parametrize(
    ("count", "end"), [(12, "'id11'"), (13, "'id11' and 1 more"), (30, "'id11' and 18 more")]
)
def test_duplicate_ids_are_listed(count: int, end: str) -> None:
    """Up to twelve repeated ids are named in the message, all of them in `ids`, sorted."""
    ids = [f"id{number:02}" for number in range(count)]
    error = DuplicateIdError("tally", reversed(ids))
    assert error.ids == tuple(ids)
    assert error.where == "tally"
    assert error.given == (
        "several entries with the same id: "
        + ", ".join(repr(each) for each in ids[:11])
        + f", {end}"
    )
    assert error.expected == "each id once"
    assert "Ids.TRUSTED" in error.remedy


def test_faults_of_one_object_stand_line_by_line() -> None:
    """Each fault has its line, and the faults of a part stand further in than the part."""
    fault = InvalidValueError("Period, end", "2015-01-01", "a later day")
    part = InvalidObjectError("Period", [fault, fault])
    whole = InvalidObjectError("Source", [fault, part])
    assert whole.faults == (fault, part)
    assert str(whole).splitlines() == [
        "Source: 2 faults",
        f"  - {fault}",
        "  - Period: 2 faults",
        f"    - {fault}",
        f"    - {fault}",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("25 %", "'25 %'"),
        (3, "3"),
        (None, "None"),
        (True, "True (a bool)"),
        (0.1, "0.1 (a float)"),
        (date(2016, 3, 7), "2016-03-07 (a date)"),
        (
            datetime(2016, 3, 7, 12, 30, tzinfo=UTC),
            "datetime.datetime(2016, 3, 7, 12, 30, tzinfo=datetime.timezone.utc) (a datetime)",
        ),
        (Fraction(1, 4), "Fraction(1, 4) (a Fraction)"),
    ],
)
def test_a_value_is_shown_with_its_type_when_that_helps(value: object, text: str) -> None:
    """A text, a whole number or nothing is shown bare; anything else with the name of its type."""
    assert show(value) == text


def test_a_number_too_long_to_write_is_said_to_be() -> None:
    """A number of more digits than Python writes still makes a message."""
    assert show(10**5_000) == "a number too long to write"


@given(st.text(min_size=200))
def test_a_long_value_is_cut(value: str) -> None:
    """Whatever was given, the message stays readable."""
    assert len(show(value)) <= 80


@given(st.lists(words, max_size=30, unique=True), words)
def test_the_remedy_names_what_is_known(known: list[str], code: str) -> None:
    """The remedy for an unknown code names a known one, or says that there is none."""
    remedy = nearest(code, known)
    if known:
        assert any(repr(each) in remedy for each in known)
    else:
        assert remedy == "none is declared here"


@pytest.mark.parametrize(("count", "cut"), [(12, False), (13, True)])
def test_the_remedy_lists_twelve_codes(*, count: int, cut: bool) -> None:
    """With no near code, up to twelve are listed, and dots say that there are more."""
    remedy = nearest("?", [f"code{number:02}" for number in range(count)])
    assert remedy.count("code") == 12
    assert remedy.endswith(", ...") is cut


def test_the_nearest_code_is_proposed() -> None:
    """A code misspelt by a letter is answered with the code that was meant."""
    assert nearest("dallo", ["dalo", "shelter"]) == "did you mean 'dalo'?"


def test_a_value_that_breaks_whoever_shows_it_is_shown_all_the_same() -> None:
    """A class of a stranger that bears the name of a list, and is none, breaks what shows lists."""
    stranger = type("list", (), {})()
    assert show(stranger) == "a value that cannot be shown (a list)"
