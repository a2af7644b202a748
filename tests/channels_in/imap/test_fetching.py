"""Every mail of a mailbox is fetched once, by its UID, and nothing there is touched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from channels_in import raw_store
from channels_in.models import Receipt, ReceiptItem
from tests.channels_in.imap.mailbox import a_fetched_mailbox, look, mails_to, subjects
from tests.channels_in.mails import a_mail, crlf, work

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_in_the_mailbox_is_fetched_and_nothing_there_is_touched(dovecot, user):
    dovecot.put(user, *mails_to(user, 1, 2))
    mailbox = a_fetched_mailbox(dovecot.port, user)

    assert look(mailbox)
    work()

    assert subjects() == ["mail 1", "mail 2"]
    assert dovecot.seen(user) == []
    mailbox.refresh_from_db()
    assert mailbox.health == "working"
    assert mailbox.last_good_poll_at is not None


def test_the_raw_mail_is_kept_byte_by_byte(dovecot, user):
    raw = crlf(a_mail(f"{user}@ours.example")) + b"\x80\xff 8 bit\r\n"
    dovecot.put(user, raw)

    look(a_fetched_mailbox(dovecot.port, user))

    assert raw_store.read(Receipt.objects.get()) == raw


def test_a_mail_that_somebody_has_read_already_is_fetched(dovecot, user):
    dovecot.put(user, *mails_to(user, 1), flags=(b"\\Seen",))

    look(a_fetched_mailbox(dovecot.port, user))
    work()

    assert subjects() == ["mail 1"]


def test_looking_again_fetches_only_what_is_new(dovecot, user):
    mailbox = a_fetched_mailbox(dovecot.port, user)
    dovecot.put(user, *mails_to(user, 1))
    look(mailbox)
    dovecot.put(user, *mails_to(user, 2))

    look(mailbox)
    look(mailbox)
    work()

    assert Receipt.objects.count() == 2
    assert subjects() == ["mail 1", "mail 2"]


def test_a_mailbox_starts_with_what_arrives_from_now_on(dovecot, user):
    dovecot.put(user, *mails_to(user, 1, 2, 3))
    mailbox = a_fetched_mailbox(dovecot.port, user, start="new")

    look(mailbox)
    dovecot.put(user, *mails_to(user, 4))
    look(mailbox)
    work()

    assert subjects() == ["mail 4"]


def test_an_old_mail_that_somebody_moves_into_the_mailbox_later_is_fetched(dovecot, user):
    mailbox = a_fetched_mailbox(dovecot.port, user, start="new")
    look(mailbox)

    dovecot.put(user, *mails_to(user, 1), at=datetime(2020, 1, 1, tzinfo=UTC))
    look(mailbox)
    work()

    assert subjects() == ["mail 1"]
    assert Receipt.objects.get().received_at > timezone.now() - timedelta(minutes=1)


def test_a_server_that_numbers_its_mails_anew_doubles_none(dovecot, user):
    mailbox = a_fetched_mailbox(dovecot.port, user)
    dovecot.put(user, *mails_to(user, 1, 2))
    look(mailbox)
    work()
    dovecot.number_anew(user)
    dovecot.put(user, *mails_to(user, 3))

    look(mailbox)
    work()

    assert subjects() == ["mail 1", "mail 2", "mail 3"]
    assert ReceiptItem.objects.filter(repeats=1).count() == 2


def test_a_server_that_numbers_anew_brings_no_history_up(dovecot, user):
    dovecot.put(user, *mails_to(user, 1), at=timezone.now() - timedelta(days=30))
    mailbox = a_fetched_mailbox(dovecot.port, user, start="new")
    look(mailbox)
    dovecot.put(user, *mails_to(user, 2))
    look(mailbox)
    dovecot.number_anew(user)
    with dovecot.session(user):
        pass

    look(mailbox)
    work()

    assert subjects() == ["mail 2"]


def test_what_is_too_large_is_on_the_list_and_holds_up_nothing(dovecot, user, monkeypatch):
    from channels_in.mail import fetch

    monkeypatch.setattr(fetch, "MAIL_BYTES", 5000)
    big = a_mail(f"{user}@ours.example", subject="big", text="x\n" * 5000)
    dovecot.put(user, big, *mails_to(user, 2))

    look(a_fetched_mailbox(dovecot.port, user))
    work()

    assert subjects() == ["mail 2"]
    item = ReceiptItem.objects.get(outcome="dead")
    assert (item.reason, "more than we take" in item.error) == ("unfetched", True)
