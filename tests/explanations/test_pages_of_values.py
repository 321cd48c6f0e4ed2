"""The page of each value is sound, stands by itself, and shows hostile names as the text they are.

It is parsed as XML, which forgives nothing: what is sound there is sound HTML as well.
"""

import importlib
import inspect
import pkgutil
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import housing_agreements as ha
from housing_agreements import frames
from housing_agreements._markup import element, write_sheet, write_told
from housing_agreements._records import Brief
from housing_agreements.catalogue import gironde_2018, ile_de_france_2016, rennes_2017
from housing_agreements.catalogue.register import CATALOGUE
from housing_agreements.criteria.changes import smallest_changes
from housing_agreements.criteria.kinds import YesNo
from housing_agreements.errors import HousingAgreementsError
from housing_agreements.explanations.blocks import Line, Section
from housing_agreements.explanations.explanation import Explanation, Told
from housing_agreements.law._calendar import FLOW_SINCE
from housing_agreements.law.provisions import Provision
from housing_agreements.law.reservations.ceilings import STATE_CEILING, YEARS_AFTER_LOAN
from housing_agreements.law.sru.typology import check_typology
from housing_agreements.plan import Expected, find_plan
from housing_agreements.testing import strategies
from housing_agreements.values.texts import say_day

strategies.register()

DAY = date(2019, 6, 1)
ARABIC = "".join(map(chr, (0x627, 0x644, 0x633, 0x643, 0x646)))
HEBREW = "".join(map(chr, (0x5D0, 0x5D1, 0x5D2)))
EMOJI = chr(0x1F3E0)
PROVED = ha.Known(False, verified=True)  # noqa: FBT003  # a fact is what it is
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\" onload=\"alert(1)' onclick='x",
    "</style></title></svg></div><b>",
    "]]><!-- & &amp; &#60;",
    "{0} {name.__class__} {",
    "%s %(name)s $x",
    f"{ARABIC} 12: <i>{HEBREW}</i>",
    f"{EMOJI} {EMOJI}",
    "x" * 10_000,
    f"{ARABIC} " * 1_500 + "end",
)
NAMES = {
    "div", "style", "section", "h3", "h4", "h5", "h6", "span", "p", "b", "ul", "li", "svg",
    "title", "rect", "line", "bdi", "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "class", "lang", "dir", "viewBox", "preserveAspectRatio", "role", "x", "y", "x1", "x2", "y1",
    "y2", "width", "height", "scope", "aria-hidden", "data-of",
}  # fmt: skip
COLOURED = {"ha-met", "ha-unmet", "ha-open"}
LARGEST = 3_000_000
"""The most characters of a page that anything makes here."""


class Shown(Protocol):
    """What has a page."""

    def _repr_html_(self) -> str: ...


def read(value: Shown) -> ET.Element:
    """The page, parsed; what holds for any page is asserted."""
    page = value._repr_html_()
    assert len(page) <= LARGEST
    root = ET.fromstring(page)  # noqa: S314  # a page that we made ourselves
    assert (root.tag, root.get("class"), root.get("dir")) == ("div", "housing-agreements", "ltr")
    assert root.get("lang") in {"en", "fr"}
    assert [part.tag for part in root.iter()].count("style") == 1
    for part in root.iter():
        assert part.tag in NAMES
        assert part.attrib.keys() <= ATTRIBUTES
        if part.tag == "th":
            assert part.get("scope") in {"col", "row"}
        if COLOURED & {*part.get("class", "").split()} and part.tag != "svg":
            assert re.search(r"\w", "".join(part.itertext()))
        if part.tag == "svg":
            assert part[0].tag == "title"
            assert part[0].text
    return root


def words_of(root: ET.Element) -> str:
    """All the words of a page, without its style."""
    return "".join("".join(part.itertext()) for part in root if part.tag != "style")


# Which values have a page.

