"""Documents one by one: how they read, what they share, and the wrong ones."""

import json
import os
import pickle
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from tests.rules.drawing import SLOW, Case, cases

import housing_agreements as ha
from housing_agreements import (
    Agreement,
    Commitment,
    Criterion,
    Household,
    InvalidDocumentError,
    InvalidTypeError,
    InvalidValueError,
    Known,
    Party,
    Place,
    Share,
    Stage,
    Tally,
    Territory,
    Timeline,
    check_quotas,
    facts,
    tally,
)
from housing_agreements.catalogue.ile_de_france_2016 import AGREEMENT, FIGURES
from housing_agreements.json import content_hash, dumps, loads, register, schema
from housing_agreements.json.documents import AT_MOST

DOCUMENTS = Path(__file__).with_name("documents")
PARTY = Party("als", "Action Logement Services")
DAY = date(2019, 6, 1)


@register
@attrs.frozen(kw_only=True)
class SchoolHousehold(Household):
    """A household with a fact of its own."""

    works_here: bool | None = ha.fact("works here", "travaille ici")


def refused(
    text: str | bytes, kind: type[Any] | None = None, **options: Any
) -> InvalidDocumentError:
    """The error of a text that is refused."""
    with pytest.raises(InvalidDocumentError) as caught:
        loads(text, kind, **options)
    return caught.value


def document(value: object, kind: str = "party", **frame: object) -> str:
    """A document with any value."""
    name = f"housing-agreements/{kind}"
    return json.dumps({"format": name, "version": 1, "value": value} | frame)


# --- How documents read ---


def test_a_document_is_short_and_plain() -> None:
    """Defaults are left out, rates are exact text, days ISO days, a text of both languages one."""
    share = Share(
        "quarter", to=["dalo"], stage=Stage.SIGNED, at_least={2018: "25 %"}, title="A quarter"
    )
    assert json.loads(dumps(share)) == {
        "format": "housing-agreements/share",
        "version": 1,
        "value": {
            "code": "quarter",
            "to": ["dalo"],
            "stage": "signed",
            "at_least": {
                "common": {"entries": [[{"start": "2018-01-01", "end": "2019-01-01"}, "1/4"]]}
            },
            "title": "A quarter",
        },
    }


def test_a_household_is_what_from_mapping_reads() -> None:
    """The value of the document of a household is the plain data of `Household.from_mapping`."""
    household = Household(
        dalo_recognised=Known(True, verified=True),  # noqa: FBT003  # a fact that is true
        household_size=4,
        annual_income=Fraction(64_000, 3),
        born_on=date(1990, 5, 1),
        residence=Place("94068"),
    )
    value = json.loads(dumps(household))["value"]
    assert value["annual_income"] == "64000/3"
    assert Household.from_mapping(value) == household


def test_sets_are_sorted_and_frenchmen_are_read() -> None:
    """What has no order is sorted, and letters stand as they are."""
    text = dumps(Territory("t", "L'Haÿ", "list", communes={"94100", "94038", "94068"}))
    assert "L'Haÿ" in text
    assert json.loads(text)["value"]["communes"] == ["94038", "94068", "94100"]


def test_criteria_that_say_the_same_have_the_same_text() -> None:
    """Whether parts are shared does not matter, and each stands once."""
    shared = facts.employed & facts.couple
    one = (shared | facts.disabled) & ~shared
    other = ((facts.employed & facts.couple) | facts.disabled) & ~(facts.employed & facts.couple)
    assert dumps(one) == dumps(other)
    assert len(json.loads(dumps(one))["value"]["nodes"]) == 7


def test_criteria_are_as_deep_as_one_likes() -> None:
    """Ten thousand levels of a criterion are a flat document."""
    criterion: Criterion = facts.employed
    for _ in range(10_000):
        criterion = ~criterion
    assert loads(dumps(criterion)) == criterion


@pytest.mark.parametrize("language", ["en", "fr"])
def test_explanations_are_as_deep_as_one_likes(language: Any) -> None:
    """An explanation of many levels is a flat document too, and prints alike."""
    criterion: Criterion = facts.employed
    for _ in range(200):
        criterion = (criterion & facts.couple).labelled("step")
    explanation = criterion.reasons(Household(), on=DAY).explain(language)
    assert str(loads(dumps(explanation))) == str(explanation)


