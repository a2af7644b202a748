"""What can be done on a page can be done on a phone."""

from datetime import date

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse
from playwright.sync_api import expect

from channels_in.actions.block_sender import block_sender
from events import actors
from people.actions.save_holiday import add_holiday
from tests.builders import a_policy, an_admin, office_hours
from tests.tickets.browser_socket import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def admin(web):
    return an_admin(language="en")


def test_a_session_elsewhere_can_be_ended_on_a_phone(look, admin):
    UserSession.objects.create(user=admin, session_key=session_of(admin), ip="127.0.0.1")

    page = look(admin, reverse("usersessions_list"), width=390)

    expect(page.get_by_role("button", name="Sign out there")).to_be_visible()


def test_a_sender_can_be_unblocked_on_a_phone(look, admin):
    block_sender("@spam.example", by=actors.SYSTEM)

    page = look(admin, reverse("settings:blocks"), width=390)

    expect(page.get_by_role("button", name="Unblock").first).to_be_visible()


def test_a_holiday_can_be_removed_on_a_phone(look, admin):
    calendar = office_hours()
    add_holiday(calendar, on=date(2027, 1, 1), name="Tahun Baru", by=actors.SYSTEM)

    page = look(admin, reverse("settings:calendar", args=[calendar.pk]), width=390)

    page.get_by_role("button", name="Remove Tahun Baru").click()
    expect(page.locator("#announcer")).to_have_text("Removed")  # what the server did is said aloud, too
    expect(page.get_by_text("Tahun Baru")).to_have_count(0)


def test_long_promises_are_read_whole_on_a_phone(look, admin):
    policy = a_policy(name="A whole year", minutes={"resolution": 527_040})

    page = look(admin, reverse("settings:policy", args=[policy.pk]), width=390)

    field = page.get_by_label("Resolution, Urgent")
    field.scroll_into_view_if_needed()
    assert field.evaluate("field => field.scrollWidth <= field.clientWidth")


def test_a_policy_with_a_long_name_stays_on_a_phone(look, admin):
    policy = a_policy(name="Emas" * 30)

    page = look(admin, reverse("settings:sla"), width=390)

    link = page.get_by_role("link", name=policy.name)
    assert link.evaluate("link => link.getBoundingClientRect().right <= innerWidth")
