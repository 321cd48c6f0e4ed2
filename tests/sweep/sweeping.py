"""Every argument of everything public, given a wrong value while all the others are right.

What is swept is found by looking at the package: its public names, those of `frames` and `plan`,
the methods of their values, the questions that `facts` asks. `judge` says what is amiss with one
call, if anything is.
"""

import enum
import importlib
import inspect
import pickle
import pkgutil
import re
import traceback
import types
import typing
import unicodedata
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin
from zlib import crc32

import attrs
from hypothesis import Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, ResolutionFailed
from tests.sweep import right_calls
from tests.sweep.wrong_values import WRONG, Wrong

import housing_agreements as ha
from housing_agreements import frames, plan
from housing_agreements.rules import assumptions
from housing_agreements.testing import strategies

OURS: Final = "housing_agreements"
LONGEST_MESSAGE: Final = 2_000


@dataclass(frozen=True)
class Target:
    """A call that is right, to be made with one argument wrong."""

    name: str
    """What is called, as a user names it: "Share", "Period.overlaps", "frames.decide"."""
    call: Callable[..., Any]
    arguments: Mapping[str, Any]
    """The right ones, by the name of the parameter."""
    annotations: Mapping[str, Any]
    """What each is meant to be."""
    starred: str = ""
    """The name of the parameter that takes any number of values."""
    by_place: tuple[str, ...] = ()
    """The parameters that can only be given by their place."""
    missing: str = ""
    """Why there is no right call to start from, when there is none."""

    def __str__(self) -> str:
        return self.name

    def made(self, name: str = "", value: Any = None) -> Any:
        """The result, with one argument in another's place."""
        given = {**self.arguments, name: value} if name else dict(self.arguments)
        placed = [given.pop(each) for each in self.by_place]
        if self.starred:
            several = given.pop(self.starred)
            wrong = name == self.starred
            placed += [*self.arguments[self.starred][:-1], several] if wrong else several
        return self.call(*placed, **given)


@dataclass(frozen=True)
class Failure:
    """What is amiss with one call."""

    target: str
    argument: str
    wrong: Wrong
    what: str
    """What happened, in a few words that calls of one kind share."""
    field: str
    """What the argument is meant to be."""
    detail: str = ""
    stands: str = ""
    """Where in the source: the module and the function."""

    def __str__(self) -> str:
        """The call and what became of it."""
        detail = ascii(self.detail)[1:161]
        return f"{self.target}({self.argument}=<{self.wrong}>): {self.what}: {detail}"


# --- What is swept -------------------------------------------------------------------------------


class MissingRightCallError(Exception):
    """Something public with neither a strategy nor a line in the table of right calls."""


def targets() -> Iterator[Target]:
    """Everything swept: classes, functions and methods with arguments."""
    strategies.register()
    seen: set[str] = set()
    for name, thing in sorted(_public(), key=lambda pair: pair[0]):
        for target in _of(name, thing):
            if target.name not in seen:
                seen.add(target.name)
                yield target


def _public() -> Iterator[tuple[str, Any]]:
    for name in ha.__all__:
        yield name, getattr(ha, name)
    for name in frames.__all__:
        yield f"frames.{name}", getattr(frames, name)
    for name in plan.__all__:
        yield f"plan.{name}", getattr(plan, name)
    for name in assumptions.__all__:
        if name not in ha.__all__:
            yield f"assumptions.{name}", getattr(assumptions, name)


def _of(name: str, thing: Any) -> Iterator[Target]:
    if name in right_calls.EXEMPT:
        return
    if inspect.isclass(thing):
        if not issubclass(thing, ha.HousingAgreementsError):
            yield from _of_class(name, thing)
    elif inspect.isroutine(thing):
        yield from _of_function(name, thing)
    else:
        yield from _of_questions(thing)


def _of_function(name: str, thing: Any) -> Iterator[Target]:
    found = [key for key in right_calls.CALLS if key == name or key.startswith(f"{name} (")]
    for key in found:
        yield _target(key, thing, right_calls.CALLS[key])
    if not found:
        yield _target(name, thing, {})


