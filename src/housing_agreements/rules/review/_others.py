"""Remarks on agreements that hold beside one another."""

from collections.abc import Iterator
from datetime import date

from housing_agreements.geography._coverage import NOTHING, Coverage, Members
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.contingents import Contingent
from housing_agreements.rules._vocabulary import say_part
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.texts import Language, choose, join_words, say_day

__all__ = ("shared_bases",)


def shared_bases(examined: Examined) -> Iterator[Remark]:
    """Other agreements that count the same attributions of one holder, with no rule between.

    Nothing is said of agreements of which one refers to the other, nor of commitments that
    leave out a tag, which may well be that rule.
    """
    terms = examined.terms
    for other in examined.beside:
        beside = other.on(examined.on, known=examined.known)
        overlap = terms.term & beside.term
        if overlap is None or overlap.last_day < examined.on or _related(terms, beside):
            continue
        day = max(overlap.start, examined.on)
        for contingent in terms.contingents:
            for theirs in beside.contingents:
                if contingent.holder == theirs.holder:
                    both = _meeting((terms, contingent), (beside, theirs), day)
                    if both:
                        yield _shared(contingent, both, beside, day)


def _related(one: Agreement, other: Agreement) -> bool:
    """Whether one refers to the other, or both are versions of one agreement."""
    named = {each.code for each in (*one.part_of, *one.annexes)}
    naming = {each.code for each in (*other.part_of, *other.annexes)}
    return one.code == other.code or other.code in named or one.code in naming


def _base(
    terms: Agreement, contingent: Contingent, commitment: Commitment, day: date
) -> Members | None:
    """Where attributions of a contingent count for a commitment on a day; `None`: nowhere."""
    held = commitment.contingents or tuple(each.code for each in terms.contingents)
    periods = commitment.accounting_periods(terms.term)
    if commitment.stage.of_production or commitment.leaving_out or contingent.code not in held:
        return None
    places = ((commitment.territory or terms.territory).members, contingent.territory.members)
    if not any(day in period for period in periods) or not all(
        place.known_on(day) for place in places
    ):
        return None
    return places[0].on(day).joined(places[1].on(day), Coverage.intersection)


def _meeting(
    ours: tuple[Agreement, Contingent], theirs: tuple[Agreement, Contingent], day: date
) -> list[tuple[Commitment, Commitment]]:
    """The pairs of commitments for which an attribution of both contingents may count."""
    found: list[tuple[Commitment, Commitment]] = []
    for one in ours[0].commitments:
        here = _base(*ours, one, day)
        for other in theirs[0].commitments if here is not None else ():
            there = _base(*theirs, other, day)
            landlords = bool(one.landlords and other.landlords)
            apart = landlords and set(one.landlords).isdisjoint(other.landlords)
            if here is None or there is None or apart:
                continue
            if here.joined(there, Coverage.intersection) != Members(NOTHING, {}, {}):
                found.append((one, other))
    return found


def _shared(
    contingent: Contingent,
    both: list[tuple[Commitment, Commitment]],
    beside: Agreement,
    day: date,
) -> Remark:
    ours = tuple(dict.fromkeys(one for one, _ in both))

    def sentence(language: Language) -> str:
        name, since = say_part(contingent, language), say_day(day, language)
        title = f"{beside.title.say(language)} ({beside.code})"
        theirs = dict.fromkeys(say_part(other, language) for _, other in both)
        counted = join_words(dict.fromkeys(say_part(one, language) for one in ours), language)
        others = join_words(theirs, language)
        return choose(
            language,
            f"on {since} attributions of {name} may count both here, for {counted}, and in "
            f"{title}, for {others}; neither refers to the other",
            f"au {since} des attributions de {name} peuvent compter à la fois ici, pour "
            f"{counted}, et dans {title}, pour {others}\u00a0; aucune ne renvoie à l'autre",
        )

    kind, codes = RemarkKind.SHARED_BASE, (beside.code,)
    return remark(Severity.LOOK, kind, [contingent, *ours], sentence, beside=codes)
