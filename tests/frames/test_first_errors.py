"""The errors that a newcomer meets first say at once all that there is to write."""

import importlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import numpy as np
import polars as pl
import pytest

import housing_agreements as ha
from housing_agreements import frames
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.criteria.kinds import Kind
from housing_agreements.frames._engines import remedy_for
from housing_agreements.values.texts import Language

pd: Any = importlib.import_module("pandas")
LANGUAGES: tuple[Language, ...] = ("en", "fr")
ON = date(2019, 1, 1)
DAY = date(2018, 5, 2)
LEDGER = [ha.Attribution("A", "action-logement", "33063", available_on=DAY)]
REPORT = ha.check_quotas(AGREEMENT, LEDGER, on=ON)
GRID = ha.Grid("g", "A grid", lines=(ha.Line("employed", ha.facts.employed, points=20),))
PUBLIC = AGREEMENT.publics[0]
ROWS: dict[str, list[Any]] = {
    "id": ["A", "B"],
    "contingent": ["action-logement"] * 2,
    "commune": ["33063"] * 2,
    "available_on": [DAY] * 2,
    "badly-housed": [False] * 2,
    "leaving-accommodation": [False] * 2,
}
FRAME: Any = pl.DataFrame({**ROWS, "dalo": [True, False]})
untyped: Any = lambda call: call  # noqa: E731  # what no type checker lets through


def told(ask: Callable[[], object]) -> str:
    """What an error says."""
    with pytest.raises(ha.HousingAgreementsError) as caught:
        ask()
    return str(caught.value)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: untyped(ha.check_agreements)(AGREEMENT, [], on=ON), "write [agreement]"),
        (
            lambda: untyped(ha.check_agreements)(AGREEMENT.code, [], on=ON),
            "expected several agreements; write [agreement], the agreement itself and not its code",
        ),
        (lambda: attrs.evolve(AGREEMENT, publics=untyped(PUBLIC)), "write [priority_public]"),
        (
            lambda: untyped(ha.Attribution)("A", "state", "33063", publics=PUBLIC),
            f"expected several values; write its code in a tuple: ({PUBLIC.code!r},)",
        ),
        (
            lambda: untyped(ha.Volume)("v", to=PUBLIC, stage=ha.Stage.SIGNED, at_least=1),
            f"write its code in a tuple: ({PUBLIC.code!r},)",
        ),
        (
            lambda: untyped(ha.Territory)("t", "T", "list", communes=REPORT[0]),
            "expected several values; write [finding]",
        ),
    ],
)  # fmt: skip
def test_one_value_where_several_are_meant(ask: Callable[[], object], said: str) -> None:
    """The remedy is right for what was given, and no second error follows."""
    assert said in told(ask)


@pytest.mark.parametrize("frame", [FRAME, FRAME.to_pandas()], ids=["polars", "pandas"])
def test_a_data_frame_where_objects_are_meant(frame: object) -> None:
    """The remedy names what takes frames; elsewhere, a column of it."""
    ranking = told(lambda: untyped(ha.rank)(frame, GRID, on=ON))
    assert "call housing_agreements.frames.rank(frame, grid, on=...)" in ranking
    settling = told(lambda: untyped(ha.what_would_settle)(REPORT, REPORT[0], frame))
    assert "call housing_agreements.frames.entries_of(report, finding, frame)" in settling
    household = told(lambda: untyped(ha.check_eligibility)(frame, AGREEMENT, on=ON))
    assert "call housing_agreements.frames.classify(frame, agreement, on=...)" in household
    communes = told(lambda: ha.Territory("t", "T", "list", communes=untyped(frame)))
    assert "take the values of one of its columns, as a list" in communes


def test_a_public_among_the_columns() -> None:
    """Its remedy is the mapping of publics, or of tags; a field with a typo gets its own name."""
    asked = told(lambda: frames.tally(AGREEMENT, FRAME, columns={"dalo": "DALO"}))
    assert "of a public write publics={'dalo': 'DALO'}, of a tag tags={'dalo': 'DALO'}" in asked
    typo = told(lambda: frames.tally(AGREEMENT, FRAME, columns={"comune": "INSEE"}))
    assert "did you mean 'commune'?" in typo
    assert "publics=" not in typo


@pytest.mark.parametrize(
    ("values", "answers"),
    [
        ([1, 0], "{1: True, 0: False}"),
        ([1.0, None], "{1: True, 0: False}"),
        (["1", ""], "{'1': True, '0': False}"),
        (["0.0", "1.0"], "{'1.0': True, '0.0': False}"),
        (["oui", "non"], "{'oui': True, 'non': False}"),
        (["OUI", "Non"], "{'OUI': True, 'NON': False, 'Oui': True, 'Non': False}"),
        (["False", "NSP"], "{'True': True, 'False': False}"),
        (["Vrai", None], "{'Vrai': True, 'Faux': False}"),
        (["o ", "n "], "{'o ': True, 'n ': False}"),
        (["Y", "N"], "{'Y': True, 'N': False}"),
        (["n", None], "{'o': True, 'n': False}"),
        (["X", ""], None),
        ([2, 3], None),
    ],
)
@pytest.mark.parametrize(
    "engine", [pl.DataFrame, pd.DataFrame, pl.LazyFrame], ids=["polars", "pandas", "lazy"]
)
def test_yes_and_no_as_a_column_writes_them(
    values: list[Any], answers: str | None, engine: Callable[..., Any]
) -> None:
    """What the remedy says maps each yes and no of the column, and leaves null what is neither."""
    frame = engine({**ROWS, "dalo": values})
    said = told(lambda: frames.tally(AGREEMENT, frame))
    if answers is None:
        assert "; map what says yes to True and what says no to False, and leave null" in said
    else:
        assert f"; map it: {answers}, and leave null what is neither" in said


