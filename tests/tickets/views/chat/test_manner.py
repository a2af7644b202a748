"""What a reply brings beside words, as the composer sends it: a template, a quote, choices, a reaction."""

import pytest

from tests.tickets.chats import a_chat, a_template, shuts
from tests.tickets.views.chat.replies import answers, of_team
from tests.tickets.views.conftest import FETCH
from tickets.actions.record_delivery import mark_failed
from tickets.models import Message

pytestmark = pytest.mark.django_db


def test_a_template_is_previewed_and_sent_with_its_values(client, chat, page):
    template = a_template(chat.channel)
    shuts(chat)
    assert '<mark data-filled="body-1">{{1}}</mark>' in page(template=template.pk)

    sent = answers(
        client, chat, text="", template=template.pk, **{"value-body-1": "Budi", "value-body-2": "1"}
    )

    assert sent.status_code == 201
    assert Message.objects.latest("pk").text == "Halo Budi, pesanan 1 siap."
    assert "Approved template pesanan_siap" in page()


def test_a_template_without_a_value_says_which(client, chat):
    template = a_template(chat.channel)

    refused = answers(client, chat, text="", template=template.pk, **{"value-body-1": "Budi"})

    assert (refused.status_code, refused.json()["error"]) == (422, "Fill in “2”.")


def test_a_message_is_answered_by_its_name(client, chat, page):
    theirs = chat.messages.get()
    Message.objects.filter(pk=theirs.pk).update(provider_id="wamid.1")
    assert f"answers={theirs.pk}" in page()
    assert f'name="answers" value="{theirs.pk}"' in page(answers=theirs.pk)

    answers(client, chat, answers=theirs.pk)

    assert Message.objects.latest("pk").replies_to == theirs


def test_choices_are_one_a_line(client, chat):
    answers(client, chat, text="Kapan?", choices="Pagi\n\nSore\n")

    offered = Message.objects.latest("pk").extras[0]["choices"]
    assert [one["title"] for one in offered] == ["Pagi", "Sore"]


def test_a_reaction_stands_at_the_message_and_is_no_answer(client, chat, page):
    theirs = chat.messages.get()
    Message.objects.filter(pk=theirs.pk).update(provider_id="wamid.1")

    done = client.post(f"/tickets/{chat.pk}/messages/{theirs.pk}/reaction/", {"emoji": "👍"}, headers=FETCH)

    assert done.status_code == 200
    chat.refresh_from_db()
    assert (chat.status, chat.waiting_since is None) == ("new", False)
    assert "👍" in page()
    sent = Message.objects.latest("pk")
    assert f'id="m-{sent.pk}"' not in page()
    mark_failed(sent.delivery, reason="refused")
    assert "Reacted with 👍" in page()


@pytest.mark.parametrize("kind", ["mail", "line", "messenger"])
def test_nobody_reacts_where_nothing_would_show(kind, client, team):
    ticket = of_team(a_chat(kind, address="budi@example.test" if kind == "mail" else "4711"), team)
    theirs = ticket.messages.get()
    Message.objects.filter(pk=theirs.pk).update(provider_id="x1")

    done = client.post(f"/tickets/{ticket.pk}/messages/{theirs.pk}/reaction/", {"emoji": "👍"}, headers=FETCH)

    assert done.status_code == 400
    theirs.refresh_from_db()
    assert theirs.reactions == []
