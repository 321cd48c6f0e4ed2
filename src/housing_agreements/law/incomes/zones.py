"""The zones of the income ceilings, and the zone of a commune."""

from datetime import date
from functools import cache
from typing import Final

from housing_agreements.errors import NotKnownError, UnknownCodeError, nearest, show
from housing_agreements.geography._coverage import OVERSEAS
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography._unknown_codes import check_code
from housing_agreements.geography.communes import LISTED, PARIS_DISTRICTS, communes, is_commune
from housing_agreements.geography.departments import ILE_DE_FRANCE
from housing_agreements.geography.editions import EDITIONS
from housing_agreements.geography.regions import departments_of_all_editions, read_department
from housing_agreements.geography.territories import Territory
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
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
            frozenset({"75056", *PARIS_DISTRICTS, *_NEIGHBOURS_OF_PARIS.split()}),
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
                "Pierrefitte-sur-Seine (93059) is not in it; since it merged into Saint-Denis "
                "(93066), which is, the zone of what was Pierrefitte is not verified.",
                "Une liste non datée de 29 communes, lue auprès des plafonds de 2008 à 2026. Elle "
                "donnait à Bagnolet le nom de Boulogne-Billancourt, qui y manquait : les deux y "
                "sont ici. Pierrefitte-sur-Seine (93059) n'y est pas ; depuis sa fusion avec "
                "Saint-Denis (93066), qui y est, la zone de l'ancienne Pierrefitte n'est pas "
                "vérifiée.",
            ),
        ),
    ),
    verified_until=date(2026, 12, 31),
)
"""The communes of the first zone, with the districts of Paris."""

_MERGED: Final = {"93059": date(2026, 1, 1)}
"""Communes of the second zone that merged into one of the first, and the first day on which an
edition of the official code no longer has them."""


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

    The code may be that of either edition of the official code that the library holds, whatever
    the day asked. A commune that merged keeps the zone it had. Where the library does not list
    the communes of a department, the department alone gives the zone.

    Args:
        commune: Its INSEE code, or that of a district of Paris.
        on: The day asked.

    Raises:
        InvalidTypeError: For a code that is not a string, or anything but a day.
        InvalidValueError: For a code of another form.
        NotKnownError: For a commune overseas, whose ceilings are not held; for a day before the
            first table or after the last; for Pierrefitte-sur-Seine once it had merged.
        UnknownCodeError: For a code that no edition of the official code holds, or that is only
            a postcode; for one of no department, or missing from the list of its department.

    Examples:
        >>> zone("92012", on=date(2018, 1, 1)), zone("94068", on=date(2018, 1, 1))
        ('paris', 'ile-de-france')
        >>> zone("33063", on=date(2018, 1, 1))
        'other-regions'
    """
    first = FIRST_ZONE.on(on)
    department = read_department(commune)
    where = f"zone of {commune}"
    check_code(where, commune, on)
    if commune in first:
        return PARIS_ZONE
    if all(is_commune(commune, edition=edition) is Verdict.UNMET for edition in EDITIONS) or (
        department not in departments_of_all_editions()
    ):
        now = load_official_code().commune_on(commune, on)
        if now is not None and now != commune:
            return zone(now, on=on)  # it became part of that one
    if department not in departments_of_all_editions():
        expected = "a commune of a department of the official code"
        raise UnknownCodeError(where, show(commune), expected, "check the code")
    if department.startswith(OVERSEAS):
        expected = "a commune of metropolitan France"
        raise NotKnownError(where, commune, expected, "the ceilings overseas are not held here")
    if commune in _MERGED and on >= _MERGED[commune]:
        expected = f"a day before {_MERGED[commune]}"
        remedy = "it merged into a commune of the first zone, and its zone since is not verified"
        raise NotKnownError(where, str(on), expected, remedy)
    if all(is_commune(commune, edition=edition) is Verdict.UNMET for edition in EDITIONS):
        expected = f"a commune of department {department} in the editions {_EDITIONS}"
        raise UnknownCodeError(where, show(commune), expected, "check the code")
    return ILE_DE_FRANCE_ZONE if department in ILE_DE_FRANCE else OTHER_REGIONS_ZONE


@cache
def _zone_territory(code: str) -> Territory:
    first = FIRST_ZONE.timeline
    if code == PARIS_ZONE:
        return Territory(code, _ZONE_NAMES[code], "zone", communes=first)
    listed = [
        commune
        for department in LISTED
        if (department in ILE_DE_FRANCE) is (code == ILE_DE_FRANCE_ZONE)
        for edition in EDITIONS
        for commune in communes(department, edition=edition)
    ]
    start = first.days[0]
    places = Timeline.of_members(
        {
            commune: Period(start, _MERGED[commune]) if commune in _MERGED else start
            for commune in listed
        }
    )
    others = [
        department
        for department in departments_of_all_editions().difference(ILE_DE_FRANCE, LISTED)
        if code == OTHER_REGIONS_ZONE and not department.startswith(OVERSEAS)
    ]
    kept = places.with_other(first, lambda here, paris: here - paris)
    return Territory(code, _ZONE_NAMES[code], "zone", communes=kept, departments=others)


def zone_territory(code: str) -> Territory:
    """The territory of a zone: the communes that are surely in it, and no other.

    A commune that no list here has, and those overseas, are in no zone.

    Raises:
        UnknownCodeError: For any other code.

    Examples:
        >>> zone_territory("paris").within(zone_territory("ile-de-france"), on=date(2018, 1, 1))
        False
    """
    return _zone_territory(check_zone(code))


_EDITIONS: Final = " and ".join(map(str, EDITIONS))
