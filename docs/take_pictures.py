"""Take the pictures of README.md, and of every kind of page, from a site whose archive holds the documents they show.

EO_DATA_DIR=var python manage.py runserver --insecure 127.0.0.1:8000 &
python docs/take_pictures.py http://127.0.0.1:8000 [--login NAME:PASSWORD]

With the login of an editor the desk is shown too. Pictures are WebP where Pillow is installed, else PNG.
"""

from __future__ import annotations

import argparse
import shutil
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

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
# every kind of page, in `pictures/`: its name and an address
KINDS = (
    ("home", "/"),
    ("documents", "/documents/?kind=memorandum&year=2017"),
    ("document", MEMORANDUM),
    ("order", "/eo/13526"),
    ("provision", f"{MEMORANDUM}/sec-2/iii/D"),
    ("deadlines-beside", "/eo/14110/sec-4.1"),
    ("state", "/eo/12333/@2008-07-30"),
    ("history", "/eo/12333/sec-1.3/history"),
    ("compare", "/eo/12333/compare/signed..@2008-07-30?view=both"),
    ("known", "/eo/13284"),
    ("search", "/search/?q=classified+information"),
    ("cite", "/cite/?q=E.O.+13526,+sec.+1.4(z)"),
    ("receipt", f"/check/?quote=identification+of+new+coalition+partners&cite={MEMORANDUM}/sec-2/iii/D"),
    ("deadlines", "/deadlines/?month=2026-11"),
    ("series", "/series/nspm/"),
    ("collection", f"/collection/?at=/eo/13526/sec-1.4&at={MEMORANDUM}&at=/eo/14110"),
    ("graph", "/documents/graph?address=/eo/13526&depth=2"),
    ("emergencies", "/emergencies/"),
    ("coverage", "/coverage/"),
    ("about", "/about/"),
    ("api", "/api/v1/"),
    ("fault", f"/report/?at={MEMORANDUM}/sec-2/iii/D"),
    ("not-found", "/eo/13526/sec-99"),
)
DESK = (("desk", "/admin/"), ("desk-doubts", "/admin/eo_browser/storedprovision/"))
# how each is shown: a name, the size of the window, the colours asked for
VIEWS = (("light", (1180, 900), "light"), ("dark", (1180, 900), "dark"), ("narrow", (390, 844), "light"))


def check_article(page: Page) -> None:
    """Have the article checked, as its writer would: paste and press the button."""
    page.goto("/check/")
    page.get_by_role("textbox", name="Article").fill(ARTICLE)
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_load_state()


def written(page: Page, file: Path) -> None:
    """Write what a window shows: as WebP where Pillow is installed, which takes a third of the bytes, else as PNG."""
    shown = page.screenshot()
    try:
        from PIL import Image
    except ImportError:
        file.with_suffix(".png").write_bytes(shown)
        return
    Image.open(BytesIO(shown)).save(file.with_suffix(".webp"), quality=58, method=6)


def take(site: str, folder: Path) -> None:
    """Write the pictures of README.md, 1,180 pixels wide, into a folder."""
    with sync_playwright() as playwright:
        browser = started(playwright)
        for name, address, height in PAGES:
            page = browser.new_page(base_url=site, viewport={"width": 1180, "height": height})
            page.goto(address)
            page.screenshot(path=folder / f"{name}.png")
        page = browser.new_page(base_url=site, viewport={"width": 1180, "height": 900})
        check_article(page)
        page.screenshot(path=folder / "check.png")
        browser.close()


def take_all(site: str, folder: Path, login: str = "") -> None:
    """Write every kind of page, light, dark and narrow, into a folder."""
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = started(playwright)
        for view, (width, height), colours in VIEWS:
            window = browser.new_context(
                base_url=site, viewport={"width": width, "height": height}, color_scheme=colours
            )
            page = window.new_page()
            for name, address in KINDS:
                page.goto(address)
                written(page, folder / f"{name}-{view}")
            check_article(page)
            written(page, folder / f"check-{view}")
            for name, address in DESK if login else ():
                page.goto(address)
                if page.url.partition("?")[0].endswith("/login/"):
                    user, _, password = login.partition(":")
                    page.get_by_label("Username").fill(user)
                    page.get_by_label("Password").fill(password)
                    page.get_by_role("button", name="Log in").click()
                written(page, folder / f"{name}-{view}")
            window.close()
        browser.close()


def started(playwright: Playwright) -> Browser:
    """Start the Chromium of the machine."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=executable, args=["--headless", "--no-sandbox"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent)
    parser.add_argument("--login", default="", help="NAME:PASSWORD of an editor")
    chosen = parser.parse_args()
    take(chosen.site, chosen.folder)
    take_all(chosen.site, chosen.folder / "pictures", chosen.login)
