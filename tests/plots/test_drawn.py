"""What each chart shows, on its own specification, in English and in French."""

from datetime import date
from fractions import Fraction
from typing import Any, Literal

import pytest
from tests.plots.synthetic import NOTE, agree, sign

import housing_agreements as ha
from housing_agreements.catalogue import (
    gironde_2018,
    ile_de_france_2016,
    lille_2018,
    lille_ciet_2017,
    lille_plh_2012,
    rennes_2017,
    rennes_plh_2015,
)
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
from housing_agreements.plots import (
    Chart,
    draw_contingents,
    draw_groups,
    draw_progress,
    draw_timeline,
    to_svg,
)

CATALOGUE = (
    ile_de_france_2016, gironde_2018, lille_2018, lille_ciet_2017, lille_plh_2012, rennes_2017,
    rennes_plh_2015,
)  # fmt: skip
PUBLISHED = ha.check_quotas(
    AGREEMENT, ha.Tally.from_counts(AGREEMENT, FIGURES), on=date(2019, 6, 1)
)
DAY = date(2021, 1, 1)
SPRING = date(2018, 3, 1)
BY_COMMUNE = ha.Share(
    "share", to=("dalo",), stage=ha.Stage.SIGNED, at_least="25 %", per=ha.Per.COMMUNE
)


def subtitle(chart: Chart) -> str:
    """What stands under the title."""
    return " ".join(chart.spec["title"]["subtitle"])


def values(chart: Chart, *names: str) -> list[tuple[Any, ...]]:
    """Some columns of the rows."""
    return [tuple(row[name] for name in names) for row in chart.rows()]


@pytest.mark.parametrize("module", CATALOGUE, ids=lambda module: module.__name__.split(".")[-1])
def test_the_catalogue_is_drawn(module: Any) -> None:
    """Every agreement, and each of its commitments with what was published, in both languages."""
    agreement = module.AGREEMENT
    figures = ha.Tally.from_counts(agreement, module.FIGURES)
    report = ha.check_quotas(agreement, figures, on=date(2019, 6, 1))
    languages: tuple[Literal["en", "fr"], ...] = ("en", "fr")
    for language in languages:
        chart = draw_timeline(agreement, language=language)
        assert chart.title == agreement.title.say(language)
        assert {row["commitment"] for row in chart.rows()} == {
            "",
            *(commitment.code for commitment in agreement.commitments),
        }
        for commitment in agreement.commitments:
            drawn = draw_progress(report, commitment.code, language=language)
            assert [row["verdict"] for row in drawn.rows()] == [
                None if finding.verdict is None else finding.verdict.value
                for finding in report.of(commitment.code)
            ]


def test_progress_against_a_ramp() -> None:
    """Each year has its floor; what was published is drawn within its bounds."""
    chart = draw_progress(PUBLISHED, "households")
    assert values(chart, "first_day", "floor_low", "floor_high") == [
        ("2016-01-01", 2866, 2866),
        ("2017-01-01", 3822, 3822),
        ("2018-01-01", 4777, 4777),
    ]
    assert values(chart, "sure_from", "sure_to", "may_from", "may_to") == [
        (None, None, None, None),
        (None, None, None, None),
        (0, 4650, 4650, 4749),
    ]
    assert values(chart, "state", "counted_words", "level_words")[1:] == [
        ("no figure", "", "at least 3,822"),
        ("unmet", "4,650 to 4,749", "at least 4,777"),
    ]
    assert "full line: the floor" in subtitle(chart)
    assert "ceiling" not in subtitle(chart)


def test_its_rows_are_those_of_the_answer() -> None:
    """Each row has the columns of the finding as they are, and more beside them."""
    chart = draw_progress(PUBLISHED, "households", language="fr")
    for drawn, row in zip(
        chart.rows(), [found.rows("fr")[0] for found in PUBLISHED.of("households")], strict=True
    ):
        assert drawn | row == drawn


