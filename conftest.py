"""Every example in the documents and docstrings is a test, and a run repeats itself exactly.

This file stands at the root, and not in `tests/`, because pytest lets a conftest collect only what
lies beside or below it.
"""

import pytest
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

LONGEST = ("test_frames_support_page.py", "test_tally.py", "test_bad_rows.py", "test_benchmarks.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, lest one process ends with them and others wait."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


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
