"""An opinion that is deemed favourable where none was given in time (*avis réputé favorable*)."""

from datetime import date

from housing_agreements._checks import exact_day
from housing_agreements.errors import InvalidTypeError, InvalidValueError, show
from housing_agreements.values.periods import months_after
from housing_agreements.values.verdicts import Verdict

__all__ = ("judge_opinion",)


def judge_opinion(
    where: str,
    given: bool | None,  # noqa: FBT001  # the opinion is what is judged
    *,
    asked_by: str,
    asked_on: date,
    months: int,
    on: date,
    given_on: date | None,
) -> Verdict:
    """Whether an opinion is favourable on a day, for who had so many months to give it.

    Args:
        where: Who asks, for an error.
        given: The opinion that was given; `None`: none yet.
        asked_by: What begins the months, for an error: "the transmission".
        asked_on: The day from which the months run.
        months: How many there are.
        on: The day asked.
        given_on: The day on which it was given; `None`: not known, so that past the months a
            refusal may have come too late.

    Raises:
        InvalidTypeError: For anything but days, and a yes or no.
        InvalidValueError: For a day before the months begin, or an opinion of later than the day
            asked.

    Examples:
        >>> day = date(2024, 1, 15)
        >>> asked = {"asked_by": "the request", "asked_on": day, "months": 2, "given_on": None}
        >>> judge_opinion("an opinion", None, on=date(2024, 3, 16), **asked)
        Verdict.MET
    """
    if given is not None and type(given) is not bool:
        raise InvalidTypeError(f"{where}, given", show(given), "True, False or None")
    if exact_day(on, f"{where}, on") < asked_on:
        expected = f"a day from {asked_by} on, {asked_on}"
        raise InvalidValueError(f"{where}, on", str(on), expected)
    given_by = on
    if given_on is not None:
        given_by = exact_day(given_on, f"{where}, given_on")
        if not asked_on <= given_by <= on or given is None:
            expected = f"the day of an opinion, from {asked_on} to {on}"
            raise InvalidValueError(f"{where}, given_on", str(given_on), expected)
    if given_by <= months_after(asked_on, months) or given is True:
        return Verdict.of(given)
    return Verdict.MET if given is None or given_on is not None else Verdict.UNDETERMINED
