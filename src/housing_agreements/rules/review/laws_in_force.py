"""The law as it is known on a day: which versions of a provision hold on which days."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any, Final, NamedTuple

from housing_agreements.law.provisions import CODE, Confidence, Provision, Version
from housing_agreements.model.amendments import Part
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Language, chosen, told

__all__ = ("Regime", "cites", "least_checked", "number_of", "regimes_known")

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
        first, last = min(periods).start, max(each.last_day for each in periods)
        ends = [after.since for _, after in pairwise(self.versions)]
        spans = zip(self.versions, [*ends, date.max], strict=True)
        return tuple(each for each, end in spans if each.since <= last and end > first)

    def said(self, language: Language) -> str:
        """Since when, or from when to when."""
        if self.lasts:
            day = told(self.period.start, language)
            return chosen(language, f"since {day}", f"depuis le {day}")
        first, last = told(self.period.start, language), told(self.period.last_day, language)
        return chosen(language, f"from {first} to {last}", f"du {first} au {last}")


def regimes_known(provision: Provision[Any], *, known: date) -> Iterator[Regime]:
    """Each regime of a provision, as the law is known on a day.

    What comes into force later is not known yet, and the last version known holds on all the
    days after. Once the day of the knowledge is past the last one verified, nothing is known
    of the days past it.

    Examples:
        >>> from housing_agreements.law.obligations import QUARTERS, Holder
        >>> owed = QUARTERS[Holder.ACTION_LOGEMENT]
        >>> [each.said("en") for each in regimes_known(owed, known=date(2016, 3, 7))]
        ['from 28 March 2009 to 26 March 2014', 'since 27 March 2014']
    """
    last = min(known, provision.verified_until)
    versions = [each for each in provision.versions if each.since <= last]
    until = date.max if known <= provision.verified_until else provision.verified_until + _DAY
    over = provision.ended is not None and provision.ended <= last
    if provision.ended is not None and over:
        until = provision.ended
    alike = [tuple(group) for _, group in groupby(versions, lambda each: each.value)]
    ends = [group[0].since for group in alike[1:]]
    for place, (group, end) in enumerate(zip(alike, [*ends, until], strict=False), 1):
        lasts = place == len(alike) and not over
        yield Regime(group[0].value, Period(group[0].since, end), group, lasts)


def least_checked(versions: Sequence[Version[Any]]) -> Confidence:
    """How far the version that was checked the least was checked.

    Examples:
        >>> from housing_agreements.law.publics import PRIORITY_PUBLICS
        >>> least_checked(PRIORITY_PUBLICS.versions).value
        'secondary'
    """
    order = list(Confidence)
    return max((each.confidence for each in versions), key=order.index)


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
    texts = {(each.text, each.article) for each in articles}
    texts |= {(CODE, number_of(each)) for each in articles if each.text == CODE}
    return any((each.text, each.article) in texts for each in part.sources)


def number_of(source: Source) -> str | None:
    """The number of an article, without what follows it.

    Examples:
        >>> number_of(Source(CODE, "L.441-1, g bis"))
        'L.441-1'
    """
    return None if source.article is None else source.article.partition(",")[0]
