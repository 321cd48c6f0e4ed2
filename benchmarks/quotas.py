"""The tally and the judgement against the loop written by hand, and against themselves."""

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks import by_hand
from benchmarks.agreements import HALF, LISTED, QUARTER, many, two
from benchmarks.ledgers import ON, Row, built, drawn
from benchmarks.measure import Figure, Job, cost, fastest
from housing_agreements import (
    Agreement,
    Attribution,
    Finding,
    Per,
    Stage,
    Tally,
    check_quotas,
    tally,
)

__all__ = ("agreeing", "commitments", "judging", "two_commitments")

Ledger = list[Attribution]

_JUDGED = 10_000
_COUNTS = (2, 8, 32, 128)
_SEVERAL = (Stage.PROPOSED, Stage.DECIDED, Stage.SIGNED)


def _by_hand(entries: Ledger) -> dict[tuple[str, int], by_hand.Row]:
    """The two commitments, by hand."""
    return by_hand.counted(entries, ON, QUARTER, HALF, LISTED)


def agreeing(entries: Ledger) -> bool:
    """Whether the library and the loop written by hand give the same numbers."""
    report = check_quotas(two(), entries, on=ON)
    ours = {
        (finding.commitment.code, finding.period.start.year): _row(finding) for finding in report
    }
    return ours == _by_hand(entries)


def _row(finding: Finding) -> list[int | None]:
    base, counted = finding.base, finding.counted
    return [base.low, base.high, counted.low, counted.high]


def two_commitments(entries: int, repeats: int) -> Iterator[Figure]:
    """Both commitments, in one call and in a tally alone, each on a ledger built afresh."""
    rows = drawn(entries)
    if not agreeing(built(rows[:20_000], fresh=False)):
        raise AssertionError("the library and the loop written by hand differ")
    agreement = two()
    for fresh, said in ((False, "values shared"), (True, "every value an object of its own")):
        prepare = partial(built, rows, fresh=fresh)
        least = fastest(
            {
                "hand": cost(prepare, _by_hand),
                "tally": cost(prepare, partial(tally, agreement)),
                "check": cost(prepare, partial(_checked, agreement)),
            },
            repeats,
        )
        for name, what in (("tally", "`tally`"), ("check", "`check_quotas` of a ledger")):
            yield Figure(
                f"{what}, two commitments, {said}",
                "loop by hand",
                least[name] / least["hand"],
                2.5,
            )


def _checked(agreement: Agreement, entries: Ledger | Tally) -> object:
    return check_quotas(agreement, entries, on=ON)


def commitments(entries: int, repeats: int) -> Iterator[Figure]:
    """The tally with ever more commitments, against the tally with two of the same family."""
    rows = drawn(entries)
    families: tuple[tuple[str, Callable[[int], Agreement], bool], ...] = (
        ("one stage", many, False),
        ("three stages", partial(many, stages=_SEVERAL), True),
        ("one stage, of one kind in turn", partial(many, at_once=False), False),
        ("one stage, per commune", partial(many, per=(Per.COMMUNE,)), False),
        ("one stage, per landlord", partial(many, per=(Per.LANDLORD,)), False),
    )
    for said, family, all_days in families:
        yield from _family(rows, repeats, said, family, all_days=all_days)


def _family(
    rows: list[Row],
    repeats: int,
    said: str,
    family: Callable[[int], Agreement],
    *,
    all_days: bool,
) -> Iterator[Figure]:
    prepare = partial(built, rows, fresh=False, all_days=all_days)
    jobs: dict[str, Job] = {
        str(count): cost(prepare, partial(tally, family(count))) for count in _COUNTS
    }
    least = fastest(jobs, repeats)
    for count in _COUNTS[1:]:
        yield Figure(
            f"`tally` with {count} commitments, {said}",
            "with 2",
            least[str(count)] / least["2"],
            4 / 3 if count == 32 else None,
        )


def judging(entries: int, repeats: int) -> Iterator[Figure]:
    """The judgement of a ready tally, against making that tally, on a small ledger.

    It takes as long as there are cells to judge for each commitment, however many entries share
    them; so this one ratio is better the longer the ledger.
    """
    rows = drawn(min(entries, _JUDGED))
    prepare = partial(built, rows, fresh=False)
    for count in (2, 128):
        agreement = two() if count == 2 else many(count)
        ready = partial(_itself, tally(agreement, prepare()))
        least = fastest(
            {
                "tally": cost(prepare, partial(tally, agreement)),
                "judge": cost(ready, partial(_checked, agreement)),
            },
            repeats,
        )
        yield Figure(
            f"`check_quotas` of a ready tally, {count} commitments, at most {_JUDGED:,} entries",
            "tally",
            least["judge"] / least["tally"],
        )


def _itself(ready: Tally) -> Tally:
    """What has no need to be made again: judging leaves nothing behind in a tally."""
    return ready
