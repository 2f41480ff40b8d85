"""Real documents laid out as other sites and prints lay them out: do outline and facts stay the same?

    python benchmarks/relaid.py [--documents 60] [--seed 1] [--layout NAME …] [--show N] [--keep FOLDER]

Documents of EO_CORPUS with known outlines (executive orders of the Federal Register's XML; memoranda, proclamations,
determinations and notices of the White House's Markdown; historic orders) are composed anew in each layout of
`LAYOUTS`: the words are theirs, the head, the marks and what surrounds the text are the layout's. Each is read and
parsed as a file of its own. Compared are the paths with the first words of each provision (of labelled ones alone
where the layout has no paragraphs), number, title, day of signing and kind, where the layout prints them.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from eo_browser.law.model.kinds import title_without_kind  # noqa: E402
from eo_browser.law.model.source import SourceDocument  # noqa: E402
from eo_browser.law.model.tree import ParsedDocument, walk  # noqa: E402
from eo_browser.law.outline.front_matter import split_front_matter  # noqa: E402
from eo_browser.law.outline.outline import parse  # noqa: E402
from eo_browser.law.terms.presidents import PRESIDENTS  # noqa: E402
from eo_browser.sources.copied_head import in_small_letters  # noqa: E402
from eo_browser.sources.read import read  # noqa: E402

FIRST_WORDS = 6
SHORTEST, LONGEST = 900, 30_000  # characters of a text


@dataclass(frozen=True)
class Told:
    """A document to lay out: its facts, its paragraphs as printed, and its right outline."""

    name: str
    kind: str  # "Executive Order"
    number: str
    title: str
    day: date
    president: str  # "Donald J. Trump"
    addressees: tuple[str, ...]
    paragraphs: tuple[tuple[str, int, bool], ...]  # text, indentation, whether it is a heading
    outline: tuple[tuple[str, str], ...]

    @property
    def long_day(self) -> str:
        return f"{self.day:%B} {self.day.day}, {self.day.year}"

    @property
    def padded_day(self) -> str:
        return f"{self.day:%B %d, %Y}"

    @property
    def texts(self) -> list[str]:
        return [text for text, _, _ in self.paragraphs]

    @property
    def captioned(self) -> str:
        """The kind and number of a head: "Executive Order 13526", "Memorandum"."""
        return f"{self.kind} {self.number}" if self.number else self.kind

    @property
    def named(self) -> str:
        """What a library calls it: "Executive Order 13526", "Memorandum on the Mexico City Policy"."""
        if self.number or self.title.lower().startswith(self.kind.lower()):
            return self.captioned if self.number else self.title
        return f"{self.kind} on {self.title}"

    @property
    def page_title(self) -> str:
        """What the page of a site is headed, which names a determination as such."""
        named = self.kind != "Presidential Determination" or "etermination" in self.title
        return self.title if named else f"{self.kind} on {self.title}"

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")[:60]


@dataclass(frozen=True)
class Layout:
    """A way to print a document: the file's name and bytes, and what it does not print."""

    name: str
    suffix: str
    compose: Callable[[Told], str]
    flat: bool = False  # paragraphs are lost
    lacks: frozenset[str] = frozenset()  # facts that it does not print


KINDS = {
    "executive-order": "Executive Order",
    "proclamation": "Proclamation",
    "memorandum": "Memorandum",
    "determination": "Presidential Determination",
    "notice": "Notice",
}


# Documents