def test_french_is_as_french_is_written() -> None:
    """Words, numbers, rates and axes are French, with their narrow spaces."""
    chart = draw_progress(PUBLISHED, "households", language="fr")
    assert values(chart, "state", "counted_words", "level_words")[-1] == (
        "non respecté", "4\u202f650 à 4\u202f749", "au moins 4\u202f777",
    )  # fmt: skip
    assert subtitle(chart) == (
        "Protocole d'Île-de-France du 7 mars 2016, au 1er juin 2019 barre pleine\u00a0: ce qui "
        "compte sûrement\u202f; barre pâle\u00a0: ce qui compte peut-être\u202f; "
        "trait plein\u00a0: le plancher"
    )
    svg = to_svg(chart)
    assert "5\u202f000<" in svg
    assert "logements<" in svg
    assert ">2018<" in svg
    quarter = to_svg(draw_progress(PUBLISHED, "quarter", language="fr"))
    assert "25\u00a0%<" in quarter
    assert "part de la base<" in quarter


def test_english_axes() -> None:
    """The same in English, which writes its numbers in another way."""
    svg = to_svg(draw_progress(PUBLISHED, "households"))
    assert "5,000<" in svg
    assert "25 %<" in to_svg(draw_progress(PUBLISHED, "quarter"))


def test_a_share_is_drawn_as_a_rate() -> None:
    """What counts is a part of the base, and the floor its level; a mixed sum is in dwellings."""
    share = ha.Share("share", to=("dalo",), stage=ha.Stage.SIGNED, at_least="25 %", at_most="1/2")
    entries = [sign(index, day=date(2018, 5, 1), to=index < 3) for index in range(8)]
    entries.append(sign(9, day=date(2018, 5, 1), to=None))
    report = ha.check_quotas(agree(share), entries, on=date(2020, 6, 1))
    chart = draw_progress(report, "share")
    first, second, third = chart.rows()
    assert first["sure_to"] == float(Fraction(3, 9))
    assert first["may_to"] == float(Fraction(4, 9))
    assert (first["floor_low"], first["ceiling_high"]) == (0.25, 0.5)
    assert first["counted_words"] == "33.3 % to 44.4 %"
    assert first["level_words"] == "at least 25 %; at most 50 %"
    assert (second["state"], second["sure_to"]) == ("nothing to judge", None)
    assert third["state"] == "nothing to judge"
    ramp = ha.Share(
        "ramp",
        to=("dalo",),
        stage=ha.Stage.SIGNED,
        at_least={2018: "10 %", 2019: "50 %"},
        cumulative=True,
    )
    told = draw_progress(ha.check_quotas(agree(ramp), entries, on=DAY), "ramp")
    assert values(told, "sure_to", "may_to", "level_words") == [(3, 4, "at least 1")]


def test_a_rate_never_seems_to_reach_what_it_misses() -> None:
    """24.99 % is not shown as 25 % beside a floor of 25 %."""
    share = ha.Share("share", to=("dalo",), stage=ha.Stage.SIGNED, at_least="25 %")
    parts = (("yes", True, 2499), ("no", False, 7501))
    entries = [
        ha.Attribution(
            code, "of-als", "94068", publics=frozenset(("dalo",) if to else ()), count=count,
            signed_on=date(2018, 3, 1),
        )
        for code, to, count in parts
    ]  # fmt: skip
    report = ha.check_quotas(agree(share), entries, on=date(2018, 12, 31))
    assert draw_progress(report, "share").rows()[0]["counted_words"] == "24.99 %"


def test_periods_to_come() -> None:
    """A period that has not begun shows what will be owed, and no bar."""
    offers = ha.Volume(
        "offers", stage=ha.Stage.SIGNED, more_than={2018: 3, 2019: ha.about(10, to=10)}
    )
    report = ha.check_quotas(agree(offers), [sign(1, day=date(2018, 2, 1))], on=date(2018, 6, 1))
    chart = draw_progress(report, "offers")
    assert values(chart, "state", "sure_to", "floor_low", "floor_high", "level_words") == [
        ("unmet", 1, 4, 4, "more than 3"),
        ("not begun", None, 6, 15, "more than 5 to 14"),
    ]


