"""The clauses of every agreement of the catalogue, and what carries each of them.

`python -m scripts.clauses` rewrites `docs/reference/clauses.md` and its French twin. The pages
are made from the catalogue alone: to change them, change the clauses.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from scripts import tables

from housing_agreements import (
    Agreement,
    Contingent,
    Party,
    Period,
    PriorityPublic,
    Reference,
    Share,
    Territory,
    Text,
    Undertaking,
    Volume,
)
from housing_agreements.catalogue.clauses import Carrier, Clause, carriers
from housing_agreements.catalogue.register import CATALOGUE, CLAUSES, resolve
from housing_agreements.values.texts import Language, say_day, semicolon

PAGES: Final = tables.pages("clauses")

_TITLE: Final = Text("Clauses", "Clauses")
_LEAD: Final = Text(
    "Each clause of each document, summed up in our own words, and what carries it in the "
    "agreement of the [catalogue](catalogue.md). A clause that nothing carries commits to nothing. "
    "This page is made from the catalogue by `scripts/clauses.py`; it stands "
    "[in French](clauses.fr.md) too.",
    "Chaque clause de chaque document, résumée dans nos propres mots, et ce qui la porte dans "
    "l'accord du [catalogue](catalogue.md). Une clause que rien ne porte n'engage à rien. Cette "
    "page est produite à partir du catalogue par `scripts/clauses.py`\u00a0; elle existe aussi "
    "[en anglais](clauses.md).",
)
_COLUMNS: Final = (
    Text("Clause", "Clause"),
    Text("What it says", "Ce qu'elle dit"),
    Text("Carried by", "Portée par"),
    Text("Source", "Source"),
)
_NOT_HELD: Final = Text("not held", "absent du catalogue")
_NOTHING: Final = Text("nothing", "rien")
_KINDS: Final = (
    (Party, Text("party", "partie")),
    (Reference, Text("reference", "renvoi")),
    (Territory, Text("territory", "territoire")),
    (Period, Text("term", "durée")),
    (date, Text("signature", "signature")),
    (Contingent, Text("contingent", "contingent")),
    (PriorityPublic, Text("public", "public")),
    (Share, Text("share", "part")),
    (Volume, Text("volume", "volume")),
    (Undertaking, Text("undertaking", "engagement")),
)
"""What kind of thing carries a clause."""


def say_carrier(code: str, carrier: Carrier, language: Language) -> str:
    """A carrier in a cell: its kind, and its code or its value."""
    kind = next(words for part, words in _KINDS if isinstance(carrier, part)).say(language)
    if isinstance(carrier, Period):
        return f"{kind} {carrier.say(language)}"
    if isinstance(carrier, date):
        return f"{kind} {say_day(carrier, language)}"
    if isinstance(carrier, Territory):
        return f"{kind} {carrier.name}"
    if isinstance(carrier, Reference):
        if resolve(carrier) is None:
            return f"{kind} `{code}` ({_NOT_HELD.say(language)})"
        return f"{kind} [`{code}`](#{code})"
    return f"{kind} `{code}`"


def cells(clause: Clause, agreement: Agreement, language: Language) -> tuple[str, ...]:
    """A clause as a row."""
    pairs = zip(clause.carried_by, carriers(clause, agreement), strict=True)
    return (
        clause.code,
        clause.text.say(language),
        ", ".join(say_carrier(code, carrier, language) for code, carrier in pairs)
        or _NOTHING.say(language),
        semicolon(language).join(dict.fromkeys(map(str, clause.sources))),
    )


def lines(language: Language) -> Iterator[str]:
    """The lines of the page in a language."""
    yield from tables.head(_TITLE, _LEAD, language)
    for code, agreement in CATALOGUE.items():
        yield ""
        yield f"## {agreement.title.say(language)} {{ #{code} }}"
        yield ""
        rows = (cells(clause, agreement, language) for clause in CLAUSES[code])
        yield from tables.table(_COLUMNS, rows, language)


def page(language: Language) -> str:
    """The page in a language."""
    return tables.page(lines(language))


if __name__ == "__main__":
    tables.write(PAGES, page)
