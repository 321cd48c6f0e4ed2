"""What there is to remark on an agreement: every remark is right, and none is made up."""

import pickle
import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Attribution,
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
    Reference,
    Remark,
    RemarkKind,
    Review,
    Rounding,
    Severity,
    Share,
    Source,
    Stage,
    Substitute,
    Territory,
    Text,
    Timeline,
    Undertaking,
    Unsure,
    Verdict,
    Volume,
    check_quotas,
    facts,
    rate,
    review,
)
from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
from housing_agreements.rules.review import remarks
from housing_agreements.rules.review._grids import GRID_CHECKS
from housing_agreements.rules.review.review import _CHECKS
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import agreements, days
from housing_agreements.testing.strategies._pools import CONTINGENTS

DAY = date(2018, 5, 1)
TERM = Period.years(2018, 2020)
YEAR = Period.year(2018)
HOLDER, STATE = Party("holder", "The holder"), Party("state", "The State")
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
TOWN = Territory("town", "The town", "commune", communes=("33063",))
P = PriorityPublic("p", "P", facts.employed, (Source("A text", "§ 1"),))
Q = PriorityPublic("q", "Q", ~facts.employed)
R = PriorityPublic("r", "R", facts.disabled)
RIGHTS = Contingent("rights", HOLDER, GIRONDE)


def agreement_of(*commitments: Commitment, **changed: Any) -> Agreement:
    """A small agreement, in which there is nothing else to remark."""
    fields: dict[str, Any] = {
        "parties": (HOLDER, STATE),
        "signed_on": date(2018, 1, 1),
        "term": TERM,
        "territory": GIRONDE,
        "contingents": (RIGHTS,),
        "publics": (P, Q, R),
    }
    return Agreement(
        "synthetic", AgreementKind.OTHER, "A synthetic agreement",
        commitments=commitments, **(fields | changed),
    )  # fmt: skip


def share(code: str = "s", *, to: tuple[str, ...] = ("p",), **fields: Any) -> Share:
    """A share of the decisions."""
    stated: dict[str, Any] = {"stage": Stage.DECIDED, **fields}
    return Share(code, to=to, **stated)


def volume(code: str = "v", *, to: tuple[str, ...] = ("p",), **fields: Any) -> Volume:
    """A number of decisions."""
    stated: dict[str, Any] = {"stage": Stage.DECIDED, **fields}
    return Volume(code, to=to, **stated)


def kinds(agreement: Agreement, on: date = DAY, **asked: Any) -> list[RemarkKind]:
    """The kinds of the remarks."""
    return [each.kind for each in review(agreement, on=on, **asked)]


def only(agreement: Agreement, on: date = DAY, **asked: Any) -> Remark:
    """The only remark."""
    (found,) = review(agreement, on=on, **asked)
    return found


# --- What holds of every review ------------------------------------------------------------------


HELD = st.dictionaries(st.sampled_from(CONTINGENTS), st.sampled_from(Holder))


def declared_holders(agreement: Agreement, holders: dict[str, Holder]) -> dict[str, Holder]:
    """The holders of contingents that the agreement declares."""
    declared = {contingent.code for contingent in agreement.contingents}
    return {code: holder for code, holder in holders.items() if code in declared}


@given(agreements(), days(), HELD)
@settings(max_examples=20)
def test_every_remark_points_at_something_and_can_be_said(
    agreement: Agreement, on: date, holders: dict[str, Holder]
) -> None:
    """Its codes are of parts that some version has; it is a sentence in both languages."""
    laws.remarks_can_be_said(agreement, on, declared_holders(agreement, holders))
    laws.holders_only_add(agreement, on, declared_holders(agreement, holders))


@given(agreements(max_amendments=0), days(), HELD)
@settings(max_examples=15)
def test_the_order_of_the_parts_changes_no_remark(
    agreement: Agreement, on: date, holders: dict[str, Holder]
) -> None:
    """Whatever comes first, the same is remarked of the same parts."""
    laws.review_ignores_order(agreement, on, declared_holders(agreement, holders))


@given(agreements(min_commitments=2, max_amendments=0), days())
@settings(max_examples=15)
def test_a_contradiction_stays_when_commitments_are_added(agreement: Agreement, on: date) -> None:
    """What contradicts itself without a commitment contradicts itself with it."""
    laws.contradictions_stay(agreement, on)


# --- Levels: no ledger may keep what is said to contradict itself ---------------------------------

LEVELS = st.sampled_from(("0 %", "25 %", "1/3", "50 %", "60 %", "75 %", "100 %"))
NUMBERS = st.integers(0, 5)


@st.composite
def levelled(draw: st.DrawFn, code: str, *, alike: bool | None = None) -> Commitment:
    """A commitment on 2018, with one limit or two; shares or numbers alone, or any."""
    of_base = draw(st.booleans()) if alike is None else alike
    levels = LEVELS if of_base else NUMBERS
    names = draw(
        st.sampled_from(
            [("at_least",), ("more_than",), ("at_most",), ("less_than",), ("at_least", "at_most"),
             ("more_than", "at_most"), ("at_least", "less_than"), ("more_than", "less_than")]
        )
    )  # fmt: skip
    to = draw(st.sampled_from([("p",), ("q",), ("p", "q")] + ([] if of_base else [()])))
    fields: dict[str, Any] = {name: draw(levels) for name in names}
    fields["rounding"] = draw(st.sampled_from(Rounding))
    fields["periods"] = (YEAR,)
    return (share if of_base else volume)(code, to=to, **fields)


def one_ledger(of_p: int, of_none: int, of_q: int) -> list[Attribution]:
    """So many dwellings for p, for neither, and for q."""
    counts = ((of_p, {"p"}), (of_none, set[str]()), (of_q, {"q"}))
    return [
        Attribution(str(place), "rights", "33063", decided_on=DAY, count=count, publics=publics)
        for place, (count, publics) in enumerate(counts)
        if count
    ]


@given(st.data())
@settings(max_examples=25)
def test_no_ledger_keeps_what_is_said_to_contradict_itself(data: st.DataObject) -> None:
    """Where levels are said not to hold together, some commitment is missed in every ledger."""
    alike = data.draw(st.sampled_from((True, False, None)))
    drawn = [data.draw(levelled(code, alike=alike)) for code in ("a", "b", "c")]
    agreement = agreement_of(*drawn)
    clashes = [
        each
        for each in review(agreement, on=DAY).of(Severity.CONTRADICTION)
        if each.kind is not RemarkKind.NOBODY_TO_REACH
    ]
    for clash in clashes:
        least = re.search(r"from (\d+) dwellings on", clash.text.en)
        named = agreement_of(*(each for each in drawn if each.code in clash.where))
        first = int(least[1]) if least else 1
        for counts in product(range(6), repeat=3):
            if first <= sum(counts) <= max(first, 5):
                report = check_quotas(named, one_ledger(*counts), on=date(2019, 1, 1))
                assert report.verdict is not Verdict.MET


