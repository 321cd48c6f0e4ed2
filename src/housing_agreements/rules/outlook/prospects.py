"""What can still be kept of each commitment: the prospects, the outlook, and their words."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import chain
from math import ceil, floor
from operator import attrgetter
from typing import ClassVar, Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Enumeration
from housing_agreements.errors import (
    InvalidTypeError,
    UnknownCodeError,
    show,
)
from housing_agreements.explanations.blocks import Block, Line, Note, Section, make_line
from housing_agreements.explanations.explanation import (
    Explanation,
    Row,
    write_bounds,
    write_day,
    write_verdict,
)
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Judge, ReportedGroup, is_group, is_unseen, say_group
from housing_agreements.rules._answers import AgreementReport, Answer
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE
from housing_agreements.rules.outlook.expectations import NUMBER_NOT_KNOWN
from housing_agreements.rules.quotas._findings_told import say_stand_aside
from housing_agreements.rules.quotas._names_told import Name, as_names_of_group
from housing_agreements.rules.quotas.cells import NO_COUNT
from housing_agreements.rules.quotas.findings import (
    Finding,
    Outcome,
    say_heading,
    say_part_judged,
    say_title,
    tell_name,
)
from housing_agreements.rules.quotas.limits import say_range
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_number_of,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("Outlook", "Prospect", "Reach")


class Reach(Enumeration):
    """Whether a promise can still be kept with the dwellings that are expected.

    Each is said of those expected alone: more of them may keep what is out of reach. A yearly page
    calls lost what no number would keep.
    """

    CERTAIN = "certain"
    """It will be kept, whatever comes of the expected and of what is not known."""
    REACHABLE = "reachable"
    """It can be kept, whatever is not known: enough may still reach its publics."""
    OUT_OF_REACH = "out_of_reach"
    """It cannot be kept with those that are expected, whichever of them reach its publics."""
    UNDETERMINED = "undetermined"
    """Facts that are not known, or a number that is not, say whether it can be kept."""

    def say(self, language: Language) -> str:
        """The reach in words.

        Examples:
            >>> Reach.OUT_OF_REACH.say("en"), Reach.OUT_OF_REACH.say("fr")
            ('out of reach', "hors d'atteinte")
        """
        return _REACHES[self].say(language)


_REACHES: Final = {
    Reach.CERTAIN: Text("certain", "acquis"),
    Reach.REACHABLE: Text("reachable", "atteignable"),
    Reach.OUT_OF_REACH: Text("out of reach", "hors d'atteinte"),
    Reach.UNDETERMINED: Text("undetermined", "indéterminé"),
}
_VERDICTS_OF_REACHES: Final = {
    Reach.CERTAIN: Verdict.MET,
    Reach.REACHABLE: Verdict.MET,
    Reach.OUT_OF_REACH: Verdict.UNMET,
    Reach.UNDETERMINED: Verdict.UNDETERMINED,
}


# The type stands as text, so that the signature is short.
def _as_prospects(given: "Sequence[Prospect]") -> "tuple[Prospect, ...]":
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class Prospect(Answer):
    """Whether one commitment can still be kept over one period (*perspective*).

    The prospect of a commitment speaks of its total and its groups together, and holds one for each
    group. Every number is a pair of bounds, equal when no fact is missing. It has no truth value:
    compare `reach`, or `reachable`.

    Examples:
        >>> from housing_agreements import Attribution, check_quotas, outlook
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> made = Attribution(
        ...     "A1",
        ...     "action-logement",
        ...     "33063",
        ...     available_on=date(2018, 3, 1),
        ...     count=200,
        ...     publics={"dalo"},
        ... )
        >>> report = check_quotas(AGREEMENT, [made], on=date(2018, 6, 30))
        >>> offers = outlook(report, expected=900).prospect("offers", 2018)
        >>> offers.reach, offers.needed.value, offers.lost_from
        (Reach.REACHABLE, 203, datetime.date(2018, 11, 20))
    """

    compared: ClassVar[str | None] = "reachable"

    commitment: Commitment
    """The commitment, as the terms that govern the period state it."""
    period: Period
    """The period; from the first day to the last when it is cumulative."""
    group: ReportedGroup | None
    """The group; `None`: all that is judged, the total and its groups."""
    group_names: tuple[Name | None, ...] = attrs.field(converter=as_names_of_group)
    """The name of each code of the group, where it has one."""
    finding: Finding | None
    """What the report found; `None`: the groups alone are judged."""
    reach: Reach | None
    """Whether it can be kept; `None`: there is nothing to judge, as nothing is expected."""
    expected: Bounds[int]
    """How many are expected in the base, up to the end of the period."""
    at_pace: bool
    """Whether that is the pace so far."""
    shared: bool
    """Whether it is shared with other groups, in any way."""
    needed: Bounds[int] | None
    """How many of these must reach the publics: more than are expected, when those are too few.
    `None`: there is no floor, or no number is enough."""
    needed_of_main: Bounds[int] | None
    """How many must reach the main publics; `None`: without a substitute, or as above."""
    room: Bounds[int] | None
    """How many may reach the publics at most; below 0 when too many do already; `None`: there is
    no ceiling."""
    due: Bounds[Fraction] | None
    """How many dwellings an even pace owes, or allows, by the day asked. Of a number for the year:
    the number times the days gone over the days of the year. Of a share: the share of the base so
    far. `None`: the period has not begun, or the groups alone are judged."""
    days_gone: int
    """How many days of the period are gone, the day asked too."""
    days_left: int
    """How many are left."""
    lost_from: date | None
    """The first day on which it may be out of reach, if the expected come evenly and none reaches
    the publics; `None`: there is none. More than are expected may still keep it."""
    lost_by: date | None
    """The first day on which it surely is; `None`: there is none."""
    groups: tuple["Prospect", ...] = attrs.field(converter=_as_prospects)
    """Each group, in the order of the report."""
    amended_on: date | None = None
    """The day from which an amendment that is already known changes the promise; `None`: none."""

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says, and each group is a prospect."""
        faults = Faults("Prospect")
        faults.check_fields(self, but=("groups",))
        faults.each("groups", self.groups, Prospect, "a Prospect")
        faults.report()

    @property
    def reachable(self) -> Verdict | None:
        """Whether it can be kept; `None`: there is nothing to judge."""
        return None if self.reach is None else _VERDICTS_OF_REACHES[self.reach]

    @property
    def for_information(self) -> bool:
        """Whether it is on a group of a total that alone is judged."""
        return self.group is not None and self.commitment.judge is Judge.TOTAL

    def of_group(self, group: ReportedGroup) -> "Prospect":
        """The prospect of one group.

        Raises:
            UnknownCodeError: For a group that it does not have.
            InvalidTypeError: For anything but a code, a pair of codes, or `UNSEEN`.
        """
        where = "Prospect.of_group, group"
        if not is_group(group) and not is_unseen(group):
            expected = "the code of a group, a pair of codes, or UNSEEN"
            raise InvalidTypeError(where, show(group), expected)
        for prospect in self.groups:
            if prospect.group == group:
                return prospect
        groups = ", ".join(say_group(of.group) for of in self.groups if of.group is not None)
        remedy = f"known here: {groups}" if groups else "it is judged in total alone"
        raise UnknownCodeError(where, show(say_group(group)), "one of its groups", remedy)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The reach, what is counted and owed so far, what is expected, and what it takes."""
        heading = say_heading(self.commitment, self.period, self.group, language, self.group_names)
        yield self._write_section(heading, language)

    def _write_section(self, heading: str, language: Language) -> Section:
        parts: list[Block] = [*map(make_line, self._say_numbers(language))]
        for prospect in self.groups:
            part = say_part_judged(
                prospect.commitment, prospect.period, prospect.group, language,
                prospect.group_names,
            )  # fmt: skip
            parts.append(prospect._write_section(part, language))  # noqa: SLF001  # of this class
        return Section(heading, self.say_reach(language), self.reachable, parts)

    def say_reach(self, language: Language) -> str:
        """The reach in words, or that there is nothing to judge."""
        if self.reach is None:
            return NOTHING_TO_JUDGE.say(language)
        return self.reach.say(language)

    def _say_numbers(self, language: Language) -> Iterator[str]:
        if self.finding is not None:
            yield from self._say_pace(self.finding, language)
        if self.amended_on is not None:
            # What cannot be told of the new terms is left open, without any number.
            is_told = self.reach is None or self.needed is not None or self.room is not None
            words = _AMENDED if is_told else _AMENDED_OTHERWISE
            yield words.say(language, day=self.amended_on)
        yield self._say_expected(language)
        if self.needed is not None:
            yield self._say_needed(self.needed, language)
        elif self.reach is Reach.OUT_OF_REACH and self.commitment.floor is not None:
            yield _NONE_WOULD_DO.say(language)
        if self.needed_of_main is not None and self.needed_of_main.high != 0:
            yield _NEEDED_OF_MAIN.say(language, many=say_range(self.needed_of_main, language))
        if self.room is not None:
            yield _say_room(self.room, language)
        if self.reach in {Reach.REACHABLE, Reach.UNDETERMINED}:
            yield from self._say_lost(language)

    def _say_pace(self, finding: Finding, language: Language) -> Iterator[str]:
        """How many count so far, and how many an even pace owes or allows by now."""
        if finding.outcome is Outcome.NO_FIGURE:
            yield _NO_FIGURE.say(language)
            return
        if self.days_gone:
            days = say_number_of(self.days_gone, *_NUMBER_OF_DAYS, language)
            yield _SO_FAR.say(language, counted=finding.say_count(language), days=days)
        if self.due is None:
            return
        of_base, is_floor = self.commitment.of_base, finding.floor is not None
        round_up = ceil if is_floor else floor
        highs = None if self.due.high is None else round_up(self.due.high)
        due = say_range(Bounds(round_up(self.due.low), highs), language)
        yield _DUE[of_base, is_floor].say(language, many=due)

    def _say_expected(self, language: Language) -> str:
        day, left = self.period.last_day, say_number_of(self.days_left, *_DAYS_LEFT, language)
        if self.expected == NUMBER_NOT_KNOWN:
            return _EXPECTED_NOT_KNOWN.say(language, day=day, left=left)
        words = _EXPECTED_AT_PACE if self.at_pace else _EXPECTED_BY
        said = words.say(language, day=day, left=left, many=say_range(self.expected, language))
        return _SHARED.say(language, expected=said) if self.shared else said

    def _say_needed(self, needed: Bounds[int], language: Language) -> str:
        if needed.high == 0:
            return _NEEDED_NONE.say(language)
        most = self.expected.high
        words = _NEEDED_TOO_MANY if most is not None and needed.low > most else _NEEDED
        return words.say(language, many=say_range(needed, language))

    def _say_lost(self, language: Language) -> Iterator[str]:
        if self.lost_from is None:
            return
        if self.lost_by is None:
            yield _LOST_PERHAPS.say(language, day=self.lost_from)
        elif self.lost_by == self.lost_from:
            yield _LOST.say(language, day=self.lost_from)
        else:
            yield _LOST_BETWEEN.say(language, first=self.lost_from, last=self.lost_by)

    def say_shortly(self, language: Language) -> str:
        """It on one line: how many must come, and when it is too late for that.

        Examples:
            >>> from housing_agreements import check_quotas, outlook
            >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
            >>> report = check_quotas(AGREEMENT, [], on=date(2018, 6, 30))
            >>> print(outlook(report, expected=900)[1].say_shortly("en"))
            Reservations offered, 2018; at least 403 of 900 expected; out of reach from \