def documents(corpus: Path, wanted: int, seed: int) -> list[Told]:
    """Return documents of the corpus whose outline is sure enough to compare with: a share of each kind."""
    rng = random.Random(seed)
    orders = sorted((corpus / "federal-register-eo").glob("*.xml"))
    pages = sorted((corpus / "white-house-2021-2026").glob("*.md"))
    rng.shuffle(orders)
    rng.shuffle(pages)
    found = list(_first(orders, wanted // 2))
    for kind in ("Memorandum", "Proclamation", "Presidential Determination", "Notice"):
        found += list(_first(pages, wanted // 8, kind))
    return found


def _first(paths: Sequence[Path], count: int, kind: str = "") -> Iterator[Told]:
    for path in paths:
        if count == 0:
            return
        told = told_of(path)
        if told and (not kind or told.kind == kind):
            count -= 1
            yield told


def told_of(path: Path) -> Told | None:
    """Return what a file prints; None for one with tables, notes, doubts or without title and day."""
    (item,) = (*read(path.name, path.read_bytes()),)[:1]
    if not isinstance(item, SourceDocument):
        return None
    parsed = parse(item)
    facts = parsed.metadata
    if not facts.title or not facts.signed or facts.kind not in KINDS or not _is_plain(item, parsed):
        return None
    president = next((one for one in PRESIDENTS if one.held_office(facts.signed)), None)
    body = [block for block in split_front_matter(item).body if block.text.strip()]
    return Told(
        path.name,
        KINDS[facts.kind],
        facts.number,
        facts.title.removesuffix("."),
        facts.signed,
        in_small_letters(president.signatures[0]) if president else "John Doe",
        tuple(facts.addressees),
        tuple((" ".join(block.text.split()), block.indent, block.kind == "heading") for block in body),
        outline_of(parsed),
    )


def _is_plain(item: SourceDocument, parsed: ParsedDocument) -> bool:
    """Whether the outline is certain, and of paragraphs alone: tables and notes have a form of their own everywhere."""
    provisions = list(walk(parsed.provisions))
    return (
        bool(provisions)
        and not any(one.doubts or one.kind in ("table", "row", "footnote", "annex", "quotation") for one in provisions)
        and SHORTEST < sum(len(one.text) for one in provisions) < LONGEST
        and all(block.kind in ("text", "heading") and "\n" not in block.text for block in item.blocks if not block.role)
    )


def outline_of(parsed: ParsedDocument) -> tuple[tuple[str, str], ...]:
    """Return the path and the first words of each provision."""
    return tuple((one.path, _first_words(one.text)) for one in walk(parsed.provisions))


def _first_words(text: str) -> str:
    words = re.sub(r"[^0-9A-Za-z]+", " ", text).lower().split()
    return " ".join(words[:FIRST_WORDS])


# Layouts


def _hard_wrapped(paragraphs: Sequence[str], width: int, indent: str = "", between: str = "\n") -> str:
    """Paragraphs broken to a width, at blanks alone."""
    return between.join(
        textwrap.fill(text, width, initial_indent=indent, break_long_words=False, break_on_hyphens=False)
        for text in paragraphs
    )


def _signature(told: Told, place: str = "The White House,\n") -> str:
    return f"{told.president.upper()}\n\n{place}{told.long_day}."


def presidency_project(told: Told) -> str:
    """The page of the American Presidency Project, copied as text with the site's lines."""
    kind = f"{told.captioned}—" if told.number else f"{told.kind}—" if told.kind == "Notice" else f"{told.kind} on "
    body = "\n\n".join(told.texts)
    return (
        f"{told.president}\n\n{kind}{told.title}\n\n{told.padded_day}\n\n{body}\n\n{told.president.upper()}\n"
        f"The White House,\n{told.long_day}.\n\n{told.president}, {kind}{told.title} Online by Gerhard Peters and John"
        " T. Woolley, The American Presidency Project https://www.presidency.ucsb.edu/node/200001\n"
    )


def presidency_project_lines(told: Told) -> str:
    """The same, copied with one line a paragraph and the site's navigation."""
    kind = f"{told.captioned}—" if told.number else f"{told.kind}—" if told.kind == "Notice" else f"{told.kind} on "
    body = "\n".join(told.texts)
    return (
        "Skip to main content\nThe American Presidency Project\nAbout Search\nDocuments\n"
        f"{told.president}\n{kind}{told.title}\n{told.padded_day}\n{body}\n{told.president.upper()}\n"
        f"The White House,\n{told.long_day}.\n\n"
        f"{told.president}, {kind}{told.title} Online by Gerhard Peters and John T. Woolley, The American Presidency"
        " Project https://www.presidency.ucsb.edu/node/200001\nFiled Under\nCategories\nPresidential\nAttributes\n"
    )


def presidency_project_page(told: Told) -> str:
    """The page itself."""
    kind = f"{told.captioned}—" if told.number else f"{told.kind}—" if told.kind == "Notice" else f"{told.kind} on "
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in told.texts)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(kind + told.title)} | The American"
        " Presidency Project</title></head><body><nav><ul><li><a href='/'>Documents</a></li><li>Statistics</li></ul></nav>"
        f"<div class='field-docs-person'><h3 class='diet-title'><a href='/people'>{told.president}</a></h3></div>"
        f"<div class='field-ds-doc-title'><h1>{html.escape(kind + told.title)}</h1></div>"
        f"<div class='field-docs-start-date-time'><span class='date-display-single'>{told.padded_day}</span></div>"
        f"<div class='field-docs-content'>{body}<p>{told.president.upper()}</p><p>The White House,<br>{told.long_day}.</p>"
        f"</div><div class='field-prez-document-citation'>{told.president}, {html.escape(kind + told.title)} Online by"
        " Gerhard Peters and John T. Woolley, The American Presidency Project <a href='#'>x</a></div></body></html>"
    )


def wikisource(told: Told) -> str:
    """The text of Wikisource with its markup."""
    body = "\n\n".join(re.sub(r"^((?:Section|Sec\.) \d+\.)", r"'''\1'''", text) for text in told.texts)
    return (
        "{{header\n | title      = " + told.named + "\n | author     = " + told.president
        + "\n | section    = " + told.title + "\n | previous   =\n | next       =\n | notes      = Signed on "
        + told.long_day + "\n}}\n\n" + body + "\n\n{{right|" + told.president.upper() + "}}\n\nThe White House,<br />"
        + told.long_day + ".\n\n{{PD-USGov}}\n[[Category:United States federal executive orders]]\n"
    )  # fmt: skip


def wikisource_page(told: Told) -> str:
    """The page of Wikisource as HTML."""
    body = "".join(f"<p>{html.escape(text)}\n</p>" for text in told.texts)
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset='UTF-8'/><title>{html.escape(told.named)} - Wikisource, the free online library"
        f"</title></head><body class='mediawiki'><div id='content'><h1 id='firstHeading'>{html.escape(told.named)}</h1>"
        "<div id='siteSub'>From Wikisource</div><div id='mw-content-text'><div class='mw-parser-output'>"
        f"<div class='ws-noexport' id='headerContainer'><div><b>{html.escape(told.named)}</b> ({told.day.year})<br>by {told.president}"
        f"<br>{html.escape(told.title)}</div></div>{body}<p>{told.president.upper()}</p><p>The White House,<br/>"
        f"{told.long_day}.</p><div class='licenseContainer'>This work is in the public domain in the United States.</div>"
        "</div></div></div></body></html>"
    )


