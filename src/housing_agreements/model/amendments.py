"""Amendments: what changes in an agreement, from when, and since when it is known."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs

from housing_agreements.errors import InvalidTypeError, UnknownCodeError, nearest, shown
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.contingents import Contingent
from housing_agreements.model.publics import PriorityPublic
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.values.faults import Faults, as_tuple
from housing_agreements.values.periods import Period
from housing_agreements.values.records import Record
from housing_agreements.values.sources import Source
from housing_agreements.values.territories import Territory

__all__ = ("Amendment", "Part")

Part = Contingent | PriorityPublic | Commitment | Undertaking
"""What an amendment can name by its code."""

_PARTS: Final = (Contingent, PriorityPublic, Commitment, Undertaking)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Amendment(Record):
    """A change of an agreement in mid-term (*avenant*), which replaces whole objects by code.

    It may be signed before or after it takes effect. Asked what is known on a day, an
    agreement leaves out the amendments not yet signed then.

    Args:
        effective: The day from which it holds.
        signed_on: The day it was signed, from which it is known.
        replace: Contingents, publics, commitments or undertakings that take the place of those
            of the same code.
        add: New ones.
        remove: The codes of those that end.
        term: The new term; `None`: unchanged.
        territory: The new territory; `None`: unchanged.
        sources: Where it can be read.

    Raises:
        InvalidTypeError: For a `datetime` as a day, or a part of another kind.
        InvalidValueError: For a code that is named twice, or an amendment that changes nothing.
        InvalidObjectError: For several faults at once.

    Examples:
        >>> longer = Amendment(
        ...     effective=date(2019, 1, 1),
        ...     signed_on=date(2018, 12, 3),
        ...     term=Period.years(2016, 2019),
        ... )
        >>> longer.remove
        ()
    """

    effective: date
    """The day from which it holds."""
    signed_on: date
    """The day it was signed."""
    replace: tuple[Part, ...] = attrs.field(default=(), converter=as_tuple)
    """What takes the place of the parts of the same code."""
    add: tuple[Part, ...] = attrs.field(default=(), converter=as_tuple)
    """What is new."""
    remove: tuple[str, ...] = attrs.field(default=(), converter=as_tuple)
    """The codes of what ends."""
    term: Period | None = None
    """The new term; `None`: unchanged."""
    territory: Territory | None = None
    """The new territory; `None`: unchanged."""
    sources: tuple[Source, ...] = attrs.field(default=(), converter=as_tuple)
    """Where it can be read."""

    def __attrs_post_init__(self) -> None:
        """Name every fault."""
        faults = Faults(f"Amendment of {self.effective}")
        faults.day("effective", self.effective)
        faults.day("signed_on", self.signed_on)
        for name in ("replace", "add"):
            parts = getattr(self, name)
            if not faults.refused(name, parts):
                for part in parts:
                    if not isinstance(part, _PARTS):
                        expected = "a Contingent, PriorityPublic, Share, Volume or Undertaking"
                        faults.note(InvalidTypeError(faults.at(name), shown(part), expected))
        faults.codes("remove", self.remove)
        if self.term is not None:
            faults.instance("term", self.term, Period, "a Period")
        if self.territory is not None:
            faults.instance("territory", self.territory, Territory, "a Territory")
        faults.each("sources", self.sources, Source, "a Source")
        if not faults.found:
            named = [part.code for part in (*self.replace, *self.add)]
            faults.once("replace, add, remove", [*named, *self.remove])
            unchanged = self.term is None and self.territory is None
            if unchanged and not named and not self.remove:
                faults.value("replace", (), "something that changes")
        faults.report()

    def applied(self, parts: Iterable[Part], *, where: str) -> tuple[Part, ...]:
        """The parts of an agreement after the amendment, in their order, the new ones last.

        Raises:
            UnknownCodeError: For a code to replace or remove that is not there.
            InvalidTypeError: For a part that replaces one of another kind.
            InvalidObjectError: For several of these at once.
        """
        kept = {part.code: part for part in parts}
        faults = Faults(where)
        for code in (*(part.code for part in self.replace), *self.remove):
            if code not in kept:
                expected = "the code of a part in force then"
                faults.note(UnknownCodeError(where, shown(code), expected, nearest(code, kept)))
        for part in self.replace:
            kind, before = _kind(part), _kind(kept.get(part.code, part))
            if kind is not before:
                given = f"{shown(part.code)} ({kind.__name__})"
                expected = f"a part of the kind that it replaces: {before.__name__}"
                faults.note(InvalidTypeError(where, given, expected))
        faults.report()
        kept.update((part.code, part) for part in self.replace)
        for code in self.remove:
            del kept[code]
        return (*kept.values(), *self.add)


def _kind(part: Part) -> type:
    """What a part is; a share may replace a volume."""
    return Commitment if isinstance(part, Commitment) else type(part)
