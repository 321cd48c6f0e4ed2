"""An independent judge of quotas: every completion of what is not known, one after another.

It is written from the contract alone, by somebody who has not read the rules, and it is naive on
purpose. A dwelling may turn out in several ways (`Way`); a ledger may turn out in every
combination of the ways of its dwellings; each combination keeps a promise, breaks it, or leaves
nothing to judge. So it judges small ledgers only, and slowly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, product
from typing import Any, NamedTuple

import housing_agreements as ha
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD
from housing_agreements.model.entries import ATTRIBUTION_STAGES, PRODUCTION_STAGES
from housing_agreements.model.levels import Limit

__all__ = ("FRESH", "Answer", "Judge", "Key", "Promise")

FRESH = "a group that no entry bears"
"""The code of whatever group nobody has named."""
ALSO_FRESH = "another group that no entry bears"
"""The code of one more: what nobody has named may be one or the other."""
ANOTHER = "another financing"
"""The code of whatever financing nobody has named."""
NOT_KNOWN: Any = getattr(ha, "NOT_KNOWN", object())
UNSEEN: Any = getattr(ha, "UNSEEN", object())
FIRST, LAST = date(1900, 1, 1), date(2100, 1, 1)
A_DAY = timedelta(days=1)

Entry = ha.Attribution | ha.Production
Code = Any
"""The code of a group, or `UNSEEN`."""
Group = tuple[Code, ...]
"""The codes of a group, one for each kind; none for the total."""
Key = tuple[str, ha.Period, Any]
"""A commitment, a period, and a group (`None`: the total)."""
Interval = tuple[Fraction | int, Fraction | int]
Lots = tuple[tuple[int, "Sums"], ...]
"""What is in the base of each period, by its index."""


class Promise(NamedTuple):
    """What governs one period: the commitment as the terms in force on its last day state it."""

    period: ha.Period
    commitment: Any


class Way(NamedTuple):
    """One way in which a dwelling may turn out to be in the base."""

    period: int
    group: tuple[str | None, ...]
    main: bool
    other: bool


class Sums(NamedTuple):
    """What is in the base of one period, in one completion."""

    anything: bool = False
    base: int = 0
    main: int = 0
    other: int = 0


class Answer(NamedTuple):
    """What a finding must say."""

    verdict: ha.Verdict | None
    outcome: ha.Outcome
    counted: Interval = (0, 0)
    base: Interval = (0, 0)
    floor: Interval | None = None
    ceiling: Interval | None = None
    substitutes: Interval = (0, 0)
    shortfall: Interval | None = None
    excess: Interval | None = None
    may_be_empty: bool = False
    capped: bool = False
    loose: bool = False
    told: bool = False
    of_base: bool = True
    located: bool = False


class Unit(NamedTuple):
    """One dwelling, added or taken back, and the ways in which it may turn out."""

    sign: int
    ways: frozenset[Way | None]


class Judge:
    """Judges an agreement and a small ledger, asked on a day, as known on a day."""

    def __init__(
        self,
        agreement: ha.Agreement,
        entries: Iterable[Entry],
        *,
        on: date,
        known: date | None = None,
        figures: Iterable[ha.PublishedFigure] = (),
    ) -> None:
        self.agreement = agreement
        self.figures = tuple(figures)
        self.entries = tuple(entries)
        self.on = on
        self.known = on if known is None else known
        self._terms: dict[date, ha.Agreement] = {}

    # --- Which promises ----------------------------------------------------------------------

    def terms(self, day: date) -> ha.Agreement:
        """The terms in force on a day."""
        if day not in self._terms:
            self._terms[day] = self.agreement.on(day, known=self.known)
        return self._terms[day]

    def versions(self, until: date | None = None) -> list[tuple[date, ha.Agreement]]:
        """Every version in force at some time up to a day, with its first day."""
        last = self.on if until is None else until
        days = sorted(
            amendment.effective
            for amendment in self.agreement.amendments
            if amendment.signed_on <= self.known and amendment.effective <= last
        )
        return [(day, self.terms(day)) for day in (FIRST, *days)]

    def promises(self) -> dict[str, list[Promise]]:
        """Of each commitment, every period that some version names, and what governs it."""
        found: dict[str, list[Promise]] = {}
        for day, version in self.versions():
            for commitment in version.commitments:
                for period in self._periods(commitment, day):
                    promises = found.setdefault(commitment.code, [])
                    if all(promise.period != period for promise in promises):
                        promises.append(Promise(period, self._govern(commitment.code, period)))
        for promises in found.values():
            promises.sort(key=lambda promise: (promise.period.start, promise.period.end))
        return found

    def _govern(self, code: str, period: ha.Period) -> Any:
        day = min(period.last_day, self.on)
        for commitment in self.terms(day).commitments:
            if commitment.code == code and period in self._periods(commitment, day):
                return commitment
        return None

    def _periods(self, commitment: Any, day: date) -> list[ha.Period]:
        """The periods that a commitment names, else the years of the agreement."""
        named = {period for limit in commitment.limits for period in limit.levels.periods}
        if commitment.periods or named:
            return sorted(commitment.periods or named, key=lambda each: (each.start, each.end))
        years: list[ha.Period] = []
        before: ha.Period | None = None
        for _, version in self.versions(day):
            term = version.term
            longer = before and term.start == before.start and term.end >= before.end
            years = [*years] if longer else []
            start = term.start
            while (year := ha.Period(*a_year_from(start, len(years)))).end <= term.end:
                years.append(year)
            before = term
        return years

    # --- How a dwelling may turn out -----------------------------------------------------------

    def units(self, promises: Sequence[Promise]) -> list[Unit]:
        """Each dwelling of the ledger."""
        return [
            unit
            for entry in self.entries
            for unit in [Unit(1 if entry.count > 0 else -1, self.ways(entry, promises))]
            * abs(entry.count)
        ]

    def ways(self, entry: Entry, promises: Sequence[Promise]) -> frozenset[Way | None]:
        """Every way in which a dwelling of an entry may turn out."""
        stage = promises[0].commitment.stage
        attributed = isinstance(entry, ha.Attribution)
        void = entry.cancelled_on is not None and entry.cancelled_on <= self.on
        if void or stage.of_production is attributed:
            return frozenset({None})
        found: set[Way | None] = set()
        for day in self._days(entry, stage, promises):
            inside: set[Way | None] = set()
            if day is not None and day <= self.on:
                for index, promise in enumerate(promises):
                    if day in promise.period:
                        inside |= self._ways_on(entry, day, index, promise.commitment)
            found |= inside or {None}
        return frozenset(found)

    def _days(self, entry: Entry, stage: ha.Stage, promises: Sequence[Promise]) -> set[date | None]:
        """Every day, of those that differ, on which an entry may have reached a stage."""
        attributed = isinstance(entry, ha.Attribution)
        stages = ATTRIBUTION_STAGES if attributed else PRODUCTION_STAGES
        given = {each: getattr(entry, each.field) for each in stages}
        days = sorted(self._turning_days(given.values(), promises))
        # For each beginning of a life: the day of the stage asked, the last day, whether a stage
        # was not reached, and whether a later stage must still be, since one was taken as reached.
        lives: set[tuple[date | None, date, bool, bool]] = {(None, FIRST, False, False)}
        for each in stages:
            value, following = given[each], set()
            for asked, last, stopped, owing in lives:
                if value is None or value is NOT_KNOWN:
                    following.add((asked, last, True, owing))
                if stopped:
                    continue
                for day in days:
                    if day < last or (isinstance(value, date) and day != value):
                        continue
                    if isinstance(value, ha.Period) and day not in value:
                        continue
                    own = day if each is stage else asked
                    following.add((own, day, False, value is None))
            lives = following
        return {asked for asked, _, _, owing in lives if not owing}

    def _turning_days(self, given: Iterable[Any], promises: Sequence[Promise]) -> set[date]:
        """The days on which anything changes, and the day before each."""
        turns = {FIRST + A_DAY, self.on + A_DAY, LAST}
        for promise in promises:
            turns |= {promise.period.start, promise.period.end}
        for value in given:
            if isinstance(value, date):
                turns |= {value, value + A_DAY}
            elif isinstance(value, ha.Period):
                turns |= {value.start, value.end}
        turns |= {amendment.effective for amendment in self.agreement.amendments}
        for territory in self._territories():
            turns |= {day for day, _ in territory.members.changes if day > FIRST}
        return {turn - A_DAY for turn in turns} | turns

    def _territories(self) -> Iterator[ha.Territory]:
        agreement = self.agreement
        yield agreement.territory
        yield from getattr(agreement, "sectors", ())
        for amendment in agreement.amendments:
            if amendment.territory is not None:
                yield amendment.territory
        for part in agreement.every_part:
            if isinstance(part, ha.Contingent):
                yield part.territory
            if isinstance(part, ha.Share | ha.Volume):
                for territory in (part.territory, getattr(part, "located_in", None)):
                    if territory is not None:
                        yield territory

    def _ways_on(self, entry: Entry, day: date, period: int, commitment: Any) -> set[Way | None]:
        """The ways of a dwelling that reached the stage on a day of a period."""
        found: set[Way | None] = set()
        terms = self.terms(day)
        if set(entry.tags) & set(commitment.leaving_out):
            return {None}
        contingents = terms.contingents_of(commitment)
        where = [terms.territory_of(commitment)]
        if isinstance(entry, ha.Attribution):
            if entry.contingent not in contingents:
                return {None}
            declared = {contingent.code: contingent for contingent in terms.contingents}
            if entry.contingent not in declared:
                return {None}
            where.append(declared[entry.contingent].territory)
        located_in = getattr(commitment, "located_in", None)
        sectors = list(getattr(terms, "sectors", ())) if self._by_sector(commitment) else []
        every = [*where, *([located_in] if located_in else []), *sectors]
        for landlord, programme, neighbourhood, body in product(
            self._landlords(entry, commitment),
            self._programmes(entry, commitment),
            self._neighbourhoods(entry, commitment),
            self._bodies(commitment),
        ):
            if commitment.landlords and landlord not in commitment.landlords:
                found.add(None)
                continue
            for inside in self._cover(every, ha.Place(entry.commune, neighbourhood), day):
                if not all(inside[territory] for territory in where):
                    found.add(None)
                    continue
                others = [party.code for party in getattr(self.agreement, "others", ())]
                own = {
                    "landlord": None if landlord in others else landlord,
                    "programme": programme,
                    "neighbourhood": None if neighbourhood == NO_NEIGHBOURHOOD else neighbourhood,
                    "commune": entry.commune,
                    "department": own_code(entry, "department"),
                    "intercommunality": body,
                    "contingent": getattr(entry, "contingent", None),
                    "sector": next((each.code for each in sectors if inside[each]), None),
                }
                group = tuple(own[kind.value] for kind in commitment.per)
                located = located_in is None or inside[located_in]
                ways = {
                    Way(period, group, main and located, other and located)
                    for main, other in self._memberships(entry, commitment)
                }
                counts = {way.main or way.other for way in ways}
                if commitment.unsure is ha.Unsure.LEFT_OUT and len(counts) > 1:
                    found.add(None)
                else:
                    found |= ways
        return found

    @staticmethod
    def _by_sector(commitment: Any) -> bool:
        return any(kind.value == "sector" for kind in commitment.per)

    @staticmethod
    def _cover(
        territories: Sequence[ha.Territory], place: ha.Place, day: date
    ) -> Iterator[Mapping[ha.Territory, bool]]:
        """Every way in which the territories may have the place or not."""
        ways = []
        distinct = list(dict.fromkeys(territories))
        for territory in distinct:
            verdict = territory.covers(place, on=day)
            unsure = verdict is ha.Verdict.UNDETERMINED
            ways.append((True, False) if unsure else (verdict is ha.Verdict.MET,))
        for inside in product(*ways):
            yield dict(zip(distinct, inside, strict=True))

    @staticmethod
    def _memberships(entry: Entry, commitment: Any) -> set[tuple[bool, bool]]:
        """Whether it counts as a main one, and as a substitute, in every way that may be."""
        substitutes = () if commitment.substitute is None else commitment.substitute.to
        if not commitment.to:
            return {(True, False)}
        if isinstance(entry, ha.Attribution):
            unsure = sorted(entry.possible_publics)
            sets = [
                set(entry.publics) | set(more)
                for size in range(len(unsure) + 1)
                for more in combinations(unsure, size)
            ]
        elif entry.financing is None:
            sets = [{code} for code in (*commitment.to, *substitutes, ANOTHER)]
        else:
            sets = [{entry.financing}]
        found = set()
        for codes in sets:
            main = not codes.isdisjoint(commitment.to)
            found.add((main, not main and not codes.isdisjoint(substitutes)))
        return found

    def _landlords(self, entry: Entry, commitment: Any) -> list[str]:
        if entry.landlord is not None:
            return [entry.landlord]
        declared = self._declared()
        if declared is not None:
            return [*declared, *(party.code for party in getattr(self.agreement, "others", ()))]
        return self._candidates("landlord", commitment, commitment.landlords)

    def _declared(self) -> list[str] | None:
        """The codes of the landlords that are bound, where the agreement says which are."""
        parties = getattr(self.agreement, "landlords", ())
        return [party.code for party in parties] or None

    def _programmes(self, entry: Entry, commitment: Any) -> list[str]:
        if entry.programme is not None:
            return [entry.programme]
        return self._candidates("programme", commitment, ())

    def _bodies(self, commitment: Any) -> list[str]:
        """Of the years of the cases no edition tells the intercommunalities: it may be any."""
        if all(per.value != "intercommunality" for per in commitment.per):
            return [""]
        return self._candidates("intercommunality", commitment, ())

    def _neighbourhoods(self, entry: Entry, commitment: Any) -> list[str]:
        if entry.neighbourhood is not None:
            return [entry.neighbourhood]
        covered = {
            code
            for territory in self._territories()
            for _, members in territory.members.changes
            for code in members.neighbourhoods()
        }
        return self._candidates("neighbourhood", commitment, (NO_NEIGHBOURHOOD, *sorted(covered)))

    def _candidates(self, kind: str, commitment: Any, named: Iterable[str]) -> list[str]:
        """What a code that is not known may be: one that is named, one that is seen, a new one."""
        borne: list[Any] = [own_code(entry, kind) for entry in self.entries]
        listed = (
            code
            for group in self._table(commitment)
            for code, per in zip(group, commitment.per, strict=True)
            if per.value == kind
        )
        told: list[Any] = []
        if [per.value for per in commitment.per] == [kind]:
            told = [each.group for each in self.figures if commitment.code in each.commitments]
        known = [code for code in (*borne, *told) if code is not None]
        return [*dict.fromkeys(chain(named, known, listed)), FRESH, ALSO_FRESH]

    @staticmethod
    def _table(commitment: Any) -> list[Group]:
        """The groups that the tables of levels name."""
        named = [group for limit in commitment.limits for group in limit.levels.groups]
        groups = (group if isinstance(group, tuple) else (group,) for group in named)
        return list(dict.fromkeys(groups))

    # --- What must be reported ---------------------------------------------------------------

    def answers(self) -> tuple[dict[Key, Answer], dict[Key, Answer]]:
        """What must be reported, and what may be reported beside it."""
        must: dict[Key, Answer] = {}
        may: dict[Key, Answer] = {}
        for code, promises in self.promises().items():
            governed = [promise for promise in promises if promise.commitment is not None]
            cumulative = any(promise.commitment.cumulative for promise in governed)
            if cumulative:
                span = ha.Period(governed[0].period.start, governed[-1].period.end)
                self._answer(code, span, governed, must, may)
            for promise in promises:
                if promise.commitment is None:
                    may[code, promise.period, None] = Answer(None, ha.Outcome.NO_LEVEL)
                elif not cumulative:
                    self._answer(code, promise.period, [promise], must, may)
        return must, may

    def _answer(
        self,
        code: str,
        span: ha.Period,
        promises: Sequence[Promise],
        must: dict[Key, Answer],
        may: dict[Key, Answer],
    ) -> None:
        last = promises[-1].commitment
        if span.start > self.on:
            not_begun = Answer(None, ha.Outcome.NOT_BEGUN)
            may[code, span, None] = not_begun
            may.update(
                ((code, span, self._shown(group)), not_begun) for group in self._listed(promises)
            )
            return
        units = self.units(promises)
        if last.judges_total:
            must[code, span, None] = self.judge(promises, units, None)
        if not last.per:
            return
        judged = must if last.judges_groups else may
        listed = self._listed(promises)
        borne = {
            way.group
            for unit in units
            for way in unit.ways
            if way is not None and None not in way.group and ALSO_FRESH not in way.group
        }
        known = self._known_groups(promises)
        told = self._figures(promises)
        known |= {
            (figure.group,) for _, figure in told if figure.group and surely_some(figure, promises)
        }
        borne |= {(figure.group,) for _, figure in told if isinstance(figure.group, str)}
        if any(figure.group is None for _, figure in told) and not self._closed(promises):
            borne |= set(self._fresh_groups(promises))
        unseen: dict[Group, list[Group]] = {}
        for group in sorted(borne):
            unseen.setdefault(self._as_unseen(group, promises), []).append(group)
        for group in dict.fromkeys([*listed, *sorted(borne), *sorted(unseen)]):
            if FRESH in group and not hasattr(ha, "UNSEEN"):
                continue
            alike = unseen.get(group, ()) if FRESH in group else ()
            answer = self.judge(promises, units, group, sure=group in listed, alike=alike)
            lately = group in self._listed(promises[-1:]) or self._is_located(
                group, last, promises[-1].period.last_day
            )
            where = (
                judged if lately or group in known or self._is_expected(group, promises) else may
            )
            if answer.outcome is ha.Outcome.NO_LEVEL:
                where = may
            if FRESH in group:
                undecided = answer.verdict is ha.Verdict.UNDETERMINED
                where = judged if undecided and self._stands(group, promises) else may
            where[code, span, self._shown(group)] = answer
        must.update(
            (
                (code, span, self._shown(group)),
                Answer(ha.Verdict.UNDETERMINED, ha.Outcome.NO_FIGURE),
            )
            for group in self._open_beside_figures(promises)
        )

    @staticmethod
    def _is_located(group: Group, commitment: Any, day: date) -> bool:
        """Whether it is a neighbourhood in which alone entries count: it is reported if borne."""
        where = getattr(commitment, "located_in", None)
        by_neighbourhood = [kind.value for kind in commitment.per] == ["neighbourhood"]
        return by_neighbourhood and where is not None and group[0] in where.neighbourhoods(on=day)

    def _as_unseen(self, group: Group, promises: Sequence[Promise]) -> Group:
        """A group, with `FRESH` for a neighbourhood that only a place where entries may be lists.

        Nobody reports it: what it holds is told of where nobody knows the neighbourhood.
        """
        last = promises[-1]
        if self._is_located(group, last.commitment, last.period.last_day):
            return group
        kinds = [kind.value for kind in last.commitment.per]
        told = {figure.group for _, figure in self._figures(promises)}
        return tuple(
            code
            if kind != "neighbourhood"
            or named
            or code in told
            or self._is_seen(kind, code, promises)
            else FRESH
            for kind, code, named in zip(
                kinds, group, self._sides_named(group, promises), strict=True
            )
        )

    def _is_expected(self, group: Group, promises: Sequence[Promise]) -> bool:
        """Whether a pair has a code that is declared or named: it is reported if one may fall."""
        if len(group) == 1 or FRESH in group or not hasattr(ha, "UNSEEN"):
            return False
        named = self._sides_named(group, promises)
        kinds = promises[-1].commitment.per
        return any(named) and all(
            is_named or self._is_seen(kind.value, code, promises)
            for kind, code, is_named in zip(kinds, group, named, strict=True)
        )

    def _is_seen(self, kind: str, code: Code, promises: Sequence[Promise]) -> bool:
        """Whether an entry that may be in the base bears a code."""
        return any(
            own_code(entry, kind) == code and self.ways(entry, promises) != frozenset({None})
            for entry in self.entries
        )

    def _open_beside_figures(self, promises: Sequence[Promise]) -> Iterator[Group]:
        """The groups that nobody names, where figures by group tell of others and none of all."""
        by_group = any(figure.group is not None for _, figure in self._figures(promises))
        if promises[-1].commitment.judges_groups and by_group and not self._closed(promises):
            for group in self._fresh_groups(promises):
                if self._limits(promises, group) and not self._tell(promises, group):
                    yield group

    def _fresh_groups(self, promises: Sequence[Promise]) -> Iterator[Group]:
        """Every group of a code that nobody has named, beside those that are named."""
        kinds = promises[-1].commitment.per
        sides = [set() if self._closes(kind.value, promises) else {FRESH} for kind in kinds]
        for promise in promises:
            for index, per in enumerate(promise.commitment.per):
                sides[index] |= set(self._list(per.value, promise))
                sides[index] |= {group[index] for group in self._table(promise.commitment)}
        yield from (group for group in product(*sides) if FRESH in group)

    def _sides_named(self, group: Group, promises: Sequence[Promise]) -> list[bool]:
        """Of each code of a group, whether a table or a list names it, or it is declared."""
        found = [False] * len(group)
        for promise in promises:
            sides = list(zip(*self._table(promise.commitment), strict=True))
            for index, (code, per) in enumerate(zip(group, promise.commitment.per, strict=True)):
                table = sides[index] if sides else ()
                found[index] |= code in table or code in self._list(per.value, promise)
        return found

    def _stands(self, group: Group, promises: Sequence[Promise]) -> bool:
        """Whether one finding stands for a group: its codes are named, or some entry's own."""
        if len(group) == 1:
            return True
        kinds = promises[-1].commitment.per
        named = self._sides_named(group, promises)
        return any(
            all(
                (own is None and (code == FRESH or is_named)) or own == code
                for code, is_named, own in zip(
                    group,
                    named,
                    (own_code(entry, kind.value) for kind in kinds),
                    strict=True,
                )
            )
            for entry in self.entries
            if self.ways(entry, promises) != frozenset({None})
        )

    @staticmethod
    def _shown(group: Group) -> Any:
        """A group as a finding bears it."""
        shown = tuple(UNSEEN if code == FRESH else code for code in group)
        return shown[0] if len(shown) == 1 else shown

    def _listed(self, promises: Sequence[Promise]) -> list[Group]:
        """The groups that are always reported: named by a table, by a list, or declared."""
        found: list[Group] = []
        for promise in promises:
            commitment = promise.commitment
            found += self._table(commitment)
            if len(commitment.per) == 1:
                kind = commitment.per[0].value
                found += [(code,) for code in self._list(kind, promise)]
        return list(dict.fromkeys(found))

    def _list(self, kind: str, promise: Promise) -> Sequence[str]:
        """The codes of a kind that the agreement itself gives."""
        terms = self.terms(min(promise.period.last_day, self.on))
        commitment, where = promise.commitment, terms.territory_of(promise.commitment)
        changes = [day for day, _ in where.members.changes if day in promise.period]
        days = [promise.period.start, *changes]
        if kind == "landlord":
            return commitment.landlords or self._declared() or ()
        if kind == "contingent":
            return terms.contingents_of(commitment)
        if kind == "sector":
            return [sector.code for sector in getattr(terms, "sectors", ())]
        if kind == "commune":
            return [code for day in days for code in where.communes(on=day)]
        if kind == "neighbourhood":
            return [code for day in days for code in where.neighbourhoods(on=day)]
        return ()

    def _known_groups(self, promises: Sequence[Promise]) -> set[Group]:
        """The groups that an entry bears, or bears perhaps, by codes of its own."""
        found: set[Group] = set()
        for entry in self.entries:
            for way in self.ways(entry, promises):
                if way is None:
                    continue
                kinds = promises[way.period].commitment.per
                own = tuple(
                    code if kind.value == "sector" else own_code(entry, kind.value)
                    for kind, code in zip(kinds, way.group, strict=True)
                )
                if own == way.group:
                    found.add(way.group)
        return found

    # --- The verdict -----------------------------------------------------------------------------

    def judge(  # noqa: C901  # one number after another
        self,
        promises: Sequence[Promise],
        units: Sequence[Unit],
        group: Group | None,
        *,
        sure: bool = True,
        alike: Iterable[Group] = (),
    ) -> Answer:
        """The verdict of every completion; `sure`: the group is reported whoever bears it.

        `alike`: other groups, for which the same finding stands.
        """
        limits = self._limits(promises, group)
        capped = any(promise.commitment.substitute for promise in promises)
        groups = dict.fromkeys((group, *alike))
        states = {state for each in groups for state in self._states(promises, units, each)}
        beside = any(state != tuple(Sums() for _ in promises) for state in states)
        asked = self._ended(promises)
        for whole in asked:
            if not any(holds(other, whole) for other in asked):
                lots = {lot for _, lot in self._worlds(whole, promises, group)}
                states = {join(state, lot) for state in states for lot in lots}
        named = {index for _, levels in limits for index in levels}
        judged = named or range(len(promises))
        facts: dict[str, Any] = {"capped": capped, "told": bool(self.figures)}
        facts["of_base"] = promises[-1].commitment.of_base
        read = [figure for _, figure in self._figures(promises)]
        rated = [figure for figure in read if figure.rate is not None]
        production = promises[-1].commitment.stage.of_production and not facts["of_base"]
        facts["loose"] = bool(rated) and (
            len(read) > 1
            or beside
            or (production and not all(owed_of(of, promises) for of in rated))
        )
        facts["located"] = getattr(promises[-1].commitment, "located_in", None) is not None
        for name, fields in (
            ("counted", ("main", "other")),
            ("base", ("base",)),
            ("substitutes", ("other",)),
        ):
            sums = [
                sum(getattr(state[index], field) for index in judged for field in fields)
                for state in states
            ]
            facts[name] = (min(sums), max(sums))
        if not limits:
            return Answer(None, ha.Outcome.NO_LEVEL, **facts)
        share = promises[-1].commitment.of_base
        for name, ceiling in (("floor", False), ("ceiling", True)):
            for limit, levels in limits:
                if limit.ceiling is ceiling:
                    owed = [self._owed(promises, levels, state) for state in states]
                    facts[name] = (min(owed), max(owed))
                    gaps = [
                        self._gap(promises, limit, levels, state)
                        if sure or any(part.anything for part in state)
                        else 0
                        for state in states
                    ]
                    facts["excess" if ceiling else "shortfall"] = (min(gaps), max(gaps))
        kept, empty = set(), set()
        for state in states:
            nobody = not sure and not any(part.anything for part in state)
            nothing = share and not any(state[index].anything for index in named)
            empty.add(nobody or nothing)
            kept.add(
                nobody
                or all(self._keeps(promises, limit, levels, state) for limit, levels in limits)
            )
        facts["may_be_empty"] = True in empty
        if self.figures and not self._tell(promises, group):
            return Answer(None, ha.Outcome.NO_FIGURE, **facts)
        if empty == {True}:
            return Answer(None, ha.Outcome.EMPTY_BASE, **facts)
        verdict = ha.Verdict.UNDETERMINED
        own = [
            each
            for within, each in self._figures(promises)
            if each.rate is not None and not set(judged).isdisjoint(within)
            if each.group is None or group in (None, (each.group,))
        ]
        if len(kept) == 1 and not (own and beside):
            verdict = ha.Verdict.MET if kept == {True} else ha.Verdict.UNMET
        return Answer(verdict, ha.Outcome.JUDGED, **facts)

    def _limits(
        self, promises: Sequence[Promise], group: Group | None
    ) -> list[tuple[Limit, dict[int, Fraction | int]]]:
        """The floor and the ceiling, each with its level in each period that it names."""
        found = []
        for ceiling in (False, True):
            shown: Any = group[0] if group is not None and len(group) == 1 else group
            levels: dict[int, Fraction | int] = {}
            last = None
            for index, (period, commitment) in enumerate(promises):
                limit = commitment.ceiling if ceiling else commitment.floor
                level = None if limit is None else limit.levels.at(period, shown)
                if level is not None:
                    levels[index], last = level, limit
            if last is not None:
                found.append((last, levels))
        return found

    def _states(
        self, promises: Sequence[Promise], units: Sequence[Unit], group: Group | None
    ) -> set[tuple[Sums, ...]]:
        """What every completion sums to, period by period."""
        states = {tuple(Sums() for _ in promises)}
        for unit in units:
            ways = {
                way if way is not None and group in (None, way.group) else None for way in unit.ways
            }
            ways = {way and way._replace(group=()) for way in ways}
            states = {self._add(state, unit.sign, way) for state in states for way in ways}
        return states

    # --- Published figures -----------------------------------------------------------------------

    def _figures(self, promises: Sequence[Promise]) -> list[tuple[list[int], ha.PublishedFigure]]:
        """The figures of a commitment that have ended, each with the periods that contain it."""
        found = []
        for figure in self.figures:
            within = [
                index
                for index, (period, commitment) in enumerate(promises)
                if commitment.code in figure.commitments and period.overlaps(figure.period)
            ]
            first, last = figure.period.start, figure.period.last_day
            if within and last <= self.on:
                whole = first >= promises[within[0]].period.start
                if whole and last in promises[within[-1]].period:
                    found.append((within, figure))
        return found

    def _ended(self, promises: Sequence[Promise]) -> list[ha.PublishedFigure]:
        """The figures of a commitment whose period has ended: those that are read, and others."""
        code = promises[0].commitment.code
        return [
            figure
            for figure in self.figures
            if code in figure.commitments and figure.period.last_day <= self.on
        ]

    def may_be_right(self) -> bool:
        """Whether the figures can all be right at once, and no dwelling counts twice."""
        for one, other in combinations(self.figures, 2):
            shared = one.group == other.group or None in {one.group, other.group}
            beside = not (holds(one, other) or holds(other, one))
            if beside and shared and one.period.overlaps(other.period):
                return False
        for promises in self.promises().values():
            governed = [promise for promise in promises if promise.commitment is not None]
            asked = self._ended(governed)
            roots = [each for each in asked if not any(holds(other, each) for other in asked)]
            if not all(self._worlds(root, governed, None) for root in roots):
                return False
        return True

    def _worlds(
        self,
        figure: ha.PublishedFigure,
        promises: Sequence[Promise],
        group: Group | None,
        most: int = 10**9,
    ) -> set[tuple[Sums, Lots]]:
        """What a figure holds, and what of that is in a finding, in every way that may be.

        A figure holds what its parts do, and any rest that its own numbers leave; `most`: the
        largest base that a figure which holds it leaves it.
        """
        if figure.base is not None and figure.base.high is not None:
            most = min(most, figure.base.high)
        asked = self._ended(promises)
        parts = [
            part
            for part in asked
            if holds(figure, part)
            and not any(holds(figure, other) and holds(other, part) for other in asked)
        ]
        told: set[tuple[Sums, Lots]] = {(Sums(), ())}
        for part in parts:
            worlds = self._worlds(part, promises, group, most)
            told = {
                (plus(sums, more), merge((*lots, *further)))
                for sums, lots in told
                for more, further in worlds
            }
        shares: dict[Sums, set[Lots]] = {}
        found = set()
        for whole in possible_sums(figure, promises):
            for sums, lots in told if whole.base <= most else ():
                rest = minus(whole, sums)
                if rest is None:
                    continue
                if rest not in shares:
                    shares[rest] = self._shares(figure, rest, parts, promises, group)
                found |= {(whole, merge((*lots, *share))) for share in shares[rest]}
        return found

    def _shares(
        self,
        figure: ha.PublishedFigure,
        rest: Sums,
        parts: Sequence[ha.PublishedFigure],
        promises: Sequence[Promise],
        group: Group | None,
    ) -> set[Lots]:
        """What of the rest of a figure may be in a finding, period by period."""
        within = [own for own, each in self._figures(promises) if each is figure]
        if not within:
            return {()}
        whole = group is None or group == (figure.group,)
        own = [part for part in parts if part.group == figure.group]
        if not whole:
            own += [each for _, each in self._figures(promises) if (each.group,) == group]
        free = [
            index
            for index in within[0]
            if not all(
                any(day in part.period for part in own)
                for day in days_of(promises[index].period)
                if day in figure.period
            )
        ]
        if whole:
            return spread(rest, free) if free else {()} if rest == Sums() else set()
        closed = group is not None and FRESH in group and self._closed(promises)
        if figure.group is not None or closed or not free:
            return {()}
        return {lots for piece in pieces(rest) for lots in spread(piece, free)}

    def _tell(self, promises: Sequence[Promise], group: Group | None) -> bool:
        """Whether there is a ledger of the kind, or figures tell of every day."""
        production = promises[0].commitment.stage.of_production
        if any(isinstance(entry, ha.Production) is production for entry in self.entries):
            return True
        figures = [figure for _, figure in self._figures(promises)]
        whole = [figure for figure in figures if figure.group is None]
        tellers = [[each for each in figures if group == (each.group,)] + whole]
        if group is None:
            listed = self._listed(promises)
            tellers = [whole]
            if not whole and listed and self._closed(promises, of_total=True):
                tellers = [[each for each in figures if (each.group,) == one] for one in listed]
        days = {
            promise.period.start + timedelta(days=day)
            for promise in promises
            for day in range((promise.period.end - promise.period.start).days)
        }
        return all(
            days <= {day for day in days if any(day in figure.period for figure in some)}
            for some in tellers
        )

    def _closed(self, promises: Sequence[Promise], *, of_total: bool = False) -> bool:
        """Whether no group but the listed ones can hold an entry of the base."""
        kinds = [per.value for per in promises[0].commitment.per]
        return len(kinds) == 1 and self._closes(kinds[0], promises, of_total=of_total)

    def _closes(self, kind: str, promises: Sequence[Promise], *, of_total: bool = False) -> bool:
        """Whether the listed codes of a kind are all that an entry of the base can bear."""
        for period, commitment in promises:
            day = min(period.last_day, self.on)
            where = self.terms(day).territory_of(commitment)
            some = {place.commune for place in _SOME_PLACES}
            open_to = {
                "commune": any(
                    where.covers(place, on=day) is not ha.Verdict.UNMET for place in _SOME_PLACES
                ),
                "neighbourhood": any(
                    where.covers(ha.Place(code, FRESH), on=day) is not ha.Verdict.UNMET
                    for code in {*some, *where.communes(on=day)}
                ),
                "landlord": not (commitment.landlords or self._declared())
                or (of_total and not commitment.landlords and bool(self.agreement.others)),
                "department": "33" not in chain.from_iterable(self._table(commitment))
                or any(
                    where.covers(place, on=day) is not ha.Verdict.UNMET
                    for place in _SOME_PLACES[1:]
                ),
                "contingent": False,
                "sector": of_total,
            }
            if open_to.get(kind, True):
                return False
        return True

    @staticmethod
    def _add(state: tuple[Sums, ...], sign: int, way: Way | None) -> tuple[Sums, ...]:
        if way is None:
            return state
        before = state[way.period]
        after = Sums(
            anything=True,
            base=before.base + sign,
            main=before.main + sign * way.main,
            other=before.other + sign * way.other,
        )
        return (*state[: way.period], after, *state[way.period + 1 :])

    @staticmethod
    def _owed(
        promises: Sequence[Promise], levels: Mapping[int, Fraction | int], state: Sequence[Sums]
    ) -> Fraction:
        commitment = promises[-1].commitment
        if not commitment.of_base:
            return Fraction(sum(levels.values()))
        amount = sum(
            (Fraction(level) * state[index].base for index, level in levels.items()), Fraction(0)
        )
        base = sum(state[index].base for index in levels)
        return round_by(commitment.rounding, amount, base)

    def _gap(
        self,
        promises: Sequence[Promise],
        limit: Limit,
        levels: Mapping[int, Fraction | int],
        state: Sequence[Sums],
    ) -> int:
        """How many a floor lacks, or a ceiling has too many: counted one by one."""
        named = [state[index] for index in levels]
        if promises[-1].commitment.of_base and not any(part.anything for part in named):
            return 0
        owed = self._owed(promises, levels, state)
        counted, gap = sum(part.main + part.other for part in named), 0
        while not (
            (counted < owed if limit.strict else counted <= owed)
            if limit.ceiling
            else (counted > owed if limit.strict else counted >= owed)
        ):
            counted += -1 if limit.ceiling else 1
            gap += 1
        return gap

    def _keeps(
        self,
        promises: Sequence[Promise],
        limit: Limit,
        levels: Mapping[int, Fraction | int],
        state: Sequence[Sums],
    ) -> bool:
        """Whether a completion keeps one limit."""
        commitment = promises[-1].commitment
        named = [state[index] for index in levels]
        if commitment.of_base and not any(part.anything for part in named):
            return True
        main = sum(part.main for part in named)
        counted = main + sum(part.other for part in named)
        owed = self._owed(promises, levels, state)
        if limit.ceiling:
            return counted < owed if limit.strict else counted <= owed
        reached = counted > owed if limit.strict else counted >= owed
        substitute = commitment.substitute
        return reached and (substitute is None or main >= (1 - substitute.at_most) * owed)


