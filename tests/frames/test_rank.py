"""The rows of a frame have the points and the ranks that their households have."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from housing_agreements import (
    Bounds,
    DuplicateIdError,
    Grid,
    Household,
    HousingAgreementsError,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Known,
    Line,
    PerMonth,
    Place,
    Territory,
    facts,
    frames,
    rank,
)
from housing_agreements.errors import UnknownColumnError

ON = date(2018, 5, 1)
TOWN = Territory("town", "The town", "commune", communes=("35238",))
GRID = Grid(
    "grid",
    "A grid",
    [
        Line("dalo", facts.dalo_recognised.verified(), 10),
        Line("here", facts.residence.within(TOWN), 3),
        Line("poor", facts.annual_income.at_most(1_000), 4),
        Line("large", facts.household_size.at_least(3), 2),
        PerMonth("waiting", facts.applied_on, at_most=6),
    ],
    at_most=20,
    outside=facts.relocated_by_renewal,
    first=facts.couple_violence,
    ties=[facts.applied_on, facts.household_size],
)
DAYS = (date(2017, 1, 31), date(2018, 1, 5), date(2018, 4, 1), None)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, list[Any]]:
    """Columns of a few applicants."""
    flags = st.sampled_from((True, False, None))
    values: dict[str, st.SearchStrategy[Any]] = {
        "dalo_recognised": flags,
        "dalo_recognised_verified": st.booleans(),
        "residence": st.sampled_from(("35238", "59350", None)),
        "annual_income": st.sampled_from((500, 1_000, 1_001, None)),
        "household_size_low": st.sampled_from((1, 3, None)),
        "household_size_high": st.sampled_from((3, 5, None)),
        "applied_on": st.sampled_from(DAYS),
        "relocated_by_renewal": flags,
        "couple_violence": flags,
    }
    many = draw(st.integers(0, 6))
    return {name: draw(st.lists(one, min_size=many, max_size=many)) for name, one in values.items()}


def household_of(row: dict[str, Any]) -> Household:
    """The household of a row."""
    dalo, verified = row["dalo_recognised"], row["dalo_recognised_verified"]
    low, high = row["household_size_low"], row["household_size_high"]
    place = row["residence"]
    return Household(
        dalo_recognised=None if dalo is None else Known(dalo, verified=verified),
        residence=None if place is None else Place(place),
        annual_income=row["annual_income"],
        household_size=None if low is None and high is None else Known(low=low, high=high),
        applied_on=row["applied_on"],
        relocated_by_renewal=row["relocated_by_renewal"],
        couple_violence=row["couple_violence"],
    )


KINDS = {
    "residence": pl.String,
    "annual_income": pl.Int64,
    "household_size_low": pl.Int64,
    "household_size_high": pl.Int64,
    "applied_on": pl.Date,
}


def ranked_rows(frame: Any) -> list[tuple[Any, ...]]:
    """The new columns of a frame, row by row, as plain numbers."""
    names = ("rank_best", "rank_worst", "points_low", "points_high")
    native = nw.from_native(frame, eager_only=True)
    columns = []
    for name in names:
        nulls = native[name].is_null().to_list()
        values = native[name].to_list()
        columns.append([None if null else value for null, value in zip(nulls, values, strict=True)])
    return list(zip(*columns, strict=True))


@settings(max_examples=25)
@given(rows())
def test_a_frame_has_the_ranks_of_its_households(columns: dict[str, list[Any]]) -> None:
    """In Polars, in PyArrow and in pandas, with the refusals of none."""
    frame = pl.DataFrame(columns, schema={name: KINDS.get(name, pl.Boolean) for name in columns})
    some = [household_of(row) for row in frame.to_dicts()]
    ranking = rank(some, GRID, on=ON)
    expected = []
    for index in range(len(some)):
        one = ranking.of(index)
        points, place = one.score.points, one.rank
        expected.append(
            (None,) * 4
            if points is None or place is None
            else (place.low, place.high, points.low, points.high)
        )
    assert ranked_rows(frames.rank(frame, GRID, on=ON)) == expected
    assert ranked_rows(frames.rank(frame.to_arrow(), GRID, on=ON)) == expected
    in_pandas = (
        frame.to_arrow()
        .to_pandas(date_as_object=True)
        .astype(
            {name: "boolean" for name in columns if name not in KINDS}
            | {name: "Int64" for name in KINDS if KINDS[name] == pl.Int64}
        )
    )
    in_pandas.index = in_pandas.index * 7
    back = frames.rank(in_pandas, GRID, on=ON)
    assert ranked_rows(back) == expected
    assert back.index.tolist() == in_pandas.index.tolist()


def test_points_that_are_fractions_are_exact_text() -> None:
    """No float stands for them; amounts in cents are read as amounts."""
    grid = Grid(
        "grid",
        "A grid",
        [Line("poor", facts.annual_income.at_most(10), Fraction(1, 2))],
        ties=[facts.living_area],
    )
    frame = pl.DataFrame(
        {
            "cents": [1_000, 1_001, None],
            "living_area": [Decimal("1.50"), Decimal("2.25"), None],
        }
    )
    columns = {"annual_income": frames.Column("cents", parts=100)}
    ranked = frames.rank(frame, grid, on=ON, columns=columns, prefix="a_")
    assert ranked["a_points_low"].to_list() == ["1/2", "0", "0"]
    assert ranked["a_rank_best"].to_list() == [1, 2, 1]
    some = [
        Household(annual_income=10, living_area=Fraction(3, 2)),
        Household(annual_income=Fraction(1_001, 100), living_area=Fraction(9, 4)),
        Household(),
    ]
    ranks = [rank(some, grid, on=ON).of(index).rank for index in range(3)]
    assert [(one and one.low, one and one.high) for one in ranks] == [
        row[:2] for row in ranked_rows(ranked.rename(lambda name: name.removeprefix("a_")))
    ]


def test_two_grids_rank_the_rows_together() -> None:
    """Each row by the grid that is for it, or by any that may be; points likewise."""
    by_kind = {
        facts.social_tenant: Grid("t", "T", [Line("dalo", facts.dalo_recognised, 4)], at_most=3),
        ~facts.social_tenant: Grid("o", "O", [Line("dalo", facts.dalo_recognised, 10)]),
    }
    frame = pl.DataFrame(
        {"social_tenant": [True, False, None], "dalo_recognised": [True, True, None]}
    )
    wrapped = nw.from_native(frame)
    assert ranked_rows(frames.rank(wrapped, by_kind, on=ON)) == [
        (2, 3, 3, 3),
        (1, 1, 10, 10),
        (1, 3, 0, 10),
    ]


def test_a_place_in_a_neighbourhood_is_read() -> None:
    """The column of neighbourhoods belongs to that of communes."""
    quarter = Territory("qp", "A quarter", "neighbourhood", neighbourhoods=("QP1",))
    grid = Grid("grid", "A grid", [Line("quarter", facts.residence.within(quarter), 7)])
    frame = pl.DataFrame(
        {"residence": ["35238", "35238"], "residence_neighbourhood": ["QP1", None]}
    )
    ranked = frames.rank(frame, grid, on=ON)
    assert ranked["points_low"].to_list() == [7, 0]
    some = [Household(residence=Place("35238", "QP1")), Household(residence=Place("35238"))]
    assert rank(some, grid, on=ON).of(1).score.points == Bounds(0, 7)


def test_who_had_not_applied_yet_is_refused_alike() -> None:
    """Of objects and of a frame: who it is, which day, and what to do; the day itself is taken."""
    grid = Grid("g", "A grid", [PerMonth("wait", facts.applied_on, at_most=60)])
    days = [ON, date(2018, 5, 2), date(2018, 6, 1)]
    frame = pl.DataFrame({"id": ["a", "b", "c"], "applied_on": days})
    with pytest.raises(InvalidValueError) as of_frame:
        frames.rank(frame, grid, on=ON)
    with pytest.raises(InvalidObjectError) as of_objects:
        rank(dict(zip("abc", map(_applied, days), strict=True)), grid, on=ON)
    assert of_frame.value.given == "2018-05-02 for id 'b', 2018-06-01 for id 'c'"
    told = [(fault.where, fault.given) for fault in of_objects.value.faults]
    assert told == [
        ("rank, households['b'], applied_on", "2018-05-02"),
        ("rank, households['c'], applied_on", "2018-06-01"),
    ]
    meant = (of_frame.value.expected, of_frame.value.remedy)
    assert {(fault.expected, fault.remedy) for fault in of_objects.value.faults} == {meant}
    assert len(frames.rank(frame[:1], grid, on=ON)) == 1


def _applied(day: date) -> Household:
    return Household(applied_on=day)


@pytest.mark.parametrize(
    ("columns", "asked", "kind", "expected"),
    [
        ({"id": ["a", "a"]}, {"absent": frames.Absent.NOT_KNOWN}, DuplicateIdError, "id: 'a'"),
        ({"id": ["a", "a"]}, {"absent": frames.Absent.NOT_KNOWN}, DuplicateIdError,
         "if these rows are different applicants, give each its own id"),
        ({"who": ["a", "a"]}, {"id": "whose"}, UnknownColumnError, "frame, id, column 'whose'"),
        ({"x": [1]}, {}, UnknownColumnError, "no such column"),
        ({"applied_on": [date(2019, 1, 1)]}, {"absent": frames.Absent.NOT_KNOWN},
         InvalidValueError, "2019-01-01 in row 0; expected a day not after the day asked"),
        ({"annual_income": [0.5]}, {"absent": frames.Absent.NOT_KNOWN},
         InvalidTypeError, "Float64"),
        ({"rank_best": [1]}, {}, HousingAgreementsError, "no column of the name of a new one"),
        ({"x": [1]}, {"on": "x"}, InvalidTypeError, "rank, on"),
        ({"x": [1]}, {"id": 3}, InvalidTypeError, "rank, id"),
        ({"x": [1]}, {"prefix": 3}, InvalidTypeError, "rank, prefix"),
        ({"x": [1]}, {"grid": 3}, InvalidTypeError, "a Grid, a Timeline"),
        ({"x": [1]}, {"columns": {"dalo": "x"}}, HousingAgreementsError, "a fact of households"),
    ],
    ids=range(12),
)  # fmt: skip
def test_bad_input_is_refused(
    columns: Any, asked: dict[str, Any], kind: type[Exception], expected: str
) -> None:
    """As everywhere: what was given, where, and what was expected."""
    anything: Any = frames.rank
    grid, on = asked.pop("grid", GRID), asked.pop("on", ON)
    with pytest.raises(kind) as caught:
        anything(pl.DataFrame(columns), grid, on=on, **asked)
    assert expected in str(caught.value)


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_points_beyond_a_column_are_refused(backend: Any) -> None:
    """The most that a column holds is given; a point more is refused, whatever the frame."""
    frame = nw.from_dict({"dalo_recognised": [True, False]}, backend=backend).to_native()
    most = 2**63 - 1
    for sign in (1, -1):
        fits = Grid("grid", "A grid", [Line("dalo", facts.dalo_recognised, sign * most)])
        given_back = ranked_rows(frames.rank(frame, fits, on=ON))
        assert [row[2] for row in given_back] == [sign * most, 0]
        beyond = Grid("grid", "A grid", [Line("dalo", facts.dalo_recognised, sign * (most + 1))])
        with pytest.raises(InvalidValueError, match="which a column holds"):
            frames.rank(frame, beyond, on=ON)


def test_what_documents_show_within_bounds_is_read() -> None:
    """A column of evidence beside two of bounds; ids that stand once each."""
    grid = Grid("grid", "A grid", [Line("large", facts.household_size.verified().at_least(3), 2)])
    frame = pl.DataFrame(
        {
            "id": [1, 2, 3],
            "household_size_low": [3, 3, 2],
            "household_size_high": [5, 5, 5],
            "household_size_verified": [True, False, True],
        }
    )
    ranked = frames.rank(frame, grid, on=ON)
    assert ranked.select("points_low", "points_high").rows() == [(2, 2), (0, 2), (0, 2)]


def test_only_rows_that_are_here_are_ranked() -> None:
    """A lazy frame is refused, with what to do; so is what is no frame."""
    frame = pl.DataFrame({"dalo_recognised": [True]})
    grid = Grid("grid", "A grid", [Line("dalo", facts.dalo_recognised, 10)])
    with pytest.raises(InvalidTypeError, match="collect it first"):
        frames.rank(frame.lazy(), grid, on=ON)
    with pytest.raises(InvalidTypeError, match="call housing_agreements"):
        frames.rank([Household()], grid, on=ON)  # type: ignore[type-var]  # no frame
    doubled = pl.DataFrame({"who": [1, 1, None, None], "dalo_recognised": [True] * 4})
    with pytest.raises(DuplicateIdError, match="'1'"):
        frames.rank(doubled, grid, on=ON, id="who")
    assert frames.rank(doubled, grid, on=ON, id=None)["rank_best"].to_list() == [1] * 4
    table = pl.DataFrame({"dalo_recognised": [True, None]}).to_arrow()
    assert frames.rank(table, grid, on=ON)["rank_worst"].to_pylist() == [1, 2]
