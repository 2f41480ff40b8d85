"""Synchronisation: new and changed documents of the sites are fetched, stored on disk and imported.

Lists are read first; the text of a record is fetched where the record is new or changed, or its text is due. Everything
fetched is stored before it is imported, so that a run that is cut off loses nothing and the next one continues.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from lxml import etree

from eo_browser.law.model.dates import iso_date
from eo_browser.models import Edition, ImportRun
from eo_browser.sources.federal_register.inspection import is_presidential, is_withdrawn
from eo_browser.sources.federal_register.listing import Conditions, Record, Slice, key_of, slices, walk
from eo_browser.sources.fetch import Answer, Failed, FederalRegister, Fetched, Site, Validators, replace_file
from eo_browser.sources.mirror import TEXT_FORMS, Mirror
from eo_browser.sources.national_archives import dispositions
from eo_browser.sources.white_house.feed import item_key

from .importing.batches import Tally
from .importing.run import import_paths
from .lock import only_sync

FIRST_DAY = date(1994, 1, 1)  # the Register's texts begin here; earlier orders are facts without text
RECENT = timedelta(days=60)  # documents are added late: these days are read in every run
WHOLE_EVERY = timedelta(days=30)  # and every year after this interval
ORDERS_EVERY = timedelta(days=7)  # the notes of old orders change with later orders that name them
TEXT_AGAIN = (1, 7, 30)  # days after publication at which a text is fetched again, then yearly
YEAR = 365
IMPORT_EACH = 100  # documents fetched between two imports
FEED = "/presidential-actions/feed/"
FEED_PAGES = 60  # of thirty items, at most: some years
SITE_MAP = "/sitemap_index.xml"
COMPILATION_FEED = "/rss/dcpd.xml"
TABLES_BELOW = "/federal-register/executive-orders/"
TABLES = f"{TABLES_BELOW}disposition"
TABLE_PAGES = 150  # at most: one a year and a President since 1937
_LINK = re.compile(rb"""href\s*=\s*["']([^"'#?]+)""", re.IGNORECASE)
_ACTION = re.compile(r"/presidential-actions/(\d{4}/\d\d/[\w.-]+)")
_ITEM_LINK = re.compile(rb"<link>([^<]+)</link>")
_PACKAGE = re.compile(r"DCPD-\d{9}")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fetch: everything, or what was published since a day, of some kinds, by one president."""

    since: date | None = None
    kinds: tuple[str, ...] = ()  # as the Register names them: executive_order, proclamation, memorandum …
    president: str = ""

    @property
    def everything(self) -> bool:
        """Return whether nothing narrows it; only then are completed slices recorded and missing documents reported."""
        return self == Wanted()

    def conditions(self) -> Conditions:
        """Return the conditions of the Register's lists."""
        kinds = tuple(("conditions[presidential_document_type][]", kind) for kind in self.kinds)
        return kinds + ((("conditions[president][]", self.president),) if self.president else ())


@dataclass(slots=True)
class Report:
    """The report of a run: counts of its imports, what was listed and fetched; losses and doubts, in sentences."""

    tally: Tally = field(default_factory=Tally)
    listed: int = 0
    fetched: int = 0
    problems: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)


def _pages_of_tables(body: bytes, address: str) -> list[str]:
    """Return the addresses of pages of tables that a page leads to, on the same site, each once."""
    found = (
        urlsplit(urljoin(f"https://www.archives.gov{address}", link.decode("latin-1"))) for link in _LINK.findall(body)
    )
    paths = (one.path for one in found if one.hostname == "www.archives.gov" and one.path.startswith(TABLES_BELOW))
    return [path for path in dict.fromkeys(paths) if path.endswith(".html")]


