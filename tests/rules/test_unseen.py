"""A group that no entry bears: what is not known of entries never keeps its promise, nor breaks it.

`filling in` is tried with every kind of group: of each drawn ledger the groups that are not known
are filled in, one way after another, and no answer that was sure before may change.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import END, RATES, SLOW, agreement_of, ledgers, many
from tests.rules.drawing import given as entry
from tests.rules.naive import Entry
from tests.told import words_of

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    UNSEEN,
    Agreement,
    Commitment,
    Finding,
    InvalidTypeError,
    Judge,
    Outcome,
    Party,
    Per,
    Period,
    PublishedFigure,
    QuotaReport,
    Share,
    Stage,
    Tally,
    Territory,
    Timeline,
    UnknownCodeError,
    Unsure,
    Verdict,
    Volume,
    check_quotas,
)
from housing_agreements.model.groups import ReportedGroup, codes_of, is_unseen

AFTER = date(2019, 6, 1)
YEAR = Period.year(2018)
OFFICE, COMPANY, BUILDER = (Party(code, f"The {code}") for code in ("office", "company", "builder"))
SEVERAL = (
    (Per.LANDLORD,), (Per.PROGRAMME,), (Per.NEIGHBOURHOOD,), (Per.LANDLORD, Per.PROGRAMME),
    (Per.NEIGHBOURHOOD, Per.LANDLORD), (Per.COMMUNE, Per.PROGRAMME),
)  # fmt: skip
CODES = {
    Per.LANDLORD: ("office", "company"), Per.PROGRAMME: ("quai", "rue"),
    Per.NEIGHBOURHOOD: ("north", "south"), Per.COMMUNE: ("94068", "33063"),
}  # fmt: skip
FRESH = {
    "landlord": ("office", "company", "builder", "fresh"),
    "programme": ("quai", "rue", "fresh"),
    "neighbourhood": ("north", "south", "fresh", NO_NEIGHBOURHOOD),
}
QUARTERS = Territory("list", "Two", "list", neighbourhoods=("north", "south"))


@st.composite
def promises(draw: st.DrawFn) -> Commitment:
    """Shares and volumes of every kind of group, of few levels."""
    kind: Any = draw(st.sampled_from((Share, Volume)))
    level = st.sampled_from(RATES) if kind is Share else st.integers(0, 3)
    per = draw(st.sampled_from(SEVERAL))
    levels: Any = draw(level)
    if draw(st.booleans()):
        pools = [CODES[each] for each in per]
        named = pools[0] if len(pools) == 1 else tuple((a, b) for a in pools[0] for b in pools[1])
        levels = {group: draw(level) for group in draw(st.sets(st.sampled_from(named), min_size=1))}
    name = draw(st.sampled_from(("at_least", "more_than", "at_most", "less_than")))
    promise: Commitment = kind(
        "c", to=("p",), stage=Stage.DECIDED, per=per, **{name: levels},
        judge=draw(st.sampled_from((None, *Judge))), cumulative=draw(st.booleans()),
        landlords=draw(st.sampled_from(((), (), ("office",)))),
        territory=draw(st.sampled_from((None, None, QUARTERS))),
    )  # fmt: skip
    return promise


@st.composite
def asked(draw: st.DrawFn) -> tuple[Agreement, tuple[Entry, ...]]:
    """A promise by groups, landlords bound or not, and a ledger of which groups are not known."""
    promise = draw(promises())
    bound: dict[str, Any] = draw(
        st.sampled_from(
            (
                {}, {}, {"others": (BUILDER,)},
                {"landlords": (OFFICE, COMPANY)},
                {"landlords": (OFFICE, COMPANY), "others": (BUILDER,)},
            )
        )
    )  # fmt: skip
    if promise.landlords and Per.LANDLORD in promise.per and bound.get("landlords"):
        bound = {}
    return agreement_of(promise, **bound), draw(ledgers(max_size=5, unknowns=3))


def fill_in(draw: Any, agreement: Agreement, ledger: Iterable[Entry]) -> tuple[Entry, ...]:
    """The ledger with every code of a group that was not known, of landlords those that may be."""
    filled = []
    known = [party.code for party in (*agreement.landlords, *agreement.others)]
    options = {**FRESH, **({"landlord": tuple(known)} if agreement.landlords else {})}
    for line in ledger:
        for number in range(abs(line.count)):
            codes: dict[str, Any] = {
                name: draw(st.sampled_from(codes))
                for name, codes in options.items()
                if getattr(line, name) is None
            }
            one = attrs.evolve(
                line, id=f"{line.id}-{number}", count=1 if line.count > 0 else -1, **codes
            )
            filled.append(one)
    return tuple(filled)


def stands_for(before: Finding, after: Finding) -> bool:
    """Whether a finding on groups that no entry bears stands for one on a group."""
    if before.period != after.period or not is_unseen(before.group) or after.group is None:
        return False
    codes = zip(codes_of(before.group or UNSEEN), codes_of(after.group), strict=True)
    return all(one is UNSEEN or one == other for one, other in codes)


@settings(SLOW, max_examples=250)
@given(asked(), st.data())
def test_filling_in_a_group_overturns_nothing(
    case: tuple[Agreement, tuple[Entry, ...]], data: st.DataObject
) -> None:
    """What was kept is kept, or there is nothing to judge; what was broken is broken."""
    agreement, drawn = case
    known = {party.code for party in (*agreement.landlords, *agreement.others)}
    ledger = [line for line in drawn if not agreement.landlords or line.landlord in {None, *known}]
    before = check_quotas(agreement, ledger, on=END)
    filled = fill_in(data.draw, agreement, ledger)
    after = check_quotas(agreement, filled, on=END)
    keyed = {(each.period, each.group): each for each in after}
    for finding in before:
        now = keyed.get((finding.period, finding.group))
        if finding.verdict is Verdict.UNMET:
            assert now is not None
            assert now.verdict is Verdict.UNMET
        elif finding.verdict is Verdict.MET and now is not None:
            assert now.verdict in {Verdict.MET, None}
    stood = {(each.period, each.group) for each in before}
    for finding in after:
        if (finding.period, finding.group) in stood or finding.verdict in {Verdict.MET, None}:
            continue
        assert any(
            each.verdict is Verdict.UNDETERMINED and stands_for(each, finding) for each in before
        ), finding
    if before.verdict is Verdict.UNMET:
        assert after.verdict is Verdict.UNMET
    elif before.verdict is Verdict.MET:
        assert after.verdict in {Verdict.MET, None}


@settings(SLOW, max_examples=100)
@given(asked())
def test_a_group_that_no_entry_bears_is_never_broken(
    case: tuple[Agreement, tuple[Entry, ...]],
) -> None:
    """It is reported where it is open alone, after the others, and where no landlord is known."""
    agreement, drawn = case
    known = {None, "office"} if agreement.landlords else {None, *CODES[Per.LANDLORD]}
    ledger = [line for line in drawn if line.landlord in known]
    report = check_quotas(agreement, ledger, on=END)
    for finding in report:
        if is_unseen(finding.group):
            assert finding.verdict is Verdict.UNDETERMINED
            per = agreement.commitments[0].per
            codes = dict(zip(per, codes_of(finding.group or UNSEEN), strict=True))
            assert not (agreement.landlords and codes.get(Per.LANDLORD) is UNSEEN)
    by_period: dict[Period, list[bool]] = {}
    for finding in report:
        by_period.setdefault(finding.period, []).append(is_unseen(finding.group))
    assert all(unseen == sorted(unseen) for unseen in by_period.values())


HALF: dict[str, Any] = {"to": ("p",), "stage": Stage.DECIDED, "at_least": {2018: "1/2"}}


def groups(report: QuotaReport) -> dict[ReportedGroup | None, Verdict | None]:
    """The verdict on each group of a report."""
    return {finding.group: finding.verdict for finding in report}


def test_a_landlord_that_is_not_known_does_not_keep_the_promise() -> None:
    """Nor does it break it; once the landlords are bound, the entry can only be one's of them."""
    each = Share("each", per=Per.LANDLORD, judge=Judge.GROUPS, **HALF)
    ledger = [entry("A"), entry("B", publics={"p"}, landlord="office")]
    report = check_quotas(agreement_of(each), ledger, on=AFTER)
    assert groups(report) == {"office": Verdict.MET, UNSEEN: Verdict.UNDETERMINED}
    assert report.verdict is Verdict.UNDETERMINED
    filled = [attrs.evolve(ledger[0], landlord="company"), ledger[1]]
    assert check_quotas(agreement_of(each), filled, on=AFTER).verdict is Verdict.UNMET
    bound = agreement_of(each, landlords=(OFFICE,))
    report = check_quotas(bound, ledger, on=AFTER)
    assert groups(report) == {"office": Verdict.MET}
    assert (report[0].base.value, report[0].doubts) == (2, ())


