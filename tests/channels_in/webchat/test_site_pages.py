"""How an admin makes a web chat and brings it to a site, and the pages of ours that hold it."""

import json
import re
import shutil
import subprocess
import time
from html import unescape

import pytest
from django.urls import reverse

from channels_in.models import Connection
from channels_in.webchat.proof import read_token
from channels_in.webchat.samples import NODE, PHP, PYTHON
from tests.builders import a_team, an_admin
from tests.channels_in.webchat.visitor import SECRET, a_web_chat
from tickets.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin(language="en"))
    return client


def filled_in(**changed):
    return {
        "name": "Shop chat",
        "language": "en",
        "team": a_team().pk,
        "is_active": "on",
        "undo_seconds": "0",
        "origins": "https://shop.example\nhttps://*.nusa.example",
        "colour": "#67442B",
        "theme": "auto",
        "position": "left",
        "greeting_en": "How can we help?",
        "asks_when": "always",
        "asks_email": "must",
        "mail_after": "3",
        "identity": "optional",
        **changed,
    }


def test_an_admin_makes_a_web_chat(admin):
    next_step = admin.post("/settings/channels/new/webchat/", filled_in()).url

    channel = Channel.objects.get(name="Shop chat")
    assert next_step == f"/settings/channels/{channel.pk}/site/"
    options = Connection.objects.get(channel=channel).options
    assert (channel.kind, channel.undo_seconds) == ("webchat", 0)
    assert options["origins"] == ["https://shop.example", "https://*.nusa.example"]
    assert (options["colour"], options["position"]) == ("#67442b", "left")
    assert options["asks"]["fields"] == [{"name": "email", "required": True}]
    assert options["mail_after_seconds"] == 180
    again = admin.get(f"/settings/channels/{channel.pk}/").content.decode()
    assert "https://*.nusa.example" in again
    assert f"/settings/channels/{channel.pk}/site/" in again


@pytest.mark.parametrize(
    "origin", ["shop.example", "http://shop.example", "https://*", "https://a.example/b"]
)
def test_what_is_no_site_is_refused_and_kept_in_the_field(admin, origin):
    answer = admin.post("/settings/channels/new/webchat/", filled_in(origins=origin))

    assert answer.status_code == 422
    assert "is no address of a site" in answer.content.decode()
    assert not Channel.objects.filter(name="Shop chat").exists()


def test_a_secret_is_shown_once_and_the_one_before_goes_on_counting(admin):
    chat = a_web_chat(secret="")
    page = reverse("settings:channel-key", args=[chat.channel_id])

    admin.post(page)
    first = Connection.objects.get(pk=chat.pk).secrets["identity"][0]
    assert first in admin.get(page).content.decode()
    assert first not in admin.get(page).content.decode()
    admin.post(page)

    newest, before = Connection.objects.get(pk=chat.pk).secrets["identity"]
    assert before == first != newest


def test_the_site_page_has_the_line_the_policy_and_no_secret(admin, settings):
    chat = a_web_chat()

    page = unescape(admin.get(f"/settings/channels/{chat.channel_id}/site/").content.decode())

    source = f"{settings.BASE_URL}/chat/widget.js"
    assert f'<script async src="{source}" data-key="{chat.token}" data-lang="en"></script>' in page
    assert f"connect-src {settings.BASE_URL}" in page
    assert SECRET not in page
    assert re.search(rf'<iframe[^>]+src="/chat/{chat.token}/preview/\?', page)


def test_the_preview_shows_other_colours_and_words_and_writes_nothing(admin):
    chat = a_web_chat()

    asked = {"colour": "#ffee00", "greeting": "<b>Hi</b>", "lang": "id"}
    page = admin.get(f"/chat/{chat.token}/preview/", asked).content.decode()

    assert "&quot;on&quot;: &quot;#000000&quot;" in page
    assert 'data-greeting="&lt;b&gt;Hi&lt;/b&gt;"' in page
    assert not chat.visitors.exists()


def test_nobody_makes_a_page_of_the_companys_say_what_they_like(client):
    """Whoever is not an admin gets none of the words of an address, or of a channel that is there."""
    asked = {"greeting": "Call +62 900 to keep your account"}
    page = client.get(f"/chat/{a_web_chat().token}/preview/", asked)

    assert page.status_code == 302
    assert page["Location"].startswith("/accounts/login/?next=")


def test_a_chat_that_is_switched_off_has_no_page(client):
    chat = a_web_chat()
    assert client.get(f"/chat/{chat.token}/").status_code == 200
    Channel.objects.filter(pk=chat.channel_id).update(is_active=False)

    assert client.get(f"/chat/{chat.token}/").status_code == 404


def test_the_demo_s_shop_holds_the_chat_and_exists_nowhere_else(client, settings):
    chat = a_web_chat()
    assert client.get("/simulator/shop/").status_code == 404
    settings.DEMO = True

    assert f'data-key="{chat.token}"' in client.get("/simulator/shop/").content.decode()


USER = {"id": 7, "name": "Made", "email": "made@people.example", "phone": "+6281234567890"}
RUN = {
    "python3": f"{PYTHON}\nfrom types import SimpleNamespace\nprint(chat_token(SimpleNamespace(**{USER!r})))",
    "node": f"{NODE}console.log(chatToken({json.dumps(USER)}));",
    "php": f"{PHP}echo chat_token(json_decode('{json.dumps(USER)}'));",
}
FLAGS = {"python3": ["-c"], "node": ["--input-type=module", "-e"], "php": ["-r"]}


@pytest.mark.parametrize("program", RUN)
def test_the_samples_make_tokens_that_are_believed(program):
    where = shutil.which(program)
    if not where:
        pytest.skip(f"no {program} on this machine")
    made = subprocess.run(
        [where, *FLAGS[program], RUN[program]],
        env={"ALUR_CHAT_SECRET": SECRET},
        capture_output=True,
        text=True,
        check=True,
    )

    proven = read_token(made.stdout.strip(), secrets=[SECRET], now=time.time())
    assert (proven.subject, proven.email, proven.email_is_verified) == ("7", USER["email"], True)
    assert (proven.phone, proven.phone_is_verified) == (USER["phone"], True)
