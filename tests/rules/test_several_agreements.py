"""Several agreements judged at once: each gets the report that it gets alone."""

import random
from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import housing_agreements as ha
from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
from housing_agreements.errors import (
    DuplicateIdError,
    InvalidTypeError,
    InvalidValueError,
    UnknownCodeError,
)
from housing_agreements.testing import laws

ON = date(2019, 6, 1)
TOWN = ha.Territory("33063", "Bordeaux", "commune", communes=("33063",))
CITY, STATE = ha.Party("city", "A town"), ha.Party("state", "The State")
DALO = ha.PriorityPublic("dalo", "DALO", ha.facts.dalo_recognised)
WORK = ha.PriorityPublic("work", "Work", ha.facts.employed)
YOUNG = ha.PriorityPublic("young", "Young", ha.facts.born_on.aged_below(years=30))
YOUNGER = ha.PriorityPublic("young", "Young", ha.facts.born_on.aged_below(years=25))


def agreement(code: str, holder: ha.Party, *publics: ha.PriorityPublic, **more: Any) -> Any:
    """A share of the leases of one holder for its publics."""
    promise = ha.Share(
        "share",
        to=tuple(public.code for public in publics),
        stage=ha.Stage.SIGNED,
        at_least="1/2",
        leaving_out=more.pop("leaving_out", ()),
    )
    return ha.Agreement(
        code,
        None,
        code.title(),
        parties=(holder,),
        signed_on=None,
        term=2018,
        territory=TOWN,
        contingents=(ha.Contingent(holder.code, holder, TOWN),),
        publics=publics,
        commitments=(promise,),
        **more,
    )


L1, L2 = ha.Party("l1", "L1"), ha.Party("l2", "L2")
OURS = agreement("ours", CITY, DALO, YOUNG, leaving_out=("transfer",), landlords=(L1,))
THEIRS = agreement("theirs", STATE, DALO, WORK, YOUNGER, tags=("anru",))
FREE = agreement("free", CITY, WORK, landlords=(L2,), tags=("transfer",))
ALL = (OURS, THEIRS, FREE)


def lease(code: str, contingent: str = "city", **fields: Any) -> ha.Attribution:
    """A lease signed in 2018."""
    return ha.Attribution(code, contingent, "33063", signed_on=date(2018, 5, 5), **fields)


