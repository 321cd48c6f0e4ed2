"""What kinds of agreements there are."""

from typing import Final

from housing_agreements._records import Enumeration
from housing_agreements.values.texts import (
    Language,
    Text,
)

__all__ = ("AgreementKind",)


class AgreementKind(Enumeration):
    """What kind of agreement it is."""

    PROTOCOL = "protocol"
    """*Protocole*: a holder of reservations and the State."""
    PARTNERSHIP = "partnership"
    """*Convention de partenariat*."""
    FRAMEWORK = "framework"
    """*Convention-cadre*: orientations for several years."""
    CIET = "ciet"
    """*Convention intercommunale d'équilibre territorial*, of 2014 to 2017."""
    CIA = "cia"
    """*Convention intercommunale d'attribution*, since 2017."""
    OTHER = "other"
    """Any other kind."""

    def say(self, language: Language) -> str:
        """The kind in words.

        Examples:
            >>> AgreementKind.FRAMEWORK.say("fr")
            'convention-cadre'
        """
        return _KINDS[self].say(language)


_KINDS: Final = {
    AgreementKind.PROTOCOL: Text("protocol", "protocole"),
    AgreementKind.PARTNERSHIP: Text("partnership", "convention de partenariat"),
    AgreementKind.FRAMEWORK: Text("framework", "convention-cadre"),
    AgreementKind.CIET: Text("CIET", "CIET"),
    AgreementKind.CIA: Text("CIA", "CIA"),
    AgreementKind.OTHER: Text("other", "autre"),
}
