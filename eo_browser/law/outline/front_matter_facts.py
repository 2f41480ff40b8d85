"""What the head, the foot and the formulas of a text say about the document, joined with what its source knew."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from eo_browser.law.model.dates import printed_date, witnessed_date
from eo_browser.law.model.kinds import infer_kind, kind_of_title, numbered_head, series_numbers, title_without_kind
from eo_browser.law.model.source import Block, Disagreement, Kind, Metadata, Role, SourceDocument
from eo_browser.law.terms.presidents import president_on, president_signing

_LEADING_WORD = re.compile(
    r"^(?:MEMORANDUM\s+(?:FOR|TO)|TO|THROUGH|VIA|CC|COPY TO|SUBJECTS?|Subject|SUBJ|RE|FROM|From)\s*:?\s*"
)
# Pages and lists follow the signing by some days; a printed date further off, or after them, is a slip of the copyist.
_BELIEVED = range(0, 8)


def fill_metadata(source: SourceDocument, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> Metadata:
    """The metadata of a document, completed from its own text. What is printed outranks what a page says about it."""
    metadata = _with_names(source.metadata, dropped)
    metadata = _with_numbers(metadata, dropped)
    metadata = _with_kind(metadata, body, dropped)
    metadata = _with_title(metadata, dropped)
    metadata = _with_date(metadata, body, dropped)
    return _with_president(metadata, dropped)


def _texts(dropped: tuple[Block, ...], *roles: Role) -> list[str]:
    return [line.strip() for block in dropped if block.role in roles for line in block.text.split("\n") if line.strip()]


def _with_names(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    addressees = metadata.addressees or addressees_of(_texts(dropped, "addressee"))
    subject = metadata.subject or " ".join(_LEADING_WORD.sub("", text) for text in _texts(dropped, "subject")).strip()
    return replace(metadata, addressees=addressees, subject=subject)


# An address ends before "THE" unless the word before it asks for more ("DIRECTOR OF THE", "AND THE").
_NEXT_ADDRESSEE = re.compile(
    r"(?<!\bOF)(?<!\bTO)(?<!\bFOR)(?<!\bAND)(?<!\bIN)(?<!\bON)(?<!\bWITH)(?<!\bAT)\s+(?=THE\s)"
)
_UNFINISHED = re.compile(r"\b(?:of|to|for|and|in|on|with|the|&|united states)$|,$", re.IGNORECASE)


def addressees_of(lines: list[str]) -> tuple[str, ...]:
    """The addressees of an address list, with lines that only go on joined: "… FOR" / "NATIONAL SECURITY AFFAIRS"."""
    result: list[str] = []
    for line in (part for text in lines for part in _NEXT_ADDRESSEE.split(_LEADING_WORD.sub("", text))):
        if not line:
            continue
        if result and (
            _UNFINISHED.search(result[-1])
            or not re.match(r"(?:the|all|heads?|members?|chiefs?|secretar)\b", line, re.I)
        ):
            result[-1] = f"{result[-1]} {line}"
        else:
            result.append(line)
    return tuple(result)


def _with_numbers(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    lines = _texts(dropped, "number-line", "kind-line", "title")
    pairs = (
        f"{line} {following}" for line, following in pairwise(lines)
    )  # "Presidential Determination" / "No. 2022-5"
    numbered = next((found for line in (*lines, *pairs) if (found := numbered_head(line))), None)
    # A page named for its place in a series ("National Security Presidential Memorandum/NSPM-11") has it nowhere else.
    titles = (metadata.title, *metadata.alternative_titles)
    named = [title.partition(" on ")[0] for title in titles if kind_of_title(title) == "memorandum"]
    series = metadata.series or tuple(
        dict.fromkeys(place for line in (*lines, *named) for place in series_numbers(line))
    )
    numbered = numbered or next((found for line in _texts(dropped, "furniture") if (found := _file_number(line))), None)
    if numbered is None:
        return replace(metadata, series=series)
    kind, number = numbered
    fits = metadata.kind in {None, kind}
    return replace(
        metadata, series=series, kind=metadata.kind or kind, number=metadata.number or (number if fits else "")
    )


def _file_number(line: str) -> tuple[Kind, str] | None:
    """The order's number in the name of the file a page offers: "eo-14412 Download"."""
    found = re.match(r"(?i)eo-?(\d{5})(?!\d)", line)
    return ("executive-order", found[1]) if found else None


def _with_kind(metadata: Metadata, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> Metadata:
    if metadata.kind:
        return metadata
    head = "\n".join(_texts(dropped, "kind-line", "number-line", "addressee", "title"))
    text = " ".join(block.text for block in body)
    found = infer_kind((metadata.alternative_titles or (metadata.title,))[0], head, text)
    return replace(metadata, kind=found.kind if found else "other")


def _with_title(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    """The title without kind words: the SUBJECT line of a memorandum, else the page's, else what is printed."""
    page = metadata.title
    printed = " ".join(_texts(dropped, "title"))
    title = title_without_kind(metadata.subject or page or printed)
    others = [form for form in (*metadata.alternative_titles, page) if form and form != title]
    return replace(metadata, title=title, alternative_titles=tuple(dict.fromkeys(others)))


def _with_date(metadata: Metadata, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> Metadata:
    printed = _printed_signing(metadata, body, dropped)
    known = metadata.signed
    if printed is None or printed == known:
        return metadata
    if known is None:
        return replace(metadata, signed=printed)
    if (known - printed).days not in _BELIEVED:
        reason = "the date printed in the text lies too far from the day it was published to be the day of signing"
        differ = Disagreement("signed", known.isoformat(), printed.isoformat(), reason)
        return replace(metadata, disagreements=(*metadata.disagreements, differ))
    differ = Disagreement("signed", printed.isoformat(), known.isoformat(), "the date printed in the text is used")
    return replace(metadata, signed=printed, disagreements=(*metadata.disagreements, differ))


def _printed_signing(metadata: Metadata, body: tuple[Block, ...], dropped: tuple[Block, ...]) -> date | None:
    """The date of signing the text prints: in its closing formula, at its foot, or in its number line."""
    return (
        witnessed_date(" ".join(block.text for block in body))
        or _foot_date(dropped)
        or next(
            (found for line in _texts(dropped, "number-line") if (found := printed_date(line))),
            None if metadata.signed else _head_date(dropped),
        )
    )


def _foot_date(dropped: tuple[Block, ...]) -> date | None:
    signed = next((i for i, block in enumerate(dropped) if block.role == "signature"), None)
    after = dropped[signed:] if signed is not None else dropped[-2:]
    return next((d for block in after if block.role in _DATED and (d := printed_date(block.text))), None)


_DATED = frozenset({"signature", "date-line", "place"})


def _head_date(dropped: tuple[Block, ...]) -> date | None:
    return next((d for block in dropped if block.role == "date-line" and (d := printed_date(block.text))), None)


def _with_president(metadata: Metadata, dropped: tuple[Block, ...]) -> Metadata:
    names = (re.split(r"(?i)the white house|,?\s*president\b", line)[0] for line in _texts(dropped, "signature"))
    signer = next((president for name in names if (president := president_signing(name))), None)
    holder = president_on(metadata.signed) if metadata.signed else None
    slug = signer.slug if signer else metadata.president or (holder.slug if holder else "")
    if metadata.president and slug != metadata.president:
        reason = "the name that signs the text is used"
        differ = Disagreement("president", slug, metadata.president, reason)
        return replace(metadata, president=slug, disagreements=(*metadata.disagreements, differ))
    return replace(metadata, president=slug)
