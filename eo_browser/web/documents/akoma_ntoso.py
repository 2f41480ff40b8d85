"""A document, provision or text as amended as Akoma Ntoso 3.0 (OASIS LegalDocML), valid against its schema.

The names are those of the standard's naming convention: work `/akn/us/act/executive-order/president/2009-12-29/13526`,
expression `/eng@2010-01-05`, portion `/~sec_1.4__subsec_a`. Levels the standard has no element for are `hcontainer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from eo_browser.law.model.normalise import NOT_XML
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.terms.dispositions import ENDING_VERBS
from eo_browser.models import Document, Relation, StoredState
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.names import designation, president_name, register_citation, title_of
from eo_browser.web.objects.states import UNKNOWN_DAY

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ACTS = frozenset({"executive-order", "proclamation", "order", "reorganization-plan"})  # other kinds are documents
_DIVISIONS = {
    "part": ("part", "part"), "subpart": ("subpart", "subpart"), "title": ("title", "title"),
    "ch": ("chapter", "chp"), "art": ("article", "art"), "rule": ("rule", "rule"),
}  # fmt: skip
_BELOW_SECTION = (
    ("subsection", "subsec"), ("paragraph", "para"), ("subparagraph", "subpara"), ("clause", "clause"),
    ("subclause", "subclause"), ("point", "point"), ("indent", "indent"), ("alinea", "al"),
)  # fmt: skip
_CONTAINERS = {
    "preamble": "preamble", "heading": "heading", "annex": "att", "quotation": "quoted", "footnote": "fn",
    "table": "table", "division": "division",
}  # fmt: skip
_NOT_ID = re.compile(r"[^\w-]+")
_ARCHIVE, _PRESIDENT = "#archive", "#president"


@dataclass(frozen=True, slots=True)
class AknText:
    """What is written: a document, the lines of its text or of one provision, their state, when the text was read."""

    document: Document
    lines: Sequence[FlatProvision]
    all_lines: Sequence[FlatProvision]  # of the whole text, from which identifiers are counted
    address: str
    path: str = ""
    state: date | None = None  # the text as amended from this day on; None as signed
    read_on: date | None = None


def akoma_ntoso(text: AknText) -> str:
    """Return it as XML."""
    ids = identifiers(text.all_lines)
    kind = _type_of(text.document)
    root = Element("akomaNtoso", xmlns=NAMESPACE)
    if text.path:
        top = SubElement(root, "portion", includedIn=_work(text.document))
        body_name = "portionBody"
    else:
        top = SubElement(root, kind, name=text.document.kind)
        body_name = "body" if kind == "act" else "mainBody"
    _meta(top, text, ids)
    body = SubElement(top, body_name)
    _levels(body, text.lines, ids)
    if not len(body):
        _empty(body)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _empty(body: Element) -> None:
    """A text without a provision; the schema wants one level."""
    SubElement(SubElement(SubElement(body, "hcontainer", name="empty", eId="empty_1"), "content"), "p")


def _type_of(document: Document) -> str:
    return "act" if document.kind in _ACTS else "doc"


def _day_of(document: Document, read_on: date | None) -> date:
    return document.signed or document.published or read_on or date.min


def _work(document: Document) -> str:
    """The address of the work in the naming convention."""
    day = document.signed or document.published
    name = document.number or document.address.rpartition("/")[2]
    dated = day.isoformat() if day else "nn"
    return f"/akn/us/{_type_of(document)}/{document.kind}/president/{dated}/{name}"


def identifiers(lines: Sequence[FlatProvision]) -> dict[str, str]:
    """Return the eId of each path: that of its parent, the abbreviation of its level and its number, unique."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    sections: list[FlatProvision] = []
    around: list[FlatProvision] = []
    for line in lines:
        around = [one for one in around if one.depth < line.depth]
        sections = [one for one in sections if one.depth < line.depth]
        _, short = _level(line, sections, around)
        above = f"{found[around[-1].path]}__" if around else ""
        own = f"{above}{short}_{_number(line)}"
        copies = (own if number == 1 else f"{own}_{number}" for number in count(1))
        found[line.path] = next(one for one in copies if one not in taken)
        taken.add(found[line.path])
        around.append(line)
        sections += [line] if line.kind == "section" else []
    return found


def _number(line: FlatProvision) -> str:
    """The number of an identifier: the last step of the path without its level word, points and commas as hyphens."""
    step = line.path.rpartition("/")[2]
    if line.kind == "unlabelled":
        return f"nn_{_NOT_ID.sub('-', step.lstrip('p')).strip('-') or '1'}"
    number = step.partition("-")[2] if line.kind in {"section", "division", "annex", "heading"} else step
    return _NOT_ID.sub("-", (number or "1").replace("~", "-")).strip("-") or "1"


