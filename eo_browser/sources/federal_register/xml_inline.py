"""The mixed content of one Federal Register XML element → text with emphasis and anchors."""

from __future__ import annotations

import re

from lxml import etree

from eo_browser.sources.inline import InlineText, Run, Style

_STYLES: dict[str, Style] = {
    "02": "small-caps",
    "03": "italic",
    "04": "bold",
    "51": "superscript",
    "52": "subscript",
}


def no_text(text: str | None) -> bool:
    """Whether a text node is missing or only white space."""
    return not text or not text.strip()


def layout_text(text: str) -> Run:
    """A text node that stands by itself, white space folded."""
    return Run(" ".join(text.split()))


def element_text(element: etree._Element, leave_out: etree._Element | None = None) -> Run:
    """The text of an element: emphasis as marks, PRTPAGE as anchors, footnote marks as anchors without text.

    `leave_out` is a descendant whose own text is not wanted (the mark of a footnote).
    """
    if not len(element):
        return layout_text(element.text or "")
    reading = _Mixed(leave_out)
    reading.content(element)
    return reading.gathered.finish()


class _Mixed:
    """A walk through mixed content.

    Two layouts of white space exist. In the older files a line break between two elements stands for a
    space ("</E>\\n   <E"). In the newer ones every child stands on a line of its own and real spaces are
    written beyond the indentation ("</E>\\n         . Follow"): there the break and exactly the
    indentation are no text.
    """

    def __init__(self, leave_out: etree._Element | None) -> None:
        self.gathered = InlineText()
        self.leave_out = leave_out

    def content(self, element: etree._Element) -> None:
        indentation = _own_line_indentation(element)
        self._text(element.text, indentation)
        for child in element:
            if child is not self.leave_out:
                self._child(child)
            self._tail(child, indentation)

    def _child(self, child: etree._Element) -> None:
        if not isinstance(child.tag, str):
            self._entity(child)
        elif child.tag == "PRTPAGE":
            if child.get("P") and not any(True for _ in child.iterancestors("FTNT", "GPH")):
                self.gathered.anchor(f"page-{child.get('P')}")
        elif child.tag == "SU" and _is_footnote_mark(child):
            self.gathered.anchor(f"footnote-{element_text(child).text}")
        elif child.tag == "LI":
            self.gathered.line_break()
            self.content(child)
        else:
            self._styled(child)

    def _styled(self, child: etree._Element) -> None:
        style: Style | None = "superscript" if child.tag == "SU" else _STYLES.get(child.get("T") or "")
        self.gathered.open(style)
        self.content(child)
        self.gathered.close()

    def _entity(self, child: etree._Element) -> None:
        """An entity is never resolved: its name is kept, so that the reader sees something stood there."""
        if isinstance(child, etree._Entity):
            self.gathered.add(child.text or "")

    def _tail(self, child: etree._Element, indentation: str | None) -> None:
        following = child.getnext()
        if following is not None and following.tag == "FTREF" and no_text(child.tail):
            return  # an FTREF prints nothing; white space before it is the file's
        self._text(child.tail, indentation)

    def _text(self, text: str | None, indentation: str | None) -> None:
        if not text:
            return
        if indentation is not None:
            self._own_line_text(text, indentation)
        elif no_text(text) and "\n" in text:
            self.gathered.layout()
        else:
            self.gathered.add(text)

    def _own_line_text(self, text: str, indentation: str) -> None:
        """Text of the newer layout: drop the break with the indentation at its start, the break at its end."""
        text = re.sub(rf"^\n{indentation}", "", text)
        self.gathered.add(re.sub(r"\n[ \t]*$", "", text))


def _own_line_indentation(element: etree._Element) -> str | None:
    """The indentation of the newer layout, or None when the element is in the older one.

    It is the newer when every text beside a child keeps to lines of its own, and at least one such text is
    not blank.
    """
    if not len(element):
        return None
    after = [child.tail or "" for child in element]
    before = [element.text or "", *after[:-1]]
    if no_text("".join(before + after)):
        return None
    if not all(re.search(r"\n[ \t]*$", text) for text in before if text):
        return None
    if not all(text.startswith("\n") for text in after if text):
        return None
    found = re.search(r"\n([ \t]*)$", element.text or "")
    return found[1] if found else None


def _is_footnote_mark(element: etree._Element) -> bool:
    following = element.getnext()
    return following is not None and following.tag == "FTREF" and no_text(element.tail)
