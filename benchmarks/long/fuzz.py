"""Whatever is read, typed or asked: no exception, no hang, no word that is lost. One command for all of it.

    EO_DATA_DIR=var nice python benchmarks/long/fuzz.py [--inputs 1000000] [--seed N] [--only TARGET …]
        [--seeds FOLDER] [--atheris TARGET]

The inputs are pieces of real documents (`--seeds`, EO_CORPUS, else `samples/`), of the archive's own vocabulary and of
signs of any script, cut, repeated, joined and spoilt by a chance whose seed is printed. Each target gets its share:
readers (bytes in every format), outline (no word is lost), citations, quotations, amendments, queries on both engines,
addresses of the site. PostgreSQL comes as in the tests where none is given by EO_DATABASE_URL. An input that takes more
than ten seconds of the processor is a hang. A failure is printed with its target and its input; the exit status is then
1. With `--atheris` one target is given to that fuzzer, guided by coverage, where it is installed
(`pip install atheris`); it ends after `--inputs`.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import FrameType
from urllib.parse import quote

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.structure import lost_and_doubled  # noqa: E402
from eo_browser.archive.search_engine import engine_named  # noqa: E402
from eo_browser.checking.described import find_or_describe  # noqa: E402
from eo_browser.law.amending import SignedText, instructions_of  # noqa: E402
from eo_browser.law.citations import find_citations  # noqa: E402
from eo_browser.law.model.source import Block, SourceDocument  # noqa: E402
from eo_browser.law.model.texts import ProvisionText  # noqa: E402
from eo_browser.law.outline.outline import parse  # noqa: E402
from eo_browser.law.quotation import ClaimedSource, tokenized, verify  # noqa: E402
from eo_browser.models import Document  # noqa: E402
from eo_browser.search.engine import Engine  # noqa: E402
from eo_browser.search.query import read_query  # noqa: E402
from eo_browser.sources.read import read  # noqa: E402

LONGEST = 2_000  # characters of an input
SECONDS = 10  # of the processor for one input
SEEDS = 400  # files
SHOWN = 20  # failures
MEMORY = 6_000_000_000  # bytes at most
PIECES = (
    "Sec. 2. ", "(a) ", "(iii)", "“", "”", "E.O. 13526, ", "§ 1.4(a)(2)", "is amended by striking ",
    " to read as follows: ", "is hereby revoked", "NOT ", " OR ", '"', "title:", "<FP>", "</p>", "<table>", "&#x0;",
    "\x00", "\ud800", "\n\n", "\u00a0", "[[Page 12]]", "# ", "> ", "| a | b |\n", "/@1", "~2", "..", "%00", "?h=v1.",
    "٣", "ﬁ", "e\u0301", "𝔸", "\u200b", "\r", "99999999999",
)  # fmt: skip
ROOTS = ("/eo/13526", "/eo/99001", "/search/?q=", "/cite/?q=", "/cite.json?q=", "/documents/?kind=", "/timegate/", "/")
Target = Callable[[str, random.Random], None]


class Hang(Exception):
    """An input took more than its seconds."""


def seeds(folder: Path) -> list[str]:
    """Return parts of documents, the same for the same folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size < 2_000_000)
    chosen = random.Random(18).sample(files, min(SEEDS, len(files)))
    return [file.read_text("utf-8", errors="replace")[:200_000] for file in chosen]


def composed(chance: random.Random, known: Sequence[str]) -> str:
    """Return an input: pieces of documents and hostile ones, joined, repeated and spoilt."""
    parts: list[str] = []
    for _ in range(chance.randint(1, 8)):
        how = chance.random()
        if how < 0.5:
            text = chance.choice(known)
            start = chance.randrange(max(1, len(text)))
            parts.append(text[start : start + chance.randint(1, 400)])
        elif how < 0.9:
            parts.append(chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 20)))
        else:
            parts.append("".join(chr(chance.randrange(1, 0x2FFF)) for _ in range(chance.randint(1, 20))))
    text = "".join(parts)[:LONGEST]
    for _ in range(chance.choice((0, 0, 1, 3))):
        at = chance.randrange(max(1, len(text)))
        text = text[:at] + chance.choice(("", chance.choice(PIECES), text[at : at + 9][::-1])) + text[at + 1 :]
    return text


# What each target does with an input; whatever is raised is a failure.

FORMS = ("a.txt", "a.md", "a.html", "a.xml", "a.json", "a.csv", "a.jsonl", "a")


def to_readers(text: str, chance: random.Random) -> None:
    """Read bytes as a file of any name, and make the outlines of what is in it."""
    encoding = chance.choice(("utf-8", "utf-8", "cp1252", "utf-16"))
    for item in read(chance.choice(FORMS), text.encode(encoding, "replace")):
        if isinstance(item, SourceDocument):
            parse(item)


def to_outline(text: str, chance: random.Random) -> None:
    """Make an outline of blocks; every word of them is in it."""
    cut = text.split("\n") if chance.random() < 0.5 else [text[at : at + 90] for at in range(0, len(text), 90)]
    blocks = tuple(Block(" ".join(piece.split())) for piece in cut if piece.strip())
    if not blocks:
        return
    source = SourceDocument("fuzz", "plain", blocks)
    lost, _ = lost_and_doubled(source, parse(source))
    assert not lost, f"lost words: {lost}"


def to_citations(text: str, chance: random.Random) -> None:
    """Find citations, whose places are inside the text, and resolve it as typed into the box."""
    for one in find_citations(text):
        assert 0 <= one.start < one.end <= len(text), (one.start, one.end)
    find_or_describe(text[:400].replace("\x00", " "))


