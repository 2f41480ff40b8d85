"""resolve: parts become references, each is identified and its pinpoint placed, the answers are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eo_browser.law.citations import Citation, Part, read_citation
from eo_browser.law.citations.parts import Contextual, KindNamed, Linked, Outside, Pinpoint

from .cited_documents import CitedDocument, cited_documents, cited_parts
from .contradictions import Identified
from .identify import identify
from .link_evidence import is_ours, place_of
from .outcomes import Context, Explanation, External, KnownDocument, Lookup, Outcome, Resolution, Target
from .outline_tree import OutlineTree
from .pasted import in_english, without_markup
from .provisions import Place, place
from .title_evidence import CORES, TitleEvidence, exact_title, near_title, only_pinpoints_beside
from .unread_pinpoints import unread_pinpoint
from .wording import named

NO_CONTEXT = Context()
_MARKS = re.compile('["“”„«»]')


def resolve_text(text: str, lookup: Lookup, context: Context = NO_CONTEXT) -> Resolution:
    """A text taken as one citation: a list or a range is one too."""
    plain = in_english(without_markup(text))
    if plain != text and _by_address(citation := read_citation(text), lookup):
        return resolve(citation, context, lookup)  # our own address, in markup that says the same in words
    # Not a title between quotation marks: then perhaps a citation ("“E.O. 13526”"); or only an address in its markup.
    for words in dict.fromkeys((plain, _MARKS.sub(" ", plain), text)):
        answer = resolve(read_citation(words), context, lookup)
        if answer.outcome != "unrecognised":
            break
    return replace(answer, query=text)


def resolve(citation: Citation, context: Context, lookup: Lookup) -> Resolution:
    """What a citation means in the archive that `lookup` answers for, with every reason why."""
    if addressed := _by_address(citation, lookup):
        return _joined(citation.text, [_answer(cited, context, lookup) for cited in addressed])
    title, parts = _title_and_parts(citation, lookup)
    outside = _only_outside(title, parts)
    if outside:
        return Resolution(citation.text, "external", external=External(outside.name, outside.url))
    answers: list[_Answer] = []
    of_the_cited, end = cited_parts(citation, parts)
    for cited in cited_documents(citation, of_the_cited):
        titled = replace(cited, title=title) if title and not answers else cited
        answers.append(_answer(titled, context, lookup))
    found = _joined(citation.text, answers)
    if found.outcome == "resolved" and citation.whole and (unread := unread_pinpoint(citation, parts, title, end)):
        return replace(found, outcome="partial", explanations=(unread, *found.explanations))
    return found


def _by_address(citation: Citation, lookup: Lookup) -> list[CitedDocument]:
    """Our own addresses in a citation say all there is to say; only a pinpoint alone beside one adds to it."""
    ours = {
        part.value: None for part in citation.parts if isinstance(part.value, Linked) and is_ours(part.value, lookup)
    }
    if not ours or only_pinpoints_beside(citation):
        return []
    return [CitedDocument(link=link) for link in ours]


def _title_and_parts(citation: Citation, lookup: Lookup) -> tuple[TitleEvidence | None, tuple[Part, ...]]:
    """The title, if words of the citation are one, and the parts outside it."""
    title = exact_title(citation, lookup) or near_title(citation, lookup, citation.parts)
    if title is None or not title.documents:
        return title, citation.parts
    span = title.span
    inside = [p for p in citation.parts if p.start < span.end and span.start < p.end]
    kept = tuple(
        p for p in citation.parts if p not in inside or p.start < span.start and isinstance(p.value, KindNamed)
    )
    return title, kept


def _only_outside(title: TitleEvidence | None, parts: Sequence[Part]) -> Outside | None:
    """The law or code a citation names, where it names nothing of ours."""
    if title and title.documents or any(isinstance(part.value, (*CORES, Contextual)) for part in parts):
        return None
    return next((part.value for part in parts if isinstance(part.value, Outside)), None)


@dataclass(frozen=True, slots=True)
class _Answer:
    outcome: Outcome
    targets: tuple[Target, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    suggestions: tuple[Target, ...] = ()


def _answer(cited: CitedDocument, context: Context, lookup: Lookup) -> _Answer:
    found = identify(cited, context, lookup, lookup.newest)
    if found.outcome not in {"resolved", "ambiguous"}:
        targets = tuple(map(Target, found.documents))
        return _Answer(found.outcome, targets, found.explanations, found.suggestions)
    if len(found.documents) > 1:
        return _in_several(cited, found, lookup)
    answer = _in_document(cited, found, found.documents[0], lookup)
    return replace(answer, explanations=(*answer.explanations, *_standing(found.documents[0])))


def _in_document(cited: CitedDocument, found: Identified, document: KnownDocument, lookup: Lookup) -> _Answer:
    """The provisions pointed at in one document."""
    explanations = list(found.explanations)
    if off := _pages_outside(cited, document):
        return _Answer("partial", (Target(document),), (*explanations, off))
    members = cited.pinpoints
    if not members and not found.path and not found.anchor:
        return _Answer("resolved", (Target(document),), tuple(explanations))
    tree = OutlineTree(lookup.outline(document))
    places = _places(cited, found, members, tree)
    targets = tuple(dict.fromkeys(Target(document, path) for p in places for path in p.paths))
    explanations += dict.fromkeys(e for p in places for e in p.explanations)
    return _Answer(_outcome(places, cited), targets, tuple(explanations))


def _places(cited: CitedDocument, found: Identified, members: tuple[Pinpoint, ...], tree: OutlineTree) -> list[Place]:
    """The link's own place wins over words beside it, which repeat it."""
    if found.path or found.anchor:
        return [place_of(found.path, found.anchor, tree)]
    return [place(member, tree) for member in members]


