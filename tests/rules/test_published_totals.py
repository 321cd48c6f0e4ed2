"""A total beside its parts bounds them, is bounded by them, and is checked against them."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, agreement_of, many
from tests.told import words_of

from housing_agreements import (
    UNSEEN,
    Agreement,
    Bounds,
    Finding,
    InvalidValueError,
    Outcome,
    Per,
    Period,
    Production,
    PublishedFigure,
    QuotaReport,
    Share,
    Source,
    Stage,
    Substitute,
    Tally,
    UnknownCodeError,
    Verdict,
    Volume,
    check_quotas,
    tally,
)
from housing_agreements.rules.quotas._extents import ANYTHING, FigureExtent, Span, leave_of, tighten
from housing_agreements.rules.quotas._figure_counts import Lot

YEAR = Period.year(2018)
ON = date(2021, 1, 1)
EACH = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2", per=Per.COMMUNE)
A, B = "94068", "94028"


def report(agreement: Agreement, *figures: PublishedFigure) -> QuotaReport:
    """The report on figures alone."""
    return check_quotas(agreement, Tally.from_counts(agreement, figures), on=ON)


def finding(agreement: Agreement, *figures: PublishedFigure, group: str | None = None) -> Finding:
    """The finding of 2018, in total or for a group."""
    return report(agreement, *figures).finding("c", YEAR, group)


# --- A total and its parts -----------------------------------------------------------------------


def test_a_total_tells_of_its_parts() -> None:
    """Of about 4 with about 3 counting, in total, a commune of 2 has at least one."""
    agreement = agreement_of(EACH)
    total = PublishedFigure("c", YEAR, Bounds(3, 3), Bounds(4, 4))
    part = PublishedFigure("c", YEAR, base=2, group=A)
    found = finding(agreement, total, part, group=A)
    assert found.counted == Bounds(1, 2)
    assert found.base == Bounds.exactly(2)
    assert found.verdict is Verdict.MET
    assert finding(agreement, part, group=A).counted == Bounds(0, 2)


def test_parts_tell_of_their_total() -> None:
    """A total of 10 to 14 beside parts of 6 and 7 holds at least 13."""
    number = Volume("c", to=("p",), stage=Stage.DECIDED, at_least=13, per=Per.COMMUNE)
    agreement = agreement_of(number)
    total = PublishedFigure("c", YEAR, Bounds(10, 14))
    parts = [PublishedFigure("c", YEAR, count, group=code) for code, count in ((A, 6), (B, 7))]
    found = finding(agreement, total, *parts)
    assert (found.counted, found.verdict) == (Bounds(13, 14), Verdict.MET)
    rest = report(agreement, total, *parts).finding("c", YEAR, UNSEEN)
    assert rest.counted == Bounds(0, 1)


def test_parts_that_exceed_their_total_are_refused() -> None:
    """3 of 4 are not in a total of 2, nor are 2 that do not count in a total that misses 1."""
    agreement = agreement_of(EACH)
    for whole, part in (
        (PublishedFigure("c", YEAR, 2, 9), PublishedFigure("c", YEAR, 3, 4, group=A)),
        (PublishedFigure("c", YEAR, 8, 9), PublishedFigure("c", YEAR, 1, 3, group=A)),
        (PublishedFigure("c", YEAR, 8, 9), PublishedFigure("c", YEAR.split(months=6)[0], 9)),
    ):
        with pytest.raises(InvalidValueError, match="sum to no more than their total"):
            Tally.from_counts(agreement, [whole, part])
        told = Tally.from_counts(agreement, [whole]) + Tally.from_counts(agreement, [part])
        with pytest.raises(InvalidValueError, match="beside its parts: "):
            check_quotas(agreement, told, on=ON)


def test_parts_of_all_the_days_sum_to_their_total() -> None:
    """Half-years of 2 to 3 and of 4 to 5 in a year of 8 are of 3 and of 5."""
    number = Volume("c", to=("p",), stage=Stage.DECIDED, at_least=8, per=Per.COMMUNE)
    agreement = agreement_of(number)
    first, second = YEAR.split(months=6)
    halves = [PublishedFigure("c", first, Bounds(2, 3)), PublishedFigure("c", second, Bounds(4, 5))]
    assert finding(agreement, PublishedFigure("c", YEAR, 8), *halves).counted.value == 8
    for total in (5, 9):
        with pytest.raises(InvalidValueError, match="expected parts that sum to their total"):
            finding(agreement, PublishedFigure("c", YEAR, total), *halves)
    assert finding(agreement, *halves).counted == Bounds(6, 8)


def test_a_running_total_is_read_year_by_year() -> None:
    """Totals of one, two and three years are one sum, the last of them; each bounds the others."""
    summed = Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 3, 2019: 3, 2020: 4},
                    cumulative=True)  # fmt: skip
    agreement = agreement_of(summed)
    running = [
        PublishedFigure("c", Period.years(2018, last), count)
        for last, count in ((2018, 3), (2019, Bounds(2, 9)), (2020, 9))
    ]
    (found,) = report(agreement, *running)
    assert (found.counted.value, found.verdict) == (9, Verdict.UNMET)
    (before,) = report(agreement, *running[:2])
    assert before.outcome.value == "no_figure"
    with pytest.raises(InvalidValueError, match="sum to no more"):
        report(agreement, running[0], PublishedFigure("c", Period.years(2018, 2020), 2))


def test_a_running_total_of_years_with_levels_of_their_own() -> None:
    """2 of 4 in 2018, 6 of 8 with 2019: 50 % and then 100 %, of a quarter and three quarters."""
    summed = Share("c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/4", 2019: "3/4"},
                   cumulative=True)  # fmt: skip
    agreement = agreement_of(summed)
    first = PublishedFigure("c", 2018, 2, 4)
    both = PublishedFigure("c", Period.years(2018, 2019), 6, 8)
    (found,) = report(agreement, first, both)
    assert found.owed == Bounds.exactly(4)
    assert (found.counted.value, found.base.value) == (6, 8)
    (alone,) = report(agreement, both)
    assert alone.owed == Bounds(2, 6)


def test_a_group_told_for_half_a_year_has_a_part_of_the_rest() -> None:
    """2 in the first half, and up to 3 of what the total leaves in the second."""
    agreement = agreement_of(EACH)
    total = PublishedFigure("c", YEAR, 5, 9)
    half = PublishedFigure("c", YEAR.split(months=6)[0], 2, 4, group=A)
    found = finding(agreement, total, half, group=A)
    assert found.counted == Bounds(2, 5)
    assert found.base == Bounds(4, 9)
    whole = PublishedFigure("c", YEAR, 2, 4, group=A)
    assert finding(agreement, total, whole, group=A).counted.value == 2


def test_figures_by_group_count_beside_entries() -> None:
    """What a ledger holds comes on top of figures, in total and in its group."""
    agreement = agreement_of(EACH)
    total, part = PublishedFigure("c", YEAR, 3, 4), PublishedFigure("c", YEAR, 1, 2, group=A)
    counts = Tally.from_counts(agreement, [total, part]) + tally(agreement, many(2))
    found = check_quotas(agreement, counts, on=ON)
    assert found.finding("c", YEAR).counted.value == 5
    assert found.finding("c", YEAR, A).counted.value == 3


def test_a_group_that_a_commitment_does_not_tell_apart_is_refused() -> None:
    """In total alone, or by landlord: a commune is no group of it."""
    figure = PublishedFigure("c", YEAR, 1, 2, group=A)
    alone = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2")
    with pytest.raises(InvalidValueError, match="no group: it holds in total"):
        Tally.from_counts(agreement_of(alone), [figure])
    pair = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least="1/2", per=(Per.COMMUNE, Per.LANDLORD)
    )
    with pytest.raises(InvalidValueError, match="a group of the kind that it has"):
        Tally.from_counts(agreement_of(pair), [figure])
    with pytest.raises(UnknownCodeError):
        Tally.from_counts(agreement_of(EACH), [PublishedFigure("x", YEAR, 1, 2, group=A)])


def test_a_figure_that_nothing_reads_is_refused() -> None:
    """A year before the term, or two years of a yearly promise; a part of one is read."""
    agreement = agreement_of(EACH)
    for period in (2017, Period.years(2018, 2019)):
        with pytest.raises(InvalidValueError, match="it is judged over 2018, 2019, 2020"):
            Tally.from_counts(agreement, [PublishedFigure("c", period, 1, 2)])
    assert finding(agreement, PublishedFigure("c", YEAR, 1, 2)).verdict is Verdict.MET


def test_years_of_levels_of_their_own_leave_no_rest() -> None:
    """2 to 3 and 3 of two years in a total of 5 to 6: nothing lies beside them."""
    summed = Share("c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/4", 2019: "3/4"},
                   cumulative=True)  # fmt: skip
    agreement = agreement_of(summed)
    years = Period.years(2018, 2019)
    for wide in (0, 1):
        (found,) = report(
            agreement,
            PublishedFigure("c", years, Bounds(5, 5 + wide), Bounds(9, 9 + wide)),
            PublishedFigure("c", 2018, Bounds(2, 2 + wide), Bounds(3, 3 + wide)),
            PublishedFigure("c", 2019, 3, 6),
        )
        assert found.owed == Bounds(Fraction(21, 4), Fraction(21 + wide, 4))
        assert found.base == Bounds(9, 9 + wide)


def test_a_group_has_what_years_of_levels_of_their_own_leave_it() -> None:
    """Of 5 in two years with 2 elsewhere, up to 3; told year by year, as much of each year."""
    summed = Share("c", to=("p",), stage=Stage.DECIDED, per=Per.COMMUNE, cumulative=True,
                   at_least={A: {2018: "1/4", 2019: "3/4"}})  # fmt: skip
    agreement = agreement_of(summed)
    both = PublishedFigure("c", Period.years(2018, 2019), 5, 9)
    elsewhere = PublishedFigure("c", 2018, 2, 4, group=B)
    found = report(agreement, both, elsewhere).finding("c", both.period, A)
    assert (found.counted, found.base) == (Bounds(0, 3), Bounds(0, 5))
    yearly = PublishedFigure("c", 2018, 2, 4), PublishedFigure("c", 2019, 3, 5)
    found = report(agreement, both, *yearly).finding("c", both.period, A)
    assert (found.counted, found.base) == (Bounds(0, 5), Bounds(0, 9))
    assert found.owed == Bounds(Fraction(0), Fraction(19, 4))


def test_a_figure_that_is_taken_away_contradicts_nothing() -> None:
    """What takes figures back is no total of what it takes."""
    agreement = agreement_of(EACH)
    whole = Tally.from_counts(agreement, [PublishedFigure("c", YEAR, 5, 9)])
    part = Tally.from_counts(agreement, [PublishedFigure("c", YEAR, 6, 9, group=A)])
    found = check_quotas(agreement, -whole - part, on=ON)
    assert found.finding("c", YEAR).counted.high is not None


# --- Below 0 -------------------------------------------------------------------------------------


def test_production_may_be_below_0() -> None:
    """12 homes more were demolished than built, and 30 were built in another half-year."""
    homes = Volume("c", stage=Stage.DELIVERED, at_least=20, per=Per.COMMUNE)
    agreement = agreement_of(homes)
    first, second = YEAR.split(months=6)
    figures = [PublishedFigure("c", first, -12), PublishedFigure("c", second, Bounds(-2, 30))]
    found = finding(agreement, *figures)
    assert found.counted == Bounds(-14, 18)
    assert found.verdict is Verdict.UNMET
    built = Production("H1", A, delivered_on=date(2018, 5, 1), count=40)
    counts = Tally.from_counts(agreement, figures) + tally(agreement, [built])
    assert check_quotas(agreement, counts, on=ON).finding("c", YEAR).verdict is Verdict.MET


def test_a_share_of_production_may_have_a_base_below_0() -> None:
    """Of 10 homes less in all, 2 social ones more are more than the quarter owed, below 0."""
    social = Share("c", to=("PLAI",), stage=Stage.DELIVERED, at_least="1/4", per=Per.COMMUNE)
    agreement = agreement_of(social)
    found = finding(agreement, PublishedFigure("c", YEAR, 2, -10))
    assert (found.counted.value, found.base.value) == (2, -10)
    assert found.verdict is Verdict.MET
    wide = finding(agreement, PublishedFigure("c", YEAR, Bounds(-1, 2), Bounds(-3, 4)))
    assert (wide.counted, wide.base) == (Bounds(-1, 2), Bounds(-3, 4))
    assert wide.verdict is Verdict.UNDETERMINED
    parts = PublishedFigure("c", YEAR, 5, 7), PublishedFigure("c", YEAR, 9, -2, group=A)
    assert finding(agreement, *parts, group=A).counted.value == 9
    with pytest.raises(InvalidValueError, match="a count, beside a base"):
        PublishedFigure("c", YEAR, base=-3)
    with pytest.raises(InvalidValueError, match="none beside a count that may be below 0"):
        PublishedFigure("c", YEAR, -3, substitutes=1)


# --- Substitutes ---------------------------------------------------------------------------------


def test_substitutes_that_were_not_published_may_be_any() -> None:
    """4 of 4 may all be substitutes; 0 that were published are none."""
    capped = Volume("c", to=("p",), stage=Stage.DECIDED, at_least=4,
                    substitute=Substitute(("r",), "1/2"))  # fmt: skip
    agreement = agreement_of(capped)
    assert finding(agreement, PublishedFigure("c", YEAR, 4)).verdict is Verdict.UNDETERMINED
    assert finding(agreement, PublishedFigure("c", YEAR, 4, substitutes=0)).verdict is Verdict.MET


def test_an_exact_figure_of_several_periods_leaves_no_doubt() -> None:
    """Of one level it is exact; of two, nobody knows how much lies in which year."""
    years = Period.years(2018, 2019)
    for levels, known in (({2018: "1/2", 2019: "1/2"}, True), ({2018: "1/2", 2019: "1/4"}, False)):
        summed = Share("c", to=("p",), stage=Stage.DECIDED, at_least=levels, cumulative=True)
        (found,) = report(agreement_of(summed), PublishedFigure("c", years, 3, 4))
        assert (found.counted.value, found.base.value) == (3, 4)
        assert (found.doubts == ()) is known


# --- Indicators ----------------------------------------------------------------------------------


def test_an_indicator_reads_figures_and_judges_nothing() -> None:
    """Its figures are told, those of before the term too; it enters no verdict."""
    told = Volume("told", to=("p",), stage=Stage.DECIDED, per=Per.COMMUNE)
    agreement = agreement_of(EACH, told)
    figures = [
        PublishedFigure("told", 2014, 1445), PublishedFigure("told", 2018, 9),
        PublishedFigure("told", 2018, 4, group=A), PublishedFigure("c", 2018, 3, 4),
    ]  # fmt: skip
    found = report(agreement, *figures)
    of_2014, of_2018 = found.finding("told", 2014), found.finding("told", 2018)
    assert (of_2014.counted.value, of_2018.counted.value) == (1445, 9)
    assert {of_2014.outcome, of_2018.outcome} == {Outcome.NO_LEVEL}
    assert found.finding("told", 2018, A).counted.value == 4
    assert found.unused == ()
    assert "1,445 dwellings counted" in words_of(of_2014, "en")
    assert "1\u202f445 logements comptés" in words_of(of_2014, "fr")
    with pytest.raises(InvalidValueError, match="nothing is owed, so a rate is over nothing"):
        report(agreement, PublishedFigure("told", 2014, rate="50 %"))


def test_an_indicator_of_a_share_tells_its_rate() -> None:
    """What counts over the base, published or counted; and what a ledger holds of the period."""
    share = Share("c", to=("p",), stage=Stage.DECIDED)
    assert share.is_indicator
    assert finding(agreement_of(share), PublishedFigure("c", 2018, 3, 4)).rate == Bounds.exactly(
        Fraction(3, 4)
    )
    rated = finding(agreement_of(share), PublishedFigure("c", 2018, rate="17 %"))
    assert rated.rate == Bounds.exactly(Fraction(17, 100))
    counted = check_quotas(agreement_of(share), many(1, 3), on=ON).finding("c", 2018)
    assert (counted.rate, counted.verdict) == (Bounds.exactly(Fraction(1, 4)), None)


# --- What a report says --------------------------------------------------------------------------


def test_a_report_that_figures_leave_open_is_not_surely_kept() -> None:
    """A year without a figure has no verdict: the report is undetermined, unless it is unmet."""
    agreement = agreement_of(Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2"))
    kept = report(agreement, PublishedFigure("c", 2018, 3, 4))
    assert [found.verdict for found in kept] == [Verdict.MET, None, None]
    assert kept.verdict is Verdict.UNDETERMINED
    assert report(agreement, PublishedFigure("c", 2018, 1, 4)).verdict is Verdict.UNMET


def test_entries_of_another_kind_tell_nothing_beside_figures() -> None:
    """Homes are no ledger of attributions: a year that no figure tells of stays without verdict."""
    homes = Volume("homes", stage=Stage.DELIVERED, at_least=1)
    agreement = agreement_of(Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2"), homes)
    ledger = tally(agreement, [Production("H", A, delivered_on=date(2018, 5, 1))])
    counts = Tally.from_counts(agreement, [PublishedFigure("c", 2018, 3, 4)]) + ledger
    found = check_quotas(agreement, counts, on=ON)
    assert found.finding("c", 2019).outcome is Outcome.NO_FIGURE
    assert found.finding("homes", 2019).verdict is Verdict.UNMET


def test_sources_of_figures_are_those_of_the_finding() -> None:
    """Where a figure was published stands under the finding that reads it, once."""
    agreement = agreement_of(EACH)
    source = Source("Bilan 2018", "p. 3")
    figures = [
        PublishedFigure("c", 2018, 3, 4, sources=(source,)),
        PublishedFigure("c", 2018, 1, 2, group=A, sources=(source,)),
    ]
    found = report(agreement, *figures)
    assert found.finding("c", 2018).figure_sources == (source,)
    assert words_of(found.finding("c", 2018, A), "en").count("Bilan 2018, p. 3") == 1
    assert found.finding("c", 2019).figure_sources == ()
    assert found.account.figures == 2
    assert "published figures read: 2" in words_of(found, "en")
    assert "chiffres publiés lus\u00a0: 2" in words_of(found, "fr")


# --- What extents are ----------------------------------------------------------------------------


def pairs(extent: FigureExtent, most: int = 9) -> set[tuple[int, int]]:
    """Every count and every number that misses within an extent."""

    def holds(span: Span, number: int) -> bool:
        return (span.low or 0) <= number and (span.high is None or number <= span.high)

    return {
        (counted, missed)
        for counted, missed in product(range(most), repeat=2)
        if holds(extent.counted, counted)
        if holds(extent.missed, missed)
        if holds(extent.base, counted + missed)
    }


@st.composite
def extents(draw: st.DrawFn) -> FigureExtent:
    """Extents of a few dwellings, which may hold no pair."""
    spans = []
    for _ in range(3):
        low = draw(st.integers(0, 3))
        spans.append(Span(low, low + draw(st.integers(0, 3))))
    return FigureExtent(*spans)


@settings(SLOW, max_examples=150)
@given(extents(), extents())
def test_extents_are_as_tight_as_their_pairs(one: FigureExtent, other: FigureExtent) -> None:
    """No end is out of reach, and what a whole leaves is what its pairs leave."""
    tight, part = tighten(one), tighten(other)
    assert (tight is None) is (not pairs(one))
    if tight is None or part is None:
        return
    held = pairs(one)
    for index, span in enumerate(tight):
        of = [(counted, missed, counted + missed)[index] for counted, missed in held]
        assert span == (min(of), max(of))
    left = {
        (more, without)
        for counted, missed in held
        for less, fewer in pairs(part)
        for more in range(counted - less + 1)
        for without in range(missed - fewer + 1)
    }
    if left:
        assert pairs(leave_of(tight, part)) == left


@settings(SLOW, max_examples=150)
@given(extents())
def test_a_heap_sums_to_the_pairs_of_its_extent(extent: FigureExtent) -> None:
    """The dwellings of a heap, each by itself, sum to every pair of an extent and to no other."""
    tight = tighten(extent)
    if tight is None:
        return
    lot = Lot(tight, (0,), Bounds(0, 0))
    sums = {(0, 0)}
    for (among, _), times in lot.list_heap(tight):
        ways = {(way.counted, (way.base or 0) - way.counted) for way in among}
        sign = 1 if times > 0 else -1
        for _ in range(abs(times)):
            sums = {(x + sign * a, y + sign * b) for x, y in sums for a, b in ways}
    assert sums == pairs(tight)


def test_a_rate_of_which_few_pairs_agree_is_wide_and_never_wrong() -> None:
    """355 of 1,131 is the least pair of its rate: the ends come near it step by step."""
    told = tighten(ANYTHING, Bounds.exactly(Fraction(355, 1131)))
    assert told is not None
    assert 100 < (told.base.low or 0) <= 1131
    third = tighten(ANYTHING, Bounds.exactly(Fraction(1, 3)))
    assert third == (Span(1, None), Span(0, None), Span(3, None))


def test_anything_may_be_told() -> None:
    """Nothing limits an extent of which nothing was published."""
    assert tighten(ANYTHING) == ANYTHING
    assert leave_of(ANYTHING, ANYTHING) == ANYTHING
