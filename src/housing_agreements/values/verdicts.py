"""Three answers, not two: strong Kleene logic."""

from collections.abc import Iterable
from typing import Final

from housing_agreements._checks import exact_series
from housing_agreements._records import Enumeration
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.values.texts import Language, Text

__all__ = ("MET", "OPEN", "UNMET", "Verdict")


class Verdict(Enumeration):
    """Whether a rule is met (*respecté*), unmet (*non respecté*) or undetermined (*indéterminé*).

    `UNDETERMINED` means that facts are missing which could still decide either way.
    The operators `&`, `|` and `~` are those of strong Kleene logic: a missing fact stays
    missing unless the rest decides alone. A verdict has no truth value: compare it.

    Laws:
        - `kleene_algebra`: `&` and `|` are associative, commutative, idempotent, distribute
          over each other and absorb each other; `~(a & b) == ~a | ~b` and `~~a == a`.
        - `a_decision_stays`: turning an `UNDETERMINED` operand into a decided one never
          changes a decided result.

    Examples:
        >>> Verdict.MET & Verdict.UNDETERMINED
        Verdict.UNDETERMINED
        >>> Verdict.UNMET & Verdict.UNDETERMINED
        Verdict.UNMET
        >>> ~Verdict.UNDETERMINED
        Verdict.UNDETERMINED
    """

    UNMET = "unmet"
    UNDETERMINED = "undetermined"
    MET = "met"

    def __and__(self, other: "Verdict") -> "Verdict":
        """Both: unmet as soon as one is."""
        if not isinstance(other, Verdict):
            return NotImplemented
        return self if _RANK[self] <= _RANK[other] else other

    def __or__(self, other: "Verdict") -> "Verdict":
        """Either: met as soon as one is."""
        if not isinstance(other, Verdict):
            return NotImplemented
        return self if _RANK[self] >= _RANK[other] else other

    def __invert__(self) -> "Verdict":
        """The contrary; what is undetermined stays so."""
        return _CONTRARY[self]

    # Not `Never`, of which mypy would not read on after `if verdict:`; pyright flags either.
    def __bool__(self) -> object:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always; a verdict has three values.
        """
        raise InvalidTypeError(
            "a verdict read as true or false",
            str(self),
            "a comparison, since a verdict may be undetermined",
            "write `verdict is Verdict.MET`",
        )

    @property
    def decided(self) -> bool:
        """Whether the verdict is met or unmet.

        Examples:
            >>> Verdict.UNMET.decided, Verdict.UNDETERMINED.decided
            (True, False)
        """
        return self is not Verdict.UNDETERMINED

    def say(self, language: Language) -> str:
        """The verdict in words.

        Examples:
            >>> Verdict.MET.say("fr")
            'respecté'
        """
        return _WORDS[self].say(language)

    @classmethod
    def of(cls, answer: bool | None) -> "Verdict":  # noqa: FBT001  # the answer is the only word
        """The verdict of a yes, a no, or a `None` for not known.

        Raises:
            InvalidTypeError: For anything else, such as "no", which Python holds to be true.

        Examples:
            >>> Verdict.of(None)
            Verdict.UNDETERMINED
        """
        if answer is True:
            return cls.MET
        if answer is False:
            return cls.UNMET
        if answer is None:
            return cls.UNDETERMINED
        raise InvalidTypeError("Verdict.of", show(answer), "True, False or None")

    @classmethod
    def all(cls, verdicts: Iterable["Verdict"]) -> "Verdict":
        """All of them: `MET` for none at all.

        Raises:
            InvalidTypeError: For anything but verdicts.

        Examples:
            >>> Verdict.all([Verdict.MET, Verdict.UNDETERMINED])
            Verdict.UNDETERMINED
        """
        return min(exact_series(verdicts, "verdicts"), key=_rank, default=cls.MET)

    @classmethod
    def any(cls, verdicts: Iterable["Verdict"]) -> "Verdict":
        """At least one of them: `UNMET` for none at all.

        Raises:
            InvalidTypeError: For anything but verdicts.

        Examples:
            >>> Verdict.any([Verdict.UNMET, Verdict.MET])
            Verdict.MET
        """
        return max(exact_series(verdicts, "verdicts"), key=_rank, default=cls.UNMET)


# Names for what every decision asks: Python looks up the members of an enumeration slowly.
UNMET: Final = Verdict.UNMET
"""Surely not."""
OPEN: Final = Verdict.UNDETERMINED
"""Not known."""
MET: Final = Verdict.MET
"""Surely."""

_WORDS: Final = {
    Verdict.MET: Text("met", "respecté"),
    Verdict.UNMET: Text("unmet", "non respecté"),
    Verdict.UNDETERMINED: Text("undetermined", "indéterminé"),
}
_RANK = {Verdict.UNMET: 0, Verdict.UNDETERMINED: 1, Verdict.MET: 2}
_CONTRARY = {
    Verdict.UNMET: Verdict.MET,
    Verdict.UNDETERMINED: Verdict.UNDETERMINED,
    Verdict.MET: Verdict.UNMET,
}


def _rank(verdict: Verdict) -> int:
    if not isinstance(verdict, Verdict):
        raise InvalidTypeError("verdicts", show(verdict), "verdicts", "write Verdict.of(answer)")
    return _RANK[verdict]
