"""The priority publics of the law, each with its definition by day (*publics prioritaires*).

What a public is, in the law or in an agreement, is in `model.publics`.

First come the situations that make a household a priority public (L.441-1). Then
`PRIORITY_PUBLICS` says which of them the article lists on a day. `ATTRIBUTION_OBJECTIVES` says for
which other publics an attribution agreement sets objectives. Last come the publics of Action
Logement: employees and jobseekers, and those housed temporarily (L.313-26-2).

Until 28 January 2017 the article listed general criteria. Since then it has dwellings attributed
by priority to persons who bear letters, in addition to those attributed to persons recognised
under DALO. It gives no rank, neither to DALO before the letters nor among these: the order "DALO,
failing that the letters" stands in the quarters only (L.313-26-2, L.441-1). A category that both
lists know keeps one code. The list was read as it stands since 23 February 2022; the wordings from
29 January 2017 to the day before were not.
"""

from datetime import date
from typing import Final

from housing_agreements.criteria.criteria import Criterion, all_of, open_question
from housing_agreements.criteria.facts import facts
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.law._calendar import (
    ALUR_SINCE,
    ELAN_LAW,
    ELAN_SINCE,
    EQUALITY_SINCE,
    LETTERS_SINCE,
    MOLLE_SINCE,
    THREE_DS_SINCE,
)
from housing_agreements.law.provisions import (
    CODE,
    VERIFIED_UNTIL,
    Confidence,
    Provision,
    Version,
    code,
)
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline

__all__ = (
    "ASSAULT_NEAR_HOME",
    "ATTRIBUTION_OBJECTIVES",
    "AT_WORK",
    "BADLY_HOUSED",
    "CHILD_WELFARE",
    "CROWDED_OR_NON_DECENT",
    "DALO",
    "DISABILITY",
    "EVICTION",
    "KEY_WORKERS",
    "LEAVING_PROSTITUTION",
    "PRIORITY_PUBLICS",
    "QUARTER_ARTICLE_2014_TO_2017",
    "RESUMING_WORK",
    "TEMPORARILY_HOUSED",
    "TEMPORARILY_HOUSED_IN_QUARTER",
    "THERAPEUTIC_FLAT",
    "TRAFFICKING",
    "UNFIT_HOUSING",
    "VIOLENCE",
    "VOLUNTEER_FIREFIGHTERS",
    "WITHOUT_DWELLING",
    "among_workers",
)

_PROTECTION_ORDER_SINCE: Final = date(2010, 10, 1)
_PROSTITUTION_SINCE: Final = date(2016, 4, 15)
_CHILD_WELFARE_SINCE: Final = date(2022, 2, 9)
_FIREFIGHTERS_DECREE_SINCE: Final = date(2023, 3, 31)

_BILL_OF_2016: Final = Source(
    "Projet de loi Égalité et citoyenneté (2016), critères de priorité",
    "source secondaire",
    url="http://droitaulogementopposable.org/definitions/les-priorites-dattribution-des-logements-sociaux-dans-le-projet-de-loi-egalite",
)
_LAW_ON_CHILDREN: Final = Source("Loi 2022-140 du 7 février 2022", "L.441-1, m")


def _former_letter(letter: str, since: date) -> Source:
    """A letter of the list in force until 28 January 2017."""
    return Source(CODE, f"L.441-1, {letter}", in_force=Period(since, EQUALITY_SINCE))


def _current_letter(letter: str) -> Source:
    """A letter of the list in force since."""
    return code(f"L.441-1, {letter}, version en vigueur depuis le 23 février 2022")


def _criterion_since(since: date, criterion: Criterion) -> Timeline[Criterion | None]:
    """A criterion from a day on; before, back to the first letters, nobody."""
    return Timeline({LETTERS_SINCE: None, since: criterion}, verified_until=VERIFIED_UNTIL)


def _public_of_the_list(
    name: str, en: str, fr: str, criterion: Timeline[Criterion | None], *sources: Source
) -> PriorityPublic:
    """A situation that one list or both name."""
    return PriorityPublic(name, Text(en, fr), criterion, sources)


