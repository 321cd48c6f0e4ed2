"""Published figures stand for every count that agrees with them."""

import itertools
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import SLOW, agreement_of, commitments, ledgers, many
from tests.rules.test_bounds import holds_in_all
from tests.told import words_of

from housing_agreements import (
    Bounds,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Outcome,
    Party,
    Per,
    Period,
    PublishedFigure,
    Rounding,
    Share,
    Stage,
    Substitute,
    Tally,
    Text,
    UnknownCodeError,
    Verdict,
    Volume,
    about,
    check_quotas,
    tally,
)
from housing_agreements.testing import laws

YEAR = Period.year(2018)
SHARE = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2")


@st.composite
def small_figures(draw: st.DrawFn, *, published: bool = True) -> PublishedFigure:
    """A figure of a few dwellings in 2018, rounded or not, some of them substitutes."""
    counted = draw(st.sampled_from((Bounds(0, 0), Bounds(1, 3), Bounds(2, 2), about(4, to=2))))
    base = draw(st.sampled_from((Bounds(4, 4), Bounds(5, 7), Bounds(2, 6))))
    return PublishedFigure(
        "c", 2018, counted, base if published else None,
        substitutes=draw(st.integers(0, counted.low)),
    )  # fmt: skip


@settings(SLOW, max_examples=120)
@given(
    commitments(simple=True), st.lists(small_figures(), min_size=1, max_size=2, unique=True),
    ledgers(max_size=3),
)  # fmt: skip
def test_a_rounded_figure_is_every_count_it_may_be(
    commitment: Share | Volume,
    figures: list[PublishedFigure],
    ledger: tuple[naive.Entry, ...],
) -> None:
    """Bounds are those of all the counts that agree with the figures, beside a ledger or not."""
    agreement, on = agreement_of(commitment), date(2019, 1, 1)
    if not any(YEAR.within(period) for period in agreement.periods_of(commitment)):
        return
    ledger = tuple(each for each in ledger if not getattr(each, "possible_publics", None))
    counts = sum(
        (Tally.from_counts(agreement, [each]) for each in figures), tally(agreement, ledger)
    )
    report = check_quotas(agreement, counts, on=on)
    asked = {each.period: each for each in naive.questions(agreement, on, on)}
    for finding in report:
        question = asked[finding.period]
        size = len(question.spans)
        within = YEAR.within(finding.period)
        places = [place for place, span in enumerate(question.spans) if YEAR.overlaps(span.period)]
        if not within or not places:
            continue
        parts = [
            frozenset({naive.vector(one, question, on)}) for one in completing.dwellings(ledger)
        ]
        parts.extend(
            frozenset(_ways(figure, places, size, of_base=commitment.of_base)) for figure in figures
        )
        every = completing.sums(parts, size)
        ways = [naive.judge(each, question, finding.group, on) for each in every]
        holds_in_all(finding, ways, figures=True)


def _ways(
    figure: PublishedFigure, places: list[int], size: int, *, of_base: bool
) -> list[naive.Vector]:
    assert figure.base is not None
    whole = [
        range(each.low, (each.high or 0) + 1)
        for each in (figure.counted, figure.base, figure.substitutes)
        if each is not None
    ]
    return [
        tuple(
            (base if of_base else 0, counted - other, other, base if of_base else counted)
            if here == place
            else (0, 0, 0, 0)
            for here in range(size)
        )
        for place in places
        for counted, base, other in itertools.product(*whole)
        if other <= counted and (counted <= base or not of_base)
    ]


def test_a_figure_counts_once_its_period_has_ended() -> None:
    """The day before the last day it counts nowhere and is told; on the last day it counts."""
    agreement = agreement_of(SHARE)
    counts = Tally.from_counts(agreement, [PublishedFigure("c", YEAR, 3, 4)])
    before = check_quotas(agreement, counts, on=date(2018, 12, 30))
    assert before[0].outcome is Outcome.NO_FIGURE
    assert before.unused == tuple(counts.figures)
    assert "published figure not used: c, 2018" in words_of(before, "en")
    assert "chiffre publié non utilisé\u00a0: c, 2018" in words_of(before, "fr")
    after = check_quotas(agreement, counts, on=date(2018, 12, 31))
    assert after[0].counted.value == 3
    assert after.unused == ()


