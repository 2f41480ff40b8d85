"""A real browser over the small archive of the tests of pages. Left out, with a clear line, where there is none.

Chromium sees one family of fonts alone, so that what a page looks like does not depend on the machine: by default
DejaVu, which Debian's Chromium brings along and which is wider than most.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web import archive as composed

# Playwright's synchronous calls run inside an event loop, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

WIDE = (1280, 900)
PHONE = (390, 844)
NARROWEST = (320, 568)

Fonts = Literal["DejaVu", "Liberation"]
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the size of the window, the colours asked for, whether scripts run, the fonts of the machine, and
    whether the site's own font arrives."""

    size: tuple[int, int] = WIDE
    colours: str = "light"
    scripts: bool = True
    fonts: Fonts = "DejaVu"
    own_font: bool = True

    @property
    def name(self) -> str:
        """The reader as the name of a test: "320-light-plain"."""
        said = [str(self.size[0]), self.colours, "scripts" if self.scripts else "plain"]
        said += [self.fonts] if self.fonts != "DejaVu" else []
        return "-".join([*said, *([] if self.own_font else ["without_the_font"])])


# who walks a journey: every width, light and dark, with scripts and without
JOURNEYS = [
    pytest.param(reader, id=reader.name)
    for reader in [
        Reader(NARROWEST, "light"),
        Reader(NARROWEST, "dark", scripts=False),
        Reader(PHONE, "dark"),
        Reader(PHONE, "light", scripts=False),
        Reader(WIDE, "light"),
        Reader(WIDE, "dark", scripts=False),
    ]
]


def fonts_conf(fonts: Fonts, folder: Path) -> Path | None:
    """Write a configuration that names one family's folders alone; None where the machine does not have them."""
    found = [
        one
        for root in FONT_FOLDERS
        for one in Path(root).expanduser().rglob("*")
        if one.is_dir() and one.name.lower().startswith(fonts.lower()) and any(one.glob("*.ttf"))
    ]
    if not found:
        return None
    written = folder / f"{fonts}.conf"
    named = "".join(f"<dir>{one}</dir>" for one in found)
    written.write_text(FONTS_CONF.format(folders=named, cache=folder / "cache"), "utf-8")
    return written


@pytest.fixture(scope="session")
def browser_with(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Fonts], Browser]]:
    """Debian's Chromium, started once for each family of fonts; a test whose fonts are not there is left out."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("browser checks left out: no Chromium on this machine (apt-get install chromium)")
    folder = tmp_path_factory.mktemp("fonts")
    started: dict[Fonts, Browser] = {}
    with sync_playwright() as playwright:

        def browser(fonts: Fonts) -> Browser:
            if fonts not in started:
                conf = fonts_conf(fonts, folder)
                if conf is None:
                    pytest.skip(f"left out: no {fonts} fonts on this machine (apt-get install fonts-{fonts.lower()})")
                started[fonts] = playwright.chromium.launch(
                    executable_path=executable,
                    args=["--headless", "--no-sandbox"],
                    env={**os.environ, "FONTCONFIG_FILE": str(conf)},
                )
            return started[fonts]

        yield browser
        for one in started.values():
            one.close()


@pytest.fixture
def site(live_server: object, settings: object) -> str:
    """The address of the running site, its archive filled, and nobody has asked anything yet."""
    composed.build()
    if connection.vendor == "postgresql":  # where the counts of requests are in a table that is no model's
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS eo_limits")
    settings.SITE_URL = live_server.url  # type: ignore[attr-defined]
    return str(live_server.url)  # type: ignore[attr-defined]


def _is_of_the_site(page: Page, said: str) -> bool:
    """Whether the policy stopped something of the site's own; Django's admin sets styles by script, which it stops."""
    return "Content Security Policy" in said and "/admin/" not in page.url


@pytest.fixture
def open_as(browser_with: Callable[[Fonts], Browser], site: str) -> Iterator[Callable[[Reader], Page]]:
    """A fresh window for a reader; any error of a page's script or policy fails the test."""
    windows = []
    errors: list[str] = []

    def opened(reader: Reader) -> Page:
        width, height = reader.size
        window = browser_with(reader.fonts).new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            color_scheme=reader.colours,  # type: ignore[arg-type]
            java_script_enabled=reader.scripts,
            permissions=["clipboard-read", "clipboard-write"],
        )
        windows.append(window)
        page = window.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _is_of_the_site(page, said.text) else None)
        if not reader.own_font:
            page.route("**/*.woff2", lambda route: route.abort())
        return page

    yield opened
    for window in windows:
        window.close()
    assert not errors
