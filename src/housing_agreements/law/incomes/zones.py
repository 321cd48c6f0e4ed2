"""The zones of the income ceilings, and the zone of a commune."""

from collections.abc import Set as AbstractSet
from datetime import date
from functools import cache
from typing import Final

import attrs

from housing_agreements.errors import NotKnownError, UnknownCodeError, nearest, show
from housing_agreements.geography._coverage import OVERSEAS
from housing_agreements.geography._names import tell_ground_named_in_part
from housing_agreements.geography._unknown_codes import check_code
from housing_agreements.geography.departments import (
    ILE_DE_FRANCE,
    departments,
    is_overseas,
    read_department,
)
from housing_agreements.geography.editions import EDITIONS
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "FIRST_ZONE",
    "ILE_DE_FRANCE_ZONE",
    "OTHER_REGIONS_ZONE",
    "PARIS_ZONE",
    "ZONES",
    "check_zone",
    "zone",
    "zone_territory",
)

PARIS_ZONE: Final = "paris"
"""The first zone: Paris and the communes that border it (*Paris et communes limitrophes*)."""
ILE_DE_FRANCE_ZONE: Final = "ile-de-france"
"""The second zone: the rest of Île-de-France (*Île-de-France hors Paris et limitrophes*)."""
OTHER_REGIONS_ZONE: Final = "other-regions"
"""The third zone: the other regions (*autres régions*), without those overseas."""
ZONES: Final = (PARIS_ZONE, ILE_DE_FRANCE_ZONE, OTHER_REGIONS_ZONE)
"""The zones, from the highest ceilings to the lowest."""

_ZONE_NAMES: Final = {
    PARIS_ZONE: "Paris et communes limitrophes",
    ILE_DE_FRANCE_ZONE: "Île-de-France hors Paris et communes limitrophes",
    OTHER_REGIONS_ZONE: "autres régions",
}
_NEIGHBOURS_OF_PARIS: Final = (
    "92012 92024 92040 92044 92046 92049 92051 92062 92064 92073 92075 "
    "93001 93006 93045 93048 93055 93061 93066 93070 "
    "94018 94033 94037 94041 94042 94043 94052 94067 94069 94080"
)

FIRST_ZONE: Final[Provision[frozenset[str]]] = Provision(
    "ceilings-first-zone",
    Text("Paris and the communes that border it", "Paris et communes limitrophes"),
    (
        Version(
            frozenset({"75056", *_NEIGHBOURS_OF_PARIS.split()}),
            date(2008, 1, 1),
            (
                Source("Arrêté du 29 juillet 1987", "annexe I"),
                Source(
                    "openfisca/openfisca-france",
                    "model/prestations/logement_social.py (liste des communes, corrigée)",
                ),
            ),
            Confidence.SECONDARY,
            Text(
                "One undated list of 29 neighbours, read beside the ceilings of 2008 to 2026. It "
                "gave Bagnolet the name of Boulogne-Billancourt, which it lacked: both are here. "
                "Pierrefitte-sur-Seine (93059) is not in it; since 2025 it lies in Saint-Denis "
                "(93066), which is: the commune of that name is taken as it is on the day.",
                "Une liste non datée de 29 communes, lue auprès des plafonds de 2008 à 2026. Elle "
                "donnait à Bagnolet le nom de Boulogne-Billancourt, qui y manquait\u00a0: les "
                "deux y sont ici. Pierrefitte-sur-Seine (93059) n'y est pas\u202f; depuis 2025 "
                "elle fait partie de Saint-Denis (93066), qui y est\u00a0: la commune de ce nom "
                "est prise telle qu'elle est au jour demandé.",
            ),
        ),
    ),
    verified_until=date(2026, 12, 31),
)
"""The communes of the first zone; the districts of Paris are ground of Paris."""


def check_zone(code: str) -> str:
    """Check the code of a zone, and hand it on.

    Raises:
        UnknownCodeError: For any other code.

    Examples:
        >>> check_zone("paris")
        'paris'
    """
    if code not in ZONES:
        expected = "a zone of the ceilings"
        raise UnknownCodeError("zone", show(code), expected, nearest(code, ZONES))
    return code


def zone(commune: str, *, on: date) -> str:
    """The zone of the ceilings that a commune is in (*zone*).

    The code is read as that of a place: a commune that merged is where its ground is.

    Args:
        commune: Its INSEE code, or that of a district.
        on: The day asked.

    Raises:
        InvalidTypeError: For a code that is not a string, or anything but a day.
        InvalidValueError: For a code of another form.
        NotKnownError: For a commune overseas, whose ceilings are not held; for a day before the
            first table or after the last; for a commune whose ground may lie in two zones.
        UnknownCodeError: For a code that no edition since 1943 holds, or that is only a postcode
            on the day; the error says what it seems to be.

    Examples:
        >>> zone("92012", on=date(2018, 1, 1)), zone("94068", on=date(2018, 1, 1))
        ('paris', 'ile-de-france')
        >>> zone("33063", on=date(2018, 1, 1))
        'other-regions'
    """
    FIRST_ZONE.on(on)
    place = Place(commune)
    where = f"zone of {commune}"
    check_code(where, commune, on)
    if read_department(commune).startswith(OVERSEAS):
        expected = "a commune of metropolitan France"
        raise NotKnownError(where, commune, expected, "the ceilings overseas are not held here")
    in_region = {code: zone_territory(code).covers(place, on=on) for code in ZONES[:2]}
    for code, inside in in_region.items():
        if inside is Verdict.MET:
            return code
    if set(in_region.values()) == {Verdict.UNMET}:
        return OTHER_REGIONS_ZONE
    expected, remedy = "a commune that is surely in one zone", "its ground may be in another one"
    if named := zone_territory(PARIS_ZONE).members.on(on).named_in_part(commune, on):
        remedy = tell_ground_named_in_part(commune, named, on).en
    raise NotKnownError(where, commune, expected, remedy)


def zone_territory(code: str) -> Territory:
    """The territory of a zone by day: the ground of its communes.

    Communes overseas are in no zone.

    Raises:
        UnknownCodeError: For any other code.

    Examples:
        >>> zone_territory("paris").within(zone_territory("ile-de-france"), on=date(2018, 1, 1))
        False
    """
    return _zone_territory(check_zone(code))


@cache
def _zone_territory(code: str) -> Territory:
    listed = FIRST_ZONE.timeline
    paris = Territory(PARIS_ZONE, _ZONE_NAMES[PARIS_ZONE], "zone", communes=listed)
    if code == PARIS_ZONE:
        return paris
    if code == ILE_DE_FRANCE_ZONE:
        region = _departments_as_zone(code, frozenset(ILE_DE_FRANCE))
        return attrs.evolve(region - paris, code=code, name=_ZONE_NAMES[code], level="zone")
    mainland = {one for one in departments(edition=EDITIONS[-1]) if not is_overseas(one)}
    return _departments_as_zone(code, mainland.difference(ILE_DE_FRANCE))


def _departments_as_zone(code: str, codes: AbstractSet[str]) -> Territory:
    listed = FIRST_ZONE.timeline.map(lambda _: frozenset(codes))
    return Territory(code, _ZONE_NAMES[code], "zone", departments=listed)
