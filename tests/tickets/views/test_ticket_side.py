import pytest

from tests.builders import a_customer, a_team, a_ticket

pytestmark = pytest.mark.django_db


def test_the_side_shows_only_those_other_tickets_that_the_agent_sees(client, team):
    customer = a_customer("rina@example.test")
    ticket = a_ticket(team=team, customer=customer)
    seen = a_ticket(team=team, customer=customer, subject="Earlier order")
    hidden = a_ticket(team=a_team(), customer=customer, subject="Somebody else’s business")

    side = client.get(f"/tickets/{ticket.pk}/side/").content.decode()

    assert "Earlier order" in side
    assert f"/tickets/{seen.pk}/" in side
    assert "business" not in side
    assert f"/tickets/{hidden.pk}/" not in side


def test_the_side_says_who_the_customer_is(client, team):
    customer = a_customer("rina@example.test", name="Rina Wijaya", own_tier="gold", language="id")
    ticket = a_ticket(team=team, customer=customer)

    side = client.get(f"/tickets/{ticket.pk}/side/").content.decode()

    for fact in ("Rina Wijaya", "Gold", "rina@example.test", "Indonesian"):
        assert fact in side