_SOME_PLACES = tuple(ha.Place(code) for code in ("33001", "94001", "35001"))
"""Communes that no list of a case names."""
_FEW = 8
"""How many numbers of substitutes are all tried."""
_UNLIMITED = 1000
"""How many more than what counted a base may hold that was not published."""


def own_code(entry: Entry, kind: str) -> str | None:
    """The code of a group that an entry itself tells."""
    if kind == "department":
        return entry.commune[:2]
    code: str | None = getattr(entry, kind, None)
    return code


def some_up_to(most: int) -> list[int]:
    """The numbers tried up to one: all small ones, and some large ones."""
    return [number for number in (*range(13), 60, 200, most) if number <= most]


def surely_some(figure: ha.PublishedFigure, promises: Sequence[Promise]) -> bool:
    """Whether a figure surely holds a dwelling."""
    return all(sums.anything for sums in possible_sums(figure, promises))


def holds(whole: ha.PublishedFigure, part: ha.PublishedFigure) -> bool:
    """Whether a figure tells of all that another does, and of more."""
    first, last = part.period.start, part.period.last_day
    longer = first in whole.period and last in whole.period
    same = whole.period == part.period and whole.group == part.group
    return longer and not same and whole.group in {None, part.group}


def days_of(period: ha.Period) -> list[date]:
    """Every day of a period."""
    return [period.start + timedelta(days=day) for day in range((period.end - period.start).days)]