@given(st.data())
@settings(max_examples=30)
def test_what_no_ledger_keeps_within_one_commitment_is_said(data: st.DataObject) -> None:
    """Of a commitment that does not round, a floor and a ceiling clash exactly if none keeps it."""
    drawn = attrs.evolve(data.draw(levelled("a")), rounding=Rounding.EXACT)
    agreement = agreement_of(drawn)
    # No two levels that are not alike leave out every share of at most 12 dwellings.
    kept = any(
        check_quotas(agreement, entries, on=date(2019, 1, 1)).verdict is Verdict.MET
        for size in range(1, 13)
        for n in range(size + 1)
        for entries in [
            one_ledger(0, size - n, n) if drawn.to == ("q",) else one_ledger(n, size - n, 0)
        ]
    )
    if drawn.floor is not None and drawn.ceiling is not None:
        assert (RemarkKind.FLOOR_ABOVE_CEILING in kinds(agreement)) is not kept


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"at_least": "25 %", "at_most": "25 %"}, None),
        ({"at_least": "26 %", "at_most": "25 %"}, ""),
        ({"more_than": "25 %", "at_most": "25 %"}, ""),
        ({"at_least": "25 %", "less_than": "25 %"}, ""),
        ({"at_least": "26 %", "at_most": "25 %", "rounding": Rounding.NEAREST}, "100"),
        ({"at_least": "50 %", "at_most": "0 %", "rounding": Rounding.NEAREST}, "2"),
        ({"more_than": "26 %", "at_most": "25 %", "rounding": Rounding.NEAREST}, ""),
    ],
)
def test_a_floor_above_a_ceiling(fields: dict[str, Any], expected: str | None) -> None:
    """Equal ones hold together; where rounding may save a small base, the remark says so."""
    found = review(agreement_of(share(**fields)), on=DAY)
    assert [each.kind for each in found] == [RemarkKind.FLOOR_ABOVE_CEILING] * (
        expected is not None
    )
    if len(found):
        assert (f"from {expected} dwellings on" in words_of(found)) is bool(expected)
        assert ("dwellings on" in words_of(found)) is bool(expected)


def test_levels_of_two_commitments_clash() -> None:
    """When whatever counts for the floor counts for the ceiling, on the same base and period."""
    floor, ceiling = share("floor", at_least="40 %"), share("ceiling", at_most="30 %")
    both = only(agreement_of(floor, ceiling))
    assert (both.kind, both.where) == (RemarkKind.FLOOR_ABOVE_CEILING, ("floor", "ceiling"))
    assert words_of(both, "en") == (
        "contradiction: on the same base these commitments cannot all be kept from 2018 to 2020: "
        "“floor” (at least 40 %) and “ceiling” (at most 30 %)"
    )
    assert words_of(both, "fr") == (
        "contradiction\u00a0: sur la même base, ces engagements ne peuvent être tous respectés de "
        "2018 à 2020\u00a0: «\u00a0floor\u00a0» (au moins 40\u00a0%) et «\u00a0ceiling\u00a0» "
        "(au plus 30\u00a0%)"
    )
    wider = attrs.evolve(ceiling, to=("p", "q"))
    assert kinds(agreement_of(floor, wider)) == [RemarkKind.FLOOR_ABOVE_CEILING]
    for apart in (
        attrs.evolve(ceiling, to=("q",)),
        attrs.evolve(ceiling, territory=TOWN),
        attrs.evolve(ceiling, stage=Stage.SIGNED),
        attrs.evolve(ceiling, leaving_out=("transfer",)),
        attrs.evolve(ceiling, landlords=("office",)),
        attrs.evolve(ceiling, unsure=Unsure.LEFT_OUT),
        attrs.evolve(ceiling, periods=TERM.split(months=6)),
        attrs.evolve(ceiling, per=(Per.COMMUNE,), judge=Judge.GROUPS),
    ):
        assert kinds(agreement_of(floor, apart)) == []
    named = attrs.evolve(ceiling, contingents=("rights",))
    assert kinds(agreement_of(floor, named)) == [RemarkKind.FLOOR_ABOVE_CEILING]
    less_sure = [attrs.evolve(each, unsure=Unsure.LEFT_OUT) for each in (floor, ceiling)]
    assert kinds(agreement_of(*less_sure)) == [RemarkKind.FLOOR_ABOVE_CEILING]


@pytest.mark.parametrize(
    ("floor", "ceiling", "least"),
    [
        (Rounding.EXACT, Rounding.EXACT, ""),
        (Rounding.UP, Rounding.DOWN, ""),
        (Rounding.DOWN, Rounding.EXACT, "from 10 dwellings on"),
        (Rounding.DOWN, Rounding.UP, "from 20 dwellings on"),
    ],
)
def test_two_roundings_save_small_bases(floor: Rounding, ceiling: Rounding, least: str) -> None:
    """Each rounding takes less than one dwelling."""
    agreement = agreement_of(
        share("floor", at_least="40 %", rounding=floor),
        share("ceiling", at_most="30 %", rounding=ceiling),
    )
    text = only(agreement).text.en
    assert least in text
    assert ("dwellings on" in text) is bool(least)


def test_equal_levels_rounded_apart_prove_nothing() -> None:
    """More than a third and a third at most cannot both hold, unless a rounding lets them."""
    strict = share("floor", more_than="1/3")
    same = share("ceiling", at_most="1/3")
    assert kinds(agreement_of(strict, same)) == [RemarkKind.FLOOR_ABOVE_CEILING]
    assert kinds(agreement_of(strict, attrs.evolve(same, rounding=Rounding.UP))) == []


def test_yearly_numbers_clash_with_a_ceiling_on_their_sum() -> None:
    """Numbers of years add up; shares of years do not."""
    yearly = volume("yearly", at_least={2018: 40, 2019: 40, 2020: 40})
    ceiling = volume("ceiling", to=(), at_most={TERM: 119})
    found = only(agreement_of(yearly, ceiling))
    assert found.where == ("yearly", "ceiling")
    assert kinds(agreement_of(yearly, attrs.evolve(ceiling, at_most={TERM: 120}))) == []
    summed = attrs.evolve(yearly, cumulative=True)
    assert kinds(agreement_of(summed, ceiling)) == [RemarkKind.FLOOR_ABOVE_CEILING]
    rates = share("rates", at_least="50 %"), share("most", at_most={TERM: "40 %"})
    assert kinds(agreement_of(*rates)) == []
    constant = attrs.evolve(rates[0], cumulative=True)
    assert kinds(agreement_of(constant, rates[1])) == [RemarkKind.FLOOR_ABOVE_CEILING]
    uneven = share("rates", at_least={2018: "50 %", 2019: "60 %", 2020: "60 %"}, cumulative=True)
    assert kinds(agreement_of(uneven, rates[1])) == []


def test_sums_with_holes_have_no_level_of_their_own() -> None:
    """Periods that do not follow each other, or lack a level, are not held against a whole."""
    ceiling = volume("ceiling", at_most={TERM: 10})
    holes = volume("holes", at_least={2018: 9, 2020: 9}, cumulative=True)
    assert kinds(agreement_of(holes, ceiling)) == [RemarkKind.GAP]
    partial = volume("partial", at_least={2018: 99}, at_most={2018: 100, 2019: 3, 2020: 3},
                     cumulative=True)  # fmt: skip
    assert kinds(agreement_of(partial)) == []


def test_floors_whose_periods_overlap_are_not_added_up() -> None:
    """A constant floor judged on overlapping periods is held against each of them alone."""
    crossing = {Period.year(2018): 100, Period(date(2019, 1, 1), date(2020, 3, 1)): 100}
    levels = Levels(
        common=60,
        by_group=(("33063", 5),),
    )
    one = volume("one", at_least=levels, per=(Per.COMMUNE,), periods=None,
                 at_most={"33063": crossing, "33039": {Period(date(2018, 7, 1), TERM.end): 100}},
                 judge=Judge.BOTH)  # fmt: skip
    found = kinds(agreement_of(one, volume("most", at_most={TERM: 100})))
    assert RemarkKind.FLOOR_ABOVE_CEILING not in found
    assert RemarkKind.OVERLAP in found