def drawn_ledger(seed: int) -> list[ha.Attribution]:
    """Leases with all the codes that one of the agreements knows."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    codes = ("dalo", "work", "ours:young", "theirs:young")

    def draw(among: tuple[str, ...], share: float) -> frozenset[str]:
        return frozenset(code for code in among if chance.random() < share)

    sure = [draw(codes, 0.3) for _ in range(60)]
    return [
        lease(
            f"A{index}",
            chance.choice(("city", "state")),
            publics=publics,
            possible_publics=draw(codes, 0.1) - publics,
            tags=draw(("transfer", "anru"), 0.2),
            landlord=chance.choice(("l1", "l2", None)),
        )
        for index, publics in enumerate(sure)
    ]


KNOWN: dict[str, dict[str, set[str]]] = {
    "ours": {"contingents": {"city"}, "landlords": {"l1"}, "publics": {"dalo", "ours:young"},
             "tags": {"transfer"}},
    "theirs": {"contingents": {"state"}, "landlords": {"l1", "l2"},
               "publics": {"dalo", "work", "theirs:young"}, "tags": {"anru"}},
    "free": {"contingents": {"city"}, "landlords": {"l2"}, "publics": {"work"},
             "tags": {"transfer"}},
}  # fmt: skip
"""What each agreement knows, written by hand."""


def known_to(code: str, ledger: list[ha.Attribution]) -> list[ha.Attribution]:
    """The entries as one agreement alone would be given them."""
    known = KNOWN[code]
    return [
        attrs.evolve(
            entry,
            publics=frozenset(
                public.removeprefix(f"{code}:") for public in entry.publics & known["publics"]
            ),
            possible_publics=frozenset(
                public.removeprefix(f"{code}:")
                for public in entry.possible_publics & known["publics"]
            ),
            tags=entry.tags & known["tags"],
        )
        for entry in ledger
        if entry.contingent in known["contingents"]
        and (entry.landlord is None or entry.landlord in known["landlords"])
    ]


@pytest.mark.parametrize("seed", range(5))
def test_each_gets_the_report_that_it_gets_alone(seed: int) -> None:
    """On the codes that it knows; the ledger may be one that can be read once only."""
    ledger = drawn_ledger(seed)
    reports = ha.check_agreements(ALL, iter(ledger), on=ON)
    assert [report.agreement.code for report in reports] == ["ours", "theirs", "free"]
    alone = {one.code: known_to(one.code, ledger) for one in ALL}
    laws.agreements_are_judged_as_alone(ALL, ledger, alone, ON)
    assert all(report.account.counted.entries for report in reports)
    verdicts = [report.verdict for report in reports if report.verdict is not None]
    assert reports.verdict is ha.Verdict.all(verdicts)
    assert (reports.on, reports.known) == (ON, ON)


def test_it_is_told_in_both_languages_and_as_rows() -> None:
    """A heading for all, then each report; a row for each finding, with its agreement."""
    reports = ha.check_agreements(ALL, drawn_ledger(1), on=ON, known=date(2019, 7, 1))
    lines = str(reports).splitlines()
    assert lines[0].startswith("3 agreements on 1 June 2019: ")
    assert {"  Ours", "  Theirs"} <= {line.partition(":")[0] for line in lines}
    assert str(reports.explain("fr")).startswith("3 conventions au 1er juin 2019\u00a0: ")
    assert [row["agreement"] for row in reports.rows()] == ["ours", "theirs", "free"]
    assert repr(reports).startswith("<AgreementsReport 3 agreements on 2019-06-01: ")
    assert reports.known == date(2019, 7, 1)
    assert ha.check_agreements([OURS], [], on=date(2017, 1, 1)).verdict is None


def test_a_public_of_two_meanings_says_which() -> None:
    """Without its agreement it is refused; with it, it counts there alone."""
    with pytest.raises(InvalidValueError, match="write 'ours:young' for that of one of them"):
        ha.check_agreements(ALL, [lease("A", publics={"young"})], on=ON)
    reports = ha.check_agreements(ALL, [lease("A", publics={"ours:young"})], on=ON)
    assert reports.of("ours")[0].counted.value == 1
    assert reports.of("free")[0].counted.value == 0
    same = [OURS, agreement("others", STATE, YOUNG)]
    told = ha.check_agreements(same, [lease("A", publics={"young"})], on=ON)
    assert told.of("ours")[0].counted.value == 1


def test_a_public_surely_and_perhaps_is_sure() -> None:
    """Under its own code and with the agreement: it counts once, surely."""
    both = lease("A", publics={"dalo"}, possible_publics={"ours:dalo"})
    assert ha.check_agreements(ALL, [both], on=ON).of("ours")[0].counted.value == 1


def test_a_code_that_none_knows_is_unknown() -> None:
    """It is refused, or set aside, as in one agreement alone."""
    for fields in ({"contingent": "nobody"}, {"publics": {"nobody"}}, {"tags": {"x"}},
                   {"publics": {"ours:nobody"}}, {"publics": {"nobody:young"}}):  # fmt: skip
        given: Any = fields
        with pytest.raises(UnknownCodeError):
            ha.check_agreements(ALL, [lease("A", **given)], on=ON)
    aside = ha.check_agreements(
        ALL, [lease("A", publics={"nobody"})], on=ON, unknown=ha.Unknown.SET_ASIDE
    )
    assert aside.of("ours").account.set_aside.entries == 1
    assert aside.of("theirs").account.read.entries == 0


def test_production_is_judged_for_all() -> None:
    """It is of no contingent; a landlord that only another binds keeps it out."""
    promise = ha.Volume("homes", stage=ha.Stage.APPROVED, at_least=1)
    ours, free = (attrs.evolve(one, commitments=(promise,)) for one in (OURS, FREE))
    home = ha.Production("P", "33063", "PLAI", approved_on=date(2018, 5, 5), landlord="l1")
    reports = ha.check_agreements([ours, free], [home], on=ON)
    assert [report[0].counted.value for report in reports] == [1, 0]


def test_a_tally_that_covers_them_is_judged_by_each() -> None:
    """As `check_quotas` judges it."""
    twin = attrs.evolve(FREE, code="twin")
    tally = ha.tally(FREE, [lease("A", publics={"work"})])
    reports = ha.check_agreements([FREE, twin], tally, on=ON)
    assert [report[0].counted.value for report in reports] == [1, 1]


def test_what_cannot_be_judged_together_is_refused() -> None:
    """No agreement, one code twice, a circle, an id twice, and what is no agreement or entry."""
    untyped: Any = ha.check_agreements
    for wrong in ([], [OURS, OURS]):
        with pytest.raises(InvalidValueError, match="agreements"):
            ha.check_agreements(wrong, [], on=ON)
    for wrong_type in (OURS, ["ours"], 3):
        with pytest.raises(InvalidTypeError):
            untyped(wrong_type, [], on=ON)
    with pytest.raises(InvalidTypeError):
        untyped([OURS], [3], on=ON)
    with pytest.raises(InvalidTypeError):
        untyped([OURS], [], on="2019-06-01")
    elsewhere = [lease("A", "state"), lease("A", "city")]
    with pytest.raises(DuplicateIdError):
        ha.check_agreements(ALL, elsewhere, on=ON)
    ha.check_agreements(ALL, elsewhere, on=ON, ids=ha.Ids.TRUSTED)


def test_agreements_that_name_each_other_in_a_circle_are_refused() -> None:
    """Of which each is part of the next, as it says itself or as the other annexes it."""
    to: dict[str, Any] = {one.code: ha.Reference(one.code, one.code) for one in ALL}
    ours = attrs.evolve(OURS, part_of=(to["theirs"], ha.Reference("plan", "A plan")))
    theirs = attrs.evolve(THEIRS, part_of=(to["free"],), annexes=(to["ours"],))
    free = attrs.evolve(FREE, annexes=(ha.Reference("list", "A list"),))
    assert len(ha.check_agreements([ours, theirs, free], [], on=ON)) == 3
    free = attrs.evolve(FREE, part_of=(to["theirs"],))
    with pytest.raises(InvalidValueError, match="free > theirs > free"):
        ha.check_agreements([ours, theirs, free], [], on=ON)
    alone = attrs.evolve(FREE, part_of=(to["free"],))
    with pytest.raises(InvalidValueError, match="free > free"):
        ha.check_agreements([alone], [], on=ON)


def test_the_catalogue_is_judged_at_once() -> None:
    """The agreements of the catalogue, on entries of two of them."""
    both = [gironde_2018.AGREEMENT, ile_de_france_2016.AGREEMENT]
    day = date(2018, 3, 1)

    def draw(publics: dict[str, set[str]]) -> list[ha.Attribution]:
        return [
            ha.Attribution(
                f"A{index}", "action-logement", commune, available_on=day, decided_on=day,
                signed_on=day + timedelta(index), publics=publics[commune] if index else set(),
            )
            for index, commune in enumerate(("33063", "94068", "33063", "93059"))
        ]  # fmt: skip

    codes = [one.code for one in both]
    told = {"33063": {f"{codes[0]}:dalo"}}
    told |= {commune: {f"{codes[1]}:dalo"} for commune in ("94068", "93059")}
    reports = ha.check_agreements(both, draw(told), on=ON)
    alone = draw({commune: {"dalo"} for commune in told})
    for report, one in zip(reports, both, strict=True):
        findings = ha.check_quotas(one, alone, on=ON).findings
        assert report.findings == findings
        assert any(finding.counted.high for finding in findings)
