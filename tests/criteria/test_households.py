"""Households hold facts of the right kinds, and say so when they do not."""

import copy
import datetime as dt
import inspect
import pickle
import pydoc
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast, get_type_hints

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.criteria._values_in_words import say_value
from housing_agreements.criteria.facts import (
    CodeFact,
    DayFact,
    HouseholdFacts,
    Number,
    PlaceFact,
    facts,
    facts_of,
)
from housing_agreements.criteria.households import Household, SupposedFacts, facts_by_name
from housing_agreements.criteria.kinds import Kind, Known, bounds_on, exact, fact, fact_of
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownFactError,
)
from housing_agreements.geography.territories import Place
from housing_agreements.testing.strategies._households import (
    fact_values,
    households,
    known_facts,
)
from housing_agreements.values.verdicts import Verdict

DAY = date(2017, 3, 1)


@attrs.frozen(kw_only=True)
class LocalHousehold(Household):
    """A synthetic household with two facts of its own."""

    works_here: bool | None = None
    rooms_wanted: "int | None" = fact("rooms wanted", "pièces demandées", least=1)


@given(households())
def test_households_survive_pickle_and_copy(household: Household) -> None:
    """A household equals its pickle, its copies and its evolved self."""
    assert pickle.loads(pickle.dumps(household)) == household
    assert copy.deepcopy(household) == household == attrs.evolve(household)
    assert hash(copy.copy(household)) == hash(household)


@given(households())
def test_households_print_what_makes_them(household: Household) -> None:
    """The text of a household is the call that makes it."""
    words = {"Household": Household, "Known": Known, "Place": Place, "datetime": dt}
    assert eval(repr(household), words | {"Decimal": Decimal, "Fraction": Fraction}) == household


@given(st.sampled_from(sorted(facts_by_name(Household))), st.data())
def test_every_fact_takes_its_values(name: str, data: st.DataObject) -> None:
    """A fact takes the values of its kind, plain or with evidence, and unknown."""
    known = facts_by_name(Household)[name]
    for value in (data.draw(fact_values(known)), data.draw(known_facts(known)), None):
        assert getattr(Household(**{name: value}), name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("employed", 1),
        ("employed", "yes"),
        ("household_size", True),
        ("household_size", 4.0),
        ("household_size", Decimal(4)),
        ("annual_income", 21_000.0),
        ("annual_income", True),
        ("applied_on", datetime(2017, 3, 1, tzinfo=UTC)),
        ("applied_on", "2017-03-01"),
        ("residence", "94068"),
        ("ceilings_zone", 1),
        ("employed", Known("yes")),
        ("household_size", Known(low=DAY)),
    ],
)
def test_values_of_another_type_are_refused(name: str, value: Any) -> None:
    """A value of another type than its fact's is an error of type that names the fact."""
    with pytest.raises(InvalidTypeError, match=name):
        Household(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("applied_on", "2017-03-01", "write date(2017, 3, 1)"),
        ("applied_on", datetime(2017, 3, 1, tzinfo=UTC), "call .date() on it"),
        ("residence", "94068", "write Place('94068')"),
        ("residence", 94068, ""),
        ("annual_income", 21_000.0, "write an int, a Decimal or a Fraction"),
        ("employed", "yes", ""),
    ],
)
def test_values_of_another_type_are_told_what_to_write(name: str, value: Any, remedy: str) -> None:
    """Where what was meant can be told, the error says how to write it."""
    with pytest.raises(InvalidTypeError) as caught:
        Household(**{name: value})
    assert caught.value.remedy == remedy


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("household_size", 0),
        ("household_size", Known(low=0, high=2)),
        ("minor_children", -1),
        ("annual_income", -1),
        ("annual_income", Decimal("NaN")),
        ("annual_income", Decimal("Infinity")),
        ("annual_income", Fraction(-1, 2)),
        ("ceilings_zone", ""),
        ("ceilings_zone", " paris"),
        ("ceilings_zone", Known(low=3)),
    ],
)
def test_impossible_values_are_refused(name: str, value: Any) -> None:
    """A value of the right type that cannot be is an error of value that names the fact."""
    with pytest.raises(InvalidValueError, match=name):
        Household(**{name: value})


def test_all_faults_are_reported_together() -> None:
    """Every fault of a household is in one error."""
    with pytest.raises(InvalidObjectError) as caught:
        Household(employed="yes", household_size=0, annual_income=1.5)  # type: ignore[arg-type]  # wrong on purpose
    assert len(caught.value.faults) == 3


