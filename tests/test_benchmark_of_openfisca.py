import json
import subprocess
import sys
from argparse import Namespace
from array import array
from datetime import date
from pathlib import Path

import pytest
from benchmarks.differences import UNEXPLAINED, Difference, compared, lines
from benchmarks.households import (
    COMMUNES,
    UNKNOWN,
    Drawn,
    columns_of,
    columns_stated,
    drawn,
    household_of,
    household_stated,
    one,
)
from benchmarks.openfisca import CASES, DAYS, described, shown
from benchmarks.processes import SIDE, Other, process, written
from benchmarks.timing import Took, least, line, timed

from housing_agreements import Verdict
from housing_agreements.law.incomes.ceilings import ceiling_table

BY_CASE = {case.name: case for case in CASES}
# OpenFisca-France's list, by the communes drawn; the second zone is that of Île-de-France.
FIRST = {"75056", "93048", "94080"}
SECOND = {"75112", "92012", "93059", "94068", "77288", "95127"}


def there(row: Drawn, case: str, on: date) -> bool:
    """What OpenFisca-France answers, as its documented rules say, in whole numbers."""
    table = ceiling_table("PLAI", on=min(on, date(2022, 12, 31))).value
    if case == "stated":
        zone, size, adult = row.zone, min(row.size, 6), True
        more = max(row.size - 6, 0)
    else:
        near = "ile-de-france" if row.code in SECOND else "other-regions"
        zone = "paris" if row.code in FIRST else near
        size, more = category_there(row), max(row.children - 4, 0)
        adult = row.first_age != UNKNOWN
    limit = table.ceiling(zone, size)
    extra = table.row(zone)[6]
    assert limit is not None
    assert extra is not None
    if on.year >= 2022 and zone == "paris" and size == 2:
        limit = 218_805
    return adult and max(row.income, 0) <= limit + more * extra


def category_there(row: Drawn) -> int:
    """OpenFisca-France's category of a household."""
    young = row.first_age == UNKNOWN or row.first_age + row.second_age <= 55
    if row.adults == 1 and row.children == 0:
        return 1
    if row.children == 0 and row.size == 2 and not young:
        return 2
    if row.children == 0 and young:
        return 3
    return {1: 3, 2: 4, 3: 5}.get(row.children, 6)


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("case", sorted(BY_CASE))
def test_every_difference_has_a_reason(case: str, on: date) -> None:
    """No household is answered otherwise for a reason that is not stated."""
    rows = drawn(1_000, on=on)
    criterion, household = BY_CASE[case].criterion, BY_CASE[case].household
    here = [criterion.decide(household(row), on=on) for row in rows]
    counted = compared(rows, (there(row, case, on) for row in rows), here, case=case, on=on)
    assert counted.total() == len(rows)
    assert all(each is None or each.reason != UNEXPLAINED for each in counted)


def test_stated_facts_leave_no_difference_but_what_is_not_known() -> None:
    """By a stated zone and category, both answer alike wherever the income is known."""
    on = DAYS[0]
    for row in drawn(1_000, on=on):
        verdict = CASES[1].criterion.decide(household_stated(row), on=on)
        expected = Verdict.MET if there(row, "stated", on) else Verdict.UNMET
        assert verdict is (Verdict.UNDETERMINED if row.income == UNKNOWN else expected)


def test_an_answer_that_nothing_explains_is_counted_as_such() -> None:
    """A wrong answer about a plain household is explained by no reason."""
    counted = compared([one()], [True], [Verdict.UNMET], case="dwelling", on=DAYS[0])
    assert counted == {Difference(there=True, here=Verdict.UNMET, reason=UNEXPLAINED): 1}


