"""The table of every form of citation. Recognition, the tests and docs/citations.md are made from it.

To add a form, write a `Form` into the table of its subject: `number_forms`, `publication_forms`, `description_forms`,
`pinpoint_forms` or `link_forms`. To add a name to a form, write it into the names or the pattern of that form. One
line is enough: where a form may begin in a text is derived from its pattern (`anchors`), and a form that one of its
own examples does not lead to is refused when the table is made.
"""

from __future__ import annotations

from collections.abc import Iterable

from .anchors import Anchors
from .description_forms import DESCRIPTION_FORMS
from .form import Form
from .link_forms import LINK_FORMS
from .number_forms import NUMBER_FORMS
from .pinpoint_forms import PINPOINT_FORMS
from .publication_forms import OUTSIDE_FORMS, REGISTER_FORMS
from .typography import lower, plain


class FormTable:
    """Forms in the order in which they are tried: where several fit one place, the more exact one stands first.

    `whole` finds where any of them may begin; `running` leaves out those too weak for running text.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        """Derive where the forms begin.

        Raises ValueError for a form whose own example is not found by it.
        """
        self.forms = tuple(forms)
        self.whole = Anchors(self.forms)
        self.running = Anchors(tuple(form.in_running_text() for form in self.forms if not form.whole_only))
        for form in self.forms:
            for example in form.examples:
                self._check(form, example)

    def _check(self, form: Form, example: str) -> None:
        readable = plain(example)
        found = self.whole.next(" " + lower(readable), 0)
        if not found or found[0] or form not in found[1] or not form.match(readable, 0):
            raise ValueError(f"the form {form.name} does not find its own example {example!r}")


# Order counts: a form before another is tried first.
TABLE = FormTable((*LINK_FORMS, *NUMBER_FORMS, *REGISTER_FORMS, *OUTSIDE_FORMS, *DESCRIPTION_FORMS, *PINPOINT_FORMS))
FORMS = TABLE.forms
