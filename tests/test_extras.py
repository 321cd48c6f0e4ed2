"""Whoever imports what needs an extra, without it, is told which extra to install."""

import importlib
import subprocess
import sys

import pytest

NEEDED = {
    "frames": ("narwhals", "frames"),
    "frames.columns": ("narwhals", "frames"),
    "json": ("cattrs", "json"),
    "json.documents": ("cattrs", "json"),
    "plan": ("highspy", "plan"),
    "plan.plans": ("highspy", "plan"),
    "plots": ("altair", "plots"),
    "plots.charts": ("vl_convert", "plots"),
    "testing": ("hypothesis", "hypothesis"),
    "testing.strategies": ("hypothesis", "hypothesis"),
    "testing.laws": ("hypothesis", "hypothesis"),
}
"""By module: what it needs, and the extra that brings it."""


@pytest.mark.parametrize("module", NEEDED)
def test_a_lacking_extra_is_named(module: str) -> None:
    """In a process that lacks it, the error says what to install, and the core still loads."""
    needed, extra = NEEDED[module]
    program = f"""
import sys
sys.modules[{needed!r}] = None
import housing_agreements
housing_agreements.Share
try:
    import housing_agreements.{module}
except ImportError as error:
    print(error, error.name, sep="; ")
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert ran.stdout.endswith(f"pip install 'housing-agreements[{extra}]'; {needed}\n")


@pytest.mark.parametrize("module", ["frames", "json", "plan", "plots", "testing"])
def test_the_error_is_an_import_error(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What tests whether a module is there, such as `importorskip`, understands it."""
    package = importlib.import_module(f"housing_agreements.{module}")
    monkeypatch.setitem(sys.modules, NEEDED[module][0], None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'housing-agreements\["):
        importlib.reload(package)
