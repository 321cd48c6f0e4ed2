"""An agreement checked against itself, against those beside it, and against the law."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, cast, overload

from housing_agreements._checks import Faults, as_tuple, exact_day
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules.review._codes import codes_never_in_use, codes_out_of_use
from housing_agreements.rules.review._grids import GRID_CHECKS
from housing_agreements.rules.review._law import (
    lists_not_complete,
    quarters_not_reached,
    quarters_not_verified,
    reservations_above_ceilings,
    texts_no_longer_in_force,
)
from housing_agreements.rules.review._levels import (
    floors_above_ceilings,
    floors_above_the_whole,
    groups_against_totals,
    limits_of_no_use,
    numbers_for_each_group,
    shares_against_volumes,
)
from housing_agreements.rules.review._others import bases_in_common
from housing_agreements.rules.review._parts import (
    holders_not_parties,
    lists_not_known,
    numbers_above_reserved,
    publics_never_met,
    publics_of_no_period,
    shares_above_the_whole,
)
from housing_agreements.rules.review._time import (
    falling_floors,
    lost_promises,
    outside_the_term,
    uneven_periods,
)
from housing_agreements.rules.review.remarks import Check, Examined, GridReview, Review, Severity
from housing_agreements.rules.scoring.grids import Grid
from housing_agreements.values.timelines import Timeline

__all__ = ("review",)


@overload
def review(
    agreement: Agreement,
    *,
    on: date,
    known: date | None = None,
    beside: Iterable[Agreement] = (),
    holders: Mapping[str, Holder] = MappingProxyType({}),
) -> Review: ...


@overload
def review(agreement: Grid, *, on: date) -> GridReview: ...


def review(
    agreement: Agreement | Grid,
    *,
    on: date,
    known: date | None = None,
    beside: Iterable[Agreement] = (),
    holders: Mapping[str, Holder] = MappingProxyType({}),
) -> Review | GridReview:
    """What there is to remark on an agreement, or on a grid, on a day (*relecture*).

    The terms in force on the day are checked against themselves: levels that cannot all hold,
    publics to which nobody can belong, numbers by group that do not add up, periods outside the
    term, days without a level, lists that are not verified, codes of communes that were never in
    use or are not any more, promises that an amendment drops, and so on (`RemarkKind` lists them
    all). Contradictions are proved; what cannot be proved is not said.

    They are checked against the law as well, as it is known on the day: shares below the quarter
    that a holder owes, contingents above a ceiling, lists that are not complete, texts that have
    ended. A contingent is checked against the law when `holders` says whose it is in its eyes, and
    a share against the quarter when it cites its article; of others nothing is said.

    A grid of points is checked for lines that can never apply, that overlap, or that no fact
    answers, and for the criteria that the law asks of it (`RemarkKind` lists them all).

    Args:
        agreement: The agreement; or a grid, which takes nothing but the day beside.
        on: The day asked.
        known: The day of the knowledge: amendments signed later are left out; `None`: `on`.
        beside: Other agreements that hold beside it.
        holders: What the holder of each contingent is in the eyes of the law, by the code of
            the contingent: `{"action-logement": Holder.ACTION_LOGEMENT}`. A contingent left out
            is not guessed.

    Raises:
        InvalidTypeError: For anything but agreements, days and holders.
        UnknownCodeError: For a contingent that no version of the agreement declares.
        InvalidObjectError: For several faults at once.

    Laws:
        - `remarks_can_be_said`: each points at parts, in both languages, the gravest first.
        - `contradictions_stay`: a contradiction stays one when commitments are added.
        - `review_ignores_order`: the order in which parts are stated changes no remark but its
          place.
        - `holders_only_add`: knowing whose a contingent is takes no remark away.

    Examples:
        >>> import attrs
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> print(review(AGREEMENT, on=date(2018, 1, 1))[0].text.en)
        the commitment “Reservations offered” states no level for some days of the term: 2019-2020
        >>> quarter = attrs.evolve(AGREEMENT.commitment("quarter"), at_most="20 %")
        >>> absurd = attrs.evolve(AGREEMENT, commitments=(quarter,))
        >>> review(absurd, on=date(2018, 1, 1))[0].severity
        Severity.CONTRADICTION
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT as PROTOCOL
        >>> whose = {"action-logement": Holder.ACTION_LOGEMENT}
        >>> found = review(PROTOCOL, on=date(2018, 12, 31), holders=whose)
        >>> for remark in found.of(Severity.BELOW_THE_LAW):
        ...     words = (remark.kind.value, *remark.periods, remark.law[0])
        ...     print(*words, remark.confidence.value, sep="; ")
        under_legal_share; 2016-01-01 to 2017-01-28; Code de la construction et de l'habitation, \
L.313-26-2, programme par programme; verified
        under_legal_share; 2017-01-29 to 2017-12-31; Code de la construction et de l'habitation, \
L.313-26-2, version en vigueur depuis le 29 janvier 2017; verified
    """
    if not isinstance(agreement, (Agreement, Grid)):
        has_several = isinstance(agreement, (Mapping, Timeline))
        remedy = "review each of its grids by itself" if has_several else ""
        expected = "an Agreement or a Grid"
        raise InvalidTypeError("review, agreement", show(agreement), expected, remedy)
    exact_day(on, "review, on")
    if isinstance(agreement, Grid):
        remarks = dict.fromkeys(found for check in GRID_CHECKS for found in check(agreement, on))
        gravest = sorted(remarks, key=lambda remark: _GRAVITY[remark.severity])
        return GridReview(agreement, on, tuple(gravest))
    knowledge = on if known is None else exact_day(known, "review, known")
    others: tuple[Agreement, ...] = as_tuple(beside)
    faults = Faults("review")
    faults.each("beside", others, Agreement, "an Agreement")
    _check_holders(faults, agreement, holders)
    faults.report()
    terms = agreement.on(on, known=knowledge)
    examined = Examined(agreement, terms, on, knowledge, others, dict(holders))
    found = dict.fromkeys(remark for check in _CHECKS for remark in check(examined))
    ordered = sorted(found, key=lambda remark: _GRAVITY[remark.severity])
    return Review(agreement, on, knowledge, tuple(ordered))


def _check_holders(faults: Faults, agreement: Agreement, holders: object) -> None:
    """Each code is that of a contingent of some version, and each value a holder."""
    if not faults.instance(
        "holders", holders, Mapping, 'a mapping, {"als": Holder.ACTION_LOGEMENT}'
    ):
        return
    declared = {part.code for part in agreement.every_part if isinstance(part, Contingent)}
    given = dict(cast("Mapping[str, object]", holders))
    faults.each("holders", given.values(), Holder, "a Holder, such as Holder.ACTION_LOGEMENT")
    if faults.codes("holders", tuple(given)):
        faults.declared("holders", given, declared, "a contingent")


_CHECKS: Final[tuple[Check, ...]] = (
    shares_above_the_whole,
    limits_of_no_use,
    floors_above_ceilings,
    shares_against_volumes,
    floors_above_the_whole,
    groups_against_totals,
    numbers_for_each_group,
    publics_never_met,
    publics_of_no_period,
    numbers_above_reserved,
    holders_not_parties,
    outside_the_term,
    uneven_periods,
    falling_floors,
    lists_not_known,
    codes_never_in_use,
    codes_out_of_use,
    lost_promises,
    bases_in_common,
    quarters_not_reached,
    quarters_not_verified,
    reservations_above_ceilings,
    lists_not_complete,
    texts_no_longer_in_force,
)
_GRAVITY: Final = {severity: rank for rank, severity in enumerate(Severity)}
