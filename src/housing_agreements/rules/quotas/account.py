"""What a report says of all that it read: what became of the entries, and of the figures."""

from typing import Final

import attrs

from housing_agreements._records import tell_number
from housing_agreements.rules.quotas.cells import Count
from housing_agreements.values.texts import Language, Spoken, Text, semicolon

__all__ = ("Account",)


_READ: Final = Text("entries read: {read}", "lignes lues\u00a0: {read}")
_FATES: Final = Text(
    "entries read: {read} (counted: {counted}; not concerned: {not_concerned}, of which "
    "cancelled: {cancelled}, dated later: {later}; set aside: {set_aside})",
    "lignes lues\u00a0: {read} (comptées\u00a0: {counted}\u202f; non concernées\u00a0: "
    "{not_concerned}, dont annulées\u00a0: {cancelled}, postérieures à la date demandée\u00a0: "
    "{later}\u202f; mises de côté\u00a0: {set_aside})",
)
_FATES_WITH_LEFT_OUT: Final = Text(
    "entries read: {read} (counted: {counted}; not concerned: {not_concerned}, of which "
    "cancelled: {cancelled}, dated later: {later}, left out of their bases: {left_out}; "
    "set aside: {set_aside})",
    "lignes lues\u00a0: {read} (comptées\u00a0: {counted}\u202f; non concernées\u00a0: "
    "{not_concerned}, dont annulées\u00a0: {cancelled}, postérieures à la date demandée\u00a0: "
    "{later}, exclues de leurs bases\u00a0: {left_out}\u202f; mises de côté\u00a0: {set_aside})",
)
_FIGURES_READ: Final = Text(
    "published figures read: {figures}", "chiffres publiés lus\u00a0: {figures}"
)


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
        fates = _FATES_WITH_LEFT_OUT if any(self.left_out) else _FATES
        said = fates.say(
            language,
            read=self.read.entries,
            counted=self.counted.entries,
            not_concerned=self.not_concerned.entries,
            cancelled=self.cancelled.entries,
            later=self.later.entries,
            left_out=self.left_out.entries,
            set_aside=self.set_aside.entries,
        )
        if self.figures:
            said = f"{said}\n{_FIGURES_READ.say(language, figures=self.figures)}"
        return said

    def say_read(self, language: Language) -> str:
        """From how many entries a report was made, and how many published figures."""
        read = _READ.say(language, read=self.read.entries)
        if not self.figures:
            return read
        figures = _FIGURES_READ.say(language, figures=self.figures)
        return f"{read}{semicolon(language)}{figures}"
