"""Take the pictures of README.md from a running site whose archive holds the documents that they show.

EO_DATA_DIR=var python manage.py runserver --insecure 127.0.0.1:8000 &
python docs/take_pictures.py http://127.0.0.1:8000
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

MEMORANDUM = "/memorandum/2017-01-28/plan-to-defeat-the-islamic-state-of-iraq-and-syria"
ARTICLE = """A plan for thirty days

A memorandum of January 28, 2017, the “Plan To Defeat the Islamic State of Iraq and Syria”, asked for a plan in 30 \
days. Under section 2(iii)(D) it shall include “identification of new coalition partners”. Section 2(iii)(A) asks for \
“a comprehensive plan and strategy for the defeat of ISIS”.

Executive Order 13769, section 3(c), was signed the day before. Section 1.4(z) of Executive Order 13526 is about \
classified information.
"""
# name of the picture, address, height of the window
PAGES = (
    ("page", f"{MEMORANDUM}/sec-2/iii/D", 860),
    ("amended", "/eo/12333/@2008-07-30/sec-1.3", 900),
)


def check_article(page: Page) -> None:
    """Have the article checked, as its writer would: paste and press the button."""
    page.goto("/check/")
    page.get_by_role("textbox", name="Article").fill(ARTICLE)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_load_state()


def take(site: str, folder: Path) -> None:
    """Write one PNG file a picture, 1,180 pixels wide, into a folder."""
    with sync_playwright() as playwright:
        executable = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=executable, args=["--headless", "--no-sandbox"])
        for name, address, height in PAGES:
            page = browser.new_page(base_url=site, viewport={"width": 1180, "height": height})
            page.goto(address)
            page.screenshot(path=folder / f"{name}.png")
        page = browser.new_page(base_url=site, viewport={"width": 1180, "height": 900})
        check_article(page)
        page.screenshot(path=folder / "check.png")
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent)
    chosen = parser.parse_args()
    take(chosen.site, chosen.folder)
