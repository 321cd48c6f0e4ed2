"""Entries of a ledger: what they accept, and the two ways in which attributions are checked."""

import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any
from unittest import mock

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from housing_agreements.errors import (
    HousingAgreementsError,
    InvalidTypeError,
    InvalidValueError,
)
from housing_agreements.geography._coverage import is_commune_code
from housing_agreements.geography.territories import NO_NEIGHBOURHOOD
from housing_agreements.model.entries import (
    ATTRIBUTION_STAGES,
    NOT_KNOWN,
    PRODUCTION_STAGES,
    Attribution,
    Production,
    Stage,
)
from housing_agreements.testing import strategies as drawn
from housing_agreements.values.periods import Period

SETS = ("publics", "possible_publics", "tags")
CODES = ("id", "contingent", "neighbourhood", "landlord", "programme")

noon = datetime(2018, 3, 1, 12, tzinfo=UTC)
anything = st.sampled_from(
    ("dalo", "", " ", "a b", "a ", "\u00a0a", None, True, 0, 1, -1, 1.5, noon, b"94068", ("a",))
)
FIRST_DAYS = tuple(date(2018, 1, number) for number in (1, 2, 3, 4))
known_days = st.none() | st.sampled_from(FIRST_DAYS)
days = st.one_of(
    known_days,
    st.builds(
        lambda first, length: Period(first, first + timedelta(days=length)),
        st.sampled_from(FIRST_DAYS),
        st.integers(1, 3),
    ),
    st.just(NOT_KNOWN),
    anything,
)
codes = st.sampled_from(("dalo", "shelter", "a b", "", "a ", 3))
several = st.frozensets(codes, max_size=2) | st.lists(codes, max_size=2) | anything
communes = st.sampled_from(("94068", "2A004", "2C004", "9406", "940680", "٩٤٠٦٨")) | anything

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.sampled_from(("A1", "A2")) | anything,
    "contingent": st.just("state") | anything,
    "commune": communes,
    **dict.fromkeys(SETS, several),
    **{stage.field: days for stage in ATTRIBUTION_STAGES},
    "cancelled_on": known_days | st.just(NOT_KNOWN) | st.just(Period.year(2018)) | anything,
    "neighbourhood": st.just(NO_NEIGHBOURHOOD) | anything,
    "landlord": anything,
    "programme": anything,
    "count": st.integers(-1, 3) | anything,
}


@st.composite
def nearly_sound(draw: st.DrawFn) -> dict[str, Any]:
    """The fields of an attribution, all of them sound but a few at most."""
    entry = draw(drawn.attributions())
    fields = {field.name: getattr(entry, field.name) for field in attrs.fields(Attribution)}
    for name in draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=3)):
        fields[name] = draw(FIELDS[name])
    return fields


def is_code(value: object) -> bool:
    """Whether a value may be a code."""
    return type(value) is str and value != "" and value == value.strip()


def is_sound(fields: dict[str, Any]) -> bool:
    """Whether an attribution may have such fields, looked at one by one."""
    for name in CODES:
        optional = name not in {"id", "contingent"}
        if not is_code(fields[name]) and not (optional and fields[name] is None):
            return False
    for name in SETS:
        given_codes = fields[name]
        if not isinstance(given_codes, (frozenset, list, tuple)):
            return False
        if not all(is_code(code) for code in given_codes):
            return False
    ordered = [fields[stage.field] for stage in ATTRIBUTION_STAGES]
    reached = [day for day in ordered if day is not None and day is not NOT_KNOWN]
    return (
        is_commune_code(fields["commune"])
        and (fields["cancelled_on"] is None or type(fields["cancelled_on"]) is date)
        and all(type(day) in {date, Period} for day in reached)
        and can_follow(reached)
        and type(fields["count"]) is int
        and fields["count"] >= 1
        and not set(fields["publics"]) & set(fields["possible_publics"])
    )


def can_follow(reached: Sequence[date | Period]) -> bool:
    """Whether each may be reached on the first day that is left for it, one after another."""
    day = date.min
    for each in reached:
        first, last = (each.start, each.last_day) if isinstance(each, Period) else (each, each)
        day = max(day, first)
        if day > last:
            return False
    return True