def test_misspelt_facts_are_refused() -> None:
    """A fact that does not exist is refused, with the nearest one, wherever it is named."""
    with pytest.raises(UnknownFactError, match="did you mean 'dalo_recognised'"):
        Household(dalo_recognized=True)  # type: ignore[call-arg]  # wrong on purpose
    with pytest.raises(UnknownFactError, match="did you mean 'dalo_recognised'"):
        Household().dalo_recognized  # type: ignore[attr-defined]  # noqa: B018  # asked for its error
    with pytest.raises(UnknownFactError, match="did you mean 'dalo_recognised'"):
        facts.dalo_recognized  # type: ignore[attr-defined]  # noqa: B018  # asked for its error
    with pytest.raises(InvalidObjectError, match="2 faults"):
        Household(one=1, employed=True, two=2)  # type: ignore[call-arg]  # wrong on purpose


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("revenue", "annual_income"),
        ("revenu", "annual_income"),
        ("annualIncome", "annual_income"),
        ("income", "annual_income"),
        ("employd", "employed"),
        ("emploid", "employed"),
        ("unemployed", "jobseeker"),
        ("salarie", "employed"),
        ("handicap", "disabled"),
        ("âge", "born_on"),
        ("mutation", "social_tenant"),
        ("taille_du_menage", "household_size"),
        ("enfants", "minor_children"),
        ("worked_here", "works_here"),
        ("pieces", "rooms_wanted"),
        ("rooms_wanting", "rooms_wanted"),
    ],
)
def test_a_misspelt_fact_is_found_by_its_words(name: str, meant: str) -> None:
    """The fact is proposed whose name or words, English or French, are most like it."""
    given: dict[str, Any] = {name: True}
    for ask in (
        lambda: LocalHousehold(**given),
        lambda: getattr(LocalHousehold(), name),
        lambda: getattr(facts_of(LocalHousehold), name),
    ):
        with pytest.raises(UnknownFactError, match=f"did you mean '{meant}'"):
            ask()


@pytest.mark.parametrize("name", ["_repr_mimebundle_", "__array__", "_dalo"])
@pytest.mark.parametrize("asked", [Household(), facts])
def test_no_fact_is_named_for_what_tools_look_for(asked: object, name: str) -> None:
    """Tools ask for names inside of whatever they are given: no likeness to a fact is sought."""
    with pytest.raises(AttributeError) as caught:
        getattr(asked, name)
    assert not isinstance(caught.value, UnknownFactError)


@pytest.mark.parametrize("name", ["x", "9", "of_the", "\u200b", "zzz" * 10**5])
def test_a_name_like_no_fact_is_told_where_all_are(name: str) -> None:
    """Where no fact is like what was written, the error says what lists them."""
    with pytest.raises(UnknownFactError, match=r"dir\(facts\) lists those of Household"):
        Household(**{name: None})


def test_the_signature_names_each_fact_with_its_type() -> None:
    """`help` and editors see a fact a line, with what it takes, in subclasses too."""
    for kind in (Household, LocalHousehold):
        signature = inspect.signature(kind)
        assert list(signature.parameters) == list(facts_by_name(kind))
        assert signature.bind(employed=True).arguments == {"employed": True}
        lines = str(signature).splitlines()
        assert lines[:2] == ["(", "    *,"]
        assert len(lines) == len(signature.parameters) + 3
        assert "    dalo_recognised: bool | Known[bool] | None = None," in lines
        assert (
            "    annual_income: int | Decimal | Fraction | Known[int | Decimal | Fraction] | "
            in (str(signature))
        )
        assert str(signature) == cast("Any", signature).format(max_width=10)
    assert "    rooms_wanted: int | None = None,\n" in pydoc.render_doc(
        LocalHousehold, renderer=cast("Any", pydoc).plaintext
    )


def test_words_of_a_local_fact_are_checked() -> None:
    """`fact` takes words in two languages, a whole number, a unit and synonyms, and says so."""
    loose: Any = fact
    with pytest.raises(InvalidTypeError, match="fact, fr"):
        loose("works here", None)
    with pytest.raises(InvalidTypeError, match="least"):
        loose("rooms", "pièces", least=1.5)
    with pytest.raises(InvalidObjectError, match="unit") as caught:
        loose("rooms", "pièces", unit=3, synonyms="rooms")
    assert [fault.field for fault in caught.value.faults] == ["unit", "synonyms"]
    with pytest.raises(InvalidTypeError, match="synonyms"):
        loose("rooms", "pièces", synonyms=("rooms", 3))


