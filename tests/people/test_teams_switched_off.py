"""A team that is switched off gets nothing new, and nobody switches one off without knowing what it gets."""

import pytest
from django.urls import reverse

from people.forms.teams import of_team
from people.models import Team
from tests.builders import a_category, a_channel, a_rule, a_team, an_admin, receives
from tests.people.test_stale_settings import sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def a_team_off(**fields):
    """As one was before anybody looked for what points to it."""
    team = a_team(**fields)
    Team.objects.filter(pk=team.pk).update(is_active=False)
    team.refresh_from_db()
    return team


def switch_off(admin, team):
    return admin.post(reverse("settings:team", args=[team.pk]), sent(of_team(team), is_active=False))


def test_a_team_that_still_gets_work_is_not_switched_off(admin):
    team = a_team(name="Orders")
    a_channel(team=team, name="Halo")
    a_category(team=team, name="Retur")
    a_rule({}, {"do": "set_team", "to": team.pk}, name="All of it")

    page = switch_off(admin, team)

    team.refresh_from_db()
    assert (page.status_code, team.is_active) == (422, True)
    assert "channel “Halo”, category “Retur”, rule “All of it”" in page.content.decode()


def test_what_is_switched_off_itself_holds_no_team_back(admin):
    team = a_team()
    a_channel(team=team, is_active=False)
    a_category(team=team, is_active=False)
    a_rule({}, {"do": "set_team", "to": team.pk}, is_active=False)
    a_rule({}, {"do": "set_team", "to": a_team().pk})

    assert switch_off(admin, team).status_code == 302
    assert not Team.objects.get(pk=team.pk).is_active


def test_a_new_ticket_does_not_start_in_a_team_that_is_off():
    channel = a_channel(team=a_team_off())

    assert receives(channel=channel).ticket.team is None


def test_a_channel_keeps_its_team_though_it_is_off(admin):
    team = a_team_off(name="Orders")
    channel = a_channel(team=team, kind="api")
    address = reverse("settings:channel", args=[channel.pk])

    page = admin.get(address).content.decode()
    admin.post(
        address,
        {"version": channel.version, "name": "Shop", "team": team.pk, "language": "en", "is_active": "on"},
    )

    channel.refresh_from_db()
    assert f'<option value="{team.pk}" selected>Orders (switched off)</option>' in page
    assert (channel.name, channel.team) == ("Shop", team)


def test_nothing_else_is_sent_to_a_team_that_is_off(admin):
    team = a_team_off()
    channel = a_channel(kind="api")
    fields = {"version": channel.version, "name": "Shop", "language": "en", "team": team.pk}

    assert admin.post(reverse("settings:channel", args=[channel.pk]), fields).status_code == 422


def test_a_category_keeps_its_team_though_it_is_off(admin):
    category = a_category(team=a_team_off(name="Orders"))

    page = admin.get(reverse("settings:category", args=[category.pk])).content.decode()

    assert "Orders (switched off)" in page
