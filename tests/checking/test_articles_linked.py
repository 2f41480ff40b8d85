"""Articles with the nastiest markup, read, annotated and given back: links are put in, and nothing else is touched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from eo_browser.checking.article_files import Format, linked, read_article
from eo_browser.checking.article_files.html import BLOCKS
from eo_browser.law.context.articles import annotate
from tests.law.context.test_annotate import HOLDINGS, check

HREF = "/x?c"
CITING = [
    "E.O. 13901",
    ", section 2(a)",
    "NSPM-93",
    " “a grinder of the first class” ",
    " “",
    "”",
    '"',
    "word ",
    "\n\n",
    " Id. ",
    "id. § 1",
    " the June order ",
    " of the latter",
    "\U0001f642",
]
HTML = [
    "<p>", "</p>", "<b>", "</b>", '<a href="/y">', "</a>", "<a name=x>", "<button>", "</button>", "<!-- E.O. 13901 -->",
    "<!--", "-->", "<script>var a = 'E.O. 13901' < 2</script>", "<pre>", "</pre>", "<br>", "<br/>", "<svg/>", "<td>",
    "<select><option>E.O. 13901</option></select>", '<img alt="E.O. 13901 > 2" src=x>', "<i title='section 2 > 1'>",
    "</i>", "\n\n",
    "&nbsp;", "&amp;", "&lt;a&gt;", "<", ">", "<blockquote>", "</blockquote>", "E.O.&nbsp;<b>139</b>01", "<q>", "</q>",
    "<head>", "<body>", "<title>E.O. 13901</title>", "<h2>", "<li>", "<A HREF='/z'>", "</A >",
    "<textarea>E.O. 13901</textarea>", "<sup>4</sup>", "<sup><a href='#n'>[4]</a></sup>", "<sup>th</sup>", "\r\n",
    "&ldquo;", "&rdquo;", "&#x1F642;", "<span class=\"a\">", "</span>", "<figure>", "<figcaption>", "<em>", "</em>",
]  # fmt: skip
MARKDOWN = [
    "**", "*", "_", "`E.O. 13901`", "``a``", "[E.O. 13901](/y)", "[E.O. 13901][r]", "[r]", "[^1]",
    "\n\n[r]: /z 'E.O. 13901'\n\n", "\n\n[^1]: see ",
    "\n\n    E.O. 13901\n\n", "\n```\nE.O. 13901\n```\n", "\n> ", "\n- ", "\n# ", "\n1. ",
    "<b>", "</b>", "\n\n",
    "\n<div>\nE.O. 13901\n</div>\n", "\n---\n", "\n===\n", "\n~~~\nE.O. 13901\n", "\r\n",
    "<a href='/y'>E.O. 13901</a>", "<!-- E.O. 13901 -->", "https://a.example/eo/13901",
    "<https://a.example/13901>", "\\*",
    "!", "\\", "]", "a*", "*a", "_a", "a_", ")", "(",
    "\\[", "![E.O. 13901](i.png)", "&nbsp;", "* * *", "\n\n\t", "[sic]", "[t]he ", "\n| E.O. 13901 | b |\n",
]  # fmt: skip


def links_of(raw: str, form: Format) -> str:
    """The article with a link on each citation and quotation."""
    article = read_article(raw, form)
    found = annotate(article.text, HOLDINGS, check, article.blocks)
    citations = [(one.start, one.end, HREF) for one in found.citations]
    return linked(article, citations + [(one.start, one.end, HREF) for one in found.quotations])


class Nesting(HTMLParser):
    """Notes a link of ours inside another link, or one that tags cut across."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.inside: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("href", HREF) in attrs:
            if "a" in self.open or "button" in self.open:
                self.faults.append("a link in a link")
            self.inside = []
        elif self.inside is not None:
            if tag in BLOCKS or tag == "a":
                self.faults.append(f"{tag} in a link")
            if tag not in ("br", "img"):
                self.inside.append(tag)
        elif tag in ("a", "button"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside is None:
            if tag in self.open:
                self.open.remove(tag)
        elif tag == "a":
            self.faults += [f"{left} left open" for left in self.inside]
            self.inside = None
        elif tag not in ("br", "img") and (not self.inside or self.inside.pop() != tag):
            self.faults.append(f"{tag} closed in a link")


@given(st.lists(st.sampled_from(CITING + HTML), max_size=14))
def test_links_in_html_leave_the_rest_alone(parts: list[str]) -> None:
    raw = "<p>" + "".join(parts)
    given_back = links_of(raw, "html")
    assert re.sub(rf'<a href="{re.escape(HREF)}">(.*?)</a>', r"\1", given_back, flags=re.DOTALL) == raw
    assert links_of(given_back, "html") == given_back
    seen = Nesting()
    seen.feed(given_back)
    assert seen.faults == []


@given(st.lists(st.sampled_from(CITING + HTML), max_size=14), st.sampled_from(["text", "html"]))
def test_findings_are_at_the_places_they_name(parts: list[str], form: Format) -> None:
    """The characters of the file that are named, read by themselves, are the words that were found."""
    raw = "".join(parts)
    article = read_article(raw, form)
    found = annotate(article.text, HOLDINGS, check, article.blocks)
    for one in (*found.citations, *found.quotations):
        start, end = article.place(one.start, one.end)
        words = article.text[one.start : one.end]
        assert read_article(raw[start:end], form).text.strip() == words.strip()


COMMONMARK = MarkdownIt("commonmark").enable("table")


def shown(markdown: str) -> str:
    """What a reader sees, without tags."""
    html = COMMONMARK.render(markdown)
    return " ".join(re.sub(r"<[^<>]*>", "", html).split())


@given(st.lists(st.sampled_from(CITING + MARKDOWN), max_size=12))
@example(["E.O. 13901", "`E.O. 13901`", ", section 2(a)"])  # the link has code among its words
@example(["E.O. 13901", "<!-- E.O. 13901 -->", ", section 2(a)"])  # or a comment
def test_links_in_markdown_leave_the_rest_alone(parts: list[str]) -> None:
    raw = "".join(parts)
    given_back = links_of(raw, "markdown")
    assert re.sub(rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\({re.escape(HREF)}\)", r"\1", given_back) == raw
    assert links_of(given_back, "markdown") == given_back
    assert shown(given_back) == shown(raw)
    assert COMMONMARK.render(given_back).count(f'href="{HREF}"') == given_back.count(f"]({HREF})")


@given(st.lists(st.sampled_from([*CITING, "<b>", "& ", "</p>", "*"]), max_size=14))
def test_plain_text_made_into_html_says_the_same(parts: list[str]) -> None:
    raw = "".join(parts)
    article = read_article(raw, "text")
    found = annotate(article.text, HOLDINGS, check)
    html = linked(article, [(one.start, one.end, HREF) for one in found.citations], "html")
    assert read_article(html, "html").text.split() == raw.split()
    assert links_of(html, "html").count("<p>") == html.count("<p>")


HIDDEN = [
    ("html", "<p>a</p><!-- E.O. 13901 --><script>'E.O. 13901'</script><svg><text>E.O. 13901</text></svg>"),
    ("html", "<p><a href='/y'>E.O. 13901 <p>goes on"),  # never closed
    ("html", "<button>E.O. 13901</button>"),
    ("markdown", "---\ntitle: E.O. 13901\n---\n\nwords"),
    ("markdown", "a\n\n    E.O. 13901\n\nb"),  # code
    ("markdown", "<a href='/y'>E.O. 13901</a> <!-- E.O.\n13901 -->"),
    ("markdown", "[E.O. 13901,\nsection 2(a)](/y)"),
    ("markdown", "[E.O. 13901`code]`, section 2(a)](/y)"),  # a link around code
    ("markdown", "[E.O. 13901 `code` here][r]\n\n[r]: /y"),
    ("markdown", "<div>\nE.O. 13901\n</div>"),
    ("markdown", "[E.O. 13901][r] and [r]\n\n[r]: /y 'E.O. 13901'"),
    ("markdown", "`a ``` E.O. 13901 `` b`"),  # as many ticks close code as opened it
    ("markdown", "``a `E.O.\n13901` b``"),
    # where brackets would be an image or escaped, or change what is emphasized
    ("markdown", "!E.O. 13901"),
    ("markdown", "\\E.O. 13901"),
    ("markdown", "E.O. 13901**”**"),
    ("html", "<pre><a href='/y'></pre>E.O. 13901</a>"),
]


@pytest.mark.parametrize(("form", "raw"), HIDDEN)
def test_no_link_is_added_inside_links_code_or_comments(form: Format, raw: str) -> None:
    assert links_of(raw, form) == raw


SHOWN = [
    ("html", "<head><title>a</title><body><p>E.O. 13901"),  # a head that is not closed
    ("markdown", "- a\n\n    E.O. 13901 in the item"),
    ("markdown", "E.O. 13901[^1]\n\n[^1]: a note"),
    ("markdown", "[^1]: E.O. 13901 in a note"),
]


@pytest.mark.parametrize(("form", "raw"), SHOWN)
def test_what_is_text_is_linked(form: Format, raw: str) -> None:
    assert links_of(raw, form) != raw
