"""Several agreements judged at once: each gets the report that it gets alone."""

import copy
import pickle
import random
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import housing_agreements as ha
from housing_agreements import json
from housing_agreements.catalogue import gironde_2018, ile_de_france_2016
from housing_agreements.errors import (
    DuplicateIdError,
    InvalidTypeError,
    InvalidValueError,
    UncoveredReadingError,
    UnknownCodeError,
)
from housing_agreements.rules.quotas import ledger as ledger_module
from housing_agreements.rules.quotas.cells import NO_COUNT
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


def test_what_reads_one_agreement_says_how_to_take_it() -> None:
    """A report on several, or a joint tally, is no report and no tally of one."""
    ledger = [lease("A", publics={"dalo"})]
    reports = ha.check_agreements(ALL, ledger, on=ON)
    asking: list[Any] = [
        lambda: ha.outlook(reports, ha.PACE),  # type: ignore[arg-type]  # refused
        lambda: ha.entries_of(reports, reports[0][0], ledger),  # type: ignore[arg-type]  # refused
        lambda: ha.what_would_settle(reports, reports[0][0], ledger),  # type: ignore[arg-type]  # refused
    ]
    for ask in asking:
        with pytest.raises(InvalidTypeError, match=r"take that on one agreement: .*of\('ours'\)"):
            ask()
    none = attrs.evolve(reports, reports=())
    with pytest.raises(InvalidTypeError, match="write check_quotas"):
        ha.outlook(none, ha.PACE)  # type: ignore[arg-type]  # refused
    joint: Any = ha.tally(ALL, ledger)
    for judge in (ha.check_quotas, ha.yearly_page):
        with pytest.raises(InvalidTypeError, match=r"of one agreement: tally\.of\('free'\)"):
            judge(OURS, joint, on=ON)


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


@given(st.integers(0, 10_000), st.integers(0, 60))
def test_joint_tallies_are_a_commutative_group(seed: int, cut: int) -> None:
    """The tally of two parts is the sum, in either order; what is taken back leaves nothing."""
    ledger = drawn_ledger(seed)
    one, other = ha.tally(ALL, ledger[:cut]), ha.tally(ALL, ledger[cut:])
    both, nothing = ha.tally(ALL, ledger), ha.JointTally.empty(ALL)
    assert one + other == other + one == both
    assert both - other == one
    assert one + nothing == one
    assert one + -one == nothing
    assert ha.tally(ALL[::-1], reversed(ledger)) == both


@given(st.integers(0, 10_000))
def test_each_has_the_tally_that_it_has_alone(seed: int) -> None:
    """And what several may have in a base is what the bases of two have, entry by entry."""
    ledger = drawn_ledger(seed)
    joint = ha.tally(ALL, ledger)
    for one in ALL:
        assert joint.of(one.code) == ha.tally(one, known_to(one.code, ledger))
    alone = {one.code: {entry.id for entry in known_to(one.code, ledger)} for one in ALL}
    out_of_ours = {entry.id for entry in ledger if "transfer" in entry.tags}
    together = (alone["ours"] - out_of_ours) & alone["free"]
    assert sum(count.entries for count in joint.shared.values()) == len(together)


def test_a_joint_tally_is_judged_by_those_that_it_was_made_for() -> None:
    """By all or some of them; not by others, nor with what only a ledger is asked."""
    ledger = drawn_ledger(7)
    joint = ha.tally(ALL, ledger)
    at_once = ha.check_agreements(ALL, ledger, on=ON)
    for some in (ALL, ALL[1:], ALL[::-1]):
        for report in ha.check_agreements(some, joint, on=ON):
            assert report.findings == at_once.of(report.agreement.code).findings
    with pytest.raises(UnknownCodeError, match="'free'"):
        ha.check_agreements([attrs.evolve(FREE, code="fre")], joint, on=ON)
    with pytest.raises(InvalidValueError, match="beside a tally"):
        ha.check_agreements(ALL, joint, on=ON, ids=ha.Ids.TRUSTED)
    with pytest.raises(UncoveredReadingError, match="same agreements"):
        _ = joint + ha.tally(ALL[1:], [])
    added: Any = joint
    for wrong in (3, joint.of("ours")):
        with pytest.raises(TypeError):
            _ = added + wrong
        with pytest.raises(TypeError):
            _ = added - wrong