def test_a_landlord_not_bound_is_in_no_group_and_may_have_the_unknown() -> None:
    """The total has its entries; a landlord that is bound is judged without any."""
    each = Volume("each", to=("p",), stage=Stage.DECIDED, at_least={2018: 1}, per=Per.LANDLORD)
    ledger = [entry("A", publics={"p"}), entry("B", publics={"p"}, landlord="builder")]
    agreement = agreement_of(each, landlords=(OFFICE,), others=(BUILDER,))
    report = check_quotas(agreement, ledger, on=AFTER)
    assert groups(report) == {None: Verdict.MET, "office": Verdict.UNDETERMINED}
    assert report.finding("each", 2018).counted.value == 2
    assert str(report.finding("each", 2018, "office").counted) == "between 0 and 1"
    both = agreement_of(each, landlords=(OFFICE, COMPANY), others=(BUILDER,))
    assert groups(check_quotas(both, [], on=AFTER)) == {
        None: Verdict.UNMET, "office": Verdict.UNMET, "company": Verdict.UNMET,
    }  # fmt: skip


def test_the_base_knows_the_landlords_that_are_bound() -> None:
    """An unknown landlord is surely in a base of all of them, and in none of others."""
    mine = Volume("c", stage=Stage.DECIDED, at_most={2018: 0}, landlords=("office", "company"))
    for bound, others, verdict in (
        ((OFFICE, COMPANY), (), Verdict.UNMET),
        ((OFFICE, COMPANY), (BUILDER,), Verdict.UNDETERMINED),
        ((OFFICE, COMPANY, BUILDER), (), Verdict.UNDETERMINED),
    ):
        agreement = agreement_of(mine, landlords=bound, others=others)
        assert check_quotas(agreement, [entry("A")], on=AFTER).verdict is verdict