DALO: Final = PriorityPublic(
    "dalo",
    Text("recognised under DALO", "bénéficiaires d'une décision favorable DALO"),
    Timeline({MOLLE_SINCE: facts.dalo_recognised}, verified_until=VERIFIED_UNTIL),
    (code("L.441-2-3"),),
)
"""Recognised as priority and urgent (*DALO*): beside the letters since 29 January 2017.

What is attributed to them comes on top of what goes to the letters (L.441-1, paragraph 3). Only
the quarters rank the two. Before, L.441-1 did not name them; L.313-26-2 counts them since 28 March
2009.
"""

DISABILITY: Final = _public_of_the_list(
    "disability",
    "disabled persons, or families with a disabled dependant",
    "personnes en situation de handicap ou familles ayant à charge une personne handicapée",
    _criterion_since(LETTERS_SINCE, facts.disabled | facts.disabled_dependant),
    _former_letter("a", LETTERS_SINCE),
    _current_letter("a"),
)
"""a, in both lists."""

THERAPEUTIC_FLAT: Final = _public_of_the_list(
    "therapeutic-flat",
    "leaving a therapeutic-coordination flat",
    "personnes sortant d'un appartement de coordination thérapeutique",
    _criterion_since(EQUALITY_SINCE, facts.leaving_therapeutic_flat),
    _current_letter("b"),
)
"""b, since 29 January 2017."""

BADLY_HOUSED: Final = _public_of_the_list(
    "badly-housed",
    "badly housed, disadvantaged, or in particular difficulty",
    "personnes mal logées, défavorisées ou rencontrant des difficultés particulières",
    _criterion_since(LETTERS_SINCE, facts.badly_housed | facts.in_difficulty),
    _former_letter("b", LETTERS_SINCE),
    _current_letter("c"),
)
"""b of the former list; c since 29 January 2017.

A difficulty of housing, for reasons of finance or living conditions. The list since 2017 adds who
has difficulties of finance and of integration together; who has those of integration alone is in
neither list.
"""

TEMPORARILY_HOUSED: Final = _public_of_the_list(
    "temporarily-housed",
    "accommodated or temporarily housed",
    "personnes hébergées ou logées temporairement",
    _criterion_since(LETTERS_SINCE, facts.temporarily_housed),
    _former_letter("c", LETTERS_SINCE),
    _current_letter("d"),
)
"""c of the former list, d since 29 January 2017.

Not `TEMPORARILY_HOUSED_IN_QUARTER`, who counted for a part of the quarter of Action Logement.
"""

RESUMING_WORK: Final = _public_of_the_list(
    "resuming-work",
    "resuming work after long unemployment",
    "personnes reprenant une activité après un chômage de longue durée",
    Timeline(
        {
            LETTERS_SINCE: facts.resuming_work & facts.badly_housed,
            EQUALITY_SINCE: facts.resuming_work,
        },
        verified_until=VERIFIED_UNTIL,
    ),
    _former_letter("d", LETTERS_SINCE),
    _current_letter("e"),
)
"""d of the former list, for the badly housed; e since 29 January 2017, for all."""

UNFIT_HOUSING: Final = _public_of_the_list(
    "unfit-housing",
    "exposed to unfit housing",
    "personnes exposées à l'habitat indigne",
    _criterion_since(EQUALITY_SINCE, facts.unfit_housing),
    _current_letter("f"),
)
"""f, since 29 January 2017."""

_VIOLENCE_OR_MARRIAGE: Final = facts.couple_violence | facts.forced_marriage

