"""The laws and pages on which several rules on social dwellings owed rest, and their days."""

from datetime import date
from typing import Final

from housing_agreements.values.sources import Source

__all__ = (
    "DUFLOT",
    "DUFLOT_SINCE",
    "FIRST_YEAR_OF_CYCLES",
    "OLD_TEXT_READ_ON",
    "SRU_PRESENTATION",
    "THREE_DS",
    "YEARS_OF_A_CYCLE",
)

DUFLOT: Final = Source("Loi n° 2013-61 du 18 janvier 2013 (Duflot I)")
"""The law that raised the share to a quarter."""
DUFLOT_SINCE: Final = date(2013, 1, 20)
"""Since when it is in force."""
OLD_TEXT_READ_ON: Final = date(2012, 12, 31)
"""The day as of which the text before it was read."""
THREE_DS: Final = Source("Loi n° 2022-217 du 21 février 2022 (3DS)")
"""The law by which the catch-up goes on past 2025."""
SRU_PRESENTATION: Final = Source("Préfecture de Seine-et-Marne, présentation de la loi SRU")
"""A page that tells the rules before 2013."""

FIRST_YEAR_OF_CYCLES: Final = 2002
"""The first year of the first cycle."""
YEARS_OF_A_CYCLE: Final = 3
"""How many years a cycle lasts."""