@dataclass(slots=True)
class Sync:
    """One run: the clients of the two sites, the data folder, and the output of progress."""

    register: FederalRegister
    white_house: Site
    folder: Path
    wanted: Wanted = field(default_factory=Wanted)
    govinfo: Site | None = None
    archives: Site | None = None
    say: Say = print
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    report: Report = field(default_factory=Report)
    fresh: list[Path] = field(default_factory=list)

    @property
    def mirror(self) -> Mirror:
        """Return where the Register's files are kept."""
        return Mirror(self.folder / "fetched" / "federal-register")

    def run(self) -> Report:
        """Fetch and import what is new. Raises Busy where another run has not ended."""
        with only_sync(self.folder):
            self._import(self._roots())  # files that a stopped run left
            try:
                self._orders_since_1937()
                self._disposition_tables()
                self._public_inspection()
                self._early_editions()
                self._compilation()
                for part in self._due():
                    self._slice(part)
                    if self.register.closed:
                        break
            finally:
                self._import(self.fresh)
                self._record_run()
        return self.report

    # What is due

    def _due(self) -> list[Slice]:
        """The slices to read now, oldest last: new documents matter more than checks of old ones."""
        today = self.now.date()
        first = max(self.wanted.since or FIRST_DAY, FIRST_DAY)
        conditions = self.wanted.conditions()
        years = [part for part in slices(first, today + timedelta(days=7), conditions) if self._is_due(part)]
        recent = Slice(max(first, today - RECENT), today + timedelta(days=7), conditions)
        return [*([] if any(part.last >= today for part in years) else [recent]), *reversed(years)]

    def _is_due(self, part: Slice) -> bool:
        return not self.wanted.everything or self._is_time_for(f"year {part.first.year}", WHOLE_EVERY)

    def _is_time_for(self, name: str, interval: timedelta) -> bool:
        """Whether something was never done, or not since an interval."""
        done = self._noted().get(name)
        return done is None or self.now - datetime.fromisoformat(done) >= interval

    def _noted(self) -> dict[str, str]:
        try:
            found = json.loads((self.folder / "sync.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _note(self, name: str) -> None:
        noted = self._noted() | {name: self.now.isoformat()}
        replace_file(self.folder / "sync.json", json.dumps(noted, indent=1).encode())

    # The Federal Register

    def _slice(self, part: Slice) -> None:
        """Read a slice, then fetch what is new or due in it."""
        walked = walk(self.register, part)
        self.report.problems += walked.problems
        self.report.listed += len(walked.records)
        self.say(f"{part}: {len(walked.records)} documents listed")
        corrected = {number for record in walked.records for number in _corrected_by(record)}
        complete = not walked.problems
        for record in walked.records:
            complete &= self._document(record, again=key_of(record)[0] in corrected)
            if self.register.closed:
                return
        self._import(self.fresh)
        if complete and self.wanted.everything and part.first == date(part.first.year, 1, 1):
            self._no_longer_listed(part, walked.records)
            self._note(f"year {part.first.year}")

    def _document(self, record: Record, *, again: bool) -> bool:
        """Store a record and, where it is due, its text; return whether nothing was lost."""
        number, day = key_of(record)
        published = iso_date(day)
        try:
            held = self.mirror.record(number, published)
            path = self.mirror.path(number, "json", published)
        except ValueError as error:
            self.report.problems.append(f"{error}.")
            return False
        body = json.dumps(record, ensure_ascii=False, sort_keys=True).encode()
        listed = Fetched(self.register.address, "json", body, Validators(), self.now)
        changed = _stated_fields(held) != _stated_fields(record)
        if (changed or again or self._text_is_due(number, published)) and not self._text(record, number, published):
            return False  # the record is stored only with its text, so that the next run fetches both
        if self.mirror.keep(number, listed, published):
            self.fresh.append(path)
        if len(self.fresh) >= 2 * IMPORT_EACH:
            self._import(self.fresh)
        return True

    def _text_is_due(self, number: str, published: date | None) -> bool:
        asked = self.mirror.asked(number, published)
        if asked is None:
            return True
        age = (self.now.date() - published).days if published else YEAR
        before = (asked.date() - published).days if published else 0
        return any(before < day <= age for day in TEXT_AGAIN) or (self.now - asked).days >= YEAR

    def _text(self, record: Record, number: str, published: date | None) -> bool:
        """Fetch and store a text; False where there is none though the record names one."""
        known = {form: self.mirror.validators(number, form, published) for form in TEXT_FORMS}
        answer = self.register.text(record, known)
        if isinstance(answer, Failed):
            named = answer.address != self.register.address
            if named or answer.trouble != "missing":
                self.report.problems.append(f"{number}, published {published}, was not fetched: {answer.reason}")
            return answer.trouble == "missing"  # no text exists: the facts are stored
        if isinstance(answer, Fetched):
            self.report.fetched += 1
            if self.mirror.keep(number, replace(answer, retrieved=self.now), published):
                self.fresh.append(self.mirror.path(number, answer.form, published))
        return True

    def _no_longer_listed(self, part: Slice, records: Iterable[Record]) -> None:
        """What is kept of a year but listed no more is asked for; what is missing was withdrawn or renumbered: news."""
        listed = {key_of(record) for record in records}
        gone: list[tuple[str, date | None]] = []
        for path in self.mirror.documents.glob("*.json"):
            try:
                kept = key_of(json.loads(path.read_bytes()))
            except (OSError, ValueError):
                continue
            if part.first.isoformat() <= kept[1] <= part.last.isoformat() and kept not in listed:
                gone.append((kept[0], iso_date(kept[1])))
        if not gone:
            return
        _, missing = self.register.records_of(sorted(gone))
        for number, day in sorted(gone):
            state = "is not there any more" if number in missing else "is listed no more"
            self.report.news.append(f"{number}, published {day}, {state}; it is kept.")

    def _orders_since_1937(self) -> None:
        """The facts of all executive orders, those before 1994 without text, and their notes, once a week."""
        is_due = self._is_time_for("orders", ORDERS_EVERY)
        if (
            not is_due
            or not set(self.wanted.kinds) <= {"executive_order"}
            or self.wanted.since
            or self.wanted.president
        ):
            return
        answer = self.register.orders_since_1937()
        if isinstance(answer, Fetched):
            self._keep(self.folder / "fetched" / "lists" / "executive-orders.csv", answer.body)
            self._note("orders")
        elif isinstance(answer, Failed):
            self.report.problems.append(f"The list of all executive orders did not come: {answer.reason}")

    def _disposition_tables(self) -> None:
        """Keep the pages of the National Archives' tables, once a month: the index, and what its pages lead to."""
        if self.archives is None or not self.wanted.everything or not self._is_time_for("tables", WHOLE_EVERY):
            return
        before = len(self.report.problems)
        self._walk_tables(self.archives)
        if len(self.report.problems) == before:
            self._note("tables")
        self._import(self.fresh)

    def _walk_tables(self, archives: Site) -> None:
        """Ask for the index and the pages it leads to, each once."""
        waiting, seen = [TABLES], {TABLES}
        while waiting and not archives.closed:
            address = waiting.pop(0)
            answer = archives.get(address, "html")
            if isinstance(answer, Failed) and answer.trouble != "missing":
                self.report.problems.append(f"The table {address} did not come: {answer.reason}")
            if not isinstance(answer, Fetched):
                continue
            self._table(address, answer.body)
            fresh = [one for one in _pages_of_tables(answer.body, address) if one not in seen]
            waiting += fresh[: TABLE_PAGES - len(seen)]
            seen.update(fresh[: TABLE_PAGES - len(seen)])

    def _table(self, address: str, body: bytes) -> None:
        """Keep a page that has entries; pages that only lead on are none."""
        if dispositions.recognises(body):
            name = address.removeprefix(TABLES_BELOW).removesuffix(".html").replace("/", "-")
            self._keep(self.folder / "fetched" / "national-archives" / f"{name}.html", body)

    # The White House

    def _early_editions(self) -> None:
        """Keep the items of the feed, each a file of its own under its lasting key; older pages while they have news.

        The page of an action is asked for where its item has no text.
        """
        if not self.wanted.everything:
            return
        for number in range(1, FEED_PAGES + 1):
            answer = self.white_house.get(FEED if number == 1 else f"{FEED}?paged={number}", "feed")
            if not isinstance(answer, Fetched):
                self._no_feed(answer, number)
                break
            before = len(self.fresh)
            for item in items_of(answer.body):
                self._item(item)
            if len(self.fresh) == before:
                break
        self._import(self.fresh)
        self._pages_of_the_map()

    def _pages_of_the_map(self) -> None:
        """Keep pages of actions that the site's map names and the feed has no more, once a month."""
        if self.white_house.closed or not self._is_time_for("map of the White House", WHOLE_EVERY):
            return
        before = len(self.report.problems)
        known = self._known_pages()
        for part in self._mapped(SITE_MAP):
            pages = [urlsplit(page).path for page in self._mapped(part)] if "post-sitemap" in part else []
            for path in pages:
                if (found := _ACTION.fullmatch(path.rstrip("/"))) and path.rstrip("/") not in known:
                    self._action(path, found[1].replace("/", "-"))
        if len(self.report.problems) == before:
            self._note("map of the White House")
        self._import(self.fresh)

    def _mapped(self, address: str) -> list[str]:
        """The addresses that a map of the site names; none where there is no map."""
        answer = self.white_house.get(address, "feed")
        if isinstance(answer, Fetched):
            return [(place.text or "").strip() for place in _xml(answer.body).iter("{*}loc")]
        if isinstance(answer, Failed) and answer.trouble not in ("missing", "moved"):
            self.report.problems.append(f"The map of the White House's site did not come: {answer.reason}")
        return []

    def _known_pages(self) -> set[str]:
        """The paths of pages that are held, or were sent by the feed."""
        sent = (path.read_bytes() for path in (self.folder / "fetched" / "white-house").glob("*.xml"))
        held = Edition.objects.filter(publisher="white-house").values_list("source_url", flat=True)
        links = [found[1].decode("utf-8", "replace") for body in sent if (found := _ITEM_LINK.search(body))]
        return {urlsplit(address.strip()).path.rstrip("/") for address in (*held, *links)}

    def _action(self, address: str, name: str) -> None:
        """Keep the page of an action, where it was never kept."""
        path = self.folder / "fetched" / "white-house" / f"{name}.html"
        answer = None if path.exists() else self.white_house.get(address, "html")
        if isinstance(answer, Fetched):
            self._keep(path, answer.body)
        elif isinstance(answer, Failed) and answer.trouble not in ("missing", "moved"):
            self.report.problems.append(f"The page {address} did not come: {answer.reason}")

    def _no_feed(self, answer: Answer, number: int) -> None:
        """The feed has no page any more, or its site has moved: news; that it does not come at all is a problem."""
        if not isinstance(answer, Failed) or (number > 1 and answer.trouble == "missing"):
            return
        if answer.trouble == "moved":
            self.report.news.append(f"{answer.reason} What was read from it is kept, and its old addresses still lead.")
        else:
            self.report.problems.append(f"The White House's feed did not come: {answer.reason}")

    def _item(self, item: etree._Element) -> None:
        key = "".join(ch for ch in item_key(item) if ch.isalnum() or ch in "-_")
        folder = self.folder / "fetched" / "white-house"
        if not key:
            return
        if (item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or "").strip():
            alone = etree.Element("rss")
            alone.append(item)
            self._keep(folder / f"{key}.xml", etree.tostring(alone, encoding="utf-8", xml_declaration=True))
            return
        answer = self.white_house.get(item.findtext("link") or "", "html")
        if isinstance(answer, Fetched):
            self._keep(folder / f"{key}.html", answer.body)
        elif isinstance(answer, Failed):
            self.report.problems.append(f"The page of {item.findtext('title')} did not come: {answer.reason}")

    # Early and other editions

    def _public_inspection(self) -> None:
        """Keep what is filed for publication as facts; report what was withdrawn, and free its number."""
        if not self.wanted.everything or self.register.closed:
            return
        answer = self.register.on_public_inspection()
        if isinstance(answer, Failed) and answer.trouble != "missing":
            self.report.problems.append(f"Public inspection did not come: {answer.reason}")
        elif isinstance(answer, Fetched):
            self._filings(json.loads(answer.body).get("results") or [])

    def _filings(self, entries: Iterable[object]) -> None:
        filed = [one for one in entries if isinstance(one, dict) and is_presidential(one)]
        listed = {name for entry in filed if (name := self._filing(entry))}
        for path in sorted((self.folder / "fetched" / "public-inspection").glob("*.json")):
            if path.stem not in listed:
                self._no_longer_filed(path)
        self._import(self.fresh)

    def _filing(self, entry: Record) -> str:
        """Keep one entry; return the name it is kept under, "" for one without a number."""
        name = "".join(ch for ch in str(entry.get("document_number") or "") if ch.isalnum() or ch == "-")
        if name:
            path = self.folder / "fetched" / "public-inspection" / f"{name}.json"
            kept = {key: value for key, value in entry.items() if key not in CHANGES_DAILY}
            if self._keep(path, json.dumps(kept, sort_keys=True).encode()) and is_withdrawn(entry):
                self.report.news.append(f"{name}, “{entry.get('title')}”, was withdrawn from public inspection.")
        return name

    def _no_longer_filed(self, path: Path) -> None:
        """An entry that is gone was published, or it was withdrawn: then the Register does not have it."""
        entry = json.loads(path.read_bytes())
        number, published = path.stem, iso_date(str(entry.get("publication_date") or ""))
        due = published is None or published < self.now.date()
        if is_withdrawn(entry) or not due or self.mirror.record(number, published):
            return
        answer = self.register.record(number)
        if isinstance(answer, Failed) and answer.trouble == "missing":
            entry["editorial_note"] = "Withdrawn: it was filed, and the Register does not have it."
            self._keep(path, json.dumps(entry, sort_keys=True).encode())
            self.report.news.append(f"{number}, “{entry.get('title')}”, was filed and never published.")

    def _compilation(self) -> None:
        """Keep what the feed of the Compilation of Presidential Documents names as new or changed."""
        if self.govinfo is None or not self.wanted.everything:
            return
        answer = self.govinfo.get(COMPILATION_FEED, "feed")
        if not isinstance(answer, Fetched):
            if isinstance(answer, Failed):
                self.report.problems.append(f"The feed of the Compilation did not come: {answer.reason}")
            return
        noted = self._noted()
        for item in items_of(answer.body):
            named = _PACKAGE.search(f"{item.findtext('guid')} {item.findtext('link')}")
            changed = f"compilation {named[0]} {item.findtext('pubDate')}" if named else ""
            if named and changed not in noted and self._package(self.govinfo, named[0]):
                self._note(changed)
        self._import(self.fresh)

    def _package(self, govinfo: Site, name: str) -> bool:
        answer = govinfo.get(f"/content/pkg/{name}/html/{name}.htm", "html")
        if isinstance(answer, Fetched):
            self._keep(self.folder / "fetched" / "compilation" / f"{name}.htm", answer.body)
        elif isinstance(answer, Failed):
            self.report.problems.append(f"{name} of the Compilation did not come: {answer.reason}")
        return not isinstance(answer, Failed) or answer.trouble == "missing"

    # Storing and importing

    def _keep(self, path: Path, body: bytes) -> bool:
        """Put a file in place in one step, where it differs from the one kept; return whether it did."""
        if path.exists() and path.read_bytes() == body:
            return False
        replace_file(path, body)
        self.fresh.append(path)
        return True

    def _roots(self) -> list[Path]:
        """The folders of fetched files; a file has the same source name however it is imported."""
        fetched = self.folder / "fetched"
        others = ("lists", "public-inspection", "white-house", "compilation")
        roots = (self.mirror.documents, *(fetched / name for name in others))
        return [root for root in roots if root.exists()]

    def _import(self, paths: list[Path]) -> None:
        """Import stored files; each is then in the archive, or still on disk for the next run."""
        if not paths:
            return
        tally = import_paths(paths, self.folder, wait=True)
        self.fresh = []
        self.report.tally.add(tally)
        self.say(f"{self.report.tally.created} created, {self.report.tally.updated} updated so far")

    def _record_run(self) -> None:
        """Record the run for the editors, where something was lost or is new."""
        report = self.report
        if report.problems or report.news:
            run = ImportRun.objects.create(started=self.now, finished=timezone.now(), command="sync")
            for outcome, sentences in (("failed", report.problems), ("doubtful", report.news)):
                for sentence in sentences:
                    run.items.create(source="sync", outcome=outcome, reason=sentence)


CHANGES_DAILY = ("page_views", "last_public_inspection_issue", "pdf_updated_at", "pdf_file_size")


def items_of(feed: bytes) -> list[etree._Element]:
    """Return the items of an RSS feed."""
    return list(_xml(feed).iter("item"))


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _stated_fields(record: Record | dict[str, object]) -> dict[str, object]:
    """The fields of a record that are not empty."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def _corrected_by(record: Record) -> Iterator[str]:
    """The number of the document that a record corrects, which is fetched again."""
    stated = record.get("correction_of")
    if isinstance(stated, str) and stated:
        yield stated.rstrip("/").rsplit("/", 1)[-1].partition(".json")[0].partition("?")[0]
