"""Who may write through the signed API: whoever holds the secret, now, and nobody else."""

from __future__ import annotations

import json
import time

from tests.channels_in.api.requests import SECRET, a_message, an_api, post
from tests.channels_in.mails import a_mailbox


def test_every_forgery_gets_the_same_answer(client, api):
    answers = [
        post(client, api, a_message(), secret="wrong"),
        post(client, api, a_message(), at=time.time() - 1000),
        post(client, api, a_message(), token="nobodys-token"),
        post(client, an_api(secrets=["theirs"]), a_message()),
        post(client, a_mailbox(), a_message()),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1


def test_a_connection_without_any_secret_lets_nobody_in(client, api):
    api.secrets = {}
    api.save(update_fields=["secrets"])

    assert post(client, api, a_message(), secret="").status_code == 401
    assert post(client, api, a_message(), secret="no connection has this secret").status_code == 401


def test_a_signature_over_other_bytes_that_mean_the_same_is_refused(client, api):
    body = a_message()
    raw = json.dumps(body).encode()
    timestamp = str(int(time.time()))
    from channels_in.api.signature import sign

    answer = client.post(
        f"/hooks/{api.token}/",
        json.dumps(body, indent=1),
        content_type="application/json",
        headers={
            "Alur-Timestamp": timestamp,
            "Alur-Signature": sign(SECRET, timestamp=int(timestamp), signed=raw),
        },
    )

    assert answer.status_code == 401


def test_an_older_secret_works_until_it_is_taken_away(client, db):
    api = an_api(secrets=["new", "old"])

    assert post(client, api, a_message(), secret="old").status_code == 200
    assert post(client, api, a_message(), secret="new").status_code == 200
    api.secrets = {"signing": ["new"]}
    api.save(update_fields=["secrets"])
    assert post(client, api, a_message(), secret="old").status_code == 401