@pytest.mark.parametrize(
    ("per", "group", "english", "french"),
    [
        (Per.PROGRAMME, "quai", "The quay", "Le quai"),
        (Per.PROGRAMME, "rue", "rue", "rue"),
        ((Per.COMMUNE, Per.LANDLORD), ("33063", "office"), *["Bordeaux / The office"] * 2),
    ],
)
def test_a_figure_of_a_group_that_is_not_used_is_told_by_the_name_of_the_group(
    per: Any, group: Any, english: str, french: str
) -> None:
    """A group without a name is told by its code, and a pair by both of its sides."""
    agreement = agreement_of(
        Volume("c", to=("p",), stage=Stage.DECIDED, at_least=1, per=per),
        landlords=[Party("office", "The office")],
        names={"quai": Text("The quay", "Le quai")},
    )
    counts = Tally.from_counts(agreement, [PublishedFigure("c", YEAR, 3, group=group)])
    report = check_quotas(agreement, counts, on=date(2018, 12, 30))
    assert (
        f"published figure not used: c, 2018, {english}" in words_of(report, "en").splitlines()[-1]
    )
    assert words_of(report, "fr").endswith(f"chiffre publié non utilisé\u00a0: c, 2018, {french}")


def test_a_figure_counts_only_in_periods_that_contain_it() -> None:
    """Of two years, a figure counts in their sum and not in one of them."""
    sum_of_years = Volume(
        "sum", to=("p",), stage=Stage.DECIDED, at_least={2018: 2, 2019: 2}, cumulative=True
    )
    agreement = agreement_of(SHARE, sum_of_years)
    figure = PublishedFigure(("c", "sum"), Period.years(2018, 2019), 5, 9)
    report = check_quotas(agreement, Tally.from_counts(agreement, [figure]), on=date(2021, 1, 1))
    assert [each.counted.value for each in report.of("c")] == [0, 0, 0]
    assert report.of("sum")[0].counted.value == 5
    assert report.unused == ()


def test_a_figure_in_a_gap_is_not_used() -> None:
    """A cumulative commitment of 2018 and 2020 does not read a figure of 2019."""
    gap = Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 1, 2020: 1}, cumulative=True)
    agreement = agreement_of(gap)
    for period in (2019, Period.years(2018, 2020)):
        with pytest.raises(InvalidValueError, match="a period that is judged"):
            Tally.from_counts(agreement, [PublishedFigure("c", period, 5)])


def test_a_figure_without_a_base_leaves_a_share_open() -> None:
    """Out of how many is not known: a share may be missed, a ceiling may be kept."""
    ceiling = Share("top", to=("p",), stage=Stage.DECIDED, at_most="1/2")
    none = Share("none", to=("p",), stage=Stage.DECIDED, at_least="0 %")
    agreement = agreement_of(SHARE, ceiling, none)
    figure = PublishedFigure(("c", "top", "none"), 2018, 5)
    report = check_quotas(agreement, Tally.from_counts(agreement, [figure]), on=date(2020, 1, 1))
    floor, top, nothing = (report.of(code)[0] for code in ("c", "top", "none"))
    assert floor.verdict is top.verdict is Verdict.UNDETERMINED
    assert nothing.verdict is Verdict.MET
    assert floor.base == Bounds(5, None)
    assert floor.rate == Bounds(Fraction(0), Fraction(1))
    assert floor.required == Bounds(3, None)
    assert floor.owed == Bounds(Fraction(5, 2), None)
    assert floor.shortfall == floor.shortfall_growing == Bounds(0, None)
    assert floor.attainment == Bounds(Fraction(0), Fraction(2))
    assert top.excess == Bounds(0, 3)
    assert "5 dwellings counted out of 5 or more" in words_of(floor, "en")
    assert "5 logements comptés sur 5 ou plus" in words_of(floor, "fr")


