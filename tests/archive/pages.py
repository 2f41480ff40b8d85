"""Pages as the White House sets them, made for the tests: as many as a test needs."""

from __future__ import annotations

from pathlib import Path

PAGE = """---
date: '2034-05-{day:02}'
title: "Memorandum on the Winding of Clock {number}"
source_url: https://example.org/{number}/
---

MEMORANDUM FOR THE KEEPER OF CLOCKS

By the authority vested in me as President by the Constitution and the laws of the United States of America, I hereby
direct the following:

Section 1. Winding. (a) Clock {number} is wound every {number} hours, and the hour is written in the book.

(b) Whoever forgets clock {number} winds it twice.

Sec. 2. General Provisions. This memorandum is not intended to create any right or benefit.
"""


def write_pages(folder: Path, count: int) -> Path:
    """A folder of so many memoranda, each with words of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        page = PAGE.format(number=number, day=number % 28 + 1)
        (folder / f"clock-{number:04}.md").write_text(page, "utf-8")
    return folder


ORDER = """<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President</PRES>
<EXECORDR>Executive Order {number} of June 1, 2034</EXECORDR><HD SOURCE="HED">Keeping of Clock {number}</HD>
<FP>By the authority vested in me as President, it is hereby ordered as follows:</FP>
<P><E T="04">Section 1</E>. Winding. The keeper of clock {number} shall wind it before sunrise.</P>
<P><E T="04">Sec. 2</E>. Revocation. Executive Order {before} of June 1, 2034, is hereby revoked; section 1 of
Executive Order {other} applies to clock {number} as well.</P>
<PSIG> </PSIG><PLACE>THE WHITE HOUSE,</PLACE><DATE>June 1, 2034.</DATE></EXECORD></PRESDOCU>
"""


def write_orders(folder: Path, count: int, first: int = 99500) -> Path:
    """A folder of so many orders; each revokes the one before it and cites another, which may come later."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        other = first + (number * 7 - first) % count
        text = ORDER.format(number=number, before=number - 1, other=other)
        (folder / f"{number}.xml").write_text(text, "utf-8")
    return folder


AMENDED = """<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President</PRES>
<EXECORDR>Executive Order {number} of {day}</EXECORDR><HD SOURCE="HED">{title}</HD>
<FP>By the authority vested in me as President, it is hereby ordered as follows:</FP>
<P><E T="04">Section 1</E>. {words}</P><P><E T="04">Sec. 2</E>. A bell is rung at noon.</P>
<PSIG> </PSIG><PLACE>THE WHITE HOUSE,</PLACE><DATE>{day}.</DATE></EXECORD></PRESDOCU>
"""


def write_amended(folder: Path) -> Path:
    """An order, and another that amends it, so that the first has a text as amended."""
    folder.mkdir(parents=True, exist_ok=True)
    amends = "Section 1 of Executive Order 99101 is amended by striking “at dusk” and inserting “before dark”."
    for number, day, title, words in (
        (99101, "January 2, 2033", "Lamps", "A lamp is lit at dusk by the keeper."),
        (99102, "May 1, 2034", "Lamps Lit Early", amends),
    ):
        order = AMENDED.format(number=number, day=day, title=title, words=words)
        (folder / f"{number}.xml").write_text(order, "utf-8")
    return folder
