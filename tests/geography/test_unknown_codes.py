"""A code that no edition holds is told apart, and the error says what it seems to be."""

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import InvalidValueError, UnknownCodeError
from housing_agreements.frames._odd_texts import remedy_for_texts
from housing_agreements.geography._ground import Extent
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import LAST_DAY, Standing, load_official_code
from housing_agreements.geography._official_postcodes import POSTCODES_TABLE
from housing_agreements.geography._unknown_codes import (
    DAYS_OF_POSTCODES,
    check_body_number,
    check_code,
    check_department_code,
    communes_of_postcode,
    departments_held,
    is_held,
    is_only_postcode,
    is_unknown,
    remedy_for_code,
    remedy_for_department,
    unknown_since,
)
from housing_agreements.geography.territories import Place

TOLD = json.loads((Path(__file__).parent / "official_code" / "history.json").read_text("utf-8"))
CODE = load_official_code()
POSTCODES = sorted(
    start + entry[:3] for start, text in POSTCODES_TABLE.items() for entry in text.split(";")
)
departments = st.sampled_from(departments_held())


def reach_of(code: str) -> Extent:
    """The ground of a code when it was last in use."""
    last = CODE.stretches(code)[-1].end or date.max
    return CODE.reach(code, last - timedelta(days=1)).ground


codes = departments.flatmap(lambda department: st.sampled_from(CODE.codes(department)))


def test_postcodes_are_those_of_the_edition() -> None:
    """Each postcode has the communes and districts that the edition of 2026 lists."""
    lines = [f"{postcode} {' '.join(communes_of_postcode(postcode))}" for postcode in POSTCODES]
    assert len(lines) == TOLD["postcodes"]["number"]
    assert hashlib.sha256("\n".join(lines).encode()).hexdigest() == TOLD["postcodes"]["sha256"]


@given(codes)
def test_codes_of_the_history_are_held(code: str) -> None:
    """A code of a commune or a district that was ever in use is taken."""
    assert is_held(code)
    check_code("Place", code)
    assert name_of_code(code) != code


@pytest.mark.parametrize("code", ["94100", "99999", "Paris"])
def test_a_code_that_no_edition_holds_has_no_name(code: str) -> None:
    """It stands for itself where a name would be."""
    assert name_of_code(code) == code


@given(st.sampled_from(POSTCODES))
def test_a_postcode_that_is_no_commune_is_told(postcode: str) -> None:
    """It is refused with the communes that it is a postcode of, by code and name."""
    if is_held(postcode):
        check_code("Place", postcode)
        return
    towns = communes_of_postcode(postcode)
    with pytest.raises(UnknownCodeError) as refusal:
        check_code("Place", postcode)
    remedy = refusal.value.remedy
    assert remedy.startswith(f"{postcode} is a postcode, of {towns[0]} {name_of_code(towns[0])}")
    assert [town for town in towns if f" {town} " in remedy] == list(towns[:3])
    assert (f"and {len(towns) - 3} more" in remedy) == (len(towns) > 3)


def test_some_postcodes_are_codes_that_were_given_up() -> None:
    """Of 3,474 postcodes that are codes too, 172 were given up: all those of Paris and Corsica.

    From that day on they are refused as postcodes, before they are not.
    """
    held = [postcode for postcode in POSTCODES if is_held(postcode)]
    former = [postcode for postcode in held if is_only_postcode(postcode, LAST_DAY)]
    assert (len(held), len(former)) == (3474, 172)
    assert {f"750{number:02d}" for number in range(1, 21)} <= {*former}
    assert {one for one in held if one.startswith("20")} <= {*former}
    assert {unknown_since(postcode) for postcode in former} == {*DAYS_OF_POSTCODES}
    for postcode in held:
        check_code("Place", postcode)
        check_code("Place", postcode, CODE.stretches(postcode)[0].start or date(1943, 1, 1))
        assert (postcode in former) == (unknown_since(postcode) is not None)
    for postcode in former:
        day = unknown_since(postcode) or date.min
        assert (CODE.stretches(postcode)[-1].end or date.max) <= day
        assert postcode[:2] not in {one[:2] for one in CODE.holders(reach_of(postcode), day)}
        check_code("Place", postcode, day - timedelta(days=1))
        with pytest.raises(UnknownCodeError, match=r"is a postcode, of .*; it was the code of"):
            check_code("Place", postcode, day)


@given(codes, st.dates(date(1943, 1, 1), LAST_DAY + timedelta(days=999)))
def test_only_a_postcode_is_no_code_in_use(code: str, day: date) -> None:
    """A code in use is never only a postcode, nor is what is no postcode, or merged."""
    if is_only_postcode(code, day):
        *_, last = CODE.stretches(code)
        assert CODE.standing(code, min(day, LAST_DAY)) is Standing.ENDED
        assert code in POSTCODES
        assert last.end is not None
    assert is_unknown(code, day) == is_only_postcode(code, day)


