"""What the tests of values, of geography and of more share."""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable

import pytest

import housing_agreements.geography
import housing_agreements.values

# A package of its own, whose tests run where it and the wheel are installed.
collect_ignore = ["downstream"]


@pytest.fixture(scope="session")
def evaluated() -> Callable[[object], object]:
    """What the repr of a value evaluates to, where the classes of the values are known."""
    names: dict[str, object] = {}
    for package in (housing_agreements.geography, housing_agreements.values):
        for module in pkgutil.iter_modules(package.__path__):
            names |= vars(importlib.import_module(f"{package.__name__}.{module.name}"))
    names["datetime"] = dt

    def evaluate(value: object) -> object:
        return eval(repr(value), names)  # a repr of our own, just made

    return evaluate
