"""The agreement itself: what it says, and whether it may be said."""

from datetime import date

import housing_agreements as ha
from housing_agreements.json import dumps, loads
from housing_agreements.testing import laws
from rivage import AGREEMENT


def test_it_says_what_the_text_says() -> None:
    """Three commitments; the number of essential workers grows from 2 to 4."""
    assert [part.code for part in AGREEMENT.commitments] == ["quarter", "workers", "suburbs-share"]
    workers = AGREEMENT.commitment("workers")
    assert workers.at_least is not None
    assert [workers.at_least.at(ha.Period.year(year)) for year in (2025, 2026, 2027)] == [2, 3, 4]


def test_nothing_in_it_contradicts_itself() -> None:
    """A review finds no contradiction, and all that it remarks can be said."""
    assert not ha.review(AGREEMENT, on=date(2025, 1, 1)).of(ha.Severity.CONTRADICTION)
    laws.remarks_can_be_said(AGREEMENT, date(2025, 1, 1))
    laws.checking_again_changes_nothing(AGREEMENT)


def test_it_is_stored_and_read_back() -> None:
    """Its local facts are written in full: whoever reads it needs no class of ours."""
    text = dumps(AGREEMENT)
    assert "minutes entre le domicile et le travail" in text
    assert loads(text, ha.Agreement) == AGREEMENT


def test_an_amendment_is_judged_from_its_day_on() -> None:
    """The council raises the quarter to 30 % in 2026; 2025 stays as it was promised."""
    raised = ha.Share("quarter", to=("dalo",), stage=ha.Stage.SIGNED, at_least="30 %")
    amendment = ha.Amendment(
        effective=date(2026, 1, 1), signed_on=date(2025, 11, 3), replace=(raised,)
    )
    level = AGREEMENT.amend(amendment).on(date(2026, 1, 1)).commitment("quarter").at_least
    assert level is not None
    assert level.at(ha.Period.year(2026)) == ha.rate("30 %")
    laws.amending_leaves_the_past(AGREEMENT, amendment, date(2025, 12, 31), known=date(2026, 2, 1))
