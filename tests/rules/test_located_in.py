"""What counts may be a place: dwellings that stand in it, of those that the base has."""

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.drawing import agreement_of, many

from housing_agreements import (
    NO_NEIGHBOURHOOD,
    Agreement,
    Amendment,
    Attribution,
    Commitment,
    InvalidValueError,
    Outcome,
    Per,
    Period,
    Production,
    RemarkKind,
    Share,
    Stage,
    Substitute,
    Territory,
    Text,
    Timeline,
    UncoveredReadingError,
    Unsure,
    Verdict,
    Volume,
    check_quotas,
    compare,
    review,
    tally,
)

AFTER = date(2021, 6, 1)
YEAR = (Period.year(2018),)
CORE = Territory("core", "The core", "list", communes=("94068",))
BELT = Territory("belt", "The belt", "list", communes=("33063",))
QUARTER = Territory("quarter", "One quarter", "list", neighbourhoods=("north",))
DOUBTED = Territory("doubted", "Perhaps", "list", possible_communes=("94068",))
HALF = Share("half", located_in=CORE, stage=Stage.DECIDED, at_least="50 %", periods=YEAR)


def entry(name: str, commune: str = "94068", **fields: Any) -> Attribution:
    """An attribution decided in 2018."""
    decided_on: Any = fields.pop("decided_on", date(2018, 5, 5))
    return Attribution(name, "a", commune, decided_on=decided_on, **fields)


def judged(commitment: Commitment, *ledger: Attribution | Production, **fields: Any) -> Any:
    """The finding on the one thing judged."""
    (finding,) = check_quotas(agreement_of(commitment, **fields), ledger, on=AFTER)
    return finding


@given(st.integers(0, 4), st.integers(0, 4))
def test_a_share_may_be_of_a_place_alone(inside: int, outside: int) -> None:
    """Whatever stands there counts, and the base is what stands anywhere."""
    ledger = [
        *(entry(f"I{n}") for n in range(inside)),
        *(entry(f"O{n}", commune="33063") for n in range(outside)),
    ]
    finding = judged(HALF, *ledger)
    assert (finding.counted.value, finding.base.value) == (inside, inside + outside)
    if not ledger:
        assert finding.outcome is Outcome.EMPTY_BASE
    else:
        assert finding.verdict is Verdict.of(2 * inside >= inside + outside)


def test_half_of_the_homes_produced_in_the_core() -> None:
    """So it is of production, with what is taken back, and a financing beside."""
    stated: dict[str, Any] = {
        "located_in": CORE, "stage": Stage.APPROVED, "at_least": "50 %", "periods": YEAR,
    }  # fmt: skip
    day = date(2018, 5, 5)
    ledger = [
        Production("1", "94068", "PLAI", approved_on=day, count=5),
        Production("2", "94068", "PLUS", approved_on=day, count=3),
        Production("3", "94068", "PLAI", approved_on=day, count=-1),
        Production("4", "33063", "PLAI", approved_on=day, count=2),
    ]
    anywhere = judged(Share("half", **stated), *ledger)
    assert (anywhere.counted.value, anywhere.base.value) == (7, 9)
    very_social = judged(Share("half", to=("PLAI",), **stated), *ledger)
    assert (very_social.counted.value, very_social.base.value) == (4, 9)
    assert very_social.verdict is Verdict.UNMET


def test_a_public_and_a_place_must_both_hold() -> None:
    """Of main and of substitute publics alike."""
    failing = Substitute(("r",), "1/2")
    both = attrs.evolve(HALF, to=("p",), substitute=failing)
    ledger = [
        entry("1", publics={"p"}),
        entry("2", publics={"r"}),
        entry("3"),
        entry("4", publics={"p"}, commune="33063"),
        entry("5", publics={"r"}, commune="33063"),
    ]
    finding = judged(both, *ledger)
    assert (finding.counted.value, finding.substitutes.value, finding.base.value) == (2, 1, 5)


def test_a_neighbourhood_that_is_not_known_may_lie_there() -> None:
    """It leaves the share open, and to know it settles it either way."""
    north = attrs.evolve(HALF, located_in=QUARTER)
    open_ = judged(north, entry("1"))
    assert (open_.counted.low, open_.counted.high, open_.base.value) == (0, 1, 1)
    assert open_.verdict is Verdict.UNDETERMINED
    assert [(doubt.kind.value, doubt.dwellings) for doubt in open_.doubts] == [("place", 1)]
    for neighbourhood, verdict in (
        ("north", Verdict.MET), ("south", Verdict.UNMET), (NO_NEIGHBOURHOOD, Verdict.UNMET),
    ):  # fmt: skip
        settled = judged(north, entry("1", neighbourhood=neighbourhood))
        assert (settled.verdict, settled.doubts) == (verdict, ())


