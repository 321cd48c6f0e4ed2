"""Ground is a set of pieces."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from housing_agreements.geography._ground import (
    EARLIER,
    EVERYWHERE,
    LATER,
    NO_GROUND,
    Extent,
    join_grounds,
    later_block,
)

BLOCKS = ("93", "94", "+93")
MOST = 6
rests = st.tuples(st.sampled_from((0, -1)), st.sampled_from((0, -1)))
bits = st.one_of(st.integers(0, 2**MOST - 1), st.integers(-(2**MOST), -1))
extents = st.builds(Extent, st.dictionaries(st.sampled_from(BLOCKS), bits), rests)
finite = st.builds(Extent, st.dictionaries(st.sampled_from(BLOCKS), st.integers(0, 2**MOST - 1)))


def _pieces(extent: Extent) -> set[tuple[str, int]]:
    """The pieces, of which those beyond the last stand for all that follow, and other blocks."""
    blocks = (*BLOCKS, "95", "+95")
    return {
        (block, piece)
        for block in blocks
        for piece in range(MOST + 1)
        if extent.bits(block) >> piece & 1
    }


@given(extents, extents)
def test_operators_are_those_of_sets(one: Extent, other: Extent) -> None:
    """`|`, `&`, `-` and `~` do to extents what they do to the sets of their pieces."""
    assert _pieces(one | other) == _pieces(one) | _pieces(other)
    assert _pieces(one & other) == _pieces(one) & _pieces(other)
    assert _pieces(one - other) == _pieces(one) - _pieces(other)
    assert _pieces(~one) == _pieces(EVERYWHERE) - _pieces(one)


@given(extents, extents)
def test_questions_are_those_of_sets(one: Extent, other: Extent) -> None:
    """Within, meets, equal and empty mean what they mean for the sets of pieces."""
    assert one.within(other) == (_pieces(one) <= _pieces(other))
    assert one.meets(other) == bool(_pieces(one) & _pieces(other))
    assert (one == other) == (_pieces(one) == _pieces(other))
    assert bool(one) == bool(_pieces(one))
    assert (hash(one) == hash(other)) or one != other
    assert hash(one) == hash(~~one)


@given(st.lists(finite))
def test_joined_grounds_have_all_pieces(grounds: list[Extent]) -> None:
    """What is joined at once is what is joined one by one."""
    joint = NO_GROUND
    for ground in grounds:
        joint = joint | ground
    assert join_grounds(grounds) == joint


@given(extents)
def test_extents_are_shown_and_pickled(extent: Extent) -> None:
    """A repr evaluates to the extent, and a pickle holds it."""
    assert eval(repr(extent), {"Extent": Extent}) == extent
    assert pickle.loads(pickle.dumps(extent)) == extent


def test_an_extent_is_no_other_thing() -> None:
    """An extent equals no value of another type."""
    assert NO_GROUND != 0
    assert NO_GROUND != "nothing"


def test_earlier_and_later_ground_are_apart() -> None:
    """What is coded after the last edition is no piece of the history."""
    assert not EARLIER.meets(LATER)
    assert EARLIER | LATER == EVERYWHERE
    assert Extent({later_block("93"): 1}).within(LATER)
    assert Extent({"93": 1}).within(EARLIER)
    assert not NO_GROUND
