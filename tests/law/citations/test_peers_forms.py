"""Forms that style guides and other programs write: the Register as a journal, volumes of Title 3, appendices."""

from __future__ import annotations

import pytest

from eo_browser.law.citations import find_citations, read_citation
from eo_browser.law.citations.parts import (
    CompilationPage,
    Dated,
    DocumentNumber,
    KindNamed,
    Linked,
    Numbered,
    Outside,
    Pinpoint,
    Pinpoints,
    RegisterPage,
    Step,
)


def values_in(text: str, kind: type) -> list[object]:
    """What a text given whole says of one sort."""
    return [part.value for part in read_citation(text).parts if isinstance(part.value, kind)]


PAGES = [
    # Chicago, with and without the issue
    ("Federal Register 71:33 (March 4, 2006): 10412–10418", 71, 10412, (10418,)),
    ("Federal Register 71, no. 33 (March 4, 2006): 10412–18", 71, 10412, (10418,)),
    ("Fed. Reg. 71 (2006): 10412", 71, 10412, ()),
    # APA, ACS, Vancouver
    ("Federal Register, 71(33), 10412-10418", 71, 10412, (10418,)),
    ("Federal Register 71 (33), 10412 (March 4, 2006)", 71, 10412, ()),
    ("Federal Register, 71, 10412-10418", 71, 10412, (10418,)),
    ("Fed. Regist. 2006, 71, 10412", 71, 10412, ()),
    ("Fed Regist. 2006;71(33):10412-8", 71, 10412, (10418,)),
    # other orders of the parts
    ("Federal Register vol 71 no 33 pp 10412-18", 71, 10412, (10418,)),
    ("FR 71:10412", 71, 10412, ()),
    ("71(33) Fed. Reg. 10412", 71, 10412, ()),
    ("71 Fed. Reg. (Mar. 4, 2006) 10,412", 71, 10412, ()),
    ("71 Federal Register (FR) 10412", 71, 10412, ()),
    ("Volume 71 of the Federal Register at page 10,412", 71, 10412, ()),
    ("volume 71, page 10412 of the Federal Register", 71, 10412, ()),
    ("page 10412 of volume 71 of the Federal Register", 71, 10412, ()),
    # the head of a printed page, odd and even
    ("Federal Register / Vol. 71, No. 33 / Friday, March 4, 2006 / Presidential Documents 10413", 71, 10413, ()),
    ("10412 Federal Register / Vol. 71, No. 33 / Friday, March 4, 2006 / Presidential Documents", 71, 10412, ()),
    ("71 fr 10412", 71, 10412, ()),  # typed in haste
]


@pytest.mark.parametrize(("text", "volume", "page", "points"), PAGES)
def test_pages_of_the_register(text: str, volume: int, page: int, points: tuple[int, ...]) -> None:
    assert values_in(text, RegisterPage) == [RegisterPage(volume, page, points)]


VOLUMES_OF_TITLE_3 = [
    ("3 CFR part 1988 Comp., p. 412", CompilationPage(412, 1988, 1988)),
    ("3 CFR Part, 1988 Comp., p. 412", CompilationPage(412, 1988, 1988)),
    ("3 CFR, 1954 to 1958 Comp, p 412", CompilationPage(412, 1954, 1958)),
    ("Title 3 of the CFR, 1988 Comp., p. 412", CompilationPage(412, 1988, 1988)),
    ("title 3, Code of Federal Regulations, 1988 Compilation, page 412", CompilationPage(412, 1988, 1988)),
    ("3 CFR Comp., 1988, p. 412", CompilationPage(412, 1988, 1988)),
    ("3 C.F.R., 1988 Comp., at 412", CompilationPage(412, 1988, 1988)),
    ("3 CFR (1954-1958 Comp.) 412", CompilationPage(412, 1954, 1958)),
    ("3 CFR 412, 1988 Comp.", CompilationPage(412, 1988, 1988)),
    ("3 CFR, 1988, p. 412", CompilationPage(412, 1988, 1988)),
    ("3 CFR p. 412 (1988)", CompilationPage(412, 1988, 1988)),
    ("3 C.F.R. § 412 (1954–58)", CompilationPage(412, 1954, 1958)),
]


@pytest.mark.parametrize(("text", "value"), VOLUMES_OF_TITLE_3)
def test_pages_of_title_3(text: str, value: CompilationPage) -> None:
    assert values_in(text, CompilationPage) == [value]


LAWS = [
    # An appendix of a title is numbered by itself.
    ("50 U.S.C. App. 2155", "50 U.S.C. App. 2155", "/uscode/50/2155?type=uscappendix"),
    ("50 U.S.C.A. App. § 7(c)", "50 U.S.C. App. 7(c)", "/uscode/50/7?type=uscappendix"),
    ("50 App. U.S.C. 7", "50 U.S.C. App. 7", "/uscode/50/7?type=uscappendix"),
    ("5 U.S.C. App. 4, § 102", "5 U.S.C. App. 4", "/uscode/5/4?type=uscappendix"),
    # the words for a section, and the title behind or before
    ("22 U.S.C., Sec. 2778(a)", "22 U.S.C. 2778(a)", "/uscode/22/2778"),
    ("22 USC s. 2778", "22 U.S.C. 2778", "/uscode/22/2778"),
    ("U.S. Code Title 22, section 2778", "22 U.S.C. 2778", "/uscode/22/2778"),
    ("Title 22, United States Code, Section 2778", "22 U.S.C. 2778", "/uscode/22/2778"),
    ("22 U.S. Code § 2778", "22 U.S.C. 2778", "/uscode/22/2778"),
    ("42 U.S.C. 2345aa-2345bb-7", "42 U.S.C. 2345aa-2345bb-7", "/uscode/42/2345aa"),  # a range
    # parts and sections with letters
    ("22 CFR 9a.4", "22 CFR 9a.4", "/cfr/22/9a?sectionnum=4"),
    ("22 C.F.R. Part 9a", "22 CFR part 9a", "/cfr/22/9a"),
    ("Title 22 CFR, Section 9a.4", "22 CFR 9a.4", "/cfr/22/9a?sectionnum=4"),
    ("17 CFR 240.12g3-2", "17 CFR 240.12g3-2", "/cfr/17/240?sectionnum=12g3-2"),
    ("Code of Federal Regulations, Title 22, § 120.4", "22 CFR 120.4", "/cfr/22/120?sectionnum=4"),
]