def to_quotations(text: str, chance: random.Random) -> None:
    """Verify a part of a text, changed, against the text; the part itself is there."""
    source = tokenized(
        0, [ProvisionText(f"sec-{n}", text[at : at + 200]) for n, at in enumerate(range(0, len(text), 200), 1)]
    )
    start = chance.randrange(max(1, len(text)))
    verify(text[start : start + 300], [ClaimedSource(source)])
    verify(text[start : start + 100] + chance.choice(PIECES) + text[start + 100 : start + 200], [ClaimedSource(source)])


def to_amendments(text: str, chance: random.Random) -> None:
    """Read instructions to amend."""
    instructions_of(
        SignedText("/eo/99999", date(2034, 1, 1), (ProvisionText("sec-1", text), ProvisionText("sec-2", text[::2])))
    )


def to_addresses(text: str, chance: random.Random) -> None:
    """Ask the site; it never fails and never leads to another host."""
    path = chance.choice(ROOTS) + quote(text[:200].encode("utf-8", "surrogatepass"), safe="/@~.?=&%+")
    answer = Client(HTTP_HOST="127.0.0.1").get(path)
    assert answer.status_code < 500 or answer.status_code == 501, answer.status_code
    goal = answer.headers.get("Location", "/")
    assert goal.startswith("/") and not goal.startswith(("//", "/\\")), goal


def to_engine(engine: Engine) -> Target:
    """Return the target that searches with an engine."""

    def target(text: str, chance: random.Random) -> None:
        query = read_query(text[:400].replace("\x00", " "))
        page = engine.search(query, limit=10, sort=chance.choice(("relevance", "newest", "oldest")))
        assert page.total >= len(page.hits)
        engine.suggest(text[:60].replace("\x00", " "))

    return target


def targets(stack: ExitStack, only: Sequence[str]) -> dict[str, Target]:
    """Return the targets asked for, by name."""
    found: dict[str, Target] = {
        "readers": to_readers,
        "outline": to_outline,
        "citations": to_citations,
        "quotations": to_quotations,
        "amendments": to_amendments,
        "addresses": to_addresses,
    }
    if "whoosh" in only or not only:
        found["whoosh"] = to_engine(engine_named("whoosh"))
    if "postgres" in only or not only:
        found["postgres"] = to_engine(stack.enter_context(_postgres()))
    return {name: target for name, target in found.items() if not only or name in only}


@contextmanager
def _postgres() -> Iterator[Engine]:
    """An engine over a PostgreSQL of its own with the first documents of the archive."""
    import psycopg

    from eo_browser.archive.indexing import entries_of
    from eo_browser.search.postgres_engine import PostgresEngine
    from tests.on_postgresql import database_url

    with database_url() as url:
        engine = PostgresEngine(lambda: psycopg.connect(url))
        engine.rebuild(entries_of(list(Document.objects.order_by("pk").values_list("pk", flat=True)[:300])))
        yield engine


def _gave_up(number: int, frame: FrameType | None) -> None:
    raise Hang(f"more than {SECONDS} s of the processor")


def failure(target: Target, text: str, chance: random.Random) -> str:
    """Return what is wrong with an input; "" where nothing is."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        target(text, chance)
    except Exception:
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def run(chosen: dict[str, Target], known: Sequence[str], inputs: int, seed: int) -> int:
    """Give each target its share of the inputs; print each failure and the counts; return how many failures."""
    share, failures = -(-inputs // len(chosen)), 0
    for name, target in chosen.items():
        began, count = monotonic(), 0
        for number in range(share):
            chance = random.Random(f"{seed} {name} {number}")
            text = composed(chance, known)
            count += 1
            if wrong := failure(target, text, chance):
                failures += 1
                print(f"{name} {number}: {text!r}\n{wrong}", flush=True)
                if failures >= SHOWN:
                    break
        print(f"{name:12} {count:9,} inputs in {monotonic() - began:8.0f} s, {failures} failures so far", flush=True)
    return failures


def run_atheris(target: Target, known: Sequence[str], inputs: int, seed: int) -> None:
    """Let atheris choose the inputs of a target, beginning with parts of documents."""
    atheris = import_module("atheris")  # no requirement: Linux alone has it

    def one(data: bytes) -> None:
        target(data.decode("utf-8", "replace")[:LONGEST], random.Random(len(data)))

    atheris.instrument_all()
    with TemporaryDirectory(prefix="eo-fuzz-") as folder:
        for number, text in enumerate(known):
            (Path(folder) / str(number)).write_text(text[:LONGEST], "utf-8")
        atheris.Setup([sys.argv[0], folder, f"-runs={inputs}", f"-seed={seed}", f"-timeout={SECONDS}"], one)
        atheris.Fuzz()


def main() -> int:
    """Fuzz, and return 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=1_000_000, help="of all targets together")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--only", nargs="*", default=[], metavar="TARGET")
    parser.add_argument("--seeds", type=Path, help="a folder of documents")
    parser.add_argument("--atheris", metavar="TARGET")
    asked = parser.parse_args()
    settings.REQUESTS_A_MINUTE = {}  # one client asks for all of it
    corpus = os.environ.get("EO_CORPUS")
    known = seeds(asked.seeds or (Path(corpus) if corpus else PROJECT / "samples"))
    signal.signal(signal.SIGPROF, _gave_up)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    print(f"{asked.inputs:,} inputs, {len(known)} documents to begin with, seed {asked.seed}", flush=True)
    with ExitStack() as stack:
        chosen = targets(stack, [asked.atheris] if asked.atheris else asked.only)
        if asked.atheris:
            run_atheris(chosen[asked.atheris], known, asked.inputs, asked.seed)
        return 1 if run(chosen, known, asked.inputs, asked.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
