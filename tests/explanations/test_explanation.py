"""An explanation says the same in its text, within 80 columns, and on its page, without markup."""

import copy
import pickle
from html.parser import HTMLParser
from textwrap import wrap
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements._markup import Markup, element, join, write_told
from housing_agreements._visible_text import is_text
from housing_agreements.errors import HousingAgreementsError, InvalidValueError
from housing_agreements.explanations._text import WIDTH
from housing_agreements.explanations.blocks import (
    DEEPEST,
    Bar,
    Block,
    Cited,
    Line,
    Note,
    Section,
    Table,
)
from housing_agreements.explanations.explanation import Explanation
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import Language
from housing_agreements.values.verdicts import Verdict

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onload="alert(1)',
    "</style></div><b>",
    "&lt;b&gt; & &amp;",
    "]]><!--",
)
LANGUAGES: tuple[Language, ...] = ("en", "fr")
NEVER_CLOSED = {"rect", "line"}

words = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(
        st.text("abcdefghijklmnopqrstuvwxyzéÀ<&'\"", min_size=1, max_size=12),
        min_size=1,
        max_size=20,
    ).map(" ".join),
    st.text("x", min_size=90, max_size=120),
)
verdicts = st.none() | st.sampled_from(Verdict)
numbers = st.integers(-50, 50)
bounds = st.tuples(numbers, numbers).map(sorted).map(lambda ends: Bounds(*ends))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table with as many cells in each row as it has headings."""
    headings = draw(st.lists(words, min_size=1, max_size=4))
    cell = st.none() | words | numbers.map(str)
    row = st.lists(cell, min_size=len(headings), max_size=len(headings))
    return Table(headings, draw(st.lists(row, max_size=4)), caption=draw(st.none() | words))


leaves: st.SearchStrategy[Block] = st.one_of(
    st.builds(Note, words),
    st.builds(Cited, st.lists(words, min_size=1, max_size=3)),
    st.builds(Bar, words, bounds, st.none() | bounds, st.none() | st.integers(0, 50), verdicts),
    tables(),
)
blocks = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.builds(Line, words, st.none() | words, verdicts, st.lists(parts, max_size=3)),
        st.builds(Section, words, st.none() | words, verdicts, st.lists(parts, max_size=3)),
    ),
    max_leaves=5,
)
explanations = st.builds(Explanation, st.sampled_from(LANGUAGES), st.lists(blocks, max_size=4))


def list_words(parts: list[Block] | tuple[Block, ...]) -> list[str]:
    """All the words of blocks, in no order."""
    said: list[str] = []
    for block in parts:
        match block:
            case Section():
                said += [block.heading, block.outcome or "", *list_words(block.parts)]
            case Line():
                said += [block.outcome or "", block.words, *list_words(block.parts)]
            case Note():
                said.append(block.words)
            case Cited():
                said += block.sources
            case Table():
                cells = (cell or "" for row in block.rows for cell in row)
                said += [block.caption or "", *block.headings, *cells]
            case _:
                assert isinstance(block, Bar)
    return sorted(word for sentence in said for word in sentence.split(" ") if word)


class Reader(HTMLParser):
    """Reads a page: which elements it has, whether each is closed, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """It opens an element."""
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """It opens and closes an element."""
        assert tag in NEVER_CLOSED
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """It closes the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """It says something."""
        if self.open[-1] not in {"style", "title"}:
            self.words += data.split(" ")


def read(explanation: Explanation) -> Reader:
    """The page, read to its end."""
    reader = Reader()
    reader.feed(explanation._repr_html_())
    reader.close()
    assert reader.open == []
    return reader


@settings(max_examples=25)
@given(explanations)
def test_no_line_is_longer_than_80_columns_unless_one_word_is(explanation: Explanation) -> None:
    """Then it has a line of its own, indented."""
    for line in str(explanation).splitlines():
        assert len(line) <= 80 or " " not in line.strip(" ")


@settings(max_examples=25)
@given(explanations)
def test_the_text_says_all(explanation: Explanation) -> None:
    """Each word that is given stands in the text; it adds its own."""
    said = str(explanation).replace("\u00a0", " ").replace(";", " ").replace(":", " ").split()
    for word in list_words(explanation.blocks):
        for part in word.replace(";", " ").replace(":", " ").split():
            assert part in said or any(part in longer for longer in said)


@settings(max_examples=25)
@given(explanations)
def test_a_page_is_well_formed_and_holds_no_markup_but_its_own(explanation: Explanation) -> None:
    """Whatever the words are; it has no script, no link and no file."""
    reader = read(explanation)
    assert reader.names <= {
        "div", "style", "section", "h3", "h4", "h5", "h6", "span", "p", "ul", "li", "svg", "title",
        "rect", "line", "bdi", "table", "caption", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert reader.attributes <= {
        "class", "lang", "dir", "viewbox", "preserveaspectratio", "role", "x", "y", "x1", "x2",
        "y1", "y2", "width", "height", "scope", "aria-hidden", "data-of",
    }  # fmt: skip


@settings(max_examples=25)
@given(explanations)
def test_each_colour_has_a_word_beside_it(explanation: Explanation) -> None:
    """A verdict is told by its words, never by its colour alone."""
    page = explanation._repr_html_()
    for mark in ("✓", "✗", "?"):
        assert f"{mark}</span></span>" not in page.replace("</span> </span>", "</span></span>")


def test_a_page_shows_what_a_browser_can_open() -> None:
    """Some hundreds of blocks under one heading; it says how many it leaves out."""
    many = Explanation("en", [Line(f"line {number}") for number in range(1_000)])
    page = many._repr_html_()
    assert "line 299<" in page
    assert "line 300<" not in page
    assert "700 more are left out here" in page
    assert "line 999" in str(many)
    rows = Explanation("fr", [Table(["a"], [[f"cell {number}"] for number in range(301)])])
    assert "cell 300<" not in rows._repr_html_()
    assert ">1 de plus ne figure pas ici<" in rows._repr_html_()
    lines = write_told("\n".join(["name", *("  words" for _ in range(301))]))
    assert ">1 more is left out here<" in lines


def test_depth_does_not_matter() -> None:
    """A tree of thousands of levels is told; from the thirteenth on, by the number of its level."""
    line = Line("the last")
    for level in range(5_000, 0, -1):
        line = Line(f"level {level}", parts=[line])
    explanation = Explanation("en", [line])
    text = str(explanation).splitlines()
    assert text[12] == f"{' ' * 24}level 13"
    assert text[13] == f"{' ' * 24}(13) level 14"
    assert text[-1].endswith("the last")
    page = explanation._repr_html_()
    assert "(13) level 14" in page
    assert "more stands below, left out here" in page
    read(explanation)


def test_a_long_sentence_goes_on_below_its_first_word() -> None:
    """And what it stands above is set in further than that."""
    told = Explanation("en", [Section("word " * 20 + "end", parts=[Line("under")])])
    assert [len(line) - len(line.lstrip()) for line in str(told).splitlines()] == [0, 2, 2]


def test_a_very_long_name_is_cut_on_a_page() -> None:
    """A name of ten thousand characters stands whole in the text."""
    told = Explanation("en", [Line("x" * 10_000)])
    assert str(told) == "x" * 10_000
    assert "x" * 2_000 not in told._repr_html_()


@pytest.mark.parametrize(
    ("bar", "drawn"),
    [
        (Bar("none", Bounds(0, 0)), []),
        (Bar("sure", Bounds(5, 5), whole=10), [("surely", 0, 500)]),
        (Bar("within", Bounds(2, 5), whole=10), [("surely", 0, 200), ("perhaps", 200, 300)]),
        (Bar("no end", Bounds(5, None), whole=10), [("surely", 0, 500), ("perhaps", 500, 500)]),
        (Bar("below nought", Bounds(-5, -5), whole=5), [("surely", 0, 500)]),
        (
            Bar("level", Bounds(0, 0), Bounds(2, 4), whole=10),
            [("level-range", 200, 200)],
        ),
    ],
    ids=lambda value: value.words if isinstance(value, Bar) else "",
)
def test_a_bar_is_drawn_to_scale(bar: Bar, drawn: list[tuple[str, int, int]]) -> None:
    """What counts for certain, what may, and where the level stands."""
    page = Explanation("en", [bar])._repr_html_()
    for kind, start, width in drawn:
        assert f'<rect x="{start}" y="2" width="{width}" height="12" class="ha-{kind}"/>' in page
    assert page.count("<rect") == len(drawn) + bool(drawn)


def test_what_is_no_explanation_is_refused() -> None:
    """Another language, a block that is none, a row with too few cells."""
    kinds: dict[str, Any] = {"Block": Block}
    with pytest.raises(InvalidValueError):
        Explanation("de", [])  # type: ignore[arg-type]  # wrong on purpose
    for wrong in (
        lambda: Explanation("en", ["words"]),  # type: ignore[list-item]  # wrong on purpose
        lambda: Table(["a", "b"], [["1"]]),
        lambda: Table(["a"], [["1"]], [Verdict.MET, Verdict.MET]),
        lambda: Line(""),
        lambda: Note("two\nlines"),
        lambda: Section("a", parts=[1]),  # type: ignore[list-item]  # wrong on purpose
        lambda: Explanation("en", [kinds["Block"]()]),
        lambda: type("Picture", (Block,), {}),
    ):
        with pytest.raises(HousingAgreementsError):
            wrong()


def test_markup_is_escaped_unless_it_is_markup() -> None:
    """A text can never become an element or an attribute."""
    for hostile in HOSTILE:
        reader = Reader()
        reader.feed(element("p", hostile, class_=hostile))
        assert reader.names == {"p"}
        assert "".join(reader.words) == hostile.replace(" ", "")
    assert join(Markup("<b>"), "<b>") == "<b>&lt;b&gt;"
    assert element("p", title=None) == "<p></p>"


def test_an_explanation_is_shown_in_short() -> None:
    """Its repr is one line; the text and the page are asked for."""
    assert repr(Explanation("en", [])) == "<Explanation en, 0 blocks>"
    section = Section("Leases", "met", Verdict.MET, [Line("a"), Line("b")])
    told = "<Explanation fr, 2 blocks: Leases : met>"
    assert repr(Explanation("fr", [Bar("a", Bounds(1, 2)), section])) == told
    assert repr(section) == "<Section Leases: met; 2 blocks under it>"


LONG = "x" * 10_000


@pytest.mark.parametrize(
    "block",
    [
        Section(LONG, LONG, Verdict.MET, [Line(LONG)]),
        Line(LONG, LONG, Verdict.MET, [Line(LONG)]),
        Table([LONG], [[LONG]] * 50, caption=LONG),
        Bar(LONG, Bounds(1, 2)),
        Note(LONG),
        Cited([LONG] * 3),
    ],
    ids=lambda block: type(block).__name__,
)
def test_a_block_is_a_value(block: Any) -> None:
    """It is shown in short, and is the same when it is copied, pickled or made anew."""
    assert len(repr(block)) <= 200
    for again in (
        copy.copy(block),
        copy.deepcopy(block),
        pickle.loads(pickle.dumps(block)),  # our own
        attrs.evolve(block),
    ):
        assert again == block
        assert hash(again) == hash(block)
        assert str(Explanation("fr", [again])) == str(Explanation("fr", [block]))
    assert block != Line("other")


def nest_lines(depth: int, leaf: str) -> Line:
    """Lines, each under the one before."""
    block = Line(leaf)
    for _ in range(depth):
        block = Line("above", parts=[block, Line("beside")])
    return block


def test_a_deep_tree_is_a_value_as_well() -> None:
    """Deeper than Python calls: it is compared, hashed, copied, pickled and shown in short."""
    deep = nest_lines(5_000, "leaf")
    assert deep == nest_lines(5_000, "leaf")
    assert deep != nest_lines(5_000, "other")
    assert deep != nest_lines(4_999, "leaf")
    assert Line("a", parts=[Line("b"), Line("c")]) != Line(
        "a", parts=[Line("b", parts=[Line("c")])]
    )
    assert hash(deep) == hash(nest_lines(5_000, "leaf"))
    explanation = Explanation("en", [deep])
    for again in (
        pickle.loads(pickle.dumps(explanation)),  # our own
        copy.deepcopy(explanation),
    ):
        assert again == explanation
    assert repr(deep) == "<Line above; 2 blocks under it>"


@given(
    st.lists(st.text("aé<\u00a0-", max_size=30), min_size=1, max_size=30).map(" ".join),
    st.integers(0, 16),
)
def test_long_words_are_folded_as_python_folds_them(told: str, depth: int) -> None:
    """A sentence stands on the lines that `textwrap` gives it, however deep."""
    said = " ".join(["a", told.strip(" "), "a"])
    block = Line(said) if is_text(said) else Line("a")
    for _ in range(depth):
        block = Line("above", parts=[block])
    indent, level = "  " * min(depth, DEEPEST), f"({depth}) " if depth > DEEPEST else ""
    folded = wrap(
        level + block_at(block, depth).words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert str(Explanation("en", [block])).splitlines()[depth:] == folded


def block_at(block: Line, depth: int) -> Line:
    """The only line at some depth."""
    for _ in range(depth):
        (below,) = block.parts
        assert isinstance(below, Line)
        block = below
    return block


def test_a_table_has_headings_and_rows_of_words() -> None:
    """What is no table is refused by the library, and not by Python."""
    wrong: list[Any] = [5, {"a"}, "words"]
    for rows in wrong:
        with pytest.raises(HousingAgreementsError, match="Table"):
            Table(["a"], rows)
    with pytest.raises(InvalidValueError, match="at least one heading"):
        Table([], [[]])


@pytest.mark.parametrize("between", ['"', "'", "&", "-", " "])
def test_a_run_to_the_left_is_one_with_what_stands_in_it(between: str) -> None:
    """An abbreviation with its mark is set apart as one run, and its mark is escaped."""
    page = join(f"\u05d0{between}\u05d1")
    assert page.count("<bdi>") == 1
    assert page.startswith("<bdi>")
    assert page.endswith("</bdi>")


@pytest.mark.parametrize(("many", "is_cut"), [(312, False), (313, False), (314, True)])
def test_a_deep_page_says_when_it_leaves_something_out(many: int, *, is_cut: bool) -> None:
    """Three hundred blocks stand below the levels that are set in; of one more it says so."""
    line = Line("w0")
    for index in range(1, many):
        line = Line(f"w{index}", parts=[line])
    page = Explanation("en", [line])._repr_html_()
    assert ("more stands below" in page) is is_cut
    assert ("w0<" in page) is not is_cut


def test_the_repr_of_an_explanation_says_its_head() -> None:
    """Of its first block alone, shortened, however long its words are."""
    assert len(repr(Explanation("en", [Line("ab " * 100_000 + "z")]))) <= 200
    told = Explanation("fr", [Section("Baux de 2018", "respecté", Verdict.MET)])
    assert repr(told) == "<Explanation fr, 1 block: Baux de 2018 : respecté>"
