"""What became of the entries and figures read, in words, English and French."""

from collections.abc import Sequence
from typing import Final

from housing_agreements.rules.tally.cells import Count
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, chosen, number

__all__ = ("told_account", "told_set_aside", "told_unused")


def told_account(account: Sequence[Count], language: Language) -> str:
    """What became of each entry read."""
    read, counted, not_concerned, cancelled, later, set_aside = (
        number(each.entries, language) for each in account
    )
    return chosen(
        language,
        f"entries read: {read} (counted: {counted}; not concerned: {not_concerned}, of which "
        f"cancelled: {cancelled}, dated later: {later}; set aside: {set_aside})",
        f"lignes lues\u00a0: {read} (comptées\u00a0: {counted}\u00a0; non concernées\u00a0: "
        f"{not_concerned}, dont annulées\u00a0: {cancelled}, datées d'après le jour demandé\u00a0: "
        f"{later}\u00a0; mises de côté\u00a0: {set_aside})",
    )


def told_set_aside(what: str, code: str, count: Count, language: Language) -> str:
    """Which entries were set aside, and why."""
    kind = _UNKNOWN[what].said(language)
    lines = number(count.entries, language)
    return chosen(
        language,
        f"set aside, {kind} {code!r} that the agreement does not know: {lines}",
        f"mises de côté, {kind} «\u00a0{code}\u00a0» "
        f"que la convention ne connaît pas\u00a0: {lines}",
    )


_UNKNOWN: Final = {
    "contingent": Text("contingent", "contingent"),
    "public": Text("public", "public"),
    "tag": Text("tag", "étiquette"),
}


def told_unused(period: Period, commitments: Sequence[str], language: Language) -> str:
    """A published figure that counts in nothing judged."""
    codes, when = ", ".join(commitments), period.said(language)
    return chosen(
        language,
        f"published figure not used: {codes}, {when}",
        f"chiffre publié non utilisé\u00a0: {codes}, {when}",
    )
