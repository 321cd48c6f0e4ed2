"""Tallies: what they read, what they refuse, what they set aside."""

import copy
import pickle
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from tests.rules.drawing import SLOW, Case, agreement_of, cases
from tests.told import words_of

from housing_agreements import (
    Amendment,
    Attribution,
    DuplicateIdError,
    Ids,
    InvalidObjectError,
    InvalidTypeError,
    InvalidValueError,
    Per,
    Production,
    PublishedFigure,
    Share,
    Stage,
    Tally,
    UncoveredReadingError,
    Unknown,
    UnknownCodeError,
    Volume,
    check_quotas,
    tally,
)
from housing_agreements.rules.quotas import ledger

SHARE = Share("c", to=("p",), stage=Stage.DECIDED, at_least="1/2")
DAY = date(2018, 5, 5)


def entry(name: str, **fields: object) -> Attribution:
    """An attribution of 2018 on the contingent "a"."""
    return Attribution(name, "a", "94068", **{"decided_on": DAY, **fields})  # type: ignore[arg-type]  # any field


def test_repeated_ids_are_listed() -> None:
    """The same id twice in one call is an error that lists the ids, unless they are trusted."""
    ledger = [entry("y"), entry("x"), entry("z"), entry("x"), entry("y"), entry("y")]
    with pytest.raises(DuplicateIdError) as caught:
        tally(agreement_of(SHARE), ledger)
    assert caught.value.ids == ("x", "y")
    assert tally(agreement_of(SHARE), ledger, ids=Ids.TRUSTED).read.entries == 6


def test_an_attribution_and_production_share_their_ids() -> None:
    """One id is one line of the ledger, of whatever kind."""
    ledger: list[Attribution | Production] = [
        entry("x"),
        Production("x", "94068", "PLAI", approved_on=DAY),
    ]
    with pytest.raises(DuplicateIdError):
        tally(agreement_of(SHARE), ledger)


def test_unknown_codes_are_refused_with_the_nearest() -> None:
    """A contingent, a public or a tag that nobody declared is named, with how many bear it."""
    agreement = agreement_of(SHARE)
    with pytest.raises(UnknownCodeError, match=r"'pp' in an entry.*did you mean 'p'"):
        tally(agreement, [entry("1", publics={"pp"})])
    with pytest.raises(UnknownCodeError, match=r"tag: given 'movd' in 2 of the entries.*'moved'"):
        tally(agreement, [entry("1", tags={"movd"}), entry("2", tags={"movd"})])
    with pytest.raises(InvalidObjectError, match="2 faults"):
        tally(
            agreement,
            [Attribution("1", "aa", "94068"), entry("2", possible_publics={"t"})],
        )


def test_unknown_codes_may_be_set_aside() -> None:
    """Set aside, each entry stands under the first of its codes that nobody declared."""
    ledger: list[Attribution | Production] = [
        entry("1", publics={"t"}, tags={"movd"}, count=4),
        entry("2", possible_publics={"t"}),
        entry("3", publics={"p"}),
        Production("4", "94068", tags={"movd"}, approved_on=DAY, count=-2),
    ]
    agreement = agreement_of(SHARE)
    report = check_quotas(agreement, ledger, on=DAY, unknown=Unknown.SET_ASIDE)
    assert report.set_aside == {("public", "t"): (2, 5), ("tag", "movd"): (1, -2)}
    assert report.account.set_aside == (3, 3)
    assert "set aside, public “t” that the agreement does not know: 2" in words_of(report, "en")
    assert (
        "mises de côté, étiquette «\u00a0movd\u00a0» que la convention ne connaît pas\u00a0: 1"
        in words_of(report, "fr")
    )


def test_anything_else_is_no_entry() -> None:
    """What is neither an attribution nor production is refused, naming it."""
    with pytest.raises(InvalidTypeError, match="expected an Attribution or a Production"):
        tally(agreement_of(SHARE), ["A1"])  # type: ignore[list-item]  # on purpose
    with pytest.raises(InvalidTypeError):
        check_quotas(agreement_of(SHARE), [], on=datetime(2018, 1, 1))  # noqa: DTZ001  # on purpose
    with pytest.raises(TypeError):
        Tally.empty(agreement_of(SHARE)) + 1  # type: ignore[operator]  # on purpose
    with pytest.raises(TypeError):
        Tally.empty(agreement_of(SHARE)) - 1  # type: ignore[operator]  # on purpose


