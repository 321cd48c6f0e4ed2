"""The flow of a year: shared out, by kind of dwelling, under its ceilings, and told each year."""

import pickle
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    NOT_KNOWN,
    Attribution,
    Bounds,
    Contingent,
    DuplicateIdError,
    DwellingDetail,
    FlowAccount,
    Holder,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    Party,
    Period,
    Territory,
    Timeline,
    UnknownCodeError,
    Verdict,
    account_for_flow,
    check_flow_ceilings,
    list_turns,
    next_holder,
    next_holders,
    share_flow,
)
from housing_agreements.testing import laws

MET, UNMET, UNDETERMINED = Verdict.MET, Verdict.UNMET, Verdict.UNDETERMINED
NORD = Territory("59", "Nord", "department", departments=("59",))


def held_by(**shares: str | Timeline[str] | None) -> list[Contingent]:
    """Contingents with these shares, by code."""
    return [
        Contingent(code, Party(code, f"The {code}"), NORD, share=share)
        for code, share in shares.items()
    ]


HELD = held_by(state="30 %", als="25 %", city="15 %")

# --- The flow shared out --------------------------------------------------------------------------


def test_a_flow_is_shared_out_in_whole_dwellings() -> None:
    """The base leaves out what the law does, and the parts sum to it."""
    flow = share_flow(HELD, period=2024, freed=1_003, left_out={"transfer": 200})
    assert (flow.base, flow.left_out) == (803, (("transfer", 200),))
    assert [(part.contingent, part.dwellings) for part in flow] == [
        ("state", 241),
        ("als", 201),
        ("city", 120),
        (None, 241),
    ]
    assert flow[1].due == Fraction(803, 4)
    # With one more the remainders change places: 241.2, 201, 120.6, 241.2.
    more = share_flow(HELD, period=2024, freed=1_004, left_out={"transfer": 200})
    assert [part.dwellings for part in more] == [241, 201, 121, 241]
    none = share_flow(HELD, period=2024, freed=200, left_out={"transfer": 200})
    assert [part.dwellings for part in none] == [0, 0, 0, 0]


@given(
    st.lists(st.integers(20, 400), min_size=1, max_size=3),
    st.dictionaries(st.sampled_from(["transfer", "renewal-relocation"]), st.integers(0, 10)),
    st.permutations(HELD),
)
def test_flows_add_up(freed: list[int], left_out: dict[str, int], held: list[Contingent]) -> None:
    """The flow of several years is the flow of all of them."""
    laws.flows_add_up(held, dict(enumerate(freed, start=2023)), left_out)


def test_flows_of_shared_days_do_not_add_up() -> None:
    """A day counts once; and a flow is added to flows alone."""
    flow = share_flow(HELD, period=2024, freed=10)
    with pytest.raises(InvalidValueError, match="share no day"):
        _ = flow + share_flow(HELD, period=Period(date(2024, 12, 31), AFTER), freed=10)
    with pytest.raises(TypeError):
        flow + 1  # type: ignore[operator]  # wrong on purpose
    others = share_flow(held_by(new="40 %"), period=2025, freed=10, left_out={"transfer": 5})
    both = flow + others
    assert [(part.contingent, part.due) for part in both] == [
        ("state", 3),
        ("als", Fraction(5, 2)),
        ("city", Fraction(3, 2)),
        ("new", 2),
        (None, 6),
    ]
    assert both.left_out == (("transfer", 5),)


def test_a_share_that_changes_in_a_period_cuts_it() -> None:
    """On its first day a change is in time; later the flow of each part is asked apart."""
    held = held_by(als=Timeline({date.min: "20 %", date(2024, 7, 1): "30 %"}))
    with pytest.raises(InvalidValueError, match="whose share changes on 2024-07-01"):
        share_flow(held, period=2024, freed=10)
    first = share_flow(held, period=Period(date(2024, 1, 1), date(2024, 7, 1)), freed=10)
    second = share_flow(held, period=Period(date(2024, 7, 1), date(2025, 1, 1)), freed=10)
    assert (first + second)[0].due == 5
    assert str(first + second).startswith("The flow of 2024: 20 dwellings")
    until = held_by(als=Timeline({date.min: "20 %"}, verified_until=date(2024, 12, 30)))
    with pytest.raises(NotKnownError, match="2024-12-31"):
        share_flow(until, period=2024, freed=10)


