"""What everybody must be able to do with the chat, measured on the page as it is: WCAG 2.2, A and AA."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

LOOK = Path(__file__).with_name("readable.js").read_text()
REST = 250  # milliseconds until what moves has come to rest


def faults(page: Page) -> dict[str, list[str]]:
    """By fault, the parts of the chat that have it."""
    page.wait_for_timeout(REST)
    found: dict[str, list[str]] = page.evaluate(LOOK)
    return found
