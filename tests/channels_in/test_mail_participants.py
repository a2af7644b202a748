"""Who else is on the thread of a mail: they may answer, and are sent nothing until somebody accepts them."""

from __future__ import annotations

from events import actors
from tests.builders import a_reply, a_supervisor, an_agent
from tests.channels_in.mails import a_mailbox
from tests.channels_in.thread import reply
from tickets.actions.accept_participant import accept_participant
from tickets.models import Participant


def test_who_was_in_cc_may_answer_and_is_still_sent_nothing(mailbox):
    first = reply(mailbox, Cc="Budi <budi@people.example>", message_id="<with-cc@people.example>")

    message = reply(mailbox, sender="budi@people.example", In_Reply_To="<with-cc@people.example>")

    assert message.ticket == first.ticket
    answer = a_reply(first.ticket, text="Hello")
    assert "budi@people.example" not in str(answer.recipients.get("cc", ""))


def test_a_participant_whom_an_agent_accepted_gets_our_answers(mailbox):
    first = reply(mailbox, Cc="Budi <budi@people.example>")
    participant = Participant.objects.get(ticket=first.ticket)

    accept_participant(participant, by=actors.agent(an_agent()))

    answer = a_reply(first.ticket, text="Hello")
    assert answer.recipients["cc"] == [["Budi", "budi@people.example"]]


def test_our_own_addresses_are_no_participants(mailbox):
    a_mailbox("sales@ours.example", options={"aliases": ["shop@ours.example"]})

    first = reply(
        mailbox, Cc="sales@ours.example, shop@ours.example, help+x@ours.example, ana@people.example"
    )

    assert list(first.ticket.participants.values_list("address", flat=True)) == ["ana@people.example"]


def test_the_customers_own_address_is_no_other(mailbox):
    first = reply(mailbox, Cc="Budi <budi@people.example>", message_id="<with-cc@people.example>")

    reply(
        mailbox,
        sender="budi@people.example",
        Cc="Rina <RINA@people.example>, ana@people.example",
        In_Reply_To="<with-cc@people.example>",
    )

    others = set(first.ticket.participants.values_list("address", flat=True))
    assert others == {"budi@people.example", "ana@people.example"}


def test_a_made_up_name_does_not_hide_whose_address_it_is(client, mailbox):
    first = reply(mailbox, Cc="Rina <eve@elsewhere.example>")
    client.force_login(a_supervisor())

    side = client.get(f"/tickets/{first.ticket_id}/side/").content.decode()

    assert ">eve@elsewhere.example<" in side
    assert ">Rina<" in side
