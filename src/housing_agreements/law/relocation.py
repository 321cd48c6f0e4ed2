"""The right of a tenant to stay, and the offers that end it by law (*droit au maintien*).

Where a building is to be demolished, or stands under a convention of urban renewal, a tenant who
refused three offers that meet article 13 bis of the law of 1948 loses the right to stay: six
months after the notice of the third he has no title any more (L.442-6 II, L.353-15 III). Three
offers are not asked where a dwelling was specially designed for him; from which day the right then
ends is not said, and stays open.

An offer meets article 13 bis when the dwelling is decent, fits the needs and the means of the
household, and lies near. How near depends on the commune of the dwelling to leave: a commune
divided into districts (*arrondissements*), one divided into cantons, or neither; only the last
case has a distance.

The landlord registers a relocation for urban renewal of office (L.441-2-1), and the attribution
commission is informed (L.441-2 V). Under-occupation (L.442-3-1) knows the same three and six, for a
rent below the former one. So does an adapted dwelling that is no longer needed (L.442-3-2, since
28 March 2009; eighteen months where the disabled dependant died), which is not held.
"""

from datetime import date
from typing import Final

from housing_agreements.criteria.criteria import Criterion, any_of
from housing_agreements.geography.territories import Territory
from housing_agreements.law._calendar import CODE_READ_ON, THREE_DS_SINCE
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.model.relocation import OfferTest, RelocationCharter, offered
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = (
    "ARTICLE_13_BIS",
    "CITIES_WITH_DISTRICTS",
    "MOST_KILOMETRES_AWAY",
    "NEAR_BY_LAW",
    "RIGHT_TO_STAY",
    "TESTS_BY_LAW",
    "UNDER_OCCUPATION",
)

ARTICLE_13_BIS: Final = Source("Loi n° 48-1360 (1948)", "article 13 bis")
"""What an offer must be for its refusal to count."""
_DECENT_DWELLING: Final = Source("Loi n° 89-462", "article 6, alinéas 1 et 2")

CITIES_WITH_DISTRICTS: Final = Territory(
    "cities-with-districts",
    "Paris, Lyon et Marseille",
    "list",
    communes=("75056", "69123", "13055"),
)
"""The communes that are divided into districts (*arrondissements municipaux*)."""

_UNDER_OCCUPATION_SINCE: Final = date(2023, 12, 31)

MOST_KILOMETRES_AWAY: Final = 5
"""How far the dwelling offered may be, where the commune is not divided (*5 km*)."""

_IN_CITY: Final = offered.residence.within(CITIES_WITH_DISTRICTS)

NEAR_BY_LAW: Final[Criterion] = any_of(
    (_IN_CITY & offered.in_near_district).labelled(
        Text(
            "from a commune with districts: in the same, a bordering one, or a commune that "
            "borders the district",
            "d'une commune à arrondissements\u00a0: dans le même arrondissement, un arrondissement "
            "limitrophe ou une commune limitrophe de l'arrondissement",
        )
    ),
    (~_IN_CITY & offered.divided_into_cantons & offered.in_near_canton).labelled(
        Text(
            "from a commune with cantons: in the same, one of the commune that borders it, or a "
            "commune that borders the canton",
            "d'une commune à cantons\u00a0: dans le même canton, un canton limitrophe de la même "
            "commune ou une commune limitrophe du canton",
        )
    ),
    (
        ~_IN_CITY
        & ~offered.divided_into_cantons
        & offered.in_near_commune
        & offered.kilometres_away.at_most(MOST_KILOMETRES_AWAY)
    ).labelled(
        Text(
            "from a commune that is not divided: in it or a bordering one, 5 km away at most",
            "d'une commune non divisée\u00a0: dans la même commune ou une commune limitrophe, à "
            "5\u00a0km au plus",
        )
    ),
).labelled(Text("near enough", "assez proche"), (ARTICLE_13_BIS,))
"""Whether the dwelling offered is near the one to leave, by its three cases (*localisation*)."""

TESTS_BY_LAW: Final = (
    OfferTest(
        "decent",
        Text("a decent dwelling", "un logement décent"),
        offered.decent_dwelling,
        (ARTICLE_13_BIS, _DECENT_DWELLING),
    ),
    OfferTest(
        "needs",
        Text("the needs of the household", "les besoins du ménage"),
        offered.fits_needs,
        (ARTICLE_13_BIS,),
    ),
    OfferTest(
        "means",
        Text("the means of the household", "les possibilités du ménage"),
        offered.fits_means,
        (ARTICLE_13_BIS,),
    ),
    OfferTest(
        "near",
        Text("a dwelling that is near", "un logement proche"),
        NEAR_BY_LAW,
        (ARTICLE_13_BIS,),
    ),
)
"""What article 13 bis asks of an offer."""

