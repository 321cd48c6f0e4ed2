"""What the law answers to a question with a yes, a no, or a word on what would settle it.

`LawAnswer` answers the questions of `law.attributions` and `law.mix`, and that on the opinion of a
commune in `law.social_utility`: a verdict, the arguments missing for another, the points that the
text leaves open, and the source.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from housing_agreements._records import tell_missing
from housing_agreements.explanations.blocks import Block, Note, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.law._answer_lines import list_missing, write_missing
from housing_agreements.law._yes_or_no import name_decisive, read_answers
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_day,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("LawAnswer", "answer_question")


@attrs.frozen(eq=False, repr=False)
class LawAnswer(Told):
    """The answer of the law to a question, on a day (*réponse*); a function of the law makes it.

    Laws:
        - To know one fact more never overturns a verdict that is decided.

    Examples:
        >>> from housing_agreements.law.attributions.commission import commission_owed
        >>> answer = commission_owed(2_001, requested=None, on=date(2024, 1, 1))
        >>> answer.verdict.value, answer.missing
        ('undetermined', ('requested',))
    """

    question: Text
    """What was asked."""
    on: date
    """The day asked."""
    verdict: Verdict
    """Met: yes; unmet: no."""
    missing: tuple[str, ...]
    """The arguments that would say more; none once it is decided."""
    left_open: tuple[Text, ...]
    """What the text leaves open, where that is why it is not decided."""
    sources: tuple[Source, ...] = attrs.field(converter=as_sources)
    """Where the rule is written."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The question with its answer, what would settle it, what is open, and the source."""
        day, word = say_day(self.on, language), _ANSWER_WORDS[self.verdict].say(language)
        parts: tuple[Block, ...] = (
            *write_missing(self.missing, language),
            *(Note(text.say(language)) for text in self.left_open),
            *cite(self.sources),
        )
        yield Section(f"{self.question.say(language)} ({day})", word, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `question`, `on`, `verdict`, `missing` (arguments), `left_open`."""
        check_language(language)
        joint = semicolon(language)
        return [
            {
                "question": self.question.say(language),
                "on": self.on.isoformat(),
                "verdict": self.verdict.value,
                "missing": list_missing(self.missing, language) or None,
                "left_open": joint.join(text.say(language) for text in self.left_open) or None,
            }
        ]

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"{self.question.en}, {self.on}: {self.verdict.value}{missing}"


_ANSWER_WORDS: Final = {
    Verdict.MET: Text("yes", "oui"),
    Verdict.UNMET: Text("no", "non"),
    Verdict.UNDETERMINED: Text("not settled", "non tranché"),
}


def answer_question(
    where: str,
    question: Text,
    on: date,
    facts: Mapping[str, bool | None],
    rule: Callable[[Mapping[str, Verdict]], Verdict],
    *,
    sources: tuple[Source, ...],
    left_open: tuple[Text, ...] = (),
) -> LawAnswer:
    """The answer that a rule gives on facts, where some are not known.

    What is missing is each fact whose value may still change the answer, whatever else is told.

    Args:
        where: The function that asks, for errors.
        question: What is asked.
        on: The day asked.
        facts: The facts by the names of their arguments; `None`: not known.
        rule: The answer on the facts, as verdicts.
        sources: Where the rule is written.
        left_open: What the text leaves open, if it is not decided.

    Raises:
        InvalidTypeError: For a fact that is neither True, False nor None.

    Examples:
        >>> answer_question(
        ...     "example",
        ...     Text("both", "les deux"),
        ...     date(2024, 1, 1),
        ...     {"one": True, "two": None},
        ...     lambda facts: facts["one"] & facts["two"],
        ...     sources=(),
        ... )
        <LawAnswer both, 2024-01-01: undetermined; missing two>
    """
    told = read_answers(where, facts)
    verdict = rule(told)
    if verdict.decided:
        return LawAnswer(question, on, verdict, (), (), sources)
    return LawAnswer(question, on, verdict, name_decisive(told, rule), left_open, sources)
