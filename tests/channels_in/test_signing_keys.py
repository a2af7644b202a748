"""A key that programs sign with is shown once; nobody makes one, or ends one, by loading a page again."""

import pytest
from django.urls import reverse

from channels_in.models import Connection
from tests.builders import an_admin
from tickets.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.fixture
def made(admin):
    """The answer that follows on making an API channel."""
    fields = {"name": "Shop", "language": "id", "is_active": "on"}
    return admin.post(reverse("settings:new-channel", args=["api"]), fields, follow=True)


def keys():
    return Connection.objects.get().secrets["signing"]


def key_page():
    return reverse("settings:channel-key", args=[Channel.objects.get().pk])


def test_the_first_key_is_shown_with_its_channel_and_never_again(admin, made):
    again = admin.get(key_page()).content.decode()
    its_channel = admin.get(reverse("settings:channel", args=[Channel.objects.get().pk])).content.decode()

    assert keys()[0] in made.content.decode()
    assert keys()[0] not in again + its_channel


def test_a_new_key_is_shown_once_and_the_one_before_goes_on(admin, made):
    [first] = keys()

    page = admin.post(key_page(), follow=True)

    assert keys()[1] == first
    assert keys()[0] in page.content.decode()


def test_loading_the_page_with_the_key_again_makes_none(admin, made):
    page = admin.post(key_page(), follow=True)
    before = keys()

    [(address, _status)] = page.redirect_chain
    admin.get(address)

    assert keys() == before


def test_one_is_asked_before_a_key_that_may_be_in_use_ends(admin, made):
    ends_none = admin.get(key_page()).content.decode()
    admin.post(key_page(), follow=True)

    ends_one = admin.get(key_page()).content.decode()

    assert "stops working at once" not in ends_none
    assert "The one before that stops working at once" in ends_one
    assert len(keys()) == 2


def test_only_a_channel_of_programs_has_keys(admin):
    admin.post(
        reverse("settings:new-channel", args=["form"]),
        {"name": "Site", "language": "id", "is_active": "on", "undo_seconds": 0},
    )

    admin.post(key_page())

    assert Connection.objects.get().secrets == {}
