"""The sentences of a finding: how many count, what is owed or allowed, what is lacking."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from housing_agreements.model.levels import SIDES, say_level
from housing_agreements.rules.quotas.cells import Count
from housing_agreements.rules.quotas.limits import FROM_TO, NOUGHT, JudgedLimit, say_range
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    join_words,
    percent,
    say_number_of,
    say_rate,
)

__all__ = (
    "say_ceiling",
    "say_count",
    "say_floor",
    "say_left_out",
    "say_main_part",
    "say_rates",
    "say_running",
    "say_share",
    "say_stand_aside",
    "say_substitutes",
    "say_volume",
    "tells_owed",
)

_ONE: Final = Bounds(1, 1)

_DWELLINGS_COUNTED: Final = (
    Text("{many} dwelling counted", "{many} logement compté"),
    Text("{many} dwellings counted", "{many} logements comptés"),
)
_OF_BASE: Final = Text("{counted} out of {base}", "{counted} sur {base}")
_OF_BASE_AT: Final = Text("{counted} out of {base} ({rate})", "{counted} sur {base} ({rate})")
_OF_OWED: Final = (
    Text("{counted} out of {owed} owed ({rate})", "{counted} sur {owed} dû, soit {rate}"),
    Text("{counted} out of {owed} owed ({rate})", "{counted} sur {owed} dus, soit {rate}"),
)
_RATE_OR_MORE: Final = Text("{low} or more", "{low} ou plus")
_LEFT_OUT_OF_BASE: Final = Text(
    "left out, not known to reach the publics or not: {many}",
    "exclus, sans qu'on sache s'ils bénéficient aux publics\u00a0: {many}",
)
_STAND_ASIDE: Final = Text(
    "entries set aside for an unknown code, which count nowhere: {entries} ({dwellings})",
    "lignes mises de côté pour un code inconnu, qui ne comptent nulle part\u00a0: {entries} "
    "({dwellings})",
)
_ASIDE_DWELLINGS: Final = (Text("dwelling", "logement"), Text("dwellings", "logements"))
_SUBSTITUTES: Final = Text(
    "of which in substitution: {many}; at most {part} of what is owed",
    "dont à défaut\u00a0: {many}, dans la limite de {part} de ce qui est dû",
)
_NONE: Final = Text("none", "aucun")
_OF_MAIN_PUBLICS: Final = Text(
    "of the main publics: at least {need}", "des publics principaux\u00a0: au moins {need}"
)
_SIDE_AND_LEVEL: Final = Text("{side} {level}", "{side} {level}")
_OWED_AT_ALL: Final = Text("owed: {level}", "dû\u00a0: {level}")
_OWED_NONE: Final = Text("owed: {level}, so none", "dû\u00a0: {level}, donc rien")
_OWED_SO: Final = Text("owed: {level}, so {many}", "dû\u00a0: {level}, soit {many}")
_LACKING: Final = Text("{said}; {lack} lacking", "{said}\u202f; il en manque {lack}")
_GROWING: Final = Text(
    "{said} ({more} when each more enlarges the base)",
    "{said} ({more} si chaque logement de plus accroît la base)",
)
_NEVER: Final = Text(
    "{said} (no number makes up for it when each more enlarges the base)",
    "{said} (aucun nombre n'y suffit si chaque logement de plus accroît la base)",
)
_ALLOWED: Final = Text("allowed: {level}", "permis\u00a0: {level}")
_ALLOWED_NONE: Final = Text("allowed: {level}, so none", "permis\u00a0: {level}, soit aucun")
_ALLOWED_SO: Final = Text("allowed: {level}, so {many}", "permis\u00a0: {level}, soit {many}")
_TOO_MANY: Final = Text("{said}; {many} too many", "{said}\u202f; {many} de trop")
_RUNNING: Final = Text(
    "provisional: the period runs until {day}", "provisoire\u00a0: la période court jusqu'au {day}"
)


def say_count(counted: Bounds[int], language: Language) -> str:
    """How many dwellings count.

    Examples:
        >>> say_count(Bounds(0, 0), "fr"), say_count(Bounds(0, 1), "en")
        ('0 logement compté', '0 to 1 dwellings counted')
    """
    # One is the only singular in English; in French, whatever is below two is.
    alone = counted == _ONE if language == "en" else counted.high in {0, 1}
    one, several = _DWELLINGS_COUNTED
    return (one if alone else several).say(language, many=say_range(counted, language))


def say_share(
    counted: Bounds[int],
    base: Bounds[int],
    rate: Bounds[Fraction] | None,
    limits: Iterable[JudgedLimit],
    language: Language,
) -> str:
    """How many count, out of how many, and the rate; it never seems to reach what it misses."""
    said, whole = say_count(counted, language), say_range(base, language)
    if rate is None:
        return _OF_BASE.say(language, counted=said, base=whole)
    levels = [
        Fraction(level) for limit in limits for level in limit.promise.levels if level is not None
    ]
    at = say_rates(rate, levels, language)
    return _OF_BASE_AT.say(language, counted=said, base=whole, rate=at)


def say_volume(counted: Bounds[int], floor: JudgedLimit | None, language: Language) -> str:
    """How many count, and how much that is of the number owed."""
    said = say_count(counted, language)
    if floor is None or floor.attainment is None or not tells_owed(floor):
        return said
    one, several = _OF_OWED
    owed = Bounds(*floor.asked)
    rate = say_rates(floor.attainment, (Fraction(1),), language)
    words = one if owed.high == 1 else several
    return words.say(language, counted=said, owed=say_range(owed, language), rate=rate)


def tells_owed(floor: JudgedLimit | None) -> bool:
    """Whether a count of dwellings is told beside the number owed.

    It is not where that is to be exceeded, since all of it would not do.
    """
    return floor is not None and not floor.promise.strict and floor.attainment is not None


def say_left_out(left_out: Bounds[int], language: Language) -> str:
    """How many are not in the base, since nobody knows whether they count."""
    return _LEFT_OUT_OF_BASE.say(language, many=say_range(left_out, language))


def say_stand_aside(set_aside: Count, language: Language) -> str:
    """How many entries bear a code that is not known, so that nothing counts them.

    Examples:
        >>> say_stand_aside(Count(1, 300), "en")
        'entries set aside for an unknown code, which count nowhere: 1 (300 dwellings)'
    """
    dwellings = say_number_of(set_aside.dwellings, *_ASIDE_DWELLINGS, language)
    return _STAND_ASIDE.say(language, entries=set_aside.entries, dwellings=dwellings)


def say_substitutes(used: Bounds[int], at_most: Fraction, language: Language) -> str:
    """How many of those counted are substitutes, and how many may be."""
    many = _NONE.say(language) if used == NOUGHT else say_range(used, language)
    return _SUBSTITUTES.say(language, many=many, part=percent(at_most, language))


def say_main_part(limit: JudgedLimit, language: Language) -> str:
    """What the main publics must make up by themselves, and what is lacking of it."""
    said = _OF_MAIN_PUBLICS.say(language, need=say_range(limit.bound, language))
    return said if limit.gap == NOUGHT else _say_lack(said, limit.gap, language)


def say_floor(
    limit: JudgedLimit,
    shortfall: Bounds[int] | None,
    growing: Bounds[int] | None,
    language: Language,
) -> str:
    """What a floor owes, what it takes, what is lacking.

    Args:
        limit: The floor.
        shortfall: What is lacking.
        growing: What is lacking when each more enlarges the base; `None`: no number does.
        language: "en" or "fr".
    """
    required, level = limit.bound, _say_side(limit, language)
    if required.high is not None and required.high <= 0:
        return _OWED_NONE.say(language, level=level)
    said = _OWED_AT_ALL.say(language, level=level)
    if limit.promise.of_base or limit.promise.strict:
        said = _OWED_SO.say(language, level=level, many=say_range(required, language))
    if shortfall is None or shortfall == NOUGHT:
        return said
    said = _say_lack(said, shortfall, language)
    if growing == shortfall or not limit.promise.of_base:
        return said
    if growing is None:
        return _NEVER.say(language, said=said)
    return _GROWING.say(language, said=said, more=say_range(growing, language))


def _say_lack(said: str, lack: Bounds[int], language: Language) -> str:
    return _LACKING.say(language, said=said, lack=say_range(lack, language))


def say_ceiling(limit: JudgedLimit, language: Language) -> str:
    """What a ceiling allows, and what is too much."""
    allowed, level = limit.bound, _say_side(limit, language)
    if allowed.high is not None and allowed.high <= 0:
        said = _ALLOWED_NONE.say(language, level=level)
    elif limit.promise.of_base or limit.promise.strict:
        most = Bounds(max(0, allowed.low), allowed.high)
        said = _ALLOWED_SO.say(language, level=level, many=say_range(most, language))
    else:
        said = _ALLOWED.say(language, level=level)
    if limit.gap == NOUGHT:
        return said
    return _TOO_MANY.say(language, said=said, many=say_range(limit.gap, language))


def say_running(period: Period, language: Language) -> str:
    """That the period is not over."""
    return _RUNNING.say(language, day=period.last_day)


def _say_side(limit: JudgedLimit, language: Language) -> str:
    """The level of a limit, after "at least" and its like."""
    side = SIDES[limit.promise.ceiling, limit.promise.strict]
    return _SIDE_AND_LEVEL.say(language, side=side, level=_say_level(limit, language))


def _say_level(limit: JudgedLimit, language: Language) -> str:
    """The level, or each of them when several periods are judged as one."""
    if not limit.promise.of_base:
        low, high = limit.asked
        return say_level(low if low == high else Bounds(low, high), language)
    levels = dict.fromkeys(level for level in limit.promise.levels if level is not None)
    return join_words((percent(Fraction(level), language) for level in levels), language)


def say_rates(rate: Bounds[Fraction], against: Iterable[Fraction], language: Language) -> str:
    """A rate, or the least and the most that it can be; it never seems to reach what it misses."""
    levels = tuple(against)
    ends = [say_rate(end, language, against=levels) for end in rate.held_values()]
    if rate.high is None:
        return _RATE_OR_MORE.say(language, low=ends[0])
    low, high = ends
    return low if low == high else FROM_TO.say(language, low=low, high=high)
