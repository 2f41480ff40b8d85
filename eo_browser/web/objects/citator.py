"""The citator: what a document cites, what cites it, and their relations, for pages and JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.terms.dispositions import CHANGING_VERBS, LABELS
from eo_browser.law.terms.kinds import ADDRESS_WORDS, NUMBERED_KINDS
from eo_browser.models import Listing, Reference, Relation, read_once
from eo_browser.sources.formats import PUBLISHERS
from eo_browser.web.objects.names import day, kind_label, number_name

from . import Json
from .addresses import absolute
from .revision_text import RevisionText

SHOWN = 12  # documents of a list, before a link to all
_FOLLOWED = frozenset({"resolved", "partial"})
SOURCE_NAMES = {publisher.code: publisher.notes for publisher in PUBLISHERS if publisher.notes} | {
    "own-words": "its own words",
    "later-words": "the words of a later document",
    "editor": "an editor’s decision",
    "record": "the Federal Register’s record",
}
TEXT_SOURCES = frozenset({"own-words", "later-words", "editor"})  # the others are lists
ACTIVE_WORDS = {verb: words for verb, (words, _) in LABELS.items()}


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """Half-open characters of a provision's own text that are a link; none overlaps another."""

    start: int
    end: int
    url: str
    title: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class OtherDocument:
    """A document at the other end of a reference or relation; without an address it is not held."""

    name: str
    address: str = ""
    title: str = ""
    signed: date | None = None

    @property
    def short(self) -> str:
        """Return its short name: "EO 13286"."""
        return self.name.replace("Executive Order ", "EO ").replace("Proclamation ", "Proc. ")

    @property
    def full(self) -> str:
        """Return its name inside a sentence; with the title where it has no number: "the memorandum “Plan To …”"."""
        has_number = any(map(str.isdigit, self.name))
        return self.name if has_number or not self.title else f"the {self.name.lower()} “{self.title}”"

    @property
    def date(self) -> str:
        """Return the day of signing in words; "" where it is not known."""
        return day(self.signed)


@dataclass(frozen=True, slots=True)
class CitingDocument:
    """A document with the places at which it cites or is cited: (pinpoint, address)."""

    other: OtherDocument
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RelationClaim:
    """The claim of one source, with its place: a provision and its address, or the row of a list."""

    source: str
    in_part: bool
    where: str = ""
    url: str = ""
    words: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRelation:
    """A relation to another document with every claim of it."""

    verb: str
    passive: bool  # the other document acts on this one
    other: OtherDocument
    path: str  # the provision acted on; "" = the document
    claims: tuple[RelationClaim, ...]
    outweighed: tuple[str, ...] = ()  # claims of the same document that are not followed, with the reason

    @property
    def label(self) -> str:
        """Return "Revoked by"; with "in part" where every source says so."""
        part = " in part" if all(claim.in_part for claim in self.claims) and not self.path else ""
        return LABELS[self.verb][self.passive].replace(" by", f"{part} by") if part else LABELS[self.verb][self.passive]

    @property
    def disagreement(self) -> str:
        """Return a sentence on how the sources differ and which is followed; "" where they agree."""
        return " ".join(filter(None, (self._whole_or_part, *self.outweighed)))

    @property
    def _whole_or_part(self) -> str:
        parts = {claim.in_part for claim in self.claims}
        if len(parts) < 2 or self.path:
            return ""
        whole, part = (
            [SOURCE_NAMES.get(c.source, c.source) for c in self.claims if c.in_part is p] for p in (False, True)
        )
        return f"In part by {', '.join(dict.fromkeys(part))}; wholly by {', '.join(dict.fromkeys(whole))}."


@dataclass(frozen=True, slots=True)
class Citator:
    """The references and relations of a document, or of one provision of it."""

    spans: Mapping[str, Sequence[LinkSpan]]
    cites: tuple[CitingDocument, ...]
    cited_by: tuple[CitingDocument, ...]
    relations: tuple[DocumentRelation, ...]
    document_relations: tuple[
        DocumentRelation, ...
    ] = ()  # those of the whole document, where this is the citator of a provision
    cited_at: Mapping[str, int] = field(default_factory=dict)  # path → documents that cite just this provision
    document_cited_by: int = 0  # documents that cite the document or any provision of it

    @property
    def document_acts(self) -> list[DocumentRelation]:
        """Return the acts on single provisions of the document, the gravest first."""
        return [relation for relation in self.standing if relation.path]

    @property
    def standing(self) -> list[DocumentRelation]:
        """Return the acts on the document, the gravest first."""
        return _gravest(self.document_relations)


