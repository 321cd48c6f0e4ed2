"""What changed between two versions of an agreement, and nothing else."""

import pickle
from collections.abc import Callable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.told import words_of

from housing_agreements import (
    Agreement,
    AgreementKind,
    Amendment,
    Commitment,
    Comparison,
    Contingent,
    Criterion,
    Difference,
    InvalidTypeError,
    Judge,
    Levels,
    Management,
    Nature,
    Party,
    Per,
    Period,
    PriorityPublic,
    Rounding,
    Share,
    Source,
    Stage,
    Substitute,
    Territory,
    Text,
    Timeline,
    Undertaking,
    UnknownCodeError,
    Unsure,
    Verdict,
    Volume,
    compare,
    facts,
)
from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
from housing_agreements.geography._coverage import NOTHING, Coverage
from housing_agreements.geography._members import Members
from housing_agreements.rules._vocabulary import say_field, say_field_value
from housing_agreements.rules.comparison import Stretch, contrast_levels
from housing_agreements.testing import laws
from housing_agreements.testing.strategies import (
    agreements,
    amendments,
    days,
    places,
    schedules,
    territories,
)

HOLDER = Party("holder", "The holder")
GIRONDE = Territory("33", "Gironde", "department", departments=("33",))
TERM = Period.years(2016, 2018)
DALO = PriorityPublic("dalo", "DALO", facts.dalo_recognised)
QUARTER = Share(
    "quarter",
    to=("dalo",),
    stage=Stage.DECIDED,
    at_least={2016: "15 %", 2017: "20 %", 2018: "25 %"},
    title=Text("Quarter", "Quart"),
)
STUDY = Undertaking("study", "A study", by=("holder",), due=date(2016, 6, 30))
BASE = Agreement(
    "synthetic",
    AgreementKind.OTHER,
    Text("A synthetic agreement", "Une convention synthétique"),
    parties=(HOLDER,),
    signed_on=date(2016, 1, 1),
    term=TERM,
    territory=GIRONDE,
    contingents=(Contingent("rights", HOLDER, GIRONDE),),
    publics=(DALO,),
    commitments=(QUARTER,),
    undertakings=(STUDY,),
)
SERIES = (Agreement, Contingent, PriorityPublic, Share, Volume, Undertaking)


def alike(value: Any) -> Any:
    """A value without the order of its series, whose parts are told by their codes."""
    if isinstance(value, Territory):
        caveats = frozenset(value.caveats)
        return (value.code, value.name, value.level, value.members, caveats)
    if isinstance(value, SERIES):
        named = {
            field.name: alike(getattr(value, field.name)) for field in attrs.fields(type(value))
        }
        if isinstance(value, Commitment) and value.periods is None:
            named["periods"] = frozenset()
        return (type(value), tuple(sorted(named.items())))
    if isinstance(value, Levels):
        return (value.common, frozenset(value.by_group))
    return frozenset(map(alike, value)) if isinstance(value, tuple) else value


def shuffled(value: Any) -> Any:
    """The same value, with each of its series turned round."""
    if not isinstance(value, SERIES):
        return value
    changes: dict[str, Any] = {
        field.name: tuple(map(shuffled, reversed(given)))
        for field in attrs.fields(type(value))
        if isinstance(given := getattr(value, field.name), tuple)
        and given
        and field.name not in {"amendments", "per"}
    }
    kind: Any = value
    return attrs.evolve(kind, **changes)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Agreement, Agreement]:
    """Two versions of one agreement, or two agreements."""
    one = draw(agreements(max_amendments=0))
    if draw(st.booleans()):
        return one, draw(agreements())
    amendment = draw(amendments(agreement=one))
    return one, one.amend(amendment).on(amendment.effective, known=amendment.signed_on)


@given(agreements())
@settings(max_examples=25)
def test_an_agreement_does_not_differ_from_itself(agreement: Agreement) -> None:
    """Nor from itself with its series in another order."""
    assert len(compare(agreement, agreement)) == 0
    assert tuple(compare(agreement, shuffled(agreement))) == ()


