"""From a citation to its answer: the documents it cites are identified, the pinpoints located, the answers joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from eo_browser.law.citations import Citation, Part, read_citation
from eo_browser.law.citations.as_amended import with_amended_words
from eo_browser.law.citations.parts import CORES, AsAmended, Contextual, KindNamed, Linked, Outside, Pinpoints
from eo_browser.law.citations.pinpoint import NUMBER_WORDS, ORDINAL

from .as_amended import MeantText, amended_since, only_as_amended, put_in, state_explanations, struck, text_meant
from .cited_documents import CitedDocument, cited_documents, cited_parts, without_other_works
from .document_names import named, sentence
from .evidence import Evidence
from .identify import identify
from .link_evidence import evidence_of_link, is_ours, locate_address
from .lookup import KnownDocument, KnownState, Lookup
from .outcomes import Code, Context, Explanation, External, Outcome, Resolution, Target
from .outline_tree import OutlineTree
from .pasted import in_english, without_markup
from .provisions import Location, locate
from .title_evidence import TitleEvidence, exact_title, near_title, only_pinpoints_beside

T = TypeVar("T")

NO_CONTEXT = Context()
_MARKS = re.compile('["“”„«»]')


def resolve_text(text: str, lookup: Lookup, context: Context = NO_CONTEXT) -> Resolution:
    """Resolve a text as one citation; a list or a range counts as one."""
    plain = in_english(without_markup(text))
    if plain != text and _by_address(citation := read_citation(text), lookup):
        return resolve(citation, context, lookup)  # our own address, in markup whose words say the same
    # Quotation marks that hold no title may hold a citation ("“E.O. 13526”"); markup may hold only an address.
    for words in dict.fromkeys((plain, _MARKS.sub(" ", plain), text)):
        answer = resolve(read_citation(words), context, lookup)
        if answer.outcome != "unrecognised":
            break
    return replace(answer, query=text)


# "12958", "No. 12,958", "13526 § 1.4(a)": a year is no such number.
_BARE_NUMBER = re.compile(
    r"\s*(?:no\.?|nr\.?|number|\#)?\s?(?P<number>[1-9]\d?,?\d{3}(?:-[A-Za-z])?)\s*(?P<rest>[,\s]\s*(?:§|s\.?\s?\d|sec|par|art|\d).*)?\s*\.?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBERED_SO = ("Executive Order", "Proclamation")


_YEARS = range(1700, 2101)  # numbers alone that are taken for years


def resolve_bare_number(text: str, lookup: Lookup) -> Resolution | None:
    """Return what a number typed alone means: the order, or the proclamation; both where both are held.

    None for other words, for years, and for numbers of nothing that is held or known.
    """
    found = _BARE_NUMBER.fullmatch(text)
    if found is None or int(re.sub(r"\D", "", found["number"])) in _YEARS:
        return None
    of_kinds = [resolve_text(f"{kind} {found['number']}{found['rest'] or ''}", lookup) for kind in _NUMBERED_SO]
    held = [each for each in of_kinds if each.targets]
    if len(held) > 1:
        return replace(_joined(text, held), outcome="ambiguous")
    known = next((each for each in (*held, *of_kinds) if each.targets or each.known), None)
    return replace(known, query=text) if known else None


def resolve(citation: Citation, context: Context, lookup: Lookup) -> Resolution:
    """Return what a citation means in an archive, with explanations."""
    citation = with_amended_words(without_other_works(citation.alone()))
    if addressed := _by_address(citation, lookup):
        return _joined(citation.text, [_answer(cited, context, lookup) for cited in addressed])
    title, parts = _title_and_parts(citation, lookup)
    outside = _only_outside(title, parts)
    if outside:
        return Resolution("external", external=External(outside.name, outside.url), query=citation.text)
    answers: list[Resolution] = []
    beside = _without_title(citation, title)
    of_the_cited, end = cited_parts(beside, parts)
    for cited in cited_documents(beside, of_the_cited):
        titled = replace(cited, title=title) if title and not answers else cited
        answers.append(_answer(titled, context, lookup))
    found = _joined(citation.text, answers)
    if found.outcome == "resolved" and citation.whole and (unread := _unread_pinpoint(citation, parts, title, end)):
        return replace(found, outcome="partial", explanations=(unread, *found.explanations))
    return found


def _by_address(citation: Citation, lookup: Lookup) -> list[CitedDocument]:
    """The answer of our own addresses in a citation, which decide alone; only a pinpoint may be added."""
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


def _without_title(citation: Citation, title: TitleEvidence | None) -> Citation:
    """The citation with its title blanked: an "and" or "revoking" in a title joins no documents."""
    if title is None or not (title.documents or title.span.quoted):
        return citation
    start, end = title.span.start, title.span.end
    return citation._replace(text=citation.text[:start] + " " * (end - start) + citation.text[end:])


def _only_outside(title: TitleEvidence | None, parts: Sequence[Part]) -> Outside | None:
    """The law or code that a citation names, where it names no presidential document."""
    if title and title.documents or any(isinstance(part.value, (*CORES, Contextual)) for part in parts):
        return None
    return next((part.value for part in parts if isinstance(part.value, Outside)), None)


def _answer(cited: CitedDocument, context: Context, lookup: Lookup) -> Resolution:
    """The answer for one cited document: it is identified, then its provisions are located."""
    linked = evidence_of_link(cited.link, lookup) if cited.link else None
    found = identify(cited, linked, context, lookup)
    if found.outcome not in {"resolved", "ambiguous"}:
        return found
    if found.outcome == "ambiguous" and len(found.targets) == 1:
        return found  # a description, no citation
    if len(found.targets) > 1:
        return _in_several(cited, linked, found, lookup)
    return _in_text_meant(cited, linked, found, found.targets[0].document, lookup)


def _in_text_meant(
    cited: CitedDocument, linked: Evidence | None, found: Resolution, document: KnownDocument, lookup: Lookup
) -> Resolution:
    """The provisions pointed at in the text that the citation says it means: as signed, or as amended."""
    amended_words = _amended_words(cited, linked)
    meant = text_meant(amended_words, document, lookup) if amended_words else MeantText(None)
    answer = _in_document(cited, linked, found, document, lookup, meant.state)
    status = status_explanations(document)
    if meant.state:
        paths = [target.path for target in answer.targets]
        of_state = state_explanations(document, meant.state, paths, lookup)
        status = [one for one in status if one.code != "AMENDED"]
        if answer.outcome == "partial":
            answer = _as_signed_instead(answer, cited, linked, document, meant.state, lookup)
        return replace(answer, explanations=(*answer.explanations, *meant.explanations, *of_state, *status))
    if answer.outcome == "partial":
        answer = _in_some_state(answer, cited, linked, document, lookup)
    since = [] if answer.suggestions else list(amended_since(document, [t.path for t in answer.targets], lookup))
    status = [replace(one, message=" ".join([one.message, *since])) if one.code == "AMENDED" else one for one in status]
    return replace(answer, explanations=(*answer.explanations, *meant.explanations, *status))


def _amended_words(cited: CitedDocument, linked: Evidence | None) -> AsAmended | None:
    """What a citation, or the link in it, says of the text it means."""
    if linked and linked.state:
        return AsAmended(until=None if linked.state == "amended" else date.fromisoformat(linked.state))
    return cited.amended


def _as_signed_instead(
    answer: Resolution,
    cited: CitedDocument,
    linked: Evidence | None,
    document: KnownDocument,
    state: KnownState,
    lookup: Lookup,
) -> Resolution:
    """An answer that finds no provision in a state, with the one as signed among the suggestions."""
    signed = _in_document(cited, linked, Resolution("resolved"), document, lookup)
    if signed.outcome != "resolved":
        return answer
    gone = tuple(struck(signed.targets, state, lookup))
    return replace(answer, suggestions=signed.targets, explanations=(*answer.explanations, *gone))


def _in_some_state(
    answer: Resolution, cited: CitedDocument, linked: Evidence | None, document: KnownDocument, lookup: Lookup
) -> Resolution:
    """An answer that finds no provision as signed, with those of the newest state that has it."""
    if _pages_outside(cited, document):
        return answer
    for state, outline in only_as_amended(document, lookup):
        found = _in_document(cited, linked, Resolution("resolved"), document, lookup, state)
        if found.outcome == "resolved":
            return put_in(answer, found.targets, state, outline, lookup)
    return answer


def _in_document(
    cited: CitedDocument,
    linked: Evidence | None,
    found: Resolution,
    document: KnownDocument,
    lookup: Lookup,
    state: KnownState | None = None,
) -> Resolution:
    """The provisions pointed at in one document. A link's own place wins over words beside it, which repeat it."""
    whole = Target(document, "", state.day if state else None)
    if off := _pages_outside(cited, document):
        return Resolution("partial", (whole,), (*found.explanations, off))
    inside = linked if linked and (linked.path or linked.anchor) else None
    if not cited.pinpoints and inside is None:
        return Resolution("resolved", (whole,), found.explanations)
    places = _places(cited, inside, _tree(document, state, lookup))
    targets = tuple(dict.fromkeys(replace(whole, path=path) for p in places for path in p.paths))
    explanations = dict.fromkeys(e for p in places for e in p.explanations)
    return Resolution(_outcome(places, cited), targets, (*found.explanations, *explanations))


