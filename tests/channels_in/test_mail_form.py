"""The form of a mailbox: what belongs together stands together, and no two fields have one name."""

import re

import pytest
from django.urls import reverse

from tests.builders import an_admin
from tests.channels_in.mails import a_mailbox
from tests.channels_in.test_channel_pages import MAIL

pytestmark = pytest.mark.django_db
KEPT = "Leave it empty to keep the one that is stored."


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def test_each_field_has_a_name_of_its_own_and_each_server_its_password(admin):
    page = admin.get(reverse("settings:new-channel", args=["mail"]))

    labels = [str(field.label) for field in page.context["form"]]
    names = re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page.content.decode())
    assert len(set(labels)) == len(labels)
    assert names.index("address") < names.index("signature_id")
    assert names.index("imap_password") < names.index("smtp_host") < names.index("smtp_password")


def test_a_new_mailbox_keeps_no_password(admin):
    mailbox = a_mailbox()

    new = admin.get(reverse("settings:new-channel", args=["mail"])).content.decode()
    known = admin.get(reverse("settings:channel", args=[mailbox.channel_id])).content.decode()

    assert KEPT not in new
    assert known.count(KEPT) == 2


@pytest.mark.parametrize("host", ["smtp://x y", "mail nusa", "mail.nusa.example:587", "mail.nusa.example/"])
def test_what_is_no_servers_name_is_refused_at_its_field(admin, host):
    page = admin.post(reverse("settings:new-channel", args=["mail"]), {**MAIL, "smtp_host": host})

    assert page.status_code == 422
    assert "Write the server’s name alone" in page.context["form"].errors["smtp_host"][0]


@pytest.mark.parametrize("host", ["mail.nusa.example", "post", "127.0.0.1", "::1", "bücher.example"])
def test_a_servers_name_is_taken(admin, host):
    assert (
        admin.post(reverse("settings:new-channel", args=["mail"]), {**MAIL, "smtp_host": host}).status_code
        == 302
    )
