import inspect
import runpy
from pathlib import Path
from typing import Any

import pytest

import housing_agreements
from housing_agreements import Household, Schedule, Share, Volume, frames, plan, plots

CLASSES: dict[str, Any] = {
    f"{package.__name__}.{name}": getattr(package, name)
    for package in (housing_agreements, frames, plan, plots)
    for name in package.__all__
    if inspect.isclass(getattr(package, name))
}
ROOT = Path(__file__).parents[1]


def test_face_is_the_committed_one() -> None:
    """The public interface changes only together with `tests/api.txt`."""
    script = runpy.run_path(str(ROOT / "scripts" / "api.py"))
    committed = (ROOT / "tests" / "api.txt").read_text(encoding="utf-8")
    assert script["snapshot"]() == committed, "after a wanted change: python scripts/api.py"


@pytest.mark.parametrize("name", CLASSES)
def test_a_signature_can_be_read(name: str) -> None:
    """A class is called in at most 1,200 characters; only a household has a fact a line."""
    if not issubclass(CLASSES[name], Household):
        assert len(str(inspect.signature(CLASSES[name]))) <= 1200


def test_a_signature_names_what_is_read() -> None:
    """Levels and promises by period are shown by the names of their aliases, codes as such."""
    share, volume = inspect.signature(Share).parameters, inspect.signature(Volume).parameters
    assert str(share["at_least"]) == "at_least: 'ShareLevel | None' = None"
    assert str(volume["less_than"]) == "less_than: 'NumberLevel | None' = None"
    assert str(share["sources"]).startswith("sources: collections.abc.Iterable[")
    assert list(share) == list(volume)
    assert str(inspect.signature(Schedule)) == "(entries: 'ByPeriod[L] | Pairs[L]') -> None"