def test_what_may_stand_there_may_count() -> None:
    """Where it is not known whether a commune belongs, it counts or it does not."""
    finding = judged(attrs.evolve(HALF, located_in=DOUBTED), entry("1"))
    assert (finding.counted.low, finding.counted.high, finding.base.value) == (0, 1, 1)
    assert [doubt.kind.value for doubt in finding.doubts] == ["place"]


@pytest.mark.parametrize("where", [CORE, DOUBTED])
def test_what_is_only_perhaps_in_the_base_counts_if_it_is(where: Territory) -> None:
    """What surely stands in the place, or is of the base itself, counts wherever it is in it."""
    finding = judged(attrs.evolve(HALF, territory=DOUBTED, located_in=where), entry("1"))
    assert (finding.base.low, finding.base.high) == (0, 1)
    assert finding.verdict is Verdict.MET


def test_a_public_not_known_matters_in_the_place_alone() -> None:
    """Elsewhere, nothing of the household would change what counts."""
    both = attrs.evolve(HALF, to=("p",))
    for commune, doubts in (("94068", ["public"]), ("33063", [])):
        finding = judged(both, entry("1", possible_publics={"p"}, commune=commune))
        assert [doubt.kind.value for doubt in finding.doubts] == doubts
    # Nor does the place, of a household that surely belongs to no public.
    finding = judged(attrs.evolve(both, located_in=DOUBTED), entry("1"))
    assert (finding.verdict, finding.doubts) == (Verdict.UNMET, ())


def test_who_is_left_out_stands_in_the_place() -> None:
    """Elsewhere it is known that an entry does not count, and so it stays in the base."""
    without = attrs.evolve(HALF, to=("p",), unsure=Unsure.LEFT_OUT)
    for where, base in ((CORE, (0, 0)), (BELT, (1, 1)), (DOUBTED, (0, 1))):
        finding = judged(
            attrs.evolve(without, located_in=where), entry("1", possible_publics={"p"})
        )
        assert (finding.base.low, finding.base.high) == base
        assert finding.counted.value == 0


def test_the_place_is_that_of_the_day() -> None:
    """A commune counts from the day on which it belongs."""
    joined = Territory(
        "epci", "Growing", "epci",
        communes=Timeline({date.min: frozenset({"33063"}), date(2018, 7, 1): frozenset({"94068"})}),
    )  # fmt: skip
    growing = attrs.evolve(HALF, located_in=joined)
    for day, verdict in ((date(2018, 6, 30), Verdict.UNMET), (date(2018, 7, 1), Verdict.MET)):
        assert judged(growing, entry("1", decided_on=day)).verdict is verdict
    undated = entry("1", decided_on=None, signed_on=date(2018, 9, 1))
    finding = judged(growing, undated)
    assert finding.verdict is Verdict.UNDETERMINED
    assert [doubt.kind.value for doubt in finding.doubts] == ["day"]


def test_an_amendment_may_name_another_place() -> None:
    """A period is judged by the place of the terms that govern it."""
    made = agreement_of(attrs.evolve(HALF, periods=(Period.year(2018), Period.year(2019))))
    amended = made.amend(
        Amendment(
            effective=date(2019, 1, 1),
            signed_on=date(2018, 12, 1),
            replace=(attrs.evolve(made.commitments[0], located_in=BELT),),
        )
    )
    ledger = [entry("1"), entry("2", decided_on=date(2019, 5, 5))]
    found = [finding.verdict for finding in check_quotas(amended, ledger, on=AFTER)]
    assert found == [Verdict.MET, Verdict.UNMET]
    before, after = amended.on(date(2018, 12, 31)), amended.on(date(2019, 1, 1))
    difference = compare(before, after).of("half")[0]
    assert str(difference) == "half: the code of the place that counts, before: core; now: belt"


def test_groups_are_of_the_base_and_not_of_the_place() -> None:
    """Commune by commune, what stands elsewhere is in a base of which nothing counts."""
    each = attrs.evolve(HALF, per=Per.COMMUNE)
    ledger = [entry("1"), entry("2", commune="33063")]
    report = check_quotas(agreement_of(each), ledger, on=AFTER)
    found = {finding.group: (finding.counted.value, finding.base.value) for finding in report}
    assert (found["94068"], found["33063"]) == ((1, 1), (0, 1))


