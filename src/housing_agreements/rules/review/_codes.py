"""Remarks on the codes of communes that territories list: never in use, or not any more."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple

from housing_agreements.criteria._nodes import in_order
from housing_agreements.criteria.places import Within
from housing_agreements.geography._names import name_of_code
from housing_agreements.geography._official_code import LAST_DAY, Standing, load_official_code
from housing_agreements.geography._unknown_codes import (
    find_nearest_code,
    is_unknown,
    say_communes_of_postcode,
    unknown_since,
)
from housing_agreements.geography.territories import Territory
from housing_agreements.model.agreements import Agreement, Part
from housing_agreements.model.groups import Per
from housing_agreements.rules._vocabulary import join_clauses, name_of_parts, tell_number_of
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Listed,
    Text,
    as_text,
)

__all__ = ("codes_never_in_use", "codes_out_of_use")

_MOST_CODES_TOLD: Final = 5
_OTHER_CODES: Final = (Text("other code", "autre code"), Text("other codes", "autres codes"))


class _Listing(NamedTuple):
    """A code that a list names in a part of the term."""

    code: str
    start: date
    """The first day of that part."""
    last_day: date
    """Its last day, until the last edition of the official code."""


def codes_never_in_use(examined: Examined) -> Iterator[Remark]:
    """Codes of the lists that no edition of the official code holds, or that are only postcodes."""
    for territory, parts in _list_territories(examined.terms).items():
        unknown = {
            listing.code
            for listing in _list_codes_in_term(territory, examined.terms.term)
            if is_unknown(listing.code, listing.last_day)
        }
        if unknown:
            told = _tell_some(sorted(unknown), _tell_unknown)
            yield _remark_codes(RemarkKind.UNKNOWN_CODE, territory, parts, told)


def codes_out_of_use(examined: Examined) -> Iterator[Remark]:
    """Codes of the lists that are not in use any more on some day of the term."""
    for territory, parts in _list_territories(examined.terms).items():
        ended: dict[str, date] = {}
        for listing in _list_codes_in_term(territory, examined.terms.term):
            day = _find_day_out_of_use(listing)
            if day is not None and not is_unknown(listing.code, listing.last_day):
                ended.setdefault(listing.code, day)
        if ended:
            told = _tell_some(sorted(ended), partial(_tell_ended, ended))
            yield _remark_codes(RemarkKind.CODE_OUT_OF_USE, territory, parts, told)


def _tell_some(codes: Sequence[str], tell: Callable[[str], Text]) -> list[Text]:
    """The first codes in words, and how many others there are."""
    left = len(codes) - _MOST_CODES_TOLD
    return [
        *map(tell, codes[:_MOST_CODES_TOLD]),
        *([tell_number_of(left, *_OTHER_CODES)] if left > 0 else []),
    ]


def _list_territories(terms: Agreement) -> dict[Territory, tuple[Part, ...]]:
    """The territories that the terms read, each with the parts that read it."""
    read: dict[Territory, dict[str, Part]] = {}

    def note(territory: Territory | None, part: Part) -> None:
        if territory is not None:
            read.setdefault(territory, {})[part.code] = part

    for commitment in terms.commitments:
        note(terms.territory_of(commitment), commitment)
        note(commitment.located_in, commitment)
        for sector in terms.sectors if Per.SECTOR in commitment.per else ():
            note(sector, commitment)
    for contingent in terms.contingents:
        note(contingent.territory, contingent)
    for public in terms.publics:
        for criterion in public.criterion.held_values():
            for node in () if criterion is None else in_order(criterion):
                if isinstance(node, Within):
                    note(node.territory, public)
    return {territory: tuple(parts.values()) for territory, parts in read.items()}


def _list_codes_in_term(territory: Territory, term: Period) -> Iterator[_Listing]:
    """The codes that a territory lists in the term, for each part of it in which lists hold.

    A list that was written as of another day is read on that day alone.
    """
    last = min(term.last_day, territory.members.known_until or LAST_DAY, LAST_DAY)
    changes = territory.members.changes
    ends = [*(day - timedelta(days=1) for day, _ in changes[1:]), last]
    for (day, members), end in zip(changes, ends, strict=True):
        start, until = max(day, term.start), min(end, last)
        if start > until:
            continue
        if members.coded_on is not None:
            start = until = min(members.coded_on, LAST_DAY)
        yield from (_Listing(code, start, until) for code, _ in members.communes)


def _find_day_out_of_use(listing: _Listing) -> date | None:
    """From which day on a code is not in use any more in a part of the term; `None`: it is."""
    ends = (stretch.end for stretch in load_official_code().stretches(listing.code))
    standings = {Standing.ENDED, Standing.BETWEEN}
    for end in ends:
        if end is not None and end <= listing.last_day:
            day = max(end, listing.start)
            if load_official_code().standing(listing.code, day) in standings:
                return end
    return None


def _tell_unknown(code: str) -> Text:
    """A code that names no commune, and what it seems to be."""
    since = unknown_since(code)
    if towns := say_communes_of_postcode(code):
        if since is None or since == date.min:
            return _POSTCODE.format(code=code, towns=towns)
        return _POSTCODE_SINCE.format(code=code, towns=towns, since=since)
    near = find_nearest_code(code)
    if near is None:
        return as_text(code)
    return _NEAREST.format(code=code, near=near, name=name_of_code(near))


_POSTCODE: Final = Text("{code}, a postcode ({towns})", "{code}, un code postal ({towns})")
_POSTCODE_SINCE: Final = Text(
    "{code}, only a postcode since {since} ({towns})",
    "{code}, qui n'est plus qu'un code postal depuis le {since} ({towns})",
)
_NEAREST: Final = Text(
    "{code}, the nearest to which is {near} {name}", "{code}, le plus proche étant {near} {name}"
)


def _tell_ended(ends: Mapping[str, date], code: str) -> Text:
    """A code with the day from which on it is not in use, and what has its ground then."""
    official, end = load_official_code(), ends[code]
    heirs = official.holders(official.reach(code, end).ground, end)
    name = f"{code} {name_of_code(code, end - timedelta(days=1))}"
    told = [f"{heir} {name_of_code(heir, end)}" for heir in heirs]
    if len(heirs) > _MOST_CODES_TOLD:
        return _ENDED_AND_SPREAD.format(name=name, day=end)
    return _ENDED.format(name=name, day=end, heirs=Listed(told))


_ENDED: Final = Text(
    "{name}, not in use from {day} on, its ground then being in {heirs}",
    "{name}, qui n'est plus en usage à partir du {day}, son territoire étant alors dans {heirs}",
)
_ENDED_AND_SPREAD: Final = Text(
    "{name}, not in use from {day} on, its ground then being in communes that are not told",
    "{name}, qui n'est plus en usage à partir du {day}, son territoire étant alors dans des "
    "communes qui ne sont pas précisées",
)
_LISTS_SUCH_CODES: Final = {
    RemarkKind.UNKNOWN_CODE: (
        Text(
            "the territory “{territory}” {of_parts} lists a code that names no commune: {codes}",
            "le territoire «\u00a0{territory}\u00a0» {of_parts} cite un code qui ne désigne aucune "
            "commune\u00a0: {codes}",
        ),
        Text(
            "the territory “{territory}” {of_parts} lists codes that name no commune: {codes}",
            "le territoire «\u00a0{territory}\u00a0» {of_parts} cite des codes qui ne désignent "
            "aucune commune\u00a0: {codes}",
        ),
    ),
    RemarkKind.CODE_OUT_OF_USE: (
        Text(
            "the territory “{territory}” {of_parts} lists a code of a commune that is not in use "
            "during the whole term: {codes}",
            "le territoire «\u00a0{territory}\u00a0» {of_parts} cite un code de commune qui n'est "
            "pas en usage pendant toute la durée\u00a0: {codes}",
        ),
        Text(
            "the territory “{territory}” {of_parts} lists codes of communes that are not in use "
            "during the whole term: {codes}",
            "le territoire «\u00a0{territory}\u00a0» {of_parts} cite des codes de communes qui ne "
            "sont pas en usage pendant toute la durée\u00a0: {codes}",
        ),
    ),
}


def _remark_codes(
    kind: RemarkKind, territory: Territory, parts: Sequence[Part], codes: Sequence[Text]
) -> Remark:
    one, several = _LISTS_SUCH_CODES[kind]
    text = (one if len(codes) == 1 else several).format(
        territory=territory.name, of_parts=name_of_parts(parts), codes=join_clauses(codes)
    )
    return remark(Severity.LOOK, kind, parts, text)
