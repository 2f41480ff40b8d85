"""An article annotated: each quotation is assigned to the citation it belongs to, and checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from eo_browser.law.context.context_wording import ENDED_BY, ENDS
from eo_browser.law.model.intervals import Intervals
from eo_browser.law.quotation import LONGEST, Verdict
from eo_browser.law.resolver import Lookup, Resolution, Target
from eo_browser.law.terms.kinds import DIRECTING_NOUNS, NOUNS, ORDER_NOUNS, kinds_of_noun, nouns
from eo_browser.law.terms.small_words import NAME_WORDS

from .mentions import MENTIONS_AT_MOST, Mention, kind_called_before, mentions_of
from .quoted_passages import ENOUGH_WORDS, QuotedPassage, has_enough_words, led_by_colon, passages, with_marks
from .sentences import Sentences, sentences_of
from .speech import voice_of

QUOTATIONS_AT_MOST = 500
_DIRECTLY_BEFORE = re.compile(r"[\s,:;]*[“\"‘'«]?\Z")
_DIRECTLY_BEHIND = re.compile(r"[”\"’'»]?[.,;]?\s*[(\[]\s*(?:see\s+)?", re.IGNORECASE)
# "…," says section 2; “…” in section 2; and behind a block: So says section 2.
_SAID_BY = re.compile(
    r"[”\"’'»]?[.,;]?\s*(?:(?:so|thus|as)?\s*(?:says|reads|runs|goes|provides|declares|states)\s+|[—–]\s*|--\s*"
    r"|(?:(?:that|this|so)\s+(?:is|was)|according\s+to)\s+(?:from\s+|the\s+(?:text|language|wording)\s+of\s+)?)(?:the\s+|its\s+)?",
    re.IGNORECASE,
)
# Behind a block: That was what another President had asked for in section 2; a paragraph that begins with a citation.
_ASKED_IN = re.compile(
    r"\s*(?:that|this|so|these|those)\s+(?:is|was|are|were)\s[^.;:]{0,60}\b(?:in|from|by|under)\s+(?:the\s+|its\s+)?",
    re.IGNORECASE,
)
_PARAGRAPH_BEGINS = re.compile(r"[”\"’'»]?\s*\n\s*(?:[—–(\[]|--)?\s*(?:(?:see|cf\.|source:)\s+)?", re.IGNORECASE)
_TO_MARK = re.compile(r"[.,;]?[”\"’'»]{0,2}[.,;]?\s?")  # from a quotation to the mark of its footnote
_STANDING_IN = re.compile(r"[”\"’'»][ \t\u00a0](?:in|from|under)\s+(?:(?i:the|its)\s+)?")
# Behind a quotation, its citation in a sentence of its own; a document's short name may lead it: “….” Order § 4(a).
_CITED_BEHIND = re.compile(
    r"[.,]?[”\"’'»][.,]?\d{0,3}\s+(?i:see\s+)?(?:(?:[A-Z][\w’'.-]{0,20},?\s){1,4}(?:supra,?\s)?)?"
)
_WHICH = re.compile(r"[^.;“”\"]{0,40}\b(?:which|whose|that|saying|declaring|providing)\b|[\s,:(“\"]{0,4}\Z")
# A name that somebody gave: Order 13901's “one in, two out” rule.
_NICKNAMED = (re.compile(r"\w['’]s?\s[“\"‘']\Z"), re.compile(r"[”\"’']\s[a-z]{3,}"))
_LONGEST_NICKNAME = 6  # words
# What the article says a document is not: "is not “…”".
_DENIED = re.compile(
    r"\b(?:(?:is|are|was|were)\snot|(?:isn|aren|wasn|weren)['’]t)\s"
    r"(?:(?:a|an|the|just|merely|simply)\s)?[“\"‘]\Z"
)
# "never mentions “…”", "does not say … “…”".
_UNSAID = re.compile(
    r"\b(?:never|nowhere|(?:do|does|did)(?:\snot|n['’]t))\s(?:say|use|mention|contain|include|read|speak|refer|state|write|call)s?"
    r"\b[^.;“”\"]{0,80}[“\"‘]\Z"
)
_THE_NOUN = re.compile(rf"\b(?:the|this|that)\s+(?P<noun>{nouns(*DIRECTING_NOUNS)})\b(?!\s+of\b)", re.IGNORECASE)
_LAST_MARK = re.compile(r"[.,]?[”\"’'»][^”\"’'»]*\Z")
_SPOKEN = 200  # characters before a passage
_SENTENCE_ENDS = re.compile(r"\.(?:\s|\Z)|;|\s*\(|\Z")
_CHANCE_WORDS = 6  # fewer words are found in every order by chance, unless the sentence cites
_FAR = 80  # characters
TELLING_WORDS = 8  # a quotation in an article without citations needs so many
_SAME_WORDS = frozenset({"verbatim", "typography", "marked-edits", "case-or-punctuation"})
_NEARLY_SAME = _SAME_WORDS | {"unmarked-change"}
_CLOSING = ".,;:!?"
_WORD = re.compile(r"[^\W_][\w’'-]*")
_STANDING = frozenset({"REVOKED", "AMENDED", "CORRECTED_BY"})

Check = Callable[[str, Resolution | None], Verdict]


@dataclass(frozen=True, slots=True)
class CitationFound:
    """A citation of an article: half-open characters of its plain text, and what it means."""

    start: int
    end: int
    resolution: Resolution


@dataclass(frozen=True, slots=True)
class QuotationFound:
    """A quotation of an article (its characters without the marks), the citation it belongs to, and the verdict."""

    start: int
    end: int
    verdict: Verdict
    claim: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something an editor should know of the article: a code, a sentence, the characters it is about."""

    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with everything found in it; `truncated` where it has more than is checked."""

    citations: tuple[CitationFound, ...]
    quotations: tuple[QuotationFound, ...]
    notices: tuple[Notice, ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class _Attribution:
    """The citation that a quotation belongs to. `firm`: it is in the same sentence, or right next to it."""

    mention: Mention
    firm: bool


def annotate(
    text: str,
    lookup: Lookup,
    check: Check,
    blocks: Iterable[tuple[int, int]] = (),
    links: Iterable[tuple[int, int, str]] = (),
    headings: Iterable[tuple[int, int]] = (),
    notes: Iterable[tuple[int, int, int]] = (),
    italics: Iterable[tuple[int, int]] = (),
) -> Annotated:
    """Return everything cited and quoted in the plain text of an article.

    `check` verifies a quotation against what a citation means; `blocks` are passages the page sets
    as block quotations, `links` words that lead to another page, with its address, `headings` the article's own,
    `notes` its footnotes: where the mark is, and the characters of the note; `italics` what may be a title.
    """
    text, notes = with_marks(text), tuple(notes)
    found = passages(text, blocks)
    mentions = [
        _with_kind(text, mention) for mention in mentions_of(text, lookup, found, links, headings, notes, italics)
    ]
    quoted, too_long = _by_length(text, _quoted(text, found, mentions, lookup))
    closed = [*((m.start, m.end) for m in mentions), *((p.start, p.end) for p in quoted)]
    attributor = _Attributor(text, mentions, sentences_of(text, closed), notes)
    pairs = zip((None, *quoted), quoted[:QUOTATIONS_AT_MOST], strict=False)
    quotations = [one for before, passage in pairs if (one := _checked(passage, before, attributor, check))]
    if not any(mention.resolution.outcome != "external" for mention in mentions):
        quotations = list(_uncited(text, quoted[:QUOTATIONS_AT_MOST], lookup, check))
    else:
        quotations = _with_uncited(quotations, quoted[:QUOTATIONS_AT_MOST], attributor, lookup, check)
    return Annotated(
        tuple(CitationFound(mention.start, mention.end, mention.resolution) for mention in mentions),
        tuple(sorted(quotations, key=lambda one: one.start)),
        (*_notices(mentions), *map(_too_long, too_long)),
        len(quoted) > QUOTATIONS_AT_MOST or len(mentions) >= MENTIONS_AT_MOST,
    )


def _quoted(
    text: str, found: Sequence[QuotedPassage], mentions: Sequence[Mention], lookup: Lookup
) -> list[QuotedPassage]:
    """The passages that may be quotations of a document: neither citations nor titles; also those that a colon
    introduces.
    """
    cited = Intervals((mention.start, mention.end) for mention in mentions if not mention.by_link)
    quoted = [p for p in found if not _is_citation(p, cited) and not _is_title(p.text(text), lookup)]
    taken = Intervals((passage.start, passage.end) for passage in quoted)
    led = led_by_colon(text, (mention.end for mention in mentions))
    return [*quoted, *(passage for passage in led if not taken.overlaps(passage.start, passage.end))]


def _by_length(text: str, quoted: Iterable[QuotedPassage]) -> tuple[list[QuotedPassage], list[QuotedPassage]]:
    """The passages that can be checked, and those that are too long."""
    lists: tuple[list[QuotedPassage], list[QuotedPassage]] = ([], [])
    for passage in quoted:
        lists[len(passage.text(text)) > LONGEST].append(passage)
    return lists


def _with_kind(text: str, mention: Mention) -> Mention:
    kind_called = kind_called_before(text, mention)
    if kind_called is None or any(e.code == kind_called.code for e in mention.resolution.explanations):
        return mention
    explanations = (*mention.resolution.explanations, kind_called)
    return replace(mention, resolution=replace(mention.resolution, explanations=explanations))


_MOST = 0.6  # of the characters of a passage


def _is_citation(passage: QuotedPassage, cited: Intervals) -> bool:
    """Whether most of a passage is a citation: the title of a document between quotation marks."""
    meeting = cited.overlapping(passage.start, passage.end)
    shared = sum(min(passage.end, end) - max(passage.start, start) for start, end in meeting)
    return shared > _MOST * (passage.end - passage.start)


def _is_title(quote: str, lookup: Lookup) -> bool:
    """Whether the words are a title of several documents: "both are called “Ending the Lamp Tax”"."""
    words = quote.rstrip(_CLOSING)
    return len(words.split()) >= ENOUGH_WORDS and bool(lookup.titles.exact(words))


def _is_name(quote: str) -> bool:
    """Whether all words but the little ones begin with capitals: of a law, a body, a book."""
    words = _WORD.findall(quote)
    return len(words) > 1 and all(not word[0].islower() or word in NAME_WORDS for word in words)


@dataclass(frozen=True, slots=True)
class _Attributor:
    """Assigns quotations to citations."""

    text: str
    mentions: Sequence[Mention]
    sentences: Sentences
    notes: Sequence[tuple[int, int, int]] = ()

    def attribute(self, passage: QuotedPassage) -> _Attribution | None:
        """Return the citation right next to it or in its footnote, else the last before it or the first after it in its
        sentence, else the last one of the paragraph (or, for a block quotation, of the text), else the next one.
        """
        ours = [mention for mention in self.mentions if mention.resolution.outcome != "external"]
        before = self._named_before(passage, ours)
        behind = [mention for mention in ours if mention.start >= passage.end]
        linked = (mention for mention in ours if _is_linked_to(passage, mention))
        firm = next(linked, None) or next(self._noted(passage, behind), None) or self._firm(passage, before, behind)
        if firm:
            return _Attribution(firm, True)
        nearest = [*self._spoken_of(passage, before), *before[-1:], *behind[:1]]
        return _Attribution(nearest[0], False) if nearest else None

    def _noted(self, passage: QuotedPassage, behind: Sequence[Mention]) -> Iterator[Mention]:
        """The citations in the footnote whose mark comes right behind the passage."""
        spans = [(start, end) for mark, start, end in self.notes if self._is_marked_at(passage, mark)]
        return (one for one in behind if any(start <= one.start < end for start, end in spans))

    def _is_marked_at(self, passage: QuotedPassage, mark: int) -> bool:
        return 0 <= mark - passage.end < _FAR and bool(_TO_MARK.fullmatch(self.text, passage.end, mark))

    def others(self, passage: QuotedPassage, attribution: _Attribution) -> Iterator[Resolution]:
        """Yield what else the passage may be of, where the citation it belongs to has not its words: the others in its
        footnote; those of its sentence, where that citation may be of other words; for a block the documents before it
        and the citation that begins the next paragraph; for words that belong to no citation of their sentence the
        documents named before in the paragraph, the last first.
        """
        behind = [one for one in self.mentions if one.start >= passage.end and one.document]
        yield from (one.resolution for one in self._noted(passage, behind))
        if passage.by == "marks" and attribution.firm:
            yield from self._instead(passage, attribution.mention, behind)
        if passage.by == "block" and behind and self._begins_next_paragraph(passage, behind[0]):
            yield behind[0].resolution
        named = reversed(list(self._named_elsewhere(passage, attribution))[-_CITED_BEFORE:])
        yield from dict.fromkeys(_of_document(one.resolution) for one in named)

    def _instead(self, passage: QuotedPassage, mention: Mention, behind: Sequence[Mention]) -> Iterator[Resolution]:
        """The citations of a sentence that a passage may belong to instead: the document named before it, where the
        citation found is further behind; the next citation and the document, where that is of a quotation before:
        “…,” Order § 2, and “…,” id. § 3.
        """
        if mention.start >= passage.end:
            yield from (one.resolution for one in self._before_in_sentence(passage, mention))
        elif self._is_of_the_quotation_before(mention):
            yield from (one.resolution for one in behind[:1] if one.document == mention.document)
            yield _of_document(mention.resolution)

    def _before_in_sentence(self, passage: QuotedPassage, mention: Mention) -> Sequence[Mention]:
        """The last citation of a document before a passage, in its sentence, whose other one is neither next to it nor
        in its footnote.
        """
        if self._is_right_behind(passage, mention) or any(self._noted(passage, [mention])):
            return ()
        sentence = self.sentences.sentence(passage.start)
        before = [one for one in self.mentions if one.end <= passage.start and one.document == mention.document]
        return [one for one in before[-1:] if self.sentences.sentence(one.start) == sentence]

    def _is_of_the_quotation_before(self, mention: Mention) -> bool:
        """Whether a citation comes right behind another quotation: “…,” Order § 2."""
        led = self.text[max(0, mention.start - _FAR) : mention.start]
        mark = _LAST_MARK.search(led)
        return bool(mark and _CITED_BEHIND.fullmatch(led, mark.start()))

    def _named_elsewhere(self, passage: QuotedPassage, attribution: _Attribution) -> Iterator[Mention]:
        """The citations before a block; those in the paragraph before words that their sentence attributes to none."""
        for one in self.mentions:
            if one.end > passage.start or not one.document:
                continue
            if passage.by == "block" or (not attribution.firm and self.in_paragraph(passage, one)):
                yield one

    def _begins_next_paragraph(self, passage: QuotedPassage, mention: Mention) -> bool:
        return bool(_PARAGRAPH_BEGINS.fullmatch(self._behind(passage, mention)))

    def _named_before(self, passage: QuotedPassage, ours: Sequence[Mention]) -> Sequence[Mention]:
        """The citations before a passage that it may belong to."""
        named = [mention for mention in ours if mention.end <= passage.start]
        spoken_of = [mention for mention in named if not self._is_beside_the_subject(passage, mention)]
        return _above(self.text, passage.start, spoken_of or named)

    def _is_beside_the_subject(self, passage: QuotedPassage, mention: Mention) -> bool:
        """Whether a document is only named as that which ended or changed the one the text is about ("revoked by
        Executive Order 2"), or which that one ended.
        """
        led = self.text[max(0, mention.start - _FAR) : mention.start]
        if not (ENDED_BY.search(led) or ENDS.search(led)):
            return False
        return not _WHICH.match(self.text[mention.end : passage.start])

    def is_of_a_law(self, passage: QuotedPassage, attribution: _Attribution) -> bool:
        """Return whether the sentence names a law between the citation and the passage: "8 U.S.C. § 1182(f), which
        provides".
        """
        sentence = self.sentences.sentence(passage.start)
        return any(
            mention.resolution.outcome == "external" and self.sentences.sentence(mention.start) == sentence
            for mention in self.mentions
            if attribution.mention.end <= mention.start and mention.end <= passage.start
        )

    def names_place(self, passage: QuotedPassage, attribution: _Attribution) -> bool:
        """Return whether the provision of the citation is where the passage is said to be; that of a citation behind
        another quotation is not where a block below it is.
        """
        if passage.by != "block" or attribution.mention.end > passage.start:
            return attribution.firm
        return attribution.firm and not self._is_of_the_quotation_before(attribution.mention)

    def _spoken_of(self, passage: QuotedPassage, before: Sequence[Mention]) -> Sequence[Mention]:
        """The last document named of the kind in the words before the passage: "the order begins with"."""
        led = self.text[max(0, passage.start - _SPOKEN) : passage.start]
        spoken = [found for found in _THE_NOUN.finditer(led) if "\n\n" not in led[found.end() :]]
        if not spoken:
            return ()
        kinds = kinds_of_noun(" ".join(spoken[-1]["noun"].lower().split()))
        return [one for one in before if one.document and one.document.kind in kinds][-1:]

    def _firm(self, passage: QuotedPassage, before: Sequence[Mention], behind: Sequence[Mention]) -> Mention | None:
        """The citation that certainly belongs to the passage: right next to it, or in its sentence."""
        following = behind[0] if behind else None
        if following and self._is_right_behind(passage, following):
            return following
        if passage.by != "marks" and before:
            return before[-1]
        sentence = self.sentences.sentence(passage.start)
        close = [m for m in (*before[-1:], *behind[:1]) if self.sentences.sentence(m.start) == sentence]
        if following and self._is_cited_behind(passage, following, close):
            return following
        return _most_exact(close) if close else None

    def _beside(self, passage: QuotedPassage, mention: Mention) -> bool:
        return bool(_DIRECTLY_BEHIND.fullmatch(self._behind(passage, mention)))

    def _names_its_place(self, passage: QuotedPassage, mention: Mention) -> bool:
        """Whether words before the citation that follows say that the quotation is there."""
        between = self._behind(passage, mention)
        return bool(_SAID_BY.fullmatch(between) or _STANDING_IN.fullmatch(between))

    def _is_right_behind(self, passage: QuotedPassage, mention: Mention) -> bool:
        if self._beside(passage, mention) or self._names_its_place(passage, mention):
            return True
        return passage.by == "block" and self._is_cited_below(passage, mention)

    def _is_cited_below(self, passage: QuotedPassage, mention: Mention) -> bool:
        """Whether the paragraph below a block begins with its citation alone, or says that it is there."""
        if self._begins_next_paragraph(passage, mention):
            return bool(_SENTENCE_ENDS.match(self.text, mention.end))
        return bool(mention.paths and _ASKED_IN.fullmatch(self._behind(passage, mention)))

    def _is_cited_behind(self, passage: QuotedPassage, mention: Mention, close: Sequence[Mention]) -> bool:
        """Whether a sentence of a citation alone follows, as lawyers write, with a place in the document that the
        sentence of the quotation names, if it names one: “….” Id. § 4(a).
        """
        if not mention.paths or any(one.document != mention.document for one in close):
            return False
        alone = _SENTENCE_ENDS.match(self.text, mention.end)
        return bool(alone and _CITED_BEHIND.fullmatch(self._behind(passage, mention)))

    def _behind(self, passage: QuotedPassage, mention: Mention) -> str:
        return self.text[passage.end : mention.start] if mention.start - passage.end < _FAR else "far"

    def is_adjacent(self, passage: QuotedPassage, mention: Mention) -> bool:
        """Return whether nothing but marks is between a quotation and a citation."""
        if mention.end <= passage.start:
            return bool(_DIRECTLY_BEFORE.fullmatch(self.text[mention.end : passage.start]))
        return self._beside(passage, mention)

    def is_enough(self, passage: QuotedPassage, mention: Mention) -> bool:
        """Return whether the passage has enough words to be verified; right next to the citation few are enough."""
        return has_enough_words(passage.text(self.text)) or self.is_adjacent(passage, mention)

    def claims(self, passage: QuotedPassage, attribution: _Attribution) -> bool:
        """Return whether the article attributes the words to that document, and does not just name it elsewhere."""
        return attribution.firm or (
            attribution.mention.end <= passage.start and self.in_paragraph(passage, attribution.mention)
        )

    def in_paragraph(self, passage: QuotedPassage, mention: Mention) -> bool:
        """Return whether both are in one paragraph."""
        return self.sentences.paragraph(passage.start) == self.sentences.paragraph(mention.start)


_BULLET = re.compile(r"(?P<indent>[ \t]*)[•*◦▪–—-][ \t]")


def _above(text: str, position: int, before: Sequence[Mention]) -> Sequence[Mention]:
    """The citations that words in a bullet may belong to: those of the bullet and of its parents, not of its siblings;
    all, where the words are in no bullet or no parent cites.
    """
    line = text.rfind("\n", 0, position) + 1
    bullet = _BULLET.match(text, line)
    if bullet is None:
        return before
    indent, above = len(bullet["indent"]), []
    for mention in reversed(before):
        start = text.rfind("\n", 0, mention.start) + 1
        found = _BULLET.match(text, start)
        depth = len(found["indent"]) if found else -1
        if start == line or depth < indent:
            above.append(mention)
            indent = min(indent, depth + (start == line))
    return above[::-1] or before


def _is_linked_to(passage: QuotedPassage, mention: Mention) -> bool:
    """Whether a passage is the text of a link."""
    return mention.by_link and mention.start <= passage.start and passage.end <= mention.end


def _most_exact(close: Sequence[Mention]) -> Mention:
    """The citation before or after: the first, unless the other names a place in the same document."""
    first, last = close[0], close[-1]
    return last if last.by_context and last.document == first.document and not first.paths else first


def _checked(
    passage: QuotedPassage, before: QuotedPassage | None, attributor: _Attributor, check: Check
) -> QuotationFound | None:
    """A quotation with its verdict; None for a passage that is no quotation of a document."""
    attribution = attributor.attribute(passage)
    quote = passage.text(attributor.text)
    if attribution is None or not attributor.is_enough(passage, attribution.mention):
        return None
    claim, verdict = _claimed(quote, passage, attribution, attributor, check)
    is_changed, is_anywhere = verdict.verdict == "unmarked-change", _is_anywhere(verdict, attribution)
    if not is_anywhere and (_is_name(quote) or not _is_surely_meant(passage, before, attribution, attributor)):
        return None
    if _is_paraphrase(passage, verdict) or _is_not_meant(passage, verdict, attribution, attributor):
        return None
    if is_changed and not is_anywhere:
        verdict = Verdict(quote, "not-found")
    if verdict.verdict == "not-found" and not attribution.firm:
        claim = _of_document(attribution.mention.resolution)
    return QuotationFound(passage.start, passage.end, verdict, claim)


def _is_paraphrase(passage: QuotedPassage, verdict: Verdict) -> bool:
    """Whether words without quotation marks, introduced by a colon, are not the document's."""
    return passage.by == "colon" and verdict.verdict not in _SAME_WORDS


def _is_not_meant(passage: QuotedPassage, verdict: Verdict, attribution: _Attribution, attributor: _Attributor) -> bool:
    """Whether words that the cited place has not are there by chance, of a law named before them, or a nickname."""
    if verdict.verdict in _SAME_WORDS:
        return False
    if _may_be_chance(verdict.quote, verdict, attribution) or attributor.is_of_a_law(passage, attribution):
        return True
    text, (led, behind) = attributor.text, _NICKNAMED
    near = max(0, passage.start - _SPOKEN)
    if _UNSAID.search(text, near, passage.start):
        return True
    if verdict.verdict == "not-found" and _DENIED.search(text, near, passage.start):
        return True
    if verdict.verdict != "not-found" or len(verdict.quote.split()) > _LONGEST_NICKNAME:
        return False
    return bool(led.search(text, max(0, passage.start - 6), passage.start) and behind.match(text, passage.end))


def _uncited(text: str, quoted: Sequence[QuotedPassage], lookup: Lookup, check: Check) -> Iterator[QuotationFound]:
    """The quotations of an article that cites no document: a long one found in one document only shows which document
    is quoted, and others count if that document has their words.
    """
    long = (passage.text(text) for passage in quoted if len(passage.text(text).split()) >= TELLING_WORDS)
    sources = dict.fromkeys(key for quote in long for key in _only_source(check(quote, None)))
    claims = [Resolution("resolved", (Target(lookup.document(key)),)) for key in sources]
    for passage in quoted:
        quote = passage.text(text)
        verdicts = (check(quote, claim) for claim in claims if has_enough_words(quote))
        if verdict := next((one for one in verdicts if one.verdict in _NEARLY_SAME), None):
            yield QuotationFound(passage.start, passage.end, verdict)


def _with_uncited(
    quotations: Sequence[QuotationFound],
    quoted: Sequence[QuotedPassage],
    attributor: _Attributor,
    lookup: Lookup,
    check: Check,
) -> list[QuotationFound]:
    """The quotations of an article that cites documents, with those of a document that it quotes and does not cite: a
    long quotation of that document alone shows it, and passages that belong to no citation count if it has their words.
    """
    claims = [Resolution("resolved", (Target(lookup.document(key)),)) for key in _shown(quotations, attributor)]
    settled = {one.start: one for one in quotations}
    for passage in quoted if claims else ():
        before = settled.get(passage.start)
        if before and (before.claim or not before.verdict.also):
            continue
        if found := _of_a_source(passage, claims, attributor, check):
            settled[passage.start] = found
    return list(settled.values())


def _shown(quotations: Iterable[QuotationFound], attributor: _Attributor) -> Iterable[int]:
    """The documents that are not cited, each the only one with the words of a long quotation."""
    cited = {target.document.key for one in attributor.mentions for target in one.resolution.targets}
    telling = (one.verdict for one in quotations if one.claim is None and _is_telling(one))
    return dict.fromkeys(key for verdict in telling for key in _only_source(verdict) if key not in cited)


def _is_telling(quotation: QuotationFound) -> bool:
    return len(quotation.verdict.quote.split()) >= TELLING_WORDS


def _of_a_source(
    passage: QuotedPassage, claims: Iterable[Resolution], attributor: _Attributor, check: Check
) -> QuotationFound | None:
    """A passage that belongs to no citation, in a document the article quotes; a person's words only as they are."""
    quote, attribution = passage.text(attributor.text), attributor.attribute(passage)
    if not has_enough_words(quote) or (attribution and attribution.firm):
        return None
    is_said = voice_of(attributor.text, passage) == "person"
    verdicts = (check(quote, claim) for claim in claims)
    verdict = next((one for one in verdicts if one.verdict in (_SAME_WORDS if is_said else _NEARLY_SAME)), None)
    return QuotationFound(passage.start, passage.end, verdict) if verdict else None


def _only_source(verdict: Verdict) -> Iterator[int]:
    """The document with the words as quoted, if it is the only one."""
    if verdict.found_in and verdict.verdict in _SAME_WORDS and not verdict.also:
        yield verdict.found_in.key


def _claimed(
    quote: str, passage: QuotedPassage, attribution: _Attribution, attributor: _Attributor, check: Check
) -> tuple[Resolution | None, Verdict]:
    """The source that a quotation claims, and the verdict; a citation in another sentence claims only the document, or
    nothing.
    """
    claim: Resolution | None = attribution.mention.resolution
    verdict = check(quote, claim)
    if verdict.verdict == "wrong-provision" and not attributor.names_place(passage, attribution):
        claim = _of_document(attribution.mention.resolution)
        verdict = check(quote, claim)
    if verdict.verdict == "wrong-document" and not attributor.claims(passage, attribution):
        claim = None
        verdict = check(quote, claim)
    if verdict.verdict not in _NEARLY_SAME:
        for other in attributor.others(passage, attribution):
            found = check(quote, other)
            if found.verdict in _SAME_WORDS:
                return other, found
    return claim, verdict


_CITED_BEFORE = 20  # citations before a passage whose documents are tried


def _may_be_chance(quote: str, verdict: Verdict, attribution: _Attribution) -> bool:
    return verdict.verdict == "unmarked-change" and not attribution.firm and len(quote.split()) < _CHANCE_WORDS


def _is_anywhere(verdict: Verdict, attribution: _Attribution) -> bool:
    """Whether some document has the words, or the cited one has nearly the same; elsewhere nearly the same words may be
    chance.
    """
    if verdict.verdict == "unmarked-change" and verdict.found_in:
        return verdict.found_in.key in {target.document.key for target in attribution.mention.resolution.targets}
    return verdict.verdict not in {"not-found", "uncheckable"}


def _is_surely_meant(
    passage: QuotedPassage, before: QuotedPassage | None, attribution: _Attribution, attributor: _Attributor
) -> bool:
    """Whether the article attributes words that no document has to a document; otherwise they are speech or a figure of
    speech.
    """
    voice = voice_of(attributor.text, passage, before)
    if passage.by != "marks" or voice == "person" or (voice == "president" and not attribution.firm):
        return False
    return voice == "document" or attribution.firm or attributor.in_paragraph(passage, attribution.mention)


def _of_document(resolution: Resolution) -> Resolution:
    """The same document without the provision, which is all that a citation in an earlier sentence claims."""
    documents = {target.document.key: target.document for target in resolution.targets}
    return replace(resolution, targets=tuple(Target(document) for document in documents.values()))


def _notices(mentions: Sequence[Mention]) -> list[Notice]:
    """The notices on cited documents, once for each: contradictions, and a wrong kind."""
    found: dict[tuple[str, str], Notice] = {}
    for mention in mentions:
        for explanation in mention.resolution.explanations:
            if explanation.code in _STANDING or (explanation.code == "KIND_DIFFERS" and not _is_loosely_named(mention)):
                key = (explanation.code, explanation.message)
                found.setdefault(key, Notice(*key, mention.start, mention.end))
    return list(found.values())


def _too_long(passage: QuotedPassage) -> Notice:
    """The notice on a passage that is longer than any quotation that is checked."""
    message = f"The passage that begins here is not checked: a quotation has at most {LONGEST:,} characters."
    return Notice("TOO_LONG", message, passage.start, passage.end)


def _is_loosely_named(mention: Mention) -> bool:
    """Whether "order" means an executive order, as in every article."""
    document = mention.document
    return bool(document and document.kind == "executive-order" and not _OTHER_KIND.search(mention.resolution.query))


_OTHER_KIND = re.compile(nouns(*NOUNS.keys() - set(ORDER_NOUNS)), re.IGNORECASE)
