"""The official codes of communes and departments: their form, and how they belong together."""

from typing import Final

__all__ = ("department_of", "is_commune_code", "is_department_code")

_COMMUNE_LENGTH: Final = 5
_CORSICA: Final = ("2A", "2B")
_OVERSEAS: Final = ("97", "98")


def department_of(commune: str) -> str:
    """The department of a commune, which its code begins with (three characters overseas).

    Examples:
        >>> department_of("94068"), department_of("97411")
        ('94', '974')
    """
    return commune[:3] if commune.startswith(_OVERSEAS) else commune[:2]


def is_commune_code(code: object) -> bool:
    """Whether a value has the form of an INSEE commune code (*code commune*).

    The form only: five characters, the department first. Whether such a commune existed on a
    day is a matter for an edition of the official code.

    Examples:
        >>> is_commune_code("94068"), is_commune_code("2A004"), is_commune_code("9406")
        (True, True, False)
    """
    return (
        type(code) is str
        and len(code) == _COMMUNE_LENGTH
        and _is_number(code[2:] if code.startswith(_CORSICA) else code)
    )


def is_department_code(code: str) -> bool:
    """Whether a text has the form of a department's code; overseas, it has three characters.

    Examples:
        >>> is_department_code("94"), is_department_code("974"), is_department_code("97")
        (True, True, False)
    """
    # "97" alone would cover nothing.
    length = 3 if code.startswith(_OVERSEAS) else 2
    return code in _CORSICA or (len(code) == length and _is_number(code))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
