"""The words of a document as HTML: one pass over its provisions in reading order, escaped, nested as they nest.

Plain strings and one loop, because the largest documents have thousands of provisions and a template
call for each would cost more than the rest of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from django.utils.safestring import SafeString, mark_safe

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.texts import FlatProvision
from eo_browser.web.objects.citator import LinkSpan
from eo_browser.web.objects.states import ChangeSpan

HEADING_KINDS = frozenset({"division", "heading", "annex"})
_TITLED = HEADING_KINDS | {"section"}


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note in the margin of a provision: its words, its link, and the full words for screen readers."""

    text: str
    url: str
    name: str
    kind: str  # "cited": how many documents cite it; "acted": an act on it


@dataclass(slots=True)
class _OpenTag:
    """An element that is not yet closed."""

    depth: int
    tag: str
    kind: str
    titled: bool = False


@dataclass(slots=True)
class _Writer:
    """The HTML so far and the elements still open."""

    base: str
    names: Mapping[str, str]
    marked: str
    former: Mapping[str, Sequence[str]]
    ids: bool
    spans: Mapping[str, Sequence[LinkSpan]] = field(default_factory=dict)
    marks: Mapping[str, Sequence[MarginNote]] = field(default_factory=dict)
    changes: Mapping[str, Sequence[ChangeSpan]] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    open: list[_OpenTag] = field(default_factory=list)
    paragraph: bool = False

    def end_paragraph(self) -> None:
        """Close the running paragraph, and before it the inline provisions inside."""
        if not self.paragraph:
            return
        for element in reversed(self.open):
            if element.tag == "span":
                self.parts.append("</span>")
                element.tag = ""
        self.parts.append("</p>")
        self.paragraph = False

    def pop(self, depth: int) -> None:
        """Close every element that a provision of this depth is not inside."""
        while self.open and self.open[-1].depth >= depth:
            element = self.open[-1]
            if element.tag not in ("span", ""):
                self.end_paragraph()
            self.open.pop()
            if element.tag:
                self.parts.append(_END[element.tag])

    def heading_level(self) -> int:
        """Return the level of the next heading: 3, one more for each titled provision above, at most 6."""
        return min(3 + sum(element.titled for element in self.open), 6)


_END = {"div": "</div>", "span": "</span>", "table": "</tbody></table></div></div>"}


