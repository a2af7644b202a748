"""What nobody will ask for again goes away by itself: docs/ops.md says what, and after how long."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from channels_in.actions.claim_automatic_mail import claim_automatic_mail
from channels_in.actions.count_refusal import count_refusal
from channels_in.models import AutomaticMail, SecurityEvent
from channels_in.tasks import forget_knocks
from people.tasks import forget_sessions
from routing.models import Recomputation
from routing.tasks import forget_recomputations
from tests.builders import PASSWORD, a_ticket, an_agent
from tests.passing import days_ago
from tickets.models import Notification
from tickets.tasks import forget_notifications

pytestmark = pytest.mark.django_db


def test_sessions_that_have_run_out_go_with_what_is_known_of_their_browsers():
    ended, lasting = Client(), Client()
    agent = an_agent(password=PASSWORD)
    with time_machine.travel(days_ago(2)):
        ended.login(username=agent.email, password=PASSWORD)
        UserSession.objects.create(user=agent, session_key=ended.session.session_key, ip="127.0.0.1")
    lasting.login(username=agent.email, password=PASSWORD)
    known = UserSession.objects.create(user=agent, session_key=lasting.session.session_key, ip="127.0.0.1")

    forget_sessions()

    assert Session.objects.get().session_key == lasting.session.session_key
    assert UserSession.objects.get() == known


def test_what_a_browser_is_known_by_stays_while_its_session_begins():
    known = UserSession.objects.create(user=an_agent(), session_key="on-its-way", ip="127.0.0.1")

    forget_sessions()

    assert UserSession.objects.get() == known


def test_notifications_go_after_90_days():
    agent = an_agent()
    old, young = a_ticket(assignee=agent), a_ticket(assignee=agent)
    Notification.objects.filter(ticket=old).update(created_at=days_ago(91))
    Notification.objects.filter(ticket=young).update(created_at=days_ago(89))

    forget_notifications()

    assert Notification.objects.get().ticket == young


def test_refused_knocks_go_after_90_days():
    for kind in ("bad_signature", "old_timestamp"):
        count_refusal(None, kind)
    SecurityEvent.objects.filter(kind="bad_signature").update(hour=days_ago(91))

    forget_knocks()

    assert SecurityEvent.objects.get().kind == "old_timestamp"


def test_to_whom_we_wrote_is_forgotten_once_it_forbids_nothing_any_more():
    claim_automatic_mail("rina@example.test")
    claim_automatic_mail("budi@example.test")
    AutomaticMail.objects.filter(address="rina@example.test").update(
        last_at=timezone.now() - timedelta(hours=3)
    )

    forget_knocks()

    assert AutomaticMail.objects.get().address == "budi@example.test"


def test_finished_recomputations_go_after_a_month():
    for event, (state, days) in enumerate([("done", 31), ("done", 29), ("pending", 31), ("dead", 31)]):
        row = Recomputation.objects.create(what="calendar", subject=1, event_id=event, at=days_ago(days))
        Recomputation.objects.filter(pk=row.pk).update(state=state)

    forget_recomputations()

    assert set(Recomputation.objects.values_list("event_id", flat=True)) == {1, 2, 3}
