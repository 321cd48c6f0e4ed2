"""Documents of several agreements: joint tallies, their reports, and what counts in both."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, settings
from tests.json.test_corners import changed, put
from tests.json.test_documents import refused
from tests.rules.drawing import SLOW
from tests.rules.test_several_agreements import ALL, FREE, ON, OURS, beside, drawn_ledger, lease

import housing_agreements as ha
from housing_agreements import AgreementsReport, Counting, InvalidValueError, JointTally
from housing_agreements.json import dumps, loads
from housing_agreements.rules.quotas.in_both import CountedInBoth
from housing_agreements.testing import strategies

DOCUMENTS = Path(__file__).with_name("documents") / "v1"
SERVING: Any = {"publics": {"dalo", "work"}}
LEDGER = [
    lease("A", **SERVING, count=3),
    lease("B", publics={"work"}, possible_publics={"dalo"}),
    lease("C", **SERVING, landlord="l1"),
]
JOINT = ha.tally([OURS, FREE], LEDGER)
NOTHING = ha.tally([OURS, FREE], [])
THREE = ha.tally(ALL, drawn_ledger(2))
TOLD = ha.check_agreements([beside(OURS, FREE, Counting.ONE), FREE], LEDGER, on=ON)
PAIR = TOLD.in_both[0]


def value_of(thing: object) -> Any:
    """What the document of a value holds."""
    return json.loads(dumps(thing))["value"]


# --- How they read ---


def test_a_joint_tally_has_the_cells_of_each_in_columns() -> None:
    """Each cell once for each agreement; a row for each group of entries that are together."""
    shared = value_of(JOINT)["shared"]
    assert [cells["rows"] for cells in shared["cells"]] == [[0, 0], [0, 1]]
    assert (shared["entries"], shared["further"]) == ([1, 1], [0, 2])
    assert "further" not in value_of(ha.tally([OURS, FREE], LEDGER[1:]))["shared"]
    assert "shared" not in value_of(NOTHING)
    for joint in (JOINT, THREE, -THREE, THREE - ha.tally(ALL, drawn_ledger(3))):
        assert loads(dumps(joint), JointTally) == joint


def test_a_cell_that_is_of_no_agreement_is_null() -> None:
    """Also where no entry has any in some agreement."""
    cells = value_of(THREE)["shared"]["cells"]
    assert any(None in one["rows"] for one in cells)
    assert [one for one in cells if {*one["rows"]} == {None}] == [{"rows": cells[2]["rows"]}]


def test_what_counts_in_both_has_each_commitment_once() -> None:
    """Beside the promises that name it; in a report the agreements are those of its reports."""
    alone, whole = value_of(PAIR), value_of(TOLD)
    assert [promises["commitments"] for promises in alone["promises"]] == [[0, 1]]
    assert len(alone["commitments"]) == len(whole["commitments"]) == 2
    assert whole["in_both"][0]["agreements"] == [0, 1]
    assert whole["in_both"][0]["promises"] == alone["promises"]
    assert loads(dumps(PAIR), CountedInBoth) == PAIR
    assert loads(dumps(TOLD), AgreementsReport) == TOLD
    assert str(loads(dumps(TOLD)).explain("fr")) == str(TOLD.explain("fr"))
    assert loads(dumps(PAIR.promises[0])) == PAIR.promises[0]


def test_what_is_not_known_to_count_in_both_is_null() -> None:
    """As of published figures."""
    figure = ha.PublishedFigure("share", ha.Period.year(2018), counted=3, base=5)
    published = ha.Tally.from_counts(FREE, [figure])
    reports = ha.check_agreements([FREE, attrs.evolve(FREE, code="twin")], published, on=ON)
    assert value_of(reports)["in_both"][0]["entries"] is None
    assert loads(dumps(reports), AgreementsReport) == reports


def test_reports_of_before_say_nothing_of_what_counts_in_both() -> None:
    """They are read, and written alike; so is a report with nothing to tell of two agreements."""
    old = loads((DOCUMENTS / "agreements-report.json").read_text(encoding="utf-8"))
    assert type(old) is AgreementsReport
    assert old.in_both == ()
    assert value_of(old).keys() == {"on", "known", "reports"}


def test_what_counts_in_both_is_of_agreements_that_were_reported_on() -> None:
    """A pair of others has no place among the reports, and is not written."""
    strange = attrs.evolve(TOLD, reports=TOLD.reports[:1])
    with pytest.raises(InvalidValueError, match=r"'free'.*an agreement of one of the reports"):
        dumps(strange)


def test_joint_tallies_are_drawn_of_which_entries_share_cells() -> None:
    """In both agreements, since the second has promises of the first."""
    drawing = settings(SLOW, phases=[Phase.generate], database=None)
    found = find(strategies.joint_tallies(), lambda joint: joint.shared != {}, settings=drawing)
    assert all(None not in cells for cells in found.shared)
    assert loads(dumps(found)) == found


# --- What is wrong in them ---

CELLS: tuple[str | int, ...] = ("shared", "cells")


def repeat_cells(value: Any) -> None:
    """Put the same cells under two rows."""
    value["shared"]["cells"][1]["rows"] = [0, 0]
    for column in value["shared"]["cells"][1]["columns"].values():
        column["values"] = column["values"][:1]
        column.pop("rows", None)


def forget(*steps: str | int) -> Callable[[Any], None]:
    """What takes something from its place."""

    def change(value: Any) -> None:
        *before, last = steps
        for step in before:
            value = value[step]
        del value[last]

    return change


@pytest.mark.parametrize(
    ("value", "change", "path"),
    [
        (JOINT, put("codes", 0, to="z"), "$.value.codes"),
        (NOTHING, put("codes", to=["free"]), "$.value.tallies"),
        (JOINT, put("shared", to=[]), "$.value.shared"),
        (JOINT, put(*CELLS, to={}), "$.value.shared.cells"),
        (JOINT, put(*CELLS, to=[{"rows": [None, None]}]), "$.value.shared.cells"),
        (JOINT, put(*CELLS, to=[{"rows": [None, None]}] * 3), "$.value.shared.cells[2]"),
        (JOINT, put(*CELLS, 0, to=3), "$.value.shared.cells[0]"),
        (JOINT, put(*CELLS, 0, "rows", to=[0]), "$.value.shared.cells[0].rows"),
        (JOINT, put(*CELLS, 0, "rows", 1, to=2), "$.value.shared.cells[0].rows[1]"),
        (JOINT, put(*CELLS, 0, "rows", 1, to=-1), "$.value.shared.cells[0].rows[1]"),
        (JOINT, put(*CELLS, 0, "rows", 1, to=True), "$.value.shared.cells[0].rows[1]"),
        (JOINT, put(*CELLS, 0, "rows", to=[1, 1]), "$.value.shared.cells[0].rows"),
        (JOINT, forget(*CELLS, 0, "columns"), "$.value.shared.cells[0].columns.days"),
        (JOINT, put(*CELLS, 0, "columns", "days", "values", to=[]),
         "$.value.shared.cells[0].columns.days.values"),
        (JOINT, put(*CELLS, 0, "columns", "bases_mask", "values", to=[[9]]),
         "$.value.shared.cells[0].columns.bases_mask.values[0]"),
        (JOINT, put("shared", "entries", 0, to="1"), "$.value.shared.entries[0]"),
        (JOINT, put("shared", "further", to=[1]), "$.value.shared.further"),
        (JOINT, repeat_cells, "$.value.shared.entries"),
        (PAIR, put("agreements", 0, to=3), "$.value.agreements[0]"),
        (PAIR, put("stated", 0, to="none"), "$.value.stated[0]"),
        (PAIR, put("entries", to=-0.5), "$.value.entries"),
        (PAIR, put("commitments", to={}), "$.value.commitments"),
        (PAIR, put("promises", to={}), "$.value.promises"),
        (PAIR, put("promises", 0, to=3), "$.value.promises[0]"),
        (PAIR, forget("promises", 0, "commitments"), "$.value.promises[0].commitments"),
        (PAIR, put("promises", 0, "commitments", to=0), "$.value.promises[0].commitments"),
        (PAIR, put("promises", 0, "commitments", to=[0]), "$.value.promises[0].commitments"),
        (PAIR, put("promises", 0, "commitments", 1, to=2), "$.value.promises[0].commitments[1]"),
        (PAIR, put("promises", 0, "commitments", 0, to=False),
         "$.value.promises[0].commitments[0]"),
        (PAIR, put("promises", 0, "periods", to=[]), "$.value.promises[0].periods"),
        (TOLD, put("in_both", to={}), "$.value.in_both"),
        (TOLD, put("in_both", 0, to=3), "$.value.in_both[0]"),
        (TOLD, put("in_both", 0, "agreements", 1, to=2), "$.value.in_both[0].agreements[1]"),
        (TOLD, forget("in_both", 0, "agreements"), "$.value.in_both[0].agreements"),
        (TOLD, forget("in_both", 0, "promises"), "$.value.in_both[0].promises"),
        (TOLD, put("in_both", 0, "promises", 0, "entries", to="1"),
         "$.value.in_both[0].promises[0].entries"),
        (TOLD, forget("commitments"), "$.value.in_both[0].promises[0].commitments[0]"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_path(
    value: object, change: Callable[[Any], object], path: str
) -> None:
    """Each fault by itself."""
    assert refused(changed(value, change)).path == path


@pytest.mark.parametrize("value", [3, [], None, {}])
@pytest.mark.parametrize("kind", ["joint-tally", "counted-in-both", "agreements-report"])
def test_what_is_no_object_of_several_agreements_is_refused(value: object, kind: str) -> None:
    """Nor is an empty one: the keys that are missing are named."""
    text = json.dumps({"format": f"housing-agreements/{kind}", "version": 1, "value": value})
    faults = refused(text).faults
    assert all(fault.where.startswith("$.value.") == (value == {}) for fault in faults)
