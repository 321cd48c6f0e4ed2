"""The roads on the page of the design are walked by the code, and say what it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import roads

ROOT = Path(__file__).parents[1]
ROADS = (roads.ledger_to_finding, roads.fact_to_explanation)


def test_page_is_the_committed_one() -> None:
    """The drawings are those that a new Python makes, which has answered nothing before."""
    command = [sys.executable, "-X", "utf8", "-m", "scripts.roads", "show"]
    made = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    written = roads.PAGE.read_text(encoding="utf-8")
    assert made.stdout.strip() in written, "after a wanted change: python -m scripts.roads"


def test_page_is_rewritten_between_its_marks() -> None:
    """What stands before and after the block is kept; a page without the marks is refused."""
    made = roads.page("before\n<!-- roads: begin -->\nold\n<!-- roads: end -->\nafter\n")
    assert made.startswith("before\n<!-- roads: begin -->\n```text\n")
    assert made.endswith("```\n<!-- roads: end -->\nafter\n")
    assert "\nold\n" not in made
    with pytest.raises(AssertionError, match="the page has no <!-- roads: begin -->"):
        roads.page("a page")


def test_a_step_is_a_module_and_what_it_is_for() -> None:
    """Each drawing names each module once, with a sentence, from where the road begins."""
    drawings = roads.PAGE.read_text(encoding="utf-8").split("```text\nan Attribution")[1]
    first, second = re.findall(r"\n│\n(.*?)▼\n", drawings, re.DOTALL)[:2]
    for drawing, begin in ((first, "model.entries"), (second, "criteria.households")):
        modules = re.findall(r"^│  (\w[\w.]*)  +\S", drawing, re.MULTILINE)
        assert modules[0] == begin
        assert len(modules) == len(set(modules))
        assert all(f"housing_agreements.{module}" in sys.modules for module in modules)


def test_every_module_named_is_there() -> None:
    """The order of reading names modules and files of today."""
    written = roads.PAGE.read_text(encoding="utf-8").partition("## Where to begin reading")[2]
    named = re.findall(r"`([\w./]+)`", written.partition("\n## ")[0])
    package = ROOT / "src" / "housing_agreements"
    paths = [ROOT / name if "/" in name else package / name.replace(".", "/") for name in named]
    assert len(paths) > len(ROADS)
    assert not [path for path in paths if not (path.exists() or path.with_suffix(".py").exists())]


@pytest.mark.parametrize("road", ROADS)
def test_a_promise_needs_no_law(road: roads.Road) -> None:
    """A promise is judged and explained without the law, the catalogue and the other rules."""
    passed = {".".join(module.split(".")[1:3]) for module in roads.walk(road)}
    assert not {name for name in passed if name.split(".")[0] in {"law", "catalogue", "frames"}}
    assert {name for name in passed if name.startswith("rules.")} <= {
        "rules.quotas",
        "rules.eligibility",
        "rules._answers",
    }
