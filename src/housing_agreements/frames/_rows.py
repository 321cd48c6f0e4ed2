"""An answer as a data frame: its rows, with a kind for each column that does not hang on them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.values.texts import Language

__all__ = ("rows_of",)

_MOST_IN_A_COLUMN: Final = 2**63 - 1
_FITS_A_COLUMN: Final = "a whole number that a column of 64 bits holds"
_BACKENDS: Final = ("pandas", "polars", "pyarrow")


def rows_of(answer: Told, *, backend: str, language: Language = "en") -> Any:  # a frame of any kind
    """The rows of an answer as a frame of the caller's kind; see the `rows` of the answer.

    Counts are whole numbers that may be missing, also in pandas; rates are exact text.

    Args:
        answer: The answer: a report, a finding, an eligibility, a review...
        backend: What makes the frame: "pandas", "polars" or "pyarrow".
        language: "en" or "fr", for what stands in words.

    Raises:
        InvalidTypeError: For anything but an answer.
        InvalidValueError: For another backend, another language, or a number that no column of
            whole numbers holds.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import check_undertakings, frames
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> report = check_undertakings(AGREEMENT, {}, on=date(2019, 1, 1))
        >>> frames.rows_of(report, backend="polars")["undertaking"].to_list()
        ['applicants', 'follow-up']
    """
    if not isinstance(answer, Told):
        remedy = "give a report, or one of its findings"
        raise InvalidTypeError("rows_of, answer", show(answer), "an answer", remedy)
    if type(backend) is not str or backend not in _BACKENDS:
        expected = f"one of {', '.join(map(show, _BACKENDS))}"
        raise InvalidValueError("rows_of, backend", show(backend), expected)
    rows = answer.rows(language)
    maker: Any = backend
    kinds = _find_kinds(rows)
    if backend == "pandas":
        frame: Any = nw.from_dicts(rows, backend=maker).to_native()
        return frame.astype({name: _IN_PANDAS[kind] for name, kind in kinds.items()})
    schema = {name: _DTYPES[kind] for name, kind in kinds.items()}
    return nw.from_dicts(rows, schema, backend=maker).to_native()


def _find_kinds(rows: Sequence[Row]) -> Mapping[str, type]:
    """What each column holds: yes or no, whole numbers, or text."""
    kinds: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            if value is not None:
                kinds.setdefault(name, type(value))
                if type(value) is int and not -_MOST_IN_A_COLUMN <= value <= _MOST_IN_A_COLUMN:
                    remedy = "read its `rows()`, which hold it"
                    raise InvalidValueError(f"rows_of, {name}", show(value), _FITS_A_COLUMN, remedy)
    names = rows[0] if rows else ()
    return {name: kinds.get(name, int if _is_count(name) else str) for name in names}


def _is_count(name: str) -> bool:
    """Whether a column that holds nothing would hold whole numbers."""
    return name.endswith(("_low", "_high")) and not name.startswith(("rate", "attainment"))


_DTYPES: Final[Mapping[type, Any]] = {bool: nw.Boolean, int: nw.Int64, str: nw.String}
_IN_PANDAS: Final = {bool: "bool", int: "Int64", str: "str"}
