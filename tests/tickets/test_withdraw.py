import pytest
from django.db.models.functions import Now

from events import actors
from events.claims import claim
from events.models import Event
from tests.builders import a_reply, a_ticket, an_agent, receives
from tickets.actions.attach import attach
from tickets.actions.resolve import resolve
from tickets.actions.save_draft import save_draft
from tickets.actions.withdraw import withdraw_reply
from tickets.models import Delivery, Draft, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def take_back(message):
    draft = withdraw_reply(message, by=actors.agent(message.agent))
    message.ticket.refresh_from_db()
    return draft


def kinds(ticket: Ticket) -> list[str]:
    return list(Event.objects.filter(ticket_id=ticket.pk).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("before", ["new", "open", "pending", "on_hold"])
def test_it_is_as_if_it_had_never_been_sent(before):
    ticket = a_ticket()
    Ticket.objects.filter(pk=ticket.pk).update(status=before)
    was = (before, ticket.waiting_since, ticket.snippet, ticket.last_message_at)
    message = a_reply(ticket)

    take_back(message)

    ticket = message.ticket
    assert (ticket.status, ticket.waiting_since, ticket.snippet, ticket.last_message_at) == was
    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.state) == ("withdrawn", "done")
    assert message.withdrawn_at is not None
    assert kinds(ticket)[-1] == "reply.withdrawn"


def test_nothing_is_left_to_send():
    message = a_reply(a_ticket())
    take_back(message)

    Delivery.objects.update(due_at=Now())

    assert not Delivery.objects.due().exists()


def test_its_words_and_files_are_back_in_the_draft():
    ticket, agent = a_ticket(), an_agent()
    file = attach(ticket, agent=agent, kind="reply", name="label.txt", chunks=[b"label"])
    message = a_reply(ticket, agent=agent, text="On its way.", attachments_of_draft=file.draft)

    draft = take_back(message)

    assert (draft.text, draft.kind, draft.agent) == ("On its way.", "reply", agent)
    assert list(draft.attachments.all()) == [file]


def test_what_was_begun_meanwhile_stays_behind_it():
    ticket, agent = a_ticket(), an_agent()
    message = a_reply(ticket, agent=agent, text="On its way.")
    save_draft(ticket, agent=agent, kind="reply", text="By the way", version=0)

    assert take_back(message).text == "On its way.\n\nBy the way"
    assert Draft.objects.get().version == 2


def test_send_and_resolve_is_undone_whole():
    message = a_reply(a_ticket(), resolves=True)

    take_back(message)

    assert (message.ticket.status, message.ticket.resolved_at) == ("new", None)
    assert kinds(message.ticket)[-2:] == ["ticket.reopened", "reply.withdrawn"]


def test_a_reply_that_took_up_a_resolved_ticket_puts_it_back():
    ticket = a_ticket()
    resolve(ticket, by=actors.SYSTEM)
    message = a_reply(ticket)

    take_back(message)

    assert message.ticket.status == "resolved"


def test_what_the_customer_wrote_meanwhile_still_counts():
    ticket = a_ticket()
    message = a_reply(ticket)
    receives(ticket, text="Wait!")

    take_back(message)

    assert (message.ticket.status, message.ticket.snippet) == ("open", "Wait!")
    assert message.ticket.waiting_since == message.ticket.created_at


def test_an_auto_reply_meanwhile_stops_no_undo():
    ticket = a_ticket()
    message = a_reply(ticket)
    receives(ticket, is_auto_reply=True)

    take_back(message)

    assert message.ticket.status == "new"


def test_twice_is_once_too_often():
    message = a_reply(a_ticket())
    take_back(message)

    with pytest.raises(Refused, match="too_late"):
        take_back(message)


def test_only_its_author_takes_it_back():
    message = a_reply(a_ticket())

    with pytest.raises(Refused, match="not_yours"):
        withdraw_reply(message, by=actors.agent(an_agent()))


def test_a_rule_that_happens_to_have_the_same_number_takes_nothing_back():
    message = a_reply(a_ticket())

    with pytest.raises(Refused, match="not_yours"):
        withdraw_reply(message, by=actors.rule(message.agent_id))


@pytest.mark.django_db(transaction=True)
def test_what_a_worker_has_claimed_is_on_its_way():
    message = a_reply(a_ticket())
    Delivery.objects.update(due_at=Now())
    claim(Delivery.objects.all())

    with pytest.raises(Refused, match="too_late"):
        take_back(message)

    assert Delivery.objects.get().status == "queued"
    assert Ticket.objects.get().status == "pending"