def compilation(told: Told) -> str:
    """The Daily Compilation's page."""
    kind = f"{told.captioned}—" if told.number else f"{told.kind}—" if told.kind == "Notice" else f"{told.kind} on "
    head = "".join(f"<p class='s2'>{one}</p>" for one in _addressed(told))
    body = "".join(f"<p>{html.escape(text)}</p>" for text in told.texts)
    return (
        f"<!DOCTYPE html><html><head><title>DCPD{told.day.year}00999</title></head><body><p class='s1'>Administration of"
        f" {told.president}, {told.day.year}</p><h1>{html.escape(kind + told.title)}</h1><p class='s1'>{told.long_day}</p>"
        f"{head}{body}<p class='s3'>{told.president.upper()}</p><p>The White House,</p><p>{told.long_day}.</p>"
        "<p>[Filed with the Office of the Federal Register, 8:45 a.m., "
        f"{told.day + timedelta(3):%B %d, %Y}]</p><p class='s2'>NOTE: This document was published in the <i>Federal Register"
        f"</i> on {told.day + timedelta(4):%B %d}.</p><p class='s2'><i>Categories:</i> <span class='p'>{told.kind}s :"
        f" {html.escape(told.title)}.</span></p><p class='s2'><i>Subjects:</i> Government organization; Records.</p>"
        f"<p class='s2'><i>DCPD Number:</i> DCPD{told.day.year}00999.</p></body></html>"
    )


