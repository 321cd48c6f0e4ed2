"""Several keys as one number, for Polars: rows are grouped by one far sooner than by many.

What stands in a group is taken out of its number again, exactly, when few groups are left.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import narwhals as nw

from housing_agreements.frames._kleene import Part
from housing_agreements.frames._ledger_columns import Merging, Read, stages_of
from housing_agreements.frames._reading import Reader
from housing_agreements.rules.quotas.ledger import Lookup

__all__ = (
    "DIGITS",
    "FLAGS",
    "MOST_DWELLINGS",
    "Groups",
    "Span",
    "collected",
    "grouped",
    "grouped_by",
    "named",
    "values_of",
    "wrong_count",
)

_MOST: Final = 2**63 - 1
"""The most that one number holds."""


class Span(NamedTuple):
    """The whole numbers that a key can be, beside null; of days, how many since 1970 began."""

    least: int
    """The least of them."""
    size: int
    """How many there are, and one for null."""

    @classmethod
    def between(cls, least: int | None, most: int | None) -> "Span":
        """The numbers from one to another, and null; `None`: null alone.

        Examples:
            >>> Span.between(16_801, 16_803)
            Span(least=16801, size=4)
        """
        return cls(0, 1) if least is None or most is None else cls(least, most - least + 2)


def grouped_by(
    api: Any,  # the words of Polars
    frame: Any,  # a lazy frame of Polars
    keys: Mapping[str, Any],
    spans: Mapping[str, Span],
    counts: Sequence[Any],
) -> Any:  # a lazy frame
    """A frame grouped by keys, as `group_by(**keys).agg(*counts)` groups it.

    Args:
        api: The words of Polars.
        frame: The frame.
        keys: The keys.
        spans: What those that are whole numbers or days can be; any other is a key by itself.
        counts: What is worked out of each group.
    """
    numbers = _numbers(spans)
    packed = {f"packed {at}": _pack_keys(api, keys, spans, each) for at, each in enumerate(numbers)}
    others = {name: key for name, key in keys.items() if name not in spans}
    groups = frame.group_by(**packed, **others).agg(*counts)
    kinds = frame.select(**{name: keys[name] for name in spans}).collect_schema()
    taken_out = {
        name: expr.cast(kinds[name])
        for at, each in enumerate(numbers)
        for name, expr in _taken_out(api, f"packed {at}", spans, each).items()
    }
    made = groups.with_columns(**taken_out)
    return made.select(*keys, api.exclude(*keys, *packed))


def _numbers(spans: Mapping[str, Span]) -> list[list[str]]:
    """The keys that go into each number."""
    numbers: list[list[str]] = []
    room = 0
    for name, span in spans.items():
        if span.size > room:
            numbers.append([])
            room = _MOST
        numbers[-1].append(name)
        room //= span.size
    return numbers


def _pack_keys(
    api: Any, keys: Mapping[str, Any], spans: Mapping[str, Span], names: Sequence[str]
) -> Any:
    """Keys as the digits of one number, each 0 where it is null."""
    number = api.lit(0, dtype=api.Int64)
    for name in names:
        digit = keys[name].cast(api.Int64) - (spans[name].least - 1)
        number = number * spans[name].size + digit.fill_null(0)
    return number


def _taken_out(
    api: Any, column: str, spans: Mapping[str, Span], names: Sequence[str]
) -> Mapping[str, Any]:
    """The keys that are the digits of a number."""
    rest, found = api.col(column), {}
    for name in reversed(names):
        digit = rest % spans[name].size
        found[name] = api.when(digit > 0).then(digit + (spans[name].least - 1))
        rest = rest // spans[name].size
    return found


FLAGS: Final = "flags {}"
"""The name of a number of which each digit, in base 3, says no, perhaps or yes."""
DIGITS: Final = 19
"""How many digits one number of 32 bits holds."""

_CLASSES: Final = 24
"""The most classes of codes that are told apart in one expression, where nothing looks them up."""
_FEW: Final = 4
"""The same, where Polars would look them up."""
MOST_DWELLINGS: Final = 2**31 - 1
"""The most dwellings of one row: so many rows of these can be added up in 64 bits."""

Groups = Mapping[str, list[Any]]
"""Groups of equal rows: their values by column, beside how many rows each has (`lines`), how many
dwellings they stand for, and how many of them give a number of these that cannot be (`wrong`)."""


def named(reader: Reader, read: Read) -> Any:  # a frame
    """The columns read, under names of their own, as the engine of the frame keeps them.

    Raises:
        HousingAgreementsError: For whatever is wrong with the columns.
    """
    parts: dict[str, Part] = dict(read.fields)
    listed = (*read.publics.values(), *read.tags.values())
    flags = [None if each is None else each.expr for each in listed]
    for number, start in enumerate(range(0, len(flags), DIGITS)):
        parts[FLAGS.format(number)] = Part(_packed(reader, flags[start : start + DIGITS]))
    frame = reader.with_columns(parts).select(*parts)
    return frame.lazy() if reader.by_polars else frame


def _packed(reader: Reader, flags: Sequence[nw.Expr | None]) -> nw.Expr:
    """Many flags as the digits of one number."""
    known = sum(3**at for at, flag in enumerate(flags) if flag is None)
    number: Any = reader.api.lit(known)
    for at, flag in enumerate(flags):
        if flag is not None:
            number = (flag.cast(reader.api.Int32) * 2).fill_null(1) * 3**at + number
    packed: nw.Expr = number.cast(reader.api.Int32)
    return packed


def collected(frame: Any, *, streamed: bool = False) -> nw.DataFrame[Any]:
    """A frame as rows that are here.

    Args:
        frame: The frame.
        streamed: Whether it is a lazy frame of Polars that is read a part at a time.
    """
    rows = frame
    if streamed:
        rows = frame.collect(engine="streaming")
    elif hasattr(frame, "collect"):
        rows = frame.collect()
    return nw.from_native(rows, eager_only=True, pass_through=False)


def values_of(frame: nw.DataFrame[Any], name: str) -> list[Any]:
    """A column as a list, with `None` where it is null."""
    column = frame[name]
    if not column.is_null().any():
        return column.to_list()
    nulls = column.is_null().to_list()
    return [None if null else each for null, each in zip(nulls, column.to_list(), strict=True)]


def grouped(reader: Reader, frame: Any, merging: Merging, *, production: bool) -> Groups:
    """The rows in groups that come to the same for an agreement.

    Args:
        reader: What read the columns.
        frame: The columns read, see `named`.
        merging: What the agreement tells apart.
        production: Whether the rows are production.
    """
    col = reader.api.col
    there = list(frame.collect_schema().names())
    keys: dict[str, Any] = {name: col(name) for name in there if name not in {"id", "count"}}
    spans: dict[str, Span] = {}
    back: dict[str, Mapping[Any, Any]] = {}
    told: dict[str, Callable[[str | None], Hashable]] = {
        "contingent": merging.contingent, "commune": merging.commune, "landlord": merging.landlord,
    }  # fmt: skip
    seen = _seen(reader, frame, [name for name in told if name in keys], spans)
    for name, codes in seen.items():
        merged = _merged(reader, col(name), codes, told[name])
        if merged is not None:
            keys[name], back[name] = merged
            spans[name] = Span(0, len(back[name]) + 1)
    keys.update(_days(reader, there, merging, production=production))
    if production and "count" in there:
        keys["takes_back"] = col("count") < 0
        spans["takes_back"] = Span(0, 3)
    counts: list[Any] = [reader.api.len().alias("lines")]
    if "count" in there:
        wrong = wrong_count(reader, production=production)
        frame = frame.with_columns(wrong.cast(reader.api.Int64).alias("wrong"))
        counts += [col("count").sum().alias("dwellings"), col("wrong").sum()]
    if reader.by_polars:
        groups = grouped_by(reader.api, frame, keys, spans, counts)
    else:
        made = frame.select(
            *(expr.alias(name) for name, expr in keys.items()),
            *(name for name in ("count", "wrong") if "count" in there),
        )
        groups = made.group_by(*keys).agg(*counts)
    found = collected(groups, streamed=reader.by_polars)
    if reader.table.by_pandas:
        back |= {name: Lookup(_day) for name in keys if name.endswith("_on")}
    columns = {name: values_of(found, name) for name in found.columns if name != "takes_back"}
    for name, values in back.items():
        columns[name] = [values[each] for each in columns[name]]
    columns.setdefault("dwellings", columns["lines"])
    columns.setdefault("wrong", [0] * len(columns["lines"]))
    return columns


def wrong_count(reader: Reader, *, production: bool) -> Any:
    """Whether a row gives no number of dwellings that can be, or one too large to be added up."""
    count = reader.api.col("count").fill_null(0)
    if production:
        return (count == 0) | (count < -MOST_DWELLINGS) | (count > MOST_DWELLINGS)
    return (count < 1) | (count > MOST_DWELLINGS)


def _seen(
    reader: Reader, frame: Any, names: Sequence[str], spans: dict[str, Span]
) -> Mapping[str, list[str | None]]:
    """The codes that stand in columns; and, by Polars, the spans of days and of flags."""
    if not reader.by_polars:
        return {name: values_of(collected(frame.select(name).unique()), name) for name in names}
    others = [
        each for each in frame.collect_schema().names()
        if each.endswith("_on") or each.startswith(FLAGS.format(""))
    ]  # fmt: skip
    whole = [reader.api.col(other).cast(reader.api.Int32) for other in others]
    least = (each.min() for each in whole)
    most = (each.max().name.suffix(" most") for each in whole)
    # In one pass: what stands before the frame may take long to work out.
    found = collected(frame.group_by(names).agg(*least, *most), streamed=True)
    for name in others:
        spans[name] = Span.between(found[name].min(), found[f"{name} most"].max())
    return {name: found[name].unique().to_list() for name in names}


def _day(number: int | None) -> date | None:
    """A day from its number, see `numbered`."""
    if number is None:
        return None
    month, day = divmod(number, 32)
    return date(month // 12, month % 12 + 1, day)


def _merged(
    reader: Reader,
    column: nw.Expr,
    codes: Sequence[str | None],
    same: Callable[[str | None], Hashable],
) -> tuple[nw.Expr, Mapping[int, str | None]] | None:
    """The codes of a column by number, one for those that come to the same; `None`: as they are."""
    classes: dict[Hashable, list[str | None]] = {}
    for code in codes:
        classes.setdefault(same(code), []).append(code)
    numbers = dict(enumerate(classes.values()))
    back = {number: alike[0] for number, alike in numbers.items()}
    if reader.by_polars and len(classes) > _FEW:
        old = {code: number for number, alike in numbers.items() for code in alike}
        made: Any = column
        kind = reader.api.Int32
        return made.replace_strict(list(old), list(old.values()), return_dtype=kind), back
    if len(classes) == len(codes) or len(classes) > _CLASSES:
        return None
    api, largest = reader.api, max(numbers, key=lambda number: len(numbers[number]))
    expr = api.lit(largest)
    for number, alike in numbers.items():
        some = [code for code in alike if code is not None]
        if number != largest and some:
            expr = api.when(column.is_in(some)).then(api.lit(number)).otherwise(expr)
    for number, alike in numbers.items():
        if None in alike:
            # Last, and so asked first: engines differ on nulls in `is_in`.
            expr = api.when(column.is_null()).then(api.lit(number)).otherwise(expr)
    return expr, back


def _days(
    reader: Reader, there: Sequence[str], merging: Merging, *, production: bool
) -> Iterator[tuple[str, nw.Expr]]:
    """The days of stages that are not read, left only where they settle one that is.

    They stand, too, where they are out of order, so that this comes to light.
    """
    col, api = reader.api.col, reader.api
    given = [each.field for each in stages_of(production=production) if each.field in there]
    read = {stage.field for stage in merging.stages}
    if read <= {*given}:
        needed = [col(name).is_null() for name in given if name in read]
        pairs = [(one, other) for at, one in enumerate(given) for other in given[at + 1 :]]
        needed += [(col(other) < col(one)).fill_null(False) for one, other in pairs]
        keep = needed[0] if needed else None
        for each in needed[1:]:
            keep = keep | each
        for name in given:
            if name not in read and keep is not None:
                yield name, api.when(keep).then(col(name))