SHORT = {
    "Bar", "Best", "Block", "Boundaries", "Brief", "Cited", "Clause", "DeficiencyList", "Exclusive",
    "JudgedLimit",
    "Line", "Note", "Party", "PerMonth", "PerYear", "Promise", "Quarter", "Reading", "Reference",
    "ScoringGrid", "Section", "Table", "Waiting",
}  # fmt: skip
"""Parts that are shown by their essentials, on one line: their wholes have the page."""


def list_public_classes() -> Iterator[type]:
    """Each class that a public module defines."""
    for module in pkgutil.walk_packages(ha.__path__, f"{ha.__name__}."):
        if not any(part.startswith("_") for part in module.name.split(".")):
            loaded = importlib.import_module(module.name)
            for name in loaded.__all__:
                value = getattr(loaded, name)
                if inspect.isclass(value) and value.__module__ == module.name:
                    yield value


def test_every_answer_and_every_value_too_large_for_a_line_has_a_page() -> None:
    """But for parts that one line tells; any other value is shown by the call that makes it."""
    without = {
        kind.__name__
        for kind in list_public_classes()
        if issubclass(kind, Brief) and not hasattr(kind, "_repr_html_")
    }
    assert without == SHORT - {"Brief"}
    shown = (ha.Schedule, ha.Timeline, ha.Period, ha.Household, ha.Criterion, ha.Attribution)
    for kind in (*shown, ha.Production, ha.Tally, ha.Territory, ha.Agreement):
        assert hasattr(kind, "_repr_html_")


SHOWN: tuple[type[Any], ...] = (
    ha.Agreement, ha.Amendment, ha.Attribution, ha.Contingent, ha.Criterion, ha.Household,
    ha.Period, ha.PriorityPublic, ha.Production, ha.RelocationCharter, ha.Schedule, ha.Share,
    ha.Territory, ha.Timeline, ha.Undertaking, ha.Volume,
)  # fmt: skip


@pytest.mark.parametrize("kind", SHOWN)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_page_of_any_value_is_sound(kind: type[Any], data: st.DataObject) -> None:
    """Whatever it holds: well formed, nothing that runs or loads, a scope for each header."""
    assert words_of(read(data.draw(st.from_type(kind))))


def test_the_page_of_a_grid_tells_its_lines_and_their_points() -> None:
    """And whom it leaves out or puts first; or that its lines are not published."""
    working = ha.facts.employed
    rubrics = (
        ha.Line("dalo", ha.facts.dalo_recognised, 100),
        ha.Best("home", [ha.Line("none", ha.facts.without_dwelling, 50)]),
        ha.Exclusive("size", [ha.Line("five", ha.facts.household_size.at_least(5), -1)]),
        ha.PerMonth("waiting", ha.facts.applied_on, after=12, at_most=60, bonus={36: 20}),
        ha.PerYear("years", ha.facts.temporarily_housed_since),
    )
    ties = (ha.facts.applied_on, ha.facts.household_size)
    grid = ha.Grid("g", "A grid", rubrics, at_most=90, outside=working, first=~working, ties=ties)
    told = words_of(read(grid))
    for words in (
        "100 points", "the best of these", "at most one of these", "\u22121 point",
        "1 point a month, beyond the first 12; at most 60 points; 20 points more from 36 months on",
        "1 point a year", "at most 90 points in all", "outside scoring", "first, whatever",
        "equal points are ranked by",
    ):  # fmt: skip
        assert words in told
    assert "not published" in words_of(read(rennes_2017.SCORING))


