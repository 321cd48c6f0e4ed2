"""Remarks on contingents whose share is above what the law lets holders reserve.

The share of a contingent on the whole territory of an agreement is taken to be that of the
dwellings or of the flow of its landlords. Where it is that of a part of it, where the law counts
something else than the agreement does, or allows more on some ground, the remark is worth a look
and says what is open.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from housing_agreements.law.obligations import Holder
from housing_agreements.law.provisions import Provision
from housing_agreements.law.reservations import (
    AGENTS_CEILING,
    LOCAL_AUTHORITIES_CEILING,
    STATE_CEILING,
    Base,
    Ceiling,
)
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.rules.review.laws_in_force import Regime, regimes_known
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.rules.terms_of_art import called, value_said
from housing_agreements.values.territories import Territory
from housing_agreements.values.texts import (
    Language,
    Text,
    chosen,
    colon,
    listed,
    percent,
    semicolon,
    told,
)

__all__ = ("reservations_above_ceilings",)

_Group = tuple[Territory, Management | None]
_OF_THE_STATE: Final = {Holder.STATE: STATE_CEILING, Holder.STATE_AGENTS: AGENTS_CEILING}
_COUNTED: Final = {Management.STOCK: Base.STOCK, Management.FLOW: Base.FLOW}
_BASES: Final = {
    Base.STOCK: Text("all the dwellings of the landlord", "tous les logements du bailleur"),
    Base.PROGRAMME: Text("the dwellings of each programme", "les logements de chaque programme"),
    Base.FLOW: Text("the annual flow of the landlord", "le flux annuel du bailleur"),
}


def reservations_above_ceilings(examined: Examined) -> Iterator[Remark]:
    """Contingents above the ceiling of their holder, on the day asked, or maybe above it."""
    if examined.on >= examined.terms.term.end:
        return
    shared = [each for each in examined.terms.contingents if each.share is not None]
    for each in shared:
        ceiling = _OF_THE_STATE.get(examined.holders.get(each.code, Holder.LANDLORD))
        if ceiling is not None:
            yield from _above(examined, ceiling, (each,), each.share or Fraction(0))
    local: dict[_Group, dict[str, Contingent]] = {}
    for each in sorted(shared, key=lambda part: (part.share or 0, part.code)):
        if examined.holders.get(each.code) is Holder.LOCAL_AUTHORITY:
            # Of one authority the largest counts: one contingent may be part of another.
            local.setdefault((each.territory, each.management), {})[each.holder.code] = each
    for largest in local.values():
        parts = [each for each in shared if each in largest.values()]
        total = sum((each.share or Fraction(0) for each in parts), Fraction(0))
        yield from _above(examined, LOCAL_AUTHORITIES_CEILING, parts, total)


def _above(
    examined: Examined, provision: Provision[Ceiling], parts: Sequence[Contingent], total: Fraction
) -> Iterator[Remark]:
    """A remark where the share of some contingents is above a ceiling, or above its last one."""
    for regime in regimes_known(provision, known=examined.known):
        past = regime.lasts and examined.on >= regime.period.end
        if (past or examined.on in regime.period) and total > regime.value.rate:
            whole = parts[0].territory == examined.terms.territory
            yield _remark(provision, parts, total, regime, past=past, whole=whole)


def _remark(
    provision: Provision[Ceiling],
    parts: Sequence[Contingent],
    total: Fraction,
    regime: Regime,
    *,
    past: bool,
    whole: bool,
) -> Remark:
    """The sentence says the ceiling, since when, and whatever is open about it."""
    ceiling: Ceiling = regime.value
    version = regime.versions[-1]
    management = parts[0].management
    alike = management is not None and _COUNTED[management] is ceiling.base

    def sentence(language: Language) -> str:
        names = listed((called(each, language) for each in parts), language)
        rate, most = percent(total, language), percent(ceiling.rate, language)
        title, base = provision.title.said(language), _BASES[ceiling.base].said(language)
        words = [
            chosen(
                language,
                f"the share of {names}, {rate}, is above {title}, {regime.said(language)}"
                f"{colon(language)}{most} of {base}",
                f"la part de {names}, {rate}, dépasse {title}, {regime.said(language)}"
                f"{colon(language)}{most}, assiette\u00a0: {base}",
            )
        ]
        if past:
            last = told(provision.verified_until, language)
            words.append(
                chosen(
                    language,
                    f"it was verified up to {last} only",
                    f"il n'a été vérifié que jusqu'au {last}",
                )
            )
        if not alike:
            counted = value_said(management, language)
            words.append(
                chosen(
                    language,
                    f"what the agreement counts is another base, or not known: {counted}",
                    f"la convention compte sur une autre assiette, ou inconnue\u00a0: {counted}",
                )
            )
        if not whole:
            words.append(
                chosen(
                    language,
                    "it is that of a part of the territory: less may be reserved elsewhere",
                    "c'est celle d'une partie du territoire\u00a0: il peut y avoir moins de "
                    "réservations ailleurs",
                )
            )
        words.extend(each.said(language) for each in (version.note,) if each is not None)
        return semicolon(language).join(words)

    return remark(
        Severity.BELOW_THE_LAW if alike and whole and not past else Severity.LOOK,
        RemarkKind.NOT_VERIFIED if past else RemarkKind.ABOVE_LEGAL_CEILING,
        parts,
        sentence,
        law=version.sources,
        confidence=version.confidence,
    )
