"""The server for assistants, asked by the client of the official SDK: over standard input and output, and over HTTP."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

from eo_browser.web.assistants.tools import TOOLS

PROJECT = Path(__file__).resolve().parents[2]
SITE = "https://orders.example.org"
QUOTE = "a clock that can be read from a street"
Ask = Callable[[Client], Coroutine[Any, Any, None]]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of an archive that holds the specimens."""
    own = {
        "EO_DATA_DIR": str(tmp_path_factory.mktemp("assistants")),
        "EO_DATABASE_URL": "",
        "EO_SEARCH": "",
        "EO_SITE_URL": SITE,
        "EO_FEDERAL_REGISTER_URL": "http://127.0.0.1:9",
        "DJANGO_SETTINGS_MODULE": "eo_browser.settings",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "set_up", "samples"], cwd=PROJECT, env=os.environ | own, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return own


@pytest.fixture(scope="module")
def http_server(environment: dict[str, str]) -> Iterator[str]:
    """The address of the server over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "manage.py", "mcp", "--listen", place], cwd=PROJECT, env=os.environ | environment
    )
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://{place}/mcp")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield f"http://{place}/mcp"
    finally:
        server.terminate()
        server.wait(timeout=30)


def run_apart(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine in a thread: a browser that other tests have opened keeps a loop of events in this one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, coroutine).result()


@pytest.fixture(params=["stdio", "http", "http, older protocol"])
def ask(request: pytest.FixtureRequest, environment: dict[str, str]) -> Callable[[Ask], None]:
    """Run a coroutine with a client that is connected in one of the ways."""
    if request.param == "stdio":
        server: Any = StdioServerParameters(
            command=sys.executable, args=["manage.py", "mcp"], cwd=str(PROJECT), env=dict(os.environ) | environment
        )
    else:
        server = request.getfixturevalue("http_server")
    older: Any = {"mode": "legacy"} if "older" in request.param else {}

    def run(coroutine: Ask) -> None:
        async def connected() -> None:
            async with Client(server, **older) as client:
                await coroutine(client)

        run_apart(connected())

    return run


def test_the_tools_are_described(ask: Callable[[Ask], None]) -> None:
    async def asked(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == [
            "search", "resolve", "read", "verify_quote", "check_article", "relations",
        ]  # fmt: skip
        for tool in tools:
            assert tool.annotations and tool.annotations.read_only_hint
            Draft202012Validator.check_schema(tool.input_schema)
            Draft202012Validator.check_schema(tool.output_schema or {"type": 1})
        assert (await client.list_resources()).resources == []
        templates = (await client.list_resource_templates()).resource_templates
        assert [one.uri_template for one in templates] == [f"{SITE}/{{+address}}"]

    ask(asked)


def test_answers_carry_permalink_words_and_hash(ask: Callable[[Ask], None]) -> None:
    """The client holds each answer against the schema of its tool."""

    async def asked(client: Client) -> None:
        async def call(name: str, **arguments: object) -> Any:
            result = await client.call_tool(name, arguments)
            assert not result.is_error, result.content
            return result.structured_content

        found = await call("resolve", q="E.O. 99001, § 2(a)")
        provision = found["targets"][0]["provision"]
        assert provision["url"] == f"{SITE}/eo/99001/sec-2/a" and QUOTE in provision["full_text"]
        read = await call("read", address=provision["url"])
        assert read["hash"] == provision["hash"] and QUOTE in read["text"] and read["url"] == provision["url"]
        assert read["citation"].startswith("Exec. Order No. 99,001") and read["standing"]["sentence"]
        verdict = await call("verify_quote", quote=QUOTE, cite="E.O. 99001, § 2(a)")
        assert verdict["verdict"] == "verbatim" and verdict["targets"][0]["provision"]["url"] == provision["url"]
        altered = await call("verify_quote", quote=QUOTE.replace("street", "tower"), cite="E.O. 99001, § 2(a)")
        assert altered["verdict"] != "verbatim" and altered["edits"]
        article = await call("check_article", text=f"E.O. 99001, § 2(a), wants “{QUOTE}”. See E.O. 98765.")
        assert [one["outcome"] for one in article["citations"]] == ["resolved", "not_found"]
        hits = (await call("search", q="clocks", limit=3))["hits"]
        assert "/eo/99001" in [hit["document"]["address"] for hit in hits]
        assert (await call("relations", address="/eo/99001"))["document"]["address"] == "/eo/99001"

    ask(asked)


def test_a_citation_that_does_not_exist_is_explained(ask: Callable[[Ask], None]) -> None:
    async def asked(client: Client) -> None:
        found = (await client.call_tool("resolve", {"q": "E.O. 99001, § 77(z)"})).structured_content
        assert isinstance(found, dict)
        assert found["outcome"] != "resolved" and found["explanations"][0]["message"]
        for name, arguments, words in REFUSED:
            refused = await client.call_tool(name, arguments)
            assert refused.is_error and words in refused.content[0].text, refused.content  # type: ignore[union-attr]

    ask(asked)


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    # tool, arguments, words of the refusal
    ("read", {"address": "/eo/98765"}, "The archive holds no such document."),
    ("read", {"address": "/eo/99001/sec-77"}, f"The document: {SITE}/eo/99001"),
    ("read", {"address": "https://elsewhere.example/eo/99001"}, f"This is no address of {SITE}."),
    ("read", {"address": "/eo/99001", "start": 9_000_000}, "The text has "),
    ("read", {}, "“address” is missing."),
    ("read", {"address": "/eo/99001", "start": "one"}, "“start” must be a whole number."),
    ("relations", {"address": "/eo/99001/sec-77"}, "This document has no “sec-77”."),
    ("search", {"q": "clocks", "kind": "poem"}, "“kind” must be one of"),
    ("forget", {}, "There is no tool “forget”."),
]


def test_a_resource_is_read_by_its_address(ask: Callable[[Ask], None]) -> None:
    async def asked(client: Client) -> None:
        whole = (await client.read_resource(f"{SITE}/eo/99001")).contents[0]
        assert QUOTE in whole.text and f"{SITE}/eo/99001" in whole.text  # type: ignore[union-attr]
        with pytest.raises(MCPError, match="no such document"):
            await client.read_resource(f"{SITE}/eo/98765")

    ask(asked)


def test_every_schema_has_what_it_refers_to() -> None:
    for tool in TOOLS:
        schema = tool.output_schema
        text = str(schema)
        assert "#/components/" not in text
        assert all(f"#/$defs/{name}'" in text or name == tool.schema for name in schema["$defs"])


HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {}, 405),  # there are no events to wait for
        ("DELETE", {}, 405),
        ("POST", {"Host": "elsewhere.example"}, 421),
        ("POST", {"Origin": "https://elsewhere.example"}, 403),
        ("POST", {"Origin": SITE}, 200),
    ],
)
def test_only_the_site_itself_is_asked_over_http(
    http_server: str, method: str, headers: dict[str, str], status: int
) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "checks", "version": "1"},
    }}  # fmt: skip
    answer = httpx.request(method, http_server, headers=HEADERS | headers, json=body if method == "POST" else None)
    assert answer.status_code == status


def test_a_client_that_calls_too_often_is_told_when_to_come_back(http_server: str) -> None:
    async def asked() -> None:
        async with Client(http_server) as client:
            for _ in range(64):  # two minutes may share them
                result = await client.call_tool("check_article", {"text": ""})
                if result.is_error:
                    break
            assert result.is_error
            assert "may be called 30 times a minute" in result.content[0].text  # type: ignore[union-attr]

    run_apart(asked())