def _words(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _linked(writer: _Writer, line: FlatProvision, start: int = 0, end: int | None = None) -> str:
    """Part of a provision's own words, with its references as links."""
    text = line.text
    end = len(text) if end is None else end
    if line.path in writer.changes:
        return _changed(text, writer.changes[line.path], start, end)
    parts: list[str] = []
    for span in writer.spans.get(line.path, ()):
        if start <= span.start and span.end <= end:
            title = f' title="{escape(span.title)}"' if span.title else ""
            outside = ' rel="external noopener"' if span.outside else ""
            shown = _words(text[span.start : span.end])
            parts.append(_words(text[start : span.start]))
            parts.append(f'<a class="ref" href="{escape(span.url)}"{title}{outside}>{shown}</a>')
            start = span.end
    return "".join([*parts, _words(text[start:end])])


def _changed(text: str, changes: Sequence[ChangeSpan], start: int, end: int) -> str:
    """Part of the words of a state: words added as `ins`, words struck as `del` where they were."""
    parts: list[str] = []
    for change in changes:
        left, right = max(change.start, start), min(change.end, end)
        is_here = left <= right if change.struck and end == len(text) else left < right or start <= change.start < end
        if not is_here or left > right:
            continue
        parts.append(_words(text[start:left]))
        if change.struck:
            parts.append(f"<del>{_words(change.struck)}</del> ")
        else:
            parts.append(f'<ins cite="{escape(change.url)}">{_words(text[left:right])}</ins>')
        start = right
    return "".join([*parts, _words(text[start:end])])


def _attributes(writer: _Writer, line: FlatProvision, classes: str) -> str:
    marked = line.path == writer.marked
    found = f' class="{classes}{" marked" if marked else ""}"'
    if writer.ids:
        found += f' id="{escape(line.path)}"'
    return found + (' aria-current="location"' if marked else "")


def _anchors(writer: _Writer, line: FlatProvision) -> str:
    """Hidden anchors of the addresses this provision had before, so that old fragments land on it."""
    if not writer.ids:
        return ""
    return "".join(f'<span class="former" id="{escape(old)}"></span>' for old in writer.former.get(line.path, ()))


def is_positional(path: str) -> bool:
    """Return whether a path counts paragraphs, so that an added one would shift it (pN, qN, ~N)."""
    return any(step[:1] in ("p", "q") and step[1:].isdigit() or "~" in step for step in path.split("/"))


def _link(writer: _Writer, line: FlatProvision, shown: str, classes: str) -> str:
    """A link to the provision's own address; with the hash of its words where a copied link is to be pinned."""
    name = writer.names.get(line.path, "")
    title = f' title="{escape(name)}"' if name else ""
    pin = f' data-pin="{line.hash}"' if writer.ids and line.hash and is_positional(line.path) else ""
    address = escape(provision_address(writer.base, line.path))
    return f'<a class="{classes}" href="{address}"{title}{pin}>{escape(shown)}</a>'


def _label(writer: _Writer, line: FlatProvision) -> str:
    """The printed label as a link, a ¶ where nothing is printed, and a mark when its place is doubted."""
    shown = _link(writer, line, line.label, "n") if line.label else _link(writer, line, "¶", "n para")
    if line.doubts:
        reason = " ".join(doubt.get("message", "") for doubt in line.doubts)
        shown += (
            f' <a class="doubt" href="{escape(provision_address(writer.base, line.path))}#_doubts"'
            f' title="{escape(reason)}"><span aria-hidden="true">?</span>'
            f'<span class="unseen">{escape(line.doubts[0].get("name", "doubtful place"))}</span></a>'
        )
    return shown


def _margin(writer: _Writer, line: FlatProvision) -> str:
    """The notes in the margin of a provision; "" where it has none."""
    marks = writer.marks.get(line.path, ())
    shown = "".join(
        f'<a class="{escape(mark.kind)}" href="{escape(mark.url)}" aria-label="{escape(mark.name)}">'
        f"{escape(mark.text)}</a>"
        for mark in marks
    )
    return f'<span class="margin">{shown}</span>' if shown else ""


def _write_inline(writer: _Writer, line: FlatProvision) -> None:
    writer.parts.append(f" <span{_attributes(writer, line, 'pv in')}>{_anchors(writer, line)}{_label(writer, line)} ")
    writer.parts.append(_margin(writer, line))
    writer.parts.append(_linked(writer, line))
    writer.open.append(_OpenTag(line.depth, "span", line.kind))


def _start_block(writer: _Writer, line: FlatProvision, titled: bool = False) -> None:
    classes = f"pv {line.kind}" + ("" if line.label or line.kind not in ("unlabelled", "quotation") else " bare")
    writer.parts.append(f"<div{_attributes(writer, line, classes)}>{_anchors(writer, line)}{_margin(writer, line)}")
    writer.open.append(_OpenTag(line.depth, "div", line.kind, titled))


def _write_titled(writer: _Writer, line: FlatProvision) -> None:
    """A division, section, heading or annex: its label and heading are a heading of the page, its words run on."""
    level = writer.heading_level()
    _start_block(writer, line, titled=True)
    has_heading = bool(line.heading) and line.text.startswith(line.heading)
    heading = f' <span class="hd">{_linked(writer, line, 0, len(line.heading))}</span>' if has_heading else ""
    writer.parts.append(f"<h{level}>{_label(writer, line)}{heading}</h{level}>")
    rest = line.rest if has_heading else line.text
    if rest.strip():
        writer.parts.append(f" <p>{_linked(writer, line, len(line.heading) if has_heading else 0)}")
        writer.paragraph = True


def _write_container(writer: _Writer, line: FlatProvision) -> None:
    """A preamble or quotation: without own words, or with the first of the quoted words."""
    _start_block(writer, line)
    if line.kind == "preamble" and not line.text:
        writer.parts.append(f'<p class="eds">{_link(writer, line, "Preamble", "n")}</p>')
        return
    if line.kind == "quotation":
        writer.parts.append(f'<p class="eds">{_link(writer, line, "Quoted text", "n")}</p>')
    if line.text:
        writer.parts.append(f"<p>{_linked(writer, line)}")
        writer.paragraph = True


def _write_block(writer: _Writer, line: FlatProvision) -> None:
    _start_block(writer, line)
    alone = "" if line.text else ' class="alone"'
    runs_in = line.kind == "labelled" and line.heading and line.text.startswith(line.heading) and line.rest.strip()
    split = len(line.heading) if runs_in else 0
    heading = f'<i class="hd">{_linked(writer, line, 0, split)}</i>' if split else ""
    writer.parts.append(f"<p{alone}>{_label(writer, line)} {heading}{_linked(writer, line, split)}")
    writer.paragraph = True


def _write_table(writer: _Writer, line: FlatProvision) -> None:
    _start_block(writer, line)
    name = escape(writer.names.get(line.path) or "Table")
    caption = f"<caption>{_link(writer, line, 'Table', 'n')} {_words(line.heading)}</caption>"
    writer.open[-1].tag = "table"
    writer.parts.append(f'<div class="wide" role="region" tabindex="0" aria-label="{name}"><table>{caption}<tbody>')


_FIGURE = re.compile(r"\s*[-–(]?\$?\d[\d,.]*(?:\s?(?:%|percent))?\)?\s*")  # 3 · 1,204.50 · $17 · (4) · 12.5 percent
_FIGURE_CLASS = ' class="num"'


def _write_row(writer: _Writer, line: FlatProvision) -> None:
    """A row: its cells; the first of a headed table are header cells, and its mark has a cell of its own."""
    tag = "th" if line.heading else "td"
    scope = ' scope="col"' if line.heading else ""
    cells = "".join(
        f"<{tag}{scope}{_FIGURE_CLASS if _FIGURE.fullmatch(cell) else ''}>{_words(cell)}</{tag}>"
        for cell in line.text.split(" | ")
    )
    mark = f'<td class="mark">{_label(writer, line)}</td>'
    writer.parts.append(f"<tr{_attributes(writer, line, 'pv row')}>{mark}{cells}</tr>")


def _write(writer: _Writer, line: FlatProvision) -> None:
    writer.pop(line.depth)
    if line.inline and writer.paragraph:
        _write_inline(writer, line)
        return
    writer.end_paragraph()
    in_table = bool(writer.open) and writer.open[-1].tag == "table"
    if line.kind == "row" and in_table:
        _write_row(writer, line)
        return
    if in_table:  # words between the rows of a table: the table ends before them
        writer.parts.append("</tbody></table></div>")
        writer.open[-1].tag = "div"
    if line.kind == "table":
        _write_table(writer, line)
    elif line.kind in _TITLED:
        _write_titled(writer, line)
    elif line.kind in ("preamble", "quotation"):
        _write_container(writer, line)
    else:
        _write_block(writer, line)


def body_html(
    lines: Iterable[FlatProvision],
    base: str,
    *,
    names: Mapping[str, str] | None = None,
    marked: str = "",
    former: Mapping[str, Sequence[str]] | None = None,
    ids: bool = True,
    spans: Mapping[str, Sequence[LinkSpan]] | None = None,
    marks: Mapping[str, Sequence[MarginNote]] | None = None,
    changes: Mapping[str, Sequence[ChangeSpan]] | None = None,
) -> SafeString:
    """Return the provisions as HTML.

    `base` is the document's address, before which each label's link begins; `names` the spoken form
    of each path, for the links' titles; `marked` the path the reader was sent to; `former` the
    addresses a path had before; `ids` whether elements carry the paths as fragment ids (once a page);
    `spans` the references in each path's own text; `marks` what is in the margin of a path;
    `changes` the words of a path that amendments put in or struck, in order.
    """
    writer = _Writer(base, names or {}, marked, former or {}, ids, spans or {}, marks or {}, changes or {})
    for line in lines:
        _write(writer, line)
    writer.pop(0)
    return mark_safe("".join(writer.parts))  # noqa: S308 - every value above went through escape()
