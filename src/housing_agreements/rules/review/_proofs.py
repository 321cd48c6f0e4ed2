"""Whether a criterion can be proved never to be met.

Both proofs are sound. With nothing known, an answer that is decided holds for every household;
and every value of a fact answers as one of its boundary values does, so that trying these,
fact after fact, tries everything. A search that grows too long proves nothing.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Final

from housing_agreements.criteria._nodes import in_order
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.households import SupposedFacts
from housing_agreements.criteria.kinds import Known
from housing_agreements.criteria.times import Elapsed
from housing_agreements.errors import UnknownCodeError
from housing_agreements.values.periods import Period
from housing_agreements.values.verdicts import Verdict

__all__ = ("can_be_met", "never_decided", "never_met", "never_met_in", "not_known_on")

_MOST_ANSWERS: Final = 2_000
"""The most answers that a search asks for."""


def never_met(criterion: Criterion, *, on: date) -> bool:
    """Whether it is proved that no household can meet a criterion on a day.

    `False` when some household can, and when nothing is proved: so of a territory that lists what
    is no commune, which gives no answer.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> small, large = facts.household_size.below(3), facts.household_size.at_least(3)
        >>> never_met(small & large, on=date(2018, 1, 1))
        True
        >>> never_met(small | large, on=date(2018, 1, 1))
        False
    """
    try:
        sides = dict(criterion.boundaries(on=on).sides)
        names = sorted(sides, key=lambda name: len(sides[name]))
        supposed = SupposedFacts(dict.fromkeys(names))
        answers = _answers(criterion, on, supposed, [(name, sides[name]) for name in names])
        for asked, answer in enumerate(answers):
            if asked == _MOST_ANSWERS or answer is not Verdict.UNMET:
                return False
    except UnknownCodeError:
        return False
    return True


def can_be_met(criterion: Criterion, *, on: date) -> bool:
    """Whether it is proved that some household can meet a criterion on a day.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> small, large = facts.household_size.below(3), facts.household_size.at_least(3)
        >>> can_be_met(small & facts.employed, on=date(2018, 1, 1))
        True
        >>> can_be_met(small & large, on=date(2018, 1, 1))
        False
    """
    return any(answer is Verdict.MET for answer in _list_answers(criterion, on))


def never_decided(criterion: Criterion, *, on: date) -> bool:
    """Whether it is proved that no fact decides a criterion on a day.

    Examples:
        >>> from housing_agreements.criteria.criteria import open_question
        >>> never_decided(open_question("who", "qui"), on=date(2018, 1, 1))
        True
    """
    answers = list(_list_answers(criterion, on))
    if not answers or len(answers) == _MOST_ANSWERS:
        return False
    return all(answer is Verdict.UNDETERMINED for answer in answers)


def _list_answers(criterion: Criterion, on: date) -> Iterator[Verdict | None]:
    """The answers over all the ways to fill in what is not known, as far as a search goes."""
    try:
        sides = dict(criterion.boundaries(on=on).sides)
        names = sorted(sides, key=lambda name: len(sides[name]))
        supposed = SupposedFacts(dict.fromkeys(names))
        values = [(name, sides[name]) for name in names]
        yield from islice(_answers(criterion, on, supposed, values), _MOST_ANSWERS)
    except UnknownCodeError:
        return


def _answers(
    criterion: Criterion,
    on: date,
    supposed: SupposedFacts,
    unknown: list[tuple[str, tuple[object, ...]]],
) -> Iterator[Verdict | None]:
    """The answers over all the ways to fill in what is not known.

    What is already unmet is not filled in further.
    """
    # Each entry: how many facts are filled in, and the value of the last of them.
    waiting: list[tuple[int, object]] = [(0, None)]
    while waiting:
        filled, value = waiting.pop()
        if filled:
            supposed.suppose({unknown[filled - 1][0]: value})
        supposed.suppose(dict.fromkeys(name for name, _ in unknown[filled:]))
        answer = criterion.decide(supposed, on=on)
        if answer is Verdict.UNDETERMINED and filled < len(unknown):
            sides = unknown[filled][1]
            waiting.extend((filled + 1, Known(side, verified=True)) for side in sides)
        else:
            yield answer


def never_met_in(criterion: Criterion, period: Period) -> bool:
    """Whether it is proved that no household can meet a criterion on any day of a period.

    Nothing is proved of a criterion that counts the time elapsed, which differs every day.
    """
    if any(isinstance(node, Elapsed) for node in in_order(criterion)):
        return False
    turning = criterion.boundaries(on=period.start).days
    days = {period.start, *(day for day in turning if day in period)}
    return all(never_met(criterion, on=day) for day in days)


def not_known_on(criterion: Criterion, *, on: date) -> bool:
    """Whether a dated value in a criterion is not known on a day: a ceiling, a list, a limit."""
    nobody = SupposedFacts(dict.fromkeys(criterion.facts))
    return any(node.why_undecidable(nobody, on) is not None for node in in_order(criterion))
