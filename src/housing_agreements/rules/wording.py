"""Findings in words, English and French."""

from collections.abc import Iterator, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final

from housing_agreements.model.commitments import Commitment
from housing_agreements.model.levels import Group
from housing_agreements.rules.cells import Count
from housing_agreements.rules.choices import Doubt, DoubtKind
from housing_agreements.rules.sides import Side
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    chosen,
    colon,
    listed,
    number,
    percent,
    semicolon,
    told,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "NOTE",
    "SOURCE",
    "Outcome",
    "heading",
    "told_account",
    "told_ceiling",
    "told_count",
    "told_doubts",
    "told_floor",
    "told_outcome",
    "told_running",
    "told_substitutes",
)


class Outcome(Enum):
    """Whether there was something to judge."""

    JUDGED = "judged"
    """There was."""
    EMPTY_BASE = "empty_base"
    """No dwelling is in the base of a share."""
    NO_LEVEL = "no_level"
    """Nothing is promised for that period or that group."""
    NOT_BEGUN = "not_begun"
    """The period begins after the day asked."""


NOTE: Final = Text("note", "à savoir")
SOURCE: Final = Text("source", "source")
_AT_LEAST: Final = Text("at least", "au moins")
_MORE_THAN: Final = Text("more than", "plus de")
_AT_MOST: Final = Text("at most", "au plus")
_LESS_THAN: Final = Text("less than", "moins de")
_DWELLING: Final = Text("dwelling", "logement")
_DWELLINGS: Final = Text("dwellings", "logements")
_NOT_KNOWN: Final = Text("not known", "non connu")
_WOULD_SETTLE: Final = Text("what would settle it", "ce qui trancherait")

_OUTCOMES: Final = {
    Verdict.MET: Text("met", "respecté"),
    Verdict.UNMET: Text("unmet", "non respecté"),
    Verdict.UNDETERMINED: Text("undetermined", "indéterminé"),
    Outcome.EMPTY_BASE: Text(
        "nothing to judge, no dwelling is in the base",
        "rien à juger, aucun logement n'entre dans la base",
    ),
    Outcome.NO_LEVEL: Text(
        "nothing to judge, nothing is promised", "rien à juger, rien n'est promis"
    ),
    Outcome.NOT_BEGUN: Text(
        "nothing to judge yet, the period has not begun",
        "rien à juger encore, la période n'a pas commencé",
    ),
}

_DOUBTS: Final = {
    DoubtKind.PUBLIC: Text(
        "whether {n} reach the public {code!r}", "l'appartenance de {n} au public {code!r}"
    ),
    DoubtKind.PLACE: Text(
        "whether {n} stand in the territory", "la présence de {n} dans le territoire"
    ),
    DoubtKind.LANDLORD: Text("the landlord of {n}", "le bailleur de {n}"),
    DoubtKind.DAY: Text(
        "the day on which {n} reached the stage", "le jour où {n} ont atteint l'étape"
    ),
    DoubtKind.GROUP: Text("the group of {n}", "le groupe de {n}"),
    DoubtKind.FIGURE: Text(
        "the exact number behind a published figure", "le nombre exact derrière un chiffre publié"
    ),
}


def heading(commitment: Commitment, period: Period, group: Group | None, language: Language) -> str:
    """The commitment, the period and the group."""
    parts = [commitment.title.said(language) if commitment.title else commitment.code]
    parts.append(period.said(language))
    if group is not None:
        parts.append(group if isinstance(group, str) else " / ".join(group))
    return ", ".join(parts)


def told_outcome(outcome: Outcome, verdict: Verdict | None, language: Language) -> str:
    """The verdict, or why there is none."""
    return _OUTCOMES[outcome if verdict is None else verdict].said(language)


def told_count(
    counted: Bounds[int],
    base: Bounds[int] | None,
    rate: Bounds[Fraction] | None,
    language: Language,
) -> str:
    """How many count, out of how many."""
    many = counted.said(language)
    if base is None:
        return chosen(language, f"{many} counted", f"{many} comptés")
    of = base.said(language)
    rated = "" if rate is None else f" ({_rates(rate, language)})"
    return chosen(language, f"{many} counted out of {of}", f"{many} comptés sur {of}") + rated


