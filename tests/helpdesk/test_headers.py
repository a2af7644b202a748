"""What every response says to the browser, whatever became of the request."""

import pytest
from django.test import Client

STRICT = (
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/accounts/login/", 200),
        ("/no/such/page/", 404),
        ("/static/no-such-file.js", 404),
        ("/static/vendor/htmx.min.js", 200),
    ],
)
def test_pages_files_and_refusals_carry_the_strict_policy(client: Client, path, status):
    answer = client.get(path)

    assert answer.status_code == status
    for directive in STRICT:
        assert directive in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_crash_carries_the_strict_policy_too(client: Client, settings):
    settings.ROOT_URLCONF = "tests.helpdesk.crashing_urls"
    client.raise_request_exception = False

    answer = client.get("/crash/")

    assert answer.status_code == 500
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "planted" not in answer.content.decode()


def test_an_unknown_host_is_refused_with_the_strict_policy(client: Client):
    answer = client.get("/accounts/login/", headers={"host": "evil.example.com"})

    assert answer.status_code == 400
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_a_forwarded_host_changes_nothing(client: Client):
    answer = client.get("/no/such/page/", headers={"x-forwarded-host": "evil.example.com"})

    assert "evil" not in answer.content.decode()
