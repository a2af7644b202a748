"""Warnings and breaches: once, on time and in order."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from events import actors
from events.models import Event
from routing.escalate import fire_due, fire_portion
from routing.models import Clock, Escalation
from tests.builders import a_policy, a_ticket, office_hours, work_off
from tests.routing.promised import after, promised, state_of, told
from tickets.actions.hold import hold


@pytest.mark.django_db
class TestOneSweeper:
    def test_first_the_warning_then_the_breach_each_at_its_moment(self, hour_policy):
        ticket = promised()

        assert fire_portion(at=after(44)) == 0
        assert fire_portion(at=after(45)) == 1
        assert (told(ticket), state_of(ticket)) == (["sla.warned"], "at_risk")
        assert fire_portion(at=after(59)) == 0
        assert fire_portion(at=after(60)) == 1
        assert (told(ticket), state_of(ticket)) == (["sla.warned", "sla.breached"], "breached")

        assert list(Escalation.objects.order_by("pk").values_list("threshold", "due_at", "fired_at")) == [
            (75, after(45), after(45)),
            (100, after(60), after(60)),
        ]
        assert Clock.objects.get().breached_at == after(60)
        assert fire_portion(at=after(600)) == 0

    def test_minutes_before_the_deadline_are_a_warning_too(self):
        a_policy(minutes={"first_response": 60}, warns_at=[-10])
        ticket = promised()

        fire_portion(at=after(50))

        assert Escalation.objects.get(ticket=ticket).threshold == -10

    def test_a_clock_that_comes_due_again_by_mistake_tells_nothing_twice(self, hour_policy):
        ticket = promised()
        fire_portion(at=after(60))

        Clock.objects.update(due_at=after(45), threshold=75)
        fire_portion(at=after(61))

        assert told(ticket) == ["sla.warned", "sla.breached"]
        assert Clock.objects.get().due_at is None

    def test_an_escalation_cannot_be_written_twice(self, hour_policy):
        ticket = promised()
        fire_portion(at=after(45))
        [escalation] = Escalation.objects.filter(ticket=ticket)
        escalation.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            escalation.save(force_insert=True)

    def test_after_an_outage_everything_that_was_owed_comes_once_and_in_order(self, hour_policy):
        early, late = promised(), promised()
        Clock.objects.filter(ticket=late).update(due_at=after(45, 1))

        fire_due(at=after(600))
        fire_due(at=after(600))

        assert told(early) == told(late) == ["sla.warned", "sla.breached"]
        order = Event.objects.filter(kind__startswith="sla.").exclude(kind="sla.started").order_by("pk")
        assert [event.kind for event in order] == ["sla.warned"] * 2 + ["sla.breached"] * 2

    def test_a_clock_that_stands_still_never_fires(self):
        a_policy(minutes={"resolution": 60})
        ticket = promised()
        hold(ticket, by=actors.SYSTEM, at=after(30))
        work_off()

        assert fire_portion(at=after(6000)) == 0
        assert Clock.objects.get().due_at is None

    def test_warnings_come_in_working_time_only(self):
        a_policy(minutes={"first_response": 60}, calendar=office_hours(time_zone="UTC"))
        ticket = a_ticket(at=datetime(2026, 11, 20, 16, 30, tzinfo=UTC))  # half an hour before the weekend
        work_off()

        assert fire_portion(at=datetime(2026, 11, 23, 9, 14, tzinfo=UTC)) == 0
        assert fire_portion(at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC)) == 1
        assert told(ticket) == ["sla.warned"]

    def test_the_clock_of_the_database_decides_when_no_other_time_is_given(self, hour_policy):
        a_ticket(received_at=timezone.now() - timedelta(minutes=46))
        a_ticket(received_at=timezone.now() - timedelta(minutes=44))
        work_off()

        assert fire_portion() == 1

    def test_the_sweep_finds_what_is_due_by_its_index(self, hour_policy):
        promised()
        with connection.cursor() as sql:
            sql.execute("set local enable_seqscan = off")
            sql.execute(
                "explain select id from routing_clock "
                "where state = 'pending' and due_at <= now() order by due_at"
            )
            plan = "\n".join(line for (line,) in sql.fetchall())

        assert "clock_due" in plan
