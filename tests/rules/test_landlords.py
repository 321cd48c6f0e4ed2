"""Landlords that no commitment names are as one, unless each is kept."""

from datetime import date

import pytest
from tests.rules.drawing import agreement_of

from housing_agreements import (
    Attribution,
    Per,
    Share,
    Stage,
    UncoveredReadingError,
    Verdict,
    check_quotas,
    tally,
)

AFTER = date(2021, 6, 1)
NAMED = Share("c", to=("p",), stage=Stage.SIGNED, at_least={2018: "1/2"}, landlords=("office",))
EACH = Share("c", to=("p",), stage=Stage.SIGNED, at_least={2018: "1/2"}, per=Per.LANDLORD)
LEDGER = [
    Attribution(
        str(place),
        "a",
        "94068",
        signed_on=date(2018, 3, 1),
        landlord=landlord,
        publics={"p"} if landlord == "office" else set(),
    )
    for place, landlord in enumerate(("office", "office", "other", "another"))
]


def test_landlords_that_nobody_names_share_a_cell() -> None:
    """Four entries of three landlords, of which one is named, make two cells."""
    counts = tally(agreement_of(NAMED), LEDGER)
    assert len(list(counts.cells)) == 2
    (finding,) = check_quotas(agreement_of(NAMED), counts, on=AFTER)
    assert (finding.counted.value, finding.base.value) == (2, 2)
    assert finding.verdict is Verdict.MET


def test_a_tally_of_each_landlord_serves_whoever_names_some() -> None:
    """The contrary is refused: what was not told apart cannot be told."""
    kept = tally(agreement_of(EACH), LEDGER)
    (finding,) = check_quotas(agreement_of(NAMED), kept, on=AFTER)
    assert (finding.counted.value, finding.base.value) == (2, 2)
    with pytest.raises(UncoveredReadingError, match="by landlord"):
        check_quotas(agreement_of(EACH), tally(agreement_of(NAMED), LEDGER), on=AFTER)
