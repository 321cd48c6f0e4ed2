"""Remarks on agreements that hold beside one another, and count the same attributions."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from housing_agreements.geography._coverage import Coverage
from housing_agreements.geography._members import Members
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules._vocabulary import name_parts, quote_part
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.texts import Text

__all__ = ("bases_in_common",)


def bases_in_common(examined: Examined) -> Iterator[Remark]:
    """Other agreements that count the same attributions of one holder, with no rule between.

    Nothing is said of agreements of which one refers to the other, nor of commitments that
    leave out a tag, which may well be that rule.
    """
    terms = examined.terms
    for other in examined.beside:
        beside = other.on(examined.on, known=examined.known)
        overlap = terms.term & beside.term
        if overlap is None or overlap.last_day < examined.on or _refer_to_each_other(terms, beside):
            continue
        day = max(overlap.start, examined.on)
        for contingent in terms.contingents:
            for theirs in beside.contingents:
                if contingent.holder == theirs.holder:
                    pairs = _pair_commitments((terms, contingent), (beside, theirs), day)
                    if pairs:
                        yield _remark_pairs(contingent, pairs, beside, day)


def _refer_to_each_other(one: Agreement, other: Agreement) -> bool:
    """Whether one refers to the other, or both are versions of one agreement."""
    of_one, of_other = (
        {reference.code for reference in (*terms.part_of, *terms.annexes, *terms.beside)}
        for terms in (one, other)
    )
    return one.code == other.code or other.code in of_one or one.code in of_other


def _pair_commitments(
    ours: tuple[Agreement, Contingent], theirs: tuple[Agreement, Contingent], day: date
) -> list[tuple[Commitment, Commitment]]:
    """The pairs of commitments for which an attribution of both contingents may count."""
    pairs: list[tuple[Commitment, Commitment]] = []
    for commitment in ours[0].commitments:
        here = _find_common_area(*ours, commitment, day)
        for other in theirs[0].commitments if here is not None else ():
            there = _find_common_area(*theirs, other, day)
            landlords = bool(commitment.landlords and other.landlords)
            apart = landlords and set(commitment.landlords).isdisjoint(other.landlords)
            if here is None or there is None or apart:
                continue
            if not here.join(there, Coverage.intersection).is_nowhere_on(day):
                pairs.append((commitment, other))
    return pairs


def _find_common_area(
    terms: Agreement, contingent: Contingent, commitment: Commitment, day: date
) -> Members | None:
    """Where attributions of a contingent count for a commitment on a day; `None`: nowhere."""
    if contingent.code not in terms.contingents_of(commitment) or commitment.leaving_out:
        return None
    territories = (terms.territory_of(commitment).members, contingent.territory.members)
    judged = any(day in period for period in terms.periods_of(commitment))
    if not judged or not all(members.known_on(day) for members in territories):
        return None
    return territories[0].on(day).join(territories[1].on(day), Coverage.intersection)


def _remark_pairs(
    contingent: Contingent,
    pairs: list[tuple[Commitment, Commitment]],
    beside: Agreement,
    day: date,
) -> Remark:
    ours = tuple(dict.fromkeys(commitment for commitment, _ in pairs))
    text = _COUNTED_IN_BOTH.format(
        day=day,
        contingent=quote_part(contingent),
        ours=name_parts(ours),
        agreement=beside.title,
        theirs=name_parts(other for _, other in pairs),
    )
    kind, codes = RemarkKind.SHARED_BASE, (beside.code,)
    return remark(Severity.LOOK, kind, [contingent, *ours], text, beside=codes)


_COUNTED_IN_BOTH: Final = Text(
    "on {day} attributions of the contingent {contingent} may count both here, for {ours}, and in "
    "“{agreement}”, for {theirs}; neither refers to the other",
    "au {day}, des attributions du contingent {contingent} peuvent compter à la fois ici, pour "
    "{ours}, et dans «\u00a0{agreement}\u00a0», pour {theirs}\u202f; aucun des deux textes ne "
    "renvoie à l'autre",
)
