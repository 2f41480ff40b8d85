"""Places in the Federal Register and in Title 3's compilation, and the laws and codes that are not ours."""

from __future__ import annotations

import re

from .dates import DAY, MONTH_OF_YEAR, without_names
from .form import Form, ValueAndEnd, pattern, simple
from .parts import CompilationPage, DocumentNumber, Outside, PagePoint, RegisterPage, Value

_JOURNAL = r"(?:Federal\s+Register|Fed\.?\s*Reg(?:ist(?:er)?)?\b\.?)"
# "88 Federal Register (FR) 75191": the abbreviation repeated behind the name.
_FR = rf"(?:F\.?\s?R\.?|{_JOURNAL}(?:\s?\(\s?\"?F\.?R\.?\"?\s?\))?)"
_PAGE = r"(?:\d{1,3},\d{3}|\d{1,2},\d{4}|\d{1,6})"  # "7,5191": the comma a place too early
_UNIT = r"\s*(?:F\.?\s?R\b|Fed\b|C\.?\s?F\.?\s?R|U\.?\s?S\.?\s?C|Stat\b)"
_POINT = re.compile(rf"\s?(?:,\s?(?:at\s|pp?\.\s?)?|-)\s?(?P<page>{_PAGE})(?![\d,]?\d|-\d)(?!{_UNIT})", re.IGNORECASE)
_AT = re.compile(rf"\s?,?\sat\s(?P<page>{_PAGE})(?!\d)", re.IGNORECASE)
_LONGEST_DOCUMENT = 800  # pages; a number further on is no page of the same document
VOLUMES_AT_MOST = 130


_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
_DAY = rf"(?:{_WEEKDAY}(?:{without_names(DAY.pattern)}|{without_names(MONTH_OF_YEAR.pattern)}))"
_WORDS_BEHIND_PAGE = re.compile(
    r"\s(?!(?:sec|sub|par|at|and|of|on|in|for|to|dated|signed|as|see|also|p|pp)\b)[a-z]{3,}"
)


def page_number(printed: str) -> int:
    """Return a printed page number as a number: "45,161" → 45161."""
    return int(printed.replace(",", ""))