def compilation_text(told: Told) -> str:
    """The Compilation's text in typewriter lines, as GPO sends it within `<pre>`."""
    kind = f"{told.captioned}--" if told.number else f"{told.kind}—" if told.kind == "Notice" else f"{told.kind} on "
    lines = _hard_wrapped([*_addressed(told), *told.texts], 66, "    ", "\n")
    title = textwrap.fill(kind + told.title, 60)
    return (
        f"<html>\n<head>\n<title>Weekly Compilation</title>\n</head>\n<body><pre>\n[Weekly Compilation of Presidential"
        f" Documents Volume 35, Number 12 ({told.day:%A, %B %d, %Y})]\n[Pages 501-503]\nFrom the Weekly Compilation of"
        f" Presidential Documents Online via the Government Publishing Office [www.gpo.gov]\n\n{html.escape(title)}\n\n"
        f"{told.long_day}\n\n{html.escape(lines)}\n                                            {told.president}\n\n"
        f"The White House,\n{told.long_day}.\n\n[Filed with the Office of the Federal Register, 8:45 a.m., "
        f"{told.day + timedelta(3):%B %d, %Y}]\n\nNote: This document was published in the Federal Register on"
        f" {told.day + timedelta(4):%B %d}.\n</pre></body>\n</html>\n"
    )


def _addressed(told: Told) -> list[str]:
    return ["Memorandum for " + ", ".join(told.addressees)] if told.addressees else []


def register_print(told: Told) -> str:
    """The text of the Register's PDF: page heads, lines cut with hyphens, the printer's marks."""
    caption = f"{told.captioned} of {told.long_day}" if told.number else f"{told.kind} of {told.long_day}"
    head = ["Title 3—", "The President", *textwrap.wrap(caption, 70), *textwrap.wrap(told.title, 70)]
    lines = head
    for text in [*_addressed(told), *told.texts]:
        lines += _hyphenated(text, 78)
    lines += ["THE WHITE HOUSE,", f"{told.long_day}."]
    pages = [lines[start : start + 50] for start in range(0, len(lines), 50)]
    day = told.day + timedelta(4)
    told_pages = []
    for count, page in enumerate(pages):
        number = 8611 + count
        where = f"Vol. 90, No. 19 / {day:%A}, {day:%B} {day.day}, {day.year} / Presidential Documents"
        head_line = (
            f"{number} Federal Register / {where}" if number % 2 == 0 else f"Federal Register / {where} {number}"
        )
        foot = "VerDate Sep<11>2014 18:25 Jan 29, 2025 Jkt 265001 PO 00000 Frm 00001 Fmt 4705 Sfmt 4790 E:\\FR\\FM\\30JAE0.SGM 30JAE0"
        told_pages.append("\n".join([head_line, *page, foot]))
    filed = f"[FR Doc. {day.year}-02087\nFiled {day.month}–{day.day}–{day:%y}; 8:45 am]\nBilling code 3395–F4–P"
    return "\n".join(told_pages) + "\n" + filed + "\n"


def register_print_layout(told: Told) -> str:
    """The same as extraction with layout gives it: indented, the lines of a paragraph set in, form feeds."""
    caption = f"{told.captioned} of {told.long_day}" if told.number else f"{told.kind} of {told.long_day}"
    day = told.day + timedelta(4)
    margin = " " * 24
    lines = [f"Title 3—{margin[8:]}{caption}", "", f"The President{margin[13:]}{told.title}", ""]
    for text in [*_addressed(told), *told.texts]:
        lines += [margin + line for line in _hyphenated(text, 76)] + [""]
    lines += [margin + "THE WHITE HOUSE,", margin + f"{told.long_day}."]
    pages = [lines[start : start + 60] for start in range(0, len(lines), 60)]
    head = f"          Federal Register / Vol. 90, No. 19 / {day:%A}, {day:%B} {day.day}, {day.year} / Presidential Documents          "
    return "\f".join(head + str(8611 + n) + "\n\n" + "\n".join(page) + "\n" for n, page in enumerate(pages)) + (
        f"\n[FR Doc. {day.year}–02087\nFiled {day.month}–{day.day}–{day:%y}; 8:45 am]\nBilling code 3395–F4–P\n"
    )