@given(nearly_sound())
def test_an_attribution_is_accepted_exactly_when_sound(fields: dict[str, Any]) -> None:
    """An attribution is accepted exactly when each field is sound and its days are in order."""
    if is_sound(fields):
        entry = Attribution(**fields)
        for name in SETS:
            assert type(getattr(entry, name)) is frozenset
            assert getattr(entry, name) == frozenset(fields[name])
    else:
        with pytest.raises(HousingAgreementsError, match=r"given .*; expected|faults"):
            Attribution(**fields)


@given(nearly_sound())
def test_the_two_ways_of_checking_agree(fields: dict[str, Any]) -> None:
    """What is accepted at once would be accepted by the slow look too, and is left as it is."""
    slow: Callable[[Attribution], None] = vars(Attribution)["_check"]
    with mock.patch.object(Attribution, "_check") as not_accepted:
        entry = Attribution(**fields)
    if not not_accepted.called:
        before = attrs.astuple(entry)
        slow(entry)
        assert attrs.astuple(entry) == before


@pytest.mark.parametrize("code", ["", " ", "a ", "\u00a0a"])
@pytest.mark.parametrize("name", [*CODES, *SETS])
def test_a_code_with_blank_ends_is_refused_wherever_it_stands(name: str, code: str) -> None:
    """A code that is empty or has blank ends is refused, even if all the rest is sound."""
    fields: dict[str, Any] = {"id": "A1", "contingent": "state", "commune": "94068"}
    fields[name] = frozenset({"dalo", code}) if name in SETS else code
    with pytest.raises(InvalidValueError, match=f"{name}: given .*without blank ends"):
        Attribution(**fields)


@pytest.mark.parametrize("code", [3, b"94068", ("a",)])
@pytest.mark.parametrize("name", [*CODES, *SETS])
def test_a_code_that_is_no_string_is_refused_wherever_it_stands(name: str, code: object) -> None:
    """A code that is not a string is refused, even if all the rest is sound."""
    fields: dict[str, Any] = {"id": "A1", "contingent": "state", "commune": "94068"}
    fields[name] = frozenset({"dalo", code}) if name in SETS else code
    with pytest.raises(InvalidTypeError, match=f"{name}: given .*a code: one line"):
        Attribution(**fields)


@pytest.mark.parametrize("name", [*(stage.field for stage in ATTRIBUTION_STAGES), "cancelled_on"])
def test_a_day_with_a_time_is_refused_wherever_it_stands(name: str) -> None:
    """A `datetime` is refused for each day, even if all the rest is sound."""
    given_days: dict[str, Any] = {name: noon}
    with pytest.raises(InvalidTypeError, match=rf"{name}: given .*call \.date\(\)"):
        Attribution("A1", "state", "94068", **given_days)


@pytest.mark.parametrize(("earlier", "later"), list(combinations(ATTRIBUTION_STAGES, 2)))
def test_no_stage_comes_before_an_earlier_one(earlier: Stage, later: Stage) -> None:
    """Of any two stages the later one may fall on the same day, and not the day before."""
    day = date(2018, 3, 1)
    given_days: dict[str, Any] = {earlier.field: day, later.field: day}
    Attribution("A1", "state", "94068", **given_days)
    given_days[later.field] -= timedelta(days=1)
    with pytest.raises(InvalidValueError, match=f"{later.field}: .*not before {earlier.field}"):
        Attribution("A1", "state", "94068", **given_days)


