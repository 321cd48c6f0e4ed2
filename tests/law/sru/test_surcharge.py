"""What missing dwellings cost: the levy, its cap and its exemptions; the surcharge, its limits."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Bounds
from housing_agreements.errors import InvalidTypeError, InvalidValueError, NotKnownError
from housing_agreements.law.provisions import VERIFIED_UNTIL, Confidence, code
from housing_agreements.law.sru import surcharge
from housing_agreements.law.sru.surcharge import (
    LEVY,
    SURCHARGE,
    least_surcharge,
    levy,
    levy_with_surcharge,
    surcharge_period,
)

READ, QUARTER, TODAY = date(2017, 1, 21), date(2017, 1, 29), date(2025, 2, 16)
THREE_DS = date(2022, 2, 23)
DAY = timedelta(days=1)
OLD, NOT_OLD = date(2002, 1, 1), date(2023, 5, 1)
NIL = Fraction(0)
untyped: Any = surcharge
PAYING: Any = {
    "spending": 10**9,
    "urban_grant": False,
    "rural_grant": False,
    "subject_since": OLD,
}


def paying(**changes: Any) -> Any:
    """The facts of a commune that pays the whole levy, but for some."""
    return {**PAYING, **changes}


def test_a_commune_that_tells_all_pays_a_number() -> None:
    """100 dwellings at 1,000 euros a head are 25,000 euros a year."""
    due = levy(100, 1_000, on=TODAY, **PAYING)
    assert (due.value, due.missing) == (Fraction(25_000), ())


@given(st.fractions(0, 1000, max_denominator=4), st.integers(0, 5000))
def test_the_levy_is_a_share_of_the_potential(missing: Fraction, potential: int) -> None:
    """A fifth, then a quarter, of the potential per head for each; nothing below 4,000 euros."""
    for day, share in ((READ, Fraction(1, 5)), (TODAY, Fraction(1, 4))):
        due = share * missing * potential
        assert levy(missing, potential, on=day, **PAYING).value == (due if due >= 4000 else 0)


@pytest.mark.parametrize(("potential", "due"), [(3199, 0), (3200, 4000), (3201, 4001)])
def test_four_thousand_euros_are_paid(potential: int, due: int) -> None:
    """A levy of just 4,000 euros is paid; a euro less is nil, whatever is not known."""
    found = levy(5, potential, on=TODAY, **PAYING)
    assert found.value // 1 == due
    untold = levy(5, potential, on=TODAY)
    assert untold.bounds == Bounds(NIL, found.value)
    assert bool(untold.missing) is (due > 0)


@pytest.mark.parametrize(
    ("day", "known", "share", "confidence"),
    [
        (READ, None, 20, Confidence.VERIFIED),
        (QUARTER - DAY, None, 20, Confidence.VERIFIED),
        (QUARTER, None, 25, Confidence.SECONDARY),
        (QUARTER + DAY, None, 25, Confidence.SECONDARY),
        (READ, QUARTER - DAY, 20, Confidence.VERIFIED),
        (READ, QUARTER, 25, Confidence.SECONDARY),
        (date(2017, 1, 1), QUARTER, 25, Confidence.SECONDARY),
        (THREE_DS - DAY, None, 25, Confidence.SECONDARY),
        (THREE_DS, None, 25, Confidence.DATED),
        (date(2022, 12, 31), None, 25, Confidence.DATED),
        (date(2023, 1, 1), None, 25, Confidence.DATED),
        (TODAY - DAY, None, 25, Confidence.DATED),
        (TODAY, None, 25, Confidence.VERIFIED),
        (VERIFIED_UNTIL, None, 25, Confidence.VERIFIED),
    ],
    ids=str,
)
def test_the_share_of_the_levy_by_day(
    day: date, known: date | None, share: int, confidence: Confidence
) -> None:
    """20 % up to 28 January 2017, as known then; 25 % for all of that year, as known since."""
    found = levy(100, 1_000, on=day, known=known, **PAYING)
    assert (found.value, found.confidence) == (Fraction(share * 1_000), confidence)
    said = any(
        "applies" in note.en or "apply from 1 January 2017" in note.en for note in found.notes
    )
    assert said is (confidence in {Confidence.SECONDARY, Confidence.DATED})


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (READ - DAY, None),
        (date(2017, 1, 1), QUARTER - DAY),
        (date(2016, 12, 31), QUARTER),
        (VERIFIED_UNTIL + DAY, None),
    ],
)
def test_the_levy_is_not_told_outside_of_its_days(day: date, known: date | None) -> None:
    """Before the version that was read, before the law of 2017 was known, past the last day."""
    with pytest.raises(NotKnownError):
        levy(5, 4000, on=day, known=known)


@pytest.mark.parametrize(
    ("spending", "due"),
    [(499_999, Fraction(499_999, 20)), (500_000, 25_000), (500_001, 25_000), (0, 0)],
)
def test_the_levy_never_exceeds_a_twentieth_of_spending(spending: int, due: Fraction) -> None:
    """5 % of the real operating expenditure; without it the levy is anything up to the gross."""
    found = levy(100, 1_000, on=TODAY, **paying(spending=spending))
    assert found.value == due
    untold = levy(100, 1_000, on=TODAY, **paying(spending=None))
    assert (untold.bounds, untold.missing) == (
        Bounds(Fraction(0), Fraction(25_000)),
        ("spending",),
    )


def test_a_small_capped_levy_is_nil_or_the_cap() -> None:
    """Of 79,999 euros the cap is below 4,000: whether it is nil then is not told."""
    found = levy(100, 1_000, on=TODAY, **paying(spending=79_999))
    assert found.bounds == Bounds(NIL, Fraction(79_999, 20))


@pytest.mark.parametrize(
    ("day", "share", "reduced", "exempt"),
    [
        (READ, "15 %", False, False),
        (READ, "15.01 %", None, True),
        (READ, "15.01 %", False, True),
        (QUARTER - DAY, "15.01 %", False, True),
        (QUARTER, "15.01 %", False, False),
        (QUARTER, "15 %", None, False),
        (QUARTER, "15.01 %", True, True),
        (QUARTER, "15.01 %", None, None),
        (QUARTER, "20 %", None, None),
        (QUARTER, "20.01 %", None, True),
        (TODAY, "20 %", False, False),
        (TODAY, "20.01 %", False, True),
        (TODAY, "15.01 %", True, True),
        (TODAY, "15 %", True, False),
        (TODAY, None, True, None),
        (TODAY, None, False, None),
    ],
    ids=str,
)
def test_a_commune_with_the_urban_grant_is_exempt_above_a_share(
    day: date,
    share: str | None,
    reduced: bool | None,  # noqa: FBT001  # a fact
    exempt: bool | None,  # noqa: FBT001  # a case of the table
) -> None:
    """15 % up to 28 January 2017; then 20 %, or 15 % where a fifth is owed: more exempts."""
    told = paying(urban_grant=True, social_share=share, reduced=reduced)
    found = levy(100, 1_000, on=day, **told)
    if exempt is None:
        assert found.bounds == Bounds(NIL, Fraction(25_000))
        asked = {"social_share"} if share is None else set()
        assert set(found.missing) == asked | ({"reduced"} if reduced is None else set())
    else:
        assert (found.value > 0) is not exempt
    spared = levy(100, 1_000, on=day, **paying(social_share=share, reduced=reduced))
    assert spared.value > 0


@pytest.mark.parametrize(
    ("day", "exempt"),
    [
        (READ, False),
        (QUARTER, False),
        (THREE_DS - DAY, False),
        (THREE_DS, None),
        (date(2023, 1, 1), None),
        (TODAY - DAY, None),
        (TODAY, True),
        (TODAY + DAY, True),
    ],
    ids=str,
)
def test_since_when_the_rural_grant_exempts_is_open(
    day: date,
    exempt: bool | None,  # noqa: FBT001  # a case of the table
) -> None:
    """Not before 23 February 2022, surely since 16 February 2025, and in between it is open."""
    told = paying(rural_grant=True, social_share="21 %", reduced=False)
    found = levy(100, 1_000, on=day, **told)
    said = any(
        "third fraction of the DSR exempted on that day is open" in each.en for each in found.notes
    )
    assert said is (exempt is None)
    if exempt is None:
        assert (found.bounds, found.missing) == (Bounds(NIL, Fraction(25_000)), ())
        with pytest.raises(NotKnownError, match="is open"):
            found.value  # noqa: B018  # the property refuses
    else:
        assert (found.value == 0) is exempt
    told["rural_grant"] = None
    untold = levy(100, 1_000, on=day, **told)
    assert ("rural_grant" in untold.missing) is (exempt is not False)


@pytest.mark.parametrize(
    ("since", "on", "exempt"),
    [
        (date(2014, 12, 31), TODAY, False),
        (date(2022, 2, 16), TODAY, False),
        (date(2022, 2, 17), TODAY, True),
        (NOT_OLD, TODAY, True),
        (TODAY, TODAY, True),
        (NOT_OLD, TODAY - DAY, None),
        (date(2022, 2, 14), TODAY - DAY, False),
        (date(2014, 12, 31), READ, False),
        (date(2015, 1, 1), READ, None),
        (OLD, READ, False),
    ],
    ids=str,
)
def test_a_newly_subject_commune_is_exempt_for_three_years(
    since: date,
    on: date,
    exempt: bool | None,  # noqa: FBT001  # a case of the table
) -> None:
    """For the first time since 2015; that it was so before the text that was read is open."""
    found = levy(100, 1_000, on=on, **paying(subject_since=since))
    if exempt is None:
        assert (found.bounds.low, found.missing) == (NIL, ())
        assert any("newly subject communes were exempt" in note.en for note in found.notes)
    else:
        assert (found.value == 0) is exempt
    untold = levy(100, 1_000, on=on, **paying(subject_since=None))
    assert (untold.bounds.low, untold.missing) == (NIL, ("subject_since",))


# --- Completions ---------------------------------------------------------------------------------

FACTS: dict[str, tuple[Any, ...]] = {
    "spending": (0, 300_000, 10**9),
    "social_share": ("14 %", "17 %", "22 %"),
    "reduced": (False, True),
    "urban_grant": (False, True),
    "rural_grant": (False, True),
    "subject_since": (OLD, NOT_OLD),
}
told_facts = st.fixed_dictionaries(
    {name: st.sampled_from((None, *values)) for name, values in FACTS.items()}
)


def completions(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Every way in which what is not told may be."""
    ways = [FACTS[name] if value is None else (value,) for name, value in told.items()]
    return [dict(zip(told, way, strict=True)) for way in product(*ways)]