VIOLENCE: Final = _public_of_the_list(
    "violence",
    "exposed to couple violence, or threatened with forced marriage",
    "victimes de violences au sein du couple ou menacées de mariage forcé",
    Timeline(
        {
            LETTERS_SINCE: None,
            MOLLE_SINCE: facts.couple_violence & facts.couple_violence.verified(),
            _PROTECTION_ORDER_SINCE: facts.couple_violence
            & (facts.couple_violence.verified() | facts.protection_order),
            EQUALITY_SINCE: _VIOLENCE_OR_MARRIAGE
            & (
                facts.protection_order
                | open_question(
                    "whether another proof than a protection order is enough",
                    "si une autre preuve qu'une ordonnance de protection suffit",
                    (_BILL_OF_2016,),
                )
            ),
            THREE_DS_SINCE: _VIOLENCE_OR_MARRIAGE & facts.protection_order,
        },
        verified_until=VERIFIED_UNTIL,
    ),
    _former_letter("e", MOLLE_SINCE),
    _current_letter("g"),
)
"""e of the former list from 28 March 2009, g since 29 January 2017.

The former list asks for proof by a decision of a judge (a protection order too, from 1 October
2010): only a verified fact counts, or such an order. Since 23 February 2022 a protection order
attests both situations, and nothing else does. In between, the bill of 2016 named a decision of a
judge beside the order; what was promulgated was not read, so whoever has no order stays open.
"""

ASSAULT_NEAR_HOME: Final = _public_of_the_list(
    "assault-near-home",
    "assaulted at or near home, by someone whom a judge keeps away",
    "victimes de viol ou d'agression sexuelle à leur domicile ou à ses abords",
    _criterion_since(ELAN_SINCE, facts.assaulted_near_home & facts.assailant_kept_away),
    code("L.441-1, g bis"),
    ELAN_LAW,
)
"""g bis, since 25 November 2018: a judge barred the suspect from the places, or from contact."""

LEAVING_PROSTITUTION: Final = _public_of_the_list(
    "leaving-prostitution",
    "on the path out of prostitution",
    "personnes engagées dans le parcours de sortie de la prostitution",
    _criterion_since(_PROSTITUTION_SINCE, facts.leaving_prostitution),
    _former_letter("f", _PROSTITUTION_SINCE),
    _current_letter("h"),
)
"""f of the former list from 15 April 2016, h since 29 January 2017."""

TRAFFICKING: Final = _public_of_the_list(
    "trafficking",
    "victims of trafficking or procuring",
    "victimes de la traite des êtres humains ou de proxénétisme",
    _criterion_since(_PROSTITUTION_SINCE, facts.trafficked),
    _former_letter("g", _PROSTITUTION_SINCE),
    _current_letter("i"),
)
"""g of the former list from 15 April 2016, i since 29 January 2017."""

CROWDED_OR_NON_DECENT: Final = _public_of_the_list(
    "crowded-or-non-decent",
    "with a minor child, in manifest overcrowding or non-decent housing",
    "personnes ayant un enfant mineur, en suroccupation manifeste ou en logement non décent",
    _criterion_since(
        EQUALITY_SINCE,
        facts.minor_children.at_least(1) & (facts.overcrowded | facts.non_decent_housing),
    ),
    _current_letter("j"),
)
"""j, since 29 January 2017."""

WITHOUT_DWELLING: Final = _public_of_the_list(
    "without-dwelling",
    "without any dwelling, those put up by third parties included",
    "personnes dépourvues de logement, y compris hébergées par des tiers",
    _criterion_since(EQUALITY_SINCE, facts.without_dwelling | facts.hosted_by_third_parties),
    _current_letter("k"),
)
"""k, since 29 January 2017."""

EVICTION: Final = _public_of_the_list(
    "eviction",
    "threatened with eviction without rehousing",
    "personnes menacées d'expulsion sans relogement",
    _criterion_since(EQUALITY_SINCE, facts.threatened_with_eviction),
    _current_letter("l"),
)
"""l, since 29 January 2017."""

_CARE_ENDED: Final = facts.child_welfare_ended_on

