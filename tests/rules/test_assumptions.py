"""What a value is taken to be past the last edition of the official code, said by its caller."""

import copy
import pickle
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.geography.test_ground_of_territories import CODES
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import Place, Territory, Verdict, facts, frames
from housing_agreements.errors import (
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
)
from housing_agreements.geography._ground import join_grounds
from housing_agreements.geography._long_tables import load_table
from housing_agreements.geography._official_code import OfficialCode
from housing_agreements.geography.intercommunalities import intercommunality
from housing_agreements.rules.assumptions import CommuneChange, assume_unchanged, with_changes

LAST: Final = date(2026, 12, 31)
NEXT, UNTIL = LAST + timedelta(days=1), date(2028, 6, 30)
MERGER = CommuneChange(on=date(2027, 7, 1), into="93001")
NOTE_EN = "official code of communes, known until 31 December 2026, goes on unchanged until"
NOTE_FR = "code officiel géographique, connu jusqu'au 31 décembre 2026, reste inchangé jusqu'au"
lists = st.frozensets(st.sampled_from(CODES), max_size=4)
departments = st.frozensets(st.sampled_from(["44", "49", "93", "75", "78", "95"]), max_size=2)
later_days = st.dates(NEXT, UNTIL) | st.sampled_from([NEXT, MERGER.on, UNTIL])


def territory(communes: Any, of: Any = ()) -> Territory:
    """A synthetic territory of some communes and departments."""
    return Territory("T", "Test", "list", communes=communes, departments=of)


@settings(max_examples=10)
@given(lists, departments, lists, st.sampled_from(CODES), later_days)
def test_until_a_day_all_is_as_on_the_last_day_of_the_edition(
    communes: frozenset[str], of: frozenset[str], others: frozenset[str], code: str, day: date
) -> None:
    """Lists, and sets of two of them, cover up to it what they covered; past it, as without it."""
    one, other = territory(communes, of), territory(others)
    for made in (one, one | other, one & other, one - other):
        if not made.members.on(LAST).assumptions:
            continue
        assumed = assume_unchanged(made, until=UNTIL)
        assert assumed.covers(Place(code), on=day) is made.covers(Place(code), on=LAST)
        past = made.covers(Place(code), on=NEXT)
        assert assumed.covers(Place(code), on=UNTIL + timedelta(days=1)) is past
        assert assumed.within(made, on=LAST)
        assert assumed != made
        assert assumed.members.on(LAST) == assume_unchanged(made, until=UNTIL).members.on(LAST)
        assert assumed.members != assume_unchanged(made, until=NEXT).members


@settings(max_examples=15)
@given(lists, lists, st.sampled_from(CODES), later_days)
def test_what_only_one_of_two_assumes_is_not_sure_of_both(
    communes: frozenset[str], others: frozenset[str], code: str, day: date
) -> None:
    """Sets of a territory that assumes and one that does not answer as the logic of both does."""
    one, other = territory(communes | {"93059"}), territory(others | {"93066"})
    assumed, place = assume_unchanged(one, until=UNTIL), Place(code)
    here, there = assumed.covers(place, on=day), other.covers(place, on=day)
    assert (assumed | other).covers(place, on=day) is here | there
    assert (assumed & other).covers(place, on=day) is here & there
    assert (assumed - other).covers(place, on=day) is here & ~there
    if (assumed & other).within(one, on=day):
        assert here & there & ~one.covers(place, on=day) is not Verdict.MET


def table_after(day: date, code: str, into: str) -> OfficialCode:
    """The official code with one change more, written by hand into its table."""
    table = dict(load_table("communes"))
    told = f",{code[2:]}+1968-01-01b"
    assert table["93"].count(f"{told},") == 1
    table["93"] = table["93"].replace(f"{told},", f"{told}-{day}>{into},")
    return OfficialCode(table, last_day=UNTIL)


near = st.sampled_from(["93027", "93001", "93066", "93059", "93005", "93029"])


