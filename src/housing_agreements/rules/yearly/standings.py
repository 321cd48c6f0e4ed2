"""Where each promise stands on the day asked: kept, on course, in danger, lost, or not known."""

from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Enumeration, shorten
from housing_agreements.explanations.blocks import Block, Line, Section
from housing_agreements.explanations.explanation import Row, write_bounds
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import ReportedGroup, say_group
from housing_agreements.rules._answers import Sentence
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE
from housing_agreements.rules.outlook.expectations import NUMBER_NOT_KNOWN
from housing_agreements.rules.outlook.prospects import Prospect, Reach
from housing_agreements.rules.quotas._names_told import Name
from housing_agreements.rules.quotas.doubts import say_doubts
from housing_agreements.rules.quotas.findings import (
    Finding,
    Outcome,
    draw_finding,
    say_group_name,
    say_heading,
    say_outcome,
    say_title,
)
from housing_agreements.rules.quotas.limits import NOUGHT, say_range
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    colon,
    join_words,
    say_number_of,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("Standing", "YearlyPromise", "say_needed", "say_promise")


class Standing(Enumeration):
    """Where a promise stands on a day, the best first (*état d'avancement*)."""

    KEPT = "kept"
    """It is kept: its period is over, or it will be whatever comes."""
    ON_COURSE = "on_course"
    """Its period runs, it can be kept, and the pace so far is the one owed."""
    IN_DANGER = "in_danger"
    """Its period runs and it can be kept, but not at the pace so far."""
    NOT_KNOWN = "not_known"
    """It hangs on what is not known: on facts, or on how many are expected."""
    LOST = "lost"
    """It was not kept, or cannot be any more, however many come."""

    def say(self, language: Language) -> str:
        """The standing in words, of one promise.

        Examples:
            >>> Standing.IN_DANGER.say("en"), Standing.ON_COURSE.say("fr")
            ('in danger', 'en bonne voie')
        """
        return _WORDS_OF_STANDINGS[self].say(language)

    @property
    def verdict(self) -> Verdict:
        """The verdict whose colour it has on a page: `UNDETERMINED` while it is in danger."""
        return _VERDICTS_OF_STANDINGS[self]


_WORDS_OF_STANDINGS: Final = {
    Standing.KEPT: Text("kept", "tenu"),
    Standing.ON_COURSE: Text("on course", "en bonne voie"),
    Standing.IN_DANGER: Text("in danger", "en danger"),
    Standing.NOT_KNOWN: Text("not known", "indéterminé"),
    Standing.LOST: Text("lost", "perdu"),
}
_VERDICTS_OF_STANDINGS: Final = {
    Standing.KEPT: Verdict.MET,
    Standing.ON_COURSE: Verdict.MET,
    Standing.IN_DANGER: Verdict.UNDETERMINED,
    Standing.NOT_KNOWN: Verdict.UNDETERMINED,
    Standing.LOST: Verdict.UNMET,
}


# The types stand as text, so that the signature is short.
def _as_names(given: "Sequence[Name | None]") -> tuple[Name | None, ...]:
    return as_tuple(given)


