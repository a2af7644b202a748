"""An answer in time is no breach, however late it is followed; one too late is."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from events import actors
from events.models import Event, Reaction
from people.actions.save_holiday import add_holiday
from routing.escalate import fire_portion
from routing.following import FOLLOWER
from routing.models import Clock
from tests.builders import a_policy, a_reply, a_ticket, an_agent, office_hours, work_off
from tests.passing import let_leases_run_out, make_due
from tests.routing.promised import NOON, after, promised, state_of, told
from tickets.models import Notification


@pytest.mark.django_db
class TestAnsweredOrBreached:
    def test_an_answer_in_time_counts_even_if_nobody_has_followed_it_yet(self, hour_policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(44, 59))

        assert fire_portion(at=after(45)) == 0

        work_off()
        assert fire_portion(at=after(600)) == 0
        assert told(ticket) == []

    def test_an_answer_in_time_counts_however_long_the_queue_and_the_outage_were(self, hour_policy):
        ticket = a_ticket(at=timezone.now() - timedelta(days=3))
        work_off()
        a_reply(ticket, agent=an_agent(), at=timezone.now() - timedelta(days=3, minutes=-10))

        assert fire_portion() == 0
        assert (told(ticket), state_of(ticket)) == ([], "met")

    def test_an_answer_too_late_that_nobody_has_followed_yet_is_a_breach_at_once(self, hour_policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(61))

        assert fire_portion(at=after(62)) == 1
        assert told(ticket) == ["sla.warned", "sla.breached"]
        assert Clock.objects.get().breached_at == after(60)

    def test_a_clock_waits_for_what_another_worker_is_following_just_now(self, hour_policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(44, 59))
        owed = Reaction.objects.filter(handler=FOLLOWER, state="pending")
        owed.update(attempts=3, lease_until=Now() + timedelta(seconds=15))

        assert fire_portion(at=after(45)) == 0

        let_leases_run_out()  # that worker died
        assert fire_portion(at=after(45)) == 0
        assert (told(ticket), owed.count()) == ([], 0)

    def test_what_cannot_be_followed_holds_a_clock_up_for_three_tries_and_no_longer(self, hour_policy):
        ticket = promised()
        a_reply(ticket, agent=an_agent(), at=after(44, 59))
        Event.objects.filter(kind="reply.sent").update(data={"message": 0})

        fired = []
        for _try in range(3):
            make_due()
            fired.append(fire_portion(at=after(45)))

        assert fired == [0, 0, 1]
        assert told(ticket) == ["sla.warned"]

    def test_a_breach_that_was_told_before_the_answer_was_known_is_no_breach_afterwards(self, hour_policy):
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

    def test_an_answer_that_came_too_late_is_a_breach_although_the_clock_has_stopped(self, hour_policy):
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
