"""What a process reads when it starts."""

from __future__ import annotations

import gc

import pytest
from pytest_django import DjangoAssertNumQueries

from eo_browser.archive.search_engine import engine
from eo_browser.checking.box import find
from eo_browser.web.site.preload import preload
from tests.web.archive import ORDER

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("archive")
def test_the_first_reader_waits_for_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    try:
        preload()
        with django_assert_num_queries(2):  # whether the archive has changed; the states of the order
            assert find("EO 19901").resolution.targets[0].document.address == ORDER
    finally:
        gc.unfreeze()


def test_an_archive_without_an_index_is_no_fault() -> None:
    engine().clear()
    preload()
    gc.unfreeze()