def _as_group_promises(given: "Sequence[YearlyPromise]") -> "tuple[YearlyPromise, ...]":
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class YearlyPromise(Sentence):
    """Where one commitment stands over one period (*situation d'un engagement*).

    That of a commitment holds those of its groups, as far as they are judged.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import yearly_page
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> page = yearly_page(AGREEMENT, [], on=date(2018, 6, 30), expected=900)
        >>> offers = page.promise("offers", 2018)
        >>> offers.standing, offers.behind.value
        (Standing.IN_DANGER, 200)
    """

    commitment: Commitment
    """The commitment, as the terms that govern the period state it."""
    period: Period
    """The period; from the first day to the last when it is cumulative."""
    group: ReportedGroup | None
    """The group; `None`: all that is judged, the total and its groups."""
    group_names: tuple[Name | None, ...] = attrs.field(converter=_as_names)
    """The name of each code of the group, where it has one."""
    finding: Finding | None
    """What was found on the day asked; `None`: the groups alone are judged."""
    prospect: Prospect | None
    """What can still be kept; `None`: the period is over, or has not begun."""
    standing: Standing | None
    """Where it stands; `None`: there is nothing to judge."""
    behind: Bounds[int] | None
    """How many lack: to the pace owed while it can be kept, else to the floor; `None`: there is no
    floor in total, or nothing to judge."""
    above: Bounds[int] | None
    """How many are too many: above the ceiling, or, while it can be kept, above what would keep it
    at the pace so far; `None`: as above."""
    groups: tuple["YearlyPromise", ...] = attrs.field(converter=_as_group_promises)
    """Each group that is judged, in the order of the report."""

    def __attrs_post_init__(self) -> None:
        """Each field is what its annotation says, and each group is such a promise."""
        faults = Faults("YearlyPromise")
        faults.check_fields(self, but=("groups",))
        faults.each("groups", self.groups, YearlyPromise, "a YearlyPromise")
        faults.report()

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The standing, what counts so far, what must come, and the groups that are worst."""
        parts: list[Block] = [*map(Line, self._say_lines(language))]
        counted = self._as_counted
        if counted is not None and counted.outcome is Outcome.JUDGED:
            parts.append(draw_finding(counted, language))
        if self.prospect is None and self.standing is Standing.NOT_KNOWN and counted is not None:
            parts += say_doubts(counted.doubts, language, settles=True)
        heading = say_heading(self.commitment, self.period, self.group, language, self.group_names)
        standing = self.standing
        verdict = None if standing is None else standing.verdict
        yield Section(heading, self.say_standing(language), verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row, then one for each group: see `YearlyPage.rows`.

        `part` ("promise"), `kind` (the standing), `code`, `group` (codes; empty: all together),
        `group_name`, `what` (the title), `first_day`, `last_day`, `until`, `behind_low`,
        `behind_high`, `above_low`, `above_high`; `why`, in words; `entries`.
        """
        check_language(language)
        group = self.group
        names = self.group_names
        row: Row = {
            "part": "promise",
            "kind": None if self.standing is None else self.standing.value,
            "code": self.commitment.code,
            "group": None if group is None else say_group(group),
            "group_name": None
            if group is None
            else say_group_name(self.commitment, group, language, names),
            "what": say_title(self.commitment, language),
            "first_day": self.period.start.isoformat(),
            "last_day": self.period.last_day.isoformat(),
            "until": None,
            **write_bounds("behind", self.behind),
            **write_bounds("above", self.above),
            "why": semicolon(language).join(self._say_lines(language)) or None,
            "entries": None,
        }
        return [row, *(of for promise in self.groups for of in promise.rows(language))]

    def _essentials(self) -> str:
        words = [shorten(self.commitment.code, 50), str(self.period)]
        if self.group is not None:
            words.append(shorten(say_group(self.group), 40))
        told = [f"{', '.join(words)}: {self.say_standing('en')}", *self.say_gaps("en")]
        return ", ".join(told)

    def say_standing(self, language: Language) -> str:
        """The standing in words, or why there is nothing to judge."""
        if self.standing is not None:
            return self.standing.say(language)
        if self.finding is None or self.finding.outcome is Outcome.JUDGED:
            return NOTHING_TO_JUDGE.say(language)
        return say_outcome(self.finding.outcome, None, language)

    def say_gaps(self, language: Language) -> list[str]:
        """By how much it is behind the pace or misses the promise, and by how much above."""
        check_language(language)
        told: list[str] = []
        at_pace = self.standing in {Standing.IN_DANGER, Standing.ON_COURSE}
        for many, running, ended in (
            (self.behind, _BEHIND, _LACKS),
            (self.above, _TOO_MANY_TO_COME, _TOO_MANY_COUNTED),
        ):
            if many is not None and many != NOUGHT:
                words = running if at_pace else ended
                told.append(words.say(language, many=_say_distance(many, language)))
        return told

    @property
    def is_for_publics(self) -> bool:
        """Whether dwellings count for whom they are attributed to, and not by themselves."""
        return bool(self.commitment.to) and not self.commitment.stage.of_production

    @property
    def _as_counted(self) -> Finding | None:
        """What counts by the day asked."""
        return self.finding if self.prospect is None else self.prospect.finding

    def _say_lines(self, language: Language) -> Iterator[str]:
        """What counts so far; what must come of what is expected, until when; the groups."""
        joint = semicolon(language)
        if self.standing is not None and (so_far := [*self._say_so_far(language)]):
            yield joint.join(so_far)
        if self.prospect is not None and self.standing in _STILL_OPEN:
            yield joint.join(_say_to_come(self.prospect, language, for_publics=self.is_for_publics))
            yield from _say_lost(self.prospect, language, for_publics=self.is_for_publics)
        if self.groups:
            yield self._say_groups(language)

    def _say_so_far(self, language: Language) -> Iterator[str]:
        counted = self._as_counted
        if counted is None:
            return
        if counted.outcome is Outcome.NO_FIGURE:
            yield _NO_FIGURE_SO_FAR.say(language)
            return
        if self.prospect is None:
            yield counted.say_standing(language)
        else:
            days = say_number_of(self.prospect.days_gone, *_DAYS_GONE_SO_FAR, language)
            yield _COUNTED_IN.say(language, counted=counted.say_count(language), days=days)
            yield from _say_due(self.prospect, language)
        yield from self.say_gaps(language)

    def _say_groups(self, language: Language) -> str:
        """How many groups stand how, and the worst by name."""
        found = [of.standing for of in self.groups]
        told = [
            _GROUPS_STAND.say(language, many=found.count(standing), how=standing.say(language))
            for standing in Standing
            if standing in found
        ]
        many = say_number_of(len(found), *_GROUPS_JUDGED, language)
        words = colon(language).join(filter(None, (many, ", ".join(told))))
        worst = sorted(
            (of for of in self.groups if of.standing in _WORTH_NAMING),
            key=lambda of: (_RANK_OF_WORST[of.standing], -_measure_distance(of)),
        )
        if not worst:
            return words
        named = [of.say_group(language) for of in worst[:_MOST_WORST_NAMED]]
        if len(worst) > _MOST_WORST_NAMED:
            named.append(_OTHER_GROUPS.say(language, more=len(worst) - _MOST_WORST_NAMED))
        return semicolon(language).join([words, join_words(named, language)])

    def say_group(self, language: Language) -> str:
        """The group by its name, with what it lacks."""
        name = say_group_name(self.commitment, self.group or "", language, self.group_names)
        gaps = ", ".join(self.say_gaps(language))
        return f"{name} ({gaps})" if gaps else name