def plus(one: Sums, other: Sums) -> Sums:
    """Both together."""
    base, main, others = one.base + other.base, one.main + other.main, one.other + other.other
    return Sums(one.anything or other.anything, base, main, others)


def minus(whole: Sums, part: Sums) -> Sums | None:
    """What is left beside a part; `None` where the part has more."""
    main, other = whole.main - part.main, whole.other - part.other
    base = whole.base - part.base
    return None if min(main, other, base - main - other) < 0 else Sums(base > 0, base, main, other)


def merge(lots: Lots) -> Lots:
    """The same dwellings, once for each period."""
    found: dict[int, Sums] = {}
    for index, sums in lots:
        found[index] = plus(found.get(index, Sums()), sums)
    return tuple(sorted(found.items()))


def possible_sums(figure: ha.PublishedFigure, promises: Sequence[Promise]) -> set[Sums]:
    """Everything that a published figure may stand for."""
    commitment = promises[-1].commitment
    substitutes: Any = figure.substitutes
    found = set()
    for count, whole in possible_pairs(figure, promises):
        low, high = (0, count if commitment.substitute is not None else 0)
        if isinstance(substitutes, ha.Bounds):
            low, high = substitutes.low, substitutes.high or 0
        others = range(low, min(count, high) + 1)
        for other in others if len(others) < _FEW else {*others[:3], *others[-3:]}:
            found.add(Sums(whole > 0, whole, count - other, other))
    return found


