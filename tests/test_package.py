"""The package that pip installs: built, installed beside the requirements, and used; the core as a library."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import eo_browser.law as library

PROJECT = Path(__file__).resolve().parent.parent
LIBRARY = (PROJECT / "docs" / "library.md").read_text("utf-8")


def run(*command: str | Path, folder: Path, **settings: str) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=folder, env=os.environ | settings, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_package_needs_what_the_site_needs() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (PROJECT / "requirements.in").read_text("utf-8").splitlines()
    assert project["dependencies"] == [line for line in lines if not line.startswith("#")]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the built and installed package; the requirements are those of this environment."""
    folder = tmp_path_factory.mktemp("package")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=PROJECT)
    (wheel,) = folder.glob("*.whl")
    site = folder / "site"
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", site, wheel)
    run(*pip, folder=folder)
    return site


def test_the_package_has_what_the_checkout_has(installed: Path) -> None:
    (wheel,) = installed.parent.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("samples", "static", "templates"):
        files = [path for path in (PROJECT / folder).rglob("*") if path.is_file()]
        assert {f"eo_browser/{path.relative_to(PROJECT)}" for path in files} <= packed
    code = [path for path in (PROJECT / "eo_browser").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {str(path.relative_to(PROJECT)) for path in code} <= packed


def test_the_installed_command_makes_an_archive_and_answers(installed: Path, tmp_path: Path) -> None:
    settings = {
        "PYTHONPATH": str(installed),
        "EO_DATA_DIR": str(tmp_path / "data"),
        "EO_DATABASE_URL": "",
        "EO_FEDERAL_REGISTER_URL": "http://127.0.0.1:9",  # the discard port: nobody listens
        "DJANGO_SETTINGS_MODULE": "eo_browser.settings",
    }
    command = installed / "bin" / "eo-browser"
    run(sys.executable, command, "set_up", folder=tmp_path, **settings)
    assert "/eo/99001/sec-2/a" in run(
        sys.executable, command, "resolve", "E.O. 99001, § 2(a)", folder=tmp_path, **settings
    )
    page = (
        "import django; django.setup(); from django.test import Client; "
        "answer = Client().get('/eo/99001/sec-2/a', headers={'host': '127.0.0.1'}); "
        "print(answer.status_code, 'a clock that can be read' in answer.content.decode())"
    )
    assert run(sys.executable, "-c", page, folder=tmp_path, **settings).strip() == "200 True"


def test_the_example_of_the_library_prints_what_is_shown(installed: Path, tmp_path: Path) -> None:
    """With the package alone on the path, far from the checkout; and Django is never loaded."""
    (example,) = re.findall(r"^```python\n(.*?)^```", LIBRARY, re.M | re.S)
    (shown,) = re.findall(r"^It prints:\n\n```text\n(.*?)^```", LIBRARY, re.M | re.S)
    (tmp_path / "example.py").write_text(example + "\nimport sys\nassert 'django' not in sys.modules\n", "utf-8")
    assert run(sys.executable, "example.py", folder=tmp_path, PYTHONPATH=str(installed)) == shown


def test_every_name_of_the_library_is_there() -> None:
    assert all(getattr(library, name) for name in library.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'cite'"):
        library.cite  # noqa: B018
