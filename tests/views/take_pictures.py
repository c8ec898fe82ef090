"""Take the README's pictures of the page, from a run on the sample: `python -m tests.views.take_pictures`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium.webdriver import Chrome

from kg.cli.report import write_report
from kg.cli.view import write_view
from kg.graph.bundle import Bundle
from kg.graph.list_items import add_items, typed_item
from kg.graph.lists import list_path
from kg.pipeline.analyze import analyze
from kg.pipeline.build import build
from kg.sample import DIGESTS
from tests.browser.fixtures import find_programs, start_browser

PICTURES = Path(__file__).parent / "pictures"
FOCUS = "arxiv:2603.95852"
LISTED = ("Søren Kjærulf-Dahl", "Chenguang Ying", "LoRA", "arxiv:2602.90053")
"""What the list `thesis` of the morning report holds: two authors, a method, a paper."""


def main() -> None:
    """Write `page.png` (first sight) and `card.png` (a paper and what surrounds it), `report.png` (a list's hits)."""
    programs = find_programs()
    assert programs is not None, "no chromium and chromedriver in PATH"
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        os.environ["KG_FILES"] = folder
        bundle = Bundle.open_or_new(Path(folder) / "graph")
        build(bundle, [DIGESTS])
        analyze(bundle)
        browser = start_browser(programs)
        try:
            take(browser, write_view(bundle), "page.png")
            take(browser, write_view(bundle, FOCUS), "card.png")
            add_items(bundle, list_path(bundle.folder, "thesis"), [typed_item(bundle, item) for item in LISTED], {})
            report, _, _ = write_report(bundle)
            assert report is not None
            take(browser, report, "report.png")
        finally:
            browser.quit()


def take(browser: Chrome, page: Path, name: str) -> None:
    """Open the page, let it draw, and keep what it shows."""
    browser.get(page.absolute().as_uri())
    time.sleep(2)
    browser.save_screenshot(str(PICTURES / name))
    print(PICTURES / name)


if __name__ == "__main__":
    main()
