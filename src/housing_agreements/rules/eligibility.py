"""Who is eligible, to which public, why, and what is missing to say."""

from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Faults, exact_count, exact_day, make
from housing_agreements._records import Brief, shorten
from housing_agreements.criteria.changes import Changes, smallest_changes
from housing_agreements.criteria.explanations import Explanation
from housing_agreements.criteria.households import Household
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules._answers import Answer
from housing_agreements.values.sources import say_sources
from housing_agreements.values.texts import Language, Text, check_language, choose, colon, say_day
from housing_agreements.values.verdicts import Verdict

__all__ = ("Assessment", "Eligibility", "check_eligibility", "what_would_change")

_ELIGIBLE: Final = {
    Verdict.MET: Text("eligible", "éligible"),
    Verdict.UNMET: Text("not eligible", "non éligible"),
    Verdict.UNDETERMINED: Text("eligibility undetermined", "éligibilité indéterminée"),
}
_BELONGS: Final = {
    Verdict.MET: Text("belongs", "en relève"),
    Verdict.UNMET: Text("does not belong", "n'en relève pas"),
    Verdict.UNDETERMINED: Text("may belong", "peut en relever"),
}
_NOBODY_BELONGS: Final = Text(
    "nobody can belong to it on that day", "personne ne peut en relever ce jour-là"
)
_NOT_DEFINED: Final = Text(
    "its definition on that day is not known", "sa définition ce jour-là n'est pas connue"
)


