"""The test button tells an admin what is wrong, and nobody which ports are open (N36)."""

from __future__ import annotations

import dataclasses
import time

import pytest

from channels_in.mail import probe
from channels_in.mail.probe import probe_fetching, probe_sending
from channels_in.mail.route import PortRefused, fetching_route, sending_route
from tests.channels_in.delivery.provider import Provider, a_closed_port, a_silent_server, sends_through
from tests.channels_in.mails import a_mailbox, a_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(probe, "SECONDS", 0.8)


def test_a_server_that_works_is_found_working():
    with a_server(Provider()) as port:
        assert probe_sending(a_mailbox(options=sends_through(port))) == ""


def test_whatever_is_no_mail_server_gives_one_answer_after_one_time():
    answers, times = set(), []
    with a_silent_server() as silent:
        for port in (a_closed_port(), silent):
            mailbox = a_mailbox(
                options={**sends_through(port), "imap": {"host": "127.0.0.1", "port": port, "tls": "none"}}
            )
            for ask in (probe_sending, probe_fetching):
                began = time.monotonic()
                answers.add(ask(mailbox).partition("_")[2])
                times.append(time.monotonic() - began)

    assert answers == {"unreachable"}
    assert min(times) >= 0.8
    assert max(times) < 0.8 * 1.5


def test_a_name_that_nobody_has_gives_the_same_answer():
    mailbox = a_mailbox(options=sends_through(25, host="nowhere.invalid"))

    assert probe_sending(mailbox) == "smtp_unreachable"


@pytest.mark.parametrize("port", [22, 80, 5432, 6379, 8000])
def test_a_port_that_mail_does_not_use_is_not_touched(settings, port):
    settings.MAIL = dataclasses.replace(settings.MAIL, ports=frozenset())
    mailbox = a_mailbox(options={**sends_through(port), "imap": {"host": "127.0.0.1", "port": port}})

    assert (probe_sending(mailbox), probe_fetching(mailbox)) == ("smtp_port", "imap_port")
    with pytest.raises(PortRefused):
        sending_route(mailbox)
    with pytest.raises(PortRefused):
        fetching_route(mailbox)


def test_nothing_to_try_is_said_at_once():
    began = time.monotonic()

    assert probe_sending(a_mailbox()) == "smtp_not_set"
    assert time.monotonic() - began < 0.5
