"""What a channel's page says of its connection, its own test has found, and each direction says it itself."""

import pytest
from django.urls import reverse

from channels_in.actions.note_health import note_polled, note_problem, note_sent
from channels_in.forms.channels import of_channel
from channels_in.mail import probe
from events.models import Event
from tests.builders import an_admin
from tests.channels_in.delivery.provider import Provider, a_closed_port, sends_through
from tests.channels_in.mails import a_mailbox, a_server

pytestmark = pytest.mark.django_db(transaction=True)
NO_NAME = "gaierror: [Errno -2] Name or service not known"


@pytest.fixture
def admin(client, monkeypatch):
    monkeypatch.setattr(probe, "SECONDS", 0.5)
    client.force_login(an_admin())
    return client


def fetched(smtp_port, imap_port):
    imap = {"host": "127.0.0.1", "port": imap_port, "tls": "none", "user": "halo", "folder": "INBOX"}
    return a_mailbox(options={**sends_through(smtp_port), "receives": "imap", "imap": imap})


def page_of(admin, mailbox):
    return admin.get(reverse("settings:channel", args=[mailbox.channel_id])).content.decode()


def run_the_test(admin, mailbox):
    return admin.post(reverse("settings:channel-test", args=[mailbox.channel_id]), follow=True)


def save(admin, mailbox, **fields):
    shown = of_channel(mailbox.channel, mailbox) | fields
    typed = {name: value for name, value in shown.items() if value is not None and value is not False}
    return admin.post(reverse("settings:channel", args=[mailbox.channel_id]), typed)


def test_a_test_that_works_ends_the_alarm(admin):
    with a_server(Provider()) as port:
        mailbox = a_mailbox(options=sends_through(port))
        note_problem(mailbox, "smtp_unreachable", detail=NO_NAME)

        page = run_the_test(admin, mailbox).content.decode()

    mailbox.refresh_from_db()
    assert "It works: connected and signed in." in page
    assert "does not answer" not in page
    assert mailbox.health == "working"


def test_a_test_that_fails_is_what_the_page_says_of_both_directions(admin):
    mailbox = fetched(a_closed_port(), a_closed_port())
    note_problem(mailbox, "smtp_login", detail="535 of yesterday")

    page = run_the_test(admin, mailbox).content.decode()

    assert "The outgoing server does not answer." in page
    assert "The incoming server does not answer." in page
    assert "535 of yesterday" not in page


def test_another_server_begins_with_a_clean_sheet(admin):
    mailbox = fetched(587, 993)
    note_problem(mailbox, "smtp_unreachable", detail=NO_NAME)
    note_problem(mailbox, "imap_login")

    assert save(admin, mailbox, smtp_host="mail.nusa.example").status_code == 302

    mailbox.refresh_from_db()
    assert list(mailbox.problems) == ["imap"]
    save(admin, mailbox, imap_password="another")
    mailbox.refresh_from_db()
    assert (mailbox.problems, mailbox.health) == ({}, "unknown")


def test_saving_something_else_leaves_the_alarm(admin):
    mailbox = fetched(587, 993)
    note_problem(mailbox, "smtp_unreachable", detail=NO_NAME)

    save(admin, mailbox, name="Renamed")

    mailbox.refresh_from_db()
    assert (mailbox.channel.name, mailbox.problem) == ("Renamed", "smtp_unreachable")


def test_neither_direction_hides_the_other():
    mailbox = fetched(587, 993)
    for _ in range(2):
        note_problem(mailbox, "smtp_login")
        note_problem(mailbox, "imap_login")
    note_sent(mailbox)

    mailbox.refresh_from_db()
    assert (list(mailbox.problems), mailbox.health) == (["imap"], "failing")
    assert Event.objects.filter(kind="connection.failing").count() == 2
    note_polled(mailbox)
    mailbox.refresh_from_db()
    assert mailbox.health == "working"


def test_the_same_trouble_for_another_reason_says_the_new_one(admin):
    mailbox = a_mailbox(options=sends_through(587))
    note_problem(mailbox, "smtp_unreachable", detail=NO_NAME)
    named = page_of(admin, mailbox)

    note_problem(mailbox, "smtp_unreachable", detail="ConnectionRefusedError: [Errno 111]")

    refused = page_of(admin, mailbox)
    assert "There is no server of this name." in named
    assert "gaierror" not in named
    assert "Nothing answers on this port." in refused
    assert Event.objects.filter(kind="connection.failing").count() == 1


def test_a_mailbox_that_nothing_can_go_out_from_says_so_before_a_customer_writes(admin):
    mailbox = a_mailbox()

    assert "No server to send through is set." in page_of(admin, mailbox)
    assert "No server to send through is set." in admin.get(reverse("settings:channels")).content.decode()


def test_a_channel_that_something_came_through_is_in_use(admin):
    mailbox = a_mailbox(options=sends_through(587))
    assert "Not used yet" in admin.get(reverse("settings:channels")).content.decode()

    type(mailbox).objects.update(last_event_at="2026-11-20T10:00:00Z")

    assert "Not used yet" not in admin.get(reverse("settings:channels")).content.decode()
