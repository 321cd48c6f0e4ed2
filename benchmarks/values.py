"""Building an entry, deciding a criterion, explaining an eligibility: each by hand and by us."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import attrs

from benchmarks.measure import Figure, cost, fastest
from housing_agreements import (
    Attribution,
    Household,
    PriorityPublic,
    Verdict,
    check_eligibility,
    facts,
)

__all__ = ("HOUSEHOLDS", "agreeing", "building", "criteria", "eligibility")

_DAY = date(2016, 4, 1)
_ANSWERS = (None, False, True)
HOUSEHOLDS = tuple(
    Household(dalo_recognised=dalo, leaving_temporary_housing=leaving, employed=employed)
    for dalo in _ANSWERS
    for leaving in _ANSWERS
    for employed in _ANSWERS
)
"""All that can be known of three facts."""
CRITERION = (facts.dalo_recognised | facts.leaving_temporary_housing) & facts.employed
"""The criterion that is decided."""
PUBLIC = PriorityPublic("synthetic", "Synthetic", CRITERION)
"""The public that it defines."""
_BY_ANSWER = {None: Verdict.UNDETERMINED, False: Verdict.UNMET, True: Verdict.MET}

Bare = attrs.make_class(
    "Bare",
    {
        field.name: attrs.field(default=field.default, kw_only=field.kw_only)
        for field in attrs.fields(Attribution)
    },
    frozen=True,
    slots=True,
)
"""A class with the fields of an `Attribution`, and no check at all."""


def by_hand(household: Household) -> Verdict:
    """The criterion decided by a function written for it alone."""
    dalo, leaving = household.dalo_recognised, household.leaving_temporary_housing
    employed = household.employed
    if employed is False or (dalo is False and leaving is False):
        return Verdict.UNMET
    if employed is True and (dalo is True or leaving is True):
        return Verdict.MET
    return Verdict.UNDETERMINED


def explained_by_hand(household: Household) -> tuple[Verdict, str, tuple[str, ...]]:
    """The verdict, a text with the answer of each fact, and the facts that are missing."""
    verdict = by_hand(household)
    lines = [f"Synthetic: {verdict.value}"]
    missing = []
    for name in ("dalo_recognised", "leaving_temporary_housing", "employed"):
        answer = getattr(household, name)
        lines.append(f"  {name}: {_BY_ANSWER[answer].value}")
        if answer is None and verdict is Verdict.UNDETERMINED:
            missing.append(name)
    return verdict, "\n".join(lines), tuple(missing)


def agreeing() -> bool:
    """Whether the library and the functions written by hand decide alike."""
    return all(
        by_hand(household)
        is CRITERION.decide(household, on=_DAY)
        is check_eligibility(household, PUBLIC, on=_DAY).verdict
        for household in HOUSEHOLDS
    )


def _nothing() -> None:
    """There is nothing to prepare."""


def _times(count: int, build: Callable[[], object], _: None) -> None:
    for _each in range(count):
        build()


def _each_household(count: int, decide: Callable[[Household], object], _: None) -> None:
    for _each in range(count // len(HOUSEHOLDS) + 1):
        for household in HOUSEHOLDS:
            decide(household)


def building(entries: int, repeats: int) -> Iterator[Figure]:
    """An entry against a bare class with the same fields."""
    none: frozenset[str] = frozenset()
    few = {"publics": frozenset({"dalo"}), "decided_on": _DAY}
    every = {
        **few,
        "possible_publics": frozenset({"young-worker"}),
        "available_on": _DAY,
        "proposed_on": _DAY,
        "signed_on": _DAY,
        "cancelled_on": _DAY,
        "neighbourhood": "QP094001",
        "landlord": "landlord-1",
        "programme": "programme-1",
        "tags": frozenset({"transfer"}),
        "count": 2,
    }
    cases = (
        ("no public, one day", "94068", {**few, "publics": none}),
        ("one public, one day", "94068", few),
        ("one public, one day, in Corsica", "2A004", few),
        ("every field", "94068", every),
    )
    for said, commune, given in cases:
        least = fastest(
            {
                kind.__name__: cost(
                    _nothing, partial(_times, entries, partial(kind, "A1", "als", commune, **given))
                )
                for kind in (Bare, Attribution)
            },
            repeats,
        )
        ratio = least["Attribution"] / least["Bare"]
        yield Figure(f"building an `Attribution`: {said}", "bare attrs class", ratio, 1.6)


def criteria(entries: int, repeats: int) -> Iterator[Figure]:
    """One decision against a function written by hand."""
    if not agreeing():
        raise AssertionError("the library and the functions written by hand differ")
    least = fastest(
        {
            "hand": cost(_nothing, partial(_each_household, entries, by_hand)),
            "library": cost(
                _nothing,
                partial(
                    _each_household, entries, lambda household: CRITERION.decide(household, on=_DAY)
                ),
            ),
        },
        repeats,
    )
    yield Figure("`decide`, three flags", "function by hand", least["library"] / least["hand"], 3)


def eligibility(entries: int, repeats: int) -> Iterator[Figure]:
    """One explained eligibility against a function written by hand, which does less.

    The function by hand writes one flat text in one language; the library keeps the tree of
    reasons, whose text in either language is made only when asked for.
    """

    def asked(household: Household) -> object:
        answer = check_eligibility(household, PUBLIC, on=_DAY)
        return answer.verdict, answer.missing

    def explained(household: Household) -> object:
        answer = check_eligibility(household, PUBLIC, on=_DAY)
        return answer.verdict, answer.missing, answer.explain("en")

    few = max(1, entries // 20)
    jobs = {
        name: cost(_nothing, partial(_each_household, few, decide))
        for name, decide in (("hand", explained_by_hand), ("asked", asked), ("text", explained))
    }
    least = fastest(jobs, repeats)
    for name, said in (("asked", "verdict, reasons, what is missing"), ("text", "all in words")):
        yield Figure(
            f"`check_eligibility`: {said}", "function by hand", least[name] / least["hand"]
        )
