"""The sentences of a promise: what counts so far, what is to come, and when it is too late."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Final

from housing_agreements.model.commitments import Commitment
from housing_agreements.model.entries import Stage
from housing_agreements.model.groups import Judge
from housing_agreements.rules.outlook.expectations import NUMBER_NOT_KNOWN
from housing_agreements.rules.outlook.prospects import Prospect, Reach
from housing_agreements.rules.quotas._findings_told import say_rates, tells_owed
from housing_agreements.rules.quotas.account import Account
from housing_agreements.rules.quotas.doubts import DoubtKind
from housing_agreements.rules.quotas.findings import Finding, Outcome
from housing_agreements.rules.quotas.limits import NOUGHT, JudgedLimit, say_range
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.texts import Filling, Language, Text, number, percent, semicolon

__all__ = (
    "AT_BEST",
    "CERTAIN",
    "DWELLINGS_COUNTED",
    "OUT_OF_REACH",
    "WHOM",
    "choose_best",
    "is_empty",
    "is_for_publics",
    "limits_expected",
    "may_still_do",
    "say_even_pace",
    "say_lost",
    "say_needed",
    "say_rates_needed",
    "say_so_far",
    "say_so_many",
    "say_to_come",
)


def is_empty(account: Account) -> bool:
    """Whether nothing at all was read."""
    return not account.read.entries and not account.figures


def concerns_nothing(account: Account) -> bool:
    """Whether entries were read, and none concerns a promise, now or later."""
    nowhere = account.not_concerned.entries - account.later.entries
    return not account.counted.entries and not account.figures and nowhere > 0


def is_for_publics(commitment: Commitment) -> bool:
    """Whether dwellings count for whom they are attributed to, and not by themselves."""
    return bool(commitment.to) and not commitment.stage.of_production


def _choose(words: tuple[Text, Text], many: Bounds[int], language: Language) -> Text:
    """The words for one, or for several: French has the singular for what is below two."""
    is_one = many == _JUST_ONE if language == "en" else many.high in {0, 1}
    return words[0 if is_one else 1]


def say_so_many(
    words: tuple[Text, Text], many: Bounds[int], language: Language, **parts: Filling
) -> str:
    """So many dwellings, in the words for one or for several."""
    chosen = _choose(words, many, language)
    return chosen.say(language, many=say_range(many, language), **parts)


# --- What counts so far --------------------------------------------------------------------------


def say_so_far(counted: Finding, prospect: Prospect | None, language: Language) -> str:
    """How many count by the day asked, out of how many, and how far that is from the promise."""
    if counted.outcome is Outcome.EMPTY_BASE:
        return _NONE_SO_FAR.say(language)
    if counted.outcome is not Outcome.JUDGED:
        return counted.say_count(language)
    if counted.commitment.of_base:
        return _say_share_so_far(counted, language)
    return _say_number_so_far(counted, prospect, language)


def _say_share_so_far(counted: Finding, language: Language) -> str:
    commitment = counted.commitment
    words = _WENT if is_for_publics(commitment) else _COUNT
    of_base = say_so_many(_REACHED_STAGE[commitment.stage], counted.base, language)
    none = _NONE_WENT if words is _WENT else _NONE_COUNTS
    chosen = (none, none) if counted.counted == NOUGHT else words
    said = say_so_many(chosen, counted.counted, language, of_base=of_base)
    if counted.rate is None:
        return said
    levels = [level for side in counted.sides for level in _list_levels(side)]
    return _AT_RATE.say(language, said=said, rate=say_rates(counted.rate, levels, language))


def _list_levels(side: JudgedLimit) -> list[Fraction]:
    return [Fraction(level) for level in side.promise.levels if level is not None]


def _say_number_so_far(counted: Finding, prospect: Prospect | None, language: Language) -> str:
    words = _DWELLINGS_FOR_PUBLICS if is_for_publics(counted.commitment) else DWELLINGS_COUNTED
    said = say_so_many(words, counted.counted, language)
    if prospect is not None:
        day = prospect.period.start + timedelta(days=prospect.days_gone - 1)
        said = _BY_THEN.say(language, said=said, day=day)
    limit = counted.floor
    if limit is None or limit.attainment is None or not tells_owed(limit):
        return said
    is_year = counted.period.calendar_year is not None and not counted.commitment.cumulative
    owed = say_range(Bounds(*limit.asked), language)
    rate = say_rates(limit.attainment, (Fraction(1),), language)
    return _OF_OBJECTIVE[is_year].say(language, said=said, owed=owed, rate=rate)


def say_even_pace(prospect: Prospect, language: Language) -> str:
    """How many an even pace would have reached by the day asked, or would allow; else nothing."""
    due, finding = prospect.due, prospect.finding
    if due is None or finding is None or due.high == 0:
        return ""
    limit = finding.floor or finding.ceiling
    is_floor = finding.floor is not None
    round_up = ceil if is_floor else floor
    high = None if due.high is None else round_up(due.high)
    whole = Bounds(round_up(due.low), high)
    many = say_range(whole, language)
    level = _find_rate_of_limit(limit)
    if level is not None:
        rate = percent(level, language)
        return say_so_many(_LIMIT_AT_RATE[is_floor], whole, language, rate=rate)
    return _EVEN_PACE[prospect.commitment.of_base, is_floor].say(language, many=many)


def _find_rate_of_limit(limit: JudgedLimit | None) -> Fraction | None:
    """The rate of a limit, where it is one and being equal suffices; `None`: there is none."""
    if limit is None or not limit.promise.of_base or limit.promise.strict:
        return None
    levels = {*_list_levels(limit)}
    return levels.pop() if len(levels) == 1 else None


# --- What is to come -----------------------------------------------------------------------------


def say_to_come(
    prospect: Prospect, language: Language, *, expected_alone: bool = False
) -> Iterator[str]:
    """How many are expected, how many of them must come, and how many may.

    Args:
        prospect: What is expected of a promise.
        language: "en" or "fr".
        expected_alone: Whether a step tells the rest, where those expected are enough.
    """
    commitment, needed, room = prospect.commitment, prospect.needed, prospect.room
    for_publics = is_for_publics(commitment)
    told = [_say_expected(prospect, language)]
    if expected_alone and (needed is None or may_still_do(prospect, needed) is None):
        yield told[0]
        return
    if needed is not None and needed not in (NOUGHT, NUMBER_NOT_KNOWN):
        if prospect.expected == NUMBER_NOT_KNOWN:
            best = choose_best(prospect, of_them=True)
            many = say_needed(needed, language, best, whom=WHOM[for_publics])
            told.append(_IT_TAKES_SO_MANY.say(language, many=many))
        elif (may_do := may_still_do(prospect, needed)) is None:
            many = say_needed(needed, language, choose_best(prospect))
            words = _MUST_COUNT[for_publics][(needed.high or needed.low) > 1]
            told.append(words.say(language, many=many))
        else:
            best = choose_best(prospect, of_them=True)
            many = say_needed(needed, language, best, whom=WHOM[for_publics])
            short = _DO_NOT_DO[prospect.at_pace, may_do].say(language)
            told.append(_IT_WOULD_TAKE.say(language, many=many, short=short))
    if room is not None and limits_expected(prospect, room):
        told.append(_MAY_COUNT[for_publics][room.low > 1].say(language, many=max(0, room.low)))
    yield semicolon(language).join(told)


def may_still_do(prospect: Prospect, needed: Bounds[int]) -> bool | None:
    """Whether those expected may be enough; `None`: they surely are."""
    expected = prospect.expected
    if expected.high is None:
        return None
    if needed.low > expected.high:
        return False
    most = needed.low if needed.high is None else needed.high
    return True if most > expected.low else None


def limits_expected(prospect: Prospect, room: Bounds[int]) -> bool:
    """Whether a ceiling may leave no room for all that are expected."""
    return prospect.expected.high is None or room.low < prospect.expected.high


def _say_expected(prospect: Prospect, language: Language) -> str:
    day, expected = prospect.period.last_day, prospect.expected
    if expected == NUMBER_NOT_KNOWN:
        return _NO_NUMBER_EXPECTED.say(language, day=day)
    words = _SO_MANY_AT_PACE if prospect.at_pace else _SO_MANY_EXPECTED
    return say_so_many(words, expected, language, day=day)


def choose_best(prospect: Prospect, *, of_them: bool = False) -> Text:
    """The words for the least number that may be enough.

    Where only the publics of some entries are not known, they say: if all these entries are for a
    public. Else they say: in the best case.

    Args:
        prospect: Whether the promise can still be kept.
        of_them: Whether the publics were named just before.
    """
    finding, commitment = prospect.finding, prospect.commitment
    is_plain = (
        finding is not None
        and finding.floor is not None
        and finding.main is None
        and {doubt.kind for doubt in finding.doubts} == {DoubtKind.PUBLIC}
        and is_for_publics(commitment)
        and (not commitment.per or commitment.judge is Judge.TOTAL)
        and (not commitment.of_base or prospect.expected.exact)
    )
    if not is_plain:
        return AT_BEST
    return _IF_ALL_ARE_OF_THEM if of_them else _IF_ALL_ARE


def say_needed(
    needed: Bounds[int], language: Language, best: Text, *, whom: Text | None = None
) -> str:
    """How many are enough in any case, and at best; where no number is, how many at least.

    Examples:
        >>> in_brackets = Text("{many} ({best})", "{many} ({best})")
        >>> say_needed(Bounds(183, 203), "en", in_brackets)
        '203 (183)'
        >>> say_needed(Bounds(7, None), "fr", in_brackets)
        '7'
    """
    is_one = needed.high is None or needed.exact
    most = number(needed.high or needed.low, language)
    if whom is not None:
        most = whom.say(language, many=most)
    return most if is_one else best.say(language, many=most, best=needed.low)


def say_lost(prospect: Prospect, language: Language) -> str:
    """From which day on it is out of reach, if nothing that counts comes before; else nothing."""
    lost = prospect.lost_from
    if lost is None or prospect.reach is Reach.OUT_OF_REACH or prospect.needed == NUMBER_NOT_KNOWN:
        return ""
    if lost < prospect.period.start + timedelta(days=prospect.days_gone):
        return _LOST_PERHAPS_NOW.say(language, day=lost)
    words = _LOST_FROM[is_for_publics(prospect.commitment), prospect.lost_by == lost]
    return words.say(language, day=lost - timedelta(days=1))


def say_rates_needed(prospect: Prospect, needed: Bounds[int], language: Language) -> str:
    """Which part of those expected must reach the publics, and which did so far; else nothing.

    The part needed is the one that is enough whatever is found out.
    """
    finding, expected = prospect.finding, prospect.expected
    if finding is None or expected.high is None or not expected.low:
        return ""
    base, counted = finding.base, finding.counted
    enough = needed.low if needed.high is None else needed.high
    told = say_rates(
        Bounds(Fraction(enough, expected.high), Fraction(enough, expected.low)), (), language
    )
    if not base.exact or base.low <= 0 or counted.high is None:
        return _NEEDED_RATE.say(language, rate=told)
    so_far = Bounds(Fraction(counted.low, base.low), Fraction(counted.high, base.low))
    return _NEEDED_RATES.say(language, rate=told, so_far=say_rates(so_far, (), language))


# --- Words ---------------------------------------------------------------------------------------

_JUST_ONE: Final = Bounds(1, 1)
_REACHED_STAGE: Final = {
    Stage.AVAILABLE: (
        Text("the {many} dwelling made available", "sur {many} logement mis à disposition"),
        Text("the {many} dwellings made available", "des {many} logements mis à disposition"),
    ),
    Stage.PROPOSED: (
        Text("the {many} dwelling proposed", "sur {many} logement proposé"),
        Text("the {many} dwellings proposed", "des {many} logements proposés"),
    ),
    Stage.DECIDED: (
        Text("the {many} dwelling attributed", "sur {many} logement attribué"),
        Text("the {many} dwellings attributed", "des {many} logements attribués"),
    ),
    Stage.SIGNED: (
        Text("the {many} dwelling let", "sur {many} logement loué"),
        Text("the {many} dwellings let", "des {many} logements loués"),
    ),
    Stage.APPROVED: (
        Text("the {many} dwelling approved", "sur {many} logement agréé"),
        Text("the {many} dwellings approved", "des {many} logements agréés"),
    ),
    Stage.STARTED: (
        Text("the {many} dwelling started", "sur {many} logement mis en chantier"),
        Text("the {many} dwellings started", "des {many} logements mis en chantier"),
    ),
    Stage.DELIVERED: (
        Text("the {many} dwelling delivered", "sur {many} logement livré"),
        Text("the {many} dwellings delivered", "des {many} logements livrés"),
    ),
}
_WENT: Final = (
    Text("{many} of {of_base} was for the publics", "{many} {of_base} l'a été pour les publics"),
    Text("{many} of {of_base} were for the publics", "{many} {of_base} l'ont été pour les publics"),
)
_COUNT: Final = (
    Text("{many} of {of_base} counts", "{many} {of_base} compte"),
    Text("{many} of {of_base} count", "{many} {of_base} comptent"),
)
_NONE_WENT: Final = Text(
    "none of {of_base} was for the publics", "aucun {of_base} ne l'a été pour les publics"
)
_NONE_COUNTS: Final = Text("none of {of_base} counts", "aucun {of_base} ne compte")
_AT_RATE: Final = Text("{said} ({rate})", "{said} ({rate})")
_DWELLINGS_FOR_PUBLICS: Final = (
    Text("{many} dwelling for the publics", "{many} logement pour les publics"),
    Text("{many} dwellings for the publics", "{many} logements pour les publics"),
)
DWELLINGS_COUNTED: Final = (
    Text("{many} dwelling counted", "{many} logement compté"),
    Text("{many} dwellings counted", "{many} logements comptés"),
)
_BY_THEN: Final = Text("{said} by {day}", "{said} au {day}")
_OF_OBJECTIVE: Final = {
    True: Text(
        "{said}, out of {owed} owed in the year ({rate})",
        "{said}, pour un objectif annuel de {owed} ({rate})",
    ),
    False: Text(
        "{said}, out of {owed} owed ({rate})", "{said}, pour un objectif de {owed} ({rate})"
    ),
}
"""Whether of a year."""
_EVEN_PACE: Final = {
    (False, True): Text(
        "an even pace would have reached {many}", "à rythme régulier, on en serait à {many}"
    ),
    (False, False): Text(
        "an even pace would allow {many}", "à rythme régulier, le plafond serait à {many}"
    ),
    (True, True): Text("the least is {many} of them so far", "le minimum est de {many} à ce jour"),
    (True, False): Text("the most is {many} of them so far", "le maximum est de {many} à ce jour"),
}
"""Whether of a share, and whether of a floor."""
_LIMIT_AT_RATE: Final = {
    True: (
        Text(
            "the least, {rate}, is {many} dwelling so far",
            "le minimum de {rate} correspond à {many} logement à ce jour",
        ),
        Text(
            "the least, {rate}, is {many} dwellings so far",
            "le minimum de {rate} correspond à {many} logements à ce jour",
        ),
    ),
    False: (
        Text(
            "the most, {rate}, is {many} dwelling so far",
            "le maximum de {rate} correspond à {many} logement à ce jour",
        ),
        Text(
            "the most, {rate}, is {many} dwellings so far",
            "le maximum de {rate} correspond à {many} logements à ce jour",
        ),
    ),
}
"""Whether of a floor."""
CERTAIN: Final = {
    True: Text("certain at the pace so far", "acquis si le rythme constaté se maintient"),
    False: Text(
        "certain if as many come as are expected",
        "acquis si le nombre de logements attendus se confirme",
    ),
}
"""Whether those expected are the pace so far."""
OUT_OF_REACH: Final = {
    True: Text("out of reach at the pace so far", "hors d'atteinte au rythme constaté"),
    False: Text(
        "out of reach with those that are expected alone",
        "hors d'atteinte avec les seuls logements attendus",
    ),
}
"""Whether those expected are the pace so far."""
_SO_MANY_EXPECTED: Final = (
    Text("{many} dwelling expected by {day}", "{many} logement attendu d'ici au {day}"),
    Text("{many} dwellings expected by {day}", "{many} logements attendus d'ici au {day}"),
)
_SO_MANY_AT_PACE: Final = (
    Text(
        "{many} dwelling expected by {day}, at the pace so far",
        "{many} logement attendu d'ici au {day}, au rythme constaté",
    ),
    Text(
        "{many} dwellings expected by {day}, at the pace so far",
        "{many} logements attendus d'ici au {day}, au rythme constaté",
    ),
)
_NO_NUMBER_EXPECTED: Final = Text(
    "how many are expected by {day} is not known",
    "le nombre attendu d'ici au {day} n'est pas connu",
)
_MUST_COUNT: Final = {
    True: (
        Text(
            "at least {many} of them must reach the publics",
            "au moins {many} d'entre eux doit bénéficier aux publics",
        ),
        Text(
            "at least {many} of them must reach the publics",
            "au moins {many} d'entre eux doivent bénéficier aux publics",
        ),
    ),
    False: (
        Text("at least {many} of them must count", "au moins {many} d'entre eux doit compter"),
        Text("at least {many} of them must count", "au moins {many} d'entre eux doivent compter"),
    ),
}
"""Whether for publics: of one, and of several."""
WHOM: Final = {
    True: Text("{many} for the publics", "{many} pour les publics"),
    False: Text("{many} that count", "{many} qui comptent"),
}
"""Whether for publics."""
_IT_TAKES_SO_MANY: Final = Text("it takes {many}", "il en faut {many}")
_IT_WOULD_TAKE: Final = Text(
    "it would take {many}: {short}", "il en faudrait {many}\u00a0: {short}"
)
_DO_NOT_DO: Final = {
    (True, False): Text("this pace does not do", "ce rythme n'y suffit pas"),
    (True, True): Text("this pace may not do", "ce rythme peut ne pas y suffire"),
    (False, False): Text("this number does not do", "ce nombre n'y suffit pas"),
    (False, True): Text("this number may not do", "ce nombre peut ne pas y suffire"),
}
"""Whether at the pace so far, and whether it may do."""
_MAY_COUNT: Final = {
    True: (
        Text(
            "at most {many} of them may reach the publics",
            "au plus {many} d'entre eux peut bénéficier aux publics",
        ),
        Text(
            "at most {many} of them may reach the publics",
            "au plus {many} d'entre eux peuvent bénéficier aux publics",
        ),
    ),
    False: (
        Text("at most {many} of them may count", "au plus {many} d'entre eux peut compter"),
        Text("at most {many} of them may count", "au plus {many} d'entre eux peuvent compter"),
    ),
}
"""Whether for publics: of one, and of several."""
AT_BEST: Final = Text(
    "{many} ({best} in the best case)", "{many} ({best} dans le cas le plus favorable)"
)
_IF_ALL_ARE: Final = Text(
    "{many} ({best} if all entries to look at are for a public)",
    "{many} ({best} si les lignes à vérifier relèvent toutes d'un public)",
)
_IF_ALL_ARE_OF_THEM: Final = Text(
    "{many} ({best} if all entries to look at are for them)",
    "{many} ({best} si les lignes à vérifier en relèvent toutes)",
)
_NONE_SO_FAR: Final = Text("no dwelling to count yet", "aucun logement à compter encore")
_LOST_PERHAPS_NOW: Final = Text(
    "perhaps out of reach from {day} on", "l'objectif risque d'être hors d'atteinte dès le {day}"
)
_LOST_FROM: Final = {
    (True, True): Text(
        "{day} is the last limit: if no further dwelling is for the publics by then, it is out of "
        "reach from the next day on",
        "le {day} est la dernière limite\u00a0: si aucun logement de plus n'est pour les publics "
        "jusque-là, l'objectif sera hors d'atteinte dès le lendemain",
    ),
    (True, False): Text(
        "{day} is the last limit: if no further dwelling is for the publics by then, it is perhaps "
        "out of reach from the next day on",
        "le {day} est la dernière limite\u00a0: si aucun logement de plus n'est pour les publics "
        "jusque-là, l'objectif risque d'être hors d'atteinte dès le lendemain",
    ),
    (False, True): Text(
        "{day} is the last limit: if no further dwelling counts by then, it is out of reach from "
        "the next day on",
        "le {day} est la dernière limite\u00a0: si aucun logement de plus ne compte jusque-là, "
        "l'objectif sera hors d'atteinte dès le lendemain",
    ),
    (False, False): Text(
        "{day} is the last limit: if no further dwelling counts by then, it is perhaps out of "
        "reach from the next day on",
        "le {day} est la dernière limite\u00a0: si aucun logement de plus ne compte jusque-là, "
        "l'objectif risque d'être hors d'atteinte dès le lendemain",
    ),
}
"""Whether for publics, and whether it is certain."""
_NEEDED_RATE: Final = Text("that is {rate} of them", "soit {rate}")
_NEEDED_RATES: Final = Text(
    "that is {rate} of them, and {so_far} so far", "soit {rate}, contre {so_far} jusqu'ici"
)
