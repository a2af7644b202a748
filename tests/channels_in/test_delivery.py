"""Sending: what leaves, what is tried again, what fails with a reason, and what nobody can know (R3)."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models.functions import Now
from django.utils import timezone

from channels_in import delivery as deliveries
from channels_in.mail import smtp_client
from channels_in.models import Connection
from events import claims
from events.models import Event
from tests.builders import a_reply
from tests.channels_in.mails import a_mail, a_mailbox, a_server, arrives, hurry, send_due
from tests.channels_in.smtp.test_front_door import a_certificate
from tickets.models import Delivery, Message

pytestmark = pytest.mark.django_db(transaction=True)


class Provider:
    """The customer's mail server, as friendly as the test wants it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], bytes]] = []
        self.rcpt: dict[str, list[str]] = {}  # address → answers, the last one stays
        self.data: list[str] = []
        self.on_data: Any = None
        self.on_rcpt: Any = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.on_rcpt:
            await server.loop.run_in_executor(None, self.on_rcpt)
        answers = self.rcpt.get(address, [])
        answer = (answers.pop(0) if len(answers) > 1 else answers[0]) if answers else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer.startswith("250"):
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.on_data:
            await server.loop.run_in_executor(None, self.on_data, server)
        return answer

    @property
    def mails(self) -> list[EmailMessage]:
        return [BytesParser(policy=policy.default).parsebytes(raw) for _, _, raw in self.taken]


@pytest.fixture
def provider():
    return Provider()


@pytest.fixture
def port(provider):
    with a_server(provider) as port:
        yield port


@pytest.fixture
def mailbox(port) -> Connection:
    return a_mailbox("help@ours.example", options=sends_through(port))


@pytest.fixture
def answer(mailbox) -> Message:
    return an_answer(mailbox)


def sends_through(port: int, **server: Any) -> dict[str, Any]:
    return {"smtp": {"host": "127.0.0.1", "port": port, "tls": "none", **server}}


def an_answer(mailbox: Connection, *, text: str = "On its way.", **fields: Any) -> Message:
    ticket = arrives(mailbox, a_mail(mailbox.address)).message.ticket
    return a_reply(ticket, text=text, **fields)


def test_a_reply_arrives_and_is_sent(provider, answer):
    send_due()

    delivery = Delivery.objects.get()
    sender, recipients, _ = provider.taken[0]
    assert (sender, recipients) == ("help@ours.example", ["rina@people.example"])
    assert (delivery.status, delivery.state, delivery.attempts) == ("sent", "done", 1)
    assert provider.mails[0]["Message-ID"] == f"<{delivery.provider_id}>"
    assert Event.objects.filter(kind="delivery.sent").count() == 1


def test_nothing_is_sent_before_the_time_to_undo_is_over(provider, port):
    mailbox = a_mailbox(options=sends_through(port), channel={"undo_seconds": 10})
    an_answer(mailbox)

    send_due()

    assert not provider.taken
    assert Delivery.objects.get().attempts == 0


def test_a_server_that_wants_us_later_gets_the_same_mail_later(provider, answer):
    provider.rcpt["rina@people.example"] = ["451 4.7.1 Greylisted, come again", "250 OK"]

    send_due()
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state) == ("queued", "pending")
    assert delivery.due_at > timezone.now() + timedelta(minutes=4)
    assert delivery.tries[-1]["outcome"] == "retry"
    hurry(delivery)
    send_due()

    delivery.refresh_from_db()
    assert delivery.status == "sent"
    assert len(provider.taken) == 1


def test_every_try_of_a_message_has_the_same_message_id(provider, answer):
    provider.data = ["451 4.3.0 Busy", "250 OK"]

    send_due()
    hurry(Delivery.objects.get())
    send_due()

    delivery = Delivery.objects.get()
    assert delivery.status == "sent"
    assert provider.mails[0]["Message-ID"].startswith(f"<{delivery.idempotency_key.hex}.")


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        ("550 5.1.1 User unknown", "no_such_address"),
        ("550 No such user here", "no_such_address"),
        ("550 5.1.2 Bad domain", "no_such_domain"),
        ("552 5.2.2 Mailbox full", "mailbox_full"),
        ("552 5.3.4 Too big", "too_large"),
        ("554 5.7.1 Blocked: spam", "refused_as_spam"),
        ("550 Not today", "refused"),
    ],
)
def test_a_refusal_for_good_fails_with_its_reason(provider, answer, refusal, reason):
    provider.rcpt["rina@people.example"] = [refusal]

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.reason) == ("failed", "done", reason)
    assert refusal[4:] in delivery.detail
    assert Event.objects.filter(kind="delivery.failed", data__reason=reason).exists()
    answer.ticket.refresh_from_db()
    assert answer.ticket.status == "open"


