"""The publics of Action Logement: employees and jobseekers, and those housed temporarily."""

from datetime import date
from typing import Final

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.criteria.questions import open_question
from housing_agreements.errors import InvalidTypeError, shown
from housing_agreements.law.provisions import CODE, VERIFIED_UNTIL, code
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ("BY_PROGRAMME", "TEMPORARY_HOUSING", "among_workers")

_MOLLE: Final = date(2009, 3, 28)
_ALUR: Final = date(2014, 3, 27)
_ANNUAL: Final = date(2017, 1, 29)

BY_PROGRAMME: Final = Source(
    CODE, "L.313-26-2, programme par programme", in_force=Period(_ALUR, _ANNUAL)
)
"""The article as it stood from 27 March 2014 to 28 January 2017."""


def _at_work() -> Criterion:
    return facts.employed | facts.jobseeker


def among_workers(public: PriorityPublic) -> PriorityPublic:
    """The employees and jobseekers of a public (*salariés et demandeurs d'emploi*).

    Raises:
        InvalidTypeError: For anything but a public.

    Source:
        L.313-26-2 of the Code de la construction et de l'habitation.

    Examples:
        >>> from housing_agreements.law.situations import DALO
        >>> among_workers(DALO).code
        'worker-dalo'
    """
    if not isinstance(public, PriorityPublic):
        raise InvalidTypeError("among_workers, public", shown(public), "a PriorityPublic")
    at_work = _at_work()
    name = Text(
        f"employees and jobseekers: {public.name.en}",
        f"salariés et demandeurs d'emploi\u00a0: {public.name.fr}",
    )
    criterion = public.criterion.map(lambda part: None if part is None else part & at_work)
    sources = (code("L.313-26-2"), *public.sources)
    return PriorityPublic(f"worker-{public.code}", name, criterion, sources)


_HOUSED: Final = facts.temporarily_housed & (
    _at_work()
    | open_question(
        "whether they must be employees or jobseekers",
        "s'ils doivent être salariés ou demandeurs d'emploi",
        (BY_PROGRAMME,),
    )
)

TEMPORARY_HOUSING: Final = PriorityPublic(
    "temporary-housing",
    Text("persons housed temporarily", "personnes logées temporairement"),
    Timeline({_MOLLE: None, _ALUR: _HOUSED, _ANNUAL: None}, verified_until=VERIFIED_UNTIL),
    (BY_PROGRAMME,),
)
"""To whom a part of the quarter might go from 27 March 2014 to 28 January 2017.

In transitional dwellings, homes (*logements-foyers*) or social hotels (*RHVS*).
"""
