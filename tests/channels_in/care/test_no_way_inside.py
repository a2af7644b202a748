"""What an admin types, or a provider answers, leads none of our requests inside (N33, N34, N36, N67)."""

import html

import pytest
from django.urls import reverse

from channels_in.fakes.server import Asked, Told, served
from channels_in.models import Connection, Receipt
from tests.channels_in.care.forms import KINDS, TYPED, a_channel_of, create, page_of, press
from tickets.models import Channel

pytestmark = pytest.mark.django_db
INSIDE = ("http://169.254.169.254/latest", "127.0.0.1:5432", "//localhost./", "0x7f000001")
NAMING = {
    kind: [name for name in fields if "_token" not in name and "secret" not in name]
    for kind, fields in TYPED.items()
}
PLACES = [
    (kind, name)
    for kind, names in NAMING.items()
    for name in names
    if name not in {"login", "validity_seconds"}
]


class Listener:
    """Something inside that nobody should reach."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def answer(self, asked: Asked) -> Told:
        self.asked.append(asked)
        return Told(body=b"inside")


@pytest.mark.parametrize(("kind", "field"), PLACES)
def test_no_field_of_a_form_takes_an_address_to_ask(admin, kind, field):
    for address in INSIDE:
        assert create(admin, kind, **{field: address}).status_code == 422
    assert not Channel.objects.exists()


@pytest.mark.parametrize("kind", ["whatsapp", "telegram", "line", "sms"])
def test_a_provider_that_leads_elsewhere_is_not_followed_and_says_nothing_of_it(admin, providers, kind):
    channel, inside = a_channel_of(admin, kind), Listener()
    fake = {"sms": providers.twilio}.get(kind) or getattr(providers, kind)
    with served(inside) as url:
        fake.answer = lambda asked: Told(status=302, headers={"Location": f"{url}/inside"})
        page = html.unescape(press(admin, "test", channel))

    assert inside.asked == []
    assert url not in page
    assert Connection.objects.get().health == "failing"


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_signature_every_kind_answers_the_same_and_it_is_counted_and_shown(admin, client, kind):
    channel = a_channel_of(admin, kind)
    hook = f"/hooks/{channel.connection.token}/"

    answers = [
        client.post(hook, b'{"object": "page"}', content_type="application/json"),
        client.post(hook, b"From=%2B1&Body=Hi", content_type="application/x-www-form-urlencoded"),
        client.post(
            hook, b"{}", content_type="application/json", headers={"X-Hub-Signature-256": "sha256=00"}
        ),
    ]

    assert [(answer.status_code, answer.content) for answer in answers] == [(401, b"")] * 3
    assert not Receipt.objects.exists()
    page = admin.get(reverse("settings:channel-health")).content.decode()
    assert '<td class="n c-warn" data-label="Refused">3</td>' in page
    assert "secret" not in page_of(admin, channel).partition("Last test")[2].partition("<form")[0]
