"""A talk between a visitor's page and an agent's."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.pages import live
from tickets.models import Message, Ticket


def answer(page: Page, text: str) -> None:
    page.locator("#composer-text").fill(text)
    page.locator("#composer-text").press("Control+Enter")


def agents_page(look, agent, ticket) -> Page:
    return live(look(agent, f"/tickets/{ticket.pk}/"))


def newest_ticket(chat) -> Ticket:
    return Ticket.objects.filter(channel=chat.channel_id).latest("pk")


def texts_of(chat) -> list[str]:
    found = Message.objects.filter(ticket__channel=chat.channel_id, direction="inbound")
    return list(found.order_by("created_at", "pk").values_list("text", flat=True))
