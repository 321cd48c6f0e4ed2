"""The five-year conventions of Action Logement, around the days on which they are known."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from housing_agreements import Period, Reference
from housing_agreements.errors import NotKnownError
from housing_agreements.law.action_logement import (
    CONVENTION_2018,
    CONVENTION_2023,
    QUINQUENNIAL_2018,
    QUINQUENNIAL_2023,
)
from housing_agreements.law.provisions import Confidence

DAY = timedelta(days=1)
SIGNED_2018, AMENDED, SIGNED_2023 = date(2018, 1, 16), date(2019, 4, 25), date(2023, 6, 16)


@pytest.mark.parametrize(
    ("day", "nor", "billions"),
    [
        (SIGNED_2018, "TERL1736275X", ["15.2"]),
        (SIGNED_2018 + DAY, "TERL1736275X", ["15.2"]),
        (AMENDED - DAY, "TERL1736275X", ["15.2"]),
        (AMENDED, "LOGL1913704X", ["15.2", "9"]),
        (date(2019, 5, 23), "LOGL1913704X", ["15.2", "9"]),
    ],
    ids=str,
)
def test_the_convention_of_2018_and_its_amendment(day: date, nor: str, billions: list[str]) -> None:
    """Signed on 16 January 2018; the plan of 2019 adds to it."""
    version = QUINQUENNIAL_2018.at(day)
    assert (version.value.reference, version.value.nor) == (CONVENTION_2018, nor)
    assert [amount for _, amount in version.value.billions] == list(map(Fraction, billions))
    assert (version.value.years, version.value.dwellings) == (Period.years(2018, 2022), None)
    assert version.value.signed_on == version.since <= version.value.published_on


def test_the_convention_of_2023() -> None:
    """14.4 in all; its three parts are rounded, and add up to a tenth more; so do their parts."""
    convention = QUINQUENNIAL_2023.on(SIGNED_2023)
    assert convention.reference == CONVENTION_2023
    assert (convention.years, convention.dwellings) == (Period.years(2023, 2027), 650_000)
    whole, landlords, policies, *some, persons = (amount for _, amount in convention.billions)
    assert landlords + policies + persons - whole == Fraction("0.1")
    assert policies - sum(some) == Fraction("0.05")


def test_what_is_secondary_says_so() -> None:
    """Each version, with what was not read; and no version is passed off as one of later days."""
    for provision in (QUINQUENNIAL_2018, QUINQUENNIAL_2023):
        for version in provision.versions:
            assert version.confidence is Confidence.SECONDARY
            assert version.note is not None
            assert "table of contents and the press only" in version.note.en
        for day in (provision.versions[0].since - DAY, provision.verified_until + DAY):
            with pytest.raises(NotKnownError):
                provision.on(day)
    assert QUINQUENNIAL_2023.known_on(date(2023, 8, 12))


def test_they_are_references() -> None:
    """An agreement names them as what it is a part of."""
    for convention in (CONVENTION_2018, CONVENTION_2023):
        assert isinstance(convention, Reference)
    assert CONVENTION_2018.code != CONVENTION_2023.code
