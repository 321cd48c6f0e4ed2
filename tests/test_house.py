"""What holds for every module of the package, also for those yet to come."""

import ast
import enum
import importlib
import importlib.metadata
import inspect
import io
import os
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TypeGuard

import pytest

import housing_agreements

ROOT = Path(__file__).parents[1]
PACKAGE = "housing_agreements"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Who may import what, beside attrs and the standard library.
OWNERS = {
    "altair": f"{PACKAGE}.plots",
    "cattrs": f"{PACKAGE}.json",
    "dateutil": f"{PACKAGE}.values.periods",
    "hypothesis": f"{PACKAGE}.testing",
    "highspy": f"{PACKAGE}.plan",
    "narwhals": f"{PACKAGE}.frames",
    "numpy": f"{PACKAGE}.plan",
    "vl_convert": f"{PACKAGE}.plots",
}
# What is imported of the libraries that bear another name.
MODULE_OF = {"vl-convert-python": "vl_convert"}
# What loads a private module of long tables when it is first asked for.
LATE = {(f"{PACKAGE}.geography._long_tables", "load_table")}
# What needs a solver: the values of plans are read without one.
LATE_WITH_EXTRA = {(f"{PACKAGE}.plan", f"{PACKAGE}.plan._find")}
HEAVY = {"asyncio", "csv", "hypothesis", "json", "logging"}
OUTSIDE = {"__import__", "breakpoint", "compile", "eval", "exec", "input", "open", "print"}
# Compared or hashed in tight loops.
OWN_EQUALITY = {
    "Attribution",
    "Bounds",
    "Coverage",
    "JointTally",
    "Members",
    "Period",
    "Production",
    "Tally",
    "Timeline",
}
BANNED_WORDS = {"common", "data", "get", "helpers", "info", "manager", "utils"}
LONGEST_MODULE = 700
LONGEST_CHAIN = 24
# Names that stand in several modules, below one package, because they play the same role there.
SAME_ROLE = {
    "__all__": "",
    # An agreement of the catalogue, its clauses, the figures published on it.
    "AGREEMENT": ".catalogue",
    "CLAUSES": ".catalogue",
    "FIGURES": ".catalogue",
    # The classes that a module of strategies draws.
    "REGISTERED": ".testing.strategies",
    # The same tally, of entries and of a frame, and the same way back from a finding; the same
    # ranking, of households and of a frame.
    "tally": "",
    "entries_of": "",
    # Makes classes known: to Hypothesis, and to the formats of documents.
    "register": "",
    "rank": "",
    # A line of an explanation, and one of a grid: no reader meets both in one place.
    "Line": "",
    # Where a promise stands, and a code of a commune: no reader meets both in one place.
    "Standing": "",
    # Type variables.
    "K": "",
    "L": "",
    "L_co": "",
    "N": "",
    "R": "",
    "T": "",
    "T_co": "",
    "U": "",
}
PARTICIPLES = {
    *("built", "chosen", "drawn", "found", "given", "held", "kept", "known", "made", "met"),
    *("rebuilt", "said", "seen", "sent", "shown", "taken", "told", "written"),
}
# Strategies are plural nouns.
VAGUE = {"each", "elem", "obj"}
NOT_PARTICIPLES = {"published_figures", "known_facts", "offered_households"}
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:|mypy:|ruff:|pragma:)")