def _rates(rate: Bounds[Fraction], language: Language) -> str:
    low = percent(rate.low, language)
    if rate.high is None or rate.exact:
        return low
    high = percent(rate.high, language)
    return chosen(language, f"between {low} and {high}", f"entre {low} et {high}")


def told_substitutes(used: Bounds[int], at_most: Fraction, language: Language) -> str:
    """How many of those counted are substitutes, and how many may be."""
    many, part = used.said(language), percent(at_most, language)
    return chosen(
        language,
        f"{many} of them substitutes, who may make up {part} of what is owed",
        f"dont {many} à défaut, dans la limite de {part} de ce qui est dû",
    )


def told_floor(
    side: Side,
    required: Bounds[int],
    shortfall: Bounds[int] | None,
    growing: Bounds[int] | None,
    language: Language,
) -> str:
    """What a floor owes, what it takes, what is lacking."""
    words = _MORE_THAN if side.target.strict else _AT_LEAST
    level, need = f"{words.said(language)} {_level(side, language)}", required.said(language)
    text = chosen(
        language, f"owed: {level}, {need} needed", f"dû\u00a0: {level}, il en faut {need}"
    )
    if shortfall is None or shortfall == Bounds(0, 0):
        return text
    lack = shortfall.said(language)
    text += chosen(language, f", {lack} lacking", f", il en manque {lack}")
    if growing is None or growing == shortfall or not side.target.of_base:
        return text
    more = growing.said(language)
    return text + chosen(
        language,
        f" ({more} when each more enlarges the base)",
        f" ({more} si chaque attribution de plus accroît la base)",
    )


def told_ceiling(
    side: Side, allowed: Bounds[int], excess: Bounds[int] | None, language: Language
) -> str:
    """What a ceiling allows, and what is too much."""
    words = _LESS_THAN if side.target.strict else _AT_MOST
    level, most = f"{words.said(language)} {_level(side, language)}", allowed.said(language)
    text = chosen(language, f"allowed: {level}, so {most}", f"permis\u00a0: {level}, soit {most}")
    if excess is None or excess == Bounds(0, 0):
        return text
    many = excess.said(language)
    return text + chosen(language, f", {many} too many", f", {many} de trop")


def _level(side: Side, language: Language) -> str:
    """The level, or each of them when several periods are judged as one."""
    if not side.target.of_base:
        return number(side.target.constant, language)
    levels = dict.fromkeys(level for level in side.target.levels if level is not None)
    return listed((percent(Fraction(level), language) for level in levels), language)


def told_running(period: Period, language: Language) -> str:
    """That the period is not over."""
    day = told(period.last_day, language)
    return chosen(
        language,
        f"provisional: the period runs until {day}",
        f"provisoire\u00a0: la période court jusqu'au {day}",
    )


def told_doubts(doubts: Sequence[Doubt], language: Language, *, settles: bool) -> Iterator[str]:
    """What is not known, and whether knowing it would settle the finding."""
    if not doubts:
        return
    parts: list[str] = []
    for doubt in doubts:
        noun = _DWELLING if doubt.dwellings == 1 else _DWELLINGS
        many = f"{number(doubt.dwellings, language)} {noun.said(language)}"
        parts.append(_DOUBTS[doubt.kind].said(language).format(n=many, code=doubt.code))
    lead = _WOULD_SETTLE if settles else _NOT_KNOWN
    yield f"{lead.said(language)}{colon(language)}{semicolon(language).join(parts)}"


def told_account(account: Sequence[Count], language: Language) -> str:
    """What became of each entry read."""
    read, counted, not_concerned, cancelled, later, set_aside = (
        number(each.entries, language) for each in account
    )
    return chosen(
        language,
        f"entries read: {read} = {counted} counted + {not_concerned} not concerned "
        f"(of which {cancelled} cancelled, {later} dated later) + {set_aside} set aside",
        f"lignes lues\u00a0: {read} = {counted} comptées + {not_concerned} non concernées "
        f"(dont {cancelled} annulées, {later} datées d'après) + {set_aside} mises de côté",
    )
