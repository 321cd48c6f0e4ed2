"""The category of a household for the income ceilings, from the people to be housed.

A category is not a number of people: one person alone is in the first or the second, two people
in the second or the third, three in the third or the fourth. `category` says which.
"""

from datetime import date
from typing import Final

import attrs

from housing_agreements.criteria.criteria import all_of, any_of, open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Known, bounds_on
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "ALONE_WITH_DEPENDANTS",
    "LARGEST_CATEGORY",
    "LARGEST_SIZE_COUNTED_HIGHER",
    "ONE_HIGHER",
    "YOUNG_COUPLE",
    "YOUNG_COUPLE_AGES",
    "category",
)

_WORDING_OF_2024: Final = (
    Source(
        "ANIL, plafonds de ressources 2024 du logement social",
        url="https://anil.org/aj-plafonds-ressources-2024-logement-social",
    ),
)
_WORDING_NOTE: Final = Text(
    "Read in the wording of 2024; that of other years was not.",
    "Lu dans la rédaction de 2024 ; celle des autres années n'a pas été lue.",
)
_WORDING_SINCE: Final = date(2024, 1, 1)
_WORDING_UNTIL: Final = date(2024, 12, 31)

LARGEST_SIZE_COUNTED_HIGHER: Final[Provision[int]] = Provision(
    "ceilings-counted-higher",
    Text(
        "largest household of which it is said who is counted one category higher",
        "plus grand ménage dont il est dit s'il relève de la catégorie supérieure",
    ),
    (Version(2, _WORDING_SINCE, _WORDING_OF_2024, Confidence.SECONDARY, _WORDING_NOTE),),
    verified_until=_WORDING_UNTIL,
)
"""The largest household, in people, of which it is said who is counted one category higher.

One person alone if disabled; two people if one is a dependant or disabled, or a young couple.
Beyond, the categories 4 to 6 are known by their number only: three people are in the third,
four in the fourth, and so on. Whether a person alone with dependants, or a household with a
disabled person, is counted higher there is left open.
"""

YOUNG_COUPLE_AGES: Final[Provision[int]] = Provision(
    "ceilings-young-couple",
    Text(
        "most that the ages of a young couple add up to, in years",
        "somme maximale des âges d'un jeune ménage, en années",
    ),
    (Version(55, _WORDING_SINCE, _WORDING_OF_2024, Confidence.SECONDARY, _WORDING_NOTE),),
    verified_until=_WORDING_UNTIL,
)
"""The ages of a young couple (*jeune ménage*) add up to 55 at most."""

YOUNG_COUPLE: Final = all_of(
    facts.couple,
    facts.household_size.equals(2),
    facts.dependants.equals(0),
    facts.couple_age_sum.at_most(YOUNG_COUPLE_AGES.timeline),
).labelled(Text("a young couple", "jeune ménage"), _WORDING_OF_2024)
"""A couple without dependants whose ages add up to so many years at most (*jeune ménage*)."""

LARGEST_CATEGORY: Final = 20
"""The largest category, and the largest household, that a criterion looks up."""

ALONE_WITH_DEPENDANTS: Final = (
    facts.household_size.at_least(2)
    & ~facts.dependants.under(
        Timeline.constant({size: max(1, size - 1) for size in range(1, LARGEST_CATEGORY + 1)}),
        by=facts.household_size,
        strictly=True,
    )
).labelled(Text("one person alone with dependants", "personne seule avec personnes à charge"))
"""Whether all but one are dependants (*personne seule avec personnes à charge*)."""

ONE_HIGHER: Final = all_of(
    any_of(facts.disabled_member, ALONE_WITH_DEPENDANTS, YOUNG_COUPLE),
    any_of(
        facts.household_size.at_most(LARGEST_SIZE_COUNTED_HIGHER.timeline),
        open_question(
            "who is counted higher in larger households, or in other years",
            "qui relève de la catégorie supérieure dans les ménages plus grands, ou d'autres "
            "années",
            _WORDING_OF_2024,
        ),
    ),
).labelled(
    Text("counted one category higher", "relevant de la catégorie supérieure"), _WORDING_OF_2024
)
"""Whether a household is counted one category above its number of people.

Open for three people or more, and in other years than that of the wording: but never met by a
household without any of the three marks.
"""


def category(household: Household, *, on: date) -> Known[int]:
    """The category of a household for the income ceilings (*catégorie de ménage*).

    Its number of people, or one more: for one person alone who is disabled; for two of whom
    one is a dependant or disabled, or who are a young couple. Missing facts leave several
    categories possible, and the answer is then bounded. Beyond the sixth, each further person
    is one more. A child in shared custody counts in both households.

    Raises:
        InvalidTypeError: For anything but a household, or a day.

    Source:
        The wording of 2024, read in a secondary source. On days of other years, whoever may be
        counted higher is bounded too. Shared custody: arrêté du 29 juillet 1987, article 1.

    Examples:
        >>> mother_and_child = Household(household_size=2, dependants=1)
        >>> category(mother_and_child, on=date(2024, 5, 1))
        Known(3)
        >>> category(Household(household_size=2), on=date(2024, 5, 1))
        Known(low=2, high=3)
    """
    if not isinstance(household, Household):
        raise InvalidTypeError("category, household", show(household), "a Household")
    known = bounds_on(household.household_size, on, verified_only=False)
    least, most = (None, None) if known is None else known
    # One person more, not counted higher, is never below one person fewer who is.
    low, _ = _least_and_most(household, 1 if least is None else least, on)
    return Known(low=low, high=None if most is None else _least_and_most(household, most, on)[1])


def _least_and_most(household: Household, size: int, on: date) -> tuple[int, int]:
    """The least and the most that the category can be, for a number of people."""
    verdict = ONE_HIGHER.decide(attrs.evolve(household, household_size=size), on=on)
    return size + (verdict is Verdict.MET), size + (verdict is not Verdict.UNMET)
