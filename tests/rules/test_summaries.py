"""The summary of a report is one page, whatever its size: what is kept, missed and open."""

from datetime import date
from typing import Any

import attrs
import pytest
from benchmarks.answers import report_on
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.drawing import SLOW, agreement_of, many
from tests.rules.drawing import given as given_entry

import housing_agreements as ha
from housing_agreements import QuotaReport, check_quotas
from housing_agreements.testing.strategies import agreements, ledgers
from housing_agreements.values.texts import Language

LANGUAGES: tuple[Language, ...] = ("en", "fr")
AFTER = date(2021, 1, 1)
COMMUNES = report_on(1_152)


def read(report: QuotaReport, language: Language = "fr") -> str:
    """The page on one line, without narrow spaces."""
    return " ".join(str(report.summary(language)).split())


def check_page(report: QuotaReport) -> None:
    """At most 40 lines of 80 columns, in both languages."""
    for language in LANGUAGES:
        lines = str(report.summary(language)).splitlines()
        assert len(lines) <= 40
        for line in lines:
            assert len(line) <= 80 or " " not in line.strip(" ")


def floor(code: str, years: range = range(2018, 2019), **fields: Any) -> ha.Volume:
    """A commitment to a number in each of some years."""
    fields = {"at_least": dict.fromkeys(years, 4), **fields}
    return ha.Volume(code, to=("p",), stage=ha.Stage.DECIDED, **fields)


def test_a_page_of_very_many_groups() -> None:
    """They stand by their number, and the worst by name."""
    check_page(COMMUNES)
    said = read(COMMUNES, "en")
    assert "1,152 communes, 825 miss it, 164 open, 163 keep it, the furthest from it" in said
    assert "entries read: 2,535" in said
    assert "what would settle it: whether 492 dwellings reach the public" in said
    several = attrs.evolve(COMMUNES, findings=(COMMUNES[0], *COMMUNES[1:1001] * 100))
    check_page(several)
    assert "100,000 communes" in read(several, "en")


@pytest.mark.parametrize("letters", ["m", "m n "])
def test_a_page_of_very_long_names(letters: str) -> None:
    """A name of ten thousand letters is shortened on the page, in one word or in many."""
    name = (letters * 10_000)[:9_999] + "m"
    landlords = [ha.Party(code, f"{code} {name}") for code in ("office", "company")]
    each = [
        floor(f"c{index}", title=f"{index} {name}", per=ha.Per.LANDLORD, judge=ha.Judge.BOTH)
        for index in range(12)
    ]
    agreement = attrs.evolve(agreement_of(*each, landlords=landlords), title=name)
    open_still = given_entry("u", possible_publics={"p"}, landlord="office", count=9)
    for ledger in ([], [open_still], many(4, landlord="office")):
        check_page(check_quotas(agreement, ledger, on=AFTER))


def test_a_page_of_many_commitments() -> None:
    """Those of which most is lacking stand first, and the others by their number."""
    each = [
        floor(f"c{index}", range(2016, 2020), at_least=dict.fromkeys(range(2016, 2020), 4 + index))
        for index in range(60)
    ]
    report = check_quotas(agreement_of(*each), many(4), on=AFTER)
    check_page(report)
    said = read(report, "en")
    missed = sum(finding.verdict is ha.Verdict.UNMET for finding in report)
    assert f"missed: {missed} promises" in said
    assert said.index("c59, 2016") < said.index("c58, 2016")


def test_a_page_without_a_promise() -> None:
    """There is nothing to judge, and the page says of what and when."""
    report = check_quotas(agreement_of(), [], on=AFTER)
    check_page(report)
    assert read(report, "en") == (
        "A synthetic agreement: nothing to judge on 1 January 2021 entries read: 0"
    )


def test_a_page_says_as_known_on_which_day() -> None:
    """Where that is another day than the one asked."""
    report = check_quotas(agreement_of(), [], on=AFTER, known=date(2020, 5, 1))
    assert "au 1er janvier 2021, tel que connu au 1er mai 2020" in read(report)


def test_a_page_says_what_is_next_due() -> None:
    """The next day on which a period ends, and the promises that end then."""
    agreement = agreement_of(floor("c", range(2018, 2020)), floor("d", range(2020, 2021)))
    report = check_quotas(agreement, many(1), on=date(2019, 5, 1))
    assert read(report).endswith("prochaine échéance : le 31 décembre 2019, c")
    assert read(report, "en").endswith("next due: 31 December 2019, c")


@pytest.mark.parametrize(
    ("per", "said"),
    [
        (ha.Per.COMMUNE, "2 communes, 1 ne le respecte pas, 1 indéterminée"),
        (ha.Per.DEPARTMENT, "2 départements, 1 ne le respecte pas, 1 indéterminé"),
        (ha.Per.INTERCOMMUNALITY, "2 intercommunalités, 1 ne le respecte pas, 1 indéterminée"),
        (ha.Per.LANDLORD, "2 bailleurs, 1 ne le respecte pas, 1 indéterminé"),
        (ha.Per.PROGRAMME, "2 programmes, 1 ne le respecte pas, 1 indéterminé"),
        (ha.Per.NEIGHBOURHOOD, "2 quartiers, 1 ne le respecte pas, 1 indéterminé"),
    ],
)
def test_groups_agree_in_number_and_gender(per: ha.Per, said: str) -> None:
    """A commune and an intercommunality are feminine in French."""
    promise = floor("c", per=per, at_least={2020: 1})
    elsewhere = "33009" if per is ha.Per.INTERCOMMUNALITY else "94068"
    day = date(2020, 5, 5)
    entries = [
        ha.Attribution(
            "A", "a", elsewhere, decided_on=day, landlord="office", programme="one",
            neighbourhood="QP033001",
        ),
        ha.Attribution(
            "B", "a", "33063", decided_on=day, landlord="company", programme="two",
            neighbourhood="QP033002", possible_publics={"p"},
        ),
    ]  # fmt: skip
    report = check_quotas(agreement_of(promise), entries, on=AFTER)
    assert said in read(report)


def test_groups_that_exceed_what_is_allowed_are_named_with_how_much() -> None:
    """The one that exceeds it most stands first."""
    ceiling = ha.Volume(
        "c", to=("p",), stage=ha.Stage.DECIDED, at_most={2018: 2}, per=ha.Per.LANDLORD,
        judge=ha.Judge.GROUPS,
    )  # fmt: skip
    named = [ha.Party("office", "The office"), ha.Party("company", "The company")]
    entries = [
        *(given_entry(f"A{index}", publics={"p"}, landlord="company") for index in range(3)),
        *(given_entry(f"B{index}", publics={"p"}, landlord="office") for index in range(5)),
    ]
    report = check_quotas(agreement_of(ceiling, landlords=named), entries, on=AFTER)
    check_page(report)
    assert "The office (3 too many) and The company (1 too many)" in read(report, "en")
    assert "The office (3 de trop) et The company (1 de trop)" in read(report)


@settings(SLOW, max_examples=10)
@given(st.data())
def test_a_page_of_whatever_is_drawn(data: st.DataObject) -> None:
    """Of every kind of commitment and of entry."""
    agreement = data.draw(agreements(min_commitments=2))
    ledger = data.draw(ledgers(agreement=agreement))
    check_page(check_quotas(agreement, ledger, on=date(2019, 6, 1)))
