"""What customers are told while we are closed (F20): once, with when we are back, and never to machines."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from channels_in.actions.claim_out_of_hours import forget_out_of_hours
from channels_in.models import OutOfHoursReply
from channels_in.out_of_hours import words_in
from events import reactions
from helpdesk.lib import markdown
from people.models import Calendar, Holiday
from people.opening import closed_at
from tests.builders import a_channel, a_customer, a_reply, an_admin, office_hours, receives, work_off
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tests.helpdesk.config_file import commands_in
from tests.together import at_once
from tickets.models import Channel, Delivery, Message

JAKARTA = ZoneInfo("Asia/Jakarta")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def closed_now(**fields) -> Calendar:
    """Open the day after tomorrow at nine, and on no day before."""
    day = DAYS[(timezone.now().astimezone(JAKARTA) + timedelta(days=2)).weekday()]
    return office_hours(hours={day: [["09:00", "10:00"]]}, **fields)


def open_now() -> Calendar:
    return office_hours(hours={day: [["00:00", "24:00"]] for day in DAYS})


def a_closed_channel(**fields) -> Channel:
    fields = {"kind": "whatsapp", "language": "en", "calendar": closed_now(), **fields}
    return a_channel(answers_out_of_hours=True, **fields)


def writes(channel: Channel, customer=None, **message) -> Message:
    customer = customer or a_customer("6281234567890", kind="whatsapp")
    written = receives(channel=channel, customer=customer, joins_active=True, **message).message
    work_off()
    return written


def told(channel: Channel | None = None) -> list[Message]:
    found = Message.objects.filter(author_kind="system").order_by("pk")
    return list(found.filter(channel=channel) if channel else found)


@pytest.mark.django_db
def test_who_writes_while_we_are_closed_is_told_when_we_are_back():
    channel = a_closed_channel()

    writes(channel)

    [answer] = told()
    opens = closed_at(channel.calendar_id, timezone.now()).opens_at.astimezone(JAKARTA)
    assert f"{opens.day} {opens:%B %Y} at 09:00 (WIB)" in markdown.to_text(answer.text)
    assert Delivery.objects.get(message=answer).status == "queued"
    answer.ticket.refresh_from_db()
    assert answer.ticket.status == "new" and answer.ticket.waiting_since is not None


@pytest.mark.django_db
def test_only_once_while_we_are_closed_and_again_the_next_time():
    channel, customer = a_closed_channel(), a_customer("6281234567890", kind="whatsapp")
    for _ in range(3):
        writes(channel, customer)
    assert len(told()) == 1

    OutOfHoursReply.objects.update(opens_at=timezone.now() - timedelta(days=3))  # that was another night
    writes(channel, customer)

    assert len(told()) == 2


@pytest.mark.django_db
def test_nobody_is_told_while_we_are_open():
    channel = a_closed_channel(calendar=open_now())

    writes(channel)

    assert not told()


@pytest.mark.django_db
def test_what_came_while_we_were_open_is_not_answered_so():
    channel = a_closed_channel()
    always = open_now()
    message = receives(channel=channel, customer=a_customer("62812", kind="whatsapp")).message
    Holiday.objects.all().delete()
    Calendar.objects.filter(pk=channel.calendar_id).update(hours=always.hours)

    work_off()

    assert message.ticket.messages.count() == 1


@pytest.mark.django_db
def test_a_holiday_is_passed_over():
    calendar = office_hours(hours={day: [["09:00", "10:00"]] for day in DAYS})
    at = datetime(2026, 12, 24, 18, 0, tzinfo=JAKARTA)
    Holiday.objects.create(calendar=calendar, on=date(2026, 12, 25), name="Natal")

    closed = closed_at(calendar.pk, at)

    assert closed.opens_at == datetime(2026, 12, 26, 9, 0, tzinfo=JAKARTA)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "on Saturday, 26 December 2026 at 09:00 (WIB)"), ("id", "26 Desember 2026")],
)
def test_the_words_are_in_the_customers_language(language, words):
    calendar = office_hours(hours={"sat": [["09:00", "10:00"]]})
    closed = closed_at(calendar.pk, datetime(2026, 12, 24, 18, 0, tzinfo=JAKARTA))

    assert words in markdown.to_text(words_in(language, a_channel(), closed, number=1))


@pytest.mark.django_db
def test_the_companys_own_words_come_first_in_the_customers_language():
    channel = a_closed_channel(
        language="id", out_of_hours_texts={"id": "Kami tutup.", "en": "Closed until {{ opening.time }}."}
    )

    writes(channel, a_customer("62811", kind="whatsapp", language="en"))

    assert told()[0].text.startswith("Closed until on ")


@pytest.mark.django_db
def test_while_we_are_closed_that_is_said_instead_of_the_acknowledgement():
    mailbox = a_mailbox(
        channel={"acknowledges": True, "answers_out_of_hours": True, "calendar": closed_now()}
    )

    arrives(mailbox, a_mail(mailbox.address))
    assert len(told()) == 1
    assert "We are closed" in told()[0].text

    arrives(mailbox, a_mail(mailbox.address, subject="Another matter", text="and this"))

    assert ["We are closed" in one.text for one in told()] == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "list"},
        {"List_Id": "<news.example>"},
        {"sender": "no-reply@people.example"},
        {"sender": "MAILER-DAEMON@mx.people.example"},
    ],
)
def test_no_machine_is_told(headers):
    mailbox = a_mailbox(channel={"answers_out_of_hours": True, "calendar": closed_now()})

    arrives(mailbox, a_mail(mailbox.address, **headers))

    assert not told()


@pytest.mark.django_db
def test_two_mailboxes_that_are_both_closed_stop_at_once():
    mailbox = a_mailbox(channel={"answers_out_of_hours": True, "calendar": closed_now()})
    arrives(mailbox, a_mail(mailbox.address, sender="other@desk.example", message_id="<1@desk.example>"))

    for n in range(5):
        arrives(
            mailbox,
            a_mail(mailbox.address, sender="other@desk.example", subject=f"Re: {n}", text=f"closed {n}"),
        )

    assert len(told()) == 1


@pytest.mark.django_db
def test_who_has_an_answer_by_then_is_not_told():
    channel = a_closed_channel()
    ticket = receives(channel=channel, customer=a_customer("62812", kind="whatsapp")).ticket
    a_reply(ticket)

    work_off()

    assert not told()


@pytest.mark.django_db
def test_on_a_running_ticket_the_next_night_is_told_as_well():
    channel, customer = a_closed_channel(), a_customer("62812", kind="whatsapp")
    ticket = receives(channel=channel, customer=customer, joins_active=True).ticket
    a_reply(ticket)
    work_off()

    writes(channel, customer)

    assert len(told()) == 1


@pytest.mark.django_db
def test_a_shut_window_is_obeyed():
    channel = a_closed_channel()
    long_ago = timezone.now() - timedelta(hours=25)

    writes(channel, sent_at=long_ago)

    assert not told()
    assert not OutOfHoursReply.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_messages_at_once_are_told_once():
    mailbox = a_mailbox(channel={"answers_out_of_hours": True, "calendar": closed_now()})
    customer = a_customer("rina@people.example")
    for n in range(8):
        receives(channel=mailbox.channel, customer=customer, subject=f"{n}", text=f"{n}")

    handler = "channels_in.handlers.acknowledge"
    at_once([partial(reactions.react, handler) for _ in range(4)])
    work_off()

    assert len(told()) == 1


@pytest.mark.django_db
def test_what_is_long_over_is_forgotten():
    writes(a_closed_channel())
    OutOfHoursReply.objects.update(created_at=timezone.now() - timedelta(days=61))

    assert forget_out_of_hours() == 1


@pytest.mark.django_db
def test_an_admin_sets_it_and_sees_the_very_words_before(client):
    channel, calendar = a_channel(name="Halo"), closed_now()
    client.force_login(an_admin())
    form = {
        "version": channel.version,
        "answers_out_of_hours": "on",
        "calendar": calendar.pk,
        "text_en": "Back {{ opening.time }}.",
        "text_id": "",
    }

    seen = client.post(reverse("settings:out-of-hours-preview", args=[channel.pk]), form).content.decode()
    saved = client.post(reverse("settings:out-of-hours-reply", args=[channel.pk]), form)

    assert "Back on " in seen and "(WIB)" in seen
    assert saved.status_code == 302
    channel.refresh_from_db()
    assert channel.answers_out_of_hours
    assert channel.out_of_hours_texts == {"en": "Back {{ opening.time }}."}
    assert "Halo" in client.get(reverse("settings:out-of-hours")).content.decode()


@pytest.mark.django_db
def test_it_cannot_be_switched_on_without_opening_hours(client):
    channel = a_channel()
    client.force_login(an_admin())
    form = {"version": channel.version, "answers_out_of_hours": "on", "calendar": ""}

    answer = client.post(reverse("settings:out-of-hours-reply", args=[channel.pk]), form)

    assert answer.status_code == 422
    assert "Choose opening hours" in answer.content.decode()


@pytest.mark.django_db
def test_a_file_sets_it(tmp_path):
    a_channel(name="Halo", calendar=open_now())
    run = commands_in(tmp_path)

    run(
        "apply",
        channels=[{"name": "Halo", "answers_out_of_hours": True, "out_of_hours_texts": {"id": "Tutup."}}],
    )

    assert Channel.objects.get(name="Halo").out_of_hours_texts == {"id": "Tutup."}
