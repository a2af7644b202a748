"""A clock or a recount that gave up is seen and tried again, like all work."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from routing.models import Clock, Recomputation
from tests.builders import a_policy, a_ticket, an_admin, work_off
from tests.passing import happens

pytestmark = pytest.mark.django_db

LIST = "undeliverable:list"


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.fixture
def clock():
    a_policy(minutes={"first_response": 60})
    ticket = a_ticket()
    work_off()
    ticket.clocks.update(state="dead", last_error="Boom", attempts=8)
    return ticket.clocks.get()


def test_a_dead_clock_is_shown_and_tried_again(admin, clock):
    page = admin.get(reverse(LIST), {"tab": "work", "chosen": clock.key}).content.decode()
    answer = admin.post(reverse("undeliverable:work-retry", args=[clock.key]))

    assert f"first_response 1 of ticket {clock.ticket_id}" in page and "Boom" in page
    assert reverse("tickets:ticket", args=[clock.ticket_id]) in page
    assert answer.status_code == 302
    assert Clock.objects.due().get() == clock


def test_a_dead_recount_is_shown_and_tried_again(admin):
    event = happens("calendar.changed", ticket_id=None)
    row = Recomputation.objects.create(
        what="calendar", subject=3, event_id=event.pk, at=timezone.now(), total=5, state="dead"
    )

    page = admin.get(reverse(LIST), {"tab": "work"}).content.decode()
    admin.post(reverse("undeliverable:work-retry", args=[row.key]))

    assert "calendar 3: 0 of 5" in page
    assert Recomputation.objects.get().state == "pending"


@pytest.mark.parametrize("key", ["clock-0", "clock-x", "clock", "ticket-1", "delivery-1", "-1"])
def test_what_is_not_dead_work_is_not_found(admin, clock, key):
    assert admin.post(reverse("undeliverable:work-retry", args=[key])).status_code == 404


def test_a_dead_clock_degrades_the_installation(client, clock):
    checks = json.loads(client.get("/readyz").content)["checks"]

    assert (checks["dead_letters"]["verdict"], checks["dead_letters"]["clock"]) == ("degraded", 1)