@given(told_facts, st.sampled_from([date(2024, 6, 1), TODAY]), st.sampled_from([10, 100]))
def test_the_bounds_are_those_of_all_completions(
    told: dict[str, Any], day: date, missing: int
) -> None:
    """No completion lies outside, each end is reached, and the facts named may matter."""
    found = levy(missing, 1_000, on=day, **told)
    each = [levy(missing, 1_000, on=day, **way).bounds for way in completions(told)]
    assert found.bounds.low == min(bounds.low for bounds in each)
    assert found.bounds.high == max(bounds.high or Fraction(0) for bounds in each)
    assert set(found.missing) <= {name for name, value in told.items() if value is None}
    if len({(bounds.low, bounds.high) for bounds in each}) > 1:
        assert found.missing
    for name in set(told) - set(found.missing):
        if told[name] is None:
            ways = [levy(missing, 1_000, on=day, **{**told, name: value}) for value in FACTS[name]]
            assert {way.bounds for way in ways} == {found.bounds}


def test_bounds_of_what_is_missing_bound_the_levy() -> None:
    """From 338 to 338.5 dwellings, and a potential within bounds."""
    lacking = Bounds(Fraction(338), Fraction(677, 2))
    found = levy(lacking, 1_000, on=TODAY, **PAYING)
    assert found.bounds == Bounds(Fraction(84_500), Fraction(84_625))
    more = levy(lacking, Bounds(1_000, None), on=TODAY, **PAYING)
    assert more.bounds == Bounds(Fraction(84_500), Fraction(50_000_000))
    nothing = levy(0, Bounds(1_000, None), on=TODAY)
    assert (nothing.value, nothing.missing) == (NIL, ())
    boundless = levy(Bounds(10, None), 1_000, on=TODAY, **paying(spending=Bounds(0, None)))
    assert boundless.bounds == Bounds(Fraction(0), None)


