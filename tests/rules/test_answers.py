"""Answers check their fields, and refuse to be asked for what they cannot hold."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, Final

import attrs
import pytest

from housing_agreements import (
    Bounds,
    HousingAgreementsError,
    InvalidTypeError,
    UnknownCodeError,
    check_quotas,
    check_undertakings,
    compare,
    review,
)
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.rules.comparison import Nature

DAY: Final = date(2019, 6, 1)
REPORT: Final = check_quotas(AGREEMENT, (), on=DAY)
REVIEW: Final = review(AGREEMENT, on=DAY, beside=(attrs.evolve(AGREEMENT, code="beside"),))
COMPARISON: Final = compare(AGREEMENT, attrs.evolve(AGREEMENT, title="Another"))
PROGRESS: Final = check_undertakings(AGREEMENT, {}, on=DAY)


@pytest.mark.parametrize(
    ("answer", "field", "value"),
    [
        (REPORT[0], "settled", 1),
        (REPORT[0], "counted", Bounds(Fraction(1, 2), Fraction(1))),
        (REPORT[0], "doubts", ("dalo",)),
        (REPORT, "findings", [REPORT[0]]),
        (REPORT, "set_aside", ""),
        (REPORT, "set_aside", {("tag", "moved"): 3}),
        (REVIEW[0], "where", frozenset({"offers"})),
        (REVIEW[0], "where", "offers"),
        (REVIEW[0], "severity", "look"),
        (REVIEW, "on", "2019-06-01"),
        (COMPARISON[0], "names", ("before", "after")),
        (COMPARISON[0], "field", "titel"),
        (COMPARISON[0], "before", 0.25),
        (COMPARISON[0], "before", -1),
        (COMPARISON[0], "before", Nature.ADDED),
        (PROGRESS[0], "progress", "done"),
    ],
)
def test_an_answer_refuses_a_wrong_field(answer: Any, field: str, value: object) -> None:
    """The error names the class and the field as it is given."""
    with pytest.raises(HousingAgreementsError) as caught:
        attrs.evolve(answer, **{field: value})
    assert str(caught.value).startswith(f"{type(answer).__name__}, {field}: given ")


@pytest.mark.parametrize(
    ("ask", "where"),
    [
        (REPORT.of, "QuotaReport.of, code"),
        (lambda code: REPORT.finding(code, 2018), "QuotaReport.finding, code"),
        (REVIEW.about, "Review.about, code"),
        (COMPARISON.of, "Comparison.of, code"),
        (PROGRESS.of, "UndertakingReport.of, code"),
    ],
)
def test_an_answer_is_asked_for_what_it_may_hold(ask: Callable[[Any], object], where: str) -> None:
    """Another type, and a code that nothing bears, are refused, and the nearest one is named."""
    for given in (3, "nonsense"):
        with pytest.raises(UnknownCodeError) as caught:
            ask(given)
        assert str(caught.value).startswith(f"{where}: given ")


def test_a_review_is_asked_for_severities_and_kinds() -> None:
    """A text that names one is refused, and the member is proposed."""
    untyped: Any = REVIEW
    with pytest.raises(InvalidTypeError, match=r"Review.of, what: .*write Severity.LOOK"):
        untyped.of("look")
    assert REVIEW.about("beside")


def test_nobody_changes_what_a_report_set_aside() -> None:
    """What a report shows of it is only read."""
    untyped: Any = REPORT.set_aside
    with pytest.raises(AttributeError):
        untyped.clear()
