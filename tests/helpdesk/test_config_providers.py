"""Channels of providers in the file: keys by reference, and what we make ourselves in no file."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from channels_in.meta.signature import app_of
from channels_in.models import Connection
from tests.builders import an_admin
from tests.channels_in.care.forms import KINDS, a_channel_of

pytestmark = pytest.mark.django_db
WHATSAPP = """
version: 1
channels:
- name: WhatsApp
  kind: whatsapp
  address: "106540352242922"
  options: {waba_id: "102290129340398", app_id: "4711"}
  secrets:
    app_secrets: {env: NUSA_APP}
    access_token: {env: NUSA_TOKEN}
- name: Telegram
  kind: telegram
  secrets:
    bot_token: {env: NUSA_BOT}
"""


@pytest.fixture
def apply(tmp_path, monkeypatch):
    monkeypatch.setenv("NUSA_APP", "newest\nolder")
    monkeypatch.setenv("NUSA_TOKEN", "EAAG-token")
    monkeypatch.setenv("NUSA_BOT", "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")

    def run(text):
        said = StringIO()
        file = tmp_path / "company.yaml"
        file.write_text(text)
        call_command("config", "apply", str(file), stdout=said)
        return said.getvalue()

    return run


def exported():
    said = StringIO()
    call_command("config", "export", stdout=said)
    return said.getvalue()


def test_a_file_connects_channels_of_providers(apply):
    apply(WHATSAPP)

    whatsapp = Connection.objects.get(channel__kind="whatsapp")
    assert whatsapp.address == "106540352242922"
    assert whatsapp.secrets["app_secrets"] == ["newest", "older"]
    assert whatsapp.options["apps"] == [app_of("newest"), app_of("older")]
    assert len(whatsapp.secrets["verify_token"]) >= 32
    assert Connection.objects.get(channel__kind="telegram").secrets["webhook_secrets"]


def test_applying_it_again_changes_nothing(apply):
    apply(WHATSAPP)
    before = [dict(one.secrets) for one in Connection.objects.order_by("pk")]

    assert apply(WHATSAPP).strip() == "0 changed."
    assert [dict(one.secrets) for one in Connection.objects.order_by("pk")] == before


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_screen_has_made_is_exported_without_secrets_and_applies_again(
    client, apply, monkeypatch, kind
):
    client.force_login(an_admin())
    connection = a_channel_of(client, kind).connection

    text = exported()
    entry = yaml.safe_load(text)["channels"][0]

    held = connection.secrets.values()
    values = [one for value in held for one in (value if isinstance(value, list) else [value])]
    assert not [value for value in map(str, values) if value in text]
    assert "apps" not in entry["options"]
    assert not {"verify_token", "webhook_secrets"} & entry["secrets"].keys()
    assert apply(text).strip() == "0 changed."