def _level(line: FlatProvision, sections: Sequence[FlatProvision], around: Sequence[FlatProvision]) -> tuple[str, str]:
    """The element of a provision ("" for hcontainer), and the abbreviation of its identifier."""
    if line.kind == "section":
        return "section", "sec"
    if line.kind == "division":
        return _DIVISIONS.get(line.path.rpartition("/")[2].partition("-")[0], ("", "division"))
    if line.kind == "unlabelled":
        return "paragraph", "para"
    if line.kind == "labelled":
        labelled = [
            one for one in around if one.kind == "labelled" and (not sections or one.depth > sections[-1].depth)
        ]
        steps = _BELOW_SECTION if sections else _BELOW_SECTION[1:]
        return steps[len(labelled)] if len(labelled) < len(steps) else ("level", "level")
    return "", _CONTAINERS.get(line.kind, line.kind)


def _levels(body: Element, lines: Sequence[FlatProvision], ids: Mapping[str, str]) -> None:
    """The provisions, nested as they are printed; rows become a table."""
    around: list[tuple[FlatProvision, Element]] = []
    with_children = _with_children(lines)
    table: Element | None = None
    for line in lines:
        around = [pair for pair in around if pair[0].depth < line.depth]
        parent = around[-1][1] if around else body
        if line.kind == "row":
            if table is None:  # of a table that is not shown
                table, ids = _table_in(_element(parent, line, [], ids)), {**ids, line.path: ""}
            _row(table, line, ids[line.path])
            continue
        element = _element(parent, line, [one for one, _ in around], ids)
        has_children = line.path in with_children
        table = _table_in(element) if line.kind == "table" and has_children else None
        if table is None:
            _words(element, line, has_children)
            around.append((line, element))


def _with_children(lines: Sequence[FlatProvision]) -> set[str]:
    return {one.path for one, after in pairwise(lines) if after.depth > one.depth}


def _table_in(element: Element) -> Element:
    return SubElement(SubElement(element, "content"), "table")


def _element(parent: Element, line: FlatProvision, around: Sequence[FlatProvision], ids: Mapping[str, str]) -> Element:
    name, _ = _level(line, [one for one in around if one.kind == "section"], around)
    element = SubElement(parent, name or "hcontainer", eId=ids[line.path])
    if not name:
        element.set("name", line.kind)
    if line.label.strip():
        SubElement(element, "num").text = NOT_XML(line.label.strip())
    if line.heading.strip() and line.kind != "row":
        SubElement(element, "heading").text = NOT_XML(line.heading.strip())
    return element


def _words(element: Element, line: FlatProvision, has_children: bool) -> None:
    """The own words of a provision: before its children, or as its content."""
    rest = line.rest.strip()
    if rest or not has_children:
        block = SubElement(element, "intro" if has_children else "content")
        for part in rest.split("\n") or [""]:
            SubElement(block, "p").text = NOT_XML(part)


def _row(table: Element, line: FlatProvision, identifier: str) -> None:
    row = SubElement(table, "tr")
    if identifier:
        row.set("eId", identifier)
    for cell in (line.text or line.heading).split(" | "):
        SubElement(SubElement(row, "th" if line.heading else "td"), "p").text = NOT_XML(cell)


def _meta(top: Element, text: AknText, ids: Mapping[str, str]) -> None:
    document = text.document
    meta = SubElement(top, "meta")
    _identification(meta, text, ids)
    if document.published and (citation := register_citation(document)):
        SubElement(
            meta, "publication", name="Federal Register", showAs=citation, date=document.published.isoformat(),
            number=str(document.register_volume),
        )  # fmt: skip
    states = list(StoredState.objects.filter(document=document).order_by("day").values("day", "acts", "changed"))
    ends = _ends(document)
    _lifecycle(meta, text, states, ends)
    applied = [one for one in states if text.state and one["day"] <= text.state]
    if modifications := list(_modifications(text, applied, ids)):
        analysis = SubElement(SubElement(meta, "analysis", source=_ARCHIVE), "passiveModifications")
        analysis.extend(modifications)
    _references(meta, document, states, ends)


def _references(
    meta: Element, document: Document, states: Sequence[Mapping[str, Any]], ends: Sequence[tuple[str, date]]
) -> None:
    """What other elements point at: the work, the documents that changed or ended it, the archive, the President."""
    references = SubElement(meta, "references", source=_ARCHIVE)
    work = _work(document)
    SubElement(references, "original", eId="original", href=work, showAs=NOT_XML(designation(document)))
    for address in dict.fromkeys(address for one in states for address in one["acts"]):
        SubElement(references, "passiveRef", eId=_ref(address), href=_href(address), showAs=NOT_XML(address.strip("/")))
    for address, _ in ends:
        SubElement(
            references, "passiveRef", eId=f"end-{_ref(address)}", href=_href(address),
            showAs=NOT_XML(address.strip("/")),
        )  # fmt: skip
    SubElement(references, "TLCOrganization", eId="archive", href=absolute("/about/"), showAs="Executive Order Browser")
    slug = document.president or "president"
    person = president_name(document.president) if document.president else "President of the United States"
    SubElement(references, "TLCPerson", eId="president", href=f"/akn/ontology/person/us/{slug}", showAs=person)


