"""A port that is left empty is the usual one for its kind of encryption."""

import pytest
from django.urls import reverse

from channels_in.mail import probe
from channels_in.mail.route import fetching_route, sending_route
from channels_in.models import Connection
from tests.builders import an_admin

pytestmark = pytest.mark.django_db(transaction=True)
MAIL = {
    "name": "Support",
    "language": "en",
    "undo_seconds": 10,
    "is_active": "on",
    "address": "halo@nusa.example",
    "receives": "imap",
    "imap_host": "nowhere.invalid",
    "imap_port": "",
    "imap_tls": "tls",
    "smtp_host": "nowhere.invalid",
    "smtp_port": "",
    "smtp_tls": "starttls",
}


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def test_the_test_button_tries_the_usual_ports(admin, monkeypatch):
    monkeypatch.setattr(probe, "SECONDS", 0.5)
    admin.post(reverse("settings:new-channel", args=["mail"]), MAIL)
    channel = Connection.objects.get().channel

    page = admin.post(reverse("settings:channel-test", args=[channel.pk]), follow=True)

    assert page.status_code == 200
    assert "The outgoing server does not answer." in page.content.decode()
    assert "The incoming server does not answer." in page.content.decode()


@pytest.mark.parametrize(
    ("encryption", "smtp", "imap"), [("tls", 465, 993), ("starttls", 587, 143), ("none", 25, 143)]
)
def test_the_usual_port_goes_by_the_encryption(admin, encryption, smtp, imap):
    chosen = {**MAIL, "imap_tls": encryption, "smtp_tls": encryption}
    admin.post(reverse("settings:new-channel", args=["mail"]), chosen)
    mailbox = Connection.objects.get()

    assert (sending_route(mailbox).port, fetching_route(mailbox).port) == (smtp, imap)