def _outcome(places: list[Place], cited: CitedDocument) -> Outcome:
    if any(not p.found for p in places):
        return "partial"
    several = any(len(p.paths) > 1 and p.explanations for p in places)
    repeated = len(places) == 1 and len(places[0].paths) > 1 and not (cited.pinpoints and cited.pinpoints[0].last)
    return "ambiguous" if several or repeated else "resolved"


def _pages_outside(cited: CitedDocument, document: KnownDocument) -> Explanation | None:
    """A page pointed at that is no page of the document."""
    pages = (*cited.pages, *(cited.page.points if cited.page else ()))
    outside = [page for page in pages if document.volume and not document.has_page(document.volume, page)]
    if not outside:
        return None
    run = f"from {document.first_page} to {document.last_page}"
    words = f"Page {outside[0]} is not one of {named(document)}, which runs {run}."
    return Explanation("PINPOINT_NOT_FOUND", words)


def _in_several(cited: CitedDocument, found: Identified, lookup: Lookup) -> _Answer:
    """Several documents fit; a pinpoint that only one of them has tells them apart."""
    if not cited.pinpoints and not found.path:
        return _Answer("ambiguous", tuple(map(Target, found.documents)), found.explanations)
    alone = replace(found, explanations=())
    answers = [_in_document(cited, alone, document, lookup) for document in found.documents]
    fitting = [answer for answer in answers if answer.outcome in {"resolved", "ambiguous"}]
    if len(fitting) == 1:
        return replace(fitting[0], explanations=(*found.explanations, *fitting[0].explanations))
    targets = tuple(target for answer in fitting or answers for target in answer.targets)
    explanations = dict.fromkeys(e for answer in fitting or answers for e in answer.explanations)
    return _Answer("ambiguous", targets, (*found.explanations, *explanations))


def _standing(document: KnownDocument) -> list[Explanation]:
    """What the reader of an old document must know: revoked, amended, corrected."""
    found = []
    if document.status.startswith("revoked") or document.status == "superseded":
        found.append(Explanation("REVOKED", f"{_name(document)} was {document.status.replace('-', ' ')}."))
    elif document.status == "amended":
        found.append(Explanation("AMENDED", f"{_name(document)} was amended."))
    if document.corrected_by:
        found.append(Explanation("CORRECTED_BY", f"A correction was published: {', '.join(document.corrected_by)}."))
    return found


def _name(document: KnownDocument) -> str:
    words = named(document)
    return words[:1].upper() + words[1:]


_ORDER: tuple[Outcome, ...] = ("contradiction", "ambiguous", "partial", "resolved", "not_found", "unrecognised")


def _joined(query: str, answers: list[_Answer]) -> Resolution:
    """One answer for a list: resolved where every member is; what was found stays, what was not is explained."""
    real = [answer for answer in answers if answer.outcome != "unrecognised"] or answers
    if not real:
        return Resolution(query, "unrecognised")
    outcomes = {answer.outcome for answer in real}
    outcome: Outcome = next(o for o in _ORDER if o in outcomes)
    if outcome == "resolved" and "not_found" in outcomes:
        outcome = "partial"
    targets = tuple(dict.fromkeys(target for answer in real for target in answer.targets))
    suggested = dict.fromkeys(target for answer in real for target in answer.suggestions)
    return Resolution(
        query,
        outcome,
        targets,
        tuple(dict.fromkeys(e for answer in real for e in answer.explanations)),
        tuple(target for target in suggested if target not in targets),
    )
