"""The laws of comparisons, of undertakings and of reviews."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements.law.reservations.obligations import Holder
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.comparison import compare
from housing_agreements.rules.review.remarks import Remark, Review, Severity
from housing_agreements.rules.review.review import review
from housing_agreements.rules.undertakings import Progress, StatementLike, check_undertakings
from housing_agreements.testing.laws._holding import must_be, must_hold
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "comparing_mirrors",
    "contradictions_stay",
    "holders_only_add",
    "no_undertaking_disappears",
    "remarks_can_be_said",
    "review_ignores_order",
    "saying_more_never_overturns",
    "silence_decides_nothing",
)

_NO_HOLDERS: Final[Mapping[str, Holder]] = MappingProxyType({})


def comparing_mirrors(one: Agreement, other: Agreement) -> None:
    """Nothing differs from itself, the way back mirrors the way there, and all can be said."""
    must_be("compared with itself", tuple(compare(one, one)), ())
    there, back = compare(one, other), compare(other, one)
    must_be("the way back", Counter(back), Counter(difference.mirrored for difference in there))
    must_be("none is told twice", len(set(there)), len(there))
    for difference in there:
        must_be("mirrored twice", difference.mirrored.mirrored, difference)
        sentences = [difference.explain("en"), difference.explain("fr")]
        must_hold("one sentence in each language", holds=all(sentences), difference=difference)


def silence_decides_nothing(agreement: Agreement, on: date) -> None:
    """Where nothing is stated of undertakings, none is met and none is missed."""
    for undertaking in check_undertakings(agreement, {}, on=on):
        open_ = undertaking.verdict in {None, Verdict.UNDETERMINED}
        must_hold("nothing stated decides nothing", holds=open_, finding=undertaking)


def no_undertaking_disappears(agreement: Agreement, on: date) -> None:
    """Each undertaking in force on a day is looked at, and each that was says its end."""
    report = check_undertakings(agreement, {}, on=on)
    found = {(finding.undertaking.code, finding.undertaking.due) for finding in report}
    now = {(undertaking.code, undertaking.due) for undertaking in agreement.on(on).undertakings}
    must_hold("those in force are looked at", holds=now <= found, now=now, found=found)
    days = (
        date.min,
        *(amendment.effective for amendment in agreement.amendments if amendment.effective <= on),
    )
    codes = {
        undertaking.code for day in days for undertaking in agreement.on(day, known=on).undertakings
    }
    must_be("those that were are looked at", {code for code, _ in found}, codes)
    ended = {
        finding.undertaking.code for finding in report if finding.progress is Progress.WITHDRAWN
    }
    must_be("none in force has ended", ended & {code for code, _ in now}, set())


def saying_more_never_overturns(
    agreement: Agreement,
    said: Mapping[str, StatementLike],
    more: Mapping[str, StatementLike],
    on: date,
) -> None:
    """A verdict that is decided stands when something is stated of other undertakings.

    Args:
        agreement: The agreement.
        said: What is stated, by the code of the undertaking.
        more: What is stated of others.
        on: The day asked.
    """
    after = check_undertakings(agreement, {**more, **said}, on=on)
    kept = {(finding.undertaking, finding.progress, finding.verdict) for finding in after}
    for undertaking in check_undertakings(agreement, said, on=on):
        if undertaking.verdict in {Verdict.MET, Verdict.UNMET}:
            stands = (undertaking.undertaking, undertaking.progress, undertaking.verdict) in kept
            must_hold("a decided verdict stands", holds=stands, before=undertaking)


def remarks_can_be_said(
    agreement: Agreement, on: date, holders: Mapping[str, Holder] = _NO_HOLDERS
) -> None:
    """Each remark points at parts of some version, and is a sentence in both languages.

    They come the gravest first, none twice; one that holds against an article cites it and says
    how far it was checked.
    """
    declared = {part.code for part in agreement.every_part}
    found = review(agreement, on=on, holders=holders)
    for remark in found:
        there = bool(remark.where) and set(remark.where) <= declared
        must_hold("it points at parts", holds=there, where=remark.where)
        differ = remark.explain("en") != remark.explain("fr")
        must_hold("it is told in both languages", holds=differ, remark=remark)
        cited = bool(remark.law) or remark.severity is not Severity.BELOW_THE_LAW
        must_hold("what is below the law cites it", holds=cited, remark=remark)
    gravity = [list(Severity).index(remark.severity) for remark in found]
    must_be("the gravest come first", gravity, sorted(gravity))
    must_be("none is made twice", len(set(found)), len(found))


def review_ignores_order(
    agreement: Agreement, on: date, holders: Mapping[str, Holder] = _NO_HOLDERS
) -> None:
    """Whatever comes first in an agreement, the same is remarked of the same parts.

    Args:
        agreement: An agreement without amendments.
        on: The day asked.
        holders: As in `review`.
    """
    turned = attrs.evolve(
        agreement,
        contingents=agreement.contingents[::-1],
        publics=agreement.publics[::-1],
        commitments=agreement.commitments[::-1],
        undertakings=agreement.undertakings[::-1],
    )
    one, other = (_gist(review(version, on=on, holders=holders)) for version in (agreement, turned))
    must_be("in another order", other, one)


def contradictions_stay(agreement: Agreement, on: date) -> None:
    """What contradicts itself without the last commitment contradicts itself with it.

    Args:
        agreement: An agreement without amendments, and with two commitments or more.
        on: The day asked.
    """
    fewer = attrs.evolve(agreement, commitments=agreement.commitments[:-1])
    less, more = (_contradictions_of(review(version, on=on)) for version in (fewer, agreement))
    must_hold("a contradiction stays", holds=less <= more, lost=less - more)


def holders_only_add(agreement: Agreement, on: date, holders: Mapping[str, Holder]) -> None:
    """What is remarked while no holder is known is remarked all the same once they are."""
    before, after = (
        set(review(agreement, on=on, holders=known)) for known in (_NO_HOLDERS, holders)
    )
    must_hold("holders only add remarks", holds=before <= after, lost=before - after)


def _contradictions_of(found: Review) -> set[Remark]:
    return set(found.of(Severity.CONTRADICTION))


def _gist(found: Review) -> Counter[object]:
    return Counter(
        (remark.severity, remark.kind, frozenset(remark.where), remark.periods, remark.confidence)
        for remark in found
    )
