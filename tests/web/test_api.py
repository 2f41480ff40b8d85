"""/api/v1/: what the commands print, whoever asks; refusals in plain words; limits, caches, other sites' pages."""

from __future__ import annotations

import inspect
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import httplink
import pytest
from django.core.management import call_command
from django.test import Client

from eo_browser.archive.indexing import rebuild
from eo_browser.archive.search_engine import engine
from eo_browser.models import AddressHistory, Document
from eo_browser.web.api import asking
from eo_browser.web.api.operations import OPERATIONS
from eo_browser.web.objects.addresses import absolute
from tests.web.archive import MEMORANDUM, NOW, ORDER

QUOTE = "the naming of new keepers"
ARTICLE = f"NSPM-93, sec. 2(iii)(D), asks for “{QUOTE} & partners <in each harbor>”. Section 3(a) of it is short."


@pytest.fixture(autouse=True)
def indexed(searched: None) -> None:
    """Each data folder has an index of its own."""
    rebuild(engine())


def post(client: Client, name: str, sent: object, **extra: Any) -> Any:
    body = sent if isinstance(sent, bytes | str) else json.dumps(sent, ensure_ascii=False)
    return client.post(f"/api/v1/{name}", body, content_type="application/json", **extra)


def output_of(*arguments: str, **options: object) -> Any:
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return json.loads(out.getvalue())


# The objects


def test_resolve_answers_as_the_command(client: Client) -> None:
    for cited in ("NSPM-93, § 2(iii)(D)", "E.O. 99999", "the weather", "50 U.S.C. 1701", "96 FR 9126"):
        answer = client.get("/api/v1/resolve", {"q": cited})
        assert answer.status_code == 200
        assert answer.json() == output_of("resolve", "--json", cited)


def test_verify_answers_as_the_command(client: Client) -> None:
    for quote, cite in ((QUOTE, "NSPM-93"), ("keep a dog", f"{MEMORANDUM}/sec-3/a"), ("zebras", ""), (QUOTE, "EO 1")):
        expected = output_of("verify_quote", "--json", quote, "--cite", cite)
        assert client.get("/api/v1/verify", {"quote": quote, "cite": cite}).json() == expected
        assert post(client, "verify", {"quote": quote, "cite": cite or None}).json() == expected


def test_annotate_answers_as_the_command(client: Client, tmp_path: Path) -> None:
    for name, article in (("a.txt", ARTICLE), ("a.html", f"<p>{ARTICLE}</p>"), ("a.md", f"# Lamps\n\n{ARTICLE}")):
        (tmp_path / name).write_text(article, "utf-8")
        answer = post(client, "annotate", {"text": article}).json()
        assert answer == output_of("annotate", str(tmp_path / name), "--format", "json")
        assert [one["outcome"] for one in answer["citations"]] == ["resolved", "resolved"]
        assert [one["verdict"] for one in answer["quotations"]] == ["verbatim"]


LINKED = [
    # what is sent next to the text, and what comes back of it
    ({}, None),
    ({"article": False}, None),
    ({"article": True}, '<a href="{}">NSPM-93, sec. 2(iii)(D)</a>, asks'),  # plain text becomes HTML
    ({"article": True, "to": "markdown"}, "[NSPM-93, sec. 2(iii)(D)]({}), asks"),
    ({"article": True, "format": "markdown"}, "[NSPM-93, sec. 2(iii)(D)]({}), asks"),
]


@pytest.mark.parametrize(("more", "expected"), LINKED)
def test_the_article_comes_back_when_asked_for(client: Client, more: dict[str, object], expected: str | None) -> None:
    answer = post(client, "annotate", {"text": ARTICLE, **more}).json()
    if expected is None:
        assert "article" not in answer
    else:
        assert expected.format(absolute(f"{MEMORANDUM}/sec-2/iii/D")) in answer["article"]


