"""Whether the offers of a relocation comply, and what refusals lead to.

The charter and the offers are in `model.relocation`. `check_relocation` asks each test of the
charter of each offer, and counts the refusals of those that comply. The report says whether they
have ended the right to stay, and what is still owed. The law's own charter is in `law.relocation`.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, Final

import attrs

from housing_agreements._checks import exact_day
from housing_agreements._records import shorten, tell_missing, tell_number
from housing_agreements.criteria.reasons import Reasons
from housing_agreements.errors import InvalidTypeError, show
from housing_agreements.explanations.blocks import Block, Line, Note, Section, cite
from housing_agreements.explanations.explanation import Row, Told, write_blocks, write_day
from housing_agreements.law.relocation import RIGHT_TO_STAY, UNDER_OCCUPATION
from housing_agreements.model.relocation import Offer, OfferTest, RelocationCase, RelocationCharter
from housing_agreements.rules._answers import Answer
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.periods import months_after
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    semicolon,
)
from housing_agreements.values.verdicts import Verdict

__all__ = ("AssessedOffer", "AssessedTest", "RelocationReport", "check_relocation")


@attrs.frozen(eq=False, repr=False)
class AssessedTest(Told):
    """One test of a charter, asked of one offer."""

    test: OfferTest
    """The test."""
    reasons: Reasons
    """Its answer, with the reasons."""

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The test, its reasons and its sources."""
        yield _write_test(self, self.test.title.say(language), language)

    def rows(self, language: Language = "en") -> list[Row]:
        """One row: `test` (code), `title`, `verdict`, `missing` (names of facts)."""
        check_language(language)
        return [
            {
                "test": self.test.code,
                "title": self.test.title.say(language),
                "verdict": self.reasons.verdict.value,
                "missing": ", ".join(self.reasons.missing) or None,
            }
        ]

    def _essentials(self) -> str:
        return f"{shorten(self.test.code, 80)}: {self.reasons.verdict.value}"