@given(versions())
@settings(max_examples=40)
def test_the_way_back_mirrors_the_way_there(pair: tuple[Agreement, Agreement]) -> None:
    """The differences seen from the other side are the same ones, each mirrored and said."""
    laws.comparing_mirrors(*pair)


@given(versions())
@settings(max_examples=40)
def test_a_comparison_is_empty_only_when_both_say_the_same(
    pair: tuple[Agreement, Agreement],
) -> None:
    """No difference is lost, and none is made up."""
    one, other = pair
    assert (len(compare(one, other)) == 0) is (alike(one) == alike(other))


@given(st.data())
@settings(max_examples=50)
def test_one_field_changed_is_one_field_named(data: st.DataObject) -> None:
    """With one field taken from another agreement or part, only that field differs."""
    one, other = data.draw(agreements(max_amendments=0)), data.draw(agreements())
    pairs = [(one, other)] + [
        (mine, theirs)
        for mine in one.parts
        for theirs in other.parts
        if mine.code == theirs.code and type(mine) is type(theirs)
    ]
    mine, theirs = data.draw(st.sampled_from(pairs))
    fields = [each.name for each in attrs.fields(type(mine)) if each.name != "code"]
    field = data.draw(st.sampled_from(fields))
    try:
        evolved: Any = attrs.evolve(mine, **{field: getattr(theirs, field)})
        changed = one
        if not isinstance(mine, Agreement):
            amendment = Amendment(
                effective=date.min, signed_on=date.min, replace=(evolved,), term=one.term
            )
            changed = one.amend(amendment).on(date.min)
    except ValueError:
        return
    except LookupError:
        return
    changed = evolved if isinstance(mine, Agreement) else changed
    found = compare(one, changed)
    assert (len(found) == 0) is (alike(mine) == alike(evolved))
    if not isinstance(mine, Agreement):
        assert {each.part for each in found} <= {mine.code}
        assert {each.field.partition(",")[0] for each in found} <= {field}


@given(versions())
@settings(max_examples=40)
def test_every_difference_can_be_said(pair: tuple[Agreement, Agreement]) -> None:
    """Each is one sentence in each language, and none is said twice."""
    found = compare(*pair)
    for language in ("en", "fr"):
        said = [words_of(each, language) for each in found]
        assert all(said)
        assert len({line for line in said if "\n" in line}) == 0
    assert len(set(found)) == len(found)


@given(st.data())
@settings(max_examples=40)
def test_what_a_territory_gains_and_loses_is_what_it_lists(data: st.DataObject) -> None:
    """A place is gained on a day exactly when the lists name it after and did not before."""
    one, other = data.draw(territories()), data.draw(territories())
    place, day = data.draw(places()), data.draw(days())
    found = compare(attrs.evolve(BASE, territory=one), attrs.evolve(BASE, territory=other))

    def holds(nature: Nature) -> set[Verdict]:
        """What is told of the place on the day."""
        told = set()
        for each in found:
            if each.part is None and each.field == "territory" and each.nature is nature:
                assert isinstance(each.when, Stretch)
                first, last = each.when
                within = (first is None or first <= day) and (last is None or day <= last)
                members = each.after if nature is Nature.ADDED else each.before
                assert isinstance(members, Members)
                if within:
                    told.add(members.covering(place.commune).holds(place.neighbourhood))
        return told or {Verdict.UNMET}

    if not (one.members.known_on(day) and other.members.known_on(day)):
        return
    before, after = (
        listing.members.on(day).covering(place.commune).holds(place.neighbourhood)
        for listing in (one, other)
    )
    if place.neighbourhood is not None:
        assert holds(Nature.ADDED) == {after & ~before}
        assert holds(Nature.REMOVED) == {before & ~after}


