"""Figures that were published: counts without the ledger behind them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

import attrs

from housing_agreements._checks import MOST, Codes, Faults, as_ordered_codes, attempt
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.geography._coverage import is_commune_code
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Group, Per, is_group
from housing_agreements.values.bounds import Bounds, as_bounds
from housing_agreements.values.periods import Period, as_period, hold_every_day
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import Language, choose

__all__ = ("PublishedFigure", "check_figures", "cover_period", "find_overlaps", "say_unused")

_CODES_IN_PAIR: Final = 2
_BOUNDED: Final = ("counted", "base", "substitutes")


def _as_bounds(value: int | Bounds[int]) -> Bounds[int]:
    return attempt(as_bounds, value)


def _as_optional_bounds(value: int | Bounds[int] | None) -> Bounds[int] | None:
    return None if value is None else attempt(as_bounds, value)


def _as_period(value: int | Period) -> Period:
    return attempt(as_period, value)


def _as_codes(value: str | Codes) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else as_ordered_codes(value)


@attrs.frozen(eq=False, repr=False)
class PublishedFigure(Record):
    """A count published for a period, exact or rounded (*chiffre publié*).

    Args:
        commitments: The codes of the commitments that it tells of, or one code.
        period: The period it covers: a calendar year or a `Period`.
        counted: How many reached the publics of the commitments, as published: a number, or
            `about(11_500, to=100)`.
        base: Out of how many; `None` when it was not published.
        substitutes: How many of those counted belong to the substitute publics.
        group: The group it covers, for a commitment judged group by group; `None`: all.
        sources: Where it was published.

    Raises:
        InvalidValueError: For a negative figure, or more counted than the base.
        InvalidTypeError: For a figure that is not a whole number or `about(...)`.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> PublishedFigure("households", 2014, 1445).counted
        Bounds(low=1445, high=1445)
    """

    commitments: tuple[str, ...] = attrs.field(converter=_as_codes)
    """The codes of the commitments that it tells of."""
    period: Period = attrs.field(converter=_as_period)
    """The period it covers."""
    counted: Bounds[int] = attrs.field(converter=_as_bounds)
    """How many reached the publics."""
    base: Bounds[int] | None = attrs.field(default=None, converter=_as_optional_bounds)
    """Out of how many; `None`: not published."""
    substitutes: Bounds[int] = attrs.field(default=Bounds(0, 0), converter=_as_bounds, kw_only=True)
    """How many of those counted belong to the substitute publics."""
    group: Group | None = attrs.field(default=None, kw_only=True)
    """The group it covers; `None`: all."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it was published."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("PublishedFigure")
        faults.check_fields(self, {"period": "a year or a Period"}, but=("group",))
        if faults.sound("commitments") and not self.commitments:
            faults.value("commitments", (), "at least one commitment")
        if self.group is not None and not is_group(self.group):
            faults.value("group", self.group, "the code of a group, or a pair of codes")
        for name in _BOUNDED:
            if getattr(self, name) is not None and faults.sound(name):
                self._check_bounds(faults, name, getattr(self, name))
        if faults.sound(*_BOUNDED):
            self._check_together(faults)
        faults.report()

    @staticmethod
    def _check_bounds(faults: Faults, name: str, bounds: Bounds[int]) -> None:
        if bounds.high is None:
            expected = "whole numbers, both known"
            faults.add(InvalidTypeError, name, show(bounds), expected)
        elif bounds.high > MOST:
            faults.value(name, bounds.high, "a number of at most a hundred digits")
        elif bounds.low < 0:
            faults.value(name, bounds, "a count of 0 or more")

    def _check_together(self, faults: Faults) -> None:
        most = None if self.base is None else self.base.high
        if most is not None and self.counted.low > most:
            expected = f"at most the base, {self.base}"
            faults.add(InvalidValueError, "counted", str(self.counted), expected)
        counted = self.counted.high or 0
        limit = counted if most is None else min(counted, most)
        if self.substitutes.low > limit:
            expected = f"at most what is counted, {limit}"
            faults.add(InvalidValueError, "substitutes", str(self.substitutes), expected)


