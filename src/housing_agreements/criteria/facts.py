"""The facts of a class of households: what to write to make criteria of them.

What a fact is, a `Fact`, and what can be known of it, is in `kinds`; which facts a household has,
in `households`. `facts.household_size.at_least(3)` is a criterion; so is `facts.employed` alone.
Each kind of fact has its own comparisons, which are methods of a class of that kind.
"""

import numbers
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Final, Never, Self

import attrs

from housing_agreements._checks import exact_count
from housing_agreements._records import Record
from housing_agreements.criteria.ceilings import UnderCeiling
from housing_agreements.criteria.comparisons import Flag, Interval, OneOf
from housing_agreements.criteria.criteria import Criterion, retell
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Fact, Kind, unknown_fact
from housing_agreements.criteria.places import Within
from housing_agreements.criteria.times import Elapsed
from housing_agreements.errors import InvalidInputError, InvalidTypeError, show
from housing_agreements.geography.territories import Place, Territory
from housing_agreements.values.timelines import Timeline

__all__ = (
    "AskedFact",
    "CodeFact",
    "DayFact",
    "HouseholdFacts",
    "Number",
    "PlaceFact",
    "UntypedFacts",
    "facts",
    "facts_of",
)

NumberLimit = int | Decimal | Fraction | Timeline[int] | Timeline[Decimal] | Timeline[Fraction]
"""An exact number, or a timeline of them."""
DayLimit = date | Timeline[date]
"""A day, or a timeline of days."""


