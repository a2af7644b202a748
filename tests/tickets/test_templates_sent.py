"""Outside of the window a template goes, filled in as the provider wants it, or not at all."""

import pytest
from django.urls import reverse

from tests.builders import a_channel, a_reply, an_admin, an_agent
from tests.tickets.chats import a_template, shuts, through
from tickets.manner import Manner
from tickets.models import Delivery, Draft
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def test_outside_of_the_window_a_template_goes(chat):
    template = a_template(chat.channel)
    shuts(chat)

    message = through(chat, template=template.pk, values={"body-1": "Budi", "body-2": "NL-1"})

    assert message.text == "Halo Budi, pesanan NL-1 siap."
    assert message.extras[0]["values"] == [
        {"where": "body", "name": "1", "index": 0, "value": "Budi"},
        {"where": "body", "name": "2", "index": 0, "value": "NL-1"},
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"body-1": "Budi"}, "template_value"),
        ({"body-1": "Budi", "body-2": "  "}, "template_value"),
        ({"body-1": "Budi", "body-2": "a\nb"}, "template_value_broken"),
        ({"body-1": "Budi", "body-2": "a      b"}, "template_value_broken"),
        ({"body-1": "Budi", "body-2": "x" * 1100}, "template_too_long"),
    ],
)
def test_a_template_that_is_not_filled_in_rightly_does_not_go(values, code, chat):
    template = a_template(chat.channel)
    shuts(chat)

    with pytest.raises(Refused, match=f"^{code}$"):
        through(chat, template=template.pk, values=values)
    assert not Delivery.objects.exists()


HEADED = {"header": {"format": "document"}, "body": {"text": "Halo.", "variables": []}}


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"is_supported": False}, "left out"), ({"components": HEADED}, "left out"), ({}, "offered")],
    ids=["a part that nobody can fill in", "a file", "words alone"],
)
def test_a_template_is_offered_or_it_is_said_why_not(client, fields, why, chat):
    a_template(chat.channel, "Halo.", **fields)
    shuts(chat)
    client.force_login(an_admin())

    url = reverse("tickets:way", args=[chat.pk])
    page = client.get(url, {"templates": ""}, headers={"HX-Request": "true"}).content.decode()

    assert ("pesanan_siap" in page) is (why == "offered")
    assert ("begins with a file" in page) is (why == "left out")


@pytest.mark.parametrize("fields", [{"status": "paused"}, {"is_supported": False}])
def test_a_template_that_cannot_be_sent_any_more_does_not_go(fields, chat):
    template = a_template(chat.channel, "Halo.", **fields)

    with pytest.raises(Refused, match="template_gone"):
        through(chat, template=template.pk)


def test_another_numbers_template_does_not_go(chat):
    template = a_template(a_channel(kind="whatsapp"), "Halo.")

    with pytest.raises(Refused, match="template_gone"):
        through(chat, template=template.pk)


def test_what_was_begun_in_other_words_stays_begun_beside_a_template(chat):
    agent = an_agent()
    Draft.objects.create(ticket=chat, agent=agent, kind="reply", text="Nanti saya")
    template = a_template(chat.channel, "Halo.")

    a_reply(chat, agent=agent, text="", manner=Manner(template=template.pk))

    assert Draft.objects.get().text == "Nanti saya"
