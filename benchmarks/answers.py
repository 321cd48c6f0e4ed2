"""What a report on very many communes takes to be told: its page, its rows and its text."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from benchmarks.measure import Figure, Job, cost, fastest
from housing_agreements import (
    Agreement,
    Attribution,
    Contingent,
    Judge,
    Party,
    Per,
    PriorityPublic,
    QuotaReport,
    Share,
    Stage,
    Territory,
    check_quotas,
    facts,
)
from housing_agreements.geography.communes import communes

__all__ = ("report_on", "telling")

_GROUPS = 1_152
"""To how many communes the share is promised."""
_DEPARTMENTS = ("33", "24", "47", "40")
_DAY = date(2023, 5, 6)
_ON = date(2024, 1, 1)


def report_on(groups: int) -> QuotaReport:
    """A report on a share that is promised to each of some communes, and missed in many."""
    codes = [code for each in _DEPARTMENTS for code in communes(each, edition=2023)][:groups]
    state = Party("state", "The State")
    here = Territory("here", "Four departments", "list", departments=_DEPARTMENTS)
    agreement = Agreement(
        "many",
        None,
        "An agreement on many communes",
        parties=(state,),
        signed_on=None,
        term=2023,
        territory=here,
        contingents=(Contingent("state", state, here),),
        publics=(PriorityPublic("dalo", "recognised under DALO", facts.dalo_recognised),),
        commitments=(
            Share(
                "quarter",
                title="A quarter of the leases",
                to=("dalo",),
                stage=Stage.SIGNED,
                at_least="25 %",
                per=Per.COMMUNE,
                judge=Judge.BOTH,
            ),
        ),
    )
    return check_quotas(agreement, list(_list_leases(codes)), on=_ON)


def _list_leases(codes: Sequence[str]) -> Iterator[Attribution]:
    """Leases in each commune, of which some reach the public, and some perhaps."""
    for index, code in enumerate(codes):
        yield Attribution(f"A{code}", "state", code, signed_on=_DAY, count=10 + index % 17)
        sure = Attribution(f"B{code}", "state", code, signed_on=_DAY, publics={"dalo"}, count=4)
        yield sure
        if index % 5 == 0:
            yield Attribution(
                f"C{code}", "state", code, signed_on=_DAY, possible_publics={"dalo"}, count=3
            )


def telling(_: int, repeats: int) -> Iterator[Figure]:
    """The page of a report, its rows and its text, in both languages."""
    report = report_on(_GROUPS)
    itself = partial(_itself, report)
    jobs: dict[str, Job] = {
        "summary": cost(itself, lambda given: str(given.summary("fr"))),
        "rows": cost(itself, lambda given: given.rows("fr")),
        "text": cost(itself, lambda given: str(given.explain("fr"))),
    }
    targets = {"summary": 50.0, "rows": 100.0}
    for name, seconds in fastest(jobs, repeats).items():
        what = f"`{name}` of a report of {_GROUPS:,} communes"
        yield Figure(what, "milliseconds", seconds * 1_000, targets.get(name))


def _itself(report: QuotaReport) -> QuotaReport:
    """What has no need to be made again: telling leaves nothing behind in a report."""
    return report
