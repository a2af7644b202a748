"""What is not theirs nobody moves, nor undoes."""

from __future__ import annotations

import pytest
from django.urls import reverse

from routing.actions.reshuffle import Wanted, reshuffle
from routing.actions.undo_reshuffle import undo_reshuffle
from routing.models import Reshuffle
from routing.refusals import Refused
from tests.builders import a_supervisor, a_team, a_ticket, an_agent
from tests.routing.board.stepping_in import now_of

pytestmark = pytest.mark.django_db


def test_it_is_undone_once_and_by_who_did_it(team, rani, bagas, dimas):
    ticket = a_ticket(team=team, assignee=rani)
    wanted = [Wanted(ticket=ticket, version=ticket.version, to_agent=bagas)]
    row = reshuffle(wanted, what="agent", by=dimas)

    with pytest.raises(Refused, match="not_yours_to_undo"):
        undo_reshuffle(row, by=a_supervisor(team))
    undo_reshuffle(row, by=dimas)
    with pytest.raises(Refused, match="undone_already"):
        undo_reshuffle(Reshuffle.objects.get(pk=row.pk), by=dimas)


@pytest.mark.parametrize("number", ["x", "²", "9" * 30])
def test_nonsense_in_the_address_is_not_found_and_breaks_nothing(dimas, client, number):
    client.force_login(dimas)

    asked = {"what": f"agent-{number}"}
    assert client.get(reverse("board:moving"), asked).status_code == 404
    assert client.get(reverse("board:moving"), {"what": "queue", "to": f"team-{number}"}).status_code == 200


@pytest.mark.parametrize("forged", ["ticket", "agent", "team"])
def test_nothing_is_moved_that_is_not_theirs_whatever_is_sent(team, rani, bagas, dimas, client, forged):
    foreign = a_team()
    ticket = a_ticket(team=foreign if forged == "ticket" else team)
    to_agent = an_agent(foreign).pk if forged == "agent" else 0 if forged == "team" else bagas.pk
    to_team = foreign.pk if forged == "team" else 0
    client.force_login(dimas)

    pick = f"{ticket.pk}.{now_of(ticket).version}.{to_agent}.{to_team}"
    client.post(reverse("board:moving"), {"what": "queue", "pick": [pick]})

    assert not Reshuffle.objects.exists()
    assert now_of(ticket).assignee is None