_SYLLABLE = re.compile(r"^([A-Za-z]*?[aeiou][b-df-hj-np-tv-z])([b-df-hj-np-tv-z][a-z]{3,}\S*)$")


def _hyphenated(text: str, width: int) -> list[str]:
    """Lines of a width, words cut between two consonants where a part still fits."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 <= width:
            line = f"{line} {word}".strip()
            continue
        cut = _SYLLABLE.match(word)
        if cut and len(line) + len(cut[1]) + 2 <= width:
            lines.append(f"{line} {cut[1]}-")
            line = cut[2]
        else:
            lines.append(line)
            line = word
    return [*lines, line] if line else lines


def press_office(told: Told) -> str:
    """A page of the press office, 2009-2017, copied as text."""
    addressed = ""
    if told.addressees:
        addressed = (
            "MEMORANDUM FOR "
            + "\n".join(one.upper() for one in told.addressees)
            + "\n\nSUBJECT: "
            + told.title
            + "\n\n"
        )
    body = "\n\n".join(told.texts)
    dash = f"{_press_kind(told)} -- {told.title}"
    return (
        f"The White House\n\nOffice of the Press Secretary\n\nFor Immediate Release\n{told.long_day}\n\n{dash}\n\n"
        f"{addressed}{body}\n\n{told.president.upper()}\n"
    )


def _press_kind(told: Told) -> str:
    return {"Executive Order": "Executive Order", "Memorandum": "Presidential Memorandum"}.get(
        told.kind, f"Presidential {told.kind}" if told.kind == "Proclamation" else told.kind
    )


def _page(told: Told, head: str, container: str, title: str, day: str) -> str:
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in told.texts)
    addressed = "".join(f"<p>MEMORANDUM FOR {html.escape(one.upper())}</p>" for one in told.addressees[:1])
    addressed += "".join(f"<p>{html.escape(one.upper())}</p>" for one in told.addressees[1:])
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body><header><nav><ul><li><a href='/'>"
        f"Home</a></li><li>Briefing Room</li></ul></nav></header><main>{title}{day}<div class='{container}'>{addressed}{body}"
        f"<p>{told.president.upper()}</p></div></main><footer><p>The White House, 1600 Pennsylvania Ave NW</p></footer>"
        "</body></html>"
    )


def page_of_2025(told: Told) -> str:
    """A page of www.whitehouse.gov since 2025."""
    stamp = f"{told.day.isoformat()}T16:15:07-04:00"
    title = html.escape(told.page_title)
    return _page(
        told,
        f"<title>{title} – The White House</title><meta property='article:published_time' content='{stamp}'>"
        f"<link rel='canonical' href='https://www.whitehouse.gov/presidential-actions/{told.day:%Y/%m}/{told.slug}/'>",
        "entry-content wp-block-post-content",
        "<div class='wp-block-whitehouse-topper'><div class='wp-block-whitehouse-byline-subcategory__link'><a href='#'>"
        f"{told.kind}s</a></div><h1 class='wp-block-whitehouse-topper__headline'>{title}</h1>",
        f"<div class='wp-block-post-date'><time datetime='{stamp}'>{told.long_day}</time></div></div>",
    )


def page_of_2021(told: Told) -> str:
    """A page of the Biden site, archived."""
    stamp = f"{told.day.isoformat()}T16:15:07-04:00"
    title = html.escape(f"{told.kind} on {told.title}")
    return _page(
        told,
        f"<title>{title} | The White House</title><meta property='article:published_time' content='{stamp}'>"
        f"<link rel='canonical' href='https://www.whitehouse.gov/briefing-room/presidential-actions/{told.day:%Y/%m/%d}/{told.slug}/'>",
        "body-content",
        f"<h1 class='page-title'>{title}</h1>",
        f"<time datetime='{stamp}'>{told.long_day}</time>",
    )


def page_of_2017(told: Told) -> str:
    """A page of the first Trump site, archived."""
    title = html.escape(f"{told.kind} on {told.title}")
    return _page(
        told,
        f"<title>{title} | The White House</title><link rel='canonical'"
        f" href='https://trumpwhitehouse.archives.gov/presidential-actions/{told.slug}/'>",
        "page-content__content editor",
        f"<h1 class='page-header__title'>{title}</h1>",
        f"<p class='meta__date'>Issued on: <time>{told.long_day}</time></p>",
    )


def page_of_2009(told: Told) -> str:
    """A page of the press office, archived."""
    title = html.escape(f"{_press_kind(told)} -- {told.title}")
    return _page(
        told,
        f"<title>{title} | whitehouse.gov</title><link rel='canonical'"
        f" href='https://obamawhitehouse.archives.gov/the-press-office/{told.day:%Y/%m/%d}/{told.slug}'>",
        "forall-body",
        f"<div class='pane-node-title'><h1>{title}</h1></div>",
        f"<div class='press-article-date'>{told.long_day}</div>",
    )


def feed(told: Told) -> str:
    """An item of the White House's feed."""
    body = "".join(f"<p>{html.escape(text)}</p>" for text in told.texts)
    addressed = "".join(f"<p>MEMORANDUM FOR {html.escape(one.upper())}</p>" for one in told.addressees[:1])
    addressed += "".join(f"<p>{html.escape(one.upper())}</p>" for one in told.addressees[1:])
    kind = {"Memorandum": "Presidential Memoranda", "Proclamation": "Proclamations"}.get(told.kind, "Executive Orders")
    category = (
        f"<category><![CDATA[{kind}]]></category>"
        if told.kind in ("Memorandum", "Proclamation", "Executive Order")
        else ""
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>Presidential Actions – The White House</title><link>https://www.whitehouse.gov/presidential-actions/"
        f"</link><item><title>{html.escape(told.page_title)}</title><link>https://www.whitehouse.gov/presidential-actions/"
        f"{told.day:%Y/%m}/{told.slug}/</link><pubDate>{told.day:%a, %d %b %Y} 21:15:07 +0000</pubDate>"
        f'<category><![CDATA[Presidential Actions]]></category>{category}<guid isPermaLink="false">'
        "https://www.whitehouse.gov/?p=44092</guid><description><![CDATA[A teaser.]]></description><content:encoded><![CDATA["
        f"<nav><a href='#'>Presidential Actions</a></nav>{addressed}{body}<p>{told.president.upper()}</p><p>The post <a href='#'>x</a>"
        " appeared first on <a href='#'>The White House</a>.</p>]]></content:encoded></item></channel></rss>"
    )