def possible_pairs(
    figure: ha.PublishedFigure, promises: Sequence[Promise]
) -> Iterator[tuple[int, int]]:
    """Every count and base of a figure, of bases that have no end some small and large ones."""
    rate, share = figure.rate, promises[-1].commitment.of_base
    bases: Iterable[int]
    if figure.base is not None:
        bases = range(figure.base.low, (figure.base.high or 0) + 1)
    elif figure.counted is not None:
        most = figure.counted.high or 0
        bases = sorted({*range(most + 80), *(most + more for more in some_up_to(_UNLIMITED))})
    else:
        bases = [*range(31), 60]
    for base in bases:
        for count in range(base + 1):
            if figure.base is figure.counted is None and not share and base > count + 1:
                continue
            if figure.counted is not None and count not in figure.counted:
                continue
            if rate is not None and share and not (base and Fraction(count, base) in rate):
                continue
            if rate is not None and not share:
                owed = owed_of(figure, promises)
                if owed and Fraction(count, owed) not in rate:
                    continue
            yield count, base


def owed_of(figure: ha.PublishedFigure, promises: Sequence[Promise]) -> int:
    """What a number owes in the periods of a figure, by its floor where it has one."""
    for side in ("floor", "ceiling"):
        levels = [
            getattr(commitment, side).levels.at(period, figure.group)
            for period, commitment in promises
            if period.start in figure.period and getattr(commitment, side) is not None
        ]
        if levels and None not in levels:
            return int(sum(levels))
    return 0


