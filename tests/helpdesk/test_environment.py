"""A setting from outside is read, or refused in a sentence that says what to do."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from helpdesk import environment, keys_environment
from helpdesk.environment import Environment
from helpdesk.processes import keys
from helpdesk.variables import BadSetting

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {"ALUR_ENV": "production", "BASE_URL": "https://help.example.com"}


@pytest.fixture
def read(tmp_path):
    def read(**variables: str) -> Environment:
        return environment.read({"ALUR_DATA": str(tmp_path), **variables})

    return read


def test_nothing_has_to_be_set(read):
    found = read()

    assert (found.port, found.smtp_port, found.base_url) == (8000, 2525, "http://localhost:8000")
    assert (found.production, found.debug, found.demo, found.bind) == (False, False, True, "127.0.0.1")
    assert (found.database_url, found.redis_url) == ("", "")


def test_the_address_follows_the_port(read):
    assert read(PORT="8123").base_url == "http://localhost:8123"


def test_production_starts_without_a_demo_company(read):
    assert read(**PRODUCTION).demo is False


def test_keys_are_made_once_and_only_their_owner_may_read_them(read, tmp_path):
    first, second = read(), read()

    assert (first.secret_key, first.field_keys) == (second.secret_key, second.field_keys)
    assert len(first.secret_key) >= keys_environment.MIN_KEY_LENGTH
    assert Fernet(first.field_keys[0].encode())
    for name in ("secret_key", "field_keys"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_several_field_keys_are_read_newest_first(read):
    new, old = keys.new_field_key(), keys.new_field_key()

    assert read(FIELD_KEYS=f"{new}, {old}").field_keys == (new, old)


@pytest.mark.parametrize(
    ("variables", "advice"),
    [
        pytest.param({"PORT": "http"}, "PORT is .* between 1 and 65535", id="port that is no number"),
        pytest.param({"PORT": "70000"}, "PORT is .* between 1 and 65535", id="port that is too high"),
        pytest.param({"SMTP_PORT": "-1"}, "SMTP_PORT is .* between 1 and 65535", id="negative port"),
        pytest.param({"PORT": "٨٠٠٠"}, "PORT is", id="digits that a socket does not take"),
        pytest.param({"ALUR_DEMO": "maybe"}, "ALUR_DEMO is .* to 1 or to 0", id="flag"),
        pytest.param({"ALUR_ENV": "prod"}, 'ALUR_ENV is .* "production"', id="kind of installation"),
        pytest.param({"ALUR_BIND": "localhost"}, "ALUR_BIND is .* IP address", id="bind to a name"),
        pytest.param({"DATABASE_URL": "mysql://host/db"}, "DATABASE_URL .* postgres://", id="other database"),
        pytest.param({"DATABASE_URL": "postgres://h:port/db"}, "DATABASE_URL is not a URL", id="broken URL"),
        pytest.param({"DATABASE_URL": "wrong"}, "does not start with postgres://", id="no URL at all"),
        pytest.param({"PORT": "8899", "SMTP_PORT": "8899"}, "SMTP_PORT is 8899, and PORT", id="one for both"),
        pytest.param({"PORT": "2525"}, "SMTP_PORT is 2525, and PORT", id="the one of mail"),
        pytest.param({"TRUSTED_PROXIES": "foo"}, 'TRUSTED_PROXIES has "foo". Write', id="proxy by name"),
        pytest.param({"TRUSTED_PROXIES": "10.0.0.1,*"}, 'has "\\*"', id="some proxies and everybody"),
        pytest.param({"TRUSTED_PROXIES": "10.0.0.1,"}, 'has ""', id="comma at the end"),
        pytest.param({"REDIS_URL": "localhost:6379"}, "REDIS_URL .* redis://", id="broker without scheme"),
        pytest.param({"BASE_URL": "help.example.com"}, "BASE_URL .* https://", id="address without scheme"),
        pytest.param({"BASE_URL": "https://h.example.com/x"}, "BASE_URL .* only scheme and host", id="path"),
        pytest.param({"BASE_URL": "http://[::1"}, "BASE_URL is not a URL", id="broken address"),
        pytest.param({"FIELD_KEYS": "abc"}, "FIELD_KEYS must be .* Print one", id="short field key"),
        pytest.param({"FIELD_KEYS": ""}, "FIELD_KEYS must be", id="no field key"),
        pytest.param({"SECRET_KEY": ""}, "SECRET_KEY is empty", id="empty key"),
        pytest.param({"ALUR_DATA": "/dev/null/x"}, "ALUR_DATA is .* may write to", id="no folder"),
    ],
)
def test_a_bad_setting_gives_a_sentence_that_says_what_to_do(read, variables, advice):
    with pytest.raises(BadSetting, match=advice):
        read(**variables)


@pytest.mark.parametrize(
    ("variables", "advice"),
    [
        pytest.param({"DEBUG": "1"}, "Unset DEBUG", id="debug"),
        pytest.param({"SECRET_KEY": ""}, "SECRET_KEY is empty", id="empty key"),
        pytest.param({"SECRET_KEY": "changeme" * 10}, "or a sample", id="sample key"),
        pytest.param({"SECRET_KEY": "x1y2z3"}, "shorter than 50", id="short key"),
        pytest.param({"BASE_URL": ""}, "BASE_URL is not set", id="no address"),
        pytest.param({"BASE_URL": "http://help.example.com"}, "start with https", id="no TLS"),
        pytest.param({"DATABASE_URL": "postgres://db/alur"}, "SECRET_KEY is not set", id="keys not shared"),
    ],
)
def test_production_refuses_what_would_be_unsafe(read, variables, advice):
    assert read(**PRODUCTION).production

    with pytest.raises(BadSetting, match=advice):
        read(**PRODUCTION | variables)


@pytest.mark.parametrize("proxies", ["", "*", "10.0.0.1", "10.0.0.0/8, ::1"])
def test_proxies_are_addresses_networks_everybody_or_nobody(read, proxies):
    assert read(TRUSTED_PROXIES=proxies).trusted_proxies == proxies


def test_a_command_says_the_sentence_and_no_traceback(tmp_path):
    variables = {**os.environ, "ALUR_DATA": str(tmp_path), "PORT": "eight"}

    done = subprocess.run(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.returncode == 2
    assert done.stderr.strip().startswith('PORT is "eight".')
    assert "\n" not in done.stderr.strip()


def test_keys_to_share_are_printed_ready_to_be_set(read):
    printed = subprocess.run(
        [sys.executable, "-m", "helpdesk.processes.keys"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    made = dict(line.split("=", 1) for line in printed.stdout.splitlines())

    assert read(**PRODUCTION, DATABASE_URL="postgres://db/alur", **made).secret_key == made["SECRET_KEY"]
