"""Who forgot their password is sent a link, or told plainly how to get one."""

from __future__ import annotations

import smtplib

import pytest
from django.core import mail
from django.core.cache import cache

from helpdesk import account_mail_environment
from helpdesk.variables import BadSetting
from tests.builders import an_agent
from tests.channels_in.delivery.provider import a_closed_port

NOBODY = "django.core.mail.backends.dummy.EmailBackend"
GIVEN = {"EMAIL_HOST": "mail.example.com", "EMAIL_FROM": "Nusa Living <help@example.com>"}
ASK = "Ask an admin"


@pytest.fixture(autouse=True)
def nothing_is_counted_yet():
    cache.clear()
    yield
    cache.clear()


def asks_for_a_link(client, email: str):
    return client.post("/accounts/password/reset/", {"email": email}, follow=True)


@pytest.mark.django_db
@pytest.mark.parametrize("email", ["rani@nusa.example", "nobody@nusa.example"])
def test_a_mail_server_that_is_away_is_no_failure_and_tells_nothing_of_who_works_here(
    client, settings, email
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", a_closed_port()
    an_agent(email="rani@nusa.example")

    page = asks_for_a_link(client, email)

    assert page.status_code == 200
    assert "The mail could not be sent." in page.content.decode()
    assert "on its way" not in page.content.decode()


@pytest.mark.django_db
def test_a_mail_server_that_refuses_is_no_failure_either(client, monkeypatch):
    def refuse(*_: object, **__: object) -> int:
        raise smtplib.SMTPAuthenticationError(535, b"no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    assert "The mail could not be sent." in asks_for_a_link(client, "rani@nusa.example").content.decode()


@pytest.mark.django_db
def test_without_a_mail_server_the_pages_name_the_way_out_and_promise_nothing(client, settings):
    settings.EMAIL_BACKEND = NOBODY
    an_agent(email="rani@nusa.example")

    sign_in = client.get("/accounts/login/").content.decode()
    page = client.get("/accounts/password/reset/").content.decode()
    answer = asks_for_a_link(client, "rani@nusa.example")

    assert 'href="/accounts/password/reset/"' not in sign_in
    assert ASK in sign_in
    assert ASK in page
    assert 'name="email"' not in page
    assert "on its way" not in answer.content.decode()


@pytest.mark.django_db
def test_with_a_mail_server_the_link_leaves(client):
    an_agent(email="rani@nusa.example")
    assert 'href="/accounts/password/reset/"' in client.get("/accounts/login/").content.decode()

    asks_for_a_link(client, "rani@nusa.example")

    assert [letter.to for letter in mail.outbox] == [["rani@nusa.example"]]


@pytest.mark.parametrize(("encryption", "port"), [("", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_encryption(encryption, port):
    assert account_mail_environment.read({**GIVEN, "EMAIL_TLS": encryption}).port == port


@pytest.mark.parametrize(
    ("variables", "advice"),
    [
        pytest.param({"EMAIL_FROM": ""}, "needs EMAIL_FROM", id="no sender"),
        pytest.param({"EMAIL_FROM": "Nusa Living"}, "needs EMAIL_FROM", id="sender without address"),
        pytest.param({"EMAIL_TLS": "yes"}, 'EMAIL_TLS is "yes"', id="encryption"),
        pytest.param({"EMAIL_PORT": "smtp"}, "EMAIL_PORT is", id="port"),
        pytest.param({"EMAIL_USER": "alur"}, "go together", id="user alone"),
        pytest.param(
            {"EMAIL_USER": "alur", "EMAIL_PASSWORD": "hush", "EMAIL_TLS": "none"},
            "Unset EMAIL_TLS",
            id="password for everybody to read",
        ),
    ],
)
def test_a_bad_setting_gives_a_sentence_that_says_what_to_do(variables, advice):
    with pytest.raises(BadSetting, match=advice):
        account_mail_environment.read({**GIVEN, **variables})


def test_nothing_has_to_be_set():
    assert account_mail_environment.read({}).host == ""
