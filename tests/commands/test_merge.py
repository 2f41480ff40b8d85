"""One paper that an import took for two documents: weighed, merged, rebuilt as merged, and split again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from eo_browser.archive.references import relate
from eo_browser.models import AddressHistory, Alias, Document, FaultReport, JournalEntry, Reference
from tests.commands.test_import import run

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = """---
date: '2034-08-26'
title: "{title}"
source_url: https://www.whitehouse.gov/presidential-actions/2034/08/{name}/
---

MEMORANDUM FOR THE KEEPER OF CLOCKS

{text}
"""
DELEGATED = (
    "By the authority vested in me as President, I hereby delegate to the Keeper of Clocks the authority to direct the "
    "winding of the clocks of all towers and the oiling of the bells in them."
)
TOWERS = "The Keeper of Clocks shall give an account of the towers every year to the mayors of the towns around them."
PRINTED = "The Keeper of Clocks is authorized and directed to publish this memorandum in the Federal Register."
KEPT, TWIN = "/memorandum/2034-08-26/clocks-of-all-towers", "/memorandum/2034-08-26/clock-of-all-towers"
TITLES = {KEPT: "Memorandum on Clocks of All Towers", TWIN: "Memorandum on Clock of All Towers"}
WHY = "One page was shown under two names."


def put(folder: Path, name: str, title: str, *texts: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(PAGE.format(title=title, name=name[:-3], text="\n\n".join(texts)), "utf-8")
    run("import_documents", folder)


@pytest.fixture
def twins(data: Path, tmp_path: Path) -> Path:
    """Two documents: the twin lacks a paragraph, has two revisions, and a citation of it by its address."""
    pages = tmp_path / "pages"
    put(pages, "kept.md", TITLES[KEPT], DELEGATED, TOWERS, PRINTED)
    put(pages, "twin.md", TITLES[TWIN], DELEGATED, PRINTED + " It is done.")
    put(pages, "twin.md", TITLES[TWIN], DELEGATED, PRINTED + " It is ordered.")
    assert set(Document.objects.values_list("address", flat=True)) == {KEPT, TWIN}
    return pages


def follow(address: str) -> tuple[str, int, str]:
    """Where an address leads in the end, its status and its words."""
    answer = Client().get(address)
    while answer.status_code in (301, 302):
        address = answer.headers["Location"]
        answer = Client().get(address)
    return address, answer.status_code, answer.content.decode()


def hash_at(address: str) -> str:
    return str(json.loads(follow(f"{address}.json")[2])["hash"])


def state_of_archive() -> dict[str, object]:
    """Everything that a rebuilt archive must have again."""
    return {
        "documents": sorted(Document.objects.values_list("address", "title", "current__number", "current__words_hash")),
        "editions": sorted(
            Document.objects.values_list(
                "address", "editions__source", "editions__revision__number", "editions__chosen"
            )
        ),
        "addresses": sorted(
            AddressHistory.objects.values_list("document__address", "path", "hash", "moved_to", "revision__number")
        ),
        "aliases": sorted(Alias.objects.values_list("key", "document__address")),
        "revisions of aliases": sorted(
            (alias.key, sorted(alias.merged["revisions"].items())) for alias in Alias.objects.exclude(merged=None)
        ),
    }


def test_what_would_happen_is_shown_first(twins: Path) -> None:
    said = run("merge", TWIN, KEPT, reason=WHY)
    assert "2 texts of" in said and "The present text stays" in said and "Nothing is changed" in said
    assert Document.objects.count() == 2 and not JournalEntry.objects.filter(act="merge").exists()


def test_every_address_leads_to_the_same_words(twins: Path) -> None:
    pinned = hash_at(f"{TWIN}/p2")
    before = {n: follow(f"{TWIN}/@{n}.txt")[2].partition("\n\n")[2] for n in (1, 2)}
    assert before[1] != before[2]
    words = follow(f"{KEPT}.txt")[2].partition("\n\n")[2]
    assert run("merge", TWIN, KEPT, reason=WHY, yes=True) == f"{TWIN} is {KEPT} now.\n"
    assert Document.objects.get().address == KEPT
    assert follow(f"{KEPT}.txt")[2].partition("\n\n")[2] == words, "the present words stay"
    for suffix in ("", ".json", ".txt", ".md", "/history", "/p1", "/p1.json"):
        assert follow(TWIN + suffix)[:2] == (KEPT + suffix, 200)
    for number, text in before.items():
        where, status, found = follow(f"{TWIN}/@{number}.txt")
        assert (where, status) == (f"{KEPT}/@{number + 1}.txt", 200) and found.partition("\n\n")[2] == text
    assert follow(f"{TWIN}/@7")[1] == 404
    assert follow(f"{TWIN}/compare/1..2")[0] == f"{KEPT}/compare/2..3"
    assert follow(f"{TWIN}/p2?h={pinned}")[0] == f"{KEPT}/p3?h={pinned}", "the pinned words are where they are now"
    assert WHY in follow(f"{TWIN}/p2")[2], "other words have the address, and the page says why"
    answer = Client().get(f"/api/v1/provisions?address={TWIN}/@1/p2").json()
    assert "It is done." in json.dumps(answer)
    assert run("check_archive") == "The archive is clean.\n"
    assert run("import_documents", twins).startswith("0 created, 0 updated, 2 unchanged")


def test_what_others_say_of_it_follows(twins: Path, tmp_path: Path) -> None:
    citing = f"Under the memorandum of August 26, 2034 (Clock of All Towers), see http://127.0.0.1:8000{TWIN}."
    put(tmp_path / "pages", "citing.md", "Memorandum on Bells", citing, DELEGATED.replace("clocks", "bells") * 2)
    twin, kept = (Document.objects.get(address=address) for address in (TWIN, KEPT))
    FaultReport.objects.create(document=twin, address=TWIN, sort="other", message="x", client="c", made=timezone.now())
    run("merge", TWIN, KEPT, reason=WHY, yes=True)
    assert not Reference.objects.filter(target=twin.pk).exists()
    assert set(FaultReport.objects.values_list("document", flat=True)) == {kept.pk}
    found = Client().get("/api/v1/search", {"q": "towers"}).json()
    assert f'{KEPT}"' in json.dumps(found) and f'{TWIN}"' not in json.dumps(found)
    assert run("check_archive") == "The archive is clean.\n"


def test_a_rebuilt_archive_is_merged_too(twins: Path, data: Path, tmp_path: Path) -> None:
    run("merge", TWIN, KEPT, reason=WHY, yes=True)
    merged = state_of_archive()
    rebuild(data, tmp_path / "again")
    assert state_of_archive() == merged
    assert run("check_archive") == "The archive is clean.\n"


def rebuild(old: Path, new: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    settings.DATA_DIR = new
    settings.DATA_DIR.mkdir()
    run("replay", old)


def test_split_undoes_a_merge(twins: Path, data: Path, tmp_path: Path) -> None:
    relate()
    addresses = [f"{TWIN}{rest}" for rest in ("", "/p1", "/p2", "/@1", "/@1/p2", "/@2/p2")]
    before = {address: words_at(address) for address in addresses}
    run("merge", TWIN, KEPT, reason=WHY, yes=True)
    assert run("split", "twin.md") == f"twin.md is {TWIN} now.\n"
    assert {address: words_at(address) for address in addresses} == before
    assert follow(f"{KEPT}/@2")[1] == 200, "an address that was served meanwhile answers too"
    assert run("check_archive") == "The archive is clean.\n"
    assert run("import_documents", twins).startswith("0 created, 0 updated, 2 unchanged")
    split = state_of_archive()
    rebuild(data, tmp_path / "again")
    assert state_of_archive() == split
    assert run("check_archive") == "The archive is clean.\n"
    run("merge", TWIN, KEPT, reason="Once more.", yes=True)
    assert run("check_archive") == "The archive is clean.\n"
    assert follow(f"{TWIN}/@1/p2")[1] == 200


def words_at(address: str) -> tuple[str, str]:
    where, status, words = follow(f"{address}.txt")
    assert status == 200, address
    return where, words.partition("\n\n")[2]


def test_merges_within_merges(twins: Path, data: Path, tmp_path: Path) -> None:
    """A third page is merged into the twin, the twin into the kept document: each @n leads to its own words."""
    third = "/memorandum/2034-08-26/clocks-of-all-tower"
    put(twins, "third.md", "Memorandum on Clocks of All Tower", DELEGATED, PRINTED + " So be it.")
    run("merge", third, TWIN, reason=WHY, yes=True)
    run("merge", TWIN, KEPT, reason=WHY, yes=True)
    assert "So be it." in follow(f"{third}/@1/p2")[2]
    assert "It is done." in follow(f"{TWIN}/@1/p2")[2] and "So be it." in follow(f"{TWIN}/@3/p2")[2]
    assert run("check_archive") == "The archive is clean.\n"
    run("split", "twin.md")
    assert "So be it." in follow(f"{third}/@1/p2")[2]
    assert Document.objects.at_address(third).get().address == TWIN
    assert run("check_archive") == "The archive is clean.\n"
    held = state_of_archive()
    rebuild(data, tmp_path / "again")
    assert state_of_archive() == held


# (what another page has in place of the kept one's words, its title and day, what the refusal says)
REFUSED = [
    ([DELEGATED.replace("towers", "$205 million"), TOWERS, PRINTED], "Clock of All Towers", "has .* where"),
    (["Fog signals on every coast are to be sounded by keepers of lamps at night."] * 6, "Fog", "Most words"),
]


@pytest.mark.parametrize(("texts", "title", "said"), REFUSED)
def test_plainly_different_papers_are_refused(
    data: Path, tmp_path: Path, texts: list[str], title: str, said: str
) -> None:
    kept = [DELEGATED.replace("towers", "$215 million"), TOWERS, PRINTED]
    put(tmp_path / "pages", "kept.md", TITLES[KEPT], *kept)
    put(tmp_path / "pages", "other.md", f"Memorandum on {title}", *texts)
    other = Document.objects.exclude(address=KEPT).get()
    with pytest.raises(CommandError, match=said):
        run("merge", other.address, KEPT, reason=WHY, yes=True)
    assert Document.objects.count() == 2


def test_what_cannot_be_merged(twins: Path) -> None:
    with pytest.raises(CommandError, match="No document is at /eo/1"):
        run("merge", "/eo/1", KEPT, reason=WHY, yes=True)
    with pytest.raises(CommandError, match="one document already"):
        run("merge", KEPT, KEPT, reason=WHY, yes=True)
    with pytest.raises(CommandError, match="Say why"):
        run("merge", TWIN, KEPT, reason=" ", yes=True)
    Document.objects.filter(address=KEPT).update(number="99002")
    Document.objects.filter(address=TWIN).update(number="99001")
    with pytest.raises(CommandError, match="has number 99001"):
        run("merge", TWIN, KEPT, reason=WHY)
    Document.objects.filter(address=KEPT).update(number="")
    with pytest.raises(CommandError, match=f"merge {KEPT} into it"):
        run("merge", TWIN, KEPT, reason=WHY)


def test_the_present_words_do_not_get_worse(twins: Path) -> None:
    """The twin has the preferred place by its number of import, but lacks a paragraph: the kept text is chosen."""
    run("merge", TWIN, KEPT, reason=WHY, yes=True)
    document = Document.objects.get()
    assert document.current is not None and document.current.number == 1
    assert document.editions.get(chosen=True).source == "kept.md"
    assert JournalEntry.objects.get(act="merge").facts["held"] is True


def test_the_whole_merged_into_a_fragment_becomes_current(twins: Path) -> None:
    run("merge", KEPT, TWIN, reason=WHY, yes=True)
    document = Document.objects.get()
    assert document.address == TWIN and "mayors" in follow(f"{TWIN}/p2")[2]
    assert not document.editions.filter(chosen=True).exists()
    assert run("check_archive") == "The archive is clean.\n"


def test_an_editor_merges_at_the_desk(twins: Path, client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", password="x"))
    twin = Document.objects.get(address=TWIN)
    form = f"/admin/eo_browser/document/{twin.pk}/merge/"
    assert f'href="{form}"' in client.get(f"/admin/eo_browser/document/{twin.pk}/change/").content.decode()
    doubts = client.get("/admin/eo_browser/importitem/?outcome__exact=doubtful").content.decode()
    assert f"{form}?into=" in doubts, "the note on nearly the same title leads to the form"
    page = client.get(form, {"into": KEPT}).content.decode()
    assert "mayors" in page and "The present text stays" in page and 'value="Merge"' in page
    assert client.post(form, {"into": KEPT, "reason": ""}).status_code == 409
    assert Document.objects.count() == 2
    refused = client.get(form, {"into": "/eo/1"}).content.decode()
    assert "No document is at /eo/1" in refused and 'value="Merge"' not in refused
    done = client.post(form, {"into": KEPT, "reason": WHY}, follow=True).content.decode()
    assert f"{TWIN} is {KEPT} now." in done
    facts = JournalEntry.objects.get(act="merge").facts
    assert (facts["editor"], facts["reason"]) == ("editor", WHY)
    assert json.loads((settings.DATA_DIR / "journal.jsonl").read_text().splitlines()[-1])["act"] == "merge"


def test_only_an_editor_merges(twins: Path, client: Client) -> None:
    client.force_login(User.objects.create_user("reader", is_staff=True))
    pk = Document.objects.get(address=TWIN).pk
    assert client.get(f"/admin/eo_browser/document/{pk}/merge/").status_code == 403