def test_a_joint_tally_is_told_and_kept() -> None:
    """How much was read for each; and it survives a copy and a pickle."""
    joint = ha.tally([OURS, FREE], [lease("A", publics={"dalo"}), lease("B", landlord="l1")])
    said = "free: 1 entry, 1 dwelling; ours: 2 entries, 2 dwellings"
    assert str(joint) == said
    assert joint.say("fr").startswith("free\u00a0: 1 ligne, 1 logement\u202f; ours\u00a0: ")
    assert repr(joint) == "<JointTally for 2 agreements, 1 entry shared>"
    assert pickle.loads(pickle.dumps(joint)) == copy.deepcopy(joint) == joint
    assert hash(joint) == hash(ha.tally([FREE, OURS], []))


def test_a_joint_tally_is_made_of_tallies_and_cells() -> None:
    """One tally for each code, in the order of the codes; cells for each of them."""
    joint = ha.tally([OURS, FREE], [lease("A")])
    made: Any = ha.JointTally
    assert made(joint.codes, joint.tallies, shared=joint.shared) == joint
    assert (
        made(joint.codes, joint.tallies, shared=dict.fromkeys(joint.shared, NO_COUNT)).shared == {}
    )
    for codes, tallies in (
        ((), ()),
        (joint.codes[::-1], joint.tallies),
        (joint.codes[:1], joint.tallies),
    ):
        with pytest.raises(InvalidValueError):
            made(codes, tallies)
    (cells,) = joint.shared
    odd: list[Any] = [{cells: 1}, 3]
    odd += [{some: NO_COUNT} for some in (cells[:1], (1, None), (("a", ON), None))]
    for shared in odd:
        with pytest.raises(InvalidTypeError):
            made(joint.codes, joint.tallies, shared=shared)
    with pytest.raises(InvalidTypeError):
        made(joint.codes, (joint.tallies[0], 2))
    with pytest.raises(InvalidTypeError):
        ha.JointTally.empty(ALL, coded_on=3)  # type: ignore[arg-type]  # wrong on purpose
    assert ha.JointTally.empty(ALL, coded_on=ON).of("ours").reading.coded_on == ON


def test_what_none_knows_names_the_nearest_that_one_knows() -> None:
    """Of all the agreements, and as it was written; how many entries bear it at least."""
    with pytest.raises(UnknownCodeError, match=r"'wurk' in at least 2 of the entries.*'work'"):
        ha.check_agreements(ALL, [lease(code, publics={"wurk"}) for code in "AB"], on=ON)
    with pytest.raises(UnknownCodeError, match=r"'ours:yung' in an entry.*'ours:young'"):
        ha.check_agreements(ALL, [lease("A", publics={"ours:yung"})], on=ON)
    with pytest.raises(UnknownCodeError, match=r"'66666' in an entry.*official code"):
        ha.check_agreements(ALL, [ha.Attribution("A", "city", "66666", signed_on=ON)], on=ON)
    with pytest.raises(InvalidValueError, match="tally, entries, 'B', publics"):
        ha.tally(ALL, [lease("A"), lease("B", possible_publics={"young"})])


def test_postcodes_are_told_from_communes_for_all() -> None:
    """Where all the codes are postcodes, no entry is in two bases."""
    postcodes = [
        ha.Attribution(f"A{index}", "city", code, signed_on=date(2018, 5, 5))
        for index, code in enumerate(("33000", "33200"))
    ]
    joint = ha.tally([OURS, FREE], postcodes, unknown=ha.Unknown.SET_ASIDE)
    alone = ha.tally(OURS, postcodes, unknown=ha.Unknown.SET_ASIDE)
    assert joint.of("ours") == alone
    assert not joint.shared


