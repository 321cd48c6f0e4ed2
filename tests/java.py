"""Whether Spark can run here: it needs Java 17 or later."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

LEAST: Final = 17
"""The first Java that Spark runs on."""
_REMEDY: Final = f"install Java {LEAST} or later, and set JAVA_HOME or PATH to it"


def why_not() -> str:
    """Why Spark cannot run here, and what to do; nothing when it can."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home, "bin")) if home else None)
    if found is None:
        return f"Spark needs Java, and there is none: {_REMEDY}"
    told = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    # Up to Java 8 the number came second: "1.8.0_402".
    number = re.search(r'version "(?:1\.)?([0-9]+)', told)
    if number is None or int(number[1]) < LEAST:
        said = f"Java {number[1]}" if number else "what does not say which Java it is"
        return f"Spark needs a later Java, and {found} is {said}: {_REMEDY}"
    return ""


def no_spark() -> str:
    """Why what needs Spark is skipped here; nothing when it can run.

    Where CI runs the tests, none is ever skipped for that: it fails.
    """
    reason = why_not()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    return reason
