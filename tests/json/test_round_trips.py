"""What is written of a value gives the value back, and the same text again."""

import importlib
import inspect
import json
import pkgutil
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from tests.json.values import OWN, of_kind
from tests.rules.drawing import SLOW

import housing_agreements
from housing_agreements.json import dumps, loads, schema
from housing_agreements.json._registry import KINDS, name_kind

LONG_TO_DRAW = {
    "agreement", "amendment", "assessed-ground", "comparison", "conflict", "difference",
    "eligibility", "plan", "promised", "relocation-report", "review", "undertaking-report",
}  # fmt: skip
"""The kinds whose values hold an agreement or most of one."""
API = Path(__file__).parents[1] / "api.txt"


@pytest.mark.parametrize("name", OWN)
def test_a_document_gives_its_value_back(name: str) -> None:
    """For every kind: the value comes back equal, its text the same, and its schema is kept."""
    validator = jsonschema.Draft202012Validator(schema(KINDS[name]))

    @settings(SLOW, max_examples=3 if name in LONG_TO_DRAW else 10)
    @given(of_kind(name))
    def check(value: Any) -> None:
        text = dumps(value)
        found = loads(text)
        assert found == value
        assert type(found) is type(value)
        assert dumps(found) == text
        validator.validate(json.loads(text))

    check()


def test_schemas_are_schemas() -> None:
    """Each is one, and what several refer to is the same in all of them."""
    definitions: dict[str, Any] = {}
    whole: list[Any] = []
    for name in OWN:
        found = schema(KINDS[name])
        for defined, told in found.pop("$defs", {}).items():
            assert definitions.setdefault(defined, told) == told
        whole.append(found)
    jsonschema.Draft202012Validator.check_schema({"$defs": definitions, "anyOf": whole})


REASONS = {
    "an error is raised, and not stored": [
        "DuplicateIdError", "HousingAgreementsError", "InvalidDocumentError", "InvalidInputError",
        "InvalidObjectError", "InvalidTypeError", "InvalidValueError", "NotKnownError",
        "UncoveredReadingError", "UnknownCodeError", "UnknownColumnError", "UnknownFactError",
    ],
    "a criterion of any class is of the kind `criterion`": [
        "Atom", "AtLeastOf", "Elapsed", "Flag", "Interval", "Labelled", "Not", "OneOf",
        "OpenQuestion", "UnderCeiling", "Within",
    ],
    "a block of any class is of the kind `block`": [
        "Bar", "Cited", "Line", "Note", "Section", "Table",
    ],
    "a fact of which nothing is asked yet makes criteria, and these are stored": [
        "AskedFact", "CodeFact", "DayFact", "HouseholdFacts", "Number", "OfferFacts", "PlaceFact",
        "UntypedFacts",
    ],
    "its values are of classes below it": [
        "Commitment", "HasFacts", "Spoken", "Told", "Waiting",
    ],
    "no value is of this class: it names what others have": ["HasItems", "Placed", "Sayable"],
    "a part of a tally, and stored with it": [
        "Base", "BaseRead", "CellKey", "DaysReached", "Window",
    ],
    "a grid of a ranking, and stored with it": ["Choice"],
    "it lives while something is worked out": [
        "AlikeEntries", "Asked", "AskedFinding", "Band", "Contrast", "Examined", "Listed",
        "Outline", "SupposedFacts",
    ],
    "a picture of an answer, which is stored: its specification is JSON already": ["Chart"],
    "a column of a frame, which nobody stores": ["Absent", "Column"],
}  # fmt: skip
"""Why a public class has no documents of its own."""


def test_every_public_class_has_a_kind_or_a_reason() -> None:
    """A new class is written as JSON, or says here why not."""
    kinds, reasons = set(KINDS.values()), {name for names in REASONS.values() for name in names}
    bare: set[str] = set()
    seen: set[str] = set()
    for module in pkgutil.walk_packages(housing_agreements.__path__, "housing_agreements."):
        parts = module.name.split(".")
        if any(part.startswith("_") for part in parts):
            continue
        loaded = importlib.import_module(module.name)
        for name in getattr(loaded, "__all__", ()):
            found = getattr(loaded, name)
            if inspect.isclass(found):
                seen.add(name)
                if found not in kinds and name not in reasons:
                    bare.add(f"{module.name}.{name}")
    assert bare == set()
    assert reasons - seen == set(), "a reason for what is no public class"
    assert {cls.__name__ for cls in kinds if cls.__module__.startswith("housing_")} - seen == set()


def test_every_class_of_the_reference_has_a_kind_or_a_reason() -> None:
    """So has every class that `tests/api.txt` lists."""
    listed = re.findall(r"^class (\w+)", API.read_text(encoding="utf-8"), re.MULTILINE)
    kinds, reasons = KINDS.values(), {name for names in REASONS.values() for name in names}
    assert len(listed) > 50
    assert {*listed} - {cls.__name__ for cls in kinds} - reasons == set()


def test_kinds_are_named_after_their_classes() -> None:
    """No class has two kinds, and its name says which it is."""
    assert len(set(KINDS.values())) == len(KINDS)
    assert all(name == name_kind(KINDS[name]) for name in OWN)
