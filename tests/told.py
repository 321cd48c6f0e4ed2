"""What an answer says, line by line, however long a line is; and what it says of the rest."""

import attrs

from housing_agreements import Finding, QuotaReport
from housing_agreements.explanations._text import write_text
from housing_agreements.explanations.explanation import Told
from housing_agreements.rules.quotas.cells import NO_COUNT
from housing_agreements.values.texts import Language

__all__ = ("findings_of_rest", "words_of")


def words_of(answer: Told, language: Language = "en") -> str:
    """The text of an explanation, as it would be if nothing had to fit 80 columns."""
    explanation = answer.explain(language)
    return write_text(explanation.blocks, language, width=1_000_000)


def findings_of_rest(report: QuotaReport) -> list[Finding]:
    """The findings, without how many entries were set aside: those of a ledger without them."""
    return [attrs.evolve(found, set_aside=NO_COUNT) for found in report]
