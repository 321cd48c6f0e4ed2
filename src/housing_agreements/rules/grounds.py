"""On which grounds a household can go to the mediation commission, and what is missing to say.

The grounds themselves are in `law.dalo.grounds`; here they are asked of a household.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import exact_count, exact_day
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.reasons import Reasons
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.explanations.blocks import Block, Line, Note, Section
from housing_agreements.explanations.explanation import Row, write_blocks, write_day
from housing_agreements.law.dalo.grounds import (
    DALO_SITUATIONS,
    NOT_RECOGNITION,
    Ground,
    delay_ground,
)
from housing_agreements.rules._answers import Answer, Sentence
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.texts import Language, Text, check_language
from housing_agreements.values.verdicts import Verdict

__all__ = ("AssessedGround", "Grounds", "check_grounds")

_CAN: Final = {
    Verdict.MET: Text(
        "a ground can be argued before the commission",
        "un motif peut être invoqué devant la commission",
    ),
    Verdict.UNMET: Text(
        "no ground is met by what is known", "aucun motif n'est rempli d'après ce qui est connu"
    ),
    Verdict.UNDETERMINED: Text(
        "not known whether a ground is met", "on ne sait pas si un motif est rempli"
    ),
}
_GROUND: Final = {
    Verdict.MET: Text("can be argued", "peut être invoqué"),
    Verdict.UNMET: Text("is not met", "motif non rempli"),
    Verdict.UNDETERMINED: Text("may be met", "motif peut-être rempli"),
}
_RECOGNISED: Final = {
    Verdict.MET: Text(
        "recognition: the commission has recognised the household",
        "reconnaissance\u00a0: la commission a reconnu le ménage",
    ),
    Verdict.UNMET: Text(
        "recognition: the household is not recognised",
        "reconnaissance\u00a0: le ménage n'est pas reconnu",
    ),
    Verdict.UNDETERMINED: Text(
        "recognition: not told by any ground",
        "reconnaissance\u00a0: aucun motif ne permet d'en juger",
    ),
}
_ARGUED_ON: Final = Text("on {day}, {can}", "au {day}, {can}")
_NOT_HELD: Final = Text(
    "no verified version is held for that day", "aucune version vérifiée n'est connue ce jour-là"
)


@attrs.frozen(eq=False, repr=False)
class AssessedGround(Sentence):
    """The answer whether one household meets one ground (*motif*), with its reasons."""

    ground: Ground
    """The ground, with its versions."""
    on: date
    """The day asked."""
    reasons: Reasons | None
    """The reasons; `None` on a day for which no version is known."""

    @property
    def verdict(self) -> Verdict:
        """Whether the ground is met."""
        return Verdict.UNDETERMINED if self.reasons is None else self.reasons.verdict

    @property
    def not_followed(self) -> tuple[FollowedUntil, ...]:
        """The rules that were not followed up to the day asked, and leave it undetermined."""
        if self.reasons is not None:
            return self.reasons.not_followed
        rule = self.ground.followed_until(self.on)
        return () if rule is None else (rule,)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The ground, the verdict, its reasons and how far the version was checked."""
        parts: list[Block] = []
        if self.reasons is None:
            rules = self.not_followed
            words = rules[0].say_undetermined(language) if rules else _NOT_HELD.say(language)
            parts.append(Line(words))
        else:
            version = self.ground.at(self.on)
            parts += write_blocks(self.reasons, language)
            parts.append(Line(version.confidence.say_briefly(language)))
            if version.note is not None:
                parts.append(Note(version.note.say(language)))
        outcome = _GROUND[self.verdict].say(language)
        yield Section(self.ground.title.say(language), outcome, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `on`, `ground` (code), `title`, `verdict`, `missing` (names of facts)."""
        check_language(language)
        missing = () if self.reasons is None else self.reasons.missing
        return [
            {
                "on": write_day(self.on),
                "ground": self.ground.code,
                "title": self.ground.title.say(language),
                "verdict": self.verdict.value,
                "missing": ", ".join(missing) or None,
            }
        ]

    def _essentials(self) -> str:
        return f"{self.ground.code} on {self.on}: {self.verdict.value}"


@attrs.frozen(eq=False, repr=False)
class Grounds(Answer):
    """Which grounds a household can argue under DALO (*motifs de recours*).

    Its verdict is about the grounds, and never about recognition, which only the commission
    decides. It is neither true nor false: compare its verdict.

    Examples:
        >>> household = Household(good_faith=True, without_dwelling=True)
        >>> answer = check_grounds(household, on=date(2017, 3, 1), delay=None)
        >>> answer.verdict, answer.grounds, answer.recognised
        (Verdict.MET, ('without-dwelling',), Verdict.UNDETERMINED)
    """

    on: date
    """The day asked."""
    assessed: tuple[AssessedGround, ...]
    """Each ground: the delay first, then the seven situations."""
    recognised: Verdict
    """Whether the commission recognised the household: a fact, told by no ground."""

    @property
    def verdict(self) -> Verdict:
        """Whether at least one ground is met."""
        return Verdict.any(ground.verdict for ground in self.assessed)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The codes of the grounds that are met."""
        return tuple(self._with(Verdict.MET))

    @property
    def possible_grounds(self) -> tuple[str, ...]:
        """The codes of the grounds that may be met."""
        return tuple(self._with(Verdict.UNDETERMINED))

    def _with(self, verdict: Verdict) -> Iterator[str]:
        return (ground.ground.code for ground in self.assessed if ground.verdict is verdict)

    @property
    def missing(self) -> tuple[str, ...]:
        """What would decide the grounds still undetermined: facts by name, then rules.

        A rule that was not followed up to the day asked stands as "rule on", the code of the
        ground or what it asks about, "after" and its last day.
        """
        known = (ground.reasons for ground in self.assessed if ground.reasons is not None)
        names = {fact for reasons in known for fact in reasons.missing}
        rules = {rule.missing for ground in self.assessed for rule in ground.not_followed}
        return (*sorted(names), *sorted(rules))

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The verdict, each ground with its reasons, and what a ground is worth."""
        parts = [block for ground in self.assessed for block in write_blocks(ground, language)]
        parts.append(Line(_RECOGNISED[self.recognised].say(language)))
        parts.append(Note(NOT_RECOGNITION.say(language)))
        heading = _ARGUED_ON.say(language, day=self.on, can=_CAN[self.verdict])
        yield Section(heading, None, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each ground; see `AssessedGround.rows`."""
        check_language(language)
        return [row for ground in self.assessed for row in ground.rows(language)]

    def _essentials(self) -> str:
        words = [*self.grounds, *(f"perhaps {code}" for code in self.possible_grounds)]
        listed = f"; {', '.join(words)}" if words else ""
        return f"on {self.on}: {self.verdict.value}, recognised {self.recognised.value}{listed}"


def check_grounds(household: Household, *, on: date, delay: int | None) -> Grounds:
    """On which grounds a household can go to the mediation commission under DALO.

    A ground that is met can be argued; it is not recognition. A day for which no version of a
    ground was verified leaves it undetermined.

    Args:
        household: What is known of the household.
        on: The day asked.
        delay: The abnormally long delay of its department, in months, as its prefect set it;
            `None`: not known.

    Raises:
        InvalidTypeError: For anything but a household, a day, and a whole number or `None`.
        InvalidValueError: For a delay below 1.
        UnknownFactError: For a household without a fact that a ground asks for.

    Laws:
        - More facts never overturn a decided verdict.

    Source:
        L.441-2-3 and R*441-14-1 of the Code de la construction et de l'habitation.

    Examples:
        >>> shelter = Household(
        ...     good_faith=True,
        ...     temporarily_housed=True,
        ...     in_transitional_dwelling=False,
        ...     temporarily_housed_since=date(2016, 9, 1),
        ... )
        >>> [
        ...     "temporarily-housed" in check_grounds(shelter, on=day, delay=None).grounds
        ...     for day in (date(2017, 3, 1), date(2017, 3, 2))
        ... ]
        [False, True]
    """
    exact_day(on, "check_grounds, on")
    if not isinstance(household, Household):
        raise InvalidTypeError("check_grounds, household", show(household), "a Household")
    if delay is not None:
        exact_count(delay, "check_grounds, delay", at_least=1)
    grounds = (delay_ground(delay), *DALO_SITUATIONS)
    assessed = tuple(
        AssessedGround(ground, on, _reasons_of(ground, household, on)) for ground in grounds
    )
    return Grounds(on, assessed, facts.dalo_recognised.decide(household, on=on))


def _reasons_of(ground: Ground, household: Household, on: date) -> Reasons | None:
    return ground.on(on).reasons(household, on=on) if ground.known_on(on) else None
