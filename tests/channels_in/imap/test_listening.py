"""A mailbox that cannot be listened to is looked into at its intervals, and its server is left in peace."""

from __future__ import annotations

import time

import pytest

from channels_in.mail.pollers import Pollers
from channels_in.models import Receipt
from tests.channels_in.imap.mailbox import a_fetched_mailbox, mails_to
from tests.channels_in.imap.moody import moody_server
from tests.channels_in.imap.test_mailbox_health import until
from tests.channels_in.mails import crlf

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_server_that_hangs_up_on_every_listener_is_not_signed_in_to_each_second(user):
    with moody_server(_1=crlf(*mails_to(user, 1))) as server:
        server.hangs_up_on_idle = True
        a_fetched_mailbox(server.port, user)
        pollers = Pollers()
        pollers.start()
        try:
            until(lambda: server.hung_up == 2)  # the line may have broken by chance
            time.sleep(3)
        finally:
            pollers.stop()

    assert server.logins == 2
    assert Receipt.objects.count() == 1


def test_it_is_still_looked_into_at_its_intervals(user):
    with moody_server() as server:
        server.hangs_up_on_idle = True
        a_fetched_mailbox(server.port, user, interval_seconds=5)
        pollers = Pollers()
        pollers.start()
        try:
            until(lambda: server.hung_up == 2)
            server.mails[1] = crlf(*mails_to(user, 1))
            until(lambda: Receipt.objects.exists())
        finally:
            pollers.stop()

    assert server.logins == 3