def test_impossible_numbers_are_refused() -> None:
    """Floats, negative numbers, what is no day, no answer or no share, and a commune of later."""
    for wrong in ((1.5, 4000), (5, "4000"), (True, 4000)):
        with pytest.raises(InvalidTypeError, match="an int or a Fraction"):
            untyped.levy(*wrong, on=READ)
    for negative in ((-1, 4000), (5, -1), (Bounds(-1, 3), 4000)):
        with pytest.raises(InvalidValueError, match="0 or more"):
            levy(*negative, on=READ)
    with pytest.raises(InvalidValueError, match="levy, spending"):
        levy(5, 4000, on=READ, spending=-1)
    for name in ("reduced", "urban_grant", "rural_grant"):
        with pytest.raises(InvalidTypeError, match=f"levy, {name}: .* True, False or None"):
            untyped.levy(5, 4000, on=READ, **{name: 1})
    with pytest.raises(InvalidValueError, match="levy, social_share"):
        levy(5, 4000, on=READ, social_share="101 %")
    with pytest.raises(InvalidValueError, match="a day up to 2017-01-21, the one asked"):
        levy(5, 4000, on=READ, subject_since=READ + DAY)
    for days in ({"on": "2017"}, {"on": READ, "known": "x"}, {"on": READ, "subject_since": "x"}):
        with pytest.raises(InvalidTypeError, match="a day"):
            untyped.levy(5, 4000, **days)
    for ask in (untyped.least_surcharge, untyped.levy_with_surcharge):
        with pytest.raises(InvalidTypeError, match="a day"):
            ask(1, 2, on="2017")
    with pytest.raises(InvalidTypeError, match="a day"):
        untyped.surcharge_period("2017")


