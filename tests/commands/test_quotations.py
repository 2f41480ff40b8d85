"""verify_quote and annotate as they are called."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from eo_browser.archive import fingerprints as shingles
from eo_browser.checking.article_files import LONGEST
from tests.web.archive import MEMORANDUM, ORDER, build


@pytest.fixture(autouse=True)
def archive(db: None) -> None:
    build()
    shingles.index_all()


def output_of(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_a_quotation_is_answered_for_people() -> None:
    answer = output_of("verify_quote", "keep every lamp burning", "--cite", "NSPM-93, sec. 1")
    assert answer.startswith("Unmarked change")
    assert f"{MEMORANDUM}/sec-1?h=v1." in answer and "words-replaced: “burning” for “lit”" in answer


def test_words_in_brackets_are_recognised_by_their_place() -> None:
    answer = output_of(
        "verify_quote", "[The Plan shall include] the naming of new keepers", "--cite", "NSPM-93, 2(iii)(D)"
    )
    assert "  bracketed-insertion: “[The Plan shall include]” (words of sec. 2(iii))\n" in answer


def test_a_quotation_is_answered_as_json() -> None:
    answer = json.loads(output_of("verify_quote", "--json", "the naming of new keepers", "--cite", "NSPM-93"))
    assert (answer["verdict"], answer["cite_outcome"], answer["edits"]) == ("verbatim", "resolved", [])
    (target,) = answer["targets"]
    assert target["provision"]["path"] == "sec-2/iii/D"
    assert target["marked"].endswith("#sec-2/iii/D:~:text=the%20naming%20of%20new%20keepers")
    (selector,) = target["selectors"]
    assert selector["selector"]["value"] == "sec-2/iii/D"
    assert selector["selector"]["refinedBy"]["exact"] == "the naming of new keepers"


def test_a_line_is_answered_by_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [{"quote": "a survey of every lamp"}, {"quote": "zebras", "cite": None}]
    monkeypatch.setattr("sys.stdin", StringIO("\n".join(map(json.dumps, asked)) + "\n"))
    answers = [json.loads(line) for line in output_of("verify_quote", "--lines").splitlines()]
    assert [answer["verdict"] for answer in answers] == ["verbatim", "not-found"]


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        "null",
        '{"cite": "x"}',
        '{"quote": null}',
        '{"quote": ["a"]}',
        '{"quote": "a", "cite": 1}',
        json.dumps({"quote": "lamp " * 5_000}),  # longer than any that is checked
    ],
)
def test_a_line_that_asks_nothing_is_named(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f'{{"quote": "zebras"}}\n\n{line}\n'))
    with pytest.raises(CommandError, match="Line 3"):
        output_of("verify_quote", "--lines")


def test_each_difference_is_a_line_to_read() -> None:
    quote = "It is policy of this very specimen to keep … lamp [sic] burning (emphasis added)"
    answer = output_of("verify_quote", quote, "--cite", "NSPM-93, sec. 1").splitlines()
    assert answer[0] == "Unmarked change: words were added, left out or replaced without a mark."
    assert [line.strip() for line in answer[4:10]] == [
        "words-left-out: “the”",
        "words-added: “very”",
        "ellipsis: “…” for “every”",
        "sic: “[sic]”",
        "words-replaced: “burning” for “lit”",
        "note: “(emphasis added)”",
    ]


def test_an_article_is_annotated(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("E.O. 19901, sec. 2.1, has “Stairs are counted twice a year”.")
    assert f"[E.O. 19901, sec. 2.1](http://127.0.0.1:8000{ORDER}/sec-2.1)" in output_of(
        "annotate", str(article), "--format", "markdown"
    )
    assert f'<a href="http://127.0.0.1:8000{ORDER}/sec-2.1">' in output_of("annotate", str(article), "--format", "html")
    answer = json.loads(output_of("annotate", str(article), "--format", "json"))
    (quotation,) = answer["quotations"]
    assert (quotation["verdict"], quotation["text"]) == ("unmarked-change", "Stairs are counted twice a year")
    assert article.read_text()[quotation["start"] : quotation["end"]] == quotation["text"]
    assert [citation["outcome"] for citation in answer["citations"]] == ["resolved"]
    assert "unmarked change" in output_of("annotate", str(article))


def test_a_file_that_is_no_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\0\1")
    (tmp_path / "long.txt").write_bytes(b"a" * (LONGEST + 10))
    refused = {
        "a.bin": "neither text",
        "long.txt": "2,000,000 bytes at most",
        "absent.txt": "absent.txt cannot be read: No such file",
        "": "cannot be read: Is a directory",
    }
    for file, words in refused.items():
        with pytest.raises(CommandError, match=words):
            output_of("annotate", str(tmp_path / file))


def test_an_article_with_nothing_in_it_has_nothing_to_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert output_of("annotate", str(tmp_path / "a.txt")) == "0 citations, 0 quotations\n"
    assert output_of("annotate", str(tmp_path / "a.txt"), "--format", "html") == ""


def test_the_report_names_lines_and_what_words_are_given_as(tmp_path: Path) -> None:
    words = "“Stairs are counted twice a year”"
    (tmp_path / "a.txt").write_text(f"See E.O. 19901.\n\nIts sec. 2.1 has\n{words}.")
    report = output_of("annotate", str(tmp_path / "a.txt")).splitlines()
    assert report[0] == "2 citations, 1 quotation"
    assert "  line 1, resolved: E.O. 19901" in report and "  line 3, resolved: sec. 2.1" in report
    at = report.index(f"  line 4, unmarked change: {words}")
    assert report[at + 1] == "    given as: sec. 2.1"
    assert [line for line in report if "was revoked" in line] == report[-1:]  # once, though cited twice


def test_a_file_is_given_back_to_the_last_character(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<p>Nothing\r\nis cited</p>")  # no line end behind it
    assert output_of("annotate", str(tmp_path / "a.html"), "--format", "html") == "<p>Nothing\r\nis cited</p>"