_STILL_OPEN: Final = {Standing.ON_COURSE, Standing.IN_DANGER, Standing.NOT_KNOWN}
_MOST_WORST_NAMED: Final = 3
"""How many groups are named."""
_WORTH_NAMING: Final = {Standing.IN_DANGER, Standing.NOT_KNOWN, Standing.LOST}
_RANK_OF_WORST: Final[dict[Standing | None, int]] = {
    Standing.LOST: 0,
    Standing.IN_DANGER: 1,
    Standing.NOT_KNOWN: 2,
}


def _say_distance(gap: Bounds[int], language: Language) -> str:
    """How many lack, or are too many; where perhaps none is, how many at most."""
    if gap.low or gap.high is None:
        return say_range(gap, language)
    return _UP_TO.say(language, many=gap.high)


def _measure_distance(promise: YearlyPromise) -> int:
    gaps = (promise.behind, promise.above)
    return max((gap.low for gap in gaps if gap is not None), default=0)


# --- What is to come ---------------------------------------------------------------------------


def _say_due(prospect: Prospect, language: Language) -> Iterator[str]:
    """How many an even pace would have reached by the day asked, or would allow."""
    due, finding = prospect.due, prospect.finding
    if due is None or finding is None or due.high == 0:
        return
    is_floor = finding.floor is not None
    round_up = ceil if is_floor else floor
    high = None if due.high is None else round_up(due.high)
    words = _EVEN_PACE[prospect.commitment.of_base, is_floor]
    yield words.say(language, many=say_range(Bounds(round_up(due.low), high), language))


def _say_to_come(prospect: Prospect, language: Language, *, for_publics: bool) -> Iterator[str]:
    """How many are expected, how many of them must come, and how many may."""
    yield _say_expected(prospect, language)
    needed, room = prospect.needed, prospect.room
    if needed is not None and needed not in (NOUGHT, NUMBER_NOT_KNOWN):
        yield _MUST_COUNT[for_publics].say(language, many=say_needed(needed, language))
    if room is not None:
        yield _MAY_COUNT[for_publics].say(language, many=max(0, room.low))


def _say_expected(prospect: Prospect, language: Language) -> str:
    day = prospect.period.last_day
    if prospect.expected == NUMBER_NOT_KNOWN:
        return _NO_NUMBER_EXPECTED.say(language, day=day)
    words = _SO_MANY_AT_PACE if prospect.at_pace else _SO_MANY_EXPECTED
    return words.say(language, day=day, many=say_range(prospect.expected, language))


def say_needed(needed: Bounds[int], language: Language) -> str:
    """How many are enough in any case, and at best; where no number is, how many at least.

    Examples:
        >>> say_needed(Bounds(183, 203), "en"), say_needed(Bounds(7, None), "fr")
        ('203 (183 at best)', '7')
    """
    if needed.high is None or needed.exact:
        return say_range(Bounds(needed.low, needed.low), language)
    return _AT_BEST.say(language, many=needed.high, best=needed.low)


