"""Figures that were published: counts and rates without the ledger behind them."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import MOST, Codes, Faults, as_ordered_codes, attempt
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.model.groups import Group, is_group
from housing_agreements.values.bounds import Bounds, as_bounds
from housing_agreements.values.periods import Period, as_period, hold_every_day
from housing_agreements.values.rates import rate_with_sign
from housing_agreements.values.sources import Source, as_sources

__all__ = ("PublishedFigure", "cover_period")

_COUNT_FIELDS: Final = ("counted", "base", "substitutes")


def _as_optional_bounds(value: int | Bounds[int] | None) -> Bounds[int] | None:
    return None if value is None else attempt(as_bounds, value)


def _as_optional_rate(value: str | Fraction | Bounds[Fraction] | None) -> Bounds[Fraction] | None:
    if value is None or isinstance(value, Bounds):
        return value
    return attempt(_read_exactly, value)


def _read_exactly(written: str | Fraction) -> Bounds[Fraction]:
    return Bounds.exactly(rate_with_sign(written))


def _as_period(value: int | Period) -> Period:
    return attempt(as_period, value)


def _as_codes(value: str | Codes) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else as_ordered_codes(value)


@attrs.frozen(eq=False, repr=False)
class PublishedFigure(Record):
    """A count or a rate published for a period, exact or rounded (*chiffre publié*).

    A figure of all beside those of its parts, groups or shorter periods, is their total: they are
    checked against each other, and each bounds the other. A running total of a cumulative
    commitment is one figure for each of the periods that it runs over.

    Args:
        commitments: The codes of the commitments that it tells of, or one code.
        period: The period it covers: a calendar year or a `Period`.
        counted: How many reached the publics of the commitments, as published: a number, or
            `about(11_500, to=100)`; below 0 for production where more was taken back than
            added. `None`: not published.
        base: Out of how many; `None`: not published.
        rate: Counted over base for a share, over what is owed for a volume, where it may be below
            0 or above 1: "17 %", or `about("17 %", to="1 %")`; `None`: not published. A rate
            speaks for the whole of its period and group.
        substitutes: How many of those counted belong to the substitute publics; `None`: not
            published, so none or all of them.
        group: The group it covers, for a commitment judged group by group; `None`: all.
        sources: Where it was published.

    Raises:
        InvalidValueError: For a figure that tells nothing, more counted than the base, or a
            number below 0 of substitutes.
        InvalidTypeError: For a count that is not a whole number or `about(...)`, or a rate that is
            not a text, a fraction or `about(...)`.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> PublishedFigure("households", 2014, 1445).counted
        Bounds(low=1445, high=1445)
        >>> PublishedFigure("quarter", 2018, rate="17 %").rate
        Bounds(low=Fraction(17, 100), high=Fraction(17, 100))
    """

    commitments: tuple[str, ...] = attrs.field(converter=_as_codes)
    """The codes of the commitments that it tells of."""
    period: Period = attrs.field(converter=_as_period)
    """The period it covers."""
    counted: Bounds[int] | None = attrs.field(default=None, converter=_as_optional_bounds)
    """How many reached the publics; `None`: not published."""
    base: Bounds[int] | None = attrs.field(default=None, converter=_as_optional_bounds)
    """Out of how many; `None`: not published."""
    rate: Bounds[Fraction] | None = attrs.field(
        default=None, converter=_as_optional_rate, kw_only=True
    )
    """Counted over base for a share, over what is owed for a volume; `None`: not published."""
    substitutes: Bounds[int] | None = attrs.field(
        default=None, converter=_as_optional_bounds, kw_only=True
    )
    """How many of those counted belong to the substitute publics; `None`: not published."""
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
        if self.counted is None and self.base is None and self.rate is None:
            faults.value("counted", None, "a count, a base or a rate")
        for name in _COUNT_FIELDS:
            if getattr(self, name) is not None and faults.sound(name):
                self._check_bounds(faults, name, getattr(self, name))
        if self.rate is not None and faults.sound("rate"):
            self._check_rate(faults, self.rate)
        if faults.sound(*_COUNT_FIELDS):
            self._check_together(faults)
        faults.report()

    @property
    def is_signed(self) -> bool:
        """Whether a count of it may be below 0, as when more is taken back than added.

        Examples:
            >>> PublishedFigure("homes", 2018, -12).is_signed
            True
        """
        counts = (self.counted, self.base)
        return any(bounds is not None and bounds.low < 0 for bounds in counts)

    @staticmethod
    def _check_bounds(faults: Faults, name: str, bounds: Bounds[int]) -> None:
        if bounds.high is None:
            expected = "whole numbers, both known"
            faults.add(InvalidTypeError, name, show(bounds), expected)
        elif not -MOST <= bounds.low <= bounds.high <= MOST:
            too_large = bounds.low if bounds.low < -MOST else bounds.high
            faults.value(name, too_large, "a number of at most a hundred digits")
        elif name == "substitutes" and bounds.low < 0:
            faults.value(name, bounds, "a count of 0 or more")

    @staticmethod
    def _check_rate(faults: Faults, rate: Bounds[Fraction]) -> None:
        if rate.high is None:
            expected = "exact rates, both known"
            faults.add(InvalidTypeError, "rate", show(rate), expected)

    def _check_together(self, faults: Faults) -> None:
        if self.is_signed:
            self._check_signed(faults)
            return
        most = None if self.base is None else self.base.high
        if most is not None and self.counted is not None and self.counted.low > most:
            expected = f"at most the base, {self.base}"
            faults.add(InvalidValueError, "counted", str(self.counted), expected)
        highs = [bounds.high for bounds in (self.counted, self.base) if bounds is not None]
        limit = min((high for high in highs if high is not None), default=None)
        substitutes = self.substitutes
        if substitutes is not None and limit is not None and substitutes.low > limit:
            expected = f"at most what is counted, {limit}"
            faults.add(InvalidValueError, "substitutes", str(substitutes), expected)

    def _check_signed(self, faults: Faults) -> None:
        """A base below 0 stands beside a count; substitutes stand beside neither."""
        if self.counted is None:
            expected = "a count, beside a base that may be below 0"
            faults.add(InvalidValueError, "counted", "None", expected)
        if self.substitutes is not None:
            expected = "none beside a count that may be below 0"
            faults.add(InvalidValueError, "substitutes", str(self.substitutes), expected)


def cover_period(figures: Iterable[PublishedFigure], period: Period) -> bool:
    """Whether each day of a period is in that of some figure.

    Examples:
        >>> years = [PublishedFigure("households", year, 100) for year in (2016, 2018)]
        >>> cover_period(years, Period.year(2016)), cover_period(years, Period.years(2016, 2018))
        (True, False)
    """
    return hold_every_day((figure.period for figure in figures), period)
