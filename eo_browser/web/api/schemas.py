"""The objects of the API in JSON Schema. The lists of codes are taken from the code."""

from __future__ import annotations

from typing import Any, get_args

from eo_browser.law.quotation import EditKind, VerdictName, WarningCode
from eo_browser.law.resolver import Code, Outcome
from eo_browser.law.terms.dispositions import VERBS
from eo_browser.law.terms.kinds import KINDS
from eo_browser.web.objects.citation_health import Health
from eo_browser.web.objects.emergencies import EmergencyState

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
FLAG: Schema = {"type": "boolean"}
URL: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
PLACE: Schema = {"type": "integer", "minimum": 0, "description": "A character of the text as it was sent, from 0."}
SPAN: Schema = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}


def ref(name: str) -> Schema:
    """Refer to a schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def many(items: Schema, description: str = "") -> Schema:
    """Describe a list."""
    return {"type": "array", "items": items} | ({"description": description} if description else {})


def one_of(names: object) -> Schema:
    """Describe one of the values of a Literal."""
    return {"type": "string", "enum": list(get_args(names))}


def or_null(schema: Schema) -> Schema:
    """Describe the same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def thing(description: str, optional: dict[str, Schema] | None = None, /, **members: Schema) -> Schema:
    """Describe an object by its required and optional members; later versions may add more."""
    return {
        "type": "object",
        "description": description,
        "properties": members | (optional or {}),
        "required": list(members),
    }


def also(name: str, schema: Schema) -> Schema:
    """Describe an object that extends another."""
    return {"description": schema["description"], "allOf": [ref(name), schema]}


