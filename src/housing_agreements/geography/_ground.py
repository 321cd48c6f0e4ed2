"""Ground: what a code of the official code names, whatever the code was called on which day.

Ground is a set of *pieces*. A piece is some ground that always had one holder at a time: a
commune as it was before any merger, or a part of one where the history does not tell who holds
which part. The pieces of a department (that of the first code of each) make a *block*, and are
the bits of a whole number, so that sets of them are joined and compared at once.

Dwellings that are coded after the last edition of the code stand on ground that is not known.
They have blocks of their own, in which a piece stands for a code: what is written so is one
thing, wherever it turns out to lie.
"""

from collections.abc import Iterable, Mapping
from typing import Final, final

__all__ = ("EARLIER", "EVERYWHERE", "LATER", "NO_GROUND", "Extent", "join_grounds", "later_block")

_LATER_MARK: Final = "+"
_NOWHERE_ELSE: Final = (0, 0)


def later_block(department: str) -> str:
    """The block of what is coded in a department after the last edition.

    Examples:
        >>> later_block("93")
        '+93'
    """
    return f"{_LATER_MARK}{department}"


@final
class Extent:
    """Some ground: a set of pieces.

    Args:
        blocks: The pieces of each block, as the bits of a whole number; -1, of which every bit is
            set, stands for all pieces of a block, however many it has.
        rest: What it has of the other blocks, of those of the history and of those that stand for
            codes after the last edition: no piece (0), or every one (-1).

    Laws:
        - `ground_algebra`: grounds are sets; `|`, `&`, `-` and `~` are what they are for sets.

    Examples:
        >>> town, quarter = Extent({"93": 0b110}), Extent({"93": 0b010})
        >>> quarter.within(town), town.within(quarter), town.meets(quarter)
        (True, False, True)
        >>> town - quarter
        Extent({'93': 0b100})
    """

    __slots__ = ("_hash", "blocks", "rest")

    blocks: Mapping[str, int]
    """The pieces of each block that is not as the rest is."""
    rest: tuple[int, int]
    """What it has of all other blocks, earlier and later: no piece (0), or every one (-1)."""
    _hash: int | None

    def __init__(self, blocks: Mapping[str, int], rest: tuple[int, int] = _NOWHERE_ELSE) -> None:
        self.rest = rest
        self.blocks = {
            block: bits for block, bits in blocks.items() if bits != rest[block[0] == _LATER_MARK]
        }
        self._hash = None

    def bits(self, block: str) -> int:
        """The pieces of a block that belong, as the bits of a whole number."""
        own = self.blocks.get(block)
        return self.rest[block[0] == _LATER_MARK] if own is None else own

    @property
    def size(self) -> int:
        """How many pieces it has; it must not reach everywhere."""
        return sum(bits.bit_count() for bits in self.blocks.values())

    def within(self, other: "Extent") -> bool:
        """Whether every piece belongs to the other too."""
        if self.rest != _NOWHERE_ELSE:
            return not self - other
        theirs, rest = other.blocks, other.rest
        for block, bits in self.blocks.items():
            there = theirs.get(block)
            if bits & ~(rest[block[0] == _LATER_MARK] if there is None else there):
                return False
        return True

    def meets(self, other: "Extent") -> bool:
        """Whether some piece belongs to both."""
        if self.rest != _NOWHERE_ELSE:
            return bool(self & other)
        theirs, rest = other.blocks, other.rest
        for block, bits in self.blocks.items():
            there = theirs.get(block)
            if bits & (rest[block[0] == _LATER_MARK] if there is None else there):
                return True
        return False

    def __or__(self, other: "Extent") -> "Extent":
        blocks = {block: bits | other.bits(block) for block, bits in self.blocks.items()}
        for block, bits in other.blocks.items():
            if block not in blocks:
                blocks[block] = bits | self.bits(block)
        (earlier, later), (others, others_later) = self.rest, other.rest
        return Extent(blocks, (earlier | others, later | others_later))

    def __and__(self, other: "Extent") -> "Extent":
        blocks = {block: bits & other.bits(block) for block, bits in self.blocks.items()}
        for block, bits in other.blocks.items():
            if block not in blocks:
                blocks[block] = bits & self.bits(block)
        (earlier, later), (others, others_later) = self.rest, other.rest
        return Extent(blocks, (earlier & others, later & others_later))

    def __sub__(self, other: "Extent") -> "Extent":
        blocks = {block: bits & ~other.bits(block) for block, bits in self.blocks.items()}
        for block, bits in other.blocks.items():
            if block not in blocks:
                blocks[block] = self.bits(block) & ~bits
        (earlier, later), (others, others_later) = self.rest, other.rest
        return Extent(blocks, (earlier & ~others, later & ~others_later))

    def __invert__(self) -> "Extent":
        blocks = {block: ~bits for block, bits in self.blocks.items()}
        return Extent(blocks, (~self.rest[0], ~self.rest[1]))

    def __bool__(self) -> bool:
        return bool(self.blocks) or self.rest != _NOWHERE_ELSE

    def __eq__(self, other: object) -> bool:
        if type(other) is not Extent:
            return NotImplemented
        return self.rest == other.rest and self.blocks == other.blocks

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash((self.rest, frozenset(self.blocks.items())))
        return self._hash

    def __repr__(self) -> str:
        pieces = ", ".join(f"{block!r}: {bin(self.blocks[block])}" for block in sorted(self.blocks))
        rest = f", {self.rest}" if self.rest != _NOWHERE_ELSE else ""
        return f"Extent({{{pieces}}}{rest})"


NO_GROUND: Final = Extent({})
"""No ground at all."""
EARLIER: Final = Extent({}, (-1, 0))
"""All ground that the history of the code tells of."""
LATER: Final = Extent({}, (0, -1))
"""All that is coded after the last edition."""
EVERYWHERE: Final = EARLIER | LATER
"""All ground."""


def join_grounds(grounds: Iterable[Extent]) -> Extent:
    """All pieces of any of some grounds, of which none reaches everywhere.

    Examples:
        >>> join_grounds([Extent({"93": 1}), Extent({"93": 2, "94": 1})])
        Extent({'93': 0b11, '94': 0b1})
    """
    joint: dict[str, int] = {}
    for ground in grounds:
        for block, bits in ground.blocks.items():
            joint[block] = joint.get(block, 0) | bits
    return Extent(joint)
