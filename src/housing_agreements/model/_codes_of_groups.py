"""The codes of groups that are places: each must be one of the official code.

Tables of levels name groups, and so do published figures. Both are refused the same codes, with the
same words.
"""

from collections.abc import Callable, Mapping
from typing import Final

from housing_agreements._checks import Faults
from housing_agreements.errors import InvalidValueError, UnknownCodeError, show
from housing_agreements.geography._coverage import (
    A_COMMUNE_CODE,
    is_commune_code,
    remedy_for_commune,
)
from housing_agreements.geography._unknown_codes import (
    check_body_number,
    check_code,
    check_department_code,
)
from housing_agreements.model.groups import Per

__all__ = ("check_code_of_place", "find_fault_of_place")


def check_code_of_place(faults: Faults, name: str, kind: Per, code: str) -> None:
    """Note a code of a commune, of a department or of an intercommunality that is none."""
    fault = find_fault_of_place(kind, code)
    if fault is not None:
        faults.add(type(fault), name, fault.given, fault.expected, fault.remedy)


def find_fault_of_place(kind: Per, code: str) -> InvalidValueError | UnknownCodeError | None:
    """What is wrong with the code of a group that is a place; `None`: nothing, or it is no place.

    Examples:
        >>> print(find_fault_of_place(Per.DEPARTMENT, "1"))
        a group: given '1'; expected a department of the official code; write '01'
        >>> find_fault_of_place(Per.DEPARTMENT, "01"), find_fault_of_place(Per.PROGRAMME, "1")
        (None, None)
    """
    where = "a group"
    if kind is Per.COMMUNE and not is_commune_code(code):
        return InvalidValueError(where, show(code), A_COMMUNE_CODE, remedy_for_commune(code))
    if kind in _CHECKS_OF_PLACES:
        try:
            _CHECKS_OF_PLACES[kind](where, code)
        except UnknownCodeError as fault:
            return fault
    return None


_CHECKS_OF_PLACES: Final[Mapping[Per, Callable[[str, str], None]]] = {
    Per.COMMUNE: check_code,
    Per.DEPARTMENT: check_department_code,
    Per.INTERCOMMUNALITY: check_body_number,
}
