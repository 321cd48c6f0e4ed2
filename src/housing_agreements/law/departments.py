"""Which departments a rule names: those overseas, and those of Île-de-France."""

from typing import Final

from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.values.territories import Territory

__all__ = ("ILE_DE_FRANCE", "checked_department", "is_overseas")

ILE_DE_FRANCE: Final = ("75", "77", "78", "91", "92", "93", "94", "95")
"""The departments of the region, by code."""


def checked_department(department: str) -> str:
    """The code itself, when it has the form of a department's.

    Raises:
        InvalidTypeError: For anything but text.
        InvalidValueError: For a code of another form.

    Examples:
        >>> checked_department("2A")
        '2A'
    """
    if type(department) is not str:
        expected = "a department code, such as '94', '2A' or '974'"
        raise InvalidTypeError("department", shown(department), expected)
    Territory("department", "department", "department", departments=(department,))
    return department


def is_overseas(department: str) -> bool:
    """Whether a department lies overseas (*outre-mer*): its code begins with 97 or 98.

    Raises:
        InvalidTypeError: For anything but text.
        InvalidValueError: For a code of another form.

    Examples:
        >>> is_overseas("974"), is_overseas("94")
        (True, False)
    """
    return checked_department(department)[:2] in {"97", "98"}
