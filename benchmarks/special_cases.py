"""The ledger of special cases: small rules about odd words and forms, with the documents that need each of them.

python benchmarks/special_cases.py [WORD …]     all rules, or those whose description holds one of the words
    --show N      print the names of the first N documents of each rule
    --odd-words   the rules of citations, relations, amendments and articles alone (one pass over the texts)

Each rule is switched off by itself, by putting another value in the place of its pattern or predicate, and every
document in whose reading that makes a difference is read without it: the number is that of the documents whose
outline, metadata or left-out text changes. The rules about odd words in citations, relations and amendments
(`odd_words/`) are counted by the documents and rows of lists that have such words.

EO_CORPUS names the folder of real documents (../shared/corpus).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.odd_words import IN_ARTICLES, ODD_WORDS, rules_met  # noqa: E402
from eo_browser.law.model.source import SourceDocument  # noqa: E402
from eo_browser.law.outline.outline import parse  # noqa: E402
from eo_browser.sources.read import read  # noqa: E402

CORPUS = Path(os.environ.get("EO_CORPUS") or PROJECT.parent / "shared" / "corpus")
FEW = 3  # a rule that fewer documents need is deleted or says why it is kept

Off = Callable[[Any], Any]  # from a rule to what replaces it when it is switched off


def never(pattern: re.Pattern[Any]) -> re.Pattern[Any]:
    """Return a pattern that matches nothing, with the same groups."""
    if isinstance(pattern.pattern, bytes):
        return re.compile(b"(?!)")
    return re.compile(f"(?!)(?:{pattern.pattern}\n)", pattern.flags)


def gives(value: object) -> Off:
    """Return a function that always gives one value."""
    return lambda rule: lambda *args, **keywords: value


def becomes(value: object) -> Off:
    """Return another value for a table or a limit."""
    return lambda rule: value


def first_argument(rule: object) -> Callable[..., object]:
    """Return a function that gives back what it was asked about."""
    return lambda first, *args, **keywords: first


def second_argument(rule: object) -> Callable[..., object]:
    """Return a function that gives back the second thing it was given."""
    return lambda first, second, *args, **keywords: second


def without(part: str, instead: str = "") -> Off:
    """Take a part out of a pattern; it must be there once."""

    def off(pattern: re.Pattern[str]) -> re.Pattern[str]:
        assert pattern.pattern.count(part) == 1, (part, pattern.pattern)
        return re.compile(pattern.pattern.replace(part, instead), pattern.flags)

    return off


def without_role(number: int) -> Off:
    """Take one row out of a table of roles."""
    return lambda rows: tuple(row for n, row in enumerate(rows) if n != number)


def in_a_role(role: str, off: Off) -> Off:
    """Change the last pattern that a table has for a role."""

    def changed(rows: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
        last = max(n for n, row in enumerate(rows) if row[0] == role)
        return tuple((name, off(pattern)) if n == last else (name, pattern) for n, (name, pattern) in enumerate(rows))

    return changed


@dataclass(frozen=True)
class SpecialCase:
    """A small rule: what it is about, where it is ("module:name"), how it is switched off, why it is kept."""

    about: str
    place: str
    off: Off
    kept: str = ""  # for one that fewer than three documents need

    @property
    def module(self) -> str:
        return f"eo_browser.{self.place.partition(':')[0]}"

    @property
    def name(self) -> str:
        return self.place.partition(":")[2]


HEADINGS = "law.outline.headings:"
SECTIONS = "law.outline.sections:"
DESIGNATORS = "law.outline.designators:"
LISTS = "law.outline.lists:"
LINES = "law.outline.lines:"
QUOTATIONS = "law.outline.block_quotations:"
FRONT = "law.outline.front_matter:"
ROLES = "law.outline.line_roles:"
HISTORIC = "sources.historic:"
TEXT = "sources.federal_register.text:"
REGISTER = "sources.federal_register.metadata:"
MARKDOWN = "sources.white_house.markdown:"

CASES = (
    # headings of sections, Parts and annexes
    SpecialCase(
        "“SEC. 503, (a) The”: a comma for the point",
        HEADINGS + "_SECTION",
        without(r"|,(?=\s\(a\)\s[A-Z])"),
        kept="a comma before “(a)” is as sure a sign as a point, and costs one alternative",
    ),
    SpecialCase("“Sect. 3.”", HEADINGS + "_SECTION", without("Sect|SECT|")),
    SpecialCase("“Sac. 8. The”: the word or the point is misprinted", HEADINGS + "_MISPRINTED", never),
    SpecialCase(
        "“2Sec. 3. The”: a stray number before the word",
        HEADINGS + "_MISPRINTED",
        without(r"(?:[A-Z]?\d{1,2}(?=S[Ee][Cc]))?"),
        kept="two sections would be lost in each of its orders",
    ),
    SpecialCase("“Section 1 Each committee”: the point is lost", HEADINGS + "_UNPOINTED", never),
    SpecialCase("“Section 622. 1 General”: the number is set apart", HEADINGS + "_NUMBER_APART", never),
    SpecialCase("“Section 6. 4 of the rules is amended”: a sentence", HEADINGS + "_number_runs_on", gives(False)),
    SpecialCase("“Sec. lO.”: letters for figures", HEADINGS + "_SLIPS", becomes({})),
    SpecialCase(
        "“Part Ill”: l for I",
        HEADINGS + "_DIVISION",
        without("[IVXLCl]+", "[IVXLC]+"),
        kept="the scan reads I as l wherever it can, and the sections of a lost Part would collide",
    ),
    SpecialCase(
        "“ANNEXES”",
        HEADINGS + "_ANNEX",
        without("(?P<many>ES|es)?", "(?P<many>(?!))?"),
        kept="several annexes under one heading are printed so; without it they would be one paragraph",
    ),
    SpecialCase(
        "“Section 2. 1 Section 1-102 is”: a stray number behind it",
        SECTIONS + "_without_stray_number",
        first_argument,
        kept="without it a section of the order would get a number that is not its own",
    ),
    SpecialCase("“Sec. 3. 1.” for “Sec. 3.1.”", SECTIONS + "_with_its_second_number", second_argument),
    SpecialCase("“SECTION I.” before “SEC. 2.”", SECTIONS + "_with_roman_one_read", first_argument),
    SpecialCase("“1—105.”, “I-6.”: a misread dashed number that is due", SECTIONS + "_WITH_DASH", never),
    SpecialCase("“1 101.”, “1101.”: its dash is lost", SECTIONS + "_WITHOUT_DASH", never),
    SpecialCase("“1-207. …” quoted by itself", SECTIONS + "_opens_an_excerpt", gives(False)),
    SpecialCase(
        "a row of names in capitals is a list",
        "law.outline.outline:_Outline._is_listed",
        gives(False),
        kept="one order has dozens of names, each of which would be a heading with an address",
    ),
    # designators
    SpecialCase(
        "“Par. 2.”",
        DESIGNATORS + "_AT_START",
        without("(?P<par>", "(?P<par>(?!)"),
        kept="the addresses promise it (docs/addresses.md: the label of a labelled paragraph)",
    ),
    SpecialCase(
        "“1(a). The”: run together",
        DESIGNATORS + "_AT_START",
        without(r"(?P<joined>\d{1,2}|[IVX]{1,4})", "(?P<joined>(?!))"),
    ),
    SpecialCase("“2.This”: the space is lost", DESIGNATORS + "_AT_START", without(r"(?P<tight>", "(?P<tight>(?!)")),
    SpecialCase(
        "“a The”: brackets and point are lost", DESIGNATORS + "_AT_START", without("(?P<bald>", "(?P<bald>(?!)")
    ),
    SpecialCase(
        "“203 The Board shall”: the point is lost",
        DESIGNATORS + "_AT_START",
        without(r"(?P<counted>\d{1,3}|[IVX]{1,5})", "(?P<counted>(?!))"),
    ),
    SpecialCase("“II” alone on its line", DESIGNATORS + "_AT_START", without("(?P<alone>", "(?P<alone>(?!)")),
    SpecialCase("“(a). The”: a point behind the brackets", DESIGNATORS + "_AT_START", without(r"(?:\s?\.(?!\d))?")),
    SpecialCase("“(i.)”: a point inside the brackets", DESIGNATORS + "_AT_START", without(r"\.?\s?\)(?:", r"\s?\)(?:")),
    SpecialCase(
        "“1.-The”: a dash behind the point",
        DESIGNATORS + "_AT_START",
        without(r"[\u2014\u2013-]|"),
        kept="a usual way of setting labels in older print",
    ),
    SpecialCase(
        "““(a)” is struck”: a label quoted by itself",
        DESIGNATORS + "_quoted_whole",
        gives(False),
        kept="a label that is mentioned must never open a provision",
    ),
    SpecialCase("“A. Smith”: an initial", DESIGNATORS + "_looks_like_initial", gives(False)),
    SpecialCase("“V. The term” quoted: no initial", LISTS + "_is_no_initial", gives(False)),
    SpecialCase(
        "“in 1952 (b)”: a year before a label", DESIGNATORS + "_DIGIT_BEFORE", without(r"(?<!\b1[789]\d)(?<!\b20\d)")
    ),
    SpecialCase(
        "“section 23(a), and (2) to name”: no more references",
        DESIGNATORS + "_REFERENCE_ENDED",
        never,
        kept="without it items of a list are taken for references",
    ),
    # lists
    SpecialCase(
        "“(1)” between (k) and (m), “(l)” before (2): the scan", "law.outline.list_reading:_SLIPS", becomes({})
    ),
    SpecialCase(
        "“1.”, “1.”, “1.”: a page numbered its items anew", "law.outline.list_reading:_is_first_number", gives(False)
    ),
    SpecialCase("a label printed in place of another, or put in", "law.outline.list_reading:_misprints", gives([])),
    SpecialCase("“(4) the Keeper;” is an item, no heading", LISTS + "_continues_list", gives(False)),
    # lines
    SpecialCase("“(b) of this section” below “section 5”", LINES + "_REFERS", never),
    SpecialCase("one last word on a line of its own", LINES + "_is_last_word", gives(False)),
    SpecialCase("a quotation run into its introduction", LINES + "_quotation_run_in", gives([])),
    SpecialCase(
        "quoted paragraphs of a text without breaks",
        LINES + "_quoted_paragraphs",
        gives([]),
        kept="rule 9 promises that a text without breaks reads like one with them",
    ),
    # block quotations
    SpecialCase(
        "“``(a)”: two grave accents open",
        QUOTATIONS + "_OPENS",
        without("|``"),
        kept="the usual quotation mark in texts of the Government Publishing Office",
    ),
    SpecialCase("“”(a)”: a closing mark opens", QUOTATIONS + "_OPENS", without(r"|\u201d(?=[(\w])")),
    SpecialCase('“" (a) For”: a space behind the mark', QUOTATIONS + "_OPENS_APART", never),
    SpecialCase(
        "“is amended by adding the following new section.”: a full stop for the colon",
        QUOTATIONS + "_promises",
        gives(False),
    ),
    SpecialCase("the sentence goes on behind a quoted provision", QUOTATIONS + "_quotes_provision", gives(False)),
    SpecialCase("text put in at the end names its label", QUOTATIONS + "_names_its_label", gives(False)),
    # front matter
    SpecialCase(
        "“eo-14412 Download”: the number in a file’s name",
        FRONT + "_file_number",
        gives(None),
        kept="the only place where a new page has its number before a list has it",
    ),
    SpecialCase(
        "the title repeated behind the addressees (no breaks)",
        FRONT + "_addressees_before_title",
        gives(0),
        kept="the end of the addressees cannot be known otherwise in a text without breaks",
    ),
    SpecialCase("somebody countersigns", FRONT + "_is_countersigned", gives(False)),
    SpecialCase("somebody else’s name is the last line", FRONT + "_is_last_name", gives(False)),
    SpecialCase("a title in title case that no source knows", FRONT + "_may_be_title", gives(False)),
    SpecialCase("two addressees on one line", FRONT + "_NEXT_ADDRESSEE", never),
    SpecialCase(
        "“BOARD To INVESTIGATE”: small letters among capitals",
        ROLES + "is_upper",
        lambda rule: lambda text: text.isupper() and sum(map(str.isalpha, text)) > 2,
        kept="titles of the Federal Register print “To” so; a title would become a provision",
    ),
    SpecialCase(
        "“—————” drawn between paragraphs",
        ROLES + "is_drawn",
        gives(False),
        kept="a drawn line must never be a provision",
    ),
    SpecialCase(
        "“(as prepared for delivery)”",
        ROLES + "_NEUTRAL",
        in_a_role("furniture", without(r"| \(?as\ prepared(?:\ for\ delivery)?\)?")),
        kept="the note of a press office must never be a provision",
    ),
    SpecialCase(
        "“Memorandum of May 1, 2017”",
        ROLES + "_KIND_AND_DATE",
        never,
        kept="the line that the Federal Register prints above memoranda; sources that keep it as a line need it",
    ),
    SpecialCase(
        "“Respectfully,” before the signature",
        ROLES + "_FAREWELL_BEFORE",
        never,
        kept="without it the signature would be a provision",
    ),
    SpecialCase("“Respectfully,” on a line of its own", ROLES + "_FAREWELL", never),
    SpecialCase("“Approved:”, “United States of America.” at the foot", ROLES + "_COUNTERSIGNED", never),
    SpecialCase("“/s/”, “[signed]”", ROLES + "_SIGNED_MARK", never, kept="the usual signs for a signature in copies"),
    SpecialCase(
        "“To all to whom these presents shall come”",
        ROLES + "_SALUTATION",
        without(r"to\s+all\s+to\s+whom", "(?!)"),
        kept="the salutation of every grant of clemency",
    ),
    SpecialCase("“This order was not published”", "law.outline.line_roles:_NEUTRAL", without_role(9)),
    # copies
    SpecialCase(
        "a text printed a second time to its end",
        "law.outline.duplicates:_without_whole_copy",
        lambda rule: lambda body, dropped: range(len(body)),
        kept="rule 16",
    ),
    SpecialCase(
        "the end of a text copied behind the signature",
        "law.outline.duplicates:_without_copied_end",
        lambda rule: lambda body, dropped: range(len(body)),
        kept="rule 16",
    ),
    SpecialCase("a passage copied right behind itself", "law.outline.duplicates:_copied_passages", gives([])),
    # readers
    SpecialCase("words set apart from their sentence", HISTORIC + "_SET_APART", never),
    SpecialCase("a sentence cut in “U.S.C.”", HISTORIC + "_CUT_IN_ABBREVIATION", never),
    SpecialCase(
        "“-A Assignment of”: the number’s letter in the title",
        HISTORIC + "_LETTER",
        never,
        kept="the letter that the title leads with is part of the number and of the address",
    ),
    SpecialCase(
        "the same without its dash, of a number that comes twice",
        HISTORIC + "_LETTER_OF_REPEATED",
        never,
        kept="two orders of one number could not be told apart",
    ),
    SpecialCase("“*Filed by the Office of the Federal Register*”", HISTORIC + "_FILED", never),
    SpecialCase("“L (a)”: a typesetter’s code before an item", TEXT + "_GLYPH", never),
    SpecialCase("“pre- and post-war”: a dash that parts no word", TEXT + "_SUSPENDED", never),
    SpecialCase(
        "“Executive Order No. Title”: the number is left blank",
        REGISTER + "_BLANK_NUMBER",
        never,
        kept="the number of the file must not become a part of the title",
    ),
    SpecialCase(
        "“-A Title”", REGISTER + "_TITLE_LETTER", never, kept="the letter is part of the number and of the address"
    ),
    SpecialCase("no more than letters of a signature", "sources.federal_register.html:_LONGEST_SIGNATURE", becomes(0)),
    SpecialCase("a wide gap of no-break spaces begins a line", MARKDOWN + "_WIDE_GAP", never),
    SpecialCase(
        "bold around a line break", MARKDOWN + "_EMPTY_EMPHASIS", never, kept="the stars would be text of a provision"
    ),
    SpecialCase(
        "“3.” of the list markup with nothing behind it",
        MARKDOWN + "_EMPTY_ITEM",
        never,
        kept="an empty number would be a labelled provision",
    ),
    SpecialCase(
        "“[1] …” below a text is a footnote",
        "sources.white_house.pages:with_footnotes",
        lambda rule: list,
        kept="a footnote would be an unlabelled paragraph with an address",
    ),
    SpecialCase(
        "“Chemical:” alone names what stands on the next line",
        "sources.paragraphs:_NAME",
        never,
        kept="a name and what it names are one paragraph",
    ),
    SpecialCase("invisible marks of page editors", "sources.paragraphs:_INVISIBLE", never),
)


def holders(case: SpecialCase) -> Iterator[tuple[Any, str, Any]]:
    """Every module or class that holds the rule, the name it has there, and the rule."""
    home: Any = import_module(case.module)
    owner, _, attribute = case.name.rpartition(".")
    if owner:
        yield getattr(home, owner), attribute, getattr(getattr(home, owner), attribute)
        return
    rule = getattr(home, case.name)
    for module in [module for name, module in sys.modules.items() if name.startswith("eo_browser.")]:
        yield from ((module, name, rule) for name, value in list(vars(module).items()) if value is rule)


def caches() -> list[Callable[[], None]]:
    """What empties each cache of the core and the readers."""
    modules = (m for name, m in sys.modules.items() if name.startswith(("eo_browser.law", "eo_browser.sources")))
    return [value.cache_clear for m in modules for value in vars(m).values() if hasattr(value, "cache_clear")]


CACHES = caches()


@contextmanager
def replaced(case: SpecialCase, put: Off) -> Iterator[None]:
    """Put something in the place of a rule for a while."""
    held = list(holders(case))
    assert held, case.place
    for owner, name, rule in held:
        setattr(owner, name, put(rule))
    forget()
    try:
        yield
    finally:
        for owner, name, rule in held:
            setattr(owner, name, rule)
        forget()


def forget() -> None:
    """Empty every cache, so that no answer of another document or rule is used."""
    for clear in CACHES:
        clear()


# Which documents a rule may matter to: those in whose reading it once answers otherwise than when it is switched off.


class Watch:
    """The files and documents in whose reading each rule made a difference."""

    def __init__(self) -> None:
        self.now = ""
        self.met: defaultdict[int, set[str]] = defaultdict(set)  # by the place of the case in the ledger

    def over(self, number: int, case: SpecialCase) -> Off:
        """Return what replaces a rule: it answers as the rule does, and notes where that matters."""

        def put(rule: Any) -> Any:
            if isinstance(rule, re.Pattern | WatchedPattern):
                return WatchedPattern(self, number, rule, case.off(getattr(rule, "plain", rule)))
            return self._watched_function(number, rule, case.off(rule))

        return put

    def _watched_function(self, number: int, rule: Callable[..., Any], other: Callable[..., Any]) -> Any:
        def watched(*args: Any, **keywords: Any) -> Any:
            answer = rule(*args, **keywords)
            if answer != other(*args, **keywords):
                self.met[number].add(self.now)
            return answer

        return watched


class WatchedPattern:
    """A pattern that is compared with what replaces it when its rule is switched off."""

    def __init__(self, watch: Watch, number: int, inner: Any, other: re.Pattern[Any]) -> None:
        self.watch, self.number, self.inner, self.other = watch, number, inner, other
        self.plain = getattr(inner, "plain", inner)

    def __getattr__(self, name: str) -> Any:
        asked, other = getattr(self.inner, name), getattr(self.other, name)
        if not callable(asked):
            return getattr(self.plain, name)

        def answer(*args: Any, **keywords: Any) -> Any:
            found = asked(*args, **keywords)
            if name == "finditer":
                found = list(found)
            without_rule = other(*args, **keywords)
            if _spans(found) != _spans(list(without_rule) if name == "finditer" else without_rule):
                self.watch.met[self.number].add(self.watch.now)
            return iter(found) if name == "finditer" else found

        return answer


def _spans(found: Any) -> Any:
    """What tells two answers of patterns apart."""
    if isinstance(found, list):
        return [_spans(one) for one in found]
    return (found.regs, found.groupdict()) if isinstance(found, re.Match) else found


Outlines = dict[str, int]  # of each document a hash of all that is read of it


def files() -> list[str]:
    """The files of the corpus that hold documents of their own."""
    found = (file for file in sorted(CORPUS.rglob("*")) if file.is_file() and "us-code" not in file.parts)
    return [str(file.relative_to(CORPUS)) for file in found]


def documents(name: str) -> dict[str, SourceDocument]:
    """The documents of a file by their names."""
    found: dict[str, SourceDocument] = {}
    for item in read(name, (CORPUS / name).read_bytes()):
        if isinstance(item, SourceDocument):
            found[f"{name} > {item.source} {len(found)}"] = item
    return found


def outline_hash(document: SourceDocument) -> int:
    """Tell an outline from another, with the metadata and what is left out."""
    parsed = parse(document)
    return hash(repr((parsed.metadata, parsed.provisions, parsed.dropped)))


def changed_documents(case: SpecialCase, met: set[str], held: dict[str, SourceDocument], whole: Outlines) -> list[str]:
    """The documents whose outline is another without a rule, among those that met it."""
    with replaced(case, case.off):
        again = {name: document for file in met if file not in held for name, document in documents(file).items()}
        found = {name: outline_hash(document) for name, document in again.items()}
        found |= {name: outline_hash(held[name]) for name in met if name in held and name not in found}
    return sorted(name for name in found if found[name] != whole.get(name))


@dataclass(frozen=True)
class Reading:
    """The corpus read once with every rule: its documents, their outlines, and what each rule mattered to."""

    documents: dict[str, SourceDocument]
    outlines: Outlines
    watch: Watch


def read_watched(cases: list[SpecialCase]) -> Reading:
    """Read the corpus with all rules, each watched."""
    reading = Reading({}, {}, Watch())
    with ExitStack() as stack:
        for number, case in enumerate(cases):
            if not is_table(case):
                stack.enter_context(replaced(case, reading.watch.over(number, case)))
        for file in files():
            forget()
            reading.watch.now = file
            reading.documents.update(documents(file))
        for name, document in reading.documents.items():
            forget()
            reading.watch.now = name
            reading.outlines[name] = outline_hash(document)
    return reading


def is_table(case: SpecialCase) -> bool:
    """Whether a rule is a value, which cannot be watched: every document is read without it."""
    rule = next(holders(case))[2]
    return not callable(rule) and not isinstance(rule, re.Pattern | WatchedPattern)


def text_of(item: object) -> str:
    """Return the words of a document with its notes, or of a row of a list."""
    if isinstance(item, SourceDocument):
        return "\n".join([*(block.text for block in item.blocks), item.metadata.disposition_notes])
    return repr(item)


def documents_with_odd_words() -> dict[int, list[str]]:
    """Find the documents and rows of lists that have the words of each rule, by its place in `ODD_WORDS`."""
    met: dict[int, list[str]] = {number: [] for number in range(len(ODD_WORDS))}
    for file in files():
        for item in read(file, (CORPUS / file).read_bytes()):
            for number in rules_met(text_of(item)):
                met[number].append(f"{file} > {item.source}")
    return met


def print_row(about: str, kept: str, place: str, names: list[str], show: int) -> None:
    """Print a rule with the number of its documents, and the names of some of them."""
    reason = f"; kept: {kept}" if kept and len(names) < FEW else ""
    print(f"| {len(names)} | {about}{reason} | `{place}` |", flush=True)
    for name in names[:show]:
        print(f"    {name}", flush=True)


def print_odd_words(show: int) -> None:
    """Print the rules about odd words: how many documents or rows have them, or who writes them."""
    met = documents_with_odd_words()
    print("\n| documents and rows | rule about odd words | where |\n|---:|---|---|")
    for number, row in enumerate(ODD_WORDS):
        print_row(row.about, row.kept, f"law.{row.place}", met[number], show)
    print("\n| rule for articles | who writes so | where |\n|---|---|---|")
    for article in IN_ARTICLES:
        print(f"| {article.about} | {article.serves} | `law.{article.place}` |")
    few = [ODD_WORDS[number] for number, names in met.items() if len(names) < FEW]
    unexplained = sum(not row.kept for row in few)
    print(f"\n{len(few)} of {len(ODD_WORDS)} have fewer than {FEW}; without a reason: {unexplained}")


def main() -> None:
    """Print the ledger."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--odd-words", action="store_true")
    options = parser.parse_args()
    if options.odd_words:
        print_odd_words(options.show)
        return
    cases = [c for c in CASES if not options.words or any(w in f"{c.about} {c.place}" for w in options.words)]
    reading = read_watched(cases)
    print(f"{len(reading.outlines)} documents\n\n| documents | rule | where |\n|---:|---|---|", flush=True)
    counts = []
    for number, case in enumerate(cases):
        met = set(files() if case.place.startswith("sources") else reading.documents)
        met = met if is_table(case) else reading.watch.met[number]
        changed = changed_documents(case, met, reading.documents, reading.outlines)
        counts.append(len(changed))
        print_row(case.about, case.kept, case.place, changed, options.show)
    print(f"\n{sum(count < FEW for count in counts)} rules are needed by fewer than {FEW} documents")
    if not options.words:
        print_odd_words(options.show)


if __name__ == "__main__":
    main()
