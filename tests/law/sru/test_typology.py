"""How the dwellings of a cycle are financed: against every number within the bounds, and by day."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Bounds, Verdict
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence
from housing_agreements.law.sru.typology import TYPOLOGY, check_typology

DAY = timedelta(days=1)
READ, THREE_DS = date(2017, 1, 21), date(2022, 2, 23)
small = st.integers(0, 12)
spans = st.tuples(small, st.integers(0, 4)).map(lambda pair: Bounds(pair[0], sum(pair)))
untyped: Any = check_typology


@pytest.mark.parametrize(
    ("pls", "plai", "programme", "share", "expected"),
    [
        (30, 30, True, None, (Verdict.MET, Verdict.MET)),
        (31, 30, True, None, (Verdict.UNMET, Verdict.MET)),
        (30, 29, True, None, (Verdict.MET, Verdict.UNMET)),
        (20, 30, False, "9.99 %", (Verdict.MET, Verdict.MET)),
        (21, 30, False, "9.99 %", (Verdict.UNMET, Verdict.MET)),
        (21, 30, False, "10 %", (Verdict.MET, Verdict.MET)),
        (21, 30, True, "9.99 %", (Verdict.MET, Verdict.MET)),
    ],
)
def test_a_hundred_dwellings_have_their_limits(
    pls: int,
    plai: int,
    programme: bool,  # noqa: FBT001  # a fact
    share: str | None,
    expected: tuple[Verdict, Verdict],
) -> None:
    """30 by PLS at most, 20 where there are few and no programme; 30 as by PLAI at least."""
    found = check_typology(
        dwellings=100, pls=pls, plai=plai, on=THREE_DS, social_share=share, programme=programme
    )
    assert (found.pls, found.plai, found.missing) == (*expected, ())
    assert found.verdict is expected[0] & expected[1]


@pytest.mark.parametrize(
    ("pls", "told", "missing"),
    [
        (25, {}, ("social_share", "programme")),
        (25, {"programme": False}, ("social_share",)),
        (25, {"social_share": "9 %"}, ("programme",)),
        (25, {"social_share": Bounds(Fraction(9, 100), Fraction(11, 100))}, ("programme",)),
        (25, {"social_share": Bounds(Fraction(9, 100), None)}, ("programme",)),
        (20, {}, ()),
        (31, {}, ()),
    ],
)
def test_which_limit_holds_is_not_guessed(pls: int, told: Any, missing: tuple[str, ...]) -> None:
    """Between 20 and 30 % it depends on the commune; below and above it does not."""
    found = check_typology(dwellings=100, pls=pls, plai=30, on=THREE_DS, **told)
    assert (found.pls is Verdict.UNDETERMINED) is bool(missing)
    assert found.missing == missing
    assert repr(found).startswith("<TypologyCheck on 2022-02-23: PLS ")
    assert ("; missing " in repr(found)) is bool(missing)


def verdict_of(answers: set[bool]) -> Verdict:
    """What all the completions say."""
    return Verdict.of(answers.pop() if len(answers) == 1 else None)


@given(spans, spans, spans)
def test_the_verdicts_are_those_of_all_numbers_within_the_bounds(
    dwellings: Bounds[int], pls: Bounds[int], plai: Bounds[int]
) -> None:
    """Of every number of dwellings that holds both parts; where none does, it is refused."""
    assert dwellings.high is not None
    assert pls.high is not None
    assert plai.high is not None
    ways = [
        (total, by_pls, by_plai)
        for total in range(dwellings.low, dwellings.high + 1)
        for by_pls in range(pls.low, pls.high + 1)
        for by_plai in range(plai.low, plai.high + 1)
        if by_pls + by_plai <= total
    ]
    told: Any = {"dwellings": dwellings, "pls": pls, "plai": plai, "on": THREE_DS}
    if not ways:
        with pytest.raises(InvalidValueError, match="at most all of them"):
            check_typology(**told, programme=True)
        return
    found = check_typology(**told, programme=True)
    assert found.pls is verdict_of({10 * by_pls <= 3 * total for total, by_pls, _ in ways})
    assert found.plai is verdict_of({10 * by_plai >= 3 * total for total, _, by_plai in ways})


def test_numbers_without_a_limit_are_open() -> None:
    """At least so many dwellings, or of a kind: what may be is not decided."""
    found = check_typology(
        dwellings=Bounds(10, None), pls=2, plai=Bounds(3, None), on=THREE_DS, programme=True
    )
    assert (found.pls, found.plai) == (Verdict.MET, Verdict.UNDETERMINED)
    found = check_typology(
        dwellings=10, pls=Bounds(8, None), plai=Bounds(0, None), on=THREE_DS, programme=True
    )
    assert (found.pls, found.plai) == (Verdict.UNMET, Verdict.UNMET)


@pytest.mark.parametrize(
    ("day", "confidence"),
    [
        (READ, Confidence.VERIFIED),
        (READ + DAY, Confidence.INFERRED),
        (THREE_DS - DAY, Confidence.INFERRED),
        (THREE_DS, Confidence.VERIFIED),
        (THREE_DS + DAY, Confidence.VERIFIED),
        (VERIFIED_UNTIL, Confidence.VERIFIED),
    ],
    ids=str,
)
def test_the_typology_says_how_far_it_was_checked(day: date, confidence: Confidence) -> None:
    """Read in two versions, with the same numbers; what lies between was not followed."""
    version = TYPOLOGY.at(day)
    assert version.confidence is confidence
    assert version.value == TYPOLOGY.on(THREE_DS)
    assert (version.note is not None) is (confidence is Confidence.INFERRED)


def test_what_is_given_wrongly_is_refused() -> None:
    """Floats, negative numbers, no answer, no day, and a day on which nothing is known."""
    told: Any = {"dwellings": 10, "pls": 1, "plai": 1, "on": THREE_DS}
    for name in ("dwellings", "pls", "plai"):
        with pytest.raises(InvalidTypeError, match=f"check_typology, {name}: .* whole number"):
            untyped(**{**told, name: 1.5})
        with pytest.raises(InvalidValueError, match=f"check_typology, {name}: .* 0 or more"):
            untyped(**{**told, name: -1})
    with pytest.raises(InvalidTypeError, match="check_typology, programme"):
        untyped(**told, programme="yes")
    with pytest.raises(InvalidValueError, match="check_typology, social_share"):
        untyped(**told, social_share="110 %")
    with pytest.raises(InvalidTypeError, match="check_typology, on"):
        untyped(**{**told, "on": "2024"})
    for day in (READ - DAY, VERIFIED_UNTIL + DAY):
        with pytest.raises(NotKnownError):
            untyped(**{**told, "on": day})
