"""The amendments to be proposed, where remarks ask for one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from housing_agreements._checks import make
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules._vocabulary import quote_part
from housing_agreements.rules.review._time import list_days_without_level
from housing_agreements.rules.review.remarks import Remark, RemarkKind, Review, Severity
from housing_agreements.rules.yearly._names import MOST_PARTS_NAMED, join_texts
from housing_agreements.rules.yearly.steps import NextStep, StepKind
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Listed, Text

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
    is_hole = remark.kind in _WITHOUT_LEVEL
    why = [_LEVEL_FIRST if is_hole else _SEVERITY[remark.severity]]
    if len(names) <= MOST_PARTS_NAMED:
        why.append(_TOLD_SIGNATORIES.format(names=Listed([Text(name, name) for name in names])))
    return make(
        NextStep,
        kind=StepKind.AMEND,
        until=until,
        what=text if is_hole else _AMEND.format(text=text),
        why=join_texts(why),
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


_AMEND: Final = Text("propose an amendment: {text}", "proposer un avenant\u00a0: {text}")
_TOLD_SIGNATORIES: Final = Text("signatories: {names}", "signataires\u00a0: {names}")
_HAS_NO_OBJECTIVE: Final = Text(
    "{name}: no level is stated here for {periods}; look it up in the text of the agreement, and "
    "if there is none, propose an amendment",
    "{name}\u00a0: aucun objectif n'est repris ici pour {periods}\u202f; vérifier le texte de la "
    "convention et, s'il n'en fixe pas, proposer un avenant",
)
_LEVEL_FIRST: Final = Text(
    "without a level nothing would be owed for that time",
    "sans objectif, rien ne serait exigible pour cette période",
)
_SEVERITY: Final = {
    Severity.CONTRADICTION: Text("it cannot all hold", "tout ne peut pas être tenu à la fois"),
    Severity.BELOW_THE_LAW: Text("it is below the law", "c'est en deçà de la loi"),
}
