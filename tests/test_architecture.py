"""Which room may import which (docs/architecture.md), read from the source of every module.

A module belongs to a room: the folder or the file directly under `eo_browser`. `ARROWS` says which rooms a
room may import. Imports inside functions and under TYPE_CHECKING count too.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

from benchmarks.house import LIMIT, complexity
from benchmarks.house import functions as every_function

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = "eo_browser"


def words(text: str) -> frozenset[str]:
    """A set of names written as one line."""
    return frozenset(text.split())


ARROWS: dict[str, frozenset[str]] = {
    "settings": words(""),
    # What programs import of the core by its own name.
    "law": words("law.citations law.formatting law.model law.outline law.quotation law.resolver"),
    # The core, from the words of the field up to who "that order" is.
    "law.terms": words(""),
    "law.model": words("law.terms"),
    "law.outline": words("law.terms law.model"),
    "law.citations": words("law.terms law.model"),
    "law.resolver": words("law.terms law.model law.citations"),
    "law.quotation": words("law.terms law.model"),
    "law.formatting": words("law.terms law.model"),
    "law.deadlines": words("law.terms law.model"),
    "law.amending": words("law.terms law.model"),
    "law.context": words("law.terms law.model law.citations law.resolver law.quotation"),
    # The names of formats and publishers, which everything may read.
    "sources.formats": words(""),
    "sources": words("law.terms law.model law.outline sources.formats"),
    "search": words("law.terms"),
    "models": words("law.terms"),
    # What may be asked of the archive by pages, which cannot write to it.
    "archive.lookup": words("law.terms law.resolver models"),
    "archive.fingerprints": words("law.quotation models"),
    "archive.journal": words("law.model models"),
    "archive.fault_reports": words("models archive.journal"),
    "archive.search_engine": words("models search"),
    "archive.known_titles": words("law.terms law.resolver search archive.lookup"),
    "archive.indexing": words("law.terms models search"),
    "archive": words(
        "law.terms law.model law.outline law.citations law.resolver law.amending law.context models sources "
        "archive.lookup archive.fingerprints archive.journal archive.fault_reports archive.search_engine "
        "archive.indexing"
    ),
    "checking": words(
        "law.model law.context law.quotation law.resolver models search archive.lookup archive.fingerprints "
        "archive.search_engine"
    ),
    "web": words(""),
    "web.objects": words("law models sources.formats search checking archive.search_engine archive.known_titles"),
    "web.site": words(
        "law models sources.formats search archive.lookup archive.fault_reports archive.search_engine "
        "archive.known_titles web.objects"
    ),
    "web.sharing": words("law models web.objects web.site"),
    "web.documents": words("law models sources.formats web.objects web.site web.sharing"),
    "web.search": words("law models search checking archive.search_engine web.objects web.site"),
    "web.check": words("law models checking web.objects web.site"),
    "web.api": words("law models search checking archive.search_engine web.objects web.site"),
    "web.bulk": words("law models web.objects web.site web.api"),
    "web.assistants": words("law models web.objects web.site web.documents web.api"),
    "watching": words("law models web.objects web.site"),
    "desk": words("law archive models sources.formats watching"),
    "management": words("law archive checking models search sources watching web"),
    # Django's own files: who is asked first when the site starts.
    "command_line": words(""),
    "__main__": words("command_line"),
    "urls": words("watching web"),
    "wsgi": words("web"),
    "server": words(""),
    "asgi": words("web"),
    "apps": words(""),
    "migrations": words("models"),
}

NOT_PURE = words(
    # Files, processes, the network and databases: nothing of them may be known to the core.
    "asyncio ftplib glob http io multiprocessing os pathlib shelve shutil smtplib socket socketserver "
    "sqlite3 ssl subprocess tempfile threading webbrowser"
)
NOT_PURE_SUBMODULES = frozenset({"urllib.request", "concurrent.futures"})
NOT_PURE_CALLS = frozenset({"open", "print", "input", "exec", "eval", "__import__"})
CORE_LIBRARIES = frozenset({"numpy", "rapidfuzz"})
OPENS_CONNECTIONS = words(
    "aiohttp ftplib http.client httpcore httpx imaplib requests smtplib socket socketserver ssl telnetlib "
    "urllib.request urllib3 websockets xmlrpc.client"
)
OPENERS = words("eo_browser.sources.fetch eo_browser.watching.sending")  # what reads other sites, what calls watches
VAGUE_NAMES = words("base_utils common core helper helpers misc mixins service services shared util utils")

LINES_A_FUNCTION = 60
MEDIAN_LINES_A_FUNCTION = 10


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, and what it says."""

    name: str
    source: str
    is_package: bool = False

    @property
    def room(self) -> str:
        return _room_of(self.name)

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)


