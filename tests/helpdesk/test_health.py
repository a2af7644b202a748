"""What watches the installation asks here: /healthz, /readyz, `manage.py doctor`."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from channels_in.models import Receipt
from helpdesk.processes import alive

pytestmark = pytest.mark.django_db


def a_receipt_of(age: timedelta) -> Receipt:
    then = timezone.now() - age
    return Receipt.objects.create(door="smtp", raw=b"x", size=1, received_at=then, due_at=then)


def test_a_living_process_says_so_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert response.json() == {"status": "alive"}


def test_readiness_tells_of_database_migrations_disk_and_ages(client):
    response = client.get("/readyz")

    checks = response.json()["checks"]
    assert response.status_code == 200
    assert checks["database"]["verdict"] == "ok"
    assert checks["migrations"]["waiting"] == 0
    assert checks["disk"]["free_percent"] > 0
    assert checks["oldest_waiting"]["receipt_seconds"] is None


def test_an_old_unprocessed_receipt_degrades_but_does_not_unready(client):
    a_receipt_of(timedelta(minutes=5))

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["checks"]["oldest_waiting"]["receipt_seconds"] >= 300


def test_a_process_that_does_not_say_that_it_works_degrades_and_is_named(
    client, settings, tmp_path, monkeypatch
):
    monkeypatch.delenv("ALUR_PROCESS", raising=False)
    settings.DATA_DIR = tmp_path
    for name in ("worker", "learner", "beat", "mail"):
        alive.touch(tmp_path, name)
    assert client.get("/readyz").json()["checks"]["processes"]["verdict"] == "ok"

    (tmp_path / "alive" / "mail").unlink()

    said = client.get("/readyz").json()["checks"]["processes"]
    assert said == {"verdict": "degraded", "mail": "mail never said that it is alive"}


def test_a_broker_that_is_away_degrades_but_the_doors_stay_open(client, settings):
    class Elsewhere:
        redis_url = "redis://127.0.0.1:1/0"
        health_token = ""

    settings.ENV = Elsewhere

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["checks"]["broker"]["verdict"] == "degraded"


@pytest.mark.parametrize(
    "stranger",
    [
        pytest.param({"REMOTE_ADDR": "203.0.113.9"}, id="another machine"),
        pytest.param({"HTTP_X_FORWARDED_FOR": "203.0.113.9"}, id="through a proxy"),
        pytest.param({"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "}, id="an empty token"),
    ],
)
def test_a_stranger_learns_the_status_and_nothing_else(client, stranger):
    response = client.get("/readyz", **stranger)

    assert response.json().keys() == {"status"}


def test_the_doctor_says_in_words_what_to_do():
    a_receipt_of(timedelta(minutes=5))
    said = StringIO()

    call_command("doctor", stdout=said)

    assert "Is a worker running?" in said.getvalue()