@pytest.mark.parametrize("agreement", CATALOGUE.values(), ids=list(CATALOGUE))
def test_the_pages_of_an_agreement_and_of_its_answers_are_sound(agreement: ha.Agreement) -> None:
    """The agreement and its parts, a report, a review, the undertakings, an eligibility."""
    parts = (agreement, agreement.territory, *agreement.parts)
    report = ha.check_quotas(agreement, [], on=DAY)
    answers: list[Told] = [report, *report, ha.review(agreement, on=DAY)]
    answers += [ha.check_undertakings(agreement, {}, on=DAY)]
    page = ha.yearly_page(agreement, [], on=DAY)
    answers += [page, *page, *page.next_steps]
    answers += [ha.check_eligibility(ha.Household(employed=True), agreement, on=DAY)]
    for value in (*parts, *answers, report.account, report.summary()):
        read(value)
    for answer in answers:
        read(answer.explain("fr"))


def test_the_style_touches_nothing_around_it() -> None:
    """Each selector ends within the page; nothing has an id, nothing is loaded."""
    root = read(ile_de_france_2016.AGREEMENT)
    style = root[0].text or ""
    assert "url(" not in style
    assert "@import" not in style
    assert "@font-face" not in style
    without_conditions = re.sub(r"@media[^{]*\{", "", style)
    selectors = re.findall(r"([^{}]+)\{[^{}]*\}", without_conditions)
    assert len(selectors) > 30
    for group in selectors:
        for selector in re.split(r",(?![^(]*\))", group):
            assert ".housing-agreements" in selector
    names = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", " ", style)))
    assert {name for name in names if not name.startswith("ha-")} <= {
        "housing-agreements", "vscode-dark", "vscode-light",
    }  # fmt: skip
    assert "prefers-color-scheme:dark" in style
    assert "data-jp-theme-light=false" in style


def test_words_stand_out_from_their_background() -> None:
    """At least 4.5 to 1, in the light and in the dark (WCAG 2, level AA)."""
    style = read(ha.Period.year(2018))[0].text or ""
    themes = re.findall(r"--ha-ink:.*?color-scheme:(?:light|dark)", style, re.DOTALL)
    assert {theme[-4:] for theme in themes} == {"ight", "dark"}
    for theme in themes:
        colours = dict(re.findall(r"--ha-(\w+):(#\w+)", theme))
        for name in ("ink", "soft", "met", "unmet", "open"):
            assert contrast(colours[name], colours["back"]) >= 4.5


