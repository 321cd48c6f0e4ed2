"""Where each holder stands: what it is due of the dwellings so far, and what it has had of them.

The shares of a day are those of the contingents; what they leave is the landlord's own, which is a
holder like others. A holder counts as long as it has a share, now or by a change that was planned.
One that has none any more leaves the count: what it had too little or too much is then spread over
those who stay, in proportion to their shares, so that dues and dwellings are again as many.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from housing_agreements._checks import (
    Faults,
    as_tuple,
    attempt,
    exact_day,
)
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules.flows._course import Course
from housing_agreements.rules.flows._given import (
    Counted,
    Dwellings,
    HandedBack,
    HolderCode,
    ask_for_days,
    count_dwellings,
    count_later,
    read_back,
    read_given,
    take_back,
)
from housing_agreements.values.rates import RateLike, exact_share
from housing_agreements.values.texts import Text, as_text, percent
from housing_agreements.values.timelines import Timeline

__all__ = (
    "OWN",
    "Planned",
    "Shares",
    "Start",
    "read_contingents",
    "read_holders",
    "read_start",
    "shares_on",
)

Planned = Mapping[int, Mapping[str, RateLike]]
"""Once so many dwellings were shared out, which shares change."""
Shares = tuple[Fraction, ...]
"""The share of each contingent in order, and last that of the landlord."""

OWN: Final = Text("the landlord's own", "le bailleur (hors réservation)")
"""What the landlord is called, as the holder of what nobody reserves."""

_MOST_HOLDERS_NAMED: Final = 12
"""How many holders an error names at most."""


class Start(NamedTuple):
    """Where the holders in the count stand, before the dwelling that has just come free."""

    codes: tuple[HolderCode, ...]
    """The holders in the count, in the order of the agreement; the landlord is last."""
    names: tuple[Text, ...]
    """What each is called."""
    had: tuple[int, ...]
    """How many dwellings each has had, less those that it handed back where these do not count."""
    lags: tuple[Fraction, ...]
    """By how much each is late: what it is due, less what it has had."""
    steps: tuple[tuple[int, Shares], ...]
    """After how many further dwellings which shares of those in the count hold."""
    left_out: int
    """How many dwellings went to holders without a share, and are left out of the count."""
    later: int
    """How many are of days after the one asked, and do not count yet."""

    def begin(self) -> Course:
        """The course that begins here."""
        return Course(self.lags, self.steps)


def read_holders(where: str, contingents: Iterable[Contingent]) -> tuple[Contingent, ...]:
    """Contingents whose codes differ.

    Raises:
        InvalidTypeError: For anything but contingents in order.
        InvalidValueError: For none, or a code twice.
    """
    faults = Faults(where)
    if isinstance(contingents, (Agreement, Contingent)):
        is_one = isinstance(contingents, Contingent)
        remedy = "write a tuple: (contingent,)" if is_one else "write agreement.contingents"
        expected = "several contingents"
        raise InvalidTypeError(f"{where}, contingents", show(contingents), expected, remedy)
    held: tuple[Contingent, ...] = as_tuple(contingents)
    if not faults.refused("contingents", held):
        for contingent in held:
            faults.instance("contingents", contingent, Contingent, "a Contingent")
        if not held:
            faults.value("contingents", held, "at least one contingent")
    faults.report()
    codes = [contingent.code for contingent in held]
    for code, number in Counter(codes).items():
        if number > 1:
            faults.value("contingents", code, "each code once")
    faults.report()
    return held


def read_contingents(where: str, contingents: Iterable[Contingent]) -> tuple[Contingent, ...]:
    """Contingents whose codes differ, each with a share.

    Raises:
        InvalidTypeError: For anything but contingents in order.
        InvalidValueError: For none, or a code twice.
        NotKnownError: For a contingent whose share is not known.
    """
    held = read_holders(where, contingents)
    for contingent in held:
        if contingent.share is None:
            raise NotKnownError(
                f"{where}, contingents",
                f"{show(contingent.code)} without a share",
                "the share of each contingent",
                'write Contingent(..., share="25 %")',
            )
    return held


def shares_on(where: str, contingents: tuple[Contingent, ...], on: date | None) -> Shares:
    """The shares of a day, and what they leave to the landlord.

    Raises:
        InvalidTypeError: Where a share changes and no day is given.
        NotKnownError: Where a share is not known on that day.
        InvalidValueError: For shares that exceed the whole.
    """
    shares: list[Fraction] = []
    for contingent in contingents:
        share = contingent.share
        if isinstance(share, Timeline):
            if on is None:
                expected = f"a day, since the share of {show(contingent.code)} changes"
                raise InvalidTypeError(f"{where}, on", "None", expected, "write on=date(...)")
            share = contingent.share_on(on)
        if share is None:
            raise NotKnownError(
                f"{where}, contingents",
                f"{on}",
                f"a day on which the share of {show(contingent.code)} is known",
                "give it for that day too: '0 %' where it had none",
            )
        shares.append(share)
    codes = [contingent.code for contingent in contingents]
    return _with_rest(where, "contingents", codes, shares, "" if on is None else f" on {on}")


def _with_rest(
    where: str, name: str, codes: Iterable[str], shares: Sequence[Fraction], when: str
) -> Shares:
    """Shares, and what they leave."""
    rest = 1 - sum(shares, Fraction(0))
    if rest < 0:
        told = [
            f"{show(code)} {percent(share, 'en')}"
            for code, share in zip(codes, shares, strict=True)
            if share
        ]
        left = len(told) - _MOST_HOLDERS_NAMED
        more = f" and {left} more" if left > 0 else ""
        each = ", ".join(told[:_MOST_HOLDERS_NAMED])
        given = f"shares of {percent(1 - rest, 'en')} together{when} ({each}{more})"
        expected = "shares of at most 100 % together"
        raise InvalidValueError(f"{where}, {name}", given, expected)
    return (*shares, rest)


def _read_planned(
    where: str, planned: Planned, contingents: tuple[Contingent, ...]
) -> dict[int, dict[str, Fraction]]:
    """The changes planned, in their order."""
    faults = Faults(where)
    faults.instance("planned", planned, Mapping, "shares by index: {60: {code: share}}")
    faults.report()
    codes = [contingent.code for contingent in contingents]
    read: dict[int, dict[str, Fraction]] = {}
    for index, shares in planned.items():
        faults.count("planned, index", index)
        if not faults.instance("planned", shares, Mapping, "shares by code: {code: share}"):
            continue
        for code, share in shares.items():
            if code not in codes:
                meant = nearest(code, codes)
                faults.add(UnknownCodeError, "planned", show(code), "a contingent", meant)
            refused = faults.refused(f"planned, {show(code)}", attempt(exact_share, share))
            if not refused and not faults.found:
                read.setdefault(index, {})[code] = exact_share(share)
    faults.report()
    return dict(sorted(read.items()))


class _SharesReader:
    """The shares of each dwelling: those of its day, changed by what was planned before it."""

    def __init__(
        self,
        where: str,
        contingents: tuple[Contingent, ...],
        planned: dict[int, dict[str, Fraction]],
    ) -> None:
        self._where, self._contingents, self._planned = where, contingents, planned
        self._by_day: dict[date | None, Shares] = {}

    def read_day(self, day: date | None) -> Shares:
        """The shares of a day."""
        if day not in self._by_day:
            self._by_day[day] = shares_on(self._where, self._contingents, day)
        return self._by_day[day]

    def list_steps(self, shares: Shares) -> list[tuple[int, Shares]]:
        """From which index on which shares hold, those of a day being given."""
        steps = [(0, shares)]
        now = dict(zip((held.code for held in self._contingents), shares, strict=False))
        for index, changes in self._planned.items():
            now |= changes
            when = f" once {index} were shared out"
            rest = _with_rest(self._where, "planned", now, [*now.values()], when)
            if index == 0:
                steps.clear()
            steps.append((index, rest))
        return steps


def read_start(  # noqa: PLR0917  # what every question on turns tells
    where: str,
    contingents: Iterable[Contingent],
    given: Dwellings,
    on: date | None,
    back: HandedBack,
    planned: Planned,
    *,
    back_uses_turn: bool,
) -> Start:
    """Where the holders stand by what they were given, handed back, and are to be given.

    Raises:
        InvalidInputError: For anything that is wrong, with the argument.
        NotKnownError: For a share that is not known.
    """
    held = read_contingents(where, contingents)
    if on is not None:
        exact_day(on, f"{where}, on")
    if type(back_uses_turn) is not bool:
        raise InvalidTypeError(f"{where}, back_uses_turn", show(back_uses_turn), "True or False")
    codes = (*(contingent.code for contingent in held), None)
    names = (*(as_text(contingent.holder.name) for contingent in held), OWN)
    had = read_given(where, given, codes)
    returned = read_back(where, back, codes)
    reader = _SharesReader(where, held, _read_planned(where, planned, held))
    later = sum(count_later(days, on) for days in had.values())
    by_day = [contingent for contingent in held if isinstance(contingent.share, Timeline)]
    changes = {contingent.code: _days_of_change(contingent) for contingent in by_day}
    days = sorted({day for some in changes.values() for day in some})
    net = take_back(where, had, returned, on, days, back_uses_turn=back_uses_turn)
    if days:
        changing = next(code for code, some in changes.items() if some)
        ask_for_days(where, changing, {"given": had, "back": returned})
    if by_day and all(isinstance(dwellings, tuple) or not dwellings for dwellings in net.values()):
        stretches = _list_stretches(net, codes, reader, on)
    else:
        counts = {code: count_dwellings(dwellings) for code, dwellings in net.items()}
        stretches = [(reader.read_day(on), [counts.get(code, 0) for code in codes])]
    account = _Account(len(codes), reader)
    for shares, numbers in stretches:
        account.add(shares, numbers)
    members = account.members
    return Start(
        tuple(codes[index] for index in members),
        tuple(names[index] for index in members),
        tuple(account.had[index] for index in members),
        tuple(account.lags[index] for index in members),
        account.list_further_steps(),
        account.left_out,
        later,
    )


def _days_of_change(contingent: Contingent) -> tuple[date, ...]:
    return contingent.share.days[1:] if isinstance(contingent.share, Timeline) else ()


def _list_stretches(
    given: Mapping[HolderCode, Counted],
    codes: tuple[HolderCode, ...],
    reader: _SharesReader,
    on: date | None,
) -> list[tuple[Shares, list[int]]]:
    """The dwellings of each holder while the shares were the same, stretch after stretch."""
    days = sorted(
        (day, codes.index(code))
        for code, dwellings in given.items()
        if isinstance(dwellings, tuple)
        for day in dwellings
    )
    stretches: list[tuple[Shares, list[int]]] = []
    for shares, part in groupby(days, key=lambda dwelling: reader.read_day(dwelling[0])):
        numbers = Counter(index for _, index in part)
        stretches.append((shares, [numbers[index] for index in range(len(codes))]))
    return [*stretches, (reader.read_day(on), [0] * len(codes))]


class _Account:
    """What each has had and is late by, stretch after stretch."""

    def __init__(self, holders: int, reader: _SharesReader) -> None:
        self._reader = reader
        self._steps: list[tuple[int, Shares]] = []
        self.had = [0] * holders
        self.lags = [Fraction(0)] * holders
        self.members: list[int] = []
        self.left_out = 0
        self._shared_out = 0  # with those of holders that have left: what is planned counts them

    def add(self, shares: Shares, numbers: list[int]) -> None:
        """Go on by the dwellings given while the shares of the day were these."""
        self._steps = self._reader.list_steps(shares)
        has_share = [
            any(column) for column in zip(*(shares for _, shares in self._steps), strict=True)
        ]
        leavers = [index for index in self.members if not has_share[index]]
        self.members = [index for index, stays in enumerate(has_share) if stays]
        for leaver in leavers:
            self._spread(leaver)
        first = self._shared_out
        last = first + sum(numbers[index] for index in self.members)
        for index, number in enumerate(numbers):
            if not has_share[index]:
                self.left_out += number
                continue
            self.lags[index] += self._sum_due(index, first, last) - number
            self.had[index] += number
        self._shared_out = last

    def _at(self, index: int) -> Shares:
        """The shares of the dwelling of an index."""
        return [shares for start, shares in self._steps if start <= index][-1]

    def _spread(self, leaver: int) -> None:
        """Spread what a holder had too little or too much over those who stay."""
        lag, self.lags[leaver] = self.lags[leaver], Fraction(0)
        self.left_out += self.had[leaver]
        self.had[leaver] = 0
        shares = self._at(self._shared_out)
        self.lags = [own + lag * share for own, share in zip(self.lags, shares, strict=True)]

    def _sum_due(self, holder: int, first: int, last: int) -> Fraction:
        """What a holder is due of the dwellings from one index to below another."""
        ends = [*(start for start, _ in self._steps[1:]), last]
        return sum(
            (
                shares[holder] * max(0, min(end, last) - max(start, first))
                for (start, shares), end in zip(self._steps, ends, strict=True)
            ),
            Fraction(0),
        )

    def list_further_steps(self) -> tuple[tuple[int, Shares], ...]:
        """After how many further dwellings which shares of those in the count hold."""
        now = self._shared_out
        steps = [(0, self._at(now))]
        steps += [(start - now, shares) for start, shares in self._steps if start > now]
        kept = [(start, tuple(shares[index] for index in self.members)) for start, shares in steps]
        return (kept[0], *(later for before, later in pairwise(kept) if before[1] != later[1]))
