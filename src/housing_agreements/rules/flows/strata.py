"""Turns apart for each kind of dwelling (*par typologie, par commune, par financement*).

A landlord that owes every holder its share of the large dwellings as of the small ones goes by
turns in each kind by itself. The bound holds in each; over all of them it is shown, not promised.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import tell_number
from housing_agreements.errors import UnknownCodeError, nearest, show
from housing_agreements.explanations.blocks import Block, Note, Section
from housing_agreements.explanations.explanation import Row, write_blocks
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules._answers import Report, Sentence
from housing_agreements.rules.flows._given import Dwellings, HandedBack, HolderCode
from housing_agreements.rules.flows._standings import Start, read_start
from housing_agreements.rules.flows.turns import (
    HolderStanding,
    Turn,
    as_standings,
    make_turn,
    write_reasons,
    write_standings,
    write_turn,
)
from housing_agreements.values.texts import Language, Text, check_language
from housing_agreements.values.verdicts import Verdict

__all__ = ("StratumTurn", "TurnsByStratum", "next_holders")

_NO_KIND_HANDED_BACK: Final[Mapping[str, HandedBack]] = MappingProxyType({})


@attrs.frozen(eq=False, repr=False)
class StratumTurn(Sentence):
    """To whom the next dwelling of one kind goes."""

    stratum: str
    """The kind of dwelling."""
    turn: Turn
    """The turn."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The kind, and its turn under it."""
        holder = self.turn.holder.say(language)
        heading = _NEXT_OF_KIND.say(language, stratum=self.stratum)
        yield Section(heading, holder, None, tuple(write_turn(self.turn, language)))

    def rows(self, language: Language = "en") -> list[Row]:
        """The rows of the `Turn`, each with its `stratum`."""
        head: Row = {"stratum": self.stratum}
        return [head | row for row in self.turn.rows(language)]

    def _essentials(self) -> str:
        return f"{self.stratum}: {self.turn.contingent or self.turn.holder.en}"


_NEXT_OF_KIND: Final = Text("{stratum}, the next dwelling", "{stratum}, prochain logement")


