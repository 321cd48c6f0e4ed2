"""The category of a household for the income ceilings, from the people to be housed.

A category is not a number of people: one person alone is in the first or the second, two people
in the second or the third, and so on up to the sixth. `category` says which.
"""

from datetime import date
from typing import Final

import attrs

from housing_agreements.criteria.criteria import all_of, any_of
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
    "DISABLED_COUNTED_HIGHER",
    "LARGEST_CATEGORY",
    "LARGEST_SIZE_COUNTED_HIGHER",
    "ONE_HIGHER",
    "YOUNG_COUPLE",
    "YOUNG_COUPLE_AGES",
    "category",
)

_ORDER: Final = Source(
    "Arrêté du 29 juillet 1987 (NOR EQUC8700526A)",
    "article 2",
    url="https://www.legifrance.gouv.fr/loda/id/JORFTEXT000000294318",
)
_TABLES: Final = (
    _ORDER,
    Source("Fougères habitat, plafonds de ressources 2022", url="https://fougeres-habitat.fr/"),
    Source(
        "ANIL, plafonds de ressources 2024 du logement social",
        url="https://anil.org/aj-plafonds-ressources-2024-logement-social",
    ),
    Source("Office métropolitain de l'habitat du Grand Nancy, plafonds de ressources 2025"),
)
_HELD_SINCE: Final = date(2008, 1, 1)
_DISABLED_SINCE: Final = date(2022, 1, 1)
_HELD_UNTIL: Final = date(2026, 12, 31)
"""The days for which ceilings are held, the tables of 2026 included."""

LARGEST_SIZE_COUNTED_HIGHER: Final[Provision[int]] = Provision(
    "ceilings-counted-higher",
    Text(
        "largest household that may be counted one category higher",
        "plus grand ménage pouvant relever de la catégorie supérieure",
    ),
    (Version(5, _HELD_SINCE, (_ORDER,), Confidence.VERIFIED),),
    verified_until=_HELD_UNTIL,
)
"""The largest household, in people, that may be counted one category higher.

Article 2 gives the categories 2 to 6 to so many people, or to one alone with one dependant fewer
than them: so six people or more are in the sixth, whoever they are.
"""

DISABLED_COUNTED_HIGHER: Final[Provision[int]] = Provision(
    "ceilings-disabled-counted-higher",
    Text(
        "largest household counted one category higher for a disabled person",
        "plus grand ménage relevant de la catégorie supérieure pour une personne handicapée",
    ),
    (
        Version(
            5,
            _DISABLED_SINCE,
            _TABLES,
            Confidence.SECONDARY,
            Text(
                "in the tables of 2022 to 2026, and in no old wording of the order: from which day "
                "on is not known, and it is open before; by answers to questions in Parliament "
                "(2009 to 2019) the holder of the card of disability is meant",
                "dans les barèmes de 2022 à 2026, et dans aucune ancienne rédaction de "
                "l'arrêté\u00a0: depuis quel jour n'est pas connu, et la question reste ouverte "
                "avant\u202f; d'après des réponses à des questions parlementaires (2009 à 2019), "
                "il s'agit du titulaire de la carte d'invalidité (CMI «\u00a0invalidité\u00a0»)",
            ),
        ),
    ),
    verified_until=_HELD_UNTIL,
)
"""The largest household, in people, that a disabled person makes counted one category higher.

The one who holds the card of disability (*carte mobilité inclusion, mention invalidité*), which
is narrower than the disability of letter a and of DALO.
"""

YOUNG_COUPLE_AGES: Final[Provision[int]] = Provision(
    "ceilings-young-couple",
    Text(
        "most that the ages of a young couple add up to, in years",
        "somme maximale des âges d'un jeune ménage, en années",
    ),
    (
        Version(
            55,
            _HELD_SINCE,
            (
                _ORDER,
                Source(
                    "La Gazette des communes, arrêté du 3 décembre 2007",
                    "source secondaire",
                    url="https://www.lagazettedescommunes.com/11209",
                ),
            ),
            Confidence.SECONDARY,
            Text(
                "the number was read in the order; that any couple counts, and not the married "
                "only, since the order of 3 December 2007, is second-hand",
                "le nombre a été lu dans l'arrêté\u202f; d'après une source secondaire, tout "
                "couple compte, et non les seuls mariés, depuis l'arrêté du 3 décembre 2007",
            ),
        ),
    ),
    verified_until=_HELD_UNTIL,
)
"""The ages of a young couple (*jeune ménage*) add up to 55 at most."""

YOUNG_COUPLE: Final = all_of(
    facts.couple,
    facts.household_size.equals(2),
    facts.dependants.equals(0),
    facts.couple_age_sum.at_most(YOUNG_COUPLE_AGES.timeline),
).labelled(Text("a young couple", "jeune ménage"), (_ORDER,))
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
"""Whether all but one are dependants (*personne seule avec personnes à charge*).

Dependants are, in the old wording that was read: children in charge for the tax; ascendants of 65,
or of 60 if unfit for work, who pay no tax; and relatives with the card of disability who pay none.
"""

_DISABLED_MARK: Final = (
    facts.disabled_member & facts.household_size.at_most(DISABLED_COUNTED_HIGHER.timeline)
).labelled(
    Text("with a disabled person to be housed", "avec une personne handicapée à loger"),
    _TABLES,
)

ONE_HIGHER: Final = all_of(
    facts.household_size.at_most(LARGEST_SIZE_COUNTED_HIGHER.timeline),
    any_of(ALONE_WITH_DEPENDANTS, YOUNG_COUPLE, _DISABLED_MARK),
).labelled(Text("counted one category higher", "relevant de la catégorie supérieure"), _TABLES)
"""Whether a household is counted one category above its number of people (*catégorie supérieure*).

One person alone with dependants, a young couple alone, or a household with a disabled person: one
category higher, once only, and never above the sixth. Before 2022 a disabled person leaves it open.
"""


def category(household: Household, *, on: date) -> Known[int]:
    """The category of a household for the income ceilings (*catégorie de ménage*).

    Its number of people, or one more, once and up to the sixth: for one person alone with
    dependants, a young couple, or a household with a disabled person. Missing facts leave several
    categories possible, and the answer is then bounded. Beyond the sixth, each further person
    is one more. A child in shared custody counts in both households.

    Raises:
        InvalidTypeError: For anything but a household, or a day.

    Source:
        Arrêté du 29 juillet 1987, articles 1 (shared custody) and 2, and the tables of 2022 to
        2026. Before 2022 a disabled person, and before 2008 anybody, may or may not be counted
        higher.

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
