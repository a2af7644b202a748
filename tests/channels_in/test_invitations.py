"""A calendar invitation is shown as one: what, when by the reader's clock, where, from whom."""

from __future__ import annotations

import re

import pytest

from tests.builders import a_supervisor
from tests.channels_in.mail.letters import a_file, a_letter, a_parcel, a_part
from tests.channels_in.mails import arrives


def a_calendar(*lines: str, method: str = "REQUEST") -> str:
    event = lines or ("DTSTART;TZID=Asia/Jayapura:20261102T101500", "DTEND:20261102T021500Z")
    about = ("SUMMARY:Survei <dapur>", "LOCATION:Jl. Mawar 7", "ORGANIZER;CN=Rina:mailto:rina@people.example")
    head = ("BEGIN:VCALENDAR", f"METHOD:{method}", "BEGIN:VEVENT")
    return "\r\n".join((*head, *about, *event, "END:VEVENT", "END:VCALENDAR", ""))


def on_the_page(client, message, **agent: str) -> str:
    client.force_login(a_supervisor(**{"language": "en", **agent}))
    page = client.get(f"/tickets/{message.ticket_id}/").content.decode()
    card = re.search(r'<section class="note-bar".*?</section>', page, re.DOTALL)
    return re.sub(r"<[^>]*>", "|", card[0]) if card else ""


@pytest.fixture
def invitation(mailbox):
    raw = a_parcel(
        a_part("Bisa hari Senin?"),
        a_part(a_calendar(), "text/calendar; method=REQUEST"),
        a_file(a_calendar().encode(), "application/ics", "invite.ics"),
    )
    return arrives(mailbox, raw).message


def test_an_agent_sees_what_when_where_and_from_whom(client, invitation):
    card = on_the_page(client, invitation)

    for words in (
        "Invitation",
        "Survei &lt;dapur&gt;",
        "Place: Jl. Mawar 7",
        "Organiser: rina@people.example",
    ):
        assert words in card
    assert "Mon, 2 Nov 2026, 08.15 – 09.15 WIB" in card


def test_its_hours_are_those_of_the_readers_clock(client, invitation):
    assert "10.15 – 11.15 WIT" in on_the_page(client, invitation, time_zone="Asia/Jayapura")


def test_it_speaks_the_readers_language(client, invitation):
    card = on_the_page(client, invitation, language="id")

    assert "Undangan" in card
    assert "Tempat: Jl. Mawar 7" in card


def test_what_comes_as_text_and_as_a_file_is_one_invitation(invitation):
    assert len(invitation.invites) == 1


def test_a_mail_that_is_only_an_invitation_is_no_empty_one(client, mailbox):
    raw = a_letter(a_calendar(), Content_Type="text/calendar; charset=utf-8; method=REQUEST")

    message = arrives(mailbox, raw).message

    assert "Survei &lt;dapur&gt;" in on_the_page(client, message)
    assert "(no text)" not in client.get(f"/tickets/{message.ticket_id}/").content.decode()


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["DTSTART;VALUE=DATE:20261102", "DTEND;VALUE=DATE:20261105"], "Mon, 2 Nov 2026 – Wed, 4 Nov 2026"),
        (["DTSTART;VALUE=DATE:20261102", "DTEND;VALUE=DATE:20261103"], "|Mon, 2 Nov 2026|"),
        (["DTSTART:20261102T101500"], "Mon, 2 Nov 2026, 10.15 (time zone not stated)"),
        (["DTSTART:20261102T101500Z", "DTEND:20261103T011500Z"], "17.15 – Tue, 3 Nov 2026, 08.15 WIB"),
        (["DTSTART:00010101T000000Z", "DTEND:99991231T235959Z"], "Survei"),
        (["DTSTART:whenever"], "Survei"),
    ],
)
def test_its_time_is_said_as_far_as_it_is_known(client, mailbox, lines, words):
    raw = a_letter(a_calendar(*lines), Content_Type="text/calendar; charset=utf-8")

    assert words in on_the_page(client, arrives(mailbox, raw).message)


def test_what_is_called_off_is_said_to_be(client, mailbox):
    raw = a_letter(a_calendar(method="CANCEL"), Content_Type="text/calendar; charset=utf-8")

    assert "Invitation withdrawn" in on_the_page(client, arrives(mailbox, raw).message)