def counts_by_entry(
    report: ha.QuotaReport, ledger: list[ha.Attribution]
) -> dict[tuple[str, ha.Period], dict[str, ha.Verdict]]:
    """Whether each entry counts in each finding on a total, as `entries_of` says."""
    own = known_to(report.agreement.code, ledger)
    alone = ha.check_quotas(report.agreement, own, on=report.on)
    return {
        (finding.commitment.code, finding.period): {
            entry.id: entry.counts for entry in ha.entries_of(alone, finding, own)
        }
        for finding in alone
        if finding.group is None and finding.base.high
    }


def add_up(verdicts: dict[str, ha.Verdict], ledger: list[ha.Attribution]) -> tuple[Any, Any]:
    """How many entries and dwellings there are, surely and perhaps, one by one."""
    ends = [
        [entry for entry in ledger if verdicts.get(entry.id, ha.Verdict.UNMET) in among]
        for among in ((ha.Verdict.MET,), (ha.Verdict.MET, ha.Verdict.UNDETERMINED))
    ]
    low, high = ends
    return (
        ha.Bounds(len(low), len(high)),
        ha.Bounds(sum(entry.count for entry in low), sum(entry.count for entry in high)),
    )


def both_of(one: dict[str, ha.Verdict], other: dict[str, ha.Verdict]) -> dict[str, ha.Verdict]:
    """Whether each entry counts in both."""
    return {code: ha.Verdict.all((one[code], other[code])) for code in one.keys() & other.keys()}


def any_of(findings: dict[Any, dict[str, ha.Verdict]]) -> dict[str, ha.Verdict]:
    """Whether each entry counts in some finding."""
    ids = {code for counts in findings.values() for code in counts}
    return {
        code: ha.Verdict.any(counts.get(code, ha.Verdict.UNMET) for counts in findings.values())
        for code in ids
    }


ALWAYS = ha.Volume("leases", stage=ha.Stage.SIGNED, at_least=5)
SIGNED = (date(2018, 5, 5), date(2018, 12, 31), date(2019, 1, 1), ha.NOT_KNOWN, None)


@given(st.integers(0, 10_000))
def test_what_counts_in_both_is_what_a_naive_count_finds(seed: int) -> None:
    """Entry by entry: in some promise of each, and promise by promise where periods share days."""
    chance = random.Random(seed)  # noqa: S311  # no secret
    ours, free = (
        attrs.evolve(one, commitments=(*one.commitments, ALWAYS), term=ha.Period.years(2018, 2019))
        for one in (OURS, FREE)
    )
    ledger = [
        attrs.evolve(entry, signed_on=chance.choice(SIGNED), count=1 + index % 2)
        for index, entry in enumerate(drawn_ledger(seed)[:20])
    ]
    ledger = [
        attrs.evolve(
            entry,
            contingent="city",
            publics=entry.publics - {"theirs:young"},
            possible_publics=entry.possible_publics - {"theirs:young"},
            tags=entry.tags - {"anru"},
        )
        for entry in ledger
    ]
    reports = ha.check_agreements([ours, free], ledger, on=ON)
    (found,) = reports.in_both
    one, other = (counts_by_entry(report, ledger) for report in reports)
    expected = add_up(both_of(any_of(one), any_of(other)), ledger)
    assert (found.entries, found.dwellings) == expected
    of_promises = {
        (promises.commitments[0].code, promises.periods[0],
         promises.commitments[1].code, promises.periods[1]): (promises.entries, promises.dwellings)
        for promises in found.promises
    }  # fmt: skip
    naive = {
        (*first, *second): add_up(both_of(one[first], other[second]), ledger)
        for first in one
        for second in other
        if first[1].overlaps(second[1])
    }
    nothing = ha.Bounds.exactly(0)
    assert of_promises == {key: counts for key, counts in naive.items() if counts[0] != nothing}
    joint = ha.tally([free, ours], ledger)
    (again,) = ha.check_agreements([ours, free], joint, on=ON).in_both
    assert (again.entries, again.dwellings) == expected