def test_tallies_of_other_readings_do_not_add() -> None:
    """Adding what did not read the same things would lose what one of them did not read."""
    other = Share("c", to=("q",), stage=Stage.DECIDED, at_least="1/2")
    with pytest.raises(UncoveredReadingError, match="did not read the same things"):
        _ = Tally.empty(agreement_of(SHARE)) + Tally.empty(agreement_of(other))


def test_the_error_names_what_a_tally_did_not_read() -> None:
    """A tally that read too little is refused, and every kind of thing missing is named."""
    needs = Share(
        "c", to=("q",), stage=Stage.SIGNED, at_least="1/2", leaving_out=("moved",),
        per=Per.PROGRAMME, territory=agreement_of(SHARE).territory - agreement_of(SHARE).territory,
    )  # fmt: skip
    counts = tally(agreement_of(SHARE), [entry("1")])
    with pytest.raises(UncoveredReadingError) as caught:
        check_quotas(agreement_of(needs), counts, on=DAY)
    assert caught.value.given == (
        "a tally that did not read entries signed on the contingents a, b without the tags moved "
        "in a territory of their own for q by programme"
    )


def test_the_error_names_what_was_not_told_apart() -> None:
    """Of a base that was read, only the publics and groups that were not are named."""
    counts = tally(agreement_of(SHARE), [entry("1")])
    needs = Share("c", to=("p", "q"), stage=Stage.DECIDED, at_least="1/2", per=Per.COMMUNE)
    with pytest.raises(UncoveredReadingError) as caught:
        check_quotas(agreement_of(needs), counts, on=DAY)
    assert caught.value.given == (
        "a tally that did not read entries decided on the contingents a, b for q by commune"
    )


def test_the_error_names_three_things_at_most() -> None:
    """Where much was not read, the rest is a number."""
    stages = (Stage.AVAILABLE, Stage.PROPOSED, Stage.SIGNED, Stage.STARTED)
    needs = [Volume(stage.value, to=("q",), stage=stage, at_least=1) for stage in stages]
    with pytest.raises(UncoveredReadingError, match=r"entries signed .*; and 1 more"):
        check_quotas(agreement_of(*needs), Tally.empty(agreement_of(SHARE)), on=DAY)


def test_what_concerns_no_base_shares_a_cell() -> None:
    """Entries that nobody counts are one cell for each of their days, whatever they are."""
    narrow = Share(
        "c", to=("p",), stage=Stage.DECIDED, at_least="1/2", landlords=("office",),
        contingents=("a",), leaving_out=("moved",), per=Per.COMMUNE,
    )  # fmt: skip
    elsewhere = [
        entry("1", landlord="other", publics={"p"}),
        entry("2", landlord="another", possible_publics={"p"}),
        entry("3", landlord="office", tags={"moved"}),
        Attribution("4", "b", "94068", decided_on=DAY),
        Attribution("5", "a", "75056", decided_on=DAY),
    ]
    counts = tally(agreement_of(narrow), elsewhere)
    assert [count for _, _, count in counts.cells] == [(5, 5)]
    assert len(list(tally(agreement_of(narrow), [*elsewhere, entry("6")]).cells)) == 2


def test_entries_set_aside_add_up() -> None:
    """What two tallies set aside is set aside in their sum, and can be taken back."""
    agreement = agreement_of(SHARE)
    one, two = (
        tally(agreement, [entry("1", tags={tag}, count=2)], unknown=Unknown.SET_ASIDE)
        for tag in ("movd", "relocatd")
    )
    assert (one + two + one).set_aside == {("tag", "movd"): (2, 4), ("tag", "relocatd"): (1, 2)}
    assert one + two - one == two


