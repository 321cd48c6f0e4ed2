"""What is written of a value gives the value back, and the same text again."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.json.values import of_kind, tallies
from tests.rules.drawing import SLOW, Case, cases

from housing_agreements import QuotaReport, Tally, check_quotas, tally
from housing_agreements.json import dumps, loads, schema
from housing_agreements.json._kinds import KINDS

OWN = sorted(name for name in KINDS if KINDS[name].__module__.startswith("housing_agreements"))
"""The kinds of the library, without those that tests registered."""


@pytest.mark.parametrize("name", OWN)
def test_a_document_gives_its_value_back(name: str) -> None:
    """For every kind: the value comes back equal, its text the same, and its schema is kept."""
    validator = jsonschema.Draft202012Validator(schema(KINDS[name]))
    validator.check_schema(validator.schema)

    @settings(SLOW, max_examples=12)
    @given(of_kind(name))
    def check(value: Any) -> None:
        text = dumps(value)
        found = loads(text)
        assert found == value
        assert type(found) is type(value)
        assert dumps(found) == text
        validator.validate(json.loads(text))

    check()