def _of_class(name: str, cls: type) -> Iterator[Target]:
    if issubclass(cls, enum.Enum):
        # Calling an enumeration looks its members up, and says so in Python's own words.
        yield from _of_methods(name, cls, next(iter(cls)))
        return
    try:
        instance = instance_of(name, cls)
    except MissingRightCallError as error:
        yield Target(name, cls, {}, {}, missing=str(error))
        return
    if attrs.has(cls) and type(instance) is cls:
        named = {field.alias: field.name for field in attrs.fields(cls) if field.init}
        given = {alias: getattr(instance, field) for alias, field in named.items()}
        yield _target(name, cls, {key: it for key, it in given.items() if key in _parameters(cls)})
        for key in right_calls.CALLS:
            if key.startswith(f"{name} ("):
                yield _target(key, cls, right_calls.CALLS[key])
    yield from _of_methods(name, cls, instance)


def _of_questions(questions: object) -> Iterator[Target]:
    """The methods of each kind of question that facts ask."""
    for name in sorted(dir(questions)):
        question = getattr(questions, name)
        if not name.startswith("_") and not isinstance(question, ha.Criterion):
            yield from _of_methods(type(question).__name__, type(question), question)


def _of_methods(name: str, cls: type, instance: Any) -> Iterator[Target]:
    ours = [base for base in cls.__mro__ if base.__module__.startswith(OURS)]
    # What a criterion is asked by its readers alone stands in a module that is marked inside.
    inside = {it for base in ours if "._" in base.__module__ for it in vars(base)}
    inside -= {it for base in ours if "._" not in base.__module__ for it in vars(base)}
    for each in sorted({it for base in ours for it in vars(base)} - inside):
        if each.startswith("_") or not inspect.isroutine(getattr(cls, each)):
            continue
        key = f"{name}.{each}"
        table = dict(right_calls.CALLS.get(key, {}))
        owner = table.pop("self", instance)
        if _parameters(method := getattr(owner, each)):
            yield _target(key, method, table)


def instance_of(name: str, cls: type) -> Any:
    """A right value of a class: that of the table, else the least that is drawn."""
    if name in right_calls.INSTANCES:
        return right_calls.INSTANCES[name]
    return _drawn(cls, name)


@cache
def _registered() -> frozenset[type]:
    """The classes that a strategy of ours draws."""
    modules = [
        importlib.import_module(f"{strategies.__name__}.{module.name}")
        for module in pkgutil.iter_modules(strategies.__path__)
    ]
    return frozenset(kind for module in modules for kind, _ in getattr(module, "REGISTERED", ()))


def _drawn(kind: Any, where: str) -> Any:
    try:
        if (get_origin(kind) or kind) in _registered():
            return find(
                st.from_type(kind), lambda _: True, random=Random(0),  # noqa: S311  # the same on every run
                settings=settings(database=None, phases=[Phase.generate], max_examples=50),
            )  # fmt: skip
    except (ResolutionFailed, NoSuchExample, TypeError):
        pass
    message = f"{where}: no strategy draws a {kind}, nor does a line of right_calls.py give one"
    raise MissingRightCallError(message)


def _parameters(call: Any) -> dict[str, inspect.Parameter]:
    asked = call.__init__ if inspect.isclass(call) else call
    found = dict(inspect.signature(asked).parameters)
    # What fills a template bears any name, and is any words or what says itself.
    named = {name: it for name, it in found.items() if it.kind is not it.VAR_KEYWORD}
    return {name: it for name, it in named.items() if name != "self"}


def _annotations(call: Any) -> dict[str, Any]:
    asked = call.__init__ if inspect.isclass(call) else inspect.unwrap(call)
    asked = getattr(asked, "__func__", asked)
    try:
        return typing.get_type_hints(asked)
    except NameError:  # names that only type checkers import
        return dict(getattr(asked, "__annotations__", {}))


