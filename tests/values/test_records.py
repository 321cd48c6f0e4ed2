"""Records compare, hash and show themselves exactly as attrs would have them do."""

import copy
from typing import Any, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements._records import Record
from housing_agreements.testing import strategies
from housing_agreements.testing.strategies import _geography as geography
from housing_agreements.testing.strategies import _model as model
from housing_agreements.testing.strategies import _values as values
from housing_agreements.testing.strategies._entries import REGISTERED as COUNTED

strategies.register()

KINDS = sorted(
    {
        kind
        for registered in (values.REGISTERED, geography.REGISTERED, model.REGISTERED, COUNTED)
        for kind, _ in registered
        if issubclass(kind, Record)
    },
    key=str,
)
COMPARED = [kind for kind in KINDS if kind.__eq__ is Record.__eq__]
SHOWN = [kind for kind in KINDS if kind.__repr__ is Record.__repr__]


def written_by_attrs(kind: type[Record]) -> type:
    """A class with the same name and fields, whose methods attrs writes."""
    fields = {
        field.name: attrs.field(alias=field.name, eq=field.eq, hash=field.hash, repr=field.repr)
        for field in attrs.fields(kind)
    }
    return attrs.make_class(kind.__name__, fields, frozen=True)


TWINS = {kind: written_by_attrs(kind) for kind in KINDS}


def twin(value: Record) -> Any:
    """The same fields in the class that attrs writes."""
    held = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
    return TWINS[type(value)](**held)


@pytest.mark.parametrize("kind", COMPARED)
@settings(max_examples=30)
@given(data=st.data())
def test_records_compare_and_hash_as_attrs_has_it(kind: type, data: st.DataObject) -> None:
    """Two records are equal exactly when attrs finds them so, and equal ones hash alike."""
    one = data.draw(st.from_type(kind))
    other = data.draw(st.sampled_from((copy.copy(one), copy.deepcopy(one))) | st.from_type(kind))
    assert (one == other) is (twin(one) == twin(other))
    assert (one != other) is (twin(one) != twin(other))
    if one == other:
        assert hash(one) == hash(other)
        assert hash(twin(one)) == hash(twin(other))


@pytest.mark.parametrize("kind", SHOWN)
@settings(max_examples=30)
@given(data=st.data())
def test_records_show_themselves_as_attrs_has_it(kind: type, data: st.DataObject) -> None:
    """The repr of a record is the one that attrs writes."""
    value = data.draw(st.from_type(kind))
    assert repr(value) == repr(twin(value))


@pytest.mark.parametrize("kind", KINDS)
def test_the_types_of_records_can_be_asked(kind: type[Record]) -> None:
    """Whoever asks for the types of the fields of a record is told each."""
    told = get_type_hints(kind)
    assert {field.name for field in attrs.fields(kind)} <= set(told)


def test_most_values_are_records() -> None:
    """The classes of the model leave to `Record` what they can."""
    assert len(COMPARED) >= 10
    assert len(SHOWN) >= 10


@attrs.frozen(eq=False, repr=False)
class Flagged(Record):
    """A record some of whose fields do not count everywhere."""

    seen: int
    unseen: int = attrs.field(default=0, repr=False)
    uncompared: int = attrs.field(default=0, eq=False)
    unhashed: object = attrs.field(default=0, hash=False)
    _private: int = attrs.field(default=0, alias="private")


@attrs.frozen(eq=False, repr=False)
class Lookalike(Record):
    """A record with the fields of another."""

    seen: int
    unseen: int = attrs.field(default=0, repr=False)
    uncompared: int = attrs.field(default=0, eq=False)
    unhashed: object = attrs.field(default=0, hash=False)
    _private: int = attrs.field(default=0, alias="private")


def test_a_field_counts_only_where_it_says_so() -> None:
    """A field may be left out of the repr, of comparisons, or of the hash alone."""
    assert repr(Flagged(1, 2)) == "Flagged(seen=1, uncompared=0, unhashed=0, _private=0)"
    assert Flagged(1, 2) != Flagged(1, 3)
    assert Flagged(1, 2, 3) == Flagged(1, 2, 4)
    assert Flagged(1, unhashed=[]) != Flagged(1, unhashed=[0])
    assert hash(Flagged(1, unhashed=[])) == hash(Flagged(1, unhashed=[0]))
    assert hash(Flagged(1, 2, 3)) == hash(Flagged(1, 2, 4))
    assert Flagged(1, private=1) != Flagged(1)


def test_records_of_two_classes_are_never_equal() -> None:
    """Fields alone do not make two values equal: their class counts too."""
    assert Flagged(1) != Lookalike(1)
    assert hash(Flagged(1)) != hash(Lookalike(1))
    assert Flagged(1) != attrs.astuple(Flagged(1))


def test_a_nested_class_is_shown_by_its_own_name() -> None:
    """A class made within a function is shown without the name of the function."""

    @attrs.frozen(eq=False, repr=False)
    class Inner(Record):
        field: int

    assert repr(Inner(1)) == "Inner(field=1)"
