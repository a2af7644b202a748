"""The page of all customers: whom one sees, found by what one knows of them, a page at a time."""

import html

import pytest

from events import actors
from tests.builders import a_customer, a_team, a_ticket, an_admin, an_agent, receives
from tickets.actions.join_customers import join_customers
from tickets.actions.resolve import resolve
from tickets.customer_list import PAGE
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda query="": html.unescape(client.get(f"/customers/{query}").content.decode())


def test_each_customer_stands_there_once_who_wrote_last_first(page, team):
    rina, oliver = a_customer(name="Rina Wijaya"), a_customer(name="Oliver Tan")
    a_ticket(team=team, customer=rina, subject="Kursi")
    a_ticket(team=team, customer=oliver, subject="Lamp")
    resolve(a_ticket(team=team, customer=rina, subject="Meja"), by=actors.SYSTEM)
    receives(Ticket.objects.get(subject="Lamp"), text="And in brass?")

    said = page()

    assert said.index("Oliver Tan") < said.index("Rina Wijaya")
    assert said.count(f"/customers/{rina.pk}/") == 1
    assert "Meja" in said
    assert "Kursi" not in said
    assert "1 open" in said


def test_customers_of_other_teams_are_not_there_nor_found(page, team):
    a_ticket(team=a_team(), customer=a_customer("siti@example.test", name="Siti Rahma"))
    a_ticket(team=team, customer=a_customer(name="Rina Wijaya"))

    assert "Siti" not in page()
    assert "Nobody found" in page("?q=Siti")
    assert "Nobody found" in page("?q=siti@example.test")


def test_of_a_customer_of_two_teams_only_what_one_sees_is_told(page, team):
    rina = a_customer(name="Rina Wijaya")
    a_ticket(team=team, customer=rina, subject="Ours")
    a_ticket(team=a_team(), customer=rina, subject="Theirs")

    said = page()

    assert "Ours" in said
    assert "Theirs" not in said


@pytest.mark.parametrize("words", ["wijaya", "RINA@example.test", "{number}", "NL-{number}"])
def test_a_customer_is_found_by_name_address_or_ticket(page, team, words):
    rina = a_customer("rina@example.test", name="Rina Wijaya")
    a_ticket(team=team, customer=a_customer(name="Oliver Tan"))
    ticket = a_ticket(team=team, customer=rina)

    said = page(f"?q={words.format(number=ticket.pk)}")

    assert "Rina Wijaya" in said
    assert "Oliver Tan" not in said


def test_who_was_joined_into_somebody_is_that_one(page, team):
    twin, kept = a_customer("twin@example.test", name="Rina W."), a_customer(name="Rina Wijaya")
    a_ticket(team=team, customer=twin)
    a_ticket(team=team, customer=kept)
    join_customers(twin, into=kept, by=actors.SYSTEM)

    assert "Rina W.<" not in page()
    assert "Rina Wijaya" in page("?q=twin@example.test")


def test_more_than_a_page_comes_page_by_page(page, team):
    for n in range(PAGE + 2):
        a_ticket(team=team, customer=a_customer(name=f"Customer {n:03}"))

    first = page()
    after = first.partition('rel="next" href="?')[2].partition('"')[0]
    second = page(f"?{after}")

    assert "Customer 002" in first
    assert "Customer 001" not in first
    assert "Customer 001" in second
    assert "Customer 002" not in second
    assert 'rel="next"' not in second
    assert "From the beginning" in second


@pytest.mark.parametrize("query", ["?after=x", "?after=-3", "?after=9999999999.1", "?q=a", "?q=%00"])
def test_what_nobody_would_ask_is_no_error(client, query):
    assert client.get(f"/customers/{query}").status_code in {200, 400}


def test_an_installation_without_customers_says_so(sign_in):
    page = sign_in(an_admin()).get("/customers/").content.decode()

    assert "No customers yet" in page


def test_a_long_list_costs_no_more_than_a_short_one(client, team, django_assert_max_num_queries):
    for _ in range(12):
        a_ticket(team=team, customer=a_customer())
    client.get("/customers/")

    with django_assert_max_num_queries(9):
        client.get("/customers/")


def test_the_rail_leads_there(sign_in, team):
    page = sign_in(an_agent(team)).get("/").content.decode()

    assert 'href="/customers/"' in page