def test_groups_are_held_against_their_own_levels() -> None:
    """A group with a floor of its own is held against its ceiling, or the common one."""
    groups = share(per=(Per.COMMUNE,), at_least={"33063": "60 %"}, at_most="50 %")
    found = only(agreement_of(groups))
    assert "(33063 Bordeaux at least 60 %) and “s” (33063 Bordeaux at most 50 %)" in found.text.en
    pair = share(
        per=(Per.COMMUNE, Per.LANDLORD), at_least={("33063", "office"): "60 %"}, at_most="50 %"
    )
    assert "33063 Bordeaux / office at least 60 %" in only(agreement_of(pair)).text.en
    own = attrs.evolve(
        groups, at_most=Levels(common=Fraction(1, 2), by_group=(("33063", Fraction(3, 5)),))
    )
    assert kinds(agreement_of(own)) == []
    total = attrs.evolve(groups, judge=Judge.TOTAL)
    assert kinds(agreement_of(total)) == []
    alike = share(per=(Per.COMMUNE,), judge=Judge.GROUPS, at_least="60 %", at_most="50 %")
    assert kinds(agreement_of(alike)) == [RemarkKind.FLOOR_ABOVE_CEILING]


def test_substitutes_count_for_a_floor() -> None:
    """A ceiling on main publics alone does not clash with a floor that others may reach."""
    floor = share("floor", at_least="40 %", substitute=Substitute(("q",), "100 %"))
    assert kinds(agreement_of(floor, share("ceiling", at_most="30 %"))) == []
    ceiling = share("ceiling", to=("p", "q"), at_most="30 %")
    assert kinds(agreement_of(floor, ceiling)) == [RemarkKind.FLOOR_ABOVE_CEILING]


def test_a_share_clashes_with_numbers() -> None:
    """Half of at least 100 cannot be at most 49; a quarter of at most 100 cannot reach 26."""
    base = volume("base", to=(), at_least=100)
    half, few = share("half", at_least="50 %"), volume("few", at_most=49)
    found = only(agreement_of(base, half, few))
    assert (found.kind, found.where) == (RemarkKind.SHARE_AGAINST_VOLUME, ("half", "base", "few"))
    assert kinds(agreement_of(base, half, attrs.evolve(few, at_most=50))) == []
    strictly = attrs.evolve(half, at_least=None, more_than="50 %")
    assert kinds(agreement_of(base, strictly, attrs.evolve(few, at_most=50))) == [found.kind]
    assert kinds(agreement_of(base, half, attrs.evolve(few, to=("q",)))) == []
    most, quarter = volume("most", to=(), at_most=100), share("quarter", at_most="25 %")
    many = volume("many", at_least=26)
    assert kinds(agreement_of(most, quarter, many)) == [found.kind]
    assert kinds(agreement_of(most, quarter, attrs.evolve(many, at_least=25))) == []
    below = attrs.evolve(quarter, at_most=None, less_than="25 %")
    assert kinds(agreement_of(most, below, attrs.evolve(many, at_least=25))) == [found.kind]
    ten = attrs.evolve(most, at_most=10)
    assert kinds(agreement_of(ten, below, attrs.evolve(many, at_least=2))) == []
    assert kinds(agreement_of(ten, below, attrs.evolve(many, at_least=3))) == [found.kind]
    assert kinds(agreement_of(attrs.evolve(most, to=("p",)), quarter, many)) == []
    assert kinds(agreement_of(most, attrs.evolve(quarter, to=("q",)), many)) == []


def test_floors_above_the_whole_are_several() -> None:
    """One floor alone is held against no other, whatever it asks for."""
    whole = share("whole", more_than="100 %")
    assert RemarkKind.FLOORS_ABOVE_WHOLE not in kinds(agreement_of(whole))
    one, other = share("one", at_least="60 %"), share("other", to=("q",), at_least="41 %")
    assert kinds(agreement_of(one, other)) == [RemarkKind.FLOORS_ABOVE_WHOLE]


@pytest.mark.parametrize(
    ("levels", "kind"),
    [
        ({"more_than": "100 %"}, RemarkKind.NEVER_KEPT),
        ({"less_than": 0}, RemarkKind.NEVER_KEPT),
        ({"at_least": 0}, RemarkKind.NEVER_BROKEN),
        ({"at_most": "100 %"}, RemarkKind.NEVER_BROKEN),
        ({"more_than": "99 %"}, None),
        ({"more_than": 0}, None),
        ({"less_than": "1 %"}, None),
        ({"less_than": "100 %"}, None),
        ({"at_least": "100 %"}, None),
        ({"at_most": 0}, None),
    ],
)
def test_a_limit_at_an_end_of_what_can_be_counted_is_of_no_use(
    levels: dict[str, Any], kind: RemarkKind | None
) -> None:
    """More than all or less than none can never be kept; at least none never broken."""
    stated: dict[str, Any] = {"at_least": None, **levels}
    found = kinds(agreement_of(share("one", **stated)))
    assert [one for one in found if one.value.startswith("never_")] == ([kind] if kind else [])


def test_an_empty_base_saves_a_share() -> None:
    """With nothing promised in numbers the base may be empty, and nothing is judged."""
    nothing, none = volume("nothing", at_least=0), volume("none", to=(), at_most=0)
    found = kinds(agreement_of(nothing, none, share(less_than="25 %")))
    assert found == [RemarkKind.NEVER_BROKEN]


def test_floors_for_publics_that_nobody_shares() -> None:
    """Employed and not employed: 60 and 50 % come to more than the whole; 50 and 50 % do not."""
    one, other = share("one", at_least="60 %"), share("other", to=("q",), at_least="50 %")
    found = only(agreement_of(one, other))
    assert (found.severity, found.kind) == (Severity.CONTRADICTION, RemarkKind.FLOORS_ABOVE_WHOLE)
    assert kinds(agreement_of(attrs.evolve(one, at_least="50 %"), other)) == []
    strict = attrs.evolve(one, at_least=None, more_than="50 %")
    assert kinds(agreement_of(strict, other)) == [found.kind]
    assert kinds(agreement_of(attrs.evolve(strict, rounding=Rounding.DOWN), other)) == []
    rounded = attrs.evolve(one, rounding=Rounding.DOWN)
    assert "from 10 dwellings on" in only(agreement_of(rounded, other)).text.en
    assert kinds(agreement_of(one, attrs.evolve(other, to=("r",)))) == []
    assert kinds(agreement_of(one, attrs.evolve(other, to=("p",)))) == []


def test_three_floors_clash_only_together() -> None:
    """No two of them come to more than the whole; what two do is not said again of three."""
    publics = [
        PriorityPublic(f"size{n}", f"Size {n}", facts.household_size.equals(n)) for n in (1, 2, 3)
    ]
    floors = [share(f"s{n}", to=(f"size{n}",), at_least="40 %") for n in (1, 2, 3)]
    found = only(agreement_of(*floors, publics=publics))
    assert found.where == ("s1", "s2", "s3")
    large = [attrs.evolve(floor, at_least="60 %") for floor in floors]
    assert [each.where for each in review(agreement_of(*large, publics=publics), on=DAY)] == [
        ("s1", "s2"),
        ("s1", "s3"),
        ("s2", "s3"),
    ]


def test_financings_exclude_each_other() -> None:
    """A dwelling has one loan: 60 % of one and 50 % of another are too much."""
    one = share("one", to=("PLAI",), at_least="60 %", stage=Stage.APPROVED)
    other = attrs.evolve(one, code="other", to=("PLUS",), at_least="50 %")
    assert kinds(agreement_of(one, other)) == [RemarkKind.FLOORS_ABOVE_WHOLE]
    assert kinds(agreement_of(one, attrs.evolve(other, to=("PLUS", "PLAI")))) == []


