"""What is wrong with an object is gathered, and raised once."""

import datetime as dt
import enum
import importlib
import math
import pkgutil
from collections.abc import Callable
from datetime import UTC, date
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import housing_agreements
from housing_agreements._checks import (
    Faults,
    Refused,
    as_codes,
    as_mapping,
    as_tuple,
    attempt,
    exact_codes,
    exact_count,
    exact_day,
)
from housing_agreements.errors import (
    DuplicateIdError,
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
)
from housing_agreements.testing.strategies import days
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import rate
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

# What a type checker would refuse, callers without one write.
untyped_as_tuple: Any = as_tuple
untyped_as_codes: Any = as_codes
NOON = dt.datetime(2016, 3, 7, 12, tzinfo=UTC)
codes = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=5)


def raised(faults: Faults) -> HousingAgreementsError:
    """What the report of the faults raises."""
    with pytest.raises(HousingAgreementsError) as caught:
        faults.report()
    return caught.value


def refusal(value: object) -> HousingAgreementsError:
    """Why a converter refused a value."""
    assert isinstance(value, Refused)
    return value.fault


@given(days())
def test_a_day_is_itself(day: date) -> None:
    """A day is given back as it is."""
    assert exact_day(day, "on") is day


@pytest.mark.parametrize(
    ("value", "remedy"),
    [(NOON, "call .date() on it"), ("2016-03-07", "write date(2016, 3, 7)"),
     (2016, "write date(2016, 3, 7)"), (math.nan, "write date(2016, 3, 7)")],
)  # fmt: skip
def test_a_day_is_exactly_a_date(value: object, remedy: str) -> None:
    """A datetime, a text or a number is no day, and the remedy fits what was given."""
    with pytest.raises(InvalidTypeError) as caught:
        exact_day(value, "on")
    fault = caught.value
    assert (fault.where, fault.expected, fault.remedy) == ("on", "a day (datetime.date)", remedy)


@given(st.integers(), st.integers())
def test_a_count_has_a_least(value: int, least: int) -> None:
    """A count is given back unless it is below the least it may be."""
    assert exact_count(value, "count", at_least=None) == value
    if value >= least:
        assert exact_count(value, "count", at_least=least) == value
    else:
        with pytest.raises(InvalidValueError) as caught:
            exact_count(value, "count", at_least=least)
        assert (caught.value.where, caught.value.given) == ("count", str(value))
        assert caught.value.expected == f"a whole number of at least {least}"


@pytest.mark.parametrize("value", [True, 1.0, math.nan, Decimal("NaN"), "1", None])
def test_a_count_is_exactly_an_int(value: object) -> None:
    """A bool, a float, a NaN or a text is no count."""
    with pytest.raises(InvalidTypeError) as caught:
        exact_count(value, "count")
    fault = caught.value
    assert (fault.where, fault.expected) == ("count", "a whole number (int)")
    assert fault.remedy == "write a plain number, such as 403"


def test_a_count_too_long_to_write_is_still_refused() -> None:
    """A number of more digits than Python writes has its message too."""
    with pytest.raises(InvalidValueError, match="a number too long to write"):
        exact_count(-(10**5_000), "count")


@given(st.lists(codes))
def test_series_become_tuples_and_sets(given: list[str]) -> None:
    """Any ordered series becomes a tuple, any series of codes a set."""
    assert as_tuple(iter(given)) == tuple(given)
    assert untyped_as_codes(iter(given)) == exact_codes(given, "codes") == frozenset(given)


@pytest.mark.parametrize("value", ["dalo", b"dalo", {"dalo": 1}, 3, None], ids=count(1))
def test_what_is_no_series_is_refused(value: Any) -> None:
    """A lone text is not cut into letters, and a mapping does not lose its values."""
    for convert in (as_tuple, as_codes):
        fault = refusal(convert(value))
        assert isinstance(fault, InvalidTypeError)
        assert (fault.expected, fault.remedy) == ("several values", "write a tuple: (value,)")


@pytest.mark.parametrize("value", [{"a", "b"}, frozenset({"a"}), {"a": 1}.keys()])
def test_a_set_has_no_order(value: Any) -> None:
    """A set makes codes, and no tuple, which would differ from one run to the next."""
    assert as_codes(value) == frozenset(value)
    fault = refusal(as_tuple(value))
    assert (fault.expected, fault.remedy) == ("values in order", "write sorted(...)")