def markdown(told: Told) -> str:
    """Markdown with headings."""
    body = "\n\n".join(_markdown_paragraph(text, heading) for text, _, heading in told.paragraphs)
    return f"# {told.captioned}: {told.title}\n\n*{told.long_day}*\n\n{body}\n\n**{told.president.upper()}**\n\nThe White House,\n{told.long_day}.\n"


def _markdown_paragraph(text: str, heading: bool) -> str:
    if heading:
        return f"## {text}"
    return re.sub(r"^((?:Section|Sec\.|SECTION|SEC\.) \d+\.)", r"**\1**", text)


def markdown_sections(told: Told) -> str:
    """Markdown in which each section is a heading, its text below."""
    pieces = []
    for text, _, heading in told.paragraphs:
        section = re.match(r"^(?:Section|Sec\.|SECTION|SEC\.) \d+\.(?: [A-Z][^.;:()]{2,80}\.)", text)
        if section and section.end() < len(text):
            pieces += [f"## {section[0]}", text[section.end() :].strip()]
        else:
            pieces.append(f"## {text}" if heading else text)
    body = "\n\n".join(pieces)
    return f"# {told.title}\n\n{told.captioned} of {told.long_day}\n\n{body}\n\n{told.president.upper()}\n\nThe White House, {told.long_day}.\n"


def plain(told: Told) -> str:
    """Plain text with a head of three lines."""
    body = "\n\n".join(told.texts)
    return f"{told.captioned} of {told.long_day}\n\n{told.title}\n\n{body}\n\n{_signature(told, 'THE WHITE HOUSE,' + chr(10))}\n"


def mail(told: Told) -> str:
    """Plain text broken at 72 characters, as mail programs send it, each line quoted not at all."""
    body = _hard_wrapped(told.texts, 72, "", "\n\n")
    return f"{told.captioned.upper()}\n\n{told.title.upper()}\n\n{told.long_day}\n\n{body}\n\n{_signature(told)}\n"


