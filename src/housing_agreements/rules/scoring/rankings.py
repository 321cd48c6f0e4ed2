"""Who comes before whom: the best and the worst rank of each applicant (*classement*)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, ClassVar, Final, cast

import attrs

from housing_agreements._checks import Faults, exact_day, exact_series, make
from housing_agreements._records import shorten, tell_number
from housing_agreements._remedies import frame_remedy
from housing_agreements._visible_text import is_text
from housing_agreements.criteria._values_in_words import say_known
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Known, bounds_on, has_evidence
from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidInputError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.explanations.blocks import Block, Note, Section, Table, make_line
from housing_agreements.explanations.explanation import Explanation, Row, write_bounds
from housing_agreements.rules._answers import Report, Sentence
from housing_agreements.rules.scoring._missing import MissingCounts, is_declared, say_missing
from housing_agreements.rules.scoring._reading import check_facts, read_grid
from housing_agreements.rules.scoring._standings import Standings
from housing_agreements.rules.scoring.grids import Grid, Points
from housing_agreements.rules.scoring.scores import (
    AnyGrid,
    Choice,
    Score,
    choose_grids,
    find_score,
    read_nobody,
    refuse_as_household,
)
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import (
    Language,
    Listed,
    Text,
    check_language,
    join_words,
    number,
    say_number_of,
)

__all__ = ("Move", "Ranked", "Ranking", "rank")

Id = str | int
"""What tells an applicant from others: a text, or a whole number."""

_MOST_ROWS: Final = 50
"""How many applicants an explanation shows at most."""


@attrs.frozen(eq=False, repr=False)
class Ranked(Sentence):
    """One applicant of a ranking: the points, and the best and the worst rank."""

    id: Id
    """What tells the applicant from others."""
    score: Score
    """The points, with their reasons."""
    rank: Bounds[int] | None
    """The rank, within bounds; `None` where the applicant is outside scoring."""
    ties: tuple[str, ...] = ()
    """The facts, by name, that rank equal points and are not known."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts of the applicant, by name, that are missing and on which the rank depends.

        Each is not known, or declared where a document counts. What is not known of others may
        change it as well.
        """
        if self.rank is None:
            return ()
        return tuple(sorted({*self.score.missing, *self.ties}))

    @property
    def lacking_document(self) -> tuple[str, ...]:
        """The facts of `missing` that are declared: of each a document is missing alone."""
        household, on = self.score.household, self.score.on
        return tuple(name for name in self.missing if is_declared(getattr(household, name), on))

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The rank, then the points with their reasons."""
        heading = _APPLICANT.say(language, id=str(self.id))
        parts = self.score.explain(language).blocks
        yield Section(heading, say_rank(self.rank, language), parts=parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `id`, `rank_best`, `rank_worst`, `points_low`, `points_high`, and more.

        Then `outside` and `first`, verdicts, and `missing`, the names of the facts of the
        applicant on which the rank depends; of these `lacking_document` names those declared.
        """
        check_language(language)
        ends = (None, None) if self.rank is None else (self.rank.low, self.rank.high)
        return [
            {
                "id": self.id,
                "rank_best": ends[0],
                "rank_worst": ends[1],
                **write_bounds("points", self.score.points),
                "outside": self.score.outside.value,
                "first": None if self.rank is None else self.score.first.value,
                "missing": ", ".join(self.missing) or None,
                "lacking_document": ", ".join(self.lacking_document) or None,
            }
        ]

    def _essentials(self) -> str:
        return f"{shorten(str(self.id), 60)}: {say_rank(self.rank, 'en')}"


_APPLICANT: Final = Text("applicant {id}", "dossier {id}")
_SURE_RANK: Final = Text("rank {rank}", "rang {rank}")
_RANK_BETWEEN: Final = Text("rank {low} to {high}", "rang {low} à {high}")
_WITHOUT_RANK: Final = Text("outside scoring", "hors cotation")


def say_rank(rank: Bounds[int] | None, language: Language) -> str:
    """A rank within bounds, in words.

    Examples:
        >>> say_rank(Bounds(8, 8), "en"), say_rank(Bounds(7, 12), "fr"), say_rank(None, "en")
        ('rank 8', 'rang 7 à 12', 'outside scoring')
    """
    if rank is None:
        return _WITHOUT_RANK.say(language)
    if rank.exact:
        return _SURE_RANK.say(language, rank=rank.low)
    return _RANK_BETWEEN.say(language, low=rank.low, high=cast("int", rank.high))


@attrs.frozen(eq=False, repr=False)
class Move(Sentence):
    """What a document would change: the rank of an applicant once it showed something.

    Examples:
        >>> from housing_agreements import Grid, Line, facts
        >>> grid = Grid("made-up", "A made-up grid", [Line("dalo", facts.dalo_recognised, 100)])
        >>> some = [Household(), Household(dalo_recognised=False)]
        >>> ranking = rank(some, grid, on=date(2024, 1, 1))
        >>> print(ranking.verify(0, dalo_recognised=False))
        applicant 0, with a document for recognised under DALO (no): rank 1, then rank 1
    """

    shown: tuple[tuple[str, Known[Any]], ...]
    """The facts that documents would show, by name."""
    before: Ranked
    """The applicant as ranked."""
    after: Ranked
    """The applicant with these documents, the others as they are."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What would be shown, and what would become of the rank and of the points."""
        facts = facts_by_name(type(self.after.score.household))
        shown = Listed(
            _SHOWN.format(fact=facts[name].words, value=_Value(known, facts[name]))
            for name, known in self.shown
        )
        words = _MOVES.say(
            language,
            id=str(self.before.id),
            shown=shown,
            before=say_rank(self.before.rank, language),
            after=say_rank(self.after.rank, language),
        )
        yield make_line(words)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `id`, `shown`, then rank and points `_before` and `_after`, best and worst."""
        check_language(language)
        facts = facts_by_name(type(self.after.score.household))
        row: Row = {
            "id": self.before.id,
            "shown": join_words(
                (
                    f"{name}={_Value(known, facts[name]).say(language)}"
                    for name, known in self.shown
                ),
                language,
            ),
        }
        for when, ranked in (("before", self.before), ("after", self.after)):
            ends = (None, None) if ranked.rank is None else (ranked.rank.low, ranked.rank.high)
            row |= {f"rank_best_{when}": ends[0], f"rank_worst_{when}": ends[1]}
            row |= write_bounds(f"points_{when}", ranked.score.points)
        return [row]

    def _essentials(self) -> str:
        names = ", ".join(name for name, _ in self.shown)
        ranks = (say_rank(ranked.rank, "en") for ranked in (self.before, self.after))
        return f"{shorten(str(self.before.id), 60)}, {names}: {' to '.join(ranks)}"


class _Value:
    """A value of a fact in words, without its evidence."""

    def __init__(self, known: Known[Any], fact: Fact) -> None:
        self._known, self._fact = known, fact

    def say(self, language: Language) -> str:
        """The value, or the bounds."""
        return say_known(self._known, self._fact, language)[0]


_SHOWN: Final = Text("{fact} ({value})", "{fact} ({value})")
_MOVES: Final = Text(
    "applicant {id}, with a document for {shown}: {before}, then {after}",
    "dossier {id}, avec un justificatif pour {shown}\u00a0: {before}, puis {after}",
)


class _Ordered(Report[Ranked]):
    """What keeps its order once it was asked for."""

    __slots__ = ("_kept_order",)

    _kept_order: tuple[int, ...]


@attrs.frozen(eq=False, repr=False)
class Ranking(_Ordered):
    """Applicants with the best and the worst rank that each can have (*classement*).

    It is a sequence of them, whoever can come first at its head. Those who are outside scoring
    stand at the end, without a rank. Equal keys share a rank; nothing is drawn by chance.

    Laws:
        - `order_of_applicants_changes_nothing`: nor does what else is asked at the same time.
        - `a_point_more_never_harms`: more points on a line never make the rank worse of an
          applicant who gets them.

    Examples:
        >>> from housing_agreements import Grid, Line, facts
        >>> grid = Grid("made-up", "A made-up grid", [Line("dalo", facts.dalo_recognised, 100)])
        >>> some = {"a": Household(dalo_recognised=True), "b": Household(), "c": Household()}
        >>> ranking = rank(some, grid, on=date(2024, 1, 1))
        >>> ranking.of("a").rank, ranking.of("b").rank
        (Bounds(low=1, high=1), Bounds(low=1, high=3))
    """

    compared: ClassVar[str | None] = None

    on: date
    """The day asked."""
    ids: Sequence[Id]
    """What tells each applicant from others, in the order in which they were given."""
    households: tuple[Household, ...]
    """Each applicant, in the same order."""
    choices: tuple[Choice, ...] = attrs.field(repr=False)
    """The grids, each with whom it is for."""
    _standings: Standings = attrs.field(alias="standings", eq=False, repr=False)
    _indices: Mapping[Id, int] = attrs.field(alias="indices", eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Rank anew what was not given by `rank`: nothing else can be true of it.

        Raises:
            InvalidTypeError: For anything but ids in order, households and choices of grids.
            InvalidValueError: For no grid, or other ids than households.
        """
        faults = Faults("Ranking")
        faults.check_fields(self, but=("ids", "standings", "indices"))
        if type(self.ids) not in {tuple, range}:
            faults.add(InvalidTypeError, "ids", show(self.ids), "a tuple of ids, or a range")
        faults.report()
        if not self.choices:
            raise InvalidValueError("Ranking, choices", "()", "at least one grid")
        if len(self.ids) != len(self.households):
            given = f"{len(self.ids)} ids of {len(self.households)} households"
            raise InvalidValueError("Ranking, ids", given, "an id for each household")
        _check_applicants(self.ids, self.households, "Ranking, ids")
        object.__setattr__(self, "_standings", _stand(self.households, self.choices, self.on))
        object.__setattr__(self, "_indices", _index_by_id(self.ids))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """The grids."""
        return tuple(choice.grid for choice in self.choices)

    @property
    def _order(self) -> tuple[int, ...]:
        """The applicants by index, whoever can come first at their head."""
        if not hasattr(self, "_kept_order"):
            object.__setattr__(self, "_kept_order", _sort_ids(self.ids, self._standings))
        return self._kept_order

    def __len__(self) -> int:
        """How many applicants there are."""
        return len(self.ids)

    def __iter__(self) -> Iterator[Ranked]:
        """The applicants, whoever can come first at their head."""
        return map(self._make, self._order)

    def __getitem__(self, index: Any) -> Any:
        """The applicant at an index, or those of a slice."""
        if isinstance(index, slice):
            return tuple(map(self._make, self._order[index]))
        return self._make(self._order[index])

    @property
    def _items(self) -> tuple[Ranked, ...]:
        return tuple(self)

    def of(self, id: Id) -> Ranked:  # noqa: A002  # what a mapping of applicants gave
        """The applicant with an id: the key in a mapping, or the index in a sequence.

        Raises:
            UnknownCodeError: For one who was not ranked.
        """
        return self._make(self._find(id, "Ranking.of, id"))

    def _find(self, id: Id, where: str) -> int:  # noqa: A002  # as above
        if isinstance(self.ids, range):
            if type(id) is int and 0 <= id < len(self.ids):
                return id
        elif type(id) in {str, int} and id in self._indices:
            return self._indices[id]
        remedy = nearest(id, [one for one in self.ids if isinstance(one, str)])
        raise UnknownCodeError(where, show(id), "the id of an applicant who was ranked", remedy)

    def verify(self, id: Id, **shown: Any) -> Move:  # noqa: A002  # as above
        """What documents of one applicant would change, while the others stay as they are.

        Args:
            id: The applicant.
            **shown: The facts that documents would show, each a value or a `Known`.

        Raises:
            UnknownCodeError: For an applicant who was not ranked.
            UnknownFactError: For a fact that households do not have.
            InvalidTypeError: For no fact at all, or one that is not told.
            InvalidValueError: For a value that cannot be.
        """
        index = self._find(id, "Ranking.verify, id")
        if not shown:
            expected = "the facts that documents would show: verify(id, dalo_recognised=True)"
            raise InvalidTypeError("Ranking.verify, shown", "nothing", expected)
        for name, value in shown.items():
            if value is None:
                expected = "what a document shows, a value or a Known"
                raise InvalidTypeError(f"Ranking.verify, {name}", "None", expected)
        household = self.households[index]
        given = {name: getattr(household, name) for name in facts_by_name(type(household))}
        type(household)(**given | shown)  # a fault names its fact, which a `Known` does not have
        known = {
            name: value if has_evidence(value) else Known(value, verified=True)
            for name, value in shown.items()
        }
        changed = type(household)(**given | known)
        readings = [read_grid(choice.asked, self.on) for choice in self.choices]
        try:
            outcomes = [one.found_of(changed).outcome for one in readings]
        except InvalidValueError as error:
            raise error.at("Ranking.verify", error.where) from None
        places = self._standings.place(index, [one for one in outcomes if one is not None])
        after = self._tell(index, changed, places)
        return make(Move, shown=tuple(known.items()), before=self._make(index), after=after)

    def moves_of(self, id: Id) -> tuple[Move, ...]:  # noqa: A002  # as above
        """What each document that is missing would change, value by value, the others as they are.

        Raises:
            UnknownCodeError: For an applicant who was not ranked.
        """
        index = self._find(id, "Ranking.moves_of, id")
        household = self.households[index]
        readings = [read_grid(choice.asked, self.on) for choice in self.choices]
        moves: list[Move] = []
        for name in self._make(index).missing:
            values = (value for one in readings for value in one.values_to_show(name, household))
            moves += [
                self.verify(id, **{name: value})
                for value in dict.fromkeys(values)
                if all(one.can_show(name, value) for one in readings)
            ]
        return tuple(moves)

    def _make(self, index: int) -> Ranked:
        standings = self._standings
        inside = standings.inside is None or standings.inside[index]
        ahead = (standings.at_least[index], standings.at_most[index]) if inside else None
        return self._tell(index, self.households[index], ahead)

    def _tell(self, index: int, household: Household, ahead: tuple[int, int] | None) -> Ranked:
        """An applicant with the points, and with how many are ahead."""
        on = self.on
        score = find_score(household, self.choices, on)
        rank = None if ahead is None else Bounds(ahead[0] + 1, ahead[1] + 1)
        ties = [asked for asked in self.choices[0].grid.ties if _is_open(asked, household, on)]
        exact = rank is None or rank.exact
        names = () if exact else tuple(asked.fact.name for asked in ties)
        return make(Ranked, id=self.ids[index], score=score, rank=rank, ties=names)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each applicant, as `Ranked.rows` gives it, with the day asked, `on`."""
        check_language(language)
        head: Row = {"on": self.on.isoformat()}
        return [head | row for ranked in self._items for row in ranked.rows(language)]

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """How many there are, and a table of those who can come first."""
        yield self._write_head(language, (*self._write_table(language),))

    def _write_head(self, language: Language, parts: Iterable[Block]) -> Section:
        title = Listed(grid.title for grid in self.grids)
        heading = _RANKING_ON.say(language, grid=title, day=self.on)
        outcome = say_number_of(len(self), *_APPLICANTS, language)
        return Section(heading, outcome, parts=tuple(parts))

    def _write_table(self, language: Language) -> Iterator[Block]:
        shown = self[:_MOST_ROWS]
        if shown:
            headings = [words.say(language) for words in _COLUMNS]
            yield Table(headings, [_write_ranked(ranked, language) for ranked in shown])
        left_out = len(self) - len(shown)
        if left_out:
            yield Note(_MORE[left_out > 1].say(language, many=left_out))

    def summary(self, language: Language = "en") -> Explanation:
        """The ranking on one page: how many are surely ranked, who is first, what is missing.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        standings, many = self._standings, len(self)
        inside = standings.inside or [True] * many
        pairs = [
            (low, high)
            for low, high, held in zip(standings.at_least, standings.at_most, inside, strict=True)
            if held
        ]
        exact = sum(low == high for low, high in pairs)
        lines: list[Block] = [
            make_line(_EXACT_RANKS.say(language, many=exact, of=len(pairs))),
        ]
        if many - len(pairs):
            lines.append(make_line(_ARE_OUTSIDE.say(language, many=many - len(pairs))))
        if exact < len(pairs):
            widest = max(high - low for low, high in pairs)
            lines.append(make_line(_WIDEST.say(language, ranks=widest + 1)))
        lines += self._tell_missing(language)
        first = [_write_ranked(ranked, language) for ranked in self[:_FIRST_SHOWN]]
        if first:
            lines.append(Table([words.say(language) for words in _COLUMNS], first))
        return Explanation(language, (self._write_head(language, lines),))

    def _tell_missing(self, language: Language) -> Iterator[Block]:
        """The facts that are missing most often, of those on which a rank depends."""
        counts = MissingCounts()
        for ranked in map(self._make, range(len(self))):
            if ranked.rank is not None:
                counts.add(ranked.score, ranked.ties)
        yield from counts.tell(language, _FIRST_SHOWN)

    def _essentials(self) -> str:
        codes = shorten(" or ".join(grid.code for grid in self.grids), 80)
        return f"{codes} on {self.on}: {tell_number(len(self), 'applicant')}"


_FIRST_SHOWN: Final = 10
_APPLICANTS: Final = (Text("applicant", "dossier"), Text("applicants", "dossiers"))
_RANKING_ON: Final = Text("{grid}, ranking on {day}", "{grid}, classement au {day}")
_COLUMNS: Final = (
    Text("applicant", "dossier"),
    Text("rank", "rang"),
    Text("points", "points"),
    Text("missing", "manquant"),
)
_MORE: Final = (
    Text(
        "{many} more applicant is left out here; `rows` gives all of them",
        "{many} autre dossier ne figure pas ici\u202f; `rows` les donne tous",
    ),
    Text(
        "{many} more applicants are left out here; `rows` gives all of them",
        "{many} autres dossiers ne figurent pas ici\u202f; `rows` les donne tous",
    ),
)
_EXACT_RANKS: Final = Text(
    "ranks that are sure: {many} of {of}", "rangs certains\u00a0: {many} sur {of}"
)
_ARE_OUTSIDE: Final = Text("{many} outside scoring", "{many} hors cotation")
_WIDEST: Final = Text(
    "up to {ranks} ranks are possible for one applicant",
    "jusqu'à {ranks} rangs possibles pour un dossier",
)


def _write_ranked(ranked: Ranked, language: Language) -> tuple[str | None, ...]:
    """An applicant as a row of a table."""
    rank, points = ranked.rank, ranked.score.points
    facts = facts_by_name(type(ranked.score.household))
    lacking = ranked.lacking_document
    missing = ", ".join(
        say_missing(facts[name], language, declared=name in lacking) for name in ranked.missing
    )
    if rank is None or points is None:
        return (str(ranked.id), _WITHOUT_RANK.say(language), None, None)
    return (str(ranked.id), _say_ends(rank, language), _say_ends(points, language), missing or None)


def _say_ends(bounds: Bounds[Any], language: Language) -> str:
    """A number, or from one to another."""
    if bounds.exact:
        return number(bounds.low, language)
    return _FROM_TO.say(language, low=bounds.low, high=cast("Points", bounds.high))


_FROM_TO: Final = Text("{low} to {high}", "{low} à {high}")


def _is_open(asked: Any, household: Household, on: date) -> bool:
    """Whether a fact that ranks equal points is not known exactly."""
    ends = bounds_on(getattr(household, asked.fact.name), on, verified_only=asked.verified_only)
    return ends is None or None in ends or ends[0] != ends[1]


def rank(
    households: Mapping[Any, Household] | Sequence[Household], grid: AnyGrid, *, on: date
) -> Ranking:
    """The best and the worst rank of each applicant by a grid on a day (*classement*).

    The best rank of one is one more than the number of those who are ahead whatever is not
    known; the worst, one more than the number of those who may be ahead. Applicants with more
    points come first; those with equal points in the order of the `ties` of the grid, as far as
    these reach; those who are still equal share a rank.

    Args:
        households: What is known of each applicant: a mapping of ids, texts or whole numbers, to
            households; or a sequence, each known by its index.
        grid: A grid; a `Timeline` of grids; or a mapping of criteria to them: the first criterion
            that the household meets gives its grid.
        on: The day asked.

    Raises:
        InvalidTypeError: For anything but households, grids and a day.
        InvalidValueError: For a time of waiting that begins after the day asked.
        InvalidObjectError: For several of them at once.
        NotKnownError: For no grid on the day, or a grid whose lines are not published.

    Examples:
        >>> from housing_agreements import Grid, PerMonth, facts
        >>> waiting = PerMonth("waiting", facts.applied_on, points=1)
        >>> grid = Grid("made-up", "A made-up grid", [waiting], ties=[facts.applied_on])
        >>> some = {
        ...     "a": Household(applied_on=date(2022, 1, 20)),
        ...     "b": Household(applied_on=date(2022, 1, 5)),
        ...     "c": Household(applied_on=Known(low=date(2022, 1, 1), high=date(2022, 12, 31))),
        ... }
        >>> ranking = rank(some, grid, on=date(2024, 1, 30))
        >>> [(ranked.id, ranked.rank.low, ranked.rank.high) for ranked in ranking]
        [('b', 1, 2), ('c', 1, 3), ('a', 2, 3)]
    """
    exact_day(on, "rank, on")
    if isinstance(households, Mapping):
        ids: Sequence[Id] = tuple(households)
        given = tuple(households.values())
    else:
        given = _read_series(households)
        ids = range(len(given))
    _check_applicants(ids, given)
    choices = choose_grids(grid, on, "rank")
    try:
        standings = _stand(given, choices, on)
    except HousingAgreementsError as error:
        raise _name_faults(ids, given, choices, on) or error from None
    return make(
        Ranking,
        on=on,
        ids=ids,
        households=given,
        choices=choices,
        standings=standings,
        indices=_index_by_id(ids),
    )


def _read_series(households: Sequence[Household]) -> tuple[Household, ...]:
    """Households in order.

    Raises:
        InvalidTypeError: For anything else.
    """
    try:
        return exact_series(households, "rank, households", ordered=True)
    except InvalidTypeError as error:
        expected = "a mapping of ids to households, or households in order"
        for_frame = "call housing_agreements.frames.rank(frame, grid, on=...)"
        remedy = frame_remedy(households, for_frame) or error.remedy
        raise InvalidTypeError(error.where, error.given, expected, remedy) from None


def _index_by_id(ids: Sequence[Id]) -> dict[Id, int]:
    """The index of each applicant by its id; none where the ids are the indices."""
    return {} if isinstance(ids, range) else dict(zip(ids, range(len(ids)), strict=True))


def _check_applicants(
    ids: Sequence[Id], given: Sequence[object], where: str = "rank, households"
) -> None:
    """Refuse ids that are no texts and no whole numbers, and anything but households.

    Raises:
        InvalidTypeError: For one of them.
        InvalidObjectError: For several.
    """
    faults: list[HousingAgreementsError] = []
    if not set(map(type, ids)) <= {str, int}:
        wrong = [one for one in ids if type(one) not in {str, int}]
        expected = "ids that are texts or whole numbers"
        faults += [InvalidTypeError(where, show(one), expected) for one in wrong]
    if not isinstance(ids, range):
        hidden = [one for one in ids if type(one) is str and not is_text(one)]
        expected = "ids of visible text, without blank ends"
        faults += [InvalidValueError(where, show(one), expected) for one in hidden]
    if not all(issubclass(kind, Household) for kind in set(map(type, given))):
        for id_of_one, one in zip(ids, given, strict=True):
            if not isinstance(one, Household):
                where = f"rank, households[{show(id_of_one)}]"
                faults.append(refuse_as_household(where, one))
    _raise_together(faults)


def _raise_together(faults: Sequence[HousingAgreementsError]) -> None:
    error = _gather(faults)
    if error is not None:
        raise error


def _gather(faults: Sequence[HousingAgreementsError]) -> HousingAgreementsError | None:
    """One fault as it is, the first of several together; `None` for none."""
    if len(faults) <= 1:
        return faults[0] if faults else None
    return InvalidObjectError("rank", faults)


def _stand(given: Sequence[Household], choices: tuple[Choice, ...], on: date) -> Standings:
    """Who may be ahead of whom."""
    readings = [read_grid(choice.asked, on) for choice in choices]
    for kind in dict.fromkeys(map(type, given)):
        for reading in readings:
            check_facts(reading, kind)
    nobody = read_nobody(choices, on)
    asked = readings if nobody is None else [*readings, nobody]
    names = sorted({name for reading in asked for name in reading.names})
    return Standings(readings, nobody, _list_facts(names, given), len(given))


def _list_facts(names: Sequence[str], given: Sequence[Household]) -> dict[str, Sequence[Any]]:
    """What is known of each fact, for one applicant after the other."""
    return {name: list(map(attrgetter(name), given)) for name in names}


def _name_faults(
    ids: Sequence[Id], given: Sequence[Household], choices: tuple[Choice, ...], on: date
) -> HousingAgreementsError | None:
    """What is wrong with each applicant, by id."""
    faults: list[HousingAgreementsError] = []
    for id_of_one, household in zip(ids, given, strict=True):
        try:
            for choice in choices:
                read_grid(choice.asked, on).found_of(household)
        except InvalidInputError as error:
            where = f"rank, households[{show(id_of_one)}]"
            faults += [one.at(where, one.where) for one in error.faults]
    return _gather(faults)


def _sort_ids(ids: Sequence[Id], standings: Standings) -> tuple[int, ...]:
    """The applicants by index, whoever can come first at their head; those outside at the end."""
    least, most, inside = standings.at_least, standings.at_most, standings.inside
    keys: list[Any] = list(zip(least, most, strict=True))
    if inside is not None:
        last = (len(ids), len(ids))
        keys = [key if held else last for key, held in zip(keys, inside, strict=True)]
    order: Iterable[int] = range(len(ids))
    if not isinstance(ids, range):
        order = sorted(order, key=lambda index: (type(ids[index]) is str, ids[index]))
    return tuple(sorted(order, key=keys.__getitem__))