@pytest.mark.parametrize(
    ("error", "match", "changed"),
    [
        (InvalidTypeError, "a whole number", {"freed": 1.5}),
        (InvalidValueError, "at least 0", {"freed": -1}),
        (InvalidTypeError, "left_out", {"left_out": ["transfer"]}),
        (UnknownCodeError, "did you mean 'transfer'", {"left_out": {"transfers": 1}}),
        (InvalidValueError, "no more than the 10 freed", {"left_out": {"transfer": 11}}),
        (NotKnownError, "day", {"period": 2016}),
        (InvalidTypeError, "a year", {"period": "2024"}),
        (NotKnownError, "without a share", {"contingents": held_by(als=None)}),
        (InvalidValueError, "100 % together", {"contingents": held_by(a="60 %", b="50 %")}),
    ],
)
def test_a_wrong_flow_is_refused(
    error: type[Exception], match: str, changed: dict[str, object]
) -> None:
    """A fault says where it is."""
    call: dict[str, object] = {"contingents": HELD, "period": 2024, "freed": 10} | changed
    with pytest.raises(error, match=match):
        share_flow(**call)  # type: ignore[arg-type]  # wrong on purpose


def test_a_fault_of_a_flow_is_told_of_the_flow() -> None:
    """By the name of what was given, a year of another kind with the year that is meant."""
    anything: Any = share_flow
    for year in ("2024", 2024.0, Decimal(2024)):
        with pytest.raises(InvalidTypeError, match=r"share_flow, period: .* write 2024"):
            anything(HELD, period=year, freed=3)
    with pytest.raises(InvalidTypeError, match=r"share_flow, period: .* write 2018"):
        anything(HELD, period=None, freed=3)
    with pytest.raises(InvalidTypeError, match=r"^share_flow, freed: given '3'"):
        anything(HELD, period=2024, freed="3")
    with pytest.raises(InvalidObjectError) as caught:
        share_flow(HELD, period=2024, freed=3, left_out={"transfer": -1, "transfert": 1})
    assert [fault.where for fault in caught.value.faults] == [
        "share_flow, left_out, 'transfer'", "share_flow, left_out",
    ]  # fmt: skip


def test_a_flow_is_told() -> None:
    """In both languages, as rows, and in short."""
    flow = share_flow(HELD, period=2024, freed=1_003, left_out={"transfer": 200})
    assert "less 200: internal transfers" in words_of(flow)
    assert "moins 200\u00a0: mutations internes" in words_of(flow, "fr")
    assert "R441-5" in words_of(flow)
    assert flow.rows()[0] == {
        "contingent": "state", "holder": "The state", "due": "2409/10", "dwellings": 241,
    }  # fmt: skip
    assert words_of(flow[0]) == "The state: due 240.9, in whole dwellings 241"
    assert words_of(flow[0], "fr") == "The state\u00a0: dû 240,9, en logements entiers 241"
    assert all(len(line) <= 80 for line in str(flow.explain("fr")).splitlines())
    assert repr(flow) == "<Flow 2024: 803 dwellings for 4 holders>"
    assert repr(flow[3]).startswith("<FlowPart the landlord's own: 241 of 2409/10")
    assert pickle.loads(pickle.dumps(flow)) == flow
    with pytest.raises(InvalidTypeError, match="len"):
        bool(flow)


# --- Kinds of dwellings ---------------------------------------------------------------------------

KINDS: dict[str, dict[str | None, int]] = {"T2": {"state": 3, None: 1}, "T4": {"als": 2}}


