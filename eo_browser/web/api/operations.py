"""The one table of operations: address, method, parameters, function, rate limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from eo_browser.checking.article_files import LONGEST
from eo_browser.checking.box import CITATIONS_AT_MOST, TYPED_AT_MOST
from eo_browser.law.context.articles.annotating import QUOTATIONS_AT_MOST
from eo_browser.law.context.articles.mentions import MENTIONS_AT_MOST
from eo_browser.law.quotation.verdict import LONGEST as LONGEST_QUOTATION
from eo_browser.law.terms.dispositions import STATUS_WORDS
from eo_browser.law.terms.kinds import KINDS
from eo_browser.web.objects import Json
from eo_browser.web.objects.citation_health import LINKS_AT_MOST

from . import answering, listing
from .answering import Answer
from .asking import BASE, Parameter, Value

Method = Literal["GET", "POST"]
SHORT, LONG = 60, 300  # seconds for which caches may keep an answer


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the API.

    `answer` takes the parameters by name. `schema` is that of its answer. `a_minute` is how often one client may ask, 0
    without a limit. `age` is the seconds for which a GET may be cached, `fleeting` a member that differs each time.
    """

    method: Method
    name: str
    id: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: Callable[..., Answer]
    schema: str
    a_minute: int = 0
    age: int = LONG
    fleeting: str = ""
    at_address: bool = False  # it may answer 300, 301, 404 or 410
    pages: Callable[[Mapping[str, Value], Json], Json] | None = None  # addresses of other pages, as next and prev

    @property
    def path(self) -> str:
        """Return its address."""
        return BASE + self.name


_TEXT = Parameter("text", "The running text, without markup.", longest=LONGEST)
_TEXT_WITH_LINKS = Parameter("text", "The article: plain text, HTML or Markdown, or its links, a line each.",
                            longest=LONGEST)  # fmt: skip
_QUOTE = Parameter("quote", "The quoted words, without the quotation marks around them.", longest=LONGEST_QUOTATION)
_SHORT_QUOTE = replace(_QUOTE, longest=3_000)  # with a citation, what an address can carry
_CITE = Parameter("cite", "What it claims to quote; without it the whole archive is searched.", default="",
                  longest=TYPED_AT_MOST)  # fmt: skip
_ARTICLE = (
    Parameter("text", "The article: plain text, HTML or Markdown.", longest=LONGEST),
    Parameter("format", "What the text is; without it, it is told from the look.", default="",
              choices=("text", "html", "markdown")),
    Parameter("article", "Whether to give back the article with links.", "boolean", default=False),
    Parameter("to", "What plain text becomes with links; HTML and Markdown come back as they are.", default="",
              choices=("html", "markdown")),
)  # fmt: skip
_NARROWED = (
    Parameter("kind", "Only documents of this kind.", default="", choices=KINDS),
    Parameter("president", "Only documents of this president.", default="", form="[a-z][a-z-]{0,59}",
              like="barack-obama"),
    Parameter("year", "Only documents signed in this year, or in these.", default="",
              form=r"[1-9][0-9]{3}(\.\.([1-9][0-9]{3})?)?|\.\.[1-9][0-9]{3}", like="2017, 2017.. or 2017..2019"),
    Parameter("series", "Only documents of this series of directives.", default="", form="[a-z]{1,12}", like="nspm"),
    Parameter("status", "Only documents of this status.", default="",
              choices=tuple(sorted(STATUS_WORDS))),
)  # fmt: skip
_SEARCH = (
    Parameter("q", "Words, a phrase, a citation, a sentence; see the query language.", default="",
              longest=TYPED_AT_MOST),
    Parameter("limit", "How many documents.", "integer", default=10, least=1, most=100),
    Parameter("offset", "How many documents to pass over.", "integer", default=0, least=0,
              most=listing.FURTHEST_HIT),
    Parameter("sort", "The order.", default="relevance", choices=("relevance", "newest", "oldest")),
    *_NARROWED,
)  # fmt: skip
_CATALOG = (
    Parameter("limit", "How many documents.", "integer", default=100, least=1, most=500),
    Parameter("after", "The cursor of a page: what comes after it. “next” has it.", default="",
              form=listing.CURSOR, like="what “next” of an answer has"),
    Parameter("before", "The cursor of a page: what comes before it. “prev” has it.", default="",
              form=listing.CURSOR, like="what “prev” of an answer has"),
    Parameter("sort", "The order of days.", default="newest", choices=("newest", "oldest")),
    *_NARROWED,
)  # fmt: skip
_CHANGES = (
    Parameter("limit", "How many documents.", "integer", default=100, least=1, most=500),
    Parameter("after", "The cursor of the last answer: what changed since. “next” has it.", default="",
              form=listing.CURSOR, like="what “next” of an answer has"),
)  # fmt: skip
_CORRECTIONS = (
    Parameter("limit", "How many addresses.", "integer", default=100, least=1, most=500),
    Parameter("after", "The cursor of the last answer: what became so since. “next” has it.", default="",
              form=listing.CURSOR, like="what “next” of an answer has"),
)  # fmt: skip
_ON = Parameter("on", "A day, as 2010-01-01: the text in force then; without it the newest.", default="",
                form=r"[0-9]{4}-[0-9]{2}-[0-9]{2}", like="2010-01-01")  # fmt: skip