def test_levels_published_rounded_are_a_band() -> None:
    """A level within bounds is drawn between its two ends, and said so."""
    homes = ha.Volume("homes", stage=ha.Stage.SIGNED, at_most={2018: ha.about(100, to=100)})
    report = ha.check_quotas(agree(homes), [sign(1, day=date(2018, 2, 1))], on=DAY)
    chart = draw_progress(report, "homes")
    assert values(chart, "ceiling_low", "ceiling_high", "level_words") == [
        (50, 149, "at most 50 to 149")
    ]
    assert "broken line: the ceiling" in subtitle(chart)
    assert "floor" not in subtitle(chart)


def test_what_takes_back_is_drawn_below_nought() -> None:
    """Where more is taken back than added, bars go down, and what may count is pale."""
    homes = ha.Volume(
        "homes", to=("PLAI",), stage=ha.Stage.APPROVED, at_least={2018: 1, 2019: 1, 2020: 1}
    )

    def approve(number: int, year: int, count: int, financing: str | None) -> ha.Production:
        return ha.Production(
            f"P{number}", "94068", financing=financing, count=count, approved_on=date(year, 3, 1)
        )

    entries = [
        approve(1, 2018, -5, "PLAI"),
        approve(2, 2018, 2, None),
        approve(3, 2019, -2, None),
        approve(4, 2019, 3, None),
    ]
    report = ha.check_quotas(agree(homes), entries, on=DAY)
    chart = draw_progress(report, "homes")
    assert values(chart, "sure_from", "sure_to", "may_from", "may_to") == [
        (-3, 0, -5, -3),
        (None, None, -2, 3),
        (0, 0, None, None),
    ]


def test_many_periods_have_marks_and_a_legend() -> None:
    """Over more periods than words fit, marks stand alone, and a legend tells what they say."""
    months = ha.Period.year(2018).split(months=1)
    floor = ha.Volume("floor", stage=ha.Stage.SIGNED, at_least=1, periods=months)
    entries = [sign(1, day=date(2018, 2, 1)), sign(2, day=date(2018, 3, 1))]
    report = ha.check_quotas(agree(floor), entries, on=date(2018, 6, 1))
    svg = to_svg(draw_progress(report, "floor", language="fr"))
    for word in ("respecté", "non respecté", "pas commencé", "févr.", "août"):
        assert f">{word}<" in svg
    assert ">2018<" in svg
    more = ha.Period.years(2018, 2019).split(months=1)
    two_years = ha.Volume("floor", stage=ha.Stage.SIGNED, at_least=1, periods=more)
    report = ha.check_quotas(agree(two_years), entries, on=date(2018, 6, 1))
    assert ">Jan 2018<" in to_svg(draw_progress(report, "floor"))


def test_other_periods_are_told_by_their_first_day() -> None:
    """Periods that are neither years nor months stand at their first days, in figures."""
    quarters = ha.Period.years(2018, 2019).split(months=3)
    floor = ha.Volume("floor", stage=ha.Stage.SIGNED, at_least=1, periods=quarters)
    report = ha.check_quotas(agree(floor), [], on=DAY)
    assert ">01/04/2018<" in to_svg(draw_progress(report, "floor"))


def test_an_indicator_is_told_only() -> None:
    """A commitment without a level has bars and no line."""
    told = ha.Volume("told", stage=ha.Stage.SIGNED, periods=(ha.Period.year(2018),))
    report = ha.check_quotas(agree(told), [sign(1, day=date(2018, 2, 1))], on=DAY)
    chart = draw_progress(report, "told")
    assert values(chart, "state", "sure_to", "floor_low", "level_words") == [
        ("told only", 1, None, "")
    ]
    assert subtitle(chart).endswith("bar: what counts")


