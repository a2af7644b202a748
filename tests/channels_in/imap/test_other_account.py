"""A channel whose mailbox is changed for another one: nothing of the old one's place counts there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from channels_in.actions.save_connection import save_connection
from channels_in.models import Connection, MailboxCursor
from events import actors
from tests.builders import an_admin
from tests.channels_in.delivery.provider import a_closed_port
from tests.channels_in.imap.mailbox import a_fetched_mailbox, look, mails_to, subjects
from tests.channels_in.imap.moody import MoodyServer, moody_server
from tests.channels_in.mails import crlf, work

pytestmark = pytest.mark.django_db(transaction=True)


def moved_to(mailbox: Connection, **imap: object) -> None:
    options = {**mailbox.options, "imap": {**mailbox.options["imap"], **imap}}
    save_connection(mailbox.channel, by=actors.SYSTEM, options=options)
    mailbox.refresh_from_db()


def mails(user: str, *numbers: int) -> dict[str, bytes]:
    return {f"_{n}": crlf(*mails_to(user, n)) for n in numbers}


def test_the_mails_of_another_account_are_fetched_though_its_numbers_are_lower(user):
    """Both count their mails from 1 and call the count the same."""
    with moody_server(**mails(user, 1, 2, 3)) as old, moody_server() as new:
        mailbox = a_fetched_mailbox(old.port, user)
        look(mailbox)
        moved_to(mailbox, host="localhost", port=new.port)
        new.mails[1] = crlf(*mails_to(user, 4))

        look(mailbox)
    work()

    assert subjects() == ["mail 1", "mail 2", "mail 3", "mail 4"]


def test_what_another_account_held_before_does_not_become_tickets(user):
    with moody_server(**mails(user, 1)) as old, moody_server(**mails(user, 2)) as new:
        new.uidvalidity = 8
        new.arrived[2] = timezone.now() - timedelta(days=2)
        mailbox = a_fetched_mailbox(old.port, user, start="new")
        look(mailbox)
        moved_to(mailbox, user="somebody-else", port=new.port)
        look(mailbox)
        new.mails[3] = crlf(*mails_to(user, 3))

        look(mailbox)
    work()

    assert subjects() == ["mail 3"]


def test_what_arrived_while_the_old_name_no_longer_worked_is_fetched(user):
    """A provider renames its server: nobody is to lose what came until somebody noticed."""
    with moody_server(**mails(user, 1, 2, 3)) as server:
        for uid, days in ((1, 30), (2, 5), (3, 1)):
            server.arrived[uid] = timezone.now() - timedelta(days=days)
        mailbox = a_fetched_mailbox(a_closed_port(), user, start="new")
        Connection.objects.update(last_good_poll_at=timezone.now() - timedelta(days=6))
        assert look(mailbox) is False
        moved_to(mailbox, host="localhost", port=server.port)

        look(mailbox)
    work()

    assert subjects() == ["mail 2", "mail 3"]


def test_another_password_or_port_of_the_same_account_goes_on_where_it_was(user, client):
    with moody_server(**mails(user, 1)) as server:
        mailbox = a_fetched_mailbox(server.port, user)
        look(mailbox)
        cursor = MailboxCursor.objects.get()
        client.force_login(an_admin())
        saved = client.post(reverse("settings:channel", args=[mailbox.channel_id]), as_shown(mailbox, server))
        mailbox.refresh_from_db()

    assert saved.status_code == 302
    assert mailbox.secrets["imap_password"] == "another"
    assert MailboxCursor.objects.get() == cursor


def as_shown(mailbox: Connection, server: MoodyServer) -> dict[str, object]:
    return {
        "name": mailbox.channel.name,
        "version": mailbox.channel.version,
        "language": "en",
        "undo_seconds": 0,
        "is_active": "on",
        "address": mailbox.address,
        "receives": "imap",
        "imap_host": "127.0.0.1",
        "imap_port": server.port + 1,
        "imap_tls": "none",
        "imap_user": mailbox.options["imap"]["user"],
        "imap_password": "another",
        "smtp_tls": "none",
    }
