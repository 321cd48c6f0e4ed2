"""Truth tests of what is neither true nor false: pyright flags each, and both checkers read on.

mypy looks at no return type of `__bool__`. Of one that never returns it would take what follows
for unreachable, and read no further; the refusals expected there would then not come.
"""

import housing_agreements as ha


def read_a_verdict(verdict: ha.Verdict) -> None:
    """A verdict may be undetermined."""
    if verdict:  # pyright: ignore[reportGeneralTypeIssues]  # a verdict has three values
        verdict.met  # type: ignore[attr-defined]  # read on inside
    verdict.met  # type: ignore[attr-defined]  # read on after


def read_a_report(report: ha.QuotaReport) -> None:
    """A report that is not empty is not one that is kept."""
    if not report:  # pyright: ignore[reportGeneralTypeIssues]  # a report is no truth value
        report.met  # type: ignore[attr-defined]  # read on inside
    report.met  # type: ignore[attr-defined]  # read on after
    assert report  # pyright: ignore[reportGeneralTypeIssues]  # a report is no truth value
    report.met  # type: ignore[attr-defined]  # read on after
    [f for f in report if f]  # pyright: ignore[reportGeneralTypeIssues]  # nor is a finding
