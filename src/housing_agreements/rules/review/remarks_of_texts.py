"""Remarks on the texts that parts rest on: no longer in force, or lists that are not complete."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from housing_agreements.law.deficiency import LISTS, DeficiencyList
from housing_agreements.law.provisions import code
from housing_agreements.model.amendments import Part
from housing_agreements.model.commitments import Commitment
from housing_agreements.rules.review.laws_in_force import cites, number_of
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.rules.terms_of_art import called
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Language, chosen, listed, told

__all__ = ("lists_not_complete", "texts_no_longer_in_force")

_DEFICIENCY: Final = code("L.302-9-1")


def texts_no_longer_in_force(examined: Examined) -> Iterator[Remark]:
    """Parts that cite a version that has ended by the day, and no other of the same article."""
    on, terms = min(examined.on, examined.known), examined.terms
    if examined.on not in terms.term:
        return
    ended: dict[tuple[Source, Period], list[Part]] = {}
    for part in terms.parts:
        for source in part.sources:
            span = source.in_force
            if span is not None and span.end <= on and not _replaced(source, part, on):
                ended.setdefault((source, span), []).append(part)
    for (source, span), parts in ended.items():
        yield _no_longer(source, span, parts, examined.on)


def _replaced(source: Source, part: Part, on: date) -> bool:
    """Whether a part also cites a version of the same article that may be in force on a day."""
    return any(
        (each.text, number_of(each)) == (source.text, number_of(source))
        and (each.in_force is None or on < each.in_force.end)
        for each in part.sources
    )


def _no_longer(source: Source, span: Period, parts: Sequence[Part], on: date) -> Remark:
    def sentence(language: Language) -> str:
        names = listed((called(each, language) for each in parts), language)
        day, days = told(on, language), span.said(language)
        return chosen(
            language,
            f"the version cited for {names} is no longer in force on {day}: {source} ({days})",
            f"la version citée pour {names} n'est plus en vigueur au {day}\u00a0: {source} "
            f"({days})",
        )

    kind = RemarkKind.NO_LONGER_IN_FORCE
    return remark(Severity.LOOK, kind, parts, sentence, law=(source,), periods=(span,))


def lists_not_complete(examined: Examined) -> Iterator[Remark]:
    """Commitments on the communes of a list of deficient ones that is known not to be complete.

    The commitment cites L.302-9-1, and names the communes of the list in its departments.
    """
    on, terms = examined.on, examined.terms
    for each in terms.commitments:
        now = any(on in period for period in each.accounting_periods(terms.term))
        here = each.territory
        if now and here is not None and here.members.known_on(on) and cites(each, [_DEFICIENCY]):
            communes = frozenset(here.communes(on=on))
            for listed_communes in LISTS:
                if missing := _departments_open(communes, listed_communes):
                    yield _incomplete(each, listed_communes, missing, on)


def _department(commune: str) -> str:
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


def _departments_open(communes: frozenset[str], held: DeficiencyList) -> tuple[str, ...]:
    """The departments in which a list is not complete, when these are its communes there."""
    departments = {_department(each) for each in communes}
    theirs = frozenset(each for each in held.communes if _department(each) in departments)
    return tuple(sorted(departments - held.complete_in)) if communes == theirs else ()


def _incomplete(
    commitment: Commitment, held: DeficiencyList, departments: Sequence[str], on: date
) -> Remark:
    def sentence(language: Language) -> str:
        name, day = called(commitment, language), told(on, language)
        cycle, places = held.cycle.said(language), listed(departments, language)
        words = chosen(
            language,
            f"the list of communes deficient after {cycle}, on which {name} stands on {day}, is "
            f"not known to be complete in the departments {places}",
            f"la liste des communes carencées après {cycle}, sur laquelle repose {name} au {day}, "
            f"n'est pas connue pour complète dans les départements {places}",
        )
        return (
            words
            if held.note is None
            else chosen(language, f"{words}: {held.note.en}", f"{words}\u00a0: {held.note.fr}")
        )

    return remark(
        Severity.LOOK,
        RemarkKind.LIST_INCOMPLETE,
        (commitment,),
        sentence,
        law=held.sources,
        confidence=held.confidence,
    )
