"""What runs the site elsewhere: the container, compose, systemd, nginx, and the back-up, which is restored."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

PROJECT = Path(__file__).resolve().parent.parent
DEPLOY = PROJECT / "deploy"
INSTALLED = "/srv/executive-order-browser"
UNITS = sorted(DEPLOY.glob("systemd/*"))
INSTRUCTIONS = {"FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"}


def instructions() -> list[tuple[str, str]]:
    lines = (PROJECT / "Containerfile").read_text().splitlines()
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines if line and not line.startswith("#")]


def test_the_container_has_every_file_it_copies_and_starts_as_no_root() -> None:
    found = instructions()
    assert {name for name, _ in found} <= INSTRUCTIONS
    for name, rest in found:
        if name == "COPY":
            assert (PROJECT / rest.split()[0]).exists(), rest
    names = [name for name, _ in found]
    assert names.index("USER") < names.index("CMD")
    commands = [rest.partition("CMD ")[2] if name == "HEALTHCHECK" else rest for name, rest in found]
    for name, command in zip(names, commands, strict=True):
        if name in ("CMD", "HEALTHCHECK"):
            assert isinstance(json.loads(command), list)


def settings_documented() -> set[str]:
    return set(re.findall(r"^\| `(EO_\w+)`", (PROJECT / "docs/operations.md").read_text(), re.M)) | set(
        re.findall(r"`(EO_\w+)`", (PROJECT / "docs/operations.md").read_text())
    )


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text())
    return found


def test_compose_names_what_there_is() -> None:
    found = compose()
    services = found["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= services.keys(), name
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            assert source in found["volumes"] or (PROJECT / source).exists(), volume
        assert service.get("environment", {}).keys() <= settings_documented() | {
            "POSTGRES_USER",
            "POSTGRES_DB",
            "POSTGRES_PASSWORD",
        }
    upstream = re.search(r"server (\w+):(\d+);", (DEPLOY / "nginx.conf").read_text())
    assert upstream and upstream[1] in services
    assert f"EO_LISTEN=0.0.0.0:{upstream[2]}" in dict(instructions())["ENV"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_what_there_is(unit: Path) -> None:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(unit)
    if unit.suffix == ".timer":
        assert unit.with_suffix(".service") in UNITS
        return
    for name in ("ExecStartPre", "ExecStart"):
        words = read["Service"].get(name, "").split()
        if words and words[0].endswith("python") and "manage.py" in words:
            assert words[words.index("manage.py") + 1] in get_commands()
        elif words and not words[0].endswith("python"):
            assert os.access(PROJECT / Path(words[0]).relative_to(INSTALLED), os.X_OK)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text().replace(f"{INSTALLED}/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace(INSTALLED, str(PROJECT)))
    files = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line or "orders" in line]
    assert said == [], done.stderr


@pytest.mark.skipif(not shutil.which("nginx"), reason="there is no nginx here")
def test_nginx_accepts_its_file(tmp_path: Path) -> None:
    text = (
        (DEPLOY / "nginx.conf").read_text().replace("site:8000", "127.0.0.1:8000").replace("listen 80", "listen 8080")
    )
    text = text.replace("/var/cache/nginx", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n")
    command = ["nginx", "-t", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "log")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def managed(data: Path, *command: str) -> str:
    """What a command of the site prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EO_", "DJANGO_"))}
    arguments = [sys.executable, "manage.py", *command]
    done = subprocess.run(arguments, cwd=PROJECT, env=kept | {"EO_DATA_DIR": str(data)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_back_up_is_restored(tmp_path: Path) -> None:
    """The drill: back up, lose everything, restore from journal and bytes, and from the copy of the database."""
    data, goal = tmp_path / "data", tmp_path / "back-ups"
    managed(data, "migrate")
    managed(data, "import_documents", str(PROJECT / "samples/federal-register"))
    asked = ("resolve", "E.O. 99001, § 2(a)", "--json")
    before = managed(data, *asked)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EO_")}
    for _ in range(2):
        done = subprocess.run(
            [DEPLOY / "back_up", goal, "1"], env=kept | {"EO_DATA_DIR": str(data)}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
    (file,) = goal.iterdir()
    shutil.rmtree(data)
    (tmp_path / "restored").mkdir()
    subprocess.run(["tar", "-xf", file, "-C", tmp_path / "restored"], check=True)
    again = tmp_path / "again"
    managed(again, "migrate")
    managed(again, "replay", str(tmp_path / "restored"))
    managed(again, "check_archive")
    assert managed(again, *asked) == before
    assert managed(tmp_path / "restored", *asked) == before