def windows_lines(told: Told) -> str:
    """Plain text of one line a paragraph, with the line ends of Windows and tabs before paragraphs."""
    body = "\r\n".join("\t" + text for text in told.texts)
    return f"{told.captioned} of {told.long_day}\r\n{told.title}\r\n{body}\r\n\r\n{told.president.upper()}\r\nTHE WHITE HOUSE,\r\n{told.long_day}.\r\n"


def flat(told: Told) -> str:
    """Every line break lost."""
    return (
        f"{told.captioned} of {told.long_day} {told.title} "
        + " ".join(told.texts)
        + f" {told.president.upper()} THE WHITE HOUSE, {told.long_day}."
    )


def flat_without_blanks(told: Told) -> str:
    """Every line break lost, without a blank in its place."""
    return "".join(told.texts) + f"{told.president.upper()}THE WHITE HOUSE,{told.long_day}."


def raw_text(told: Told) -> str:
    """GPO's raw text of the nineties."""
    caption = f"{told.captioned} of {told.long_day}" if told.number else f"{told.kind} of {told.long_day}"
    margin = " " * 16
    day = told.day + timedelta(4)
    lines = []
    for text in [*_addressed(told), *told.texts]:
        lines.append(
            textwrap.fill(text, 72, initial_indent=margin + "    ", subsequent_indent=margin, break_on_hyphens=False)
        )
    body = html.escape("\n".join(lines), quote=False)
    return (
        f"<html>\n<head>\n<title>Federal Register, Volume 60 Issue 12 ({day:%A, %B} {day.day}, {day.year})</title>\n</head>\n<body><pre>\n"
        f"[Federal Register Volume 60, Number 12 ({day:%A, %B} {day.day}, {day.year})]\n[Presidential Documents]\n[Pages 3335-3339]\n"
        'From the Federal Register Online via the Government Publishing Office [<a href="http://www.gpo.gov">www.gpo.gov</a>]\n'
        f"[FR Doc No: {day.year % 100}-1580]\n\n\n[[Page 3335]]\n\n                        Presidential Documents \n\n\n\nFederal Register / Vol. 60,"
        f" No. 12 / {day:%A, %B} {day.day}, {day.year} / \nPresidential Documents\n\n"
        "____________________________________________________________________\n\nTitle 3--\nThe President\n"
        f"{textwrap.fill(caption, 70, initial_indent=margin, subsequent_indent=margin)}\n\n \n\n{textwrap.fill(told.title, 66, subsequent_indent=margin)}\n\n"
        f"{body}\n\n                    (Presidential Sig.)<Clinton1><Clinton2>\n\n                THE WHITE HOUSE,\n\n"
        f"                    {told.long_day}.\n\n[FR Doc. {day.year % 100}-1580\nFiled {day.month}-{day.day}-{day:%y}; 8:45 am]\nBilling code 3195-01-P\n\n</pre></body>\n</html>\n"
    )


def us_code_note(told: Told) -> str:
    """A note of the US Code."""
    body = "".join(f"<p class='indent0'>{html.escape(text)}</p>" for text in told.texts)
    heading = f"{told.title}"
    caption = f"{'Ex. Ord. No. ' + told.number if told.kind == 'Executive Order' else 'Memorandum of President of the United States'}, {told.day:%b}. {told.day.day}, {told.day.year}, 74 F.R. 5979, provided:"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><uscDoc xmlns="http://xml.house.gov/schemas/uslm/1.0" identifier="/us/usc/t3"><meta/><main>'
        f"<section><notes type='uscNote'><note topic='executiveDocument'><heading class='centered smallCaps'>{html.escape(heading)}</heading>"
        f"<p class='indent0'>{html.escape(caption)}</p>{body}<p>{told.president}.</p></note></notes></section></main></uscDoc>"
    )