10 October 2018 on at the earliest, if nothing changes
        """
        words = [say_heading(self.commitment, self.period, self.group, language, self.group_names)]
        if self.needed is not None and self.needed.high != 0:
            needed, expected = (say_range(of, language) for of in (self.needed, self.expected))
            unknown = self.expected == NUMBER_NOT_KNOWN
            told = _STILL if unknown else _STILL_OF
            words.append(told.say(language, many=needed, **({} if unknown else {"of": expected})))
        if self.room is not None:
            words.append(_say_room(self.room, language))
        if self.lost_from is not None and self.reach is not Reach.OUT_OF_REACH:
            words.append(_LOST_AT_EARLIEST.say(language, day=self.lost_from))
        return semicolon(language).join(words)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for all that is judged together, then one for each group.

        `commitment` (code), `title`, `first_day`, `last_day`, `group` (codes; empty: all together),
        `group_name`, `enters_reach`, `reach`, `reachable`; within bounds `counted`, `base`,
        `expected`, `needed`, `needed_of_main`, `room`, `due`; `at_pace`, `shared`, `days_gone`,
        `days_left`, `lost_from`, `lost_by`.
        """
        check_language(language)
        row: Row = {
            "commitment": self.commitment.code,
            "title": say_title(self.commitment, language),
            "first_day": self.period.start.isoformat(),
            "last_day": self.period.last_day.isoformat(),
            "group": None if self.group is None else say_group(self.group),
            "group_name": None,
            "enters_reach": not self.for_information,
            "reach": None if self.reach is None else self.reach.value,
            "reachable": write_verdict(self.reachable),
        }
        if self.group is not None and self.finding is not None:
            row["group_name"] = self.finding.say_group(language) or None
        counts = None if self.finding is None else self.finding
        row |= write_bounds("counted", None if counts is None else counts.counted)
        row |= write_bounds("base", None if counts is None else counts.base)
        for name in ("expected", "needed", "needed_of_main", "room", "due"):
            row |= write_bounds(name, getattr(self, name))
        row |= {
            "at_pace": self.at_pace,
            "shared": self.shared,
            "days_gone": self.days_gone,
            "days_left": self.days_left,
            "lost_from": write_day(self.lost_from),
            "lost_by": write_day(self.lost_by),
        }
        return [row, *(of for prospect in self.groups for of in prospect.rows(language))]

    def _essentials(self) -> str:
        name = tell_name(self.commitment, self.period, self.group)
        told = [f"{name}: {self.say_reach('en')}"]
        if self.needed is not None:
            told.append(f"{say_range(self.needed, 'en')} needed")
        if self.room is not None:
            told.append(f"room for {say_range(self.room, 'en')}")
        if self.expected != NUMBER_NOT_KNOWN:
            told.append(f"{say_range(self.expected, 'en')} expected")
        return ", ".join(told)


