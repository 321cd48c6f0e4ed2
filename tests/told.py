"""What an answer says, line by line, however long a line is."""

from housing_agreements.explanations._text import write_text
from housing_agreements.explanations.explanation import Told
from housing_agreements.values.texts import Language

__all__ = ("words_of",)


def words_of(answer: Told, language: Language = "en") -> str:
    """The text of an explanation, as it would be if nothing had to fit 80 columns."""
    explanation = answer.explain(language)
    return write_text(explanation.blocks, language, width=1_000_000)
