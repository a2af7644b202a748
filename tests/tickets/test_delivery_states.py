"""How far a message got only rises, and what is stuck waits for a person."""

from itertools import product

import pytest
from django.db.models.functions import Now

from events import actors
from events.claims import claim, run
from tests.builders import an_agent
from tests.tickets.deliveries import a_delivery, kinds
from tickets.actions.give_up_delivery import give_up_delivery
from tickets.actions.record_delivery import (
    mark_delivered,
    mark_failed,
    mark_read,
    mark_sending,
    mark_sent,
    mark_unknown,
    note_try,
)
from tickets.actions.retry_delivery import retry_delivery
from tickets.delivery_reasons import WORDS, next_step, words_for
from tickets.models import Delivery
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db

RANK = {"queued": 0, "sending": 1, "unknown": 2, "sent": 3, "delivered": 4, "read": 5}
MARKS = {
    "sending": mark_sending,
    "sent": mark_sent,
    "delivered": mark_delivered,
    "read": mark_read,
    "unknown": lambda delivery: mark_unknown(delivery, reason="timeout"),
    "failed": lambda delivery: mark_failed(delivery, reason="refused"),
}


@pytest.mark.parametrize(("before", "after"), list(product(RANK, [mark for mark in MARKS if mark in RANK])))
def test_progress_only_rises(before, after):
    delivery = a_delivery(before)

    moved = MARKS[after](delivery)

    assert moved == (RANK[after] > RANK[before])
    assert Delivery.objects.get().status == (after if moved else before)


FINAL = [(before, after) for before in ("failed", "withdrawn", "read") for after in MARKS]
ARRIVED_AFTER_ALL = [("failed", "delivered"), ("failed", "read")]


@pytest.mark.parametrize(("before", "after"), [pair for pair in FINAL if pair not in ARRIVED_AFTER_ALL])
def test_what_is_final_stays(before, after):
    delivery = a_delivery(before)

    assert not MARKS[after](delivery)

    assert Delivery.objects.get().status == before


@pytest.mark.parametrize(("before", "after"), ARRIVED_AFTER_ALL)
def test_what_arrived_after_all_has_not_failed(before, after):
    """A provider may tell of several telephones of one customer, the bad news first."""
    delivery = a_delivery(before)
    Delivery.objects.update(reason="not_reachable_there", detail="131026")

    assert MARKS[after](delivery)

    arrived = Delivery.objects.get()
    assert (arrived.status, arrived.reason, arrived.detail) == (after, "", "")


def test_what_arrived_does_not_fail_afterwards():
    assert not mark_failed(a_delivery("delivered"), reason="refused")


def test_reports_in_any_order_end_at_the_farthest():
    delivery = a_delivery()

    for mark in ("read", "sent", "delivered", "sending"):
        MARKS[mark](delivery)

    assert Delivery.objects.get().status == "read"


def test_what_was_sent_is_owed_no_more_and_says_when_and_as_what():
    delivery = a_delivery()

    mark_sent(delivery, provider_id="abc@alur.test")

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.provider_id) == ("done", "abc@alur.test")
    assert delivery.sent_at is not None
    assert [one["outcome"] for one in delivery.tries] == ["sent"]
    assert kinds() == ["delivery.sent"]


@pytest.mark.django_db(transaction=True)
def test_the_result_is_recorded_in_the_transaction_that_marks_the_work_done():
    a_delivery()
    Delivery.objects.update(due_at=Now())
    [delivery] = claim(Delivery.objects.all())

    assert run(delivery, lambda delivery: mark_sent(delivery, provider_id="x"))

    assert (Delivery.objects.get().status, Delivery.objects.get().state) == ("sent", "done")
    assert not Delivery.objects.due().exists()


def test_a_try_that_will_be_repeated_is_kept_and_changes_nothing_else():
    delivery = a_delivery("sending")

    note_try(delivery, reason="unreachable", detail="Connection refused")

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state, delivery.reason) == ("sending", "pending", "unreachable")
    assert delivery.tries[0]["detail"] == "Connection refused"
    assert kinds() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", ["failed", "unknown"])
def test_a_person_may_have_it_sent_again(status):
    delivery = a_delivery()
    MARKS[status](delivery)

    retry_delivery(delivery, by=actors.agent(an_agent()))

    [again] = claim(Delivery.objects.all())
    assert (again.pk, again.status, again.attempts) == (delivery.pk, "queued", 1)
    assert kinds()[-1] == "delivery.retried"
    assert [one["outcome"] for one in again.tries] == [status]


def test_what_did_not_fail_is_not_sent_twice():
    delivery = a_delivery("sent")

    with pytest.raises(Refused, match="not_failed"):
        retry_delivery(delivery, by=actors.agent(an_agent()))


def test_a_double_click_on_retry_is_one_retry():
    delivery = a_delivery()
    mark_failed(delivery, reason="refused")
    by = actors.agent(an_agent())

    retry_delivery(delivery, by=by)
    with pytest.raises(Refused, match="not_failed"):
        retry_delivery(delivery, by=by)

    assert kinds().count("delivery.retried") == 1


def test_what_a_person_leaves_unsent_is_off_the_list_but_can_still_be_retried():
    delivery = a_delivery()
    mark_failed(delivery, reason="refused")
    by = actors.agent(an_agent())
    assert list(Delivery.objects.all().needing_a_decision()) == [delivery]

    give_up_delivery(delivery, by=by)
    with pytest.raises(Refused, match="not_failed"):
        give_up_delivery(delivery, by=by)

    assert not Delivery.objects.all().needing_a_decision().exists()
    assert kinds()[-1] == "delivery.given_up"
    retry_delivery(delivery, by=by)
    assert Delivery.objects.get().given_up_at is None


def test_every_reason_has_words_and_a_next_step():
    for code in WORDS:
        assert words_for(code)
        assert next_step(code)
    assert words_for("from_a_newer_release") == words_for("error")