def _gravest(relations: Sequence[DocumentRelation]) -> list[DocumentRelation]:
    done = [relation for relation in relations if relation.passive and relation.verb in CHANGING_VERBS]
    return sorted(done, key=lambda relation: CHANGING_VERBS.index(relation.verb))


_ABSENT_KINDS = {ADDRESS_WORDS[kind]: kind for kind in NUMBERED_KINDS}
OTHER_COLUMNS = ("kind", "number", "title", "address", "signed")
# Of relations: both ends, held or not.
END_COLUMNS = tuple(
    column
    for end in ("subject", "object")
    for column in (f"{end}_id", f"{end}_name", f"{end}_address", *(f"{end}__{name}" for name in OTHER_COLUMNS))
)


def citator_of(reading: RevisionText, path: str = "") -> Citator:
    """Return the citator of a text. References are kept for the present text only, not for old revisions."""
    rows = _outgoing(reading) if reading.is_current else []
    inside = [row for row in rows if _is_inside(row["path"], path)]
    incoming, related = _incoming(reading), _related(reading)
    relations = _relations(reading, related, "")
    return Citator(
        _spans(reading, rows),
        _cites(reading, inside),
        _cited_by([row for row in incoming if _is_inside(row["target_path"], path)]),
        _relations(reading, related, path) if path else relations,
        relations,
        _cited_at(incoming),
        len({row["document_id"] for row in incoming}),
    )


@read_once
def _outgoing(reading: RevisionText) -> list[dict[str, Any]]:
    rows = Reference.objects.filter(document=reading.document, revision=reading.revision)
    columns = ("path", "start", "end", "text", "outcome", "target_id", "target_path", "external_name", "external_url")
    named = (*columns, "explanation", *(f"target__{name}" for name in OTHER_COLUMNS))
    return list(rows.order_by("path", "start", "member").values(*named))


def _is_inside(path: str, around: str) -> bool:
    return not around or path == around or path.startswith(around + "/")


def other_of(row: Mapping[str, Any], prefix: str) -> OtherDocument:
    """Return the document at one end of a row, by the columns named with a prefix; one not held by its name."""
    if not row[f"{prefix}__address"]:
        return OtherDocument(_name_of_absent(row.get(f"{prefix}_address", ""), row.get(f"{prefix}_name", "")))
    kind, number, title, address, signed = (row[f"{prefix}__{one}"] for one in OTHER_COLUMNS)
    return OtherDocument(number_name(kind, number) if number else kind_label(kind), address, title, signed)


def _name_of_absent(address: str, printed: str) -> str:
    """The name of a document not held, in one form however it is spelled: "EO 13292, March 25, 2003" and "Executive
    Order 13292".
    """
    kind, _, number = address.strip("/").partition("/")
    if number and kind in _ABSENT_KINDS:
        return number_name(_ABSENT_KINDS[kind], number)
    return _DAY_BEHIND.sub("", " ".join(printed.split()))


_DAY_BEHIND = re.compile(r"(?<=\d)\s(?:of|dated)\s[A-Z][a-z]+\s\d{1,2},\s\d{4}\Z")
_NUMBERED_NAME = re.compile(r"(?P<kind>Executive Order|Proclamation) (?P<number>[\w-]+)")


def listed_facts(others: Iterable[OtherDocument]) -> dict[str, OtherDocument]:
    """Return documents that are not held as the lists know them, with title and day, by their names: one question."""
    kinds = {number_name(kind, "").strip(): kind for kind in NUMBERED_KINDS}
    absent = {one.name: _NUMBERED_NAME.fullmatch(one.name) for one in others if not one.address}
    wanted: dict[tuple[str, str], str] = {
        (kinds[found["kind"]], found["number"]): name for name, found in absent.items() if found
    }
    if not wanted:
        return {}
    rows = Listing.objects.filter(kind__in=kinds.values(), number__in=[number for _, number in wanted], corrects="")
    found = {}
    for kind, number, title, signed in rows.exclude(signed=None).values_list("kind", "number", "title", "signed"):
        if name := wanted.get((kind, number)):
            found[name] = OtherDocument(name, "", title, signed)
    return found


