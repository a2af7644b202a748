"""What open browsers are told: of each ticket its newest state, in the order in which it came to be."""

from events.push import events_in, together


def changed(ticket, event, kind="ticket.tagged"):
    return {"type": "happened", "event": event, "kind": kind, "ticket": ticket, "version": event}


def test_what_waits_to_be_said_of_one_ticket_is_said_once():
    waiting = [
        ("team.1", changed(7, 1, "ticket.created")),
        ("team.1", changed(7, 2)),
        ("team.1", changed(7, 3)),
    ]

    [(group, message)] = together(waiting)

    assert (group, message["version"], message["event"]) == ("team.1", 3, 3)
    assert events_in(message) == [(1, "ticket.created"), (2, "ticket.tagged"), (3, "ticket.tagged")]


def test_every_group_and_every_ticket_is_told():
    waiting = [("team.1", changed(7, 1)), ("ticket.7", changed(7, 1)), ("team.1", changed(8, 2))]

    assert together(waiting) == waiting


def test_what_is_not_the_state_of_a_ticket_is_each_said():
    told = {"type": "happened", "event": 1, "kind": "notification.added", "ticket": 7, "agent": 2}
    looked = {"type": "looked", "ticket": 7, "viewers": []}
    waiting = [("agent.2", told), ("agent.2", {**told, "event": 2}), ("agent.2", looked), ("agent.2", looked)]

    assert together(waiting) == waiting


def test_a_new_state_that_no_event_made_takes_the_place_of_an_older_one():
    shown = {**changed(7, 5), "event": None, "kind": "ticket.shown"}

    [(_, message)] = together([("team.1", changed(7, 4)), ("team.1", shown)])

    assert message["version"] == 5
    assert events_in(message) == [(4, "ticket.tagged")]
