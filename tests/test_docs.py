"""What the documentation shows is tried: commands, settings, addresses, citations, files."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve

from eo_browser.law.model.addresses import NotAnAddress, read_address
from eo_browser.web.documents.views import at_address

PROJECT = Path(__file__).resolve().parent.parent
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", PROJECT / "benchmarks" / "README.md"]
PAGES += sorted((PROJECT / "docs").glob("*.md"))
OPERATIONS = PROJECT / "docs" / "operations.md"

SETTING = re.compile(r"\bEO_[A-Z_]*[A-Z]\b")
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Shown:
    """Something a page shows, and where."""

    page: str
    text: str

    def __str__(self) -> str:
        """The page and what it shows, up to the end of its first line."""
        return f"{self.page}: {self.text.splitlines()[0]}"


def name_of(page: Path) -> str:
    return str(page.relative_to(PROJECT))


def blocks(language: str) -> list[Shown]:
    """The fenced blocks of all pages in one language."""
    return [
        Shown(name_of(page), body)
        for page in PAGES
        for name, body in BLOCK.findall(page.read_text("utf-8"))
        if name == language
    ]


def inline(page: Path) -> list[str]:
    """What a page sets in back quotes within its sentences."""
    return INLINE.findall(BLOCK.sub("", page.read_text("utf-8")))


# Files


def named_files() -> list[Shown]:
    start = re.compile(r"(?:\.ci|benchmarks|docs|eo_browser|samples|static|templates|tests)/[\w./-]*\Z")
    in_words = [Shown(name_of(page), text) for page in PAGES for text in inline(page) if start.match(text)]
    targets = [(page, target) for page in PAGES for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8"))]
    links = [
        Shown(name_of(page), str((page.parent / target).resolve().relative_to(PROJECT)))
        for page, target in targets
        if "://" not in target
    ]
    return in_words + links


@pytest.mark.parametrize("file", named_files(), ids=str)
def test_a_file_that_is_named_is_there(file: Shown) -> None:
    assert (PROJECT / file.text).exists()


# Settings


def settings_used() -> set[str]:
    """The variables that the code and the scripts read."""
    files = [*(PROJECT / "eo_browser").rglob("*.py"), *(PROJECT / "tests").rglob("*.py")]
    files += [*(PROJECT / "benchmarks").rglob("*.py"), PROJECT / "run", PROJECT / "test"]
    return {name for file in files for name in SETTING.findall(file.read_text("utf-8"))}


def test_the_table_of_settings_is_what_is_read() -> None:
    rows = re.findall(r"^\| `(EO_\w+)`", OPERATIONS.read_text("utf-8"), re.M)
    assert sorted(rows) == sorted(settings_used())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: name_of(page))
def test_a_page_names_no_other_setting(page: Path) -> None:
    assert set(SETTING.findall(page.read_text("utf-8"))) <= settings_used()


# Commands


UNTRIED = {
    "uv": "needs the package index; test_requirements.py reads what it made",
    "git": "fetches the project itself",
    "cd": "goes where git put it",
    "./test": "is what runs this",
    "fetch_starters": "needs the network; tests/sources/test_starters.py runs it against a stand-in",
    "merge": "names two papers of the tests; tests/commands/test_merge.py merges them",
    "createsuperuser": "asks questions; it is Django's own",
}
MANAGE = [".venv/bin/python", "manage.py"]


@pytest.fixture(scope="session")
def specimens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose archive holds the specimens, because no Federal Register answers."""
    folder = tmp_path_factory.mktemp("documented")
    done = run([*MANAGE, "set_up"], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def run(words: list[str], folder: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command with an archive of its own and nobody at the keyboard."""
    own = {
        "EO_DATA_DIR": str(folder),
        "EO_DATABASE_URL": "",
        "EO_FEDERAL_REGISTER_URL": "http://127.0.0.1:9",  # the discard port: nobody listens
        "DJANGO_SETTINGS_MODULE": "eo_browser.settings",
    }
    return subprocess.run(
        words, cwd=PROJECT, env=os.environ | own, capture_output=True, text=True, timeout=120, check=False, input=typed
    )


@dataclass(frozen=True)
class CommandLine:
    """A line of a block: the settings before the command, and its words."""

    settings: dict[str, str]
    words: list[str]


def command_line(line: str) -> CommandLine:
    words = shlex.split(line, comments=True)
    count = next((place for place, word in enumerate(words) if not SETTING.match(word)), len(words))
    return CommandLine(dict(word.split("=", 1) for word in words[:count]), words[count:])


def tried(words: list[str]) -> bool:
    return bool(words) and words[0] not in UNTRIED and not (words[:2] == MANAGE and words[2] in UNTRIED)


@pytest.mark.parametrize("block", blocks("sh"), ids=str)
def test_commands_do_what_is_shown(block: Shown, specimens: Path, tmp_path: Path) -> None:
    """In order, over an archive of specimens, which is what `var` means; another EO_DATA_DIR is an empty folder."""
    for line in map(command_line, block.text.splitlines()):
        folder = tmp_path / line.settings["EO_DATA_DIR"] if "EO_DATA_DIR" in line.settings else specimens
        words = [str(specimens) if word == "var" else word for word in line.words]
        if words[:1] == ["./run"]:
            words = ["./run", "--help"]  # tests/test_run.py starts it
        if tried(words):
            done = run(words, folder)
            assert done.returncode == 0, f"{words}\n{done.stdout}{done.stderr}"


def test_every_command_is_documented() -> None:
    commands = {path.stem for path in (PROJECT / "eo_browser/management/commands").glob("*.py")} - {"__init__"}
    words = {word for page in PAGES for word in re.findall(r"\w+", page.read_text("utf-8"))}
    assert commands - words == set()


# Addresses


PLACEHOLDER = re.compile(r"[…<>{} ]|\b(?:DATE|KIND|N|NUMBER|SERIES|SLUG)\b")
OTHER_SITES = {PROJECT / "docs" / "sources.md"}  # its addresses are those of the Federal Register


def addresses() -> list[Shown]:
    return [
        Shown(name_of(page), text)
        for page in PAGES
        if page not in OTHER_SITES
        for text in inline(page)
        if text.startswith("/") and not PLACEHOLDER.search(text)
    ]


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_an_address_is_one_of_the_site_s(address: Shown) -> None:
    """A page of the site has a view of its own; every other address must read as that of a document."""
    path = urlsplit(address.text).path
    own_view = resolve(path).func is not at_address
    assert own_view or not isinstance(read_address(path).target, NotAnAddress)


SHOWN_DOCUMENTS = [
    "federal-register-eo/13470.json",
    "federal-register-eo/13470.xml",
    "federal-register-eo/13526.json",
    "federal-register-eo/13526.xml",
    "gpo-daily-xml/PRESDOCU-2016-08970.xml",
    "nspm-3",
]


@pytest.mark.corpus
@pytest.mark.django_db
def test_every_address_answers(corpus: Path, client: Client, tmp_path: Path, settings: Any) -> None:
    """The texts as amended are those of E.O. 12333, which is a line of a large file; figures and files are on."""
    settings.METRICS = True
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    lines = (corpus / "historic-eo.jsonl").read_text("utf-8").splitlines()
    historic = tmp_path / "historic-eo.jsonl"
    historic.write_text("\n".join(line for line in lines if '"12333"' in line), "utf-8")
    files = [str(historic), *(str(corpus / name) for name in SHOWN_DOCUMENTS)]
    call_command("import_documents", *files, stdout=StringIO())
    call_command("export", stdout=StringIO())
    answers = {str(address): client.get(address.text).status_code for address in addresses()}
    assert {address: status for address, status in answers.items() if status not in {200, 300, 301, 302, 303}} == {}


# Citations


@dataclass(frozen=True)
class Cited:
    """A line `CITATION → [OUTCOME] [ADDRESS]`; an address alone means that the citation is resolved."""

    citation: str
    outcome: str
    address: str


def cited(line: str) -> Cited:
    citation, _, answer = line.partition(" → ")
    *outcome, address = answer.split() if "/" in answer else [*answer.split(), ""]
    return Cited(citation.strip(), outcome[0] if outcome else "resolved", address)


def resolution(line: str) -> Cited:
    """The same from a line of `resolve --lines`."""
    answer = json.loads(line)
    target = answer["targets"][0] if answer["targets"] else None
    provision = target["provision"] if target else None
    address = target["document"]["address"] if target else ""
    return Cited(answer["query"], answer["outcome"], f"{address}/{provision['path']}" if provision else address)


@pytest.mark.corpus
def test_every_citation_means_what_is_shown(corpus: Path, tmp_path: Path) -> None:
    expected = [cited(line) for block in blocks("citations") for line in block.text.splitlines()]
    run([*MANAGE, "set_up", *(str(corpus / name) for name in SHOWN_DOCUMENTS)], tmp_path)
    done = run([*MANAGE, "resolve", "--lines"], tmp_path, "\n".join(case.citation for case in expected))
    assert done.returncode == 0, done.stderr
    assert [resolution(line) for line in done.stdout.splitlines()] == expected