@pytest.mark.parametrize(
    ("criterion", "proved"),
    [
        (Timeline({date(2018, 1, 1): ~facts.employed}), True),
        (Timeline({date(2018, 1, 2): ~facts.employed}), False),
        (Timeline({date.min: ~facts.employed}, verified_until=date(2020, 12, 30)), False),
        (Timeline({date.min: ~facts.employed, date(2020, 12, 31): facts.disabled}), False),
        (Timeline({date.min: ~facts.employed, date(2021, 1, 1): facts.disabled}), True),
        (Timeline({date.min: ~facts.employed, date(2020, 1, 1): None}), True),
    ],
)
def test_publics_must_be_apart_on_every_day(criterion: Any, proved: object) -> None:
    """A day on which both may be one household, or on which nothing is known, proves nothing."""
    publics = (P, attrs.evolve(Q, criterion=criterion))
    one = share("one", at_least={TERM: "60 %"})
    other = share("other", to=("q",), at_least={TERM: "50 %"})
    found = kinds(agreement_of(one, other, publics=publics))
    assert (RemarkKind.FLOORS_ABOVE_WHOLE in found) is proved


# --- Publics, lists, contingents -----------------------------------------------------------------


def test_a_public_to_which_nobody_can_belong() -> None:
    """Told of the definition in force on the day, as far as it is proved."""
    nobody = PriorityPublic(
        "none",
        Text("nobody", "personne"),
        Timeline(
            {
                date(2018, 1, 1): facts.employed & ~facts.employed,
                date(2019, 1, 1): facts.employed,
                date(2020, 1, 1): None,
            }
        ),
    )
    agreement = agreement_of(publics=(nobody,))
    found = only(agreement)
    assert (found.kind, found.where) == (RemarkKind.NOBODY_CAN_BELONG, ("none",))
    assert found.text.fr == (
        "aucun ménage ne peut répondre à la définition du public «\u00a0personne\u00a0» au "
        "1er mai 2018"
    )
    assert kinds(agreement, date(2019, 1, 1)) == []
    assert kinds(agreement, date(2020, 1, 1)) == []
    assert kinds(agreement, date(2017, 12, 31)) == []


def ended(criterion: Any) -> PriorityPublic:
    """A public of that definition."""
    return PriorityPublic("ended", "Ended", criterion)


def test_a_promise_to_nobody_is_a_contradiction() -> None:
    """In a year in which none of its publics exists, a floor cannot be reached."""
    public = ended(Timeline({date.min: facts.employed, date(2019, 1, 1): None}))
    agreement = agreement_of(volume(to=("ended",), at_least=3), publics=(public,))
    found = only(agreement)
    assert (found.severity, found.kind) == (Severity.CONTRADICTION, RemarkKind.NOBODY_TO_REACH)
    assert found.text.en == (
        "the commitment “v” counts a public that is not defined from 2019 to 2020: “Ended”"
    )
    for harmless in (
        volume(to=("ended",), at_most=3),
        volume(to=("ended",), at_least=3, cumulative=True),
        volume(to=("p", "ended"), at_least=3),
        volume(to=("p",), at_least=3, substitute=Substitute(("ended",), "50 %")),
    ):
        other = only(agreement_of(harmless, publics=(P, public)))
        assert (other.severity, other.kind) == (Severity.LOOK, RemarkKind.PUBLIC_NOT_DEFINED)
    strict = volume(to=("ended",), more_than=0)
    assert kinds(agreement_of(strict, publics=(public,))) == [RemarkKind.NOBODY_TO_REACH]
    never = ended(Timeline({date.min: None}))
    summed = volume(to=("ended",), at_least=3, cumulative=True)
    assert kinds(agreement_of(summed, publics=(never,))) == [RemarkKind.NOBODY_TO_REACH]


@pytest.mark.parametrize(
    ("criterion", "periods"),
    [
        (Timeline({date(2019, 1, 1): facts.employed}), "in 2018"),
        (Timeline({date(2018, 12, 31): facts.employed}), ""),
        (Timeline({date.min: facts.employed, date(2020, 1, 2): None}), ""),
        (Timeline({date.min: facts.employed, date(2020, 1, 1): None}), "in 2020"),
        (Timeline({date.min: None}, verified_until=date(2020, 12, 30)), "from 2018 to 2019"),
    ],
)
def test_a_public_is_missing_in_whole_periods(criterion: Any, periods: str) -> None:
    """One day of the period is enough; a definition still to be verified is taken to be there."""
    public = ended(criterion)
    agreement = agreement_of(volume(to=("p", "ended"), at_least=3), publics=(P, public))
    found = review(agreement, on=date(2019, 1, 1)).of(RemarkKind.PUBLIC_NOT_DEFINED)
    assert [each.text.en for each in found] == [
        f"the commitment “v” counts a public that is not defined {periods}: “Ended”"
    ] * bool(periods)


def test_production_has_no_publics() -> None:
    """Its financings are defined by themselves."""
    homes = volume(to=("PLAI",), stage=Stage.APPROVED, at_least=30)
    assert kinds(agreement_of(homes, publics=(), contingents=())) == []


def test_a_list_past_its_verification_is_told() -> None:
    """On the day and while it is in use; the last verified day is still known."""
    listed = Timeline({date.min: frozenset({"33063"})}, verified_until=date(2018, 12, 31))
    place = Territory("list", "The list", "list", communes=listed)
    own = share(at_least="25 %", territory=place)
    assert kinds(agreement_of(own), date(2018, 12, 31)) == []
    found = only(agreement_of(own), date(2019, 1, 1))
    assert (found.kind, found.where) == (RemarkKind.NOT_VERIFIED, ("s",))
    assert found.text.en == (
        "the territory “The list” of the commitment “s” is not known, or not verified, on "
        "1 January 2019"
    )
    assert kinds(agreement_of(own), date(2021, 1, 1)) == []
    held = attrs.evolve(RIGHTS, territory=place)
    both = only(agreement_of(own, contingents=(held,)), date(2019, 1, 1))
    assert both.where == ("s", "rights")


def test_a_definition_past_its_verification_is_told() -> None:
    """The definition itself, or a value in it."""
    limit = Timeline({date.min: 3}, verified_until=date(2018, 12, 31))
    inner = attrs.evolve(P, criterion=facts.household_size.at_least(limit))
    outer = attrs.evolve(
        P, criterion=Timeline({date.min: facts.employed}, verified_until=date(2018, 12, 31))
    )
    for public in (inner, outer):
        agreement = agreement_of(publics=(public,))
        assert kinds(agreement, date(2018, 12, 31)) == []
        found = only(agreement, date(2019, 1, 1))
        assert found.text.fr == (
            "une partie de la définition du public «\u00a0P\u00a0» n'est pas connue, ou pas "
            "vérifiée, au 1er janvier 2019"
        )
        assert kinds(agreement, date(2021, 1, 1)) == []


def held(code: str, part: str, **fields: Any) -> Contingent:
    """A contingent by flow."""
    holder = Party(fields.pop("holder", code), code.title())
    stated: dict[str, Any] = {"management": Management.FLOW, **fields}
    return Contingent(code, holder, GIRONDE, share=part, **stated)