def test_strata_stand_alone() -> None:
    """The turn of each kind is that of the kind alone; the total is their sum, and not promised."""
    laws.strata_stand_alone(HELD, KINDS)
    turns = next_holders(HELD, KINDS)
    assert turns.of("T4") == next_holder(HELD, KINDS["T4"])
    assert [item.stratum for item in turns] == ["T2", "T4"]
    assert {standing.contingent: standing.due for standing in turns.total} == {
        "state": Fraction(9, 5),
        "als": Fraction(3, 2),
        "city": Fraction(9, 10),
        None: Fraction(9, 5),
    }
    assert turns.furthest == Fraction(6, 5)
    assert turns.verdict is UNMET
    assert next_holders(HELD, {"T2": {}}).verdict is MET
    back = next_holders(HELD, KINDS, back={"T4": {"als": 2}}, on=date(2024, 1, 1))
    assert back.of("T4").had["als"] == 0
    assert back.of("T2") == next_holder(HELD, KINDS["T2"], on=date(2024, 1, 1))


def test_strata_are_told() -> None:
    """Each kind with its turn, and the total, in both languages and as rows."""
    turns = next_holders(HELD, KINDS)
    assert words_of(turns).startswith("T2, the next dwelling: The als\n")
    assert "T4, the next dwelling: The state" in words_of(turns)
    assert "T4, prochain logement\u00a0: The state" in words_of(turns, "fr")
    assert "over all of them it is not promised" in words_of(turns)
    assert "Toutes catégories de logements" in words_of(turns, "fr")
    rows = turns.rows()
    assert len(rows) == 8
    assert (rows[0]["stratum"], rows[-1]["stratum"]) == ("T2", "T4")
    assert repr(turns).startswith("<TurnsByStratum 2 kinds; within 6/5")
    assert repr(turns[0]).startswith("<StratumTurn T2: ")
    assert words_of(turns[0]).startswith("T2, the next dwelling: ")
    with pytest.raises(UnknownCodeError, match="did you mean 'T2'"):
        turns.of("T2b")
    with pytest.raises(InvalidValueError, match="language"):
        turns.rows("de")  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("error", "match", "changed"),
    [
        (InvalidTypeError, "by stratum", {"given": [1]}),
        (InvalidTypeError, "by stratum", {"back": 1}),
        (InvalidValueError, "at least one stratum", {"given": {}}),
        (InvalidTypeError, "stratum", {"given": {2: {}}}),
        (UnknownCodeError, "known here: 'T2'", {"back": {"T3": {}}}),
        (InvalidTypeError, "'T2', given", {"given": {"T2": 3}}),
        (InvalidValueError, "'T2', back", {"back": {"T2": {"state": 1}}}),
    ],
)
def test_wrong_strata_are_refused(
    error: type[Exception], match: str, changed: dict[str, object]
) -> None:
    """A fault says in which kind it is."""
    call: dict[str, object] = {"contingents": HELD, "given": {"T2": {}}} | changed
    with pytest.raises(error, match=match):
        next_holders(**call)  # type: ignore[arg-type]  # wrong on purpose


# --- The ceilings of the law ----------------------------------------------------------------------

HOLDERS = {"state": Holder.STATE, "agents": Holder.STATE_AGENTS, "city": Holder.LOCAL_AUTHORITY}
AFTER = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("given_", "verdicts", "next_pass"),
    [
        # Of 801: 240 for the prefect, 40 of which for agents; of 61 on the territory: 12.
        ({"state": 199, "agents": 40, "city": 12}, (MET, MET, MET), (UNMET, MET, MET)),
        ({"state": 200, "agents": 40, "city": 11}, (MET, MET, MET), (MET, MET, UNMET)),
        ({"state": 201, "agents": 40, "city": 12}, (UNMET, MET, MET), (MET, MET, MET)),
        ({"state": 0, "agents": 41, "city": 13}, (MET, UNMET, UNMET), (UNMET, MET, MET)),
    ],
)
def test_ceilings_are_judged_on_the_flow_of_the_year(
    given_: dict[str, int], verdicts: tuple[Verdict, ...], next_pass: tuple[Verdict, ...]
) -> None:
    """Each on both sides of its edge; the agents of the State count within its share."""
    report = check_flow_ceilings(2024, given_, flow=801, local_flow=61, holders=HOLDERS, on=AFTER)
    assert tuple(standing.verdict for standing in report) == verdicts
    assert tuple(standing.next_passes for standing in report) == next_pass
    assert report.settled
    assert report.verdict is Verdict.all(verdicts)


