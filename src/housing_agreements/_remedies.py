"""What to write in the place of a value that is wrong: the day, the member, the function meant."""

from datetime import date
from enum import Enum
from typing import Final

__all__ = (
    "day_meant",
    "frame_remedy",
    "means_nothing",
    "member_meant",
    "name_members",
    "series_meant",
    "with_article",
)

_WORDS_FOR_NOTHING: Final = frozenset(
    {"", "nan", "none", "null", "na", "n/a", "nd", "nc", "?", "-"}
)


def day_meant(value: object) -> str:
    """What to write for a value that looks like a day."""
    try:
        if isinstance(value, date):
            # A datetime has a date; a missing one of pandas has none, nor has another subclass.
            of_time = getattr(value, "date", None)
            if of_time is not None and type(of_time()) is date:
                return "call .date() on it"
            value = value.isoformat()
        day = date.fromisoformat(value) if type(value) is str else date(2016, 3, 7)
    except Exception:  # noqa: BLE001  # whatever a stranger raises, it is no day
        day = date(2016, 3, 7)
    return f"write date({day.year}, {day.month}, {day.day})"


def means_nothing(text: str) -> bool:
    """Whether a text is what files and tools write where nothing is known.

    Examples:
        >>> means_nothing(" "), means_nothing("NaN"), means_nothing("no")
        (True, True, False)
    """
    return text.strip().lower() in _WORDS_FOR_NOTHING


def name_members(kind: type[Enum]) -> str:
    """How an error names the members of an enumeration.

    Examples:
        >>> from housing_agreements import Unsure
        >>> name_members(Unsure)
        'Unsure.BOUNDS or Unsure.LEFT_OUT'
    """
    *before, last = [f"{kind.__name__}.{member.name}" for member in kind]
    return f"{', '.join(before)} or {last}" if before else last


def member_meant(value: object, kind: type[Enum]) -> str:
    """The remedy for a text that names a member of an enumeration, else none."""
    text = value.strip().lower().replace(" ", "_") if type(value) is str else ""
    for member in kind:
        if text in {member.name.lower(), str(member.value).lower()}:
            return f"write {kind.__name__}.{member.name}"
    return ""


def with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIOU' else 'a'} {noun}"


_FRAME_LIBRARIES: Final = frozenset(
    {"_duckdb", "cudf", "dask", "dask_expr", "duckdb", "ibis", "modin", "narwhals", "pandas",
     "polars", "pyarrow", "pyspark", "sqlframe"}
)  # fmt: skip


def frame_remedy(value: object, remedy: str) -> str:
    """A remedy when a value is a data frame of whatever library, none of which is imported here.

    Examples:
        >>> frame_remedy([], "use housing_agreements.frames")
        ''
    """
    library = type(value).__module__.partition(".")[0]
    columns = "columns" if hasattr(type(value), "columns") else "column_names"
    return remedy if library in _FRAME_LIBRARIES and hasattr(type(value), columns) else ""


_CALLS_FOR_FRAMES: Final = {"rank": "call housing_agreements.frames.rank(frame, grid, on=...)"}
"""What is called with a data frame, by the call that takes objects."""


def series_meant(value: object, where: str, *, of_codes: bool) -> str:
    """What to write for one value where several are meant: at once all that there is to write.

    Args:
        value: The value.
        where: How an error names it: the call, and the argument.
        of_codes: Whether codes are meant, so that the remedy names that of a value of ours.

    Examples:
        >>> from housing_agreements import Party
        >>> series_meant(Party("als", "Action Logement"), "a call", of_codes=False)
        'write [party]'
        >>> series_meant(Party("als", "Action Logement"), "a call", of_codes=True)
        "write its code in a tuple: ('als',)"
    """
    kind = type(value)
    if not kind.__module__.startswith("housing_agreements."):
        call = where.partition(",")[0]
        of_frame = _CALLS_FOR_FRAMES.get(call, "take the values of one of its columns, as a list")
        return frame_remedy(value, of_frame) or "write a tuple: (value,)"
    if of_codes and type(code := getattr(value, "code", None)) is str:
        return f"write its code in a tuple: ({code!r},)"
    noun = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind.__name__)
    return f"write [{noun.strip('_')}]"