def test_where_only_the_total_is_judged_groups_are_for_information() -> None:
    """They are reported with their verdict, which the report's leaves aside; no unseen one is."""
    share = Share("c", per=Per.LANDLORD, judge=Judge.TOTAL, **HALF)
    ledger = [
        *many(2, landlord="office"), entry("X", landlord="company"), entry("Y", publics={"p"}),
    ]  # fmt: skip
    agreement = agreement_of(share, landlords=(OFFICE, COMPANY, BUILDER))
    report = check_quotas(agreement, ledger, on=AFTER)
    assert groups(report) == {
        None: Verdict.MET, "office": Verdict.MET, "company": Verdict.UNDETERMINED,
        "builder": Verdict.MET,
    }  # fmt: skip
    assert report.verdict is Verdict.MET
    assert [finding.for_information for finding in report] == [False, True, True, True]
    assert repr(report).endswith("met; 1 finding: 1 met>")
    told = words_of(report, "en").splitlines()
    assert told[2:4] == ["  c", "    2018: met"]
    assert "    2018, The company, for information: undetermined" in told
    assert "\n    2018, The company, pour information\u00a0: indéterminé\n" in words_of(
        report, "fr"
    )
    company = report.finding("c", 2018, "company")
    assert words_of(company).startswith("c, 2018, The company, for information: undetermined\n")
    assert groups(check_quotas(agreement_of(share), ledger, on=AFTER)) == {
        None: Verdict.MET, "company": Verdict.UNDETERMINED, "office": Verdict.MET,
    }  # fmt: skip


