"""Criteria: what can be asked of a household, combined by and, or, not, and at least k of n."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, Final

import attrs

from housing_agreements.criteria.fold import Node, Ready, Settled, Style
from housing_agreements.criteria.judges import at_least, contrary, kth_largest
from housing_agreements.criteria.terms import Term
from housing_agreements.values.faults import Faults, as_tuple
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text, as_text, semicolon

__all__ = ("AtLeastOf", "Criterion", "Labelled", "Not")


class Criterion(Term):
    """Something that can be asked of a household (*critère*), with three possible answers.

    A criterion is a value: frozen, hashable, equal to another that says the same. Nothing that
    reads it recurses, so depth and shared parts do not matter.

    Laws:
        - `more_facts_never_overturn`: a decided answer holds for every completion of the facts
          that are not known.
        - `criteria_follow_verdicts`: `&`, `|` and `~` answer as those of the verdicts do.
        - `criterion_is_a_value`: it equals its pickle and its copies.
        - `explanation_agrees`: its explanation gives the same verdict.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> from housing_agreements.criteria.households import Household
        >>> criterion = (facts.dalo_recognised | facts.leaving_temporary_housing) & facts.employed
        >>> criterion.decide(Household(dalo_recognised=True), on=date(2017, 3, 1))
        <Verdict.UNDETERMINED: 'undetermined'>
        >>> criterion.missing(Household(dalo_recognised=True), on=date(2017, 3, 1))
        ('employed',)
        >>> print(criterion)
        (recognised under DALO or leaving temporary housing) and employed
    """

    __slots__ = ()

    def labelled(self, label: str | Text, sources: Iterable[Source] = ()) -> "Labelled":
        """The same criterion under a name, with the texts it comes from.

        Examples:
            >>> from housing_agreements.criteria.facts import facts
            >>> print(facts.dalo_recognised.labelled("DALO"))
            DALO (recognised under DALO)
        """
        text = as_text(label) if isinstance(label, str) else label
        return Labelled(self, text, sources)

    def __and__(self, other: "Criterion") -> "Criterion":
        """Both."""
        if not isinstance(other, Criterion):
            return NotImplemented
        return AtLeastOf(2, (self, other))

    def __or__(self, other: "Criterion") -> "Criterion":
        """Either."""
        if not isinstance(other, Criterion):
            return NotImplemented
        return AtLeastOf(1, (self, other))

    def __invert__(self) -> "Criterion":
        """The contrary."""
        return Not(self)


def _criteria(given: Iterable[Criterion]) -> tuple[Criterion, ...]:
    return as_tuple(given)


def _sources(given: Iterable[Source]) -> tuple[Source, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False, str=False)
class AtLeastOf(Criterion):
    """At least so many of several criteria (*au moins k parmi n*).

    All of them is the case where `count` is their number, any of them the case of 1; none at
    all is met when `count` is 0.
    """

    count: int
    """How many must be met."""
    parts: tuple[Criterion, ...] = attrs.field(converter=_criteria)
    """The criteria, in order."""

    def __attrs_post_init__(self) -> None:
        """The parts are criteria, and enough of them."""
        faults = Faults("at_least_of")
        if faults.each("parts", self.parts, Criterion, _EXPECTED):
            faults.count("count", self.count)
            most = max(1, len(self.parts))
            if not faults.found and self.count > most:
                faults.value("count", self.count, f"at most {most}, as many as there are parts")
        faults.report()

    @classmethod
    def of(cls, own: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "AtLeastOf":
        """Make it again."""
        return cls(own[0], parts)

    def own(self) -> tuple[Hashable, ...]:
        """The count."""
        return (self.count,)

    def judged(self, given: Sequence[int], household: object, on: date) -> int:
        """The rank that at least `count` of its parts reach."""
        return kth_largest(self.count, given)

    def ready(self, given: Sequence[Ready], settled: Settled) -> Ready:
        """What is left of its parts."""
        return at_least(self.count, given)

    def joint(self, style: Style) -> str:
        """`&` for all, `|` for any; code has them for two parts only."""
        size = len(self.parts)
        if style is None:
            return {_PAIR: "&", 1: "|"}.get(self.count, "") if size == _PAIR else ""
        if size < _PAIR:
            return ""
        return {size: "&", 1: "|"}.get(self.count, "of")

    def heading(self) -> Text:
        """How many of them."""
        return {"&": _ALL_THESE, "|": _ONE_OF_THESE}.get(self.joint("en")) or Text(
            f"at least {self.count} of these", f"au moins {self.count} de ces critères"
        )

    def pieces(self, style: Style) -> list[str | Node]:
        """The parts and their joints."""
        joint, size = self.joint(style), len(self.parts)
        if style is None:
            if joint:
                return _apart(self.parts, f" {joint} ")
            call = {size: "all_of(", 1: "any_of("}.get(self.count, f"at_least_of({self.count}, ")
            return [call, *_apart(self.parts, ", "), ")"]
        if not size:
            return [(_NEVER if self.count else _ALWAYS).said(style)]
        if joint == "of":
            some = _SOME.said(style).format(self.count)
            return [f"{some} (", *_apart(self.parts, semicolon(style)), ")"]
        last = (_AND if joint == "&" else _OR).said(style)
        return ["(", *self.parts, ")"] if size == 1 else _apart(self.parts, ", ", f" {last} ")


@attrs.frozen(eq=False, repr=False, str=False)
class Not(Criterion):
    """The contrary of a criterion; what is undetermined stays so."""

    part: Criterion
    """The criterion denied."""

    def __attrs_post_init__(self) -> None:
        """The part is a criterion."""
        faults = Faults("Not")
        faults.instance("part", self.part, Criterion, _EXPECTED)
        faults.report()

    @property
    def parts(self) -> tuple[Criterion, ...]:
        """The criterion denied."""
        return (self.part,)

    @classmethod
    def of(cls, own: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "Not":
        """Make it again."""
        return cls(parts[0])

    def own(self) -> tuple[Hashable, ...]:
        """Nothing but its part."""
        return ()

    def judged(self, given: Sequence[int], household: object, on: date) -> int:
        """The contrary rank."""
        return 2 - given[0]

    def ready(self, given: Sequence[Ready], settled: Settled) -> Ready:
        """The contrary."""
        return contrary(given[0])

    def joint(self, style: Style) -> str:
        """A negation."""
        return "~"

    def heading(self) -> Text:
        """The contrary."""
        return _CONTRARY

    def pieces(self, style: Style) -> list[str | Node]:
        """The word for not, and the part."""
        return ["~" if style is None else f"{_NOT.said(style)} ", self.part]


@attrs.frozen(eq=False, repr=False, str=False)
class Labelled(Criterion):
    """A criterion under a name, with the texts it comes from; it answers as its part does."""

    part: Criterion
    """The criterion named."""
    label: Text
    """Its name."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=_sources)
    """The texts it comes from."""

    def __attrs_post_init__(self) -> None:
        """Each field is of its kind."""
        faults = Faults("labelled")
        faults.instance("part", self.part, Criterion, _EXPECTED)
        faults.instance("label", self.label, Text, "a Text or a string")
        faults.each("sources", self.sources, Source, "a Source")
        faults.report()

    @property
    def parts(self) -> tuple[Criterion, ...]:
        """The criterion named."""
        return (self.part,)

    @classmethod
    def of(cls, own: tuple[Any, ...], parts: tuple[Criterion, ...]) -> "Labelled":
        """Make it again."""
        return cls(parts[0], *own)

    def own(self) -> tuple[Hashable, ...]:
        """The label and the sources."""
        return (self.label, self.sources)

    def judged(self, given: Sequence[int], household: object, on: date) -> int:
        """The rank of its part."""
        return given[0]

    def ready(self, given: Sequence[Ready], settled: Settled) -> Ready:
        """Its part."""
        return given[0]

    def heading(self) -> Text:
        """Its name."""
        return self.label

    def pieces(self, style: Style) -> list[str | Node]:
        """The label before its part."""
        if style is not None:
            return [f"{self.label.said(style)} (", self.part, ")"]
        text = self.label if self.label.en != self.label.fr else self.label.en
        sources = f", sources={self.sources!r}" if self.sources else ""
        return ["(", self.part, f").labelled({text!r}{sources})"]


_PAIR: Final = 2
_EXPECTED: Final = "a criterion, such as facts.employed"
_ALL_THESE: Final = Text("all of these", "tous ces critères")
_ONE_OF_THESE: Final = Text("one of these", "l'un de ces critères")
_CONTRARY: Final = Text("the contrary of", "le contraire de")
_AND: Final = Text("and", "et")
_OR: Final = Text("or", "ou")
_NOT: Final = Text("not", "non")
_ALWAYS: Final = Text("always", "toujours")
_NEVER: Final = Text("never", "jamais")
_SOME: Final = Text("at least {} of", "au moins {} parmi")


def _apart(parts: Sequence[Node], between: str, last: str | None = None) -> list[str | Node]:
    pieces: list[str | Node] = []
    for place, part in enumerate(parts):
        if place:
            pieces.append(between if last is None or place < len(parts) - 1 else last)
        pieces.append(part)
    return pieces
