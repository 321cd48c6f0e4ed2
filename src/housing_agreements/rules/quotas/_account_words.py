"""What a report says of all that it read: what became of the entries, and of the figures."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from housing_agreements.rules.quotas.cells import Count
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Language, Text, choose, colon, number

if TYPE_CHECKING:
    from housing_agreements.rules.quotas.reports import Account

__all__ = ("say_account", "say_read", "say_unused")


def say_read(read: Count, language: Language) -> str:
    """From how many entries a report was made."""
    return f"{_READ.say(language)}{colon(language)}{number(read.entries, language)}"


_READ: Final = Text("entries read", "lignes lues")


def say_account(account: "Account", language: Language) -> Iterator[str]:
    """What became of each entry read, and how many figures were."""
    counts = (
        account.read,
        account.counted,
        account.not_concerned,
        account.cancelled,
        account.later,
        account.left_out,
        account.set_aside,
    )
    read, counted, not_concerned, cancelled, later, left_out, set_aside = (
        number(count.entries, language) for count in counts
    )
    not_known = ""
    if any(account.left_out):
        not_known = f"{_LEFT_OUT_OF_BASES.say(language)}{colon(language)}{left_out}"
    yield choose(
        language,
        f"entries read: {read} (counted: {counted}; not concerned: {not_concerned}, of which "
        f"cancelled: {cancelled}, dated later: {later}{not_known}; set aside: {set_aside})",
        f"lignes lues\u00a0: {read} (comptées\u00a0: {counted}\u202f; non concernées\u00a0: "
        f"{not_concerned}, dont annulées\u00a0: {cancelled}, datées d'après le jour demandé\u00a0: "
        f"{later}{not_known}\u202f; mises de côté\u00a0: {set_aside})",
    )
    if account.figures:
        yield f"{_FIGURES_READ.say(language)}{colon(language)}{number(account.figures, language)}"


_FIGURES_READ: Final = Text("published figures read", "chiffres publiés lus")
_LEFT_OUT_OF_BASES: Final = Text(", left out of their bases", ", exclues de leurs bases")


def say_unused(period: Period, commitments: Sequence[str], language: Language) -> str:
    """A published figure that counts in nothing judged."""
    codes, when = ", ".join(commitments), period.say(language)
    return choose(
        language,
        f"published figure not used: {codes}, {when}",
        f"chiffre publié non utilisé\u00a0: {codes}, {when}",
    )
