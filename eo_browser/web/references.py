"""What a document cites, what cites it, and what they do to each other, as its page and its JSON show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from eo_browser.law.pinpoints import pinpoint
from eo_browser.models import Reference, Relation

from .body import Span
from .names import day, number_name
from .names import kind_name as name_of_kind
from .present import Json, absolute
from .reading import Reading

SHOWN = 12  # documents of a list before a link to all
_FOLLOWED = frozenset({"resolved", "partial"})
_SOURCES = {
    "federal-register": "the Federal Register’s notes",
    "national-archives": "the National Archives’ tables",
    "own-words": "its own words",
    "record": "the Federal Register’s record",
}
# verb → what the document does to the other, and what the other does to it.
_WORDS = {
    "amends": ("Amends", "Amended by"),
    "revokes": ("Revokes", "Revoked by"),
    "supersedes": ("Supersedes", "Superseded by"),
    "continues": ("Continues", "Continued by"),
    "corrects": ("Corrects", "Corrected by"),
    "see": ("See", "Seen from"),
}
_GRAVE = ("revokes", "supersedes", "amends")


@dataclass(frozen=True, slots=True)
class Other:
    """A document at the other end of a reference or relation; without an address it is not held."""

    name: str
    address: str = ""
    title: str = ""
    signed: date | None = None

    @property
    def date(self) -> str:
        """The day of signing in words; "" where it is not known."""
        return day(self.signed)


@dataclass(frozen=True, slots=True)
class Citing:
    """A document with the places it cites at, or is cited at: (pinpoint, address)."""

    other: Other
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of a relation, and where: a provision with its address, or the row of a list."""

    source: str
    in_part: bool
    where: str = ""
    url: str = ""
    words: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation to another document with every claim of it."""

    verb: str
    passive: bool  # the other document does it to this one
    other: Other
    path: str  # the provision it is done to; "" = the document
    claims: tuple[Claim, ...]

    @property
    def label(self) -> str:
        """ "Revoked by"; with "in part" where every source says so."""
        part = " in part" if all(claim.in_part for claim in self.claims) and not self.path else ""
        return _WORDS[self.verb][self.passive].replace(" by", f"{part} by") if part else _WORDS[self.verb][self.passive]

    @property
    def disagreement(self) -> str:
        """What the sources say differently; "" where they agree."""
        parts = {claim.in_part for claim in self.claims}
        if len(parts) < 2 or self.path:
            return ""
        whole, part = ([_SOURCES.get(c.source, c.source) for c in self.claims if c.in_part is p] for p in (False, True))
        return f"In part by {', '.join(dict.fromkeys(part))}; wholly by {', '.join(dict.fromkeys(whole))}."


@dataclass(frozen=True, slots=True)
class Web:
    """Everything around a document, or around one provision of it."""

    spans: Mapping[str, Sequence[Span]]
    cites: tuple[Citing, ...]
    cited_by: tuple[Citing, ...]
    ties: tuple[Tie, ...]

    @property
    def standing(self) -> list[Tie]:
        """What was done to it, the gravest first."""
        done = [tie for tie in self.ties if tie.passive and tie.verb in _GRAVE]
        return sorted(done, key=lambda tie: _GRAVE.index(tie.verb))


_OTHER = ("kind", "number", "title", "address", "signed")


def web_of(reading: Reading, path: str = "") -> Web:
    """The web of the text that is read (of the present one: an old revision has no references kept)."""
    rows = list(_outgoing(reading)) if reading.is_current else []
    inside = [row for row in rows if _is_inside(row["path"], path)]
    return Web(_spans(reading, rows), _cites(reading, inside), _cited_by(reading, path), _ties(reading, path))


def _outgoing(reading: Reading) -> Iterable[dict[str, Any]]:
    rows = Reference.objects.filter(document=reading.document, revision=reading.revision)
    columns = ("path", "start", "end", "text", "outcome", "target_id", "target_path", "external_name", "external_url")
    named = (*columns, "explanation", *(f"target__{name}" for name in _OTHER))
    ordered: Iterable[dict[str, Any]] = rows.order_by("path", "start", "member").values(*named)
    return ordered


def _is_inside(path: str, around: str) -> bool:
    return not around or path == around or path.startswith(around + "/")


def _other(row: Mapping[str, Any], prefix: str, name: str = "") -> Other:
    if not row[f"{prefix}__address"]:
        return Other(name)
    kind, number, title, address, signed = (row[f"{prefix}__{one}"] for one in _OTHER)
    return Other(number_name(kind, number) if number else name_of_kind(kind), address, title, signed)


def _spans(reading: Reading, rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Span]]:
    """The links of each provision's own text, in order, one for each run of characters."""
    found: dict[str, list[Span]] = {}
    for row in rows:
        spans = found.setdefault(row["path"], [])
        if spans and spans[-1].end > row["start"]:
            continue  # another member of the same list
        if row["external_url"]:
            spans.append(Span(row["start"], row["end"], row["external_url"], row["external_name"], True))
        elif row["target_id"] and row["outcome"] in _FOLLOWED:
            spans.append(_link(reading, row))
    return found


