"""The parties that sign several of the documents, and what a signatory undertakes."""

from collections.abc import Iterable
from typing import Final

from housing_agreements.model.parties import Party
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = (
    "ACTION_LOGEMENT_HAUTS_DE_FRANCE",
    "LILLE_METROPOLIS",
    "RENNES_METROPOLIS",
    "state_undertaking",
)

ACTION_LOGEMENT_HAUTS_DE_FRANCE: Final = Party(
    "action-logement-group", "Action Logement (comité régional Hauts-de-France)"
)
LILLE_METROPOLIS: Final = Party("mel", "Métropole européenne de Lille")
RENNES_METROPOLIS: Final = Party("rennes-metropole", "Rennes Métropole")


def state_undertaking(
    code: str,
    en: str,
    fr: str,
    *sources: Source,
    by: Iterable[Party],
    due: Period | None = None,
    owed: bool = True,
) -> Undertaking:
    """What parties undertake, in English and in French; standing unless it is due in a period.

    What is not owed is what they may do.

    Examples:
        >>> state_undertaking("study", "a study", "une étude", by=(LILLE_METROPOLIS,)).by
        ('mel',)
    """
    codes = tuple(party.code for party in by)
    return Undertaking(code, Text(en, fr), by=codes, due=due, owed=owed, sources=sources)