def test_the_hash_is_that_of_the_text() -> None:
    """Equal values have one hash, other values another."""
    assert content_hash(PARTY) == content_hash(Party("als", "Action Logement Services"))
    assert content_hash(PARTY) != content_hash(Party("als", "Action Logement"))
    assert content_hash(PARTY).startswith("sha256:")


def test_two_processes_write_the_same_bytes() -> None:
    """Whatever seed strings are hashed with, in whatever process."""
    program = (
        "from housing_agreements import *; from housing_agreements.json import *\n"
        "from housing_agreements.catalogue.register import CATALOGUE\n"
        "from tests.json.test_documents import DAY, LEDGER, WIDE\n"
        "report = check_quotas(WIDE, LEDGER, on=DAY)\n"
        "told = (tally(WIDE, LEDGER), report, report.explain('fr'), report.summary('fr'))\n"
        "print(*[content_hash(one) for one in (*CATALOGUE.values(), *told)])\n"
    )
    root = Path(__file__).parents[2]
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


WIDE = attrs.evolve(
    AGREEMENT,
    amendments=(),
    commitments=[attrs.evolve(one, leaving_out=()) for one in AGREEMENT.commitments],
)
LEDGER = [
    ha.Attribution(
        f"A{number}",
        "action-logement",
        ("75115", "94068", "93066", "92012")[number % 4],
        publics={public.code for public in AGREEMENT.publics[: number % 3]},
        decided_on=date(2016, 1 + number % 12, 1),
    )
    for number in range(60)
]


@settings(SLOW, max_examples=25)
@given(cases(unknowns=1))
def test_a_saved_report_is_had_again_from_a_saved_tally(case: Case) -> None:
    """The report on a tally that was stored is the one that was stored, byte for byte."""
    agreement, entries, on, known = case
    counts = tally(agreement, entries)
    report = check_quotas(agreement, counts, on=on, known=known)
    kept = dumps(report)
    read = loads(kept, ha.QuotaReport)
    again = check_quotas(read.agreement, loads(dumps(counts), Tally), on=read.on, known=read.known)
    assert dumps(again) == kept


def test_a_saved_report_of_figures_is_had_again() -> None:
    """So is one on published figures, whose sources it cites."""
    counts = Tally.from_counts(AGREEMENT, FIGURES)
    kept = dumps(check_quotas(AGREEMENT, counts, on=DAY))
    assert dumps(check_quotas(AGREEMENT, loads(dumps(counts), Tally), on=DAY)) == kept


def test_tallies_that_were_stored_add_up() -> None:
    """Two stored months make the tally of both."""
    whole = tally(WIDE, LEDGER)
    parts = [loads(dumps(tally(WIDE, part)), Tally) for part in (LEDGER[:20], LEDGER[20:])]
    assert parts[0] + parts[1] == whole
    assert dumps(parts[0] + parts[1]) == dumps(whole)


