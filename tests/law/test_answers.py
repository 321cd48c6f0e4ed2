"""An answer of the law says yes or no, or what would settle it, what is open, and the source."""

from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import Text, Verdict
from housing_agreements.errors import InvalidTypeError
from housing_agreements.law.answers import answer_question
from housing_agreements.law.attributions.commission import commission_owed
from housing_agreements.law.mix.collective_agreements import (
    CollectiveAgreement,
    collective_agreement_applies,
)
from housing_agreements.law.provisions import code

ON = date(2024, 1, 1)
ASKED = Text("whether", "si")
NAMES: tuple[str, ...] = ("one", "two", "three")
SOURCES = (code("L.441-2"),)


def rule(facts: Mapping[str, Verdict]) -> Verdict:
    """The first and the second, or the third."""
    return facts["one"] & facts["two"] | facts["three"]


def test_what_is_missing_is_what_may_change_the_answer() -> None:
    """As a naive search through all completions finds it; a decision is never overturned."""
    for given in product((True, False, None), repeat=3):
        facts: dict[str, bool | None] = dict(zip(NAMES, given, strict=True))
        answer = answer_question("here", ASKED, ON, facts, rule, sources=SOURCES)
        ways = list(product(*((True, False) if one is None else (one,) for one in given)))
        answers = {way: (way[0] and way[1]) or way[2] for way in ways}
        settled = len(set(answers.values())) == 1
        assert answer.verdict is Verdict.of(answers[ways[0]] if settled else None)
        pivotal = [
            name
            for place, name in enumerate(facts)
            if given[place] is None
            and any(
                answers[way] != answers[(*way[:place], not way[place], *way[place + 1 :])]
                for way in ways
            )
        ]
        assert list(answer.missing) == ([] if settled else pivotal)


def test_an_answer_is_said_in_both_languages() -> None:
    """With its day, what would settle it, and where it is written."""
    open_one = commission_owed(None, requested=None, on=ON)
    assert words_of(open_one).splitlines()[:2] == [
        "whether the territory has a commission of its own (1 January 2024): not settled",
        "  what would settle it: dwellings; requested",
    ]
    assert "non tranché" in words_of(open_one, "fr")
    assert "à connaître pour trancher\u00a0: dwellings\u202f; requested" in words_of(open_one, "fr")
    no = commission_owed(2_000, requested=None, on=ON)
    assert words_of(no).splitlines() == [
        "whether the territory has a commission of its own (1 January 2024): no",
        f"  {'source' if len(no.sources) == 1 else 'sources'}: {'; '.join(map(str, no.sources))}",
    ]
    assert repr(no).endswith("2024-01-01: unmet>")


def test_what_the_text_leaves_open_is_said_where_it_decides() -> None:
    """Before the day on which it was read that another takes the place of an agreement."""
    asked: Any = {"on": date(2020, 1, 1), "signed": True, "intercommunal": False}
    department = CollectiveAgreement.DEPARTMENTAL
    left_open = collective_agreement_applies(department, attribution_agreement=True, **asked)
    assert (left_open.verdict, left_open.missing) == (Verdict.UNDETERMINED, ())
    assert "before, it is open" in words_of(left_open)
    assert "avant, la question reste ouverte" in words_of(left_open, "fr")
    decided = collective_agreement_applies(department, attribution_agreement=False, **asked)
    assert (decided.verdict, decided.left_open) == (Verdict.MET, ())


def test_a_fact_is_a_yes_a_no_or_not_known() -> None:
    """Anything else is refused, with the name of its argument."""
    wrong: Any = {"one": True, "two": 1, "three": None}
    with pytest.raises(InvalidTypeError, match="here, two: given 1; expected True, False or None"):
        answer_question("here", ASKED, ON, wrong, rule, sources=SOURCES)
