"""The thresholds of the first quartile that were found, and who is below one."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import Household, Known, Timeline, Verdict
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.geography._coverage import department_in
from housing_agreements.geography._members_by_day import load_bodies
from housing_agreements.geography._official_code import Standing, load_official_code
from housing_agreements.geography.departments import ILE_DE_FRANCE
from housing_agreements.law.mix.quartiles import (
    PUBLISHED_THRESHOLDS,
    first_quartile,
    quartile_area,
    threshold_of,
)
from housing_agreements.law.provisions import Confidence

ON = date(2025, 6, 1)
YEARS = range(2019, 2027)
UNTYPED: Any = first_quartile
FOUND = """
11        | Île-de-France                   | 11615 12000 12083
200093201 | Métropole européenne de Lille   |  9324  9427  9456
243500139 | Rennes Métropole                |  8805  8743  8768
243300316 | Bordeaux Métropole              | 10920 11148 11100
          | Grenoble-Alpes-Métropole        | 10455 10716 10847
          | Toulouse Métropole              |  9468  9763  9806
          | Métropole de Lyon               | 10480 10740 10800
          | Nantes Métropole                | 10740 10900 10745
"""
LINES = [[part.strip() for part in line.split("|")] for line in FOUND.strip().splitlines()]


def below(amounts: Any, household: Household, *, on: date = ON, **decided: Any) -> str:
    """The answer on a household, as a word."""
    return first_quartile(amounts, **decided).decide(household, on=on).value


@pytest.mark.parametrize(("code", "area", "amounts"), LINES)
def test_each_published_threshold_is_that_of_the_dossier(
    code: str, area: str, amounts: str
) -> None:
    """Three years for eight areas, from secondary sources, by name and by the codes held."""
    for year, amount in zip((2024, 2025, 2026), amounts.split(), strict=True):
        found = threshold_of(area, year)
        assert (found.amount, found.code, found.year) == (int(amount), code or None, year)
        assert found.confidence is Confidence.SECONDARY
        assert f"{year}" in found.sources[0].text
        if code:
            assert threshold_of(code, year) is found
    for year in (2023, 2027):
        with pytest.raises(NotKnownError, match="2024 to 2026"):
            threshold_of(area, year)


def test_no_other_threshold_is_held() -> None:
    """Eight areas for three years; elsewhere none is passed off as the answer."""
    assert len(PUBLISHED_THRESHOLDS) == 3 * len(LINES)
    with pytest.raises(NotKnownError, match=r"given 'Lens' in 2025.*Île-de-France"):
        threshold_of("Lens", 2025)
    untyped: Any = threshold_of
    for area, year in ((11, 2025), ("11", "2025")):
        with pytest.raises(InvalidTypeError):
            untyped(area, year)


@pytest.mark.parametrize(
    ("income", "open_", "strict", "inclusive"),
    [
        (11_999, "met", "met", "met"),
        (Decimal("11999.99"), "met", "met", "met"),
        (12_000, "undetermined", "unmet", "met"),
        (Decimal("12000.01"), "unmet", "unmet", "unmet"),
        (Fraction(36_001, 3), "unmet", "unmet", "unmet"),
        (12_001, "unmet", "unmet", "unmet"),
    ],
)
def test_exactly_at_the_threshold_the_answer_is_open(
    income: Any, open_: str, strict: str, inclusive: str
) -> None:
    """The article asks for less, the tool counts those at it: whoever asks may decide."""
    household = Household(income_per_unit=income)
    assert below(12_000, household) == open_
    assert below(12_000, household, at_threshold=False) == strict
    assert below(12_000, household, at_threshold=True) == inclusive
    assert below(12_000, Household()) == "undetermined"


def test_the_open_point_is_named() -> None:
    """The explanation says that it is the threshold itself which is not settled, and where."""
    household = Household(income_per_unit=12_000)
    explanation = first_quartile(12_000).reasons(household, on=ON)
    assert "whether an income equal to the threshold counts" in str(explanation)
    assert "si des ressources égales au seuil comptent" in words_of(explanation, "fr")
    assert explanation.missing == ()


@given(st.integers(0, 20), st.integers(0, 20), st.sampled_from([None, True, False]))
def test_bounds_decide_when_every_income_agrees(
    low: int,
    more: int,
    at: bool | None,  # noqa: FBT001  # a choice
) -> None:
    """An income within bounds is below when each of its values is, above when none is."""
    household = Household(income_per_unit=Known(low=low, high=low + more))
    points = [Household(income_per_unit=income) for income in range(low, low + more + 1)]
    answers = {below(10, point, at_threshold=at) for point in points}
    expected = answers.pop() if len(answers) == 1 else "undetermined"
    assert below(10, household, at_threshold=at) == expected


def test_a_dated_threshold_is_that_of_its_days() -> None:
    """Past the last year given, and before the first, the answer is undetermined."""
    amounts = Timeline(
        {date(2024, 1, 1): 8_805, date(2025, 1, 1): 8_743}, verified_until=date(2025, 12, 31)
    )
    household = Household(income_per_unit=8_800)
    assert below(amounts, household, on=date(2024, 12, 31)) == "met"
    assert below(amounts, household, on=date(2025, 1, 1)) == "unmet"
    for day in (date(2023, 12, 31), date(2026, 1, 1)):
        assert below(amounts, household, on=day) == "undetermined"


@pytest.mark.parametrize(
    ("area", "income", "expected"),
    [
        ("11", 11_999, "met"),
        ("11", 12_001, "unmet"),
        ("243500139", 8_742, "met"),
        ("243500139", 8_743, "undetermined"),
        ("243500139", 11_999, "unmet"),
        ("200093201", 5_000, "undetermined"),
        ("200093201", 50_000, "undetermined"),
        (None, 5_000, "undetermined"),
    ],
)
def test_each_area_has_its_own_threshold(area: str | None, income: int, expected: str) -> None:
    """A household of an area that is not given is undetermined, however poor or rich it is."""
    amounts = {code: threshold_of(code, 2025).amount for code in ("11", "243500139")}
    household = Household(quartile_area=area, income_per_unit=income)
    assert below(amounts, household) == expected


DATED = Timeline({date(2024, 1, 1): 10, date(2025, 1, 1): 12}, verified_until=date(2025, 12, 31))
AREAS: dict[str, Any] = {"a": 8, "b": DATED, "c": Timeline({date(2025, 1, 1): Decimal("9.5")})}


def naive(area: str | None, income: int, on: date, *, at: bool | None) -> Verdict:
    """The answer area by area, from the threshold of the one that the household is in."""
    amount = None if area is None else AREAS.get(area)
    if isinstance(amount, Timeline):
        amount = amount.on(on) if amount.known_on(on) else None
    if amount is None or (income == amount and at is None):
        return Verdict.UNDETERMINED
    return Verdict.of(income < amount or (income == amount and at is True))


@given(
    st.sampled_from([*AREAS, "elsewhere", None]),
    st.integers(7, 13),
    st.sampled_from(
        [
            date(2023, 12, 31),
            date(2024, 1, 1),
            date(2024, 12, 31),
            date(2025, 1, 1),
            date(2025, 12, 31),
            date(2026, 1, 1),
        ]
    ),
    st.sampled_from([None, True, False]),
)
def test_areas_answer_each_by_its_own_days(
    area: str | None,
    income: int,
    on: date,
    at: bool | None,  # noqa: FBT001  # a choice
) -> None:
    """Thresholds that are constant and thresholds that are dated stand side by side."""
    household = Household(quartile_area=area, income_per_unit=income)
    verdict = first_quartile(AREAS, at_threshold=at).decide(household, on=on)
    assert verdict is naive(area, income, on, at=at)


def test_only_the_area_that_matters_is_explained() -> None:
    """Of the areas of a country the explanation names that of the household, and its threshold."""
    country = {f"2000{number:05d}": 8_000 + number for number in range(417)}
    household = Household(quartile_area="200000400", income_per_unit=Fraction(180_000, 13))
    explained = first_quartile(country).reasons(household, on=ON)
    assert explained.verdict is Verdict.UNMET
    for language, threshold, income in (
        ("en", "threshold: 8,400 €", "≈ 13,846.15 €"),
        ("fr", "seuil\u00a0: 8\u202f400\u00a0€", "≈ 13\u202f846,15\u00a0€"),
    ):
        said = words_of(explained, "en" if language == "en" else "fr")
        assert threshold in said
        assert income in said
        assert "180000/13" not in said
        assert "8,399" not in said
        assert said.count("\n") < 12
    assert "200000002 or 414 others (200000400, declared)" in words_of(explained)


@pytest.mark.parametrize("amounts", [12_000, {"11": 12_000, "35": 9_000}])
@pytest.mark.parametrize("income", [8_000, 11_000, 13_000])
def test_only_verified_resources_count_where_asked(amounts: Any, income: int) -> None:
    """Declared resources are then not known, however low or high; the area need not be verified."""
    proved = Household(quartile_area="11", income_per_unit=Known(income, verified=True))
    declared = Household(quartile_area="11", income_per_unit=income)
    expected = "met" if income < 12_000 else "unmet"
    assert below(amounts, declared) == below(amounts, proved, verified=True) == expected
    asked = first_quartile(amounts, verified=True)
    assert asked.decide(declared, on=ON) is Verdict.UNDETERMINED
    assert asked.missing(declared, on=ON) == ("income_per_unit",)


def test_impossible_thresholds_are_refused() -> None:
    """A float, no area at all, an answer that is none."""
    with pytest.raises(InvalidTypeError):
        UNTYPED(12_000.0)
    with pytest.raises(InvalidValueError, match="at least one area"):
        first_quartile({})
    with pytest.raises(InvalidTypeError, match="when it is not decided"):
        UNTYPED(12_000, at_threshold="yes")
    with pytest.raises(InvalidTypeError, match="True for verified resources only"):
        UNTYPED(12_000, verified="yes")
    assert first_quartile(12_000) == first_quartile(Decimal("12000.00"))
    assert Verdict.UNDETERMINED.value == below({"11": 12_000}, Household())


@pytest.mark.parametrize(
    "amount", [-1, Decimal(-1), Decimal("Infinity"), Timeline({date(2025, 1, 1): -1})]
)
def test_threshold_is_not_negative(amount: Any) -> None:
    """A threshold below 0, or without end, is refused, alone, dated or of an area; 0 is not."""
    first_quartile(0)
    for amounts in (amount, {"11": amount}):
        with pytest.raises(InvalidValueError, match=r"first_quartile, amounts.* at least 0"):
            first_quartile(amounts)


@pytest.mark.parametrize("amount", ["12000", 12_000.5, None, True])
def test_threshold_is_exact(amount: Any) -> None:
    """A threshold that is no exact number is refused, by the name of what was given."""
    for amounts in (amount, Timeline({date(2025, 1, 1): amount})):
        with pytest.raises(InvalidTypeError, match=r"first_quartile, amounts: .* exact amount"):
            first_quartile(amounts)


@pytest.mark.parametrize(
    ("commune", "day", "area"),
    [
        ("94068", ON, "11"),
        ("75056", ON, "11"),
        ("75115", ON, "11"),  # a district is of its city
        ("93059", ON, "11"),  # merged
        ("69383", ON, "200046977"),  # of the metropolis of Lyon
        ("59350", date(2020, 6, 1), "245900410"),
        ("59350", date(2021, 6, 1), "200093201"),
        ("49144", ON, "244400552"),  # it became part of a commune of another department
    ],
)
def test_the_area_of_a_commune_is_that_of_its_ground(commune: str, day: date, area: str) -> None:
    """The region in Île-de-France, elsewhere the intercommunality of the commune that has it."""
    assert quartile_area(commune, on=day) == area


@given(st.sampled_from(sorted(load_bodies())), st.sampled_from(YEARS), st.data())
def test_each_member_is_in_the_area_of_its_intercommunality(
    number: str, year: int, data: st.DataObject
) -> None:
    """In every edition; where one has taxes of its own, and in Île-de-France the region."""
    day = date(year, 7, 1)
    members = load_bodies()[number].communes_on(day)
    if not members:
        return
    commune = data.draw(st.sampled_from(sorted(members)))
    inside = department_in(commune) in ILE_DE_FRANCE
    assert quartile_area(commune, on=day) == ("11" if inside else number)


@cache
def mergers() -> tuple[tuple[str, str, date], ...]:
    """The communes that became part of another since 2019, with that one and the day."""
    code = load_official_code()
    return tuple(
        (one, stretch.into, stretch.end)
        for key in ("14", "44", "49", "50", "69", "93")
        for one in code.codes(key)
        for stretch in code.stretches(one)
        if stretch.into is not None and stretch.end is not None and stretch.end.year >= 2019
        if code.standing(stretch.into, stretch.end) is Standing.IN_USE
    )


@given(st.deferred(lambda: st.sampled_from(mergers())))
def test_a_merger_changes_no_area_but_to_that_of_the_other(merger: tuple[str, str, date]) -> None:
    """From that day on the code of before has the area of the commune that it is part of."""
    old, into, day = merger
    answers = set[str]()
    for code in (old, into):
        try:
            answers.add(quartile_area(code, on=day))
        except NotKnownError as error:
            answers.add(error.remedy.rpartition(" is in ")[2])
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("commune", "day", "remedy"),
    [
        ("33063", date(2018, 6, 1), "33063 Bordeaux is in no intercommunality that is known"),
        ("33063", date(2027, 1, 1), "what commune codes name is known until 31 December 2026"),
        ("22016", ON, "22016 Île-de-Bréhat is in no intercommunality that is known"),
    ],
)
def test_an_area_that_is_not_known_is_refused(commune: str, day: date, remedy: str) -> None:
    """Before the editions, after them, and for a commune that is in none."""
    with pytest.raises(NotKnownError, match=f"^quartile_area of {commune}: .*{remedy}$"):
        quartile_area(commune, on=day)


def test_what_is_no_commune_has_no_area() -> None:
    """A postcode, a code of another form, and an hour for a day are named."""
    with pytest.raises(UnknownCodeError, match="94100 is a postcode, of 94068"):
        quartile_area("94100", on=ON)
    with pytest.raises(InvalidValueError, match="an INSEE commune code"):
        quartile_area("9406", on=ON)
    untyped: Any = quartile_area
    with pytest.raises(InvalidTypeError, match="quartile_area, on"):
        untyped("94068", on="2025")