_ADDRESS = Parameter("address", "The address on this site, with or without its name; “/@1” reads a revision.",
                     longest=2_000)  # fmt: skip

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "GET", "resolve", "resolve", "What a citation means",
        "Takes all of q as one citation; a list or a range is one. Answers 200 whatever comes of it: outcome says "
        "whether the citation leads to a document or provision, explanations say what does not fit.",
        (Parameter("q", "A citation as people write it, or a link.", longest=TYPED_AT_MOST),),
        answering.resolve, "Resolution", 300, SHORT,
    ),
    Operation(
        "POST", "resolve", "resolveText", "Every citation of a text",
        "Each citation is read with what the text said before it (“section 3 of that order”). The first "
        f"{CITATIONS_AT_MOST:,} are answered; truncated says whether there were more.",
        (_TEXT,), answering.resolve_text, "Resolutions", 60,
    ),
    Operation(
        "GET", "verify", "verify", "Whether a quotation is what the document says",
        "The verdict, where the words are, every difference with its kind, and what an editor should know. POST a "
        "quotation that is too long for an address.",
        (_SHORT_QUOTE, _CITE), answering.verify, "Verdict", 120, SHORT,
    ),
    Operation(
        "POST", "verify", "verifyLong", "The same for a quotation too long for an address",
        "The same object as GET answers.", (_QUOTE, _CITE), answering.verify, "Verdict", 120,
    ),
    Operation(
        "POST", "annotate", "annotate", "An article’s citations followed, its quotations verified",
        "Nothing of the article is kept. "
        f"{MENTIONS_AT_MOST:,} citations and {QUOTATIONS_AT_MOST:,} quotations are looked at; truncated says whether "
        "there were more.",
        _ARTICLE, answering.annotate, "AnnotatedArticle", 30,
    ),
    Operation(
        "POST", "health", "health", "What has become of the words that an article’s links cite",
        "Every link to this site in the text: whether its words are those that were cited, have changed, moved or "
        f"left, and whether the place was amended or ended. The first {LINKS_AT_MOST:,} links are looked at; truncated "
        "says whether there were more. feed is the feed of them all. Nothing of the text is kept.",
        (_TEXT_WITH_LINKS,), answering.health, "CitationHealth", 30,
    ),
    Operation(
        "GET", "search", "search", "Documents with the provisions that match",
        "Reaches the first 1,100 documents; total says how many there are, total_is_exact whether that is counted "
        "or at least so many. The header Link has the next page and the one before.",
        _SEARCH, answering.search, "Search", 120, SHORT, "took_ms", pages=listing.pages_of_search,
    ),
    Operation(
        "GET", "suggest", "suggest", "What may be meant, while typing",
        "Documents whose title, names, number or addressees go on as typed.",
        (Parameter("q", "What was typed.", longest=200),
         Parameter("limit", "How many.", "integer", default=8, least=1, most=20)),
        answering.suggest, "Suggestions", 600,
    ),
    Operation(
        "GET", "catalog", "catalog", "Every document, page by page",
        "In the order of days (of signing, else of publication), then of addresses. A page is found by its cursor: "
        "what comes while you read on neither doubles a document nor hides one. total counts all that fit.",
        _CATALOG, listing.catalog, "Catalog", 120, pages=listing.pages_in_answer,
    ),
    Operation(
        "GET", "changes", "changes", "What has changed",
        "Documents made or changed (words, facts or relations), in the order of their last changes; each is listed "
        "once. Without a cursor all there are. next is always given: ask it later for what came since; more says "
        "whether something has come already. A cursor from before the archive was rebuilt is refused with 400.",
        _CHANGES, listing.changes, "Changes", 120, SHORT, pages=listing.pages_in_answer,
    ),
    Operation(
        "GET", "corrections", "corrections", "What addresses no longer mean",
        "Addresses whose words changed, moved or left since they were served, in the order in which that became so, "
        "each with its last words and their hash, where they are now, and why. Read on as in changes.",
        _CORRECTIONS, listing.corrections, "Corrections", 120, SHORT, pages=listing.pages_in_answer,
    ),
    Operation(
        "GET", "documents", "document", "A document with its provisions",
        "The same as the document’s address with .json behind it.",
        (_ADDRESS,), answering.documents, "WholeDocument", at_address=True,
    ),
    Operation(
        "GET", "provisions", "provision", "A provision",
        "The same as the provision’s address with .json behind it.",
        (_ADDRESS,), answering.provisions, "WholeProvision", at_address=True,
    ),
    Operation(
        "GET", "relations", "relations", "What cites, amends, revokes what",
        "The references and relations of a document or provision, each with its evidence.",
        (_ADDRESS,), answering.relations, "Relations", at_address=True,
    ),
    Operation(
        "GET", "amended", "amended", "A text as amended",
        "The document, or the provision, as it stood on a day: every word with its origin, and what was not applied "
        "with the reason. A program made it; it is not official. Before the first amendment it is the text as signed.",
        (_ADDRESS, _ON), answering.amended, "AmendedText", at_address=True,
    ),
    Operation(
        "GET", "instructions", "instructions", "What amends a document, or what it amends",
        "The instructions of amendment on a document (on), and those it gives on documents that are held (by), each "
        "with the states it is applied in or the reason why in none.",
        (_ADDRESS,), answering.instructions, "Instructions", at_address=True,
    ),
)  # fmt: skip


def operations_at(name: str) -> dict[str, Operation]:
    """Return the operations of an address, by method."""
    return {operation.method: operation for operation in OPERATIONS if operation.name == name}