def pieces(sums: Sums) -> set[Sums]:
    """Every part of what a figure holds."""
    found = set()
    for main in range(sums.main + 1):
        for other in range(sums.other + 1):
            for missed in some_up_to(sums.base - sums.main - sums.other):
                base = main + other + missed
                found.add(Sums(base > 0, base, main, other))
    return found


def spread(sums: Sums, within: Sequence[int]) -> set[Lots]:
    """What a figure holds, in whichever of its periods each dwelling lies."""
    if len(within) == 1:
        return {((within[0], sums),)}
    found = set()
    for own in pieces(sums):
        base = sums.base - own.base
        rest = Sums(base > 0, base, sums.main - own.main, sums.other - own.other)
        found |= {((within[0], own), *others) for others in spread(rest, within[1:])}
    return found


def join(state: tuple[Sums, ...], lot: Iterable[tuple[int, Sums]]) -> tuple[Sums, ...]:
    """A completion, with a figure more in its periods."""
    after = list(state)
    for index, part in lot:
        before = after[index]
        after[index] = Sums(
            before.anything or part.anything,
            before.base + part.base,
            before.main + part.main,
            before.other + part.other,
        )
    return tuple(after)


def a_year_from(start: date, number: int) -> tuple[date, date]:
    """The first day and the end of a year of an agreement, counted from 0."""
    return later_by(start, number), later_by(start, number + 1)


def later_by(day: date, years: int) -> date:
    """The same day some years later; the 1 March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def round_by(rounding: Any, amount: Fraction, base: int) -> Fraction:
    """An amount, rounded as a commitment states, of a base."""
    if not isinstance(rounding, ha.Rounding):
        steps = dict(rounding.steps)
        rounding = steps[max((key for key in steps if key <= base), default=0)]
    whole = amount.numerator // amount.denominator
    if rounding is ha.Rounding.DOWN:
        return Fraction(whole)
    if rounding is ha.Rounding.UP:
        return Fraction(-((-amount.numerator) // amount.denominator))
    if rounding is ha.Rounding.NEAREST:
        doubled = 2 * amount + 1
        return Fraction(doubled.numerator // (2 * doubled.denominator))
    return amount
