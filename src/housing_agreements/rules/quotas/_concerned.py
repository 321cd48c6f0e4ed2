"""Which entries concern a finding: whether they are in its base, count in it, and what is missing.

What is said of an entry is what the finding counts of it: its cell goes through the same walk, by
itself. What is not known of it is named only where it can change a number of the finding: where
the entry would add something else if that alone were known otherwise.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from housing_agreements.geography._unknown_codes import unknown_since
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.entries import Attribution, Production, Stage
from housing_agreements.model.groups import UNSEEN, Per, codes_of
from housing_agreements.rules.quotas._cell_finder import CellFinder, CellInTheMaking, EntryDays
from housing_agreements.rules.quotas._counting import (
    EntryState,
    OneByOne,
    StageReached,
)
from housing_agreements.rules.quotas._declared_codes import list_declared_codes
from housing_agreements.rules.quotas._judged_periods import JudgedPeriod
from housing_agreements.rules.quotas._lookup import Lookup
from housing_agreements.rules.quotas._names_told import NamesTold
from housing_agreements.rules.quotas._possible import NOT_IN_BASE, DoubtKey, PossibleCounts
from housing_agreements.rules.quotas._settling import Effects, EffectSet
from housing_agreements.rules.quotas.cells import (
    CellDays,
    CellKey,
    Window,
    days_reached,
)
from housing_agreements.rules.quotas.doubts import DoubtKind, MissingFact
from housing_agreements.rules.quotas.findings import Finding
from housing_agreements.rules.quotas.ledger import Entry
from housing_agreements.rules.quotas.readings import Reading
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.texts import (
    OR_WORD,
    Text,
    as_text,
    join_words,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("CellsByEntry", "Concern", "ConcernFinder")


class CellsByEntry:
    """Finds the cell of each entry of a ledger, by its key.

    Args:
        agreement: The agreement.
        ledger: The tally of the ledger.
    """

    def __init__(self, agreement: Agreement, ledger: Tally) -> None:
        self._keys: dict[int, CellKey] = {}
        self._aside = {code for what, code in ledger.set_aside if what == "commune"}
        cells, reading = Lookup(self._make_cell), ledger.reading
        covers, declared = reading.cover_table(), list_declared_codes(agreement)
        self._finders = {
            production: CellFinder(reading, covers, declared, cells, production=production)
            for production in (False, True)
        }

    def _make_cell(self, key: CellKey) -> CellInTheMaking:
        cell = CellInTheMaking()
        self._keys[id(cell)] = key
        return cell

    def find(self, entry: Entry, days: EntryDays | None = None) -> tuple[CellKey, CellDays] | None:
        """The cell of an entry; `None` for one to set aside.

        Args:
            entry: The entry.
            days: Its days, where they are not those that it bears.
        """
        if entry.commune in self._aside and unknown_since(entry.commune) is None:
            return None  # with all the other codes of the ledger, for a postcode
        cell, cell_days = self._finders[isinstance(entry, Production)].of(entry, days)
        key = self._keys.get(id(cell))
        return None if key is None else (key, cell_days)


class Concern(NamedTuple):
    """What an entry is to a finding."""

    in_base: Verdict
    """Whether it is in the base."""
    counts: Verdict
    """Whether it counts."""
    kinds: tuple[EffectSet, ...]
    """What one dwelling may do to the numbers of the finding: at each stage that counts it."""
    doubts: tuple[DoubtKey, ...]
    """What is not known of it, and can change these numbers."""


class ConcernFinder:
    """Finds what single entries are to one finding.

    Args:
        one_by_one: What single entries add to its counts.
        effects: What its numbers are made of.
    """

    def __init__(self, one_by_one: OneByOne, effects: Effects) -> None:
        self._one_by_one = one_by_one
        self.effects: Effects = effects
        """What the numbers of the finding are made of."""
        self.states: Lookup[CellDays, EntryState] = Lookup(self._one_by_one.calendar.state_by_place)
        """How entries stand on the day asked, by their days."""
        self._concerns: Lookup[tuple[CellKey, EntryState], Concern] = Lookup(self._look_at)
        self._seen: dict[tuple[int, CellDays], tuple[Concern, CellKey]] = {}

    def find(self, key: CellKey, days: CellDays) -> Concern:
        """What the entries of a cell are to the finding."""
        # By the identity of its key, which is kept: a key takes long to hash for each entry.
        seen = self._seen.get((id(key), days))
        if seen is None:
            seen = self._seen[id(key), days] = self._concerns[key, self.states[days]], key
        return seen[0]

    def list_days(self, days: CellDays) -> Iterator[date]:
        """The days on which entries may have reached a stage: one for all that are alike."""
        first_days = self._one_by_one.calendar.first_days
        for reached in self.states[days].stages:
            if reached is not None:
                yield from first_days[reached.first : reached.last + 1]

    def _look_at(self, cell: tuple[CellKey, EntryState]) -> Concern:
        key, state = cell
        counts = self._one_by_one.look_at(key, state)
        inside = [
            [
                possible if self.effects.counts_in(possible.period_index) else NOT_IN_BASE
                for possible in among
            ]
            for among, _ in counts.dwellings
        ]
        return Concern(
            Verdict.any(_judge({possible.base != 0 for possible in among}) for among in inside),
            Verdict.any(_judge({possible.counted != 0 for possible in among}) for among in inside),
            self._list_kinds(counts),
            self._list_changing(key, state, counts) if counts.doubts else (),
        )

    def _list_kinds(self, counts: PossibleCounts) -> tuple[EffectSet, ...]:
        """What a dwelling may do, at each stage at which it may do something."""
        kinds = [
            self.effects.of_all(among, dwellings)
            for (among, _), dwellings in counts.dwellings.items()
            for _ in range(abs(dwellings))
        ]
        nothing = frozenset({self.effects.nothing})
        return tuple(sorted((kind for kind in kinds if kind != nothing), key=sorted))

    def _list_changing(
        self, key: CellKey, state: EntryState, counts: PossibleCounts
    ) -> tuple[DoubtKey, ...]:
        """What is not known and can change a number, all else being as it may."""
        of_day = [doubt for doubt in counts.doubts if doubt[0] in _OF_DAY]
        states = _list_days(state) if of_day else [state]
        changing: set[DoubtKey] = set()
        outcomes: set[tuple[EffectSet, ...]] = set()
        for known in states:
            on_that_day = self._one_by_one.look_at(key, known)
            outcome = self._list_kinds(on_that_day)
            outcomes.add(outcome)
            for doubt in on_that_day.doubts:
                kind, code = doubt
                if kind is not DoubtKind.PUBLIC:  # it turns on whether it is there at all
                    changes = bool(outcome)
                else:
                    changes = self._list_kinds_if(key, known, code, yes=True) != (
                        self._list_kinds_if(key, known, code, yes=False)
                    )
                if changes:
                    changing.add(doubt)
        if len(outcomes) > 1:
            changing.update(of_day)
        return tuple(sorted(changing, key=lambda doubt: (doubt[0].value, doubt[1])))

    def _list_kinds_if(
        self, key: CellKey, state: EntryState, public: str, *, yes: bool
    ) -> tuple[EffectSet, ...]:
        """What a dwelling may do if it surely reaches a public, or surely not."""
        possible = key.possible - {public}
        sure = key.publics
        if yes:
            sure |= {public}
            possible = frozenset() if key.production else possible
        known = key._replace(publics=sure, possible=possible)
        return self._list_kinds(self._one_by_one.look_at(known, state))


def _judge(answers: set[bool]) -> Verdict:
    """The verdict of all the answers that are possible."""
    return Verdict.UNDETERMINED if len(answers) > 1 else Verdict.of(answers.pop())


_OF_DAY: Final = frozenset({DoubtKind.DAY, DoubtKind.STAGE})


def _list_days(state: EntryState) -> Iterator[EntryState]:
    """How entries stand when the day of each stage is known: for each day that makes a difference.

    Stages are looked at one at a time: each counts by itself.
    """
    for index, reached in enumerate(state.stages):
        if reached is None:
            continue
        days: list[StageReached | None] = [
            reached._replace(first=stretch, last=stretch, sure=True)
            for stretch in range(reached.first, reached.last + 1)
        ]
        if not reached.sure:
            days.append(None)
        for day in days:
            yield state._replace(stages=(*state.stages[:index], day, *state.stages[index + 1 :]))


class FactNames:
    """Names what is not known of entries.

    Args:
        judged: The judged period.
        finding: The finding.
        reading: What is kept of each entry.
        finder: What the entries are to the finding.
    """

    def __init__(
        self,
        judged: JudgedPeriod,
        finding: Finding,
        reading: Reading,
        finder: ConcernFinder,
    ) -> None:
        self._judged, self._finding, self._finder = judged, finding, finder
        self._stages = {
            production: reading.stages_of(production=production) for production in (False, True)
        }
        self._told = NamesTold(
            terms for of in judged.accounting_periods for _, terms in of.in_force
        )
        self._coded_on = reading.coded_on
        self._names: dict[object, tuple[MissingFact, ...]] = {}

    def name(
        self, entry: Entry, days: CellDays, doubts: tuple[DoubtKey, ...]
    ) -> tuple[MissingFact, ...]:
        """What is not known of an entry, each with its name."""
        if not doubts:
            return ()
        contingent = entry.contingent if isinstance(entry, Attribution) else None
        place = entry.commune, entry.neighbourhood
        alike = doubts, days, place, contingent, entry.landlord, entry.programme
        if alike not in self._names:
            self._names[alike] = tuple(
                fact for kind, code in doubts for fact in self._name(kind, code, entry, days)
            )
        return self._names[alike]

    def _name(
        self, kind: DoubtKind, code: str, entry: Entry, days: CellDays
    ) -> Iterator[MissingFact]:
        if kind is DoubtKind.PUBLIC and isinstance(entry, Production):
            name = self._told.find_financing(code) or code
            yield MissingFact(DoubtKind.FINANCING, code, _FINANCING.format(name=name))
        elif kind is DoubtKind.PUBLIC:
            name = self._told.find_public(code) or code
            yield MissingFact(kind, code, _PUBLIC.format(name=name))
        elif kind is DoubtKind.PLACE:
            for territory in self._list_unsure_territories(entry, days):
                name, last = territory.name, territory.members.known_until
                if last is None or all(day <= last for day in self._finder.list_days(days)):
                    yield MissingFact(kind, territory.code, _PLACE.format(name=name))
                else:
                    later = _PLACE_LATER.format(name=name, last=last)
                    yield MissingFact(kind, territory.code, later)
        elif kind is DoubtKind.LANDLORD:
            codes = self._judged.commitment.landlords or self._list_earlier_landlords()
            names = [self._told.find_landlord(landlord) or landlord for landlord in codes]
            either = Text(
                join_words((as_text(name).en for name in names), "en", last=OR_WORD),
                join_words((as_text(name).fr for name in names), "fr", last=OR_WORD),
            )
            yield MissingFact(kind, ", ".join(codes), _GROUPS[Per.LANDLORD].format(name=either))
        elif kind is DoubtKind.GROUP:
            yield from self._name_group(Per(code), kind)
        else:
            stages = self._stages[isinstance(entry, Production)]
            yield from self._name_days(kind, stages, days)

    def _list_earlier_landlords(self) -> tuple[str, ...]:
        """The landlords of the terms of each day, where the last terms name none."""
        code = self._judged.commitment.code
        return tuple(
            dict.fromkeys(
                landlord
                for of in self._judged.accounting_periods
                for _, terms in of.in_force
                for commitment in terms.commitments
                if commitment.code == code
                for landlord in commitment.landlords
            )
        )

    def _name_group(self, part: Per, kind: DoubtKind) -> Iterator[MissingFact]:
        """Whether it is of the group, in one part of it."""
        finding = self._finding
        place = finding.commitment.per.index(part)
        code = codes_of(finding.group or UNSEEN)[place]
        if isinstance(code, str):
            name = finding.group_names[place] or code
            yield MissingFact(kind, code, _GROUPS[part].format(name=name))
        else:
            yield MissingFact(kind, part.value, _WHICH[part])

    def _name_days(
        self, kind: DoubtKind, stages: Sequence[Stage], days: CellDays
    ) -> Iterator[MissingFact]:
        """When it reached each stage that counts it, of those that its kind reaches."""
        reached = dict(zip(stages, days_reached(days).reached, strict=True))
        for stage in self._judged.stages:
            window = reached.get(stage)
            if isinstance(window, Window):
                yield MissingFact(kind, stage.value, _say_window(stage, window))

    def _list_unsure_territories(self, entry: Entry, days: CellDays) -> list[Territory]:
        """The territories of which it is not known whether they cover it on its day."""
        place = Place(entry.commune, entry.neighbourhood, coded_on=self._coded_on)
        asked: dict[Territory, None] = {}
        for accounting in self._judged.accounting_periods:
            for _, terms in accounting.in_force:
                asked[terms.territory_of(accounting.commitment)] = None
                if accounting.commitment.located_in is not None:
                    asked[accounting.commitment.located_in] = None
                for contingent in terms.contingents:
                    if isinstance(entry, Attribution) and contingent.code == entry.contingent:
                        asked[contingent.territory] = None
        possible = list(self._finder.list_days(days))
        unsure = [
            territory
            for territory in asked
            if any(
                not territory.members.known_on(day)
                or territory.covers(place, on=day) is Verdict.UNDETERMINED
                for day in possible
            )
        ]
        return unsure or list(asked)


def _say_window(stage: Stage, window: Window) -> Text:
    """When a stage was reached, or whether it was."""
    days = {"since": window.since, "by": window.by}
    known = {name: day for name, day in days.items() if day is not None}
    template = _WINDOWS[window.since is not None, window.by is not None]
    return template.format(day=_DAYS_OF_STAGES[stage], **known)


_PUBLIC: Final = Text(
    "whether the household belongs to the public “{name}”",
    "si le ménage relève du public «\u00a0{name}\u00a0»",
)
_FINANCING: Final = Text(
    "whether the financing is “{name}”", "si le financement est «\u00a0{name}\u00a0»"
)
_PLACE: Final = Text(
    "whether the dwelling stands in “{name}”",
    "si le logement est dans «\u00a0{name}\u00a0»",
)
_PLACE_LATER: Final = Text(
    "whether the dwelling stands in “{name}”, whose list was followed until {last}",
    "si le logement est dans «\u00a0{name}\u00a0», dont la liste n'est connue que jusqu'au {last}",
)
_GROUPS: Final = {
    Per.COMMUNE: Text("whether the commune is “{name}”", "si la commune est «\u00a0{name}\u00a0»"),
    Per.DEPARTMENT: Text(
        "whether the department is “{name}”", "si le département est «\u00a0{name}\u00a0»"
    ),
    Per.INTERCOMMUNALITY: Text(
        "whether the intercommunality is “{name}”",
        "si l'intercommunalité est «\u00a0{name}\u00a0»",
    ),
    Per.PROGRAMME: Text(
        "whether the programme is “{name}”", "si le programme est «\u00a0{name}\u00a0»"
    ),
    Per.LANDLORD: Text(
        "whether the landlord is “{name}”", "si le bailleur est «\u00a0{name}\u00a0»"
    ),
    Per.NEIGHBOURHOOD: Text(
        "whether the neighbourhood is “{name}”", "si le quartier est «\u00a0{name}\u00a0»"
    ),
    Per.SECTOR: Text("whether the sector is “{name}”", "si le secteur est «\u00a0{name}\u00a0»"),
}
_WHICH: Final = {
    Per.COMMUNE: Text("which commune it is", "quelle est la commune"),
    Per.DEPARTMENT: Text("which department it is", "quel est le département"),
    Per.INTERCOMMUNALITY: Text("which intercommunality it is", "quelle est l'intercommunalité"),
    Per.PROGRAMME: Text("which programme it is", "quel est le programme"),
    Per.LANDLORD: Text("which landlord it is", "quel est le bailleur"),
    Per.NEIGHBOURHOOD: Text("which neighbourhood it is", "quel est le quartier"),
}
_WINDOWS: Final = {
    (True, True): Text("{day}, between {since} and {by}", "{day}, entre le {since} et le {by}"),
    (False, True): Text("{day}, by {by}", "{day}, au plus tard le {by}"),
    (True, False): Text(
        "{day}, from {since} on, if it came", "{day}, à partir du {since}, si cette étape a eu lieu"
    ),
    (False, False): Text("{day}, if it came", "{day}, si cette étape a eu lieu"),
}
"""The words for a window, by whether its first and its last day are known."""
_DAYS_OF_STAGES: Final = {
    Stage.AVAILABLE: Text("the day it was made available", "la date de mise à disposition"),
    Stage.PROPOSED: Text("the day of the proposal", "la date de proposition"),
    Stage.DECIDED: Text("the day of the decision", "la date de la décision d'attribution"),
    Stage.SIGNED: Text("the day the lease was signed", "la date de signature du bail"),
    Stage.APPROVED: Text("the day of the approval", "la date de l'agrément"),
    Stage.STARTED: Text("the day works started", "la date de mise en chantier"),
    Stage.DELIVERED: Text("the day of the delivery", "la date de livraison"),
}
