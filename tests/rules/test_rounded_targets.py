"""A target that was published rounded is a level within bounds, each of which may be meant."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, agreement_of, many
from tests.told import words_of

from housing_agreements import (
    Bounds,
    Finding,
    InvalidTypeError,
    InvalidValueError,
    PublishedFigure,
    Stage,
    Substitute,
    Tally,
    Verdict,
    Volume,
    about,
    check_quotas,
    entries_of,
    what_would_settle,
)
from housing_agreements.rules.quotas.doubts import DoubtKind
from housing_agreements.values.schedules import Schedule

ON = date(2021, 1, 1)


def judge(volume: Volume, counted: int | Bounds[int]) -> Finding:
    """The finding of 2018 on a count."""
    agreement = agreement_of(volume)
    told = Tally.from_counts(agreement, [PublishedFigure("c", 2018, counted, substitutes=0)])
    return check_quotas(agreement, told, on=ON).finding("c", 2018)


def test_a_target_to_the_hundred_is_undetermined_between_its_ends() -> None:
    """Of 177,900, to the hundred: 177,949 reach it surely, 177,849 surely do not."""
    target = Volume("c", stage=Stage.DECIDED, at_least=about(177_900, to=100))
    verdicts = {
        counted: judge(target, counted).verdict
        for counted in (177_849, 177_850, 177_900, 177_948, 177_949)
    }
    assert verdicts == {
        177_849: Verdict.UNMET, 177_850: Verdict.UNDETERMINED, 177_900: Verdict.UNDETERMINED,
        177_948: Verdict.UNDETERMINED, 177_949: Verdict.MET,
    }  # fmt: skip
    found = judge(target, 177_900)
    assert found.required == Bounds(177_850, 177_949)
    assert found.shortfall == Bounds(0, 49)
    assert [doubt.kind for doubt in found.doubts] == [DoubtKind.FIGURE]
    assert "owed: at least between 177,850 and 177,949; 0 to 49 lacking" in words_of(found, "en")
    assert "exact number behind a published figure" in words_of(found, "en")
    assert target.say("en").endswith("at least between 177,850 and 177,949")


_SIDES = ("at_least", "more_than", "at_most", "less_than", "both", "capped")


@settings(SLOW, max_examples=80)
@given(
    st.tuples(st.integers(0, 6), st.integers(0, 3)),
    st.tuples(st.integers(0, 9), st.integers(0, 3)),
    st.sampled_from(_SIDES),
)
def test_it_is_kept_where_each_number_that_may_be_meant_is(
    levels: tuple[int, int], counts: tuple[int, int], side: str
) -> None:
    """The verdict is that of all levels and all counts within their bounds."""
    (low, width), (counted, spread) = levels, counts
    level = Bounds(low, low + width)
    named = {"both": ("at_least", "at_most"), "capped": ("at_least",)}.get(side, (side,))
    sides = dict.fromkeys(named, level)
    substitute = Substitute(("r",), "1/2") if side == "capped" else None
    volume = Volume("c", to=("p",), stage=Stage.DECIDED, substitute=substitute, **sides)  # type: ignore[arg-type]  # any side
    found = judge(volume, Bounds(counted, counted + spread))

    def keep(floor: int, ceiling: int, count: int) -> bool:
        return {
            "at_least": count >= floor, "more_than": count > floor, "at_most": count <= ceiling,
            "less_than": count < ceiling, "both": floor <= count <= ceiling,
            "capped": count >= floor,
        }[side]  # fmt: skip

    kept = {
        keep(floor, ceiling, count)
        for floor in range(low, low + width + 1)
        for ceiling in (range(low, low + width + 1) if side == "both" else (floor,))
        for count in range(counted, counted + spread + 1)
    }
    expected = Verdict.of(kept.pop()) if len(kept) == 1 else Verdict.UNDETERMINED
    assert found.verdict is expected


def test_levels_by_year_and_by_group_may_be_rounded() -> None:
    """Each of them is within its own bounds; the sum of several is within their sum."""
    target = Volume("c", stage=Stage.DECIDED, cumulative=True,
                    at_least={2018: about(100, to=10), 2019: 50})  # fmt: skip
    agreement = agreement_of(target)
    told = Tally.from_counts(
        agreement, [PublishedFigure("c", 2018, 150), PublishedFigure("c", 2019, 0)]
    )
    (found,) = check_quotas(agreement, told, on=ON)
    assert (found.required, found.verdict) == (Bounds(145, 154), Verdict.UNDETERMINED)
    assert found.attainment is not None
    assert found.attainment.low < 1 < (found.attainment.high or 0)
    steps = Volume("c", stage=Stage.DECIDED, at_least=Schedule({2018: about(100, to=10)}))
    assert list(steps.at_least or ()) == [Bounds(95, 104)]


def test_bounds_of_one_number_are_that_number() -> None:
    """403 to the unit is 403; a number without end, or below 0, is none that can be owed."""
    assert list(Volume("c", stage=Stage.DECIDED, at_least=Bounds(403, 403)).at_least or ()) == [403]
    with pytest.raises(InvalidTypeError, match="with both ends known"):
        Volume("c", stage=Stage.DECIDED, at_least=Bounds(3, None))
    with pytest.raises(InvalidValueError, match="at least 0"):
        Volume("c", stage=Stage.DECIDED, at_least=Bounds(-3, 2))


def test_a_rate_of_a_rounded_target_is_over_each_number_that_may_be_meant() -> None:
    """Half of 95 to 104 is 48 to 52."""
    target = Volume("c", stage=Stage.DECIDED, at_least=about(100, to=10))
    agreement = agreement_of(target)
    told = Tally.from_counts(agreement, [PublishedFigure("c", 2018, rate="50 %")])
    assert check_quotas(agreement, told, on=ON).finding("c", 2018).counted == Bounds(48, 52)


def test_entries_do_not_settle_what_the_target_leaves_open() -> None:
    """Two count, of a target of 2 or 3: no entry decides, the number behind the target does."""
    target = Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: Bounds(2, 3)})
    report = check_quotas(agreement_of(target), many(2), on=ON)
    finding = report.finding("c", 2018)
    assert finding.verdict is Verdict.UNDETERMINED
    assert list(what_would_settle(report, finding, many(2))) == []
    assert len(entries_of(report, finding, many(2))) == 2