def contrast(first: str, second: str) -> float:
    """The contrast of two colours, as the guidelines calculate it."""
    lights = sorted(map(luminance, (first, second)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# Names that would be something else than names.


@settings(max_examples=200)
@given(st.text(), st.text())
def test_any_text_at_all_is_text(words: str, value: str) -> None:
    """In an element and in an attribute: controls and marks of direction are replaced."""
    written = write_sheet(element("p", words, class_=value), write_told(words), language="en")
    root = ET.fromstring(written)  # noqa: S314  # a page that we made ourselves
    assert {part.tag for part in root.iter()} <= NAMES
    shown = "".join(root[1].itertext())
    assert len(shown) == len(words.replace("\r\n", "\n").replace("\r", "\n"))
    for mark in ("\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\x85", "\u2028"):
        assert mark not in shown


def test_what_is_read_from_right_to_left_is_set_apart() -> None:
    """So that the numbers and signs after it stay where they are."""
    page = Explanation("en", [Section(f"{ARABIC} 12 {HEBREW}", "3", parts=[Line(f"a {HEBREW}b")])])
    root = read(page)
    assert [part.text for part in root.iter("bdi")] == [f"{ARABIC} 12 {HEBREW}", HEBREW]
    assert words_of(root) == f"{ARABIC} 12 {HEBREW}: 3a {HEBREW}b"


@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\u200f", "\x1b[31m", "\n", "\x00", "\u2028"])
def test_marks_that_forge_are_refused_where_they_are_given(mark: str) -> None:
    """So they stand in no text either: no name can end a line or turn the order of reading."""
    name = f"a{mark}b"
    for build in (
        lambda: ha.Party("p", name),
        lambda: ha.Text(name, "b"),
        lambda: ha.Territory("t", name, "commune", communes=("33063",)),
        lambda: ha.Source(name),
        lambda: ha.PriorityPublic("p", name, ha.facts.employed),
        lambda: ha.facts.employed.labelled(name),
        lambda: ha.Attribution(name, "c", "33063"),
        lambda: ha.Attribution("a", "c", "33063", landlord=name),
        lambda: ha.Undertaking("u", name, by=("p",)),
    ):
        with pytest.raises(HousingAgreementsError):
            build()


def name_all(name: str) -> tuple[ha.Agreement, list[ha.Attribution]]:
    """An agreement that bears a name wherever a text may stand, and entries that do."""
    source = ha.Source(name, name)
    territory = ha.Territory("33", name, "department", departments=("33",))
    party, other = ha.Party("party", name), ha.Party("landlord", name)
    public = ha.PriorityPublic(
        "public", name, ha.facts.employed.labelled(name, (source,)), (source,)
    )
    share = ha.Share(
        "share",
        to=("public",),
        stage=ha.Stage.AVAILABLE,
        at_least="25 %",
        per=ha.Per.PROGRAMME,
        title=name,
        sources=(source,),
        caveats=(ha.Text(name, name),),
    )
    agreement = ha.Agreement(
        "agreement",
        ha.AgreementKind.PROTOCOL,
        name,
        parties=(party,),
        landlords=(other,),
        signed_on=date(2018, 1, 1),
        term=ha.Period.years(2018, 2019),
        territory=territory,
        contingents=(ha.Contingent("contingent", party, territory, sources=(source,)),),
        publics=(public,),
        commitments=(share,),
        undertakings=(ha.Undertaking("undertaking", name, by=("party",), sources=(source,)),),
        sources=(source,),
    )
    entries = [
        ha.Attribution(
            f"{name}{number}",
            "contingent",
            "33063",
            available_on=date(2018, 3, 1),
            possible_publics={"public"},
            programme=name,
            landlord="landlord",
        )
        for number in range(3)
    ]
    return agreement, entries


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:12])
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    """In every text of an agreement, and in every answer that tells it, in both languages."""
    agreement, entries = name_all(name)
    check_answers(agreement, entries, name)


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:12])
def test_a_hostile_name_given_to_a_code_is_only_a_name(name: str) -> None:
    """The name of a programme that an agreement gives, in every answer that tells it."""
    agreement, entries = name_all(name)
    agreement = attrs.evolve(agreement, names={"programme": name})
    entries = [attrs.evolve(entry, programme="programme") for entry in entries]
    check_answers(agreement, entries, name)


def make_local_facts(label: str) -> tuple[type[ha.Household], ha.PriorityPublic]:
    """A household with a fact of its own, and the public of those who have it."""
    fact = ha.fact(label, label)

    @attrs.frozen(kw_only=True)
    class LocalHousehold(ha.Household):
        """A household with one more fact."""

        here: YesNo = fact
        """Whether it is so."""

    facts: Any = ha.facts_of(LocalHousehold)
    return LocalHousehold, ha.PriorityPublic("here", label, facts.here)


@pytest.mark.parametrize("label", HOSTILE, ids=lambda label: label[:12])
def test_the_hostile_label_of_a_fact_is_only_a_label(label: str) -> None:
    """Of a household with facts of its own, in its page, in the criterion and in the answer."""
    kind, public = make_local_facts(label)
    criterion = public.criterion.on(DAY)
    assert criterion is not None
    read(criterion)
    build: Any = kind
    for household in (build(), build(here=True), build(here=PROVED)):
        read(household)
        answer = ha.check_eligibility(household, public, on=DAY)
        assert len(repr(answer)) <= 200
        for explanation in (answer.explain("en"), answer.explain("fr")):
            assert label[:20].strip() in words_of(read(explanation))


