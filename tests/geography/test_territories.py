"""Territories are sets of places: held against naive sets of (commune, neighbourhood) pairs."""

import datetime as dt
import operator
from collections.abc import Callable
from datetime import UTC, date, timedelta
from itertools import count, product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    NotKnownError,
    UnknownCodeError,
)
from housing_agreements.geography._coverage import (
    ALL,
    NOTHING,
    Coverage,
    department_in,
    is_commune_code,
)
from housing_agreements.geography._members import Members
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography.departments import departments as official_departments
from housing_agreements.geography.territories import (
    NO_NEIGHBOURHOOD,
    Place,
    Territory,
)
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import (
    commune_codes,
    coverages,
    days,
    department_codes,
    members,
    places,
    territories,
)
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import Text
from housing_agreements.values.timelines import Timeline
from housing_agreements.values.verdicts import Verdict

# What a type checker would refuse, callers without one write.
UntypedPlace: Any = Place
UntypedTerritory: Any = Territory
UntypedTimeline: Any = Timeline
NUMBERS: Any = Timeline.constant(frozenset({94068}))
DAY = date(2017, 11, 23)
NOON = dt.datetime(2017, 11, 23, 12, tzinfo=UTC)
Pairs = frozenset[tuple[str, str]]
Answers = dict[tuple[str, str], Verdict]

NAMED = ("35238", "35024", "94068", "97411")
# In each department, and in one that nothing names, stands a commune that nothing names.
COMMUNES = (*NAMED, "35001", "94001", "97401", "2A004")
DEPARTMENTS = ("35", "94", "974")
QUARTERS = ("north", "south")
STANDING = (*QUARTERS, "elsewhere", NO_NEIGHBOURHOOD)

named = {
    "communes": st.sampled_from(NAMED),
    "departments": st.sampled_from(DEPARTMENTS),
    "neighbourhoods": st.sampled_from(QUARTERS),
}
near = territories(**named)
spots = places(communes=st.sampled_from(COMMUNES), neighbourhoods=st.sampled_from(QUARTERS))
parts = coverages(neighbourhoods=named["neighbourhoods"])
wholes = members(**named)


def pairs(communes: frozenset[str], departments: frozenset[str], quarters: frozenset[str]) -> Pairs:
    """Every pair that stands in a commune, a department or a neighbourhood listed."""
    return frozenset(
        (commune, quarter)
        for commune, quarter in product(COMMUNES, STANDING)
        if commune in communes
        or any(commune.startswith(department) for department in departments)
        or quarter in quarters
    )


def covered(territory: Territory, day: date = DAY) -> Pairs:
    """Every pair that a territory says it covers."""
    return frozenset(
        pair
        for pair in product(COMMUNES, STANDING)
        if territory.covers(Place(*pair), on=day) is Verdict.MET
    )


def listed(territory: Territory) -> Timeline[Members]:
    """What a territory lists, by day."""
    return territory.members.map(lambda members: members.listed)


def of(territory: Members) -> Pairs:
    """Every pair that members cover."""
    return frozenset(
        (commune, quarter)
        for commune, quarter in product(COMMUNES, STANDING)
        if territory.covering(commune).holds(quarter) is Verdict.MET
    )


lists = st.tuples(*(st.frozensets(each, max_size=2) for each in named.values()))


def made(listed: tuple[frozenset[str], ...], doubted: frozenset[str] = frozenset()) -> Territory:
    """A territory of constant lists."""
    communes, departments, quarters = listed
    return Territory(
        "T",
        "Test",
        "list",
        communes=communes,
        departments=departments,
        neighbourhoods=quarters,
        possible_communes=doubted,
    )


@given(lists)
def test_a_territory_covers_what_its_lists_name(listed: tuple[frozenset[str], ...]) -> None:
    """A territory covers exactly the pairs of its communes, departments and neighbourhoods."""
    assert covered(made(listed)) == pairs(*listed)


@given(lists, lists, lists)
def test_operators_are_those_of_sets(
    one: tuple[frozenset[str], ...],
    other: tuple[frozenset[str], ...],
    third: tuple[frozenset[str], ...],
) -> None:
    """Union, intersection and difference, nested, are those of the naive sets."""
    a, b, c = made(one), made(other), made(third)
    x, y, z = pairs(*one), pairs(*other), pairs(*third)
    assert covered(a | b) == x | y
    assert covered(a & b) == x & y
    assert covered(a - b) == x - y
    assert covered((a - b) | (c & b)) == (x - y) | (z & y)
    assert covered(a - (b - c)) == x - (y - z)
    assert a.within(b, on=DAY) is (x <= y)
    assert (a - b).within(c & a, on=DAY) is (x - y <= z & x)