def beside(one: ha.Agreement, other: ha.Agreement, counting: ha.Counting | None) -> ha.Agreement:
    """An agreement that names another one beside it."""
    return attrs.evolve(one, beside=(ha.Reference(other.code, other.title.en, counting=counting),))


BOTH, ONE = ha.Counting.BOTH, ha.Counting.ONE


def shared_by(ours: ha.Counting | None, free: ha.Counting | None) -> ha.AgreementsReport:
    """One entry that counts for both, of agreements that say this of each other."""
    two = [beside(OURS, FREE, ours), beside(FREE, OURS, free)]
    return ha.check_agreements(two, [lease("A", publics={"dalo", "work"}, count=3)], on=ON)


def test_agreements_that_let_an_entry_serve_both_are_not_told() -> None:
    """One statement is enough, if the other agreement does not say the contrary."""
    for ours, free in ((BOTH, BOTH), (BOTH, None), (None, BOTH)):
        assert shared_by(ours, free).in_both == ()


def test_what_is_counted_in_both_is_told_and_decides_nothing() -> None:
    """That it serves one only, that nothing is stated, or that they disagree."""
    reports = ha.check_agreements([OURS, FREE], [lease("A", publics={"dalo", "work"})], on=ON)
    for ours, free, counting, words in (
        (ONE, None, ONE, "may serve the promises of one of them only"),
        (None, ONE, ONE, "may serve the promises of one of them only"),
        (ONE, ONE, ONE, "may serve the promises of one of them only"),
        (None, None, None, "is not stated"),
        (BOTH, ONE, None, "“Ours” says that an entry may serve the promises of both, “Free”"),
        (ONE, BOTH, None, "“Free” says that an entry may serve the promises of both, “Ours”"),
    ):
        told = shared_by(ours, free)
        (pair,) = told.in_both
        assert (pair.entries, pair.dwellings) == (ha.Bounds.exactly(1), ha.Bounds.exactly(3))
        assert (pair.counting, pair.disagree) == (counting, {ours, free} == {BOTH, ONE})
        assert pair.stated == (ours, free)
        said = " ".join(str(told).split())
        assert words in said
        assert "entries: 1; dwellings: 3" in said
        assert told.verdict is reports.verdict


def test_what_is_counted_in_both_has_words_and_rows() -> None:
    """In both languages; a row for the pair, then one for each pair of promises."""
    told = shared_by(ONE, BOTH)
    (pair,) = told.in_both
    french = str(told.explain("fr"))
    assert "lignes qui comptent pour les engagements de deux conventions" in french
    assert "selon «\u00a0Free\u00a0»" in french.replace("\n", " ")
    head = {"agreement": "ours", "other_agreement": "free", "counting": "disagree"}
    counts = {"entries_low": 1, "entries_high": 1, "dwellings_low": 3, "dwellings_high": 3}
    of_both = dict.fromkeys(("commitment", "period", "other_commitment", "other_period"))
    promises = {
        "commitment": "share", "period": "2018", "other_commitment": "share",
        "other_period": "2018",
    }  # fmt: skip
    assert pair.rows() == [head | of_both | counts, head | promises | counts]
    assert pair.promises[0].rows("fr") == [promises | counts]
    assert repr(pair) == "<CountedInBoth ours, free: 1 entry>"
    assert repr(pair.promises[0]) == "<PromisesInBoth share 2018, share 2018: 1 entry>"
    (unsaid,) = shared_by(None, None).in_both
    assert unsaid.rows()[0]["counting"] is None
    assert str(unsaid.promises[0]).endswith("entries: 1; dwellings: 3")


