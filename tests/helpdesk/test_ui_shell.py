"""What stands around every page: the rail, theme and language, and the way in."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from helpdesk import shell
from people.models import Company
from tests.builders import PASSWORD, a_supervisor, an_admin, an_agent, an_auditor

pytestmark = pytest.mark.django_db

SECURITY = "/accounts/2fa/"
PAGES = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/no/such/page/"]
OWN_PAGES = [
    SECURITY,
    "/accounts/sessions/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/logout/",
]


class Inline(HTMLParser):
    """Collects what the strict policy would block."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag, attrs):
        self._script = tag == "script" and "src" not in dict(attrs)
        if tag == "style":
            self.found.append("<style>")
        self.found += [
            f"{tag} {name}" for name, _ in attrs if name == "style" or name.startswith(("on", "hx-on"))
        ]

    def handle_data(self, data):
        if self._script and data.strip():
            self.found.append("<script> with content")


def signed_in(agent, client=None) -> Client:
    client = client or Client()
    client.force_login(agent)
    return client


def inline_in(html: str) -> list[str]:
    reader = Inline()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize("path", PAGES)
def test_pages_for_strangers_hold_nothing_inline(client, path):
    assert inline_in(client.get(path).content.decode()) == []


@pytest.mark.parametrize("path", OWN_PAGES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_pages_of_an_account_hold_nothing_inline(path, language):
    answer = signed_in(an_agent(language=language)).get(path, follow=True)

    assert answer.status_code == 200
    assert inline_in(answer.content.decode()) == []
    assert f'<html lang="{language}"' in answer.content.decode()


def test_settings_are_for_admins(monkeypatch):
    monkeypatch.setattr(shell, "leads_somewhere", lambda address: True)

    shown = {
        agent.role: "/settings/" in signed_in(agent).get(SECURITY).content.decode()
        for agent in (an_agent(), an_auditor(), a_supervisor(), an_admin())
    }

    assert shown == {"agent": False, "auditor": False, "supervisor": False, "admin": True}


def test_the_rail_lists_only_what_exists(monkeypatch):
    monkeypatch.setattr(shell, "leads_somewhere", lambda address: address == "/")

    html = signed_in(an_admin()).get(SECURITY).content.decode()

    assert 'href="/undeliverable/"' not in html
    assert 'href="/settings/"' not in html


def test_the_simulator_is_there_in_the_demo_only(monkeypatch, settings):
    monkeypatch.setattr(shell, "leads_somewhere", lambda address: True)
    client = signed_in(an_agent())

    settings.DEMO = True
    assert "/simulator/" in client.get(SECURITY).content.decode()
    settings.DEMO = False
    assert "/simulator/" not in client.get(SECURITY).content.decode()


def test_the_theme_belongs_to_the_account(client):
    client.cookies["theme"] = "light"

    html = signed_in(an_agent(theme="dark"), client).get(SECURITY).content.decode()

    assert 'data-theme="dark"' in html


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("", "system"), ('"><script>', "system")])
def test_a_stranger_s_theme_is_kept_in_a_cookie(client, cookie, theme):
    client.cookies["theme"] = cookie

    assert f'data-theme="{theme}"' in client.get("/accounts/login/").content.decode()


def test_an_agent_reads_in_their_own_language_at_any_browser(client):
    agent = an_agent(language="id")

    html = signed_in(agent, client).get(SECURITY, headers={"accept-language": "en"}).content.decode()

    assert '<html lang="id"' in html
    assert 'data-zone="Asia/Jakarta"' in html


def test_a_stranger_changes_the_language(client):
    client.post(reverse("set_language"), {"language": "id", "next": "/accounts/login/"})

    assert '<html lang="id"' in client.get("/accounts/login/").content.decode()


def test_sign_in_names_the_company(client):
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa <Living>"})

    html = client.get("/accounts/login/").content.decode()

    assert "Nusa &lt;Living&gt;" in html


def test_a_wrong_password_keeps_the_address_and_says_so(client):
    an_agent(email="rani@alur.test")

    answer = client.post("/accounts/login/", {"login": "rani@alur.test", "password": "wrong"})

    html = answer.content.decode()
    assert 'value="rani@alur.test"' in html
    assert 'role="alert"' in html
    assert "wrong" not in html


def test_sign_in_leads_to_the_inbox(client):
    agent = an_agent(email="rani@alur.test")
    agent.set_password(PASSWORD)
    agent.save()

    answer = client.post("/accounts/login/", {"login": "rani@alur.test", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/")
