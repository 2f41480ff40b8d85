#!/usr/bin/env python
"""Django's command line; a plain mistake is answered with a sentence instead of a traceback."""

import errno
import os
import sys


def plain_sentence(error: BaseException) -> str:
    """Return what went wrong in one sentence, for a mistake or a failure that says all by itself; "" for others."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError, ProgrammingError

    said = " ".join(str(error).split())
    if isinstance(error, ImproperlyConfigured):
        return said
    if isinstance(error, (OperationalError, ProgrammingError)):
        if "no such table" in said or "does not exist" in said:
            return "The database has no tables yet, or older ones: run `python manage.py migrate` first."
        full = " Is the disk full?" if "disk" in said or "full" in said else ""
        return f"The database does not answer: {said}.{full}"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"The disk is full: {said}. What was stored stays; make room and run the same command again."
    if isinstance(error, PermissionError):
        return f"This may not be read or written: {said}."
    return ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads the output has read enough: `… | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python still has to write
        sys.exit(141)  # as of a program ended by SIGPIPE
    except KeyboardInterrupt:
        sys.exit("Interrupted.")
    except Exception as error:
        if "--traceback" in sys.argv or not (sentence := plain_sentence(error)):
            raise
        sys.exit(sentence)
