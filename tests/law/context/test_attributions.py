"""What an article says of who signed a document, and when, is weighed against the archive."""

from __future__ import annotations

import pytest

from eo_browser.law.context.articles import mentions_of
from tests.law.context.test_annotate import HOLDINGS

# an article about Executive Order 13901 (Truman, June 1, 2030), and the codes of what contradicts it
ROWS = [
    # The possessive, with and without the title or the administration.
    ("Obama's Executive Order 13901 is old.", {"PRESIDENT_DIFFERS"}),
    ("Under President Barack Obama’s Executive Order 13901 it is.", {"PRESIDENT_DIFFERS"}),
    ("The Biden administration's E.O. 13901 is old.", {"PRESIDENT_DIFFERS"}),
    ("President Truman's Executive Order 13901 is old.", set()),
    ("Harry S. Truman's Executive Order 13901 is old.", set()),
    # Somebody else of the name, and another sentence.
    ("They cite Justice Wilson's Executive Order 13901 brief.", set()),
    ("It was Obama's. Executive Order 13901 is old.", set()),
    # "by President … in", brackets, a relative clause.
    ("It was established by President Gerald Ford in E.O. 13901.", {"PRESIDENT_DIFFERS"}),
    ("It was established by President Truman in E.O. 13901.", set()),
    ("See Executive Order 13901 (Biden, 2030).", {"PRESIDENT_DIFFERS"}),
    ("See Executive Order 13901 (Truman, 2017).", {"DATE_DIFFERS"}),
    ("See Executive Order 13901 (Truman, 2030).", set()),
    ("Executive Order 13901, which President Biden signed in 2017, is old.", {"PRESIDENT_DIFFERS", "DATE_DIFFERS"}),
    ("Executive Order 13901, “Lamps and Stairs,” which President Truman signed on June 5, 2030.", {"DATE_DIFFERS"}),
    ("Executive Order 13901, which President Truman signed on June 1, 2030, is old.", set()),
    # The author in a bibliography.
    ("Carter, Jimmy. “Lamps of the Coast.” Executive Order 13901.", {"PRESIDENT_DIFFERS"}),
]  # fmt: skip
CODES = {"PRESIDENT_DIFFERS", "DATE_DIFFERS"}


@pytest.mark.parametrize(("text", "codes"), ROWS)
def test_a_wrong_attribution_contradicts(text: str, codes: set[str]) -> None:
    (mention,) = (one for one in mentions_of(text, HOLDINGS) if one.document and one.document.number == "13901")
    assert {one.code for one in mention.resolution.explanations} & CODES == codes
    assert (mention.resolution.outcome == "contradiction") == bool(codes)
