"""Several who sweep at once, and one that dies, fire each clock once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from events.models import Event
from people.models import Calendar
from routing.escalate import fire_due, fire_portion
from routing.models import Clock, Escalation
from tests.builders import a_ticket, office_hours, work_off
from tests.routing.promised import promised
from tests.together import at_once


@pytest.mark.django_db(transaction=True)
class TestTwoSweepers:
    def test_500_due_in_one_minute_fire_once_each(self, hour_policy):
        """R4: two sweepers race over the same minute; fired is what was due, none twice."""
        template = promised()
        clock = Clock.objects.get(ticket=template)
        now = timezone.now()
        for n in range(500):
            fresh = a_ticket_row(template)
            start = now - timedelta(minutes=60, seconds=n * 60 / 500)
            clock.pk, clock.ticket, clock.started_at = None, fresh, start
            clock.deadline, clock.due_at = start + timedelta(minutes=60), start + timedelta(minutes=45)
            clock.save(force_insert=True)
        clocks = Clock.objects.exclude(ticket=template)

        at_once([sweep] * 2)

        fired = Counter(Escalation.objects.filter(clock__in=clocks).values_list("clock", "threshold"))
        assert len(fired) == 1000  # a warning and a breach each
        assert set(fired.values()) == {1}
        events = Event.objects.filter(kind__in=["sla.warned", "sla.breached"]).exclude(ticket_id=template.pk)
        assert events.count() == 1000
        assert not clocks.filter(due_at__lte=timezone.now()).exists()

    def test_a_worker_that_dies_leaves_its_clocks_to_the_next_at_once(self, hour_policy, elsewhere):
        a_ticket(received_at=timezone.now() - timedelta(minutes=50))
        work_off()

        with pytest.raises(SystemExit), transaction.atomic():
            list(Clock.objects.select_for_update())
            raise SystemExit  # nothing was written, nothing is leased

        assert elsewhere(fire_portion).result() == 1

    def test_one_clock_that_cannot_be_counted_stops_only_itself(self, hour_policy):
        bad = office_hours()
        a_ticket(received_at=timezone.now() - timedelta(minutes=50))
        broken = a_ticket(received_at=timezone.now() - timedelta(minutes=50))
        work_off()
        Clock.objects.filter(ticket=broken).update(calendar=bad)
        Calendar.objects.filter(pk=bad.pk).update(hours={"mon": "always"})

        fire_due()

        assert Escalation.objects.exclude(ticket=broken).count() == 1
        clock = Clock.objects.get(ticket=broken)
        assert clock.attempts == 1 and "FaultyData" in clock.last_error and clock.due_at > timezone.now()


def sweep():
    fired = 0
    while portion := fire_portion(limit=20):
        fired += portion
    return fired


def a_ticket_row(template):
    """As many as a race needs, without the time that five hundred mails would take."""
    fresh = type(template).objects.get(pk=template.pk)
    fresh.pk = None
    fresh.save(force_insert=True)
    return fresh
