"""The five-year conventions between the State and Action Logement (*conventions quinquennales*).

Agreements refer to them: `CONVENTION_2018` and `CONVENTION_2023` are references for `part_of`. What
they set was read in tables of contents and in the press, and not in the conventions: each version
says so. Nothing in what was read changes the quarter of attributions, which the code sets
(`law.reservations.quarter`).
"""

from datetime import date
from fractions import Fraction
from typing import Final

import attrs

from housing_agreements._records import Record
from housing_agreements.law.provisions import Confidence, Provision, Version
from housing_agreements.model.references import Reference
from housing_agreements.values.periods import Period
from housing_agreements.values.sources import Source
from housing_agreements.values.texts import Text

__all__ = (
    "CONVENTION_2018",
    "CONVENTION_2023",
    "QUINQUENNIAL_2018",
    "QUINQUENNIAL_2023",
    "QuinquennialConvention",
)

CONVENTION_2018: Final = Reference(
    "convention-2018", "Convention quinquennale du 16 janvier 2018 (2018-2022)"
)
"""That of 2018 to 2022, to refer to."""
CONVENTION_2023: Final = Reference(
    "convention-2023", "Convention quinquennale du 16 juin 2023 (2023-2027)"
)
"""That of 2023 to 2027, to refer to."""


@attrs.frozen(eq=False, repr=False)
class QuinquennialConvention(Record):
    """What a five-year convention sets, as it was read (*convention quinquennale*).

    Examples:
        >>> signed = QUINQUENNIAL_2023.on(date(2023, 6, 16))
        >>> signed.reference.code, signed.dwellings
        ('convention-2023', 650000)
    """

    reference: Reference
    """The convention."""
    years: Period
    """The years that it covers."""
    signed_on: date
    """The day on which it, or the amendment, was signed."""
    published_on: date
    """The day of the official journal that published it (*JORF*)."""
    nor: str
    """Its number in the official journal (*NOR*)."""
    billions: tuple[tuple[Text, Fraction], ...]
    """What is spent, in billions of euros, rounded as published."""
    dwellings: int | None = None
    """How many dwellings are to be attributed over its years; `None`: not read."""


def _cite(nor: str, day: str) -> tuple[Source, ...]:
    return (Source(f"Journal officiel du {day}", f"NOR {nor}, sommaire, source secondaire"),)


_YEARS_2018: Final = Period.years(2018, 2022)
_FIRST: Final = QuinquennialConvention(
    CONVENTION_2018,
    _YEARS_2018,
    date(2018, 1, 16),
    date(2018, 2, 8),
    "TERL1736275X",
    ((Text("the convention", "la convention"), Fraction("15.2")),),
)

QUINQUENNIAL_2018: Final[Provision[QuinquennialConvention]] = Provision(
    "quinquennial-2018",
    Text(
        "the convention between the State and Action Logement for 2018 to 2022",
        "la convention quinquennale entre l'État et Action Logement, 2018-2022",
    ),
    (
        Version(
            _FIRST,
            _FIRST.signed_on,
            _cite(_FIRST.nor, "8 février 2018"),
            Confidence.SECONDARY,
            Text(
                "its table of contents and the press only; the convention itself was not read",
                "sommaire et presse seulement\u202f; la convention elle-même n'a pas été lue",
            ),
        ),
        Version(
            QuinquennialConvention(
                CONVENTION_2018,
                _YEARS_2018,
                date(2019, 4, 25),
                date(2019, 5, 23),
                "LOGL1913704X",
                (
                    *_FIRST.billions,
                    (
                        Text(
                            "the plan of voluntary investment",
                            "le plan d'investissement volontaire",
                        ),
                        Fraction(9),
                    ),
                ),
            ),
            date(2019, 4, 25),
            _cite("LOGL1913704X", "23 mai 2019"),
            Confidence.SECONDARY,
            Text(
                "amended by the plan of voluntary investment; its table of contents and the press "
                "only; that the 9 billion are those of the plan follows from the order in which "
                "the amounts are told; amendments after its publication were not looked for",
                "modifiée par le plan d'investissement volontaire\u202f; sommaire et presse "
                "seulement\u202f; que les 9 milliards soient ceux du plan se déduit de l'ordre "
                "des montants\u202f; les avenants postérieurs à sa publication n'ont pas été "
                "cherchés",
            ),
        ),
    ),
    verified_until=date(2019, 5, 23),
)
"""15.2 billion euros, and 9 by the plan of 2019."""

QUINQUENNIAL_2023: Final[Provision[QuinquennialConvention]] = Provision(
    "quinquennial-2023",
    Text(
        "the convention between the State and Action Logement for 2023 to 2027",
        "la convention quinquennale entre l'État et Action Logement, 2023-2027",
    ),
    (
        Version(
            QuinquennialConvention(
                CONVENTION_2023,
                Period.years(2023, 2027),
                date(2023, 6, 16),
                date(2023, 8, 12),
                "TREL2318530X",
                (
                    (Text("in all", "au total"), Fraction("14.4")),
                    (
                        Text(
                            "for social and intermediate landlords",
                            "pour les bailleurs sociaux et intermédiaires",
                        ),
                        Fraction("5.5"),
                    ),
                    (Text("for public policies", "pour les politiques publiques"), Fraction("5.3")),
                    (
                        Text("of which urban renewal (ANRU)", "dont rénovation urbaine (ANRU)"),
                        Fraction("3.8"),
                    ),
                    (
                        Text("of which Action Cœur de Ville", "dont Action Cœur de Ville"),
                        Fraction(1),
                    ),
                    (
                        Text(
                            "of which the national fund for building aid in 2023",
                            "dont fonds national des aides à la pierre en 2023",
                        ),
                        Fraction("0.3"),
                    ),
                    (Text("the same in 2024", "le même fonds en 2024"), Fraction("0.15")),
                    (Text("for persons", "pour les personnes"), Fraction("3.7")),
                ),
                dwellings=650_000,
            ),
            date(2023, 6, 16),
            (
                *_cite("TREL2318530X", "12 août 2023"),
                Source("Le Moniteur", "source secondaire", url="https://www.lemoniteur.fr/"),
                Source("e-cost", "source secondaire", url="https://www.e-cost.fr/"),
            ),
            Confidence.SECONDARY,
            Text(
                "its table of contents and the press only; the three parts are rounded and add up "
                "to 14.5; amendments after its publication were not looked for",
                "sommaire et presse seulement\u202f; les trois parts sont arrondies et font "
                "14,5\u202f; les avenants postérieurs à sa publication n'ont pas été cherchés",
            ),
        ),
    ),
    verified_until=date(2023, 8, 12),
)
"""14.4 billion euros, 650,000 dwellings to be attributed."""
