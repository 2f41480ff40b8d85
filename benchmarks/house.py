"""The shape of the code, compared with other projects: size, branching, names, and the words of its prose.

    python benchmarks/house.py [FOLDER…] [--show]

Without a folder, the package itself. A row per folder of Python source: files, lines, functions per 1,000 lines,
cyclomatic complexity of functions (mean, greatest, how many are above 12), class names that name several classes, and
how often a house word comes up per 1,000 words of docstrings and comments. `--show` lists the functions above the
limit and the class names used more than once. Other projects: `pip download --no-deps --no-binary :all: NAME`, or
`pip install --no-deps --target FOLDER NAME`.
"""

from __future__ import annotations

import argparse
import ast
import re
import tokenize
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from statistics import mean

PROJECT = Path(__file__).resolve().parent.parent
LIMIT = 12  # the greatest cyclomatic complexity of a function that the checks allow
LEFT_OUT = frozenset({"migrations", "tests", "vendored"})  # folders that hold no code written by hand for the project
HOUSE_WORDS = re.compile(r"\b(?:stands?|standing|stood|anew|beside|told|leads?)\b", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z][a-z']+")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted in one folder. `complexities` holds (complexity, module and function) of every function."""

    name: str
    files: int
    lines: int
    complexities: tuple[tuple[int, str], ...]
    classes: Counter[str]
    words: int
    house_words: int

    @property
    def repeated(self) -> dict[str, int]:
        """Return the names that more than one class has, and how many have each."""
        return {name: count for name, count in self.classes.most_common() if count > 1}

    def row(self) -> list[str]:
        """Return the cells of the folder's row, in the order of `HEAD`."""
        found = [complexity for complexity, _ in self.complexities]
        return [
            self.name,
            str(self.files),
            f"{self.lines:,}",
            f"{len(found) * 1000 / self.lines:.0f}",
            f"{mean(found):.1f}",
            str(max(found)),
            str(sum(one > LIMIT for one in found)),
            str(len(self.repeated)),
            f"{self.house_words * 1000 / max(self.words, 1):.1f}",
        ]


HEAD = [
    "package",
    "files",
    "lines",
    "functions per 1,000 lines",
    "complexity: mean",
    "greatest",
    f"above {LIMIT}",
    "class names used more than once",
    "house words per 1,000",
]


def complexity(function: Function) -> int:
    """Return the cyclomatic complexity of a function, nested functions included, as radon counts it.

    One, and one more for each branch, loop, handler, comprehension and its conditions, and each `and` or `or`.
    """
    return 1 + sum(_decisions(node) for node in ast.walk(function))


def _decisions(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    if isinstance(node, ast.For | ast.AsyncFor | ast.While):
        return 1 + bool(node.orelse)
    if isinstance(node, ast.Try):
        return len(node.handlers) + bool(node.orelse)
    return int(isinstance(node, ast.If | ast.IfExp | ast.Assert | ast.match_case))


def functions(tree: ast.Module) -> Iterator[Function]:
    """Yield the functions and methods of a module, but not those nested in another function."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node
            else:
                waiting.append(node)


def prose(source: str) -> str:
    """Return the docstrings and comments of a module as one text."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    docstrings = [text for node in nodes if (text := ast.get_docstring(node))]
    tokens = tokenize.generate_tokens(StringIO(source).readline)
    return "\n".join([*docstrings, *(one.string for one in tokens if one.type == tokenize.COMMENT)])


def measure(folder: Path) -> Measured:
    """Count one folder of Python source, without its migrations and tests."""
    sources = {
        path.relative_to(folder).with_suffix(""): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.py"))
        if LEFT_OUT.isdisjoint(path.relative_to(folder).parts)
    }
    trees = {path: ast.parse(source) for path, source in sources.items()}
    found = [
        (complexity(function), f"{'.'.join(path.parts)}.{function.name}")
        for path, tree in trees.items()
        for function in functions(tree)
    ]
    text = "\n".join(map(prose, sources.values()))
    return Measured(
        name=folder.name,
        files=len(sources),
        lines=sum(len(source.splitlines()) for source in sources.values()),
        complexities=tuple(sorted(found, reverse=True)),
        classes=Counter(
            node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
        ),
        words=len(WORD.findall(text)),
        house_words=len(HOUSE_WORDS.findall(text)),
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table, the first one its head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[PROJECT / "eo_browser"])
    parser.add_argument("--show", action="store_true", help="list what is above the limit or named twice")
    options = parser.parse_args()
    if missing := [str(folder) for folder in options.folders if not next(folder.rglob("*.py"), None)]:
        parser.error(f"no Python source in {', '.join(missing)}")
    measured = [measure(folder) for folder in options.folders]
    print(table([HEAD, *(one.row() for one in measured)]))
    if options.show:
        for one in measured:
            print(f"\n{one.name}")
            print("\n".join(f"{found:4} {name}" for found, name in one.complexities if found > LIMIT))
            print(", ".join(f"{name} ({count})" for name, count in one.repeated.items()))


if __name__ == "__main__":
    main()