def test_groups_stand_by_what_they_lack() -> None:
    """Those that miss the level come first, of these those that lack most; names are told once."""
    communes = ("94068", "75056", "93066", "94081")
    lack = {"94068": 1, "75056": 4, "93066": 0, "94081": 2}
    entries = [
        sign(f"{commune}{index}", day=SPRING, commune=commune, to=index >= 5 + lack[commune])
        for commune in communes
        for index in range(8)
    ]
    report = ha.check_quotas(agree(BY_COMMUNE), entries, on=date(2018, 12, 31))
    chart = draw_groups(report, "share", language="fr")
    assert values(chart, "name", "verdict") == [
        ("Paris", "unmet"),
        ("94081 Vitry-sur-Seine", "unmet"),
        ("93066 Saint-Denis", "met"),
        ("Saint-Maur-des-Fossés", "met"),
    ]
    assert chart.rows()[0]["words"] == "non respecté\u202f; il en manque 2"
    assert chart.rows()[3]["words"] == "respecté"
    assert chart.title == "share, 2018"


def test_groups_that_do_not_fit_are_counted() -> None:
    """Of 1,152 groups fifty are drawn, and the chart says what became of the others."""
    by_landlord = ha.Volume(
        "each", to=("dalo",), stage=ha.Stage.SIGNED, at_least=2, per=ha.Per.LANDLORD,
        judge=ha.Judge.GROUPS,
    )  # fmt: skip
    entries = [
        ha.Attribution(
            f"A{index}", "of-als", "94068", publics={"dalo"}, landlord=f"landlord-{index:04}",
            count=1 + index % 3, signed_on=date(2018, 3, 1),
        )
        for index in range(1_152)
    ]  # fmt: skip
    report = ha.check_quotas(agree(by_landlord), entries, on=date(2018, 12, 31))
    chart = draw_groups(report, "each")
    assert len(chart.rows()) == 50
    assert {row["verdict"] for row in chart.rows()} == {"unmet"}
    assert "50 rows of 1,152; the others: unmet 334, met 768" in subtitle(chart)
    french = draw_groups(report, "each", at_most=3, language="fr")
    assert len(french.rows()) == 3
    assert "3 lignes sur 1\u202f152\u202f; les autres\u00a0: non respecté 381, respecté 768" in (
        subtitle(french)
    )
    assert to_svg(chart).count("landlord-") == 50


def test_groups_of_one_name_are_told_apart() -> None:
    """Two landlords of one name have their codes beside it; a long name is cut."""
    by_landlord = ha.Volume(
        "each", stage=ha.Stage.SIGNED, at_least=5, per=ha.Per.LANDLORD, judge=ha.Judge.GROUPS
    )
    plain = agree(by_landlord)
    agreement = ha.Agreement(
        "bound", None, "bound", parties=plain.parties, signed_on=None, term=plain.term,
        territory=plain.territory, contingents=plain.contingents, publics=plain.publics,
        commitments=plain.commitments,
        landlords=(ha.Party("one", "Office"), ha.Party("two", "Office"), ha.Party("x", "y" * 900)),
    )  # fmt: skip
    report = ha.check_quotas(agreement, [], on=date(2018, 6, 1))
    shown = [row["name"] for row in draw_groups(report, "each").rows()]
    assert shown[:2] == ["Office (one)", "Office (two)"]
    assert len(shown[2]) < 60


def test_what_is_lacking_is_told_within_bounds() -> None:
    """What lacks for certain is a number, what may lack a most, and what is too much is said."""
    limits = ha.Volume(
        "each", to=("dalo",), stage=ha.Stage.SIGNED, at_least=3, at_most=4, per=ha.Per.LANDLORD,
        judge=ha.Judge.GROUPS,
    )  # fmt: skip
    counts: dict[str, list[bool | None]] = {
        "few": [True],
        "perhaps": [True, True, None],
        "many": [True] * 6,
        "mixed": [True, None],
    }
    entries = [
        sign(f"{code}{index}", day=SPRING, landlord=code, to=to)
        for code, kinds in counts.items()
        for index, to in enumerate(kinds)
    ]
    report = ha.check_quotas(agree(limits), entries, on=date(2018, 12, 31))
    words = {row["group"]: row["words"] for row in draw_groups(report, "each").rows()}
    assert words == {
        "few": "unmet; 2 lacking",
        "mixed": "unmet; 1 to 2 lacking",
        "perhaps": "undetermined; up to 1 lacking",
        "many": "unmet; 2 too many",
    }


