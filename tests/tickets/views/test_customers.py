"""A customer's page: all channels at once, who may be the same, joining and the way back."""

import pytest

from events import actors
from people.actions.note_said_address import note_said_address
from people.models import Customer, KeptApart, SaidAddress
from tests.builders import (
    a_channel,
    a_customer,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_auditor,
    receives,
)
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.join_customers import join_customers
from tickets.actions.record_delivery import mark_failed
from tickets.actions.resolve import resolve
from tickets.models import Joining, Ticket

pytestmark = pytest.mark.django_db
BY = actors.SYSTEM
NUMBER = "+6281234567890"


@pytest.fixture
def rina():
    return a_customer("rina@example.test", name="Rina Wijaya")


@pytest.fixture
def unnamed():
    return a_customer(NUMBER, kind="whatsapp", name="")


def tickets_of(team, *customers):
    return [a_ticket(team=team, customer=one, channel=a_channel(team=team)) for one in customers]


def page(client, customer, query=""):
    return client.get(f"/customers/{customer.pk}/{query}").content.decode()


def likely(client, customer):
    return client.get(f"/customers/{customer.pk}/likely/", headers=SCRIPT).content.decode()


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


def test_nobody_joins_whom_they_do_not_see_in_either_direction(client, team, rina, unnamed):
    tickets_of(team, rina)
    tickets_of(a_team(), unnamed)

    for one, other in ((rina, unnamed), (unnamed, rina)):
        assert client.get(f"/customers/{one.pk}/joining/{other.pk}/").status_code == 404
        assert client.post(f"/customers/{one.pk}/joining/{other.pk}/").status_code == 404
        assert client.post(f"/customers/{one.pk}/apart/{other.pk}/").status_code == 404

    assert not Joining.objects.exists()
    assert not KeptApart.objects.exists()


def test_before_anything_happens_the_page_says_what_will(client, team, rina, unnamed):
    Customer.objects.filter(pk=unnamed.pk).update(language="id")
    tickets_of(team, rina, unnamed)

    said = client.get(f"/customers/{rina.pk}/joining/{unnamed.pk}/").content.decode()

    assert "1 ticket moves to Rina Wijaya" in said
    assert NUMBER in said
    assert "Language, not known so far, becomes Bahasa Indonesia." in said
    assert not Joining.objects.exists()


def test_joined_and_undone_by_hand(client, agent, team, rina, unnamed):
    _, theirs = tickets_of(team, rina, unnamed)

    client.post(f"/customers/{rina.pk}/joining/{unnamed.pk}/")

    joining = Joining.objects.get()
    assert (joining.kept, joining.twin, joining.agent) == (rina, unnamed, agent)
    assert client.get(f"/customers/{unnamed.pk}/").url == f"/customers/{rina.pk}/"
    assert f"NL-{theirs.pk}" in page(client, rina)

    client.post(f"/joinings/{joining.pk}/undoing/")

    joining.refresh_from_db()
    assert (joining.undone_by, Ticket.objects.get(pk=theirs.pk).customer) == (agent, unnamed)
    assert f"NL-{theirs.pk}" not in page(client, rina)


def test_what_an_agent_does_not_see_of_them_a_supervisor_joins(client, sign_in, team, rina, unnamed):
    tickets_of(team, rina, unnamed)
    a_ticket(team=a_team(), customer=unnamed)
    address = f"/customers/{rina.pk}/joining/{unnamed.pk}/"

    assert "A supervisor can join them." in client.get(address).content.decode()
    client.post(address)
    assert not Joining.objects.exists()

    dimas = sign_in(a_supervisor(team, language="en"))
    assert "So does 1 ticket of teams that you do not see." in dimas.get(address).content.decode()
    dimas.post(address)
    assert Joining.objects.count() == 1

    client.post(f"/joinings/{Joining.objects.get().pk}/undoing/")
    assert Joining.objects.standing().count() == 1


def test_an_auditor_reads_and_joins_nothing(sign_in, team, rina, unnamed):
    tickets_of(team, rina, unnamed)
    auditor = sign_in(an_auditor(language="en"))

    assert "Join with another" not in page(auditor, rina)
    assert auditor.post(f"/customers/{rina.pk}/joining/{unnamed.pk}/").status_code == 403


def test_who_typed_an_address_of_somebody_is_suggested_and_reads_nothing_of_theirs(client, team, rina):
    """N: an unproved claim opens nobody's history."""
    visitor = a_customer("v:7", kind="webchat", name="")
    tickets_of(team, rina, visitor)

    note_said_address(visitor, kind="mail", address="Rina@Example.test", by=BY)

    assert visitor.tickets.count() == rina.tickets.count() == 1
    assert [one.address for one in rina.identities.all()] == ["rina@example.test"]
    for one, other in ((visitor, rina), (rina, visitor)):
        said = likely(client, one)
        assert str(other) in said
        assert "One of them gave this address as theirs, without proof:" in said
    assert "As they say, not proved" in page(client, visitor)


