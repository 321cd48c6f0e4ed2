"""The two metropolises of the catalogue by day, as the official code lists their communes.

The editions of 2019 to 2026 list them. Before the first one, and after 31 December 2026, nothing is
known but what an agreement's own source tells. Who knows more makes a territory of it, and gives
it to an agreement: `attrs.evolve(agreement, territory=...)`.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements.geography.communes import commune
from housing_agreements.geography.intercommunalities import intercommunality
from housing_agreements.geography.territories import Territory
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = (
    "LILLE",
    "NEIGHBOURHOODS_OF_RENNES",
    "RENEWAL_OF_RENNES",
    "RENNES",
    "RENNES_NEIGHBOURHOODS",
)

_COUNTED_ON: Final = date(2018, 1, 31)
"""The day of the press release that counts the communes of Lille."""


def _know_from(territory: Territory, day: date) -> Territory:
    """The territory, taken to have had its first known members since a day."""
    (_, first), *later = territory.members.changes
    members = Timeline({day: first, **dict(later)}, verified_until=territory.members.verified_until)
    return attrs.evolve(territory, members=members)


LILLE: Final = attrs.evolve(
    _know_from(intercommunality("245900410", "200093201"), _COUNTED_ON),
    name="Métropole européenne de Lille",
    caveats=(
        Text(
            "the communes are those of the editions of the official code from 2019 (90, as many "
            "as on 31 January 2018) to 2026 (95 since that of 2021), each taken for its whole "
            "year: before and after them nothing is known",
            "les communes sont celles des éditions du code officiel de 2019 (90, autant qu'au "
            "31 janvier 2018) à 2026 (95 depuis celle de 2021), chacune valant pour toute son "
            "année\u00a0: avant et après, rien n'est connu",
        ),
    ),
)
"""The Métropole européenne de Lille: 90 communes from 31 January 2018, 95 from 1 January 2021.

The press release of 31 January 2018 counts 90 and names none; the edition of 2019 has as many,
and they are taken to be the same.
"""

RENNES: Final = attrs.evolve(
    intercommunality("243500139"),
    caveats=(
        Text(
            "the 43 communes are those of the editions of the official code from 2019 to 2026: "
            "before and after them nothing is known",
            "les 43 communes sont celles des éditions du code officiel de 2019 à 2026\u00a0: "
            "avant et après, rien n'est connu",
        ),
    ),
)
"""Rennes Métropole: 43 communes, the same in all editions."""

RENNES_NEIGHBOURHOODS: Final[Mapping[str, str]] = MappingProxyType(
    {"maurepas": "Maurepas", "le-blosne": "Le Blosne", "villejean": "Villejean"}
)
"""The three neighbourhoods of Rennes under urban renewal (*NPNRU*), by a code of our own.

The official codes of the priority neighbourhoods (*QPV*) are not in the sources. A ledger that
is to be judged on these neighbourhoods writes these codes.
"""

_OWN_CODES: Final = (
    Text(
        "the neighbourhoods bear codes of our own: the official ones are not in the sources",
        "les quartiers portent des codes qui nous sont propres\u00a0: les codes officiels ne "
        "sont pas dans les sources",
    ),
)
_CITY_OF_RENNES: Final = commune("35238")


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
