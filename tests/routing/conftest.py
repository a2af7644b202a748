import pytest
from django.urls import reverse

from tests.builders import a_policy, a_team, a_ticket, an_agent, office_hours, work_off
from tests.routing.followed import at


@pytest.fixture
def policy():
    return a_policy(calendar=office_hours())


@pytest.fixture
def ticket(policy):
    """Came in on Friday at 10:00: an answer within an hour, done within eight."""
    ticket = a_ticket(at=at(10))
    work_off()
    return ticket


@pytest.fixture
def hour_policy():
    """An answer within an hour; a warning after 45 minutes and ten minutes before."""
    return a_policy(minutes={"first_response": 60}, warns_at=[75])


@pytest.fixture
def team():
    return a_team()


@pytest.fixture
def agent(team):
    return an_agent(team, available=True, name="Rani Puspita", language="en")


@pytest.fixture
def page(client, agent):
    """What the agent reads in one of the panels."""
    client.force_login(agent)

    def read(name, ticket, *more):
        address = reverse(f"routing:{name}", args=[ticket.pk, *more])
        answer = client.get(address, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read
