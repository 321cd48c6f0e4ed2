"""The verdict on a criterion, in words: in French a condition is *remplie*, not *respectée*."""

from typing import Final

from housing_agreements.values.texts import Language, Text
from housing_agreements.values.verdicts import Verdict

__all__ = ("say_whether_filled",)

_WORDS_ON_CRITERIA: Final = {
    Verdict.MET: Text("met", "rempli"),
    Verdict.UNMET: Text("unmet", "non rempli"),
    Verdict.UNDETERMINED: Text("undetermined", "indéterminé"),
}


def say_whether_filled(verdict: Verdict, language: Language) -> str:
    """Whether a criterion is met: a household does not *keep* it, as one keeps a commitment.

    Examples:
        >>> say_whether_filled(Verdict.UNMET, "fr")
        'non rempli'
    """
    return _WORDS_ON_CRITERIA[verdict].say(language)
