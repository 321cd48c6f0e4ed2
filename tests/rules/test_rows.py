"""The rows of an answer go into a data frame: plain cells, and the same columns in each of them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import attrs
import pytest

from housing_agreements import (
    PACE,
    Agreement,
    Attribution,
    Contingent,
    Done,
    DwellingDetail,
    Holder,
    Household,
    NotDone,
    Offer,
    OfferedHousehold,
    OfferTest,
    Party,
    Period,
    RelocationCase,
    RelocationCharter,
    account_for_flow,
    check_agreements,
    check_eligibility,
    check_flow_ceilings,
    check_grounds,
    check_quotas,
    check_relocation,
    check_undertakings,
    compare,
    department,
    list_turns,
    next_holder,
    next_holders,
    offered,
    outlook,
    review,
    share_flow,
    yearly_page,
)
from housing_agreements.catalogue.register import CATALOGUE, HOLDERS
from housing_agreements.errors import InvalidValueError
from housing_agreements.explanations.explanation import Row, Told
from housing_agreements.model.undertakings import Undertaking
from housing_agreements.plan import Expected, find_plan
from housing_agreements.rules.flows.strata import StratumTurn
from housing_agreements.values.texts import Language

LANGUAGES: Final[tuple[Language, ...]] = ("en", "fr")
CELLS: Final = (str, int, bool, type(None))
HOUSEHOLDS: Final = (
    Household(),
    Household(employed=True, dalo_recognised=True, good_faith=True, without_dwelling=True),
)
ROOMS: Final = OfferTest("rooms", "enough rooms", offered.rooms.at_least(3))
NEW: Final = OfferTest("new", "a new dwelling", offered.new_dwelling)
CHARTER: Final = RelocationCharter(
    "charter", "A charter", [ROOMS], refusals=2, months=6, indicators=[NEW]
)
CASE: Final = RelocationCase(
    "case",
    [
        Offer(
            "1",
            made_on=date(2018, 1, 1),
            facts=OfferedHousehold(rooms=3),
            refused_on=date(2018, 1, 20),
        ),
        Offer("2", made_on=date(2018, 2, 1), facts=OfferedHousehold()),
    ],
)


def list_answers() -> Iterator[Told]:
    """Answers of every rule of these modules, on each agreement of the catalogue."""
    agreements = tuple(CATALOGUE.values())
    for agreement in agreements:
        first, last = agreement.term.start, agreement.term.last_day
        others = [other for other in agreements if other.code != agreement.code]
        whose = HOLDERS.get(agreement.code, {})
        for day in (first, last):
            yield review(agreement, on=day, beside=others, holders=whose)
            yield from (check_eligibility(household, agreement, on=day) for household in HOUSEHOLDS)
        yield check_undertakings(agreement, {}, on=last)
        yield yearly_page(agreement, [], on=first, expected=9)
        yield check_undertakings(agreement, list_statements(agreement), on=last)
    yield from (compare(one, other) for one, other in pairwise(agreements))
    yield from (
        check_grounds(household, on=date(2018, 1, 1), delay=delay)
        for household in HOUSEHOLDS
        for delay in (None, 6)
    )
    yield from (check_relocation(CASE, CHARTER, on=date(2018, 1, day)) for day in (1, 31))
    yield check_relocation(CASE, CHARTER, on=date(2019, 1, 1))
    yield from list_answers_on_flows()
    for agreement in agreements:
        yield from list_answers_on_what_is_ahead(agreement)
    for count in (100, 500):
        expected = [Expected(count, "action-logement", "33063")]
        plan = find_plan(CATALOGUE["gironde-2018"], expected, on=date(2018, 7, 2))
        yield plan
        yield from (part for part in (plan.conflict, plan.relaxation) if part is not None)


def list_answers_on_what_is_ahead(agreement: Agreement) -> Iterator[Told]:
    """What can still be kept of an agreement, and several at once."""
    day = agreement.term.last_day - timedelta(days=180)
    held = agreement.contingents[:1]
    entries = [Attribution("a", one.code, "33063", decided_on=day) for one in held]
    for ledger in ([], entries):
        report = check_quotas(agreement, ledger, on=day)
        yield from (outlook(report, 9), outlook(report, PACE))
        yield check_agreements([agreement], [], on=day)
    twin = attrs.evolve(agreement, code="twin")
    publics = {public.code for public in agreement.publics}
    counted = [attrs.evolve(entry, publics=publics) for entry in entries]
    for pair in check_agreements([agreement, twin], counted, on=day).in_both:
        yield from (pair, *pair.promises)


def list_answers_on_flows() -> Iterator[Told]:
    """Answers on the flow of two holders."""
    held = [
        Contingent(code, Party(code, code), department("33"), share="30 %")
        for code in ("state", "als")
    ]
    day, holders = date(2024, 6, 1), {"state": Holder.STATE, "als": Holder.LOCAL_AUTHORITY}
    yield next_holder(held, {"state": 3}, on=day)
    yield list_turns(held, {}, dwellings=5)
    yield next_holders(held, {"T2": {"als": 1}, "T3": {}})
    yield share_flow(held, period=2024, freed=10, left_out={"transfer": 3})
    yield check_flow_ceilings(2024, {"state": 3, "als": 1}, flow=10, holders=holders, on=day)
    entries = [
        Attribution(code, code, "33063", available_on=day, decided_on=Period.year(2024))
        for code in ("state", "als")
    ]
    details = {"als": DwellingDetail(typology="T3", in_neighbourhood=True, built=1974)}
    yield account_for_flow(held, entries, year=2024, on=day, details=details)


def list_statements(agreement: Agreement) -> dict[str, Done | NotDone]:
    """Every other undertaking done, the rest not."""
    codes = [part.code for part in agreement.every_part if isinstance(part, Undertaking)]
    day = agreement.term.last_day
    return {
        code: NotDone(by=day) if index % 2 else Done(by=day) for index, code in enumerate(codes)
    }


ANSWERS: Final = tuple(list_answers())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_cell_is_plain(language: Language) -> None:
    """A text that says something, a whole number, a yes or a no, or nothing."""
    for answer in ANSWERS:
        for row in answer.rows(language):
            assert {type(name) for name in row} == {str}
            assert {type(cell) for cell in row.values()} <= {*CELLS}
            assert "" not in row.values()


def test_all_rows_of_a_kind_of_answer_have_the_same_columns() -> None:
    """In the same order, in both languages, whatever is known: two tables go under one another."""
    columns: dict[type, set[tuple[str, ...]]] = {}
    for answer in ANSWERS:
        for language in LANGUAGES:
            columns.setdefault(type(answer), set()).update(map(tuple, answer.rows(language)))
    assert len(columns) == 20
    assert {kind: len(found) for kind, found in columns.items()} == dict.fromkeys(columns, 1)


def test_a_column_is_named_where_the_rows_are_documented() -> None:
    """In the docstring of the `rows` that writes it; of bounds, their common name is enough."""
    for answer in ANSWERS:
        told = " ".join(filter(None, map(find_docstring, (answer, *list_items(answer)))))
        for row in answer.rows():
            names = {name: name.removesuffix("_low").removesuffix("_high") for name in row}
            lacking = {name for name in names if f"`{name}`" not in told}
            assert {name for name in lacking if f"`{names[name]}`" not in told} == set()


def list_items(answer: Told) -> Iterator[Told]:
    """The parts of an answer, whose rows are its own, and those that it takes over."""
    if isinstance(answer, StratumTurn):
        yield answer.turn
        yield from list_items(answer.turn)
    names = ("_items", "assessed", "assessments", "offers", "tests", "indicators", "standings",
             "promises")  # fmt: skip
    for name in names:
        for item in getattr(answer, name, ()):
            yield item
            yield from list_items(item)


def find_docstring(answer: Told) -> str:
    """What the `rows` of its class and of those above say."""
    return " ".join(
        vars(above)["rows"].__doc__ or "" for above in type(answer).__mro__ if "rows" in vars(above)
    )


def test_what_is_no_word_is_the_same_in_both_languages() -> None:
    """Codes, kinds, verdicts and days; a table may be joined to another by them."""
    alike = {
        "agreement", "on", "known", "severity", "kind", "parts", "confidence", "part", "nature",
        "group", "undertaking", "due_from", "due", "verdict", "progress", "stated", "public",
        "outcome", "ground", "case", "offer", "made_on", "refused_on", "accepted_on", "complies",
        "decides", "test",
    }  # fmt: skip
    seen = set[str]()
    for answer in ANSWERS:
        for english, french in zip(answer.rows("en"), answer.rows("fr"), strict=True):
            shared = alike & english.keys()
            seen |= shared
            assert {name: english[name] for name in shared} == {
                name: french[name] for name in shared
            }
    assert seen == alike


Make = Callable[[list[Row]], dict[str, bool]]


def make_pandas(rows: list[Row]) -> dict[str, bool]:
    """For each column of a data frame, whether pandas holds it as mere objects."""
    frame = pytest.importorskip("pandas").DataFrame(rows)
    return {str(name): frame[name].dtype == object for name in frame.columns}


def make_polars(rows: list[Row]) -> dict[str, bool]:
    """For each column of a data frame, whether Polars holds it as mere objects."""
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(rows, infer_schema_length=None)
    return {name: kind == pl.Object for name, kind in frame.schema.items()}


@pytest.mark.parametrize("make", [make_pandas, make_polars])
def test_a_data_frame_has_no_objects_but_texts(
    make: Callable[[list[Row]], dict[str, bool]],
) -> None:
    """Each column is of one kind; what a library holds as objects is all texts, or nothing."""
    for answer in ANSWERS:
        rows = answer.rows("fr")
        for name, mere_objects in (make(rows) if rows else {}).items():
            kinds = {type(row[name]) for row in rows} - {type(None)}
            assert len(kinds) <= 1
            assert not mere_objects or kinds <= {str}


def test_another_language_is_refused() -> None:
    """By every answer, even by one without any row."""
    for answer in ANSWERS:
        with pytest.raises(InvalidValueError):
            answer.rows("de")  # type: ignore[arg-type]  # wrong on purpose