def imports(module: Module) -> Iterator[str]:
    """The dotted names a module imports, relative ones resolved; `from a import b` gives "a" and "a.b"."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    parts = parts[: len(parts) - node.level + (1 if module.is_package else 0)]
    return ".".join([*parts, node.module] if node.module else parts)


def wrong_arrows(module: Module) -> list[str]:
    """What a module imports from rooms it must not know."""
    return sorted({name for name in imports(module) if _room_of(name) and not _may_import(module.room, _room_of(name))})


def _may_import(room: str, other: str) -> bool:
    """Whether a room may import another: itself, what the table names, and what is inside what it names."""
    return other == room or any(_within(other, frozenset({allowed})) for allowed in ARROWS[room])


def _room_of(name: str) -> str:
    """The room a dotted name is in: the longest name of the table that it begins with; "" where there is none."""
    inner = name.removeprefix(f"{PACKAGE}.")
    if inner == name:
        return ""
    return max((room for room in ARROWS if _within(inner, frozenset({room}))), key=len, default=inner)


def impurities(module: Module) -> list[str]:
    """What a module of the core knows of the world outside it."""
    found = {name for name in imports(module) if not _is_pure(name)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NOT_PURE_CALLS:
            found.add(f"{node.func.id}()")
    return sorted(found)


def _is_pure(name: str) -> bool:
    top = name.split(".")[0]
    if top in {PACKAGE, ""} or top in CORE_LIBRARIES:
        return True
    return top in sys.stdlib_module_names and top not in NOT_PURE and not _within(name, NOT_PURE_SUBMODULES)


def _within(name: str, families: frozenset[str]) -> bool:
    """Whether a dotted name is one of the families or inside one."""
    return any(name == family or name.startswith(family + ".") for family in families)


def functions(module: Module) -> Iterator[tuple[str, int]]:
    """The name and the length in lines (docstring left out) of every function."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            first = node.body[0]
            if ast.get_docstring(node, clean=False) is not None and first.end_lineno:
                lines -= first.end_lineno - first.lineno + 1
            yield f"{module.name}.{node.name}", lines


def _read(path: Path) -> Module:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    return Module(".".join(parts[:-1] if is_package else parts), path.read_text("utf-8"), is_package)


MODULES = [_read(path) for path in sorted((PROJECT / PACKAGE).rglob("*.py"))]
BENCHMARKS = [_read(path) for path in sorted((PROJECT / "benchmarks").rglob("*.py"))]
by_name = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
CORE = pytest.mark.parametrize(
    "module", [m for m in MODULES if m.room.split(".")[0] == "law"], ids=lambda module: module.name
)


@by_name
def test_every_room_is_in_the_table(module: Module) -> None:
    assert module.name == PACKAGE or module.room in ARROWS, f"say in ARROWS what {module.room} may import"


@by_name
def test_a_room_imports_only_what_its_arrows_allow(module: Module) -> None:
    if module.name != PACKAGE:
        assert wrong_arrows(module) == []


NOT_ROOMS = words(
    "settings command_line __main__ server urls wsgi asgi apps migrations law web"
)  # Django's own files, and packages of rooms


def test_the_table_of_the_documentation_is_this_one() -> None:
    page = (PROJECT / "docs" / "architecture.md").read_text("utf-8").partition("## An example")[0]
    rows = re.findall(r"^\| `([\w.]+)` \|.*\|([^|]*)\|$", page, re.M)
    documented = {room: frozenset(re.findall(r"`([\w.]+)`", allowed)) for room, allowed in rows}
    assert documented == {room: allowed for room, allowed in ARROWS.items() if room not in NOT_ROOMS}


def test_the_table_has_no_cycle() -> None:
    assert _cycle({room: set(allowed) for room, allowed in ARROWS.items()}) == []


def test_every_arrow_of_the_table_is_used() -> None:
    used = {(module.room, _room_of(name)) for module in MODULES for name in imports(module)}
    unused = [
        f"{room} -> {allowed}"
        for room, rooms in ARROWS.items()
        for allowed in rooms
        if not any(who == room and _within(other, frozenset({allowed})) for who, other in used)
    ]
    assert unused == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {module.name for module in MODULES}
    assert _cycle({module.name: set(imports(module)) & names - {module.name} for module in MODULES}) == []


def _cycle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@CORE
def test_the_core_knows_neither_django_nor_files_nor_the_network(module: Module) -> None:
    assert impurities(module) == []


ACCEPTS = ("eo_browser.server", ["socket"])  # it accepts connections and opens none


@by_name
def test_only_two_modules_open_a_connection(module: Module) -> None:
    opened = [name for name in imports(module) if _within(name, OPENS_CONNECTIONS)]
    assert module.name in OPENERS or (module.name, opened) == ACCEPTS or opened == []


