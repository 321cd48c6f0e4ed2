"""The laws of the library, each stated once, as a function to call on one's own objects.

A law returns nothing when it holds and raises `AssertionError`, saying what it found, when it
does not. It draws nothing: call it in a test of your own, under Hypothesis's `@given` or not.
"""

from housing_agreements.testing.laws.rules import (
    another_agreement_may_judge,
    bounds_contain_full_knowledge,
    concatenation_is_addition,
    every_entry_is_accounted_for,
    order_changes_nothing,
    priority_entries_never_harm,
    splitting_preserves_counts,
    tally_is_a_group,
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
    "another_agreement_may_judge",
    "apportion_sums",
    "bounds_contain_full_knowledge",
    "bounds_sum_contains",
    "concatenation_is_addition",
    "coverage_algebra",
    "decided_stays_decided",
    "every_entry_is_accounted_for",
    "gone_for_so_long",
    "kleene_algebra",
    "members_are_canonical",
    "members_come_and_go",
    "months_between_is_largest",
    "months_keep_order",
    "order_changes_nothing",
    "period_meets",
    "period_split_preserves_days",
    "priority_entries_never_harm",
    "ramp_rounds_each_step",
    "rounding_keeps_order",
    "rounding_moves_with_whole_numbers",
    "schedule_keeps_its_steps",
    "splitting_preserves_counts",
    "survives_pickle_and_copy",
    "tally_is_a_group",
    "territory_algebra",
    "territory_within",
    "timeline_is_piecewise_constant",
    "timelines_combine_by_day",
)
