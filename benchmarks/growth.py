"""How the work on a text grows with its length: hostile patterns, each repeated to n and to 2n bytes.

    EO_DATA_DIR=var nice python benchmarks/growth.py [TASK…] [--size 125000] [--pattern TEXT] [--all]

A task is a reader with the outline behind it, the search for citations, references and amendments, a check of an
article through its page, a quotation, the box, or a search. Each pair of a task and a pattern runs in a process of its
own with a limit on its processor time, so that a pattern that never ends costs one line. A line is printed where twice
the length takes more than 2.6 times as long, or where a megabyte would take more than two seconds (the longer text, and
for the rest what each further byte of it cost); `--all` prints every line. Times are of the processor. The exit status
is 1 when a line was printed for one of these reasons.
"""

from __future__ import annotations

import argparse
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from html import escape
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

django.setup()

from django.db import connections  # noqa: E402
from django.test import Client  # noqa: E402

from eo_browser.archive.lookup import current_lookup  # noqa: E402
from eo_browser.checking.box import find_in_text  # noqa: E402
from eo_browser.checking.described import find_or_describe  # noqa: E402
from eo_browser.checking.quotations import check_quotation  # noqa: E402
from eo_browser.law.amending import SignedText, instructions_of  # noqa: E402
from eo_browser.law.citations import find_citations  # noqa: E402
from eo_browser.law.context.references import CachedLookup, references_of  # noqa: E402
from eo_browser.law.context.relations import acts_of, declared_emergency, notes_of, own_expiry  # noqa: E402
from eo_browser.law.model.source import Block, SourceDocument  # noqa: E402
from eo_browser.law.model.texts import ProvisionText  # noqa: E402
from eo_browser.law.outline.outline import parse  # noqa: E402
from eo_browser.law.quotation import LONGEST, ClaimedSource, TooLong, tokenized, verify  # noqa: E402
from eo_browser.law.resolver import KnownDocument  # noqa: E402
from eo_browser.search.query import read_query  # noqa: E402
from eo_browser.sources.read import read  # noqa: E402
from eo_browser.web.check import page as check_page  # noqa: E402
from eo_browser.web.objects.search_results import answer  # noqa: E402
from eo_browser.web.site.preload import preload  # noqa: E402

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FACTOR = 2.6  # of the time when the length doubles: more is worse than n log n with what the clock misses
NOTICED = 0.05  # seconds: less says nothing about growth
A_MEGABYTE = 2.0  # seconds at most
LIMIT = 20  # seconds of the processor for one length
MEGABYTE = 1_000_000