def test_what_is_no_number_and_no_text_says_neither() -> None:
    """Nor is a number beside 1 and 0 a yes."""
    assert remedy_for(Kind.FLAG, seen=[Decimal(1)]).startswith("map it: {1: True, 0: False}")
    for strange in ([date(2018, 1, 1)], [[1]], [2, -1], [Decimal("sNaN"), 10**5_000], []):
        assert remedy_for(Kind.FLAG, seen=strange).startswith("map what says yes")


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ({"employed": np.True_}, "write bool(...) of it"),
        ({"employed": np.float64("nan")}, "write None, as it is not known"),
        ({"employed": float("nan")}, "write None, as it is not known"),
        ({"employed": pd.NA}, "write None, as it is not known"),
        ({"employed": "oui"}, ""),
        ({"household_size": float("nan")}, "write None, as it is not known"),
        ({"household_size": pd.NA}, "write None, as it is not known"),
        ({"household_size": np.int64(3)}, "write int(...) of it"),
        ({"household_size": 3.5}, "write an int, a Decimal or a Fraction"),
        ({"household_size": "3"}, ""),
        ({"annual_income": np.int32(3)}, "write int(...) of it"),
        ({"applied_on": pd.NaT}, "write None, as it is not known"),
        ({"applied_on": pd.Timestamp(DAY)}, "call .date() on it"),
    ],
)
def test_what_other_libraries_give_for_a_fact(given: dict[str, Any], remedy: str) -> None:
    """Missing is None, whatever a tool writes for it; no remedy makes a yes of a text."""
    with pytest.raises(ha.InvalidTypeError) as caught:
        ha.Household(**given)
    assert caught.value.remedy == remedy


def test_a_finding_without_a_period() -> None:
    """The only period that was judged is meant; of several, the error says which there are."""
    assert REPORT.finding("offers") == REPORT.finding("offers", 2018)
    said = told(lambda: REPORT.finding("quarter"))
    assert "one of the periods over which 'quarter' was judged: 2018, 2019, 2020" in said
    assert "write report.finding('quarter', 2020), or report.of('quarter') for all" in said
    term = ha.Period.lasting(date(2018, 3, 1), years=8)
    by_month = attrs.evolve(
        AGREEMENT,
        term=term,
        commitments=(
            ha.Volume("leases", stage=ha.Stage.SIGNED, at_least=1, periods=term.split(years=1)),
        ),
    )
    report = ha.check_quotas(by_month, [], on=ON)
    said = told(lambda: report.finding("leases"))
    assert "2023-03-01 to 2024-02-29 and 2 more" in said
    assert "write report.finding('leases', report.of('leases')[-1].period)" in said
    with pytest.raises(ha.UnknownCodeError):
        REPORT.finding("leases")


def test_a_share_that_changes_within_a_flow() -> None:
    """The calls that the error writes hold every day of the year, and each can be made."""
    city = ha.Party("city", "A town")
    share = ha.Timeline({date(2023, 1, 1): "25 %", date(2024, 7, 1): "30 %"})
    held = [ha.Contingent("city", city, ha.department("33"), share=share)]
    said = told(lambda: ha.share_flow(held, period=2024, freed=1_000))
    first = "share_flow(..., period=Period(date(2024, 1, 1), date(2024, 7, 1)))"
    second = "share_flow(..., period=Period(date(2024, 7, 1), date(2025, 1, 1)))"
    assert f"write {first} + {second}, each with what was freed in it" in said
    assert said.endswith("the end of a Period is not in it")
    parts = [
        ha.share_flow(held, period=ha.Period(start, end), freed=500)
        for start, end in (
            (date(2024, 1, 1), date(2024, 7, 1)),
            (date(2024, 7, 1), date(2025, 1, 1)),
        )
    ]
    assert (parts[0] + parts[1])[0].due == 275


def test_the_summary_of_several_agreements() -> None:
    """It is that of each, in both languages, under one head."""
    other = attrs.evolve(AGREEMENT, code="other", title="Another")
    reports = ha.check_agreements([AGREEMENT, other], LEDGER, on=ON)
    for language in LANGUAGES:
        page = reports.summary(language)
        lines = [line.strip() for line in str(page).splitlines()]
        assert str(page).splitlines()[0] == str(reports.explain(language)).splitlines()[0]
        for report in reports:
            (own,) = report.summary(language).blocks
            assert own in untyped(page.blocks[0]).parts
            assert any(line.startswith(untyped(own).heading) for line in lines)
    with pytest.raises(ha.InvalidValueError):
        untyped(reports.summary)("de")
