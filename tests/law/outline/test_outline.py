"""The outline of a document: each row a text and the paths a careful reader gives it, with the rule it is about."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eo_browser.law.model.source import Block, Mark, Metadata, SourceDocument
from eo_browser.law.model.tree import ParsedDocument, find, full_text, walk
from eo_browser.law.outline.outline import parse

ENACTED = "By the authority vested in me as President, it is hereby ordered as follows:"


def read(*paragraphs: str, flat: bool = False, kind: str = "executive-order") -> ParsedDocument:
    """A document of these paragraphs; "# …" is a heading, "- …" a bulleted item."""
    blocks = [
        Block(p[2:], kind="heading", level=1)
        if p.startswith("# ")
        else Block(p[2:], bullet=True)
        if p.startswith("- ")
        else Block(p)
        for p in paragraphs
    ]
    layout = "flat" if flat else "paragraphs"
    return parse(SourceDocument("test", "plain", tuple(blocks), Metadata(kind=kind), layout=layout))  # type: ignore[arg-type]


def paths(document: ParsedDocument) -> list[str]:
    return [p.path for p in walk(document.provisions)]


CASES = {
    # rule 1: the printed label is the address, nothing is renumbered; (b) follows (iii) without an (a)
    "no-a-before-b": (
        ("Sec. 1. Policy. One is defeated.", "Sec. 2. Coordination. Guided so.", "(i) First.", "(ii) Second.")
        + ("(iii) The plan shall include:", "(A) one;", "(B) two; and", "(b) The draft.", "(c) The time."),
        "sec-1 sec-2 sec-2/i sec-2/ii sec-2/iii sec-2/iii/A sec-2/iii/B sec-2/b sec-2/c",
    ),
    # rule 2: a further unlabelled paragraph of a section is p1; a lead-in is the section's own text
    "second-paragraph": (
        (ENACTED, "Section 1. Policy. The clocks are kept.", "They are kept well, and at the public cost."),
        "preamble preamble/p1 sec-1 sec-1/p1",
    ),
    # rule 3: unlabelled paragraphs add no segment to labelled ones
    "no-sections": (
        ("I hereby delegate to the Secretary of State:", "(1) the authority to wind;", "(2) the authority to stop."),
        "p1 1 2",
    ),
    # rule 4: unlabelled text after a list belongs to the section around it
    "flush-text": (
        (
            "Section 1. Duties. The Board shall:",
            "(a) wind;",
            "(b) oil; and",
            "(c) set.",
            "It shall do so daily in all towns.",
        ),
        "sec-1 sec-1/a sec-1/b sec-1/c sec-1/p1",
    ),
    # rules 3 and 4: a list after an unlabelled paragraph does not belong to the item before it
    "list-after-paragraph": (
        (
            "I ask you to do this:",
            "1. Stop.",
            "2. Wait.",
            "As used here the rule also means:",
            "a. any act;",
            "b. any notice.",
        ),
        "p1 1 2 p2 a b",
    ),
    # rule 4: the closing formula belongs to the document
    "closing-formula": (
        ("Section 1. Honor. We honor clocks.", "IN WITNESS WHEREOF, I have hereunto set my hand this day."),
        "sec-1 p1",
    ),
    # rule 5: after (h) and before (j) a letter
    "i-a-letter": (
        ("Section 1. Members. These:",) + tuple(f"({ch}) the {ch} member;" for ch in "abcdefghij"),
        "sec-1 " + " ".join(f"sec-1/{ch}" for ch in "abcdefghij"),
    ),
    # rule 5: first under a letter and before (ii) a numeral
    "i-a-numeral": (
        ("Section 1. Members. These:", "(h) the eighth:", "(i) one;", "(ii) two;", "(i) the ninth."),
        "sec-1 sec-1/h sec-1/h/i sec-1/h/ii sec-1/i",
    ),
    # rule 5: a letter whose own list of numerals begins right under it
    "i-under-i": (
        ("Section 1. Members. These:",)
        + tuple(f"({ch}) the {ch} member;" for ch in "abcdefgh")
        + ("(i) the ninth:", "(i) one;", "(ii) two;", "(j) the tenth."),
        "sec-1 " + " ".join(f"sec-1/{ch}" for ch in "abcdefgh") + " sec-1/i sec-1/i/i sec-1/i/ii sec-1/j",
    ),
    # rule 5: (v) and (x) inside a list of numerals, (v) and (x) inside a list of letters
    "capital-numerals": (
        ("1. First:", "(I) one;", "(II) two;", "(III) three;", "(IV) four;", "(V) five;", "2. Second."),
        "1 1/I 1/II 1/III 1/IV 1/V 2",
    ),
    # rule 6: several labels in one line open several levels
    "labels-together": (
        (
            "Section 1. Scope.",
            "(a)(1) The Board acts.",
            "(2) It rests.",
            "(b) (1) It acts again.",
            "(2) It rests again.",
        ),
        "sec-1 sec-1/a sec-1/a/1 sec-1/a/2 sec-1/b sec-1/b/1 sec-1/b/2",
    ),
    # rule 7: the first label is inside the section's line, its sibling on a line of its own
    "first-label-run-in": (
        ("Sec. 2. Definitions. For the purposes of this order: (a) “Clock” means a clock.", "(b) “Bell” means a bell."),
        "sec-2 sec-2/a sec-2/b",
    ),
    # rule 8: a list run into one paragraph
    "run-in-list": (
        ("Sec. 3. Duties. The Board shall: (a) wind; (b) oil; and (c) set the clocks.",),
        "sec-3 sec-3/a sec-3/b sec-3/c",
    ),
    # rule 8: labels that are part of a reference are no list
    "reference": (
        ("Sec. 3. Use of section 203(b)(1), (3), and (4) of the Act and paragraphs (a) and (b) of section 5 is void.",),
        "sec-3",
    ),
    # rule 3: a list run into an unlabelled paragraph is addressed under it
    "run-in-under-paragraph": (
        ("I find that (i) clocks are late and that (ii) bells are loud.", "Thus I act on it."),
        "p1 p1/i p1/ii p2",
    ),
    # rule 10: a block quotation under the provision that introduces it
    "quotation": (
        ("Section 1. Order 1 is amended:", "(a) by revising section 2 to read as follows:")
        + ("“Sec. 2. Bells. (a) Bells ring.", "“(b) They stop.”", "(b) by striking section 3."),
        "sec-1 sec-1/a sec-1/a/q1 sec-1/a/q1/sec-2 sec-1/a/q1/sec-2/a sec-1/a/q1/sec-2/b sec-1/b",
    ),
    # rule 10: no closing marks: the quotation ends where the outer numbering resumes
    "quotation-without-end": (
        ("Sec. 2. Section 6 of the order is amended to read as follows:", "“Sec. 3. Bells ring.", "“Sec. 4. They stop.")
        + ("Sec. 3. This order takes effect at noon.",),
        "sec-2 sec-2/q1 sec-2/q1/sec-3 sec-2/q1/sec-4 sec-3",
    ),
    # rule 10: text put in without quotation marks, where the outer numbering resumes
    "quotation-without-marks": (
        (
            "1. Paragraph (a) of the rules is amended to read as follows:",
            "(a) Bells shall ring.",
            "2. Paragraph (d) is struck.",
        ),
        "1 1/q1 1/q1/a 2",
    ),
    # rule 10: a phrase quoted inside a paragraph is plain text, labels in it too
    "quoted-phrase": (
        ("Sec. 4. Section 2 is amended by inserting “(5) the Ringer; (6) the Winder;” after “(4) the Oiler;”.",),
        "sec-4",
    ),
    # rule 11: numbered recitals and numbered clauses of a proclamation
    "recitals": (
        (
            "1. Clocks are late.",
            "2. Bells are loud.",
            "NOW, THEREFORE, I proclaim that:",
            "(1) Clocks are set.",
            "(2) Bells rest.",
        ),
        "preamble preamble/1 preamble/2 p1 1 2",
    ),
    # rule 13: bulleted items are unlabelled paragraphs
    "bullets": (("These are named:", "- the Ringer of bells", "- the Winder of clocks"), "p1 p2 p3"),
    # rule 14: a heading alone on its line, and the lead-in right below it
    "heading-alone": (
        ("Sec. 3. Participants.", "The Board shall consist of these persons:", "(a) the Ringer;", "(b) the Winder."),
        "sec-3 sec-3/a sec-3/b",
    ),
    # rule 15: a break in mid-sentence starts no paragraph
    "broken-sentence": (
        (
            "Section 1. Reach. It reaches the",
            "clocks of every town and",
            "the bells of every tower.",
            "(a) All of them.",
        ),
        "sec-1 sec-1/a",
    ),
    # Parts: the sections in them do not repeat them
    "parts": (
        (
            "PART 1—CLOCKS",
            "Section 1.1. Winding. (a) Wind.",
            "(b) Oil.",
            "PART 2—BELLS",
            "Sec. 2.1. Ringing. Ring them.",
        ),
        "part-1 sec-1.1 sec-1.1/a sec-1.1/b part-2 sec-2.1",
    ),
    # rule 2: the line between a Part's heading and its first section is the Part's own text, a second one is p1
    "part-lead-in": (
        ("PART 1—CLOCKS", "For the purposes of this Part:", "Section 1.1. A clock tells time.", "PART 2—BELLS")
        + ("Bells are rung by hand.", "They are never rung at night.", "Sec. 2.1. Ring them."),
        "part-1 sec-1.1 part-2 part-2/p1 sec-2.1",
    ),
    # Parts in which section numbers start again
    "parts-restarting": (
        ("PART I—CLOCKS", "Section 1. Wind them.", "Sec. 2. Oil them.", "PART II—BELLS", "Section 1. Ring them."),
        "part-I part-I/sec-1 part-I/sec-2 part-II part-II/sec-1",
    ),
    # numbered sections under a numbered Section heading
    "dashed": (
        (
            "Section 1. Councils.",
            "1-101. There is a Council.",
            "1-102. It meets:",
            "(a) daily;",
            "(b) nightly.",
            "Sec. 2. Ends.",
        ),
        "sec-1 sec-1-101 sec-1-102 sec-1-102/a sec-1-102/b sec-2",
    ),
    # a lone label behind a short heading, also where the heading's full stop is lost
    "label-behind-heading": (
        (
            "Sec. 4. Winding of clocks. (a) The Board winds these:",
            "(1) the first.",
            "Sec. 5. Bells (a) The Board rings them.",
            "Sec. 6. Paragraph 54e.(l) is struck.",
        ),
        "sec-4 sec-4/a sec-4/a/1 sec-5 sec-5/a sec-6",
    ),
    # the last of a list of names is no heading of the paragraph below it
    "last-name-listed": (
        (
            "Section 1. Keepers. These are keepers:",
            "(1) Keeper of Clocks;",
            "(2) Keeper of Bells.",
            "In case of fire they shall choose one among them.",
        ),
        "sec-1 sec-1/1 sec-1/2 sec-1/p1",
    ),
    # a heading in small letters right above a section
    "heading-above-section": (
        (ENACTED, "Creation of the Clock Board", "Sec. 1. There is a Board.", "Winding of Clocks", "Sec. 2. It winds."),
        "preamble preamble/p1 h-creation-of-the-clock-board sec-1 h-winding-of-clocks sec-2",
    ),
    # numbers and numerals without their point, where their order tells
    "no-point": (
        (
            ENACTED,
            "I",
            "1. The clocks of every town shall be wound by day.",
            "2 The bells of every town shall be rung by night.",
            "II",
            "The Ringer shall report on the bells of every town.",
        ),
        "p1 I I/1 I/2 II",
    ),
    # a quotation may begin with any label, also with one that looks like an initial
    "quoted-numeral": (
        (
            "1. Paragraph V of the rules is amended to read as follows:",
            "“V. The term ‘clock’ means a clock.”",
            "2. It ends.",
        ),
        "1 1/q1 1/q1/V 2",
    ),
    # a quotation may be one numbered paragraph
    "dashed-quoted": (
        (
            "(a) Order 12 is amended by adding a new section to read as follows:",
            "“1-207. The Ringer of the Town.”",
            "(b) Order 13 is amended by inserting the following section:",
            "“3.7 Winding of Clocks. (a) The Board winds them.",
            "(b) It oils them.”",
        ),
        "a a/q1 a/q1/sec-1-207 b b/q1 b/q1/sec-3.7 b/q1/sec-3.7/a b/q1/sec-3.7/b",
    ),
    # "Sec. 3. 1." below "Sec. 3." is Sec. 3.1
    "section-number-apart": (
        ("Sec. 3. Committee.", "Sec. 3. 1. There is a Committee.", "Sec. 3. 2. It meets."),
        "sec-3 sec-3.1 sec-3.2",
    ),
    # an unnumbered heading is a container; its first paragraph is p1
    "headings": (
        (
            ENACTED,
            "# Policy Principles and Objectives",
            "It is the policy to be on time in every town.",
            "1. Wind.",
            "2. Oil.",
        ),
        "p1 h-policy-principles-and-objectives h-policy-principles-and-objectives/p1 "
        "h-policy-principles-and-objectives/1 h-policy-principles-and-objectives/2",
    ),
    # the second provision with the same path
    "twice": (
        (
            "Section 1. Duties. These:",
            "(a) wind;",
            "(b) oil.",
            "These also, on every feast day:",
            "(a) ring;",
            "(b) rest.",
        ),
        "sec-1 sec-1/a sec-1/b sec-1/p1 sec-1/a~2 sec-1/b~2",
    ),
    # an annex with text
    "annex": (
        (ENACTED, "Section 1. List. See the Annex.", "ANNEX", "1. The first clock.", "2. The second clock."),
        "preamble preamble/p1 sec-1 annex annex/1 annex/2",
    ),
    # a scanning slip: "(1)" between (k) and (m) is the letter l
    "slip-l": (
        ("Section 1. Members. These:",) + tuple(f"({ch}) the {n} member." for n, ch in enumerate("abcdefghijk1m")),
        "sec-1 " + " ".join(f"sec-1/{ch}" for ch in "abcdefghijklm"),
    ),
    # "SEC.1O2": a letter O for a zero in a section number
    "slip-zero": (("SEC.1O1. Purpose. One.", "SEC.1O2. Scope. Two."), "sec-101 sec-102"),
    # the point behind the number is lost, but the number is due
    "lost-point": (("Section 1 Each clock is kept.", "Section 2. Each bell is rung."), "sec-1 sec-2"),
    # a Roman one before an Arabic two is a slip
    "roman-one": (("SECTION I. Clocks are kept.", "SEC. 2. Bells are rung."), "sec-1 sec-2"),
    # "Section 301(a) of the Act" at the start of a paragraph is a sentence
    "sentence-not-head": (
        (
            "Section 301(a) of the Act gives me authority to act in the matter of clocks.",
            "Section 1. Clocks. Wind them.",
        ),
        "preamble preamble/p1 sec-1",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_outline(case: str) -> None:
    paragraphs, expected = CASES[case]
    assert " ".join(paths(read(*paragraphs))) == expected


INLINE = [
    # rule 9: inline by where the label is
    (("Sec. 3. Duties. The Board shall: (a) wind; (b) oil; and (c) set.",), {"sec-3/a", "sec-3/b", "sec-3/c"}),
    # rule 7: the first label inside the line, siblings on lines of their own: not inline
    (("Sec. 2. Words. Here: (a) “Clock” means a clock.", "(b) “Bell” means a bell."), set()),
    # a sequence may mix: (c) is run into the paragraph of (b)
    (("Section 1. Duties.", "(a) wind;", "(b) oil; or (c) set;", "(d) ring."), {"sec-1/c"}),
]


@pytest.mark.parametrize(("paragraphs", "expected"), INLINE)
def test_inline(paragraphs: tuple[str, ...], expected: set[str]) -> None:
    assert {p.path for p in walk(read(*paragraphs).provisions) if p.inline} == expected


def test_flat_text_gives_the_paths_of_the_text_with_breaks() -> None:
    """Rule 9: labelled provisions have the same paths when every line break is lost."""
    paragraphs = (
        "By the authority vested in me, I hereby direct the following:",
        "Section 1. Policy. Clocks shall be kept.",
        "Sec. 2. Readiness. (a) The Winder shall:",
        "(i) assess the clocks; and",
        "(ii) report to me.",
        "(b) The Ringer shall, with the Winder, ring the bells.",
        "Sec. 3. Effect. (a) It begins today.",
        "(b) It ends never.",
    )
    flat = read(" ".join(paragraphs), flat=True)
    assert paths(flat) == paths(read(*paragraphs))
    assert not any(p.inline for p in walk(flat.provisions))


def test_own_text_and_heading() -> None:
    """The own text holds the heading and neither the label nor the children."""
    section = find(read("Sec. 2. Coordination. Guided so.", "(a) First.", "(b) Second.").provisions, "sec-2")
    assert section is not None
    assert (section.label, section.heading, section.text) == ("Sec. 2.", "Coordination.", "Coordination. Guided so.")
    assert full_text(section, walk(section.children)) == "Coordination. Guided so. (a) First. (b) Second."


def test_doubtful_labels_say_why() -> None:
    gap = find(read("Section 1. Duties. These:", "(a) wind;", "(c) set.").provisions, "sec-1/c")
    assert gap is not None
    assert gap.confidence < 1
    assert [d.code for d in gap.doubts] == ["GAP"]


def test_doubtful_labels_name_the_other_reading() -> None:
    """(b) after (A) and (B) without an (a): next to (iii), or under it."""
    paragraphs = (
        "Sec. 2. Coordination. Guided so.",
        "(i) First.",
        "(ii) These:",
        "(A) one;",
        "(B) two.",
        "(b) The draft.",
    )
    doubtful = find(read(*paragraphs).provisions, "sec-2/b")
    assert doubtful is not None
    assert [d.other_path for d in doubtful.doubts] == ["sec-2/ii/b"]


def test_a_table_is_under_its_heading() -> None:
    table = Block("Ann a clock", kind="table", rows=(("Ann", "a clock"),))
    blocks = (Block("Section 1. List. See the Annex."), Block("ANNEX", kind="heading"), Block("I. Individuals"), table)
    blocks += (Block("II. Organizations"), Block("The Ringers (TR)"), Block("The Winders (TW)"))
    document = parse(SourceDocument("test", "plain", blocks, Metadata(kind="executive-order")))
    assert paths(document)[1:] == [
        "annex", "annex/I", "annex/I/t1", "annex/I/t1/r1", "annex/II", "annex/II/p1", "annex/II/p2",
    ]  # fmt: skip


def test_emphasis_marks_a_section_head_without_a_point() -> None:
    block = Block("Sec. 2 Policy. Clocks are kept.", marks=(Mark(0, 6, "bold"),))
    document = parse(SourceDocument("test", "plain", (block,), Metadata(kind="executive-order")))
    assert paths(document) == ["sec-2"]


def test_the_title_of_a_quoted_order_is_dropped_and_kept() -> None:
    document = read(
        "Sec. 7. Order 2 is amended to read in its entirety as follows:",
        "“The Keeping of Public Clocks",
        "“By the authority vested in me, it is hereby ordered:",
        "“Section 1. Policy. Clocks are kept.”",
        "Sec. 8. This order stands.",
    )
    assert paths(document) == [
        "sec-7",
        "sec-7/q1",
        "sec-7/q1/preamble",
        "sec-7/q1/preamble/p1",
        "sec-7/q1/sec-1",
        "sec-8",
    ]
    assert "“The Keeping of Public Clocks" in [d.text for d in document.dropped]


LABELS = st.sampled_from(
    [
        "(a)",
        "(b)",
        "(c)",
        "(i)",
        "(ii)",
        "(1)",
        "(2)",
        "(A)",
        "1.",
        "2.",
        "I.",
        "Sec. 1.",
        "Sec. 2.",
        "PART I—",
        "ANNEX",
    ]
    + [
        "“",
        "”",
        '"',
        ":",
        ";",
        "as follows:",
        "NOW, THEREFORE,",
        "IN WITNESS WHEREOF",
        "section 2(a)",
        "§ 3",
        "\n",
        "* * *",
    ]
)
WORDS = st.one_of(LABELS, st.text(alphabet="abcXYZ .,;:()—“”\"'\n\u00a0", max_size=12))
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=14).map(" ".join), max_size=14)


def bag(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


@settings(max_examples=300, deadline=None)
@given(PARAGRAPHS, st.booleans())
def test_any_text_gives_a_tree_and_no_word_is_lost(paragraphs: list[str], flat: bool) -> None:
    texts = [" ".join(" ".join(paragraphs).split())] if flat else paragraphs
    source = SourceDocument("test", "plain", tuple(Block(t) for t in texts), layout="flat" if flat else "paragraphs")
    document = parse(source)
    everything = list(walk(document.provisions))
    assert bag(*texts) == bag(*[f"{p.label} {p.text}" for p in everything], *[d.text for d in document.dropped])
    assert len({p.path for p in everything}) == len(everything)
    assert parse(source) == document


@pytest.mark.parametrize(
    "text",
    ["(a)" * 20000, "(a) " * 20000, "“" * 50000, '" ' * 30000, "word " * 40000, "(a)\n" * 20000, '"x" (a) ' * 9000],
)
def test_hostile_texts_are_read(text: str) -> None:
    """Labels only, quotation marks only, one endless paragraph: a tree, and every word in it."""
    document = parse(SourceDocument("test", "plain", (Block(text.strip()),)))
    provisions = list(walk(document.provisions))
    assert bag(text) == bag(*[f"{p.label} {p.text}" for p in provisions], *[d.text for d in document.dropped])
