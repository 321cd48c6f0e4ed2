"""Levels: by group, by period, in total; and what a commitment judges with them."""

import pickle
import re
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from housing_agreements.errors import InvalidTypeError, InvalidValueError
from housing_agreements.model.commitments import Commitment, Share, Volume
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Judge, Per
from housing_agreements.model.levels import Levels, Limit, as_numbers, as_shares
from housing_agreements.testing import strategies as drawn
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import exact_share
from housing_agreements.values.schedules import Schedule

Y18, Y19 = Period.year(2018), Period.year(2019)


def test_a_level_holds_in_any_period() -> None:
    """A single level is that of the total and of every group, whatever the period."""
    levels = as_numbers(403)
    assert [levels.at(Y18), levels.at(Y19, "a"), levels.at(Y18, ("a", "b"))] == [403] * 3
    assert (levels.groups, levels.periods, list(levels)) == ((), (), [403])


def test_a_level_by_period_holds_in_its_periods() -> None:
    """Outside the periods that it names, a level by period promises nothing."""
    written: dict[int | Period, int] = {2019: 2, Y18: 1}
    levels = as_numbers(written)
    assert [levels.at(Y18), levels.at(Y19), levels.at(Period.year(2020))] == [1, 2, None]
    assert levels.periods == (Y18, Y19)
    assert levels == as_numbers(Schedule({2018: 1, 2019: 2}))


def test_a_table_gives_each_group_its_own() -> None:
    """In a table a group has its own level, another has none, and neither has the total."""
    written: dict[str, str | dict[int, str]] = {"a": "1/4", "b": {2018: "1/2"}}
    levels = as_shares(written)
    assert levels.at(Y18, "a") == Fraction(1, 4)
    assert [levels.at(Y18, "b"), levels.at(Y19, "b")] == [Fraction(1, 2), None]
    assert [levels.at(Y18, "c"), levels.at(Y18)] == [None, None]
    assert levels.groups == ("a", "b")
    assert list(levels) == [Fraction(1, 4), Fraction(1, 2)]
    assert levels.periods == (Y18,)


def test_a_table_and_a_level_for_the_others() -> None:
    """Made by hand, levels may give a group its own and all others the common one."""
    levels = as_numbers(Levels(common=1, by_group=((("a", "b"), 2),)))
    assert [levels.at(Y18), levels.at(Y18, ("a", "b")), levels.at(Y18, ("b", "a"))] == [1, 2, 1]
    assert list(levels) == [1, 2]


@given(drawn.rates(max_value=Fraction(2)))
def test_a_share_is_at_most_all(rate: Fraction) -> None:
    """A rate is a share exactly when it is at most 1."""
    if rate <= 1:
        assert exact_share(rate) == rate
    else:
        with pytest.raises(ValueError, match="at most 1"):
            exact_share(rate)


@given(drawn.commitments())
def test_a_commitment_has_a_limit_for_each_level(commitment: Commitment) -> None:
    """Each level is a floor or a ceiling, strict or not, and is no other limit."""
    floor, ceiling = commitment.floor, commitment.ceiling
    assert (floor is None) == (commitment.at_least is None and commitment.more_than is None)
    assert (ceiling is None) == (commitment.at_most is None and commitment.less_than is None)
    if floor is not None:
        assert floor.levels == (commitment.more_than if floor.strict else commitment.at_least)
    if ceiling is not None:
        assert ceiling.levels == (commitment.less_than if ceiling.strict else commitment.at_most)
    assert commitment.limits == tuple(each for each in (floor, ceiling) if each is not None)


@pytest.mark.parametrize(
    ("per", "level", "judge", "judged"),
    [
        (None, 5, None, {"total"}),
        (None, 5, Judge.TOTAL, {"total"}),
        (Per.COMMUNE, 5, None, {"total", "groups"}),
        (Per.COMMUNE, {"94068": 5}, None, {"groups"}),
        (Per.COMMUNE, 5, Judge.GROUPS, {"groups"}),
        (Per.COMMUNE, 5, Judge.TOTAL, {"total"}),
        (Per.COMMUNE, {"94068": 5}, Judge.BOTH, {"total", "groups"}),
    ],
)
def test_what_is_judged(
    per: Per | None, level: int | dict[str, int], judge: Judge | None, judged: set[str]
) -> None:
    """The total is judged when it has a level, the groups when there are any, unless told."""
    each = Volume("v", stage=Stage.SIGNED, at_least=level, per=per, judge=judge)
    found = {"total": each.judges_total, "groups": each.judges_groups}
    assert {name for name, holds in found.items() if holds} == judged


