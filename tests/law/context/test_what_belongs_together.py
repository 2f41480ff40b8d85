"""What belongs together in an article: days, titles, bullets, documents without a citation."""

from __future__ import annotations

import pytest

from eo_browser.law.context.articles import annotate
from tests.law.context.test_annotate import HOLDINGS, check, citations

FIRST_CLASS = "Every lamp shall be lit by a keeper of the first class"
CHANGED = FIRST_CLASS.replace("first", "second")

# (an article; its citations → outcome and keys of documents)
CITED = [
    # A day of the next sentence, of the bullet or the paragraph before.
    ("See E.O. 13901, “Lamps and Stairs.” On January 22, 2041, it was revoked.", ["resolved 1", "resolved 1"]),
    ("Rules in force since March 16, 1982\n\nExecutive Order 13901 is older.", ["resolved 1"]),
    ("• In force since March 16, 1982\n• Executive Order 13901", ["resolved 1"]),
    # A day of its own contradicts.
    ("Executive Order 13901 of January 22, 2041, is one.", ["contradiction 1"]),
    # A title that two documents share, with the day behind it.
    ("The order “Rules of the Tidal Harbor” of January 1, 2040, lets none in.", ["resolved 5"]),
    ("Rules of the Tidal Harbor EO (January 1, 2039)", ["resolved 4"]),
    # … or earlier in its sentence.
    ("On January 1, 2040, the mayor praised, in a speech, the order “Rules of the Tidal Harbor”.", ["resolved 5"]),
    # A kind, a day and a page of which nothing is known.
    ("Memorandum of May 3, 2029, 94 FR 11", ["not_found"]),
    # A quoted title that begins with its number.
    ("Obama, Barack. “Executive Order 13902: Ending the Lamp Tax.” Federal Register.", ["resolved 3"]),
    ("Obama, B. “Executive Order 13902 of July 1, 2031: Ending the Lamp Tax.” Register.", ["resolved 3"]),
    ("Obama, B. “Executive Order 13902 of June 3, 2029: Ending the Lamp Tax.” Register.", ["contradiction 3"]),
    # The day on which an order was ended, and the day of an order that is ended.
    ("E.O. 13902 is old. Biden revoked the order on January 1, 2040.", ["resolved 3"]),
    ("E.O. 13902 is old. Biden revoked the order of January 1, 2040.", ["resolved 3", "resolved 5"]),
    # Who signed it, and the year behind it.
    ("In June 2030 Truman issued Executive Order 13901.", ["resolved 1"]),
    ("In June 2030 President Biden issued Executive Order 13901.", ["contradiction 1"]),
    ("E.O. 13901 was signed by President Biden.", ["contradiction 1"]),
    ("E.O. 13901 was signed by President Harry S. Truman.", ["resolved 1"]),
    ("E.O. 13901 lit the lamps. In it, President Biden wrote that they burn.", ["contradiction 1"]),
    ("E.O. 13901 lit the lamps. In it, Truman wrote that they burn.", ["resolved 1"]),
    ("The rules were in E.O. 13901 (1995).", ["contradiction 1"]),
    ("The rules were in E.O. 13901 (2030).", ["resolved 1"]),
    # A number, its title and its page are cited each.
    ("Executive Order 13901, “Lamps and Stairs,” 95 Fed. Reg. 707, is one.", ["resolved 1"] * 3),
    # Somebody's memo.
    ("A March 3, 1952 memo was the Bureau's.", []),
]


@pytest.mark.parametrize(("text", "cited"), CITED, ids=lambda value: str(value)[:40])
def test_days_and_titles(text: str, cited: list[str]) -> None:
    assert [" ".join([outcome, *targets]) for _, outcome, targets in citations(text)] == cited


