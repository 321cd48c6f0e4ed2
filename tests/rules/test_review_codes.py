"""A review remarks on codes of communes that were never in use, or are not during the term."""

from datetime import date, timedelta
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import (
    Agreement,
    AgreementKind,
    Contingent,
    Household,
    Party,
    Per,
    Period,
    Place,
    PriorityPublic,
    Remark,
    RemarkKind,
    Severity,
    Share,
    Stage,
    Territory,
    Text,
    Timeline,
    UnknownCodeError,
    check_eligibility,
    facts,
    intercommunality,
    review,
)
from housing_agreements.geography._official_code import LAST_DAY, load_official_code
from housing_agreements.geography._unknown_codes import is_unknown
from housing_agreements.testing import laws

SAINT_DENIS, PIERREFITTE, MERGED_ON = "93066", "93059", date(2025, 1, 1)
TERM: Final = Period.years(2024, 2026)
HOLDER: Final = Party("holder", "The holder")
FRANCE: Final = Territory("93", "Seine-Saint-Denis", "department", departments=("93",))
PUBLIC: Final = PriorityPublic("p", "P", facts.employed)
CODE_KINDS: Final = (RemarkKind.UNKNOWN_CODE, RemarkKind.CODE_OUT_OF_USE)


def listing(*communes: str, code: str = "T") -> Territory:
    """A list of communes."""
    return Territory(code, "The town", "list", communes=communes)


def agreement(where: Territory = FRANCE, **changed: Any) -> Agreement:
    """An agreement with one promise, which holds on a territory."""
    kept: dict[str, Any] = {"to": ("p",), "stage": Stage.DECIDED, "at_least": {2024: "25 %"}}
    share = Share("share", title="The share", territory=where, **kept)
    fields: dict[str, Any] = {
        "parties": (HOLDER,),
        "signed_on": date(2024, 1, 1),
        "term": TERM,
        "territory": FRANCE,
        "contingents": (Contingent("rights", HOLDER, FRANCE),),
        "publics": (PUBLIC,),
        "commitments": (share,),
    } | changed
    return Agreement("test", AgreementKind.PROTOCOL, Text("Test", "Essai"), **fields)


def remarks(stated: Agreement, on: date = TERM.start) -> tuple[Remark, ...]:
    """What is remarked on codes."""
    laws.remarks_can_be_said(stated, on, {})
    found = review(stated, on=on)
    return tuple(remark for kind in CODE_KINDS for remark in found.of(kind))


def test_a_commune_that_merged_in_the_term_is_remarked() -> None:
    """The remark names it, what has its ground, and from which day on, in both languages."""
    (found,) = remarks(agreement(listing(PIERREFITTE, "93001")))
    assert (found.kind, found.severity) == (RemarkKind.CODE_OUT_OF_USE, Severity.LOOK)
    assert found.where == ("share",)
    assert found.text == Text(
        "the territory “The town” of the commitment “The share” lists a code of a commune that is "
        "not in use during the whole term: 93059 Pierrefitte-sur-Seine, not in use from 1 January "
        "2025 on, its ground then being in 93066 Saint-Denis",
        "le territoire «\u00a0The town\u00a0» de l'engagement «\u00a0The share\u00a0» cite un "
        "code de commune qui n'est pas en usage pendant toute la durée\u00a0: 93059 "
        "Pierrefitte-sur-Seine, qui n'est plus en usage à partir du 1er janvier 2025, son "
        "territoire étant alors dans 93066 Saint-Denis",
    )


@pytest.mark.parametrize(("last", "remarked"), [(date(2024, 12, 31), False), (MERGED_ON, True)])
def test_a_merger_counts_from_its_day_on(last: date, *, remarked: bool) -> None:
    """In a term that ends the day before, and in a list that drops it then, all are in use."""
    term = Period(date(2024, 1, 1), last + timedelta(days=1))
    assert bool(remarks(agreement(listing(PIERREFITTE), term=term))) is remarked
    dropped = Timeline({date.min: frozenset({PIERREFITTE}), term.end: frozenset[str]()})
    assert bool(remarks(agreement(Territory("T", "T", "list", communes=dropped)))) is remarked
    verified = Timeline({date.min: frozenset({PIERREFITTE})}, verified_until=last)
    assert bool(remarks(agreement(Territory("T", "T", "list", communes=verified)))) is remarked


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (
            "94100",
            Text(
                "94100, a postcode (94068 Saint-Maur-des-Fossés)",
                "94100, un code postal (94068 Saint-Maur-des-Fossés)",
            ),
        ),
        (
            "75015",
            Text(
                "75015, only a postcode since 1 January 1968 (75056 Paris, 75115 Paris 15e "
                "Arrondissement)",
                "75015, qui n'est plus qu'un code postal depuis le 1er janvier 1968 (75056 Paris, "
                "75115 Paris 15e Arrondissement)",
            ),
        ),
        (
            "94099",
            Text(
                "94099, the nearest to which is 94079 Villiers-sur-Marne",
                "94099, le plus proche étant 94079 Villiers-sur-Marne",
            ),
        ),
        ("99100", Text("99100", "99100")),
    ],
)
def test_a_code_of_no_commune_is_remarked(code: str, words: Text) -> None:
    """The remark says what it seems to be."""
    (found,) = remarks(agreement(listing(code, "94068")))
    assert (found.kind, found.severity) == (RemarkKind.UNKNOWN_CODE, Severity.LOOK)
    assert found.text == Text(
        "the territory “The town” of the commitment “The share” lists a code that names no "
        f"commune: {words.en}",
        "le territoire «\u00a0The town\u00a0» de l'engagement «\u00a0The share\u00a0» cite un "
        f"code qui ne désigne aucune commune\u00a0: {words.fr}",
    )


