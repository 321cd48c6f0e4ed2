"""The page of the names that moved leads to names that are there."""

import importlib
import re
from operator import attrgetter
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "moved.md"
ROWS = re.findall(r"^\| `([\w.]+)` \| `([\w.]+)` \|$", PAGE.read_text("utf-8"), re.MULTILINE)


def _find(path: str) -> object:
    """What a path below the package leads to: a name of a module, or a member of a class there."""
    parts = path.split(".")
    for end in range(len(parts) - 1, 0, -1):
        try:
            module = importlib.import_module(".".join(["housing_agreements", *parts[:end]]))
        except ModuleNotFoundError:
            continue
        return attrgetter(".".join(parts[end:]))(module)
    raise ModuleNotFoundError(path)


def test_the_page_lists_each_name_once() -> None:
    """No name that moved is listed twice, and hundreds are listed."""
    before = [old for old, _ in ROWS]
    assert len(before) == len(set(before)) > 500


@pytest.mark.parametrize("path", sorted({new for _, new in ROWS}))
def test_a_new_path_leads_somewhere(path: str) -> None:
    """What the page calls the new place of a name can be imported from there."""
    assert _find(path) is not None
