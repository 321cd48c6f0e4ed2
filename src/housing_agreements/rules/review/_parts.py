"""Remarks on publics, lists and contingents: who can belong, what is known, who has signed."""

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Part
from housing_agreements.model.commitments import Commitment, Volume
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.model.groups import Per
from housing_agreements.model.levels import ExactLevel
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.rules._vocabulary import (
    name_of_parts,
    name_parts,
    put_in_words,
    quote_part,
    tell_number_of,
    tell_when,
)
from housing_agreements.rules.review._bases import lasts_over_a_year
from housing_agreements.rules.review._proofs import never_met, not_known_on
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.periods import Period, join_periods
from housing_agreements.values.texts import Listed, Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "holders_not_parties",
    "lists_not_known",
    "numbers_above_reserved",
    "publics_never_met",
    "publics_of_no_period",
    "shares_above_the_whole",
)


def publics_never_met(examined: Examined) -> Iterator[Remark]:
    """Publics whose definition nobody can meet on the day, as far as it is proved."""
    for public in examined.terms.publics:
        if public.criterion.known_on(examined.on):
            criterion = public.criterion.on(examined.on)
            if criterion is not None and never_met(criterion, on=examined.on):
                yield _remark_never_met(public, examined.on)


def _remark_never_met(public: PriorityPublic, on: date) -> Remark:
    text = _NOBODY_MEETS.format(name=quote_part(public), day=on)
    return remark(Severity.CONTRADICTION, RemarkKind.NOBODY_CAN_BELONG, (public,), text)


_NOBODY_MEETS: Final = Text(
    "no household can meet the definition of the public {name} on {day}",
    "aucun ménage ne peut répondre à la définition du public {name} au {day}",
)


def publics_of_no_period(examined: Examined) -> Iterator[Remark]:
    """Commitments to publics that are not defined in an accounting period."""
    publics = {public.code: public for public in examined.terms.publics}
    for commitment in examined.terms.commitments:
        if not commitment.stage.of_production:
            substitutes = () if commitment.substitute is None else commitment.substitute.to
            to = [publics[code] for code in (*commitment.to, *substitutes)]
            periods = examined.terms.periods_of(commitment)
            yield from _look_at_periods(commitment, to, periods)


def _look_at_periods(
    commitment: Commitment, to: Sequence[PriorityPublic], periods: Sequence[Period]
) -> Iterator[Remark]:
    """A contradiction where a floor holds and nobody can belong to any of the publics."""
    nobody = [
        period
        for period in periods
        if to
        and all(_is_defined(public, period) is Verdict.UNMET for public in to)
        and _owes(commitment, period)
    ]
    if commitment.cumulative and len(nobody) < len(periods):
        nobody = []
    if nobody:
        kind = RemarkKind.NOBODY_TO_REACH
        yield _remark_absent((commitment, *to), nobody, Severity.CONTRADICTION, kind)
    for public in to:
        absent = [period for period in periods if _is_defined(public, period) is not Verdict.MET]
        if rest := [period for period in absent if period not in nobody]:
            kind = RemarkKind.PUBLIC_NOT_DEFINED
            yield _remark_absent((commitment, public), rest, Severity.LOOK, kind)


def _is_defined(public: PriorityPublic, period: Period) -> Verdict:
    """Whether a public is defined on some day of a period.

    Unmet when nobody can belong to it on any day; undetermined when nothing is known of it. A
    definition that is to be verified in the period, or since, is taken to be there.
    """
    criterion = public.criterion
    if criterion.known_until is not None and criterion.known_until < period.last_day:
        return Verdict.MET
    days = [period.start, *(day for day in criterion.days if day in period)]
    if any(criterion.known_on(day) and criterion.on(day) is not None for day in days):
        return Verdict.MET
    return Verdict.UNMET if criterion.known_on(period.start) else Verdict.UNDETERMINED


def _owes(commitment: Commitment, period: Period) -> bool:
    """Whether a floor above none holds in a period, in total or for a group."""
    floor = commitment.floor
    if floor is None:
        return False
    levels = (floor.surely_asked(period, group) for group in (None, *floor.levels.groups))
    return any(level is not None and (level > 0 or floor.strict) for level in levels)