def _spans(reading: RevisionText, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[LinkSpan]]:
    """The links of each provision's own text, in order, one for each run of characters."""
    found: dict[str, list[LinkSpan]] = {}
    for row in rows:
        spans = found.setdefault(row["path"], [])
        if spans and spans[-1].end > row["start"]:
            continue  # another member of the same list
        if row["external_url"]:
            spans.append(LinkSpan(row["start"], row["end"], row["external_url"], row["external_name"], True))
        elif row["target_id"] and row["outcome"] in _FOLLOWED:
            spans.append(_link(reading, row))
    return found


def _link(reading: RevisionText, row: Mapping[str, Any]) -> LinkSpan:
    other = other_of(row, "target")
    where = pinpoint(row["target_path"])
    if row["target_id"] == reading.document.pk:
        return LinkSpan(row["start"], row["end"], provision_address(reading.base, row["target_path"]), where)
    title = ", ".join(filter(None, [other.name, where, other.title]))
    address = provision_address(other.address, row["target_path"])
    return LinkSpan(row["start"], row["end"], address, f"{title}. {row['explanation']}".strip())


def _cites(reading: RevisionText, rows: Iterable[Mapping[str, Any]]) -> tuple[CitingDocument, ...]:
    """The documents cited, each once in the order of first citation, with the provisions that cite it; without
    itself.
    """
    found: dict[OtherDocument, dict[tuple[str, str], None]] = {}
    for row in rows:
        if row["external_url"] or row["target_id"] == reading.document.pk or not row["target_id"]:
            continue
        place = (pinpoint(row["path"]), provision_address(reading.base, row["path"]))
        found.setdefault(other_of(row, "target"), {})[place] = None
    return tuple(CitingDocument(other, tuple(places)) for other, places in found.items())


@read_once
def _incoming(reading: RevisionText) -> list[dict[str, Any]]:
    rows = Reference.objects.filter(target=reading.document).exclude(document=reading.document)
    columns = ("path", "target_path", "document_id", *(f"document__{name}" for name in OTHER_COLUMNS))
    return list(rows.order_by("-document__signed", "document", "path").values(*columns))


def _cited_by(rows: Iterable[Mapping[str, Any]]) -> tuple[CitingDocument, ...]:
    """The documents that cite it, newest first, with the citing provisions."""
    found: dict[OtherDocument, dict[tuple[str, str], None]] = {}
    for row in rows:
        other = other_of(row, "document")
        found.setdefault(other, {})[pinpoint(row["path"]), provision_address(other.address, row["path"])] = None
    return tuple(CitingDocument(other, tuple(places)) for other, places in found.items())


