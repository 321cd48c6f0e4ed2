"""Make the long tables of the official geographic code from the files of its history.

    python -m scripts.official_code FOLDER

The folder holds `communes.csv`, `districts.csv`, `postcodes.csv`, `epci.csv` and `ept.csv`: the
history of the communes since 1943, their districts, the postcodes, the intercommunalities by
edition. The tables are modules of `housing_agreements.geography`: texts, one for each department,
which are read when they are asked for.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Final, NamedTuple

GEOGRAPHY: Final = Path(__file__).parents[1] / "src" / "housing_agreements" / "geography"

_HEAD: Final = '''"""{title}

Made by `scripts/official_code.py`; no line is written by hand.

{form}

Source: the official geographic code (*code officiel géographique*) of INSEE and the list of
intercommunalities of the DGCL, under the Licence Ouverte, as the releases 0.7.0 to 6.0.0 of the
package `@etalab/decoupage-administratif` (licence MIT) republish them.
"""

# ruff: noqa: E501  # because a line holds a department

from collections.abc import Mapping
from typing import Final

__all__ = ("{name}",)

{name}: Final[Mapping[str, str]] = {{
'''

_COMMUNES: Final = """\
Three parts of a text stand between bars. The first lists the numbers of the communes that
nothing is told of but that they are in use. The second lists the stretches of time of all
others: the number; after `+` the first day, and how the stretch began (`b`: the code follows
others, which ended into it on that day; `c`: created out of communes that are not told; `r`:
restored; `q`: restored, perhaps with other ground of the commune that it came out of); after
`-` the first day on which it is no longer in use, and after `>` the code that has its ground
from then on; after `*` the numbers of its districts. The third lists the other departments
with which communes were exchanged."""

_NAMES: Final = """\
Each name follows the number of its commune or district, once for each stretch of time in which
the name is another one."""

_POSTCODES: Final = """\
The last three figures of each postcode, and the codes of the communes and districts in which
it is in use. The keys are the first two figures."""

_INTERCOMMUNALITIES: Final = """\
Number, kind and name of each, and its communes by first and last year of the editions that
list them. The keys are the departments of the first commune of each. The public establishments
of the Paris area (*établissements publics territoriaux*) have the kind EPT."""


class Row(NamedTuple):
    """A code in one stretch of time, as the history tells it."""

    code: str
    name: str
    start: str
    end: str
    into: str
    why_ended: str
    why_began: str


def main(folder: Path) -> None:
    """Write the four modules."""
    told = (Row(*line) for line in _lines(folder / "communes.csv"))
    rows = sorted(told, key=attrgetter("code", "start"))
    districts = list(_lines(folder / "districts.csv"))
    _write(
        "communes",
        "The communes of the official code since 1943, by department.",
        _COMMUNES,
        _communes(rows, districts),
    )
    _write(
        "names",
        "The names of the communes and districts, by department.",
        _NAMES,
        _names(rows, districts),
    )
    _write(
        "postcodes",
        "The postcodes and the communes in which each is in use.",
        _POSTCODES,
        _postcodes(_lines(folder / "postcodes.csv")),
    )
    bodies = [*_lines(folder / "epci.csv"), *_lines(folder / "ept.csv")]
    _write(
        "intercommunalities",
        "The intercommunalities and their communes, by edition.",
        _INTERCOMMUNALITIES,
        _intercommunalities(bodies),
    )


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        yield from rows


def _write(subject: str, title: str, form: str, texts: Mapping[str, str]) -> None:
    """One module: a text for each key, none of which holds what would end it."""
    assert not any(mark in text for text in texts.values() for mark in "\\\n"), subject
    head = _HEAD.format(title=title, form=form, name=f"{subject.upper()}_TABLE")
    quotable = {key: text.replace('"', r"\"") for key, text in texts.items()}
    lines = [f'    "{key}": "{quotable[key]}",\n' for key in sorted(quotable)]
    path = GEOGRAPHY / f"_official_{subject}.py"
    path.write_text(f"{head}{''.join(lines)}}}\n", encoding="utf-8")


def _department(code: str) -> str:
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def _number(code: str) -> str:
    return code.removeprefix(_department(code))


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers as ranges: `1-3 5`."""
    ordered = sorted(numbers)
    breaks = [index for index, (one, next_) in enumerate(pairwise(ordered), 1) if next_ != one + 1]
    runs = [ordered[first:last] for first, last in pairwise([0, *breaks, len(ordered)])]
    return " ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs if run)