@given(schedules(), schedules())
def test_schedules_differ_period_by_period(one: Any, other: Any) -> None:
    """Each period with another level is told once, with both levels."""
    before, after = (Levels(common=each.map(Fraction)) for each in (one, other))
    found = list(contrast_levels("at_least", (before, ()), (after, ())))
    periods = {*before.periods, *after.periods}
    expected = {
        period: (before.at(period), after.at(period))
        for period in periods
        if before.at(period) != after.at(period)
    }
    assert {each.when: (each.before, each.after) for each in found} == expected
    assert [each.when for each in found] == sorted(expected)


def changed(part: Callable[[Agreement], Any] | None = None, **fields: Any) -> Comparison:
    """The comparison of the agreement with itself after a change."""
    if part is None:
        return compare(BASE, attrs.evolve(BASE, **fields))
    evolved = attrs.evolve(part(BASE), **fields)
    amendment = Amendment(effective=date.min, signed_on=date.min, replace=(evolved,))
    return compare(BASE, BASE.amend(amendment).on(date.min))


def quarter(agreement: Agreement) -> Commitment:
    """The only commitment."""
    return agreement.commitments[0]


def told(comparison: Comparison) -> tuple[str, str]:
    """The comparison in both languages."""
    return words_of(comparison, "en"), words_of(comparison, "fr")


def test_a_level_is_told_period_by_period() -> None:
    """Raised, dropped and new ones, each in a sentence."""
    found = changed(quarter, at_least={2017: "25 %", 2018: "25 %", 2019: "30 %"})
    assert told(found) == (
        (
            "Quarter, 2016: the floor, removed: 15 %\n"
            "Quarter, 2017: the floor goes from 20 % to 25 %\n"
            "Quarter, 2019: the floor, added: 30 %"
        ),
        (
            "Quart, 2016\u00a0: le plancher, retrait\u00a0: 15\u00a0%\n"
            "Quart, 2017\u00a0: le plancher passe de 20\u00a0% à 25\u00a0%\n"
            "Quart, 2019\u00a0: le plancher, ajout\u00a0: 30\u00a0%"
        ),
    )


def test_a_constant_level_stands_for_its_periods() -> None:
    """Beside a schedule it is told year by year; where it says the same, as a whole."""
    found = changed(quarter, at_least="20 %")
    assert [(str(each.when), each.before, each.after) for each in found] == [
        ("2016", Fraction(3, 20), Fraction(1, 5)),
        ("2018", Fraction(1, 4), Fraction(1, 5)),
    ]
    flat = attrs.evolve(QUARTER, at_least=dict.fromkeys((2016, 2017, 2018), "20 %"))
    before = attrs.evolve(BASE, commitments=(flat,))
    constant = attrs.evolve(BASE, commitments=(attrs.evolve(QUARTER, at_least="20 %"),))
    assert words_of(compare(before, constant)) == (
        "Quarter: the floor, before: [20 % (2016), 20 % (2017), 20 % (2018)]; now: "
        "[20 % in every period]"
    )
    raised = attrs.evolve(BASE, commitments=(attrs.evolve(QUARTER, at_least="30 %"),))
    assert words_of(compare(constant, raised)) == "Quarter: the floor goes from 20 % to 30 %"


def test_a_level_by_group_names_the_group() -> None:
    """The common level and those of groups are told apart; a pair is written with a stroke."""
    one = attrs.evolve(QUARTER, per=(Per.COMMUNE,), at_least={"33063": "20 %"})
    levels: Any = {"33063": "25 %", "33039": {2017: "10 %"}}
    other = attrs.evolve(one, at_least=levels)
    pair = attrs.evolve(
        QUARTER, per=(Per.COMMUNE, Per.LANDLORD), at_least={("33063", "office"): "20 %"}
    )
    first, second, third = (attrs.evolve(BASE, commitments=(each,)) for each in (one, other, pair))
    assert str(compare(first, second)) == (
        "Quarter, 33063 Bordeaux: the floor goes from 20 % to 25 %\n"
        "Quarter, 33039 Bègles, 2017: the floor, added: 10 %"
    )
    assert "Quarter, 33063 Bordeaux / office: the floor, added: 20 %" in str(compare(first, third))
    assert say_field_value(pair.at_least, "en") == "[20 % (33063 / office) in every period]"


