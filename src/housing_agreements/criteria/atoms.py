"""What one fact answers: a flag, a comparison, one of several values, an elapsed time, a place."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from datetime import date
from typing import Any, Final, Self

import attrs

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.fold import Node, Ready, Settled, Style
from housing_agreements.criteria.judges import if_known, is_true, one_of
from housing_agreements.criteria.kinds import Fact, Kind, check_value
from housing_agreements.criteria.known import known_on, value_said
from housing_agreements.values.faults import Faults, as_tuple
from housing_agreements.values.texts import Language, Text, listed

__all__ = ("Atom", "Flag", "OneOf", "checked")


class Atom(Criterion):
    """A criterion without parts: a question about one fact, or several together."""

    __slots__ = ()

    fact: Fact
    """The fact it reads."""
    verified_only: bool
    """Whether only a verified fact counts."""

    @property
    def reads(self) -> tuple[Fact, ...]:
        """The fact it reads."""
        return (self.fact,)

    @classmethod
    def of(cls, own: tuple[Any, ...], parts: tuple[Criterion, ...]) -> Self:
        """Make it again."""
        return cls(*own)

    def own(self) -> tuple[Hashable, ...]:
        """Its fields."""
        kind: Any = type(self)
        return tuple(getattr(self, field.name) for field in attrs.fields(kind) if field.init)

    def ready(self, given: Sequence[Ready], settled: Settled) -> Ready:
        """Its rank when all that it reads is settled."""
        if settled.names.issuperset([each.name for each in self.reads]):
            return self.judged((), settled.household, settled.on)
        return self.asking(settled)

    def asking(self, settled: Settled) -> Ready:
        """The function that asks it."""
        return if_known(self.fact.name, self.judged)

    def ends(self, household: object, on: date) -> tuple[Any, Any] | None:
        """The least and the most its fact can be; `None` when not known."""
        return known_on(getattr(household, self.fact.name), on, verified_only=self.verified_only)

    def named(self, style: Style) -> str:
        """Its fact, as a text calls it."""
        if style is None:
            return f"facts.{self.fact.name}{'.verified()' if self.verified_only else ''}"
        words = self.fact.words.said(style)
        return f"{words} {_VERIFIED.said(style)}" if self.verified_only else words

    def valued(self, value: object, language: Language) -> str:
        """A value of its fact in words, with its unit."""
        unit = f" {self.fact.unit}" if self.fact.unit else ""
        return f"{value_said(value, language)}{unit}"


def checked(faults: Faults, fact: Fact, kinds: Collection[Kind], verified_only: object) -> None:
    """Note a fact of another kind than the question is for."""
    if faults.instance("fact", fact, Fact, "a Fact") and fact.kind not in kinds:
        expected = " or ".join(sorted(kind.value for kind in kinds))
        faults.value("fact", fact.name, f"a fact of kind {expected}", f"it is a {fact.kind.value}")
    faults.flag("verified_only", verified_only)


@attrs.frozen(eq=False, repr=False, str=False)
class Flag(Atom):
    """Whether a yes-or-no fact is true.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> facts.dalo_recognised.verified()
        facts.dalo_recognised.verified()
    """

    fact: Fact
    """The fact it reads."""
    verified_only: bool = False
    """Whether only a verified fact counts."""

    def __attrs_post_init__(self) -> None:
        """The fact is a yes or a no."""
        faults = Faults("Flag")
        checked(faults, self.fact, {Kind.FLAG}, self.verified_only)
        faults.report()

    def verified(self) -> "Flag":
        """The same question, answered by verified facts only."""
        return Flag(self.fact, verified_only=True)

    def judged(self, given: Sequence[int], household: object, on: date) -> int:
        """Met when true, unmet when false."""
        ends = self.ends(household, on)
        if ends is None:
            return 1
        return 2 if ends[0] is True else 0

    def asking(self, settled: Settled) -> Ready:
        """Plain answers at once."""
        if self.verified_only:
            return super().asking(settled)
        return is_true(self.fact.name, self.judged)

    def pieces(self, style: Style) -> list[str | Node]:
        """The words of the fact."""
        return [self.named(style)]

    def cuts(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """True."""
        return ((self.fact, (True,)),)


def _values(given: Iterable[int | str]) -> tuple[int | str, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False, str=False)
class OneOf(Atom):
    """Whether a code or a count is one of several values."""

    fact: Fact
    """The fact it reads."""
    values: tuple[Any, ...] = attrs.field(converter=_values)
    """The values accepted, sorted, each once."""
    verified_only: bool = False
    """Whether only a verified fact counts."""

    def __attrs_post_init__(self) -> None:
        """The values are values of the fact."""
        faults = Faults("one_of")
        checked(faults, self.fact, {Kind.CODE, Kind.COUNT}, self.verified_only)
        if not faults.refused("values", self.values) and not faults.found:
            for value in self.values:
                check_value(faults, self.fact, value)
        if not faults.found and not self.values:
            faults.value("values", (), "at least one value")
        faults.report()
        object.__setattr__(self, "values", tuple(sorted(set(self.values))))

    def judged(self, given: Sequence[int], household: object, on: date) -> int:
        """Met or unmet when all the values possible agree."""
        ends = self.ends(household, on)
        if ends is None:
            return 1
        low, high = ends
        if low == high:
            return 2 if low in self.values else 0
        inside = sum(
            (low is None or low <= value) and (high is None or value <= high)
            for value in self.values
        )
        if not inside:
            return 0
        least = self.fact.least if low is None else low
        return 2 if high is not None and inside == high - least + 1 else 1

    def asking(self, settled: Settled) -> Ready:
        """Plain values at once."""
        if self.verified_only:
            return super().asking(settled)
        return one_of(self.fact.name, frozenset(self.values), self.judged)

    def pieces(self, style: Style) -> list[str | Node]:
        """The values."""
        if style is None:
            return [f"{self.named(style)}.one_of({', '.join(map(repr, self.values))})"]
        values = listed((self.valued(value, style) for value in self.values), style, last=_OR)
        return [f"{self.named(style)}{': ' if style == 'en' else _COLON}{values}"]

    def cuts(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """The values accepted."""
        return ((self.fact, self.values),)


_VERIFIED: Final = Text("(verified)", "(justifié)")
_OR: Final = Text("or", "ou")
_COLON: Final = "\u00a0: "
