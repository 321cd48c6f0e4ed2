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
from numbers import Number
from typing import Final, NamedTuple

from housing_agreements._checks import (
    Faults,
    as_tuple,
    attempt,
    exact_count,
    exact_day,
    exact_series,
)
from housing_agreements.errors import (
    HousingAgreementsError,
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
from housing_agreements.values.rates import RateLike, exact_share
from housing_agreements.values.texts import Text, as_text, percent
from housing_agreements.values.timelines import Timeline

__all__ = (
    "OWN",
    "Dwellings",
    "HolderCode",
    "Planned",
    "Shares",
    "Start",
    "read_contingents",
    "read_holders",
    "read_start",
    "shares_on",
)

HolderCode = str | None
"""The code of a contingent; `None`: the landlord's own (*non réservé*)."""
Dwellings = (
    Mapping[str | None, int | Iterable[date]]
    | Mapping[str, int | Iterable[date]]
    | Mapping[None, int | Iterable[date]]
)
"""How many dwellings by holder, or the days of each."""
Planned = Mapping[int, Mapping[str, RateLike]]
"""Once so many dwellings were shared out, which shares change."""
Shares = tuple[Fraction, ...]
"""The share of each contingent in order, and last that of the landlord."""

OWN: Final = Text("the landlord's own", "le bailleur (hors réservation)")
"""What the landlord is called, as the holder of what nobody reserves."""

_MOST_HOLDERS_NAMED: Final = 12
"""How many holders an error names at most."""
_DAYS_BY_HOLDER: Final = "dwellings by holder: {code: number} or {code: (day, ...)}"


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


def _read_counts(
    where: str, name: str, given: Dwellings, codes: tuple[HolderCode, ...]
) -> dict[HolderCode, int | tuple[date, ...]]:
    """The dwellings of each holder: a number, or days in order.

    Raises:
        InvalidTypeError: For anything but numbers or days by code.
        InvalidValueError: For a negative number.
        UnknownCodeError: For a code that no contingent has.
        InvalidObjectError: For several of these at once.
    """
    faults = Faults(where)
    faults.instance(name, given, Mapping, _DAYS_BY_HOLDER)
    faults.report()
    read: dict[HolderCode, int | tuple[date, ...]] = {}
    for code, dwellings in given.items():
        if code is not None and type(code) is not str:
            faults.add(InvalidTypeError, name, show(code), "the code of a contingent, or None")
        elif code not in codes:
            known = [named for named in codes if named is not None]
            expected = "a contingent, or None for the landlord's own"
            faults.add(UnknownCodeError, name, show(code), expected, nearest(code, known))
        else:
            try:
                read[code] = _read_number_or_days(dwellings)
            except HousingAgreementsError as fault:
                faults.note(fault.at(where, f"{name}, {show(code)}"))
    faults.report()
    return read


def _read_number_or_days(given: int | Iterable[date]) -> int | tuple[date, ...]:
    if isinstance(given, (int, Number)):  # whatever is a number without being an int is refused
        return exact_count(given, "dwellings")
    try:
        days = exact_series(given, "dwellings")
    except InvalidTypeError:
        expected = "a number of dwellings, or the day of each"
        remedy = "write a tuple: (day,)" if isinstance(given, date) else ""
        raise InvalidTypeError("dwellings", show(given), expected, remedy) from None
    return tuple(sorted(exact_day(day, "dwellings") for day in days))


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
    back: Dwellings,
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
    had = _read_counts(where, "given", given, codes)
    returned = _read_counts(where, "back", back, codes)
    reader = _SharesReader(where, held, _read_planned(where, planned, held))
    later = sum(_count_later(days, on) for days in had.values())
    by_day = [contingent for contingent in held if isinstance(contingent.share, Timeline)]
    changing = [contingent.code for contingent in by_day if len(_days_of_change(contingent)) > 1]
    net = _take_back(where, had, returned, on, back_uses_turn=back_uses_turn)
    if changing:
        _ask_for_days(where, changing, {"given": had, "back": returned})
    if by_day and all(isinstance(dwellings, tuple) or not dwellings for dwellings in net.values()):
        stretches = _list_stretches(net, codes, reader, on)
    else:
        counts = {code: _count(dwellings) for code, dwellings in net.items()}
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
    return contingent.share.days if isinstance(contingent.share, Timeline) else ()


def _count_later(dwellings: int | tuple[date, ...], on: date | None) -> int:
    if on is None or not isinstance(dwellings, tuple):
        return 0
    return sum(day > on for day in dwellings)


def _take_back(
    where: str,
    given: dict[HolderCode, int | tuple[date, ...]],
    back: dict[HolderCode, int | tuple[date, ...]],
    on: date | None,
    *,
    back_uses_turn: bool,
) -> dict[HolderCode, int | tuple[date, ...]]:
    """What each has had up to the day asked, less what it handed back, where that does not count.

    A dwelling handed back on a day is the last one that its holder was given up to that day.
    """
    net: dict[HolderCode, int | tuple[date, ...]] = {
        code: _up_to(dwellings, on) for code, dwellings in given.items()
    }
    faults = Faults(where)
    for code, dwellings in back.items():
        had, returned = net.get(code, 0), _up_to(dwellings, on)
        total, number = _count(had), _count(returned)
        whose = "the landlord" if code is None else show(code)
        kept: int | tuple[date, ...]
        remedy = "count in `given` the dwellings that were handed back afterwards"
        if number > total:
            until = "" if on is None or not isinstance(had, tuple) else f" up to {on}"
            expected = f"no more than {whose} had been given{until}, {total}"
            faults.add(InvalidValueError, f"back, {show(code)}", f"{number}", expected, remedy)
            continue
        if isinstance(had, tuple) and isinstance(returned, tuple):
            kept, odd = _drop_last(had, returned)
            if odd is not None:
                expected = f"a day up to which {whose} had been given a dwelling to hand back"
                remedy = f"correct the day, or {remedy}"
                faults.add(InvalidValueError, f"back, {show(code)}", str(odd), expected, remedy)
        else:
            kept = total - number
        if not back_uses_turn:
            net[code] = kept
    faults.report()
    return net


def _up_to(dwellings: int | tuple[date, ...], on: date | None) -> int | tuple[date, ...]:
    if on is None or not isinstance(dwellings, tuple):
        return dwellings
    return tuple(day for day in dwellings if day <= on)


def _count(dwellings: int | tuple[date, ...]) -> int:
    return len(dwellings) if isinstance(dwellings, tuple) else dwellings


def _drop_last(
    had: tuple[date, ...], back: tuple[date, ...]
) -> tuple[tuple[date, ...], date | None]:
    """The dwellings of these days without those handed back, and the first day with none left."""
    kept: list[date] = []
    waiting = [*had]
    for day in back:
        while waiting and waiting[0] <= day:
            kept.append(waiting.pop(0))
        if not kept:
            return had, day
        kept.pop()
    return (*kept, *waiting), None


def _ask_for_days(
    where: str,
    changing: list[str],
    told: Mapping[str, Mapping[HolderCode, int | tuple[date, ...]]],
) -> None:
    """Refuse bare numbers of dwellings where shares change."""
    faults = Faults(where)
    for name, by_holder in told.items():
        for code, dwellings in by_holder.items():
            if dwellings and not isinstance(dwellings, tuple):
                expected = f"the day of each, since the share of {show(changing[0])} changes"
                faults.add(InvalidTypeError, f"{name}, {show(code)}", show(dwellings), expected)
    faults.report()


def _list_stretches(
    given: dict[HolderCode, int | tuple[date, ...]],
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