_DOCUMENT = thing(
    "A document.",
    address={"type": "string", "description": "Its permanent address on the site.", "examples": ["/eo/13526"]},
    url=URL,
    held={**FLAG, "description": "Its text is in this archive."},
    title=TEXT,
    kind={"type": "string", "enum": list(KINDS)},
    number={"type": "string", "description": "Empty for a document without one."},
    inferred_number=or_null(
        thing("The number that a document without one probably has: no list confirms it.", number=TEXT, reason=TEXT)
    ),
    series=many(TEXT, "Its places in series of directives: “NSPM-3”."),
    signed=DAY,
    published=DAY,
    president={"type": "string", "description": "In lower case with hyphens: “barack-obama”."},
    citation={"type": "string", "description": "Where the Federal Register prints it: “82 FR 9125”."},
    document_number={"type": "string", "description": "Its document number of the Federal Register."},
    status={"type": "string", "description": "Empty, or what became of it: “revoked”, “amended” …"},
    sources=many(TEXT, "Every file or address its texts came from."),
)
_PROVISION = thing(
    "A provision: a section, a paragraph, a table …",
    path={"type": "string", "description": "The printed labels, outermost first.", "examples": ["sec-2/iii/D"]},
    label={"type": "string", "description": "As printed: “(D)”."},
    pinpoint={"type": "string", "description": "“Sec. 2(iii)(D)”"},
    spoken={"type": "string", "description": "“section 2, subsection (iii), paragraph (D)”"},
    heading=TEXT,
    text={"type": "string", "description": "Its own words."},
    url=URL,
    hash={"type": "string", "description": "Of its full text; “?h=” and this behind its address pins a link to it."},
    confidence={"type": "number", "minimum": 0, "maximum": 1},
)
_NODE = thing(
    "A provision in its place in the text.",
    kind=TEXT,
    inline={"type": "boolean", "description": "Printed in the line of the provision above it."},
    doubts=many(thing("Why its place is doubtful.", code=TEXT, message=TEXT)),
    children=many(ref("Node")),
)
_CITING = thing(
    "A document at the other end of a citation, and the places where it is cited.",
    name=TEXT,
    address={"type": ["string", "null"]},
    url=or_null(URL),
    title=TEXT,
    signed=DAY,
    places=many(URL),
)
_RELATION = thing(
    "What one document does to another, with everyone who says so.",
    verb={"type": "string", "enum": list(VERBS)},
    passive={"type": "boolean", "description": "The other document does it to this one."},
    label={"type": "string", "description": "In words: “Revoked by”."},
    document=thing(
        "The other document; without an address it is not held.",
        name=TEXT,
        address={"type": ["string", "null"]},
        url=or_null(URL),
        title=TEXT,
        signed=DAY,
    ),
    path={"type": ["string", "null"], "description": "The provision it is done to; null is the whole document."},
    claims=many(
        thing("Who says so.", source=TEXT, in_part=FLAG, url=or_null(URL), row=TEXT, words=TEXT),
    ),
    disagreement={"type": ["string", "null"]},
)
_PARTY: dict[str, Schema] = {
    "name": TEXT,
    "address": {"type": ["string", "null"]},
    "url": or_null(URL),
    "title": TEXT,
    "signed": DAY,
}
_STEP = thing(
    "What a document did to a national emergency, with its words.",
    verb={"type": "string", "enum": list(VERBS)},
    **_PARTY,
    words=TEXT,
    evidence=or_null(URL),
)
_STANDING = thing(
    "What still stands of it, as a sentence that is always told.",
    sentence=TEXT,
    looked_at={**DAY, "description": "The day on which the lists were last read."},
    by_list_only=FLAG,
    evidence=many(URL),
    ends=many(thing("A note that is no status: suspended, expired …", kind=TEXT, text=TEXT, words=TEXT)),
)
_EMERGENCY = thing(
    "A national emergency.",
    subject=TEXT,
    declared_by=thing("The document that declared it.", **_PARTY),
    words=TEXT,
    state=one_of(EmergencyState),
    sentence=TEXT,
    last_continued=DAY,
    until=DAY,
    ended_by=or_null(ref("EmergencyStep")),
    notices=many(ref("EmergencyStep")),
    orders=many(ref("EmergencyStep"), "Documents that widened it."),
)
_LINE_STEP = thing(
    "One act of a line of descent.",
    actor=thing("Who did it.", **_PARTY),
    verb={"type": "string", "enum": list(VERBS)},
    in_part=FLAG,
    object=thing("What it was done to.", **_PARTY),
    source=TEXT,
    words=TEXT,
    evidence=or_null(URL),
)
_LINE = thing(
    "The line of descent: what came before and after, the oldest first.",
    before=many(ref("LineStep")),
    after=many(ref("LineStep")),
    cut={"type": "boolean", "description": "There are more acts than are given."},
)
_WEB = thing(
    "References and relations.",
    cites=many(ref("Citing")),
    cited_by=many(ref("Citing")),
    relations=many(ref("Relation")),
)
_PLACED: dict[str, Schema] = {"text": TEXT, "start": PLACE, "end": PLACE}
_SELECTOR = thing(
    "The words as a SpecificResource of the Web Annotation model.", type=TEXT, source=URL, selector={"type": "object"}
)
_VERDICT = thing(
    "Whether a quotation is what a document says.",
    quote=TEXT,
    cite={"type": ["string", "null"]},
    verdict=one_of(VerdictName),
    targets=many(ref("QuotedTarget"), "The provisions that have the words, in order; empty for “not-found”."),
    edits=many(ref("Edit")),
    warnings=many(one_of(WarningCode)),
    warning_details={"type": "object", "additionalProperties": TEXT},
    explanations=many(ref("Explanation"), "Of the citation."),
    cite_outcome=or_null(one_of(Outcome)),
    also=many(ref("QuotedTarget"), "Other documents with the same words, where no citation chooses."),
)
_AMENDED = thing(
    "A text as amended, made by a program; not official.",
    {
        "document": ref("Document"),
        "provision": ref("Provision"),
        "url": URL,
        "prints": many({"type": "object"}, "The US Code’s prints of it, and in what they differ."),
    },
    address=TEXT,
    state={"type": "string", "description": "The address of the text; its mark is its first day."},
    on=DAY,
    complete={"type": "boolean", "description": "Nothing that amends the document is missing."},
    rules={"type": "string", "description": "The version of the rules it was made by; empty as signed."},
    notice=TEXT,
    acts=many(TEXT, "The addresses of what amends the document, in order."),
    applied=many(ref("Instruction")),
    not_applied=many(
        thing(
            "What was not applied, why, and the provisions that it touches (“all”: any).",
            document=TEXT,
            reason=TEXT,
            touches={"anyOf": [{"const": "all"}, many(TEXT)]},
            instruction=or_null(ref("Instruction")),
        )
    ),
    provisions=many(
        thing(
            "A provision; its spans cover its text and say where each character comes from.",
            path=TEXT,
            label=TEXT,
            kind=TEXT,
            depth=NUMBER,
            heading=TEXT,
            text=TEXT,
            spans=many(
                thing(
                    "Characters and their source; null is white space at a seam.",
                    {"named": FLAG},
                    start=NUMBER,
                    end=NUMBER,
                    **{"from": or_null(ref("Source"))},
                )
            ),
            was={"type": "string", "description": "Its path before it was relabelled."},
            in_doubt=many(TEXT, "What was not applied and may concern it."),
        )
    ),
    struck=many(thing("A provision that was struck.", path=TEXT, label=TEXT, by=TEXT)),
)
_SOURCE = thing("Half-open characters of a provision’s own text.", document=TEXT, path=TEXT, start=NUMBER, end=NUMBER)
_INSTRUCTION = thing(
    "One operation that a document orders on another.",
    {"applied_in": many(TEXT, "Addresses of states."), "reason": {"type": ["string", "null"]}},
    at=ref("Source"),
    target=thing("The document amended.", address=TEXT),
    place={"type": "object"},
    operation=TEXT,
    unit=TEXT,
    old=TEXT,
    new=TEXT,
    group=TEXT,
    effective=DAY,
    rule=TEXT,
)
_CATALOG = thing(
    "A page of the list of all documents.",
    total={"type": "integer", "minimum": 0, "description": "All documents that fit."},
    documents=many(ref("Document")),
    next=or_null({**URL, "description": "The page behind this one."}),
    prev=or_null({**URL, "description": "The page before this one."}),
)
_CHANGES = thing(
    "Documents in the order of their last changes.",
    changes=many(
        thing(
            "A document as it is now, and the revision and hash of its text.",
            document=ref("Document"),
            revision={"type": ["integer", "null"]},
            hash={"type": ["string", "null"]},
        )
    ),
    more={"type": "boolean", "description": "More has changed already."},
    next={**URL, "description": "What changes after these."},
)
_SEARCH = thing(
    "Documents found, each with the provisions that match.",
    query=TEXT,
    interpreted=TEXT,
    total={"type": "integer", "minimum": 0},
    total_is_exact=FLAG,
    took_ms={"type": "number"},
    did_you_mean={"type": ["string", "null"]},
    citation=or_null(ref("Resolution")),
    is_quotation={"type": "boolean", "description": "The first hit has the words typed."},
    notes=many(TEXT),
    hits=many(
        thing(
            "A document, its best provisions first, and the documents folded under it.",
            document=ref("Document"),
            provisions=many(ref("FoundProvision")),
            same=many(ref("Document")),
        )
    ),
    facets={
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
)

SCHEMAS: dict[str, Schema] = {
    "Document": _DOCUMENT,
    "Provision": also("PlacedProvision", thing("A provision with all its words.", full_text=TEXT)),
    "PlacedProvision": _PROVISION,
    "Node": also("PlacedProvision", _NODE),
    "Target": thing(
        "What is meant: a document, or a provision of it; with state the text as amended.",
        {"state": ref("State")},
        document=ref("Document"),
        provision=or_null(ref("Provision")),
    ),
    "State": thing(
        "Which text as amended is meant.",
        name={"type": "string", "description": "“as amended to July 30, 2008”"},
        address=TEXT,
        url=URL,
        day=DAY,
        complete=FLAG,
    ),
    "Explanation": thing("What an editor should know.", code=one_of(Code), message=TEXT),
    "Resolution": thing(
        "What a citation means.",
        query=TEXT,
        outcome=one_of(Outcome),
        targets=many(ref("Target")),
        explanations=many(ref("Explanation")),
        suggestions=many(ref("Target"), "What nearly fits, where nothing does."),
        external=or_null(thing("A law or a regulation.", name=TEXT, url=URL)),
        known=many(ref("KnownDocument"), "What lists know of documents cited whose text is not held."),
    ),
    "KnownDocument": thing(
        "A document known from a list, whose text is not held.",
        held={**FLAG, "description": "Always false."},
        kind={"type": "string"},
        number=TEXT,
        title=TEXT,
        signed=DAY,
        published=DAY,
        citation=TEXT,
        document_number=TEXT,
        url={
            "type": "string",
            "description": "Its page here; empty where too little is known.",
        },
        official_url={"type": "string", "description": "Where its text can be read officially."},
    ),
    "PlacedResolution": also("Resolution", thing("A citation of a text.", **_PLACED)),
    "Resolutions": thing(
        "The citations of a text.",
        citations=many(ref("PlacedResolution")),
        truncated={"type": "boolean", "description": "There were more than are looked at."},
    ),
    "Edit": thing("A difference.", kind=one_of(EditKind), quote=TEXT, source=TEXT, note=TEXT, start=PLACE, end=PLACE),
    "QuotedTarget": also(
        "Target",
        thing(
            "A provision that has the words.",
            {"pinned": URL, "marked": URL, "spans": many(SPAN), "selectors": many(_SELECTOR)},
        ),
    ),
    "Verdict": _VERDICT,
    "PlacedVerdict": also("Verdict", thing("A quotation of an article.", **_PLACED)),
    "AnnotatedArticle": thing(
        "Everything found in an article.",
        {"article": {"type": "string", "description": "With links; only when asked for."}},
        citations=many(ref("PlacedResolution")),
        quotations=many(ref("PlacedVerdict")),
        warnings=many(thing("What an editor should know.", code=one_of(Code), message=TEXT, **_PLACED)),
        truncated={"type": "boolean", "description": "There was more than is looked at."},
    ),
    "CitationHealth": thing(
        "What has become of the words that an article’s links cite.",
        links=many(ref("LinkHealth")),
        well=NUMBER | {"description": "Links that need no look: the words are there, nothing changed or ended them."},
        truncated={"type": "boolean", "description": "There were more links than are looked at."},
        feed=or_null(URL),
    ),
    "LinkHealth": thing(
        "A link to this site.",
        link=TEXT,
        health=one_of(Health),
        what=TEXT,
        is_well=FLAG,
        title=TEXT,
        now=or_null(URL),
        old_words={"type": ["string", "null"], "description": "The words that were cited, where they are others now."},
        new_words={"type": ["string", "null"]},
        standing={"type": ["string", "null"]},
        is_ended={"type": "boolean", "description": "The document was revoked, superseded or nullified as a whole."},
    ),
    "FoundProvision": thing(
        "A provision that matches.",
        path=TEXT,
        label=TEXT,
        pinpoint=TEXT,
        breadcrumb=many(TEXT),
        snippet=TEXT,
        spans=many(SPAN, "What to mark in the snippet."),
        url=URL,
    ),
    "Search": _SEARCH,
    "Catalog": _CATALOG,
    "Changes": _CHANGES,
    "Corrections": thing(
        "Addresses that no longer mean what they did.",
        corrections=many(
            thing(
                "An address that was served with other words.",
                address=TEXT,
                url=URL,
                document={"type": "string", "description": "The address of its document."},
                on={"type": ["string", "null"], "format": "date-time"},
                fate={
                    "type": "string",
                    "enum": ["reworded", "moved", "held", "gone"],
                    "description": "reworded: the same provision has other words; moved: the words are at now; held: "
                    "another provision has the address; gone: the words are in no text.",
                },
                now=or_null({**URL, "description": "Where the provision is."}),
                revision=NUMBER,
                hash=TEXT,
                last_words=TEXT,
                reason=TEXT,
            )
        ),
        more={"type": "boolean", "description": "There are more already."},
        next={**URL, "description": "What comes after these."},
    ),
    "Moved": thing("The words are at another address.", address=TEXT, url=URL),
    "Suggestions": thing(
        "What may be meant.",
        query=TEXT,
        suggestions=many(
            thing(
                "A text and the document it names.",
                text=TEXT,
                what={"type": "string", "enum": ["title", "name", "number", "addressee"]},
                address=TEXT,
                url=URL,
            )
        ),
    ),
    "Citing": _CITING,
    "Relation": _RELATION,
    "Standing": _STANDING,
    "Emergency": _EMERGENCY,
    "EmergencyStep": _STEP,
    "Line": _LINE,
    "LineStep": _LINE_STEP,
    "Web": _WEB,
    "WholeDocument": {
        "description": "A document with its provisions as a tree.",
        "allOf": [
            ref("Document"),
            ref("Web"),
            thing(
                "The text.",
                standing=ref("Standing"),
                emergency=or_null(ref("Emergency")),
                line=ref("Line"),
                revision={"type": ["integer", "null"]},
                hash={"type": ["string", "null"]},
                provisions=many(ref("Node")),
            ),
        ],
    },
    "WholeProvision": {
        "description": "A provision with its descendants.",
        "allOf": [
            ref("Provision"),
            ref("Node"),
            ref("Web"),
            thing(
                "Where it is.",
                standing=ref("Standing"),
                document=ref("Document"),
                revision={"type": ["integer", "null"]},
                moved=or_null(
                    thing("Where the words went that stood here before.", path=TEXT, until={"type": ["string", "null"]})
                ),
            ),
        ],
    },
    "Relations": {
        "description": "The web around a document or provision.",
        "allOf": [
            ref("Web"),
            thing("What it is the web of.", address=TEXT, path={"type": ["string", "null"]}, document=ref("Document")),
        ],
    },
    "Source": _SOURCE,
    "Instruction": _INSTRUCTION,
    "AmendedText": _AMENDED,
    "Instructions": thing(
        "Instructions of amendment, and what became of each.",
        address=TEXT,
        document=ref("Document"),
        on=many(ref("Instruction"), "What amends the document."),
        without_instructions=many(
            thing("A document that amends it without an instruction that was found.", document=TEXT, reason=TEXT)
        ),
        by=many(ref("Instruction"), "What the document orders on others that are held."),
    ),
    "Choice": thing(
        "Several documents fit.", outcome={"const": "ambiguous"}, query=TEXT, targets=many(ref("Document"))
    ),
    "Problem": thing(
        "Why there is no answer (RFC 9457).",
        {"parameter": {"type": "string", "description": "The parameter that is wrong."}},
        type=TEXT,
        title=TEXT,
        status=NUMBER,
        detail=TEXT,
        instance={"type": "string", "description": "The address that was asked."},
    ),
}