def _places(cited: CitedDocument, inside: Evidence | None, tree: OutlineTree) -> list[Location]:
    if inside:
        return [locate_address(inside.path, inside.anchor, tree)]
    return [locate(member, tree) for member in cited.pinpoints]


def _tree(document: KnownDocument, state: KnownState | None, lookup: Lookup) -> OutlineTree:
    """The provisions of a state, or of the text as signed."""
    return OutlineTree(lookup.states.outline(document, state.day).nodes if state else lookup.outline(document))


def _outcome(places: list[Location], cited: CitedDocument) -> Outcome:
    if any(not place.found for place in places):
        return "partial"
    ranges = {place for place, member in enumerate(cited.pinpoints) if member.last}
    several = [place for place, located in enumerate(places) if len(located.paths) > 1 and place not in ranges]
    unsure = any(places[place].explanations or len(places) == 1 for place in several)
    return "ambiguous" if unsure else "resolved"


def _pages_outside(cited: CitedDocument, document: KnownDocument) -> Explanation | None:
    """A page pointed at that is no page of the document."""
    pages = (*cited.pages, *(cited.page.points if cited.page else ()))
    if not document.last_page and all(document.first_page <= page for page in pages):
        return None  # only its first page is known
    outside = [page for page in pages if document.volume and not document.has_page(document.volume, page)]
    if not outside:
        return None
    run = f"from {document.first_page} to {document.last_page}"
    words = f"Page {outside[0]} is not one of {named(document)}, which runs {run}."
    return Explanation("PINPOINT_NOT_FOUND", words, (document,))


