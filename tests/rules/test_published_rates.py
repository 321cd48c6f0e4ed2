"""A published rate stands for every count, of every base, that agrees with it."""

import math
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, agreement_of, many
from tests.told import words_of

from housing_agreements import (
    Amendment,
    Bounds,
    Finding,
    InvalidTypeError,
    InvalidValueError,
    Per,
    Period,
    PublishedFigure,
    Rounding,
    RoundingBySize,
    Share,
    Stage,
    Substitute,
    Tally,
    Verdict,
    Volume,
    about,
    check_quotas,
    tally,
    what_would_settle,
)

YEAR = Period.year(2018)
ON = date(2021, 1, 1)
QUARTER = Share("c", to=("p",), stage=Stage.DECIDED, at_least="25 %")
THOUSAND = Volume("c", to=("p",), stage=Stage.DECIDED, at_least=1000)
HOMES = Volume("c", stage=Stage.DELIVERED, at_least=1000)


def judge(commitment: Share | Volume, *figures: PublishedFigure, ledger: Any = ()) -> Finding:
    """The finding on the total of 2018."""
    agreement = agreement_of(commitment)
    counts = Tally.from_counts(agreement, figures) + tally(agreement, ledger)
    return check_quotas(agreement, counts, on=ON).finding("c", 2018)


def rated(rate: Any, counted: Any = None, base: Any = None) -> PublishedFigure:
    """A rate of 2018, with what else was published."""
    return PublishedFigure("c", 2018, counted, base, rate=rate)


# --- Golden cases --------------------------------------------------------------------------------


def test_a_count_a_base_and_a_rate_bound_each_other() -> None:
    """42,000 of 272,000, both to the thousand, published as 15.5 %: 41,947 at least, not 41,500."""
    figure = rated(about("15.5 %", to="0.1 %"), about(42_000, to=1000), about(272_000, to=1000))
    finding = judge(QUARTER, figure)
    assert finding.verdict is Verdict.UNMET
    assert finding.counted == Bounds(41_947, 42_373)
    assert finding.base == Bounds(271_500, 272_499)
    assert finding.rate == Bounds(Fraction(1545, 10_000), Fraction(1555, 10_000))
    eighth = Share("c", to=("p",), stage=Stage.DECIDED, at_least="15.4 %")
    assert judge(eighth, figure).verdict is Verdict.MET
    alone = PublishedFigure("c", 2018, about(42_000, to=1000), about(272_000, to=1000))
    assert judge(eighth, alone).verdict is Verdict.UNDETERMINED


def test_a_count_and_a_rate_tell_the_base() -> None:
    """3,448 published as 17 % are of 19,703 to 20,896, both of which round to 17 %."""
    finding = judge(QUARTER, rated(about("17 %", to="1 %"), 3_448))
    assert finding.verdict is Verdict.UNMET
    assert finding.base == Bounds(19_703, 20_896)
    assert finding.counted == Bounds.exactly(3_448)
    assert finding.required == Bounds(4_926, 5_224)
    assert "3,448 dwellings counted out of 19,703 to 20,896" in words_of(finding, "en")


def test_a_rate_alone_misses_a_quarter_surely() -> None:
    """8 % against a quarter is unmet, of whatever base; how many are lacking has no end."""
    finding = judge(QUARTER, rated(about("8 %", to="1 %")))
    assert finding.verdict is Verdict.UNMET
    assert finding.rate == Bounds(Fraction(75, 1000), Fraction(85, 1000))
    assert finding.base.high is None
    assert finding.shortfall is not None
    assert finding.shortfall.high is None


def test_a_number_is_missed_by_more_than_all_of_it() -> None:
    """-73 % of 1,000 homes: between 725 and 735 were taken back, net."""
    finding = judge(HOMES, rated(about("-73 %", to="1 %")))
    assert finding.verdict is Verdict.UNMET
    assert finding.counted == Bounds(-735, -725)
    assert finding.attainment == Bounds(Fraction(-735, 1000), Fraction(-725, 1000))


def test_a_rate_of_which_the_most_is_not_known_is_told_by_its_least() -> None:
    """In a finding that somebody makes from another: no end is made up for it."""
    finding = judge(QUARTER, PublishedFigure("c", 2018, 104, 200))
    open_ended = attrs.evolve(finding, rate=Bounds(Fraction(1, 2), None))
    assert "104 dwellings counted out of 200 (50 % or more)" in words_of(open_ended, "en")
    assert "50\u00a0% ou plus" in words_of(open_ended, "fr").replace("\u202f", "\u00a0")


