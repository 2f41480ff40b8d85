"""The numbered rules of docs/outline.md: their examples are parsed, and the code names no others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.law.outline.test_outline import paths, read

PROJECT = Path(__file__).resolve().parents[3]
PAGE = (PROJECT / "docs" / "outline.md").read_text("utf-8")
RULE = re.compile(r"^## Rule (\d+): ", re.M)
NAMED = re.compile(r"\brules? (\d+)((?:(?:, | and |, and )\d+)*)\b")
EXAMPLE = re.compile(r"^```outline( flat)?\n(.*?)^=> (.*?)\n```", re.M | re.S)


@dataclass(frozen=True)
class Example:
    """Lines of a rule's example, whether their breaks are lost, and the paths they give."""

    rule: int
    lines: tuple[str, ...]
    flat: bool
    paths: str

    def __str__(self) -> str:
        """Return the rule's number, for the list of tests."""
        return f"rule {self.rule}"


def rules_of_the_page() -> list[int]:
    return [int(number) for number in RULE.findall(PAGE)]


def examples() -> list[Example]:
    found = []
    for part in PAGE.split("\n## Rule ")[1:]:
        for flat, text, expected in EXAMPLE.findall(part):
            lines = tuple(re.sub(r"^\* ", "- ", line) for line in text.splitlines())
            found.append(Example(int(part.split(":")[0]), lines, bool(flat), expected))
    return found


def rules_named(*folders: str) -> dict[int, str]:
    """Return the rules that source files name, each with a file that names it."""
    found = {}
    for folder in folders:
        for file in sorted((PROJECT / folder).rglob("*.py")):
            for first, others in NAMED.findall(file.read_text("utf-8")):
                found |= {int(number): file.name for number in (first, *re.findall(r"\d+", others))}
    return found


def test_the_rules_are_numbered_without_a_gap() -> None:
    assert rules_of_the_page() == list(range(1, len(rules_of_the_page()) + 1))


def test_every_rule_has_an_example() -> None:
    assert {example.rule for example in examples()} == set(rules_of_the_page())


@pytest.mark.parametrize("example", examples(), ids=str)
def test_an_example_is_read_as_shown(example: Example) -> None:
    assert " ".join(paths(read(*example.lines, flat=example.flat))) == example.paths


def test_every_rule_the_code_names_is_on_the_page() -> None:
    named = rules_named("eo_browser/law/outline", "eo_browser/law/model", "tests/law/outline")
    assert {number: file for number, file in named.items() if number not in rules_of_the_page()} == {}


def test_every_rule_of_the_page_is_named_by_the_code_or_a_test() -> None:
    assert set(rules_of_the_page()) <= set(rules_named("eo_browser/law/outline", "tests/law/outline"))


def test_docstrings_name_only_pages_that_exist() -> None:
    pages = {page.name for page in (PROJECT / "docs").glob("*.md")} | {"README.md", "CONTRIBUTING.md"}
    for file in sorted((PROJECT / "eo_browser").rglob("*.py")):
        named = set(re.findall(r"(?:docs/|(?<![\w/]))([a-z-]+\.md)\b", file.read_text("utf-8")))
        assert named <= pages | {"readme.md"}, file