def _read_page(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    """Volume and first page, then the pages pointed at: "75 Fed. Reg. 707, 709", "707–31"."""
    volume, page = int(found["volume"]), page_number(found["page"])
    if not 0 < volume <= VOLUMES_AT_MOST or _is_of_other_words(text, found):
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


_SMALL = re.compile(r"\bfr\b(?!\.)")


def _is_of_other_words(text: str, found: re.Match[str]) -> bool:
    """Whether "fr" in lower case inside a sentence is no Federal Register: "the 82 fr 9125 ratio"."""
    return "fr" in found[0] and bool(_SMALL.search(found[0]) and _WORDS_BEHIND_PAGE.match(text, found.end()))


def _later_page(first: int, printed: str) -> int:
    """A later page, which may be shortened: 707 and "31" → 731."""
    page = page_number(printed)
    if page < first and len(str(page)) < len(str(first)):
        return int(str(first)[: -len(str(page))] + str(page))
    return page


def _compiled(found: re.Match[str]) -> Value | None:
    """A page of a volume of Title 3, and the years the volume covers: "1971–75" is 1971 to 1975."""
    printed_parts = {name.rstrip("0123456789"): printed for name, printed in found.groupdict().items() if printed}
    first = printed_parts.get("year", "0")
    last = printed_parts.get("until", first)
    last = first[: 4 - len(last)] + last if len(last) < 4 else last
    return CompilationPage(page_number(printed_parts["page"]), int(first), int(last))


# "1601-1651, 1701-1706" are sections, "M-21-30" and "Order 2020-045" of other issuers.
_NO_FILED_BEFORE = re.compile(
    r"(?:\d,\s?(?:and\s|or\s)?|[A-Za-z]-"
    r"|\b(?:orders?|notices?|memorand(?:um|a)|circulars?|bulletins?|proc\.|rul\.|reg\.)\s(?:no\.?\s?)?)\Z",
    re.IGNORECASE,
)


def _read_bare_filed(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    if _NO_FILED_BEFORE.search(text[max(0, found.start() - 20) : found.start()]):
        return None
    return DocumentNumber(found["number"].upper()), found.end()


def _page_of_volume(found: re.Match[str]) -> Value | None:
    volume = int(found["volume"] or found["volume2"])
    page = page_number(found["page"] or found["page2"])
    return RegisterPage(volume, page) if 0 < volume <= VOLUMES_AT_MOST else None


def _points(found: re.Match[str]) -> Value:
    pages: list[int] = []
    for printed in re.findall(_PAGE, found["pages"]):
        pages.append(_later_page(pages[0], printed) if pages else page_number(printed))
    return PagePoint(tuple(pages))


FILED_NUMBER = r"(?:[A-Z]\d{1,2}-)?(?:[A-Z]\d{1,2}|\d{2}|\d{4})-\d{1,6}"
_TITLE_3 = r"""(?:3\s?C\.?\s?F\.?\s?R\.?
    | title\s3,?\s(?:of\s)?(?:the\s)?(?:C\.?\s?F\.?\s?R\b\.?|Code\sof\sFederal\sRegulations)
    | 3\sCode\sof\sFederal\sRegulations)"""
_COMPILATION = r"(?:Comp(?:ilation\b|\.|\b)|Supp(?:lement\b|\.|\b)|C[ou]?m\.\sSupp\.)"
_AT_PAGE = r"(?:at\s)?(?:pp?\.?\s?|pages?\s)?"


def _years(place: int) -> str:
    """The pattern of the years of a volume of Title 3: "1976", "1971–1975", "1971 to 1975"."""
    return rf"(?P<year{place}>\d{{4}})(?:\s?(?:-|/|\bto\b|\bthrough\b)\s?(?P<until{place}>\d{{4}}|\d\d))?"


_VOLUME_AND_PAGE = rf"""(?:\s?\(\s?"?F\.?R\.?"?\s?\))?\s?[*_,/]{{0,2}}\s{{0,12}}
                 (?:(?P<year>(?:19|20)\d\d)\s?[,;]\s?)?(?:vol(?:ume|\.)?\s?)?(?P<volume>\d{{1,3}})
                 (?:\.\d{{1,3}}|\s?\(\s?(?:no\.?\s?)?\d{{1,3}}\s?\)|\s?:\s?\d{{1,3}}(?=\s?\(|\s?[,:]\s?\D))?
                 (?:\s?[,/]?\s?(?:no|num|number|issue)s?\.?\s?\d{{1,3}})?
                 (?:\s?[,/]?\s?(?:\(\s?(?:{_DAY}|(?:19|20)\d\d)\s?\)|{_DAY}|(?:19|20)\d\d(?=,\s?(?:p|at\b))))?
                 \s?(?:[,:/]\s*(?:presidential\sdocuments,?\s)?(?:at\s)?(?:pp?\.?\s?|pages?\s?)|\sat\s(?:pp?\.?\s?|pages?\s?)?
                      |\s(?:pp?\.?|pages?)\s|:\s*|,\s?(?=\d{{3}}|\d\d,)|/\s?presidential\sdocuments\s)
                 (?P<page>{_PAGE})(?![\d,]?\d)"""


REGISTER_FORMS: tuple[Form, ...] = (
    Form(
        "register-page",
        "Federal Register",
        pattern(
            rf"""(?P<volume>\d{{1,3}})(?:\s?\(\d{{1,3}}\))?[\s,\-]{{0,12}}{_FR}[\s\-,:]{{0,12}}
                 (?:(?:no|num|number)\.?\s?\d{{1,3}},?\s)?(?:\({_DAY}\)[,:]?\s|{_DAY},\s(?=at|p))?
                 (?:at\s)?(?:pp?\.?\s?|pages?\s)?(?P<page>{_PAGE})(?![\d,]?\d)"""
        ),
        _read_page,
        ("75 FR 707", "75 F.R. 707", "82-FR-9125", "82 Fed. Reg. 9,125", "75 Fed. Reg. 707, 709"),
        in_text=pattern(
            rf"""(?P<volume>\d{{1,3}})[\s,\-]{{0,12}}(?:F\.?\s?R\.?|Fed\.?\s*Reg(?:ister\b|\.|\b)|Federal\s+Register)
                 [\s\-,]{{0,12}}(?:no\.\s?\d{{1,3}},?\s)?(?:at\s|pp?\.\s?|pages?\s)?(?P<page>{_PAGE})(?![\d,]?\d)"""
        ),
    ),
    Form(
        "register-volume-page",
        "Federal Register",
        pattern(rf"(?:{_JOURNAL}|(?-i:FR)){_VOLUME_AND_PAGE}"),
        _read_page,
        (
            "Federal Register, vol. 75, no. 2, 5 Jan. 2010, pp. 707–31",
            "Federal Register 75:707",
            "Federal Register 75, no. 2 (January 5, 2010): 707–31",
            "Federal Register 75:2 (5 January 2010): 707–731",
            "Federal Register, 75(2), 707-731",
            "Federal Register, 75, 707-731",
            "Fed. Regist. 2010, 75, 707",
            "Federal Register / Vol. 75, No. 2 / Tuesday, January 5, 2010 / Presidential Documents 707",
        ),
        in_text=pattern(_JOURNAL + _VOLUME_AND_PAGE),
    ),
    Form(
        "register-volume-in-words",
        "Federal Register",
        pattern(
            rf"""volume\s(?P<volume>\d{{1,3}}),?\s(?:(?:no\.?|number|issue)\s\d{{1,3}},?\s)?(?:of\s)?(?:the\s)?{_FR},?\s
                 (?:at\s|on\s|beginning\s(?:at|on)\s)?(?:pp?\.?\s?|pages?\s)?(?P<page>{_PAGE})(?![\d,]?\d)"""
        ),
        _read_page,
        ("Volume 75 of the Federal Register at page 707",),
        whole_only=True,
    ),
    Form(
        "register-page-of-volume",
        "Federal Register",
        pattern(
            rf"""(?:volume\s(?P<volume>\d{{1,3}}),?\s(?:at\s)?pages?\s(?P<page>{_PAGE})|pages?\s(?P<page2>{_PAGE})(?:\s?-\s?{_PAGE})?,?\s
                 (?:of|in)?\s?(?:the\s)?vol(?:ume|\.)\s(?P<volume2>\d{{1,3}})),?\s(?:of\s)?(?:the\s)?{_FR}"""
        ),
        simple(_page_of_volume),
        ("volume 75, page 707 of the Federal Register", "page 707 of volume 75 of the Federal Register"),
        whole_only=True,
    ),
    Form(
        "register-running-head",
        "Federal Register",
        pattern(rf"(?P<page>{_PAGE})\s{{1,12}}Federal\s+Register\s?/\s?Vol\.\s(?P<volume>\d{{1,3}})(?!\d)"),
        simple(lambda found: RegisterPage(int(found["volume"]), page_number(found["page"]))),
        ("708 Federal Register / Vol. 75",),
        whole_only=True,
    ),
    Form(
        "document-number",
        "Federal Register",
        pattern(
            rf"""\[?(?:(?:FR|Federal\sRegister)\s?Doc(?:ument|s)?\b\.?\s*(?:(?:no|num(?:ber)?)s?\b\.?\s?:?\s*)?
                   |document\s(?:number|no\.):?\s)(?P<number>{FILED_NUMBER})
                 (?:\s*Filed\s+\d{{1,2}}-\d{{1,2}}-\d{{2,4}};\s*\d{{1,2}}:\d\d\s*[ap]\.?m\.?)?\]?"""
        ),
        simple(lambda found: DocumentNumber(found["number"].upper())),
        ("FR Doc. 2017-02386", "FR Document Number 2017-02386", "[FR Doc. 2017–02386 Filed 2–1–17; 8:45 am]"),
    ),
    Form(
        "bare-document-number",
        "Federal Register",
        pattern(rf"(?P<number>{FILED_NUMBER})(?![\w-]|\.\d|/)"),
        _read_bare_filed,
        ("2017-02386", "E9-1777", "94-290", "C1-2017-02386"),
        whole_only=True,
    ),
    Form(
        "compilation-page",
        "full legal form",
        pattern(
            rf"""{_TITLE_3}(?:(?:,?\s?part\b)?,?\s*(?:
                 (?:§\s?)?[(\[]?{_years(1)},?\s+{_COMPILATION}[)\]]?,?\s*{_AT_PAGE}(?P<page1>{_PAGE})
               | [(\[]?{_COMPILATION},?\s[(\[]?{_years(2)}[)\]]{{0,2}},?\s*{_AT_PAGE}(?P<page2>{_PAGE})
               | {_years(3)},\s(?:at\s|pp?\.?\s?|pages?\s)(?P<page3>{_PAGE}))
               |,?\s*(?:(?:§\s?)?{_AT_PAGE}(?P<page4>\d{{1,4}})(?:(?:,\s?|-)\d{{1,4}})?,?\s*
                 \(\s*{_years(4)},?(?:\s+{_COMPILATION})?\s*\)
               | {_AT_PAGE}(?P<page5>\d{{1,4}}),?\s{_years(5)}\s{_COMPILATION}
               | {_AT_PAGE}(?P<page6>(?!(?:19|20)\d\d\b)\d{{1,4}})(?![\d.]\d|\d)
               ))"""
        ),
        simple(_compiled),
        (
            "3 C.F.R. 298 (2010)",
            "3 CFR 298 (2010)",
            "3 CFR, 1959–1963 Comp., p. 610",
            "3 C.F.R. 586 (1971–1975)",
            "3 CFR, 1950 Supp., p. 115",
            "3 CFR part 1995 Comp., p. 333",
            "3 CFR, 1971 to 1975 Comp, p 678",
            "Title 3 of the CFR, 1976 Comp., p. 90",
            "3 CFR Comp., 1995, p. 333",
            "3 CFR p. 301 (1985)",
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
    """ "50 U.S.C. App. 4305": the appendix of a title is numbered by itself."""
    title, section = found["title"], found["section"]
    appendix = bool(found["app"])
    name = f"{title} U.S.C. {'App. ' if appendix else ''}{section}{(found['sub'] or '').replace(' ', '')}"
    link = f"{_LINK}/uscode/{title}/{_first_section(section)}"
    return Outside(name, f"{link}?type=uscappendix" if appendix else link)


def _first_section(printed: str) -> str:
    """Where a range of sections begins ("5701-5707" → "5701"); one section's own dash stays ("300aa-1", "1395-2")."""
    if same := _LETTERED_RANGE.fullmatch(printed):
        return same[1]
    first, _, last = printed.partition("-")
    return first if first.isdigit() and last.isdigit() and int(last) > int(first) else printed


_LETTERED_RANGE = re.compile(r"((\d+)[a-z]+)-\2[a-z]+(?:-\d+)?")  # "1234aa-1234bb-5"


def _regulation(found: re.Match[str]) -> Value:
    return _regulation_at(found["title"], found["place"], (found["sub"] or "").replace(" ", ""))


def _regulation_at(title: str, place: str, labels: str = "") -> Outside:
    """A part or a section of the Code of Federal Regulations; the place of a part ends at a range's first."""
    part, _, section = _first_section(place).partition(".")
    section = section.partition("-")[0] if section.count(".") else section  # "101-560.901" is a range
    link = f"{_LINK}/cfr/{title}/{part}" + (f"?sectionnum={section}" if section else "")
    return Outside(f"{title} CFR {'' if section else 'part '}{place}{labels if section else ''}", link)


def _code_before_section(found: re.Match[str]) -> Value:
    code, title = found["code"] or found["code2"], found["title"] or found["title2"]
    return _in_code(code, title, found["section"], found["sub"] or "")


def _code_in_words(found: re.Match[str]) -> Value:
    """ "section 301 of title 3, United States Code"."""
    return _in_code(found["code"], found["title"], found["section"], found["sub"])


def _in_code(code: str, title: str, place: str, labels: str) -> Value:
    labels = labels.replace(" ", "")
    if code.lower().startswith("c"):
        return _regulation_at(title, place, labels)
    return Outside(f"{title} U.S.C. {place}{labels}", f"{_LINK}/uscode/{title}/{_first_section(place)}")


_SECTION_OF_CODE = r"\d{1,6}[a-z]{0,2}(?:\.\d{1,5})?[A-Za-z]{0,3}(?:-\d{1,5}[a-z]?)?"
_CODES = (
    r"(?:United\sStates\sCode|U\.?\s?S\.?\sCode|U\.?\s?S\.?\s?C(?:ode\b|\.|\b)"
    r"|Code\sof\sFederal\sRegulations|C\.?\s?F\.?\s?R\b\.?)"
)
_OF_CODE = r"(?:parts?\s|pts?\.\s|§{1,2}\s?|sections?\s|secs?\.?\s|ss?\.\s?)"
_LABELS_OF_CODE = r"(?:\s?\([A-Za-z0-9]{1,5}\)){0,6}"


OUTSIDE_FORMS: tuple[Form, ...] = (
    Form(
        "code-in-words",
        "outside",
        pattern(
            rf"""(?:sections?|secs?\.?|§{{1,2}}|parts?)\s{{0,3}}(?P<section>{_SECTION_OF_CODE})(?P<sub>{_LABELS_OF_CODE})
                (?:(?:\s?,\s?(?:and\s|or\s)?|\s(?:and|or|through|to)\s|\s?-\s?)(?:{_SECTION_OF_CODE})?{_LABELS_OF_CODE}){{0,12}}
                \s?,?\s(?:of|in)\stitle\s(?P<title>\d{{1,2}})\s?,?\s(?:of\s)?(?:the\s)?
                (?P<code>{_CODES})"""
        ),
        simple(_code_in_words),
        (
            "section 301 of title 3, United States Code",
            "sections 301 and 302(a) of title 3, United States Code",
            "part 213 of title 5 of the Code of Federal Regulations",
        ),
    ),
    Form(
        "code-before-section",
        "outside",
        pattern(
            rf"""(?:(?P<code>{_CODES}),?\s(?:at\s)?title\s(?P<title>\d{{1,2}}),?\s|title\s(?P<title2>\d{{1,2}}),?\s(?:of\s)?(?:the\s)?(?P<code2>{_CODES}),?\s)
                (?:at\s)?{_OF_CODE}(?P<section>{_SECTION_OF_CODE})(?![A-Za-z0-9])(?P<sub>{_LABELS_OF_CODE})"""
        ),
        simple(_code_before_section),
        (
            "U.S. Code Title 18, section 1905",
            "Title 18, United States Code, § 1905",
            "Title 15 CFR, § 4a.3",
        ),
    ),
    Form(
        "united-states-code",
        "outside",
        pattern(
            r"""(?P<title>\d{1,2})\s?(?:U\.?\s?S\.?\s?C(?:ode\b|\.|\b)|U\.?\s?S\.?\sCode|United\sStates\sCode)\s?(?:A\.|S\.|A\b|S\b)?\s?,?\s?
                (?P<app>app(?:endix\b|\.|\b)\s?)?(?:§+\s?|sections?\s|secs?\.?\s?(?=\d)|ss?\.\s?)?
                (?P<section>\d{1,6}[A-Za-z]{0,3}(?:-\d{1,5}[a-z]{0,2}(?:-\d{1,3})?(?![\w]))?)(?![\d])
                (?P<sub>(?:\s?\([A-Za-z0-9]{1,5}\)){0,8}(?:-\([A-Za-z0-9]{1,5}\))?)
                (?:,?\s§\s?\d{1,3}(?:\([A-Za-z0-9]{1,5}\)){0,4})?(?:\s?,?\s?(?:et\s+seq\.?|note\b))?"""
        ),
        simple(_code),
        ("50 U.S.C. 1701 et seq.", "8 U.S.C. § 1182(f)", "54 U.S.C. 320301", "5 U.S.C. 5701–5707", "42 U.S.C. 300aa-1"),
    ),
    Form(
        "appendix-of-code",
        "outside",
        pattern(
            rf"(?P<title>\d{{1,2}})\s(?P<app>app(?:\.|endix)?)\sU\.?\s?S\.?\s?C\.?\s?(?:§+\s?)?(?P<section>\d{{1,5}}[a-z]{{0,3}})(?P<sub>{_LABELS_OF_CODE})"
        ),
        simple(_code),
        ("50 App. U.S.C. 2401",),
        whole_only=True,
    ),
    Form(
        "code-of-federal-regulations",
        "outside",
        pattern(
            r"""(?P<title>\d{1,2})\s?(?:C\.?\s?F\.?\s?R\.?|Code\sof\sFederal\sRegulations)\s?,?\s?(?:chapter\s[IVXL]+,?\s?)?
                (?:parts?\s|pts?\.\s|§+\s?|sections?\s|secs?\.?\s)?
                (?P<place>\d{1,4}[a-z]{0,2}(?:\.\d{1,5}[A-Za-z]{0,2}(?:\d{1,2}(?=-))?)?(?:-\d{1,4}[A-Za-z]?(?:\.\d{1,5})?[a-z]?(?![\w.]\w))?)(?![A-Za-z0-9])
                (?P<sub>(?:\([A-Za-z0-9]{1,4}\)){0,8})"""
        ),
        simple(_regulation),
        ("5 CFR 213.3102", "31 C.F.R. part 560", "15 CFR 4a.3", "31 CFR 560.101–560.901", "31 CFR parts 500–599"),
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
