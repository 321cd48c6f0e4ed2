"""Who is eligible, to which public, why, and what is missing to say."""

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final

import attrs

from housing_agreements._checks import exact_count, exact_day, make
from housing_agreements._records import shorten
from housing_agreements.criteria.changes import Changes, smallest_changes
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.reasons import Reasons
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.explanations.blocks import Block, Line, Section, cite
from housing_agreements.explanations.explanation import Row
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules._answers import Answer, Sentence
from housing_agreements.values.texts import Language, Text, check_language, say_day
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
_ON_THAT_DAY: Final = Text("{} on {}", "{} au {}")
_NOBODY_BELONGS: Final = Text(
    "nobody can belong to it on that day", "personne ne peut en relever ce jour-là"
)
_NOT_DEFINED: Final = Text(
    "its definition on that day is not known", "sa définition ce jour-là n'est pas connue"
)


@attrs.frozen(eq=False, repr=False)
class Assessment(Sentence):
    """The answer whether one household belongs to one public, with its reasons."""

    public: PriorityPublic
    """The public."""
    verdict: Verdict
    """Whether the household belongs to it."""
    reasons: Reasons | None
    """The reasons; `None` when nothing is defined on that day."""

    def write_blocks(self, language: Language) -> Iterator[Block]:
        """The public, the verdict and its reasons."""
        if self.reasons is not None:
            parts: tuple[Block, ...] = self.reasons.write_blocks(language)
        elif self.verdict is Verdict.UNMET:
            parts = (Line(_NOBODY_BELONGS.say(language)),)
        else:
            parts = (Line(_NOT_DEFINED.say(language)),)
        belongs = _BELONGS[self.verdict].say(language)
        sources = cite(self.public.sources)
        yield Section(self.public.name.say(language), belongs, self.verdict, (*parts, *sources))

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `public` (code), `name`, `verdict`, `missing` (names of facts)."""
        check_language(language)
        missing = () if self.reasons is None else self.reasons.missing
        return [
            {
                "public": self.public.code,
                "name": self.public.name.say(language),
                "verdict": self.verdict.value,
                "missing": ", ".join(missing),
            }
        ]

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
                    if assessment.reasons is not None
                    for fact in assessment.reasons.missing
                }
            )
        )

    def write_blocks(self, language: Language) -> Iterator[Block]:
        """The verdict, and each public with its reasons."""
        day, verdict = say_day(self.on, language), _ELIGIBLE[self.verdict].say(language)
        heading = _ON_THAT_DAY.say(language).format(verdict, day)
        told = (assessment.write_blocks(language) for assessment in self.assessments)
        yield Section(heading, None, self.verdict, chain.from_iterable(told))

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each public, with the day asked, `on`."""
        check_language(language)
        head: Row = {"on": self.on.isoformat()}
        rows = (assessment.rows(language) for assessment in self.assessments)
        return [head | row for row in chain.from_iterable(rows)]

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
        return make(Assessment, public=public, verdict=Verdict.UNDETERMINED, reasons=None)
    criterion = public.criterion.on(on)
    if criterion is None:
        return make(Assessment, public=public, verdict=Verdict.UNMET, reasons=None)
    reasons = criterion.reasons(household, on=on)
    return make(Assessment, public=public, verdict=reasons.verdict, reasons=reasons)


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