def _ref(address: str) -> str:
    return "act-" + _NOT_ID.sub("-", address.strip("/"))


def _href(address: str) -> str:
    """The address of a document; of one that is only named, a name in the naming convention."""
    return absolute(address) if address.startswith("/") else f"/akn/us/doc/{_NOT_ID.sub('-', address)}"


def _identification(meta: Element, text: AknText, ids: Mapping[str, str]) -> None:
    document = text.document
    work = _work(document)
    known_state = text.state if text.state != UNKNOWN_DAY else None
    version = known_state or document.published or document.signed
    expression = f"{work}/eng@{version.isoformat() if version else ''}"
    portion = f"/~{ids[text.path]}" if text.path else ""
    found = SubElement(meta, "identification", source=_ARCHIVE)
    signed = _day_of(document, text.read_on)
    at = _level_of_frbr(found, "Work", (work, portion, ""), (signed, "signed"), _PRESIDENT)
    at[2:2] = [
        Element("FRBRalias", value=absolute(text.address), name="permalink"),
        Element("FRBRalias", value=NOT_XML(title_of(document)), name="title"),
    ]
    SubElement(at, "FRBRcountry", value="us")
    if document.number:
        SubElement(at, "FRBRnumber", value=document.number)
    SubElement(at, "FRBRname", value=document.kind)
    author = _ARCHIVE if text.state else _PRESIDENT
    at = _level_of_frbr(found, "Expression", (expression, portion, ""), (version or date.min, "version"), author)
    SubElement(at, "FRBRlanguage", language="eng")
    read = (text.read_on or date.min, "read")
    at = _level_of_frbr(found, "Manifestation", (expression, portion, ".xml"), read, _ARCHIVE)
    SubElement(at, "FRBRformat", value="application/akn+xml")


def _level_of_frbr(
    identification: Element, level: str, uri: tuple[str, str, str], day: tuple[date, str], author: str
) -> Element:
    """One of work, expression and manifestation: its address with portion and suffix, its day with what it is of."""
    whole, portion, suffix = uri
    found = SubElement(identification, f"FRBR{level}")
    SubElement(found, "FRBRthis", value=f"{whole}{portion}{suffix}")
    SubElement(found, "FRBRuri", value=f"{whole}{suffix}")
    SubElement(found, "FRBRdate", date=day[0].isoformat(), name=day[1])
    SubElement(found, "FRBRauthor", href=author)
    return found


def _lifecycle(
    meta: Element, text: AknText, states: Sequence[Mapping[str, Any]], ends: Sequence[tuple[str, date]]
) -> None:
    """Signed, every amendment, and what ended it."""
    events = [("generation", _day_of(text.document, text.read_on), "#original")]
    for one in states:
        events += [("amendment", one["day"], f"#{_ref(address)}") for address in one["acts"]]
    events += [("repeal", day, f"#end-{_ref(address)}") for address, day in ends]
    lifecycle = SubElement(meta, "lifecycle", source=_ARCHIVE)
    for number, (kind, day, source) in enumerate(sorted(events, key=lambda event: event[1]), 1):
        SubElement(lifecycle, "eventRef", eId=f"event_{number}", date=day.isoformat(), source=source, type=kind)


def _ends(document: Document) -> list[tuple[str, date]]:
    """The documents here that ended it as a whole, with the days on which they were signed."""
    rows = Relation.objects.filter(object=document, outweighed="", verb__in=ENDING_VERBS, in_part=False)
    ends = rows.filter(object_path="").exclude(subject=None).exclude(subject__signed=None)
    found = dict(ends.values_list("subject__address", "subject__signed"))
    return [(address, day) for address, day in found.items() if day]


def _modifications(text: AknText, states: Sequence[Mapping[str, Any]], ids: Mapping[str, str]) -> Iterator[Element]:
    """What each state changed, by the documents that amend on its day."""
    number = 0
    for state in states:
        for before, after in state["changed"]:
            for address in state["acts"]:
                number += 1
                found = Element("textualMod", type=_type_of_change(before, after), eId=f"mod_{number}")
                SubElement(found, "source", eId=f"mod_{number}__source", href=f"#{_ref(address)}")
                place = ids.get(after or before)
                goal = f"#{place}" if place else f"{_work(text.document)}/~{_NOT_ID.sub('-', after or before)}"
                SubElement(found, "destination", eId=f"mod_{number}__destination", href=goal)
                yield found


def _type_of_change(before: str, after: str) -> str:
    """What happened to a provision, by its paths before and after; "" for none."""
    if not before:
        return "insertion"
    if not after:
        return "repeal"
    return "substitution" if before == after else "renumbering"
