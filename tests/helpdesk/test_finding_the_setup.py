"""Who leaves the set-up finds it again, and nothing counts as done that is not."""

import pytest
from django.urls import reverse

from channels_in.actions.note_health import note_problem
from channels_in.models import Connection
from people.models import Calendar
from tests.builders import a_channel, a_team, a_ticket, an_admin, an_agent
from tests.channels_in.mails import a_mailbox
from tests.channels_in.test_channel_pages import MAIL
from tickets.models import Channel

pytestmark = pytest.mark.django_db
BY_THEMSELVES = "New messages appear here by themselves."


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def inbox(client):
    return client.get("/tickets/?view=all", follow=True).content.decode()


def test_the_menu_of_the_settings_leads_to_the_set_up(admin):
    page = admin.get(reverse("settings:agents")).content.decode()

    assert '<a href="/setup/">' in page
    assert '<a href="/setup/" aria-current="page">' in admin.get("/setup/").content.decode()


def test_an_empty_inbox_leads_an_admin_on(admin):
    without = inbox(admin)
    a_channel()
    with_one = inbox(admin)

    assert "Customers cannot write to you yet: no channel is connected." in without
    assert BY_THEMSELVES not in without
    assert f"{BY_THEMSELVES} 4 steps of the set-up are left." in with_one
    assert all('href="/setup/">Go on with the set-up' in page for page in (without, with_one))


def test_an_empty_inbox_tells_an_agent_no_more_than_is_true(client):
    client.force_login(an_agent(a_team()))
    without = inbox(client)
    a_channel()

    assert "Customers cannot write yet: an admin connects a channel first." in without
    assert BY_THEMSELVES in inbox(client)
    assert "/setup/" not in without


def test_an_inbox_with_tickets_asks_nothing_of_it(admin):
    a_ticket()

    assert "set-up" not in inbox(admin).partition('id="list"')[2]


def test_new_opening_hours_come_with_the_holidays_and_show_them(admin):
    fields = {"name": "Shop", "time_zone": "Asia/Jakarta", "mon": "9-17"}
    assert 'name="with_holidays" id="id_with_holidays" checked' in (
        admin.get(reverse("settings:new-calendar")).content.decode()
    )

    page = admin.post(reverse("settings:new-calendar"), {**fields, "with_holidays": "on"})

    calendar = Calendar.objects.get()
    assert calendar.holidays.filter(on__month=8, on__day=17).count() == 2
    assert page["Location"] == reverse("settings:calendar", args=[calendar.pk])


def test_the_only_team_is_proposed_to_a_new_channel(admin):
    team = a_team(name="Support")
    address = reverse("settings:new-channel", args=["api"])

    one = admin.get(address).content.decode()
    a_team()

    assert f'<option value="{team.pk}" selected>Support</option>' in one
    assert f'<option value="{team.pk}">Support</option>' in admin.get(address).content.decode()


def test_a_mail_channel_that_cannot_answer_says_so_at_once(admin):
    page = admin.post(reverse("settings:new-channel", args=["mail"]), {**MAIL, "smtp_host": ""}, follow=True)

    assert "Nobody can be answered yet: enter the outgoing server." in page.content.decode()
    assert "Support, which cannot answer yet" in admin.get("/setup/").content.decode()

    channel = Channel.objects.get()
    page = admin.post(
        reverse("settings:channel", args=[channel.pk]), {**MAIL, "version": channel.version}, follow=True
    )
    assert "Nobody can be answered yet" not in page.content.decode()
    assert "cannot answer yet" not in admin.get("/setup/").content.decode()


def test_tickets_from_before_the_channel_had_a_team_are_not_forgotten(admin):
    team, channel = a_team(), a_channel(kind="api")
    Connection.objects.create(channel=channel)
    a_ticket(channel=channel)
    fields = {
        "version": channel.version,
        "name": "Shop",
        "language": "en",
        "is_active": "on",
        "team": team.pk,
    }

    page = admin.post(reverse("settings:channel", args=[channel.pk]), fields, follow=True)

    assert "1 open ticket that came before has no team: sort it by hand" in page.content.decode()


def test_a_mailbox_in_trouble_is_one_click_from_the_panel(admin):
    mailbox = a_mailbox(options={"smtp": {"host": "127.0.0.1", "port": 587}})
    note_problem(mailbox, "smtp_login")

    page = admin.get("/setup/").content.decode()

    assert '<a class="link" href="/settings/channels/health/">Look at it</a>' in page