def test_shares_of_contingents_above_the_whole() -> None:
    """Of the same dwellings, managed alike; of one holder only the largest counts."""
    state, fund = held("state", "30 %"), held("fund", "71 %")
    found = only(agreement_of(contingents=(state, fund)))
    assert (found.severity, found.where) == (Severity.CONTRADICTION, ("state", "fund"))
    assert found.text.en == (
        "on 1 May 2018 the shares of the contingents “State” and “Fund” come to 101 % of the same "
        "dwellings"
    )
    nested = held("civil-servants", "5 %", holder="state")
    town = held("town", "71 %")
    for harmless in (
        (state, held("fund", "70 %")),
        (state, attrs.evolve(fund, management=Management.STOCK)),
        (state, attrs.evolve(fund, management=None)),
        (state, attrs.evolve(fund, share=None)),
        (state, attrs.evolve(town, territory=TOWN)),
        (state, held("fund", "70 %"), nested),
        tuple(attrs.evolve(each, territory=GIRONDE - GIRONDE) for each in (state, fund)),
    ):
        assert kinds(agreement_of(contingents=harmless)) == []
    unmanaged = tuple(held(code, "60 %", management=None) for code in ("state", "fund"))
    assert kinds(agreement_of(contingents=unmanaged)) == []
    late = Territory("late", "Late", "list", communes=Timeline({date(2019, 1, 1): frozenset()}))
    unknown = tuple(attrs.evolve(each, territory=late) for each in (state, fund))
    assert RemarkKind.SHARES_ABOVE_WHOLE not in kinds(agreement_of(contingents=unknown))


def test_a_holder_that_has_not_signed() -> None:
    """Told once for its contingent, with every commitment charged to it."""
    agreement = agreement_of(
        share(at_least="25 %"), volume(at_least=3, contingents=("rights",)), parties=(STATE,)
    )
    found = only(agreement)
    assert (found.kind, found.where) == (RemarkKind.HOLDER_NOT_PARTY, ("rights", "s", "v"))
    assert found.text.fr == (
        "The holder ne figure pas parmi les signataires, et détient un contingent sur lequel "
        "portent les engagements «\u00a0s\u00a0» et «\u00a0v\u00a0»"
    )
    assert kinds(agreement_of(parties=(STATE,))) == []


def test_more_than_is_reserved() -> None:
    """A number of a year above all the dwellings of its contingents; not one of three years."""
    stock = attrs.evolve(RIGHTS, dwellings=402)
    agreement = agreement_of(volume(at_least={2018: 403, 2019: 402, 2020: 1}), contingents=(stock,))
    found = review(agreement, on=DAY).of(RemarkKind.MORE_THAN_RESERVED)
    assert [each.text.en for each in found] == [
        "the commitment “v” promises 403 in 2018, from contingents of 402 dwellings in all"
    ]
    for harmless, contingent in (
        (volume(at_least={TERM: 403}), stock),
        (volume(at_most=403), stock),
        (volume(at_least=403), RIGHTS),
        (volume(at_least=403), attrs.evolve(stock, management=Management.FLOW)),
        (volume(at_least={"33063": 403}, per=(Per.COMMUNE,)), stock),
    ):
        assert kinds(agreement_of(harmless, contingents=(contingent,))) == []
    assert kinds(agreement_of(volume(at_least=3), contingents=())) == []


def test_numbers_by_group_that_do_not_add_up() -> None:
    """Those of one commitment, or of two on the same base; floors with floors, period by period."""
    table = {"33063": {2018: 3, 2019: 4}, "33039": {2018: 5, 2019: 5}}
    by_commune = volume("by-commune", per=(Per.COMMUNE,), at_least=table)
    for total, told in (
        ({2018: 8, 2019: 9}, []),
        ({2018: 8, 2019: 10}, [("in 2019 the groups of the commitment “by-commune” add up to "
                               "9, which is not the total of the commitment “v”: at least 10")]),
        ({2018: 7, 2019: 9}, [("in 2018 the groups of the commitment “by-commune” add up to "
                              "8, which is not the total of the commitment “v”: at least 7")]),
        ({2020: 7}, []),
    ):  # fmt: skip
        found = review(agreement_of(volume(at_least=total), by_commune), on=DAY)
        assert [each.text.en for each in found.of(RemarkKind.GROUPS_AGAINST_TOTAL)] == told
    yearly = Levels(common=9, by_group=(("33063", 3), ("33039", 5)))
    for judge in (None, Judge.BOTH, Judge.TOTAL):
        own = volume(per=(Per.COMMUNE,), at_least=yearly, judge=judge)
        (remark,) = review(agreement_of(own), on=DAY).of(RemarkKind.GROUPS_AGAINST_TOTAL)
        assert (remark.severity, remark.where) == (Severity.LOOK, ("v",))
        assert remark.text.fr == (
            "de 2018 à 2020, les groupes de l'engagement «\u00a0v\u00a0» totalisent 8, ce qui "
            "n'est pas son total\u00a0: au moins 9"
        )
    for harmless in (
        volume(per=(Per.COMMUNE,), at_least=yearly, judge=Judge.GROUPS),
        volume(
            per=(Per.COMMUNE,), judge=Judge.TOTAL,
            at_least=Levels(common=8, by_group=yearly.by_group),
        ),
        share(
            per=(Per.COMMUNE,), at_least=Levels(common=rate("10 %"), by_group=(("33063", rate(1)),))
        ),
    ):  # fmt: skip
        assert RemarkKind.GROUPS_AGAINST_TOTAL not in kinds(agreement_of(harmless))


def test_numbers_by_group_are_held_against_totals_of_their_base() -> None:
    """Another base, other publics, a ceiling beside floors or another cut of time tell nothing."""
    by_commune = volume("by-commune", per=(Per.COMMUNE,), at_least={"33063": 3, "33039": 5})
    strict = volume("by-commune", per=(Per.COMMUNE,), more_than={"33063": 2, "33039": 4})
    for one in (by_commune, strict):
        (found,) = review(agreement_of(volume(at_least=9), one), on=DAY)
        assert (found.kind, found.where) == (RemarkKind.GROUPS_AGAINST_TOTAL, ("by-commune", "v"))
        for total in (
            volume(at_least=8),
            volume(more_than=7),
            volume(at_most=9),
            volume(at_least={TERM: 24}),
            volume(at_least=9, to=("q",)),
            volume(at_least=9, stage=Stage.SIGNED),
            volume(at_least=9, territory=TOWN),
            volume(at_least=9, landlords=("l",)),
            volume(at_least=9, located_in=TOWN),
            share(at_least="25 %"),
        ):
            assert kinds(agreement_of(total, one)) == []
    cumulative = attrs.evolve(by_commune, cumulative=True)
    assert kinds(agreement_of(volume(at_least={TERM: 24}), cumulative)) == []
    assert kinds(agreement_of(volume(at_least={TERM: 25}), cumulative)) == [
        RemarkKind.GROUPS_AGAINST_TOTAL
    ]


