"""The words that a commitment is stated in: what it holds for, failing whom, how strictly."""

from enum import Enum
from fractions import Fraction

import attrs

from housing_agreements.model.levels import Levels, exact_share
from housing_agreements.values.faults import Faults, as_tuple, attempt
from housing_agreements.values.rates import RateLike
from housing_agreements.values.records import Record

__all__ = ("Judge", "Limit", "Per", "Substitute", "Unsure")


class Per(Enum):
    """What a commitment holds for, one by one, beside the total."""

    PROGRAMME = "programme"
    LANDLORD = "landlord"
    COMMUNE = "commune"
    NEIGHBOURHOOD = "neighbourhood"
    CONTINGENT = "contingent"


class Judge(Enum):
    """What is judged of a commitment that holds group by group."""

    TOTAL = "total"
    GROUPS = "groups"
    BOTH = "both"


class Unsure(Enum):
    """What becomes of an entry whose household may belong to the publics, or may not.

    `BOUNDS`, the default everywhere: it counts in the best case and not in the worst.
    `LEFT_OUT`: the agreement leaves cases of unknown status out of the base.
    """

    BOUNDS = "bounds"
    LEFT_OUT = "left_out"


def _as_rate(value: RateLike) -> Fraction:
    return attempt(exact_share, value)


@attrs.frozen(eq=False, repr=False)
class Substitute(Record):
    """Publics that count failing the main ones, up to a part of what is owed (*à défaut*).

    Args:
        to: The codes of the substitute publics.
        at_most: The largest part of what is owed that they may make up.

    Raises:
        InvalidValueError: For a part above 1, or no public at all.
        InvalidTypeError: For a float.

    Examples:
        >>> Substitute(to=("leaving-shelter",), at_most="50 %").at_most
        Fraction(1, 2)
    """

    to: tuple[str, ...] = attrs.field(converter=as_tuple)
    """The codes of the substitute publics."""
    at_most: Fraction = attrs.field(converter=_as_rate)
    """The largest part of what is owed that they may make up."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Substitute")
        if faults.codes("to", self.to):
            faults.once("to", self.to)
            if not self.to:
                faults.value("to", (), "at least one public")
        faults.refused("at_most", self.at_most)
        faults.report()


@attrs.frozen(eq=False, repr=False)
class Limit(Record):
    """One side of a level: a floor or a ceiling, reached when equal unless it is strict."""

    levels: Levels
    """What is promised."""
    strict: bool
    """Whether being equal does not suffice."""