def _say_lost(prospect: Prospect, language: Language, *, for_publics: bool) -> Iterator[str]:
    """From which day on it is out of reach, if none of those expected comes."""
    lost = prospect.lost_from
    if lost is None or prospect.reach is Reach.OUT_OF_REACH or prospect.needed == NUMBER_NOT_KNOWN:
        return
    words = _LOST_FROM if prospect.lost_by == lost else _LOST_FROM_PERHAPS
    yield words[for_publics].say(language, day=lost)


def say_promise(promise: YearlyPromise, language: Language) -> str:
    """A promise as it is named among others: its title, its period, and by how much."""
    name = _PROMISE.say(
        language, title=say_title(promise.commitment, language), period=promise.period
    )
    gaps = ", ".join(promise.say_gaps(language))
    return f"{name} ({gaps})" if gaps else name


_PROMISE: Final = Text("{title}, {period}", "{title}, {period}")
_DAYS_GONE_SO_FAR: Final = (Text("day", "jour"), Text("days", "jours"))
_COUNTED_IN: Final = Text("{counted}, in {days}", "{counted}, en {days}")
_NO_FIGURE_SO_FAR: Final = Text(
    "no published figure tells how many count",
    "aucun chiffre publié ne dit combien comptent",
)
_EVEN_PACE: Final = {
    (False, True): Text(
        "an even pace would have reached {many}", "un rythme régulier en aurait atteint {many}"
    ),
    (False, False): Text(
        "an even pace would allow {many}", "un rythme régulier en permettrait {many}"
    ),
    (True, True): Text("{many} owed so far", "{many} dus à ce jour"),
    (True, False): Text("{many} allowed so far", "{many} permis à ce jour"),
}
"""Whether of a share, and whether of a floor."""
_UP_TO: Final = Text("up to {many}", "jusqu'à {many}")
_BEHIND: Final = Text("{many} behind", "{many} de retard")
_LACKS: Final = Text("{many} lacking", "il en manque {many}")
_TOO_MANY_COUNTED: Final = Text("{many} too many", "{many} de trop")
_TOO_MANY_TO_COME: Final = Text(
    "{many} too many at the pace so far", "{many} de trop au rythme constaté"
)
_SO_MANY_EXPECTED: Final = Text("{many} expected by {day}", "{many} attendus d'ici au {day}")
_SO_MANY_AT_PACE: Final = Text(
    "{many} expected by {day}, at the pace so far",
    "{many} attendus d'ici au {day}, au rythme constaté",
)
_NO_NUMBER_EXPECTED: Final = Text(
    "how many are expected by {day} is not known",
    "le nombre attendu d'ici au {day} n'est pas connu",
)
_MUST_COUNT: Final = {
    True: Text(
        "at least {many} of them must reach the publics",
        "au moins {many} d'entre eux doivent bénéficier aux publics",
    ),
    False: Text(
        "at least {many} of them must count", "au moins {many} d'entre eux doivent compter"
    ),
}
_MAY_COUNT: Final = {
    True: Text(
        "at most {many} of them may reach the publics",
        "au plus {many} d'entre eux peuvent bénéficier aux publics",
    ),
    False: Text("at most {many} of them may count", "au plus {many} d'entre eux peuvent compter"),
}
"""Whether for publics."""
_AT_BEST: Final = Text("{many} ({best} at best)", "{many} ({best} au mieux)")
_LOST_FROM: Final = {
    True: Text(
        "if none of them does, out of reach from {day} on",
        "si aucun ne leur bénéficie, hors d'atteinte à partir du {day}",
    ),
    False: Text(
        "if none of them does, out of reach from {day} on",
        "si aucun ne compte, hors d'atteinte à partir du {day}",
    ),
}
_LOST_FROM_PERHAPS: Final = {
    True: Text(
        "if none of them does, perhaps out of reach from {day} on",
        "si aucun ne leur bénéficie, peut-être hors d'atteinte dès le {day}",
    ),
    False: Text(
        "if none of them does, perhaps out of reach from {day} on",
        "si aucun ne compte, peut-être hors d'atteinte dès le {day}",
    ),
}
"""Whether for publics."""
_GROUPS_JUDGED: Final = (Text("group", "groupe"), Text("groups", "groupes"))
_GROUPS_STAND: Final = Text("{many} {how}", "{many} {how}")
_OTHER_GROUPS: Final = Text("{more} more", "{more} de plus")
