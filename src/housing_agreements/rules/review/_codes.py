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
from housing_agreements.rules._vocabulary import say_part
from housing_agreements.rules.review.remarks import Examined, Remark, RemarkKind, Severity, remark
from housing_agreements.values.periods import Period
from housing_agreements.values.texts import (
    Language,
    Text,
    choose,
    colon,
    join_words,
    say_day,
    say_number_of,
    semicolon,
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
    numbers = (say_number_of(left, *_OTHER_CODES, language) for language in ("en", "fr"))
    return [*map(tell, codes[:_MOST_CODES_TOLD]), *([Text(*numbers)] if left > 0 else [])]


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
            return Text(f"{code}, a postcode of {towns}", f"{code}, code postal de {towns}")
        return Text(
            f"{code}, only a postcode of {towns} since {say_day(since, 'en')}",
            f"{code}, qui n'est plus que le code postal de {towns} depuis le "
            f"{say_day(since, 'fr')}",
        )
    near = find_nearest_code(code)
    if near is None:
        return Text(code, code)
    name = f"{near} {name_of_code(near)}"
    return Text(f"{code}, the nearest of which is {name}", f"{code}, le plus proche étant {name}")


def _tell_ended(ends: Mapping[str, date], code: str) -> Text:
    """A code with the day from which on it is not in use, and what has its ground then."""
    official, end = load_official_code(), ends[code]
    heirs = official.holders(official.reach(code, end).ground, end)
    name = f"{code} {name_of_code(code, end - timedelta(days=1))}"
    told = [f"{heir} {name_of_code(heir, end)}" for heir in heirs]
    place = Text(
        f"its ground being in {join_words(told, 'en')}",
        f"son territoire étant dans {join_words(told, 'fr')}",
    )
    if len(heirs) > _MOST_CODES_TOLD:
        place = _PLACE_NOT_TOLD
    return Text(
        f"{name}, not in use from {say_day(end, 'en')} on, {place.en}",
        f"{name}, qui n'est plus en usage à partir du {say_day(end, 'fr')}, {place.fr}",
    )


_PLACE_NOT_TOLD: Final = Text(
    "its ground being in communes that are not told",
    "son territoire étant dans des communes qui ne sont pas dites",
)
_LISTS_SUCH_CODES: Final = {
    RemarkKind.UNKNOWN_CODE: Text(
        "lists codes that name no commune", "cite des codes qui ne désignent aucune commune"
    ),
    RemarkKind.CODE_OUT_OF_USE: Text(
        "lists codes of communes that are not in use during the whole term",
        "cite des codes de communes qui ne sont pas en usage pendant toute la durée",
    ),
}


def _remark_codes(
    kind: RemarkKind, territory: Territory, parts: Sequence[Part], codes: Sequence[Text]
) -> Remark:
    def sentence(language: Language) -> str:
        names = join_words((say_part(part, language) for part in parts), language)
        owner = choose(
            language,
            f"{territory.name}, a territory of {names},",
            f"{territory.name}, un territoire de {names},",
        )
        told = semicolon(language).join(code.say(language) for code in codes)
        return f"{owner} {_LISTS_SUCH_CODES[kind].say(language)}{colon(language)}{told}"

    return remark(Severity.LOOK, kind, parts, sentence)
