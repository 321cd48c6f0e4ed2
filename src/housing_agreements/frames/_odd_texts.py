"""Texts that are no codes: how an engine finds them in a column, and what is to be done with them.

A household is refused such a text. Where the rows are here, Python looks at each text once; a lazy
engine compares them with a pattern, in the one grammar that Polars, DuckDB and Spark share.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import attrs
import narwhals as nw

from housing_agreements._remedies import means_nothing
from housing_agreements._visible_text import BLANK_LETTERS, is_text
from housing_agreements.criteria.kinds import Kind
from housing_agreements.errors import show
from housing_agreements.frames._faults import join_remedies
from housing_agreements.geography._coverage import (
    A_COMMUNE_CODE,
    NO_NEIGHBOURHOOD,
    is_commune_code,
    remedy_for_commune,
)

__all__ = ("CODE_FORMS", "CodeForm", "remedy_for_texts")

_SEEN: Final = r"\p{L}\p{N}\p{P}\p{S}"
_INSIDE: Final = rf"{_SEEN}\p{{M}}"
_ONE_LINE: Final = rf"\A[{_SEEN}](?:[{_INSIDE}\p{{Zs}}]*[{_INSIDE}])?\z"
_COMMUNE: Final = r"\A(?:[0-9]{2}|2[AB])[0-9]{3}\z"
_BLANK: Final = f"[{''.join(sorted(BLANK_LETTERS))}]"


def _are_codes(texts: nw.Expr) -> nw.Expr:
    """A text of an engine's newest characters, or one that begins with a mark, is in doubt."""
    return texts.str.contains(_ONE_LINE) & ~texts.str.contains(_BLANK)


def _are_communes(texts: nw.Expr) -> nw.Expr:
    return texts.str.contains(_COMMUNE)


@attrs.frozen(eq=False)
class CodeForm:
    """The form of the codes of one kind of fact."""

    is_right: Callable[[str], bool]
    """Whether a text has it."""
    are_right: Callable[[nw.Expr], nw.Expr]
    """Whether the texts of a column have it: never where one has not."""
    expected: str
    """What an error expects."""


CODE_FORMS: Final[Mapping[Kind, CodeForm]] = {
    Kind.PLACE: CodeForm(is_commune_code, _are_communes, A_COMMUNE_CODE),
    Kind.CODE: CodeForm(is_text, _are_codes, "a code: one line of visible text without blank ends"),
}
"""The form of codes, by the kind of the facts that have them."""


def remedy_for_texts(kind: Kind, odd: Iterable[str], *, of_neighbourhood: bool = False) -> str:
    """What to do with texts that are no codes: each remedy once, with the first of its examples.

    What is known is mended, and null is for what is not.

    Args:
        kind: The kind of the fact.
        odd: The texts.
        of_neighbourhood: Whether they should be neighbourhoods.

    Examples:
        >>> remedy_for_texts(Kind.PLACE, ["1004", "1053", "94068 ", ""])
        "make it null where it is not known; pad it to five characters if it lost its zero: \
'01004'; strip it"
        >>> remedy_for_texts(Kind.PLACE, ["nan", "33063 Bordeaux"])
        "write the code alone: '33063'; make it null where it is not known"
        >>> remedy_for_texts(Kind.CODE, [""], of_neighbourhood=True)
        "make it null where it is not known, and '-' (NO_NEIGHBOURHOOD) where it is none of those \
listed"
    """
    return join_remedies(
        _remedy_for_text(kind, text, of_neighbourhood=of_neighbourhood) for text in sorted(odd)
    )


def _remedy_for_text(kind: Kind, text: str, *, of_neighbourhood: bool) -> str:
    stripped = text.strip()
    if means_nothing(text):
        return _MAKE_IT_NULL + (_IN_NONE if of_neighbourhood else "")
    if CODE_FORMS[kind].is_right(stripped):
        return "strip it"
    if kind is Kind.PLACE:
        return remedy_for_commune(text)
    return "write it without what cannot be seen"


_MAKE_IT_NULL: Final = "make it null where it is not known"
_IN_NONE: Final = (
    f", and {show(NO_NEIGHBOURHOOD)} (NO_NEIGHBOURHOOD) where it is none of those listed"
)