@given(near, spots, days())
def test_an_unknown_neighbourhood_is_decided_when_it_does_not_matter(
    territory: Territory, spot: Place, day: date
) -> None:
    """Where the neighbourhood is not known, the answer is that of all neighbourhoods, if one."""
    if spot.neighbourhood is not None:
        spot = Place(spot.commune)
    answers = {territory.covers(Place(spot.commune, each), on=day) for each in STANDING}
    found = territory.covers(spot, on=day)
    assert found is (answers.pop() if len(answers) == 1 else Verdict.UNDETERMINED)


@given(near, near, spots, days())
def test_covers_agrees_with_the_algebra(a: Territory, b: Territory, spot: Place, day: date) -> None:
    """`covers` agrees with the set algebra, on each day of changing lists."""
    laws.territory_algebra(a, b, spot, day)
    laws.territory_within(a, b, spot, day)
    assert a.within(b, on=day) is (covered(a, day) <= covered(b, day))


@given(near, near)
def test_what_covers_alike_has_equal_lists(a: Territory, b: Territory) -> None:
    """Made one way or the other, territories that cover alike have equal lists."""
    for one, other in (
        ((a | b) - b, a - b),
        ((a & b) | (a - b), a),
        (a - (a - b), a & b),
        (a | b, b | a),
    ):
        assert listed(one) == listed(other)
        assert hash(listed(one)) == hash(listed(other))


@given(near, days())
def test_what_is_named_is_covered(territory: Territory, day: date) -> None:
    """A commune named is covered at least in part, and a neighbourhood named somewhere."""
    found = covered(territory, day)
    for commune in territory.communes(on=day):
        assert commune in {pair[0] for pair in found}
    for quarter in territory.neighbourhoods(on=day):
        assert quarter in {pair[1] for pair in found}
    assert list(territory.communes(on=day)) == sorted(territory.communes(on=day))
    assert list(territory.neighbourhoods(on=day)) == sorted(territory.neighbourhoods(on=day))


def test_what_is_left_out_is_not_named() -> None:
    """A commune without a neighbourhood names the commune, and not what is left out."""
    town = Territory("35238", "Rennes", "commune", communes=("35238",))
    north = Territory("N", "North", "list", neighbourhoods=("north",))
    assert (town - north).communes(on=DAY) == ("35238",)
    assert (town - north).neighbourhoods(on=DAY) == ()
    assert (town & north).neighbourhoods(on=DAY) == ("north",)
    department = Territory("35", "Ille-et-Vilaine", "department", departments=("35",))
    assert (department | town).communes(on=DAY) == ()
    assert (department - town).communes(on=DAY) == ()


@given(parts, parts, st.sampled_from(STANDING))
def test_coverages_are_sets(a: Coverage, b: Coverage, quarter: str) -> None:
    """The operations on coverages are logic on each neighbourhood."""
    laws.coverage_algebra(a, b, quarter)


doubtful = st.builds(
    Coverage,
    st.sampled_from((True, False, None)),
    st.dictionaries(named["neighbourhoods"], st.sampled_from((True, False, None))),
)


@given(doubtful, doubtful, st.sampled_from(STANDING))
def test_coverages_in_doubt_follow_logic(a: Coverage, b: Coverage, quarter: str) -> None:
    """Where membership is not known, the operations are those of three-valued logic."""
    laws.coverage_algebra(a, b, quarter)
    alike = all(a.holds(each) is b.holds(each) for each in STANDING)
    assert (a == b) is alike
    assert a.somewhere is any(a.holds(each) is Verdict.MET for each in STANDING)


@given(doubtful)
def test_coverages_in_doubt_are_canonical(
    evaluated: Callable[[object], object], a: Coverage
) -> None:
    """An answer named is never the one that holds elsewhere; a repr gives the coverage back."""
    assert {a.holds(each) for each in a.listed}.isdisjoint({a.holds("elsewhere")})
    answers = {a.holds(each) for each in STANDING}
    assert a.holds(None) is (answers.pop() if len(answers) == 1 else Verdict.UNDETERMINED)
    assert (a.contrary().contrary(), evaluated(a)) == (a, a)


possible = st.frozensets(named["communes"], max_size=3)
doubted = territories(**named, possible_communes=named["communes"])


