"""Every sentence stands in both languages, and French is set as French is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from scripts import words

from housing_agreements import Text

ROOT = Path(__file__).parents[1]
TEXTS = words.texts_by_module()
NOT_WORDS = re.compile(r"https?://\S+|\b\d{1,2}:\d{2}\b")
"""Addresses and times: their colons are no punctuation."""
WRONG_IN_FRENCH = {
    "a colon without U+00A0 before it": re.compile(r"(?<!\u00a0):"),
    "; ! or ? without U+202F before it": re.compile(r"(?<!\u202f)[;!?]"),
    "quotes that are no guillemets": re.compile(r"[\"“”„]"),
    "guillemets without U+00A0 inside": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "% or € without U+00A0 before it": re.compile(r"(?<![\u00a0])[%€]"),
}
MINUS_AS_HYPHEN = re.compile(r"(?<!\S)-(?=[\d{])|\s-\s")


def names(template: str) -> list[str]:
    """The names in braces, sorted."""
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def faults() -> Iterator[tuple[str, str, str]]:
    """What is wrong with a text: its module, what, and the words."""
    for module, texts in TEXTS.items():
        for text in texts:
            if names(text.en) != names(text.fr):
                yield module, "other parts in French than in English", f"{text.en} / {text.fr}"
            if not all(name.isidentifier() for name in names(text.en)):
                yield module, "braces without a name", text.en
            french = NOT_WORDS.sub("", text.fr)
            for what, pattern in WRONG_IN_FRENCH.items():
                if pattern.search(french):
                    yield module, what, text.fr
            for said in (text.en, text.fr):
                if MINUS_AS_HYPHEN.search(said):
                    yield module, "a hyphen as a minus or a dash", said


def made_on_the_spot(code: ast.Module) -> Iterator[int]:
    """The lines on which a function makes a sentence without a template."""
    for top in code.body:
        if isinstance(top, (ast.FunctionDef, ast.ClassDef)):
            for node in ast.walk(top):
                match node:
                    case ast.Call(func=ast.Name(id="Text"), args=[said, *_]):
                        if isinstance(said, (ast.Constant, ast.JoinedStr)):
                            yield node.lineno
                    case ast.Call(func=ast.Name(id="choose")):
                        yield node.lineno
                    case ast.Call(
                        func=ast.Attribute(
                            attr="format",
                            value=ast.Call(func=ast.Attribute(attr="say"))
                            | ast.Attribute(attr="en" | "fr"),
                        )
                    ):
                        yield node.lineno
                    case _:
                        pass


def test_the_words_are_the_committed_ones() -> None:
    """What a translator reads is what the package says."""
    committed = (ROOT / "tests" / "words.txt").read_text(encoding="utf-8")
    assert words.page() == committed, "after a wanted change: python -m scripts.words"


def test_words_are_set_as_each_language_sets_them() -> None:
    """Both languages name the same parts; spaces, quotes and signs are those of the language."""
    assert [f"{module}: {what}: {said}" for module, what, said in faults()] == []


def test_no_sentence_is_made_on_the_spot() -> None:
    """A sentence stands in a constant: no function writes one, or chooses between two languages."""
    found = [
        f"{module.__name__}, line {line}"
        for module in words.modules()
        for line in made_on_the_spot(words.tree(module))
        if module.__name__ != "housing_agreements.values.texts"
    ]
    assert found == []


def test_each_text_stands_once() -> None:
    """A text has one place: in the module from which others take it."""
    held = [text for texts in TEXTS.values() for text in texts]
    assert len(held) == len(set(held))
    assert Text("and", "et") in TEXTS["housing_agreements.values.texts"]
    assert not any(module.startswith("housing_agreements.catalogue") for module in TEXTS)


@pytest.mark.parametrize(
    ("french", "what"),
    [
        ("conforme : oui", "a colon"),
        ("conforme\u00a0; oui", "; ! or ?"),
        ('dit "non"', "quotes"),
        ("dit «non»", "guillemets"),
        ("25 %", "% or €"),
    ],
)
def test_wrong_words_are_found(monkeypatch: pytest.MonkeyPatch, french: str, what: str) -> None:
    """The rules above find what is wrong."""
    monkeypatch.setitem(TEXTS, "made.up", [Text("words", french)])
    assert next(found for module, found, _ in faults() if module == "made.up").startswith(what)


def test_wrong_parts_and_signs_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """So are other parts, braces without a name, and a hyphen as a minus."""
    texts = [Text("of {day}", "au {jour}"), Text("of {}", "au {}"), Text("-3", "\u22123")]
    monkeypatch.setitem(TEXTS, "made.up", texts)
    assert [what for module, what, _ in faults() if module == "made.up"] == [
        "other parts in French than in English",
        "braces without a name",
        "a hyphen as a minus or a dash",
    ]
