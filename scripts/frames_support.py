"""What each kind of data frame supports, found out by running it.

`python -m scripts.frames_support` rewrites `docs/reference/frames-support.md` and its French twin.
Every cell was asked of a small synthetic frame, and held against the objects: the script fails
where an answer differs. It needs every engine that frames are tested on, and Java for Spark.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from scripts import tables
from tests.frames.asked import CRITERIA, KINDS, READING, Feature
from tests.frames.counted import COUNTED, REFUSED
from tests.frames.engines import ENGINES
from tests.java import why_not

from housing_agreements import HousingAgreementsError, Text
from housing_agreements.values.texts import Language

PAGES: Final = tables.pages("frames-support")

_NAMES: Final = {
    "polars": Text("Polars", "Polars"),
    "polars, lazy": Text("Polars, lazy", "Polars, évaluation différée"),
    "pandas": Text("pandas", "pandas"),
    "pandas, nullable": Text("pandas, nullable", "pandas, types nullables"),
    "pandas, by Arrow": Text("pandas, by Arrow", "pandas, avec Arrow"),
    "pyarrow": Text("PyArrow", "PyArrow"),
    "duckdb": Text("DuckDB", "DuckDB"),
    "dask": Text("Dask", "Dask"),
    "pyspark": Text("PySpark", "PySpark"),
}
_TITLE: Final = Text("What frames support", "Ce que permettent les tableaux de données")
_LEAD: Final = Text(
    "What each kind of [data frame](frames.md#data-frames) can be asked. Every cell was asked "
    "of a small synthetic frame. *Yes*: it answers as the objects do. *Refused*: with the error "
    "of that number, below. *Undetermined*: a lazy frame is not run to find values that cannot "
    "be; they decide nothing, and `refused=` counts them. This page is made by "
    "`scripts/frames_support.py`; it stands [in French](frames-support.fr.md) too.",
    "Ce que l'on peut demander à chaque type de [tableau de données](frames.md#data-frames). "
    "Chaque case a été demandée à un petit tableau fictif. *Oui*\u00a0: il répond comme les "
    "objets. *Refusé*\u00a0: avec l'erreur de ce numéro, ci-dessous. *Indéterminé*\u00a0: un "
    "tableau à évaluation différée n'est pas parcouru à la recherche de valeurs impossibles\u00a0; "
    "elles ne décident de rien, et `refused=` les compte. "
    "Cette page est produite par `scripts/frames_support.py`\u00a0; elle existe aussi "
    "[en anglais](frames-support.md).",
)
CHAPTERS: Final[Mapping[Text, Sequence[Feature]]] = {
    Text("Criteria", "Critères"): CRITERIA,
    Text("How facts are read", "Lecture des faits"): READING,
    Text("Kinds of columns", "Types de colonnes"): KINDS,
    Text("Commitments and ledgers", "Engagements et registres"): COUNTED,
    Text("Faults of ledgers", "Erreurs dans les registres"): REFUSED,
}
"""What is asked, by chapter."""
_ANCHORS: Final = ("criteria", "facts", "kinds", "commitments", "faults")
"""Where the chapters can be linked to, in both languages."""
_REFUSALS: Final = Text("Refusals", "Refus")
_REFUSALS_LEAD: Final = Text(
    "The words of each refusal. Frames whose rows have numbers say, too, in which rows.",
    "Le message de chaque refus, que la bibliothèque donne en anglais. Les tableaux dont les "
    "lignes sont numérotées disent aussi dans lesquelles.",
)
_IN_ROW: Final = re.compile(r" in row [0-9]+")
_YES: Final = Text("yes", "oui")
_REFUSED: Final = Text("refused", "refusé")
_UNDETERMINED: Final = Text("undetermined", "indéterminé")


def ask(feature: Feature, engine: str) -> str | None:
    """With which words a frame of an engine refuses; `None`: it answers as the objects do."""
    try:
        feature.ask(ENGINES[engine])
    except HousingAgreementsError as error:
        return " ".join(str(error).split())
    return None


@cache
def ask_all() -> Mapping[Text, Sequence[tuple[Feature, tuple[str | None, ...]]]]:
    """By chapter: for each feature, with which words each engine refuses it."""
    return {
        chapter: [
            (feature, tuple(ask(feature, engine) for engine in _NAMES)) for feature in features
        ]
        for chapter, features in CHAPTERS.items()
    }


def _cell(feature: Feature, words: str | None, numbers: dict[str, int], language: Language) -> str:
    if words is not None:
        number = numbers.setdefault(_IN_ROW.sub("", words), len(numbers) + 1)
        return f"{_REFUSED.say(language)}\u00a0[{number}](#refusals)"
    return (_UNDETERMINED if feature.is_fault else _YES).say(language)


def lines(language: Language) -> Iterator[str]:
    """The lines of the page in a language."""
    numbers: dict[str, int] = {}
    yield from tables.head(_TITLE, _LEAD, language)
    for index, (chapter, features) in enumerate(ask_all().items()):
        yield ""
        yield f"## {chapter.say(language)} {{ #{_ANCHORS[index]} }}"
        yield ""
        rows = (
            [
                feature.name.say(language),
                *(_cell(feature, refusal, numbers, language) for refusal in words),
            ]
            for feature, words in features
        )
        yield from tables.table([chapter, *_NAMES.values()], rows, language)
    yield ""
    yield f"## {_REFUSALS.say(language)} {{ #refusals }}"
    yield ""
    yield _REFUSALS_LEAD.say(language)
    yield ""
    yield from (f"{number}. `{words}`" for words, number in numbers.items())


def page(language: Language) -> str:
    """The page in a language."""
    return tables.page(lines(language))


if __name__ == "__main__":
    if reason := why_not():
        sys.exit(reason)
    tables.write(PAGES, page)
