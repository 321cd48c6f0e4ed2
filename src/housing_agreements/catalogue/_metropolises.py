"""The two metropolises of the catalogue by day, as far as two editions of the code tell.

The editions of 2019 and 2026 describe 1 January of their year. A commune in both is taken to
belong throughout; one in the later alone may belong or not on the days in between. Before the
first day that is known, and after 1 January 2026, nothing is known. Who knows more makes a
territory of it, and gives it to an agreement: `attrs.evolve(agreement, territory=...)`.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements.catalogue._lille_communes import JOINED, LILLE_CODES, LILLE_COMMUNES
from housing_agreements.catalogue._rennes_communes import (
    CITY_OF_RENNES_CODE,
    RENNES_CODE,
    RENNES_COMMUNES,
    RENNES_NEIGHBOURHOODS,
)
from housing_agreements.geography.territories import Territory
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ("LILLE", "NEIGHBOURHOODS_OF_RENNES", "RENEWAL_OF_RENNES", "RENNES")

_FIRST_EDITION: Final = date(2019, 1, 1)
_LAST_EDITION: Final = date(2026, 1, 1)
_COUNTED_ON: Final = date(2018, 1, 31)

_LILLE_IN_2026: Final = frozenset(LILLE_COMMUNES)

LILLE: Final = Territory(
    LILLE_CODES[2019],
    "Métropole européenne de Lille",
    "epci",
    communes=Timeline(
        {
            _COUNTED_ON: _LILLE_IN_2026 - JOINED,
            _LAST_EDITION: _LILLE_IN_2026,
        },
        verified_until=_LAST_EDITION,
    ),
    possible_communes=Timeline(
        {
            date.min: frozenset[str](),
            _FIRST_EDITION + timedelta(days=1): JOINED,
            _LAST_EDITION: frozenset[str](),
        }
    ),
    caveats=(
        Text(
            "the communes are those of the official code on 1 January 2019 (90, as many as on "
            "31 January 2018) and on 1 January 2026 (95): between the two it is not known since "
            "when the five others belong, and before and after them nothing is known",
            "les communes sont celles du code officiel au 1er janvier 2019 (90, autant qu'au "
            "31 janvier 2018) et au 1er janvier 2026 (95)\u00a0: entre les deux, on ne sait pas "
            "depuis quand les cinq autres en sont membres\u00a0; avant et après, rien n'est connu",
        ),
    ),
)
"""The Métropole européenne de Lille: 90 communes from 31 January 2018, 95 on 1 January 2026.

The press release of 31 January 2018 counts 90 and names none; the edition of 2019 has as many,
and they are taken to be the same. The five others may belong or not from 2 January 2019 on.
The code is that of the 2019 edition.
"""

RENNES: Final = Territory(
    RENNES_CODE,
    "Rennes Métropole",
    "epci",
    communes=Timeline({_FIRST_EDITION: frozenset(RENNES_COMMUNES)}, verified_until=_LAST_EDITION),
    caveats=(
        Text(
            "the 43 communes are those of the official code on 1 January 2019 and on 1 January "
            "2026, taken to belong in between: before and after, nothing is known",
            "les 43 communes sont celles du code officiel au 1er janvier 2019 et au 1er janvier "
            "2026, supposées membres entre les deux\u00a0: avant et après, rien n'est connu",
        ),
    ),
)
"""Rennes Métropole: 43 communes, the same in both editions."""

_OWN_CODES: Final = (
    Text(
        "the neighbourhoods bear codes of our own: the official ones are not in the sources",
        "les quartiers portent des codes qui nous sont propres\u00a0: les codes officiels ne "
        "sont pas dans les sources",
    ),
)
_CITY_OF_RENNES: Final = Territory(
    CITY_OF_RENNES_CODE,
    "Rennes",
    "commune",
    communes=(CITY_OF_RENNES_CODE,),
)


def _neighbourhoods_of_rennes(code: str, name: str, level: str, *codes: str) -> Territory:
    """Neighbourhoods of the commune of Rennes, and of no other."""
    listed = Territory(code, name, level, neighbourhoods=codes, caveats=_OWN_CODES)
    return attrs.evolve(listed & _CITY_OF_RENNES, code=code, name=name, level=level)


NEIGHBOURHOODS_OF_RENNES: Final[Mapping[str, Territory]] = MappingProxyType(
    {
        code: _neighbourhoods_of_rennes(code, name, "neighbourhood", code)
        for code, name in RENNES_NEIGHBOURHOODS.items()
    }
)
"""Each neighbourhood of Rennes under urban renewal, by a code of our own."""

RENEWAL_OF_RENNES: Final = _neighbourhoods_of_rennes(
    "rennes-renewal", "Quartiers NPNRU de Rennes", "list", *RENNES_NEIGHBOURHOODS
)
"""The three neighbourhoods together: Maurepas, Le Blosne and Villejean."""
