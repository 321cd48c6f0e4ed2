"""Landlords: told apart where they are read, and known where an agreement says which it binds."""

from datetime import date
from typing import Any

import pytest
from tests.frames.engines import ENGINES, engine
from tests.rules.drawing import agreement_of
from tests.told import findings_of_rest, words_of

from housing_agreements import (
    Agreement,
    Attribution,
    InvalidObjectError,
    Party,
    Per,
    Production,
    PublishedFigure,
    Share,
    Stage,
    Tally,
    UncoveredReadingError,
    Unknown,
    UnknownCodeError,
    Verdict,
    Volume,
    check_quotas,
    compare,
    frames,
    tally,
)

AFTER = date(2021, 6, 1)
NAMED = Share("c", to=("p",), stage=Stage.SIGNED, at_least={2018: "1/2"}, landlords=("office",))
EACH = Share("c", to=("p",), stage=Stage.SIGNED, at_least={2018: "1/2"}, per=Per.LANDLORD)
LEDGER = [
    Attribution(
        str(place),
        "a",
        "94068",
        signed_on=date(2018, 3, 1),
        landlord=landlord,
        publics={"p"} if landlord == "office" else set(),
    )
    for place, landlord in enumerate(("office", "office", "other", "another"))
]


def test_landlords_that_nobody_names_share_a_cell() -> None:
    """Four entries of three landlords, of which one is named, make two cells."""
    counts = tally(agreement_of(NAMED), LEDGER)
    assert len(list(counts.cells)) == 2
    (finding,) = check_quotas(agreement_of(NAMED), counts, on=AFTER)
    assert (finding.counted.value, finding.base.value) == (2, 2)
    assert finding.verdict is Verdict.MET


def test_a_tally_of_each_landlord_serves_whoever_names_some() -> None:
    """The contrary is refused: what was not told apart cannot be told."""
    kept = tally(agreement_of(EACH), LEDGER)
    (finding,) = check_quotas(agreement_of(NAMED), kept, on=AFTER)
    assert (finding.counted.value, finding.base.value) == (2, 2)
    with pytest.raises(UncoveredReadingError, match="by landlord"):
        check_quotas(agreement_of(EACH), tally(agreement_of(NAMED), LEDGER), on=AFTER)


OFFICE, COMPANY = Party("office", "The office"), Party("company", "The company")
ANY = Share("c", to=("p",), stage=Stage.SIGNED, at_least={2018: "1/2"})
HOMES = Volume("h", stage=Stage.APPROVED, at_least={2018: 1})
BOUND: dict[str, Any] = {"landlords": (OFFICE,), "others": (COMPANY,)}


def signed(name: str, landlord: str | None) -> Attribution:
    """A lease of 2018 of a landlord."""
    return Attribution(name, "a", "94068", signed_on=date(2018, 3, 1), landlord=landlord)


@pytest.mark.parametrize("commitment", [ANY, NAMED, EACH], ids=["any", "named", "each"])
def test_a_landlord_neither_bound_nor_named_as_another_is_no_landlord(commitment: Share) -> None:
    """It is refused with the nearest that is known, or set aside and counted; never dropped."""
    agreement = agreement_of(commitment, **BOUND)
    known = [signed("1", "office"), signed("2", "company"), signed("3", None)]
    strange = [signed("4", "ofice"), signed("5", "ofice")]
    home = Production("6", "94068", landlord="builder", approved_on=date(2018, 3, 1))
    assert check_quotas(agreement, known, on=AFTER).account.set_aside.entries == 0
    with pytest.raises(UnknownCodeError) as caught:
        check_quotas(agreement, [*known, *strange], on=AFTER)
    assert str(caught.value) == (
        "check_quotas, entries, landlord: given 'ofice' in 2 of the entries; expected a landlord "
        "that the agreement binds, or names among others; did you mean 'office'? "
        "(or pass unknown=Unknown.SET_ASIDE)"
    )
    with pytest.raises(InvalidObjectError, match="'builder' in an entry"):
        check_quotas(agreement, [*known, *strange, home], on=AFTER)
    report = check_quotas(agreement, [*known, *strange, home], on=AFTER, unknown=Unknown.SET_ASIDE)
    assert {code: count.entries for code, count in report.set_aside.items()} == {
        ("landlord", "ofice"): 2,
        ("landlord", "builder"): 1,
    }
    assert {(found.set_aside.entries, found.set_aside.dwellings) for found in report} == {(3, 3)}
    assert findings_of_rest(report) == list(check_quotas(agreement, known, on=AFTER))
    assert "set aside, landlord “ofice” that the agreement does not know: 2" in words_of(report)
    assert "mises de côté, bailleur «\u00a0ofice\u00a0»" in words_of(report, "fr")


