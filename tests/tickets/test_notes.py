"""What only agents see: who is meant, who hears of it, and that it can never leave."""

from uuid import uuid4

import pytest
from django.apps import apps

from events import actors
from events.models import Event
from tests.builders import a_note, a_reply, a_team, a_ticket, an_agent, an_auditor
from tests.together import at_once
from tickets.actions.attach import attach
from tickets.actions.automatic import send_automatic
from tickets.actions.note import add_note
from tickets.actions.withdraw import withdraw_reply
from tickets.mentions import mentioned
from tickets.models import Attachment, Delivery, Draft, Follower, Message, Note, Notification, Ticket
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db

MARKER = "SECRET-4711-not-for-customers"


def test_a_note_is_an_event_without_its_words():
    note = a_note(a_ticket(), text=MARKER)

    event = Event.objects.get(kind="note.added")
    assert (event.data["note"], event.data["mentions"]) == (note.pk, [])
    assert MARKER not in str(event.data)


def test_a_colleague_who_is_mentioned_sees_the_ticket_and_hears_of_it():
    team, dewi = a_team(), an_agent(name="Dewi Lestari")
    ticket = a_ticket(team=team)
    assert not Ticket.objects.visible_to(dewi).exists()

    a_note(ticket, text="Could you look, @Dewi Lestari?")

    assert list(Ticket.objects.visible_to(dewi)) == [ticket]
    assert Follower.objects.get(agent=dewi).reason == "mentioned"
    notification = Notification.objects.get(agent=dewi)
    assert (notification.kind, notification.ticket) == ("mentioned", ticket)
    assert Event.objects.get(kind="note.added").data["mentions"] == [dewi.pk]


def test_nobody_mentions_oneself():
    agent = an_agent(name="Rani Puspita")

    a_note(a_ticket(), agent=agent, text="@Rani Puspita: remember the invoice")

    assert not Notification.objects.exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("@Rani Puspita please", ["Rani Puspita"], id="by full name"),
        pytest.param("@rani puspita, please", ["Rani Puspita"], id="whatever the case"),
        pytest.param("@Maya please", ["Maya Hartanto"], id="by a first name that only one has"),
        pytest.param("@Budi please", [], id="not by a first name that two have"),
        pytest.param("@Budi Santoso please", ["Budi Santoso"], id="but by the full name"),
        pytest.param("@Budi Santosoan", [], id="not inside a longer word"),
        pytest.param("@rani@alur.test please", ["Rani Puspita"], id="by address"),
        pytest.param("write to x@Maya", [], id="not inside an address"),
        pytest.param("@Maya, @Rani", ["Maya Hartanto", "Rani Puspita"], id="several"),
        pytest.param("@Maya @Maya", ["Maya Hartanto"], id="each once"),
        pytest.param("@ Maya", [], id="not with a gap"),
    ],
)
def test_who_is_meant(text, found):
    agents = [
        an_agent(name="Rani Puspita", email="rani@alur.test"),
        an_agent(name="Maya Hartanto"),
        an_agent(name="Budi Santoso"),
        an_agent(name="Budi Wijaya"),
    ]

    assert [agent.name for agent in mentioned(text, agents)] == found


def test_an_empty_note_says_nothing():
    with pytest.raises(Refused, match="empty"):
        a_note(a_ticket(), text="  ")


def test_who_may_only_read_leaves_no_notes():
    with pytest.raises(Refused, match="read_only"):
        a_note(a_ticket(), agent=an_auditor())


def test_a_note_takes_the_files_of_its_draft():
    ticket, agent = a_ticket(), an_agent()
    file = attach(ticket, agent=agent, kind="note", name="photo.txt", chunks=[b"x"])

    note = a_note(ticket, agent=agent, attachments_of_draft=file.draft)

    assert list(note.attachments.all()) == [file]
    assert not Draft.objects.exists()


def test_a_file_without_words_is_a_note_and_stays_one_on_a_second_click():
    ticket, agent, key = a_ticket(), an_agent(), uuid4()
    file = attach(ticket, agent=agent, kind="note", name="photo.txt", chunks=[b"x"])

    note = a_note(ticket, agent=agent, text="", attachments_of_draft=file.draft, client_key=key)

    assert list(note.attachments.all()) == [file]
    assert a_note(ticket, agent=agent, text="", client_key=key) == note


def test_another_agents_draft_is_not_mine_to_use():
    ticket = a_ticket()
    theirs = attach(ticket, agent=an_agent(), kind="note", name="photo.txt", chunks=[b"x"]).draft

    with pytest.raises(Refused, match="other_draft"):
        a_note(ticket, attachments_of_draft=theirs)
    with pytest.raises(Refused, match="other_draft"):
        a_reply(ticket, attachments_of_draft=theirs)


def test_what_was_written_for_a_note_cannot_go_out_with_a_reply():
    ticket, agent = a_ticket(), an_agent()
    of_note = attach(ticket, agent=agent, kind="note", name=f"{MARKER}.txt", chunks=[b"x"]).draft

    with pytest.raises(Refused, match="other_draft"):
        a_reply(ticket, agent=agent, attachments_of_draft=of_note)

    assert Attachment.objects.get().draft == of_note


@pytest.mark.django_db(transaction=True)
def test_the_same_click_from_many_connections_at_once_notes_once():
    ticket, agent, key = a_ticket(), an_agent(), uuid4()

    def click() -> Note:
        mine = Ticket.objects.get(pk=ticket.pk)
        return add_note(mine, text="Once.", by=actors.agent(agent), agent=agent, client_key=key)

    notes = at_once([click] * 8)

    assert len({note.pk for note in notes}) == 1
    assert Event.objects.filter(kind="note.added").count() == 1


def test_no_row_of_the_way_out_can_point_at_a_note():
    """By construction: a delivery carries a message, and nothing leads from either to a note."""

    def pointers(model) -> set[type]:
        return {field.related_model for field in model._meta.fields if field.is_relation}

    reached, ahead = set(), {Delivery}
    while ahead:
        model = ahead.pop()
        reached.add(model)
        ahead |= {target for target in pointers(model) if target in apps.get_models()} - reached

    assert Message in reached
    assert Note not in reached


def test_nothing_that_is_owed_to_a_customer_holds_a_word_of_a_note():
    ticket, agent = a_ticket(), an_agent()
    a_note(ticket, agent=agent, text=MARKER)
    attach(ticket, agent=agent, kind="note", name=f"{MARKER}.txt", chunks=[MARKER.encode()])
    a_note(ticket, agent=agent, text=f"{MARKER} again")

    a_reply(ticket, agent=agent)
    withdraw_reply(a_reply(ticket, agent=agent, text="Second"), by=actors.agent(agent))
    a_reply(ticket, agent=agent, attachments_of_draft=Draft.objects.get(kind="reply"))
    send_automatic(ticket, text="We got it.", by=actors.SYSTEM, reason="acknowledgement")

    assert Delivery.objects.count() == 4
    for delivery in Delivery.objects.select_related("message"):
        files = [file.name for file in delivery.message.attachments.all()]
        assert MARKER not in f"{vars(delivery)} {vars(delivery.message)} {files}"
    assert MARKER not in str(list(Event.objects.values_list("data", flat=True)))
