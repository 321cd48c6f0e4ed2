"""Wrong values of every kind, to be given where something else is meant.

Some are right for some fields: what the sweep asks is only that each is refused by an error of
the library, or taken and right.
"""

import collections
import datetime as dt
import decimal
import importlib
import math
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from fractions import Fraction
from functools import cache, partial
from typing import Any, Final
from unittest.mock import MagicMock, Mock

import housing_agreements as ha
from housing_agreements.testing.strategies import register


@dataclass(frozen=True)
class Wrong:
    """A wrong value: what it is called, of what kind, and how a fresh one is made."""

    kind: str
    name: str
    make: Callable[[], Any]

    @property
    def dear(self) -> bool:
        """Whether to read it, or to show it, may take long."""
        return self.name in _DEAR

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"


_DEAR: Final = frozenset({
    "a megabyte of text", "a megabyte of digits", "Decimal 1e999999", "Decimal 1e-999999",
    "criteria, 10,000 deep", "lists, 100,000 deep", "ten thousand texts",
})  # fmt: skip


# --- Objects that misbehave ----------------------------------------------------------------------


class _BrokenError(Exception):
    """What an object that misbehaves raises: no error of the library, nor of Python."""


def _raise(*_: object, **__: object) -> Any:
    raise _BrokenError


class BrokenRepr:
    """A thing that cannot be shown."""

    __repr__ = __str__ = _raise


class BrokenEq:
    """A thing that cannot be compared."""

    __eq__ = __ne__ = _raise
    __hash__ = object.__hash__


class BrokenHash:
    """A thing that says it can be hashed, and cannot."""

    __hash__ = _raise


class BrokenBool:
    """A thing that is neither true nor false."""

    __bool__ = __len__ = _raise


class BrokenIter:
    """A series that breaks when it is read."""

    __iter__ = _raise


class BrokenOrder:
    """A thing that cannot be put in order."""

    __lt__ = __gt__ = __le__ = __ge__ = _raise


class BrokenAttributes:
    """A thing of which nothing can be asked."""

    def __getattr__(self, name: str) -> Any:
        raise _BrokenError


class AnyAttribute:
    """A thing that has every attribute there may be, each of them itself."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self


class VagueEq:
    """A thing whose comparison is no truth value, as those of arrays are none."""

    def __eq__(self, other: object) -> Any:
        return BrokenBool()

    __hash__ = object.__hash__


class EqualToAll:
    """A thing that says it is equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("dalo")


NoInstance: Any = type("NoInstance", (), {"__class__": property(lambda _: date)})
"""A thing that says it is of another class whenever it is asked: a day."""


class Endless:
    """A series by index, without an end that it would tell."""

    def __getitem__(self, index: int) -> str:
        if index > 100:
            raise IndexError
        return "dalo"


class BrokenMapping(collections.UserDict[str, str]):
    """A mapping that breaks when its keys are read."""

    __iter__ = _raise


# --- Subclasses and look-alikes ------------------------------------------------------------------


class Day(date):
    """A day of another class."""


class Words(str):
    """A text of another class."""

    __slots__ = ()


class Number(int):
    """A whole number of another class."""


class Ratio(Fraction):
    """A fraction of another class."""


class Series(tuple[object, ...]):
    """A tuple of another class."""

    __slots__ = ()


class Color(Enum):
    """Members of somebody else's enumeration."""

    RED = "red"
    DECIDED = "decided"


class Level(IntEnum):
    """Numbers of somebody else's enumeration."""

    ONE = 1


class Code(StrEnum):
    """Texts of somebody else's enumeration."""

    DALO = "dalo"


@dataclass
class Decided:
    """A thing with the fields of an entry."""

    id: str = "A1"
    code: str = "dalo"
    commune: str = "94068"
    count: int = 1


def _nest(depth: int, wrap: Callable[[Any], Any], core: Any = None) -> Any:
    for _ in range(depth):
        core = wrap(core)
    return core


def _generator(*values: object) -> Iterator[object]:
    yield from values


def _breaking_generator() -> Iterator[str]:
    yield "dalo"
    raise _BrokenError


def _recursive_list() -> list[Any]:
    made: list[Any] = []
    made.append(made)
    return made


def _function(value: object) -> object:
    return value


