"""What a tenant above the ceilings of income pays on top of the rent (*SLS*).

The surcharge (*supplément de loyer de solidarité*) is due from 20 % above the ceilings on. A month
of it is the living area, times a coefficient that grows with the excess, times a reference per
square metre that has four zones of its own; with the rent it never exceeds 30 % of the income.
Nothing is due in a priority neighbourhood or a zone of rural revitalisation, now or at move-in.

The references of 2009 are in the decree; since 2010 they are revised each 1 January, and those of
later years are not held: the caller gives that of the year.
"""

import math
from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._checks import exact_count
from housing_agreements._records import Record
from housing_agreements.errors import (
    InvalidTypeError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.law._numbers import NumberLike, bound_amount, bound_if_told, bound_positive
from housing_agreements.law._yes_or_no import read_answers
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.law.sru.reckoning import Reckoning
from housing_agreements.values.bounds import Bounds
from housing_agreements.values.rates import rate
from housing_agreements.values.texts import Text
from housing_agreements.values.verdicts import Verdict

__all__ = (
    "SURCHARGE_EXEMPTIONS",
    "SURCHARGE_SCALE",
    "SURCHARGE_ZONES",
    "SurchargeScale",
    "excess_coefficient",
    "solidarity_surcharge",
)

SURCHARGE_ZONES: Final = ("1-bis", "1", "2", "3")
"""The zones of the reference, which are not those of the ceilings of income.

1-bis: Paris and the communes that border it. 1: the other communes of the agglomeration of Paris,
and of the urbanised zones and new towns of Île-de-France. 2: the rest of Île-de-France; elsewhere
agglomerations and urban communities of more than 100,000 inhabitants, communes of a grouping of
more than 100,000 that is competent for the housing programme, urbanised zones and new towns. 3: all
the rest, and overseas. Which commune lies in which is not held here.
"""


@attrs.frozen(eq=False, repr=False)
class SurchargeScale(Record):
    """How the solidarity surcharge grows with the excess of income (*barème*).

    Examples:
        >>> scale = SURCHARGE_SCALE.on(date(2025, 1, 1))
        >>> [str(scale.coefficient(excess)) for excess in (19, 20, 21, 60)]
        ['0', '27/100', '33/100', '269/100']
    """

    first_excess: int
    """The excess over the ceilings from which on it is due, in per cent."""
    first: Fraction
    """The coefficient there."""
    steps: tuple[tuple[int, Fraction], ...]
    """From which excess on, in per cent, each per cent adds how much."""
    most: Fraction
    """The coefficient of a tenant who does not answer, which the decree calls the largest one."""
    share_of_income: Fraction
    """What part of the income the rent and the surcharge never exceed together."""
    references_of_2009: tuple[Fraction, ...]
    """The reference of each of `SURCHARGE_ZONES` in 2009, in euros a month and square metre."""

    def coefficient(self, excess: int) -> Fraction:
        """The coefficient of an excess, in whole per cent, before any largest one.

        Raises:
            InvalidTypeError: For anything but a whole number.

        Examples:
            >>> str(SURCHARGE_SCALE.on(date(2025, 1, 1)).coefficient(200))
            '1491/100'
        """
        exact_count(excess, "SurchargeScale.coefficient, excess", at_least=None)
        return _climb_scale(self, excess)

    def reference(self, zone: str) -> Fraction:
        """The reference of a zone in 2009, in euros a month and square metre.

        Raises:
            UnknownCodeError: For a zone that is none of `SURCHARGE_ZONES`.
            InvalidTypeError: For a zone of another type.

        Examples:
            >>> str(SURCHARGE_SCALE.on(date(2025, 1, 1)).reference("1-bis"))
            '5/2'
        """
        where = "SurchargeScale.reference, zone"
        if type(zone) is not str:
            raise InvalidTypeError(where, show(zone), "the code of a zone, such as '1-bis'")
        if zone not in SURCHARGE_ZONES:
            expected = "a zone of the surcharge"
            raise UnknownCodeError(where, show(zone), expected, nearest(zone, SURCHARGE_ZONES))
        return self.references_of_2009[SURCHARGE_ZONES.index(zone)]


def _climb_scale(scale: SurchargeScale, excess: int) -> Fraction:
    """The coefficient of an excess, however large."""
    if excess < scale.first_excess:
        return Fraction(0)
    ends = (*(since for since, _ in scale.steps[1:]), excess + 1)
    added = (
        max(0, min(excess + 1, end) - since) * each_adds
        for (since, each_adds), end in zip(scale.steps, ends, strict=True)
    )
    return scale.first + sum(added, Fraction(0))


SURCHARGE_SCALE: Final[Provision[SurchargeScale]] = Provision(
    "solidarity-surcharge",
    Text("the solidarity surcharge", "le supplément de loyer de solidarité"),
    (
        Version(
            SurchargeScale(
                first_excess=20,
                first=rate("0.27"),
                steps=((21, rate("0.06")), (60, rate("0.08")), (150, rate("0.1"))),
                most=Fraction("14.9"),
                share_of_income=rate("30 %"),
                references_of_2009=(
                    Fraction("2.5"),
                    Fraction(2),
                    Fraction(1),
                    Fraction("0.25"),
                ),
            ),
            date(2019, 9, 1),
            (code("R.441-20"), code("R.441-21"), code("R.441-23"), code("R.441-26")),
            Confidence.VERIFIED,
            Text(
                "each whole further per cent counts, as the text says it, so that a part of one "
                "adds nothing; whether 14.9, called the largest coefficient for whoever does not "
                "answer the survey, limits the scale, which exceeds it from an excess of 200 %, is "
                "not said; the wordings before 1 September 2019 were not read",
                "chaque pour cent entier supplémentaire compte, comme le dit le texte, si bien "
                "qu'une fraction n'ajoute rien\u202f; le texte ne dit pas si 14,9, valeur maximale "
                "du coefficient pour qui ne répond pas à l'enquête, limite aussi le barème, qui la "
                "dépasse à partir de 200\u00a0% de dépassement\u202f; les rédactions "
                "antérieures au 1er septembre 2019 n'ont pas été lues",
            ),
        ),
    ),
)
"""0.27 at 20 %, then 0.06, 0.08 and 0.1 for each per cent; at most 30 % of the income."""

SURCHARGE_EXEMPTIONS: Final[Provision[tuple[Text, ...]]] = Provision(
    "solidarity-surcharge-exemptions",
    Text(
        "where no solidarity surcharge is due",
        "les cas où aucun supplément de loyer de solidarité n'est dû",
    ),
    (
        Version(
            (
                Text(
                    "in a priority neighbourhood, now or at move-in",
                    "en quartier prioritaire, aujourd'hui ou à l'emménagement",
                ),
                Text(
                    "in a zone France ruralités revitalisation, now or at move-in",
                    "en zone France ruralités revitalisation, aujourd'hui ou à l'emménagement",
                ),
                Text(
                    "where the local housing programme leaves it out (L.441-3-1)",
                    "là où le programme local de l'habitat l'écarte (L.441-3-1)",
                ),
                Text(
                    "for three years from a convention that covers a current lease, if its rent is "
                    "not set by the corrected or useful surface",
                    "pendant trois ans à compter d'une convention qui couvre un bail en cours, si "
                    "le loyer n'est pas établi sur la surface corrigée ou utile",
                ),
                Text(
                    "for a tenant who refused a new lease (L.353-7)",
                    "pour le locataire ayant refusé un nouveau bail (L.353-7)",
                ),
                Text(
                    "in a dwelling with an aid of the Anah, or of a bank's regulated loan to "
                    "another landlord (L.441-14)",
                    "dans un logement subventionné par l'Anah, ou financé par un prêt conventionné "
                    "d'un autre bailleur (L.441-14)",
                ),
            ),
            date(2024, 7, 1),
            (code("L.441-3"), code("L.441-3-1"), code("L.441-14"), code("R.441-31")),
            Confidence.VERIFIED,
            Text(
                "R.441-31 still names the former zones of rural revitalisation and large estates "
                "listed by decree: say it of such a dwelling by other_exemption; the wording of "
                "L.441-3 before 1 July 2024 was not read",
                "R.441-31 nomme encore les anciennes zones de revitalisation rurale et les "
                "grands ensembles listés par décret\u00a0: un tel logement se signale par "
                "other_exemption\u202f; la rédaction de L.441-3 avant le 1er juillet 2024 n'a "
                "pas été lue",
            ),
        ),
    ),
)
"""Since 1 July 2024, with the zones France ruralités revitalisation."""


def excess_coefficient(income: NumberLike, ceiling: NumberLike, *, on: date) -> Bounds[Fraction]:
    """The coefficient of the excess of an income over the ceiling (*coefficient de dépassement*).

    0 where the income exceeds the ceiling by less than 20 %.

    Args:
        income: The income of all who live in the dwelling, of the year before the last one or,
            if lower by a tenth and asked for, a later one (`reference_income`); in euros a year,
            exactly or within bounds.
        ceiling: The ceiling of income of the dwelling for this household, in euros a year.
        on: The day asked.

    Returns:
        One number, or bounds: from an excess of 200 % on the text leaves open which is the most.

    Raises:
        InvalidTypeError: For a float, or anything but a day.
        InvalidValueError: For a negative income, or a ceiling of 0.
        NotKnownError: On a day for which the rule is not known.

    Source:
        R.441-21 of the Code de la construction et de l'habitation.

    Examples:
        >>> day = date(2025, 1, 1)
        >>> print(excess_coefficient(36_000, 30_000, on=day))
        0.27
        >>> print(excess_coefficient(35_999, 30_000, on=day))
        0
    """
    scale = SURCHARGE_SCALE.on(on)
    asked = bound_amount(income, "excess_coefficient, income")
    return _bound_excess(scale, asked, _bound_limit(ceiling, "excess_coefficient, ceiling"))


def _bound_limit(given: NumberLike, where: str) -> Bounds[Fraction]:
    return bound_positive(given, where, "a ceiling above 0, in euros a year")


def _bound_excess(
    scale: SurchargeScale, income: Bounds[Fraction], ceiling: Bounds[Fraction]
) -> Bounds[Fraction]:
    low = Fraction(0)
    if ceiling.high is not None:
        low = _climb_scale(scale, _tell_excess(income.low, ceiling.high))
    high = None
    if income.high is not None:
        high = _climb_scale(scale, _tell_excess(income.high, ceiling.low))
    return Bounds(min(scale.most, low), high)


def _tell_excess(income: Fraction, ceiling: Fraction) -> int:
    """The excess in whole per cent."""
    return math.floor(100 * (income / ceiling - 1))


def solidarity_surcharge(
    income: NumberLike,
    ceiling: NumberLike,
    *,
    on: date,
    living_area: NumberLike,
    reference: NumberLike | None = None,
    rent: NumberLike | None = None,
    priority_neighbourhood: bool | None = None,
    rural_zone: bool | None = None,
    left_out_by_programme: bool | None = None,
    other_exemption: bool | None = None,
) -> Reckoning:
    """What a tenant owes a month on top of the rent (*supplément de loyer de solidarité*).

    A tenant who does not answer the yearly survey pays by the largest coefficient until then
    (`SURCHARGE_SCALE.on(day).most`), which is not reckoned here.

    Args:
        income: As in `excess_coefficient`.
        ceiling: As in `excess_coefficient`; that of the day on which the surcharge is asked.
        on: The day asked.
        living_area: The living area in square metres (*surface habitable*).
        reference: The reference of the year in the zone of the dwelling, in euros a month and
            square metre; `None`: not known, so that only the cap limits what is due.
        rent: The main rent, in euros a month; `None`: not known.
        priority_neighbourhood: Whether the dwelling lies in one, or did at move-in; `None`, here
            and below: not known, so that perhaps nothing is due.
        rural_zone: Whether it lies in a zone *France ruralités revitalisation*, or did at move-in.
        left_out_by_programme: Whether the local housing programme leaves the surcharge out there.
        other_exemption: Whether another of `SURCHARGE_EXEMPTIONS` holds.

    Raises:
        InvalidTypeError: For a float, or anything but a day, or a yes or no.
        InvalidValueError: For a negative amount, a living area of 0 or a ceiling of 0.
        NotKnownError: On a day for which the rule is not known, the first being 1 July 2024.

    Source:
        L.441-3 and L.441-4, R.441-20 and R.441-21 of the Code de la construction et de
        l'habitation. The cap per square metre of paragraph 3 of L.441-4, for who was above the
        ceilings when signing under L.353-7, is left out; no rounding is written.

    Examples:
        >>> told = {"priority_neighbourhood": False, "rural_zone": False}
        >>> told |= {"left_out_by_programme": False, "other_exemption": False}
        >>> due = solidarity_surcharge(
        ...     36_000, 30_000, on=date(2025, 1, 1), living_area=50, reference=2, rent=500, **told
        ... )
        >>> print(due.bounds)
        27
        >>> open_due = solidarity_surcharge(36_000, 30_000, on=date(2025, 1, 1), living_area=50)
        >>> print(open_due.bounds)
        between 0 and 900
    """
    where = "solidarity_surcharge"
    exemptions = SURCHARGE_EXEMPTIONS.at(on)
    version = SURCHARGE_SCALE.at(on)
    earned = bound_amount(income, f"{where}, income")
    limit = _bound_limit(ceiling, f"{where}, ceiling")
    expected = "a surface above 0, in square metres"
    area = bound_positive(living_area, f"{where}, living_area", expected)
    metre = bound_if_told(reference, f"{where}, reference")
    paid = bound_if_told(rent, f"{where}, rent")
    told = {
        "priority_neighbourhood": priority_neighbourhood,
        "rural_zone": rural_zone,
        "left_out_by_programme": left_out_by_programme,
        "other_exemption": other_exemption,
    }
    exempt = Verdict.any(read_answers(where, told).values())
    coefficient = _bound_excess(version.value, earned, limit)
    bounds = _bound_surcharge(version.value, earned, coefficient, (area, metre, paid))
    if exempt is Verdict.MET:
        bounds = Bounds(Fraction(0), Fraction(0))
    elif exempt is Verdict.UNDETERMINED:
        bounds = Bounds(Fraction(0), bounds.high)
    numbers = {
        "income": earned,
        "ceiling": limit,
        "living_area": area,
        "reference": metre,
        "rent": paid,
    }
    unsettled = {name for name, number in numbers.items() if not number.exact}
    unsettled |= {name for name, answer in told.items() if answer is None}
    notes = [note for note in (version.note, exemptions.note) if note is not None]
    return Reckoning(
        _TITLE,
        on,
        bounds,
        (),
        () if bounds.exact else tuple(fact for fact in _SURCHARGE_FACTS if fact[0] in unsettled),
        tuple(notes),
        (*exemptions.sources, code("L.441-4"), *version.sources),
        version.confidence,
    )


def _bound_surcharge(
    scale: SurchargeScale,
    income: Bounds[Fraction],
    coefficient: Bounds[Fraction],
    factors: tuple[Bounds[Fraction], Bounds[Fraction], Bounds[Fraction]],
) -> Bounds[Fraction]:
    """A month of it: the product and its cap both grow with the income."""
    area, metre, paid = factors
    least = area.low * coefficient.low * metre.low
    most = None
    if coefficient.high == 0:
        most = Fraction(0)
    elif area.high is not None and coefficient.high is not None and metre.high is not None:
        most = area.high * coefficient.high * metre.high
    caps = []
    for earned, rent in ((income.low, paid.high), (income.high, paid.low)):
        cap = None
        if earned is not None and rent is not None:
            cap = max(Fraction(0), earned * scale.share_of_income / _MONTHS_OF_INCOME - rent)
        caps.append(cap)
    # A rent without limit leaves nothing under the cap.
    low = Fraction(0) if caps[0] is None else min(least, caps[0])
    highs = [end for end in (most, caps[1]) if end is not None]
    return Bounds(low, min(highs) if highs else None)


_MONTHS_OF_INCOME: Final = 12
_TITLE: Final = Text("solidarity surcharge, a month", "supplément de loyer de solidarité mensuel")
_SURCHARGE_FACTS: Final[tuple[tuple[str, Text], ...]] = (
    ("income", Text("the income of the household", "les ressources du foyer")),
    ("ceiling", Text("the ceiling of income", "le plafond de ressources")),
    ("living_area", Text("the living area", "la surface habitable")),
    ("reference", Text("the reference of the year", "le supplément de loyer de référence")),
    ("rent", Text("the main rent", "le loyer principal")),
    (
        "priority_neighbourhood",
        Text(
            "whether it is in a priority neighbourhood, or was at move-in",
            "s'il est en quartier prioritaire, ou l'était à l'emménagement",
        ),
    ),
    (
        "rural_zone",
        Text(
            "whether it is in a zone France ruralités revitalisation, or was at move-in",
            "s'il est en zone France ruralités revitalisation, ou l'était à l'emménagement",
        ),
    ),
    (
        "left_out_by_programme",
        Text(
            "whether the local housing programme leaves the surcharge out",
            "si le programme local de l'habitat écarte le supplément",
        ),
    ),
    (
        "other_exemption",
        Text("whether another exemption holds", "si une autre exemption s'applique"),
    ),
)