def test_a_stock_is_known_by_its_rate() -> None:
    """104 social dwellings published as 5.88 % are of 1,768 to 1,770 main residences."""
    finding = judge(QUARTER, rated(about("5.88 %", to="0.01 %"), 104))
    assert finding.base == Bounds(1_768, 1_770)


# --- Against every pair --------------------------------------------------------------------------

_ROUNDINGS: tuple[Rounding | RoundingBySize, ...] = (
    *Rounding,
    Rounding.by_size({0: Rounding.UP, 7: Rounding.DOWN}),
)


@st.composite
def shares(draw: st.DrawFn) -> Share:
    """A share with a floor, a ceiling, or both, rounded or not."""
    levels = st.sampled_from(("0 %", "10 %", "25 %", "1/3", "50 %", "100 %"))
    floors, ceilings = ("at_least", "more_than"), ("at_most", "less_than")
    sides = draw(
        st.sampled_from((*product(floors), *product(ceilings), *product(floors, ceilings)))
    )
    substitute = None
    if sides[0] in {"at_least", "more_than"}:
        substitute = draw(st.none() | st.just(Substitute(("r",), "1/2")))
    stated: dict[str, Any] = {side: draw(levels) for side in sides}
    return Share(
        "c", to=("p",), stage=Stage.DECIDED, rounding=draw(st.sampled_from(_ROUNDINGS)),
        substitute=substitute, **stated,
    )  # fmt: skip


@st.composite
def rates(draw: st.DrawFn) -> Bounds[Fraction]:
    """A rate, exact or rounded, within 0 and 1."""
    return draw(
        st.sampled_from((
            Bounds.exactly(Fraction(1, 3)), Bounds.exactly(Fraction(1, 4)),
            about("20 %", to="10 %"), about("10 %", to="5 %"), about("50 %", to="10 %"),
            Bounds.exactly(Fraction(0)), Bounds.exactly(Fraction(1)), about("30 %", to="10 %"),
            about("100 %", to="10 %"),
        ))
    )  # fmt: skip


def keeps(share: Share, counted: int, main: int, base: int) -> tuple[bool, bool]:
    """Whether a count of a base keeps the floor with its main part, and the ceiling."""
    rounding = share.rounding
    by_base = rounding.at(base) if isinstance(rounding, RoundingBySize) else rounding
    floor = ceiling = True
    if share.floor is not None:
        owed = by_base.apply(Fraction(share.floor.surely_asked(YEAR) or 0) * base)
        floor = counted > owed if share.floor.strict else counted >= owed
        floor = floor and (share.substitute is None or 2 * main >= owed)
    if share.ceiling is not None:
        owed = by_base.apply(Fraction(share.ceiling.surely_asked(YEAR) or 0) * base)
        ceiling = counted < owed if share.ceiling.strict else counted <= owed
    return floor, ceiling


@settings(SLOW, max_examples=60)
@given(shares(), rates(), st.none() | st.tuples(st.integers(1, 12), st.integers(0, 6)),
       st.none() | st.tuples(st.integers(0, 5), st.integers(0, 3)))  # fmt: skip
def test_a_rate_is_every_pair_that_it_may_be(
    share: Share,
    rate: Bounds[Fraction],
    bases: tuple[int, int] | None,
    counts: tuple[int, int] | None,
) -> None:
    """The verdict is that of all pairs of a count and a base; so are the bounds of both."""
    base = None if bases is None else Bounds(bases[0], sum(bases))
    counted = None if counts is None else Bounds(counts[0], sum(counts))
    every = [
        (count, whole)
        for whole in (range(1, 90) if base is None else range(base.low, (base.high or 0) + 1))
        for count in range(math.ceil(rate.low * whole), math.floor((rate.high or 0) * whole) + 1)
        if count <= whole and (counted is None or count in counted)
    ]
    try:
        finding = judge(share, rated(rate, counted, base))
    except InvalidValueError:
        assert not every
        return
    assert every
    kept = {
        all(keeps(share, count, main, whole))
        for count, whole in every
        for main in (range(count + 1) if share.substitute is not None else (count,))
    }
    expected = Verdict.of(kept.pop()) if len(kept) == 1 else Verdict.UNDETERMINED
    if share.substitute is None or finding.verdict is not Verdict.UNDETERMINED:
        assert finding.verdict is expected, finding
    assert finding.base.low == min(whole for _, whole in every)
    assert finding.counted.low == min(count for count, _ in every)
    if base is not None:
        assert finding.base.high == max(whole for _, whole in every)
        assert finding.counted.high == max(count for count, _ in every)
        assert finding.rate == Bounds(
            min(Fraction(count, whole) for count, whole in every),
            max(Fraction(count, whole) for count, whole in every),
        )