@settings(max_examples=25)
@given(st.frozensets(near), st.sampled_from([(), ("93",)]), near, later_days)
def test_a_change_that_is_told_is_as_if_the_table_told_it(
    communes: frozenset[str], of: tuple[str, ...], code: str, day: date
) -> None:
    """What a territory covers agrees with the ground of a table that holds the same change."""
    official = table_after(MERGER.on, "93027", "93001")
    if communes or of:
        made = territory(communes, of)
        known = assume_unchanged(with_changes(made, {"93027": MERGER}), until=UNTIL)
        covered = join_grounds(
            [
                *(official.reach(one, day).ground for one in communes),
                *(official.department_reach(one, day).ground for one in of),
            ]
        )
        read = official.reach(code, day).ground
        perhaps = Verdict.UNDETERMINED if read.meets(covered) else Verdict.UNMET
        verdict = known.covers(Place(code), on=day)
        assert verdict is (Verdict.MET if read.within(covered) else perhaps)


def test_a_merger_counts_from_its_day_on() -> None:
    """The day before, both are apart; on it, the one has the ground of the other."""
    known = with_changes(territory(("93001",)), {"93027": MERGER})
    gone = with_changes(territory(("93027",)), {"93027": MERGER})
    before = MERGER.on - timedelta(days=1)
    assert known.covers(Place("93027"), on=before) is Verdict.UNMET
    assert known.covers(Place("93027"), on=MERGER.on) is Verdict.MET
    assert gone.covers(Place("93001"), on=before) is Verdict.UNMET
    assert gone.covers(Place("93001"), on=MERGER.on) is Verdict.UNDETERMINED
    assert gone.covers(Place("93001", coded_on=before), on=MERGER.on) is Verdict.UNMET
    after = MERGER.on + timedelta(days=1)
    assert known.covers(Place("93027"), on=after) is Verdict.UNDETERMINED


def test_changes_and_an_assumption_come_in_any_order() -> None:
    """The value is the same, and so is one that is told of its changes one by one, or twice."""
    town = territory(("93001",))
    other = CommuneChange(on=date(2028, 1, 1), into="93066")
    both = with_changes(town, {"93027": MERGER, "93072": other})
    assert with_changes(with_changes(town, {"93072": other}), {"93027": MERGER}) == both
    assert with_changes(both, {"93027": MERGER}) == both
    assumed = assume_unchanged(both, until=UNTIL)
    first = with_changes(assume_unchanged(town, until=UNTIL), {"93027": MERGER, "93072": other})
    assert first == assumed
    (note,) = assumed.tell_assumptions(UNTIL)
    assert note.en.endswith(
        "until 30 June 2028, but for 93027 (part of 93001 from 1 July 2027) and "
        "93072 (part of 93066 from 1 January 2028)"
    )
    assert "sauf pour 93027 (partie de 93001 à partir du 1er juillet 2027)" in note.fr


def small_agreement(town: Territory) -> ha.Agreement:
    """A synthetic agreement that names a territory wherever it can."""
    city = ha.Party("city", "City")
    public = ha.PriorityPublic("near", "From there", facts.residence.within(town) | facts.employed)
    commitments = (
        ha.Share("there", to=("near",), stage=ha.Stage.SIGNED, at_least="50 %"),
        ha.Volume("core", stage=ha.Stage.SIGNED, at_least=1, located_in=town),
    )
    made = ha.Agreement(
        "small",
        None,
        "Small",
        parties=(city,),
        signed_on=None,
        term=ha.Period.years(2026, 2028),
        territory=town,
        contingents=(ha.Contingent("city", city, town),),
        publics=(public,),
        commitments=commitments,
        sectors=(town,),
    )
    day = date(2027, 1, 1)
    return made.amend(ha.Amendment(effective=day, signed_on=day, territory=town, sectors=(town,)))


def territories_of(value: object) -> list[Territory]:
    """Every territory in a value, found by going through all that its parts show."""
    if isinstance(value, Territory):
        return [value]
    if isinstance(value, ha.Timeline):
        value = value.held_values()
    if isinstance(value, ha.Criterion):
        value = (*value.fields(), *value.parts)
    if isinstance(value, tuple):
        return [found for part in value for found in territories_of(part)]
    kind: Any = type(value)
    if attrs.has(kind):
        fields = attrs.fields(kind)
        return [found for one in fields for found in territories_of(getattr(value, one.name))]
    return []


