"""Relocation for urban renewal: the dwellings offered to a household, and what a charter asks.

Whether the offers comply is judged in `rules.relocation`. What the law asks of them, whatever a
charter says, is in `law.relocation`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Faults, as_tuple
from housing_agreements._records import Record
from housing_agreements.criteria.comparisons import Flag
from housing_agreements.criteria.criteria import Criterion
from housing_agreements.criteria.facts import DayFact, HouseholdFacts, Number
from housing_agreements.criteria.households import Household
from housing_agreements.criteria.kinds import Amount, Day, WholeNumber, YesNo, fact
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.values.sources import Source, as_sources
from housing_agreements.values.texts import (
    Language,
    Spoken,
    Text,
    as_words,
    colon,
    say_number_of,
    semicolon,
)

__all__ = (
    "Offer",
    "OfferFacts",
    "OfferTest",
    "OfferedHousehold",
    "RelocationCase",
    "RelocationCharter",
    "offered",
)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class OfferedHousehold(Household):
    """What is known of a household to be relocated and of the dwelling it is offered.

    It has every fact of a `Household`, `dwelling_offered` and `dwelling_financing` among them,
    and those of the dwelling. `None` means not known. The facts of the household are said once:
    `attrs.evolve(household, rooms=3)` adds a dwelling.

    Examples:
        >>> OfferedHousehold(household_size=4, rooms=3)
        OfferedHousehold(household_size=4, rooms=3)
    """

    rooms: WholeNumber = fact(
        "rooms of the dwelling offered", "nombre de pièces du logement proposé", least=1
    )
    """Rooms of the dwelling offered (*typologie*: 3 for a T3)."""
    rent: Amount = fact("monthly rent offered", "loyer mensuel proposé", unit="€")
    """Rent of the dwelling offered, euros a month (*loyer*)."""
    cost_remaining: Amount = fact("monthly cost remaining", "reste à charge mensuel", unit="€")
    """What is left to pay for it each month once aids are taken off (*reste à charge*)."""
    new_dwelling: YesNo = fact("in a new dwelling", "dans un logement neuf")
    """Whether the dwelling offered is new (*logement neuf*)."""
    convention_signed_on: Day = fact("convention of the dwelling", "conventionnement du logement")
    """Day on which the dwelling offered came under convention (*conventionné*)."""
    rights_respected: YesNo = fact("with its rights respected", "dans le respect de ses droits")
    """Whether the offer respects the rights of the household (*droits*): Lille CIET, 2017."""
    ways_of_life_respected: YesNo = fact(
        "with its ways of life respected", "dans le respect de ses modes de vie"
    )
    """Whether it respects its ways of life (*modes de vie*): Lille CIET, 2017."""
    residential_path_respected: YesNo = fact(
        "in line with the residential path", "conforme au parcours résidentiel"
    )
    """Whether it serves the residential path agreed (*parcours résidentiel*): Lille CIET, 2017."""
    decent_dwelling: YesNo = fact("in a decent dwelling", "dans un logement décent")
    """Whether the dwelling offered is decent (*logement décent*): law of 1948, art. 13 bis."""
    fits_needs: YesNo = fact("fit for its needs", "adapté à ses besoins")
    """Whether it fits personal, family and, where relevant, work needs (*besoins*): art. 13 bis."""
    fits_means: YesNo = fact("fit for its means", "adapté à ses possibilités")
    """Whether it fits the means of the household (*possibilités*): art. 13 bis."""
    rent_below_former: YesNo = fact(
        "for a rent below the former one", "pour un loyer inférieur à l'ancien"
    )
    """Whether the rent is below that of the dwelling to leave (*loyer inférieur*): L.442-3-1."""
    divided_into_cantons: YesNo = fact(
        "from a commune divided into cantons", "d'une commune divisée en cantons"
    )
    """Whether the commune of the dwelling to leave is divided into cantons: art. 13 bis."""
    in_near_district: YesNo = fact(
        "in the same or a bordering district",
        "dans le même arrondissement ou un arrondissement limitrophe",
    )
    """In the same arrondissement, one that borders it, or a commune that borders it."""
    in_near_canton: YesNo = fact(
        "in the same or a bordering canton", "dans le même canton ou un canton limitrophe"
    )
    """In the same canton, one that borders it inside the commune, or a commune that borders it."""
    in_near_commune: YesNo = fact(
        "in the same or a bordering commune", "dans la même commune ou une commune limitrophe"
    )
    """In the same commune or one that borders it (*commune limitrophe*): art. 13 bis."""
    kilometres_away: Amount = fact("distance away", "éloignement", unit="km")
    """Kilometres from the dwelling to leave (*5 km au plus*): art. 13 bis."""
    specially_designed: YesNo = fact(
        "in a dwelling specially designed for it", "dans un logement spécialement conçu pour lui"
    )
    """Whether it was designed for the relocation of this household (*spécialement conçu*)."""


class OfferFacts(HouseholdFacts):
    """The facts of an offered household, each ready for its comparisons."""

    rooms: Number
    rent: Number
    cost_remaining: Number
    new_dwelling: Flag
    convention_signed_on: DayFact
    rights_respected: Flag
    ways_of_life_respected: Flag
    residential_path_respected: Flag
    decent_dwelling: Flag
    fits_needs: Flag
    fits_means: Flag
    rent_below_former: Flag
    divided_into_cantons: Flag
    in_near_district: Flag
    in_near_canton: Flag
    in_near_commune: Flag
    kilometres_away: Number
    specially_designed: Flag


offered: Final = OfferFacts(OfferedHousehold)
"""The facts of `OfferedHousehold`, the first words of the tests of an offer."""


@attrs.frozen(eq=False, repr=False)
class Offer(Record):
    """A dwelling offered to a household that is to be relocated (*proposition de relogement*).

    Args:
        id: Its identifier in the case.
        made_on: The day of the offer: that of its notice, from which months are counted.
        facts: What is known of the household and of the dwelling.
        refused_on: The day on which the household refused it; `None`: it did not.
        accepted_on: The day on which it accepted; `None`: it did not.

    Raises:
        InvalidValueError: For an answer before the offer, or an offer refused and accepted.
        InvalidTypeError: For anything but days and an `OfferedHousehold`.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> offer = Offer("1", made_on=date(2018, 1, 8), facts=OfferedHousehold(rooms=3))
        >>> offer.refused_on is None
        True
    """

    id: str
    """Its identifier in the case."""
    made_on: date = attrs.field(kw_only=True)
    """The day of the offer, that of its notice (*notification*)."""
    facts: OfferedHousehold = attrs.field(kw_only=True)
    """What is known of the household and of the dwelling."""
    refused_on: date | None = attrs.field(default=None, kw_only=True)
    """The day of the refusal; `None`: none."""
    accepted_on: date | None = attrs.field(default=None, kw_only=True)
    """The day of the acceptance; `None`: none."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Offer {show(self.id)}")
        faults.check_fields(self)
        if not faults.found:
            for name in ("refused_on", "accepted_on"):
                day = getattr(self, name)
                if day is not None and day < self.made_on:
                    faults.value(name, day, f"a day not before the offer, {self.made_on}")
            if self.refused_on is not None and self.accepted_on is not None:
                faults.value("accepted_on", self.accepted_on, "one answer: it was refused")
        faults.report()


