"""What every command says of itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from tests.conftest import PROJECT

OURS = sorted(name for name, app in get_commands().items() if app == "eo_browser")


@pytest.mark.parametrize("name", OURS)
def test_every_command_says_its_exit_statuses(name: str) -> None:
    assert "Exit status: 0" in load_command_class("eo_browser", name).help


WRONG_DAYS = [
    # command and arguments, the text that is no day
    (("as_amended", "E.O. 12333", "--on", "9999-99-99"), "9999-99-99"),
    (("sync", "--since", "2025-99-99"), "2025-99-99"),
    (("sync", "--since", ""), ""),
]


@pytest.mark.parametrize(("arguments", "text"), WRONG_DAYS)
def test_a_day_that_is_none_is_refused_in_one_sentence(arguments: tuple[str, ...], text: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command(*arguments)
    day = "no day of the calendar; a day is written year-month-day, as in 2019-05-01."
    assert str(refused.value).endswith(f": “{text}” is {day}")


@pytest.mark.parametrize(
    ("has_environment", "wording"),
    [
        (True, "has no Django; the project's has: "),  # the environment is there, and another Python was used
        (False, "start with ./run"),  # nothing is installed yet
    ],
)
def test_a_python_without_django(tmp_path: Path, has_environment: bool, wording: str) -> None:
    (tmp_path / "eo_browser").mkdir()
    for name in ("manage.py", "eo_browser/__init__.py", "eo_browser/command_line.py"):
        (tmp_path / name).write_bytes((PROJECT / name).read_bytes())
    if has_environment:
        (tmp_path / ".venv" / "bin").mkdir(parents=True)
        (tmp_path / ".venv" / "bin" / "python").touch()
    command = ["python3", "-E", "-s", "-S", str(tmp_path / "manage.py"), "search", "clocks"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert wording in done.stderr