@attrs.frozen(eq=False, repr=False)
class Assessment(Brief):
    """The answer whether one household belongs to one public, with its reasons."""

    public: PriorityPublic
    """The public."""
    verdict: Verdict
    """Whether the household belongs to it."""
    explanation: Explanation | None
    """The reasons; `None` when nothing is defined on that day."""

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type."""
        faults = Faults("Assessment")
        faults.check_fields(self)
        faults.report()

    def say(self, language: Language) -> str:
        """The public, the verdict and its reasons, a line each."""
        name, verdict = self.public.name.say(language), _BELONGS[self.verdict].say(language)
        if self.explanation is not None:
            reasons = self.explanation.say(language)
        elif self.verdict is Verdict.UNMET:
            reasons = _NOBODY_BELONGS.say(language)
        else:
            reasons = _NOT_DEFINED.say(language)
        lines = [f"{name}{colon(language)}{verdict}", *reasons.splitlines()]
        return "\n    ".join([*lines, *say_sources(self.public.sources, language)])

    def _essentials(self) -> str:
        return f"{shorten(self.public.code, 80)}: {self.verdict.value}"


@attrs.frozen(eq=False, repr=False)
class Eligibility(Answer):
    """Whether a household is eligible, and to which publics (*éligibilité*).

    Its two sets of codes are those that an `Attribution` takes. It is neither true nor false:
    compare its verdict.

    Examples:
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
        >>> household = Household(employed=True, dalo_recognised=True)
        >>> answer = check_eligibility(household, AGREEMENT, on=date(2017, 3, 1))
        >>> answer.verdict, sorted(answer.publics), sorted(answer.possible_publics)
        (Verdict.MET, ['dalo'], ['temporary-housing'])
        >>> answer.missing
        ('leaving_temporary_housing',)
    """

    on: date
    """The day asked."""
    assessments: tuple[Assessment, ...]
    """Each public, in the order of the agreement."""

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type."""
        faults = Faults("Eligibility")
        faults.check_fields(self)
        faults.report()

    @property
    def verdict(self) -> Verdict:
        """Whether the household belongs to at least one public."""
        return Verdict.any(assessment.verdict for assessment in self.assessments)

    @property
    def publics(self) -> frozenset[str]:
        """The codes of the publics to which it surely belongs."""
        return self._with(Verdict.MET)

    @property
    def possible_publics(self) -> frozenset[str]:
        """The codes of the publics to which it may belong."""
        return self._with(Verdict.UNDETERMINED)

    def _with(self, verdict: Verdict) -> frozenset[str]:
        return frozenset(
            assessment.public.code
            for assessment in self.assessments
            if assessment.verdict is verdict
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the facts that would decide the publics still undetermined, sorted."""
        return tuple(
            sorted(
                {
                    fact
                    for assessment in self.assessments
                    if assessment.explanation is not None
                    for fact in assessment.explanation.missing
                }
            )
        )

    def explain(self, language: Language = "en") -> str:
        """The verdict, and each public with its reasons.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        check_language(language)
        day = say_day(self.on, language)
        verdict = _ELIGIBLE[self.verdict].say(language)
        lines = [choose(language, f"{verdict} on {day}", f"{verdict} au {day}")]
        lines.extend(assessment.say(language) for assessment in self.assessments)
        return "\n  ".join(lines)

    def _essentials(self) -> str:
        words = [self.verdict.value, *sorted(self.publics)]
        words += (f"perhaps {code}" for code in sorted(self.possible_publics))
        return f"on {self.on}: {', '.join(words)}"


def check_eligibility(
    household: Household,
    target: Agreement | PriorityPublic,
    *,
    on: date,
    known: date | None = None,
) -> Eligibility:
    """Whether a household belongs to the publics of an agreement, or to one public.

    A fact that is not known is not taken for a no: it leaves undetermined whatever it could
    still change.

    Args:
        household: What is known of the household.
        target: The agreement, whose publics are those in force on the day; or one public.
        on: The day asked.
        known: The day of the knowledge, for an agreement with amendments; `None`: `on`.

    Raises:
        InvalidTypeError: For anything but a day, a household, an agreement or a public.
        UnknownFactError: For a household without a fact that a public asks for.

    Laws:
        - More facts never overturn a decided verdict.

    Examples:
        >>> from housing_agreements import facts
        >>> public = PriorityPublic("dalo", "DALO", facts.dalo_recognised & facts.employed)
        >>> answer = check_eligibility(Household(employed=True), public, on=date(2016, 3, 7))
        >>> answer.verdict, answer.missing
        (Verdict.UNDETERMINED, ('dalo_recognised',))
    """
    exact_day(on, "check_eligibility, on")
    if known is not None:
        exact_day(known, "check_eligibility, known")
    if not isinstance(household, Household):
        raise InvalidTypeError("check_eligibility, household", show(household), "a Household")
    if isinstance(target, Agreement):
        publics = target.on(on, known=known).publics
    elif isinstance(target, PriorityPublic):
        publics = (target,)
    else:
        expected = "an Agreement or a PriorityPublic"
        raise InvalidTypeError("check_eligibility, target", show(target), expected)
    assessments = tuple(_assess(household, public, on) for public in publics)
    return make(Eligibility, on=on, assessments=assessments)


def _assess(household: Household, public: PriorityPublic, on: date) -> Assessment:
    if not public.criterion.known_on(on):
        return make(Assessment, public=public, verdict=Verdict.UNDETERMINED, explanation=None)
    criterion = public.criterion.on(on)
    if criterion is None:
        return make(Assessment, public=public, verdict=Verdict.UNMET, explanation=None)
    explanation = criterion.reasons(household, on=on)
    return make(Assessment, public=public, verdict=explanation.verdict, explanation=explanation)


def what_would_change(
    household: Household, public: PriorityPublic, *, on: date, at_most: int = 3
) -> Changes:
    """The smallest sets of facts that would change whether a household belongs to a public.

    See `smallest_changes` for what counts as a change.

    Args:
        household: What is known of the household.
        public: The public.
        on: The day asked.
        at_most: The most facts in one set.

    Raises:
        NotKnownError: On a day for which the definition of the public is not known.
        InvalidTypeError: For anything but a day, a public, or a limit that is a whole number.

    Examples:
        >>> from housing_agreements import facts
        >>> public = PriorityPublic("dalo", "DALO", facts.dalo_recognised & facts.employed)
        >>> changes = what_would_change(Household(employed=True), public, on=date(2016, 3, 7))
        >>> [change.facts for change in changes.found]
        [('dalo_recognised',), ('dalo_recognised',)]
    """
    if not isinstance(public, PriorityPublic):
        remedy = "ask about each of agreement.publics" if isinstance(public, Agreement) else ""
        raise InvalidTypeError(
            "what_would_change, public", show(public), "a PriorityPublic", remedy
        )
    if not isinstance(household, Household):
        raise InvalidTypeError("what_would_change, household", show(household), "a Household")
    exact_count(at_most, "what_would_change, at_most", at_least=1)
    criterion = public.criterion.on(exact_day(on, "what_would_change, on"))
    if criterion is None:
        return Changes(Verdict.UNMET, (), at_most, exhaustive=True)
    return smallest_changes(criterion, household, on=on, at_most=at_most)
