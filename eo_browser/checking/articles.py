"""Articles checked against the archive: every citation resolved, every quotation verified."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import count

from eo_browser.archive.lookup import current_lookup
from eo_browser.law.context.articles import Annotated, annotate
from eo_browser.law.quotation import Verdict
from eo_browser.law.resolver import Resolution

from .quotations import check_quotation

WIDELY_CHECKED = 50  # quotations of an article


def check_article(
    text: str,
    blocks: Iterable[tuple[int, int]] = (),
    links: Iterable[tuple[int, int, str]] = (),
    headings: Iterable[tuple[int, int]] = (),
    notes: Iterable[tuple[int, int, int]] = (),
    italics: Iterable[tuple[int, int]] = (),
) -> Annotated:
    """Return every citation and quotation in the plain text of an article.

    `blocks` are its block quotations, `links` its links to other pages, `headings` its headings, `notes`
    its footnotes: the place of the mark, and the characters of the note, `italics` what is set in italics.
    """
    number = count()

    @cache  # an article may quote the same words again and again
    def check(quote: str, claim: Resolution | None) -> Verdict:
        return check_quotation(quote, resolution=claim, widely=next(number) < WIDELY_CHECKED).verdict

    return annotate(text, current_lookup(), check, blocks, links, headings, notes, italics)