def list_plans(agreement: ha.Agreement) -> list[Told]:
    """A plan that is found, and one that is not, with what conflicts."""
    day, expected = date(2018, 6, 30), [Expected(4, "contingent", "33063")]
    share: Any = agreement.commitments[0]
    narrow = attrs.evolve(agreement, commitments=[attrs.evolve(share, at_most="0 %", per=())])
    none = find_plan(narrow, expected, on=day)
    conflict, relaxation = none.conflict, none.relaxation
    assert conflict is not None
    assert relaxation is not None
    return [find_plan(agreement, expected, on=day), none, conflict, *conflict, relaxation]


def list_several(
    agreement: ha.Agreement, entries: list[ha.Attribution], other: ha.Agreement
) -> list[Told]:
    """Two agreements at once, and what counts in both."""
    found = ha.check_agreements([agreement, other], entries, on=DAY)
    return [found, *found.in_both, *(one for pair in found.in_both for one in pair.promises)]


def check_answers(agreement: ha.Agreement, entries: list[ha.Attribution], name: str) -> None:
    """Every answer on an agreement holds a name as the text that it is."""
    report = ha.check_quotas(agreement, entries, on=DAY)
    finding = next(found for found in report if found.verdict is ha.Verdict.UNDETERMINED)
    charge = attrs.evolve(agreement, code="other", title=f"{name} again")
    answers: list[Told] = [
        report,
        *report,
        ha.entries_of(report, finding, entries),
        ha.what_would_settle(report, finding, entries),
        ha.check_eligibility(ha.Household(), agreement, on=DAY),
        ha.review(agreement, on=DAY),
        ha.check_undertakings(agreement, {}, on=DAY),
        ha.yearly_page(agreement, entries, on=DAY),
        ha.compare(agreement, charge),
        ha.outlook(ha.check_quotas(agreement, entries, on=date(2018, 6, 30)), 9),
        *list_several(agreement, entries, charge),
        *list_plans(agreement),
    ]
    criterion = agreement.publics[0].criterion.on(DAY)
    assert criterion is not None
    values: list[Shown] = [agreement, agreement.territory, *agreement.parts, *entries, criterion]
    values += [ha.Timeline({DAY: name}), ha.Schedule({2018: name}), ha.tally(agreement, entries)]
    for value in values:
        read(value)
    for answer in answers:
        for explanation in (answer.explain("en"), answer.explain("fr")):
            root = read(explanation)
            assert all(len("".join(part.itertext())) <= 2_500 for part in root.iter("span"))
            said = plain(str(explanation)).replace("\u202f", " ")
            assert said.isprintable() or "\n" in said
        assert all(line.isprintable() or "\u00a0" in line for line in str(answer).splitlines())
        assert answer.rows("fr") is not None
    whole = words_of(read(report))
    assert name[:20].strip() in whole
    for language in ("en", "fr"):
        read(report.summary(language))


# Reports of no finding, and of very many.


def test_a_report_without_a_finding_has_a_page() -> None:
    """It says what was asked, and that there is nothing to judge."""
    agreement = attrs.evolve(gironde_2018.AGREEMENT, commitments=())
    report = ha.check_quotas(agreement, [], on=DAY)
    assert len(report) == 0
    for value in (report, report.explain("fr"), report.summary("fr"), report.account):
        assert words_of(read(value))
    assert "nothing to judge" in words_of(read(report))
    assert report.rows() == []
    assert len(frames.rows_of(report, backend="polars")) == 0


def judge_landlords(many: int) -> ha.QuotaReport:
    """A report of so many groups."""
    quarter = attrs.evolve(gironde_2018.AGREEMENT.commitments[0], per=ha.Per.LANDLORD)
    agreement = attrs.evolve(gironde_2018.AGREEMENT, commitments=[quarter])
    entries = [
        ha.Attribution(
            f"A{number}",
            "action-logement",
            "33063",
            available_on=date(2018, 3, 1),
            landlord=f"L{number}",
        )
        for number in range(many)
    ]
    return ha.check_quotas(agreement, entries, on=DAY)


