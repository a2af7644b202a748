"""Only pages that the company named may hold its chat, and what they may say is narrow."""

from __future__ import annotations

import pytest
from django.urls import reverse

from channels_in.models import SecurityEvent, Visitor
from channels_in.webchat.origins import BadOrigin, is_allowed, page_without_query, read_origin
from channels_in.webchat.urls import urlpatterns
from tests.builders import an_admin
from tests.channels_in.webchat.visitor import SHOP, a_visitor, a_web_chat
from tests.channels_in.webchat.visitor import Visitor as Page

POSTING = [one.name for one in urlpatterns if one.name not in {"chat-settings", "chat-file"}]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://Shop.example/", "https://shop.example"),
        ("https://shop.example:443", "https://shop.example"),
        ("https://shop.example:8443", "https://shop.example:8443"),
        ("https://*.shop.example", "https://*.shop.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://127.0.0.1", "http://127.0.0.1"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_an_origin_is_kept_as_browsers_say_it(given, kept):
    assert read_origin(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "*",
        "https://*",
        "https://*.example",
        "http://shop.example",
        "https://shop.example/page",
        "shop.example",
        "ftp://shop.example",
        "https://shop.example:0",
        "https://shop.example:x",
        "null",
        "https://a b.example",
        "https://user@shop.example",
        "https://*.*.shop.example",
        "http://[::1]evil",
        "http://[::2]:3000",
    ],
)
def test_what_is_no_origin_of_a_shop_is_refused(given):
    with pytest.raises(BadOrigin):
        read_origin(given)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "https://shop.example.evil",
        "https://evilshop.example",
        "http://shop.example",
        "https://shop.example:444",
        "https://a.shop.example/",
        "https://x@a.shop.example",
        "https://evil.test#.shop.example",
    ],
)
def test_a_page_that_only_looks_alike_is_strange(origin):
    assert not is_allowed(origin, ["https://shop.example", "https://*.shop.example"])


@pytest.mark.parametrize("home", ["localhost", "[::1]"])
@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_a_trial_on_ones_own_machine_is_opened_by_any_of_its_names(settings, home, name):
    settings.BASE_URL = f"http://{home}:8000"
    assert is_allowed(f"http://{name}:8000", [])
    assert not is_allowed(f"http://{name}:8001", [])

    settings.BASE_URL = "https://alur.example"
    assert not is_allowed(f"http://{name}:8000", [])
    assert not is_allowed(f"https://{name}", [])


def test_a_page_below_the_named_one_is_allowed():
    assert is_allowed("https://id.m.shop.example", ["https://*.shop.example"])


@pytest.mark.parametrize("name", POSTING)
@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", SHOP + ".evil"])
def test_a_strange_page_is_refused_at_every_address(chat, name, origin, client):
    answer = client.post(
        reverse(name, args=[chat.token]), "{}", content_type="text/plain", headers={"origin": origin}
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
    assert "Access-Control-Allow-Origin" not in answer
    assert SecurityEvent.objects.get().kind == "bad_origin"


@pytest.mark.parametrize("name", POSTING)
def test_a_page_of_the_shop_may_read_every_answer(chat, name, client):
    answer = client.post(
        reverse(name, args=[chat.token]), "x", content_type="text/plain", headers={"origin": SHOP}
    )

    assert answer.status_code in {400, 415}
    assert answer["Access-Control-Allow-Origin"] == SHOP
    assert answer["Cache-Control"] == "no-store"
    assert "Origin" in answer["Vary"]
    assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.parametrize("name", POSTING)
def test_looking_is_not_posting(chat, name, client):
    assert client.get(reverse(name, args=[chat.token]), headers={"origin": SHOP}).status_code == 405


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/x-www-form-urlencoded", "text/html"]
)
def test_another_type_of_body_is_refused(chat, client, content_type):
    address = reverse("chat-visits", args=[chat.token])

    assert client.post(address, "{}", content_type=content_type, headers={"origin": SHOP}).status_code == 415


def test_an_agents_session_opens_nothing_and_changes_nothing(chat, client):
    client.force_login(an_admin())
    page = Page(chat, client=client)

    assert page.say("feed", token="x" * 43, cursor="").status_code == 401
    page.visit()
    assert "sessionid" not in set(page.visit().cookies)


def test_a_chat_that_nobody_knows_and_one_of_another_kind_are_not_there(mailbox, client):
    for token in ("x" * 32, mailbox.token):
        assert client.get(f"/chat/{token}/settings/").status_code == 404
        assert Page(type("Nobody", (), {"token": token})()).say("visits").status_code == 404


def test_one_that_is_switched_off_says_so(chat, visitor):
    chat.channel.is_active = False
    chat.channel.save(update_fields=["is_active"])

    assert visitor.write("Hi").json()["code"] == "switched_off"
    assert visitor.client.get(f"/chat/{chat.token}/settings/").status_code == 404


def test_what_a_page_hides_in_its_address_is_not_kept(chat):
    a_visitor(
        chat, page={"url": "https://shop.example/p/sora?token=secret#alur=x", "title": "Sora\u202e 180"}
    )

    visitor = Visitor.objects.get()
    assert (visitor.page, visitor.page_title) == ("https://shop.example/p/sora", "Sora 180")
    for odd in ("javascript:alert(1)", "https://user:pw@x.example/", "http://[", "x" * 20):
        assert page_without_query(odd) == ""


def test_the_settings_are_the_same_for_everybody_and_kept_for_a_minute(chat, client):
    first = client.get(f"/chat/{chat.token}/settings/?lang=en")

    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get(f"/chat/{chat.token}/settings/?lang=en", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "0123456789abcdef" not in first.content.decode()
    assert first.json()["files"] == {"most": 1, "bytes": 10 * 1024 * 1024}
    assert a_web_chat(colour="#67442b", greeting={"en": "Hello"}).options["greeting"]["en"] == "Hello"
