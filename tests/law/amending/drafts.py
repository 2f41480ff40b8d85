"""Invented documents for the tests of amendments, written as short outlines."""

from __future__ import annotations

import re
from datetime import date

from eo_browser.law.amending import AmendedState, Amender, Instruction, SignedText, instructions_of, states_of
from eo_browser.law.model.texts import ProvisionText

TARGET = "/eo/99100"
_LINE = re.compile(r"(?P<indent>\s*)(?P<path>\S+)\s*\|\s*(?P<label>[^|]*?)\s*\|\s?(?P<text>.*)\Z")
_KINDS = {"preamble": "preamble", "part": "division", "sec": "section"}


def draft(address: str, outline: str, signed: date = date(2001, 1, 1)) -> SignedText:
    """A document from lines "path | label | text", two spaces a level; a path that ends in qN is a quoted block."""
    return SignedText(address, signed, tuple(_passage(line) for line in outline.splitlines() if line.strip()))


def _passage(line: str) -> ProvisionText:
    found = _LINE.match(line)
    assert found, line
    last = found["path"].rpartition("/")[2]
    kind = "quotation" if re.fullmatch(r"q\d+", last) else _KINDS.get(last.partition("-")[0], "")
    kind = kind or ("labelled" if found["label"] else "unlabelled")
    return ProvisionText(found["path"], found["text"], found["label"], kind, len(found["indent"]) // 2)


def amending(words: str, block: str = "", address: str = "/eo/99200") -> SignedText:
    """A document of one section that says `words`, with a quoted block (its lines) below."""
    lines = [f"sec-1 | Section 1. | {words}"]
    if block:
        lines.append("  sec-1/q1 | | ")
        lines += [
            "    sec-1/q1/" + line.strip() if not line.startswith("  ") else "      sec-1/q1/" + line.strip()
            for line in block.splitlines()
        ]
    return draft(address, "\n".join(lines), date(2002, 2, 2))


def read(words: str, block: str = "") -> list[Instruction]:
    """The instructions in the words of one section."""
    return instructions_of(amending(words, block))


def amender(source: SignedText, target: str = TARGET) -> Amender:
    """A document with what it orders on the target."""
    found = tuple(one for one in instructions_of(source) if one.target == target)
    return Amender(source.address, source.signed, found, None if found else "UNREAD")


def after(target: SignedText, *others: SignedText) -> AmendedState:
    """The newest state of a document after others have amended it."""
    return states_of(target, [amender(one, target.address) for one in others])[-1]


def text_of(state: AmendedState) -> str:
    """A state as lines "path label text", without what was struck."""
    return "\n".join(f"{p.path} | {p.label} | {p.text}" for p in state.pieces if not p.struck)


def at(state: AmendedState, path: str) -> str:
    """The words of the one provision at a path."""
    (piece,) = [p for p in state.pieces if p.path == path and not p.struck]
    return piece.text


CLOCKS = draft(
    TARGET,
    """
preamble | |
  preamble/p1 | | By the authority vested in me as President, it is hereby ordered as follows:
sec-1 | Section 1. | The Director of Clocks shall keep every clock. The clocks shall be wound on Mondays. They are public.
  sec-1/a | (a) | The Director may appoint a Keeper;
  sec-1/b | (b) | the Keeper shall hold the keys and the oil; and
  sec-1/c | (c) | the Board of Bells shall advise the Director.
sec-2 | Sec. 2. | The Board of Bells shall meet in section 5 (b) rooms and section 5 halls.
  sec-2/a | (a) | The Board has nine members.
  sec-2/b | (b) | The Board reports to the Director of Clocks.
sec-3 | Sec. 3. | This order shall end on May 1, 2003.
""",  # noqa: E501
)
