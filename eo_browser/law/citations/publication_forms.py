"""Places in the Federal Register and in Title 3's compilation, and the laws and codes that are not ours."""

from __future__ import annotations

import re

from .form import Form, ValueAndEnd, pattern, simple
from .parts import Compiled, Filed, Outside, PagePoint, RegisterPage, Value

_FR = r"(?:F\.?\s?R\.?|Fed\.?\s*Reg(?:ister\b|\.|\b)|Federal\s+Register)"
_PAGE = r"(?:\d{1,3},\d{3}|\d{1,6})"
_UNIT = r"\s*(?:F\.?\s?R\b|Fed\b|C\.?\s?F\.?\s?R|U\.?\s?S\.?\s?C|Stat\b)"
_POINT = re.compile(rf"\s?(?:,\s?(?:at\s|pp?\.\s?)?|-)\s?(?P<page>{_PAGE})(?![\d,]?\d|-\d)(?!{_UNIT})", re.IGNORECASE)
_AT = re.compile(rf"\s?,?\sat\s(?P<page>{_PAGE})(?!\d)", re.IGNORECASE)
_LONGEST_DOCUMENT = 800  # pages; a number further away is no page of the same document
VOLUMES_AT_MOST = 130


def page_number(printed: str) -> int:
    """Return a printed page number as a number: "45,161" → 45161."""
    return int(printed.replace(",", ""))


