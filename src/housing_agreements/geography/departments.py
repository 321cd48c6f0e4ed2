"""Which departments a rule names: those overseas, and those of Île-de-France."""

from typing import Final

from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, show
from housing_agreements.geography._coverage import OVERSEAS
from housing_agreements.geography.regions import departments_of_all_editions, region
from housing_agreements.geography.territories import Territory

__all__ = ("ILE_DE_FRANCE", "check_department", "is_overseas")

ILE_DE_FRANCE: Final = region("11", edition=2026).departments
"""The departments of the region, by code."""


def check_department(department: str) -> str:
    """The code itself, when it is a department of an edition of the official code.

    Raises:
        InvalidTypeError: For anything but text.
        InvalidValueError: For a code of another form.
        UnknownCodeError: For a code that no department has.

    Examples:
        >>> check_department("2A")
        '2A'
    """
    if type(department) is not str:
        expected = "a department code, such as '94', '2A' or '974'"
        raise InvalidTypeError("department", show(department), expected)
    Territory("department", "department", "department", departments=(department,))
    known = departments_of_all_editions()
    if department not in known:
        expected = "a department of the official code"
        raise UnknownCodeError("department", show(department), expected, nearest(department, known))
    return department


def is_overseas(department: str) -> bool:
    """Whether a department lies overseas (*outre-mer*): its code begins with 97 or 98.

    Raises:
        InvalidTypeError: For anything but text.
        InvalidValueError: For a code of another form.
        UnknownCodeError: For a code that no department has.

    Examples:
        >>> is_overseas("974"), is_overseas("94")
        (True, False)
    """
    return check_department(department).startswith(OVERSEAS)
