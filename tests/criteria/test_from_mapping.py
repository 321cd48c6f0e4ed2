"""Households of plain data, as JSON and forms have it."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import (
    Household,
    HousingAgreementsError,
    InvalidInputError,
    InvalidTypeError,
    Known,
    Place,
    fact,
)


@pytest.mark.parametrize("written", ["", " ", "nan", "NaN", "None", "N/A", "nd", "-", "?"])
@pytest.mark.parametrize(
    "name", ["employed", "household_size", "annual_income", "born_on", "residence"]
)
def test_what_files_write_for_nothing_is_null(name: str, written: str) -> None:
    """It is not taken for a no, for nought or for a place, and the error says what to write."""
    fault = faults_of(Household, **{name: written})[name]
    assert fault.remedy == "write null where it is not known"
    assert Household.from_mapping({name: None}) == Household()


@pytest.mark.parametrize(
    ("name", "written", "meant"),
    [
        ("employed", "Oui", True),
        ("employed", "FAUX", False),
        ("household_size", "3", 3),
        ("household_size", 3.0, 3),
        ("annual_income", "21 000,50", "21000.50"),
        ("annual_income", "-1\u202f000 \u20ac", "-1000"),
        ("born_on", "14/02/1990", "1990-02-14"),
        ("born_on", "2.2.1990", "1990-02-02"),
        ("born_on", "1990-02-14T00:00:00", "1990-02-14"),
    ],
)
def test_what_to_write_is_what_was_meant(name: str, written: object, meant: object) -> None:
    """The remedy names it, and what it names is taken."""
    remedy = faults_of(Household, **{name: written})[name].remedy
    shown = repr(meant) if isinstance(meant, str) else json.dumps(meant)
    assert remedy.removesuffix(", without quotes") == f"write {shown}"
    if meant != "-1000":
        assert getattr(Household.from_mapping({name: meant}), name) is not None


@pytest.mark.parametrize(
    ("name", "written", "remedy"),
    [
        ("born_on", "03/02/1990", "write the year first, then the month"),
        ("born_on", "31/02/1990", "write the year first, then the month"),
        ("born_on", "1990-02-30T00:00", ""),
        ("born_on", "spring", ""),
        ("annual_income", "1,2,3", ""),
        ("annual_income", "21,000.50", ""),
        ("annual_income", float("nan"), "write null where it is not known"),
        ("household_size", float("nan"), "write null where it is not known"),
        ("household_size", 3.5, ""),
        ("household_size", float("inf"), ""),
        ("employed", "peut-\u00eatre", ""),
    ],
)
def test_no_remedy_guesses(name: str, written: object, remedy: str) -> None:
    """Where two things may be meant, or none, nothing is named."""
    assert faults_of(Household, **{name: written})[name].remedy == remedy


@attrs.frozen(kw_only=True)
class LocalHousehold(Household):
    """A household with a fact of its own."""

    works_here: bool | None = fact("works here", "travaille ici")


def faults_of(kind: type[Household], **given: object) -> dict[str, HousingAgreementsError]:
    """The faults of plain data, by their fields."""
    with pytest.raises(InvalidInputError) as caught:
        kind.from_mapping(given)
    return {fault.field: fault for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ({"employed": True}, {"employed": True}),
        ({"household_size": 4}, {"household_size": 4}),
        ({"annual_income": 21_000}, {"annual_income": 21_000}),
        ({"annual_income": "21000.50"}, {"annual_income": Decimal("21000.50")}),
        ({"annual_income": "64000/3"}, {"annual_income": Fraction(64_000, 3)}),
        ({"annual_income": "3/1"}, {"annual_income": Fraction(3)}),
        ({"born_on": "1990-05-01"}, {"born_on": date(1990, 5, 1)}),
        ({"residence": "94068"}, {"residence": Place("94068")}),
        ({"residence": {"commune": "94068"}}, {"residence": Place("94068")}),
        (
            {"residence": {"commune": "94068", "neighbourhood": "q", "coded_on": "2016-03-07"}},
            {"residence": Place("94068", "q", coded_on=date(2016, 3, 7))},
        ),
        ({"ceilings_zone": "paris"}, {"ceilings_zone": "paris"}),
        ({"employed": None}, {}),
        ({}, {}),
        (
            {"employed": {"value": True, "verified": True, "valid_until": "2020-01-01"}},
            {"employed": Known(True, verified=True, valid_until=date(2020, 1, 1))},  # noqa: FBT003  # a fact that is true
        ),
        (
            {"annual_income": {"low": 18_000, "high": "22000.50"}},
            {"annual_income": Known(low=18_000, high=Decimal("22000.50"))},
        ),
        ({"born_on": {"low": "1990-01-01"}}, {"born_on": Known(low=date(1990, 1, 1))}),
        (
            {"residence": {"value": {"commune": "94068"}, "verified": True}},
            {"residence": Known(Place("94068"), verified=True)},
        ),
        ({"born_on": date(1990, 5, 1)}, {"born_on": date(1990, 5, 1)}),
        ({"household_size": Known(low=3)}, {"household_size": Known(low=3)}),
    ],
    ids=str,
)
def test_plain_data_are_read(plain: dict[str, object], value: dict[str, Any]) -> None:
    """Each kind of fact has its plain form, with bounds and evidence or without."""
    assert Household.from_mapping(plain) == Household(**value)


def test_a_subclass_reads_its_own_facts() -> None:
    """The class that is asked is the class that is made."""
    found = LocalHousehold.from_mapping({"works_here": True, "employed": False})
    assert found == LocalHousehold(works_here=True, employed=False)
    assert type(found) is LocalHousehold


def test_every_fault_is_told_at_once_by_its_field() -> None:
    """Of names, of types and of values, and of the parts of a place or of what is known."""
    found = faults_of(
        LocalHousehold,
        born_on="1990-02-30",
        applied_on="7/3/2016",
        household_size="3",
        dependants=1.5,
        annual_income=0.5,
        income_per_unit="12,5",
        employed="yes",
        couple="maybe",
        residence="9406",
        workplace={"comune": "94068"},
        dwelling_offered={"commune": "94068", "coded_on": "2016"},
        disabled={"value": True, "valid_until": "soon"},
        living_area={"low": 5, "high": 3},
        ceilings_zone=" ",
        works_her=True,
    )
    assert set(found) == {
        "born_on",
        "applied_on",
        "household_size",
        "dependants",
        "annual_income",
        "income_per_unit",
        "employed",
        "couple",
        "residence",
        "workplace.comune",
        "workplace.commune",
        "dwelling_offered.coded_on",
        "disabled.valid_until",
        "living_area.high",
        "ceilings_zone",
        "works_her",
    }
    assert found["household_size"].remedy == "write 3, without quotes"
    assert found["employed"].remedy == "write true, without quotes"
    assert found["annual_income"].remedy == "write it as text"
    assert found["works_her"].remedy == "did you mean 'works_here'?"
    assert found["workplace.comune"].remedy == "did you mean 'commune'?"


@pytest.mark.parametrize("given", [None, [("employed", True)], "employed", Household()])
def test_what_is_no_mapping_is_refused(given: Any) -> None:
    """A list of pairs is none, nor is a household."""
    with pytest.raises(InvalidTypeError, match=r"Household\.from_mapping: given"):
        Household.from_mapping(given)


def test_names_that_are_no_text_are_refused() -> None:
    """A number is no fact; nor is a number a part of what is known."""
    with pytest.raises(InvalidInputError):
        Household.from_mapping({3: True})  # type: ignore[dict-item]  # no name
    assert set(faults_of(Household, employed={3: True})) == {"employed"}
    assert set(faults_of(Household, employed={"value": True, "low": True})) == {"employed.value"}


@given(
    st.dictionaries(
        st.sampled_from(["employed", "born_on", "annual_income", "household_size", "residence"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
            lambda below: (
                st.lists(below, max_size=2)
                | st.dictionaries(
                    st.sampled_from(["value", "low", "commune", "x"]), below, max_size=3
                )
            ),
            max_leaves=4,
        ),
    )
)
def test_whatever_is_given_is_read_or_refused(given: dict[str, object]) -> None:
    """No plain data raise anything but an error of this library, which can be told."""
    try:
        household = Household.from_mapping(given)
    except InvalidInputError as error:
        told = json.dumps([str(error), *(fault.field for fault in error.faults)])
    else:
        told = repr(household)
    assert told


@pytest.mark.parametrize("name", ["\ud800", "a\nb", "x" * 10_000, "\u202edalo"])
def test_a_name_that_cannot_be_told_is_no_field(name: str) -> None:
    """What a form sends back as a field can be encoded, stands on one line, and is short."""
    with pytest.raises(InvalidInputError) as caught:
        Household.from_mapping({name: True})
    told = json.dumps([str(caught.value), caught.value.rows()], ensure_ascii=False)
    assert told.encode().decode() == told
    assert "\n" not in str(caught.value)
    assert len(told) < 1_000
    assert caught.value.field == ""
