"""What few documents hold, and what is wrong in few of them."""

import copy
import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from types import NoneType
from typing import Any

import attrs
import pytest
from tests.json.test_documents import LEDGER, WIDE, document, refused

import housing_agreements as ha
from housing_agreements import (
    Attribution,
    Bounds,
    Criterion,
    InvalidTypeError,
    Known,
    Party,
    Per,
    Place,
    Production,
    QuotaReport,
    Share,
    Stage,
    Substitute,
    Tally,
    Territory,
    Text,
    Timeline,
    Unknown,
    Verdict,
    check_quotas,
    facts,
    tally,
)
from housing_agreements.json import dumps, loads, schema
from housing_agreements.json._faults import gather
from housing_agreements.json._forms import form_of
from housing_agreements.law.publics import PRIORITY_PUBLICS
from housing_agreements.model.levels import Levels
from housing_agreements.rules.assumptions import CommuneChange, with_changes

DAY = date(2019, 6, 1)
TABLE = Timeline({date(2018, 1, 1): {("paris", 1): 23_354, ("paris", 2): None}})
UNDER = facts.annual_income.under(TABLE, by=(facts.ceilings_zone, facts.ceilings_category))
DOUBT = [
    *LEDGER,
    Attribution("B1", "action-logement", "75056", decided_on=ha.NOT_KNOWN),
    Attribution("B2", "action-logement", "93066", signed_on=date(2016, 5, 1)),
    Attribution("B3", "action-logement", "94068", decided_on=ha.Period.year(2016)),
    Attribution("B4", "nobody", "94068", decided_on=date(2016, 5, 1), count=3),
    Attribution(
        "B5", "action-logement", "94068", decided_on=date(2016, 5, 1),
        cancelled_on=date(2016, 6, 1), count=2,
    ),
]  # fmt: skip


def changed(value: object, change: Callable[[Any], object]) -> str:
    """The document of a value, of which something was changed."""
    found = json.loads(dumps(value))
    change(found["value"])
    return json.dumps(found)


def put(*steps: str | int, to: object) -> Callable[[Any], None]:
    """What puts something at a place."""

    def change(value: Any) -> None:
        *before, last = steps
        for step in before:
            value = value[step]
        value[last] = copy.deepcopy(to)

    return change


def test_tables_of_ceilings_come_back() -> None:
    """Each row with its key; ceilings that are not known too."""
    assert loads(dumps(UNDER)) == UNDER
    first = PRIORITY_PUBLICS.versions[0].value
    assert loads(dumps(PRIORITY_PUBLICS)).versions[0].value == first
    row = [["paris", 1], 5]
    node = ("nodes", 0, "ceilings", "changes", 0, 1)
    path = "$.value.nodes[0].ceilings.changes[0][1]"
    assert refused(changed(UNDER, put(*node, to=[row, row]))).path == path
    assert refused(changed(UNDER, put(*node, to=[[["paris", 1], "x"]]))).path == f"{path}[0][1]"
    assert refused(changed(UNDER, put(*node, to=[[["paris", 1], []]]))).path == f"{path}[0][1]"


def test_criteria_of_strangers_are_not_written() -> None:
    """Only the questions of the library have a form."""

    class Strange(Criterion):
        """A criterion of somebody else."""

        def fields(self) -> tuple[Any, ...]:
            return ()

        def text_pieces(self, style: Any) -> list[Any]:
            del style
            return ["strange"]

    strange: Any = Strange  # without all that a criterion has
    with pytest.raises(InvalidTypeError, match="a criterion of this library"):
        dumps(~strange())


