"""Expected attributions: dwellings that will be attributed, before it is known to whom."""

from typing import Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.geography._coverage import check_commune_code
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period

__all__ = ("Expected",)


@attrs.frozen(eq=False, repr=False)
class Expected(Record):
    """Attributions that are expected, all alike but for the households (*attributions attendues*).

    Args:
        count: How many: a number, or the least and the most.
        contingent: The code of the contingent they will be charged to.
        commune: The INSEE code of the commune where the dwellings stand.
        landlord: The code of the landlord; `None`: not known.
        programme: The code of the building programme; `None`: not known.
        neighbourhood: The code of the neighbourhood; `None`: not known, and `NO_NEIGHBOURHOOD` for
            dwellings in none of those listed.
        period: The days on which they will come; `None`: they fall in every period that is open
            on the day asked.

    Raises:
        InvalidTypeError: For anything but a whole number or bounds of one as a count, ...
        InvalidValueError: For a negative count, bounds without a high, a commune code of another
            form.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> Expected(120, "state", "33063", landlord="domofrance").number
        Bounds(low=120, high=120)
    """

    count: int | Bounds[int]
    """How many: a number, or the least and the most."""
    contingent: str
    """The code of the contingent."""
    commune: str
    """The INSEE code of the commune."""
    landlord: str | None = attrs.field(default=None, kw_only=True)
    """The code of the landlord; `None`: not known."""
    programme: str | None = attrs.field(default=None, kw_only=True)
    """The code of the programme; `None`: not known."""
    neighbourhood: str | None = attrs.field(default=None, kw_only=True)
    """The code of the neighbourhood; `None`: not known."""
    period: Period | None = attrs.field(default=None, kw_only=True)
    """The days on which they will come; `None`: in every period open on the day asked."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Expected")
        if isinstance(self.count, Bounds):
            for end in self.count.held_values():
                faults.count("count", end)
            if self.count.high is None:
                expected = "a number, or Bounds with both ends known"
                faults.add(InvalidTypeError, "count", show(self.count), expected)
        else:
            faults.count("count", self.count)
        faults.code("contingent", self.contingent)
        check_commune_code(faults, "commune", self.commune)
        for name in ("landlord", "programme", "neighbourhood"):
            if getattr(self, name) is not None:
                faults.code(name, getattr(self, name))
        if self.period is not None:
            faults.instance("period", self.period, Period, "a Period, such as Period.year(2018)")
        faults.report()

    @property
    def number(self) -> Bounds[int]:
        """The least and the most that they are."""
        return self.count if isinstance(self.count, Bounds) else Bounds.exactly(self.count)

    def __repr__(self) -> str:
        """As one writes it, without what is not known."""
        words = [repr(self.count), repr(self.contingent), repr(self.commune)]
        words += [
            f"{name}={getattr(self, name)!r}"
            for name in _IN_REPR
            if getattr(self, name) is not None
        ]
        return f"Expected({', '.join(words)})"


_IN_REPR: Final = ("landlord", "programme", "neighbourhood", "period")
