"""Management by flow against the dossier: what is left out, deadlines, reports, a ceiling."""

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    AgreementKind,
    Attribution,
    Contingent,
    Management,
    Party,
    Period,
    Territory,
    Verdict,
    check_quotas,
)
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.reservations.ceilings import (
    AGENTS_CEILING,
    LOCAL_AUTHORITIES_CEILING,
    STATE_CEILING,
)
from housing_agreements.law.reservations.flow import (
    CONFERENCE_REPORT_DAY,
    CONVERSION_DEADLINE,
    FLOW_REPORT_DAY,
    LEFT_OUT,
    MANAGEMENT_OF_RESERVATIONS,
    annual_flow,
    conference_report,
    flow_at_most,
    flow_convention,
    flow_report,
    left_out_tags,
)

DAY = timedelta(days=1)
FLOW = date(2020, 2, 22)
TAGS = (
    "transfer",
    "renewal-relocation",
    "condominium-relocation",
    "unsafe-housing-relocation",
    "sale-relocation",
)
SUBSTITUTED = date(2022, 2, 23)
UNTYPED: Any = flow_at_most
OF_STOCK = attrs.evolve(STATE_CEILING, versions=STATE_CEILING.versions[:1])


@pytest.mark.parametrize(
    ("since", "management"),
    [(date(2011, 2, 17), Management.STOCK), (FLOW, Management.FLOW)],
    ids=str,
)
def test_the_flow_replaces_the_stock(since: date, management: Management) -> None:
    """By stock up to 21 February 2020, by flow from the 22nd; both texts were read."""
    for day in (since, since + DAY):
        assert MANAGEMENT_OF_RESERVATIONS.on(day) is management
        assert MANAGEMENT_OF_RESERVATIONS.at(day).confidence is Confidence.VERIFIED
    if since == FLOW:
        assert MANAGEMENT_OF_RESERVATIONS.on(since - DAY) is Management.STOCK
    else:
        with pytest.raises(NotKnownError):
            MANAGEMENT_OF_RESERVATIONS.on(since - DAY)


@pytest.mark.parametrize(
    ("since", "deadline", "confidence"),
    [
        (date(2018, 11, 25), date(2021, 11, 23), Confidence.VERIFIED),
        (SUBSTITUTED, date(2023, 11, 23), Confidence.VERIFIED),
    ],
    ids=str,
)
def test_the_deadline_was_moved(since: date, deadline: date, confidence: Confidence) -> None:
    """Three years from 23 November 2018, then five; that administrations take the 24th is said."""
    for day in (since, since + DAY):
        version = CONVERSION_DEADLINE.at(day)
        assert (version.value, version.confidence) == (deadline, confidence)
        owed = flow_convention(on=day, by=("landlord",))
        assert (owed.due, owed.by, owed.sources) == (deadline, ("landlord",), version.sources)
        assert f"24 November {deadline.year}" in owed.text.en
        assert f"24 novembre {deadline.year}" in owed.text.fr
        assert version.note is not None
        assert "administrations write 24 November" in version.note.en
    if since.year == 2018:
        with pytest.raises(NotKnownError):
            flow_convention(on=since - DAY, by=("landlord",))
    else:
        assert CONVERSION_DEADLINE.on(since - DAY) == date(2021, 11, 23)


@pytest.mark.parametrize("day", [FLOW, FLOW + DAY, SUBSTITUTED - DAY], ids=str)
def test_five_things_are_left_out(day: date) -> None:
    """The rehousing of a sale and not the sale; and the list is complete."""
    assert left_out_tags(on=day) == TAGS == tuple(item.tag for item in LEFT_OUT.on(day))
    version = LEFT_OUT.at(day)
    assert version.value[-1].name.en.startswith("rehousing in an operation of sale")
    assert version.note is not None
    assert version.note.en == "the list of the decree is complete"
    assert version.confidence is Confidence.VERIFIED


@pytest.mark.parametrize("day", [SUBSTITUTED, SUBSTITUTED + DAY, VERIFIED_UNTIL], ids=str)
def test_what_the_prefect_attributes_in_place_of_a_landlord_is_left_out(day: date) -> None:
    """Since 23 February 2022, by the law and not by the decree."""
    assert left_out_tags(on=day) == (*TAGS, "prefect-substitution")
    articles = [source.article or "" for source in LEFT_OUT.at(day).sources]
    assert [article.partition(",")[0] for article in articles] == ["R441-5", "L.441-1"]


