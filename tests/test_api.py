import runpy
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_face_is_the_committed_one() -> None:
    """The public interface changes only together with `tests/api.txt`."""
    script = runpy.run_path(str(ROOT / "scripts" / "api.py"))
    committed = (ROOT / "tests" / "api.txt").read_text(encoding="utf-8")
    assert script["snapshot"]() == committed, "after a wanted change: python scripts/api.py"
