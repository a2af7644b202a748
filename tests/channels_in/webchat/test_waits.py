"""What a visitor is told of the wait: what it really was here of late, or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from channels_in.models import Pace
from channels_in.tasks import measure_paces
from people.models import Holiday
from tests.builders import a_reply, a_team, an_agent, office_hours
from tests.channels_in.webchat.visitor import a_visitor
from tickets.models import Message, Ticket

MINUTE = 60


@pytest.fixture
def rani(team):
    return an_agent(team, name="Rani Putri", available=True)


def wrote(chat, *, ago):
    """A chat that began `ago` seconds before now."""
    visitor = a_visitor(chat)
    message = Message.objects.get(pk=visitor.write("Hello?").json()["message"])
    began = timezone.now() - timedelta(seconds=ago)
    Message.objects.filter(pk=message.pk).update(created_at=began)
    Ticket.objects.filter(pk=message.ticket_id).update(created_at=began, waiting_since=began)
    return visitor, Ticket.objects.get(pk=message.ticket_id)


def answered(chat, rani, *waits, ago=30 * MINUTE):
    """Chats whose first answer came after so many seconds."""
    for wait in waits:
        _visitor, ticket = wrote(chat, ago=ago)
        reply = a_reply(ticket, agent=rani)
        Message.objects.filter(pk=reply.pk).update(created_at=ticket.created_at + timedelta(seconds=wait))
        a_reply(ticket, agent=rani, text="Anything else?")  # a later answer measures nothing


def told(chat, *, ago=0):
    visitor, _ticket = wrote(chat, ago=ago)
    visitor.visit()
    return visitor.state


def test_a_visitor_is_told_the_middle_of_the_waits_that_there_really_were(chat, rani):
    answered(chat, rani, 20, 100, 150, 200, 1500)
    measure_paces()

    state = told(chat)

    assert state["usual_reply"] == 150
    assert state["queue"] == {"ahead": 0, "wait": 180}  # said in steps, rounded up


def test_too_few_answers_tell_nothing(chat, rani):
    answered(chat, rani, 100, 100, 100, 100)
    measure_paces()

    state = told(chat)

    assert (state["usual_reply"], state["queue"]) == (None, {"ahead": 0, "wait": None})


def test_nothing_measured_tells_nothing(chat, rani):
    state = told(chat)

    assert (state["usual_reply"], state["queue"]) == (None, {"ahead": 0, "wait": None})


def test_yesterdays_answers_tell_what_is_usual_but_not_how_it_goes_now(chat, rani):
    answered(chat, rani, *[100] * 5, ago=86400)
    measure_paces()

    state = told(chat)

    assert (state["usual_reply"], state["queue"]["wait"]) == (100, None)


def test_what_is_older_than_a_week_tells_nothing(chat, rani):
    answered(chat, rani, *[100] * 5, ago=8 * 86400)
    measure_paces()

    assert told(chat)["usual_reply"] is None


def test_the_wait_shrinks_and_who_has_waited_longer_is_promised_nothing(chat, rani):
    answered(chat, rani, *[590] * 5)
    measure_paces()

    assert [told(chat, ago=ago)["queue"]["wait"] for ago in (0, 400, 550, 800)] == [600, 300, 60, None]


def test_a_line_at_a_halt_looks_no_quicker_than_it_is(chat, rani):
    answered(chat, rani, *[50] * 5)
    for _ in range(8):
        wrote(chat, ago=1000)
    measure_paces()

    state = told(chat)

    assert (state["usual_reply"], state["queue"]["wait"]) == (50, 1200)


def test_nobody_there_or_a_closed_office_promises_no_wait(chat, rani):
    answered(chat, rani, *[100] * 5)
    measure_paces()
    rani.presence.status = "away"
    rani.presence.save()
    assert told(chat)["queue"]["wait"] is None

    rani.presence.status = "available"
    rani.presence.save()
    assert told(chat)["queue"]["wait"] == 180

    chat.channel.calendar = office_hours(hours={})
    chat.channel.save()
    assert told(chat)["queue"]["wait"] is None


def test_only_opening_hours_are_counted(chat, rani):
    """Written a minute before a day off, answered a minute after it."""
    always = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    chat.channel.calendar = office_hours(hours=always, time_zone="UTC")
    chat.channel.save()
    now = timezone.now()
    off = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=2)
    Holiday.objects.create(calendar=chat.channel.calendar, on=off.date(), name="Off", hours=[])
    began = off - timedelta(minutes=1)

    answered(chat, rani, *[86400 + 2 * MINUTE] * 5, ago=(now - began).total_seconds())
    measure_paces()

    assert told(chat)["usual_reply"] == pytest.approx(2 * MINUTE, abs=2)


def test_machines_measure_nothing(chat, rani):
    answered(chat, rani, *[100] * 4)
    _visitor, ticket = wrote(chat, ago=300)
    reply = a_reply(ticket, agent=rani)
    Message.objects.filter(pk=reply.pk).update(author_kind="system", agent=None)
    measure_paces()

    assert told(chat)["usual_reply"] is None


def test_a_measurement_that_nobody_renews_promises_no_wait(chat, rani):
    answered(chat, rani, *[100] * 5)
    measure_paces()
    Pace.objects.update(measured_at=timezone.now() - timedelta(hours=1))

    assert told(chat)["queue"]["wait"] is None


def test_measuring_twice_is_measuring_once(chat, rani):
    answered(chat, rani, *[100] * 5)
    measure_paces()
    measure_paces()

    assert Pace.objects.filter(team=chat.channel.team).count() == 1


def test_who_was_answered_waits_behind_nobody_though_nobody_has_taken_it(chat):
    visitor, ticket = wrote(chat, ago=MINUTE)
    a_reply(ticket, agent=an_agent(a_team(), name="Sari Dewi"))  # helps out: it stays the team’s

    state = visitor.look()["state"]

    assert (state["phase"], state["queue"], state["agent"]["name"]) == ("with_agent", None, "Sari")
    visitor.write("And the lamp?")
    assert visitor.look()["state"]["phase"] == "queued"