@pytest.mark.parametrize("value", [[94068], [["94068"]], [None], ["94068", 1.0]])
def test_codes_are_texts(value: list[str]) -> None:
    """A code that is no text is refused, hashable or not."""
    with pytest.raises(InvalidTypeError) as caught:
        exact_codes(value, "communes")
    fault = caught.value
    assert (fault.where, fault.expected) == ("communes", CODE)
    assert fault.remedy == "write it between quotes"


@given(st.dictionaries(codes, st.integers()))
def test_a_mapping_is_read_back_from_its_pairs(given: dict[str, int]) -> None:
    """A mapping is itself, and the pairs of one are the same mapping."""
    assert as_mapping(given, "a mapping") is given
    assert as_mapping(tuple(given.items()), "a mapping") == given


@pytest.mark.parametrize("value", [3, ((1, 2, 3),), (1, 2), iter([(1, 2)])])
def test_what_is_no_mapping_is_refused(value: tuple[tuple[int, int], ...]) -> None:
    """Anything but a mapping or the pairs of one is refused."""
    with pytest.raises(InvalidTypeError) as caught:
        as_mapping(value, "a mapping of years")
    fault = caught.value
    assert (fault.expected, fault.remedy) == ("a mapping of years", "write {key: value}")


def test_a_key_stands_once() -> None:
    """Pairs that give one key twice are refused, rather than the last one kept."""
    with pytest.raises(InvalidValueError) as caught:
        as_mapping(((1, 2), (1, 3)), "a mapping")
    assert caught.value.expected == "each key once"


def test_a_refusal_is_kept_and_told_where_it_stands() -> None:
    """What a converter refused is reported at the field, with what it had to say."""
    faults = Faults("Share 'quarter'")
    assert faults.refused("at_least", attempt(rate, 0.25))  # type: ignore[arg-type]  # wrong on purpose
    assert not faults.refused("at_most", attempt(rate, "25 %"))
    fault = raised(faults)
    assert type(fault) is InvalidTypeError
    assert (fault.where, fault.given) == ("Share 'quarter', at_least", "0.25 (a float)")
    assert fault.remedy.startswith("write it as text")


@pytest.mark.parametrize(
    "fault",
    [InvalidObjectError("Text", [InvalidValueError("Text, en", "''", "words")] * 2),
     DuplicateIdError("tally", ["a"])],
)  # fmt: skip
def test_a_refusal_that_says_more_is_kept_as_it_is(fault: HousingAgreementsError) -> None:
    """An error of several faults, or of ids, is kept with all that it says."""

    def refuse(_: object) -> object:
        raise fault

    faults = Faults("Share")
    assert faults.refused("text", attempt(refuse, None))
    assert raised(faults) is fault


def test_other_errors_are_not_kept() -> None:
    """An error that is none of ours is a bug, and is not hidden."""

    def fail(_: object) -> object:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attempt(fail, None)


CODE = "a code: one line of visible text without blank ends"
TEXT = "one line of visible text without blank ends"


@pytest.mark.parametrize(
    ("check", "kind", "given", "expected"),
    [
        (lambda it: it.code("field", ""), InvalidValueError, "''", CODE),
        (lambda it: it.code("field", " a"), InvalidValueError, "' a'", CODE),
        (lambda it: it.code("field", 3), InvalidTypeError, "3", CODE),
        (lambda it: it.text("field", "a "), InvalidValueError, "'a '", TEXT),
        (lambda it: it.text("field", None), InvalidTypeError, "None", TEXT),
        (lambda it: it.flag("field", 1), InvalidTypeError, "1", "True or False"),
        (lambda it: it.day("field", "x"), InvalidTypeError, "'x'", "a day (datetime.date)"),
        (lambda it: it.count("field", True), InvalidTypeError, "True (a bool)",
         "a whole number (int)"),
        (lambda it: it.count("field", -1), InvalidValueError, "-1", "a whole number of at least 0"),
        (lambda it: it.count("field", 0, at_least=1), InvalidValueError, "0",
         "a whole number of at least 1"),
        (lambda it: it.instance("field", 3, Period, "a Period"), InvalidTypeError, "3", "a Period"),
        (lambda it: it.each("field", (Period.year(2016), 3), Period, "a Period"),
         InvalidTypeError, "3", "a Period"),
        (lambda it: it.codes("field", ("dalo", "")), InvalidValueError, "''", CODE),
        (lambda it: it.codes("field", untyped_as_codes("dalo")), InvalidTypeError, "'dalo'",
         "several values"),
        (lambda it: it.each("field", untyped_as_tuple(3), Period, "a Period"), InvalidTypeError,
         "3", "several values"),
        (lambda it: it.instance("field", untyped_as_tuple(3), tuple, "a tuple"),
         InvalidTypeError, "3", "several values"),
        (lambda it: it.once("field", ("a", "b", "a")), InvalidValueError, "'a'",
         "each code once"),
        (lambda it: it.declared("field", ("dallo",), ("dalo",), "a public"), UnknownCodeError,
         "'dallo'", "a public that is declared"),
    ],
    ids=count(1),
)  # fmt: skip
def test_each_check_notes_its_fault(
    check: Callable[[Faults], object],
    kind: type[HousingAgreementsError],
    given: str,
    expected: str,
) -> None:
    """A check keeps one fault, of the right kind, that says where, what and what instead."""
    faults = Faults("Share")
    answer = check(faults)
    assert answer is None or answer is False
    assert faults.found
    fault = raised(faults)
    assert type(fault) is kind
    assert (fault.where, fault.given, fault.expected) == ("Share, field", given, expected)


