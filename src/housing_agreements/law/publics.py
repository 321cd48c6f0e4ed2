"""The priority publics of L.441-1 in force on a day, and the objectives beside them.

Until 28 January 2017 the article listed general criteria, without an order. Since then those
recognised under DALO come before all the others, which bear letters and have no rank among
themselves.
"""

from datetime import date
from typing import Final

from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import facts
from housing_agreements.law.provisions import (
    VERIFIED_UNTIL,
    Confidence,
    Provision,
    Version,
    code,
)
from housing_agreements.law.situations import (
    ASSAULT_NEAR_HOME,
    BADLY_HOUSED,
    CHILD_WELFARE,
    CROWDED_OR_NON_DECENT,
    DALO,
    DISABILITY,
    EVICTION,
    LEAVING_PROSTITUTION,
    RESUMING_WORK,
    TEMPORARILY_HOUSED,
    THERAPEUTIC_FLAT,
    TRAFFICKING,
    UNFIT_HOUSING,
    VIOLENCE,
    WITHOUT_DWELLING,
)
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = ("KEY_WORKERS", "OBJECTIVES", "PRIORITY_PUBLICS", "VOLUNTEER_FIREFIGHTERS")

_ARTICLE: Final = code("L.441-1")
_PRESS: Final = Source(
    "Critères d'attribution d'un logement social depuis la loi 2017-86, article 70",
    "source secondaire",
    url="https://edito.seloger.com/conseils-d-experts/reglementations/quels-sont-les-criteres-d-attribution-pour-obtenir-un-logement-social-article-29977.html",
)


def _entered(public: PriorityPublic) -> date:
    """The first day on which anybody can belong to a public."""
    return next(day for day, criterion in public.criterion.changes if criterion is not None)


_FORMER: Final = (DISABILITY, BADLY_HOUSED, TEMPORARILY_HOUSED, RESUMING_WORK)
_TO_G: Final = (
    DALO,
    DISABILITY,
    THERAPEUTIC_FLAT,
    BADLY_HOUSED,
    TEMPORARILY_HOUSED,
    RESUMING_WORK,
    UNFIT_HOUSING,
    VIOLENCE,
)
_FROM_H: Final = (
    LEAVING_PROSTITUTION,
    TRAFFICKING,
    CROWDED_OR_NON_DECENT,
    WITHOUT_DWELLING,
    EVICTION,
)
_LETTERS: Final = Text(
    "its consolidated text was not read: the letters follow from two laws that insert others, and "
    "j and k may carry further conditions",
    "le texte consolidé n'a pas été lu\u00a0: les lettres se déduisent de deux lois qui en "
    "insèrent d'autres, et j et k peuvent porter d'autres conditions",
)

PRIORITY_PUBLICS: Final[Provision[tuple[PriorityPublic, ...]]] = Provision(
    "priority-publics",
    Text("the priority publics of L.441-1", "les publics prioritaires de L.441-1"),
    (
        Version(_FORMER, _entered(DISABILITY), (code("L.441-1, a à d"),), Confidence.VERIFIED),
        Version(
            (*_FORMER, VIOLENCE),
            _entered(VIOLENCE),
            (code("L.441-1, a à e"), Source("Loi MOLLE")),
            Confidence.VERIFIED,
        ),
        Version(
            (*_FORMER, VIOLENCE, LEAVING_PROSTITUTION, TRAFFICKING),
            _entered(LEAVING_PROSTITUTION),
            (code("L.441-1, a à g"), Source("Loi 2016-444")),
            Confidence.VERIFIED,
        ),
        Version(
            (*_TO_G, *_FROM_H),
            _entered(UNFIT_HOUSING),
            (code("L.441-1"), Source("Loi 2017-86 (Égalité et citoyenneté)", "article 70"), _PRESS),
            Confidence.SECONDARY,
            _LETTERS,
        ),
        Version(
            (*_TO_G, ASSAULT_NEAR_HOME, *_FROM_H),
            _entered(ASSAULT_NEAR_HOME),
            (code("L.441-1, g bis"), Source("Loi 2018-1021 (ELAN)", "article 114"), _PRESS),
            Confidence.SECONDARY,
            Text(
                "g bis was read in the law that inserts it; the others as before",
                "g bis a été lu dans la loi qui l'insère\u00a0; les autres comme auparavant",
            ),
        ),
        Version(
            (*_TO_G, ASSAULT_NEAR_HOME, *_FROM_H, CHILD_WELFARE),
            _entered(CHILD_WELFARE),
            (code("L.441-1, m"), Source("Loi 2022-140 du 7 février 2022"), _PRESS),
            Confidence.DATED,
            Text(
                "the day is verified; two ends of m circulate, and its final wording was not read",
                "la date est vérifiée\u00a0; deux fins de m circulent, et sa rédaction définitive "
                "n'a pas été lue",
            ),
        ),
    ),
)
"""The publics in force on a day: in the order of the letters, DALO first from 29 January 2017.

Put them into an agreement as they are; their codes go into `to=`. Each list holds those before
it, so that of the last day serves a whole term: nobody belongs to a public before its day. The
order of the letters is no rank. Before 16 July 2006 the criteria bore no letters and are not
held here.
"""


