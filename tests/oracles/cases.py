"""Cases for the judge: small agreements and ledgers, drawn from a seed, written as source text.

A case is text that Python reads, so that it can be printed as a script, taken apart into smaller
cases, and built: `Call` is one call in it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any, NamedTuple

import attrs

import housing_agreements as ha
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD

__all__ = (
    "PREAMBLE",
    "USUAL",
    "Built",
    "Call",
    "Case",
    "build",
    "draw",
    "shrink",
    "simpler",
    "write",
)

USUAL = ("33063", "33281", "33318")
"""The communes of a case, of which no ground was ever another's."""
PREAMBLE = """\
from datetime import date
from housing_agreements import *
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD

A, B, C = "33063", "33281", "33318"
CITY = Party("city", "A city")
BOTH = Territory("both", "Both", "list", communes=(A, B))
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
ONLY_A = Territory("only-a", "A alone", "list", communes=(A,))
GROWS = Territory("grows", "A, then B too", "list", communes=Timeline(
    {date.min: frozenset({A}), date(2017, 1, 1): frozenset({A, B})}))
QUARTERS = Territory("quarters", "Two quarters", "list", neighbourhoods=("Q1", "Q2"))
ONLY_B = Territory("only-b", "B alone", "list", communes=(B,))
PARTY_X, PARTY_Y, PARTY_Z = Party("x", "X"), Party("y", "Y"), Party("z", "Z")
PUBLICS = (
    PriorityPublic("dalo", "DALO", facts.dalo_recognised),
    PriorityPublic("shelter", "Shelter", facts.leaving_temporary_housing),
)
"""


class Call(NamedTuple):
    """One call: a name, what it is given in order, and what it is given by name."""

    name: str
    given: tuple["Source", ...] = ()
    named: tuple[tuple[str, "Source"], ...] = ()


Source = str | Call | tuple[Any, ...]
"""Source text, a call, or a tuple of these."""


class Case(NamedTuple):
    """An agreement, a ledger, the day asked, the day known."""

    agreement: Source
    entries: tuple[Source, ...]
    on: str
    known: str
    figures: tuple[Source, ...] = ()


class Built(NamedTuple):
    """What a case builds."""

    agreement: ha.Agreement
    entries: tuple[Any, ...]
    on: date
    known: date | None
    figures: tuple[ha.PublishedFigure, ...]


def show(source: Source) -> str:
    """The text of a source."""
    if isinstance(source, str):
        return source
    if isinstance(source, Call):
        given = [show(each) for each in source.given]
        named = [f"{name}={show(each)}" for name, each in source.named]
        return f"{source.name}({', '.join([*given, *named])})"
    inside = ", ".join(show(each) for each in source)
    return f"({inside},)" if source else "()"


_NAMES: dict[tuple[str, ...], dict[str, Any]] = {}


def build(case: Case, communes: tuple[str, str, str] = USUAL) -> Built:
    """The objects of a case, in some communes of one department."""
    if communes not in _NAMES:
        words = PREAMBLE.replace('departments=("33",)', f'departments=("{communes[0][:2]}",)')
        for usual, commune in zip(USUAL, communes, strict=True):
            words = words.replace(usual, commune)
        names: dict[str, Any] = {}
        exec(words, names)  # noqa: S102  # our own words
        _NAMES[communes] = names
    read = [eval(show(part), _NAMES[communes]) for part in case]
    return Built(*read)


def write(case: Case) -> str:
    """A case as a script."""
    lines = [PREAMBLE, f"agreement = {show(case.agreement)}", "entries = ["]
    lines += [f"    {show(entry)}," for entry in case.entries]
    lines.append("]")
    given = "entries"
    if case.figures:
        lines += ["figures = [", *(f"    {show(figure)}," for figure in case.figures), "]"]
        lines.append("given = Tally.from_counts(agreement, figures) + tally(agreement, entries)")
        given = "given"
    lines.append(f"report = check_quotas(agreement, {given}, on={case.on}, known={case.known})")
    return "\n".join(lines)


# --- Smaller cases ---------------------------------------------------------------------------


