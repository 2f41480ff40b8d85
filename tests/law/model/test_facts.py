"""What is known of a document survives being kept as JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.facts import from_json, to_json
from eo_browser.law.model.source import Disagreement, Metadata, RegisterPlace, SeriesNumber

_text = st.text(max_size=20)
_metadata = st.builds(
    Metadata,
    kind=st.sampled_from([None, "notice", "executive-order"]),
    number=_text,
    series=st.lists(st.builds(SeriesNumber, _text, _text), max_size=2).map(tuple),
    title=_text,
    alternative_titles=st.lists(_text, max_size=2).map(tuple),
    signed=st.none() | st.dates(),
    published=st.none() | st.dates(),
    register=st.none() | st.builds(RegisterPlace, st.integers(1, 99), st.integers(1, 99999), st.integers(0, 99999)),
    links=st.lists(st.tuples(_text, _text), max_size=2).map(tuple),
    disagreements=st.lists(st.builds(Disagreement, _text, _text, _text, _text), max_size=2).map(tuple),
)


@given(_metadata)
def test_there_and_back(metadata: Metadata) -> None:
    assert from_json(json.loads(json.dumps(to_json(metadata)))) == metadata
