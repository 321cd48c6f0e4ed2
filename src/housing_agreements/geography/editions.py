"""The editions of the official geographic code that are held here, and the days they speak for."""

from datetime import date
from types import MappingProxyType
from typing import Final

from housing_agreements._checks import exact_count, exact_day
from housing_agreements.errors import InvalidValueError, NotKnownError, show
from housing_agreements.values.sources import Source

__all__ = ("EDITIONS", "EDITION_SOURCES", "check_edition", "edition_on")

_RELEASES: Final = {
    2019: "0.7.0",
    2021: "1.1.1",
    2022: "2.3.1",
    2023: "3.1.1",
    2024: "4.1.0",
    2025: "5.3.0",
    2026: "6.0.0",
}

EDITIONS: Final = tuple(_RELEASES)
"""The editions held here (*éditions du code officiel géographique*), by year. None of 2020 is."""

EDITION_SOURCES: Final = MappingProxyType(
    {
        edition: Source(
            f"Code officiel géographique, Insee, édition {edition}",
            f"republié par Etalab (@etalab/decoupage-administratif {package}, licence MIT)",
        )
        for edition, package in _RELEASES.items()
    }
)
"""Where each edition was read."""

_HELD: Final = ", ".join(map(str, EDITIONS))


def check_edition(edition: int) -> int:
    """The edition itself.

    Raises:
        InvalidTypeError: For anything but a whole number.
        InvalidValueError: For an edition that is not held here.

    Examples:
        >>> check_edition(2019)
        2019
    """
    if exact_count(edition, "edition") not in EDITIONS:
        raise InvalidValueError("edition", show(edition), f"an edition that is held: {_HELD}")
    return edition


def edition_on(day: date) -> int:
    """The edition of the official code that speaks for a day: that of its year.

    An edition is the state of 1 January, and holds through 31 December.

    Raises:
        InvalidTypeError: For anything but a day.
        NotKnownError: For a day of a year of which no edition is held.

    Examples:
        >>> edition_on(date(2019, 1, 1)), edition_on(date(2026, 12, 31))
        (2019, 2026)
    """
    if exact_day(day, "edition_on, day").year in EDITIONS:
        return day.year
    raise NotKnownError(
        "the official geographic code",
        str(day),
        f"a day of a year of which an edition is held: {_HELD}",
        "choose an edition and pass edition=",
    )
