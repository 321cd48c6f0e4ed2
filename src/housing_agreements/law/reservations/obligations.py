"""The quarter that holders of reservations owe to priority publics, as it stood on each day.

Who owes it, of which attributions, to whom, and what becomes of what is lacking.
`law.reservations.quarter` makes commitments of it.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import attrs

from housing_agreements._checks import Faults
from housing_agreements._records import Brief, Enumeration
from housing_agreements.law._calendar import (
    ALUR_SINCE,
    EQUALITY_SINCE,
    LETTERS_SINCE,
    MOLLE_SINCE,
    THREE_DS_SINCE,
)
from housing_agreements.law.provisions import (
    CODE,
    Confidence,
    Provision,
    Version,
    code,
)
from housing_agreements.law.publics import (
    DALO,
    PRIORITY_PUBLICS,
    QUARTER_ARTICLE_2014_TO_2017,
    TEMPORARILY_HOUSED_IN_QUARTER,
    among_workers,
)
from housing_agreements.model.publics import PriorityPublic, as_publics
from housing_agreements.values.periods import Period
from housing_agreements.values.rates import as_optional_share, as_share
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text, percent

__all__ = ("QUARTERS", "Holder", "Quarter")


class Holder(Enumeration):
    """Who holds reservations, or a landlord for those that nobody holds (*réservataire*).

    `ACTION_LOGEMENT`: the collectors, then the company of L.313-19 (*Action Logement
    Services*). `FONCIERE`: the Association Foncière Logement, for its own dwellings. `LANDLORD`:
    for the dwellings not reserved, or for which the candidate whom the holder presented was not
    given the dwelling. `STATE`: the prefect, who owes no quarter, since the whole but the part of
    the State's agents is reserved for priority persons (L.441-1, paragraph 41).
    `STATE_AGENTS`: that part, within the State's, on which no quarter is owed either.
    """

    ACTION_LOGEMENT = "action-logement"
    FONCIERE = "fonciere-logement"
    LOCAL_AUTHORITY = "local-authority"
    LANDLORD = "landlord"
    STATE = "state"
    STATE_AGENTS = "state-agents"


@attrs.frozen(eq=False, repr=False)
class Quarter(Brief):
    """What a holder owes to priority publics (*obligation d'un quart des attributions*).

    Raises:
        InvalidValueError: For a share above 1, or no main public.
        InvalidTypeError: For a float as a share, and so on.
        InvalidObjectError: For several of these at once.

    Examples:
        >>> owed = QUARTERS[Holder.ACTION_LOGEMENT].on(date(2018, 1, 1))
        >>> owed.share, owed.by_programme, [public.code for public in owed.main]
        (Fraction(1, 4), False, ['worker-dalo'])
    """

    share: Fraction = attrs.field(converter=as_share)
    """The share owed."""
    base: Text
    """Of which attributions."""
    by_programme: bool
    """Whether it is counted programme by programme, rather than over the year."""
    main: tuple[PriorityPublic, ...] = attrs.field(converter=as_publics)
    """To whom."""
    failing: tuple[PriorityPublic, ...] = attrs.field(default=(), converter=as_publics)
    """The substitutes: who counts when there is no main public (*à défaut*); none: nobody."""
    failing_at_most: Fraction | None = attrs.field(default=Fraction(1), converter=as_optional_share)
    """The largest part of the quarter that goes to substitutes; `None`: one that is not stated."""
    shortfall: Text | None = None
    """What becomes of what is lacking; `None`: nothing that was read."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults("Quarter")
        faults.check_fields(self, {"shortfall": "a Text or None"})
        if faults.sound("main") and not self.main:
            faults.value("main", (), "at least one public")
        faults.report()

    def _essentials(self) -> str:
        publics = ", ".join(public.code for public in self.main)
        return f"{percent(self.share, 'en')} of {self.base.en}; to {publics}"


_COMPANY_SINCE: Final = date(2016, 10, 22)

_LETTERED_PUBLICS: Final = tuple(
    public for public in PRIORITY_PUBLICS.versions[-1].value if public != DALO
)
"""The letters of L.441-1; nobody belongs to one before its day."""

_RESERVED: Final = Text(
    "attributions of the dwellings that the collector reserves, programme by programme",
    "attributions des logements réservés par le collecteur, programme par programme",
)
_BY_PREFECT: Final = Text(
    "what is lacking at the end of the year, the prefect attributes: as many of the remaining "
    "dwellings, charged to this holder",
    "ce qui manque en fin d'année, le préfet l'attribue\u00a0: autant de logements restants, "
    "imputés à ce réservataire",
)
_BY_PREFECT_ON_ITS_DWELLINGS: Final = Text(
    "what is lacking at the end of the year, the prefect attributes: as many of the dwellings of "
    "the Association Foncière Logement itself, or of its subsidiary concerned",
    "ce qui manque en fin d'année, le préfet l'attribue\u00a0: autant de logements de "
    "l'Association Foncière Logement elle-même ou de sa filiale concernée",
)
_BY_PREFECT_ON_THE_REST: Final = Text(
    "what is lacking at the end of the year, the prefect attributes: as many dwellings, among "
    "those of the landlord that are not reserved or whose holder's candidate was not housed",
    "ce qui manque en fin d'année, le préfet l'attribue\u00a0: autant de logements, parmi ceux du "
    "bailleur qui ne sont pas réservés ou dont le candidat du réservataire n'a pas été logé",
)
_COLLECTED: Final = Quarter(
    Fraction(1, 4), _RESERVED, by_programme=True, main=(among_workers(DALO),)
)
_WITH_A_PART: Final = attrs.evolve(
    _COLLECTED, failing=(TEMPORARILY_HOUSED_IN_QUARTER,), failing_at_most=None
)
_BY_CONTRACT: Final = Quarter(
    Fraction(1, 4),
    Text(
        "annual attributions of the dwellings on which it holds reservation contracts",
        "attributions annuelles des logements pour lesquels il dispose de contrats de réservation",
    ),
    by_programme=False,
    main=(among_workers(DALO),),
    failing=tuple(map(among_workers, _LETTERED_PUBLICS)),
    shortfall=_BY_PREFECT,
)
_FONCIERE_ARTICLE: Final = code("L.313-35")


def _of_the_fonciere(public: PriorityPublic) -> PriorityPublic:
    """A public of the quarter of Action Logement, as the article of the AFL counts it too."""
    return attrs.evolve(public, sources=(_FONCIERE_ARTICLE, *public.sources[1:]))


_OF_THE_FONCIERE_BY_PROGRAMME: Final = Quarter(
    Fraction(1, 4),
    Text(
        "attributions of the Association Foncière Logement, programme by programme",
        "attributions de l'Association Foncière Logement, programme par programme",
    ),
    by_programme=True,
    main=(_of_the_fonciere(among_workers(DALO)),),
    failing=(_of_the_fonciere(TEMPORARILY_HOUSED_IN_QUARTER),),
    failing_at_most=None,
)
_OF_ITS_OWN_DWELLINGS: Final = Quarter(
    Fraction(1, 4),
    Text(
        "annual attributions of the dwellings that belong to it or to a subsidiary, under a "
        "convention with the State (L.351-2, 3°)",
        "attributions annuelles des logements qui lui appartiennent ou appartiennent à une "
        "filiale, sous convention avec l'État (L.351-2, 3°)",
    ),
    by_programme=False,
    main=(_of_the_fonciere(among_workers(DALO)),),
    failing=tuple(_of_the_fonciere(among_workers(public)) for public in _LETTERED_PUBLICS),
    shortfall=_BY_PREFECT_ON_ITS_DWELLINGS,
)
_OF_WHAT_IT_RESERVES: Final = Quarter(
    Fraction(1, 4),
    Text(
        "annual attributions of the dwellings that it reserves",
        "attributions annuelles des logements qu'elle réserve",
    ),
    by_programme=False,
    main=(DALO,),
    failing=_LETTERED_PUBLICS,
    shortfall=_BY_PREFECT,
)
_NOT_RESERVED: Final = attrs.evolve(
    _OF_WHAT_IT_RESERVES,
    base=Text(
        "annual attributions of the dwellings not reserved, or for which the attribution to a "
        "candidate whom the holder presented failed",
        "attributions annuelles des logements non réservés, ou pour lesquels l'attribution à un "
        "candidat présenté par le réservataire a échoué",
    ),
    shortfall=_BY_PREFECT_ON_THE_REST,
)

_NONE_BEFORE: Final = Text(
    "no quarter was owed by each holder of reservations",
    "la loi ne demandait pas encore un quart à chaque réservataire",
)
_LAW_2017: Final = Source(
    "Loi 2017-86 du 27 janvier 2017",
    "article 74\u00a0: L.313-26-2, attributions annuelles, à compter du 29 janvier 2017",
    url="https://legal.tricoteuses.fr/articles/JORFARTI000033935038",
)
_SENATE: Final = Source(
    "Sénat, amendement 578 au projet de loi Égalité et citoyenneté",
    "source secondaire",
    url="https://senat.fr/enseance/2015-2016/828/Amdt_578.html",
)
_GLOSSARY: Final = Source(
    "Précarité logement 92, glossaire, contingents",
    "source secondaire",
    url="http://www.precaritelogement92.fr/glossaire/contingents",
)


def _obligation_since_2017(
    name: str, title: Text, owed: Quarter, *sources: Source, unread: Text, paragraph: int
) -> Provision[Quarter | None]:
    """An obligation that the law of 2017 created, and whose clause was read as it is since 2022."""
    article = code("L.441-1")
    return Provision(
        name,
        title,
        (
            Version(None, LETTERS_SINCE, (article,), Confidence.VERIFIED, _NONE_BEFORE),
            Version(
                owed,
                EQUALITY_SINCE,
                (article, Source("Loi 2017-86 du 27 janvier 2017", "article 70, non lu"), *sources),
                Confidence.SECONDARY,
                unread,
            ),
            Version(
                owed,
                THREE_DS_SINCE,
                (
                    code(
                        f"L.441-1, alinéa {paragraph}, version en vigueur depuis le 23 février 2022"
                    ),
                ),
                Confidence.VERIFIED,
            ),
        ),
    )


_CLAUSE_UNREAD: Final = Text(
    "the clause was not read as it stood until 22 February 2022; it is taken to be that of today",
    "la clause n'a pas été lue telle qu'elle était jusqu'au 22 février 2022\u202f; elle est tenue "
    "pour celle d'aujourd'hui",
)
_CLAUSE_AND_BASE_UNREAD: Final = Text(
    f"{_CLAUSE_UNREAD.en}, though secondary sources speak of dwellings handed back for one turn",
    f"{_CLAUSE_UNREAD.fr}, bien que des sources secondaires parlent de logements remis à "
    "disposition pour un tour",
)

QUARTERS: Final[Mapping[Holder, Provision[Quarter | None]]] = MappingProxyType(
    {
        Holder.ACTION_LOGEMENT: Provision(
            "quarter-action-logement",
            Text("the quarter owed by Action Logement", "le quart dû par Action Logement"),
            (
                Version(
                    _COLLECTED,
                    MOLLE_SINCE,
                    (Source(CODE, "L.313-26-2", in_force=Period(MOLLE_SINCE, ALUR_SINCE)),),
                    Confidence.VERIFIED,
                ),
                Version(
                    _WITH_A_PART,
                    ALUR_SINCE,
                    (QUARTER_ARTICLE_2014_TO_2017,),
                    Confidence.VERIFIED,
                    Text(
                        "an agreement with the prefect (of the region in Île-de-France) sets the "
                        "modalities; how large the part is, the article does not say",
                        "un accord avec le préfet (de région en Île-de-France) fixe les "
                        "modalités\u202f; l'article ne dit pas quelle est cette part",
                    ),
                ),
                Version(
                    _WITH_A_PART,
                    _COMPANY_SINCE,
                    (QUARTER_ARTICLE_2014_TO_2017, Source("Ordonnance 2016-1408")),
                    Confidence.VERIFIED,
                    Text(
                        "since 22 October 2016 the company of L.313-19 owes it, not the collectors",
                        "depuis le 22 octobre 2016 la société de L.313-19 le doit, non plus les "
                        "collecteurs",
                    ),
                ),
                Version(
                    _BY_CONTRACT,
                    EQUALITY_SINCE,
                    (
                        code("L.313-26-2, version en vigueur depuis le 29 janvier 2017"),
                        _LAW_2017,
                    ),
                    Confidence.VERIFIED,
                    Text(
                        "the agreement with the prefect (of the region in Île-de-France) is kept",
                        "l'accord avec le préfet (de région en Île-de-France) est maintenu",
                    ),
                ),
            ),
        ),
        Holder.FONCIERE: Provision(
            "quarter-fonciere-logement",
            Text(
                "the quarter owed by the Association Foncière Logement",
                "le quart dû par l'Association Foncière Logement",
            ),
            (
                Version(
                    _OF_THE_FONCIERE_BY_PROGRAMME,
                    _COMPANY_SINCE,
                    (
                        Source(CODE, "L.313-35", in_force=Period(_COMPANY_SINCE, EQUALITY_SINCE)),
                        Source("Ordonnance 2016-1408"),
                    ),
                    Confidence.VERIFIED,
                    Text(
                        "like that of Action Logement: how large the part is of those housed "
                        "temporarily is not told; the wording before 22 October 2016 is not held "
                        "here",
                        "comme pour Action Logement\u00a0: l'étendue de la part des personnes "
                        "logées temporairement n'est pas connue\u202f; la rédaction antérieure au "
                        "22 octobre 2016 ne figure pas ici",
                    ),
                ),
                Version(
                    _OF_ITS_OWN_DWELLINGS,
                    EQUALITY_SINCE,
                    (code("L.313-35, version en vigueur depuis le 29 janvier 2017"),),
                    Confidence.VERIFIED,
                    Text(
                        "unlike for Action Logement, the article names no agreement with the "
                        "prefect",
                        "à la différence d'Action Logement, l'article ne prévoit pas d'accord "
                        "avec le préfet",
                    ),
                ),
            ),
        ),
        Holder.LOCAL_AUTHORITY: _obligation_since_2017(
            "quarter-local-authority",
            Text(
                "the quarter owed by a local authority",
                "le quart dû par une collectivité territoriale",
            ),
            _OF_WHAT_IT_RESERVES,
            _SENATE,
            unread=_CLAUSE_UNREAD,
            paragraph=39,
        ),
        Holder.LANDLORD: _obligation_since_2017(
            "quarter-landlord",
            Text("the quarter owed by a landlord", "le quart dû par un bailleur"),
            _NOT_RESERVED,
            _SENATE,
            _GLOSSARY,
            unread=_CLAUSE_AND_BASE_UNREAD,
            paragraph=43,
        ),
    }
)
"""The obligation of each holder; `None` while the law asked no quarter of it.

The State is not among them: see `Holder`.
"""