def test_a_long_ledger_is_counted_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of any length gives one tally, however many entries wait to be counted."""
    agreement = agreement_of(SHARE)
    long = [entry(str(n), count=1 + n % 2, publics={"p"} if n % 3 else ()) for n in range(10)]
    at_once = tally(agreement, long)
    monkeypatch.setattr(ledger, "_MOST_WAITING", 3)
    assert tally(agreement, long) == at_once


def test_all_versions_are_read() -> None:
    """A tally reads what the agreement promises in any version, known or not yet."""
    later = Volume("c", to=("q",), stage=Stage.SIGNED, at_least=3)
    amendment = Amendment(effective=date(2019, 1, 1), signed_on=date(2020, 1, 1), replace=(later,))
    reading = Tally.empty(agreement_of(SHARE).amend(amendment)).reading
    assert reading.publics == {"p", "q"}
    assert reading.stages == (Stage.DECIDED, Stage.SIGNED)


@settings(SLOW, max_examples=40)
@given(cases(unknowns=2))
def test_tallies_and_reports_survive_pickle_and_copy(case: Case) -> None:
    """A tally and a report come back equal."""
    agreement, ledger, on, _ = case
    counts = tally(agreement, ledger)
    report = check_quotas(agreement, counts, on=on)
    for value in (counts, report):
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) == value


def test_the_cells_of_a_tally_are_looked_at_only() -> None:
    """Nobody changes what a tally holds, and a day without entries is in none of its cells."""
    found: Any = tally(agreement_of(SHARE), [entry("x", count=3)])
    for each in (found, found + found):
        for cells in (each.entries, each.further):
            ((_, by_moment),) = cells.items()
            with pytest.raises(TypeError):
                by_moment[DAY] = 7
            with pytest.raises(KeyError):
                by_moment[date(2019, 5, 5)]


def test_a_tally_says_how_much_it_holds() -> None:
    """Its repr tells entries, dwellings, figures and cells."""
    agreement = agreement_of(SHARE)
    counts = tally(agreement, [entry("1", count=3), entry("2", count=3), entry("3")])
    figures = Tally.from_counts(agreement, [PublishedFigure("c", 2018, 1)])
    both = counts + figures
    assert repr(both) == "<Tally of 3 entries, 7 dwellings, 1 published figure, in 1 cell>"
    assert both.say("fr") == "3 lignes, 7 logements, 1 chiffre publié"
    beside = tally(agreement, [entry("4", publics={"x"})], unknown=Unknown.SET_ASIDE)
    assert str(beside) == "1 entry, 1 dwelling, of which set aside: 1"
    assert repr(beside.reading) == "<Reading of 1 base at decided for p>"


def test_three_things_not_read_are_all_named() -> None:
    """Up to three, each is named and no number of others is said."""
    stages = (Stage.AVAILABLE, Stage.PROPOSED, Stage.SIGNED)
    needs = [Volume(stage.value, to=("q",), stage=stage, at_least=1) for stage in stages]
    with pytest.raises(UncoveredReadingError) as caught:
        check_quotas(agreement_of(*needs), Tally.empty(agreement_of(SHARE)), on=DAY)
    assert "more" not in caught.value.given
    for what in ("entries available", "entries proposed", "entries signed"):
        assert what in caught.value.given


@pytest.mark.parametrize("given", [{"ids": Ids.TRUSTED}, {"unknown": Unknown.SET_ASIDE}])
def test_a_tally_was_made_with_answers_of_its_own(given: dict[str, Any]) -> None:
    """What a tally was made with cannot be asked anew beside it; the usual answers may stand."""
    agreement = agreement_of(SHARE)
    counts = tally(agreement, [entry("1")])
    usual = check_quotas(agreement, counts, on=DAY, ids=Ids.CHECKED, unknown=Unknown.REFUSED)
    assert usual == check_quotas(agreement, counts, on=DAY)
    (name,) = given
    with pytest.raises(
        InvalidValueError, match=f"check_quotas, {name}: .*no {name} beside a tally"
    ):
        check_quotas(agreement, counts, on=DAY, **given)
