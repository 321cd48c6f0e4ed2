"""The editions of the official geographic code that are known here, and the days they speak for."""

from datetime import date
from types import MappingProxyType
from typing import Final

from housing_agreements._checks import exact_count, exact_day
from housing_agreements.errors import InvalidValueError, NotKnownError, show
from housing_agreements.values.sources import Source

__all__ = ("EDITIONS", "EDITION_SOURCES", "check_edition", "edition_on")

EDITIONS: Final = (2019, 2026)
"""The editions known here (*éditions du code officiel géographique*), by year."""

EDITION_SOURCES: Final = MappingProxyType(
    {
        edition: Source(
            f"Code officiel géographique, Insee, édition {edition}",
            f"republié par Etalab (@etalab/decoupage-administratif {package}, licence MIT)",
        )
        for edition, package in zip(EDITIONS, ("0.3.0", "6.0.0"), strict=True)
    }
)
"""Where each edition was read."""


def check_edition(edition: int) -> int:
    """The edition itself.

    Raises:
        InvalidTypeError: For anything but a whole number.
        InvalidValueError: For an edition that is not known here.

    Examples:
        >>> check_edition(2019)
        2019
    """
    if exact_count(edition, "edition") not in EDITIONS:
        raise InvalidValueError("edition", show(edition), f"an edition that is held: {_HELD}")
    return edition


def edition_on(day: date) -> int:
    """The edition of the official code that is the state of a day.

    An edition is the state of 1 January of its year: of the days between two editions, and
    after the last, only the user knows whether it still holds.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: For any day but 1 January of the year of an edition.

    Examples:
        >>> edition_on(date(2019, 1, 1))
        2019
    """
    exact_day(day, "edition_on, day")
    if (day.month, day.day) == (1, 1) and day.year in EDITIONS:
        return day.year
    raise NotKnownError(
        "the official geographic code",
        str(day),
        f"1 January of an edition that is held: {_HELD}",
        "communes merge at other times: choose an edition and pass edition=",
    )


_HELD: Final = ", ".join(map(str, EDITIONS))
