import pytest

from events import actors
from events.models import Event
from people.actions.save_team import change_team, create_team
from people.models import Team
from tests.builders import an_agent

pytestmark = pytest.mark.django_db

BY = actors.SYSTEM


def told_to() -> list[int]:
    changed = Event.objects.filter(kind="agent.changed", data__fields=["teams"]).order_by("pk")
    return list(changed.values_list("agent_id", flat=True))


def test_a_team_begins_with_its_members():
    agent = an_agent()

    team = create_team(by=BY, name="Returns", members=[agent])

    assert list(team.agents.all()) == [agent]
    assert Event.objects.get(kind="team.changed").data["team"] == team.pk


def test_who_joins_or_leaves_has_an_event_of_their_own_and_who_stays_has_none():
    stays, leaves, joins = an_agent(), an_agent(), an_agent()
    team = create_team(by=BY, name="Returns", members=[stays, leaves])
    Event.objects.all().delete()

    assert change_team(team, by=BY, members=[stays, joins]) == ["members"]

    assert set(team.agents.all()) == {stays, joins}
    assert told_to() == [leaves.pk, joins.pk]


def test_no_change_is_no_event():
    team = create_team(by=BY, name="Returns")
    Event.objects.all().delete()

    assert change_team(team, by=BY, name="Returns", members=[]) == []

    assert not Event.objects.exists()


def test_a_team_can_be_switched_off():
    team = create_team(by=BY, name="Returns")

    assert change_team(team, by=BY, is_active=False) == ["is_active"]

    assert not Team.objects.get().is_active
