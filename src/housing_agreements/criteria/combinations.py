"""All of several criteria, any of them, so many of them."""

from housing_agreements.criteria.criteria import AtLeastOf, Criterion
from housing_agreements.values.faults import exact_count

__all__ = ("all_of", "any_of", "at_least_of")


def all_of(*criteria: Criterion) -> Criterion:
    """Every one of them (*tous*); always met when there is none.

    Examples:
        >>> print(all_of())
        always
    """
    return AtLeastOf(len(criteria), criteria)


def any_of(*criteria: Criterion) -> Criterion:
    """One of them at least (*l'un d'eux*); never met when there is none.

    Examples:
        >>> print(any_of())
        never
    """
    return AtLeastOf(1, criteria)


def at_least_of(count: int, /, *criteria: Criterion) -> Criterion:
    """So many of them at least (*au moins k parmi n*).

    Raises:
        InvalidValueError: For a count below 1, or more than there are criteria.

    Examples:
        >>> from housing_agreements.criteria.facts import facts
        >>> print(at_least_of(2, facts.employed, facts.disabled, facts.key_worker))
        at least 2 of (employed; disabled; key worker)
    """
    exact_count(count, "at_least_of, count", at_least=1)
    return AtLeastOf(count, criteria)
