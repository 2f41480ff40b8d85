"""The web of references as data: `cites`, `cited_by` and `relations` of a document or provision."""

from __future__ import annotations

from .present import Json, absolute
from .references_shown import Citing, Claim, Other, Tie, Web


def web_json(web: Web) -> Json:
    """All three."""
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
