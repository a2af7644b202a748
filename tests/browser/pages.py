"""What tests of live pages say often."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tickets.models import Ticket


def row(page: Page, ticket: Ticket) -> Locator:
    return page.locator(f"#t-{ticket.pk}")


def live(page: Page) -> Page:
    """The socket is open: what happens from now on must show by itself. And somebody uses the page."""
    expect(page.locator("body")).to_have_attribute("data-connection", "live")
    page.mouse.move(700, 450)
    expect(page.locator("script[src*=htmx]")).to_be_attached()
    page.wait_for_load_state("networkidle")
    return page