class Told:
    """A class of a user, with words in both languages."""

    en = fr = "a name"


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        (
            Text("The city", "La ville"),
            "it is the same in both languages: write 'The city' or 'La ville'",
        ),
        (Text("Rivage", "Rivage"), "it is the same in both languages: write 'Rivage'"),
        (Period.year(2016), ""),
        (Told(), ""),
    ],
)
def test_words_in_two_languages_are_no_name(given: object, remedy: str) -> None:
    """Where a name is the same in both languages, a `Text` is answered with the words to write."""
    faults = Faults("Territory")
    faults.text("name", given)
    assert raised(faults).remedy == remedy


def test_what_is_right_passes_every_check() -> None:
    """An object without a fault reports nothing."""
    faults = Faults("Share")
    faults.code("code", "quarter")
    faults.text("text", "a quarter of the dwellings")
    faults.flag("cumulative", value=False)
    faults.day("due", date(2016, 3, 7))
    faults.count("floor", 0)
    faults.count("production", -3, at_least=None)
    faults.once("codes", ("a", "b"))
    faults.declared("to", ("dalo",), ("dalo", "siao"), "a public")
    assert faults.instance("period", Period.year(2016), Period, "a Period")
    assert faults.each("periods", (Period.year(2016),), Period, "a Period")
    assert faults.codes("to", frozenset({"dalo", "siao"}))
    assert not faults.found
    faults.report()


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    """The remedy for each unknown code is the nearest one known."""
    faults = Faults("Share")
    faults.declared("to", ("siaoo", "dallo"), ("dalo", "siao"), "a public")
    fault = raised(faults)
    assert isinstance(fault, InvalidObjectError)
    assert [each.remedy for each in fault.faults] == [
        "did you mean 'dalo'?",
        "did you mean 'siao'?",
    ]


@given(st.sets(st.sampled_from(("", " a", "a ", "\t"))), st.integers(1, 3))
def test_faults_are_always_in_the_same_order(bad: set[str], day: int) -> None:
    """A set of bad codes is reported in one order, whatever order it is read in."""
    faults = Faults("Share")
    faults.codes("to", frozenset(bad))
    faults.day("due", day)
    fault = raised(faults)
    assert isinstance(fault, InvalidObjectError) is bool(bad)
    if isinstance(fault, InvalidObjectError):
        assert [each.given for each in fault.faults] == [*sorted(map(repr, bad)), str(day)]
        assert fault.where == "Share"


def test_a_converter_serves_a_field() -> None:
    """In an attrs class, what the converter refused is raised when the object is built."""

    @attrs.frozen
    class Example:
        to: tuple[str, ...] = attrs.field(converter=as_tuple)

        def __attrs_post_init__(self) -> None:
            faults = Faults("Example")
            faults.codes("to", self.to)
            faults.report()

    assert Example(["dalo"]).to == ("dalo",)
    with pytest.raises(InvalidTypeError, match="Example, to: given 'dalo'"):
        Example("dalo")


class Kind(enum.Enum):
    """A class of a field."""

    ONE = 1


def as_rate(value: Any) -> Fraction:
    """A converter that refuses floats."""
    return attempt(rate, value)