@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*/*.json")), ids=lambda path: path.stem)
def test_old_documents_go_on_loading(path: Path) -> None:
    """A document of each version that there was is read; one of this version is written alike."""
    text = path.read_text(encoding="utf-8").removesuffix("\n")
    value = loads(text)
    assert value is not None
    if path.parent.name == "v1":
        assert dumps(value) == text


def test_subclasses_of_households_have_formats_of_their_own() -> None:
    """A class is registered once, under its name or another; the same class may be told anew."""
    household = SchoolHousehold(works_here=True, couple=False)
    assert loads(dumps(household), SchoolHousehold) == household
    assert loads(dumps(household), Household) == household
    assert register(SchoolHousehold) is SchoolHousehold
    assert '"housing-agreements/school-household"' in dumps(household)
    assert refused(document({"works_her": True}, "school-household")).path == "$.value.works_her"


def test_a_class_that_nobody_registered_is_refused() -> None:
    """It says what to do; so do a name that is taken, and a class of something else."""

    @attrs.frozen(kw_only=True)
    class OtherHousehold(Household):
        works_there: bool | None = None

    with pytest.raises(InvalidTypeError, match=r"register\(OtherHousehold\)"):
        dumps(OtherHousehold(works_there=True))
    with pytest.raises(InvalidValueError, match="a name of no other class"):
        register(OtherHousehold, kind="party")
    with pytest.raises(InvalidValueError, match="a code"):
        register(OtherHousehold, kind=" ")
    with pytest.raises(InvalidTypeError, match="Household or a subclass"):
        register(Party)  # type: ignore[type-var]  # no household


@pytest.mark.parametrize("name", ["day", "decimal", "mapping", "set", "class", "members"])
def test_names_that_say_what_a_plain_value_is_are_kept(name: str) -> None:
    """No class takes the name by which a document tells a day or a set: each is read on."""
    values = Timeline.constant((DAY, frozenset({1}), {1: 2}, Share))
    with pytest.raises(InvalidValueError, match="a name of no other class"):
        register(SchoolHousehold, kind=name)
    assert loads(dumps(values)) == values


def test_classes_of_the_library_keep_their_names() -> None:
    """Under another name nobody else could read what is written."""
    with pytest.raises(InvalidValueError, match="which the library calls it"):
        register(Household, kind="menage")
    assert register(Household) is Household
    assert '"housing-agreements/household"' in dumps(Household())


@pytest.mark.parametrize("value", [0.5, object(), None, [PARTY], ValueError(), Party])
def test_what_is_no_value_is_not_written(value: object) -> None:
    """Only public values have documents."""
    with pytest.raises(InvalidTypeError, match="a value of this library"):
        dumps(value)


def test_what_would_not_be_read_back_is_not_written() -> None:
    """Where anything may stand, a value that no document holds is refused."""
    deep: tuple[object, ...] = ()
    for _ in range(20_000):
        deep = (deep,)
    shallow: tuple[object, ...] = ()
    for _ in range(150):
        shallow = (shallow,)
    for value, expected in (
        (10**5_000, "at most 4,300 digits"),
        (Fraction(10**5_000, 3), "at most 4,300 digits"),
        (deep, "at most 100 levels"),
        (shallow, "at most 100 levels"),
        ("\ud800", "text that can be encoded"),
        (Decimal("NaN"), "a finite amount"),
        (Decimal("1E+999999"), "a finite amount"),
    ):
        with pytest.raises(InvalidValueError, match=expected):
            dumps(Timeline.constant(value))


@pytest.mark.parametrize(
    "items",
    [[{"is": "mapping", "value": []}], [[{"is": "mapping", "value": []}]], [1, 1], [1, True]],
)
def test_what_is_no_set_is_refused(items: list[object]) -> None:
    """A set holds what can be in one, and each value once."""
    held = {"is": "set", "value": items}
    text = document({"changes": [["0001-01-01", held]]}, "timeline")
    assert refused(text).path == "$.value.changes[0][1].value"


def test_only_classes_of_values_have_schemas() -> None:
    """A name, or another class, has none."""
    for kind in (int, "party", Commitment):
        with pytest.raises(InvalidTypeError, match="a public class"):
            schema(kind)  # type: ignore[arg-type]  # no class of values


def test_a_class_that_is_asked_for_is_given() -> None:
    """A document of another class is refused by its format, or by its value."""
    assert loads(dumps(PARTY), Party) == PARTY
    assert loads(dumps(AGREEMENT.commitments[0]), Commitment) == AGREEMENT.commitments[0]
    assert loads(dumps(facts.employed), type(facts.employed)) == facts.employed
    assert refused(dumps(PARTY), Agreement).path == "$.format"
    assert refused(dumps(~facts.employed), type(facts.employed)).path == "$.value"
    with pytest.raises(InvalidTypeError, match="loads, kind"):
        loads(dumps(PARTY), int)


# --- Bad input, one by one ---

COUNT = '{"format":"housing-agreements/count","version":1,"value":{"entries":0,"dwellings":1}}'


def test_a_later_version_is_refused() -> None:
    """It says what to do; no version, or one that is no number, is refused too."""
    error = refused(document({}, version=2))
    assert (error.path, error.given) == ("$.version", "2")
    assert "later version" in str(error)
    for version in (0, "1", True, None, 1.0):
        assert refused(document({}, version=version)).path == "$.version"


@pytest.mark.parametrize(
    "name", ["housing-agreements/prty", "party", "", "other/party", 3, None, ["x"]]
)
def test_another_format_is_refused(name: object) -> None:
    """What is no format of the library is named."""
    assert refused(document({}, format=name)).path == "$.format"


def test_a_format_that_is_misspelt_is_told_the_nearest() -> None:
    """So are keys and members."""
    error = refused(document({}, "prty"))
    assert "did you mean 'housing-agreements/party'?" in str(error)
    error = refused(document({"code": "x", "naem": "y"}))
    assert [fault.where for fault in error.faults] == ["$.value.name", "$.value.naem"]
    assert "did you mean 'name'?" in str(error)
    assert "did you mean 'signed'" in str(refused(document("sined", "stage")))


def test_keys_that_stand_twice_are_refused() -> None:
    """Wherever they stand, with the path of the object."""
    twice = '{"format":"housing-agreements/party","version":1,"value":{"code":"a","code":"b"}}'
    error = refused(twice)
    assert (error.path, error.given) == ("$.value", "an object with the key 'code' twice")
    assert refused('{"format":"x","format":"y","version":1,"value":1}').path == "$"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "3.0", "-0.0", "1e3"])
def test_what_is_no_whole_number_is_refused(number: str) -> None:
    """With its path, as it stands."""
    error = refused(COUNT.replace("0", number, 1))
    assert (error.path, error.given) == ("$.value.entries", number)


@pytest.mark.parametrize("limit", [None, 10_000_000, 640])
def test_a_number_of_a_million_digits_is_refused(limit: int | None) -> None:
    """Also where Python was told to read any number, or fewer; it is never read."""
    text = COUNT.replace("0", "9" * 10**6, 1)
    before = sys.get_int_max_str_digits()
    try:
        if limit is not None:
            sys.set_int_max_str_digits(limit)
        error = refused(text)
        shorter = refused(text.replace("9" * 10**6, "9" * 1000 + "x"))
    finally:
        sys.set_int_max_str_digits(before)
    assert error.path == "$.value.entries"
    assert len(str(error)) < 300
    assert shorter.path == "$"


@pytest.mark.parametrize("limit", [1_000, 1_000_000])
@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_a_document_ten_thousand_levels_deep_is_refused(limit: int, opening: str) -> None:
    """Whatever the recursion limit; brackets in texts do not count."""
    before = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(max(limit, before))
        error = refused(opening * 10_000)
        deep = f'{{"a":{"[" * 10_000}1{"]" * 10_000}}}'
        assert "100 deep" in str(refused(deep))
    finally:
        sys.setrecursionlimit(before)
    assert "100 deep" in str(error)


def test_a_hundred_levels_are_read_and_no_more() -> None:
    """The limit is exact; brackets and quotes within texts are words."""
    for levels, deep in ((100, False), (101, True)):
        error = refused("[" * levels + "]" * levels)
        assert ("deep" in str(error)) is deep
    words = '[{"' * 200 + "\\ " + '"' * 7
    assert loads(dumps(Party("x", words))).name == words
    assert refused('"' + "[" * 1000).given.startswith("a text that is no JSON")


def test_a_long_document_is_refused_before_it_is_read() -> None:
    """A hundred megabytes of one string are counted, and nothing else."""
    error = refused('"' + "x" * 100_000_000 + '"')
    assert (error.path, error.given) == ("$", "a text of 100,000,002 characters")
    assert f"{AT_MOST:,}" in error.expected
    assert refused(dumps(PARTY), at_most=10).path == "$"
    assert loads(dumps(PARTY), at_most=len(dumps(PARTY))) == PARTY


@pytest.mark.parametrize(
    "text", ["", " ", "{", "nothing", "{'a': 1}", '{"a": 1}}', '["a"', "\x00", '"\n"', "\ufeff{}"]
)
def test_what_is_no_json_is_refused(text: str) -> None:
    """Half a document too."""
    assert refused(text).path == "$"


def test_half_a_document_is_refused() -> None:
    """Cut anywhere, it is no document."""
    text = dumps(AGREEMENT)
    for length in range(0, len(text), 97):
        assert refused(text[:length]).path == "$"


@pytest.mark.parametrize("text", [bytearray(b"{}"), memoryview(b"{}"), None, 3, {}])
def test_what_is_no_text_is_refused(text: Any) -> None:
    """Nor what only resembles bytes."""
    with pytest.raises(InvalidTypeError, match="loads, text"):
        loads(text)


def test_bytes_are_read_as_their_text() -> None:
    """A document of French letters, as a request or a file has it."""
    assert loads(dumps(AGREEMENT).encode(), ha.Agreement) == AGREEMENT


@pytest.mark.parametrize(("encoding", "fault"), [("cp1252", b"\xe9"), ("utf-16-be", b"\xe9\0")])
def test_bytes_of_another_encoding_are_refused(encoding: str, fault: bytes) -> None:
    """The first byte that is no UTF-8 is named, counted from 1."""
    written = dumps(Party("é", "é")).encode(encoding)
    error = refused(written)
    assert (error.path, error.expected) == ("$", "text in UTF-8")
    assert error.given == f"bytes that are no UTF-8 (byte {written.index(fault) + 1:,})"


def test_a_mark_that_editors_put_before_the_bytes_is_passed_over() -> None:
    """Within a text it is refused, with the encoding that takes it away."""
    written = dumps(PARTY).encode("utf-8-sig")
    assert loads(written) == PARTY
    assert refused(written.decode()).remedy == "read its file with encoding='utf-8-sig'"
    assert loads(written.decode("utf-8-sig")) == PARTY


def test_what_to_do_about_what_is_no_document() -> None:
    """Where it is known what was meant: a file, its lines, its other encoding, its parsed text."""
    written = dumps(PARTY)
    assert refused(written.encode("utf-16")).remedy == "call .decode('utf-16') on them"
    assert refused(f"{written}\n{written}").remedy == "give one document at a time"
    assert refused("report.json").remedy == "give what the file holds: Path(...).read_bytes()"
    assert refused("").given == "an empty text"
    parsed: Any = json.loads(written)
    with pytest.raises(InvalidTypeError, match="give the text itself, before it is parsed"):
        loads(parsed)
    for write, name in ((dumps, "dumps"), (content_hash, "content_hash")):
        with pytest.raises(InvalidTypeError, match=rf"^{name}, value: .*loads\(text\)$"):
            write(written)


def test_long_bytes_are_refused_before_they_are_decoded() -> None:
    """Those of which a text within the limit cannot be made, and those of a text beyond it."""
    assert refused(b"\xff" * 41, at_most=10).given == "a text of 41 bytes"
    assert refused(b"x" * 40, at_most=10).given == "a text of 40 characters"
    assert "no UTF-8" in refused(b"\xff" * 40, at_most=10).given


def test_the_field_of_a_fault_is_its_path() -> None:
    """Whoever tells faults by their fields tells those of documents too; the whole has none."""
    fault = refused(document({"code": "", "name": "x"}))
    assert fault.field == fault.path == "$.value.code"
    error = refused(document({"code": "", "name": ""}))
    assert error.field == ""
    assert [fault.field for fault in error.faults] == ["$.value.code", "$.value.name"]
    assert refused("{").field == ""
    assert pickle.loads(pickle.dumps(fault)).field == fault.field


def test_lone_surrogates_are_refused() -> None:
    """In the text itself, escaped in a value, and in a key."""
    assert "surrogate" in str(refused('{"a": "\ud800"}'))
    assert refused(document({"code": "x", "name": "\ud800"})).path == "$.value.name"
    assert "ud800" in str(refused(document({"code": "x", "name": "y", "\ud800": 1})))
    assert refused(document({"missing": ["\ud800"]}, "law-answer")) is not None


@pytest.mark.parametrize(
    ("value", "kind", "path"),
    [
        ({"entries": "3", "dwellings": 1}, "count", "$.value.entries"),
        ({"code": "x", "stage": "signed", "to": "dalo"}, "share", "$.value.to"),
        (
            {"code": "x", "stage": "signed", "at_least": {"common": 25}},
            "share",
            "$.value.at_least.common",
        ),
        ({"household_size": "3"}, "household", "$.value.household_size"),
        ({"residence": {"commune": "9406"}}, "household", "$.value.residence.commune"),
        ("3", "agreement", "$.value"),
        ([], "agreement", "$.value"),
        ({"start": "2018-1-1", "end": "2019-01-01"}, "period", "$.value.start"),
        ({"start": "20180101", "end": "2019-01-01"}, "period", "$.value.start"),
        ({"low": 3, "high": 1}, "bounds", "$.value.high"),
    ],
)
def test_wrong_values_are_refused_in_the_words_of_the_library(
    value: object, kind: str, path: str
) -> None:
    """Each with its path, and the words that its class has for it."""
    assert refused(document(value, kind)).path == path


GONE = object()


@pytest.mark.parametrize(
    ("steps", "wrong", "path", "words"),
    [
        (("title",), GONE, "title", "the key is missing"),
        (("commitments", 0, "stage"), GONE, "commitments[0].stage", "the key is missing"),
        (("parties",), "x", "parties", "a list"),
        (("commitments", 0, "to"), "dalo", "commitments[0].to", "a list"),
        (("signed_on",), 2016, "signed_on", "a day, such as '2016-03-07'"),
        (("signed_on",), "2016-02-30", "signed_on", "a day"),
        (("commitments", 0, "is"), "shre", "commitments[0].is", "did you mean 'share'?"),
        (("commitments", 0, "stage"), "sined", "commitments[0].stage", "did you mean 'signed'?"),
        (("commitments", 0, "to"), ["dallo"], "commitments", "did you mean 'dalo'?"),
        (("publics", 0, "criterion", "changes", 0, 1, "nodes", 0, "fact"), "employd",
         "publics[0].criterion.changes[0][1].nodes[0].fact", "did you mean 'employed'?"),
        (("commitments", 0, "at_least", "common", "entries", 0, 1), "3",
         "commitments[0].at_least.common.entries[0][1]", "a whole number or bounds"),
        (("commitments", 3, "at_least", "common", "entries", 0, 1), 0.15,
         "commitments[3].at_least.common.entries[0][1]", "write '1/4'"),
        (("commitments", 3, "at_least", "common", "entries", 0, 1), "0.15",
         "commitments[3].at_least.common.entries[0][1]", "write '1/4'"),
    ],
)  # fmt: skip
def test_an_agreement_with_one_thing_wrong_is_refused(
    steps: tuple[Any, ...], wrong: object, path: str, words: str
) -> None:
    """A key gone, a wrong type, an unknown code, a fraction as a float: where, and what to do."""
    found = json.loads(dumps(AGREEMENT))
    *before, last = steps
    holder = found["value"]
    for step in before:
        holder = holder[step]
    if wrong is GONE:
        del holder[last]
    else:
        holder[last] = wrong
    error = refused(json.dumps(found))
    assert error.path == f"$.value.{path}"
    assert words in str(error)


@pytest.mark.parametrize(
    "write",
    [
        lambda: '"' + "x" * 100_000_000 + '"',
        lambda: COUNT.replace("0", "9" * 10**6, 1),
        lambda: COUNT.replace("0", '"' + "3" * 10**6 + '"', 1),
        lambda: '{"a":' * 10_000 + "1" + "}" * 10_000,
        lambda: "[" * 10_000,
        lambda: '{"format":"' + "housing" * 100_000 + '","version":1,"value":1}',
    ],
    ids=["one string", "a number", "a number in quotes", "levels", "open levels", "a format"],
)
def test_a_bad_document_takes_little_memory(write: Callable[[], str]) -> None:
    """A few times its text at the most, and nothing at all for one that is too long."""
    bad = write()
    tracemalloc.start()
    try:
        error = refused(bad)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < min(5 * len(bad), 10_000_000) + 500_000
    assert len(str(error)) < 5_000


def test_several_faults_are_told_at_once() -> None:
    """Each with its path, in the order of the document."""
    value = json.loads(dumps(AGREEMENT))["value"]
    value["parties"][0]["code"] = " "
    value["commitments"][2]["stage"] = "sined"
    value["signed_on"] = "7/3/2016"
    error = refused(document(value, "agreement"))
    assert {fault.where for fault in error.faults} == {
        "$.value.parties[0].code",
        "$.value.commitments[2].stage",
        "$.value.signed_on",
    }
    assert error.path == "$"
    assert str(error).startswith("$: 3 faults\n")


def test_a_list_of_faults_is_not_read_to_its_end() -> None:
    """A million wrong items are a hundred faults."""
    text = document({"code": "x", "stage": "signed", "to": [0] * 1_000_000}, "share")
    assert len(refused(text).faults) == 100


@pytest.mark.parametrize(
    ("nodes", "path"),
    [
        ([], "$.value.nodes"),
        ([{"is": "not", "parts": [0]}], "$.value.nodes[0].parts"),
        ([{"is": "flag", "fact": "employd"}], "$.value.nodes[0].fact"),
        ([{"is": "flg", "fact": "employed"}], "$.value.nodes[0].is"),
        ([{"is": "flag", "fact": "employed", "x": 1}], "$.value.nodes[0].x"),
        ([{"is": "interval", "fact": "employed", "low": 3}], "$.value.nodes[0].fact"),
        (["flag"], "$.value.nodes[0]"),
        ([{"is": "flag", "fact": {"name": "_x", "kind": "flag", "words": "x"}}],
         "$.value.nodes[0].fact.name"),
    ],
)  # fmt: skip
def test_wrong_criteria_are_refused(nodes: list[object], path: str) -> None:
    """A node names earlier ones, a fact that there is, and no key more."""
    assert refused(document({"nodes": nodes}, "criterion")).path == path


def changed_tally(**columns: object) -> str:
    """The document of a tally with other columns."""
    found = json.loads(dumps(tally(WIDE, LEDGER)))
    found["value"]["cells"]["columns"] |= columns
    return json.dumps(found)


def test_wrong_columns_are_refused() -> None:
    """An index past the values, too few rows, a cell twice, days of other stages."""
    days = json.loads(dumps(tally(WIDE, LEDGER)))["value"]["cells"]["columns"]["days"]
    path = "$.value.cells.columns.days"
    assert refused(changed_tally(days=days | {"rows": [0]})).path == f"{path}.rows"
    rows = [len(days["values"]), *days["rows"][1:]]
    assert refused(changed_tally(days=days | {"rows": rows})).path == f"{path}.rows[0]"
    assert refused(changed_tally(days={"values": days["values"]})).path == f"{path}.values"
    assert refused(changed_tally(days={"values": ["2016-02-30"]})).path == f"{path}.values[0]"
    same = {"values": days["values"][:1]}
    assert refused(changed_tally(days=same)).path in {"$.value.cells.entries", path}
    reached = {"values": [{"reached": ["2016-01-01"] * 5}]}
    assert refused(changed_tally(days=reached)).path == path
    text = json.loads(dumps(tally(WIDE, LEDGER)))
    text["value"]["cells"]["further"] = [1]
    assert refused(json.dumps(text)).path == "$.value.cells.further"


@pytest.mark.parametrize(
    ("blocks", "path"),
    [
        ([{"is": "note", "depth": 1, "words": "x"}], "$.value.blocks[0].depth"),
        ([{"is": "note", "depth": 0, "words": "x"}, {"is": "note", "depth": 1, "words": "x"}],
         "$.value.blocks[1].depth"),
        ([{"is": "nte", "depth": 0, "words": "x"}], "$.value.blocks[0].is"),
        ([{"is": "note", "depth": 0, "words": ""}], "$.value.blocks[0].words"),
        ("x", "$.value.blocks"),
        (["x"], "$.value.blocks[0]"),
    ],
)  # fmt: skip
def test_wrong_blocks_are_refused(blocks: object, path: str) -> None:
    """A block stands at most one level below the one before it."""
    value = {"language": "en", "blocks": blocks}
    assert refused(document(value, "explanation")).path == path


def test_territories_made_of_others_are_flat() -> None:
    """What was made by `|` and `-` comes back, also many times over; wrong parts are refused."""
    made = Territory("a", "A", "list", communes=("93066",))
    for code in ("93059", "75115", "69381"):
        made = made - Territory("b", "B", "list", communes=(code,)) | made
    assert loads(dumps(made)) == made
    value = json.loads(dumps(made))["value"]
    parts = value["members"]["changes"][0][1]["parts"]
    parts[-1]["of"] = [0, len(parts)]
    error = refused(document(value, "territory"))
    assert error.path == f"$.value.members.changes[0][1].parts[{len(parts) - 1}].of"
    wrong = {"code": "t", "name": "T", "level": "list", "communes": ["9406", "94068"]}
    assert refused(document(wrong, "territory")).path == "$.value.communes"


def test_assumptions_are_kept_and_checked() -> None:
    """What is assumed of the official code comes back; what contradicts it is refused."""
    town = Territory("t", "T", "list", communes=("93027",))
    assumed = ha.assume_unchanged(town, until=date(2030, 1, 1))
    assert loads(dumps(assumed)) == assumed
    value = json.loads(dumps(assumed))["value"]
    value["members"]["changes"][0][1]["assumed"]["until"] = "2020-01-01"
    path = "$.value.members.changes[0][1].assumed.until"
    assert refused(document(value, "territory")).path == path


def test_the_error_of_a_document_is_pickled() -> None:
    """It says the same in another process."""
    import copy  # noqa: PLC0415  # here alone
    import pickle  # noqa: PLC0415  # here alone

    for error in (refused(document({"code": "x"})), refused(document({}))):
        for other in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert str(other) == str(error)
            assert other.path == error.path
            assert len(other.faults) == len(error.faults)
