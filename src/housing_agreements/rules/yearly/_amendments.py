"""The amendments to be proposed, where remarks ask for one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from housing_agreements._checks import make
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules._vocabulary import quote_part
from housing_agreements.rules.review._time import list_days_without_level
from housing_agreements.rules.review.remarks import Remark, RemarkKind, Review, Severity
from housing_agreements.rules.yearly._names import MOST_PARTS_NAMED, say_both
from housing_agreements.rules.yearly.steps import NextStep, StepKind
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Listed, Text, join_words

__all__ = ("list_demanded", "propose_amendment")


def propose_amendment(remark: Remark, terms: Agreement, on: date) -> NextStep | None:
    """Propose an amendment, where a remark asks for one; `None`: it does not."""
    until, text = None, remark.text
    if remark.kind in _WITHOUT_LEVEL:
        (commitment,) = (of for of in terms.commitments if of.code in remark.where)
        coming = [hole for hole in list_days_without_level(terms, commitment) if hole.last_day > on]
        if not coming:
            return None
        if coming[0].start > on:
            until = coming[0].start - timedelta(days=1)
        periods = [period for hole in coming for period in _list_years(hole)]
        text = _HAS_NO_OBJECTIVE.format(name=quote_part(commitment), periods=Listed(periods))
    elif remark.severity is Severity.LOOK:
        return None
    names = tuple(party.name for party in terms.parties)
    words = _AMEND if len(names) > MOST_PARTS_NAMED else _AMEND_NAMED
    signatories = say_both(lambda language: join_words(names, language))
    why = _LEVEL_FIRST if remark.kind in _WITHOUT_LEVEL else _SEVERITY[remark.severity]
    return make(
        NextStep,
        kind=StepKind.AMEND,
        until=until,
        what=words.format(text=text, names=signatories),
        why=why,
        about=remark.where,
        period=None,
        group=None,
        entries=(),
    )


def _list_years(hole: Period) -> Sequence[Period]:
    """Its calendar years where it is made of a few, else itself."""
    years = hole.calendar_years()
    is_plain = len(years) <= MOST_PARTS_NAMED and all(of.calendar_year for of in years)
    return years if is_plain else [hole]


def list_demanded(steps: Iterable[NextStep], remarks: Review) -> list[Remark]:
    """The remarks of which an amendment among some steps tells."""
    terms = remarks.agreement.on(remarks.on, known=remarks.known)
    told = {step.what for step in steps if step.kind is StepKind.AMEND}
    demands = ((remark, propose_amendment(remark, terms, remarks.on)) for remark in remarks)
    return [remark for remark, step in demands if step is not None and step.what in told]


_WITHOUT_LEVEL: Final = {RemarkKind.GAP, RemarkKind.REMAINDER}


_AMEND: Final = Text(
    "propose an amendment to the signatories: {text}",
    "proposer un avenant aux signataires\u00a0: {text}",
)
_AMEND_NAMED: Final = Text(
    "propose an amendment (to the signatories: {names}): {text}",
    "proposer un avenant (aux signataires\u00a0: {names})\u00a0: {text}",
)
_HAS_NO_OBJECTIVE: Final = Text(
    "{name} states no level for {periods}", "{name} n'a pas d'objectif pour {periods}"
)
_LEVEL_FIRST: Final = Text("so nothing is owed for it", "faute d'objectif, rien n'est exigible")
_SEVERITY: Final = {
    Severity.CONTRADICTION: Text("it cannot all hold", "tout ne peut pas être tenu à la fois"),
    Severity.BELOW_THE_LAW: Text("it is below the law", "c'est en deçà de la loi"),
}
