"""OpenFisca-France beside the library: `python -m benchmarks.openfisca [--python PATH]`.

Without `--python`, an environment of its own is made in a temporary folder and OpenFisca-France
installed there from the package index; nothing of it stays.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import attrs

from benchmarks.differences import compared, lines
from benchmarks.households import (
    Drawn,
    columns_of,
    columns_stated,
    drawn,
    household_of,
    household_stated,
    one,
)
from benchmarks.processes import SIDE, Other, Side, interpreter, process, written
from benchmarks.timing import Took, least, line, timed
from housing_agreements import Criterion, Household, PriorityPublic, Verdict, check_eligibility
from housing_agreements.law.incomes.ceilings import under_ceiling, under_ceiling_of_dwelling

__all__ = ("CASES", "DAYS", "Case", "described", "frames", "main", "shown")


@attrs.frozen
class Case:
    """One question, asked of both."""

    name: str
    """How OpenFisca-France's side calls it."""
    said: str
    """What is asked."""
    criterion: Criterion
    """The question to the library."""
    household: Callable[[Drawn], Household]
    """What the library is given, as an object."""
    columns: Callable[[list[Drawn]], dict[str, list[object]]]
    """The same, as columns."""


CASES: Final = (
    Case(
        "dwelling",
        "by the dwelling and the people",
        under_ceiling_of_dwelling("PLAI"),
        household_of,
        columns_of,
    ),
    Case(
        "stated",
        "by a stated zone and category",
        under_ceiling("PLAI"),
        household_stated,
        columns_stated,
    ),
)
"""What is asked: whether the income does not exceed the ceiling of PLAI."""


DAYS: Final = (date(2018, 1, 1), date(2022, 1, 1), date(2024, 1, 1))
"""The days on which answers are compared; times are those of the first."""


def frames() -> tuple[Any, Any] | None:
    """The module that reads frames, and Polars; `None` where either is not there."""
    try:
        return import_module("housing_agreements.frames"), import_module("polars")
    except ModuleNotFoundError:
        return None


def described(row: Drawn, month: str) -> dict[str, Any]:
    """One household as one writes it by hand for OpenFisca-France."""
    adults = [f"adult-{place}" for place in range(row.adults)]
    children = [f"child-{place}" for place in range(row.children)]
    ages = dict(zip(adults, (row.first_age, row.second_age), strict=False))
    year = int(month[:4])
    rfr = {str(earlier): row.income for earlier in (year, year - 1, year - 2)}
    return {
        "individus": {name: {"age": {month: ages.get(name, 10)}} for name in (*adults, *children)},
        "familles": {
            "f": {
                "parents": adults,
                "enfants": children,
                "al_nb_personnes_a_charge": {month: row.children},
            }
        },
        "foyers_fiscaux": {"d": {"declarants": adults, "personnes_a_charge": children, "rfr": rfr}},
        "menages": {
            "m": {
                "personne_de_reference": adults[:1],
                "conjoint": adults[1:],
                "enfants": children,
                "depcom": {month: row.code},
            }
        },
    }


def _single(other: Side, case: Case, on: date, repeats: int) -> Iterator[str]:
    """One household."""
    month = f"{on:%Y-%m}"
    ask = partial(other.took, case=case.name, rows="one", month=month)
    row = one()
    household = case.household(row)
    public = PriorityPublic("under", "Under the ceiling", case.criterion)
    ours: dict[str, Callable[[], object]] = {
        "decided": partial(case.criterion.decide, household, on=on),
        "explained": partial(check_eligibility, household, public, on=on),
        "built": lambda: case.criterion.decide(case.household(row), on=on),
    }
    jobs = {name: partial(timed, run, 500) for name, run in ours.items()}
    jobs["answers"] = partial(ask, what="answers", times=200)
    if case.name == "dwelling":
        words = described(row, month)
        jobs["words"] = partial(ask, what="from words", described=words, times=10)
    took = least(jobs, repeats)
    said = f"one household {case.said}"
    yield line(f"{said}: `decide`", 1, took["answers"], took["decided"], 500)
    yield line(f"{said}: `check_eligibility`", 1, took["answers"], took["explained"], None)
    if "words" in took:
        yield line(f"{said}: from its description", 1, took["words"], took["built"], None)


def _first(python: Path, folder: Path, on: date) -> Iterator[str]:
    """The first answer of a new process, the end of the process included."""
    order = {"case": "dwelling", "rows": "one", "month": f"{on:%Y-%m}", "what": "answers"}
    there = [str(python), "-I", str(SIDE), str(folder)]
    here = [sys.executable, "-c", _OWN]
    asked = json.dumps({**order, "times": 1})
    started = {
        name: partial(process, command, text)
        for name, command, text in (("there", there, asked), ("here", here, ""))
    }
    took = least(started, 3)
    yield line("the first answer of a new process", 1, took["there"], took["here"], None)


