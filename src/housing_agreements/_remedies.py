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