def test_groups_are_told_by_their_names() -> None:
    """Landlords and holders have one; holders of several contingents do not tell them apart."""
    pair = Share("c", per=(Per.LANDLORD, Per.CONTINGENT), judge=Judge.GROUPS, **HALF)
    agreement = agreement_of(pair, others=(BUILDER,))
    one = attrs.evolve(agreement.contingents[0], holder=Party("other", "Another holder"))
    apart = attrs.evolve(agreement, contingents=(one, agreement.contingents[1]))
    ledger = [entry("A"), entry("B", publics={"p"}, landlord="office")]
    report = check_quotas(apart, ledger, on=AFTER)
    assert [finding.group for finding in report] == [("office", "a"), (UNSEEN, "a")]
    assert report[1].group_names == (None, "Another holder")
    said = words_of(report[1], "fr")
    assert said.startswith("c, 2018, un bailleur qu'aucune ligne ne porte / Another holder")
    assert "à connaître pour trancher\u00a0: le bailleur d'un logement" in said
    assert repr(report[1]).startswith("<Finding c, 2018, UNSEEN / a: undetermined")
    assert check_quotas(agreement, ledger, on=AFTER)[0].group_names == (None, None)


def test_a_pair_is_open_on_the_side_that_is_not_known() -> None:
    """One finding stands for all the pairs that no entry bears; known codes stay."""
    pair = Share("c", per=(Per.LANDLORD, Per.PROGRAMME), judge=Judge.GROUPS, **HALF)
    ledger = [
        *many(1, landlord="office", programme="quai"),
        entry("L", landlord="office"),
        entry("P", programme="rue"),
        entry("N"),
    ]
    report = check_quotas(agreement_of(pair), ledger, on=AFTER)
    assert report.verdict is Verdict.UNDETERMINED
    assert groups(report).keys() - {None} == {
        ("office", "quai"), ("office", "rue"), ("office", UNSEEN), (UNSEEN, "rue"),
        (UNSEEN, UNSEEN),
    }  # fmt: skip
    assert report.finding("c", 2018, ("office", UNSEEN)).base.high == 2
    assert report.finding("c", 2018, ("office", "rue")).base.high == 3
    assert {doubt.code for doubt in report.finding("c", 2018, (UNSEEN, UNSEEN)).doubts} == {
        "landlord", "programme",
    }  # fmt: skip
    bound = agreement_of(pair, landlords=(OFFICE, COMPANY))
    assert set(groups(check_quotas(bound, ledger, on=AFTER))) == {
        ("office", "quai"), ("office", "rue"), ("company", "quai"), ("company", "rue"),
        ("office", UNSEEN), ("company", UNSEEN),
    }  # fmt: skip


def test_no_unseen_group_where_none_can_hold_an_entry() -> None:
    """Nor where the table has no level for others, nor where the promise is surely kept."""
    quarters = Share("c", per=Per.NEIGHBOURHOOD, territory=QUARTERS, **HALF)
    assert set(groups(check_quotas(agreement_of(quarters), [entry("A")], on=AFTER))) == {
        None, "north", "south",
    }  # fmt: skip
    wide = attrs.evolve(quarters, territory=None)
    assert set(groups(check_quotas(agreement_of(wide), [entry("A")], on=AFTER))) == {None, UNSEEN}
    ceiling = Volume("c", stage=Stage.DECIDED, at_most={2018: 1}, per=Per.PROGRAMME)
    assert set(groups(check_quotas(agreement_of(ceiling), [entry("A")], on=AFTER))) == {None}
    two = [entry("A"), entry("B")]
    assert set(groups(check_quotas(agreement_of(ceiling), two, on=AFTER))) == {None, UNSEEN}
    table = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={"quai": "1/2"}, per=Per.PROGRAMME,
        periods=(YEAR,),
    )  # fmt: skip
    assert set(groups(check_quotas(agreement_of(table), two, on=AFTER))) == {"quai"}
    assert table.at_least is not None
    assert table.at_least.at(YEAR, UNSEEN) is None


def test_a_neighbourhood_that_only_a_contingent_lists_is_unseen_too() -> None:
    """An entry may stand there, though the territory of the promise does not name it."""
    each = Volume("c", stage=Stage.DECIDED, at_most={2018: 0}, per=Per.NEIGHBOURHOOD)
    agreement = agreement_of(each)
    one = attrs.evolve(agreement.contingents[0], territory=QUARTERS)
    narrow = attrs.evolve(agreement, contingents=(one, agreement.contingents[1]))
    assert groups(check_quotas(narrow, [entry("A")], on=AFTER)) == {
        None: Verdict.UNDETERMINED, UNSEEN: Verdict.UNDETERMINED,
    }  # fmt: skip