def _cited_at(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many documents cite each provision itself."""
    found: dict[str, set[int]] = {}
    for row in rows:
        if row["target_path"]:
            found.setdefault(row["target_path"], set()).add(row["document_id"])
    return {path: len(documents) for path, documents in found.items()}


@read_once
def _related(reading: RevisionText) -> list[dict[str, Any]]:
    key = reading.document.pk
    columns = (
        "verb", "in_part", "object_path", "source", "row", "path", "words", "outweighed", "doubt",
        "claimed_by__address",
    )  # fmt: skip
    rows = Relation.objects.filter(Q(subject=key) | Q(object=key)).exclude(verb="declares").order_by("source", "pk")
    return list(rows.values(*columns, *END_COLUMNS))


@read_once
def _relations(reading: RevisionText, rows: Iterable[Mapping[str, Any]], path: str) -> tuple[DocumentRelation, ...]:
    """Relations, one for each verb, other document and provision, with every source that claims it.

    A claim that is not followed is shown with the one that is followed, of the same document.
    """
    found: dict[tuple[str, bool, OtherDocument, str], dict[RelationClaim, None]] = {}
    against: dict[tuple[bool, OtherDocument], dict[str, None]] = {}
    for row in rows:
        passive = row["object_id"] == reading.document.pk
        if path and not _touches(row, passive, path):
            continue
        other = other_of(row, "subject" if passive else "object")
        if row["outweighed"]:
            against.setdefault((passive, other), {})[row["outweighed"]] = None
            continue
        if row["doubt"]:
            against.setdefault((passive, other), {})[row["doubt"]] = None
        claim = _claim(row)
        place = (row["verb"], passive and row["verb"] != "see", other, row["object_path"])  # "see" goes both ways
        found.setdefault(place, {})[claim] = None
    facts = listed_facts(place[2] for place in found)
    found = {(verb, passive, facts.get(o.name, o), at): claims for (verb, passive, o, at), claims in found.items()}
    against = {(passive, facts.get(o.name, o)): reasons for (passive, o), reasons in against.items()}
    relations = (
        DocumentRelation(*place, _claims_shown(claims), tuple(against.get((place[1], place[2]), ())))
        for place, claims in found.items()
    )
    return tuple(
        sorted(
            relations,
            key=lambda relation: (not relation.passive, list(LABELS).index(relation.verb), -_days(relation.other)),
        )
    )


def _claims_shown(claims: Iterable[RelationClaim]) -> tuple[RelationClaim, ...]:
    """The claims shown: what a later document tells of only where nobody else says so, and once."""
    known = list(claims)
    better = [claim for claim in known if claim.source != "later-words"]
    return tuple(better or known[:1])


def _touches(row: Mapping[str, Any], passive: bool, path: str) -> bool:
    """Whether a relation concerns a provision: it acts on it, or is stated in it."""
    place = row["object_path"] if passive else row["path"]
    return bool(place) and _is_inside(place, path)


def _days(other: OtherDocument) -> int:
    return other.signed.toordinal() if other.signed else 0


def _claim(row: Mapping[str, Any]) -> RelationClaim:
    url = provision_address(row["claimed_by__address"], row["path"]) if row["path"] else ""
    in_part = row["in_part"] or bool(row["doubt"])
    return RelationClaim(row["source"], in_part, pinpoint(row["path"]), url, row["words"], row["row"])


def sources_of(relation: DocumentRelation) -> list[dict[str, str]]:
    """Return the sources of a relation in words, each once with its provision."""
    seen = {(claim.source, claim.where): claim for claim in relation.claims}
    return [{"name": SOURCE_NAMES.get(c.source, c.source), "where": c.where, "url": c.url} for c in seen.values()]


def groups_of(relations: Sequence[DocumentRelation]) -> Iterator[tuple[str, list[DocumentRelation]]]:
    """Group relations under their labels ("Revoked by"), in their order."""
    found: dict[str, list[DocumentRelation]] = {}
    for relation in relations:
        found.setdefault(relation.label, []).append(relation)
    yield from found.items()


def citator_json(web: Citator) -> Json:
    """Return `cites`, `cited_by` and `relations` as JSON."""
    return {
        "cites": [_citing_json(one) for one in web.cites],
        "cited_by": [_citing_json(one) for one in web.cited_by],
        "relations": [_relation_json(relation) for relation in web.relations],
    }


def _citing_json(citing: CitingDocument) -> Json:
    return {**other_json(citing.other), "places": [absolute(address) for _, address in citing.places]}


def other_json(other: OtherDocument) -> Json:
    """Return a document at the other end of a relation or reference as JSON."""
    return {
        "name": other.name,
        "address": other.address or None,
        "url": absolute(other.address) if other.address else None,
        "title": other.title,
        "signed": other.signed.isoformat() if other.signed else None,
    }


def _relation_json(relation: DocumentRelation) -> Json:
    return {
        "verb": relation.verb,
        "passive": relation.passive,
        "label": relation.label,
        "document": other_json(relation.other),
        "path": relation.path or None,
        "claims": [_claim_json(claim) for claim in relation.claims],
        "disagreement": relation.disagreement or None,
    }


def _claim_json(claim: RelationClaim) -> Json:
    url = absolute(claim.url) if claim.url else None
    return {"source": claim.source, "in_part": claim.in_part, "url": url, "row": claim.row, "words": claim.words}
