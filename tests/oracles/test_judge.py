"""A short run of the independent judge; `python -m tests.oracles --cases 10000` is the long one."""

from collections.abc import Sequence

import pytest
from tests.oracles.cases import draw, write
from tests.oracles.comparing import Difference, differences

_RUNS = 8
_CASES = 100


@pytest.mark.parametrize("run", range(_RUNS))
def test_findings_are_those_of_every_completion(run: int) -> None:
    """Each verdict, count, base and amount owed is what all completions of the ledger say."""
    for index in range(run * _CASES, (run + 1) * _CASES):
        case = draw(2016, index)
        found = [each for each in differences(case) if not _is_open(each)]
        assert not found, _say(found, write(case))


def _is_open(difference: Difference) -> bool:
    """Whether the rules do not judge so yet: a total told by its groups, a place by its group."""
    answer, (_, _, group) = difference.judge, difference.key
    if difference.kind == "missing" and isinstance(group, tuple):  # of a sector
        return True
    if answer is None:
        return False
    return (answer.told and group is None) or (answer.located and group is not None)


def _say(found: Sequence[Difference], script: str) -> str:
    return "\n".join([*map(str, found), script])