def test_publics_that_count_are_added_and_removed() -> None:
    """Each by its name."""
    found = compare(
        BASE,
        attrs.evolve(
            BASE,
            publics=(*BASE.publics, PriorityPublic("shelter", "Shelter", facts.employed)),
            commitments=(attrs.evolve(QUARTER, to=("shelter",)),),
        ),
    )
    assert told(found) == (
        (
            "the publics, added: Shelter\n"
            "Quarter: what counts, removed: DALO\n"
            "Quarter: what counts, added: Shelter"
        ),
        (
            "les publics, ajout\u00a0: Shelter\n"
            "Quart\u00a0: ce qui compte, retrait\u00a0: DALO\n"
            "Quart\u00a0: ce qui compte, ajout\u00a0: Shelter"
        ),
    )
    assert [each.field for each in found.of("quarter")] == ["to", "to"]
    assert found.of("study") == ()


def test_a_definition_is_told_day_by_day() -> None:
    """Where it widens, since when it is known, and when nobody can belong any more."""
    wider = Timeline({date(2016, 1, 1): facts.dalo_recognised, date(2017, 1, 1): facts.employed})
    ended = Timeline(
        {date.min: facts.dalo_recognised, date(2018, 1, 1): None}, verified_until=date(2018, 6, 30)
    )
    assert told(changed(lambda each: each.publics[0], criterion=wider)) == (
        (
            "DALO: the first day on which the definition is known, before: “not stated”; "
            "now: 1 January 2016\n"
            "DALO, from 1 January 2017: the definition, before: recognised under DALO; "
            "now: employed"
        ),
        (
            "DALO\u00a0: le premier jour où la définition est connue, avant\u00a0: "
            "«\u00a0non précisé\u00a0»\u202f; désormais\u00a0: 1er janvier 2016\n"
            "DALO, à partir du 1er janvier 2017\u00a0: la définition, avant\u00a0: reconnu "
            "au titre du DALO\u202f; désormais\u00a0: salarié"
        ),
    )
    assert words_of(changed(lambda each: each.publics[0], criterion=ended)) == (
        "DALO: the last day on which the definition was verified, before: “not stated”; "
        "now: 30 June 2018\n"
        "DALO, 1 January 2018 to 30 June 2018: the definition, before: recognised under "
        "DALO; now: “nobody”"
    )


def test_a_change_that_no_day_shows_is_told_as_a_whole() -> None:
    """What two timelines say past the last verified day differs all the same."""
    until = date(2017, 12, 31)
    one, other = (
        Timeline[Criterion | None](
            {date(2016, 1, 1): facts.employed, date(2019, 1, 1): later}, verified_until=until
        )
        for later in (facts.dalo_recognised, None)
    )
    before, after = (
        attrs.evolve(BASE, publics=(attrs.evolve(DALO, criterion=each),)) for each in (one, other)
    )
    assert words_of(compare(before, after)) == (
        "DALO: the definition, before: [from 1 January 2016: employed; from 1 January "
        "2019: recognised under DALO]; now: [from 1 January 2016: employed; from 1 January 2019: "
        "“nobody”]"
    )