def _given(kind: str, values: dict[str, object]) -> list[Wrong]:
    """Wrong values that may be given again and again, since nothing uses them up."""
    return [Wrong(kind, name, partial(_function, value)) for name, value in values.items()]


def _made(kind: str, makers: dict[str, Callable[[], object]]) -> list[Wrong]:
    return [Wrong(kind, name, make) for name, make in makers.items()]


# --- The library's own values, where another is meant --------------------------------------------

_TOWN: Final = ha.Territory("town", "The town", "commune", communes=("33063",))
_HOLDER: Final = ha.Party("holder", "The holder")
_STATES: Final = ha.PriorityPublic("dalo", "DALO", ha.facts.dalo_recognised)
_QUARTER: Final = ha.Share("quarter", to=("dalo",), stage=ha.Stage.DECIDED, at_least="25 %")
_HALF: Final = ha.Volume("half", to=("dalo",), stage=ha.Stage.DECIDED, at_least=5)


def small_agreement() -> ha.Agreement:
    """An agreement of one contingent, public and commitment."""
    return ha.Agreement(
        "small", ha.AgreementKind.OTHER, "A small agreement", parties=(_HOLDER,),
        signed_on=date(2018, 1, 1), term=ha.Period.years(2018, 2020), territory=_TOWN,
        contingents=(ha.Contingent("rights", _HOLDER, _TOWN),), publics=(_STATES,),
        commitments=(_QUARTER,),
    )  # fmt: skip


def _ours() -> list[Wrong]:
    register()
    values: dict[str, object] = {
        "Agreement": small_agreement(),
        "Amendment": ha.Amendment(
            effective=date(2018, 1, 1), signed_on=date(2018, 1, 1), term=ha.Period.year(2018)
        ),
        "Attribution": ha.Attribution("A1", "rights", "33063"),
        "Bounds": ha.Bounds(1, 2),
        "Bounds without a highest": ha.Bounds(1, None),
        "Bounds of rates": ha.Bounds(Fraction(1, 4), Fraction(1, 2)),
        "Contingent": ha.Contingent("rights", _HOLDER, _TOWN),
        "Criterion": ha.facts.dalo_recognised & ha.facts.employed,
        "a fact's question": ha.facts.household_size,
        "Household": ha.Household(dalo_recognised=True),
        "Known": ha.Known(True),  # noqa: FBT003  # as users write it
        "Known bounds": ha.Known(low=1, high=2),
        "Levels": ha.Levels(common=ha.Schedule({2018: 5})),
        "Offer": ha.Offer("o", made_on=date(2018, 3, 1), facts=ha.OfferedHousehold(rooms=2)),
        "Party": _HOLDER,
        "Period": ha.Period.year(2018),
        "a Period to the last day of the calendar": ha.Period(date(2018, 1, 1), date.max),
        "Place": ha.Place("33063"),
        "PriorityPublic": _STATES,
        "Production": ha.Production("P1", "33063"),
        "PublishedFigure": ha.PublishedFigure("quarter", 2018, 5, base=10),
        "Reference": ha.Reference("doc", "A document"),
        "Schedule of numbers": ha.Schedule({2018: 5}),
        "Schedule of rates": ha.Schedule({2018: Fraction(1, 4)}),
        "Schedule of texts": ha.Schedule({2018: "x"}),
        "Share": _QUARTER,
        "Source": ha.Source("A text"),
        "Substitute": ha.Substitute(("dalo",), at_most="1/2"),
        "Tally": ha.Tally.empty(small_agreement()),
        "Territory": _TOWN,
        "Text": ha.Text("words", "mots"),
        "Timeline of numbers": ha.Timeline.constant(5),
        "Timeline of texts": ha.Timeline.constant("x"),
        "Timeline of nothing": ha.Timeline.constant(None),
        "Timeline of codes": ha.Timeline.constant(frozenset({"33063"})),
        "Timeline of criteria": ha.Timeline.constant(ha.facts.employed),
        "Undertaking": ha.Undertaking("study", "A study", by=("holder",)),
        "Verdict": ha.Verdict.MET,
        "Volume": _HALF,
        "a stage": ha.Stage.DECIDED,
        "a stage of production": ha.Stage.STARTED,
        "a rounding": ha.Rounding.UP,
        "a per": ha.Per.COMMUNE,
        "a severity": next(iter(ha.Severity)),
        "an error of the library": ha.InvalidValueError("Share", "3", "a rate"),
        "facts": ha.facts,
        "offered": ha.offered,
        "the package": ha,
        "the class Household": ha.Household,
        "the class Period": ha.Period,
        "the class Stage": ha.Stage,
        "the function check_quotas": ha.check_quotas,
    }  # fmt: skip
    return _given("one of ours", values)


