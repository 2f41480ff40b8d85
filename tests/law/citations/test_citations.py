"""The grammar: every form of the table, what each reads, and citations in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.citations import find_citations, fold_title, read_citation
from eo_browser.law.citations.form import Form
from eo_browser.law.citations.parts import (
    CompilationPage,
    Dated,
    DirectiveNumber,
    DocumentNumber,
    EitherSeriesOrNumber,
    KindNamed,
    Numbered,
    Outside,
    PagePoint,
    Quoted,
    RegisterPage,
    Value,
)
from eo_browser.law.citations.pinpoint import read_pinpoints
from eo_browser.law.citations.registry import FORMS
from eo_browser.law.citations.title_index import TitleIndex
from eo_browser.law.citations.titles import defines_short_form
from eo_browser.law.citations.typography import plain

EXAMPLES = [(form, example) for form in FORMS for example in form.examples]


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[f"{form.name}: {text}" for form, text in EXAMPLES])
def test_every_example_of_the_table_is_read_whole(form: Form, example: str) -> None:
    reading = form.match(plain(example), 0)
    assert reading is not None
    assert reading[1] == len(example)


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[f"{form.name}: {text}" for form, text in EXAMPLES])
def test_every_example_is_found_in_a_sentence(form: Form, example: str) -> None:
    """At its place and by its own form: no form of higher rank takes it."""
    text = f"See {example} for more."
    (part,) = [part for part in read_citation(text).parts if part.start == 4]
    assert part.form == form.name
    assert text[part.start : part.end] == example


def numbers(*given: str) -> Numbered:
    """Executive orders."""
    return Numbered("executive-order", given)


SAYS: list[tuple[str, Value]] = [
    ("E.0. 13,526", numbers("13526")),  # a scanned zero
    ("EO 9577-A", numbers("9577-A")),
    ("EO 10571A", numbers("10571-A")),
    ("Executive Orders 13768, 13769, and 13770", numbers("13768", "13769", "13770")),
    (
        "Executive Orders 11034 of June 25, 1962, and 12048 of March 27, 1978",
        Numbered("executive-order", ("11034", "12048"), (Dated(1962, 6, 25), Dated(1978, 3, 27))),
    ),
    ("Executive Orders 13767–13769", numbers("13767", "13768", "13769")),
    ("EO 13768 and EO 13770", numbers("13768", "13770")),
    ("Executive Order 13526", numbers("13526")),
    ("Proclamations 9645 and 9723", Numbered("proclamation", ("9645", "9723"))),
    ("Presidential Determination No. 2017–5", Numbered("determination", ("2017-05",))),
    ("PD No. 98-11", EitherSeriesOrNumber("98-11")),
    ("Reorganization Plan No. 3 of 1970", Numbered("reorganization-plan", ("3 of 1970",))),
    ("NSPD-54/HSPD-23", DirectiveNumber((("nspd", "54"), ("hspd", "23")))),
    ("PDD/NSC-63", DirectiveNumber((("pdd", "63"),))),
    ("National Security Memorandum/NSM-22", DirectiveNumber((("nsm", "22"),))),
    ("National Security Presidential Memorandum – 3", DirectiveNumber((("nspm", "3"),))),
    ("82-FR-9125", RegisterPage(82, 9125)),
    ("82 Fed. Reg. 9,125", RegisterPage(82, 9125)),
    ("88 Fed. Reg. 7,5191", RegisterPage(88, 75191)),  # the comma a place too early
    ("75 Fed. Reg. 707, 709", RegisterPage(75, 707, (709,))),
    ("75 FR 707–31", RegisterPage(75, 707, (731,))),
    ("82 FR 8977, 8979, 8981", RegisterPage(82, 8977, (8979, 8981))),
    ("[FR Doc. 2017–02386 Filed 2–1–17; 8:45 am]", DocumentNumber("2017-02386")),
    ("C1-2017-02386", DocumentNumber("C1-2017-02386")),
    ("3 CFR 298 (2010)", CompilationPage(298, 2010, 2010)),
    ("3 CFR, 1959–1963 Comp., p. 610", CompilationPage(610, 1959, 1963)),
    ("3 CFR part 102", Outside("3 CFR part 102", "https://www.govinfo.gov/link/cfr/3/102")),
    ("5 CFR 213.3102", Outside("5 CFR 213.3102", "https://www.govinfo.gov/link/cfr/5/213?sectionnum=3102")),
    ("8 U.S.C. § 1182(f)", Outside("8 U.S.C. 1182(f)", "https://www.govinfo.gov/link/uscode/8/1182")),
    # A range of sections is kept whole and led to its beginning; one section's own dash stays.
    ("5 U.S.C. 5701–5707", Outside("5 U.S.C. 5701-5707", "https://www.govinfo.gov/link/uscode/5/5701")),
    ("42 U.S.C. 300aa-1", Outside("42 U.S.C. 300aa-1", "https://www.govinfo.gov/link/uscode/42/300aa-1")),
    (
        "8 U.S.C. 1101(a)(15)(K)–(M)",
        Outside("8 U.S.C. 1101(a)(15)(K)-(M)", "https://www.govinfo.gov/link/uscode/8/1101"),
    ),
    ("31 CFR parts 500–599", Outside("31 CFR part 500-599", "https://www.govinfo.gov/link/cfr/31/500")),
    (
        "31 CFR 560.101–560.901",
        Outside("31 CFR 560.101-560.901", "https://www.govinfo.gov/link/cfr/31/560?sectionnum=101"),
    ),
    (
        "sections 301 and 302(a) of title 3, United States Code",
        Outside("3 U.S.C. 301", "https://www.govinfo.gov/link/uscode/3/301"),
    ),
    (
        "part 213 of title 5 of the Code of Federal Regulations",
        Outside("5 CFR part 213", "https://www.govinfo.gov/link/cfr/5/213"),
    ),
    ("3 CFR, 1950 Supp., p. 115", CompilationPage(115, 1950, 1950)),
    ("3 C.F.R. 1085 (1971–75 Comp.)", CompilationPage(1085, 1971, 1975)),
    ("pp. 42222–23", PagePoint((42222, 42223))),
    ("EO 6202-b", numbers("6202-B")),
    ("EO 6202B", numbers("6202-B")),
    ("EO: 13526", numbers("13526")),
    ("Pub. L. 115–44", Outside("Public Law 115-44", "https://www.govinfo.gov/link/plaw/115/public/44")),
    ("131 Stat. 886", Outside("131 Stat. 886", "https://www.govinfo.gov/link/statute/131/886")),
    ("Sept. 24, 2017", Dated(2017, 9, 24)),
    ("24 September 2017", Dated(2017, 9, 24)),
    ("Presidential Memorandum", KindNamed("memorandum")),
    ("“Hiring Freeze,”", Quoted("Hiring Freeze")),
]


@pytest.mark.parametrize(("text", "value"), SAYS)
def test_what_a_form_says(text: str, value: Value) -> None:
    (part,) = read_citation(text).parts
    assert part.value == value


NOT_NUMBERS = [
    "FR fares from Dublin to London, 82 euros",
    "EO 2.0 is a brand",
    "the section on farming",
    "February 30, 2017",
    "999 FR 12",  # there is no such volume
    "a memorandum",
    "Part of the plan",
    "the title of the book",
]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_running_text_without_citations(text: str) -> None:
    assert list(find_citations(text)) == []


def steps(text: str) -> list[str]:
    """A pinpoint in short: "section:2/iii/D", a range as "section:2/ii..2/iv"."""
    reading = read_pinpoints(plain(text), 0)
    assert reading is not None
    shown = []
    for member in reading[0].members:
        first = "/".join(step.label or step.level for step in member.steps)
        shown.append(first + (".." + "/".join(step.label for step in member.last) if member.last else ""))
    return shown


PINPOINTS = [
    ("section 2, subsection (iii), paragraph (D)", ["2/iii/D"]),
    ("paragraph (D) of section 2(iii)", ["2/iii/D"]),
    ("Sec. 2(iii)(D)", ["2/iii/D"]),
    ("§ 2(iii)(D)", ["2/iii/D"]),
    ("§§ 2(ii)–(iv)", ["2/ii..2/iv"]),
    ("sections 1.1, 1.2(a) and (b)", ["1.1", "1.2/a", "1.2/b"]),
    ("section 1.4(c) and (g)", ["1.4/c", "1.4/g"]),
    ("section 2(c)(i) and (d)", ["2/c/i", "2/d"]),  # (d) follows (c), not (i)
    ("sections 2(a)(1)-(3), 4 and 5(b)", ["2/a/1..2/a/3", "4", "5/b"]),
    ("paragraphs (1) and (2) of section 3", ["3/1", "3/2"]),
    ("paragraph (2), section 3", ["3/2"]),
    ("paragraph (2) of subsection (a) of section 1.7", ["1.7/a/2"]),
    ("section 1(a) and section 2(b)", ["1/a", "2/b"]),
    ("sections 1 through 3", ["1..3"]),
    ("sections 2-4", ["2..4"]),
    ("section 1-201", ["1-201"]),  # one number, not a range
    ("section 2, 82 Fed. Reg. 9125", ["2"]),
    ("section 2, 28 January 2017", ["2"]),
    ("Part II, section 3", ["II/3"]),
    ("section 3 of Part II", ["II/3"]),
    ("Annex I, paragraph 3", ["I/3"]),
    ("the Annex", ["annex"]),
    ("the preamble", ["preamble"]),
    ("third paragraph of the preamble", ["preamble/3"]),
    ("sec. 2 ¶ 3", ["2/3"]),
    ("paragraph D of section 2(iii)", ["2/iii/D"]),
    ("subsec. (b) of sec. 5", ["5/b"]),
    ("Subpart D of Part II", ["II/D"]),
    ("Sec. 2, unlabelled ¶ 3", ["2/3"]),
    ("section 2, unlabelled paragraph 3", ["2/3"]),
    ("Section Seven, sub b", ["7/b"]),
    ("section 4.a.iii", ["4/a/iii"]),
    ("sec. 2.A, and", ["2/A"]),
    ("sec. 2.A report", ["2"]),  # a sentence that begins without its space
    ("pt 2, s 3(a)", ["2/3/a"]),
    ("ss 2-4", ["2..4"]),
    ("sub-section (b) of section 5", ["5/b"]),
    ("last paragraph of section 2", ["2/-1"]),
    ("2nd clause of section 4", ["4/2"]),
]


@pytest.mark.parametrize(("text", "expected"), PINPOINTS)
def test_pinpoints(text: str, expected: list[str]) -> None:
    assert steps(text) == expected


RUNNING = [
    # text → the citations in it
    ("as in section 3 of Executive Order 13526, and later", ["section 3 of Executive Order 13526"]),
    ("Executive Order 13526 of December 29, 2009 (Classified)", ["Executive Order 13526 of December 29, 2009"]),
    ("(E.O. 13526, § 1.4(a), 75 FR 707)", ["E.O. 13526, § 1.4(a), 75 FR 707"]),
    (
        "section 3 of Executive Order 13526 and section 2 of Executive Order 13780",
        ["section 3 of Executive Order 13526", "section 2 of Executive Order 13780"],
    ),
    ("the memorandum of January 28, 2017, was", ["memorandum of January 28, 2017"]),
    ("under this order and 50 U.S.C. 1701", ["this order", "50 U.S.C. 1701"]),
    ("EO 13526. EO 13780.", ["EO 13526", "EO 13780"]),
    # Citations in quoted words; a quotation next to a number or kind is a title and stays whole.
    ("He said “the order, E.O. 13526, governs” today", ["E.O. 13526"]),
    ("strike “EO 12958” and insert “EO 13526”", ["EO 12958", "EO 13526"]),
    ("“Revoking EO 10014,” 82 FR 9125", ["“Revoking EO 10014,” 82 FR 9125"]),
    ("the memorandum “Revoking EO 10014” of June 1", ["memorandum “Revoking EO 10014”"]),
    # The bracket opened inside belongs to it; a small letter behind a dash goes on with the sentence.
    ("See 75 Fed. Reg. 707 (Dec. 29, 2009).", ["75 Fed. Reg. 707 (Dec. 29, 2009)"]),
    ("EO 13526-a landmark", ["EO 13526"]),
    ("under section 301 of title 3, United States Code, and", ["section 301 of title 3, United States Code"]),
    # "that" before a document named in full leads in a clause.
    ("it is hereby ordered that Executive Order 11478 is amended", ["Executive Order 11478"]),
    ("ordered that Section 2(a) of Executive Order 9734 be", ["Section 2(a) of Executive Order 9734"]),
    ("section 10 of the said Executive Order No. 10713", ["section 10 of the said Executive Order No. 10713"]),
    (
        "revoke Executive Order 13526, as amended, and section 2 of Executive Order 13780",
        ["Executive Order 13526", "section 2 of Executive Order 13780"],
    ),
    # Labels right behind a number; one alone is the mark of a note.
    ("under EO 13587(7)(g)(2) agencies", ["EO 13587(7)(g)(2)"]),
    ("see EO 13587(3) and", ["EO 13587"]),
    ("as paragraph 4.c. of EO 12473 says", ["paragraph 4.c. of EO 12473"]),
    # Survey lines and possessives are no sections.
    ("Section 15; S 1/2 of it", ["Section 15"]),
    ("that Memorandum of May 2, 2001, and that memorandum", ["Memorandum of May 2, 2001", "that memorandum"]),
]


@pytest.mark.parametrize(("text", "expected"), RUNNING)
def test_citations_in_running_text(text: str, expected: list[str]) -> None:
    found = list(find_citations(text))
    assert [citation.text for citation in found] == expected
    assert all(text[c.start : c.end] == c.text for c in found)


@given(st.text(max_size=300))
def test_spans_lie_in_order_in_any_text(text: str) -> None:
    ends = [0]
    for citation in find_citations(text):
        assert ends[-1] <= citation.start < citation.end <= len(text)
        ends.append(citation.end)


HOSTILE = [
    "EO ",
    "§",
    "82 FR ",
    "(a)",
    "section 2(a)(i) of ",
    "Executive Orders 11034, ",
    "Presidential ",
    "http://",
    "“",
    "3 CFR ",
    "January 1, ",
    "and (b)",
    "1-",
    "paragraph (a) of ",
    "sections 301, 302 of title ",
    '"EO 13526" ',
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    """A hundred thousand characters and a citation behind them."""
    text = piece * (100_000 // len(piece)) + " \u201d\n\n. See EO 13526."
    assert [citation.text for citation in find_citations(text)][-1].endswith("EO 13526")


TITLES = TitleIndex(
    enumerate(
        [
            "Plan to Defeat the Islamic State of Iraq and Syria",
            "Combating Race and Sex Stereotyping",
            "Strengthening the Cybersecurity of Federal Networks and Critical Infrastructure",
            "Continuation of the National Emergency With Respect to Somalia",
            "Continuation of the National Emergency With Respect to Syria",
            "National Poison Prevention Week, 2024",
            "Withdrawing the United States from the World\u00a0Health Organization",
        ]
    )
)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("plan to defeat the ISLAMIC state of Iraq & Syria", [(0, "exact")]),
        ("Plan to Defeat the Islamic State in Iraq and Syria", [(0, "near")]),
        ("the plan to defeat ISIS", [(0, "short-form")]),
        ("Combatting Race and Sex Stereotyping", [(1, "near")]),
        ("Strengthening the Cybersecurity of Federal Networks", [(2, "part")]),
        ("Continuation of the National Emergency", [(3, "part"), (4, "part")]),
        # Another country or another year is another document.
        ("Continuation of the National Emergency With Respect to Iran", []),
        ("National Poison Prevention Week, 2026", []),
        ("Withdrawing the United States from the WorldHealth Organization", [(6, "exact")]),
        ("", []),
    ],
)
def test_titles_by_their_words(words: str, found: list[tuple[int, str]]) -> None:
    assert [(match.key, match.likeness) for match in TITLES.near(words)] == found


def test_titles_folded() -> None:
    assert fold_title("The Nation’s Cyber-Security, U.S.") == "nations cyber security us"


@pytest.mark.parametrize(
    ("text", "defined"),
    [
        ("The Islamic State of Iraq and Syria, or ISIS, is", True),
        ("the Islamic State (“ISIS”)", True),
        ("to defeat ISIS", False),
    ],
)
def test_short_forms_are_defined_in_print(text: str, defined: bool) -> None:
    assert defines_short_form(text, "isis") is defined
