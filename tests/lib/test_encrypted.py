import json

import pytest
from cryptography.fernet import Fernet
from django.core import serializers
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection

from channels_in.models import Connection
from helpdesk.lib.encrypted import UnreadableSecret, decrypt, encrypt, is_under_first_key
from tickets.models import Channel

PLANTED = "kata-sandi-rahasia-7f3a"
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def mailbox(db):
    channel = Channel.objects.create(name="Surel", kind="mail")
    return Connection.objects.create(channel=channel, secrets={"imap_password": PLANTED, "list": [PLANTED]})


def stored(mailbox):
    with connection.cursor() as sql:
        sql.execute("select secrets from channels_in_connection where id = %s", [mailbox.pk])
        return sql.fetchone()[0]


def test_the_database_holds_no_secret_and_the_program_reads_it_back(mailbox):
    mailbox.refresh_from_db()

    assert mailbox.secrets["imap_password"] == PLANTED
    assert PLANTED not in stored(mailbox)


def test_the_same_secret_looks_different_each_time():
    assert encrypt({"a": 1}) != encrypt({"a": 1})


def test_an_older_key_still_opens_and_the_first_one_closes(mailbox, settings):
    settings.FIELD_KEYS = [OLD]
    mailbox.save(update_fields=["secrets"])

    settings.FIELD_KEYS = [NEW, OLD]
    mailbox.refresh_from_db()
    assert mailbox.secrets["imap_password"] == PLANTED
    assert not is_under_first_key(stored(mailbox))
    mailbox.save(update_fields=["secrets"])

    settings.FIELD_KEYS = [NEW]
    mailbox.refresh_from_db()
    assert mailbox.secrets["imap_password"] == PLANTED
    assert is_under_first_key(stored(mailbox))


def test_a_missing_key_is_said_clearly_and_without_the_secret(mailbox, settings):
    settings.FIELD_KEYS = [NEW]

    with pytest.raises(UnreadableSecret, match="FIELD_KEYS") as caught:
        mailbox.refresh_from_db()

    assert stored(mailbox) not in str(caught.value)


@pytest.mark.parametrize("keys", [["short"], ["ü" * 44], [], [OLD, ""]])
def test_keys_that_are_none_are_said_clearly(keys, settings):
    settings.FIELD_KEYS = keys

    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        encrypt({})


def test_tampered_ciphertext_is_refused():
    token = encrypt({"a": PLANTED})

    with pytest.raises(UnreadableSecret):
        decrypt(token[:-6] + "AAAAA=")


def test_nothing_that_prints_shows_a_secret(mailbox):
    mailbox.refresh_from_db()
    secrets = mailbox.secrets

    for shown in (
        repr(secrets),
        str(secrets),
        f"{secrets}",
        f"{secrets['list']!r}",
        repr(mailbox),
        repr(vars(mailbox)),
    ):
        assert PLANTED not in shown


def test_a_dump_holds_ciphertext_and_loads_again(mailbox):
    mailbox.refresh_from_db()
    dump = serializers.serialize("json", [mailbox])
    assert PLANTED not in dump

    [loaded] = serializers.deserialize("json", dump)

    assert loaded.object.secrets == mailbox.secrets


def test_a_secret_cannot_be_searched_for():
    with pytest.raises(FieldError, match="encrypted"):
        Connection.objects.filter(secrets__contains=PLANTED)
    with pytest.raises(FieldError, match="encrypted"):
        Connection.objects.filter(secrets={})
    Connection.objects.filter(secrets__isnull=True)


def test_no_form_shows_secrets_by_itself():
    assert Connection._meta.get_field("secrets").formfield() is None


@pytest.mark.parametrize("value", [{}, [], {"a": [1, {"b": None}]}, "teks", 5, None, True])
def test_any_json_survives(value):
    assert decrypt(encrypt(value)) == value
    assert json.dumps(decrypt(encrypt(value))) == json.dumps(value)
