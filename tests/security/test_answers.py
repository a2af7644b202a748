"""The walk over every route is worth what its checks see."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from tests.security.answers import faults_of

WELL = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(
    "page",
    [
        "<script>go()</script>",
        "<script type=module>go()</script>",
        "<style>p {}</style>",
        "<p style='color: red'>",
        "<img src=x>",
        "<svg onload=go()>",
        "<a href=' JavaScript:go()'>",
        "<form action='data:text/html,x'>",
        "<p hx-on:click='go()'>",
        "the secret s3cret",
    ],
)
def test_what_would_run_or_is_secret_is_seen(page):
    assert faults_of(HttpResponse(page, headers=WELL), secrets={"it": "s3cret"}) != []


@pytest.mark.parametrize(
    "page",
    [
        "<p>&lt;script&gt;</p>",
        "<script src='/static/app.js' defer></script>",
        "<script type='application/json'>{}</script>",
    ],
)
def test_what_is_well_is_no_fault(page):
    assert faults_of(HttpResponse(page, headers=WELL), secrets={"it": "s3cret"}) == []


@pytest.mark.parametrize("name", WELL)
def test_a_missing_header_is_seen(name):
    headers = {key: value for key, value in WELL.items() if key != name}

    assert faults_of(HttpResponse("<p>", headers=headers), secrets={}) != []


@pytest.mark.parametrize(
    "part",
    ["script-src 'self' 'unsafe-inline'", "script-src *", "default-src *", "style-src 'unsafe-inline'"],
)
def test_a_looser_policy_is_seen(part):
    looser = f"{part}; {WELL['Content-Security-Policy']}"

    assert (
        faults_of(HttpResponse("<p>", headers=WELL | {"Content-Security-Policy": looser}), secrets={}) != []
    )
