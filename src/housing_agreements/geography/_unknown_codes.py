"""Codes that no edition of the official code holds: what each of them seems to be.

Files give postcodes for codes of communes, lose the zero at the front, or write a letter small.
Such a code names no ground, and nothing is decided on it. Half of the postcodes are also codes of
other communes in use: these cannot be told by themselves, nor can those that are codes of communes
that became part of others, which name their ground still. Some two hundred were given up for other
codes when departments changed, such as 75001 to 75020 of the Seine in 1968 and those of Corsica in
1976: from that day on each of them is only a postcode.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Final
from unicodedata import normalize

from housing_agreements._checks import Faults
from housing_agreements.errors import UnknownCodeError, nearest, show
from housing_agreements.geography._divisions import (
    NAMES_OF_DEPARTMENTS,
    REGIONS,
    region_of_department,
)
from housing_agreements.geography._history import department_in_code
from housing_agreements.geography._long_tables import load_table
from housing_agreements.geography._members_by_day import (
    body_numbers,
    body_of_commune,
    load_bodies,
    load_body,
)
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import LAST_DAY, load_official_code

__all__ = (
    "A_KNOWN_COMMUNE",
    "A_KNOWN_DEPARTMENT",
    "DAYS_OF_POSTCODES",
    "check_body_number",
    "check_code",
    "check_department_code",
    "check_listed_department",
    "communes_of_postcode",
    "departments_held",
    "find_nearest_code",
    "is_given_up",
    "is_held",
    "is_only_postcode",
    "is_unknown",
    "remedy_for_code",
    "remedy_for_department",
    "remedy_for_region",
    "say_communes_of_postcode",
    "unknown_since",
)

A_KNOWN_COMMUNE: Final = "a commune or a district of the official code since 1943"
"""What an error expects of a code that names a place."""
A_KNOWN_DEPARTMENT: Final = "a department of the official code"
"""What an error expects of a code that names a department."""
_MOST_TOWNS: Final = 3
_CORSICA_UNTIL_1976: Final = "20"
_OVERSEAS_START: Final = "97"
_CLOSE_NUMBER: Final = 0.8
_LONGEST_NAME_COMPARED: Final = 100


def is_held(code: str) -> bool:
    """Whether some edition since 1943 holds the code of a commune or a district.

    Examples:
        >>> is_held("93059"), is_held("75115"), is_held("94100")
        (True, True, False)
    """
    return bool(load_official_code().stretches(code))


def departments_held() -> tuple[str, ...]:
    """The departments of the last edition, sorted."""
    return tuple(NAMES_OF_DEPARTMENTS)


@cache
def _postcodes() -> Mapping[str, tuple[str, ...]]:
    return {
        start + entry[:3]: tuple(entry[4:].split())
        for start, text in load_table("postcodes").items()
        for entry in text.split(";")
    }


def communes_of_postcode(postcode: str) -> tuple[str, ...]:
    """The communes and districts in which a postcode is in use; none if it is no postcode.

    Examples:
        >>> communes_of_postcode("94100"), communes_of_postcode("94068")
        (('94068',), ())
    """
    return _postcodes().get(postcode, ())


@cache
def unknown_since(code: str) -> date | None:
    """From which day on a code names no ground; `None`: on no day, so far as is known.

    From the first of all on, if no edition holds it. A postcode that was the code of a commune
    names no ground from the day on which that commune was coded in another department.

    Examples:
        >>> unknown_since("94068") is None, unknown_since("94100")
        (True, datetime.date(1, 1, 1))
        >>> unknown_since("75015"), unknown_since("14340") is None
        (datetime.date(1968, 1, 1), True)
    """
    official = load_official_code()
    if not official.stretches(code):
        return date.min
    own, end, into = department_in_code(code), None, code
    while department_in_code(into) == own:
        _, end, heir, _ = official.stretches(into)[-1]
        if end is None or heir is None:
            return None
        into = heir
    # Postcodes come last: most codes were never coded in another department.
    return end if communes_of_postcode(code) else None


DAYS_OF_POSTCODES: Final = tuple(
    date(*day)
    for day in (
        (1967, 12, 31), (1968, 1, 1), (1969, 11, 29), (1971, 4, 1), (1974, 7, 1), (1976, 1, 1),
    )
)  # fmt: skip
"""The days from which codes that were given up are only postcodes."""


def is_given_up(code: str) -> bool:
    """Whether a code names ground until a day, and is only a postcode from then on.

    Examples:
        >>> is_given_up("75015"), is_given_up("94100"), is_given_up("94068")
        (True, False, False)
    """
    return unknown_since(code) not in {None, date.min}


def is_unknown(code: str, day: date) -> bool:
    """Whether a code names no ground on a day: no edition holds it, or it is only a postcode.

    Examples:
        >>> is_unknown("94100", date(2018, 1, 1)), is_unknown("59350", date(2018, 1, 1))
        (True, False)
        >>> is_unknown("75015", date(2018, 1, 1)), is_unknown("75015", date(1960, 1, 1))
        (True, False)
    """
    since = unknown_since(code)
    return since is not None and since <= day


def is_only_postcode(code: str, day: date) -> bool:
    """Whether a code is a postcode, and names no commune or district on a day.

    Examples:
        >>> is_only_postcode("94100", date(2018, 1, 1)), is_only_postcode("59350", date(2018, 1, 1))
        (True, False)
    """
    return is_unknown(code, day) and bool(communes_of_postcode(code))


def remedy_for_code(code: str) -> str:
    """What a code seems to be that no edition holds, or that is only a postcode; what to write.

    Examples:
        >>> print(remedy_for_code("94100"))
        94100 is a postcode, of 94068 Saint-Maur-des-Fossés
        >>> print(remedy_for_code("20167"))
        20167 is a postcode, of 2A001 Afa, 2A004 Ajaccio, 2A006 Alata and 7 more; \
