"""The references and relations of documents rebuilt, and the statuses that follow from them.

Besides the documents given, this includes those that named one of them before it was held, and those that cite a
provision of a document which one of them amends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from eo_browser.archive.amended import AmendedTexts
from eo_browser.archive.lookup import all_outlines, current_lookup, read_holdings
from eo_browser.archive.states import rebuild_states
from eo_browser.law.context.references import CachedLookup
from eo_browser.law.context.relations import (
    Effect,
    WeighedClaim,
    Witness,
    doubtful_ends,
    leaves_nothing,
    outweighed,
    status_of,
)
from eo_browser.law.terms.dispositions import ENDING_VERBS
from eo_browser.law.terms.kinds import ADDRESS_WORDS
from eo_browser.models import (
    AddressHistory,
    Debt,
    Document,
    DocumentChange,
    Reference,
    Relation,
    specimens_are_hidden,
)

from .explaining import explain
from .rows import AbsentRows, absent_rows, is_meant_for_another, write_rows

BATCH = 400  # documents whose rows are written in one transaction
SEVERAL = 200  # documents; for more, every outline of the archive is read at once


@dataclass(slots=True)
class Related:
    """What was written: documents read, references and relations in them, statuses and amended states that changed."""

    documents: int = 0
    references: int = 0
    relations: int = 0
    statuses: int = 0
    states: int = 0
    retired: list[AddressHistory] = field(default_factory=list)  # addresses of states that mean something else since


def relate(keys: Iterable[int] | None = None, statuses: Iterable[int] = ()) -> Related:
    """Rebuild the references and relations of documents (by primary key; None = all), and recompute `statuses`.

    The work is recorded as debts first, and as paid when all is done, so that the next run completes a stopped one.
    """
    statuses, asked = set(statuses), _all() if keys is None else sorted(set(keys))
    chosen = _without_hidden(asked if keys is None else _with_those_who_named(asked))
    done = Related(documents=len(chosen))
    if not asked and not statuses:
        return done
    affected = {*chosen, *statuses, *_acted_on_by(chosen)}
    _owe(chosen, affected)
    holdings = current_lookup() if len(chosen) <= SEVERAL else read_holdings(all_outlines())
    memory, texts = CachedLookup(holdings.as_signed()), AmendedTexts()
    absent = absent_rows(memory.lookup, None if keys is None else chosen)
    affected |= _write(chosen, memory, absent, texts, done)
    waiting: list[int] = [] if keys is None else _without_hidden(sorted(_who_look_in(affected) - set(chosen)))
    affected |= _acted_on_by(waiting)
    _owe(waiting, affected)
    affected |= _write(waiting, memory, absent_rows(memory.lookup, waiting), texts, done)
    explain([*chosen, *waiting], memory)
    done.statuses = restate(sorted(affected))
    rebuilt = rebuild_states(None if keys is None else sorted(affected), texts)
    done.states, done.retired = rebuilt.changed, rebuilt.retired
    _pay([*asked, *chosen, *waiting], affected)
    return done


def _without_hidden(keys: Sequence[int]) -> list[int]:
    """Without specimens that real documents have taken the place of: what they cite stays as it was."""
    hidden = set(Document.objects.filter(specimen=True).values_list("pk", flat=True)) if specimens_are_hidden() else ()
    return [key for key in keys if key not in hidden]


@transaction.atomic
def _owe(references: Iterable[int], statuses: Iterable[int]) -> None:
    Debt.objects.owe("references", references)
    Debt.objects.owe("status", statuses)


@transaction.atomic
def _pay(references: Iterable[int], statuses: Iterable[int]) -> None:
    Debt.objects.pay("references", references)
    Debt.objects.pay("status", statuses)


def _write(
    keys: Sequence[int], memory: CachedLookup, absent: AbsentRows, texts: AmendedTexts, done: Related
) -> set[int]:
    acted_on: set[int] = set()
    for some in _parts(keys):
        written = write_rows(some, memory, absent, texts)
        done.references += written.references
        done.relations += written.relations
        acted_on |= written.acted_on
    return acted_on


def _all() -> list[int]:
    return list(Document.objects.order_by("pk").values_list("pk", flat=True))


def _with_those_who_named(keys: Sequence[int]) -> list[int]:
    """The documents, those that named them before they were held, and those that cite provisions of them, cite them
    with an explanation, or cite them while their number is not known or only inferred.
    """
    found = set(keys)
    depends = ~Q(target_path="") | ~Q(explanation="") | Q(target__number="")
    for some in _parts(keys):
        addresses = list(_addresses(some))
        cites = Q(absent__in=addresses) | Q(target__in=some) & depends
        found |= set(Reference.objects.filter(cites).values_list("document_id", flat=True))
        named = Q(subject=None, subject_address__in=addresses) | Q(object=None, object_address__in=addresses)
        found |= set(Relation.objects.filter(named).values_list("claimed_by_id", flat=True))
    return sorted(found)


def _addresses(keys: Sequence[int]) -> Iterator[str]:
    """The addresses under which others may have named documents: also those that inferred numbers would give."""
    rows = Document.objects.filter(pk__in=keys).values_list("address", "kind", "inferred_number")
    for address, kind, inferred in rows:
        yield address
        if inferred:
            yield f"/{ADDRESS_WORDS[kind]}/{inferred}"  # type: ignore[index]  # one of Kind


def _acted_on_by(keys: Sequence[int]) -> set[int]:
    """The documents that these act on now, by the stored relations, and perhaps no longer."""
    return {
        key
        for some in _parts(keys)
        for key in Relation.objects.filter(claimed_by__in=some).values_list("object_id", flat=True)
        if key
    }


def _who_look_in(keys: Iterable[int]) -> set[int]:
    """The documents that cite a provision which these do not have: an amendment may now explain it."""
    return {
        key
        for some in _parts(sorted(keys))
        for key in Reference.objects.filter(target__in=some, outcome="partial").values_list("document_id", flat=True)
    }


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def restate(keys: Sequence[int]) -> int:
    """Recompute the status of documents from all acts on them; return how many changed.

    Those are recorded as changed, and so are both documents of an act that is followed now, or no longer.
    """
    changed = 0
    for some in _parts(keys):
        with transaction.atomic():
            changed += _restate(some)
    return changed


# What decides whether a claim is followed, and what it does to the status.
_WEIGHED = (
    "subject", "subject_name", "subject_address", "verb", "in_part", "object", "object_path", "source", "claimed_by",
    "of_absent", "day", "outweighed", "doubt", "words",
)  # fmt: skip

_OF_ACTOR = ("subject__signed", "subject__kind", "subject__number", "subject__current")


def _restate(keys: Sequence[int]) -> int:
    claims: dict[int, list[Relation]] = defaultdict(list)
    rows = Relation.objects.filter(object__in=keys).select_related("subject").only(*_WEIGHED, *_OF_ACTOR)
    for claim in rows.order_by("pk"):
        claims[claim.object_id or 0].append(claim)
    changed: list[Document] = []
    weighed = weigh_all(claims)
    for document in Document.objects.filter(pk__in=keys).only("pk", "status"):
        status = status_of(effect_of(claim) for claim in claims[document.pk] if not claim.outweighed)
        if status != document.status:
            document.status = status
            changed.append(document)
    Relation.objects.bulk_update(weighed, ["outweighed", "doubt"], batch_size=BATCH)
    Document.objects.bulk_update(changed, ["status"])
    reweighed = (end for claim in weighed for end in (claim.subject_id, claim.object_id) if end)
    DocumentChange.objects.record([*(document.pk for document in changed), *reweighed])
    return len(changed)


def weigh_all(claims: Mapping[int, Sequence[Relation]]) -> list[Relation]:
    """Set which claims about documents (by primary key) are not followed, and which are doubtful.

    Returns the rows that changed, which are not saved.
    """
    enders, listed = _ending_by_words(claims), _with_a_row(list(claims))
    none: frozenset[int] = frozenset()
    slips = frozenset(_slips(claims))
    return [row for key, some in claims.items() for row in _weigh(some, enders if key in listed else none, slips)]


def _slips(claims: Mapping[int, Sequence[Relation]]) -> Iterator[int]:
    """The claims of a row by a slip: the acting order's text and row have another order's number that differs by one
    character, and the row about that order does not have the acting order.
    """
    found = {key: alone for key, some in claims.items() if (alone := _only_in_own_row(some))}
    for keys in _parts(sorted(found)):
        orders = Document.objects.filter(pk__in=keys, kind="executive-order").exclude(number="")
        for key, number in orders.values_list("pk", "number"):
            for actor, some in found[key].items():
                if is_meant_for_another(number, actor):
                    yield from (claim.pk for claim in some)


def _only_in_own_row(claims: Sequence[Relation]) -> dict[Document, list[Relation]]:
    """The claims about a document by acting executive orders that only the row about the document names."""
    others = {claim.subject_id for claim in claims if _weighed(claim).witness != "own-row"}
    found: dict[Document, list[Relation]] = defaultdict(list)
    for claim in claims:
        actor = claim.subject if claim.subject_id not in others else None
        if actor and actor.kind == "executive-order" and actor.number:
            found[actor].append(claim)
    return found


def _ending_by_words(claims: Mapping[int, Sequence[Relation]]) -> frozenset[int]:
    """The acting documents whose own words end something."""
    ends = (claim for some in claims.values() for claim in some if claim.verb in ENDING_VERBS)
    actors = {claim.subject_id for claim in ends if claim.subject_id}
    rows = Relation.objects.filter(source="own-words", verb__in=ENDING_VERBS)
    return frozenset(
        key
        for some in _parts(sorted(actors))
        for key in rows.filter(subject__in=some).values_list("subject", flat=True)
    )


def _with_a_row(keys: Sequence[int]) -> set[int]:
    """The documents about which a list has a row with acts."""
    rows = Relation.objects.filter(of_absent=False).exclude(source__in=(*_WITNESSES, "record"))
    return {
        key for some in _parts(keys) for key in rows.filter(claimed_by__in=some).values_list("claimed_by", flat=True)
    }


def _weigh(claims: Sequence[Relation], enders: Container[int | None], slips: Container[int]) -> list[Relation]:
    """Weigh the claims about one document; `enders` are the acting documents whose own words end something, where a
    list has a row about this one, `slips` the claims that a row makes by a slip.
    """
    weighed = [
        replace(_weighed(claim), is_unsaid=claim.subject_id in enders, is_slip=claim.pk in slips) for claim in claims
    ]
    reasons = outweighed(weighed)
    doubts = doubtful_ends([one for one in weighed if one.key not in reasons])
    changed = []
    for claim in claims:
        now = reasons.get(claim.pk, ""), doubts.get(claim.pk, "")
        if now != (claim.outweighed, claim.doubt):
            claim.outweighed, claim.doubt = now
            changed.append(claim)
    return changed


_WITNESSES: dict[str, Witness] = {"editor": "editor", "own-words": "own-words", "later-words": "later-words"}


def _weighed(claim: Relation) -> WeighedClaim:
    actor = claim.subject_id or claim.subject_address or claim.subject_name
    is_part = claim.in_part or bool(claim.object_path)
    witness: Witness = _WITNESSES.get(claim.source, "actors-row")
    if (
        witness == "actors-row"
        and claim.source != "record"
        and claim.claimed_by_id == claim.object_id
        and not claim.of_absent
    ):
        witness = "own-row"
    is_completed = claim.source != "own-words" and not is_part and leaves_nothing(claim.words)
    return WeighedClaim(claim.pk, actor, claim.verb, is_part, witness, _day(claim), is_completed)  # type: ignore[arg-type]  # one of VERBS


def effect_of(claim: Relation) -> Effect:
    """Return the effect of a claim on its object."""
    in_part = claim.in_part or bool(claim.doubt)
    return Effect(claim.verb, in_part, claim.object_path, _day(claim))  # type: ignore[arg-type]  # one of VERBS


def _day(claim: Relation) -> date | None:
    """The day on which the acting document was signed."""
    return claim.subject.signed if claim.subject else claim.day
