"""What the commitments of the law say alike: of rounding, and how they are called."""

from typing import Final

from housing_agreements.values.texts import Text

__all__ = ("NO_ROUNDING", "titled")

NO_ROUNDING: Final = Text(
    "no rounding is written in the law: to require the next whole number is an interpretation",
    "la loi n'écrit aucun arrondi\u00a0: exiger l'entier supérieur est une interprétation",
)
"""What each finding on a share of the law says of rounding."""


def titled(words: Text) -> Text:
    """What a provision rules, as a title.

    Examples:
        >>> titled(Text("the quarter", "le quart"))
        Text(en='The quarter', fr='Le quart')
    """
    return Text(*(f"{each[0].upper()}{each[1:]}" for each in (words.en, words.fr)))
