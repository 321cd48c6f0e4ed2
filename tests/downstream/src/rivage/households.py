"""Households as the office of Rivage knows them: two facts that no national text speaks of."""

import attrs

import housing_agreements as ha
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.facts import HouseholdFacts, Number
from housing_agreements.criteria.kinds import WholeNumber, YesNo
from housing_agreements.json import register

__all__ = ("RivageFacts", "RivageHousehold", "local")


@register
@attrs.frozen(kw_only=True)
class RivageHousehold(ha.Household):
    """A household, with what the office asks beside the national form."""

    essential_worker: YesNo = ha.fact(
        "in an essential job", "exerçant un métier essentiel", synonyms=("soignant", "pompier")
    )
    """In one of the jobs that the council lists: care, transport, safety."""
    commute_minutes: WholeNumber = ha.fact(
        "minutes from home to work", "minutes entre le domicile et le travail"
    )
    """How long the way to work takes, in whole minutes."""


class RivageFacts(HouseholdFacts):
    """The facts of these households, with the types of the two local ones."""

    essential_worker: Flag
    commute_minutes: Number


local = RivageFacts(RivageHousehold)
"""What criteria of this metropolis are made of."""