# --- Surcharge -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("signed_on", "years"),
    [
        (date(2017, 12, 31), "2018-2020"),
        (date(2018, 1, 1), "2019-2021"),
        (date(2020, 12, 30), "2021-2023"),
        (date(2023, 12, 15), "2024-2026"),
    ],
    ids=str,
)
def test_surcharge_runs_from_the_next_year(signed_on: date, years: str) -> None:
    """At most three years, from the first 1 January after the signature."""
    assert str(surcharge_period(signed_on)) == years


@pytest.mark.parametrize(
    ("day", "least", "confidence"),
    [
        (READ, False, Confidence.VERIFIED),
        (QUARTER - DAY, False, Confidence.VERIFIED),
        (QUARTER, False, Confidence.DATED),
        (THREE_DS - DAY, False, Confidence.DATED),
        (THREE_DS, True, Confidence.VERIFIED),
        (THREE_DS + DAY, True, Confidence.VERIFIED),
    ],
    ids=str,
)
def test_surcharge_has_limits(
    day: date,
    least: bool,  # noqa: FBT001  # a case of the table
    confidence: Confidence,
) -> None:
    """Five times, 5 % or 7.5 % of expenditure; since 2022 a least, and who is of the richest."""
    version = SURCHARGE.at(day)
    assert (version.value.times, version.value.years) == (5, 3)
    assert (version.value.share, version.value.share_of_richest) == (
        Fraction(1, 20),
        Fraction(3, 40),
    )
    assert version.confidence is confidence
    assert version.value.has_least is least
    assert version.value.richest_from == (Fraction(3, 2) if least else None)
    assert least_surcharge(30, 120, on=day).value == (Fraction(3, 4) if least else 0)


def test_surcharge_is_not_told_outside_of_its_days() -> None:
    """Neither before the version that was read nor past the last verified day."""
    for day in (READ - DAY, VERIFIED_UNTIL + DAY):
        for ask in (
            surcharge_period,
            lambda day: least_surcharge(1, 2, on=day),
            lambda day: levy_with_surcharge(1, 2, on=day),
        ):
            with pytest.raises(NotKnownError):
                ask(day)


