"""What changed from one version of an agreement to another, part by part, field by field."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, overload

import attrs

from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, shown
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.amendments import Part
from housing_agreements.model.commitments import Commitment
from housing_agreements.rules.comparison.contrasts import (
    Contrast,
    contrast,
    contrast_codes,
    contrast_levels,
)
from housing_agreements.rules.comparison.differences import Difference, Nature
from housing_agreements.rules.terms_of_art import part_name
from housing_agreements.values.records import Record
from housing_agreements.values.texts import Language, checked_language, chosen

__all__ = ("Comparison", "compare")


@attrs.frozen(eq=False, repr=False)
class Comparison(Record, Sequence[Difference]):
    """What differs between two versions of an agreement, in the order of the agreement.

    A sequence of differences: empty when both say the same.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> len(compare(AGREEMENT, AGREEMENT))
        0
    """

    before: Agreement
    """The agreement before."""
    after: Agreement
    """The agreement after."""
    differences: tuple[Difference, ...]
    """Each difference: those of the agreement itself, then part by part."""

    def of(self, code: str) -> tuple[Difference, ...]:
        """The differences of one part; none when it did not change.

        Raises:
            UnknownCodeError: For a part that neither version has.
        """
        known = {part.code for part in (*self.before.parts, *self.after.parts)}
        if code not in known:
            where, expected = "Comparison.of", "the code of a part of either version"
            raise UnknownCodeError(where, shown(code), expected, nearest(code, known))
        return tuple(each for each in self.differences if each.part == code)

    def explain(self, language: Language = "en") -> str:
        """Each difference as a sentence, a line each.

        Raises:
            InvalidValueError: For a language other than "en" and "fr".
        """
        checked_language(language)
        lines = [each.explain(language) for each in self.differences]
        return "\n".join(lines or [chosen(language, "nothing changed", "rien n'a changé")])

    @overload
    def __getitem__(self, place: int) -> Difference: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Difference, ...]: ...
    def __getitem__(self, place: int | slice) -> Difference | tuple[Difference, ...]:
        """A difference by its place."""
        return self.differences[place]

    def __len__(self) -> int:
        """How many differences there are."""
        return len(self.differences)

    def __iter__(self) -> Iterator[Difference]:
        """The differences, in order."""
        return iter(self.differences)

    def __str__(self) -> str:
        """The differences in English words."""
        return self.explain("en")


def compare(before: Agreement, after: Agreement) -> Comparison:
    """What changed from one version of an agreement to another (*ce que change un avenant*).

    Parts are matched by their codes. Levels are compared period by period, territories by what
    is gained and lost on which days, definitions day by day. The order of series says nothing.
    An agreement with amendments is compared by its original terms and its list of amendments:
    to compare what is in force, ask `agreement.on(day)`.

    Args:
        before: The agreement before.
        after: The agreement after: another version of the same, or another agreement, whose
            code is then a difference as any other.

    Raises:
        InvalidTypeError: For anything but agreements.

    Laws:
        - `compare(a, a)` is empty; it is empty only when both say the same.
        - `comparing_mirrors`: `compare(b, a)` holds the differences of `compare(a, b)`, each
          mirrored.

    Examples:
        >>> from datetime import date
        >>> from housing_agreements import Amendment, Share
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT
        >>> quarter = attrs.evolve(
        ...     AGREEMENT.commitment("quarter"),
        ...     at_least={2016: "15 %", 2017: "25 %", 2018: "25 %"},
        ... )
        >>> amended = AGREEMENT.amend(
        ...     Amendment(
        ...         effective=date(2017, 1, 1), signed_on=date(2016, 12, 1), replace=(quarter,)
        ...     )
        ... )
        >>> print(compare(amended.on(date(2016, 12, 31)), amended.on(date(2017, 1, 1))))
        Priority share of the attributions (quarter), 2017: the floor goes from 20 % to 25 %
    """
    for name, given in (("before", before), ("after", after)):
        if not isinstance(given, Agreement):
            raise InvalidTypeError(f"compare, {name}", shown(given), "an Agreement")
    return Comparison(before, after, tuple(_differences(before, after)))


def _differences(before: Agreement, after: Agreement) -> Iterator[Difference]:
    names = (before.title, after.title)
    for field in attrs.fields(Agreement):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if field.name in _BY_CODE:
            found = contrast_codes(field.name, _by_code(one), _by_code(other))
        elif field.name in _PARTS:
            continue
        else:
            found = contrast(field.name, one, other)
        yield from (Difference(None, names, *each) for each in found)
    for field_of_parts, kind in _PARTS.items():
        yield from _parts(before, after, field_of_parts, kind)


def _by_code(named: Sequence[Any]) -> dict[str, Any]:
    return {each.code: each for each in named}


def _parts(before: Agreement, after: Agreement, field: str, kind: str) -> Iterator[Difference]:
    old: dict[str, Part] = _by_code(getattr(before, field))
    new: dict[str, Part] = _by_code(getattr(after, field))
    for code in dict.fromkeys((*old, *new)):
        one, other = old.get(code), new.get(code)
        if one is None:
            names = (part_name(new[code]), part_name(new[code]))
            yield Difference(code, names, kind, Nature.ADDED, None, new[code])
        elif other is None:
            yield Difference(
                code, (part_name(one), part_name(one)), kind, Nature.REMOVED, one, None
            )
        else:
            names = (part_name(one), part_name(other))
            for each in _fields(one, other, before, after):
                yield Difference(code, names, *each)


def _fields(one: Part, other: Part, before: Agreement, after: Agreement) -> Iterator[Contrast]:
    """The fields of two parts of one code, in the order in which they are declared."""
    if type(one) is not type(other):
        yield Contrast("kind", Nature.CHANGED, type(one), type(other))
    periods = (_periods(one, before), _periods(other, after))
    for field in attrs.fields(type(one)):
        pair = (getattr(one, field.name), getattr(other, field.name))
        if field.name in _LEVELS:
            yield from contrast_levels(field.name, *zip(pair, periods, strict=True))
        else:
            yield from contrast(field.name, *pair)


def _periods(part: Part, agreement: Agreement) -> Sequence[Any]:
    """The accounting periods of a commitment; other parts have none."""
    return part.accounting_periods(agreement.term) if isinstance(part, Commitment) else ()


_BY_CODE: Final = frozenset({"parties", "part_of", "annexes"})
_LEVELS: Final = frozenset({"at_least", "at_most", "more_than", "less_than"})
_PARTS: Final = {
    "contingents": "contingents of the agreement",
    "publics": "publics",
    "commitments": "commitments",
    "undertakings": "undertakings",
}
