"""What a verdict does not reckon with is told beside it: what is set aside, and what runs still."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, agreement_of

import housing_agreements as ha
from housing_agreements import json
from housing_agreements.catalogue.gironde_2018 import AGREEMENT
from housing_agreements.testing.strategies import agreements, ledgers
from housing_agreements.values.texts import Language

LANGUAGES: tuple[Language, ...] = ("en", "fr")
POSTCODE = "33000"
AFTER = date(2019, 1, 1)


def offer(code: str, count: int) -> ha.Attribution:
    """Dwellings made available to one of the publics."""
    day = date(2018, 5, 2)
    return ha.Attribution(
        f"D{code}", "action-logement", code, available_on=day, count=count, publics={"dalo"}
    )


def judge(*offers: ha.Attribution, on: date = AFTER) -> ha.QuotaReport:
    """The report on the protocol of Gironde, unknown codes set aside."""
    return ha.check_quotas(AGREEMENT, offers, on=on, unknown=ha.Unknown.SET_ASIDE)


def words_of(answer: Any) -> str:
    """An explanation on one line."""
    return " ".join(str(answer).split())


def test_each_answer_says_what_is_set_aside() -> None:
    """A promise that one dwelling misses is not carried away without the 300 that stand aside."""
    report = judge(offer("33063", 402), offer(POSTCODE, 300))
    finding = report.finding("offers", 2018)
    assert (finding.verdict, finding.settled) == (ha.Verdict.UNMET, True)
    english = "entries set aside for an unknown code, which count nowhere: 1 (300 dwellings)"
    french = (
        "lignes mises de côté pour un code inconnu, qui ne comptent nulle part : 1 (300 logements)"
    )
    for answer in (finding, report):
        assert words_of(answer.explain("en")).count(english) == 1
        assert words_of(answer.explain("fr")).count(french) == 1
    for language, said in zip(LANGUAGES, (english, french), strict=True):
        assert said in words_of(report.summary(language))
        assert said in " ".join(words_of(report.explain(language)).split()[:60])
    assert repr(finding).endswith("; 1 set aside>")
    assert repr(report.finding("quarter", 2019)).endswith("; 1 set aside>")
    (row,) = finding.rows()
    assert (row["set_aside_entries"], row["set_aside_dwellings"]) == (1, 300)
    assert json.loads(json.dumps(report)) == report
    assert json.loads(json.dumps(finding)) == finding


def test_nothing_is_said_where_nothing_is_set_aside() -> None:
    """Nor do documents bear it."""
    report = judge(offer("33063", 402))
    finding = report.finding("offers", 2018)
    for told in (finding, report, report.summary("en"), repr(finding), json.dumps(report)):
        assert "set aside for" not in words_of(told)
    assert finding.rows()[0]["set_aside_entries"] == 0
    assert "; 0 set aside" not in repr(finding)


def test_what_would_settle_is_asked_of_a_finding_beside_which_something_is_set_aside() -> None:
    """Of the report on the protocol alone, and of that which it gets beside another agreement."""
    offers = [offer("33063", 402), offer(POSTCODE, 300)]
    beside = agreement_of()
    both = ha.check_agreements([AGREEMENT, beside], offers, on=AFTER, unknown=ha.Unknown.SET_ASIDE)
    for report in (judge(*offers), both.of(AGREEMENT.code)):
        finding = report.finding("offers", 2018)
        assert finding.set_aside == (1, 300)
        assert len(ha.entries_of(report, finding, offers)) == 1


@settings(SLOW, max_examples=10)
@given(st.data())
def test_every_finding_bears_what_the_account_bears(data: st.DataObject) -> None:
    """And setting entries aside changes nothing else of it."""
    agreement = data.draw(agreements())
    ledger = data.draw(ledgers(agreement=agreement))
    strange = data.draw(st.lists(st.integers(1, 5), max_size=3))
    asides = [
        ha.Attribution(f"strange {index}", "no such contingent", "33063", count=count)
        for index, count in enumerate(strange)
    ]
    plain = ha.check_quotas(agreement, ledger, on=AFTER)
    report = ha.check_quotas(agreement, [*ledger, *asides], on=AFTER, unknown=ha.Unknown.SET_ASIDE)
    assert report.account.set_aside == (len(strange), sum(strange))
    assert {finding.set_aside for finding in report} <= {report.account.set_aside}
    for one, other in zip(plain, report, strict=True):
        assert one.verdict is other.verdict
        assert (one == other) is (not strange)


@pytest.mark.parametrize(
    ("on", "head", "missed"),
    [
        (date(2018, 12, 30), "non respecté, à titre provisoire", "1 engagement, provisoire"),
        (date(2018, 12, 31), "non respecté", "1 engagement"),
    ],
)
def test_a_summary_says_what_is_provisional(on: date, head: str, missed: str) -> None:
    """Up to the day before the last of the period, as the whole explanation does."""
    report = judge(offer("33063", 300), on=on)
    lines = str(report.summary("fr")).replace("\u00a0", " ").splitlines()
    assert lines[0] == f"Protocole de la Gironde de 2018 : {head}"
    assert f"  non respecté : {missed}" in lines
    runs = not report.finding("offers", 2018).settled
    assert ("provisoire" in words_of(report.explain("fr"))) is runs


def promise(code: str, year: int, at_least: int) -> ha.Volume:
    """A promise of one year, of which the ledger keeps a level of 1 and no other."""
    return ha.Volume(code, to=("p",), stage=ha.Stage.DECIDED, at_least={year: at_least})


@pytest.mark.parametrize(
    ("promises", "head", "said"),
    [
        # What a past year misses stays missed, whatever the year that runs brings.
        (((2018, 9), (2019, 9)), "unmet", "missed: 2 promises, 1 of them provisional"),
        (((2018, 0), (2019, 9)), "unmet, provisional", "missed: 1 promise, provisional"),
        (((2018, 9), (2019, 0)), "unmet", "kept: 1 promise, provisional"),
        (((2018, 0), (2019, 0)), "met, provisional", "kept: 2 promises, 1 of them provisional"),
        (((2019, 0), (2019, 0)), "met, provisional", "kept: 2 promises, all provisional"),
        (((2018, 0), (2018, 0)), "met", "kept: 2 promises"),
        (((2018, 0), (2020, 9)), "met", "nothing to judge: 1 promise"),
        (((2018, 0), (2019, 0), (2019, 0)), "met, provisional", "2 of them provisional"),
    ],
)
def test_how_many_promises_are_provisional(
    promises: tuple[tuple[int, int], ...], head: str, said: str
) -> None:
    """Each verdict counts its own, and the head tells whether the whole may change."""
    each = [promise(f"c{index}", *one) for index, one in enumerate(promises)]
    report = ha.check_quotas(agreement_of(*each), [], on=date(2019, 5, 1))
    page = str(report.summary("en"))
    assert page.splitlines()[0] == f"A synthetic agreement: {head}"
    assert said in page
