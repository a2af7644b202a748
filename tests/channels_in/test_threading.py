"""Which ticket a mail goes on with: proof lets anybody in, hints only those who are on the thread (F18)."""

from __future__ import annotations

from django.db.models.functions import Now

from channels_in import intake
from channels_in.mail.message_id import message_id_for
from channels_in.mail.reply_address import address_for
from channels_in.models import Receipt
from events import claims
from people.models import Company, Identity
from tests.builders import a_reply
from tests.channels_in.mails import a_mail, a_mailbox, arrives, take, work
from tests.channels_in.thread import CUSTOMER, STRANGER, reply
from tickets.models import Message, Participant, Ticket


def our_id(ticket: Ticket) -> str:
    """The Message-ID of an answer of ours on the ticket."""
    answer = a_reply(ticket, text="We look into it.")
    return message_id_for(answer.delivery.idempotency_key, domain="ours.example")


def remark_about(ticket: Ticket) -> str:
    return f"possible_match:{Company.current().ticket_prefix}-{ticket.pk}"


def test_an_answer_to_our_mail_goes_on_with_its_ticket(mailbox, ticket):
    message = reply(mailbox, In_Reply_To=f"<{our_id(ticket)}>")

    assert message.ticket == ticket
    assert message.is_trusted


def test_our_mail_deep_in_the_references_is_enough(mailbox, ticket):
    ours = our_id(ticket)

    message = reply(mailbox, In_Reply_To="<lost@x.example>", References=f"<a@b> <{ours}> <lost@x.example>")

    assert message.ticket == ticket


def test_a_second_mail_to_their_own_first_one_goes_on_with_it(mailbox, ticket):
    message = reply(mailbox, In_Reply_To="<first@people.example>")

    assert message.ticket == ticket
    assert message.is_trusted


def test_an_answer_that_overtakes_what_it_answers_waits_for_it(mailbox):
    """After an outage both are there at once, in the hands of two workers."""
    take(mailbox, a_mail(mailbox.address, message_id="<slow@people.example>"))
    [in_hand] = claims.claim(Receipt.objects.all(), limit=1)
    answer = take(mailbox, a_mail(mailbox.address, In_Reply_To="<slow@people.example>", text="P.S."))

    work()
    assert not Ticket.objects.exists()

    intake.take_in(in_hand)
    Receipt.objects.filter(pk=answer.pk).update(due_at=Now())
    work()
    assert Ticket.objects.get().messages.count() == 2


def test_an_answer_to_what_never_comes_does_not_wait_for_ever(mailbox):
    take(mailbox, a_mail(mailbox.address, message_id="<slow@people.example>"))
    claims.claim(Receipt.objects.all(), limit=1)
    answer = take(mailbox, a_mail(mailbox.address, In_Reply_To="<never@people.example>", text="P.S."))

    for _ in range(answer.max_attempts - 1):
        work()
        Receipt.objects.filter(pk=answer.pk).update(due_at=Now())

    assert Message.objects.get().text == "P.S."


def test_a_strangers_mail_that_names_the_customers_mail_is_a_new_ticket_that_says_so(mailbox, ticket):
    message = reply(mailbox, sender=STRANGER, In_Reply_To="<first@people.example>")

    assert message.ticket != ticket
    assert remark_about(ticket) in message.remarks


def test_a_stranger_who_answers_our_mail_joins_as_another_participant(mailbox, ticket):
    """They have our mail from somebody on the thread. They are shown, not believed, and sent nothing (N6)."""
    message = reply(mailbox, sender=STRANGER, In_Reply_To=f"<{our_id(ticket)}>")

    assert message.ticket == ticket
    assert not message.is_trusted
    assert "unknown_sender" in message.remarks
    assert Participant.objects.get(ticket=ticket, address=STRANGER).state == "pending"
    answer = a_reply(ticket, text="To whom?")
    assert [address for _, address in answer.recipients["to"]] == [CUSTOMER]
    assert "cc" not in answer.recipients


def test_a_forged_message_id_of_ours_opens_no_door(mailbox, ticket):
    """Right form, right key, wrong signature (N3)."""
    ours = our_id(ticket)
    key, _, rest = ours.partition(".")
    forged = f"{key}.{'a' * 26}@{rest.partition('@')[2]}"

    message = reply(mailbox, sender=STRANGER, In_Reply_To=f"<{forged}>")

    assert message.ticket != ticket


def test_the_token_in_our_reply_address_is_enough_for_the_customer(mailbox, ticket):
    to = address_for(mailbox.address, ticket_id=ticket.pk, customer=CUSTOMER)

    message = reply(mailbox, to=to, subject="Something else")

    assert message.ticket == ticket
    assert message.is_trusted


def test_the_token_of_another_person_opens_no_door(mailbox, ticket):
    to = address_for(mailbox.address, ticket_id=ticket.pk, customer=CUSTOMER)

    message = reply(mailbox, to=to, sender=STRANGER)

    assert message.ticket != ticket
    assert remark_about(ticket) in message.remarks


def test_a_token_for_another_ticket_or_cut_short_names_nothing(mailbox, ticket):
    whole = address_for(mailbox.address, ticket_id=ticket.pk, customer=CUSTOMER)
    local, _, domain = whole.partition("@")
    token = local.partition("+")[2]
    other = local.replace(token.partition("-")[0] + "-", "zz-")

    huge = local.replace(token.partition("-")[0] + "-", "zzzzzzzzzzzzz-")
    for forged in (
        f"{huge}@{domain}",
        f"{local[:-10]}@{domain}",
        f"{other}@{domain}",
        f"help+{ticket.pk}@{domain}",
    ):
        assert reply(mailbox, to=forged, sender=STRANGER, text=forged).ticket != ticket


def test_the_ticket_number_in_the_subject_is_enough_for_who_is_on_the_thread(mailbox, ticket):
    prefix = Company.current().ticket_prefix

    message = reply(mailbox, subject=f"Re: Paket belum sampai [{prefix}-{ticket.pk}]")

    assert message.ticket == ticket


def test_the_ticket_number_from_a_stranger_is_a_new_ticket(mailbox, ticket):
    prefix = Company.current().ticket_prefix

    message = reply(mailbox, sender=STRANGER, subject=f"Re: [{prefix}-{ticket.pk}] hello")

    assert message.ticket != ticket
    assert remark_about(ticket) in message.remarks


def test_another_address_of_the_customer_is_the_customer(mailbox, ticket):
    Identity.objects.create(customer=ticket.customer, kind="mail", address="rina@work.example")

    message = reply(mailbox, sender="rina@work.example", In_Reply_To="<first@people.example>")

    assert message.ticket == ticket
    assert message.is_trusted


def test_a_mail_to_two_mailboxes_is_two_tickets_and_each_answer_stays_on_its_own(mailbox):
    other = a_mailbox("sales@ours.example")
    mail = a_mail("help@ours.example, sales@ours.example", message_id="<both@people.example>")
    tickets = [arrives(box, mail).message.ticket for box in (mailbox, other)]

    answers = [reply(box, In_Reply_To="<both@people.example>", text=box.address) for box in (mailbox, other)]

    assert [answer.ticket for answer in answers] == tickets