def test_on_the_way_the_flow_is_what_is_expected() -> None:
    """Before the end of the year nothing is settled, and what may still be given has bounds."""
    report = check_flow_ceilings(
        2024,
        {"state": 239, "als": 300, "city": 3},
        flow=Bounds(790, 810),
        holders={"state": Holder.STATE, "city": Holder.LOCAL_AUTHORITY},
        on=date(2024, 12, 31),
    )
    state, city = report
    assert not report.settled
    assert (state.verdict, state.further) == (UNDETERMINED, Bounds(0, 4))
    assert (state.next_passes, city.next_passes) == (UNDETERMINED, UNDETERMINED)
    assert city.verdict is UNDETERMINED
    assert city.further == Bounds(0, 159)  # 20 % of 810: the flow on a territory is a part
    english, french = words_of(report), words_of(report, "fr")
    assert "it is not known whether the next dwelling would pass it" in english
    assert "it is judged on the flow that is expected of it" in english
    assert "Plafonds du flux 2024, au 31 décembre 2024" in french
    assert "R441-5-2" in english
    assert "<svg" in report._repr_html_()
    row = report.rows()[0]
    assert (row["ceiling"], row["allowed_low"], row["allowed_high"]) == ("state-ceiling", 237, 243)
    assert report.of("state-ceiling") == (state,)
    assert repr(report) == "<CeilingReport 2024 on 2024-12-31: 2 ceilings: 2 undetermined>"
    assert repr(state) == "<CeilingStanding state-ceiling: undetermined, 239 reserved>"
    with pytest.raises(UnknownCodeError, match="a ceiling that was looked at"):
        report.of("state")


def test_the_flow_on_a_territory_is_a_part_of_the_whole() -> None:
    """Not known, it is at most the whole flow; as much is right, and one dwelling more is not."""
    of = {"city": Holder.LOCAL_AUTHORITY}
    for count, verdict in ((160, UNDETERMINED), (161, Verdict.UNMET)):
        report = check_flow_ceilings(2024, {"city": count}, flow=800, holders=of, on=AFTER)
        assert report.verdict is verdict
    for local in (800, Bounds(800, None)):
        report = check_flow_ceilings(
            2024, {"city": 161}, flow=800, local_flow=local, holders=of, on=AFTER
        )
        assert report.verdict is Verdict.UNMET
    with pytest.raises(InvalidValueError, match="no more than the whole flow, 800"):
        check_flow_ceilings(2024, {"city": 1}, flow=800, local_flow=801, holders=of, on=AFTER)
    open_ended = check_flow_ceilings(
        2024, {"city": 1}, flow=Bounds(5, None), local_flow=801, holders=of, on=AFTER
    )
    assert open_ended.verdict is Verdict.MET
    endless = check_flow_ceilings(
        2024, {"state": 1}, flow=Bounds(5, None), holders={"state": Holder.STATE}, on=AFTER
    )
    assert "<svg" not in endless._repr_html_()  # of what has no end no part can be drawn


def test_a_ceiling_that_is_passed_already_is_said_to_be() -> None:
    """Not that the next dwelling would pass it."""
    report = check_flow_ceilings(
        2024, {"state": 241}, flow=800, holders={"state": Holder.STATE}, on=date(2024, 6, 1)
    )
    assert "it is passed already" in words_of(report)
    assert "il est déjà dépassé" in words_of(report, "fr")
    assert "the next dwelling" not in words_of(report)


def test_the_next_dwelling_that_would_pass_is_said() -> None:
    """With nothing left the next one would; with something left, so many may be given still."""
    full, free = (
        check_flow_ceilings(
            2024, {"state": count}, flow=10, holders={"state": Holder.STATE}, on=date(2024, 6, 1)
        )
        for count in (3, 1)
    )
    assert "the next dwelling given to them would pass it" in words_of(full)
    assert "further dwellings that may be given to them: 2" in words_of(free)
    assert "le prochain logement attribué à ce titre le dépasserait" in words_of(full, "fr")
    assert "note" not in words_of(attrs.evolve(full[0], note=None))
    over = attrs.evolve(full[0], settled=True)
    assert "the year is not over" not in words_of(over)