def test_what_has_no_upper_end_is_cut_off() -> None:
    """What nothing limits is drawn a little beyond the largest number, and said to be at least."""
    steps = {2018: "20 %", 2019: "30 %"}
    share = ha.Share("share", to=("dalo",), stage=ha.Stage.SIGNED, at_least=steps, cumulative=True)
    each = ha.Share(
        "each", to=("dalo",), stage=ha.Stage.SIGNED, at_least="25 %", per=ha.Per.LANDLORD
    )
    agreement = agree(share, each)
    rate = ha.about("20 %", to="1 %")
    figures = [
        ha.PublishedFigure("share", ha.Period.years(2018, 2019), rate=rate),
        ha.PublishedFigure("each", 2018, rate=rate, group="one"),
        ha.PublishedFigure("each", 2018, rate=ha.about("25 %", to="1 %"), group="two"),
    ]
    report = ha.check_quotas(agreement, ha.Tally.from_counts(agreement, figures), on=DAY)
    (row,) = draw_progress(report, "share").rows()
    assert (row["counted_low"], row["counted_high"]) == (1, None)
    assert (row["sure_to"], row["may_to"]) == (1, pytest.approx(2.2))
    assert row["counted_words"] == "1 or more"
    groups = draw_groups(report, "each", period=2018, language="fr").rows()
    words = {row["group"]: row["words"] for row in groups}
    assert words["one"] == "non respecté\u202f; il en manque 1 ou plus"
    assert words["two"] == "indéterminé"


def test_the_period_asked() -> None:
    """The last period that has begun, or the one that is asked for, or else an error that helps."""
    report = ha.check_quotas(
        agree(BY_COMMUNE), [sign(1, day=date(2018, 3, 1))], on=date(2019, 3, 1)
    )
    assert draw_groups(report, "share", period=2018).title == "share, 2018"
    assert draw_groups(report, "share").title == "share, 2019"
    with pytest.raises(ha.UnknownCodeError, match="2025"):
        draw_groups(report, "share", period=2025)
    wrong: Any = "2018"
    with pytest.raises(ha.HousingAgreementsError, match="draw_groups, period"):
        draw_groups(report, "share", period=wrong)


def test_one_group_over_time() -> None:
    """`group=` draws the progress of one group, under its name."""
    report = ha.check_quotas(agree(BY_COMMUNE), [sign(1, day=date(2018, 3, 1))], on=DAY)
    chart = draw_progress(report, "share", group="94068")
    assert chart.title == "share, Saint-Maur-des-Fossés"
    assert chart.rows()[0]["verdict"] == "met"
    with pytest.raises(ha.UnknownCodeError, match="group"):
        draw_progress(report, "share", group="94081")


def test_nothing_found_is_said() -> None:
    """A commitment of which nothing was judged has a chart that says so; others are refused."""
    groups = ha.Volume(
        "groups", stage=ha.Stage.SIGNED, at_least=1, per=ha.Per.PROGRAMME, judge=ha.Judge.GROUPS
    )
    contingents = ha.Volume(
        "contingents", stage=ha.Stage.SIGNED, at_least=1, per=(ha.Per.CONTINGENT, ha.Per.PROGRAMME),
        judge=ha.Judge.GROUPS,
    )  # fmt: skip
    report = ha.check_quotas(agree(groups, contingents), [], on=DAY)
    assert not {"groups", "contingents"} & {finding.commitment.code for finding in report}
    for chart in (
        draw_progress(report, "groups", language="fr", note=NOTE),
        draw_groups(report, "groups", language="fr", note=NOTE),
        draw_contingents(report, "contingents", language="fr", note=NOTE),
    ):
        assert [row["words"] for row in chart.rows()] == ["rien à juger"]
        assert ">rien à juger<" in to_svg(chart)
    with pytest.raises(ha.UnknownCodeError, match="did you mean 'groups'"):
        draw_progress(report, "group")


