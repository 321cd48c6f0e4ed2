"""Social dwellings of an operation in a deficient commune: above which size, as far as known."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from housing_agreements import Bounds, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.sru.operations import OPERATION_RULE, social_dwellings_owed

DAY, SINCE = timedelta(days=1), date(2022, 2, 23)
YES, NO, OPEN = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
untyped: Any = social_dwellings_owed


@pytest.mark.parametrize(
    ("dwellings", "square_metres", "deficient", "low", "high"),
    [
        (13, None, YES, 39, 39),
        (13, 100, YES, 39, 39),
        (12, 800, YES, 0, 0),
        (12, 801, YES, 36, 36),
        (12, Fraction(1601, 2), YES, 36, 36),
        (12, None, YES, 0, 36),
        (12, Bounds(700, 800), YES, 0, 0),
        (12, Bounds(700, 801), YES, 0, 36),
        (12, Bounds(801, None), YES, 36, 36),
        (13, None, OPEN, 0, 39),
        (13, None, NO, 0, 0),
        (12, None, NO, 0, 0),
        (0, 900, YES, 0, 0),
    ],
)
def test_thirty_percent_are_owed_above_a_size(
    dwellings: int, square_metres: Any, deficient: Verdict, low: int, high: int
) -> None:
    """More than 12 dwellings or 800 m², where the commune is deficient; told in tenths here."""
    found = social_dwellings_owed(
        dwellings, on=SINCE, deficient=deficient, square_metres=square_metres
    )
    assert found == Bounds(Fraction(low, 10), Fraction(high, 10))


def test_the_rule_is_known_since_2022() -> None:
    """On its day, the next and the last verified one; what held before was not read."""
    for day in (SINCE, SINCE + DAY, VERIFIED_UNTIL):
        version = OPERATION_RULE.at(day)
        assert version.confidence is Confidence.VERIFIED
        assert "the prefect may depart from it" in str(version.note)
    for day in (SINCE - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            social_dwellings_owed(20, on=day, deficient=YES)


def test_what_is_given_wrongly_is_refused() -> None:
    """Broken and negative numbers, an answer that is no verdict, no day."""
    with pytest.raises(InvalidTypeError, match="social_dwellings_owed, dwellings"):
        untyped(1.5, on=SINCE, deficient=YES)
    with pytest.raises(InvalidValueError, match="social_dwellings_owed, dwellings"):
        untyped(-1, on=SINCE, deficient=YES)
    with pytest.raises(InvalidTypeError, match=r"deficient: .* as deficient\(\.\.\.\) gives it"):
        untyped(20, on=SINCE, deficient=True)
    with pytest.raises(InvalidTypeError, match="square_metres"):
        untyped(20, on=SINCE, deficient=YES, square_metres=80.5)
    with pytest.raises(InvalidTypeError, match="social_dwellings_owed, on"):
        untyped(20, on="2024", deficient=YES)
