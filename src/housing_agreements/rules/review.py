"""An agreement held against itself, and against those beside it."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.remarks import Check, Examined, Review, Severity
from housing_agreements.rules.remarks_of_levels import (
    floors_above_ceilings,
    floors_above_the_whole,
    shares_against_volumes,
)
from housing_agreements.rules.remarks_of_others import shared_bases
from housing_agreements.rules.remarks_of_parts import (
    lists_not_known,
    publics_never_met,
    publics_of_no_period,
    shares_above_the_whole,
    strangers_and_stocks,
)
from housing_agreements.rules.remarks_of_time import (
    falling_ramps,
    lost_promises,
    outside_the_term,
    uneven_periods,
)
from housing_agreements.values.faults import Faults, as_tuple, exact_day

__all__ = ("review",)


def review(
    agreement: Agreement,
    *,
    on: date,
    known: date | None = None,
    beside: Iterable[Agreement] = (),
) -> Review:
    """What there is to remark on an agreement on a day (*relecture d'une convention*).

    The terms in force on the day are held against themselves: levels that cannot all hold,
    publics to which nobody can belong, periods outside the term, days without a level, lists
    that are not verified, promises that an amendment drops, and so on (`RemarkKind` lists them
    all). Contradictions are proved; what cannot be proved is not said. Nothing is held against
    the law yet.

    Args:
        agreement: The agreement.
        on: The day asked.
        known: The day of the knowledge: amendments signed later are left out; `None`: `on`.
        beside: Other agreements that hold beside it.

    Raises:
        InvalidTypeError: For anything but agreements and days.
        InvalidObjectError: For several faults at once.

    Laws:
        - A contradiction stays one when commitments are added.
        - The order in which parts are stated changes no remark but its place.

    Examples:
        >>> import attrs
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> print(review(AGREEMENT, on=date(2018, 1, 1))[0].text.en)
        Reservations offered (offers) states no level for some days of the term: 2019-2020
        >>> quarter = attrs.evolve(AGREEMENT.commitment("quarter"), at_most="20 %")
        >>> absurd = attrs.evolve(AGREEMENT, commitments=(quarter,))
        >>> review(absurd, on=date(2018, 1, 1))[0].severity
        <Severity.CONTRADICTION: 'contradiction'>
    """
    if not isinstance(agreement, Agreement):
        raise InvalidTypeError("review, agreement", shown(agreement), "an Agreement")
    exact_day(on, "review, on")
    knowledge = on if known is None else exact_day(known, "review, known")
    others: tuple[Agreement, ...] = as_tuple(beside)
    faults = Faults("review")
    faults.each("beside", others, Agreement, "an Agreement")
    faults.report()
    terms = agreement.on(on, known=knowledge)
    examined = Examined(agreement, terms, on, knowledge, others)
    found = dict.fromkeys(each for check in _CHECKS for each in check(examined))
    ordered = sorted(found, key=lambda each: _GRAVITY[each.severity])
    return Review(agreement, on, knowledge, tuple(ordered))


# What holds an agreement against the law will be one more function here.
_CHECKS: Final[tuple[Check, ...]] = (
    shares_above_the_whole,
    floors_above_ceilings,
    shares_against_volumes,
    floors_above_the_whole,
    publics_never_met,
    publics_of_no_period,
    strangers_and_stocks,
    outside_the_term,
    uneven_periods,
    falling_ramps,
    lists_not_known,
    lost_promises,
    shared_bases,
)
_GRAVITY: Final = {severity: place for place, severity in enumerate(Severity)}