@given(doubted, doubted, spots, days())
def test_algebra_holds_in_doubt(a: Territory, b: Territory, spot: Place, day: date) -> None:
    """With communes that may belong or not, `covers` agrees with the set algebra too."""
    laws.territory_algebra(a, b, spot, day)
    laws.survives_pickle_and_copy(a - b)


@given(lists, possible, lists, possible)
def test_membership_may_be_unknown(
    one: tuple[frozenset[str], ...],
    may: frozenset[str],
    other: tuple[frozenset[str], ...],
    might: frozenset[str],
) -> None:
    """A possible commune is undetermined, unless a list covers it; operators follow logic."""

    def answers(listed: tuple[frozenset[str], ...], doubted: frozenset[str]) -> Answers:
        sure = pairs(*listed)
        return {
            pair: Verdict.MET if pair in sure else Verdict.of(None if pair[0] in doubted else False)
            for pair in product(COMMUNES, STANDING)
        }

    a, b = made(one, may), made(other, might)
    x, y = answers(one, may), answers(other, might)
    for both, expected in (
        (a, x),
        (a | b, {pair: x[pair] | y[pair] for pair in x}),
        (a & b, {pair: x[pair] & y[pair] for pair in x}),
        (a - b, {pair: x[pair] & ~y[pair] for pair in x}),
    ):
        assert {pair: both.covers(Place(*pair), on=DAY) for pair in x} == expected
    surely = all((~x[pair] | y[pair]) is Verdict.MET for pair in x)
    assert a.within(b, on=DAY) is surely
    assert set(a.communes(on=DAY)) <= {pair[0] for pair in x if x[pair] is Verdict.MET}


def test_membership_may_be_unknown_between_two_days() -> None:
    """A commune known to belong on a day and not on an earlier one is in doubt in between."""
    first, last = date(2019, 1, 1), date(2026, 1, 1)
    one = timedelta(days=1)
    grown = Territory(
        "T",
        "Test",
        "epci",
        communes=Timeline({first: frozenset({"35238"}), last: frozenset({"35238", "35024"})}),
        possible_communes=Timeline(
            {date.min: frozenset[str](), first + one: frozenset({"35024"}), last: frozenset[str]()}
        ),
    )
    asked = [first, first + one, last - one, last]
    assert [grown.covers(Place("35024"), on=day).value for day in asked] == [
        "unmet", "undetermined", "undetermined", "met",
    ]  # fmt: skip
    assert {grown.covers(Place("35238"), on=day) for day in asked} == {Verdict.MET}
    assert [grown.communes(on=day) for day in asked] == [
        *[("35238",)] * 3,
        ("35024", "35238"),
    ]


@given(wholes, wholes)
def test_members_are_canonical(a: Members, b: Members) -> None:
    """Members are equal exactly when they cover the same pairs."""
    laws.members_are_canonical(a, b)
    assert a.within_on(b, DAY) is (of(a) <= of(b))
    assert (a == b) is (of(a) == of(b))


@given(wholes)
def test_members_list_nothing_twice(whole: Members) -> None:
    """Nothing is listed that a wider area says; both lists are sorted."""
    assert all(part != whole.elsewhere for _, part in whole.departments)
    for commune, part in whole.communes:
        assert part != whole.of_department(department_in(commune))
        assert whole.covering(commune) == part
    for listed in (whole.departments, whole.communes):
        assert [code for code, _ in listed] == sorted(dict(listed))
    again = attrs.evolve(whole, elsewhere=ALL)
    assert again.elsewhere == ALL


def test_a_list_may_change() -> None:
    """A commune is covered on the days of its period, and not on the eve or the day after."""
    deficient = Territory(
        "D", "Test", "list", communes=Timeline.of_members({"94068": Period.years(2014, 2016)})
    )
    first, last = date(2014, 1, 1), date(2016, 12, 31)
    one = timedelta(days=1)
    asked = [first - one, first, last, last + one]
    assert [deficient.covers(Place("94068"), on=day).value for day in asked] == [
        "unmet", "met", "met", "unmet",
    ]  # fmt: skip


