"""Every example in the documents and docstrings is a test, and a run repeats itself exactly.

This file stands at the root, and not in `tests/`, because pytest lets a conftest collect only what
lies beside or below it.
"""

import gc

import pytest
from coverage import Coverage
from hypothesis import settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers import markdown, rest

# The same examples on every run and everywhere; nothing here measures time.
settings.register_profile(
    "repeatable", max_examples=30, derandomize=True, deadline=None, print_blob=True
)
# For hunting: pytest --hypothesis-profile=explore
settings.register_profile("explore", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile("repeatable")

# What takes longest begins, lest one process ends with it and others wait.
LONGEST = ("test_frames_support_page.py", "test_tally.py", "test_bad_rows.py", "test_benchmarks.py")
# What asks again, of every engine or of thousands of drawn cases, what other tests ask. To trace it
# doubles its time and reaches no line more: it runs last, and is not traced.
UNTRACED = (
    "tests/test_frames_support_page.py",
    "tests/test_benchmarks.py",
    "frames/test_decide.py",
    "oracles/test_judge.py",
    "tests/test_benchmark_of_openfisca.py",
    "rules/test_naive.py",
    "frames/test_partitions.py",
)


# Millions of small values come and go, and what was imported stays: to look at all of it as often
# as Python does by itself costs a sixth of the time.
gc.set_threshold(3_000, 10, 100)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of each further collection of garbage."""
    gc.collect()
    gc.freeze()


def untraced(item: pytest.Item) -> bool:
    """Whether a test is among those that coverage does not need."""
    return "/".join(item.path.parts[-2:]) in UNTRACED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what takes longest, and last what is not traced."""
    items.sort(key=lambda item: (untraced(item), item.path.name not in LONGEST))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Trace no more from the first test on that coverage does not need."""
    if untraced(item) and (tracer := Coverage.current()) is not None:
        tracer.stop()


# Patterns without folders: what `**` matches differs from one Python to the next.
pytest_collect_file = (
    Sybil(
        parsers=[markdown.PythonCodeBlockParser(), markdown.SkipParser()],
        patterns=["*.md"],
    )
    + Sybil(
        path="src",
        parsers=[rest.DocTestParser()],
        patterns=["*.py"],
        document_types={".py": PythonDocStringDocument},
    )
).pytest()