# (an article; the verdicts on its quotations)
QUOTED = [
    # Cited by no word: a long quotation tells which document it is, and others are its too.
    (f"“{FIRST_CLASS}” is the rule. It names “a grinder of the first class” as well.", ["verbatim", "verbatim"]),
    (f"“{FIRST_CLASS}” it said. A banker called it “a polite way of telling the street”.", ["verbatim"]),
    ("“Nobody here has ever said such a thing to anyone,” he said.", []),
    # Led by a colon, without marks: a quotation where the words are its own, else a paraphrase.
    (f"E.O. 13901 says:\n{FIRST_CLASS}.", ["verbatim"]),
    ("E.O. 13901 says:\n- Every lamp is to be lit by someone who is a keeper of the first class.", []),
    # A bullet ends what a quotation can belong to: its own and those above it cite, its neighbours do not.
    (f"• Lamps and Stairs EO\n    • Ends E.O. 13902.\n    • Says “{FIRST_CLASS}”\n• NSPM-93", ["verbatim"]),
    # What only came before the document is not what is quoted.
    (f"E.O. 13901 was preceded by E.O. 13902.\n\nIt says “{FIRST_CLASS}”.", ["verbatim"]),
    # A document that is quoted and not cited, beside another that is cited: a changed word is told.
    (
        f"“{FIRST_CLASS},” it says. It names “a grinder of the second class with a certificate”.\n\nSee E.O. 13902.",
        ["typography", "unmarked-change"],
    ),
    # Words of a person, who spoke before or of whom the sentence tells.
    ("E.O. 13901 is old. “I like it,” said Ann Pruett, a keeper, adding that “the best lamp was lit long ago.”", []),
    ("E.O. 13901 is old. Philip Rand told the Senate that young men would “refuse to light a lamp for them”.", []),
    ("Under section 2 of E.O. 13901 lamps burn. As one witness put it, “I stopped lighting anything at all.”", []),
    # A paragraph behind a colon, in a list.
    (f"Under E.O. 13901 section 1:\n• {FIRST_CLASS}.", ["verbatim"]),
    # Words of the order, in a sentence like that.
    ("E.O. 13901 is old. The order says that a lens “may be ground only by a fool”.", ["unmarked-change"]),
    # Words of a document named before the last one in the paragraph.
    (f"So E.O. 13901. E.O. 13902 is alike. The lamp rule adds: “{FIRST_CLASS}.”", ["verbatim"]),
    # The citation behind a quotation is of that one, and the next of the one behind it.
    (
        f"The rule “{FIRST_CLASS},” E.O. 13901 § 1, adds “an apprentice under the eyes of a master.” Id. § 2(b).",
        ["typography", "verbatim"],
    ),
    # The document before it, where the next section is of something else; the section, where a word is changed.
    (f"E.O. 13901 opens with “{FIRST_CLASS}” and sets up schools (section 2).", ["verbatim"]),
    (f"E.O. 13901 opens with “{CHANGED}” and sets up schools (section 2).", ["unmarked-change"]),
    # A quotation that ends its sentence is not of the section that the next one begins with.
    (f'Section 1 of E.O. 13901 says "{FIRST_CLASS}." Under section 2 lenses are ground.', ["verbatim"]),
    # Nor behind the mark of a note.
    (f'E.O. 13901 begins: "{FIRST_CLASS}."[3] Section 2 is on lenses.', ["verbatim"]),
    # "Whose section" is the section of the document right before.
    (
        "E.O. 13902 was superseded by E.O. 13901, whose section 2(b) has “an apprentice under the eyes of a master”.",
        ["verbatim"],
    ),
    # Words that the article says are no document's, or are not there; what may not be done is the document's.
    ("E.O. 13901 lights lamps. The order is not “a licence to burn down the house”.", []),
    ("E.O. 13901 never mentions “a licence to burn down the house”.", []),
    ("E.O. 13901 does not say that it is “an apprentice under the ears of a master”.", []),
    ("Under E.O. 13901 nobody may be “an apprentice under the ears of a master”.", ["unmarked-change"]),
    # Marks as the printing office types them in plain text; the sign of seconds; marks inside marks.
    (f"E.O. 13901 says ``{FIRST_CLASS}'' today.", ["verbatim"]),
    (f"E.O. 13901 says ″{FIRST_CLASS}″ today.", ["verbatim"]),
    ('E.O. 13901 says "“Every” lamp shall be lit by a keeper of the third class" today.', ["unmarked-change"]),
    # "The order" is an order, whatever was named last.
    (f"E.O. 13901 is old. See NSPM-93. The order begins with “{FIRST_CLASS}”.", ["verbatim"]),
]


@pytest.mark.parametrize(("text", "verdicts"), QUOTED, ids=lambda value: str(value)[:40])
def test_quotations(text: str, verdicts: list[str]) -> None:
    assert [one.verdict.verdict for one in annotate(text, HOLDINGS, check).quotations] == verdicts


