"""Promises held commune by commune, department by department, or for each intercommunality."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import SLOW
from tests.told import words_of

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    NOT_KNOWN,
    UNSEEN,
    Agreement,
    Attribution,
    Contingent,
    InvalidInputError,
    InvalidValueError,
    Judge,
    Outcome,
    Party,
    Per,
    Period,
    PriorityPublic,
    PublishedFigure,
    Stage,
    Tally,
    Territory,
    UnknownCodeError,
    Unsure,
    Verdict,
    Volume,
    check_quotas,
    entries_of,
    facts,
)
from housing_agreements.geography._official_intercommunalities import INTERCOMMUNALITIES_TABLE

CITY: Final = Party("city", "A synthetic city")
ON: Final = date(2027, 6, 1)
FRANCE: Final = Territory(
    "T", "Test", "list", departments=("29", "33", "49", "59", "75", "92", "93", "94")
)
CODES: Final = ("29083", "33063", "49126", "49069", "59350", "59009", "75056", "75115", "93066",
                "93059", "94068")  # fmt: skip
YEARS: Final = Period.years(2018, 2027)
BOTH_YEARS: Final = Period.years(2024, 2025)
LILLE: Final = ("245900410", "200093201")
METROPOLIS: Final = "200054781"
PLAINE_COMMUNE: Final = "200057867"
IN_2024: Final = date(2024, 5, 5)
TURN: Final = date(2025, 1, 1)
COMMUNES: Final = {
    "75115": ("75056", "75056"),
    "93059": ("93059", "93066"),
    "49069": ("49069", "49126"),
    "49126": ("49069", "49126"),
}
"""The commune of a code of which it is another one: before a day, and from then on."""
ENDED: Final = ("93059", "49069")
"""Codes that are not in use on the last day of the last edition."""


def volume(per: Any, level: Any = 1, **fields: Any) -> Volume:
    """A number of leases, in each group."""
    return Volume("v", stage=Stage.SIGNED, at_least=level, per=per, judge=Judge.GROUPS, **fields)


def agreement(*commitments: Volume, term: Period = YEARS, where: Territory = FRANCE) -> Agreement:
    """A synthetic agreement of some years."""
    return Agreement(
        "synthetic",
        None,
        "Synthetic",
        parties=(CITY,),
        signed_on=None,
        term=term,
        territory=where,
        contingents=(Contingent("city", CITY, where),),
        publics=(PriorityPublic("dalo", "DALO", facts.dalo_recognised),),
        commitments=commitments,
    )


def entry(name: str, commune: str, day: Any, **fields: Any) -> Attribution:
    """A signed attribution."""
    return Attribution(name, "city", commune, signed_on=day, **fields)


def commune_on(code: str, day: date) -> str:
    """The commune of a code, told by hand."""
    return COMMUNES.get(code, (code, code))[day >= TURN]


@cache
def bodies_of(commune: str) -> list[tuple[str, str, int, int]]:
    """What lists a commune: its number, its kind, and its years, read off the table."""
    found: list[tuple[str, str, int, int]] = []
    for written in ";".join(INTERCOMMUNALITIES_TABLE.values()).split(";"):
        number, kind, _, *lists = written.split("|")
        for years, *codes in map(str.split, lists):
            if commune in codes:
                found.append((number, kind, int(years[:4]), int(years[-4:])))
    return found


def body_of(commune: str, year: int) -> str | None:
    """The intercommunality of a commune; "?": not known, `None`: none."""
    if year not in range(2019, 2027):
        return "?"
    found = {
        number: kind for number, kind, *ends in bodies_of(commune) if ends[0] <= year <= ends[1]
    }
    establishments = [number for number, kind in found.items() if kind == "EPT"]
    others = [number for number in found if number != METROPOLIS or commune == "75056"]
    listed = establishments or others
    return listed[0] if listed else "?" if found else None


@st.composite
def ledgers(draw: st.DrawFn) -> list[Any]:
    """Entries of which the day is known, in communes that merged, and others."""
    days = st.dates(date(2018, 1, 1), date(2027, 3, 1))
    edges = st.sampled_from([date(2022, 12, 31), TURN - timedelta(days=1), TURN])
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=12))
    return [
        entry(f"E{index}", code, draw(edges | days), count=draw(st.integers(1, 3)))
        for index, code in enumerate(codes)
    ]


def _bases(report: Any) -> Mapping[tuple[int, Any], tuple[int, int]]:
    return {
        (finding.period.start.year, finding.group): (finding.base.low, finding.base.high)
        for finding in report
    }


@settings(SLOW, max_examples=20)
@given(ledgers())
def test_departments_have_the_entries_of_their_communes(ledger: list[Any]) -> None:
    """Each department has, year by year, the dwellings of the communes that begin with its code."""
    counted: Counter[tuple[int, str]] = Counter()
    for each in ledger:
        counted[each.signed_on.year, each.commune[:2]] += each.count
    report = check_quotas(agreement(volume(Per.DEPARTMENT)), ledger, on=ON)
    assert _bases(report) == {key: (number, number) for key, number in counted.items()}


@settings(SLOW, max_examples=20)
@given(ledgers())
def test_communes_have_the_entries_of_their_day(ledger: list[Any]) -> None:
    """What merged counts in the other commune from its day on, and a district in its city."""
    counted: Counter[tuple[int, str]] = Counter()
    known = [each for each in ledger if not (each.commune in ENDED and each.signed_on.year > 2026)]
    for each in known:
        counted[each.signed_on.year, commune_on(each.commune, each.signed_on)] += each.count
    report = check_quotas(agreement(volume(Per.COMMUNE)), known, on=ON)
    assert _bases(report) == {key: (number, number) for key, number in counted.items()}


@settings(SLOW, max_examples=20)
@given(ledgers())
def test_intercommunalities_have_the_entries_of_their_members(ledger: list[Any]) -> None:
    """Sure in the one that lists the commune, perhaps in any where none is told, or in none."""
    sure: Counter[tuple[int, str]] = Counter()
    perhaps: Counter[int] = Counter()
    for each in ledger:
        year = each.signed_on.year
        body = body_of(commune_on(each.commune, each.signed_on), year)
        if body == "?":
            perhaps[year] += each.count
        elif body is not None:
            sure[year, body] += each.count
    report = check_quotas(agreement(volume(Per.INTERCOMMUNALITY, 99)), ledger, on=ON)
    expected: dict[tuple[int, Any], tuple[int, int]] = {
        (year, body): (number, number + perhaps[year]) for (year, body), number in sure.items()
    }
    expected |= {(year, UNSEEN): (0, number) for year, number in perhaps.items()}
    assert _bases(report) == expected


def test_an_entry_whose_day_spans_a_merger_is_perhaps_in_either() -> None:
    """What would settle it is its day; and once that is known it is in one of the two."""
    promise = agreement(volume(Per.COMMUNE, {BOTH_YEARS: 2}), term=BOTH_YEARS)
    ledger = [entry("A", "93059", Period.years(2024, 2025)), entry("B", "93066", IN_2024, count=2)]
    report = check_quotas(promise, ledger, on=ON)
    old, new = report
    assert [finding.group for finding in report] == ["93059", "93066"]
    assert [(one.base.low, one.base.high) for one in (old, new)] == [(0, 1), (2, 3)]
    assert (old.verdict, new.verdict) == (Verdict.UNDETERMINED, Verdict.MET)
    assert words_of(old, "fr").splitlines()[-1] == (
        "  à connaître pour trancher\u00a0: la date de signature du bail d'un logement"
    )
    (told,) = entries_of(report, old, ledger)
    assert [fact.say("en") for fact in told.missing] == [
        "the day the lease was signed, between 1 January 2024 and 31 December 2025"
    ]
    assert [each.id for each in entries_of(report, new, ledger)] == ["A", "B"]
    for day, groups in ((date(2024, 12, 31), [1, 2]), (date(2025, 1, 1), [3])):
        known = check_quotas(promise, [entry("A", "93059", day), ledger[1]], on=ON)
        assert [finding.base.low for finding in known] == groups


def test_a_day_within_a_year_tells_the_group() -> None:
    """A merger in the middle of a judged period parts its entries, whatever else stands still."""
    term = Period(date(2024, 7, 1), date(2025, 7, 1))
    promise = agreement(volume(Per.COMMUNE, 2), term=term)
    days = (date(2024, 8, 1), date(2024, 12, 31), date(2025, 1, 1), NOT_KNOWN)
    ledger = [entry(f"E{place}", "93059", day) for place, day in enumerate(days)]
    ledger += [entry(f"F{place}", "94068", day) for place, day in enumerate(days)]
    report = check_quotas(promise, ledger, on=ON)
    assert {one.group: (one.base.low, one.base.high) for one in report} == {
        "93059": (2, 3),
        "93066": (1, 2),
        "94068": (3, 4),
    }


def test_groups_have_their_names() -> None:
    """In findings, in both languages; and the facts that are missing name them too."""
    promise = agreement(volume(Per.DEPARTMENT, {"33": 1, "59": 1}), term=Period.year(2020))
    ledger = [entry("A", "33063", date(2020, 5, 5))]
    report = check_quotas(promise, ledger, on=ON)
    assert words_of(report[0]).splitlines()[0] == "v, 2020, Gironde: met"
    assert words_of(report.finding("v", 2020, "59"), "fr").startswith("v, 2020, Nord\u00a0: non")
    promise = agreement(volume(Per.INTERCOMMUNALITY, {LILLE[0]: 1}), term=Period.year(2018))
    ledger = [entry("A", "59350", date(2018, 5, 5))]
    finding = check_quotas(promise, ledger, on=ON).finding("v", 2018, LILLE[0])
    assert words_of(finding, "en").splitlines() == [
        "v, 2018, Métropole Européenne de Lille: undetermined",
        "  0 to 1 dwellings counted out of 1 owed (0 % to 100 %)",
        "  owed: at least 1; 0 to 1 lacking",
        "  what would settle it: the intercommunality of 1 dwelling",
    ]
    report = check_quotas(promise, ledger, on=ON)
    (told,) = entries_of(report, report.finding("v", 2018, LILLE[0]), ledger)
    assert [fact.say("en") for fact in told.missing] == [
        "whether the intercommunality is “Métropole Européenne de Lille”"
    ]
    assert [fact.say("fr") for fact in told.missing] == [
        "si l'intercommunalité est «\u00a0Métropole Européenne de Lille\u00a0»"
    ]


def test_a_commune_without_intercommunality_counts_in_the_total_alone() -> None:
    """An island that no edition gives one is in no group."""
    promise = agreement(volume(Per.INTERCOMMUNALITY), term=Period.year(2020))
    report = check_quotas(promise, [entry("A", "29083", date(2020, 5, 5))], on=ON)
    assert list(report) == []
    assert report.account.counted.entries == 1


def test_members_of_a_territory_are_not_named() -> None:
    """A department is reported when an entry bears it, or a table names it; so is a body."""
    for per in (Per.DEPARTMENT, Per.INTERCOMMUNALITY):
        report = check_quotas(agreement(volume(per), term=Period.year(2020)), [], on=ON)
        assert list(report) == []


def test_a_listed_commune_names_the_commune_of_its_ground() -> None:
    """A list that names a commune which merged names the one that it is part of."""
    where = Territory("L", "List", "list", communes=("93059", "94068"))
    promise = agreement(volume(Per.COMMUNE), term=Period.years(2024, 2025), where=where)
    report = check_quotas(promise, [], on=ON)
    assert [(one.period.start.year, one.group) for one in report] == [
        (2024, "93059"),
        (2024, "94068"),
        (2025, "93066"),
        (2025, "94068"),
    ]


@pytest.mark.parametrize(
    ("per", "code", "remedy"),
    [
        (Per.DEPARTMENT, "3", "write '03'"),
        (Per.DEPARTMENT, "20", "Corsica is '2A' and '2B' since 1976"),
        (Per.DEPARTMENT, "33063", "'33063' is a commune, of the department '33'"),
        (
            Per.INTERCOMMUNALITY,
            "245900411",
            "did you mean '245900410', Métropole Européenne de Lille?",
        ),
        (Per.COMMUNE, "94100", "94100 is a postcode, of 94068 Saint-Maur-des-Fossés"),
    ],
)
def test_a_table_names_places_that_there_are(per: Per, code: str, remedy: str) -> None:
    """A code of no place is refused, with the nearest right one; of a pair too."""
    for held_by, group in ((per, code), ((Per.LANDLORD, per), ("office", code))):
        with pytest.raises(UnknownCodeError) as refusal:
            volume(held_by, {group: 1})
        assert refusal.value.remedy == remedy


@pytest.mark.parametrize(
    ("table", "term", "since"),
    [
        ({"93059": 1, "93066": 1}, Period.years(2023, 2024), None),
        ({"93059": 1, "93066": 1}, Period.years(2023, 2025), "2025-01-01"),
        ({"93059": {2024: 1}, "93066": {2025: 1}}, Period.years(2024, 2025), None),
        ({"93059": {2024: 1}, "93066": {2024: 1, 2025: 1}}, Period.years(2024, 2025), None),
        ({"93059": {2025: 1}, "93066": {2025: 1}}, Period.years(2024, 2025), "2025-01-01"),
        ({"75056": 1, "75115": 1}, Period.year(2020), "2020-01-01"),
        ({"75101": 1, "75115": 1}, Period.year(2020), None),
        ({"94068": 1, "93066": 1}, Period.years(2023, 2025), None),
    ],
)
def test_grounds_of_one_table_do_not_overlap(table: Any, term: Period, since: str | None) -> None:
    """Two codes that share ground on a day for which both have a level are refused."""
    if since is None:
        agreement(volume(Per.COMMUNE, table), term=term)
        return
    with pytest.raises(InvalidValueError, match=f"which share ground from {since}"):
        agreement(volume(Per.COMMUNE, table), term=term)


def test_pairs_of_a_table_share_no_ground_either() -> None:
    """A pair names ground with its commune, whatever stands beside it."""
    table = {("93059", "a"): 1, ("93066", "b"): 1}
    per = (Per.COMMUNE, Per.LANDLORD)
    agreement(volume(per, table), term=Period.year(2024))
    with pytest.raises(InvalidValueError, match="'93059' and '93066', which share ground"):
        agreement(volume(per, table), term=Period.year(2025))


@pytest.mark.parametrize(
    ("per", "code", "remedy"),
    [
        (Per.DEPARTMENT, "1", "write '01'"),
        (Per.DEPARTMENT, "1.0", "write '01'"),
        (Per.DEPARTMENT, "033", "write '33'"),
        (Per.DEPARTMENT, "2a", "write '2A'"),
        (Per.DEPARTMENT, "97", "overseas, a department has three characters"),
        (Per.DEPARTMENT, "Gironde", "write '33'"),
        (Per.INTERCOMMUNALITY, "245900411", "did you mean '245900410'"),
        (Per.INTERCOMMUNALITY, "243 300 316", "write '243300316'"),
        (Per.INTERCOMMUNALITY, "Bordeaux Métropole", "write '243300316'"),
        (Per.COMMUNE, "1004", "'01004'"),
        (Per.COMMUNE, "94100", "94100 is a postcode, of 94068"),
    ],
)
def test_a_place_is_refused_alike_in_a_figure_and_in_a_table(
    per: Per, code: str, remedy: str
) -> None:
    """A group that is no place is refused with the same words wherever it is given."""
    promise = agreement(volume(per), term=Period.year(2020))
    with pytest.raises(InvalidInputError, match=re.escape(remedy)) as of_figure:
        Tally.from_counts(promise, [PublishedFigure("v", 2020, 3, group=code)])
    with pytest.raises(InvalidInputError, match=re.escape(remedy)) as of_table:
        volume(per, {code: 3})
    (here,), (there,) = of_figure.value.faults, of_table.value.faults
    assert (here.expected, here.remedy) == (there.expected, there.remedy)


def test_a_figure_on_a_pair_is_refused_for_the_code_that_is_no_place() -> None:
    """Of a pair, the place is checked and the programme is free; and a pair is no single group."""
    promise = agreement(volume((Per.DEPARTMENT, Per.PROGRAMME)), term=Period.year(2020))
    Tally.from_counts(promise, [PublishedFigure("v", 2020, 3, group=("33", "1"))])
    with pytest.raises(UnknownCodeError, match=r"given '1'; .*write '01'"):
        Tally.from_counts(promise, [PublishedFigure("v", 2020, 3, group=("1", "1"))])
    with pytest.raises(InvalidValueError, match="it holds by department and programme"):
        Tally.from_counts(promise, [PublishedFigure("v", 2020, 3, group="33")])


@pytest.mark.parametrize(
    ("per", "group", "is_closed"),
    [
        (Per.DEPARTMENT, "33", True),
        (Per.DEPARTMENT, "59", False),
        (Per.INTERCOMMUNALITY, "243300316", False),
    ],
)
def test_figures_of_all_departments_tell_of_the_total(
    per: Per, group: str, *, is_closed: bool
) -> None:
    """Where a table names the only department of the territory, nothing can be elsewhere."""
    where = Territory("33", "Gironde", "department", departments=("33",))
    promise = agreement(
        Volume("v", stage=Stage.SIGNED, at_least={group: 2}, at_most=9, per=per, judge=Judge.BOTH),
        term=Period.year(2020),
        where=where,
    )
    figures = [PublishedFigure("v", 2020, 3, group=group)]
    report = check_quotas(promise, Tally.from_counts(promise, figures), on=ON)
    assert (UNSEEN in {one.group for one in report}) is not is_closed
    assert (report.finding("v", 2020).outcome is Outcome.NO_FIGURE) is not is_closed


def test_communes_that_are_listed_close_their_intercommunality() -> None:
    """Where each listed commune has the body that a table names, no other can hold an entry."""
    where = Territory("L", "List", "list", communes=("33063", "33281"))
    table = {"243300316": 1}
    for year, is_closed in ((2020, True), (2018, False)):
        promise = agreement(
            Volume("v", stage=Stage.SIGNED, at_least=table, at_most=9, judge=Judge.BOTH,
                   per=Per.INTERCOMMUNALITY),
            term=Period.year(year), where=where,
        )  # fmt: skip
        figures = [PublishedFigure("v", year, 3, group="243300316")]
        report = check_quotas(promise, Tally.from_counts(promise, figures), on=ON)
        assert (report.finding("v", year).outcome is Outcome.NO_FIGURE) is not is_closed


def test_beside_a_sector_the_day_tells_the_commune() -> None:
    """A pair of a commune and a sector is perhaps borne where its day may tell either commune."""
    sector = Territory("north", "The north", "sector", communes=("93059", "93066"))
    promise = attrs.evolve(
        agreement(volume(Per.DEPARTMENT), term=BOTH_YEARS),
        sectors=(sector,),
        commitments=(volume((Per.COMMUNE, Per.SECTOR), {BOTH_YEARS: 2}),),
    )
    report = check_quotas(promise, [entry("A", "93059", BOTH_YEARS)], on=ON)
    assert {one.group: (one.base.low, one.base.high) for one in report} == {
        ("93059", "north"): (0, 1),
        ("93066", "north"): (0, 1),
    }


def test_what_is_left_out_is_left_out_of_its_group() -> None:
    """What a base leaves out is told in the group in which it would be; in no group, in none."""
    promise = agreement(
        volume(Per.COMMUNE, to=("dalo",), unsure=Unsure.LEFT_OUT), term=Period.year(2025)
    )
    sure = entry("A", "93066", date(2025, 5, 5), publics={"dalo"})
    unsure = entry("B", "93059", date(2025, 5, 5), possible_publics={"dalo"}, count=2)
    (finding,) = check_quotas(promise, [sure, unsure], on=ON)
    assert (finding.group, finding.base.low, finding.left_out.low) == ("93066", 1, 2)
    by_quarter = agreement(
        volume(Per.NEIGHBOURHOOD, to=("dalo",), unsure=Unsure.LEFT_OUT), term=Period.year(2025)
    )
    nowhere = attrs.evolve(unsure, neighbourhood=NO_NEIGHBOURHOOD)
    assert list(check_quotas(by_quarter, [nowhere], on=ON)) == []
