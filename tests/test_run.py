"""`./run`, started as a person starts it: from nothing, again, with a folder, and ended with Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.register_stand_in import ReplayServer, recordings_under

PROJECT = Path(__file__).resolve().parent.parent

PATIENCE = 120  # seconds until a start that does not come is given up


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A running `./run` and what it has said."""

    def __init__(self, process: subprocess.Popen[str], port: int, output: Path) -> None:
        self.process, self.port, self._output = process, port, output

    @property
    def printed(self) -> str:
        return self._output.read_text("utf-8")

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return str(answer.read().decode("utf-8"))

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                self.page("/healthz")
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the site did not start:\n{self.printed}")

    def press_ctrl_c(self) -> int:
        """As a terminal does it: the signal goes to the whole group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=30)


@contextmanager
def started(folder: Path, *arguments: str, cwd: Path = PROJECT, register: str = "") -> Iterator[Site]:
    """A site over an archive in `folder`; without a `register` no Federal Register answers."""
    port, output = free_port(), folder / "said.txt"
    own = {
        "EO_DATA_DIR": str(folder / "data"),
        "EO_DATABASE_URL": "",
        "EO_LISTEN": f"127.0.0.1:{port}",
        "EO_WORKERS": "1",
        "EO_FEDERAL_REGISTER_URL": register or f"http://127.0.0.1:{free_port()}",
        "DJANGO_SETTINGS_MODULE": "eo_browser.settings",
    }
    with output.open("w") as file:
        process = subprocess.Popen(
            [PROJECT / "run", *arguments],
            cwd=cwd,
            env=os.environ | own,
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    site = Site(process, port, output)
    try:
        site.wait()
        yield site
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def documents_in(page: str) -> set[str]:
    """The addresses of documents that a list shows."""
    return set(re.findall(r'href="(/(?:eo|proclamation|memorandum|determination|notice|order)/[^"#?]+)"', page))


def test_from_nothing_without_a_network_to_pages_and_back(tmp_path: Path) -> None:
    with started(tmp_path) as site:
        assert "The Federal Register cannot be reached" in site.printed
        assert "specimen" in site.printed
        assert "manage.py createsuperuser" in site.printed
        first = documents_in(site.page("/documents/"))
        assert first
        assert "SPECIMEN" in site.page(sorted(first)[0])
        assert site.press_ctrl_c() == 0
        assert "Traceback" not in site.printed
    with started(tmp_path) as site:  # again: nothing is fetched or imported, nothing is lost
        assert "Federal Register" not in site.printed
        assert documents_in(site.page("/documents/")) == first


@pytest.mark.corpus
def test_from_nothing_with_a_network_to_starters(tmp_path: Path, corpus: Path) -> None:
    answering = [r for r in recordings_under(corpus / "federal-register-eo") if r.number in {"E9-31418", "2017-02281"}]
    with ReplayServer(answering) as server, started(tmp_path, register=server.address) as site:
        assert "2017-02386 was not fetched: The server does not have it (404)." in site.printed
        assert "2 documents fetched, 0 unchanged" in site.printed
        assert documents_in(site.page("/documents/")) == {"/eo/13526", "/eo/13769"}


def test_a_folder_is_imported_from_where_the_command_was_given(tmp_path: Path, samples: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    chosen = sorted(samples.rglob("99001.xml"))[0]
    (folder / chosen.name).write_bytes(chosen.read_bytes())
    with started(tmp_path, "papers", cwd=tmp_path) as site:
        assert "Federal Register cannot" not in site.printed
        assert len(documents_in(site.page("/documents/"))) == 1


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PROJECT / "run", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_help_is_not_a_start() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "EO_LISTEN" in done.stdout


@pytest.mark.parametrize("argument", ["--no-such-option", "no/such/folder"])
def test_what_it_cannot_do_is_an_error_before_anything_is_done(argument: str) -> None:
    done = run(argument)
    assert done.returncode != 0
    assert argument in done.stderr or "./run FOLDER" in done.stderr


def test_a_port_in_use_is_reported_first(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run(EO_LISTEN=place, EO_DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 1
    assert f"Nothing can be served on {place}: Address already in use." in done.stderr
    assert "EO_LISTEN=127.0.0.1:8001 ./run" in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("place", ["8000", ":8000", "127.0.0.1:http", "127.0.0.1:99999"])
def test_an_invalid_address_is_reported(place: str) -> None:
    done = run(EO_LISTEN=place)
    assert (done.returncode, place in done.stderr, "Traceback" in done.stderr) == (1, True, False)
