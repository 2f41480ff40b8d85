"""The recipe of hashes as the documentation gives it: its script, its test vector, and the project's own agree."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.paths import provision_hash, words_hash
from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.tree import find
from eo_browser.law.outline.outline import parse
from eo_browser.sources.read import read

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "addresses.md").read_text("utf-8")
SCRIPT = re.findall(r"^```python\n(.*?)^```", PAGE, re.M | re.S)[0]
VECTOR = re.search(r"Test vector: `([\w/-]+)` of NSPM-3 \(2017-02386\) is `(v1\.\w{16})`", PAGE)


def by_the_script(text: str) -> str:
    """What the documented program answers for a provision's full text."""
    said = io.StringIO()
    with patch.object(sys, "stdin", io.StringIO(json.dumps({"full_text": text}))), redirect_stdout(said):
        exec(compile(SCRIPT, "hash.py", "exec"), {})
    return said.getvalue().strip()


def test_the_script_is_a_whole_program_of_ten_lines() -> None:
    assert len(SCRIPT.splitlines()) <= 10
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], input=json.dumps({"full_text": "a “word”"}), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stdout.strip() == words_hash('a "word"')


MARKS = st.sampled_from("“”„‟«»″‘’‚‛‹›`´′‐‑‒–—―−﹘﹣－\u00a0\u2003\t\n\x1c\x85ﬁ½Å…")


@given(st.lists(st.one_of(st.text(max_size=8), MARKS), max_size=12).map("".join))
def test_the_script_and_the_project_agree(text: str) -> None:
    assert by_the_script(text) == words_hash(text)


SAME = [
    # texts that differ as sources differ, with one hash
    ("“ISIS’s”", '"ISIS\'s"'),
    ("a – b", "a - b"),
    ("  two\n words ", "two words"),
    ("ﬁnd", "find"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_sources_write_otherwise_is_the_same(one: str, other: str) -> None:
    assert by_the_script(one) == by_the_script(other) == words_hash(one)


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", ["01-page-text-verbatim", "02-document-flat-verbatim", "03-document-paragraphs-reconstructed"]
)
def test_the_test_vector(corpus: Path, name: str) -> None:
    """The same from the page as it was, from the text without line breaks, and from its paragraphs."""
    assert VECTOR is not None
    file = corpus / "nspm-3" / f"{name}.txt"
    source = next(item for item in read(file.name, file.read_bytes()) if isinstance(item, SourceDocument))
    provision = find(parse(source).provisions, VECTOR[1])
    assert provision is not None
    assert provision_hash(provision) == by_the_script(provision.text) == VECTOR[2]