@pytest.mark.parametrize(("text", "name", "url"), LAWS)
def test_laws_and_codes(text: str, name: str, url: str) -> None:
    assert values_in(text, Outside)[:1] == [Outside(name, f"https://www.govinfo.gov/link{url}")]


@pytest.mark.parametrize("text", ["FR Document Number 2009-04411", "Federal Register Document 2009-04411"])
def test_document_numbers(text: str) -> None:
    assert values_in(text, DocumentNumber) == [DocumentNumber("2009-04411")]


FALSE_FRIENDS = [
    "the 71 fr 10412 ratio",  # small letters in a sentence
    "17 CFR 12g3-2",  # a rule's own number, no place in the code
    "Memorandum M-19-21",  # of the Office of Management and Budget
]


@pytest.mark.parametrize("text", FALSE_FRIENDS)
def test_false_friends(text: str) -> None:
    assert not [
        part for part in read_citation(text).parts if isinstance(part.value, (RegisterPage, Outside, DocumentNumber))
    ]


LISTS = [
    # each number of a list with its day, the last one too
    (
        "Executive Orders 13771 (Jan. 30, 2017) and 13777 (Feb. 24, 2017)",
        ("13771", "13777"),
        (Dated(2017, 1, 30), Dated(2017, 2, 24)),
    ),
    # a day behind one alone says nothing of the others
    ("Executive Orders 13771 and 13777 of Feb. 24, 2017", ("13771", "13777"), (None, Dated(2017, 2, 24))),
    (
        "Executive Orders 13771 (Jan. 30, 2017), 13777 and 13789",
        ("13771", "13777", "13789"),
        (Dated(2017, 1, 30), None, None),
    ),
    ("Executive Orders 13771 and 13777", ("13771", "13777"), ()),
]


@pytest.mark.parametrize(("text", "numbers", "days"), LISTS)
def test_days_in_lists(text: str, numbers: tuple[str, ...], days: tuple[Dated | None, ...]) -> None:
    assert values_in(text, Numbered) == [Numbered("executive-order", numbers, days)]


PLANS = [
    # the year before the first plan is its own, or that of all
    ("1970 Reorganization Plan No. 3; Reorg. Plan No. 2 of 1978", ("3 of 1970", "2 of 1978")),
    ("1953 Reorganization Plans Nos. 1 and 2", ("1 of 1953", "2 of 1953")),
    ("Reorganization Plans Nos. 1 and 2 of 1978", ("1 of 1978", "2 of 1978")),
]


@pytest.mark.parametrize(("text", "numbers"), PLANS)
def test_plans(text: str, numbers: tuple[str, ...]) -> None:
    assert values_in(text, Numbered) == [Numbered("reorganization-plan", numbers)]
    running = [part.value for found in find_citations(f"See {text} again.") for part in found.parts]
    assert running == [Numbered("reorganization-plan", numbers)]


IN_TEXT = [
    # the document of a day, under the words of the Code
    (
        "The Memorandum of President of the United States, Mar. 16, 2012, delegates.",
        [KindNamed("memorandum"), Dated(2012, 3, 16)],
    ),
    ("The Notice of the President of November 12, 2019 goes on.", [KindNamed("notice"), Dated(2019, 11, 12)]),
    # a series by its code, with a day for its number
    ("The NSPD of January 8, 2008 is secret.", [KindNamed("other", directive="nspd"), Dated(2008, 1, 8)]),
    # an address without its scheme
    (
        "Read govinfo.gov/link/fr/82/9339 again.",
        [Linked("https://govinfo.gov/link/fr/82/9339", meaning=(RegisterPage(82, 9339),))],
    ),
    ("The site example.gov/link/fr/82/9339 is another.", []),
    # spaces put into the number of a section
    (
        "Sec. 1. 4. (a) of E.O. 13526 is plain.",
        [
            Pinpoints((Pinpoint((Step("section", "1.4"), Step("", "a", bracketed=True))),)),
            Numbered("executive-order", ("13526",)),
        ],
    ),
    # orders of other governments; a country under sanctions is the subject of one of ours
    ("Under Ontario Executive Order 13526 it is closed.", []),
    ("Under the British Columbia Executive Order 13526 it is closed.", []),
    ("The Sudan Executive Order 13067 blocks it.", [Numbered("executive-order", ("13067",))]),
]


@pytest.mark.parametrize(("text", "values"), IN_TEXT)
def test_in_running_text(text: str, values: list[object]) -> None:
    assert [part.value for found in find_citations(text) for part in found.parts] == values
