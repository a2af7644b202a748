import pytest

from events import actors
from events.models import Event
from people.models import Presence
from tests.builders import a_team, a_ticket, an_agent, an_auditor
from tests.together import at_once
from tickets.actions.assign import assign
from tickets.actions.claim import claim
from tickets.actions.close import close
from tickets.actions.note_unassigned import note_unassigned
from tickets.actions.resolve import resolve
from tickets.actions.save_category import create_category
from tickets.actions.set_category import set_category
from tickets.actions.transfer import transfer
from tickets.models import Notification, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def events(ticket: Ticket) -> list[tuple[str, dict]]:
    mine = Event.objects.filter(ticket_id=ticket.pk, kind__startswith="ticket.").exclude(
        kind="ticket.created"
    )
    extra = {"version", "status"}
    return [
        (event.kind, {key: value for key, value in event.data.items() if key not in extra})
        for event in mine.order_by("pk")
    ]


def test_giving_it_to_somebody_says_from_whom_to_whom_and_why():
    first, second, ticket = an_agent(), an_agent(), a_ticket()

    assert assign(ticket, to=first, by=actors.SYSTEM, reason="least_loaded")
    assert assign(ticket, to=second, by=actors.agent(first))
    assert not assign(ticket, to=second, by=actors.agent(first))

    assert (ticket.assignee, ticket.unassigned_reason) == (second, "")
    assert events(ticket) == [
        ("ticket.assigned", {"from": None, "to": first.pk, "reason": "least_loaded"}),
        ("ticket.assigned", {"from": first.pk, "to": second.pk, "reason": ""}),
    ]


def test_who_is_given_one_hears_of_it_and_was_last_served_now():
    agent, ticket = an_agent(available=True), a_ticket()

    assign(ticket, to=agent, by=actors.SYSTEM)

    assert Notification.objects.get(agent=agent).kind == "assigned"
    assert Presence.objects.get(agent=agent).last_assigned_at is not None


def test_who_takes_one_needs_no_telling():
    agent, ticket = an_agent(), a_ticket()

    claim(ticket, agent=agent)

    assert not Notification.objects.exists()


def test_putting_it_back_says_why_nobody_has_it():
    agent = an_agent()
    ticket = a_ticket(assignee=agent)

    assert assign(ticket, to=None, by=actors.agent(agent))
    assert not assign(ticket, to=None, by=actors.agent(agent))

    assert (ticket.assignee, ticket.unassigned_reason) == (None, "unassigned")
    assert events(ticket)[-1] == ("ticket.unassigned", {"from": agent.pk, "reason": "unassigned"})


def test_the_reason_for_putting_it_back_may_be_said():
    ticket = a_ticket(assignee=an_agent())

    assign(ticket, to=None, by=actors.SYSTEM, reason=Ticket.UnassignedReason.RETURNED)

    assert ticket.unassigned_reason == "returned"


@pytest.mark.parametrize("who", ["auditor", "switched off"])
def test_who_cannot_answer_cannot_be_given_tickets(who):
    agent = an_auditor() if who == "auditor" else an_agent(is_active=False)
    ticket = a_ticket()

    with pytest.raises(Refused, match="cannot_take_tickets"):
        assign(ticket, to=agent, by=actors.SYSTEM)
    with pytest.raises(Refused, match="cannot_take_tickets"):
        claim(ticket, agent=agent)


def test_what_is_closed_has_no_new_owner():
    ticket = a_ticket()
    resolve(ticket, by=actors.SYSTEM)
    close(ticket, by=actors.SYSTEM)

    with pytest.raises(Refused, match="ticket_closed"):
        assign(ticket, to=an_agent(), by=actors.SYSTEM)
    with pytest.raises(Refused, match="ticket_closed"):
        claim(ticket, agent=an_agent())


def test_only_what_nobody_has_can_be_taken():
    first, ticket = an_agent(), a_ticket()

    assert claim(ticket, agent=first)
    assert not claim(ticket, agent=an_agent())

    assert Ticket.objects.get(pk=ticket.pk).assignee == first


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_who_take_it_at_once_one_has_it():
    ticket = a_ticket()
    agents = [an_agent() for _ in range(20)]

    def take(agent):
        mine = Ticket.objects.get(pk=ticket.pk)
        return lambda: claim(mine, agent=agent)

    outcomes = at_once([take(agents[n % 20]) for n in range(200)])

    assert (outcomes.count(True), outcomes.count(False)) == (1, 199)
    assert [kind for kind, _ in events(ticket)] == ["ticket.assigned"]


def test_a_move_to_another_team_goes_back_to_the_queue():
    old, new = a_team(), a_team()
    agent = an_agent(old)
    ticket = a_ticket(team=old, assignee=agent)

    assert transfer(ticket, to=new, by=actors.agent(agent))
    assert not transfer(ticket, to=new, by=actors.agent(agent))

    assert (ticket.team, ticket.assignee, ticket.unassigned_reason) == (new, None, "routing")
    assert events(ticket)[-2:] == [
        ("ticket.transferred", {"from_team": old.pk, "to_team": new.pk}),
        ("ticket.unassigned", {"from": agent.pk, "reason": "routing"}),
    ]


def test_who_is_in_the_new_team_too_keeps_it():
    old, new = a_team(), a_team()
    agent = an_agent(old, new)
    ticket = a_ticket(team=old, assignee=agent)

    transfer(ticket, to=new, by=actors.SYSTEM)

    assert (ticket.assignee, ticket.unassigned_reason) == (agent, "")
    assert events(ticket)[-1][0] == "ticket.transferred"


def test_a_team_that_is_off_gets_nothing():
    with pytest.raises(Refused, match="team_off"):
        transfer(a_ticket(), to=a_team(is_active=False), by=actors.SYSTEM)


def test_why_nobody_has_it_is_noted_without_an_event_but_seen():
    ticket = a_ticket()
    before, version = Event.objects.count(), ticket.version

    assert note_unassigned(ticket, reason="all_full", by=actors.SYSTEM)
    assert not note_unassigned(ticket, reason="all_full", by=actors.SYSTEM)

    assert (ticket.unassigned_reason, ticket.version) == ("all_full", version + 1)
    assert Event.objects.count() == before


def test_what_somebody_has_needs_no_excuse():
    ticket = a_ticket(assignee=an_agent())

    assert not note_unassigned(ticket, reason="all_full", by=actors.SYSTEM)


def test_a_category_that_is_off_is_not_set():
    category = create_category(by=actors.SYSTEM, name="Retur", key="retur", is_active=False)

    with pytest.raises(Refused, match="category_off"):
        set_category(a_ticket(), to=category, by=actors.SYSTEM)