def test_a_report_of_many_groups_has_a_page_that_a_browser_can_open() -> None:
    """Its summary, some hundreds of findings, and how many are left out."""
    report = judge_landlords(1_200)
    page = report._repr_html_()
    assert len(page) < 200_000
    root = read(report)
    assert len([*root.iter("tr")]) == 301
    assert f"{len(report) - 300:,} more findings are left out here" in words_of(root)
    whole = read(report.explain("fr"))
    assert "de plus ne figurent pas ici" in words_of(whole)
    assert len(report.explain()._repr_html_()) < LARGEST


def test_a_page_grows_no_more_once_it_is_full() -> None:
    """Ten thousand lines under each of a thousand headings make no larger page than a hundred."""
    sections = [
        Section(f"heading {number}", parts=[Line("line")] * 10_000) for number in range(1_000)
    ]
    page = Explanation("en", sections)._repr_html_()
    assert page.count("<li>") + page.count("<section>") == 3_000
    assert "700 more are left out here" in page
    assert "9,700 more are left out here" in page


# A language that is not there.


@pytest.mark.parametrize("language", ["de", "EN", "", "fr-FR", None, 1, ["en"]])
def test_another_language_is_refused_by_name(language: Any) -> None:
    """Whatever is asked for in it: an explanation, rows, a summary, a frame."""
    report = ha.check_quotas(gironde_2018.AGREEMENT, [], on=DAY)
    eligibility = ha.check_eligibility(ha.Household(), gironde_2018.AGREEMENT, on=DAY)
    for answer in (report, report[0], eligibility, ha.review(gironde_2018.AGREEMENT, on=DAY)):
        for ask in (
            answer.explain,
            answer.rows,
            lambda words, answer=answer: frames.rows_of(answer, backend="polars", language=words),
        ):
            with pytest.raises(ha.InvalidValueError, match='"en" or "fr"'):
                ask(language)
    with pytest.raises(ha.InvalidValueError, match='"en" or "fr"'):
        report.summary(language)


# Values over time.


def test_a_schedule_is_drawn_as_steps() -> None:
    """Each level to scale, nothing where nothing is promised; texts make a table alone."""
    root = read(ha.Schedule({2016: 50, 2018: 100}))
    heights = [(part.get("x"), part.get("height")) for part in root.iter("rect")]
    assert heights == [("0", "50"), ("666", "100")]
    assert [part.text for part in root.iter("td")] == ["50", "100"]
    shares = read(ha.Schedule({2016: Fraction(1, 4)}))
    assert [part.text for part in shares.iter("td")] == ["25 %"]
    assert not [*read(ha.Schedule({2016: "a quarter"})).iter("svg")]
    assert not [*read(ha.Schedule({2016: 0})).iter("svg")]


def test_a_timeline_says_from_when_until_when() -> None:
    """A value from the first day of the calendar is the one before, or holds always."""
    changes = {date.min: 1, date(2016, 1, 1): 2, date(2018, 1, 1): 3}
    root = read(ha.Timeline(changes, verified_until=date(2026, 4, 1)))
    rows = [part.text for part in root.iter("th") if part.get("scope") == "row"]
    assert rows == ["before", "1 January 2016", "1 January 2018"]
    assert "verified until 1 April 2026" in words_of(root)
    assert "always" in words_of(read(ha.Timeline.constant("x")))
    many = {date.fromordinal(700_000 + number): number for number in range(1_000)}
    assert "700 more are left out here" in words_of(read(ha.Timeline(many)))


def test_a_household_shows_what_is_known_only() -> None:
    """A row for each fact that is known, in words."""
    root = read(ha.Household(dalo_recognised=True, household_size=ha.Known(high=4, verified=True)))
    cells = [part.text for part in root.iter("td")]
    assert cells == [
        "recognised under DALO", "yes", "declared", "household size", "4 or less", "verified",
    ]  # fmt: skip
    assert words_of(read(ha.Household())) == "Household: nothing is known of it"


