"""Functions shared by the readers of White House pages: pages that are no document, oddities, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from eo_browser.law.model.addresses import host_of
from eo_browser.law.model.kinds import infer_kind, kind_of_title
from eo_browser.law.model.source import Block
from eo_browser.law.outline.line_roles import is_signature, neutral_role

_ANNOUNCEMENT = "an announcement of nominees or appointments"

# Pages that are no document of the President, by their title or first words.
_OTHERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(words, re.IGNORECASE))
    for what, words in (
        (
            "a list of nominations",
            r"\bnominations?\b.*\bsent to the senate|nominations? press release|^nominations?\b"
            r"|withdrawals? sent to the senate",
        ),
        (
            _ANNOUNCEMENT,
            r"^president (?:biden|trump|joseph|donald).*\b(?:names|announces|appoints?|nominates?|intends?|to award)\b",
        ),
        (
            "a report that a disaster was declared",
            r"^president .*\b(?:approves|amends|declares)\b.*|(?:disaster|emergency) declaration$",
        ),
        (
            "a report of bills signed",
            r"(?:^|press release:? )\W*(?:the president )?(?:bills?|legislation|congressional bills?) signed\b"
            r"|^congressional bill",
        ),
        ("a memorandum of the Office of Management and Budget", r"^omb\b|^m-\d{2}-\d{2}\b"),
        ("a fact sheet", r"^fact sheet\b"),
        ("a readout", r"^readout\b"),
        ("a statement", r"^(?:joint )?statement\b|^background\b"),
        ("a press briefing", r"^press (?:briefing|gaggle|call)\b|^remarks\b"),
    )
)


def is_white_house(url: str) -> bool:
    """Return whether an address is of the White House's site, or of one of its archived hosts."""
    host = host_of(url)
    return host in _HOSTS or bool(_ARCHIVED.fullmatch(host))


_HOSTS = frozenset({"whitehouse.gov", "www.whitehouse.gov", "m.whitehouse.gov"})
_ARCHIVED = re.compile(r"(?:[a-z]+-)?[a-z]*whitehouse\d?\.archives\.gov")


def why_not_presidential(title: str, blocks: Iterable[Block]) -> str:
    """Return why a page is skipped, in one sentence; "" when it is a presidential document."""
    texts = [line for block in blocks for line in block.text.split("\n") if line]
    signed = any(map(_ends_a_document, texts[-3:]))
    if other := _other_kind(title.strip(), signed):
        return f"The page is {other}, not a presidential document."
    if not texts:
        return "The page has no text."
    if not signed and infer_kind(title, "\n".join(texts[:12]), " ".join(texts)) is None:
        return "Neither the text nor the title says that it is a presidential document, and no President signs it."
    return ""


def _other_kind(title: str, signed: bool) -> str:
    """What a page is instead, by its title; a signed page that announces somebody may still be a document."""
    kinds = (what for what, words in _OTHERS if words.search(title))
    return next((what for what in kinds if not (what == _ANNOUNCEMENT and signed)), "")


def _ends_a_document(line: str) -> bool:
    return neutral_role(line) in {"place", "date-line"} or is_signature(line)


_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    {
        "with",
        "from",
        "that",
        "this",
        "under",
        "certain",
        "other",
        "pursuant",
        "respect",
        "regarding",
        "concerning",
        "memorandum",
        "presidential",
        "executive",
        "order",
        "proclamation",
        "notice",
        "united",
        "states",
        "national",
        "act",
    }  # fmt: skip
)
_FEW = 3  # telling words that are needed for a judgement


def why_misplaced(title: str, url: str, blocks: Sequence[Block]) -> str:
    """Return why the text of a page is taken for another document's, in one sentence; "" where it fits.

    For some hours pages of the White House have had the body of another document: it has none of the telling words of
    the title and of the address (at least a quarter of them in all other pages). A later sending of the page fits.
    """
    title_words, address = _telling(title), _telling(url.rstrip("/").rsplit("/", 1)[-1].replace("-", " "))
    telling = [words for words in (title_words, address) if len(words) >= _FEW]
    text = " ".join(block.text for block in blocks).lower()
    if len(telling) < len([words for words in (title, url) if words]) or not telling:
        return ""
    if any(sum(word[:_STEM] in text for word in words) >= _LEAST_SHARE * len(words) for words in telling):
        return _why_of_another(title, blocks, title_words | address)
    return "The page has the text of another document: no telling word of its title and address is in it."


def _why_of_another(title: str, blocks: Iterable[Block], named: frozenset[str]) -> str:
    """Why a page is misplaced that is titled an order and has a memorandum on a subject of which the title has no
    word.
    """
    if kind_of_title(title) not in ("executive-order", "proclamation", "notice"):
        return ""
    lines = (line for block in blocks for line in block.text.split("\n")[:3])
    subject = next((words[1] for line in lines if (words := _SUBJECT_LINE.match(line))), "")
    stems, known = ({word[:_STEM] for word in words} for words in (_telling(subject), named))
    if len(stems) < _FEW or stems & known:
        return ""
    return "The page has the text of another document: its own subject is in neither title nor address."


_SUBJECT_LINE = re.compile(r"\W*SUBJECT:\W*(\S.*)", re.IGNORECASE)
_STEM = 6  # letters that words of one family share
_LEAST_SHARE = 0.2  # of the telling words


def oddities(title: str, url: str, blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return notes for editors where title, address and text of a page seem to be of different documents."""
    title_words, address = _telling(title), _telling(url.rstrip("/").rsplit("/", 1)[-1].replace("-", " "))
    notes = []
    if len(title_words) >= _FEW and len(address) >= _FEW and not title_words & address:
        notes.append("The page's address names another document than its title: one of them may be wrong.")
    text = " ".join(block.text for block in blocks).lower()
    if len(title_words) >= _FEW and not any(word[:6] in text for word in title_words):
        notes.append("No telling word of the title is in the text: it may be the text of another document.")
    return tuple(notes)


def _telling(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _COMMON


# Footnotes

_MARK = re.compile(r"(?P<mark>\[\d{1,2}\])\s*(?=\S)")


def with_footnotes(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with footnotes told from the text.

    "[1] For the purposes of …" below a text with "[1]" in it is a footnote, the mark its label.
    """
    found: list[Block] = []
    marks: set[str] = set()
    for block in blocks:
        opening = _MARK.match(block.text) if block.kind == "text" and not block.role else None
        if opening and opening["mark"] in marks:
            found.append(_footnote(block, opening["mark"], opening.end()))
            continue
        found.append(block)
        marks.update(_MARK_ANYWHERE.findall(block.text))
    return found


_MARK_ANYWHERE = re.compile(r"(?<=\S)\[\d{1,2}\]")


def _footnote(block: Block, label: str, start: int) -> Block:
    marks = tuple(replace(m, start=max(m.start - start, 0), end=m.end - start) for m in block.marks if m.end > start)
    anchors = tuple(replace(anchor, offset=max(anchor.offset - start, 0)) for anchor in block.anchors)
    return replace(block, kind="footnote", label=label, text=block.text[start:], marks=marks, anchors=anchors)
