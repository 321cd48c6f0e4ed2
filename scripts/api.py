"""The public names of the package and of its plans, one line for each name and each member.

`python scripts/api.py` rewrites `tests/api.txt`. A change of that file in a review is a change of
the public interface: it needs a line in the changelog.
"""

import enum
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import housing_agreements
import housing_agreements.plan

PACKAGES = (housing_agreements, housing_agreements.plan)
COMMITTED = Path(__file__).parents[1] / "tests" / "api.txt"


def signature(thing: object) -> str:
    """How a thing is called, the same in every run and Python; nothing if it cannot be."""
    if not callable(thing):
        return ""
    try:
        written = str(inspect.signature(thing))
    except ValueError:  # some classes written in C tell nobody
        return "(...)"
    written = re.sub(r" at 0x[0-9a-f]+", "", written)
    # One spelling, that of the newest Python, for what each Python spells in its own way.
    written = re.sub(r"Optional\[([^][]+)\]", r"\1 | None", written)
    return re.sub(
        r"Union\[((?:[^][]|\[[^][]*\])+)\]",
        lambda found: re.sub(r", (?![^[]*\])", " | ", found[1]),
        written,
    )


def members(cls: type) -> Iterator[str]:
    """The public members that a class has from this package, inherited ones included."""
    ours = [base for base in cls.__mro__ if base.__module__.startswith("housing_agreements")]
    # Attributes of an enumeration's members stand in its annotations only.
    stated = inspect.get_annotations(cls) if issubclass(cls, enum.Enum) else {}
    names = {*stated, *(name for base in ours for name in vars(base))}
    for name in sorted(name for name in names if not name.startswith("_")):
        found = inspect.getattr_static(cls, name, None)
        plain = found.__func__ if isinstance(found, classmethod | staticmethod) else found
        kind = f"{type(found).__name__} " if plain is not found else ""
        yield f"    {kind}{name}{signature(plain) if inspect.isroutine(plain) else ''}"


def snapshot(*packages: object) -> str:
    """Every public name with its signature, and the members of every public class.

    Args:
        packages: What is told; nothing: all that is committed, that of plans under its name.
    """
    if packages:
        return "".join(map(_tell, packages))
    first, *others = PACKAGES
    return _tell(first) + "".join(f"\n{other.__name__}\n\n{_tell(other)}" for other in others)


def _tell(package: object) -> str:
    lines: list[str] = []
    for name in sorted(vars(package)["__all__"]):
        found = getattr(package, name)
        if inspect.isclass(found):
            # What calling an enumeration means differs from one Python to the next.
            called = "" if issubclass(found, enum.Enum) else signature(found)
            lines += [f"class {name}{called}", *members(found)]
        elif callable(found):
            lines.append(f"{name}{signature(found)}")
        else:
            lines.append(f"{name}: {type(found).__name__}")
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    COMMITTED.write_text(snapshot(), encoding="utf-8")
