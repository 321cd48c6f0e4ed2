"""A provision answers for the days that were verified, each by the version in force."""

import datetime as dt
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Source
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
)
from housing_agreements.law.provisions import Confidence, Provision, Version, code
from housing_agreements.testing.strategies import days

FIRST, LAST = date(2009, 1, 1), date(2026, 4, 1)
near = days(min_value=FIRST, max_value=LAST)
UntypedProvision: Any = Provision
UntypedVersion: Any = Version


def provision(since: list[date], until: date = LAST, ended: date | None = None) -> Provision[int]:
    """A provision whose versions say 0, 1, 2, ... in turn."""
    versions = [
        Version(place, day, (code("L.1"),), Confidence.VERIFIED)
        for place, day in enumerate(sorted(since))
    ]
    return Provision("rule", "a rule", versions, verified_until=until, ended=ended)


@given(st.lists(near, min_size=1, max_size=4, unique=True), near, st.none() | near, near)
def test_a_provision_is_its_versions(
    since: list[date], until: date, ended: date | None, day: date
) -> None:
    """On each day verified it says what its last version says, and so does its timeline."""
    rule = provision(since, until, ended)
    known = min(since) <= day <= until and (ended is None or day < ended)
    assert rule.known_on(day) is known
    assert rule.timeline.known_on(day) is known
    if known:
        expected = sum(each <= day for each in since) - 1
        assert rule.on(day) == rule.timeline.on(day) == rule.at(day).value == expected
    else:
        with pytest.raises(NotKnownError):
            rule.on(day)


def test_a_provision_says_why_it_does_not_answer() -> None:
    """Too early, ended, or past what was verified: each is said, with the day that bounds it."""
    rule = provision([date(2009, 3, 28)], ended=date(2020, 2, 22))
    with pytest.raises(NotKnownError, match=r"from 2009-03-28 on; no earlier version"):
        rule.on(date(2009, 3, 27))
    with pytest.raises(NotKnownError, match=r"before 2020-02-22; the rule is no longer in force"):
        rule.on(date(2020, 2, 22))
    assert rule.on(date(2020, 2, 21)) == 0
    with pytest.raises(NotKnownError, match=r"up to 2026-04-01, the last one verified"):
        provision([FIRST]).on(LAST + timedelta(days=1))


def test_an_impossible_provision_is_refused() -> None:
    """No version, versions out of order, no source, an hour for a day: each fault is named."""
    with pytest.raises(InvalidValueError, match="at least one version"):
        provision([])
    version = provision([FIRST]).versions[0]
    with pytest.raises(InvalidValueError, match="a version in force after 2009-01-01"):
        Provision("rule", "a rule", (version, version))
    with pytest.raises(InvalidValueError, match="at least one source"):
        Version(1, FIRST, (), Confidence.VERIFIED)
    with pytest.raises(InvalidTypeError, match="a day"):
        UntypedVersion(
            1, dt.datetime(2009, 1, 1, 12, tzinfo=UTC), (code("L.1"),), Confidence.VERIFIED
        )
    with pytest.raises(InvalidObjectError) as caught:
        UntypedVersion(1, FIRST, ("a law",), "V", note="to check")
    assert len(caught.value.faults) == 3
    with pytest.raises(InvalidObjectError) as caught:
        UntypedProvision("", 3, (1,), verified_until="2026", ended="2027")
    assert len(caught.value.faults) == 5
    with pytest.raises(InvalidTypeError):
        provision([FIRST]).on(dt.datetime(2019, 1, 1, 12, tzinfo=UTC))


def test_a_source_of_the_code_names_its_article() -> None:
    """The code is cited by its own name."""
    source = code("L.441-1")
    assert source == Source("Code de la construction et de l'habitation", "L.441-1")
