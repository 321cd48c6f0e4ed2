"""An agreement held against the law: each remark is right, and none accuses where it is open."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Commitment,
    Contingent,
    Holder,
    InvalidTypeError,
    Judge,
    Levels,
    Management,
    Party,
    Per,
    Period,
    PriorityPublic,
    Remark,
    RemarkKind,
    Review,
    Severity,
    Share,
    Source,
    Stage,
    Territory,
    Text,
    Timeline,
    Undertaking,
    UndertakingReport,
    UnknownCodeError,
    Unsure,
    Volume,
    check_undertakings,
    compare,
    facts,
    review,
)
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT as PROTOCOL
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence, Provision, Version, code
from housing_agreements.law.reservations.ceilings import LOCAL_AUTHORITIES_CEILING
from housing_agreements.law.reservations.quarter import quarter
from housing_agreements.law.sru.deficiency import DEFICIENCY_LISTS
from housing_agreements.rules.review._law import article_number, cites, list_regimes
from housing_agreements.testing import laws
from housing_agreements.testing.laws import _reviews as of_reviews

DAY = timedelta(days=1)
ALUR, SERVICES, ANNUAL = date(2014, 3, 27), date(2016, 10, 22), date(2017, 1, 29)
FLOW = date(2020, 2, 22)
TERM = Period.years(2015, 2018)
ARTICLE = code("L.313-26-2")
ALS, TOWN, PREFECT = Party("als", "ALS"), Party("town", "The town"), Party("prefect", "The prefect")
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
BORDEAUX = Territory("33063", "Bordeaux", "commune", communes=("33063",))
RIGHTS = Contingent("rights", ALS, GIRONDE)
P = PriorityPublic("p", "P", facts.dalo_recognised)
WHOSE = {"rights": Holder.ACTION_LOGEMENT}
SHORT, WIDE = RemarkKind.UNDER_LEGAL_SHARE, RemarkKind.COUNTED_OTHERWISE


def agreement_of(*commitments: Commitment, **changed: Any) -> Agreement:
    """A small agreement, in which there is nothing to remark beside the law."""
    fields: dict[str, Any] = {
        "parties": (ALS, TOWN, PREFECT),
        "signed_on": TERM.start,
        "term": TERM,
        "territory": GIRONDE,
        "contingents": (RIGHTS,),
        "publics": (P,),
    }
    return Agreement(
        "synthetic",
        AgreementKind.OTHER,
        "A synthetic agreement",
        commitments=commitments,
        **(fields | changed),
    )


def owed(code_: str = "s", **fields: Any) -> Share:
    """A share of the decisions that cites the article of the quarter."""
    stated: dict[str, Any] = {"to": ("p",), "stage": Stage.DECIDED, "sources": (ARTICLE,), **fields}
    return Share(code_, **stated)


def against_the_law(
    agreement: Agreement,
    on: date = date(2018, 12, 31),
    *,
    holders: Mapping[str, Holder] | None = None,
    **asked: Any,
) -> list[Remark]:
    """The remarks that hold the agreement against an article."""
    whose = WHOSE if holders is None else holders
    return [each for each in review(agreement, on=on, holders=whose, **asked) if each.law]


def kinds(agreement: Agreement, on: date = date(2018, 12, 31), **asked: Any) -> list[RemarkKind]:
    """The kinds of these remarks."""
    return [each.kind for each in against_the_law(agreement, on, **asked)]


# --- The quarter ---------------------------------------------------------------------------------


def days_of(period: Period) -> set[date]:
    """Each of its days."""
    return {period.start + number * DAY for number in range((period.end - period.start).days)}


@given(
    st.lists(st.sampled_from(("10 %", "24.99 %", "25 %", "30 %")), min_size=8, max_size=8),
    st.sampled_from((12, 6)),
    st.dates(date(2014, 1, 1), date(2020, 1, 1)) | st.sampled_from((ALUR, ANNUAL - DAY, ANNUAL)),
)
@example(["10 %", "25 %"] * 4, 6, ANNUAL)
@settings(max_examples=30, deadline=None)
def test_the_days_below_the_quarter_are_those_of_the_law(
    levels: list[str], months: int, known: date
) -> None:
    """Day by day while it is counted by programme; then the years in which every level is below."""
    periods = TERM.split(months=months)
    stated = dict(zip(periods, levels, strict=False))
    agreement = agreement_of(owed(at_least=stated))
    level_on = {day: Fraction(stated[each].split()[0]) for each in periods for day in days_of(each)}
    annual = {day for day in level_on if min(day, known) >= ANNUAL}
    naive = {day for day in level_on if day not in annual and level_on[day] < 25}
    naive |= {
        day
        for day in annual
        if all(level_on[each] < 25 for each in annual if each.year == day.year)
    }
    if known < date(2009, 3, 28):
        naive = set()
    found = [
        each
        for each in against_the_law(agreement, TERM.start, known=known)
        if each.severity is Severity.BELOW_THE_LAW
    ]
    assert {day for each in found for period in each.periods for day in days_of(period)} == naive
    assert {each.kind for each in found} <= {SHORT}
    assert {each.confidence for each in found} <= {Confidence.VERIFIED}


@pytest.mark.parametrize(
    ("level", "on", "expected"),
    [
        ("24.99 %", date(2018, 1, 1), [SHORT, SHORT]),
        ("25 %", date(2018, 1, 1), [WIDE]),
        ("24.99 %", ANNUAL - DAY, [SHORT]),
        ("24.99 %", ANNUAL, [SHORT, SHORT]),
        ("25 %", date(2016, 1, 1), [WIDE]),
        ("24.99 %", date(2009, 3, 27), []),
    ],
)
def test_both_sides_of_a_quarter(level: str, on: date, expected: list[RemarkKind]) -> None:
    """Less is below the law as it is known; as much keeps it, unless programmes are mixed."""
    assert kinds(agreement_of(owed(at_least=level)), on) == expected


def test_the_quarter_of_each_programme_is_kept_programme_by_programme() -> None:
    """A share of each programme is what the law counted until 28 January 2017."""
    each = owed(at_least="25 %", per=(Per.PROGRAMME,), judge=Judge.GROUPS)
    assert kinds(agreement_of(each)) == []
    assert kinds(agreement_of(attrs.evolve(each, at_least="24 %"))) == [SHORT, SHORT]


def test_several_years_together_are_worth_a_look() -> None:
    """A year is what the law counts since 29 January 2017; twelve months are no more than one."""
    years = Period.years(2018, 2020)
    three = owed(at_least={years: "25 %"})
    found = against_the_law(agreement_of(three, term=years), date(2018, 5, 1))
    assert [(each.kind, each.severity) for each in found] == [(WIDE, Severity.LOOK)]
    assert found[0].periods == (years,)
    assert found[0].text.en.startswith(
        "the commitment “s” counts more than a year as one (2018-2020), and the law each year"
    )
    assert "plus d'un an d'un seul tenant (2018-2020)" in found[0].text.fr
    yearly = owed(at_least="25 %", cumulative=True)
    assert kinds(agreement_of(yearly, term=years), date(2018, 5, 1)) == [WIDE]
    year = Period(date(2017, 6, 1), date(2018, 6, 1))
    assert kinds(agreement_of(owed(at_least={year: "25 %"}), term=year), date(2018, 5, 1)) == []
    longer = Period(date(2017, 6, 1), date(2018, 6, 30))
    found = against_the_law(agreement_of(owed(at_least={longer: "25 %"}), term=longer))
    assert [each.kind for each in found] == [WIDE]


@pytest.mark.parametrize(
    "changed",
    [
        {"sources": ()},
        {"sources": (code("L.441-1"),)},
        {"sources": (code("L.313-26-2, alinéa 2"),)},
        {"sources": (Source("Un protocole", "L.313-26-2"),)},
        {"stage": Stage.AVAILABLE},
        {"stage": Stage.SIGNED},
        {"territory": BORDEAUX},
        {"landlords": ("office",)},
        {"leaving_out": ("transfer",)},
        {"unsure": Unsure.LEFT_OUT},
        {"at_least": None, "at_most": "20 %"},
        {"at_least": {"33063": "20 %"}, "per": (Per.COMMUNE,), "judge": Judge.GROUPS},
        {
            "at_least": Levels(common=Fraction(1, 5), by_group=(("33063", Fraction(1, 2)),)),
            "per": (Per.COMMUNE,),
            "judge": Judge.GROUPS,
        },
        {"contingents": ("rights", "other")},
        {"contingents": ("other",)},
        {"contingents": ("mine",)},
        {"contingents": ("state",)},
    ],
)
def test_what_is_not_the_quarter_is_not_held_against_it(changed: dict[str, Any]) -> None:
    """Another text, stage, place, base or holder: nothing is said, since nothing is proved."""
    others = (
        Contingent("other", TOWN, GIRONDE),
        Contingent("state", PREFECT, GIRONDE),
        Contingent("mine", Party("x", "X"), GIRONDE),
        Contingent("mine-too", Party("x", "X"), GIRONDE),
    )
    fields: dict[str, Any] = {"at_least": "20 %", "contingents": ("rights",)} | changed
    agreement = agreement_of(owed(**fields), contingents=(RIGHTS, *others))
    whose = {"state": Holder.STATE, "mine": Holder.ACTION_LOGEMENT, **WHOSE}
    assert kinds(agreement, holders=whose) == []
    assert kinds(agreement_of(owed(at_least="20 %")), holders={}) == []


def test_a_number_is_not_held_against_a_quarter() -> None:
    """Even one that cites the article."""
    number = Volume("v", to=("p",), stage=Stage.DECIDED, at_least=3, sources=(ARTICLE,))
    assert kinds(agreement_of(number)) == []


def test_another_share_of_the_same_contingent_may_make_it_up() -> None:
    """Beside a quarter for all, a tenth for one public is no fault; on other days it is."""
    part = owed("part", at_least="10 %")
    whole = owed("whole", at_least="25 %")
    below = [
        each.where for each in against_the_law(agreement_of(part, whole)) if each.kind is SHORT
    ]
    assert below == []
    later = owed("whole", at_least={2017: "25 %", 2018: "25 %"})
    found = [each for each in against_the_law(agreement_of(part, later)) if each.kind is SHORT]
    assert [each.periods for each in found] == [(Period.years(2015, 2016),)]
    lower = owed("whole", at_least="20 %")
    found = [each for each in against_the_law(agreement_of(part, lower)) if each.kind is SHORT]
    assert {each.where for each in found} == {("whole",)}
    rights = (RIGHTS, Contingent("town", TOWN, GIRONDE))
    elsewhere = attrs.evolve(whole, contingents=("town",), sources=(code("L.441-1"),))
    mine = attrs.evolve(part, contingents=("rights",))
    agreement = agreement_of(mine, elsewhere, contingents=rights)
    whose = {**WHOSE, "town": Holder.LOCAL_AUTHORITY}
    assert [each.where for each in against_the_law(agreement, holders=whose)] == [("part",)] * 2


@pytest.mark.parametrize(
    ("holder", "article"), [(Holder.LOCAL_AUTHORITY, "L.441-1"), (Holder.LANDLORD, "L.441-1")]
)
@pytest.mark.parametrize(("on", "count"), [(ANNUAL - DAY, 0), (ANNUAL, 1)])
def test_local_authorities_and_landlords_owe_a_quarter_since_2017(
    holder: Holder, article: str, on: date, count: int
) -> None:
    """Before, the law asked none of them; what was read of theirs is a secondary source."""
    agreement = agreement_of(owed(at_least="20 %", sources=(code(article),)))
    found = against_the_law(agreement, on, holders={"rights": holder})
    assert len(found) == count
    for each in found:
        assert each.kind is SHORT
        assert each.confidence is Confidence.SECONDARY
        assert each.periods == (Period(ANNUAL, TERM.end),)
        assert words_of(each, "en").endswith("checked: in a secondary source")
        assert words_of(each, "fr").endswith("vérification\u00a0: dans une source secondaire")


def test_a_quarter_made_by_the_law_keeps_it() -> None:
    """What `law.quarters` makes is never below the law of its day."""
    for day in (date(2016, 1, 1), date(2018, 1, 1)):
        share = quarter(Holder.ACTION_LOGEMENT, on=day, to=("p",), failing=())
        assert kinds(agreement_of(share, term=Period.year(day.year)), day) == []


def test_the_protocol_of_2016_is_below_the_law_of_its_first_two_years() -> None:
    """15 % in 2016 and 20 % in 2017: by programme until 28 January 2017, annual after."""
    whose = {"action-logement": Holder.ACTION_LOGEMENT}
    signed = review(PROTOCOL, on=date(2016, 3, 7), holders=whose)
    (below,) = signed.of(Severity.BELOW_THE_LAW)
    assert below.text.en == (
        "the commitment “Priority share of the attributions” states less than the law asks, 15 % "
        "(2016) and 20 % (2017); the quarter owed by Action Logement, since 27 March 2014: 25 % of "
        "the attributions of the dwellings that the collector reserves, programme by programme; an "
        "agreement with the prefect (of the region in Île-de-France) sets the modalities; how "
        "large the part is, the article does not say"
    )
    assert [(each.kind, each.periods) for each in signed if each.kind is WIDE] == [
        (WIDE, (Period.year(2018),))
    ]
    ended = review(PROTOCOL, on=date(2018, 12, 31), holders=whose).of(Severity.BELOW_THE_LAW)
    assert [each.periods for each in ended] == [
        (Period(date(2016, 1, 1), ANNUAL),),
        (Period(ANNUAL, date(2018, 1, 1)),),
    ]
    assert ended[0].text.fr == (
        "l'engagement «\u00a0Part prioritaire des attributions\u00a0» fixe moins que ce que la "
        "loi exige, 15\u00a0% (2016) et 20\u00a0% (du 1er janvier 2017 au 28 janvier "
        "2017)\u202f; le quart dû par Action Logement, du 27 mars 2014 au 28 janvier 2017\u00a0: "
        "25\u00a0% des attributions des logements réservés par le collecteur, programme par "
        "programme\u202f; un accord avec le préfet (de région en Île-de-France) fixe les "
        "modalités\u202f; l'article ne dit pas quelle est cette part\u202f; depuis le 22 octobre "
        "2016 la société de L.313-19 le doit, non plus les collecteurs"
    )
    assert words_of(ended[1], "en") == (
        "below the law: the commitment “Priority share of the attributions” states less than the "
        "law asks, 20 % (29 January 2017 to 31 December 2017); the quarter owed by Action "
        "Logement, since 29 January 2017: 25 % of the annual attributions of the dwellings on "
        "which it holds reservation contracts; what is lacking at the end of the year, the prefect "
        "attributes: as many of the remaining dwellings, charged to this holder; the agreement "
        "with the prefect (of the region in Île-de-France) is kept\n"
        f"  sources: {'; '.join(map(str, PROTOCOL.commitment('quarter').sources))}\n"
        + "".join(f"  law: {each}\n" for each in ended[1].law)
        + "  checked: the text itself was read"
    )


@pytest.mark.parametrize(
    ("known", "term", "expected"),
    [
        (VERIFIED_UNTIL, Period.years(2025, 2026), []),
        (VERIFIED_UNTIL + DAY, Period.years(2025, 2026), [RemarkKind.NOT_VERIFIED]),
        (VERIFIED_UNTIL + DAY, Period.years(2024, 2025), []),
        (VERIFIED_UNTIL + DAY, Period(date(2025, 1, 1), VERIFIED_UNTIL + DAY), []),
        (VERIFIED_UNTIL + DAY, Period(date(2025, 1, 1), VERIFIED_UNTIL + 2 * DAY), [None]),
    ],
)
def test_a_quarter_past_its_verified_day(
    known: date, term: Period, expected: list[RemarkKind | None]
) -> None:
    """Once the day of the knowledge is past it, what it asks of later days is not known."""
    agreement = agreement_of(owed(at_least={term: "25 %"}), term=term)
    found = [each for each in against_the_law(agreement, known) if each.kind is not WIDE]
    assert [each.kind for each in found] == [each or RemarkKind.NOT_VERIFIED for each in expected]
    for each in found:
        assert each.severity is Severity.LOOK
        assert each.text.en == (
            "the commitment “s” rests on the quarter owed by Action Logement, verified up to "
            "1 April 2026: what it asks after is not known"
        )
        assert "règle vérifiée jusqu'au 1er avril 2026" in each.text.fr
    below = agreement_of(owed(at_least="20 %"), term=Period.years(2025, 2027))
    (short, *_) = against_the_law(below, VERIFIED_UNTIL + DAY)
    assert short.periods == (Period(date(2025, 1, 1), VERIFIED_UNTIL + DAY),)
    assert "since 29 January 2017" in short.text.en
    (short,) = against_the_law(below, VERIFIED_UNTIL)
    assert short.periods == (Period.years(2025, 2027),)


# --- Ceilings of reservations --------------------------------------------------------------------


def reserving(
    share: str, management: Management | None = Management.STOCK, *, who: Party = PREFECT
) -> Contingent:
    """A contingent of so large a share."""
    return Contingent(f"of-{who.code}", who, GIRONDE, share=share, management=management)


LONG = Period.years(2010, 2030)
ABOVE, UNSURE = RemarkKind.ABOVE_LEGAL_CEILING, RemarkKind.NOT_VERIFIED


@pytest.mark.parametrize("holder", [Holder.STATE, Holder.STATE_AGENTS])
@pytest.mark.parametrize(
    ("on", "management", "severity"),
    [
        (date(2011, 2, 16), Management.STOCK, None),
        (date(2011, 2, 17), Management.STOCK, Severity.BELOW_THE_LAW),
        (date(2011, 2, 17), Management.FLOW, Severity.LOOK),
        (date(2011, 2, 17), None, Severity.LOOK),
        (FLOW - DAY, Management.STOCK, Severity.BELOW_THE_LAW),
        (FLOW, Management.STOCK, Severity.LOOK),
        (FLOW - DAY, Management.FLOW, Severity.LOOK),
        (FLOW, Management.FLOW, Severity.BELOW_THE_LAW),
        (FLOW, None, Severity.LOOK),
    ],
)
def test_reservations_of_the_state_have_a_ceiling(
    holder: Holder, on: date, management: Management | None, severity: Severity | None
) -> None:
    """30 %, or 5 % for its agents: of the stock, then of the flow; another base is a doubt."""
    least, more = ("30 %", "30.01 %") if holder is Holder.STATE else ("5 %", "5.01 %")
    whose = {"of-prefect": holder}
    kept = agreement_of(contingents=(reserving(least, management),), term=LONG)
    assert kinds(kept, on, holders=whose) == []
    above = agreement_of(contingents=(reserving(more, management),), term=LONG)
    assert kinds(above, on, holders={}) == []
    found = against_the_law(above, on, holders=whose)
    assert [(each.kind, each.severity) for each in found] == [(ABOVE, severity)] * bool(severity)
    for each in found:
        assert each.where == ("of-prefect",)
        assert each.confidence is Confidence.VERIFIED
        doubt = management is not None and severity is Severity.LOOK
        assert ("counts on another base: " in each.text.en) is doubt
        assert ("compte sur une autre base\u00a0: " in each.text.fr) is doubt
        assert ("does not say of what it is a share" in each.text.en) is (management is None)
        assert ("ne dit pas si cette part est celle" in each.text.fr) is (management is None)
        assert "the prefect may depart from it" in each.text.en
        assert str(each.law[0]).endswith("R*441-5" if on < FLOW else "R441-5-2")


def test_a_ceiling_in_words() -> None:
    """The share, the ceiling and since when, of what, and how far it was checked."""
    agreement = agreement_of(contingents=(reserving("35 %"),))
    (found,) = against_the_law(agreement, holders={"of-prefect": Holder.STATE})
    assert found.text.en == (
        "the share of the contingent “The prefect”, 35 %, is above the ceiling of the prefect's "
        "reservations, landlord by landlord, since 17 February 2011: 30 % of all the dwellings of "
        "the landlord; the prefect may depart from it, exceptionally and for a time: security "
        "staff, economic need"
    )
    assert found.text.fr.startswith(
        "la part du contingent «\u00a0The prefect\u00a0», 35\u00a0%, dépasse le plafond des "
        "réservations du "
        "préfet, bailleur par bailleur, depuis le 17 février 2011\u00a0: 30\u00a0% "
        "de tous les logements du bailleur\u202f; "
    )
    past = agreement_of(contingents=(reserving("35 %"),), term=Period.years(2016, 2017))
    assert kinds(past, date(2017, 12, 31), holders={"of-prefect": Holder.STATE}) == [ABOVE]
    assert kinds(past, date(2018, 1, 1), holders={"of-prefect": Holder.STATE}) == []


@pytest.mark.parametrize(
    ("on", "known", "kind"),
    [
        (VERIFIED_UNTIL, VERIFIED_UNTIL, ABOVE),
        (VERIFIED_UNTIL + DAY, VERIFIED_UNTIL + DAY, UNSURE),
        (VERIFIED_UNTIL + DAY, VERIFIED_UNTIL, ABOVE),
        (VERIFIED_UNTIL, VERIFIED_UNTIL + DAY, ABOVE),
    ],
)
def test_a_ceiling_past_its_verified_day(on: date, known: date, kind: RemarkKind) -> None:
    """It is worth a look once that day and the day of the knowledge are past what was verified."""
    agreement = agreement_of(contingents=(reserving("35 %", Management.FLOW),), term=LONG)
    (found,) = against_the_law(agreement, on, holders={"of-prefect": Holder.STATE}, known=known)
    assert found.kind is kind
    assert (found.severity is Severity.LOOK) is (kind is UNSURE)
    assert ("it was verified up to 1 April 2026 only" in found.text.en) is (kind is UNSURE)
    assert ("vérifié que jusqu'au 1er avril 2026" in found.text.fr) is (kind is UNSURE)


@pytest.mark.parametrize(
    ("shares", "on", "expected"),
    [
        (("20 %", "0 %"), FLOW - DAY, []),
        (("20 %", "0.01 %"), FLOW - DAY, [ABOVE]),
        (("20 %", "0.01 %"), FLOW, [ABOVE]),
        (("20 %", "0 %"), FLOW, []),
        (("20 %", "0.01 %"), date(2011, 2, 16), []),
    ],
)
@pytest.mark.parametrize("management", Management)
def test_local_authorities_share_a_ceiling(
    shares: tuple[str, str], on: date, expected: list[RemarkKind], management: Management
) -> None:
    """20 % all together, of each programme or of the flow there: never more than a doubt.

    What is reserved for land or money has no ceiling, whatever the share counts.
    """
    city = Party("city", "The city")
    parts = tuple(
        reserving(share, management, who=who)
        for share, who in zip(shares, (TOWN, city), strict=True)
    )
    agreement = agreement_of(contingents=parts, term=LONG)
    whose = {part.code: Holder.LOCAL_AUTHORITY for part in parts}
    found = against_the_law(agreement, on, holders=whose)
    assert [each.kind for each in found] == expected
    for each in found:
        assert each.severity is Severity.LOOK
        assert each.where == ("of-town", "of-city")
        assert "more may be reserved for land or money, without a ceiling" in each.text.en
        flow = on >= FLOW
        base = "annual flow of the landlord on their territory" if flow else "of each programme"
        assert base in each.text.en
        assert each.law == LOCAL_AUTHORITIES_CEILING.versions[flow].sources


def test_a_ceiling_in_a_part_of_the_territory_is_a_doubt() -> None:
    """A landlord may have fewer reserved dwellings elsewhere."""
    here = attrs.evolve(reserving("35 %"), territory=BORDEAUX)
    (found,) = against_the_law(agreement_of(contingents=(here,)), holders={here.code: Holder.STATE})
    assert (found.kind, found.severity) == (ABOVE, Severity.LOOK)
    assert "; it is that of a part of the territory: less may be reserved elsewhere; " in words_of(
        found
    )
    assert "il peut y avoir moins de réservations ailleurs" in found.text.fr


def test_contingents_of_one_authority_are_not_added_up() -> None:
    """One may be part of another; of other places and other managements they are apart."""
    one, two = (Contingent(each, TOWN, GIRONDE, share="15 %") for each in ("one", "two"))
    city = Contingent("city", Party("city", "The city"), GIRONDE, share="10 %")
    whose = dict.fromkeys(("one", "two", "city"), Holder.LOCAL_AUTHORITY)
    assert (
        kinds(agreement_of(contingents=(one, two, RIGHTS)), holders={**WHOSE, "one": whose["one"]})
        == []
    )
    both = agreement_of(contingents=(one, two))
    assert kinds(both, holders={"one": whose["one"], "two": whose["two"]}) == []
    assert kinds(agreement_of(contingents=(one, two, city)), holders=whose) == [ABOVE]
    apart = attrs.evolve(city, territory=BORDEAUX)
    assert kinds(agreement_of(contingents=(one, two, apart)), holders=whose) == []
    flowing = attrs.evolve(city, management=Management.FLOW)
    assert kinds(agreement_of(contingents=(one, two, flowing)), holders=whose) == []


# --- Texts and lists -----------------------------------------------------------------------------

ENDED = Source("Code", "L.1, first version", in_force=Period(date(2014, 1, 1), date(2017, 6, 1)))


@pytest.mark.parametrize(
    ("on", "known", "remarked"),
    [
        (date(2017, 5, 31), None, False),
        (date(2017, 6, 1), None, True),
        (date(2017, 6, 1), date(2017, 5, 31), False),
        (date(2017, 5, 31), date(2017, 6, 1), False),
        (date(2018, 12, 31), None, True),
        (date(2019, 1, 1), None, False),
    ],
)
def test_a_text_that_has_ended(on: date, known: date | None, remarked: bool) -> None:  # noqa: FBT001  # a case of the table
    """Within the term, once its last day is past, and known to be."""
    study = Undertaking("study", "A study", by=("als",), sources=(ENDED,))
    agreement = agreement_of(undertakings=(study,), publics=(attrs.evolve(P, sources=(ENDED,)),))
    found = against_the_law(agreement, on, known=known)
    assert [each.kind for each in found] == [RemarkKind.NO_LONGER_IN_FORCE] * remarked
    for each in found:
        assert each.where == ("p", "study")
        assert each.periods == (ENDED.in_force,)
        assert each.text.en.startswith(
            "the version cited for the undertaking “A study” and the public “P” is no longer"
        )
        assert "n'est plus en vigueur au" in each.text.fr


@pytest.mark.parametrize(
    ("beside", "remarked"),
    [
        (Source("Code", "L.1"), False),
        (Source("Code", "L.1, now", in_force=Period(date(2017, 6, 1), date(2018, 1, 1))), False),
        (Source("Code", "L.1", in_force=Period(date(2016, 6, 1), date(2017, 6, 1))), True),
        (Source("Code", "L.2"), True),
        (Source("Another code", "L.1"), True),
        (Source("Code"), True),
    ],
)
def test_a_text_that_is_replaced(beside: Source, remarked: bool) -> None:  # noqa: FBT001  # a case of the table
    """Another version of the same article, cited beside it, stands in for it."""
    agreement = agreement_of(publics=(attrs.evolve(P, sources=(ENDED, beside)),))
    assert bool(kinds(agreement, date(2017, 6, 1))) is remarked


FIRST, LAST = DEFICIENCY_LISTS[0], DEFICIENCY_LISTS[-1]
RULE = code("L.302-9-1")


def on_communes(communes: Any, **fields: Any) -> Agreement:
    """Half of the attributions in some communes of Île-de-France."""
    region = Territory("11", "Île-de-France", "region", departments=("75", "77", "92", "94"))
    territory = Territory("listed", "Listed", "list", communes=communes)
    stated: dict[str, Any] = {"sources": (RULE,), "territory": territory} | fields
    return agreement_of(
        owed(at_least="50 %", **stated),
        territory=region,
        contingents=(attrs.evolve(RIGHTS, territory=region),),
    )


OF_92 = frozenset(commune for commune in FIRST.communes if commune.startswith("92"))
OF_94 = frozenset(commune for commune in FIRST.communes if commune.startswith("94"))
LAST_OF_94 = frozenset(commune for commune in LAST.communes if commune.startswith("94"))


@pytest.mark.parametrize(
    ("communes", "fields", "departments"),
    [
        (OF_94, {}, "this department: Val-de-Marne"),
        (
            FIRST.communes,
            {},
            (
                "these departments: Seine-et-Marne, Yvelines, Essonne, Hauts-de-Seine, "
                "Seine-Saint-Denis, Val-de-Marne and Val-d'Oise"
            ),
        ),
        (OF_92, {}, "this department: Hauts-de-Seine"),
        (OF_94 - {"94068"}, {}, ""),
        (OF_94 | {"94065"}, {}, ""),
        (OF_94, {"sources": ()}, ""),
        (OF_94, {"periods": (Period.year(2016),)}, ""),
        (LAST_OF_94, {}, ""),
        (frozenset({"97411"}), {}, ""),
        (Timeline({date(2019, 1, 1): OF_94}), {}, ""),
        (Timeline({date(2018, 12, 31): OF_94}), {}, "this department: Val-de-Marne"),
    ],
)
def test_a_list_that_is_not_complete(
    communes: Any, fields: dict[str, Any], departments: str
) -> None:
    """The whole of a list in its departments, cited as such, where the list is not complete."""
    found = [
        each
        for each in against_the_law(on_communes(communes, **fields))
        if each.kind is RemarkKind.LIST_INCOMPLETE
    ]
    assert len(found) == bool(departments)
    for each in found:
        assert (each.severity, each.confidence) == (Severity.LOOK, Confidence.SECONDARY)
        assert each.text.en.startswith(
            "the list of communes deficient after 2011-2013, on which the commitment “s” rests on "
            f"31 December 2018, is not known to be complete in {departments}; 37 communes of"
        )
        assert (
            "carencées au titre de 2011-2013, sur laquelle repose l'engagement «\u00a0s\u00a0»"
        ) in each.text.fr
        assert each.law == FIRST.sources


def test_the_last_list_is_complete_where_another_source_counts_as_many() -> None:
    """In Hauts-de-Seine and Val-de-Marne, and not in the other departments that it names."""
    (found,) = against_the_law(on_communes(LAST.communes))
    assert found.kind is RemarkKind.LIST_INCOMPLETE
    assert (
        "complete in these departments: Seine-et-Marne, Yvelines, Essonne, Seine-Saint-Denis and "
        "Val-d'Oise; the state of 2025"
    ) in found.text.en


def test_a_commitment_without_a_territory_has_no_list() -> None:
    """Even one that cites the rule."""
    assert kinds(agreement_of(owed(at_least="50 %", sources=(RULE,)))) == []


# --- The law as it is known ----------------------------------------------------------------------


def versions_of(*since: date, same: bool = False) -> tuple[Version[int], ...]:
    """Versions that say 0, 1, 2..., or all the same."""
    return tuple(
        Version(0 if same else place, day, (code("L.1"),), Confidence.VERIFIED)
        for place, day in enumerate(since)
    )


A, B, C = date(2010, 1, 1), date(2015, 1, 1), date(2020, 1, 1)


@pytest.mark.parametrize(
    ("rule", "known", "expected"),
    [
        (Provision("r", "R", versions_of(A, B)), A - DAY, []),
        (Provision("r", "R", versions_of(A, B)), A, [(A, date.max, True)]),
        (Provision("r", "R", versions_of(A, B)), B, [(A, B, False), (B, date.max, True)]),
        (Provision("r", "R", versions_of(A, B, same=True)), B, [(A, date.max, True)]),
        (Provision("r", "R", versions_of(A), verified_until=B), B, [(A, date.max, True)]),
        (Provision("r", "R", versions_of(A), verified_until=B), B + DAY, [(A, B + DAY, True)]),
        (Provision("r", "R", versions_of(A), ended=B), B - DAY, [(A, date.max, True)]),
        (Provision("r", "R", versions_of(A), ended=B), B, [(A, B, False)]),
        (Provision("r", "R", versions_of(A), ended=C, verified_until=B), C, [(A, B + DAY, True)]),
    ],
)
def test_the_law_as_it_is_known(
    rule: Provision[int], known: date, expected: list[tuple[date, date, bool]]
) -> None:
    """What comes later is not known; the last version lasts, as far as it was verified."""
    found = list(list_regimes(rule, known=known))
    assert [(each.period.start, each.period.end, each.lasts) for each in found] == expected


@pytest.mark.parametrize(
    ("period", "places"),
    [
        (Period(A, B), [0]),
        (Period(A, B + DAY), [0, 1]),
        (Period(B, C), [1]),
        (Period(B, C + DAY), [1, 2]),
        (Period(C, C + DAY), [2]),
    ],
)
def test_the_versions_of_some_days(period: Period, places: list[int]) -> None:
    """Those in force on some of them, and no other."""
    versions = versions_of(A, B, C, same=True)
    (regime,) = list_regimes(Provision("r", "R", versions), known=C)
    assert regime.during([period]) == tuple(versions[place] for place in places)


def test_an_article_is_cited_by_its_number_or_its_words() -> None:
    """A letter or a paragraph of it is another text."""
    articles = (code("L.1, as of 2017"), Source("A law", "article 3"))
    for source, cited in (
        (code("L.1"), True),
        (code("L.1, as of 2017"), True),
        (code("L.1, a"), False),
        (Source("A law", "article 3"), True),
        (Source("A law"), False),
        (Source("Another law", "article 3"), False),
    ):
        assert cites(attrs.evolve(P, sources=(source,)), articles) is cited
    assert article_number(Source("A law")) is None


# --- What is asked -------------------------------------------------------------------------------

untyped: Any = review


def test_a_contingent_that_an_amendment_adds_may_be_named() -> None:
    """Whichever version declares it, and before it is in force."""
    added = Amendment(
        effective=date(2017, 1, 1), signed_on=date(2017, 1, 1), add=(reserving("35 %"),)
    )
    agreement = agreement_of().amend(added)
    whose = {"of-prefect": Holder.STATE}
    assert kinds(agreement, date(2016, 12, 31), holders=whose) == []
    assert kinds(agreement, date(2017, 1, 1), holders=whose) == [ABOVE]


@pytest.mark.parametrize(
    ("holders", "error", "expected"),
    [
        ({"right": Holder.STATE}, UnknownCodeError, "did you mean 'rights'"),
        ({"rights": "state"}, InvalidTypeError, r"a Holder, such as Holder\.ACTION_LOGEMENT"),
        (["rights"], InvalidTypeError, "a mapping, {"),
        ({3: Holder.STATE}, InvalidTypeError, "review, holders"),
    ],
)
def test_holders_that_cannot_be(holders: Any, error: type[Exception], expected: str) -> None:
    """What was given, where, and what was expected."""
    with pytest.raises(error, match=expected):
        untyped(agreement_of(), on=date(2018, 1, 1), holders=holders)


# --- The laws that reviews are held to -----------------------------------------------------------

MIXED = agreement_of(
    owed("low", at_least="10 %", contingents=("rights",)),
    owed("high", at_least={2015: "30 %", 2017: "20 %"}, contingents=("rights",)),
    owed("clash", at_least="30 %", at_most="20 %", contingents=("rights",), sources=()),
    contingents=(RIGHTS, reserving("19 %", who=TOWN), reserving("35 %")),
    undertakings=(Undertaking("study", "A study", by=("als",), due=date(2016, 6, 30)),),
)
ALL = {**WHOSE, "of-town": Holder.LOCAL_AUTHORITY, "of-prefect": Holder.STATE}


@pytest.mark.parametrize("on", [date(2015, 1, 1), ANNUAL, date(2018, 12, 31), date(2030, 1, 1)])
def test_reviews_against_the_law_keep_their_laws(on: date) -> None:
    """In any order, in both languages, and whoever the holders are."""
    laws.remarks_can_be_said(MIXED, on, ALL)
    laws.review_ignores_order(MIXED, on, ALL)
    laws.holders_only_add(MIXED, on, ALL)
    laws.contradictions_stay(MIXED, on)


def found_of(agreement: Agreement, *remarks: Remark) -> Review:
    """A review that says so much."""
    return Review(agreement, ANNUAL, ANNUAL, remarks)


def saying(severity: Severity, *where: str) -> Remark:
    """A remark that says nothing much."""
    return Remark(severity, RemarkKind.GAP, where, Text("a gap", "un trou"))


def one_and_all(agreement: Agreement, said: Any, *, on: date) -> UndertakingReport:
    """What is judged of two statements is not what is judged of one."""
    return check_undertakings(agreement, said if len(said) == 1 else {}, on=on)


TWO = attrs.evolve(
    MIXED, undertakings=(*MIXED.undertakings, Undertaking("team", "A team", by=("als",)))
)
DONE = {"study": date(2016, 1, 1)}
BROKEN: tuple[tuple[str, Any, Callable[[], None]], ...] = (
    (
        "compare",
        lambda one, _: compare(one, PROTOCOL),
        lambda: laws.comparing_mirrors(MIXED, TWO),
    ),
    (
        "check_undertakings",
        lambda agreement, _, *, on: check_undertakings(agreement, DONE, on=on),
        lambda: laws.silence_decides_nothing(MIXED, ANNUAL),
    ),
    (
        "check_undertakings",
        lambda agreement, said, *, on: check_undertakings(
            attrs.evolve(agreement, undertakings=()), said, on=on
        ),
        lambda: laws.no_undertaking_disappears(MIXED, ANNUAL),
    ),
    (
        "check_undertakings",
        one_and_all,
        lambda: laws.saying_more_never_overturns(TWO, DONE, {"team": ANNUAL}, ANNUAL),
    ),
    (
        "review",
        lambda agreement, **_: found_of(agreement, saying(Severity.LOOK)),
        lambda: laws.remarks_can_be_said(MIXED, ANNUAL),
    ),
    (
        "review",
        lambda agreement, **_: found_of(agreement, saying(Severity.BELOW_THE_LAW, "study")),
        lambda: laws.remarks_can_be_said(MIXED, ANNUAL),
    ),
    (
        "review",
        lambda agreement, **_: found_of(
            agreement, saying(Severity.LOOK, agreement.commitments[0].code)
        ),
        lambda: laws.review_ignores_order(MIXED, ANNUAL),
    ),
    (
        "review",
        lambda agreement, **_: found_of(
            agreement, saying(Severity.CONTRADICTION, agreement.commitments[-1].code)
        ),
        lambda: laws.contradictions_stay(MIXED, ANNUAL),
    ),
    (
        "review",
        lambda agreement, *, on, holders: found_of(
            agreement, *([] if holders else [saying(Severity.LOOK, str(on))])
        ),
        lambda: laws.holders_only_add(MIXED, ANNUAL, ALL),
    ),
)


@pytest.mark.parametrize(("name", "wrong", "law"), BROKEN, ids=range(len(BROKEN)))
def test_a_law_of_reviews_fails_when_it_is_broken(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: Any, law: Callable[[], None]
) -> None:
    """Each holds as things are, and fails once what it speaks of is replaced."""
    law()
    monkeypatch.setattr(of_reviews, name, wrong)
    with pytest.raises(AssertionError):
        law()