def _named(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


PATHS = {_named(path): path for path in sorted((ROOT / "src").rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in PATHS.items()}


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def _imports(name: str, within: ast.AST) -> Iterator[tuple[str, int]]:
    """The full name and the line of each thing imported by (a part of) a module."""
    package = name if PATHS[name].stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(within):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            module = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                submodule = f"{module}.{alias.name}"
                yield (submodule if submodule in PATHS else module), node.lineno


def _layers() -> set[str]:
    """The folders and modules directly below the root of the package."""
    return {name.split(".")[1] for name in PATHS if "." in name}


def _public() -> dict[str, object]:
    return {name: getattr(housing_agreements, name) for name in housing_agreements.__all__}


def _loops(tree: ast.AST) -> Iterator[ast.expr]:
    """The targets of the loops and comprehensions of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For | ast.comprehension):
            yield from (part for part in ast.walk(node.target) if isinstance(part, ast.Name))


def _top_names(tree: ast.Module) -> Iterator[str]:
    """The names that a module defines at its top."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _inside(name: str) -> bool:
    """Whether a module is inside: not for users."""
    return any(part.startswith("_") for part in name.split("."))


def _needed_by_types_alone(tree: ast.AST) -> set[int]:
    """The lines under `if TYPE_CHECKING`, which nothing runs."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for line in range(node.lineno, (node.body[-1].end_lineno or 0) + 1)
    }


def _chain() -> list[str]:
    """A longest chain of modules of which each imports the next; the root is left out.

    A package that hands something on is a step of it.
    """
    graph: dict[str, set[str]] = {}
    for name in PATHS.keys() - {PACKAGE}:
        idle = _needed_by_types_alone(TREES[name])
        loaded = {module for module, line in _imports(name, TREES[name]) if line not in idle}
        graph[name] = loaded & PATHS.keys() - {PACKAGE, name}
    chains: dict[str, list[str]] = {}
    for name in TopologicalSorter(graph).static_order():
        chains[name] = [*max((chains[module] for module in graph[name]), key=len, default=[]), name]
    return max((chains[name] for name in chains if PATHS[name].stem != "__init__"), key=len)


def test_a_module_is_one_concept_long() -> None:
    """No module is longer than some 700 lines."""
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in PATHS.items()}
    assert not {name: length for name, length in lengths.items() if length > LONGEST_MODULE}


def test_chains_of_imports_are_short() -> None:
    """No chain of imports is longer than 23 modules: a page puts the longest one together."""
    assert len(_chain()) <= LONGEST_CHAIN, _chain()


def test_a_name_is_defined_once() -> None:
    """No two modules define the same name at their top, but where it plays the same role."""
    modules: dict[str, set[str]] = {}
    for name, tree in TREES.items():
        for defined in set(_top_names(tree)):
            modules.setdefault(defined, set()).add(name)
    twice = {
        defined: sorted(names)
        for defined, names in modules.items()
        if len(names) > 1 and not _plays_the_same_role(defined, names)
    }
    assert not twice


def _plays_the_same_role(defined: str, names: set[str]) -> bool:
    """Whether a name may stand in several modules, as a reader of one knows from the others."""
    role = SAME_ROLE.get(defined)
    return role is not None and all(_within(name, f"{PACKAGE}{role}") for name in names)


def test_functions_are_verbs() -> None:
    """No function at the top of a module is named by a participle."""
    participles = {
        (name, node.name)
        for name, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and (first := node.name.strip("_").split("_")[0])
        and (first in PARTICIPLES or re.fullmatch(r"[a-z]+[^e]ed", first))
        and node.name not in NOT_PARTICIPLES
    }
    assert not participles


def test_loops_name_what_they_hold() -> None:
    """No loop variable says only that it is one of many."""
    vague = {
        (name, target.lineno, target.id)
        for name, tree in TREES.items()
        for target in _loops(tree)
        if isinstance(target, ast.Name) and target.id in VAGUE
    }
    assert not vague


def test_nothing_reaches_inside_a_module() -> None:
    """No module imports a private name of another."""
    private = {
        (name, node.lineno, alias.name)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name.startswith("_") and f"{node.module}.{alias.name}" not in PATHS
    }
    assert not private


def test_modules_say_what_they_are() -> None:
    """Every module has a docstring and an `__all__`."""
    silent = {name for name, tree in TREES.items() if not ast.get_docstring(tree)}
    open_ended = set()
    for name, tree in TREES.items():
        targets = [
            target
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        ]
        if not any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
            open_ended.add(name)
    assert (silent, open_ended) == (set(), set())


def test_imports_are_in_plain_sight() -> None:
    """Only an extra is ever imported inside a function, and only by the package that owns it.

    But for the functions named above, which load tables of the layer that they stand in.
    """
    hidden = {
        (name, line, imported)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for imported, line in _imports(name, node)
        if not _within(name, OWNERS.get(imported.partition(".")[0], "nobody"))
        and not (_loads_late(name, node) and _is_table(imported, name.rpartition(".")[0]))
        and (name, imported) not in LATE_WITH_EXTRA
    }
    assert not hidden


def _loads_late(name: str, function: ast.AST) -> bool:
    """Whether a function is one of those that load a module when it is first asked for."""
    return isinstance(function, ast.FunctionDef) and (name, function.name) in LATE


def _is_table(imported: str, package: str) -> bool:
    """Whether a module is a private one of a package, and holds nothing but tables."""
    return imported.startswith(f"{package}._") and not any(
        isinstance(node, ast.FunctionDef | ast.ClassDef) for node in TREES[imported].body
    )


def test_distributions_have_owners() -> None:
    """What is neither ours, attrs nor the standard library is imported only by its owner."""
    everywhere = {PACKAGE, "attrs"} | sys.stdlib_module_names
    strangers = {
        (name, line, imported)
        for name, tree in TREES.items()
        for imported, line in _imports(name, tree)
        if (top := imported.partition(".")[0]) not in everywhere
        and not _within(name, OWNERS.get(top, "nobody"))
    }
    assert not strangers


def test_no_module_imports_a_package_around_it() -> None:
    """No module imports a package that contains it."""
    circles = {
        (name, line, imported)
        for name, tree in TREES.items()
        for imported, line in _imports(name, tree)
        if _within(imported, PACKAGE) and name.startswith(f"{imported}.")
    }
    assert not circles


def test_classes_have_real_annotations() -> None:
    """No module that defines a class turns its annotations into text."""
    textual = {
        name
        for name, tree in TREES.items()
        if any(isinstance(node, ast.ClassDef) for node in ast.walk(tree))
        and any(imported == "__future__" for imported, _ in _imports(name, tree))
    }
    assert not textual


def test_enumerations_are_shown_as_they_are_written() -> None:
    """Every enumeration of the package shows `Stage.DECIDED`, which evaluates to the member."""
    modules = map(importlib.import_module, PATHS)
    classes = {found for module in modules for found in vars(module).values() if _is_choice(found)}
    assert len(classes) > 20
    for cls in classes:
        assert [eval(repr(member), {cls.__name__: cls}) for member in cls] == list(cls)


def _is_choice(found: object) -> TypeGuard[type[enum.Enum]]:
    """Whether it is an enumeration of the package with members."""
    return (
        inspect.isclass(found)
        and issubclass(found, enum.Enum)
        and _within(found.__module__, PACKAGE)
        and len(found) > 0
    )


def test_values_share_their_methods() -> None:
    """Only the classes that are named here have attrs write an equality of their own."""
    own = {
        node.name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for made in map(ast.unparse, node.decorator_list)
        if made.startswith("attrs.frozen") and "eq=False" not in made
    }
    assert own == OWN_EQUALITY


def test_nothing_reaches_outside() -> None:
    """No module names a builtin that reads, writes, asks or executes."""
    reached = {
        (name, node.lineno, node.id)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in OUTSIDE
    }
    assert not reached


def test_suppressions_have_reasons() -> None:
    """Whatever silences a tool says why in the same line: `# noqa: X  # because ...`."""
    places = ["conftest.py", "docs/**/*.py", "scripts/**/*.py", "src/**/*.py", "tests/**/*.py"]
    bare = {
        (path.name, token.start[0], token.string)
        for place in places
        for path in ROOT.glob(place)
        for token in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
        if token.type == tokenize.COMMENT
        and SUPPRESSION.match(token.string)
        and not re.search(r"#\s*\w", token.string[1:])
    }
    assert not bare


def test_names_are_words_of_the_field() -> None:
    """No module and no public name uses a word that says nothing."""
    modules = {name for name in PATHS if _words(name) & BANNED_WORDS}
    public = {name for name in housing_agreements.__all__ if _words(name) & BANNED_WORDS}
    assert (modules, public) == (set(), set())


def _new_process(script: str) -> list[str]:
    """The words that a new Python prints when it runs a script."""
    # A process that is measured loads what measures it.
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "-c", script]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, env=bare
    ).stdout.split()


def test_import_is_light() -> None:
    """The whole root loads no test kit, no JSON, no logging, no event loop and no long table."""
    loaded = set(_new_process(f"import sys; from {PACKAGE} import *; print(*sys.modules)"))
    assert set(housing_agreements.__lazy_modules__) <= loaded
    assert not HEAVY & loaded
    tables = ("communes", "names", "postcodes", "intercommunalities")
    assert not loaded & {f"{PACKAGE}.geography._official_{table}" for table in tables}


def test_root_lists_what_it_hands_on() -> None:
    """The table of names, the plain imports for type checkers and `__all__` say the same."""
    imported = {
        alias.name: node.module
        for node in ast.walk(TREES[PACKAGE])
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(PACKAGE)
        for alias in node.names
    }
    assert vars(housing_agreements)["_MODULE_OF"] == imported
    assert set(imported) == set(housing_agreements.__all__)
    assert housing_agreements.__lazy_modules__ == tuple(sorted(set(imported.values())))


def test_modules_are_loaded_when_used() -> None:
    """The import of the root loads no module; each name then loads its own, and the law last."""
    modules = f"print(sum(name.startswith('{PACKAGE}.') for name in sys.modules))"
    law = f"print(sum(name.startswith('{PACKAGE}.law') for name in sys.modules))"
    core = "root.Agreement, root.Share, root.check_quotas"
    every = "[getattr(root, name) for name in root.__all__]"
    script = (
        f"import sys, {PACKAGE} as root; {modules}; {core}; {modules}; {law}; {every}; {modules}"
    )
    at_once, after_some, law_after_some, in_the_end = map(int, _new_process(script))
    assert 0 == at_once < after_some < in_the_end
    assert law_after_some == 0


def test_late_names_look_like_any_other() -> None:
    """A star import, `dir`, `help` and a pickle know every public name before it was used."""
    star = f"import {PACKAGE} as root; from {PACKAGE} import *; print(*globals())"
    listed = f"import {PACKAGE} as root; print(*dir(root))"
    helped = f"import {PACKAGE} as root; help(root)"
    pickled = f"import pickle, {PACKAGE} as root; print(pickle.loads(pickle.dumps(root.Period)))"
    names = set(housing_agreements.__all__)
    assert names <= set(dir(housing_agreements))
    assert names <= set(_new_process(star))
    assert names <= set(_new_process(listed))
    assert "Agreement(housing_agreements.values.texts.Spoken)" in _new_process(helped)
    assert _new_process(pickled)[-1] == "'housing_agreements.values.periods.Period'>"


def test_a_wrong_name_is_told_the_nearest() -> None:
    """A public name that is misspelt is answered with the one that was meant."""
    with pytest.raises(AttributeError, match="did you mean 'Agreement'"):
        _ = vars(housing_agreements)["__getattr__"]("Agrement")


def test_root_is_in_order() -> None:
    """The names of the root come once each: constants, classes, functions, each by alphabet."""
    names = list(housing_agreements.__all__)
    ordered = sorted(set(names), key=lambda name: (not name.isupper(), name.islower(), name))
    assert names == ordered


def test_public_names_live_in_public_modules() -> None:
    """A pickle or a signature never shows a private path."""
    private = {
        name for name, found in _public().items() if _inside(getattr(found, "__module__", ""))
    }
    assert not private


def test_public_names_are_shown_in_use() -> None:
    """Every public class and function is documented, with an example that runs.

    Enumerations and errors need no example of their own.
    """
    undocumented, unshown = set(), set()
    for name, found in _public().items():
        if not (inspect.isclass(found) or inspect.isroutine(found)):
            continue
        told = found.__doc__
        if not told:
            undocumented.add(name)
        elif ">>>" not in told and not (
            inspect.isclass(found) and issubclass(found, enum.Enum | BaseException | Warning)
        ):
            unshown.add(name)
    assert (undocumented, unshown) == (set(), set())


def test_examples_are_read(request: pytest.FixtureRequest) -> None:
    """Every document and every module is searched for examples to run."""
    collect = request.config.hook.pytest_collect_file
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *PATHS.values()]
    unread = [path for path in documents if not collect(file_path=path, parent=request.session)]
    assert unread == []


def test_version_is_one() -> None:
    """The version that the root tells, and the one installed, is the one in pyproject.toml."""
    version = PYPROJECT["project"]["version"]
    assert importlib.metadata.version("housing-agreements") == version
    assert housing_agreements.__version__ == version


def test_extras_install_what_is_used() -> None:
    """Each library that an extra for users installs is imported by some module."""
    extras = PYPROJECT["project"]["optional-dependencies"]
    offered = {
        MODULE_OF.get(name, name)
        for extra in extras.keys() - {"test", "docs", "lint", "types"}
        for requirement in extras[extra]
        if (name := re.split(r"[^\w-]", requirement)[0])
    }
    used = {
        imported.partition(".")[0]
        for name, tree in TREES.items()
        for imported, _ in _imports(name, tree)
    }
    assert offered
    assert offered <= used


def test_hypothesis_finds_us() -> None:
    """The entry point that Hypothesis calls names a function."""
    (entry,) = importlib.metadata.entry_points(group="hypothesis", name=PACKAGE)
    assert callable(entry.load())


def test_every_module_stands_in_a_layer() -> None:
    """Each folder or module below the root is a layer of the layers contract."""
    contracts = PYPROJECT["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["type"] == "layers")
    assert _layers() <= set(re.findall(r"\w+", " ".join(layers)))


def test_the_reference_shows_public_modules_only() -> None:
    """Each public module stands once in the reference, on a page of the menu, and no other does."""
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {page: page.read_text("utf-8") for page in (ROOT / "docs/reference").glob("*.md")}
    shown = [
        name
        for page, text in pages.items()
        for name in re.findall(r"^::: (\S+)$", text, re.MULTILINE)
        if f"- reference/{page.name}" in menu
    ]
    public = {name for name in PATHS if not _inside(name) and PATHS[name].stem != "__init__"}
    packages = {name for name in PATHS if not _inside(name) and PATHS[name].stem == "__init__"}
    assert sorted(shown) == sorted(set(shown))
    assert public <= set(shown) <= public | packages


def test_constraints_are_names_and_versions() -> None:
    """The pins are exact versions of named distributions, in order, and no addresses."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    names = [re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower() for pin in pins]
    assert names == sorted(set(names))


def test_readme_commands_are_the_ones_checked() -> None:
    """What the README tells a newcomer to run is what `.ci/run` runs."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    checked = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)
    ends = [command.rpartition(".venv/bin/python ")[2] for command in commands]
    assert ends == ["docs/examples/ile_de_france.py", "-m pytest -n auto"]
    assert [end for end in ends if end not in checked] == []
