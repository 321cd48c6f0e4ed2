"""The whole years, or months, of a term in which something is owed again and again."""

from housing_agreements._checks import exact_kind
from housing_agreements.errors import InvalidValueError
from housing_agreements.values.periods import Period

__all__ = ("check_term", "split_whole")


def check_term(term: Period, where: str) -> Period:
    """A term of a year at least.

    Args:
        term: The term.
        where: The function that takes it, for an error.

    Raises:
        InvalidTypeError: For anything but a period.
        InvalidValueError: For a shorter term.

    Examples:
        >>> str(check_term(Period.year(2024), "conference_undertakings"))
        '2024'
    """
    where = f"{where}, term"
    exact_kind(term, where, Period, "write Period.years(2023, 2028)")
    if not split_whole(term, months=12):
        raise InvalidValueError(where, str(term), "a term of a year at least")
    return term


def split_whole(term: Period, *, months: int) -> tuple[Period, ...]:
    """The parts of a term that last so many months each, without a shorter last one.

    Examples:
        >>> [str(part) for part in split_whole(Period.years(2023, 2027), months=36)]
        ['2023-2025']
    """
    parts = enumerate(term.split(months=months), start=1)
    return tuple(
        part
        for number, part in parts
        if Period.lasting(term.start, months=number * months).end <= term.end
    )
