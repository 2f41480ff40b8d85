"""Texts laid out for quotations: once, again when they change, and no more of them than fits."""

from __future__ import annotations

from typing import Any

import pytest

from eo_browser.checking.texts import KeptTexts, surroundings_of, texts_of
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import tokenized
from eo_browser.models import Document, StoredProvision
from tests.web.archive import MEMORANDUM, build


@pytest.mark.django_db
def test_a_text_is_tokenized_once_and_again_after_a_change(django_assert_num_queries: Any) -> None:
    build()
    document = Document.objects.get(address=MEMORANDUM)
    (first,) = texts_of([document.pk])
    with django_assert_num_queries(1):
        assert texts_of([document.pk])[0] is first
    row = StoredProvision.objects.get(revision=document.current_id, position=0)
    row.delete()
    row.text = "Something else is read here now."
    row.save(force_insert=True)
    StoredProvision.objects.filter(pk=row.pk).update(id=row.pk + 10_000)
    (anew,) = texts_of([document.pk])
    assert anew.pieces[0].text == "Something else is read here now."


def test_what_is_kept_of_texts_is_bounded() -> None:
    kept = KeptTexts(10)
    one, two, long = (tokenized(1, [ProvisionText("p1", "lamp " * count)]) for count in (6, 4, 11))
    first, second, third, fourth = ((number, "v1", number) for number in range(4))
    kept.keep({first: one, second: two, third: long})
    assert kept.get([first, second, third]) == {first: one, second: two}
    kept.get([first])
    kept.keep({fourth: two})
    assert kept.get([first, second, fourth]) == {first: one, fourth: two}  # the second was not asked for longest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("sec-2/i", "sec-2", "sec-2/iii"),  # from the provision it is under to the one behind it
        ("sec-2", "sec-1", "sec-3"),  # with all below it
    ],
)
def test_a_provision_is_read_with_its_neighbours(path: str, first: str, last: str) -> None:
    build()
    tokens = surroundings_of(Document.objects.get(address=MEMORANDUM).pk, path)
    assert tokens and (tokens.pieces[0].path, tokens.pieces[-1].path) == (first, last)


@pytest.mark.django_db
def test_a_provision_that_is_not_there_has_no_surroundings() -> None:
    build()
    assert surroundings_of(Document.objects.get(address=MEMORANDUM).pk, "sec-77") is None
