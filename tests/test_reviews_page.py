"""The page of reviews is made by `review`, and says what it says."""

from pathlib import Path
from typing import Any

import pytest
from scripts import reviews

from housing_agreements import Severity
from housing_agreements.catalogue.register import CATALOGUE

ROOT = Path(__file__).parents[1]
PAGES: dict[Any, Path] = reviews.PAGES
CELLS = 6


@pytest.mark.parametrize("language", PAGES)
def test_page_is_the_committed_one(language: Any) -> None:
    """The page of reviews says what `review` finds, in both languages."""
    committed = (ROOT / "docs" / "reference" / PAGES[language].name).read_text(encoding="utf-8")
    assert reviews.page(language) == committed, "after a wanted change: python -m scripts.reviews"


@pytest.mark.parametrize("language", PAGES)
def test_every_remark_has_a_row(language: Any) -> None:
    """Each agreement has its two days, and each remark of a day a row of six cells, in order."""
    chapters = PAGES[language].read_text(encoding="utf-8").split("\n## ")[1:]
    assert len(chapters) == len(CATALOGUE)
    for agreement, chapter in zip(CATALOGUE.values(), chapters, strict=True):
        sections = chapter.split("\n### ")[1:]
        for (_, on), section in zip(reviews.days(agreement), sections, strict=True):
            rows = [
                line.strip("| ").split(" | ") for line in section.splitlines() if line[:2] == "| "
            ]
            found = reviews.remarks(agreement, on)
            assert [row[0] for row in rows[2:]] == [
                remark.severity.say(language) for remark in found
            ]
            assert {len(row) for row in rows} <= {CELLS}


def test_only_the_protocol_of_2016_is_below_the_law() -> None:
    """It says so: the whole of the obligation is for 2018. No agreement contradicts itself."""
    found = {
        (code, str(on), remark.severity)
        for code, agreement in CATALOGUE.items()
        for _, on in reviews.days(agreement)
        for remark in reviews.remarks(agreement, on)
    }
    assert {remark for remark in found if remark[2] is not Severity.LOOK} == {
        ("ile-de-france-2016", "2016-03-07", Severity.BELOW_THE_LAW),
        ("ile-de-france-2016", "2018-12-31", Severity.BELOW_THE_LAW),
    }


def test_pages_differ_by_language() -> None:
    """The French page is in French, with the spaces of French."""
    english, french = (PAGES[language].read_text(encoding="utf-8") for language in ("en", "fr"))
    assert "| below the law | the commitment “Priority share of the attributions” states" in english
    assert (
        "| en deçà de la loi | l'engagement «\u00a0Part prioritaire des attributions\u00a0» fixe"
    ) in french
    assert "15\u00a0% (2016)" in french
    assert "below the law" not in french