def _in_several(cited: CitedDocument, linked: Evidence | None, found: Resolution, lookup: Lookup) -> Resolution:
    """The answer where several documents fit; a pinpoint that only one of them has decides."""
    if not cited.pinpoints and not (linked and linked.path):
        return found
    alone = replace(found, explanations=())
    answers = [_in_document(cited, linked, alone, target.document, lookup) for target in found.targets]
    fitting = [answer for answer in answers if answer.outcome in {"resolved", "ambiguous"}]
    if len(fitting) == 1:
        return replace(fitting[0], explanations=(*found.explanations, *fitting[0].explanations))
    chosen = fitting or answers
    explanations = _of_all(chosen, lambda answer: answer.explanations)
    return Resolution("ambiguous", _of_all(chosen, lambda answer: answer.targets), (*found.explanations, *explanations))


def status_explanations(document: KnownDocument) -> list[Explanation]:
    """Return the explanations that a document was revoked, amended or corrected."""
    notes: list[tuple[Code, str]] = []
    if document.status.startswith("revoked") or document.status == "superseded":
        notes.append(("REVOKED", f"{sentence(named(document))} was {document.status.replace('-', ' ')}."))
    elif document.status == "amended":
        notes.append(("AMENDED", f"{sentence(named(document))} was amended."))
    if document.corrected_by:
        notes.append(("CORRECTED_BY", f"A correction was published: {', '.join(document.corrected_by)}."))
    return [Explanation(code, message, (document,)) for code, message in notes]


