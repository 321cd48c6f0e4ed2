"""The zone of a commune follows from lists, and never from ignorance."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import Place, Territory, Verdict
from housing_agreements.errors import (
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography.communes import communes
from housing_agreements.geography.departments import ILE_DE_FRANCE, read_department
from housing_agreements.law.incomes import zones
from housing_agreements.law.incomes.zones import (
    FIRST_ZONE,
    ILE_DE_FRANCE_ZONE,
    OTHER_REGIONS_ZONE,
    PARIS_ZONE,
    ZONES,
    zone,
    zone_territory,
)

DAY = date(2018, 6, 1)
NEIGHBOURS = str.split(
    "93001 93006 92012 94018 92024 94033 94037 92040 94041 94042 94043 93045 93061 92044 92046 "
    "93048 92049 92051 94052 93055 92062 92064 93066 94067 94069 93070 92073 92075 94080"
)
DISTRICTS = [f"{code}" for code in range(75101, 75121)]
days = st.dates(date(2008, 1, 1), date(2026, 12, 31))
near = st.builds(
    "{}{:03d}".format,
    st.sampled_from(("75", "77", "92", "93", "94", "95", "33", "59", "2A", "97", "20")),
    st.integers(0, 999),
)
codes = (
    near
    | st.from_regex(r"([0-9]{2}|2[AB])[0-9]{3}", fullmatch=True)
    | st.sampled_from([*NEIGHBOURS, *DISTRICTS, "75056", "93059", "95282", "33409"])
)


@pytest.mark.parametrize("code", ["75056", *DISTRICTS, *NEIGHBOURS])
def test_paris_and_its_neighbours_are_the_first_zone(code: str) -> None:
    """Paris, each of its districts and each of the 29 communes around are in the first zone."""
    assert len(NEIGHBOURS) == len(set(NEIGHBOURS)) == 29
    assert zone(code, on=DAY) == PARIS_ZONE


def test_the_first_zone_has_nothing_else() -> None:
    """The first zone is Paris, of which its twenty districts are, and the 29 communes."""
    assert FIRST_ZONE.on(DAY) == {"75056", *NEIGHBOURS}
    note = FIRST_ZONE.at(DAY).note
    assert note is not None
    assert "Pierrefitte" in note.en
    assert "Boulogne-Billancourt" in note.fr


@pytest.mark.parametrize("edition", [2019, 2024])
def test_the_rest_of_the_region_is_the_second_zone(edition: int) -> None:
    """Every other commune of Île-de-France is in the second zone."""
    inside = [
        code
        for department in ("75", "77", "78", "91", "92", "93", "94", "95")
        for code in communes(department, edition=edition)
    ]
    assert set(NEIGHBOURS) < set(inside)
    for code in set(inside) - {"75056", *NEIGHBOURS}:
        assert zone(code, on=date(2019, 1, 1)) == ILE_DE_FRANCE_ZONE


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("92012", PARIS_ZONE),
        ("93006", PARIS_ZONE),
        ("94081", ILE_DE_FRANCE_ZONE),
        ("94068", ILE_DE_FRANCE_ZONE),
        ("93059", ILE_DE_FRANCE_ZONE),
        ("33063", OTHER_REGIONS_ZONE),
        ("33409", OTHER_REGIONS_ZONE),
        ("59350", OTHER_REGIONS_ZONE),
        ("13055", OTHER_REGIONS_ZONE),
        ("69381", OTHER_REGIONS_ZONE),
        ("2A004", OTHER_REGIONS_ZONE),
        ("2B033", OTHER_REGIONS_ZONE),
    ],
)
def test_zones_of_communes(code: str, expected: str) -> None:
    """A commune has the zone of its list, or else that of its department."""
    assert zone(code, on=DAY) == expected


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("33999", "did you mean '33"),
        ("77000", "77000 is a postcode, of .*77288 Melun"),
        ("94100", "94100 is a postcode, of 94068 Saint-Maur-des-Fossés"),
        ("75015", "it was the code of Bry-sur-Marne until 1967-12-31"),
        ("92001", "did you mean '92"),
        ("75121", "Paris has the districts 75101 to 75120"),
        ("20999", "did you mean '20"),
        ("97901", "no department is '979'"),
    ],
)
def test_an_unknown_code_has_no_zone(code: str, remedy: str) -> None:
    """A code that no edition holds, or that is only a postcode on the day, is not "elsewhere"."""
    with pytest.raises(UnknownCodeError, match=remedy):
        zone(code, on=DAY)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("20004", OTHER_REGIONS_ZONE),  # Ajaccio, until 1975
        ("75070", PARIS_ZONE),  # Saint-Ouen, until 1967
        ("75064", ILE_DE_FRANCE_ZONE),  # Rosny-sous-Bois, until 1967
    ],
)
def test_a_former_code_is_in_the_zone_of_its_ground(code: str, expected: str) -> None:
    """A code that is not in use any more has the zone in which its ground lies."""
    assert zone(code, on=DAY) == expected


@pytest.mark.parametrize("code", ["97105", "97411", "97611", "97801", "98818"])
def test_the_ceilings_overseas_are_not_known(code: str) -> None:
    """Overseas has departments, and ceilings that are not held."""
    with pytest.raises(NotKnownError, match="overseas"):
        zone(code, on=DAY)


def test_what_was_pierrefitte_is_in_saint_denis() -> None:
    """It is in the second zone until it merges, and then in that of the commune it lies in."""
    assert zone("93059", on=date(2024, 12, 31)) == ILE_DE_FRANCE_ZONE
    assert zone("93066", on=date(2024, 12, 31)) == PARIS_ZONE
    assert zone("93059", on=date(2025, 1, 1)) == PARIS_ZONE
    assert zone("93066", on=date(2025, 1, 1)) == PARIS_ZONE
    assert zone("95282", on=date(2026, 1, 1)) == ILE_DE_FRANCE_ZONE


def test_a_commune_that_is_perhaps_in_a_zone_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is not known in which zone the ground lies, no zone is given."""
    doubted = Territory("doubted", "Doubted", "zone", possible_communes=("93066",))
    monkeypatch.setattr(zones, "zone_territory", lambda _: doubted)
    with pytest.raises(NotKnownError, match="surely in one zone; its ground may be in another"):
        zone("93066", on=DAY)
    part = Territory("part", "Part", "zone", communes=("93059",))
    monkeypatch.setattr(zones, "zone_territory", lambda _: part)
    with pytest.raises(NotKnownError, match="has ground of 93059 Pierrefitte-sur-Seine, which"):
        zone("93066", on=date(2025, 1, 1))
    assert zone("33063", on=DAY) == OTHER_REGIONS_ZONE


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2007, 12, 31), False),
        (date(2008, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_zones_are_known_as_long_as_tables(day: date, *, known: bool) -> None:
    """Before the first table and after the last, no commune has a zone."""
    covering = [each for each in ZONES if zone_territory(each).members.known_on(day)]
    assert covering == (list(ZONES) if known else [])
    if known:
        assert zone("75056", on=day) == PARIS_ZONE
        return
    with pytest.raises(NotKnownError):
        zone("75056", on=day)


@given(codes, days)
def test_a_zone_and_its_territory_agree(code: str, day: date) -> None:
    """A commune is in the territory of its zone and no other; without a zone, surely in none."""
    try:
        found = [zone(code, on=day)]
    except UnknownCodeError:
        return
    except NotKnownError:  # overseas
        found = []
    covering = [
        each for each in ZONES if zone_territory(each).covers(Place(code), on=day) is Verdict.MET
    ]
    assert covering == found


@given(st.data(), days)
def test_zones_part_the_mainland(data: st.DataObject, day: date) -> None:
    """Each commune in use is in one zone, the first two of which are in Île-de-France."""
    official = load_official_code()
    mainland = [each for each in official.departments if each != "20" and len(each) == 2]
    home = data.draw(st.sampled_from(["92", "93", "94", *mainland]))
    code = data.draw(st.sampled_from(official.codes_in_use(home, min(day, LAST_DAY))))
    found = zone(code, on=day)
    assert (found == PARIS_ZONE) is (code in {"75056", *NEIGHBOURS})
    assert (read_department(code) in ILE_DE_FRANCE) is (found != OTHER_REGIONS_ZONE)


def test_what_is_no_code_day_or_zone_is_refused() -> None:
    """A code of another form, an hour for a day, another zone: each is named."""
    untyped: Any = None
    with pytest.raises(InvalidTypeError, match="commune"):
        zone(untyped, on=DAY)
    with pytest.raises(InvalidValueError, match="commune"):
        zone("9201", on=DAY)
    with pytest.raises(InvalidTypeError, match="day"):
        zone("92012", on=untyped)
    with pytest.raises(UnknownCodeError, match="did you mean 'paris'"):
        zone_territory("pariss")
    assert zone_territory(PARIS_ZONE).communes(on=DAY + timedelta(days=1))[0] == "75056"