@by_name
def test_only_its_engine_imports_whoosh(module: Module) -> None:
    assert module.name == "eo_browser.search.whoosh_engine" or not any(
        _within(n, frozenset({"whoosh"})) for n in imports(module)
    )


@by_name
def test_readers_do_not_know_django(module: Module) -> None:
    """A reader turns bytes into a value; it can be tried without a site."""
    assert module.room.split(".")[0] not in {"sources", "search"} or not any(
        _within(n, frozenset({"django"})) for n in imports(module)
    )


@by_name
def test_a_file_is_named_by_its_subject(module: Module) -> None:
    assert VAGUE_NAMES.isdisjoint(module.name.split("."))


@by_name
def test_no_function_outgrows_its_file(module: Module) -> None:
    assert [f"{name}: {lines} lines" for name, lines in functions(module) if lines > LINES_A_FUNCTION] == []


# Functions that may branch more than the limit, each with the reason; at most ten.
MORE_BRANCHES: dict[str, str] = {}


def test_functions_branch_little() -> None:
    trees = {module.name.removeprefix(f"{PACKAGE}."): module.tree for module in [*MODULES, *BENCHMARKS]}
    found = {f"{name}.{one.name}": complexity(one) for name, tree in trees.items() for one in every_function(tree)}
    above = {name: count for name, count in found.items() if count > LIMIT}
    assert above.keys() == MORE_BRANCHES.keys(), above
    assert len(MORE_BRANCHES) <= 10


def test_functions_are_small() -> None:
    assert median(lines for module in MODULES for _, lines in functions(module)) <= MEDIAN_LINES_A_FUNCTION


# The checks themselves, on modules that break the rule and modules that keep it.

WRONG_ARROWS = [
    ("web.site.pages", "from eo_browser.archive import store", ["eo_browser.archive", "eo_browser.archive.store"]),
    ("web.site.pages", "from eo_browser.archive.lookup import current_lookup", []),
    ("web.site.pages", "from ... import archive", ["eo_browser.archive"]),
    (
        "web.site.pages",
        "def f():\n    from eo_browser.sources import fetch",
        ["eo_browser.sources", "eo_browser.sources.fetch"],
    ),
    ("law.model.paths", "from eo_browser import models", ["eo_browser.models"]),
    ("search.engine", "import eo_browser.law.model.tree", ["eo_browser.law.model.tree"]),
    ("web.search.pages", "from eo_browser.checking.box import find\nfrom . import present", []),
    ("law.model.paths", "from .tree import Provision\nimport re", []),
]


@pytest.mark.parametrize(("name", "source", "expected"), WRONG_ARROWS)
def test_a_wrong_arrow_is_seen(name: str, source: str, expected: list[str]) -> None:
    assert wrong_arrows(Module(f"{PACKAGE}.{name}", source)) == expected


IMPURITIES = [
    ("from django.db import models", ["django.db", "django.db.models"]),
    ("from pathlib import Path", ["pathlib", "pathlib.Path"]),
    ("import urllib.request", ["urllib.request"]),
    ("from urllib import request", ["urllib.request"]),
    ("def f():\n    import os", ["os"]),
    ("text = open('x').read()", ["open()"]),
    ("import lxml", ["lxml"]),  # a library the core has no use for
    ("from urllib.parse import unquote\nimport re\nfrom .tree import Provision", []),
]


@pytest.mark.parametrize(("source", "expected"), IMPURITIES)
def test_an_impurity_is_seen(source: str, expected: list[str]) -> None:
    assert impurities(Module(f"{PACKAGE}.law.model.paths", source)) == expected


BRANCHES = [
    ("return 1", 1),
    ("if a:\n        return b", 2),
    ("return a and b or c", 3),  # conditions packed into an expression count
    ("return [x for x in a if x]", 3),  # so does a comprehension, and its condition
    ("for x in a:\n        pass\n    else:\n        return 1", 3),
    ("try:\n        pass\n    except ValueError:\n        return 1", 2),
    ("return (a if b else c) if d else e", 3),
    ("def inner():\n        return a or b\n    return inner", 2),  # a function within counts for the outer one
]


@pytest.mark.parametrize(("body", "expected"), BRANCHES)
def test_branches_are_counted(body: str, expected: int) -> None:
    [function] = every_function(ast.parse(f"def f():\n    {body}"))
    assert complexity(function) == expected


def test_a_cycle_is_seen() -> None:
    assert _cycle({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert _cycle({"a": {"b"}, "b": {"c"}}) == []


def test_a_docstring_does_not_make_a_function_long() -> None:
    module = Module("eo_browser.law.x", 'def f():\n    """One.\n\n    Two.\n    """\n    return 1\n')
    assert list(functions(module)) == [("eo_browser.law.x.f", 2)]
