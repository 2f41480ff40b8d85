"""Citations as articles, briefs and bibliographies write them: what is not held, not known, described or another's."""

from __future__ import annotations

import pytest

from eo_browser.law.resolver import KnownDocument, Resolution, resolve_bare_number, resolve_text
from eo_browser.law.resolver.lookup import Lookup
from tests.law.small_archive import ARCHIVE, MEMO

CYBER = "/eo/2021-05-12/improving-the-nations-cybersecurity"


def named(resolution: Resolution) -> list[str]:
    """The addresses of the targets."""
    return [f"{t.document.address}/{t.path}".rstrip("/") for t in resolution.targets]


KNOWN = [
    # In a list: right as far as is known, and nothing else proposed.
    ("Executive Order 12866, § 6(a)(3)(C)", {"NOT_IN_ARCHIVE"}),
    ("Exec. Order No. 12,866, 58 Fed. Reg. 51,735 (Sept. 30, 1993)", {"NOT_IN_ARCHIVE"}),
    ("EO 12866 (“Regulatory Planning and Review”)", {"NOT_IN_ARCHIVE"}),
    ("58 FR 51740", {"NOT_IN_ARCHIVE"}),
    ("https://www.federalregister.gov/executive-order/12866", {"NOT_IN_ARCHIVE"}),
    ("https://www.federalregister.gov/d/93-24523", {"NOT_IN_ARCHIVE"}),
    ("Clinton's Executive Order 12866", {"NOT_IN_ARCHIVE"}),
]


@pytest.mark.parametrize(("text", "codes"), KNOWN)
def test_known_and_not_held(text: str, codes: set[str]) -> None:
    answer = resolve_text(text, ARCHIVE)
    assert (answer.outcome, {e.code for e in answer.explanations}) == ("not_found", codes)
    assert [row.number for row in answer.known] == ["12866"]
    assert not answer.suggestions and not answer.targets
    assert answer.known[0].address == "/eo/12866"
    assert answer.known[0].official_url == "https://www.federalregister.gov/d/93-24523"


def test_a_page_behind_the_only_one_known_is_not_denied() -> None:
    order = KnownDocument(1, "/eo/19575", "executive-order", "19575", "Aid", volume=19, first_page=7249)
    next_one = KnownDocument(2, "/eo/19576", "executive-order", "19576", "Oil", volume=19, first_page=7260)
    archive = Lookup([order, next_one])
    answers = {page: resolve_text(f"E.O. 19575, 19 FR {page}", archive) for page in (7251, 7248, 7261, 7400)}
    assert {page: answer.outcome for page, answer in answers.items()} == {
        7251: "resolved",
        7248: "contradiction",
        7261: "contradiction",
        7400: "contradiction",
    }
    assert [e.code for e in answers[7251].explanations] == ["PAGE_NOT_KNOWN"]


def test_a_number_of_a_series_that_started_again_is_not_held() -> None:
    answer = resolve_text("NSPM-3 of April 4, 2026", ARCHIVE)
    assert (answer.outcome, [e.code for e in answer.explanations]) == ("not_found", ["NOT_IN_ARCHIVE"])
    assert resolve_text("NSPM-3 of April 4, 2018", ARCHIVE).outcome == "contradiction"


AGAINST_THE_LIST = [
    ("Executive Order 12866 of October 30, 1993", "DATE_DIFFERS"),
    ("Trump's Executive Order 12866", "PRESIDENT_DIFFERS"),
]


@pytest.mark.parametrize(("text", "code"), AGAINST_THE_LIST)
def test_a_fact_in_a_list_contradicts(text: str, code: str) -> None:
    answer = resolve_text(text, ARCHIVE)
    assert answer.outcome == "contradiction" and code in {e.code for e in answer.explanations}


