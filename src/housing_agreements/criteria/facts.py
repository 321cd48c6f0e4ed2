"""The facts of a household as the first words of criteria: `facts.household_size.at_least(3)`."""

from typing import Any, Final, Self

from housing_agreements.criteria.atoms import Flag
from housing_agreements.criteria.comparisons import CodeFact, DayFact, Number, PlaceFact
from housing_agreements.criteria.households import Household, facts_by_name
from housing_agreements.criteria.kinds import Kind, unknown_fact

__all__ = ("HouseholdFacts", "facts", "facts_of")

_WORDS: Final = {
    Kind.FLAG: Flag,
    Kind.COUNT: Number,
    Kind.AMOUNT: Number,
    Kind.DAY: DayFact,
    Kind.PLACE: PlaceFact,
    Kind.CODE: CodeFact,
}


class HouseholdFacts:
    """The facts of a class of households, each ready for its comparisons.

    Those of `Household` are typed. For the local facts of a subclass, write their types in a
    subclass of this one and make it of the class of households:

        class LocalFacts(HouseholdFacts):
            works_here: Flag

        local = LocalFacts(LocalHousehold)

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
    leaving_therapeutic_flat: Flag
    resuming_work: Flag
    unfit_housing: Flag
    unfit_premises: Flag
    couple_violence: Flag
    forced_marriage: Flag
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

    def __getattr__(self, name: str) -> Any:  # local facts have their own types
        """A fact by its name.

        Raises:
            UnknownFactError: For a fact that these households do not have.
        """
        if name.startswith("__"):
            raise AttributeError(name)
        known = self._facts.get(name)
        if known is None:
            raise unknown_fact(self._household.__name__, name, self._facts)
        return _WORDS[known.kind](known)

    def __dir__(self) -> list[str]:
        """The names of the facts."""
        return list(self._facts)

    def __repr__(self) -> str:
        """The call that makes it."""
        return f"facts_of({self._household.__name__})"

    def __reduce__(self) -> tuple[type[Self], tuple[type[Household]]]:
        """Pickle by the class of households."""
        return type(self), (self._household,)


def facts_of(household: type[Household]) -> HouseholdFacts:
    """The facts of a class of households.

    Raises:
        InvalidTypeError: For anything but `Household` or a subclass made by attrs.

    Examples:
        >>> facts_of(Household).employed & facts.employed
        facts.employed & facts.employed
    """
    return HouseholdFacts(household)


facts: Final = facts_of(Household)
"""The facts of `Household`."""
