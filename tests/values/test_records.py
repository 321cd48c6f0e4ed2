"""Records compare, hash and show themselves exactly as attrs would have them do."""

import copy
import pickle
from typing import Any, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements._records import Record
from housing_agreements.errors import InvalidValueError
from housing_agreements.testing import strategies
from housing_agreements.testing.strategies import _geography as geography
from housing_agreements.testing.strategies import _model as model
from housing_agreements.testing.strategies import _values as values
from housing_agreements.testing.strategies._entries import REGISTERED as COUNTED
from housing_agreements.values.periods import Period

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
    assert len(SHOWN) >= 7


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


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=5)
@given(data=st.data())
def test_a_pickle_of_another_version_is_refused(kind: type, data: st.DataObject) -> None:
    """Fields that are missing, or that the class does not know, are named, with what to do."""
    value = data.draw(st.from_type(kind))
    state = value.__getstate__()
    name = min(state)
    for other, said in (
        ({key: state[key] for key in state if key != name}, f"one without {name}"),
        (state | {"former": 1}, "one with former"),
        ({"former": 1}, f"one without {', '.join(sorted(state))}; with former"),
    ):
        with pytest.raises(InvalidValueError, match="another version are not supported") as caught:
            value.__setstate__(other)
        assert caught.value.given == said
        assert caught.value.remedy == "build the value anew, and pickle it again"
    value.__setstate__(state)


def test_a_pickle_of_a_former_version_says_so_when_it_is_read() -> None:
    """Reading it gives an error of the library, whose sentence says what to do."""
    written = pickle.dumps(Period.year(2016)).replace(b"start", b"began")
    with pytest.raises(InvalidValueError) as caught:
        pickle.loads(written)
    assert str(caught.value) == (
        "pickle of Period: given one without start; with began; expected one of this version: "
        "pickles of another version are not supported; build the value anew, and pickle it again"
    )


def test_a_module_that_moved_gives_the_error_of_python() -> None:
    """A pickle names the module of its class; that of a former one is not found."""
    written = pickle.dumps(Period.year(2016), protocol=0)
    moved = written.replace(b"housing_agreements.values.periods", b"housing_agreements.spans")
    with pytest.raises(ModuleNotFoundError, match=r"housing_agreements\.spans"):
        pickle.loads(moved)


def test_a_value_with_a_dictionary_is_unpickled_like_any_other() -> None:
    """A class without slots, to which attrs gives no way to unpickle, refuses other fields too."""

    @attrs.frozen(eq=False, repr=False, slots=False)
    class Loose(Record):
        x: int

    value = Loose(1)
    assert copy.copy(value) == value
    with pytest.raises(InvalidValueError, match="pickles of another version are not supported"):
        value.__setstate__({"y": 2})
