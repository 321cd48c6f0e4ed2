"""Worked cases: published counts and small ledgers, judged."""

from datetime import date
from fractions import Fraction

import pytest
from tests.rules.drawing import WIDE, agreement_of, given, many
from tests.told import words_of

from housing_agreements import (
    Amendment,
    Attribution,
    Bounds,
    InvalidValueError,
    Levels,
    Outcome,
    Per,
    Period,
    PublishedFigure,
    Rounding,
    Share,
    Stage,
    Substitute,
    Tally,
    Territory,
    Timeline,
    UnknownCodeError,
    Verdict,
    Volume,
    check_quotas,
    ramp,
)

STEPS = {2018: "15 %", 2019: "20 %", 2020: "25 %"}
DAY = date(2018, 5, 5)
AFTER = date(2021, 1, 1)


def test_the_counts_of_a_ramp_as_shares() -> None:
    """2,866 of 19,108 is just below 15 %; 3,822 and 4,777 are 20 % and 25 %, and just enough."""
    share = Share("c", to=("p",), stage=Stage.DECIDED, at_least=STEPS)
    agreement = agreement_of(share)
    counts = Tally.from_counts(
        agreement,
        [
            PublishedFigure("c", year, count, 19_108)
            for year, count in ((2018, 2866), (2019, 3822), (2020, 4777))
        ],
    )
    first, second, third = check_quotas(agreement, counts, on=AFTER)
    assert [each.verdict for each in (first, second, third)] == [
        Verdict.UNMET, Verdict.MET, Verdict.MET,
    ]  # fmt: skip
    assert first.owed == Bounds.exactly(Fraction(14331, 5))
    assert (first.required, first.shortfall) == (Bounds(2867, 2867), Bounds(1, 1))
    assert first.shortfall_growing == Bounds(1, 1)
    assert first.attainment == Bounds.exactly(Fraction(2866 * 5, 14331))
    assert [each.required for each in (second, third)] == [
        Bounds(3822, 3822), Bounds(4777, 4777),
    ]  # fmt: skip
    assert third.shortfall_growing == Bounds(0, 0)
    assert words_of(first, "en") == (
        "c, 2018: unmet\n"
        "  2,866 dwellings counted out of 19,108 (14.999 %)\n"
        "  owed: at least 15 %, so 2,867; 1 lacking"
    )


def test_a_quarter_of_1612_is_403() -> None:
    """25 % of 1,612 asks for 403, and 402 is one too few."""
    agreement = agreement_of(Share("c", to=("p",), stage=Stage.DECIDED, at_least={2018: "25 %"}))
    for counted, verdict in ((402, Verdict.UNMET), (403, Verdict.MET)):
        figure = PublishedFigure("c", 2018, counted, 1612)
        (finding,) = check_quotas(agreement, Tally.from_counts(agreement, [figure]), on=AFTER)
        assert (finding.verdict, finding.required) == (verdict, Bounds(403, 403))


def test_yearly_and_cumulative_readings_may_differ() -> None:
    """A year behind may be made up for in the sum: both readings are reported where stated."""
    levels = ramp(10, {2018: "60 %", 2019: "80 %", 2020: "100 %"}, rounding=Rounding.NEAREST)
    yearly = Volume("yearly", to=("p",), stage=Stage.DECIDED, at_least=levels)
    summed = Volume("summed", to=("p",), stage=Stage.DECIDED, at_least=levels, cumulative=True)
    agreement = agreement_of(yearly, summed)
    figures = [
        PublishedFigure(("yearly", "summed"), year, count)
        for year, count in ((2018, 5), (2019, 9), (2020, 10))
    ]
    report = check_quotas(agreement, Tally.from_counts(agreement, figures), on=AFTER)
    assert [each.verdict for each in report.of("yearly")] == [
        Verdict.UNMET, Verdict.MET, Verdict.MET,
    ]  # fmt: skip
    (whole,) = report.of("summed")
    assert (whole.verdict, whole.counted.value, whole.required) == (Verdict.MET, 24, Bounds(24, 24))
    assert report.verdict is Verdict.UNMET
    assert words_of(whole, "en") == (
        "summed, 2018-2020, cumulative: met\n"
        "  24 dwellings counted out of 24 owed (100 %)\n"
        "  owed: at least 24"
    )
    assert words_of(whole, "fr").startswith("summed, 2018-2020, en cumul\u00a0: respecté\n")


def test_a_report_is_a_sequence_of_findings() -> None:
    """Findings are read by place, by slice, and by the code of their commitment."""
    share = Share("quarter", to=("p",), stage=Stage.DECIDED, at_least=STEPS)
    report = check_quotas(agreement_of(share), many(1), on=AFTER)
    assert len(report) == 3
    assert list(report) == [report[0], *report[1:]] == list(report.of("quarter"))
    with pytest.raises(UnknownCodeError, match="did you mean 'quarter'"):
        report.of("quater")
    with pytest.raises(InvalidValueError):
        words_of(report, "de")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(InvalidValueError):
        words_of(report[0], "de")  # type: ignore[arg-type]  # on purpose
    assert words_of(report) == words_of(report, "en")
    assert words_of(report[0]) == words_of(report[0], "en")


