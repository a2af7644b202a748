"""What an admin reads when something typed is a slip, or does more than it says."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import RolePolicy
from tests.builders import PASSWORD, a_team, an_admin, an_agent, office_hours

pytestmark = pytest.mark.django_db
AGENT = {
    "name": "Rani",
    "email": "rani@nusa.example",
    "role": "agent",
    "capacity": 6,
    "language": "id",
    "time_zone": "Asia/Jakarta",
}


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize("on", ["9999-12-31", "1990-01-01"])
def test_a_day_of_another_age_is_a_slip(admin, on):
    calendar = office_hours()

    page = admin.post(reverse("settings:holidays", args=[calendar.pk]), {"on": on, "name": "Natal"})

    assert page.status_code == 422
    assert f"Choose a day from {timezone.localdate().year - 1}" in page.content.decode()
    assert not calendar.holidays.exists()


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("22:00-02:00", "end it at 24:00 and begin the next day with 00:00"),
        ("25:00-26:00", "Write times like"),
    ],
)
def test_hours_that_cannot_be_are_explained_once(admin, hours, words):
    page = admin.post(reverse("settings:new-calendar"), {"name": "Shop", "time_zone": "UTC", "mon": hours})

    assert page.content.decode().count(words) == 1


def test_a_key_is_explained_without_a_programmers_word(admin):
    page = admin.post(reverse("settings:new-category"), {"name": "Retur", "key": "uang kembali", "points": 0})

    assert page.context["form"].errors["key"] == ["Write letters and digits without spaces, like money-back."]


def test_an_agent_who_would_see_nothing_is_spoken_of(admin):
    page = admin.post(reverse("settings:new-agent"), AGENT).content.decode()
    other = an_agent()
    fields = {**AGENT, "email": other.email, "version": other.version, "teams": [a_team().pk]}
    with_team = admin.post(reverse("settings:agent", args=[other.pk]), fields, follow=True).content.decode()

    assert "Rani is in no team yet and sees no tickets" in page
    assert "is in no team" not in with_team


def test_switching_off_says_first_what_becomes_of_the_tickets(admin):
    agent = an_agent()

    page = admin.get(reverse("settings:agent", args=[agent.pk])).content.decode()

    button = page.index("Switch it off")
    assert page.rindex("<details", 0, button) < page.index("Their open tickets return to the queue") < button


def test_who_must_set_up_a_second_step_is_told_so(client):
    agent = an_admin()
    agent.set_password(PASSWORD)
    agent.save()
    client.force_login(agent)
    RolePolicy.objects.update_or_create(role="admin", defaults={"requires_totp": True})

    password = client.get("/accounts/reauthenticate/").content.decode()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    step = client.get("/settings/", follow=True).content.decode()

    assert "Your role must sign in with a second step." in password
    assert 'href="/accounts/logout/"' in password
    assert "until it is set up nothing else opens" in step
