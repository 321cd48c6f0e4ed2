"""Who is eligible, to which public, why, and what is missing to say."""

from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import attrs

from housing_agreements._checks import Faults, exact_count, exact_day, exact_kind
from housing_agreements._records import Enumeration, setters_of, shorten
from housing_agreements._remedies import frame_remedy
from housing_agreements.criteria._verdicts_in_words import say_whether_filled
from housing_agreements.criteria.changes import Changes, smallest_changes
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.reasons import Reasons, sort_assumptions, sort_not_followed
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.explanations.blocks import Block, cite, make_line, make_section
from housing_agreements.explanations.explanation import Row, write_blocks
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules._answers import Answer, Sentence, tell_verdict
from housing_agreements.rules._vocabulary import NOTHING_TO_JUDGE
from housing_agreements.values.followed import FollowedUntil
from housing_agreements.values.texts import Language, Text, check_language
from housing_agreements.values.verdicts import MET, OPEN, UNMET, Verdict

__all__ = (
    "Assessment",
    "Eligibility",
    "EligibilityOutcome",
    "check_eligibility",
    "find_outcome",
    "what_would_change",
)


class EligibilityOutcome(Enumeration):
    """Whether there was a promise under which a household could be eligible."""

    JUDGED = "judged"
    """There was."""
    NOT_SIGNED = "not_signed"
    """The agreement was not signed yet on the day of the knowledge."""
    NOT_BEGUN = "not_begun"
    """The term of the agreement begins after the day asked."""
    ENDED = "ended"
    """The term of the agreement ended before the day asked."""
    NO_PUBLIC = "no_public"
    """The agreement is in force on the day asked, and names no public."""

    def say(self, language: Language) -> str:
        """The reason why there is nothing to judge, in words; that there was, where there was.

        Examples:
            >>> EligibilityOutcome.ENDED.say("en")
            'the agreement is not in force any more'
        """
        return _WHY_NOT_JUDGED[self].say(language)


# As `MET`, a name for what is asked often.
_JUDGED: Final = EligibilityOutcome.JUDGED

_WHY_NOT_JUDGED: Final = {
    EligibilityOutcome.JUDGED: Text("judged", "jugé"),
    EligibilityOutcome.NOT_SIGNED: Text(
        "the agreement is not signed yet", "la convention n'est pas encore signée"
    ),
    EligibilityOutcome.NOT_BEGUN: Text(
        "the agreement is not in force yet", "la convention n'est pas encore en vigueur"
    ),
    EligibilityOutcome.ENDED: Text(
        "the agreement is not in force any more", "la convention n'est plus en vigueur"
    ),
    EligibilityOutcome.NO_PUBLIC: Text(
        "the agreement names no public", "la convention ne désigne aucun public"
    ),
}

_ELIGIBLE: Final = {
    Verdict.MET: Text("eligible", "éligible"),
    Verdict.UNMET: Text("not eligible", "non éligible"),
    Verdict.UNDETERMINED: Text("eligibility undetermined", "éligibilité indéterminée"),
}
_RULING_DAYS: Final = {
    EligibilityOutcome.NOT_SIGNED: Text(
        "signed on {signed}, so not yet as known on {known}",
        "signature du {signed}, donc pas encore d'après ce que l'on savait au {known}",
    ),
    EligibilityOutcome.NOT_BEGUN: Text(
        "its term begins on {start}", "sa durée commence le {start}"
    ),
    EligibilityOutcome.ENDED: Text("its term ended on {last}", "sa durée s'est achevée le {last}"),
    EligibilityOutcome.NO_PUBLIC: Text(
        "its term runs from {start} to {last}", "sa durée court du {start} au {last}"
    ),
}
_UNDER: Final = Text("{agreement}: {ruling}", "{agreement}\u00a0: {ruling}")
_RESTS_ON: Final = Text("{verdict}, {assumption}", "{verdict}, {assumption}")
_BELONGS: Final = {
    Verdict.MET: Text("belongs", "en relève"),
    Verdict.UNMET: Text("does not belong", "n'en relève pas"),
    Verdict.UNDETERMINED: Text("may belong", "en relève peut-être"),
}
_ELIGIBLE_ON: Final = Text("{eligible} on {day}", "{eligible} au {day}")
_NOBODY_BELONGS: Final = Text(
    "nobody can belong to it on that day", "personne ne peut en relever ce jour-là"
)
_NOT_DEFINED: Final = Text(
    "its definition on that day is not known", "sa définition ce jour-là n'est pas connue"
)


