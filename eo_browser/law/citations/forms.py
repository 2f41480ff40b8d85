"""The one table of forms. Recognition, the tests and docs/citations.md are made from it.

Order decides where several forms fit one place: the more exact stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .form import Form
from .links import LINK_FORMS
from .numbers import NUMBER_FORMS
from .register import OUTSIDE_FORMS, REGISTER_FORMS
from .words import WORD_FORMS

FORMS: tuple[Form, ...] = (*LINK_FORMS, *NUMBER_FORMS, *REGISTER_FORMS, *OUTSIDE_FORMS, *WORD_FORMS)


def _anchor(anchors: Iterable[str]) -> re.Pattern[str]:
    """Where any of the forms may begin, in text of lower case: no letter or digit stands before it."""
    every = "|".join(dict.fromkeys(f"(?:{anchor})" for anchor in anchors))
    return re.compile(rf"(?<![a-z0-9])(?:{every})".lower())


def _by_first(forms: tuple[Form, ...]) -> dict[str, tuple[Form, ...]]:
    letters = {letter for form in forms for letter in form.begins}
    return {letter: tuple(form for form in forms if letter in form.begins) for letter in letters}


RUNNING = tuple(form for form in FORMS if not form.whole_only)
RUNNING_ANCHOR = _anchor(form.running_anchor or form.anchor for form in RUNNING)
WHOLE_ANCHOR = _anchor(form.anchor for form in FORMS)
RUNNING_BY_FIRST, WHOLE_BY_FIRST = _by_first(RUNNING), _by_first(FORMS)
