"""docs/citations.md says what the tables of the code say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from eo_browser.law.citations.registry import FORMS
from eo_browser.law.formatting import STYLES
from eo_browser.law.resolver import Code, Outcome

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "citations.md").read_text()


def test_the_table_of_forms_is_the_codes_table() -> None:
    """Every form with every example, and no row that is no form."""
    rows = re.findall(r"^\| ([^|]+) \| ([a-z-]+) \| (`.+`) \|$", PAGE, re.MULTILINE)
    printed = {(family, name, tuple(re.findall(r"`([^`]+)`", examples))) for family, name, examples in rows}
    assert printed == {(form.family, form.name, form.examples) for form in FORMS}


def test_every_outcome_code_and_style_is_explained() -> None:
    for word in (*get_args(Outcome), *get_args(Code), *(style.key for style in STYLES)):
        assert f"`{word}`" in PAGE
