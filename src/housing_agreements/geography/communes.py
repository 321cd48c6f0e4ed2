"""The communes of France: each as a territory by day, and those of an edition of the official code.

The districts (*arrondissements municipaux*) of Paris, Lyon and Marseille bear codes as communes do.
"""

from datetime import date

from housing_agreements.errors import InvalidTypeError, UnknownCodeError, show
from housing_agreements.geography._coverage import remedy_for_commune
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import Standing, load_official_code
from housing_agreements.geography._unknown_codes import check_code
from housing_agreements.geography.departments import (
    check_department,
    departments,
    read_department,
)
from housing_agreements.geography.editions import check_edition
from housing_agreements.geography.regions import region_of
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.values.verdicts import Verdict

__all__ = ("commune", "communes", "department_of", "is_commune")


def commune(code: str) -> Territory:
    """A commune as a territory: its ground on each day (*commune*), or that of a district.

    The code is read on the day asked. It names one ground before a merger, and more after it.

    Args:
        code: Its INSEE code, or that of a district, which stands for the district alone.

    Raises:
        InvalidTypeError: For a code that is not a string.
        UnknownCodeError: For a code that no edition since 1943 holds; the error says what it
            seems to be.

    Examples:
        >>> print(commune("75115"))
        Paris 15e Arrondissement (75115): commune 75115
        >>> town = commune("93066")
        >>> town.covers(Place("93059"), on=date(2024, 12, 31))
        Verdict.UNMET
        >>> town.covers(Place("93059"), on=date(2025, 1, 1))
        Verdict.MET
    """
    if type(code) is not str:
        expected = "the code of a commune or a district"
        raise InvalidTypeError("commune", show(code), expected, remedy_for_commune(code))
    check_code("commune", code)
    level = "commune" if load_official_code().city(code) is None else "district"
    return Territory(code, name_of_code(code), level, communes=(code,))


def communes(department: str, *, edition: int) -> tuple[str, ...]:
    """The INSEE codes of the communes of a department in an edition, sorted; no districts.

    Raises:
        InvalidTypeError: For a department that is not a string, or an edition that is not a
            whole number.
        InvalidValueError: For an edition that is not held here.
        UnknownCodeError: For a code that no department of the edition has.

    Examples:
        >>> communes("75", edition=2019)
        ('75056',)
        >>> len(communes("33", edition=2019)), len(communes("33", edition=2026))
        (535, 534)
    """
    region_of(check_department(department), edition=edition)
    return load_official_code().codes_in_use(department, date(edition, 1, 1))


def is_commune(code: str, *, edition: int) -> Verdict:
    """Whether a code is that of a commune, or of a district, in an edition.

    Raises:
        InvalidTypeError: For a code that is not a string, or an edition that is not a whole number.
        InvalidValueError: For a code of another form, or an edition that is not held here.

    Examples:
        >>> is_commune("33063", edition=2019), is_commune("33999", edition=2019)
        (Verdict.MET, Verdict.UNMET)
        >>> is_commune("93059", edition=2026), is_commune("69381", edition=2026)
        (Verdict.UNMET, Verdict.MET)
    """
    day = date(check_edition(edition), 1, 1)
    return Verdict.of(load_official_code().standing(Place(code).commune, day) is Standing.IN_USE)


def department_of(commune: str, *, edition: int) -> str:
    """The department of a commune of an edition.

    Raises:
        InvalidTypeError: For a code that is not a string, or an edition that is not a whole number.
        InvalidValueError: For a code of another form, or an edition that is not held here.
        UnknownCodeError: For a code in no department of the edition, or that no commune of the
            edition has.

    Examples:
        >>> department_of("93059", edition=2019)
        '93'
        >>> department_of("93059", edition=2026)
        Traceback (most recent call last):
        ...
        housing_agreements.errors.UnknownCodeError: department_of: given '93059'; expected \
a commune of department 93 in the edition 2026; it may have merged: ask another edition
    """
    code = read_department(commune)
    if code not in departments(edition=edition):
        expected = f"a commune of a department of the edition {edition}"
        remedy = "a commune code begins with that of its department"
        raise UnknownCodeError("department_of", show(commune), expected, remedy)
    if is_commune(commune, edition=edition) is Verdict.UNMET:
        expected = f"a commune of department {code} in the edition {edition}"
        remedy = "it may have merged: ask another edition"
        raise UnknownCodeError("department_of", show(commune), expected, remedy)
    return code
