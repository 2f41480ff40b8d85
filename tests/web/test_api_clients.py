"""Programs of others that read the interface: the examples of docs/api.md, and generated clients."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.request import urlopen

import playwright
import pytest
from django.core.management import call_command

PROJECT = Path(__file__).resolve().parents[2]
NODE = Path(playwright.__file__).parent / "driver" / "node"  # the Node.js that drives the browser tests
BIN = Path(sys.executable).parent
EXAMPLES = dict(
    re.findall(r"^```(python|javascript)\n(.*?)^```", (PROJECT / "docs/api.md").read_text("utf-8"), re.M | re.S)
)
PROVISION = "/eo/99001/sec-2/a"


@pytest.fixture
def site(live_server: Any, settings: Any, tmp_path: Path, samples: Path) -> str:
    """The address of a running site that holds the specimens."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.SITE_URL = live_server.url
    call_command("import_documents", str(samples), stdout=StringIO())
    call_command("reindex", stdout=StringIO())
    return str(live_server.url)


def run(*command: str | Path, typed: str = "", folder: Path | None = None) -> str:
    done = subprocess.run(
        list(map(str, command)), input=typed, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("language", "command"),
    [("python", [sys.executable, "-"]), ("javascript", [NODE, "--input-type=module", "-"])],
)
def test_the_example_of_the_documentation_runs(site: str, language: str, command: list[str | Path]) -> None:
    example = EXAMPLES[language].replace("https://orders.example.org", site)
    assert len(EXAMPLES[language].splitlines()) <= 22
    assert run(*command, typed=example).splitlines() == [f"resolved {site}{PROVISION}", "verbatim"]


def test_the_python_example_is_typed(tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(EXAMPLES["python"], "utf-8")
    run(sys.executable, "-m", "mypy", "--strict", "--config-file=", "example.py", folder=tmp_path)


@pytest.fixture
def description(site: str, tmp_path: Path) -> Path:
    """The description as it is served, with its examples."""
    file = tmp_path / "openapi.json"
    with urlopen(f"{site}/api/v1/openapi.json") as answer:
        file.write_bytes(answer.read())
    return file


def imported(name: str, file: Path) -> ModuleType:
    """A generated module or package."""
    spec = importlib.util.spec_from_file_location(name, file, submodule_search_locations=[str(file.parent)])
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_a_generated_client_asks_and_reads(site: str, description: Path, tmp_path: Path) -> None:
    """`openapi-python-client`, with its warnings as errors; each operation's answer has one type besides refusals."""
    package = tmp_path / "orders_client"
    config = tmp_path / "config.yml"
    config.write_text("post_hooks: []\n", "utf-8")
    run(
        BIN / "openapi-python-client", "generate", "--path", description, "--output-path", package, "--meta", "none",
        "--config", config, "--fail-on-warning",
    )  # fmt: skip
    client = imported("orders_client", package / "__init__.py").Client(base_url=site)

    def asked(tag: str, operation: str, **parameters: object) -> Any:
        module = importlib.import_module(f"orders_client.api.{tag}.{operation}")
        assert "Any" not in str(module.sync.__annotations__["return"])
        return module.sync(client=client, **parameters)

    document = asked("documents", "document", address="/eo/99001")
    provision = asked("documents", "provision", address=PROVISION)
    assert type(document).__name__ == "WholeDocument" and provision.document.title == document.title
    assert asked("citations", "resolve", q="E.O. 99001, § 2(a)").outcome.value == "resolved"
    assert asked("search", "search", q="clocks").hits[0].document.address == "/eo/99001"
    assert asked("lists", "catalog", limit=1).total > 1
    assert asked("lists", "corrections").corrections == []
    refused = asked("documents", "document", address="/eo/7")
    assert (type(refused).__name__, refused.status) == ("Problem", 404)


READ = [
    # model, what is asked
    ("WholeDocument", "documents?address=/eo/99001"),
    ("WholeProvision", f"provisions?address={PROVISION}"),
    ("Search", "search?q=clocks"),
    ("Resolution", "resolve?q=E.O.+99001"),
    ("Catalog", "catalog"),
    ("AmendedText", "amended?address=/eo/99001"),
    ("Changes", "changes"),
]


def test_generated_models_read_every_answer(site: str, description: Path, tmp_path: Path) -> None:
    """`datamodel-codegen` makes classes of pydantic, which refuse an answer of another form."""
    models = tmp_path / "orders_models.py"
    run(
        BIN / "datamodel-codegen", "--input", description, "--input-file-type", "openapi", "--output", models,
        "--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin",
    )  # fmt: skip
    module = imported("orders_models", models)
    for name, asked in READ:
        with urlopen(f"{site}/api/v1/{asked}") as answer:
            assert getattr(module, name).model_validate(json.load(answer))
