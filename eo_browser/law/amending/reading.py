"""Instructions of amendment read from a document. Target and place may come from lead-ins and earlier sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eo_browser.law.model.texts import ProvisionText

from .amendments import IN_BLOCK, Instruction, SignedText
from .blocks import tail_of
from .days import days_of
from .quoted_words import skeleton
from .sentence_phrases import BY_DOING, LEADS, sentences
from .sentence_reading import DocumentContext, LeadIn, SentenceReader

_NOT_READ = frozenset({"quotation", "table", "row", "footnote", "annex"})


def instructions_of(source: SignedText) -> list[Instruction]:
    """Return every instruction on other documents, in reading order; one that could not be read has the operation
    `other`.
    """
    return list(_InstructionReader(DocumentContext(source)).read())


@dataclass(slots=True)
class _InstructionReader:
    """One pass over a document."""

    document: DocumentContext
    before: Instruction | None = None
    hanging: LeadIn | None = None  # a lead-in without provisions below it: those beside it follow
    hangs_at: int = 0  # its depth

    def read(self) -> Iterator[Instruction]:
        days = days_of(self.document.source)
        latest: dict[str, int] = {}  # the last provision that orders something on a target
        for index, found in self._by_provision():
            latest |= dict.fromkeys((one.target for one in found), index)
            said = " ".join(skeleton(self.document.source.passages[index].text).text.lower().split()) if found else ""
            yield from (days.dated(one, said) for one in found)
        yield from (
            replace(one, effective=days.whole)
            for index, unread in self.document.open_leads
            for one in unread
            if latest.get(one.target, -1) <= index
        )

    def _by_provision(self) -> Iterator[tuple[int, list[Instruction]]]:
        """The instructions of each provision, with its number."""
        above: list[tuple[int, LeadIn]] = []
        for index, passage in enumerate(self.document.source.passages):
            if self._is_skipped(index, passage):
                yield index, self._tail(index, passage)
                continue
            while above and above[-1][0] >= passage.depth:
                above.pop()
            context = self._continued(passage, above[-1][1] if above else LeadIn())
            found, after = self._passage(index, passage, context)
            self._hang(index, passage, after, found)
            above.append((passage.depth, after))
            yield index, self._closing_before(found)

    def _is_skipped(self, index: int, passage: ProvisionText) -> bool:
        return passage.kind in _NOT_READ or bool(IN_BLOCK.search(passage.path)) or index in self.document.taken

    def _closing_before(self, found: list[Instruction]) -> list[Instruction]:
        """The instructions of a provision; "(b) renumbering the subsequent subsections" is of the group of the one
        before it.
        """
        if len(found) == 1 and found[0].rule == "close" and self.before and self.before.target == found[0].target:
            return [replace(found[0], group=self.before.group)]
        self.before = found[-1] if found else self.before
        return found

    def _tail(self, index: int, passage: ProvisionText) -> list[Instruction]:
        """The instructions in the words behind a block, in its last paragraph: "…” By deleting subsection (c)."."""
        if index not in self.document.tails:
            return []
        end = tail_of(passage)
        signs = skeleton(" " * end + passage.text[end:])
        return SentenceReader(self.document, index, passage, signs, end, len(signs.text), 1).read(
            self.document.tails[index]
        )[0]

    def _continued(self, passage: ProvisionText, context: LeadIn) -> LeadIn:
        """The context of a provision beside a lead-in that ends in a colon: "…is amended as follows:", "(1) by …"."""
        if self.hanging is None or context.targets:
            return context
        if passage.depth == self.hangs_at and _follows_lead(passage):
            return self.hanging
        if passage.depth <= self.hangs_at:
            self.hanging = None
        return context

    def _hang(self, index: int, passage: ProvisionText, after: LeadIn, found: list[Instruction]) -> None:
        """Remember a lead-in that orders nothing itself and has nothing below it."""
        leads = after.amends and after.targets and not found and LEADS.search(passage.text.rstrip())
        if leads and self.hanging is not after and not any(self.document.children(index)):
            self.hanging, self.hangs_at = after, passage.depth

    def _passage(self, index: int, passage: ProvisionText, context: LeadIn) -> tuple[list[Instruction], LeadIn]:
        signs = skeleton(passage.text)
        found: list[Instruction] = []
        after = context
        for number, (start, end) in enumerate(sentences(signs.text)):
            reading = SentenceReader(self.document, index, passage, signs, start, end, number)
            more, after = reading.read(after if after.targets else context)
            found += more
        return found, after


def _follows_lead(passage: ProvisionText) -> bool:
    """Whether a provision may be an item of a lead-in beside it: it has a label, or begins with what is done."""
    return passage.kind == "labelled" or (passage.kind == "unlabelled" and bool(BY_DOING.match(passage.text)))