_Question = tuple[Household, date, Criterion | None]
"""Of whom, on which day and by which criterion an assessment was asked; its reasons follow.

`None`: nobody can belong on that day, or nobody knows who does.
"""


class _ReasonsOnDemand(Sentence):
    """What gives its reasons when they are asked for, and then keeps them.

    The fields that depend on the reasons are empty until one of them is read. Whoever compares,
    copies or pickles the value reads them, so nobody can tell when they were filled. It keeps the
    household for that.
    """

    __slots__ = ("_question",)

    _question: _Question

    if not TYPE_CHECKING:  # type checkers know the fields

        def __getattr__(self, name: str) -> object:
            """A field that is still empty: Python asks for it here."""
            if name not in _GIVEN_ON_DEMAND:
                said = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(said, name=name, obj=self)
            reasons, not_followed, assumptions = _give_reasons(self.public, self._question)
            _set_reasons(self, reasons)
            _set_not_followed(self, not_followed)
            _set_assumptions(self, assumptions)
            return getattr(self, name)


_GIVEN_ON_DEMAND: Final = ("reasons", "not_followed", "assumptions")
"""The fields of an assessment that are filled when one of them is read."""


@attrs.frozen(eq=False, repr=False)
class Assessment(_ReasonsOnDemand):
    """The answer whether one household belongs to one public, with its reasons.

    The reasons, and what follows from them, are given when they are first read: the verdict
    needs none of them.
    """

    public: PriorityPublic
    """The public."""
    verdict: Verdict
    """Whether the household belongs to it."""
    reasons: Reasons | None
    """The reasons; `None` when nothing is defined on that day."""
    not_followed: tuple[FollowedUntil, ...] = ()
    """The rules that were not followed up to the day asked, and still matter: the definition
    itself, or what it asks."""
    assumptions: tuple[FollowedUntil, ...] = ()
    """The rules that are only taken to be as they were, and on which the answer rests: the
    definition itself, or what it asks."""

    def _write_blocks(self, language: Language) -> tuple[Block, ...]:
        """The public, the verdict and its reasons."""
        if self.reasons is not None:
            parts: tuple[Block, ...] = write_blocks(self.reasons, language)
        elif self.verdict is UNMET:
            parts = (make_line(_NOBODY_BELONGS.say(language)),)
        elif self.not_followed:
            parts = (make_line(self.not_followed[0].say_undetermined(language)),)
        else:
            parts = (make_line(_NOT_DEFINED.say(language)),)
        if self.assumptions:
            verdict = say_whether_filled(self.verdict, language)
            rests = (
                _RESTS_ON.say(language, verdict=verdict, assumption=rule.tell_assumption())
                for rule in self.assumptions
            )
            parts = (*map(make_line, rests), *parts)
        parts += cite(self.public.sources)
        belongs = _BELONGS[self.verdict].say(language)
        return (make_section(self.public.name.say(language), belongs, self.verdict, parts),)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `public` (code), `name`, `verdict`, `missing` (names of facts)."""
        check_language(language)
        missing = () if self.reasons is None else self.reasons.missing
        return [
            {
                "public": self.public.code,
                "name": self.public.name.say(language),
                "verdict": self.verdict.value,
                "missing": ", ".join(missing) or None,
            }
        ]

    def _essentials(self) -> str:
        return f"{shorten(self.public.code, 80)}: {self.verdict.value}"


@attrs.frozen(eq=False, repr=False)
class Eligibility(Answer):
    """Whether a household is eligible, and to which publics (*éligibilité*).

    Its two sets of codes are those that an `Attribution` takes. It is neither true nor false:
    compare its verdict. Where there was nothing to judge, the verdict is `None`, nobody is asked
    about, and `outcome` says why.

    Examples:
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
        >>> household = Household(employed=True, dalo_recognised=True)
        >>> answer = check_eligibility(household, AGREEMENT, on=date(2017, 3, 1))
        >>> answer.verdict, sorted(answer.publics), sorted(answer.possible_publics)
        (Verdict.MET, ['dalo'], ['temporary-housing'])
        >>> answer.missing
        ('leaving_temporary_housing',)
        >>> answer = check_eligibility(household, AGREEMENT, on=date(2019, 1, 1))
        >>> answer.verdict, answer.outcome, answer.publics
        (None, EligibilityOutcome.ENDED, frozenset())
    """

    agreement: Agreement | None
    """The agreement; `None` where one public alone was asked about."""
    on: date
    """The day asked."""
    known: date
    """The day of the knowledge: amendments signed later are left out."""
    outcome: EligibilityOutcome
    """Whether there was something to judge."""
    assessments: tuple[Assessment, ...]
    """Each public, in the order of the agreement; none where there was nothing to judge."""

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type, and publics judged where there is nothing to judge."""
        faults = Faults("Eligibility")
        faults.check_fields(self)
        if faults.sound("agreement", "outcome", "assessments"):
            judged = self.outcome is EligibilityOutcome.JUDGED
            if self.agreement is None and not judged:
                expected = "EligibilityOutcome.JUDGED, for one public alone"
                faults.value("outcome", self.outcome, expected)
            if self.assessments and not judged:
                expected = f"none, since the outcome is {self.outcome!r}"
                faults.value("assessments", self.assessments, expected)
        faults.report()

    @property
    def verdict(self) -> Verdict | None:
        """Whether the household belongs to at least one public.

        `None` when there was nothing to judge: see `outcome`.
        """
        if self.outcome is not _JUDGED:
            return None
        best = UNMET
        for assessment in self.assessments:
            verdict = assessment.verdict
            if verdict is MET:
                return verdict
            if verdict is OPEN:
                best = verdict
        return best

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
        """What would decide the publics still undetermined: facts, then rules, each sorted.

        A fact stands by its name. A rule that was not followed up to the day asked stands as
        "rule on", what it rules, "after" and its last day; `not_followed` gives it as a value.

        Examples:
            >>> from housing_agreements.law.publics import DALO
            >>> household = Household(dalo_recognised=True)
            >>> check_eligibility(household, DALO, on=date(2026, 11, 28)).missing
            ('rule on dalo after 2026-04-01',)
        """
        missing = [one.reasons.missing for one in self.assessments if one.reasons is not None]
        facts = missing[0] if len(missing) == 1 else sorted({*chain.from_iterable(missing)})
        rules = [rule for one in self.assessments for rule in one.not_followed]
        named = [rule.missing for rule in sort_not_followed(rules)] if rules else ()
        return (*facts, *named)

    @property
    def not_followed(self) -> tuple[FollowedUntil, ...]:
        """The rules that were not followed up to the day asked, and leave a public undetermined."""
        assessed = self.assessments
        return sort_not_followed(rule for one in assessed for rule in one.not_followed)

    @property
    def assumptions(self) -> tuple[FollowedUntil, ...]:
        """The rules that are only taken to be as they were, and on which the answers rest.

        Examples:
            >>> from housing_agreements import assume_unchanged
            >>> from housing_agreements.law.publics import DALO
            >>> assumed = assume_unchanged(DALO, until=date(2026, 12, 31))
            >>> household = Household(dalo_recognised=True)
            >>> answer = check_eligibility(household, assumed, on=date(2026, 11, 28))
            >>> answer.verdict, [rule.assumption for rule in answer.assumptions]
            (Verdict.MET, ['rule on dalo assumed unchanged since 2026-04-01'])
        """
        assessed = self.assessments
        return sort_assumptions(rule for one in assessed for rule in one.assumptions)

    def _write_blocks(self, language: Language) -> tuple[Block, ...]:
        """The verdict, and each public with its reasons; or why there is nothing to judge."""
        verdict = self.verdict
        outcome = self.outcome.say(language) if verdict is None else None
        parts: list[Block] = []
        if verdict is None and self.agreement is not None:
            parts.append(make_line(self._say_terms_of(self.agreement, language)))
        for assessment in self.assessments:
            parts += write_blocks(assessment, language)
        head = _say_head(verdict, self.on, language)
        return (make_section(head, outcome, verdict, tuple(parts)),)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each public, with the day asked, `on`, and the `outcome`; none without one."""
        check_language(language)
        head: Row = {"on": self.on.isoformat(), "outcome": self.outcome.value}
        rows = (assessment.rows(language) for assessment in self.assessments)
        return [head | row for row in chain.from_iterable(rows)]

    def _say_terms_of(self, agreement: Agreement, language: Language) -> str:
        """The agreement under which there is nothing to judge, and the day that rules it."""
        terms = agreement.on(self.on, known=self.known)
        ruling = _RULING_DAYS[self.outcome].format(
            known=self.known,
            signed=terms.signed_on or self.known,
            start=terms.term.start,
            last=terms.term.last_day,
        )
        return _UNDER.say(language, agreement=terms.title, ruling=ruling)

    def _essentials(self) -> str:
        words = [tell_verdict(self.verdict), *sorted(self.publics)]
        if self.verdict is None:
            words.append(self.outcome.value)
        words += (f"perhaps {code}" for code in sorted(self.possible_publics))
        return f"on {self.on}: {', '.join(words)}"


@lru_cache(maxsize=256)  # most answers are given on a few days
def _say_head(verdict: Verdict | None, on: date, language: Language) -> str:
    """Whether somebody is eligible on a day."""
    words = NOTHING_TO_JUDGE if verdict is None else _ELIGIBLE[verdict]
    return _ELIGIBLE_ON.say(language, eligible=words, day=on)


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

    Under an agreement that is not in force, or that names no public on that day, there is
    nothing to judge: see `find_outcome`. One public alone is judged by its definition, on any day.

    Args:
        household: What is known of the household.
        target: The agreement, whose publics are those in force on the day; or one public.
        on: The day asked.
        known: The day of the knowledge: an agreement or an amendment signed later is not known
            then; `None`: `on`.

    Raises:
        InvalidTypeError: For anything but a day, a household, an agreement or a public.
        UnknownFactError: For a household without a fact that a public asks for.

    Laws:
        - More facts never overturn a decided verdict.
        - `eligibility_is_of_its_day`: there is a verdict exactly on the days of the term in force,
          of an agreement that is signed and names a public.

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
        remedy = frame_remedy(
            household, "call housing_agreements.frames.classify(frame, agreement, on=...)"
        )
        where = "check_eligibility, household"
        raise InvalidTypeError(where, show(household), "a Household", remedy)
    knowledge = on if known is None else known
    publics: tuple[PriorityPublic, ...] = ()
    outcome = _JUDGED
    agreement = None
    if isinstance(target, PriorityPublic):
        publics = (target,)
    elif isinstance(target, Agreement):
        agreement = target
        terms = target.on(on, known=knowledge)
        outcome = _judge_terms(terms, on, knowledge)
        publics = terms.publics if outcome is _JUDGED else ()
    else:
        expected = "an Agreement or a PriorityPublic"
        raise InvalidTypeError("check_eligibility, target", show(target), expected)
    made = object.__new__(Eligibility)
    _set_agreement(made, agreement)
    _set_on(made, on)
    _set_known(made, knowledge)
    _set_outcome(made, outcome)
    _set_assessments(made, tuple([_assess(public, household, on) for public in publics]))
    return made


def find_outcome(
    agreement: Agreement, *, on: date, known: date | None = None
) -> EligibilityOutcome:
    """Whether an agreement is in force on a day and names a public.

    It is in force on the days of its term: that of the terms in force on the day asked, as known
    on the day of the knowledge. As known on a day before its signature it is not signed yet,
    whatever its term; once it is signed, it is in force from the first day of its term, even
    where that lies before the signature. A day of signature that is not known rules nothing.

    Args:
        agreement: The agreement.
        on: The day asked.
        known: The day of the knowledge; `None`: `on`.

    Raises:
        InvalidTypeError: For anything but an agreement and days.

    Examples:
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
        >>> for known in (date(2016, 3, 6), date(2016, 3, 7)):
        ...     find_outcome(AGREEMENT, on=date(2016, 1, 1), known=known)
        EligibilityOutcome.NOT_SIGNED
        EligibilityOutcome.JUDGED
        >>> find_outcome(AGREEMENT, on=date(2019, 1, 1))
        EligibilityOutcome.ENDED
    """
    exact_kind(agreement, "find_outcome, agreement", Agreement)
    exact_day(on, "find_outcome, on")
    knowledge = on if known is None else exact_day(known, "find_outcome, known")
    return _judge_terms(agreement.on(on, known=knowledge), on, knowledge)


def _judge_terms(terms: Agreement, on: date, known: date) -> EligibilityOutcome:
    if terms.signed_on is not None and terms.signed_on > known:
        return EligibilityOutcome.NOT_SIGNED
    if on < terms.term.start:
        return EligibilityOutcome.NOT_BEGUN
    if on >= terms.term.end:
        return EligibilityOutcome.ENDED
    return EligibilityOutcome.JUDGED if terms.publics else EligibilityOutcome.NO_PUBLIC


_set_public, _set_verdict, _set_question = setters_of(Assessment, "public", "verdict", "_question")
_set_reasons, _set_not_followed, _set_assumptions = setters_of(
    Assessment, "reasons", "not_followed", "assumptions"
)
_set_agreement, _set_on, _set_known, _set_outcome, _set_assessments = setters_of(
    Eligibility, "agreement", "on", "known", "outcome", "assessments"
)


def _assess(public: PriorityPublic, household: Household, on: date) -> Assessment:
    """The verdict on a public; its reasons are given when they are asked for."""
    verdict, criterion = OPEN, None
    if public.criterion.known_on(on):
        criterion = public.criterion.on(on)
        verdict = UNMET if criterion is None else criterion.decide(household, on=on)
    made = object.__new__(Assessment)
    _set_public(made, public)
    _set_verdict(made, verdict)
    _set_question(made, (household, on, criterion))
    return made


def _give_reasons(
    public: PriorityPublic, question: _Question
) -> tuple[Reasons | None, tuple[FollowedUntil, ...], tuple[FollowedUntil, ...]]:
    """The reasons, the rules not followed, and the assumptions on which the answer rests."""
    household, on, criterion = question
    if criterion is None:
        unfollowed = public.followed_until(on)
        rules = () if unfollowed is None else (unfollowed,)
        return None, rules, _list_assumptions(public, on, ())
    reasons = criterion.reasons(household, on=on)
    return reasons, reasons.not_followed, _list_assumptions(public, on, reasons.assumptions)


def _list_assumptions(
    public: PriorityPublic, on: date, of_what_it_asks: tuple[FollowedUntil, ...]
) -> tuple[FollowedUntil, ...]:
    """What an answer on a public rests on: its definition as it was, and the rules it asks."""
    definition = public.assumption_on(on)
    if definition is None:
        return of_what_it_asks
    return sort_assumptions((definition, *of_what_it_asks))


def what_would_change(
    household: Household, public: PriorityPublic, *, on: date, at_most: int | None = None
) -> Changes:
    """The least sets of facts that would change whether a household belongs to a public.

    See `smallest_changes` for what counts as a change, and how far it is searched. On a day for
    which the definition of the public is not known, no fact changes that: the answer is
    undetermined, without any set, and `not_followed` names the definition where it was followed
    until a day before. Where it is only taken to be as it was (`assume_unchanged`), `assumptions`
    names it.

    Args:
        household: What is known of the household.
        public: The public.
        on: The day asked.
        at_most: The most facts in one set; `None`: any number.

    Raises:
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
    if at_most is not None:
        exact_count(at_most, "what_would_change, at_most", at_least=1)
    exact_day(on, "what_would_change, on")
    if not public.criterion.known_on(on):
        unfollowed = public.followed_until(on)
        rules = () if unfollowed is None else (unfollowed,)
        return Changes(Verdict.UNDETERMINED, (), at_most, exhaustive=True, not_followed=rules)
    criterion = public.criterion.on(on)
    if criterion is None:
        assumed = _list_assumptions(public, on, ())
        return Changes(Verdict.UNMET, (), at_most, exhaustive=True, assumptions=assumed)
    changes = smallest_changes(criterion, household, on=on, at_most=at_most)
    return attrs.evolve(changes, assumptions=_list_assumptions(public, on, changes.assumptions))