_ARTICLES: Final = (code("L.442-6, II"), code("L.353-15, III"), ARTICLE_13_BIS)
_THREE_AND_SIX: Final = RelocationCharter(
    "right-to-stay",
    Text("The right to stay, by law", "Le droit au maintien, selon la loi"),
    TESTS_BY_LAW,
    refusals=3,
    months=6,
    enough_alone=offered.specially_designed,
    sources=_ARTICLES,
)

RIGHT_TO_STAY: Final[Provision[RelocationCharter]] = Provision(
    "right-to-stay",
    Text(
        "the offers whose refusal ends the right to stay",
        "les offres dont le refus met fin au droit au maintien",
    ),
    (
        Version(
            _THREE_AND_SIX,
            CODE_READ_ON,
            _ARTICLES,
            Confidence.VERIFIED,
            Text(
                "for a demolition that was authorised (L.443-15-1) or a convention of urban "
                "renewal (law 2003-710, article 10); from which day those of article 10-3 count "
                "was not read, nor since when article 13 bis has its wording",
                "pour une démolition autorisée (L.443-15-1) ou une convention de rénovation "
                "urbaine (loi 2003-710, article 10)\u202f; depuis quel jour celles de l'article "
                "10-3 comptent n'a pas été lu, ni depuis quand l'article 13 bis a sa rédaction",
            ),
        ),
        Version(
            _THREE_AND_SIX,
            THREE_DS_SINCE,
            _ARTICLES,
            Confidence.VERIFIED,
            Text(
                "also for a convention of article 10-3, and for the sale to a legal person or the "
                "change of use of more than five dwellings under such a convention, never in a "
                "commune under L.302-5 I or II",
                "aussi pour une convention de l'article 10-3, et pour la vente à une personne "
                "morale ou le changement d'usage de plus de cinq logements sous une telle "
                "convention, jamais dans une commune relevant de L.302-5 I ou II",
            ),
        ),
    ),
)
"""Three offers and six months, as a charter for `check_relocation` (*trois offres, six mois*).

`RIGHT_TO_STAY.on(day)` is that of a day. Where it applies is said on each version: the charter does
not ask it.
"""

_RENT_TEST: Final = OfferTest(
    "rent",
    Text("a rent below the former one", "un loyer inférieur à l'ancien"),
    offered.rent_below_former,
    (code("L.442-3-1"),),
)
_WHEN_UNDER_OCCUPIED: Final = (code("L.442-3-1"), ARTICLE_13_BIS)

UNDER_OCCUPATION: Final[Provision[RelocationCharter]] = Provision(
    "under-occupation",
    Text(
        "the offers whose refusal ends the right to stay of whoever has too much room",
        "les offres dont le refus met fin au droit au maintien en cas de sous-occupation",
    ),
    (
        Version(
            RelocationCharter(
                "under-occupation",
                Text(
                    "The right to stay of whoever has too much room, by law",
                    "Le droit au maintien en cas de sous-occupation, selon la loi",
                ),
                (*TESTS_BY_LAW, _RENT_TEST),
                refusals=3,
                months=6,
                sources=_WHEN_UNDER_OCCUPIED,
            ),
            _UNDER_OCCUPATION_SINCE,
            _WHEN_UNDER_OCCUPIED,
            Confidence.VERIFIED,
            Text(
                "in tight zones only; not for tenants over 65, nor who are disabled or dependent "
                "or have such a dependant, nor where the dwelling is in a QPV or was at move-in; "
                "wordings before were not read",
                "en zone tendue seulement\u202f; ni pour les locataires de plus de 65 ans, "
                "handicapés ou en perte d'autonomie, ou ayant à charge une personne qui l'est, ni "
                "où le logement est ou était à l'entrée en QPV\u202f; les rédactions antérieures "
                "n'ont pas été lues",
            ),
        ),
    ),
)
"""Three offers and six months where a dwelling is under-occupied (*sous-occupation*).

To whom it applies is said on the version: the charter does not ask it.
"""
