"""Sectors: parts of a territory that share no ground, by which a commitment may hold."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import (
    HERE,
    JOINING,
    LEAVING,
    NORTH,
    SECTOR_LISTS,
    SECTORS,
    SLOW,
    WIDE,
    agreement_of,
    ledgers,
    sectors,
)
from tests.told import words_of

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    Agreement,
    Amendment,
    Attribution,
    Bounds,
    Commitment,
    Finding,
    InvalidObjectError,
    InvalidValueError,
    Judge,
    Outcome,
    Per,
    Production,
    PublishedFigure,
    Share,
    Stage,
    Tally,
    Territory,
    Text,
    Timeline,
    UncoveredReadingError,
    UnknownCodeError,
    Unsure,
    Verdict,
    Volume,
    check_quotas,
    compare,
    review,
    tally,
)
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import fuller_ledgers
from housing_agreements.testing.strategies._pools import close_sectors

AFTER = date(2021, 6, 1)
EACH = Share("each", to=("p",), stage=Stage.DECIDED, at_least={2018: "50 %"}, per=Per.SECTOR)


def entry(name: str, commune: str = "94068", **fields: Any) -> Attribution:
    """An attribution decided in 2018, in no neighbourhood that a list names."""
    usual: dict[str, Any] = {"decided_on": date(2018, 9, 5), "neighbourhood": NO_NEIGHBOURHOOD}
    return Attribution(name, "a", commune, **usual | fields)


def judged(
    commitment: Commitment | Agreement, *ledger: Attribution | Production, **fields: Any
) -> dict[Any, Finding]:
    """The findings of 2018 by group."""
    made = commitment if isinstance(commitment, Agreement) else agreement_of(commitment, **fields)
    report = check_quotas(made, ledger, on=AFTER)
    return {finding.group: finding for finding in report if finding.period.start.year == 2018}


def test_each_sector_is_judged_even_when_no_entry_stands_in_it() -> None:
    """They are declared; what stands in none is in the total only."""
    found = judged(
        EACH,
        entry("1", publics={"p"}),
        entry("2"),
        entry("3", "33063", publics={"p"}),
        entry("4", "33063", decided_on=date(2018, 6, 30)),  # the day before it joins "right"
    )
    assert {group: (one.counted.value, one.base.value) for group, one in found.items()} == {
        None: (2, 4), "left": (1, 2), "right": (1, 1), "quarter": (0, 0),
    }  # fmt: skip
    assert found["quarter"].outcome is Outcome.EMPTY_BASE
    volume = Volume("each", stage=Stage.DECIDED, at_least={2018: 1}, per=Per.SECTOR)
    assert judged(volume, entry("1"))["quarter"].verdict is Verdict.UNMET


def test_a_neighbourhood_that_is_not_known_leaves_both_sectors_open() -> None:
    """The entry is possible in each that may hold it, and to know it settles it."""
    share = attrs.evolve(EACH, at_least={"left": "50 %", "right": "50 %", "quarter": "50 %"})
    unknown = entry("1", publics={"p"}, neighbourhood=None)
    found = judged(share, unknown)
    for group in ("left", "quarter"):
        assert (found[group].base, found[group].counted) == (Bounds(0, 1), Bounds(0, 1))
        assert [(doubt.kind.value, doubt.code) for doubt in found[group].doubts] == [
            ("group", "sector")
        ]
        assert "the sector of 1 dwelling" in words_of(found[group], "en")
        assert "le secteur d'un logement" in words_of(found[group], "fr")
    assert found["right"].base == Bounds(0, 0)
    for neighbourhood, group in (("north", "quarter"), ("south", "left")):
        settled = judged(share, attrs.evolve(unknown, neighbourhood=neighbourhood))
        bases = {each: settled[each].base.value for each in ("left", "right", "quarter")}
        assert bases == {each: int(each == group) for each in bases}


def test_nothing_is_open_in_a_total_that_every_sector_shares() -> None:
    """In which of two sectors an entry stands is nothing to the total."""
    assert judged(EACH, entry("1", neighbourhood=None))[None].doubts == ()


def test_the_sector_is_that_of_the_day() -> None:
    """A commune that moves takes with it only what comes later."""
    moving = sectors(LEAVING, HERE - LEAVING, HERE - HERE)
    volume = Volume("each", stage=Stage.DECIDED, at_least={2019: 1}, per=Per.SECTOR)
    agreement = agreement_of(volume, sectors=moving)
    for day, group in ((date(2019, 2, 28), "left"), (date(2019, 3, 1), "right")):
        report = check_quotas(agreement, [entry("1", decided_on=day)], on=AFTER)
        assert {one.group: one.counted.value for one in report} == {
            None: 1, "left": 0, "right": 0, "quarter": 0, group: 1,
        }  # fmt: skip
    undated = entry(
        "1", decided_on=None, signed_on=date(2019, 12, 31), proposed_on=date(2019, 1, 2)
    )
    open_ = {one.group: one for one in check_quotas(agreement, [undated], on=AFTER)}
    assert (open_[None].counted, open_["left"].counted) == (Bounds(1, 1), Bounds(0, 1))
    assert {doubt.kind.value for doubt in open_["left"].doubts} == {"day"}


def test_an_amendment_may_draw_sectors_anew() -> None:
    """Entries are of the sectors of their own day; those of the last day are always reported."""
    made = agreement_of(attrs.evolve(EACH, at_least="50 %"))
    one = Territory("one", "One and all", "sector", communes=("94068", "33063"))
    amended = made.amend(
        Amendment(effective=date(2018, 10, 1), signed_on=date(2018, 9, 1), sectors=(one,))
    )
    ledger = [entry("1", publics={"p"}), entry("2", "33063", decided_on=date(2018, 10, 1))]
    found = judged(amended, *ledger)
    assert {group: finding.base.value for group, finding in found.items()} == {
        None: 2, "one": 1, "left": 1,
    }  # fmt: skip
    assert [found[group].group_names for group in ("one", "left")] == [
        ("One and all",), ("The left bank",),
    ]  # fmt: skip
    before, after = amended.on(date(2018, 9, 30)), amended.on(date(2018, 10, 1))
    words = [str(difference) for difference in compare(before, after)]
    assert words == [
        "A synthetic agreement: the sectors, removed: The left bank",
        "A synthetic agreement: the sectors, removed: The right bank",
        "A synthetic agreement: the sectors, removed: The quarter",
        "A synthetic agreement: the sectors, added: One and all",
    ]
    assert "new sectors One and all" in str(amended.amendments[0])
    gone = attrs.evolve(amended.amendments[0], sectors=())
    assert gone.say("fr").endswith("nouveaux secteurs (aucun)")
    with pytest.raises(InvalidObjectError, match="an agreement that has sectors"):
        made.amend(gone)


def test_a_sector_that_changes_is_compared_as_a_territory() -> None:
    """What it gains and loses, from which day on."""
    before = agreement_of(EACH)
    after = attrs.evolve(before, sectors=sectors(LEAVING - NORTH, JOINING - NORTH, NORTH))
    (difference,) = compare(before, after)
    assert words_of(difference) == (
        "A synthetic agreement, The left bank, from 1 March 2019: the sector, removed: commune "
        "94068 Saint-Maur-des-Fossés (but north)"
    )
    assert words_of(compare(before, after)[0], "fr").startswith("A synthetic agreement, The left")


def test_sectors_may_be_one_side_of_a_pair() -> None:
    """Of landlords, say: an entry of a landlord that is not known may be of any in its sector."""
    pair = attrs.evolve(EACH, per=(Per.SECTOR, Per.LANDLORD), judge=Judge.GROUPS)
    found = judged(
        pair,
        entry("1", landlord="office", publics={"p"}),
        entry("2", "33063", landlord="office"),
        entry("3", landlord="company", neighbourhood=None),
    )
    bases = {
        group: finding.base
        for group, finding in found.items()
        if isinstance(group[0], str) and isinstance(group[1], str)
    }
    assert bases == {
        ("left", "office"): Bounds(1, 1),
        ("right", "office"): Bounds(1, 1),
        ("left", "company"): Bounds(0, 1),
        ("quarter", "company"): Bounds(0, 1),
    }
    assert found["left", "office"].verdict is Verdict.MET
    assert found["right", "office"].verdict is Verdict.UNMET
    unknown = judged(pair, entry("1", landlord="office"), entry("2"))
    assert unknown["left", "office"].base == Bounds(1, 2)


def test_sectors_of_which_it_is_not_known_whether_they_share_ground() -> None:
    """A dwelling surely in one is in no other that only may have it; surely in both, in each."""
    doubted = Territory("doubted", "Perhaps", "sector", possible_communes=("94068",))
    left, _, quarter = sectors(HERE, JOINING, NORTH)
    found = judged(EACH, entry("1"), sectors=(left, doubted))
    assert (found["left"].base, found["doubted"].base) == (Bounds(1, 1), Bounds(0, 0))
    found = judged(EACH, entry("1", neighbourhood="north"), sectors=(left, quarter))
    assert (found["left"].base, found["quarter"].base) == (Bounds(1, 1), Bounds(1, 1))


def test_what_is_only_perhaps_in_the_base_is_only_perhaps_in_a_sector() -> None:
    """The doubt is of the territory then, and not of the sector."""
    doubted = Territory("doubted", "Perhaps", "list", possible_communes=("94068",))
    found = judged(attrs.evolve(EACH, territory=doubted), entry("1"))
    assert found["left"].base == Bounds(0, 1)
    assert [doubt.kind.value for doubt in found["left"].doubts] == ["place"]


def test_a_place_that_counts_may_be_the_sector() -> None:
    """What is in the sector then counts, even where it is only perhaps in it."""
    doubted = Territory("doubted", "Perhaps", "sector", possible_communes=("94068",))
    located = attrs.evolve(EACH, to=(), located_in=doubted)
    found = judged(located, entry("1"), sectors=(doubted,))
    assert (found["doubted"].base, found["doubted"].verdict) == (Bounds(0, 1), Verdict.MET)
    assert found[None].verdict is Verdict.UNDETERMINED


def test_who_is_left_out_is_told_in_the_sector() -> None:
    """Where a dwelling surely stands, and perhaps where it may."""
    without = attrs.evolve(EACH, unsure=Unsure.LEFT_OUT)
    found = judged(
        without,
        entry("1", possible_publics={"p"}),
        entry("2", possible_publics={"p"}, neighbourhood=None),
    )
    assert {group: finding.left_out for group, finding in found.items()} == {
        None: Bounds(2, 2), "left": Bounds(1, 2), "quarter": Bounds(0, 1), "right": Bounds(0, 0),
    }  # fmt: skip


def test_headings_name_a_sector_by_its_name() -> None:
    """In both languages."""
    found = judged(EACH, entry("1"))
    assert words_of(found["left"], "en").startswith("each, 2018, The left bank: unmet")
    assert words_of(found["left"], "fr").startswith("each, 2018, The left bank\u00a0: non respecté")


def test_caveats_of_a_sector_are_told_of_it_alone() -> None:
    """A list that is not complete makes uncertain what is judged by it."""
    listed = Text("incomplete", "incomplète")
    left = Territory("left", "Left", "sector", communes=("94068",), caveats=(listed,))
    right = Territory("right", "Right", "sector", communes=("33063",))
    found = judged(EACH, sectors=(left, right))
    assert {group: finding.caveats for group, finding in found.items()} == {
        None: (), "left": (listed,), "right": (),
    }  # fmt: skip


def test_a_tally_that_did_not_read_the_sectors_is_refused() -> None:
    """What was not told apart cannot be told."""
    by_sector, plain = agreement_of(EACH), agreement_of(attrs.evolve(EACH, per=None))
    with pytest.raises(UncoveredReadingError, match="in a territory of their own"):
        check_quotas(by_sector, tally(plain, [entry("1")]), on=AFTER)
    kept = tally(by_sector, [entry("1")])
    assert check_quotas(plain, kept, on=AFTER)[0].base.value == 1


def test_a_published_figure_may_be_of_a_sector() -> None:
    """One that the agreement has; any other is a code that it does not know."""
    agreement = agreement_of(EACH)
    figure = PublishedFigure("each", 2018, 3, 4, group="left")
    report = check_quotas(agreement, Tally.from_counts(agreement, [figure]), on=AFTER)
    finding = report.finding("each", 2018, "left")
    assert (finding.counted.value, finding.base.value) == (3, 4)
    with pytest.raises(UnknownCodeError, match="did you mean 'left'"):
        Tally.from_counts(agreement, [attrs.evolve(figure, group="lefft")])


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (HERE, HERE, "both have commune 94068;"),
        (WIDE, HERE, "both have commune 94068;"),
        (NORTH, NORTH, "both have neighbourhood north;"),
        (HERE & NORTH, HERE, "both have .*north"),
        (HERE, HERE & NORTH, "both have .*north"),
        (HERE & NORTH, HERE & NORTH, "both have .*north"),
        (WIDE - NORTH, HERE, "both have parts of commune 94068"),
        (JOINING, WIDE - HERE, "both have commune 33063 from 2018-07-01;"),
    ],
)
def test_sectors_that_share_ground_are_refused(
    one: Territory, other: Territory, words: str
) -> None:
    """The error says what they share, and since when."""
    with pytest.raises(InvalidValueError, match=f"'left' and 'right': {words}"):
        agreement_of(EACH, sectors=sectors(one, other, HERE - HERE))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (HERE, NORTH),
        (HERE - NORTH, NORTH),
        (HERE & NORTH, HERE - NORTH),
        (HERE, WIDE - HERE),
        (LEAVING, HERE - LEAVING),
        (HERE, Territory("b", "b", "b", possible_communes=("94068",))),
        (HERE, Territory("b", "b", "b", communes=Timeline({date(2030, 1, 1): frozenset()}))),
    ],
)
def test_sectors_that_surely_share_no_ground_stand(one: Territory, other: Territory) -> None:
    """Nor are those refused that only may: a neighbourhood may stand in another commune."""
    assert len(agreement_of(EACH, sectors=sectors(one, other, HERE - HERE)).sectors) == 3


@given(close_sectors())
def test_drawn_sectors_share_no_ground(drawn: tuple[Territory, ...]) -> None:
    """The test kit draws what an agreement takes."""
    share = attrs.evolve(EACH, at_least="50 %")
    assert agreement_of(share, sectors=drawn).sectors == drawn


_LEVELS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (Share, {"at_least": "50 %"}), (Share, {"less_than": "1/3"}), (Volume, {"at_least": 2}),
    (Volume, {"at_most": 1}),
)  # fmt: skip
_COUNTED: tuple[dict[str, Any], ...] = (
    {"to": ("p",)}, {"located_in": NORTH}, {"to": ("p", "q"), "located_in": LEAVING},
)  # fmt: skip
_GROUPED: tuple[dict[str, Any], ...] = (
    {"per": Per.SECTOR}, {"per": (Per.SECTOR, Per.LANDLORD), "judge": Judge.GROUPS}, {},
)  # fmt: skip
HELD: tuple[Commitment, ...] = tuple(
    kind("c", stage=Stage.DECIDED, **level, **counted, **grouped)
    for kind, level in _LEVELS
    for counted in _COUNTED
    for grouped in _GROUPED
)


@settings(SLOW, max_examples=100)
@given(
    st.sampled_from(SECTOR_LISTS),
    st.sampled_from(HELD),
    ledgers(min_size=1, max_size=5, unknowns=3),
    st.data(),
)
def test_filling_in_overturns_nothing_of_a_sector_or_a_place(
    parts: tuple[Territory, ...],
    commitment: Commitment,
    ledger: tuple[Attribution | Production, ...],
    data: st.DataObject,
) -> None:
    """What was decided stays so, whatever is found out: of neighbourhoods, days, households..."""
    agreement = agreement_of(commitment, sectors=parts)
    fuller = data.draw(fuller_ledgers(ledger, agreement=agreement))
    laws.filling_in_overturns_nothing(agreement, ledger, fuller, AFTER)


def test_codes_of_sectors_are_checked() -> None:
    """A table may name declared ones only; each has a code of its own; sectors are needed."""
    with pytest.raises(UnknownCodeError, match="a sector that is declared; did you mean 'left'"):
        agreement_of(attrs.evolve(EACH, at_least={"lefft": "50 %"}))
    with pytest.raises(InvalidValueError, match="each code once"):
        agreement_of(EACH, sectors=(SECTORS[0], attrs.evolve(SECTORS[2], code="left")))
    with pytest.raises(InvalidValueError, match="an agreement that has sectors; write Agreement"):
        agreement_of(EACH, sectors=())


def test_an_agreement_lists_its_sectors() -> None:
    """In both languages."""
    made = agreement_of(EACH)
    assert "  sectors:\n    The left bank (left): parts of commune 94068\n" in made.say("en")
    assert "  secteurs\u00a0:\n    The left bank (left)" in made.say("fr")
    assert str(EACH).endswith("; per sector")
    assert EACH.say("fr").endswith("par secteur")


def test_review_tells_of_a_sector_that_is_not_known() -> None:
    """Like any territory in use on the day."""
    later = Timeline({date(2020, 1, 1): frozenset({"33063"})})
    right = Territory("right", "Right", "sector", communes=later)
    made = agreement_of(EACH, sectors=(SECTORS[0], right))
    remarks = [words_of(remark) for remark in review(made, on=date(2018, 5, 1))]
    told = "the territory “Right” of the commitment “each” is not known, or not verified, on 1 May"
    assert any(told in each for each in remarks)