def test_lists_are_known_together() -> None:
    """A territory is known where all its lists are; asked elsewhere, it gives its code."""
    town = Territory(
        "T",
        "Test",
        "list",
        communes=Timeline({date(2016, 1, 1): frozenset({"35238"})}),
        departments=Timeline({date(2015, 1, 1): frozenset[str]()}, verified_until=DAY),
    )
    assert town.covers(Place("35238"), on=date(2016, 1, 1)) is Verdict.MET
    assert town.covers(Place("35238"), on=DAY) is Verdict.MET
    calls: tuple[Callable[[date], object], ...] = (
        lambda day: town.covers(Place("35238"), on=day),
        lambda day: town.within(town, on=day),
        lambda day: town.communes(on=day),
        lambda day: town.neighbourhoods(on=day),
    )
    for call, day in product(calls, (date(2015, 12, 31), DAY + timedelta(days=1))):
        with pytest.raises(NotKnownError) as caught:
            call(day)
        assert (caught.value.where, caught.value.field) == ("Territory 'T', on", "on")
        assert caught.value.given == str(day)


@given(near, near)
def test_operators_name_what_they_make(a: Territory, b: Territory) -> None:
    """What is made bears the codes and names of both, and every caveat once."""
    both = a | b
    assert (both.code, both.name) == (f"({a.code} | {b.code})", f"({a.name} | {b.name})")
    assert str(both).startswith(f"{both.name} ({both.code}): ")
    assert set(both.caveats) == {*a.caveats, *b.caveats}
    assert len(both.caveats) == len(set(both.caveats))
    assert (both.level, (a & b).code) == ("made", f"({a.code} & {b.code})")


@given(near)
def test_a_territory_can_be_renamed(territory: Territory) -> None:
    """Under another name, a territory covers the same."""
    renamed = attrs.evolve(territory, name="Another", caveats=())
    assert (renamed.name, renamed.members) == ("Another", territory.members)
    more = attrs.evolve(territory, communes=("35238",))
    assert (
        more.members == (territory | made((frozenset({"35238"}), frozenset(), frozenset()))).members
    )


@given(commune_codes(), department_codes())
def test_codes_have_their_form(commune: str, department: str) -> None:
    """A commune is in the department that its code on the day begins with."""
    assert is_commune_code(commune)
    assert not is_commune_code(department)
    whole = Territory("T", "Test", "department", departments=(department,))
    inside = whole.covers(Place(commune), on=DAY)
    coded = load_official_code().commune_on(commune, DAY)
    assert coded is not None
    assert (inside is Verdict.MET) is coded.startswith(department)
    assert commune.startswith(department_in(commune))


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        *(
            (code, "write five characters, such as '94068' or '2A004'")
            for code in ("", "940688", "2C004", "A2004", "9406A", "٩٤٠٦٨", "406", "Bourg")
        ),
        ("9406", "pad it to five characters if it lost its zero: '09406'"),
        ("1004.0", "pad it to five characters if it lost its zero: '01004'"),
        ("2a004", "write '2A004'"),
        *((code, "write '94068'") for code in (" 94068", "94068\n", "94068.0")),
    ],
)
def test_a_commune_code_has_five_characters(code: str, remedy: str) -> None:
    """A code of another form is refused, in a place and in a territory, with the one meant."""
    assert not is_commune_code(code)
    calls: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Place, commune", lambda: Place(code)),
        ("Territory 'T', communes", lambda: Territory("T", "Test", "list", communes=(code,))),
    )
    for where, call in calls:
        with pytest.raises(InvalidValueError) as caught:
            call()
        fault = caught.value
        assert (fault.where, fault.given) == (where, repr(code))
        assert fault.expected == "an INSEE commune code"
        assert fault.remedy == remedy


A_REGION = (
    "Île-de-France is a region: write its departments, '75', '77', '78', '91', '92', ..., or make "
    "it with region('11')"
)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("20", "Corsica is '2A' and '2B' since 1976"),
        (
            "97",
            "overseas, a department has three characters: '971', '972', '973', '974', '975', ...",
        ),
        ("96", "did you mean '95'?"),
        ("1", "write '01'"),
        ("2a", "write '2A'"),
        (" 94", "write '94'"),
        ("94068", "'94068' is a commune, of the department '94'"),
        ("94100", "'94100' is a postcode, of 94068 Saint-Maur-des-Fossés, of the department '94'"),
        ("GIRONDE", "write '33'"),
        ("Ile-de-France", A_REGION),
        (
            "Corse",
            "Corse is a region: write its departments, '2A', '2B', or make it with region('94')",
        ),
    ],
)
def test_what_no_edition_lists_is_no_department(code: str, remedy: str) -> None:
    """A code of no department is refused in a list, with what it seems to be."""
    with pytest.raises(UnknownCodeError) as caught:
        Territory("T", "Test", "list", departments=(code,))
    fault = caught.value
    assert (fault.where, fault.given) == ("Territory 'T', departments", repr(code))
    assert (fault.expected, fault.remedy) == ("a department of the official code", remedy)


