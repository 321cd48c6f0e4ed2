"""Which communes were pronounced deficient, and where nobody can tell."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Period, Verdict
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
)
from housing_agreements.geography.communes import communes
from housing_agreements.geography.departments import ILE_DE_FRANCE
from housing_agreements.law.provisions import Confidence
from housing_agreements.law.sru import deficiency
from housing_agreements.law.sru._deficient_communes import (
    AFTER_2011_2013,
    AFTER_2014_2016,
    AFTER_2017_2019,
    AFTER_2020_2022,
)
from housing_agreements.law.sru.deficiency import DEFICIENCY_LISTS, DeficiencyList, deficient

OF_2011 = Period.years(2011, 2013)
OF_2014 = Period.years(2014, 2016)
OF_2017 = Period.years(2017, 2019)
OF_2020 = Period.years(2020, 2022)
COMMUNES = tuple(code for each in ILE_DE_FRANCE for code in communes(each, edition=2019))
CYCLES = tuple(Period.years(year, year + 2) for year in range(2002, 2027, 3))
SAINT_MAUR, RUNGIS, NANTERRE, RENNES, MAMOUDZOU = "94068", "94065", "92050", "35238", "97611"
untyped: Any = deficiency
UntypedList: Any = DeficiencyList


@pytest.mark.parametrize(
    ("names", "by_department"),
    [
        (
            AFTER_2011_2013,
            {"77": 5, "78": 6, "91": 6, "92": 1, "93": 3, "94": 6, "95": 10},
        ),
        (AFTER_2014_2016, {"92": 9}),
        (AFTER_2017_2019, {"94": 1}),
        (
            AFTER_2020_2022,
            {"77": 1, "78": 16, "91": 14, "92": 9, "93": 3, "94": 9, "95": 10},
        ),
    ],
    ids=["2011-2013", "2014-2016", "2017-2019", "2020-2022"],
)
def test_so_many_a_department(names: dict[str, str], by_department: dict[str, int]) -> None:
    """Each list has as many communes a department as the sources name, all of the region."""
    assert Counter(code[:2] for code in names) == by_department
    assert set(names) <= set(COMMUNES)


def test_fifteen_communes_are_in_the_first_and_the_last_list() -> None:
    """37 after 2011-2013, 62 after 2020-2022, 15 in both, under the same name."""
    both = set(AFTER_2011_2013) & set(AFTER_2020_2022)
    assert (len(AFTER_2011_2013), len(AFTER_2020_2022), len(both)) == (37, 62, 15)
    assert all(AFTER_2011_2013[code] == AFTER_2020_2022[code] for code in both)


@pytest.mark.parametrize(
    ("commune", "cycle", "verdict"),
    [
        (SAINT_MAUR, OF_2011, Verdict.MET),
        (RUNGIS, OF_2011, Verdict.UNDETERMINED),  # two or three communes are missing
        (RENNES, OF_2011, Verdict.UNDETERMINED),
        ("92051", OF_2014, Verdict.MET),
        (NANTERRE, OF_2014, Verdict.UNMET),
        (SAINT_MAUR, OF_2014, Verdict.UNDETERMINED),  # seven in Val-de-Marne, not named
        ("94071", OF_2017, Verdict.MET),
        (RUNGIS, OF_2017, Verdict.UNDETERMINED),
        (SAINT_MAUR, OF_2020, Verdict.MET),
        (RUNGIS, OF_2020, Verdict.UNMET),
        (NANTERRE, OF_2020, Verdict.UNMET),
        ("75056", OF_2020, Verdict.UNDETERMINED),  # a commune withdrawn before 2025 is not named
        (RENNES, OF_2020, Verdict.UNDETERMINED),
        (MAMOUDZOU, OF_2020, Verdict.UNDETERMINED),
        ("2A004", OF_2020, Verdict.UNDETERMINED),
        (SAINT_MAUR, Period.years(2008, 2010), Verdict.UNDETERMINED),
        (SAINT_MAUR, Period.years(2023, 2025), Verdict.UNDETERMINED),
    ],
)
def test_three_answers(commune: str, cycle: Period, verdict: Verdict) -> None:
    """Named: yes; not named where the list is complete: no; elsewhere: not known."""
    assert deficient(commune, cycle) is verdict


@given(st.sampled_from(COMMUNES), st.sampled_from(CYCLES))
def test_a_no_needs_a_complete_list(commune: str, cycle: Period) -> None:
    """A commune is never taken not to be deficient but by a list complete in its department."""
    held = next((each for each in DEFICIENCY_LISTS if each.cycle == cycle), None)
    answer = deficient(commune, cycle)
    named = held is not None and commune in held.communes
    complete = held is not None and commune[:2] in held.complete_in
    assert answer is Verdict.of(named or (False if complete else None))


def test_a_list_of_ones_own_is_read_instead() -> None:
    """A complete list decides, overseas too; without a list of the cycle nothing does."""
    mine = DeficiencyList(OF_2017, {"97611"}, {"94", "976"}, (), Confidence.SECONDARY)
    assert deficient(RUNGIS, OF_2017, lists=[mine]) is Verdict.UNMET
    assert deficient(MAMOUDZOU, OF_2017, lists=[mine]) is Verdict.MET
    assert deficient("97608", OF_2017, lists=[mine]) is Verdict.UNMET
    assert deficient("97411", OF_2017, lists=[mine]) is Verdict.UNDETERMINED
    assert deficient(SAINT_MAUR, OF_2020, lists=[mine]) is Verdict.UNDETERMINED


def test_lists_say_what_they_lack() -> None:
    """Every list that is held is second-hand, and says what is missing from it."""
    assert {each.confidence for each in DEFICIENCY_LISTS} == {Confidence.SECONDARY}
    assert all(each.note is not None and each.sources for each in DEFICIENCY_LISTS)


def test_impossible_lists_are_refused() -> None:
    """A period that is no cycle, a code of another form, and fields of another kind."""
    with pytest.raises(InvalidValueError, match="a cycle of the law"):
        deficient(RUNGIS, Period.years(2012, 2014))
    with pytest.raises(InvalidTypeError, match="a Period"):
        untyped.deficient(RUNGIS, 2011)
    with pytest.raises(InvalidValueError, match="an INSEE commune code"):
        deficient("9406", OF_2011)
    with pytest.raises(InvalidObjectError) as caught:
        UntypedList(Period.year(2011), {"9406"}, "94", ("a list",), "S", "to check")
    assert len(caught.value.faults) == 6
    with pytest.raises(InvalidTypeError):
        UntypedList(2011, {"94068"}, {"94"}, (), Confidence.SECONDARY)
    with pytest.raises(InvalidTypeError):
        UntypedList(OF_2011, "94068", {"94"}, (), Confidence.SECONDARY)


@pytest.mark.parametrize("commune", [94068, None])
def test_commune_of_a_list_is_text(commune: Any) -> None:
    """A commune given as a number, or not at all, is refused for its type."""
    with pytest.raises(InvalidTypeError, match="an INSEE commune code"):
        DEFICIENCY_LISTS[0].holds(commune)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("94100", "94100 is a postcode, of 94068 Saint-Maur-des-Fossés"),
        ("75015", "75115 Paris 15e Arrondissement; it was the code of Bry-sur-Marne"),
        ("94099", "did you mean '94079'"),
        ("99100", "no department is '99'"),
    ],
)
def test_what_is_no_commune_is_never_a_sure_no(code: str, remedy: str) -> None:
    """A postcode of a deficient commune is refused, by the lists here and by lists of one's own."""
    cycle = Period.years(2020, 2022)
    assert deficient("94068", cycle) is Verdict.MET
    mine = DeficiencyList(cycle, {"94071"}, {"94"}, (), Confidence.INFERRED)
    for lists in (None, (mine,), ()):
        with pytest.raises(UnknownCodeError, match=remedy):
            deficient(code, cycle, lists=lists)
    with pytest.raises(UnknownCodeError, match=remedy):
        mine.holds(code)