def test_html_is_not_given_back_as_markdown(client: Client) -> None:
    answer = post(client, "annotate", {"text": "<p>EO 19901</p>", "article": True, "to": "markdown"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "to")


def test_search_answers_as_the_command(client: Client) -> None:
    def timeless(answer: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in answer.items() if name != "took_ms"}

    for query in ("lamps", "E.O. 19901", "lampz", "Stairs are counted once a year and never more"):
        expected = timeless(output_of("search", "--json", query))
        assert timeless(client.get("/api/v1/search", {"q": query}).json()) == expected


def test_search_is_narrowed_and_paged(client: Client) -> None:
    def found(**asked: object) -> list[str]:
        hits = client.get("/api/v1/search", {"q": "lamps", **asked}).json()["hits"]
        return [hit["document"]["address"] for hit in hits]

    every = found(sort="oldest")
    assert len(every) > 2
    assert found(sort="oldest", limit=1, offset=1) == every[1:2]
    assert found(kind="executive-order") == [ORDER]
    assert found(president="barack-obama") == found(year="2030") == found(year="2030..2030") == [ORDER]
    assert found(series="nspm") == [MEMORANDUM]


def test_citations_of_a_text_have_their_places(client: Client) -> None:
    text = "See E.O. 19901. Its section 1.1(a) binds; so does 50 U.S.C. 1701."
    answer = post(client, "resolve", {"text": text}).json()
    assert answer["truncated"] is False
    assert [(one["text"], one["outcome"]) for one in answer["citations"]] == [
        ("E.O. 19901", "resolved"),
        ("section 1.1(a)", "resolved"),
        ("50 U.S.C. 1701", "external"),
    ]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in answer["citations"])
    assert answer["citations"][1]["targets"][0]["provision"]["path"] == "sec-1.1/a"


def test_truncated_says_that_there_are_more_citations(client: Client) -> None:
    answer = post(client, "resolve", {"text": "E.O. 19901; " * 1_100}).json()
    assert (len(answer["citations"]), answer["truncated"]) == (1_000, True)


def test_suggestions_lead_to_documents(client: Client) -> None:
    (first, *_) = client.get("/api/v1/suggest", {"q": "tidal li", "limit": 3}).json()["suggestions"]
    assert (first["address"], first["url"]) == (MEMORANDUM, absolute(MEMORANDUM))


@pytest.mark.parametrize("address", [ORDER, MEMORANDUM, f"{ORDER}/@1"])
def test_a_document_is_what_its_address_answers(client: Client, address: str) -> None:
    answer = client.get("/api/v1/documents", {"address": address})
    assert answer.json() == client.get(f"{address}.json").json()


@pytest.mark.parametrize("address", [f"{MEMORANDUM}/sec-2/iii", f"{ORDER}/annex/t1/r2", f"{ORDER}/@1/sec-1.1/a"])
def test_a_provision_is_what_its_address_answers(client: Client, address: str) -> None:
    answer = client.get("/api/v1/provisions", {"address": absolute(address)})
    assert answer.json() == client.get(f"{address}.json").json()


def test_relations_are_those_of_the_document(client: Client) -> None:
    whole = client.get(f"{ORDER}.json").json()
    answer = client.get("/api/v1/relations", {"address": ORDER}).json()
    assert answer["document"]["address"] == answer["address"] == ORDER
    assert all(answer[name] == whole[name] for name in ("cites", "cited_by", "relations"))
    part = client.get("/api/v1/relations", {"address": f"{ORDER}/sec-1.1"}).json()
    assert part["path"] == "sec-1.1"


ADDRESSES = [
    # operation, address, status, words of the answer
    ("documents", "/nspm/93", 200, MEMORANDUM),
    ("documents", "eo/19901", 200, ORDER),  # without its first slash
    ("documents", "/fr/96/9126", 300, '"outcome": "ambiguous"'),
    ("documents", "/eo/99999", 404, "no such document"),
    ("documents", "/eo/19901/@7", 404, "no revision 7"),
    ("documents", "/eo/19901/history", 404, "a page"),
    ("documents", "https://example.org/eo/19901", 404, "no address of"),
    ("documents", "http://[", 404, "no address of"),
    ("documents", "", 404, "has a kind and a number"),
    ("documents", "/eo/19901/sec-1.1", 400, "/api/v1/provisions?address=/eo/19901/sec-1.1"),
    ("provisions", "/eo/19901", 400, "/api/v1/documents?address=/eo/19901"),
    ("provisions", "/eo/19901#sec-1.1/a", 200, "a grinder of the first class"),
    ("provisions", "/eo/19901/sec-1.1/z", 404, "Sec. 1.1 of this document has no “z”."),
]


@pytest.mark.parametrize(("name", "address", "status", "words"), ADDRESSES)
def test_an_address_is_answered_or_refused_with_a_reason(
    client: Client, name: str, address: str, status: int, words: str
) -> None:
    answer = client.get(f"/api/v1/{name}", {"address": address})
    assert (answer.status_code, words in answer.content.decode()) == (status, True)


