"""What a ticket and our answers are called, however often a subject has gone to and fro."""

from __future__ import annotations

import pytest

from events import actors
from people.models import Company
from tests.builders import a_reply
from tests.channels_in.composed import as_sent
from tests.channels_in.mails import a_mail, arrives
from tests.channels_in.thread import reply
from tickets.actions.close import close
from tickets.actions.resolve import resolve


def number(ticket) -> str:
    return f"[{Company.current().ticket_prefix}-{ticket.pk}]"


@pytest.fixture
def follow_up(mailbox, ticket):
    resolve(ticket, by=actors.SYSTEM)
    close(ticket, by=actors.SYSTEM)
    subject = f"Fwd: RE: Will the bookshelf fit? {number(ticket)}"
    return reply(mailbox, subject=subject, In_Reply_To="<first@people.example>").ticket


def test_a_follow_up_is_called_by_the_matter_alone(ticket, follow_up):
    assert follow_up.follows == ticket
    assert follow_up.subject == "Will the bookshelf fit?"


def test_the_answer_to_it_carries_one_re_and_one_number(mailbox, follow_up):
    subject = as_sent(a_reply(follow_up, text="It does."), mailbox)["Subject"]

    assert subject == f"Re: Will the bookshelf fit? {number(follow_up)}"


def test_a_first_mail_keeps_its_words_but_not_the_number_of_another_ticket(mailbox, ticket):
    theirs = f"Fwd: halo {number(ticket)} [ORDER-12]"
    item = arrives(mailbox, a_mail(mailbox.address, sender="budi@elsewhere.example", subject=theirs))

    assert item.message.ticket != ticket
    assert item.message.ticket.subject == "Fwd: halo [ORDER-12]"
    assert item.message.subject == theirs
