"""Text cleaners: what each does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model import normalise as n

CASES = [
    # a NUL byte is where a space was set
    (n.NULS, "Title\x003", "Title 3"),
    # soft hyphens and byte order marks print nothing; a line break stays
    (n.CONTROLS, "\ufeffcl\u00adock\n", "clock\n"),
    (n.GPO_DOUBLE_QUOTES, "``clock''", "“clock”"),
    (n.GPO_SINGLE_QUOTES, "`clock'", "‘clock'"),
    # two hyphens are a dash, a row of them is a blank to fill in
    (n.GPO_DASHES, "order--now ---- 19----", "order—now ---- 19----"),
    # accents that have no HTML name as well; other brackets stay
    (n.GPO_LETTERS, "P[eacute]rez Y[obreve]u [and] [sic]", "Pérez Yŏu [and] [sic]"),
    (n.GPO_CODES, "[squf] CO<INF>2</INF> <yen>5", "■ CO2 ¥5"),
]


@pytest.mark.parametrize(("cleaner", "text", "cleaned"), CASES, ids=lambda value: getattr(value, "name", None))
def test_each_cleaner(cleaner: n.Cleaner, text: str, cleaned: str) -> None:
    assert cleaner(text) == cleaned


@given(st.text(alphabet="ab-`' []eacute", max_size=60))
def test_cleaning_keeps_letters_outside_brackets(text: str) -> None:
    cleaned = text
    for cleaner in n.GPO_TEXT:
        cleaned = cleaner(cleaned)
    assert cleaned.count("b") == text.count("b")
