"""The stages of an attribution and of a dwelling produced: which one counts, and its day."""

from enum import Enum

__all__ = ("ATTRIBUTION_STAGES", "PRODUCTION_STAGES", "Stage")


class Stage(Enum):
    """The stage at which a commitment counts an entry (*étape*).

    Of an attribution: the dwelling is made available (*mis à disposition*), proposed to a
    household (*proposé*), attributed by the commission (*attribué*), its lease signed (*bail
    signé*). Of dwellings produced: approved (*agréés*), started (*mis en chantier*),
    delivered (*livrés*).

    Source:
        L.313-26-2 and L.441-1 of the Code de la construction et de l'habitation count
        attributions; the rule on priority neighbourhoods counts signed leases; the Gironde
        protocol of 2018 counts dwellings offered.

    Examples:
        >>> Stage.SIGNED.field
        'signed_on'
        >>> Stage.AVAILABLE.of_production
        False
    """

    AVAILABLE = "available"
    PROPOSED = "proposed"
    DECIDED = "decided"
    SIGNED = "signed"
    APPROVED = "approved"
    STARTED = "started"
    DELIVERED = "delivered"

    @property
    def field(self) -> str:
        """The field of an entry that holds the day of the stage."""
        return f"{self.value}_on"

    @property
    def of_production(self) -> bool:
        """Whether the stage is one of dwellings produced, not of an attribution."""
        return self in PRODUCTION_STAGES


ATTRIBUTION_STAGES = (Stage.AVAILABLE, Stage.PROPOSED, Stage.DECIDED, Stage.SIGNED)
"""The stages of an attribution, in order."""
PRODUCTION_STAGES = (Stage.APPROVED, Stage.STARTED, Stage.DELIVERED)
"""The stages of dwellings produced, in order."""