def test_a_ledger_in_doubt_comes_back() -> None:
    """Days that are not known, places in doubt, what was set aside, and more than one dwelling."""
    per = attrs.evolve(
        WIDE, commitments=[attrs.evolve(one, per=Per.COMMUNE) for one in WIDE.commitments]
    )
    for agreement in (WIDE, per):
        counts = tally(agreement, DOUBT, unknown=Unknown.SET_ASIDE)
        assert loads(dumps(counts), Tally) == counts
        report = check_quotas(agreement, DOUBT, on=DAY, unknown=Unknown.SET_ASIDE)
        assert loads(dumps(report), QuotaReport) == report
        back = loads(dumps(report), QuotaReport)
        assert (back.ids, back.unknown) == (report.ids, report.unknown)
        assert loads(dumps(-counts), Tally) == -counts


def test_ledgers_of_production_come_back() -> None:
    """What is taken back, and groups that nobody bears."""
    share = Share(
        "c", to=("PLAI",), stage=Stage.APPROVED, at_least="25 %", per=(Per.LANDLORD, Per.COMMUNE)
    )
    agreement = attrs.evolve(WIDE, commitments=(share,))
    ledger = [
        Production("P1", "94068", "PLAI", approved_on=date(2016, 5, 1), count=3),
        Production("P2", "94068", "PLS", approved_on=date(2016, 5, 1), count=-1),
        Production("P3", "94068", approved_on=date(2017, 5, 1), landlord="x"),
    ]
    counts = tally(agreement, ledger)
    report = check_quotas(agreement, counts, on=DAY)
    assert loads(dumps(counts), Tally) == counts
    assert loads(dumps(report), QuotaReport) == report


def test_names_of_groups_come_back() -> None:
    """One in a single language is a string, one in both a text, also where both say the same."""
    per = attrs.evolve(
        WIDE,
        commitments=[attrs.evolve(one, per=Per.LANDLORD) for one in WIDE.commitments],
        parties=(*WIDE.parties, Party("signatory", "A signatory")),
        names={"x": Text("a landlord", "un bailleur"), "y": "the same in both"},
    )
    ledger = [
        attrs.evolve(entry, landlord=("x", "y", "z", "signatory")[number % 4])
        for number, entry in enumerate(LEDGER)
    ]
    report = check_quotas(per, ledger, on=DAY)
    names = {name for finding in report.findings for name in finding.group_names}
    assert {type(name) for name in names} == {str, Text, NoneType}
    assert loads(dumps(report)) == report
    assert loads(dumps(report.findings[-1])) == report.findings[-1]
    assert json.loads(dumps(per))["value"]["names"] == {
        "x": {"en": "a landlord", "fr": "un bailleur"}, "y": "the same in both"
    }  # fmt: skip
    assert loads(dumps(per)) == per
    for wrong, path in (([], ""), ({"x": 3}, ".x"), ({" ": "x"}, ""), ({"x": {"en": "x"}}, ".x")):
        assert refused(changed(per, put("names", to=wrong))).path == f"$.value.names{path}"


REPORT = check_quotas(WIDE, LEDGER, on=DAY)
COUNTS = tally(WIDE, LEDGER)
EMPTY = Tally.empty(WIDE)
MADE = Territory("a", "A", "list", communes=("93066",)) - Territory(
    "b", "B", "list", communes=("93059",), neighbourhoods=("north",)
)
PARTS = ("members", "changes", 0, 1, "parts")


