"""What follows where an answer is awaited for some months: an opinion, or a signature.

Silence on an opinion is favourable past its time; a landlord that still refuses to sign past its
time is told whom to house.
"""

from datetime import date
from typing import Final

from housing_agreements._checks import exact_day
from housing_agreements.errors import InvalidValueError
from housing_agreements.law._yes_or_no import read_answer
from housing_agreements.law.answers import LawAnswer, answer_question
from housing_agreements.values.periods import months_after
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = ("judge_opinion", "judge_refusal")


def judge_opinion(
    where: str,
    given: bool | None,  # noqa: FBT001  # an answer
    transmitted_on: date,
    *,
    months: int,
    on: date,
    given_on: date | None,
    sources: tuple[Source, ...],
    asked_by: str = "the transmission",
) -> LawAnswer:
    """Whether an opinion is favourable on a day, where silence is so past some months.

    An opinion whose day is not known may have come too late, once these months are over.

    Args:
        where: Who asks, for an error.
        given: The opinion that was given; `None`: none yet.
        transmitted_on: The day from which the months run.
        months: How many there are.
        on: The day asked.
        given_on: The day on which it was given; `None`: not known.
        sources: Where that is written.
        asked_by: What begins the months, for an error.

    Raises:
        InvalidTypeError: For anything but days, and a yes or no.
        InvalidValueError: For a day before the transmission, or an opinion of later than the day
            asked.
    """
    opinion = read_answer(given, f"{where}, given")
    if exact_day(on, f"{where}, on") < transmitted_on:
        expected = f"a day from {asked_by} on, {transmitted_on}"
        raise InvalidValueError(f"{where}, on", str(on), expected)
    given_by = on
    if given_on is not None:
        given_by = exact_day(given_on, f"{where}, given_on")
        if not transmitted_on <= given_by <= on or given is None:
            expected = f"the day of an opinion, from {transmitted_on} to {on}"
            raise InvalidValueError(f"{where}, given_on", str(given_on), expected)
    missing: tuple[str, ...] = ()
    if given_by <= months_after(transmitted_on, months) or given is True:
        verdict = opinion
        missing = ("given",)
    elif given is None or given_on is not None:
        verdict = Verdict.MET
    else:
        verdict = Verdict.UNDETERMINED
        missing = ("given_on",)
    missing = () if verdict.decided else missing
    return LawAnswer(_OPINION_FAVOURABLE, on, verdict, missing, (), sources)


_OPINION_FAVOURABLE: Final = Text("whether the opinion is favourable", "l'avis est favorable")


def judge_refusal(
    where: str,
    refuses: bool | None,  # noqa: FBT001  # an answer
    proposed_on: date,
    *,
    months: int,
    on: date,
    sources: tuple[Source, ...],
) -> LawAnswer:
    """Whether persons are designated to a landlord that refuses to sign, on a day.

    Not before the months since the proposal are over, nor once it has signed.

    Raises:
        InvalidTypeError: For anything but days, and a yes or no.
        InvalidValueError: For a day before the proposal.
    """
    if exact_day(on, f"{where}, on") < proposed_on:
        expected = f"a day from the proposal on, {proposed_on}"
        raise InvalidValueError(f"{where}, on", str(on), expected)
    late = Verdict.of(on > months_after(proposed_on, months))
    return answer_question(
        where,
        _DESIGNATED_TO_REFUSER,
        on,
        {"refuses": refuses},
        lambda facts: late & facts["refuses"],
        sources=sources,
    )


_DESIGNATED_TO_REFUSER: Final = Text(
    "whether persons are designated to a landlord that refuses to sign",
    "des personnes sont désignées au bailleur qui refuse de signer",
)