# --- Rates that are not alone --------------------------------------------------------------------


def test_a_rate_beside_an_entry_leaves_the_finding_open() -> None:
    """A rate speaks for the whole: beside an entry in the base, nobody knows what it tells."""
    for commitment, rate in ((QUARTER, "8 %"), (THOUSAND, "8 %")):
        finding = judge(commitment, rated(rate), ledger=many(1))
        assert finding.verdict is Verdict.UNDETERMINED
        assert "a published rate speaks for the whole" in words_of(finding, "en")
        assert "un taux publié vaut pour l'ensemble" in words_of(finding, "fr")
        elsewhere = many(1, decided_on=date(2019, 5, 1))
        assert judge(commitment, rated(rate), ledger=elsewhere).verdict is Verdict.UNMET


def test_rates_of_all_the_years_of_a_sum_tell_of_it() -> None:
    """8 % and 9 % miss a quarter in their sum; 8 % and 30 % may miss it."""
    summed = Share("c", to=("p",), stage=Stage.DECIDED, at_least={2018: "25 %", 2019: "25 %"},
                   cumulative=True)  # fmt: skip
    agreement = agreement_of(summed)
    for second, verdict in (("9 %", Verdict.UNMET), ("30 %", Verdict.UNDETERMINED)):
        figures = [rated("8 %"), PublishedFigure("c", 2019, rate=second)]
        (finding,) = check_quotas(agreement, Tally.from_counts(agreement, figures), on=ON)
        assert finding.verdict is verdict


def test_a_rate_of_a_group_tells_of_it() -> None:
    """The rate of a landlord is that of what is counted for it; the total is open then."""
    each = Share("c", to=("p",), stage=Stage.DECIDED, at_least="25 %", landlords=("office", "b"),
                 per=Per.LANDLORD)  # fmt: skip
    agreement = agreement_of(each)
    figures = [
        PublishedFigure("c", 2018, rate="8 %", group="office"),
        PublishedFigure("c", 2018, 30, 100, group="b"),
    ]
    report = check_quotas(agreement, Tally.from_counts(agreement, figures), on=ON)
    verdicts = {each.group: each.verdict for each in report if each.period == YEAR}
    assert verdicts == {
        "office": Verdict.UNMET, "b": Verdict.MET, None: Verdict.UNDETERMINED
    }  # fmt: skip


def test_a_rate_is_over_what_the_floor_owes() -> None:
    """Of a range, 50 % is half of its floor; of a ceiling alone, half of the ceiling."""
    both = Volume("c", stage=Stage.DECIDED, at_least=100, at_most=300)
    assert judge(both, rated("50 %")).counted == Bounds.exactly(50)
    most = Volume("c", stage=Stage.DECIDED, at_most=300)
    assert judge(most, rated("50 %")).counted == Bounds.exactly(150)
    nothing = Volume("c", stage=Stage.DECIDED, at_least=0)
    assert judge(nothing, rated("50 %", 7)).counted == Bounds.exactly(7)


def test_a_rate_of_what_is_no_longer_owed_tells_nothing() -> None:
    """Where an amendment owes nothing any more, any number may be behind the rate."""
    for stage, low in ((Stage.DECIDED, 0), (Stage.DELIVERED, None)):
        for floor, ceiling, verdict in ((0, None, Verdict.MET), (None, 0, Verdict.UNDETERMINED)):
            first = Volume("c", stage=stage, at_least={2018: 100})
            then = Volume("c", stage=stage, at_most={2018: 0})
            if ceiling is None:
                then = Volume("c", stage=stage, at_least={2018: floor or 0})
            change = Amendment(
                signed_on=date(2018, 1, 1), effective=date(2018, 1, 1), replace=(then,)
            )
            agreement = agreement_of(first).amend(change)
            told = Tally.from_counts(agreement, [rated("50 %")])
            finding = check_quotas(agreement, told, on=ON).finding("c", 2018)
            sure = verdict if low == 0 else Verdict.UNDETERMINED
            assert finding.verdict is sure
            assert finding.counted.high is None
    by_group = Volume("c", stage=Stage.DECIDED, at_least={"94068": {2018: 5}}, per=Per.COMMUNE)
    change = Amendment(signed_on=date(2018, 1, 1), effective=date(2018, 1, 1), replace=(by_group,))
    agreement = agreement_of(Volume("c", stage=Stage.DECIDED, at_least={2018: 100})).amend(change)
    report = check_quotas(agreement, Tally.from_counts(agreement, [rated("50 %")]), on=ON)
    assert report.finding("c", 2018, "94068").verdict is Verdict.UNDETERMINED
    half = PublishedFigure("c", YEAR.split(months=6)[0], 40, rate="50 %")
    assert judge(THOUSAND, half).counted == Bounds.exactly(40)


