"""The same criterion asked of every row of a frame, and the publics of every row."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from narwhals.typing import IntoFrameT

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.frames._compile import (
    Definition,
    Request,
    answer_frame,
    check_request,
    definitions_of,
    read_publics,
)
from housing_agreements.frames._engines import by_partition, is_frame
from housing_agreements.frames._faults import FrameFaults
from housing_agreements.frames.columns import Absent, Columns
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.publics import PriorityPublic

__all__ = ("classify", "decide")


def decide(
    frame: IntoFrameT,
    criterion: Criterion,
    *,
    on: date | str,
    columns: Columns | None = None,
    absent: Absent = Absent.REFUSED,
    name: str = "answer",
    missing: str | None = None,
) -> IntoFrameT:
    """The frame with what a criterion answers for each row: true, false, or null.

    Null is undetermined, exactly where `criterion.decide` says so. A lazy frame stays lazy.

    Args:
        frame: A frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark, a household a row.
        criterion: What is asked.
        on: The day asked, or the name of the column with the day of each row.
        columns: For facts, by name: their column, or `None` when no column gives them. The
            others are read from the columns that bear their names.
        absent: What becomes of a fact without a column.
        name: The name of the new column.
        missing: The name of a further column, with the facts that would settle the rows not
            decided, in one text; `None`: no such column.

    Raises:
        UnknownColumnError: For a column that the frame does not have.
        InvalidTypeError: For a column of another kind, or another kind of frame.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> import polars as pl
        >>> from housing_agreements import facts
        >>> frame = pl.DataFrame({"employed": [True, None], "household_size": [1, 4]})
        >>> criterion = facts.employed & facts.household_size.at_least(3)
        >>> decide(frame, criterion, on=date(2017, 3, 1))["answer"].to_list()
        [False, None]
    """
    faults = FrameFaults("decide")
    if not issubclass(type(criterion), Criterion):
        expected = "a criterion, such as facts.employed"
        faults.add(
            InvalidTypeError, "criterion", show(criterion), expected, _tell_what_to_call(criterion)
        )
    faults.column_name("name", name)
    check_request(faults, on=on, absent=absent, missing=missing)
    faults.report()
    asked = {name: Definition((), lambda _: criterion)}
    ask = partial(
        decide, criterion=criterion, on=on, columns=columns, absent=absent, name=name,
        missing=missing,
    )  # fmt: skip
    request = Request("decide", on, columns, absent, missing)
    partitions = by_partition(frame, ask, partial(_answer_empty, asked, request))
    if partitions is not None:
        return cast("IntoFrameT", partitions)
    return cast("IntoFrameT", answer_frame(frame, asked, request))


def classify(
    frame: IntoFrameT,
    publics: Agreement | PriorityPublic | Iterable[PriorityPublic],
    *,
    on: date | str,
    known: date | None = None,
    columns: Columns | None = None,
    absent: Absent = Absent.REFUSED,
    prefix: str = "",
    missing: str | None = None,
) -> IntoFrameT:
    """The frame with one column for each public: true, false, or null when undetermined.

    The answers are those of `check_eligibility` for each row.

    Args:
        frame: A frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark, a household a row.
        publics: An agreement, whose publics are those in force on the day; or publics.
        on: The day asked, or the name of the column with the day of each row.
        known: The day of the knowledge, for an agreement with amendments; `None`: the day
            asked.
        columns: For facts, by name: their column, or `None` when no column gives them. The
            others are read from the columns that bear their names.
        absent: What becomes of a fact without a column.
        prefix: What stands before the code of a public in the name of its column.
        missing: The name of a further column, with the facts that would settle the publics
            not decided, in one text; `None`: no such column.

    Raises:
        UnknownColumnError: For a column that the frame does not have.
        InvalidTypeError: For a column of another kind, or another kind of frame.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> import polars as pl
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
        >>> frame = pl.DataFrame(
        ...     {
        ...         "employed": [True, True, False],
        ...         "dalo_recognised": [True, False, True],
        ...         "leaving_temporary_housing": [None, None, True],
        ...     }
        ... )
        >>> answers = classify(frame, AGREEMENT, on=date(2017, 3, 1), missing="missing")
        >>> answers["dalo"].to_list(), answers["temporary-housing"].to_list()
        ([True, False, False], [None, None, False])
        >>> answers["missing"].to_list()
        ['leaving_temporary_housing', 'leaving_temporary_housing', '']
    """
    faults = FrameFaults("classify")
    several = read_publics(faults, publics)
    if known is not None:
        faults.day("known", known)
    if type(prefix) is not str or prefix != "":
        faults.column_name("prefix", prefix, "what begins the name of a column")
    check_request(faults, on=on, absent=absent, missing=missing)
    faults.report()
    asked = {
        f"{prefix}{code}": definition
        for code, definition in definitions_of(several, on, known).items()
    }
    ask = partial(
        classify, publics=several, on=on, known=known, columns=columns, absent=absent,
        prefix=prefix, missing=missing,
    )  # fmt: skip
    request = Request("classify", on, columns, absent, missing)
    partitions = by_partition(frame, ask, partial(_answer_empty, asked, request))
    if partitions is not None:
        return cast("IntoFrameT", partitions)
    return cast("IntoFrameT", answer_frame(frame, asked, request))


def _tell_what_to_call(criterion: object) -> str:
    """What to do where something else stands for a criterion."""
    if is_frame(criterion):
        return "give the frame first, then the criterion"
    of_publics = issubclass(type(criterion), Agreement | PriorityPublic)
    return "call classify for publics" if of_publics else ""


def _answer_empty(asked: Mapping[str, Definition], request: Request, empty: Any, whole: Any) -> Any:
    """What is answered to the frame without rows of one of Dask."""
    return answer_frame(empty, asked, request, whole)
