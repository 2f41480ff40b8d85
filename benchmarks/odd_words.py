"""Rules about odd words in citations, relations, amendments and articles: what each reads, and who writes so.

`special_cases.py` counts the documents whose words each rule of `ODD_WORDS` is for, in one pass over the texts and
lists of the corpus. No document of the corpus needs what `IN_ARTICLES` reads: journalists, lawyers and page editors
write it, and each row says who.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from eo_browser.law.citations.anchors import AnchoredPattern


@dataclass(frozen=True)
class OddWords:
    """A rule about odd words: where it is ("module:name" below `eo_browser.law`), the part of it that they need.

    `words` is what a document must have to count; a text without any of `near`, in lower case, is not searched.
    `example` has words of the kind, which the rule reads with that part and not without it.
    """

    about: str
    place: str
    part: str
    words: str
    example: str
    near: tuple[str, ...]
    kept: str = ""  # for one that fewer than three documents need


@dataclass(frozen=True)
class InArticles:
    """A rule about what is written outside the corpus, with the kind of writing that needs it."""

    about: str
    place: str
    part: str
    serves: str


CITATIONS, CONTEXT, RELATIONS = "citations.", "context.", "context.relations."
ARTICLES, RESOLVER, AMENDING = "context.articles.", "resolver.", "amending."
ACTS = RELATIONS + "act_wording:"
CLAUSES = AMENDING + "clauses:"
PLACES = AMENDING + "places:"
SHAPES = AMENDING + "shapes:"
TARGETS = AMENDING + "targets:"
QUOTED = r"\s+(?:the\s+)?(?:words?\s|phrases?\s|figures?\s|numbers?\s|[“\"])"

ODD_WORDS = (
    # citations
    OddWords(
        "“Executive Order of July 11, 1933, No. 6202-A”",
        CITATIONS + "number_forms:NUMBER_FORMS",
        "executive-order-day-and-number",
        r"\bExecutive\s+Order\s+of\s+[A-Z][a-z]+\s\d{1,2},\s\d{4},?\s\(?\s?No\.",
        "Executive Order of July 11, 1933, No. 6202-A",
        ("executive order of",),
    ),
    OddWords(
        "“3 CFR, 1950 Cum. Supp.”",
        CITATIONS + "publication_forms:_COMPILATION",
        r"|C[ou]?m\.\sSupp\.",
        r"\bC[ou]m\.\s+Supp\.",
        "Cum. Supp.",
        ("cum. supp", "com. supp"),
    ),
    OddWords(
        "“50 App. U.S.C. 2401”: the appendix before the code",
        CITATIONS + "publication_forms:OUTSIDE_FORMS",
        "appendix-of-code",
        r"\b\d{1,2}\sApp(?:\.|endix)?\sU\.?\s?S\.?\s?C",
        "50 App. U.S.C. 2401",
        (" app",),
    ),
    OddWords(
        "“as amended and in effect on May 3, 1993”",
        CITATIONS + "as_amended:_AMENDED",
        r"(?:,?\s+and\s+(?=in\s+(?:effect|force)\b))?",
        r"\bas\s+amended,?\s+and\s+in\s+(?:effect|force)\b",
        "as amended and in effect on May 3, 1993",
        ("amended",),
    ),
    # context
    OddWords(
        "“Governor’s Executive Order 1081”: an order of Hawaii’s",
        CONTEXT + "named_kinds:_GOVERNOR_BEFORE",
        r"Governor[’'´`]?s?|",
        r"\bGovernor[’'´`]?s?\s{1,3}Executive\s+Orders?\b",
        "Governor's ",
        ("governor",),
    ),
    OddWords(
        "“Executive Order No. 925 of the Governor”",
        CONTEXT + "named_kinds:_GOVERNOR_BEHIND",
        "Governor",
        r"\bExecutive\s+Order\s+(?:Numbered\s|No\.\s*)?\d+,?\s{1,3}of\s{1,3}the\s{1,3}Governor\b",
        " of the Governor",
        ("of the governor",),
    ),
    OddWords(
        "“the said section”, “the same paragraph”",
        CONTEXT + "context_wording:BELONGS",
        "|said|such",
        r"\b(?:of|in|to|under|from)\s{1,3}(?:said|such)\s{1,3}(?:order|section|paragraph|subsection)\b",
        " of said order",
        (" said ", " such "),
    ),
    OddWords(
        "“thereof” behind a label",
        CONTEXT + "context_wording:BELONGS",
        "|thereof",
        r"\b(?:section|paragraph|part)\s+[\d(]\S*,?\s+thereof\b",
        " thereof",
        ("thereof",),
    ),
    # relations
    OddWords(
        "“annulled”",
        ACTS + "PASSIVE",
        "|annulled",
        r"\b(?:is|are|be)\s+(?:hereby\s+)?annulled\b",
        "is hereby annulled",
        ("annulled",),
        kept="an ordinary verb for ending an order, one word in the list of such verbs",
    ),
    OddWords(
        "“cancelled”, “canceled”",
        ACTS + "PASSIVE",
        "|cancell?ed",
        r"\b(?:is|are)\s+(?:hereby\s+)?cancell?ed\b",
        "is hereby canceled",
        ("cancel",),
    ),
    OddWords(
        "“reinstated”, “restored”, “revived”",
        ACTS + "PASSIVE",
        "|reinstated|restored|revived",
        r"\b(?:is|are)\s+(?:hereby\s+)?(?:reinstated|restored|revived)\b",
        "is hereby revived",
        ("reinstated", "restored", "revived"),
    ),
    OddWords(
        "“the same is hereby revoked”",
        ACTS + "PASSIVE",
        r"|the\s+same",
        r"\bthe\s+same\s+(?:is|are)[\s,]+(?:hereby[\s,]+)?(?:revoked|amended|rescinded|superseded|modified)\b",
        "be and the same is hereby revoked",
        ("the same",),
    ),
    OddWords(
        "“this order superseded Order No. 1”: the past for the present",
        ACTS + "ACTIVE",
        "supersede[sd]?",
        r"\b(?:this\s+(?:order|proclamation|memorandum|notice)|hereby)\s+superseded?\s",
        "this order supersedes ",
        ("supersede",),
    ),
    OddWords(
        "“extended and made applicable to”: not in time",
        ACTS + "EXTENDED_TO",
        r"made\s+applicable",
        r"\bextended\s+(?:and\s+)?(?:is\s+|are\s+)?made\s+applicable\b|\bextended,?\s+and\s+made\s+applicable\b",
        " and made applicable",
        ("made applicable",),
    ),
    OddWords(
        "“paragraph lettered (a) of”, “paragraph numbered 1 of”",
        ACTS + "PART_NAMED",
        r"(?:numbered\s+|lettered\s+|No\.\s*)?",
        r"\b(?:section|paragraph|clause|part)\s+(?:numbered|lettered)\s+\(?\w",
        "paragraph numbered 1 of ",
        ("numbered", "lettered"),
    ),
    OddWords(
        "“so much of Order 1 as”",
        ACTS + "PART_OF",
        r"|so\s+much",
        r"\bso\s+much\s+of\s+(?:the\s+)?(?:said\s+)?(?:Executive|Proclamation|order)",
        "so much of ",
        ("so much of",),
    ),
    OddWords(
        "“suspersedes” in notes",
        RELATIONS + "notes:_VERB",
        "sus?persedes",
        r"\bsuspersed",
        "Suspersedes: EO 1",
        ("suspersed",),
        kept="a slip of the official lists, which no later print mends",
    ),
    OddWords(
        "“Committees established by” in notes",
        RELATIONS + "notes:_VERB",
        r"\s+in\s+effect",
        r"\bContinues\s+(?:in\s+effect|(?:(?:certain|various|advisory)\s+)*committees?\s+established\s+by)",
        "Continues in effect: EO 1",
        ("continues",),
    ),
    OddWords(
        "“nullified by virtue of … being abolished by” in notes",
        RELATIONS + "notes:_VERB",
        r"by\s+virtue\s+of|when",
        r"\bnullified\s+(?:in\s+part\s+)?(?:by\s+virtue\s+of|when)\b",
        "nullified by virtue of the Board being abolished by EO 1",
        ("nullified",),
    ),
    OddWords(
        "“read in conjunction with” in notes",
        RELATIONS + "notes:_ASIDE",
        r"read\s+in\s+conjunction\s+with",
        r"\bread\s+in\s+conjunction\s+with\b",
        ", when read in conjunction with EO 1",
        ("in conjunction with",),
    ),
    OddWords(
        "“Provisionally revoked by” in notes",
        RELATIONS + "notes:_VERB",
        "|Provisionally",
        r"\bProvisionally\s+(?:revok|supersed|amend|suspend)",
        "Provisionally superseded by EO 1",
        ("provisionally",),
        kept="without it an order that lapsed for a time would be shown as superseded for good and whole",
    ),
    OddWords(
        "“for sixty days”: a number in words",
        RELATIONS + "reported:_FOR_DAYS",
        "|sixty|ninety|thirty",
        r"\bfor\s+(?:a\s+period\s+of\s+)?(?:sixty|ninety|thirty)\s+days\b",
        "for sixty days",
        (" days",),
    ),
    # resolver
    OddWords(
        "“Section 1101” where “1-101” is printed: the dash is lost",
        RESOLVER + "provisions:_DASHED",
        r"\d{1,2}[-.]\d{3}",
        r"\bSec(?:tion|\.)?\s\d{1,2}-\d{3}\b",
        "1-101",
        ("sec",),
    ),
    # amending
    OddWords(
        "“Executive Odder”: a misspelt “Order”",
        TARGETS + "_ORDER",
        r"|Executive\s+O[a-z]{2,4}r",
        r"\bExecutive\s+O(?!rder)[a-z]{2,4}r\s*(?:No\.?\s*)?\d",
        "Executive Odder 11222",
        ("executive o",),
        kept="an instruction of amendment would be left out without a word",
    ),
    OddWords(
        "“the aforesaid order”, “the above-mentioned order”",
        TARGETS + "_SAID",
        r"|the\s+above-mentioned|the\s+aforesaid|the\s+foregoing",
        r"\bthe\s+(?:above-mentioned|aforesaid|foregoing)\s+(?:Executive\s+)?order\b",
        "the aforesaid order",
        ("above-mentioned", "aforesaid", "foregoing"),
    ),
    OddWords(
        "“TSUS”, “HTS”, “headnote”: a tariff is no order",
        TARGETS + "_OUTSIDE",
        "|TSUS|HTS|Harmonized",
        r"(?-i:\bTSUS\b|\bHTS\b|\bHarmonized\b)",
        "TSUS",
        ("tsus", "hts", "harmonized"),
    ),
    OddWords(
        "“any other order that relates to”",
        TARGETS + "_ANY_OTHER",
        r"any\s+other\s+(?:executive\s+)?order",
        r"\bany\s+other\s+(?:executive\s+)?order\b",
        "any other order",
        ("any other",),
    ),
    OddWords(
        "“section l(a)”: the letter for the number",
        PLACES + "_pin",
        'head[0] == "l"',
        r"\bsections?\s+(?-i:l)\s?\(",
        "section l(a)",
        ("section l",),
    ),
    OddWords(
        "“paragraph (/) of”: a misprinted label",
        PLACES + "_UNREADABLE",
        r"[^0-9A-Za-z\s()]{1,3}",
        r"\b(?:sub)?(?:section|paragraph)\s*\(\s?[^0-9A-Za-z\s()]{1,3}\s?\)",
        "paragraph (/)",
        ("section", "paragraph"),
        kept="without it another provision, or the whole section, would be changed",
    ),
    OddWords(
        "“the penultimate sentence”",
        PLACES + "_ORDINALS",
        "penultimate",
        r"\b(?:penultimate|second-to-last|next-to-last)\b",
        "penultimate",
        ("penultimate", "second-to-last", "next-to-last"),
    ),
    OddWords(
        "“text and heading”",
        PLACES + "_TEXT_AND_HEADING",
        r"(?:text|body)\s+and\s+(?:in\s+the\s+)?(?:heading|title)",
        r"\b(?:text|body)\s+and\s+(?:in\s+the\s+)?(?:heading|title)\b|\b(?:heading|title)\s+and\s+(?:in\s+the\s+)?(?:text|body)\b",
        "text and heading",
        ("text", "body"),
        kept="without it the words would be changed in one of the two places alone",
    ),
    OddWords(
        "“chapeau”, “lead-in”",
        PLACES + "_PARTS",
        r"\blead-?in\b|\bchapeau\b",
        r"\blead-?in\b|\bchapeau\b",
        "chapeau",
        ("lead-in", "leadin", "chapeau"),
        kept="the terms of drafting manuals for the words before a list, which newer amendments may use",
    ),
    OddWords(
        "“catchline”, “prefatory words”",
        PLACES + "_PARTS",
        "catch-?lines?",
        r"\bcatch-?lines?\b|\bprefatory\s+(?:clause|text|language|words|matter|phrase|sentence|paragraph)\b",
        "catchline",
        ("catch-line", "catchline", "prefatory"),
    ),
    OddWords(
        "“the description of the seal is amended”",
        PLACES + "_DESCRIPTION",
        r"description\s+of\s+the\s+",
        r"\bdescription\s+of\s+the\s+(?:design\s+of\s+the\s+)?(?:seal|flag|badge|medal|emblem|coat\s+of\s+arms)\b",
        "description of the seal",
        ("description of",),
        kept="the description has no label, and its order would be left as it was",
    ),
    OddWords(
        "“omitting the words”",
        CLAUSES + "_STRIKE",
        "|omit(?:ting)?",
        r"\bomit(?:ting)?" + QUOTED,
        "omitting",
        ("omit",),
        kept="an ordinary verb for striking words, one word in the list of such verbs",
    ),
    OddWords(
        "“eliminating the words”",
        CLAUSES + "_STRIKE",
        "|eliminat(?:e|ing)",
        r"\beliminat(?:e|ing)" + QUOTED,
        "eliminating",
        ("eliminat",),
    ),
    OddWords(
        "“by the deletion of”",
        CLAUSES + "_STRIKE",
        r"|delet(?:ion)\s+of",
        r"\bby\s+(?:the\s+)?deletion\s+of\b",
        "deletion of",
        ("deletion of",),
        kept="the noun of the commonest verb of amendment",
    ),
    OddWords(
        "“striking therefrom”",
        CLAUSES + "_STRIKE",
        r"(?:\s+therefrom)?",
        r"\b(?:striking|deleting|omitting|eliminating|removing)(?:\s+out)?\s+therefrom\b",
        "striking therefrom",
        ("therefrom",),
    ),
    OddWords(
        "“by the addition of”",
        CLAUSES + "_PUT",
        "|addition",
        r"\bamended\s+by\s+(?:the\s+)?addition\b",
        "addition",
        ("addition",),
    ),
    OddWords(
        "“relettering”, “re-lettered”",
        CLAUSES + "_RENAME",
        "|re-?letter(?:ing)?",
        r"\bre-?letter(?:ed|ing)?\b",
        "relettering",
        ("reletter", "re-letter"),
    ),
    OddWords(
        "“in their place”, “in its stead”",
        CLAUSES + "_LIEU",
        r"(?:its|their|each\s+such)\s+(?:place|stead)",
        r"\b(?:insert|substitut|add)(?:ed|ing)\s+in\s+(?:its|their)\s+(?:place|stead)\b|\bin\s+(?:its|their)\s+(?:place|stead)\s+(?:the\s+)?(?:words?|figures?|following|[“\"])",
        "in their place",
        ("in its place", "in their place", "in its stead", "in their stead"),
    ),
    OddWords(
        "“so that section 2 will hereafter read”",
        CLAUSES + "_STARTS",
        r"|so\s+that",
        r"\bso\s+that\b[^.;]{0,200}\b(?:will|shall|may)\s+(?:hereafter\s+)?read\b",
        "so that",
        ("so that",),
    ),
    OddWords(
        "“numbering the present text”, “lettering”",
        CLAUSES + "_STARTS",
        "|numbering|lettering",
        r"\b(?:designating|numbering|lettering)\s+(?:the\s+)?(?:present|existing|current|first)\b",
        "numbering",
        ("designating", "numbering", "lettering"),
    ),
    OddWords(
        "“the comma”, “a period” named",
        AMENDING + "quoted_words:_NAMED",
        "comma|period",
        r"\b(?:striking|deleting|inserting|adding|substituting|replacing)\s+(?:out\s+)?(?:a|the)\s+(?:comma|period|semicolon|colon)\b",
        "the comma",
        ("comma", "period", "colon"),
    ),
    OddWords(
        "“twice”, “in both places”",
        SHAPES + "_BOTH",
        r"(?:both|the\s+two)\s+(?:places|instances|times|cases)",
        r"\b(?:both|the\s+two)\s+(?:places|instances)\b",
        "the two places",
        ("both ", "the two "),
    ),
    OddWords(
        "“the clause beginning”, “that portion”",
        SHAPES + "_PROVISO",
        r"|\bclause\s+beginning\b",
        r"\bclause\s+beginning\b",
        "clause beginning",
        ("clause beginning",),
        kept="it is no reading but a doubt: a clause of unknown end must not be struck",
    ),
    OddWords(
        "“the parenthetical”",
        SHAPES + "_PROVISO",
        r"|\bparenthe(?:s[ie]s|tical)\b",
        r"\b(?:the|in|close|closing|striking)\s+parenthe(?:s[ie]s|tical)\b",
        "the parenthetical",
        ("parenthe",),
    ),
    OddWords(
        "“after such comma”",
        SHAPES + "_BY_MARK",
        "comma|period|semicolon|colon",
        r"\b(?:after|before|following)\s+(?:that|such|the)\s+(?:comma|period|semicolon|colon)\b",
        "after such comma",
        ("comma", "period", "colon"),
    ),
    OddWords(
        "“1 1/2”: printed “11/2” in some sources",
        AMENDING + "matching:_FRACTION",
        r"\d/\d",
        r"\b\d\s\d/\d\b",
        "1/2",
        ("/",),
    ),
    OddWords(
        "“described as follows”: a seal",
        AMENDING + "state_provisions:_DESCRIBES",
        r"described\s+as\s+follows",
        r"\b(?:seal|flag|medal|emblem|badge)\b[^.;]{0,200}\bdescribed\s+as\s+follows\b",
        "described as follows:",
        ("described as follows",),
    ),
    OddWords(
        "“[Sec. 2 amended by EO 1]” printed in a text",
        AMENDING + "states:_CODIFIED",
        "amended|added|revoked|superseded|deleted|redesignated",
        r"\[[^\[\]]{0,60}\b(?:amended|added|revoked|superseded|deleted|redesignated)\s+by\s+(?:EO|E\.\s?O\.|Executive\s+Order)",
        "[Sec. 2 amended by EO 1]",
        ("by eo", "by e.o", "by e. o", "by executive order"),
        kept="an editor’s note must not become a provision of the text as amended",
    ),
    OddWords(
        "“all other provisions … inconsistent” besides an exact instruction",
        AMENDING + "reading:_BESIDES",
        r"all\s+other\s+provisions",
        r"\ball\s+other\s+provisions\b[^.;]*\binconsistent\b",
        "all other provisions which are inconsistent",
        ("all other provisions",),
        kept="the exact instruction before it would be left out as one of judgement",
    ),
    OddWords(
        "“In Order 1, amend section 2”: an imperative",
        AMENDING + "reading:_IMPERATIVE",
        "Amend|Add|Delete",
        r"(?-i:(?:^|\n)\W*(?:\(\w\)\s)?(?:Amend|Delete|Strike|Insert|Substitute|Revise|Renumber|Redesignate)\s)",
        "Amend section 2",
        ("amend ", "delete ", "strike ", "insert ", "substitute ", "revise ", "renumber "),
    ),
)

IN_ARTICLES = (
    InArticles(
        "“Executive Order l3526”, “13O87”: letters for digits",
        CITATIONS + "number_forms:_SCANNED",
        r"[lIO,]*\d",
        "briefs and reports that were scanned",
    ),
    InArticles(
        "“E.0. 10250”: a zero for the letter",
        CITATIONS + "number_forms:EXECUTIVE_ORDER_NAMES",
        "[o0]",
        "briefs and reports that were scanned",
    ),
    InArticles(
        "“Ex. Ord. No. 10250”",
        CITATIONS + "number_forms:EXECUTIVE_ORDER_NAMES",
        r"ex\.?\s*ords?",
        "notes of the United States Code print executive orders under this name",
    ),
    InArticles(
        "“Executive Order (EO) 13526”",
        CITATIONS + "number_forms:_BEHIND_ORDER",
        r"\(\s?e\.?\s?o",
        "agencies introduce the abbreviation where they first name an order",
    ),
    InArticles(
        "“No. 292, series of 1987”",
        CITATIONS + "number_forms:_OTHERS_BEHIND",
        r"(?:series|s\.)\sof\s",
        "the Philippine press and courts cite the executive orders of their own presidents so",
    ),
    InArticles(
        "“1953 Reorganization Plan No. 1”",
        CITATIONS + "number_forms:NUMBER_FORMS",
        "reorganization-plan",
        "histories of agencies put the year first",
    ),
    InArticles(
        "“Section Seven”",
        CITATIONS + "pinpoint:NUMBER_WORDS",
        "seven",
        "newspapers by the AP Stylebook, and speeches, write small numbers in words",
    ),
    InArticles(
        "“sections 2 thru 4”",
        CITATIONS + "pinpoint:_RANGE",
        "thru",
        "military and agency memoranda shorten the word so",
    ),
    InArticles(
        "“DECL: 03/14/2046”, “TAGS”, “REASONS:”",
        RESOLVER + "cited_documents:_OTHER_WORK",
        "TAGS",
        "diplomatic cables name the order of classification before the day of release",
    ),
    InArticles(
        "“the chairman’s memorandum”: somebody else’s",
        CONTEXT + "named_kinds:_SOMEBODYS",
        r"[’']s?",
        "news reports name memoranda of agencies and chairmen beside those of presidents",
    ),
    InArticles(
        "“Obama’s order”, “the administration’s memorandum”",
        CONTEXT + "named_kinds:_SIGNERS",
        "administration",
        "the AP Stylebook names a document by its president instead of its number",
    ),
    InArticles(
        "“the Mayor’s Executive Order 50”, “Gov. Abbott’s order”",
        CONTEXT + "named_kinds:_GOVERNOR_BEFORE",
        "Mayor|Premier",
        "news reports and briefs cite orders of governors and mayors by numbers of their own",
    ),
    InArticles(
        "“obamawhitehouse.archives.gov”",
        CITATIONS + "link_forms:_ARCHIVED_SITES",
        "obamawhitehouse.",
        "articles link the archived sites of five administrations, whose days and presidents decide between titles",
    ),
    InArticles(
        "“web.archive.org/web/2017…/https://”",
        CITATIONS + "link_forms:_KEPT",
        r"archive\.org",
        "Wikipedia’s template Cite web gives the archived address beside the first",
    ),
    InArticles(
        "“eo13526.pdf” in any public address",
        CITATIONS + "link_forms:_NUMBER_IN_FILE",
        "exec(?:utive)?",
        "agencies keep copies of orders in files named by number",
    ),
    InArticles(
        "“…-isis-2/”: a second page of a title",
        CITATIONS + "link_forms:_SAME_AGAIN",
        r"-\d",
        "WordPress, which the White House’s site runs on, numbers pages of one title so",
    ),
    InArticles(
        "“Presidency.ucsb.edu”, “wikisource.org”: sites that print the documents",
        CITATIONS + "link_forms:_FOREIGN",
        "wikisource.org",
        "encyclopedias and scholars link the copies of these sites",
    ),
    InArticles(
        "“{{Executive Order|13526}}”, “{{USFR|82|9125}}”",
        RESOLVER + "pasted:_TEMPLATES",
        "USFR",
        "the citation templates of Wikipedia, which a pasted article has",
    ),
    InArticles(
        "“orden ejecutiva”, “décret présidentiel”",
        RESOLVER + "pasted:_IN_ENGLISH",
        "ejecutivas?",
        "the press of five other languages cites American orders in its own words",
    ),
    InArticles(
        "“13526, § 1.4”: a number alone",
        RESOLVER + "resolving:_BARE_NUMBER",
        "[1-9]",
        "people type into a search box the number alone",
    ),
    InArticles(
        "“No. 13,526”, “#13526”, “№ 13526”",
        CITATIONS + "number_forms:_NO",
        "№",
        "the Bluebook sets off the thousand; foreign and informal writing has other signs for the word",
    ),
    InArticles(
        "“s 4(a)”, “pt 2, s 3”",
        CITATIONS + "pinpoint_forms:_WEAK_BEGINNINGS",
        r"ss?\.?\s?\d",
        "OSCOLA abbreviates sections and parts without points",
    ),
    InArticles(
        "“Fed. Regist. 2010, 75, 707”",
        CITATIONS + "publication_forms:_JOURNAL",
        "Reg(?:ist(?:er)?)?",
        "the ACS Style Guide and CASSI abbreviate the Federal Register so",
    ),
    InArticles(
        "“Federal Register, 75(2), 707”, “75:2”",
        CITATIONS + "publication_forms:_VOLUME_AND_PAGE",
        "issue",
        "the APA, Chicago and MLA manuals cite the Federal Register as a journal",
    ),
    InArticles(
        "“Id. at”, “Ibid.”",
        CONTEXT + "context_pinpoints:_ID",
        "ibid|idem",
        "legal notes by the Bluebook, and Chicago notes",
    ),
    InArticles(
        "“Id.” alone, the document again",
        ARTICLES + "drafts:_AGAIN",
        "Ibid",
        "legal notes by the Bluebook, and Chicago notes",
    ),
    InArticles(
        "“13526.4”: the mark of a note behind a number",
        ARTICLES + "drafts:_NOTE_MARK",
        "mark",
        "briefs and law reviews whose superscript marks were lost in a copy",
    ),
    InArticles(
        "“NEPA”, “IEEPA”: laws by their initials",
        CONTEXT + "instruments:_ACRONYMS",
        "IEEPA",
        "briefs and agencies name a law by its initials, whose sections are none of an order’s",
    ),
    InArticles(
        "“Compl. ¶ 3”, “ECF No. 12”: papers of a case",
        CONTEXT + "instruments:_PAPER",
        "Compl",
        "the Bluebook’s table of court documents (BT1), as briefs abbreviate them",
    ),
    InArticles(
        "“tenants on Section 8”, “Section 8 housing”",
        CONTEXT + "instruments:_NOBODYS_BEHIND",
        "vouchers?",
        "news reports name the programme of the housing act by its section",
    ),
    InArticles(
        "“families on Section 8”",
        CONTEXT + "instruments:_NOBODYS",
        "tenants?",
        "news reports name the programme of the housing act by its section",
    ),
    InArticles(
        "“Section 2 of this report”",
        CONTEXT + "instruments:_OF_ITSELF",
        "newsletter",
        "reports and alerts refer to their own sections",
    ),
    InArticles(
        "“H.R. 1234’s”, “S. J. Res. 3”: bills",
        CONTEXT + "other_texts:_BEHIND",
        "Res",
        "articles name sections of bills beside those of an order",
    ),
    InArticles(
        "“Washington v. Trump”: the name of a case",
        CONTEXT + "antecedents:_CASE",
        "In re",
        "briefs cite cases that have the names of presidents",
    ),
    InArticles(
        "“the judge’s order”, “a consent order”",
        CONTEXT + "descriptions:_OTHERS",
        "consent",
        "news reports speak of a court’s order beside the president’s",
    ),
    InArticles(
        "“the former”, “the January order”",
        CONTEXT + "descriptions:_PHRASE",
        "former|latter",
        "essays name again by a description what they named before",
    ),
    InArticles(
        "“tweeted”, “quipped”: words of a speaker",
        ARTICLES + "speech:_SAYS",
        "quipped",
        "news reports quote what a person said, which is no document’s text",
    ),
    InArticles(
        "“the order bans …, vows …”: words of a document",
        ARTICLES + "speech:_PROVIDES",
        "vow",
        "news reports have a document speak by verbs that persons have too",
    ),
    InArticles(
        "“Trump quietly issued”",
        ARTICLES + "attributions:_SIGNED_BY",
        "quietly",
        "news reports name who signed an order, which may be wrong",
    ),
    InArticles(
        "“— E.O. 13526” below a block",
        ARTICLES + "quoted_passages:_SOURCE_LINE",
        "[—–]",
        "epigraphs and block quotations of essays have their source on the last line",
    ),
    InArticles(
        "“one in, two out” rule: a nickname",
        ARTICLES + "annotating:_NICKNAMED",
        r"[“\"‘']",
        "news reports give a rule a name in quotation marks that the order does not have",
    ),
    InArticles(
        "“So says section 2.”",
        ARTICLES + "annotating:_SAID_BY",
        "runs",
        "essays name the source in a sentence behind the quotation",
    ),
)


def rule_at(place: str) -> Any:
    """Return the rule that a place ("module:name") names."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"eo_browser.law.{module}"), name)


def written(rule: Any) -> str:
    """Return the words and patterns of a rule as one text: of a table those of all its rows, of a function its code."""
    if inspect.isfunction(rule):
        return inspect.getsource(rule)
    if isinstance(rule, re.Pattern):
        return str(rule.pattern)
    if isinstance(rule, AnchoredPattern):
        return written(rule.pattern)
    if isinstance(rule, Mapping):
        return "\n".join(f"{written(key)}\n{written(value)}" for key, value in rule.items())
    if isinstance(rule, list | tuple | frozenset):
        return "\n".join(map(written, rule))
    return str(rule)


def matched(row: OddWords, text: str, lower: str) -> bool:
    """Return whether a text has words that a rule is for."""
    return any(near in lower for near in row.near) and bool(re.search(row.words, text, re.IGNORECASE))


def rules_met(text: str) -> Iterator[int]:
    """Yield the places in `ODD_WORDS` of the rules that a text has words for."""
    lower = text.lower()
    yield from (number for number, row in enumerate(ODD_WORDS) if matched(row, text, lower))