def test_a_rate_of_all_may_be_of_any_group() -> None:
    """The rate of the whole says nothing sure of a group, nor of one that nobody names."""
    each = Share("c", to=("p",), stage=Stage.DECIDED, at_least="25 %", landlords=("office", "b"),
                 per=Per.LANDLORD)  # fmt: skip
    agreement = agreement_of(each)
    report = check_quotas(agreement, Tally.from_counts(agreement, [rated("8 %")]), on=ON)
    found = report.finding("c", 2018, "office")
    assert (found.verdict, found.base_may_be_empty) == (Verdict.UNDETERMINED, True)
    assert found.base == Bounds(0, None)
    assert report.finding("c", 2018).verdict is Verdict.UNMET


def test_what_settles_a_rate_is_the_number_behind_it() -> None:
    """No entry settles a finding that a rate leaves open."""
    agreement = agreement_of(QUARTER)
    counts = Tally.from_counts(agreement, [rated("8 %")]) + tally(agreement, many(1))
    report = check_quotas(agreement, counts, on=ON)
    settling = what_would_settle(report, report.finding("c", 2018), many(1))
    assert list(settling) == []
    assert [fact.code for fact in settling.beside] == ["c"]


# --- Rates that cannot be ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("commitment", "figure", "said"),
    [
        (QUARTER, rated("101 %"), "given a rate of 101 % .* a rate from 0 % to 100 %"),
        (QUARTER, rated(about("102 %", to="1 %")), "given a rate of 101.5 % to 102.5 % for"),
        (QUARTER, rated("-1 %"), "a rate from 0 % to 100 %"),
        (THOUSAND, rated("-1 %"), "attributions are not taken back"),
        (QUARTER, rated("50 %", 3, 4), "a count, a base and a rate that agree"),
        (HOMES, PublishedFigure("c", 2018, base=4), "a count, or a rate over what is owed"),
        (QUARTER, PublishedFigure("c", 2018, -3, 4), "attributions are not taken back"),
        (Share("c", to=("PLAI",), stage=Stage.DELIVERED, at_least=1), rated("1/2", -3, 4),
         "no rate beside a count that may be below 0"),
        (THOUSAND, PublishedFigure("c", YEAR.split(months=6)[0], rate="50 %"),
         "the whole of a period that is judged"),
        (Volume("c", stage=Stage.DECIDED, at_least=0), rated("50 %"), "something is owed"),
    ],
)  # fmt: skip
def test_a_rate_that_cannot_be_is_refused(
    commitment: Share | Volume, figure: PublishedFigure, said: str
) -> None:
    """Above 100 % of a base, below 0 of attributions, or of no whole period: each is an error."""
    with pytest.raises(InvalidValueError, match=said):
        Tally.from_counts(agreement_of(commitment), [figure])


def test_a_count_and_a_rate_of_what_is_owed_must_agree() -> None:
    """700 of 1,000 homes are not 80 %; it shows once the promise is known, when it is judged."""
    assert judge(HOMES, rated("70 %", 700)).counted == Bounds.exactly(700)
    with pytest.raises(InvalidValueError, match="a count and a rate that agree where 1,000"):
        judge(HOMES, rated("80 %", 700))


def test_a_rate_has_both_ends() -> None:
    """A rate from something on is none, nor is a float, nor a whole number."""
    with pytest.raises(InvalidTypeError, match="exact rates, both known"):
        PublishedFigure("c", 2018, rate=Bounds(Fraction(1, 2), None))
    with pytest.raises(InvalidTypeError, match="an exact rate"):
        PublishedFigure("c", 2018, rate=0.5)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(InvalidTypeError, match=r'given 17; expected an exact rate.*write "17 %"'):
        PublishedFigure("c", 2018, rate=17)  # type: ignore[arg-type]  # on purpose