@pytest.mark.parametrize(("level", "verdict"), [(1, Verdict.MET), (5, Verdict.UNDETERMINED)])
def test_a_group_borne_perhaps_is_no_group_where_nobody_is_in_it(
    level: int, verdict: Verdict
) -> None:
    """An entry of 2018 or of 2019 is of one year, and leaves nothing to judge in the other."""
    undated = entry(
        "A", decided_on=None, available_on=date(2018, 5, 5), signed_on=date(2019, 5, 5),
        landlord="office",
    )  # fmt: skip
    stated: dict[str, Any] = {
        "stage": Stage.DECIDED, "at_least": level, "per": Per.LANDLORD, "judge": Judge.GROUPS,
    }  # fmt: skip
    report = check_quotas(agreement_of(Volume("c", **stated)), [undated], on=END)
    assert {finding.period: finding.verdict for finding in report} == {
        Period.year(2018): verdict, Period.year(2019): verdict,
    }  # fmt: skip
    own = Volume("c", **stated, landlords=("office",))
    named = check_quotas(agreement_of(own), [undated], on=END)
    assert named.finding("c", 2020, "office").verdict is Verdict.UNMET
    assert named.finding("c", 2018, "office").verdict is (
        Verdict.UNDETERMINED if level == 1 else Verdict.UNMET
    )


def test_a_group_of_a_sum_is_borne_in_any_period_of_it() -> None:
    """What is owed of it is owed whole: for the periods in which no entry is, too."""
    each = Volume(
        "c", stage=Stage.DECIDED, at_least={2018: 1, 2019: 1}, per=Per.LANDLORD, cumulative=True,
        judge=Judge.GROUPS,
    )  # fmt: skip
    (finding,) = check_quotas(agreement_of(each), [entry("A", landlord="office")], on=END)
    assert (finding.verdict, finding.counted.value) == (Verdict.UNMET, 1)
    assert finding.owed is not None
    assert finding.owed.value == 2


def test_what_is_left_out_is_counted_in_a_group_that_no_entry_bears() -> None:
    """And in each other in which it may fall; a landlord not bound has none."""
    each = Volume(
        "c", to=("p",), stage=Stage.DECIDED, at_most={2018: 0}, per=Per.LANDLORD,
        unsure=Unsure.LEFT_OUT,
    )  # fmt: skip
    ledger = [
        entry("A", possible_publics={"p"}), entry("B", publics={"p"}),
        entry("C", possible_publics={"p"}, landlord="builder"),
    ]  # fmt: skip
    report = check_quotas(agreement_of(each, others=(BUILDER,)), ledger, on=AFTER)
    assert report.finding("c", 2018).left_out.value == 2
    assert str(report.finding("c", 2018, UNSEEN).left_out) == "between 0 and 1"


def test_an_error_says_which_of_period_and_group_was_not_judged() -> None:
    """A period first; then a group of it; a code that is none is refused as one."""
    report = check_quotas(
        agreement_of(Share("c", per=Per.LANDLORD, judge=Judge.GROUPS, **HALF)),
        [entry("A", landlord="office")], on=AFTER,
    )  # fmt: skip
    told: dict[tuple[str, int, ReportedGroup | None], str] = {
        ("c", 2017, "office"): "QuotaReport.finding, period: given '2017'; expected a period over "
        "which 'c' was judged; did you mean '2018'?",
        ("c", 2018, "ofice"): "QuotaReport.finding, group: given 'ofice'; expected a group of 'c' "
        "that was judged in 2018; did you mean 'office'?",
        ("c", 2018, UNSEEN): "QuotaReport.finding, group: given 'UNSEEN'; expected a group of 'c' "
        "that was judged in 2018; known here: 'office'",
        ("c", 2018, None): "QuotaReport.finding, group: given None, the total; expected a group "
        "of 'c' that was judged in 2018; the groups alone are judged: 'office'",
    }
    for (code, period, group), message in told.items():
        with pytest.raises(UnknownCodeError) as caught:
            report.finding(code, period, group)
        assert str(caught.value) == message
    with pytest.raises(InvalidTypeError, match="a pair of codes, UNSEEN, or None for the total"):
        report.finding("c", 2018, ("office", 3))  # type: ignore[arg-type]  # the point
    total = check_quotas(agreement_of(Share("c", **HALF)), [entry("A")], on=AFTER)
    with pytest.raises(UnknownCodeError, match="its total alone is judged"):
        total.finding("c", 2018, "office")
    assert total.finding("c", 2018).outcome is Outcome.JUDGED


