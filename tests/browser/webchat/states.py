"""Each state of a chat, as somebody meets it on a shop's page."""

from __future__ import annotations

from playwright.sync_api import expect

from channels_in.actions.save_connection import save_connection
from events import actors
from tests.analytics.surveys import ask_now, asks
from tests.browser.conftest import until
from tests.browser.webchat.visit import Visit
from tests.builders import a_reply, work_off
from tests.tickets.files import a_picture
from tickets.actions.assign import assign
from tickets.actions.resolve import resolve
from tickets.models import Ticket

LONG = "https://shop.example/a/very/long/address/that/nobody/would/ever/want/to/read/aloud/0123456789"


def newest(chat) -> Ticket:
    return Ticket.objects.filter(channel=chat.channel_id).latest("pk")


def talked(visit: Visit, chat, agent) -> None:
    """Everything that may stand in a conversation."""
    visit.open()
    visit.write(f"Is the table still there? {LONG}")
    visit.state("Delivered to us")
    ticket = newest(chat)
    assign(ticket, to=agent, by=actors.SYSTEM)
    picture = {"name": "room.png", "mimeType": "image/png", "buffer": a_picture(900, 300)}
    visit.page.locator("alur-chat input[type=file]").set_input_files(picture)
    visit.write("My room")
    visit.page.locator("alur-chat input[type=file]").set_input_files(
        {"name": f"{'long-' * 20}name.txt", "mimeType": "text/plain", "buffer": b"3 x 4"}
    )
    visit.write("And my notes")
    until(visit.page, lambda: ticket.messages.count() == 3)
    a_reply(
        ticket,
        agent=agent,
        text="Yes, **two**:\n\n- oak\n- teak\n\n`T-180` at https://x.example",
        confirm=True,
    )
    visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(visit.log).to_contain_text("teak")


def asked_first(visit: Visit, chat, agent) -> None:
    """For what was not asked yet when the browser fetched how the chat looks."""
    fields = [{"name": name, "required": True} for name in ("name", "email", "phone")]
    consent = {"text": {"en": "I agree that you keep this."}, "url": "https://shop.example/privacy"}
    options = {**chat.options, "asks": {"when": "always", "fields": fields, "consent": consent}}
    save_connection(chat.channel, by=actors.SYSTEM, options=options)
    visit.page.reload()
    visit.open()
    expect(visit.page.locator("#ask-email")).to_be_visible()
    visit.page.locator("alur-chat .pre .cta").click()
    expect(visit.page.locator("#ask-email-err")).not_to_be_empty()


def rated(visit: Visit, chat, agent) -> None:
    asks(chat.channel)
    talked(visit, chat, agent)
    resolve(newest(chat), by=actors.agent(agent))
    work_off()
    ask_now()
    expect(visit.page.locator("alur-chat .csat")).to_be_visible()
    visit.page.locator("alur-chat .csat .cta").click()
    expect(visit.page.locator("#rate-err")).not_to_be_empty()


def not_sent(visit: Visit, chat, agent) -> None:
    visit.open()
    visit.page.route(
        "**/messages/", lambda route: route.fulfill(status=413, json={"error": "No.", "code": "x"})
    )
    visit.write("This one does not get through")
    visit.state("No.")
    visit.field.fill("x" * 4001)
    visit.page.locator("alur-chat .more > button").click()


def resolve_and_ask(visit: Visit, chat, agent) -> None:
    ticket = newest(chat)
    a_reply(ticket, agent=agent, text="It is", confirm=True)
    resolve(ticket, by=actors.agent(agent))
    work_off()
    ask_now()
    expect(visit.page.locator("alur-chat .csat")).to_be_visible()
