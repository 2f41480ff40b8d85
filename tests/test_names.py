"""The names of the house: the glossary and the guide name what exists, and one name means one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.test_architecture import MODULES, PROJECT, Module

ROW = re.compile(r"^\| (?!-|term |where do I|page |record )(.+?) \|$", re.M)


@dataclass(frozen=True)
class Named:
    """A row of a page: what it says, and the name it gives."""

    says: str
    name: str

    def __str__(self) -> str:
        """The row's first cell, for the list of tests."""
        return self.says


def rows(page: str) -> list[list[str]]:
    """Return the cells of every row in the tables of a page, without heads."""
    found = ROW.findall((PROJECT / "docs" / page).read_text("utf-8"))
    return [row.split(" | ") for row in found if not set(row) <= set("-|")]


# docs/glossary.md

GLOSSARY = [Named(row[0], row[2].strip("`")) for row in rows("glossary.md")]


def exists(name: str) -> bool:
    """Tell whether a dotted name below `eo_browser` is a module, or a class, function or column in one."""
    parts = ["eo_browser", *name.split(".")]
    for length in range(len(parts), 1, -1):
        if find_spec_of(".".join(parts[:length])):
            return has(import_module(".".join(parts[:length])), parts[length:])
    return False


def find_spec_of(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def has(thing: object, names: list[str]) -> bool:
    """Tell whether a module or class has an attribute, or a dataclass a field, of each name in turn."""
    for name in names:
        if name in getattr(thing, "__dataclass_fields__", {}):
            return name == names[-1]
        if not hasattr(thing, name):
            return False
        thing = getattr(thing, name)
    return True


@pytest.mark.parametrize("term", GLOSSARY, ids=str)
def test_a_term_names_what_exists(term: Named) -> None:
    assert exists(term.name), f"docs/glossary.md: {term.says}: there is no {term.name}"


def test_a_term_is_explained_once() -> None:
    terms = [term.says for term in GLOSSARY]
    assert sorted(terms) == sorted(set(terms))


RECORDS = [row for row in rows("architecture.md") if len(row) == 4]


@pytest.mark.parametrize("row", RECORDS, ids=lambda row: row[0])
def test_a_record_of_a_provision_exists(row: list[str]) -> None:
    assert exists(row[0].strip("`")), f"docs/architecture.md: there is no {row[0]}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("law.model.tree", True),  # a module
        ("law.model.tree.Provision", True),  # a class
        ("law.model.tree.Provision.path", True),  # a field of a dataclass
        ("law.model.tree.walk", True),  # a function
        ("models.documents.Document.status", True),  # a column
        ("law.model.trees", False),
        ("law.model.tree.Provisions", False),
        ("law.model.tree.Provision.paths", False),
        ("models.documents.Document.state_of_it", False),
    ],
)
def test_the_check_tells_what_exists(name: str, expected: bool) -> None:
    assert exists(name) is expected


# docs/where.md

WHERE = [row for row in rows("where.md") if len(row) == 3]
PAGES = [row for row in rows("where.md") if len(row) == 4]
RENDERED = re.compile(r'(?:page|render)\(request, "([\w/]+\.html)"')


@pytest.mark.parametrize("row", WHERE, ids=lambda row: row[0])
def test_the_guide_leads_to_a_name_in_its_file(row: list[str]) -> None:
    file, name = row[1].strip("`"), row[2].strip("`")
    assert name in defined(PROJECT / file), f"docs/where.md: {file} defines no {name}"


ROOMS = [row[0].strip("`") for row in rows("architecture.md") if len(row) == 3 and row[0] != "room"]


@pytest.mark.parametrize("room", ROOMS)
def test_the_guide_leads_into_every_room(room: str) -> None:
    files = [row[1].strip("`") for row in WHERE + [row[1:] for row in PAGES]]
    own = f"eo_browser/{room.replace('.', '/')}"
    assert any(file == f"{own}.py" or file.startswith(f"{own}/") for file in files), f"docs/where.md: no row for {room}"


def test_a_question_has_one_row() -> None:
    questions = [row[0] for row in WHERE]
    assert sorted(questions) == sorted(set(questions))


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row[0])
def test_the_guide_leads_from_a_page_to_its_template_and_view(row: list[str]) -> None:
    template, file, view = (cell.strip("`") for cell in row[1:])
    source = PROJECT / file
    assert view in defined(source), f"docs/where.md: {file} defines no {view}"
    assert template.removeprefix("templates/") in RENDERED.findall(source.read_text("utf-8"))


def test_every_template_of_a_page_is_in_the_guide() -> None:
    sources = (path.read_text("utf-8") for path in (PROJECT / "eo_browser" / "web").rglob("*.py"))
    rendered = {f"templates/{name}" for source in sources for name in RENDERED.findall(source)}
    assert rendered == {row[1].strip("`") for row in PAGES}


def defined(file: Path) -> set[str]:
    """Return the functions, classes and variables that a file defines at its top level; of a template, its blocks."""
    if file.suffix == ".html":
        return set(re.findall(r"{% block (\w+) %}", file.read_text("utf-8")))
    found = set()
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


# One name, one thing

# Class names that several classes may have, with the reason.
SHARED_CLASS_NAMES = {
    "Command": "Django finds the class of a command by this name",
    "Meta": "Django and forms read the options of a class from this name",
    "Migration": "Django finds the class of a migration by this name",
}


def test_a_class_name_is_used_for_one_thing() -> None:
    places = defaultdict(list)
    for module in MODULES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(module.name)
    shared = {name: found for name, found in places.items() if len(found) > 1}
    assert {name: found for name, found in shared.items() if name not in SHARED_CLASS_NAMES} == {}
    assert SHARED_CLASS_NAMES.keys() <= shared.keys(), "a name that is not shared needs no exception"


def test_no_two_files_are_named_values() -> None:
    assert len([module.name for module in MODULES if module.name.endswith(".values")]) <= 1


# Patterns

LONGEST_BARE = 120  # characters of a pattern without a word on what it is about


def uncommented_patterns(source: str) -> list[str]:
    """Return the long patterns of a module's top level that have no comment, above them or in them."""
    lines = source.splitlines()
    found = []
    for node in ast.parse(source).body:
        call = node.value if isinstance(node, ast.Assign) else None
        if not (isinstance(call, ast.Call) and ast.unparse(call.func) in ("re.compile", "AnchoredPattern")):
            continue
        pattern = ast.get_source_segment(source, call.args[0]) or ""
        own = "\n".join(lines[max(0, node.lineno - 2) : node.end_lineno])
        if len(pattern) > LONGEST_BARE and "# " not in own:
            found.append(own)
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_long_pattern_says_what_it_is_about(module: Module) -> None:
    assert uncommented_patterns(module.source) == []


def test_an_uncommented_pattern_is_seen() -> None:
    bare = f"P = re.compile(r'{'x' * 130}')\n"
    assert uncommented_patterns(bare) == [bare.rstrip()]
    assert uncommented_patterns(f'# "xx": an example.\n{bare}') == []
    assert uncommented_patterns("P = re.compile(r'x+')\n") == []