def test_a_public_of_a_place_that_is_none_is_remarked_and_not_refused() -> None:
    """Whoever asks it of a household is refused; whether anybody can belong is not proved."""
    nowhere = attrs.evolve(PUBLIC, criterion=facts.residence.within(listing("94100")))
    (found,) = remarks(agreement(publics=(nowhere,)))
    assert (found.kind, found.where) == (RemarkKind.UNKNOWN_CODE, ("p",))
    with pytest.raises(UnknownCodeError, match="Territory 'T', communes: given '94100'"):
        check_eligibility(Household(residence=Place("94068")), nowhere, on=TERM.start)


def test_few_of_many_codes_are_named() -> None:
    """Five are told, and how many others there are; one that lies in many communes names a few."""
    ended = [one for one in load_official_code().codes("24") if is_ended(one, TERM.start)]
    (found,) = remarks(agreement(listing(*ended)))
    assert found.text.en.count("not in use from") == 5
    assert found.text.en.endswith(f"; {len(ended) - 5} other codes")
    assert found.text.fr.endswith(f"\u202f; {len(ended) - 5} autres codes")


def test_ground_that_is_not_traced_is_said_to_be_so() -> None:
    """Six communes were suppressed, and it is not told which ones got their ground."""
    (found,) = remarks(agreement(listing("60606")))
    assert found.text.en.endswith(
        "not in use from 9 July 1951 on, its ground then being in communes that are not told"
    )
    assert found.text.fr.endswith(
        "son territoire étant alors dans des communes qui ne sont pas précisées"
    )


def is_ended(code: str, day: date) -> bool:
    """Whether a code was in use before a day, and is not on it or after."""
    stretches = load_official_code().stretches(code)
    return stretches[-1].end is not None and stretches[-1].end <= day


def test_every_list_that_the_terms_read_is_looked_at() -> None:
    """Territories of the agreement, of contingents, of sectors, of places and of publics."""
    town, clean = listing(PIERREFITTE), listing("93001", code="C")
    share = agreement(clean).commitments[0]
    where = [
        agreement(clean, territory=town, commitments=(attrs.evolve(share, territory=None),)),
        agreement(clean, contingents=(Contingent("rights", HOLDER, town),)),
        agreement(clean, commitments=(attrs.evolve(share, located_in=town),)),
        agreement(clean, sectors=(town, clean), commitments=(attrs.evolve(share, per=Per.SECTOR),)),
        agreement(clean, publics=(attrs.evolve(PUBLIC, criterion=facts.residence.within(town)),)),
    ]
    named = [[remark.where for remark in remarks(stated)] for stated in where]
    assert named == [[("share",)], [("rights",)], [("share",)], [("share",)], [("p",)]]
    dropped = {date.min: frozenset({PIERREFITTE}), date(2020, 1, 1): frozenset({"93001"})}
    assert not remarks(agreement(Territory("T", "T", "list", communes=Timeline(dropped))))
    assert not remarks(agreement(clean, sectors=(town,)))  # no promise holds by sector
    ends = {date.min: facts.employed, date(2025, 1, 1): None}
    assert not remarks(agreement(clean, publics=(attrs.evolve(PUBLIC, criterion=ends),)))


def test_a_commune_that_came_back_before_the_term_is_in_use() -> None:
    """It is remarked in a term in which it was not."""
    back = load_official_code().stretches("14666")[-1].start
    assert back is not None
    gone = agreement(listing("14666"), term=Period.year(back.year - 1), signed_on=None)
    assert remarks(gone, gone.term.start)
    assert not remarks(agreement(listing("14666")))


def test_territories_of_the_official_code_give_no_remark() -> None:
    """An intercommunality lists, on each day, communes in use; a department lists none."""
    assert not remarks(agreement(intercommunality("200057867")))
    assert not remarks(agreement(FRANCE))


codes = st.one_of(
    st.sampled_from(["94100", "94099", "75015", "93059", "93066", "14666", "27676", "94068"]),
    st.integers(93001, 93080).map(str),
)


@given(st.frozensets(codes, max_size=3), st.integers(1950, 2026), st.integers(0, 80))
def test_a_code_is_remarked_exactly_when_it_is_not_in_use(
    listed: frozenset[str], year: int, more: int
) -> None:
    """Never a commune on the last day of the term: unknown. Ended on some day of it: out of use."""
    term = Period.years(year, min(year + more, LAST_DAY.year))
    stated = agreement(listing(*listed), term=term, signed_on=None)
    kinds = {remark.kind for remark in remarks(stated, term.start)}
    unknown = {one for one in listed if is_unknown(one, term.last_day)}
    assert (RemarkKind.UNKNOWN_CODE in kinds) is bool(unknown)
    assert (RemarkKind.CODE_OUT_OF_USE in kinds) is any(
        stretch.end is not None
        and stretch.end <= term.last_day
        and not any(
            other.holds(max(stretch.end, term.start))
            for other in load_official_code().stretches(one)
        )
        for one in listed - unknown
        for stretch in load_official_code().stretches(one)
    )


def test_a_list_is_read_on_the_day_as_of_which_it_was_written() -> None:
    """A commune that merged since is no remark there; a code of no commune is."""

    def written(*communes: str) -> Territory:
        day = date(2018, 1, 1)
        return Territory("T", "The town", "list", communes=communes, coded_on=day)

    assert not remarks(agreement(written(PIERREFITTE)))
    found = [remark.kind for remark in remarks(agreement(written(PIERREFITTE, "94100")))]
    assert found == [RemarkKind.UNKNOWN_CODE]
