"""Real documents in the layouts of other sites and prints: outline and facts are those of the source they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.relaid import LAYOUTS, Layout, Told, documents, faults_of

# Where paragraphs are neither set apart nor set in, one that ends with a full line shows no end, and a label may be one
# of a reference: outlines may differ.
UNMARKED = {"register-print", "flat", "flat-without-blanks"}


@pytest.fixture(scope="module")
def told(corpus: Path) -> list[Told]:
    return documents(corpus, 16, seed=7)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: str(layout.name))
def test_a_document_is_the_same_in_every_layout(told: list[Told], layout: Layout) -> None:
    faults = {one.name: list(faults_of(one, layout)) for one in told}
    if layout.name in UNMARKED:
        faults = {name: [fault for fault in found if fault[0] != "outline"] for name, found in faults.items()}
    assert {name: found for name, found in faults.items() if found} == {}