def test_no_holder_no_ceiling() -> None:
    """Where no holder is told that a ceiling limits, there is nothing to judge."""
    report = check_flow_ceilings(
        2024, {"als": 3}, flow=10, holders={"als": Holder.ACTION_LOGEMENT}, on=AFTER
    )
    assert (len(report), report.verdict) == (0, None)
    assert words_of(report) == "Ceilings of the flow of 2024, on 1 January 2025"


@pytest.mark.parametrize(
    ("error", "match", "changed"),
    [
        (InvalidValueError, "a year that begins after 2020-02-22", {"year": 2020}),
        (NotKnownError, "check_flow_ceilings, year", {"year": 2009}),
        (InvalidTypeError, "year", {"year": "2024"}),
        (InvalidTypeError, "a day", {"on": 2024}),
        (InvalidTypeError, "numbers of dwellings", {"given": [1]}),
        (InvalidTypeError, "holders by contingent", {"holders": [1]}),
        (InvalidTypeError, "a code", {"given": {1: 1}}),
        (InvalidTypeError, "a whole number", {"given": {"state": 1.0}}),
        (UnknownCodeError, "did you mean 'state'", {"holders": {"stat": Holder.STATE}}),
        (InvalidTypeError, "a Holder", {"holders": {"state": "state"}}),
        (InvalidTypeError, "flow", {"flow": 1.5}),
        (InvalidTypeError, "whole numbers", {"flow": Bounds(Fraction(1, 2), None)}),
        (InvalidValueError, "0 or more", {"flow": Bounds(-1, 3)}),
        (
            InvalidValueError,
            "3 given to 'state'; expected no more than `flow`, 2",
            {"flow": 2},
        ),
        (InvalidObjectError, "2 faults", {"flow": -1, "local_flow": -1}),
    ],
)
def test_wrong_ceilings_are_refused(
    error: type[Exception], match: str, changed: dict[str, object]
) -> None:
    """A fault says where it is."""
    call: dict[str, object] = {
        "year": 2024, "given": {"state": 3}, "flow": 10, "holders": {"state": Holder.STATE},
        "on": AFTER,
    } | changed  # fmt: skip
    with pytest.raises(error, match=match):
        check_flow_ceilings(**call)  # type: ignore[arg-type]  # wrong on purpose


# --- The yearly account ---------------------------------------------------------------------------

OLD = DwellingDetail(typology="T3", financing="PLUS", in_neighbourhood=True, built=1974)
NEW = DwellingDetail(typology="T2", financing="PLAI", in_neighbourhood=False, built="2020-2024")


def account_of(*entries: Attribution, on: date = date(2025, 2, 1), **more: object) -> FlowAccount:
    """The account of 2024 of these entries."""
    return account_for_flow(HELD, entries, year=2024, on=on, **more)  # type: ignore[arg-type]  # or a wrong one


