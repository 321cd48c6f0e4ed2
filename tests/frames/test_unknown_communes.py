"""Codes that name no commune, in frames: refused or set aside as objects are, on every engine."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.engines import ENGINES, Rows, engine, listed
from tests.frames.ledgers import as_rows
from tests.rules.drawing import SLOW, agreement_of

from housing_agreements import (
    Attribution,
    Household,
    HousingAgreementsError,
    InvalidObjectError,
    Per,
    Place,
    Share,
    Stage,
    Territory,
    Unknown,
    UnknownCodeError,
    check_quotas,
    facts,
    frames,
)
from housing_agreements import tally as tally_objects
from housing_agreements.frames._unknown_communes import pattern_of_known
from housing_agreements.geography._unknown_codes import is_held

DAY = date(2018, 5, 5)
CRITERION = facts.residence.within(
    Territory("t", "a list", "list", communes=("94068", "93066"), departments=("33",))
)
CODES = ("94068", "33063", "94100", "75015", "59350", "94099", "93059")
NAMES = [name for name in ENGINES if name != "pyspark"]
AGREEMENTS = {
    "plain": agreement_of(Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2")),
    "by commune": agreement_of(
        Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2", per=Per.COMMUNE)
    ),
}


def answers_of(communes: list[str | None], days: list[date]) -> list[bool | str | None]:
    """The answer to each household one by one; the error, where it is refused."""
    found: list[bool | str | None] = []
    for commune, day in zip(communes, days, strict=True):
        household = Household(residence=None if commune is None else Place(commune))
        try:
            verdict = CRITERION.decide(household, on=day)
        except UnknownCodeError:
            found.append("refused")
        else:
            found.append({"met": True, "unmet": False, "undetermined": None}[verdict.value])
    return found


@pytest.mark.parametrize("name", NAMES)
@settings(SLOW, max_examples=12)
@given(
    rows=st.lists(
        st.tuples(
            st.none() | st.sampled_from(CODES), st.sampled_from([DAY, date(1967, 12, 31)])
        ),
        min_size=1, max_size=5,
    ),
    by_column=st.booleans(),
)  # fmt: skip
def test_a_column_is_refused_as_its_households_are(
    name: str, rows: list[tuple[str | None, date]], *, by_column: bool
) -> None:
    """A frame that is here refuses such rows, a lazy one answers nothing; the rest is alike."""
    communes = [commune for commune, _ in rows]
    days = [day if by_column else DAY for _, day in rows]
    given_rows: Rows = {"residence": ("code", communes), "on": ("day", days)}
    frame, on = engine(name)(given_rows), "on" if by_column else DAY
    expected = answers_of(communes, days)
    try:
        found = listed(frames.decide(frame, CRITERION, on=on), "answer")
    except HousingAgreementsError as error:
        assert "refused" in expected
        refusals = {type(fault) for fault in error.faults}
        assert refusals == {UnknownCodeError}  # a lazy frame raises nothing
        listing = frames.decide(frame, CRITERION, on=on, refused="wrong")
        found = listed(listing, "answer")
        assert listed(listing, "wrong") == [
            "residence" if each == "refused" else "" for each in expected
        ]
    assert found == [None if each == "refused" else each for each in expected]


def test_the_error_says_what_the_code_seems_to_be() -> None:
    """It names rows, and the commune of a postcode."""
    rows: Rows = {"id": ("code", ["A", "B"]), "residence": ("code", ["94068", "94100"])}
    with pytest.raises(UnknownCodeError) as refusal:
        frames.decide(engine("polars")(rows), CRITERION, on=DAY)
    assert str(refusal.value) == (
        "decide, residence: given '94100' for id 'B'; expected a commune or a district of the "
        "official code since 1943; 94100 is a postcode, of 94068 Saint-Maur-des-Fossés"
    )


def test_the_pattern_has_the_codes_of_the_history() -> None:
    """Of all texts of the form of a code, those that some edition holds."""
    pattern = re.compile(pattern_of_known().replace(r"\z", r"\Z"))
    departments = [f"{number:02}" for number in range(100)] + ["2A", "2B"]
    for department in departments:
        for number in range(1000):
            code = f"{department}{number:03}"
            assert bool(pattern.search(code)) is is_held(code)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("agreement", AGREEMENTS)
@pytest.mark.parametrize(
    "communes",
    [
        ["94068", "33063", "94100", "94100", "01160"],
        ["94100", "01160", "33240", "01160"],
        ["59350", "01160"],
        ["94099", "94068"],
        ["75015", "94099", "99999", "33240"],
        ["94068"] * 5,
    ],
)
def test_a_ledger_is_refused_as_its_entries_are(
    name: str, agreement: str, communes: list[str]
) -> None:
    """The tally, what is set aside, the entries of a finding and the error are those of objects."""
    made, terms = engine(name), AGREEMENTS[agreement]
    entries = [
        Attribution(f"E{index}", "a", commune, decided_on=DAY, count=index + 1)
        for index, commune in enumerate(communes)
    ]
    frame: Any = made(as_rows(terms, entries, production=False))
    mapped: Any = {"publics": "is_", "tags": "is_"}
    counted = tally_objects(terms, entries, unknown=Unknown.SET_ASIDE)
    found = frames.tally(terms, frame, unknown=Unknown.SET_ASIDE, **mapped)
    assert found == counted
    assert found.beside_postcodes == counted.beside_postcodes
    report = check_quotas(terms, found, on=date(2019, 1, 1))
    aside = {code for _, code in found.set_aside}
    rows = frames.entries_of(report, report.finding("c", 2018), frame, **mapped)
    inside = [each for each in entries if each.commune.startswith(("33", "94"))]
    assert sorted(listed(rows, "id")) == [each.id for each in inside if each.commune not in aside]
    if not aside:
        assert frames.tally(terms, frame, **mapped) == counted
        return
    with pytest.raises((UnknownCodeError, InvalidObjectError)) as of_frame:
        frames.tally(terms, frame, **mapped)
    with pytest.raises((UnknownCodeError, InvalidObjectError)) as of_objects:
        tally_objects(terms, entries)
    told = " ".join(fault.remedy for fault in of_frame.value.faults)
    given_codes = " ".join(fault.given for fault in of_frame.value.faults)
    for fault in of_objects.value.faults:
        assert fault.remedy.removesuffix(" (or pass unknown=Unknown.SET_ASIDE)") in told
        assert fault.given.partition(" in ")[0] in given_codes
    assert "id 'E" in given_codes


@pytest.mark.parametrize("name", ["polars", "polars, lazy"])
def test_a_code_that_was_given_up_is_read_before(name: str) -> None:
    """15 is a district and a postcode since 1968; before, it was a commune, and is read as one."""
    rows: Rows = {"residence": ("code", ["75015", "33063"])}
    frame = frames.decide(engine(name)(rows), CRITERION, on=date(1960, 1, 1))
    assert listed(frame, "answer") == [False, True]
