"""The page of what frames support is made by running it."""

from pathlib import Path
from typing import Any

import pytest
from scripts import frames_support
from tests.frames.engines import ENGINES
from tests.java import no_spark

ROOT = Path(__file__).parents[1]
PAGES: dict[Any, Path] = frames_support.PAGES


def needs_every_engine() -> None:
    """Skip where an engine is not installed; without Java, see `no_spark`."""
    for name in ENGINES:
        pytest.importorskip(name.split(",", maxsplit=1)[0])
    if reason := no_spark():
        pytest.skip(reason)


def rows(language: str) -> list[list[str]]:
    """The cells of all tables of a page, without their heads."""
    lines = PAGES[language].read_text(encoding="utf-8").splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    return [row for row in cells if row[1] not in {"Polars", "---"}]


@pytest.mark.parametrize("language", PAGES)
def test_page_is_the_committed_one(language: Any) -> None:
    """What every engine answers and refuses is what the page says, in both languages."""
    needs_every_engine()
    committed = PAGES[language].read_text(encoding="utf-8")
    remedy = "after a wanted change: python -m scripts.frames_support"
    assert frames_support.page(language) == committed, remedy


@pytest.mark.parametrize("language", PAGES)
def test_every_engine_has_a_cell(language: Any) -> None:
    """Each feature has its row, with a cell for each engine."""
    features = sum(map(len, frames_support.CHAPTERS.values()))
    found = rows(language)
    assert len(found) == features
    assert {len(row) for row in found} == {len(ENGINES) + 1}


def test_pages_say_the_same() -> None:
    """The French page has the answers of the English one, in French."""
    words = {"yes": "oui", "refused": "refusé", "undetermined": "indéterminé"}
    english, french = rows("en"), rows("fr")
    assert len({row[0] for row in english}) == len(english)
    for one, other in zip(english, french, strict=True):
        translated = [words[cell.partition("\u00a0")[0]] for cell in one[1:]]
        assert [cell.partition("\u00a0")[0] for cell in other[1:]] == translated


def test_nothing_of_an_agreement_is_refused() -> None:
    """Every kind of commitment is counted on every engine."""
    committed = PAGES["en"].read_text(encoding="utf-8")
    chapter = committed.partition("{ #commitments }")[2].partition("\n## ")[0]
    assert "| yes |" in chapter
    assert "refused" not in chapter
