"""What is not known of entries or figures, and would decide a finding.

A `Doubt` tells of how many dwellings something is not known; a `MissingFact` what, of one entry.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Enumeration, Record
from housing_agreements.explanations.blocks import Line
from housing_agreements.model.groups import (
    Per,
)
from housing_agreements.rules._vocabulary import WOULD_SETTLE
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    number,
    semicolon,
)

__all__ = ("Doubt", "DoubtKind", "MissingFact", "say_doubts")


class DoubtKind(Enumeration):
    """What is not known of entries, or of a published figure."""

    PUBLIC = "public"
    """Whether a household belongs to a public."""
    PLACE = "place"
    """Whether a dwelling stands in the territory."""
    LANDLORD = "landlord"
    """Whose a dwelling is."""
    DAY = "day"
    """When an entry reached the stage."""
    STAGE = "stage"
    """Whether an entry reached the stage, and when."""
    GROUP = "group"
    """In which group it falls."""
    FIGURE = "figure"
    """The exact number behind a published figure."""


@attrs.frozen(eq=False, repr=False)
class Doubt(Record):
    """A fact that is not known, and that would decide an undetermined finding."""

    kind: DoubtKind
    """What is not known."""
    code: str
    """The public whose membership is not known, or the kind of group; empty for the others."""
    dwellings: int
    """How many dwellings it concerns."""


@attrs.frozen(eq=False, repr=False)
class MissingFact(Spoken):
    """A fact that is not known of one entry, and can change a finding (*fait manquant*).

    Examples:
        >>> landlord = Text("whose the dwelling is", "à qui est le logement")
        >>> print(MissingFact(DoubtKind.LANDLORD, "office", landlord))
        whose the dwelling is
    """

    kind: DoubtKind
    """What is not known."""
    code: str
    """What it is about: the code of the public, of the financing, of the territory, of the
    landlord or of the group, the word of the stage, or the commitment of a published figure;
    several codes stand with commas."""
    name: Text
    """What to find out, in words."""

    def __attrs_post_init__(self) -> None:
        """Refuse a field of another type."""
        faults = Faults("MissingFact")
        faults.check_fields(self)
        faults.report()

    def say(self, language: Language) -> str:
        """What to find out, in words."""
        return self.name.say(language)


_NOT_KNOWN_EITHER: Final = Text("not known", "non connu")

_DOUBTS: Final = {
    DoubtKind.PUBLIC: (
        Text(
            "whether 1 dwelling reaches the public {code!r}",
            "si un logement bénéficie au public «\u00a0{code}\u00a0»",
        ),
        Text(
            "whether {n} dwellings reach the public {code!r}",
            "si {n} logements bénéficient au public «\u00a0{code}\u00a0»",
        ),
    ),
    DoubtKind.PLACE: (
        Text("whether 1 dwelling stands in the territory", "si un logement est dans le territoire"),
        Text(
            "whether {n} dwellings stand in the territory",
            "si {n} logements sont dans le territoire",
        ),
    ),
    DoubtKind.LANDLORD: (
        Text("the landlord of 1 dwelling", "le bailleur d'un logement"),
        Text("the landlord of {n} dwellings", "le bailleur de {n} logements"),
    ),
    DoubtKind.DAY: (
        Text(
            "the day on which 1 dwelling reached the stage",
            "le jour où un logement a atteint l'étape",
        ),
        Text(
            "the day on which {n} dwellings reached the stage",
            "le jour où {n} logements ont atteint l'étape",
        ),
    ),
    DoubtKind.STAGE: (
        Text(
            "whether and when 1 dwelling reached the stage",
            "si un logement a atteint l'étape, et quand",
        ),
        Text(
            "whether and when {n} dwellings reached the stage",
            "si {n} logements ont atteint l'étape, et quand",
        ),
    ),
    DoubtKind.FIGURE: (
        Text(
            "the exact number behind a published figure",
            "le nombre exact derrière un chiffre publié",
        ),
    )
    * 2,
}


_GROUPS_IN_DOUBT: Final = {
    Per.COMMUNE.value: (
        Text("the commune of 1 dwelling", "la commune d'un logement"),
        Text("the commune of {n} dwellings", "la commune de {n} logements"),
    ),
    Per.DEPARTMENT.value: (
        Text("the department of 1 dwelling", "le département d'un logement"),
        Text("the department of {n} dwellings", "le département de {n} logements"),
    ),
    Per.INTERCOMMUNALITY.value: (
        Text("the intercommunality of 1 dwelling", "l'intercommunalité d'un logement"),
        Text("the intercommunality of {n} dwellings", "l'intercommunalité de {n} logements"),
    ),
    Per.PROGRAMME.value: (
        Text("the programme of 1 dwelling", "le programme d'un logement"),
        Text("the programme of {n} dwellings", "le programme de {n} logements"),
    ),
    Per.LANDLORD.value: _DOUBTS[DoubtKind.LANDLORD],
    Per.NEIGHBOURHOOD.value: (
        Text("the neighbourhood of 1 dwelling", "le quartier d'un logement"),
        Text("the neighbourhood of {n} dwellings", "le quartier de {n} logements"),
    ),
    Per.SECTOR.value: (
        Text("the sector of 1 dwelling", "le secteur d'un logement"),
        Text("the sector of {n} dwellings", "le secteur de {n} logements"),
    ),
}
"""The kinds of groups that may not be known of a dwelling."""


def say_doubts(doubts: Sequence[Doubt], language: Language, *, settles: bool) -> Iterator[Line]:
    """What is not known, and whether knowing it would settle the finding."""
    if not doubts:
        return
    parts: list[str] = []
    for doubt in doubts:
        of_group = doubt.kind is DoubtKind.GROUP
        one, many = _GROUPS_IN_DOUBT[doubt.code] if of_group else _DOUBTS[doubt.kind]
        words = (one if doubt.dwellings == 1 else many).say(language)
        parts.append(words.format(n=number(doubt.dwellings, language), code=doubt.code))
    lead = WOULD_SETTLE if settles else _NOT_KNOWN_EITHER
    yield Line(semicolon(language).join(parts), lead.say(language))