@pytest.mark.parametrize(
    "change",
    [
        lambda value: assume_unchanged(value, until=UNTIL),
        lambda value: with_changes(value, {"93027": MERGER}),
    ],
    ids=["unchanged", "changed"],
)
def test_every_part_of_a_value_is_carried_on(change: Callable[[Any], Any]) -> None:
    """In an agreement with its amendments, and in each kind of value by itself."""
    town = territory(("93059", "93001"))
    agreement = small_agreement(town)
    values = (
        (agreement, 7),
        (agreement.publics[0], 1),
        (agreement.contingents[0], 1),
        (agreement.commitments[1], 1),
        (~facts.residence.within(town), 1),
        (town, 1),
    )
    for value, number in values:
        carried = change(value)
        assert type(carried) is type(value)
        assert len(territories_of(value)) == number
        assert [*territories_of(carried)] == [change(town)] * number
        assert carried != value
        assert carried == change(value)


def test_a_criterion_without_end_is_carried_on() -> None:
    """However deep a criterion is nested, and parts that are shared stay shared."""
    criterion = facts.residence.within(territory(("93059",)))
    for _ in range(3000):
        criterion = ~(criterion & facts.employed)
    assert assume_unchanged(criterion, until=UNTIL) != criterion


def test_findings_name_the_assumption_where_they_rest_on_it() -> None:
    """A finding on 2026 does not, one on 2027 does, in both languages; frames say the same."""
    agreement = small_agreement(territory(("93066", "93001")))
    lease = ha.Attribution("A", "city", "93059", signed_on=date(2027, 3, 1), publics={"near"})
    ledger = (lease, attrs.evolve(lease, id="B", signed_on=date(2026, 3, 1)))
    day = date(2028, 1, 1)
    carried = assume_unchanged(agreement, until=UNTIL)
    assumed = ha.check_quotas(carried, ledger, on=day)
    rows = {
        "id": ["A", "B"],
        "contingent": ["city", "city"],
        "commune": ["93059", "93059"],
        "signed_on": [line.signed_on for line in ledger],
        "near": [True, True],
    }
    tallied = frames.tally(carried, pl.DataFrame(rows).lazy())
    assert ha.check_quotas(carried, tallied, on=day) == assumed
    plain = ha.check_quotas(agreement, ledger, on=day)
    for code in ("there", "core"):
        assert plain.finding(code, 2027).counted == ha.Bounds(0, 1)
        assert assumed.finding(code, 2027).counted == ha.Bounds(1, 1)
        assert f"{NOTE_EN} 30 June 2028" in words_of(assumed.finding(code, 2027), "en")
        assert f"{NOTE_FR} 30 juin 2028" in words_of(assumed.finding(code, 2027), "fr")
        assert NOTE_EN not in words_of(assumed.finding(code, 2026), "en")
        assert NOTE_EN not in words_of(plain, "en")


def test_groups_by_commune_are_those_that_are_assumed() -> None:
    """A commune that merged is the other one from that day on, also within a period."""
    town, day = territory(("93066", "93001")), date(2027, 8, 1)
    plain = attrs.evolve(
        small_agreement(town),
        sectors=(),
        amendments=(),
        commitments=(
            ha.Volume("leases", stage=ha.Stage.SIGNED, at_least={"93001": 1}, per=ha.Per.COMMUNE),
        ),
    )
    ledger = [
        ha.Attribution(code, "city", code, signed_on=day, count=count)
        for code, count in (("93059", 3), ("93027", 1))
    ]
    for change in (MERGER, CommuneChange(on=NEXT, into="93001")):
        known = assume_unchanged(with_changes(plain, {"93027": change}), until=UNTIL)
        report = ha.check_quotas(known, ledger, on=date(2028, 1, 1))
        assert report.finding("leases", 2027, "93066").counted == ha.Bounds(3, 3)
        assert report.finding("leases", 2027, "93001").counted == ha.Bounds(1, 1)


def test_what_reads_the_codes_of_a_territory_is_shown_and_compared() -> None:
    """Its words and a comparison say until when its codes are assumed, or as of which day."""
    town = territory(("93066",))
    assumed = assume_unchanged(town, until=UNTIL)
    dated = Territory("T", "Test", "list", communes=("93066",), coded_on=LAST)
    assert assumed.say("en") == "Test (T): commune 93066, codes assumed until 30 June 2028"
    assert assumed.say("fr").endswith("commune 93066, codes supposés jusqu'au 30 juin 2028")
    for other, words in (
        (assumed, "now: commune 93066 Saint-Denis; codes assumed until"),
        (dated, "now: commune 93066 Saint-Denis; as coded on 31 Decem"),
    ):
        told = words_of(ha.compare(small_agreement(town), small_agreement(other)), "en")
        assert f"the territory, before: commune 93066 Saint-Denis; {words}" in told
    assert pickle.loads(pickle.dumps(assumed)) == copy.deepcopy(assumed) == assumed


