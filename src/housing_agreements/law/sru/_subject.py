"""Since when a commune is subject to the law on the social dwellings that communes owe."""

from datetime import date
from typing import Final

from housing_agreements._checks import exact_day
from housing_agreements.errors import InvalidValueError
from housing_agreements.values.texts import Text

__all__ = ("SUBJECT_SINCE", "check_subject")

SUBJECT_SINCE: Final = Text(
    "since when the commune is subject to the law",
    "depuis quand la commune est soumise à la loi",
)
"""The fact that `subject_since` takes, in words."""


def check_subject(since: date, on: date, where: str) -> date:
    """The first day on which a commune is subject to the law, no later than the day asked.

    Raises:
        InvalidTypeError: For anything but a day.
        InvalidValueError: For a day past the one asked.

    Examples:
        >>> str(check_subject(date(2002, 1, 1), date(2024, 1, 1), "levy"))
        '2002-01-01'
    """
    where = f"{where}, subject_since"
    if exact_day(since, where) > on:
        expected = f"a day up to {on}, the one asked"
        remedy = "a commune that is not subject yet owes nothing"
        raise InvalidValueError(where, str(since), expected, remedy)
    return since
