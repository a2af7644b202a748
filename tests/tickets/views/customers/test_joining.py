"""Two customers are joined from their pages, and parted again, by who may."""

import pytest

from people.models import Customer, KeptApart
from tests.builders import a_customer, a_supervisor, a_team, a_ticket, an_auditor
from tests.tickets.views.customers.pages import BY, NUMBER, page, tickets_of
from tickets.actions.join_customers import join_customers
from tickets.models import Joining, Ticket

pytestmark = pytest.mark.django_db


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


def test_the_other_one_is_found_by_name_address_number_and_ticket(client, team, rina, unnamed):
    tickets_of(team, rina)
    (ticket,) = tickets_of(team, unnamed)

    for words in ("0812 3456 7890", "+62812", str(ticket.pk), f"NL-{ticket.pk}"):
        found = client.get(f"/customers/{rina.pk}/joining/", {"q": words}).content.decode()
        assert f"/customers/{rina.pk}/joining/{unnamed.pk}/" in found, words
    assert "Nobody found" in client.get(f"/customers/{rina.pk}/joining/", {"q": "zzz"}).content.decode()


def test_a_joined_pair_can_be_parted_from_the_page_by_the_older_link_of_a_chain(client, team, rina, unnamed):
    third = a_customer("u:7", kind="webchat")
    tickets_of(team, rina, unnamed, third)
    first = join_customers(third, into=unnamed, by=BY)
    join_customers(unnamed, into=rina, by=BY)
    assert page(client, rina).count("Undo the joining") == 2

    client.post(f"/joinings/{first.pk}/undoing/")

    assert Ticket.objects.get(customer=third)