def test_a_number_for_each_group_may_be_meant_for_the_total() -> None:
    """It is remarked on, unless the commitment says for which it is, or each has its own."""
    found = only(agreement_of(volume(per=(Per.COMMUNE,), at_least=403, at_most=500)))
    assert (found.severity, found.kind, found.where) == (
        Severity.LOOK,
        RemarkKind.SAME_FOR_EACH_GROUP,
        ("v",),
    )
    assert found.text.en == (
        "the commitment “v” states one number for the total and again for each commune, and it may "
        "be meant for the total alone: at least 403 and at most 500"
    )
    assert found.text.fr == (
        "l'engagement «\u00a0v\u00a0» fixe un même nombre pour le total et pour chaque commune, "
        "alors qu'il n'est peut-être prévu que pour le total\u00a0: au moins 403 et au plus 500"
    )
    both = volume(per=(Per.COMMUNE, Per.LANDLORD), at_least=403, judge=Judge.BOTH)
    assert "each commune and landlord" in only(agreement_of(both)).text.en
    some = volume(per=(Per.COMMUNE,), at_least=Levels(common=3, by_group=(("33063", 3),)))
    assert "chaque autre commune" in only(agreement_of(some)).text.fr
    for harmless in (
        volume(per=(Per.COMMUNE,), at_least=403, judge=Judge.TOTAL),
        volume(per=(Per.COMMUNE,), at_least=403, judge=Judge.GROUPS),
        volume(per=(Per.COMMUNE,), at_least={"33063": 403}),
        volume(at_least=403),
        share(per=(Per.COMMUNE,), at_least="25 %"),
    ):
        assert kinds(agreement_of(harmless)) == []


# --- Time ----------------------------------------------------------------------------------------


def test_periods_outside_the_term() -> None:
    """Whole periods, of a commitment or of an undertaking; one shared day is inside."""
    late = share(at_least="25 %", periods=(*TERM.calendar_years(), Period.year(2021)))
    found = only(agreement_of(late))
    assert (found.kind, found.where) == (RemarkKind.OUTSIDE_TERM, ("s",))
    assert found.text.en == "the commitment “s” has a period outside the term (2018-2020): 2021"
    across = Period(date(2020, 12, 31), date(2021, 6, 1))
    inside = share(at_least="25 %", periods=(Period(TERM.start, date(2020, 12, 31)), across))
    assert kinds(agreement_of(inside)) == []


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2020, 12, 31), ""),
        (date(2021, 1, 1), "1 January 2021"),
        (date(2017, 12, 31), "31 December 2017"),
        (Period(date(2020, 12, 31), date(2021, 3, 1)), ""),
        (Period.year(2021), "2021"),
        (None, ""),
    ],
)
def test_undertakings_outside_the_term(due: date | Period | None, told: str) -> None:
    """The last day of the term is inside, the next is not."""
    study = Undertaking("study", "A study", by=("holder",), due=due)
    found = review(agreement_of(undertakings=(study,)), on=DAY)
    assert [each.text.en for each in found] == [
        f"the undertaking “A study” is due outside the term (2018-2020): {told}"
    ] * bool(told)


def test_days_without_a_level() -> None:
    """Within the term, whatever the limit or the group that states a level."""
    some = volume(at_least={2018: 3, 2020: 3})
    found = only(agreement_of(some))
    assert (found.kind, found.text.fr) == (
        RemarkKind.GAP,
        "l'engagement «\u00a0v\u00a0» ne fixe aucun niveau pour une partie de la durée\u00a0: 2019",
    )
    filled = volume(at_least={2018: 3, 2020: 3}, at_most={2019: 9})
    assert kinds(agreement_of(filled)) == []
    group = volume(per=(Per.COMMUNE,), at_least={"33063": {2018: 3}, "33039": {2019: 3, 2020: 3}})
    assert kinds(agreement_of(group)) == []
    # A constant level beside a schedule is judged in the periods of the schedule alone.
    assert kinds(
        agreement_of(volume(per=(Per.COMMUNE,), at_least={"33063": {2018: 3}, "33039": 3}))
    ) == [RemarkKind.GAP]
    outside = volume(at_least={2021: 3})
    assert kinds(agreement_of(outside)) == [RemarkKind.OUTSIDE_TERM]


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (TERM, []),
        (Period(date(2018, 1, 2), TERM.end), ["2018"]),
        (Period(TERM.start, date(2020, 12, 31)), ["2020"]),
        (Period(date(2018, 12, 31), date(2020, 1, 2)), ["2018", "2020"]),
        (Period(date(2017, 12, 31), date(2021, 1, 2)), []),
    ],
)
def test_a_number_of_a_year_that_the_term_covers_in_part(term: Period, told: list[str]) -> None:
    """It is owed as stated, and told; a share is not, nor a year that the term holds whole."""
    each_year = dict.fromkeys((2018, 2019, 2020), 3)
    days, periods = " and ".join(told), "a period" if len(told) == 1 else "periods"
    for limit in ("at_least", "less_than"):
        fields: dict[str, Any] = {limit: each_year}
        stated = volume(**fields)
        found = review(agreement_of(stated, term=term), on=DAY).of(RemarkKind.COVERED_IN_PART)
        words = (
            f"the commitment “v” states a number for {periods} that the term ({term.say('en')}) "
            f"covers in part, and it is owed whole: {days}"
        )
        assert [each.text.en for each in found] == [words] * bool(told)
        assert all("en entier" in each.text.fr for each in found)
        for period in (2018, 2019, 2020):
            assert stated.limits[0].levels.at(Period.year(period)) == 3
    part = share(at_least=dict.fromkeys((2018, 2019, 2020), "25 %"))
    assert RemarkKind.COVERED_IN_PART not in kinds(agreement_of(part, term=term))


def test_a_number_of_a_year_is_owed_whole_where_the_term_covers_a_part() -> None:
    """A number stated for a year that begins before the term is owed whole."""
    cut = agreement_of(volume(at_least={2018: 403}), term=Period(date(2018, 5, 1), TERM.end))
    (finding,) = check_quotas(cut, [], on=date(2018, 12, 31))
    assert (finding.period, str(finding.required)) == (YEAR, "403")


def test_days_that_make_no_whole_year() -> None:
    """An amendment that lengthens the term by a part of a year leaves days without a promise."""
    for last_day, left in (
        (date(2020, 12, 30), "1 January 2020 to 30 December 2020"),
        (date(2020, 12, 31), ""),
        (date(2021, 1, 1), "1 January 2021 to 1 January 2021"),
        (date(2021, 12, 30), "1 January 2021 to 30 December 2021"),
        (date(2021, 12, 31), ""),
    ):
        term = Period(TERM.start, last_day + timedelta(days=1))
        changed = Amendment(effective=date(2020, 6, 1), signed_on=date(2020, 6, 1), term=term)
        amended = agreement_of(share(at_least="25 %"), volume(at_least=3)).amend(changed)
        found = review(amended, on=date(2020, 6, 1)).of(RemarkKind.REMAINDER)
        assert [(each.severity, each.where) for each in found] == [
            (Severity.LOOK, ("s",)),
            (Severity.LOOK, ("v",)),
        ][: 2 * bool(left)]
        assert [each.text.en for each in found[1:]] == [
            (
                "the commitment “v” promises nothing for days of the term that make no whole year "
                f"of the agreement: {left}"
            )
        ] * bool(left)
        assert all("une année entière de la convention" in each.text.fr for each in found)
        assert review(amended, on=date(2020, 5, 31)).of(RemarkKind.REMAINDER) == ()
    by_year = agreement_of(volume(at_least=dict.fromkeys((2018, 2019, 2020), 3)))
    half = Period(TERM.start, date(2021, 7, 1))
    longer = Amendment(effective=date(2020, 6, 1), signed_on=date(2020, 6, 1), term=half)
    assert kinds(by_year.amend(longer), date(2020, 6, 1)) == [RemarkKind.GAP]


