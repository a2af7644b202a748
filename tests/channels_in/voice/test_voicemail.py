"""A voicemail is one message with its sound, in whatever order it is told of."""

import pytest
from django.test import Client

from channels_in.chat import fetch as files
from channels_in.fakes.server import Told
from channels_in.models import MediaFetch
from tests.channels_in.mails import work
from tests.channels_in.voice.calls import go_on, through
from tests.passing import make_due
from tests.together import at_once
from tickets.models import Attachment, Call, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("times", [1, 3])
def test_a_voicemail_is_one_message_with_its_sound(phone, budi, times):
    caller = budi().presses("2").waits(3).presses("2")
    phone.exchange.holds_notices = True
    phone.speak(caller.line, 8)
    caller.waits(14)
    phone.exchange.deliver(phone.exchange.held * times)
    go_on()

    ticket = Ticket.objects.get()
    assert ticket.messages.count() == 2
    assert Attachment.objects.get().state == "waiting"
    files.fetch_due(ticket.channel_id)
    assert Attachment.objects.get().state == "here"
    assert Call.objects.get().outcome == "voicemail"


def test_a_recording_that_is_not_there_yet_is_fetched_later(provider, phone, budi):
    xml = {"Content-Type": "application/xml"}
    provider.recording_moods.then(
        Told(status=404, body=b"<RestException/>", headers=xml),
        Told(status=503),
        Told(body=b"<html>", headers={"Content-Type": "text/html"}),
        Told(body=b"<RestException/>", headers={"Content-Type": "audio/mpeg"}),
    )
    caller = budi().presses("2").waits(3).presses("2")
    phone.speak(caller.line, 8)
    caller.waits(14)

    for _ in range(5):
        assert Attachment.objects.get().state == "waiting"
        make_due(MediaFetch)
        files.fetch_due(Ticket.objects.get().channel_id)

    assert Attachment.objects.get().state == "here"


@pytest.fixture
def recorded(phone, budi):
    """A message after the tone, of which nobody has told us yet; the notices in their order."""
    caller = budi().presses("2").waits(3).presses("2")
    phone.exchange.holds_notices = True
    phone.speak(caller.line, 8)
    caller.waits(14)
    if caller.line.is_live:
        caller.hangs_up()
    return list(phone.exchange.held)


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (1, 0, 0, 1)])
def test_a_voicemail_is_one_message_before_the_end_is_told_or_after_it(phone, recorded, order):
    assert ["recording/" in url for url, _ in recorded] == [True, False]

    phone.exchange.deliver([recorded[n] for n in order])
    go_on()

    assert Ticket.objects.get().messages.count() == 2
    assert Attachment.objects.count() == 1
    assert Call.objects.get().outcome == "voicemail"


def test_a_voicemail_told_three_times_at_once_is_one_message(phone, recorded):
    def tell():
        phone.exchange.ask = through(Client())
        phone.exchange.deliver(recorded)

    at_once([tell, tell, tell])
    at_once([work, work])
    go_on()

    assert Ticket.objects.get().messages.count() == 2
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    "told", [{"RecordingStatus": "absent"}, {"RecordingStatus": "failed"}, {"RecordingDuration": "0"}]
)
def test_a_recording_that_is_none_is_no_message(phone, recorded, told):
    phone.exchange.deliver(
        [(url, {**form, **(told if "recording/" in url else {})}) for url, form in recorded]
    )
    go_on()

    assert Ticket.objects.get().messages.count() == 1
    assert Call.objects.get().outcome == "abandoned"
    assert Ticket.objects.get().tags.filter(name="call-back").exists()


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/2010-04-01/x.mp3", "http://169.254.169.254/latest", "http://127.0.0.1:1/RE1"],
)
def test_a_recording_is_asked_for_at_the_provider_whatever_its_notice_says(provider, phone, recorded, url):
    phone.exchange.deliver([(to, {**form, "RecordingUrl": url}) for to, form in recorded])
    go_on()

    files.fetch_due(Ticket.objects.get().channel_id)

    assert Attachment.objects.get().state == "here"
    assert any("/Recordings/RE" in one.path for one in provider.asked)


def test_silence_after_the_tone_is_no_message(phone, budi):
    caller = budi().presses("2").waits(3).presses("2")

    caller.waits(10)

    assert caller.hears("Nothing was recorded.")
    assert Ticket.objects.get().messages.count() == 1
    assert Call.objects.get().outcome == "abandoned"