def test_the_account_counts_what_was_offered_and_attributed_in_the_year() -> None:
    """On its first and last day, and not on those beside; alike dwellings stand on one line."""
    days = (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
    entries = [
        Attribution(f"A{index}", "state", "59350", available_on=day, decided_on=day, count=2)
        for index, day in enumerate(days)
    ]
    account = account_of(*entries, details={entry.id: OLD for entry in entries})
    assert [(line.offered, line.attributed) for line in account] == [(Bounds(4, 4), Bounds(4, 4))]
    assert account.missing == {}
    assert (account.due, account.due_to_conference) == (date(2025, 2, 27), date(2025, 3, 30))
    assert "Left out of the flow" not in words_of(account)
    early = account_of(*entries, on=date(2024, 12, 30))
    assert early[0].offered == Bounds(2, 2)


@pytest.mark.parametrize(
    ("days", "offered", "attributed"),
    [
        ({"available_on": Period.year(2024)}, (1, 1), (0, 0)),
        ({"available_on": Period.years(2023, 2024)}, (0, 1), (0, 0)),
        ({"decided_on": date(2024, 5, 1)}, (0, 1), (1, 1)),
        ({"available_on": NOT_KNOWN, "decided_on": date(2024, 5, 1)}, (0, 1), (1, 1)),
        ({"signed_on": date(2025, 1, 9)}, (0, 1), (0, 1)),
        ({"available_on": date(2024, 1, 9), "proposed_on": NOT_KNOWN}, (1, 1), (0, 0)),
        ({"available_on": date(2024, 1, 9), "signed_on": NOT_KNOWN}, (1, 1), (0, 1)),
        ({"available_on": date(2024, 5, 9), "cancelled_on": date(2025, 2, 2)}, (1, 1), (0, 0)),
    ],
)
def test_days_not_known_make_bounds(
    days: dict[str, object], offered: tuple[int, int], attributed: tuple[int, int]
) -> None:
    """A stage that a later one implies was reached on some day up to that one's."""
    (line,) = account_of(Attribution("A1", "state", "59350", **days))  # type: ignore[arg-type]  # days
    assert (line.offered, line.attributed) == (Bounds(*offered), Bounds(*attributed))


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"decided_on": date(2023, 12, 31)},
        {"available_on": date(2024, 5, 9), "cancelled_on": date(2025, 2, 1)},
        {"available_on": date(2025, 1, 9)},
    ],
)
def test_what_is_not_of_the_year_is_left_aside(days: dict[str, date]) -> None:
    """Also what was cancelled up to the day asked."""
    assert len(account_of(Attribution("A1", "state", "59350", **days))) == 0  # type: ignore[arg-type]  # days


def test_the_account_tells_what_the_law_asks() -> None:
    """By holder, kind, financing, neighbourhood, commune and age, and what is left out."""
    day = date(2024, 5, 1)
    account = account_of(
        Attribution("A1", "state", "59350", available_on=day, decided_on=day),
        Attribution("A2", "state", "59350", available_on=day),
        Attribution("A3", "open", "59009", decided_on=day),
        Attribution("A4", "als", "59350", available_on=day, tags={"transfer"}, count=3),
        Attribution("A5", "als", "59350", available_on=day, tags={"transfer"}),
        Attribution("A6", "als", "59350", available_on=day),
        details={"A1": OLD, "A2": NEW},
        own=("open",),
    )
    assert [line.contingent for line in account] == ["state", "state", "als", None]
    assert account.count_by_holder()["state"] == (Bounds(2, 2), Bounds(1, 1))
    assert account.left_out == (("transfer", Bounds(4, 4)),)
    assert account.missing == dict.fromkeys(
        ("typology", "financing", "in_neighbourhood", "built"), 2
    )
    english, french = words_of(account), words_of(account, "fr")
    assert "by 27 February 2025" in english
    assert "put to the intercommunal conference by 30 March 2025" in english
    assert "to be completed for 2 dwellings: the financing" in english
    assert "à compléter pour 2 logements\u00a0: la typologie" in french
    assert "internal transfers" in english
    assert "R441-5-1" in english
    assert "hors QPV" in french
    assert "Villeneuve-d'Ascq" in english
    row = next(row for row in account.rows() if row["typology"] == "T2")
    assert (row["year"], row["due"], row["built"]) == (2024, "2025-02-27", "2020-2024")
    assert "T3; PLUS; priority; 1974" in words_of(account[1]) + words_of(account[0])
    assert repr(account) == "<FlowAccount 2024 on 2025-02-01: 4 lines>"
    assert repr(account[3]).startswith("<AccountLine the landlord's own, 59009: between 0 and 1")
    assert all(len(line) <= 80 for line in str(account.explain("fr")).splitlines())
    assert pickle.loads(pickle.dumps(account)) == account
    with pytest.raises(InvalidTypeError, match="len"):
        bool(account)


ENTRY = Attribution("A1", "state", "59350", available_on=date(2024, 5, 1))


