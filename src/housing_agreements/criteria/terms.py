"""What every criterion does: answer, tell what it reads, and be a value. None of it recurses."""

from datetime import date
from typing import Any, Never, Self

from housing_agreements.criteria.boundaries import Boundaries, boundaries_of
from housing_agreements.criteria.decide import VERDICTS, Decider
from housing_agreements.criteria.explain import Explanation, Outline, explanation, lacking, outline
from housing_agreements.criteria.fold import (
    Flat,
    Node,
    flat,
    in_order,
    rebuilt,
    same,
    structural_hash,
)
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.wording import written
from housing_agreements.errors import UnknownFactError, shown
from housing_agreements.values.faults import exact_day
from housing_agreements.values.texts import Language, checked_language
from housing_agreements.values.verdicts import Verdict

__all__ = ("Term",)


class Term(Node):
    """A node that is a value: frozen, hashable, equal to another that says the same."""

    __slots__ = ("_decider", "_outline")

    _decider: Decider
    _outline: Outline

    def decide(self, household: Household, *, on: date) -> Verdict:
        """Whether the household satisfies the criterion on a day.

        Raises:
            InvalidTypeError: For anything but a day.
            UnknownFactError: For a household without one of the facts that the criterion reads.
        """
        try:
            decider = self._decider
            judge = decider.days[on].judges[decider.key(household)]
            return VERDICTS[judge(household, on)]
        except (AttributeError, LookupError, TypeError):
            pass  # Not asked before, or a fault, which is named below.
        return self._decide_first(household, on)

    def _decide_first(self, household: Household, on: date) -> Verdict:
        exact_day(on, "criterion, on")
        if not hasattr(self, "_decider"):
            object.__setattr__(self, "_decider", Decider(self))
        for name in self._decider.reads:
            if not hasattr(household, name):
                raise UnknownFactError(
                    "criterion, household",
                    shown(household),
                    f"a household with the fact {name!r}",
                    "give a household of the class whose facts the criterion was made of",
                )
        return VERDICTS[self._decider.judge(household, on)(household, on)]

    def missing(self, household: Household, *, on: date) -> tuple[str, ...]:
        """The facts, by name, that are not known and still matter; none once it is decided."""
        self.decide(household, on=on)
        return lacking(self, household, on)

    def explain(self, household: Household, *, on: date) -> Explanation:
        """Its answer with every reason: the facts given, their worth, the texts behind."""
        self.decide(household, on=on)
        if not hasattr(self, "_outline"):
            object.__setattr__(self, "_outline", outline(self))
        return explanation(self._outline, household, on)

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts it reads, sorted."""
        return tuple(sorted({each.name for node in in_order(self) for each in node.reads}))

    def boundaries(self, *, on: date) -> Boundaries:
        """Every value at which its answer can change on a day, and the days of its rules."""
        return boundaries_of(self, on)

    def said(self, language: Language) -> str:
        """The criterion as a sentence.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".

        Examples:
            >>> from housing_agreements.criteria.facts import facts
            >>> (~facts.employed).said("fr")
            'non salarié'
        """
        return written(self, checked_language(language))

    def __str__(self) -> str:
        """The English sentence."""
        return written(self, "en")

    def __repr__(self) -> str:
        """The code that makes it; a shared part is named where it first stands."""
        return written(self, None)

    def __bool__(self) -> Never:
        """Refuse `and`, `or`, `not`, which Python cannot give another meaning.

        Raises:
            TypeError: Always.
        """
        message = "a criterion has no truth value; combine with &, | and ~, and ask with decide()"
        raise TypeError(message)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, part by part."""
        if not isinstance(other, Term):
            return NotImplemented
        return self is other or (hash(self) == hash(other) and same(self, other))

    def __hash__(self) -> int:
        """A hash of what it says, worked out once."""
        if not hasattr(self, "_hash"):
            object.__setattr__(self, "_hash", structural_hash(self))
        return self._hash

    def __copy__(self) -> Self:
        """Itself: a value needs no copy."""
        return self

    def __deepcopy__(self, _: object) -> Self:
        """Itself: a value needs no copy."""
        return self

    def __reduce__(self) -> tuple[Any, tuple[Flat]]:
        """Pickle as one flat tuple of nodes."""
        return rebuilt, (flat(self),)
