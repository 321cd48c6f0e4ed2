"""Filling in what was not known overturns nothing, field by field and several at once."""

from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, note, settings
from hypothesis import strategies as st
from tests.oracles.cases import USUAL, Built, build, draw, write

import housing_agreements as ha
from housing_agreements.testing import laws, strategies

_DAYS = frozenset(stage.field for stage in ha.Stage)
FIELDS = {
    "what a household belongs to": frozenset({"possible_publics"}),
    "financing": frozenset({"financing"}),
    "landlord": frozenset({"landlord"}),
    "programme": frozenset({"programme"}),
    "neighbourhood": frozenset({"neighbourhood"}),
    "days": _DAYS,
    "all": None,
}
GROUNDS = {
    "districts": ("75056", "75115", "75101"),
    "communes that merged": ("74010", "74011", "74093"),  # the last two into the first, in 2017
}


@st.composite
def built_cases(drawn: st.DrawFn, communes: tuple[str, str, str] = USUAL) -> Built:
    """A case of the judge whose agreement is sound, and whose entries are all it is given."""
    for index in range(drawn(st.integers(0, 10**6)), 10**7):
        case = draw(2018, index)._replace(figures=())
        try:
            built = build(case, communes)
        except ha.HousingAgreementsError:
            continue
        if built.entries:
            note(write(case))
            return built
    raise AssertionError


@pytest.mark.parametrize("fields", FIELDS)
@settings(max_examples=40, phases=[Phase.generate])  # a case is printed whole
@given(built=built_cases(), data=st.data())
def test_filling_in_overturns_nothing(fields: str, built: Built, data: st.DataObject) -> None:
    """What is decided stays decided once some of a ledger, or any field of it, is filled in."""
    agreement, ledger = built.agreement, built.entries
    filled = strategies.fuller_ledgers(ledger, agreement=agreement, fields=FIELDS[fields])
    laws.filling_in_overturns_nothing(agreement, ledger, data.draw(filled), built.on)


@pytest.mark.parametrize("fields", ["commune", "all"])
@pytest.mark.parametrize("ground", GROUNDS)
@settings(max_examples=40, phases=[Phase.generate])
@given(data=st.data())
def test_learning_where_overturns_nothing(ground: str, fields: str, data: st.DataObject) -> None:
    """A commune that turns out to be a district, or one that merged, overturns nothing decided."""
    built = data.draw(built_cases(GROUNDS[ground]))
    agreement, ledger = built.agreement, built.entries
    only = None if fields == "all" else frozenset({fields})
    filled = strategies.fuller_ledgers(ledger, agreement=agreement, fields=only)
    laws.filling_in_overturns_nothing(agreement, ledger, data.draw(filled), built.on)


@given(st.from_type(ha.Attribution) | st.from_type(ha.Production), st.data())
def test_what_is_filled_in_was_not_known(
    entry: ha.Attribution | ha.Production, data: st.DataObject
) -> None:
    """A ledger that is filled in has as many dwellings, and keeps every day and code it had."""
    fuller = data.draw(strategies.fuller_ledgers([entry]))
    assert sum(part.count for part in fuller) == entry.count
    for part in fuller:
        for name in ("landlord", "programme", "neighbourhood", "tags", "cancelled_on"):
            assert getattr(entry, name) in {None, getattr(part, name)}
        city = ha.Territory("T", "The commune", "commune", communes=(entry.commune,))
        for day in (getattr(part, stage.field, None) for stage in ha.Stage):
            if isinstance(day, date) and part.commune != entry.commune:
                assert city.covers(ha.Place(part.commune), on=day) is ha.Verdict.MET
        for stage in ha.Stage:
            day, now = (getattr(each, stage.field, None) for each in (entry, part))
            assert now == day or not isinstance(day, date)
            if isinstance(day, ha.Period) and isinstance(now, date):
                assert now in day


@given(st.data())
def test_a_code_that_no_edition_holds_stays(data: st.DataObject) -> None:
    """Nothing is known of the ground of such a code, and nothing is filled in."""
    fuller = data.draw(strategies.fuller_ledgers([ha.Attribution("A", "city", "94100")]))
    assert {entry.commune for entry in fuller} == {"94100"}


