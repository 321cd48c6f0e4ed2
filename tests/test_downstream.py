"""The package of `tests/downstream` is what a user can write: it names what is documented."""

import ast
import importlib
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests" / "downstream").glob("*/**/*.py"))
FACE = (ROOT / "tests" / "api.txt").read_text(encoding="utf-8")
SHOWN = {
    name
    for page in (ROOT / "docs" / "reference").glob("*.md")
    for name in re.findall(r"^::: (\S+)$", page.read_text("utf-8"), re.MULTILINE)
}
"""The modules that the reference shows."""
PACKAGES = {name.rpartition(".")[0] for name in SHOWN}
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "lowest.py"))


def names_of(path: Path) -> Iterator[tuple[str, str]]:
    """Each name of the library that a file uses, after the module it is taken from."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = [
        (*_split(node, alias.name), alias.asname or alias.name)
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    ours = [(module, name, known) for module, name, known in imported if "housing_" in module]
    modules = {known: f"{module}.{name}".strip(".") for module, name, known in ours}
    modules = {known: name for known, name in modules.items() if name in SHOWN | PACKAGES}
    yield from ((module, name) for module, name, known in ours if known not in modules)
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=known), attr=name) if known in modules:
                yield modules[known], name
            case _:
                pass


def _split(node: ast.Import | ast.ImportFrom, name: str) -> tuple[str, str]:
    """The module from which an import takes a name; none of a module that is imported whole."""
    return (name, "") if isinstance(node, ast.Import) else (str(node.module), name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_names_are_documented(path: Path) -> None:
    """A name of the root stands in `api.txt`, any other in a module that the reference shows."""
    for module, name in names_of(path):
        if module == "housing_agreements":
            stated = re.search(rf"^(class )?{name}\b", FACE, re.MULTILINE)
            assert stated or name in {"__file__", "__version__"}, name
        else:
            assert module in SHOWN | PACKAGES, module
            assert name in importlib.import_module(module).__all__, name


def test_every_part_of_the_library_is_used() -> None:
    """It uses the root, the types of facts, JSON, frames, plans, the laws and the strategies."""
    used = {module for path in FILES for module, _ in names_of(path)}
    parts = (
        "",
        ".criteria.kinds",
        ".frames",
        ".json",
        ".plan",
        ".plots",
        ".testing.laws",
        ".testing.strategies",
    )
    assert {f"housing_agreements{part}" for part in parts} <= used


def test_the_lowest_versions_are_the_floors_that_are_stated() -> None:
    """Each floor of a user is a pin, everything else is as in `constraints.txt`, nothing twice."""
    pins = [line for line in SCRIPT["constraints"]() if not line.startswith("#")]
    names = [pin.partition("==")[0] for pin in pins]
    assert len(set(names)) == len(names)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in project["dependencies"] + project["optional-dependencies"]["json"]:
        assert requirement.replace(">=", "==") in pins
    assert any(pin.startswith("pytest==") for pin in pins)


def test_floors_are_stated_once() -> None:
    """What contributors install beside has the floors that users' extras state."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lowest = SCRIPT["floors"](project)
    for requirement in project["optional-dependencies"]["test"]:
        name, _, floor = requirement.partition(">=")
        assert lowest.get(name, floor) == floor


@pytest.mark.parametrize("requirement", ["attrs", "attrs==26.1", "attrs>=26.1,<27"])
def test_a_requirement_without_a_plain_floor_is_refused(requirement: str) -> None:
    """A cap or an exact version would make the lowest versions something else."""
    project: dict[str, Any] = {"dependencies": [requirement], "optional-dependencies": {}}
    with pytest.raises(ValueError, match="a name and a floor"):
        SCRIPT["floors"](project)