_OWN: Final = """
from datetime import date
from housing_agreements import Household
from housing_agreements.law.incomes.ceilings import under_ceiling_of_dwelling
from housing_agreements.geography.territories import Place
household = Household(
    annual_income=30_049, household_size=4, dependants=2, disabled_member=False, couple=True,
    couple_age_sum=78, dwelling_offered=Place("94080"),
)
under_ceiling_of_dwelling("PLAI").decide(household, on=date(2018, 1, 1))
"""


def _many(
    other: Side, case: Case, rows: list[Drawn], on: date, how: argparse.Namespace
) -> Iterator[str]:
    """Many households, as objects and as columns."""
    count = len(rows)
    ask = partial(other.took, case=case.name, rows=str(count), month=f"{on:%Y-%m}", times=1)
    few = rows[: how.objects]
    share = len(few) / count
    households = [case.household(row) for row in few]
    decide = case.criterion.decide

    def one_by_one() -> object:
        return [decide(household, on=on) for household in households]

    def built() -> object:
        return [decide(case.household(row), on=on) for row in few]

    both = frames()
    jobs: dict[str, Callable[[], Took]] = {
        "answers": partial(ask, what="answers"),
        "columns": partial(ask, what="from columns"),
        "objects": partial(timed, one_by_one, 1),
        "built": partial(timed, built, 1),
    }
    if both is not None:
        module, polars = both
        frame = polars.DataFrame(case.columns(rows))
        jobs["frame"] = partial(timed, partial(module.decide, frame, case.criterion, on=on), 1)
    took = least(jobs, how.repeats)
    scaled = "" if share == 1 else f" (of {len(few):,}, scaled)"
    said = f"{case.said}: "
    yield line(
        f"{said}a list of objects{scaled}",
        count,
        took["answers"],
        took["objects"].over(share),
        None,
    )
    if "frame" in took:
        target = 50 if count == 1_000_000 else None
        yield line(f"{said}a Polars frame", count, took["answers"], took["frame"], target)
    yield line(
        f"{said}from columns, objects{scaled}",
        count,
        took["columns"],
        took["built"].over(share),
        None,
    )
    if "frame" in took:
        yield line(
            f"{said}from columns, a Polars frame", count, took["columns"], took["frame"], None
        )


def _verdicts(case: Case, rows: list[Drawn], on: date) -> list[Verdict]:
    """What the library answers; the frame must answer as the objects do."""
    verdicts = [case.criterion.decide(case.household(row), on=on) for row in rows]
    both = frames()
    if both is not None:
        module, polars = both
        frame = module.decide(polars.DataFrame(case.columns(rows)), case.criterion, on=on)
        expected = [_ANSWERS[verdict] for verdict in verdicts]
        if frame["answer"].to_list() != expected:
            raise AssertionError("the frame and the objects answer otherwise")
    return verdicts


_ANSWERS: Final = {Verdict.MET: True, Verdict.UNMET: False, Verdict.UNDETERMINED: None}


def _header(other: Other, repeats: int) -> tuple[str, ...]:
    ours = ["attrs", "python-dateutil"]
    if frames() is not None:
        ours += ["narwhals", "polars"]
    named = [f"{name} {version(name)}" for name in ours]
    named += [f"{name} {number}" for name, number in other.versions.items()]
    return (
        f"Python {platform.python_version()}, {', '.join(named)}; the least of {repeats} runs",
        "",
        "| what | households | OpenFisca-France | here | ratio | on the clock | target |",
        "|---|---|---|---|---|---|---|",
    )


def shown(other: Side, folder: Path, how: argparse.Namespace, on: date) -> Iterator[str]:
    """How long both take, then where they answer otherwise, line by line."""
    for case in CASES:
        yield from _single(other, case, on, how.repeats)
    for count in how.households:
        rows = drawn(count, on=on)
        written(rows, str(count), folder)
        for case in CASES:
            yield from _many(other, case, rows, on, how)
    for day in how.days:
        rows = drawn(how.answers, on=day)
        written(rows, f"answers-{day}", folder)
        for case in CASES:
            words = {"case": case.name, "rows": f"answers-{day}", "month": f"{day:%Y-%m}"}
            there, here = other.answers(**words), _verdicts(case, rows, day)
            yield f"\n{day}, {case.said}\n"
            yield from lines(compared(rows, there, here, case=case.name, on=day))


def main(arguments: list[str] | None = None) -> None:
    """Print how long both take, and where they answer otherwise."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.openfisca", description=__doc__)
    parser.add_argument("--python", type=Path, help="an interpreter that has OpenFisca-France")
    parser.add_argument("--households", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--objects", type=int, default=100_000, help="the most objects timed")
    parser.add_argument("--answers", type=int, default=100_000, help="how many are compared")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--days", type=date.fromisoformat, nargs="*", default=DAYS)
    how = parser.parse_args(arguments)
    on = DAYS[0]
    with interpreter(how.python) as python, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written([one()], "one", folder)
        other = Other(python, folder)
        try:
            for text in (*_header(other, how.repeats), *_first(python, folder, on)):
                print(text, flush=True)
            for text in shown(other, folder, how, on):
                print(text, flush=True)
        finally:
            other.end()


if __name__ == "__main__":
    main()
