"""The page of provisions is made from the law, and says what it says."""

import re
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from scripts import provisions

from housing_agreements import PriorityPublic
from housing_agreements.law.provisions import Provision
from housing_agreements.law.publics import PRIORITY_PUBLICS
from housing_agreements.law.reservations.obligations import QUARTERS

ROOT = Path(__file__).parents[1]
PAGES: dict[Any, Path] = provisions.PAGES
HELD = {
    subject: (
        provisions.held(Provision).get(subject, ()),
        provisions.held(PriorityPublic).get(subject, ()),
    )
    for subject in provisions.subjects()
}


@pytest.mark.parametrize("language", PAGES)
def test_page_is_the_committed_one(language: Any) -> None:
    """The page of provisions says what the law holds, in both languages."""
    committed = (ROOT / "docs" / "reference" / PAGES[language].name).read_text(encoding="utf-8")
    assert provisions.page(language) == committed, (
        "after a wanted change: python -m scripts.provisions"
    )


@pytest.mark.parametrize("language", PAGES)
def test_every_version_has_a_row(language: Any) -> None:
    """Each provision has its section, and each of its versions a row, in order; so have publics."""
    chapters = provisions.page(language).split("\n## ")[1:]
    assert len(chapters) == len(HELD)
    for (subject, (rules, publics)), chapter in zip(HELD.items(), chapters, strict=True):
        assert f"{{ #{subject} }}" in chapter
        sections = chapter.split("\n### ")[1:]
        numbers = [len(rule.versions) for rule in rules]
        numbers += [len(public.criterion.changes) for public in publics]
        columns = [5] * len(rules) + [2] * len(publics)
        for number, width, section in zip(numbers, columns, sections, strict=True):
            rows = [line for line in section.splitlines() if line.startswith("| ")]
            assert len(rows) == 2 + number
            assert {len(row.strip("| ").split(" | ")) for row in rows} == {width}


def test_every_public_module_is_walked() -> None:
    """What stands alone, in a mapping and in a tuple is found, and nothing twice."""
    found = [rule for rules, _ in HELD.values() for rule in rules]
    assert PRIORITY_PUBLICS in found
    assert set(QUARTERS.values()) <= set(found)
    assert len({id(rule) for rule in found}) == len(found)
    assert "plus-ceilings-2009" in {rule.code for rule in found}
    anchors = [line for line in provisions.page("en").splitlines() if line.startswith("### ")]
    assert len({line.split("{ #")[1] for line in anchors}) == len(anchors)


def test_pages_differ_by_language() -> None:
    """The French page is in French, with the spaces of French."""
    english, french = (provisions.page(language) for language in provisions.PAGES)
    assert "Followed until 1 April 2026." in english
    assert "Suivie jusqu'au 1er avril 2026." in french
    assert "at most 30 % of the flow of a year" in english
    assert "au plus 30\u00a0% du flux annuel" in french
    assert "Followed" not in french
    assert "unchanged" not in french
    cells = [cell for line in french.splitlines() for cell in line.split("|")]
    assert not [cell for cell in cells if re.search(r"\S [;:?!%»]|« ", cell)]


def row_of(code: str, day: str) -> str:
    """The row of a provision that begins on a day, in French."""
    section = provisions.page("fr").split(f"`{code}`.")[1].split("### ")[0]
    (row,) = (line for line in section.splitlines() if line.startswith(f"| {day} |"))
    return row.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("flow-report-to-the-conference", "22 février 2020", "31 mars"),
        ("half-yearly-account", "23 février 2022", "arrêté aux 30 juin et 31 décembre"),
        ("local-authorities-ceiling", "22 février 2020", "du flux annuel sur leur territoire"),
        ("attribution-agreement-contents", "23 février 2022", "; 3° bis la liste des résidences"),
        ("quarter-action-logement", "27 mars 2014", "pour une part non précisée : personnes"),
        ("quarter-local-authority", "29 janvier 2017", "à défaut : personnes en situation"),
        ("sru-levy", "29 janvier 2017", "la troisième fraction de la DSR exonère : non"),
        ("sru-levy", "23 février 2022", "la troisième fraction de la DSR exonère : non connu"),
        ("sru-levy", "16 février 2025", "la troisième fraction de la DSR exonère : oui"),
        (
            "right-to-stay",
            "21 janvier 2017",
            "3 offres refusées, et 6 mois ; chacune : un logement",
        ),
        ("right-to-stay", "21 janvier 2017", "une seule suffit : dans un logement spécialement"),
    ],
)
def test_values_are_told_as_the_texts_have_them(code: str, day: str, said: str) -> None:
    """Days of every year, bases, parts that no text states, and what is open in a value."""
    assert said in row_of(code, day)


def test_a_charter_of_which_no_offer_is_enough_alone_says_nothing_of_it() -> None:
    """Nor of anything else that it does not ask."""
    assert "une seule suffit" not in row_of("under-occupation", "31 décembre 2023")


class _Colour(Enum):
    RED = "red"


@attrs.frozen
class _Rule:
    """A value of the law of a class that has no words on the page."""

    months: int
    share: Fraction
    nobody: None
    colour: _Colour


def test_a_new_kind_of_value_is_shown_field_by_field() -> None:
    """Whatever comes into the law has its row, though nobody found words for it yet."""
    rule = _Rule(6, Fraction(1, 4), None, _Colour.RED)
    assert provisions.say(rule, "en") == "`months`: 6; `share`: 25 %; `colour`: `_Colour.RED`"
    assert provisions.say(rule, "fr").startswith(
        "`months`\u00a0: 6\u202f; `share`\u00a0: 25\u00a0%"
    )
    told = ("words", True, frozenset({"b", "a"}), (), (1, None), ((1, 2), (3,)), date(2026, 4, 1))
    assert [provisions.say(value, "en") for value in told] == [
        "`words`", "yes", "a, b", "nothing", "1 / not known", "1 / 2; 3", "1 April 2026",
    ]  # fmt: skip
