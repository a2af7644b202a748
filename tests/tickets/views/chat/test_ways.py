"""By which channel a reply goes, as the composer offers and the server takes it."""

import html

import pytest
from django.utils import timezone

from channels_in.models import Connection
from people.identity import identify
from tests.builders import a_channel, a_reply, a_ticket, an_admin
from tests.tickets.chats import a_chat, a_template, shuts
from tests.tickets.views.chat.replies import answers, of_team
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.record_delivery import mark_failed
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


def test_an_open_window_counts_down_and_a_letter_has_none(page, client, team):
    assert "Window open," in page()
    assert "data-closes" in page()
    assert "data-closes" not in client.get(f"/tickets/{a_ticket(team=team).pk}/").content.decode()


def test_an_open_window_is_known_from_the_page(client, chat, django_assert_max_num_queries):
    client.get(f"/tickets/{chat.pk}/")

    with django_assert_max_num_queries(12):
        client.get(f"/tickets/{chat.pk}/")


def test_a_number_has_its_plus_also_where_the_provider_leaves_it_out(client, chat):
    bare = of_team(a_chat(channel=chat.channel, address="6281277788899"), chat.team)

    shown = client.get(f"/tickets/{bare.pk}/").content.decode()

    assert f'title="{chat.channel.name}, +6281277788899"' in shown


def test_words_on_another_ticket_keep_the_window_open(page, chat):
    shuts(chat)
    Ticket.objects.filter(pk=chat.pk).update(status="resolved", resolved_at=timezone.now())
    a_chat(channel=chat.channel, customer=chat.customer, address="+6281234567890")

    assert "Window open," in page()


def test_a_shut_window_offers_templates_and_the_other_ways(page, chat, mail):
    a_template(chat.channel)
    shuts(chat)

    shown = page()

    assert "Window closed" in shown
    assert "WhatsApp takes an approved template now" in shown
    assert "pesanan_siap · id" in shown
    assert "Surat kami" in shown


def test_a_shut_window_without_any_way_says_what_to_do(page, chat):
    shuts(chat)

    assert "This channel has no approved template." in page()
    assert "No other way to this customer is known." in page()


def test_free_words_into_a_shut_window_are_a_conflict_with_the_best_way(client, chat, mail):
    shuts(chat)

    refused = answers(client, chat)

    assert refused.status_code == 409
    assert refused.json()["code"] == "window_closed"
    assert refused.json()["best"] == {
        "channel": mail.pk,
        "name": "Surat kami",
        "kind": "mail",
        "address": "budi@example.test",
    }
    assert not Message.objects.filter(direction="outbound").exists()


def test_without_a_script_too_and_the_words_are_kept(client, chat, mail):
    shuts(chat)

    refused = answers(client, chat, script=False, text="Sudah dikirim")

    assert refused.status_code == 409
    assert "Sudah dikirim</textarea>" in refused.content.decode()
    assert "Surat kami" in refused.content.decode()


def test_a_chosen_channel_is_the_one_it_goes_by(client, chat, mail):
    assert answers(client, chat, channel=mail.pk).status_code == 201

    assert Message.objects.latest("pk").channel == mail


def test_the_menu_lists_all_ways_and_says_which_are_shut(client, chat, mail):
    shuts(chat)

    menu = html.unescape(client.get(f"/tickets/{chat.pk}/ways/").content.decode())

    assert "Template only" in menu
    assert "Free text" in menu
    assert f"/tickets/{chat.pk}/?channel={mail.pk}" in menu


def test_a_script_gets_the_two_parts_that_change(client, chat, mail):
    parts = client.get(f"/tickets/{chat.pk}/way/?channel={mail.pk}", headers=SCRIPT).content.decode()

    assert 'id="reply-to"' in parts
    assert 'id="reply-way"' in parts
    assert "hx-swap-oob" in parts
    assert f'name="channel" value="{mail.pk}"' in parts


def test_without_a_script_the_ways_are_links_of_the_page(client, chat, mail, page):
    assert f'name="channel" value="{mail.pk}"' in page(channel=mail.pk)
    assert "Surat kami" in page(ways="")
    assert client.get(f"/tickets/{chat.pk}/way/?channel=1").status_code == 302


def test_a_message_that_did_not_get_through_offers_what_helps(chat, page, agent):
    message = a_reply(chat, agent=agent, text="Baik")
    mark_failed(message.delivery, reason="window_closed", detail="131047")

    assert "Send a template" in page()
    assert f"/tickets/{chat.pk}/way/?ways&templates" in page()


def test_an_admin_is_led_to_the_channel(chat, sign_in, agent):
    message = a_reply(chat, agent=agent, text="Baik")
    mark_failed(message.delivery, reason="login_failed")

    as_admin = sign_in(an_admin(language="en")).get(f"/tickets/{chat.pk}/").content.decode()
    as_agent = sign_in(agent).get(f"/tickets/{chat.pk}/").content.decode()

    assert "Open the channel" in as_admin
    assert "Open the channel" not in as_agent


def test_late_is_said_where_people_may_answer_late(client, team):
    ticket = of_team(a_chat("messenger"), team)
    Connection.objects.create(channel=ticket.channel, options={"human_agent": True})
    shuts(ticket, hours=30)

    assert "Late answer," in client.get(f"/tickets/{ticket.pk}/").content.decode()


def test_who_called_is_offered_the_ways_by_which_words_reach_them(client, team):
    caller = identify(kind="voice", address="+6281234567890", also=[("mail", "budi@example.test")])
    a_channel(name="Surat kami")
    call = a_ticket(team=team, customer=caller, channel=a_channel(kind="voice", team=team), text="Panggilan")

    shown = html.unescape(client.get(f"/tickets/{call.pk}/").content.decode())

    for words in ("Calls only", "Nothing can be written there: customers are called.", "Surat kami"):
        assert words in shown