def test_a_block_is_of_the_document_that_has_its_words() -> None:
    text = f"E.O. 13901 is the rule. It echoes Executive Order 13999, which E.O. 13902 revoked.\n\n{FIRST_CLASS}.\n"
    start = text.index(FIRST_CLASS)
    found = annotate(text, HOLDINGS, check, blocks=[(start, start + len(FIRST_CLASS))]).quotations
    assert [(one.verdict.verdict, one.claim and one.claim.query) for one in found] == [("verbatim", "E.O. 13901")]


# (words before a block, the block, words below it; the verdict, the citation it belongs to)
BELOW = [
    # A citation alone in the paragraph below, also before other sentences, whatever was named before.
    ("E.O. 13902 is new. An older one reads:", FIRST_CLASS, "E.O. 13901, § 1.", "verbatim", "E.O. 13901, § 1"),
    ("E.O. 13902 is new. It reads:", CHANGED, "E.O. 13901, § 1. So be it.", "unmarked-change", "E.O. 13901, § 1"),
    ("E.O. 13902 is new.", CHANGED, "— E.O. 13901, § 1", "unmarked-change", "E.O. 13901, § 1"),
    # The paragraph below says that the words are there.
    (
        "E.O. 13902 is new.", CHANGED, "That was what somebody wanted in section 1 of E.O. 13901.",
        "unmarked-change", "section 1 of E.O. 13901",
    ),
    # It goes on about another document, or about the one that was quoted.
    ("E.O. 13901 reads:", CHANGED, "E.O. 13902 changed much.", "unmarked-change", "E.O. 13901"),
    ("E.O. 13902 is new.", FIRST_CLASS, "E.O. 13901 thus lights lamps.", "verbatim", "E.O. 13901"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "block", "below", "verdict", "cite"), BELOW, ids=lambda value: str(value)[:30])
def test_a_block_is_of_the_citation_below_it(before: str, block: str, below: str, verdict: str, cite: str) -> None:
    text = f"{before}\n\n{block}.\n\n{below}"
    start = text.index(block)
    found = annotate(text, HOLDINGS, check, blocks=[(start, start + len(block) + 1)]).quotations
    assert [(one.verdict.verdict, one.claim and one.claim.query) for one in found] == [(verdict, cite)]


@pytest.mark.parametrize("title", ["Staircases for Everybody", "Keepers and Their Oil"])
def test_a_title_that_is_no_document_s_is_told(title: str) -> None:
    number, quoted = annotate(f"See E.O. 13901, “{title},” of long ago.", HOLDINGS, check).citations
    assert not number.resolution.explanations
    assert [one.code for one in quoted.resolution.explanations] == ["TITLE_APPROXIMATE"]


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Staircases for Everybody Here", ["TITLE_APPROXIMATE"]),  # another title
        ("a thing of the past here", None),  # words with stress
    ],
)
def test_a_title_in_italics_is_read_as_one_between_marks(title: str, codes: list[str] | None) -> None:
    text = f"See E.O. 13901, {title}, of long ago."
    start = text.index(title)
    found = annotate(text, HOLDINGS, check, italics=[(start, start + len(title))]).citations
    titled = [one for one in found if text[one.start : one.end] == title]
    assert [[one.code for one in titled_.resolution.explanations] for titled_ in titled] == ([codes] if codes else [])


def test_a_document_is_cited_by_its_title_in_italics() -> None:
    text = "In Rules of the Lamp Office Here and Plan to Restore the Tidal Lighthouses one reads."
    start = text.index("Plan")
    span = (start, start + len("Plan to Restore the Tidal Lighthouses"))
    found = annotate(text, HOLDINGS, check, italics=[span]).citations
    assert [(one.start, one.end) for one in found] == [span]


def test_a_citation_in_italics_is_no_title() -> None:
    """The sections behind it were lost."""
    text = (
        "The form is Executive Order No. 13,901 (the Order), as usual.\n\nSection 2(a) has “all lamps of this country”."
    )
    start = text.index("Executive")
    set_apart = annotate(text, HOLDINGS, check, italics=[(start, text.index(", as usual"))]).citations
    assert [text[one.start : one.end] for one in set_apart] == ["Executive Order No. 13,901", "Section 2(a)"]