@attrs.frozen
class Record:
    """A value with a field of each sort that an annotation can ask for."""

    code: str = "a"
    title: str = "words"
    day: date = date(2016, 3, 7)
    until: date | None = None
    number: int = 0
    flag: bool = False
    kind: Kind = Kind.ONE
    either: Kind | Fraction = Kind.ONE
    part: Fraction = attrs.field(default=Fraction(1, 2), converter=as_rate)
    anything: Any = attrs.field(default="1/2", converter=as_rate)
    codes: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    members: frozenset[str] = attrs.field(default=frozenset(), converter=as_codes)
    kinds: tuple[Kind, ...] = attrs.field(default=(), converter=as_tuple)
    days: tuple[date, ...] = attrs.field(default=(), converter=as_tuple)
    steps: Timeline[int] | None = None
    loose: int | Any = None
    made: int = attrs.field(init=False, default=-1)

    def __attrs_post_init__(self) -> None:
        faults = Faults("Record")
        faults.check_fields(self, {"kinds": "a Kind, such as Kind.ONE"})
        faults.report()


@pytest.mark.parametrize(
    ("field", "given", "message"),
    [
        ("code", " a", f"given ' a'; expected {CODE}"),
        ("title", "", f"given ''; expected {TEXT}"),
        ("day", None, "given None; expected a day (datetime.date); write date(2016, 3, 7)"),
        ("until", 2016, "given 2016; expected a day (datetime.date); write date(2016, 3, 7)"),
        ("number", -1, "given -1; expected a whole number of at least 0"),
        ("flag", 1, "given 1; expected True or False"),
        ("kind", 1, "given 1; expected a Kind: Kind.ONE"),
        ("either", 1, "given 1; expected a Kind: Kind.ONE or a Fraction"),
        ("codes", ("b", " a"), f"given ' a'; expected {CODE}"),
        ("members", ("b", ""), f"given ''; expected {CODE}"),
        ("kinds", (Kind.ONE, 1), "given 1; expected a Kind, such as Kind.ONE"),
        ("steps", 1, "given 1; expected a Timeline, each of its values a whole number (int)"),
        ("codes", "a", "given 'a'; expected several values; write a tuple: (value,)"),
        ("kinds", {1}, "given {1} (a set); expected values in order; write sorted(...)"),
    ],
)  # fmt: skip
def test_a_field_must_be_what_its_annotation_says(field: str, given: object, message: str) -> None:
    """Each sort of annotation refuses what is none of it, in the words that say what it is."""
    with pytest.raises(HousingAgreementsError) as caught:
        Record(**{field: given})  # type: ignore[arg-type]  # wrong on purpose
    assert str(caught.value) == f"Record, {field}: {message}"
    assert caught.value.field == field


def test_what_an_annotation_says_is_accepted() -> None:
    """Sound values of each sort, and a field that is not given, pass."""
    sound = Record(
        until=date(2016, 3, 7), codes=["a"], members={"a"}, kinds=[Kind.ONE],
        days=[date(2016, 3, 7)], steps=Timeline.constant(1), either=Fraction(1, 4),
    )  # fmt: skip
    assert (sound.codes, sound.part, sound.made) == (("a",), Fraction(1, 2), -1)


@pytest.mark.parametrize("field", ["part", "anything"])
def test_a_converter_may_refuse_a_field_of_any_annotation(field: str) -> None:
    """What was refused is reported, whatever the annotation says."""
    with pytest.raises(InvalidTypeError, match=f"Record, {field}: given 0.25"):
        Record(**{field: 0.25})  # type: ignore[arg-type]  # wrong on purpose


def test_faults_come_in_the_order_of_the_fields() -> None:
    """A rule looked at last may be about the first field, and says so first."""
    faults = Faults("Record")
    faults.note(InvalidValueError("another", "x", "y"))
    faults.check_fields(Record(), but=("days",))
    for name in ("day", "title", "code"):
        faults.value(name, "b", "an a")
    with pytest.raises(InvalidObjectError) as caught:
        faults.report()
    assert [fault.field for fault in caught.value.faults] == ["code", "title", "day", ""]
    assert (faults.sound("kind", "flag"), faults.sound("kind", "day")) == (True, False)


def test_annotations_are_real() -> None:
    """No class of the package has an annotation that is text, of which nothing could be asked."""
    for module in pkgutil.walk_packages(housing_agreements.__path__, "housing_agreements."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and attrs.has(found):
                for field in attrs.fields(found):
                    assert not isinstance(field.type, str), (found, field.name)