@given(st.text("0123456789ABab ", max_size=4))
def test_a_list_takes_the_departments_of_the_last_edition(code: str) -> None:
    """A territory takes a code of a department of the last edition, and no other text."""
    if code in official_departments(edition=2026):
        assert Territory("T", "Test", "list", departments=(code,)).members is not None
    else:
        with pytest.raises(UnknownCodeError, match="a department of the official code"):
            Territory("T", "Test", "list", departments=(code,))


@pytest.mark.parametrize("code", ["94", " 2a"])
def test_a_department_is_no_commune(code: str) -> None:
    """A department given where a commune is meant is told to be one."""
    with pytest.raises(InvalidValueError, match=r"is a department, .*: a commune has five"):
        Territory("T", "Test", "list", communes=(code,))
    with pytest.raises(InvalidValueError, match=r"is a department, .*: a commune has five"):
        Place(code)


@pytest.mark.parametrize(
    ("call", "where", "given"),
    [
        (lambda: UntypedPlace(1001), "Place, commune", "1001"),
        (lambda: UntypedPlace("01001", 3), "Place, neighbourhood", "3"),
        (lambda: UntypedTerritory("T", "T", "list", communes={94068}),
         "Territory 'T', communes", "94068"),
        (lambda: UntypedTerritory("T", "T", "list", communes=NUMBERS),
         "Territory 'T', communes", "94068"),
        (lambda: UntypedTerritory("T", "T", "list", communes="94068"),
         "Territory 'T', communes", "'94068'"),
        (lambda: UntypedTerritory("T", "T", "list", communes=UntypedTimeline.constant(("94068",))),
         "Territory 'T', communes",
         "Timeline({datetime.date(1, 1, 1): ('94068',)}) (a Timeline)"),
        (lambda: UntypedTerritory("T", "T", "list", communes={"94068": Period.year(2016)}),
         "Territory 'T', communes", None),
        (lambda: UntypedTerritory("T", "T", "list", possible_communes={94068}),
         "Territory 'T', possible_communes", "94068"),
        (lambda: UntypedTerritory("T", "T", "list", neighbourhoods=(["north"],)),
         "Territory 'T', neighbourhoods", "['north'] (a list)"),
        (lambda: UntypedTerritory("T", "T", "list", caveats=Text("one", "un")),
         "Territory 'T', caveats", "Text(en='one', fr='un') (a Text)"),
        (lambda: UntypedTerritory("T", "T", "list", caveats=("one",)),
         "Territory 'T', caveats", "'one'"),
        (lambda: UntypedTerritory("T", "T", "list", members=Members(ALL, {}, {})),
         "Territory 'T', members", None),
        (lambda: UntypedTerritory(35, "T", "list"), "Territory 35, code", "35"),
        (lambda: UntypedTerritory("T", "T", "list").covers("94068", on=DAY),
         "Territory.covers, place", "'94068'"),
        (lambda: UntypedTerritory("T", "T", "list").within("94", on=DAY),
         "Territory.within, other", "'94'"),
        (lambda: UntypedTerritory("T", "T", "list", members=Timeline.constant("x")),
         "Territory 'T', members", "'x'"),
        (lambda: made((frozenset(),) * 3).covers(Place("94068"), on=NOON),
         "Territory.covers, on", f"{NOON!r} (a datetime)"),
    ],
    ids=count(1),
)  # fmt: skip
def test_wrong_types_are_refused(call: Callable[[], object], where: str, given: str | None) -> None:
    """Codes are texts, lists are lists or timelines of sets, a place is a place."""
    with pytest.raises(InvalidTypeError) as caught:
        call()
    assert caught.value.where == where
    assert given is None or caught.value.given == given


def test_an_empty_neighbourhood_is_refused() -> None:
    """A neighbourhood that is not known is `None`, and not an empty text."""
    with pytest.raises(InvalidValueError) as caught:
        Place("94068", "")
    assert caught.value.where == "Place, neighbourhood"