# What the texts are made of: a unit, repeated. Rows by subject; a name is the unit itself.
PATTERNS = tuple(
    dict.fromkeys(
        (
            # white space and lines
            *(
                "\n",
                " \n",
                "\r\n",
                "\t",
                " ",
                "\u00a0",
                "\u00a0\n",
                "\u00a0 ",
                "\u2003\n",
                "\x0c",
                "\u200b",
                "\u2028",
                "a\n",
                "a\n\n",
            ),
            *(
                "word ",
                "Word ",
                "WORD ",
                "WORD\n",
                "WORD\n\n",
                "Word. ",
                "word\u00a0",
                "x",
                "ß",
                "é",
                "e\u0301",
                "—",
                "-",
                "- ",
                "…",
                ". ",
            ),
            # marks
            *(
                "“",
                "”",
                '"',
                "'",
                "‘",
                "’",
                "“a” ",
                "“a ",
                '"a ',
                "'w ",
                "a’s ",
                "‘a’ ",
                "«",
                "(",
                ")",
                "[",
                "]",
                "[a]",
                "{",
                "}",
                "((a)",
                "[…]",
            ),
            *(
                "* * *",
                "* * *\n",
                "***",
                "***\n",
                "_",
                "__a__ ",
                "*a* ",
                "**a",
                "`",
                "`` ",
                "~",
                "§",
                "§ ",
                "§§ ",
                "¶",
                "&",
                "&amp;",
                "&#",
                "\\",
                "|",
            ),
            # labels and levels
            *(
                "(a)",
                "(a) ",
                "(a) x\n",
                "(a) x\n\n",
                "(i) ",
                "(1) ",
                "(A) ",
                "(a) (1) (i) ",
                "(a)(1)(i)(A) ",
                "1. ",
                "1. x\n",
                "a. x\n",
                "i. x\n",
                "I. x\n\n",
            ),
            *(
                "(aa) x\n",
                "(1) x; (2) y; ",
                "shall: (a) wind; (b) oil; ",
                "Sec. 1. ",
                "Sec. 1.\n",
                "Section 1. X\n\n",
                "SEC. 2 ",
                "Sec. 2. “Sec. 3. ",
                "PART I\n",
            ),
            *(
                "PART I—GENERAL\n\n",
                "Article I\n",
                "ANNEX\n",
                "ANNEX A\n\n",
                "Schedule 1\n",
                "TITLE I\n",
                "Subpart A\n",
                "Chapter 1\n",
                "Sec. 1 “the ",
                "(a) [Reserved] ",
            ),
            # structure of Markdown and HTML
            *(
                "# a\n",
                "#",
                "# ",
                "## a\n\n",
                "> ",
                ">",
                "> a\n",
                ">> a\n\n",
                "- a\n",
                "- - -\n",
                "* a\n  * b\n",
                "1. a\n   1. b\n",
                "    a\n",
                "```\n",
                "~~~\n",
            ),
            *(
                "| a | b |\n",
                "|-|-|\n",
                "[a](b) ",
                "[a](",
                "![",
                "[a]: b\n",
                "[^1]: a\n",
                "[^1] ",
                "<!-- ",
                "-->",
                "<![CDATA[",
                "<p> </p>",
                "<p>a</p>",
                "<p>",
                "</p>",
            ),
            *(
                "<ul><li>",
                "<li>a</li>",
                "<table><tr><td>",
                "<table><tr><td>a</td></tr></table>",
                "<tr><td>a</td></tr>",
                "<div>",
                "</div>",
                "<b>",
                "<i>a</i>",
                "<br>",
            ),
            *(
                "<br>\n<br>",
                "<blockquote>",
                "<blockquote><p>a</p></blockquote>",
                "<a href='/x'>a</a> ",
                "<a href=",
                "<a name=x>",
                "<",
                ">",
                "<sup>1</sup>",
                "<pre>\n",
            ),
            *(
                "<h2>a</h2>",
                "<script>",
                "<style>",
                "<td>",
                "<font>",
                "<q>",
                "<span>a</span>",
                "<img alt='a'>",
                "<ol><li>a",
                "<dl><dt>a<dd>b",
                "</",
                "<a ",
                "<?",
                "<!",
            ),
            # citations
            *(
                "NSPM-3, ",
                "NSPM-3 ",
                "E.O. 13526, ",
                "EO ",
                "EO 1, 2, 3; ",
                "Executive Order ",
                "Executive Orders 1 and ",
                "executive order 13526 of ",
                "75 FR 707, ",
            ),
            *(
                "82 FR ",
                "82 Fed. Reg. 9125 ",
                "Pub. L. 1-1, ",
                "50 U.S.C. 1701, ",
                "3 CFR 1, ",
                "section 1, ",
                "section 2(a), (b), ",
                "sections 1 through ",
                "Section 2 of ",
            ),
            *(
                "paragraph (a) of ",
                "subsection (a) of this section, ",
                "January 1, ",
                "January 1, 1990, ",
                "of January 1, 1990 ",
                "Proclamation 1 of ",
                "Presidential Memorandum of ",
            ),
            *(
                'the order "a b c d e" ',
                "that order ",
                "the order ",
                "Id. ",
                "Id. § 2; ",
                "ibid. at 3, ",
                "supra ",
                "see ",
                "See also E.O. 1; ",
                "the said order, ",
                "such order of ",
            ),
            *(
                "/eo/13526 ",
                "https://www.federalregister.gov/d/2017-02386 ",
                "E.O. 13526 § 1.4(a) and ",
                "§ 2(iii)(D), ",
                "Trump v. Hawaii, ",
                "the Act of ",
                "the Act (",
            ),
            # amendments and relations
            *(
                "is amended ",
                "is revoked; ",
                "Executive Order 1 is revoked. ",
                "amended by striking “a” and inserting “b” ",
                "to read as follows: ",
                "to read as follows:\n\n“",
            ),
            *(
                "(a) Section 2 is amended to read further as follows, namely:",
                "Section 1 is amended by deleting ",
                "by inserting after “a” ",
                "superseded by ",
                "revokes ",
            ),
            *(
                "Executive Order 13526 of December 29, 2009 (Title), is ",
                "as amended, ",
                "as amended by Executive Order 1, ",
                "shall expire on January 1, 1990; ",
                "except ",
            ),
            # sentences of articles, heads of documents, page numbers
            *(
                "he said “a”, ",
                "Order 1’s “a b”, ",
                "the president’s order ",
                "By the authority vested in me ",
                "THE WHITE HOUSE,\n",
                "[[Page 1]]\n",
                "[FR Doc. 1 Filed 1; 8:45 am]\n",
            ),
            *(
                "Executive Order 1 of January 1, 1990\n",
                "Federal Register / Vol. 1, No. 1 / Presidential Documents 1\n",
                "DONALD J. TRUMP\n",
                "MEMORANDUM FOR X\n",
                "SUBJECT: a\n",
            ),
            *(
                "IN WITNESS WHEREOF ",
                "NOW, THEREFORE, ",
                "WHEREAS a;\n",
                "Billing code 1-P\n",
                "Editorial note: ",
                "Page 1\n",
                "-1-\n",
                "1\n",
                "hyphen-\nated ",
                "Title 3—\n",
            ),
            # queries
            *(
                "NOT ",
                "NOT a ",
                "a OR ",
                "(a OR ",
                "-a ",
                '"a b" ',
                '"a ',
                "title:",
                "a* ",
                "* ",
                "kind:order ",
                "signed:1990 ",
                "a~ ",
                "AND ",
                "((",
                "^",
                "2017 ",
                "not and or ",
            ),
        )
    )
)