def _read_page(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    """Volume and first page, then the pages pointed at: "75 Fed. Reg. 707, 709", "707–31"."""
    volume, page = int(found["volume"]), page_number(found["page"])
    if not 0 < volume <= VOLUMES_AT_MOST:
        return None
    points: list[int] = []
    end = found.end()
    while point := (_POINT.match(text, end) or _AT.match(text, end)):
        later = _later_page(page, point["page"])
        if not page <= later <= page + _LONGEST_DOCUMENT or len(points) >= 20:
            break
        points.append(later)
        end = point.end()
    return RegisterPage(volume, page, tuple(points)), end


def _later_page(first: int, printed: str) -> int:
    """A page that may be shortened: 707 and "31" → 731."""
    page = page_number(printed)
    if page < first and len(str(page)) < len(str(first)):
        return int(str(first)[: -len(str(page))] + str(page))
    return page


def _compiled(found: re.Match[str]) -> Value:
    """A page of a volume of Title 3, and the years the volume covers: "1971–75" is 1971 to 1975."""
    first = found["comp1"] or found["year1"] or "0"
    last = found["comp2"] or found["year2"] or first
    last = first[: 4 - len(last)] + last if len(last) < 4 else last
    return Compiled(page_number(found["page1"] or found["page2"] or found["page3"]), int(first), int(last))


def _points(found: re.Match[str]) -> Value:
    pages: list[int] = []
    for printed in re.findall(_PAGE, found["pages"]):
        pages.append(_later_page(pages[0], printed) if pages else page_number(printed))
    return PagePoint(tuple(pages))


FILED_NUMBER = r"(?:[A-Z]\d{0,2}-)?(?:[A-Z]\d{1,2}|\d{2}|\d{4})-\d{1,6}"
REGISTER_FORMS: tuple[Form, ...] = (
    Form(
        "register-page",
        "Federal Register",
        pattern(
            rf"(?P<volume>\d{{1,3}})[\s,\-]{{0,12}}{_FR}[\s\-,]{{0,12}}(?:no\.\s?\d{{1,3}},?\s)?(?:at\s|pp?\.\s?|pages?\s)?(?P<page>{_PAGE})(?![\d,]?\d)"
        ),
        _read_page,
        ("75 FR 707", "75 F.R. 707", "82-FR-9125", "82 Fed. Reg. 9,125", "75 Fed. Reg. 707, 709"),
    ),
    Form(
        "register-volume-page",
        "Federal Register",
        pattern(
            rf"""(?:Federal\s+Register|Fed\.?\s?Reg\.?)\*?,?\s+(?:vol(?:ume|\.)?\s?)?(?P<volume>\d{{1,3}})(?:\.\d{{1,3}}|\s?\(\d{{1,3}}\))?
                 (?:,?\s*no\.\s?\d+)?(?:,?\s*\(?[\w ,.]{{0,20}}\d{{4}}\)?)?\s?(?:[,:]\s*(?:pp?\.|pages?)|:)\s*
                 (?P<page>{_PAGE})(?![\d,]?\d)"""
        ),
        _read_page,
        (
            "Federal Register, vol. 75, no. 2, 5 Jan. 2010, pp. 707–31",
            "Federal Register 75:707",
            "Federal Register 75, no. 2 (January 5, 2010): 707–31",
        ),
    ),
    Form(
        "document-number",
        "Federal Register",
        pattern(
            rf"""\[?FR\s?Docs?\.?\s*(?:no\.?\s*)?(?P<number>{FILED_NUMBER})
                 (?:\s*Filed\s+\d{{1,2}}-\d{{1,2}}-\d{{2,4}};\s*\d{{1,2}}:\d\d\s*[ap]\.?m\.?)?\]?"""
        ),
        simple(lambda found: Filed(found["number"].upper())),
        ("FR Doc. 2017-02386", "[FR Doc. 2017–02386 Filed 2–1–17; 8:45 am]"),
    ),
    Form(
        "bare-document-number",
        "Federal Register",
        pattern(rf"(?P<number>{FILED_NUMBER})(?![\w-]|\.\d|/)"),
        simple(lambda found: Filed(found["number"].upper())),
        ("2017-02386", "E9-1777", "94-290", "C1-2017-02386"),
        whole_only=True,
    ),
    Form(
        "compilation-page",
        "full legal form",
        pattern(
            rf"""3\s?C\.?\s?F\.?\s?R\.?,?\s+(?:
                 (?:§\s?)?\(?(?P<comp1>\d{{4}})(?:\s?-\s?(?P<comp2>\d{{2,4}}))?,?\s+(?:Comp(?:\.|ilation)?|Supp?\.|C[ou]?m\.\sSupp\.)\)?
                   ,?\s*(?:at\s)?(?:pp?\.\s?|pages?\s)?(?P<page1>{_PAGE})
               | (?:§\s?)?(?P<page2>\d{{1,4}})(?:,\s?\d{{1,4}})?\s*
                 \(\s*(?P<year1>\d{{4}})(?:\s?-\s?(?P<year2>\d{{2,4}}))?,?(?:\s+(?:Comp|Supp)\.?)?\s*\)
               | (?P<page3>\d{{1,4}})(?![\d.]\d|\d)
               )"""
        ),
        simple(_compiled),
        (
            "3 C.F.R. 298 (2010)",
            "3 CFR 298 (2010)",
            "3 CFR, 1959–1963 Comp., p. 610",
            "3 C.F.R. 586 (1971–1975)",
            "3 CFR, 1950 Supp., p. 115",
        ),
    ),
    Form(
        "page",
        "pinpoints",
        pattern(
            rf"(?:at\s+)?(?:pp?\.\s?|pages?\s+|(?<=at\s))(?P<pages>{_PAGE}(?:\s?[,\-]\s?{_PAGE})*)(?![\w-]|\.\d|\s?\()"
        ),
        simple(_points),
        ("p. 9126", "pages 8977, 8979"),
        whole_only=True,
    ),
)

_LINK = "https://www.govinfo.gov/link"


def _code(found: re.Match[str]) -> Value:
    title, section = found["title"], found["section"]
    name = f"{title} U.S.C. {section}{(found['sub'] or '').replace(' ', '')}"
    return Outside(name, f"{_LINK}/uscode/{title}/{_first_section(section)}")


def _first_section(printed: str) -> str:
    """Where a range of sections begins ("5701-5707" → "5701"); one section's own dash stays ("300aa-1", "1395-2")."""
    first, _, last = printed.partition("-")
    return first if first.isdigit() and last.isdigit() and int(last) > int(first) else printed


def _regulation(found: re.Match[str]) -> Value:
    title, place = found["title"], found["place"]
    part, _, section = _first_section(place).partition(".")
    section = section.partition("-")[0] if section.count(".") else section  # "101-560.901" is a range
    link = f"{_LINK}/cfr/{title}/{part}" + (f"?sectionnum={section}" if section else "")
    return Outside(f"{title} CFR {'' if section else 'part '}{place}", link)


def _code_in_words(found: re.Match[str]) -> Value:
    """ "section 301 of title 3, United States Code"."""
    title, label = found["title"], found["section"]
    if found["code"].lower().startswith("code"):
        part, _, section = label.partition(".")
        link = f"{_LINK}/cfr/{title}/{part}" + (f"?sectionnum={section}" if section else "")
        return Outside(f"{title} CFR {'' if section else 'part '}{label}", link)
    name = f"{title} U.S.C. {label}{found['sub'].replace(' ', '')}"
    return Outside(name, f"{_LINK}/uscode/{title}/{_first_section(label)}")


_SECTION_OF_CODE = r"\d{1,5}(?:\.\d{1,5})?[A-Za-z]{0,3}(?:-\d{1,5}[a-z]?)?"
_LABELS_OF_CODE = r"(?:\s?\([A-Za-z0-9]{1,5}\)){0,6}"


OUTSIDE_FORMS: tuple[Form, ...] = (
    Form(
        "code-in-words",
        "outside",
        pattern(
            rf"""(?:sections?|secs?\.?|§{{1,2}}|parts?)\s{{0,3}}(?P<section>{_SECTION_OF_CODE})(?P<sub>{_LABELS_OF_CODE})
                (?:(?:\s?,\s?(?:and\s|or\s)?|\s(?:and|or|through|to)\s|\s?-\s?)(?:{_SECTION_OF_CODE})?{_LABELS_OF_CODE}){{0,12}}
                \s?,?\s(?:of|in)\stitle\s(?P<title>\d{{1,2}})\s?,?\s(?:of\s)?(?:the\s)?
                (?P<code>United\sStates\sCode|U\.?\s?S\.?\s?C(?:ode\b|\.|\b)|Code\sof\sFederal\sRegulations)"""
        ),
        simple(_code_in_words),
        (
            "section 301 of title 3, United States Code",
            "sections 301 and 302(a) of title 3, United States Code",
            "part 213 of title 5 of the Code of Federal Regulations",
        ),
    ),
    Form(
        "united-states-code",
        "outside",
        pattern(
            r"""(?P<title>\d{1,2})\s?U\.?\s?S\.?\s?C(?:ode\b|\.|\b)\s?(?:A\.|S\.)?\s?(?:app\.\s?)?(?:§+\s?|sections?\s|secs?\.\s)?
                (?P<section>\d{1,5}[A-Za-z]{0,3}(?:-\d{1,5}[a-z]{0,2}(?![\w]))?)(?![\d])
                (?P<sub>(?:\s?\([A-Za-z0-9]{1,5}\)){0,8}(?:-\([A-Za-z0-9]{1,5}\))?)
                (?:\s?,?\s?(?:et\s+seq\.?|note\b))?"""
        ),
        simple(_code),
        ("50 U.S.C. 1701 et seq.", "8 U.S.C. § 1182(f)", "5 U.S.C. 5701–5707", "42 U.S.C. 300aa-1"),
    ),
    Form(
        "code-of-federal-regulations",
        "outside",
        pattern(
            r"""(?P<title>\d{1,2})\s?C\.?\s?F\.?\s?R\.?\s?,?\s?(?:chapter\s[IVXL]+,?\s?)?(?:parts?\s|pts?\.\s|§+\s?|sections?\s|secs?\.\s)?
                (?P<place>\d{1,4}(?:\.\d{1,5}[A-Za-z]{0,2})?(?:-\d{1,4}(?:\.\d{1,5})?[a-z]?(?![\w.]\w))?)(?![\d])
                (?:\([a-z0-9]{1,4}\)){0,8}"""
        ),
        simple(_regulation),
        ("5 CFR 213.3102", "31 C.F.R. part 560", "31 CFR 560.101–560.901", "31 CFR parts 500–599"),
    ),
    Form(
        "public-law",
        "outside",
        pattern(
            r"(?:public\s+laws?|pub\.\s?l(?:aw|\.)?|P\.\s?L\.)\s*(?:no\.?\s*)?(?P<congress>\d{2,3})\s?-\s?(?P<law>\d{1,4})(?!\d)"
        ),
        simple(
            lambda found: Outside(
                f"Public Law {found['congress']}-{found['law']}",
                f"{_LINK}/plaw/{found['congress']}/public/{found['law']}",
            )
        ),
        ("Public Law 115-44", "Pub. L. 115–44"),
    ),
    Form(
        "statutes-at-large",
        "outside",
        pattern(rf"(?P<volume>\d{{1,3}})\s+Stat\.?\s+(?P<page>{_PAGE})(?![\d,]?\d)"),
        simple(
            lambda found: Outside(
                f"{found['volume']} Stat. {page_number(found['page'])}",
                f"{_LINK}/statute/{found['volume']}/{page_number(found['page'])}",
            )
        ),
        ("131 Stat. 886",),
    ),
)