def _objective(
    name: str, en: str, fr: str, criterion: Criterion, since: date, *sources: Source
) -> PriorityPublic:
    """A public named from a day on; nobody before the list was ordered, nor until then."""
    named = {_entered(UNFIT_HOUSING): None, since: criterion}
    definition = Timeline(named, verified_until=VERIFIED_UNTIL)
    return PriorityPublic(name, Text(en, fr), definition, sources)


VOLUNTEER_FIREFIGHTERS: Final = _objective(
    "volunteer-firefighters",
    "volunteer firefighters",
    "sapeurs-pompiers volontaires",
    facts.volunteer_firefighter,
    date(2021, 11, 27),
    Source("Loi Matras du 25 novembre 2021", "article 37"),
)
"""Near fire stations, where the attribution agreement says so: an objective, no letter."""

KEY_WORKERS: Final = _objective(
    "key-workers",
    "key workers",
    "travailleurs dits essentiels",
    facts.key_worker,
    date(2022, 2, 23),
    code("L.441-1, alinéa 35"),
)
"""Whose work cannot be done from afar, in a sector essential to the Nation: an objective too."""

OBJECTIVES: Final[Provision[tuple[PriorityPublic, ...]]] = Provision(
    "attribution-objectives",
    Text(
        "the objectives that an intercommunal attribution agreement may or must carry",
        "les objectifs qu'une convention intercommunale d'attribution peut ou doit porter",
    ),
    (
        Version(
            (VOLUNTEER_FIREFIGHTERS,),
            _entered(VOLUNTEER_FIREFIGHTERS),
            VOLUNTEER_FIREFIGHTERS.sources,
            Confidence.DATED,
            Text(
                "the agreement may carry it; decree 2023-220 of 28 March 2023 was not read",
                "la convention peut le porter\u00a0; le décret 2023-220 du 28 mars 2023 n'a pas "
                "été lu",
            ),
        ),
        Version(
            (VOLUNTEER_FIREFIGHTERS, KEY_WORKERS),
            _entered(KEY_WORKERS),
            (
                *KEY_WORKERS.sources,
                Source("Loi 2022-217 du 21 février 2022", "article 78"),
                Source(
                    "Dispositions d'accès aux travailleurs essentiels",
                    "site de l'État sur l'attribution des logements sociaux, page a416",
                    url="https://attributionlogementsocialetdalo.logement.gouv.fr/",
                ),
            ),
            Confidence.VERIFIED,
            Text(
                "the agreement must carry the one on key workers, whose alinéa was read",
                "la convention doit porter celui des travailleurs essentiels, dont l'alinéa a été "
                "lu",
            ),
        ),
    ),
)
"""Publics that are no letter of L.441-1, for whom an agreement sets an objective of its own."""
