"""Whether an applicant accepted the dwelling that was offered (*réponse à une offre*, R.441-10).

An offer says how long it leaves for an answer, ten days at least; silence past that time is a
refusal. `reply_deadline` of `law.dalo.deadlines` gives the least time alone.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from housing_agreements._checks import exact_count, exact_day
from housing_agreements._records import tell_missing
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.explanations.blocks import Block, Line, Note, Section, cite
from housing_agreements.explanations.explanation import Row, Told, write_day
from housing_agreements.law._answer_lines import list_missing, write_missing
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.dalo.deadlines import REPLY_TIME
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_day,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("Reply", "check_reply")


@attrs.frozen(eq=False, repr=False)
class Reply(Told):
    """Whether a dwelling that was offered is accepted; `check_reply` makes it.

    Laws:
        - To tell one fact more never overturns a verdict that is decided.

    Examples:
        >>> reply = check_reply(date(2024, 3, 1), on=date(2024, 3, 20), silent=True, days=None)
        >>> reply.verdict.value, reply.missing
        ('undetermined', ('days',))
    """

    offered_on: date
    """The day of the offer."""
    on: date
    """The day asked."""
    verdict: Verdict
    """Met where it is accepted; unmet where it is refused, by silence too."""
    last_day: date | None
    """The last day to answer; `None`: the time left is not known, or shorter than the law's."""
    missing: tuple[str, ...]
    """The arguments that would say more; none where the text itself leaves it open."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What follows, until when an answer was in time, what would settle it, and the source."""
        parts: list[Block] = []
        if self.last_day is not None:
            parts.append(Line(say_day(self.last_day, language), _LAST_DAY.say(language)))
        parts += write_missing(self.missing, language)
        if not self.missing and not self.verdict.decided:
            parts.append(Note(_TOO_SHORT.say(language)))
        parts += cite(REPLY_TIME.at(self.offered_on).sources)
        heading = f"{_REPLIES[self.verdict].say(language)} ({say_day(self.on, language)})"
        yield Section(heading, None, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `offered_on`, `on`, `verdict`, `last_day`, `missing` (arguments)."""
        check_language(language)
        return [
            {
                "offered_on": self.offered_on.isoformat(),
                "on": self.on.isoformat(),
                "verdict": self.verdict.value,
                "last_day": write_day(self.last_day),
                "missing": list_missing(self.missing, language) or None,
            }
        ]

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"offer of {self.offered_on}, on {self.on}: {self.verdict.value}{missing}"


_LAST_DAY: Final = Text("last day to answer", "date limite de réponse")
_REPLIES: Final = {
    Verdict.MET: Text("the offer is accepted", "l'offre est acceptée"),
    Verdict.UNMET: Text("the offer is refused", "l'offre est refusée"),
    Verdict.UNDETERMINED: Text(
        "whether the offer is accepted is not settled",
        "on ne sait pas si l'offre est acceptée",
    ),
}
_TOO_SHORT: Final = Text(
    "the offer leaves less time than the law: what silence then means is not written",
    "l'offre laisse moins de temps que la loi\u00a0: ce que vaut alors le silence n'est pas écrit",
)


def check_reply(
    offered_on: date,
    *,
    on: date,
    days: int | None,
    answer: bool | None = None,
    answered_on: date | None = None,
    silent: bool = False,
) -> Reply:
    """Whether an applicant accepted the dwelling that was offered, or refused it.

    Silence past the time that the offer leaves is a refusal, and an acceptance that comes later
    changes nothing. The article does not say whether the time runs from the day on which the offer
    is sent or received: give the day that the offer names.

    Args:
        offered_on: The day from which the time to answer runs.
        on: The day asked.
        days: How many days the offer leaves; `None`: not known, which is ten at least.
        answer: Whether the applicant accepted; `None`: not known.
        answered_on: The day of that answer; `None`: not known.
        silent: Whether it is told that no answer had come by the day asked.

    Raises:
        InvalidTypeError: For anything but days, a whole number, a yes or no.
        InvalidValueError: For days out of order, or an answer of one that was silent.
        NotKnownError: For an offer on a day for which the rule is not known.

    Source:
        R.441-10 of the Code de la construction et de l'habitation.

    Examples:
        >>> offered = date(2024, 3, 1)
        >>> check_reply(offered, on=date(2024, 3, 11), days=10, silent=True).verdict
        Verdict.UNDETERMINED
        >>> check_reply(offered, on=date(2024, 3, 12), days=10, silent=True).verdict
        Verdict.UNMET
    """
    least = REPLY_TIME.on(exact_day(offered_on, "check_reply, offered_on")).days
    _check_told(offered_on, on, answered_on, answer=answer, silent=silent)
    surely_in_time = offered_on + timedelta(days=least)
    last_day = None
    if days is not None and exact_count(days, "check_reply, days") >= least:
        last_day = surely_in_time = offered_on + timedelta(days=days)
    in_time = (on if answered_on is None else answered_on) <= surely_in_time
    if answer is False or (answer is True and in_time):
        return Reply(offered_on, on, Verdict.of(answer), last_day, ())
    late = last_day is not None and (on if silent else answered_on or last_day) > last_day
    if late:
        return Reply(offered_on, on, Verdict.UNMET, last_day, ())
    if answer is None and (not silent or in_time):
        missing: tuple[str, ...] = ("answer",)
    else:
        told = {"answered_on": silent or answered_on is not None, "days": days is not None}
        missing = tuple(name for name, is_told in told.items() if not is_told)
    return Reply(offered_on, on, Verdict.UNDETERMINED, last_day, missing)


def _check_told(
    offered_on: date, on: date, answered_on: date | None, *, answer: bool | None, silent: object
) -> None:
    """Refuse days out of order, and an answer that does not go with the others."""
    where = "check_reply"
    if exact_day(on, f"{where}, on") < offered_on:
        expected = f"a day from the offer on, {offered_on}"
        raise InvalidValueError(f"{where}, on", str(on), expected)
    read_answer(answer, f"{where}, answer")
    if type(silent) is not bool:
        raise InvalidTypeError(f"{where}, silent", show(silent), "True or False")
    if silent and answer is not None:
        expected = "no answer of an applicant who was silent"
        raise InvalidValueError(f"{where}, answer", show(answer), expected)
    if answered_on is not None:
        answer_day = exact_day(answered_on, f"{where}, answered_on")
        if answer is None or not offered_on <= answer_day <= on:
            expected = f"the day of an answer, from {offered_on} to {on}"
            raise InvalidValueError(f"{where}, answered_on", str(answered_on), expected)