@attrs.frozen(eq=False, repr=False)
class AskedFact(Record):
    """A fact of which nothing is asked yet: one of its methods makes a criterion of it.

    Python's own comparisons make none. They say which method does.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> facts.household_size > 3
        Traceback (most recent call last):
        ...
        housing_agreements.errors.InvalidTypeError: facts.household_size: given > 3; \
expected a method of the fact; write facts.household_size.above(3)
    """

    fact: Fact
    """The fact."""
    verified_only: bool = False
    """Whether only a verified fact counts."""

    def verified(self) -> Self:
        """The same fact, which is then known only where a document proves it (*justifié*)."""
        return type(self)(self.fact, verified_only=True)

    def __repr__(self) -> str:
        """The code that makes it."""
        return f"facts.{self.fact.name}{'.verified()' if self.verified_only else ''}"

    def __eq__(self, other: object) -> bool:
        """Whether both ask the same fact; what could be its value is refused.

        Raises:
            InvalidTypeError: For a value, with the method that compares the fact with it.
        """
        if isinstance(other, _VALUES):
            raise self._refuse("==", other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        """Whether they do not ask the same fact; what could be its value is refused.

        Raises:
            InvalidTypeError: For a value, with the method that compares the fact with it.
        """
        if isinstance(other, _VALUES):
            raise self._refuse("!=", other)
        return super().__ne__(other)

    def __hash__(self) -> int:
        """That of the fact, since `==` is written anew."""
        return super().__hash__()

    # What these compare with is `Never`, so that type checkers refuse them.
    def __lt__(self, other: Never) -> Never:
        """Refuse `<`, and say what to write."""
        raise self._refuse("<", other)

    def __le__(self, other: Never) -> Never:
        """Refuse `<=`, and say what to write."""
        raise self._refuse("<=", other)

    def __gt__(self, other: Never) -> Never:
        """Refuse `>`, and say what to write."""
        raise self._refuse(">", other)

    def __ge__(self, other: Never) -> Never:
        """Refuse `>=`, and say what to write."""
        raise self._refuse(">=", other)

    def __bool__(self) -> object:
        """Refuse to be read as true or false.

        Raises:
            InvalidTypeError: Always, with a method that makes a criterion of the fact.
        """
        raise InvalidTypeError(
            repr(self),
            "a fact where true or false is needed",
            "a criterion, which a method of the fact makes",
            f"write for example {self!r}.{self._example}",
        )

    _example: ClassVar[str] = "verified()"
    """A method with an argument, as an error proposes it."""

    def _ask(
        self, method: str, make: Callable[[], Criterion], arguments: Mapping[str, str]
    ) -> Criterion:
        """The criterion that a method makes; an error names the argument of the method."""
        try:
            return make()
        except InvalidInputError as error:
            raise retell(error, f"{self!r}.{method}", arguments) from None

    def _compare(
        self,
        method: str,
        argument: str,
        *,
        low: object = None,
        high: object = None,
        above: bool = False,
        below: bool = False,
    ) -> Criterion:
        """The comparison with one limit, which is the low, the high or both."""
        return self._ask(
            method,
            lambda: Interval(self.fact, low, high, above, below, self.verified_only),
            {"low": argument, "high": argument},
        )

    def _ask_between(
        self, names: tuple[str, str], limits: tuple[object, object], *, above: bool, below: bool
    ) -> Criterion:
        """The comparison with two limits, both of which are given."""
        for name, limit, method in zip(names, limits, ("at_most", "at_least"), strict=True):
            if limit is None:
                where = f"{self!r}.between, {name}"
                raise InvalidTypeError(where, "None", "two limits", f"write .{method}(...)")
        return self._ask(
            "between",
            lambda: Interval(self.fact, *limits, above, below, self.verified_only),
            dict(zip(("low", "high"), names, strict=True)),
        )

    def _ask_one_of(self, method: str, argument: str, values: tuple[Any, ...]) -> Criterion:
        """The question whether the fact is one of several values."""
        return self._ask(
            method,
            lambda: OneOf(self.fact, values, self.verified_only),
            {"values": argument, self.fact.name: argument},
        )

    def _refuse(self, operator: str, value: object) -> InvalidTypeError:
        """The error for a comparison by an operator, with the method that makes it."""
        return InvalidTypeError(
            repr(self),
            f"{operator} {show(value)}",
            "a method of the fact",
            f"write {self._propose(operator, _write_value(value))}",
        )

    def _propose(self, operator: str, value: str) -> str:
        """What to write for a comparison by an operator."""
        return f"{self!r}.{self._example}"


_VALUES: Final = (numbers.Number, str, date, Place)
"""What a fact may be compared with by mistake."""


def _write_value(value: object) -> str:
    """A value as one writes it in code."""
    if isinstance(value, date):
        return f"date({value.year}, {value.month}, {value.day})"
    if type(value) is float:
        return f"Decimal({str(value)!r})"
    return repr(value) if type(value) in {int, str, Decimal, Fraction, Place} else "..."


_METHODS: Final = {
    "==": "equals",
    "!=": "equals",
    ">": "above",
    "<": "below",
    ">=": "at_least",
    "<=": "at_most",
}


def _propose_method(asked: AskedFact, operator: str, value: str, *, one_of: bool) -> str:
    """The method of a number, a day or a code that does what an operator would."""
    contrary = "~" if operator == "!=" else ""
    call = f"{contrary}{asked!r}.{_METHODS[operator]}({value})"
    several = one_of and operator in {"==", "!="}
    return f"{call}, or .one_of({value}, ...) for several values" if several else call


def _fact_of(asked: object) -> Any:  # the table refuses what is no fact
    return asked.fact if isinstance(asked, AskedFact) else asked


class Number(AskedFact):
    """A count or an amount, which a comparison makes a criterion of.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> print(facts.household_size.between(2, 4))
        household size at least 2 and at most 4
    """

    __slots__ = ()

    _example = "at_least(3)"

    def _propose(self, operator: str, value: str) -> str:
        """The method that compares numbers."""
        return _propose_method(self, operator, value, one_of=self.fact.kind is Kind.COUNT)

    def at_least(self, limit: NumberLimit) -> Criterion:
        """The criterion that the number is this limit or more."""
        return self._compare("at_least", "limit", low=limit)

    def above(self, limit: NumberLimit) -> Criterion:
        """The criterion that the number is more than this limit."""
        return self._compare("above", "limit", low=limit, above=True)

    def at_most(self, limit: NumberLimit) -> Criterion:
        """The criterion that the number is this limit or less."""
        return self._compare("at_most", "limit", high=limit)

    def below(self, limit: NumberLimit) -> Criterion:
        """The criterion that the number is less than this limit."""
        return self._compare("below", "limit", high=limit, below=True)

    def between(
        self, low: NumberLimit, high: NumberLimit, *, above: bool = False, below: bool = False
    ) -> Criterion:
        """From a low to a high, both included; `above` leaves out the low, `below` the high."""
        return self._ask_between(("low", "high"), (low, high), above=above, below=below)

    def equals(self, value: NumberLimit) -> Criterion:
        """The criterion that the number is exactly this value."""
        return self._compare("equals", "value", low=value, high=value)

    def one_of(self, *values: int) -> Criterion:
        """The criterion that the count is one of these."""
        return self._ask_one_of("one_of", "values", values)

    def under(
        self,
        ceilings: Timeline[Any],
        *,
        by: "tuple[AskedFact, ...] | AskedFact",
        strictly: bool = False,
    ) -> Criterion:
        """The criterion that the amount is at most the ceiling of the household (*plafond*).

        Args:
            ceilings: For each day of change, the amount of each key: the value of the fact
                that selects the row, or a tuple of the values of several. `None` stands for
                an amount that is not known.
            by: The fact that selects the row, or several, in the order of the key.
            strictly: Whether the amount must be below the ceiling.

        Examples:
            >>> from housing_agreements.criteria.facts import facts
            >>> table = Timeline({date(2018, 1, 1): {1: 23_354, 2: 34_904}})
            >>> print(facts.annual_income.under(table, by=facts.ceilings_category))
            annual income at most the ceiling for its category of the ceilings
        """
        several = by if isinstance(by, tuple) else (by,)
        selecting = tuple(_fact_of(asked) for asked in several)
        return self._ask(
            "under",
            lambda: UnderCeiling(self.fact, ceilings, selecting, strictly, self.verified_only),
            {},
        )


class DayFact(AskedFact):
    """A day, which a comparison makes a criterion of.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> print(facts.applied_on.at_least_ago(months=36))
        first application at least 3 years ago
    """

    __slots__ = ()

    _example = "at_least_ago(months=6)"

    def _propose(self, operator: str, value: str) -> str:
        """The method that compares days."""
        return _propose_method(self, operator, value, one_of=False)

    def at_least_ago(self, *, years: int = 0, months: int = 0) -> Criterion:
        """The criterion that the day lies at least so long before the day asked."""
        return self._elapsed("at_least_ago", years, months, reached=True)

    def less_than_ago(self, *, years: int = 0, months: int = 0) -> Criterion:
        """The criterion that the day lies less than so long before the day asked, or after it."""
        return self._elapsed("less_than_ago", years, months, reached=False)

    def more_than_ago(self, *, years: int = 0, months: int = 0) -> Criterion:
        """The criterion that the day lies more than so long before the day asked."""
        return self._elapsed("more_than_ago", years, months, reached=True, strictly=True)

    def at_most_ago(self, *, years: int = 0, months: int = 0) -> Criterion:
        """The criterion that the day lies at most so long before the day asked, or after it."""
        return self._elapsed("at_most_ago", years, months, reached=False, strictly=True)

    def aged_at_least(self, *, years: int) -> Criterion:
        """The criterion that a person born that day has this age, or is older, on the day asked."""
        return self._elapsed("aged_at_least", years, 0, aged=True, reached=True)

    def aged_below(self, *, years: int) -> Criterion:
        """The criterion that a person born that day is younger than this age on the day asked."""
        return self._elapsed("aged_below", years, 0, aged=True, reached=False)

    def _elapsed(
        self,
        method: str,
        years: int,
        months: int,
        *,
        reached: bool,
        aged: bool = False,
        strictly: bool = False,
    ) -> Criterion:
        for name, count in (("years", years), ("months", months)):
            exact_count(count, f"{self!r}.{method}, {name}")
        length = 12 * years + months
        return Elapsed(self.fact, length, aged, reached, self.verified_only, strictly)

    def at_least(self, day: DayLimit) -> Criterion:
        """The criterion that the day is this one or a later one."""
        return self._compare("at_least", "day", low=day)

    def above(self, day: DayLimit) -> Criterion:
        """The criterion that the day is after this one."""
        return self._compare("above", "day", low=day, above=True)

    def at_most(self, day: DayLimit) -> Criterion:
        """The criterion that the day is this one or an earlier one."""
        return self._compare("at_most", "day", high=day)

    def below(self, day: DayLimit) -> Criterion:
        """The criterion that the day is before this one."""
        return self._compare("below", "day", high=day, below=True)

    def between(
        self, first: DayLimit, last: DayLimit, *, above: bool = False, below: bool = False
    ) -> Criterion:
        """From a first day to a last, both included; `above` omits the first, `below` the last."""
        return self._ask_between(("first", "last"), (first, last), above=above, below=below)

    def equals(self, day: DayLimit) -> Criterion:
        """The criterion that the day is this very one."""
        return self._compare("equals", "day", low=day, high=day)


class PlaceFact(AskedFact):
    """A place, of which one asks in which territory it lies.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> region = Territory("11", "Île-de-France", "region", departments=("75", "94"))
        >>> print(facts.residence.within(region))
        residence within Île-de-France
    """

    __slots__ = ()

    _example = "within(territory)"

    def within(self, territory: Territory) -> Criterion:
        """The criterion that the place lies in a territory on the day asked."""
        return self._ask("within", lambda: Within(self.fact, territory, self.verified_only), {})


class CodeFact(AskedFact):
    """A code, of which one asks whether it is a certain one.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> print(facts.dwelling_financing.one_of("PLAI", "PLUS"))
        financing of the dwelling offered: PLAI or PLUS
    """

    __slots__ = ()

    _example = "one_of('PLAI', 'PLUS')"

    def _propose(self, operator: str, value: str) -> str:
        """The method that compares codes, which have no order."""
        if operator in {"==", "!="}:
            return _propose_method(self, operator, value, one_of=True)
        return super()._propose(operator, value)

    def equals(self, code: str) -> Criterion:
        """The criterion that the code is this one."""
        return self._ask_one_of("equals", "code", (code,))

    def one_of(self, *codes: str) -> Criterion:
        """The criterion that the code is one of these."""
        return self._ask_one_of("one_of", "codes", codes)


_QUESTIONS: Final = {
    Kind.FLAG: Flag,
    Kind.COUNT: Number,
    Kind.AMOUNT: Number,
    Kind.DAY: DayFact,
    Kind.PLACE: PlaceFact,
    Kind.CODE: CodeFact,
}


class HouseholdFacts:
    """The facts of `Household` or of its subclass, each of which makes criteria.

    Type checkers know the facts of `Household`, and refuse any other name. For the local facts
    of a subclass, write a class below this one with the type of each, and make it of the class
    of households:

        class LocalFacts(HouseholdFacts):
            works_here: Flag

        local = LocalFacts(LocalHousehold)

    Raises:
        InvalidTypeError: For anything but a class of households.

    Examples:
        >>> facts.dalo_recognized
        Traceback (most recent call last):
        ...
        housing_agreements.errors.UnknownFactError: Household: given 'dalo_recognized'; \
expected a fact that these households have; did you mean 'dalo_recognised'?
    """

    dalo_recognised: Flag
    dalo_recognised_on: DayFact
    good_faith: Flag
    meets_access_conditions: Flag
    leaving_temporary_housing: Flag
    temporarily_housed: Flag
    temporarily_housed_since: DayFact
    in_transitional_dwelling: Flag
    employed: Flag
    jobseeker: Flag
    on_reintegration_path: Flag
    entering_work: Flag
    precarious_work: Flag
    young_worker: Flag
    apprentice: Flag
    moving_for_work: Flag
    badly_housed: Flag
    in_difficulty: Flag
    disabled: Flag
    disabled_dependant: Flag
    unsuited_to_disability: Flag
    leaving_therapeutic_flat: Flag
    resuming_work: Flag
    unfit_housing: Flag
    unfit_premises: Flag
    couple_violence: Flag
    forced_marriage: Flag
    protection_order: Flag
    assaulted_near_home: Flag
    assailant_kept_away: Flag
    leaving_prostitution: Flag
    trafficked: Flag
    minor_children: Number
    overcrowded: Flag
    non_decent_housing: Flag
    without_dwelling: Flag
    hosted_by_third_parties: Flag
    threatened_with_eviction: Flag
    eviction_ordered: Flag
    former_child_welfare: Flag
    child_welfare_ended_on: DayFact
    relocated_by_renewal: Flag
    relocated_from_condominium: Flag
    social_tenant: Flag
    key_worker: Flag
    volunteer_firefighter: Flag
    household_size: Number
    dependants: Number
    disabled_member: Flag
    couple: Flag
    couple_age_sum: Number
    living_area: Number
    consumption_units: Number
    annual_income: Number
    income_per_unit: Number
    quartile_area: CodeFact
    ceilings_zone: CodeFact
    ceilings_category: Number
    dwelling_financing: CodeFact
    born_on: DayFact
    applied_on: DayFact
    offered_suitable_dwelling: Flag
    offers_refused: Number
    residence: PlaceFact
    workplace: PlaceFact
    dwelling_offered: PlaceFact

    def __init__(self, household: type[Household]) -> None:
        self._household = household
        self._facts = facts_by_name(household)

    if not TYPE_CHECKING:  # so that type checkers refuse the name of no fact

        def __getattr__(self, name: str) -> "AskedFact | Flag":
            """A fact by its name.

            Raises:
                UnknownFactError: For a fact that these households do not have.
            """
            if name.startswith("_"):  # as households do
                raise AttributeError(name)
            fact = self._facts.get(name)
            if fact is None:
                raise unknown_fact(self._household.__name__, name, self._facts)
            return _QUESTIONS[fact.kind](fact)

    def __dir__(self) -> list[str]:
        """The names of the facts."""
        return list(self._facts)

    def __eq__(self, other: object) -> bool:
        """Whether both are the facts of one subclass of `Household`, typed alike."""
        if not isinstance(other, HouseholdFacts):
            return NotImplemented
        return type(self) is type(other) and self._household is other._household

    def __hash__(self) -> int:
        """The hash of the class of households."""
        return hash((type(self), self._household))

    def __repr__(self) -> str:
        """The call that makes it."""
        return f"facts_of({self._household.__name__})"

    def __reduce__(self) -> tuple[type[Self], tuple[type[Household]]]:
        """Pickle by the class of households."""
        return type(self), (self._household,)


class UntypedFacts(HouseholdFacts):
    """The facts of `Household` or of its subclass; a type checker does not know local facts.

    It takes every name for a fact, of any kind.
    """

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


def facts_of(household: type[Household]) -> UntypedFacts:
    """The facts of `Household` or of its subclass, with the local facts that the subclass adds.

    A type checker does not know the local facts; `HouseholdFacts` shows how to declare their types.

    Raises:
        InvalidTypeError: For anything but `Household` or a subclass made by attrs.

    Examples:
        >>> facts_of(Household).employed & facts.employed
        facts.employed & facts.employed
    """
    return UntypedFacts(household)


facts: Final = HouseholdFacts(Household)
"""The facts of `Household`."""