ANSWERS = [
    # outcome, citation, targets, codes
    # A number, a page or a day of publication that is not known here undoes nothing.
    ("resolved", "Executive Order 14028 of May 12, 2021", [CYBER], {"NUMBER_NOT_KNOWN"}),
    ("resolved", "Executive Order 14028 (“Improving the Nation’s Cybersecurity”)", [CYBER], {"NUMBER_NOT_KNOWN"}),
    (
        "resolved",
        "Executive Order 14028, “Improving the Nation’s Cybersecurity”, 86 FR 26633 (May 17, 2021)",
        [CYBER],
        {"NUMBER_NOT_KNOWN", "PAGE_NOT_KNOWN", "SIGNED_VS_PUBLISHED_DATE"},
    ),
    ("contradiction", "“Improving the Nation’s Cybersecurity”, Executive Order 14028 of July 30, 2021", [CYBER], None),
    ("contradiction", "“Improving the Nation’s Cybersecurity”, 70 FR 26633", [CYBER], {"PAGE_IMPOSSIBLE"}),
    (
        "resolved",
        "Notice of November 7, 2024, 89 FR 88867 (November 12, 2024)",
        ["/notice/2024-11-07/continuation-of-the-emergency"],
        {"PAGE_NOT_KNOWN"},
    ),
    # Beyond the series, nothing near is proposed.
    ("not_found", "E.O. 20045", [], {"BEYOND_SERIES"}),
    # Lists: members not held are explained, days behind members are theirs.
    ("partial", "Executive Orders No. 9577-A, No. 12866, and No. 13132", ["/eo/9577-A", "/eo/13132"], None),
    ("resolved", "Executive Orders 9577-A, of June 29, 1945, and 13132 of August 4, 1999", None, set()),
    # Another work in which the order is printed too.
    ("resolved", "Exec. Order No. 13,132, reprinted as amended in 5 U.S.C. § 601 app. at 80 (2012)", None, set()),
    ("resolved", "Exec. Order 13132, set out as a note under 5 U.S.C. 601, sec. 9", ["/eo/13132"], set()),
    ("resolved", "E.O. 13526: DECL: 03/14/2046", ["/eo/13526"], set()),
    ("resolved", "EO 13132, 64 FR 43255; 3 CFR, 1999 Comp., p. 206", ["/eo/13132"], {"PAGE_NOT_KNOWN"}),
    # What only describes is never one document.
    ("unrecognised", "executive order on Iraq", [], set()),
    ("unrecognised", "memo about federal schedules", [], set()),
    ("unrecognised", "EO on flag burning", [], set()),  # nor is it a title that nobody knows
    ("unrecognised", "memorandum regarding the pay of lamp keepers at sea", [], set()),
    ("not_found", "Memorandum on Improving the Pay of Lamp Keepers", [], {"NOT_KNOWN"}),  # written as titles are
    ("not_found", "executive order entitled lamp keepers", [], {"NOT_KNOWN"}),  # said to be one
    # Laws, and the papers of others.
    ("unrecognised", "section 7 of the Equal Employment Act", [], set()),
    ("unrecognised", "Secretarial Order 3398 (April 16, 2021)", [], set()),
    ("unrecognised", "Executive Order N-79-20", [], set()),
    ("unrecognised", "Philippine Executive Order No. 13132, series of 1999", [], set()),
    ("unrecognised", "Governor Lee's Executive Order 13132", [], set()),
    ("unrecognised", "Anti-Smuggling Proclamation No. 1180/2020", [], set()),
    ("unrecognised", "Spec. Proc. No. 10149", [], set()),
    ("unrecognised", "Rev. Proc. 10149", [], set()),
    ("unrecognised", "OMB Memorandum M-17-28, section 2", [], set()),
    ("unrecognised", "Department of Justice Memorandum, January 28, 2017", [], set()),
    # Papers of Presidents that no list has.
    ("not_found", "National Security Directive of October 5, 1990", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "Reorganization Plans No. 3 of 1947, and No. 5 of 1949", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "1947 Reorganization Plan No. 3", [], {"NOT_IN_ARCHIVE"}),
    ("not_found", "Reorganization Plan II", [], {"NOT_IN_ARCHIVE"}),
    # Directives of several series have one title.
    ("not_found", "PPD-40 (“Organization of the Council”)", [], {"NOT_IN_ARCHIVE"}),
    # Addresses: kept by archives of the web, numbers in names of files.
    ("resolved", "https://web.archive.org/web/2018/https://www.federalregister.gov/d/2017-02386", [MEMO], set()),
    ("resolved", "https://public-inspection.federalregister.gov/2017-02386.pdf", [MEMO], set()),
    ("resolved", "https://www.govinfo.gov/link/fr/2017-02386", [MEMO], set()),
    ("resolved", "https://www.govinfo.gov/link/cpd/proclamation/10149", ["/proclamation/10149"], set()),
    ("resolved", "https://www.example.gov/laws/EO_13132.pdf", ["/eo/13132"], set()),
    (
        "resolved",
        "https://www.whitehouse.gov/the-press-office/2020/10/21/executive-order-creating-schedule",
        ["/eo/13957"],
        {"TITLE_APPROXIMATE"},
    ),
    (  # cut in the middle of a word
        "resolved",
        "https://www.whitehouse.gov/the-press-office/2020/10/21/executive-order-creating-sched",
        ["/eo/13957"],
        {"TITLE_APPROXIMATE"},
    ),
    # Orders that only other governments number so.
    ("unrecognised", "Texas Executive Order GA-38 of July 29, 2021", [], set()),
    ("unrecognised", "Executive Order 2020-01D of January 3, 2020", [], set()),
    ("unrecognised", "Ohio's Executive Order 83 of July 29, 2021", [], set()),
    ("unrecognised", "Rev. Proc. 2020-11", [], set()),
    ("unrecognised", "Rev. Rul. 2003-106", [], set()),
    # Templates and links of wikis, emphasis.
    ("resolved", "{{Executive Order|13132}}", ["/eo/13132"], set()),
    ("resolved", "{{USFR|82|9125}}", [MEMO], set()),
    ("resolved", "[[Executive Order 13132|the order]]", ["/eo/13132"], set()),
    ("resolved", "Executive Order 13132, _Federalism_", ["/eo/13132"], set()),
    # Pinpoints as typed.
    ("resolved", "Reason: s1.4(g), E.O. 13526", ["/eo/13526/sec-1.4/g"], set()),
    ("resolved", "E.O. 13526 1.4g", ["/eo/13526/sec-1.4/g"], set()),
    ("resolved", "E.O.13526§1.4(g)", ["/eo/13526/sec-1.4/g"], set()),
    ("resolved", "E.O. 13526 § 1.4[g]", ["/eo/13526/sec-1.4/g"], set()),
    ("resolved", "EO 13526, Sec. 1.2. (a) and (b)", ["/eo/13526/sec-1.2/a", "/eo/13526/sec-1.2/b"], set()),
    ("resolved", "E.O. 13526 1.2(a) and (b)", ["/eo/13526/sec-1.2/a", "/eo/13526/sec-1.2/b"], set()),
    ("resolved", "sub-section (g) of section 1.4, EO 13526", ["/eo/13526/sec-1.4/g"], set()),
    ("resolved", "EO 13780 3c(ix)", ["/eo/13780/sec-3/c/ix"], set()),
    ("resolved", "order 13526 section 1.4", ["/eo/13526/sec-1.4"], set()),
]