def test_where_there_is_nothing_to_judge() -> None:
    """An empty base, no level, a period not begun: no verdict, and it does not enter the whole."""
    groups = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={"94068": {2018: "1/2"}}, per=Per.COMMUNE
    )
    agreement = agreement_of(groups, Share("d", to=("p",), stage=Stage.SIGNED, at_least=STEPS))
    ledger = [*many(1), given("elsewhere"), Attribution("x", "a", "33063", decided_on=DAY)]
    report = check_quotas(agreement, ledger, on=date(2019, 6, 1))
    found = {(each.commitment.code, each.period, each.group): each for each in report}
    judged, no_level = (
        found["c", Period.year(2018), "94068"],
        found["c", Period.year(2018), "33063"],
    )
    empty, not_begun = found["d", Period.year(2018), None], found["d", Period.year(2020), None]
    assert judged.verdict is report.verdict is Verdict.MET
    assert [each.outcome for each in (no_level, empty, not_begun)] == [
        Outcome.NO_LEVEL, Outcome.EMPTY_BASE, Outcome.NOT_BEGUN,
    ]  # fmt: skip
    assert {each.verdict for each in (no_level, empty, not_begun)} == {None}
    numbers = (no_level.owed, no_level.attainment, no_level.shortfall, no_level.required)
    assert set(numbers) == {None}
    assert no_level.shortfall_growing is None
    assert [words_of(each, "fr") for each in (no_level, empty, not_begun)] == [
        "c, 2018, Bordeaux\u00a0: rien à juger, rien n'est promis",
        "d, 2018\u00a0: rien à juger, aucun logement n'entre dans la base",
        "d, 2020\u00a0: rien à juger encore, la période n'a pas commencé",
    ]
    nothing = check_quotas(agreement_of(), [], on=AFTER)
    assert nothing.verdict is None


def test_an_open_period_is_judged_in_full() -> None:
    """While the year runs the whole level is asked; the day after its last, it is settled."""
    agreement = agreement_of(Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 4}))
    running = check_quotas(agreement, many(3), on=date(2018, 12, 30))[0]
    assert (running.verdict, running.settled, running.shortfall) == (
        Verdict.UNMET, False, Bounds(1, 1),
    )  # fmt: skip
    assert "provisional: the period runs until 31 December 2018" in words_of(running, "en")
    assert check_quotas(agreement, many(3), on=date(2018, 12, 31))[0].settled


def test_an_amendment_of_later_changes_the_answer_asked_later() -> None:
    """Lowered afterwards, the level of a past year is that known on the day asked."""
    agreement = agreement_of(Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 4}))
    lowered = agreement.amend(
        Amendment(
            effective=date(2018, 1, 1),
            signed_on=date(2019, 7, 1),
            replace=(Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 3}),),
        )
    )
    before, after = (
        check_quotas(lowered, many(3), on=day)[0].verdict
        for day in (date(2019, 6, 30), date(2019, 7, 1))
    )
    assert (before, after) == (Verdict.UNMET, Verdict.MET)
    again = check_quotas(lowered, many(3), on=AFTER, known=date(2019, 6, 30))
    assert again[0].verdict is Verdict.UNMET


def test_an_amended_stage_holds_from_its_period_on() -> None:
    """A sum counts each period at the stage that its own terms state."""
    levels = {2018: 1, 2019: 1}
    before = Volume("c", to=("p",), stage=Stage.SIGNED, at_least=levels, cumulative=True)
    after = Volume("c", to=("p",), stage=Stage.DECIDED, at_least=levels, cumulative=True)
    agreement = agreement_of(before).amend(
        Amendment(effective=date(2019, 1, 1), signed_on=date(2019, 1, 1), replace=(after,))
    )
    ledger = [
        given("decided in 2018", publics={"p"}),
        given("signed in 2018", publics={"p"}, signed_on=DAY),
        given("decided in 2019", publics={"p"}, decided_on=date(2019, 2, 2)),
    ]
    assert check_quotas(agreement, ledger, on=AFTER)[0].counted.value == 2


def test_a_share_turned_into_a_volume_is_not_added_to_it() -> None:
    """Where an amendment changed the kind of a sum, the periods of the former kind stand apart."""
    share = Share("c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/2"}, cumulative=True)
    volume = Volume(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2019: 1, 2020: 1}, cumulative=True
    )
    agreement = agreement_of(share).amend(
        Amendment(effective=date(2019, 1, 1), signed_on=date(2019, 1, 1), replace=(volume,))
    )
    report = check_quotas(agreement, many(1, 1), on=AFTER)
    assert [(str(each.period), each.verdict) for each in report] == [
        ("2018", Verdict.MET), ("2019-2020", Verdict.UNMET),
    ]  # fmt: skip


