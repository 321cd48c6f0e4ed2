"""The words that several answers share, in English and in French.

They name what the model is made of: a part of an agreement, a field of a part, and what stands in
a field. What belongs to one answer alone stands with it; what a value says of itself is its
`say`: the words of a verdict are those of `Verdict.say`.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Final, cast

from housing_agreements._checks import MOST
from housing_agreements._records import Record
from housing_agreements._visible_text import is_text
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.kinds import say_value
from housing_agreements.geography._coverage import ALL, NOTHING, Coverage
from housing_agreements.geography._members import Members
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Amendment, Part
from housing_agreements.model.commitments import Commitment, Share, Substitute, Unsure, Volume
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Judge, Per
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.levels import Level, Levels
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Reference
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding, RoundingBySize
from housing_agreements.values.texts import (
    Language,
    Text,
    choose,
    colon,
    join_words,
    number,
    percent,
    say_day,
    semicolon,
)
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "NOTHING_TO_JUDGE",
    "WOULD_SETTLE",
    "has_words",
    "is_field",
    "part_name",
    "say_field",
    "say_field_value",
    "say_part",
    "say_verdict",
)

WOULD_SETTLE: Final = Text("what would settle it", "à connaître pour trancher")
"""What stands before that which is not known, and decides."""
NOTHING_TO_JUDGE: Final = Text("nothing to judge", "rien à juger")


def say_verdict(verdict: Verdict | None, language: Language) -> str:
    """A verdict in words; there was nothing to judge where there is none.

    Examples:
        >>> say_verdict(Verdict.MET, "fr"), say_verdict(None, "fr")
        ('respecté', 'rien à juger')
    """
    return (NOTHING_TO_JUDGE if verdict is None else verdict).say(language)


def part_name(part: Part) -> Text:
    """What a part is called: its title, its name, its text, or its holder's name."""
    if isinstance(part, Commitment):
        return part.title or Text(part.code, part.code)
    if isinstance(part, PriorityPublic):
        return part.name
    return Text(part.holder.name, part.holder.name) if isinstance(part, Contingent) else part.text


def say_part(part: Part, language: Language) -> str:
    """What a part is called, with its code."""
    return f"{part_name(part).say(language)} ({part.code})"


def say_field(field: str, language: Language) -> str:
    """What a field is called.

    Examples:
        >>> say_field("at_least", "fr")
        'le plancher'
    """
    return _FIELD_NAMES[field].say(language)


def _name_territory(field: str, name: Text) -> dict[str, Text]:
    """What a field that holds a territory is called, and what may differ in it."""
    en, fr = name.en, name.fr
    # French: le lieu, "le code du lieu".
    of_it = f"du {fr.removeprefix('le ')}"
    return {
        field: name,
        f"{field}, code": Text(f"the code of {en}", f"le code {of_it}"),
        f"{field}, name": Text(f"the name of {en}", f"le nom {of_it}"),
        f"{field}, level": Text(f"the level of {en}", f"l'échelon {of_it}"),
        f"{field}, caveats": Text(f"what must be known of {en}", f"ce qu'il faut savoir {of_it}"),
        f"{field}, known from": Text(
            f"the first day on which {en} is known", f"le premier jour où {fr} est connu"
        ),
        f"{field}, verified until": Text(
            f"the last day on which {en} was verified", f"le dernier jour où {fr} a été vérifié"
        ),
        f"{field}, assumed until": Text(
            f"the last day on which {en} is assumed to be as it was",
            f"le dernier jour où {fr} est supposé inchangé",
        ),
    }


