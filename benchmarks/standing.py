"""What the statuses of the archive rest on, the conflicts and alarms that remain, and what evidence shows.

    EO_DATA_DIR=var python benchmarks/standing.py [--conflicts] [--draw FILE --seed 1]

Prints the table of statuses of the whole (revoked, superseded, nullified, terminated) by what they rest on: own words
and a list, a list only, own words only, an editor; the conflicts between sources by kind, and with `--conflicts` each
with the reason one is followed; the alarms (acted on after the end), each with what the end rests on; continuing
notices that are tied to no order; quotations of own words that show no verb or begin inside a word. `--draw` writes
150 statuses and 60 relations by provision, drawn by a seeded program, as a list for a reader.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

django.setup()

from eo_browser.archive.alarms import alarms  # noqa: E402
from eo_browser.law.terms.dispositions import ENDING_VERBS  # noqa: E402
from eo_browser.models import Document, Relation, StoredProvision  # noqa: E402
from eo_browser.web.objects.representations import document_data  # noqa: E402
from eo_browser.web.objects.revision_text import read_revision  # noqa: E402

WHOLE = ("revoked", "superseded", "nullified", "terminated")
STATUSES, RELATIONS = 150, 60
VERBS = {  # beginnings of the words that show each verb
    "revokes": "revok|resci|repeal|annul|cancel|terminat|abolish|ineffective|inoperative|no force|cease",
    "supersedes": "supersed|replac",
    "amends": "amend|modif|chang|strik|strick|struck|delet|insert|add|read|substitut|replac|revis|renumber|redesignat"
    "|correct|omit|eliminat|remov|designat|conform",
    "continues": "continu|extend|remain|in effect",
    "reinstates": "reinstat|restor|reviv",
    "suspends": "suspen|stay|abeyance",
    "sets": "increas|reduc|decreas|rais|lower|transfer|assign|delegat|vest|set|suspend|adjust|chang|extend|no longer",
    "terminates": "terminat",
    "nullifies": "terminat|abolish|dissol|null|void",
    "expands": "expan|modif|broaden|amend",
    "spares": "not|nothing",
    "declares": "declar|proclaim",
}


def witnesses() -> dict[int, set[str]]:
    """What each document's ends of the whole rest on."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Relation.objects.filter(verb__in=(*ENDING_VERBS, "terminates"), in_part=False, object_path="", outweighed="")
    for key, source in rows.exclude(object=None).values_list("object_id", "source"):
        found[key].add(source if source in {"own-words", "editor"} else "list")
    return found


def rests_on(sources: set[str]) -> str:
    """Name what a status rests on."""
    if "editor" in sources:
        return "an editor"
    return {(True, True): "own words and a list", (True, False): "own words only", (False, True): "a list only"}.get(
        ("own-words" in sources, "list" in sources), "neither"
    )


def table() -> None:
    """Print statuses of the whole by what they rest on."""
    found = witnesses()
    counted: Counter[tuple[str, str]] = Counter()
    for key, status in Document.objects.filter(status__in=WHOLE).values_list("pk", "status"):
        counted[status, rests_on(found[key])] += 1
    columns = ("own words and a list", "a list only", "own words only", "an editor", "neither")
    print(f"{'status of the whole':22}" + "".join(f"{name:>22}" for name in columns))
    for status in WHOLE:
        print(f"{status:22}" + "".join(f"{counted[status, name]:22}" for name in columns))


def conflicts(every: bool) -> None:
    """Print the claims that are not followed, by kind; `every`: each with its reason."""
    rows = Relation.objects.exclude(outweighed="", doubt="").exclude(object=None).order_by("object__order_key", "pk")
    kinds: Counter[str] = Counter()
    for address, why in rows.values_list("object__address", "outweighed").distinct():
        kinds[why or "An end by a row about the acting document alone: taken for an end of a part."] += 1
        if every:
            print(f"  {address}: {why}")
    print(f"\nconflicts: {sum(kinds.values())}, each shown on its page with what is followed")
    for why, count in kinds.most_common():
        print(f"{count:6}  {why}")


