"""Styles for texts and web pages: plain, Bluebook, Chicago, APA, MLA, Federal Register, Markdown, HTML, Wikipedia."""

from __future__ import annotations

from html import escape

from eo_browser.law.model.dates import long_date
from eo_browser.law.terms.kinds import NUMBERED_KINDS

from .citable import AUTHORITY, Citable, day_first, joined, short_day, shortened_range, whole_range, with_comma


def plain(cited: Citable) -> str:
    """Write "Sec. 2(iii)(D), Plan to Defeat …, Jan. 28, 2017"; a number comes before its title."""
    return joined(cited.pinpoint, _plain_name(cited), short_day(cited.day), cited.as_amended)


def _plain_name(cited: Citable) -> str:
    if cited.kind in NUMBERED_KINDS and cited.number and not cited.title.startswith(f"{cited.genre} {cited.number}"):
        return joined(f"{cited.genre} {cited.number}", cited.title)
    return cited.title


def _full_name(cited: Citable) -> str:
    """The number and the title, each once: "Executive Order 13526: Classified National Security Information"."""
    if cited.number and cited.title.startswith(f"{cited.genre} {cited.number}"):
        return cited.title
    return joined(cited.numbered, cited.title, by=": ")


def permalink(cited: Citable) -> str:
    """Write the address alone."""
    return cited.url


def _legal_name(cited: Citable) -> str:
    """The name as law reviews write it: "Exec. Order No. 13,526", "Memorandum on Plan To Defeat …"."""
    number = with_comma(cited.number)
    if cited.kind == "executive-order":
        return f"Exec. Order No. {number}" if number else f"Exec. Order on {cited.title}"
    if cited.kind == "proclamation" and number:
        return f"Proclamation No. {number}"
    if cited.kind == "determination" and number:
        return cited.numbered
    return cited.title if cited.names_itself else f"{cited.genre.removeprefix('Presidential ')} on {cited.title}"


def _register(cited: Citable) -> str:
    return f"{cited.volume} Fed. Reg. {with_comma(cited.first_page)}" if cited.volume else ""


def bluebook(cited: Citable) -> str:
    """Write as the Bluebook does; unpublished documents and texts as amended end with the address.

    "Exec. Order No. 13,526, § 1.4(a), 75 Fed. Reg. 707 (Dec. 29, 2009)"; "…, as amended by Exec. Order No. 13,470, …".
    """
    head = joined(_legal_name(cited), cited.sign, _register(cited))
    dated = joined(head, f"({short_day(cited.day)})" if cited.day else "", by=" ")
    if cited.amended:
        acts = " and ".join(map(bluebook, cited.amended.by))
        return joined(dated, f"as amended by {acts}{cited.incomplete}" if acts else cited.as_amended, cited.url)
    return dated if cited.volume else joined(dated, cited.url)


def chicago(cited: Citable) -> str:
    """Write as a note of the Chicago Manual: as the Bluebook, closed with a full stop."""
    return f"{bluebook(cited)}."


def apa(cited: Citable) -> str:
    """Write as the APA does: "Exec. Order No. 13,526, § 1.4(a), 75 Fed. Reg. 707 (2009). https://…"."""
    head = joined(_legal_name(cited), cited.sign, _register(cited))
    dated = joined(head, f"({cited.day.year})" if cited.day else "", by=" ")
    return f"{joined(dated, cited.as_amended)}. {cited.url}"


def mla(cited: Citable) -> str:
    """Write as the MLA does: "United States, Executive Office of the President [Barack Obama]. Executive Order …"."""
    signer = f" [{cited.president_name}]" if cited.president_name else ""
    pages = shortened_range(cited.first_page, cited.last_page)
    several = "pp." if cited.last_page > cited.first_page else "p."
    register = f"Federal Register, vol. {cited.volume}" if cited.volume else ""
    container = joined(
        register,
        day_first(cited.published) if register else "",
        f"{several} {pages}" if register else "",
        joined(cited.abbreviated_pinpoint, cited.as_amended),
        cited.url,
    )
    return (
        joined(f"United States, {AUTHORITY}{signer}", _full_name(cited), day_first(cited.day), container, by=". ") + "."
    )


def federal_register(cited: Citable) -> str:
    """Write as the Federal Register does: "E.O. 13526, 75 FR 707, sec. 1.4(a)"; without a number, by day and title."""
    number = {"executive-order": "E.O.", "proclamation": "Proc.", "determination": "Presidential Determination No."}
    if cited.number and cited.kind in number:
        name = f"{number[cited.kind]} {cited.number}"
    else:
        day = long_date(cited.day) if cited.day else ""
        dated = joined(cited.genre.removeprefix("Presidential "), day, by=" of ")
        name = dated if cited.title.startswith(dated) else joined(dated, cited.title)
    place = f"{cited.volume} FR {cited.first_page}" if cited.volume else ""
    return joined(name, place, cited.abbreviated_pinpoint, cited.as_amended)


_MARKDOWN = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>"})


def markdown(cited: Citable) -> str:
    """Write a Markdown link."""
    return f"[{plain(cited).translate(_MARKDOWN)}]({cited.url})"


def html_link(cited: Citable) -> str:
    """Write an HTML link."""
    return f'<a href="{escape(cited.url)}">{escape(plain(cited))}</a>'


def html_blockquote(cited: Citable) -> str:
    """Write an HTML quotation with its source, the words as printed."""
    words = f"<p>{escape(cited.text)}</p>" if cited.text else ""
    return f'<blockquote cite="{escape(cited.url)}">{words}<footer>— {html_link(cited)}</footer></blockquote>'


def wiki(cited: Citable) -> str:
    """Write a citation template of Wikipedia: the one for journals, which shows the volume, where one is known."""
    printed = cited.published if cited.volume and cited.published else cited.day
    fields = {
        "title": _full_name(cited),
        "author": joined("President", cited.president_name, by=" ") if cited.president_name else "",
        "date": printed.isoformat() if printed else "",
        **_wiki_place(cited),
        "url": cited.url,
        "access-date": cited.accessed.isoformat() if cited.accessed else "",
    }
    fields_shown = " ".join(f"|{name}={_wiki_text(value)}" for name, value in fields.items() if value)
    return f"{{{{cite {'journal' if cited.volume else 'web'} {fields_shown}}}}}"


def _wiki_place(cited: Citable) -> dict[str, str]:
    """Where it is printed, and the provision; the template takes one of "page", "pages" and "at"."""
    journal = {"journal": "Federal Register", "volume": str(cited.volume)} if cited.volume else {}
    pages = whole_range(cited.first_page, cited.last_page, "–")
    several = cited.last_page > cited.first_page
    if not cited.path and not cited.amended:
        return journal | {"pages" if several else "page": pages}
    return journal | {
        "at": joined(
            f"{'pp.' if several else 'p.'} {pages}" if pages else "", cited.abbreviated_pinpoint, cited.as_amended
        )
    }


def _wiki_text(value: str) -> str:
    return value.replace("|", "{{!}}").replace("[", "&#91;").replace("]", "&#93;")
