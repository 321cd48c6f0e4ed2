"""Figures beside each other: which tell of the same dwellings, and what each then may hold.

A figure holds another where it is of all, or of the same group, and its period has that of the
other: a total and its parts. Figures that share dwellings otherwise would count them twice. A
total bounds its parts, and parts their total: what each leaves the other is found from the parts
up, then from the totals down, and no end of what is found is out of reach (see `_extents`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from housing_agreements._checks import Faults
from housing_agreements.errors import InvalidValueError, show
from housing_agreements.model._codes_of_groups import check_code_of_place, find_fault_of_place
from housing_agreements.model.agreements import Agreement
from housing_agreements.model.commitments import Commitment
from housing_agreements.model.groups import Per
from housing_agreements.rules.quotas._extents import (
    ANYTHING,
    NOTHING_LIMITS,
    FigureExtent,
    Span,
    add_up,
    tighten,
)
from housing_agreements.rules.quotas._places_of_groups import PLACES
from housing_agreements.rules.quotas.figures import PublishedFigure, cover_period
from housing_agreements.rules.quotas.readings import list_histories
from housing_agreements.values.periods import Period, hold_every_day
from housing_agreements.values.texts import percent

__all__ = ("FiguresTogether", "check_figures", "holds_figure", "note_contradiction", "tell_figure")


def holds_figure(whole: PublishedFigure, part: PublishedFigure) -> bool:
    """Whether all that a figure tells of is told of by another, a total or a longer period."""
    same = (whole.group, whole.period) == (part.group, part.period)
    of_all = whole.group is None or whole.group == part.group
    return not same and of_all and part.period.within(whole.period)


class FiguresTogether:
    """Figures of one commitment that each count once, and what each may hold beside the others.

    Args:
        figures: The figures.
        of_base: Whether it is a share, whose rates are over what its figures hold.
    """

    def __init__(self, figures: Iterable[PublishedFigure], *, of_base: bool) -> None:
        self.figures: tuple[PublishedFigure, ...] = tuple(figures)
        self._of_base = of_base
        self.parts: dict[PublishedFigure, list[PublishedFigure]] = {
            figure: [] for figure in self.figures
        }
        """The figures that each holds, and none of these another of them."""
        self.contradiction: tuple[PublishedFigure, list[PublishedFigure]] | None = None
        """A figure that cannot be right beside its parts, if there is one: then none holds any."""
        signed = any(figure.is_signed for figure in self.figures)
        self.is_nested: bool = not signed and not any(find_overlaps(self.figures))
        """Whether those that hold others bound them, and are bounded by them."""
        wholes: Sequence[PublishedFigure] = self._nest() if self.is_nested else self.figures
        self._find_extents(wholes)
        if self.contradiction is not None and self.contradiction[1]:
            self.is_nested = False
            self.parts = {figure: [] for figure in self.figures}
            self._find_extents(self.figures)

    def _find_extents(self, wholes: Iterable[PublishedFigure]) -> None:
        """Find what each figure may hold: from the parts up, then from the totals down."""
        self._extents: dict[PublishedFigure, FigureExtent] = {}
        for whole in wholes:
            self._bound_by_parts(whole)
        for whole in wholes:
            self._bound_parts(whole)

    def extent_of(self, figure: PublishedFigure) -> FigureExtent:
        """What a figure may hold."""
        return self._extents[figure]

    def _nest(self) -> list[PublishedFigure]:
        """Put each figure under the narrowest that holds it; give those that none does."""
        wholes: list[PublishedFigure] = []
        for part in self.figures:
            holding = [whole for whole in self.figures if holds_figure(whole, part)]
            if holding:
                (narrowest,) = (
                    whole
                    for whole in holding
                    if not any(holds_figure(whole, other) for other in holding)
                )
                self.parts[narrowest].append(part)
            else:
                wholes.append(part)
        return wholes

    def _bound_by_parts(self, whole: PublishedFigure) -> None:
        """A total holds what its parts do, and more where these leave a rest."""
        parts = self.parts[whole]
        for part in parts:
            self._bound_by_parts(part)
        own = extent_alone(whole)
        if parts:
            least = add_up(self._extents[part] for part in parts)
            if not self._is_told(whole):
                least = FigureExtent(*(Span(of.low, None) for of in least))
            own = FigureExtent(*map(Span.meet, own, least))
        self._keep(whole, own)

    def _bound_parts(self, whole: PublishedFigure) -> None:
        """A part holds at most what the others leave of the total."""
        parts = self.parts[whole]
        for part in parts:
            others = add_up(self._extents[other] for other in parts if other is not part)
            left = FigureExtent(*map(Span.minus, self._extents[whole], others))
            if not self._is_told(whole):
                left = FigureExtent(*(Span(None, of.high) for of in left))
            own = FigureExtent(*map(Span.meet, self._extents[part], left))
            self._keep(part, own, of=whole)
            self._bound_parts(part)

    def _is_told(self, whole: PublishedFigure) -> bool:
        """Whether its parts leave no rest."""
        return _leave_no_rest(self.parts[whole], whole)

    def _keep(
        self, figure: PublishedFigure, extent: FigureExtent, of: PublishedFigure | None = None
    ) -> None:
        tight = tighten(extent, figure.rate if self._of_base else None)
        if tight is None and self.contradiction is None:
            whole = figure if of is None else of
            self.contradiction = whole, self.parts[whole]
        self._extents[figure] = extent if tight is None else tight


def _leave_no_rest(parts: Iterable[PublishedFigure], whole: PublishedFigure) -> bool:
    """Whether parts of all its days, each of the same as the whole, leave no rest of it."""
    return cover_period((part for part in parts if part.group == whole.group), whole.period)


def extent_alone(figure: PublishedFigure) -> FigureExtent:
    """What a figure says by itself, whatever stands beside it."""
    counted, missed, base = ANYTHING
    if figure.is_signed:
        missed = base = NOTHING_LIMITS
    if figure.counted is not None:
        counted = Span.of(figure.counted)
    if figure.base is not None:
        base = Span.of(figure.base)
    if figure.substitutes is not None:
        counted = counted.meet(Span(figure.substitutes.low, None))
    return FigureExtent(counted, missed, base)


def check_figures(
    faults: Faults,
    figures: Sequence[PublishedFigure],
    agreement: Agreement,
) -> None:
    """Figures are read by commitments, and can all be right at once.

    Args:
        faults: Where it is noted.
        figures: The figures.
        agreement: The agreement, with all its versions.
    """
    held: dict[str, list[Commitment]] = {}
    for part in agreement.every_part:
        if isinstance(part, Commitment):
            held.setdefault(part.code, []).append(part)
    declared = {
        Per.LANDLORD: [party.code for party in agreement.landlords],
        Per.SECTOR: [sector.code for sector in agreement.every_sector],
    }
    pers = {
        code: list(dict.fromkeys(version.per for version in versions))
        for code, versions in held.items()
    }
    readers = _list_readers(agreement)
    for figure in figures:
        faults.declared("figures", figure.commitments, held, "a commitment")
        _check_group(faults, figure, pers, declared)
        for code in figure.commitments:
            for commitment in held.get(code, ())[:1]:
                _check_numbers(faults, figure, commitment)
        _check_read(faults, figure, readers)
    for one, other in find_overlaps(figures):
        remedy = f"keep one of the two; the other is {other.period}, {tell_figure(other)}"
        given = f"{', '.join(one.commitments)}, {one.period}, {tell_figure(one)}"
        expected = "figures that do not tell of the same dwellings"
        faults.add(InvalidValueError, "figures", given, expected, remedy)
    if not faults.found:
        for code, versions in held.items():
            told = [figure for figure in figures if code in figure.commitments]
            together = FiguresTogether(told, of_base=versions[0].of_base)
            note_contradiction(faults, "figures", code, together)


_Reader = tuple[Commitment, tuple[Period, ...]]
"""A commitment in some version, with the periods that it is judged on."""


def _list_readers(agreement: Agreement) -> dict[str, list[_Reader]]:
    """The commitments by code, in all versions that the agreement has had."""
    readers: dict[str, list[_Reader]] = {}
    for terms in chain.from_iterable(list_histories(agreement)):
        for commitment in terms.commitments:
            periods = terms.periods_of(commitment)
            readers.setdefault(commitment.code, []).append((commitment, periods))
    return readers


def _check_read(
    faults: Faults, figure: PublishedFigure, readers: Mapping[str, list[_Reader]]
) -> None:
    """Some commitment of a figure is judged over a period that has its own."""
    found = [reader for code in figure.commitments for reader in readers.get(code, ())]
    if not found or any(_is_read(figure, reader, found) for reader in found):
        return
    if any(commitment.is_indicator for commitment, _ in found):
        expected = "a count: nothing is owed, so a rate is over nothing"
        faults.add(InvalidValueError, "figures", tell_figure(figure), expected)
        return
    periods = sorted({period for _, periods in found for period in periods})
    remedy = f"it is judged over {', '.join(map(str, periods[:_MOST_IN_FAULTS]))}"
    given = f"{', '.join(figure.commitments)}, {figure.period}, {tell_figure(figure)}"
    expected = "a period that is judged, or a part of one"
    if figure.counted is None and figure.base is None:
        expected = "the whole of a period that is judged, in which something is owed"
    faults.add(InvalidValueError, "figures", given, expected, remedy)


def _is_read(figure: PublishedFigure, reader: _Reader, readers: Sequence[_Reader]) -> bool:
    """Whether a commitment reads a figure, over one period or over the sum of all."""
    commitment, periods = reader
    if commitment.is_indicator:
        return commitment.of_base or figure.counted is not None
    if not commitment.of_base and figure.counted is None:
        whole = [period for period in periods if period.within(figure.period)]
        told = hold_every_day(whole, figure.period) and (len(whole) == 1 or commitment.cumulative)
        return told and any(
            all(limit.levels.at(period, figure.group) not in {None, 0} for period in whole)
            for limit in commitment.limits
        )
    if commitment.cumulative:
        alike = (
            period for other, own in readers for period in own if other.code == commitment.code
        )
        return hold_every_day(alike, figure.period)
    return any(figure.period.within(period) for period in periods)


def note_contradiction(faults: Faults, name: str, code: str, together: FiguresTogether) -> None:
    """Note that a total and its parts cannot all be right, where they cannot.

    Args:
        faults: Where it is noted.
        name: What was given.
        code: The commitment.
        together: Its figures.
    """
    if together.contradiction is None:
        return
    whole, parts = together.contradiction
    given = f"{code}, {whole.period}, {tell_figure(whole)}"
    if parts:
        told = [
            f"{_tell_where(part, whole)} {tell_figure(part)}" for part in parts[:_MOST_IN_FAULTS]
        ]
        more = ["..."] if len(parts) > _MOST_IN_FAULTS else []
        given += f", beside its parts: {', '.join([*told, *more])}"
        sums = "sum to" if _leave_no_rest(parts, whole) else "sum to no more than"
        expected = f"parts that {sums} their total, in what counts and in what does not"
        remedy = "look up which of them was published otherwise"
    else:
        expected, remedy = "a count, a base and a rate that agree", "look up how it was rounded"
    faults.add(InvalidValueError, name, given, expected, remedy)


_MOST_IN_FAULTS: Final = 3
"""How many periods or parts an error names."""


def tell_figure(figure: PublishedFigure) -> str:
    """What a figure says, for an error."""
    said = "" if figure.counted is None else f"{figure.counted}"
    if figure.base is not None:
        said = f"{said} of {figure.base}" if said else f"of {figure.base}"
    if figure.rate is not None:
        ends = dict.fromkeys(percent(end, "en") for end in figure.rate.held_values())
        rate = f"a rate of {' to '.join(ends)}"
        said = f"{said}, {rate}" if said else rate
    return said


def _tell_where(part: PublishedFigure, whole: PublishedFigure) -> str:
    """What a part is of, for an error."""
    group = part.group if isinstance(part.group, str) else " / ".join(part.group or ())
    when = "" if part.period == whole.period else str(part.period)
    return f"{', '.join(filter(None, (group, when)))}:"


def _check_numbers(faults: Faults, figure: PublishedFigure, commitment: Commitment) -> None:
    """A share has rates from 0 to 1, a number is no base, attributions are not taken back."""
    expected: list[str] = []
    rate = figure.rate
    most = None if rate is None else rate.high
    below = figure.is_signed or (not commitment.of_base and most is not None and most < 0)
    if below and not commitment.stage.of_production:
        expected.append("a count of 0 or more: attributions are not taken back")
    if rate is not None and commitment.of_base:
        if rate.low > 1 or (most is not None and most < 0):
            expected.append("a rate from 0 % to 100 %: it is over the base")
        elif figure.is_signed:
            expected.append("no rate beside a count that may be below 0")
    if figure.counted is None and rate is None and not commitment.of_base:
        expected.append("a count, or a rate over what is owed: a number is promised, no share")
    given = f"{tell_figure(figure)} for the commitment {show(commitment.code)}"
    for rule in expected:
        faults.add(InvalidValueError, "figures", given, rule)


def _check_group(
    faults: Faults,
    figure: PublishedFigure,
    held: Mapping[str, Sequence[tuple[Per, ...]]],
    declared: Mapping[Per, Collection[str]],
) -> None:
    """The group of a figure is one that its commitments can have, in some version."""
    group = figure.group
    if group is None:
        return
    codes = (group,) if isinstance(group, str) else group
    for commitment in figure.commitments:
        kinds = held.get(commitment)
        if kinds is None:
            continue
        alike = [per for per in kinds if len(per) == len(codes)]
        strange = [_list_strange(codes, per, declared) for per in alike]
        if not alike:
            _note_other_kind(faults, f"{show(group)} for the commitment {show(commitment)}", kinds)
        elif all(strange):
            for kind, code in dict(chain.from_iterable(strange)).items():
                if kind in PLACES:
                    check_code_of_place(faults, "figures", kind, code)
                else:
                    faults.declared("figures", [code], declared[kind], f"a {kind.value}")


def _note_other_kind(faults: Faults, given: str, kinds: Collection[tuple[Per, ...]]) -> None:
    """Note a figure of a group for a commitment that holds in total, or by other kinds."""
    whole = not any(kinds)
    expected = "no group: it holds in total" if whole else "a group of the kind that it has"
    per = max(kinds, key=len)
    remedy = "" if whole else f"it holds by {' and '.join(kind.value for kind in per)}"
    faults.add(InvalidValueError, "figures", given, expected, remedy)


def _list_strange(
    codes: tuple[str, ...], per: tuple[Per, ...], declared: Mapping[Per, Collection[str]]
) -> list[tuple[Per, str]]:
    """The codes of a group that are none of their kind: no such place, or not declared."""
    return [
        (kind, code)
        for kind, code in zip(per, codes, strict=True)
        if find_fault_of_place(kind, code) is not None
        or (declared.get(kind) and code not in declared[kind])
    ]


def find_overlaps(
    figures: Iterable[PublishedFigure],
) -> Iterator[tuple[PublishedFigure, PublishedFigure]]:
    """The pairs of figures that tell of the same dwellings, and neither of all that the other does.

    Examples:
        >>> year, half = Period.year(2016), Period.year(2016).split(months=6)[0]
        >>> total = PublishedFigure("households", year, 100)
        >>> parts = [PublishedFigure("households", half, 40, group=code) for code in "ab"]
        >>> len(list(find_overlaps([total, *parts])))
        0
        >>> year_of_a = PublishedFigure("households", year, 60, group="a")
        >>> len(list(find_overlaps([year_of_a, PublishedFigure("households", half, 80)])))
        1
    """
    by_code: dict[str, list[PublishedFigure]] = {}
    for figure in sorted(figures, key=lambda figure: figure.period):
        for code in figure.commitments:
            by_code.setdefault(code, []).append(figure)
    for figures_of_code in by_code.values():
        before: list[PublishedFigure] = []
        for figure in figures_of_code:
            before = [earlier for earlier in before if earlier.period.overlaps(figure.period)]
            for earlier in before:
                shared = earlier.group == figure.group or None in {earlier.group, figure.group}
                if shared and not (holds_figure(earlier, figure) or holds_figure(figure, earlier)):
                    yield figure, earlier
            before.append(figure)
