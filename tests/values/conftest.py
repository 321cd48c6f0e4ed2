"""What the tests of several values share."""

import datetime as dt
import importlib
import pkgutil
from collections.abc import Callable

import pytest

import housing_agreements.values


@pytest.fixture(scope="session")
def evaluated() -> Callable[[object], object]:
    """What the repr of a value evaluates to, where the classes of the values are known."""
    names: dict[str, object] = {}
    for module in pkgutil.iter_modules(housing_agreements.values.__path__):
        names |= vars(importlib.import_module(f"housing_agreements.values.{module.name}"))
    names["datetime"] = dt

    def evaluate(value: object) -> object:
        return eval(repr(value), names)  # a repr of our own, just made

    return evaluate