_NUMBER_OF_DAYS: Final = (Text("day", "jour"), Text("days", "jours"))
_DAYS_LEFT: Final = (Text("day left", "jour restant"), Text("days left", "jours restants"))
_SO_FAR: Final = Text("{counted}, in {days}", "{counted}, en {days}")
_NO_FIGURE: Final = Text(
    "how many count so far is not known: no published figure tells of it",
    "le nombre compté à ce jour n'est pas connu\u00a0: aucun chiffre publié n'en parle",
)
_DUE: Final = {
    (False, True): Text(
        "an even pace would have reached {many} by now",
        "un rythme régulier en aurait déjà atteint {many}",
    ),
    (False, False): Text(
        "an even pace would allow {many} by now",
        "un rythme régulier en permettrait {many} à ce jour",
    ),
    (True, True): Text("owed of the base so far: {many}", "dû sur la base à ce jour\u00a0: {many}"),
    (True, False): Text(
        "allowed of the base so far: {many}", "permis sur la base à ce jour\u00a0: {many}"
    ),
}
_AMENDED: Final = Text(
    "an amendment changes the level from {day} on: it is the new one that must be reached",
    "un avenant change le niveau à compter du {day}\u00a0: c'est le nouveau qui est à atteindre",
)
_AMENDED_OTHERWISE: Final = Text(
    "an amendment changes the promise from {day} on: ask again from that day on",
    "un avenant change l'engagement à compter du {day}\u00a0: "
    "les perspectives sont à établir de nouveau à cette date",
)
_EXPECTED_BY: Final = Text(
    "expected by {day}, {left}: {many}", "attendus d'ici au {day}, {left}\u00a0: {many}"
)
_EXPECTED_AT_PACE: Final = Text(
    "expected by {day}, {left}, at the pace so far: {many}",
    "attendus d'ici au {day}, {left}, au rythme constaté\u00a0: {many}",
)
_EXPECTED_NOT_KNOWN: Final = Text(
    "how many are expected by {day}, {left}, is not known",
    "le nombre attendu d'ici au {day}, {left}, n'est pas connu",
)
_SHARED: Final = Text(
    "{expected}, shared among the groups in any way",
    "{expected}, à répartir librement entre les groupes",
)
_NEEDED: Final = Text(
    "of these, at least {many} must reach the publics",
    "parmi eux, au moins {many} doivent bénéficier aux publics",
)
_NEEDED_NONE: Final = Text(
    "none of these need reach the publics", "aucun d'eux n'a à bénéficier aux publics"
)
_NEEDED_TOO_MANY: Final = Text(
    "{many} would have to reach the publics, more than are expected",
    "il en faudrait {many} pour les publics, plus qu'il n'en est attendu",
)
_NONE_WOULD_DO: Final = Text("no number of them would be enough", "aucun nombre n'y suffirait")
_NEEDED_OF_MAIN: Final = Text(
    "of which the main publics: at least {many}",
    "dont pour les publics principaux, au moins {many}",
)
_ROOM: Final = Text(
    "at most {many} of these may reach the publics",
    "au plus {many} d'entre eux peuvent bénéficier aux publics",
)
_TOO_MANY_ALREADY: Final = Text(
    "too many reach the publics already: {many}",
    "trop de logements bénéficient déjà aux publics\u00a0: {many} de trop",
)
_LOST: Final = Text(
    "if none of these does, out of reach from {day} on",
    "si aucun ne leur bénéficie, hors d'atteinte à partir du {day}",
)
_LOST_BETWEEN: Final = Text(
    "if none of these does, out of reach from {first} at the earliest, {last} at the latest",
    "si aucun ne leur bénéficie, hors d'atteinte à partir du {first} au plus tôt, "
    "du {last} au plus tard",
)
_LOST_PERHAPS: Final = Text(
    "if none of these does, perhaps out of reach from {day} on",
    "si aucun ne leur bénéficie, peut-être hors d'atteinte à partir du {day}",
)
_STILL: Final = Text("at least {many} more", "au moins {many} de plus")
_STILL_OF: Final = Text("at least {many} of {of} expected", "au moins {many} sur {of} attendus")
_LOST_AT_EARLIEST: Final = Text(
    "out of reach from {day} on at the earliest, if nothing changes",
    "hors d'atteinte à partir du {day} au plus tôt, si rien ne change",
)


