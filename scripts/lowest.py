"""The lowest versions that the project admits, as constraints for pip.

`python scripts/lowest.py > lowest.txt` pins each package that users get, at run time or by an
extra, to the floor that `pyproject.toml` states, and all else as `constraints.txt` does.
`.ci/run` installs `tests/downstream` so. It needs nothing but Python.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
OF_CONTRIBUTORS: Final = frozenset({"test", "docs", "lint", "types"})
"""The extras that no user installs."""
_FLOOR: Final = re.compile(r"([\w.-]+)>=([\w.]+)")


def floors(project: dict[str, Any]) -> dict[str, str]:
    """The floor of each package that users get, by its name.

    Raises:
        ValueError: For a requirement that states anything but a floor.
    """
    extras = project["optional-dependencies"].items()
    stated = [
        *project["dependencies"],
        *(line for extra, lines in extras if extra not in OF_CONTRIBUTORS for line in lines),
    ]
    found: dict[str, str] = {}
    for requirement in stated:
        floor = _FLOOR.fullmatch(requirement)
        if floor is None:
            message = f"expected a name and a floor, name>=version; found {requirement!r}"
            raise ValueError(message)
        found[floor[1]] = floor[2]
    return found


def constraints() -> Iterator[str]:
    """The lines for pip: the floors, then the pins of everything else."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        lowest = floors(tomllib.load(file)["project"])
    yield from (f"{name}=={version}" for name, version in sorted(lowest.items()))
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line.partition("==")[0] not in lowest:
            yield line


if __name__ == "__main__":
    print("\n".join(constraints()))
