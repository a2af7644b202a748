"""Who gave a ticket back, or took it from a colleague, is said by name, also to the one who did it."""

import pytest

from events import actors
from tests.builders import a_team, a_ticket, an_agent
from tests.tickets.timelines import told
from tickets.actions.assign import assign

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("by", "reader", "words"),
    [
        ("rani", "rani", "Given back by <b>you</b>"),
        ("rani", "dimas", "Given back by <b>Rani</b>"),
        ("dimas", "rani", "Taken from <b>you</b> by <b>Dimas</b>, back into the queue"),
        ("dimas", "dimas", "Taken from <b>Rani</b> by <b>you</b>, back into the queue"),
    ],
)
def test_who_put_it_back_into_the_queue(by, reader, words):
    team = a_team()
    people = {name: an_agent(team, name=name.title(), available=True) for name in ("rani", "dimas")}
    ticket = a_ticket(team=team, assignee=people["rani"])

    assign(ticket, to=None, by=actors.agent(people[by]))

    assert told(ticket, viewer=people[reader])[-1] == words