def test_a_number_in_their_words_is_a_sign(client, team, rina, unnamed):
    (ticket,) = tickets_of(team, rina)
    tickets_of(team, unnamed)
    assert likely(client, rina).count("Maybe the same") == 0

    receives(ticket, text="Hubungi saya di 0812-3456-7890 ya")

    assert "It stands in a message:" in likely(client, rina)
    assert NUMBER in likely(client, rina)


def test_a_sign_that_stands_where_one_may_not_read_is_none(client, team, rina, unnamed):
    tickets_of(team, rina, unnamed)
    a_ticket(team=a_team(), customer=rina, text=f"Call {NUMBER}")

    assert "Maybe the same" not in likely(client, rina)


def test_who_is_not_seen_is_not_suggested(client, sign_in, team, rina, unnamed):
    tickets_of(team, rina)
    tickets_of(a_team(), unnamed)
    note_said_address(rina, kind="sms", address=NUMBER, by=BY)

    assert "Maybe the same" not in likely(client, rina)
    assert "Maybe the same" in likely(sign_in(an_admin(language="en")), rina)


@pytest.mark.parametrize(("name", "is_sign"), [("Rina Wijaya", True), ("RINA WIJAYA", True), ("Rina", False)])
def test_of_names_only_whole_ones_are_a_sign(client, team, name, is_sign):
    one, other = a_customer(name=name), a_customer(name="Rina Wijaya" if is_sign else "Rina")
    tickets_of(team, one, other)

    assert ("They are called the same:" in likely(client, one)) == is_sign


def test_what_was_refused_is_not_suggested_again(client, team, rina):
    other = a_customer(name="Rina Wijaya")
    tickets_of(team, rina, other)
    assert "Maybe the same" in likely(client, rina)

    answer = client.post(f"/customers/{rina.pk}/apart/{other.pk}/", headers=SCRIPT)

    assert "Maybe the same" not in answer.content.decode()
    assert "Maybe the same" not in likely(client, other)


def test_the_other_one_is_found_by_name_address_number_and_ticket(client, team, rina, unnamed):
    tickets_of(team, rina)
    (ticket,) = tickets_of(team, unnamed)

    for words in ("0812 3456 7890", "+62812", str(ticket.pk), f"NL-{ticket.pk}"):
        found = client.get(f"/customers/{rina.pk}/joining/", {"q": words}).content.decode()
        assert f"/customers/{rina.pk}/joining/{unnamed.pk}/" in found, words
    assert "Nobody found" in client.get(f"/customers/{rina.pk}/joining/", {"q": "zzz"}).content.decode()


def test_numbers_and_addresses_are_added_as_people_write_them(client, team, rina):
    tickets_of(team, rina)
    note_said_address(rina, kind="sms", address="0812 3456 7890", by=BY)

    for written in ("0812-3456-7890", "Rina.W@Example.test"):
        client.post(f"/customers/{rina.pk}/addresses/", {"address": written})

    kept = set(rina.identities.values_list("kind", "address"))
    assert kept == {("mail", "rina@example.test"), ("phone", NUMBER), ("mail", "rina.w@example.test")}
    assert not SaidAddress.objects.exists()


def test_an_address_of_somebody_else_is_refused(client, team, rina, unnamed):
    tickets_of(team, rina, unnamed)

    client.post(f"/customers/{rina.pk}/addresses/", {"address": NUMBER})

    assert "Another customer has the address" in page(client, rina)
    assert rina.identities.count() == 1


def test_what_was_put_there_by_mistake_is_taken_away_and_where_they_wrote_from_is_not(client, team, rina):
    tickets_of(team, rina)
    client.post(f"/customers/{rina.pk}/addresses/", {"address": NUMBER})

    for identity in rina.identities.all():
        client.post(f"/customers/{rina.pk}/addresses/{identity.pk}/removal/")

    assert [one.address for one in rina.identities.all()] == ["rina@example.test"]
    assert "They write to us from there" in page(client, rina)


def test_an_address_that_cannot_be_reached_says_why_and_can_be_tried_all_the_same(client, team, rina):
    (ticket,) = tickets_of(team, rina)
    mark_failed(a_reply(ticket).delivery, reason="no_such_address")
    identity = rina.identities.get()
    assert "This address does not exist." in page(client, rina)
    assert "Not reachable" in client.get(f"/tickets/{ticket.pk}/side/").content.decode()

    client.post(f"/customers/{rina.pk}/addresses/{identity.pk}/by/{ticket.channel_id}/")

    assert a_reply(ticket, confirm=True)


def test_the_page_asks_the_database_the_same_for_many_tickets(
    client, team, rina, django_assert_max_num_queries
):
    for _ in range(12):
        tickets_of(team, rina)

    with django_assert_max_num_queries(29):
        page(client, rina)


def test_a_joined_pair_can_be_parted_from_the_page_by_the_older_link_of_a_chain(client, team, rina, unnamed):
    third = a_customer("u:7", kind="webchat")
    tickets_of(team, rina, unnamed, third)
    first = join_customers(third, into=unnamed, by=BY)
    join_customers(unnamed, into=rina, by=BY)
    assert page(client, rina).count("Undo the joining") == 2

    client.post(f"/joinings/{first.pk}/undoing/")

    assert Ticket.objects.get(customer=third)
