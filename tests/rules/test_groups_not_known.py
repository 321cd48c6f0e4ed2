"""What is judged group by group is not hidden when no group is known."""

from datetime import date
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.drawing import WIDE, agreement_of, many
from tests.rules.drawing import given as entry
from tests.told import words_of

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    UNSEEN,
    Judge,
    Outcome,
    Per,
    Period,
    Production,
    Share,
    Stage,
    Territory,
    Verdict,
    Volume,
    check_quotas,
)

AFTER = date(2019, 6, 1)
EACH = Share(
    "each", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/4"}, per=Per.PROGRAMME,
    judge=Judge.GROUPS,
)  # fmt: skip


@given(st.integers(0, 3), st.integers(0, 3), st.sampled_from((Judge.BOTH, Judge.GROUPS)))
def test_entries_of_no_known_group_leave_the_promise_open(
    priority: int, others: int, judge: Judge
) -> None:
    """There is one finding, undetermined, which counts them and names what would settle it."""
    commitment = Share(
        "each", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/4"}, per=Per.PROGRAMME,
        judge=judge,
    )  # fmt: skip
    report = check_quotas(agreement_of(commitment), many(priority, others), on=AFTER)
    found = [each for each in report if each.group is not None]
    if others == 0:
        assert found == []
    else:
        (finding,) = found
        assert (finding.group, finding.verdict) == (UNSEEN, Verdict.UNDETERMINED)
        assert (finding.counted.low, finding.counted.high) == (0, priority)
        assert (finding.base.low, finding.base.high) == (0, priority + others)
        assert [(doubt.kind.value, doubt.code, doubt.dwellings) for doubt in finding.doubts] == [
            ("group", "programme", priority + others)
        ]
        if judge is Judge.GROUPS:
            assert report.verdict is Verdict.UNDETERMINED


@given(st.sampled_from((2017, 2018, 2030)), st.sampled_from((Stage.APPROVED, Stage.DECIDED)))
def test_no_entry_at_all_leaves_nothing_open(year: int, stage: Stage) -> None:
    """What is promised by group is neither kept nor broken where nothing falls in any."""
    homes = Volume("homes", stage=stage, at_least={year: 1}, per=Per.PROGRAMME, judge=Judge.GROUPS)
    assert list(check_quotas(agreement_of(homes), [], on=AFTER)) == []


def test_entries_of_no_known_group_may_fall_in_one_that_is_known() -> None:
    """It is judged with bounds, and beside it what no entry bears."""
    ledger = [*many(1, 1), entry("K", publics={"p"}, programme="rue")]
    finding, unseen = check_quotas(agreement_of(EACH), ledger, on=AFTER)
    assert (finding.group, finding.outcome) == ("rue", Outcome.JUDGED)
    assert (finding.base.low, finding.base.high) == (1, 3)
    assert (unseen.group, unseen.base.low, unseen.base.high) == (UNSEEN, 0, 2)


def test_what_takes_dwellings_back_is_named_by_their_number() -> None:
    """A correction of two homes is two dwellings whose group is not known."""
    homes = Volume(
        "homes", stage=Stage.APPROVED, at_least={2018: 1}, per=Per.PROGRAMME, judge=Judge.GROUPS
    )
    back = Production("P", "94068", "PLAI", approved_on=date(2018, 3, 1), count=-2)
    (finding,) = check_quotas(agreement_of(homes), [back], on=AFTER)
    assert (finding.group, finding.verdict) == (UNSEEN, Verdict.UNDETERMINED)
    assert [doubt.dwellings for doubt in finding.doubts] == [2]
    assert "the programme of 2 dwellings" in words_of(finding, "en")


def test_an_entry_of_no_known_neighbourhood_may_stand_in_any_or_in_none() -> None:
    """In a territory made of neighbourhoods it leaves a floor open, and a ceiling of one."""
    listed = Territory("list", "Two", "list", neighbourhoods=("QP1", "QP2"))
    stated: dict[str, Any] = {
        "to": ("p",), "stage": Stage.DECIDED, "per": Per.NEIGHBOURHOOD,
        "periods": (Period.year(2018),),
    }  # fmt: skip
    floor = Volume("floor", at_least=1, judge=Judge.TOTAL, **stated)
    ceiling = Volume("ceiling", at_most={"QP1": 0, "QP2": 0}, judge=Judge.GROUPS, **stated)
    for neighbourhood, of_floor, of_ceiling in (
        (None, Verdict.UNDETERMINED, Verdict.UNDETERMINED),
        ("QP1", Verdict.MET, Verdict.UNMET),
        ("QP3", Verdict.UNMET, Verdict.MET),
        (NO_NEIGHBOURHOOD, Verdict.UNMET, Verdict.MET),
    ):
        ledger = [entry("1", publics={"p"}, neighbourhood=neighbourhood)]
        for commitment, expected in ((floor, of_floor), (ceiling, of_ceiling)):
            for territory, own in ((listed, None), (WIDE, listed)):
                agreement = agreement_of(
                    attrs.evolve(commitment, territory=own), territory=territory
                )
                assert check_quotas(agreement, ledger, on=AFTER).verdict is expected
