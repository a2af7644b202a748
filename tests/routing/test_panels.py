"""The two panels beside a ticket: its promises with their receipts, and why it is with whom it is."""

import pytest
from django.urls import reverse

from routing.models import Clock
from tests.builders import a_policy, a_team, an_agent
from tests.routing.panels import opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("panel", ["clocks", "why"])
def test_who_may_not_see_a_ticket_sees_none_of_its_panels(client, team, panel):
    ticket = opened(team)
    address = reverse(f"routing:{panel}", args=[ticket.pk])

    client.force_login(an_agent(a_team()))
    assert client.get(address).status_code == 404
    client.force_login(an_agent(team))
    assert client.get(address).status_code == 200


def test_a_receipt_is_shown_with_its_own_ticket_only(client, team, agent):
    a_policy()
    mine, other = opened(team), opened(a_team())
    client.force_login(agent)

    clock = Clock.objects.filter(ticket=other).first()
    assert client.get(reverse("routing:receipt", args=[mine.pk, clock.pk])).status_code == 404
    assert client.get(reverse("routing:receipt", args=[other.pk, clock.pk])).status_code == 404


def test_a_receipt_in_a_tab_of_its_own_is_a_page_that_leads_back(client, team, agent):
    a_policy()
    ticket = opened(team)
    client.force_login(agent)
    address = reverse("routing:receipt", args=[ticket.pk, ticket.clocks.first().pk])

    page, part = client.get(address), client.get(address, headers={"HX-Request": "true"})

    assert f'href="/tickets/{ticket.pk}/"' in page.content.decode()
    assert "app.css" in page.content.decode()
    assert part.content.decode().lstrip().startswith("<div id=")
    for answer in (page, part):
        assert "Promised" in answer.content.decode()