def test_the_figure_of_a_group_is_that_of_the_group() -> None:
    """It counts in its group, named or not, and in the total; a figure of all may be in any."""
    by_commune = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2", per=Per.COMMUNE)
    agreement = agreement_of(by_commune)
    half, rest = YEAR.split(months=6)
    figures = [PublishedFigure("c", half, 2, 9), PublishedFigure("c", rest, 3, 4, group="94068")]
    counts = Tally.from_counts(agreement, figures)
    report = check_quotas(agreement, counts, on=date(2019, 1, 1))
    found = {finding.group: finding for finding in report.of("c") if finding.period == YEAR}
    assert found[None].counted.value == 5
    assert found[None].base.value == 13
    assert found["94068"].counted == Bounds(3, 5)
    assert found["94068"].base == Bounds(4, 13)


def test_figures_that_tell_of_the_same_dwellings_are_refused() -> None:
    """On shared days, of which neither tells of all that the other does: never added up."""
    agreement = agreement_of(attrs.evolve(SHARE, per=Per.LANDLORD))
    year, half = Period.year(2018), Period.lasting(date(2018, 7, 1), months=6)
    across = Period.lasting(date(2018, 4, 1), months=6)
    for period, groups in ((year, (None, None)), (half, ("a", None)), (across, ("a", "a"))):
        first = half if period is across else year
        figures = [
            PublishedFigure("c", first, 5, group=groups[0]),
            PublishedFigure("c", period, 4, group=groups[1]),
        ]
        with pytest.raises(InvalidValueError, match="do not tell of the same dwellings"):
            Tally.from_counts(agreement, figures)
    after = PublishedFigure("c", 2019, 4)
    elsewhere = PublishedFigure("c", year, 4, group="b")
    apart = [PublishedFigure("c", year, 5, group="a"), elsewhere, after]
    assert len(Tally.from_counts(agreement, apart).figures) == 3


def test_figures_that_cannot_be_are_refused() -> None:
    """Nothing told, more counted than the base, open bounds, no commitment: each is named."""
    with pytest.raises(InvalidValueError, match="a count, a base or a rate"):
        PublishedFigure("c", 2018)
    with pytest.raises(InvalidValueError, match="0 or more"):
        PublishedFigure("c", 2018, 5, substitutes=-1)
    with pytest.raises(InvalidValueError, match="at most the base"):
        PublishedFigure("c", 2018, 5, 4)
    with pytest.raises(InvalidValueError, match="at most what is counted"):
        PublishedFigure("c", 2018, 5, substitutes=6)
    with pytest.raises(InvalidValueError, match="at most what is counted"):
        PublishedFigure("c", 2018, Bounds(0, 9), 2, substitutes=3)
    with pytest.raises(InvalidTypeError, match="both known"):
        PublishedFigure("c", 2018, Bounds(1, None))
    with pytest.raises(InvalidValueError, match="at least one commitment"):
        PublishedFigure((), 2018, 5)
    with pytest.raises(InvalidObjectError, match="3 faults"):
        PublishedFigure(" ", "2018", 2.5)  # type: ignore[arg-type]  # on purpose


def test_figures_of_no_commitment_and_repeated_ones_are_refused() -> None:
    """A commitment that nobody made, a figure given twice, anything else: each is an error."""
    agreement, figure = agreement_of(SHARE), PublishedFigure("c", 2018, 1)
    with pytest.raises(UnknownCodeError, match="did you mean 'c'"):
        Tally.from_counts(agreement, [PublishedFigure("cc", 2018, 1)])
    with pytest.raises(InvalidValueError, match="do not tell of the same dwellings"):
        Tally.from_counts(agreement, [figure, figure])
    with pytest.raises(InvalidTypeError):
        Tally.from_counts(agreement, [3])  # type: ignore[list-item]  # on purpose


def test_substitutes_are_published_too() -> None:
    """How many of those counted are substitutes decides whether enough are not."""
    capped = Volume(
        "c", to=("p",), stage=Stage.DECIDED, at_least=4, substitute=Substitute(("r",), "1/2")
    )
    agreement = agreement_of(capped)
    verdicts = [
        check_quotas(
            agreement,
            Tally.from_counts(agreement, [PublishedFigure("c", 2018, 4, substitutes=used)]),
            on=date(2019, 1, 1),
        )[0].verdict
        for used in (2, 3, Bounds(2, 3))
    ]
    assert verdicts == [Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED]


