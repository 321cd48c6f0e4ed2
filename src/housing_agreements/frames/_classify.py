"""Two questions to every row of a frame: does a criterion hold, and which publics fit?"""

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
    outcome_of,
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
    refused: str | None = None,
) -> IntoFrameT:
    """Add a column with the answer of a criterion for each row: true, false, or null.

    Null means undetermined: the answers are those of `criterion.decide` for each household. A
    value that no household can have decides nothing: a number that is too small, a code with a
    blank end, a commune that lost its zero. An eager frame refuses it. A lazy frame stays lazy,
    and is not run to look for it: there the fact is not known. `refused=` counts such values, and
    has an eager frame do as a lazy one.

    Args:
        frame: A frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark. Each row is a
            household.
        criterion: The criterion to ask.
        on: The day of the question; or the name of a column that holds a day for each row.
        columns: The columns of facts, by the name of the fact; `None` where no column gives the
            fact. A fact that is not named here is read from the column of its own name.
        absent: What happens to a fact that has no column.
        name: The name of the new column.
        missing: The name of a second new column, which lists what would settle an undetermined
            row: facts by name, then rules that were not followed up to the day asked, such as
            "rule on annual_income after 2026-12-31". Any row has the rules, after these, that are
            only assumed and on which its answer rests, such as "rule on annual_income assumed
            unchanged since 2026-12-31" (see `assume_unchanged`). `None` adds no such column.
        refused: The name of another new column, which lists the facts that a row gives a value
            that cannot be; they count as not known. `None` adds no such column, and an eager
            frame refuses such values.

    Raises:
        UnknownColumnError: For a column that the frame does not have.
        InvalidTypeError: For a column of another kind, or for anything but a frame.
        InvalidValueError: For a name that cannot be given to a column, or a value in a column
            that no household can have.
        InvalidObjectError: For several faults at once; a fault of several columns is one.

    Examples:
        >>> import polars as pl
        >>> from housing_agreements import facts
        >>> frame = pl.DataFrame({"employed": [True, None], "household_size": [1, 4]})
        >>> criterion = facts.employed & facts.household_size.at_least(3)
        >>> decide(frame, criterion, on=date(2017, 3, 1))["answer"].to_list()
        [False, None]
        >>> lazy = pl.LazyFrame({"employed": [True, True], "household_size": [0, 4]})
        >>> decide(lazy, criterion, on=date(2017, 3, 1), refused="refused").collect().rows()
        [(True, 0, None, 'household_size'), (True, 4, True, '')]
    """
    faults = FrameFaults("decide")
    if not issubclass(type(criterion), Criterion):
        expected = "a criterion, such as facts.employed"
        faults.add(
            InvalidTypeError, "criterion", show(criterion), expected, _tell_what_to_call(criterion)
        )
    faults.column_name("name", name)
    check_request(faults, on=on, absent=absent, missing=missing, refused=refused)
    faults.report()
    definitions = {name: Definition((), lambda _: criterion)}
    ask = partial(
        decide, criterion=criterion, on=on, columns=columns, absent=absent, name=name,
        missing=missing, refused=refused,
    )  # fmt: skip
    request = Request("decide", on, columns, absent, missing, refused)
    partitions = by_partition(frame, ask, partial(_answer_empty, definitions, request))
    if partitions is not None:
        return cast("IntoFrameT", partitions)
    return cast("IntoFrameT", answer_frame(frame, definitions, request))


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
    refused: str | None = None,
    outcome: str | None = None,
) -> IntoFrameT:
    """Add a column for each public: true, false, or null where it is undetermined.

    The answers are those of `check_eligibility` for each household: true where its `publics` name
    the public, null where its `possible_publics` do, else false. So under an agreement that is
    not in force on the day of a row, the row belongs to no public; `outcome=` tells that from a
    household that was judged. What `decide` says of values that cannot be, and of lazy frames,
    holds here, too.

    Args:
        frame: A frame of Polars, pandas, PyArrow, DuckDB, Dask or PySpark. Each row is a
            household.
        publics: An agreement, whose publics in force on the day are asked; or one public or
            several.
        on: The day of the question; or the name of a column that holds a day for each row.
        known: The day of knowledge, for an agreement with amendments; `None` is the day of the
            question.
        columns: The columns of facts, by the name of the fact; `None` where no column gives the
            fact. A fact that is not named here is read from the column of its own name.
        absent: What happens to a fact that has no column.
        prefix: The beginning of the name of each new column, before the code of its public.
        missing: The name of another new column, which lists what would settle the undetermined
            publics of a row, facts and rules, as `Eligibility.missing` does; then what the
            answers rest on though it is only assumed, as `Eligibility.assumptions` does. `None`
            adds no such column.
        refused: The name of another new column, which lists the facts that a row gives a value
            that cannot be; they count as not known. `None` adds no such column, and an eager
            frame refuses such values.
        outcome: The name of another new column, which says whether there was something to judge:
            the value of an `EligibilityOutcome`, such as "judged" or "ended"; for an agreement it
            is empty where the day of a row is not known. `None` adds no such column.

    Raises:
        UnknownColumnError: For a column that the frame does not have.
        InvalidTypeError: For a column of another kind, or for anything but a frame.
        InvalidValueError: For a name that cannot be given to a column, or a value in a column
            that no household can have.
        InvalidObjectError: For several faults at once; a fault of several columns is one.

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
        >>> later = classify(frame, AGREEMENT, on=date(2019, 1, 1), outcome="outcome")
        >>> later["dalo"].to_list(), later["outcome"].to_list()
        ([False, False, False], ['ended', 'ended', 'ended'])
    """
    faults = FrameFaults("classify")
    several = read_publics(faults, publics)
    if known is not None:
        faults.day("known", known)
    if type(prefix) is not str or prefix != "":
        faults.column_name("prefix", prefix, "what begins the name of a column")
    check_request(faults, on=on, absent=absent, missing=missing, refused=refused, outcome=outcome)
    faults.report()
    definitions = {
        f"{prefix}{code}": definition
        for code, definition in definitions_of(several, on, known).items()
    }
    ask = partial(
        classify, publics=several, on=on, known=known, columns=columns, absent=absent,
        prefix=prefix, missing=missing, refused=refused, outcome=outcome,
    )  # fmt: skip
    outcomes = outcome_of(several, known)
    request = Request("classify", on, columns, absent, missing, refused, outcome, outcomes)
    partitions = by_partition(frame, ask, partial(_answer_empty, definitions, request))
    if partitions is not None:
        return cast("IntoFrameT", partitions)
    return cast("IntoFrameT", answer_frame(frame, definitions, request))


def _tell_what_to_call(criterion: object) -> str:
    """The remedy for something else that was given as a criterion: the function to call."""
    if is_frame(criterion):
        return "give the frame first, then the criterion"
    of_publics = issubclass(type(criterion), Agreement | PriorityPublic)
    return "call classify for publics" if of_publics else ""


def _answer_empty(
    definitions: Mapping[str, Definition], request: Request, empty: Any, whole: Any
) -> Any:
    """The answer for the frame without rows that tells the kinds of the columns of Dask."""
    return answer_frame(empty, definitions, request, whole)
