"""The wait after which a household may go to the mediation commission (*délai anormalement long*).

It is set for each department by order of its prefect (L.441-1-4): there is no national value.
Orders are the caller's; the one that the sources name is known as an example. The other times under
DALO, to decide, to offer, to act, are in `deadlines`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_count, exact_day
from housing_agreements._records import Record
from housing_agreements.errors import InvalidTypeError, NotKnownError, show
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("DELAY_ORDERS", "DelayOrder", "long_delay")


def _as_delays(given: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class DelayOrder(Record):
    """The waits that an order of a prefect sets, by number of rooms (*arrêté préfectoral*).

    Args:
        by_rooms: From how many rooms on, and how many months; in order.

    Raises:
        InvalidValueError: For no delay, or rooms out of order.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> DelayOrder(((1, 30), (4, 24))).months(rooms=3)
        30
    """

    by_rooms: tuple[tuple[int, int], ...] = attrs.field(converter=_as_delays)
    """From how many rooms on, and how many months."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("DelayOrder")
        if faults.each("by_rooms", self.by_rooms, tuple, "a pair: rooms and months"):
            if not self.by_rooms:
                faults.value("by_rooms", (), "at least one delay, such as (1, 30)")
            for rooms, months in self.by_rooms:
                faults.count("by_rooms, rooms", rooms, at_least=1)
                faults.count("by_rooms, months", months, at_least=1)
        if not faults.found:
            for (before, _), (rooms, _) in pairwise(self.by_rooms):
                if rooms <= before:
                    faults.value(
                        "by_rooms", rooms, f"more than {before} rooms, those of the pair before"
                    )
        faults.report()

    def months(self, *, rooms: int) -> int:
        """The wait for a dwelling of so many rooms, in months.

        Raises:
            InvalidTypeError: For a number that is not whole.
            NotKnownError: For fewer rooms than the order names.
        """
        exact_count(rooms, "DelayOrder.months, rooms")
        delays = [months for least, months in self.by_rooms if least <= rooms]
        if not delays:
            expected = f"at least {self.by_rooms[0][0]}, the least that the order names"
            raise NotKnownError("DelayOrder.months, rooms", show(rooms), expected)
        return delays[-1]


DELAY_ORDERS: Final[Mapping[str, Provision[DelayOrder]]] = MappingProxyType(
    {
        "35": Provision(
            "delay-35",
            Text(
                "abnormally long delay in Ille-et-Vilaine",
                "délai anormalement long en Ille-et-Vilaine",
            ),
            (
                Version(
                    DelayOrder(((1, 30), (4, 24))),
                    date(2013, 1, 1),
                    (code("L.441-1-4"), Source("France 3 Rennes, article sur le délai")),
                    Confidence.SECONDARY,
                    Text(
                        "how long the order stayed in force was not found",
                        "la durée de validité de l'arrêté n'a pas été trouvée",
                    ),
                ),
            ),
            verified_until=date(2013, 1, 1),
        )
    }
)
"""The orders known, by department: one, for one day only."""


def long_delay(
    department: str,
    *,
    rooms: int,
    on: date,
    orders: Mapping[str, Provision[DelayOrder]] | None = None,
) -> int:
    """The wait that a department asks for a dwelling of so many rooms, in months.

    Args:
        department: Its code.
        rooms: How many rooms the dwelling asked for has.
        on: The day asked.
        orders: One's own orders by department; `None`: those of `DELAY_ORDERS`.

    Raises:
        InvalidTypeError: For anything but a day, a whole number, or orders with their dates.
        NotKnownError: For a department, a day or a number of rooms for which no order is known.

    Examples:
        >>> long_delay("35", rooms=4, on=date(2013, 1, 1))
        24
    """
    exact_day(on, "long_delay, on")
    by_department = DELAY_ORDERS if orders is None else orders
    if not isinstance(by_department, Mapping):
        expected = "a mapping of departments to orders"
        raise InvalidTypeError(
            "long_delay, orders", show(by_department), expected, "write {code: order}"
        )
    if department not in by_department:
        raise NotKnownError(
            "long_delay, department",
            show(department),
            "a department whose order is held",
            "the delay is set by order of the prefect: give it in `orders`",
        )
    order = by_department[department]
    if not isinstance(order, Provision):
        expected = "a Provision of DelayOrder"
        raise InvalidTypeError(f"long_delay, orders[{show(department)}]", show(order), expected)
    return order.on(on).months(rooms=rooms)
