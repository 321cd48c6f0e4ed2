"""On which grounds a household can go to the mediation commission, and what is missing to say.

The grounds themselves are in `law.dalo.grounds`; here they are asked of a household.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Faults, exact_count, exact_day
from housing_agreements._records import Brief
from housing_agreements.criteria.explanations import Explanation
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.law.dalo.grounds import (
    DALO_SITUATIONS,
    NOT_RECOGNITION,
    Ground,
    delay_ground,
)
from housing_agreements.rules._answers import Answer
from housing_agreements.rules._vocabulary import say_note
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.texts import Language, Text, check_language, choose, colon, say_day
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
    Verdict.UNMET: Text("is not met", "n'est pas rempli"),
    Verdict.UNDETERMINED: Text("may be met", "peut être rempli"),
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
        "recognition: not told by any ground", "reconnaissance\u00a0: aucun motif n'en dit rien"
    ),
}
_NOT_HELD: Final = Text(
    "no verified version is held for that day", "aucune version vérifiée n'est connue ce jour-là"
)


@attrs.frozen(eq=False, repr=False)
class AssessedGround(Brief):
    """The answer whether one household meets one ground (*motif*), with its reasons."""

    ground: Ground
    """The ground, with its versions."""
    on: date
    """The day asked."""
    explanation: Explanation | None
    """The reasons; `None` on a day for which no version is known."""

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type."""
        faults = Faults("AssessedGround")
        faults.check_fields(self)
        faults.report()

    @property
    def verdict(self) -> Verdict:
        """Whether the ground is met."""
        return Verdict.UNDETERMINED if self.explanation is None else self.explanation.verdict

    @property
    def not_followed(self) -> tuple[FollowedUntil, ...]:
        """The rules that were not followed up to the day asked, and leave it undetermined."""
        if self.explanation is not None:
            return self.explanation.not_followed
        rule = self.ground.followed_until(self.on)
        return () if rule is None else (rule,)

    def say(self, language: Language) -> str:
        """The ground, the verdict, its reasons and how far the version was checked."""
        verdict = _GROUND[self.verdict].say(language)
        lines = [f"{self.ground.title.say(language)}{colon(language)}{verdict}"]
        if self.explanation is None:
            rules = self.not_followed
            lines.append(rules[0].say_undetermined(language) if rules else _NOT_HELD.say(language))
        else:
            version = self.ground.at(self.on)
            lines.extend(self.explanation.say(language).splitlines())
            lines.append(version.confidence.say_briefly(language))
            if version.note is not None:
                lines.append(say_note(version.note, language))
        return "\n    ".join(lines)

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

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type."""
        faults = Faults("Grounds")
        faults.check_fields(self)
        faults.report()

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
        explanations = [ground.explanation for ground in self.assessed]
        known = [reasons for reasons in explanations if reasons is not None]
        names = {fact for reasons in known for fact in reasons.missing}
        rules = {rule.missing for ground in self.assessed for rule in ground.not_followed}
        return (*sorted(names), *sorted(rules))

    def explain(self, language: Language = "en") -> str:
        """The verdict, each ground with its reasons, and what a ground is worth.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        day = say_day(self.on, language)
        verdict = _CAN[self.verdict].say(language)
        lines = [choose(language, f"{verdict}, on {day}", f"{verdict}, au {day}")]
        lines.extend(ground.say(language) for ground in self.assessed)
        lines.append(_RECOGNISED[self.recognised].say(language))
        lines.append(say_note(NOT_RECOGNITION, language))
        return "\n  ".join(lines)

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


def _reasons_of(ground: Ground, household: Household, on: date) -> Explanation | None:
    return ground.on(on).reasons(household, on=on) if ground.known_on(on) else None
