"""Building an entry, deciding a criterion, explaining an eligibility: each by hand and by us."""

from collections.abc import Callable, Iterator, Sequence
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
from housing_agreements.law.publics import CROWDED_OR_NON_DECENT

__all__ = ("HOUSEHOLDS", "agreeing", "building", "criteria", "eligibility")

_DAY = date(2018, 4, 1)
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
FAMILIES = tuple(
    Household(minor_children=children, overcrowded=crowded, non_decent_housing=not_decent)
    for children in (None, 0, 2)
    for crowded in _ANSWERS
    for not_decent in _ANSWERS
)
"""All that can be known of two flags, with no child, two, or nobody knows how many."""
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


def crowded_by_hand(household: Household) -> Verdict:
    """Letter j of L.441-1 decided by a function written for it alone."""
    children = household.minor_children
    crowded, not_decent = household.overcrowded, household.non_decent_housing
    if children == 0 or (crowded is False and not_decent is False):
        return Verdict.UNMET
    if children is not None and (crowded is True or not_decent is True):
        return Verdict.MET
    return Verdict.UNDETERMINED


def crowded_explained_by_hand(household: Household) -> tuple[Verdict, str, tuple[str, ...]]:
    """The verdict, a text with the answer of each fact, and the facts that are missing."""
    verdict = crowded_by_hand(household)
    children = household.minor_children
    lines = [f"Minor children, overcrowded or in non-decent housing: {verdict.value}"]
    with_child = None if children is None else children != 0
    lines.append(f"  at least one minor child: {_BY_ANSWER[with_child].value}")
    missing = ["minor_children"] if with_child is None else []
    for name, words in (
        ("overcrowded", "manifestly overcrowded"),
        ("non_decent_housing", "in non-decent housing"),
    ):
        answer = getattr(household, name)
        lines.append(f"  {words}: {_BY_ANSWER[answer].value}")
        if answer is None:
            missing.append(name)
    if verdict is not Verdict.UNDETERMINED:
        missing = []
    lines.append("  source: Code de la construction et de l'habitation, L.441-1")
    return verdict, "\n".join(lines), tuple(missing)


def agreeing() -> bool:
    """Whether the library and the functions written by hand decide alike."""
    return all(
        by_hand(household)
        is CRITERION.decide(household, on=_DAY)
        is check_eligibility(household, PUBLIC, on=_DAY).verdict
        for household in HOUSEHOLDS
    ) and all(
        crowded_by_hand(household)
        is check_eligibility(household, CROWDED_OR_NON_DECENT, on=_DAY).verdict
        for household in FAMILIES
    )


def _nothing() -> None:
    """There is nothing to prepare."""


def _times(count: int, build: Callable[[], object], _: None) -> None:
    for _each in range(count):
        build()


def _each_of(
    households: Sequence[Household], count: int, decide: Callable[[Household], object], _: None
) -> None:
    for _each in range(count // len(households) + 1):
        for household in households:
            decide(household)


def _decide(household: Household) -> Verdict:
    return CRITERION.decide(household, on=_DAY)


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
            "hand": cost(_nothing, partial(_each_of, HOUSEHOLDS, entries, by_hand)),
            "library": cost(
                _nothing,
                partial(_each_of, HOUSEHOLDS, entries, _decide),
            ),
        },
        repeats,
    )
    yield Figure("`decide`, three flags", "function by hand", least["library"] / least["hand"], 3)


def eligibility(entries: int, repeats: int) -> Iterator[Figure]:
    """An eligibility against functions written by hand, for two publics.

    One public asks three flags; the other, letter j of L.441-1, a number and two flags. Each is
    asked of every household that three such facts make, known or not.

    The verdict alone stands against the function that only decides. The reasons as a value, with
    what is missing, and their English text stand against the one that decides, lists what is
    missing and writes one flat text in one language: the library keeps the tree of reasons, in
    both languages.
    """
    for public, households, decide, explain in (
        (PUBLIC, HOUSEHOLDS, by_hand, explained_by_hand),
        (CROWDED_OR_NON_DECENT, FAMILIES, crowded_by_hand, crowded_explained_by_hand),
    ):
        jobs: dict[str, Callable[[Household], object]] = {
            "decided by hand": decide,
            "explained by hand": explain,
            "verdict": partial(_ask_verdict, public),
            "reasons": partial(_ask_reasons, public),
            "text": partial(_ask_text, public),
        }
        least = fastest(
            {
                name: cost(_nothing, partial(_each_of, households, max(1, entries // 20), job))
                for name, job in jobs.items()
            },
            repeats,
        )
        for name, said, against, target in (
            ("verdict", "the verdict", "decided by hand", 12),
            ("reasons", "verdict, what is missing, reasons", "explained by hand", 12),
            ("text", "the same and its text", "explained by hand", 20),
        ):
            yield Figure(
                f"`check_eligibility`, {public.code}: {said}",
                f"function by hand, {against.split()[0]}",
                least[name] / least[against],
                target,
            )


def _ask_verdict(public: PriorityPublic, household: Household) -> object:
    return check_eligibility(household, public, on=_DAY).verdict


def _ask_reasons(public: PriorityPublic, household: Household) -> object:
    answer = check_eligibility(household, public, on=_DAY)
    return answer.verdict, answer.missing, answer.assessments[0].reasons


def _ask_text(public: PriorityPublic, household: Household) -> object:
    answer = check_eligibility(household, public, on=_DAY)
    return answer.verdict, answer.missing, str(answer.explain("en"))
