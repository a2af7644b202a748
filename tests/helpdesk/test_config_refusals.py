"""Whatever a file holds: a sentence with its place, never a traceback, and no part of a secret."""

import json

import pytest
from django.core.management import CommandError

from channels_in.models import Connection
from tests.helpdesk.config_file import commands_in

pytestmark = pytest.mark.django_db
GRANT = {"client_id": "alur", "client_secret": "hush", "refresh_token": "r", "token_url": "https://t.example"}


@pytest.fixture
def config(tmp_path):
    return commands_in(tmp_path)


def mailbox(**fields) -> list[dict]:
    return [{"name": "Mail", "kind": "mail", **fields}]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("version: 1\nx: 2026-02-30", "The file is not YAML", id="no date"),
        pytest.param(
            "version: 1\nagents: [{email: a@b.example, teams: [Orders, 1]}]", "agents.a@b.example", id="mixed"
        ),
        pytest.param(
            "version: 1\nchannels: [{name: Mail, kind: mail, secrets: [x]}]", "channels.Mail", id="secrets"
        ),
        pytest.param(
            "version: 1\ncalendars: [{name: Office, hours: {mon: [['09:00', '17:00']]}, holidays: 7}]",
            "calendars.Office",
            id="days",
        ),
        pytest.param(
            "version: 1\nagents: [{email: a@b.example}, {email: A@b.example}]",
            "agents.a@b.example: This stands here twice",
            id="twice",
        ),
        pytest.param(
            "version: 1\ncalendars: [{name: Office, hours: {mon: [['9', '17:00']]}}]",
            r"calendars\.Office: hours\.mon\.0\.0: Write times like 09:00",
            id="time",
        ),
        pytest.param(
            "version: 1\nsla_policies: [{name: For all}]",
            r"sla_policies\.For all: .*This promises nothing",
            id="no promise",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_place(config, text, complaint):
    with pytest.raises(CommandError, match=complaint):
        config("apply", text)


def test_a_secret_that_is_no_text_is_refused_without_repeating_it(config, tmp_path):
    (tmp_path / "secret").write_bytes(b"\xff\xfehush")
    reference = {"imap_password": {"file": str(tmp_path / "secret")}}

    with pytest.raises(CommandError, match="not text in UTF-8") as refusal:
        config("apply", channels=mailbox(secrets=reference))

    assert "xff" not in str(refusal.value)


def test_an_export_that_cannot_be_written_is_a_sentence(config, tmp_path):
    from django.core.management import call_command

    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        call_command("config", "export", str(tmp_path / "no" / "company.yaml"))


@pytest.mark.parametrize("address", [None, "", "  "])
def test_an_address_left_empty_is_none(config, address):
    config("apply", channels=mailbox(address=address))

    assert Connection.objects.get().address == ""
    assert config("apply", channels=mailbox(address=address)).strip() == "0 changed."


def test_a_grant_is_read_as_what_it_is_and_keeps_the_tokens_that_came_later(config, monkeypatch):
    monkeypatch.setenv("MAIL_OAUTH2", json.dumps(GRANT))
    channels = mailbox(secrets={"oauth2": {"env": "MAIL_OAUTH2"}})
    config("apply", channels=channels)
    connection = Connection.objects.get()
    assert connection.secrets == {"oauth2": GRANT}
    connection.secrets = {"oauth2": {**GRANT, "access_token": "a", "expires_at": 1}}
    connection.save()

    assert config("apply", channels=channels).strip() == "0 changed."
    assert Connection.objects.get().secrets["oauth2"]["access_token"] == "a"


@pytest.mark.parametrize("secret", ["hush", "{hush", '["hush"]'])
def test_a_grant_that_is_none_is_refused_without_repeating_it(config, monkeypatch, secret):
    monkeypatch.setenv("MAIL_OAUTH2", secret)

    with pytest.raises(CommandError, match="oauth2: Write JSON") as refusal:
        config("apply", channels=mailbox(secrets={"oauth2": {"env": "MAIL_OAUTH2"}}))

    assert "hush" not in str(refusal.value)