def simpler(source: Source) -> Iterator[Source]:
    """The same with one thing taken away."""
    if isinstance(source, Call):
        for index, (name, value) in enumerate(source.named):
            rest = source.named[:index], source.named[index + 1 :]
            yield source._replace(named=rest[0] + rest[1])
            for less in simpler(value):
                yield source._replace(named=(*rest[0], (name, less), *rest[1]))
    elif isinstance(source, tuple):
        for index, value in enumerate(source):
            rest = source[:index], source[index + 1 :]
            yield rest[0] + rest[1]
            for less in simpler(value):
                yield (*rest[0], less, *rest[1])
    elif source.lstrip("-").isdecimal() and abs(int(source)) in range(2, 1900):
        number = int(source)
        yield str(number - 1 if number > 0 else number + 1)


def smaller(case: Case) -> Iterator[Case]:
    """The same case with one thing taken away."""
    if case.known != "None":
        yield case._replace(known="None")
    for less in simpler(case.entries):
        yield case._replace(entries=tuple(less))
    for less in simpler(case.figures):
        yield case._replace(figures=tuple(less))
    for less in simpler(case.agreement):
        yield case._replace(agreement=less)


def shrink(case: Case, holds: Any) -> Case:
    """The smallest case found of which the same still holds."""
    found = True
    while found:
        found = False
        for less in smaller(case):
            try:
                found = holds(less)
            except Exception:  # noqa: BLE001, S112  # what cannot be built, or asked, is no case
                continue
            if found:
                case = less
                break
    return case


# --- Drawn cases -----------------------------------------------------------------------------

_ATTRIBUTION = ("available", "proposed", "decided", "signed")
_PRODUCTION = ("approved", "started", "delivered")
_RATES = ('"0 %"', '"10 %"', '"25 %"', '"40 %"', '"50 %"', '"60 %"', '"75 %"', '"99 %"', '"100 %"')
_DAYS = ((2015, 12, 31), (2016, 1, 1), (2016, 6, 1), (2016, 9, 1), (2016, 12, 31))
_MORE_DAYS = ((2017, 1, 1), (2017, 3, 1), (2017, 8, 1), (2018, 1, 1), (2018, 3, 1))
_WRITTEN = tuple(f"date{day}" for day in (*_DAYS, *_MORE_DAYS))
_LEVELS = ("at_least", "at_most", "more_than", "less_than")
_LONGER = {
    "Period.years(2016, 2017)": (
        "Period.years(2016, 2018)",
        "Period(date(2016, 1, 1), date(2018, 7, 1))",
        "2016",
    ),
    "2016": ("Period.years(2016, 2017)", "Period(date(2016, 1, 1), date(2017, 7, 1))"),
    "Period(date(2016, 7, 1), date(2018, 7, 1))": ("Period(date(2016, 7, 1), date(2019, 7, 1))",),
    "Period(date(2016, 2, 29), date(2017, 3, 1))": ("Period(date(2016, 2, 29), date(2018, 3, 1))",),
}
"""Terms, each with those that amendments give instead: from the same first day."""
_WIDE = (
    "Period.year(2016)",
    "Period.year(2017)",
    "Period.years(2016, 2017)",
    "Period(date(2016, 9, 1), date(2016, 10, 1))",
)
_YEARS = ("2016", "2017")
_LANDLORDS = ('"x"', '"y"')
_CODES = {"PARTY_X": '"x"', "PARTY_Y": '"y"', "PARTY_Z": '"z"'}
_KINDS = (
    "LANDLORD", "PROGRAMME", "COMMUNE", "NEIGHBOURHOOD", "CONTINGENT", "DEPARTMENT",
    "INTERCOMMUNALITY",
)  # fmt: skip


_AGREES = {field.name for field in attrs.fields(ha.Agreement)}
_PROMISES = {field.name for field in attrs.fields(ha.Share)}
_DECLARED = "landlords" in _AGREES and hasattr(ha, "UNSEEN")
_SECTORS = "sectors" in _AGREES
_LOCATED = "located_in" in _PROMISES
_BY_SIZE = hasattr(ha.Rounding, "by_size")
_WIDE_DAYS = hasattr(ha, "NOT_KNOWN")