def test_one_number_for_periods_of_unequal_lengths() -> None:
    """A part of a year beside whole ones is told; months, quarters and years are as long."""
    pieces = Period(date(2018, 7, 1), TERM.end).calendar_years()
    found = only(
        agreement_of(volume(at_least=3, periods=pieces), term=Period(pieces[0].start, TERM.end))
    )
    assert (found.severity, found.kind) == (Severity.LOOK, RemarkKind.UNEQUAL_PERIODS)
    assert found.text.fr == (
        "l'engagement «\u00a0v\u00a0» fixe un même nombre pour des périodes de durées "
        "inégales\u00a0: du 1er juillet 2018 au 31 décembre 2018, 2019 et 2020"
    )
    assert "one number for periods of unequal lengths: 1 July 2018" in found.text.en
    for months in (1, 3, 6, 12, 36):
        assert kinds(agreement_of(volume(at_least=3, periods=TERM.split(months=months)))) == []
    assert kinds(agreement_of(volume(at_least=3, periods=TERM.split(months=24)))) != []
    beside = volume(at_least=dict.fromkeys(pieces, 3), at_most=9)
    term = Period(pieces[0].start, TERM.end)
    assert kinds(agreement_of(beside, term=term)) == [RemarkKind.UNEQUAL_PERIODS]
    stated = attrs.evolve(beside, at_most=dict.fromkeys(pieces, 9))
    assert kinds(agreement_of(stated, term=term)) == []
    by_group = volume(per=(Per.COMMUNE,), at_least={"33063": dict.fromkeys(pieces, 3), "33039": 3})
    assert kinds(agreement_of(by_group, term=term)) == [RemarkKind.UNEQUAL_PERIODS]
    shares = share(at_least="25 %", periods=pieces)
    assert RemarkKind.UNEQUAL_PERIODS not in kinds(agreement_of(shares))


def test_periods_that_overlap_in_part() -> None:
    """A year within three is meant; half of one and half of the next is worth a look."""
    halves = Period(date(2018, 7, 1), date(2019, 7, 1))
    crossing = volume(at_least=dict.fromkeys((2018, 2019, 2020), 3), at_most={halves: 9})
    assert [each.text.en for each in review(agreement_of(crossing), on=DAY)] == [
        f"the commitment “v” has accounting periods that overlap in part: {days}"
        for days in ("2018 and 1 July 2018 to 30 June 2019", "1 July 2018 to 30 June 2019 and 2019")
    ]
    within = volume(at_least=dict.fromkeys((2018, 2019, 2020), 3), at_most={TERM: 99})
    assert kinds(agreement_of(within)) == []


def test_a_ramp_that_falls() -> None:
    """A lower floor than the period before; numbers only of periods as long."""
    found = only(agreement_of(share(at_least={2018: "30 %", 2019: "20 %", 2020: "20 %"})))
    assert found.text.en == (
        "the floor of the commitment “s” falls from 30 % (2018) to 20 % (2019)"
    )
    by_group = share(
        per=(Per.COMMUNE,), at_least={"33063": {2018: "3 %", 2019: "2 %", 2020: "2 %"}}
    )
    assert kinds(agreement_of(by_group)) == [RemarkKind.FALLING]
    shorter = {Period.years(2018, 2019): 30, Period.year(2020): 20}
    assert kinds(agreement_of(volume(at_least=shorter))) == []
    assert kinds(agreement_of(volume(at_least={2018: 3, 2019: 3, 2020: 2}))) == [RemarkKind.FALLING]
    assert kinds(agreement_of(volume(at_most={2018: 3, 2019: 3, 2020: 2}))) == []


def amended(*commitments: Commitment, **amendment: Any) -> Agreement:
    """The agreement with an amendment signed in June 2018, in effect from 2019."""
    study = Undertaking("study", "A study", by=("holder",))
    days_of_it: dict[str, Any] = {"effective": date(2019, 1, 1), "signed_on": date(2018, 6, 1)}
    agreement = agreement_of(*commitments, undertakings=(study,))
    return agreement.amend(Amendment(**(days_of_it | amendment)))


def test_an_amendment_that_drops_a_promise() -> None:
    """A part that ends, told once it is signed, and however early it takes effect."""
    agreement = amended(share(at_least="25 %"), remove=("s", "study"))
    assert kinds(agreement, date(2018, 5, 31)) == []
    found = review(agreement, on=date(2018, 6, 1))
    assert [(each.kind, each.where) for each in found] == [
        (RemarkKind.DROPPED, ("s",)),
        (RemarkKind.DROPPED, ("study",)),
    ]
    assert found[0].text.en == "an amendment in effect from 1 January 2019 drops the commitment “s”"
    assert kinds(agreement, date(2018, 5, 31), known=date(2018, 6, 1)) == [RemarkKind.DROPPED] * 2
    renamed = amended(share(at_least="25 %"), remove=("s",), add=(share("again", at_least="25 %"),))
    assert kinds(renamed, DAY, known=date(2019, 1, 1)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (
            {"at_least": "25 %"},
            {"at_least": {2018: "25 %"}},
            "“s” for some days: 2019-2020",
        ),
        (
            {"at_least": "25 %", "at_most": "50 %"},
            {"at_least": "25 %"},
            "“s” for some days: 2018-2020",
        ),
        (
            {"at_least": "25 %"},
            {"at_most": "50 %"},
            "“s” for some days: 2018-2020",
        ),
        ({"at_least": "25 %"}, {"at_least": "30 %"}, ""),
        ({"at_least": "25 %"}, {"at_least": {TERM: "25 %"}}, ""),
        (
            {"at_least": "25 %"},
            {"at_least": {2018: "25 %", 2019: "20 %", 2020: "20 %"}},
            "lowers the floor of the commitment “s” from 25 % to 20 %: 2019-2020",
        ),
    ],
)
def test_an_amendment_that_promises_less(
    before: dict[str, Any], after: dict[str, Any], told: str
) -> None:
    """Days without the level that they had, and lower floors; periods cut anew are neither."""
    agreement = amended(share(**before), replace=(share(**after),))
    found = review(agreement, on=date(2018, 6, 1))
    said = [each.text.en for each in found if each.kind in {RemarkKind.DROPPED, RemarkKind.LOWERED}]
    assert len(said) == bool(told)
    assert all(told in each for each in said)


def test_a_share_turned_into_a_number_is_not_lower() -> None:
    """They do not compare; a shorter term drops the days that it leaves out."""
    agreement = amended(
        share(at_least="25 %"), replace=(volume("s", at_least=0),), term=Period.years(2018, 2019)
    )
    assert [each.text.fr for each in review(agreement, on=date(2018, 6, 1))] == [
        (
            "un avenant applicable à partir du 1er janvier 2019 retire l'engagement "
            "«\u00a0s\u00a0» pour certains jours\u00a0: 2020"
        )
    ]
    lower = amended(share(at_least="25 %"), replace=(share(at_least="20 %"),))
    assert review(lower, on=date(2018, 6, 1))[0].text.fr == (
        "un avenant applicable à partir du 1er janvier 2019 abaisse le plancher de l'engagement "
        "«\u00a0s\u00a0» de 25\u00a0% à 20\u00a0%\u00a0: 2018-2020"
    )


# --- Beside --------------------------------------------------------------------------------------


def other_agreement(*commitments: Commitment, **changed: Any) -> Agreement:
    """Another agreement of the same holder."""
    return attrs.evolve(agreement_of(*commitments, **changed), code="other")


