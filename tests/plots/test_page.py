"""The pictures of the how-to pages are those that their examples draw, in both languages."""

import re
from functools import cache
from pathlib import Path

import pytest
from scripts import charts


@cache
def draw(page: Path) -> tuple[tuple[Path, str], ...]:
    """The pictures of a page, drawn once."""
    return (*charts.draw_page(page),)


@pytest.mark.parametrize("page", charts.PAGES, ids=lambda page: page.name)
def test_pictures_are_the_committed_ones(page: Path) -> None:
    """Drawn again, each picture of the page is the committed one, letter by letter."""
    drawn = dict(draw(page))
    assert len(drawn) == (4 if page.name.startswith("draw-charts") else 1)
    changed = [path.name for path, svg in drawn.items() if path.read_text(encoding="utf-8") != svg]
    assert changed == [], "after a wanted change: python -m scripts.charts"


def test_no_picture_is_left_over() -> None:
    """Each picture stands in one of the pages."""
    shown = {path for page in charts.PAGES for path, _ in draw(page)}
    assert set((charts.HOW_TO / "charts").iterdir()) == shown


def test_the_page_is_in_step_in_both_languages() -> None:
    """The French page has the sections and blocks of the English one, and uses the same names."""
    pages = (charts.HOW_TO / f"draw-charts{language}.md" for language in ("", ".fr"))
    english, french = (page.read_text(encoding="utf-8") for page in pages)
    for part in (r"^(#+) ", r"^(```\w*)$", r"\b(ha\.\w+)", r"^(\w+) = ", r"(charts/\w+)"):
        assert re.findall(part, french, re.MULTILINE) == re.findall(part, english, re.MULTILINE)


def test_pictures_say_where_numbers_come_from() -> None:
    """What is made up says so on the picture itself."""
    folder = charts.HOW_TO / "charts"
    for name in ("groups", "contingents"):
        assert "a synthetic ledger" in (folder / f"{name}.svg").read_text(encoding="utf-8")
        assert "registre synthétique" in (folder / f"{name}.fr.svg").read_text(encoding="utf-8")
    assert "a made-up ledger" in (folder / "by_commune.svg").read_text(encoding="utf-8")
    assert "registre fictif" in (folder / "by_commune.fr.svg").read_text(encoding="utf-8")
    assert "the amendment is made up" in (folder / "timeline.svg").read_text(encoding="utf-8")
