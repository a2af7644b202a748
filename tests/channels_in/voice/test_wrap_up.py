"""After a talk there is time to write down what was said."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from people.actions.set_presence import choose_presence
from people.models import Presence
from people.tasks import sweep_presence
from tests.channels_in.voice.calls import RINA, Caller, an_agent_with_phone, go_on, picks_up
from tickets.models import Call

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rani(phone, connection, billing, budi):
    """Has just talked with Budi; two minutes of wrapping up begin."""
    connection.options["wrap_up_minutes"] = 2
    connection.save()
    rani = an_agent_with_phone(billing)
    caller = budi().presses("2")
    picks_up(phone, rani)
    phone.exchange.forward(60)
    caller.hangs_up()
    go_on()
    assert Call.objects.get().outcome == "answered"
    return rani


def passes(phone, **time) -> None:
    """The database's clock cannot be moved: what is over by the provider's is over by that one, too."""
    phone.exchange.forward(timedelta(**time).total_seconds())
    Presence.objects.filter(wraps_up_until__lte=phone.exchange.now).update(wraps_up_until=Now())
    sweep_presence()
    go_on()


def bar(client, agent) -> str:
    client.force_login(agent)
    return client.get(reverse("calls:mine")).content.decode()


def test_no_other_call_rings_until_the_time_is_over(client, phone, rani):
    Caller(phone, RINA).presses("2")
    assert phone.ringing(rani.phone) is None
    assert Presence.objects.get(agent=rani).status == "busy"
    assert "No other call until" in bar(client, rani)

    passes(phone, minutes=1)
    assert phone.ringing(rani.phone) is None

    passes(phone, minutes=1, seconds=1)
    assert phone.ringing(rani.phone)
    assert "No other call until" not in bar(client, rani)


def test_who_is_ready_sooner_says_so(client, phone, rani):
    Caller(phone, RINA).presses("2")
    client.force_login(rani)

    client.post(reverse("me:presence"), {"status": "available"})
    go_on()

    assert phone.ringing(rani.phone)
    presence = Presence.objects.get(agent=rani)
    assert (presence.wraps_up_until, presence.is_on_call) == (None, True)


def test_who_went_for_a_break_meanwhile_stays_there(phone, rani):
    choose_presence(rani, "break")

    passes(phone, minutes=3)

    presence = Presence.objects.get(agent=rani)
    assert (presence.status, presence.is_on_call, presence.wraps_up_until) == ("break", False, None)


def test_who_was_not_talking_has_nothing_to_write_down(phone, connection, billing, budi):
    connection.options["wrap_up_minutes"] = 2
    connection.save()
    rani = an_agent_with_phone(billing)
    phone.exchange.habits[rani.phone] = "busy"

    budi().presses("2")

    assert Presence.objects.get(agent=rani).wraps_up_until is None
