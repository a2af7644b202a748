"""A customer's page: all channels at once, and nothing that one may not read."""

import pytest

from people.identity import identify
from tests.builders import a_channel, a_reply, a_team, a_ticket, receives
from tests.tickets.views.conftest import SCRIPT
from tests.tickets.views.customers.pages import BY, page, tickets_of
from tickets.actions.resolve import resolve

pytestmark = pytest.mark.django_db


def test_all_channels_stand_in_one_history(client, team, rina):
    mail = a_ticket(
        team=team, customer=rina, channel=a_channel(team=team, name="Support mail"), text="By mail"
    )
    whatsapp = a_channel(team=team, kind="whatsapp", name="Our WhatsApp")
    chat = a_ticket(team=team, customer=rina, channel=whatsapp, text="By chat")
    a_reply(chat, text="An answer of ours")
    resolve(mail, by=BY)

    said = page(client, rina)

    assert said.index("An answer of ours") < said.index("By chat") < said.index("By mail")
    for words in ("Support mail", "Our WhatsApp", "Resolved", "Waiting for the customer", "1 open"):
        assert words in said


def test_one_kind_of_channel_alone_can_be_read(client, team, rina):
    tickets_of(team, rina)
    a_ticket(team=team, customer=rina, channel=a_channel(team=team, kind="api"), text="By the shop")

    assert "Where is my parcel?" not in page(client, rina, "?by=api")
    assert "By the shop" in page(client, rina, "?by=api")


def test_older_words_come_a_page_at_a_time(client, team, rina):
    (ticket,) = tickets_of(team, rina)
    for n in range(35):
        receives(ticket, text=f"word-{n}-")

    first = page(client, rina)
    before = first.partition("?before=")[2].partition("&")[0]
    older = client.get(f"/customers/{rina.pk}/history/?before={before}", headers=SCRIPT).content.decode()

    assert ("word-34-" in first, "word-4-" in first) == (True, False)
    assert ("word-4-" in older, "word-34-" in older, "?before=" in older) == (True, False, False)


def test_what_other_teams_have_of_them_is_counted_and_not_shown(client, team, rina):
    tickets_of(team, rina)
    a_ticket(team=a_team(), customer=rina, subject="A secret of theirs", text="hidden words")

    said = page(client, rina)

    assert "1 more ticket with teams that you do not see" in said
    assert "A secret of theirs" not in said
    assert "hidden words" not in said


def test_who_has_no_ticket_that_one_sees_does_not_exist(client, rina):
    a_ticket(team=a_team(), customer=rina)

    for part in ("", "likely/", "history/", "joining/"):
        assert client.get(f"/customers/{rina.pk}/{part}").status_code == 404


def test_the_page_asks_the_database_the_same_for_many_tickets(
    client, team, rina, django_assert_max_num_queries
):
    for _ in range(12):
        tickets_of(team, rina)

    with django_assert_max_num_queries(29):
        page(client, rina)


def test_who_gave_no_name_is_called_as_everywhere(client, team):
    visitor = identify(kind="webchat", address="v:7c81853faf55771240e05cedaa2c72bb", known_as="#7c8185")
    chat = a_channel(team=team, kind="webchat", name="Our chat")
    a_ticket(team=team, customer=visitor, channel=chat, text="Hello?")

    said = page(client, visitor)

    assert "v:7c8185" not in said
    assert said.count("#7c8185") > 2