def test_a_tally_that_did_not_read_the_place_is_refused() -> None:
    """What was not told apart cannot be told; a volume of the same base is told by it."""
    placed, plain = agreement_of(HALF), agreement_of(Volume("all", stage=Stage.DECIDED, at_least=1))
    with pytest.raises(UncoveredReadingError, match="in a territory of their own"):
        check_quotas(placed, tally(plain, [entry("1")]), on=AFTER)
    assert check_quotas(plain, tally(placed, [entry("1")]), on=AFTER)[0].counted.value == 1


def test_a_volume_may_be_located() -> None:
    """A number in a place, whole or of a public."""
    leases = Volume("leases", located_in=CORE, stage=Stage.DECIDED, at_least=2, periods=YEAR)
    ledger = [*many(1, 1), entry("away", commune="33063")]
    assert judged(leases, *ledger).verdict is Verdict.MET
    assert judged(attrs.evolve(leases, at_least=3), *ledger).verdict is Verdict.UNMET
    assert judged(attrs.evolve(leases, to=("p",)), *ledger).verdict is Verdict.UNMET


def test_caveats_of_the_place_are_told() -> None:
    """A list that is not complete makes what it counts uncertain."""
    noted = Territory("core", "The core", "list", communes=("94068",), caveats=())
    assert judged(attrs.evolve(HALF, located_in=noted)).caveats == ()
    listed = Text("incomplete", "incomplète")
    noted = Territory("core", "The core", "list", communes=("94068",), caveats=(listed,))
    assert judged(attrs.evolve(HALF, located_in=noted)).caveats == (listed,)


def test_a_commitment_says_its_place() -> None:
    """In both languages."""
    assert HALF.say("en") == ("half: share of decisions, in the territory The core, at least 50 %")
    assert "dans le territoire The core, au moins 50\u00a0%" in HALF.say("fr")


def test_a_share_of_everything_is_still_refused() -> None:
    """Without a public and without a place, all of a base is always 100 %."""
    with pytest.raises(InvalidValueError, match="or a place in located_in"):
        attrs.evolve(HALF, located_in=None)


def remarked(*commitments: Commitment) -> list[RemarkKind]:
    """The kinds of what there is to remark, of levels that cannot all hold."""
    agreement: Agreement = agreement_of(*commitments)
    clashes = {
        RemarkKind.FLOOR_ABOVE_CEILING, RemarkKind.FLOORS_ABOVE_WHOLE,
        RemarkKind.SHARE_AGAINST_VOLUME,
    }  # fmt: skip
    return [each.kind for each in review(agreement, on=date(2018, 5, 1)) if each.kind in clashes]


def test_review_compares_what_counts_in_one_place() -> None:
    """A floor in a place clashes with a ceiling in it, or anywhere; not with one elsewhere."""
    most = attrs.evolve(HALF, code="most", at_least=None, at_most="40 %")
    clash = [RemarkKind.FLOOR_ABOVE_CEILING]
    assert remarked(HALF, most) == clash
    assert remarked(HALF, attrs.evolve(most, located_in=BELT)) == []
    assert remarked(attrs.evolve(HALF, to=("p",)), most) == clash
    assert remarked(HALF, attrs.evolve(most, to=("p",))) == []
    of_public, most_of_public = (attrs.evolve(each, to=("p",)) for each in (HALF, most))
    assert remarked(of_public, attrs.evolve(most_of_public, located_in=None)) == clash
    assert remarked(attrs.evolve(of_public, located_in=None), most_of_public) == []


@pytest.mark.parametrize("where", [BELT, attrs.evolve(CORE, code="other", name="Another")])
def test_review_adds_up_places_that_share_nothing(where: Territory) -> None:
    """Sixty per cent here and fifty there are more than all; twice in one place they are not."""
    more = attrs.evolve(HALF, code="more", located_in=where, at_least=Fraction(3, 5))
    apart = [RemarkKind.FLOORS_ABOVE_WHOLE] if where is BELT else []
    assert remarked(HALF, more) == apart
    # What is not known on some day of the period may be shared then.
    later = Timeline({date(2018, 6, 1): frozenset({"33063"})})
    since = Territory("belt", "The belt", "list", communes=later)
    assert remarked(HALF, attrs.evolve(more, located_in=since)) == []


def test_review_knows_that_a_number_in_a_place_bounds_no_base() -> None:
    """At most ten homes in the core say nothing of how many there are."""
    few = Share("few", to=("p",), stage=Stage.DECIDED, at_most="10 %", periods=YEAR)
    some = Volume("some", to=("p",), stage=Stage.DECIDED, at_least=5, periods=YEAR)
    ten = Volume("ten", stage=Stage.DECIDED, at_most=10, periods=YEAR)
    assert remarked(few, some, ten) == [RemarkKind.SHARE_AGAINST_VOLUME]
    assert remarked(few, some, attrs.evolve(ten, located_in=CORE)) == []