@pytest.mark.parametrize("draw", [draw_progress, draw_groups, draw_contingents])
def test_only_reports_are_drawn(draw: Any) -> None:
    """What is no report on quotas is refused, with the function that makes one."""
    with pytest.raises(ha.InvalidTypeError, match="check_quotas"):
        draw(agree(), "share")


def test_a_chart_that_a_commitment_cannot_have() -> None:
    """A commitment without groups, or without contingents apart, is refused with what to do."""
    total = ha.Volume("total", stage=ha.Stage.SIGNED, at_least=1)
    report = ha.check_quotas(agree(total), [], on=DAY)
    with pytest.raises(ha.InvalidValueError, match="draw_progress"):
        draw_groups(report, "total")
    with pytest.raises(ha.InvalidValueError, match=r"Per\.CONTINGENT"):
        draw_contingents(report, "total")
    for draw in (draw_groups, draw_contingents):
        with pytest.raises(ha.InvalidValueError, match="at_most"):
            draw(report, "total", at_most=0)


def test_contingents_over_the_year() -> None:
    """Each contingent has its own line of bars, a bar for each month."""
    months = ha.Volume(
        "months", to=("dalo",), stage=ha.Stage.SIGNED, per=ha.Per.CONTINGENT,
        periods=ha.Period.year(2018).split(months=1),
    )  # fmt: skip
    entries = [
        sign(index, day=date(2018, 1 + index % 12, 3), contingent=("of-als", "of-state")[index % 2])
        for index in range(36)
    ]
    report = ha.check_quotas(agree(months), entries, on=DAY)
    chart = draw_contingents(report, "months", note=NOTE, language="fr")
    found = values(chart, "name", "first_day", "sure_to")
    assert len(found) == 24
    assert ("A prefect", "2018-02-01", 3) in found
    assert ("Action Logement", "2018-02-01", 0) in found
    assert "registre synthétique" in subtitle(chart)
    svg = to_svg(chart)
    assert ">A prefect<" in svg
    assert "pour mémoire" not in svg
    one = draw_contingents(report, "months", at_most=1)
    assert len(one.rows()) == 12
    assert "1 more are not drawn" in subtitle(one)


def test_a_timeline_of_levels_and_amendments() -> None:
    """Each period has the level in force on its last day; what was replaced stands hollow below."""
    first = ha.Share("share", to=("dalo",), stage=ha.Stage.SIGNED, at_least="25 %", title="A share")
    second = ha.Share(
        "share", to=("dalo",), stage=ha.Stage.SIGNED, at_least="30 %", title="A share"
    )
    agreement = agree(first).amend(
        ha.Amendment(effective=date(2019, 6, 1), signed_on=date(2019, 5, 2), replace=(second,))
    )
    chart = draw_timeline(agreement)
    assert values(chart, "commitment", "first_day", "level_words", "former") == [
        ("", "2018-01-01", "2018-2020", False),
        ("share", "2018-01-01", "at least 25 %", False),
        ("share", "2019-01-01", "at least 30 %", False),
        ("share", "2020-01-01", "at least 30 %", False),
        ("share", "2019-01-01", "at least 25 %", True),
        ("share", "2020-01-01", "at least 25 %", True),
    ]
    svg = to_svg(chart)
    assert ">amendment of 2 May 2019, in effect from 1 June 2019<" in svg
    assert ">before the amendment of 2 May 2019<" in svg
    assert ">signed on 1 January 2018<" in svg
    assert "hollow" in subtitle(chart)
    before = draw_timeline(agreement, known=date(2019, 1, 1))
    assert not any(row["former"] for row in before.rows())
    assert subtitle(before) == ""


def test_a_timeline_in_french() -> None:
    """Its words, its days and its rates are French."""
    chart = draw_timeline(AGREEMENT, language="fr", note="protocole")
    assert "au moins 25\u00a0%" in {row["level_words"] for row in chart.rows()}
    assert "signature le 7 mars 2016<" in to_svg(chart)
    assert subtitle(chart) == "protocole"