CHILD_WELFARE: Final = _public_of_the_list(
    "child-welfare",
    "emancipated minors or young adults formerly in child welfare",
    "mineurs émancipés ou jeunes majeurs anciennement pris en charge par l'ASE",
    _criterion_since(
        _CHILD_WELFARE_SINCE,
        all_of(
            facts.former_child_welfare,
            _CARE_ENDED.less_than_ago(years=3)
            | _CARE_ENDED.at_most_ago(years=3)
            & open_question(
                "whether the day itself on which three years are reached counts",
                "si le jour même où trois ans sont atteints compte",
                (code("L.441-1, m"),),
            ),
            facts.born_on.aged_below(years=21)
            | facts.born_on.aged_below(years=24)
            & open_question(
                "whether whoever is 21 or older still counts until the three years are over",
                "si une personne de 21 ans ou plus compte encore jusqu'à la fin des trois ans",
                (code("L.441-1, m"),),
            ),
        ),
    ),
    _current_letter("m"),
    _LAW_ON_CHILDREN,
)
"""m, since 9 February 2022.

Until three years after the last day of the care, and below 21; between 21 and 24 the text can be
read both ways, and the criterion is open. It asks of both that they were in care.
"""


_SECONDARY_LIST: Final = Source(
    "Critères d'attribution d'un logement social depuis la loi 2017-86, article 70",
    "source secondaire",
    url="https://edito.seloger.com/conseils-d-experts/reglementations/quels-sont-les-criteres-d-attribution-pour-obtenir-un-logement-social-article-29977.html",
)


def _first_day_of(public: PriorityPublic) -> date:
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
_LETTERS_TO_M: Final = (*_TO_G, ASSAULT_NEAR_HOME, *_FROM_H, CHILD_WELFARE)
_BADLY_HOUSED_ONLY: Final = Text(
    "d is for the badly housed only", "d ne vise que les personnes mal logées"
)
_COUPLE_ONLY: Final = Text(
    f"{_BADLY_HOUSED_ONLY.en}, and e for couple violence with its proof: a threat of forced "
    "marriage is in no list before 29 January 2017",
    f"{_BADLY_HOUSED_ONLY.fr}, et e que les violences au sein du couple, justifiées\u00a0: la "
    "menace de mariage forcé ne figure dans aucune liste avant le 29 janvier 2017",
)
_READ_LATER: Final = Text(
    "read in secondary sources; they agree with the wording in force since 23 February 2022, which "
    "was read, and the wordings before were not: the proof that g asked for is not known",
    "lu dans des sources secondaires\u202f; elles s'accordent avec la rédaction en vigueur depuis "
    "le 23 février 2022, qui a été lue, et les rédactions antérieures ne l'ont pas été\u00a0: la "
    "preuve que g demandait n'est pas connue",
)
_NO_RANK: Final = Text(
    "the letters have no rank, and dwellings attributed under DALO come in addition to theirs; m "
    "can be read both ways between 21 and 24",
    "les lettres n'ont pas de rang, et les logements attribués au titre du DALO s'ajoutent aux "
    "leurs\u202f; m se lit de deux façons entre 21 et 24 ans",
)

