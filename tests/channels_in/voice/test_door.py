"""Every address that the provider calls about calls is refused to everybody else."""

import pytest
from django.conf import settings

from channels_in.models import Receipt, SecurityEvent
from channels_in.twilio.fake_calls import signature_of, written
from tests.channels_in.voice.calls import ACCOUNT, BUDI, OURS
from tickets.models import Call

pytestmark = pytest.mark.django_db(transaction=True)

PATHS = (
    "call/",
    "call/fallback/",
    "call/menu/1/1/",
    "call/wait/1/",
    "call/wait/1/choice/",
    "call/left/1/",
    "call/enqueue/1/",
    "call/bridge/1/1/",
    "call/recorded/1/",
    "call/instead/1/",
    "call/booking/1/1/",
    "call/number/1/1/",
    "leg/1/whisper/",
    "leg/1/answer/",
    "leg/1/dialled/",
    "leg/1/status/",
    "callback/1/dialled/",
    "callback/1/status/",
    "recording/1/",
    "ended/",
)
FORM = {
    "CallSid": "CA00000000000000000000000000000001",
    "AccountSid": ACCOUNT,
    "From": BUDI,
    "To": OURS,
    "CallStatus": "in-progress",
    "Direction": "inbound",
    "ApiVersion": "2010-04-01",
    "Digits": "2",
}


def post(client, connection, path, form, *, token):
    pairs = list(form.items())
    url = f"{settings.BASE_URL}/hooks/{connection.token}/{path}"
    return client.post(
        f"/hooks/{connection.token}/{path}",
        written(pairs),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature_of(url, pairs, token)},
    )


@pytest.mark.parametrize("path", PATHS)
def test_what_another_signed_is_refused_everywhere_and_counted(client, connection, path):
    answer = post(client, connection, path, FORM, token="of somebody else")

    assert (answer.status_code, answer.content) == (401, b"")
    assert not Receipt.objects.exists()
    assert not Call.objects.exists()
    assert SecurityEvent.objects.exists()


@pytest.mark.parametrize("path", PATHS)
def test_what_the_provider_signed_is_answered_everywhere(client, connection, path):
    answer = post(client, connection, path, FORM, token="the auth token")

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/xml")


@pytest.mark.parametrize("path", ["call/menu/x/1/", "calls/", "leg/1/", "leg/1/whisper/more/"])
def test_there_are_no_other_addresses(client, connection, path):
    assert post(client, connection, path, FORM, token="the auth token").status_code == 404


@pytest.mark.parametrize("path", ["call/booking/999999999999/1/", "call/number/999999999999/1/"])
def test_a_moment_that_no_calendar_has_is_asked_nowhere(client, connection, path):
    assert post(client, connection, path, FORM, token="the auth token").status_code == 404
