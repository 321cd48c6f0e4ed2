"""The laws of the library, each stated once, as a function to call on one's own objects.

A law returns nothing when it holds and raises `AssertionError`, saying what it found, when it
does not. It draws nothing: call it in a test of your own, under Hypothesis's `@given` or not.
"""

from housing_agreements.testing.laws.criteria import (
    changes_come_true,
    criteria_follow_verdicts,
    criterion_is_a_value,
    explanation_agrees,
    more_facts_never_overturn,
)
from housing_agreements.testing.laws.model import (
    accounting_periods_are_sound,
    amending_leaves_the_past,
    amendments_replace_by_code,
    checked_again_is_the_same,
    stage_days_are_in_order,
    versions_are_complete,
)
from housing_agreements.testing.laws.territories import (
    coverage_algebra,
    gone_for_so_long,
    members_are_canonical,
    members_come_and_go,
    territory_algebra,
    territory_within,
)
from housing_agreements.testing.laws.values import (
    about_contains_what_was_rounded,
    apportion_sums,
    bounds_sum_contains,
    decided_stays_decided,
    kleene_algebra,
    months_between_is_largest,
    months_keep_order,
    period_meets,
    period_split_preserves_days,
    ramp_rounds_each_step,
    rounding_keeps_order,
    rounding_moves_with_whole_numbers,
    schedule_keeps_its_steps,
    survives_pickle_and_copy,
    timeline_is_piecewise_constant,
    timelines_combine_by_day,
)

__all__ = (
    "about_contains_what_was_rounded",
    "accounting_periods_are_sound",
    "amending_leaves_the_past",
    "amendments_replace_by_code",
    "apportion_sums",
    "bounds_sum_contains",
    "changes_come_true",
    "checked_again_is_the_same",
    "coverage_algebra",
    "criteria_follow_verdicts",
    "criterion_is_a_value",
    "decided_stays_decided",
    "explanation_agrees",
    "gone_for_so_long",
    "kleene_algebra",
    "members_are_canonical",
    "members_come_and_go",
    "months_between_is_largest",
    "months_keep_order",
    "more_facts_never_overturn",
    "period_meets",
    "period_split_preserves_days",
    "ramp_rounds_each_step",
    "rounding_keeps_order",
    "rounding_moves_with_whole_numbers",
    "schedule_keeps_its_steps",
    "stage_days_are_in_order",
    "survives_pickle_and_copy",
    "territory_algebra",
    "territory_within",
    "timeline_is_piecewise_constant",
    "timelines_combine_by_day",
    "versions_are_complete",
)