def test_without_landlords_bound_any_landlord_is_one() -> None:
    """Naming those that are not bound does not say who else there is."""
    agreement = agreement_of(EACH, others=(COMPANY,))
    report = check_quotas(agreement, [signed("1", "ofice")], on=AFTER)
    assert [finding.group for finding in report] == [None, "ofice"]


@pytest.mark.parametrize(
    ("name", "commitment"),
    [*((name, ANY) for name in ENGINES), ("polars", NAMED), ("duckdb", EACH)],
)
def test_frames_know_the_landlords_too(name: str, commitment: Share) -> None:
    """On every engine a landlord that is neither is refused, or set aside as from objects."""
    agreement = agreement_of(commitment, **BOUND)
    landlords = ["office", "company", None, "ofice", "builder"]
    rows: dict[str, tuple[str, list[Any]]] = {
        "id": ("code", [f"A{number}" for number in range(5)]),
        "contingent": ("code", ["a"] * 5),
        "commune": ("code", ["94068"] * 5),
        "landlord": ("code", landlords),
        "signed_on": ("day", [date(2018, 3, 1)] * 5),
        "p": ("flag", [False] * 5),
    }
    frame = engine(name)(rows)
    with pytest.raises(UnknownCodeError) as caught:
        frames.tally(agreement, frame)
    assert str(caught.value).startswith(
        "tally, landlord: given 'builder' in an entry (id 'A4'), 'ofice' in an entry (id 'A3'); "
        "expected a landlord that the agreement binds, or names among others"
    )
    entries = [signed(f"A{number}", landlord) for number, landlord in enumerate(landlords)]
    assert frames.tally(agreement, frame, unknown=Unknown.SET_ASIDE) == tally(
        agreement, entries, unknown=Unknown.SET_ASIDE
    )


def test_a_frame_without_landlords_is_asked_for_them_only_where_they_are_read() -> None:
    """Where no commitment reads them, an agreement that binds some takes the frame as it is."""
    native = engine("polars")(
        {
            "id": ("code", ["A"]),
            "contingent": ("code", ["a"]),
            "commune": ("code", ["94068"]),
            "signed_on": ("day", [date(2018, 3, 1)]),
            "p": ("flag", [False]),
        }
    )
    agreement = agreement_of(ANY, **BOUND)
    assert frames.tally(agreement, native) == tally(agreement, [signed("A", None)])


def test_a_figure_of_a_landlord_that_is_not_bound_is_refused() -> None:
    """Those of others are no group; where no landlord is bound, any may have one."""
    figure = PublishedFigure("c", 2018, 3, 4, group="company")
    with pytest.raises(UnknownCodeError, match="expected a landlord that is declared; known here"):
        Tally.from_counts(agreement_of(EACH, **BOUND), [figure])
    assert Tally.from_counts(agreement_of(EACH), [figure]).figures == {figure: 1}
    whole = PublishedFigure("c", 2018, 3, 4)
    assert Tally.from_counts(agreement_of(EACH, **BOUND), [whole]).figures == {whole: 1}


def test_what_an_agreement_says_of_landlords_is_said_and_compared() -> None:
    """It names them, and a landlord that is bound no more is a difference by itself."""
    before: Agreement = agreement_of(ANY, **BOUND)
    after = agreement_of(ANY, landlords=(COMPANY,), others=())
    assert "landlords bound: The office\n" in before.say("en")
    assert "autres bailleurs\u00a0: The company\n" in before.say("fr")
    assert compare(before, before).differences == ()
    said = [words_of(difference, "en") for difference in compare(before, after)]
    assert said == [
        "A synthetic agreement: the landlords bound, removed: The office",
        "A synthetic agreement: the landlords bound, added: The company",
        "A synthetic agreement: the other landlords, removed: The company",
    ]


def test_a_tally_of_another_agreement_may_tell_of_no_strange_landlord() -> None:
    """It was made where no landlord is bound: one that this agreement does not know is refused."""
    entries = [signed("1", "office"), signed("2", "builder")]
    whole = tally(agreement_of(EACH), entries)
    with pytest.raises(UnknownCodeError) as caught:
        check_quotas(agreement_of(EACH, **BOUND), whole, on=AFTER)
    assert str(caught.value).startswith(
        "check_quotas, entries, landlord: given 'builder'; expected a landlord that is declared"
    )
    known = tally(agreement_of(EACH), entries[:1])
    bound = agreement_of(EACH, **BOUND)
    assert check_quotas(bound, known, on=AFTER).findings == (
        check_quotas(bound, entries[:1], on=AFTER).findings
    )