def followed(client: Client, address: str) -> Any:
    """The answer at the place a redirect leads to."""
    answer = client.get("/api/v1/provisions", {"address": address})
    assert answer.status_code == 301 and answer.json()["address"]
    return client.get(answer["Location"]).json()


def test_moved_words_redirect_and_gone_ones_answer_410(client: Client) -> None:
    assert followed(client, f"{MEMORANDUM}/sec-2/iii/d")["path"] == "sec-2/iii/D"
    order = Document.objects.get(address=ORDER)
    facts = {"document": order, "revision": order.current, "since": NOW, "until": NOW, "hash": "v1.aaaaaaaaaaaaaaaa"}
    AddressHistory.objects.create(path="sec-9", moved_to="sec-2.1", **facts)
    AddressHistory.objects.create(path="sec-8", last_words="Lost words.", **facts)
    assert followed(client, f"{ORDER}/sec-9")["path"] == "sec-2.1"
    gone = client.get("/api/v1/provisions", {"address": f"{ORDER}/sec-8"})
    assert (gone.status_code, gone.json()["moved"]["last_words"]) == (410, "Lost words.")


def test_a_search_has_its_other_pages_in_the_link_header(client: Client) -> None:
    def pages(asked: str) -> dict[str, str]:
        links = httplink.parse_link_header(client.get(asked)["Link"])
        return {next(iter(link.rel)): link.target for link in links.links}

    first = pages("/api/v1/search?q=specimen&limit=1&kind=memorandum")
    assert first == {
        "next": "http://127.0.0.1:8000/api/v1/search?q=specimen&limit=1&offset=1&sort=relevance&kind=memorandum"
    }
    assert pages(first["next"]) == {
        "prev": "http://127.0.0.1:8000/api/v1/search?q=specimen&limit=1&offset=0&sort=relevance&kind=memorandum"
    }
    assert not client.get("/api/v1/search?q=specimen&offset=0").has_header("Link")


# Refusals


MALFORMED = [
    # address, words of the refusal
    ("resolve", "“q” is missing."),
    ("resolve?q=a&x=b", "There is no parameter “x” here; there is “q”."),
    ("resolve?q=a&q=b", "“q” is given twice."),
    ("resolve?q=%FF", "not encoded as UTF-8"),
    ("resolve?q=" + "a" * 4_001, "4,000 characters at most; this one has 4,001"),
    ("resolve?" + "&".join(f"a{n}=1" for n in range(60)), "more than 50 parameters"),
    ("verify?quote=" + "a" * 3_001, "3,000 characters at most"),
    ("search?q=a&limit=many", "“limit” must be a whole number."),
    ("search?q=a&limit=1.5", "“limit” must be a whole number."),
    ("search?q=a&limit=0", "“limit” must be from 1 to 100."),
    ("search?q=a&limit=" + "9" * 5_000, "“limit” must be a whole number."),
    ("search?q=a&sort=best", "“sort” must be one of relevance, newest, oldest."),
    ("search?q=a&kind=poem", "“kind” must be one of executive-order, "),
    ("search?q=a&year=soon", "“year” must look like 2017, 2017.. or 2017..2019."),
    ("search?q=a&president=Obama", "“president” must look like barack-obama."),
    ("provisions", "“address” is missing."),
]


@pytest.mark.parametrize(("asked", "words"), MALFORMED, ids=lambda value: value[:40])
def test_a_malformed_query_is_refused_in_plain_words(client: Client, asked: str, words: str) -> None:
    answer = client.get(f"/api/v1/{asked}")
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    problem = answer.json()
    assert words in problem["detail"]
    assert {"type", "title", "status", "detail", "instance"} <= problem.keys()


def test_a_day_that_no_calendar_has_is_not_found_and_said(client: Client) -> None:
    """Its form is the described one, so it is no malformed request."""
    answer = client.get("/api/v1/amended?address=/eo/19901&on=9999-99-99")
    assert answer.status_code == 404
    assert "“9999-99-99” is no day of the calendar; a day is written" in answer.json()["detail"]