def _target(name: str, call: Any, table: Mapping[str, Any]) -> Target:
    try:
        return _right_target(name, call, table)
    except MissingRightCallError as error:
        return Target(name, call, {}, {}, missing=str(error))


def _right_target(name: str, call: Any, table: Mapping[str, Any]) -> Target:
    annotations, arguments = _annotations(call), dict(table)
    parameters = _parameters(call)
    for each, parameter in parameters.items():
        if each in arguments:
            continue
        if inspect.isclass(call) and parameter.default is not parameter.empty:
            arguments[each] = parameter.default
        elif each in right_calls.ARGUMENTS:
            arguments[each] = right_calls.ARGUMENTS[each]
        elif parameter.default is not parameter.empty:
            arguments[each] = parameter.default
        else:
            arguments[each] = _drawn(annotations.get(each), f"{name}, {each}")
    of_kind = {kind: [it.name for it in parameters.values() if it.kind is kind] for kind in (
        inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.POSITIONAL_ONLY)}  # fmt: skip
    starred, by_place = of_kind.values()
    return Target(name, call, arguments, annotations, "".join(starred), tuple(by_place))


# --- What is meant by an annotation --------------------------------------------------------------

_SERIES: Final[tuple[type, ...]] = (
    list, tuple, set, frozenset, deque, range, Iterator, type({}.keys()), type({}.values()),
    type({}.items()),
)  # fmt: skip
_NUMBERS: Final = {int, Fraction, Decimal}


def admits(  # noqa: C901, PLR0911  # one answer for each form of annotation
    kind: Any, value: Any, *, strictly: bool = False, depth: int = 0
) -> bool:
    """Whether a value is what an annotation means; strictly: with nothing converted.

    Not strictly, any true series of the right things may stand for another, a mapping for the
    pairs of one, and a whole number for a fraction.
    """
    if depth > 20 or kind is Any or kind is object or isinstance(kind, str | TypeVar):
        return True
    deeper: Callable[[Any, Any], bool] = lambda of, it: admits(  # noqa: E731  # it closes over how deep it is
        of, it, strictly=strictly, depth=depth + 1
    )
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return any(deeper(each, value) for each in inner)
    if kind is None or kind is type(None):
        return value is None
    if origin is Literal:
        return type(value) is str and value in inner
    if origin is type or kind is type:
        return isinstance(value, type) and (not inner or issubclass(value, inner[0]))
    if origin is Callable or kind is Callable:
        return callable(value)
    if kind in {int, str, bool, date, Fraction, Decimal, float, bytes}:
        return type(value) is kind or (kind is Fraction and not strictly and type(value) is int)
    plain = origin or kind
    if not inspect.isclass(plain):
        return True
    if issubclass(plain, Mapping):
        return _admits_mapping(inner, value, deeper, strictly=strictly)
    if issubclass(plain, Iterable) and not plain.__module__.startswith(OURS):
        return _admits_series(plain, inner, value, deeper, strictly=strictly)
    if getattr(plain, "_is_protocol", False):
        return True
    return issubclass(type(value), plain) and _admits_held(inner, value, deeper)


def _admits_mapping(
    inner: tuple[Any, ...], value: Any, deeper: Callable[[Any, Any], bool], *, strictly: bool
) -> bool:
    if not strictly and isinstance(value, tuple):
        try:
            value = dict(value)
        except (TypeError, ValueError):
            return False
    if not isinstance(value, Mapping):
        return False
    return not inner or all(deeper(inner[0], a) and deeper(inner[1], b) for a, b in value.items())


def _admits_series(
    plain: type, inner: tuple[Any, ...], value: Any, deeper: Callable[[Any, Any], bool], *,
    strictly: bool,
) -> bool:  # fmt: skip
    if strictly and not issubclass(type(value), plain):
        return False
    if type(value).__module__.split(".")[0] in {"pandas", "numpy", "polars"}:
        return type(value).__name__ in SERIES_OF_DATA
    ours = type(value).__module__.startswith(OURS) and isinstance(value, Collection)
    if not (isinstance(value, _SERIES) or ours):
        return False
    if isinstance(value, Iterator) or not inner:
        return True
    if issubclass(plain, tuple) and inner[-1] is not ... and inner:
        return len(value) == len(inner) and all(map(deeper, inner, value))
    return all(deeper(inner[0], each) for each in value)


