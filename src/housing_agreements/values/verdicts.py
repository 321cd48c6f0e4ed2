"""Three answers, not two: strong Kleene logic."""

from collections.abc import Iterable
from enum import Enum
from typing import Never

__all__ = ("Verdict",)


class Verdict(Enum):
    """Whether something is met (*respecté*), unmet (*non respecté*) or undetermined (*indéterminé*).

    `UNDETERMINED` means that facts are missing which could still decide either way.
    The operators `&`, `|` and `~` are those of strong Kleene logic: a missing fact stays
    missing unless the rest decides alone. A verdict has no truth value: compare it.

    Laws:
        - `&` and `|` are associative, commutative, idempotent, and absorb each other.
        - `~(a & b) == ~a | ~b` and `~~a == a`.
        - Turning an `UNDETERMINED` operand into a decided one never changes a decided result.

    Examples:
        >>> Verdict.MET & Verdict.UNDETERMINED
        <Verdict.UNDETERMINED: 'undetermined'>
        >>> Verdict.UNMET & Verdict.UNDETERMINED
        <Verdict.UNMET: 'unmet'>
        >>> ~Verdict.UNDETERMINED
        <Verdict.UNDETERMINED: 'undetermined'>
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

    def __bool__(self) -> Never:
        """Refuse to be read as true or false.

        Raises:
            TypeError: Always; a verdict has three values.
        """
        message = (
            f"{self} has no truth value, since a verdict may be undetermined; "
            "write `verdict is Verdict.MET`"
        )
        raise TypeError(message)

    @property
    def decided(self) -> bool:
        """Whether the verdict is met or unmet."""
        return self is not Verdict.UNDETERMINED

    @classmethod
    def of(cls, answer: bool | None) -> "Verdict":  # noqa: FBT001  # the answer is the only word
        """The verdict of a yes, a no, or a `None` for not known.

        Examples:
            >>> Verdict.of(None)
            <Verdict.UNDETERMINED: 'undetermined'>
        """
        if answer is None:
            return cls.UNDETERMINED
        return cls.MET if answer else cls.UNMET

    @classmethod
    def all(cls, verdicts: Iterable["Verdict"]) -> "Verdict":
        """All of them: `MET` for none at all.

        Examples:
            >>> Verdict.all([Verdict.MET, Verdict.UNDETERMINED])
            <Verdict.UNDETERMINED: 'undetermined'>
        """
        return min(verdicts, key=_RANK.__getitem__, default=cls.MET)

    @classmethod
    def any(cls, verdicts: Iterable["Verdict"]) -> "Verdict":
        """At least one of them: `UNMET` for none at all.

        Examples:
            >>> Verdict.any([Verdict.UNMET, Verdict.MET])
            <Verdict.MET: 'met'>
        """
        return max(verdicts, key=_RANK.__getitem__, default=cls.UNMET)


_RANK = {Verdict.UNMET: 0, Verdict.UNDETERMINED: 1, Verdict.MET: 2}
_CONTRARY = {
    Verdict.UNMET: Verdict.MET,
    Verdict.UNDETERMINED: Verdict.UNDETERMINED,
    Verdict.MET: Verdict.UNMET,
}
