"""Without a Java that Spark runs on, its tests are skipped for a user and fail in CI."""

from pathlib import Path

import pytest
from tests import java
from tests.frames.engines import engine


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No Java is found, and it is not CI that runs the tests."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.delenv("CI", raising=False)


def installed(home: Path, said: str) -> None:
    """A stand-in for Java that says this of its version."""
    script = home / "bin" / "java"
    script.parent.mkdir(parents=True)
    script.write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
    script.chmod(0o755)


def test_a_user_without_java_is_told() -> None:
    """In a user's run, what needs Spark is skipped, with the reason and the remedy."""
    with pytest.raises(pytest.skip.Exception, match="Spark needs Java, and there is none: install"):
        engine("pyspark")


def test_ci_without_java_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """In CI, what needs Spark fails, for the same reason."""
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Spark needs Java, and there is none: install"):
        engine("pyspark")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('openjdk version "17.0.15" 2025-04-15', ""),
        ('openjdk version "21" 2023-09-19', ""),
        ('openjdk version "16.0.2" 2021-07-20', "is Java 16: install Java 17 or later"),
        ('java version "1.8.0_402"', "is Java 8: install Java 17 or later"),
        ("no such file", "does not say which Java it is: install"),
    ],
)
def test_java_17_is_the_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, expected: str
) -> None:
    """The Java of JAVA_HOME is asked for its version: 17 and later will do, 16 will not."""
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    installed(tmp_path / "home", said)
    monkeypatch.setenv("PATH", "/bin:/usr/bin")
    assert expected in java.why_not()
    assert bool(expected) == bool(java.why_not())


def test_ci_says_that_it_is_ci() -> None:
    """The script of all checks sets CI, so that a machine without Java is no pass."""
    script = Path(__file__).parents[1] / ".ci" / "run"
    assert "\nexport CI=true\n" in script.read_text(encoding="utf-8")