def test_figures_are_added_and_taken_back() -> None:
    """A figure counts as often as it was added, and taken back leaves nothing."""
    agreement = agreement_of(SHARE)
    figures = [PublishedFigure("c", 2018, 1, 4), PublishedFigure("c", 2018, Bounds(1, 2), 4)]
    one, two = (Tally.from_counts(agreement, [figure]) for figure in figures)
    laws.tally_is_a_group(one, two, one + two)
    assert (one - one).figures == {}
    assert check_quotas(agreement, one + one, on=date(2019, 1, 1))[0].counted.value == 2


def test_a_figure_counts_whole_dwellings() -> None:
    """Halves of dwellings are no count, though the bounds of them are exact."""
    halves: Bounds[Any] = Bounds(Fraction(1, 2), Fraction(3, 2))
    with pytest.raises(InvalidTypeError, match="each of its values a whole number"):
        PublishedFigure("c", 2018, halves)


def test_a_figure_has_at_most_a_hundred_digits() -> None:
    """A number that nobody could have counted is refused, a digit less is taken."""
    with pytest.raises(InvalidValueError, match="at most a hundred digits"):
        PublishedFigure("c", 2018, 10**100)
    with pytest.raises(InvalidValueError, match="at most a hundred digits"):
        PublishedFigure("c", 2018, Bounds(0, 10**100))
    with pytest.raises(InvalidValueError, match="at most a hundred digits"):
        PublishedFigure("c", 2018, -(10**100))
    assert PublishedFigure("c", 2018, 10**100 - 1).counted == Bounds.exactly(10**100 - 1)


def test_a_published_count_has_an_end() -> None:
    """To count three or more is no figure of households that an agreement is judged by."""
    with pytest.raises(InvalidTypeError, match="whole numbers, both known"):
        PublishedFigure("c", 2018, Bounds(3, None))


def test_a_part_misses_no_more_than_the_total() -> None:
    """Of 4 among 5 published in total, a group holds at most 1 that does not count."""
    by_programme = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={"quai": "1/2"}, per=Per.PROGRAMME
    )
    agreement = agreement_of(by_programme)
    own = [
        attrs.evolve(each, programme="quai", id=f"Q{place}") for place, each in enumerate(many(3))
    ]
    counts = Tally.from_counts(agreement, [PublishedFigure("c", 2018, 4, 5)])
    first = check_quotas(agreement, counts + tally(agreement, own), on=date(2021, 1, 1))[0]
    assert (first.group, first.period) == ("quai", YEAR)
    assert first.verdict is Verdict.MET
    assert (first.counted, first.base) == (Bounds(3, 7), Bounds(3, 8))
    assert first.rate == Bounds(Fraction(3, 4), Fraction(1))


def test_a_figure_of_several_years_may_lie_in_any_of_them() -> None:
    """What counts of two years may be in one of them, and what does not in the other."""
    sum_of_years = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/2"}, at_most={2019: "1/2"},
        cumulative=True,
    )  # fmt: skip
    agreement = agreement_of(sum_of_years)
    counts = Tally.from_counts(agreement, [PublishedFigure("c", Period.years(2018, 2019), 2, 4)])
    (finding,) = check_quotas(agreement, counts, on=date(2021, 1, 1))
    assert finding.floor is not None
    assert finding.ceiling is not None
    assert finding.floor.gap == Bounds(0, 1)
    assert finding.ceiling.gap == Bounds(0, 1)
    assert finding.verdict is Verdict.UNDETERMINED


def test_a_range_of_several_years_may_be_missed_whatever_a_base_is() -> None:
    """0 of 1 counts in 2019: up to 3 of 2018 are too few, or are 100 %; 4 of 5 are neither."""
    sum_of_years = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2018: "3/4", 2019: "1/2"},
        less_than={2018: 1}, rounding=Rounding.NEAREST, cumulative=True,
    )  # fmt: skip
    agreement = agreement_of(sum_of_years)
    none = tally(agreement, many(0, 1, decided_on=date(2019, 8, 1)))
    verdicts = [
        check_quotas(
            agreement,
            Tally.from_counts(agreement, [PublishedFigure("c", 2018, counted)]) + none,
            on=date(2021, 1, 1),
        )[0].verdict
        for counted in (Bounds(0, 1), Bounds(0, 3), Bounds(0, 4))
    ]
    assert verdicts == [Verdict.UNMET, Verdict.UNMET, Verdict.UNDETERMINED]