def _remark_absent(
    parts: Sequence[Part], periods: Sequence[Period], severity: Severity, kind: RemarkKind
) -> Remark:
    commitment, *publics = parts
    words = _PUBLIC_NOT_DEFINED if len(publics) == 1 else _PUBLICS_NOT_DEFINED
    text = words.format(
        name=quote_part(commitment),
        when=tell_when(join_periods(periods)),
        publics=Listed(map(quote_part, publics)),
    )
    return remark(severity, kind, parts, text)


_PUBLIC_NOT_DEFINED: Final = Text(
    "the commitment {name} counts a public that is not defined {when}: {publics}",
    "l'engagement {name} compte un public qui n'est pas défini {when}\u00a0: {publics}",
)
_PUBLICS_NOT_DEFINED: Final = Text(
    "the commitment {name} counts publics that are not defined {when}: {publics}",
    "l'engagement {name} compte des publics qui ne sont pas définis {when}\u00a0: {publics}",
)


def lists_not_known(examined: Examined) -> Iterator[Remark]:
    """Territories and definitions in use on the day, and not known or not verified on it."""
    on, terms = examined.on, examined.terms
    territories: dict[Territory, list[Part]] = {}
    for commitment in terms.commitments:
        if any(on in period for period in terms.periods_of(commitment)):
            here = [terms.territory_of(commitment)]
            here += [] if commitment.located_in is None else [commitment.located_in]
            here += terms.sectors if Per.SECTOR in commitment.per else ()
            for territory in here:
                territories.setdefault(territory, []).append(commitment)
    if on in terms.term:
        for contingent in terms.contingents:
            territories.setdefault(contingent.territory, []).append(contingent)
    for territory, parts in territories.items():
        if not territory.members.known_on(on):
            yield _remark_not_known(parts, on, territory)
    for public in terms.publics if on in terms.term else ():
        known = public.criterion.known_on(on)
        criterion = public.criterion.on(on) if known else None
        if not known or (criterion is not None and not_known_on(criterion, on=on)):
            yield _remark_not_known((public,), on, None)


def _remark_not_known(parts: Sequence[Part], on: date, territory: Territory | None) -> Remark:
    if territory is None:
        text = _DEFINITION_NOT_KNOWN.format(of_parts=name_of_parts(parts), day=on)
    else:
        text = _TERRITORY_NOT_KNOWN.format(
            territory=territory.name, of_parts=name_of_parts(parts), day=on
        )
    return remark(Severity.LOOK, RemarkKind.NOT_VERIFIED, parts, text)


_DEFINITION_NOT_KNOWN: Final = Text(
    "part of the definition {of_parts} is not known, or not verified, on {day}",
    "une partie de la définition {of_parts} n'est pas connue, ou pas vérifiée, au {day}",
)
_TERRITORY_NOT_KNOWN: Final = Text(
    "the territory “{territory}” {of_parts} is not known, or not verified, on {day}",
    "le territoire «\u00a0{territory}\u00a0» {of_parts} n'est pas connu, ou pas vérifié, au {day}",
)


def shares_above_the_whole(examined: Examined) -> Iterator[Remark]:
    """Holders whose shares of the same dwellings come to more than all of them.

    Of one holder the largest share counts, since one of its contingents may be part of another.
    """
    same_dwellings: dict[Hashable, dict[Contingent, Fraction]] = {}
    for contingent in examined.terms.contingents:
        share = contingent.share_on(examined.on)
        if share is None or contingent.management is None:
            continue
        if contingent.territory.members.known_on(examined.on):
            members = contingent.territory.members.on(examined.on)
            if not members.is_nowhere_on(examined.on):
                same_dwellings.setdefault((contingent.management, members), {})[contingent] = share
    for shares in same_dwellings.values():
        largest: dict[str, Contingent] = {}
        for contingent in sorted(shares, key=lambda part: (shares[part], part.code)):
            largest[contingent.holder.code] = contingent
        total = sum((shares[part] for part in largest.values()), Fraction(0))
        if total > 1:
            parts = [part for part in shares if part in largest.values()]
            yield _remark_above_whole(parts, total, examined.on)


