"""References between documents: how many are resolved or explained, and whether later orders find their targets.

    EO_DATA_DIR=var python benchmarks/references.py [--closure] [--sample 200] [--seed 1]

Reads every document of the archive again (nothing is written): references to executive orders that are resolved or
explained; closure, the share of "section N(x) of Executive Order M" in other documents whose provision is found where
the order is held, or that an amendment between them explains (after `relate`); the orders that own words say were
amended or revoked, as `relate` stored them, compared with the notes about the acting document and with the rows about
either order; seconds. `--closure` lists what is not found, each with why; `--sample` prints that many references to
executive orders at random, to be judged by a reader.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

django.setup()

from eo_browser.archive.lookup import all_outlines, read_holdings  # noqa: E402
from eo_browser.archive.references import Amendments  # noqa: E402
from eo_browser.law.context.references import CachedLookup, CrossReference, references_of  # noqa: E402
from eo_browser.law.context.relations import notes_of, unread_of  # noqa: E402
from eo_browser.law.model.texts import ProvisionText  # noqa: E402
from eo_browser.law.resolver import Explanation, KnownDocument  # noqa: E402
from eo_browser.models import Document, Listing, Relation, StoredProvision  # noqa: E402

SECTION = re.compile(r"(?:sub)?sections?\s.{1,80}\bExecutive\s+Order", re.IGNORECASE | re.DOTALL)
CHANGES = frozenset({"amends", "revokes", "supersedes"})
Found = tuple[KnownDocument, CrossReference]


def texts(memory: CachedLookup) -> Iterator[tuple[KnownDocument, str, list[ProvisionText]]]:
    """Every document with its disposition notes and its provisions."""
    for key, revision, notes in (
        Document.objects.exclude(current=None).order_by("pk").values_list("pk", "current", "disposition_notes")
    ):
        rows = StoredProvision.objects.filter(revision=revision).order_by("position").values_list("path", "text")
        yield memory.lookup.document(key), notes, [ProvisionText(*row) for row in rows]


def names_an_order(reference: CrossReference) -> bool:
    """Whether a reference is to an executive order, held or not."""
    kinds = {target.document.kind for target in reference.targets}
    return "executive-order" in kinds or any(address.startswith("/eo/") for address in reference.named)


def _names_a_section_elsewhere(here: KnownDocument, one: CrossReference) -> bool:
    """Whether a reference is to a section of an order that is held, from another document."""
    elsewhere = bool(one.targets) and all(target.document.key != here.key for target in one.targets)
    answered = one.outcome in {"resolved", "partial", "ambiguous"}
    return elsewhere and answered and names_an_order(one) and SECTION.match(one.text) is not None


def share(part: int, whole: int) -> str:
    """ "98.7 in 100 (370 of 375)"."""
    return f"{100 * part / whole:.2f} in 100 ({part} of {whole})" if whole else "none"


def report_orders(found: list[Found]) -> None:
    """References to executive orders by outcome; what is neither resolved nor explained."""
    orders = [one for here, one in found if names_an_order(one)]
    plain = sum(one.outcome == "resolved" or bool(one.explanation) for one in orders)
    print(f"references to executive orders  {len(orders)}")
    for outcome, count in Counter(one.outcome for one in orders).most_common():
        print(f"  {outcome:<28}  {count}")
    print(f"resolved or explained           {share(plain, len(orders))}")


def report_closure(found: list[Found], memory: CachedLookup, listed: bool) -> None:
    """ "section N(x) of Executive Order M", M being held: whether the provision is there, as M was signed."""
    others = [(here, one) for here, one in found if _names_a_section_elsewhere(here, one)]
    closed = sum(one.outcome == "resolved" for _, one in others)
    missing = [(here, one) for here, one in others if one.outcome != "resolved"]
    reasons = _reasons(missing, memory)
    explained = sum(bool(why) for _, _, why in reasons)
    print(f"provisions of other orders      {share(closed, len(others))} found")
    print(f"  by an amendment between       {explained} of {len(missing)} not found are explained")
    print(f"found or explained              {share(closed + explained, len(others))}")
    for here, one, why in reasons if listed else ():
        goal = f"{one.targets[0].document.address}/{one.targets[0].path}".rstrip("/")
        print(f"  {here.address}/{one.path} | {one.text} | {one.outcome} {goal} | {why.message if why else '-'}")


def _reasons(
    missing: list[Found], memory: CachedLookup
) -> list[tuple[KnownDocument, CrossReference, Explanation | None]]:
    """What explains each reference whose provision is not found, if anything does."""
    amendments = Amendments({one.targets[0].document.key for _, one in missing}, memory)
    return [
        (
            here,
            one,
            amendments.why(one.text, one.path, here.key, here.signed, one.targets[0].document.key)
            if one.outcome == "partial"
            else None,
        )
        for here, one in missing
    ]


def report_lists() -> None:
    """Rows of the lists: how many name relations, say nothing, or say what is none, by the reason."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for keeper, notes in Listing.objects.values_list("listed_by", "facts__disposition_notes"):
        seen = counted[keeper]
        read, unread = notes_of(notes or ""), unread_of(notes or "")
        seen["rows"] += 1
        seen["  that note nothing"] += not (notes or "").strip()
        seen["  with relations"] += bool(read)
        seen["  with words only"] += bool(unread) and not read
        seen["  with neither (must be 0)"] += bool((notes or "").strip()) and not read and not unread
        seen["relations"] += len(read)
        seen.update(f"  not read: {why}" for why, _ in unread)
    for keeper, seen in sorted(counted.items()):
        print(f"notes of {keeper}")
        for what, count in seen.items():
            print(f"  {what:<28}  {count}")


