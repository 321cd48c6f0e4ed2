"""Whose turn the next dwelling of a landlord is (*tour de rôle entre réservataires*).

The agreements share the dwellings of a landlord between holders of contingents, and no text says in
which order. `next_holder` says to whom the dwelling that has just come free goes, so that every
holder is at every moment as near to its due as any rule can keep it: within 1 - 1/(2k - 2)
dwellings for k holders, while shares are constant or change at a dwelling known beforehand. To give
each dwelling to the holder that is owed most does not keep that. `list_turns` goes through many.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_count
from housing_agreements._records import tell_number
from housing_agreements.errors import InvalidValueError, UnknownCodeError, nearest, show
from housing_agreements.explanations.blocks import Block, Line, Note, Section, Table, cite
from housing_agreements.explanations.explanation import (
    Row,
    write_bounds,
)
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules._answers import Answer, Sentence
from housing_agreements.rules.flows._course import first_bound_of
from housing_agreements.rules.flows._dwellings import (
    DWELLING_WORDS,
    say_bound,
    say_dwellings,
)
from housing_agreements.rules.flows._given import Dwellings, HandedBack, HolderCode
from housing_agreements.rules.flows._standings import (
    Planned,
    Start,
    read_start,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    join_words,
    number,
    percent,
    say_number_of,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "HolderStanding",
    "Turn",
    "Turns",
    "as_standings",
    "list_turns",
    "make_turn",
    "next_holder",
    "write_reasons",
    "write_standings",
    "write_turn",
)

_NONE_HANDED_BACK: Final[Mapping[str, int]] = MappingProxyType({})
_NONE_PLANNED: Final[Planned] = MappingProxyType({})
_MOST_LOOKED_AT: Final = 10_000
"""How many dwellings are looked at to say when the first bound is kept again."""
_MOST_TURNS: Final = 1_000_000
"""How many turns are listed in one call."""


def as_standings(given: "Iterable[HolderStanding]") -> "tuple[HolderStanding, ...]":
    """Where holders stand in order, for a field to keep."""
    return as_tuple(given)


def _as_holders(given: Iterable[HolderCode]) -> tuple[HolderCode, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class HolderStanding(Sentence):
    """What a holder is due, and what it has had (*situation d'un réservataire*).

    Examples:
        >>> HolderStanding("als", Text("ALS", "ALS"), Fraction(1, 4), Fraction(5, 2), 3)
        <HolderStanding als: due 2.5, had 3>
    """

    contingent: HolderCode
    """The code of its contingent; `None`: the landlord's own."""
    name: Text
    """What it is called."""
    share: Fraction
    """Its share of the dwelling that comes next."""
    due: Fraction
    """How many dwellings it is due."""
    had: int
    """How many it has had."""
    latest: int | None = None
    """The last dwelling at which its turn must come, the next one being 1; `None`: none is."""

    @property
    def late(self) -> Fraction:
        """By how many dwellings it is late; below 0: ahead.

        Examples:
            >>> standing = HolderStanding(
            ...     "als", Text("ALS", "ALS"), Fraction(1, 4), Fraction(5, 2), 3
            ... )
            >>> standing.late
            Fraction(-1, 2)
        """
        return self.due - self.had

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What it is due and has had, in one line."""
        words = _DUE_AND_HAD.say(
            language,
            name=self.name,
            due=say_dwellings(self.due, language),
            had=self.had,
        )
        yield Line(words)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `contingent`, `holder`, `share`, `due`, `had`, `late`, `latest`.

        The landlord's own has no `contingent`; `latest` is empty where no turn must come.
        """
        check_language(language)
        return [
            {
                "contingent": self.contingent,
                "holder": self.name.say(language),
                "share": str(self.share),
                "due": str(self.due),
                "had": self.had,
                "late": str(self.late),
                "latest": self.latest,
            }
        ]

    def _essentials(self) -> str:
        due = say_dwellings(self.due, "en")
        return f"{self.contingent or self.name.en}: due {due}, had {self.had}"


_DUE_AND_HAD: Final = Text("{name}: due {due}, had {had}", "{name}\u00a0: dû {due}, reçu {had}")


def write_standings(
    standings: Iterable[HolderStanding], language: Language, *, with_latest: bool = True
) -> Table:
    """The table of what each holder is due and has had."""
    headings = [heading.say(language) for heading in _STANDING_HEADINGS]
    rows = [
        [
            standing.name.say(language),
            percent(standing.share, language),
            say_dwellings(standing.due, language),
            number(standing.had, language),
            say_dwellings(standing.late, language),
            _say_latest(standing.latest, language),
        ]
        for standing in standings
    ]
    width = len(headings) if with_latest else -1
    return Table(headings[:width], [row[:width] for row in rows])


_STANDING_HEADINGS: Final = (
    Text("holder", "réservataire"),
    Text("share", "part"),
    Text("due", "dû"),
    Text("had", "reçu"),
    Text("late by", "retard"),
    Text("must have", "doit recevoir"),
)
_THIS_ONE: Final = Text("this one", "celui-ci")
_ONE_OF_THE_NEXT: Final = Text("one of the next {many}", "un des {many} prochains")


def _say_latest(latest: int | None, language: Language) -> str | None:
    """Of which dwellings a holder must have one, the next one being the first of them."""
    if latest is None:
        return None
    if latest == 1:
        return _THIS_ONE.say(language)
    return _ONE_OF_THE_NEXT.say(language, many=latest)


@attrs.frozen(eq=False, repr=False)
class _Keeping(Answer):
    """What every answer on turns says of the bound that is kept."""

    on: date | None
    """The day asked; `None`: none was needed."""
    bound: Fraction
    """By how many dwellings at most a holder is late or ahead, from here on."""
    first_bound: Fraction
    """The bound that a rule can always keep from the beginning: 1 - 1/(2k - 2) for k holders."""
    back_after: Bounds[int]
    """After how many further dwellings that bound is kept again; 0: it is kept from here."""
    back_uses_turn: bool
    """Whether a dwelling handed back has used up the turn of its holder."""
    left_out: int
    """How many dwellings went to holders without a share, and are left out of the count."""
    later: int
    """How many dwellings are of days after the one asked, and do not count yet."""

    @property
    def verdict(self) -> Verdict:
        """Whether the first bound can be kept from here."""
        return Verdict.of(self.bound == self.first_bound)

    def _write_bound(self, language: Language) -> Iterator[Block]:
        """The bound, when the first is kept again, and how the count was made."""
        first = say_bound(self.first_bound, language)
        if not self.first_bound:
            yield Line(_ONE_HOLDER_ALONE.say(language))
        elif self.verdict is Verdict.MET:
            yield Line(_KEPT_FROM_HERE.say(language, bound=first))
        else:
            least = say_bound(self.bound, language)
            yield Line(_LEAST_BOUND.say(language, bound=least, first=first))
            words = _BACK_AFTER if self.back_after.exact else _BACK_NOT_BEFORE
            many = say_number_of(self.back_after.low, *_FURTHER, language)
            yield Line(words.say(language, many=many, first=first))
        yield Line((_USES_TURN if self.back_uses_turn else _USES_NO_TURN).say(language))
        for counted, words_of_one in (
            (self.left_out, _WITHOUT_SHARE),
            (self.later, _OF_LATER_DAYS),
        ):
            if counted:
                yield Line(say_number_of(counted, *words_of_one, language))


def write_reasons(language: Language) -> Iterator[Block]:
    """That no text orders the turns, and where the rule is from."""
    yield Note(_NO_TEXT.say(language))
    yield from cite((_TIJDEMAN,))


_ONE_HOLDER_ALONE: Final = Text(
    "one holder alone has a share: every dwelling goes to it",
    "un seul réservataire a une part\u00a0: tous les logements lui reviennent",
)
_KEPT_FROM_HERE: Final = Text(
    "from here on no holder is late or ahead by more than {bound}",
    "à partir d'ici, le retard ou l'avance de chaque réservataire ne dépasse pas {bound}",
)
_LEAST_BOUND: Final = Text(
    "from here on no rule can keep every holder within {first} of its due; this one keeps each "
    "within {bound}, the least that any rule can",
    "à partir d'ici, aucune règle ne peut limiter à {first} le retard ou l'avance de chaque "
    "réservataire\u202f; celle-ci les limite à {bound}, le mieux qu'une règle puisse faire",
)
_BACK_AFTER: Final = Text(
    "within {first} again after {many}", "de nouveau limités à {first} après {many}"
)
_BACK_NOT_BEFORE: Final = Text(
    "within {first} again after {many} at the earliest",
    "de nouveau limités à {first} après {many} au plus tôt",
)
_FURTHER: Final = (
    Text("further dwelling", "logement de plus"),
    Text("further dwellings", "logements de plus"),
)
_USES_TURN: Final = Text(
    "a dwelling handed back uses up the turn of its holder",
    "un logement rendu consomme le tour de son réservataire",
)
_USES_NO_TURN: Final = Text(
    "a dwelling handed back does not use up the turn of its holder",
    "un logement rendu ne consomme pas le tour de son réservataire",
)
_WITHOUT_SHARE: Final = (
    Text(
        "dwelling of holders without a share is left out of the count",
        "logement de réservataires sans part n'entre pas dans le compte",
    ),
    Text(
        "dwellings of holders without a share are left out of the count",
        "logements de réservataires sans part n'entrent pas dans le compte",
    ),
)
_OF_LATER_DAYS: Final = (
    Text(
        "dwelling of a day after the one asked does not count yet",
        "logement postérieur à la date demandée ne compte pas encore",
    ),
    Text(
        "dwellings of days after the one asked do not count yet",
        "logements postérieurs à la date demandée ne comptent pas encore",
    ),
)
_NO_TEXT: Final = Text(
    "no text says in which order holders take their turns; this rule takes the one whose turn can "
    "wait least",
    "aucun texte ne fixe l'ordre des tours\u202f; cette règle retient le réservataire dont le tour "
    "peut le moins attendre",
)
_TIJDEMAN: Final = Source("R. Tijdeman", "The chairman assignment problem, 1980")


def _check_named(answer: "Turn | Turns", named: str) -> None:
    """Each field is what its annotation says, and whoever has a turn is in the count."""
    faults = Faults(type(answer).__name__)
    faults.check_fields(answer)
    if faults.sound(named, "standings"):
        told = getattr(answer, named)
        counted = [standing.contingent for standing in answer.standings]
        for code in dict.fromkeys(told if isinstance(told, tuple) else (told,)):
            if code not in counted:
                faults.value(named, code, "a holder in `standings`")
    faults.report()


@attrs.frozen(eq=False, repr=False)
class Turn(_Keeping):
    """To whom the dwelling that has just come free goes (*tour d'attribution*).

    The dwelling counts in what each is due, and not yet in what each has had. It has no truth
    value: its verdict says whether the first bound can be kept from here.

    Examples:
        >>> from housing_agreements import Party, Territory
        >>> lille = Territory("59", "Nord", "department", departments=("59",))
        >>> shares = {"state": "30 %", "als": "20 %"}
        >>> held = [Contingent(c, Party(c, c), lille, share=s) for c, s in shares.items()]
        >>> turn = next_holder(held, {"state": 3, "als": 2, None: 5})
        >>> turn.contingent is None, turn.due["state"], turn.bound
        (True, Fraction(33, 10), Fraction(3, 4))
    """

    contingent: HolderCode
    """The code of the contingent whose turn it is; `None`: the landlord's own."""
    standings: tuple[HolderStanding, ...] = attrs.field(converter=as_standings)
    """Where each holder in the count stands, this dwelling included in what it is due."""
    alike: tuple[HolderCode, ...] = attrs.field(converter=_as_holders)
    """The holders that are equal in every regard: the first in the order given has the turn."""

    def __attrs_post_init__(self) -> None:
        """Whoever is named is in the count."""
        _check_named(self, "alike")
        _check_named(self, "contingent")

    @property
    def due(self) -> dict[HolderCode, Fraction]:
        """How many dwellings each holder is due, this one included."""
        return {standing.contingent: standing.due for standing in self.standings}

    @property
    def had(self) -> dict[HolderCode, int]:
        """How many dwellings each holder has had, without this one."""
        return {standing.contingent: standing.had for standing in self.standings}

    @property
    def holder(self) -> Text:
        """The name of the holder whose turn it is."""
        return self.of(self.contingent).name

    def of(self, contingent: HolderCode) -> HolderStanding:
        """Where one holder stands.

        Raises:
            UnknownCodeError: For a contingent that is not in the count.
        """
        return _find_standing("Turn.of, contingent", self.standings, contingent)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """Whose turn it is, why, and what each is due and has had."""
        parts = [*self._write_turn(language), *write_reasons(language)]
        yield Section(_NEXT_DWELLING.say(language), self.holder.say(language), None, parts)

    def _write_turn(self, language: Language) -> Iterator[Block]:
        if self.on is not None:
            yield Line(_AS_OF_DAY.say(language, day=self.on))
        yield Line(_THIS_DWELLING.say(language, number=sum(self.had.values()) + 1))
        yield write_standings(self.standings, language)
        if len(self.alike) > 1:
            names = join_words((self.of(code).name.say(language) for code in self.alike), language)
            yield Line(_HOLDERS_ALIKE.say(language, names=names))
        yield from self._write_bound(language)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each holder: that of its `HolderStanding`, and whether it is `next`.

        Then `bound` and `first_bound`, as exact text, and `back_after_low`, `back_after_high`.
        """
        tail: Row = {
            "bound": str(self.bound),
            "first_bound": str(self.first_bound),
            **write_bounds("back_after", self.back_after),
        }
        return [
            row | {"next": standing.contingent == self.contingent} | tail
            for standing in self.standings
            for row in standing.rows(language)
        ]

    def _essentials(self) -> str:
        number_so_far = sum(self.had.values()) + 1
        whose = self.contingent or self.holder.en
        return f"dwelling {number_so_far:,}: {whose}; within {self.bound} of each due"


def write_turn(turn: Turn, language: Language) -> Iterator[Block]:
    """What stands under the heading of a turn, but for the reasons of the rule."""
    yield from turn._write_turn(language)  # noqa: SLF001  # of this module


_NEXT_DWELLING: Final = Text("The next dwelling", "Le prochain logement")
_AS_OF_DAY: Final = Text("on {day}", "au {day}")
_THIS_DWELLING: Final = Text(
    "it is number {number} of those that count, and is counted in what each is due",
    "c'est le nº {number} de ceux qui comptent, pris en compte dans ce que chacun doit recevoir",
)
_HOLDERS_ALIKE: Final = Text(
    "{names} are alike in every regard: the first in the order of the agreement has the turn",
    "{names} sont à égalité en tout point\u00a0: le tour revient au premier dans l'ordre de la "
    "convention",
)


def _find_standing(
    where: str, standings: tuple[HolderStanding, ...], contingent: HolderCode
) -> HolderStanding:
    by_code = {standing.contingent: standing for standing in standings}
    found = by_code.get(contingent) if contingent is None or type(contingent) is str else None
    if found is not None:
        return found
    known = [standing.contingent for standing in standings if standing.contingent is not None]
    expected = "a contingent that is in the count"
    raise UnknownCodeError(where, show(contingent), expected, nearest(contingent, known))


@attrs.frozen(eq=False, repr=False)
class Turns(_Keeping):
    """Whose turn each of the next dwellings is (*tours suivants*).

    It has no truth value: its verdict says whether the first bound can be kept from the start.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="1/3")
        >>> list_turns([state], {}, dwellings=4).contingents
        (None, 'state', None, None)
    """

    contingents: tuple[HolderCode, ...] = attrs.field(converter=_as_holders)
    """Whose turn each dwelling is, in order; `None`: the landlord's own."""
    standings: tuple[HolderStanding, ...] = attrs.field(converter=as_standings)
    """Where each holder in the count stands after them."""

    def __attrs_post_init__(self) -> None:
        """Whoever is named is in the count."""
        _check_named(self, "contingents")

    @property
    def counts(self) -> dict[HolderCode, int]:
        """How many of these dwellings go to each holder."""
        found = Counter(self.contingents)
        return {standing.contingent: found[standing.contingent] for standing in self.standings}

    @property
    def given(self) -> dict[HolderCode, int]:
        """How many dwellings each holder has had with these, to go on from here."""
        return {standing.contingent: standing.had for standing in self.standings}

    def of(self, contingent: HolderCode) -> HolderStanding:
        """Where one holder stands after these dwellings.

        Raises:
            UnknownCodeError: For a contingent that is not in the count.
        """
        return _find_standing("Turns.of, contingent", self.standings, contingent)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The first turns by name, how many go to each, and the bound."""
        shown = self.contingents[:_MOST_TURNS_NAMED]
        names = [self.of(code).name.say(language) for code in shown]
        parts: list[Block] = []
        if self.on is not None:
            parts.append(Line(_AS_OF_DAY.say(language, day=self.on)))
        if names:
            words = _FIRST_TURNS if len(names) < len(self.contingents) else _ALL_TURNS
            parts.append(Line(words.say(language, names=", ".join(names), many=len(names))))
        parts += [
            Line(_AFTERWARDS.say(language)),
            write_standings(self.standings, language, with_latest=False),
            *self._write_bound(language),
            *write_reasons(language),
        ]
        many = say_number_of(len(self.contingents), *DWELLING_WORDS, language)
        yield Section(_TURNS.say(language), many, None, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each dwelling: its `index` from 0 on, `contingent` and `holder`."""
        check_language(language)
        names = {standing.contingent: standing.name.say(language) for standing in self.standings}
        return [
            {"index": index, "contingent": code, "holder": names[code]}
            for index, code in enumerate(self.contingents)
        ]

    def _essentials(self) -> str:
        many = tell_number(len(self.contingents), "dwelling")
        return f"{many}; within {self.bound} of each due"


