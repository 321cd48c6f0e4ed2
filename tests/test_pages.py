import ast
import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import housing_agreements as ha

MOST_NAMES = 8
ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "how-to" / "state-your-own-agreement.md"


def example_of_page() -> str:
    """The block of the page that states and judges the smallest agreement."""
    section = PAGE.read_text("utf-8").split("## The smallest agreement\n", 1)[1]
    return section.split("```python\n", 1)[1].split("```\n", 1)[0]


def example_of_docstring() -> str:
    """The example of `check_quotas`, without its prompts and answers."""
    lines = inspect.cleandoc(ha.check_quotas.__doc__ or "").splitlines()
    prompts = [line.strip() for line in lines if re.match(r"\s*(>>>|\.\.\.)", line)]
    return "\n".join(prompt[4:] for prompt in prompts)


@pytest.mark.parametrize("example", [example_of_page, example_of_docstring])
def test_smallest_agreement_takes_eight_names(example: Callable[[], str]) -> None:
    """An agreement can be stated and judged with eight names of the library, all of its root."""
    source = "from datetime import date\n" + example()
    nodes = list(ast.walk(ast.parse(source)))
    imported = [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    assert set(imported) == {"datetime"}
    names = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "ha"
    }
    assert len(names) <= MOST_NAMES, sorted(names)
    assert "check_quotas" in names
    stated: dict[str, object] = {}
    exec(source, stated)  # noqa: S102  # the example is the document under test
    report = stated["report"]
    assert isinstance(report, ha.QuotaReport)
    assert [finding.verdict for finding in report] == [ha.Verdict.UNMET]


def test_year_is_its_period() -> None:
    """A term given as a year is the calendar year, in an agreement and in its amendments."""
    stated: dict[str, object] = {}
    exec("from datetime import date\n" + example_of_page(), stated)  # noqa: S102  # see above
    agreement = stated["agreement"]
    assert isinstance(agreement, ha.Agreement)
    assert agreement.term == ha.Period.year(2024)
    longer = ha.Amendment(effective=date(2024, 6, 1), signed_on=date(2024, 6, 1), term=2025)
    assert agreement.amend(longer).on(date(2024, 7, 1)).term == ha.Period.year(2025)


def test_pages_for_users_say_ha() -> None:
    """A page imports the library as `ha`, and one by one only packages within it."""
    imported = {
        (page.name, name)
        for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
        for block in re.findall(
            r"^```python\n.*?^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
        )
        for name in re.findall(r"from housing_agreements import ([(\w]+)", block)
    }
    assert {name for _, name in imported} <= {"catalogue", "frames", "law"}, imported


EMBEDDINGS = ("serve-answers", "show-a-committee", "store-in-sqlite", "tally-in-partitions")
IN_STEP = [
    *sorted(ROOT.glob("docs/tutorial/*.fr.md")),
    *(ROOT / "docs" / "how-to" / f"{name}.fr.md" for name in EMBEDDINGS),
]


@pytest.mark.parametrize("page", IN_STEP, ids=lambda page: page.name)
def test_page_is_in_step_in_both_languages(page: Path) -> None:
    """The French page has the sections and blocks of the English one, and uses the same names."""
    french, english = (
        path.read_text("utf-8") for path in (page, page.with_name(page.name.replace(".fr.", ".")))
    )
    for part in (r"^(#+) ", r"^(```\w*)$", r"\b(ha\.\w+)", r"^(\w+) = "):
        assert re.findall(part, french, re.MULTILINE) == re.findall(part, english, re.MULTILINE)