@attrs.frozen(eq=False, repr=False)
class AssessedOffer(Told):
    """One offer, compared with a charter on the day on which it was made."""

    offer: Offer
    """The offer."""
    tests: tuple[AssessedTest, ...]
    """What decides whether it complies."""
    indicators: tuple[AssessedTest, ...]
    """What is followed beside."""
    enough_alone: Reasons | None = None
    """Whether it needs no others beside it; `None`: the charter knows no such offer."""

    @property
    def compliance(self) -> Verdict:
        """Whether it complies: every test is met."""
        return Verdict.all(test.reasons.verdict for test in self.tests)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would decide whether it complies, or is enough alone, if that is open."""
        names: set[str] = set()
        if not self.compliance.decided:
            names.update(name for test in self.tests for name in test.reasons.missing)
        if self.enough_alone is not None and not self.enough_alone.verdict.decided:
            names.update(self.enough_alone.missing)
        return tuple(sorted(names))

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The offer, whether it complies, what was answered, and each test."""
        yield _write_offer(self, date.max, language)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each test and indicator; see `AssessedTest.rows` for its own columns.

        Before these: the `offer`, `made_on`, `refused_on`, `accepted_on`, whether it `complies`,
        and whether the test `decides` that, or is an indicator that is followed beside.
        """
        head: Row = {
            "offer": self.offer.id,
            "made_on": write_day(self.offer.made_on),
            "refused_on": write_day(self.offer.refused_on),
            "accepted_on": write_day(self.offer.accepted_on),
            "complies": self.compliance.value,
        }
        series = ((True, self.tests), (False, self.indicators))
        return [
            head | {"decides": decides} | row
            for decides, tests in series
            for test in tests
            for row in test.rows(language)
        ]

    def _essentials(self) -> str:
        complies = _COMPLIES[self.compliance].say("en")
        offer = f"{shorten(self.offer.id, 60)} of {self.offer.made_on}"
        return f"{offer}: {complies}{tell_missing(self.missing)}"


_OFFER: Final = Text("offer {offer} of {day}", "proposition {offer} du {day}")
_ENOUGH_ALONE: Final = Text("enough alone", "suffit à elle seule")
_INDICATOR: Final = Text("indicator, {title}", "indicateur, {title}")
_COMPLIES: Final = {
    Verdict.MET: Text("complies", "conforme"),
    Verdict.UNMET: Text("does not comply", "non conforme"),
    Verdict.UNDETERMINED: Text("may comply", "peut-être conforme"),
}


def _say_answer(offer: Offer, on: date, language: Language) -> str:
    """What the household answered to an offer by a day."""
    if offer.refused_on is not None and offer.refused_on <= on:
        return _REFUSED.say(language, day=offer.refused_on)
    if offer.accepted_on is not None and offer.accepted_on <= on:
        return _ACCEPTED.say(language, day=offer.accepted_on)
    return _NOT_ANSWERED.say(language)


_REFUSED: Final = Text("refused on {day}", "refusée le {day}")
_ACCEPTED: Final = Text("accepted on {day}", "acceptée le {day}")
_NOT_ANSWERED: Final = Text("not answered", "sans réponse")


def _write_offer(assessed: AssessedOffer, on: date, language: Language) -> Section:
    """An offer, whether it complies, what was answered by a day, and each test."""
    complies = _COMPLIES[assessed.compliance].say(language)
    answer = _say_answer(assessed.offer, on, language)
    return Section(
        _OFFER.say(language, offer=assessed.offer.id, day=assessed.offer.made_on),
        semicolon(language).join((complies, answer)),
        assessed.compliance,
        (
            *(block for test in assessed.tests for block in write_blocks(test, language)),
            *(
                _write_test(one, _INDICATOR.say(language, title=one.test.title), language)
                for one in assessed.indicators
            ),
            *_write_enough_alone(assessed.enough_alone, language),
        ),
    )


def _write_test(assessed: AssessedTest, heading: str, language: Language) -> Section:
    """The reasons and the sources of a test under a heading."""
    parts = (*write_blocks(assessed.reasons, language), *cite(assessed.test.sources))
    return Section(heading, None, assessed.reasons.verdict, parts)


def _write_enough_alone(enough: Reasons | None, language: Language) -> Iterator[Section]:
    """Whether an offer is enough alone, where the charter says that some offers are."""
    if enough is not None:
        parts = write_blocks(enough, language)
        yield Section(_ENOUGH_ALONE.say(language), None, enough.verdict, parts)


@attrs.frozen(eq=False, repr=False)
class RelocationReport(Answer):
    """What the offers made to a household came to, under a charter, on a day.

    Refusals count when the offer complies. What is not known of an offer leaves open whether
    its refusal counts, and so the day of the one that matters. Once an offer was refused that is,
    or may be, enough alone, the right to stay may have ended. It has no truth value: compare
    `right_ended`.

    Examples:
        >>> from housing_agreements import OfferedHousehold, OfferTest, offered
        >>> rooms = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
        >>> charter = RelocationCharter("synthetic", "A charter", [rooms], refusals=1, months=6)
        >>> small = Offer(
        ...     "1",
        ...     made_on=date(2018, 1, 8),
        ...     facts=OfferedHousehold(rooms=2),
        ...     refused_on=date(2018, 1, 20),
        ... )
        >>> report = check_relocation(
        ...     RelocationCase("synthetic-1", [small]), charter, on=date(2018, 9, 1)
        ... )
        >>> report.compliant, report.right_ended, report.owed
        ((), Verdict.UNMET, Bounds(low=1, high=1))
    """

    compared: ClassVar[str | None] = "right_ended"

    case: RelocationCase
    """The case."""
    charter: RelocationCharter
    """The charter."""
    on: date
    """The day asked."""
    offers: tuple[AssessedOffer, ...]
    """The offers made by that day, in the order in which they were made."""

    def _ids_of(self, verdict: Verdict) -> tuple[str, ...]:
        return tuple(offer.offer.id for offer in self.offers if offer.compliance is verdict)

    @property
    def compliant(self) -> tuple[str, ...]:
        """The offers that comply."""
        return self._ids_of(Verdict.MET)

    @property
    def possibly_compliant(self) -> tuple[str, ...]:
        """Those that may."""
        return self._ids_of(Verdict.UNDETERMINED)

    @property
    def missing(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For each offer still undetermined, the names of the facts that would decide it."""
        return tuple((offer.offer.id, offer.missing) for offer in self.offers if offer.missing)

    @property
    def accepted(self) -> Offer | None:
        """The offer that the household accepted by that day; `None`: none."""
        return next(
            (offer.offer for offer in self.offers if _is_reached(offer.offer.accepted_on, self.on)),
            None,
        )

    def _list_refused(self) -> Iterator[tuple[date, AssessedOffer]]:
        """The offers refused by that day, each with the day of its refusal."""
        for offer in self.offers:
            refused_on = offer.offer.refused_on
            if refused_on is not None and refused_on <= self.on:
                yield refused_on, offer

    def _list_refusals(self, *verdicts: Verdict) -> list[tuple[date, date]]:
        """The day of each refusal that counts, and that of the offer's notice.

        They count if the offers in doubt do comply, or do not.
        """
        refused = self._list_refused()
        return [
            (day, offer.offer.made_on) for day, offer in refused if offer.compliance in verdicts
        ]

    def _days_of_refusal(self, *verdicts: Verdict) -> list[date]:
        return sorted(refused_on for refused_on, _ in self._list_refusals(*verdicts))

    def _days_alone(self) -> list[date]:
        """The days on which offers were refused that are, or may be, enough alone."""
        refused = self._list_refused()
        return sorted(day for day, offer in refused if _is_alone(offer) is not Verdict.UNMET)

    @property
    def refusals(self) -> Bounds[int]:
        """How many refusals of offers that comply there were by that day."""
        sure, possible = (
            self._list_refusals(*verdicts) for verdicts in ((Verdict.MET,), _POSSIBLY_COMPLIANT)
        )
        return Bounds(len(sure), len(possible))

    @property
    def last_refusal(self) -> tuple[date | None, date | None]:
        """Earliest and latest day of the refusal that reaches the charter's number.

        `None`: not reached.
        """
        number = self.charter.refusals
        possible = self._days_of_refusal(*_POSSIBLY_COMPLIANT)
        if number is None:
            return (possible[0] if possible else None), None
        return _pick_nth(possible, number), _pick_nth(self._days_of_refusal(Verdict.MET), number)

    @property
    def limit_reached(self) -> Verdict:
        """Whether as many offers that comply were refused as the charter says, or one enough alone.

        One that is enough alone counts so where it complies.
        """
        first, last = self.last_refusal
        refused = self._list_refused()
        alone = Verdict.any(_is_alone(offer) & offer.compliance for _, offer in refused)
        if last is not None:
            return Verdict.MET
        return alone if first is None else alone | Verdict.UNDETERMINED

    @property
    def right_ends(self) -> tuple[date | None, date | None]:
        """The first and the last day from which the right to stay may have ended; or `None`.

        So many months after the notice of the offer whose refusal completes them, and not before
        that refusal. When it ends after an offer that is enough alone is not known.
        """
        number, months = self.charter.refusals, self.charter.months
        if months is None:
            return None, None
        sure, possible = (
            sorted(
                max(refused_on, months_after(made_on, months))
                for refused_on, made_on in self._list_refusals(*verdicts)
            )
            for verdicts in ((Verdict.MET,), _POSSIBLY_COMPLIANT)
        )
        last = None if number is None else _pick_nth(sure, number)
        first = _pick_nth(possible, 1 if number is None else number)
        return min([*filter(None, (first,)), *self._days_alone()], default=None), last

    @property
    def right_ended(self) -> Verdict:
        """Whether refusals have ended the right to stay by that day."""
        if self.charter.months is None:
            possible = self.last_refusal[0] is not None or bool(self._days_alone())
            return Verdict.UNDETERMINED if possible else Verdict.UNMET
        first, last = self.right_ends
        if _is_reached(last, self.on):
            return Verdict.MET
        return Verdict.UNDETERMINED if _is_reached(first, self.on) else Verdict.UNMET

    @property
    def owed(self) -> Bounds[int] | None:
        """How many offers that comply are still owed; `None` when the charter does not tell.

        None once an offer is accepted, or one that complies is enough alone.
        """
        if self.accepted is not None:
            return Bounds(0, 0)
        number = self.charter.refusals
        if number is None:
            return None
        sure = len(self.compliant)
        possible = sure + len(self.possibly_compliant)
        alone = Verdict.any(_is_alone(offer) & offer.compliance for offer in self.offers)
        low = 0 if alone is not Verdict.UNMET else max(0, number - possible)
        return Bounds(low, 0 if alone is Verdict.MET else max(0, number - sure))

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """The right to stay, each offer with its tests, the refusals, and what is still owed."""
        yield Section(
            _CASE.say(language, case=self.case.code, charter=self.charter.title, day=self.on),
            _RIGHT_TO_STAY[self.right_ended].say(language),
            self.right_ended,
            (
                *(_write_offer(offer, self.on, language) for offer in self.offers),
                Line(_say_refusals(self.refusals, self.charter.refusals, language)),
                *(Line(_say_alone(alone, language)) for alone in self._days_alone()[:1]),
                *map(Line, _say_right_to_stay(self.last_refusal, self.right_ends, language)),
                Line(_say_owed(self.owed, self.accepted, language)),
                *self._write_law(language),
                *cite(self.charter.sources),
            ),
        )

    def _write_law(self, language: Language) -> Iterator[Note]:
        """What the law says, where the charter is not the one that it states."""
        of_law = (*RIGHT_TO_STAY.versions, *UNDER_OCCUPATION.versions)
        if self.charter not in (version.value for version in of_law):
            yield Note(_WHAT_THE_LAW_SAYS.say(language))

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for each test of each offer, with the `case` and the day asked, `on`.

        See `AssessedOffer.rows` for the other columns.
        """
        check_language(language)
        head: Row = {"case": self.case.code, "on": write_day(self.on)}
        return [head | row for offer in self.offers for row in offer.rows(language)]

    def _essentials(self) -> str:
        ended = f"right to stay ended {self.right_ended.value}"
        numbers = f"{len(self.compliant)} complying, {self.refusals} of these refused"
        offers = tell_number(len(self.offers), "offer")
        return f"{shorten(self.case.code, 60)} on {self.on}: {ended}; {offers}, {numbers}"


_CASE: Final = Text("case {case}, {charter}, on {day}", "dossier {case}, {charter}, au {day}")
_RIGHT_TO_STAY: Final = {
    Verdict.MET: Text(
        "the right to stay has ended by refusals",
        "le droit au maintien a pris fin du fait des refus",
    ),
    Verdict.UNMET: Text(
        "refusals have not ended the right to stay",
        "les refus n'ont pas mis fin au droit au maintien",
    ),
    Verdict.UNDETERMINED: Text(
        "not known whether refusals have ended the right to stay",
        "on ne sait pas si les refus ont mis fin au droit au maintien",
    ),
}
_WHAT_THE_LAW_SAYS: Final = Text(
    "how many refusals, and how many months, are those given with the charter; by law it is three "
    "offers that meet article 13 bis of the law of 1948, and six months from the notice of the "
    "third (L.442-6, L.353-15)",
    "le nombre de refus et le nombre de mois sont ceux donnés avec la charte\u202f; en droit, ce "
    "sont trois offres conformes à l'article 13 bis de la loi de 1948, et six mois à compter de "
    "la notification de la troisième (L.442-6, L.353-15)",
)


_POSSIBLY_COMPLIANT: Final = (Verdict.MET, Verdict.UNDETERMINED)


def _is_alone(offer: AssessedOffer) -> Verdict:
    """Whether an offer needs no others beside it."""
    return Verdict.UNMET if offer.enough_alone is None else offer.enough_alone.verdict


def _is_reached(day: date | None, on: date) -> bool:
    return day is not None and day <= on


def _pick_nth(days: Sequence[date], number: int) -> date | None:
    return days[number - 1] if len(days) >= number else None


def _say_refusals(refusals: Bounds[int], number: int | None, language: Language) -> str:
    """How many refusals count, of how many."""
    if number is None:
        return _REFUSALS.say(language, many=refusals)
    return _REFUSALS_OF.say(language, many=refusals, number=number)


_REFUSALS: Final = Text(
    "refusals of offers that comply: {many}; how many end the right is not known",
    "refus de propositions conformes\u00a0: {many}\u202f; on ne sait pas combien mettent fin au "
    "droit",
)
_REFUSALS_OF: Final = Text(
    "refusals of offers that comply: {many}, of {number}",
    "refus de propositions conformes\u00a0: {many}, sur {number}",
)


def _say_right_to_stay(
    completed: tuple[date | None, date | None],
    ends: tuple[date | None, date | None],
    language: Language,
) -> Iterator[str]:
    """The day of the refusal that matters, and the one on which the right to stay ends."""
    (completed_first, completed_last), (first, last) = completed, ends
    if completed_first is not None:
        when = _say_between(completed_first, completed_last, language)
        yield _COMPLETED.say(language, when=when)
    if first is not None:
        yield _RIGHT_ENDS.say(language, when=_say_between(first, last, language))
    elif completed_first is not None:
        yield _RIGHT_ENDS_SOME_DAY.say(language)


_COMPLETED: Final = Text(
    "the refusal that completes them: {when}", "le refus qui atteint ce nombre\u00a0: {when}"
)
_RIGHT_ENDS: Final = Text(
    "the right to stay ends: {when}", "fin du droit au maintien\u00a0: {when}"
)
_RIGHT_ENDS_SOME_DAY: Final = Text(
    "the right to stay ends after a time not known",
    "le droit au maintien prend fin après un délai inconnu",
)


def _say_alone(day: date, language: Language) -> str:
    """That an offer was refused which needs no others, or may need none."""
    return _REFUSED_ALONE.say(language, day=day)


_REFUSED_ALONE: Final = Text(
    "an offer refused on {day} is enough alone, or may be: when the right then ends is not known",
    "une proposition refusée le {day} suffit à elle seule, ou peut suffire\u00a0: on ne sait pas "
    "quand le droit prend alors fin",
)


def _say_between(first: date, last: date | None, language: Language) -> str:
    if last is None:
        return _NOT_BEFORE.say(language, first=first)
    return (_ON if first == last else _BETWEEN_DAYS).say(language, first=first, last=last)


_ON: Final = Text("on {first}", "le {first}")
_BETWEEN_DAYS: Final = Text("from {first} to {last}", "entre le {first} et le {last}")
_NOT_BEFORE: Final = Text("not before {first}, or never", "pas avant le {first}, ou jamais")


def _say_owed(owed: Bounds[int] | None, accepted: Offer | None, language: Language) -> str:
    """How many offers are still owed."""
    if accepted is not None:
        return _NONE_OWED.say(language, offer=accepted.id)
    return _OWED_NOT_KNOWN.say(language) if owed is None else _STILL_OWED.say(language, many=owed)


_STILL_OWED: Final = Text(
    "offers that comply still owed: {many}", "propositions conformes encore dues\u00a0: {many}"
)
_OWED_NOT_KNOWN: Final = Text(
    "offers that comply still owed: not known",
    "propositions conformes encore dues\u00a0: nombre inconnu",
)
_NONE_OWED: Final = Text(
    "offers that comply still owed: none, offer {offer} was accepted",
    "propositions conformes encore dues\u00a0: aucune, la proposition {offer} est acceptée",
)


def check_relocation(
    case: RelocationCase, charter: RelocationCharter, *, on: date
) -> RelocationReport:
    """Compare the offers made to a household with a relocation charter, on a day.

    Each offer is tested on the day on which it was made; offers and answers after the day asked
    are left out. A refusal counts when the offer complies. Once as many have been refused as
    the charter says, the right to stay ends so many months after the notice of the last of these
    offers, on that very day, and not before the refusal that completes them.

    Args:
        case: The household's offers.
        charter: What is asked of them; how many refusals end the right to stay, and when.
        on: The day asked.

    Raises:
        InvalidTypeError: For anything but a case, a charter and a day.

    Laws:
        - More facts of an offer never overturn a decided verdict.

    Source:
        L.442-6 II and L.353-15 III of the Code de la construction et de l'habitation for the
        notice from which the months run; how many refusals, and how many months, are those of
        the charter.

    Examples:
        >>> from housing_agreements import OfferedHousehold, OfferTest, offered
        >>> rooms = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
        >>> charter = RelocationCharter("synthetic", "A charter", [rooms], refusals=3, months=6)
        >>> offers = [
        ...     Offer(
        ...         str(month),
        ...         made_on=date(2018, month, 1),
        ...         facts=OfferedHousehold(rooms=3),
        ...         refused_on=date(2018, month, 20),
        ...     )
        ...     for month in (1, 2, 3)
        ... ]
        >>> case = RelocationCase("synthetic-1", offers)
        >>> for day in (date(2018, 8, 31), date(2018, 9, 1)):
        ...     print(check_relocation(case, charter, on=day).right_ended.value)
        unmet
        met
    """
    exact_day(on, "check_relocation, on")
    if not isinstance(case, RelocationCase):
        raise InvalidTypeError("check_relocation, case", show(case), "a RelocationCase")
    if not isinstance(charter, RelocationCharter):
        raise InvalidTypeError("check_relocation, charter", show(charter), "a RelocationCharter")
    made = sorted(
        (offer for offer in case.offers if offer.made_on <= on),
        key=lambda offer: (offer.made_on, offer.id),
    )
    return RelocationReport(case, charter, on, tuple(_test_offer(offer, charter) for offer in made))


def _test_offer(offer: Offer, charter: RelocationCharter) -> AssessedOffer:
    """An offer with every test of a charter, asked on the day on which it was made."""

    def ask(test: OfferTest) -> AssessedTest:
        return AssessedTest(test, test.criterion.reasons(offer.facts, on=offer.made_on))

    alone = None
    if charter.enough_alone is not None:
        alone = charter.enough_alone.reasons(offer.facts, on=offer.made_on)
    tests, indicators = (tuple(map(ask, asked)) for asked in (charter.tests, charter.indicators))
    return AssessedOffer(offer, tests, indicators, alone)
