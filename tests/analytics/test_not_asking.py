"""Whom nobody asks how the help was (F72, F129)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from analytics.models import Survey, SurveyPlan
from events import actors
from tests.analytics.surveys import a_helped_ticket, an_asking_channel, ask_now, question_to, resolved
from tests.builders import a_channel, a_customer, a_reply, receives, work_off
from tickets.actions.reopen import reopen
from tickets.actions.resolve import resolve
from tickets.models import Message

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_channel_without_a_plan_asks_nothing():
    ticket = a_helped_ticket(channel=a_channel())

    assert resolved(ticket) is None


def test_who_goes_on_before_the_question_is_not_asked():
    ticket = a_helped_ticket()
    resolve(ticket, by=actors.SYSTEM)
    work_off()
    receives(ticket, text="It broke again.")

    ask_now()

    assert Survey.objects.get().reason == "reopened"
    assert question_to(ticket) is None


def test_a_resolution_that_was_taken_back_does_not_ask_after_the_next_one():
    ticket = a_helped_ticket()
    resolve(ticket, by=actors.SYSTEM)
    work_off()
    reopen(ticket, by=actors.SYSTEM)
    resolve(ticket, by=actors.SYSTEM)
    work_off()

    ask_now()

    assert sorted(Survey.objects.values_list("status", "reason")) == [("asked", ""), ("left_out", "reopened")]


def test_a_ticket_that_was_reopened_soon_is_not_asked_about_again():
    ticket = a_helped_ticket(channel=an_asking_channel(plan={"quiet_days": 0}))
    resolved(ticket)
    receives(ticket)
    a_reply(ticket)

    again = resolved(ticket)

    assert (again.status, again.reason) == ("left_out", "asked_lately")


def test_a_customer_is_not_asked_about_a_second_matter_within_the_quiet_days():
    channel, customer = an_asking_channel(plan={"quiet_days": 14}), a_customer()
    resolved(a_helped_ticket(channel=channel, customer=customer))

    second = resolved(a_helped_ticket(channel=channel, customer=customer))

    assert second.reason == "asked_lately"
    Survey.objects.filter(status="asked").update(asked_at=timezone.now() - timedelta(days=15))
    assert resolved(a_helped_ticket(channel=channel, customer=customer)).status == "asked"


def test_a_plan_that_was_switched_off_meanwhile_asks_nothing():
    ticket = a_helped_ticket()
    resolve(ticket, by=actors.SYSTEM)
    work_off()
    SurveyPlan.objects.update(is_active=False)

    ask_now()

    assert Survey.objects.get().reason == "switched_off"


def test_nobody_is_asked_about_help_that_nobody_gave():
    assert resolved(a_helped_ticket(answered=False)).reason == "not_answered"


def test_what_a_machine_wrote_is_not_rated():
    assert resolved(a_helped_ticket(remarks=["automatic_generated"])).reason == "machine"


@pytest.mark.parametrize("address", ["mailer-daemon@people.example", "no-reply@people.example"])
def test_an_address_of_a_machine_is_never_asked(address):
    survey = resolved(a_helped_ticket(customer=a_customer(address)))

    assert survey.reason == "no_way"


def test_what_fell_due_long_ago_is_not_asked_any_more():
    ticket = a_helped_ticket()
    resolve(ticket, by=actors.SYSTEM)
    work_off()
    Survey.objects.update(resolved_at=timezone.now() - timedelta(days=4))

    ask_now()

    assert Survey.objects.get().reason == "too_late"


def test_who_cannot_be_reached_at_all_is_left_out_with_the_reason():
    ticket = a_helped_ticket(
        channel=an_asking_channel(kind="whatsapp"), customer=a_customer("62811", kind="whatsapp")
    )
    Message.objects.filter(ticket=ticket, direction="inbound").update(
        sent_at=timezone.now() - timedelta(hours=25), created_at=timezone.now() - timedelta(hours=25)
    )

    assert resolved(ticket).reason == "no_way"