it was the code of Montegrosso until 1975-12-31
        >>> print(remedy_for_code("1004"))
        pad it to five characters if it lost its zero: '01004'
        >>> print(remedy_for_code(" 2a004 "))
        write '2A004'
        >>> print(remedy_for_code("94"))
        '94' is a department: write a commune, such as '94001'
        >>> print(remedy_for_code("75121"))
        Paris has the districts 75101 to 75120
    """
    meant = code.strip().upper()
    code_by_day = load_official_code()
    if is_held(meant) and meant != code:
        return f"write {show(meant)}"
    if is_held(f"0{meant}"):
        return f"pad it to five characters if it lost its zero: {show(f'0{meant}')}"
    if communes_of_postcode(meant):
        return _say_postcode(meant)
    if meant in departments_held():
        example = show(code_by_day.codes_in_use(meant, LAST_DAY)[0])
        return f"{show(meant)} is a department: write a commune, such as {example}"
    department = department_in_code(meant)
    if department not in code_by_day.departments:
        return f"no department is {show(department)}: a code begins with that of its department"
    return _district_meant(meant) or nearest(meant, code_by_day.codes(department))


def find_nearest_code(code: str) -> str | None:
    """The code of a commune that is written most like one that no edition holds.

    Examples:
        >>> find_nearest_code("94099"), find_nearest_code("99100")
        ('94079', None)
    """
    official, department = load_official_code(), department_in_code(code)
    if department not in official.departments:
        return None
    return next(iter(get_close_matches(code, official.codes(department), n=1)), None)


def say_communes_of_postcode(postcode: str) -> str:
    """The first communes and districts in which a postcode is in use, by code and name.

    Examples:
        >>> say_communes_of_postcode("94100"), say_communes_of_postcode("94068")
        ('94068 Saint-Maur-des-Fossés', '')
    """
    towns = communes_of_postcode(postcode)
    named = [f"{town} {name_of_code(town)}" for town in towns[:_MOST_TOWNS]]
    return ", ".join([*named, *(["..."] if len(towns) > _MOST_TOWNS else [])])


def _say_postcode(postcode: str) -> str:
    towns = say_communes_of_postcode(postcode).removesuffix(", ...")
    left = len(communes_of_postcode(postcode)) - _MOST_TOWNS
    more = f" and {left} more" if left > 0 else ""
    meant = f"{postcode} is a postcode, of {towns}{more}"
    end = next((last.end for last in load_official_code().stretches(postcode)[-1:]), None)
    if end is None:
        return meant
    return f"{meant}; it was the code of {name_of_code(postcode)} until {end - timedelta(days=1)}"


def _district_meant(code: str) -> str:
    """The districts of the city of which a code would be one, if it has some."""
    codes = load_official_code().codes(department_in_code(code))
    cities = {one: load_official_code().city(one) for one in codes}
    districts = sorted(one for one, city in cities.items() if city is not None)
    if not districts or code[:3] != districts[0][:3]:
        return ""
    city = name_of_code(cities[districts[0]] or "")
    return f"{city} has the districts {districts[0]} to {districts[-1]}"


def check_code(where: str, code: str, on: date | None = None) -> None:
    """Refuse a code that no edition holds, or that is only a postcode on a day.

    Args:
        where: What was given the code.
        code: The code.
        on: The day on which it is read; `None`: on each day on which it is a code of a commune.

    Raises:
        UnknownCodeError: For such a code; the error says what it seems to be.

    Examples:
        >>> check_code("Place", "94100")
        Traceback (most recent call last):
        ...
        housing_agreements.errors.UnknownCodeError: Place: given '94100'; expected a commune or \