def alarm_list() -> None:
    """Print every alarm with what its end rests on."""
    found, sources = list(alarms()), witnesses()
    keys = dict(Document.objects.filter(address__in=[one.address for one in found]).values_list("address", "pk"))
    print(f"\nalarms (amended or continued after the end): {len(found)}, each in the editors' queue")
    for one in found:
        print(f"  {one.address}: {one.status}, by {rests_on(sources[keys[one.address]])}: {one.ended}")
        print(f"      afterwards: {'; '.join(one.afterwards)}")


def notices() -> None:
    """Print how many notices are tied to no order whose emergency they continue."""
    every = Document.objects.filter(kind="notice")
    tied = Relation.objects.filter(verb="continues", source="own-words").values("subject")
    print(f"\nnotices: {every.count()}, tied to no order: {every.exclude(pk__in=tied).count()}")
    for document in every.exclude(pk__in=tied):
        print(f"  {document.address}: {document.title}")


def evidence() -> None:
    """Print how many quotations of own words show no verb, begin inside a word, or lack the lead of their list."""
    rows = Relation.objects.filter(source="own-words").select_related("claimed_by")
    texts: dict[int, dict[str, str]] = {}
    counted: Counter[str] = Counter()
    for row in rows.order_by("claimed_by").iterator():
        if row.claimed_by_id not in texts:
            lines = StoredProvision.objects.filter(revision=row.claimed_by.current_id).values_list("path", "text")
            texts = {row.claimed_by_id: {path: " ".join(text.split()) for path, text in lines}}
        counted["all"] += 1
        counted["without the verb"] += not re.search(VERBS[row.verb], row.words, re.IGNORECASE)
        text, head = texts[row.claimed_by_id].get(row.path, ""), row.words.split(" … ")[0][:60]
        at = text.find(head)
        counted["begin inside a word"] += at > 0 and text[at - 1].isalnum() and head[:1].isalnum()
        counted["items without their lead"] += "/" in row.path and at == 0 and text[:1].islower()
    names = ("without the verb", "begin inside a word", "items without their lead")
    print(f"\nquotations of own words: {counted['all']}; " + ", ".join(f"{name}: {counted[name]}" for name in names))


def drawn(seed: int) -> Iterator[dict[str, Any]]:
    """Yield statuses and relations by provision, drawn at random, as the archive shows them."""
    dice = random.Random(seed)
    keys = sorted(Document.objects.exclude(current=None).values_list("pk", flat=True))
    for key in dice.sample(keys, min(STATUSES, len(keys))):
        data = shown(Document.objects.get(pk=key))
        yield {"what": "status", **data}
    rows = sorted(
        Relation.objects.exclude(object_path="").filter(source="own-words", outweighed="").values_list("pk", flat=True)
    )
    for key in dice.sample(rows, min(RELATIONS, len(rows))):
        row = Relation.objects.select_related("subject", "object").get(pk=key)
        yield {
            "what": "relation",
            "address": row.object.address if row.object else "",
            "path": row.object_path,
            "verb": row.verb,
            "in_part": row.in_part,
            "by": row.subject.address if row.subject else row.subject_name,
            "said_at": row.path,
            "words": row.words,
        }


def shown(document: Document) -> dict[str, Any]:
    """What the page of a document shows of its status and its evidence."""
    reading = read_revision(document)
    data = document_data(reading) if reading else {}
    done = [tie for tie in data.get("relations", ()) if tie["passive"]]
    return {
        "address": document.address,
        "title": document.title,
        "signed": document.signed.isoformat() if document.signed else None,
        "status": document.status,
        "standing": data.get("standing"),
        "emergency": (data.get("emergency") or {}).get("sentence"),
        "evidence": [
            {"label": tie["label"], "by": tie["document"]["name"], "path": tie["path"], "claims": tie["claims"],
             "disagreement": tie["disagreement"]}
            for tie in done
        ],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conflicts", action="store_true", help="each conflict")
    parser.add_argument("--draw", metavar="FILE", help="write drawn statuses and relations, a line each")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.draw:
        lines = [json.dumps(one, ensure_ascii=False) for one in drawn(arguments.seed)]
        Path(arguments.draw).write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(lines)} drawn with seed {arguments.seed}: {arguments.draw}")
        return
    table()
    conflicts(arguments.conflicts)
    alarm_list()
    notices()
    evidence()


if __name__ == "__main__":
    main()