_FIELD_NAMES: Final = {
    "code": Text("the code", "le code"),
    "kind": Text("the kind", "la nature"),
    "title": Text("the title", "le titre"),
    "parties": Text("the signatories", "les signataires"),
    "signed_on": Text("the day of signature", "le jour de signature"),
    "term": Text("the term", "la durée"),
    **_name_territory("territory", Text("the territory", "le territoire")),
    "sectors": Text("the sectors", "les secteurs"),
    **_name_territory("sector", Text("the sector", "le secteur")),
    "contingents of the agreement": Text("the contingents", "les contingents"),
    "landlords of the agreement": Text("the landlords bound", "les bailleurs engagés"),
    "others": Text("the other landlords", "les autres bailleurs"),
    "publics": Text("the publics", "les publics"),
    "commitments": Text("the commitments", "les engagements chiffrés"),
    "undertakings": Text("the undertakings", "les engagements de faire"),
    "part_of": Text("the agreements that it implements", "les conventions qu'elle met en œuvre"),
    "annexes": Text("the annexes", "les annexes"),
    "tags": Text("the tags", "les étiquettes"),
    "names": Text("the name", "le nom"),
    "sources": Text("the sources", "les sources"),
    "amendments": Text("the amendments", "les avenants"),
    "former_terms": Text("the terms that it had before", "les durées qu'elle a eues auparavant"),
    "holder": Text("the holder", "le réservataire"),
    "management": Text("the management", "la gestion"),
    "share": Text("the share of the holder", "la part du réservataire"),
    "dwellings": Text("the number of dwellings", "le nombre de logements"),
    "name": Text("the name", "le nom"),
    "criterion": Text("the definition", "la définition"),
    "criterion, known from": Text(
        "the first day on which the definition is known",
        "le premier jour où la définition est connue",
    ),
    "criterion, verified until": Text(
        "the last day on which the definition was verified",
        "le dernier jour où la définition a été vérifiée",
    ),
    "criterion, assumed until": Text(
        "the last day on which the definition is assumed to be as it was",
        "le dernier jour où la définition est supposée inchangée",
    ),
    "to": Text("what counts", "ce qui compte"),
    **_name_territory("located_in", Text("the place that counts", "le lieu qui compte")),
    "stage": Text("the stage that counts", "l'étape qui compte"),
    "at_least": Text("the floor", "le plancher"),
    "more_than": Text("the floor to exceed", "le plancher à dépasser"),
    "at_most": Text("the ceiling", "le plafond"),
    "less_than": Text("the ceiling not to reach", "le plafond à ne pas atteindre"),
    "contingents": Text("the contingents of the base", "les contingents de la base"),
    "landlords": Text("the landlords of the base", "les bailleurs de la base"),
    "leaving_out": Text("what the base leaves out", "ce que la base exclut"),
    "unsure": Text("the fate of unsure cases", "le sort des cas incertains"),
    "periods": Text("the accounting periods", "les périodes de compte"),
    "rounding": Text("the rounding", "l'arrondi"),
    "cumulative": Text("the adding up of periods", "le cumul des périodes"),
    "per": Text("what it holds for one by one", "ce pour quoi il vaut séparément"),
    "judge": Text("what is judged", "ce qui est jugé"),
    "substitute": Text("the substitution", "la substitution"),
    "caveats": Text("what must be known", "ce qu'il faut savoir"),
    "text": Text("the text", "le texte"),
    "by": Text("who owes it", "qui le doit"),
    "due": Text("the day it is due", "l'échéance"),
}


def say_field_value(value: object, language: Language, field: str = "") -> str:
    """The value of a field in words.

    Examples:
        >>> say_field_value(Fraction(1, 4), "en")
        '25 %'
        >>> say_field_value(None, "en"), say_field_value(None, "en", "due")
        ('“not stated”', '“standing”')
    """
    if value is None:
        return _WHERE_NOTHING_STANDS.get(field, _NOT_STATED).say(language)
    if isinstance(value, bool):
        return say_value(value, language)
    if isinstance(value, _KINDS_THAT_SAY_THEMSELVES):
        return value.say(language)
    if isinstance(value, Enum):
        return _MEMBER_NAMES[value].say(language)
    if isinstance(value, type):
        return _COMMITMENT_KINDS[value].say(language)
    say = next((say for kind, say in _WAYS_TO_SAY if isinstance(value, kind)), None)
    return str(value) if say is None else say(value, language)


def has_words(value: object) -> bool:
    """Whether `say_field_value` has words for a value that may stand in a field.

    Examples:
        >>> has_words(Fraction(1, 4)), has_words(0.25), has_words(Stage.DECIDED)
        (True, False, True)
    """
    kind = type(value)
    if kind in _EXACT_KINDS:
        return kind is not int or 0 <= cast("int", value) <= MOST
    if issubclass(kind, Enum):
        return value in _MEMBER_NAMES or issubclass(kind, _KINDS_THAT_SAY_THEMSELVES)
    if issubclass(kind, type):
        return cast("type", value) in _COMMITMENT_KINDS
    return is_text(value) or issubclass(kind, _KINDS_OF_OURS)


def is_field(name: object) -> bool:
    """Whether `say_field` has words for a field.

    Examples:
        >>> is_field("at_least"), is_field("at least")
        (True, False)
    """
    return type(name) is str and name in _FIELD_NAMES


_MEMBER_NAMES: Final[dict[Enum, Text]] = {
    Unsure.BOUNDS: Text("bounds", "encadrement"),
    Unsure.LEFT_OUT: Text("left out", "exclusion de la base"),
    Rounding.EXACT: Text("none", "sans arrondi"),
    Rounding.NEAREST: Text("to the nearest", "au plus proche"),
    Rounding.UP: Text("up", "par excès"),
    Rounding.DOWN: Text("down", "par défaut"),
    Judge.TOTAL: Text("the total", "le total"),
    Judge.GROUPS: Text("the groups", "les groupes"),
    Judge.BOTH: Text("the total and the groups", "le total et les groupes"),
}
_COMMITMENT_KINDS: Final[dict[type, Text]] = {
    Share: Text("a share", "une part"),
    Volume: Text("a number", "un nombre"),
}
_NOT_STATED: Final = Text("“not stated”", "«\u00a0non précisé\u00a0»")
_WHERE_NOTHING_STANDS: Final = {
    "criterion": Text("“nobody”", "«\u00a0personne\u00a0»"),
    "territory": Text("“all of the agreement”", "«\u00a0tout celui de la convention\u00a0»"),
    "due": Text("“standing”", "«\u00a0sans échéance\u00a0»"),
    "substitute": Text("“none”", "«\u00a0aucune\u00a0»"),
    "located_in": Text("“anywhere in the base”", "«\u00a0partout dans la base\u00a0»"),
    "judge": Text("“by default”", "«\u00a0par défaut\u00a0»"),
}