a district of the official code since 1943; 94100 is a postcode, of 94068 Saint-Maur-des-Fossés
        >>> check_code("Place", "75015")
        >>> check_code("Place", "75015", date(2018, 1, 1))
        Traceback (most recent call last):
        ...
        housing_agreements.errors.UnknownCodeError: Place: given '75015'; expected a commune or \
a district of the official code since 1943; 75015 is a postcode, of 75056 Paris, \
75115 Paris 15e Arrondissement; it was the code of Bry-sur-Marne until 1967-12-31
    """
    since = unknown_since(code)
    if since is not None and (since <= on if on is not None else since == date.min):
        raise UnknownCodeError(where, show(code), A_KNOWN_COMMUNE, remedy_for_code(code))


def remedy_for_department(code: str) -> str:
    """What a code that is no department seems to be, and what to write.

    Examples:
        >>> print(remedy_for_department("20"))
        Corsica is '2A' and '2B' since 1976
        >>> print(remedy_for_department("97"))
        overseas, a department has three characters: '971', '972', '973', '974', '975', ...
        >>> print(remedy_for_department("1"))
        write '01'
        >>> print(remedy_for_department("1.0"), remedy_for_department("033"), sep="; ")
        write '01'; write '33'
        >>> print(remedy_for_department("94068"))
        '94068' is a commune, of the department '94'
        >>> print(remedy_for_department("Ile-de-France"))
        Île-de-France is a region: write its departments, '75', '77', '78', '91', '92', ..., or \
