"""What type checkers refuse and accept; mypy and pyright read these files among all others."""

import ast
import re
import runpy
from pathlib import Path

HERE = Path(__file__).parent
EXPECTED = re.compile(r"# type: ignore\[[a-z-]+\]  # \w.*$")


def test_many_mistakes_are_refused() -> None:
    """At least thirty mistakes are expected to be refused, each at its own line and why."""
    written = (HERE / "mistakes.py").read_text(encoding="utf-8")
    refused = [line for line in written.splitlines() if EXPECTED.search(line)]
    assert len(refused) >= 30
    assert len(refused) == written.count("# type: ignore[")


def test_nothing_but_mistakes_is_called() -> None:
    """Each statement that keeps no value is a mistake: none stands there unrefused."""
    written = (HERE / "mistakes.py").read_text(encoding="utf-8")
    lines = written.splitlines()
    for statement in ast.parse(written).body[1:]:
        if isinstance(statement, ast.Expr):
            stated = lines[statement.lineno - 1 : statement.end_lineno]
            assert any(EXPECTED.search(line) for line in stated), stated


def test_right_uses_run() -> None:
    """What type checkers accept without a word does what it says."""
    path = HERE / "right_uses.py"
    assert "ignore" not in path.read_text(encoding="utf-8")
    runpy.run_path(str(path))