def _communes(rows: list[Row], districts: list[list[str]]) -> dict[str, str]:
    parts: dict[str, dict[str, int]] = defaultdict(dict)
    for code, _, commune in districts:
        parts[commune][code] = int(_number(code))
    began = _manners(rows)
    always: dict[str, list[int]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        department = _department(row.code)
        if row.code in parts:
            others[department].append(f"{_number(row.code)}*{_ranges(parts[row.code].values())}")
        elif not row.start and not row.end:
            always[department].append(int(_number(row.code)))
        else:
            start = f"+{row.start}{began[row]}" if row.start else ""
            into = f">{row.into}" if row.into else ""
            end = f"-{row.end}{into}" if row.end else ""
            others[department].append(f"{_number(row.code)}{start}{end}")
    families = _families(rows)
    return {
        department: "|".join(
            [_ranges(always[department]), ",".join(others[department]), " ".join(family)]
        )
        for department, family in families.items()
    }


def _manners(rows: list[Row]) -> dict[Row, str]:
    """How each stretch that has a first day began."""
    followed = {(row.into, row.end) for row in rows}
    by_code: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    began: dict[Row, str] = {}
    for row in rows:
        if not row.start:
            continue
        if (row.code, row.start) in followed:
            began[row] = "b"
        elif row.why_began == "création":
            began[row] = "c"
        else:
            began[row] = "r"
            if row.why_began not in {"rétablissement", "dé-fusion"} and _with_others(row, by_code):
                began[row] = "q"
    # What the reader of the tables takes for granted.
    lost = {row.code for row in rows if row.end and not row.into}
    assert not any(row.into in lost for row in rows), "a commune ended in one that is suppressed"
    return began


def _with_others(row: Row, by_code: Mapping[str, list[Row]]) -> bool:
    """Whether the commune that a restored one came out of holds ground of yet others."""
    before = by_code[row.code][by_code[row.code].index(row) - 1]
    host = _follow(before, row.start, by_code)
    again = {
        code for code, stretches in by_code.items() if any(s.start == row.start for s in stretches)
    }
    return any(
        one.end
        and one.end <= row.start
        and one.code not in again
        and one.code != host
        and _follow(one, row.start, by_code) == host
        for stretches in by_code.values()
        for one in stretches[:1]
    )


def _follow(row: Row, day: str, by_code: Mapping[str, list[Row]]) -> str:
    """The code that has the ground of a stretch on a day."""
    while row.end and row.end <= day and row.into:
        row = next(
            other
            for other in by_code[row.into]
            if other.start <= row.end and (not other.end or other.end > row.end)
        )
    return row.code


def _families(rows: list[Row]) -> dict[str, list[str]]:
    """The other departments that exchanged communes with a department, directly or not."""
    families: dict[str, set[str]] = {}
    for row in rows:
        pair = {_department(row.code), _department(row.into or row.code)}
        joint = set().union(*(families.get(department, {department}) for department in pair))
        families.update(dict.fromkeys(joint, joint))
    return {department: sorted(joint - {department}) for department, joint in families.items()}


def _names(rows: list[Row], districts: list[list[str]]) -> dict[str, str]:
    names: dict[str, list[str]] = defaultdict(list)
    told = [(row.code, row.start, row.name) for row in rows]
    told += [(code, "", name) for code, name, _ in districts]
    before = ("", "")
    for code, _, name in sorted(told):
        assert not set(name) & set("|;"), name
        if (code, name) != before:
            names[_department(code)].append(f"{_number(code)}{name}")
        before = (code, name)
    return {department: ";".join(texts) for department, texts in names.items()}


def _postcodes(lines: Iterable[list[str]]) -> dict[str, str]:
    texts: dict[str, list[str]] = defaultdict(list)
    for postcode, codes in lines:
        texts[postcode[:2]].append(f"{postcode[2:]} {codes}")
    return {start: ";".join(entries) for start, entries in texts.items()}


def _intercommunalities(bodies: Iterable[list[str]]) -> dict[str, str]:
    texts: dict[str, list[str]] = defaultdict(list)
    for number, kind, name, members in sorted(bodies):
        assert not set(name) & set("|;"), name
        years = [part.replace(":", "") for part in members.split("; ")]
        first = years[0].split()[1]
        texts[_department(first)].append("|".join([number, kind, name, *years]))
    return {department: ";".join(entries) for department, entries in texts.items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
