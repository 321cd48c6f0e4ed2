"""Yearly pages as documents: read as they were written, and refused where their parts differ."""

from datetime import date

import attrs
import pytest

from housing_agreements import Attribution, Undertaking, YearlyPage, yearly_page
from housing_agreements.catalogue import ile_de_france_2016
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.errors import InvalidDocumentError
from housing_agreements.json import dumps, loads

MADE = Attribution(
    "A1",
    "action-logement",
    "33063",
    available_on=date(2018, 4, 3),
    count=100,
    possible_publics={"dalo"},
)
PAGE = yearly_page(AGREEMENT, [MADE], on=date(2018, 6, 30), expected=300)


def test_a_page_is_read_as_it_was_written() -> None:
    """Where each promise stands is worked out anew, and is the same."""
    assert loads(dumps(PAGE), YearlyPage) == PAGE
    for part in (*PAGE, *PAGE.next_steps):
        assert loads(dumps(part)) == part


def test_answers_to_other_questions_make_no_page() -> None:
    """Each of the four was asked of one agreement, on one day."""
    other = attrs.evolve(PAGE, remarks=attrs.evolve(PAGE.remarks, on=date(2018, 7, 1)))
    with pytest.raises(InvalidDocumentError) as refused:
        loads(dumps(other))
    assert refused.value.path == "$.value.remarks.on"
    assert "expected that of the findings" in str(refused.value)


def test_what_is_not_owed_is_read_as_it_was_written() -> None:
    """What is owed is left out, so that documents of before say that all of theirs is."""
    study = Undertaking("study", "A study", by=("city",))
    support = attrs.evolve(study, owed=False)
    assert "owed" not in dumps(study)
    assert '"owed":false' in dumps(support)
    for undertaking in (study, support):
        assert loads(dumps(undertaking), Undertaking) == undertaking
    with pytest.raises(InvalidDocumentError) as refused:
        loads(dumps(support).replace("false", '"no"'), Undertaking)
    assert refused.value.path == "$.value.owed"
    page = yearly_page(ile_de_france_2016.AGREEMENT, [], on=date(2017, 6, 30))
    assert loads(dumps(page), YearlyPage) == page