def test_communes_come_and_go() -> None:
    """By the days on which they are gained and lost, and where only a part of them is."""
    listed = Timeline.of_members({"33063": Period.years(2016, 2017), "33039": date(2017, 1, 1)})
    before = Territory("t", "List", "list", communes=("33063",))
    after = Territory("t", "List", "list", communes=listed)
    parts = after - Territory("n", "Part", "list", neighbourhoods=("north",))
    assert told(compare(*(attrs.evolve(BASE, territory=each) for each in (before, after)))) == (
        (
            "A synthetic agreement, until 31 December 2015: the territory, removed: commune "
            "33063 Bordeaux\n"
            "A synthetic agreement, 1 January 2017 to 31 December 2017: the territory, added: "
            "commune 33039 Bègles\n"
            "A synthetic agreement, from 1 January 2018: the territory, removed: commune 33063 "
            "Bordeaux\n"
            "A synthetic agreement, from 1 January 2018: the territory, added: commune 33039 Bègles"
        ),
        (
            "Une convention synthétique, jusqu'au 31 décembre 2015\u00a0: le territoire, "
            "retrait\u00a0: commune 33063 Bordeaux\n"
            "Une convention synthétique, du 1er janvier 2017 au 31 décembre 2017\u00a0: le "
            "territoire, ajout\u00a0: commune 33039 Bègles\n"
            "Une convention synthétique, à partir du 1er janvier 2018\u00a0: le territoire, "
            "retrait\u00a0: commune 33063 Bordeaux\n"
            "Une convention synthétique, à partir du 1er janvier 2018\u00a0: le territoire, "
            "ajout\u00a0: commune 33039 Bègles"
        ),
    )
    renamed = Territory("t", "List", "list", members=parts.members)
    found = compare(*(attrs.evolve(BASE, territory=each) for each in (after, renamed)))
    assert [say_field_value(each.before, "fr") for each in found] == [
        "commune 33063 Bordeaux (north seulement)",
        "communes 33039 Bègles (north seulement) et 33063 Bordeaux (north seulement)",
        "commune 33039 Bègles (north seulement)",
    ]
    assert (
        say_field_value(parts.members.on(date(2016, 1, 1)), "en")
        == "commune 33063 Bordeaux (but north)"
    )
    wide = GIRONDE - before | Territory("n", "Part", "list", neighbourhoods=("north",))
    assert say_field_value(wide.members.on(date(2016, 1, 1)), "en") == (
        "anywhere (only north); department 33 Gironde; commune 33063 Bordeaux (only north)"
    )
    doubtful = Territory("d", "Doubtful", "list", possible_communes=("33063",))
    here = Territory("n", "Part", "list", neighbourhoods=("north",))
    perhaps = Members(NOTHING, {}, {"33063": Coverage(None, {"north": True, "south": False})})
    assert say_field_value(doubtful.members.on(date(2016, 1, 1)), "en") == (
        "commune 33063 Bordeaux (perhaps)"
    )
    assert say_field_value((before - (doubtful & here)).members.on(date(2016, 1, 1)), "fr") == (
        "commune 33063 Bordeaux (peut-être north)"
    )
    assert say_field_value(perhaps, "en") == (
        "commune 33063 Bordeaux (perhaps; surely north; but south)"
    )
    assert say_field_value((GIRONDE - before).members.on(date(2016, 1, 1)), "fr") == (
        "département 33 Gironde; commune 33063 Bordeaux (exclue)".replace("; ", "\u202f; ")
    )


def test_a_base_of_its_own_is_told() -> None:
    """Where a commitment gets or loses a territory of its own."""
    town = Territory("town", "The town", "commune", communes=("33063",))
    assert str(changed(quarter, territory=town)) == (
        "Quarter: the territory, before: “all of the agreement”; now: The town"
    )