def test_a_figure_of_all_may_be_of_a_group_that_no_entry_bears() -> None:
    """Beside the groups that are named; where no total is told, what they leave is open."""
    each = Share("each", per=Per.LANDLORD, judge=Judge.GROUPS, **HALF)
    whole = PublishedFigure("each", 2018, 3, 10)
    report = check_quotas(
        agreement_of(each), Tally.from_counts(agreement_of(each), [whole]), on=AFTER
    )
    assert groups(report) == {UNSEEN: Verdict.UNDETERMINED}
    bound = agreement_of(each, landlords=(OFFICE, COMPANY))
    report = check_quotas(bound, Tally.from_counts(bound, [whole]), on=AFTER)
    assert set(groups(report)) == {"office", "company"}
    part = PublishedFigure("each", 2018, 5, 10, group="office")
    report = check_quotas(
        agreement_of(each), Tally.from_counts(agreement_of(each), [part]), on=AFTER
    )
    assert groups(report) == {"office": Verdict.MET, UNSEEN: Verdict.UNDETERMINED}
    assert report.verdict is Verdict.UNDETERMINED


def test_a_dwelling_in_no_neighbourhood_is_in_no_group() -> None:
    """It counts in the total alone; one of which that is not known may be in none, too."""
    each = Share("c", per=Per.NEIGHBOURHOOD, **HALF)
    ledger = [
        entry("A", neighbourhood=NO_NEIGHBOURHOOD),
        entry("B", neighbourhood="north", publics={"p"}),
    ]  # fmt: skip
    report = check_quotas(agreement_of(each), ledger, on=AFTER)
    assert groups(report) == {None: Verdict.MET, "north": Verdict.MET}
    assert report.finding("c", 2018).base.value == 2


