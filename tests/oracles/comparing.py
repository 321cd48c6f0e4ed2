"""The rules held against the judge: what the two say otherwise, case by case."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from tests.oracles.cases import Built, Case, build
from tests.oracles.judge import Answer, Judge, Key

import housing_agreements as ha

_NOTHING_SAID = {ha.Outcome.NO_LEVEL, ha.Outcome.NOT_BEGUN, getattr(ha.Outcome, "NO_GROUP", None)}
"""Outcomes of findings that may be there or not: they decide nothing."""

__all__ = ("Difference", "compare", "differences")


class Difference(NamedTuple):
    """What the rules and the judge say otherwise of one finding."""

    kind: str
    key: Key
    rules: Any
    judge: Answer | None
    right: Any = None

    def __str__(self) -> str:
        """One line."""
        code, period, group = self.key
        right = self.judge if self.right is None else self.right
        return f"{self.kind}: {code}, {period}, {group}: rules {self.rules}, judge {right}"


def differences(case: Case) -> list[Difference]:
    """All the differences of a case; none where it cannot be built."""
    try:
        built = build(case)
    except ha.HousingAgreementsError:
        return []
    return list(compare(built))


def compare(built: Built) -> Iterator[Difference]:
    """The differences of a case that is built."""
    agreement, figures = built.agreement, built.figures
    judge = Judge(agreement, built.entries, on=built.on, known=built.known, figures=figures)
    ledger: Any = built.entries
    nowhere = ("", agreement.term, None)
    if figures:
        refusals = list(_compare_refusal(built))
        yield from refusals
        if refusals or not _may_be_right(built):
            return
        try:
            ledger = ha.Tally.from_counts(agreement, figures) + ha.tally(agreement, built.entries)
        except ha.InvalidInputError:
            return
    must, may = judge.answers()
    try:
        report = ha.check_quotas(agreement, ledger, on=built.on, known=built.known)
    except Exception as fault:  # noqa: BLE001  # whatever is raised is a difference
        kind = f"raises {type(fault).__name__}: {fault}"[:90]
        yield Difference(kind, nowhere, None, None)
        return
    found = {(each.commitment.code, each.period, each.group): each for each in report}
    for key, answer in must.items():
        if key not in found:
            yield Difference("missing", key, None, answer)
    for key, finding in found.items():
        expected = must.get(key) or may.get(key)
        if key not in must and finding.outcome in _NOTHING_SAID:
            continue
        if expected is None:
            yield Difference("not expected", key, (finding.verdict, finding.outcome), None)
        else:
            yield from _compare_finding(key, finding, expected)


def _may_be_right(built: Built) -> bool:
    """Whether the figures can be right, once all their periods have ended."""
    late = date(2100, 1, 1)
    return Judge(built.agreement, (), on=late, figures=built.figures).may_be_right()


def _compare_refusal(built: Built) -> Iterator[Difference]:
    """Whether figures that cannot be are refused, at last where they are judged, and no others."""
    agreement, nowhere = built.agreement, ("", built.agreement.term, None)
    try:
        told = ha.Tally.from_counts(agreement, built.figures)
        if not _may_be_right(built):
            ha.check_quotas(agreement, told, on=date(2100, 1, 1))
            yield Difference("takes figures that cannot be", nowhere, None, None)
    except ha.InvalidInputError as fault:
        if "a period that is judged" not in str(fault) and _may_be_right(built):
            yield Difference(f"refuses figures: {fault}"[:90], nowhere, None, None)


def _compare_finding(key: Key, finding: ha.Finding, answer: Answer) -> Iterator[Difference]:
    said, right = finding.verdict, answer.verdict
    if said is not right:
        undecided = said is ha.Verdict.UNDETERMINED
        if not (undecided and (answer.capped or answer.loose)):
            kind = (
                "undecided without need" if undecided else f"wrong, {_say(said)} for {_say(right)}"
            )
            yield Difference(f"{kind} {_sort(finding)}", key, said, answer, right)
    if finding.outcome is not answer.outcome:
        if said is right is None:
            return
        yield Difference("outcome", key, finding.outcome, answer, answer.outcome)
        return
    if finding.outcome is not ha.Outcome.JUDGED or answer.loose:
        return
    for name, bounds, exact in _numbers(finding, answer):
        given: Any = None if bounds is None else (bounds.low, bounds.high)
        real: Any = exact
        if given and given[1] is None and exact:  # of a base that was not published
            real = exact[0], None
        if given != real:
            yield Difference(f"bounds of {name} {_sort(finding)}", key, bounds, answer, real)


def _numbers(finding: ha.Finding, answer: Answer) -> Iterator[tuple[str, Any, Any]]:
    """Each number of a finding that completions bound: its name, its bounds, the right ones."""
    for name in ("counted", "base", "substitutes", "shortfall", "excess"):
        if name == "shortfall" and answer.capped:  # two floors, each with its own completions
            continue
        if name == "base" and answer.told and not finding.commitment.of_base:
            continue  # a number of dwellings has no base that a figure could tell
        if name == "substitutes" and answer.capped and answer.told:
            continue  # of a total beside its parts, wider than completions are
        yield name, getattr(finding, name), getattr(answer, name)
    for name in ("floor", "ceiling"):
        limit = getattr(finding, name)
        yield f"what is owed, {name}", None if limit is None else limit.owed, getattr(answer, name)


def _say(verdict: ha.Verdict | None) -> str:
    return "nothing" if verdict is None else verdict.value


def _sort(finding: ha.Finding) -> str:
    """What sort of commitment a finding is on."""
    commitment = finding.commitment
    words = [type(commitment).__name__.lower()]
    words += ["range"] if finding.floor and finding.ceiling else []
    words += ["cumulative"] if commitment.cumulative else []
    words += ["strict"] if any(limit.strict for limit in commitment.limits) else []
    words += ["capped"] if commitment.substitute else []
    words += ["group"] if finding.group is not None else []
    return f"({' '.join(words)})"
