"""Several agreements tallied from one frame: as from the entries that its rows are."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import attrs
import pytest
from tests.frames.engines import ENGINES, Rows, engine, polars
from tests.frames.ledgers import possibly
from tests.rules.test_several_agreements import (
    ALL,
    CITY,
    FREE,
    ON,
    OURS,
    THEIRS,
    drawn_ledger,
    lease,
)

import housing_agreements as ha
from housing_agreements import frames
from housing_agreements.errors import (
    DuplicateIdError,
    HousingAgreementsError,
    InvalidObjectError,
    InvalidValueError,
    UnknownCodeError,
    UnknownColumnError,
)

NO_SPARK = [name for name in ENGINES if name != "pyspark"]
WRITTEN = ("dalo", "work", "ours:young", "theirs:young")


def columns_of(ledger: Sequence[ha.Attribution], *more: str) -> Rows:
    """The entries as columns, one for each public as it is written, and each tag."""
    rows: dict[str, tuple[str, list[Any]]] = {
        name: ("code", [getattr(entry, name) for entry in ledger])
        for name in ("id", "contingent", "commune", "landlord")
    }
    rows["signed_on"] = ("day", [entry.signed_on for entry in ledger])
    rows["count"] = ("count", [entry.count for entry in ledger])
    for public in (*WRITTEN, *more):
        rows[f"is_{public}"] = ("flag", [possibly(entry, public) for entry in ledger])
    for tag in ("transfer", "anru"):
        rows[f"tag_{tag}"] = ("flag", [tag in entry.tags for entry in ledger])
    return rows


def plain_columns(ledger: Sequence[ha.Attribution]) -> Rows:
    """The same, under the codes of the publics themselves."""
    return {name.removeprefix("is_"): values for name, values in columns_of(ledger).items()}


def tallied(frame: Any, agreements: Sequence[ha.Agreement] = ALL, **options: Any) -> ha.JointTally:
    """The joint tally of a frame under these names."""
    return frames.tally(agreements, frame, publics="is_", tags="tag_", **options)


@pytest.mark.parametrize("name", NO_SPARK)
def test_a_frame_is_tallied_as_its_entries_are(name: str) -> None:
    """For each agreement, and in what several may count; and so it is judged."""
    ledger = [
        attrs.evolve(entry, count=1 + index % 3) for index, entry in enumerate(drawn_ledger(3))
    ]
    found, expected = tallied(engine(name)(columns_of(ledger))), ha.tally(ALL, ledger)
    assert found == expected
    assert found.shared
    reports = ha.check_agreements(ALL, found, on=ON)
    at_once = ha.check_agreements(ALL, ledger, on=ON)
    assert [report.findings for report in reports] == [report.findings for report in at_once]


@pytest.mark.parametrize("seed", range(4))
def test_frames_add_up_to_the_frame_of_both(seed: int) -> None:
    """A joint tally of two frames is the sum of theirs."""
    ledger = drawn_ledger(seed)
    parts = [tallied(polars(columns_of(part))) for part in (ledger[:25], ledger[25:])]
    assert parts[0] + parts[1] == tallied(polars(columns_of(ledger)))


def test_no_lazy_frame_is_collected_by_the_caller() -> None:
    """A lazy frame is tallied as it is, ids looked at or not."""
    ledger = drawn_ledger(1)
    lazy = polars(columns_of(ledger)).lazy()
    assert tallied(lazy) == tallied(lazy, ids=ha.Ids.TRUSTED) == ha.tally(ALL, ledger)


def test_a_public_may_have_two_columns() -> None:
    """Under its own code and with the agreement: a row that one of them says reaches it, surely."""
    rows = {
        **columns_of([lease("A"), lease("B"), lease("C")]),
        "is_dalo": ("flag", [True, None, False]),
        "is_ours:dalo": ("flag", [None, False, True]),
    }
    found = tallied(polars(rows), [OURS, THEIRS]).of("ours")
    sure = lease("A", publics={"dalo"}, possible_publics={"ours:dalo"})
    entries = [sure, lease("B", possible_publics={"dalo"}), lease("C", publics={"ours:dalo"})]
    assert found == ha.tally([OURS, THEIRS], entries).of("ours")


def test_columns_may_be_mapped() -> None:
    """By the code as it is written, of nobody, or of nobody knows whom."""
    ledger = [lease("A", publics={"dalo", "ours:young"}), lease("B", possible_publics={"work"})]
    rows = columns_of(ledger)
    rows = {name.replace("is_ours:young", "young_30"): values for name, values in rows.items()}
    publics = {code: f"is_{code}" for code in ("dalo", "work")}
    mapped: Any = {**publics, "ours:young": "young_30", "theirs:young": False}
    assert frames.tally(ALL, polars(rows), publics=mapped, tags="tag_") == ha.tally(ALL, ledger)


def refusal(ask: Any) -> HousingAgreementsError:
    """What is refused."""
    with pytest.raises(HousingAgreementsError) as caught:
        ask()
    return caught.value


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"contingent": "citty"}, UnknownCodeError),
        ({"landlord": "l3"}, UnknownCodeError),
        ({"publics": {"young"}}, InvalidValueError),
        ({"possible_publics": {"young"}}, InvalidValueError),
        ({"publics": {"ours:dallo"}}, UnknownCodeError),
    ],
)
def test_a_frame_is_refused_as_its_entries_are(fields: Any, kind: type[Exception]) -> None:
    """What none knows, with the nearest that one does; and a public of two meanings."""
    ledger = [attrs.evolve(lease("A"), **fields), lease("B")]
    written = {*fields.get("publics", ()), *fields.get("possible_publics", ())} - {*WRITTEN}
    frame = polars(columns_of(ledger, *written))
    names: Any = {code: f"is_{code}" for code in (*WRITTEN, *written)}
    found = refusal(lambda: frames.tally(ALL, frame, publics=names, tags="tag_"))
    expected = refusal(lambda: ha.tally(ALL, ledger))
    assert type(found) is type(expected) is kind
    assert (found.expected, found.remedy) == (expected.expected, expected.remedy)
    if kind is UnknownCodeError:
        aside = frames.tally(ALL, frame, publics=names, tags="tag_", unknown=ha.Unknown.SET_ASIDE)
        assert aside == ha.tally(ALL, ledger, unknown=ha.Unknown.SET_ASIDE)
        assert any(one.set_aside for one in aside.tallies)


def test_a_column_of_a_public_of_two_meanings_may_be_of_nobody() -> None:
    """Its column is refused only where a row bears it; and it does not stand for the others."""
    rows = columns_of([lease("A")], "young")
    assert tallied(polars(rows)) == ha.tally(ALL, [lease("A")])
    fewer = {name: values for name, values in rows.items() if name != "is_ours:young"}
    with pytest.raises(UnknownColumnError, match="ours:young"):
        tallied(polars(fewer))
    fewest = {name: values for name, values in fewer.items() if name != "is_young"}
    with pytest.raises(UnknownColumnError, match="ours:young"):
        tallied(polars(fewest))


@pytest.mark.parametrize("name", ["polars", "dask"])
def test_a_plain_column_may_be_mapped_to_each_meaning(name: str) -> None:
    """Where the names say whose it is, it is refused no more; until then the error says how."""
    ledger = [lease("A", publics={"ours:young", "theirs:young"}), lease("B")]
    rows = {**plain_columns(ledger)}
    rows["young"] = rows.pop("ours:young")
    del rows["theirs:young"]
    frame = engine(name)(rows)
    both = {"ours:young": "young", "theirs:young": "young"}
    assert frames.tally(ALL, frame, publics=both, tags="tag_") == ha.tally(ALL, ledger)
    one: Any = {"ours:young": "young", "theirs:young": False}
    of_one = [lease("A", publics={"ours:young"}), lease("B")]
    assert frames.tally(ALL, frame, publics=one, tags="tag_") == ha.tally(ALL, of_one)
    wrong: list[Any] = [{}, {"theirs:young": None}]
    for names in wrong:
        with pytest.raises(UnknownColumnError, match=r"publics=\{'ours:young': 'young'\}"):
            frames.tally(ALL, frame, publics=names, tags="tag_")
    neither: Any = {"ours:young": None, "theirs:young": None}
    with pytest.raises(InvalidValueError, match="write 'ours:young'"):
        frames.tally(ALL, frame, publics=neither, tags="tag_")


@pytest.mark.parametrize("name", ["polars", "dask"])
@pytest.mark.parametrize("given", [False, None, "dalo"])
def test_to_map_a_public_of_two_meanings_is_an_error(name: str, given: Any) -> None:
    """Of nobody, not known of anybody or a column: it does not say which meaning; one of it may."""
    frame = engine(name)(plain_columns([lease("A", publics={"dalo"})]))
    wrong: Any = {"young": given}
    found = refusal(lambda: frames.tally(ALL[::-1], frame, publics=wrong, tags="tag_"))
    bearer = lease("A", publics={"young"})
    expected = refusal(lambda: ha.tally(ALL[::-1], [bearer]))
    assert type(found) is type(expected) is InvalidValueError
    assert "public" in str(found)
    assert "'young'" in str(found)
    assert (found.expected, found.remedy) == (expected.expected, expected.remedy)
    assert "'theirs:young'" in found.remedy
    of_one: Any = {"ours:young": False, "theirs:young": False}
    assert frames.tally(ALL, frame, publics=of_one, tags="tag_") == ha.tally(
        ALL, [lease("A", publics={"dalo"})]
    )


def test_a_public_that_none_knows_is_of_nobody_in_vain() -> None:
    """To map it is an error that names the nearest code."""
    wrong: Any = {"wurk": False}
    with pytest.raises(UnknownCodeError, match="one of the agreements knows"):
        frames.tally(ALL, polars(plain_columns([lease("A")])), publics=wrong, tags="tag_")


def test_ids_are_looked_at_once_for_all() -> None:
    """An id that stands twice is refused, though each agreement has one of the two entries."""
    twice = [lease("A", "state"), lease("A", "city")]
    with pytest.raises(DuplicateIdError):
        tallied(polars(columns_of(twice)))
    assert tallied(polars(columns_of(twice)), ids=ha.Ids.TRUSTED).codes == (
        "free",
        "ours",
        "theirs",
    )


def test_rows_of_no_agreement_are_none_of_theirs() -> None:
    """One whose contingents only others know is told nothing of their rows."""
    ledger = [lease("A", "city"), lease("B", "city", landlord="l2")]
    found = tallied(polars(columns_of(ledger)))
    assert found == ha.tally(ALL, ledger)
    assert found.of("theirs").read.entries == 0


@pytest.mark.parametrize("name", ["polars", "pandas", "dask"])
def test_what_is_no_code_is_set_aside_for_those_whose_it_may_be(name: str) -> None:
    """A commune that is no code: of the agreements that know the contingent alone."""
    rows = columns_of([lease("A", "state"), lease("B", "city")])
    rows = {**rows, "commune": ("code", [" ", "33063"])}
    found = tallied(engine(name)(rows), unknown=ha.Unknown.SET_ASIDE)
    assert [one.set_aside != {} for one in found.tallies] == [False, False, True]


def test_rows_of_landlords_of_others_are_set_aside_for_those_alone() -> None:
    """What is no commune is set aside where the landlord is known, and nowhere else."""
    rows = columns_of([lease("A", landlord="l2"), lease("B")])
    rows = {**rows, "commune": ("code", [" ", "33063"])}
    found = tallied(polars(rows), unknown=ha.Unknown.SET_ASIDE)
    assert [one.set_aside != {} for one in found.tallies] == [True, False, False]


def test_partitions_of_dask_are_tallied_for_all() -> None:
    """And once more for the rows that several agreements may have in a base."""
    ledger = drawn_ledger(6)
    found = tallied(engine("dask")(columns_of(ledger)))
    assert found == ha.tally(ALL, ledger)
    assert found.shared


def test_production_is_tallied_for_all() -> None:
    """As the entries are: of no contingent."""
    promise = ha.Volume("homes", stage=ha.Stage.APPROVED, at_least=1)
    two = [attrs.evolve(one, commitments=(promise,)) for one in ALL[::2]]
    homes = [
        ha.Production(f"P{index}", "33063", "PLAI", approved_on=ON, landlord=landlord, count=count)
        for index, (landlord, count) in enumerate((("l1", 2), ("l2", -1), (None, 3)))
    ]
    rows: Rows = {
        **{
            name: ("code", [getattr(home, name) for home in homes])
            for name in ("id", "commune", "financing", "landlord")
        },
        "approved_on": ("day", [ON] * 3),
        "count": ("count", [home.count for home in homes]),
    }
    found = frames.tally(two, polars(rows), production=True)
    assert found == ha.tally(two, homes)
    assert [count.dwellings for count in found.shared.values()] == [3]


ELSEWHERE = ha.Territory("33281", "Mérignac", "commune", communes=("33281",))


@pytest.mark.parametrize("name", ["polars", "pandas", "dask"])
def test_agreements_that_share_no_place_share_no_row(name: str) -> None:
    """Nor does one that counts nothing: then the rows are not grouped once more."""
    apart = attrs.evolve(
        FREE, territory=ELSEWHERE, contingents=(ha.Contingent("city", CITY, ELSEWHERE),)
    )
    ledger = [
        lease("A"),
        attrs.evolve(lease("B"), commune="33281"),
        attrs.evolve(lease("C"), signed_on=None),
    ]
    for two in ([OURS, apart], [OURS, attrs.evolve(FREE, commitments=())]):
        found = tallied(engine(name)(columns_of(ledger)), two)
        assert found == ha.tally(two, ledger)
        assert not found.shared


def test_rows_dated_before_the_terms_may_be_shared() -> None:
    """What places were part of long ago is not known for all: such rows are looked at too."""
    listed = ha.Timeline.of_members({"33063": ha.Period.years(2000, 2010)})
    before = ha.Territory("list", "A list", "list", communes=listed)
    share = attrs.evolve(FREE.commitments[0], territory=before)
    two = [OURS, attrs.evolve(FREE, commitments=(share,))]
    ledger = [attrs.evolve(lease(f"A{day.year}"), signed_on=day) for day in DAYS_OF_LEASES]
    found = tallied(polars(columns_of(ledger)), two)
    assert found == ha.tally(two, ledger)
    assert sum(count.entries for count in found.shared.values()) == 1


DAYS_OF_LEASES = [date(year, 5, 5) for year in (2005, 2015, 2018)]


def test_several_faults_of_a_frame_are_told_at_once() -> None:
    """Codes that none knows, each once; and a frame of which days are years."""
    ledger = [lease("A", "citty"), lease("B", landlord="l3")]
    with pytest.raises(InvalidObjectError) as caught:
        tallied(polars(columns_of(ledger)))
    assert len(caught.value.faults) == 2
    by_year = {**columns_of([lease("A")]), "signed_on": ("count", [2018])}
    assert tallied(polars(by_year)).shared