COMMUNE = Territory("c", "C", "commune", communes=("94068",))
LATER = Timeline({date(2018, 7, 1): frozenset({"94068"})})
MOVING = Timeline.of_members(
    {"94068": Period(date(2017, 1, 1), date(2018, 6, 1)), "33063": date(2018, 1, 1)}
)
FIGURE_OF_ALL: dict[str, tuple[Per, Territory | None, set[ReportedGroup]]] = {
    "programmes": (Per.PROGRAMME, None, {UNSEEN}),
    "contingents": (Per.CONTINGENT, None, {"a", "b"}),
    "listed quarters": (Per.NEIGHBOURHOOD, QUARTERS, {"north", "south"}),
    "listed quarters and others": (
        Per.NEIGHBOURHOOD, QUARTERS | COMMUNE, {"north", "south", UNSEEN},
    ),
    "listed communes": (Per.COMMUNE, COMMUNE, {"94068"}),
    "a department": (
        Per.COMMUNE, Territory("d", "D", "department", departments=("94",)), {UNSEEN},
    ),
    "quarters of any commune": (Per.COMMUNE, QUARTERS, {UNSEEN}),
    "communes that leave": (
        Per.COMMUNE, Territory("m", "M", "list", communes=MOVING), {"33063", UNSEEN},
    ),
    "communes not known at first": (
        Per.COMMUNE, Territory("l", "L", "list", communes=LATER), {"94068", UNSEEN},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FIGURE_OF_ALL.values(), ids=FIGURE_OF_ALL)
def test_what_a_figure_of_all_leaves_open(
    case: tuple[Per, Territory | None, set[ReportedGroup]],
) -> None:
    """A group that nobody names, unless the base can hold none: its groups are all listed."""
    per, territory, expected = case
    share = Share("c", per=per, territory=territory, judge=Judge.GROUPS, **HALF)
    figures = Tally.from_counts(agreement_of(share), [PublishedFigure("c", 2018, 3, 10)])
    assert set(groups(check_quotas(agreement_of(share), figures, on=AFTER))) == expected


def test_neighbourhoods_where_entries_count_are_told_apart_from_those_that_no_entry_bears() -> None:
    """An entry may be in one, and count; in any other it counts for nothing."""
    there = Share(
        "c", stage=Stage.DECIDED, at_most={2018: "1/4"}, per=Per.NEIGHBOURHOOD, located_in=QUARTERS
    )
    report = check_quotas(agreement_of(there), [entry("A")], on=AFTER)
    assert groups(report) == {
        None: Verdict.UNDETERMINED, "north": Verdict.UNDETERMINED, "south": Verdict.UNDETERMINED,
    }  # fmt: skip
    later = attrs.evolve(there, located_in=Territory("l", "L", "list", neighbourhoods=SOON))
    assert set(groups(check_quotas(agreement_of(later), [entry("A")], on=AFTER))) == {None, UNSEEN}
    known = [entry("A", neighbourhood="north")]
    assert set(groups(check_quotas(agreement_of(there), known, on=AFTER))) == {None, "north"}


SOON = Timeline({date(2019, 1, 1): frozenset({"north"})})


def test_a_landlord_seen_outside_all_sectors_may_have_what_is_in_one() -> None:
    """The pair of a sector, which is declared, and a landlord seen elsewhere is reported."""
    pair = Share("c", per=(Per.SECTOR, Per.LANDLORD), judge=Judge.GROUPS, **HALF)
    sector = Territory("core", "The core", "list", communes=("94068",))
    agreement = agreement_of(pair, sectors=(sector,))
    ledger = [entry("A"), attrs.evolve(entry("B"), commune="33063", landlord="office")]
    assert groups(check_quotas(agreement, ledger, on=AFTER)) == {
        ("core", "office"): Verdict.UNDETERMINED, ("core", UNSEEN): Verdict.UNDETERMINED,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("per", "told", "is_told"),
    [
        (Per.CONTINGENT, ("a", "b"), True),
        (Per.CONTINGENT, ("a",), False),
        (Per.LANDLORD, ("office",), True),
        (Per.PROGRAMME, ("quai",), False),
        (Per.SECTOR, ("c",), False),
        ((Per.LANDLORD, Per.CONTINGENT), (("office", "a"), ("office", "b")), False),
    ],
)
def test_figures_of_all_the_groups_that_there_are_tell_of_the_total(
    per: Per | tuple[Per, Per], told: tuple[Any, ...], *, is_told: bool
) -> None:
    """Where each has one, and the base holds nothing that is in none of them."""
    share = Share("c", per=per, **HALF)
    agreement = agreement_of(share, landlords=(OFFICE,), sectors=(COMMUNE,))
    figures = [PublishedFigure("c", 2018, 3, 4, group=group) for group in told]
    report = check_quotas(agreement, Tally.from_counts(agreement, figures), on=AFTER)
    total = report.finding("c", 2018)
    if is_told:
        assert (total.verdict, total.counted.value) == (Verdict.MET, 3 * len(told))
    else:
        assert (total.verdict, total.outcome) == (None, Outcome.NO_FIGURE)
    others = attrs.evolve(agreement, others=(BUILDER,))
    report = check_quotas(others, Tally.from_counts(others, figures), on=AFTER)
    kept = is_told and per is not Per.LANDLORD
    assert report.finding("c", 2018).verdict is (Verdict.MET if kept else None)


def test_figures_of_the_landlords_of_the_base_tell_of_the_total() -> None:
    """Landlords that are not bound are in no base of others."""
    share = Share("c", per=Per.LANDLORD, landlords=("office",), **HALF)
    agreement = agreement_of(share, others=(BUILDER,))
    figures = [PublishedFigure("c", 2018, 3, 4, group="office")]
    report = check_quotas(agreement, Tally.from_counts(agreement, figures), on=AFTER)
    assert report.finding("c", 2018).verdict is Verdict.MET


def test_a_figure_of_all_leaves_one_side_of_a_pair_open_where_the_other_is_listed() -> None:
    """Each commune that the territory lists has programmes that no entry bears."""
    pair = Share(
        "c", per=(Per.COMMUNE, Per.PROGRAMME), territory=COMMUNE, judge=Judge.GROUPS, **HALF
    )
    agreement = agreement_of(pair)
    figures = Tally.from_counts(agreement, [PublishedFigure("c", 2018, 3, 10)])
    assert set(groups(check_quotas(agreement, figures, on=AFTER))) == {("94068", UNSEEN)}