BODIES = [
    # operation, body, status, words of the refusal
    ("resolve", b"", 415, "this one says nothing"),
    ("resolve", b"{", 400, "not JSON"),
    ("resolve", b"[]", 400, "must be a JSON object"),
    ("resolve", b"{}", 400, "“text” is missing."),
    ("resolve", b'{"text": null}', 400, "“text” must be text."),
    # null counts as not given only where there is such a parameter
    ("resolve", b'{"text": "E.O. 13526", "": null}', 400, "There is no parameter “”"),
    ("resolve", b'{"text": 5}', 400, "“text” must be text."),
    ("resolve", b'{"text": "a", "text": "b"}', 400, "“text” is given twice."),
    ("resolve", b'{"text": "a", "q": "b"}', 400, "There is no parameter “q” here; there is “text”."),
    ("resolve", b'{"text": "\xff"}', 400, "not encoded as UTF-8"),
    ("resolve", b'{"text": "\\ud800"}', 400, "half of a surrogate pair"),
    ("resolve", b'{"text": NaN}', 400, "not JSON"),
    ("resolve", b'{"text": 1' + b"0" * 6_000 + b"}", 400, "not JSON"),
    ("resolve", b"[" * 500_000, 400, "nested too deeply"),
    ("annotate", b'{"text": "a", "article": "yes"}', 400, "“article” must be true or false."),
    ("annotate", b'{"text": "a", "format": "pdf"}', 400, "“format” must be one of text, html, markdown."),
    ("verify", b'{"quote": "a", "cite": true}', 400, "“cite” must be text."),
]


@pytest.mark.parametrize(("name", "body", "status", "words"), BODIES, ids=lambda value: str(value)[:40])
def test_a_malformed_body_is_refused_in_plain_words(
    client: Client, name: str, body: bytes, status: int, words: str
) -> None:
    answer = post(client, name, body)
    assert (answer.status_code, words in answer.json()["detail"]) == (status, True), answer.json()


def test_other_bodies_than_json_are_refused(client: Client) -> None:
    answer = client.post("/api/v1/resolve", {"text": "a"})
    assert (answer.status_code, answer.json()["title"]) == (415, "Unsupported media type")


def test_a_long_body_is_refused_by_what_it_says_and_while_it_is_read(client: Client) -> None:
    long = b'{"text": "' + b"a" * asking.LARGEST_BODY + b'"}'
    for says in (str(len(long)), "9" * 30):
        sent = {"wsgi.input": BytesIO(long), "CONTENT_LENGTH": says, "CONTENT_TYPE": "application/json"}
        answer = client.generic("POST", "/api/v1/resolve", **sent)
        assert (answer.status_code, answer.json()["limit"]) == (413, asking.LARGEST_BODY)


