"""From a clause and its place to instructions: old words, new words, how often, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from eo_browser.law.terms.levels import level_words

from .amendments import (
    Instruction,
    Operation,
    PlaceInText,
    Reason,
    Side,
    SignedText,
    SourcedWords,
    StateProvision,
    Times,
    Unit,
    Words,
)
from .blocks import NewProvisions, block_below, inline_block, rest_of_document, unquoted_block
from .clauses import Clause
from .places import PlaceWords, PrintedPath, found_in, place_of, range_of
from .quoted_words import SIGN, QuotedWords, Skeleton

# "wherever it appears", "in each place", "throughout".
_EVERYWHERE = re.compile(
    r"\b(?:wherever|whenever|everywhere|throughout|where(?:\s+(?:it|they|such|the|this)\b[^.;]{0,40}\b(?:appears?|occurs?|used))"
    r"|(?:in\s+)?(?:each|every|all)\s+(?:such\s+)?(?:place|time|instance|occurrence|reference|of\s+its|places|instances|references|other))",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\b(?:in\s+)?(?:both|the\s+two)\s+(?:places|instances|times|cases)|\bin\s+both\b|\btwice\b", re.IGNORECASE
)
_FIRST = re.compile(
    r"\b(?:the\s+)?first\s+(?:time|place|instance|occurrence|reference)|where\s+(?:it|they)\s+first\s+appears?",
    re.IGNORECASE,
)
_OTHER_TIMES = re.compile(
    r"\b(?:second|third|last)\s+(?:and\s+\w+\s+)?(?:time|place|instance|occurrence|reference)s?\b", re.IGNORECASE
)
_NTH = re.compile(
    r"(?<!first\sand\s)\b(?P<nth>second|third|last)\s+(?:time|place|instance|occurrence)\b(?!\s+and\b)", re.IGNORECASE
)
_AT_END = re.compile(
    r"\bat\s+(?:the|its)\s+(?:very\s+)?end\b|\bthe\s+end\s+of\b|\bat\s+the\s+conclusion\b", re.IGNORECASE
)
_AT_START = re.compile(r"\bat\s+(?:the|its)\s+beginning\b|\bthe\s+beginning\s+of\b", re.IGNORECASE)
# "the following new sentence:", "adding a sentence at the end".
_SENTENCE_NEW = re.compile(
    r"\b(?:following|new|a|this|additional)\s+(?:\w+\s+)?sentences?\b|\bsentences?\s*(?:[:;]|\Z|\s+(?:to\s+read|at\s+the|as\s+follows|after|before|immediately))",
    re.IGNORECASE,
)
_WORDS_NEW = re.compile(r"\b(?:language|words?|phrase|clause|text|proviso|term)\b", re.IGNORECASE)
# "after section 2", "before the new subsection", "following the second sentence".
_SITE = re.compile(
    r"\b(?P<side>after|(?<!the\s)following|behind|before|preceding)\s+(?:the\s+(?:new(?:ly)?\s+(?:added\s+)?)?)?(?P<rest>(?:sub)?(?:sections?|paragraphs?|clauses?|items?|secs?\.|parts?)(?!\w)|\(|(?:first|second|third|fourth|last|final)\s+sentence)",
    re.IGNORECASE,
)
# "the following new | (c)", "and | (3)", "adding | (d)": the label is that of what is added.
_NEW_LABEL = re.compile(
    r"(?:\b(?:new|following|a|additional|and|end\s+thereof|thereto|adding|inserting)|[,;])\s*(?:new\s+|following\s+)*\Z|\A\W*(?:a\s+)?(?:the\s+)?\Z",
    re.IGNORECASE,
)
_INTO = re.compile(r"\b(?:to|in|into|of|under)\s*;?\s*(?:the\s+)?\Z", re.IGNORECASE)
_PROVISO = re.compile(
    r"\bprovisos?\b|\bclause\s+beginning\b|\bthat\s+portion\b|\ball\s+that\b|\bparenthe(?:s[ie]s|tical)\b|\blast\s+word\b",
    re.IGNORECASE,
)
_BY_MARK = re.compile(
    r"\b(?:after|before|following)\s+(?:that|such|the)\s+(?:comma|period|semicolon|colon|word|phrase)\b", re.IGNORECASE
)
_A_UNIT = re.compile(
    r"\b(?:sub)?(?:sections?|paragraphs?|clauses?|items?|parts?|provisions?|definitions?)\b", re.IGNORECASE
)
_GOES_ON = re.compile(r"[,;]|(?:and|or)\b|[a-z]+\s")  # words that go on with a sentence
_BEHIND_WORDS = re.compile(
    rf"\b(?P<side>after|following|before)\s+(?:the\s+(?:words?|phrase|term)\s+)?(?P<beside>{SIGN})"
)
_BESIDE_THEM = re.compile(
    r"\bfollowing\b[^;]*\b(?P<side>after|following|before|preceding)\s+(?:the\s+)?(?:words?|phrase|term)?\s*\Z",
    re.IGNORECASE,
)
_ITEM_LABEL = re.compile(r"\((?P<bare>[0-9A-Za-z]{1,7})\)\s")
_ONLY_LABEL = re.compile(r"\([0-9A-Za-z]{1,3}\)")
_BEFORE_ALL = re.compile(
    r"\bafter\s+the\s+(?:section|paragraph)\s+(?:number|designation)\b|\bbefore\s+the\s+(?:text|existing|present)\b",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"\b(?:after|following)\s+the\s+last\s+word\b", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\W*(?:(?:\.\s?){3}|…)")


@dataclass(slots=True)
class Shaper:
    """Makes instructions of the clauses of one sentence; the reader fills in `target`, `group` and days."""

    source: SignedText
    index: int
    signs: Skeleton
    start: int
    lead: tuple[str, ...] = ()
    taken: set[int] = field(default_factory=set)

    def shape(self, clause: Clause, place: PlaceInText | None, tail: str, sentence: str) -> list[Instruction]:
        """Return the instructions of a clause; `tail` are the words after it that belong to it."""
        wording = f"{clause.where} ; {tail}"
        makers = {
            "substitute": self._words,
            "strike": self._words,
            "insert": self._words,
            "replace": self._replace,
            "add": self._add,
            "remove": self._remove,
            "relabel": self._relabel,
            "close": self._close,
            "designate": self._designate,
        }
        return list(makers[clause.kind](clause, place, wording, sentence))

    def _base(self, clause: Clause, operation: Operation, unit: Unit, place: PlaceInText | None) -> Instruction:
        back = self.signs.back
        start, end = back[self.start + clause.start], back[min(self.start + clause.end, len(back) - 1)]
        passage = self.source.passages[self.index]
        return Instruction(
            self.source.address,
            passage.path,
            start,
            end,
            "",
            operation,
            unit,
            place or PlaceInText(),
            lead=self.lead,
            rule=clause.rule,
        )

    def _new_words(self, quoted: QuotedWords) -> Words:
        path = self.source.passages[self.index].path
        return (SourcedWords(quoted.text, self.source.address, path, quoted.start, quoted.end, quoted.named),)

    def _here(self, wording: str, place: PlaceInText | None) -> tuple[PlaceInText | None, PlaceWords]:
        where = found_in(re.sub(SIGN, " ", wording))
        if where.says_something:
            return place_of(where, place), where
        return place, where

    def _words(self, clause: Clause, place: PlaceInText | None, wording: str, sentence: str) -> Iterator[Instruction]:
        olds = [self.signs.of(sign) for sign in clause.old]
        news = [self.signs.of(sign) for sign in clause.new]
        base = _of_some_provision(self._base_of_words(clause, place, wording, [*olds, *news]))
        if clause.rule == "strike-and-insert-block":
            yield self._exchanged_for_block(base, clause, olds)
            return
        made = self._put_in(base, clause, news, wording) if clause.kind == "insert" else None
        yield from made or self._pairs(base, clause, olds, news)

    def _base_of_words(
        self, clause: Clause, place: PlaceInText | None, wording: str, quoted: list[QuotedWords]
    ) -> Instruction:
        """An instruction on words, still without them."""
        here, _ = self._here(wording, place)
        times = _times(wording)
        times = (
            "once" if times == "both" and len(clause.old) > 1 else times
        )  # "striking “a” and “b” … (in both places)"
        ends = bool(_AT_END.search(wording))
        return replace(
            self._base(clause, _operation(clause), "words", here),
            times=times,
            beside=self.signs.of(clause.beside).text if clause.beside else "",
            side=clause.side or ("end" if ends and clause.kind != "insert" else ""),
            doubts=tuple(_doubts_of_words(clause, wording, times, quoted)),
            trailing=ends or _is_the_period(self.signs, clause),
        )

    def _exchanged_for_block(self, base: Instruction, clause: Clause, olds: list[QuotedWords]) -> Instruction:
        """Words struck for those of a block: "striking “(21) Archivist” and inserting the following:"."""
        label = _ITEM_LABEL.match(olds[0].text)
        block, doubts = self._block(clause, (label["bare"],) if label else ())
        doubts = (*base.doubts, *doubts, *(("UNREAD",) if len(olds) > 1 else ()))
        base = replace(base, old=olds[0].text, doubts=doubts)
        if block is None:
            return base
        alone = len(block.pieces) == 1 and not block.pieces[0].label
        return replace(base, new=_words_of(block), block=() if alone else block.pieces)

    def _put_in(
        self, base: Instruction, clause: Clause, news: list[QuotedWords], wording: str
    ) -> Iterator[Instruction]:
        """Words put in; a label alone at the beginning, or a whole item, is a provision."""
        if len(news) == 1 and _ONLY_LABEL.fullmatch(news[0].text) and _BEFORE_ALL.search(wording):
            label = news[0].text.strip("()")  # "In section 2 insert “(a)” after the section number"
            yield replace(base, operation="designate", unit="provision", labels=(label,))
        elif item := self._item(base, clause, news, wording):
            yield replace(base, unit="provision", new=_words_of(item), block=item.pieces)
        else:
            yield from self._inserted(base, clause, news, wording)

    def _item(self, base: Instruction, clause: Clause, news: list[QuotedWords], wording: str) -> NewProvisions | None:
        """The item that is added to a provision: "by adding thereto “(15) Director, Bureau of Bells.”"."""
        if clause.rule != "insert-at" or len(news) != 1 or news[0].open or _edge(wording) or not base.place.paths:
            return None
        block = self._inline(clause)
        return block if block.pieces[0].label and block.pieces[0].words[0].text else None

    def _pairs(
        self, base: Instruction, clause: Clause, olds: list[QuotedWords], news: list[QuotedWords]
    ) -> Iterator[Instruction]:
        if len(news) > 1 and len(olds) == 1 and news[0].named:
            joined = tuple(run for one in news for run in self._new_words(one))
            yield replace(base, old=olds[0].text, new=_spaced(joined))
            return
        doubts: tuple[Reason, ...] = () if len(news) in {0, 1, len(olds)} else ("UNREAD",)
        one_for_all = news[0] if news else None
        each = news if len(news) == len(olds) else [one_for_all] * len(olds)
        for old, new in zip(olds, each, strict=True):
            yield replace(
                base,
                old=old.text,
                new=self._new_words(new) if new else (),
                doubts=(*base.doubts, *doubts),
                loose=(self._is_loose(old), bool(new and self._is_loose(new))),
            )

    def _is_loose(self, quoted: QuotedWords) -> bool:
        """Whether a mark inside the closing quotation mark may belong to the sentence: no other mark follows
        outside.
        """
        text = self.source.passages[self.index].text
        behind = text[quoted.end : quoted.end + 4].lstrip('”"“ ')
        return not quoted.named and quoted.text[-1:] in {",", ".", ";"} and behind[:1] not in {",", ".", ";", ":"}

    def _inserted(
        self, base: Instruction, clause: Clause, news: list[QuotedWords], wording: str
    ) -> Iterator[Instruction]:
        new = _spaced(tuple(run for one in news for run in self._new_words(one)))
        doubts = base.doubts
        if len(news) > 1 and not news[0].named:
            doubts = (*doubts, "UNREAD")
        side = base.side if clause.beside else _edge(wording)
        if not side:
            doubts = (*doubts, "PLACE_NOT_FOUND")
        loose = (bool(clause.beside) and self._is_loose(self.signs.of(clause.beside)), self._is_loose(news[-1]))
        closing = bool(clause.beside) and new[0].text[:1].islower() and self._closes(self.signs.of(clause.beside))
        yield replace(base, new=new, side=side, doubts=doubts, loose=loose, closing=closing)

    def _closes(self, quoted: QuotedWords) -> bool:
        """Whether a quotation is the last thing in its provision."""
        return not self.source.passages[self.index].text[quoted.end + 1 :].strip()

    def _block(self, clause: Clause, wanted: tuple[str, ...]) -> tuple[NewProvisions | None, tuple[Reason, ...]]:
        if clause.new:
            block: NewProvisions | None = self._inline(clause)
        else:
            block = block_below(self.source, self.index, self.taken)
            if block is None:
                block = unquoted_block(self.source, self.index, wanted, adds=clause.kind == "add")
        if block is None:
            return None, ("NEW_WORDS_OPEN",)
        self.taken |= block.taken
        if _ELLIPSIS.match(block.pieces[0].text if block.pieces else ""):
            return block, ("EXTENT_UNSURE",)  # ". . . the deputy": it does not say what the words stand behind
        return block, ("NEW_WORDS_OPEN",) if block.open else ()

    def _replace(self, clause: Clause, place: PlaceInText | None, wording: str, sentence: str) -> Iterator[Instruction]:
        found, where = self._here(clause.where, place)
        here = found or PlaceInText()
        whole = not (here.paths or here.title)
        block, doubts = self._new_text(clause, here, sentence[: clause.end] if whole else "")
        base = self._base(clause, "replace", _unit(here), here)
        rewrites = whole and _is_of_whole_order(sentence[: clause.end], block)
        if _is_run_together(here, block) or (not rewrites and (whole or where.ordinal or _PROVISO.search(wording))):
            doubts = (*doubts, "EXTENT_UNSURE")
        base = replace(base, doubts=doubts, rule="whole" if rewrites else base.rule)
        if block is None:
            yield base
        else:
            yield from _replacements(base, block)
            yield from self._closing(clause, here, block)

    def _new_text(
        self, clause: Clause, here: PlaceInText, whole: str
    ) -> tuple[NewProvisions | None, tuple[Reason, ...]]:
        """The block that replaces a place; of a whole order, named in the words `whole`, also the rest of the
        document, which then has no marks.
        """
        block, doubts = self._block(clause, tuple(path.rpartition("/")[2] for path in here.paths))
        rest = rest_of_document(self.source, self.index) if whole and block is None and clause.open else None
        if rest is None or not _is_of_whole_order(whole, rest):
            return block, doubts
        self.taken |= rest.taken
        return rest, ("NEW_WORDS_OPEN",) if rest.open else ()

    def _closing(self, clause: Clause, place: PlaceInText, block: NewProvisions) -> Iterator[Instruction]:
        """The renumbering ordered after a block: "…;”, and renumbering the subsequent subsections accordingly"."""
        if re.search(r"\b(?:re-?number|re-?letter|re-?designat)\w*", block.tail, re.IGNORECASE):
            accordingly = re.search(r"\baccordingly\b|\bsubsequent|\bremaining", block.tail, re.IGNORECASE)
            yield replace(
                self._base(clause, "relabel", "provision", place),
                doubts=() if accordingly else ("UNREAD",),
                rule="close",
            )

    def _add(self, clause: Clause, place: PlaceInText | None, wording: str, sentence: str) -> Iterator[Instruction]:
        where = re.sub(SIGN, " ", wording)
        bare = bool(clause.new) and not self._inline(clause).pieces[0].label
        if clause.new and (site := _BESIDE_THEM.search(clause.where)):
            yield from self._add_beside(clause, place, wording, site)
        elif _adds_words(where, quoted=bool(clause.new), bare=bare):
            yield from self._add_sentence(clause, place, where)
        else:
            yield from self._add_provision(clause, place, wording, bare=bare)

    def _add_provision(
        self, clause: Clause, place: PlaceInText | None, wording: str, *, bare: bool
    ) -> Iterator[Instruction]:
        where = re.sub(SIGN, " ", wording)
        parent, behind, side, label = self._new_place(where, place)
        block, doubts = self._block(clause, (label,) if label else ())
        doubts = (*doubts, "EXTENT_UNSURE") if _is_counted(where) else doubts
        base = self._base(clause, "insert", "provision", parent)
        base = replace(base, side=side or ("end" if _AT_END.search(where) else ""), behind=behind, doubts=doubts)
        if block is None:
            yield base
            return
        if not label and self._goes_on(block, wording):
            yield self._words_behind(base, block, wording)
            return
        placeless = not label and _is_placeless(parent, where, block, bare=bare)
        if placeless or _lacks_one_named(where, place, block):
            base = replace(base, doubts=(*doubts, "EXTENT_UNSURE"))
        yield self._labelled(replace(base, new=_words_of(block), block=block.pieces), label, quoted=bool(clause.new))
        yield from self._closing(clause, parent or PlaceInText(), block)

    def _add_beside(
        self, clause: Clause, place: PlaceInText | None, wording: str, site: re.Match[str]
    ) -> Iterator[Instruction]:
        """ "inserting the following before “and sections”:", the new words in the block below."""
        here, _ = self._here(wording, place)
        block, doubts = self._block(replace(clause, new=""), ())
        side: Side = "before" if site["side"].lower() in {"before", "preceding"} else "after"
        if block is None or len(block.pieces) != 1 or block.pieces[0].label:
            doubts = (*doubts, "EXTENT_UNSURE")
        base = self._base(clause, "insert", "words", here)
        beside = self.signs.of(clause.new[0]).text
        yield replace(base, side=side, beside=beside, new=_words_of(block) if block else (), doubts=doubts)

    def _goes_on(self, block: NewProvisions, wording: str) -> bool:
        """Whether new words are no provision: they go on with a sentence, or go behind words."""
        head = block.pieces[0]
        alone = len(block.pieces) == 1 and not head.label
        return alone and bool(_GOES_ON.match(head.text) or _BEHIND_WORDS.search(wording))

    def _words_behind(self, base: Instruction, block: NewProvisions, wording: str) -> Instruction:
        """Words added to the end of a provision, or next to the words named."""
        found = _BEHIND_WORDS.search(wording)
        words = replace(base, unit="words", new=_words_of(block), side="end", goes_on=True)
        if not found:
            return words
        side: Side = "before" if found["side"].lower() == "before" else "after"
        return replace(words, side=side, beside=self.signs.of(found["beside"]).text, goes_on=False)

    def _labelled(self, one: Instruction, label: str, *, quoted: bool) -> Instruction:
        """A new provision whose label is in the instruction and not in the new words."""
        head = one.block[0]
        if not label or head.label or len([piece for piece in one.block if not piece.depth]) != 1:
            return one
        named = replace(head, path=label, label=_printed_label(label))
        return replace(
            one, block=(named, *one.block[1:]), doubts=one.doubts if quoted else (*one.doubts, "EXTENT_UNSURE")
        )

    def _inline(self, clause: Clause) -> NewProvisions:
        return inline_block(self.source, self.index, self.signs.of(clause.new[0]))

    def _new_place(self, where: str, place: PlaceInText | None) -> tuple[PlaceInText | None, str, Side, str]:
        """The place of a new provision: its parent, the label that it follows (or precedes), its own label if
        printed.
        """
        pins, behind, side = _beside(where, place)
        new = [pin for pin in pins if _is_new_label(where[: pin.start])]
        parents = [pin for pin in pins if pin not in new]
        label = new[0].path.rpartition("/")[2] if new else ""
        if parents:
            return place_of(PlaceWords(tuple(parents), start=0), place), behind, side, label
        if new:
            return _above(place_of(PlaceWords(tuple(new[:1]), start=0), place).paths[0]), behind, side, label
        inside = place is None or not place.paths or behind.startswith(f"{place.paths[0]}/")
        return (_above(behind) if behind and inside else place), behind, side, ""

    def _add_sentence(self, clause: Clause, place: PlaceInText | None, where: str) -> Iterator[Instruction]:
        found = found_in(where)
        here = place_of(found, place) if found.pins else (place or PlaceInText())
        here = replace(here, sentences=found.sentences or here.sentences)
        site = _SITE.search(where)
        block, doubts = self._block(clause, ())
        if (site and not here.sentences) or _has_several(block):
            doubts = (*doubts, "EXTENT_UNSURE")
        goes_on = bool(_LAST_WORD.search(where))
        unit: Unit = "sentence" if "sentence" in where.lower() else "words"
        side: Side = _side(site) if site and not goes_on else "start" if _AT_START.search(where) else "end"
        new = _words_of(block) if block else ()
        yield replace(self._base(clause, "insert", unit, here), side=side, new=new, doubts=doubts, goes_on=goes_on)

    def _remove(self, clause: Clause, place: PlaceInText | None, wording: str, sentence: str) -> Iterator[Instruction]:
        here, where = self._here(clause.where, place)
        own = where.says_something or not clause.where  # "is hereby revoked" has its place before it
        if here is None or not own or not (here.paths or here.sentences):
            yield replace(self._base(clause, "strike", "provision", here), doubts=("UNREAD",))
            return
        unsure: tuple[Reason, ...] = ("EXTENT_UNSURE",) if where.ordinal or _PROVISO.search(wording) else ()
        base = replace(self._base(clause, "strike", _unit(here), here), doubts=unsure)
        olds = here.paths if len(here.paths) == 1 and not here.sentences else _olds(here)
        yield from (replace(base, old=old) for old in olds)

    def _relabel(self, clause: Clause, place: PlaceInText | None, wording: str, sentence: str) -> Iterator[Instruction]:
        named = re.sub(SIGN, lambda sign: self.signs.of(sign[0]).text, clause.where)
        to = re.sub(SIGN, lambda sign: self.signs.of(sign[0]).text, clause.to)
        old, new = found_in(_with_noun(named)), found_in(_with_noun(to, named))
        if not old.pins or not new.pins:
            yield replace(self._base(clause, "relabel", "provision", place), doubts=("UNREAD",))
            return
        if not any(pin.anchored for pin in old.pins) and not (place and place.paths):
            place = place_of(
                found_in(wording[len(clause.where) :]), place
            )  # "redesignating subsection (8) as subsection (9) in section 1(a)"
        here = place_of(old, place)
        there = place_of(new, PlaceInText((here.paths[0].rpartition("/")[0],)) if "/" in here.paths[0] else place)
        base = self._base(clause, "relabel", "provision", here)
        yield replace(base, old=range_of(here.paths) if here.ranged else ", ".join(here.paths), labels=there.paths)

    def _close(self, clause: Clause, place: PlaceInText | None, wording: str, sentence: str) -> Iterator[Instruction]:
        here, _ = self._here(clause.where, place)
        yield replace(self._base(clause, "relabel", "provision", here), rule="close")

    def _designate(
        self, clause: Clause, place: PlaceInText | None, wording: str, sentence: str
    ) -> Iterator[Instruction]:
        to = re.sub(SIGN, lambda sign: self.signs.of(sign[0]).text, clause.to)
        label = found_in(_with_noun(to)).pins
        if not label or place is None or len(place.paths) != 1:
            yield replace(self._base(clause, "designate", "provision", place), doubts=("UNREAD",))
            return
        yield replace(self._base(clause, "designate", "provision", place), labels=(label[0].path.rpartition("/")[2],))


_RECITAL = re.compile(
    r"\A\W*By\s+(?:virtue|the\s+authority)\b.*?,\s+(?=Executive\s+Order\s+(?:No\.?\s*)?\d)", re.DOTALL
)
_OF_ORDER = re.compile(r"\W*(?:the\s+)?(?:said\s+)?(?:Executive\s+Order|Order)\b", re.IGNORECASE)
# Words that name a part of a text: "list", "the first sentence", "subsection", "proviso".
_A_PART = re.compile(
    rf"\b(?:list|{level_words('schedule', 'annex', 'clause', 'item')}|description"
    rf"|{level_words('section', 'subsection', 'paragraph', 'subparagraph', plural=True)}"
    r"|preamble|title|heading|sentence|proviso|portion|parts?|provisions?|introductory"
    r"|words?|reference|text)\b",
    re.IGNORECASE,
)


def _has_several(block: NewProvisions | None) -> bool:
    return block is not None and len(block.pieces) > 1


def _is_run_together(here: PlaceInText, block: NewProvisions | None) -> bool:
    """Whether several paragraphs replace a sentence."""
    return bool(here.sentences) and _has_several(block)


def _of_some_provision(one: Instruction) -> Instruction:
    """An instruction on the end of a provision, in doubt without one: "before the period", of which provision?"""
    return one if one.place.paths or not one.trailing else replace(one, doubts=(*one.doubts, "PLACE_NOT_FOUND"))


def _is_of_whole_order(words: str, block: NewProvisions | None) -> bool:
    """Whether a whole order is replaced by a block: "Executive Order 1 is amended to read as follows:"."""
    subject = _RECITAL.sub("", words)
    names_order = bool(_OF_ORDER.match(subject)) and not _A_PART.search(subject)
    return names_order and block is not None and len(block.pieces) > 2


def _replacements(base: Instruction, block: NewProvisions) -> Iterator[Instruction]:
    """One instruction for each provision replaced."""
    block = _without_wrapper(base.place, block)
    here = replace(base.place, paths=tuple(_misprinted(path, block) for path in base.place.paths))
    filled = replace(base, new=_words_of(block), block=block.pieces, place=here)
    yield from (replace(filled, old=old) for old in _olds(here))
    if more := _beyond(here, block):
        parent = _above(here.paths[-1])
        words = tuple(run for piece in more for run in piece.words)
        added = replace(filled, operation="insert", place=parent, block=more, new=words, behind=here.paths[-1])
        yield replace(added, side="after")


def _beyond(here: PlaceInText, block: NewProvisions) -> tuple[StateProvision, ...]:
    """The new provisions after those that replace several: "deleting (a) and (b) and inserting" (a), (b) and (c)."""
    if not _are_several(here) or here.sentences:
        return ()
    named = {path.rpartition("/")[2].removeprefix("sec-") for path in here.paths}
    tops = [n for n, piece in enumerate(block.pieces) if not piece.depth and piece.label]
    new = [n for n in tops if block.pieces[n].path.removeprefix("sec-") not in named]
    behind = bool(new) and new == tops[-len(new) :] and new != tops
    return block.pieces[new[0] :] if behind else ()


def _are_several(here: PlaceInText) -> bool:
    return len(here.paths) > 1 and not here.ranged


def _without_wrapper(here: PlaceInText, block: NewProvisions) -> NewProvisions:
    """The block without the label above several new provisions: "Section 1. (a) … (b) …" for 1(a) and 1(b)."""
    head, *rest = block.pieces
    above = {path.rpartition("/")[0].rpartition("/")[2].removeprefix("sec-") for path in here.paths}
    if not _are_several(here) or head.words or above != {head.path.removeprefix("sec-")}:
        return block
    if not all(piece.path.startswith(f"{head.path}/") for piece in rest):
        return block
    inner = (replace(one, path=one.path[len(head.path) + 1 :], depth=one.depth - 1) for one in rest)
    return replace(block, pieces=tuple(inner))


def _misprinted(path: str, block: NewProvisions) -> str:
    """A label whose hyphen the instruction lost ("1402"), as the new provision prints it ("1-402")."""
    tops = [piece.path for piece in block.pieces if not piece.depth]
    alike = [top for top in tops if top.replace("-", "") == path.replace("-", "")]
    return alike[0] if path not in tops and len(alike) == 1 else path


def _doubts_of_words(clause: Clause, wording: str, times: Times, quoted: list[QuotedWords]) -> Iterator[Reason]:
    """The doubts about words inserted, struck or substituted that do not depend on the text."""
    needs_new = clause.kind == "substitute" and clause.rule != "strike-and-insert-block"
    if any(one.open for one in quoted) or (needs_new and not clause.new):
        yield "NEW_WORDS_OPEN"
    if _OTHER_TIMES.search(wording) and times not in _NTHS:
        yield "UNREAD"
    if _PROVISO.search(wording) and not clause.beside:
        yield "EXTENT_UNSURE"
    if clause.beside and times in {"first", *_NTHS}:
        yield "EXTENT_UNSURE"  # "after “a” the first time it appears": which of them


def _is_the_period(signs: Skeleton, clause: Clause) -> bool:
    """Whether "the period" is meant that ends the place: "striking the period", "before the period"."""
    sign = clause.beside if clause.kind == "insert" else clause.old
    return len(sign) == 1 and signs.of(sign).named and signs.of(sign).text == "."


def _unit(here: PlaceInText) -> Unit:
    return "sentence" if here.sentences else "heading" if here.part == "heading" else "provision"


def _olds(here: PlaceInText) -> tuple[str, ...]:
    """What is replaced or struck, for one instruction each: the sentence as printed, the range, or each provision."""
    if here.sentences:
        return (re.sub(r"^the\s+", "", here.printed),)
    if here.ranged:
        return (range_of(here.paths),)
    return here.paths if len(here.paths) > 1 else ("",)


def _words_of(block: NewProvisions) -> Words:
    return tuple(run for piece in block.pieces for run in piece.words)


def _edge(wording: str) -> Side:
    return "end" if _AT_END.search(wording) else "start" if _AT_START.search(wording) else ""


def _side(site: re.Match[str]) -> Side:
    return "after" if site["side"].lower() in {"after", "following", "behind"} else "before"


def _above(path: str) -> PlaceInText:
    above = path.rpartition("/")[0]
    return PlaceInText((above,)) if above else PlaceInText()


def _beside(where: str, place: PlaceInText | None) -> tuple[list[PrintedPath], str, Side]:
    """The places in the words before a clause, without the one that the new words follow or precede; and that one."""
    pins = list(found_in(where).pins)
    site = _SITE.search(where)
    beside = [pin for pin in pins if site and pin.start >= site.start()][:1]
    if not site or not beside:
        return pins, "", ""
    path = place_of(PlaceWords(tuple(beside), start=0), place).paths[0]
    return [pin for pin in pins if pin not in beside], path, _side(site)


def _lacks_one_named(where: str, place: PlaceInText | None, block: NewProvisions) -> bool:
    """Whether several new provisions are announced ("new Sections 4-205 and 4-206") and the block has not all of them
    at its top.
    """
    pins, _, _ = _beside(where, place)
    named = {pin.path.rpartition("/")[2].removeprefix("sec-") for pin in pins if _is_new_label(where[: pin.start])}
    tops = {piece.path.rpartition("/")[2].removeprefix("sec-") for piece in block.pieces if not piece.depth}
    return len(named) > 1 and not found_in(where).ranged and not named <= tops


def _adds_words(where: str, *, quoted: bool, bare: bool) -> bool:
    """Whether words or a sentence are added, not a provision."""
    if _SENTENCE_NEW.search(where):
        return True
    return (quoted and bool(_WORDS_NEW.search(where))) or (bare and bool(_AT_END.search(where)))


def _is_new_label(before: str) -> bool:
    """Whether the words before a label make it that of the new provision, not the place where it goes."""
    return bool(_NEW_LABEL.search(before)) and not _INTO.search(before)


def _is_counted(where: str) -> bool:
    """Whether a place is told by counting ("the second paragraph") or by a mark ("after that comma")."""
    return bool(_PROVISO.search(where) or _BY_MARK.search(where) or found_in(where).ordinal)


def _is_placeless(parent: PlaceInText | None, where: str, block: NewProvisions, *, bare: bool) -> bool:
    """Whether new words without a label have no parent, or are not said to be a provision."""
    if block.pieces[0].label:
        return False
    return parent is None or not parent.paths or (bare and not _A_UNIT.search(where))


def _operation(clause: Clause) -> Operation:
    return {"substitute": "substitute", "strike": "strike", "insert": "insert"}[clause.kind]  # type: ignore[return-value]


def _times(wording: str) -> Times:
    if _EVERYWHERE.search(wording):
        return "everywhere"
    if _BOTH.search(wording):
        return "both"
    if _FIRST.search(wording):
        return "first"
    nth = _NTH.search(wording)
    return _NTHS.get(nth["nth"].lower(), "once") if nth and len(_OTHER_TIMES.findall(wording)) == 1 else "once"


_NTHS: dict[str, Times] = {"second": "second", "third": "third", "last": "last"}


def _spaced(runs: Words) -> Words:
    """Words joined from several quotations, a space between those that are no marks."""
    joined: list[SourcedWords] = []
    for run in runs:
        if joined and not run.text.startswith((",", ".", ";", " ")):
            joined.append(SourcedWords(" ", run.document, "", 0, 0))
        joined.append(run)
    return tuple(joined)


def _printed_label(segment: str) -> str:
    return f"({segment})" if not segment.startswith("sec-") else f"Sec. {segment[4:]}."


def _with_noun(text: str, other: str = "") -> str:
    """Words in which labels without a level word get that of the other labels: "1(a) through 1(j)", "(c) as (d)"."""
    if re.search(r"(?i)section|paragraph|clause|item|part|sec\.", text):
        return text
    noun = re.search(r"(?i)\b(?:sub)?(?:sections?|paragraphs?|clauses?|items?|parts?)\b", other)
    return f"{noun[0] if noun else 'subsection'} {text.strip()}"
