"""An archive without documents."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/documents/", "/search/?q=x", "/about/", "/coverage/", "/sitemap.xml"])
def test_every_page_answers(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_home_says_how_to_fill_it(client: Client) -> None:
    assert "import_documents" in client.get("/").content.decode()
