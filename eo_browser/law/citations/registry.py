"""The one table of forms. Recognition, the tests and docs/citations.md are made from it.

Order decides where several forms fit one place: the more exact stands first.
"""

from __future__ import annotations

import re

from .description_forms import WORD_FORMS
from .form import Form
from .link_forms import LINK_FORMS
from .number_forms import NUMBER_FORMS
from .publication_forms import OUTSIDE_FORMS, REGISTER_FORMS

FORMS: tuple[Form, ...] = (*LINK_FORMS, *NUMBER_FORMS, *REGISTER_FORMS, *OUTSIDE_FORMS, *WORD_FORMS)


_FIRST = re.compile(r"\\.|\[[^\]]+\]|.", re.DOTALL)  # of an anchor: a letter, an escape, a set


_LETTER = re.compile(r"[a-z](?![?*+{])")


def _branches(anchors: list[tuple[str, int]], places: list[int]) -> str:
    """The rests of anchors as one alternation, those of one letter tried together; `places` gets theirs in its order.

    Only what excludes each other changes places: what begins with no plain letter stays before all that follow it.
    """
    groups: list[tuple[str, list[tuple[str, int]]]] = []
    of_letter: dict[str, list[tuple[str, int]]] = {}
    for rest, place in anchors:
        letter = rest[0] if _LETTER.match(rest) else ""
        if letter in of_letter:
            of_letter[letter].append((rest[1:], place))
            continue
        groups.append((letter, [(rest.removeprefix(letter), place)]))
        of_letter = of_letter | {letter: groups[-1][1]} if letter else {}
    branches = []
    for letter, members in groups:
        if letter and len(members) > 1:
            branches.append(f"{letter}(?:{_branches(members, places)})")
        else:
            places.append(members[0][1])
            branches.append(f"{letter}{members[0][0]}()")
    return "|".join(branches)


class Anchors:
    """Where any of some forms may begin in text of lower case, and which forms to try there, in order.

    One pattern, grouped by first letters, so that most places in a text are passed over by one comparison for each.
    No letter or digit stands before a form: the pattern begins with the character there, and the text with a space.
    A mark behind every anchor tells whose it was: the forms before it in the table do not begin there.
    """

    def __init__(self, forms: tuple[Form, ...], running: bool) -> None:
        behind: dict[str, list[tuple[str, int]]] = {}
        for place, form in enumerate(forms):
            for anchor in form.running_anchors if running and form.running_anchors else form.anchors:
                first = _FIRST.match(anchor)
                assert first, "an anchor has a first character"
                behind.setdefault(first[0], []).append((anchor[first.end() :], place))
        places: list[int] = []
        every = "|".join(f"{first}(?:{_branches(rests, places)})" for first, rests in behind.items())
        self._pattern = re.compile(rf"[^a-z0-9](?:{every})")
        letters = {letter for form in forms for letter in form.begins}
        self._forms = [
            {letter: tuple(form for form in forms[place:] if letter in form.begins) for letter in letters}
            for place in places
        ]

    def next(self, spaced: str, position: int) -> tuple[int, tuple[Form, ...]] | None:
        """The next place where forms may begin, from a position of a text on, and these forms.

        `spaced` is the text in lower case with a space before it.
        """
        found = self._pattern.search(spaced, position)
        if found is None:
            return None
        start = found.start()  # of the character before, which the space has moved on by one
        return start, self._forms[found.lastindex - 1].get(spaced[start + 1], ())  # type: ignore[operator] # always a mark


RUNNING = Anchors(tuple(form for form in FORMS if not form.whole_only), running=True)
WHOLE = Anchors(FORMS, running=False)
