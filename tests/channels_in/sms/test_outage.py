"""What happens to a customer's words while we are busy or away."""

import pytest
from django.conf import settings

from channels_in.backlog import MOST_WAITING, Backlog
from channels_in.hooks import gate
from channels_in.models import Receipt
from channels_in.twilio.fake_calls import call
from channels_in.twilio.forms import CONTENT_TYPE
from channels_in.twilio.rest import AGAIN
from tests.channels_in.mails import work
from tests.channels_in.sms.hooks import TOKEN, a_number, address_of, an_sms
from tickets.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, monkeypatch):
    """Twilio asks, and so many times we have more to work off than we can."""

    def sending(*, busy):
        left = [busy]

        def once(url, body, headers):
            most = -1 if left[0] > 0 else MOST_WAITING
            monkeypatch.setattr(gate, "backlog", Backlog(most=most))
            left[0] -= 1
            path = url.removeprefix(settings.BASE_URL)
            return client.post(path, body, content_type=CONTENT_TYPE, headers=headers).status_code

        return once

    return sending


def test_who_is_told_that_we_are_busy_comes_again(send):
    connection, form = a_number(), an_sms()

    tries = call(send(busy=3), address_of(connection) + AGAIN, form=form, token=TOKEN)
    work()

    assert tries == [503, 503, 503, 200]
    assert (Receipt.objects.count(), Message.objects.count()) == (1, 1)


def test_after_all_tries_the_fallback_takes_it(send):
    connection = a_number()
    addresses = [address_of(connection, beneath) + AGAIN for beneath in ("", "fallback/")]

    tries = call(send(busy=7), *addresses, form=an_sms(), token=TOKEN)
    work()

    assert tries == [503] * 7 + [200]
    assert Message.objects.count() == 1


def test_a_channel_that_is_switched_off_asks_for_patience(send):
    connection = a_number(channel={"is_active": False})

    tries = call(send(busy=0), address_of(connection) + AGAIN, form=an_sms(), token=TOKEN)

    assert tries == [503] * 6
    assert not Receipt.objects.exists()