make it with region('11')
    """
    # A column of numbers with blanks is one of floats, and a format may fill all of them up.
    meant = code.strip().upper().removesuffix(".0")
    held = departments_held()
    for written in (meant, f"0{meant}", meant.removeprefix("0")):
        if written in held:
            return f"write {show(written)}"
    if meant == _CORSICA_UNTIL_1976:
        return "Corsica is '2A' and '2B' since 1976"
    if meant == _OVERSEAS_START:
        overseas = [one for one in held if one.startswith(_OVERSEAS_START)]
        return f"overseas, a department has three characters: {_show_some(overseas)}"
    if place := _place_meant(meant):
        return f"{place}, of the department {show(department_in_code(meant))}"
    if named := _find_named(code, NAMES_OF_DEPARTMENTS):
        return f"write {show(named)}"
    return _region_meant(code) or _nearest_number(meant) or nearest(meant, held)


def _nearest_number(code: str) -> str:
    """The department of the nearest number of as many figures; empty, if a code is no number."""
    alike = [one for one in departments_held() if len(one) == len(code) and one.isdigit()]
    if not (code.isdecimal() and code.isascii() and alike):
        return ""
    return f"did you mean {show(min(alike, key=lambda one: abs(int(one) - int(code))))}?"


def _region_meant(name: str) -> str:
    """What to write for the departments of a region; empty, if a name is that of none."""
    code = _find_named(name, _NAMES_OF_REGIONS)
    if code is None:
        return ""
    which = _show_some(REGIONS[code].departments)
    written = f"write its departments, {which}, or make it with region({show(code)})"
    return f"{REGIONS[code].name} is a region: {written}"


_NAMES_OF_REGIONS: Final = {code: listed.name for code, listed in REGIONS.items()}
_LONGEST_NAME_COMPARED_COMPARED: Final = 60
_ALIKE_ENOUGH: Final = 0.8
_MOST_SHOWN: Final = 5


def _show_some(codes: Sequence[str]) -> str:
    more = ", ..." if len(codes) > _MOST_SHOWN else ""
    return ", ".join(map(show, codes[:_MOST_SHOWN])) + more


def _find_named(given: str, names: Mapping[str, str]) -> str | None:
    """The code of what bears nearly a name."""
    by_name = {_write_plainly(name): code for code, name in names.items()}
    name = _write_plainly(given[:_LONGEST_NAME_COMPARED_COMPARED])
    close = get_close_matches(name, by_name, n=1, cutoff=_ALIKE_ENOUGH)
    return by_name[close[0]] if close else None


def _write_plainly(name: str) -> str:
    """A name in small letters without accents or hyphens, as files may write it."""
    letters = normalize("NFKD", name.replace("-", " ").casefold())
    return " ".join(letters.encode("ascii", "ignore").decode().split())


def _place_meant(code: str) -> str:
    """The commune or the postcode that a code is; empty, if it is neither."""
    if is_held(code):
        return f"{show(code)} is a commune"
    towns = say_communes_of_postcode(code)
    return f"{show(code)} is a postcode, of {towns}" if towns else ""


def remedy_for_region(code: str) -> str:
    """What a code that is no region seems to be, and what to write.

    Examples:
        >>> print(remedy_for_region("1"), remedy_for_region("Ile-de-France"), sep="; ")
        write '01'; write '11'
        >>> print(remedy_for_region("33"))
        '33' is a department, of the region '75', Nouvelle-Aquitaine
        >>> print(remedy_for_region("94068"))
        '94068' is a commune, of the region '11', Île-de-France
    """
    meant = code.strip().upper()
    for written in (meant, f"0{meant}", _find_named(code, _NAMES_OF_REGIONS)):
        if written in REGIONS:
            return f"write {show(written)}"
    if meant == _CORSICA_UNTIL_1976:
        return "Corsica is the region '94'"
    named = _find_named(code, NAMES_OF_DEPARTMENTS)
    if named is not None:
        return f"{NAMES_OF_DEPARTMENTS[named]} is a department, {_say_region(named)}"
    if meant in NAMES_OF_DEPARTMENTS:
        return f"{show(meant)} is a department, {_say_region(meant)}"
    department, place = department_in_code(meant), _place_meant(meant)
    if place and department in NAMES_OF_DEPARTMENTS:
        return f"{place}, {_say_region(department)}"
    return nearest(meant, REGIONS)


def _say_region(department: str) -> str:
    """The region of a department."""
    region = region_of_department(department)
    return f"of the region {show(region)}, {REGIONS[region].name}"


def check_department_code(where: str, code: str) -> None:
    """Refuse a code that is no department of the last edition.

    Raises:
        UnknownCodeError: For such a code; the error says what it seems to be.
    """
    if code not in departments_held():
        raise UnknownCodeError(where, show(code), A_KNOWN_DEPARTMENT, remedy_for_department(code))


def check_listed_department(faults: Faults, name: str, code: str) -> None:
    """Note a fault of a field that holds no code of a department of the last edition."""
    if code not in NAMES_OF_DEPARTMENTS:
        remedy = remedy_for_department(code)
        faults.add(UnknownCodeError, name, show(code), A_KNOWN_DEPARTMENT, remedy)


def check_body_number(where: str, number: str) -> None:
    """Refuse a number that no intercommunality had in any edition.

    Raises:
        UnknownCodeError: For such a number; the error names the nearest one.
    """
    if number not in body_numbers():
        expected = "the number of an intercommunality (numéro SIREN), from 2019 on"
        raise UnknownCodeError(where, show(number), expected, _remedy_for_body(number))


def _remedy_for_body(given: str) -> str:
    """What a text seems to be that is not the number of an intercommunality.

    Examples:
        >>> _remedy_for_body("métropole européenne de lille")
        "the nearest name is Métropole Européenne de Lille; write '200093201' for it"
        >>> _remedy_for_body("94068")
        "94068 is a commune; write '200057941' for Paris Est Marne et Bois, to which it belongs"
    """
    meant = "".join(given.split())
    if meant in body_numbers():
        return f"write {show(meant)}"
    if is_held(meant) and (number := body_of_commune(meant, LAST_DAY)):
        name = load_body(number).name
        return f"{meant} is a commune; write {show(number)} for {name}, to which it belongs"
    if close := get_close_matches(meant, body_numbers(), n=1, cutoff=_CLOSE_NUMBER):
        return f"did you mean {show(close[0])}, {load_body(close[0]).name}?"
    bodies = sorted(load_bodies().values(), key=lambda body: body.members[-1].end)
    by_name = {body.name.casefold(): body for body in bodies}
    if named := get_close_matches(given[:_LONGEST_NAME_COMPARED].casefold(), by_name, n=1):
        body = by_name[named[0]]
        return f"the nearest name is {body.name}; write {show(body.number)} for it"
    return "write nine figures, such as '200093201'"