def _link(reading: Reading, row: Mapping[str, Any]) -> Span:
    other = _other(row, "target")
    where = pinpoint(row["target_path"])
    if row["target_id"] == reading.document.pk:
        return Span(row["start"], row["end"], f"{reading.base}/{row['target_path']}".rstrip("/"), where)
    title = ", ".join(filter(None, [other.name, where, other.title]))
    address = f"{other.address}/{row['target_path']}".rstrip("/")
    return Span(row["start"], row["end"], address, f"{title}. {row['explanation']}".strip())


def _cites(reading: Reading, rows: Iterable[Mapping[str, Any]]) -> tuple[Citing, ...]:
    """Each document once, in the order it is first named, with the provisions that name it; its own left out."""
    found: dict[Other, dict[tuple[str, str], None]] = {}
    for row in rows:
        if row["external_url"] or row["target_id"] == reading.document.pk or not row["target_id"]:
            continue
        place = (pinpoint(row["path"]), f"{reading.base}/{row['path']}")
        found.setdefault(_other(row, "target"), {})[place] = None
    return tuple(Citing(other, tuple(places)) for other, places in found.items())


def _cited_by(reading: Reading, path: str) -> tuple[Citing, ...]:
    """The documents that cite it, newest first, with the provisions that do."""
    rows = Reference.objects.filter(target=reading.document).exclude(document=reading.document)
    if path:
        rows = rows.filter(Q(target_path=path) | Q(target_path__startswith=path + "/"))
    columns = ("path", "target_path", *(f"document__{name}" for name in _OTHER))
    found: dict[Other, dict[tuple[str, str], None]] = {}
    for row in rows.order_by("-document__signed", "document", "path").values(*columns):
        if _is_inside(row["target_path"], path):  # SQLite compares beginnings without regard to case
            other = _other(row, "document")
            found.setdefault(other, {})[pinpoint(row["path"]), f"{other.address}/{row['path']}"] = None
    return tuple(Citing(other, tuple(places)) for other, places in found.items())


def _ties(reading: Reading, path: str) -> tuple[Tie, ...]:
    """Relations, one for each verb, other document and provision, with every source that claims it."""
    key = reading.document.pk
    columns = ("verb", "in_part", "object_path", "source", "row", "path", "words", "subject_id", "subject_name")
    named = (*columns, "object_id", "object_name", *(f"{end}__{n}" for end in ("subject", "object") for n in _OTHER))
    rows = Relation.objects.filter(Q(subject=key) | Q(object=key)).order_by("source", "pk").values(*named)
    found: dict[tuple[str, bool, Other, str], dict[Claim, None]] = {}
    for row in rows:
        passive = row["object_id"] == key
        if path and not _touches(row, passive, path):
            continue
        end = "subject" if passive else "object"
        other = _other(row, end, row[f"{end}_name"])
        claim = _claim(row, reading.document.address if not passive else other.address)
        place = (row["verb"], passive, other, row["object_path"])
        found.setdefault(place, {})[claim] = None
    ties = (Tie(*place, tuple(claims)) for place, claims in found.items())
    return tuple(sorted(ties, key=lambda tie: (not tie.passive, list(_WORDS).index(tie.verb), -_days(tie.other))))


def _touches(row: Mapping[str, Any], passive: bool, path: str) -> bool:
    """Whether a relation is one of a provision: done to it, or said in it."""
    place = row["object_path"] if passive else row["path"]
    return bool(place) and _is_inside(place, path)


def _days(other: Other) -> int:
    return other.signed.toordinal() if other.signed else 0


def _claim(row: Mapping[str, Any], address: str) -> Claim:
    url = f"{address}/{row['path']}" if address and row["path"] else ""
    return Claim(row["source"], row["in_part"], pinpoint(row["path"]), url, row["words"], row["row"])


def sources_of(tie: Tie) -> list[dict[str, str]]:
    """The sources of a relation in words, each once with its provision."""
    seen = {(claim.source, claim.where): claim for claim in tie.claims}
    return [{"name": _SOURCES.get(c.source, c.source), "where": c.where, "url": c.url} for c in seen.values()]


def web_json(web: Web) -> Json:
    """`cites`, `cited_by` and `relations` of a document or provision."""
    return {
        "cites": [_citing_json(one) for one in web.cites],
        "cited_by": [_citing_json(one) for one in web.cited_by],
        "relations": [_tie_json(tie) for tie in web.ties],
    }


def _citing_json(citing: Citing) -> Json:
    return {**_other_json(citing.other), "places": [absolute(address) for _, address in citing.places]}


def _other_json(other: Other) -> Json:
    return {
        "name": other.name,
        "address": other.address or None,
        "url": absolute(other.address) if other.address else None,
        "title": other.title,
        "signed": other.signed.isoformat() if other.signed else None,
    }


def _tie_json(tie: Tie) -> Json:
    return {
        "verb": tie.verb,
        "passive": tie.passive,
        "label": tie.label,
        "document": _other_json(tie.other),
        "path": tie.path or None,
        "claims": [_claim_json(claim) for claim in tie.claims],
        "disagreement": tie.disagreement or None,
    }


def _claim_json(claim: Claim) -> Json:
    url = absolute(claim.url) if claim.url else None
    return {"source": claim.source, "in_part": claim.in_part, "url": url, "row": claim.row, "words": claim.words}


def groups_of(ties: Sequence[Tie]) -> Iterator[tuple[str, list[Tie]]]:
    """Relations under their labels ("Revoked by"), in their order."""
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        found.setdefault(tie.label, []).append(tie)
    yield from found.items()
