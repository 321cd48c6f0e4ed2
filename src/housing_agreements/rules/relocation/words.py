"""Relocations in words, English and French."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from housing_agreements.model.relocation import Offer, RelocationCharter
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import Language, Text, chosen, colon, told
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "COMPLIES",
    "NO_SOURCE",
    "RIGHT",
    "told_answer",
    "told_limit",
    "told_owed",
    "told_refusals",
)

COMPLIES: Final = {
    Verdict.MET: Text("complies", "conforme"),
    Verdict.UNMET: Text("does not comply", "non conforme"),
    Verdict.UNDETERMINED: Text("may comply", "peut être conforme"),
}
RIGHT: Final = {
    Verdict.MET: Text(
        "the right to stay has ended by refusals", "le droit au maintien a pris fin par les refus"
    ),
    Verdict.UNMET: Text(
        "refusals have not ended the right to stay",
        "les refus n'ont pas mis fin au droit au maintien",
    ),
    Verdict.UNDETERMINED: Text(
        "not known whether refusals have ended the right to stay",
        "on ne sait pas si les refus ont mis fin au droit au maintien",
    ),
}
NO_SOURCE: Final = Text(
    "note: how many refusals, and how many months, are those given with the charter; no verified "
    "source of the law is held for them",
    "à savoir\u00a0: le nombre de refus et de mois est celui donné avec la charte\u00a0; aucune "
    "source de droit vérifiée n'est connue ici",
)


def told_answer(offer: Offer, on: date, language: Language) -> str:
    """What the household answered to an offer by a day."""
    if offer.refused_on is not None and offer.refused_on <= on:
        day = told(offer.refused_on, language)
        return chosen(language, f"refused on {day}", f"refusée le {day}")
    if offer.accepted_on is not None and offer.accepted_on <= on:
        day = told(offer.accepted_on, language)
        return chosen(language, f"accepted on {day}", f"acceptée le {day}")
    return chosen(language, "not answered", "sans réponse")


def told_refusals(refusals: Bounds[int], number: int | None, language: Language) -> str:
    """How many refusals count, of how many."""
    many = refusals.said(language)
    of = chosen(language, "a number not known", "un nombre inconnu") if number is None else number
    return chosen(
        language,
        f"refusals of offers that comply: {many}, of {of}",
        f"refus de propositions conformes\u00a0: {many}, sur {of}",
    )


def told_limit(
    last: tuple[date | None, date | None],
    ends: tuple[date | None, date | None],
    charter: RelocationCharter,
    language: Language,
) -> Iterator[str]:
    """The day of the refusal that matters, and the one on which the right to stay ends."""
    if last == (None, None):
        return
    lead = chosen(language, "the refusal that completes them", "le refus qui atteint ce nombre")
    yield f"{lead}{colon(language)}{_span(last, language)}"
    lead = chosen(language, "the right to stay ends", "le droit au maintien prend fin")
    if charter.months is None:
        when = chosen(language, "after a time not known", "après un délai inconnu")
    else:
        when = _span(ends, language)
    yield f"{lead}{colon(language)}{when}"


def _span(days: tuple[date | None, date | None], language: Language) -> str:
    first, last = (None if day is None else told(day, language) for day in days)
    if first == last:
        return str(first)
    if last is None:
        return chosen(language, f"not before {first}, or never", f"pas avant le {first}, ou jamais")
    return chosen(language, f"from {first} to {last}", f"entre le {first} et le {last}")


def told_owed(owed: Bounds[int] | None, accepted: Offer | None, language: Language) -> str:
    """How many offers are still owed."""
    lead = chosen(language, "offers that comply still owed", "propositions conformes encore dues")
    if accepted is not None:
        why = chosen(
            language, f"none, {accepted.id} was accepted", f"aucune, {accepted.id} est acceptée"
        )
        return f"{lead}{colon(language)}{why}"
    many = chosen(language, "not known", "nombre inconnu") if owed is None else owed.said(language)
    return f"{lead}{colon(language)}{many}"