def text_of(unit: str, size: int) -> str:
    """Return a unit repeated to about a length, never cut."""
    return unit * max(1, size // len(unit))


def in_sample(
    name: str, behind: str, before: str = "", after: str = "", *, escaped: bool = False
) -> Callable[[str], object]:
    """Return a task: reading a document of `samples/` with the text put in behind some of its words."""

    def task(text: str) -> object:
        whole = (SAMPLES / name).read_text(encoding="utf-8")
        at = whole.index(behind) + len(behind)
        put_in = before + (escape(text) if escaped else text) + after
        return read_whole(name, (whole[:at] + put_in + whole[at:]).encode())

    return task


def read_whole(name: str, data: bytes) -> int:
    """Read a file and make the outlines of its documents."""
    return sum(len(parse(item).provisions) for item in read(name, data) if isinstance(item, SourceDocument))


def outlined(cut: Callable[[str], list[str]]) -> Callable[[str], object]:
    """Return a task: the outline of blocks."""

    def task(text: str) -> object:
        blocks = tuple(Block(piece.strip()) for piece in cut(text) if piece.strip())
        return parse(SourceDocument("growth", "plain", blocks)) if blocks else None

    return task


def sixties(text: str) -> list[str]:
    """Cut a text every sixty characters."""
    return [text[at : at + 60] for at in range(0, len(text), 60)]


HERE = KnownDocument(0, "/eo/99999", "executive-order", "99999", signed=date(2034, 1, 1))


def related(passages: tuple[ProvisionText, ...]) -> object:
    """Find references, relations and amendments, as after an import."""
    references = references_of(passages, HERE, CachedLookup(current_lookup()))
    acts_of(passages, references, HERE)
    own_expiry(passages)
    declared_emergency("executive-order", passages)
    return instructions_of(SignedText("/eo/99999", HERE.signed, passages))


def one_provision(text: str) -> object:
    """The relations of a document of one provision."""
    return related((ProvisionText("sec-1", text),))


def many_provisions(text: str) -> object:
    """The relations of a document of many short provisions."""
    return related(tuple(ProvisionText(f"sec-{n}", piece) for n, piece in enumerate(sixties(text), 1)))


def quoted(text: str) -> object:
    """A quotation as long as one may be."""
    try:
        return check_quotation(text[:LONGEST], "E.O. 13526")
    except TooLong:
        return None


def quoted_from_it(text: str) -> object:
    """A quotation of the text, and one that nearly is, against a document of the text."""
    source = tokenized(0, [ProvisionText(f"sec-{n}", piece) for n, piece in enumerate(sixties(text), 1)])
    verify(text[:1_000], [ClaimedSource(source)])
    return verify(text[:500] + "zebra " + text[500:1_000], [ClaimedSource(source, ("sec-1",))])


def checked(form: str) -> Callable[[str], object]:
    """Return a task: the page that checks an article."""

    def task(text: str) -> object:
        begin, end = ("<p>", "</p>") if form == "html" else ("# An article\n\n", "") if form == "markdown" else ("", "")
        response = Client(headers={"host": "127.0.0.1"}).post("/check/", {"text": f"{begin}{text}{end}"})
        assert response.status_code in (200, 400, 413, 503), response.status_code
        return response

    return task


def searched(text: str) -> object:
    """A search."""
    read_query(text)
    return answer(text, limit=10)


TASKS: dict[str, Callable[[str], object]] = {
    "bytes": lambda text: read_whole("growth.txt", text.encode()),
    "plain": in_sample("plain/99031-as-printed.txt", "it is hereby ordered as follows:\n"),
    "markdown": in_sample("white-house/1911-05-08-memorandum-on-the-winding-of-tower-clocks.md", "LANTERNS  \n"),
    "other-markdown": in_sample("markdown/99041-sand-glasses.md", "\n\n"),
    "wh-html": in_sample(
        "white-house/1911-05-22-establishing-the-council-on-cuckoo-clocks.html",
        "it is hereby ordered:</p>\n",
        "<p>",
        "</p>",
    ),
    "wh-html-text": in_sample(
        "white-house/1911-05-22-establishing-the-council-on-cuckoo-clocks.html",
        "it is hereby ordered:</p>\n",
        "<p>",
        "</p>",
        escaped=True,
    ),
    "fr-xml": in_sample(
        "federal-register/99001.xml", "it is hereby ordered as follows:</FP>\n", "<FP>", "</FP>", escaped=True
    ),
    "fr-html": in_sample("federal-register/99001.html", "it is hereby ordered as follows:</p>\n", "<p>", "</p>"),
    "fr-text": in_sample("federal-register/99001.txt", "it is hereby ordered as follows:\n"),
    "compilation": in_sample(
        "compilation/DCPD-203499001.html", "the winding of the clocks in towers.</p>", "<p>", "</p>"
    ),
    "us-code": in_sample(
        "us-code/usc99-2034.xml",
        "composed for the Executive Order Browser):</p>",
        '<p class="indent0">',
        "</p>",
        escaped=True,
    ),
    "outline-block": outlined(lambda text: [text]),
    "outline-sixties": outlined(sixties),
    "outline-lines": outlined(str.splitlines),
    "find": lambda text: list(find_citations(text)),
    "in-text": find_in_text,
    "notes": notes_of,
    "relations-one": one_provision,
    "relations-many": many_provisions,
    "quoted": quoted,
    "quoted-from": quoted_from_it,
    "check-text": checked("text"),
    "check-markdown": checked("markdown"),
    "check-html": checked("html"),
    "box": find_or_describe,
    "search": searched,
}


def seconds(task: Callable[[str], object], text: str) -> float | str:
    """Return the processor time of a task in a process of its own, or what ended it."""
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        _measure(task, text, sending)
    os.close(sending)
    with os.fdopen(receiving, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if said:
        found = pickle.loads(said)
        return found if isinstance(found, float | str) else "?"
    return (
        f"more than {LIMIT} s"
        if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
        else f"signal {os.WTERMSIG(status)}"
    )


def _measure(task: Callable[[str], object], text: str, sending: int) -> None:
    """Measure in the child, and end it."""
    connections.close_all()
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000, 6_000_000_000))
    said: float | str
    start = process_time()
    try:
        task(text)
        said = process_time() - start
    except BaseException as error:
        said = f"{type(error).__name__}: {str(error)[:60]}"
    os.write(sending, pickle.dumps(said))
    os._exit(0)


