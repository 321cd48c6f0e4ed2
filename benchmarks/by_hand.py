"""The same work written by hand, for two given commitments and nothing else."""

from collections.abc import Iterable, Mapping
from datetime import date

from housing_agreements import Attribution, Period

__all__ = ("Row", "counted")

Row = list[int]
"""The least and the most in the base, the least and the most that count."""


def counted(  # noqa: C901, PLR0912  # one loop, as one would write it by hand
    entries: Iterable[Attribution],
    on: date,
    quarter: tuple[str, tuple[str, ...]],
    half: tuple[str, ...],
    listed: Mapping[str, Period],
) -> dict[tuple[str, int], Row]:
    """The bounds of base and count of both commitments, year by year.

    Args:
        entries: The ledger.
        on: The day asked.
        quarter: The contingent and the publics of the first commitment.
        half: The publics of the second one.
        listed: The communes of the second one, with the period in which each is listed.

    Raises:
        ValueError: For an id that stands twice.
    """
    contingent, publics = quarter
    first, second = frozenset(publics), frozenset(half)
    spans = {commune: (period.start, period.end) for commune, period in listed.items()}
    rows: dict[tuple[str, int], Row] = {}
    for code in ("quarter", "half"):
        for year in (2016, 2017, 2018):
            rows[code, year] = [0, 0, 0, 0]
    seen: set[str] = set()
    repeated: set[str] = set()
    undated: list[Attribution] = []
    for entry in entries:
        if entry.id in seen:
            repeated.add(entry.id)
        seen.add(entry.id)
        cancelled = entry.cancelled_on
        if cancelled is not None and cancelled <= on:
            continue
        day: date | None = entry.decided_on  # type: ignore[assignment]  # no period in these ledgers
        if day is None:
            if entry.signed_on is not None:
                undated.append(entry)
            continue
        if day > on:
            continue
        year = day.year
        if year < 2016 or year > 2018:
            continue
        if entry.contingent == contingent:
            _add(rows["quarter", year], entry, first)
        span = spans.get(entry.commune)
        if span is not None and span[0] <= day < span[1]:
            _add(rows["half", year], entry, second)
    if repeated:
        raise ValueError(sorted(repeated))
    for entry in undated:
        _add_undated(rows, entry, on, quarter=(contingent, first), half=(second, spans))
    return rows


def _add(row: Row, entry: Attribution, publics: frozenset[str]) -> None:
    """Add an entry that is surely in the base."""
    count = entry.count
    row[0] += count
    row[1] += count
    if not publics.isdisjoint(entry.publics):
        row[2] += count
        row[3] += count
    elif entry.possible_publics and not publics.isdisjoint(entry.possible_publics):
        row[3] += count


def _add_undated(
    rows: dict[tuple[str, int], Row],
    entry: Attribution,
    on: date,
    *,
    quarter: tuple[str, frozenset[str]],
    half: tuple[frozenset[str], Mapping[str, tuple[date, date]]],
) -> None:
    """Add an entry decided on an unknown day, after its proposal and before its lease."""
    (contingent, first), (second, spans) = quarter, half
    by: date = entry.signed_on or on  # type: ignore[assignment]  # as above
    since: date = entry.proposed_on or entry.available_on or date.min  # type: ignore[assignment]
    if since > on:
        return
    last = min(by, on)
    for year in range(max(since.year, 2016), min(last.year, 2018) + 1):
        inside = since.year == last.year and by <= on
        if entry.contingent == contingent:
            _add_possible(rows["quarter", year], entry, first, sure=inside)
        start, end = spans.get(entry.commune, (date.max, date.max))
        begins, ends = max(since, date(year, 1, 1)), min(last, date(year, 12, 31))
        if start <= ends and begins < end:
            always = start <= begins and ends < end
            _add_possible(rows["half", year], entry, second, sure=inside and always)


def _add_possible(row: Row, entry: Attribution, publics: frozenset[str], *, sure: bool) -> None:
    """Add an entry that may be in the base."""
    if sure:
        _add(row, entry, publics)
        return
    row[1] += entry.count
    if not publics.isdisjoint(entry.publics | entry.possible_publics):
        row[3] += entry.count
