"""The income that is compared with the ceilings: of which year, and when a later one counts."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from housing_agreements._checks import Faults, exact_day
from housing_agreements.criteria.kinds import Fact, Kind, Known, check_value, exact, has_evidence
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = ("INCOME_DROP", "Income", "reference_income", "reference_year")

Income = int | Decimal | Fraction
"""An exact amount, in euros a year."""

INCOME_DROP: Final[Provision[Fraction]] = Provision(
    "income-drop",
    Text(
        "drop of the income from which the later one counts",
        "baisse de ressources à partir de laquelle les plus récentes comptent",
    ),
    (
        Version(
            Fraction(1, 10),
            date(2008, 1, 1),
            (
                Source(
                    "Arrêté du 29 juillet 1987 (NOR EQUC8700526A)",
                    "article 4",
                    url="https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000294318",
                ),
                Source(
                    "ANIL, plafonds de ressources 2024 du logement social",
                    url="https://anil.org/aj-plafonds-ressources-2024-logement-social",
                ),
            ),
            Confidence.VERIFIED,
            Text(
                "Read in the versions of the order that are held, and told again in 2012, 2024 "
                "and 2025; the later income counts at the request of the household.",
                "Lu dans les versions de l'arrêté qui sont connues, et rappelé en 2012, 2024 et "
                "2025\u202f; les ressources plus récentes comptent à la demande du ménage.",
            ),
        ),
    ),
    verified_until=date(2026, 12, 31),
)
"""A tenth less, or lower still: then year N-1, or the last twelve months, count instead of N-2."""


def reference_year(lease_on: date) -> int:
    """The year whose income is compared with the ceilings, N-2 (*avant-dernière année*).

    The clock is the lease's, and not the application's.

    Raises:
        InvalidTypeError: For anything but a day.

    Source:
        Arrêté du 29 juillet 1987, which names the year before the last one before that of the
        signature; L.441-1 of the Code de la construction et de l'habitation says the same of
        separated couples.

    Examples:
        >>> reference_year(date(2024, 1, 1)), reference_year(date(2023, 12, 31))
        (2022, 2021)
    """
    return exact_day(lease_on, "lease_on").year - 2


def reference_income(
    by_year: Mapping[int, Income | None],
    *,
    lease_on: date,
    last_twelve_months: Income | None = None,
) -> Known[Income] | None:
    """The income that is compared with the ceilings (*revenu fiscal de référence*).

    That of year N-2, the sum over the people of the household; but that of year N-1, or of the
    last twelve months, when it is lower by a tenth at least and the household asks for it, as it
    is taken to do where the later income is given. Give it to a household as its
    `annual_income`. While the later income is not known it may be anything lower, so that the
    answer is bounded: what N-2 satisfies stays so, what it does not is open.

    The costs of a home for dependent elderly people are deducted, within the limit of the tax law
    (R.441-1): give the amounts after that. Of a couple that separates the income of the applicant
    alone counts (L.441-1, paragraph 2); so it does of a married beneficiary of international
    protection who lives alone in France, and of a victim of couple violence from the receipt of
    the complaint on.

    Args:
        by_year: The income of each year, in euros; a year that is not known may be left out,
            and years other than N-2 and N-1 count for nothing.
        lease_on: The day on which the lease is signed, which tells the years.
        last_twelve_months: The income of the twelve months before, where the household invokes
            it instead of year N-1, or beside it: the lower of both then counts.

    Returns:
        The income, exactly or within bounds; `None`, not known, without that of year N-2.

    Raises:
        InvalidTypeError: For no mapping, an amount that is not exact, a year that is not whole,
            or a day that is not one.
        InvalidValueError: For a negative amount.
        InvalidObjectError: For several faults at once.

    Source:
        Arrêté du 29 juillet 1987, article 4. In a year for which no ceilings are held a lower
        later income counts or does not, and the answer is bounded by both.

    Examples:
        >>> reference_income({2022: 24_000, 2023: 21_600}, lease_on=date(2024, 5, 1))
        Known(21600)
        >>> reference_income({2022: 24_000, 2023: 21_601}, lease_on=date(2024, 5, 1))
        Known(24000)
        >>> reference_income({2022: 24_000}, lease_on=date(2024, 5, 1))
        Known(low=0, high=24000)
    """
    year = reference_year(lease_on)
    if not isinstance(by_year, Mapping):
        where, expected = "reference_income, by_year", "a mapping of years to incomes"
        raise InvalidTypeError(where, show(by_year), expected, "write {2022: 24_000}")
    _check_incomes(by_year, last_twelve_months)
    before = by_year.get(year)
    later = [income for income in (by_year.get(year + 1), last_twelve_months) if income is not None]
    if before is None:
        return None
    if not later:
        return Known(low=0, high=before)
    lowest: Income = min(later, key=exact)
    if exact(lowest) >= exact(before):
        return Known(before)
    if not INCOME_DROP.known_on(lease_on):
        return Known(low=lowest, high=before)
    fallen = exact(lowest) <= (1 - INCOME_DROP.on(lease_on)) * exact(before)
    return Known(lowest if fallen else before)


def _check_incomes(incomes: Mapping[Any, object], last: object) -> None:
    faults = Faults("reference_income")
    for year, amount in incomes.items():
        faults.count("by_year, year", year)
        _check_amount(faults, f"by_year[{show(year)}]", amount)
    _check_amount(faults, "last_twelve_months", last)
    faults.report()


def _check_amount(faults: Faults, name: str, amount: object) -> None:
    if has_evidence(amount):
        expected = "an exact amount, or None when not known"
        faults.add(InvalidTypeError, name, show(amount), expected)
    elif amount is not None:
        check_value(faults, Fact(name, Kind.AMOUNT, _INCOME), amount)


_INCOME: Final = Text("income", "ressources")
