"""The page of an agreement: each rule is asked once, and what they answer is put together."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from housing_agreements._checks import exact_day, make
from housing_agreements.errors import DuplicateIdError, HousingAgreementsError, InvalidObjectError
from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.outlook.expectations import NUMBER_NOT_KNOWN, PACE, Expectations
from housing_agreements.rules.outlook.outlook import outlook
from housing_agreements.rules.quotas._ledger_calls import LedgerCall
from housing_agreements.rules.quotas.check import check_quotas
from housing_agreements.rules.quotas.ledger import Entry, Ids, Unknown, iterate_entries
from housing_agreements.rules.quotas.readings import exact_agreement
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.rules.review.review import review
from housing_agreements.rules.undertakings import StatementLike, check_undertakings
from housing_agreements.rules.yearly._finding_out import Settling
from housing_agreements.rules.yearly._promises import (
    list_however_many,
    list_sure,
    list_yearly_promises,
)
from housing_agreements.rules.yearly._steps import list_steps
from housing_agreements.rules.yearly.page import YearlyPage

__all__ = ("yearly_page",)

_PAGE_ASKED: Final = "yearly_page"


def yearly_page(
    agreement: Agreement,
    entries: Tally | Iterable[Entry],
    *,
    on: date,
    known: date | None = None,
    done: Mapping[str, StatementLike] = MappingProxyType({}),
    expected: Expectations = PACE,
    ids: Ids = Ids.CHECKED,
    unknown: Unknown = Unknown.REFUSED,
    coded_on: date | None = None,
    beside: Iterable[Agreement] = (),
    holders: Mapping[str, Holder] = MappingProxyType({}),
) -> YearlyPage:
    """An agreement on one page (*bilan annuel*): what is kept, in danger, and to be done when.

    Four rules are asked, as each is asked by itself: `check_quotas` what is kept, `outlook` what
    can still be, `check_undertakings` what was done of what was promised, `review` what there is
    to remark on the agreement. A promise that can be kept is in danger when the pace so far is
    not the one owed, or when those expected are too few. While its period runs, it is kept only
    where it will be however many come, and lost only where no number keeps it. What would settle
    an open finding is found as `what_would_settle` finds it.

    Args:
        agreement: The agreement.
        entries: A ledger, or a tally of one; of a tally it is said how many dwellings lack which
            fact, and no entry is named.
        on: The day asked.
        known: The day of the knowledge: amendments signed later are left out; `None`: `on`.
        done: What is stated of undertakings, as `check_undertakings` takes it.
        expected: How many further entries are expected, as `outlook` takes it. At the pace so
            far, nothing is known on the first day of a period.
        ids: As `check_quotas` takes it.
        unknown: As `check_quotas` takes it.
        coded_on: As `check_quotas` takes it.
        beside: Other agreements that hold beside it, as `review` takes them.
        holders: What the holder of each contingent is in the eyes of the law, as `review` takes it.

    Raises:
        InvalidTypeError: For anything but these.
        InvalidValueError: For a number below 0, or a period that is over.
        UnknownCodeError: For a commitment, a group, an undertaking or a contingent that is not
            there, or a code of an entry that the agreement does not know.
        DuplicateIdError: For ids that stand twice.
        UncoveredReadingError: For a tally that did not read what the agreement needs.
        InvalidObjectError: For several of these at once.

    Laws:
        - The findings, the outlook, the undertakings and the remarks are those of the four rules.
        - More to come never undoes it: what is kept is not missed, and what is lost not kept.
        - No step is past, and whatever is in danger or not known has a step.
        - No two steps ask the same entry for the same fact.

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> offers = ha.Attribution(
        ...     "A1",
        ...     "action-logement",
        ...     "33063",
        ...     available_on=date(2018, 3, 1),
        ...     count=150,
        ...     publics={"dalo"},
        ... )
        >>> kept = {"applicants": ha.Done(by=date(2018, 6, 30)), "follow-up": date(2018, 3, 1)}
        >>> page = ha.yearly_page(
        ...     AGREEMENT, [offers], on=date(2018, 6, 30), done=kept, expected=300
        ... )
        >>> for promise in page:
        ...     print(promise.commitment.code, promise.period, promise.standing, promise.behind)
        quarter 2018 Standing.ON_COURSE 0
        quarter 2019 None None
        quarter 2020 None None
        offers 2018 Standing.IN_DANGER 50
        >>> page.next_steps[0].until, page.next_steps[0].say_until("en")
        (datetime.date(2018, 12, 31), 'by 31 December 2018')
    """
    exact_agreement(agreement, f"{_PAGE_ASKED}, agreement")
    exact_day(on, f"{_PAGE_ASKED}, on")
    if known is not None:
        exact_day(known, f"{_PAGE_ASKED}, known")
    ledger: Tally | tuple[Entry, ...] = (
        entries if isinstance(entries, Tally) else tuple(iterate_entries(_PAGE_CALL, entries))
    )
    try:
        report = check_quotas(
            agreement, ledger, on=on, known=known, ids=ids, unknown=unknown, coded_on=coded_on
        )
        ahead = outlook(report, expected)
        undertakings = check_undertakings(agreement, done, on=on, known=known)
        remarks = review(agreement, on=on, known=known, beside=beside, holders=holders)
    except HousingAgreementsError as fault:
        raise _tell_here(fault) from None
    sure = list_sure(ahead)
    endless = outlook(report, dict.fromkeys(sure, NUMBER_NOT_KNOWN)) if sure else ()
    promises = list_yearly_promises(report, ahead, frozenset(list_however_many(ahead, endless)))
    settling = Settling(report, None if isinstance(ledger, Tally) else ledger)
    return make(
        YearlyPage,
        agreement=agreement,
        on=on,
        known=report.known,
        findings=report,
        outlook=ahead,
        undertakings=undertakings,
        remarks=remarks,
        promises=promises,
        next_steps=list_steps(promises, settling.list_steps, report, undertakings, remarks),
    )


_PAGE_CALL: Final = LedgerCall(
    _PAGE_ASKED, for_frame="tally it with housing_agreements.frames.tally"
)
_RULES: Final = ("check_quotas", "tally", "outlook", "check_undertakings", "review")


def _tell_here(fault: HousingAgreementsError) -> HousingAgreementsError:
    """What a rule refused, told of the argument that was given here."""
    if isinstance(fault, InvalidObjectError):
        return InvalidObjectError(_PAGE_ASKED, map(_tell_here, fault.faults))
    if isinstance(fault, DuplicateIdError):
        return DuplicateIdError(f"{_PAGE_ASKED}, entries", fault.ids)
    rule, _, name = fault.where.partition(", ")
    return fault.at(_PAGE_ASKED, name) if rule in _RULES else fault