def _admits_held(inner: tuple[Any, ...], value: Any, deeper: Callable[[Any, Any], bool]) -> bool:
    """Whether a generic value of ours holds what it is meant to."""
    if not inner or isinstance(inner[0], TypeVar):
        return True
    match value:
        case ha.Timeline():
            held = [it for _, it in value.changes]
        case ha.Schedule():
            held = list(value)
        case ha.Bounds() | ha.Known():
            held = [it for it in (value.low, value.high) if it is not None]
        case _:
            return True
    return all(deeper(inner[0], it) for it in held)


# --- Which wrong values an argument is given -----------------------------------------------------


def choose(target: Target, argument: str, *, every: bool = False) -> Iterator[Wrong]:
    """The wrong values that an argument is given: all but those that take long to read or show.

    Of these each argument meets one in a hundred, the same on every run, so that arguments of one
    type meet them all together; `every` gives each argument all of them.
    """
    for wrong in WRONG:
        if every or not wrong.dear or crc32(f"{target} {argument} {wrong}".encode()) % 100 == 0:
            yield wrong


# --- What is amiss -------------------------------------------------------------------------------

_PROPAGATES: Final = {"iter raises", "a mapping that breaks", "a generator that breaks"}
"""A series that breaks when it is read is no wrong value: its own error may pass."""
_UNSEEN: Final = {"Cc", "Cs", "Zl", "Zp"}
_REORDERS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_visible_line(text: str) -> bool:
    """Whether a text is one line of visible text: nothing controls, breaks or reorders it."""
    kinds = [unicodedata.category(each) for each in text[:100_000]]
    seen = any(
        kind[0] not in "CZM" and each not in _BLANK_LETTERS
        for each, kind in zip(text, kinds, strict=False)
    )
    return seen and not (_UNSEEN & set(kinds) or _REORDERS & set(text))


def texts_of(value: object, depth: int = 0) -> Iterator[str]:
    """Each text in a value that was given, and in what it holds."""
    if type(value) is str:
        yield value
    elif depth < 4 and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from texts_of(each, depth + 1)
    elif depth < 4 and type(value) is dict:
        for key, held in value.items():
            yield from texts_of(key, depth + 1)
            yield from texts_of(held, depth + 1)


def field_kind(target: Target, argument: str) -> str:
    """What an argument is meant to be, in a word or two."""
    kind = target.annotations.get(argument, Any)
    written = inspect.formatannotation(kind) if kind is not Any else "Any"
    written = re.sub(r"[a-z_]+\.(?:[a-zA-Z_]+\.)*", "", written)
    return written if len(written) <= 60 else f"{written[:57]}..."


def judge(target: Target, argument: str, wrong: Wrong) -> Failure | None:
    """What is amiss when one argument is wrong; `None` when nothing is."""
    value = wrong.make()
    kind = target.annotations.get(argument, Any)
    if get_origin(kind) is Callable and callable(value):
        return None  # what a function of the user's raises is the user's
    try:
        meant = admits(kind, value)
    except Exception:  # noqa: BLE001  # it misbehaves
        meant = False
    stands = ""
    try:
        result = target.made(argument, value)
    except ha.HousingAgreementsError as error:
        what, detail = _amiss_in_error(error, target, argument, meant=meant)
        stands = _last_in_source(error) if what else ""
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001  # whatever else there is, is what is sought
        if wrong.name in _PROPAGATES and type(error).__name__ == "_BrokenError":
            return None
        what, detail, stands = f"raw {type(error).__name__}", _shown(error), _last_in_source(error)
    else:
        if (target.name, argument) in MAY_BE_ANYTHING:
            return None
        what, detail = _amiss_in_result(result, value, target, argument, meant=meant)
    if not what:
        return None
    field = field_kind(target, argument)
    return Failure(target.name, argument, wrong, what, field, detail, stands or _source_of(target))