def test_nothing_is_told_of_agreements_that_share_nothing() -> None:
    """Unless they state something of each other."""
    apart = ha.check_agreements([OURS, THEIRS], [lease("A", publics={"dalo"})], on=ON)
    assert [pair.entries for pair in apart.in_both] == [ha.Bounds.exactly(0)]
    assert "promises of two agreements" not in str(apart)
    stated = ha.check_agreements([beside(OURS, THEIRS, ONE), THEIRS], [], on=ON)
    assert "promises of two agreements" in str(stated)


def test_one_tally_for_all_tells_what_counts_in_both() -> None:
    """Its cells are those of each; of published figures it is not known."""
    twin = attrs.evolve(FREE, code="twin")
    tally = ha.tally(FREE, [lease("A", publics={"work"}), lease("B", possible_publics={"work"})])
    (pair,) = ha.check_agreements([FREE, twin], tally, on=ON).in_both
    assert pair.entries == ha.Bounds(1, 2)
    (taken_back,) = ha.check_agreements([FREE, twin], -tally, on=ON).in_both
    assert taken_back.entries == ha.Bounds(-2, -1)
    figure = ha.PublishedFigure("share", ha.Period.year(2018), counted=3, base=5)
    published = tally + ha.Tally.from_counts(FREE, [figure])
    (unknown,) = ha.check_agreements([FREE, twin], published, on=ON).in_both
    assert (unknown.entries, unknown.dwellings, unknown.promises) == (None, None, ())
    assert "is not known" in str(unknown)
    assert repr(unknown).endswith("not known>")
    assert repr(pair).endswith(": between 1 and 2 entries>")
    assert unknown.rows()[0]["entries_low"] is None


def test_an_indicator_is_no_promise() -> None:
    """What only an indicator counts is not counted in both."""
    told = ha.Volume("told", stage=ha.Stage.SIGNED)
    ours, free = (attrs.evolve(one, commitments=(told,)) for one in (OURS, FREE))
    (pair,) = ha.check_agreements([ours, free], [lease("A")], on=ON).in_both
    assert pair.entries == ha.Bounds.exactly(0)


def test_only_of_another_agreement_beside_it_is_said_what_entries_serve() -> None:
    """Not of one that it is part of, nor of a document annexed to it, nor of itself."""
    stated = ha.Reference("plan", "A plan", counting=ONE)
    assert repr(stated).endswith("A plan, an entry may serve the promises of one of them only>")
    assert ONE.say("fr").startswith("une ligne ne peut servir que")
    for field in ("part_of", "annexes"):
        with pytest.raises(InvalidValueError, match="name it in beside"):
            attrs.evolve(OURS, **{field: (stated,)})
    with pytest.raises(InvalidValueError, match="another agreement"):
        beside(OURS, OURS, ONE)
    with pytest.raises(InvalidValueError, match="beside"):
        attrs.evolve(OURS, beside=(stated, stated))
    untyped: Any = ha.Reference
    with pytest.raises(InvalidTypeError):
        untyped("plan", "A plan", counting="one")


def pooled(*commitments: ha.Commitment) -> ha.Agreement:
    """An agreement of two holders, with promises over both contingents together."""
    contingents = [ha.Contingent(party.code, party, TOWN) for party in (CITY, STATE)]
    made: ha.Agreement = attrs.evolve(
        OURS, parties=(CITY, STATE), contingents=contingents, commitments=commitments
    )
    return made


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (OURS, r"expected several values; write \[agreement\]$"),
        ({"ours": OURS}, r"expected several values; write a tuple: \(value,\)$"),
        ("ours", r"expected several agreements; write \[agreement\], the agreement itself"),
        (None, "given None; expected several values"),
        (["ours"], "given 'ours'; expected an Agreement"),
        ([OURS, True], r"given True \(a bool\); expected an Agreement"),
    ],
)
def test_what_are_no_agreements_is_refused(given: Any, told: str) -> None:
    """One alone is told how to stand among several."""
    with pytest.raises(InvalidTypeError, match=f"^check_agreements, agreements: .*{told}"):
        ha.check_agreements(given, [], on=ON)


