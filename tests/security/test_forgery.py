"""No page of another site acts in an agent's name (N46)."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest
from django.test import Client

from tests.security.asking import FORM, ROUTES, undone
from tests.security.policy import POLICIES
from tests.security.refusals import ADMIN, AGENT

pytestmark = pytest.mark.django_db
WITHOUT_A_SESSION = {"hook", "hook-beneath", "form", "rating"}  # nobody is signed in there: nothing to borrow
WRITING = [
    (name, method)
    for name, policy in POLICIES.items()
    for method in policy.methods
    if method != "GET" and name in ROUTES and name not in WITHOUT_A_SESSION
]


@pytest.fixture(scope="module")
def browser(world) -> Client:
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.fixture(scope="module")
def cookies(world) -> dict[str, dict[str, str]]:
    return {role: world.session(role) for role in (AGENT, ADMIN)}


@pytest.mark.parametrize(("name", "method"), WRITING)
def test_a_write_without_its_token_is_refused(name, method, world, browser, cookies):
    for role in (AGENT, ADMIN):
        browser.cookies = SimpleCookie(cookies[role])
        with undone():
            answer = browser.generic(method, world.address(name, ROUTES[name]), b"", FORM)

        assert answer.status_code == 403


def test_a_token_of_another_page_is_none(world, browser):
    browser.cookies = SimpleCookie(world.session(ADMIN))

    assert browser.post("/me/beat/", {"csrfmiddlewaretoken": "a" * 64}).status_code == 403
