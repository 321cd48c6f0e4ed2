"""Every example in the documents and docstrings is a test, and a run repeats itself exactly.

This file stands at the root, and not in `tests/`, because pytest lets a conftest collect only what
lies beside or below it.
"""

import gc
import os
import re

import pytest
from coverage import Coverage
from hypothesis import settings
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers import markdown, rest
from xdist.remote import Producer  # pyright: ignore[reportMissingTypeStubs]  # it has types
from xdist.scheduler import (  # pyright: ignore[reportMissingTypeStubs]  # likewise
    LoadScopeScheduling,
)

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
# doubles its time and reaches no line more.
UNTRACED = (
    "test_benchmarks|test_benchmark_of_openfisca|test_frames_support_page",
    r"frames/(?!test_(bad_rows|classify)).*\[.*(pyspark|dask|duckdb|pyarrow)",
    r"frames/test_(decide|filling_in|partitions|remedies)\.py",
    r"frames/.*::test_as_the_entries_one_by_one\[(polars|pandas\])",
    r"frames/.*::test_a_ledger_is_refused_as_its_entries_are\[.*(pandas|lazy|nullable)",
    "frames/.*::test_(a_refused_fact_is_not_known|what_no_household_can_have_is_never)",
    "criteria/test_values.*::test_depth",
    "json/test_mutations.*::test_(a_key_too_many|a_key_that_is_gone|a_number_with_a_point)",
    "json/test_round_trips.*::test_a_document_gives_its_value_back",
    "model/.*::test_(strategies_draw_both_sides|ledgers_fit)|oracles/test_judge|rules/test_naive",
    "rules/.*::test_(every_difference_can_be_said|one_field_changed_is_one_field_named)",
    "rules/.*::test_(the_way_back_mirrors_the_way_there|a_comparison_is_empty|a_page_of_whatever)",
    "sweep/test_(cells|sweep)|test_reprs.*::test_what_a_page_makes",
    "values/.*::test_(records_compare|a_class_of_households_of_a_project_is_drawn)",
)


# Millions of small values come and go, and what was imported stays: to look at all of it as often
# as Python does by itself costs a sixth of the time.
gc.set_threshold(3_000, 10, 100)


def pytest_collection_finish() -> None:
    """Leave what was imported and collected out of each further collection of garbage."""
    gc.collect()
    gc.freeze()


def untraced(nodeid: str) -> bool:
    """Whether a test is among those that coverage does not need."""
    return re.search("|".join(UNTRACED), nodeid) is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put first what is traced, and of that what takes longest.

    What a cache holds is worked out once in a process. Untraced tests that fill it come after the
    traced ones, which would not reach its lines otherwise.
    """
    items.sort(key=lambda item: (untraced(item.nodeid), item.path.name not in LONGEST))


class _ByFile(LoadScopeScheduling):
    """Keep a file in one process, as the examples of a document follow on one another."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")
        return f"{file}, untraced" if untraced(nodeid) else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _ByFile:
    """Share out what is traced, then what is not, each file by file."""
    return _ByFile(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Trace no longer what comes after all that coverage needs."""
    tracer = Coverage.current()
    if tracer is not None and untraced(item.nodeid):
        tracer.stop()
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)  # nor what it starts itself


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
