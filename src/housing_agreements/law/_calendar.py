"""The days on which acts changed several rules at once, and the day as of which the code was read.

A rule that an act of its own changed has that day in its own module.
"""

from datetime import date
from typing import Final

from housing_agreements.values.sources import Source

__all__ = (
    "ALUR_SINCE",
    "ATTRIBUTION_ARTICLE_CHANGES",
    "CODE_READ_ON",
    "DALO_ARTICLE_CHANGES",
    "ELAN_LAW",
    "ELAN_SINCE",
    "EQUALITY_SINCE",
    "FLOW_SINCE",
    "JUSTICE_CODE_READ_ON",
    "LETTERS_SINCE",
    "MOLLE_SINCE",
    "STOCK_SINCE",
    "THREE_DS_SINCE",
)

LETTERS_SINCE: Final = date(2006, 7, 16)
"""Since when the criteria of L.441-1 bear letters."""
MOLLE_SINCE: Final = date(2009, 3, 28)
"""Since when the law of 25 March 2009 is in force (*loi MOLLE*)."""
STOCK_SINCE: Final = date(2011, 2, 17)
"""Since when R*441-5 governs reservations, on identified dwellings (*gestion en stock*)."""
ALUR_SINCE: Final = date(2014, 3, 27)
"""Since when the law of 24 March 2014 is in force (*loi ALUR*)."""
EQUALITY_SINCE: Final = date(2017, 1, 29)
"""Since when the law of 27 January 2017 is in force (*loi Égalité et citoyenneté*)."""
ELAN_SINCE: Final = date(2018, 11, 25)
"""Since when the law of 23 November 2018 is in force (*loi ELAN*)."""
FLOW_SINCE: Final = date(2020, 2, 22)
"""Since when R441-5 governs reservations, by a share of the flow (*gestion en flux*)."""
THREE_DS_SINCE: Final = date(2022, 2, 23)
"""Since when the law of 21 February 2022 is in force (*loi 3DS*)."""

CODE_READ_ON: Final = date(2017, 1, 21)
"""The day as of which the code was read, article by article."""

JUSTICE_CODE_READ_ON: Final = date(2026, 2, 28)
"""The last day of the month as of which the code of administrative justice was read."""

DALO_ARTICLE_CHANGES: Final = (
    EQUALITY_SINCE,
    date(2018, 1, 1),
    ELAN_SINCE,
    date(2021, 1, 1),
    date(2021, 7, 1),
    THREE_DS_SINCE,
)
"""The days on which L.441-2-3, the article on DALO, changed after it was read."""

ATTRIBUTION_ARTICLE_CHANGES: Final = (
    EQUALITY_SINCE,
    ELAN_SINCE,
    date(2021, 1, 1),
    date(2021, 11, 27),
    date(2022, 2, 9),
)
"""The days on which L.441-1 changed after it was read, before it was read as it is since 2022."""

ELAN_LAW: Final = Source("Loi 2018-1021 (ELAN)", "article 114")
"""The article of the ELAN law on attributions."""
