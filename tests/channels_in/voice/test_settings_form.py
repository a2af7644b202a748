"""The telephone’s many settings stand in groups; what goes well as it is is folded away."""

import re

import pytest
from django.urls import reverse

from channels_in.forms.voice_channel import VoiceForm
from channels_in.models import Connection
from tests.builders import an_admin
from tickets.models import Channel

pytestmark = pytest.mark.django_db
PAGE = reverse("settings:new-channel", args=["voice"])
TELEPHONE = {
    "name": "Telephone",
    "account_sid": "AC" + "0" * 32,
    "auth_token": "secret",
    "number": "+622150884411",
    "language": "id",
    "is_active": "on",
    "gives_up": "queue",
    "music": "melody",
    "max_wait_minutes": 15,
    "ring_seconds": 20,
    "wrap_up_minutes": 1,
    "slot_minutes": 30,
    "tries": 3,
    "spacing_minutes": "15, 60",
    "countries": "62",
}


@pytest.fixture
def admin(client):
    client.force_login(an_admin(language="en"))
    return client


def groups(answer):
    """Heading → whether it stands open; only of those that fold."""
    page = answer.content.decode()
    found = re.findall(r'<details class="form-g form-fold"( open)?>.*?form-fold-h">([^<]+)<', page, re.DOTALL)
    return {heading: bool(is_open) for is_open, heading in found}


def test_who_connects_a_telephone_sees_the_number_and_the_rest_by_its_headings(admin):
    assert groups(admin.get(PAGE)) == {
        "Greeting and menu": False,
        "Questions": False,
        "Queue and music": False,
        "Voicemail and recordings": False,
        "Call-backs": False,
        "After hours": False,
    }


def test_every_setting_stands_on_the_page_once(admin):
    page = admin.get(PAGE).content.decode()

    for name in VoiceForm().fields:
        assert len(re.findall(rf'id="id_{name}"', page)) == 1, name


@pytest.mark.parametrize(
    ("wrong", "group"),
    [
        ({"countries": "Indonesia"}, "Call-backs"),
        ({"ring_seconds": 3}, "Queue and music"),
        ({"ask_2_label": "Order number"}, "Questions"),
        ({"choice_4_name_en": "x" * 101}, "Greeting and menu"),
    ],
)
def test_what_is_wrong_inside_a_folded_group_opens_it(admin, wrong, group):
    answer = admin.post(PAGE, {**TELEPHONE, **wrong})

    assert answer.status_code == 422
    assert [heading for heading, is_open in groups(answer).items() if is_open] == [group]


def test_what_stays_folded_is_saved_with_the_rest(admin):
    admin.post(PAGE, {**TELEPHONE, "greeting_id": "Selamat datang"})

    options = Channel.objects.get().connection.options
    assert (options["greeting"], options["spacing_minutes"]) == ({"id": "Selamat datang"}, [15, 60])


def test_a_telephone_whose_settings_nobody_has_saved_shows_what_holds(admin, connection):
    Connection.objects.update(options={"number": TELEPHONE["number"]})

    form = admin.get(reverse("settings:channel", args=[connection.channel.pk])).context["form"]

    shown = {name: form[name].value() for name in ("wrap_up_minutes", "offers_voicemail", "offers_call_back")}
    assert shown == {"wrap_up_minutes": 0, "offers_voicemail": True, "offers_call_back": True}
