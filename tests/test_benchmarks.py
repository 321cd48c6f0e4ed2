import os
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import __main__ as benchmarks
from benchmarks import (
    by_hand,
    classes_by_hand,
    classifying,
    frames,
    frames_by_hand,
    quotas,
    scoring,
    values,
)
from benchmarks.agreements import HALF, LISTED, QUARTER
from benchmarks.ledgers import ON, built, drawn

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("fresh", [False, True])
def test_the_loop_by_hand_and_the_library_count_alike(seed: int, *, fresh: bool) -> None:
    """The two commitments have the same bounds by hand and by the quota rules."""
    assert quotas.agreeing(built(drawn(3_000, seed), fresh=fresh))


def test_ranking_by_hand_and_by_the_library_agree() -> None:
    """The same points and ranks by hand, of households and of a frame."""
    assert scoring.agreeing(300)


def test_the_synthetic_ledger_has_every_kind_of_entry() -> None:
    """Some entries are cancelled, some undated, some of a possible public, some of several."""
    entries = built(drawn(3_000), fresh=False)
    assert any(entry.cancelled_on for entry in entries)
    assert any(entry.decided_on is None and entry.signed_on for entry in entries)
    assert any(entry.decided_on is None and entry.signed_on is None for entry in entries)
    assert any(entry.possible_publics for entry in entries)
    assert any(entry.count > 1 for entry in entries)


def test_fresh_and_shared_values_are_equal() -> None:
    """A ledger of values of their own equals the ledger of shared ones."""
    rows = drawn(500)
    assert built(rows, fresh=True) == built(rows, fresh=False)


def test_the_loop_by_hand_refuses_an_id_that_stands_twice() -> None:
    """An id that stands twice is an error by hand too."""
    entries = built(drawn(10), fresh=False)
    with pytest.raises(ValueError, match=entries[3].id):
        by_hand.counted([*entries, entries[3]], ON, QUARTER, HALF, LISTED)


@pytest.mark.parametrize("seed", range(3))
def test_polars_by_hand_and_the_library_count_alike(seed: int) -> None:
    """The two commitments have the same bounds by hand on a frame and by the library."""
    assert frames.agreeing(frames.as_frame(drawn(3_000, seed)))


def test_polars_by_hand_refuses_an_id_that_stands_twice() -> None:
    """An id that stands twice is an error by hand on a frame too."""
    frame = frames.as_frame(drawn(10))
    with pytest.raises(ValueError, match=frame["id"][3]):
        frames_by_hand.count(frame.vstack(frame[3:4]), ON, QUARTER, HALF, LISTED)


@pytest.mark.parametrize("seed", range(3))
def test_polars_by_hand_and_the_library_classify_alike(seed: int) -> None:
    """Each public of the article has the same three-valued column by hand and by the library."""
    assert classifying.agreeing(classifying.draw_households(3_000, seed))


def test_the_synthetic_households_have_every_answer() -> None:
    """Of each public some households are sure members, some are not, and some undetermined."""
    frame = classes_by_hand.classify(classifying.draw_households(3_000))
    for public in classifying.PUBLICS:
        assert set(frame[public.code]) == {True, False, None}


def test_the_functions_by_hand_and_the_library_decide_alike() -> None:
    """A criterion has the same verdict by hand, by itself and in an eligibility."""
    assert values.agreeing()


def test_what_is_missing_by_hand_settles_the_answer() -> None:
    """The function by hand names a missing fact exactly when it cannot decide."""
    for household in values.HOUSEHOLDS:
        verdict, _, missing = values.explained_by_hand(household)
        assert bool(missing) is (verdict.value == "undetermined")


def test_every_benchmark_runs() -> None:
    """Everything that is measured can be measured, and is shown on a line of its own.

    In a process of its own: each measure lets go of all that nothing holds, which takes long where
    many tests ran before.
    """
    command = [sys.executable, "-m", "benchmarks", "--entries", "300", "--repeats", "1"]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=known, cwd=ROOT)
    lines = ran.stdout.splitlines()
    assert len(lines) > len(benchmarks.MEASURED)
    assert all(each.startswith("|") for each in lines[2:])