def test_local_facts_are_added_by_subclassing() -> None:
    """A subclass adds facts, whose words are their names unless given."""
    local = facts_of(LocalHousehold)
    household = LocalHousehold(works_here=True, rooms_wanted=3, employed=True)
    criterion = local.works_here & local.rooms_wanted.at_least(3)
    assert criterion.say("fr") == "works here et pièces demandées\u00a0: au moins 3"
    assert criterion.facts == ("rooms_wanted", "works_here")
    assert str(criterion.decide(household, on=DAY)) == "Verdict.MET"
    assert "works_here" in dir(local)
    assert str(local.rooms_wanted.fact) == "rooms wanted"
    assert repr(household) == "LocalHousehold(employed=True, works_here=True, rooms_wanted=3)"
    assert repr(local) == "facts_of(LocalHousehold)"
    with pytest.raises(InvalidValueError, match="rooms_wanted"):
        LocalHousehold(rooms_wanted=0)


def test_what_a_class_makes_of_a_fact_is_checked() -> None:
    """A default or a converter that gives no value of the fact makes the household refused."""

    def halved(given: Any) -> Any:
        return None if given is None else given // 2

    @attrs.frozen(kw_only=True)
    class Converted(Household):
        rooms: int | None = attrs.field(default=None, converter=halved)

    @attrs.frozen(kw_only=True)
    class Defaulted(Household):
        works_here: bool | None = "yes"  # type: ignore[assignment]  # wrong on purpose

    assert Converted(rooms=9).rooms == 4
    with pytest.raises(InvalidValueError, match="Converted, rooms: given -5"):
        Converted(rooms=-9)
    with pytest.raises(InvalidTypeError, match="Converted, employed"):
        Converted(employed=1)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="Defaulted, works_here: given 'yes'"):
        Defaulted()
    assert Defaulted(works_here=None).works_here is None


def test_faults_are_told_in_the_order_of_the_facts() -> None:
    """Several faults are told in the order of the facts, whatever the order of what is given."""
    with pytest.raises(InvalidObjectError) as caught:
        Household(annual_income=-1, household_size=0, employed="yes")  # type: ignore[arg-type]  # wrong on purpose
    names = [fault.where.removeprefix("Household, ") for fault in caught.value.faults]
    assert names == ["employed", "household_size", "annual_income"]


def test_a_household_without_the_fact_is_refused() -> None:
    """A criterion tells a household of another class which fact it lacks, always."""
    criterion = facts_of(LocalHousehold).works_here & facts.employed
    for _ in range(2):
        with pytest.raises(UnknownFactError, match="a household with the fact 'works_here'"):
            criterion.decide(Household(), on=DAY)
    assert criterion.decide(LocalHousehold(), on=DAY).value == "undetermined"
    with pytest.raises(UnknownFactError, match="works_here"):
        criterion.missing(Household(), on=DAY)


def test_classes_of_households_are_checked() -> None:
    """Only attrs classes of optional facts are classes of households."""

    class Undecorated(Household):
        works_here: bool | None = None

    with pytest.raises(InvalidTypeError, match="attrs"):
        facts_of(Undecorated)
    with pytest.raises(InvalidTypeError, match="Household or a subclass"):
        facts_of(str)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="Household or a subclass"):
        facts_of(Household())  # type: ignore[arg-type]  # wrong on purpose
    for annotation in (bool, float | None, bool | int | None, list[int] | None):
        with pytest.raises(InvalidTypeError, match="works_here"):
            fact_of("works_here", annotation, {})
    assert fact_of("price", int | Decimal | None, {}).kind is Kind.AMOUNT


def test_typed_facts_are_those_of_households() -> None:
    """Each fact of `Household` is declared in `HouseholdFacts` with the words of its kind."""
    declared = get_type_hints(HouseholdFacts)
    assert list(declared) == list(facts_by_name(Household))
    for name, kind in declared.items():
        assert type(getattr(facts, name)) is kind
    assert {Number, DayFact, PlaceFact, CodeFact} < set(declared.values())