def _last_in_source(error: BaseException) -> str:
    """The last function of ours that an error came through, but for the checks that all share."""
    found = ""
    for frame in traceback.extract_tb(error.__traceback__):
        _, ours, path = frame.filename.partition(f"/src/{OURS}/")
        if ours and path not in {"_checks.py", "errors.py"}:
            found = f"{path}, {frame.name}"
    return found


def _source_of(target: Target) -> str:
    called = getattr(target.call, "__func__", inspect.unwrap(target.call))
    path = called.__module__.partition(f"{OURS}.")[2].replace(".", "/")
    return f"{path}.py, {called.__qualname__}"


def _shown(thing: object) -> str:
    try:
        return str(thing)[:300]
    except Exception as error:  # noqa: BLE001  # it misbehaves
        return f"cannot be shown: {type(error).__name__}"


def wheres(error: ha.HousingAgreementsError) -> Iterator[str]:
    """Where an error, and each of its faults, says that it stands."""
    yield error.where
    if isinstance(error, ha.InvalidObjectError):
        for fault in error.faults:
            yield from wheres(fault)


def _amiss_in_error(
    error: ha.HousingAgreementsError, target: Target, argument: str, *, meant: bool
) -> tuple[str, str]:
    try:
        message = str(error)
        message.encode()
    except Exception as raised:  # noqa: BLE001  # it is what is sought
        return f"an error that cannot be shown: {type(raised).__name__}", ""
    if len(message) > LONGEST_MESSAGE:
        return "an error longer than 2,000 characters", message[:300]
    if not all(each.isprintable() or each == "\n" for each in message):
        return "an error that is not printable", message
    # Of a value of the right type, another argument may be what is said to be at fault.
    names = [argument, *(target.arguments if meant else ())]
    if len(target.arguments) == 1:  # of a call with one argument, its name or class says enough
        names.extend(target.name.split(" (")[0].split("."))
    where = "; ".join(wheres(error))
    if any(re.search(rf"\b{re.escape(name)}\b", where) for name in names):
        return "", ""
    if meant and _has_parts(target, argument):
        return "", ""
    return "an error that names another place", message


def _has_parts(target: Target, argument: str) -> bool:
    """Whether an error about a right value may name a part of it: a column, a code, a field."""
    return argument == "frame" or OURS in str(target.annotations.get(argument, ""))


def _amiss_in_result(
    result: Any, value: Any, target: Target, argument: str, *, meant: bool
) -> tuple[str, str]:
    if not meant:
        return "taken, though another type", _shown(result)
    if any(not is_visible_line(text) and text for text in texts_of(value)):
        return "taken, though not one line of visible text", _shown(result)
    if (target.name, argument) in LOOKED_UP and value not in LOOKED_UP[target.name, argument]:
        return "taken, though nothing bears that code", _shown(result)
    if type(value) is int and value < 0 and not _may_be_negative(target, argument):
        return "taken, though negative", _shown(result)
    if (inspect.isclass(target.call) or result.__class__.__module__.startswith(OURS)) and not (
        isinstance(result, ha.Criterion | ha.Timeline | ha.Schedule) and _foreign(value)
    ):
        return _amiss_in_value(result)
    return "", ""


def _foreign(value: object) -> bool:
    return not type(value).__module__.startswith((OURS, "builtins", "datetime", "fractions"))


