"""The requirement files: what the code imports and no more, pinned by hash, the same on every machine."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
COMPILED = ["requirements.txt", "requirements-test.txt"]

# Distributions of the checks that are used without being imported, and by whom.
TEST_TOOLS = {
    "datamodel-code-generator": "tests/web/test_api_clients.py",
    "django-stubs": "mypy",
    "hatchling": "tests/test_package.py",
    "lxml-stubs": "mypy",
    "mypy": "./test",
    "openapi-python-client": "tests/web/test_api_clients.py",
    "pytest-django": "pytest's plug-in",
    "ruff": "./test",
    "types-psutil": "mypy",
    "types-pyyaml": "mypy",
}
MACHINE_BOUND = re.compile(
    r"file:|--(extra-)?index-url|--find-links|^\s*-[if]\s|\s@\s|//[^/]*@|/(opt|home|root|tmp)/", re.M
)


def named(file: str) -> dict[str, Requirement]:
    """The requirements of an `.in` file by canonical name; its `-r` line is not followed."""
    lines = (line.split("#")[0].strip() for line in (PROJECT / file).read_text().splitlines())
    found = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def pinned(file: str) -> dict[str, tuple[str, int]]:
    """The version and the number of hashes of every distribution in a compiled file."""
    text = (PROJECT / file).read_text().replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement = Requirement(line.split("--hash")[0].strip())
            [pin] = requirement.specifier
            assert pin.operator == "=="
            found[canonicalize_name(requirement.name)] = (pin.version, line.count("--hash=sha256:"))
    return found


def imported_distributions(*folders: str) -> set[str]:
    """Canonical names of the distributions that the modules under some folders import."""
    tops = {top for folder in folders for path in (PROJECT / folder).rglob("*.py") for top in _top_names(path)}
    tops -= sys.stdlib_module_names | {"eo_browser", "manage", "tests", "benchmarks", "conftest"}
    owners = packages_distributions()
    return {canonicalize_name(owners[top][0]) if top in owners else f"?{top}" for top in tops if not _is_local(top)}


def named_by_settings() -> set[str]:
    """Canonical names of the distributions whose modules the settings name in words."""
    tops = {name.split(".")[0] for name in [*settings.INSTALLED_APPS, *settings.MIDDLEWARE]} - {"eo_browser"}
    return {canonicalize_name(packages_distributions()[top][0]) for top in tops}


def _top_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _is_local(top: str) -> bool:
    return any(
        list((PROJECT / folder).rglob(f"{top}.py")) or (PROJECT / folder / top).is_dir()
        for folder in ("tests", "benchmarks")
    )


@pytest.mark.parametrize("file", COMPILED)
def test_nothing_machine_bound_is_compiled_in(file: str) -> None:
    assert MACHINE_BOUND.findall((PROJECT / file).read_text()) == []


@pytest.mark.parametrize(
    "line",
    [
        "x @ file:///opt/wheels/x.whl",
        "--find-links /opt/wheels",
        "--index-url https://example.org/simple",
        "--extra-index-url https://example.org",
        "-f wheels",
        "# via -r /home/someone/requirements.in",
    ],
)
def test_a_machine_bound_line_is_seen(line: str) -> None:
    assert MACHINE_BOUND.search(f"a==1\n{line}\n")


@pytest.mark.parametrize("file", COMPILED)
def test_every_pin_has_its_hashes(file: str) -> None:
    pins = pinned(file)
    assert pins
    assert {name for name, (_, hashes) in pins.items() if hashes == 0} == set()


@pytest.mark.parametrize(
    ("source", "compiled"), [("requirements.in", COMPILED[0]), ("requirements-test.in", COMPILED[1])]
)
def test_what_is_named_is_compiled(source: str, compiled: str) -> None:
    pins = pinned(compiled)
    stale = {name for name, req in named(source).items() if name not in pins or pins[name][0] not in req.specifier}
    assert stale == set(), "compile again (CONTRIBUTING.md)"


def test_both_files_pin_the_same_versions() -> None:
    site, checks = pinned(COMPILED[0]), pinned(COMPILED[1])
    assert {name: pin for name, pin in site.items() if checks.get(name) != pin} == {}


def test_the_site_names_what_it_uses_and_no_more() -> None:
    used = imported_distributions("eo_browser") | named_by_settings()
    assert used == set(named("requirements.in"))


def test_the_checks_name_what_they_use_and_no_more() -> None:
    wanted = imported_distributions("tests", "benchmarks") | TEST_TOOLS.keys()
    assert wanted - set(named("requirements.in")) == set(named("requirements-test.in"))


def test_the_chosen_requirements_are_pinned() -> None:
    site = named("requirements.in")
    assert site["psycopg"].extras == {"binary"}  # its libpq is new enough for several hosts
    assert str(site["whoosh"].specifier) == "==2.7.4"
    assert "5.2" in site["django"].specifier
    assert "5.3" not in site["django"].specifier
