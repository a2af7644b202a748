"""Fetching from a real Dovecot: no mail lost, none twice, wherever the line breaks (R8, F2)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection as database
from django.db.models.functions import Now
from django.utils import timezone

from channels_in import raw_store, watch
from channels_in.actions.move_cursor import ensure_cursors
from channels_in.mail.fetch import poll
from channels_in.mail.imap import ImapSession
from channels_in.mail.pollers import Pollers, route_to
from channels_in.models import Connection, MailboxCursor, Receipt, ReceiptItem
from events.models import Event
from tests.channels_in.imap.cutting import Cut, CuttingLine
from tests.channels_in.imap.dovecot import PASSWORD, start, stop
from tests.channels_in.mails import a_mail, a_mailbox, crlf, work
from tests.channels_in.smtp.test_front_door import a_certificate
from tickets.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def a_fetched_mailbox(port: int, user: str, **imap: Any) -> Connection:
    server = {"host": "127.0.0.1", "port": port, "tls": "none", "user": user, "start": "all", **imap}
    return a_mailbox(
        f"{user}@ours.example",
        options={"receives": "imap", "imap": server},
        secrets={"imap_password": PASSWORD},
    )


def look(mailbox: Connection, session: ImapSession | None = None) -> bool | None:
    """One poll, now."""
    [cursor] = [one for one in ensure_cursors() if one.connection_id == mailbox.pk]
    MailboxCursor.objects.filter(pk=cursor.pk).update(due_at=Now())
    own = session or ImapSession(partial(route_to, mailbox.pk))
    try:
        return poll(cursor.pk, own)
    finally:
        if session is None:
            own.close()


def mails_to(user: str, *numbers: int) -> list[Any]:
    return [a_mail(f"{user}@ours.example", subject=f"mail {n}", text=f"body {n}") for n in numbers]


def subjects() -> list[str]:
    return sorted(Message.objects.values_list("subject", flat=True))


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


CUTS = {
    "before the greeting": Cut(rb"^", by_server=True),
    "in the greeting": Cut(rb"\* OK", by_server=True),
    "at the login": Cut(rb"LOGIN", by_server=False),
    "after the login": Cut(rb"Logged in", by_server=True, after=2),
    "at looking into the folder": Cut(rb"EXAMINE", by_server=False),
    "in what the folder holds": Cut(rb"UIDVALIDITY", by_server=True),
    "at the search": Cut(rb"UID SEARCH", by_server=False),
    "in the numbers found": Cut(rb"\* SEARCH", by_server=True),
    "at the list of sizes": Cut(rb"RFC822.SIZE", by_server=False),
    "in the list of sizes": Cut(rb"RFC822.SIZE", by_server=True),
    "at fetching the first mail": Cut(rb"BODY.PEEK", by_server=False),
    "before the first mail's bytes": Cut(rb"BODY\[\] \{\d+\}\r\n", by_server=True),
    "in the first mail's bytes": Cut(rb"BODY\[\] \{\d+\}\r\n", by_server=True, after=60),
    "in the second mail's bytes": Cut(rb"mail 2(.|\n)*Message-ID", by_server=True),
    "before the last mail is complete": Cut(rb"body 3", by_server=True),
    "after everything": Cut(rb"body 3(.|\n)*Fetch completed", by_server=True),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS.keys())
def test_wherever_the_line_breaks_every_mail_arrives_once(dovecot, user, cut):
    dovecot.put(user, *mails_to(user, 1, 2, 3))
    line = CuttingLine(dovecot.port, Cut(cut.pattern, cut.by_server, cut.after))
    mailbox = a_fetched_mailbox(line.port, user)

    looks = 0
    while looks < 3:
        looks += 1
        if look(mailbox):
            break
    work()
    line.close()

    assert line.cuts == 1
    assert looks <= 2
    assert subjects() == ["mail 1", "mail 2", "mail 3"]
    assert Receipt.objects.count() == 3
    assert dovecot.seen(user) == []


def test_a_poller_that_dies_between_keeping_and_moving_on_doubles_nothing(dovecot, user):
    """The receipt has committed, the cursor has not moved: the same mail is fetched again."""
    dovecot.put(user, *mails_to(user, 1, 2))
    mailbox = a_fetched_mailbox(dovecot.port, user)

    with pytest.raises(Exception, match="no step"), the_cursor_standing_still():
        look(mailbox)
    assert Receipt.objects.count() == 1
    MailboxCursor.objects.update(lease_until=Now())
    look(mailbox)
    work()

    assert Receipt.objects.count() == 2
    assert subjects() == ["mail 1", "mail 2"]


def test_a_mail_is_kept_before_the_cursor_moves_past_it(dovecot, user):
    dovecot.put(user, *mails_to(user, 1, 2))
    mailbox = a_fetched_mailbox(dovecot.port, user)
    from tests.channels_in.smtp.test_front_door import the_ledger_refusing

    with pytest.raises(Exception, match="no room"), the_ledger_refusing():
        look(mailbox)
    assert MailboxCursor.objects.get().last_uid == 0
    MailboxCursor.objects.update(lease_until=Now())
    look(mailbox)
    work()

    assert subjects() == ["mail 1", "mail 2"]


def test_two_pollers_of_one_mailbox_do_not_get_in_each_others_way(dovecot, user):
    dovecot.put(user, *mails_to(user, 1, 2))
    mailbox = a_fetched_mailbox(dovecot.port, user)
    [cursor] = ensure_cursors()
    MailboxCursor.objects.update(lease_until=timezone.now() + timedelta(minutes=1))

    assert poll(cursor.pk, ImapSession(partial(route_to, mailbox.pk))) is None
    assert not Receipt.objects.exists()


def test_a_mailbox_whose_pollers_died_of_it_each_time_is_still_looked_into(dovecot, user):
    a_fetched_mailbox(dovecot.port, user)
    [cursor] = ensure_cursors()
    MailboxCursor.objects.filter(pk=cursor.pk).update(state="dead")

    ensure_cursors()

    cursor.refresh_from_db()
    assert cursor.state == "pending"


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
    assert mailbox.problem == "imap_encryption"


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


class the_cursor_standing_still:
    def __enter__(self) -> None:
        with database.cursor() as sql:
            sql.execute(
                "create function stand_still() returns trigger language plpgsql"
                " as $$ begin raise exception 'no step'; end $$"
            )
            sql.execute(
                "create trigger stand_still before update on channels_in_mailboxcursor for each row"
                " when (old.last_uid <> new.last_uid) execute function stand_still()"
            )

    def __exit__(self, *_: object) -> None:
        with database.cursor() as sql:
            sql.execute("drop function stand_still() cascade")
