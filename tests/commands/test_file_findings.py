"""Findings in files for tools that check before publishing: SARIF, lines for GitHub, the hook, the exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from sarif_pydantic import Sarif

from eo_browser.web.objects.file_findings import FileFinding, github_line, sarif
from tests.web import archive as composed

PROJECT = Path(__file__).resolve().parents[2]
ARTICLE = (
    "# 🗼 Lamps\r\n\r\n🗼 See E.O. 99999 and 50 U.S.C. 1701.\nE.O. 19850, sec. 1.1(a). In E.O. 19901, sec. 2.1, "
    "“Stairs are counted\ntwice a year”.\n"
)


@pytest.fixture
def article(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    composed.build()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "of lamps.md").write_text(ARTICLE, "utf-8", newline="")
    return "of lamps.md"


def output_of(*arguments: str) -> str:
    out = StringIO()
    call_command("annotate", *arguments, stdout=out)
    return out.getvalue()


def words_at(line: int, column: int, end_line: int, end_column: int) -> str:
    """What an editor marks there: lines end at a line feed, columns are characters."""
    lines = ARTICLE.split("\n")
    inside = lines[line - 1 : end_line]
    inside[-1] = inside[-1][: end_column - 1]
    inside[0] = inside[0][column - 1 :]
    return "\n".join(inside)


def test_sarif_is_read_by_another_program_and_marks_the_words(article: str) -> None:
    log = Sarif.model_validate_json(output_of(article, "--format", "sarif"))
    (run,) = log.runs
    found = []
    for one in run.results or []:
        place = one.locations[0].physical_location
        region = place.region
        assert place.artifact_location.uri == "of%20lamps.md"
        level = getattr(one.level, "value", one.level)
        words = words_at(region.start_line, region.start_column, region.end_line, region.end_column)
        found.append((one.rule_id, level, " ".join(words.split()).strip("“”")))
        assert run.tool.driver.rules[one.rule_index].id == one.rule_id
    assert ("citation-not-found", "error", "E.O. 99999") in found
    assert ("quotation-unmarked-change", "error", "Stairs are counted twice a year") in found
    assert not any("1701" in words for _, _, words in found)  # a law is no finding


def test_github_shows_findings_beside_the_text(article: str) -> None:
    lines = output_of(article, "--format", "github").splitlines()
    assert all(re.fullmatch(r"::(error|warning|notice) file=[^,:]+,line=\d+,.*?::.+", line) for line in lines)
    first = next(line for line in lines if "99999" in line)
    assert first.startswith(
        "::error file=of lamps.md,line=3,endLine=3,col=7,endColumn=17,title=citation-not-found::“E.O. 99999”"
    )


def test_what_a_workflow_command_reserves_is_escaped() -> None:
    finding = FileFinding("a,b:c%.md", "rule", "note", "100%\nmore", 1, 2, 1, 3)
    assert github_line(finding) == (
        "::notice file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=2,endColumn=3,title=rule::100%25%0Amore"
    )


def test_a_word_file_has_no_lines() -> None:
    finding = FileFinding("a.docx", "rule", "error", "Words.")
    assert github_line(finding) == "::error file=a.docx,title=rule::Words."
    (result,) = sarif([finding])["runs"][0]["results"]
    assert "region" not in result["locations"][0]["physicalLocation"]


EXITS = [
    # what the article says, and whether there is something to look at
    ("Nothing is cited.", False),
    ("E.O. 19901, sec. 2.1, and 50 U.S.C. 1701.", False),
    ("E.O. 19901, sec. 2.1: “Stairs are counted once a year.”", False),
    ("E.O. 19901, sec. 2.1: “Stairs are counted twice a year.”", True),
    ("E.O. 99999.", True),
]


@pytest.mark.parametrize(("words", "fails"), EXITS)
def test_the_exit_status_says_whether_there_is_something_to_look_at(article: str, words: str, fails: bool) -> None:
    Path("a.txt").write_text(words, "utf-8")
    Path("b.txt").write_text("Nothing.", "utf-8")
    for form in ("report", "sarif", "github"):
        if fails:
            with pytest.raises(SystemExit, match="1"):
                output_of("a.txt", "b.txt", "--format", form, "--exit-code")
        else:
            output_of("a.txt", "b.txt", "--format", form, "--exit-code")


def test_several_files_are_reported_with_their_names(article: str) -> None:
    Path("b.txt").write_text("Nothing.", "utf-8")
    report = output_of(article, "b.txt")
    assert report.startswith(f"{article}:\n") and "\nb.txt:\n0 citations, 0 quotations\n" in report
    assert len(output_of(article, "b.txt", "--format", "json").splitlines()) == 2
    assert len(json.loads(output_of(article, "b.txt", "--format", "sarif"))["runs"]) == 1
    with pytest.raises(CommandError, match="name one file"):
        output_of(article, "b.txt", "--format", "html")


def test_the_hook_is_the_command() -> None:
    (hook,) = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {"id", "name", "entry", "language"} <= hook.keys()
    program, command, *options = hook["entry"].split()
    assert (program, command, options[0]) == ("eo-browser", "annotate", "--exit-code")
    done = subprocess.run(
        [sys.executable, "-m", "eo_browser", command, *options, "--help"], cwd=PROJECT, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_a_document_that_is_known_and_not_held_is_no_fault(article: str) -> None:
    """It cannot be checked, nor the words that are quoted from it."""
    Path("known.md").write_text(
        "Executive Order 19902 says in section 2: “Stairs are counted twice a year”.\n", "utf-8"
    )
    lines = output_of("known.md", "--format", "github", "--exit-code").splitlines()
    assert len(lines) == 3 and all(line.startswith("::notice") for line in lines)  # the order, its section, the words
    with pytest.raises(SystemExit):
        output_of(article, "--format", "github", "--exit-code")
