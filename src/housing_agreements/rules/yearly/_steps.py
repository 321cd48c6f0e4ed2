"""What there is to do next: from promises, undertakings and remarks to steps in order of day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import make
from housing_agreements.rules._vocabulary import quote_words
from housing_agreements.rules.outlook.expectations import NUMBER_NOT_KNOWN
from housing_agreements.rules.outlook.prospects import Prospect, Reach
from housing_agreements.rules.quotas.findings import Outcome
from housing_agreements.rules.quotas.limits import NOUGHT, say_range
from housing_agreements.rules.quotas.reports import QuotaReport
from housing_agreements.rules.review.remarks import Review
from housing_agreements.rules.undertakings import Fulfilment, Progress, UndertakingReport
from housing_agreements.rules.yearly._amendments import propose_amendment
from housing_agreements.rules.yearly._names import (
    MOST_PARTS_NAMED,
    OTHERS_TO_NAME,
    join_texts,
    list_owners,
    name_promise,
    say_both,
    tell_whose,
)
from housing_agreements.rules.yearly._told import (
    AT_BEST,
    DWELLINGS_COUNTED,
    OUT_OF_REACH,
    WHOM,
    choose_best,
    concerns_nothing,
    is_empty,
    is_for_publics,
    limits_expected,
    may_still_do,
    say_lost,
    say_needed,
    say_rates_needed,
    say_so_many,
)
from housing_agreements.rules.yearly.standings import STILL_OPEN, Standing, YearlyPromise
from housing_agreements.rules.yearly.steps import NextStep, StepKind
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Listed,
    Text,
    join_words,
    say_number_of,
)

__all__ = ("list_steps",)


_FindOut = Callable[[Iterable[YearlyPromise], Mapping[str, str]], Iterable[NextStep]]
"""Finds the steps that ask for missing facts, from promises and the holder of each contingent."""


def list_steps(
    promises: Iterable[YearlyPromise],
    find_out: _FindOut,
    report: QuotaReport,
    undertakings: UndertakingReport,
    remarks: Review,
) -> tuple[NextStep, ...]:
    """What there is to do, at once first, then in order of day; on one day, of promises first.

    What is to be said of undertakings comes last: no promise in numbers hangs on it.

    What is on course asks for nothing, unless nothing else does.
    """
    on = report.on
    terms = remarks.agreement.on(on, known=remarks.known)
    owners = list_owners(report.agreement, terms)
    every = tuple(promises)
    pressing = [of for of in every if of.standing is not Standing.ON_COURSE]
    others = [
        *filter(None, map(_do, undertakings)),
        *filter(None, (propose_amendment(remark, terms, on) for remark in remarks)),
    ]
    to_say = [*_join_to_say(undertakings)]
    steps = _list_of_promises(pressing, find_out, owners)
    if not steps and not others and not to_say:
        steps = _list_of_promises(every, find_out, owners)
    first: list[NextStep] = []
    if every and is_empty(report.account):
        first.append(_CHECK_LEDGER)
    elif every and concerns_nothing(report.account):
        first.append(_CHECK_CODES)
    dated = sorted((*steps, *others), key=lambda step: step.until or date.min)
    return (*first, *dated, *to_say)


def _list_of_promises(
    promises: Iterable[YearlyPromise], find_out: _FindOut, owners: Mapping[str, str]
) -> list[NextStep]:
    """What to do about promises: those in danger first, and what to find out last."""
    chosen = sorted(promises, key=lambda of: of.standing is not Standing.IN_DANGER)
    steps = [step for promise in chosen for step in _list_of_promise(promise, owners)]
    return [*steps, *find_out(chosen, owners)]


# --- What must come ------------------------------------------------------------------------------


def _list_of_promise(promise: YearlyPromise, owners: Mapping[str, str]) -> Iterator[NextStep]:
    """What to do about a promise that can still be kept, and whose it is."""
    for step in _list_to_keep(promise):
        why = join_texts([step.why, *tell_whose([promise.commitment], owners)])
        yield attrs.evolve(step, why=why)


def _list_to_keep(promise: YearlyPromise) -> Iterator[NextStep]:
    prospect = promise.prospect
    if prospect is None or promise.standing not in STILL_OPEN:
        return
    if promise.standing is Standing.NOT_KNOWN:
        yield from _list_of_unknown(promise, prospect)
    if prospect.reach is Reach.OUT_OF_REACH:
        yield _find_more(promise, prospect)
    elif prospect.needed is not None and prospect.needed not in _NO_NUMBER_NEEDED:
        yield _reach(promise, prospect, prospect.needed)
    room = prospect.room
    if room is None or prospect.reach is Reach.OUT_OF_REACH:
        return
    if limits_expected(prospect, room):
        yield _hold(promise, prospect, room)


_NO_NUMBER_NEEDED: Final = (NOUGHT, NUMBER_NOT_KNOWN)


def _reach(promise: YearlyPromise, prospect: Prospect, needed: Bounds[int]) -> NextStep:
    """Let enough of those expected count, before too few are left."""
    counted = prospect.finding
    has_begun = counted is None or counted.counted.high != 0
    goes_on = promise.standing is Standing.ON_COURSE and has_begun
    is_known = prospect.expected.high is not None
    what = _KEEP_PACE[is_known]
    if not goes_on:
        what = _REACH[is_for_publics(promise.commitment), is_known]
    publics, whom = is_for_publics(promise.commitment), None
    if may_still_do(prospect, needed) is not None:
        what, whom = _OBTAIN, _DWELLINGS_THAT_COUNT[publics]
    best = choose_best(prospect, of_them=whom is not None)
    told = what.format(
        name=name_promise(promise.commitment, promise.period),
        needed=say_both(lambda language: say_needed(needed, language, best, whom=whom)),
        expected=say_both(lambda language: say_range(prospect.expected, language)),
    )
    why: list[Text] = []
    if publics and (say_rates_needed(prospect, needed, "en")):
        why.append(say_both(lambda language: say_rates_needed(prospect, needed, language)))
    elif (rhythm := _tell_rhythm(prospect, needed)) is not None:
        why.append(rhythm)
    if say_lost(prospect, "en"):
        why.append(say_both(lambda language: say_lost(prospect, language)))
    until = promise.period.last_day
    return _make_step(StepKind.REACH, until, told, join_texts(why or [_NOT_YET_REACHED]), promise)


def _tell_rhythm(prospect: Prospect, needed: Bounds[int]) -> Text | None:
    """How many count so far in how many days, and how many must in those left."""
    counted = prospect.finding
    if counted is None or not prospect.days_gone:
        return None
    gone, left = map(_say_days, (prospect.days_gone, prospect.days_left))
    return _RHYTHM.format(
        counted=say_both(
            lambda language: say_so_many(DWELLINGS_COUNTED, counted.counted, language)
        ),
        gone=gone,
        needed=say_both(lambda language: say_range(needed, language)),
        left=left,
    )


def _say_days(days: int) -> Text:
    return say_both(lambda language: say_number_of(days, *_DAYS_OF_RHYTHM, language))


def _find_more(promise: YearlyPromise, prospect: Prospect) -> NextStep:
    """Find more than are expected: those do not suffice."""
    what = (_FIND_SOME if prospect.expected == NOUGHT else _FIND_MORE).format(
        name=name_promise(promise.commitment, promise.period),
        expected=say_both(lambda language: say_range(prospect.expected, language)),
    )
    of_base = promise.commitment.of_base
    needed = _find_growing(prospect) if of_base else prospect.needed
    if needed is not None:
        whom = (_ALL_OF_WHOM if of_base else WHOM)[is_for_publics(promise.commitment)]
        best = AT_BEST if of_base else choose_best(prospect, of_them=True)
        told = say_both(lambda language: say_needed(needed, language, best, whom=whom))
        what = _IT_TAKES.format(what=what, needed=told)
    why = OUT_OF_REACH[prospect.at_pace]
    return _make_step(StepKind.REACH, promise.period.last_day, what, why, promise)


def _find_growing(prospect: Prospect) -> Bounds[int] | None:
    """How many more a share takes if all are for its publics, as each enlarges the base too.

    `None`: no number is enough, or another one may be: of a ceiling, of groups, of new terms.
    """
    counted = prospect.finding
    if counted is None or counted.ceiling is not None or prospect.groups or prospect.amended_on:
        return None
    growing = counted.shortfall_growing
    return None if growing is None or growing.high is None else growing


def _hold(promise: YearlyPromise, prospect: Prospect, room: Bounds[int]) -> NextStep:
    """Let no more count than the ceiling allows."""
    expected = prospect.expected
    what = (_HOLD if expected.high is None else _HOLD_OF).format(
        name=name_promise(promise.commitment, promise.period),
        room=max(0, room.low),
        expected=say_both(lambda language: say_range(expected, language)),
    )
    return _make_step(StepKind.HOLD, promise.period.last_day, what, _CEILING, promise)


def _list_of_unknown(promise: YearlyPromise, prospect: Prospect) -> Iterator[NextStep]:
    """Ask how many are expected, where that decides whether a promise can be kept."""
    counted, day = prospect.finding, promise.period.last_day
    name = name_promise(promise.commitment, promise.period)
    if counted is not None and counted.outcome is Outcome.NO_FIGURE:
        return  # the figure is to be found out
    if not prospect.expected.exact or not any(
        of.finding is not None and of.finding.doubts for of in (promise, *promise.groups)
    ):
        no_pace = prospect.at_pace and prospect.days_gone <= 1
        what, why = _SAY_EXPECTED.format(name=name, day=day), _NO_PACE if no_pace else _NO_NUMBER
        yield _make_step(StepKind.SAY, None, what, why, promise)


# --- What was promised to be done, and what must be agreed ---------------------------------------


def _do(fulfilment: Fulfilment) -> NextStep | None:
    """What is to be done of an undertaking; `None`: nothing."""
    undertaking, progress = fulfilment.undertaking, fulfilment.progress
    due = undertaking.due
    until, period, what = None, None, undertaking.text
    if progress is Progress.NOT_DUE:
        if due is None:  # the term has not begun
            return None
        until = due.last_day if isinstance(due, Period) else due
        period = due if isinstance(due, Period) else None
    elif progress is Progress.NOT_DONE:
        quoted = quote_words(undertaking.text)
        what = (_KEEP_AGAIN if due is None else _DO_STILL).format(text=quoted)
    else:
        return None
    step = _step_of_undertakings(StepKind.DO, until, what, _tell_owed(fulfilment), [fulfilment])
    return attrs.evolve(step, period=period)


def _tell_owed(fulfilment: Fulfilment) -> Text:
    """When an undertaking is due, and who owes it."""
    undertaking = fulfilment.undertaking
    return (_OWED_BY_PARTIES if undertaking.due is None else _OWED_DUE).format(
        parties=say_both(lambda language: join_words((of.name for of in fulfilment.by), language)),
        due=say_both(undertaking.say_due),
    )


def _join_to_say(undertakings: Iterable[Fulfilment]) -> Iterator[NextStep]:
    """One step for all undertakings on which the same parties owe the same answer."""
    alike: dict[tuple[Text, Text], list[Fulfilment]] = {}
    for fulfilment in undertakings:
        if fulfilment.missing is not None:
            alike.setdefault((fulfilment.missing, _tell_owed(fulfilment)), []).append(fulfilment)
    for (fact, why), found in alike.items():
        quoted = [quote_words(of.undertaking.text) for of in found]
        what = _SAY.format(fact=fact, text=quoted[0])
        if len(quoted) > 1:
            names = quoted[:MOST_PARTS_NAMED]
            if len(quoted) > MOST_PARTS_NAMED:
                names.append(OTHERS_TO_NAME.format(more=len(quoted) - MOST_PARTS_NAMED))
            what = _SAY_OF_SEVERAL.format(many=len(quoted), names=Listed(names), fact=fact)
        yield _step_of_undertakings(StepKind.SAY, None, what, why, found)


def _step_of_undertakings(
    kind: StepKind, until: date | None, what: Text, why: Text, found: Iterable[Fulfilment]
) -> NextStep:
    return make(
        NextStep,
        kind=kind,
        until=until,
        what=what,
        why=why,
        about=tuple(of.undertaking.code for of in found),
        period=None,
        group=None,
        entries=(),
    )


# --- Words ---------------------------------------------------------------------------------------


def _make_step(
    kind: StepKind,
    until: date | None,
    what: Text,
    why: Text,
    promise: YearlyPromise,
) -> NextStep:
    """A step about a promise."""
    return make(
        NextStep,
        kind=kind,
        until=until,
        what=what,
        why=why,
        about=(promise.commitment.code,),
        period=promise.period,
        group=None,
        entries=(),
    )


_DAYS_OF_RHYTHM: Final = (Text("day", "jour"), Text("days", "jours"))
_REACH: Final[Mapping[tuple[bool, bool], Text]] = {
    (True, True): Text(
        "{name}: intend for the publics at least {needed} of the {expected} dwellings expected",
        "{name}\u00a0: destiner aux publics au moins {needed} des {expected} logements attendus",
    ),
    (True, False): Text(
        "{name}: intend at least {needed} more dwellings for the publics",
        "{name}\u00a0: destiner aux publics au moins {needed} logements de plus",
    ),
    (False, True): Text(
        "{name}: see that at least {needed} of the {expected} dwellings expected count",
        "{name}\u00a0: obtenir qu'au moins {needed} des {expected} logements attendus comptent",
    ),
    (False, False): Text(
        "{name}: obtain at least {needed} more dwellings that count",
        "{name}\u00a0: obtenir au moins {needed} logements de plus qui comptent",
    ),
}
"""Whether for publics, and whether it is known how many are expected."""
_KEEP_PACE: Final[Mapping[bool, Text]] = {
    True: Text(
        "{name}: keep the pace, at least {needed} of the {expected} dwellings expected",
        "{name}\u00a0: garder le rythme, soit au moins {needed} des {expected} logements attendus",
    ),
    False: Text(
        "{name}: keep the pace, at least {needed} more dwellings",
        "{name}\u00a0: garder le rythme, soit au moins {needed} logements de plus",
    ),
}
"""Whether it is known how many are expected."""
_OBTAIN: Final = Text(
    "{name}: obtain {needed}, where {expected} are expected",
    "{name}\u00a0: obtenir {needed}, sur {expected} attendus",
)
_DWELLINGS_THAT_COUNT: Final = {
    True: Text("{many} dwellings for the publics", "{many} logements pour les publics"),
    False: Text("{many} dwellings that count", "{many} logements qui comptent"),
}
"""Whether for publics."""
_RHYTHM: Final = Text(
    "{counted} in {gone}, and {needed} more to obtain in the {left} left",
    "{counted} en {gone}, et encore {needed} à obtenir dans les {left} restants",
)
_NOT_YET_REACHED: Final = Text("it is not yet reached", "l'objectif n'est pas encore atteint")
_FIND_MORE: Final = Text(
    "{name}: find more dwellings than the {expected} expected",
    "{name}\u00a0: trouver plus de logements que les {expected} attendus",
)
_FIND_SOME: Final = Text(
    "{name}: find dwellings, as none is expected",
    "{name}\u00a0: trouver des logements, aucun n'étant attendu",
)
_IT_TAKES: Final = Text("{what}: it takes {needed}", "{what}, car il en faut encore {needed}")
_ALL_OF_WHOM: Final = {
    True: Text("{many}, all for the publics", "{many}, tous pour les publics"),
    False: Text("{many}, all of which count", "{many}, qui tous comptent"),
}
"""Whether for publics."""
_HOLD: Final = Text(
    "{name}: let at most {room} more dwellings count",
    "{name}\u00a0: s'en tenir à {room} logements de plus",
)
_HOLD_OF: Final = Text(
    "{name}: let at most {room} of the {expected} dwellings expected count",
    "{name}\u00a0: s'en tenir à {room} au plus parmi les {expected} logements attendus",
)
_CEILING: Final = Text("beyond, the ceiling is broken", "au-delà, le plafond est dépassé")
_SAY_EXPECTED: Final = Text(
    "{name}: say how many dwellings are expected by {day}",
    "{name}\u00a0: indiquer combien de logements sont attendus d'ici au {day}",
)
_NO_PACE: Final = Text(
    "on the first day there is no pace yet",
    "au premier jour, il n'y a pas encore de rythme constaté",
)
_NO_NUMBER: Final = Text(
    "whether it can be kept hangs on that number",
    "de ce nombre dépend que l'objectif puisse être tenu",
)
_DO_STILL: Final = Text("do what was not done: {text}", "faire ce qui ne l'a pas été\u00a0: {text}")
_KEEP_AGAIN: Final = Text("keep again: {text}", "tenir de nouveau\u00a0: {text}")
_SAY: Final = Text("{text}: say {fact}", "{text}\u00a0: dire {fact}")
_SAY_OF_SEVERAL: Final = Text(
    "{many} undertakings ({names}): say of each {fact}",
    "{many} engagements ({names})\u00a0: dire pour chacun {fact}",
)
_OWED_BY_PARTIES: Final = Text("owed by {parties}", "à la charge de\u00a0: {parties}")
_OWED_DUE: Final = Text("{due}, owed by {parties}", "{due}, à la charge de\u00a0: {parties}")
_CHECK_LEDGER: Final = make(
    NextStep,
    kind=StepKind.FIND_OUT,
    until=None,
    what=Text(
        "check that the ledger is complete: it holds no entry",
        "vérifier que le registre est complet\u00a0: il ne contient aucune ligne",
    ),
    why=Text("all that is said here rests on it", "tout ce qui est dit ici repose sur lui"),
    about=(),
    period=None,
    group=None,
    entries=(),
)
_CHECK_CODES: Final = attrs.evolve(
    _CHECK_LEDGER,
    what=Text(
        "check the contingents, the communes and the days of the ledger: none of its entries "
        "concerns a promise",
        "vérifier les contingents, les communes et les dates du registre\u00a0: aucune de ses "
        "lignes ne concerne un objectif",
    ),
)