def test_reasons_name_the_assumption_where_they_rest_on_it() -> None:
    """Past the last edition a criterion says it beside the place; before, it does not."""
    criterion = assume_unchanged(facts.residence.within(territory(("93066",))), until=UNTIL)
    household = ha.Household(residence=Place("93059"))
    told = criterion.reasons(household, on=NEXT)
    assert told.verdict is Verdict.MET
    assert f"{NOTE_EN} 30 June 2028" in words_of(told, "en")
    assert f"{NOTE_FR} 30 juin 2028" in words_of(told, "fr")
    assert NOTE_EN not in words_of(criterion.reasons(household, on=LAST), "en")
    assert NOTE_EN not in words_of(criterion.reasons(ha.Household(), on=NEXT), "en")
    past = words_of(criterion.reasons(household, on=UNTIL + timedelta(days=1)), "en")
    assert "what commune codes name is known until 30 June 2028" in past


def test_a_list_of_a_period_ends_unless_it_is_given_itself() -> None:
    """Members by edition are carried on for the territory that is given, not in an agreement."""
    body = intercommunality("200057867")
    carried = assume_unchanged(body, until=UNTIL)
    assert carried.covers(Place("93059"), on=UNTIL) is Verdict.MET
    assert not carried.members.known_on(UNTIL + timedelta(days=1))
    longer = attrs.evolve(body.members, verified_until=date(2029, 12, 31))
    known = assume_unchanged(attrs.evolve(body, members=longer), until=UNTIL)
    assert known.members.verified_until == date(2029, 12, 31)
    notes = [note.en for note in carried.tell_assumptions(NEXT)]
    ended = "assuming that the list, made for the time until 31 December 2026, goes on unchanged"
    assert [notes[0].startswith("assuming that the off"), notes[1]] == [True, ended]
    assert "listed until 31 December 2026" in carried.say("en")
    again = assume_unchanged(carried, until=UNTIL + timedelta(days=1))
    assert again == assume_unchanged(body, until=UNTIL + timedelta(days=1))
    agreement = assume_unchanged(small_agreement(body), until=UNTIL)
    assert not agreement.territory.members.known_on(NEXT)
    assert not with_changes(body, {"93027": MERGER}).members.known_on(NEXT)


def test_a_list_that_ended_before_the_last_edition_is_carried_on_in_the_open() -> None:
    """Answers after its last day name it, before the last edition too; earlier ones do not."""
    body = intercommunality("245900410")
    end = body.members.verified_until
    assert end is not None
    carried = assume_unchanged(body, until=date(2022, 6, 1))
    after = end + timedelta(days=1)
    assert carried.covers(Place("59350"), on=after) is Verdict.MET
    assert carried.tell_assumptions(end) == ()
    criterion = facts.residence.within(carried)
    household = ha.Household(residence=Place("59350"))
    told = criterion.reasons(household, on=after)
    assert f"the list, made for the time until {end.day} December {end.year}" in words_of(
        told, "en"
    )
    assert f"établie pour la période allant jusqu'au {end.day} décembre" in words_of(told, "fr")
    assert "assuming" not in words_of(criterion.reasons(household, on=end), "en")
    assert "codes assumed" not in carried.say("en")
    assert carried.covers(Place("59350"), on=date(2022, 6, 1)) is Verdict.MET
    assert not carried.members.known_on(date(2022, 6, 2))


@pytest.mark.parametrize("until", [LAST, date(2018, 1, 1)])
def test_a_day_that_is_followed_is_refused(until: date) -> None:
    """Up to the last edition nothing is to be assumed, nor up to a day that is assumed already."""
    for value in (territory(("93059",)), small_agreement(territory(("93059",)))):
        with pytest.raises(InvalidValueError, match="a day after 2026-12-31, until which all"):
            assume_unchanged(value, until=until)
    assumed = assume_unchanged(territory(("93059",)), until=UNTIL)
    with pytest.raises(InvalidValueError, match="a day after 2028-06-30"):
        assume_unchanged(assumed, until=UNTIL)


