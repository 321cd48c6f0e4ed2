"""The clauses of a document, and the parts of the agreement that put each into effect."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs

from housing_agreements._checks import Faults, as_ordered_codes, as_tuple
from housing_agreements._records import Brief
from housing_agreements.errors import UnknownCodeError, nearest, show
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Part
from housing_agreements.model.parties import Party
from housing_agreements.model.references import Reference
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import Text

__all__ = ("Carrier", "Clause", "carriers", "carriers_of", "clauses_behind", "state_clause")

Carrier = Part | Party | Reference | Territory | Period | date
"""What can carry a clause (put it into effect): a part, a signatory, a reference or a field."""


@attrs.frozen(eq=False, repr=False)
class Clause(Brief):
    """One statement of a document, in our own words (*clause*).

    Args:
        code: Its code: the place where it stands in the document.
        text: What it says, summed up in English and in French.
        carried_by: The codes of what puts it into effect in the agreement: parties,
            contingents, publics, commitments, undertakings, references; or "signed_on",
            "term" and "territory", fields of the agreement itself. None for a statement
            that commits to nothing.
        sources: Where it stands.

    Raises:
        InvalidValueError: For a code given twice.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> clause = Clause(
        ...     "3.1",
        ...     Text("a quarter of attributions", "un quart des attributions"),
        ...     carried_by=("quarter",),
        ... )
        >>> clause.carried_by
        ('quarter',)
    """

    code: str
    """Its code: the place where it stands in the document."""
    text: Text
    """What it says."""
    carried_by: tuple[str, ...] = attrs.field(default=(), converter=as_ordered_codes)
    """The codes of what carries it; none for a statement that commits to nothing."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    """Where it stands."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Clause {self.code!r}")
        faults.check_fields(self)
        if faults.sound("carried_by"):
            faults.once("carried_by", self.carried_by)
        faults.report()

    def _essentials(self) -> str:
        carried = f"carried by {', '.join(self.carried_by)}" if self.carried_by else "not carried"
        return f"{self.code}, {carried}: {self.text.en}"


def carriers_of(agreement: Agreement) -> Mapping[str, Carrier]:
    """Everything in an agreement that can carry a clause (put it into effect), by its code.

    A field of the agreement itself, such as its term, goes by its name. A day of signature that
    is not known carries nothing.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> carriers_of(AGREEMENT)["territory"].name
        'Gironde'
        >>> "signed_on" in carriers_of(AGREEMENT)
        False
    """
    found: dict[str, Carrier] = {"term": agreement.term, "territory": agreement.territory}
    if agreement.signed_on is not None:
        found["signed_on"] = agreement.signed_on
    named = (*agreement.parties, *agreement.parts, *agreement.part_of, *agreement.annexes)
    found.update((carrier.code, carrier) for carrier in named)
    return found


def carriers(clause: Clause, agreement: Agreement) -> tuple[Carrier, ...]:
    """What carries a clause in an agreement: its parties, commitments and so on, in order.

    The order is that of `Clause.carried_by`.

    Raises:
        InvalidTypeError: For anything but a clause and an agreement.
        UnknownCodeError: For a code that nothing in the agreement bears, naming the nearest.

    Examples:
        >>> from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, CLAUSES
        >>> quarter = clauses_behind("quarter", CLAUSES)[0]
        >>> [part.code for part in carriers(quarter, AGREEMENT)]
        ['quarter']
    """
    faults = Faults("carriers")
    faults.instance("clause", clause, Clause, "a Clause: one of the CLAUSES of a document")
    faults.instance("agreement", agreement, Agreement, "an Agreement")
    faults.report()
    found = carriers_of(agreement)
    for code in clause.carried_by:
        if code not in found:
            raise UnknownCodeError(
                f"Clause {clause.code!r}, carried_by",
                show(code),
                f"the code of something in the agreement {agreement.code!r}",
                nearest(code, found),
            )
    return tuple(found[code] for code in clause.carried_by)


def clauses_behind(code: str, clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses that one part of an agreement carries, in the order of the document.

    There are none for a code that no clause names.

    Raises:
        InvalidTypeError: For anything but clauses.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import CLAUSES
        >>> [clause.code for clause in clauses_behind("offers", CLAUSES)]
        ['5.3', '7.2']
    """
    given: tuple[Clause, ...] = as_tuple(clauses)
    faults = Faults("clauses_behind")
    faults.each("clauses", given, Clause, "a Clause")
    faults.report()
    return tuple(clause for clause in given if code in clause.carried_by)


def state_clause(
    cite: Callable[[str], Source], code: str, en: str, fr: str, *carried_by: str
) -> Clause:
    """A clause of a document that is cited by paragraph; its code begins with the paragraph.

    Args:
        cite: The document, at a place in it.
        code: The code of the clause: "4.1" is the first of paragraph 4.
        en: What it says, in English.
        fr: What it says, in French.
        carried_by: The codes of what carries it.

    Raises:
        InvalidValueError: For a code given twice.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> from housing_agreements.catalogue._documents import lille_2018
        >>> clause = state_clause(lille_2018, "3.1", "a study", "une étude", "study")
        >>> clause.sources[0].article
        '§ 3'
    """
    return Clause(code, Text(en, fr), carried_by, (cite(f"§ {code.partition('.')[0]}"),))