def _amiss_in_value(result: Any) -> tuple[str, str]:
    try:
        for written in (repr(result), str(result)):
            written.encode()
    except Exception as error:  # noqa: BLE001  # it is what is sought
        return f"taken, and cannot be written: {type(error).__name__}", _shown(error)
    try:
        copy = pickle.loads(pickle.dumps(result))
        if copy != result or result != result or hash(copy) != hash(result):  # noqa: PLR0124  # a NaN is not itself
            return "taken, and its pickle differs", ""
    except Exception as error:  # noqa: BLE001  # it is what is sought
        return f"taken, and cannot be pickled or compared: {type(error).__name__}", _shown(error)
    if attrs.has(type(result)) and not isinstance(result, ha.Criterion):
        hints = typing.get_type_hints(type(result))
        for field in attrs.fields(type(result)):
            held = getattr(result, field.name)
            if not admits(hints.get(field.name, Any), held, strictly=True):
                return f"taken, and the field {field.name} is of another type", _shown(held)
    return "", ""


# --- What may be taken, and why ------------------------------------------------------------------

MAY_BE_NEGATIVE: Final[Mapping[tuple[str, str], str]] = {
    ("Bounds", "low"): "what is taken away of a production",
    ("Bounds", "high"): "likewise",
    ("Bounds.exactly", "value"): "likewise",
    ("Line", "points"): "points that are taken",
    ("PerMonth", "points"): "likewise",
    ("PerMonth.give", "months"): "a day that is yet to come",
    ("PerYear.give", "months"): "likewise",
    ("PerYear", "points"): "likewise",
    ("Grid", "at_most"): "the most points of a grid that takes points alone",
    ("Production", "count"): "homes that are demolished",
    ("Production (removed)", "count"): "likewise",
    ("PublishedFigure", "counted"): "counts of production",
    ("PublishedFigure (group)", "counted"): "likewise",
    ("PublishedFigure", "base"): "likewise",
    ("PublishedFigure", "rate"): "over what is owed, of production",
    ("PublishedFigure (rate)", "counted"): "counts of production",
    ("PublishedFigure (rate)", "base"): "likewise",
    ("PublishedFigure (rate)", "rate"): "likewise",
    ("PublishedFigure (group)", "rate"): "likewise",
    ("about", "figure"): "likewise",
    ("about (rate)", "figure"): "likewise",
    ("PublishedFigure (group)", "base"): "likewise",
    ("Rounding.apply", "amount"): "a level times a base below 0",
    ("RoundingBySize.at", "base"): "more dwellings taken back than added",
    ("at_least_of", "count"): "of no part, it is always so",
}
"""Where a number below 0 means something."""
_PARTS: Final = frozenset(part.code for part in right_calls.AGREEMENT.every_part)
LOOKED_UP: Final[Mapping[tuple[str, str], frozenset[str]]] = {
    ("Agreement.commitment", "code"): frozenset({"half"}),
    ("AgreementsReport.of", "code"): frozenset({right_calls.AGREEMENT.code}),
    ("JointTally.of", "code"): frozenset({right_calls.AGREEMENT.code}),
    ("Comparison.of", "code"): _PARTS,  # a part that did not change has no difference
    ("QuotaReport.of", "code"): frozenset({"half"}),
    ("QuotaReport.finding", "code"): frozenset({"half"}),
    ("UndertakingReport.of", "code"): frozenset({"study"}),
    ("Review.about", "code"): _PARTS,  # nothing need be remarked on a part
}
"""Codes by which something is asked for, and which the sweep may ask for: one that nothing bears is
an error, not an empty answer."""
MAY_BE_ANYTHING: Final[Mapping[tuple[str, str], str]] = {
    (
        "Timeline.constant",
        "value",
    ): "it holds what it is given, which is shown and compared as it is",
}
"""Where a value is no name, title, code or number of ours, but whatever a user gives."""
SERIES_OF_DATA: Final[Mapping[str, str]] = {
    "Series": "a column: it is read value by value",
    "Index": "likewise",
    "ndarray": "likewise",
    "Categorical": "a column of codes: it gives its values, not the numbers that stand for them",
}
"""What libraries of data call a series; their frames give the names of columns, and are refused."""


def _may_be_negative(target: Target, argument: str) -> bool:
    return (target.name, argument) in MAY_BE_NEGATIVE or "TypeVar" in str(
        type(target.annotations.get(argument))
    )