def _say_room(room: Bounds[int], language: Language) -> str:
    """How many may reach the publics at most, or how many too many do."""
    if room.high is not None and room.high < 0:
        return _TOO_MANY_ALREADY.say(
            language, many=say_range(Bounds(-room.high, -room.low), language)
        )
    return _ROOM.say(language, many=say_range(Bounds(max(0, room.low), room.high), language))


@attrs.frozen(eq=False, repr=False)
class Outlook(AgreementReport[Prospect]):
    """What can still be kept of an agreement (*perspectives*), commitment by commitment.

    A sequence of prospects, which has no truth value: compare `reachable`.

    Examples:
        >>> from housing_agreements import PACE, check_quotas, outlook
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> report = check_quotas(AGREEMENT, [], on=date(2018, 6, 30))
        >>> outlook(report, expected={"offers": 300, "quarter": PACE}).reachable
        Verdict.UNMET
    """

    compared: ClassVar[str | None] = "reachable"

    prospects: tuple[Prospect, ...]
    """Each commitment over each period that runs, or of which something is expected."""
    ended: int
    """How many promises were over on the day asked: the report tells of them."""

    @property
    def _items(self) -> tuple[Prospect, ...]:
        return self.prospects

    @property
    def _outcome(self) -> str:
        found = [prospect.reach for prospect in self.prospects]
        told = (f"{found.count(reach)} {reach.say('en')}" for reach in Reach if reach in found)
        return ", ".join(told) or "nothing still to come"

    @property
    def reachable(self) -> Verdict | None:
        """Whether all can be kept, each by itself; `None`: there is nothing to judge."""
        found = [of.reachable for of in self.prospects if of.reachable is not None]
        return Verdict.all(found) if found else None

    def of(self, code: str) -> tuple[Prospect, ...]:
        """The prospects of one commitment, period by period.

        Raises:
            UnknownCodeError: For a commitment of which no period is left.
        """
        expected = "a commitment of which a period is left"
        return self._items_with(code, lambda prospect: prospect.commitment.code, expected)

    def prospect(self, code: str, period: int | Period) -> Prospect:
        """The prospect of one commitment over one period.

        Args:
            code: The commitment.
            period: The period, or the calendar year.

        Raises:
            UnknownCodeError: For a commitment, or a period, of which nothing is left.
        """
        left = f"a period of {show(code)} that is left"
        return self._items_over(
            "prospect",
            code,
            period,
            found_of=self.of,
            period_of=attrgetter("period"),
            expected=left,
        )[0]

    def summary(self, language: Language = "en") -> Explanation:
        """The outlook on one page: what is out of reach, open, reachable until when, and certain.

        Args:
            language: "en" or "fr".

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        parts = (self._summarize_reach(reach, language) for reach in _ORDER_OF_URGENCY)
        lines = [*self._write_set_aside(language), *chain.from_iterable(parts)]
        return Explanation(language, (self._write_head(language, lines),))

    def _write_set_aside(self, language: Language) -> Iterator[Line]:
        """How many entries count nowhere, since their codes are not known."""
        told = (of.finding for whole in self.prospects for of in (whole, *whole.groups))
        for count in {finding.set_aside for finding in told if finding is not None} - {NO_COUNT}:
            yield Line(say_stand_aside(count, language))

    def _summarize_reach(self, reach: Reach, language: Language) -> Iterator[Section]:
        """The prospects of one reach, the most urgent first."""
        found = [prospect for prospect in self.prospects if prospect.reach is reach]
        if not found:
            return
        ordered = sorted(found, key=lambda prospect: prospect.lost_from or date.max)
        lines = [Line(prospect.say_shortly(language)) for prospect in ordered[:_MOST_PROMISES_TOLD]]
        if len(found) > _MOST_PROMISES_TOLD:
            lines.append(Line(_AND_MORE_LEFT.say(language, more=len(found) - _MOST_PROMISES_TOLD)))
        many = say_number_of(len(found), *_PROMISES_LEFT, language)
        yield Section(reach.say(language), many, _VERDICTS_OF_REACHES[reach], lines)

    def _say_outcome(self, language: Language) -> tuple[str, Verdict | None]:
        verdict = self.reachable
        return _ALL_REACHABLE[verdict].say(language), verdict

    def _write_parts(self, language: Language) -> Iterator[Block]:
        yield from self._write_set_aside(language)
        yield from chain.from_iterable(
            prospect.explain(language).blocks for prospect in self.prospects
        )
        if self.ended:
            one, several = _OVER_BY_THEN
            words = one if self.ended == 1 else several
            yield Note(words.say(language, many=self.ended))


_ORDER_OF_URGENCY: Final = (
    Reach.OUT_OF_REACH,
    Reach.UNDETERMINED,
    Reach.REACHABLE,
    Reach.CERTAIN,
)
_MOST_PROMISES_TOLD: Final = 4
"""How many promises of each reach stand one by one in a summary."""
_PROMISES_LEFT: Final = (Text("promise", "engagement"), Text("promises", "engagements"))
_AND_MORE_LEFT: Final = Text("and {more} more", "et {more} de plus")
_ALL_REACHABLE: Final = {
    Verdict.MET: Text("all can still be kept", "tout peut encore être tenu"),
    Verdict.UNMET: Text(
        "not all can be kept with those that are expected",
        "tout ne peut pas être tenu avec les logements attendus",
    ),
    Verdict.UNDETERMINED: Text(
        "it is not known whether all can be kept", "on ne sait pas si tout peut être tenu"
    ),
    None: Text(
        "no period runs in which anything is still to come",
        "aucune période en cours n'attend plus rien",
    ),
}
_OVER_BY_THEN: Final = (
    Text(
        "{many} promise was over by then: the report tells of it",
        "{many} engagement était arrivé à terme\u00a0: le bilan en rend compte",
    ),
    Text(
        "{many} promises were over by then: the report tells of them",
        "{many} engagements étaient arrivés à terme\u00a0: le bilan en rend compte",
    ),
)