# --- What libraries of data have -----------------------------------------------------------------


def _data() -> list[Wrong]:
    np: Any = importlib.import_module("numpy")
    pd: Any = importlib.import_module("pandas")
    pl: Any = importlib.import_module("polars")
    scalars: dict[str, object] = {
        "np.int64(3)": np.int64(3),
        "np.int8(-1)": np.int8(-1),
        "np.uint64(3)": np.uint64(3),
        "np.float64(0.25)": np.float64(0.25),
        "np.float32('nan')": np.float32("nan"),
        "np.bool(True)": np.bool_(True),  # noqa: FBT003  # numpy's own way
        "np.str_('dalo')": np.str_("dalo"),
        "np.bytes_": np.bytes_(b"dalo"),
        "np.datetime64('2018-03-01')": np.datetime64("2018-03-01"),
        "np.datetime64('NaT')": np.datetime64("NaT"),
        "np.timedelta64": np.timedelta64(3, "D"),
        "np.complex128": np.complex128(3),
        "np.nan": np.nan,
        "pd.NA": pd.NA,
        "pd.NaT": pd.NaT,
        "pd.Timestamp": pd.Timestamp("2018-03-01"),
        "pd.Timestamp with a zone": pd.Timestamp("2018-03-01 12:00", tz="Europe/Paris"),
        "pd.Timedelta": pd.Timedelta(days=3),
        "pd.Period": pd.Period("2018-03"),
        "pd.Interval": pd.Interval(0, 3),
    }
    containers: dict[str, Callable[[], object]] = {
        "an array of numbers": lambda: np.array([1, 2, 3]),
        "an array of texts": lambda: np.array(["dalo", "x"]),
        "an array of one": lambda: np.array([True]),
        "an array of objects": lambda: np.array(["dalo"], dtype=object),
        "an array without rows": lambda: np.array([]),
        "an array of no dimension": lambda: np.array(3),
        "pd.DataFrame": lambda: pd.DataFrame({"dalo": [False]}),
        "pd.DataFrame without rows": lambda: pd.DataFrame({"dalo": []}),
        "pd.DataFrame without columns": pd.DataFrame,
        "pd.Series of texts": lambda: pd.Series(["dalo"]),
        "pd.Series of numbers": lambda: pd.Series([1, 2]),
        "pd.Index": lambda: pd.Index(["dalo"]),
        "pd.Categorical": lambda: pd.Categorical(["dalo"]),
        "pd.DatetimeIndex": lambda: pd.DatetimeIndex(["2018-03-01"]),
        "pl.DataFrame": lambda: pl.DataFrame({"dalo": [False]}),
        "pl.DataFrame without columns": pl.DataFrame,
        "pl.LazyFrame": lambda: pl.LazyFrame({"dalo": [False]}),
        "pl.Series": lambda: pl.Series("dalo", ["dalo"]),
        "pl.col": lambda: pl.col("dalo"),
        "pl.Date": lambda: pl.Date,
    }
    return [
        *_given("a scalar of numpy or pandas", scalars),
        *_made("a frame, an array", containers),
    ]


# --- Everything ----------------------------------------------------------------------------------