def test_what_is_refused_for_now_too_often_fails(provider, answer):
    provider.rcpt["rina@people.example"] = ["452 4.2.2 Mailbox full"]

    for _ in range(Delivery.max_attempts):
        hurry(Delivery.objects.get())
        send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("failed", "mailbox_full")
    assert len(delivery.tries) == Delivery.max_attempts


def test_a_mail_whose_lesser_recipients_are_refused_is_sent_and_says_so(provider, mailbox):
    provider.rcpt["gone@people.example"] = ["550 5.1.1 User unknown"]
    an_answer(
        mailbox, recipients={"to": [["Rina", "rina@people.example"]], "cc": [["", "gone@people.example"]]}
    )

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("sent", "some_refused")
    assert "gone@people.example" in delivery.detail
    assert provider.taken[0][1] == ["rina@people.example"]


def test_nobody_gets_a_mail_while_the_main_recipient_is_refused_for_now(provider, mailbox):
    provider.rcpt["rina@people.example"] = ["451 4.7.1 Greylisted"]
    an_answer(
        mailbox, recipients={"to": [["Rina", "rina@people.example"]], "cc": [["", "budi@people.example"]]}
    )

    send_due()

    assert not provider.taken
    assert Delivery.objects.get().status == "queued"


def test_a_channel_that_is_down_costs_its_messages_no_attempt_and_raises_the_alarm():
    mailbox = a_mailbox(options=sends_through(a_closed_port()))
    for _ in range(3):
        an_answer(mailbox)

    send_due()

    mailbox.refresh_from_db()
    assert (mailbox.health, mailbox.problem) == ("failing", "smtp_unreachable")
    assert Event.objects.filter(kind="connection.failing").count() == 1
    assert [one.attempts for one in Delivery.objects.all()] == [0, 0, 0]
    assert not Delivery.objects.due().exists()


def test_a_channel_that_is_back_sends_everything_and_ends_the_alarm(provider, port):
    mailbox = a_mailbox(options=sends_through(a_closed_port()))
    an_answer(mailbox)
    send_due()
    mailbox.options = sends_through(port)
    mailbox.save(update_fields=["options"])

    hurry(Delivery.objects.get())
    send_due()

    mailbox.refresh_from_db()
    assert Delivery.objects.get().status == "sent"
    assert (mailbox.health, mailbox.problem) == ("working", "")


def test_a_message_is_given_up_when_its_channel_has_been_down_for_days():
    mailbox = a_mailbox(options=sends_through(a_closed_port()))
    an_answer(mailbox)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=2, minutes=1))

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("failed", "unreachable")


def test_a_dead_channel_does_not_hold_up_another(provider, mailbox, monkeypatch):
    monkeypatch.setattr(smtp_client, "CONNECT_SECONDS", 1.0)
    with a_silent_server() as silent:
        dead = a_mailbox(options=sends_through(silent))
        for _ in range(5):
            an_answer(dead)
        an_answer(mailbox)
        began = time.monotonic()

        deliveries.deliver_due(dead.channel_id)
        deliveries.deliver_due(mailbox.channel_id)

    assert len(provider.taken) == 1
    assert time.monotonic() - began < 4
    assert dead.channel_id not in deliveries.due_channels()


def test_a_login_that_is_refused_raises_the_alarm_and_sends_nothing(provider, port):
    mailbox = a_mailbox(
        options=sends_through(port, user="help", auth="password"), secrets={"smtp_password": "wrong"}
    )
    an_answer(mailbox)

    send_due()

    mailbox.refresh_from_db()
    assert mailbox.problem in {"smtp_login", "smtp_encryption"}
    assert "wrong" not in mailbox.problem_detail
    assert not provider.taken


def test_a_server_with_a_certificate_we_cannot_check_gets_nothing(provider, tmp_path):
    """N12: refused, and visible on the channel."""
    _, context = a_certificate(tmp_path)
    with a_server(provider, tls=context) as port:
        mailbox = a_mailbox(options=sends_through(port, tls="starttls", host="localhost"))
        an_answer(mailbox)
        send_due()

    mailbox.refresh_from_db()
    assert mailbox.problem == "smtp_certificate"
    assert not provider.taken
    assert Delivery.objects.get().status == "queued"


