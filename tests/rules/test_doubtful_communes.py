"""Communes that may belong or not, judged: held against every way in which it may turn out."""

from datetime import date
from itertools import chain, combinations
from typing import Final

import attrs
from hypothesis import given
from hypothesis import strategies as st

from housing_agreements import (
    Agreement,
    AgreementKind,
    Attribution,
    Contingent,
    Party,
    Per,
    Period,
    PriorityPublic,
    Share,
    Stage,
    Territory,
    Timeline,
    Verdict,
    Volume,
    check_quotas,
    facts,
)

SURE, DOUBTED, ELSEWHERE = "59350", ("59005", "59011"), "59001"
CAME = date(2018, 7, 1)
ENDED = date(2019, 1, 1)
WIDE: Final = Territory("59", "Nord", "department", departments=("59",))
HOLDER: Final = Party("holder", "A synthetic holder")


def territory(joined: frozenset[str], doubted: frozenset[str]) -> Territory:
    """From a day on some communes belong, and some may belong."""
    return Territory(
        "epci",
        "A synthetic metropolis",
        "epci",
        communes=Timeline({date.min: frozenset({SURE}), CAME: frozenset({SURE}) | joined}),
        possible_communes=Timeline({date.min: frozenset[str](), CAME: doubted}),
    )


def agreement(where: Territory) -> Agreement:
    """A share and a volume in a territory, the share also commune by commune."""
    return Agreement(
        "synthetic",
        AgreementKind.OTHER,
        "A synthetic agreement",
        parties=(HOLDER,),
        signed_on=date(2018, 1, 1),
        term=Period.year(2018),
        territory=where,
        contingents=(Contingent("all", HOLDER, WIDE),),
        publics=(PriorityPublic("dalo", "DALO", facts.dalo_recognised),),
        commitments=(
            Share("share", to=("dalo",), stage=Stage.SIGNED, at_least="50 %", per=Per.COMMUNE),
            Volume("volume", to=("dalo",), stage=Stage.SIGNED, at_least=4),
        ),
    )


entries = st.builds(
    lambda commune, day, publics, count: Attribution(
        "one", "all", commune, signed_on=day, publics=publics, count=count
    ),
    st.sampled_from((SURE, *DOUBTED, ELSEWHERE)),
    st.sampled_from((date(2018, 6, 30), CAME, date(2018, 12, 31))),
    st.sampled_from((frozenset({"dalo"}), frozenset[str]())),
    st.integers(1, 4),
)
ledgers = st.lists(entries, max_size=6).map(
    lambda ledger: [attrs.evolve(each, id=str(rank)) for rank, each in enumerate(ledger)]
)


@given(ledgers)
def test_doubt_is_every_way_it_may_turn_out(ledger: list[Attribution]) -> None:
    """Bounds hold what each way gives, exactly for a volume; a decided verdict is that of all."""
    doubted = check_quotas(agreement(territory(frozenset(), frozenset(DOUBTED))), ledger, on=ENDED)
    ways = chain.from_iterable(combinations(DOUBTED, size) for size in range(len(DOUBTED) + 1))
    known = [
        check_quotas(agreement(territory(frozenset(way), frozenset())), ledger, on=ENDED)
        for way in ways
    ]
    for code in ("share", "volume"):
        finding = doubted.of(code)[0]
        turned = [report.of(code)[0] for report in known]
        counts = [each.counted.value for each in turned]
        assert finding.counted.low == min(counts)
        assert finding.counted.high == max(counts)
        verdicts = {each.verdict for each in turned}
        if finding.verdict in {Verdict.MET, Verdict.UNMET}:
            assert verdicts <= {finding.verdict, None}
        if code == "volume" and finding.verdict is Verdict.UNDETERMINED:
            assert verdicts == {Verdict.MET, Verdict.UNMET}


@given(ledgers)
def test_doubted_commune_is_a_group_when_seen(ledger: list[Attribution]) -> None:
    """A commune in doubt is judged for itself when an entry stands in it, and is then possible."""
    where = territory(frozenset(), frozenset(DOUBTED))
    report = check_quotas(agreement(where), ledger, on=ENDED)
    seen = {
        each.commune
        for each in ledger
        if each.commune in DOUBTED and each.signed_on != date(2018, 6, 30)
    }
    groups = {finding.group: finding for finding in report.of("share") if finding.group is not None}
    assert set(groups) == {SURE, *seen}
    assert all(groups[commune].base.low == 0 for commune in seen)