PRIORITY_PUBLICS: Final[Provision[tuple[PriorityPublic, ...]]] = Provision(
    "priority-publics",
    Text("the priority publics of L.441-1", "les publics prioritaires de L.441-1"),
    (
        Version(
            _FORMER,
            _first_day_of(DISABILITY),
            (code("L.441-1, a à d"),),
            Confidence.VERIFIED,
            _BADLY_HOUSED_ONLY,
        ),
        Version(
            (*_FORMER, VIOLENCE),
            _first_day_of(VIOLENCE),
            (code("L.441-1, a à e"), Source("Loi MOLLE")),
            Confidence.VERIFIED,
            _COUPLE_ONLY,
        ),
        Version(
            (*_FORMER, VIOLENCE, LEAVING_PROSTITUTION, TRAFFICKING),
            _first_day_of(LEAVING_PROSTITUTION),
            (code("L.441-1, a à g"), Source("Loi 2016-444")),
            Confidence.VERIFIED,
            _COUPLE_ONLY,
        ),
        Version(
            (*_TO_G, *_FROM_H),
            _first_day_of(UNFIT_HOUSING),
            (
                code("L.441-1"),
                Source("Loi 2017-86 (Égalité et citoyenneté)", "article 70"),
                _SECONDARY_LIST,
            ),
            Confidence.SECONDARY,
            _READ_LATER,
        ),
        Version(
            (*_TO_G, ASSAULT_NEAR_HOME, *_FROM_H),
            _first_day_of(ASSAULT_NEAR_HOME),
            (code("L.441-1, g bis"), ELAN_LAW, _SECONDARY_LIST),
            Confidence.SECONDARY,
            Text(
                "g bis was read in the law that inserts it; the others as before",
                "g bis a été lu dans la loi qui l'insère\u202f; les autres comme auparavant",
            ),
        ),
        Version(
            _LETTERS_TO_M,
            _first_day_of(CHILD_WELFARE),
            (code("L.441-1, m"), _LAW_ON_CHILDREN, _SECONDARY_LIST),
            Confidence.DATED,
            Text(
                "the day is verified; the wording of these two weeks was not read, and that of "
                "23 February 2022, which was, is given",
                "la date est vérifiée\u202f; la rédaction de ces deux semaines n'a pas été lue, et "
                "celle du 23 février 2022, qui l'a été, est donnée",
            ),
        ),
        Version(_LETTERS_TO_M, THREE_DS_SINCE, (code("L.441-1"),), Confidence.VERIFIED, _NO_RANK),
    ),
)
"""The publics in force on a day: in the order of the letters, with DALO from 29 January 2017.

Put them into an agreement as they are; their codes go into `to=`. Each list holds those before
it, so that of the last day serves a whole term: nobody belongs to a public before its day. The
order is no rank. Before 16 July 2006 the criteria bore no letters and are not held here.
"""


def _objective_public(
    name: str, en: str, fr: str, criterion: Criterion, since: date, *sources: Source
) -> PriorityPublic:
    """A public for whom objectives are set from a day on; nobody before."""
    changes = {EQUALITY_SINCE: None, since: criterion}
    definition = Timeline(changes, verified_until=VERIFIED_UNTIL)
    return PriorityPublic(name, Text(en, fr), definition, sources)


VOLUNTEER_FIREFIGHTERS: Final = _objective_public(
    "volunteer-firefighters",
    "volunteer firefighters",
    "sapeurs-pompiers volontaires",
    facts.volunteer_firefighter,
    date(2021, 11, 27),
    Source("Loi Matras du 25 novembre 2021", "article 37"),
    code("L.441-1, alinéa 36"),
)
"""Near fire stations, where the attribution agreement says so: an objective, no letter."""

KEY_WORKERS: Final = _objective_public(
    "key-workers",
    "key workers",
    "travailleurs dits essentiels",
    facts.key_worker,
    THREE_DS_SINCE,
    code("L.441-1, alinéa 35"),
)
"""Whose work cannot be done from afar, in a sector essential to the Nation: an objective too."""

