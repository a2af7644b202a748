import pytest

from people.models import Team
from tests.builders import a_ticket
from tickets.models import Ticket


@pytest.fixture
def problem(team: Team) -> Ticket:
    return a_ticket(team=team, subject="Payments fail")