def test_one_thing_or_two_are_written_alike() -> None:
    """What a commitment holds for is written as one, as a pair or as a list of two."""
    one = Volume("v", stage=Stage.SIGNED, at_least=1, per=Per.COMMUNE)
    assert one == Volume("v", stage=Stage.SIGNED, at_least=1, per=(Per.COMMUNE,))
    pair = (Per.COMMUNE, Per.LANDLORD)
    assert Volume("v", stage=Stage.SIGNED, at_least=1, per=list(pair)).per == pair


def test_a_share_is_not_a_volume() -> None:
    """A share and a volume that state alike differ."""
    share: Commitment = Share("x", to=("dalo",), stage=Stage.SIGNED, at_least=1)
    volume: Commitment = Volume("x", to=("dalo",), stage=Stage.SIGNED, at_least=1)
    assert share != volume
    assert share.at_least == volume.at_least


@given(st.dates(date(2016, 1, 1), date(2019, 12, 31)), st.integers(1, 3))
def test_years_of_the_term_are_judged(start: date, years: int) -> None:
    """Without periods, the years that the term is made of are judged, from its first day."""
    term = Period.lasting(start, years=years)
    each = Volume("v", stage=Stage.SIGNED, at_least=1)
    assert each.accounting_periods(term) == term.split(years=1)
    assert each.stated_periods == ()


def date_and_period(remedy: str) -> dict[str, Any]:
    """What a remedy says to write, as it is read where `date` and `Period` are imported."""
    found = re.match(
        r"write periods=(.+?)(?:, its whole years)?(?:, or periods=.+| if .+)$", remedy
    )
    assert found is not None, remedy
    return {"periods": eval(found[1], {"date": date, "Period": Period})}  # the point


EIGHT_MONTHS = Period(date(2018, 5, 1), date(2019, 1, 1))
PIECES = Period(date(2018, 7, 1), date(2021, 1, 1))


@pytest.mark.parametrize("cumulative", [False, True])
@pytest.mark.parametrize(
    ("kind", "term", "given_instead"),
    [
        (Volume, EIGHT_MONTHS, (EIGHT_MONTHS,)),
        (Share, EIGHT_MONTHS, (EIGHT_MONTHS,)),
        (Volume, PIECES, Period(date(2018, 7, 1), date(2020, 7, 1)).split(years=1)),
        (Share, PIECES, PIECES.calendar_years()),
        (Volume, Period(date(2016, 2, 29), date(2017, 2, 28)), None),
        (Volume, Period(date(2016, 2, 29), date(2017, 3, 2)), None),
    ],
)
def test_a_constant_level_needs_periods_in_a_term_of_parts_of_years(
    kind: type[Share] | type[Volume],
    term: Period,
    given_instead: tuple[Period, ...] | None,
    cumulative: bool,  # noqa: FBT001  # a case of the table
) -> None:
    """It is refused without; what the error says to write is taken, and names what it says."""
    each = kind("v", to=("dalo",), stage=Stage.SIGNED, at_least=1, cumulative=cumulative)
    with pytest.raises(InvalidValueError) as caught:
        each.accounting_periods(term)
    fault = caught.value
    assert fault.where == f"{kind.__name__}.accounting_periods, term"
    assert fault.given == f"no periods, in a term that does not last whole years, {term}"
    assert fault.expected == "the periods of its constant level"
    right = attrs.evolve(each, **date_and_period(fault.remedy))
    assert right.accounting_periods(term) == (given_instead or right.periods)
    assert all(period.within(term) for period in right.accounting_periods(term))
    if kind is Volume and given_instead is not None and len(given_instead) > 1:
        assert all(Period.lasting(year.start, years=1) == year for year in given_instead)


def test_a_level_by_period_needs_no_years() -> None:
    """Levels that name their periods, and periods that are given, suit any term."""
    named = Volume("v", stage=Stage.SIGNED, at_least={2019: 1})
    own = Volume("v", stage=Stage.SIGNED, at_least=1, periods=[EIGHT_MONTHS])
    for each in (named, own):
        assert each.accounting_periods(EIGHT_MONTHS) == each.stated_periods


def test_periods_of_both_limits_are_judged() -> None:
    """The periods of a floor and those of a ceiling are all judged, each once, in order."""
    each = Volume("v", stage=Stage.SIGNED, at_least={2019: 1}, at_most={2018: 1, 2019: 1})
    assert each.accounting_periods(Period.year(2030)) == (Y18, Y19)
    own = Volume("v", stage=Stage.SIGNED, at_least=1, periods=[Y19, Y18])
    assert own.accounting_periods(Period.year(2030)) == (Y18, Y19)