def test_agreements_that_count_the_same_attributions() -> None:
    """On one holder, territory and day, with no reference between them."""
    one, other = agreement_of(share(at_least="25 %")), other_agreement(volume(at_least=3))
    found = only(one, beside=(other,))
    assert (found.kind, found.where) == (RemarkKind.SHARED_BASE, ("rights", "s", "other"))
    assert found.text.en == (
        "on 1 May 2018 attributions of the contingent “The holder” may count both here, for the "
        "commitment “s”, and in “A synthetic agreement”, for the commitment “v”; neither refers to "
        "the other"
    )
    assert review(one, on=DAY, beside=(other,)).about("other") == (found,)
    assert kinds(one, date(2017, 1, 1), beside=(other,)) == [RemarkKind.SHARED_BASE]
    assert kinds(one, date(2020, 12, 31), beside=(other,)) == [RemarkKind.SHARED_BASE]
    assert kinds(one, date(2021, 1, 1), beside=(other,)) == []


@pytest.mark.parametrize(
    "other",
    [
        agreement_of(volume(at_least=3)),
        other_agreement(volume(at_least=3), part_of=(Reference("synthetic", "One"),)),
        other_agreement(volume(at_least=3), annexes=(Reference("synthetic", "One"),)),
        other_agreement(volume(at_least=3), term=Period.years(2015, 2017)),
        other_agreement(volume(at_least=3), term=Period.years(2021, 2023)),
        other_agreement(volume(at_least=3, leaving_out=("counted-elsewhere",))),
        other_agreement(volume(at_least=3, landlords=("company",))),
        other_agreement(volume(at_least={2019: 3})),
        other_agreement(volume(to=("PLAI",), at_least=3, stage=Stage.APPROVED)),
        other_agreement(volume(at_least=3), contingents=(attrs.evolve(RIGHTS, holder=STATE),)),
        other_agreement(volume(at_least=3), territory=GIRONDE - TOWN),
        other_agreement(
            volume(at_least=3, contingents=("b",)),
            contingents=(RIGHTS, Contingent("b", STATE, GIRONDE)),
        ),
        other_agreement(
            volume(at_least=3),
            territory=Territory(
                "t", "T", "list", communes=Timeline({date(2019, 1, 1): frozenset({"33063"})})
            ),
        ),
    ],
)
def test_agreements_that_share_nothing(other: Agreement) -> None:
    """Another day, place, holder, landlord or stage, or a rule between them."""
    one = agreement_of(share(at_least="25 %", territory=TOWN, landlords=("office",)))
    assert kinds(one, beside=(other,)) == []


def test_a_reference_is_read_both_ways() -> None:
    """Whichever of the two refers to the other."""
    one = agreement_of(share(at_least="25 %"), part_of=(Reference("other", "Other"),))
    assert kinds(one, beside=(other_agreement(volume(at_least=3)),)) == []


def test_the_terms_of_others_are_those_in_force() -> None:
    """An amendment of the other that ends its commitment ends the remark."""
    other = other_agreement(volume(at_least=3)).amend(
        Amendment(effective=date(2018, 4, 1), signed_on=date(2018, 4, 1), remove=("v",))
    )
    one = agreement_of(share(at_least="25 %"))
    assert kinds(one, date(2018, 3, 31), beside=(other,)) == [RemarkKind.SHARED_BASE]
    assert kinds(one, date(2018, 4, 1), beside=(other,)) == []


# --- The catalogue, and the root -----------------------------------------------------------------


def test_the_gironde_protocol() -> None:
    """Its 403 reservations are those of 2018: the press release gives no number for later."""
    for day in (date(2016, 3, 7), date(2018, 1, 1)):
        found = only(gironde_2018.AGREEMENT, day, beside=(ile_de_france_2016.AGREEMENT,))
        assert words_of(found) == (
            "worth a look: the commitment “Reservations offered” states no level for some days of "
            "the term: 2019-2020\n"
            "  source: Communiqué de presse de 2018, protocole État – Action Logement Services en "
            "Gironde, § 7"
        )


def test_the_ile_de_france_protocol() -> None:
    """Its 30 % reach past the term, as they are meant to; its list is incomplete, then unknown."""
    agreement = ile_de_france_2016.AGREEMENT
    beyond = (
        "the commitment “Priority share in the communes that left deficiency” has periods outside "
        "the term (2016-2018): 2019, 2020 and 2021"
    )
    early = review(agreement, on=date(2016, 3, 7))
    assert [each.kind for each in early] == [RemarkKind.OUTSIDE_TERM, RemarkKind.LIST_INCOMPLETE]
    assert early[0].text.en == beyond
    assert [each.text.en for each in review(agreement, on=date(2018, 1, 1))] == [
        beyond,
        (
            "the territory “Communes carencées” of the commitment “Priority share in the deficient "
            "communes” is not known, or not verified, on 1 January 2018"
        ),
        (
            "the territory “Communes sorties de carence depuis moins de trois ans” of the "
            "commitment “Priority share in the communes that left deficiency” is not known, or not "
            "verified, on 1 January 2018"
        ),
        (
            "the version cited for the publics “employees recognised under DALO” and “employees "
            "leaving temporary housing” is no longer in force on 1 January 2018: Code "
            "de la construction et de l'habitation, L.313-26-2, programme par programme "
            "(27 March 2014 to 28 January 2017)"
        ),
    ]


def test_nothing_to_remark_is_said() -> None:
    """An empty review says so, in both languages."""
    found = review(agreement_of(), on=DAY)
    assert (len(found), words_of(found, "en"), words_of(found, "fr")) == (
        0,
        "A synthetic agreement\n  on 1 May 2018\n  nothing to remark",
        "A synthetic agreement\n  au 1er mai 2018\n  rien à signaler",
    )


def test_a_review_is_a_sequence() -> None:
    """The gravest come first; they are picked by severity, kind and code; it survives pickle."""
    agreement = agreement_of(
        volume("gap", at_least={2018: 3}), share("clash", at_least="30 %", at_most="20 %")
    )
    found = review(agreement, on=DAY)
    assert isinstance(found, Review)
    assert [each.kind for each in found] == [RemarkKind.FLOOR_ABOVE_CEILING, RemarkKind.GAP]
    assert found.of(Severity.LOOK) == found.of(RemarkKind.GAP) == found.about("gap") == found[1:]
    assert found.of(Severity.BELOW_THE_LAW) == ()
    assert words_of(found).splitlines()[2].startswith("  contradiction: on the same base")
    assert pickle.loads(pickle.dumps(found)) == found
    assert (found.agreement, found.on, found.known) == (agreement, DAY, DAY)


def test_each_kind_of_remark_names_its_checks() -> None:
    """The docstring of a kind names the checks that make it, and no check is left out."""
    source = Path(remarks.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r"`(_\w+)\.(\w+)`", source))
    assert len(re.findall(r"\bChecks?: `", source)) == len(RemarkKind)
    checks = {
        (check.__module__.rpartition(".")[2], check.__name__) for check in (*_CHECKS, *GRID_CHECKS)
    }
    assert named == checks


def test_a_review_has_no_truth_value() -> None:
    """It has no verdict either: one asks how many remarks there are."""
    with pytest.raises(InvalidTypeError, match=r"its length; write len\(answer\)"):
        bool(review(agreement_of(), on=DAY))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"agreement": "gironde"}, "an Agreement"),
        ({"on": "2018"}, "review, on"),
        ({"known": "2018"}, "review, known"),
        ({"beside": agreement_of()}, "review, beside"),
        ({"beside": ("gironde",)}, "review, beside"),
    ],
)
def test_anything_else_is_refused(changed: dict[str, Any], expected: str) -> None:
    """What was given, where, and what was expected."""
    asked: dict[str, Any] = {"agreement": agreement_of(), "on": DAY} | changed
    with pytest.raises(InvalidTypeError, match=expected):
        review(asked.pop("agreement"), **asked)