def _remark_above_whole(parts: Sequence[Contingent], total: Fraction, on: date) -> Remark:
    text = _SHARES_ABOVE_WHOLE.format(
        day=on, of_parts=name_of_parts(parts), rate=put_in_words(total)
    )
    return remark(Severity.CONTRADICTION, RemarkKind.SHARES_ABOVE_WHOLE, parts, text)


_SHARES_ABOVE_WHOLE: Final = Text(
    "on {day} the shares {of_parts} come to {rate} of the same dwellings",
    "au {day}, les parts {of_parts} atteignent {rate} des mêmes logements",
)


def numbers_above_reserved(examined: Examined) -> Iterator[Remark]:
    """Numbers above all the dwellings reserved in their base."""
    terms = examined.terms
    for commitment in terms.commitments:
        if isinstance(commitment, Volume) and commitment.floor is not None:
            yield from _look_at_stock(commitment, _list_contingents(commitment, terms), terms)


def holders_not_parties(examined: Examined) -> Iterator[Remark]:
    """Contingents of a commitment whose holder is not among the signatories."""
    terms = examined.terms
    signed = {party.code for party in terms.parties}
    commitments_on: dict[str, list[Commitment]] = {}
    for commitment in terms.commitments:
        for contingent in _list_contingents(commitment, terms):
            if contingent.holder.code not in signed:
                commitments_on.setdefault(contingent.code, []).append(commitment)
    contingents = {contingent.code: contingent for contingent in terms.contingents}
    for code, commitments in commitments_on.items():
        yield _remark_not_party(contingents[code], commitments)


def _list_contingents(commitment: Commitment, terms: Agreement) -> list[Contingent]:
    """The contingents in the base of a commitment, in its order."""
    contingents = {contingent.code: contingent for contingent in terms.contingents}
    return [contingents[code] for code in terms.contingents_of(commitment)]


def _remark_not_party(contingent: Contingent, commitments: Sequence[Commitment]) -> Remark:
    words = _HOLDER_OF_ONE if len(commitments) == 1 else _HOLDER_OF_SEVERAL
    text = words.format(holder=contingent.holder.name, parts=name_parts(commitments))
    kind = RemarkKind.HOLDER_NOT_PARTY
    return remark(Severity.LOOK, kind, [contingent, *commitments], text)


_HOLDER_OF_ONE: Final = Text(
    "{holder} is not among the signatories, and holds a contingent on which {parts} bears",
    "{holder} ne figure pas parmi les signataires, et détient un contingent sur lequel porte "
    "{parts}",
)
_HOLDER_OF_SEVERAL: Final = Text(
    "{holder} is not among the signatories, and holds a contingent on which {parts} bear",
    "{holder} ne figure pas parmi les signataires, et détient un contingent sur lequel portent "
    "{parts}",
)


def _look_at_stock(
    commitment: Commitment, base: Sequence[Contingent], terms: Agreement
) -> Iterator[Remark]:
    """Numbers owed in a year or less, above all the dwellings reserved in the base."""
    stocks = [part.dwellings for part in base if part.management is not Management.FLOW]
    known = [dwellings for dwellings in stocks if dwellings is not None]
    if commitment.floor is None or not base or len(known) < len(base):
        return
    stock = sum(known)
    for period in terms.periods_of(commitment):
        level = commitment.floor.surely_asked(period)
        if level is not None and level > stock and not lasts_over_a_year(period):
            yield _remark_more_than_reserved(commitment, base, period, level, stock)


def _remark_more_than_reserved(
    commitment: Commitment,
    base: Sequence[Contingent],
    period: Period,
    level: ExactLevel,
    stock: int,
) -> Remark:
    text = _MORE_THAN_RESERVED.format(
        name=quote_part(commitment),
        level=put_in_words(level),
        when=tell_when((period,)),
        stock=tell_number_of(stock, *_DWELLINGS_RESERVED),
    )
    return remark(Severity.LOOK, RemarkKind.MORE_THAN_RESERVED, (commitment, *base), text)


_DWELLINGS_RESERVED: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_MORE_THAN_RESERVED: Final = Text(
    "the commitment {name} promises {level} {when}, from contingents of {stock} in all",
    "l'engagement {name} promet {level} {when}, pour des contingents de {stock} en tout",
)
