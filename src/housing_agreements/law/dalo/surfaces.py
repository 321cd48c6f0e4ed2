"""The living area below which a dwelling is too small for those who live in it (*surface*)."""

from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import exact_count
from housing_agreements._records import Record
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.geography.territories import Territory
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.values.texts import Text

__all__ = ("MAYOTTE", "SURFACES", "SURFACES_IN_MAYOTTE", "TOO_SMALL", "Surfaces")

_SURFACES_SINCE: Final = date(2019, 9, 1)

MAYOTTE: Final = Territory("976", "Mayotte", "department", departments=("976",))
"""The department that has surfaces of its own."""


@attrs.frozen(eq=False, repr=False)
class Surfaces(Record):
    """The least living area by number of people, in square metres (*surface habitable*).

    Examples:
        >>> rule = Surfaces(one=9, two=16, further=9, most=70)
        >>> [rule.least(people) for people in (1, 2, 3, 8, 9)]
        [9, 16, 25, 70, 70]
    """

    one: int
    """For one person."""
    two: int
    """For two."""
    further: int
    """For each person more."""
    most: int
    """Never more than this."""

    def least(self, people: int) -> int:
        """The least area for so many people.

        Raises:
            InvalidTypeError: For a number that is not whole.
            InvalidValueError: For nobody.
        """
        exact_count(people, "Surfaces.least, people", at_least=1)
        return min(self.most, self.one if people == 1 else self.two + self.further * (people - 2))

    @property
    def most_from(self) -> int:
        """From how many people on the area no longer grows."""
        people = 1
        while self.least(people) < self.most:
            people += 1
        return people


SURFACES: Final[Provision[Surfaces]] = Provision(
    "surfaces",
    Text("least living area", "surface habitable minimale"),
    (
        Version(
            Surfaces(one=9, two=16, further=9, most=70),
            since=_SURFACES_SINCE,
            sources=(code("R.822-25"),),
            confidence=Confidence.VERIFIED,
        ),
    ),
)
"""The least areas everywhere but in Mayotte, since 1 September 2019; none is known before."""

_SURFACES_OF_MAYOTTE: Final = Surfaces(one=9, two=13, further=6, most=54)

SURFACES_IN_MAYOTTE: Final[Provision[Surfaces]] = Provision(
    "surfaces-in-mayotte",
    Text("least living area in Mayotte", "surface habitable minimale à Mayotte"),
    (
        Version(
            _SURFACES_OF_MAYOTTE,
            since=_SURFACES_SINCE,
            sources=(code("R.861-5"),),
            confidence=Confidence.INFERRED,
            note=Text(
                "the areas were read as they are since 22 December 2024; that they held before is "
                "taken from the day of R.822-25",
                "les surfaces ont été lues dans leur version en vigueur depuis le 22 décembre "
                "2024\u202f; elles sont supposées avoir valu auparavant, depuis l'entrée en "
                "vigueur de R.822-25",
            ),
        ),
        Version(
            _SURFACES_OF_MAYOTTE,
            since=date(2024, 12, 22),
            sources=(code("R.861-5, version en vigueur depuis le 22 décembre 2024"),),
            confidence=Confidence.VERIFIED,
        ),
    ),
)
"""The least areas in Mayotte."""


def _less_than_least(rule: Provision[Surfaces]) -> Criterion:
    """Less area than the least for the size of the household."""
    size, area = facts.household_size, facts.living_area
    last = max(version.value.most_from for version in rule.versions)
    tables = rule.timeline.map(
        lambda surfaces: {people: surfaces.least(people) for people in range(1, last + 1)}
    )
    # The table ends where the area no longer grows: a larger household has no row in it.
    most = rule.timeline.map(lambda surfaces: surfaces.most)
    return area.under(tables, by=size, strictly=True) | (size.at_least(last) & area.below(most))


# No area of Mayotte is above that of elsewhere: below it, where one lives does not matter.
TOO_SMALL: Final = (
    _less_than_least(SURFACES_IN_MAYOTTE)
    | (~facts.residence.within(MAYOTTE) & _less_than_least(SURFACES))
).labelled(
    Text("living area below the least", "surface habitable inférieure au minimum"),
    (code("R.822-25"), code("R.861-5")),
)
"""Whether a household lives in less than the least area for its size (*suroccupation*)."""
