"""What a report says of all that it read: what became of the entries, and of the figures."""

from typing import Final

import attrs

from housing_agreements._records import tell_number
from housing_agreements.rules.quotas.cells import Count
from housing_agreements.values.texts import Language, Spoken, Text, choose, colon, number

__all__ = ("Account",)


_READ: Final = Text("entries read", "lignes lues")
_FIGURES_READ: Final = Text("published figures read", "chiffres publiés lus")
_LEFT_OUT_OF_BASES: Final = Text(", left out of their bases", ", exclues de leurs bases")


@attrs.frozen(eq=False, repr=False)
class Account(Spoken):
    """What became of each entry read: `read = counted + not_concerned + set_aside`."""

    read: Count
    """All the entries."""
    counted: Count
    """Those in the base of something judged, surely or possibly."""
    not_concerned: Count
    """Those in no base: elsewhere, of another contingent, outside every period, not reached."""
    cancelled: Count
    """Of those not concerned, the ones that were void on the day asked."""
    later: Count
    """Of those not concerned, the ones dated after the day asked: they do not count yet."""
    left_out: Count
    """Of those not concerned, the ones that bases leave out: see `Unsure.LEFT_OUT`."""
    set_aside: Count
    """Those that bear a code the agreement does not know."""
    figures: int
    """How many published figures were read, beside the entries."""

    def _essentials(self) -> str:
        read = f"{tell_number(self.read.entries, 'entry')} read"
        parts = (self.counted, self.not_concerned, self.set_aside)
        counted, not_concerned, set_aside = (f"{part.entries:,}" for part in parts)
        told = f"{read}: {counted} counted, {not_concerned} not concerned, {set_aside} set aside"
        return f"{told}; {tell_number(self.figures, 'published figure')}" if self.figures else told

    def say(self, language: Language) -> str:
        """What became of each entry read, then how many figures were, a line each."""
        counts = (
            self.read,
            self.counted,
            self.not_concerned,
            self.cancelled,
            self.later,
            self.left_out,
            self.set_aside,
        )
        read, counted, not_concerned, cancelled, later, left_out, set_aside = (
            number(count.entries, language) for count in counts
        )
        not_known = ""
        if any(self.left_out):
            not_known = f"{_LEFT_OUT_OF_BASES.say(language)}{colon(language)}{left_out}"
        said = choose(
            language,
            f"entries read: {read} (counted: {counted}; not concerned: {not_concerned}, of which "
            f"cancelled: {cancelled}, dated later: {later}{not_known}; set aside: {set_aside})",
            f"lignes lues\u00a0: {read} (comptées\u00a0: {counted}\u202f; "
            f"non concernées\u00a0: {not_concerned}, dont annulées\u00a0: {cancelled}, "
            f"datées d'après le jour demandé\u00a0: {later}{not_known}\u202f; "
            f"mises de côté\u00a0: {set_aside})",
        )
        if self.figures:
            figures = number(self.figures, language)
            said = f"{said}\n{_FIGURES_READ.say(language)}{colon(language)}{figures}"
        return said

    def say_read(self, language: Language) -> str:
        """From how many entries a report was made."""
        return f"{_READ.say(language)}{colon(language)}{number(self.read.entries, language)}"
