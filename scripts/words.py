"""Every sentence and name of the package in both languages, for whoever reads the translation.

`python -m scripts.words` rewrites `tests/words.txt`: the texts under the module that holds them, in
the order in which they stand there, each once, English and French one under the other. The
catalogue is apart: its texts are those of the documents.
"""

import ast
import inspect
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

import attrs

import housing_agreements
from housing_agreements import Text

COMMITTED = Path(__file__).parents[1] / "tests" / "words.txt"
PACKAGE = housing_agreements.__name__
APART = f"{PACKAGE}.catalogue"
HEAD = """\
Every sentence and name that the package says, English above French, by module.
In braces: the name of a part, which each language puts where it belongs.
Made by `python -m scripts.words`.
"""


def modules() -> Iterator[ModuleType]:
    """The modules of the package, by name; the catalogue apart."""
    names = (found.name for found in walk_packages(housing_agreements.__path__, f"{PACKAGE}."))
    for name in sorted(names):
        if not name.startswith(APART):
            yield import_module(name)


def tree(module: ModuleType) -> ast.Module:
    """The code of a module."""
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def texts_by_module() -> dict[str, list[Text]]:
    """The texts that each module holds, as they stand there; each stands once.

    A text that several modules hold stands where it comes from: in the one that the others import.
    """
    held = {module.__name__: module for module in modules()}
    trees = {name: tree(module) for name, module in held.items()}
    order = TopologicalSorter(
        {
            name: [
                other
                for other in _list_imports(code)
                # A package hands on what its modules hold: they take nothing from it.
                if other in held and not f"{name}.".startswith(f"{other}.")
            ]
            for name, code in trees.items()
        }
    )
    seen: set[int] = set()
    said: set[Text] = set()
    found: dict[str, list[Text]] = {}
    for name in order.static_order():
        bound = {*_list_names(trees[name])}
        walked = (
            text
            for key, value in vars(held[name]).items()
            if key in bound
            for text in _walk(value, name, seen)
        )
        found[name] = []
        for text in walked:
            if text not in said:
                said.add(text)
                found[name].append(text)
    return {name: found[name] for name in sorted(found) if found[name]}


def page() -> str:
    """The file: a chapter for each module, a paragraph for each text."""
    chapters = (
        "\n".join([f"## {name}\n", *(f"{text.en}\n{text.fr}\n" for text in texts)])
        for name, texts in texts_by_module().items()
    )
    return "\n".join([HEAD, *chapters])


def _list_imports(code: ast.Module) -> Iterator[str]:
    """The modules from which a module imports."""
    for node in code.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _list_names(code: ast.Module) -> Iterator[str]:
    """The names that a module binds itself, other than by an import."""
    for node in code.body:
        match node:
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Assign(targets=targets):
                named = (inner for target in targets for inner in ast.walk(target))
                yield from (inner.id for inner in named if isinstance(inner, ast.Name))
            case _:
                pass


def _walk(given: object, module: str, seen: set[int]) -> Iterator[Text]:
    """The texts within a value, as they stand."""
    waiting = [given]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Text):
            yield value
        elif id(value) not in seen and not isinstance(value, (str, bytes, int)):
            seen.add(id(value))
            waiting.extend(reversed([*_list_parts(value, module)]))


def _list_parts(value: object, module: str) -> Iterator[object]:
    if inspect.isclass(value):
        if value.__module__ == module:
            yield from (part for name, part in vars(value).items() if name[:2] != "__")
            if attrs.has(value):
                yield from (field.metadata for field in attrs.fields(value))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from (key, part)
    elif isinstance(value, (tuple, list)):
        yield from value
    elif isinstance(value, AbstractSet):
        yield from sorted(value, key=repr)
    elif attrs.has(kind := type(value)):
        yield from (getattr(value, field.name) for field in attrs.fields(kind))


if __name__ == "__main__":
    COMMITTED.write_text(page(), encoding="utf-8")
