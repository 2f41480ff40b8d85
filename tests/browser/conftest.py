"""A real browser over the small archive of the tests of pages. Left out, with a clear line, where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web import archive as composed

# Playwright's synchronous calls run inside an event loop, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

WIDE = (1280, 900)
PHONE = (390, 844)
NARROWEST = (320, 640)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the size of the window, the colours asked for, whether scripts run."""

    size: tuple[int, int] = WIDE
    colours: str = "light"
    scripts: bool = True


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("browser checks left out: no Chromium on this machine (apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--headless", "--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server: object, settings: object) -> str:
    """The address of the running site, its archive filled."""
    composed.build()
    settings.SITE_URL = live_server.url  # type: ignore[attr-defined]
    return str(live_server.url)  # type: ignore[attr-defined]


@pytest.fixture
def open_as(browser: Browser, site: str) -> Iterator[Callable[[Reader], Page]]:
    """A fresh window for a reader; any error of a page's script or policy fails the test."""
    windows = []
    errors: list[str] = []

    def opened(reader: Reader) -> Page:
        width, height = reader.size
        window = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            color_scheme=reader.colours,  # type: ignore[arg-type]
            java_script_enabled=reader.scripts,
            permissions=["clipboard-read", "clipboard-write"],
        )
        windows.append(window)
        page = window.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
        return page

    yield opened
    for window in windows:
        window.close()
    assert not errors
