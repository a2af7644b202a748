"""`manage.py rotate_secrets`: after it, nothing needs an older key, however often it was stopped."""

import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import CommandError, call_command
from django.db import connection

from channels_in.models import Connection
from helpdesk.lib.encrypted import decrypt, is_under_first_key
from helpdesk.processes.keys import new_field_key
from tests.builders import a_channel, an_agent
from tests.channels_in.test_mail_process import _database_url
from tests.helpdesk.running import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keys(settings):
    """(old, new): secrets were written with the old one, and from now on both are set."""
    old, new = new_field_key(), new_field_key()
    settings.FIELD_KEYS = (old,)
    return old, new


def connections(count):
    return [
        Connection.objects.create(channel=a_channel(kind="api"), secrets={"signing": [f"secret {n}"]})
        for n in range(count)
    ]


def run():
    said = StringIO()
    call_command("rotate_secrets", stdout=said)
    return said.getvalue()


def ciphertexts():
    with connection.cursor() as sql:
        sql.execute("select secrets from channels_in_connection order by id")
        return [row[0] for row in sql.fetchall()]


def test_afterwards_the_newest_key_alone_reads_everything(keys, settings):
    connections(3)
    agent = an_agent()
    secret = generate_totp_secret()
    TOTP.activate(agent, secret)
    codes = RecoveryCodes.activate(agent).get_unused_codes()
    old, new = keys
    settings.FIELD_KEYS = (new, old)

    said = run()

    settings.FIELD_KEYS = (new,)
    assert "5 secrets: 5 written again" in said
    assert [one.secrets["signing"] for one in Connection.objects.order_by("pk")] == [
        [f"secret {n}"] for n in range(3)
    ]
    totp = Authenticator.objects.get(user=agent, type=Authenticator.Type.TOTP)
    recovery = Authenticator.objects.get(user=agent, type=Authenticator.Type.RECOVERY_CODES)
    assert decrypt(totp.data["secret"]) == secret
    assert RecoveryCodes(recovery).get_unused_codes() == codes


def test_a_second_run_writes_nothing(keys, settings):
    connections(3)
    settings.FIELD_KEYS = (keys[1], keys[0])
    run()
    before = ciphertexts()

    assert "0 written again, 3 lay under it already" in run()
    assert ciphertexts() == before


def test_a_killed_run_leaves_all_readable_and_the_next_does_the_rest(keys, settings):
    connections(1500)
    old, new = keys
    settings.FIELD_KEYS = (new, old)

    process = subprocess.Popen(
        [sys.executable, "manage.py", "rotate_secrets"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": _database_url(), "FIELD_KEYS": f"{new},{old}", "ALUR_DEMO": "0"},
        stdout=subprocess.PIPE,
        text=True,
    )
    next(line for line in process.stdout if "…" in line)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=20)
    done = sum(map(is_under_first_key, ciphertexts()))

    assert 100 <= done < 1500
    assert {one.secrets["signing"][0][:6] for one in Connection.objects.all()} == {"secret"}
    assert f"{1500 - done} written again, {done} lay under it already" in run()
    assert all(map(is_under_first_key, ciphertexts()))


def test_what_no_key_opens_is_told_and_left_as_it_is(keys, settings):
    connections(2)
    lost = ciphertexts()
    settings.FIELD_KEYS = (keys[1],)

    with pytest.raises(CommandError, match="2 could not be read"):
        run()
    assert ciphertexts() == lost


def test_no_secret_is_printed(keys, settings, capsys):
    connections(1)
    settings.FIELD_KEYS = (keys[1], keys[0])

    said = run()

    assert "secret 0" not in said
    assert keys[0] not in said
    assert keys[1] not in said