ATTRIBUTION_OBJECTIVES: Final[Provision[tuple[PriorityPublic, ...]]] = Provision(
    "attribution-objectives",
    Text(
        "the objectives that an intercommunal attribution agreement may or must carry",
        "les objectifs qu'une convention intercommunale d'attribution peut ou doit porter",
    ),
    (
        Version(
            (VOLUNTEER_FIREFIGHTERS,),
            _first_day_of(VOLUNTEER_FIREFIGHTERS),
            VOLUNTEER_FIREFIGHTERS.sources,
            Confidence.DATED,
            Text(
                "the agreement may carry it; its paragraph was read as it stands since 23 February "
                "2022",
                "la convention peut le porter\u202f; son alinéa a été lu dans sa version en "
                "vigueur depuis le 23 février 2022",
            ),
        ),
        Version(
            (VOLUNTEER_FIREFIGHTERS, KEY_WORKERS),
            _first_day_of(KEY_WORKERS),
            (
                *KEY_WORKERS.sources,
                code("L.441-1, alinéa 36"),
                Source("Loi 2022-217 du 21 février 2022", "article 78"),
                Source(
                    "Dispositions d'accès aux travailleurs essentiels",
                    "site de l'État sur l'attribution des logements sociaux, page a416",
                    url="https://attributionlogementsocialetdalo.logement.gouv.fr/",
                ),
            ),
            Confidence.VERIFIED,
            Text(
                "the agreement must carry the one on key workers, and may carry that on "
                "firefighters; both paragraphs were read",
                "la convention doit porter celui des travailleurs essentiels, et peut porter celui "
                "des sapeurs-pompiers\u202f; les deux alinéas ont été lus",
            ),
        ),
        Version(
            (VOLUNTEER_FIREFIGHTERS, KEY_WORKERS),
            _FIREFIGHTERS_DECREE_SINCE,
            (*KEY_WORKERS.sources, code("L.441-1, alinéa 36"), code("R.441-1-3")),
            Confidence.VERIFIED,
            Text(
                "for firefighters: an objective by territory near the fire stations, for which the "
                "fire services identify the candidates and of which they make a yearly evaluation",
                "pour les sapeurs-pompiers\u00a0: un objectif territorialisé à proximité des "
                "centres d'incendie et de secours, dont les services identifient les candidats et "
                "établissent une évaluation annuelle",
            ),
        ),
    ),
)
"""Publics that are no letter of L.441-1, for whom an agreement sets an objective of its own."""


QUARTER_ARTICLE_2014_TO_2017: Final = Source(
    CODE, "L.313-26-2, programme par programme", in_force=Period(ALUR_SINCE, EQUALITY_SINCE)
)
"""The article of the quarter as it stood from 27 March 2014 to 28 January 2017."""


AT_WORK: Final = facts.employed | facts.jobseeker
"""Whether someone is an employee or a jobseeker (*salariés et demandeurs d'emploi*)."""


def among_workers(public: PriorityPublic) -> PriorityPublic:
    """The employees and jobseekers of a public (*salariés et demandeurs d'emploi*).

    Raises:
        InvalidTypeError: For anything but a public.

    Source:
        L.313-26-2 of the Code de la construction et de l'habitation.

    Examples:
        >>> among_workers(DALO).code
        'worker-dalo'
    """
    if not isinstance(public, PriorityPublic):
        raise InvalidTypeError("among_workers, public", show(public), "a PriorityPublic")
    name = _AMONG_WORKERS.format(public=public.name)
    criterion = public.criterion.map(
        lambda definition: None if definition is None else definition & AT_WORK
    )
    sources = (code("L.313-26-2"), *public.sources)
    return PriorityPublic(f"worker-{public.code}", name, criterion, sources)


_AMONG_WORKERS: Final = Text(
    "employees and jobseekers: {public}", "salariés et demandeurs d'emploi\u00a0: {public}"
)


_HOUSED_FOR_A_TIME: Final = facts.temporarily_housed & (
    AT_WORK
    | open_question(
        "whether they must be employees or jobseekers",
        "s'ils doivent être salariés ou demandeurs d'emploi",
        (QUARTER_ARTICLE_2014_TO_2017,),
    )
)

TEMPORARILY_HOUSED_IN_QUARTER: Final = PriorityPublic(
    "temporary-housing",
    Text("persons housed temporarily", "personnes logées temporairement"),
    Timeline(
        {MOLLE_SINCE: None, ALUR_SINCE: _HOUSED_FOR_A_TIME, EQUALITY_SINCE: None},
        verified_until=VERIFIED_UNTIL,
    ),
    (QUARTER_ARTICLE_2014_TO_2017,),
)
"""To whom a part of the quarter might go from 27 March 2014 to 28 January 2017.

In transitional dwellings, homes (*logements-foyers*) or social hotels (*RHVS*). Not
`TEMPORARILY_HOUSED`, a category of L.441-1. The protocol of Île-de-France has a public of the
same code: those who are *leaving* temporary housing.
"""
