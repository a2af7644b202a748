"""Who is told of a warning or a breach."""

import pytest

from routing.escalate import fire_portion
from tests.builders import a_supervisor, a_team, an_admin, an_agent
from tests.routing.promised import after, promised
from tickets.models import Notification


@pytest.mark.django_db
class TestWhoHears:
    def test_of_several_that_come_at_once_people_hear_the_worst(self, hour_policy):
        agent = an_agent()
        promised(assignee=agent)

        fire_portion(at=after(600))

        heard = Notification.objects.filter(agent=agent).exclude(kind="assigned")
        assert [notification.kind for notification in heard] == ["sla_breached"]

    def test_the_assignee_and_the_supervisors_of_the_team_hear_of_it_and_nobody_else(self, hour_policy):
        team, other = a_team(), a_team()
        assignee, lead = an_agent(team), a_supervisor(team)
        an_agent(team), a_supervisor(other), a_supervisor(team, is_active=False)
        ticket = promised(team=team, assignee=assignee)

        fire_portion(at=after(45))

        heard = Notification.objects.filter(ticket=ticket, kind="sla_warning")
        assert set(heard.values_list("agent", flat=True)) == {assignee.pk, lead.pk}

    def test_over_what_has_no_team_every_supervisor_watches(self, hour_policy):
        leads = {a_supervisor(a_team()).pk, a_supervisor(a_team()).pk}
        an_admin()
        ticket = promised()

        fire_portion(at=after(60))

        heard = Notification.objects.filter(ticket=ticket, kind="sla_breached")
        assert set(heard.values_list("agent", flat=True)) == leads

    def test_where_no_supervisor_watches_the_admins_hear_of_it(self, hour_policy):
        a_supervisor(a_team())
        admin, team = an_admin(), a_team()
        ticket = promised(team=team)

        fire_portion(at=after(60))

        heard = Notification.objects.filter(ticket=ticket, kind="sla_breached")
        assert set(heard.values_list("agent", flat=True)) == {admin.pk}