_MOST_TURNS_NAMED: Final = 20
_TURNS: Final = Text("The next turns", "Les prochains tours")
_ALL_TURNS: Final = Text("in order: {names}", "dans l'ordre\u00a0: {names}")
_FIRST_TURNS: Final = Text(
    "the first {many}, in order: {names}", "les {many} premiers, dans l'ordre\u00a0: {names}"
)
_AFTERWARDS: Final = Text("after these dwellings", "après ces logements")


def next_holder(
    contingents: Iterable[Contingent],
    given: Dwellings,
    *,
    on: date | None = None,
    back: HandedBack = _NONE_HANDED_BACK,
    planned: Planned = _NONE_PLANNED,
    back_uses_turn: bool = False,
) -> Turn:
    """To whom the dwelling that has just come free goes (*prochain réservataire*).

    Every holder stays within 1 - 1/(2k - 2) dwellings of its due for k holders, as long as each
    dwelling goes to the one named here and shares are constant or change as planned. From another
    start, after a change of shares on a day, or when a dwelling handed back goes to another, no
    rule can always keep that: the answer says the least bound that any rule could keep from there,
    keeps it, and says when the first is kept again. What the shares leave is the landlord's own,
    which counts as a holder. A holder without a share any more leaves the count: what it had too
    little or too much is spread over the others, in proportion to their shares.

    Args:
        contingents: The contingents, each with its share, in the order of the agreement.
        given: How many dwellings each holder has been given so far, by code of contingent (`None`:
            the landlord's own), or the days of each, which shares that change need. Each dwelling
            is counted that was offered, whether it was handed back later or not.
        on: The day asked; needed where a share changes. Dwellings of later days do not count yet.
        back: How many of these dwellings each holder handed back, or on which days it did, or both
            days of each: `{code: {day given: day handed back}}`. Both are needed where shares
            changed between two dwellings of which either may be the one handed back. Where two
            were given on one day, several days may stand for it.
        planned: Once so many dwellings were shared out, counted from the first one, which shares
            change: `{60: {"state": "25 %"}}`. The other shares stay.
        back_uses_turn: Whether a dwelling handed back has used up the turn of its holder. If not,
            its holder never had it, and whoever has it next is given it. The law does not say.

    Raises:
        InvalidValueError: For shares that exceed the whole, a code twice, more dwellings handed
            back than were given.
        InvalidTypeError: For a share that changes with no day, dwellings without their days, or
            one handed back of which the day on which it was given decides, and is not told.
        UnknownCodeError: For a code that no contingent has.
        NotKnownError: For a share that is not known.
        InvalidObjectError: For several faults at once.

    Laws:
        - `turns_keep_the_bound`: nobody is late or ahead by more than the bound, which never grows.
        - `turns_ignore_order`: the order of the contingents changes nothing but whose turn it is
          among those that are alike in every regard.
        - `turns_follow_on`: many turns are those of one dwelling after another.

    Examples:
        >>> from housing_agreements import Party, department
        >>> state = Contingent("state", Party("state", "État"), department("33"), share="30 %")
        >>> turn = next_holder([state], {"state": 1, None: 1})
        >>> turn.contingent is None, turn.bound
        (True, Fraction(1, 2))
    """
    start = read_start(
        "next_holder", contingents, given, on, back, planned, back_uses_turn=back_uses_turn
    )
    return make_turn(start, on, back_uses_turn=back_uses_turn)