@pytest.mark.parametrize(("outcome", "text", "targets", "codes"), ANSWERS)
def test_real_writing(outcome: str, text: str, targets: list[str] | None, codes: set[str] | None) -> None:
    answer = resolve_text(text, ARCHIVE)
    given = {e.code for e in answer.explanations} - {"REVOKED", "AMENDED", "CORRECTED_BY"}
    assert answer.outcome == outcome, answer
    assert targets is None or named(answer) == targets
    assert codes is None or given == codes


def test_a_directive_of_another_series_is_only_proposed() -> None:
    answer = resolve_text("PPD-40 (“Organization of the Council”)", ARCHIVE)
    assert [t.document.key for t in answer.suggestions] == [2]


BARE = [
    ("13526", "resolved", ["/eo/13526"]),
    ("No. 13,526", "resolved", ["/eo/13526"]),
    ("13526 § 1.4(a)", "resolved", ["/eo/13526/sec-1.4/a"]),
    ("10149", "resolved", ["/proclamation/10149"]),
    ("12866", "not_found", []),  # known from a list
]


@pytest.mark.parametrize(("typed", "outcome", "targets"), BARE)
def test_a_number_typed_alone(typed: str, outcome: str, targets: list[str]) -> None:
    answer = resolve_bare_number(typed, ARCHIVE)
    assert answer and (answer.outcome, named(answer)) == (outcome, targets)


@pytest.mark.parametrize("typed", ["2017", "90210", "123", "13526 pages", "EO 13526", ""])
def test_other_words_are_no_bare_number(typed: str) -> None:
    assert resolve_bare_number(typed, ARCHIVE) is None


OTHER_TITLES = [
    # cited, the explanations of its title
    ("Executive Order 13526: Unclassified Public Information", ["TITLE_APPROXIMATE"]),
    ("Executive Order 13526, “Unclassified Public Information”", ["TITLE_APPROXIMATE"]),
    ("“Executive Order 13526: Classified National Security Information.”", []),
    ("Executive Order 13526 (“the Secrecy Order”)", []),  # a definition
    ("Executive Order 13526: what it says", []),  # no title
]


@pytest.mark.parametrize(("text", "codes"), OTHER_TITLES)
def test_a_wrong_title_beside_a_number_is_told(text: str, codes: list[str]) -> None:
    answer = resolve_text(text, ARCHIVE)
    assert (answer.outcome, named(answer)) == ("resolved", ["/eo/13526"])
    assert [e.code for e in answer.explanations if e.code.startswith("TITLE")] == codes


PARALLEL = [
    # Forms of one document, in any order; days of effect, pages behind plans.
    ("3 CFR, 2009 Comp., p. 298; E.O. 13526", "resolved"),
    ("E.O. 13526; 3 CFR, 2009 Comp., p. 298", "resolved"),
    ("Ex. Ord. No. 13526, eff. June 27, 2010, 75 F.R. 707", "resolved"),
    ("Ex. Or. 13526", "resolved"),
    ("E.O. 13526, effective on June 27, 2010", "resolved"),
]


@pytest.mark.parametrize(("text", "outcome"), PARALLEL)
def test_parallel_forms_are_one_document(text: str, outcome: str) -> None:
    answer = resolve_text(text, ARCHIVE)
    assert (answer.outcome, named(answer)) == (outcome, ["/eo/13526"])


def test_the_volume_behind_a_plan_is_no_plan() -> None:
    answer = resolve_text("Reorg. Plan No. 3 of 1978, 43 F.R. 41943", ARCHIVE)
    assert [e.message for e in answer.explanations if "Reorganization Plan 43" in e.message] == []
    assert answer.outcome == "not_found"