def test_an_assumption_may_be_without_end() -> None:
    """Until the last day of the calendar, all is as on the last day of the edition."""
    town = assume_unchanged(territory(("93066",)), until=date.max)
    assert town.covers(Place("93059"), on=date.max) is Verdict.MET


def test_what_has_no_rule_that_ends_is_refused() -> None:
    """Neighbourhoods alone, and criteria that ask of no place, rest on no edition."""
    for value in (Territory("Q", "Q", "list", neighbourhoods=("north",)), facts.employed):
        with pytest.raises(InvalidValueError, match="nothing in it ends"):
            assume_unchanged(value, until=UNTIL)
        with pytest.raises(InvalidValueError, match="no change concerns it"):
            with_changes(value, {"93027": MERGER})


@pytest.mark.parametrize("value", ["93059", None, 3, MERGER, ha.Household(), ("93059",)])
def test_what_is_no_value_of_rules_is_refused(value: Any) -> None:
    """Whatever else is given is named, with what is taken."""
    with pytest.raises(InvalidTypeError, match=r"assume_unchanged, value: .* a territory, a crit"):
        assume_unchanged(value, until=UNTIL)
    with pytest.raises(InvalidTypeError, match=r"with_changes, value: .* a territory, a criterion"):
        with_changes(value, {"93027": MERGER})


def change(code: str, into: str, on: date = NEXT) -> dict[str, CommuneChange]:
    """One change."""
    return {code: CommuneChange(on=on, into=into)}


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        (change("93999", "93001"), UnknownCodeError, "given '93999'"),
        (change("93027", "93999"), UnknownCodeError, "given '93999'"),
        (change("93027", "93001", LAST), InvalidValueError, "on=2026-12-31; expected a day after"),
        (change("93059", "93001"), InvalidValueError, "it is part of 93066 since 2025-01-01"),
        (change("93027", "93059"), InvalidValueError, "in use on 2027-01-01; write into='93066'"),
        (change("93027", "93027"), InvalidValueError, "expected another commune"),
        (change("75115", "75056"), InvalidValueError, "write '75056'"),
        (change("75056", "75115"), InvalidValueError, "it has districts"),
        (change("93027", "75101"), InvalidValueError, "write the city: '75056'"),
        (change("93027", "94068"), InvalidValueError, "a commune of the department 93"),
        (change("93027", "93001") | change("93001", "93027"), InvalidObjectError, "2 faults"),
        (
            change("93027", "93001") | change("93001", "93027", UNTIL),
            InvalidValueError,
            "'93001': given into='93027'; expected a commune in use on 2028-06-30",
        ),
        (
            change("93027", "93001") | change("93001", "93066"),
            InvalidValueError,
            "'93027': given into='93001'; .* write into='93066'",
        ),
        ({}, InvalidValueError, "at least one change"),
        ({"9327": MERGER}, InvalidValueError, "an INSEE commune code"),
        ({"93027": "93001"}, InvalidTypeError, "a mapping of codes of communes"),
        ([("93027", MERGER)], InvalidTypeError, "a mapping of codes of communes"),
    ],
)
def test_a_change_that_contradicts_the_official_code_is_refused(
    changes: Any, kind: type[Exception], words: str
) -> None:
    """The error names the change, what was given, and what to write where that is known."""
    with pytest.raises(kind, match=words):
        with_changes(territory(("93001",)), changes)


def test_a_commune_may_have_been_taken_in_by_one_that_ends_later() -> None:
    """Of changes one after another, each is into a commune in use on its day."""
    chain = change("93027", "93001") | change("93001", "93066", UNTIL)
    known = with_changes(territory(("93066",)), chain)
    assert known.covers(Place("93027"), on=UNTIL - timedelta(days=1)) is Verdict.UNMET
    assert known.covers(Place("93027"), on=UNTIL) is Verdict.MET


def test_a_change_does_not_contradict_one_told_before() -> None:
    """The same commune does not become part of two others."""
    known = with_changes(territory(("93001",)), {"93027": MERGER})
    with pytest.raises(InvalidValueError, match="'93001' on 2027-07-01, as told before"):
        with_changes(known, change("93027", "93066"))


def test_a_change_checks_itself() -> None:
    """A day and a code, all faults at once."""
    untyped: Any = CommuneChange
    with pytest.raises(InvalidObjectError, match="2 faults"):
        untyped(on="2027-01-01", into="9301")
