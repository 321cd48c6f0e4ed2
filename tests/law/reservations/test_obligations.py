"""The quarter of each holder against the dossier, line by line, around each day of change."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Household, Text, Verdict
from housing_agreements.errors import InvalidObjectError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.publics import (
    ASSAULT_NEAR_HOME,
    DALO,
    PRIORITY_PUBLICS,
    TEMPORARILY_HOUSED_IN_QUARTER,
    among_workers,
)
from housing_agreements.law.reservations.obligations import QUARTERS, Holder, Quarter

DAY = timedelta(days=1)
COMPANY, ANNUAL, READ_SINCE = date(2016, 10, 22), date(2017, 1, 29), date(2022, 2, 23)
LETTERS = [each.code for each in PRIORITY_PUBLICS.versions[-1].value][1:]
WORKERS = [f"worker-{code}" for code in LETTERS]
ANSWERS = (True, False, None)

# Holder, since, by programme, main publics, failing them, whether the part of these is stated,
# whether the prefect makes up what is lacking, confidence.
Row = tuple[Holder, date, bool, list[str], list[str], bool, bool, Confidence]
READ, SECOND = Confidence.VERIFIED, Confidence.SECONDARY
WORKER, PART = ["worker-dalo"], ["temporary-housing"]
TABLE: list[Row] = [
    (Holder.ACTION_LOGEMENT, date(2009, 3, 28), True, WORKER, [], True, False, READ),
    (Holder.ACTION_LOGEMENT, date(2014, 3, 27), True, WORKER, PART, False, False, READ),
    (Holder.ACTION_LOGEMENT, COMPANY, True, WORKER, PART, False, False, READ),
    (Holder.ACTION_LOGEMENT, ANNUAL, False, WORKER, WORKERS, True, True, READ),
    (Holder.FONCIERE, COMPANY, True, WORKER, PART, False, False, READ),
    (Holder.FONCIERE, ANNUAL, False, WORKER, WORKERS, True, True, READ),
    (Holder.LOCAL_AUTHORITY, ANNUAL, False, ["dalo"], LETTERS, True, True, SECOND),
    (Holder.LOCAL_AUTHORITY, READ_SINCE, False, ["dalo"], LETTERS, True, True, READ),
    (Holder.LANDLORD, ANNUAL, False, ["dalo"], LETTERS, True, True, SECOND),
    (Holder.LANDLORD, READ_SINCE, False, ["dalo"], LETTERS, True, True, READ),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0].value} {row[1]}")
def test_each_line_of_the_dossier_holds_from_its_day(row: Row) -> None:
    """On its day and the next, the obligation says what the line says; the day before, it differs.

    The change of 22 October 2016 renames who owes it, and nothing else; on 23 February 2022 it
    is only the wording that was read.
    """
    holder, since, by_programme, main, failing, stated, made_up, confidence = row
    provision = QUARTERS[holder]
    for day in (since, since + DAY):
        version = provision.at(day)
        owed = version.value
        assert owed is not None
        assert (version.since, version.confidence) == (since, confidence)
        assert (owed.share, owed.by_programme) == (Fraction(1, 4), by_programme)
        assert [public.code for public in owed.main] == main
        assert [public.code for public in owed.failing] == failing
        assert (owed.failing_at_most == 1) is stated
        assert (owed.shortfall is not None) is made_up
    if provision.versions[0].since == since:
        with pytest.raises(NotKnownError, match="no earlier version"):
            provision.on(since - DAY)
    else:
        same = since in {COMPANY, READ_SINCE}
        assert (provision.on(since - DAY) == provision.on(since)) is same
    assert provision.versions[-1].since <= READ_SINCE


@pytest.mark.parametrize("holder", [Holder.LOCAL_AUTHORITY, Holder.LANDLORD])
def test_nothing_was_owed_by_each_holder_before_2017(holder: Holder) -> None:
    """From the first list read to 28 January 2017, local authorities and landlords owe none."""
    assert QUARTERS[holder].on(ANNUAL - DAY) is None
    assert QUARTERS[holder].on(date(2006, 7, 16)) is None
    assert [source.article for source in QUARTERS[holder].at(ANNUAL - DAY).sources] == ["L.441-1"]
    with pytest.raises(NotKnownError):
        QUARTERS[holder].on(date(2006, 7, 15))


@pytest.mark.parametrize("holder", QUARTERS)
def test_nothing_is_said_past_the_last_verified_day(holder: Holder) -> None:
    """On the last verified day the obligation is known, and not on the next."""
    assert QUARTERS[holder].on(VERIFIED_UNTIL) is not None
    with pytest.raises(NotKnownError, match="the last one verified"):
        QUARTERS[holder].on(VERIFIED_UNTIL + DAY)


def words_of(holder: Holder, day: date) -> tuple[str, str, str]:
    """The base, what replaces a shortfall, and what is noted, in English."""
    version = QUARTERS[holder].at(day)
    assert version.value is not None
    shortfall, note = version.value.shortfall, version.note
    return (
        version.value.base.en,
        shortfall.en if shortfall else "",
        note.en if note else "",
    )


@pytest.mark.parametrize("day", [ANNUAL, ANNUAL + DAY, VERIFIED_UNTIL], ids=str)
def test_fonciere_owes_its_quarter_on_its_own_dwellings(day: date) -> None:
    """Since 29 January 2017, of what belongs to it or to a subsidiary; it makes up on the same."""
    base, shortfall, note = words_of(Holder.FONCIERE, day)
    assert "belong to it or to a subsidiary" in base
    assert "reservation contracts" not in base
    assert shortfall.endswith("itself, or of its subsidiary concerned")
    assert "names no agreement with the prefect" in note


@pytest.mark.parametrize("day", [COMPANY, COMPANY + DAY, ANNUAL - DAY], ids=str)
def test_fonciere_owed_its_quarter_by_programme(day: date) -> None:
    """From 22 October 2016 to 28 January 2017, and nobody made up what was lacking."""
    base, shortfall, note = words_of(Holder.FONCIERE, day)
    assert "programme by programme" in base
    assert shortfall == ""
    assert "the wording before 22 October 2016 is not held" in note
    owed = QUARTERS[Holder.FONCIERE].on(day)
    assert owed is not None
    articles = {
        source.article for public in (*owed.main, *owed.failing) for source in public.sources[:1]
    }
    assert articles == {"L.313-35"}


@pytest.mark.parametrize("day", [ANNUAL, READ_SINCE - DAY, READ_SINCE, READ_SINCE + DAY], ids=str)
def test_landlord_owes_where_the_candidate_of_the_holder_failed(day: date) -> None:
    """Dwellings not reserved, or whose candidate failed; read as it is since 23 February 2022."""
    base, shortfall, note = words_of(Holder.LANDLORD, day)
    assert base.endswith("to a candidate whom the holder presented failed")
    assert "not reserved or whose holder's candidate was not housed" in shortfall
    assert ("was not read" in note) is (day < READ_SINCE)
    local, _, unread = words_of(Holder.LOCAL_AUTHORITY, day)
    assert local == "annual attributions of the dwellings that it reserves"
    assert ("was not read" in unread) is (day < READ_SINCE)


def test_the_state_owes_no_quarter() -> None:
    """Its rights are reserved for priority persons as a whole, but those for its agents."""
    assert set(Holder) - set(QUARTERS) == {Holder.STATE, Holder.STATE_AGENTS}


def test_each_obligation_cites_its_article() -> None:
    """Collectors and their successors by L.313-26-2, the AFL by L.313-35, the others by L.441-1."""
    for holder, article in {
        Holder.ACTION_LOGEMENT: "L.313-26-2",
        Holder.FONCIERE: "L.313-35",
        Holder.LOCAL_AUTHORITY: "L.441-1",
        Holder.LANDLORD: "L.441-1",
    }.items():
        for version in QUARTERS[holder].versions:
            assert any(article in (source.article or "") for source in version.sources)


@given(*[st.sampled_from(ANSWERS)] * 3)
def test_workers_are_employees_or_jobseekers(
    employed: bool | None,  # noqa: FBT001  # a fact
    jobseeker: bool | None,  # noqa: FBT001  # a fact
    dalo: bool | None,  # noqa: FBT001  # a fact
) -> None:
    """Among workers, a public asks for one of the two beside its own criterion."""
    household = Household(employed=employed, jobseeker=jobseeker, dalo_recognised=dalo)
    criterion = among_workers(DALO).criterion.on(ANNUAL)
    assert criterion is not None
    expected = (Verdict.of(employed) | Verdict.of(jobseeker)) & Verdict.of(dalo)
    assert criterion.decide(household, on=ANNUAL) is expected


def test_among_workers_a_public_begins_with_its_own_day() -> None:
    """Nobody belongs before, among workers as elsewhere; the article on workers is cited."""
    public = among_workers(ASSAULT_NEAR_HOME)
    assert public.criterion.on(date(2018, 11, 24)) is None
    assert public.criterion.on(date(2018, 11, 25)) is not None
    assert [source.article for source in public.sources][:2] == ["L.313-26-2", "L.441-1, g bis"]


def test_a_part_may_go_to_those_housed_temporarily_from_2014_to_2017() -> None:
    """From 27 March 2014 to 28 January 2017; before and after, nobody belongs to that public."""
    begins, ends = date(2014, 3, 27), ANNUAL
    named = {
        day: TEMPORARILY_HOUSED_IN_QUARTER.criterion.on(day) is not None
        for day in (begins - DAY, begins, begins + DAY, ends - DAY, ends, ends + DAY)
    }
    assert list(named.values()) == [False, True, True, True, False, False]
    assert TEMPORARILY_HOUSED_IN_QUARTER.criterion.days[0] == date(2009, 3, 28)


@pytest.mark.parametrize(
    ("housed", "employed", "verdict"),
    [
        (True, True, Verdict.MET),
        (True, False, Verdict.UNDETERMINED),
        (False, True, Verdict.UNMET),
        (False, False, Verdict.UNMET),
    ],
)
def test_whether_those_housed_temporarily_must_work_is_open(
    housed: bool,  # noqa: FBT001  # a case of the table
    employed: bool,  # noqa: FBT001  # a case of the table
    verdict: Verdict,
) -> None:
    """A worker housed temporarily belongs; of another the text does not say."""
    household = Household(temporarily_housed=housed, employed=employed, jobseeker=False)
    criterion = TEMPORARILY_HOUSED_IN_QUARTER.criterion.on(date(2016, 1, 1))
    assert criterion is not None
    assert criterion.decide(household, on=date(2016, 1, 1)) is verdict


def test_an_impossible_obligation_is_refused() -> None:
    """A share above 1 or a float, nobody to whom it is owed, words that are none."""
    base = Text("attributions", "attributions")
    with pytest.raises(InvalidValueError, match="at least one public"):
        Quarter("1/4", base, by_programme=False, main=())
    untyped: Any = Quarter
    with pytest.raises(InvalidObjectError) as caught:
        untyped(0.25, "attributions", 1, (3,), ("dalo",), "3/2", "nothing")
    assert len(caught.value.faults) == 7
