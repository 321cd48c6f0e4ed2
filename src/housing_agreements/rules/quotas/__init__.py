"""Quotas: from a ledger to a tally, and from a tally to findings.

In the order in which an attribution passes through: `ledger` finds its cell and counts it into a
`tally`, which keeps what the agreement reads; `_counting` finds for each judged period what the
entries of a cell may turn out to be, and so who counts; `_possible` sums that; `_completions` holds
the worst and the best of it against a limit (`judge_limit`), and `_ranges` asks whether all limits
can be kept at once; `findings` holds what came of it, and says it in words; `check` is the way in,
and gives the report. Published `figures` join a tally beside its cells.
"""

__all__: tuple[str, ...] = ()
