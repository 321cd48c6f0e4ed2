"""Answers of every kind, from the five agreements and from synthetic households and entries."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Protocol

import attrs

import housing_agreements as ha
from housing_agreements.catalogue import (
    gironde_2018,
    ile_de_france_2016,
    lille_2018,
    lille_relocation_charter,
    rennes_2017,
)
from housing_agreements.explanations.explanation import Explanation
from housing_agreements.law.sru.shares import LEGAL_RATES
from housing_agreements.plan import Expected, find_plan
from housing_agreements.values.texts import Language

__all__ = ("list_answers",)


class Shown(Protocol):
    """What has a page."""

    def _repr_html_(self) -> str: ...


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
    held = [attrs.evolve(contingent, share="30 %") for contingent in gironde.contingents]
    yield "turn", ha.next_holder(held, {"state": 3, None: 2}).explain
    yield "flow", ha.share_flow(held, period=2024, freed=1_003, left_out={"transfer": 200}).explain
    yield "rennes", ha.check_quotas(rennes_2017.AGREEMENT, [], on=date(2019, 1, 1)).explain
    yield from _steer(gironde, entries)
    yield from _rank(household, homeless)


def _steer(
    agreement: ha.Agreement, entries: list[ha.Attribution]
) -> Iterator[tuple[str, Callable[[Language], Explanation]]]:
    """What is asked in the middle of the year."""
    june = date(2018, 6, 30)
    report = ha.check_quotas(agreement, entries, on=june)
    yield "outlook", ha.outlook(report, ha.PACE).explain
    page = ha.yearly_page(agreement, entries, on=june)
    yield "page", page.explain
    yield "page-summary", page.summary
    twin = attrs.evolve(agreement, code="twin", title="A fictitious twin of it")
    yield "several", ha.check_agreements([agreement, twin], entries, on=june).explain
    expected = [Expected(900, "action-logement", "33063")]
    yield "plan", find_plan(agreement, expected, entries=entries, on=june).explain
    yield "conflict", find_plan(agreement, expected[:0], entries=entries, on=june).explain


def _rank(*households: ha.Household) -> Iterator[tuple[str, Callable[[Language], Explanation]]]:
    """Applications, by a synthetic grid."""
    grid = ha.Grid(
        "grid",
        "A synthetic grid",
        [
            ha.Line("dalo", ha.facts.dalo_recognised, 50),
            ha.PerMonth("waiting", ha.facts.applied_on, at_most=60),
        ],
        ties=[ha.facts.applied_on],
    )
    yield "score", ha.score(households[0], grid, on=date(2018, 1, 1)).explain
    yield "ranking", ha.rank(households, grid, on=date(2018, 1, 1)).explain


def _make_values() -> Iterator[tuple[str, Shown]]:
    """Each kind of value that has a page of its own, in English, with a name."""
    protocol, gironde = ile_de_france_2016.AGREEMENT, gironde_2018.AGREEMENT
    yield "agreement", protocol
    yield "territory", gironde.territory
    yield "commitment", gironde.commitments[0]
    yield "charter", lille_relocation_charter.CHARTER
    at_hand = ha.facts.dalo_recognised | ha.facts.leaving_temporary_housing
    criterion = at_hand & ha.facts.household_size.at_least(3)
    household = ha.Household(dalo_recognised=True, household_size=4, annual_income=21_000)
    yield "criterion", criterion
    yield "reasons", criterion.reasons(household, on=date(2018, 3, 1))
    yield "household", household
    yield "changes", ha.what_would_change(household, gironde.publics[0], on=date(2018, 3, 1))
    yield "schedule", ha.Schedule({2016: 2_866, 2017: 3_822, 2018: 4_777, 2020: 5_000})
    yield "shares", ha.Schedule({2016: Fraction(3, 20), 2017: Fraction(1, 5)})
    yield "timeline", ha.Timeline({date(2016, 1, 1): 37, date(2018, 1, 1): 39, date(2020, 1, 1): 9})
    yield "period", ha.Period.year(2018)
    yield "provision", LEGAL_RATES
    entry = ha.Attribution(
        "A1", "action-logement", "33063", available_on=date(2018, 3, 1), decided_on=ha.NOT_KNOWN
    )
    yield "attribution", entry
    yield "tally", ha.tally(gironde, [entry])
    yield "many", _check_many_landlords(gironde)
    yield "hostile", _name_badly(gironde)


def _check_many_landlords(agreement: ha.Agreement) -> ha.QuotaReport:
    """A report of many groups."""
    quarter = attrs.evolve(agreement.commitments[0], per=ha.Per.LANDLORD)
    by_landlord = attrs.evolve(agreement, commitments=[quarter])
    entries = [
        ha.Attribution(
            f"A{number}",
            "action-logement",
            "33063",
            available_on=date(2018, 3, 1),
            publics={"dalo"} if number % 3 else frozenset(),
            landlord=f"landlord {number}",
        )
        for number in range(400)
    ]
    return ha.check_quotas(by_landlord, entries, on=date(2019, 6, 1))


def _name_badly(agreement: ha.Agreement) -> ha.QuotaReport:
    """A report whose names are markup, read from right to left, or very long."""
    arabic = "".join(map(chr, (0x627, 0x644, 0x633, 0x643, 0x646)))
    quarter = attrs.evolve(
        agreement.commitments[0], title=f"<b onclick='x'>{arabic} 12</b> & {'long' * 2_000}"
    )
    named = attrs.evolve(agreement, title=f'"{arabic}" <script>', commitments=[quarter])
    return ha.check_quotas(named, [], on=date(2019, 6, 1))


def list_answers() -> Iterator[tuple[str, str, str]]:
    """The name, the language and the page of each."""
    for name, answer in _make_answers():
        for language in _LANGUAGES:
            yield name, language, answer(language)._repr_html_()
    for name, value in _make_values():
        yield name, "en", value._repr_html_()