@pytest.mark.parametrize(
    ("row", "answer", "verdict", "on", "word"),
    [
        (one()._replace(commune=2), False, Verdict.MET, DAYS[0], "92012"),
        (one()._replace(commune=1), False, Verdict.MET, DAYS[0], "district"),
        (one()._replace(income=UNKNOWN), True, Verdict.UNDETERMINED, DAYS[0], "income"),
        (one()._replace(commune=13), True, Verdict.UNDETERMINED, DAYS[0], "commune"),
        (one()._replace(commune=12), True, Verdict.UNDETERMINED, DAYS[0], "overseas"),
        (one()._replace(disabled=1), False, Verdict.UNDETERMINED, DAYS[0], "higher"),
        (one()._replace(children=0, first_age=-1), False, Verdict.UNDETERMINED, DAYS[0], "higher"),
        (one()._replace(adults=1, children=5), True, Verdict.UNMET, DAYS[0], "past the sixth"),
        (one()._replace(first_age=UNKNOWN), False, Verdict.MET, DAYS[0], "adult"),
        (one()._replace(others=1, children=0), True, Verdict.UNMET, DAYS[0], "1 or 6"),
        (one()._replace(others=1), False, Verdict.MET, DAYS[0], "dependants only"),
        (one()._replace(children=0), True, Verdict.UNMET, DAYS[1], "ten times"),
        (one(), False, Verdict.MET, DAYS[2], "still those of 2022"),
        (
            one()._replace(children=0, disabled=1),
            False,
            Verdict.MET,
            DAYS[2],
            "disabled",
        ),
    ],
)
def test_a_difference_is_named_after_its_cause(
    row: Drawn,
    answer: bool,  # noqa: FBT001  # an answer of a table
    verdict: Verdict,
    on: date,
    word: str,
) -> None:
    """Each cause of a difference is told by the household that has it."""
    counted = compared([row], [answer], [verdict], case="dwelling", on=on)
    (difference,) = counted
    assert difference is not None
    assert word in difference.reason


def test_the_table_of_differences_counts_every_household() -> None:
    """The table has a line for those answered alike, and one for each kind of difference."""
    rows = [one(), one()._replace(income=UNKNOWN)]
    verdicts = [Verdict.MET, Verdict.UNDETERMINED]
    table = list(lines(compared(rows, [True, True], verdicts, case="stated", on=DAYS[0])))
    assert table[2] == "| the same | the same | 1 of 2 | |"
    assert table[3].startswith("| eligible | undetermined | 1 |")


def test_the_synthetic_households_have_every_kind() -> None:
    """Some have facts that are not known, and some lie exactly at a ceiling."""
    rows = drawn(3_000)
    limits = set(ceiling_table("PLAI", on=DAYS[0]).value.paris[:6])
    assert {row.commune for row in rows} == set(range(len(COMMUNES)))
    assert {row.disabled for row in rows} == {0, 1, UNKNOWN}
    assert {(row.adults, row.others) for row in rows} == {(1, 0), (2, 0), (1, 1), (2, 1)}
    assert any(row.income == UNKNOWN for row in rows)
    assert any(row.first_age == UNKNOWN for row in rows)
    assert any(row.income in limits for row in rows)
    assert any(row.income - 1 in limits for row in rows)
    assert any(row.size > 6 for row in rows)


def test_the_same_seed_draws_the_same_households() -> None:
    """Households are drawn by their seed alone."""
    assert drawn(50, 3) == drawn(50, 3)
    assert drawn(50, 3) != drawn(50, 4)


def test_columns_and_objects_say_the_same() -> None:
    """Each column holds the fact of each household, the commune by its code."""
    rows = drawn(300)
    for columns, household in ((columns_of, household_of), (columns_stated, household_stated)):
        for name, values in columns(rows).items():
            facts = [getattr(household(row), name) for row in rows]
            assert values == [getattr(fact, "commune", fact) for fact in facts]