def test_a_server_that_does_not_encrypt_gets_nothing_when_it_should(provider, port):
    mailbox = a_mailbox(options=sends_through(port, tls="starttls"))
    an_answer(mailbox)

    send_due()

    mailbox.refresh_from_db()
    assert mailbox.problem == "smtp_encryption"
    assert not provider.taken


def test_a_line_that_breaks_after_the_content_leaves_the_message_in_doubt(provider, answer):
    """It may have been taken: nobody repeats it but a person."""
    provider.on_data = lambda server: server.loop.call_soon_threadsafe(server.transport.abort)

    send_due()
    hurry(Delivery.objects.get())
    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.reason) == ("unknown", "done", "interrupted")
    assert len(provider.taken) == 1
    assert Event.objects.filter(kind="delivery.unknown").exists()


def test_a_worker_killed_while_the_provider_holds_the_mail_leaves_it_in_doubt(provider, answer):
    holding = threading.Event()
    provider.on_data = lambda server: (holding.set(), time.sleep(0.5))
    child = a_worker_process()
    assert holding.wait(10)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert Delivery.objects.get().status == "sending"

    Delivery.objects.update(lease_until=Now())
    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.reason) == ("unknown", "interrupted")
    assert len(provider.taken) == 1


def test_a_worker_killed_before_the_content_left_costs_nothing(provider, answer):
    holding = threading.Event()
    provider.on_rcpt = lambda: (holding.set(), time.sleep(0.5))
    child = a_worker_process()
    assert holding.wait(10)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert Delivery.objects.get().status == "queued"
    provider.on_rcpt = None

    Delivery.objects.update(lease_until=Now())
    send_due()

    assert Delivery.objects.get().status == "sent"
    assert len(provider.taken) == 1


def test_a_worker_that_lost_its_claim_on_the_way_sends_nothing(provider, answer):
    provider.on_rcpt = lambda: in_another_session(
        "update tickets_delivery set lease_until = now() + interval '1 hour'"
    )

    send_due()

    assert not provider.taken
    assert Delivery.objects.get().status == "queued"


def test_what_kills_its_worker_every_time_is_shown_as_failed(mailbox):
    an_answer(mailbox)
    rows = Delivery.objects.all()
    for _ in range(Delivery.max_attempts):
        assert claims.claim(rows, limit=1)
        rows.update(lease_until=Now())
    claims.claim(rows, limit=1)

    send_due()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.reason) == ("failed", "done", "error")


def test_two_workers_send_a_message_once(provider, mailbox):
    for _ in range(4):
        an_answer(mailbox)

    def worker() -> None:
        deliveries.deliver_due(mailbox.channel_id)
        connection.close()

    workers = [threading.Thread(target=worker) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    send_due()

    assert len(provider.taken) == 4
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}


def test_an_address_beyond_ascii_needs_a_server_that_takes_it(provider, mailbox):
    an_answer(mailbox, recipients={"to": [["Rína", "rina@bücher.example"]]})

    send_due()

    assert provider.taken[0][1] == ["rina@xn--bcher-kva.example"]


def test_a_person_sends_again_what_was_in_doubt(provider, answer):
    from events import actors
    from tickets.actions.retry_delivery import retry_delivery

    provider.on_data = lambda server: server.loop.call_soon_threadsafe(server.transport.abort)
    send_due()
    provider.on_data = None

    retry_delivery(Delivery.objects.get(), by=actors.SYSTEM)
    send_due()

    assert Delivery.objects.get().status == "sent"
    assert len({mail["Message-ID"] for mail in provider.mails}) == 1


def a_closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class a_silent_server:
    """Takes the connection and never says a word."""

    def __enter__(self) -> int:
        self.socket = socket.create_server(("127.0.0.1", 0))
        return int(self.socket.getsockname()[1])

    def __exit__(self, *_: object) -> None:
        self.socket.close()


def a_worker_process() -> int:
    """A process of its own that sends what is due, with a database session of its own; its pid."""
    child = os.fork()
    if child == 0:
        kept = connections["default"].connection  # the parent's: not closed here  # noqa: F841
        connections["default"].connection = None
        try:
            send_due()
        finally:
            os._exit(0)
    return child


def in_another_session(statement: str) -> None:
    with connection.cursor() as sql:
        sql.execute(statement)
    connection.close()
