from pathlib import Path
from typing import Any

import pytest
from scripts import clauses

from housing_agreements.catalogue.register import CATALOGUE, CLAUSES

ROOT = Path(__file__).parents[1]
PAGES: dict[Any, Path] = clauses.PAGES


@pytest.mark.parametrize("language", PAGES)
def test_page_is_the_committed_one(language: Any) -> None:
    """The page of clauses says what the catalogue says, in both languages."""
    committed = (ROOT / "docs" / "reference" / PAGES[language].name).read_text(encoding="utf-8")
    assert clauses.page(language) == committed, "after a wanted change: python -m scripts.clauses"


@pytest.mark.parametrize("language", PAGES)
def test_every_clause_has_a_row(language: str) -> None:
    """Each agreement has its table, and each of its clauses a row of four cells, in order."""
    tables = PAGES[language].read_text(encoding="utf-8").split("\n## ")[1:]
    assert len(tables) == len(CATALOGUE)
    for code, table in zip(CATALOGUE, tables, strict=True):
        assert f"{{ #{code} }}" in table
        rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line[:2] == "| "]
        assert [row[0] for row in rows[2:]] == [clause.code for clause in CLAUSES[code]]
        assert {len(row) for row in rows} == {4}


def test_pages_differ_by_language() -> None:
    """The French page is in French, with the spaces of French."""
    english, french = (PAGES[language].read_text(encoding="utf-8") for language in ("en", "fr"))
    assert "reference `ppgdid` (not held)" in english
    assert "renvoi `ppgdid` (absent du catalogue)" in french
    assert "reference [`lille-ciet-2017`](#lille-ciet-2017)" in english
    assert "6\u202f000 logements par an" in french
    assert "undertaking" not in french
