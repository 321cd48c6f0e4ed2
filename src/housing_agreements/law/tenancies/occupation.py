"""The review of who lives in a social dwelling, every three years (*examen de l'occupation*).

Where housing is tight the landlord reviews every three years, from the signature of the lease on,
how a dwelling is occupied (L.442-5-2). The file of a tenant in one of five situations goes to the
commission that attributes dwellings, which says what dwelling would fit; the landlord then looks at
it with the tenant. Offers that follow are judged by `law.relocation.UNDER_OCCUPATION`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from housing_agreements._checks import Codes, exact_day
from housing_agreements._records import Record, tell_missing
from housing_agreements.errors import InvalidValueError, NotKnownError, show
from housing_agreements.explanations.blocks import Block, Section, cite
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.law._answer_lines import write_conditions, write_missing
from housing_agreements.law._yes_or_no import read_answer, read_answers
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.periods import months_after
from housing_agreements.values.texts import (
    Language,
    Text,
    check_language,
    say_day,
)
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "OCCUPATION_REVIEW",
    "OccupationFile",
    "OccupationReview",
    "check_occupation",
    "occupation_reviews",
)


@attrs.frozen(eq=False, repr=False)
class OccupationReview(Record):
    """How often occupation is reviewed, and what the commission is told of (*examen triennal*).

    Examples:
        >>> OCCUPATION_REVIEW.on(date(2025, 1, 1)).years
        3
    """

    years: int
    """It is reviewed every so many years from the signature of the lease on."""
    situations: tuple[tuple[str, Text], ...]
    """The situations of which the commission is told, by the argument of `check_occupation`."""


OCCUPATION_REVIEW: Final[Provision[OccupationReview]] = Provision(
    "occupation-review",
    Text(
        "the review of occupation every three years",
        "l'examen triennal des conditions d'occupation",
    ),
    (
        Version(
            OccupationReview(
                years=3,
                situations=(
                    ("crowded", Text("crowded (L.822-10)", "suroccupation (L.822-10)")),
                    (
                        "under_occupied",
                        Text("under-occupied (L.621-2)", "sous-occupation (L.621-2)"),
                    ),
                    (
                        "left_by_disabled",
                        Text(
                            "an adapted dwelling that the disabled occupant has left",
                            "logement adapté quitté par l'occupant en situation de handicap",
                        ),
                    ),
                    (
                        "needs_adapted",
                        Text(
                            "a disability or a loss of autonomy that needs an adapted dwelling",
                            "handicap ou perte d'autonomie nécessitant un logement adapté",
                        ),
                    ),
                    (
                        "above_ceiling",
                        Text(
                            "above the ceiling of income of the dwelling",
                            "dépassement du plafond de ressources du logement",
                        ),
                    ),
                ),
            ),
            date(2019, 9, 1),
            (code("L.442-5-2"), code("R.442-3-3")),
            Confidence.VERIFIED,
            Text(
                "in zones where housing is tight only, which an order lists that is not held here; "
                "the wording before 1 September 2019 was not read",
                "en zone tendue seulement, selon un arrêté qui ne figure pas ici\u202f; la "
                "rédaction antérieure au 1er septembre 2019 n'a pas été lue",
            ),
        ),
    ),
)
"""Every three years; five situations."""


def occupation_reviews(
    signed_on: date, *, until: date, by: Codes, tight: bool | None, dwelling: str = "dwelling"
) -> tuple[Undertaking, ...]:
    """The reviews of occupation that a landlord owes for a lease, as undertakings.

    None is owed where housing is not tight. Those due before 1 September 2019 are left out, since
    the wording of then was not read.

    Args:
        signed_on: The day on which the lease was signed.
        until: The last day on which a review may be due.
        by: The codes of the landlord in the agreement.
        tight: Whether the dwelling lies in a zone where housing is tight; `None`: not known.
        dwelling: What tells this dwelling from others, in the codes of the undertakings.

    Raises:
        InvalidTypeError: For anything but days, or a yes or no.
        InvalidValueError: For a last day before the signature.
        NotKnownError: Where it is not known whether housing is tight; for a lease signed past the
            last day that was followed.

    Source:
        L.442-5-2 of the Code de la construction et de l'habitation.

    Examples:
        >>> owed = occupation_reviews(
        ...     date(2020, 2, 29), until=date(2026, 12, 31), by=("landlord",), tight=True
        ... )
        >>> [str(review.due) for review in owed]
        ['2023-02-28', '2026-02-28']
    """
    where = "occupation_reviews"
    exact_day(signed_on, f"{where}, signed_on")
    if exact_day(until, f"{where}, until") < signed_on:
        expected = f"a day from the signature on, {signed_on}"
        raise InvalidValueError(f"{where}, until", str(until), expected)
    read_answer(tight, f"{where}, tight")
    since = OCCUPATION_REVIEW.versions[0].since
    version = OCCUPATION_REVIEW.at(max(signed_on, since))
    if tight is None:
        expected = "whether the dwelling lies in a zone where housing is tight"
        remedy = "say tight=True or False: the communes of these zones are not held here"
        raise NotKnownError(f"{where}, tight", show(tight), expected, remedy)
    reviews = []
    years = version.value.years
    passed = years
    while tight and signed_on.year + passed <= until.year:
        due = months_after(signed_on, 12 * passed)
        passed += years
        if since <= due <= until:
            text = _REVIEW_OCCUPATION.format(day=signed_on)
            reviews.append(
                Undertaking(
                    f"occupation-{dwelling}-{due}", text, by=by, due=due, sources=version.sources
                )
            )
    return tuple(reviews)


_REVIEW_OCCUPATION: Final = Text(
    "review the occupation of the dwelling let on {day}",
    "examiner l'occupation du logement loué le {day}",
)


@attrs.frozen(eq=False, repr=False)
class OccupationFile(Told):
    """Whether the file of a tenant goes to the commission (*dossier transmis à la CALEOL*).

    Laws:
        - The verdict is that of every completion of what is not known.

    Examples:
        >>> file = check_occupation(on=date(2025, 1, 1), tight=True, under_occupied=True)
        >>> file.verdict, file.found
        (Verdict.MET, ('under_occupied',))
    """

    on: date
    """The day of the review."""
    tight: Verdict
    """Whether the dwelling lies in a zone where housing is tight."""
    situations: tuple[tuple[str, Verdict], ...]
    """Whether each situation holds, by the argument that takes it."""

    @property
    def verdict(self) -> Verdict:
        """Met where the file goes to the commission; unmet where it does not."""
        return self.tight & Verdict.any(verdict for _, verdict in self.situations)

    @property
    def found(self) -> tuple[str, ...]:
        """The situations that surely hold."""
        return tuple(name for name, verdict in self.situations if verdict is Verdict.MET)

    @property
    def missing(self) -> tuple[str, ...]:
        """The answers that would say more; none once it is decided."""
        if self.verdict.decided:
            return ()
        held = Verdict.any(verdict for _, verdict in self.situations)
        asked = [("tight", self.tight), *(() if held.decided else self.situations)]
        return tuple(name for name, verdict in asked if not verdict.decided)

    def _write_blocks(self, language: Language) -> Iterator[Block]:
        """What follows, each situation, what would settle it, and the source."""
        version = OCCUPATION_REVIEW.at(self.on)
        words = dict(version.value.situations)
        situations = ((words[name], verdict) for name, verdict in self.situations)
        parts: tuple[Block, ...] = (
            *write_conditions(((_TIGHT, self.tight), *situations), language),
            *write_missing(self.missing, language),
            *cite(version.sources),
        )
        heading = f"{_GOES[self.verdict].say(language)} ({say_day(self.on, language)})"
        yield Section(heading, None, self.verdict, parts)

    def rows(self, language: Language = "en") -> list[Row]:
        """A row for the tight zone and for each situation: `on`, `situation`, `verdict`."""
        check_language(language)
        asked = (("tight", self.tight), *self.situations)
        return [
            {"on": self.on.isoformat(), "situation": name, "verdict": verdict.value}
            for name, verdict in asked
        ]

    def _essentials(self) -> str:
        missing = tell_missing(self.missing)
        return f"{self.on}: {self.verdict.value}{missing}"


_TIGHT: Final = Text("in a zone where housing is tight", "en zone tendue")
_GOES: Final = {
    Verdict.MET: Text("the file goes to the commission", "le dossier est transmis à la commission"),
    Verdict.UNMET: Text(
        "the file does not go to the commission", "le dossier n'est pas transmis à la commission"
    ),
    Verdict.UNDETERMINED: Text(
        "whether the file goes to the commission is not settled",
        "on ne sait pas si le dossier est transmis à la commission",
    ),
}


def check_occupation(
    *,
    on: date,
    tight: bool | None = None,
    crowded: bool | None = None,
    under_occupied: bool | None = None,
    left_by_disabled: bool | None = None,
    needs_adapted: bool | None = None,
    above_ceiling: bool | None = None,
) -> OccupationFile:
    """Whether the file of a tenant goes to the commission after a review of occupation.

    Args:
        on: The day of the review.
        tight: Whether the dwelling lies in a zone where housing is tight; `None`, here and below:
            not known.
        crowded: Whether it is crowded (*suroccupation*, L.822-10).
        under_occupied: Whether it is under-occupied (*sous-occupation*, L.621-2).
        left_by_disabled: Whether it is an adapted dwelling that the disabled occupant has left.
        needs_adapted: Whether a disability or a loss of autonomy needs an adapted dwelling.
        above_ceiling: Whether the income exceeds the ceiling of the dwelling.

    Raises:
        InvalidTypeError: For anything but a day, and a yes or no.
        NotKnownError: On a day for which the rule is not known.

    Source:
        L.442-5-2 of the Code de la construction et de l'habitation.

    Examples:
        >>> check_occupation(on=date(2025, 1, 1), tight=False).verdict
        Verdict.UNMET
        >>> check_occupation(on=date(2025, 1, 1), crowded=True).missing
        ('tight',)
    """
    rule = OCCUPATION_REVIEW.on(exact_day(on, "check_occupation, on"))
    answers = {
        "tight": tight,
        "crowded": crowded,
        "under_occupied": under_occupied,
        "left_by_disabled": left_by_disabled,
        "needs_adapted": needs_adapted,
        "above_ceiling": above_ceiling,
    }
    told = read_answers("check_occupation", answers)
    situations = tuple((name, told[name]) for name, _ in rule.situations)
    return OccupationFile(on, told["tight"], situations)