def test_the_agreement_itself_is_compared_first() -> None:
    """Code, term, signatories, sources and tags; another code is a difference as any other."""
    found = changed(
        code="other",
        term=Period.years(2016, 2019),
        parties=(attrs.evolve(HOLDER, name="A new name"), Party("city", "City")),
        tags=("transfer",),
        sources=(Source("A text", "§ 2"),),
        signed_on=None,
    )
    assert told(found) == (
        (
            "A synthetic agreement: the code, before: synthetic; now: other\n"
            "A synthetic agreement: the signatories, before: The holder; now: A new name\n"
            "A synthetic agreement: the signatories, added: City\n"
            "A synthetic agreement: the day of signature, before: 1 January 2016; now: “not "
            "stated”\n"
            "A synthetic agreement: the term, before: 2016-2018; now: 2016-2019\n"
            "A synthetic agreement: the tags, added: transfer\n"
            "A synthetic agreement: the sources, added: A text, § 2"
        ),
        (
            "Une convention synthétique\u00a0: le code, avant\u00a0: synthetic\u202f; "
            "désormais\u00a0: other\nUne convention synthétique\u00a0: les signataires, "
            "avant\u00a0: The holder\u202f; désormais\u00a0: A new name\nUne convention "
            "synthétique\u00a0: les signataires, ajout\u00a0: City\nUne convention "
            "synthétique\u00a0: la date de signature, avant\u00a0: 1er janvier 2016\u202f; "
            "désormais\u00a0: «\u00a0non précisé\u00a0»\nUne convention synthétique\u00a0: la "
            "durée, avant\u00a0: 2016-2018\u202f; désormais\u00a0: 2016-2019\nUne convention "
            "synthétique\u00a0: les étiquettes, ajout\u00a0: transfer\nUne convention "
            "synthétique\u00a0: les sources, ajout\u00a0: A text, § 2"
        ),
    )
    assert {each.part for each in found} == {None}


def test_a_share_may_become_a_number() -> None:
    """The kind is told, and each level as it was written."""
    volume = Volume("quarter", to=("dalo",), stage=Stage.DECIDED, at_least={2018: 403})
    found = compare(BASE, attrs.evolve(BASE, commitments=(volume,)))
    assert [str(each) for each in found.of("quarter")] == [
        "quarter: the kind, before: a share; now: a number",
        "quarter, 2016: the floor, removed: 15 %",
        "quarter, 2017: the floor, removed: 20 %",
        "quarter, 2018: the floor goes from 25 % to 403",
        "quarter: the title goes from “Quarter” to “not stated”",
    ]


def test_what_else_a_commitment_states_is_told() -> None:
    """Rounding, substitution, cumulation and the rest, in words."""
    found = compare(
        BASE,
        attrs.evolve(
            BASE,
            publics=(DALO, attrs.evolve(DALO, code="failing")),
            commitments=(
                attrs.evolve(
                    QUARTER,
                    rounding=Rounding.UP,
                    cumulative=True,
                    substitute=Substitute(("failing",), "50 %"),
                ),
            ),
        ),
    )
    assert [words_of(each, "fr") for each in found.of("quarter")] == [
        ("Quart\u00a0: l'arrondi, avant\u00a0: sans arrondi\u202f; désormais\u00a0: par excès"),
        "Quart\u00a0: le cumul des périodes passe de non à oui",
        (
            "Quart\u00a0: la substitution, avant\u00a0: «\u00a0aucune\u00a0»\u202f; "
            "désormais\u00a0: failing, au plus 50\u00a0% de ce qui est dû"
        ),
    ]
    assert "failing, at most 50 % of what is owed" in words_of(found, "en")


def test_parts_of_another_kind_under_one_code_are_two_parts() -> None:
    """One is removed and the other added."""
    one = attrs.evolve(BASE, undertakings=(), commitments=())
    other = attrs.evolve(one, publics=(), contingents=(), undertakings=(STUDY,))
    found = compare(one, other)
    assert [(each.field, each.nature) for each in found] == [
        ("contingents of the agreement", Nature.REMOVED),
        ("publics", Nature.REMOVED),
        ("undertakings", Nature.ADDED),
    ]
    assert found[0].before == BASE.contingents[0]
    assert str(found) == (
        "the contingents, removed: The holder\n"
        "the publics, removed: DALO\n"
        "the undertakings, added: A study"
    )


def test_amendments_not_yet_applied_are_told_as_such() -> None:
    """The original terms are the same; the list of amendments is longer."""
    later = Amendment(
        effective=date(2017, 1, 1), signed_on=date(2016, 12, 1), term=Period.years(2016, 2019)
    )
    assert told(compare(BASE, BASE.amend(later))) == (
        (
            "A synthetic agreement: the amendments, added: that of 1 December 2016, in effect "
            "from 1 January 2017"
        ),
        (
            "Une convention synthétique\u00a0: les avenants, ajout\u00a0: celui du 1er décembre "
            "2016, applicable à partir du 1er janvier 2017"
        ),
    )


