"""What an agent chose for a reply is kept with it; what is wrong with a channel is told before they write."""

import json

import pytest

from channels_in.actions.note_health import note_problem
from channels_in.models import Connection
from tests.tickets.views.chat.replies import answers
from tests.tickets.views.conftest import FETCH
from tickets.models import Draft

pytestmark = pytest.mark.django_db


def keeps(client, ticket, text, **said):
    draft = Draft.objects.filter(ticket=ticket).first()
    body = {"text": text, "version": draft.version if draft else 0, **said}
    address = f"/tickets/{ticket.pk}/draft/reply/"
    return client.put(address, json.dumps(body), content_type="application/json", headers=FETCH)


def test_the_chosen_channel_is_kept_with_the_draft(client, chat, mail, page):
    keeps(client, chat, "Lewat surat", channel=mail.pk)

    assert f'name="channel" value="{mail.pk}"' in page()

    keeps(client, chat, "Lewat surat", channel=None)

    assert 'name="channel"' not in page()


def test_another_channel_alone_is_worth_saving(client, chat, mail):
    keeps(client, chat, "Lewat surat")

    keeps(client, chat, "Lewat surat", channel=mail.pk)

    assert Draft.objects.get().channel == mail


def test_a_channel_that_is_not_there_is_not_kept(client, chat):
    assert keeps(client, chat, "Halo", channel=123456789).status_code == 200

    assert Draft.objects.get().channel is None


def test_once_it_is_sent_the_next_reply_goes_as_usual(client, chat, mail, page):
    keeps(client, chat, "Lewat surat", channel=mail.pk)

    answers(client, chat, channel=mail.pk)

    assert 'name="channel"' not in page()


def test_what_is_taken_back_keeps_the_channel_that_it_had(client, chat, mail, page):
    address = answers(client, chat, channel=mail.pk).json()["undo_url"]

    assert client.post(address, headers=FETCH).json()["channel"] == mail.pk

    assert f'name="channel" value="{mail.pk}"' in page()


def test_a_failing_channel_is_told_before_one_writes(chat, mail, page):
    connection = Connection.objects.create(channel=chat.channel)

    assert "does not work just now" not in page()

    note_problem(connection, "silent_unusual")
    assert "does not work just now" not in page()

    note_problem(connection, "send_token")
    shown = page()
    assert f"{chat.channel.name} does not work just now." in shown
    assert "The provider no longer accepts our access token." in shown
    assert "Choose another way" in shown
    assert "Surat kami" in page(channel=chat.channel.pk, ways="")