@pytest.mark.parametrize(
    ("error", "match", "changed"),
    [
        (InvalidTypeError, "an Attribution", {"entries": ["A1"]}),
        (InvalidTypeError, "several values", {"entries": ENTRY}),
        (DuplicateIdError, "A1.*; remove the repeated entries$", {"entries": [ENTRY, ENTRY]}),
        (UnknownCodeError, "did you mean 'states'", {"contingents": held_by(states="30 %")}),
        (UnknownCodeError, "the id of an entry", {"details": {"A2": OLD}}),
        (InvalidTypeError, "a DwellingDetail", {"details": {"A1": {}}}),
        (InvalidTypeError, "details by id", {"details": [OLD]}),
        (InvalidTypeError, "year", {"year": 2024.0}),
        (InvalidTypeError, "a day", {"on": None}),
        (InvalidTypeError, "own", {"own": "state"}),
        (InvalidValueError, "own", {"own": ["a\nb"]}),
        (NotKnownError, "day", {"year": 2018}),
        (InvalidTypeError, "a Contingent", {"contingents": ["state"]}),
    ],
)
def test_a_wrong_account_is_refused(
    error: type[Exception], match: str, changed: dict[str, object]
) -> None:
    """A fault says where it is."""
    call: dict[str, object] = {
        "contingents": HELD, "entries": [ENTRY], "year": 2024, "on": AFTER,
    } | changed  # fmt: skip
    with pytest.raises(error, match=match):
        account_for_flow(**call)  # type: ignore[arg-type]  # wrong on purpose


def test_a_code_of_nobodys_is_told_as_the_landlords_own() -> None:
    """The error names `own`, with which the same call counts the dwelling as the landlord's."""
    entry = Attribution("A1", "open", "59350", available_on=date(2024, 5, 1))
    with pytest.raises(UnknownCodeError, match=r"own=\(code,\) names as the landlord's own"):
        account_of(entry)
    assert account_of(entry, own=("open",))[0].contingent is None


def test_a_detail_is_words() -> None:
    """A kind is a text, a neighbourhood a yes or a no, and an age a year or a text."""
    with pytest.raises(InvalidObjectError, match="2 faults"):
        DwellingDetail(typology=3, in_neighbourhood="QP059001")  # type: ignore[arg-type]  # wrong on purpose


# --- Answers that no rule could give --------------------------------------------------------------


def test_a_flow_that_no_rule_could_give_is_refused() -> None:
    """It has a period, tags of the law, and dues that sum to its base, the landlord's own last."""
    flow = share_flow(HELD, period=2024, freed=10, left_out={"transfer": 2})
    for wrong, match in (
        ({"periods": ()}, "at least one period"),
        ({"left_out": (("moved", 2),)}, "the tag of something left out"),
        ({"freed": 11}, "sum to the base, 9"),
        ({"dues": flow.dues[:-1]}, "the landlord's own, None, as the last"),
        ({"dues": flow.dues[::-1]}, "the landlord's own, None, as the last"),
    ):
        with pytest.raises((InvalidValueError, InvalidObjectError), match=match):
            attrs.evolve(flow, **wrong)
    with pytest.raises(NotKnownError):
        attrs.evolve(flow, periods=(Period.year(2016),))


def test_turns_that_no_rule_could_give_are_refused() -> None:
    """Whoever has a turn is in the count, and there is one holder at least in the total."""
    turn, turns = next_holder(HELD, {}), list_turns(HELD, {}, dwellings=3)
    for answer, wrong in (
        (turn, {"contingent": "none"}),
        (turn, {"alike": ("none",)}),
        (turns, {"contingents": ("state", "none")}),
    ):
        with pytest.raises(InvalidValueError, match="a holder in `standings`"):
            attrs.evolve(answer, **wrong)
    wrong_standings: Any = (1,)
    with pytest.raises(InvalidTypeError, match="standings"):
        attrs.evolve(turn, standings=wrong_standings)
    with pytest.raises(InvalidValueError, match="at least one holder"):
        attrs.evolve(next_holders(HELD, KINDS), total=())


def test_an_account_that_no_rule_could_give_is_refused() -> None:
    """The law of its year is known, and each of its tags."""
    account = account_of(ENTRY)
    with pytest.raises(InvalidValueError, match="the tag of something left out"):
        attrs.evolve(account, left_out=(("moved", Bounds(1, 1)),))
    with pytest.raises(NotKnownError):
        attrs.evolve(account, year=2018)
    wrong_year: Any = "2024"
    with pytest.raises(InvalidTypeError, match="year"):
        attrs.evolve(account, year=wrong_year)