def make_turn(start: Start, on: date | None, *, back_uses_turn: bool) -> Turn:
    """The turn that comes next from a start."""
    course = start.begin()
    alike = course.list_candidates()
    shares = start.steps[0][1]
    standings = tuple(
        HolderStanding(code, name, share, had + lag + share, had, latest)
        for code, name, share, had, lag, latest in zip(
            start.codes,
            start.names,
            shares,
            start.had,
            start.lags,
            course.list_deadlines(),
            strict=True,
        )
    )
    codes = tuple(start.codes[index] for index in alike)
    until, known = course.count_until_back(_MOST_LOOKED_AT)
    return Turn(
        on=on,
        bound=course.in_dwellings(course.bound),
        first_bound=first_bound_of(len(start.codes)),
        back_after=Bounds(until, until if known else None),
        back_uses_turn=back_uses_turn,
        left_out=start.left_out,
        later=start.later,
        contingent=codes[0],
        standings=standings,
        alike=codes,
    )


def list_turns(
    contingents: Iterable[Contingent],
    given: Dwellings,
    *,
    dwellings: int,
    on: date | None = None,
    back: HandedBack = _NONE_HANDED_BACK,
    planned: Planned = _NONE_PLANNED,
    back_uses_turn: bool = False,
) -> Turns:
    """Whose turn each of the next dwellings is, at the shares of the day asked, in one pass.

    Args:
        contingents: The contingents, as `next_holder` takes them.
        given: What each has been given so far, as `next_holder` takes it.
        dwellings: How many dwellings to go through, a million at most.
        on: The day asked. Its shares hold for all these dwellings, except for what is planned.
        back: What each has handed back so far, as `next_holder` takes it.
        planned: The changes planned, as `next_holder` takes them.
        back_uses_turn: Whether a dwelling handed back has used up the turn of its holder.

    Raises:
        InvalidTypeError: For anything but a whole number of dwellings; and as `next_holder`.
        InvalidValueError: For a negative number, or too large a one; and as `next_holder`.
        UnknownCodeError: As `next_holder`.
        NotKnownError: As `next_holder`.
        InvalidObjectError: For several faults at once.

    Laws:
        - `turns_follow_on`: many turns are those of one dwelling after another, and the turns of
          two lots of dwellings are those of both.

    Examples:
        >>> from housing_agreements import Party, department
        >>> parties = {"metropolis": "6/13", "city": "6/13", "fund": "1/13"}
        >>> held = [
        ...     Contingent(code, Party(code, code), department("59"), share=share)
        ...     for code, share in parties.items()
        ... ]
        >>> list_turns(held, {}, dwellings=13).counts
        {'metropolis': 6, 'city': 6, 'fund': 1}
    """
    where = "list_turns"
    if exact_count(dwellings, f"{where}, dwellings") > _MOST_TURNS:
        expected = f"at most {_MOST_TURNS:,} dwellings"
        raise InvalidValueError(f"{where}, dwellings", show(dwellings), expected)
    start = read_start(where, contingents, given, on, back, planned, back_uses_turn=back_uses_turn)
    course = start.begin()
    bound = course.in_dwellings(course.bound)
    until, known = course.count_until_back(_MOST_LOOKED_AT)
    taken = course.take_turns(dwellings)
    counts = Counter(taken)
    standings = tuple(
        HolderStanding(code, name, share, had + counts[index] + lag, had + counts[index])
        for index, (code, name, share, had, lag) in enumerate(
            zip(
                start.codes,
                start.names,
                course.next_shares,
                start.had,
                course.lags,
                strict=True,
            )
        )
    )
    return Turns(
        on=on,
        bound=bound,
        first_bound=first_bound_of(len(start.codes)),
        back_after=Bounds(until, until if known else None),
        back_uses_turn=back_uses_turn,
        left_out=start.left_out,
        later=start.later,
        contingents=[start.codes[index] for index in taken],
        standings=standings,
    )