def test_a_pooled_share_shows_the_part_of_each_holder() -> None:
    """For information: the parts sum to the total, which alone is judged."""
    share = attrs.evolve(OURS.commitments[0], per=(ha.Per.CONTINGENT,), judge=ha.Judge.TOTAL)
    ledger = [lease("A", publics={"dalo"}), lease("B", publics={"dalo"}), lease("C", "state")]
    (report,) = ha.check_agreements([pooled(share)], ledger, on=ON)
    total, *parts = report.findings
    assert [(part.group, part.counted.value, part.base.value) for part in parts] == [
        ("city", 2, 2),
        ("state", 0, 1),
    ]
    assert all(part.for_information for part in parts)
    assert (total.counted.value, total.base.value) == (2, 3)
    assert report.verdict is ha.Verdict.MET
    assert "The State, for information" in str(report)


def test_a_pooled_number_has_an_indicator_beside_it() -> None:
    """Which tells the part of each holder: of the number alone, none owes the whole."""
    number = ha.Volume("homes", to=("dalo",), stage=ha.Stage.SIGNED, at_least=2)
    by_holder = ha.Volume(
        "homes-by-holder", to=("dalo",), stage=ha.Stage.SIGNED, per=(ha.Per.CONTINGENT,)
    )
    ledger = [lease("A", publics={"dalo"}), lease("B", "state", publics={"dalo"}, count=2)]
    (report,) = ha.check_agreements([pooled(number, by_holder)], ledger, on=ON)
    parts = {finding.group: finding for finding in report if finding.group is not None}
    assert {group: part.counted.value for group, part in parts.items()} == {"city": 1, "state": 2}
    assert {part.verdict for part in parts.values()} == {None}
    assert report.verdict is ha.Verdict.MET


def test_of_three_agreements_each_two_are_looked_at() -> None:
    """But for those that let an entry serve both."""
    third = beside(attrs.evolve(FREE, code="third", title="Third"), FREE, BOTH)
    entry = lease("A", publics={"dalo", "work"})
    told = ha.check_agreements([OURS, FREE, third], [entry], on=ON)
    assert [[agreement.code for agreement in pair.agreements] for pair in told.in_both] == [
        ["ours", "free"],
        ["ours", "third"],
    ]
    assert {pair.entries for pair in told.in_both} == {ha.Bounds.exactly(1)}


def test_production_with_a_tag_that_none_knows_is_set_aside() -> None:
    """By each agreement, under the tag as it is written."""
    home = ha.Production("P", "33063", "PLAI", approved_on=ON, tags={"anru", "x"})
    joint = ha.tally(ALL, [home], unknown=ha.Unknown.SET_ASIDE)
    assert [{code for _, code in one.set_aside} for one in joint.tallies] == [{"x"}] * 3


def test_a_ledger_longer_than_what_may_wait_is_read_in_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It comes to the same, whatever agreements the parts are of."""
    drawn = drawn_ledger(5)
    expected = ha.tally(ALL, drawn)
    monkeypatch.setattr(ledger_module, "_MOST_WAITING", 3)
    assert ha.tally(ALL, iter(drawn)) == expected


def test_what_is_no_agreement_is_refused() -> None:
    """By its name, whether one or several could be meant."""
    untyped: Any = ha.tally
    for wrong in (5, "ours", None):
        with pytest.raises(InvalidTypeError, match="an Agreement"):
            untyped(wrong, [])
    with pytest.raises(InvalidTypeError):
        untyped([5], [])


def test_a_joint_tally_survives_json() -> None:
    """Its text is the same, in whatever order the ledger was read."""
    drawn = drawn_ledger(4)
    joint = ha.tally(ALL, drawn)
    text = json.dumps(joint)
    assert json.loads(text) == joint
    assert json.dumps(ha.tally(ALL[::-1], drawn[::-1])) == text
    stated = beside(OURS, FREE, ONE)
    assert json.loads(json.dumps(stated)) == stated