def test_all_that_is_wrong_with_a_territory_is_said_at_once() -> None:
    """Every bad field and every bad code is a fault of one error, always in the same order."""
    with pytest.raises(InvalidObjectError) as caught:
        Territory(
            "",
            " ",
            "list",
            communes=("94068", "9", "94"),
            departments=("97", "35"),
            neighbourhoods=("north", ""),
            caveats="no",  # type: ignore[arg-type]  # the point of the test
        )
    assert [(fault.where.partition(", ")[2], fault.given) for fault in caught.value.faults] == [
        ("code", "''"),
        ("name", "' '"),
        ("communes", "'9'"),
        ("communes", "'94'"),
        ("departments", "'97'"),
        ("neighbourhoods", "''"),
        ("caveats", "'no'"),
    ]


def test_only_territories_are_joined() -> None:
    """A territory and a code make no territory."""
    town = made((frozenset({"35238"}), frozenset(), frozenset()))
    joins: tuple[Any, ...] = (operator.or_, operator.and_, operator.sub)
    for join, other in product(joins, ("94", {"94"}, None)):
        with pytest.raises(TypeError):
            join(town, other)


def test_nothing_and_all_are_contraries() -> None:
    """No part of a commune, and the whole of it."""
    assert NOTHING.contrary() == ALL
    assert (ALL.holds(None), NOTHING.holds(None)) == (Verdict.MET, Verdict.UNMET)


@given(territories())
def test_a_territory_survives_pickle_and_copy(territory: Territory) -> None:
    """A territory is equal to its pickle and its copies, and they answer alike."""
    laws.survives_pickle_and_copy(territory)


@given(places())
def test_a_place_survives_pickle_copy_and_repr(
    evaluated: Callable[[object], object], place: Place
) -> None:
    """A place is equal to its pickle, its copies, and what its repr evaluates to."""
    laws.survives_pickle_and_copy(place)
    assert evaluated(place) == place


def test_what_is_left_out_is_said() -> None:
    """A department less a commune says which, in both languages, as does its repr."""
    gironde = Territory("33", "Gironde", "department", departments=("33",))
    bordeaux = Territory("33063", "Bordeaux", "commune", communes=("33063",))
    rest = gironde - bordeaux
    assert rest.say("en") == "(Gironde - Bordeaux) ((33 - 33063)): department 33, not commune 33063"
    assert rest.say("fr").endswith("département 33, hors commune 33063")
    assert "not commune 33063" in repr(rest)


def test_past_the_last_edition_a_code_lies_in_itself_and_its_department() -> None:
    """Of another code of the department it is not known; of another department it is surely not."""
    day = date(2027, 6, 1)
    town = Territory("town", "Town", "commune", communes=("93001",))
    old = Territory("old", "Old", "commune", communes=("93059",))
    other = Territory("other", "Other", "commune", communes=("93005",))
    department = Territory("93", "93", "department", departments=("93",))
    assert town.covers(Place("93001"), on=day) is Verdict.MET
    assert town.covers(Place("93005"), on=day) is Verdict.UNDETERMINED
    assert town.covers(Place("94068"), on=day) is Verdict.UNMET
    assert department.covers(Place("93001"), on=day) is Verdict.MET
    assert town.within(department, on=day)
    assert town.within(town | other, on=day)
    assert not town.within(other, on=day)
    assert not (town - other).within(department, on=day)
    assert not old.within(old, on=day)


@pytest.mark.parametrize(
    ("code", "kind", "remedy"),
    [
        ("94100", UnknownCodeError, "94100 is a postcode, of 94068 Saint-Maur-des-Fossés"),
        ("1004", InvalidValueError, "pad it to five characters if it lost its zero: '01004'"),
        ("99100", UnknownCodeError, "no department is '99'"),
        ("75121", UnknownCodeError, "Paris has the districts 75101 to 75120"),
        ("94099", UnknownCodeError, "did you mean '94079'?"),
        ("94", InvalidValueError, "is a department, Val-de-Marne: a commune has five characters"),
        ("2a004", InvalidValueError, "write '2A004'"),
        (" 94068", InvalidValueError, "write '94068'"),
        ("75015", UnknownCodeError, "75115 Paris 15e Arrondissement; it was the code of Bry-sur"),
    ],
)
def test_what_is_no_commune_is_refused_with_the_right_one(
    code: str, kind: type[HousingAgreementsError], remedy: str
) -> None:
    """Whether its form tells or the official code, no answer is given on it."""
    with pytest.raises(kind) as refusal:
        Territory("T", "Test", "list", communes=("94068",)).covers(Place(code), on=DAY)
    assert remedy in refusal.value.remedy
    assert Territory("T", "Test", "list").covers(Place("94068"), on=DAY) is Verdict.UNMET