def test_a_group_named_by_the_territory_is_reported_beside_those_of_the_table() -> None:
    """With one level for all and another for some, communes and neighbourhoods are all told."""
    place = Territory("t", "two communes", "list", communes=("94068", "33063"))
    levels = Levels(common=Fraction(1, 4), by_group=(("33063", Fraction(1, 2)),))
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least=levels, per=Per.COMMUNE, territory=place,
        periods=(Period.year(2018),),
    )  # fmt: skip
    report = check_quotas(agreement_of(share), many(1, 3), on=AFTER)
    assert {each.group: each.verdict for each in report} == {
        None: Verdict.MET, "33063": None, "94068": Verdict.MET,
    }  # fmt: skip


def test_a_territory_without_a_neighbourhood_reads_neighbourhoods() -> None:
    """All of a place but one neighbourhood: an entry there is out, one of another is in."""
    but_north = WIDE - Territory("n", "north", "list", neighbourhoods=("north",))
    agreement = agreement_of(
        Volume("c", stage=Stage.DECIDED, at_least={2018: 1}, territory=but_north)
    )
    ledger = [given("1", neighbourhood="north"), given("2", neighbourhood="south"), given("3")]
    finding = check_quotas(agreement, ledger, on=AFTER)[0]
    assert finding.counted == Bounds(1, 2)
    assert "not known: whether 1 dwelling stands in the territory" in words_of(finding, "en")


def test_rounding_makes_a_capped_floor_careful() -> None:
    """With a cap, a rounded amount and a base not known, no verdict is taken that may be wrong."""
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/2"}, rounding=Rounding.UP,
        substitute=Substitute(("r",), "1/2"),
    )  # fmt: skip
    ledger = [
        given("p", publics={"p"}), given("r", publics={"r"}, count=2), given("o"),
        given("day", decided_on=None, signed_on=date(2019, 1, 1)),
    ]  # fmt: skip
    finding = check_quotas(agreement_of(share), ledger, on=AFTER)[0]
    assert finding.main is not None
    assert finding.main.verdict is Verdict.UNDETERMINED  # 1 against 1/2 x 2 or 1/2 x 3
    assert finding.shortfall is not None
    assert 1 in finding.shortfall


def test_past_the_last_verified_day_a_territory_is_not_known() -> None:
    """On the last day verified an entry is in the base, the day after it only may be."""
    lists = Timeline({date(2018, 1, 1): frozenset({"94068"})}, verified_until=date(2018, 6, 30))
    place = Territory("t", "a list", "list", communes=lists)
    agreement = agreement_of(Volume("c", stage=Stage.DECIDED, at_least={2018: 2}, territory=place))
    ledger = [given("1", decided_on=date(2018, 6, 30)), given("2", decided_on=date(2018, 7, 1))]
    finding = check_quotas(agreement, ledger, on=AFTER)[0]
    assert (finding.counted, finding.verdict) == (Bounds(1, 2), Verdict.UNDETERMINED)
    assert words_of(finding, "fr").endswith(
        "à connaître pour trancher\u00a0: si un logement est dans le territoire\n  "
        "à savoir\u00a0: la liste de «\u00a0a list\u00a0» n'est connue que jusqu'au "
        "30 juin 2018\u202f; ce qu'elle contient ensuite ne l'est pas"
    )
    before = check_quotas(
        agreement, [given("0", decided_on=None, signed_on=date(2018, 6, 30))], on=AFTER
    )
    assert before[0].counted == Bounds(0, 1)


def test_entries_alike_at_the_stage_that_counts_are_counted_alike() -> None:
    """What becomes of an entry at another stage changes nothing."""
    decided = Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 1})
    signed = Volume("d", to=("p",), stage=Stage.SIGNED, at_least={2019: 1})
    ledger = [
        given("1", publics={"p"}), given("2", publics={"p"}, signed_on=date(2018, 6, 1)),
        given("3", publics={"p"}, signed_on=date(2019, 1, 1)),
    ]  # fmt: skip
    report = check_quotas(agreement_of(decided, signed), ledger, on=AFTER)
    assert [each.counted.value for each in report] == [3, 1]


def test_a_limit_judges_the_periods_that_it_names() -> None:
    """A ceiling of 2019 in a sum of two years is not broken by what 2018 counts."""
    volume = Volume(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2018: 2, 2019: 0}, at_most={2019: 0},
        cumulative=True,
    )  # fmt: skip
    (finding,) = check_quotas(agreement_of(volume), many(2), on=AFTER)
    assert finding.verdict is Verdict.MET
    assert finding.ceiling is not None
    assert finding.ceiling.worst.counted == 0