def check_figures(
    faults: Faults,
    figures: Collection[PublishedFigure],
    commitments: Iterable[Commitment],
    declared: Mapping[Per, Collection[str]],
) -> None:
    """Figures tell of commitments, of groups that these can have, and of no dwelling twice.

    Args:
        faults: Where it is noted.
        figures: The figures.
        commitments: The commitments, in all their versions.
        declared: The codes that the agreement declares, by what they are of; none: any.
    """
    held: dict[str, set[tuple[Per, ...]]] = {}
    for commitment in commitments:
        held.setdefault(commitment.code, set()).add(commitment.per)
    for figure in figures:
        faults.declared("figures", figure.commitments, held, "a commitment")
        _check_group(faults, figure, held, declared)
    for one, other in find_overlaps(figures):
        remedy = f"keep one of the two; the other is {other.period}, {other.counted}"
        given = f"{', '.join(one.commitments)}, {one.period}, {one.counted}"
        expected = "figures that do not tell of the same dwellings"
        faults.value("figures", given, expected, remedy)


def _check_group(
    faults: Faults,
    figure: PublishedFigure,
    held: Mapping[str, AbstractSet[tuple[Per, ...]]],
    declared: Mapping[Per, Collection[str]],
) -> None:
    """The group of a figure is one that its commitments can have, in some version."""
    group = figure.group
    if group is None:
        return
    codes = (group,) if isinstance(group, str) else group
    for commitment in figure.commitments:
        kinds = held.get(commitment)
        if kinds is None or any(_is_of_kind(codes, per, declared) for per in kinds):
            continue
        strange = {
            kind: code
            for per in kinds
            if _is_of_kind(codes, per, {})
            for kind, code in zip(per, codes, strict=True)
            if not _is_declared(kind, code, declared)
        }
        for kind, code in strange.items():
            article = "an" if kind is Per.INTERCOMMUNALITY else "a"
            faults.declared("figures", [code], declared[kind], f"{article} {kind.value}")
        if strange:
            continue
        whole = kinds == {()}
        expected = "no group: it holds in total" if whole else "a group of the kind that it has"
        per = next(iter(sorted(kinds, key=len, reverse=True)))
        remedy = "" if whole else f"it holds by {' and '.join(kind.value for kind in per)}"
        given = f"{show(group)} for the commitment {show(commitment)}"
        faults.add(InvalidValueError, "figures", given, expected, remedy)


def _is_of_kind(
    codes: tuple[str, ...], per: tuple[Per, ...], declared: Mapping[Per, Collection[str]]
) -> bool:
    """Whether codes may be those of a group of a kind, each a declared one where some are."""
    return len(per) == len(codes) and all(
        is_commune_code(code) if kind is Per.COMMUNE else _is_declared(kind, code, declared)
        for kind, code in zip(per, codes, strict=True)
    )


def _is_declared(kind: Per, code: str, declared: Mapping[Per, Collection[str]]) -> bool:
    """Whether a code is declared, where some codes of its kind are."""
    codes = declared.get(kind)
    return not codes or code in codes


def cover_period(figures: Iterable[PublishedFigure], period: Period) -> bool:
    """Whether each day of a period is in that of some figure.

    Examples:
        >>> years = [PublishedFigure("households", year, 100) for year in (2016, 2018)]
        >>> cover_period(years, Period.year(2016)), cover_period(years, Period.years(2016, 2018))
        (True, False)
    """
    return hold_every_day((figure.period for figure in figures), period)


def find_overlaps(
    figures: Iterable[PublishedFigure],
) -> Iterator[tuple[PublishedFigure, PublishedFigure]]:
    """The pairs of figures that tell of the same dwellings, and would count them twice.

    Examples:
        >>> half = Period.year(2016).split(months=6)[0]
        >>> months = PublishedFigure("households", half, 40)
        >>> year = PublishedFigure("households", 2016, 100)
        >>> len(list(find_overlaps([months, year])))
        1
    """
    by_code: dict[str, list[PublishedFigure]] = {}
    for figure in sorted(figures, key=lambda figure: figure.period):
        for code in figure.commitments:
            by_code.setdefault(code, []).append(figure)
    for figures_of_code in by_code.values():
        before: list[PublishedFigure] = []
        for figure in figures_of_code:
            before = [earlier for earlier in before if earlier.period.overlaps(figure.period)]
            for earlier in before:
                if earlier.group == figure.group or None in {earlier.group, figure.group}:
                    yield figure, earlier
            before.append(figure)


def say_unused(figure: PublishedFigure, language: Language) -> str:
    """A published figure that counts in nothing judged."""
    codes, when = ", ".join(figure.commitments), figure.period.say(language)
    return choose(
        language,
        f"published figure not used: {codes}, {when}",
        f"chiffre publié non utilisé\u00a0: {codes}, {when}",
    )
