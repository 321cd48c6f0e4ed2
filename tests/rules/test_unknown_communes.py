"""Entries with a code that names no place: refused or set aside, each time, and never decided."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, WIDE, agreement_of
from tests.told import words_of

from housing_agreements import (
    NOT_KNOWN,
    Attribution,
    HousingAgreementsError,
    InvalidObjectError,
    Per,
    Production,
    Share,
    Stage,
    Tally,
    Unknown,
    UnknownCodeError,
    check_quotas,
    entries_of,
    tally,
)
from housing_agreements.geography._official_code import load_official_code
from housing_agreements.geography._unknown_codes import communes_of_postcode
from housing_agreements.model.entries import StageDay
from housing_agreements.values.texts import Language

DAY = date(2018, 5, 5)
SHARE = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2")
BY_COMMUNE = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2", per=Per.COMMUNE)
AGREEMENT = agreement_of(SHARE, territory=WIDE)
SEVERAL = agreement_of(
    BY_COMMUNE, Share("d", to=("q",), stage=Stage.SIGNED, at_most="1/2", territory=WIDE)
)
ONLY_POSTCODES = ("94100", "33000", "75015")
POSTCODES_TOO = ("01160", "59350", "33240")
NO_POSTCODES = ("94068", "33063", "75056")
NO_CODES = ("94099", "99999")

LANGUAGES: tuple[Language, ...] = ("en", "fr")


def entry(name: str, commune: str, day: StageDay | None = DAY, count: int = 1) -> Attribution:
    """An attribution on the contingent "a"."""
    return Attribution(name, "a", commune, decided_on=day, count=count)


def ledger_of(*communes: str) -> list[Attribution]:
    """An entry in each, by its place in the list."""
    return [entry(f"E{index}", commune) for index, commune in enumerate(communes)]


def set_aside(entries: Iterable[Attribution | Production]) -> dict[str, tuple[int, int]]:
    """The entries and the dwellings that are set aside, by the code of their commune."""
    made = tally(AGREEMENT, entries, unknown=Unknown.SET_ASIDE)
    assert {what for what, _ in made.set_aside} <= {"commune"}
    return {code: (count.entries, count.dwellings) for (_, code), count in made.set_aside.items()}


def naively_aside(communes: Sequence[str]) -> set[str]:
    """The codes that are set aside of a ledger of 2018, told from all of them at once."""
    in_use = {
        code
        for department in ("01", "33", "59", "75", "94")
        for code in load_official_code().codes_in_use(department, DAY)
    }
    unknown = {*communes} - in_use
    only = {code for code in unknown if communes_of_postcode(code)}
    others = {*communes} - only
    if only and all(map(communes_of_postcode, others)):
        return {*communes}
    return unknown


@given(
    communes=st.lists(
        st.sampled_from(ONLY_POSTCODES + POSTCODES_TOO + NO_POSTCODES + NO_CODES), max_size=6
    ),
    several=st.booleans(),
)
def test_codes_of_no_place_are_set_aside(communes: list[str], *, several: bool) -> None:
    """Whatever their order, those that mean nothing; all, where all are postcodes and one only."""
    ledger = ledger_of(*communes)
    agreement = SEVERAL if several else AGREEMENT
    made = tally(agreement, ledger, unknown=Unknown.SET_ASIDE)
    aside = naively_aside(communes)
    told = {code: count.entries for (_, code), count in made.set_aside.items()}
    assert told == {code: times for code, times in Counter(communes).items() if code in aside}
    assert made.read.entries == len(ledger)
    kept = [each for each in ledger if each.commune not in aside]
    assert made.entries == tally(agreement, kept).entries
    if aside:
        with pytest.raises((UnknownCodeError, InvalidObjectError)) as refusal:
            tally(agreement, ledger)
        assert [fault.given for fault in refusal.value.faults] == [
            f"{code!r} in {f'{told[code]} of the entries' if told[code] > 1 else 'an entry'}"
            for code in sorted(aside)
        ]
    else:
        assert tally(agreement, ledger) == made


def test_a_postcode_is_refused_with_its_commune() -> None:
    """The error counts the entries, names the commune meant, and says how to set them aside."""
    with pytest.raises(UnknownCodeError) as refusal:
        tally(AGREEMENT, [entry("1", "94100"), entry("2", "94100", count=4), entry("3", "94068")])
    assert str(refusal.value) == (
        "tally, entries, commune: given '94100' in 2 of the entries; expected a commune or a "
        "district of the official code since 1943; 94100 is a postcode, of 94068 "
        "Saint-Maur-des-Fossés; none of the other codes here is a postcode (or pass "
        "unknown=Unknown.SET_ASIDE)"
    )


@pytest.mark.parametrize(
    ("communes", "told"),
    [
        (["94100"], "94068 Saint-Maur-des-Fossés (or"),
        (["94100", "01160", "94068"], "1 of the 2 other codes here is a postcode too (or"),
        (["94100", "01160", "33240", "94068"], "2 of the 3 other codes here are postcodes too (or"),
        (["94100", "01160"], "all the codes here are postcodes (or"),
        (["94100", "33000"], "94068 Saint-Maur-des-Fossés (or"),
        (["94100", "94099"], "none of the other codes here is a postcode (or"),
    ],
)
def test_the_error_says_how_many_other_codes_are_postcodes(communes: list[str], told: str) -> None:
    """Where one is only a postcode, the others may be meant as postcodes too."""
    with pytest.raises((UnknownCodeError, InvalidObjectError)) as refusal:
        tally(AGREEMENT, ledger_of(*communes))
    (remedy,) = [fault.remedy for fault in refusal.value.faults if "'94100'" in fault.given]
    assert told in remedy


def test_a_ledger_without_such_a_code_is_read_as_it_stands() -> None:
    """Lille is 59350, which is a postcode too."""
    assert set_aside(ledger_of("59350", "01160")) == {}
    made = tally(AGREEMENT, ledger_of("59350", "01160"))
    assert (made.read.entries, made.beside_postcodes) == (2, {})


def test_all_dwellings_of_doubted_codes_are_set_aside() -> None:
    """Also those of entries read before the first code that is only a postcode."""
    ledger: list[Attribution | Production] = [
        entry("1", "01160", count=5), entry("2", "01160"), entry("3", "94100", count=2),
        Production("4", "01160", "PLAI", started_on=DAY, count=-3),
    ]  # fmt: skip
    assert set_aside(iter(ledger)) == {"94100": (1, 2), "01160": (3, 3)}
    known = entry("5", "94068")
    assert set_aside(iter([*ledger, known])) == {"94100": (1, 2)}
    assert set_aside(chain([known], ledger)) == {"94100": (1, 2)}


def test_the_account_says_what_was_set_aside() -> None:
    """Each code with what it seems to be, in both languages; and how many others are postcodes."""
    ledger = ledger_of("94100", "94099", "75015", "01160", "94068")
    report = check_quotas(AGREEMENT, ledger, on=date(2019, 1, 1), unknown=Unknown.SET_ASIDE)
    assert report.account.set_aside == (3, 3)
    english, french = (
        [line.strip(" ") for line in words_of(report, language).splitlines()]
        for language in LANGUAGES
    )
    assert english[-4:] == [
        (
            "set aside, commune “75015” that is no commune any more (a postcode, of 75056 Paris, "
            "75115 Paris 15e Arrondissement): 1"
        ),
        "set aside, commune “94099” that no edition of the official code holds: 1",
        (
            "set aside, commune “94100” that no edition of the official code holds (a postcode, of "
            "94068 Saint-Maur-des-Fossés): 1"
        ),
        (
            "some entries have a postcode in place of the code of a commune; of the other codes, "
            "these may be postcodes too: 1 of 3"
        ),
    ]
    assert french[-2:] == [
        (
            "mises de côté, commune «\u00a094100\u00a0» qu'aucune édition du code officiel ne "
            "connaît (un code postal, de 94068 Saint-Maur-des-Fossés)\u00a0: 1"
        ),
        (
            "des lignes portent un code postal à la place du code de la commune\u202f; parmi les "
            "autres codes, sont peut-être aussi des codes postaux\u00a0: 1 sur 3"
        ),
    ]
    alike = check_quotas(
        AGREEMENT, ledger_of("94100", "01160"), on=date(2019, 1, 1), unknown=Unknown.SET_ASIDE
    )
    assert "“01160” which is a postcode, as are all the codes beside it: 1" in words_of(alike, "en")
    assert alike.beside_postcodes == {"01160": 1}


def test_what_stands_beside_postcodes_adds_up() -> None:
    """Of two ledgers the codes beside postcodes are counted, and taken back."""
    one, other = (
        tally(AGREEMENT, ledger_of("94100", commune), unknown=Unknown.SET_ASIDE)
        for commune in ("94068", "33063")
    )
    assert (one + one + other).beside_postcodes == {"94068": 2, "33063": 1}
    assert one + other - one == other
    assert (-one).beside_postcodes == {"94068": -1}
    with pytest.raises(HousingAgreementsError, match="codes of communes to whole numbers"):
        Tally(one.reading, beside_postcodes={"94068": "1"})  # type: ignore[dict-item]  # on purpose


@pytest.mark.parametrize(
    ("day", "aside"),
    [
        (date(1967, 12, 31), False), (date(1968, 1, 1), True), (None, False), (NOT_KNOWN, True),
    ],
)  # fmt: skip
def test_a_code_is_read_on_the_day_of_its_entry(day: StageDay | None, *, aside: bool) -> None:
    """75015 was Bry-sur-Marne until 1967; what has no day is placed nowhere."""
    ledger = [entry("1", "75015", day)]
    assert set_aside(ledger) == ({"75015": (1, 1)} if aside else {})
    both = [*ledger, entry("2", "75015"), entry("3", "94068")]
    assert set_aside(both) == {"75015": (2 if aside else 1,) * 2}


def test_a_code_without_day_is_looked_at_too() -> None:
    """A postcode is refused though nothing was reached: it says nothing at all."""
    assert set_aside([entry("1", "94100", None)]) == {"94100": (1, 1)}


@pytest.mark.parametrize("communes", [("94100", "94068"), ("94100", "01160", "33240")])
def test_entries_set_aside_are_of_no_finding(communes: tuple[str, ...]) -> None:
    """The entries of a finding are those that it counts, without any that was set aside."""
    ledger = ledger_of(*communes)
    report = check_quotas(AGREEMENT, ledger, on=date(2019, 1, 1), unknown=Unknown.SET_ASIDE)
    found = entries_of(report, report.finding("c", 2018), ledger)
    assert [each.id for each in found] == [each.id for each in ledger if each.commune == "94068"]


@SLOW
@given(st.permutations(("94100", "01160", "59350", "94068", "33063", "01160")))
def test_order_changes_nothing(communes: list[str]) -> None:
    """Whichever code comes first, the tally is the same."""
    made = tally(AGREEMENT, ledger_of(*communes), unknown=Unknown.SET_ASIDE)
    assert made == tally(AGREEMENT, ledger_of(*sorted(communes)), unknown=Unknown.SET_ASIDE)
