"""Odd words that only articles have: rules no document of the corpus needs, each with who writes so."""

from __future__ import annotations

from benchmarks.odd_words.rows import InArticles

CITATIONS, CONTEXT, ARTICLES, RESOLVER = "citations.", "context.", "context.articles.", "resolver."

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
