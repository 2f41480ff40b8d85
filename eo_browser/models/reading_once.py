"""Answers of the database that are reused while many pages of one document are made, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Reuse the answers of the functions marked with `read_once` until the end; the archive must not change meanwhile.

    Inside, the same document must be the same object each time.
    """
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def reads_once() -> bool:
    """Return whether answers are reused, so that one question for all of a document is the better one."""
    return _answers.get() is not None


def read_once(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function whose answers are reused inside `reading_once`, where its arguments are the same objects."""

    @wraps(function)
    def read(*args: P.args, **kwargs: P.kwargs) -> R:
        answers = _answers.get()
        if answers is None or kwargs:
            return function(*args, **kwargs)
        key = (function, *(one if isinstance(one, str | int) else id(one) for one in args))
        if key not in answers:
            answers[key] = (function(*args, **kwargs), args)  # the arguments are held, so that no other gets their id
        return answers[key][0]  # type: ignore[no-any-return]

    return read
