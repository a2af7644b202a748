"""Who may connect channels, and what they can choose from."""

import pytest
from django.urls import reverse

from tests.builders import a_supervisor
from tests.channels_in.care.forms import KINDS

pytestmark = pytest.mark.django_db


def test_every_kind_can_be_chosen(admin):
    page = admin.get(reverse("settings:channel-kinds")).content.decode()

    assert not [kind for kind in KINDS if reverse("settings:new-channel", args=[kind]) not in page]


@pytest.mark.parametrize("page", ["new/", "guide/telegram/", "health/"])
def test_these_pages_are_an_admins_business(admin, client, page):
    allowed = admin.get(f"/settings/channels/{page}").status_code
    client.force_login(a_supervisor())

    assert (allowed, client.get(f"/settings/channels/{page}").status_code) == (200, 403)
