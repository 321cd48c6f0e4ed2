"""The words that several answers share, in English and in French.

They name what the model is made of: a part of an agreement, a field of a part, and what stands in
a field. What belongs to one answer alone stands with it; what a value says of itself is its
`say`: the words of a verdict are those of `Verdict.say`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, Final, cast

from housing_agreements._checks import MOST
from housing_agreements._records import Record
from housing_agreements._visible_text import is_text
from housing_agreements.criteria._values_in_words import say_value
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.geography._coverage import ALL, NOTHING, Coverage
from housing_agreements.geography._divisions import NAMES_OF_DEPARTMENTS
from housing_agreements.geography._members import Members
from housing_agreements.geography._members_by_day import body_numbers, load_body
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Amendment, Part
from housing_agreements.model.commitments import Commitment, Share, Substitute, Unsure, Volume
from housing_agreements.model.contingents import Contingent, Management
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Group, Judge, Per, codes_of
from housing_agreements.model.kinds import AgreementKind
from housing_agreements.model.levels import Level, Levels
from housing_agreements.model.parties import Party
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.references import Counting, Reference
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import Rounding, RoundingBySize
from housing_agreements.values.texts import (
    Language,
    Listed,
    Text,
    as_text,
    number,
    percent,
    say_day,
    say_number_of,
    semicolon,
)
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "NOTHING_TO_JUDGE",
    "WOULD_SETTLE",
    "has_words",
    "is_field",
    "join_clauses",
    "name_code",
    "name_group_of",
    "name_of_parts",
    "name_parts",
    "part_name",
    "put_in_words",
    "quote_part",
    "quote_words",
    "say_field",
    "say_field_value",
    "say_verdict",
    "tell_number_of",
    "tell_when",
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


def quote_part(part: Part) -> Text:
    """What a part is called, as a name that stands in a sentence.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> quote_part(AGREEMENT.commitment("quarter")).en
        '“Priority share of the reservations made available”'
    """
    return quote_words(part_name(part))


def quote_words(words: Text) -> Text:
    r"""A name that stands in a sentence, in quotation marks.

    Examples:
        >>> quote_words(Text("waiting", "ancienneté")).fr
        '«\xa0ancienneté\xa0»'
    """
    return _IN_QUOTES.format(words=words)


def name_parts(parts: Iterable[Part]) -> Text:
    """Parts by their kinds and their names.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> name_parts(AGREEMENT.commitments[1:]).en
        'the commitment “Reservations offered”'
    """
    return _list_by_kind(parts, _NAMED_PARTS)


def name_of_parts(parts: Iterable[Part]) -> Text:
    """What is theirs: "of" parts, by their kinds and their names.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> name_of_parts(AGREEMENT.commitments[1:]).en
        'of the commitment “Reservations offered”'
    """
    return _list_by_kind(parts, _OF_PARTS)


def _list_by_kind(parts: Iterable[Part], words: Mapping[type, tuple[Text, Text]]) -> Text:
    given, told = tuple(parts), list[Text]()
    for kind, (one, several) in words.items():
        names = dict.fromkeys(quote_part(part) for part in given if isinstance(part, kind))
        if names:
            told.append((one if len(names) == 1 else several).format(names=Listed(names)))
    return _LISTED.format(words=Listed(told))


_LISTED: Final = Text("{words}", "{words}")
_IN_QUOTES: Final = Text("“{words}”", "«\u00a0{words}\u00a0»")
_NAMED_PARTS: Final[Mapping[type, tuple[Text, Text]]] = {
    Commitment: (
        Text("the commitment {names}", "l'engagement {names}"),
        Text("the commitments {names}", "les engagements {names}"),
    ),
    Undertaking: (
        Text("the undertaking {names}", "l'engagement de faire {names}"),
        Text("the undertakings {names}", "les engagements de faire {names}"),
    ),
    Contingent: (
        Text("the contingent {names}", "le contingent {names}"),
        Text("the contingents {names}", "les contingents {names}"),
    ),
    PriorityPublic: (
        Text("the public {names}", "le public {names}"),
        Text("the publics {names}", "les publics {names}"),
    ),
}
_OF_PARTS: Final[Mapping[type, tuple[Text, Text]]] = {
    Commitment: (
        Text("of the commitment {names}", "de l'engagement {names}"),
        Text("of the commitments {names}", "des engagements {names}"),
    ),
    Undertaking: (
        Text("of the undertaking {names}", "de l'engagement de faire {names}"),
        Text("of the undertakings {names}", "des engagements de faire {names}"),
    ),
    Contingent: (
        Text("of the contingent {names}", "du contingent {names}"),
        Text("of the contingents {names}", "des contingents {names}"),
    ),
    PriorityPublic: (
        Text("of the public {names}", "du public {names}"),
        Text("of the publics {names}", "des publics {names}"),
    ),
}


def name_group_of(part: Part | None, group: Group | None, terms: Agreement) -> Text | None:
    """A group of a commitment, or a sector of the agreement, by its name; `None`: it has none.

    Examples:
        >>> import attrs
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> offers = AGREEMENT.commitment("offers")
        >>> both = attrs.evolve(offers, per=(Per.COMMUNE, Per.LANDLORD))
        >>> name_group_of(both, ("33063", "office"), AGREEMENT).en
        '33063 Bordeaux / office'
        >>> name_group_of(both, ("99999", "office"), AGREEMENT) is None
        True
    """
    if group is None:
        return None
    kinds = part.per if isinstance(part, Commitment) else (Per.SECTOR,)
    codes = tuple(map(str, codes_of(group)))
    if len(kinds) != len(codes):
        return None
    pairs = zip(kinds, codes, strict=True)
    names = [(code, _name_group_code(kind, code, terms)) for kind, code in pairs]
    if all(name is None for _, name in names):
        return None
    told = [as_text(code) if name is None else name for code, name in names]
    return Text(" / ".join(name.en for name in told), " / ".join(name.fr for name in told))


def _name_group_code(kind: Per, code: str, terms: Agreement) -> Text | None:
    if kind in _FIELDS_OF_GROUPS:
        return name_code(_FIELDS_OF_GROUPS[kind], code, terms)
    if kind is Per.COMMUNE:
        return _name_commune(code)
    if kind is Per.DEPARTMENT:
        return _name_department(code)
    named = kind is Per.INTERCOMMUNALITY and code in body_numbers()
    return as_text(f"{code} {load_body(code).name}") if named else None


_FIELDS_OF_GROUPS: Final[Mapping[Per, str]] = {
    Per.LANDLORD: "landlords",
    Per.CONTINGENT: "contingents",
    Per.SECTOR: "sectors",
}


def name_code(field: str, code: object, terms: Agreement) -> Text | None:
    """What a code that stands in a field names in an agreement; `None`: it is none, or of nothing.

    Examples:
        >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
        >>> name_code("contingents", "action-logement", AGREEMENT).fr
        'Action Logement Services'
    """
    series: Iterable[Any] = ()
    if field == "to":
        series = terms.publics
    elif field == "contingents":
        series = terms.contingents
    elif field == "sectors":
        series = terms.sectors
    elif field in {"landlords", "by"}:
        series = (*terms.parties, *terms.landlords, *terms.others)
    found = next((named for named in series if named.code == code), None)
    if found is None:
        return None
    return as_text(found.name) if isinstance(found, (Party, Territory)) else part_name(found)


def tell_when(periods: Iterable[Period]) -> Text:
    """On which days something is so, as it stands in a sentence.

    Examples:
        >>> day = date(2019, 3, 1)
        >>> tell_when([Period.year(2016), Period.years(2017, 2018)]).fr
        'en 2016 et de 2017 à 2018'
        >>> tell_when([Period.lasting(day, months=1)]).en
        'from 1 March 2019 to 31 March 2019'
    """
    return _LISTED.format(words=Listed(map(_tell_period, periods)))


def _tell_period(period: Period) -> Text:
    first, last = period.start, period.last_day
    if period.calendar_year is not None:
        return _IN_YEAR.format(year=str(period.calendar_year))
    if (first.month, first.day, period.end.month, period.end.day) == (1, 1, 1, 1):
        return _IN_YEARS.format(first=str(first.year), last=str(last.year))
    return _ON_DAY.format(day=first) if first == last else _ON_DAYS.format(first=first, last=last)


_IN_YEAR: Final = Text("in {year}", "en {year}")
_IN_YEARS: Final = Text("from {first} to {last}", "de {first} à {last}")
_ON_DAY: Final = Text("on {day}", "le {day}")
_ON_DAYS: Final = Text("from {first} to {last}", "du {first} au {last}")


def say_field(field: str, language: Language) -> str:
    """What a field is called.

    Examples:
        >>> say_field("at_least", "fr")
        'le plancher'
    """
    return _FIELD_NAMES[field].say(language)


def _name_territory(field: str, it: Text, of_it: Text) -> dict[str, Text]:
    """What a field that holds a territory is called, and what may differ in it."""
    differing = {
        f"{field}, {what}": words.format(it=it, of_it=of_it)
        for what, words in _WHAT_MAY_DIFFER.items()
    }
    return {field: it} | differing


_WHAT_MAY_DIFFER: Final = {
    "code": Text("the code {of_it}", "le code {of_it}"),
    "name": Text("the name {of_it}", "le nom {of_it}"),
    "level": Text("the level {of_it}", "l'échelon {of_it}"),
    "caveats": Text("what must be known {of_it}", "ce qu'il faut savoir {of_it}"),
    "known from": Text("the first day on which {it} is known", "le premier jour où {it} est connu"),
    "verified until": Text(
        "the last day on which {it} was verified", "le dernier jour où {it} a été vérifié"
    ),
    "assumed until": Text(
        "the last day on which {it} is assumed to be as it was",
        "le dernier jour où {it} est supposé inchangé",
    ),
}


_FIELD_NAMES: Final = {
    "code": Text("the code", "le code"),
    "kind": Text("the kind", "la nature"),
    "title": Text("the title", "le titre"),
    "parties": Text("the signatories", "les signataires"),
    "signed_on": Text("the day of signature", "la date de signature"),
    "term": Text("the term", "la durée"),
    **_name_territory(
        "territory",
        Text("the territory", "le territoire"),
        Text("of the territory", "du territoire"),
    ),
    "sectors": Text("the sectors", "les secteurs"),
    **_name_territory(
        "sector", Text("the sector", "le secteur"), Text("of the sector", "du secteur")
    ),
    "contingents of the agreement": Text("the contingents", "les contingents"),
    "landlords of the agreement": Text("the landlords bound", "les bailleurs engagés"),
    "others": Text("the other landlords", "les autres bailleurs"),
    "publics": Text("the publics", "les publics"),
    "commitments": Text("the commitments", "les engagements chiffrés"),
    "undertakings": Text("the undertakings", "les engagements de faire"),
    "part_of": Text("the agreements that it implements", "les conventions qu'elle met en œuvre"),
    "annexes": Text("the annexes", "les annexes"),
    "beside": Text("the agreements beside it", "les conventions à côté d'elle"),
    "counting": Text(
        "whether an entry may serve the promises of both",
        "si une ligne peut servir les engagements des deux",
    ),
    "tags": Text("the tags", "les étiquettes"),
    "names": Text("the name", "le nom"),
    "sources": Text("the sources", "les sources"),
    "amendments": Text("the amendments", "les avenants"),
    "former_terms": Text("the terms that it had before", "les durées qu'elle a eues auparavant"),
    "holder": Text("the holder", "le réservataire"),
    "management": Text("the management", "la gestion"),
    "share": Text("the share of the holder", "la part du réservataire"),
    "share, known from": Text(
        "the first day on which the share of the holder is known",
        "le premier jour où la part du réservataire est connue",
    ),
    "share, verified until": Text(
        "the last day on which the share of the holder was verified",
        "le dernier jour où la part du réservataire a été vérifiée",
    ),
    "share, assumed until": Text(
        "the last day on which the share of the holder is assumed to be as it was",
        "le dernier jour où la part du réservataire est supposée inchangée",
    ),
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
    **_name_territory(
        "located_in",
        Text("the place that counts", "le lieu qui compte"),
        Text("of the place that counts", "du lieu qui compte"),
    ),
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
    "owed": Text("whether it is owed", "son caractère obligatoire"),
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
    return _say_code(str(value), language, field) if say is None else say(value, language)


def _say_code(code: str, language: Language, field: str) -> str:
    """What a code stands for, where it is one of those that every agreement has; else the code."""
    named = _TERRITORY_LEVELS.get(code) if field in _FIELDS_OF_LEVELS else None
    return code if named is None else named.say(language)


def put_in_words(value: object, field: str = "") -> Text:
    """The value of a field in words of both languages, for a sentence to hold.

    Examples:
        >>> put_in_words(date(2016, 3, 1)).fr, put_in_words(None, "due").en
        ('1er mars 2016', '“standing”')
    """
    return Text(say_field_value(value, "en", field), say_field_value(value, "fr", field))


def join_clauses(clauses: Iterable[Text | None]) -> Text:
    """Several clauses as one sentence, with a semicolon between them; `None` is none.

    Examples:
        >>> join_clauses([Text("one", "un"), None, Text("two", "deux")]).en
        'one; two'
    """
    told = tuple(clause for clause in clauses if clause is not None)
    en, fr = (
        semicolon(language).join(clause.say(language) for clause in told) for language in _BOTH
    )
    return Text(en, fr)


def tell_number_of(value: int, one: Text, several: Text) -> Text:
    """A number of things in words of both languages, as `say_number_of` says it.

    Examples:
        >>> dwelling, dwellings = Text("dwelling", "logement"), Text("dwellings", "logements")
        >>> tell_number_of(0, dwelling, dwellings)
        Text(en='0 dwellings', fr='0 logement')
    """
    return Text(*(say_number_of(value, one, several, language) for language in _BOTH))


_BOTH: Final[tuple[Language, Language]] = ("en", "fr")


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
_TERRITORY_LEVELS: Final = {
    "region": Text("region", "région"),
    "department": Text("department", "département"),
    "epci": Text("intercommunality", "intercommunalité"),
    "commune": Text("commune", "commune"),
    "list": Text("list", "liste"),
    "zone": Text("zone", "zone"),
}
"""What kinds of territory are called; any other by its own name."""
_FIELDS_OF_LEVELS: Final = frozenset({"territory, level", "sector, level", "located_in, level"})
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
    return _IN_QUOTES.say(language, words=value)


def _say_levels(value: Levels[Level], language: Language) -> str:
    words = _LEVELS_BY_PERIOD if value.periods else _LEVELS_OF_EVERY_PERIOD
    return words.say(language, levels=value)


_LEVELS_BY_PERIOD: Final = Text("[{levels}]", "[{levels}]")
_LEVELS_OF_EVERY_PERIOD: Final = Text("[{levels} in every period]", "[{levels} sur chaque période]")


def _say_members(value: Members, language: Language) -> str:
    """What is covered: departments, communes, and parts of them."""
    parts: list[str] = []
    if value.elsewhere != NOTHING:
        parts.append(_name_area(_ANYWHERE, value.elsewhere, _AREA_LEFT_OUT).say(language))
    for one, several, left_out, name, areas in (
        (*_DEPARTMENTS_NAMED, _name_department, value.departments),
        (*_COMMUNES_NAMED, _name_commune, value.communes),
    ):
        if areas:
            named = Listed(
                _name_area(name(code) or as_text(code), part, left_out) for code, part in areas
            )
            parts.append((one if len(areas) == 1 else several).say(language, names=named))
    return semicolon(language).join([*parts, *value.say_reading(language)])


_ANYWHERE: Final = Text("anywhere", "partout")
_AREA_LEFT_OUT: Final = Text("{name} (left out)", "{name} (exclu)")
_DEPARTMENTS_NAMED: Final = (
    Text("department {names}", "département {names}"),
    Text("departments {names}", "départements {names}"),
    _AREA_LEFT_OUT,
)
_COMMUNES_NAMED: Final = (
    Text("commune {names}", "commune {names}"),
    Text("communes {names}", "communes {names}"),
    Text("{name} (left out)", "{name} (exclue)"),
)


# Many places have one name, so that the code stays.
def _name_department(code: str) -> Text | None:
    name = NAMES_OF_DEPARTMENTS.get(code)
    return None if name is None else as_text(f"{code} {name}")


def _name_commune(code: str) -> Text | None:
    name = name_of_code(code)
    return None if name == code else as_text(f"{code} {name}")


def _name_area(name: Text, part: Coverage, left_out: Text) -> Text:
    """An area, and the part of it that is covered, when that is not all of it."""
    if part == ALL:
        return name
    if part == NOTHING:
        return left_out.format(name=name)
    by_answer: dict[bool | None, list[str]] = {}
    for code, answer in part.exceptions:
        by_answer.setdefault(answer, []).append(code)
    words = [_PERHAPS_COVERED] if part.elsewhere is None else []
    yes = _SURELY_THESE if part.elsewhere is None else _ONLY_THESE
    for answer, template in ((True, yes), (False, _BUT_THESE), (None, _PERHAPS_THESE)):
        if codes := by_answer.get(answer):
            words.append(template.format(codes=", ".join(codes)))
    return _COVERED_IN_PART.format(name=name, part=join_clauses(words))


_COVERED_IN_PART: Final = Text("{name} ({part})", "{name} ({part})")
_PERHAPS_COVERED: Final = Text("perhaps", "peut-être")
_ONLY_THESE: Final = Text("only {codes}", "{codes} seulement")
_SURELY_THESE: Final = Text("surely {codes}", "certainement {codes}")
_BUT_THESE: Final = Text("but {codes}", "sauf {codes}")
_PERHAPS_THESE: Final = Text("perhaps {codes}", "peut-être {codes}")


def _say_rounding_by_size(value: RoundingBySize, language: Language) -> str:
    words = [_MEMBER_NAMES[value.at(0)].say(language)]
    for size, rounding in value.steps[1:]:
        words.append(_FROM_SIZE.say(language, rounding=_MEMBER_NAMES[rounding], size=size))
    return ", ".join(words)


_FROM_SIZE: Final = Text("{rounding} from {size} on", "{rounding} à partir de {size}")


def _say_amendment(value: Amendment, language: Language) -> str:
    return _AMENDMENT_OF.say(language, signed=value.signed_on, effective=value.effective)


_AMENDMENT_OF: Final = Text(
    "that of {signed}, in effect from {effective}",
    "celui du {signed}, applicable à partir du {effective}",
)


def _say_timeline(timeline: Timeline[Any], language: Language) -> str:
    """The value that holds from each day of change on."""
    steps = (
        _FROM_DAY.say(language, day=day, value=put_in_words(value, "criterion"))
        for day, value in timeline.changes
    )
    return f"[{semicolon(language).join(steps)}]"


_FROM_DAY: Final = Text("from {day}: {value}", "à partir du {day}\u00a0: {value}")


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
_KINDS_THAT_SAY_THEMSELVES: Final = (AgreementKind, Counting, Management, Per, Stage)
