"""An admin connects a channel of every kind, and never sees its keys again."""

import html
import re

import pytest
from django.urls import reverse

from channels_in.meta.signature import app_of
from channels_in.models import Connection
from tests.builders import a_channel, a_team
from tests.channels_in.care.conftest import BASE
from tests.channels_in.care.forms import (
    KINDS,
    SECRETS,
    a_channel_of,
    create,
    page_of,
    press,
    typed,
)
from tickets.models import Channel

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_a_channel_of_a_provider_is_connected_by_its_form(admin, kind):
    channel = a_channel_of(admin, kind)

    assert channel.kind == kind
    assert channel.connection.secrets


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_pasted_is_never_shown_again_and_stays_when_left_empty(admin, settings, kind):
    settings.BASE_URL = BASE
    channel = a_channel_of(admin, kind)
    before = dict(channel.connection.secrets)
    empty = dict.fromkeys(("app_secret", "access_token", "bot_token", "auth_token"), "")
    empty |= dict.fromkeys(("channel_secret", "channel_access_token"), "")

    page = html.unescape(page_of(admin, channel))
    answer = admin.post(
        reverse("settings:channel", args=[channel.pk]),
        typed(kind, **empty, name="Renamed", version=channel.version),
    )

    assert answer.status_code == 302
    assert not [secret for secret in SECRETS[kind] if secret in page]
    assert Channel.objects.get().name == "Renamed"
    assert Connection.objects.get().secrets == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_address_to_copy_stands_on_the_channels_page(admin, settings, kind):
    settings.BASE_URL = BASE
    channel = a_channel_of(admin, kind)

    assert f"{BASE}/hooks/{channel.connection.token}/" in page_of(admin, channel)


@pytest.mark.parametrize("kind", KINDS)
def test_without_its_keys_no_channel_is_made(admin, kind):
    empty = dict.fromkeys(("app_secret", "bot_token", "auth_token", "channel_secret"), "")

    answer = create(admin, kind, **empty)

    assert answer.status_code == 422
    assert not Channel.objects.exists()


@pytest.mark.parametrize("kind", ["telegram", "sms", "whatsapp"])
def test_the_same_bot_or_number_is_no_second_channel(admin, kind):
    a_channel_of(admin, kind)

    answer = create(admin, kind, name="Another")

    assert answer.status_code == 422
    assert Channel.objects.count() == 1


def test_a_verify_token_is_made_by_us_and_shown_once(admin, settings):
    settings.BASE_URL = BASE
    answer = create(admin, "whatsapp")
    token = Connection.objects.get().secrets["verify_token"]

    first, second = (admin.get(answer["Location"]).content.decode() for _ in range(2))

    assert len(token) >= 32
    assert token in first
    assert f"{BASE}/hooks/{Connection.objects.get().token}/" in first
    assert token not in second


def test_a_new_verify_token_greets_and_the_old_one_does_not(admin):
    channel = a_channel_of(admin, "whatsapp")
    old, hook = channel.connection.secrets["verify_token"], f"/hooks/{channel.connection.token}/"

    press(admin, "key", channel)

    new = Connection.objects.get().secrets["verify_token"]
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    assert admin.get(hook, {**asked, "hub.verify_token": new}).content == b"1158201444"
    assert admin.get(hook, {**asked, "hub.verify_token": old}).status_code == 403


def test_an_app_without_its_number_is_refused_where_the_form_asks_for_it(admin):
    page = html.unescape(admin.get(reverse("settings:new-channel", args=["whatsapp"])).content.decode())
    answer = create(admin, "whatsapp", app_id="")

    assert "(optional)" not in re.findall(r'<label[^>]*for="id_app_id".*?</label>', page, re.DOTALL)[0]
    assert answer.status_code == 422
    assert re.search(r'name="app_id"[^>]*aria-invalid="true"', answer.content.decode())


def test_another_number_of_the_same_app_takes_its_keys_from_the_first(admin):
    first = a_channel_of(admin, "whatsapp").connection

    a_channel_of(
        admin,
        "whatsapp",
        name="Second",
        phone_number_id="106540352242923",
        same_app=first.pk,
        app_id="",
        app_secret="",
        access_token="",
    )

    second = Connection.objects.get(channel__name="Second")
    assert second.secrets == first.secrets
    assert second.options["apps"] == first.options["apps"] == [app_of("the-app-secret")]
    assert second.options["app_id"] == "4711"


def test_a_secret_that_changes_is_accepted_beside_the_one_before(admin):
    channel = a_channel_of(admin, "line")

    admin.post(
        reverse("settings:channel", args=[channel.pk]),
        typed("line", channel_secret="newer", channel_access_token="", version=channel.version),
    )

    assert Connection.objects.get().secrets["channel_secrets"] == ["newer", "line-secret"]


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("telegram", "bot_token", "not a token"),
        ("telegram", "bot_token", "not-a-token"),
        ("whatsapp", "access_token", "EAAG“curly”"),
        ("line", "channel_secret", "two words"),
        ("sms", "number", "0811 111"),
        ("sms", "account_sid", "AC1"),
        ("whatsapp", "phone_number_id", "+62 811"),
        ("messenger", "automatic_app_ids", "one, two"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(admin, kind, field, value):
    answer = create(admin, kind, **{field: value})

    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_pausing_and_taking_up_again_say_what_they_mean(admin):
    channel = a_channel_of(admin, "telegram")

    paused = html.unescape(press(admin, "pause", channel, on="0"))
    assert "This channel is paused." in paused
    assert not Channel.objects.get().is_active

    taken_up = html.unescape(press(admin, "pause", channel, on="1"))
    assert "is in use again" in taken_up
    assert Channel.objects.get().is_active


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_signs_a_chat(admin, kind):
    assert "Signature" not in page_of(admin, a_channel_of(admin, kind))


def test_a_telephone_whose_menu_leads_to_teams_can_be_changed_again(admin):
    team = a_team(name="Sales")
    options = [{"digit": "1", "name": {"en": "Sales"}, "team": team.pk, "goes_to": "next"}]
    step = {"kind": "choice", "label": "", "words": {"en": "Welcome."}, "options": options}
    channel = a_channel(kind="voice")
    Connection.objects.create(channel=channel, options={"number": "+622150884411", "steps": [step]})

    assert f'<option value="{team.pk}" selected>Sales</option>' in page_of(admin, channel)