def test_facts_survive_pickle_and_copy() -> None:
    """The facts of a class are made again from the class."""
    assert repr(pickle.loads(pickle.dumps(facts))) == repr(copy.deepcopy(facts)) == repr(facts)
    assert pickle.loads(pickle.dumps(facts)) == facts != facts_of(Household)
    assert hash(pickle.loads(pickle.dumps(facts))) == hash(facts)
    assert facts_of(Household) == facts_of(Household) != facts_of(LocalHousehold)
    assert facts != "facts"
    assert pickle.loads(pickle.dumps(facts.household_size)) == facts.household_size
    with pytest.raises(AttributeError):
        facts.__missing__  # type: ignore[attr-defined]  # noqa: B018  # asked for its error


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"low": 3, "high": 2},
        {"low": date(2017, 1, 2), "high": date(2017, 1, 1)},
        {"low": Decimal("NaN"), "high": 3},
        {"low": Decimal("sNaN")},
        {"high": Decimal("Infinity")},
        {"low": Decimal("1e1000000000"), "high": 3},
        {"low": Decimal("1e-1000000000")},
        {"low": 10**5000},
        {"low": Fraction(1, 10**5000)},
        {"low": -1},
        {"low": " "},
    ],
)
def test_known_needs_bounds_in_order(arguments: dict[str, Any]) -> None:
    """Bounds are given, and in order."""
    with pytest.raises(InvalidValueError):
        Known(**arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        {"low": True},
        {"high": "a"},
        {"low": 1, "high": date(2017, 1, 1)},
        {"low": 1, "verified": 1},
        {"low": 1, "valid_until": "2017-01-01"},
        {"low": 1.5},
        {"low": 20_000, "high": 20_000.0},
        {"low": 20_000.0, "high": 20_000},
        {"low": True, "high": 1},
        {"low": Place("94068")},
        {"low": datetime(2017, 1, 1), "high": date(2017, 1, 1)},  # noqa: DTZ001  # naive
    ],
)
def test_known_needs_bounds_of_one_kind(arguments: dict[str, Any]) -> None:
    """Bounds are numbers or days, both of one kind; evidence is a yes or a no, and a day."""
    with pytest.raises(InvalidTypeError):
        Known(**arguments)


def test_known_takes_a_value_or_bounds() -> None:
    """A value and bounds together are refused; equal bounds are a value."""
    with pytest.raises(InvalidValueError, match="either"):
        Known(1, low=1)
    assert Known(low=3, high=3) == Known(3)
    assert repr(Known(low=3, verified=True, valid_until=DAY)) == (
        "Known(low=3, verified=True, valid_until=datetime.date(2017, 3, 1))"
    )


def test_evidence_expires() -> None:
    """A fact is known on its last day and not on the next one."""
    known = Known(4, valid_until=DAY)
    assert bounds_on(known, DAY, verified_only=False) == (4, 4)
    assert bounds_on(known, date(2017, 3, 2), verified_only=False) is None
    assert bounds_on(known, DAY, verified_only=True) is None
    assert bounds_on(Known(4, verified=True), DAY, verified_only=True) == (4, 4)
    assert bounds_on(None, DAY, verified_only=False) is None
    assert exact(Decimal("0.5")) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (False, "no", "non"),
        (Decimal("8880.50"), "8,880.5", "8\u202f880,5"),
        (Fraction(1, 3), "1/3", "1/3"),
        (Fraction(-1, 4), "\u22120.25", "\u22120,25"),
        (Place("94068", "centre"), "94068, centre", "94068, centre"),
        (Place("94068"), "94068", "94068"),
        ("PLAI", "PLAI", "PLAI"),
    ],
)
def test_values_are_said(value: object, english: str, french: str) -> None:
    """A value reads as each language writes it."""
    assert (say_value(value, "en"), say_value(value, "fr")) == (english, french)


@pytest.mark.parametrize("value", [float("nan"), 1.5, Known(3)])
def test_a_known_fact_is_exact(value: Any) -> None:
    """A float, not a number least of all, and a fact about a fact are refused at once."""
    with pytest.raises(InvalidTypeError, match="an exact value"):
        Known(value)
    with pytest.raises((InvalidTypeError, InvalidObjectError), match=r"given (nan|1\.5|Known)"):
        Known(low=value, high=value)


def test_supposed_facts_are_asked_as_a_household_is() -> None:
    """A criterion decides for facts that are supposed, and misses those of which nothing is."""
    criterion = facts.employed | facts.disabled
    supposed = SupposedFacts({"employed": None, "disabled": False})
    assert criterion.decide(supposed, on=DAY) is Verdict.UNDETERMINED
    supposed.suppose({"employed": True})
    assert criterion.decide(supposed, on=DAY) is Verdict.MET
    with pytest.raises(UnknownFactError, match="a household with the fact 'couple'"):
        facts.couple.decide(SupposedFacts({}), on=DAY)
    with pytest.raises(UnknownFactError, match="did you mean 'employed'"):
        _ = supposed.employd


def test_facts_are_given_by_name() -> None:
    """Among so many, the place of a fact says nothing."""
    untyped: Any = Household
    with pytest.raises(TypeError, match="positional"):
        untyped(True)  # noqa: FBT003  # a fact without its name
    with pytest.raises(InvalidTypeError, match=r"write Household\(\*\*facts\)"):
        untyped({"employed": True})
