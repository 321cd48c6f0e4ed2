"""Whoever imports what needs an extra, without it, is told which extra to install."""

import importlib
import subprocess
import sys

import pytest

NEEDED = {
    "import housing_agreements.frames": ("narwhals", "frames"),
    "import housing_agreements.frames.columns": ("narwhals", "frames"),
    "import housing_agreements.json": ("cattrs", "json"),
    "import housing_agreements.json.documents": ("cattrs", "json"),
    "from housing_agreements.plan import find_plan": ("highspy", "plan"),
    "import housing_agreements.plan; housing_agreements.plan.find_plan": ("highspy", "plan"),
    "import housing_agreements.plots": ("altair", "plots"),
    "import housing_agreements.plots.charts": ("vl_convert", "plots"),
    "import housing_agreements.testing": ("hypothesis", "hypothesis"),
    "import housing_agreements.testing.strategies": ("hypothesis", "hypothesis"),
    "import housing_agreements.testing.laws": ("hypothesis", "hypothesis"),
}
"""By statement: what it needs, and the extra that brings it."""


def run(needed: str, program: str) -> str:
    """What a program prints in a process that lacks a package."""
    lacking = f"import sys\nsys.modules[{needed!r}] = None\n{program}"
    ran = subprocess.run(
        [sys.executable, "-c", lacking], check=True, capture_output=True, text=True
    )
    return ran.stdout


@pytest.mark.parametrize("statement", NEEDED)
def test_a_lacking_extra_is_named(statement: str) -> None:
    """In a process that lacks it, the error says what to install, and the core still loads."""
    needed, extra = NEEDED[statement]
    program = f"""
import housing_agreements
housing_agreements.Share
try:
    {statement}
except ImportError as error:
    print(error, error.name, sep="; ")
"""
    told = run(needed, program)
    assert told.endswith(f"pip install 'housing-agreements[{extra}]'; {needed}\n")


@pytest.mark.parametrize("module", ["frames", "json", "plots", "testing"])
def test_the_error_is_an_import_error(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests whether a module is there, such as `importorskip`, understands it."""
    package = importlib.import_module(f"housing_agreements.{module}")
    needed, _ = NEEDED[f"import housing_agreements.{module}"]
    monkeypatch.setitem(sys.modules, needed, None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'housing-agreements\["):
        importlib.reload(package)


def test_a_plan_is_read_without_a_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only `find_plan` needs one; it says so, and any other name is one that is not there."""
    program = """
from datetime import date
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.json import dumps, loads
from housing_agreements.plan import Expected, Plan, PlanOutcome
day = date(2018, 1, 1)
plan = Plan([AGREEMENT], day, day, day, PlanOutcome.OPEN, None, (), (), (), (), None, None)
print(loads(dumps(plan), Plan) == plan, loads(dumps(Expected(3, "state", "33063"))).count)
"""
    assert run("highspy", program) == "True 3\n"
    package = importlib.import_module("housing_agreements.plan")
    assert callable(package.find_plan)
    assert "find_plan" in dir(package)
    with pytest.raises(AttributeError, match=r"'housing_agreements.plan' has no attribute 'find'"):
        _ = package.find
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'housing-agreements\[plan\]'"):
        _ = package.find_plan