@pytest.mark.parametrize("owed", [Fraction(5, 2), 3])
@given(commitment=drawn.commitments(), counted=st.integers(0, 6))
def test_a_count_keeps_a_limit_up_to_its_threshold(
    owed: Fraction | int, commitment: Commitment, counted: int
) -> None:
    """A floor is kept by the counts from its threshold on, a ceiling by those up to it."""
    for limit in commitment.limits:
        assert limit.ceiling is (limit is not commitment.floor and limit == commitment.ceiling)
        threshold = limit.threshold(owed)
        kept = counted <= threshold if limit.ceiling else counted >= threshold
        beyond = counted > owed if limit.ceiling else counted < owed
        assert kept is not (beyond or (limit.strict and counted == owed))


@pytest.mark.parametrize(
    ("limit", "threshold"),
    [
        (Volume("n", stage=Stage.SIGNED, at_least=3).floor, 3),
        (Volume("n", stage=Stage.SIGNED, more_than=3).floor, 4),
        (Volume("n", stage=Stage.SIGNED, at_most=3).ceiling, 3),
        (Volume("n", stage=Stage.SIGNED, less_than=3).ceiling, 2),
    ],
)
def test_being_equal_does_not_keep_a_strict_limit(limit: Limit, threshold: int) -> None:
    """Of three owed, a strict limit needs one more, or allows one less."""
    assert limit.threshold(3) == threshold
    assert (threshold == 3) is not limit.strict


@given(drawn.commitments())
def test_the_publics_of_a_commitment_are_main_and_substitute(commitment: Commitment) -> None:
    """What counts is what is named in `to` and as a substitute."""
    substitutes = set(commitment.substitute.to) if commitment.substitute else set()
    assert commitment.publics == {*commitment.to, *substitutes}


@pytest.mark.parametrize("kind", [Share, Volume])
def test_a_commitment_is_whole_when_it_is_built(kind: type[Share] | type[Volume]) -> None:
    """The levels of each kind are its own, stand where `Commitment` has them, and are kept."""
    level: Any = "25 %" if kind is Share else 403
    commitment = kind("c", to=("dalo",), stage=Stage.DECIDED, at_least=level)
    names = [field.name for field in attrs.fields(kind)]
    assert names == [field.name for field in attrs.fields(Commitment)]
    assert commitment.at_least == Levels(common=Fraction(1, 4) if kind is Share else 403)
    for again in (attrs.evolve(commitment), pickle.loads(pickle.dumps(commitment))):
        assert again == commitment
        assert isinstance(again, Commitment)


@pytest.mark.parametrize("kind", [Share, Volume])
def test_strategies_of_a_kind_draw_that_kind(kind: type[Share] | type[Volume]) -> None:
    """Hypothesis finds the strategy of each kind by its type."""
    found = find(st.from_type(kind), lambda _: True, settings=settings(database=None))
    assert type(found) is kind


@pytest.mark.parametrize(
    "given",
    [{"common": Schedule({2018: 0.5})}, {"by_group": (("a", Schedule({2018: "25 %"})),)}],
    ids=lambda given: next(iter(given)),
)
def test_levels_by_period_are_exact(given: dict[str, Any]) -> None:
    """A schedule of levels holds whole numbers or fractions alone; the fault names its field."""
    with pytest.raises(InvalidTypeError, match="each of its values a whole number") as caught:
        Levels(**given)
    assert caught.value.field == next(iter(given))


@pytest.mark.parametrize(
    ("key", "remedy"),
    [
        (1, "write '01'"),
        (75, "write '75'"),
        (971, "write '971'"),
        (1004, "write '01004'"),
        (33063, "write '33063'"),
        (243300316, "write '243300316'"),
        (1899, "write '01899'"),
        (2200, "write '02200'"),
        (0, "write one level"),
        (-1, "write one level"),
        (10**9, "write one level"),
        pytest.param(10**5000, "write one level", id="long"),
    ],
)
def test_a_number_that_is_no_year_is_a_code_without_its_quotes(key: int, remedy: str) -> None:
    """A spreadsheet gives departments as numbers: none of them is taken for a year."""
    with pytest.raises(InvalidValueError, match=f"a year from 1900 to 2199; .*{remedy}"):
        Volume("c", stage=Stage.SIGNED, at_least={2018: 3, key: 2}, per=Per.DEPARTMENT)


def test_the_years_of_levels_begin_and_end_with_a_year() -> None:
    """1900 and 2199 are years; between quotes they are none, and 1899 is then a code."""
    levels = as_numbers({1900: 1, 2199: 2})
    assert [str(period) for period in levels.periods] == ["1900", "2199"]
    for year in ("1900", "2199"):
        with pytest.raises(InvalidValueError, match=f"a year is a number: write {year}; a commune"):
            as_numbers({year: 1})
    assert as_numbers({"1899": 1, "0042": 2}).groups == ("1899", "0042")
