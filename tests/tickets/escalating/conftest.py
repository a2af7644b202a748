import pytest

from tests.builders import a_team, a_ticket, an_agent
from tests.tickets.escalating.internal import an_escalation
from tests.tickets.views.conftest import company, nothing_is_kept, sign_in  # noqa: F401


@pytest.fixture
def front():
    return a_team(name="Front desk")


@pytest.fixture
def technicians():
    return a_team(name="Technicians")


@pytest.fixture
def holder(front):
    return an_agent(front, name="Rani Putri")


@pytest.fixture
def technician(technicians):
    return an_agent(technicians, name="Bima Sakti")


@pytest.fixture
def ticket(front, holder):
    return a_ticket(team=front, assignee=holder)


@pytest.fixture
def child(ticket, technicians, holder):
    return an_escalation(ticket, to=technicians, agent=holder)
