"""Worked cases: published counts, judged and told as an officer would."""

from datetime import date
from fractions import Fraction

import pytest

from housing_agreements import (
    Amendment,
    Attribution,
    Bounds,
    Finding,
    InvalidValueError,
    Levels,
    Outcome,
    Per,
    Period,
    PublishedFigure,
    Rounding,
    Share,
    Source,
    Stage,
    Substitute,
    Tally,
    Territory,
    Text,
    UnknownCodeError,
    Verdict,
    Volume,
    about,
    check_quotas,
    ramp,
)
from tests.rules.drawing import WIDE, agreement_of

STEPS = {2018: "15 %", 2019: "20 %", 2020: "25 %"}
DAY = date(2018, 5, 5)
AFTER = date(2021, 1, 1)


def given(name: str, **fields: object) -> Attribution:
    """An attribution of 2018 on the contingent "a"."""
    return Attribution(name, "a", "94068", **{"decided_on": DAY, **fields})  # type: ignore[arg-type]  # any field


def many(priority: int, others: int = 0, **fields: object) -> list[Attribution]:
    """So many to the public "p", and so many to nobody in particular."""
    hits = [given(f"P{n}", publics={"p"}, **fields) for n in range(priority)]
    return [*hits, *(given(f"O{n}", **fields) for n in range(others))]


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
    assert first.explain("en") == (
        "c, 2018: unmet\n"
        "  2,866 dwellings counted out of 19,108 (≈ 14.9990 %)\n"
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
    assert whole.explain("en") == (
        "summed, 2018-2020, cumulative: met\n  24 dwellings counted\n  owed: at least 24"
    )
    assert whole.explain("fr").startswith("summed, 2018-2020, en cumul\u00a0: respecté\n")


def test_a_report_is_a_sequence_of_findings() -> None:
    """Findings are read by place, by slice, and by the code of their commitment."""
    share = Share("quarter", to=("p",), stage=Stage.DECIDED, at_least=STEPS)
    report = check_quotas(agreement_of(share), many(1), on=AFTER)
    assert len(report) == 3
    assert list(report) == [report[0], *report[1:]] == list(report.of("quarter"))
    with pytest.raises(UnknownCodeError, match="did you mean 'quarter'"):
        report.of("quater")
    with pytest.raises(InvalidValueError):
        report.explain("de")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(InvalidValueError):
        report[0].explain("de")  # type: ignore[arg-type]  # on purpose
    assert str(report) == report.explain("en")
    assert str(report[0]) == report[0].explain("en")


def test_where_there_is_nothing_to_judge() -> None:
    """An empty base, no level, a period not begun: no verdict, and it does not enter the whole."""
    groups = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={"94068": {2018: "1/2"}}, per=Per.COMMUNE
    )
    agreement = agreement_of(groups, Share("d", to=("p",), stage=Stage.SIGNED, at_least=STEPS))
    ledger = [*many(1), given("elsewhere"), Attribution("x", "a", "33063", decided_on=DAY)]
    report = check_quotas(agreement, ledger, on=date(2019, 6, 1))
    found = {(each.commitment.code, each.period, each.group): each for each in report}
    judged, no_level = found["c", Period.year(2018), "94068"], found["c", Period.year(2018), "33063"]
    empty, not_begun = found["d", Period.year(2018), None], found["d", Period.year(2020), None]
    assert judged.verdict is report.verdict is Verdict.MET
    assert [each.outcome for each in (no_level, empty, not_begun)] == [
        Outcome.NO_LEVEL, Outcome.EMPTY_BASE, Outcome.NOT_BEGUN,
    ]  # fmt: skip
    assert {each.verdict for each in (no_level, empty, not_begun)} == {None}
    assert no_level.owed is no_level.attainment is no_level.shortfall is no_level.required is None
    assert no_level.shortfall_growing is None
    assert [each.explain("fr") for each in (no_level, empty, not_begun)] == [
        "c, 2018, 33063\u00a0: rien à juger, rien n'est promis",
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
    assert "provisional: the period runs until 31 December 2018" in running.explain("en")
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
    volume = Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2019: 1, 2020: 1}, cumulative=True)
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
    assert "not known: whether 1 dwelling stands in the territory" in finding.explain("en")


def told(finding: Finding) -> tuple[str, str]:
    """The finding in both languages."""
    return finding.explain("en"), finding.explain("fr")


