"""A tally for several agreements: that of each, and what entries several of them may count.

The tallies alone do not say which entries they have in common; so a joint tally keeps, of the
entries that several agreements may have in a base, in which of their cells they are together.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

import attrs

from housing_agreements._checks import Faults, exact_day, exact_series
from housing_agreements._records import tell_number
from housing_agreements.errors import (
    InvalidTypeError,
    UncoveredReadingError,
    UnknownCodeError,
    nearest,
    show,
)
from housing_agreements.model.agreements import Agreement
from housing_agreements.rules.quotas.cells import (
    NO_COUNT,
    CellDays,
    CellKey,
    Count,
    DaysReached,
)
from housing_agreements.rules.quotas.readings import exact_agreement
from housing_agreements.rules.quotas.tally import Tally
from housing_agreements.values.texts import Language, Spoken, Text, say_number_of, semicolon

__all__ = (
    "JointTally",
    "SharedCell",
    "SharedCells",
    "exact_agreements",
    "list_agreements",
    "make_joint_tally",
)

SharedCell = tuple[CellKey, CellDays]
"""The cell of an entry in the tally of one agreement."""
SharedCells = tuple[SharedCell | None, ...]
"""The cells of an entry, one for each agreement; `None`: no base of this one may have it."""


@attrs.frozen(repr=False)
class JointTally(Spoken):
    """The tally of a ledger for several agreements at once (*décompte commun*).

    It is the tally of each agreement, by its code, and how many entries several of them may
    count. Joint tallies of the same agreements add up, as tallies do.

    Laws:
        - A commutative group: `+` is associative and commutative, `JointTally.empty` is neutral,
          `-` takes back.
        - The tally of each agreement is the one that it has alone of the entries that are its own.

    Examples:
        >>> import housing_agreements as ha
        >>> from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
        >>> both = [gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT]
        >>> nothing = ha.tally(both, [])
        >>> nothing + nothing == ha.JointTally.empty(both)
        True
        >>> nothing.codes
        ('gironde-2018', 'ile-de-france-2016')
    """

    codes: tuple[str, ...]
    """The codes of the agreements, in their order."""
    tallies: tuple[Tally, ...]
    """The tally of each of them."""
    _shared: Mapping[SharedCells, Count] = attrs.field(factory=dict, hash=False, alias="shared")

    def __attrs_post_init__(self) -> None:
        """A tally for each code, in order; cells for each of them; nothing kept that can change."""
        faults = Faults("JointTally")
        faults.check_fields(self, but=("_shared",))
        given: Any = self._shared
        if faults.sound("codes", "tallies"):
            if sorted({*self.codes}) != [*self.codes] or not self.codes:
                expected = "the codes of agreements, in order and each once"
                faults.value("codes", self.codes, expected, _HOW_TO_MAKE)
            elif len(self.codes) != len(self.tallies):
                given_tallies = tell_number(len(self.tallies), "tally")
                expected = f"{len(self.codes)}, one for each agreement"
                faults.value("tallies", given_tallies, expected, _HOW_TO_MAKE)
            if not _are_shared(given, len(self.codes)):
                expected = "a mapping of cells, one for each agreement or None, to Counts"
                faults.kind("shared", given, (), expected)
            else:
                kept = {cells: count for cells, count in given.items() if count != NO_COUNT}
                object.__setattr__(self, "_shared", kept)
        faults.report()

    @classmethod
    def empty(
        cls, agreements: Iterable[Agreement], *, coded_on: date | None = None
    ) -> "JointTally":
        """The tally of no entry at all: where a sum of joint tallies starts.

        Raises:
            InvalidTypeError: For anything but agreements, or but a day.
            InvalidValueError: For no agreement, two of one code, or a circle of them.
        """
        judged = exact_agreements(agreements, "JointTally.empty")
        if coded_on is not None:
            exact_day(coded_on, "JointTally.empty, coded_on")
        return make_joint_tally(
            {one.code: Tally.empty(one, coded_on=coded_on) for one in judged}, {}
        )

    @property
    def shared(self) -> Mapping[SharedCells, Count]:
        """How many entries several agreements may have in a base, by their cells in each."""
        return MappingProxyType(self._shared)

    def of(self, code: str) -> Tally:
        """The tally of one agreement.

        Raises:
            UnknownCodeError: For an agreement that the ledger was not tallied for.
        """
        if type(code) is not str or code not in self.codes:
            expected = "an agreement that the ledger was tallied for"
            remedy = nearest(code, self.codes)
            raise UnknownCodeError("JointTally.of, code", show(code), expected, remedy)
        return self.tallies[self.codes.index(code)]

    def __add__(self, other: "JointTally") -> "JointTally":
        """The tally of both.

        Raises:
            UncoveredReadingError: When they are not of the same agreements, or did not read the
                same things.
        """
        if not isinstance(other, JointTally):  # untyped callers
            return NotImplemented
        return self._with(other, 1, Tally.__add__)

    def __sub__(self, other: "JointTally") -> "JointTally":
        """The tally without the other, which it is thought to contain."""
        if not isinstance(other, JointTally):
            return NotImplemented
        return self._with(other, -1, Tally.__sub__)

    def __neg__(self) -> "JointTally":
        """What takes the tally back."""
        nothing = {code: one - one for code, one in zip(self.codes, self.tallies, strict=True)}
        return make_joint_tally(nothing, {}) - self

    def _with(
        self, other: "JointTally", times: int, join: Callable[[Tally, Tally], Tally]
    ) -> "JointTally":
        if self.codes != other.codes:
            raise UncoveredReadingError(
                "JointTally, +",
                f"those of {', '.join(self.codes)}, and of {', '.join(other.codes)}",
                "two joint tallies of the same agreements",
                "tally both ledgers for all of them",
            )
        shared = dict(self._shared)
        for cells, count in other.shared.items():
            shared[cells] = shared.get(cells, NO_COUNT).plus(count, times=times)
        both = zip(self.codes, self.tallies, other.tallies, strict=True)
        return make_joint_tally({code: join(own, added) for code, own, added in both}, shared)

    def say(self, language: Language) -> str:
        """How much was read for each agreement.

        Examples:
            >>> import housing_agreements as ha
            >>> from housing_agreements.catalogue.gironde_2018 import AGREEMENT
            >>> print(ha.tally([AGREEMENT], []))
            gironde-2018: 0 entries, 0 dwellings
        """
        parts = (
            _OF_AGREEMENT.say(language, code=code, said=tally.say(language))
            for code, tally in zip(self.codes, self.tallies, strict=True)
        )
        return semicolon(language).join(parts)

    def _essentials(self) -> str:
        shared = sum(count.entries for count in self._shared.values())
        agreements = tell_number(len(self.codes), "agreement")
        return f"for {agreements}, {say_number_of(shared, *_SHARED_ENTRIES, 'en')} shared"


_HOW_TO_MAKE: Final = "write tally(agreements, entries)"
_OF_AGREEMENT: Final = Text("{code}: {said}", "{code}\u00a0: {said}")
_SHARED_ENTRIES: Final = (Text("entry", "ligne"), Text("entries", "lignes"))


def make_joint_tally(
    tallies: Mapping[str, Tally], shared: Mapping[SharedCells, Count]
) -> JointTally:
    """A joint tally of what was counted here, in the order of the codes.

    Args:
        tallies: The tally of each agreement, by its code.
        shared: How many entries several of them may have in a base, by their cells in each, in
            the order of the tallies.
    """
    given = [*tallies]
    codes = sorted(given)
    places = [given.index(code) for code in codes]
    made = JointTally.__new__(JointTally)
    set_field = object.__setattr__.__get__(made)
    set_field("codes", tuple(codes))
    set_field("tallies", tuple(tallies[code] for code in codes))
    ordered = {
        tuple(cells[place] for place in places): count
        for cells, count in shared.items()
        if count != NO_COUNT
    }
    set_field("_shared", ordered)
    return made


def _are_shared(given: object, many: int) -> bool:
    return (
        isinstance(given, Mapping)
        and all(
            type(cells) is tuple and len(cells) == many and all(map(_is_cell, cells))
            for cells in given
        )
        and all(
            type(count) is Count and all(type(number) is int for number in count)
            for count in given.values()
        )
    )


def _is_cell(given: object) -> bool:
    return given is None or (
        type(given) is tuple and [*map(type, given)] in ([CellKey, date], [CellKey, DaysReached])
    )


def list_agreements(given: Agreement | Iterable[Agreement], call: str) -> tuple[Agreement, ...]:
    """Several agreements, or a single one.

    Raises:
        InvalidTypeError: For what are no agreements.
        InvalidValueError: For no agreement, two of one code, or a circle of them.
    """
    if isinstance(given, Agreement):
        return (given,)
    several: tuple[Agreement, ...] = ()
    try:
        several = exact_series(given, f"{call}, agreement", ordered=True)
    except InvalidTypeError:
        exact_agreement(given, f"{call}, agreement")
    return exact_agreements(several, call, "agreement")


def exact_agreements(
    agreements: Iterable[Agreement], call: str, argument: str = "agreements"
) -> tuple[Agreement, ...]:
    """Several agreements, each with a code of its own, none of which is part of itself.

    Args:
        agreements: The agreements.
        call: What takes them, as an error names it.
        argument: The argument that gives them, likewise.

    Raises:
        InvalidTypeError: For what are no agreements.
        InvalidValueError: For no agreement, two of one code, or a circle of them.
    """
    alone: object = agreements
    if isinstance(alone, str):
        expected = "several agreements"
        remedy = "write [agreement], the agreement itself and not its code"
        raise InvalidTypeError(f"{call}, {argument}", show(agreements), expected, remedy)
    judged = exact_series(agreements, f"{call}, {argument}", ordered=True)
    faults = Faults(call)
    if faults.each(argument, judged, Agreement, "an Agreement"):
        codes = [agreement.code for agreement in judged]
        if not codes:
            faults.value(argument, (), "at least one agreement")
        faults.once(argument, codes)
        if not faults.found and (circle := _find_circle(judged)):
            expected = "agreements none of which is part of itself"
            faults.value(f"{argument}, part_of", " > ".join((*circle, circle[0])), expected)
    faults.report()
    return judged


def _find_circle(agreements: Iterable[Agreement]) -> tuple[str, ...]:
    """Agreements each of which is part of the next, and the last of the first; or none."""
    above: dict[str, set[str]] = {agreement.code: set() for agreement in agreements}
    for agreement in agreements:
        above[agreement.code] |= {one.code for one in agreement.part_of if one.code in above}
        for annex in agreement.annexes:
            if annex.code in above:
                above[annex.code].add(agreement.code)
    while free := [code for code, others in above.items() if not others & above.keys()]:
        for code in free:
            del above[code]
    if not above:
        return ()
    # Each that is left is part of one that is left: going on, one comes back.
    path = [min(above)]
    while (following := min(above[path[-1]] & above.keys())) not in path:
        path.append(following)
    return tuple(path[path.index(following) :])
