"""The flow of a year, shared out between the holders of a landlord (*flux annuel*).

The base is what was freed or let for the first time, less what R.441-5 leaves out. Each holder is
due its share of it, exactly; whole dwellings that sum to the base are nearest to that. No text
rounds: the largest remainders are served first, equal ones in the order of the agreement.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar, Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import tell_number
from housing_agreements.errors import (
    InvalidInputError,
    InvalidObjectError,
    InvalidValueError,
    show,
)
from housing_agreements.explanations.blocks import Block, Line, Note, Section, Table, cite
from housing_agreements.explanations.explanation import Row
from housing_agreements.law.reservations.flow import LEFT_OUT, annual_flow
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules._answers import Report, Sentence
from housing_agreements.rules.flows._dwellings import DWELLING_WORDS, say_dwellings
from housing_agreements.rules.flows._given import HolderCode
from housing_agreements.rules.flows._standings import (
    OWN,
    read_contingents,
    shares_on,
)
from housing_agreements.values.periods import Period, as_period, join_periods, say_periods
from housing_agreements.values.rates import apportion
from housing_agreements.values.texts import (
    Language,
    Text,
    as_text,
    check_language,
    number,
    say_number_of,
)
from housing_agreements.values.timelines import Timeline

__all__ = ("Flow", "FlowPart", "share_flow")

_NOTHING_LEFT_OUT: Final[Mapping[str, int]] = MappingProxyType({})


@attrs.frozen(eq=False, repr=False)
class FlowPart(Sentence):
    """What a holder is due of a flow (*droits d'un réservataire sur le flux*)."""

    contingent: HolderCode
    """The code of its contingent; `None`: the landlord's own."""
    name: Text
    """What it is called."""
    due: Fraction
    """Its exact share of the flow."""
    dwellings: int
    """The same in whole dwellings, which sum to the flow."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        words = _PART.say(
            language, name=self.name, due=say_dwellings(self.due, language), whole=self.dwellings
        )
        yield Line(words)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `contingent`, `holder`, `due` (exact text), `dwellings`."""
        check_language(language)
        return [
            {
                "contingent": self.contingent,
                "holder": self.name.say(language),
                "due": str(self.due),
                "dwellings": self.dwellings,
            }
        ]

    def _essentials(self) -> str:
        return f"{self.contingent or self.name.en}: {self.dwellings} of {self.due} due"


_PART: Final = Text(
    "{name}: due {due}, in whole dwellings {whole}",
    "{name}\u00a0: dû {due}, en logements entiers {whole}",
)


def _as_periods(given: Iterable[Period]) -> tuple[Period, ...]:
    return as_tuple(given)


def _as_dues(
    given: "Iterable[tuple[HolderCode, Text, Fraction]]",
) -> "tuple[tuple[HolderCode, Text, Fraction], ...]":
    return as_tuple(given)


def _as_left_out(given: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Flow(Report[FlowPart]):
    """The flow of a landlord over one or several periods (*flux*), as parts of its holders.

    Flows of periods that share no day add up: bases and dues do, and the whole dwellings are those
    of the sum. It is a sequence of its parts.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="30 %")
        >>> flows = [share_flow([state], period=year, freed=101) for year in (2023, 2024)]
        >>> (flows[0] + flows[1])[0]
        <FlowPart state: 61 of 303/5 due>
    """

    compared: ClassVar[str | None] = None

    periods: tuple[Period, ...] = attrs.field(converter=_as_periods)
    """The periods, in order; those that meet are one."""
    freed: int
    """The dwellings freed, or let for the first time."""
    left_out: tuple[tuple[str, int], ...] = attrs.field(converter=_as_left_out)
    """How many of them each tag of the law takes away, in its order."""
    dues: tuple[tuple[HolderCode, Text, Fraction], ...] = attrs.field(converter=_as_dues)
    """The code, the name and the exact due of each holder; the landlord's own is last."""

    def __attrs_post_init__(self) -> None:
        """There is a period, the law knows each tag, and what is due sums to the base."""
        faults = Faults("Flow")
        faults.check_fields(self)
        if faults.sound("periods") and not self.periods:
            faults.value("periods", self.periods, "at least one period")
        if not faults.found:
            known = [item.tag for version in LEFT_OUT.versions for item in version.value]
            for tag, _ in self.left_out:
                if tag not in known:
                    faults.value("left_out", tag, "the tag of something left out of the flow")
            codes = [code for code, _, _ in self.dues]
            if codes[-1:] != [None] or None in codes[:-1]:
                faults.value("dues", codes, "the landlord's own, None, as the last holder")
            total = sum((due for _, _, due in self.dues), Fraction(0))
            if total != self.base or any(due < 0 for _, _, due in self.dues):
                faults.value("dues", total, f"dues of 0 or more that sum to the base, {self.base}")
            if not faults.found:
                LEFT_OUT.at(self.periods[-1].last_day)
        faults.report()

    @property
    def base(self) -> int:
        """The dwellings of the flow: those freed, less those left out."""
        return self.freed - sum(count for _, count in self.left_out)

    @property
    def parts(self) -> tuple[FlowPart, ...]:
        """What each holder is due, in whole dwellings too."""
        dues = [due for _, _, due in self.dues]
        whole = apportion(self.base, dues) if self.base else (0,) * len(dues)
        return tuple(
            FlowPart(code, name, due, dwellings)
            for (code, name, due), dwellings in zip(self.dues, whole, strict=True)
        )

    @property
    def _items(self) -> tuple[FlowPart, ...]:
        return self.parts

    def __add__(self, other: "Flow") -> "Flow":
        """The flow of both, for periods that share no day.

        Raises:
            InvalidValueError: For periods that share a day.
        """
        if not isinstance(other, Flow):
            return NotImplemented
        for period in self.periods:
            if any(period.overlaps(later) for later in other.periods):
                expected = "flows of periods that share no day"
                raise InvalidValueError("Flow, periods", str(period), expected)
        dues = {code: (code, name, due) for code, name, due in self.dues}
        for code, name, due in other.dues:
            before = dues.get(code, (code, name, Fraction(0)))
            dues[code] = (code, name, before[2] + due)
        own = dues.pop(None)
        counts = dict(self.left_out)
        for tag, count in other.left_out:
            counts[tag] = counts.get(tag, 0) + count
        periods = join_periods((*self.periods, *other.periods))
        return Flow(
            periods, self.freed + other.freed, _order_left_out(counts), [*dues.values(), own]
        )

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The base, what it leaves out, and what each holder is due."""
        names = {item.tag: item.name for version in LEFT_OUT.versions for item in version.value}
        parts: list[Block] = [Line(say_number_of(self.freed, *_FREED, language))]
        parts += [
            Line(_WITHOUT.say(language, count=count, name=names[tag]))
            for tag, count in self.left_out
        ]
        rows = [
            [
                part.name.say(language),
                say_dwellings(part.due, language),
                number(part.dwellings, language),
            ]
            for part in self.parts
        ]
        parts += [
            Table([heading.say(language) for heading in _FLOW_HEADINGS], rows),
            Note(_NO_ROUNDING.say(language)),
            *cite(LEFT_OUT.at(self.periods[-1].last_day).sources),
        ]
        heading = _FLOW_OF.say(language, periods=say_periods(self.periods, language))
        yield Section(heading, say_number_of(self.base, *DWELLING_WORDS, language), None, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """The row of each `FlowPart`."""
        return super().rows(language)

    def _essentials(self) -> str:
        when = ", ".join(map(str, self.periods))
        return f"{when}: {tell_number(self.base, 'dwelling')} for {len(self.dues)} holders"


def _order_left_out(left_out: Mapping[str, int]) -> list[tuple[str, int]]:
    """What is left out, in the order of the law, without what leaves out nothing."""
    tags = dict.fromkeys(item.tag for version in LEFT_OUT.versions for item in version.value)
    return [(tag, left_out[tag]) for tag in tags if left_out.get(tag)]


_FLOW_OF: Final = Text("The flow of {periods}", "Flux {periods}")
_FREED: Final = (
    Text("dwelling freed or let for the first time", "logement libéré ou mis en service"),
    Text("dwellings freed or let for the first time", "logements libérés ou mis en service"),
)
_WITHOUT: Final = Text("less {count}: {name}", "moins {count}\u00a0: {name}")
_FLOW_HEADINGS: Final = (
    Text("holder", "réservataire"),
    Text("due", "dû"),
    Text("dwellings", "logements"),
)
_NO_ROUNDING: Final = Text(
    "no text rounds: the largest remainders are served first, equal ones in the order of the "
    "agreement",
    "aucun texte ne fixe l'arrondi\u00a0: les plus forts restes sont servis d'abord, à égalité "
    "dans l'ordre de la convention",
)


def share_flow(
    contingents: Iterable[Contingent],
    *,
    period: Period | int,
    freed: int,
    left_out: Mapping[str, int] = _NOTHING_LEFT_OUT,
) -> Flow:
    """The flow of a period, and what each holder is due of it (*répartition du flux annuel*).

    Args:
        contingents: The contingents, each with a share that does not change in the period.
        period: The period, or a year.
        freed: The dwellings of the landlord freed in it, or let for the first time.
        left_out: How many of them each tag takes away that R.441-5 leaves out of the flow.

    Raises:
        InvalidValueError: For shares that exceed the whole or change in the period, a negative
            number, or more left out than freed.
        InvalidTypeError: For anything but whole numbers, or contingents.
        UnknownCodeError: For a tag that the law does not leave out.
        NotKnownError: For a share that is not known, or a period for which the law is not.
        InvalidObjectError: For several faults at once.

    Laws:
        - `flows_add_up`: the flow of two periods is the flow of both, its parts sum to the base,
          and each is the floor or the ceiling of what is due.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="30 %")
        >>> flow = share_flow([state], period=2024, freed=1_001, left_out={"transfer": 200})
        >>> flow.base, [(part.contingent, part.dwellings) for part in flow]
        (801, [('state', 240), (None, 561)])
    """
    where = "share_flow"
    held = read_contingents(where, contingents)
    faults = Faults(where)
    try:
        days = as_period(period)
    except InvalidInputError as fault:
        raise fault.at(where, "period") from None
    if faults.instance("left_out", left_out, Mapping, "a mapping of tags to numbers"):
        for tag in left_out:
            faults.code("left_out, tag", tag)
    faults.report()
    try:
        base = annual_flow(freed, left_out, on=days.last_day)
    except InvalidInputError as error:
        named = [fault.at(where, fault.where.partition(", ")[2]) for fault in error.faults]
        raise named[0] if len(named) == 1 else InvalidObjectError(where, named) from None
    shares = shares_on(where, held, days.start)
    shares_on(where, held, days.last_day)  # known to the end
    for contingent in held:
        share = contingent.share
        if isinstance(share, Timeline):
            changes = [day for day in share.days if days.start < day <= days.last_day]
            if changes:
                given = f"{show(contingent.code)}, whose share changes on {changes[0]}"
                expected = "shares that do not change in the period"
                cut = (days.start, *changes, days.end)
                ends = [f"date({day.year}, {day.month}, {day.day})" for day in cut]
                each = [f"share_flow(..., period=Period({a}, {b}))" for a, b in pairwise(ends)]
                told = "each with what was freed in it; the end of a Period is not in it"
                remedy = f"write {' + '.join(each)}, {told}"
                raise InvalidValueError(f"{where}, contingents", given, expected, remedy)
    names = [*((held.code, as_text(held.holder.name)) for held in held), (None, OWN)]
    dues = [(code, name, share * base) for (code, name), share in zip(names, shares, strict=True)]
    return Flow([days], freed, _order_left_out(left_out), dues)
