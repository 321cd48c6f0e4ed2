"""A short run of the independent judge; `python -m tests.oracles --cases 10000` is the long one."""

from collections.abc import Sequence

import pytest
from tests.oracles.cases import draw, write
from tests.oracles.comparing import Difference, differences

_RUNS = 8
_CASES = 100
_FIGURED = 30


@pytest.mark.parametrize("run", range(_RUNS))
def test_findings_are_those_of_every_completion(run: int) -> None:
    """Each verdict, count, base and amount owed is what all completions of the ledger say."""
    for index in range(run * _CASES, (run + 1) * _CASES):
        case = draw(2016, index)
        found = [each for each in differences(case) if not _is_open(each)]
        assert not found, _say(found, write(case))


@pytest.mark.parametrize("run", range(1))
def test_findings_on_figures_are_those_of_every_completion(run: int) -> None:
    """Also those of totals beside their parts and of rates, and what cannot be is refused."""
    for index in range(run * _FIGURED, (run + 1) * _FIGURED):
        case = draw(11, index, figured=1.0)
        found = [each for each in differences(case) if not _is_open(each)]
        assert not found, _say(found, write(case))


def _is_open(difference: Difference) -> bool:
    """Whether it is of a pair whose neighbourhood decides the place too: bounds are wide there.

    The rules then bound more than completions do, and may report a pair that no entry can be of.
    """
    wide = difference.kind.startswith(("bounds", "not expected", "undecided"))
    return wide and isinstance(difference.key[2], tuple)


def _say(found: Sequence[Difference], script: str) -> str:
    return "\n".join([*map(str, found), script])
