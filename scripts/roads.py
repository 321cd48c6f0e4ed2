"""The modules on the way from a ledger to a finding, and from a fact to an explanation.

`python -m scripts.roads` rewrites the marked block of `docs/explanation/design.md`;
`python -m scripts.roads show` prints it. Each road is walked once, on synthetic values, and every
module is noted when a function of it is first entered: to change the block, change the code, or
the first sentence of a module's docstring.
"""

import importlib
import pkgutil
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Final

import housing_agreements
from housing_agreements import (
    Agreement,
    AgreementKind,
    Attribution,
    Contingent,
    Household,
    Party,
    Period,
    PriorityPublic,
    Share,
    Stage,
    Territory,
    check_eligibility,
    check_quotas,
    facts,
)

Road = Callable[[Agreement], None]
"""A way through the package, on which a synthetic agreement is judged."""

PAGE: Final = Path(__file__).parents[1] / "docs" / "explanation" / "design.md"

_BEGIN: Final = "<!-- roads: begin -->"
_END: Final = "<!-- roads: end -->"
_PACKAGE: Final = housing_agreements.__name__
# What the frames and the test kit import need not be installed to walk a road.
_EXTRAS: Final = ("frames", "plan", "testing")
_DAY: Final = date(2018, 9, 1)
_WIDTH: Final = 100


def agreement() -> Agreement:
    """A synthetic agreement: a quarter of the attributions of 2018 to one public."""
    city = Party("city", "A city")
    town = Territory("33063", "Bordeaux", "commune", communes=("33063",))
    return Agreement(
        "synthetic",
        AgreementKind.OTHER,
        "A synthetic agreement",
        parties=(city,),
        signed_on=date(2017, 1, 1),
        term=Period.year(2018),
        territory=town,
        contingents=(Contingent("city", city, town),),
        publics=(PriorityPublic("dalo", "DALO", facts.dalo_recognised & facts.employed),),
        commitments=(Share("quarter", to=("dalo",), stage=Stage.DECIDED, at_least="25 %"),),
    )


def ledger_to_finding(promised: Agreement) -> None:
    """One attribution is written down, and the promise is judged on it."""
    attribution = Attribution("1", "city", "33063", decided_on=_DAY, publics=frozenset({"dalo"}))
    check_quotas(promised, [attribution], on=date(2019, 1, 1))


def fact_to_explanation(promised: Agreement) -> None:
    """A household of which one fact is known is asked about, and the answer explains itself."""
    household = Household(dalo_recognised=True)
    check_eligibility(household, promised, on=_DAY).explain("fr")


def load() -> None:
    """Import every module beforehand, so that no import is taken for a step."""
    for found in pkgutil.walk_packages(housing_agreements.__path__, f"{_PACKAGE}."):
        if found.name.split(".")[1] not in _EXTRAS:
            importlib.import_module(found.name)


def walk(road: Road) -> list[str]:
    """The modules that a road enters, in the order in which it first enters them."""
    entered: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        name = frame.f_globals.get("__name__", "")
        if event == "call" and name.startswith(f"{_PACKAGE}."):
            entered[name] = None

    promised = agreement()
    sys.setprofile(note)
    try:
        road(promised)
    finally:
        sys.setprofile(None)
    return list(entered)


def step(module: str, width: int) -> Iterator[str]:
    """A module on a road, with what it is for."""
    docstring = (importlib.import_module(module).__doc__ or "").partition("\n\n")[0]
    sentence = re.split(r"(?<=\.)\s", " ".join(docstring.split()))[0]
    name = module.removeprefix(f"{_PACKAGE}.")
    yield from textwrap.wrap(
        sentence,
        _WIDTH,
        initial_indent=f"│  {name:{width}}  ",
        subsequent_indent=f"│  {'':{width}}  ",
    )


def drawing(begin: str, end: str, modules: list[str]) -> Iterator[str]:
    """A road as it is drawn: where it begins, its steps, where it ends."""
    width = max(map(len, modules)) - len(f"{_PACKAGE}.")
    yield from ("```text", begin, "│")
    for module in modules:
        yield from step(module, width)
    yield from ("▼", end, "```")


def block() -> str:
    """The block of the page, between its marks."""
    load()
    lines = [
        _BEGIN,
        *drawing("an Attribution", "a QuotaReport, with its findings", walk(ledger_to_finding)),
        "",
        *drawing("a Household", "an explanation in words", walk(fact_to_explanation)),
        _END,
    ]
    return "\n".join(lines)


def page(written: str) -> str:
    """The page with the block made anew."""
    before, begin, rest = written.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    assert begin, f"the page has no {_BEGIN}"
    assert end, f"the page has no {_END}"
    return before + block() + after


if __name__ == "__main__":
    if sys.argv[1:] == ["show"]:
        print(block())
    else:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