def test_what_would_change_an_answer_is_a_table() -> None:
    """Each set of facts in words, and the verdict that it gives."""
    public = ha.PriorityPublic("p", "p", ha.facts.employed & ha.facts.household_size.at_least(3))
    changes = ha.what_would_change(ha.Household(employed=True), public, on=DAY)
    root = read(changes)
    cells = ["".join(part.itertext()) for part in root.iter("td")]
    assert cells == [
        "household size", "3", "✓\u00a0met", "household size", "2", "✗\u00a0unmet",
    ]  # fmt: skip


def test_a_search_that_finds_no_change_says_how_far_it_looked() -> None:
    """Nothing that a household could still be makes it eligible; or only more facts at once."""
    four = ha.facts.employed & ha.facts.disabled & ha.facts.key_worker & ha.facts.overcrowded
    refused = ha.Household(employed=False, disabled=False, key_worker=False, overcrowded=False)
    said = words_of(read(smallest_changes(four, refused, on=DAY, at_most=3)))
    assert "no set of facts would change it" in said
    assert "none of more than 3 facts was looked for" in said
    found = words_of(read(smallest_changes(four, refused, on=DAY)))
    assert "no set of" not in found


def test_values_that_are_no_numbers_are_told_in_words() -> None:
    """A yes, a no, nothing, and several values one after the other."""
    days = [date(2016, 1, 1), date(2017, 1, 1), date(2018, 1, 1), date(2019, 1, 1)]
    values: list[Any] = [True, False, None, (Fraction(1, 4), 4_777)]
    root = read(ha.Timeline(dict(zip(days, values, strict=True))))
    assert [part.text for part in root.iter("td")] == ["yes", "no", "–", "25 %; 4,777"]
    assert not [*root.iter("svg")]


# The law.


def test_a_provision_shows_its_versions_and_where_each_is_written() -> None:
    """From which day each holds, what it says, how far it was checked, and what is left open."""
    said = words_of(read(STATE_CEILING))
    assert said.startswith("the ceiling of the prefect's reservations, landlord by landlord")
    since, checked = say_day(FLOW_SINCE, "en"), "checked: the text itself was read"
    for words in (since, "followed until", checked, "R441-5-2", "L.342-14"):
        assert words in said
    assert "no longer in force" not in said
    ended = Provision(
        "ended", "a rule", [*STATE_CEILING.versions], ended=date(2024, 1, 1), verified_until=DAY
    )
    assert "no longer in force from 1 January 2024" in words_of(read(ended))


def test_a_version_of_the_law_shows_what_it_says() -> None:
    """Its value, how far it was checked and where it is written; a note only where there is one."""
    said = words_of(read(YEARS_AFTER_LOAN.versions[-1]))
    assert said.startswith("since 1 September 2019")
    for words in ("5", "checked: the text itself was read", "R441-6"):
        assert words in said
    assert "note" not in said
    assert "note: the prefect may depart from it" in words_of(read(STATE_CEILING.versions[0]))


def test_how_dwellings_are_financed_is_shown_kind_by_kind() -> None:
    """Both verdicts, and what is not known as long as it would say more."""
    asked: dict[str, Any] = {"dwellings": 100, "pls": 25, "plai": 30, "on": date(2024, 1, 1)}
    said = words_of(read(check_typology(**asked)))
    assert "how dwellings are financed, on 1 January 2024: ? undetermined" in plain(said)
    assert "? undetermined: PLS" in plain(said)
    assert "✓ met: PLAI" in plain(said)
    assert "not known: social share, programme" in plain(said)
    told = words_of(read(check_typology(**asked, social_share="11 %", programme=True)))
    assert "✓ met: PLS" in plain(told)
    assert "not known" not in told


def plain(said: str) -> str:
    """Words without narrow spaces."""
    return said.replace("\u00a0", " ")