def test_a_body_in_chunks_is_asked_for_its_length(client: Client) -> None:
    asked = {"wsgi.input": BytesIO(b'{"text": ""}'), "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = client.generic("POST", "/api/v1/resolve", CONTENT_TYPE="application/json", **asked)
    assert (answer.status_code, "Content-Length" in answer.json()["detail"]) == (411, True)


def test_nul_is_a_space(client: Client) -> None:
    answer = post(client, "resolve", {"text": "\0E.O.\x0019901\0"}).json()
    assert [(one["start"], one["end"]) for one in answer["citations"]] == [(1, 11)]
    assert client.get("/api/v1/resolve?q=E.O.%0019901").json()["outcome"] == "resolved"


@pytest.mark.parametrize("unit", ["EO ", "“", '"', "§", "82 FR ", "(a)", "EO 19901 ", "“a b c d e” ", "["])
def test_a_megabyte_of_one_thing_is_answered(client: Client, unit: str) -> None:
    text = unit * (1_000_000 // len(json.dumps(unit, ensure_ascii=False).encode()))
    for name in ("resolve", "annotate"):
        assert post(client, name, {"text": text}).status_code == 200
    assert post(client, "verify", {"quote": text}).status_code == 400
    assert post(client, "verify", {"quote": text[:20_000]}).status_code == 200


# HTTP


def test_any_page_on_the_web_may_read(client: Client) -> None:
    answers = [
        client.get("/api/v1/resolve", {"q": "EO 19901"}),
        client.get("/api/v1/resolve"),
        client.get("/api/v1/nothing"),
        client.get("/api/v1/openapi.json"),
        client.delete("/api/v1/resolve"),
        post(client, "resolve", {"text": ""}),
    ]
    assert [answer.status_code for answer in answers] == [200, 400, 404, 200, 405, 200]
    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert not client.cookies
    assert not any("Access-Control-Allow-Credentials" in answer for answer in answers)


@pytest.mark.parametrize(
    ("name", "methods"),
    [
        ("resolve", "GET, POST, HEAD, OPTIONS"),
        ("annotate", "POST, OPTIONS"),
        ("documents", "GET, HEAD, OPTIONS"),
        ("openapi.json", "GET, HEAD, OPTIONS"),
        ("", "GET, HEAD, OPTIONS"),
    ],
)
def test_other_methods_are_refused_with_the_allowed_ones(client: Client, name: str, methods: str) -> None:
    answer = client.options(f"/api/v1/{name}", headers={"Origin": "https://example.org"})
    assert (answer.status_code, answer["Allow"], answer["Access-Control-Allow-Methods"]) == (204, methods, methods)
    assert "Content-Type" in answer["Access-Control-Allow-Headers"]
    refused = client.put(f"/api/v1/{name}")
    assert (refused.status_code, refused["Allow"]) == (405, methods)


def test_head_is_get_without_the_words(client: Client) -> None:
    asked = "/api/v1/resolve?q=EO+19901"
    head, get = client.head(asked), client.get(asked)
    assert (head.status_code, head["ETag"], head.content) == (200, get["ETag"], b"")


@pytest.mark.parametrize(
    "asked", ["resolve?q=EO+19901", "search?q=lamps", f"documents?address={ORDER}", "openapi.json"]
)
def test_what_is_unchanged_is_not_sent_again(client: Client, asked: str) -> None:
    first = client.get(f"/api/v1/{asked}")
    assert "max-age" in first["Cache-Control"]
    again = client.get(f"/api/v1/{asked}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/api/v1/{asked}", headers={"If-None-Match": '"other"'}).status_code == 200


def test_what_came_by_post_is_kept_by_no_cache(client: Client) -> None:
    assert post(client, "verify", {"quote": QUOTE})["Cache-Control"] == "no-store"


LIMITED = [operation for operation in OPERATIONS if operation.a_minute]


@pytest.mark.parametrize("operation", LIMITED, ids=lambda operation: operation.id)
def test_too_much_in_one_minute_is_turned_away(client: Client, operation: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[tuple[str, int]] = []
    monkeypatch.setattr("eo_browser.web.api.views.wait_for", lambda _, what, most: met.append((what, most)) or 17)
    answer = client.generic(operation.method, operation.path)
    assert (answer.status_code, answer["Retry-After"], answer.json()["limit"]) == (429, "17", operation.a_minute)
    assert f"{operation.a_minute} times a minute" in answer.json()["detail"]
    assert met == [(f"api {operation.id}", operation.a_minute)]


def test_the_count_is_of_what_was_asked(client: Client) -> None:
    for _ in range(30):
        assert post(client, "annotate", {"text": ""}).status_code == 200
    refused = post(client, "annotate", {"text": ""})
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert client.get("/api/v1/resolve", {"q": "EO 19901"}).status_code == 200


def test_search_that_is_being_rebuilt_says_when_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eo_browser.web.api.answering.index_is_usable", lambda: False)
    for name in ("search", "suggest"):
        answer = client.get(f"/api/v1/{name}", {"q": "lamps"})
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")


@pytest.mark.parametrize(("address", "kind"), [("/api/v1/resolve?q=a", "problem+json"), ("/cite/?q=a", "text/html")])
def test_programs_get_problem_details_for_a_fault_of_the_site(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str, kind: str
) -> None:
    def falls(_: str) -> None:
        raise RuntimeError

    for asked in ("eo_browser.web.api.answering.find_or_describe", "eo_browser.web.search.box.find_or_describe"):
        monkeypatch.setattr(asked, falls)
    client.raise_request_exception = False
    answer = client.get(address)
    assert (answer.status_code, kind in answer["Content-Type"]) == (500, True)


def test_short_addresses_lead_to_the_page(client: Client) -> None:
    led = {address: client.get(address)["Location"] for address in ("/api", "/api/", "/api/v1")}
    assert led == {"/api": "/api/", "/api/": "/api/v1/", "/api/v1": "/api/v1/"}


# The table


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_the_table_names_what_its_functions_take(operation: Any) -> None:
    taken = inspect.signature(operation.answer).parameters.values()
    named = {parameter.name for parameter in operation.parameters}
    fixed = {one.name for one in taken if one.kind is not inspect.Parameter.VAR_KEYWORD}
    assert fixed <= named
    assert fixed == named or len(fixed) < len(taken)  # the rest goes to **narrowed
