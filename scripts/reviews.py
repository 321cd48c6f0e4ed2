"""What there is to remark on every agreement of the catalogue, on two days.

`python -m scripts.reviews` rewrites `docs/reference/reviews.md` and its French twin. The pages
are made by `review` alone: to change them, change what is stated or what is remarked.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from scripts import tables

from housing_agreements import Agreement, Period, Remark, Text, review
from housing_agreements.catalogue.register import CATALOGUE, HOLDERS
from housing_agreements.values.periods import say_periods
from housing_agreements.values.texts import Language, say_day, semicolon

PAGES: Final = tables.pages("reviews")

_TITLE: Final = Text("Reviews", "Relectures")
_LEAD: Final = Text(
    "What [`review`](rules.md#what-there-is-to-remark) finds to remark on each agreement of the "
    "[catalogue](catalogue.md), on the day it was signed (or the first of its term, where that "
    "day is not known) and on the last day of its term. Each is held against itself, against the "
    "others, and against the law as it is known on that day: what comes into force later is not "
    "held against it yet. A remark that is worth a look accuses nobody. This page is made by "
    "`scripts/reviews.py`; it stands [in French](reviews.fr.md) too.",
    "Ce que [`review`](rules.md#what-there-is-to-remark) relève sur chaque accord du "
    "[catalogue](catalogue.md), au jour de sa signature (ou au premier jour de sa durée, si ce "
    "jour n'est pas connu) et au dernier jour de sa durée. Chacun est confronté à lui-même, aux "
    "autres, et à la loi telle qu'elle est connue ce jour-là\u00a0: ce qui entre en vigueur plus "
    "tard ne lui est pas encore opposé. Un point à vérifier n'accuse personne. Cette page est "
    "produite par `scripts/reviews.py`\u00a0; elle existe aussi [en anglais](reviews.md).",
)
_COLUMNS: Final = (
    Text("Severity", "Gravité"),
    Text("Remark", "Observation"),
    Text("Parts", "Éléments"),
    Text("Days", "Jours"),
    Text("Law", "Loi"),
    Text("Checked", "Vérification"),
)
_SIGNED: Final = Text("On {}, the day of signature", "Au {}, jour de la signature")
_BEGUN: Final = Text("On {}, the first day of the term", "Au {}, premier jour de la durée")
_ENDED: Final = Text("On {}, the last day of the term", "Au {}, dernier jour de la durée")
_NOTHING: Final = Text("Nothing to remark.", "Rien à signaler.")
_NOT_SOME_DAYS: Final = "–"


def days(agreement: Agreement) -> Iterator[tuple[Text, date]]:
    """The two days of an agreement, with how each is announced."""
    if agreement.signed_on is None:
        yield _BEGUN, agreement.term.start
    else:
        yield _SIGNED, agreement.signed_on
    yield _ENDED, agreement.term.last_day


def remarks(agreement: Agreement, on: date) -> tuple[Remark, ...]:
    """Everything there is to remark on an agreement of the catalogue on a day."""
    others = [other for other in CATALOGUE.values() if other.code != agreement.code]
    whose = HOLDERS.get(agreement.code, {})
    return tuple(review(agreement, on=on, beside=others, holders=whose))


def _say_days(periods: tuple[Period, ...], language: Language) -> str:
    return say_periods(periods, language) if periods else _NOT_SOME_DAYS


def cells(remark: Remark, language: Language) -> tuple[str, ...]:
    """A remark as a row."""
    how = remark.confidence
    return (
        remark.severity.say(language),
        remark.text.say(language),
        ", ".join(f"`{code}`" for code in remark.where),
        _say_days(remark.periods, language),
        semicolon(language).join(map(str, remark.law)) or _NOT_SOME_DAYS,
        _NOT_SOME_DAYS if how is None else how.say(language),
    )


def lines(language: Language) -> Iterator[str]:
    """The lines of the page in a language."""
    yield from tables.head(_TITLE, _LEAD, language)
    for code, agreement in CATALOGUE.items():
        yield ""
        yield f"## {agreement.title.say(language)} {{ #{code} }}"
        for announced, on in days(agreement):
            yield ""
            yield f"### {announced.say(language).format(say_day(on, language))} {{ #{code}-{on} }}"
            yield ""
            remarked = remarks(agreement, on)
            if not remarked:
                yield _NOTHING.say(language)
                continue
            rows = (cells(remark, language) for remark in remarked)
            yield from tables.table(_COLUMNS, rows, language)


def page(language: Language) -> str:
    """The page in a language."""
    return tables.page(lines(language))


if __name__ == "__main__":
    tables.write(PAGES, page)
