"""Pages of tables in English and in French, made by the scripts beside this one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from housing_agreements import Text
from housing_agreements.values.texts import Language

REFERENCE: Final = Path(__file__).parents[1] / "docs" / "reference"

Pages = Mapping[Language, Path]
"""Where the page stands, by language."""


def pages(name: str) -> dict[Language, Path]:
    """The two pages of that name."""
    return {"en": REFERENCE / f"{name}.md", "fr": REFERENCE / f"{name}.fr.md"}


def head(title: Text, lead: Text, language: Language) -> Iterator[str]:
    """The first lines of a page."""
    yield f"# {title.say(language)}"
    yield ""
    yield lead.say(language)


def table(
    columns: Sequence[Text], rows: Iterable[Sequence[str]], language: Language
) -> Iterator[str]:
    """The lines of a table: its columns, and one line for each row."""
    yield row(column.say(language) for column in columns)
    yield "|" + " --- |" * len(columns)
    yield from map(row, rows)


def row(cells: Iterable[str]) -> str:
    """A line of a table; a bar in a cell does not end it."""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def page(lines: Iterable[str]) -> str:
    """The text of these lines."""
    return "".join(f"{line}\n" for line in lines)


def write(where: Pages, make_page: Callable[[Language], str]) -> None:
    """Write the page in each language."""
    for language, path in where.items():
        path.write_text(make_page(language), encoding="utf-8")