def verdict(name: str, unit: str, size: int) -> tuple[bool, str]:
    """Return whether a task grows too fast on a unit, and the line about it."""
    twice = seconds(TASKS[name], text_of(unit, 2 * size))
    shown = f"{name:16} {unit!r:40}"
    if isinstance(twice, str):
        return True, f"{shown} {twice}"
    if twice < NOTICED:
        return False, f"{shown} {twice:7.2f}"
    once = seconds(TASKS[name], text_of(unit, size))
    if isinstance(once, str):
        return True, f"{shown} {once}"
    factor = twice / max(once, 0.001)
    per_megabyte = twice + max(0.0, twice - once) / size * max(0, MEGABYTE - 2 * size)
    return factor > FACTOR or per_megabyte > A_MEGABYTE, f"{shown} {twice:7.2f} {factor:6.1f} {per_megabyte:7.2f}"


def lines(names: list[str], units: tuple[str, ...], size: int) -> Iterator[tuple[bool, str]]:
    """Yield the verdict on each pair."""
    for name in names:
        for unit in units:
            yield verdict(name, unit, size)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", help=", ".join(TASKS))
    parser.add_argument("--size", type=int, default=125_000)
    parser.add_argument("--pattern", action="append")
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    check_page.A_MINUTE = 1_000_000_000  # one client asks all of this
    preload()
    connections.close_all()
    pairs = grown = 0
    print(f"{'task':16} {'pattern':40} {'s at 2n':>7} {'times':>6} {'s a MB':>7}")
    for bad, shown in lines(asked.tasks or list(TASKS), tuple(asked.pattern or PATTERNS), asked.size):
        pairs += 1
        grown += bad
        if bad or asked.all:
            print(shown, flush=True)
    print(f"{len(PATTERNS)} patterns, {pairs} pairs, {grown} grow too fast or take too long")
    sys.exit(1 if grown else 0)


if __name__ == "__main__":
    main()
