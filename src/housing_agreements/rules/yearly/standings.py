"""Where each promise stands on the day asked: kept, on course, in danger, lost, or not known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple, exact_day
from housing_agreements._records import Enumeration
from housing_agreements.explanations.blocks import Block, Line, Note, Section
from housing_agreements.explanations.explanation import Row, write_bounds
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import ReportedGroup, say_group
from housing_agreements.rules._answers import Sentence
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE
from housing_agreements.rules.outlook.prospects import Prospect, Reach
from housing_agreements.rules.quotas._names_told import Name, as_names_of_group
from housing_agreements.rules.quotas.doubts import say_doubts
from housing_agreements.rules.quotas.findings import (
    Finding,
    Outcome,
    draw_finding,
    say_group_name,
    say_heading,
    say_limits,
    say_outcome,
    say_title,
    tell_name,
)
from housing_agreements.rules.quotas.limits import NOUGHT, say_range
from housing_agreements.rules.yearly._told import (
    CERTAIN,
    OUT_OF_REACH,
    say_even_pace,
    say_lost,
    say_so_far,
    say_to_come,
)
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

__all__ = ("STILL_OPEN", "Standing", "YearlyPromise", "say_promise")


class Standing(Enumeration):
    """Where a promise stands on a day, the best first (*état d'avancement*).

    *Out of reach* is said of those that are expected, as `outlook` says it: more may keep the
    promise, which is in danger and not lost.
    """

    KEPT = "kept"
    """It is kept: its period is over, or it will be whatever number comes, and whichever of them
    reach its publics."""
    ON_COURSE = "on_course"
    """Its period runs, it can be kept, and the pace so far is the one owed; or those expected
    surely keep it, and another number might not: of the latter `outlook` says that it is certain,
    and the page says so too."""
    IN_DANGER = "in_danger"
    """Its period runs and it can be kept, but not at the pace so far, or only if more come than are
    expected: of the latter `outlook` says that it is out of reach, and the page says so too."""
    NOT_KNOWN = "not_known"
    """A fact is missing that decides it, or the number of those expected is."""
    LOST = "lost"
    """It was not kept by the end of its period, or no number to come would keep it."""

    def say(self, language: Language) -> str:
        """The standing in words, of one promise.

        Examples:
            >>> Standing.IN_DANGER.say("en"), Standing.ON_COURSE.say("fr")
            ('in danger', 'en bonne voie')
        """
        return _WORDS_OF_STANDINGS[self].say(language)

    @property
    def verdict(self) -> Verdict | None:
        """The verdict whose colour it has on a page; `None`: on course, which is no answer yet."""
        return _VERDICTS_OF_STANDINGS[self]


_WORDS_OF_STANDINGS: Final = {
    Standing.KEPT: Text("kept", "tenu"),
    Standing.ON_COURSE: Text("on course", "en bonne voie"),
    Standing.IN_DANGER: Text("in danger", "en danger"),
    Standing.NOT_KNOWN: Text("not known", "indéterminé"),
    Standing.LOST: Text(
        "not kept, or can no longer be kept", "non tenu, ou ne peut plus être tenu"
    ),
}
_NOT_KEPT: Final = Text("not kept", "non tenu")
_CANNOT_BE_KEPT: Final = Text("can no longer be kept", "ne peut plus être tenu")
_VERDICTS_OF_STANDINGS: Final[Mapping[Standing, Verdict | None]] = {
    Standing.KEPT: Verdict.MET,
    Standing.ON_COURSE: None,
    Standing.IN_DANGER: Verdict.UNDETERMINED,
    Standing.NOT_KNOWN: Verdict.UNDETERMINED,
    Standing.LOST: Verdict.UNMET,
}


# The type stands as text, so that the signature is short.
def _as_group_promises(given: "Sequence[YearlyPromise]") -> "tuple[YearlyPromise, ...]":
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class YearlyPromise(Sentence):
    """Where one commitment stands over one period (*situation d'un objectif*).

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
    group_names: tuple[Name | None, ...] = attrs.field(converter=as_names_of_group)
    """The name of each code of the group, where it has one."""
    finding: Finding | None
    """The finding on the day asked; `None`: the groups alone are judged."""
    prospect: Prospect | None
    """Whether it can still be kept; `None`: the period is over, or has not begun."""
    standing: Standing | None
    """Where it stands; `None`: there is nothing to judge."""
    behind: Bounds[int] | None
    """How many dwellings lack: to the pace owed while it can be kept, else to the floor. `None`:
    the total has no floor, or there is nothing to judge."""
    above: Bounds[int] | None
    """How many dwellings are above the ceiling: of a number that can still be kept, how many there
    would be at the end, at the pace so far; else how many there are. `None`: the total has no
    ceiling, or there is nothing to judge."""
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
        yield self._write_section(language, self.say_standing(language), self.caveats)

    @property
    def caveats(self) -> tuple[Text, ...]:
        """What a reader must know of it."""
        return self.commitment.caveats if self.finding is None else self.finding.caveats

    @property
    def is_over(self) -> bool:
        """Whether its period is over, where it is judged."""
        return self.prospect is None

    def _write_section(
        self, language: Language, told: str, caveats: Iterable[Text], *, has_step: bool = False
    ) -> Section:
        """It under its heading, with its standing in words and what a reader must know."""
        lines = self._say_lines(language, has_step=has_step)
        parts: list[Block] = [*map(Line, lines)]
        counted = self._as_counted
        if counted is not None and counted.outcome is Outcome.JUDGED:
            parts.append(draw_finding(counted, language))
        if self.prospect is None and self.standing is Standing.NOT_KNOWN and counted is not None:
            parts += say_doubts(counted.doubts, language, settles=True)
        heading = say_heading(self.commitment, self.period, self.group, language, self.group_names)
        parts += [Note(caveat.say(language)) for caveat in caveats]
        verdict = None if self.standing is None else self.standing.verdict
        return Section(heading, told, verdict, parts)

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
        name = tell_name(self.commitment, self.period, self.group)
        told = [f"{name}: {self.say_standing('en')}", *self.say_gaps("en")]
        return ", ".join(told)

    def say_standing(self, language: Language) -> str:
        """The standing in words, as `outlook` says it too; or why there is nothing to judge."""
        if self.standing is not None:
            words = [self._say_standing_alone(self.standing, language)]
            return ", ".join([*words, *self._say_of_expected(language)])
        if self.finding is None or self.finding.outcome is Outcome.JUDGED:
            return NOTHING_TO_JUDGE.say(language)
        return say_outcome(self.finding.outcome, None, language)

    def _say_standing_alone(self, standing: Standing, language: Language) -> str:
        if standing is Standing.LOST:
            return (_NOT_KEPT if self.is_over else _CANNOT_BE_KEPT).say(language)
        return standing.say(language)

    def _say_of_expected(self, language: Language) -> list[str]:
        """What is sure with those expected, where another number might change it; else nothing."""
        ahead = self.prospect
        if ahead is None or self.standing not in STILL_OPEN:
            return []
        words = _SURE_OF_EXPECTED.get(ahead.reach)
        return [] if words is None else [words[ahead.at_pace].say(language)]

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
                is_one = many.high == 1
                told.append(words[not is_one].say(language, many=_say_distance(many, language)))
        return told

    def say_unjudged(self, on: date, language: Language) -> str:
        """The period, and why there is nothing to judge over it on a day, where that is known."""
        check_language(language)
        exact_day(on, "YearlyPromise.say_unjudged, on")
        period = self.period.say(language)
        reason = None
        if self.period.start > on:
            reason = _NOT_BEGUN
        elif self.finding is not None:
            reason = _WHY_UNJUDGED.get((self.finding.outcome, self.finding.settled))
        return (
            period if reason is None else _WITH_REASON.say(language, period=period, reason=reason)
        )

    @property
    def _is_behind_even_pace(self) -> bool:
        """Whether it lacks dwellings to the even pace of a number: that is then told first."""
        at_pace = self.standing in {Standing.IN_DANGER, Standing.ON_COURSE}
        return at_pace and not self.commitment.of_base and self.behind not in {None, NOUGHT}

    @property
    def _as_counted(self) -> Finding | None:
        """What counts by the day asked."""
        return self.finding if self.prospect is None else self.prospect.finding

    def _say_lines(self, language: Language, *, has_step: bool = False) -> Iterator[str]:
        """How many count so far; how many must still come, and until when; the groups.

        Args:
            language: "en" or "fr".
            has_step: Whether a step tells how many must come, and until when.
        """
        if self.standing is not None and (so_far := [*self._say_so_far(language)]):
            yield semicolon(language).join(so_far)
        if self.prospect is not None and self.standing in STILL_OPEN:
            yield from say_to_come(self.prospect, language, expected_alone=has_step)
            if not has_step and (lost := say_lost(self.prospect, language)):
                yield lost
        if self.groups:
            yield self._say_groups(language)

    def _say_so_far(self, language: Language) -> Iterator[str]:
        counted = self._as_counted
        if counted is None or (self.prospect is not None and not self.prospect.days_gone):
            return
        if counted.outcome is Outcome.NO_FIGURE:
            yield _NO_FIGURE_SO_FAR.say(language)
            return
        yield say_so_far(counted, self.prospect, language)
        gaps = self.say_gaps(language)
        even = "" if self.prospect is None else say_even_pace(self.prospect, language)
        if even and counted.main is None and self._is_behind_even_pace:
            # What lacks is what stands between the two numbers.
            yield colon(language).join([even, gaps.pop(0)])
        elif even:
            yield even
        elif self.prospect is None and (limits := say_limits(counted, language, is_over=True)):
            yield limits
        yield from gaps

    def _say_groups(self, language: Language) -> str:
        """How many groups stand how, and the worst by name."""
        ordered = [of for standing in Standing for of in self.groups if of.standing is standing]
        found = Counter(
            of._say_standing_alone(of.standing, language)  # noqa: SLF001  # of this class
            for of in ordered
            if of.standing is not None
        )
        told = [
            _GROUPS_STAND.say(language, many=many, how=standing) for standing, many in found.items()
        ]
        many = say_number_of(len(self.groups), *_GROUPS_JUDGED, language)
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

    def _say_with_gaps(self, name: str, language: Language) -> str:
        """A name, with what lacks or is too much, and whether those expected are too few."""
        told = ", ".join([*self.say_gaps(language), *self._say_of_expected(language)])
        return f"{name} ({told})" if told else name

    def say_group(self, language: Language) -> str:
        """The group by its name, with what it lacks."""
        name = say_group_name(self.commitment, self.group or "", language, self.group_names)
        return self._say_with_gaps(name, language)


STILL_OPEN: Final = {Standing.ON_COURSE, Standing.IN_DANGER, Standing.NOT_KNOWN}
"""Where it can be kept, or may be."""
_SURE_OF_EXPECTED: Final[Mapping[Reach | None, Mapping[bool, Text]]] = {
    Reach.CERTAIN: CERTAIN,
    Reach.OUT_OF_REACH: OUT_OF_REACH,
}
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


def say_promise(promise: YearlyPromise, language: Language) -> str:
    """A promise as it is named among others: its title, its period, and by how much."""
    name = _PROMISE.say(
        language, title=say_title(promise.commitment, language), period=promise.period
    )
    return promise._say_with_gaps(name, language)  # noqa: SLF001  # of this module


_PROMISE: Final = Text("{title}, {period}", "{title}, {period}")
_NO_FIGURE_SO_FAR: Final = Text(
    "no published figure tells how many count",
    "aucun chiffre publié ne dit combien comptent",
)
_UP_TO: Final = Text("up to {many}", "{many} au plus")
_BEHIND: Final = (
    Text("{many} dwelling behind", "retard de {many} logement"),
    Text("{many} dwellings behind", "retard de {many} logements"),
)
_LACKS: Final = (
    Text("{many} dwelling lacking", "il manque {many} logement"),
    Text("{many} dwellings lacking", "il manque {many} logements"),
)
_TOO_MANY_COUNTED: Final = (
    Text("{many} dwelling too many", "dépassement de {many} logement"),
    Text("{many} dwellings too many", "dépassement de {many} logements"),
)
_TOO_MANY_TO_COME: Final = (
    Text(
        "{many} dwelling too many at the pace so far",
        "dépassement de {many} logement au rythme constaté",
    ),
    Text(
        "{many} dwellings too many at the pace so far",
        "dépassement de {many} logements au rythme constaté",
    ),
)
_GROUPS_JUDGED: Final = (Text("group", "groupe"), Text("groups", "groupes"))
_GROUPS_STAND: Final = Text("{many} {how}", "{many} {how}")
_WITH_REASON: Final = Text("{period} ({reason})", "{period} ({reason})")
_NOT_BEGUN: Final = Text("not begun", "pas encore commencée")
_WHY_UNJUDGED: Final = {
    (Outcome.EMPTY_BASE, True): Text(
        "no dwelling to count in the ledger", "aucun logement à compter au registre"
    ),
    (Outcome.EMPTY_BASE, False): Text(
        "running, no dwelling to count yet", "en cours, aucun logement à compter encore"
    ),
}
"""Why there is nothing to judge, and whether the period is over."""
_OTHER_GROUPS: Final = Text("{more} more", "{more} de plus")