@given(codes.flatmap(lambda code: st.sampled_from([code, f"{code[:2]}999"])), st.dates())
def test_a_code_is_unknown_from_one_day_on(code: str, day: date) -> None:
    """A code is refused on a day exactly when it is unknown on it, and stays so."""
    if is_unknown(code, day):
        with pytest.raises(UnknownCodeError):
            check_code("Place", code, day)
        assert is_unknown(code, date.max)
    else:
        check_code("Place", code, day)
        assert not is_unknown(code, min(day, date(1943, 1, 1)))


@given(codes.filter(lambda code: code.startswith("0")))
def test_a_lost_zero_is_told(code: str) -> None:
    """A code without its zero is refused with the whole one."""
    short = code.removeprefix("0")
    assert not is_held(short)
    assert repr(code) in remedy_for_code(short)
    assert "zero" in remedy_for_code(short)


@given(codes, st.sampled_from([" {}", "{} ", "\t{}\n"]))
def test_blanks_and_small_letters_are_told(code: str, written: str) -> None:
    """A code between blanks, or in small letters, is refused with the right one."""
    given_code = written.format(code).lower()
    assert not is_held(given_code)
    assert remedy_for_code(given_code) == f"write '{code}'"


@given(departments)
def test_a_department_is_no_commune(department: str) -> None:
    """A department where a commune is meant is refused with a commune of it."""
    remedy = remedy_for_code(department)
    assert "is a department" in remedy
    assert repr(CODE.codes_in_use(department, LAST_DAY)[0]) in remedy


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("75121", "Paris has the districts 75101 to 75120"),
        ("13217", "Marseille has the districts 13201 to 13216"),
        ("69398", "Lyon has the districts 69381 to 69389"),
        ("94099", "did you mean '94079'?"),
        ("13999", "did you mean '13099'?"),
        ("99100", "no department is '99': a code begins with that of its department"),
        ("Paris", "no department is 'PA': a code begins with that of its department"),
        ("", "no department is '': a code begins with that of its department"),
    ],
)
def test_other_codes_are_told_the_nearest(code: str, remedy: str) -> None:
    """A code of no commune is refused with the districts, or the nearest code, or its fault."""
    assert remedy_for_code(code) == remedy


@given(departments)
def test_departments_of_the_edition_are_held(department: str) -> None:
    """A department of the last edition is taken, also written small it is told."""
    check_department_code("region", department)
    assert remedy_for_department(f" {department.lower()} ") == f"write '{department}'"


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("20", "Corsica is '2A' and '2B' since 1976"),
        (
            "97",
            "overseas, a department has three characters: '971', '972', '973', '974', '975', ...",
        ),
        ("1", "write '01'"),
        ("2a", "write '2A'"),
        ("75056", "'75056' is a commune, of the department '75'"),
        ("979", "did you mean '978'?"),
    ],
)
def test_no_department_is_told_what_it_seems(code: str, remedy: str) -> None:
    """What is no department is refused with what it seems to be."""
    with pytest.raises(UnknownCodeError) as refusal:
        check_department_code("Territory, departments", code)
    assert refusal.value.remedy == remedy
    assert refusal.value.where == "Territory, departments"


@pytest.mark.parametrize(
    ("number", "remedy"),
    [
        ("200 093 201", "write '200093201'"),
        ("200093202", "did you mean '200093201', Métropole Européenne de Lille?"),
        ("Bordeaux Metropole", "the nearest name is Bordeaux Métropole; write '243300316' for it"),
        (
            "33063",
            "33063 is a commune; write '243300316' for Bordeaux Métropole, to which it belongs",
        ),
        ("nobody's", "write nine figures, such as '200093201'"),
    ],
)
def test_no_intercommunality_is_told_the_nearest(number: str, remedy: str) -> None:
    """A number that no intercommunality ever had is refused with what it seems to be."""
    with pytest.raises(UnknownCodeError) as refusal:
        check_body_number("intercommunality", number)
    assert refusal.value.remedy == remedy
    check_body_number("intercommunality", "245900410")


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("33063 Bordeaux", "write the code alone: '33063'"),
        ("'33063", "write the code alone: '33063'"),
        ("Bordeaux (33063)", "write the code alone: '33063'"),
        ("2a004 Ajaccio", "write the code alone: '2A004'"),
        ("33063/33281", "write five characters"),
        ("Bordeaux", "write five characters"),
        ("nan", "write five characters"),
    ],
)
def test_a_code_that_does_not_stand_alone_is_found(written: str, remedy: str) -> None:
    """Beside the name of its commune, or behind the mark of a spreadsheet; of two, neither."""
    with pytest.raises(InvalidValueError) as caught:
        Place(written)
    assert remedy in str(caught.value)


@pytest.mark.parametrize("written", ["nan", "None", "N/A", "?", " - "])
def test_a_word_for_nothing_in_a_column_is_null(written: str) -> None:
    """What a file writes where no commune is known is told to be made null."""
    remedy = remedy_for_texts(Kind.PLACE, [written, "33063 Bordeaux"])
    assert "make it null where it is not known" in remedy
    assert "write the code alone: '33063'" in remedy