LAYOUTS = (
    Layout("presidency-project", "txt", presidency_project),
    Layout("presidency-project-lines", "txt", presidency_project_lines),
    Layout("presidency-project-page", "html", presidency_project_page),
    Layout("wikisource", "txt", wikisource),
    Layout("wikisource-page", "html", wikisource_page),
    Layout("compilation", "html", compilation),
    Layout("compilation-text", "htm", compilation_text),
    Layout("register-print", "txt", register_print),
    Layout("register-print-layout", "txt", register_print_layout),
    Layout("press-office", "txt", press_office, lacks=frozenset({"number"})),
    Layout("page-2025", "html", page_of_2025, lacks=frozenset({"number"})),
    Layout("page-2021", "html", page_of_2021, lacks=frozenset({"number"})),
    Layout("page-2017", "html", page_of_2017, lacks=frozenset({"number"})),
    Layout("page-2009", "html", page_of_2009, lacks=frozenset({"number"})),
    Layout("feed", "xml", feed, lacks=frozenset({"number"})),
    Layout("markdown", "md", markdown),
    Layout("markdown-sections", "md", markdown_sections),
    Layout("plain", "txt", plain),
    Layout("mail", "txt", mail),
    Layout("windows-lines", "txt", windows_lines),
    Layout("flat", "txt", flat, flat=True, lacks=frozenset({"title"})),
    Layout("flat-without-blanks", "txt", flat_without_blanks, flat=True, lacks=frozenset({"title", "number"})),
    Layout("us-code", "xml", us_code_note, lacks=frozenset({"kind", "number"})),
    Layout("raw-text", "txt", raw_text),
)


# Comparison


def faults_of(told: Told, layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield what differs, as (what, in words)."""
    data = layout.compose(told).encode()
    items = list(read(f"{told.slug}.{layout.suffix}", data))
    if len(items) != 1 or not isinstance(items[0], SourceDocument):
        yield "refused", str(getattr(items[0], "reason", items)) if items else "nothing"
        return
    parsed = parse(items[0])
    yield from _facts_differ(told, layout, parsed)
    due, found = told.outline, outline_of(parsed)
    if layout.flat:
        due, found = _labelled(due), _labelled(found)
    if due != found:
        lost, more = [one for one in due if one not in found], [one for one in found if one not in due]
        yield "outline", f"lost {lost[:3]} more {more[:3]}"


def _facts_differ(told: Told, layout: Layout, parsed: ParsedDocument) -> Iterator[tuple[str, str]]:
    facts = parsed.metadata
    pairs = (
        ("number", told.number, facts.number),
        ("title", _compared(told.title), _compared(facts.title)),
        ("day", told.day, facts.signed),
        ("kind", told.kind, KINDS.get(facts.kind or "", facts.kind)),
    )
    for name, due, found in pairs:
        if name not in layout.lacks and due != found:
            yield name, f"{due} / {found}"


def _compared(title: str) -> str:
    return _first_words(title_without_kind(title).removeprefix("The "))


def _labelled(outline: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The labelled provisions of an outline: unlabelled ones leave no trace where breaks are lost."""
    return tuple((path, "") for path, _ in outline if not re.search(r"(?:^|/)(?:p\d+|preamble|h-)", path))


def main() -> None:
    """Print a line a layout, and the first faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layout", action="append", default=[])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    corpus = Path(os.environ.get("EO_CORPUS") or PROJECT.parent / "shared" / "corpus")
    chosen = documents(corpus, asked.documents, asked.seed)
    print(f"{len(chosen)} documents")
    for layout in LAYOUTS:
        if asked.layout and layout.name not in asked.layout:
            continue
        counts: Counter[str] = Counter()
        shown = 0
        for told in chosen:
            faults = list(faults_of(told, layout))
            counts["right"] += not faults
            counts.update({what for what, _ in faults})
            if faults and shown < asked.show:
                shown += 1
                print(f"    {told.name} {told.kind}: " + "; ".join(f"{what}: {words}" for what, words in faults)[:700])
                if asked.keep:
                    asked.keep.mkdir(exist_ok=True)
                    (asked.keep / f"{layout.name}-{told.name}.{layout.suffix}").write_text(layout.compose(told))
        print(f"{layout.name:26} {counts.pop('right'):3} right  {dict(counts)}", flush=True)


if __name__ == "__main__":
    main()