def test_an_undetermined_finding_says_what_would_settle_it() -> None:
    """Verdict, arithmetic, what is not known, caveats and sources, in English and in French."""
    place = Territory(
        "t", "a list", "list", departments=("94",),
        caveats=(Text("the list is incomplete", "la liste est incomplète"),),
    )  # fmt: skip
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/4"}, territory=place,
        title=Text("priority publics", "publics prioritaires"), landlords=("office",),
        sources=(Source("A synthetic protocol", "article 2"),),
    )  # fmt: skip
    ledger = [
        *many(1, 3, landlord="office"),
        given("public", possible_publics={"p"}, landlord="office", count=2),
        given("landlord"),
        given("day", decided_on=None, signed_on=date(2019, 1, 1), landlord="office"),
    ]
    assert told(check_quotas(agreement_of(share), ledger, on=AFTER)[0]) == (
        "priority publics, 2018: undetermined\n"
        "  1 to 3 dwellings counted out of 6 to 8 (12.5 % to 50 %)\n"
        "  owed: at least 25 %, so 2; 0 to 1 lacking (0 to 2 when each more enlarges "
        "the base)\n  what would settle it: the day on which 1 dwelling reached the stage; the landlord of "
        "1 dwelling; whether 2 dwellings reach the public 'p'\n"
        "  note: the list is incomplete\n"
        "  source: A synthetic protocol, article 2",
        "publics prioritaires, 2018\u00a0: indéterminé\n"
        "  1 à 3 logements comptés sur 6 à 8 (12,5\u00a0% à 50\u00a0%)\n"
        "  dû\u00a0: au moins 25\u00a0%, soit 2\u00a0; il en manque 0 à 1 (0 à 2 si chaque logement "
        "de plus accroît la base)\n  à connaître pour trancher\u00a0: le jour où un logement a atteint l'étape\u00a0; "
        "le bailleur d'un logement\u00a0; si 2 logements bénéficient au public «\u00a0p\u00a0»\n"
        "  à savoir\u00a0: la liste est incomplète\n"
        "  source\u00a0: A synthetic protocol, article 2",
    )


def test_a_range_with_substitutes_in_words() -> None:
    """A floor, its substitutes and a ceiling are told one after the other."""
    share = Share(
        "c", to=("p",), stage=Stage.DECIDED, more_than={2018: "1/4"}, at_most={2018: "1/3"},
        substitute=Substitute(("r",), "1/2"),
    )  # fmt: skip
    ledger = [*many(1, 7), given("r", publics={"r"}, count=3)]
    assert told(check_quotas(agreement_of(share), ledger, on=AFTER)[0]) == (
        "c, 2018: unmet\n"
        "  4 dwellings counted out of 11 (≈ 36.3636 %)\n"
        "  of which in substitution: 3; at most 50 % of what is owed\n"
        "  owed: more than 25 %, so 3; 1 lacking\n"
        "  allowed: at most ≈ 33.3333 %, so 3; 1 too many",
        "c, 2018\u00a0: non respecté\n"
        "  4 logements comptés sur 11 (≈ 36,3636\u00a0%)\n"
        "  dont à défaut\u00a0: 3, dans la limite de 50\u00a0% de ce qui est dû\n"
        "  dû\u00a0: plus de 25\u00a0%, soit 3\u00a0; il en manque 1\n"
        "  permis\u00a0: au plus ≈ 33,3333\u00a0%, soit 3\u00a0; 1 de trop",
    )


