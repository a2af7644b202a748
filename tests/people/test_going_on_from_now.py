"""Who saves after somebody else sees what differs and who did it, and may save again: no dead end."""

import pytest
from django.urls import reverse

from events import actors
from events.actors import agent as by_agent
from people.actions.change_agent import change_agent
from people.actions.save_calendar import change_calendar
from people.actions.save_team import change_team
from people.forms.calendars import of_calendar
from people.forms.teams import of_team
from people.models import Calendar
from routing.actions.save_policy import change_policy
from routing.actions.save_rule import change_rule
from routing.forms.policies import of_policy
from routing.models import RoutingRule, SlaPolicy
from routing.rule_words import ACTION_WORDS
from tests.builders import a_policy, a_rule, a_team, an_admin, an_agent, office_hours
from tests.people.test_stale_settings import SEEN, sent
from tests.routing.laddered import ladder_form
from tests.routing.test_settings_pages import rule_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.fixture
def sari():
    return by_agent(an_admin(name="Sari Dewi"))


def save_again(admin, address, page, typed):
    return admin.post(address, {**typed, "version": SEEN.search(page.content.decode())[1]})


def test_saving_again_is_possible_and_means_it(admin, sari):
    team = a_team(name="Orders")
    address, typed = reverse("settings:team", args=[team.pk]), sent(of_team(team), name="Mine")
    change_team(team, by=sari, name="Theirs", colour=7)

    page = admin.post(address, typed)
    again = save_again(admin, address, page, typed)

    words = page.content.decode()
    assert page.status_code == 422
    assert "Sari Dewi changed this in the meantime." in words
    assert page.context["form"].errors["name"] == ["Now: Theirs"]
    assert page.context["form"].errors["colour"] == ["Now: Yellow"]
    assert 'value="Mine"' in words
    assert again.status_code == 302
    team.refresh_from_db()
    assert (team.name, team.colour) == ("Mine", 1)


def test_what_does_not_differ_is_not_marked(admin, sari):
    calendar = office_hours()
    address = reverse("settings:calendar", args=[calendar.pk])
    typed = {"name": calendar.name, "time_zone": "Asia/Jakarta", "version": calendar.version}
    typed |= dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-12:00, 13:00-17:00")
    hours = {**of_calendar(calendar), "sat": [["09:00", "12:00"]]}
    change_calendar(
        calendar, by=sari, hours={day: hours[day] for day in ("mon", "tue", "wed", "thu", "fri", "sat")}
    )

    page = admin.post(address, typed)

    assert page.context["form"].errors.keys() == {"__all__", "sat"}
    assert page.context["form"].errors["sat"] == ["Now: 09:00-12:00"]
    assert save_again(admin, address, page, typed).status_code == 302
    assert "sat" not in Calendar.objects.get().hours


def test_it_is_refused_again_if_somebody_saves_in_between_again(admin, sari):
    team = a_team(name="Orders")
    address, typed = reverse("settings:team", args=[team.pk]), sent(of_team(team), name="Mine")
    change_team(team, by=sari, name="Theirs")
    page = admin.post(address, typed)

    change_team(team, by=sari, name="Theirs again")

    assert save_again(admin, address, page, typed).status_code == 422


def test_who_let_an_agent_join_is_who_changed_the_team(admin, sari):
    team, joined = a_team(), an_agent()
    typed = sent(of_team(team))
    change_agent(joined, by=sari, teams=[team])

    page = admin.post(reverse("settings:team", args=[team.pk]), typed)

    assert "Sari Dewi changed this" in page.content.decode()
    assert page.context["form"].errors["members"] == [f"Now: {joined.name}"]


def test_who_changed_another_teams_members_is_not_named(admin, sari):
    team = a_team()
    typed = sent(of_team(team))
    change_team(team, by=actors.system("test", 1), name="Orders")
    change_agent(an_agent(), by=sari, teams=[a_team(name="Payments")])

    page = admin.post(reverse("settings:team", args=[team.pk]), typed)

    assert "Somebody else changed this" in page.content.decode()


def test_a_policy_says_which_minutes_differ(admin, sari):
    policy = a_policy()
    address = reverse("settings:policy", args=[policy.pk])
    fields = ("version", "name", "on_change", "promises", "pauses_while_pending", "pauses_while_on_hold")
    shown = of_policy(policy)
    typed = {
        name: value
        for name, value in shown.items()
        if name in fields or ("_" in name and isinstance(value, int))
    }
    typed |= {"is_active": "on"} | ladder_form(policy.ladder)
    targets = {(one.metric, one.priority): one.minutes for one in policy.targets.all()}
    change_policy(policy, by=sari, targets=targets | {("first_response", "low"): 90})

    page = admin.post(address, typed)

    assert page.context["form"].errors.keys() == {"__all__", "first_response_low"}
    assert "Now: 90" in page.content.decode()
    assert save_again(admin, address, page, typed).status_code == 302
    assert SlaPolicy.objects.get().targets.get(metric="first_response", priority="low").minutes == 60


def test_a_rule_says_which_rows_differ(admin, sari):
    rule = a_rule({}, {"do": "add_tag", "to": "a"})
    address = reverse("settings:rule", args=[rule.pk])
    others = [{"do": do, "to": ""} for do in ACTION_WORDS if do != "add_tag"]  # a row each, as the page has
    rows = [*others, {"do": "add_tag", "to": "b"}]
    typed = rule_form([], rows, name=rule.name, version=rule.version)
    change_rule(rule, by=sari, actions=[{"do": "add_tag", "to": "c"}])

    page = admin.post(address, typed)

    assert "Now: c" in page.content.decode()
    assert save_again(admin, address, page, typed).status_code == 302
    assert RoutingRule.objects.get().actions == [{"do": "add_tag", "to": "b"}]