@pytest.mark.parametrize(
    ("value", "change", "path"),
    [
        (REPORT, put("findings", 0, "commitment", to=99), "$.value.findings[0].commitment"),
        (REPORT, put("findings", 0, to=3), "$.value.findings[0]"),
        (REPORT, put("findings", 0, "group", to=" "), "$.value.findings[0].group"),
        (REPORT, put("findings", 0, "group", to={"unseen": 1}), "$.value.findings[0].group.unseen"),
        (REPORT, put("findings", 0, "group", to=["a", 3]), "$.value.findings[0].group[1]"),
        (REPORT, put("findings", 0, "pace", to=-1), "$.value.findings[0].pace"),
        (REPORT, put("findings", 0, "group_names", to=[" "]), "$.value.findings[0].group_names[0]"),
        (REPORT, put("findings", 0, "group_names", to=[{"en": "x"}]),
         "$.value.findings[0].group_names[0]"),
        (REPORT, put("findings", 0, "x", to=1), "$.value.findings[0].x"),
        (REPORT, put("findings", 0, "group_names", to="x"), "$.value.findings[0].group_names"),
        (REPORT, put("findings", 0, "floor", "amounts", to=[["exact"]]),
         "$.value.findings[0].floor.amounts[0]"),
        (REPORT, put("findings", 0, "floor", "best", to=None),
         "$.value.findings[0].floor.best"),
        (REPORT, put("findings", 0, "floor", "promise", to=True),
         "$.value.findings[0].floor.promise"),
        (REPORT, put("findings", 0, "commitment", to=-1), "$.value.findings[0].commitment"),
        (REPORT, put("findings", 0, "settled", to=1), "$.value.findings[0].settled"),
        (REPORT, put("findings", 0, "counted", to=True), "$.value.findings[0].counted"),
        (REPORT, put("findings", 0, "floor", to={"promise": 99}),
         "$.value.findings[0].floor.promise"),
        (REPORT, put("findings", to={}), "$.value.findings"),
        (REPORT, put("beside_postcodes", to={"94100": "x"}), "$.value.beside_postcodes['94100']"),
        (REPORT, put("beside_postcodes", to=[]), "$.value.beside_postcodes"),
        (REPORT, put("set_aside", to=[[["tag", "x"], {"entries": 1, "dwellings": 1}]] * 2),
         "$.value.set_aside"),
        (COUNTS, put("reading", "bases", 0, "territories", to=[99]),
         "$.value.reading.bases[0].territories"),
        (COUNTS, put("reading", "bases", 0, "publics", to=[" "]),
         "$.value.reading.bases[0].publics"),
        (COUNTS, put("reading", "bases", 0, "publics", to=["a", "a"]),
         "$.value.reading.bases[0].publics"),
        (COUNTS, lambda value: value["reading"]["bases"].append(value["reading"]["bases"][0]),
         "$.value.reading.bases"),
        (COUNTS, put("cells", "columns", "publics", "values", to=[[" "]]),
         "$.value.cells.columns.publics.values[0]"),
        (COUNTS, put("cells", "columns", "commune", to={"values": [3]}),
         "$.value.cells.columns.commune.values[0]"),
        (COUNTS, put("cells", "columns", "bases_mask", to={"values": [[99]]}),
         "$.value.cells.columns.bases_mask.values[0]"),
        (COUNTS, put("cells", "columns", "where", to={"values": [[[[[None, [0]]]]]]}),
         "$.value.cells.columns.where.values[0][0][0][0]"),
        (COUNTS, put("cells", "columns", "where", to={"values": [[[[[None, [], []]]]] * 9]}),
         "$.value.cells.columns.days"),
        (COUNTS, put("cells", "entries", 0, to="1"), "$.value.cells.entries[0]"),
        (COUNTS, put("cells", "entries", 0, to=10**1_000), "$.value.cells.entries[0]"),
        (COUNTS, put("cells", "entries", 0, to=-(10**1_000)), "$.value.cells.entries[0]"),
        (COUNTS, put("cells", "columns", to=[]), "$.value.cells.columns"),
        (COUNTS, put("cells", to=[]), "$.value.cells"),
        (EMPTY, put("figures", to=3), "$.value.figures"),
        (MADE, put(*PARTS, to=[]), "$.value.members.changes[0][1].parts"),
        (MADE, put(*PARTS, 0, to=3), "$.value.members.changes[0][1].parts[0]"),
        (MADE, put(*PARTS, 2, "join", to="sum"), "$.value.members.changes[0][1].parts[2].join"),
        (MADE, put(*PARTS, 2, "of", to=[0]), "$.value.members.changes[0][1].parts[2].of"),
        (MADE, put(*PARTS, 1, "communes", 0, 0, to="3306"),
         "$.value.members.changes[0][1].parts[1].communes"),
        (MADE, put(*PARTS, 1, "elsewhere", to={"elsewhere": False, "exceptions": [["", True]]}),
         "$.value.members.changes[0][1].parts[1].elsewhere.exceptions"),
        (UNDER, put("nodes", 0, "fact", to=3), "$.value.nodes[0].fact"),
        (Known(low=3, high=5), put("x", to=1), "$.value.x"),
        (Bounds(3, 5), put("low", to=None), "$.value.low"),
        (Timeline.constant((1, "x")), put("changes", 0, 1, to={"is": "x"}),
         "$.value.changes[0][1].is"),
        (Timeline.constant((1, "x")), put("changes", 0, 1, to={}), "$.value.changes[0][1].is"),
        (Timeline.constant({1: 2}), put("changes", 0, 1, "value", to=[[1, 2], [1, 3]]),
         "$.value.changes[0][1].value"),
        (Timeline.constant(Fraction(1, 4)), put("changes", 0, 1, to={"is": "fraction"}),
         "$.value.changes[0][1]"),
        (Timeline.constant(Share), put("changes", 0, 1, "value", to="party"),
         "$.value.changes[0][1].value"),
        (Timeline.constant({1: 2}), put(
            "changes", 0, 1, "value", to=[[{"is": "mapping", "value": []}, 1]]),
         "$.value.changes[0][1].value"),
        (Timeline.constant(Verdict.MET), put("changes", 0, 1, "value", to="mett"),
         "$.value.changes[0][1].value"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_few_documents(
    value: object, change: Callable[[Any], object], path: str
) -> None:
    """Each has its path."""
    assert refused(changed(value, change)).path == path


@pytest.mark.parametrize(
    ("value", "kind", "path"),
    [
        ({"code": "t", "name": "T", "level": "l", "caveats": [{"en": "x"}]}, "territory",
         "$.value.caveats[0]"),
        (3, "fact", "$.value"),
        ({"on": "2019-01-01", "is": "done"}, "done", "$.value.is"),
        (3, "text", "$.value"),
        ("x", "bounds", "$.value"),
        ([], "bounds", "$.value"),
        ({"promise": {}}, "judged-limit", "$"),
        ([], "block", "$.value"),
        ([{"is": "note", "depth": 0, "words": "x"}] * 2, "block", "$.value"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_few_values(value: object, kind: str, path: str) -> None:
    """Each has its path."""
    assert refused(document(value, kind)).path == path


def test_many_unknown_keys_are_not_all_told() -> None:
    """Of objects as of lists, a hundred faults are enough."""
    many = {f"k{number}": 1 for number in range(1_000)}
    assert len(refused(document(many, "known")).faults) == 100
    text = changed(REPORT, put("beside_postcodes", to=dict.fromkeys(many, "x")))
    assert len(refused(text).faults) == 100
    column = put("cells", "columns", "commune", to={"values": [0] * 1_000})
    assert len(refused(changed(COUNTS, column)).faults) == 100


def test_a_value_of_another_type_is_not_written() -> None:
    """What no constructor looked at is refused when it is written."""
    levels = ha.Levels(common=3)
    object.__setattr__(levels, "common", "three")
    with pytest.raises(InvalidTypeError, match="the type of its field"):
        dumps(levels)
    with pytest.raises(InvalidTypeError, match="a value of this library"):
        dumps(Timeline.constant(0.5))


def test_what_is_known_of_any_kind_comes_back() -> None:
    """A day, a place, an amount, a flag, a code."""
    for known in (
        Known(low=date(2016, 1, 1)),
        Known(Place("94068"), verified=True),
        Known(low=3, high=Fraction(7, 2), valid_until=DAY),
        Known("paris"),
    ):
        assert loads(dumps(known)) == known
    assert loads(dumps(Levels(common=Bounds(3, 3)))) == Levels(common=Bounds(3, 3))
    substitute = Substitute(to=("a",), at_most="50 %")
    assert loads(dumps(Timeline.constant(substitute))).on(DAY) == substitute


def test_schemas_of_leaves_have_no_definitions() -> None:
    """That of a member of an enumeration lists its values."""
    assert "$defs" not in schema(Verdict)
    assert schema(Verdict)["properties"]["value"] == {"enum": ["unmet", "undetermined", "met"]}


def test_what_is_no_fault_of_a_document_is_raised_as_it_is() -> None:
    """A mistake of this library is not told as one of a document; notes of others are no steps."""
    with pytest.raises(ValueError, match="a mistake"):
        gather(ValueError("a mistake"))
    fault = InvalidTypeError("x", "y", "z")
    fault.add_note("a word")
    assert gather(fault).path == "$"
    with pytest.raises(InvalidTypeError, match="a type that a document can hold"):
        form_of(float)


@pytest.mark.parametrize(
    "rate", ["1/0", "1/", "/4", "25 %", "0.25", "", "--1", "1" * 9_000, "\u0661"]
)
def test_what_is_no_exact_number_is_refused(rate: str) -> None:
    """A rate is whole or has one bar; nothing else is read."""
    value = {"to": ["a"], "at_most": rate}
    assert refused(document(value, "substitute")).path == "$.value.at_most"


def test_territories_coded_on_a_day_and_with_changes_come_back() -> None:
    """The day as of which codes were written, and changes that a caller knows."""
    town = Territory("t", "T", "list", communes=("93001",), coded_on=date(2024, 12, 31))
    assert loads(dumps(town)) == town
    assert '"coded_on":"2024-12-31"' in dumps(town)
    change = CommuneChange(on=date(2027, 1, 1), into="93001")
    known = with_changes(Territory("t", "T", "list", communes=("93001",)), {"93027": change})
    assert loads(dumps(known)) == known
    path = "$.value.members.changes[0][1].assumed.changes"
    wrong = put("members", "changes", 0, 1, "assumed", "changes", 0, 1, 1, to="75056")
    assert refused(changed(known, wrong)).path == path
    until = put("members", "changes", 0, 1, "assumed", "until", to="2027-06-30")
    early = changed(
        with_changes(
            Territory("t", "T", "list", communes=("93027",)),
            {"93027": CommuneChange(on=date(2028, 1, 1), into="93001")},
        ),
        until,
    )
    assert refused(early).expected == "a day not before the last change, on 2028-01-01"
    twice = put(
        "members",
        "changes",
        0,
        1,
        "assumed",
        "changes",
        to=[["93027", ["2027-01-01", "93001"]]] * 2,
    )
    assert refused(changed(known, twice)).expected == "each code once, sorted"


def test_tallies_that_were_taken_back_come_back() -> None:
    """A cell of no entry may hold dwellings; codes beside postcodes are kept."""
    one, three = (tally(WIDE, [attrs.evolve(LEDGER[1], count=count)]) for count in (1, 3))
    assert loads(dumps(three - one)) == three - one
    ledger = [attrs.evolve(LEDGER[1], id=code, commune=code) for code in ("94100", "94068")]
    beside = tally(WIDE, ledger, unknown=Unknown.SET_ASIDE)
    assert loads(dumps(beside)) == beside
    whole = attrs.evolve(beside, beside_postcodes={"59350": 2})
    assert loads(dumps(whole)) == whole


def test_a_report_says_whether_its_entries_were_looked_at() -> None:
    """One on entries equals the one on their tally, and says beside how ids were looked at."""
    counts = tally(WIDE, LEDGER)
    on_entries, on_tally = (check_quotas(WIDE, read, on=DAY) for read in (LEDGER, counts))
    assert on_entries == on_tally
    written = [json.loads(dumps(report))["value"] for report in (on_entries, on_tally)]
    assert written[0] != written[1]
    assert written[0] | {"ids": None, "unknown": None} == written[1]
