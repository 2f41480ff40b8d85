"""How far the amended orders can be had as amended, and which documents would complete the most of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eo_browser.law.amending import SignedText
from eo_browser.law.amending.states import codification_mark
from eo_browser.law.model.texts import ProvisionText
from eo_browser.models import Document, Relation, StoredProvision, StoredState

from . import Json
from .names import designation
from .states import REASONS, others_of

_CONTINUES = "OPEN_TARGET"  # does not make a state incomplete
_KIND = "executive-order"


@dataclass(frozen=True, slots=True)
class _Order:
    """The newest state of an order: what keeps it incomplete, by reason and amending document."""

    complete: bool
    open: Sequence[tuple[str, str]]


def amended_coverage() -> Json:
    """Return how many amended orders are complete, incomplete by reason, without a state, and what would help.

    An order counts as amended when a source that is followed says that another document amends it.
    """
    amended = set(
        Relation.objects.filter(verb="amends", object__kind=_KIND, outweighed="").values_list("object", flat=True)
    )
    newest = _newest()
    orders = {key: newest[key] for key in amended if key in newest}
    incomplete = [order for order in orders.values() if not order.complete]
    without = Document.objects.filter(pk__in=amended - set(orders)).order_by("address")
    return {
        "amended": len(amended),
        "complete": len(orders) - len(incomplete),
        "incomplete": len(incomplete),
        "without_state": [
            {"address": one.address, "name": designation(one), "reason": _why_none(one)} for one in without
        ],
        "reasons": _by_reason(incomplete),
        "missing": _blocking(incomplete, held=False),
        "not_understood": _blocking(incomplete, held=True),
    }


def _newest() -> dict[int, _Order]:
    rows = StoredState.objects.order_by("document", "day").values_list("document", "complete", "open_reasons")
    return {
        key: _Order(complete, [(reason, by) for reason, by in found if reason != _CONTINUES])
        for key, complete, found in rows
    }


def _why_none(document: Document) -> str:
    if document.current_id is None:
        return "no text"
    texts = StoredProvision.objects.filter(revision=document.current_id, label="").values_list("text", flat=True)
    source = SignedText(document.address, passages=tuple(ProvisionText("", text) for text in texts))
    return (
        "its text here is not as signed" if codification_mark(source) else "no words changed: continued or only named"
    )


def _by_reason(orders: Sequence[_Order]) -> list[Json]:
    """How many orders each reason keeps incomplete, and how many it alone."""
    every: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for order in orders:
        reasons = {reason for reason, _ in order.open}
        every.update(reasons)
        alone.update(reasons if len(reasons) == 1 else ())
    return [
        {"reason": reason, "words": REASONS.get(reason, reason), "orders": count, "alone": alone[reason]}
        for reason, count in sorted(every.items(), key=lambda item: (-item[1], item[0]))
    ]


def _blocking(orders: Sequence[_Order], *, held: bool) -> list[Json]:
    """The documents that keep orders incomplete: those that would complete the most come first.

    With `held` false those that are not held; with true those that are and were not understood or could not be applied.
    """
    completes: Counter[str] = Counter()
    concerns: Counter[str] = Counter()
    reasons: dict[str, set[str]] = defaultdict(set)
    for order in orders:
        mine = {by for reason, by in order.open if (reason != "NOT_HELD") is held}
        concerns.update(mine)
        completes.update(mine if len({by for _, by in order.open}) == 1 else ())
        for reason, by in order.open:
            reasons[by].add(reason)
    ranked = sorted(concerns, key=lambda by: (-completes[by], -concerns[by], by))
    names = others_of(ranked)
    return [_record(by, names[by].full, completes, concerns, reasons) for by in ranked]


def _record(
    by: str, name: str, completes: Counter[str], concerns: Counter[str], reasons: Mapping[str, set[str]]
) -> Json:
    return {
        "document": by,
        "name": name,
        "completes": completes[by],
        "concerns": concerns[by],
        "reasons": sorted(reasons[by]),
    }