def _as_turns(given: Iterable[StratumTurn]) -> tuple[StratumTurn, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class TurnsByStratum(Report[StratumTurn]):
    """To whom the next dwelling of each kind goes (*tours par catégorie de logements*).

    A sequence of turns. Its verdict says whether the first bound can be kept in each.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="1/2")
        >>> next_holders([state], {"T2": {"state": 1}, "T4": {None: 1}}).furthest
        Fraction(0, 1)
    """

    turns: tuple[StratumTurn, ...] = attrs.field(converter=_as_turns)
    """The turn of each kind, in the order given."""
    total: tuple[HolderStanding, ...] = attrs.field(converter=as_standings)
    """What each holder is due and has had over all kinds; no bound is promised there."""

    def __attrs_post_init__(self) -> None:
        """There is a holder at least."""
        faults = Faults("TurnsByStratum")
        faults.check_fields(self)
        if faults.sound("total") and not self.total:
            faults.value("total", self.total, "at least one holder")
        faults.report()

    @property
    def _items(self) -> tuple[StratumTurn, ...]:
        return self.turns

    @property
    def verdict(self) -> Verdict:
        """Whether the first bound can be kept from here in each kind."""
        return Verdict.all([item.turn.verdict for item in self.turns])

    @property
    def furthest(self) -> Fraction:
        """By how many dwellings the holder furthest from its due is late or ahead in all."""
        return max(abs(standing.late) for standing in self.total)

    def of(self, stratum: str) -> Turn:
        """The turn of one kind.

        Raises:
            UnknownCodeError: For a kind that was not asked.
        """
        by_code = {item.stratum: item.turn for item in self.turns}
        if type(stratum) is str and stratum in by_code:
            return by_code[stratum]
        known = [*by_code]
        where, expected = "TurnsByStratum.of, stratum", "a stratum that was asked"
        raise UnknownCodeError(where, show(stratum), expected, nearest(stratum, known))

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        for item in self.turns:
            yield from write_blocks(item, language)
        table = write_standings(self.total, language, with_latest=False)
        note = Note(_NOT_PROMISED.say(language))
        yield Section(_OVER_ALL.say(language), None, None, (table, note))
        yield from write_reasons(language)

    def rows(self, language: Language = "en") -> list[Row]:
        """The rows of each `StratumTurn`."""
        check_language(language)
        return super().rows(language)

    def _essentials(self) -> str:
        return f"{tell_number(len(self.turns), 'kind')}; within {self.furthest} of each due in all"


_OVER_ALL: Final = Text("Over all kinds of dwellings", "Toutes catégories de logements")
_NOT_PROMISED: Final = Text(
    "the bound holds in each kind; over all of them it is not promised",
    "l'écart maximal vaut dans chaque catégorie\u202f; il n'est pas promis sur l'ensemble",
)


def next_holders(
    contingents: Iterable[Contingent],
    given: Mapping[str, Dwellings],
    *,
    on: date | None = None,
    back: Mapping[str, HandedBack] = _NO_KIND_HANDED_BACK,
    back_uses_turn: bool = False,
) -> TurnsByStratum:
    """To whom the next dwelling of each kind goes, each kind being a sequence of its own.

    Args:
        contingents: The contingents, as `next_holder` takes them; their shares hold in each kind.
        given: For each kind (a number of rooms, a commune, a financing) what each holder has been
            given of it, as `next_holder` takes it; `{}` where nobody has been given any.
        on: The day asked; needed where a share changes.
        back: For each kind, what each holder handed back.
        back_uses_turn: Whether a dwelling handed back has used up the turn of its holder.

    Raises:
        InvalidTypeError: For anything but dwellings by holder by kind; and as `next_holder`.
        InvalidValueError: For no kind at all; and as `next_holder`.
        UnknownCodeError: For dwellings handed back of a kind that was not given; and as
            `next_holder`.
        NotKnownError: As `next_holder`.
        InvalidObjectError: For several faults at once.

    Laws:
        - `strata_stand_alone`: the turn of a kind is the one that it has alone.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="1/2")
        >>> turns = next_holders([state], {"T2": {"state": 1}, "T4": {None: 1}})
        >>> [(item.stratum, item.turn.contingent) for item in turns]
        [('T2', None), ('T4', 'state')]
    """
    where = "next_holders"
    faults = Faults(where)
    expected = "dwellings by holder, by stratum: {'T2': {code: number}}"
    faults.instance("given", given, Mapping, expected)
    faults.instance("back", back, Mapping, expected)
    faults.report()
    for stratum in given:
        faults.text("given, stratum", stratum)
    if not given:
        faults.value("given", given, "at least one stratum")
    faults.report()
    for stratum in back:
        if stratum not in given:
            expected = "a stratum of `given`"
            faults.add(UnknownCodeError, "back", show(stratum), expected, nearest(stratum, given))
    faults.report()
    held = as_tuple(contingents)
    starts = {
        stratum: read_start(
            f"{where}, {show(stratum)}",
            held,
            dwellings,
            on,
            back.get(stratum, {}),
            {},
            back_uses_turn=back_uses_turn,
        )
        for stratum, dwellings in given.items()
    }
    turns = [
        StratumTurn(stratum, make_turn(start, on, back_uses_turn=back_uses_turn))
        for stratum, start in starts.items()
    ]
    return TurnsByStratum(turns, _sum_up_strata(starts.values()))


def _sum_up_strata(starts: Iterable[Start]) -> tuple[HolderStanding, ...]:
    """What each holder is due and has had over all kinds."""
    total: dict[HolderCode, HolderStanding] = {}
    for start in starts:
        shares = start.steps[0][1]
        for code, name, share, had, lag in zip(
            start.codes, start.names, shares, start.had, start.lags, strict=True
        ):
            before = total.get(code, HolderStanding(code, name, share, Fraction(0), 0))
            due, counted = before.due + had + lag, before.had + had
            total[code] = HolderStanding(code, name, share, due, counted)
    return tuple(total.values())
