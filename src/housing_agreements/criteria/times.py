"""The question whether a time has passed since a day, or an age is reached, on the day asked."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements.criteria._nodes import Node, Style
from housing_agreements.criteria.comparisons import Atom, check_kind
from housing_agreements.criteria.kinds import Fact, HasFacts, Kind
from housing_agreements.errors import InvalidValueError
from housing_agreements.values.periods import anniversary, months_after
from housing_agreements.values.texts import Text, colon, say_number_of
from housing_agreements.values.verdicts import Verdict

__all__ = ("Elapsed",)


@attrs.frozen(eq=False, repr=False, str=False)
class Elapsed(Atom):
    """Whether so many months have passed since a day, on the day asked (*ancienneté*, *âge*).

    A person reaches an age on a birthday. Other times are counted in months as `values.periods`
    does. No time has passed since a day that is still to come.
    """

    fact: Fact
    """The fact it reads."""
    months: int
    """How many months."""
    aged: bool = False
    """Whether birthdays count, so that someone born on 29 February waits for 1 March."""
    reached: bool = True
    """Whether they must have passed, or must not have."""
    verified_only: bool = False
    """Whether only a verified fact counts."""
    strictly: bool = False
    """Whether more than those months must have passed; an age has no more than its birthday."""

    def __attrs_post_init__(self) -> None:
        """Refuse any other fact than a day, and an age that is not in years."""
        faults = Faults("elapsed time")
        check_kind(faults, self.fact, {Kind.DAY}, self.verified_only)
        faults.count("months", self.months)
        faults.flag("aged", self.aged)
        faults.flag("reached", self.reached)
        faults.flag("strictly", self.strictly)
        if not faults.found and self.aged and self.months % 12:
            faults.value("months", self.months, "an age in whole years")
        if not faults.found and self.aged and self.strictly:
            faults.value("strictly", given=True, expected="False for an age")
        faults.report()

    def has_passed(self, since: date, on: date) -> bool:
        """Whether the time has passed since a day."""
        months = 12 * (on.year - since.year) + on.month - since.month
        if months != self.months:
            return months > self.months
        # In the very month it depends on the day.
        years = self.months // 12
        end = anniversary(since, years) if self.aged else months_after(since, months)
        return end < on if self.strictly else end <= on

    def judge(self, verdicts: Sequence[Verdict], household: HasFacts, on: date) -> Verdict:
        """Met or unmet when the first and the last day still possible agree."""
        ends = self.ends(household, on)
        if ends is None:
            return Verdict.UNDETERMINED
        first, last = ends
        if last is not None and self.has_passed(last, on):
            return Verdict.of(self.reached)
        if first is not None and not self.has_passed(first, on):
            return Verdict.of(not self.reached)
        return Verdict.UNDETERMINED

    def text_pieces(self, style: Style) -> list[str | Node]:
        """The text of the criterion: the time, in whole years where it can be."""
        years = self.months and not self.months % 12
        length = self.months // 12 if years else self.months
        if style is None:
            names = _ELAPSED_CALLS[(self.aged, self.strictly)]
            unit = "years" if self.aged or years else "months"
            return [f"{self.write_fact(style)}.{names[not self.reached]}({unit}={length})"]
        units = _YEAR_WORDS if self.aged or years else _MONTH_WORDS
        time = say_number_of(length, *units, style)
        words = _ELAPSED_WORDS[(self.aged, self.strictly, self.reached)].say(style, time=time)
        opening = " " if style == "en" and not self.aged else colon(style)
        return [f"{self.write_fact(style)}{opening}{words}"]

    def latest(self, on: date) -> date | None:
        """The last day since which the time has passed on the day asked, if there is one."""
        try:
            day = months_after(on, -self.months)
        except InvalidValueError:
            return None
        while day < date.max and self.has_passed(day + timedelta(days=1), on):
            day += timedelta(days=1)
        while not self.has_passed(day, on):
            if day == date.min:
                return None
            day -= timedelta(days=1)
        return day

    def boundary_values(self, on: date) -> tuple[tuple[Fact, tuple[object, ...]], ...]:
        """The value at which the answer changes: the last day since which the time has passed."""
        latest = self.latest(on)
        return () if latest is None else ((self.fact, (latest,)),)


_YEAR_WORDS: Final = (Text("year", "an"), Text("years", "ans"))
_MONTH_WORDS: Final = (Text("month", "mois"), Text("months", "mois"))
_ELAPSED_CALLS: Final = {
    (True, False): ("aged_at_least", "aged_below"),
    (False, False): ("at_least_ago", "less_than_ago"),
    (False, True): ("more_than_ago", "at_most_ago"),
}
_ELAPSED_WORDS: Final = {
    (True, False, True): Text("aged at least {time}", "âge d'au moins {time}"),
    (True, False, False): Text("aged below {time}", "âge de moins de {time}"),
    (False, False, True): Text("at least {time} ago", "il y a au moins {time}"),
    (False, False, False): Text("less than {time} ago", "il y a moins de {time}"),
    (False, True, True): Text("more than {time} ago", "il y a plus de {time}"),
    (False, True, False): Text("at most {time} ago", "il y a au plus {time}"),
}