@dataclass(slots=True)
class Gathered:
    """What all documents say. `own` and `noted` hold (document, address it changes): by own words, by the notes."""

    found: list[Found] = field(default_factory=list)
    own: set[tuple[str, str]] = field(default_factory=set)
    noted: set[tuple[str, str]] = field(default_factory=set)
    characters: int = 0


def gather(memory: CachedLookup) -> Gathered:
    """Read every document."""
    gathered = Gathered()
    for here, notes, passages in texts(memory):
        references = references_of(passages, here, memory)
        gathered.found += [(here, one) for one in references]
        gathered.characters += sum(len(passage.text) for passage in passages)
        gathered.noted |= {(here.address, goal) for goal in _changed_by_notes(notes)}
    gathered.own |= set(_stored_acts())
    return gathered


def _stored_acts() -> Iterator[tuple[str, str]]:
    """The orders that documents with notes change by their own words, as `relate` stored them."""
    rows = Relation.objects.filter(source="own-words", verb__in=CHANGES).exclude(subject__disposition_notes="")
    for actor, held, named in rows.values_list("subject__address", "object__address", "object_address"):
        if (goal := held or named).startswith("/eo/"):
            yield actor, goal


def _changed_by_notes(notes: str) -> list[str]:
    changes = (note for note in notes_of(notes) if note.verb in CHANGES and not note.passive)
    return [note.address for note in changes if note.address]


def named_in_rows() -> set[tuple[str, str]]:
    """Return (actor, object) of every change in the rows of lists, whichever of the two the row is about."""
    found: set[tuple[str, str]] = set()
    numbered = Listing.objects.filter(kind="executive-order").exclude(number="")
    for number, notes in numbered.values_list("number", "facts__disposition_notes"):
        for note in notes_of(notes or ""):
            if note.verb in CHANGES and note.address:
                here = f"/eo/{number}"
                found.add((note.address, here) if note.passive else (here, note.address))
    return found


def print_sample(found: list[Found], count: int, seed: int) -> None:
    """Print references to executive orders, drawn at random."""
    orders = [(here, one) for here, one in found if names_an_order(one)]
    for here, one in random.Random(seed).sample(orders, min(count, len(orders))):
        goals = [f"{target.document.address}/{target.path}".rstrip("/") for target in one.targets]
        goals += [one.external.name] if one.external else []
        print(f"{here.address} {one.path} | {one.text} | {one.outcome} | {', '.join(goals)} | {one.explanation}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, help="references to print, at random")
    parser.add_argument("--closure", action="store_true", help="list the provisions that are not found, each with why")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    started = perf_counter()
    memory = CachedLookup(read_holdings(all_outlines()))
    loaded = perf_counter()
    gathered = gather(memory)
    found, own, noted = gathered.found, gathered.own, gathered.noted
    took = perf_counter() - loaded
    print(f"references                      {len(found)} in {gathered.characters / 1e6:.1f} million characters")
    report_orders(found)
    report_lists()
    report_closure(found, memory, arguments.closure)
    print(f"acts by own words               {len(own)}, of which the notes have {share(len(own & noted), len(own))}")
    rows = noted | named_in_rows()
    print(f"  with the rows about either    {share(len(own & rows), len(own))}")
    print(
        f"acts by the notes               {len(noted)}, of which own words have {share(len(own & noted), len(noted))}"
    )
    print(f"seconds                         {loaded - started:.1f} to read the archive, {took:.1f} for its texts")
    print_sample(found, arguments.sample, arguments.seed)


if __name__ == "__main__":
    main()