def test_the_same_is_said_to_be_the_same() -> None:
    """An empty comparison says so, in both languages."""
    assert told(compare(BASE, BASE)) == ("nothing changed", "rien n'a changé")


def test_the_catalogued_agreements_compare() -> None:
    """Two agreements differ in their codes first; their shared part in its stage."""
    found = compare(gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT)
    assert (found[0].field, found[0].before, found[0].after) == (
        "code",
        "gironde-2018",
        "ile-de-france-2016",
    )
    stage = next(each for each in found.of("quarter") if each.field == "stage")
    assert (stage.before, stage.after) == (Stage.AVAILABLE, Stage.DECIDED)


def test_the_comparison_is_a_sequence() -> None:
    """It can be counted and sliced, and is not read as true or false; a wrong code is named."""
    found = changed(term=Period.years(2016, 2019), signed_on=None)
    assert (len(found), found[:1], found[1].field) == (2, (found[0],), "term")
    with pytest.raises(UnknownCodeError, match="did you mean 'quarter'"):
        found.of("quartre")
    assert pickle.loads(pickle.dumps(found)) == found
    assert isinstance(found[0], Difference)
    with pytest.raises(InvalidTypeError, match=r"its length; write len\(answer\)"):
        bool(found)


def test_anything_but_agreements_is_refused() -> None:
    """Each side is named."""
    with pytest.raises(InvalidTypeError, match="compare, before"):
        compare("a", BASE)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="compare, after"):
        compare(BASE, "a")  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("kind", [*SERIES, Territory])
def test_every_field_has_a_name(kind: type) -> None:
    """A field that is added to the model must be named here too, unless it is only kept."""
    for field in (field for field in attrs.fields(kind) if field.init):
        if kind is Territory:
            name = "territory" if field.name == "members" else f"territory, {field.name}"
        else:
            name = field.name
        assert say_field(name, "fr")


@pytest.mark.parametrize("kind", [AgreementKind, Management, Stage, Unsure, Rounding, Judge, Per])
def test_every_choice_has_words(kind: type[Enum]) -> None:
    """A choice that is added to the model must be worded here too."""
    words = {say_field_value(each, "fr") for each in kind}
    assert len(words) == len(kind)


def test_former_terms_are_told_where_the_terms_are_equal() -> None:
    """A longer term is one difference; where only its past differs, that is told."""
    longer = Period(TERM.start, date(2019, 7, 1))
    amendment = Amendment(effective=date(2018, 6, 1), signed_on=date(2018, 6, 1), term=longer)
    amended = BASE.amend(amendment).on(date(2018, 6, 1))
    assert [each.field for each in compare(BASE, amended)] == ["term"]
    by_itself = attrs.evolve(amended, former_terms=())
    (difference,) = compare(by_itself, amended)
    assert (difference.field, difference.nature) == ("former_terms", Nature.ADDED)
    assert words_of(difference, "en") == (
        "A synthetic agreement: the terms that it had before, added: 2016-2018"
    )
    assert "les durées qu'elle a eues auparavant" in words_of(difference, "fr")


def test_the_repr_of_a_difference_names_its_group() -> None:
    """So that two of one commitment are told apart at a prompt."""
    one = attrs.evolve(QUARTER, per=(Per.COMMUNE, Per.LANDLORD), at_least={("33063", "a"): "20 %"})
    other = attrs.evolve(one, at_least={("33063", "a"): "25 %"})
    (difference,) = compare(
        *(attrs.evolve(BASE, commitments=(commitment,)) for commitment in (one, other))
    )
    assert repr(difference) == (
        "<Difference in quarter, the floor, 33063 / a: 20 % before, 25 % now>"
    )