def test_rows_are_written_a_column_a_file(tmp_path: Path) -> None:
    """What is written is read back as it was."""
    rows = drawn(40)
    written(rows, "few", tmp_path)
    heads = json.loads((tmp_path / "few.json").read_text())
    columns: list[array[int]] = []
    for name in heads["columns"]:
        column = array("q")
        column.frombytes((tmp_path / f"few-{name}").read_bytes())
        columns.append(column)
    assert [Drawn(*each) for each in zip(*columns, strict=True)] == rows
    assert heads["communes"] == [code for code, _ in COMMUNES]


def test_a_household_described_by_hand_has_all_its_people() -> None:
    """The description names each person once, with an age."""
    words = described(one(), "2018-01")
    family = words["familles"]["f"]
    assert sorted(words["individus"]) == sorted(family["parents"] + family["enfants"])
    assert words["foyers_fiscaux"]["d"]["rfr"] == dict.fromkeys(("2018", "2017", "2016"), 30_049)


def test_the_least_of_the_runs_counts() -> None:
    """Of several runs, the least time of the processor and the least on the clock stand."""
    runs = iter((Took(3, 4), Took(2, 5)))
    assert least({"job": lambda: next(runs)}, 2) == {"job": Took(2, 4)}
    assert Took(1, 2).over(0.5) == Took(2, 4)


def test_a_line_says_whether_its_target_is_met() -> None:
    """The ratio is theirs by ours, and a target that is not reached is said to be missed."""
    assert line("x", 1, Took(50, 10), Took(1, 1), 50) == "| x | 1 | 50 s | 1 s | 50 | 10 | 50 |"
    assert line("x", 1, Took(49e-6, 1), Took(0.001, 1), 50).endswith("| 0.049 | 1 | 50, missed |")
    assert line("x", 1, Took(1, 1), Took(1, 1), None).endswith("| 1 | 1 |  |")


def test_a_run_is_done_as_often_as_asked() -> None:
    """What is timed runs so many times."""
    done: list[int] = []
    assert timed(lambda: done.append(1), 3).clock >= 0
    assert len(done) == 3


def test_a_process_that_fails_is_said() -> None:
    """A process that ends with an error is no measure."""
    with pytest.raises(subprocess.CalledProcessError):
        process([sys.executable, "-c", "raise SystemExit(1)"], "")


def test_an_interpreter_without_openfisca_is_said(tmp_path: Path) -> None:
    """Where OpenFisca-France's side cannot start, the run ends with an error."""
    with pytest.raises(ChildProcessError, match="OpenFisca"):
        Other(Path(sys.executable), tmp_path)


class Stub:
    """What stands for OpenFisca-France: its rules in whole numbers, a second for each answer."""

    def took(self, **words: object) -> Took:
        """A second."""
        assert words["case"] in BY_CASE
        return Took(1, 1)

    def answers(self, **words: object) -> list[bool]:
        """The answers about the rows that were drawn for that day."""
        on = date.fromisoformat(f"{words['month']}-01")
        return [there(row, str(words["case"]), on) for row in drawn(40, on=on)]


def test_everything_is_shown_without_openfisca(tmp_path: Path) -> None:
    """Each measure has a line with as many cells, and each day a table of differences."""
    how = Namespace(households=[30, 60], objects=30, repeats=1, answers=40, days=DAYS)
    texts = list(shown(Stub(), tmp_path, how, DAYS[0]))
    measures = [text for text in texts if text.count("|") == 8]
    assert any("of 30, scaled" in measure for measure in measures)
    assert sum("one household" in measure for measure in measures) == 5
    assert sum("from columns, objects" in measure for measure in measures) == 4
    assert sum(text.startswith("| the same |") for text in texts) == len(DAYS) * len(CASES)


def test_the_other_side_imports_nothing_of_ours() -> None:
    """OpenFisca-France's side runs where neither this project nor its benchmarks are."""
    text = SIDE.read_text(encoding="utf-8")
    assert "import benchmarks" not in text
    assert "from benchmarks" not in text
    assert "housing_agreements" not in text
