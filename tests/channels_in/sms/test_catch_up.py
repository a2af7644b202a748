"""What Twilio could not hand over is found by looking, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in import tasks
from channels_in.fakes.server import Told
from channels_in.models import Connection, ReceiptItem
from channels_in.sms.catch_up import catch_up
from channels_in.twilio import pages
from tests.channels_in.mails import work
from tests.channels_in.sms.hooks import BUDI, a_number, a_sid, an_sms, post
from tickets.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def connection():
    """One that has been looked after until a minute ago."""
    connection = a_number()
    Connection.objects.update(last_good_poll_at=timezone.now() - timedelta(minutes=1))
    connection.refresh_from_db()
    return connection


def look(connection):
    connection.refresh_from_db()
    found = catch_up(connection)
    work()
    return found


def test_what_came_while_we_were_away_is_there_once(client, connection, twilio):
    at = timezone.now().replace(microsecond=0)
    row = twilio.comes(BUDI, "Halo  kak ", at=at)

    assert (look(connection), look(connection)) == (1, 0)
    post(client, connection, an_sms("Halo  kak ", MessageSid=row["sid"]))
    work()

    message = Message.objects.get()
    assert (message.text, message.sent_at, message.provider_id) == ("Halo  kak ", at, row["sid"])
    assert ReceiptItem.objects.get().repeats == 1


def test_what_the_hook_has_told_is_not_taken_again(client, connection, twilio):
    row = twilio.comes(BUDI, "Halo", at=timezone.now())
    post(client, connection, an_sms("Halo", MessageSid=row["sid"]))
    work()

    assert look(connection) == 0


def test_all_pages_are_read_in_the_order_in_which_they_were_written(connection, twilio, monkeypatch):
    monkeypatch.setattr(pages, "SIZE", 2)
    for n in range(5):
        twilio.comes(BUDI, f"No. {n}", at=timezone.now())

    assert look(connection) == 5
    assert [one.text for one in Message.objects.order_by("pk")] == [f"No. {n}" for n in range(5)]


def test_what_was_there_before_the_channel_is_not_ours_to_answer(twilio):
    connection = a_number()
    twilio.comes(BUDI, "Lama", at=timezone.now() - timedelta(hours=1))

    assert (look(connection), look(connection)) == (0, 0)
    assert Connection.objects.get().last_good_poll_at is not None


def test_our_own_messages_in_the_list_are_none_of_customers(connection, twilio):
    twilio.comes(BUDI, "Halo", at=timezone.now(), direction="outbound-api")

    assert look(connection) == 0


def test_files_of_what_was_missed_are_owed_as_well(connection, twilio):
    media = a_sid("ME")
    twilio.comes(BUDI, "Lihat", at=timezone.now(), num_media="1")
    twilio.media[media] = Told(body=b"x", headers={"Content-Type": "image/png"})

    look(connection)

    assert Message.objects.get().attachments.get().fetch.ref["media"] == media


@pytest.mark.parametrize("mood", [Told(status=500), Told(status=401), Told(cut=True), Told(body=b"<html>")])
def test_an_outage_of_theirs_is_shown_and_made_up_for(connection, twilio, mood):
    twilio.comes(BUDI, "Halo", at=timezone.now())
    before = connection.last_good_poll_at
    twilio.moods.then(mood)

    assert look(connection) == 0
    failing = Connection.objects.get()
    assert (failing.problem, failing.last_good_poll_at) == ("poll_unreachable", before)

    assert look(connection) == 1
    assert Connection.objects.get().problem == ""


def test_every_active_number_is_looked_after(connection, twilio):
    twilio.comes(BUDI, "Halo", at=timezone.now())

    tasks.catch_up_by_sms(str(connection.channel_id))
    work()

    assert Message.objects.count() == 1
