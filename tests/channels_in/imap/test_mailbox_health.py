"""New mail comes within moments, and a mailbox that cannot be read raises the alarm."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from channels_in import watch
from channels_in.mail.pollers import Pollers
from channels_in.models import Connection, MailboxCursor, Receipt
from events.models import Event
from tests.channels_in.certificates import a_certificate
from tests.channels_in.imap.dovecot import start, stop
from tests.channels_in.imap.mailbox import a_fetched_mailbox, look, mails_to

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_new_mail_is_fetched_within_moments_of_its_arrival(dovecot, user):
    """IDLE: the next regular look is a minute away."""
    mailbox = a_fetched_mailbox(dovecot.port, user, start="new")
    pollers = Pollers()
    pollers.start()
    try:
        until(lambda: Connection.objects.get(pk=mailbox.pk).last_good_poll_at)
        time.sleep(0.3)
        dovecot.put(user, *mails_to(user, 1))
        began = time.monotonic()
        until(lambda: Receipt.objects.exists())
        assert time.monotonic() - began < 5
    finally:
        pollers.stop()


def test_a_server_that_goes_away_raises_the_alarm_and_its_return_ends_it(user):
    dovecot, process = start()
    mailbox = a_fetched_mailbox(dovecot.port, user)
    try:
        assert look(mailbox)
        process.terminate()
        process.wait(10)
        assert look(mailbox) is False
        mailbox.refresh_from_db()
        assert (mailbox.health, mailbox.problem) == ("failing", "imap_unreachable")
        assert Event.objects.filter(kind="connection.failing").count() == 1
    finally:
        stop(dovecot, process)

    other, process = start()
    try:
        mailbox.options["imap"]["port"] = other.port
        mailbox.save(update_fields=["options"])
        other.put(user, *mails_to(user, 1))
        assert look(mailbox)
        mailbox.refresh_from_db()
        assert (mailbox.health, mailbox.problem) == ("working", "")
    finally:
        stop(other, process)


def test_a_wrong_password_raises_the_alarm_and_is_in_no_message(dovecot, user):
    mailbox = a_fetched_mailbox(dovecot.port, user)
    mailbox.secrets = {"imap_password": "planted-secret"}
    mailbox.save(update_fields=["secrets"])

    assert look(mailbox) is False

    mailbox.refresh_from_db()
    assert mailbox.problem == "imap_login"
    assert "planted-secret" not in mailbox.problem_detail + MailboxCursor.objects.get().last_error


def test_a_certificate_that_we_cannot_check_is_refused_and_seen(user, tmp_path):
    """N12."""
    certificate, _ = a_certificate(tmp_path)
    server, process = start((certificate, tmp_path / "key.pem"))
    try:
        mailbox = a_fetched_mailbox(server.port, user, tls="starttls", host="localhost")
        assert look(mailbox) is False
    finally:
        stop(server, process)

    mailbox.refresh_from_db()
    assert mailbox.problem == "imap_certificate"
    assert not Receipt.objects.exists()


def test_a_password_is_not_sent_to_another_machine_without_encryption(user, monkeypatch):
    from channels_in.mail import imap

    monkeypatch.setattr(imap, "is_loopback", lambda host: False)
    server, process = start()
    try:
        mailbox = a_fetched_mailbox(server.port, user)
        assert look(mailbox) is False
    finally:
        stop(server, process)

    mailbox.refresh_from_db()
    assert mailbox.problem == "imap_in_clear"


def test_a_folder_that_is_not_there_is_told(dovecot, user):
    mailbox = a_fetched_mailbox(dovecot.port, user, folder="Nowhere")

    assert look(mailbox) is False

    mailbox.refresh_from_db()
    assert mailbox.problem == "imap_folder"


def test_a_mailbox_that_nobody_looks_into_raises_the_alarm(dovecot, user):
    mailbox = a_fetched_mailbox(dovecot.port, user)
    look(mailbox)
    assert watch.raise_alarms() == 0

    Connection.objects.update(last_good_poll_at=timezone.now() - timedelta(minutes=3, seconds=1))

    assert watch.raise_alarms() == 1
    assert watch.raise_alarms() == 0
    mailbox.refresh_from_db()
    assert (mailbox.health, mailbox.problem) == ("failing", "imap_silent")


def until(condition: Any, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
