"""Which entries make a finding, what is not known of them, and which must be known to decide it."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules import completing, naive
from tests.rules.drawing import (
    CODES,
    END,
    NORTH,
    SLOW,
    WIDE,
    Case,
    agreement_of,
    cases,
    commitments,
)
from tests.rules.drawing import given as given_entry
from tests.rules.test_bounds import turning_days
from tests.told import words_of

import housing_agreements as ha
from housing_agreements import Finding, Outcome, Verdict
from housing_agreements.model.groups import codes_of, is_unseen
from housing_agreements.rules.quotas.doubts import DoubtKind, MissingFact
from housing_agreements.rules.quotas.entries import Entries
from housing_agreements.testing import laws
from housing_agreements.values.texts import Language

Outcomes = dict[frozenset[tuple[str, Any]], naive.Vector]
"""What a dwelling adds for each way in which what is not known of it may turn out."""


class Asked(NamedTuple):
    """A finding, and all that each entry may add to it."""

    report: ha.QuotaReport
    finding: Finding
    question: naive.Question
    outcomes: dict[str, Outcomes]
    """By id."""


def every_finding(case: Case) -> Iterator[Asked]:
    """Each finding of a case, each with what every dwelling of the ledger may add."""
    agreement, ledger, on, as_known = case
    turning = turning_days(agreement, on, as_known)
    ways = {
        entry.id: list(completing.completions(attrs.evolve(entry, count=1), turning, CODES))
        for entry in ledger
    }
    report = ha.check_quotas(agreement, ledger, on=on, known=as_known)
    asked = {
        (each.commitment.code, each.period): each
        for each in naive.questions(agreement, on, as_known)
    }
    for finding in report:
        question = asked.get((finding.commitment.code, finding.period))
        if question is None or finding.outcome is Outcome.NO_LEVEL or is_unseen(finding.group):
            continue
        outcomes = {
            entry.id: {
                facts_of(way, entry): seen_by(question, finding, way, entry, on)
                for way in ways[entry.id]
            }
            for entry in ledger
        }
        yield Asked(report, finding, question, outcomes)


def facts_of(way: naive.Entry, entry: naive.Entry) -> frozenset[tuple[str, Any]]:
    """What turned out of an entry of which it was not known."""
    turned: dict[str, Any] = {
        name: getattr(way, name)
        for name in ("neighbourhood", "landlord", "programme", *STAGE_FIELDS)
        if getattr(entry, name, None) != getattr(way, name, None)
    }
    if isinstance(entry, ha.Production):
        if entry.financing is None:
            turned["financing"] = way.financing  # type: ignore[union-attr]  # of one kind
    else:
        for code in entry.possible_publics:
            turned[f"public {code}"] = code in way.publics  # type: ignore[union-attr]  # so too
    return frozenset(turned.items())


STAGE_FIELDS = tuple(stage.field for stage in (*naive.ATTRIBUTION_STAGES, *naive.PRODUCTION_STAGES))


def seen_by(
    question: naive.Question, finding: Finding, way: naive.Entry, entry: naive.Entry, on: date
) -> naive.Vector:
    """What a dwelling adds to the numbers of a finding, where something is promised."""
    sign = 1 if entry.count > 0 else -1
    dwelling = attrs.evolve(way, count=sign)
    nothing = completing.added((), len(question.spans))
    added = naive.vector(dwelling, question, on, entry, finding.group)
    levels = list_levels(question, finding)
    promised = [any(level is not None for level in pair) for pair in levels]
    return tuple(
        part if asked else zero for part, zero, asked in zip(added, nothing, promised, strict=True)
    )


def list_levels(question: naive.Question, finding: Finding) -> list[tuple[Any, ...]]:
    """The levels of each period summed."""
    return [
        tuple(
            None if limit is None else limit.levels.at(span.period, finding.group)
            for limit in (span.commitment.floor, span.commitment.ceiling)
        )
        for span in question.spans
    ]


def numbers_of(vector: naive.Vector, asked: Asked) -> tuple[Any, ...]:
    """What a vector does to the numbers: where the levels are the same, periods are as one."""
    commitment = asked.question.commitment
    sums: dict[Any, list[int]] = {}
    for (base, main, other, there), levels in zip(
        vector, list_levels(asked.question, asked.finding), strict=True
    ):
        of_level = sums.setdefault(levels, [0, 0, 0, 0])
        of_level[3] += there if commitment.of_base or may_be_of_nobody(asked.finding) else 0
        of_level[0] += base if commitment.of_base else 0
        of_level[1] += main + (0 if commitment.substitute else other)
        of_level[2] += other if commitment.substitute else 0
    return tuple(map(tuple, sums.values()))


def may_be_of_nobody(finding: Finding) -> bool:
    """Whether the finding is on a group in which nobody may be: there is then no such group."""
    return any(side.promise.of_nobody_perhaps for side in finding.sides)


def changing_facts(asked: Asked, outcomes: Outcomes) -> set[str]:
    """The facts of which one alone changes what an entry adds."""
    facts = {name for turned in outcomes for name, _ in turned}
    changing: set[str] = set()
    for fact in facts:
        by_others: dict[Any, set[Any]] = {}
        for turned, vector in outcomes.items():
            others = frozenset(each for each in turned if each[0] != fact)
            by_others.setdefault(others, set()).add(numbers_of(vector, asked))
        if any(len(numbers) > 1 for numbers in by_others.values()):
            changing.add(fact)
    return changing


def fact_of(missing: MissingFact, asked: Asked, entry: naive.Entry) -> str:
    """The fact that a missing one is."""
    if missing.kind is DoubtKind.FINANCING:
        assert isinstance(entry, ha.Production)
        return "financing"
    if missing.kind is DoubtKind.PUBLIC:
        return f"public {missing.code}"
    if missing.kind in {DoubtKind.DAY, DoubtKind.STAGE}:
        return f"{missing.code}_on"
    if missing.kind is DoubtKind.GROUP:
        per = asked.question.commitment.per
        codes = dict(zip(codes_of(asked.finding.group or ""), per, strict=True))
        kind = codes[missing.code]
        return "neighbourhood" if kind is ha.Per.SECTOR else kind.value
    return {DoubtKind.PLACE: "neighbourhood", DoubtKind.LANDLORD: "landlord"}[missing.kind]


@st.composite
def doubtful_cases(draw: st.DrawFn, *, max_size: int = 5) -> Case:
    """Ledgers of one spring of which much is not known."""
    doubts = st.fixed_dictionaries(
        {
            "publics": st.sampled_from((frozenset(), frozenset(), frozenset({"p"}))),
            "possible_publics": st.sampled_from(({"q"}, {"r"}, {"q", "r"}, ())).map(frozenset),
            "neighbourhood": st.sampled_from((None, "north")),
            "landlord": st.sampled_from((None, "office")),
            "decided_on": st.sampled_from((None, date(2018, 5, 5))),
            "count": st.sampled_from((1, 1, 1, 2)),
        }
    )
    drawn = draw(st.lists(doubts, min_size=1, max_size=max_size))
    ledger = tuple(
        given_entry(f"E{index}", signed_on=draw(st.sampled_from(SIGNED)), **fields)
        for index, fields in enumerate(drawn)
    )
    agreement = agreement_of(draw(commitments()), territory=draw(st.sampled_from((WIDE, NORTH))))
    return agreement, ledger, END, END


SIGNED = (date(2018, 6, 30), date(2019, 1, 1))


@settings(SLOW, max_examples=60)
@given(cases(unknowns=2, max_size=6) | doubtful_cases())
def test_entries_are_what_may_be_in_the_base(case: Case) -> None:
    """An entry is listed when it may be in the base; surely, where all its outcomes agree."""
    for asked in every_finding(case):
        ledger = {entry.id: entry for entry in case[1]}
        concerned = ha.entries_of(asked.report, asked.finding, case[1])
        if len({span.commitment.stage for span in asked.question.spans}) == 1:
            laws.entries_make_the_finding(concerned)
        listed = {entry.id: entry for entry in concerned}
        for code, outcomes in asked.outcomes.items():
            in_base = {any(base for base, *_ in vector) for vector in outcomes.values()}
            counts = {any(m or s for _, m, s, _ in vector) for vector in outcomes.values()}
            if in_base == {False}:
                assert code not in listed
                continue
            entry = listed[code]
            assert entry.dwellings == ledger[code].count
            assert entry.in_base is verdict_of(in_base)
            assert entry.counts is verdict_of(counts)
            missing = {fact_of(each, asked, ledger[code]) for each in entry.missing}
            assert missing == changing_facts(asked, outcomes), (entry, asked.finding)


def verdict_of(answers: set[bool]) -> Verdict:
    """What several answers say together."""
    return Verdict.UNDETERMINED if len(answers) > 1 else Verdict.of(*answers)


@settings(SLOW, max_examples=60)
@given(cases(unknowns=2, max_size=4) | doubtful_cases(max_size=4))
def test_the_fewest_entries_settle(case: Case) -> None:
    """No fewer entries decide a finding, whatever is found out of them; with a cap, these do."""
    for asked in every_finding(case):
        settling = ha.what_would_settle(asked.report, asked.finding, case[1])
        needed = [entry.id for entry in settling]
        if asked.finding.verdict is not Verdict.UNDETERMINED:
            assert not needed
            continue
        ways = Ways(asked, case[1], case[2])
        assert settling.fewest or asked.finding.main is not None
        if not settling.fewest:
            assert ways.decided_by(needed)
            continue
        sets = (
            some
            for size in range(len(case[1]) + 1)
            for some in itertools.combinations(sorted(ways.sums), size)
        )
        assert needed == list(next(filter(ways.decided_by, sets)))


class Ways:
    """All the ways in which a ledger may turn out for a finding."""

    def __init__(self, asked: Asked, ledger: tuple[naive.Entry, ...], on: date) -> None:
        self._asked, self._on = asked, on
        self._size = len(asked.question.spans)
        self.sums = {
            entry.id: completing.sums(
                [frozenset(asked.outcomes[entry.id].values())] * abs(entry.count), self._size
            )
            for entry in ledger
        }
        self._kept: dict[naive.Vector, bool] = {}

    def decided_by(self, known: Iterable[str]) -> bool:
        """Whether nothing that the others may be changes the answer, whatever these are."""
        of_known, of_others = (
            completing.sums((self.sums[code] for code in codes), self._size)
            for codes in (known, self.sums.keys() - set(known))
        )
        return all(len({self._keeps(one, two) for two in of_others}) == 1 for one in of_known)

    def _keeps(self, one: naive.Vector, two: naive.Vector) -> bool:
        sum_ = completing.added((one, two), self._size)
        if sum_ not in self._kept:
            asked = self._asked
            judged = naive.judge(sum_, asked.question, asked.finding.group, self._on)
            of_nobody = may_be_of_nobody(asked.finding) and not any(there for *_, there in sum_)
            self._kept[sum_] = judged.kept or of_nobody
        return self._kept[sum_]


TOWN = ha.Territory("94068", "Saint-Maur", "commune", communes=("94068",))
HEART = ha.Territory("heart", "the old town", "list", neighbourhoods=("north",))


def of_year(commitment: ha.Commitment, **fields: Any) -> ha.Agreement:
    """An agreement of 2018 that promises this."""
    return attrs.evolve(agreement_of(commitment), term=ha.Period.year(2018), **fields)


def ask(
    agreement: ha.Agreement, ledger: Sequence[naive.Entry], **which: Any
) -> tuple[ha.QuotaReport, Finding, Sequence[naive.Entry]]:
    """The arguments of both functions: of the finding on the year."""
    report = ha.check_quotas(agreement, ledger, on=END)
    return report, report.finding("c", 2018, **which), ledger


def say_missing(entries: Entries, language: Language) -> list[list[str]]:
    """What is missing, entry by entry."""
    return [[fact.say(language) for fact in entry.missing] for entry in entries]


QUARTER = ha.Share("c", to=("p",), stage=ha.Stage.DECIDED, at_least="1/4")


def test_a_missing_fact_bears_its_name() -> None:
    """A public, a territory, the landlords and the days are named, in both languages."""
    promise = attrs.evolve(QUARTER, territory=HEART, landlords=("office", "company"))
    landlords = [("office", "The Office"), ("company", "Co"), ("fund", "A Fund")]
    agreement = of_year(promise, landlords=[ha.Party(*landlord) for landlord in landlords])
    unknown = given_entry(
        "A12", possible_publics={"p"}, available_on=date(2017, 12, 1), decided_on=None,
        signed_on=date(2018, 2, 3),
    )  # fmt: skip
    asked = ask(agreement, [unknown])
    assert say_missing(ha.entries_of(*asked), "en") == [
        [
            "the day of the decision, between 1 December 2017 and 3 February 2018",
            "whether the landlord is “The Office or Co”",
            "whether the dwelling stands in “the old town”",
            "whether the household belongs to the public “p”",
        ]
    ]
    assert say_missing(ha.entries_of(*asked), "fr") == [
        [
            "la date de la décision d'attribution, entre le 1er décembre 2017 et le 3 février 2018",
            "si le bailleur est «\u00a0The Office ou Co\u00a0»",
            "si le logement est dans «\u00a0the old town\u00a0»",
            "si le ménage relève du public «\u00a0p\u00a0»",
        ]
    ]
    codes = [(fact.kind, fact.code) for fact in ha.entries_of(*asked)[0].missing]
    assert codes == [
        (DoubtKind.DAY, "decided"),
        (DoubtKind.LANDLORD, "office, company"),
        (DoubtKind.PLACE, "heart"),
        (DoubtKind.PUBLIC, "p"),
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"signed_on": date(2018, 2, 3)}, ", by 3 February 2018"),
        (
            {"decided_on": ha.Period.years(2018, 2019)},
            ", between 1 January 2018 and 31 December 2019",
        ),
        ({"decided_on": ha.NOT_KNOWN}, ", if it came"),
        (
            {"available_on": date(2018, 2, 3), "decided_on": ha.NOT_KNOWN},
            ", from 3 February 2018 on, if it came",
        ),
    ],
)
def test_a_day_that_is_not_known_is_told_as_far_as_it_is(days: dict[str, Any], words: str) -> None:
    """Its first and its last possible day are named, and that it may never have come."""
    entry = given_entry("A", publics={"p"}, **{"decided_on": None, **days})
    assert say_missing(ha.entries_of(*ask(of_year(QUARTER), [entry])), "en") == [
        [f"the day of the decision{words}"]
    ]


def test_each_stage_that_counts_an_entry_is_looked_at() -> None:
    """Of a stage not reached nothing is asked, nor of one whose day is known."""
    available = ha.Share("c", to=("p",), stage=ha.Stage.AVAILABLE, at_least="1/4", territory=HEART)
    signed = ha.Volume("signed", to=("p",), stage=ha.Stage.SIGNED, at_least=1)
    agreement = attrs.evolve(of_year(available), commitments=(available, signed))
    proposed = given_entry("A", publics={"p"}, decided_on=None, proposed_on=date(2018, 5, 5))
    assert say_missing(ha.entries_of(*ask(agreement, [proposed])), "en") == [
        [
            "the day it was made available, by 5 May 2018",
            "whether the dwelling stands in “the old town”",
        ]
    ]
    decided = ha.Volume("c", to=("p",), stage=ha.Stage.DECIDED, at_least=1, cumulative=True)
    moved = ha.Amendment(
        effective=date(2019, 1, 1), signed_on=date(2018, 12, 1),
        replace=(attrs.evolve(decided, stage=ha.Stage.SIGNED),),
    )  # fmt: skip
    amended = agreement_of(decided).amend(moved)
    late = given_entry("A", publics={"p"}, decided_on=None, signed_on=date(2019, 5, 5))
    report = ha.check_quotas(amended, [late], on=END)
    assert say_missing(ha.entries_of(report, report[0], [late]), "en") == [
        ["the day of the decision, by 5 May 2019"]
    ]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_commitment_may_come_to_count_entries_of_the_other_kind(*, swapped: bool) -> None:
    """A sum that counts leases first and approvals then names the days of either."""
    first, then = (ha.Stage.SIGNED, ha.Stage.APPROVED)[:: -1 if swapped else 1]
    promise = ha.Share("c", to=("p",), stage=first, at_least="1/4", cumulative=True)
    moved = ha.Amendment(
        effective=date(2019, 1, 1), signed_on=date(2018, 12, 1),
        replace=(attrs.evolve(promise, stage=then),),
    )  # fmt: skip
    agreement = agreement_of(promise).amend(moved)
    days = ha.Period.years(2018, 2022)
    ledger: list[naive.Entry] = [
        given_entry("A", decided_on=None, signed_on=days),
        ha.Production("B", "94068", "PLAI", approved_on=days),
    ]
    report = ha.check_quotas(agreement, ledger, on=END)
    entries = ha.entries_of(report, report[0], ledger)
    assert [[fact.code for fact in entry.missing] for entry in entries] == [
        ["signed"],
        ["approved"],
    ]


def test_what_cannot_change_a_finding_is_not_named() -> None:
    """A place is nothing to a number that the household cannot reach, in the finding too."""
    number = ha.Volume("c", to=("p",), stage=ha.Stage.DECIDED, at_least=1, territory=HEART)
    share = attrs.evolve(QUARTER, territory=HEART)
    for promise, named in ((number, False), (share, True)):
        for publics in ({"r"}, {"p"}):
            asked = ask(of_year(promise), [given_entry("A", publics=publics)])
            (entry,) = ha.entries_of(*asked)
            assert entry.in_base is Verdict.UNDETERMINED
            assert bool(entry.missing) is (named or publics == {"p"})
            assert bool(asked[1].doubts) is bool(entry.missing)


def test_production_is_named_by_its_financing() -> None:
    """What is not known of it is its financing, and its group."""
    promise = ha.Share(
        "c", to=("PLAI",), stage=ha.Stage.APPROVED, at_least="1/4", per=ha.Per.PROGRAMME,
    )  # fmt: skip
    homes = [
        ha.Production("P1", "94068", approved_on=date(2018, 5, 5), count=4),
        ha.Production("P2", "94068", "PLUS", approved_on=date(2018, 5, 5), programme="quai"),
    ]
    assert say_missing(ha.entries_of(*ask(of_year(promise), homes, group="quai")), "en") == [
        ["whether the programme is “quai”", "whether the financing is “PLAI”"], [],
    ]  # fmt: skip


MEMBER = ha.Text(
    "whether the household belongs to the public “p”", "si le ménage relève du public « p »"
)


def test_entries_are_a_sequence_that_says_itself() -> None:
    """They are told in both languages, those with something missing first; and as plain rows."""
    ledger = [
        given_entry("A", publics={"p"}, count=2),
        given_entry("B", count=9),
        given_entry("C", possible_publics={"p"}),
    ]
    entries = ha.entries_of(*ask(of_year(QUARTER), ledger))
    assert words_of(entries).splitlines() == [
        "c, 2018: undetermined",
        "  3 entries (in the base: 3; counts: 1; may count: 1; does not count: 1)",
        f"  C: 1 dwelling, in the base, may count; not known: {MEMBER.en}",
        "  A: 2 dwellings, in the base, counts",
        "  B: 9 dwellings, in the base, does not count",
    ]
    said = words_of(entries, "fr").replace("\u00a0", " ").replace("\u202f", " ")
    assert said.splitlines()[1:4] == [
        "  3 lignes (dans la base : 3 ; compte : 1 ; peut compter : 1 ; ne compte pas : 1)",
        f"  C : 1 logement, dans la base, peut compter ; non connu : {MEMBER.fr}",
        "  A : 2 logements, dans la base, compte",
    ]
    assert [entry.id for entry in entries] == ["A", "B", "C"]
    assert entries[:2] == entries.entries[:2]
    assert entries.rows()[2] == {
        "id": "C", "dwellings": 1, "in_base": "met", "counts": "undetermined",
        "missing": MEMBER.en,
    }  # fmt: skip
    assert repr(entries) == "<Entries 3 entries of c, 2018: 1 with something missing>"
    assert repr(entries[1]) == "<ConcernedEntry B: 9 dwellings, in the base, does not count>"
    with pytest.raises(ha.InvalidTypeError, match=r"write len\(answer\)"):
        bool(entries)


def test_a_long_list_is_cut_where_a_page_ends() -> None:
    """Fifty entries are told, and how many more there are; the rows hold all of them."""
    ledger = [given_entry(f"A{index}") for index in range(52)]
    entries = ha.entries_of(*ask(of_year(QUARTER), ledger))
    assert str(entries).splitlines()[-1] == "  and 2 more: see rows()"
    assert words_of(entries, "fr").splitlines()[-1] == "  et 2 autres\u00a0: voir rows()"
    assert len(entries.rows("fr")) == 52


def test_a_group_that_nobody_bears_is_settled_by_who_may_be_in_it() -> None:
    """An entry of no known landlord may be of one that no entry bears: it is asked which it is."""
    promise = attrs.evolve(QUARTER, per=ha.Per.LANDLORD)
    ledger = [
        given_entry("A", landlord="office", publics={"p"}),
        given_entry("B"),
        given_entry("C", landlord="office"),
    ]
    for group, words in ((ha.UNSEEN, "which landlord it is"), ("office", OFFICE)):
        asked = ask(of_year(promise), ledger, group=group)
        entries = {entry.id: entry for entry in ha.entries_of(*asked)}
        assert entries["B"].in_base is Verdict.UNDETERMINED
        assert [str(fact) for fact in entries["B"].missing] == [words]
    unseen = ask(of_year(promise), ledger, group=ha.UNSEEN)
    assert [entry.id for entry in ha.what_would_settle(*unseen)] == ["B"]


OFFICE = "whether the landlord is “office”"


def test_nothing_settles_what_is_settled() -> None:
    """A decided finding needs no entry, nor does one with nothing to judge."""
    unknown = given_entry("A", possible_publics={"p"})
    decided = [unknown, *(given_entry(f"B{index}") for index in range(4))]
    assert len(ha.what_would_settle(*ask(of_year(QUARTER), decided))) == 0
    assert str(ha.what_would_settle(*ask(of_year(QUARTER), []))).endswith("\n  0 entries")


def test_an_entry_that_can_change_nothing_is_not_to_be_known() -> None:
    """A dwelling perhaps elsewhere weighs a quarter: beside the public of another, nothing."""
    agreement = of_year(attrs.evolve(QUARTER, territory=HEART))
    sure: dict[str, Any] = {"neighbourhood": "north"}
    ledger = [
        given_entry("A", publics={"p"}),
        given_entry("B", possible_publics={"p"}, **sure),
        given_entry("C", **sure),
        given_entry("D"),
    ]
    settling = ha.what_would_settle(*ask(agreement, ledger))
    assert [entry.id for entry in settling] == ["A", "B"]


def test_several_things_not_known_of_one_entry_weigh_together() -> None:
    """Where it stands and who lives there are asked at once, beside a base that is not empty."""
    agreement = of_year(attrs.evolve(QUARTER, territory=HEART))
    ledger = [
        given_entry("A", possible_publics={"p"}, count=2),
        given_entry("B", neighbourhood="north", count=3),
        given_entry("C", neighbourhood="north", publics={"p"}),
    ]
    assert [entry.id for entry in ha.what_would_settle(*ask(agreement, ledger))] == ["A"]


RANGE = ha.Share(
    "c", to=("PLAI",), stage=ha.Stage.APPROVED, at_least="1/4", at_most="1/2",
)  # fmt: skip


def produced(code: str, financing: str | None, count: int = 1, **fields: Any) -> ha.Production:
    """Dwellings approved in 2018."""
    approved: dict[str, Any] = {"approved_on": date(2018, 5, 5), **fields}
    return ha.Production(code, "94068", financing, count=count, **approved)


def test_what_is_taken_back_may_settle_a_range() -> None:
    """What takes dwellings back is to be known as what adds them is; the rest stays as it is."""
    ledger = [
        produced("P1", "PLAI", 2),
        produced("P2", "PLUS", 4),
        produced("P3", None, -1),
        produced("P4", "PLUS", approved_on=None, delivered_on=date(2019, 1, 1)),
    ]
    settling = ha.what_would_settle(*ask(of_year(RANGE), ledger))
    assert [entry.id for entry in settling] == ["P3"]


def test_a_base_of_nought_is_not_empty() -> None:
    """Where as much is taken back as is added, there is something to judge."""
    promise = attrs.evolve(RANGE, at_least="1/2", at_most="1")
    later: dict[str, Any] = {"approved_on": None, "delivered_on": date(2019, 1, 1)}
    ledger = [produced("P1", "PLUS"), produced("P2", "PLUS", -1), produced("P3", None, **later)]
    settling = ha.what_would_settle(*ask(of_year(promise), ledger))
    assert [entry.id for entry in settling] == ["P3"]


@pytest.mark.parametrize(
    "ledger",
    [
        [given_entry("A", possible_publics={"p"}, neighbourhood="north", count=10**9)],
        [given_entry("A", possible_publics={"p"}, count=250)],
        [
            given_entry("A", possible_publics={"p"}, neighbourhood="north", count=100),
            given_entry("B", publics={"p"}, count=100),
        ],
    ],
)
def test_beyond_so_many_sums_all_that_may_change_a_number_is_listed(ledger: Any) -> None:
    """A thousand million dwellings, and a few hundred of which two things are not known."""
    for at_most in (None, "3/4"):
        promise = attrs.evolve(QUARTER, territory=HEART, at_most=at_most)
        settling = ha.what_would_settle(*ask(of_year(promise), ledger))
        assert [entry.id for entry in settling] == [entry.id for entry in ledger]


@pytest.mark.parametrize("kind", [ha.Share, ha.Volume])
def test_large_ledgers_are_settled_too(kind: Any) -> None:
    """All that may decide is listed: where sums are bits, and where they are too many."""
    levels = {ha.Share: ("1/4", "3/4"), ha.Volume: (3_000, 9_000)}[kind]
    ledger = [
        given_entry("A", possible_publics={"p"}, count=6_000),
        given_entry("B", possible_publics={"p"}, count=4_000, neighbourhood="south"),
        given_entry("C", possible_publics={"q"}, count=6_000),
    ]
    for names in (("at_least",), ("at_least", "at_most")):
        promise = kind(
            "c", to=("p",), stage=ha.Stage.DECIDED, **dict(zip(names, levels, strict=False))
        )
        settling = ha.what_would_settle(*ask(of_year(promise), ledger))
        assert [entry.id for entry in settling] == ["A", "B"]


def test_that_fewer_entries_may_do_is_said() -> None:
    """Where the sums are too many, in both languages; where they are not, the fewest are known."""
    many = [given_entry("A", possible_publics={"p"}, neighbourhood="north", count=10**9)]
    promise = attrs.evolve(QUARTER, territory=HEART)
    settling = ha.what_would_settle(*ask(of_year(promise), many))
    assert settling.fewest is False
    assert "\n  these entries settle it; fewer may do" in str(settling)
    french = str(settling.explain("fr"))
    assert "ces lignes en décident\u202f; moins peuvent suffire" in french
    few = [given_entry("A", possible_publics={"p"}, neighbourhood="north", count=2)]
    settling = ha.what_would_settle(*ask(of_year(promise), few))
    assert settling.fewest is True
    assert "fewer" not in str(settling)
    assert ha.entries_of(*ask(of_year(promise), few)).fewest is None


def test_a_figure_is_beside_the_entries() -> None:
    """An exact number that was published rounded is told by no entry, and may have to be known."""
    promise = ha.Volume("c", to=("p",), stage=ha.Stage.DECIDED, at_least=104)
    agreement = of_year(promise)
    half = ha.Period.years(2018, 2018).split(months=6)[0]
    figures = ha.Tally.from_counts(agreement, [ha.PublishedFigure("c", half, ha.about(100, to=10))])
    ledger = [given_entry("A", possible_publics={"p"}), given_entry("B", publics={"p"})]
    report = ha.check_quotas(agreement, ha.tally(agreement, ledger) + figures, on=END)
    for call in (ha.entries_of, ha.what_would_settle):
        entries = call(report, report[0], ledger)
        assert [fact.kind for fact in entries.beside] == [DoubtKind.FIGURE]
        assert str(entries).splitlines()[-1] == (
            "  told by no entry: the exact number behind a published figure"
        )
    assert [entry.id for entry in ha.what_would_settle(report, report[0], ledger)] == ["A"]


def test_a_figure_without_a_base_decides_nothing_away() -> None:
    """Where nothing limits the base of a share, every entry that may change a number is listed."""
    half = ha.Period.years(2018, 2018).split(months=6)[0]
    agreement = of_year(QUARTER)
    figures = ha.Tally.from_counts(agreement, [ha.PublishedFigure("c", half, 10)])
    ledger = [given_entry("A", possible_publics={"p"}), given_entry("B", publics={"p"})]
    report = ha.check_quotas(agreement, ha.tally(agreement, ledger) + figures, on=END)
    settling = ha.what_would_settle(report, report[0], ledger)
    assert [entry.id for entry in settling] == ["A"]
    assert settling.beside
    assert settling.fewest is False


def test_what_is_set_aside_concerns_nothing() -> None:
    """An entry with a code that is not known is left out, as the report did."""
    ledger = [given_entry("A", publics={"p"}), given_entry("B", publics={"nobody"})]
    agreement = of_year(QUARTER)
    report = ha.check_quotas(agreement, ledger, on=END, unknown=ha.Unknown.SET_ASIDE)
    assert [entry.id for entry in ha.entries_of(report, report[0], ledger)] == ["A"]
    tallied = ha.check_quotas(
        agreement, ha.tally(agreement, ledger, unknown=ha.Unknown.SET_ASIDE), on=END
    )
    assert [entry.id for entry in ha.entries_of(tallied, report[0], ledger)] == ["A"]


def test_ids_are_looked_at_as_the_report_did() -> None:
    """Where ids are trusted, two entries of one id are two."""
    ledger = [given_entry("A", publics={"p"}), given_entry("A")]
    report = ha.check_quotas(of_year(QUARTER), ledger, on=END, ids=ha.Ids.TRUSTED)
    assert len(ha.entries_of(report, report[0], ledger)) == 2


LEDGER = [given_entry("A", publics={"p"}), given_entry("B", possible_publics={"p"})]
ASKED = ask(of_year(QUARTER), LEDGER)


OTHER_NUMBERS = (
    "entries: given a ledger that gives 1 counted in a base of 1; expected that of the report: "
    "between 1 and 2 counted in a base of 2; give all the entries"
)
A_TALLY = ha.tally(ASKED[0].agreement, LEDGER)


@pytest.mark.parametrize(
    ("report", "finding", "entries", "said"),
    [
        (ASKED[0], ASKED[1], LEDGER[:1], OTHER_NUMBERS),
        (ASKED[0], ASKED[1], A_TALLY, "entries: .*; give the ledger that was tallied"),
        (ASKED[0], ASKED[1], "A", "entries: given 'A'; expected several entries"),
        (ASKED[0], ASKED[1], [*LEDGER, *LEDGER], "entries with the same id"),
        (ASKED[0], attrs.evolve(ASKED[1], settled=False), LEDGER, "finding: given that on 'c'"),
        (ASKED[0], ASKED[0], LEDGER, "finding: given .*; expected a Finding; take one of the"),
        (ASKED[1], ASKED[1], LEDGER, r"report: .* expected a QuotaReport; write check_quotas\("),
    ],
)
def test_another_ledger_or_finding_is_refused(
    report: Any, finding: Any, entries: Any, said: str
) -> None:
    """The error says which numbers the report has, and what to give."""
    for call in (ha.entries_of, ha.what_would_settle):
        with pytest.raises(ha.HousingAgreementsError, match=said):
            call(report, finding, entries)


def test_a_report_of_figures_has_no_entries() -> None:
    """It has none, and entries given beside it are those of another."""
    agreement = of_year(QUARTER)
    figures = ha.Tally.from_counts(
        agreement, [ha.PublishedFigure("c", 2018, ha.about(10, to=2), 40)]
    )
    report = ha.check_quotas(agreement, figures, on=END)
    assert list(ha.entries_of(report, report[0], [])) == []
    assert ha.what_would_settle(report, report[0], []).beside
    with pytest.raises(ha.InvalidValueError, match="the report was made of no entry"):
        ha.entries_of(report, report[0], LEDGER)