_ORDER: tuple[Outcome, ...] = ("contradiction", "ambiguous", "partial", "resolved", "not_found", "unrecognised")


def _joined(query: str, answers: list[Resolution]) -> Resolution:
    """One answer for a list: resolved where every member is; members that were not found are explained."""
    real = [answer for answer in answers if answer.outcome != "unrecognised"] or answers
    if not real:
        return Resolution("unrecognised", query=query)
    outcomes = {answer.outcome for answer in real}
    outcome: Outcome = next(o for o in _ORDER if o in outcomes)
    if outcome == "resolved" and "not_found" in outcomes:
        outcome = "partial"
    targets = _of_all(real, lambda answer: answer.targets)
    suggested = _of_all(real, lambda answer: answer.suggestions)
    return Resolution(
        outcome,
        targets,
        _of_all(real, lambda answer: answer.explanations),
        tuple(target for target in suggested if target not in targets),
        query=query,
        known=_of_all(real, lambda answer: answer.known),
    )


def _of_all(answers: Iterable[Resolution], part: Callable[[Resolution], Iterable[T]]) -> tuple[T, ...]:
    """A part of several answers, each member of it once."""
    return tuple(dict.fromkeys(one for answer in answers for one in part(answer)))


# Words of a citation that point into a document but could not be read: the reader is always told of them.
_LEVEL = r"(?:sub-?)?(?:section|sec\.|paragraph|para\.?|clause)|article|item|annex|appendix|preamble|recital|whereas"
# "(b)", "§ 3", "the second paragraph", "section 4(a)": words that point into a document.
_POINTS = re.compile(
    rf"""(?<![A-Za-z])(?:\(\s?(?:[A-Za-z]|[ivx]{{1,5}}|[IVX]{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}})?)(?:\s?[-,&]\s?\w{{1,4}})*\s?\)\s?)+
      | [§¶]+\s?(?:[\w(][\w().-]*)?
      | \b(?:{ORDINAL}|penultimate|opening|closing|concluding|introductory|next)\s+(?:{_LEVEL})s?\b
      | \b(?:{_LEVEL})s?\s+(?:\d[\w().-]*|\([A-Za-z0-9]{{1,5}}\)|[ivxIVX]{{1,5}}\b|(?:{NUMBER_WORDS})\b)""",
    re.VERBOSE | re.IGNORECASE,
)

# Behind a pinpoint: "section 3-c", "section 3/c", "section 3[c]", "section 3, c"; "a" alone is an article.
_LABEL_GOES_ON = re.compile(
    r"""\s?(?:[-/]\s?(?:[A-Za-z]|[ivx]{2,5}|\d{1,3})|\[\s?(?:[A-Za-z]|[ivx]{1,5}|\d{1,2})\s?\]|,\s(?:[b-hj-z]|[ivx]{2,5}))
        (?![\w'.-])""",
    re.VERBOSE,
)


def _unread_pinpoint(
    citation: Citation, parts: Sequence[Part], title: TitleEvidence | None, end: int
) -> Explanation | None:
    """The words of a citation, up to `end`, that point into the document and were not read; None where there are
    none.
    """
    covered = [(part.start, part.end) for part in (*citation.parts, *parts)]
    if title:
        covered.append((title.span.start, title.span.end))
    goes_on = (
        _LABEL_GOES_ON.match(citation.text, part.end)
        for part in parts
        if isinstance(part.value, Pinpoints) and part.end <= end
    )
    if label := next(filter(None, goes_on), None):
        return _not_read(label[0].strip(" ,-/"))
    rest = list(citation.text[:end])
    for start, stop in covered:
        rest[start:stop] = "\0" * len(rest[start:stop])
    found = _POINTS.search("".join(rest))
    return _not_read(found[0].strip()) if found else None


def _not_read(words: str) -> Explanation:
    sentence = f"“{words}” points into the document, and could not be read as a place in it."
    return Explanation("PINPOINT_NOT_FOUND", sentence)
