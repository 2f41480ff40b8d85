"""A reader reports a fault, in a real browser: with and without scripts, wide and narrow."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from eo_browser.models import FaultReport
from tests.browser.test_journeys import READERS, Open, Reader, wider_than_the_window
from tests.web.archive import MEMORANDUM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_reports_a_fault(open_as: Open, reader: Reader) -> None:
    page = open_as(reader)
    page.goto(f"{MEMORANDUM}/sec-2/iii")
    expect(page.get_by_text("The place of this provision is doubtful.")).to_be_visible()
    page.get_by_role("link", name="Report a fault").click()
    expect(page.get_by_role("heading", name="Report a fault")).to_be_visible()
    assert wider_than_the_window(page) == []
    page.get_by_label("The number or place of a paragraph").check()
    page.get_by_label("What should it be?").fill("This is (ii).")
    page.get_by_role("button", name="Send to the editors").click()
    expect(page).to_have_url(re.compile(r"/report/thanks/"))
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.get_by_role("link", name="Back to Sec. 2(iii)").click()
    expect(page).to_have_url(re.compile(r"/sec-2/iii$"))
    assert FaultReport.objects.get().message == "This is (ii)."
