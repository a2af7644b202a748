"""A visitor at a page with the chat on it: what they do there, and what they see."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

NETWORK = ("Failed to load resource", "WebSocket connection to")


def is_wrong(said: ConsoleMessage) -> bool:
    return said.type in {"error", "warning"} and not said.text.startswith(NETWORK)


class Visit:
    """One page of one visitor."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []  # what its scripts complained of, where nobody else looks

    @property
    def launcher(self) -> Locator:
        return self.page.locator("alur-chat .bubble")

    @property
    def panel(self) -> Locator:
        return self.page.locator("alur-chat dialog")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        return self.page.locator("alur-chat .write textarea")

    def open(self) -> Visit:
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def said(self) -> list[str]:
        """All words on the page, in order."""
        return [one.strip() for one in self.page.locator("alur-chat .bub").all_inner_texts()]

    def state(self, text: str) -> None:
        """Under own words: how far they got."""
        expect(self.page.locator("alur-chat .st", has_text=text).last).to_be_visible()

    def sees(self, text: str) -> None:
        expect(self.page.locator("alur-chat .bub", has_text=text)).to_have_count(1)
