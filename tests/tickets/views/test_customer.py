"""Who a customer is, said from the ticket: by whom, and what follows."""

import pytest

from events.actors import SYSTEM
from events.models import Event
from events.reactions import react
from people.actions.save_organisation import create_organisation
from people.models import Customer
from tests.builders import a_customer, a_reply, a_supervisor, a_team, a_ticket, an_auditor, work_off
from tests.tickets.views.asking import said_in
from tests.tickets.views.conftest import SCRIPT
from tickets.actions.resolve import resolve
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer():
    return a_customer("rina@example.test", name="Rina")


@pytest.fixture
def ticket(team, customer):
    return a_ticket(team=team, customer=customer)


@pytest.fixture
def dimas(sign_in, team):
    return sign_in(a_supervisor(team, name="Dimas"))


def form(ticket, **said):
    return {"version": ticket.customer.version, "name": "Rina", "language": "", **said}


def change(client, ticket, script=True, **said):
    address = f"/tickets/{ticket.pk}/customer/form/"
    return client.post(address, form(ticket, **said), headers=SCRIPT if script else {})


def test_a_supervisor_says_what_a_customer_counts_for(dimas, ticket, customer):
    hotel = create_organisation(by=SYSTEM, name="Hotel Cendana", tier="silver")
    assert "Tier" in dimas.get(f"/tickets/{ticket.pk}/customer/form/").content.decode()

    answer = change(dimas, ticket, own_tier="gold", organisation=hotel.pk)

    customer.refresh_from_db()
    assert (customer.tier, customer.organisation) == ("gold", hotel)
    assert "Gold" in answer.content.decode()
    assert "Hotel Cendana" in answer.content.decode()


def test_an_agent_says_how_they_are_called_and_spoken_to_but_not_what_they_count_for(
    client, ticket, customer
):
    assert "Tier" not in client.get(f"/tickets/{ticket.pk}/customer/form/").content.decode()

    change(client, ticket, name="Rina W.", language="en", own_tier="platinum")

    customer.refresh_from_db()
    assert (customer.name, customer.language, customer.tier) == ("Rina W.", "en", "standard")


def test_without_a_script_one_comes_back_to_the_ticket(client, ticket, customer):
    assert change(client, ticket, script=False, name="Rina W.").url == f"/tickets/{ticket.pk}/"

    assert Customer.objects.get(pk=customer.pk).name == "Rina W."


def test_what_somebody_else_changed_meanwhile_is_shown_and_not_overwritten(client, dimas, ticket):
    before = form(ticket, language="en")
    change(dimas, ticket, name="Rina Wijaya", own_tier="", organisation="")

    answer = client.post(f"/tickets/{ticket.pk}/customer/form/", before, headers=SCRIPT)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Dimas changed: Name." in page
    assert 'value="Rina Wijaya"' in page
    assert Customer.objects.get().language == ""
    ticket.customer.refresh_from_db()
    assert change(client, ticket, name="Rina Wijaya", language="en").status_code == 200
    assert Customer.objects.get().language == "en"


def test_nobody_changes_the_customer_of_a_ticket_they_do_not_see(sign_in, ticket):
    elsewhere = sign_in(a_supervisor(a_team()))

    assert change(elsewhere, ticket, own_tier="gold").status_code == 404
    assert change(sign_in(an_auditor()), ticket, name="X").status_code == 403
    assert Customer.objects.get().name == "Rina"


@pytest.mark.django_db(transaction=True)
def test_another_tier_shows_on_the_open_tickets_and_says_who_set_it(dimas, ticket):
    seen = ticket.version

    change(dimas, ticket, own_tier="platinum", organisation="")
    while react("tickets.handlers.tell_tier"):
        pass

    assert Ticket.objects.get().version > seen
    said = dimas.get(f"/tickets/{ticket.pk}/timeline/").content.decode()
    assert "tier is now <b>Platinum</b>" in said
    assert Event.objects.get(kind="ticket.tier_changed").actor_kind == "agent"


def test_another_name_leaves_a_ticket_the_language_it_came_in(client, ticket):
    Customer.objects.update(language="id")
    Ticket.objects.update(language="en")

    change(client, ticket, name="Rina Wijaya", language="id")
    work_off()

    assert Ticket.objects.get().language == "en"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_resolved", [False, True])
def test_their_tickets_are_answered_in_the_language_that_was_said(client, ticket, is_resolved):
    if is_resolved:
        resolve(ticket, by=SYSTEM)
    ticket.channel.signatures = {"id": "Salam hangat", "en": "Kind regards"}
    ticket.channel.save()

    change(client, ticket, language="en")
    while react("tickets.handlers.show_customer_anew"):
        pass

    assert a_reply(Ticket.objects.get()).signature == "Kind regards"


def test_the_card_says_only_what_is_known(client, team):
    hotel = create_organisation(by=SYSTEM, name="Hotel Cendana")
    ticket = a_ticket(team=team, customer=a_customer(organisation=hotel, language=""))

    card = client.get(f"/tickets/{ticket.pk}/customer/").content.decode()

    assert ">Hotel Cendana</div>" in card


def test_saving_says_so(client, ticket):
    assert said_in(change(client, ticket, name="Rina W.")) == "Saved"
