"""Django's command line; a plain mistake is answered with a sentence instead of a traceback."""

import errno
import os
import platform
import sys
from pathlib import Path

VERSION = "1.0.0"  # of the site; pyproject.toml has the same
AGAIN = "What was stored stays; {what} and run the same command again."


def plain_sentence(error: BaseException) -> str:
    """Return what went wrong in one sentence, for a mistake or a failure that says all by itself; "" for others."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import DatabaseError, InterfaceError, OperationalError, ProgrammingError

    said = " ".join(str(error).split())
    if isinstance(error, ImproperlyConfigured):
        return said
    said = said.rstrip(".")
    if isinstance(error, (InterfaceError, OperationalError, ProgrammingError)):
        return _of_the_database(said)
    if isinstance(error, DatabaseError) and ("malformed" in said or "not a database" in said):
        return f"The database file is damaged: {said}. Restore a back-up, or rebuild it with `manage.py replay`."
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: {said}. {AGAIN.format(what='make room')}"
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return "There is no such file: its name is too long."
    if isinstance(error, PermissionError):
        return f"This may not be read or written: {said}."
    return ""


def _of_the_database(said: str) -> str:
    """What an error of the database means, by its words: SQLite and PostgreSQL have no common codes."""
    if "no such table" in said or "does not exist" in said:
        return "The database has no tables yet, or older ones: run `python manage.py migrate` first."
    if "is full" in said or "No space left" in said:
        return f"The disk is full: {said}. {AGAIN.format(what='make room')}"
    full = " Is the disk full?" if "disk" in said else ""
    return f"The database does not answer: {said}.{full} {AGAIN.format(what='mend that')}"


def without_django() -> str:
    """Return what to say to somebody whose Python has no Django: where the one is that has it, or what installs it."""
    python = Path(__file__).resolve().parent.parent / ".venv" / "bin" / "python"
    if python.exists():
        return f"This Python ({sys.executable}) has no Django; the project's has: {python} manage.py …"
    return f"This Python ({sys.executable}) has no Django: start with ./run, which installs what is needed in .venv."


def versions() -> str:
    """Return the version of the site, and those of what it runs on."""
    from django import get_version

    return f"Executive Order Browser {VERSION} (Django {get_version()}, Python {platform.python_version()})"


def main(arguments: list[str]) -> None:
    """Run a command; exit with a sentence where it fails plainly."""
    try:
        if arguments[1:] in (["--version"], ["version"]):
            print(versions())
            return
        from django.core.management import execute_from_command_line

        execute_from_command_line(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads the output has read enough: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python still has to write
        sys.exit(141)  # as of a program ended by SIGPIPE
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        sys.exit(130)  # as of a program ended by SIGINT
    except Exception as error:
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == "django":
            sys.exit(without_django())
        if "--traceback" in arguments or not (sentence := plain_sentence(error)):
            raise
        sys.exit(sentence)


def run() -> None:
    """Run the command of this process: `manage.py` of a checkout, or `eo-browser` of an installed package."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
    main(sys.argv)
