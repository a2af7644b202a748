"""An admin connects channels, tests them, and never sees a secret again."""

import pytest
from django.urls import reverse

from channels_in.models import Block, Connection
from tests.builders import a_supervisor, a_team, an_admin
from tickets.models import Channel

pytestmark = pytest.mark.django_db
MAIL = {
    "name": "Support",
    "language": "id",
    "undo_seconds": 10,
    "is_active": "on",
    "address": "Halo@Nusa.example",
    "receives": "imap",
    "imap_host": "127.0.0.1",
    "imap_port": 993,
    "imap_tls": "tls",
    "imap_user": "halo",
    "imap_password": " the mailbox’s pass phrase ",
    "smtp_host": "127.0.0.1",
    "smtp_port": 587,
    "smtp_tls": "starttls",
    "signature_id": "Salam",
}


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def a_mail_channel(admin, **fields):
    admin.post(reverse("settings:new-channel", args=["mail"]), {**MAIL, **fields})
    return Channel.objects.get()


@pytest.mark.parametrize(
    "address", ["channels/", "channels/new/mail/", "channels/new/form/", "channels/new/api/", "blocks/"]
)
def test_channels_are_an_admins_business(admin, client, address):
    allowed = admin.get(f"/settings/{address}").status_code
    client.force_login(a_supervisor())

    assert (allowed, client.get(f"/settings/{address}").status_code) == (200, 403)


def test_a_mail_channel_is_connected(admin):
    team = a_team()

    channel = a_mail_channel(admin, team=team.pk)

    assert (channel.kind, channel.team, channel.signatures) == ("mail", team, {"id": "Salam"})
    assert channel.connection.address == "halo@nusa.example"
    assert channel.connection.options["imap"]["host"] == "127.0.0.1"
    assert channel.connection.secrets == {"imap_password": " the mailbox’s pass phrase "}


def test_a_stored_password_is_never_shown_and_stays_when_the_field_is_empty(admin):
    channel = a_mail_channel(admin)
    address = reverse("settings:channel", args=[channel.pk])

    page = admin.get(address).content.decode()
    admin.post(address, {**MAIL, "imap_password": "", "name": "Renamed", "version": channel.version})

    assert "pass phrase" not in page
    assert Channel.objects.get().name == "Renamed"
    assert Connection.objects.get().secrets == {"imap_password": " the mailbox’s pass phrase "}


def test_fetching_needs_a_server(admin):
    page = admin.post(reverse("settings:new-channel", args=["mail"]), {**MAIL, "imap_host": ""})

    assert page.status_code == 422
    assert "Enter the server to fetch from." in page.content.decode()
    assert not Channel.objects.exists()


def test_two_channels_cannot_share_an_address(admin):
    a_mail_channel(admin)

    page = admin.post(
        reverse("settings:new-channel", args=["mail"]),
        {**MAIL, "name": "Another", "address": "HALO@nusa.example"},
    )

    assert page.status_code == 422
    assert "The channel “Support” has this address already." in page.content.decode()
    assert page.context["form"].errors.keys() == {"address"}
    assert Channel.objects.count() == 1


def test_a_channel_that_changed_meanwhile_is_not_overwritten(admin):
    channel = a_mail_channel(admin)
    address = reverse("settings:channel", args=[channel.pk])
    admin.post(address, {**MAIL, "name": "First", "version": channel.version})

    page = admin.post(address, {**MAIL, "name": "Second", "version": channel.version})

    assert page.status_code == 422
    assert Channel.objects.get().name == "First"


@pytest.mark.parametrize(
    "port",
    [pytest.param(1, id="a closed port of mail's own"), pytest.param(5432, id="a port of something else")],
)
def test_the_test_button_is_no_port_scanner(admin, port, monkeypatch):
    monkeypatch.setattr("channels_in.mail.probe.SECONDS", 0.0)
    monkeypatch.setattr("channels_in.mail.ports.PORTS", {"smtp": {1}, "imap": {1}})
    channel = a_mail_channel(admin, smtp_port=port, imap_port=port)

    page = admin.post(reverse("settings:channel-test", args=[channel.pk]), follow=True).content.decode()

    assert "The outgoing server does not answer." in page
    assert "The incoming server does not answer." in page


def test_the_page_of_a_form_says_where_the_form_is(admin):
    admin.post(
        reverse("settings:new-channel", args=["form"]),
        {"name": "Site", "language": "id", "is_active": "on", "undo_seconds": 0, "title_en": "Write to us"},
    )
    connection = Connection.objects.get()

    page = admin.get(reverse("settings:channel", args=[connection.channel_id])).content.decode()

    assert f"/forms/{connection.token}/" in page
    assert connection.options["title"] == {"en": "Write to us"}


def test_a_domain_is_blocked_and_unblocked(admin):
    admin.post(reverse("settings:blocks"), {"value": "@Spam.example"})
    block = Block.objects.get()

    admin.post(reverse("settings:block-removal", args=[block.pk]))

    assert (block.kind, block.value) == ("domain", "spam.example")
    assert not Block.objects.exists()
