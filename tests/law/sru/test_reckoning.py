"""An answer on social dwellings owed: its number, what would settle it, what is open, in words."""

import copy
import pickle
from datetime import date
from typing import Any

import pytest
from tests.told import words_of

from housing_agreements import Bounds
from housing_agreements.errors import InvalidValueError, NotKnownError
from housing_agreements.law.sru.catch_up import catch_up_rate
from housing_agreements.law.sru.surcharge import levy

DAY = date(2025, 6, 1)
OPEN = catch_up_rate(on=DAY, gap="3 %")
DUE = levy(100, 1_000, on=DAY, urban_grant=False, rural_grant=False, subject_since=date(2002, 1, 1))


def test_rates_are_told_one_by_one() -> None:
    """The few that are possible, the fact that would say more, the source, how far it was read."""
    first, asked, note, sources, checked = words_of(OPEN, "en").splitlines()
    assert first == "catch-up rate of a cycle: 10 %, 15 %, 25 % or 50 %"
    assert asked == (
        "  what would say more: since when the commune is subject to the law (subject_since)"
    )
    assert note.startswith(
        "  note: a social-mix contract may lower the rate, no lower than its floor"
    )
    assert sources == f"  sources: {'; '.join(map(str, OPEN.sources))}"
    assert checked == "  checked: the text itself was read"
    assert words_of(OPEN) == words_of(OPEN, "en")


def test_euros_are_told_within_bounds() -> None:
    """From nil to the whole, in French with its spaces."""
    first, asked, note, *_ = words_of(DUE, "fr").splitlines()
    assert first == (
        "prélèvement sur les logements manquants\u00a0: entre 0\u00a0€ et 25\u202f000\u00a0€"
    )
    assert asked == (
        "  à connaître pour en dire plus\u00a0: les dépenses réelles de fonctionnement de la "
        "pénultième année (spending)"
    )
    assert (
        note
        == "  à savoir\u00a0: avant déduction des dépenses de la commune pour le logement social"
    )
    boundless = levy(Bounds(100, None), 1_000, on=DAY)
    assert "0 € or more" in words_of(boundless, "en")
    assert "0\u00a0€ ou plus" in words_of(boundless, "fr")
    exact = levy(0, 1_000, on=DAY)
    assert "dwellings: 0 €" in words_of(exact, "en")


def test_a_number_that_is_not_settled_is_refused() -> None:
    """With what it may be, and what would say more; where no fact would, with what is open."""
    with pytest.raises(NotKnownError, match=r"25 % or 50 %; .*\(subject_since\)"):
        OPEN.value  # noqa: B018  # the property refuses
    told: Any = {**dict.fromkeys(("urban_grant", "rural_grant"), False), "spending": 79_999}
    small = levy(100, 1_000, on=DAY, subject_since=date(2002, 1, 1), **told)
    with pytest.raises(NotKnownError, match="before the deductions"):
        small.value  # noqa: B018  # the property refuses


def test_an_answer_is_a_value() -> None:
    """Equal to its copies, short at a prompt, and asked in two languages only."""
    assert pickle.loads(pickle.dumps(OPEN)) == copy.deepcopy(OPEN) == OPEN
    assert repr(OPEN).startswith("<Reckoning catch-up rate of a cycle, on 2025-06-01: 10 %, 15 %")
    assert repr(OPEN).endswith("missing subject_since>")
    assert repr(levy(0, 1_000, on=DAY)).endswith("on 2025-06-01: 0 €>")
    wrong: Any = "de"
    with pytest.raises(InvalidValueError):
        words_of(OPEN, wrong)
