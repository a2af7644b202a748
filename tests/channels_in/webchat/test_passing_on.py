"""Who has left the page without reading gets our words by mail: once, ours alone, and with a way back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in import tasks
from channels_in.mail.compose import compose
from channels_in.models import Absence, Connection, PassedOn, WayBack
from channels_in.models import Visitor as Row
from channels_in.webchat import passing_on
from tests.builders import a_reply, an_agent, work_off
from tests.channels_in.mails import a_mail, arrives
from tests.channels_in.webchat.followed import link_in, mails, time_passes
from tests.channels_in.webchat.visitor import Visitor as Page
from tests.channels_in.webchat.visitor import a_visitor, signed
from tests.passing import make_due
from tests.together import at_once
from tickets.models import Delivery, Ticket


@pytest.fixture
def gone(chat, mailbox):
    """Wrote, left an address, and closed the page."""
    visitor = a_visitor(chat)
    visitor.say("details", token=visitor.token, email="made@people.example", name="Made SECRET-NAME")
    visitor.write("MY-OWN-WORDS: where is my lamp?")
    visitor.say("leave", token=visitor.token)
    return visitor


def answered(text="On its way.", **fields):
    message = a_reply(Ticket.objects.order_by("pk").first(), agent=an_agent(), text=text, **fields)
    work_off()
    return message


def test_what_is_unread_goes_by_mail_together_and_once(gone):
    answered("On its way.")
    answered("It left Jakarta today.")

    time_passes()
    time_passes()

    (mail,) = mails()
    assert mail.recipients == {"to": [["", "made@people.example"]]}
    assert mail.text.index("On its way.") < mail.text.index("It left Jakarta today.")
    assert PassedOn.objects.count() == 2
    gone.visit()
    assert [one["kind"] for one in gone.lines] == ["by_mail"]


def test_what_is_answered_later_goes_in_a_mail_of_its_own(gone):
    answered("On its way.")
    time_passes()
    answered("It left Jakarta today.")
    time_passes()

    first, second = mails()
    assert first.text.startswith("On its way.")
    assert second.text.startswith("It left Jakarta today.")
    assert "On its way." not in second.text


def test_nothing_that_the_visitor_wrote_is_in_it(gone):
    answered()
    time_passes()

    raw = compose(
        Delivery.objects.get(message=mails()[0]), Connection.objects.get(channel__kind="mail")
    ).content

    assert b"MY-OWN-WORDS" not in raw
    assert b"SECRET-NAME" not in raw
    assert b"auto-replied" in raw


def test_it_is_not_due_at_once(gone):
    answered()

    tasks.pass_on_unread()

    assert mails() == []
    assert Absence.objects.get().due_at > timezone.now() + timedelta(seconds=60)


def test_what_was_read_in_time_is_not_mailed(gone):
    answer = answered()
    gone.visit()
    gone.say("marks", token=gone.token, delivered=answer.pk, read=answer.pk)

    time_passes()

    assert mails() == []


def test_who_is_there_and_does_not_look_is_waited_for_three_times(gone):
    answered()
    for _ in range(3):
        Row.objects.update(seen_at=timezone.now(), left_at=None)
        time_passes()
        assert mails() == []

    time_passes()

    assert len(mails()) == 1


def test_who_left_no_address_is_pointed_out_to_the_agent(chat, mailbox):
    visitor = a_visitor(chat)
    visitor.write("Hello?")
    visitor.say("leave", token=visitor.token)
    answered()

    time_passes()

    from events.models import Event

    assert Event.objects.get(kind="visitor.absent").data["reason"] == "no_address"
    assert mails() == []


def test_an_address_that_nobody_has_proved_gets_three_a_day(gone):
    for n in range(4):
        answered(f"Answer {n}")
        time_passes()

    assert len(mails()) == passing_on.A_DAY


def test_the_answer_by_mail_comes_to_the_ticket_and_the_next_reply_goes_there_at_once(gone, mailbox):
    answered()
    time_passes()
    (first,) = mails()
    raw = compose(Delivery.objects.get(message=first), mailbox).content.decode()
    to = re.search(r"^Reply-To: (.*)$", raw, re.MULTILINE)[1].strip()
    arrives(mailbox, a_mail(to, sender="made@people.example", text="Thank you, by mail."))
    ticket = Ticket.objects.order_by("pk").first()
    assert ticket.messages.filter(text__contains="Thank you, by mail.").exists()

    answered("You are welcome.")
    tasks.pass_on_unread()

    assert mails()[-1].text.startswith("You are welcome.")


def test_the_way_back_opens_that_conversation_once_in_another_browser(gone, chat):
    answered()
    time_passes()
    link = link_in(mails()[0])
    phone = Page(chat)

    phone.visit(link=link)

    assert phone.texts == ["MY-OWN-WORDS: where is my lamp?", "On its way."]
    other = a_visitor(chat, link=link)
    assert other.texts == []
    phone.write("I am back")
    assert Ticket.objects.filter(channel=chat.channel).count() == 1
    phone.visit()
    assert phone.texts[-1] == "I am back"


def test_a_week_later_it_opens_nothing(gone, chat):
    answered()
    time_passes()
    WayBack.objects.update(expires_at=timezone.now())

    assert a_visitor(chat, link=link_in(mails()[0])).texts == []


def test_a_proved_address_gets_the_answers_without_an_end(chat, mailbox):
    visitor = a_visitor(chat, identity=signed(email="made@people.example", email_verified=True))
    visitor.write("Hello?")
    visitor.say("leave", token=visitor.token)
    for n in range(5):
        answered(f"Answer {n}")
        time_passes()

    assert len(mails()) == 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(gone):
    answered()
    make_due(Absence)

    at_once([tasks.pass_on_unread] * 4)

    assert len(mails()) == 1
