"""The charts of the how-to pages, in both languages, drawn by the examples of each page.

`python -m scripts.charts` draws them anew. What is named `progress` in an example is drawn in
`charts/progress.svg`, or `charts/progress.fr.svg` of the French page.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from housing_agreements.plots import to_svg

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to"
PAGES = tuple(
    HOW_TO / f"{name}{language}.md"
    for name in ("draw-charts", "show-a-committee")
    for language in ("", ".fr")
)


def draw_page(page: Path) -> Iterator[tuple[Path, str]]:
    """Each picture that a page shows, with what its examples draw."""
    text = page.read_text(encoding="utf-8")
    drawn: dict[str, Any] = {}
    for example in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        if ">>> " not in example:
            exec(example, drawn)  # noqa: S102  # the examples of our own page
    for path, name in re.findall(r"\]\((charts/(\w+)(?:\.fr)?\.svg)\)", text):
        yield page.parent / path, f"{to_svg(drawn[name], scheme='light')}\n"


if __name__ == "__main__":
    for page in PAGES:
        for picture, svg in draw_page(page):
            picture.write_text(svg, encoding="utf-8")
