"""Draw the pages of answers in Chromium, look whether all of them fit, and save the pictures.

    python -m scripts.pictures FOLDER [--browser /usr/bin/chromium]

Each answer is drawn at 1,280 and at 390 pixels, in the light and in the dark. It fails when an
element passes the right edge of the page, when a page asks for anything, and when words are too
pale beside their background (WCAG 2: at least 4.5 to 1). It needs Chromium and `playwright`, which
downloads no browser when it is told where one is.
"""

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from scripts.answers import list_answers

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
TALLEST = 8_000
"""How much of a page is drawn, from its top; Chromium draws no picture of 16,384 pixels."""
_PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{name}</title>
<meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:Canvas;color-scheme:light dark">{body}</body></html>"""
_PASSING = """() => [...document.querySelectorAll('body *')]
  .filter(element => {
    const passes = element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    const runs_over = element.scrollWidth > element.clientWidth + 1
    const is_drawn = element instanceof SVGElement
    return passes || runs_over && !is_drawn && getComputedStyle(element).display !== 'inline'
  })
  .map(element => element.tagName + ': ' + element.textContent.slice(0, 60))"""
_PALE = """() => {
  const parse = colour => (colour.match(/[0-9.]+/g) || []).map(Number)
  const light = ([red, green, blue]) => [red, green, blue]
    .map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0)
  const behind = element => {
    for (; element; element = element.parentElement) {
      const colour = parse(getComputedStyle(element).backgroundColor)
      if (colour.length === 3 || colour[3] > 0) return colour
    }
    return [255, 255, 255]
  }
  return [...document.querySelectorAll('.housing-agreements *')]
    .filter(element => [...element.childNodes].some(node => node.nodeType === 3
      && node.textContent.trim()) && !['STYLE', 'title'].includes(element.tagName))
    .map(element => {
      const pair = [light(parse(getComputedStyle(element).color)), light(behind(element))]
      return [(Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05), element.textContent]
    })
    .filter(([contrast]) => contrast < 4.5)
    .map(([contrast, words]) => contrast.toFixed(2) + ' to 1: ' + words.slice(0, 60))
}"""


def draw(folder: Path, browser: str) -> Iterator[str]:
    """What is wrong with the pages, once their pictures are saved."""
    # Only who draws pictures has it installed.
    sync_playwright: Any = import_module("playwright.sync_api").sync_playwright

    with sync_playwright() as playwright:
        chromium: Any = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, language, body in list_answers():
            for width in WIDTHS:
                for scheme in SCHEMES:
                    asked: list[str] = []
                    page = chromium.new_page(
                        viewport={"width": width, "height": 100}, color_scheme=scheme
                    )
                    page.on("request", lambda request, asked=asked: asked.append(request.url))
                    page.set_content(_PAGE.format(language=language, name=name, body=body))
                    where = f"{name}-{language}-{width}-{scheme}"
                    height = page.evaluate("document.documentElement.scrollHeight")
                    seen = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
                    page.screenshot(path=str(folder / f"{where}.png"), full_page=True, clip=seen)
                    passing = page.evaluate(_PASSING)
                    yield from (f"{where}: passes the right edge: {what}" for what in passing)
                    pale = page.evaluate(_PALE)
                    yield from (f"{where}: too pale, {what}" for what in pale)
                    yield from (f"{where}: asks for {url}" for url in asked)
                    page.close()
        chromium.close()


def main() -> None:
    """Draw all, and fail if something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    wrong = list(draw(given.folder, given.browser))
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