@pytest.mark.parametrize(
    ("made", "objective", "low", "high"),
    [
        (120, 120, 0, 0),
        (121, 120, 0, 0),
        (119, 120, Fraction(1, 120), Fraction(1, 120)),
        (0, 120, 1, 1),
        (Bounds(30, 60), 120, Fraction(1, 2), Fraction(3, 4)),
        (30, Bounds(60, 120), Fraction(1, 2), Fraction(3, 4)),
        (Bounds(30, None), 120, 0, Fraction(3, 4)),
        (30, Bounds(60, None), Fraction(1, 2), 1),
        (Bounds(0, None), Bounds(1, None), 0, 1),
    ],
)
def test_the_least_surcharge_is_the_part_not_made(
    made: Any, objective: Any, low: Fraction, high: Fraction
) -> None:
    """Of the objective of the cycle; nil once it is reached."""
    found = least_surcharge(made, objective, on=THREE_DS)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("increase", "spending", "richest", "paid"),
    [
        ("0 %", 10**9, None, 100_000),
        ("200 %", 10**9, None, 300_000),
        ("400 %", 10**9, None, 500_000),
        ("401 %", 10**9, None, 500_000),
        ("400 %", 10_000_000, False, 500_000),
        ("400 %", 9_999_980, False, 499_999),
        ("400 %", 9_999_980, True, 500_000),
        ("400 %", 6_000_000, True, 450_000),
        ("400 %", 0, None, 0),
    ],
)
def test_an_levy_with_surcharge_is_capped(
    increase: str,
    spending: int,
    richest: bool | None,  # noqa: FBT001  # a fact
    paid: int,
) -> None:
    """Five times the levy, 5 % of spending, 7.5 % of that of the richest."""
    found = levy_with_surcharge(100_000, increase, on=THREE_DS, spending=spending, richest=richest)
    assert (found.value, found.missing) == (Fraction(paid), ())


def test_an_levy_with_surcharge_says_what_would_settle_it() -> None:
    """Without the spending it is anything up to the whole; the richest may pay more."""
    untold = levy_with_surcharge(100_000, "200 %", on=THREE_DS)
    assert untold.bounds == Bounds(Fraction(0), Fraction(300_000))
    assert untold.missing == ("spending", "richest")
    either = levy_with_surcharge(100_000, "400 %", on=THREE_DS, spending=6_000_000)
    assert either.bounds == Bounds(Fraction(300_000), Fraction(450_000))
    assert either.missing == ("richest",)
    assert levy_with_surcharge(0, "200 %", on=THREE_DS).missing == ()
    boundless = levy_with_surcharge(Bounds(10, None), "200 %", on=THREE_DS)
    assert boundless.bounds == Bounds(Fraction(0), None)


def test_impossible_surcharges_are_refused() -> None:
    """An objective of nothing, a negative rate, an answer that is none."""
    for objective in (0, Bounds(0, 3)):
        with pytest.raises(InvalidValueError, match="a number above 0"):
            least_surcharge(1, objective, on=THREE_DS)
    with pytest.raises(InvalidValueError, match="least_surcharge, made"):
        least_surcharge(-1, 3, on=THREE_DS)
    with pytest.raises(InvalidValueError, match="0 or more"):
        levy_with_surcharge(1, -1, on=THREE_DS)
    with pytest.raises(InvalidTypeError, match=r"richest: .* True, False or None"):
        untyped.levy_with_surcharge(1, 2, on=THREE_DS, richest="yes")


def test_the_levy_cites_what_it_rests_on() -> None:
    """The step to a quarter cites the law of 2017 and its debate, and today's text itself."""
    cited = [str(source) for source in LEVY.at(QUARTER).sources]
    assert len(cited) == 3
    assert "article 99" in cited[1]
    assert [str(source) for source in LEVY.at(TODAY).sources] == [
        str(code("L.302-7, version en vigueur depuis le 16 février 2025"))
    ]