def test_a_timeline_of_one_commitment() -> None:
    """A code draws one commitment; one that no version has is refused, with the nearest."""
    chart = draw_timeline(AGREEMENT, "quarter")
    assert {row["commitment"] for row in chart.rows()} == {"", "quarter"}
    assert chart.title.startswith("Priority share of the attributions, ")
    with pytest.raises(ha.UnknownCodeError, match="did you mean 'quarter'"):
        draw_timeline(AGREEMENT, "quater")
    wrong: Any = ["quarter"]
    with pytest.raises(ha.UnknownCodeError, match="draw_timeline, commitment"):
        draw_timeline(AGREEMENT, wrong)
    with pytest.raises(ha.InvalidTypeError, match="draw_timeline, known"):
        draw_timeline(AGREEMENT, known=wrong)
    with pytest.raises(ha.InvalidTypeError, match="draw_timeline, agreement"):
        draw_timeline(wrong)


def test_levels_by_group_are_told_by_their_ends() -> None:
    """A table of levels is the least and the most of them; an indicator says that it has none."""
    table = ha.Share(
        "table", to=("dalo",), stage=ha.Stage.SIGNED, at_least={"94068": "10 %", "94081": "30 %"},
        per=ha.Per.COMMUNE, title="The same",
    )  # fmt: skip
    both = ha.Volume(
        "both",
        stage=ha.Stage.SIGNED,
        at_least={2018: 1, 2019: 2},
        at_most={2018: 4},
        title="The same",
    )
    told = ha.Volume("told", stage=ha.Stage.SIGNED, periods=ha.Period.year(2018).split(months=1))
    chart = draw_timeline(agree(table, both, told))
    words = {(row["commitment"], row["level_words"]) for row in chart.rows()}
    assert ("table", "by commune: at least 10 % to 30 %") in words
    assert {("both", "at least 1; at most 4"), ("both", "at least 2")} <= words
    assert ("told", "told only") in words
    lines = {row["line"].split("\t")[0] for row in chart.rows()}
    assert {"The same (table)", "The same (both)"} <= lines
    # Twelve bars too narrow for their words share them.
    assert [row["shared_words"] for row in chart.rows() if row["commitment"] == "told"].count(
        "told only"
    ) == 1


def test_a_commitment_that_comes_and_goes() -> None:
    """What an amendment adds begins with it, what one removes stands hollow from then on."""
    first = ha.Volume("first", stage=ha.Stage.SIGNED, at_least=1)
    second = ha.Volume("second", stage=ha.Stage.SIGNED, at_least=2)
    agreement = agree(first).amend(
        ha.Amendment(
            effective=date(2020, 1, 1), signed_on=date(2020, 2, 1), add=(second,), remove=("first",)
        )
    )
    found = values(draw_timeline(agreement), "commitment", "first_day", "former")[1:]
    assert found == [
        ("first", "2018-01-01", False),
        ("first", "2019-01-01", False),
        ("first", "2020-01-01", True),
        ("second", "2020-01-01", False),
    ]


def test_many_amendments_are_drawn() -> None:
    """Beyond eight, amendments have their line and no words; a long label is cut."""
    agreement = agree(ha.Volume("v", stage=ha.Stage.SIGNED, at_least=1, title="word " * 60 + "end"))
    for number in range(10):
        day = date(2018, 2 + number, 1)
        agreement = agreement.amend(
            ha.Amendment(
                effective=day, signed_on=day,
                add=(ha.Volume(f"v{number}", stage=ha.Stage.SIGNED, at_least=1),),
            )
        )  # fmt: skip
    chart = draw_timeline(agreement)
    assert to_svg(chart).count(">amendment of") == 8
    assert "word…" in to_svg(chart) or "wor…" in to_svg(chart)


def test_an_agreement_signed_on_an_unknown_day() -> None:
    """A day of signature that is not known is not drawn."""
    plain = agree()
    unsigned = ha.Agreement(
        "unsigned", None, "unsigned", parties=plain.parties, signed_on=None,
        term=ha.Period.year(2018), territory=plain.territory,
    )  # fmt: skip
    svg = to_svg(draw_timeline(unsigned, language="fr"))
    assert "signature" not in svg
    assert ">2018<" in svg
    assert ">avril 2018<" in svg