CITY = ha.Party("city", "A city")
TOWN = ha.Territory("33063", "Bordeaux", "commune", communes=("33063",))
HALF = ha.Share("half", to=("dalo",), stage=ha.Stage.SIGNED, at_least="50 %")
AGREEMENT = ha.Agreement(
    "synthetic",
    None,
    "Synthetic",
    parties=(CITY,),
    signed_on=None,
    term=2017,
    territory=TOWN,
    contingents=(ha.Contingent("city", CITY, TOWN),),
    publics=(ha.PriorityPublic("dalo", "DALO", ha.facts.dalo_recognised),),
    commitments=(HALF,),
)
ON = date(2018, 1, 1)


def _entry(**known: Any) -> ha.Attribution:
    return ha.Attribution("A", "city", "33063", signed_on=date(2017, 3, 1), **known)


@pytest.mark.parametrize("decided", [{"publics": {"dalo"}}, {}])
def test_the_law_fails_where_a_verdict_is_overturned(decided: dict[str, Any]) -> None:
    """What was kept must not be unmet, nor what was unmet kept, undetermined or gone."""
    other = _entry() if decided else _entry(publics={"dalo"})
    open_still = _entry(possible_publics={"dalo"})
    laws.filling_in_overturns_nothing(AGREEMENT, [open_still], [other], ON)
    for sure in ([other], [open_still]):
        with pytest.raises(AssertionError, match=r"a decided verdict on .* stands"):
            laws.filling_in_overturns_nothing(AGREEMENT, [_entry(**decided)], sure, ON)
    if decided:
        laws.filling_in_overturns_nothing(AGREEMENT, [_entry(**decided)], [], ON)
    else:
        with pytest.raises(AssertionError, match=r"a decided verdict on .* stands"):
            laws.filling_in_overturns_nothing(AGREEMENT, [_entry(**decided)], [], ON)


def test_what_appears_was_open_or_is_kept() -> None:
    """A group that appears must be kept, or nothing to judge."""
    by_landlord = attrs.evolve(HALF, per=ha.Per.LANDLORD, judge=ha.Judge.GROUPS)
    agreement = attrs.evolve(AGREEMENT, commitments=(by_landlord,))
    kept, broken = _entry(landlord="x", publics={"dalo"}), _entry(landlord="x")
    laws.filling_in_overturns_nothing(agreement, [], [kept], ON)
    with pytest.raises(AssertionError, match=r"what appears, .*'x'.*, was open"):
        laws.filling_in_overturns_nothing(agreement, [], [broken], ON)


def test_what_appears_is_held_to_the_finding_that_stood_for_it() -> None:
    """A finding on groups that no entry bears stands for those of its own commitment alone."""
    two = [
        attrs.evolve(HALF, code=code, per=ha.Per.LANDLORD, judge=ha.Judge.GROUPS)
        for code in ("half", "other")
    ]
    agreement = attrs.evolve(AGREEMENT, commitments=two)
    unsure, broken = _entry(), _entry(landlord="x")
    assert [finding.group for finding in ha.check_quotas(agreement, [unsure], on=ON)] == [
        ha.UNSEEN,
        ha.UNSEEN,
    ]
    laws.filling_in_overturns_nothing(agreement, [unsure], [broken], ON)


def test_what_was_left_out_may_come_in() -> None:
    """A commitment that leaves out what is not known is not held to what it left out."""
    leaving_out = attrs.evolve(HALF, unsure=ha.Unsure.LEFT_OUT)
    agreement = attrs.evolve(AGREEMENT, commitments=(leaving_out,))
    kept, not_known = _entry(publics={"dalo"}), _entry(possible_publics={"dalo"}, count=2)
    ledger = [kept, attrs.evolve(not_known, id="B")]
    filled = [kept, attrs.evolve(not_known, id="B", possible_publics=set())]
    assert [ha.check_quotas(agreement, each, on=ON).verdict for each in (ledger, filled)] == [
        ha.Verdict.MET,
        ha.Verdict.UNMET,
    ]
    laws.filling_in_overturns_nothing(agreement, ledger, filled, ON)
