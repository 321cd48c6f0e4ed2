"""What is not known of entries or figures, and would decide a finding.

A `Doubt` tells of how many dwellings something is not known; a `MissingFact` what, of one entry.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Enumeration, Record
from housing_agreements.explanations.blocks import Line, make_line
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Per
from housing_agreements.rules._vocabulary import WOULD_SETTLE
from housing_agreements.values.texts import Language, Spoken, Text, semicolon

__all__ = ("Doubt", "DoubtKind", "MissingFact", "say_doubts")


class DoubtKind(Enumeration):
    """What is not known of entries, or of a published figure."""

    PUBLIC = "public"
    """Whether a household belongs to a public."""
    FINANCING = "financing"
    """Whether a dwelling has a financing."""
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
    """What it is about: the code of the public or of the financing, the kind of the group, the word
    of the stage; empty for the others, and where several stages count."""
    dwellings: int
    """How many dwellings it concerns."""
    name: Text | None = None
    """What the code is called; `None`: it has no name."""


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
_One = tuple[Text, Text]
"""The words for one dwelling, and for several."""

_FIGURE_IN_DOUBT: Final = Text(
    "the exact number behind a published figure", "le nombre exact que recouvre un chiffre publié"
)
_DOUBTS: Final[dict[DoubtKind, _One]] = {
    DoubtKind.PUBLIC: (
        Text(
            "whether 1 dwelling reaches the public “{name}”",
            "si un logement bénéficie au public «\u00a0{name}\u00a0»",
        ),
        Text(
            "whether {dwellings} dwellings reach the public “{name}”",
            "si {dwellings} logements bénéficient au public «\u00a0{name}\u00a0»",
        ),
    ),
    DoubtKind.FINANCING: (
        Text(
            "whether the financing of 1 dwelling is “{name}”",
            "si le financement d'un logement est «\u00a0{name}\u00a0»",
        ),
        Text(
            "whether the financing of {dwellings} dwellings is “{name}”",
            "si le financement de {dwellings} logements est «\u00a0{name}\u00a0»",
        ),
    ),
    DoubtKind.PLACE: (
        Text("whether 1 dwelling stands in the territory", "si un logement est dans le territoire"),
        Text(
            "whether {dwellings} dwellings stand in the territory",
            "si {dwellings} logements sont dans le territoire",
        ),
    ),
    DoubtKind.LANDLORD: (
        Text("the landlord of 1 dwelling", "le bailleur d'un logement"),
        Text("the landlord of {dwellings} dwellings", "le bailleur de {dwellings} logements"),
    ),
    DoubtKind.DAY: (
        Text(
            "the day on which 1 dwelling reached the stage",
            "la date à laquelle un logement a atteint l'étape",
        ),
        Text(
            "the day on which {dwellings} dwellings reached the stage",
            "la date à laquelle {dwellings} logements ont atteint l'étape",
        ),
    ),
    DoubtKind.STAGE: (
        Text(
            "whether and when 1 dwelling reached the stage",
            "si un logement a atteint l'étape, et quand",
        ),
        Text(
            "whether and when {dwellings} dwellings reached the stage",
            "si {dwellings} logements ont atteint l'étape, et quand",
        ),
    ),
    DoubtKind.FIGURE: (_FIGURE_IN_DOUBT, _FIGURE_IN_DOUBT),
}
"""The words of each kind; of days and stages, those for several stages at once."""
_DAYS_REACHED: Final[dict[str, _One]] = {
    Stage.AVAILABLE.value: (
        Text(
            "the day on which 1 dwelling was made available",
            "la date de mise à disposition d'un logement",
        ),
        Text(
            "the day on which {dwellings} dwellings were made available",
            "la date de mise à disposition de {dwellings} logements",
        ),
    ),
    Stage.PROPOSED.value: (
        Text("the day on which 1 dwelling was proposed", "la date de proposition d'un logement"),
        Text(
            "the day on which {dwellings} dwellings were proposed",
            "la date de proposition de {dwellings} logements",
        ),
    ),
    Stage.DECIDED.value: (
        Text(
            "the day of the decision on 1 dwelling",
            "la date de la décision d'attribution d'un logement",
        ),
        Text(
            "the day of the decision on {dwellings} dwellings",
            "la date de la décision d'attribution de {dwellings} logements",
        ),
    ),
    Stage.SIGNED.value: (
        Text(
            "the day on which the lease of 1 dwelling was signed",
            "la date de signature du bail d'un logement",
        ),
        Text(
            "the day on which the leases of {dwellings} dwellings were signed",
            "la date de signature des baux de {dwellings} logements",
        ),
    ),
    Stage.APPROVED.value: (
        Text("the day on which 1 dwelling was approved", "la date de l'agrément d'un logement"),
        Text(
            "the day on which {dwellings} dwellings were approved",
            "la date de l'agrément de {dwellings} logements",
        ),
    ),
    Stage.STARTED.value: (
        Text(
            "the day on which works on 1 dwelling started",
            "la date de mise en chantier d'un logement",
        ),
        Text(
            "the day on which works on {dwellings} dwellings started",
            "la date de mise en chantier de {dwellings} logements",
        ),
    ),
    Stage.DELIVERED.value: (
        Text("the day on which 1 dwelling was delivered", "la date de livraison d'un logement"),
        Text(
            "the day on which {dwellings} dwellings were delivered",
            "la date de livraison de {dwellings} logements",
        ),
    ),
}
"""When dwellings that reached a stage did so."""
_WHETHER_REACHED: Final[dict[str, _One]] = {
    Stage.AVAILABLE.value: (
        Text(
            "whether 1 dwelling was made available, and when",
            "si un logement a été mis à disposition, et quand",
        ),
        Text(
            "whether {dwellings} dwellings were made available, and when",
            "si {dwellings} logements ont été mis à disposition, et quand",
        ),
    ),
    Stage.PROPOSED.value: (
        Text("whether 1 dwelling was proposed, and when", "si un logement a été proposé, et quand"),
        Text(
            "whether {dwellings} dwellings were proposed, and when",
            "si {dwellings} logements ont été proposés, et quand",
        ),
    ),
    Stage.DECIDED.value: (
        Text(
            "whether 1 dwelling was attributed, and when",
            "si un logement a été attribué, et quand",
        ),
        Text(
            "whether {dwellings} dwellings were attributed, and when",
            "si {dwellings} logements ont été attribués, et quand",
        ),
    ),
    Stage.SIGNED.value: (
        Text(
            "whether the lease of 1 dwelling was signed, and when",
            "si le bail d'un logement a été signé, et quand",
        ),
        Text(
            "whether the leases of {dwellings} dwellings were signed, and when",
            "si les baux de {dwellings} logements ont été signés, et quand",
        ),
    ),
    Stage.APPROVED.value: (
        Text("whether 1 dwelling was approved, and when", "si un logement a été agréé, et quand"),
        Text(
            "whether {dwellings} dwellings were approved, and when",
            "si {dwellings} logements ont été agréés, et quand",
        ),
    ),
    Stage.STARTED.value: (
        Text(
            "whether works on 1 dwelling started, and when",
            "si un logement a été mis en chantier, et quand",
        ),
        Text(
            "whether works on {dwellings} dwellings started, and when",
            "si {dwellings} logements ont été mis en chantier, et quand",
        ),
    ),
    Stage.DELIVERED.value: (
        Text("whether 1 dwelling was delivered, and when", "si un logement a été livré, et quand"),
        Text(
            "whether {dwellings} dwellings were delivered, and when",
            "si {dwellings} logements ont été livrés, et quand",
        ),
    ),
}
"""Whether dwellings reached a stage, and when."""
_GROUPS_IN_DOUBT: Final[dict[str, _One]] = {
    Per.COMMUNE.value: (
        Text("the commune of 1 dwelling", "la commune d'un logement"),
        Text("the commune of {dwellings} dwellings", "la commune de {dwellings} logements"),
    ),
    Per.DEPARTMENT.value: (
        Text("the department of 1 dwelling", "le département d'un logement"),
        Text("the department of {dwellings} dwellings", "le département de {dwellings} logements"),
    ),
    Per.INTERCOMMUNALITY.value: (
        Text("the intercommunality of 1 dwelling", "l'intercommunalité d'un logement"),
        Text(
            "the intercommunality of {dwellings} dwellings",
            "l'intercommunalité de {dwellings} logements",
        ),
    ),
    Per.PROGRAMME.value: (
        Text("the programme of 1 dwelling", "le programme d'un logement"),
        Text("the programme of {dwellings} dwellings", "le programme de {dwellings} logements"),
    ),
    Per.LANDLORD.value: _DOUBTS[DoubtKind.LANDLORD],
    Per.NEIGHBOURHOOD.value: (
        Text("the neighbourhood of 1 dwelling", "le quartier d'un logement"),
        Text("the neighbourhood of {dwellings} dwellings", "le quartier de {dwellings} logements"),
    ),
    Per.SECTOR.value: (
        Text("the sector of 1 dwelling", "le secteur d'un logement"),
        Text("the sector of {dwellings} dwellings", "le secteur de {dwellings} logements"),
    ),
}
"""The kinds of groups that may not be known of a dwelling."""
_BY_CODE: Final[dict[DoubtKind, dict[str, _One]]] = {
    DoubtKind.DAY: _DAYS_REACHED,
    DoubtKind.STAGE: _WHETHER_REACHED,
    DoubtKind.GROUP: _GROUPS_IN_DOUBT,
}
"""The words of the kinds that have others for each code."""


def say_doubts(doubts: Sequence[Doubt], language: Language, *, settles: bool) -> Iterator[Line]:
    """What is not known, and whether knowing it would settle the finding."""
    if not doubts:
        return
    words = semicolon(language).join(_say_doubt(doubt, language) for doubt in doubts)
    lead = WOULD_SETTLE if settles else _NOT_KNOWN_EITHER
    yield make_line(words, lead.say(language))


def _say_doubt(doubt: Doubt, language: Language) -> str:
    by_code = _BY_CODE.get(doubt.kind, {})
    one, several = by_code.get(doubt.code) or _DOUBTS[doubt.kind]
    name = doubt.code if doubt.name is None else doubt.name.say(language)
    words = one if doubt.dwellings == 1 else several
    return words.say(language, dwellings=doubt.dwellings, name=name)
