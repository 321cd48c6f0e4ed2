"""Entries whose codes merged, came back or are districts: their bases, their groups, filled in."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any, Final

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frames.engines import engine
from tests.rules.drawing import SLOW

from housing_agreements import (
    UNSEEN,
    Agreement,
    AgreementKind,
    Attribution,
    Contingent,
    Judge,
    Party,
    Per,
    Period,
    PriorityPublic,
    Share,
    Stage,
    Territory,
    Verdict,
    Volume,
    check_quotas,
    entries_of,
    facts,
    frames,
)
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.model.entries import first_and_last_day
from housing_agreements.testing import laws

CITY: Final = Party("city", "A synthetic city")
CODES: Final = ("93059", "93066", "75056", "75115", "75101", "94068")
ON: Final = date(2026, 6, 1)
IN_2024, IN_2025 = (date(year, 5, 5) for year in (2024, 2025))


def agreement(communes: frozenset[str], *commitments: Share | Volume) -> Agreement:
    """A synthetic agreement of 2022 to 2025 on some communes."""
    where = Territory("T", "Test", "list", communes=communes)
    return Agreement(
        "synthetic",
        AgreementKind.OTHER,
        "Synthetic",
        parties=(CITY,),
        signed_on=date(2021, 1, 1),
        term=Period.years(2022, 2025),
        territory=where,
        contingents=(Contingent("city", CITY, where),),
        publics=(PriorityPublic("dalo", "DALO", facts.dalo_recognised),),
        commitments=commitments,
    )


def share(**fields: Any) -> Share:
    """A half of what is signed, to one public."""
    usual: dict[str, Any] = {"at_least": "50 %"}
    return Share("half", to=("dalo",), stage=Stage.SIGNED, **usual | fields)


def entry(name: str, commune: str, day: date | Period = IN_2025, **fields: Any) -> Attribution:
    """A signed attribution, to nobody in particular."""
    return Attribution(name, "city", commune, signed_on=day, **fields)


def test_districts_do_not_vanish_from_a_ledger() -> None:
    """30 of 100 in Paris are to a public, all in a district: a quarter is met."""
    paris = agreement(frozenset({"75056"}), share(at_least="25 %"))
    ledger = [
        entry("A", "75115", publics={"dalo"}, count=30),
        entry("B", "75056", count=70),
    ]
    finding = check_quotas(paris, ledger, on=ON).finding("half", 2025)
    assert (finding.verdict, finding.counted.low, finding.base.low) == (Verdict.MET, 30, 100)


def test_what_may_be_in_a_commune_that_merged_may_be_in_its_base() -> None:
    """93066 of 2025 has the ground of 93059; of 2024 it has none of it."""
    old = agreement(frozenset({"93059"}), share())
    for day, base in ((IN_2024, (0, 0)), (IN_2025, (0, 1))):
        finding = check_quotas(old, [entry("A", "93066", day)], on=ON).finding("half", day.year)
        assert (finding.base.low, finding.base.high) == base
    (told,) = entries_of(
        report := check_quotas(old, [entry("A", "93066")], on=ON),
        report.finding("half", 2025),
        [entry("A", "93066")],
    )
    assert told.in_base is Verdict.UNDETERMINED
    assert [fact.say("en") for fact in told.missing] == ["whether the dwelling stands in “Test”"]


def test_an_entry_is_grouped_by_the_commune_in_use_on_its_day() -> None:
    """A district is its city; what merged is the other one from that day on, and itself before."""
    where = frozenset({"75056", "93066"})
    by_commune = agreement(where, share(per=Per.COMMUNE, judge=Judge.GROUPS))
    ledger = [
        entry("A", "75115", publics={"dalo"}),
        entry("B", "93059"),
        entry("C", "93059", IN_2024),
        entry("D", "93066", IN_2024, publics={"dalo"}),
    ]
    report = check_quotas(by_commune, ledger, on=ON)
    found = {
        (finding.period.start.year, finding.group): (finding.counted.low, finding.base)
        for finding in report
    }
    assert {key: base.low for key, (_, base) in found.items() if base.high} == {
        (2024, "93066"): 1,
        (2025, "75056"): 1,
        (2025, "93066"): 1,
    }


def test_a_code_that_a_table_names_is_a_ground() -> None:
    """Of the city, it is not known whether it is in the district; the district surely is."""
    table = share(per=Per.COMMUNE, judge=Judge.GROUPS, at_least={"75115": "50 %"})
    paris = agreement(frozenset({"75056"}), table)
    ledger = [entry("A", "75115", publics={"dalo"}), entry("B", "75056"), entry("C", "75101")]
    report = check_quotas(paris, ledger, on=ON)
    district, city = report.finding("half", 2025, "75115"), report.finding("half", 2025, "75056")
    assert (district.base.low, district.base.high) == (1, 2)
    assert (city.base.low, city.base.high) == (1, 2)
    assert district.verdict is Verdict.MET
    assert UNSEEN not in {finding.group for finding in report}
    facts_missing = {
        each.id: [fact.say("fr") for fact in each.missing]
        for each in entries_of(report, district, ledger)
    }
    assert facts_missing == {
        "A": [],
        "B": ["si la commune est «\u00a0Paris 15e Arrondissement\u00a0»"],
    }


NAMED: Final[Mapping[Per, tuple[str, ...]]] = {
    Per.COMMUNE: ("75115", "93059", "94068", "75056"),
    Per.DEPARTMENT: ("75", "93"),
    Per.INTERCOMMUNALITY: ("200057867", "200054781"),
}
PAIR: Final = (Per.INTERCOMMUNALITY, Per.COMMUNE)
SPANS: Final = (Period.years(2022, 2024), Period.years(2024, 2025))
DAYS: Final = tuple(date(year, 5, 5) for year in (2022, 2024, 2025))


@st.composite
def filled(draw: st.DrawFn) -> tuple[Agreement, list[Attribution], list[Attribution]]:
    """An agreement, a ledger, and the same with some codes that name less ground."""
    level = draw(st.sampled_from(["50 %", "100 %"]))
    fields: dict[str, Any] = {"at_least": level, "cumulative": draw(st.booleans())}
    alone = [(kind,) for kind in NAMED]
    kinds: list[tuple[Per, ...]] = [(), *alone, *product(NAMED, [Per.LANDLORD]), PAIR]
    per = draw(st.sampled_from(kinds))
    if per:
        fields |= {"per": per, "judge": draw(st.sampled_from([Judge.GROUPS, Judge.BOTH]))}
        if draw(st.booleans()) and len(per) == 1:
            fields["at_least"] = {draw(st.sampled_from(NAMED[per[0]])): level}
            fields["judge"] = Judge.GROUPS
    where = draw(st.frozensets(st.sampled_from(CODES), min_size=1))
    built = agreement(where, share(**fields))
    ledger, known = [], []
    for index in range(draw(st.integers(1, 4))):
        day = draw(st.sampled_from(DAYS) | st.sampled_from(SPANS))
        publics = draw(st.sampled_from([frozenset(), frozenset({"dalo"})]))
        landlord = draw(st.sampled_from([None, "office"]))
        unsure = entry(
            f"E{index}", draw(st.sampled_from(CODES)), day, publics=publics, landlord=landlord
        )
        ledger.append(unsure)
        days = [day] if isinstance(day, date) else [one for one in DAYS if one in day]
        learnt = attrs.evolve(
            unsure,
            commune=draw(st.sampled_from(_list_parts(unsure.commune, days))),
            neighbourhood=draw(st.sampled_from([None, "Q1"])),
            signed_on=draw(st.sampled_from([day, *days])),
        )
        known.append(learnt)
    return built, ledger, known


def _list_parts(commune: str, days: list[date]) -> list[str]:
    """The codes that name ground of a commune on each of some days."""
    reach = load_official_code().reach
    return [
        code
        for code in CODES
        if all(reach(code, day).ground.within(reach(commune, day).ground) for day in days)
    ]


@settings(SLOW, max_examples=150)
@given(filled())
def test_filling_in_a_place_overturns_nothing(
    case: tuple[Agreement, list[Attribution], list[Attribution]],
) -> None:
    """A commune learnt to be one of those whose ground it has overturns no sure answer."""
    built, ledger, known = case
    laws.filling_in_overturns_nothing(built, ledger, known, ON)


@pytest.mark.parametrize("name", ["polars", "polars, lazy", "pandas", "duckdb"])
@settings(SLOW, max_examples=15)
@given(case=filled())
def test_a_frame_is_judged_as_its_entries(
    name: str, case: tuple[Agreement, list[Attribution], list[Attribution]]
) -> None:
    """Whatever ground codes name, a frame gives the report of its entries."""
    built, ledger, _ = case
    spans = [first_and_last_day(each.signed_on) or (ON, ON) for each in ledger]
    rows = {
        **{
            field: ("code", [getattr(each, field) for each in ledger])
            for field in ("id", "contingent", "commune", "landlord")
        },
        "first": ("day", [first for first, _ in spans]),
        "last": ("day", [last for _, last in spans]),
        "dalo": ("flag", ["dalo" in each.publics for each in ledger]),
    }
    expected = check_quotas(built, ledger, on=ON)
    columns = {"signed_on": frames.Column(low="first", high="last")}
    tallied = frames.tally(built, engine(name)(rows), columns=columns, publics={"dalo": "dalo"})
    assert check_quotas(built, tallied, on=ON) == expected
