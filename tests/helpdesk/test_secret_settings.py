"""No secret of the environment is said by a sentence or by a printed object."""

import pytest

from helpdesk import account_mail_environment, environment
from helpdesk.processes import keys
from helpdesk.variables import BadSetting


@pytest.mark.parametrize("name", ["DATABASE_URL", "REDIS_URL"])
def test_a_password_that_breaks_a_url_is_not_repeated(tmp_path, name):
    scheme = {"DATABASE_URL": "postgres", "REDIS_URL": "redis"}[name]

    with pytest.raises(BadSetting, match=f"{name} is not a URL") as refusal:
        environment.read({"ALUR_DATA": str(tmp_path), name: f"{scheme}://alur:hush/hush@db/alur"})

    assert "hush" not in str(refusal.value)


def test_what_was_read_can_be_printed(tmp_path):
    secrets = {
        "SECRET_KEY": keys.new_secret(),
        "FIELD_KEYS": keys.new_field_key(),
        "DATABASE_URL": "postgres://alur:hush@db/alur",
        "REDIS_URL": "redis://:hush@valkey/0",
        "ALUR_HEALTH_TOKEN": "hush",
    }
    mail = {"EMAIL_HOST": "h", "EMAIL_USER": "u", "EMAIL_PASSWORD": "hush", "EMAIL_FROM": "a@b.example"}

    printed = repr(environment.read({"ALUR_DATA": str(tmp_path), **secrets}))
    printed += repr(account_mail_environment.read(mail))

    assert not [secret for secret in [*secrets.values(), "hush"] if secret in printed]