NUMBERS: Final[dict[str, object]] = {
    "True": True, "False": False, "0": 0, "1": 1, "-1": -1, "3": 3, "2018": 2018, "10000": 10000,
    "10**30": 10**30, "-10**30": -(10**30), "2**31": 2**31, "2**63": 2**63,
    "a subclass of int": Number(3), "a member of an IntEnum": Level.ONE,
}  # fmt: skip
LARGE_NUMBERS: Final[dict[str, object]] = {"10**5000": 10**5000, "-10**5000": -(10**5000)}
FLOATS: Final[dict[str, object]] = {
    "0.0": 0.0, "-0.0": -0.0, "0.25": 0.25, "1.0": 1.0, "2018.0": 2018.0, "1e308": 1e308,
    "nan": math.nan, "inf": math.inf, "-inf": -math.inf, "a complex": 3 + 0j,
    "a complex nan": complex(math.nan, 0),
}  # fmt: skip
EXACT: Final[dict[str, object]] = {
    "Decimal 0.25": Decimal("0.25"), "Decimal 3": Decimal(3), "Decimal -1": Decimal(-1),
    "Decimal NaN": Decimal("NaN"), "Decimal sNaN": Decimal("sNaN"),
    "Decimal Infinity": Decimal("Infinity"), "Decimal -Infinity": Decimal("-Infinity"),
    "Decimal 1e999999": Decimal("1e999999"), "Decimal 1e-999999": Decimal("1e-999999"),
    "Fraction 1/4": Fraction(1, 4), "Fraction 3": Fraction(3), "Fraction -1/4": Fraction(-1, 4),
    "Fraction 5/4": Fraction(5, 4), "Fraction 1/10**30": Fraction(1, 10**30),
    "a subclass of Fraction": Ratio(1, 4), "a context of decimals": decimal.Context(),
}  # fmt: skip
TINY: Final[dict[str, object]] = {"Fraction 1/10**5000": Fraction(1, 10**5000)}
TEXTS: Final[dict[str, object]] = {
    "a plain word": "nonsense", "a code that looks right": "dalo", "a year": "2018",
    "a day": "2018-03-01", "a percentage": "25 %", "a percentage above": "125 %",
    "a percentage below": "-25 %", "a fraction": "1/4", "a division by 0": "1/0", "0.25": "0.25",
    "nan": "nan", "inf": "inf", "1e5": "1e5", "a number in another script": "٣",
    "a superscript": "²", "a text like a repr": "Period(2018)", "a brace": "{", "a template": "{0}",
    "a percent sign": "%s", "a quotation mark": "'", "a dash": "-", "NaN": "NaN", "None": "None",
    "a subclass of str": Words("dalo"), "a member of a StrEnum": Code.DALO,
    "markup": "<script>alert(1)</script>", "a commune": "33063",
}  # fmt: skip
BLANK: Final[dict[str, object]] = {
    "empty text": "", "a blank": " ", "blanks": "   ", "a tab": "\t", "a line break alone": "\n",
    "a no-break space": "\N{NO-BREAK SPACE}", "an ideographic space": "\N{IDEOGRAPHIC SPACE}",
    "a blank before": " dalo", "a blank after": "dalo ", "a line break after": "dalo\n",
}  # fmt: skip
CONTROLS: Final[dict[str, object]] = {
    "a line break within": "Quarter, 2018: met\n  1000 of 1000", "a carriage return": "da\rlo",
    "a vertical tab": "da\vlo", "a form feed": "da\flo", "a next line": "da\x85lo",
    "a tab within": "da\tlo", "a line separator": "da\N{LINE SEPARATOR}lo",
    "a paragraph separator": "da\N{PARAGRAPH SEPARATOR}lo", "ESC": "da\x1b[31mlo", "NUL": "da\0lo",
    "a bell": "da\alo", "a backspace": "da\blo", "a delete": "da\x7flo", "a C1 control": "da\x9blo",
    "NUL alone": "\0", "a file separator": "da\x1clo",
}  # fmt: skip
SURROGATES: Final[dict[str, object]] = {
    "a lone high surrogate": "da\ud800lo", "a lone low surrogate": "\udc80",
    "two surrogates": "da\ud83d\ude00lo",
}  # fmt: skip
INVISIBLE: Final[dict[str, object]] = {
    "a zero-width space alone": "\N{ZERO WIDTH SPACE}", "a word joiner alone": "\N{WORD JOINER}",
    "a byte order mark alone": "\N{ZERO WIDTH NO-BREAK SPACE}", "a soft hyphen": "\N{SOFT HYPHEN}",
    "a filler of hangul": "\N{HANGUL FILLER}", "a blank of braille": "\N{BRAILLE PATTERN BLANK}",
    "a combining mark alone": "\N{COMBINING ACUTE ACCENT}", "a tag alone": "\U000e0041",
    "a variation selector": "\N{VARIATION SELECTOR-16}",
    "a mark from right to left alone": "\N{RIGHT-TO-LEFT MARK}",
}  # fmt: skip
BIDI: Final[dict[str, object]] = {
    "a right-to-left override": "da\N{RIGHT-TO-LEFT OVERRIDE}lo",
    "a right-to-left embedding": "da\N{RIGHT-TO-LEFT EMBEDDING}lo",
    "a right-to-left isolate": "da\N{RIGHT-TO-LEFT ISOLATE}lo",
    "a right-to-left mark within": "da\N{RIGHT-TO-LEFT MARK}lo", "Hebrew": "שלום",
}  # fmt: skip
LONG: Final[dict[str, object]] = {
    "a megabyte of text": "a" * 1_000_000, "a megabyte of digits": "9" * 1_000_000,
    "ten thousand digits": "9" * 10_000, "ten thousand accents": "a" + "\u0301" * 10_000,
}  # fmt: skip
DAYS: Final[dict[str, object]] = {
    "a day": date(2018, 3, 1), "the first day of the calendar": date.min,
    "the last day of the calendar": date.max, "a datetime": datetime(2018, 3, 1, 12),  # noqa: DTZ001  # naive on purpose
    "a datetime at midnight": datetime(2018, 3, 1),  # noqa: DTZ001  # naive on purpose
    "a datetime with a zone": datetime(2018, 3, 1, tzinfo=UTC), "a time": time(12),
    "a span of time": timedelta(days=3), "a zone": UTC, "a subclass of date": Day(2018, 3, 1),
    "the class date": date, "the module datetime": dt,
}  # fmt: skip
OTHERS: Final[dict[str, object]] = {
    "None": None, "object()": object(), "a class": object, "type": type, "the class int": int,
    "a function": _function, "a built-in": len, "a lambda": lambda: None, "a method": [].append,
    "a module": math, "bytes": b"dalo", "no bytes": b"", "a bytearray": bytearray(b"dalo"),
    "a memoryview": memoryview(b"dalo"), "Ellipsis": ..., "NotImplemented": NotImplemented,
    "a slice": slice(1), "a range": range(3), "a generic type": list[int], "a union": int | str,
    "a type variable": Any, "an exception": ValueError("x"), "an enumeration": Color,
    "a member of another enumeration": Color.RED, "one of the same value": Color.DECIDED,
    "a dataclass": Decided(), "a SimpleNamespace": types.SimpleNamespace(code="dalo", count=1),
    "an empty SimpleNamespace": types.SimpleNamespace(), "a partial": partial(_function, 1),
    "a property": property(), "a pattern": __import__("re").compile("x"),
    "a mapping proxy": types.MappingProxyType({}),
}  # fmt: skip
BROKEN: Final[dict[str, Callable[[], object]]] = {
    "repr raises": BrokenRepr,
    "eq raises": BrokenEq,
    "hash raises": BrokenHash,
    "bool raises": BrokenBool,
    "iter raises": BrokenIter,
    "order raises": BrokenOrder,
    "getattr raises": BrokenAttributes,
    "eq is no truth value": VagueEq,
    "a mapping that breaks": BrokenMapping,
    "a generator that breaks": _breaking_generator,
    "a list of what cannot be shown": lambda: [BrokenRepr()],
    "a list of what cannot be hashed": lambda: [BrokenHash()],
    "a dict of what cannot be shown": lambda: {"dalo": BrokenRepr()},
}
PASSING: Final[dict[str, Callable[[], object]]] = {
    "a Mock": Mock,
    "a MagicMock": MagicMock,
    "it has every attribute": AnyAttribute,
    "it says it is a day": NoInstance,
    "it is equal to all": EqualToAll,
}
SERIES: Final[dict[str, Callable[[], object]]] = {
    "an empty tuple": tuple, "an empty list": list, "an empty set": set, "an empty dict": dict,
    "an empty frozenset": frozenset, "an empty generator": _generator,
    "a tuple of a text": lambda: ("dalo",), "a list of a text": lambda: ["dalo"],
    "a set of texts": lambda: {"dalo", "x"}, "a frozenset": lambda: frozenset({"dalo"}),
    "a tuple of an empty text": lambda: ("",), "a tuple of None": lambda: (None,),
    "a tuple of numbers": lambda: (1, 2), "a tuple of True": lambda: (True,),
    "a tuple of floats": lambda: (0.25, math.nan), "a tuple of tuples": lambda: (("a", "b"),),
    "a doubled code": lambda: ("dalo", "dalo"), "a list of lists": lambda: [["dalo"]],
    "a list of dicts": lambda: [{"code": "dalo"}], "a set of numbers": lambda: {1, 2},
    "a generator of texts": lambda: _generator("dalo"),
    "a generator of numbers": lambda: _generator(1, 2), "an iterator": lambda: iter(["dalo"]),
    "a map": lambda: map(str, ("dalo",)), "a zip": lambda: zip("ab", "cd", strict=True),
    "a deque": lambda: collections.deque(["dalo"]), "a Counter": lambda: collections.Counter("ab"),
    "a subclass of tuple": lambda: Series(("dalo",)), "by index only": Endless,
    "a tuple of a control character": lambda: ("da\0lo",), "a tuple of NaN": lambda: (Decimal("NaN"),),  # noqa: E501  # one case a line
    "a tuple of a surrogate": lambda: ("\ud800",), "a tuple of a datetime": lambda: (datetime(2018, 3, 1, tzinfo=UTC),),  # noqa: E501  # one case a line
    "ten thousand texts": lambda: tuple(map(str, range(10_000))),
}  # fmt: skip
_DICT: Final = {"dalo": 1}
MAPPINGS: Final[dict[str, Callable[[], object]]] = {
    "a dict of a text": lambda: {"dalo": "x"}, "a dict of numbers": lambda: {1: 2},
    "a dict of a year": lambda: {2018: 5}, "a dict of a year and a float": lambda: {2018: 0.25},
    "a dict of a year and a text": lambda: {2018: "25 %"}, "a dict of None": lambda: {None: None},
    "a dict of a day": lambda: {date(2018, 3, 1): "x"}, "a dict of True": lambda: {True: True},
    "a dict of a blank": lambda: {" ": 4}, "a dict of a pair": lambda: {("a", "b"): 3},
    "a dict of a triple": lambda: {("a", "b", "c"): 3}, "a dict of an empty dict": lambda: {"x": {}},  # noqa: E501  # one case a line
    "a dict of a huge year": lambda: {10**30: 5}, "a dict of year 0": lambda: {0: 5},
    "a dict of NaN": lambda: {math.nan: math.nan}, "a dict of codes of nothing": lambda: {"94O68": 4},  # noqa: E501  # one case a line
    "a dict of a datetime": lambda: {datetime(2018, 3, 1): "x"},  # noqa: DTZ001  # naive on purpose
    "a dict of keys that misbehave": lambda: {EqualToAll(): 3},
    "keys of a dict": _DICT.keys, "items of a dict": _DICT.items,
    "values of a dict": _DICT.values,
    "a ChainMap": lambda: collections.ChainMap({"dalo": "x"}),
    "a defaultdict": lambda: collections.defaultdict(list),
}  # fmt: skip
NESTED: Final[dict[str, Callable[[], object]]] = {
    "a list in itself": _recursive_list,
    "lists, 10,000 deep": cache(partial(_nest, 10_000, lambda core: [core])),
    "lists, 100,000 deep": cache(partial(_nest, 100_000, lambda core: [core])),
    "tuples, 10,000 deep": cache(partial(_nest, 10_000, lambda core: (core,))),
    "dicts, 10,000 deep": cache(partial(_nest, 10_000, lambda core: {"dalo": core})),
    "criteria, 10,000 deep": cache(
        partial(_nest, 10_000, lambda core: ~(core & ha.facts.disabled), ha.facts.employed)
    ),
}


def all_wrong() -> Sequence[Wrong]:
    """Every wrong value, each of another name."""
    return (
        *_given("a whole number", NUMBERS),
        *_given("a number too long to write", LARGE_NUMBERS | TINY),
        *_given("a float", FLOATS),
        *_given("an exact number", EXACT),
        *_given("a text", TEXTS),
        *_given("a blank text", BLANK),
        *_given("a control character", CONTROLS),
        *_given("a lone surrogate", SURROGATES),
        *_given("an invisible text", INVISIBLE),
        *_given("from right to left", BIDI),
        *_given("a long text", LONG),
        *_given("a day or a time", DAYS),
        *_given("another type", OTHERS),
        *_ours(),
        *_made("it misbehaves", BROKEN),
        *_made("it passes for anything", PASSING),
        *_made("a series", SERIES),
        *_made("a mapping", MAPPINGS),
        *_made("deeply nested", NESTED),
        *_data(),
    )


WRONG: Final = all_wrong()