class _Drawing:
    """Draws one case."""

    def __init__(self, random: Random, figured: float) -> None:
        self.random = random
        self.figured = figured
        self.production = random.random() < 0.3
        self.stages = _PRODUCTION if self.production else _ATTRIBUTION
        self.term = self.one(*("Period.years(2016, 2017)",) * 4, *_LONGER)
        self.landlords: tuple[str, ...] = ('"x"', '"y"', '"z"')
        self.bound: tuple[str, ...] = ()
        self.others: tuple[str, ...] = ()
        if _DECLARED and self.chance(0.25):
            self.bound = self.one(("PARTY_X", "PARTY_Y"), ("PARTY_X",))
            self.others = self.one((), ("PARTY_Z",))
            self.landlords = tuple(_CODES[party] for party in (*self.bound, *self.others))
        self.sectors: tuple[str, ...] = ()
        if _SECTORS and self.chance(0.3):
            self.sectors = self.one(("ONLY_A", "ONLY_B"), ("ONLY_A",), ("QUARTERS",))
        self.publics = ('"PLAI"', '"PLUS"') if self.production else ('"dalo"', '"shelter"')

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, *of: Any) -> Any:
        return self.random.choice(of)

    def some(self, of: Sequence[str], least: int = 0) -> tuple[str, ...]:
        return tuple(self.random.sample(of, self.random.randint(least, len(of))))

    def case(self) -> Case:
        commitments = tuple(self.commitment(f'"c{index}"') for index in range(self.one(1, 1, 1, 2)))
        named: list[tuple[str, Source]] = [
            ("parties", ("CITY",)),
            ("signed_on", "date(2016, 1, 1)"),
            ("term", self.term),
            ("territory", self.one("BOTH", "BOTH", "BOTH", "GIRONDE", "GROWS", "QUARTERS")),
            ("contingents", self.contingents()),
            ("publics", "PUBLICS"),
            ("tags", ('"t"',)),
            ("commitments", commitments),
        ]
        if self.bound:
            named += [("landlords", self.bound), ("others", self.others)]
        if self.sectors:
            named.append(("sectors", self.sectors))
        if self.chance(0.25):
            named.append(("amendments", self.amendments(commitments)))
        agreement = Call("Agreement", ('"drawn"', "None", '"Drawn"'), tuple(named))
        entries, units = [], 0
        for index in range(self.random.randint(0, 5)):
            entry, count = self.entry(f'"E{index}"', 6 - units)
            units += count
            entries.append(entry)
            if units >= 6:
                break
        on = self.one("date(2019, 1, 1)", "date(2018, 1, 1)", self.one(*_WRITTEN))
        known = self.one("None", "None", self.one(*_WRITTEN))
        figures: tuple[Source, ...] = ()
        if self.chance(self.figured):
            entries = entries[: self.one(0, 0, 1, 2)]
            draw = self.one(self.figures, self.figures, self.totals, self.rates)
            figures = draw(commitments[0])
        return Case(agreement, tuple(entries), on, known, figures)

    def figures(self, commitment: Call) -> tuple[Call, ...]:
        """Counts published of one commitment, either in total or by group."""
        options = dict(commitment.named)
        per = tuple(str(each).removeprefix("Per.") for each in options.get("per", ()))
        by_group = len(per) == 1 and self.chance(0.5)
        found, taken = [], set()
        halves = (
            "Period(date(2016, 1, 1), date(2016, 7, 1))",
            "Period(date(2016, 7, 1), date(2017, 1, 1))",
        )
        periods = (*self.one(("2016",), ("2016",), halves), "2017")
        for _ in range(self.one(1, 1, 2)):
            period = self.one(*periods)
            group = self.group(per) if by_group else "None"
            counted = self.random.randint(0, 3)
            base = self.one("None", counted, counted + 1, counted + 3)
            if (period, group) in taken:
                continue
            taken.add((period, group))
            many = self.one(str(counted), f"Bounds({counted}, {counted + 1})")
            if base != "None" and not many.isdecimal():
                base = f"Bounds({max(base, counted + 1)}, {max(base, counted + 1) + 1})"
            named = (("group", group),) if by_group else ()
            found.append(
                Call("PublishedFigure", (commitment.given[0], period, many, str(base)), named)
            )
        return tuple(found)

    def totals(self, commitment: Call) -> tuple[Call, ...]:
        """A total of a year beside its parts: groups, half-years, or both."""
        options = dict(commitment.named)
        per = tuple(str(each).removeprefix("Per.") for each in options.get("per", ()))
        halves = (
            "Period(date(2016, 1, 1), date(2016, 7, 1))",
            "Period(date(2016, 7, 1), date(2017, 1, 1))",
        )
        counted = self.random.randint(1, 4)
        base = self.one(f"{counted + 2}", f"Bounds({counted + 1}, {counted + 2})")
        found = [Call("PublishedFigure", (commitment.given[0], "2016", str(counted), base))]
        if self.chance(0.5):
            found = [self.counts(commitment, "2016", "None", counted, published=True)]
        taken = set()
        for _ in range(self.one(1, 1, 2)):
            by_group = len(per) == 1 and self.chance(0.7)
            group = self.group(per) if by_group else "None"
            period = self.one("2016", *halves) if by_group else self.one(*halves)
            if (period, group) not in taken:
                taken.add((period, group))
                found.append(self.counts(commitment, period, group, self.random.randint(0, 2)))
        if self.chance(0.2):
            years = "Period.years(2016, 2017)"
            whole = self.counts(commitment, years, "None", 5, published=True)
            found.append(whole)
        return tuple(found)

    def counts(
        self, commitment: Call, period: str, group: str, counted: int, *, published: bool = False
    ) -> Call:
        """A count and a base, rounded or not, of which one may not be published."""
        base = counted + self.one(0, 1, 2, 3)
        many = self.one(str(counted), f"Bounds({counted}, {counted + 1})", "None")
        out_of = self.one(str(base + 1), str(base + 1), f"Bounds({base}, {base + 1})", "None")
        if published and out_of == "None":
            out_of = str(base)
        if dict(commitment.named) and (commitment.name == "Volume" or out_of == "None"):
            many = str(counted) if many == "None" else many
        named = () if group == "None" else (("group", group),)
        return Call("PublishedFigure", (commitment.given[0], period, many, out_of), named)

    def rates(self, commitment: Call) -> tuple[Call, ...]:
        """A rate, at times beside a count or a base, or one by group."""
        options = dict(commitment.named)
        per = tuple(str(each).removeprefix("Per.") for each in options.get("per", ()))
        found = []
        for period in ("2016", "2017")[: self.one(1, 1, 2)]:
            group = self.group(per) if len(per) == 1 and self.chance(0.3) else "None"
            rate = self.one(
                '"25 %"', '"1/3"', 'about("20 %", to="10 %")', 'about("50 %", to="10 %")'
            )
            named = [("rate", rate)] + ([] if group == "None" else [("group", group)])
            count, base = self.one(("None", "None"), ("None", "None"), ("3", "None"), ("None", "9"))
            if commitment.name == "Volume":
                count = base = "None"
            found.append(
                Call("PublishedFigure", (commitment.given[0], period, count, base), tuple(named))
            )
        return tuple(found)

    def contingents(self) -> Source:
        where = self.one("BOTH", "GIRONDE", "ONLY_A", "GROWS")
        return (
            Call("Contingent", ('"city"', "CITY", "GIRONDE")),
            Call("Contingent", ('"state"', "CITY", where)),
        )

    def level(self, kind: str) -> str:
        return self.one(*_RATES) if kind == "Share" else str(self.random.randint(0, 4))

    def steps(self, kind: str, *, yearly: bool) -> str:
        if not yearly:
            return self.level(kind)
        years = self.some(_YEARS, 1)
        return "{" + ", ".join(f"{year}: {self.level(kind)}" for year in years) + "}"

    def table(self, kind: str, per: tuple[str, ...], *, yearly: bool) -> str:
        if not per or self.chance(0.75):
            return self.steps(kind, yearly=yearly)
        groups = dict.fromkeys(self.group(per) for _ in range(self.one(1, 2)))
        parts = [f"{group}: {self.steps(kind, yearly=yearly)}" for group in groups]
        return "{" + ", ".join(parts) + "}"

    def group(self, per: tuple[str, ...]) -> str:
        pools = {
            "LANDLORD": tuple(_CODES[party] for party in self.bound) or self.landlords,
            "PROGRAMME": ('"p"', '"q"'),
            "COMMUNE": ("A", "B", "C"),
            "DEPARTMENT": ('"33"', '"59"'),
            "INTERCOMMUNALITY": ('"243300316"', '"200093201"'),
            "NEIGHBOURHOOD": ('"Q1"', '"Q3"'),
            "CONTINGENT": ('"city"', '"state"'),
            "SECTOR": tuple(f'"{each.lower().replace("_", "-")}"' for each in self.sectors),
        }
        codes = [self.one(*pools[kind]) for kind in per]
        return codes[0] if len(codes) == 1 else f"({', '.join(codes)})"

    def commitment(self, code: str) -> Call:  # noqa: C901  # one field after another
        kind = self.one("Share", "Share", "Volume")
        kinds = [each for each in _KINDS if not (self.production and each == "CONTINGENT")]
        kinds += ["SECTOR"] * 2 if self.sectors else []
        per = tuple(dict.fromkeys(self.random.sample(kinds, self.one(0, 0, 0, 1, 1, 2))))
        yearly = self.chance(0.5)
        floor = self.one("at_least", "at_least", "more_than", "")
        ceiling = self.one("", "", "at_most", "less_than") if floor else ""
        ceiling = ceiling or ("" if floor else self.one("at_most", "less_than"))
        least = 1 if kind == "Share" else 0
        to = self.one((self.publics[0],), (self.publics[0],), self.some(self.publics, least))
        named: list[tuple[str, Source]] = [
            ("to", to),
            ("stage", f"Stage.{self.one(*self.stages[-2:], *self.stages).upper()}"),
        ]
        named += [(name, self.table(kind, per, yearly=yearly)) for name in (floor, ceiling) if name]
        if self.chance(0.6):
            named.append(("rounding", self.rounding(kind)))
        if self.chance(0.3):
            named.append(("cumulative", "True"))
        if per:
            named.append(("per", tuple(f"Per.{each}" for each in per)))
            named.append(("judge", self.one("None", "Judge.BOTH", "Judge.GROUPS", "Judge.TOTAL")))
        if floor and to == (self.publics[0],) and self.chance(0.25):
            most = self.one(*_RATES)
            named.append(("substitute", Call("Substitute", ((self.publics[1],), most))))
        if self.chance(0.2):
            named.append(("leaving_out", ('"t"',)))
        if self.chance(0.2):
            named.append(("unsure", "Unsure.LEFT_OUT"))
        if self.chance(0.3):
            pool = tuple(_CODES[party] for party in self.bound) or _LANDLORDS
            named.append(("landlords", self.some(pool, 1)))
        if not self.production and self.chance(0.2):
            named.append(("contingents", (self.one('"city"', '"state"'),)))
        if self.chance(0.25):
            named.append(("territory", self.one("ONLY_A", "GROWS", "QUARTERS", "GIRONDE")))
        if _LOCATED and self.chance(0.15):
            named.append(("located_in", self.one("ONLY_A", "GROWS", "QUARTERS")))
        return Call(kind, (code,), tuple(named))

    def rounding(self, kind: str) -> str:
        plain = [f"Rounding.{each}" for each in ("EXACT", "NEAREST", "UP", "DOWN")]
        small, large, size = self.one(*plain), self.one(*plain), self.one(1, 2, 3)
        if not _BY_SIZE or kind == "Volume" or self.chance(0.7):
            return str(small)
        return f"Rounding.by_size({{0: {small}, {size}: {large}}})"

    def amendments(self, commitments: Sequence[Call]) -> tuple[Call, ...]:
        found = []
        for _ in range(self.one(1, 1, 2)):
            named: list[tuple[str, Source]] = [
                ("effective", self.one(*_WRITTEN)),
                ("signed_on", self.one(*_WRITTEN)),
            ]
            change = self.random.random()
            if change < 0.5:
                named.append(("replace", (self.with_other_levels(commitments[0]),)))
            elif change < 0.65:
                named.append(("term", self.one(*_LONGER[self.term])))
            elif change < 0.8:
                named.append(("territory", self.one("ONLY_A", "GIRONDE", "QUARTERS")))
            else:
                where = self.one("ONLY_A", "GROWS")
                named.append(("replace", (Call("Contingent", ('"city"', "CITY", where)),)))
            found.append(Call("Amendment", (), tuple(named)))
        return tuple(found)

    def with_other_levels(self, commitment: Call) -> Call:
        """The same commitment with other levels, of the same periods."""
        changed = tuple(
            (name, self.other_level(commitment.name, value) if name in _LEVELS else value)
            for name, value in commitment.named
        )
        return commitment._replace(named=changed)

    def other_level(self, kind: str, value: Source) -> Source:
        """A level of the same periods and groups, the first of them changed."""
        if not isinstance(value, str) or "{" not in value:
            return self.level(kind)
        for rate in (*_RATES, "1", "2", "3", "4"):
            if f": {rate}" in value:
                return value.replace(f": {rate}", f": {self.level(kind)}")
        return value

    def entry(self, code: str, room: int) -> tuple[Call, int]:
        named: list[tuple[str, Source]] = []
        count = min(room, self.one(1, 1, 1, 2, 3))
        sign = -1 if self.production and self.chance(0.2) else 1
        where = self.one("A", "A", "A", "B", "B", "C")
        if self.production:
            financing = self.one("None", *self.publics, *self.publics, '"PLS"')
            call = Call("Production", (code, where, financing))
        else:
            call = Call("Attribution", (code, self.one('"city"', '"city"', '"state"'), where))
            sure = self.one((), (), (self.publics[0],), self.some(self.publics))
            rest = [public for public in self.publics if public not in sure]
            unsure = self.some(rest) if self.chance(0.3) else ()
            for name, codes in (("publics", sure), ("possible_publics", unsure)):
                if codes:
                    named.append((name, "{" + ", ".join(codes) + "}"))
        named += self.days()
        if count * sign != 1:
            named.append(("count", str(count * sign)))
        for name, codes in (
            ("landlord", (self.landlords[0], *self.landlords)),
            ("programme", ('"p"', '"q"')),
            ("neighbourhood", ('"Q1"', '"Q2"', '"Q3"', "NO_NEIGHBOURHOOD")),
        ):
            if self.chance(0.6):
                named.append((name, self.one(*codes)))
        if self.chance(0.15):
            named.append(("tags", '{"t"}'))
        if self.chance(0.1):
            named.append(("cancelled_on", self.one(*_WRITTEN)))
        return call._replace(named=tuple(named)), count

    def days(self) -> list[tuple[str, Source]]:
        reached = self.one(self.stages[-1:], self.stages[-1:], self.some(self.stages))
        written = [self.one(*_WRITTEN[1:-2]) for _ in reached]
        ordered = [stage for stage in self.stages if stage in reached]
        written.sort(key=_WRITTEN.index)
        days = dict(zip(ordered, written, strict=True))
        if _WIDE_DAYS:
            for stage in self.stages:
                if self.chance(0.12):
                    days[stage] = self.one("NOT_KNOWN", "NOT_KNOWN", *_WIDE)
        return [(f"{stage}_on", days[stage]) for stage in self.stages if stage in days]


def draw(seed: int, index: int, *, figured: float = 0.15) -> Case:
    """The case of an index, in the series of a seed; so many of them have published figures."""
    random = Random(f"{seed}/{index}")  # noqa: S311  # synthetic, and repeatable
    return _Drawing(random, figured).case()


assert NO_NEIGHBOURHOOD