def test_nothing_is_known_of_the_list_outside_of_its_days() -> None:
    """Neither before the flow nor past the last verified day."""
    for day in (FLOW - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            left_out_tags(on=day)


@pytest.mark.parametrize(
    ("years", "substituted"), [((2021,), False), ((2022,), True), ((2021, 2023), True)]
)
def test_a_ceiling_leaves_out_what_is_left_out_on_a_day_of_its_years(
    years: tuple[int, ...],
    substituted: bool,  # noqa: FBT001  # a case of the table
) -> None:
    """A thing added within a year is left out of it: nobody bears its tag before."""
    limit = flow_at_most(
        STATE_CEILING, dict.fromkeys(years, 100), contingents=("state",), code="state-flow"
    )
    assert limit.leaving_out == (*TAGS, *["prefect-substitution"] * substituted)


@given(st.dictionaries(st.sampled_from(TAGS), st.integers(0, 50)), st.integers(0, 500))
def test_the_flow_is_what_remains(left_out: dict[str, int], rest: int) -> None:
    """What is left out is taken away first, each thing once."""
    freed = rest + sum(left_out.values())
    assert annual_flow(freed, left_out, on=FLOW) == rest


@pytest.mark.parametrize(
    ("freed", "left_out", "error", "said"),
    [
        (10, {"transfers": 1}, UnknownCodeError, "did you mean 'transfer'"),
        (10, {"sale": 1}, UnknownCodeError, "something left out of the flow"),
        (10, {"prefect-substitution": 1}, UnknownCodeError, "something left out of the flow"),
        (10, {"transfer": 11}, InvalidValueError, "no more than the 10 freed"),
        (-1, {}, InvalidValueError, "at least 0"),
        (10, {"sale-relocation": -1}, InvalidValueError, "at least 0"),
        (10, {"sale-relocation": 1.0}, InvalidTypeError, "whole number"),
    ],
)
def test_impossible_flows_are_refused(
    freed: int, left_out: Any, error: type[Exception], said: str
) -> None:
    """A tag of another name, a negative number, more left out than there is."""
    with pytest.raises(error, match=said):
        annual_flow(freed, left_out, on=FLOW)


@pytest.mark.parametrize(
    ("offered", "left_out", "verdict"),
    [(240, 0, Verdict.MET), (241, 0, Verdict.UNMET), (240, 50, Verdict.MET)],
)
def test_the_ceiling_of_a_flow_judges_offers(offered: int, left_out: int, verdict: Verdict) -> None:
    """30 % of 801 are 240 offers; one more exceeds it, and what is left out does not count."""
    state = Party("state", "State")
    gironde = Territory("33", "Gironde", "department", departments=("33",))
    limit = flow_at_most(
        STATE_CEILING, {2024: 801}, contingents=("state",), landlords=("l1",), code="state-flow"
    )
    agreement = Agreement(
        "flow",
        AgreementKind.OTHER,
        "A convention of reservation by flow",
        parties=(state, Party("l1", "A landlord")),
        signed_on=date(2023, 11, 24),
        term=Period.year(2024),
        territory=gironde,
        contingents=(Contingent("state", state, gironde, management=Management.FLOW),),
        commitments=(limit,),
        undertakings=(
            flow_report(2024, by=("l1",)),
            flow_convention(on=date(2023, 1, 1), by=("l1",)),
        ),
    )
    day = date(2024, 5, 1)
    ledger = [
        Attribution("1", "state", "33063", landlord="l1", available_on=day, count=offered),
        Attribution("2", "state", "33063", landlord="l2", available_on=day, count=100),
    ]
    if left_out:
        ledger.append(
            Attribution(
                "3",
                "state",
                "33063",
                landlord="l1",
                available_on=day,
                tags={"transfer"},
                count=left_out,
            )
        )
    (finding,) = check_quotas(agreement, ledger, on=date(2025, 1, 1))
    assert finding.verdict is verdict
    assert finding.allowed is not None
    assert finding.allowed.value == 240
    assert "may be longer" not in words_of(finding)
    assert "the prefect may depart from it for a year at most" in words_of(finding)


def test_agents_have_their_own_ceiling() -> None:
    """5 % of a flow of 1,019 dwellings are 50, of 1,020 they are 51."""
    limit = flow_at_most(
        AGENTS_CEILING, {2023: 1019, 2024: 1020}, contingents=("agents",), code="agents"
    )
    assert limit.at_most is not None
    assert [limit.at_most.at(Period.year(year)) for year in (2023, 2024)] == [50, 51]
    assert [source.article for source in limit.sources] == ["R441-5-2"]
    assert limit.leaving_out == (*TAGS, "prefect-substitution")


def test_local_authorities_have_theirs_on_their_territory() -> None:
    """20 % of 104 dwellings of the flow there are 20, all together."""
    limit = flow_at_most(
        LOCAL_AUTHORITIES_CEILING, {2024: 104}, contingents=("town", "city"), code="guarantees"
    )
    assert limit.at_most is not None
    assert limit.at_most.at(Period.year(2024)) == 20
    assert [source.article for source in limit.sources] == ["R441-5-3", "R441-5-4"]


@pytest.mark.parametrize(
    ("ceiling", "flow", "error", "said"),
    [
        (STATE_CEILING, {2020: 10}, InvalidValueError, "a year that begins after 2020-02-22"),
        (STATE_CEILING, {2021: -1}, InvalidValueError, "at least 0"),
        (STATE_CEILING, {2027: 10}, NotKnownError, "the last one verified"),
        (STATE_CEILING, {2010: 10}, NotKnownError, "no earlier version"),
        (STATE_CEILING, {"2021": 10}, InvalidTypeError, "whole number"),
        (STATE_CEILING, {}, InvalidValueError, "at least one level"),
        (STATE_CEILING, [801], InvalidTypeError, "a mapping of years to flows"),
        (
            STATE_CEILING.on(FLOW),
            {2021: 10},
            InvalidTypeError,
            "a Provision of Ceiling: STATE_CEILING",
        ),
        (
            LOCAL_AUTHORITIES_CEILING,
            {2020: 10},
            InvalidValueError,
            "a year that begins after 2020-02-22",
        ),
        (OF_STOCK, {2021: 10}, InvalidValueError, "a ceiling of the flow"),
    ],
    ids=str,
)
def test_ceilings_of_no_flow_are_refused(
    ceiling: Any, flow: Any, error: type[Exception], said: str
) -> None:
    """A year of the stock, a ceiling of programmes, a year that is not known."""
    with pytest.raises(error, match=said):
        UNTYPED(ceiling, flow, contingents=("state",), code="flow")


@pytest.mark.parametrize("year", [2020, 2024])
def test_landlords_report_before_the_end_of_february(year: int) -> None:
    """The report on a year is due before 28 February of the next: the 27th is the last day."""
    owed = flow_report(year, by=("l1", "l2"))
    assert (owed.due, owed.by) == (date(year + 1, 2, 27), ("l1", "l2"))
    assert owed.code == f"flow-report-{year}"
    assert f"before 28 February {year + 1}" in owed.text.en
    assert FLOW_REPORT_DAY.on(FLOW) == (2, 28)


@pytest.mark.parametrize("year", [2020, 2024])
def test_conferences_hear_of_it_before_the_end_of_march(year: int) -> None:
    """The report is put to the conference before 31 March: the 30th is the last day."""
    owed = conference_report(year, by=("metropolis",))
    assert (owed.due, owed.by) == (date(year + 1, 3, 30), ("metropolis",))
    assert f"avant le 31 mars {year + 1}" in owed.text.fr
    assert CONFERENCE_REPORT_DAY.on(FLOW) == (3, 31)
    for provision in (FLOW_REPORT_DAY, CONFERENCE_REPORT_DAY):
        note = provision.at(FLOW).note
        assert note is not None
        assert "taken in common use" in note.en


@pytest.mark.parametrize("report", [flow_report, conference_report])
def test_reports_begin_with_a_year_of_the_flow(report: Any) -> None:
    """The rule is not known before 22 February 2020, nor past the last verified day."""
    for year in (2019, 2026):
        with pytest.raises(NotKnownError):
            report(year, by=("l1",))
    for provision in (FLOW_REPORT_DAY, CONFERENCE_REPORT_DAY):
        with pytest.raises(NotKnownError):
            provision.on(FLOW - DAY)


@pytest.mark.parametrize(
    ("day", "hospitals"),
    [(SUBSTITUTED - DAY, False), (SUBSTITUTED, True), (SUBSTITUTED + DAY, True)],
)
def test_hospitals_keep_identified_dwellings_since_2022(
    day: date,
    hospitals: bool,  # noqa: FBT001  # a case of the table
) -> None:
    """Defence and internal security do from the first; public health establishments later."""
    note = MANAGEMENT_OF_RESERVATIONS.at(day).note
    assert note is not None
    assert "defence and internal security" in note.en
    assert ("public health" in note.en) is hospitals


@pytest.mark.parametrize("left_out", [["transfer"], None, 3])
def test_what_is_left_out_of_the_flow_is_given_by_tag(left_out: Any) -> None:
    """What is left out of the flow is refused unless it is given by tag."""
    with pytest.raises(InvalidTypeError, match=r"annual_flow, left_out: .* a mapping of tags"):
        annual_flow(10, left_out, on=FLOW)
