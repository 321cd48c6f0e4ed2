"""What is asked wrongly is refused, with what was expected and what to do."""

from datetime import date

import pytest

from housing_agreements import (
    InvalidTypeError,
    InvalidValueError,
    Per,
    Period,
    PublishedFigure,
    Share,
    Stage,
    Tally,
    UnknownCodeError,
    check_quotas,
    tally,
)
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES

DAY = date(2019, 6, 1)


def test_a_year_between_quotes_is_no_group() -> None:
    """A level by "2024" is meant for a year, whatever the commitment holds for."""
    with pytest.raises(InvalidValueError) as caught:
        Share("s", to=("dalo",), stage=Stage.SIGNED, at_least={"2024": "30 %"}, per=Per.PROGRAMME)
    assert caught.value.given == "'2024'"
    remedy = "a year is a number: write 2024; a commune has five characters: '02024'"
    assert caught.value.remedy == remedy


@pytest.mark.parametrize("group", ["", 5, ("a", "b", "c"), ("a", "")])
def test_a_figure_is_of_a_group_or_of_a_pair(group: object) -> None:
    """Any other group of a published figure is refused when it is built."""
    with pytest.raises(InvalidValueError, match="the code of a group, or a pair of codes"):
        PublishedFigure("households", 2016, 5, group=group)  # type: ignore[arg-type]  # wrong on purpose


def test_the_agreement_comes_first() -> None:
    """Entries in the place of the agreement are named, with the remedy."""
    with pytest.raises(InvalidTypeError, match="give the agreement first"):
        check_quotas([], AGREEMENT, on=DAY)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="give the agreement first"):
        tally("agreement", [])  # type: ignore[arg-type]  # wrong on purpose


def test_options_are_of_their_kind() -> None:
    """The name of an option is not the option, and one entry is not several."""
    for options in ({"ids": "checked"}, {"unknown": "set_aside"}):
        with pytest.raises(InvalidTypeError, match=r"given '(checked|set_aside)'"):
            tally(AGREEMENT, [], **options)  # type: ignore[call-overload]  # wrong on purpose
    with pytest.raises(InvalidTypeError, match="such as a list of them"):
        tally(AGREEMENT, 5)  # type: ignore[call-overload]  # wrong on purpose


def test_one_finding_is_found_by_its_period() -> None:
    """By a year or by a period; one that was not judged is refused, naming the nearest."""
    report = check_quotas(AGREEMENT, Tally.from_counts(AGREEMENT, FIGURES), on=DAY)
    assert report.finding("households", 2018) is report.of("households")[2]
    assert report.finding("announced", Period.years(2016, 2018)) is report.of("announced")[0]
    with pytest.raises(UnknownCodeError, match="2018"):
        report.finding("households", 2019)
    with pytest.raises(UnknownCodeError, match="given 'north'"):
        report.finding("households", 2018, "north")
