"""The charts of the how-to page, in both languages, drawn by the examples of the page.

`python -m scripts.charts` draws them anew. What is named `progress` in an example is drawn in
`charts/progress.svg`, or `charts/progress.fr.svg` of the French page.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from housing_agreements.plots import to_svg

HOW_TO = Path(__file__).parents[1] / "docs" / "how-to"
PAGES = (HOW_TO / "draw-charts.md", HOW_TO / "draw-charts.fr.md")


def draw_page(page: Path) -> Iterator[tuple[Path, str]]:
    """Each picture that a page shows, with what its examples draw."""
    text = page.read_text(encoding="utf-8")
    drawn: dict[str, Any] = {}
    for example in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(example, drawn)  # noqa: S102  # the examples of our own page
    for path, name in re.findall(r"\]\((charts/(\w+)(?:\.fr)?\.svg)\)", text):
        yield page.parent / path, f"{to_svg(drawn[name], scheme='light')}\n"


if __name__ == "__main__":
    for page in PAGES:
        for picture, svg in draw_page(page):
            picture.write_text(svg, encoding="utf-8")