def _as_offers(given: Iterable[Offer]) -> tuple[Offer, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class RelocationCase(Record):
    """A household to be relocated, with the offers it was made (*dossier de relogement*).

    Args:
        code: Its code: no name, the library holds no personal data.
        offers: The offers, in any order.
        opened_on: The day on which the relocation began; `None`: not known.

    Raises:
        InvalidValueError: For an identifier twice, several offers accepted, or an offer made
            before the relocation began.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> RelocationCase("synthetic-1", ()).offers
        ()
    """

    code: str
    """Its code."""
    offers: tuple[Offer, ...] = attrs.field(converter=_as_offers)
    """The offers."""
    opened_on: date | None = attrs.field(default=None, kw_only=True)
    """The day on which the relocation began; `None`: not known."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"RelocationCase {show(self.code)}")
        faults.check_fields(self)
        if faults.sound("offers"):
            faults.once("offers", (offer.id for offer in self.offers))
            accepted = [offer.id for offer in self.offers if offer.accepted_on is not None]
            if len(accepted) > 1:
                faults.value("offers", tuple(accepted), "at most one offer accepted")
        if faults.sound("offers", "opened_on") and self.opened_on is not None:
            for offer in self.offers:
                if offer.made_on < self.opened_on:
                    given = f"offer {offer.id} of {offer.made_on}"
                    expected = f"offers made from {self.opened_on} on, the day the relocation began"
                    remedy = "correct either day, or leave opened_on out where it is not known"
                    faults.add(InvalidValueError, "offers", given, expected, remedy)
        faults.report()


@attrs.frozen(eq=False, repr=False)
class OfferTest(Spoken):
    """Something that a charter asks of an offer (*condition de relogement*).

    Args:
        code: Its code in the charter.
        title: Its name, in one language or both.
        criterion: What is asked, over the facts in `offered`; on the day of the offer.
        sources: Where it is stated.

    Raises:
        InvalidTypeError: For anything but a criterion.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> print(OfferTest("rooms", "enough rooms", offered.rooms.at_least(3)).criterion)
        rooms of the dwelling offered at least 3
    """

    code: str
    """Its code in the charter."""
    title: Text = attrs.field(converter=as_words)
    """Its name."""
    criterion: Criterion
    """What is asked."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources)
    """Where it is stated."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"OfferTest {show(self.code)}")
        faults.check_fields(self, {"criterion": "a criterion, such as offered.rooms.at_least(3)"})
        faults.report()

    def say(self, language: Language) -> str:
        """Its name, its code, and what it asks.

        Examples:
            >>> print(OfferTest("rooms", "enough rooms", offered.rooms.at_least(3)))
            enough rooms (rooms): rooms of the dwelling offered at least 3
        """
        asked = self.criterion.say(language)
        return f"{self.title.say(language)} ({self.code}){colon(language)}{asked}"

    def _essentials(self) -> str:
        return f"{self.code}: {self.criterion.say('en')}"


def _as_tests(given: Iterable[OfferTest]) -> tuple[OfferTest, ...]:
    return as_tuple(given)


@attrs.frozen(eq=False, repr=False)
class RelocationCharter(Spoken):
    """What partners promise to households that urban renewal relocates (*charte de relogement*).

    After how many refusals of offers that comply the right to stay ends, and how many months after
    the notice of the last of these offers, has no default here: say `None` for what is not known.
    What the law says of both is `law.relocation.RIGHT_TO_STAY`.

    Args:
        code: Its code.
        title: Its title, in one language or both.
        tests: What an offer must satisfy to comply; at least one.
        refusals: How many refused offers that comply end the right to stay; `None`: not known.
        months: How many months after the notice of the last of these offers; `None`: not known.
        indicators: What is followed of an offer beside, and does not bear on whether it complies.
        enough_alone: When an offer needs no others beside it, such as one of a dwelling that was
            specially designed for the household; `None`: never.
        sources: Where it is stated.

    Raises:
        InvalidValueError: For no test, a code twice, or a number that is too small.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> rooms = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
        >>> RelocationCharter("synthetic", "A charter", [rooms], refusals=3, months=6).refusals
        3
    """

    code: str
    """Its code."""
    title: Text = attrs.field(converter=as_words)
    """Its title."""
    tests: tuple[OfferTest, ...] = attrs.field(converter=_as_tests)
    """What an offer must satisfy to comply."""
    refusals: int | None = attrs.field(kw_only=True)
    """How many refused offers that comply end the right to stay; `None`: not known."""
    months: int | None = attrs.field(kw_only=True)
    """How many months after the notice of the last of these offers; `None`: not known."""
    indicators: tuple[OfferTest, ...] = attrs.field(default=(), converter=_as_tests, kw_only=True)
    """What is followed of an offer beside."""
    enough_alone: Criterion | None = attrs.field(default=None, kw_only=True)
    """When an offer needs no others beside it; `None`: never."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_sources, kw_only=True)
    """Where it is stated."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"RelocationCharter {show(self.code)}")
        expected = "a criterion, such as offered.specially_designed, or None"
        faults.check_fields(self, {"enough_alone": expected}, but=("refusals",))
        if self.refusals is not None:
            faults.count("refusals", self.refusals, at_least=1)
        if faults.sound("tests") and not self.tests:
            remedy = "write open_question(...) for what is not known"
            faults.value("tests", (), "at least one test", remedy)
        if faults.sound("tests", "indicators"):
            faults.once("tests", (test.code for test in (*self.tests, *self.indicators)))
        faults.report()

    def say(self, language: Language) -> str:
        """Its name, its code, its tests, and what refusals do.

        Examples:
            >>> rooms = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
            >>> print(RelocationCharter("synthetic", "A charter", [rooms], refusals=3, months=None))
            A charter (synthetic): tests rooms; 3 refusals; months not known
        """
        head = f"{self.title.say(language)} ({self.code}){colon(language)}"
        return head + self._say_content(language)

    def _essentials(self) -> str:
        return f"{self.code}: {self._say_content('en')}"

    def _say_content(self, language: Language) -> str:
        words = [_list_tests(_TESTS, self.tests, language)]
        if self.indicators:
            words.append(_list_tests(_INDICATORS, self.indicators, language))
        if self.enough_alone is not None:
            words.append(_TEST_ENOUGH_ALONE.say(language, test=self.enough_alone))
        for value, nouns, unknown in (
            (self.refusals, _REFUSALS_COUNTED, _REFUSALS_NOT_KNOWN),
            (self.months, _MONTHS_AFTER, _MONTHS_NOT_KNOWN),
        ):
            if value is None:
                words.append(unknown.say(language))
            else:
                words.append(say_number_of(value, *nouns, language))
        return semicolon(language).join(words)


_TESTS: Final = Text("tests {tests}", "conditions {tests}")
_INDICATORS: Final = Text("indicators {tests}", "indicateurs {tests}")
_TEST_ENOUGH_ALONE: Final = Text("enough alone {test}", "suffit à elle seule {test}")
_REFUSALS_NOT_KNOWN: Final = Text("refusals not known", "nombre de refus non connu")
_MONTHS_NOT_KNOWN: Final = Text("months not known", "nombre de mois non connu")
_REFUSALS_COUNTED: Final = (Text("refusal", "refus"), Text("refusals", "refus"))
_MONTHS_AFTER: Final = (Text("month", "mois"), Text("months", "mois"))


def _list_tests(label: Text, tests: Iterable[OfferTest], language: Language) -> str:
    return label.say(language, tests=", ".join(test.code for test in tests))
