"""Answers of every kind, from the five agreements and from synthetic households and entries."""

from collections.abc import Callable, Iterator
from datetime import date

import housing_agreements as ha
from housing_agreements.catalogue import (
    gironde_2018,
    ile_de_france_2016,
    lille_2018,
    rennes_2017,
)
from housing_agreements.explanations.explanation import Explanation
from housing_agreements.values.texts import Language

__all__ = ("list_answers",)

_LANGUAGES: tuple[Language, ...] = ("en", "fr")


def _make_answers() -> Iterator[tuple[str, Callable[[Language], Explanation]]]:
    """Each answer with a name."""
    protocol = ile_de_france_2016.AGREEMENT
    figures = ha.Tally.from_counts(protocol, ile_de_france_2016.FIGURES)
    report = ha.check_quotas(protocol, figures, on=date(2019, 6, 1))
    yield "quotas", report.explain
    yield "summary", report.summary
    yield "finding", report.finding("households", 2018).explain
    household = ha.Household(employed=True, dalo_recognised=True)
    yield "eligibility", ha.check_eligibility(household, protocol, on=date(2017, 3, 1)).explain
    homeless = ha.Household(good_faith=True, without_dwelling=True)
    yield "grounds", ha.check_grounds(homeless, on=date(2017, 3, 1), delay=None).explain
    yield "review", ha.review(protocol, on=date(2018, 1, 1)).explain
    gironde = gironde_2018.AGREEMENT
    yield "undertakings", ha.check_undertakings(gironde, {}, on=date(2019, 1, 1)).explain
    yield "comparison", ha.compare(gironde, lille_2018.AGREEMENT).explain
    entries = [
        ha.Attribution(f"A{number}", "action-logement", "33063", available_on=date(2018, 3, number))
        for number in range(1, 20)
    ]
    quarter = ha.check_quotas(gironde, entries, on=date(2019, 1, 1))
    yield "gironde", quarter.explain
    yield "entries", ha.entries_of(quarter, quarter.finding("quarter", 2018), entries).explain
    yield "rennes", ha.check_quotas(rennes_2017.AGREEMENT, [], on=date(2019, 1, 1)).explain


def list_answers() -> Iterator[tuple[str, str, str]]:
    """The name, the language and the page of each."""
    for name, answer in _make_answers():
        for language in _LANGUAGES:
            yield name, language, answer(language)._repr_html_()
