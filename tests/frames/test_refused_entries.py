"""What no entry can have is refused where a ledger is tallied, on every engine, as objects are."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.frames.engines import ENGINES, Rows, engine
from tests.frames.ledgers import as_rows
from tests.frames.test_decide import examples
from tests.frames.test_refused_values import ODD_VALUES
from tests.rules.drawing import agreement_of
from tests.told import findings_of_rest, words_of

from housing_agreements import (
    Attribution,
    HousingAgreementsError,
    Ids,
    Per,
    Production,
    Share,
    Stage,
    Unknown,
    Volume,
    check_quotas,
)
from housing_agreements import tally as one_by_one
from housing_agreements.criteria.kinds import Kind
from housing_agreements.frames import tally

DAY = date(2018, 5, 5)
AGREEMENT = agreement_of(
    Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least="1/2", landlords=("office",),
        leaving_out=("moved",),
    ),
    Share("d", to=("q",), stage=Stage.SIGNED, at_least="1/2", per=(Per.NEIGHBOURHOOD,)),
    Volume("v", to=("PLAI",), stage=Stage.STARTED, at_least=3, per=(Per.PROGRAMME,)),
)  # fmt: skip
CODES = tuple(code for code in ODD_VALUES[Kind.CODE])
ODD: Mapping[str, tuple[Any, ...]] = {
    "id": CODES,
    "contingent": CODES,
    "commune": ODD_VALUES[Kind.PLACE],
    "landlord": CODES,
    "neighbourhood": CODES,
    "programme": CODES,
    "financing": CODES,
    "count": (0, -1, None),
}
"""What a field of an entry cannot be; production takes dwellings back."""


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[bool, Rows, str, Any, int]:
    """A ledger with one value that cannot be, its field and where it stands."""
    production = draw(st.booleans())
    size = draw(st.integers(1, 5))
    others = ("commune", "landlord", "neighbourhood", "programme", "count", "id")
    rows: dict[str, tuple[str, list[Any]]] = {
        "id": ("code", [f"A{number}" for number in range(size)]),
        "commune": ("code", ["94068"] * size),
        "landlord": ("code", ["office"] * size),
        "neighbourhood": ("code", ["north"] * size),
        "programme": ("code", ["quai"] * size),
        "count": ("count", [2] * size),
    }
    if production:
        rows |= {"financing": ("code", ["PLAI"] * size), "started_on": ("day", [DAY] * size)}
    else:
        flags = ("flag", [False] * size)
        rows |= {"contingent": ("code", ["a"] * size), "moved": flags, "p": flags, "q": flags}
        rows |= {"decided_on": ("day", [DAY] * size), "signed_on": ("day", [DAY] * size)}
    field = draw(st.sampled_from((*others, "financing" if production else "contingent")))
    # What the agreement does not tell apart is not read.
    not_read = set[str]() if production else {"programme"}
    row = draw(st.integers(0, size - 1))
    value = draw(st.sampled_from(ODD[field]))
    if field in not_read or (production and value == -1):
        field, value = "commune", draw(st.sampled_from(ODD["commune"]))
    rows[field][1][row] = value
    return production, rows, field, value, row


def as_object(rows: Rows, row: int, *, production: bool) -> Attribution | Production:
    """The entry of a row, which objects refuse where they should."""
    given = {name: values[row] for name, (kind, values) in rows.items() if kind != "flag"}
    return Production(**given) if production else Attribution(**given)


@pytest.mark.parametrize("name", ENGINES)
def test_what_no_entry_can_have_is_refused_as_objects_refuse_it(name: str) -> None:
    """A ledger with such a value is refused by its column; without it, it is tallied."""
    make = engine(name)

    @examples(name)
    @given(ledgers())
    def check(drawn: tuple[bool, Rows, str, Any, int]) -> None:
        production, rows, field, value, row = drawn
        with pytest.raises(HousingAgreementsError) as of_object:
            as_object(rows, row, production=production)
        assert of_object.value.field == field
        with pytest.raises(HousingAgreementsError) as caught:
            tally(AGREEMENT, make(rows), production=production)
        assert caught.value.where.startswith(f"tally, {field}")
        assert value is None or "make it null" not in caught.value.remedy or not value.strip()
        size = len(rows["id"][1])
        mended = {"commune": "94068", "contingent": "a", "count": 3}.get(field)
        values = [mended] * size if mended else [f"x{number}" for number in range(size)]
        right = {**rows, field: (rows[field][0], values)}
        entries = [as_object(right, each, production=production) for each in range(size)]
        found = tally(AGREEMENT, make(right), production=production)
        assert found == one_by_one(AGREEMENT, entries)

    check()


@pytest.mark.parametrize("name", ENGINES)
def test_ids_that_are_no_codes(name: str) -> None:
    """An id with a blank end is refused, and one with a space or an accent is not."""
    rows: Rows = {
        "commune": ("code", ["94068"] * 4), "started_on": ("day", [DAY] * 4),
        "programme": ("code", ["quai"] * 4), "financing": ("code", ["PLAI"] * 4),
        "landlord": ("code", ["office"] * 4), "neighbourhood": ("code", ["north"] * 4),
    }  # fmt: skip
    odd: Rows = {"id": ("code", ["A 1", "A1 ", "Édouard", ""]), **rows}
    with pytest.raises(HousingAgreementsError) as caught:
        tally(AGREEMENT, engine(name)(odd), production=True)
    assert str(caught.value) == (
        "tally, id: given '', 'A1 '; expected a code: one line of visible text without blank ends; "
        "give each row one; strip it, or pass ids=Ids.TRUSTED"
    )
    right: Rows = {"id": ("code", ["A 1", "A1", "Édouard", "x"]), **rows}
    assert tally(AGREEMENT, engine(name)(right), production=True).read.entries == 4
    assert tally(AGREEMENT, engine(name)(odd), production=True, ids=Ids.TRUSTED).read.entries == 4


@pytest.mark.parametrize("odd", ["A1 ", " A1", ""])
@pytest.mark.parametrize("name", ["polars", "polars, lazy"])
def test_blank_ends_of_many_ids(name: str, odd: str) -> None:
    """However many ids there are, one with a blank end is refused, wherever it stands."""
    size = 12_000
    rows: Rows = {
        "id": ("code", [*map(str, range(size - 1)), odd]),
        "commune": ("code", ["94068"] * size), "started_on": ("day", [DAY] * size),
        "programme": ("code", ["quai"] * size), "financing": ("code", ["PLAI"] * size),
        "landlord": ("code", ["office"] * size), "neighbourhood": ("code", ["north"] * size),
    }  # fmt: skip
    with pytest.raises(HousingAgreementsError) as caught:
        tally(AGREEMENT, engine(name)(rows), production=True)
    assert caught.value.given == repr(odd)


@pytest.mark.parametrize("name", ENGINES)
def test_what_is_no_code_may_be_set_aside(name: str) -> None:
    """Rows whose only fault is a code are counted apart by it, and the rest is judged."""
    entries = [
        Attribution(f"A{row}", "a", "94068", landlord="office", decided_on=DAY, count=1 + row)
        for row in range(6)
    ]
    rows = dict(as_rows(AGREEMENT, entries, production=False))
    rows["commune"] = ("code", ["94068", "1004", "1004", "94068 ", "94068", "94068"])
    rows["landlord"] = ("code", ["office", "office", " office", "office", "", "office"])
    how: Any = {"publics": "is_", "tags": "tag_", "unknown": Unknown.SET_ASIDE}
    found = tally(AGREEMENT, engine(name)(rows), **how)
    kept = one_by_one(AGREEMENT, [entries[0], entries[5]])
    assert dict(found.set_aside) == {
        ("commune", "1004"): (2, 2 + 3), ("commune", "94068 "): (1, 4), ("landlord", ""): (1, 5),
    }  # fmt: skip
    report = check_quotas(AGREEMENT, found, on=date(2019, 1, 1))
    assert report.account.read.entries == 6
    assert report.account.set_aside.entries == 4
    assert findings_of_rest(report) == list(check_quotas(AGREEMENT, kept, on=date(2019, 1, 1)))
    assert "set aside, commune “1004” that no edition of the official code holds: 2" in str(report)
    french = str(words_of(report, "fr"))
    assert "mises de côté, commune «\u00a01004\u00a0» qu'aucune édition du code" in french
    rows["decided_on"] = ("day", [DAY, date(2020, 1, 1), *[DAY] * 4])
    rows["signed_on"] = ("day", [None, DAY, *[None] * 4])
    with pytest.raises(HousingAgreementsError) as caught:
        tally(AGREEMENT, engine(name)(rows), **how)
    assert "tally, signed_on: given 2018-05-05 (a date) in a row (id 'A1')" in str(caught.value)
