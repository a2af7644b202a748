"""Warnings and breaches: once, on time, in order, whoever sweeps and whatever died in between."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from events import actors
from events.models import Event, Reaction
from people.actions.save_holiday import add_holiday
from people.models import Calendar
from routing.escalate import fire_due, fire_portion
from routing.following import FOLLOWER
from routing.models import Clock, Escalation
from tests.builders import (
    a_policy,
    a_reply,
    a_supervisor,
    a_team,
    a_ticket,
    an_admin,
    an_agent,
    let_leases_run_out,
    make_due,
    office_hours,
    work_off,
)
from tests.together import at_once
from tickets.actions.hold import hold
from tickets.models import Notification

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def after(minutes, seconds=0):
    return NOON + timedelta(minutes=minutes, seconds=seconds)


@pytest.fixture
def policy():
    """An answer within an hour; a warning after 45 minutes and ten minutes before."""
    return a_policy(minutes={"first_response": 60}, warn_percents=[75])


def promised(**ticket):
    ticket = a_ticket(at=NOON, **ticket)
    work_off()
    return ticket


def told(ticket):
    kinds = Event.objects.filter(ticket_id=ticket.pk, kind__in=["sla.warned", "sla.breached"]).order_by("pk")
    return list(kinds.values_list("kind", flat=True))


def state_of(ticket):
    ticket.refresh_from_db()
    return ticket.sla_state


@pytest.mark.django_db
class TestOneSweeper:
    def test_first_the_warning_then_the_breach_each_at_its_moment(self, policy):
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

    def test_minutes_before_the_deadline_are_a_warning_too(self, policy):
        policy.warn_percents = [-10]
        policy.save(update_fields=["warn_percents"])
        ticket = promised()

        fire_portion(at=after(50))

        assert Escalation.objects.get(ticket=ticket).threshold == -10

    def test_a_clock_that_comes_due_again_by_mistake_tells_nothing_twice(self, policy):
        ticket = promised()
        fire_portion(at=after(60))

        Clock.objects.update(due_at=after(45), threshold=75)
        fire_portion(at=after(61))

        assert told(ticket) == ["sla.warned", "sla.breached"]
        assert Clock.objects.get().due_at is None

    def test_an_escalation_cannot_be_written_twice(self, policy):
        ticket = promised()
        fire_portion(at=after(45))
        [escalation] = Escalation.objects.filter(ticket=ticket)
        escalation.pk = None

        with pytest.raises(IntegrityError), transaction.atomic():
            escalation.save(force_insert=True)

    def test_after_an_outage_everything_that_was_owed_comes_once_and_in_order(self, policy):
        early, late = promised(), promised()
        Clock.objects.filter(ticket=late).update(due_at=after(45, 1))

        fire_due(at=after(600))
        fire_due(at=after(600))

        assert told(early) == told(late) == ["sla.warned", "sla.breached"]
        order = Event.objects.filter(kind__startswith="sla.").exclude(kind="sla.started").order_by("pk")
        assert [event.kind for event in order] == ["sla.warned"] * 2 + ["sla.breached"] * 2

    def test_of_several_that_come_at_once_people_hear_the_worst(self, policy):
        agent = an_agent()
        promised(assignee=agent)

        fire_portion(at=after(600))

        heard = Notification.objects.filter(agent=agent).exclude(kind="assigned")
        assert [notification.kind for notification in heard] == ["sla_breached"]

    def test_the_assignee_and_the_supervisors_of_the_team_hear_of_it_and_nobody_else(self, policy):
        team, other = a_team(), a_team()
        assignee, lead = an_agent(team), a_supervisor(team)
        an_agent(team), a_supervisor(other), a_supervisor(team, is_active=False)
        ticket = promised(team=team, assignee=assignee)

        fire_portion(at=after(45))

        heard = Notification.objects.filter(ticket=ticket, kind="sla_warning")
        assert set(heard.values_list("agent", flat=True)) == {assignee.pk, lead.pk}

    def test_over_what_has_no_team_every_supervisor_watches(self, policy):
        leads = {a_supervisor(a_team()).pk, a_supervisor(a_team()).pk}
        an_admin()
        ticket = promised()

        fire_portion(at=after(60))

        heard = Notification.objects.filter(ticket=ticket, kind="sla_breached")
        assert set(heard.values_list("agent", flat=True)) == leads

    def test_where_no_supervisor_watches_the_admins_hear_of_it(self, policy):
        a_supervisor(a_team())
        admin, team = an_admin(), a_team()
        ticket = promised(team=team)

        fire_portion(at=after(60))

        heard = Notification.objects.filter(ticket=ticket, kind="sla_breached")
        assert set(heard.values_list("agent", flat=True)) == {admin.pk}

    def test_a_clock_that_stands_still_never_fires(self):
        a_policy(minutes={"resolution": 60})
        ticket = promised()
        hold(ticket, by=actors.SYSTEM, at=after(30))
        work_off()

        assert fire_portion(at=after(6000)) == 0
        assert Clock.objects.get().due_at is None

    def test_an_answer_in_time_counts_even_if_nobody_has_followed_it_yet(self, policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(44, 59))

        assert fire_portion(at=after(45)) == 0

        work_off()
        assert fire_portion(at=after(600)) == 0
        assert told(ticket) == []

    def test_an_answer_in_time_counts_however_long_the_queue_and_the_outage_were(self, policy):
        ticket = a_ticket(at=timezone.now() - timedelta(days=3))
        work_off()
        a_reply(ticket, agent=an_agent(), at=timezone.now() - timedelta(days=3, minutes=-10))

        assert fire_portion() == 0
        assert (told(ticket), state_of(ticket)) == ([], "met")

    def test_an_answer_too_late_that_nobody_has_followed_yet_is_a_breach_at_once(self, policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(61))

        assert fire_portion(at=after(62)) == 1
        assert told(ticket) == ["sla.warned", "sla.breached"]
        assert Clock.objects.get().breached_at == after(60)

    def test_a_clock_waits_for_what_another_worker_is_following_just_now(self, policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(44, 59))
        owed = Reaction.objects.filter(handler=FOLLOWER, state="pending")
        owed.update(attempts=3, lease_until=Now() + timedelta(seconds=15))

        assert fire_portion(at=after(45)) == 0

        let_leases_run_out()  # that worker died
        assert fire_portion(at=after(45)) == 0
        assert (told(ticket), owed.count()) == ([], 0)

    def test_what_cannot_be_followed_holds_a_clock_up_for_three_tries_and_no_longer(self, policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(44, 59))
        Event.objects.filter(kind="reply.sent").update(data={"message": 0})

        fired = []
        for _try in range(3):
            make_due()
            fired.append(fire_portion(at=after(45)))

        assert fired == [0, 0, 1]
        assert told(ticket) == ["sla.warned"]

    def test_a_breach_that_was_told_before_the_answer_was_known_is_no_breach_afterwards(self, policy):
        ticket = promised()
        reply = a_reply(ticket, agent=an_agent(), at=after(44, 59))
        event = Event.objects.get(kind="reply.sent")
        Event.objects.filter(pk=event.pk).update(data={"message": 0})
        Reaction.objects.filter(state="pending").update(state="dead")  # after too many tries
        fire_portion(at=after(61))
        assert state_of(ticket) == "breached"

        Event.objects.filter(pk=event.pk).update(data={**event.data, "message": reply.pk})
        Reaction.objects.all().retry()
        work_off()

        assert state_of(ticket) == "met"
        assert Clock.objects.get().breached_at is None
        assert told(ticket) == ["sla.warned", "sla.breached"]  # people did hear it

    def test_an_answer_that_came_too_late_is_a_breach_although_the_clock_has_stopped(self, policy):
        agent = an_agent()
        ticket = promised(assignee=agent)
        a_reply(ticket, agent=agent, at=after(61))
        work_off()

        fire_portion(at=after(62))

        assert told(ticket) == ["sla.warned", "sla.breached"]
        assert not Notification.objects.filter(kind__startswith="sla").exists()
        assert Clock.objects.get().state == Clock.State.DONE

    def test_what_a_stopped_clock_owes_is_told_by_the_hours_it_was_counted_on(self):
        calendar = office_hours(time_zone="UTC")
        a_policy(minutes={"first_response": 60}, calendar=calendar)
        ticket = promised()  # at noon on a Friday, so counted from one o'clock
        a_reply(ticket, agent=an_agent(), at=after(121))
        work_off()

        add_holiday(calendar, on=NOON.date(), name="Libur", by=actors.SYSTEM)
        work_off()
        fire_portion(at=after(122))

        assert told(ticket) == ["sla.warned", "sla.breached"]

    def test_warnings_come_in_working_time_only(self):
        a_policy(minutes={"first_response": 60}, calendar=office_hours(time_zone="UTC"))
        ticket = a_ticket(at=datetime(2026, 11, 20, 16, 30, tzinfo=UTC))  # half an hour before the weekend
        work_off()

        assert fire_portion(at=datetime(2026, 11, 23, 9, 14, tzinfo=UTC)) == 0
        assert fire_portion(at=datetime(2026, 11, 23, 9, 15, tzinfo=UTC)) == 1
        assert told(ticket) == ["sla.warned"]

    def test_the_clock_of_the_database_decides_when_no_other_time_is_given(self, policy):
        a_ticket(received_at=timezone.now() - timedelta(minutes=46))
        a_ticket(received_at=timezone.now() - timedelta(minutes=44))
        work_off()

        assert fire_portion() == 1

    def test_the_sweep_finds_what_is_due_by_its_index(self, policy):
        promised()
        with connection.cursor() as sql:
            sql.execute("set local enable_seqscan = off")
            sql.execute(
                "explain select id from routing_clock "
                "where state = 'pending' and due_at <= now() order by due_at"
            )
            plan = "\n".join(line for (line,) in sql.fetchall())

        assert "clock_due" in plan


@pytest.mark.django_db(transaction=True)
class TestTwoSweepers:
    def test_500_due_in_one_minute_fire_once_each(self, policy):
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

    def test_a_worker_that_dies_leaves_its_clocks_to_the_next_at_once(self, policy, elsewhere):
        a_ticket(received_at=timezone.now() - timedelta(minutes=50))
        work_off()

        with pytest.raises(SystemExit), transaction.atomic():
            list(Clock.objects.select_for_update())
            raise SystemExit  # nothing was written, nothing is leased

        assert elsewhere(fire_portion).result() == 1

    def test_one_clock_that_cannot_be_counted_stops_only_itself(self, policy):
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
