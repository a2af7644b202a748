"""What an agent is told beside a mail: where its sender wants the answer, and what it may belong to."""

from __future__ import annotations

import html

from people.models import Company
from tests.builders import a_supervisor
from tests.channels_in.thread import STRANGER, reply


def page_of(client, message) -> str:
    client.force_login(a_supervisor(language="en"))
    return html.unescape(client.get(f"/tickets/{message.ticket_id}/").content.decode())


def test_who_asks_to_be_answered_elsewhere_is_said_to(client, mailbox):
    message = reply(mailbox, Reply_To="Rina Kantor <rina@kantor.example>")

    assert "Asks to be answered at rina@kantor.example" in page_of(client, message)


def test_who_asks_to_be_answered_where_they_write_from_is_not(client, mailbox):
    message = reply(mailbox, Reply_To="Rina <rina@people.example>, help@ours.example")

    assert "Asks to be answered" not in page_of(client, message)


def test_what_a_mail_may_belong_to_is_named_as_people_name_it_and_one_step_away(client, mailbox, ticket):
    number = f"{Company.current().ticket_prefix}-{ticket.pk}"

    message = reply(mailbox, sender=STRANGER, In_Reply_To="<first@people.example>")

    assert f'May belong to <a class="link" href="/tickets/{ticket.pk}/">{number}</a>' in page_of(
        client, message
    )


def test_an_address_in_a_remark_is_nothing_but_words(client, mailbox):
    message = reply(mailbox, Reply_To="a&lt@people.example")

    assert "a&lt@people.example" in page_of(client, message)
