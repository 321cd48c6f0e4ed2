"""Remarks on what the law says otherwise, as it is known on a day.

The law asks for a quarter of the attributions, sets ceilings to what is reserved, lists communes,
and replaces its own texts. Each remark bears the versions that are in force on its days.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple

from housing_agreements.geography._coverage import department_in
from housing_agreements.geography._divisions import NAMES_OF_DEPARTMENTS
from housing_agreements.geography.territories import Territory
from housing_agreements.law.provisions import CODE, Confidence, Provision, Version, code
from housing_agreements.law.reservations.ceilings import (
    AGENTS_CEILING,
    LOCAL_AUTHORITIES_CEILING,
    STATE_CEILING,
    Ceiling,
    CeilingBase,
)
from housing_agreements.law.reservations.obligations import QUARTERS, Holder, Quarter
from housing_agreements.law.sru.deficiency import DEFICIENCY_LISTS, DeficiencyList
from housing_agreements.model.agreements import Agreement, Part
from housing_agreements.model.commitments import Commitment, Share, Unsure
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Per
from housing_agreements.model.levels import ExactLevel
from housing_agreements.rules._vocabulary import (
    join_clauses,
    name_of_parts,
    name_parts,
    put_in_words,
    quote_part,
    tell_when,
)
from housing_agreements.rules.review._bases import lasts_over_a_year, list_stated_levels
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.periods import Period, join_periods, without
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Language, Listed, Text

__all__ = (
    "Regime",
    "article_number",
    "cites",
    "least_confidence",
    "list_regimes",
    "lists_not_complete",
    "quarters_not_reached",
    "quarters_not_verified",
    "reservations_above_ceilings",
    "texts_no_longer_in_force",
)

_DAY: Final = timedelta(days=1)


class Regime(NamedTuple):
    """Days on which a provision says the same thing."""

    value: Any
    """What it says."""
    period: Period
    """The days."""
    versions: tuple[Version[Any], ...]
    """The versions that say so, in order."""
    lasts: bool
    """Whether no later version is known: it holds until further notice."""

    def during(self, periods: Sequence[Period]) -> tuple[Version[Any], ...]:
        """The versions that are in force on some day of periods within the regime, in order."""
        first, last = min(periods).start, max(period.last_day for period in periods)
        ends = [after.since for _, after in pairwise(self.versions)]
        spans = zip(self.versions, [*ends, date.max], strict=True)
        return tuple(version for version, end in spans if version.since <= last and end > first)

    def say(self, language: Language) -> str:
        """Since when, or from when to when."""
        words = _LASTING_SINCE if self.lasts else _IN_FORCE_FROM_TO
        return words.say(language, first=self.period.start, last=self.period.last_day)


_LASTING_SINCE: Final = Text("since {first}", "depuis le {first}")
_IN_FORCE_FROM_TO: Final = Text("from {first} to {last}", "du {first} au {last}")


def list_regimes(provision: Provision[Any], *, known: date) -> Iterator[Regime]:
    """Each regime of a provision, as the law is known on a day.

    What comes into force later is not known yet, and the last version known holds on all the
    days after. Once the day of the knowledge is past the last one verified, nothing is known
    of the days past it.

    Examples:
        >>> from housing_agreements.law.reservations.obligations import QUARTERS, Holder
        >>> owed = QUARTERS[Holder.ACTION_LOGEMENT]
        >>> [regime.say("en") for regime in list_regimes(owed, known=date(2016, 3, 7))]
        ['from 28 March 2009 to 26 March 2014', 'since 27 March 2014']
    """
    last = min(known, provision.verified_until)
    versions = [version for version in provision.versions if version.since <= last]
    until = date.max if known <= provision.verified_until else provision.verified_until + _DAY
    over = provision.ended is not None and provision.ended <= last
    if provision.ended is not None and over:
        until = provision.ended
    alike = [tuple(group) for _, group in groupby(versions, lambda version: version.value)]
    ends = [group[0].since for group in alike[1:]]
    for group, end in zip(alike, [*ends, until], strict=False):
        lasts = group is alike[-1] and not over
        yield Regime(group[0].value, Period(group[0].since, end), group, lasts)


def least_confidence(versions: Sequence[Version[Any]]) -> Confidence:
    """How far the version that was checked the least was checked.

    Examples:
        >>> from housing_agreements.law.publics import PRIORITY_PUBLICS
        >>> least_confidence(PRIORITY_PUBLICS.versions).value
        'secondary'
    """
    order = list(Confidence)
    return max((version.confidence for version in versions), key=order.index)


def cites(part: Part, articles: Sequence[Source]) -> bool:
    """Whether a part cites one of some articles of the code, or a bare article of that number.

    A letter or a paragraph of its own is another text: "L.441-1, g" is not L.441-1.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> from housing_agreements.law.provisions import code
        >>> quarter = AGREEMENT.commitment("quarter")
        >>> cites(quarter, [code("L.313-26-2, version en vigueur depuis le 29 janvier 2017")])
        True
    """
    texts = {(article.text, article.article) for article in articles}
    texts |= {(CODE, article_number(article)) for article in articles if article.text == CODE}
    return any((source.text, source.article) in texts for source in part.sources)


def article_number(source: Source) -> str | None:
    """The number of an article, without what follows it.

    Examples:
        >>> article_number(Source(CODE, "L.441-1, g bis"))
        'L.441-1'
    """
    return None if source.article is None else source.article.partition(",")[0]


_DatedLevels = list[tuple[Period, ExactLevel]]


class _StatedQuarter(NamedTuple):
    """A share that says it is the quarter of a holder."""

    commitment: Share
    holder: Holder
    contingents: frozenset[str]
    levels: _DatedLevels


def quarters_not_reached(examined: Examined) -> Iterator[Remark]:
    """Shares lower than the quarter of their holder, or counted over more than the law counts."""
    quarters = list(_find_stated_quarters(examined))
    for stated in quarters:
        for regime in list_regimes(QUARTERS[stated.holder], known=examined.known):
            if regime.value is not None:
                too_little = _find_too_little(stated, regime, examined.terms.term)
                if lacking := _leave_out_made_up(stated, too_little, quarters):
                    yield _remark_too_little(stated, regime, lacking)
                if wider := _find_counted_wider(stated, regime):
                    yield _remark_counted_wider(stated, regime, wider)


def quarters_not_verified(examined: Examined) -> Iterator[Remark]:
    """Shares that rest on a quarter past the last day for which it was verified."""
    for stated in _find_stated_quarters(examined):
        last = QUARTERS[stated.holder].verified_until
        beyond = [period for period, _ in stated.levels if period.last_day > last]
        if examined.known > last and beyond:
            yield _remark_unverified_quarter(stated)


def _find_stated_quarters(examined: Examined) -> Iterator[_StatedQuarter]:
    """The shares that say they are the quarter, of a holder that is known."""
    terms = examined.terms
    for commitment in terms.commitments:
        contingents = frozenset(terms.contingents_of(commitment))
        holders = {examined.holders.get(code) for code in contingents}
        holder = holders.pop() if len(holders) == 1 else None
        if holder is None or holder not in QUARTERS:
            continue
        if not isinstance(commitment, Share) or not _counts_all(commitment, terms):
            continue
        articles = [source for version in QUARTERS[holder].versions for source in version.sources]
        if cites(commitment, articles):
            levels = [
                (stated.period, stated.level)
                for stated in list_stated_levels(commitment, terms)
                if stated.group is None and not stated.limit.ceiling
            ]
            yield _StatedQuarter(commitment, holder, contingents, levels)


def _counts_all(commitment: Commitment, terms: Agreement) -> bool:
    """Whether it counts all the attributions of its holders that the agreement covers."""
    charged = terms.contingents_of(commitment)
    parties = {contingent.holder for contingent in terms.contingents if contingent.code in charged}
    theirs = {contingent.code for contingent in terms.contingents if contingent.holder in parties}
    return (
        commitment.stage is Stage.DECIDED
        and theirs <= set(charged)
        and commitment.territory in {None, terms.territory}
        and commitment.unsure is Unsure.BOUNDS
        and commitment.located_in is None
        and not commitment.landlords
        and not commitment.leaving_out
    )


def _cut_levels(levels: _DatedLevels, period: Period) -> _DatedLevels:
    """The levels that hold in a period, on the days on which they do."""
    pieces = ((days & period, level) for days, level in levels)
    return [(days, level) for days, level in pieces if days is not None]


def _find_too_little(stated: _StatedQuarter, regime: Regime, term: Period) -> _DatedLevels:
    """The days of a regime on which the levels are surely below the quarter."""
    owed: Quarter = regime.value
    stated_then = _cut_levels(stated.levels, regime.period)
    if owed.by_programme:
        return [(days, level) for days, level in stated_then if level < owed.share]
    below: _DatedLevels = []
    within = regime.period & term
    for year in () if within is None else within.calendar_years():
        pieces = _cut_levels(stated_then, year)
        whole = join_periods(days for days, _ in pieces) == (year,)
        if whole and all(level < owed.share for _, level in pieces):
            below.extend(pieces)
    return below


def _leave_out_made_up(
    stated: _StatedQuarter, below: _DatedLevels, others: Sequence[_StatedQuarter]
) -> _DatedLevels:
    """The days on which no other such share of the same contingents states more."""
    beside = [other for other in others if other.contingents == stated.contingents]
    return [
        (days, level)
        for period, level in below
        for days in without(
            [period], [when for other in beside for when, more in other.levels if more > level]
        )
    ]


def _find_counted_wider(stated: _StatedQuarter, regime: Regime) -> list[Period]:
    """The periods in which the quarter is stated, over more than the law counts together."""
    owed: Quarter = regime.value
    enough = [
        days for days, level in _cut_levels(stated.levels, regime.period) if level >= owed.share
    ]
    if owed.by_programme:
        return [] if Per.PROGRAMME in stated.commitment.per else enough
    return [period for period in enough if lasts_over_a_year(period)]


def _tell_quarter(stated: _StatedQuarter, regime: Regime, periods: Sequence[Period]) -> Text:
    """What the law asks, since when, and what must be known of it."""
    owed: Quarter = regime.value
    asked = _QUARTER_OWED.format(
        title=QUARTERS[stated.holder].title,
        since=regime,
        share=put_in_words(owed.share),
        base=owed.base,
    )
    notes = [owed.shortfall, *(version.note for version in regime.during(periods))]
    return join_clauses([asked, *dict.fromkeys(notes)])


_QUARTER_OWED: Final = Text(
    "{title}, {since}: {share} of the {base}", "{title}, {since}\u00a0: {share} des {base}"
)


def _remark_too_little(stated: _StatedQuarter, regime: Regime, lacking: _DatedLevels) -> Remark:
    days = [period for period, _ in lacking]
    by_level = {
        level: join_periods(day for day, own in lacking if own == level) for _, level in lacking
    }
    text = _TOO_LITTLE.format(
        name=quote_part(stated.commitment),
        levels=Listed(
            _LEVEL_ON_DAYS.format(level=put_in_words(level), days=Listed(when))
            for level, when in by_level.items()
        ),
        rule=_tell_quarter(stated, regime, days),
    )
    versions = regime.during(days)
    return remark(
        Severity.BELOW_THE_LAW,
        RemarkKind.UNDER_LEGAL_SHARE,
        (stated.commitment,),
        text,
        law=(source for version in versions for source in version.sources),
        periods=join_periods(days),
        confidence=least_confidence(versions),
    )


_LEVEL_ON_DAYS: Final = Text("{level} ({days})", "{level} ({days})")
_TOO_LITTLE: Final = Text(
    "the commitment {name} states less than the law asks, {levels}; {rule}",
    "l'engagement {name} fixe moins que ce que la loi exige, {levels}\u202f; {rule}",
)


def _remark_counted_wider(stated: _StatedQuarter, regime: Regime, wider: list[Period]) -> Remark:
    owed: Quarter = regime.value
    text = (_COUNTED_TOGETHER if owed.by_programme else _COUNTED_AS_ONE).format(
        name=quote_part(stated.commitment),
        days=Listed(wider),
        when=tell_when(wider),
        rule=_tell_quarter(stated, regime, wider),
    )
    versions = regime.during(wider)
    return remark(
        Severity.LOOK,
        RemarkKind.COUNTED_OTHERWISE,
        (stated.commitment,),
        text,
        law=(source for version in versions for source in version.sources),
        periods=join_periods(wider),
        confidence=least_confidence(versions),
    )


_COUNTED_TOGETHER: Final = Text(
    "the commitment {name} counts all programmes together {when}, and the law each of them; {rule}",
    "l'engagement {name} compte tous les programmes ensemble {when}, alors que la loi compte "
    "chacun d'eux\u202f; {rule}",
)
_COUNTED_AS_ONE: Final = Text(
    "the commitment {name} counts more than a year as one ({days}), and the law each year; {rule}",
    "l'engagement {name} compte plus d'un an d'un seul tenant ({days}), alors que la loi compte "
    "chaque année\u202f; {rule}",
)


def _remark_unverified_quarter(stated: _StatedQuarter) -> Remark:
    provision = QUARTERS[stated.holder]
    version = provision.versions[-1]
    text = _QUARTER_NOT_VERIFIED.format(
        name=quote_part(stated.commitment), title=provision.title, last=provision.verified_until
    )
    return remark(
        Severity.LOOK,
        RemarkKind.NOT_VERIFIED,
        (stated.commitment,),
        text,
        law=version.sources,
        confidence=version.confidence,
    )


_QUARTER_NOT_VERIFIED: Final = Text(
    "the commitment {name} rests on {title}, verified up to {last}: what it asks after "
    "is not known",
    "l'engagement {name} repose sur {title}, règle vérifiée jusqu'au {last}\u00a0: ce que la loi "
    "demande ensuite n'est pas connu",
)


_ShareOfAll = tuple[Territory, Management | None]
_OF_THE_STATE: Final = {Holder.STATE: STATE_CEILING, Holder.STATE_AGENTS: AGENTS_CEILING}
_BASES_COUNTED: Final = {
    Management.STOCK: {CeilingBase.STOCK},
    Management.FLOW: {CeilingBase.FLOW, CeilingBase.LOCAL_FLOW},
}
_OF_BASES: Final = {
    CeilingBase.STOCK: Text(
        "of all the dwellings of the landlord", "de tous les logements du bailleur"
    ),
    CeilingBase.PROGRAMME: Text(
        "of the dwellings of each programme", "des logements de chaque programme"
    ),
    CeilingBase.FLOW: Text("of the annual flow of the landlord", "du flux annuel du bailleur"),
    CeilingBase.LOCAL_FLOW: Text(
        "of the annual flow of the landlord on their territory",
        "du flux annuel du bailleur sur leur territoire",
    ),
}


def reservations_above_ceilings(examined: Examined) -> Iterator[Remark]:
    """Contingents above the ceiling of their holder, on the day asked, or maybe above it."""
    if examined.on >= examined.terms.term.end:
        return
    shared = {
        contingent: share
        for contingent in examined.terms.contingents
        if (share := contingent.share_on(examined.on)) is not None
    }
    for contingent, share in shared.items():
        ceiling = _OF_THE_STATE.get(examined.holders.get(contingent.code, Holder.LANDLORD))
        if ceiling is not None:
            yield from _hold_against_ceiling(examined, ceiling, (contingent,), share)
    local: dict[_ShareOfAll, dict[str, Contingent]] = {}
    for contingent in sorted(shared, key=lambda part: (shared[part], part.code)):
        if examined.holders.get(contingent.code) is Holder.LOCAL_AUTHORITY:
            # Of one authority the largest counts: one contingent may be part of another.
            alike = local.setdefault((contingent.territory, contingent.management), {})
            alike[contingent.holder.code] = contingent
    for largest in local.values():
        parts = [contingent for contingent in shared if contingent in largest.values()]
        total = sum((shared[part] for part in parts), Fraction(0))
        yield from _hold_against_ceiling(examined, LOCAL_AUTHORITIES_CEILING, parts, total)


def _hold_against_ceiling(
    examined: Examined, provision: Provision[Ceiling], parts: Sequence[Contingent], total: Fraction
) -> Iterator[Remark]:
    """A remark where the share of some contingents is above a ceiling, or above its last one."""
    for regime in list_regimes(provision, known=examined.known):
        past = regime.lasts and examined.on >= regime.period.end
        if (past or examined.on in regime.period) and total > regime.value.rate:
            whole = parts[0].territory == examined.terms.territory
            yield _remark_ceiling(provision, parts, total, regime, past=past, whole=whole)


def _remark_ceiling(
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
    alike = management is not None and ceiling.base in _BASES_COUNTED[management]
    # Reservations of local authorities for land or money have no ceiling.
    proved = alike and whole and not past and provision is not LOCAL_AUTHORITIES_CEILING

    clauses = [
        (_SHARE_ABOVE_CEILING if len(parts) == 1 else _SHARES_ABOVE_CEILING).format(
            of_parts=name_of_parts(parts),
            rate=put_in_words(total),
            title=provision.title,
            since=regime,
            most=put_in_words(ceiling.rate),
            of_base=_OF_BASES[ceiling.base],
        )
    ]
    if past:
        clauses.append(_CEILING_NOT_VERIFIED.format(last=provision.verified_until))
    if management is None:
        clauses.append(_BASE_NOT_STATED)
    elif not alike:
        clauses.append(_OTHER_BASE.format(management=management))
    if not whole:
        clauses.append(_PART_OF_TERRITORY)
    return remark(
        Severity.BELOW_THE_LAW if proved else Severity.LOOK,
        RemarkKind.NOT_VERIFIED if past else RemarkKind.ABOVE_LEGAL_CEILING,
        parts,
        join_clauses([*clauses, version.note]),
        law=version.sources,
        confidence=version.confidence,
    )


_SHARE_ABOVE_CEILING: Final = Text(
    "the share {of_parts}, {rate}, is above {title}, {since}: {most} {of_base}",
    "la part {of_parts}, {rate}, dépasse {title}, {since}\u00a0: {most} {of_base}",
)
_SHARES_ABOVE_CEILING: Final = Text(
    "the shares {of_parts}, {rate} together, are above {title}, {since}: {most} {of_base}",
    "les parts {of_parts}, {rate} ensemble, dépassent {title}, {since}\u00a0: {most} {of_base}",
)
_CEILING_NOT_VERIFIED: Final = Text(
    "it was verified up to {last} only", "il n'a été vérifié que jusqu'au {last}"
)
_BASE_NOT_STATED: Final = Text(
    "the agreement does not say of what it is a share, of the stock or of the flow",
    "la convention ne dit pas si cette part est celle du stock ou du flux",
)
_OTHER_BASE: Final = Text(
    "the agreement counts on another base: {management}",
    "la convention compte sur une autre base\u00a0: {management}",
)
_PART_OF_TERRITORY: Final = Text(
    "it is that of a part of the territory: less may be reserved elsewhere",
    "cela ne vaut que pour une partie du territoire\u00a0: il peut y avoir moins de réservations "
    "ailleurs",
)


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
            if span is not None and span.end <= on and not _cites_later_version(source, part, on):
                ended.setdefault((source, span), []).append(part)
    for (source, span), parts in ended.items():
        yield _remark_ended_text(source, span, parts, examined.on)


def _cites_later_version(source: Source, part: Part, on: date) -> bool:
    """Whether a part also cites a version of the same article that may be in force on a day."""
    return any(
        (other.text, article_number(other)) == (source.text, article_number(source))
        and (other.in_force is None or on < other.in_force.end)
        for other in part.sources
    )


def _remark_ended_text(source: Source, span: Period, parts: Sequence[Part], on: date) -> Remark:
    text = _VERSION_ENDED.format(parts=name_parts(parts), day=on, source=str(source), days=span)
    kind = RemarkKind.NO_LONGER_IN_FORCE
    return remark(Severity.LOOK, kind, parts, text, law=(source,), periods=(span,))


_VERSION_ENDED: Final = Text(
    "the version cited for {parts} is no longer in force on {day}: {source} ({days})",
    "la version citée pour {parts} n'est plus en vigueur au {day}\u00a0: {source} ({days})",
)


def lists_not_complete(examined: Examined) -> Iterator[Remark]:
    """Commitments on the communes of a list of deficient ones that is known not to be complete.

    The commitment cites L.302-9-1, and names the communes of the list in its departments.
    """
    on, terms = examined.on, examined.terms
    for commitment in terms.commitments:
        now = any(on in period for period in terms.periods_of(commitment))
        here = commitment.territory
        if (
            now
            and here is not None
            and here.members.known_on(on)
            and cites(commitment, [_DEFICIENCY])
        ):
            communes = frozenset(here.communes(on=on))
            for listed_communes in DEFICIENCY_LISTS:
                if missing := _find_open_departments(communes, listed_communes):
                    yield _remark_incomplete_list(commitment, listed_communes, missing, on)


def _find_open_departments(communes: frozenset[str], listed: DeficiencyList) -> tuple[str, ...]:
    """The departments in which a list is not complete, when these are its communes there."""
    departments = {department_in(commune) for commune in communes}
    theirs = frozenset(
        commune for commune in listed.communes if department_in(commune) in departments
    )
    return tuple(sorted(departments - listed.complete_in)) if communes == theirs else ()


def _remark_incomplete_list(
    commitment: Commitment, listed: DeficiencyList, departments: Sequence[str], on: date
) -> Remark:
    text = (_LIST_INCOMPLETE_IN_ONE if len(departments) == 1 else _LIST_INCOMPLETE).format(
        name=quote_part(commitment),
        day=on,
        cycle=listed.cycle,
        departments=Listed(NAMES_OF_DEPARTMENTS.get(code, code) for code in departments),
    )
    return remark(
        Severity.LOOK,
        RemarkKind.LIST_INCOMPLETE,
        (commitment,),
        join_clauses([text, listed.note]),
        law=listed.sources,
        confidence=listed.confidence,
    )


_LIST_INCOMPLETE_IN_ONE: Final = Text(
    "the list of communes deficient after {cycle}, on which the commitment {name} rests on {day}, "
    "is not known to be complete in this department: {departments}",
    "on ne sait pas si la liste des communes carencées au titre de {cycle}, sur laquelle repose "
    "l'engagement {name} au {day}, est complète dans ce département\u00a0: {departments}",
)
_LIST_INCOMPLETE: Final = Text(
    "the list of communes deficient after {cycle}, on which the commitment {name} rests on {day}, "
    "is not known to be complete in these departments: {departments}",
    "on ne sait pas si la liste des communes carencées au titre de {cycle}, sur laquelle repose "
    "l'engagement {name} au {day}, est complète dans ces départements\u00a0: {departments}",
)
