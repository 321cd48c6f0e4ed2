"""What dwellings may turn out to be in documents: lists of plain numbers, as a report bears them.

Whoever goes on from a report adds them up, so that each must be one that counting can give: at
least one dwelling, at least one way, and nought or one for what a dwelling counts for.
"""

from functools import lru_cache
from types import NoneType
from typing import Any, Final

from housing_agreements.errors import InvalidValueError, show
from housing_agreements.json._faults import at_index, group
from housing_agreements.json._forms import form_of, optional_form, own_form, read_series
from housing_agreements.json._leaves import ARRAY, MOST_KEPT, Form
from housing_agreements.rules.quotas._possible import PlainLots

__all__ = ()

_WAY: Final = form_of(tuple[int, int, int, int | None])
_FLAGS: Final[tuple[set[object], ...]] = ({0, 1}, {0, 1}, {0, 1, None})
_PLAIN: Final = frozenset({int, NoneType})


def _read_way(given: Any, _: object = None) -> tuple[Any, ...]:
    if type(given) is not list or not _PLAIN.issuperset(map(type, given)):
        _WAY.read(given)  # it refuses anything else
    return _remember_way((*given,))


@lru_cache(maxsize=MOST_KEPT)
def _remember_way(given: tuple[Any, ...]) -> tuple[Any, ...]:
    """A way: the few that there are stand in many findings."""
    found: tuple[Any, ...] = _WAY.read([*given])
    period, *counts = found
    _check_number(period, 0, "a period: a whole number of at least 0", is_right=period >= 0)
    for index, (count, flags) in enumerate(zip(counts, _FLAGS, strict=True), start=1):
        _check_number(count, index, "0 or 1", is_right=count in flags)
    return found


def _check_number(given: object, index: int, expected: str, *, is_right: bool) -> None:
    """Refuse what is wrong at an index of a list."""
    if not is_right:
        raise group(at_index(InvalidValueError("", show(given), expected), index))


def _read_ways(given: object, _: object = None) -> tuple[tuple[Any, ...], ...]:
    found = read_series(given, _read_way)
    if not found:
        raise InvalidValueError("", "an empty list", "at least one way to turn out")
    return tuple(found)


class _Ways:
    """Stands for the type of the ways in which dwellings may turn out."""


_WAYS: Final = form_of(tuple[tuple[int, int, int, int | None], ...])
own_form(_Ways, _WAYS._replace(read=_read_ways))
_LOT: Final = form_of(tuple[int, bool, bool, _Ways])


def _read_lot(given: object, _: object = None) -> tuple[Any, ...]:
    found: tuple[Any, ...] = _LOT.read(given)
    _check_number(found[0], 0, "a number of dwellings of at least 1", is_right=found[0] >= 1)
    return found


def _read_lots(given: object, _: object = None) -> tuple[tuple[Any, ...], ...]:
    return tuple(read_series(given, _read_lot))


def _write_lots(lots: PlainLots) -> list[Any]:
    return [_LOT.write(lot) for lot in lots]


own_form(
    PlainLots | None,
    optional_form(
        Form(
            _write_lots,
            _read_lots,
            lambda known: {"type": "array", "items": _LOT.schema(known)},
            ARRAY,
        )
    ),
)