def test_none_is_said_and_not_zero() -> None:
    """Where nothing is owed or allowed, the words say so."""
    nothing = Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 0})
    never = Volume("d", to=("p",), stage=Stage.DECIDED, at_most={2018: 0})
    few = Volume("e", to=("p",), stage=Stage.DECIDED, less_than={2018: 3})
    all_of_them = Share("f", to=("p",), stage=Stage.DECIDED, at_least={2018: "100 %"})
    most = Volume("g", to=("p",), stage=Stage.DECIDED, at_most={2018: 5})
    agreement = agreement_of(nothing, never, few, all_of_them, most)
    report = check_quotas(agreement, many(1, 1), on=AFTER)
    assert [told(each) for each in report] == [
        (
            "c, 2018: met\n  1 dwelling counted\n  owed: at least 0, so none",
            "c, 2018\u00a0: respecté\n  1 logement compté\n  dû\u00a0: au moins 0, donc rien",
        ),
        (
            "d, 2018: unmet\n  1 dwelling counted\n  allowed: at most 0, so none; 1 too many",
            "d, 2018\u00a0: non respecté\n  1 logement compté\n"
            "  permis\u00a0: au plus 0, soit aucun\u00a0; 1 de trop",
        ),
        (
            "e, 2018: met\n  1 dwelling counted\n  allowed: less than 3, so 2",
            "e, 2018\u00a0: respecté\n  1 logement compté\n  permis\u00a0: moins de 3, soit 2",
        ),
        (
            "f, 2018: unmet\n  1 dwelling counted out of 2 (50 %)\n  owed: at least 100 %, so 2; "
            "1 lacking (no number makes up for it when each more enlarges the base)",
            "f, 2018\u00a0: non respecté\n  1 logement compté sur 2 (50\u00a0%)\n"
            "  dû\u00a0: au moins 100\u00a0%, soit 2\u00a0; il en manque 1 (aucun nombre n'y "
            "suffit si chaque logement de plus accroît la base)",
        ),
        (
            "g, 2018: met\n  1 dwelling counted\n  allowed: at most 5",
            "g, 2018\u00a0: respecté\n  1 logement compté\n  permis\u00a0: au plus 5",
        ),
    ]


def test_no_dwelling_is_singular_in_french_alone() -> None:
    """French says 0 logement, English 0 dwellings; further entries may need to be more."""
    share = Share("c", to=("p",), stage=Stage.DECIDED, at_least={2018: "1/2"})
    finding = check_quotas(agreement_of(share), many(0, 4), on=AFTER)[0]
    assert told(finding) == (
        "c, 2018: unmet\n  0 dwellings counted out of 4 (0 %)\n"
        "  owed: at least 50 %, so 2; 2 lacking (4 when each more enlarges the base)",
        "c, 2018\u00a0: non respecté\n  0 logement compté sur 4 (0\u00a0%)\n"
        "  dû\u00a0: au moins 50\u00a0%, soit 2\u00a0; il en manque 2 "
        "(4 si chaque logement de plus accroît la base)",
    )


def test_the_report_ends_with_the_account() -> None:
    """What became of the entries read closes the report."""
    agreement = agreement_of(Volume("c", to=("p",), stage=Stage.DECIDED, at_least={2018: 1}))
    ledger = [
        *many(1), given("void", cancelled_on=DAY), given("late", decided_on=date(2020, 1, 1)),
        given("not yet", decided_on=None),
    ]  # fmt: skip
    report = check_quotas(agreement, ledger, on=date(2019, 1, 1))
    assert report.explain("en").splitlines()[-1] == (
        "entries read: 4 (counted: 1; not concerned: 3, of which cancelled: 1, dated later: 1; "
        "set aside: 0)"
    )
    assert report.explain("fr").splitlines()[-1] == (
        "lignes lues\u00a0: 4 (comptées\u00a0: 1\u00a0; non concernées\u00a0: 3, dont "
        "annulées\u00a0: 1, datées d'après le jour demandé\u00a0: 1\u00a0; mises de côté\u00a0: 0)"
    )


def test_the_group_stands_in_the_heading() -> None:
    """A pair of groups is written with a stroke; an unknown one is told, and a rounded figure."""
    pair = Volume(
        "c", to=("p",), stage=Stage.DECIDED, at_least={("94068", "office"): {2018: 4}},
        per=(Per.COMMUNE, Per.LANDLORD),
    )  # fmt: skip
    agreement = agreement_of(pair)
    finding = check_quotas(agreement, many(1), on=AFTER)[0]
    assert told(finding) == (
        "c, 2018, 94068 / office: unmet\n  0 to 1 dwellings counted\n"
        "  owed: at least 4; 3 to 4 lacking\n  not known: the group of 1 dwelling",
        "c, 2018, 94068 / office\u00a0: non respecté\n  0 à 1 logement compté\n"
        "  dû\u00a0: au moins 4\u00a0; il en manque 3 à 4\n  non connu\u00a0: le groupe d'un logement",
    )
    figure = PublishedFigure("c", 2018, about(4, to=4), group=("94068", "office"))
    rounded = check_quotas(agreement, Tally.from_counts(agreement, [figure]), on=AFTER)[0]
    assert rounded.explain("fr").endswith(
        "à connaître pour trancher\u00a0: le nombre exact derrière un chiffre publié"
    )


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