def _quote(value: Text, language: Language) -> str:
    words = value.say(language)
    return choose(language, f"“{words}”", f"«\u00a0{words}\u00a0»")


def _say_levels(value: Levels[Level], language: Language) -> str:
    whole = choose(language, " in every period", " sur chaque période")
    return f"[{value.say(language)}{'' if value.periods else whole}]"


def _say_members(value: Members, language: Language) -> str:
    """What is covered: departments, communes, and parts of them."""
    parts: list[str] = []
    if value.elsewhere != NOTHING:
        anywhere = choose(language, "anywhere", "partout")
        parts.append(f"{anywhere}{_say_coverage(value.elsewhere, language)}")
    for one, several, areas in (
        (Text("department", "département"), Text("departments", "départements"), value.departments),
        (Text("commune", "commune"), Text("communes", "communes"), value.communes),
    ):
        if areas:
            name = (one if len(areas) == 1 else several).say(language)
            codes = join_words(
                (f"{code}{_say_coverage(part, language)}" for code, part in areas), language
            )
            parts.append(f"{name} {codes}")
    return semicolon(language).join([*parts, *value.say_reading(language)])


def _say_coverage(part: Coverage, language: Language) -> str:
    """The part of an area that is covered, nothing when it is all of it."""
    if part == ALL:
        return ""
    if part == NOTHING:
        return choose(language, " (left out)", " (exclue)")
    by_answer: dict[bool | None, list[str]] = {}
    for code, answer in part.exceptions:
        by_answer.setdefault(answer, []).append(code)
    words = [_PERHAPS_THESE.say(language).format("").rstrip()] if part.elsewhere is None else []
    yes = _SURELY_THESE if part.elsewhere is None else _ONLY_THESE
    for answer, template in ((True, yes), (False, _BUT_THESE), (None, _PERHAPS_THESE)):
        if codes := by_answer.get(answer):
            words.append(template.say(language).format(", ".join(codes)))
    return f" ({semicolon(language).join(words)})"


_ONLY_THESE: Final = Text("only {}", "{} seulement")
_SURELY_THESE: Final = Text("surely {}", "certainement {}")
_BUT_THESE: Final = Text("but {}", "sauf {}")
_PERHAPS_THESE: Final = Text("perhaps {}", "peut-être {}")


def _say_rounding_by_size(value: RoundingBySize, language: Language) -> str:
    words = [_MEMBER_NAMES[value.at(0)].say(language)]
    for size, rounding in value.steps[1:]:
        name, of = _MEMBER_NAMES[rounding].say(language), number(size, language)
        words.append(choose(language, f"{name} from {of} on", f"{name} à partir de {of}"))
    return ", ".join(words)


def _say_amendment(value: Amendment, language: Language) -> str:
    effective, signed = say_day(value.effective, language), say_day(value.signed_on, language)
    return choose(
        language,
        f"that of {signed}, in effect from {effective}",
        f"celui du {signed}, applicable à partir du {effective}",
    )


def _say_timeline(timeline: Timeline[Any], language: Language) -> str:
    """The value that holds from each day of change on."""
    since = choose(language, "from", "à partir du")
    steps = (
        f"{since} {say_day(day, language)}{colon(language)}"
        f"{say_field_value(value, language, 'criterion')}"
        for day, value in timeline.changes
    )
    return _bracket(steps, language)


def _bracket(parts: Iterable[str], language: Language) -> str:
    return f"[{semicolon(language).join(parts)}]"


_WAYS_TO_SAY: Final[tuple[tuple[type, Callable[[Any, Language], str]], ...]] = (
    (int, number),
    (Fraction, percent),
    (date, say_day),
    (Text, _quote),
    (Period, Period.say),
    (Criterion, Criterion.say),
    (Party, lambda value, _: value.name),
    (Reference, lambda value, _: value.title),
    (Territory, lambda value, _: value.name),
    (Substitute, Substitute.say),
    (RoundingBySize, _say_rounding_by_size),
    (Levels, _say_levels),
    (Members, _say_members),
    (Amendment, _say_amendment),
    (Timeline, _say_timeline),
)
_EXACT_KINDS: Final = frozenset({bool, int, Fraction, date, type(None)})
_KINDS_OF_OURS: Final = (Record, Criterion)
_KINDS_THAT_SAY_THEMSELVES: Final = (AgreementKind, Management, Per, Stage)