@pytest.mark.parametrize(
    ("given_day", "remedy"),
    [
        (2018, "write Period.year(2018)"),
        ("2019", "write Period.year(2019)"),
        ("2018-05", "write Period.lasting(date(2018, 5, 1), months=1)"),
        ("2018-05-06", "write date(2018, 5, 6)"),
        ("2018-5", "write date(2016, 3, 7)"),
        ("2018-13", "write date(2016, 3, 7)"),
        ("2018-", "write date(2016, 3, 7)"),
        ("18-05", "write date(2016, 3, 7)"),
        (20180506, "write date(2016, 3, 7)"),
        (2018.0, "write date(2016, 3, 7)"),
        (True, "write date(2016, 3, 7)"),
    ],
)
def test_what_is_no_day_of_a_stage_is_told_what_to_write(given_day: Any, remedy: str) -> None:
    """A year, a month or a day that is written otherwise is refused with what to write."""
    for build in (
        lambda: Attribution("A1", "state", "94068", signed_on=given_day),
        lambda: Production("P1", "94068", started_on=given_day),
    ):
        with pytest.raises(InvalidTypeError) as caught:
            build()
        assert f"given {given_day!r}" in str(caught.value)
        assert "a day (datetime.date), a Period, NOT_KNOWN or None" in str(caught.value)
        assert str(caught.value).endswith(remedy)


def test_a_period_is_out_of_order_when_none_of_its_days_could_follow() -> None:
    """A period may end on the first possible day of the stage before, and not the day before."""
    decided = Period(date(2018, 3, 1), date(2018, 4, 1))
    ends_in_time = Period(date(2018, 1, 1), date(2018, 3, 2))
    Attribution("A1", "state", "94068", decided_on=decided, signed_on=ends_in_time)
    for before in (decided, date(2018, 3, 1)):
        with pytest.raises(InvalidValueError) as caught:
            Attribution(
                "A1",
                "state",
                "94068",
                available_on=NOT_KNOWN,
                decided_on=before,
                signed_on=Period(date(2018, 1, 1), date(2018, 3, 1)),
            )
        assert "given the period 2018-01-01 to 2018-02-28" in str(caught.value)
        assert "expected a day not before decided_on, 2018-03-01" in str(caught.value)


@given(drawn.attributions())
def test_the_usual_attribution_is_accepted_at_once(entry: Attribution) -> None:
    """No sound attribution whose days are known is looked at slowly, in Corsica or elsewhere."""
    for stage in ATTRIBUTION_STAGES:
        assume(getattr(entry, stage.field) is None or type(getattr(entry, stage.field)) is date)
    with mock.patch.object(Attribution, "_check") as slow:
        attrs.evolve(entry)
    assert not slow.called


@pytest.mark.parametrize("kind", [set, frozenset, list, tuple, iter, dict.fromkeys])
@pytest.mark.parametrize("name", SETS)
def test_sets_of_any_kind_are_frozen(name: str, kind: Callable[[Iterable[str]], Any]) -> None:
    """Any series of codes becomes a frozenset; a mapping, which says more, is refused."""
    fields = {name: kind(["dalo", "shelter", "dalo"])}
    if kind == dict.fromkeys:
        with pytest.raises(TypeError, match="several values"):
            Attribution("A1", "state", "94068", **fields)
    else:
        entry = Attribution("A1", "state", "94068", **fields)
        assert getattr(entry, name) == {"dalo", "shelter"}
        assert type(getattr(entry, name)) is frozenset
        assert hash(entry) == hash(attrs.evolve(entry))


def test_production_freezes_its_tags() -> None:
    """The tags of production become a frozenset as well."""
    assert Production("P1", "94068", tags={"a"}).tags == frozenset({"a"})


@given(drawn.attributions())
def test_an_attribution_is_small(entry: Attribution) -> None:
    """Millions of attributions fit: each takes at most 200 bytes beside what it shares."""
    header = sys.getsizeof([]) - [].__sizeof__()
    assert gc.is_tracked(entry)
    assert entry.__sizeof__() + header <= 200
    assert sys.getsizeof(entry) <= 200
    assert not hasattr(entry, "__dict__")


@given(drawn.attributions())
def test_entries_are_frozen(entry: Attribution) -> None:
    """No field of an entry can be set once it is built."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        entry.count = 2  # type: ignore[misc]  # what cannot be done is tried


@pytest.mark.parametrize("stage", Stage)
def test_a_stage_is_of_one_kind_of_entry(stage: Stage) -> None:
    """Each stage is one of attributions or one of production, whose entries have its day."""
    kind = Production if stage.of_production else Attribution
    assert (stage in PRODUCTION_STAGES) is stage.of_production is (stage not in ATTRIBUTION_STAGES)
    assert stage.field in {field.name for field in attrs.fields(kind)}
